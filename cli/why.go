package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"chancery/export"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/pipeline"
)

type whyCmd struct {
	File   string `arg:"" name:"file" help:"A file, URL, or - for standard input; with --db, the id of a record."`
	ID     string `arg:"" optional:"" name:"record-id" help:"The id of a record, as chancery code prints it, or the first letters of it."`
	Number int    `name:"sentence" placeholder:"N" help:"Say what was made of the N-th sentence, and what was rejected."`
	Doc    string `placeholder:"ID" help:"The document, where the file holds several."`
	DB     string `name:"db" placeholder:"FILE|URL" help:"Explain a record of this ledger, by what was kept when it was coded."`
	input
	Actors []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, as for code."`
}

// Run says how records came about.
func (c *whyCmd) Run(ctx context.Context, env Env) error {
	switch {
	case c.DB != "" && (c.ID != "" || c.Number != 0):
		return usagef("why with --db takes the id of a record and nothing else")
	case c.DB != "":
		return explainStored(ctx, env, ledgerOptions{c.DB}, c.File)
	case c.ID == "" && c.Number == 0:
		return usagef("why needs the id of a record, or --sentence N")
	case c.ID != "" && c.Number != 0:
		return usagef("why takes the id of a record or --sentence N, not both")
	case c.Number < 0:
		return usagef("--sentence: sentences are counted from 1")
	}
	var names []string
	if c.File != "sample" {
		names = []string{c.File}
	} else {
		env.Stdin = nil
	}
	articles, err := c.articles(ctx, env, names)
	if err != nil {
		return err
	}
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors})
	if err != nil {
		return err
	}
	bad := &rejects{w: env.Stderr}
	documents := 0
	for a, err := range articles {
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		if c.Doc != "" && a.ID != c.Doc {
			continue
		}
		documents++
		r, err := p.One(a)
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		if c.Number > 0 {
			return sentence(env.Stdout, p, r, c.Number)
		}
		for _, rec := range r.Records {
			if id := rec.RecordID(); id == c.ID || len(c.ID) >= 4 && strings.HasPrefix(id, c.ID) {
				return explain(env.Stdout, r, rec)
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case documents == 0 && c.Doc != "":
		return fmt.Errorf("%s holds no document %q", c.File, c.Doc)
	case documents == 0:
		return errSilent
	case c.Number > 0:
		return errSilent
	}
	return fmt.Errorf("%s gives no record %q; chancery code %s lists them", c.File, c.ID, c.File)
}

// explain prints a record, and each step of how it came about.
func explain(w io.Writer, r *pipeline.Result, rec ledger.Record) error {
	var b strings.Builder
	b.WriteString(describe(rec))
	b.WriteString("\n")
	why := r.Why[rec.RecordID()]
	if len(why) == 0 {
		b.WriteString("  no reasons are kept for this record\n")
	}
	reasons(&b, r.Draft.Doc, why)
	_, err := io.WriteString(w, export.Clean(b.String()))
	return err
}

// reasons prints reasons in columns, and once what holds for each of several: the two of
// "both countries" rest on the same words.
func reasons(b *strings.Builder, d *nlp.Document, why []ledger.Reason) {
	what, by := 0, 0
	for _, y := range why {
		what, by = max(what, len(y.What)), max(by, len(y.By))
	}
	for i, y := range why {
		if i > 0 && y == why[i-1] {
			continue
		}
		line := fmt.Sprintf("  %-*s  %-*s", what, y.What, by, y.By)
		if !y.Span.Empty() && y.Span.End <= len(d.Text) {
			line += "  “" + strings.Join(strings.Fields(d.Slice(y.Span)), " ") + "”"
		}
		if y.Path != "" {
			line += "  by way of " + y.Path
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// describe returns one line on a record.
func describe(rec ledger.Record) string {
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	s := export.Kind(rec) + " " + rec.RecordID()
	switch r := rec.(type) {
	case *ledger.Event:
		s += fmt.Sprintf(": %s “%s”, %s, found by %s", r.Event, flat(r.EventText.Text), r.Status, r.FoundBy)
	case *ledger.Claim:
		who, cue := "(unnamed)", ""
		if r.Source != nil && r.Source.Text != "" {
			who = flat(r.Source.Text)
		}
		if r.Cue != nil {
			cue = flat(r.Cue.Text)
		}
		s += fmt.Sprintf(": %s %s, %s, found by %s", who, cue, r.Stance, r.FoundBy)
	case *ledger.Entity:
		s += ": " + r.Name
	case *ledger.Dispute:
		s += ": " + r.Type
	}
	return s
}

// sentence prints a sentence, its records and what was rejected of it.
func sentence(w io.Writer, p *pipeline.Pipeline, r *pipeline.Result, n int) error {
	d := r.Draft.Doc
	if n > len(d.Sentences) {
		return fmt.Errorf("the document has %d sentences", len(d.Sentences))
	}
	s := d.Sentences[n-1]
	var b strings.Builder
	fmt.Fprintf(&b, "sentence %d: %s\n", n, strings.Join(strings.Fields(d.Slice(s.Span)), " "))
	if s.Kind != "" {
		fmt.Fprintf(&b, "  it is part of the %s, which is not coded\n", s.Kind)
	}
	off := ledger.NewOffsets(d.Text)
	found := 0
	for _, rec := range r.Records {
		switch rec.(type) {
		case *ledger.Event, *ledger.Claim, *ledger.Meeting, *ledger.Agreement, *ledger.Dispute:
			if at := off.Byte(rec.Begin()); at >= s.Start && at < s.End {
				found++
				b.WriteString(describe(rec) + "\n")
				reasons(&b, d, r.Why[rec.RecordID()])
			}
		}
	}
	if found == 0 {
		b.WriteString("  no record begins here\n")
	}
	considered, err := p.Consider(r.Draft, n-1)
	if err != nil {
		return err
	}
	for _, c := range considered {
		if c.Gate != "" {
			fmt.Fprintf(&b, "rejected: %s “%s”, stopped by %s\n", c.Type, strings.Join(strings.Fields(d.Slice(c.Trigger)), " "), c.Gate)
			reasons(&b, d, c.Why)
		}
	}
	_, err = io.WriteString(w, export.Clean(b.String()))
	return err
}

package cli

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"chancery/ledger"
	"chancery/source"
)

type verifyCmd struct {
	Records string   `arg:"" optional:"" name:"records" help:"Records as chancery code --format jsonl writes them; - for standard input."`
	Texts   []string `arg:"" optional:"" name:"texts" help:"The files, folders or URLs that were coded."`
	DB      string   `name:"db" placeholder:"FILE|URL" help:"Check all that this ledger holds."`
}

// Run checks records against their texts.
func (c *verifyCmd) Run(ctx context.Context, env Env) error {
	switch {
	case c.DB != "" && c.Records != "":
		return usagef("verify takes records and texts, or --db, not both")
	case c.DB != "":
		return verifyStored(ctx, env, ledgerOptions{c.DB})
	case c.Records == "" || len(c.Texts) == 0:
		return usagef("verify needs records and the texts that were coded, or --db")
	}
	in := env.Stdin
	if c.Records != "-" {
		f, err := os.Open(c.Records)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if in == nil {
		return usagef("verify -: there is no standard input")
	}
	if slices.Contains(c.Texts, "-") {
		return usagef("verify reads texts from files, folders and URLs; - can only be the records")
	}
	v := &verifier{w: env.Stderr, texts: map[string]*verified{}}
	bad := &rejects{w: env.Stderr}
	for a, err := range source.New(source.Options{AnyLanguage: true}).Read(ctx, c.Texts, nil) {
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		v.texts[a.ID] = &verified{text: a.Text}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := v.records(in); err != nil {
		return err
	}
	if err := v.report(env); err != nil {
		return err
	}
	if bad.n > 0 {
		return errPartial
	}
	return nil
}

// report prints what was checked, and returns an error if something is wrong.
func (v *verifier) report(env Env) error {
	fmt.Fprintf(env.Stdout, "documents %d, records %d, quotations %d, wrong %d\n", v.documents, v.n, v.quotes, v.wrong)
	if v.wrong > 0 {
		return errUnverified
	}
	return nil
}

// verified is a text, and its code points once a record asks for them.
type verified struct {
	text    string
	offsets *ledger.Offsets
}

// verifier checks records one at a time, and prints what is wrong.
type verifier struct {
	w     io.Writer
	texts map[string]*verified

	line                        int
	documents, n, quotes, wrong int
}

func (v *verifier) fault(id, format string, args ...any) {
	v.wrong++
	fmt.Fprintf(v.w, "line %d: %s: %s\n", v.line, oneLine(id), oneLine(fmt.Sprintf(format, args...)))
}

// records reads records, one a line.
func (v *verifier) records(r io.Reader) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			v.line++
			v.record(line)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (v *verifier) record(line []byte) {
	var r map[string]any
	if err := json.Unmarshal(line, &r); err != nil {
		v.fault("record", "this is no JSON object: %v", err)
		return
	}
	kind, _ := r["kind"].(string)
	id, _ := r["id"].(string)
	doc, _ := r["doc"].(string)
	if kind == "document" {
		doc = id
	}
	t := v.texts[doc]
	if t == nil {
		v.fault(id, "the document %q is not among the texts", doc)
		return
	}
	v.n++
	if kind == "document" {
		v.documents++
		sum := sha256.Sum256([]byte(t.text))
		if want, _ := r["sha256"].(string); want != hex.EncodeToString(sum[:]) {
			v.fault(id, "the text is not the one that was coded: its sha256 is %x", sum)
		}
		return
	}
	if t.offsets == nil {
		t.offsets = ledger.NewOffsets(t.text)
	}
	v.walk(id, t, r)
}

// walk checks each object that has text, start and end, at any depth.
func (v *verifier) walk(id string, t *verified, value any) {
	switch value := value.(type) {
	case []any:
		for _, x := range value {
			v.walk(id, t, x)
		}
	case map[string]any:
		text, ok := value["text"].(string)
		start, ok1 := value["start"].(float64)
		end, ok2 := value["end"].(float64)
		// A participant that its sentence does not name has no words, at -1.
		if ok && ok1 && ok2 && (text != "" || start >= 0) {
			v.quotes++
			switch s := t.offsets.Span(int(start), int(end)); {
			case start < 0 || end < start || s.Start > s.End:
				v.fault(id, "the span %v to %v is no span", start, end)
			case t.text[s.Start:s.End] != text:
				v.fault(id, "%q is not what stands at %v to %v: %q", text, start, end, t.text[s.Start:s.End])
			}
		}
		keys := make([]string, 0, len(value))
		for k := range value {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			v.walk(id, t, value[k])
		}
	}
}

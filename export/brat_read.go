package export

import (
	"cmp"
	"fmt"
	"strings"

	standoff "chancery/internal/brat"
	"chancery/ledger"
)

// ReadBrat reads standoff annotation of a text, as the format brat writes it and as
// PolNeAR has it: entities, where references say which spans are of one; events; and
// claims. Records have the ids that notes say, or else the document's with that of
// the line, and the fields and words that the file has. A source or a cue in several
// pieces is read as one, from the first piece to the last.
func ReadBrat(doc, text, ann string) (*Document, error) {
	f, err := standoff.Parse(ann)
	if err != nil {
		return nil, err
	}
	b := &bratReader{doc: doc, runes: []rune(text), file: f, ids: map[string]string{}, attrs: map[[2]string]string{}}
	for i := range f.Spans {
		for _, p := range f.Spans[i].Pieces {
			if p.End > len(b.runes) {
				return nil, fmt.Errorf("%s ends at %d, but the text has %d code points: it is of another text", f.Spans[i].ID, p.End, len(b.runes))
			}
		}
	}
	for _, n := range f.Notes {
		b.ids[n.Of] = n.Text
	}
	for _, a := range f.Attributes {
		b.attrs[[2]string{a.Of, a.Type}] = a.Value
	}
	out := &Document{Text: text, Records: []ledger.Record{&ledger.Document{Kind: "document", ID: doc, Chars: len(b.runes)}}}
	for _, e := range b.entities() {
		out.Records = append(out.Records, e)
	}
	claims := map[string]*ledger.Claim{} // by the id of the line
	for i := range f.Events {
		e := &f.Events[i]
		if strings.HasPrefix(e.Type, "Attribution") {
			claims[e.ID] = b.claim(e)
			out.Records = append(out.Records, claims[e.ID])
		} else {
			out.Records = append(out.Records, b.event(e))
		}
	}
	for _, r := range f.Relations {
		c, to := claims[r.Arg1], b.id(r.Arg2)
		if c == nil {
			continue
		}
		switch r.Type {
		case "In":
			c.In = &to
		case "Denies":
			c.Denies = append(c.Denies, to)
		case "Confirms":
			c.Confirms = append(c.Confirms, to)
		case "About":
			c.About = append(c.About, to)
		}
	}
	return out, nil
}

type bratReader struct {
	doc   string
	runes []rune
	file  *standoff.File
	ids   map[string]string    // of the record, by that of the line
	attrs map[[2]string]string // by the line and the attribute
}

func (b *bratReader) id(line string) string { return cmp.Or(b.ids[line], b.doc+"#"+line) }

// quotes returns the words of a text-bound annotation; none if it isn't there.
func (b *bratReader) quotes(id string) []ledger.Quote {
	var out []ledger.Quote
	if s := b.file.Span(id); s != nil {
		for _, p := range s.Pieces {
			out = append(out, ledger.Quote{Text: string(b.runes[p.Start:p.End]), Start: p.Start, End: p.End})
		}
	}
	return out
}

// quote returns the words of a text-bound annotation from its first piece to its
// last, and whether it is there.
func (b *bratReader) quote(id string) (ledger.Quote, bool) {
	all := b.quotes(id)
	if len(all) == 0 {
		return ledger.Quote{}, false
	}
	start, end := all[0].Start, all[0].End
	for _, q := range all {
		start, end = min(start, q.Start), max(end, q.End)
	}
	return ledger.Quote{Text: string(b.runes[start:end]), Start: start, End: end}, true
}

// entities returns the entities that references name, in their order.
func (b *bratReader) entities() []*ledger.Entity {
	var out []*ledger.Entity
	byID := map[string]*ledger.Entity{}
	for _, r := range b.file.References {
		id, ok := strings.CutPrefix(r.Value, "Entity:")
		s := b.file.Span(r.Of)
		q, there := b.quote(r.Of)
		if !ok || !there {
			continue
		}
		e := byID[id]
		if e == nil {
			e = &ledger.Entity{Kind: "entity", ID: bratIDOf.Replace(id), Doc: b.doc, Type: strings.ToLower(s.Type), Name: r.Text, Sectors: []string{}}
			e.Code = optional(b.attrs[[2]string{r.Of, "Code"}])
			byID[id] = e
			out = append(out, e)
		}
		e.Mentions = append(e.Mentions, ledger.Mention{Quote: q, Type: b.attrs[[2]string{r.Of, "Mention"}]})
	}
	return out
}

func (b *bratReader) claim(e *standoff.Event) *ledger.Claim {
	c := &ledger.Claim{Kind: "claim", ID: b.id(e.ID), Doc: b.doc, About: []string{}, Denies: []string{}, Confirms: []string{}}
	c.Stance, c.Quote = b.attrs[[2]string{e.ID, "Stance"}], b.attrs[[2]string{e.ID, "Quotation"}]
	c.Content = append(b.quotes(e.Arg("Content")), b.quotes(e.Arg("Content2"))...)
	if q, ok := b.quote(e.Arg("Cue")); ok {
		c.Cue = &ledger.Cue{Quote: q, Class: b.attrs[[2]string{e.ID, "Class"}]}
	}
	if q, ok := b.quote(e.Arg("Source")); ok {
		c.Source = &ledger.SourceQuote{Quote: q}
	}
	return c
}

func (b *bratReader) event(e *standoff.Event) *ledger.Event {
	r := &ledger.Event{Kind: "event", ID: b.id(e.ID), Doc: b.doc, Event: e.Type, Status: b.attrs[[2]string{e.ID, "Status"}], Context: []string{}, Also: []ledger.Quote{}, Actor: []ledger.Participant{}, Recipient: []ledger.Participant{}}
	r.Mode = optional(b.attrs[[2]string{e.ID, "Mode"}])
	r.EventText, _ = b.quote(e.Trigger)
	for _, a := range e.Args {
		q, ok := b.quote(a.ID)
		if !ok {
			continue
		}
		p := ledger.Participant{Name: q.Text, Text: q.Text, Start: q.Start, End: q.End}
		switch strings.TrimRight(a.Role, "0123456789") {
		case "Actor":
			r.Actor = append(r.Actor, p)
		case "Recipient":
			r.Recipient = append(r.Recipient, p)
		case "Date":
			r.Date = &ledger.Date{Quote: &q}
		case "Place":
			r.EventLoc = &ledger.Place{Name: q.Text, Quote: &q}
		}
	}
	return r
}

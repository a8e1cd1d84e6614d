// Package export writes records for people and for other programs: JSONL, JSON,
// CSV, an aligned table, brat standoff, Web Annotations, and an HTML page.
//
// It knows records and the text they point into, and nothing of how they were
// found.
package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery/ledger"
)

// A Document is the records of one text: that of the document first, the others
// in text order.
type Document struct {
	Text    string
	Records []ledger.Record
}

// Head returns the record of the document.
func (d *Document) Head() *ledger.Document { return d.Records[0].(*ledger.Document) }

// A Writer writes documents one after another. Close ends the output; it does
// not close what the writer writes to.
type Writer interface {
	Write(*Document) error
	Close() error
}

// Formats are the names that [New] knows, in the order of the documentation.
var formats = []string{"table", "jsonl", "json", "csv", "brat", "webannotation"}

// Formats returns the names of the formats that [New] knows.
func Formats() []string { return slices.Clone(formats) }

// ErrFormat is wrapped by the error of [New] for a format that it doesn't know.
var ErrFormat = errors.New("export: unknown format")

// Options say how to write.
type Options struct {
	// Kinds are the kinds of record to write: document, entity, event, claim,
	// meeting, agreement, dispute. Empty means all.
	Kinds []string
	// Width is the number of columns of a table; zero means 100.
	Width int
	// Color marks the heads of a table for a terminal.
	Color bool
	// FormulaSafe makes CSV cells that a spreadsheet would run as a formula start
	// with an apostrophe.
	FormulaSafe bool
	// Folder is where brat standoff is written.
	Folder string
}

// New returns a writer of a format to w. The format brat writes files to
// Options.Folder, and nothing to w.
func New(format string, w io.Writer, o Options) (Writer, error) {
	switch format {
	case "jsonl":
		return &lines{w: w, keep: keeper(o.Kinds)}, nil
	case "json":
		return &array{w: bufio.NewWriter(w), keep: keeper(o.Kinds)}, nil
	case "csv":
		return newCSV(w, o), nil
	case "table":
		return newTable(w, o), nil
	case "brat":
		return newBrat(o)
	case "webannotation":
		return newWebAnnotation(w, o), nil
	}
	return nil, fmt.Errorf("%w %q; the formats are %s", ErrFormat, format, strings.Join(formats, ", "))
}

// Kind returns the kind of a record, as its JSON has it.
func Kind(r ledger.Record) string {
	switch r.(type) {
	case *ledger.Document:
		return "document"
	case *ledger.Entity:
		return "entity"
	case *ledger.Event:
		return "event"
	case *ledger.Claim:
		return "claim"
	case *ledger.Meeting:
		return "meeting"
	case *ledger.Agreement:
		return "agreement"
	case *ledger.Dispute:
		return "dispute"
	}
	return ""
}

// keeper returns a test of whether a record is of one of the kinds.
func keeper(kinds []string) func(ledger.Record) bool {
	if len(kinds) == 0 {
		return func(ledger.Record) bool { return true }
	}
	return func(r ledger.Record) bool { return slices.Contains(kinds, Kind(r)) }
}

// encode writes the JSON of a record as one line.
func encode(w io.Writer, r ledger.Record) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

// lines writes one record a line, and hands on each document as it is done.
type lines struct {
	w    io.Writer
	keep func(ledger.Record) bool
	buf  strings.Builder
}

func (l *lines) Write(d *Document) error {
	l.buf.Reset()
	for _, r := range d.Records {
		if l.keep(r) {
			if err := encode(&l.buf, r); err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(l.w, l.buf.String())
	return err
}

func (l *lines) Close() error { return nil }

// array writes all records as one JSON array.
type array struct {
	w    *bufio.Writer
	keep func(ledger.Record) bool
	n    int
}

func (a *array) Write(d *Document) error {
	for _, r := range d.Records {
		if !a.keep(r) {
			continue
		}
		sep := ",\n "
		if a.n == 0 {
			sep = "[\n "
		}
		a.n++
		var one strings.Builder
		if err := encode(&one, r); err != nil {
			return err
		}
		a.w.WriteString(sep)
		a.w.WriteString(strings.TrimSuffix(one.String(), "\n"))
	}
	return nil
}

func (a *array) Close() error {
	if a.n == 0 {
		a.w.WriteString("[")
	}
	a.w.WriteString("\n]\n")
	return a.w.Flush()
}

// index finds the records of a document by their ids.
type index struct {
	text     string
	off      *ledger.Offsets
	entities map[string]*ledger.Entity
	events   map[string]*ledger.Event
	claims   map[string]*ledger.Claim
}

func newIndex(d *Document) *index {
	x := &index{d.Text, ledger.NewOffsets(d.Text), map[string]*ledger.Entity{}, map[string]*ledger.Event{}, map[string]*ledger.Claim{}}
	for _, r := range d.Records {
		switch r := r.(type) {
		case *ledger.Entity:
			x.entities[r.ID] = r
		case *ledger.Event:
			x.events[r.ID] = r
		case *ledger.Claim:
			x.claims[r.ID] = r
		}
	}
	return x
}

// name returns the name of an entity, or the id where there is no record of it.
func (x *index) name(id string) string {
	if e := x.entities[id]; e != nil {
		return e.Name
	}
	return id
}

func (x *index) names(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = x.name(id)
	}
	return out
}

// holder returns a chain of holders: "CNN > Donald Trump", or "" for the author.
func (x *index) holder(e *ledger.Event) string {
	if len(e.Holder) == 1 && e.Holder[0] == "author" {
		return ""
	}
	return strings.Join(x.names(e.Holder), " > ")
}

// sourceName returns who makes a claim, as the text names it.
func (x *index) sourceName(c *ledger.Claim) string {
	switch {
	case c.Source == nil:
		return ""
	case c.Source.Text != "":
		return flat(c.Source.Text)
	}
	return x.name(c.Source.Entity)
}

// via returns the names of the sources of the claims that a claim lies in,
// outermost first.
func (x *index) via(c *ledger.Claim) []string {
	var out []string
	for steps := 0; c.In != nil && steps < 16; steps++ {
		c = x.claims[*c.In]
		if c == nil {
			break
		}
		out = append(out, x.sourceName(c))
	}
	slices.Reverse(out)
	return out
}

// flat returns s on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// text returns the content of a claim on one line.
func text(c *ledger.Claim) string {
	parts := make([]string, len(c.Content))
	for i, q := range c.Content {
		parts[i] = flat(q.Text)
	}
	return strings.Join(parts, " … ")
}

// who returns participants as "RUSGOV Vladimir Putin, USAGOV Donald Trump".
func who(l []ledger.Participant) string {
	parts := make([]string, len(l))
	for i, p := range l {
		name := p.Name
		if name == "" {
			name = p.Text
		}
		if p.Code != nil {
			name = *p.Code + " " + name
		}
		parts[i] = flat(name)
	}
	return strings.Join(parts, ", ")
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Package brat reads brat standoff annotation
// (https://brat.nlplab.org/standoff.html), as brat, PolNeAR and export write it.
package brat

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Piece is one stretch of text: a half-open interval of code points.
type Piece struct{ Start, End int }

// A Span is a text-bound annotation (a T line).
type Span struct {
	ID, Type string
	Pieces   []Piece // at least one; several where the words stand apart
	Text     string  // as the line has it, up to a raw newline
}

// An Arg is an argument of an event or a relation.
type Arg struct{ Role, ID string }

// An Event is an E line. Its first argument, the trigger, has the event's type
// for its role, and is kept apart.
type Event struct {
	ID, Type, Trigger string
	Args              []Arg
}

// Arg returns the id of the first argument with that role, or "".
func (e *Event) Arg(role string) string {
	for _, a := range e.Args {
		if a.Role == role {
			return a.ID
		}
	}
	return ""
}

// A Relation is an R line between two annotations.
type Relation struct{ ID, Type, Arg1, Arg2 string }

// A Remark says something of an annotation: an A line (an attribute, with its
// value), an N line (a reference, with the name it has there) or a # line (a note,
// with its text).
type Remark struct {
	ID, Type, Of string
	Value        string // of an attribute; of a reference "resource:id"; "" of a note
	Text         string // of a reference its name, of a note its text
}

// A File is what one .ann file holds, in its order.
type File struct {
	Spans      []Span
	Events     []Event
	Relations  []Relation
	Attributes []Remark
	References []Remark
	Notes      []Remark
	byID       map[string]int // index into Spans
}

// Span returns the text-bound annotation with that id, or nil.
func (f *File) Span(id string) *Span {
	if i, ok := f.byID[id]; ok {
		return &f.Spans[i]
	}
	return nil
}

// Parse reads the text of an .ann file. Lines that begin with no id of a kind of
// annotation are passed over, since the text of a span may hold a raw newline;
// so are equivalences (*). Its errors name the line that is wrong, and say how.
func Parse(ann string) (*File, error) {
	f := &File{byID: map[string]int{}}
	n := 0
	for line := range strings.Lines(ann) {
		n++
		id, rest, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || !isID(id) {
			continue
		}
		head, text, _ := strings.Cut(rest, "\t")
		if err := f.add(id, head, text); err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", n, id, err)
		}
	}
	return f, nil
}

// isID reports whether s is a letter or sign of a kind of annotation with a number.
func isID(s string) bool {
	if len(s) < 2 || !strings.Contains("TERAMN#", s[:1]) {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}

func (f *File) add(id, head, text string) error {
	switch id[0] {
	case 'T':
		typ, offsets, _ := strings.Cut(head, " ")
		pieces, err := readPieces(offsets)
		if err != nil {
			return err
		}
		f.byID[id] = len(f.Spans)
		f.Spans = append(f.Spans, Span{ID: id, Type: typ, Pieces: pieces, Text: text})
	case 'E':
		e := Event{ID: id}
		for arg := range strings.FieldsSeq(head) {
			role, of, ok := strings.Cut(arg, ":")
			switch {
			case !ok:
				return fmt.Errorf("the argument %q is not a role, a colon and an id", arg)
			case e.Type == "":
				e.Type, e.Trigger = role, of
			default:
				e.Args = append(e.Args, Arg{role, of})
			}
		}
		if e.Type == "" {
			return fmt.Errorf("the event has no trigger")
		}
		f.Events = append(f.Events, e)
	case 'R':
		w := strings.Fields(head)
		if len(w) != 3 {
			return fmt.Errorf("the relation %q is not a type and two arguments", head)
		}
		_, a, ok1 := strings.Cut(w[1], ":")
		_, b, ok2 := strings.Cut(w[2], ":")
		if !ok1 || !ok2 {
			return fmt.Errorf("the relation %q lacks the role of an argument", head)
		}
		f.Relations = append(f.Relations, Relation{id, w[0], a, b})
	default:
		w := strings.SplitN(head, " ", 3)
		if len(w) < 2 {
			return fmt.Errorf("%q is not a type and the id of what it is said of", head)
		}
		r := Remark{ID: id, Type: w[0], Of: w[1], Text: text}
		if len(w) == 3 {
			r.Value = w[2]
		}
		switch id[0] {
		case '#':
			f.Notes = append(f.Notes, r)
		case 'N':
			f.References = append(f.References, r)
		default:
			f.Attributes = append(f.Attributes, r)
		}
	}
	return nil
}

// readPieces reads "10 14;20 25".
func readPieces(offsets string) ([]Piece, error) {
	var out []Piece
	for piece := range strings.SplitSeq(offsets, ";") {
		a, b, ok := strings.Cut(piece, " ")
		start, err1 := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if !ok || err1 != nil || err2 != nil {
			return nil, fmt.Errorf("the offsets %q are not pairs of numbers", offsets)
		}
		if start < 0 || end < start || end > math.MaxInt32 {
			return nil, fmt.Errorf("the offsets %q are not in order", offsets)
		}
		out = append(out, Piece{start, end})
	}
	return out, nil
}

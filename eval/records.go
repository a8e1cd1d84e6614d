package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"chancery/ledger"
)

// DocRecords are the records of one document.
type DocRecords struct {
	Entities   []*ledger.Entity
	Events     []*ledger.Event
	Claims     []*ledger.Claim
	Meetings   []*ledger.Meeting
	Agreements []*ledger.Agreement
	Disputes   []*ledger.Dispute
	raw        []any // all of them but the document's, as JSON has them
}

// Records are records by the id of their document.
type Records map[string]*DocRecords

// Doc returns the records of a document; none are not nil.
func (r Records) Doc(id string) *DocRecords {
	if d := r[id]; d != nil {
		return d
	}
	return new(DocRecords)
}

// ReadRecords reads records in the form of docs/records.md, one a line. Kinds
// that it does not know are passed over. file names them in errors.
func ReadRecords(r io.Reader, file string) (Records, error) {
	out := Records{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 64<<20)
	for line := 1; sc.Scan(); line++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		if err := out.add(sc.Bytes()); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, nil
}

func (r Records) add(line []byte) error {
	var head struct{ Kind, ID, Doc string }
	if err := json.Unmarshal(line, &head); err != nil {
		return fmt.Errorf("not a record: %w", err)
	}
	id := head.Doc
	if head.Kind == "document" {
		id = head.ID
	}
	d := r[id]
	if d == nil {
		d = new(DocRecords)
		r[id] = d
	}
	if head.Kind == "document" {
		return nil
	}
	var raw any
	if err := json.Unmarshal(line, &raw); err != nil {
		return err
	}
	d.raw = append(d.raw, raw)
	switch head.Kind {
	case "entity":
		return decode(line, &d.Entities)
	case "event":
		return decode(line, &d.Events)
	case "claim":
		return decode(line, &d.Claims)
	case "meeting":
		return decode(line, &d.Meetings)
	case "agreement":
		return decode(line, &d.Agreements)
	case "dispute":
		return decode(line, &d.Disputes)
	}
	return nil
}

func decode[T any](line []byte, to *[]*T) error {
	v := new(T)
	if err := json.Unmarshal(line, v); err != nil {
		return err
	}
	*to = append(*to, v)
	return nil
}

// spansWrong counts the quotations in the records of d, and those whose text is
// not what stands at their offsets in runes.
func (d *DocRecords) spansWrong(runes []rune) (wrong, n int) {
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			text, isText := v["text"].(string)
			start, isStart := v["start"].(float64)
			end, isEnd := v["end"].(float64)
			if isText && isStart && isEnd && start >= 0 { // -1 marks a party that the sentence does not name
				n++
				s, e := int(start), int(end)
				if s < 0 || e < s || e > len(runes) || string(runes[s:e]) != text {
					wrong++
				}
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	for _, r := range d.raw {
		walk(r)
	}
	return wrong, n
}

func quoteSpan(q ledger.Quote) span { return span{q.Start, q.End} }

func quoteSpans(qs []ledger.Quote) []span {
	out := make([]span, len(qs))
	for i, q := range qs {
		out[i] = quoteSpan(q)
	}
	return out
}

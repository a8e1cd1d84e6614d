package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"chancery/internal/golden"
	"chancery/ledger"
)

// said is what a record says and where, as far as formats of annotation keep it.
type said struct {
	Kind, ID, Label, Detail string
	Words                   map[string][]ledger.Quote // by role
	Links                   map[string][]string
}

// whatIsSaid returns what the entities, events and claims of a document say, sorted.
func whatIsSaid(d *Document) []said {
	var out []said
	for _, r := range d.Records {
		s := said{Kind: Kind(r), ID: r.RecordID(), Words: map[string][]ledger.Quote{}, Links: map[string][]string{}}
		add := func(role string, q ledger.Quote) {
			if q.End > q.Start {
				s.Words[role] = append(s.Words[role], q)
			}
		}
		link := func(role string, ids ...string) {
			if len(ids) > 0 {
				s.Links[role] = ids
			}
		}
		switch r := r.(type) {
		case *ledger.Entity:
			s.Label, s.Detail = r.Type, r.Name+deref(r.Code)
			for _, m := range r.Mentions {
				add(m.Type, m.Quote)
			}
		case *ledger.Event:
			s.Label, s.Detail = r.Event, r.Status+deref(r.Mode)
			add("event", r.EventText)
			for _, p := range r.Actor {
				add("actor", ledger.Quote{Text: p.Text, Start: p.Start, End: p.End})
			}
			for _, p := range r.Recipient {
				add("recipient", ledger.Quote{Text: p.Text, Start: p.Start, End: p.End})
			}
			if r.Date != nil && r.Date.Quote != nil {
				add("date", *r.Date.Quote)
			}
			if r.EventLoc != nil && r.EventLoc.Quote != nil {
				add("place", *r.EventLoc.Quote)
			}
		case *ledger.Claim:
			s.Label, s.Detail = r.Stance, r.Quote
			if r.Source != nil {
				add("source", r.Source.Quote)
			}
			if r.Cue != nil {
				s.Detail += r.Cue.Class
				add("cue", r.Cue.Quote)
			}
			for _, q := range r.Content {
				add("content", q)
			}
			if r.In != nil {
				link("in", *r.In)
			}
			link("about", r.About...)
			link("denies", r.Denies...)
			link("confirms", r.Confirms...)
		default:
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b said) int { return strings.Compare(a.Kind+a.ID, b.Kind+b.ID) })
	return out
}

// pieces is the sample with a claim in two pieces, one without source, and an id
// that holds what ids should not.
func pieces(t *testing.T) *Document {
	d := sample(t)
	d.Records[0].(*ledger.Document).ID = "d1"
	d.Records = append(d.Records, &ledger.Claim{
		Kind: "claim", ID: "c_ 4%20/#", Doc: "d1", Cue: &ledger.Cue{Quote: quote(t, "denied", 1), Class: "deny"},
		Content: []ledger.Quote{quote(t, "Señor Ruiz", 1), quote(t, "on Friday", 1)}, Quote: "mixed", Stance: "question",
		Denies: []string{"c_1", "c_2"}, Confirms: []string{"c_3"}, About: []string{},
	})
	return d
}

func TestBratRoundTrip(t *testing.T) {
	d := pieces(t)
	dir := t.TempDir()
	write(t, "brat", Options{Folder: dir}, d)
	ann, err := os.ReadFile(filepath.Join(dir, "d1.ann"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadBrat("d1", sampleText, string(ann))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := whatIsSaid(got), whatIsSaid(d); !reflect.DeepEqual(got, want) {
		t.Errorf("read back:\n%+v\nwritten:\n%+v", got, want)
	}
	if _, err := ReadBrat("d1", "short", string(ann)); err == nil || !strings.Contains(err.Error(), "another text") {
		t.Errorf("a file of another text gave %v", err)
	}
}

// TestReadPolnear reads what PolNeAR writes and chancery does not: a source in
// pieces, and content in two annotations.
func TestReadPolnear(t *testing.T) {
	d, err := ReadBrat("x", "The port, said Berg of the council, was shut.", "T1\tContent 0 8\tThe port\nT2\tContent 36 44\twas shut\n"+
		"T3\tSource 15 19;27 34\tBerg council\nT4\tCue 10 14\tsaid\nT5\tAttribution 10 14\tsaid\nE1\tAttribution:T5 Source:T3 Cue:T4 Content:T1 Content2:T2\n")
	if err != nil {
		t.Fatal(err)
	}
	c := d.Records[1].(*ledger.Claim)
	if c.ID != "x#E1" || c.Source.Text != "Berg of the council" || len(c.Content) != 2 || c.Content[1].Text != "was shut" {
		t.Errorf("got %+v", c)
	}
}

func TestWebAnnotation(t *testing.T) {
	d, other := pieces(t), sample(t)
	other.Records[0].(*ledger.Document).ID = "a/b #2"
	page := write(t, "webannotation", Options{}, d, other)
	golden.Check(t, "testdata/sample.jsonld", []byte(write(t, "webannotation", Options{}, sample(t))))
	got, err := ReadWebAnnotation(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[1].Head().ID != "a/b #2" || got[0].Head().Source != "Nord" {
		t.Fatalf("%d documents, want 2", len(got))
	}
	for i, want := range []*Document{d, other} {
		if got, want := whatIsSaid(got[i]), whatIsSaid(want); !reflect.DeepEqual(got, want) {
			t.Errorf("document %d read back:\n%+v\nwritten:\n%+v", i, got, want)
		}
	}
	if empty := write(t, "webannotation", Options{}); !json.Valid([]byte(empty)) {
		t.Errorf("a page without documents is no JSON: %s", empty)
	}
}

// TestWebAnnotationSelectors reads the page as a program that knows nothing of
// chancery does, and anchors each target in the text by its words and what stands
// around them.
func TestWebAnnotationSelectors(t *testing.T) {
	var page struct {
		Context []any `json:"@context"`
		Items   []struct {
			Target []struct {
				Selector []map[string]any
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "webannotation", Options{}, sample(t))), &page); err != nil {
		t.Fatal(err)
	}
	if page.Context[0] != annoContext {
		t.Errorf("the context is %v", page.Context)
	}
	n := 0
	for _, item := range page.Items {
		for _, target := range item.Target {
			if len(target.Selector) == 0 {
				continue // the whole text
			}
			n++
			position, words := target.Selector[0], target.Selector[1]
			prefix, _ := words["prefix"].(string)
			exact, _ := words["exact"].(string)
			suffix, _ := words["suffix"].(string)
			at := strings.Index(sampleText, prefix+exact+suffix)
			if at < 0 {
				t.Errorf("%q is not in the text between %q and %q", exact, prefix, suffix)
				continue
			}
			if start := len([]rune(sampleText[:at+len(prefix)])); float64(start) != position["start"] {
				t.Errorf("%q starts at %d by its words, at %v by its position", exact, start, position["start"])
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d targets with words", n)
	}
}

func TestReadWebAnnotationRefuses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "EOF"},
		{"[]", "array"},
		{`{"type":"AnnotationCollection"}`, "AnnotationPage"},
		{`{"type":"AnnotationPage","items":[{"id":"#d/c_1","body":7}]}`, "#d/c_1"},
		{`{"type":"AnnotationPage","items":[{"id":"#d/c_1","body":{"type":"schema:Claim"},"target":[{"selector":[{"type":"TextQuoteSelector","exact":"a"}]}]}]}`, "TextPositionSelector"},
		{`{"type":"AnnotationPage","items":[{"id":"#d/c_1","body":{"type":"schema:Claim"},"target":[{"selector":[{"type":"TextQuoteSelector","exact":"a"},{"type":"TextPositionSelector","start":3,"end":9}]}]}]}`, "3 to 9"},
	} {
		_, err := ReadWebAnnotation(strings.NewReader(tt.in))
		if !errors.Is(err, ErrWebAnnotation) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s gave %v, want an error with %q", tt.in, err, tt.want)
		}
	}
	docs, err := ReadWebAnnotation(strings.NewReader(`{"type":"AnnotationPage","items":["x",{"id":"urn:other","body":"text"}]}`))
	if err != nil || len(docs) != 0 {
		t.Errorf("annotations of others gave %v and %v", docs, err)
	}
}

func FuzzReadWebAnnotation(f *testing.F) {
	f.Add([]byte(`{"type":"AnnotationPage","items":[{"id":"#d/c_1","body":{"type":"schema:Claim"},"target":[]}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		docs, err := ReadWebAnnotation(bytes.NewReader(in))
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, s := range whatIsSaid(d) {
				for _, list := range s.Words {
					for _, q := range list {
						if q.End-q.Start != len([]rune(q.Text)) {
							t.Errorf("%q lies at %d to %d", q.Text, q.Start, q.End)
						}
					}
				}
			}
		}
	})
}

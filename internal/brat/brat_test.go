package brat

import (
	"reflect"
	"strings"
	"testing"
)

const ann = "T1\tSource 0 10\tThe harbour\n" +
	"T2\tCue 11 15\tsaid\n" +
	"T3\tContent 16 25;40 52\tthe ferry\nwas not late\n" + // a raw newline in the words
	"T4\tAttribution 11 15\tsaid\n" +
	"E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3 \n" +
	"A1\tStance E1 assert\n" +
	"R1\tIn Arg1:E1 Arg2:E1\t\n" +
	"N1\tReference T1 Wikidata:Q1\tHarbour office\n" +
	"*\tEquiv T1 T2\n" +
	"#1\tAnnotatorNotes E1\tc_1\r\n"

func TestParse(t *testing.T) {
	f, err := Parse(ann)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Spans) != 4 || !reflect.DeepEqual(f.Span("T3").Pieces, []Piece{{16, 25}, {40, 52}}) {
		t.Errorf("spans %+v", f.Spans)
	}
	e := f.Events[0]
	if e.Type != "Attribution" || e.Trigger != "T4" || e.Arg("Content") != "T3" || e.Arg("Topic") != "" {
		t.Errorf("event %+v", e)
	}
	want := File{
		Relations:  []Relation{{"R1", "In", "E1", "E1"}},
		Attributes: []Remark{{ID: "A1", Type: "Stance", Of: "E1", Value: "assert"}},
		References: []Remark{{ID: "N1", Type: "Reference", Of: "T1", Value: "Wikidata:Q1", Text: "Harbour office"}},
		Notes:      []Remark{{ID: "#1", Type: "AnnotatorNotes", Of: "E1", Text: "c_1"}},
	}
	got := File{Relations: f.Relations, Attributes: f.Attributes, References: f.References, Notes: f.Notes}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if f.Span("T9") != nil {
		t.Error("a span that is not there was found")
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"T1\tCue 5\tx\n", "pairs of numbers"},
		{"T1\tCue 5 x\tx\n", "pairs of numbers"},
		{"\nT1\tCue 7 5\tx\n", "line 2: T1: the offsets \"7 5\" are not in order"},
		{"T1\tCue -7 5\tx\n", "not in order"},
		{"E1\tAttribution\n", "a role, a colon and an id"},
		{"E1\t\n", "no trigger"},
		{"R1\tIn Arg1:E1\n", "two arguments"},
		{"R1\tIn E1 E2\n", "lacks the role"},
		{"A1\tStance\n", "not a type and the id"},
	} {
		if _, err := Parse(tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Parse(%q) gave %v, want an error with %q", tt.in, err, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(ann)
	f.Add("T1\tCue 0 4;;\tx\nE1\tA:T1\n")
	f.Fuzz(func(t *testing.T, in string) {
		file, err := Parse(in)
		if err != nil {
			return
		}
		for _, s := range file.Spans {
			if len(s.Pieces) == 0 || file.Span(s.ID) == nil {
				t.Errorf("span %s has no pieces or is not found", s.ID)
			}
			for _, p := range s.Pieces {
				if p.Start < 0 || p.End < p.Start {
					t.Errorf("span %s lies at %d to %d", s.ID, p.Start, p.End)
				}
			}
		}
	})
}

package coder_test

import (
	"slices"
	"testing"

	"chancery/pipeline"
	"chancery/source"
)

// An act that does not say at whom it is aimed is aimed at the other side of the
// quarrel, if the text is about one; of two quarrels neither.
func TestOpponents(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Chile accused Peru of moving a border post on Monday. Peru expelled the ambassador of Chile on Tuesday. On Wednesday Chile threatened to close the border.", "THREATEN/restrict CHL > PER happened"},
		{"Kenya accused Somalia of hiding rebels on Monday. Somalia expelled Kenya's ambassador on Tuesday. Kenya demanded an apology on Wednesday.", "REQUEST/yield KEN > SOM happened"},
		{"Chile accused Peru of moving a border post on Monday. Chile expelled the ambassador of Bolivia on Tuesday. On Wednesday Chile threatened to close the border.", "THREATEN/restrict CHL >  happened"},
	} {
		r, err := p.One(&source.Article{ID: "quarrel", Text: c.text, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got := coded(r.Records); !slices.Contains(got, c.want) {
			t.Errorf("%q\n\tgives %q\n\twant %q", c.text, got, c.want)
		}
	}
}

package coder_test

import (
	"slices"
	"testing"

	"chancery/pipeline"
	"chancery/source"
)

// An act that does not say at whom it is aimed is aimed at the other side of the
// quarrel, if the text is about one; of two quarrels neither. A third party deals with both.
func TestOpponents(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Chile accused Peru of moving a border post on Monday. Peru expelled the ambassador of Chile on Tuesday. On Wednesday Chile threatened to close the border.", "THREATEN/restrict CHL > PER happened"},
		{"Kenya accused Somalia of hiding rebels on Monday. Somalia expelled Kenya's ambassador on Tuesday. Kenya demanded an apology on Wednesday.", "REQUEST/yield KEN > SOM happened"},
		{"Chile accused Peru of moving a border post on Monday. Chile expelled the ambassador of Bolivia on Tuesday. On Wednesday Chile threatened to close the border.", "THREATEN/restrict CHL >  happened"},
		{"Mali accused Niger of moving a border post on Monday. Niger expelled the ambassador of Mali on Tuesday. On Wednesday Norway urged both sides to stop.", "REQUEST/change NOR > MLI+NER happened"},
		{"Mali accused Niger of moving a border post on Monday. Niger expelled the ambassador of Mali on Tuesday. A Norwegian envoy shuttled between the capitals.", "CONSULT/third-party NOR > MLI+NER happened"},
		{"Mali and Niger signed a treaty on Monday. The presidents of Mali and Niger met on Tuesday. Norway hailed it.", "SUPPORT/ NOR > MLI+NER happened"},
		{"Alain Juppé, speaking for the European Union, asked Turkey to withdraw.", "REQUEST/yield EUR > TUR happened"},
		{"Gambia's president sacked his army chief on Monday. Soldiers in Gambia shot at the opposition on Tuesday. The president then imposed a curfew on the capital.", "COERCE/curfew GMB > GMB happened"},
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

package coder_test

import (
	"testing"
	"time"

	"chancery/pipeline"
	"chancery/source"
)

// TestMend checks that verbs which the parser is prone to take for something else are
// coded all the same. The sentences differ only in the form of the clause.
func TestMend(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ sentence, want string }{
		{"The European Union imposed sanctions on Belarus on Monday, officials in the region said, in a move that raised tension.", "SANCTION/discontinue EUR > BLR happened"},
		{"A Greek tanker that Iranian commandos seized on Monday was at the centre of a dispute.", "COERCE/seize IRN > GRC happened"},
		{"With elections only two weeks away, Belarusian police, acting on orders from the top, arrested a Polish journalist on Monday.", "COERCE/arrest BLR > POL happened"},
		{"Turkish forces shell Syrian village", "ASSAULT/heavy-weapons TUR > SYR happened"},
		{"The bakery sells fruit and dried fish.", ""},
		{"Bakery sells out of buns", ""},
	} {
		r, err := p.One(&source.Article{ID: "mend", Text: c.sentence, Lang: "en", Published: time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		got := coded(r.Records)
		if len(got) == 0 && c.want == "" {
			continue
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%q\n\tgives %q\n\twant  %q", c.sentence, got, c.want)
		}
	}
}

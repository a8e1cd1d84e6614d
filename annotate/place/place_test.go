package place

import (
	"strings"
	"testing"

	"chancery/ledger"
	"chancery/nlp"
)

func TestTables(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for line := range strings.Lines(g.cities) {
		if k := firstField(line); k < last {
			t.Fatalf("cities.tsv: %q stands behind %q", k, last)
		} else {
			last = k
		}
	}
	for name, country := range map[string]string{
		"Goma": "COD", "the West Bank": "PSE", "CHIBOK": "NGA", "Khān Yūnis": "PSE", "Zutphen": "NLD", "Strait of Hormuz": "IRN",
	} {
		got := g.lookup(name)
		if len(got) == 0 || got[0].Country != country {
			t.Errorf("lookup(%q) = %+v, want %s first", name, got, country)
		}
	}
	for _, name := range []string{"", "zzzz", "\x00", "Nowhereville"} {
		if got := g.lookup(name); len(got) != 0 {
			t.Errorf("lookup(%q) = %+v, want none", name, got)
		}
	}
}

// TestAnnotate reads lines in which names of places are in brackets, with their
// type, and the country that must be found for each.
func TestAnnotate(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	country := map[string]string{"Pakistan": "PAK", "Venezuela": "VEN", "Spain": "ESP", "Canada": "CAN", "Turkey": "TUR", "Indian": "IND"}
	for _, tt := range []struct{ text, want string }{
		{"A bomb went off in [Hyderabad] , [Pakistan] .", "PAK PAK"},
		{"A bomb went off in [Hyderabad] .", "IND"},
		{"[Venezuela] sent soldiers to [Valencia] .", "VEN VEN"},
		{"[Spain] sent soldiers to [Valencia] .", "ESP ESP"},
		{"They marched in [London] , [Ontario] .", "CAN CAN"},
		{"They marched in [London] .", "GBR"},
		{"[PORTLAND] , [Oregon] — They marched .", "USA USA"},
		{"[Xyzzy] fell .", ""},
	} {
		d := &nlp.Document{}
		var actors []ledger.Actor
		for i, w := range strings.Fields(tt.text) {
			name := strings.Trim(w, "[]")
			if i > 0 {
				d.Text += " "
			}
			tok := nlp.Token{Span: nlp.Span{Start: len(d.Text), End: len(d.Text) + len(name)}, Form: name, UPOS: "PROPN"}
			d.Text += name
			d.Tokens = append(d.Tokens, tok)
			if name == w {
				continue
			}
			m := nlp.Mention{Span: tok.Span, First: i, Last: i + 1, Head: i, Kind: nlp.Name, Type: nlp.GPE, Actor: -1}
			if c := country[name]; c != "" {
				m.Actor = len(actors)
				actors = append(actors, ledger.Actor{Type: "country", Name: name, Country: c})
			}
			d.Mentions = append(d.Mentions, m)
		}
		d.Sentences = []nlp.Sentence{{Span: nlp.Span{End: len(d.Text)}, Last: len(d.Tokens)}}
		d.Have = nlp.Names | nlp.Actors | nlp.Times
		if err := g.Annotate(d, actors); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range d.Places {
			got = append(got, p.Country)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, s, tt.want)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g, err := New()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		g.lookup("Springfield")
	}
}

// TestCalled reads places that a common noun and a name give together, and months
// that are taken for names.
func TestCalled(t *testing.T) {
	g, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text     string
		noun     int // token of the common noun, -1 for none
		name     int // token of the name
		time     bool
		want     string
		accuracy string
	}{
		{"They met in the town of Goma", 4, 6, false, "Goma", "city"},
		{"They met in the village of Xyzzyville", 4, 6, false, "Xyzzyville", "name"},
		{"They met at the embassy of Goma", 4, 6, false, "embassy of Goma", "site"},
		{"They met in mid-March", -1, 3, true, "", ""},
		{"They met in Goma", -1, 3, false, "Goma", "city"},
	} {
		d := &nlp.Document{Text: tt.text, Have: nlp.Names | nlp.Actors | nlp.Times}
		at := 0
		for _, w := range strings.Fields(tt.text) {
			tok := nlp.Token{Span: nlp.Span{Start: at, End: at + len(w)}, Form: w, Lemma: w, UPOS: "NOUN"}
			if w == "in" || w == "at" {
				tok.UPOS = "ADP"
			}
			d.Tokens = append(d.Tokens, tok)
			at += len(w) + 1
		}
		d.Sentences = []nlp.Sentence{{Span: nlp.Span{End: len(d.Text)}, Last: len(d.Tokens)}}
		if tt.noun >= 0 {
			d.Mentions = append(d.Mentions, nlp.Mention{Span: nlp.Span{Start: d.Tokens[tt.noun].Start, End: len(d.Text)}, First: tt.noun, Last: len(d.Tokens), Head: tt.noun, Kind: nlp.Nominal, Actor: -1})
		}
		span := d.Tokens[tt.name].Span
		d.Mentions = append(d.Mentions, nlp.Mention{Span: span, First: tt.name, Last: tt.name + 1, Head: tt.name, Kind: nlp.Name, Type: nlp.GPE, Actor: -1})
		if tt.time {
			d.Times = []nlp.Time{{Span: span, Head: tt.name, Value: "2017-03", Granularity: "month"}}
		}
		if err := g.Annotate(d, nil); err != nil {
			t.Fatal(err)
		}
		got := nlp.Place{}
		if len(d.Places) > 0 {
			got = d.Places[0]
		}
		if got.Name != tt.want || got.Precision != tt.accuracy {
			t.Errorf("%s: got %q of precision %q, want %q of %q", tt.text, got.Name, got.Precision, tt.want, tt.accuracy)
		}
	}
}

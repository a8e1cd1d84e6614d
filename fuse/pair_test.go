package fuse

import (
	"testing"

	"chancery/ledger"
)

// TestAgainst tells what counts against two mentions from what only tells less: both
// ways round.
func TestAgainst(t *testing.T) {
	str := func(s string) *string { return &s }
	entities := map[string]*ledger.Entity{
		"story": {FoundBy: "agents.tsv:1" + ledger.ByStory},
		"nom":   {Mentions: []ledger.Mention{{Type: "nominal"}}},
	}
	side := func(name, country, sector, entity string) party {
		p := ledger.Participant{Name: name, Entity: entity, Country: str(country), Sector: str(sector)}
		return parties([]ledger.Participant{p}, entities)
	}
	for _, tt := range []struct {
		name string
		a, b party
		want [4]float64 // name, country, named, other
	}{
		{"one name", side("Ana Ruiz", "PER", "GOV", ""), side("Ana Ruiz", "PER", "GOV", ""), [4]float64{1, 0, 0, 0}},
		{"two names", side("Ana Ruiz", "PER", "GOV", ""), side("Luis Vega", "PER", "GOV", ""), [4]float64{0, 0, 1, 0}},
		{"two ministries", side("Foreign Ministry", "PER", "GOV", ""), side("Interior Ministry", "PER", "GOV", ""), [4]float64{0, 0, 1, 0}},
		{"a surname", side("Ana Ruiz", "PER", "GOV", ""), side("Ruiz", "PER", "GOV", ""), [4]float64{0, 1, 0, 0}},
		{"descriptions", side("forty miners", "PER", "CVL", ""), side("workers", "PER", "CVL", ""), [4]float64{0, 1, 0, 0}},
		{"a name and a description", side("Shining Path", "PER", "REB", ""), side("Shining Path fighters", "PER", "REB", ""), [4]float64{0, 1, 0, 0}},
		{"a capital of the sentence", side("Shining Path", "PER", "REB", ""), side("Gunmen", "PER", "UAF", "nom"), [4]float64{0, 1, 0, 0}},
		{"one description", side("miners", "PER", "CVL", ""), side("miners", "PER", "CVL", ""), [4]float64{1, 0, 0, 0}},
		{"miners of two countries", side("miners", "PER", "CVL", ""), side("miners", "BOL", "CVL", ""), [4]float64{0, 0, 0, 1}},
		{"other countries", side("miners", "PER", "CVL", ""), side("farmers", "BOL", "CVL", ""), [4]float64{0, 0, 0, 1}},
		{"a country by the story", side("miners", "PER", "CVL", ""), side("farmers", "BOL", "CVL", "story"), [4]float64{}},
	} {
		for range 2 {
			var got [4]float64
			if got[0], got[1], got[2], got[3] = meet(&tt.a, &tt.b); got != tt.want {
				t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
			}
			tt.a, tt.b = tt.b, tt.a
		}
	}
	where := func(name, country, precision string) *place {
		p := placeOf(&ledger.Place{Name: name, Country: country, Precision: precision})
		return &p
	}
	for _, tt := range []struct {
		name string
		a, b *place
		want bool
	}{
		{"two towns", where("Puno", "PER", "city"), where("Ilo", "PER", "city"), true},
		{"a town and its country", where("Puno", "PER", "city"), where("Peru", "PER", "country"), false},
		{"a town and another country", where("Puno", "PER", "city"), where("Bolivia", "BOL", "country"), true},
		{"one town", where("Puno", "PER", "city"), where("Puno", "PER", "city"), false},
	} {
		if got := elsewhere(tt.a, tt.b); got != tt.want || elsewhere(tt.b, tt.a) != got {
			t.Errorf("%s: elsewhere %v, want %v both ways", tt.name, got, tt.want)
		}
	}
	m := mention{First: 100, Last: 130, Timed: true, Dated: true, Days: []int32{90, 110, 150}}
	if got := m.days(); len(got) != 1 || got[0] != 110 {
		t.Errorf("days %v of a month, want the one in it", got)
	}
}

// TestModes tells modes of one act from those of two.
func TestModes(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"explosives", "suicide-attack", 0}, {"targeted", "firearms", 0}, {"aerial", "", 0}, {"aerial", "aerial", 0},
		{"abduct", "explosives", 2}, {"aerial", "firearms", 1}, {"sexual", "targeted", 1},
	} {
		a, b := &mention{Type: "ASSAULT", Mode: tt.a, mode: hash(tt.a), story: &story{}}, &mention{Type: "ASSAULT", Mode: tt.b, mode: hash(tt.b), story: &story{}}
		if x, y := compare(a, b)[fModeOther], compare(b, a)[fModeOther]; x != tt.want || y != tt.want {
			t.Errorf("%s and %s: %v and %v, want %v", tt.a, tt.b, x, y, tt.want)
		}
	}
}

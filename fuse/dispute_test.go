package fuse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery/fuse"
	"chancery/ledger"
)

// say adds a claim to a document: "source|class|stance|content", about all of its
// events where about is true.
func say(d *fuse.Doc, about bool, claim string) {
	f := strings.Split(claim, "|")
	c := &ledger.Claim{ID: fmt.Sprintf("c_%s_%d", d.ID, len(d.Claims)), Doc: d.ID, Stance: f[2],
		Source: &ledger.SourceQuote{Quote: ledger.Quote{Text: f[0]}}, Cue: &ledger.Cue{Class: f[1]}, Content: []ledger.Quote{{Text: f[3], Start: len(d.Text), End: len(d.Text) + len(f[3])}}}
	if about {
		for _, e := range d.Events {
			c.About = append(c.About, e.ID)
		}
	}
	d.Claims = append(d.Claims, c)
}

func TestDisputes(t *testing.T) {
	shell := "ASSAULT heavy-weapons ->MLI 2020-03-01 Kidal | Shells hit the livestock market of Kidal "
	a := doc("a", "Harbour Wire", "2020-03-02", shell+"at dawn and killed traders.")
	b := doc("b", "Delta Post", "2020-03-03", shell+"a day after envoys had left the town.")
	c := doc("c", "Lagoon Times", "2020-03-03", shell+"as herders drove their cattle home on Sunday.")
	for _, d := range []*fuse.Doc{&a, &b, &c} {
		d.Events[0].Holder = []string{"author"}
	}
	say(&a, true, "the governor|accuse|assert|the rebels of shelling the livestock market and of killing twelve traders")
	say(&b, true, "a spokesman of the rebels|deny|deny|any part in the shelling of the market")
	say(&c, true, "a surgeon|say|assert|nineteen traders were killed at the market")
	say(&c, false, "the mayor|ask|assert|the army to guard the market") // asks for a thing, affirms nothing
	got := fused(t, []fuse.Doc{a, b, c})
	var lines []string
	for _, c := range got.Clusters {
		for _, x := range c.Disputes {
			lines = append(lines, fmt.Sprint(x.Type, " ", x.About, " ", x.For, x.Against, x.Values))
		}
	}
	slices.Sort(lines)
	want := []string{
		"number dead [c_a_0] [c_c_0] [{c_a_0 12} {c_c_0 19}]",
		"responsibility the rebels of shelling the livestock market and of killing twelve traders [c_a_0 c_c_0] [c_b_0] []",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("disputes:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// TestSides sets against each other what claims of one document have no record of.
func TestSides(t *testing.T) {
	shell := "ASSAULT heavy-weapons ->MLI 2020-03-01 Kidal | Shells hit the livestock market of Kidal at dawn."
	fire := "ASSAULT heavy-weapons ->NER 2020-03-01 Tera | Mortars struck the ford of Tera at noon."
	for _, tt := range []struct {
		name   string
		claims []string // about all events where they begin with *
		want   []string
	}{
		{"a denial of any part, of what the document says was done", []string{"the rebels|deny|deny|any part in it"},
			[]string{"responsibility [e_a_0] [c_a_0]"}},
		{"two charges of others", []string{"*the army of Mali|accuse|assert|Nigerien troops of firing first", "*the Nigerien command|accuse|assert|gunners who fired all night"},
			nil},
		{"each names the other", []string{"*the Malian army|accuse|assert|the Nigerien command", "*the Nigerien command|accuse|assert|the Malian army"},
			[]string{"responsibility [c_a_0] [c_a_1]"}},
		{"two tolls of one document", []string{"a surgeon|say|assert|nineteen were killed", "the mayor|say|assert|nine were killed"},
			[]string{"number [c_a_0] [c_a_1]"}},
		{"one toll, twice", []string{"a surgeon|say|assert|nineteen were killed", "the mayor|say|assert|19 people had died"}, nil},
		{"a denial of something else", []string{"*the mayor|say|assert|the market was hit", "the bank|deny|deny|a rise of its rates"}, nil},
	} {
		a := doc("a", "Harbour Wire", "2020-03-02", shell, fire)
		a.Events[0].Holder = []string{"author"}
		a.Events = a.Events[:1]
		for _, c := range tt.claims {
			text, about := strings.CutPrefix(c, "*")
			say(&a, about, text)
		}
		var got []string
		for _, c := range fused(t, []fuse.Doc{a}).Clusters {
			for _, x := range c.Disputes {
				got = append(got, fmt.Sprint(x.Type, " ", x.For, " ", x.Against))
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestNoDispute wants no dispute where outlets agree, where one source corrects
// nothing, and where copies repeat both sides.
func TestNoDispute(t *testing.T) {
	meet := "CONSULT - NGA>TCD 2020-03-01 Abuja | Ministers met in Abuja on border patrols with envoys from Chad."
	a, b := doc("a", "Harbour Wire", "2020-03-02", meet), doc("b", "Delta Post", "2020-03-02", meet)
	for _, d := range []*fuse.Doc{&a, &b} {
		say(d, true, "the minister|say|assert|the talks on border patrols had gone well")
		say(d, true, "the envoy|say|assert|patrols would begin in two weeks")
	}
	for _, c := range fused(t, []fuse.Doc{a, b}).Clusters {
		if len(c.Disputes) > 0 {
			t.Errorf("got %+v", c.Disputes[0])
		}
	}
}

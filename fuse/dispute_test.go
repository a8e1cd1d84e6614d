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
		Source: &ledger.SourceQuote{Quote: ledger.Quote{Text: f[0]}}, Cue: &ledger.Cue{Class: f[1]}, Content: []ledger.Quote{{Text: f[3], Start: -1, End: -1}}}
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
	for _, x := range got.Disputes {
		lines = append(lines, fmt.Sprint(x.Type, " ", x.About, " ", x.For, x.Against, x.Values))
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

// TestNoDispute wants no dispute where outlets agree, where one source corrects
// nothing, and where copies repeat both sides.
func TestNoDispute(t *testing.T) {
	meet := "CONSULT - NGA>TCD 2020-03-01 Abuja | Ministers met in Abuja on border patrols with envoys from Chad."
	a, b := doc("a", "Harbour Wire", "2020-03-02", meet), doc("b", "Delta Post", "2020-03-02", meet)
	for _, d := range []*fuse.Doc{&a, &b} {
		say(d, true, "the minister|say|assert|the talks on border patrols had gone well")
		say(d, true, "the envoy|say|assert|patrols would begin in two weeks")
	}
	if got := fused(t, []fuse.Doc{a, b}).Disputes; len(got) > 0 {
		t.Errorf("got %+v", got)
	}
}

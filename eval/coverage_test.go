package eval

import (
	"strings"
	"testing"

	"chancery/coder"
)

func TestCoverage(t *testing.T) {
	var c Coverage
	c.Add([]coder.Word{
		{Lemma: "arrest", Known: true, Framed: true, Fits: true},
		{Lemma: "say", Known: true},
		{Lemma: "frobnicate"}, {Lemma: "frobnicate"}, {Lemma: "abseil"},
		{Lemma: "cull", Noun: true},
	})
	want := map[string]float64{"verbs known": 0.4, "verbs framed": 0.2, "verbs fits": 0.2, "nouns of acts known": 0}
	for _, f := range c.Report().Figures {
		if v, ok := want[f.Name]; ok && v != f.Value {
			t.Errorf("%s is %.2f, want %.2f", f.Name, f.Value, v)
		}
	}
	if got := c.Unknown(2); got != "verbs that no table holds: frobnicate 2 abseil 1\nnouns of acts that no table holds: cull 1\n" {
		t.Errorf("unknown words: %q", got)
	}
}

func TestReadColumn(t *testing.T) {
	got, err := ReadColumn(strings.NewReader("label,text\nA,\"one, two\"\nB,three\n"), "x.csv")
	if err != nil || len(got) != 2 || got[0] != "one, two" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := ReadColumn(strings.NewReader("label\nA\n"), "x.csv"); err == nil || !strings.Contains(err.Error(), "x.csv") {
		t.Errorf("a table without the column gives %v", err)
	}
}

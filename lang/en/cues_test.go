package en_test

import (
	"slices"
	"strings"
	"testing"

	"chancery/lang/en"
)

func TestCues(t *testing.T) {
	cues, err := en.Cues()
	if err != nil {
		t.Fatal(err)
	}
	if len(cues) < 1000 {
		t.Errorf("%d cues", len(cues))
	}
	order := func(a, b en.Cue) int {
		return strings.Compare(strings.Join(a.Words, " ")+"\t"+string(a.POS)+"\t"+a.Class, strings.Join(b.Words, " ")+"\t"+string(b.POS)+"\t"+b.Class)
	}
	if !slices.IsSortedFunc(cues, order) {
		t.Error("cues.tsv is not sorted by words, pos and class")
	}
	found := map[string]bool{}
	for _, c := range cues {
		found[c.Class] = true
	}
	for _, c := range en.CueClasses {
		if !found[c] {
			t.Errorf("no cue of class %s", c)
		}
	}
	if _, err := en.Verdicts(); err != nil {
		t.Error(err)
	}
}

func TestReadCuesRefuses(t *testing.T) {
	const head = "words\tpos\tclass\tframe\n"
	for name, table := range map[string]string{
		"no columns":  "say\tv\tsay\tc\n",
		"words":       head + "\tv\tsay\tc\n",
		"pos":         head + "say\tx\tsay\tc\n",
		"class":       head + "say\tv\tspeak\tc\n",
		"frame":       head + "say\tv\tsay\tclause\n",
		"preposition": head + "say\tv\tsay\tp:\n",
		"twice":       head + "say\tv\tsay\tc\nsay\tv\tsay\tnp\n",
	} {
		if _, err := en.ReadCues(strings.NewReader(table), "test.tsv"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzReadCues(f *testing.F) {
	f.Add("words\tpos\tclass\tframe\nsay\tv\tsay\tc|p:of\n")
	f.Add("words\tpos\tclass\tframe\n# note\ncall on\tv\task\to-to\n")
	f.Fuzz(func(t *testing.T, table string) {
		cues, err := en.ReadCues(strings.NewReader(table), "fuzz.tsv")
		if err != nil {
			return
		}
		for _, c := range cues {
			if len(c.Words) == 0 || !slices.Contains(en.CueClasses, c.Class) {
				t.Fatalf("%+v", c)
			}
		}
	})
}

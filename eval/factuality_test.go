package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/nlp"
)

// Four predicates: two happened, one did not, and one may.
const judged = "0\tVillagers\t_\n1\tfled\t3.0\n2\tand\t_\n3\tmay\t_\n4\treturn\t0.4\n\n0\tNobody\t_\n1\tdrowned\t-2.6\n2\twhen\t_\n3\tit\t_\n4\train\t1.0\n"

func TestFactuality(t *testing.T) {
	file := filepath.Join(t.TempDir(), "judged.conll")
	if err := os.WriteFile(file, []byte(judged), 0o600); err != nil {
		t.Fatal(err)
	}
	gold, err := ReadFactuality(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(gold) != 2 || gold[0].doc.Text != "Villagers fled and may return" || gold[0].gold[4] != "uncertain" || gold[1].gold[1] != "not" {
		t.Fatalf("read %+v", gold)
	}
	nothing := func(*nlp.Document) error { return nil }
	// This judge takes what may be for done.
	judge := func(d *nlp.Document) (func(int) (string, string), error) {
		return func(token int) (string, string) {
			if d.Tokens[token].Form == "drowned" {
				return "not_happened", "certain"
			}
			return "planned", "certain"
		}, nil
	}
	r, err := Factuality(gold, Engine{Parse: nothing}, judge)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{
		"macro-F1":                           (0.8 + 1 + 0) / 3,
		"macro-F1 of saying happened of all": (2.0 / 3) / 3,
		"macro-F1 of saying what most are":   (2.0 / 3) / 3,
		"accuracy":                           0.75,
		"accuracy of saying what most are":   0.5,
		"uncertain F1":                       0,
	} {
		if got, ok := r.Get(name); !ok || got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s is %v (there: %v), want %v", name, got, ok, want)
		}
	}
}

func TestReadFactualityRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"0\tVillagers":          ":1: a token needs",
		"0\tVillagers\tsurely":  "is no judgement",
		"0\tVillagers\t4.5\tNN": "is no judgement",
	} {
		file := filepath.Join(t.TempDir(), "bad.conll")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadFactuality(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}

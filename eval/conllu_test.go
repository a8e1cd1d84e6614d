package eval

import (
	"strings"
	"testing"

	"chancery/conllu"
)

// rows makes CoNLL-U of "form tag head relation", sentences parted by empty lines.
func rows(t *testing.T, text string) []*conllu.Doc {
	t.Helper()
	var b strings.Builder
	n := 0
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			b.WriteString("\n")
			n = 0
			continue
		}
		n++
		b.WriteString(strings.Join([]string{string(rune('0' + n)), f[0], f[0], f[1], f[1], "_", f[2], f[3], "_", "_"}, "\t") + "\n")
	}
	b.WriteString("\n")
	docs, err := conllu.Read(strings.NewReader(b.String()), "test", conllu.Whole)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestConlluParsed scores a parse that splits a word and joins two sentences.
func TestConlluParsed(t *testing.T) {
	gold := rows(t, "Ferries NOUN 2 nsubj\nleave VERB 0 root\n\nNobody PRON 2 nsubj\ncannot VERB 0 root\n")
	parsed := rows(t, "Ferries NOUN 2 nsubj:pass\nleave VERB 0 root\nNobody PRON 4 obj\ncan AUX 0 root\nnot PART 4 advmod\n")
	r, err := ConlluParsed(gold, parsed)
	if err != nil {
		t.Fatal(err)
	}
	f := func(right, predicted, n float64) float64 {
		p, q := right/predicted, right/n
		return 2 * p * q / (p + q)
	}
	for name, want := range map[string]float64{
		"raw text words F1": f(3, 5, 4),
		"raw text UAS F1":   f(2, 5, 4), // "Nobody" hangs on a word that the gold does not have
		"raw text LAS F1":   f(2, 5, 4), // subtypes do not count
	} {
		if got, _ := r.Get(name); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if got, _ := r.Get("raw text sentences F1"); got != 0 {
		t.Errorf("sentences F1 is %v, want 0", got)
	}
	if _, err := ConlluParsed(gold, rows(t, "Ferries NOUN 0 root\n")); err == nil || !strings.Contains(err.Error(), "white space") {
		t.Errorf("another text gave %v", err)
	}
}

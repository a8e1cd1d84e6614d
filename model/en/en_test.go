package en_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"chancery/model"
	"chancery/model/en"
)

// TestCards wants each model to open, to say what it is made of, and to have a card
// that agrees with it.
func TestCards(t *testing.T) {
	for name, data := range map[string][]byte{"tag": en.Tag, "parse": en.Parse, "ner": en.NER, "claims": en.Claims} {
		f, err := model.Open(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Name != name || !strings.HasPrefix(f.Version, "en-") || len(f.Corpora) == 0 || len(f.Settings) == 0 {
			t.Errorf("%s: the header says name %q, version %q, corpora %q, settings %v", name, f.Name, f.Version, f.Corpora, f.Settings)
		}
		file := "../../docs/models/" + name + ".md"
		card, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, want := range []string{"model/en/" + name + ".model", f.Licence, "./cmd/train", fmt.Sprintf("eed %d", f.Seed)} {
			if !strings.Contains(string(card), want) {
				t.Errorf("%s does not say %q", file, want)
			}
		}
	}
}

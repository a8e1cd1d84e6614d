package nertrain_test

import (
	"os"
	"path/filepath"
	"testing"

	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/eval"
	"chancery/internal/testkit"
	"chancery/model/en"
)

// TestScores keeps the embedded model above floors on names that it was not
// trained on.
func TestScores(t *testing.T) {
	const corpora = "../../../shared/corpora"
	if _, err := os.Stat(corpora); err != nil {
		t.Skipf("needs the corpora beside the repository: %v", err)
	}
	engine := eval.Engine{Parse: testkit.Load(t, en.Tag, tag.New).Annotate, Names: testkit.Load(t, en.NER, ner.New).Annotate}
	for file, floor := range map[string]float64{"ner/uner_en_ewt-dev.iob2": 0.68, "ner/crossner-politics/test.txt": 0.74} {
		gold, err := eval.ReadNames(filepath.Join(corpora, file))
		if err != nil {
			t.Fatal(err)
		}
		report, err := eval.Names(gold, engine)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report.Figures {
			t.Logf("%s: %s %.3f, precision %.3f, recall %.3f (n %d)", file, f.Name, f.Value, *f.Precision, *f.Recall, f.N)
			if f.Name == "names F1" && f.Value < floor {
				t.Errorf("%s: F1 %.3f, the floor is %.3f", file, f.Value, floor)
			}
		}
	}
}

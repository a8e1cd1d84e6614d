package nertrain_test

import (
	"os"
	"testing"

	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/model"
	"chancery/model/en"
	"chancery/train/nertrain"
)

const corpora = "../../../shared/corpora"

// TestScores keeps the embedded model above floors on names that it was not
// trained on.
func TestScores(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skipf("needs the corpora beside the repository: %v", err)
	}
	open := func(data []byte) *model.File {
		f, err := model.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	tagger, err := tag.New(open(en.Tag))
	if err != nil {
		t.Fatal(err)
	}
	names, err := ner.New(open(en.NER))
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct {
		name  string
		read  func(string) (*nertrain.Gold, error)
		floor float64
	}{{"UNER EWT dev", nertrain.UNER, 0.66}, {"CrossNER politics test", nertrain.CrossNER, 0.79}} {
		gold, err := set.read(corpora)
		if err != nil {
			t.Fatal(err)
		}
		scores, err := gold.Measure(names, tagger.Annotate, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []string{"PER", "ORG", "LOC", "all"} {
			t.Logf("%s %s %v", set.name, k, scores[k])
		}
		if f := scores["all"].F1(); f < set.floor {
			t.Errorf("%s: F1 %.3f, the floor is %.3f", set.name, f, set.floor)
		}
	}
}

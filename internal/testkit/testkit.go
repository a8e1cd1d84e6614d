// Package testkit gives tests the annotators of English with the models that are
// built in.
package testkit

import (
	"testing"

	"chancery/annotate/coref"
	"chancery/annotate/depparse"
	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/annotate/timex"
	"chancery/annotate/token"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
)

// Load opens a model and makes an annotator of it. It fails t where it can't.
func Load[T any](t testing.TB, data []byte, make func(*model.File) (T, error)) T {
	t.Helper()
	f, err := model.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	annotator, err := make(f)
	if err != nil {
		t.Fatal(err)
	}
	return annotator
}

// Reader returns what adds tokens and tags to a text, and those of the layers
// Deps, Times, Names and Nominals (which needs Deps and Names) that are asked for.
func Reader(t testing.TB, layers nlp.Layers) func(*nlp.Document) error {
	t.Helper()
	stages := []func(*nlp.Document) error{token.New().Annotate, Load(t, en.Tag, tag.New).Annotate}
	if layers&nlp.Deps != 0 {
		stages = append(stages, Load(t, en.Parse, depparse.New).Annotate)
	}
	if layers&nlp.Times != 0 {
		stages = append(stages, timex.Annotate)
	}
	if layers&nlp.Names != 0 {
		stages = append(stages, Load(t, en.NER, ner.New).Annotate)
	}
	if layers&nlp.Nominals != 0 {
		stages = append(stages, coref.Nominals)
	}
	return func(d *nlp.Document) error {
		for _, annotate := range stages {
			if err := annotate(d); err != nil {
				return err
			}
		}
		return d.Check()
	}
}

package train

import (
	"slices"

	"chancery/annotate/tag"
	"chancery/conllu"
	"chancery/nlp"
)

// jackknife returns copies of docs with the tags that taggers give them which were
// trained on the other folds: those that a parser will meet, mistakes and all.
func jackknife(docs []*conllu.Doc, vectors *Vectors, folds int, o TagOptions) ([]*conllu.Doc, error) {
	out := make([]*conllu.Doc, len(docs))
	for k := range folds {
		var rest []*conllu.Doc
		for i, d := range docs {
			if i%folds != k {
				rest = append(rest, d)
			}
		}
		h, err := Tag(rest, vectors, o)
		if err != nil {
			return nil, err
		}
		f, err := open(h)
		if err != nil {
			return nil, err
		}
		t, err := tag.New(f)
		if err != nil {
			return nil, err
		}
		for i, d := range docs {
			if i%folds != k {
				continue
			}
			c := *d
			plain := *d.Document
			plain.Have = nlp.Tokens
			plain.Tokens = slices.Clone(d.Tokens)
			c.Document = &plain
			if err := t.Annotate(&plain); err != nil {
				return nil, err
			}
			out[i] = &c
		}
	}
	return out, nil
}

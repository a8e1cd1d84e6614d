package pipeline

import (
	"chancery/nlp"
	"chancery/source"
)

// UpTo returns a function that runs the stages over a document until it has the
// layers wanted, to measure them one by one.
func (p *Pipeline) UpTo(want nlp.Layers) func(*nlp.Document) error {
	part := *p
	for i, have := 0, nlp.Layers(0); i < len(p.stages); i++ {
		have |= p.stages[i].Adds
		if want.In(have) {
			part.stages = p.stages[:i+1]
			break
		}
	}
	return func(d *nlp.Document) error {
		return part.Annotate(&Draft{Article: &source.Article{ID: d.ID, Text: d.Text, Published: d.Published}, Doc: d})
	}
}

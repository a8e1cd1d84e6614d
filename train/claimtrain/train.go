package claimtrain

import (
	"bytes"
	"fmt"
	"io"

	"chancery/claims"
	"chancery/lang/en"
	"chancery/model"
	"chancery/nlp"
)

// Options are the settings of a training run.
type Options struct {
	Seed    uint64
	Epochs  int
	CueBits int       // the table of cues has 1<<CueBits rows
	ArgBits int       // likewise of arguments
	Rate    float64   // of learning, in the first epoch
	Decay   float64   // of weights, a share of the gradient
	Drop    float64   // share of the features that a step leaves out
	Least   int       // features that occur less often are left out
	CueBias float64   // logarithm of the odds by which cues are favoured
	Log     io.Writer // progress, a line an epoch; nil for none
}

// Default are the settings of the model that is shipped.
var Default = Options{Seed: 3, Epochs: 3, CueBits: 19, ArgBits: 19, Rate: 0.05, Decay: 0.01, Drop: 0.3, Least: 15, CueBias: 0.6}

// Train learns from the articles, to which annotate adds the layers
// [claims.Needs], and returns the model that [claims.New] takes.
func Train(articles []Article, annotate func(*nlp.Document) error, o Options) (*model.Header, error) {
	cues, err := en.Cues()
	if err != nil {
		return nil, err
	}
	docs := make([]*nlp.Document, len(articles))
	for i, a := range articles {
		docs[i] = &nlp.Document{ID: a.ID, Text: a.Text, Genre: "news", Lang: "en"}
		if err := annotate(docs[i]); err != nil {
			return nil, fmt.Errorf("article %s: %w", a.ID, err)
		}
	}
	x := claims.NewExamples(cues)
	cueLabels, argLabels := claims.Labels()
	h := &model.Header{
		Name: "claims", Version: "en-2026.12", Corpora: []string{"PolNeAR train, outermost attributions"},
		Licence: "CC BY-SA 4.0", Seed: o.Seed,
		Settings: map[string]any{"epochs": o.Epochs, "rate": o.Rate, "decay": o.Decay, "drop": o.Drop, "least": o.Least, "cue bias": o.CueBias, "articles": len(articles)},
	}
	var parts [2][]byte
	for k, part := range []struct {
		name   string
		labels []string
		bits   int
		make   func(*nlp.Document, []claims.Attribution) ([]model.Example, error)
	}{{"cue", cueLabels, o.CueBits, x.Cues}, {"args", argLabels, o.ArgBits, x.Arguments}} {
		var examples []model.Example
		for i, d := range docs {
			more, err := part.make(d, articles[i].Gold)
			if err != nil {
				return nil, err
			}
			examples = append(examples, more...)
		}
		inner := &model.Header{Name: "claims/" + part.name, Version: h.Version, Labels: part.labels, Bits: part.bits, Corpora: h.Corpora, Licence: h.Licence, Seed: o.Seed}
		m := newCRF(part.labels, part.bits, o)
		if k == 0 {
			m.bias = o.CueBias
		}
		m.train(inner, examples, o.Epochs, func(epoch int, likelihood float64) {
			if o.Log != nil {
				fmt.Fprintf(o.Log, "%s epoch %d of %d: %d examples, log-likelihood %.3f\n", part.name, epoch, o.Epochs, len(examples), likelihood)
			}
		})
		var buf bytes.Buffer
		if err := inner.Write(&buf); err != nil {
			return nil, err
		}
		parts[k] = buf.Bytes()
	}
	claims.Bundle(h, parts[0], parts[1])
	return h, nil
}

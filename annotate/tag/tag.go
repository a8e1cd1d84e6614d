// Package tag gives each token its tags of Universal Dependencies, its Penn Treebank
// tag, its features and its lemma. Penn tags are found from left to right by a linear
// classifier, universal tags by a second one that sees the Penn tags on both sides;
// features follow from the tags and the form, lemmas from tables and endings.
package tag

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"chancery/model"
	"chancery/nlp"
)

// Sections of the model.
const (
	SectionXPOS  = "xpos"  // weights of the Penn tags, which are the labels of the header
	SectionUPOS  = "upos"  // weights of the universal tags
	SectionTags  = "tags"  // the universal tags, one a line
	SectionDict  = "dict"  // form, Penn tag: words with one tag
	SectionFeats = "feats" // see [newFeats]
	SectionLemma = "lemma" // see [NewLemmas]
	SectionGroup = "group" // word, group: clusters of words
)

// UPOSBits is the size of the table of universal tags, as a power of two.
const UPOSBits = 15

// Tagger adds the layer Tags. It is safe for concurrent use.
type Tagger struct {
	xpos, upos *model.Linear
	lex        *Lexicon
	feats      *feats
	lemmas     *Lemmas
	scratch    sync.Pool // of *scratch
}

// scratch is what one call needs.
type scratch struct {
	sentence Sentence
	feat     []uint64
	xscores  []int32
	uscores  []int32
}

// New returns the tagger of a model that train.Tag wrote.
func New(f *model.File) (*Tagger, error) {
	t := &Tagger{}
	var err error
	if t.xpos, err = model.NewLinear(f, SectionXPOS, f.Labels, f.Bits); err != nil {
		return nil, err
	}
	tags := strings.Fields(string(f.Bytes(SectionTags)))
	if t.upos, err = model.NewLinear(f, SectionUPOS, tags, UPOSBits); err != nil {
		return nil, err
	}
	if t.lex, err = NewLexicon(f.Labels, f.Bytes(SectionDict), f.Bytes(SectionGroup)); err != nil {
		return nil, fmt.Errorf("model %s: %w", f.Name, err)
	}
	t.feats = newFeats(f.Bytes(SectionFeats))
	if t.lemmas, err = NewLemmas(f.Bytes(SectionLemma)); err != nil {
		return nil, fmt.Errorf("model %s: %w", f.Name, err)
	}
	t.scratch.New = func() any {
		return &scratch{xscores: make([]int32, len(f.Labels)), uscores: make([]int32, len(tags))}
	}
	return t, nil
}

// Annotate adds UPOS, XPOS, Feats and Lemma to the tokens of d. It needs the layer
// Tokens.
func (t *Tagger) Annotate(d *nlp.Document) error {
	if err := d.Require(nlp.Tokens); err != nil {
		return err
	}
	if err := d.Add(nlp.Tags); err != nil {
		return err
	}
	s := t.scratch.Get().(*scratch)
	defer t.scratch.Put(s)
	for _, sent := range d.Sentences {
		t.tag(s, d.Tokens[sent.First:sent.Last])
	}
	return nil
}

// tag tags one sentence.
func (t *Tagger) tag(s *scratch, tokens []nlp.Token) {
	sent := &s.sentence
	sent.Reset(t.lex)
	for i := range tokens {
		sent.Add(tokens[i].Form)
	}
	for i := range tokens {
		tag, ok := sent.Known(i)
		if !ok {
			clear(s.xscores)
			s.feat = sent.XPOSFeatures(i, s.feat[:0])
			for _, f := range s.feat {
				t.xpos.Score(f, s.xscores)
			}
			tag = best(s.xscores)
		}
		sent.SetXPOS(i, tag)
	}
	for i := range tokens {
		clear(s.uscores)
		s.feat = sent.UPOSFeatures(i, s.feat[:0])
		for _, f := range s.feat {
			t.upos.Score(f, s.uscores)
		}
		tok := &tokens[i]
		tok.XPOS = t.xpos.Labels[sent.words[i].xpos]
		tok.UPOS = t.upos.Labels[best(s.uscores)]
		tok.Feats = t.feats.of(tok.UPOS, tok.XPOS, sent.words[i].small)
		tok.Lemma = t.lemmas.Of(tok.Form, sent.words[i].small, tok.XPOS)
	}
}

func best(scores []int32) int {
	at := 0
	for i, s := range scores {
		if s > scores[at] {
			at = i
		}
	}
	return at
}

// lines calls f for each line of data, split at tabs, until f returns an error.
func lines(data []byte, f func(cols []string) error) error {
	for line := range bytes.Lines(data) {
		if err := f(strings.Split(strings.TrimSuffix(string(line), "\n"), "\t")); err != nil {
			return err
		}
	}
	return nil
}

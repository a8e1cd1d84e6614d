// Package tag gives each token its tags of Universal Dependencies, its Penn Treebank
// tag, its features and its lemma. A network reads the sentence in both directions and
// judges each token; lemmas come from tables of forms and of endings.
package tag

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"chancery/model"
	"chancery/model/neural"
	"chancery/nlp"
)

// Sections of the model beside those of the encoder.
const (
	SectionJudge = "judge" // the projection to Penn tags, universal tags and features; see [Columns]
	SectionTags  = "tags"  // the universal tags, one a line; the Penn tags are the labels of the header
	SectionFeats = "feats" // features, and after tabs the Penn tags that have them
	SectionLemma = "lemma" // see [NewLemmas]
)

// Settings returns the settings of a header.
func Settings(s neural.Sizes) map[string]any {
	return map[string]any{"dim": s.Dim, "hidden": s.Hidden, "layers": s.Layers}
}

func sizesOf(f *model.File) neural.Sizes {
	at := func(key string) int {
		x, _ := f.Settings[key].(float64) // as JSON has it
		return int(x)
	}
	return neural.Sizes{Dim: at("dim"), Hidden: at("hidden"), Layers: at("layers"), Tables: neural.FormTables}
}

// Tagger adds the layer Tags. It is safe for concurrent use.
type Tagger struct {
	encoder           *neural.Encoder
	judge             *neural.Layer
	xpos, upos, feats []string
	byTag             [][]int // by Penn tag: the features that it can have
	finite, verbs     []int   // Penn tags: of verbs that make a sentence; those of them that are finite for sure
	verb              int     // the universal tag of verbs
	lemmas            *Lemmas
	scratch           sync.Pool // of *scratch
}

// scratch is what one call needs.
type scratch struct {
	neural.Scratch
	scores []int32
	tags   []int
}

// Columns returns where the judgements of the universal tags and of the features start
// after those of the Penn tags, and how many columns there are: each is padded to 16.
func Columns(xpos, upos, feats int) (firstUPOS, firstFeats, all int) {
	pad := func(n int) int { return (n + 15) / 16 * 16 }
	return pad(xpos), pad(xpos) + pad(upos), pad(xpos) + pad(upos) + pad(feats)
}

// New returns the tagger of a model that train.Tag wrote.
func New(f *model.File) (*Tagger, error) {
	e, err := neural.NewEncoder(f, sizesOf(f))
	if err != nil {
		return nil, err
	}
	t := &Tagger{encoder: e, xpos: f.Labels, upos: strings.Fields(string(f.Bytes(SectionTags))), byTag: make([][]int, len(f.Labels))}
	err = lines(f.Bytes(SectionFeats), func(c []string) error {
		for _, x := range c[1:] {
			at := slices.Index(t.xpos, x)
			if at < 0 {
				return fmt.Errorf("%w: %s: features of %q, which is no tag", model.ErrFormat, f.Name, x)
			}
			t.byTag[at] = append(t.byTag[at], len(t.feats))
		}
		t.feats = append(t.feats, c[0])
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(t.xpos) == 0 || len(t.upos) == 0 {
		return nil, fmt.Errorf("%w: %s: it has no tags", model.ErrFormat, f.Name)
	}
	for i, x := range t.xpos {
		switch x {
		case "VBD", "VBP", "VBZ":
			t.verbs = append(t.verbs, i)
			t.finite = append(t.finite, i)
		case "VB", "MD":
			t.finite = append(t.finite, i)
		}
	}
	if t.verb = slices.Index(t.upos, "VERB"); t.verb < 0 {
		return nil, fmt.Errorf("%w: %s: it has no universal tag VERB", model.ErrFormat, f.Name)
	}
	_, _, all := Columns(len(t.xpos), len(t.upos), len(t.feats))
	if t.judge, err = neural.NewLayer(f, SectionJudge, e.Out, all); err != nil {
		return nil, err
	}
	if t.lemmas, err = NewLemmas(f.Bytes(SectionLemma), e.Words); err != nil {
		return nil, fmt.Errorf("model %s: %w", f.Name, err)
	}
	t.scratch.New = func() any { return new(scratch) }
	return t, nil
}

// maxWords is the largest number of tokens that are tagged at once; longer sentences,
// which the tokeniser does not make, are tagged in pieces.
const maxWords = 256

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
		for first := sent.First; first < sent.Last; first += maxWords {
			t.tag(s, d.Tokens[first:min(first+maxWords, sent.Last)])
		}
	}
	return nil
}

// tag tags one sentence.
func (t *Tagger) tag(s *scratch, tokens []nlp.Token) {
	n, e := len(tokens), t.encoder
	s.Rows = neural.Grow(s.Rows, n*e.Tables)
	for i := range tokens {
		neural.RowsOf(tokens[i].Form, e.Words, (*[neural.FormTables]int32)(s.Rows[i*e.Tables:]))
	}
	h := e.Run(&s.Scratch, n)
	cols := t.judge.Out
	s.scores = neural.Grow(s.scores, neural.Pad(n)*cols)
	t.judge.Mul(s.scores, h, neural.Pad(n))
	upos, feats, _ := Columns(len(t.xpos), len(t.upos), len(t.feats))
	s.tags = neural.Grow(s.tags, n)
	for i := range tokens {
		row := s.scores[i*cols : (i+1)*cols]
		for j, b := range t.judge.Bias {
			row[j] += b
		}
		s.tags[i] = best(row[:len(t.xpos)])
	}
	t.needVerb(s, tokens, cols)
	for i := range tokens {
		row := s.scores[i*cols : (i+1)*cols]
		tok := &tokens[i]
		x := s.tags[i]
		tok.XPOS = t.xpos[x]
		tok.UPOS = t.upos[best(row[upos:upos+len(t.upos)])]
		tok.Feats = ""
		if can := t.byTag[x]; len(can) > 0 {
			top := can[0]
			for _, k := range can {
				if row[feats+k] > row[feats+top] {
					top = k
				}
			}
			tok.Feats = t.feats[top]
		}
		tok.Lemma = t.lemmas.Of(tok.Form, tok.XPOS)
		// The treebanks have "PM" for a time of day alone; "the PM" has no hour before it.
		if tok.Lemma == "p.m." && tok.Form == "PM" && (i == 0 || tokens[i-1].XPOS != "CD") {
			tok.Lemma = "PM"
		}
	}
}

// doubt is how much less likely than its best tag a finite verb may be that makes a
// sentence of words that would have none, as a score: exp(5) times.
const doubt = 5 << (neural.ActBits + neural.WeightBits)

// needVerb gives the likeliest word the tag of a finite verb, in a sentence that ends in
// a full stop and has none: "The army seized power." The treebanks have many fragments,
// news has few.
func (t *Tagger) needVerb(s *scratch, tokens []nlp.Token, cols int) {
	n := len(tokens)
	if n < 4 || tokens[n-1].Form != "." {
		return
	}
	at, tag, least := -1, 0, int32(doubt)
	for i := range n {
		x := s.tags[i]
		if slices.Contains(t.finite, x) {
			return
		}
		row := s.scores[i*cols : (i+1)*cols]
		for _, v := range t.verbs {
			if d := row[x] - row[v]; d < least {
				at, tag, least = i, v, d
			}
		}
	}
	if at < 0 {
		return
	}
	s.tags[at] = tag
	upos, _, _ := Columns(len(t.xpos), len(t.upos), len(t.feats))
	row := s.scores[at*cols+upos : at*cols+upos+len(t.upos)]
	row[t.verb] = math.MaxInt32
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

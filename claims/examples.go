package claims

import (
	"chancery/lang/en"
	"chancery/model"
	"chancery/nlp"
)

// An Attribution is one that people marked, to learn from. Each part may be in
// several pieces, in text order; a part may be absent.
type Attribution struct{ Source, Cue, Content []nlp.Span }

// Labels returns the labels of the two sequence models, of cues and of arguments.
func Labels() (cue, args []string) { return cueLabels, argLabels }

// Needs are the layers that [Extractor.Extract] and the examples need.
const Needs = nlp.Tokens | nlp.Tags | nlp.Deps

// Masked labels a token that stands outside all cues for what comes before and
// after it, and teaches nothing itself.
const Masked = 255

// Examples makes examples of marked documents for the two sequence models.
type Examples struct{ lex lexicon }

// NewExamples returns a maker of examples that knows cues.
func NewExamples(cues []en.Cue) *Examples { return &Examples{newLexicon(cues)} }

// Cues returns what d, of which gold holds all outermost attributions, teaches
// of cues, a sentence an example. What lies inside a content is masked, since
// attributions are not marked there.
func (x *Examples) Cues(d *nlp.Document, gold []Attribution) ([]model.Example, error) {
	if err := d.Require(Needs); err != nil {
		return nil, err
	}
	v := newView(d, x.lex)
	labels := make([]uint8, len(d.Tokens))
	for _, a := range gold {
		v.label(labels, a.Content, Masked, Masked)
	}
	for _, a := range gold {
		v.label(labels, a.Cue, 1, 2)
	}
	var out []model.Example
	for _, s := range d.Sentences {
		ex := model.Example{Labels: labels[s.First:s.Last]}
		for i := s.First; i < s.Last; i++ {
			var feats []uint64
			if labels[i] != Masked {
				feats = v.cueFeatures(i, nil)
			}
			ex.Features = append(ex.Features, feats)
		}
		mend(ex.Labels)
		out = append(out, ex)
	}
	return out, nil
}

// Arguments returns what d teaches of sources and contents: for each attribution
// with a cue, the tokens of the window about the cue.
func (x *Examples) Arguments(d *nlp.Document, gold []Attribution) ([]model.Example, error) {
	if err := d.Require(Needs); err != nil {
		return nil, err
	}
	v := newView(d, x.lex)
	labels := make([]uint8, len(d.Tokens))
	var out []model.Example
	var c cueView
	for _, a := range gold {
		if len(a.Cue) == 0 {
			continue
		}
		from, to := v.tokens(a.Cue[0])
		if from >= to {
			continue
		}
		clear(labels)
		v.label(labels, a.Content, 3, 4)
		v.label(labels, a.Source, 1, 2)
		c.about(v, from, to)
		for i := from; i < to; i++ {
			labels[i] = 0
		}
		var ex model.Example
		for i := c.lo; i < c.hi; i++ {
			ex.Features = append(ex.Features, c.argFeatures(i, nil))
			ex.Labels = append(ex.Labels, labels[i])
		}
		mend(ex.Labels)
		out = append(out, ex)
	}
	return out, nil
}

// label gives the first token of each piece the label begin, the others inside.
func (v *view) label(labels []uint8, pieces []nlp.Span, begin, inside uint8) {
	for _, s := range pieces {
		from, to := v.tokens(s)
		for i := from; i < to; i++ {
			labels[i] = inside
			if i == from {
				labels[i] = begin
			}
		}
	}
}

// mend makes the labels of a cut sequence a legal one: an inside label (an even
// one) whose beginning was cut off or written over begins anew.
func mend(labels []uint8) {
	before := uint8(0)
	for i, l := range labels {
		if l != Masked && l > 0 && l%2 == 0 && before != l && before != l-1 {
			labels[i] = l - 1
		}
		before = labels[i]
	}
}

// tokens returns the half-open range of the tokens that overlap s.
func (v *view) tokens(s nlp.Span) (from, to int) {
	lo, hi := 0, len(v.Tokens)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if v.Tokens[m].End <= s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	to = lo
	for to < len(v.Tokens) && v.Tokens[to].Start < s.End {
		to++
	}
	return lo, to
}

package eval

import (
	"fmt"
	"slices"
	"strings"

	"chancery/conllu"
	"chancery/nlp"
)

// Engine is the part of the pipeline that the figures of the linguistic layers
// are measured on. Each function adds its layers to a document.
type Engine struct {
	Tokens func(*nlp.Document) error // Tokens
	Parse  func(*nlp.Document) error // Tags and Deps; needs Tokens
	Names  func(*nlp.Document) error // Names; needs Tags
	Chains func(*nlp.Document) error // all layers up to Chains; needs no layer
}

// relations are those whose F1 is reported apart: what coding of events stands on.
var relations = []string{
	"nsubj", "obj", "iobj", "obl", "nsubj:pass", "obl:agent", "nmod", "nmod:poss", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "appos", "parataxis", "aux", "mark", "case", "compound", "amod", "punct",
}

// Conllu scores the engine on a treebank, once with gold sentences and words, and
// once from raw text, where words are aligned by the characters they cover. LAS
// leaves subtypes of relations out, as the CoNLL 2018 shared task did; the figures
// by relation keep them.
func Conllu(gold []*conllu.Doc, engine Engine) (*Report, error) {
	r := &Report{Set: "conllu"}
	for _, raw := range []bool{false, true} {
		var s treeScore
		s.rels = classes{}
		for _, g := range gold {
			d := &nlp.Document{ID: g.ID, Text: g.Text}
			if raw {
				if err := engine.Tokens(d); err != nil {
					return nil, err
				}
			} else {
				d.Sentences = append(d.Sentences, g.Sentences...)
				for _, t := range g.Tokens {
					d.Tokens = append(d.Tokens, nlp.Token{Span: t.Span, Form: t.Form, Sent: t.Sent, Head: -1})
				}
				d.Have = nlp.Tokens
			}
			if err := engine.Parse(d); err != nil {
				return nil, err
			}
			s.add(g.Document, d)
		}
		s.report(r, raw)
	}
	return r, nil
}

// ConlluParsed scores what another parser made of the raw text of a treebank, by
// the rules of [Conllu]. A document of parsed belongs to the gold one with the same
// text but for white space. Tags are compared as they are written, and relations
// without their subtypes.
func ConlluParsed(gold, parsed []*conllu.Doc) (*Report, error) {
	byText := map[string]*nlp.Document{}
	for _, p := range parsed {
		key, d := unspaced(p.Document)
		byText[key] = d
	}
	s := treeScore{rels: classes{}}
	for _, g := range gold {
		key, d := unspaced(g.Document)
		p := byText[key]
		if p == nil {
			return nil, fmt.Errorf("document %s was not parsed, or its text was changed: all characters but white space must be those of the treebank", g.ID)
		}
		s.add(d, p)
	}
	r := &Report{Set: "conllu"}
	s.report(r, true)
	return r, nil
}

// unspaced returns the text of d without white space, and d with the spans that its
// tokens have there.
func unspaced(d *nlp.Document) (string, *nlp.Document) {
	at := squeeze(d.Text)
	text := make([]byte, 0, len(d.Text))
	for i := range len(d.Text) {
		if at[i+1] > at[i] {
			text = append(text, d.Text[i])
		}
	}
	out := &nlp.Document{ID: d.ID, Sentences: d.Sentences, Tokens: slices.Clone(d.Tokens)}
	for i := range out.Tokens {
		t := &out.Tokens[i]
		t.Span = nlp.Span{Start: at[t.Start], End: at[t.End]}
	}
	return string(text), out
}

// report adds the figures of s to r: from raw text, or from gold tokens.
func (s *treeScore) report(r *Report, raw bool) {
	name := "gold tokens "
	if raw {
		name = "raw text "
		r.addF1(name+"sentences", s.sents)
		r.addF1(name+"words", s.words)
	}
	r.addF1(name+"UPOS", s.upos)
	r.addF1(name+"XPOS", s.xpos)
	r.addF1(name+"lemma", s.lemma)
	r.addF1(name+"UAS", s.uas)
	r.addF1(name+"LAS", s.las)
	if !raw {
		for _, rel := range relations {
			if s.rels.of(rel).gold > 0 {
				r.addF1(name+rel, *s.rels[rel])
			}
		}
	}
}

type treeScore struct {
	sents, words, upos, xpos, lemma, uas, las counts
	rels                                      classes
}

func base(rel string) string { b, _, _ := strings.Cut(rel, ":"); return b }

func (s *treeScore) add(g, p *nlp.Document) {
	at := make(map[nlp.Span]int, len(p.Tokens))
	for i, t := range p.Tokens {
		at[t.Span] = i
	}
	ends := map[nlp.Span]bool{}
	bounds := func(d *nlp.Document, sent nlp.Sentence) nlp.Span {
		return nlp.Span{Start: d.Tokens[sent.First].Start, End: d.Tokens[sent.Last-1].End}
	}
	for _, sent := range p.Sentences {
		if sent.Last > sent.First {
			ends[bounds(p, sent)] = true
			s.sents.predicted++
		}
	}
	for _, sent := range g.Sentences {
		if sent.Last > sent.First {
			s.sents.gold++
			if ends[bounds(g, sent)] {
				s.sents.right++
			}
		}
	}
	all := []*counts{&s.words, &s.upos, &s.xpos, &s.lemma, &s.uas, &s.las}
	for _, c := range all {
		c.gold += len(g.Tokens)
		c.predicted += len(p.Tokens)
	}
	for _, t := range p.Tokens {
		s.rels.of(t.Rel).predicted++
	}
	same := func(head, phead int) bool {
		if head < 0 || phead < 0 {
			return head < 0 && phead < 0
		}
		return g.Tokens[head].Span == p.Tokens[phead].Span
	}
	for _, t := range g.Tokens {
		s.rels.of(t.Rel).gold++
		j, ok := at[t.Span]
		if !ok {
			continue
		}
		q := p.Tokens[j]
		hit := func(c *counts, right bool) {
			if right {
				c.right++
			}
		}
		attached := same(t.Head, q.Head)
		hit(&s.words, true)
		hit(&s.upos, t.UPOS == q.UPOS)
		hit(&s.xpos, t.XPOS == q.XPOS)
		hit(&s.lemma, t.Lemma == q.Lemma)
		hit(&s.uas, attached)
		hit(&s.las, attached && base(t.Rel) == base(q.Rel))
		hit(s.rels.of(t.Rel), attached && t.Rel == q.Rel)
	}
}

package coder

import (
	"chancery/ledger"
	"chancery/nlp"
)

// A Word is a verb of a document, or a noun that names an act, and what the tables
// of frames make of it.
type Word struct {
	Lemma string
	// Noun tells a noun that names an act from a verb.
	Noun bool
	// Known is true if a table holds the word, be it as a light verb or a governor.
	Known bool
	// Framed is true if frames hold it, and Fits if one of them fits here.
	Framed, Fits bool
}

// Vocabulary returns the verbs and the nouns of acts of d, in text order. A noun names
// an act if the tables have a frame of it, if a light verb of doing takes it ("carried
// out a cull"), or if somebody does it ("the cull by the rangers"). The error is as for
// [Coder.Code].
func (c *Coder) Vocabulary(d *nlp.Document, refs []ledger.Referent) ([]Word, error) {
	if err := d.Require(needs); err != nil {
		return nil, err
	}
	r := newRun(c.t, c.t.raise(d), refs)
	var out []Word
	for t := range r.d.Tokens {
		w := Word{Lemma: r.lemma[t]}
		switch {
		case r.verb(t):
			w.Framed = r.verbs[w.Lemma] != nil
			w.Known = r.knows(w.Lemma)
		case r.pos[t] == "NOUN" && (r.nouns[w.Lemma] != nil || r.act(t)):
			w.Noun = true
			w.Framed = r.nouns[w.Lemma] != nil
			w.Known = w.Framed
		default:
			continue
		}
		w.Fits = w.Framed && r.match(t) != nil
		out = append(out, w)
	}
	return out, nil
}

// act reports whether noun t stands as the name of an act does: under a light verb of
// doing, or with a doer.
func (r *run) act(t int) bool {
	if _, row := r.overNoun(t); row != nil && row.effect == "same" && (r.is(t, "obj") || r.rel(t) == "nsubj:pass") {
		return true
	}
	for _, k := range r.prep(t, "by") {
		if r.is(k, "nmod") && r.kind(k, "#pol") {
			return true
		}
	}
	return false
}

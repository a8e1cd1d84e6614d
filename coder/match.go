package coder

import (
	"slices"
	"strings"
)

// holds reports whether a need is met at t.
func (r *run) holds(t int, n *need) bool {
	ok := false
	for _, s := range n.slots {
		p := strings.Split(s, ".")
		xs := r.path(t, p)
		if len(xs) == 0 && len(p) == 1 && !n.not && r.verb(t) && r.atObject(s) { // a preposition hung on the object
			for _, o := range r.objects(t) {
				if r.verbObject(t, o) {
					xs = append(xs, r.path(o, p)...)
				}
			}
		}
		for _, x := range xs {
			if r.meets(x, &n.value) {
				ok = true
				break
			}
		}
		if ok {
			break
		}
	}
	if !ok && !n.not && n.unsaid && r.verb(t) && r.passive(t) && len(r.subjects(t)) == 0 {
		return true // a passive leaves out who did it: the gates ask for whom it was done to
	}
	return ok != n.not
}

// atObject reports whether slot is a preposition that the parser may have hung on the
// object in place of the verb. What "of" is of stays where it is.
func (r *run) atObject(slot string) bool { return r.slotFinders[slot] == nil && slot != "of" }

func (r *run) meets(t int, v *value) bool {
	if v.any || v.words != nil && r.in(t, v.words) {
		return true
	}
	for _, k := range v.kinds {
		if r.kind(t, k) {
			return true
		}
	}
	return false
}

// fits reports whether frame e fits trigger t.
func (r *run) fits(t int, e *entry, verb bool) bool {
	if e.extra != "" {
		if verb {
			for _, w := range strings.Split(e.extra, "+") {
				if !r.particle(t, w) {
					return false
				}
			}
		} else if !r.modified(t, e.extra) {
			return false
		}
	}
	if verb && e.extra == "" && r.phrasal(t) && !e.asks("prt") && r.cooperative(e.event) {
		return false
	}
	for i := range e.needs {
		if !r.holds(t, &e.needs[i]) {
			return false
		}
	}
	if e.flags&negated != 0 {
		if neg, _ := r.negation(t); neg < 0 {
			return false
		}
	}
	return true
}

// phrasal reports whether verb t stands with a particle that makes another verb of
// it in the tables: who backs down does not back.
func (r *run) phrasal(t int) bool {
	for _, k := range r.kids[t] {
		if r.rel(k) == "compound:prt" && k == t+1 && r.hasParticle(t, r.lemma[k]) {
			return true
		}
	}
	return false
}

// cooperative reports whether events of a type are of cooperation: what is shot down
// is shot all the same, but what is given up is not given.
func (r *run) cooperative(event string) bool {
	typ := r.onto.Type(event)
	return typ != nil && typ.Quad <= 2
}

// asks reports whether a need of the frame looks at slot.
func (f *frame) asks(slot string) bool {
	for i := range f.needs {
		if slices.Contains(f.needs[i].slots, slot) {
			return true
		}
	}
	return false
}

// particle reports whether verb t has the particle, or the word of an idiom, w.
func (r *run) particle(t int, w string) bool {
	for _, k := range r.kids[t] {
		switch r.rel(k) {
		case "compound:prt", "advmod", "obl", "xcomp", "advcl", "obj", "obl:npmod", "ccomp":
			if r.lemma[k] == w && !r.verb(k) || w == "out" && r.is(k, "obl") && r.hasCase(k, "out") {
				return true
			}
		}
	}
	return t+1 < len(r.lemma) && r.lemma[t+1] == w && r.d.Tokens[t+1].Sent == r.d.Tokens[t].Sent && !r.verb(t+1)
}

// match returns the best frame of trigger t, or nil.
func (r *run) match(t int) *entry {
	verb := r.verb(t)
	es := r.entries(t)
	for i := range es {
		if r.fits(t, &es[i], verb) {
			return &es[i]
		}
	}
	return nil
}

// entries returns the frames of the word t, whether they fit or not.
func (r *run) entries(t int) []entry {
	switch {
	case r.verb(t):
		return r.verbs[r.lemma[t]]
	case r.noun(t):
		return r.nouns[r.lemma[t]]
	case r.upos(t) == "ADJ":
		return r.adjectives[r.lemma[t]]
	}
	return nil
}

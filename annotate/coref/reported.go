package coref

import (
	"strings"

	"chancery/nlp"
)

// goesOn returns who pronoun i, who says what its whole sentence tells, is by the
// sentence before in the paragraph, or -1: who spoke there, where both begin with who
// says it, and else the person that its main clause is about. "A ministry spokesman
// said … He added …" is one speaker, whoever else is named there or was named before,
// and so are "Ana Souza called it a stunt. The tapes were forged, she said."
func (r *resolver) goesOn(i int) int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	if v.number != 's' || v.quote >= 0 || m.Sent == 0 || !r.saysAll(i) {
		return -1
	}
	starts := m.First == d.Sentences[m.Sent].First
	if v.gender != 'm' && v.gender != 'f' {
		return r.source(i)
	}
	if !starts && (d.Sentences[m.Sent].Para != d.Sentences[m.Sent-1].Para || d.Tokens[m.First-1].UPOS == "CCONJ") {
		return -1
	}
	first, end := r.mentionsIn(m.Sent-1, m.Sent-1)
	for o := first; o < end; o++ {
		if r.chain(o).kinds&isPerson == 0 || r.views[o].quote >= 0 {
			continue
		}
		switch base(r.views[o].rel) {
		case "nmod", "compound", "amod":
			continue // the capital's mayor
		}
		switch {
		case starts:
			if r.saysAll(o) && r.mayRefer(i, o) {
				return o
			}
			return -1
		case r.leading(o) && r.mayRefer(i, o):
			return o
		}
	}
	return -1
}

// source returns the body that pronoun i, which starts a sentence and says what it tells,
// is where the sentence before is according to one, or -1: "… according to the ministry.
// It did not say …".
func (r *resolver) source(i int) int {
	m := &r.d.Mentions[i]
	if r.views[i].gender != 'n' || m.First != r.d.Sentences[m.Sent].First {
		return -1
	}
	first, end := r.mentionsIn(m.Sent-1, m.Sent-1)
	for o := end - 1; o >= first; o-- {
		if r.chain(o).kinds&(isOrg|isGPE) != 0 && r.accords(r.d.Mentions[o].Head) && r.mayRefer(i, o) {
			return o
		}
	}
	return -1
}

// ownWords returns the state, body or group that pronoun i, the subject of what it says,
// stands for: "Japan said it was ready", "the unions say they were cheated"; or -1.
func (r *resolver) ownWords(i int) int {
	d := r.d
	v := &r.views[i]
	if v.gender == 'm' || v.gender == 'f' || v.pron.kind == "demo" || base(v.rel) != "nsubj" || v.pred < 0 || base(d.Tokens[v.pred].Rel) != "ccomp" {
		return -1
	}
	h := d.Tokens[v.pred].Head
	if h < 0 || !r.say[strings.ToLower(d.Tokens[h].Lemma)] {
		return -1
	}
	o := r.mentionAt(r.subject(h))
	if o < 0 || o > i || d.Mentions[o].Kind == nlp.Pronoun || r.chain(o).kinds&(isOrg|isGPE|isGroup) == 0 || v.number == 'p' && r.chain(o).number == 's' || !r.mayRefer(i, o) {
		return -1
	}
	return o
}

// saysAll reports whether mention o says what its whole sentence tells.
func (r *resolver) saysAll(o int) bool {
	p := r.views[o].pred
	if !r.says(o) {
		return false
	}
	h := r.d.Tokens[p].Head
	return h < 0 || r.d.Tokens[p].Rel == "parataxis" && r.d.Tokens[h].Head < 0
}

// principal returns whom pronoun i, the subject of what an agent reports, stands for,
// or -1: "her lawyer said she had been beaten" speaks of the client.
func (r *resolver) principal(i int) int {
	d := r.d
	v := &r.views[i]
	if v.number != 's' || v.gender != 'm' && v.gender != 'f' || base(v.rel) != "nsubj" || v.quote >= 0 || v.pred < 0 {
		return -1
	}
	told := &d.Tokens[v.pred]
	if base(told.Rel) != "ccomp" || told.Head < 0 || minds[told.Lemma] || !r.say[strings.ToLower(d.Tokens[told.Head].Lemma)] {
		return -1
	}
	agent := r.mentionAt(r.subject(told.Head))
	if agent < 0 || d.Mentions[agent].Kind != nlp.Nominal || !r.agents[r.views[agent].noun] {
		return -1
	}
	for _, k := range r.kids[d.Mentions[agent].Head] {
		if o := r.mentionAt(k); o >= 0 && (d.Tokens[k].Rel == "nmod:poss" || d.Tokens[k].Rel == "nmod" && r.under(k, "for")) && r.chain(o).kinds&isPerson != 0 && r.agrees(i, o) {
			return o
		}
	}
	return -1
}

// minds are verbs of what is in the head of who speaks, and no part of what is reported
// of another: "his lawyer said he did not know".
var minds = map[string]bool{"add": true, "confirm": true, "say": true, "believe": true, "comment": true, "doubt": true, "expect": true, "fear": true, "hope": true, "know": true, "speak": true, "suspect": true, "think": true, "understand": true}

// under reports whether the noun at token t stands under a preposition.
func (r *resolver) under(t int, preposition string) bool {
	for _, k := range r.kids[t] {
		if r.d.Tokens[k].Rel == "case" && r.d.Tokens[k].Lemma == preposition {
			return true
		}
	}
	return false
}

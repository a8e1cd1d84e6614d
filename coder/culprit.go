package coder

import (
	"slices"

	"chancery/nlp"
)

// claimReach is how many sentences after an attack somebody may say that it was theirs.
const claimReach = 2

// culprit finds who says that an attack by nobody named was theirs: "claimed responsibility
// for a blast", "the attack, which ETA claimed", or so in the next sentences of an attack
// that they take up.
func (r *run) culprit(c *candidate) ([]Arg, nlp.Span) {
	if c.status != happened {
		return nil, nlp.Span{}
	}
	s := r.d.Tokens[c.tok].Sent
	for i := s; i <= min(s+claimReach, len(r.d.Sentences)-1); i++ {
		for t := r.d.Sentences[i].First; t < r.d.Sentences[i].Last; t++ {
			if !r.owns(t) {
				continue
			}
			if i == s && !r.ownsUp(t, c) || i > s && !r.takesAttackUp(t) {
				continue
			}
			for _, x := range r.subjects(t) {
				if args := r.drop(r.args(x), c.recipients); len(args) > 0 && r.polArgs(args) {
					return args, r.d.Tokens[t].Span
				}
			}
		}
		if i > s && r.attacked(i) {
			break // another attack
		}
	}
	return nil, nlp.Span{}
}

// owns reports whether verb t says that its subject did a deed: "claimed responsibility",
// "claimed the attack".
func (r *run) owns(t int) bool {
	if !r.verb(t) || r.lemma[t] != "claim" && r.lemma[t] != "admit" && r.lemma[t] != "accept" && r.lemma[t] != "take" {
		return false
	}
	if k, _ := r.negation(t); k >= 0 {
		return false
	}
	for _, o := range r.objects(t) {
		if l := r.lemma[o]; l == "responsibility" || l == "credit" && r.lemma[t] == "claim" || r.lemma[t] == "claim" && (r.word(o, r.classes["ATTACK"]) || r.word(o, r.classes["BOMB"])) {
			return true
		}
	}
	return false
}

// ownsUp reports whether what verb t owns is act c, in one sentence: its object, what it
// is for, or what it is a relative clause of.
func (r *run) ownsUp(t int, c *candidate) bool {
	if r.governs(t, c.tok) {
		return true
	}
	h := r.d.Tokens[t].Head
	return h >= 0 && (r.is(t, "acl") || r.rel(t) == "acl:relcl") && (h == c.tok || r.governs(c.tok, h) || r.is(h, "nsubj") && r.d.Tokens[h].Head == c.tok)
}

// takesAttackUp reports whether what verb t owns is an attack told before: "for the
// blast", "for it", or nothing said.
func (r *run) takesAttackUp(t int) bool {
	for _, o := range r.objects(t) {
		for _, x := range append(append(r.prep(t, "for"), r.prep(o, "for")...), o) {
			if r.lemma[x] == "responsibility" || r.lemma[x] == "credit" {
				continue
			}
			if !r.definite(x) && r.upos(x) != "PRON" {
				return false
			}
		}
	}
	return true
}

// attacked reports whether a sentence tells of an attack by a verb of its own.
func (r *run) attacked(sent int) bool {
	return slices.ContainsFunc(r.actsIn(sent), func(b *candidate) bool { return b.event == "ASSAULT" && b.gate == "" && r.verb(b.tok) })
}

// abroad gives those who suffer an attack by a state or its forces, and of whom the text
// does not say where they are from, the country where it was or that of who tells of it,
// rather than the attacker's: in "died in a U.S. strike in Pakistan" they are no Americans.
func (r *run) abroad() {
	for _, c := range r.cands {
		if c.gate == "" {
			r.suffer(c)
		}
	}
}

// suffer is abroad for one act.
func (r *run) suffer(c *candidate) {
	home := r.countries(c.actors)
	if c.event != "ASSAULT" && !(c.event == "AID" && r.irregular(c.recipients)) || len(home) != 1 || len(c.recipients) == 0 {
		return
	}
	for _, a := range c.recipients {
		ref := &r.refs[a.Referent].Actor
		if a.Country != "" || ref.Country != "" && (ref.Country != home[0] || !guessed(ref)) {
			return
		}
	}
	at := r.scene(c, home[0])
	if at == "" {
		at = r.witness(c, home[0])
	}
	if at == "" {
		return
	}
	for i := range c.recipients {
		c.recipients[i].Country = at
	}
	c.why("recipient", "country of the place, or of who tells of it", "", c.recipients[0].Span)
}

// scene returns the country of the place that the words of an act name, if it is not home.
func (r *run) scene(c *candidate, home string) string {
	for _, i := range r.index.places[r.sent(c)] {
		p := &r.d.Places[i]
		if !p.Dateline && p.Head >= 0 && p.Country != "" && p.Country != home && r.governs(c.tok, p.Head) && !r.spokenOf(p.Span, c.actors) {
			return p.Country
		}
	}
	return ""
}

// spokenOf reports whether a span overlaps the words of one of args.
func (r *run) spokenOf(s nlp.Span, args []Arg) bool {
	return slices.ContainsFunc(args, func(a Arg) bool { return a.Span.Overlaps(s) })
}

// witness returns the country of the state that tells of an act, if it is not home.
func (r *run) witness(c *candidate, home string) string {
	t := c.tok
	for steps := 0; steps < 3 && (r.is(t, "conj") || r.is(t, "nsubj") && r.noun(t)); steps++ {
		t = r.d.Tokens[t].Head
	}
	h := r.d.Tokens[t].Head
	if h < 0 || !accusingVerbs[r.lemma[h]] && (r.rel(t) != "ccomp" && r.rel(t) != "parataxis" || !r.reports(h)) {
		return "" // accused them of shelling villages, said they had shelled villages
	}
	for _, s := range r.subjects(h) {
		if k := r.countries(r.args(s)); len(k) == 1 && k[0] != home && !bodies[k[0]] {
			return k[0]
		}
	}
	return ""
}

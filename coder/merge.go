package coder

import (
	"slices"

	"chancery/nlp"
)

// merge makes one candidate of the mentions of one act, in text order: the first
// with the most parties leads, and the others become further mentions.
func (r *run) merge() {
	for i, c := range r.cands {
		if c.gate != "" {
			continue
		}
		var act *candidate
		for b := range before(anywhere)(r, i) {
			if act != nil && !r.remote(act) {
				break
			}
			// Of a call and a meeting, what has no mode of its own is more of the meeting.
			if b.gate == "" && (act == nil || !r.remote(b)) && r.sameAct(b, c) {
				act = b
				if r.remote(c) {
					break
				}
			}
		}
		if act != nil {
			r.absorb(act, c)
		}
	}
	// nouns without parties that refer back
	for i, c := range r.cands {
		if c.gate == "" || c.flags&(anaphor|talksFlag|dealFlag|visitFlag|bare) == 0 || r.verb(c.tok) {
			continue
		}
		if c.gate != "a noun with no party" && c.gate != "a noun with no actor" || !r.definite(c.tok) {
			continue
		}
		for b := range before(anywhere)(r, i) {
			if b.gate == "" && b.event == c.event && modesAgree(b.mode, c.mode) && r.statusAgree(b, c) {
				c.gate = "merged: refers back"
				b.also = append(b.also, r.trigger(c))
				break
			}
		}
	}
}

func modesAgree(a, b string) bool { return a == b || a == "" || b == "" }

// unlike reports whether of two acts of force one is of a kind that the other is not: gas
// against a crowd and a fight in another sentence, a capture and a killing in one.
func (r *run) unlike(b, c *candidate) bool {
	if b.event != "ASSAULT" || b.mode == c.mode {
		return false
	}
	if r.sent(b) != r.sent(c) {
		return b.mode == "crowd-control" || c.mode == "crowd-control"
	}
	return r.verb(b.tok) && r.verb(c.tok) && (b.mode == "abduct" || c.mode == "abduct")
}

func (r *run) statusAgree(a, b *candidate) bool {
	done := func(s string) bool { return s == happened || s == ongoing }
	return a.status == b.status || done(a.status) && done(b.status)
}

// kept reports whether c is the meeting that b says had been planned: "had been due to
// talk for half an hour", "they met for two".
func (r *run) kept(b, c *candidate) bool {
	return b.event == "CONSULT" && b.foreseen && b.date < 0 && b.status == hypothetical && (c.status == happened || c.status == ongoing)
}

// sameAct reports whether c is a further mention of act b.
func (r *run) sameAct(b, c *candidate) bool {
	if r.tellsPart(b, c) {
		return true
	}
	if b.event != c.event || r.differ(b, c) {
		return false
	}
	noun := !r.verb(b.tok) || !r.verb(c.tok)
	one := r.sent(b) == r.sent(c)
	actors, recipients := r.sameRefs(b.actors, c.actors), r.sameRefs(b.recipients, c.recipients)
	switch b.event {
	case "REQUEST", "REJECT", "ACCUSE", "THREATEN", "SUPPORT", "CONCEDE":
		switch {
		case one:
			return actors && (b.event != "REQUEST" || recipients)
		case noun && r.definite(c.tok):
			return actors
		}
		return actors && recipients && r.lemma[b.tok] == r.lemma[c.tok] && len(c.contents) == 0
	}
	switch {
	case one:
		return !r.apart(b, c)
	case c.flags&attackObj != 0 && r.verb(c.tok) && slices.ContainsFunc(r.objects(c.tok), r.definite):
		return true // carried out the attack
	case b.event == "AGREE" && !noun && r.newThing(c.tok), b.event == "COERCE" && !noun && r.others(b.recipients, c.recipients):
		return false
	case noun:
		return r.definite(c.tok) && r.sent(c)-r.sent(b) < nounReach || actors && recipients
	case len(c.actors) == 0 && len(c.recipients) == 0:
		return false
	case b.event == "CONSULT":
		return actors || r.sameRefs(slices.Concat(b.actors, b.recipients), slices.Concat(c.actors, c.recipients))
	}
	return actors && recipients
}

// nounReach is how many sentences back a noun with "the" may find its act.
const nounReach = 12

// tellsPart reports whether the clause of one act tells the other as a part of it.
func (r *run) tellsPart(b, c *candidate) bool {
	over, under := r.d.Tokens[c.tok].Head == b.tok, r.d.Tokens[b.tok].Head == c.tok
	switch {
	case over && b.event == "ASSAULT" && c.event == "ASSAULT" && r.is(c.tok, "advcl") && r.xpos[c.tok] == "VBG" && r.verb(b.tok):
		return true // was shot down, killing all aboard
	case (over || under) && b.event == c.event && b.mode == c.mode && b.mode == "ceasefire":
		return true // the truce took effect
	}
	return r.toll(b, c) || r.occasion(b, c)
}

// differ reports whether two acts of one type can't be one: by their modes, states,
// times, places or parties.
func (r *run) differ(b, c *candidate) bool {
	switch {
	case r.unlike(b, c), !modesAgree(b.mode, c.mode) && !closeModes(b, c), b.historical != c.historical:
		return true
	case b.event == "CONSULT" && r.otherCompany(b.actors, c.actors):
		return true
	case b.event == "CONSULT" && b.place >= 0 && c.place >= 0 && r.d.Places[b.place].Country != r.d.Places[c.place].Country:
		return true
	case r.remote(b) && r.inPerson(c) || r.inPerson(b) && r.remote(c):
		return true // had talked over the phone, but never met
	case !r.statusAgree(b, c) && !r.kept(b, c) && !(c.denied && c.status == notHappened || b.denied && b.status == notHappened):
		return true
	case b.date >= 0 && c.date >= 0 && r.d.Times[b.date].Value != r.d.Times[c.date].Value:
		return true
	case !r.compatible(b.actors, c.actors), !r.compatible(b.recipients, c.recipients):
		return true
	}
	// the execution of two of its members was not told of before
	return b.event == "ASSAULT" && !r.verb(c.tok) && r.sent(b) != r.sent(c) && len(c.recipients) == 0 && r.victims(c.tok) && len(b.recipients) > 0
}

// occasion reports whether one of two acts of force is a noun that says in what the other,
// a verb, was done or suffered: "died in a U.S. strike in Pakistan".
func (r *run) occasion(b, c *candidate) bool {
	if b.event != "ASSAULT" || c.event != "ASSAULT" || r.verb(b.tok) == r.verb(c.tok) || !modesAgree(b.mode, c.mode) || !r.statusAgree(b, c) {
		return false
	}
	v, n := b.tok, c.tok
	if !r.verb(v) {
		v, n = n, v
	}
	if r.d.Tokens[n].Head != v || !r.is(n, "obl") {
		return false
	}
	switch r.caseOf(n) {
	case "in", "by", "during":
		return r.compatible(b.actors, c.actors)
	}
	return false
}

// remote reports whether c is a talk over a distance.
func (r *run) remote(c *candidate) bool { return c.event == "CONSULT" && c.mode == "phone" }

// inPerson reports whether c is a talk of people who are in one place, by its mode
// or by its word; of "talks" and "spoke" neither can be told.
func (r *run) inPerson(c *candidate) bool {
	if c.event != "CONSULT" {
		return false
	}
	switch c.mode {
	case "visit", "multilateral", "third-party":
		return true
	case "phone":
		return false
	}
	return inPersonWords[r.lemma[c.tok]]
}

// apart reports whether two acts of one type in one sentence are two: two verbs of
// which each has its own parties, or meetings of different company.
func (r *run) apart(b, c *candidate) bool {
	if b.flags&recip != 0 && c.flags&recip != 0 {
		kb, kc := r.countries(b.actors), r.countries(c.actors)
		return len(kb) > 1 && len(kc) > 1 && !subset(kb, kc) && !subset(kc, kb) || b.mode != c.mode && r.verb(b.tok) && r.verb(c.tok)
	}
	if !r.verb(b.tok) || !r.verb(c.tok) || r.lemma[c.tok] == "kill" || r.lemma[c.tok] == "wound" || r.lemma[c.tok] == "injure" {
		return false
	}
	if (b.date >= 0 || c.date >= 0) && (r.aside(b.tok, c.tok) && b.date >= 0 || r.aside(c.tok, b.tok) && c.date >= 0) {
		return true
	}
	sb, sc := r.child(b.tok, "nsubj"), r.child(c.tok, "nsubj")
	return sb >= 0 && sc >= 0 && sb != sc && (r.located(b.actors) != r.located(c.actors) || r.located(b.recipients) && r.located(c.recipients) && !r.sameRefs(b.recipients, c.recipients))
}

// toll reports whether verb c says whom the attack b struck: "the blast in the
// capital killed three soldiers".
func (r *run) toll(b, c *candidate) bool {
	return b.event == "ASSAULT" && c.event == "ASSAULT" && r.noun(b.tok) && r.verb(c.tok) && r.is(b.tok, "nsubj") && r.d.Tokens[b.tok].Head == c.tok && !r.passive(c.tok)
}

// newThing reports whether the object of verb t is one that the text has not spoken of:
// "signed a memorandum".
func (r *run) newThing(t int) bool {
	for _, o := range r.objects(t) {
		if d := r.child(o, "det"); d >= 0 && (r.lemma[d] == "a" || r.lemma[d] == "an" || r.lemma[d] == "another") {
			return true
		}
	}
	return false
}

// otherCompany reports whether two meetings were of different company: of two countries
// each or more, and each with one that the other has not.
func (r *run) otherCompany(a, b []Arg) bool {
	of, with := r.countries(a), r.countries(b)
	return len(of) > 1 && len(with) > 1 && !subset(of, with) && !subset(with, of)
}

// others reports whether two acts befell different people: one of them a person with a
// name, and not one of the other's.
func (r *run) others(a, b []Arg) bool {
	named := func(args []Arg) bool {
		return slices.ContainsFunc(args, func(x Arg) bool {
			return r.refs[x.Referent].Type == "person" && r.any(x.Referent, "by name", func(m *nlp.Mention) bool { return m.Kind == nlp.Name })
		})
	}
	if len(a) == 0 || len(b) == 0 || !named(a) && !named(b) {
		return false
	}
	for _, x := range a {
		if slices.ContainsFunc(b, func(y Arg) bool { return x.Referent == y.Referent }) {
			return false
		}
	}
	return true
}

// aside reports whether verb a stands in a relative clause that verb b is outside
// of: "Russia, which brokered a truce in 2020, offered to mediate".
func (r *run) aside(a, b int) bool {
	return r.rel(a) == "acl:relcl" && !r.governs(a, b) && a != b
}

func subset(a, b []string) bool {
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}

// closeModes reports whether two modes may be two views of one act.
func closeModes(b, c *candidate) bool {
	if b.event == "ASSAULT" {
		return b.mode == "targeted" || c.mode == "targeted" || b.mode == "explosives" && (c.mode == "suicide-attack" || c.mode == "aerial") || c.mode == "explosives" && (b.mode == "suicide-attack" || b.mode == "aerial")
	}
	if b.event == "PROTEST" {
		return b.mode == "demo" || c.mode == "demo"
	}
	return b.event == "CONSULT"
}

// compatible reports whether two lists of parties may be the same: one is empty, or
// they share a country or a referent.
func (r *run) compatible(a, b []Arg) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			if x.Referent == y.Referent {
				return true
			}
			if cx, cy := r.refs[x.Referent].Country, r.refs[y.Referent].Country; cx == cy && cx != "" || cx == "" || cy == "" {
				return true
			}
		}
	}
	return false
}

// sameRefs reports whether two lists hold the same referents or the same countries.
func (r *run) sameRefs(a, b []Arg) bool {
	if len(a) == len(b) {
		same := true
		for _, x := range a {
			same = same && slices.ContainsFunc(b, func(y Arg) bool { return x.Referent == y.Referent })
		}
		if same {
			return true
		}
	}
	ca, cb := r.countries(a), r.countries(b)
	return len(ca) > 0 && slices.Equal(ca, cb)
}

// absorb makes c a further mention of b, which takes from c what it lacks.
func (r *run) absorb(b, c *candidate) {
	c.gate = "merged: the same act"
	b.also = append(b.also, r.trigger(c))
	b.also = append(b.also, c.also...)
	b.heads = append(b.heads, c.heads...)
	if len(b.actors) == 0 || !r.located(b.actors) && r.located(c.actors) {
		b.actors = r.drop(c.actors, b.recipients)
	}
	if len(b.recipients) == 0 && b.flags&recip == 0 || r.toll(b, c) && r.located(c.recipients) {
		b.recipients = r.drop(c.recipients, b.actors)
	}
	if b.flags&recip != 0 {
		for _, a := range c.actors {
			b.actors = addArg(b.actors, a)
		}
	}
	if b.mode == "" && c.mode != "" {
		b.mode, b.cameo = c.mode, c.cameo
	}
	if b.mode == "explosives" && c.mode == "suicide-attack" {
		b.mode, b.cameo = c.mode, c.cameo
	}
	if b.denied && b.status == notHappened && !c.denied || r.kept(b, c) {
		b.status, b.certainty = c.status, c.certainty
	}
	if b.date < 0 {
		b.date = c.date
	}
	if b.place < 0 {
		b.place = c.place
	}
	for _, s := range []struct{ to, from **int }{
		{&b.size.Dead, &c.size.Dead}, {&b.size.Injured, &c.size.Injured}, {&b.size.Arrested, &c.size.Arrested},
	} {
		if *s.to == nil {
			*s.to = *s.from
		}
	}
	c.why("merge", "sameAct", "", r.trigger(b))
	b.why("also", c.by(), "", r.trigger(c))
}

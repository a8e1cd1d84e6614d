package coder

import (
	"slices"
	"sort"
	"strings"

	"chancery/nlp"
)

// dropAnybody takes from attacks without a place whoever is so many people that the
// text says nothing else of.
func (r *run) dropAnybody() {
	for _, c := range r.cands {
		if c.gate == "" && c.event == "ASSAULT" && c.place < 0 {
			c.recipients = slices.DeleteFunc(slices.Clone(c.recipients), r.anybody)
		}
	}
}

// anybody reports whether a party is so many people, of whom the text says neither
// who nor where they are: "at least 60 people were shot".
func (r *run) anybody(a Arg) bool {
	ref := &r.refs[a.Referent].Actor
	if ref.Country != "" && !guessed(ref) || !strings.HasSuffix(ref.Name, " people") && ref.Name != "people" {
		return false
	}
	return ref.Country == "" || !r.any(a.Referent, "beside its country", func(m *nlp.Mention) bool {
		return slices.ContainsFunc(r.mentionsIn(m.Sent, m.Sent), func(i int) bool {
			beside := &r.d.Mentions[i]
			return beside.Kind == nlp.Name && r.refs[beside.Chain].Country == ref.Country
		})
	})
}

// announcer finds who says that an act in the passive, by nobody said, will be done, if
// it is a state's to do: "the ministry said the banks would be barred".
func (r *run) announcer(c *candidate) ([]Arg, nlp.Span) {
	if c.status != planned || !r.verb(c.tok) || !r.passive(c.tok) {
		return nil, nlp.Span{}
	}
	if modal, _, _ := r.aux(c.tok); modal != "will" && modal != "would" && modal != "shall" {
		return nil, nlp.Span{}
	}
	v := c.tok
	for r.is(v, "conj") && r.d.Tokens[v].Head >= 0 {
		v = r.d.Tokens[v].Head
	}
	h := r.d.Tokens[v].Head
	if h < 0 || r.rel(v) != "ccomp" && r.rel(v) != "parataxis" || !r.reports(h) {
		return nil, nlp.Span{}
	}
	for _, s := range r.subjects(h) {
		args := r.drop(r.args(s), c.recipients)
		if len(args) > 0 && !slices.ContainsFunc(args, func(a Arg) bool { return !state(&r.refs[a.Referent].Actor) || guessed(&r.refs[a.Referent].Actor) }) {
			return args, args[0].Span
		}
	}
	return nil, nlp.Span{}
}

// custodian finds, for the arrest of somebody at home by nobody said, the state or the
// police of that country that the text has spoken of last.
func (r *run) custodian(c *candidate) ([]Arg, nlp.Span) {
	if c.mode != "arrest" || !r.verb(c.tok) || !r.passive(c.tok) {
		return nil, nlp.Span{}
	}
	home := r.countries(c.recipients)
	if len(home) != 1 || bodies[home[0]] || c.place >= 0 && r.d.Places[c.place].Country != home[0] {
		return nil, nlp.Span{}
	}
	if slices.ContainsFunc(r.index.places[r.sent(c)], func(p int) bool { return r.d.Places[p].Country != home[0] }) {
		return nil, nlp.Span{}
	}
	return r.drop(r.authority(home[0], c.tok), c.recipients), r.trigger(c)
}

// evictor finds, for a deportation or an expulsion by nobody said, the state out of
// which it was: "was deported from Austria".
func (r *run) evictor(c *candidate) ([]Arg, nlp.Span) {
	if c.mode != "deport" && c.mode != "expel" || !r.verb(c.tok) || !r.passive(c.tok) {
		return nil, nlp.Span{}
	}
	out := append(r.prep(c.tok, "from"), r.prep(c.tok, "out_of")...)
	for _, h := range r.complements(c.tok, "xcomp") { // was told to leave Bogota
		if l := r.lemma[h]; l == "leave" || l == "quit" {
			out = append(out, r.objects(h)...)
		}
	}
	for _, x := range out {
		args := r.drop(r.args(x), c.recipients)
		if len(args) == 1 && r.refs[args[0].Referent].Type == "country" {
			return args, args[0].Span
		}
	}
	return nil, nlp.Span{}
}

// authority returns the state of a country, or a body that acts for it at home, that
// the text names last before token t, or else first.
func (r *run) authority(country string, t int) []Arg {
	all := r.governing(country)
	if len(all) == 0 {
		return nil
	}
	best, sent := all[0], r.d.Tokens[t].Sent
	for j := sort.Search(len(all), func(j int) bool { return r.d.Mentions[all[j]].Sent > sent }) - 1; j >= 0; j-- {
		if r.d.Mentions[all[j]].Head < t {
			best = all[j]
			break
		}
	}
	return []Arg{{Referent: r.d.Mentions[best].Chain}}
}

// speaksOf reports whether c is a criticism, a refusal or praise by a verb that names no
// party of another country at whom it is aimed.
func (r *run) speaksOf(c *candidate) bool {
	if c.flags&recip != 0 || r.located(c.recipients) && !r.shares(c.recipients, c.actors) || !r.verb(c.tok) {
		return false
	}
	if len(c.recipients) == 0 || !r.polArgs(c.recipients) {
		return true
	}
	pronoun := slices.ContainsFunc(r.objects(c.tok), func(o int) bool { return r.upos(o) == "PRON" && r.takesUp(o) })
	return pronoun && r.shares(c.recipients, c.actors)
}

// author finds whose the object of c is by a participle behind it: "rejected the plan
// put forward by Moscow".
func (r *run) author(c *candidate) ([]Arg, nlp.Span) {
	for _, o := range r.objects(c.tok) {
		for _, k := range r.kids[o] {
			if !r.is(k, "acl") || !r.verb(k) || !r.passive(k) {
				continue
			}
			for _, x := range r.subjects(k) {
				if args := r.args(x); r.located(args) && !r.shares(args, c.actors) {
					return args, args[0].Span
				}
			}
		}
	}
	return nil, nlp.Span{}
}

// isWithinObject reports whether b is an act that c's object tells of.
func (r *run) isWithinObject(c, b *candidate) bool {
	return r.located(b.actors) && !r.shares(b.actors, c.actors) &&
		slices.ContainsFunc(r.objects(c.tok), func(o int) bool { return r.governs(o, b.tok) })
}

// takesUpOnly reports whether c's object only takes up what was told before: "Rabat
// called the decision hostile" is aimed at who decided.
func (r *run) takesUpOnly(c *candidate) bool {
	return r.speaksOf(c) && slices.ContainsFunc(r.objects(c.tok), r.takesUp)
}

// isTakenUp reports whether b is an act that c's object may take up.
func (r *run) isTakenUp(c, b *candidate) bool { return r.isStrangers(c, b) && !r.beneath(b) }

// takesUp reports whether noun phrase o refers to something said or done before.
func (r *run) takesUp(o int) bool {
	switch r.lemma[o] {
	case "it", "this", "that", "everything", "them":
		return r.upos(o) != "NOUN"
	}
	if !takenUpNouns[r.lemma[o]] || !r.noun(o) {
		return false
	}
	for _, k := range r.kids[o] {
		if r.rel(k) == "det" {
			switch r.lemma[k] {
			case "the", "this", "that", "these", "those", "any":
				return true
			}
		}
	}
	return false
}

// beneath reports whether the sentence of b tells it within another act.
func (r *run) beneath(b *candidate) bool {
	return slices.ContainsFunc(r.actsIn(r.sent(b)), func(a *candidate) bool { return a != b && a.gate == "" && r.below(b.tok, a) })
}

// returns reports whether c is what one state says or does without a word of whom it is
// meant for, be it everybody: it may be meant for who has just acted on the state.
func (r *run) returns(c *candidate) bool {
	return c.flags&recip == 0 && len(c.recipients) == 0 && len(r.countries(c.actors)) == 1 && !r.toAll(c)
}

// actsOnIt reports whether b is an act on the actor of c.
func (r *run) actsOnIt(c, b *candidate) bool {
	return b.gate == "" && !r.beneath(b) && r.shares(b.recipients, c.actors) && !r.within(c, b)
}

// attackersOf returns the actors of b, an act on the actor of c, if they are of one
// other country and the act is no friendly one.
func (r *run) attackersOf(c, b *candidate) []Arg {
	switch b.event {
	case "ACCUSE", "REQUEST", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT":
	default:
		return nil
	}
	if from := r.countries(b.actors); len(from) != 1 || slices.Equal(from, r.countries(c.actors)) {
		return nil
	}
	return b.actors
}

// disperses reports whether c is the use of gas, batons or shots by those of one country
// on nobody said.
func (r *run) disperses(c *candidate) bool {
	return c.mode == "crowd-control" && len(c.recipients) == 0 && len(r.countries(c.actors)) == 1
}

// mayBeCrowd reports whether a is no stranger to where c is, and not who does it.
func (r *run) mayBeCrowd(c *candidate, a Arg) bool {
	k := r.country(a)
	return (k == "" || k == r.countries(c.actors)[0]) && !slices.ContainsFunc(c.actors, func(b Arg) bool { return b.Referent == a.Referent })
}

// hasCrowd reports whether b is a protest of those whom c may be done to.
func (r *run) hasCrowd(c, b *candidate) bool {
	return live(b) && slices.ContainsFunc(b.actors, func(a Arg) bool { return r.mayBeCrowd(c, a) })
}

// crowdOf returns those of the protest b whom c may be done to.
func (r *run) crowdOf(c, b *candidate) []Arg {
	var out []Arg
	for _, a := range b.actors {
		if r.mayBeCrowd(c, a) {
			out = append(out, Arg{Referent: a.Referent, Country: r.countries(c.actors)[0]})
		}
	}
	return out
}

// findCrowds sets the mentions of crowds in the text.
func (r *run) findCrowds() {
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Chain >= 0 && m.Chain < len(r.refs) && (r.classes["MASSPEOPLE"].alone[r.lemma[m.Head]] || crowdNouns[r.lemma[m.Head]]) {
			r.crowds = append(r.crowds, i)
		}
	}
}

// crowdNamed finds the crowd that the text names first, whatever it does.
func (r *run) crowdNamed(c *candidate) ([]Arg, nlp.Span) {
	for _, i := range r.crowds[:min(len(r.crowds), memory)] {
		m := &r.d.Mentions[i]
		if r.mayBeCrowd(c, Arg{Referent: m.Chain}) {
			return []Arg{{Referent: m.Chain, Country: r.countries(c.actors)[0]}}, m.Span
		}
	}
	return nil, nlp.Span{}
}

// demands reports whether c is a protest at home that makes a demand, and names nobody
// who is to meet it.
func (r *run) demands(c *candidate) bool {
	if len(c.recipients) > 0 || !r.verb(c.tok) && c.light < 0 {
		return false
	}
	if home := r.countries(c.actors); len(home) != 1 || bodies[home[0]] {
		return false
	}
	v := r.clauseOf(c)
	if r.lemma[v] == "defy" {
		return true
	}
	for _, k := range r.kids[v] {
		switch {
		case r.is(k, "advcl") || r.is(k, "xcomp"):
			if grievanceWords[r.lemma[k]] {
				return true
			}
		case r.is(k, "obl") && (r.hasCase(k, "against") || r.hasCase(k, "for") && r.verb(k)):
			return true
		}
	}
	return false
}

// homeState finds the state of those who act at home.
func (r *run) homeState(c *candidate) ([]Arg, nlp.Span) {
	return r.drop(r.authority(r.countries(c.actors)[0], c.tok), c.actors), r.trigger(c)
}

// toAll reports whether an act is addressed to everybody at once: a call for calm, or
// for talks between the sides.
func (r *run) toAll(c *candidate) bool {
	s := r.d.Sentences[r.d.Tokens[c.tok].Sent]
	for t := c.tok + 1; t < s.Last; t++ {
		if toAllWords[r.lemma[t]] && r.governs(c.tok, t) {
			return true
		}
	}
	return false
}

// summoner returns the state that has summoned an ambassador by nobody said: the one
// on whose ground it was.
func (r *run) summoner(c *candidate) ([]Arg, nlp.Span) {
	if !strings.HasPrefix(c.id, "summon:") && !strings.HasPrefix(c.id, "summon.ministry:") || !r.verb(c.tok) || !r.passive(c.tok) || c.place < 0 {
		return nil, nlp.Span{}
	}
	at := r.d.Places[c.place].Country
	if at == "" || slices.Contains(r.countries(c.recipients), at) {
		return nil, nlp.Span{}
	}
	return r.drop(r.authority(at, c.tok), c.recipients), r.d.Places[c.place].Span
}

package coder

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// targets gives acts whose sentence leaves a party unsaid the one that the text has
// told of. It runs when all acts are known and merged, and changes only who acts on
// whom, never which acts there are.
func (r *run) targets() {
	for i, c := range r.cands {
		if c.gate != "" {
			continue
		}
		r.announced(c)
		r.custody(c)
		r.evicted(c)
		if c.event == "ASSAULT" && c.place < 0 {
			c.recipients = slices.DeleteFunc(slices.Clone(c.recipients), r.anybody)
		}
		if c.flags&recip == 0 && (!r.located(c.recipients) || r.shares(c.recipients, c.actors)) {
			r.takenUp(i, c)
		}
		if c.flags&recip != 0 || r.located(c.recipients) {
			continue
		}
		r.returned(i, c)
		r.dispersed(i, c)
		r.demanded(c)
	}
	r.opponents()
	r.onlookers()
}

// anybody reports whether a party is so many people, of whom the text says neither
// who nor where they are: "at least 60 people were shot".
func (r *run) anybody(a Arg) bool {
	ref := &r.refs[a.Referent].Actor
	if ref.Country != "" && !guessed(ref) || !strings.HasSuffix(ref.Name, " people") && ref.Name != "people" {
		return false
	}
	for _, i := range r.refs[a.Referent].Mentions {
		s := r.d.Mentions[i].Sent
		for j := range r.d.Mentions {
			if m := &r.d.Mentions[j]; m.Sent == s && m.Kind == nlp.Name && m.Chain >= 0 && m.Chain < len(r.refs) && ref.Country != "" && r.refs[m.Chain].Country == ref.Country {
				return false
			}
		}
	}
	return true
}

// announced gives an act in the passive that somebody only says will be done to
// whoever says so, if it is a state's to do: "the ministry said the banks would be
// barred".
func (r *run) announced(c *candidate) {
	if len(c.actors) > 0 || c.status != planned || !r.verb(c.tok) || !r.passive(c.tok) {
		return
	}
	switch c.event {
	case "SANCTION", "COERCE", "CONCEDE", "RETREAT", "AID", "AGREE", "MOBILIZE":
	default:
		return
	}
	if modal, _, _ := r.aux(c.tok); modal != "will" && modal != "would" && modal != "shall" {
		return
	}
	v := c.tok
	for r.is(v, "conj") && r.d.Tokens[v].Head >= 0 {
		v = r.d.Tokens[v].Head
	}
	h := r.d.Tokens[v].Head
	if h < 0 || r.rel(v) != "ccomp" && r.rel(v) != "parataxis" || !r.reports(h) {
		return
	}
	for _, s := range r.subjects(h) {
		args := r.drop(r.args(s), c.recipients)
		if len(args) > 0 && !slices.ContainsFunc(args, func(a Arg) bool { return !state(&r.refs[a.Referent].Actor) || guessed(&r.refs[a.Referent].Actor) }) {
			c.actors = args
			c.why("actor", "who says that it will be done", "ccomp", args[0].Span)
			return
		}
	}
}

// custody gives the arrest of somebody at home, by nobody said, to the state or the
// police of that country that the text has spoken of last.
func (r *run) custody(c *candidate) {
	if len(c.actors) > 0 || c.event != "COERCE" || c.mode != "arrest" || !r.verb(c.tok) || !r.passive(c.tok) {
		return
	}
	home := r.countries(c.recipients)
	if len(home) != 1 || bodies[home[0]] || c.place >= 0 && r.d.Places[c.place].Country != home[0] {
		return
	}
	sent := r.d.Tokens[c.tok].Sent
	for i := range r.d.Places {
		if p := &r.d.Places[i]; p.Sent == sent && p.Country != home[0] {
			return
		}
	}
	if a, ok := r.authority(home[0], c.tok); ok {
		if args := r.drop([]Arg{a}, c.recipients); len(args) > 0 {
			c.actors = args
			c.why("actor", "the authorities of the country", "", r.trigger(c))
		}
	}
}

// evicted gives a deportation or expulsion by nobody said to the state out of which it
// was: "was deported from Austria".
func (r *run) evicted(c *candidate) {
	if len(c.actors) > 0 || c.mode != "deport" && c.mode != "expel" || !r.verb(c.tok) || !r.passive(c.tok) {
		return
	}
	for _, x := range r.prep(c.tok, "from") {
		args := r.drop(r.args(x), c.recipients)
		if len(args) == 1 && r.refs[args[0].Referent].Type == "country" {
			c.actors = args
			c.why("actor", "the state out of which it was", "from", args[0].Span)
			return
		}
	}
}

// authority returns the state of a country, or a body that acts for it at home, that
// the text names last before token t, or else first.
func (r *run) authority(country string, t int) (Arg, bool) {
	best := -1
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Chain < 0 || m.Chain >= len(r.refs) || best >= 0 && m.Head >= t {
			continue
		}
		ref := &r.refs[m.Chain].Actor
		if ref.Country != country {
			continue
		}
		switch {
		case ref.Sector == "COP", ref.Sector == "MIL" && ref.Type != "person", ref.Sector == "GOV" && ref.Type != "person" && ref.Type != "place", ref.Type == "country":
			best = m.Chain
		}
	}
	return Arg{Referent: best}, best >= 0
}

// taken are the nouns that take up what somebody has said or done before.
var taken = map[string]bool{
	"decision": true, "move": true, "step": true, "measure": true, "action": true, "plan": true, "proposal": true, "offer": true, "idea": true,
	"suggestion": true, "demand": true, "request": true, "appeal": true, "call": true, "ultimatum": true, "deadline": true, "threat": true, "warning": true,
	"claim": true, "allegation": true, "accusation": true, "charge": true, "report": true, "statement": true, "remark": true, "comment": true, "criticism": true,
	"announcement": true, "verdict": true, "ruling": true, "judgment": true, "order": true, "decree": true, "finding": true, "assertion": true, "complaint": true,
	"visit": true, "flight": true, "exercise": true, "drill": true, "manoeuvre": true, "deployment": true, "test": true, "launch": true, "initiative": true,
	"gesture": true, "walkout": true, "sanction": true, "tariff": true, "ban": true, "blockade": true, "invitation": true, "closure": true, "expulsion": true,
	"incursion": true, "declaration": true, "resolution": true, "deal": true, "accord": true, "agreement": true, "pact": true,
}

// takenUp finds whom a criticism, a refusal or praise is aimed at where its object
// only takes up what was told before: "Rabat called the decision hostile" is aimed
// at who decided.
func (r *run) takenUp(i int, c *candidate) {
	switch c.event {
	case "ACCUSE", "REJECT", "SUPPORT":
	default:
		return
	}
	pronoun := slices.ContainsFunc(r.objects(c.tok), func(o int) bool { return r.upos(o) == "PRON" && r.takesUp(o) })
	if !r.verb(c.tok) || len(c.recipients) > 0 && r.polArgs(c.recipients) && !(pronoun && r.shares(c.recipients, c.actors)) {
		return
	}
	for _, o := range r.objects(c.tok) { // "rejected the plan put forward by Moscow"
		for _, k := range r.kids[o] {
			if r.rel(k) != "acl" || !r.verb(k) || !r.passive(k) {
				continue
			}
			for _, x := range r.subjects(k) {
				if args := r.args(x); r.located(args) && !r.shares(args, c.actors) {
					c.recipients = args
					c.why("recipient", "whose it is", "obj.acl.by", args[0].Span)
					return
				}
			}
		}
		for _, b := range r.cands {
			if b != c && r.governs(o, b.tok) && r.located(b.actors) && !r.shares(b.actors, c.actors) {
				c.recipients = b.actors
				c.why("recipient", "who said or did what is spoken of", "", r.trigger(b))
				return
			}
		}
	}
	if !slices.ContainsFunc(r.objects(c.tok), r.takesUp) {
		return
	}
	sent := r.d.Tokens[c.tok].Sent
	for j := i - 1; j >= 0; j-- {
		b := r.cands[j]
		if sent-r.d.Tokens[b.tok].Sent > 2 {
			return
		}
		if !live(b) || !r.located(b.actors) || r.beneath(b) {
			continue
		}
		if r.shares(b.actors, c.actors) {
			continue
		}
		c.recipients = b.actors
		c.why("recipient", "who said or did what is spoken of", "", r.trigger(b))
		return
	}
}

// takesUp reports whether noun phrase o refers to something said or done before.
func (r *run) takesUp(o int) bool {
	switch r.lemma[o] {
	case "it", "this", "that", "everything", "them":
		return r.upos(o) != "NOUN"
	}
	if !taken[r.lemma[o]] || !r.noun(o) {
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
	for _, a := range r.cands {
		if a != b && a.gate == "" && r.d.Tokens[a.tok].Sent == r.d.Tokens[b.tok].Sent && r.below(b.tok, a) {
			return true
		}
	}
	return false
}

// returned aims what a state says or does without a word of whom it is meant for at
// who has just said or done something to it: after "Finland closed the crossing",
// what "Moscow threatened" is Finland's.
func (r *run) returned(i int, c *candidate) {
	switch c.event {
	case "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SANCTION", "SUPPORT", "CONCEDE":
	default:
		return
	}
	home := r.countries(c.actors)
	if len(home) != 1 || len(c.recipients) > 0 || r.toAll(c) {
		return
	}
	sent := r.d.Tokens[c.tok].Sent
	for j := i - 1; j >= 0; j-- {
		b := r.cands[j]
		if sent-r.d.Tokens[b.tok].Sent > 2 {
			return
		}
		if b.gate != "" || r.beneath(b) || !r.shares(b.recipients, c.actors) {
			continue
		}
		switch b.event {
		case "ACCUSE", "REQUEST", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT":
		default:
			return
		}
		if from := r.countries(b.actors); len(from) == 1 && from[0] != home[0] {
			c.recipients = b.actors
			c.why("recipient", "who has just acted on it", "", r.trigger(b))
		}
		return
	}
}

// dispersed gives the crowd that the text tells of to those who use gas, batons or
// shots on nobody said.
func (r *run) dispersed(i int, c *candidate) {
	if c.event != "ASSAULT" || c.mode != "crowd-control" {
		return
	}
	home := r.countries(c.actors)
	if len(home) != 1 {
		return
	}
	crowd := func(a Arg) bool {
		k := r.country(a)
		return (k == "" || k == home[0]) && !slices.ContainsFunc(c.actors, func(b Arg) bool { return b.Referent == a.Referent })
	}
	give := func(b *candidate) bool {
		if b.event != "PROTEST" || !live(b) || !slices.ContainsFunc(b.actors, crowd) {
			return false
		}
		for _, a := range b.actors {
			if crowd(a) {
				c.recipients = append(c.recipients, Arg{Referent: a.Referent, Country: home[0]})
			}
		}
		c.why("recipient", "the crowd that is told of", "", r.trigger(b))
		return true
	}
	if len(c.recipients) > 0 {
		for k := range c.recipients {
			if r.country(c.recipients[k]) == "" {
				c.recipients[k].Country = home[0]
			}
		}
		return
	}
	for j := i - 1; j >= 0; j-- {
		if give(r.cands[j]) {
			return
		}
	}
	for _, b := range r.cands[i:] {
		if give(b) {
			return
		}
	}
	for m := range r.d.Mentions {
		if t := r.d.Mentions[m].Head; r.classes["MASSPEOPLE"].alone[r.lemma[t]] || r.lemma[t] == "demonstrator" || r.lemma[t] == "rioter" || r.lemma[t] == "marcher" {
			if a := (Arg{Referent: r.d.Mentions[m].Chain, Country: home[0]}); a.Referent >= 0 && a.Referent < len(r.refs) && crowd(a) {
				c.recipients = []Arg{a}
				c.why("recipient", "the crowd that is told of", "", r.d.Mentions[m].Span)
				return
			}
		}
	}
}

// demanded aims a protest at home that makes a demand, and names nobody who is to
// meet it, at the state.
func (r *run) demanded(c *candidate) {
	if c.event != "PROTEST" || len(c.recipients) > 0 || !r.verb(c.tok) && c.light < 0 {
		return
	}
	home := r.countries(c.actors)
	if len(home) != 1 || bodies[home[0]] {
		return
	}
	v := r.clauseOf(c)
	demand := r.lemma[v] == "defy"
	for _, k := range r.kids[v] {
		switch {
		case r.is(k, "advcl") || r.is(k, "xcomp"):
			switch r.lemma[k] {
			case "demand", "denounce", "oppose", "condemn", "protest", "call", "press":
				demand = true
			}
		case r.is(k, "obl") && (r.hasCase(k, "against") || r.hasCase(k, "for") && r.verb(k)):
			demand = true
		}
	}
	if !demand {
		return
	}
	if a, ok := r.authority(home[0], c.tok); ok {
		if args := r.drop([]Arg{a}, c.actors); len(args) > 0 {
			c.recipients = args
			c.why("recipient", "the state that is to meet the demand", "", r.trigger(c))
		}
	}
}

// aboutShare is in how many of a hundred acts a country has to have a part, and
// aboutLeast in how many acts at all, for a text to be about what goes on there.
const (
	aboutShare = 50
	aboutLeast = 2
)

// onlookers aims what a stranger says and leaves unaddressed at the country that the
// text is about: in a story of a coup in Niger, what "Paris deplored" is Niger's, and
// what "Nordic ministers deplored", who are of no one state.
func (r *run) onlookers() {
	count, all := map[string]int{}, 0
	for _, c := range r.cands {
		if c.gate != "" {
			continue
		}
		parts := r.countries(slices.Concat(c.actors, c.recipients))
		if len(parts) > 0 {
			all++
		}
		for _, k := range parts {
			count[k]++
		}
	}
	main := ""
	for k, n := range count {
		if !bodies[k] && (main == "" || n > count[main] || n == count[main] && k < main) {
			main = k
		}
	}
	if count[main] < aboutLeast || 100*count[main] < aboutShare*all {
		return
	}
	for _, c := range r.cands {
		if c.gate != "" || c.flags&recip != 0 || (r.located(c.recipients) || r.polArgs(c.recipients)) && !r.echoes(c) {
			continue
		}
		switch c.event {
		case "REQUEST", "ACCUSE", "THREATEN", "SANCTION", "REJECT", "AGREE", "AID":
		default:
			continue
		}
		home := r.countries(c.actors)
		if len(home) > 1 || len(home) == 0 && (c.mode == "investigate" || !r.polArgs(c.actors)) || slices.Contains(home, main) || r.toAll(c) || c.event == "AID" && len(c.recipients) > 0 && !r.echoes(c) {
			continue
		}
		if a, ok := r.authority(main, c.tok); ok {
			c.recipients = []Arg{a}
			c.why("recipient", "whom the text is about", "", r.trigger(c))
		}
	}
}

// echoes reports whether the recipients of an act were taken to be of the actor's own
// country for no better reason than that the sentence names it: in "Washington revoked
// the visas of 100 lawmakers" the lawmakers are of whom the text is about.
func (r *run) echoes(c *candidate) bool {
	abroad := func(a Arg) bool { return r.refs[a.Referent].Type == "country" }
	if len(c.recipients) == 0 || !slices.ContainsFunc(c.actors, abroad) || !r.shares(c.recipients, c.actors) {
		return false
	}
	return !slices.ContainsFunc(c.recipients, func(a Arg) bool { return !guessed(&r.refs[a.Referent].Actor) })
}

// toAll reports whether an act is addressed to everybody at once: a call for calm, or
// for talks between the sides.
func (r *run) toAll(c *candidate) bool {
	s := r.d.Sentences[r.d.Tokens[c.tok].Sent]
	for t := c.tok + 1; t < s.Last; t++ {
		if !r.governs(c.tok, t) {
			continue
		}
		switch r.lemma[t] {
		case "calm", "restraint", "dialogue", "side", "party", "everyone", "all":
			return true
		}
	}
	return false
}

package coder

import (
	"slices"
	"strings"
)

// admit returns the name of the gate that stops a candidate, or "".
func (r *run) admit(c *candidate) string {
	if why := r.parties(c); why != "" && !c.sure {
		if why != "no political party" || !r.among(c) {
			return why
		}
		c.why("gate", "no party, but told among political acts", "", r.d.Tokens[c.tok].Span)
	}
	if why := r.topic(c); why != "" {
		return why
	}
	return r.weigh(c)
}

// among reports whether an act without a political party is told among political
// acts: a verb of force or rule in or right after a sentence that has one.
func (r *run) among(c *candidate) bool {
	if !r.verb(c.tok) {
		return false
	}
	switch c.event {
	case "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT":
	default:
		return false
	}
	sent := r.d.Tokens[c.tok].Sent
	for i := len(r.cands) - 1; i >= 0; i-- {
		b := r.cands[i]
		if sent-r.d.Tokens[b.tok].Sent > 3 {
			return false
		}
		if b != c && b.gate == "" && b.status != "" && (r.polArgs(b.actors) || r.polArgs(b.recipients)) {
			return true
		}
	}
	return false
}

// parties checks that an act has the parties that its type and frame need, and returns
// what stops it, or "".
func (r *run) parties(c *candidate) string {
	s := r.standsOf(c)
	for _, check := range []func(*candidate, *sides) string{r.noAct, r.noDeed, r.tooFew} {
		if why := check(c, s); why != "" {
			return why
		}
	}
	switch c.event {
	case "ASSAULT", "COERCE", "PROTEST", "MOBILIZE":
		return r.forceParties(c, s)
	case "SANCTION", "RETREAT", "AID", "COOPERATE":
		return r.dealingParties(c, s)
	}
	return r.verbalParties(c, s)
}

// sides are what the gates ask of an act's parties.
type sides struct {
	actor, recipient     bool // acts in politics
	actorAt, recipientAt bool // is of a known country, or is a people
	noun                 bool // the act is named by a noun
	alone                bool // and by no light verb
}

func (r *run) standsOf(c *candidate) *sides {
	noun := !r.verb(c.tok)
	return &sides{
		actor: r.polArgs(c.actors), recipient: r.polArgs(c.recipients),
		actorAt: r.located(c.actors), recipientAt: r.located(c.recipients) || r.folk(c.recipients),
		noun: noun, alone: noun && c.light < 0,
	}
}

// noAct stops what is no act by its parties, its clause or its kind.
func (r *run) noAct(c *candidate, s *sides) string {
	switch {
	case len(c.actors) > 0 && !s.actor && !s.recipient && r.private(c):
		return "private people"
	case r.undisclosed(c):
		return "neither said nor denied"
	case r.ownClaim(c):
		return "a claim of one's own act"
	case r.ordinary(c):
		return "ordinary crime"
	case c.event == "SUPPORT" && !s.noun && r.rel(c.tok) == "acl" && !r.toInfinitive(c.tok):
		return "a description"
	case c.purpose && !r.crowd(c) && c.event != "AID" && c.event != "CONSULT" && c.event != "ASSAULT" && c.event != "MOBILIZE":
		return "a purpose"
	case c.generic && c.status == hypothetical:
		return "a right or an ability"
	case r.weighed(c):
		return "a comparison"
	case r.aim(c):
		return "an aim"
	case r.demanded(c):
		return "a demand"
	case c.event == "MOBILIZE" && c.purpose && r.sentFor(c):
		return "what forces are sent for"
	case r.averted(c):
		return "what is to be prevented"
	case !s.noun && !speaks(c.event) && r.imperative(c.tok):
		return "an order"
	}
	return ""
}

// noDeed stops words that name no deed where they stand.
func (r *run) noDeed(c *candidate, s *sides) string {
	switch {
	case c.event == "CONSULT" && c.status == notHappened && r.never(c.tok):
		return "a state of old" // "they had never met" cancels no meeting
	case c.event == "ASSAULT" && r.advertised(c):
		return "an advertisement"
	case s.noun && c.flags&dealFlag != 0 && r.lemma[c.tok] == "understanding" && len(r.prep(c.tok, "of")) > 0:
		return "knowledge" // "a good understanding of the country"
	case r.campaignRally(c):
		return "a rally for oneself"
	case s.noun && c.event == "RETREAT" && c.mode == "withdraw" && len(c.recipients) == 0 && r.alone(c.actors):
		return "a withdrawal of one person"
	case c.event == "REQUEST" && r.attraction(c):
		return "an attraction"
	case c.event == "CONSULT" && c.status == notHappened && len(c.actors) < 2 && r.untold(c.tok):
		return "a refusal to tell"
	case s.alone && c.event == "AGREE" && c.flags&dealFlag != 0 && r.quit(c.tok):
		return "what is left"
	case s.alone && (c.event == "AGREE" || c.event == "COOPERATE") && r.goal(c.tok):
		return "a goal"
	case s.noun && r.topicOfTalks(c.tok):
		return "a topic of talks"
	}
	return ""
}

// tooFew stops acts without the parties that their frame asks for.
func (r *run) tooFew(c *candidate, s *sides) string {
	actor, recipient := s.actor || s.actorAt, s.recipient || s.recipientAt
	switch {
	case s.alone && c.flags&talksFlag != 0 && len(c.actors) < 2 && !r.pluralParty(c):
		return "one party alone"
	case s.alone && c.content != "" && len(c.contents) == 0 && !recipient:
		return "a noun with one party"
	case c.flags&violent != 0 && !r.violentSubject(c):
		return "no doer of violence"
	case c.flags&plural != 0 && len(c.actors) < 2 && !r.pluralParty(c):
		return "one party alone"
	case c.flags&weak == 0:
	case !actor && !recipient:
		return "no party"
	case s.alone && (len(c.actors) == 0 || len(c.recipients) == 0) && c.content == "":
		return "a noun with one party"
	case !s.noun && !recipient:
		return "no political recipient"
	}
	return ""
}

// forceParties asks for the parties of acts of force and protest. The actor may be
// unknown.
func (r *run) forceParties(c *candidate, s *sides) string {
	if s.noun && !s.actorAt && !s.recipientAt {
		switch {
		case c.event == "ASSAULT" && s.alone && r.victims(c.tok):
			return ""
		case c.flags&bare != 0 && r.anchored(c) && !r.setting(c.tok):
			return ""
		case s.alone:
			return "a noun with no party"
		}
	}
	if s.actorAt || s.actor || s.recipient || s.recipientAt {
		return ""
	}
	if (c.event == "COERCE" || c.event == "ASSAULT" && (outright[c.mode] || r.powerless(c) || c.size.Dead != nil && *c.size.Dead >= manyDead)) && r.unsaid(c) {
		return "" // relevance has the last word
	}
	if c.event == "ASSAULT" && (c.flags&explosive != 0 || r.armedWords(c)) || c.event == "PROTEST" && c.flags&people == 0 || (c.event == "PROTEST" || r.armedWords(c)) && r.placed(c) {
		return ""
	}
	return "no political party"
}

// setting reports whether noun t only says when or in spite of what something was.
func (r *run) setting(t int) bool {
	switch r.caseOf(t) {
	case "after", "before", "during", "since", "until", "despite", "amid", "following":
		return true
	}
	return false
}

// dealingParties asks for the parties of what is given, withheld or given up.
func (r *run) dealingParties(c *candidate, s *sides) string {
	if c.mode == "ceasefire" && len(c.actors) == 0 && (!s.noun && !r.toInfinitive(c.tok) || s.noun && r.definite(c.tok) && (c.place >= 0 || c.date >= 0)) {
		return "" // the truce took effect, the truce of Monday
	}
	switch {
	case !s.actor && !s.actorAt && (!s.recipient && !s.recipientAt || len(c.actors) > 0):
		return "no political party"
	case s.alone && !s.actorAt && !s.recipientAt:
		return "a noun with no party"
	}
	return ""
}

// verbalParties asks for the parties of what is said, agreed or met over: a political
// actor, or a political recipient where the text leaves the actor out.
func (r *run) verbalParties(c *candidate, s *sides) string {
	switch {
	case s.alone && !s.actorAt:
		if s.recipientAt && c.event != "AGREE" && c.event != "CONSULT" {
			return ""
		}
		return "a noun with no actor"
	case s.actor || s.actorAt:
		return ""
	case s.noun && c.flags&visitFlag != 0 && len(c.actors) == 0 && !r.passive(c.light) && !r.is(c.tok, "nsubj") && len(r.subjects(c.light)) > 0:
		return "no political actor" // the violinist began a tour of
	case len(c.actors) == 0 && (s.recipient || s.recipientAt) && (s.noun || r.passive(c.tok)):
		return ""
	}
	return "no political actor"
}

// weighed reports whether an act is only what somebody would like more, or less, than
// another: "would rather see him cook than meet one more envoy".
func (r *run) weighed(c *candidate) bool {
	for t, steps := r.clauseOf(c), 0; t >= 0 && steps < 6; t, steps = r.d.Tokens[t].Head, steps+1 {
		modal, _, _ := r.aux(t)
		if modal == "would" && slices.ContainsFunc(r.kids[t], func(k int) bool {
			f := strings.ToLower(r.d.Tokens[k].Form)
			return f == "rather" || f == "sooner"
		}) {
			return true
		}
		if r.rel(t) == "acl:relcl" {
			return false
		}
	}
	return false
}

// ordinary reports whether police or a court deal with someone of their own country
// of no part in politics: crime, as far as the text tells.
func (r *run) ordinary(c *candidate) bool {
	if c.event != "ACCUSE" || c.mode == "disapprove" || len(c.recipients) == 0 || len(c.actors) == 0 {
		return false
	}
	home := map[string]bool{}
	for _, a := range c.actors {
		ref := &r.refs[a.Referent].Actor
		if ref.Sector != "COP" && ref.Sector != "JUD" || bodies[ref.Country] {
			return false
		}
		home[ref.Country] = true
	}
	for _, a := range c.recipients {
		ref := &r.refs[a.Referent].Actor
		if pol(ref) || ref.Type == "country" || ref.Country != "" && !home[ref.Country] {
			return false
		}
	}
	return true
}

// private reports whether the actors are people with no part in politics, who do
// what is no politics either, as far as the parties tell: a protest of many is.
func (r *run) private(c *candidate) bool {
	for _, a := range c.actors {
		if !civil(&r.refs[a.Referent].Actor) || r.people(a.Referent) {
			return false
		}
	}
	switch c.event {
	case "MOBILIZE":
		return !(r.armedWords(c) && r.placed(c))
	case "PROTEST":
		if c.mode == "hunger" { // one alone may fast
			return false
		}
		if c.flags&people == 0 && r.noun(c.tok) {
			return false
		}
		for _, a := range c.actors {
			if r.refs[a.Referent].Type != "person" || r.many(a.Referent) {
				return false
			}
		}
		return true
	case "RETREAT":
		if c.mode == "release" && r.powerless(c) && r.located(c.recipients) {
			return false // his men freed 15 Georgian prisoners
		}
	case "ASSAULT", "COERCE":
		return !r.located(c.recipients) && !r.located(c.actors) && !(r.armedWords(c) && r.placed(c))
	}
	for _, a := range c.recipients {
		if state(&r.refs[a.Referent].Actor) {
			return false
		}
	}
	return true
}

// crowd reports whether a protest is the purpose of many people of no office: "jumped
// turnstiles to protest against the fares".
func (r *run) crowd(c *candidate) bool {
	return c.event == "PROTEST" && len(c.actors) > 0 && r.many(c.actors[0].Referent) && !state(&r.refs[c.actors[0].Referent].Actor) && c.status == happened
}

// ofArms reports whether a fire is of arms or of somebody's: "Israeli fire".
func (r *run) ofArms(t int) bool {
	if r.lemma[t] != "fire" {
		return false
	}
	for _, k := range r.kids[t] {
		if !r.is(k, "amod") && !r.is(k, "compound") && r.rel(k) != "nmod:poss" && !r.is(k, "nmod") {
			continue
		}
		if ref := r.referent(k); ref >= 0 && r.refs[ref].Country != "" {
			return true
		}
		if r.word(k, r.classes["FIRING"]) {
			return true
		}
	}
	return false
}

// pluralParty reports whether the one party named is a plural: "the ministers met".
func (r *run) pluralParty(c *candidate) bool {
	if len(c.actors) == 0 {
		return false
	}
	if ref := &r.refs[c.actors[0].Referent]; len(ref.Members) > 1 || ref.Country == "UNO" || ref.Country == "IGO" || ref.Country == "EUR" {
		return true
	}
	for _, s := range r.subjects(r.clauseOf(c)) {
		if pluralTag(r.xpos[s]) || r.child(s, "conj") >= 0 {
			return true
		}
	}
	return false
}

// violentSubject reports whether the subject or agent of a verb of violence may do
// violence: it is of people or a body, a weapon, or an attack.
func (r *run) violentSubject(c *candidate) bool {
	if !r.verb(c.tok) {
		return true
	}
	for _, s := range r.subjects(c.tok) { // of a passive, the agent
		if !r.personal(s) && !r.in(s, r.classes["VIOLENTDOER"]) {
			return false
		}
	}
	return true
}

// ownClaim reports whether an allegation is of what its speaker did: "claimed that his
// group had taken the town".
func (r *run) ownClaim(c *candidate) bool {
	if c.event != "ACCUSE" || c.mode != "allege" || !r.verb(c.tok) || len(c.recipients) > 0 {
		return false
	}
	for _, x := range c.contents {
		for _, s := range r.subjects(x) {
			for _, at := range []int{s, r.child(s, "nmod:poss")} {
				if at < 0 {
					continue
				}
				if m := r.mention[at]; m >= 0 {
					for _, a := range c.actors {
						if a.Referent == r.d.Mentions[m].Chain {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// victims reports whether noun t tells whom it was done to, though not of what state:
// "the kidnapping of the schoolgirls".
func (r *run) victims(t int) bool {
	for _, x := range r.prep(t, "of") {
		if r.kind(x, "#people") && r.definite(x) {
			return true
		}
	}
	return false
}

// anchored reports whether a noun of an act is tied to a time or a place.
func (r *run) anchored(c *candidate) bool { return c.date >= 0 || r.placed(c) }

// placed reports whether an act has a place, of its own or one that its word or its
// verb governs, which then becomes its place; or stands in what is of a country:
// "Tunisian towns".
func (r *run) placed(c *candidate) bool {
	if c.place >= 0 || c.ground != "" {
		return true
	}
	top := c.tok
	for h := r.d.Tokens[top].Head; h >= 0; h = r.d.Tokens[top].Head {
		if !(r.is(top, "conj") && r.verb(top)) && !(r.verb(h) && r.noun(top) && (r.is(top, "nsubj") || r.is(top, "obl") && r.caseOf(top) == "in")) {
			break
		}
		top = h
	}
	s := r.d.Sentences[r.d.Tokens[c.tok].Sent]
	for _, i := range r.index.places[r.sent(c)] {
		p := &r.d.Places[i]
		if !p.Dateline && p.Head >= 0 && p.Country != "" && r.whereabouts(p.Head) && r.governs(top, p.Head) {
			c.place = i
			c.why("place", "what the act's word or verb governs", r.rel(p.Head), p.Span)
			return true
		}
	}
	for t := s.First; t < s.Last; t++ {
		swept := c.light >= 0 && r.is(t, "obj") && r.d.Tokens[t].Head == c.light && r.is(c.tok, "nsubj")
		if !r.noun(t) || !swept && !r.whereabouts(t) || !r.governs(top, t) {
			continue
		}
		args := r.args(t)
		for _, k := range r.kids[t] {
			if r.is(k, "amod") && r.mention[k] >= 0 {
				args = append(args, r.args(k)...)
			}
		}
		if r.located(args) {
			if k := r.countries(args); len(k) > 0 {
				c.ground = k[0]
				c.why("place", "stands in what is of a country", r.rel(t), r.d.Tokens[t].Span)
				return true
			}
		}
	}
	return false
}

// whereabouts reports whether token t says where something is.
func (r *run) whereabouts(t int) bool {
	switch r.caseOf(t) {
	case "in", "at", "near", "outside", "across", "throughout", "around", "inside":
		return true
	case "to", "of", "on", "against":
		return r.placeAt(t) >= 0 || r.word(t, r.classes["CAPTURABLE"])
	}
	return false
}

// unsaid reports whether a passive leaves out who rules in the place it names: "were
// taken into custody in Baku", "a curfew was imposed in Diyarbakir".
func (r *run) unsaid(c *candidate) bool {
	return len(c.actors) == 0 && r.verb(c.tok) && r.passive(c.tok) && r.placed(c)
}

// manyDead are more than a household crime kills.
const manyDead = 5

// outright are the modes of force that are no household crime, whoever suffers it.
var outright = map[string]bool{"abduct": true, "suicide-attack": true, "aerial": true, "drone": true, "heavy-weapons": true, "unconventional": true}

// powerless reports whether a passive tells what was done to prisoners or protesters.
func (r *run) powerless(c *candidate) bool {
	for _, o := range r.objects(c.tok) {
		if r.in(o, r.classes["PRISONER"]) {
			return true
		}
	}
	return false
}

// armedWords reports whether the clause has an armed actor by its words, or tells of
// an attack in which it was done.
func (r *run) armedWords(c *candidate) bool {
	if v := r.clauseOf(c); r.verb(v) {
		for _, p := range []string{"in", "by", "during"} {
			for _, x := range r.prep(v, p) {
				if r.in(x, r.classes["WARFARE"]) {
					return true
				}
				if r.in(x, r.classes["ATTACK"]) { // slaughtered in an attack on a village of Mali
					for _, on := range []string{"on", "against", "by"} {
						for _, y := range r.prep(x, on) {
							if r.located(r.args(y)) {
								return true
							}
						}
					}
				}
			}
		}
	}
	for _, s := range r.slot(r.clauseOf(c), "subj") {
		if c.flags&victim != 0 && (r.in(s, r.classes["HOSTILITY"]) || r.in(s, r.classes["WARFARE"])) && r.placed(c) {
			return true // fighting has killed thousands in Sudan
		}
		if r.in(s, r.classes["ARMEDDOER"]) {
			return true
		}
	}
	return false
}

package coder

import (
	"strings"

	"chancery/nlp"
)

// admit returns the name of the gate that stops a candidate, or "".
func (r *run) admit(c *candidate) string {
	if why := r.parties(c); why != "" {
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

// polArgs reports whether any of args acts in politics by what it is.
func (r *run) polArgs(args []Arg) bool {
	for _, a := range args {
		ref := &r.refs[a.Referent].Actor
		if pol(ref) && !(ref.Sector == "OPP" && guessed(ref)) || ref.Sector == "" && r.ruling(a) {
			return true
		}
	}
	return false
}

// ruling reports whether a party is of governments or states by its words, whichever
// they are: "Western governments", "23 countries".
func (r *run) ruling(a Arg) bool {
	name := r.refs[a.Referent].Name
	switch name[strings.LastIndexByte(name, ' ')+1:] {
	case "governments", "countries", "nations", "states", "powers", "capitals":
		return true
	}
	return false
}

// located reports whether any of args has a country, or is a place of one.
func (r *run) located(args []Arg) bool {
	for _, a := range args {
		ref := &r.refs[a.Referent].Actor
		if ref.Country != "" && ref.Country != "MNC" && !(guessed(ref) && civil(ref)) {
			return true
		}
	}
	return false
}

// parties checks that an act has the parties that its type and frame need. Verbal
// acts need a political actor, or a political recipient where the text leaves the
// actor out; acts of force may have an unknown actor.
func (r *run) parties(c *candidate) string {
	actor, recipient := r.polArgs(c.actors), r.polArgs(c.recipients)
	actorAt, recipientAt := r.located(c.actors), r.located(c.recipients) || r.folk(c.recipients)
	noun := !r.verb(c.tok)
	switch {
	case len(c.actors) > 0 && !actor && !recipient && r.private(c):
		return "private people"
	case r.undisclosed(c):
		return "neither said nor denied"
	case r.ownClaim(c):
		return "a claim of one's own act"
	case r.ordinary(c):
		return "ordinary crime"
	case c.event == "SUPPORT" && r.verb(c.tok) && r.rel(c.tok) == "acl" && !r.toInfinitive(c.tok):
		return "a description"
	case c.purpose && !r.crowd(c) && c.event != "AID" && c.event != "CONSULT" && c.event != "ASSAULT" && c.event != "MOBILIZE":
		return "a purpose"
	case c.generic && c.status == hypothetical:
		return "a right or an ability"
	case c.event == "CONSULT" && c.status == notHappened && r.never(c.tok):
		return "a state of old" // "they had never met" cancels no meeting
	case c.event == "ASSAULT" && r.advertised(c):
		return "an advertisement"
	case noun && c.flags&dealFlag != 0 && r.lemma[c.tok] == "understanding" && len(r.prep(c.tok, "of")) > 0:
		return "knowledge" // "a good understanding of the country"
	case r.campaignRally(c):
		return "a rally for oneself"
	case c.event == "REQUEST" && r.attraction(c):
		return "an attraction"
	case c.event == "CONSULT" && c.status == notHappened && len(c.actors) < 2 && r.untold(c.tok):
		return "a refusal to tell"
	case noun && c.light < 0 && c.event == "AGREE" && c.flags&dealFlag != 0 && r.quit(c.tok):
		return "what is left"
	case noun && c.light < 0 && (c.event == "AGREE" || c.event == "COOPERATE") && r.goal(c.tok):
		return "a goal"
	case noun && r.topicOfTalks(c.tok):
		return "a topic of talks"
	case noun && c.light < 0 && c.flags&talksFlag != 0 && len(c.actors) < 2 && !r.pluralParty(c):
		return "one party alone"
	case noun && c.light < 0 && c.content != "" && len(c.contents) == 0 && !recipientAt && !recipient:
		return "a noun with one party"
	case c.flags&violent != 0 && !r.violentSubject(c):
		return "no doer of violence"
	case c.flags&plural != 0 && len(c.actors) < 2 && !r.pluralParty(c):
		return "one party alone"
	case c.flags&weak != 0 && !(actor || actorAt) && !(recipient || recipientAt):
		return "no party"
	case c.flags&weak != 0 && noun && c.light < 0 && (len(c.actors) == 0 || len(c.recipients) == 0) && c.content == "":
		return "a noun with one party"
	case c.flags&weak != 0 && !noun && !(recipient || recipientAt):
		return "no political recipient"
	}
	switch c.event {
	case "ASSAULT", "COERCE", "PROTEST", "MOBILIZE":
		if noun && !actorAt && !recipientAt {
			if c.event == "ASSAULT" && c.light < 0 && r.victims(c.tok) {
				return ""
			}
			if c.flags&bare != 0 && r.anchored(c) {
				switch r.caseOf(c.tok) {
				case "after", "before", "during", "since", "until", "despite", "amid", "following":
				default:
					return ""
				}
			}
			if c.light < 0 {
				return "a noun with no party"
			}
		}
		if actorAt || actor || recipient {
			return ""
		}
		if recipientAt {
			return ""
		}
		if (c.event == "COERCE" || c.event == "ASSAULT" && (outright[c.mode] || r.powerless(c) || c.size.Dead != nil && *c.size.Dead >= manyDead)) && r.unsaid(c) {
			return "" // relevance has the last word
		}
		if c.event == "ASSAULT" && (c.flags&explosive != 0 || r.armedWords(c)) || c.event == "PROTEST" && c.flags&people == 0 || (c.event == "PROTEST" || r.armedWords(c)) && r.placed(c) {
			return ""
		}
		return "no political party"
	case "SANCTION", "RETREAT", "AID", "COOPERATE":
		if c.mode == "ceasefire" && len(c.actors) == 0 && (!noun && !r.toInfinitive(c.tok) || noun && r.definite(c.tok) && (c.place >= 0 || c.date >= 0)) {
			return "" // the truce took effect, the truce of Monday
		}
		if actor || actorAt || (recipient || recipientAt) && (len(c.actors) == 0) {
			if noun && c.light < 0 && !actorAt && !recipientAt {
				return "a noun with no party"
			}
			return ""
		}
		return "no political party"
	}
	if noun && c.light < 0 && !actorAt {
		if recipientAt && c.event != "AGREE" && c.event != "CONSULT" {
			return ""
		}
		return "a noun with no actor"
	}
	if actor || actorAt {
		return ""
	}
	if noun && c.light >= 0 && c.flags&visitFlag != 0 && len(c.actors) == 0 && !r.passive(c.light) && !r.is(c.tok, "nsubj") && len(r.subjects(c.light)) > 0 {
		return "no political actor" // the violinist began a tour of
	}
	if len(c.actors) == 0 && (recipient || recipientAt) && (r.verb(c.tok) && r.passive(c.tok) || noun) {
		return ""
	}
	return "no political actor"
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

// folk reports whether any of args is a people by its name, be it of no one country:
// "ethnic Armenians".
func (r *run) folk(args []Arg) bool {
	for _, a := range args {
		for _, m := range r.refs[a.Referent].Mentions {
			if m < len(r.d.Mentions) && r.d.Mentions[m].Type == nlp.Norp && pluralTag(r.xpos[r.d.Mentions[m].Head]) {
				return true
			}
		}
	}
	return false
}

// many reports whether a referent is spoken of in the plural: "young Kenyans".
func (r *run) many(ref int) bool {
	for _, m := range r.refs[ref].Mentions {
		if m < len(r.d.Mentions) && r.d.Mentions[m].Kind != nlp.Pronoun && pluralTag(r.xpos[r.d.Mentions[m].Head]) {
			return true
		}
	}
	return false
}

// people reports whether a referent is a people as a whole: "the Palestinians".
func (r *run) people(ref int) bool {
	a := &r.refs[ref]
	if a.Country == "" || guessed(&a.Actor) {
		return false
	}
	for _, m := range a.Mentions {
		if m < len(r.d.Mentions) && r.d.Mentions[m].Type == nlp.Norp && r.d.Mentions[m].Kind == nlp.Name {
			return true
		}
	}
	return a.Sector == "" && a.Type != "person"
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
		for _, class := range []string{"TROOPS", "ARTILLERY", "GUN", "ATTACKER", "AIRCRAFT", "POLICE", "DRONE"} {
			if r.word(k, r.classes[class]) {
				return true
			}
		}
	}
	return false
}

// undisclosed reports whether an act is what somebody would not say or confirm: "would not
// comment on whether the two had met".
func (r *run) undisclosed(c *candidate) bool {
	if !r.verb(c.tok) {
		return false
	}
	for t, steps := c.tok, 0; steps < 4; steps++ {
		h := r.d.Tokens[t].Head
		if h < 0 || !r.is(t, "ccomp") && !r.is(t, "advcl") && !r.is(t, "xcomp") && !r.is(t, "obl") {
			return false
		}
		if r.verb(h) && r.word(h, r.classes["DISCLOSE"]) {
			if k, _ := r.negation(h); k >= 0 {
				return true
			}
			if g := r.d.Tokens[h].Head; r.rel(h) == "xcomp" && g >= 0 && (r.lemma[g] == "decline" || r.lemma[g] == "refuse") {
				return true
			}
		}
		t = h
	}
	return false
}

// never reports whether the verb t is negated by "never".
func (r *run) never(t int) bool {
	k, _ := r.negation(t)
	return k >= 0 && r.lemma[k] == "never"
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

// advertised reports whether an attack is that of an advertisement: "an attack ad",
// "unleashed an attack ad campaign".
func (r *run) advertised(c *candidate) bool {
	ad := func(t int) bool {
		return t+1 < len(r.lemma) && r.word(t, r.classes["ATTACK"]) && r.word(t+1, r.classes["ADVERTISEMENT"])
	}
	if ad(c.tok) {
		return true
	}
	for _, o := range r.objects(c.tok) {
		if ad(o) {
			return true
		}
		for _, k := range r.kids[o] {
			if ad(k) || r.is(k, "compound") && r.word(k, r.classes["ADVERTISEMENT"]) && k > 0 && ad(k-1) {
				return true
			}
		}
	}
	return false
}

// campaignRally reports whether a rally is that of one person or the setting of what
// is told, with nobody it is against: "his rallies draw thousands", "at rallies in Ohio
// supporters wore hats". One at which a crowd is the actor is a protest.
func (r *run) campaignRally(c *candidate) bool {
	if c.event != "PROTEST" || c.light >= 0 || len(c.recipients) > 0 {
		return false
	}
	if r.verb(c.tok) { // it drew a crowd
		for _, s := range r.subjects(c.tok) {
			if p := r.child(s, "nmod:poss"); r.lemma[s] == "rally" && p >= 0 && r.mention[p] >= 0 && (r.d.Mentions[r.mention[p]].Type == nlp.Person || r.lemma[p] == "he" || r.lemma[p] == "his" || r.lemma[p] == "her" || r.lemma[p] == "she") {
				return true
			}
		}
		return false
	}
	if r.lemma[c.tok] != "rally" {
		return false
	}
	if len(c.actors) == 0 {
		return r.caseOf(c.tok) == "at" && !r.definite(c.tok)
	}
	for _, a := range c.actors {
		if r.refs[a.Referent].Type != "person" || r.many(a.Referent) {
			return false
		}
	}
	return true
}

// attraction reports whether to appeal is to please: "the plan appeals to the young"
// asks nobody for anything, while "appealed to the king" does.
func (r *run) attraction(c *candidate) bool {
	if r.lemma[c.tok] != "appeal" || !r.verb(c.tok) || len(c.contents) > 0 || r.child(c.tok, "xcomp") >= 0 || r.child(c.tok, "advcl") >= 0 || len(r.prep(c.tok, "for")) > 0 || len(r.prep(c.tok, "to")) == 0 {
		return false
	}
	switch r.xpos[c.tok] {
	case "VBZ", "VBP":
		return true
	}
	return false
}

// untold reports whether verb t is what somebody will not do before the press: "declined
// to discuss the details" cancels no meeting.
func (r *run) untold(t int) bool {
	h := r.d.Tokens[t].Head
	return r.lemma[t] == "discuss" && r.is(t, "xcomp") && h >= 0 && (r.lemma[h] == "decline" || r.lemma[h] == "refuse") && len(r.prep(t, "with")) == 0
}

// quit reports whether agreement t is what somebody goes out of: "pulled out of a deal".
func (r *run) quit(t int) bool {
	h := r.d.Tokens[t].Head
	if h < 0 || !r.verb(h) || !r.word(h, r.classes["QUITTING"]) {
		return false
	}
	return r.is(t, "obj") && r.caseOf(t) == "" || r.hasCase(t, "of") || r.hasCase(t, "from") || r.hasCase(t, "out")
}

// goal reports whether noun t is what is only on its way: "progress towards a deal",
// "a step toward expanding cooperation".
func (r *run) goal(t int) bool {
	if r.hasCase(t, "towards") || r.hasCase(t, "toward") {
		return true
	}
	h := r.d.Tokens[t].Head
	if h < 0 || !r.is(t, "obj") {
		return false
	}
	m := r.child(h, "mark")
	return m >= 0 && (r.lemma[m] == "towards" || r.lemma[m] == "toward")
}

// topicOfTalks reports whether noun t is what a meeting is about: "talks on a pullback".
func (r *run) topicOfTalks(t int) bool {
	h := r.d.Tokens[t].Head
	if h < 0 || !r.noun(h) || !r.is(t, "nmod") || !r.hasCase(t, "on") && !r.hasCase(t, "about") && !r.hasCase(t, "over") {
		return false
	}
	return r.word(h, r.classes["TALKS"])
}

// violentSubject reports whether the subject or agent of a verb of violence may do
// violence: it is of people or a body, a weapon, or an attack.
func (r *run) violentSubject(c *candidate) bool {
	if !r.verb(c.tok) {
		return true
	}
	for _, s := range r.subjects(c.tok) { // of a passive, the agent
		if r.personal(s) {
			continue
		}
		ok := false
		for _, class := range []string{"ATTACK", "WEAPON", "BOMB", "ARTILLERY", "AIRCRAFT", "DRONE", "GUN", "VIOLENCEOBJ", "HOSTILITY", "ATTACKER", "TROOPS", "ARMAMENT", "JAILER"} {
			ok = ok || r.in(s, r.classes[class])
		}
		if !ok {
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
	for i := range r.d.Places {
		p := &r.d.Places[i]
		if p.Sent == r.d.Tokens[c.tok].Sent && !p.Dateline && p.Head >= 0 && p.Country != "" && r.whereabouts(p.Head) && r.governs(top, p.Head) {
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
		for _, class := range []string{"ATTACKER", "TROOPS", "POLICE", "BOMB", "AIRCRAFT", "ARTILLERY", "DRONE"} {
			if r.in(s, r.classes[class]) {
				return true
			}
		}
	}
	return false
}

// topic applies the gates of gates.tsv.
func (r *run) topic(c *candidate) string {
	spared := func(g *gate) bool {
		switch g.spare {
		case "state":
			for _, args := range [][]Arg{c.actors, c.recipients} {
				for _, a := range args {
					if ref := &r.refs[a.Referent].Actor; state(ref) || pol(ref) && ref.Country != "" {
						return true
					}
				}
			}
		}
		return false
	}
	if why := r.opinion(c); why != "" {
		return why
	}
	if r.ancient(c) {
		return "before the modern states"
	}
	sent := r.d.Tokens[c.tok].Sent
	for i := range r.gates {
		g := &r.gates[i]
		if g.types != nil && !g.types[c.event] || spared(g) {
			continue
		}
		n := 0
		switch g.scope {
		case "sentence":
			s := r.d.Sentences[sent]
			for t := s.First; t < s.Last && n < g.min; t++ {
				if r.upos(t) != "PROPN" && r.word(t, g.words) || len(g.words.mods) > 0 && r.word(t, &wordSet{mods: g.words.mods}) {
					n++
				}
			}
		case "document":
			n = r.told(i, sent)
		case "subject":
			if !r.verb(c.tok) { // a blast of air
				for _, x := range append([]int{c.tok}, r.prep(c.tok, "of")...) {
					if x != c.tok && r.word(x, g.words) {
						n = g.min
					}
				}
			}
			for _, s := range r.slot(r.clauseOf(c), "subj") {
				if r.ofArms(s) {
					continue
				}
				of := r.prep(s, "of")
				if len(of) > 0 && r.classes["SHELL"].alone[r.lemma[s]] {
					s = of[0] // a wave of drones
				}
				for _, x := range append([]int{s}, of...) { // a blast of cold air
					if r.upos(x) != "PROPN" && r.in(x, g.words) && (x == s || r.mention[x] < 0 || r.referent(x) < 0 || r.refs[r.referent(x)].Country == "") {
						n = g.min
					}
				}
			}
		case "root":
			for t := c.tok; t >= 0 && n < g.min; t = r.d.Tokens[t].Head {
				for _, k := range r.kids[t] {
					if r.is(k, "nsubj") && r.upos(k) != "PROPN" && r.word(k, g.words) {
						n = g.min
					}
				}
			}
		case "object":
			for _, s := range r.slot(r.clauseOf(c), "obj") {
				if r.in(s, g.words) {
					n = g.min
				}
			}
		}
		if n >= g.min {
			return g.name
		}
	}
	return ""
}

// opinion stops what the author, or a columnist's "I", says ought to or would be done:
// it is no act, planned or feared. Nor is what the reader does: "you invade Poland".
func (r *run) opinion(c *candidate) string {
	v := r.clauseOf(c)
	if r.verb(v) && !r.quoted(v) {
		for _, s := range r.subjects(v) {
			if r.lemma[s] == "you" {
				return "said to the reader"
			}
		}
	}
	if c.status != hypothetical || !r.verb(v) || r.quoted(v) {
		return ""
	}
	if modal, _, _ := r.aux(v); (modal == "must" || modal == "should" || modal == "ought") && !r.reported(v) {
		return "the author's opinion"
	}
	for t := v; t >= 0; t = r.d.Tokens[t].Head {
		for _, k := range r.kids[t] {
			if r.is(k, "nsubj") && r.d.Tokens[k].Form == "I" {
				return "the author's opinion"
			}
		}
	}
	return ""
}

// ancient reports whether the act's date, or one in its sentence, lies before 1900.
func (r *run) ancient(c *candidate) bool {
	sent := r.d.Tokens[c.tok].Sent
	for i := range r.d.Times {
		if t := &r.d.Times[i]; t.Sent == sent && t.Granularity != "duration" && len(t.Value) >= 4 && t.Value[:4] < "1900" && t.Value[0] >= '0' && t.Value[0] <= '9' {
			return true
		}
	}
	return false
}

// quoted reports whether t's sentence has quotation marks.
func (r *run) quoted(t int) bool {
	s := r.d.Sentences[r.d.Tokens[t].Sent]
	return strings.ContainsAny(r.d.Slice(s.Span), "\"“”„«»")
}

// countTopics counts the words of the document's gates: in each sentence, as a running
// sum, and in the title.
func (r *run) countTopics() {
	r.topics, r.titled = make([][]int, len(r.gates)), make([]int, len(r.gates))
	for i := range r.gates {
		if r.gates[i].scope != "document" {
			continue
		}
		sums := make([]int, len(r.d.Sentences)+1)
		for s, sent := range r.d.Sentences {
			sums[s+1] = sums[s]
			for t := sent.First; t < sent.Last; t++ {
				if r.word(t, r.gates[i].words) {
					sums[s+1]++
				}
			}
		}
		r.topics[i] = sums
		for _, w := range strings.Fields(strings.ToLower(r.d.Title)) {
			if r.gates[i].words.alone[strings.Trim(w, ".,:;!?\"'")] {
				r.titled[i]++
			}
		}
	}
}

// told counts the words of gate i in the story that sentence sent is part of: those
// near it, and those of the title if the text may be of one story.
func (r *run) told(i, sent int) int {
	n := r.topics[i][min(len(r.d.Sentences), sent+storyReach+1)] - r.topics[i][max(0, sent-storyReach)]
	if len(r.d.Sentences) <= oneStory {
		n += r.titled[i]
	}
	return n
}

package coder

import (
	"slices"

	"chancery/nlp"
)

// undisclosed reports whether an act is what somebody would not say or confirm: "would not
// comment on whether the two had met".
func (r *run) undisclosed(c *candidate) bool {
	if !r.verb(c.tok) {
		return false
	}
	if c.status == notHappened && (c.flags&denyFlag != 0 || r.lemma[c.tok] == "discuss") { // would neither confirm nor deny it, refused to discuss it
		return true
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

// advertised reports whether an attack is that of an advertisement: "an attack ad",
// "unleashed an attack ad campaign".
func (r *run) advertised(c *candidate) bool {
	ad := func(t int) bool {
		return t+1 < len(r.lemma) && r.word(t, r.classes["ATTACK"]) && r.word(t+1, r.classes["ADVERTISEMENT"])
	}
	if ad(c.tok) {
		return true
	}
	for _, x := range r.prep(c.tok, "with") { // hit him with advertisements
		if r.in(x, r.classes["ADVERTISEMENT"]) {
			return true
		}
	}
	for _, k := range r.kids[c.tok] { // an advertising onslaught
		if k < c.tok && (r.is(k, "compound") || r.is(k, "amod")) && r.word(k, r.classes["ADVERTISEMENT"]) {
			return true
		}
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
		if r.ownRally(c) {
			return true
		}
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

// alone reports whether args is one person with no armed office: who withdraws from a
// race, and no army.
func (r *run) alone(args []Arg) bool {
	if len(args) != 1 {
		return false
	}
	a := &r.refs[args[0].Referent]
	return a.Type == "person" && !armed(&a.Actor) && !r.many(args[0].Referent)
}

// ownRally reports whether a rally is held or spoken at by one person, of whom alone it
// tells: a politician's meeting with voters.
func (r *run) ownRally(c *candidate) bool {
	if len(c.actors) != 1 {
		return false
	}
	rally := false
	for _, o := range append(r.objects(c.tok), r.prep(c.tok, "in")...) {
		rally = rally || r.lemma[o] == "rally"
	}
	a := &r.refs[c.actors[0].Referent]
	return rally && a.Type == "person" && !r.many(c.actors[0].Referent) && r.lemma[c.tok] != "lead" && r.lemma[c.tok] != "join"
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

// aim reports whether an act is only what efforts are for: "efforts to end the fighting",
// "conditions for ending the war". What is tried with force is an act.
func (r *run) aim(c *candidate) bool {
	switch c.event {
	case "RETREAT", "AID", "COOPERATE", "CONCEDE", "SANCTION":
	default:
		return false
	}
	v := r.clauseOf(c)
	h := r.d.Tokens[v].Head
	if h < 0 || !r.verb(v) || !r.noun(h) || !r.toInfinitive(v) && r.xpos[v] != "VBG" || c.status == happened && r.xpos[v] != "VBG" {
		return false
	}
	return r.word(h, r.classes["EFFORT"])
}

// demanded reports whether an act of a verb is only what somebody says must or should be
// done: "said the president should resign".
func (r *run) demanded(c *candidate) bool {
	switch c.event {
	case "RETREAT", "AID", "COOPERATE", "CONCEDE", "SANCTION", "COERCE", "MOBILIZE", "PROTEST", "CONSULT":
	default:
		return false
	}
	v := r.clauseOf(c)
	if !r.verb(v) || c.status != hypothetical {
		return false
	}
	switch modal, _, _ := r.aux(v); modal {
	case "must", "should", "ought":
		return true
	}
	return false
}

// averted reports whether an act is what something else is done to prevent: "on alert to
// forestall violence".
func (r *run) averted(c *candidate) bool {
	v := c.light
	return v >= 0 && c.status == notHappened && c.effect == "not" && r.is(v, "advcl") && r.toInfinitive(v)
}

// sentFor reports whether an act of forces is only what they are moved for in the same
// clause: "sent tanks to guard the palace".
func (r *run) sentFor(c *candidate) bool {
	h := r.d.Tokens[r.clauseOf(c)].Head
	return slices.ContainsFunc(r.actsIn(r.sent(c)), func(b *candidate) bool { return b != c && b.event == "MOBILIZE" && b.tok == h })
}

package coder

import (
	"slices"
	"strings"

	"chancery/ledger"
)

// fill resolves the parties of a candidate in one of the frame's roles: all slots
// for reciprocal acts, else the first that gives anyone. Reasons go to c.
func (r *run) fill(c *candidate, t int, role string, slots []path, all bool) []Arg {
	var out, unlocated []Arg
	var why []ledger.Reason
	for _, p := range slots {
		if role == "recipient" && len(p) == 2 && p[0] == "obj" && (p[1] == "mod" || p[1] == "poss") && wholeObject(slots) && r.partyObject(t) {
			continue // "shot a French soldier": the soldier, who comes in a later slot
		}
		reasons := len(c.reasons)
		xs := r.rolePath(c, t, p)
		if role == "recipient" && c.event == "ACCUSE" && r.verb(t) && p[0] == "obj" && (len(p) == 1 || len(p) == 2 && p[1] == "of") {
			xs = slices.DeleteFunc(slices.Clone(xs), func(x int) bool { return r.force(x, p) })
		}
		if role == "recipient" && len(p) == 1 && (c.event == "ACCUSE" || c.event == "SUPPORT" || c.event == "REJECT") {
			xs = r.ownersOf(xs)
		}
		if role == "recipient" && len(p) == 1 && p[0] == "obj" && r.verb(t) && !r.passive(t) {
			xs = append(r.rels(t, "iobj"), xs...) // told them an answer
		}
		for _, x := range xs {
			args := r.args(x)
			if role == "recipient" || len(p) > 1 {
				args = r.drop(args, c.actors)
			}
			if role == "recipient" && (c.event == "ACCUSE" || c.event == "REJECT") && !r.personal(x) && r.shares(args, c.actors) {
				continue // "called its own allegation": the words of a thing are no party
			}
			if role == "actor" && len(p) == 2 && p[1] == "from" && !r.located(args) {
				continue // a missile from Gaza has a sender, one from a launcher none
			}
			for _, a := range args {
				if ref := &r.refs[a.Referent].Actor; role == "actor" && ref.Type == "place" && ref.Sector == "" {
					continue // a place does not act
				}
				if n := len(out); n < len(addArg(out, a)) {
					out = append(out, a)
					c.why(role, c.id, strings.Join(p, "."), a.Span)
				}
			}
		}
		if all || len(out) == 0 {
			continue
		}
		if role != "recipient" || len(r.countries(out)) > 0 {
			return out
		}
		// Of these the text does not say where they are from; the next slot may tell
		// of others: "seized the town from Tigrayan fighters".
		if unlocated == nil {
			unlocated, why = out, slices.Clone(c.reasons[reasons:])
		}
		out, c.reasons = nil, c.reasons[:reasons]
	}
	if len(out) == 0 && unlocated != nil {
		c.reasons = append(c.reasons, why...)
		return unlocated
	}
	return out
}

// ownersOf puts in place of each name of an act who owns it, if the words say: of "the
// president's pardon of the banker was shameful" the president is meant.
func (r *run) ownersOf(xs []int) []int {
	out := slices.Clone(xs)
	for i, x := range out {
		if !r.noun(x) || len(r.nouns[r.lemma[x]]) == 0 {
			continue
		}
		for _, k := range r.rels(x, "nmod:poss") {
			if args := r.args(k); r.polArgs(args) {
				out[i] = k
			}
		}
	}
	return out
}

// force reports whether what path p led to is an act of force, or whom it struck, and so
// nobody who is blamed for it: in "deplored the shelling of the base in Mali" neither
// the base nor Mali is.
func (r *run) force(x int, p path) bool {
	if len(p) == 2 {
		x = r.d.Tokens[x].Head
	}
	return x >= 0 && r.noun(x) && r.matches(x, "ASSAULT")
}

// agentBelow finds who asks where the parse hung that on what is asked for: "was told to
// leave office by his party".
func (r *run) agentBelow(c *candidate) {
	for _, h := range c.contents {
		if !r.verb(h) || r.passive(h) {
			continue
		}
		for k := h + 1; k < r.d.Sentences[r.d.Tokens[h].Sent].Last; k++ {
			if r.verb(k) || r.caseOf(k) != "by" || r.timed[k] || !r.governs(h, k) {
				continue
			}
			if args := r.args(k); r.polArgs(args) {
				c.actors = args
				c.why("actor", c.id, "comp.by", args[0].Span)
				return
			}
		}
	}
}

// helped finds for whom forces are sent: "sent soldiers to help the president of Togo".
func (r *run) helped(c *candidate) {
	if c.event != "MOBILIZE" || !r.verb(c.tok) {
		return
	}
	for _, k := range r.kids[c.tok] {
		if !r.is(k, "advcl") && r.rel(k) != "xcomp" || !r.verb(k) || !r.toInfinitive(k) || !r.classes["ASSISTVERB"].alone[r.lemma[k]] {
			continue
		}
		for _, o := range r.objects(k) {
			if args := r.foreign(r.args(o), c.actors); r.located(args) && r.polArgs(args) {
				c.recipients = args
				c.why("recipient", "who is to be helped", "advcl.obj", args[0].Span)
				return
			}
		}
	}
}

// rolePath is path for a role: a preposition that is not at the verb is looked for
// at its object, and one that is not at a noun at its light verb.
func (r *run) rolePath(c *candidate, t int, p path) []int {
	if p[0] == "comp" {
		var out []int
		for _, x := range c.contents {
			out = append(out, r.complementPath(x, p[1:])...)
		}
		return out
	}
	if xs := r.path(t, p); len(xs) > 0 {
		return xs
	}
	if len(p) > 2 || len(p) == 2 && p[0] == "obj" || !r.atObject(p[0]) {
		return nil
	}
	if r.verb(t) {
		for _, o := range r.objects(t) {
			if !r.verbObject(t, o) {
				continue
			}
			if xs := r.firstPath(append([]int{o}, r.prep(o, "of")...), p); len(xs) > 0 { // a code of conduct with China
				return xs
			}
		}
		return nil
	}
	if c.light >= 0 {
		if xs := r.path(c.light, p); len(xs) > 0 {
			return xs
		}
	}
	if xs := r.overPath(t, p); len(xs) > 0 {
		return xs
	}
	switch p[0] {
	case "by", "to", "from", "into": // the arrest of judges by the police, hung on the judges
		for _, k := range r.rels(t, "nmod") {
			if xs := r.firstPath(append([]int{k}, r.rels(k, "conj")...), p); len(xs) > 0 {
				return xs
			}
		}
	}
	return nil
}

// firstPath is path for the first of several tokens that gives any.
func (r *run) firstPath(tokens []int, p path) []int {
	for _, x := range tokens {
		if xs := r.path(x, p); len(xs) > 0 {
			return xs
		}
	}
	return nil
}

// overPath finds a role of noun t that the parser hung on the word over it.
func (r *run) overPath(t int, p path) []int {
	h := r.d.Tokens[t].Head
	if h < 0 {
		return nil
	}
	if p[0] == "by" && r.verb(h) && r.is(t, "obj") { // condemned the raid by X, hung on condemned
		if xs := r.path(h, p); len(xs) > 0 {
			return xs
		}
	}
	if p[0] == "between" && len(p) == 1 && r.is(t, "nsubj") { // talks are under way in Vienna between A and B, hung on the way or on Vienna
		if xs := r.firstPath(append([]int{h}, r.kids[h]...), p); len(xs) > 0 {
			return xs
		}
	}
	var out []int
	if p[0] != "of" && r.noun(h) && r.is(t, "nmod") && r.hasCase(t, "of") { // claims of meddling in the vote, hung on the claims
		for _, x := range r.path(h, p[:1]) {
			if x > t {
				out = append(out, r.path(x, p[1:])...)
			}
		}
	}
	return out
}

// scanRecipient looks for the recipient of an act that no slot gave: who can avert what
// is threatened or asked, or the first party in the words that the trigger governs that
// a preposition of address tells to be one.
func (r *run) scanRecipient(c *candidate) {
	switch c.event {
	case "AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN", "AID", "SANCTION", "SUPPORT", "COOPERATE", "PROTEST":
	default:
		return
	}
	if !r.verb(c.tok) || denies(c) || r.averter(c) {
		return
	}
	end := r.d.Sentences[r.sent(c)].Last
	for x := c.tok + 1; x < end; x++ {
		switch {
		case r.d.Tokens[x].Form == ";", r.verb(x) && r.is(x, "conj") && !r.below(x, c) && r.child(x, "nsubj") >= 0:
			return
		case r.mention[x] < 0 || !r.governs(c.tok, x):
			continue
		}
		ref := &r.refs[r.referent(x)].Actor
		if !pol(ref) && !of(ref) || ref.Country == "" || !r.mayAddress(c, x) || c.event != "PROTEST" && r.ofAnother(x, c.tok) {
			continue
		}
		args := r.drop(r.args(x), c.actors)
		if len(args) == 0 || r.shares(args, c.actors) && !r.domestic(c, args) {
			continue
		}
		c.recipients = args
		for _, a := range args {
			c.why("recipient", "scan", r.caseOf(x), a.Span)
		}
		return
	}
}

// averter finds who can avert what is threatened, or make it unneeded: "unless Y opens
// the border". It reports whether there is one.
func (r *run) averter(c *candidate) bool {
	if c.event != "THREATEN" && c.event != "REQUEST" {
		return false
	}
	for k := c.tok + 1; k < r.d.Sentences[r.sent(c)].Last; k++ {
		if !r.is(k, "advcl") || !r.hasCase(k, "unless") && !r.hasCase(k, "if") || !r.governs(c.tok, k) {
			continue
		}
		for _, s := range r.subjects(k) {
			if args := r.drop(r.args(s), c.actors); r.polArgs(args) && r.located(args) && !r.shares(args, c.actors) {
				c.recipients = args
				c.why("recipient", "who can avert it", "advcl.subj", args[0].Span)
				return true
			}
		}
	}
	return false
}

// mayAddress reports whether party x, which the trigger of c governs, stands where an
// act of its type names whom it is aimed at: after a preposition of address, as the
// subject of what is asked for, or as what a protest is about.
func (r *run) mayAddress(c *candidate, x int) bool {
	p := r.caseOf(x)
	switch p {
	case "to", "for", "with", "on", "upon", "from", "toward", "towards":
		return c.event != "PROTEST"
	case "against":
		return true
	case "in", "into":
		return c.event == "AID"
	case "over", "at", "by", "of", "":
		if c.event == "PROTEST" && (p != "" || r.rel(x) == "nmod:poss") && r.grievance(x, c.tok) {
			return true
		}
	}
	return c.event == "REQUEST" && p == "" && len(c.contents) > 0 && x < c.contents[0] &&
		(r.is(x, "nsubj") || r.d.Tokens[x].Head == c.tok)
}

// ofAnother reports whether x belongs to a participle that describes an object of verb t,
// and not to t: "extradited a man accused of selling arms to Ecuador".
func (r *run) ofAnother(x, t int) bool {
	for steps := 0; x >= 0 && x != t && steps < 8; steps++ {
		if r.rel(x) == "acl" && r.verb(x) && !r.toInfinitive(x) || r.rel(x) == "acl:relcl" {
			return true
		}
		x = r.d.Tokens[x].Head
	}
	return false
}

// verbObject reports whether o stands in v's own clause, and is not what a relative
// clause modifies.
func (r *run) verbObject(v, o int) bool {
	return r.d.Tokens[o].Head == v
}

// complementPath returns a role of the act in the complement headed by x.
func (r *run) complementPath(x int, p path) []int {
	if len(p) == 0 {
		return []int{x}
	}
	if p[0] != "recipient" && p[0] != "actor" {
		if r.verb(x) || p[0] != "subj" && p[0] != "obj" {
			return r.path(x, p)
		}
		return nil
	}
	e := r.match(x)
	if e == nil {
		if r.verb(x) {
			return r.objects(x)
		}
		return nil
	}
	slots := e.recipient
	if p[0] == "actor" {
		slots = e.actor
	}
	inner := &candidate{frame: e.frame, tok: x, light: -1}
	if e.content != "" {
		inner.contents = r.contentHeads(x, e.contentAt)
	}
	for _, s := range slots {
		if s[0] == "comp" && len(inner.contents) == 0 {
			continue
		}
		if xs := r.rolePath(inner, x, s); len(xs) > 0 {
			return xs
		}
	}
	if e.flags&recip != 0 && p[0] == "recipient" {
		for _, s := range e.actor {
			if s[0] == "subj" {
				continue
			}
			if xs := r.rolePath(inner, x, s); len(xs) > 0 {
				return xs
			}
		}
	}
	return nil
}

// wholeObject reports whether one of slots is the object itself.
func wholeObject(slots []path) bool {
	return slices.ContainsFunc(slots, func(p path) bool { return len(p) == 1 && p[0] == "obj" })
}

// partyObject reports whether the object of verb t is of people or a body whose country
// is known, and not of a thing that someone owns.
func (r *run) partyObject(t int) bool {
	if !r.verb(t) {
		return false
	}
	objects := r.objects(t)
	for _, o := range objects {
		own := r.referent(o)
		if own < 0 || r.thing(o) || !r.personal(o) || r.refs[own].Country == "" {
			return false
		}
		switch r.refs[own].Type {
		case "person", "group", "org", "media":
		default:
			return false
		}
	}
	return len(objects) > 0
}

// domestic reports whether parties of the actor's own country may be whom an act at
// home is aimed at: a person or a body, for a protest, a demand or its refusal.
func (r *run) domestic(c *candidate, args []Arg) bool {
	switch c.event {
	case "PROTEST", "REQUEST", "REJECT", "THREATEN":
	default:
		return false
	}
	for _, a := range args {
		if ref := &r.refs[a.Referent].Actor; ref.Type == "country" || !pol(ref) {
			return false
		}
	}
	return true
}

// grievance reports whether x stands in what the protest at verb t is said to be for
// or against: under a demand, a protest or a display.
func (r *run) grievance(x, t int) bool {
	for steps := 0; x >= 0 && x != t && steps < 8; steps++ {
		if r.hasCase(x, "against") || r.hasCase(x, "over") {
			return true
		}
		if grievanceWords[r.lemma[x]] || displayWords[r.lemma[x]] {
			return true
		}
		x = r.d.Tokens[x].Head
	}
	return false
}

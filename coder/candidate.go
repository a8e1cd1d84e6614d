package coder

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// A candidate is an event that a frame proposes, before gates and merging.
type candidate struct {
	*frame
	tok         int // the trigger's head
	light       int // the light verb over a noun, or -1
	effect      string
	event, mode string
	cameo       string
	actors      []Arg
	recipients  []Arg
	status      string
	certainty   string
	historical  bool
	gate        string // the gate that stopped it, or ""
	reasons     []ledger.Reason
	also        []nlp.Span
	heads       []int  // tokens of trigger and also
	contents    []int  // heads of the complements that decided
	denied      bool   // somebody denies it
	foreseen    bool   // it had been planned, and the words do not say whether it came about
	purpose     bool   // it is what something else is done for
	generic     bool   // it is a right or an ability
	date        int    // index into d.Times, or -1
	place       int    // index into d.Places, or -1
	dateline    bool   // place is that of the dateline
	ground      string // country of what it stands in, where it has no place
	size        ledger.Size
	relevance   int  // what weigh made of it
	aimed       bool // its recipients are told elsewhere in the text
	learned     bool // the model of triggers found it
	sure        bool // and is sure of it, so that it needs no party that is political by itself
}

// by names what found the candidate.
func (c *candidate) by() string {
	if c.learned {
		return ModelRule
	}
	return "frames:" + c.id
}

func (c *candidate) why(what, by, path string, span nlp.Span) {
	c.reasons = append(c.reasons, ledger.Reason{What: what, By: by, Path: path, Span: span})
}

// propose builds the candidate of trigger t, or nil.
func (r *run) propose(t int) *candidate {
	e := r.match(t)
	if e == nil || r.hyphenated(t) {
		return nil
	}
	c := newCandidate(e, t)
	c.why("trigger", c.by(), "", r.d.Tokens[t].Span)
	if e.content != "" {
		c.event, c.mode, c.cameo, c.contents = r.content(e, t, 0)
		if len(c.contents) > 0 {
			c.why("type", "frames-content:"+e.content, "", r.d.Tokens[c.contents[0]].Span)
		}
	} else {
		c.contents = r.slot(t, "comp")
	}
	if c.event == "-" || c.event == "=" || e.flags&violent != 0 && r.reflexive(t) && !strings.HasPrefix(e.id, "suicide") {
		return nil
	}
	if c.event == "RETREAT" && c.mode == "" && c.cameo == "084" {
		c.mode = "release"
	}
	r.cast(c)
	return c
}

// newCandidate returns a candidate of token t without parties.
func newCandidate(e *entry, t int) *candidate {
	return &candidate{frame: e.frame, tok: t, light: -1, event: e.event, mode: e.mode, cameo: e.cameo, date: -1, place: -1, heads: []int{t}}
}

// cast finds the light verb and the parties of a candidate.
func (r *run) cast(c *candidate) {
	if r.noun(c.tok) {
		r.underLight(c)
	}
	r.proposeActors(c)
	if c.flags&recip == 0 {
		r.proposeRecipients(c)
	}
}

// underLight notes the light verb over the noun of an act.
func (r *run) underLight(c *candidate) {
	v, row := r.overNoun(c.tok)
	if v < 0 || (row.effect == "planned" || row.effect == "hypothetical") && r.definite(c.tok) && r.is(c.tok, "obj") {
		return
	}
	c.light, c.effect = v, row.effect
	if r.lemma[v] == "announce" && (c.event == "PROTEST" || c.event == "CONSULT") {
		c.effect = "planned"
	}
	c.why("trigger", "frames-light:"+r.lemma[v], r.rel(c.tok), r.d.Tokens[v].Span)
}

// proposeActors fills the actors of an act: from the slots of its frame, the subject of
// its light verb, or those that the clause of its noun is about.
func (r *run) proposeActors(c *candidate) {
	t, all := c.tok, c.flags&recip != 0
	c.actors = r.fill(c, t, "actor", c.actor, all)
	if len(c.actors) == 0 && !all && r.noun(t) && c.light < 0 && len(r.prep(t, "of")) > 0 && hasPath(c.recipient, "of") {
		// The owner of an act that is told to be done to somebody has done it:
		// "Kosovo's arrest of a policeman", against "the policeman's arrest".
		c.actors = r.fill(c, t, "actor", owners, false)
	}
	add := func(s int, by, path string) {
		for _, a := range r.args(s) {
			if n := len(c.actors); n < len(addArg(c.actors, a)) {
				c.actors = append(c.actors, a)
				c.why("actor", by, path, a.Span)
			}
		}
	}
	if v := c.light; v >= 0 && (len(c.actors) == 0 || all) && (c.effect != "end" || all || c.flags&visitFlag != 0) && (!r.is(t, "nsubj") || r.passive(v)) {
		for _, s := range r.subjects(v) {
			if s != t {
				add(s, "frames-light:"+r.lemma[v], "subj")
			}
		}
	}
	if len(c.actors) == 0 && c.event == "REQUEST" && r.verb(t) && r.passive(t) {
		r.agentBelow(c)
	}
	r.company(c)
	r.foe(c)
	if c.flags&(visitFlag|talksFlag) != 0 && len(c.actors) == 0 && r.noun(t) && r.child(t, "cop") >= 0 { // is on a visit to, are in talks
		if s := r.child(t, "nsubj"); s >= 0 {
			add(s, c.id, "nsubj")
		}
	}
}

// proposeRecipients fills the recipients of an act: from the slots of its frame, or
// from the words that its verb governs.
func (r *run) proposeRecipients(c *candidate) {
	c.recipients = r.fill(c, c.tok, "recipient", c.recipient, false)
	if c.event == "AGREE" && len(r.countries(c.actors)) > 1 { // agreed to meet in Athens
		c.recipients = slices.DeleteFunc(c.recipients, func(a Arg) bool { return r.shares([]Arg{a}, c.actors) })
	}
	if c.event == "THREATEN" && len(c.recipients) > 1 { // hit back at Iran at a time of its choosing
		if others := r.foreign(c.recipients, c.actors); len(others) > 0 {
			c.recipients = others
		}
	}
	if !r.located(c.recipients) && !r.polArgs(c.recipients) && c.recipient != nil {
		r.helped(c)
		r.scanRecipient(c)
	}
}

// owners are the slots of whose act a noun names.
var owners = []path{{"poss"}, {"mod"}}

// hasPath reports whether one of paths is the slot alone.
func hasPath(paths []path, slot string) bool {
	return slices.ContainsFunc(paths, func(p path) bool { return len(p) == 1 && p[0] == slot })
}

// company finds who met or agreed, where a noun of a meeting or a deal leaves it to
// the subject of its clause: "after ten hours of talks, A and B agreed", "under the
// pact, A and B will". The subject must be of more than one country.
func (r *run) company(c *candidate) {
	if c.flags&(talksFlag|dealFlag) == 0 || !r.noun(c.tok) || c.light >= 0 || len(r.countries(c.actors)) > 1 {
		return
	}
	if c.flags&talksFlag != 0 && len(r.countries(c.actors)) == 1 && len(r.prep(c.tok, "with")) > 0 {
		r.guest(c)
		return
	}
	top, h := c.tok, r.d.Tokens[c.tok].Head
	for h >= 0 && r.noun(h) && r.is(top, "nmod") && r.hasCase(top, "of") && (r.classes["SHELL"].alone[r.lemma[h]] || spanNouns[r.lemma[h]]) {
		top, h = h, r.d.Tokens[h].Head
	}
	if h < 0 || !r.verb(h) || !r.is(top, "obl") {
		return
	}
	if r.is(h, "advcl") && r.xpos[h] == "VBN" && r.child(h, "nsubj") < 0 && top < h && r.d.Tokens[h].Head >= 0 {
		h = r.d.Tokens[h].Head // under an accord reached on Tuesday, hung on the participle
	}
	switch r.caseOf(top) {
	case "at", "after", "during", "following", "in", "under", "before", "since":
	default:
		return
	}
	for _, s := range r.subjects(h) {
		if args := r.args(s); len(r.countries(args)) > 1 && r.polArgs(args) {
			c.actors = args
			for _, a := range args {
				c.why("actor", "who the clause is about", r.caseOf(top), a.Span)
			}
			return
		}
	}
}

// guest finds who talked with whom a noun of a meeting names: the subject of the clause,
// or of one above it, "said after talks with the Turkish minister", of another country.
func (r *run) guest(c *candidate) {
	for t, steps := r.d.Tokens[c.tok].Head, 0; t >= 0 && steps < 8; t, steps = r.d.Tokens[t].Head, steps+1 {
		if !r.verb(t) {
			continue
		}
		for _, s := range r.subjects(t) {
			if args := r.foreign(r.args(s), c.actors); !r.governs(s, c.tok) && r.located(args) && r.polArgs(args) {
				c.actors = append(args, c.actors...)
				for _, a := range args {
					c.why("actor", "who tells of it", "subj", a.Span)
				}
				return
			}
		}
	}
}

// reflexive reports whether what verb t does, it does to itself: "shot himself".
func (r *run) reflexive(t int) bool {
	for _, k := range r.kids[t] {
		if r.is(k, "obj") && (strings.HasSuffix(r.lemma[k], "self") || strings.HasSuffix(r.lemma[k], "selves")) {
			return true
		}
	}
	return false
}

// foe adds to a fight with somebody who fights them, where the noun leaves it to the
// subject of its clause: "troops took the town after fighting with the rebels".
func (r *run) foe(c *candidate) {
	if c.event != "ASSAULT" || c.flags&recip == 0 || !r.noun(c.tok) || c.light >= 0 || len(c.actors) != 1 || !slices.ContainsFunc(c.reasons, func(w ledger.Reason) bool { return w.What == "actor" && w.Path == "with" }) {
		return
	}
	top, h := c.tok, r.d.Tokens[c.tok].Head
	for h >= 0 && r.noun(h) && (r.is(top, "nmod") || r.rel(top) == "acl") && r.hasCase(top, "of") && (r.classes["SHELL"].alone[r.lemma[h]] || spanNouns[r.lemma[h]]) {
		top, h = h, r.d.Tokens[h].Head
	}
	if h < 0 || !r.verb(h) || !r.is(top, "obl") {
		return
	}
	switch r.caseOf(top) {
	case "after", "during", "following", "in", "amid", "before":
	default:
		return
	}
	subjects := r.subjects(h)
	if r.passive(h) { // were killed in a clash with rebels
		subjects = r.objects(h)
	}
	for _, s := range subjects {
		for _, a := range r.drop(r.args(s), c.actors) {
			if armed(&r.refs[a.Referent].Actor) {
				c.actors = addArg(c.actors, a)
				c.why("actor", "who the clause is about", r.caseOf(top), a.Span)
			}
		}
	}
}

// hyphenated reports whether t ends a compound that describes a noun, and tells of no act
// of its own: "cyclone-hit Samoa", "the rebel-held town".
func (r *run) hyphenated(t int) bool {
	if t < 2 || r.xpos[t] != "VBN" {
		return false
	}
	h := &r.d.Tokens[t-1]
	return h.Form == "-" && h.Span.End == r.d.Tokens[t].Span.Start && h.Span.Start == r.d.Tokens[t-2].Span.End && !verbPrefixes[r.lemma[t-2]]
}

package coder

import (
	"fmt"
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
}

func (c *candidate) why(what, by, path string, span nlp.Span) {
	c.reasons = append(c.reasons, ledger.Reason{What: what, By: by, Path: path, Span: span})
}

// propose builds the candidate of trigger t, or nil.
func (r *run) propose(t int) *candidate {
	e := r.match(t)
	if e == nil {
		return nil
	}
	c := &candidate{frame: e.frame, tok: t, light: -1, event: e.event, mode: e.mode, cameo: e.cameo, date: -1, place: -1, heads: []int{t}}
	tok := &r.d.Tokens[t]
	c.why("trigger", "frames:"+e.id, "", tok.Span)
	if e.content != "" {
		var heads []int
		c.event, c.mode, c.cameo, heads = r.content(e, t, 0)
		c.contents = heads
		if len(heads) > 0 {
			c.why("type", fmt.Sprintf("frames-content:%s", e.content), "", r.d.Tokens[heads[0]].Span)
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
	if r.noun(t) {
		if v, row := r.overNoun(t); v >= 0 && !((row.effect == "planned" || row.effect == "hypothetical") && r.definite(t) && r.is(t, "obj")) {
			c.light, c.effect = v, row.effect
			if r.lemma[v] == "announce" && (c.event == "PROTEST" || c.event == "CONSULT") {
				c.effect = "planned"
			}
			c.why("trigger", "frames-light:"+r.lemma[v], r.rel(t), r.d.Tokens[v].Span)
		}
	}
	all := e.flags&recip != 0
	c.actors = r.fill(c, t, "actor", e.actor, all)
	if len(c.actors) == 0 && !all && r.noun(t) && c.light < 0 && len(r.prep(t, "of")) > 0 && hasPath(e.recipient, "of") {
		// The owner of an act that is told to be done to somebody has done it:
		// "Kosovo's arrest of a policeman", against "the policeman's arrest".
		c.actors = r.fill(c, t, "actor", owners, false)
	}
	if c.light >= 0 && (len(c.actors) == 0 || all) && (c.effect != "end" || all || e.flags&visitFlag != 0) {
		if h := c.light; !r.is(t, "nsubj") || r.passive(h) {
			for _, s := range r.subjects(h) {
				if s == t {
					continue
				}
				for _, a := range r.args(s) {
					if n := len(c.actors); n < len(addArg(c.actors, a)) {
						c.actors = append(c.actors, a)
						c.why("actor", "frames-light:"+r.lemma[h], "subj", a.Span)
					}
				}
			}
		}
	}
	if len(c.actors) == 0 && c.event == "REQUEST" && r.verb(t) && r.passive(t) {
		r.agentBelow(c)
	}
	r.company(c)
	if e.flags&(visitFlag|talksFlag) != 0 && len(c.actors) == 0 && r.noun(t) && r.child(t, "cop") >= 0 { // is on a visit to, are in talks
		if s := r.child(t, "nsubj"); s >= 0 {
			for _, a := range r.args(s) {
				c.actors = addArg(c.actors, a)
				c.why("actor", c.id, "nsubj", a.Span)
			}
		}
	}
	if !all {
		c.recipients = r.fill(c, t, "recipient", e.recipient, false)
		if c.event == "THREATEN" && len(c.recipients) > 1 { // hit back at Iran at a time of its choosing
			if others := r.foreign(c.recipients, c.actors); len(others) > 0 {
				c.recipients = others
			}
		}
		if !r.located(c.recipients) && !r.polArgs(c.recipients) && e.recipient != nil {
			r.helped(c)
			r.scanRecipient(c)
		}
	}
	return c
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
	top, h := c.tok, r.d.Tokens[c.tok].Head
	for h >= 0 && r.noun(h) && r.is(top, "nmod") && r.hasCase(top, "of") && (r.classes["SHELL"].alone[r.lemma[h]] || spans[r.lemma[h]]) {
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

// spans are what talks last: "ten days of talks".
var spans = map[string]bool{"hour": true, "day": true, "week": true, "month": true, "year": true, "minute": true}

// reflexive reports whether what verb t does, it does to itself: "shot himself".
func (r *run) reflexive(t int) bool {
	for _, k := range r.kids[t] {
		if r.is(k, "obj") && (strings.HasSuffix(r.lemma[k], "self") || strings.HasSuffix(r.lemma[k], "selves")) {
			return true
		}
	}
	return false
}

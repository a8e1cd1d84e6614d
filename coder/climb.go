package coder

import "strings"

// A standing is what is known of an act's status and certainty on the way up its sentence.
type standing struct{ status, certainty string }

// settle makes of what nothing has told yet what is told as a fact.
func (s *standing) settle() {
	if s.status == open {
		s.status = happened
	}
}

// A move is what is next on the way up from a clause.
type move int

const (
	stop move = iota // the standing is what it is
	rise             // go on with the word above
	ask              // ask what the word above makes of it
)

// highest is how many words up a sentence may have a say in the status of an act.
const highest = 12

// climb takes the status of an act at verb or clause v up through its governors.
func (r *run) climb(c *candidate, v int, status, certainty string) (string, string) {
	s := &standing{status, certainty}
	for range highest {
		if m := r.conditionMark(v); m >= 0 {
			c.why("status", "condition:"+r.lemma[m], "", r.d.Tokens[m].Span)
			if s.status != notHappened {
				s.status = hypothetical
			}
			break
		}
		h := r.d.Tokens[v].Head
		if h < 0 {
			if s.status == open && r.toInfinitive(v) {
				c.why("status", "infinitive", "", r.d.Tokens[v].Span)
				s.status = planned // headlines: London to expel envoys
			}
			break
		}
		next := r.approach(c, v, s)
		if next == ask {
			next = r.governed(c, v, s)
		}
		if next == stop {
			break
		}
		v = h
	}
	return s.status, s.certainty
}

// approach takes a standing from clause v towards its head, as the relation of the two
// has it.
func (r *run) approach(c *candidate, v int, s *standing) move {
	h := r.d.Tokens[v].Head
	switch rel := r.rel(v); {
	case r.is(v, "conj"):
		return r.fromConjunct(v, s)
	case rel == "ccomp" && s.status != open && r.semicolon(h, v): // a sentence of its own
		return stop
	case r.is(v, "advcl"):
		if s.status == open && r.toInfinitive(v) {
			return r.fromPurpose(c, v, s)
		}
		return r.fromAdverbial(c, v, s)
	case rel == "acl":
		return r.fromModifier(c, v, s)
	case rel == "parataxis" && s.status == open && r.toInfinitive(v) && r.child(v, "nsubj") >= 0:
		s.status = planned // headlines: embassy stormed; London to expel envoys
		return stop
	case rel == "acl:relcl", rel == "parataxis":
		if d := r.child(h, "det"); rel == "acl:relcl" && d >= 0 && r.lemma[d] == "any" && s.status != notHappened { // any aid that is withheld
			s.status = hypothetical
		}
		return stop
	case rel == "amod":
		s.settle()
		return stop
	case r.is(v, "csubj"):
		if s.status == open {
			s.status = hypothetical
			if neg, _ := r.negation(h); neg >= 0 {
				s.status = notHappened
			}
		}
		return stop
	}
	return ask
}

// fromConjunct gives a conjunct without words of its own the status of the verb that
// it is coordinated with.
func (r *run) fromConjunct(v int, s *standing) move {
	h := r.d.Tokens[v].Head
	if !r.verb(h) && r.upos(h) != "AUX" {
		return rise
	}
	own := r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0
	if x := r.xpos[v]; !own && (x == r.xpos[h] || x == "VB" || s.status == open) {
		status, certainty := r.base(nil, h)
		if status == notHappened && r.contrast(v) {
			status = happened
		}
		if s.status == open || s.status == happened {
			*s = standing{status, certainty}
		}
	}
	if own && !r.toInfinitive(v) && r.rel(h) != "ccomp" && r.rel(h) != "xcomp" && !r.is(h, "advcl") {
		return stop
	}
	return rise
}

// fromPurpose tells the status of an infinitive beside a clause: what the clause is done
// for is planned, unless the clause's verb governs it or does not come about.
func (r *run) fromPurpose(c *candidate, v int, s *standing) move {
	h := r.d.Tokens[v].Head
	if n := r.child(v, "nsubj"); n >= 0 && n < v && r.caseMark(v) == "to" {
		s.status = planned // headlines: London to expel envoys
		return stop
	}
	if g := r.governor(h, "clause"); g != nil && (g.effect == "hypothetical" || g.effect == "not") || r.controlledBy(h, v) >= 0 {
		return ask
	}
	if r.takesSteps(h) || speaks(c.event) && r.classes["OCCASION"].alone[r.lemma[h]] { // used the speech to urge
		s.status, s.certainty = r.base(nil, h)
		return stop
	}
	c.purpose = true
	c.why("status", "purpose", r.rel(v), r.d.Tokens[v].Span)
	s.status = planned
	if r.verb(h) {
		if over, _ := r.base(nil, h); over == hypothetical || over == notHappened {
			s.status = hypothetical
		}
	}
	return stop
}

// takesSteps reports whether verb h takes steps to do what follows: "took measures to
// ease".
func (r *run) takesSteps(h int) bool {
	o := r.child(h, "obj")
	return o >= 0 && (r.lemma[h] == "take" || r.lemma[h] == "make") && (stepNouns[r.lemma[o]] || r.lemma[o] == "effort")
}

// fromAdverbial tells the status of a clause beside another.
func (r *run) fromAdverbial(c *candidate, v int, s *standing) move {
	h := r.d.Tokens[v].Head
	if r.hasCase(v, "without") || r.hasCase(v, "instead") { // "without having seen" too
		s.status = notHappened
		return stop
	}
	if g := r.d.Tokens[h].Head; s.status == open && r.xpos[v] == "VBG" && v > h && r.d.Tokens[v-1].Form == "," && r.rel(h) == "xcomp" && r.toInfinitive(h) && g >= 0 {
		s.status, s.certainty = r.base(nil, g) // refused to go, handing his deputy the power
		return stop
	}
	over, certainty := r.base(nil, h)
	if s.status != open {
		if r.hasCase(v, "before") && (over == planned || over == hypothetical || r.xpos[v] == "VBZ" || r.xpos[v] == "VBP") {
			s.status = planned
		}
		return stop
	}
	if g := r.governor(h, "clause"); g != nil && (r.caseMark(v) != "" || v > h && v <= h+2 && r.xpos[v] == "VBG") && (g.effect == "not" || g.effect == "hypothetical") {
		c.why("status", "status:"+r.lemma[h], r.rel(v), r.d.Tokens[h].Span)
		s.status = under(s.status, g.effect, over)
		return stop
	}
	if r.hasCase(v, "for") && r.xpos[v] == "VBG" { // never apologised for downing the jet
		s.status = happened
		return stop
	}
	*s = standing{over, certainty}
	return rise
}

// fromModifier tells the status of a clause that modifies a noun.
func (r *run) fromModifier(c *candidate, v int, s *standing) move {
	h := r.d.Tokens[v].Head
	if g := r.d.Tokens[h].Head; stepNouns[r.lemma[h]] && g >= 0 && (r.lemma[g] == "take" || r.lemma[g] == "make") {
		s.status, s.certainty = r.base(nil, g)
		return stop
	}
	if d := r.child(h, "det"); r.toInfinitive(v) && s.status == open && d >= 0 && r.lemma[d] == "any" { // any move to end the war
		s.status = hypothetical
		return stop
	}
	if r.toInfinitive(v) || r.xpos[v] != "VBN" && r.child(v, "mark") >= 0 {
		return ask
	}
	if s.status == open && r.xpos[v] == "VBG" && (c.event == "MOBILIZE" || c.event == "ASSAULT") {
		s.status = ongoing // troops massing at the border
	}
	s.settle()
	return stop
}

// governed lets the word above clause v say what comes of it.
func (r *run) governed(c *candidate, v int, s *standing) move {
	h, rel := r.d.Tokens[v].Head, r.rel(v)
	act := "noun"
	if rel == "ccomp" || rel == "xcomp" || rel == "acl" || r.is(v, "advcl") {
		act = "clause"
	}
	if l := r.lemma[h]; (l == "have" || l == "be" || l == "remain") && r.hasWord(h, "yet") && r.toInfinitive(v) { // has yet to answer
		c.why("status", "yet to", rel, r.d.Tokens[h].Span)
		s.status = notHappened
		return rise
	}
	if r.betters(h) {
		s.status = hypothetical
		return stop
	}
	g := r.governor(h, act)
	if g == nil {
		return r.ungoverned(c, v, s)
	}
	over := open
	if r.verb(h) {
		over, _ = r.base(nil, h)
	} else if r.upos(h) == "ADJ" {
		over, _ = r.copula(h)
	} else if d := r.child(h, "det"); d >= 0 && r.lemma[d] == "no" { // had no intention of attacking
		over = notHappened
	}
	c.denied = c.denied || denyingVerbs[r.lemma[h]]
	c.generic = c.generic || enablingWords[r.lemma[h]]
	told := func() { c.why("status", "status:"+r.lemma[h], rel, r.d.Tokens[h].Span) }
	if g.kind == 'n' && g.effect == "report" { // "denied a report that …": somebody says so
		told()
		s.settle()
		return stop
	}
	before := s.status
	s.status = under(s.status, g.effect, over)
	if s.status != before || g.certainty != "" {
		told()
	}
	if g.certainty != "" && s.certainty == certain {
		s.certainty = g.certainty
	}
	if g.effect == "planned" && over == happened && (r.xpos[h] == "VBN" || r.upos(h) == "ADJ") {
		if _, have, _ := r.aux(h); have == "had" {
			s.status, c.foreseen = hypothetical, true // had been scheduled to
		}
	}
	return rise
}

// betters reports whether verb h is the "had" of "had better".
func (r *run) betters(h int) bool {
	return strings.EqualFold(r.d.Tokens[h].Form, "had") && h+1 < len(r.lemma) && strings.EqualFold(r.d.Tokens[h+1].Form, "better")
}

// ungoverned takes a standing past a word of which the tables do not know what it makes
// of what is under it: a complement without a status of its own has that of the verb.
func (r *run) ungoverned(c *candidate, v int, s *standing) move {
	h, rel := r.d.Tokens[v].Head, r.rel(v)
	complement := rel == "xcomp" || rel == "ccomp"
	switch be := r.upos(h) == "AUX" || r.lemma[h] == "be"; {
	case s.status != open || !complement:
	case be && r.toInfinitive(v): // is to meet, was to have met
		c.why("status", "be-to", rel, r.d.Tokens[h].Span)
		s.status = planned
		if _, have, _ := r.aux(v); have != "" {
			s.status = notHappened
		}
	default:
		s.status, s.certainty = r.base(nil, h)
	}
	if complement || rel == "acl" {
		return rise
	}
	return stop
}

// nounStatus is the status of an act that noun t names: by its modifiers, then by
// the light verb or the governor over it.
func (r *run) nounStatus(c *candidate, t int) (string, string) {
	s := &standing{open, certain}
	r.modifiedStatus(c, t, s)
	if c.light >= 0 {
		r.lightStatus(c, s)
		return r.climb(c, c.light, s.status, s.certainty)
	}
	top, h := t, r.d.Tokens[t].Head
	for h >= 0 && r.noun(h) && (r.is(top, "conj") || r.is(top, "nmod") && r.hasCase(top, "of") && r.classes["SHELL"].alone[r.lemma[h]]) {
		top, h = h, r.d.Tokens[h].Head
	}
	if h >= 0 {
		r.nounUnder(c, t, top, s)
	}
	return s.status, s.certainty
}

// modifiedStatus tells a standing what the words that modify noun t say of it.
func (r *run) modifiedStatus(c *candidate, t int, s *standing) {
	for _, k := range r.kids[t] {
		switch r.rel(k) {
		case "amod", "advmod":
			if g := r.governor(k, "noun"); g != nil {
				c.why("status", "status:"+r.lemma[k], "amod", r.d.Tokens[k].Span)
				if g.effect != "report" {
					s.status = under(s.status, g.effect, open)
				}
				if g.certainty != "" {
					s.certainty = g.certainty
				}
			}
		case "det":
			if r.lemma[k] == "no" || r.lemma[k] == "neither" {
				c.why("status", "status-hedges:no", "det", r.d.Tokens[k].Span)
				s.status = notHappened
			}
			if r.lemma[k] == "any" && s.status == open { // "any attack would be met with force"
				c.why("status", "status-hedges:any", "det", r.d.Tokens[k].Span)
				s.status = hypothetical
			}
		case "acl":
			if g := r.acl(k); g != nil {
				c.why("status", "status:"+r.lemma[k], "acl", r.d.Tokens[k].Span)
				s.status = under(s.status, g.effect, happened)
			}
		}
	}
}

// lightStatus tells a standing what the light verb over an act's noun says of it.
func (r *run) lightStatus(c *candidate, s *standing) {
	over, certainty := r.base(c, c.light)
	switch {
	case s.status == notHappened: // no talks were …
	case c.effect != "same" && c.effect != "end":
		s.status = under(s.status, c.effect, over)
		if s.status == planned && delayVerbs[r.lemma[c.light]] && !r.redated(c.light) {
			s.status = notHappened
		}
	case s.status == open || s.status == happened || over == notHappened && c.effect == "same": // the planned talks never took place
		if s.status = over; over == notHappened && c.effect == "end" {
			s.status = ongoing
		}
	}
	if c.effect == "not" && over == notHappened {
		s.status = happened
	}
	if s.certainty == certain {
		s.certainty = certainty
	}
}

// nounUnder tells a standing what the word over noun t, which top is the whole of, says
// of it.
func (r *run) nounUnder(c *candidate, t, top int, s *standing) {
	h := r.d.Tokens[top].Head
	rel := r.rel(top)
	if s.status == open && c.flags&(talksFlag|visitFlag|dealFlag) != 0 && (r.hasCase(top, "before") || r.hasCase(top, "ahead")) { // spoke before a summit with Peru
		s.status = planned
		return
	}
	stands := rel == "nsubj" && r.stands(h) // "an inquiry is under way"
	if r.upos(h) != "ADJ" && !r.verb(h) && !r.noun(h) && !stands {
		return
	}
	object := stands || r.objectOf(top, h)
	if g := r.governor(h, "noun"); object && g != nil && s.status != notHappened && !(r.lemma[h] == "call" && r.is(top, "obj")) {
		over := open
		if r.verb(h) {
			over, _ = r.base(nil, h)
		}
		c.why("status", "status:"+r.lemma[h], rel, r.d.Tokens[h].Span)
		s.status = under(s.status, g.effect, over)
		if g.certainty != "" {
			s.certainty = g.certainty
		}
		return
	}
	if !r.verb(h) || s.status != open || r.definite(t) {
		return
	}
	// an indefinite act under a hypothetical verb is as hypothetical
	switch over, _ := r.base(nil, h); {
	case (over == hypothetical || over == planned) && (rel == "nsubj" || object), over == notHappened && object:
		s.status = over
	}
}

// objectOf reports whether noun t is what word h is about: its object, the subject of a
// passive or of an adjective, or what a preposition of its kind ties to it.
func (r *run) objectOf(t, h int) bool {
	switch rel := r.rel(t); {
	case r.is(t, "obj"), rel == "nsubj:pass", rel == "compound":
		return true
	case rel == "nsubj":
		return r.upos(h) == "ADJ" || r.passive(h)
	case r.is(t, "obl"):
		return r.hasCase(t, "for") || r.hasCase(t, "of") || r.hasCase(t, "on") && r.lemma[h] == "plan"
	case r.is(t, "nmod"):
		return r.hasCase(t, "of") || r.hasCase(t, "for") || r.hasCase(t, "to")
	}
	return false
}

// semicolon reports whether a semicolon parts clause v from h before it.
func (r *run) semicolon(h, v int) bool {
	for i := h + 1; i < v; i++ {
		if r.d.Tokens[i].Form == ";" {
			return true
		}
	}
	return false
}

// contrast reports whether conjunct v is joined by "but".
func (r *run) contrast(v int) bool {
	for _, k := range r.kids[v] {
		if r.rel(k) == "cc" && (r.lemma[k] == "but" || r.lemma[k] == "yet") {
			return true
		}
	}
	return false
}

// stands reports whether t says how its subject stands: "is on", "was under way".
func (r *run) stands(t int) bool {
	return r.child(t, "cop") >= 0 && !r.verb(t) && (r.child(t, "case") >= 0 || r.upos(t) == "ADV" || r.upos(t) == "ADP")
}

// acl returns what a participle that modifies a noun makes of it: "a visit planned
// for May".
func (r *run) acl(k int) *governRow {
	if r.xpos[k] != "VBN" {
		return nil
	}
	g := r.governor(k, "noun")
	if g == nil || g.effect == "report" || g.effect == "happened" {
		return nil
	}
	return g
}

// under combines the status of an act with what its governor makes of it, where the
// governor itself has status over.
func under(s string, effect, over string) string {
	switch effect {
	case "report", "":
		if s == open {
			if over == notHappened || over == hypothetical || over == planned {
				return over
			}
			return happened
		}
		return s
	case "happened":
		return happened
	case "same", "end":
		if s == open || s == happened {
			if over == open {
				return s
			}
			return over
		}
		return s
	case "ongoing":
		if s == open || s == happened {
			if over == happened || over == open {
				return ongoing
			}
			return over
		}
		return s
	case "not":
		switch {
		case over == notHappened && (s == open || s == happened):
			return happened
		case s == notHappened:
			return happened
		case over == hypothetical || over == planned:
			return hypothetical
		}
		return notHappened
	case "planned":
		switch {
		case s == notHappened:
			return s
		case over == notHappened:
			return notHappened
		case over == hypothetical:
			return hypothetical
		case s == hypothetical:
			return s
		}
		return planned
	case "hypothetical":
		if s == notHappened {
			return s
		}
		return hypothetical
	}
	return s
}

// governor returns what word h makes of an act of the given kind under it.
func (r *run) governor(h int, act string) *governRow {
	kind := byte('n')
	switch {
	case r.verb(h) || r.upos(h) == "AUX":
		kind = 'v'
	case r.upos(h) == "ADJ":
		kind = 'a'
	}
	rows := r.govern[r.lemma[h]]
	for i := range rows {
		g := &rows[i]
		if g.kind != kind || g.act != "both" && g.act != act {
			continue
		}
		if g.prt != "" {
			ok := false
			for _, k := range r.kids[h] {
				ok = ok || r.lemma[k] == g.prt
			}
			if !ok {
				continue
			}
		}
		return g
	}
	return nil
}

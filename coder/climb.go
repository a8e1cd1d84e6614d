package coder

import "fmt"

// climb takes the status of an act at verb or clause v up through its governors.
func (r *run) climb(c *candidate, v int, status, certainty string) (string, string) {
	for steps := 0; steps < 12; steps++ {
		if m := r.conditionMark(v); m >= 0 {
			c.why("status", "condition:"+r.lemma[m], "", r.d.Tokens[m].Span)
			if status != notHappened {
				status = hypothetical
			}
			return status, certainty
		}
		h := r.d.Tokens[v].Head
		if h < 0 {
			if status == open && r.toInfinitive(v) {
				c.why("status", "infinitive", "", r.d.Tokens[v].Span)
				status = planned // headlines: London to expel envoys
			}
			return status, certainty
		}
		rel := r.rel(v)
		act := "clause"
		switch {
		case r.is(v, "conj"):
			if r.verb(h) || r.upos(h) == "AUX" {
				own := r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0
				x, hx := r.xpos[v], r.xpos[h]
				if !own && (x == hx || x == "VB" || status == open) {
					s, cert := r.base(nil, h)
					if s == notHappened && r.contrast(v) {
						s = happened
					}
					if status == open || status == happened {
						status, certainty = s, cert
					}
				}
				if own && !r.toInfinitive(v) && r.rel(h) != "ccomp" && r.rel(h) != "xcomp" && !r.is(h, "advcl") {
					return status, certainty
				}
				v = h
				continue
			}
			v = h
			continue
		case rel == "ccomp" && status != open && r.semicolon(h, v): // a sentence of its own
			return status, certainty
		case rel == "ccomp", rel == "xcomp":
		case r.is(v, "advcl"):
			if status == open && r.toInfinitive(v) && r.child(v, "nsubj") >= 0 && r.child(v, "nsubj") < v && r.caseMark(v) == "to" {
				return planned, certainty // headlines: London to expel envoys
			}
			if status == open && r.toInfinitive(v) {
				if g := r.governor(h, "clause"); g == nil || g.effect != "hypothetical" && g.effect != "not" {
					if r.controlledBy(h, v) < 0 {
						if o := r.child(h, "obj"); o >= 0 && (r.lemma[h] == "take" || r.lemma[h] == "make") {
							switch r.lemma[o] {
							case "step", "measure", "action", "move", "effort":
								return r.base(nil, h) // took steps to ease
							}
						}
						if speaks(c.event) && r.classes["OCCASION"].alone[r.lemma[h]] {
							return r.base(nil, h) // used the speech to urge
						}
						c.purpose = true
						c.why("status", "purpose", rel, r.d.Tokens[v].Span)
						over, _ := r.climbOver(c, h)
						if over == hypothetical || over == notHappened {
							return hypothetical, certainty
						}
						return planned, certainty
					}
				}
			} else if status == open {
				over, cert := r.base(nil, h)
				if r.hasCase(v, "without") || r.hasCase(v, "instead") {
					return notHappened, certainty
				}
				if g := r.governor(h, "clause"); g != nil && (r.caseMark(v) != "" || v > h && v <= h+2 && r.xpos[v] == "VBG") && (g.effect == "not" || g.effect == "hypothetical") {
					c.why("status", "status:"+r.lemma[h], rel, r.d.Tokens[h].Span)
					return under(status, g.effect, over), certainty
				}
				status, certainty = over, cert
				v = h
				continue
			} else {
				if r.hasCase(v, "before") {
					if over, _ := r.base(nil, h); over == planned || over == hypothetical || r.xpos[v] == "VBZ" || r.xpos[v] == "VBP" {
						return planned, certainty
					}
				}
				return status, certainty
			}
		case rel == "acl":
			switch r.lemma[h] {
			case "step", "measure", "action", "move":
				if g := r.d.Tokens[h].Head; g >= 0 && (r.lemma[g] == "take" || r.lemma[g] == "make") {
					return r.base(nil, g)
				}
			}
			if !r.toInfinitive(v) && r.xpos[v] == "VBN" {
				if status == open {
					status = happened
				}
				return status, certainty
			}
			if !r.toInfinitive(v) && r.child(v, "mark") < 0 {
				if status == open && r.xpos[v] == "VBG" && (c.event == "MOBILIZE" || c.event == "ASSAULT") {
					return ongoing, certainty // troops massing at the border
				}
				return open2(status), certainty
			}
		case rel == "acl:relcl":
			return status, certainty
		case rel == "parataxis":
			return status, certainty
		case rel == "amod":
			return open2(status), certainty
		case r.is(v, "csubj"):
			if status == open {
				if neg, _ := r.negation(h); neg >= 0 {
					return notHappened, certainty
				}
				return hypothetical, certainty
			}
			return status, certainty
		default:
			act = "noun"
		}
		g := r.governor(h, act)
		if g == nil {
			if status == open && (rel == "xcomp" || rel == "ccomp") {
				over, cert := r.base(nil, h)
				if r.upos(h) == "AUX" || r.lemma[h] == "be" {
					if r.toInfinitive(v) { // is to meet, was to have met
						c.why("status", "be-to", rel, r.d.Tokens[h].Span)
						status = planned
						_, have, _ := r.aux(v)
						if have != "" {
							status = notHappened
						}
						v = h
						continue
					}
				}
				status, certainty = over, cert
			}
			if rel == "ccomp" || rel == "xcomp" || rel == "acl" {
				v = h
				continue
			}
			return status, certainty
		}
		over := open
		if r.verb(h) {
			over, _ = r.base(nil, h)
		} else if r.upos(h) == "ADJ" {
			over, _ = r.copula(h)
		}
		switch r.lemma[h] {
		case "deny", "reject", "dispute", "contradict", "refute":
			c.denied = true
		case "right", "ability", "capability", "capacity", "authority", "power", "freedom", "able", "capable":
			c.generic = true
		}
		if g.kind == 'n' && g.effect == "report" { // "denied a report that …": somebody says so
			c.why("status", fmt.Sprintf("status:%s", r.lemma[h]), rel, r.d.Tokens[h].Span)
			return open2(status), certainty
		}
		before := status
		status = under(status, g.effect, over)
		if status != before || g.certainty != "" {
			c.why("status", fmt.Sprintf("status:%s", r.lemma[h]), rel, r.d.Tokens[h].Span)
		}
		if g.certainty != "" && (certainty == certain) {
			certainty = g.certainty
		}
		if g.effect == "planned" && over == happened && r.xpos[h] == "VBN" {
			if _, have, _ := r.aux(h); have == "had" {
				status = hypothetical // had been scheduled to
			}
		}
		v = h
	}
	return status, certainty
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

// climbOver is the status of the clause that h heads.
func (r *run) climbOver(c *candidate, h int) (string, string) {
	if r.verb(h) {
		return r.base(nil, h)
	}
	return happened, certain
}

func open2(s string) string {
	if s == open {
		return happened
	}
	return s
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

// nounStatus is the status of an act that noun t names: by its modifiers, then by
// the light verb or the governor over it.
func (r *run) nounStatus(c *candidate, t int) (string, string) {
	status, certainty := open, certain
	for _, k := range r.kids[t] {
		switch r.rel(k) {
		case "amod", "advmod":
			if g := r.governor(k, "noun"); g != nil {
				c.why("status", "status:"+r.lemma[k], "amod", r.d.Tokens[k].Span)
				if g.effect != "report" {
					status = under(status, g.effect, open)
				}
				if g.certainty != "" {
					certainty = g.certainty
				}
			}
		case "det":
			if r.lemma[k] == "no" || r.lemma[k] == "neither" {
				c.why("status", "status-hedges:no", "det", r.d.Tokens[k].Span)
				status = notHappened
			}
			if r.lemma[k] == "any" && status == open { // "any attack would be met with force"
				c.why("status", "status-hedges:any", "det", r.d.Tokens[k].Span)
				status = hypothetical
			}
		case "acl":
			if g := r.acl(k); g != nil {
				c.why("status", "status:"+r.lemma[k], "acl", r.d.Tokens[k].Span)
				status = under(status, g.effect, happened)
			}
		}
	}
	h := r.d.Tokens[t].Head
	top := t
	for h >= 0 && (r.noun(h) && (r.is(top, "conj") || r.is(top, "nmod") && r.hasCase(top, "of") && r.classes["SHELL"].alone[r.lemma[h]])) {
		top, h = h, r.d.Tokens[h].Head
	}
	if c.light >= 0 {
		over, cert := r.base(c, c.light)
		if status != notHappened {
			switch c.effect {
			case "same", "end":
				if over == notHappened && c.effect == "end" {
					over = ongoing
				}
				if status == open || status == happened {
					status = over
				}
			default:
				status = under(status, c.effect, over)
			}
		} else if over == notHappened { // no talks were not …
			status = notHappened
		}
		if c.effect == "not" && over == notHappened {
			status = happened
		}
		if certainty == certain {
			certainty = cert
		}
		return r.climb(c, c.light, status, certainty)
	}
	if h < 0 {
		return status, certainty
	}
	rel := r.rel(top)
	stands := rel == "nsubj" && r.stands(h) // "an inquiry is under way"
	if r.upos(h) == "ADJ" || r.verb(h) || r.noun(h) || stands {
		act := "noun"
		object := stands || r.is(top, "obj") || rel == "nsubj:pass" || rel == "nsubj" && r.upos(h) == "ADJ" || r.is(top, "obl") && (r.hasCase(top, "for") || r.hasCase(top, "of") || r.hasCase(top, "on") && r.lemma[h] == "plan") || r.is(top, "nmod") && (r.hasCase(top, "of") || r.hasCase(top, "for") || r.hasCase(top, "to")) || rel == "compound" || rel == "nsubj" && r.passive(h)
		if object {
			if g := r.governor(h, act); g != nil && status != notHappened && !(r.lemma[h] == "call" && r.is(top, "obj")) {
				over := open
				if r.verb(h) {
					over, _ = r.base(nil, h)
				}
				c.why("status", "status:"+r.lemma[h], rel, r.d.Tokens[h].Span)
				s := under(status, g.effect, over)
				if g.certainty != "" {
					certainty = g.certainty
				}
				return s, certainty
			}
		}
		if r.verb(h) && status == open {
			// an indefinite act under a hypothetical verb is as hypothetical
			over, _ := r.base(nil, h)
			if rel == "nsubj" || object {
				if (over == hypothetical || over == planned) && !r.definite(t) {
					return over, certainty
				}
				if over == notHappened && !r.definite(t) && object {
					return notHappened, certainty
				}
			}
		}
	}
	return status, certainty
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

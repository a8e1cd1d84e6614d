package coder

import (
	"fmt"
	"strings"

	"chancery/nlp"
)

// The states that an act can be said to be in. open is that of an infinitive or a
// noun, which says nothing of its own.
const (
	happened     = "happened"
	ongoing      = "ongoing"
	planned      = "planned"
	hypothetical = "hypothetical"
	notHappened  = "not_happened"
	open         = ""
)

const (
	certain  = "certain"
	probable = "probable"
	possible = "possible"
)

// negation returns the token that negates t, or -1, with what certainty it leaves.
func (r *run) negation(t int) (int, string) {
	for _, k := range r.kids[t] {
		rel := r.rel(k)
		if rel != "advmod" && rel != "det" && rel != "cc" && rel != "cc:preconj" && rel != "advmod:emph" {
			continue
		}
		if l := r.lemma[k]; (l == "long" || l == "longer") && k > 0 && r.lemma[k-1] == "no" {
			return k - 1, "" // "will no longer sell arms"
		}
		h, ok := r.hedges[r.lemma[k]]
		if !ok || h.effect != "not" {
			continue
		}
		if r.lemma[k] == "not" && k+1 < len(r.lemma) && r.lemma[k+1] == "only" {
			continue
		}
		return k, h.certainty
	}
	if !r.verb(t) {
		return -1, ""
	}
	for _, k := range r.kids[t] { // nobody came, no deal was reached, signed nothing
		if !r.is(k, "nsubj") && !r.is(k, "obj") {
			continue
		}
		if h := r.hedges[r.lemma[k]]; h.effect == "not" && r.upos(k) == "PRON" {
			return k, ""
		}
		for _, d := range r.kids[k] {
			if r.rel(d) == "det" && (r.lemma[d] == "no" || r.lemma[d] == "neither") {
				return d, ""
			}
		}
	}
	return -1, ""
}

// aux returns the auxiliary children of verb v that are modal or tell tense.
func (r *run) aux(v int) (modal, have, be string) {
	for _, k := range r.kids[v] {
		if !r.is(k, "aux") && r.rel(k) != "cop" {
			continue
		}
		form := strings.ToLower(r.d.Tokens[k].Form)
		switch r.lemma[k] {
		case "will", "shall", "'ll", "wo", "’ll", "would", "could", "may", "might", "can", "should", "must", "ca", "'d", "ought":
			modal = r.lemma[k]
			switch form {
			case "would", "'d", "’d":
				modal = "would"
			case "could":
				modal = "could"
			case "might":
				modal = "might"
			case "should":
				modal = "should"
			case "’ll", "'ll", "wo":
				modal = "will"
			case "ca":
				modal = "can"
			}
		case "have":
			have = form
		case "be":
			be = form
		}
	}
	return modal, have, be
}

// base is the status that verb v's own auxiliaries and form give it.
func (r *run) base(c *candidate, v int) (status, certainty string) {
	certainty = certain
	neg, _ := r.negation(v)
	modal, have, be := r.aux(v)
	x := r.xpos[v]
	switch modal {
	case "will", "shall":
		status = planned
	case "would":
		status = planned
		if have != "" {
			status = hypothetical
		} else if r.conditional(v) {
			status = hypothetical
		} else if !r.reported(v) {
			status = hypothetical
		}
	case "may", "might":
		status, certainty = hypothetical, possible
	case "could", "can":
		status, certainty = hypothetical, possible
		if neg >= 0 {
			status, certainty = notHappened, certain
		}
	case "should", "must", "ought":
		status = hypothetical
	default:
		switch {
		case be != "" && r.toInfinitive(v): // is to visit, was to have visited
			status = planned
			if have != "" {
				status = notHappened
			}
		case x == "VBD" || have != "" && !r.toInfinitive(v):
			status = happened
		case x == "VBZ" || x == "VBP":
			status = happened
		case be != "" && be != "be" && be != "been" && be != "being":
			status = happened
			if x == "VBG" && (be == "is" || be == "are" || be == "am" || be == "'s" || be == "'re" || be == "’s" || be == "’re" || be == "'m" || be == "was" || be == "were" || be == "been" && have != "") {
				status = ongoing
			}
		case x == "VBN" && r.rel(v) != "xcomp":
			status = happened
		}
		if status == happened && x == "VBD" && r.nthDay(v) {
			status = ongoing
		}
		if x == "VBN" && be == "being" || x == "VBN" && (have == "have" || have == "has") && r.lasting(v) {
			status = ongoing
		}
	}
	if neg >= 0 && status != hypothetical {
		if c != nil {
			c.why("status", "status-hedges:not", "", r.d.Tokens[neg].Span)
		}
		return notHappened, certainty
	}
	if modal != "" && c != nil && status != open {
		for _, k := range r.kids[v] {
			if r.xpos[k] == "MD" {
				c.why("status", "modal:"+modal, "", r.d.Tokens[k].Span)
				break
			}
		}
	}
	return status, certainty
}

// nthDay reports whether v goes on "for a second day".
func (r *run) nthDay(v int) bool {
	for _, k := range r.kids[v] {
		if !r.is(k, "obl") || !r.hasCase(k, "for") {
			continue
		}
		switch r.lemma[k] {
		case "day", "night", "week", "month", "year":
		default:
			continue
		}
		for _, a := range r.kids[k] {
			if l := r.lemma[a]; r.is(a, "amod") && (strings.HasSuffix(l, "th") || l == "second" || l == "third" || l == "consecutive" || l == "straight") {
				return true
			}
		}
	}
	return false
}

// lasting reports whether verb v in the perfect goes on until now: since July, for
// two years.
func (r *run) lasting(v int) bool {
	for _, k := range r.kids[v] {
		if k < v {
			continue
		}
		switch {
		case r.hasCase(k, "since") && (r.is(k, "obl") || r.is(k, "advcl")):
			return true
		case r.is(k, "obl") && r.hasCase(k, "for"):
			if r.timed[k] {
				return true
			}
		}
	}
	return false
}

// conditional reports whether v stands in, or with, an if-clause.
func (r *run) conditional(v int) bool {
	if r.conditionMark(v) >= 0 {
		return true
	}
	for _, k := range r.kids[v] {
		if r.is(k, "advcl") && r.conditionMark(k) >= 0 {
			return true
		}
	}
	if h := r.d.Tokens[v].Head; h >= 0 && r.is(v, "conj") {
		return r.conditional(h)
	}
	return false
}

// conditionMark returns the token that makes clause v a condition, or -1.
func (r *run) conditionMark(v int) int {
	for _, k := range r.kids[v] {
		rel := r.rel(k)
		if rel == "mark" || rel == "advmod" || rel == "case" {
			switch r.lemma[k] {
			case "if", "unless", "whether", "provided", "lest", "until":
				if r.lemma[k] == "until" && r.xpos[v] == "VBD" {
					continue
				}
				if r.laterMark(v, k) {
					continue // whether to bomb, after a shell killed
				}
				return k
			case "once":
				if x := r.xpos[v]; rel == "mark" && (x == "VBP" || x == "VBZ") {
					return k
				}
			}
		}
		// Should Belgrade recognise …, Were the comet to strike …
		if rel == "aux" && r.is(v, "advcl") {
			form := strings.ToLower(r.d.Tokens[k].Form)
			if s := r.child(v, "nsubj"); s > k && (form == "should" || form == "had" || form == "were") {
				return k
			}
		}
	}
	return -1
}

// laterMark reports whether clause v has a subordinator after k, which is then that
// of another clause.
func (r *run) laterMark(v, k int) bool {
	for _, m := range r.kids[v] {
		if m > k && m < v && r.rel(m) == "mark" {
			switch r.lemma[m] {
			case "after", "since", "as", "because", "while", "when":
				return true
			}
		}
	}
	return false
}

// reported reports whether v is in the content of a verb of saying or thinking, or
// in a sentence that one is put after, so that its "would" is a past "will".
func (r *run) reported(v int) bool {
	for steps := 0; v >= 0 && steps < 10; steps++ {
		h := r.d.Tokens[v].Head
		if h < 0 {
			break
		}
		if r.rel(v) == "ccomp" || r.rel(v) == "acl" || r.rel(v) == "acl:relcl" {
			return true
		}
		v = h
	}
	for _, k := range r.kids[v] {
		if r.rel(k) == "parataxis" {
			for _, g := range r.govern[r.lemma[k]] {
				if g.effect == "report" {
					return true
				}
			}
		}
	}
	return false
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

// judge sets the status and certainty of c from its trigger's words up to the root.
func (r *run) judge(c *candidate) {
	status, certainty := open, certain
	t := c.tok
	if r.verb(t) {
		if c.flags&negated != 0 {
			status = happened
		} else {
			status, certainty = r.base(c, t)
		}
		status, certainty = r.climb(c, t, status, certainty)
	} else if r.child(t, "cop") >= 0 && !r.stands(t) {
		status, certainty = r.copula(t)
		status, certainty = r.climb(c, t, status, certainty)
	} else {
		status, certainty = r.nounStatus(c, t)
		if h := r.d.Tokens[t].Head; status == notHappened && c.event == "REQUEST" && h >= 0 && r.is(t, "obj") && r.matches(h, "REJECT") {
			status = happened // what was refused was asked for
		}
	}
	for _, k := range r.kids[r.clauseOf(c)] {
		if h, ok := r.hedges[r.lemma[k]]; ok && h.certainty != "" && (r.rel(k) == "advmod" || r.rel(k) == "amod") {
			certainty = h.certainty
			c.why("certainty", "status-hedges:"+r.lemma[k], "", r.d.Tokens[k].Span)
		}
	}
	if status == open || status != notHappened && len(c.actor) > 0 && c.actor[0][0] == "holder" {
		status = happened // also of who calls what is to come a mistake: it is said now
	}
	if c.flags&coming != 0 && status == happened {
		status = planned
	}
	if r.question(t) && status != notHappened {
		status = hypothetical
		c.why("status", "question", "", r.d.Sentences[r.d.Tokens[t].Sent].Span)
	}
	c.status, c.certainty = status, certainty
}

// Statuses returns what tells the status and the certainty of any predicate of d,
// a verb, noun or adjective at a token, as the text's words and the tables of status
// have it; whether it is an event of the ontology does not matter. d must have
// Tokens, Tags and Deps.
func (c *Coder) Statuses(d *nlp.Document) (func(token int) (status, certainty string), error) {
	if err := d.Require(nlp.Tokens | nlp.Tags | nlp.Deps); err != nil {
		return nil, err
	}
	r := newRun(c.t, c.t.raise(d), nil)
	return func(token int) (string, string) {
		c := &candidate{frame: &frame{}, tok: token, light: -1, date: -1, place: -1, heads: []int{token}}
		if v, row := r.overNoun(token); row != nil && r.noun(token) {
			c.light, c.effect = v, row.effect
		}
		r.judge(c)
		return c.status, c.certainty
	}, nil
}

// speaks reports whether acts of a type are done by speaking.
func speaks(event string) bool {
	switch event {
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT":
		return true
	}
	return false
}

func (r *run) clauseOf(c *candidate) int {
	if c.light >= 0 {
		return c.light
	}
	return c.tok
}

// question reports whether t's sentence asks: it ends with a question mark, and t
// is in its main clause.
func (r *run) question(t int) bool {
	s := r.d.Sentences[r.d.Tokens[t].Sent]
	for i := s.Last - 1; i >= s.First && i > s.Last-4; i-- {
		if r.d.Tokens[i].Form == "?" {
			for steps := 0; t >= 0 && steps < 6; steps++ {
				switch r.rel(t) {
				case "acl:relcl", "parataxis":
					return false
				}
				if r.is(t, "advcl") {
					return false
				}
				t = r.d.Tokens[t].Head
			}
			return true
		}
	}
	return false
}

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

func (r *run) caseMark(v int) string {
	for _, k := range r.kids[v] {
		if r.rel(k) == "mark" || r.rel(k) == "case" {
			return r.lemma[k]
		}
	}
	return ""
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

// copula is the status of a predicate adjective or noun by its copula.
func (r *run) copula(a int) (string, string) {
	if neg, _ := r.negation(a); neg >= 0 {
		return notHappened, certain
	}
	modal, _, _ := r.aux(a)
	switch modal {
	case "will", "would", "shall":
		return planned, certain
	case "may", "might", "could", "can", "should", "must":
		return hypothetical, possible
	}
	return happened, certain
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

// definite reports whether noun t is known to the reader: "the attack", "his visit".
func (r *run) definite(t int) bool {
	for _, k := range r.kids[t] {
		if r.rel(k) == "det" {
			switch r.lemma[k] {
			case "the", "this", "that", "these", "those":
				return true
			}
			return false
		}
		if r.rel(k) == "nmod:poss" {
			return true
		}
	}
	return false
}

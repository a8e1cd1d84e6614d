package coder

import (
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
		if h := r.hedges[r.lemma[k]]; h.effect == "not" && (r.upos(k) == "PRON" || r.lemma[k] == "nothing" || r.lemma[k] == "nobody") {
			return k, ""
		}
		for _, d := range r.kids[k] {
			if r.rel(d) == "det" && (r.lemma[d] == "no" || r.lemma[d] == "neither") {
				return d, ""
			}
			if l := r.lemma[d]; d < k && (l == "neither" && r.is(k, "nsubj") || l == "not" && d+1 < len(r.lemma) && (r.lemma[d+1] == "one" || r.lemma[d+1] == "a")) { // neither A nor B, not one soldier
				return d, ""
			}
		}
	}
	return r.norBefore(t), ""
}

// norBefore returns the "nor" that stands before verb t with nothing between but its
// subject and its auxiliaries, "nor did it veto it", or -1.
func (r *run) norBefore(t int) int {
	for i := t - 1; i > t-6 && i >= r.d.Sentences[r.d.Tokens[t].Sent].First; i-- {
		switch x := r.xpos[i]; {
		case r.lemma[i] == "nor":
			return i
		case strings.HasPrefix(x, "VB") && r.lemma[i] != "do" && r.lemma[i] != "have" && r.lemma[i] != "be", x == ",", x == "CC", x == "IN":
			return -1
		}
	}
	return -1
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
			if k+1 < len(r.lemma) && strings.EqualFold(r.d.Tokens[k+1].Form, "better") { // had better
				modal = "should"
				continue
			}
			have = form
		case "be":
			be = form
		}
	}
	return modal, have, be
}

// base is the status that verb v's own auxiliaries and form give it.
func (r *run) base(c *candidate, v int) (status, certainty string) {
	neg, _ := r.negation(v)
	modal, _, _ := r.aux(v)
	certainty = certain
	if modal != "" {
		status, certainty = r.underModal(v, neg >= 0)
	} else {
		status = r.tense(v)
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

// underModal is the status of verb v by its modal.
func (r *run) underModal(v int, negated bool) (status, certainty string) {
	modal, have, _ := r.aux(v)
	switch modal {
	case "will", "shall":
		return planned, certain
	case "would":
		if have != "" || r.conditional(v) || !r.reported(v) {
			return hypothetical, certain
		}
		return planned, certain
	case "could", "can":
		if negated {
			return notHappened, certain
		}
		return hypothetical, possible
	case "may", "might":
		return hypothetical, possible
	}
	return hypothetical, certain // should, must
}

// tense is the status of verb v, which has no modal, by its form and its auxiliaries.
func (r *run) tense(v int) string {
	_, have, be := r.aux(v)
	x := r.xpos[v]
	status := open
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
		if x == "VBG" {
			status = ongoing
		}
	case x == "VBN" && r.rel(v) != "xcomp":
		status = happened
	}
	if status == happened && x == "VBD" && r.nthDay(v) {
		return ongoing
	}
	if x == "VBN" && (be == "being" || (have == "have" || have == "has") && r.lasting(v)) {
		return ongoing
	}
	return status
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
				if r.lemma[k] == "until" && r.xpos[v] == "VBD" && !r.awaited(v) {
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
		if rel == "aux" && r.invertedAt(v, k) {
			return k
		}
	}
	if strings.EqualFold(r.d.Tokens[v].Form, "were") && r.invertedAt(v, v) { // Were the comet to strike
		return v
	}
	return -1
}

// awaited reports whether clause v, behind "until", is of what is to come, as the clause
// above has it: "no aid would flow until the guns fell silent".
func (r *run) awaited(v int) bool {
	h := r.d.Tokens[v].Head
	if h < 0 || !r.is(v, "advcl") {
		return false
	}
	modal, have, _ := r.aux(h)
	return (modal == "would" || modal == "will" || modal == "could") && have == ""
}

// invertedAt reports whether clause v is a condition by the auxiliary k that begins it,
// before its subject: "Should Belgrade recognise", "Had Seoul agreed". A question is none.
func (r *run) invertedAt(v, k int) bool {
	switch strings.ToLower(r.d.Tokens[k].Form) {
	case "should", "had", "were":
	default:
		return false
	}
	if s := r.child(v, "nsubj"); s < k {
		return false
	}
	sent := r.d.Sentences[r.d.Tokens[v].Sent]
	first := k
	for first > sent.First && r.upos(first-1) == "PUNCT" && r.d.Tokens[first-1].Form != "," {
		first--
	}
	return (r.is(v, "advcl") || first == sent.First) && r.d.Tokens[sent.Last-1].Form != "?"
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
		if h := r.d.Tokens[t].Head; status == notHappened && c.event == "REQUEST" && h >= 0 && (r.is(t, "obj") || r.rel(t) == "nsubj:pass") && r.matches(h, "REJECT") {
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
	if status == happened && (c.flags&coming != 0 || r.toCome(c)) {
		status = planned
	}
	if r.question(t) && status != notHappened {
		status = hypothetical
		c.why("status", "question", "", r.d.Sentences[r.d.Tokens[t].Sent].Span)
	}
	c.status, c.certainty = status, certainty
}

// toCome reports whether an act told in the present has a day after the publication:
// "flies to Kabul tomorrow".
func (r *run) toCome(c *candidate) bool {
	v := r.clauseOf(c)
	if x := r.xpos[v]; x != "VBZ" && x != "VBP" || c.date < 0 || r.d.Published.IsZero() || r.child(v, "aux") >= 0 {
		return false
	}
	if r.xpos[v] == "VBP" && unchangedVerbs[r.lemma[v]] {
		return false // "police beat marchers on Monday" may be told of the past
	}
	day, _, _ := strings.Cut(r.d.Times[c.date].Value, "/")
	return day > r.d.Published.Format("2006-01-02")[:min(len(day), 10)] && len(day) >= 4 && day[0] >= '0' && day[0] <= '9'
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

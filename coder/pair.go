package coder

import (
	"slices"

	"chancery/nlp"
)

// pairReach is how many sentences back the two are looked for who hold the talks.
const pairReach = 4

// pairTold gives talks that are definite and do not say who holds them the two of whom
// the text has just told: "Kagame and Ndayishimiye came to Arusha. The talks were frank."
// Where one is named, it must be of the two.
func (r *run) pairTold(c *candidate) {
	if r.verb(c.tok) || !r.definite(c.tok) || r.owned(c.tok) || len(c.recipients) > 0 && r.located(c.recipients) {
		return
	}
	known := r.countries(c.actors)
	for i := len(r.cands) - 1; i >= 0 && c.status == happened; i-- { // talks already told of are the talks
		b := r.cands[i]
		if b == c || b.tok >= c.tok || b.event != "CONSULT" || b.gate != "" {
			continue
		}
		if of := r.countries(b.actors); len(of) == 2 && (len(known) == 0 || slices.Contains(of, known[0])) {
			c.actors = slices.Clone(b.actors)
			c.why("actor", "who held the talks told of before", "", b.actors[0].Span)
			return
		}
	}
	sent := r.d.Tokens[c.tok].Sent
	for i := len(r.d.Mentions) - 1; i >= 0; i-- {
		m := &r.d.Mentions[i]
		if m.Sent > sent || m.Sent == sent && m.Head >= c.tok {
			continue
		}
		if m.Sent < sent-pairReach {
			return
		}
		two := r.args(m.Head)
		if len(two) != 2 || !r.polArgs(two[:1]) || !r.polArgs(two[1:]) {
			continue
		}
		if of := r.countries(two); len(of) != 2 || len(known) > 0 && !slices.Contains(of, known[0]) {
			continue
		}
		c.actors = two
		c.why("actor", "the two who are told of before", "", two[0].Span)
		return
	}
}

// owned reports whether the noun t says whose it is by an owner that is no day: "Iran's
// talks", but "Monday's talks".
func (r *run) owned(t int) bool {
	for _, k := range r.kids[t] {
		if r.is(k, "nmod:poss") && !r.clock(k) {
			return true
		}
	}
	return false
}

// clock reports whether token t is a time: "Monday", "last week".
func (r *run) clock(t int) bool {
	return slices.ContainsFunc(r.d.Times, func(x nlp.Time) bool { return x.Head == t })
}

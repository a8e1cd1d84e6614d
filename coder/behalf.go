package coder

import (
	"slices"

	"chancery/nlp"
)

// behalf makes of somebody who acts for a body of states the body itself: "Juppé, speaking
// for the European Union, asked", "who had mediated on behalf of the African Union". A
// minister whose state has its turn to preside flies "on behalf of" the body, and is his
// state's for all that.
func (r *run) behalf(c *candidate) {
	if len(c.actors) != 1 || r.refs[c.actors[0].Referent].Type != nlp.Person {
		return
	}
	own := r.refs[c.actors[0].Referent].Sector == "GOV"
	for _, x := range r.principals(r.clauseOf(c), own) {
		args := r.drop(r.args(x), c.recipients)
		if len(args) != 1 || !bodies[r.country(args[0])] {
			continue
		}
		c.actors = args
		c.why(string(asActor), "for whom it was done", "", args[0].Span)
		return
	}
}

// principals returns for whom the subject of verb v, who may be in the government of a
// state of his own, does it, as far as the clause says.
func (r *run) principals(v int, own bool) []int {
	var out []int
	ofBehalf := func(t int) {
		if own {
			return
		}
		for _, k := range r.kids[t] {
			if r.lemma[k] == "behalf" {
				out = append(append(out, r.prep(k, "of")...), r.rels(k, "nmod:poss")...)
			}
		}
	}
	ofBehalf(v)
	if r.lemma[v] == "mediate" && !own {
		out = append(out, r.prep(v, "for")...)
	}
	asides := slices.Clone(r.kids[v])
	for _, s := range r.subjects(v) {
		asides = append(asides, r.kids[s]...)
	}
	for _, k := range asides {
		if !r.verb(k) || !r.is(k, "advcl") && !r.is(k, "acl") {
			continue
		}
		switch {
		case actingForVerbs[r.lemma[k]] && !r.passive(k):
			out = append(out, r.prep(k, "for")...)
			ofBehalf(k)
		case sendingVerbs[r.lemma[k]] && r.passive(k):
			out = append(out, r.subjects(k)...)
		}
	}
	return out
}

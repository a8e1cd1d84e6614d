package coder

import "strings"

// objects returns the heads of whom v is done to: its object, or the subject of a
// passive, or what its relative clause modifies.
func (r *run) objects(v int) []int {
	if r.passive(v) {
		return r.passiveObjects(v)
	}
	for _, k := range r.kids[v] {
		if r.is(k, "obj") && !r.timed[k] && !(r.lemma[k] == "home" && len(r.kids[k]) == 0) {
			if r.relative(k) {
				if h := r.relclHead(v); h >= 0 {
					k = h
				}
			}
			return []int{k}
		}
	}
	if k := r.child(v, "iobj"); k >= 0 && !r.relative(k) {
		return []int{k}
	}
	if k := r.bareRight(v); k >= 0 {
		return []int{k}
	}
	if r.rel(v) == "acl:relcl" { // the towns (that) they took
		if s := r.child(v, "nsubj"); s >= 0 && !r.relative(s) {
			return []int{r.d.Tokens[v].Head}
		}
	}
	if k := r.strayObject(v); k >= 0 {
		return []int{k}
	}
	return nil
}

// passiveObjects returns whom passive v is done to.
func (r *run) passiveObjects(v int) []int {
	for _, k := range r.kids[v] {
		if r.is(k, "nsubj") {
			if r.relative(k) {
				if n := r.relclHead(v); n >= 0 {
					k = n
				}
			}
			return []int{k}
		}
	}
	h := r.d.Tokens[v].Head
	switch {
	case h < 0:
	case r.rel(v) == "acl", r.is(v, "amod"):
		return []int{h}
	case r.is(v, "conj"), r.rel(v) == "xcomp", r.rel(v) == "ccomp", r.is(v, "advcl"):
		s, _ := r.surface(v, 0)
		return s
	}
	return nil
}

// strayObject returns the object of v that the parser hung where another thing stands,
// or shares with a conjunct; or -1.
func (r *run) strayObject(v int) int {
	if k := r.child(v, "xcomp"); k >= 0 && r.noun(k) && r.classes["NAMING"].alone[r.lemma[v]] && r.child(k, "appos") >= 0 {
		return k // called the raid a crime, read as naming it a raid
	}
	for _, k := range r.kids[v] { // hand in its weapons, where "in" was read as a preposition
		if r.is(k, "obl") && v+1 < len(r.lemma) && r.d.Tokens[v+1].Head == k && r.rel(v+1) == "case" && r.hasParticle(v, r.lemma[v+1]) {
			return k
		}
	}
	if k := r.child(v, "ccomp"); k == v+1 && (r.xpos[k] == "VBD" || r.xpos[k] == "VBN") && r.child(k, "nsubj") < 0 { // reject proposed changes
		if o := r.child(k, "obj"); o >= 0 {
			return o
		}
	}
	if r.child(v, "xcomp") >= 0 || r.child(v, "ccomp") >= 0 || r.phrasal(v) { // not: backed down and cancelled it
		return -1
	}
	for _, k := range r.kids[v] { // captured and killed him
		if r.is(k, "conj") && r.verb(k) && r.child(k, "nsubj") < 0 {
			if o := r.child(k, "obj"); o >= 0 {
				return o
			}
		}
	}
	return -1
}

// bareRight is bareLeft for what follows v: the object.
func (r *run) bareRight(v int) int {
	for _, k := range r.kids[v] {
		if k > v && (r.noun(k) || r.upos(k) == "PRON" || r.upos(k) == "NUM") && r.bare(k) {
			return k
		}
	}
	return -1
}

// givenTo finds an indirect object that was read as the first word of the object's
// name: "gave Manila two boats", where no number or article follows in a name, and
// "promised Armenia howitzers", where a state is named.
func (r *run) givenTo(v int) []int {
	for _, o := range r.rels(v, "obj") {
		for _, k := range r.kids[o] {
			if r.rel(k) != "compound" && r.rel(k) != "nmod:poss" || k != v+1 && k != v+2 || r.mention[k] < 0 || r.xpos[k+1] == "POS" || strings.HasSuffix(r.d.Tokens[k].Form, "'") {
				continue
			}
			switch r.upos(k + 1) {
			case "NUM", "DET", "PRON":
				return []int{k}
			}
			if ref := &r.refs[r.referent(k)].Actor; strings.HasPrefix(r.xpos[k], "NNP") && (ref.Type == "country" || bodies[ref.Country]) {
				return []int{k}
			}
		}
	}
	return nil
}

// bare reports whether noun k may be a subject or object: it has no preposition and
// no label of another kind of phrase that is clear of doubt.
func (r *run) bare(k int) bool {
	if r.caseOf(k) != "" {
		return false
	}
	switch rel := r.rel(k); {
	case rel == "aux:pass" && r.mention[k] >= 0, rel == "obl", rel == "nsubj:pass", rel == "nsubj", rel == "obj", rel == "dep", rel == "dislocated", rel == "obl:npmod",
		rel == "nmod", rel == "advmod", rel == "appos", rel == "flat", rel == "compound":
	default:
		return false
	}
	return !r.timed[k]
}

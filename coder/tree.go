package coder

import "chancery/nlp"

func (r *run) rel(t int) string { return r.d.Tokens[t].Rel }

// is reports whether token t's relation is rel or a subtype of it.
func (r *run) is(t int, rel string) bool {
	have := r.d.Tokens[t].Rel
	return have == rel || len(have) > len(rel) && have[len(rel)] == ':' && have[:len(rel)] == rel
}

// child returns the first dependent of t in relation rel, subtypes included, or -1.
func (r *run) child(t int, rel string) int {
	for _, k := range r.kids[t] {
		if r.is(k, rel) {
			return k
		}
	}
	return -1
}

func (r *run) upos(t int) string { return r.pos[t] }

func (r *run) verb(t int) bool { return r.upos(t) == "VERB" }

// noun reports whether t is a common or proper noun.
func (r *run) noun(t int) bool {
	u := r.pos[t]
	return u == "NOUN" || u == "PROPN" || r.mention[t] >= 0 && r.d.Mentions[r.mention[t]].Kind == nlp.Name && u != "ADJ" && u != "NUM"
}

// passive reports whether verb v is in the passive voice, with or without an
// auxiliary (a participle that modifies a noun is). It trusts the auxiliary and the
// form more than the labels of the parse.
func (r *run) passive(v int) bool {
	x := r.xpos[v]
	if x != "VBN" && x != "VBD" {
		return false
	}
	if r.lemma[v] == "engage" && len(r.prep(v, "in")) > 0 {
		return false // who is engaged in a battle engages in it
	}
	if x == "VBD" && (r.rel(v) == "acl" || r.rel(v) == "xcomp" && r.d.Tokens[v].Head >= 0 && r.lemma[r.d.Tokens[v].Head] == "have") && r.child(v, "nsubj") < 0 {
		return true // a participle taken for a past: the monks arrested, had them moved
	}
	have, spoken := false, false
	for _, k := range r.kids[v] {
		if k > v && r.rel(k) != "obl:agent" {
			continue
		}
		switch rel := r.rel(k); {
		case rel == "obl:agent" && x == "VBN":
			if meansNouns[r.lemma[k]] {
				spoken = true
				continue
			}
			return true
		case (rel == "aux:pass" || rel == "aux") && (r.lemma[k] == "be" || r.lemma[k] == "get"):
			return true
		case rel == "aux" && r.lemma[k] == "have":
			have = true
		}
	}
	if x == "VBN" && !have { // headlines: fined by a court
		for _, k := range r.kids[v] {
			if k > v && r.is(k, "obl") && r.caseOf(k) == "by" && r.mention[k] >= 0 && r.personal(k) {
				return true
			}
		}
	}
	if x != "VBN" || have || spoken && r.child(v, "nsubj") >= 0 {
		return false
	}
	h := r.d.Tokens[v].Head
	switch {
	case r.rel(v) == "acl":
		return true
	case r.is(v, "advcl") && r.child(v, "nsubj") < 0 && r.child(v, "aux") < 0:
		return true
	case r.is(v, "amod"):
		return true
	case r.is(v, "conj"):
		return r.child(v, "nsubj") < 0 && r.child(v, "aux") < 0 && r.child(v, "obj") < 0 && r.verb(h) && r.passive(h)
	case r.rel(v) == "xcomp" || r.rel(v) == "ccomp":
		return r.child(v, "aux") < 0 // had them arrested, wanted them freed
	case r.rel(v) == "root" || r.rel(v) == "parataxis": // headlines
		if s := r.child(v, "nsubj"); s >= 0 && r.rel(s) == "nsubj" {
			return false
		}
		return r.child(v, "obj") < 0
	}
	return false
}

func (r *run) infinitive(v int) bool {
	x := r.xpos[v]
	return (x == "VB" || x == "VBG" || x == "VBN") && r.child(v, "nsubj") < 0 && !r.modal(v)
}

func (r *run) modal(v int) bool {
	for _, k := range r.kids[v] {
		if r.xpos[k] == "MD" {
			return true
		}
	}
	return false
}

func (r *run) toInfinitive(v int) bool {
	for _, k := range r.kids[v] {
		if (r.rel(k) == "mark" || r.rel(k) == "aux") && r.lemma[k] == "to" {
			return true
		}
	}
	return false
}

// hasParticle reports whether a frame of verb v has particle p.
func (r *run) hasParticle(v int, p string) bool {
	for _, e := range r.verbs[r.lemma[v]] {
		if e.extra == p {
			return true
		}
	}
	return false
}

// caseOf returns the preposition of a noun or the subordinator of a clause: the
// lower-case lemma of its case or mark, "" for none.
func (r *run) caseOf(t int) string {
	for _, k := range r.kids[t] {
		if r.rel(k) == "case" && r.lemma[k] != "'s" && r.lemma[k] != "’s" && r.lemma[k] != "'" {
			if r.lemma[k] == "than" && k+1 < len(r.lemma) && r.upos(k+1) == "NUM" {
				continue // killed more than 100 people
			}
			if r.lemma[k] == "to" && k > 0 && r.lemma[k-1] == "up" && k+1 < len(r.lemma) && r.upos(k+1) == "NUM" {
				continue // kidnapped up to 16 people
			}
			if f := r.child(k, "fixed"); f >= 0 {
				return r.lemma[k] + "_" + r.lemma[f]
			}
			return r.lemma[k]
		}
	}
	return ""
}

func (r *run) hasCase(t int, p string) bool {
	for _, k := range r.kids[t] {
		if (r.rel(k) == "case" || r.rel(k) == "mark") && r.lemma[k] == p {
			return true
		}
	}
	return false
}

// reports reports whether v is a verb of saying.
func (r *run) reports(v int) bool {
	for _, g := range r.govern[r.lemma[v]] {
		if g.kind == 'v' && g.effect == "report" {
			return true
		}
	}
	return false
}

// governs reports whether token t is above x in the tree.
func (r *run) governs(t, x int) bool {
	for steps := 0; x >= 0 && steps < 12; steps++ {
		if x == t {
			return true
		}
		x = r.d.Tokens[x].Head
	}
	return false
}

// below reports whether x is in a complement of c.
func (r *run) below(x int, c *candidate) bool {
	for _, h := range c.contents {
		if r.governs(h, x) {
			return true
		}
	}
	return false
}

func (r *run) caseMark(v int) string {
	for _, k := range r.kids[v] {
		if r.rel(k) == "mark" || r.rel(k) == "case" {
			return r.lemma[k]
		}
	}
	return ""
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

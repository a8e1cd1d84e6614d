package coder

// subjects returns the heads of who does v: its subject, or the agent of a passive.
func (r *run) subjects(v int) []int {
	if r.passive(v) {
		for _, k := range r.kids[v] {
			if r.rel(k) == "obl:agent" || r.is(k, "obl") && r.caseOf(k) == "by" {
				return []int{k}
			}
		}
		if k := r.astray(v, "by"); len(k) > 0 {
			return k
		}
		for _, x := range r.kids[v] { // found guilty of graft by a court
			if r.rel(x) == "xcomp" && r.upos(x) == "ADJ" {
				if k := r.prep(x, "by"); len(k) > 0 {
					return k
				}
			}
		}
		h := r.d.Tokens[v].Head
		if h >= 0 && r.is(v, "conj") && r.passive(h) {
			return r.subjects(h) // captured and killed by
		}
		if h >= 0 && (r.rel(v) == "xcomp" || r.rel(v) == "ccomp") && r.lemma[h] == "have" {
			s, _ := r.surface(h, 0) // had leaders arrested
			return s
		}
		for _, k := range r.kids[v] { // the agent may stand on a later conjunct
			if r.is(k, "conj") && r.verb(k) && r.xpos[k] == "VBN" && r.child(k, "nsubj") < 0 {
				for _, a := range r.kids[k] {
					if r.rel(a) == "obl:agent" {
						return []int{a}
					}
				}
			}
		}
		return nil
	}
	s, pass := r.surface(v, 0)
	if pass && !r.is(v, "conj") {
		return s // was asked to leave: the passive subject controls
	}
	return s
}

// surface returns the subjects of v as they stand, active or passive, looked for
// in v, then in what v shares its subject with.
func (r *run) surface(v, depth int) (subjects []int, pass bool) {
	if depth > 8 {
		return nil, false
	}
	if own := r.ownSubjects(v); len(own) > 0 {
		return own, r.passive(v)
	}
	h := r.d.Tokens[v].Head
	if h < 0 {
		return nil, false
	}
	switch rel := r.rel(v); {
	case rel == "ccomp" && h > v && !r.toInfinitive(v): // "X signed a treaty, Y reported", X hung on reported
		for _, k := range r.kids[h] {
			if k < v && r.is(k, "nsubj") {
				return []int{k}, r.passive(v)
			}
		}
	case r.is(v, "conj") && r.toldOf(h) >= 0: // Eritrea, which Khartoum says arms and trains them
		return []int{r.toldOf(h)}, r.passive(v)
	case r.is(v, "conj"), rel == "parataxis" && r.verb(v):
		if rel != "parataxis" || h < v {
			return r.surface(h, depth+1)
		}
	case rel == "xcomp" || rel == "ccomp" && r.infinitive(v):
		if o := r.controller(h, v); o >= 0 {
			return []int{o}, false
		}
		return r.surface(h, depth+1)
	case r.is(v, "advcl"):
		if o := r.child(h, "obj"); o >= 0 && o < v && r.objectControl(h) && r.d.Tokens[v-1].Form != "," && !r.classes["ASIDE"].alone[r.caseMark(v)] {
			return []int{o}, false // but it was not Dili that they "left without seeing her"
		}
		if o := r.controlledBy(h, v); o >= 0 && r.toInfinitive(v) {
			return []int{o}, false
		}
		if r.noun(h) {
			return []int{h}, false
		}
		return r.surface(h, depth+1)
	case rel == "acl":
		return r.nounSubjects(v, depth)
	}
	return nil, false // of a relative clause the pronoun is not there, or is the object
}

// ownSubjects returns the subjects that stand with v itself, wherever the parser hung
// them.
func (r *run) ownSubjects(v int) []int {
	for _, k := range r.kids[v] {
		if r.is(k, "nsubj") {
			if r.relative(k) {
				if h := r.relclHead(v); h >= 0 {
					k = h
				}
			} else if r.lemma[k] == "what" {
				continue
			}
			return append([]int{k}, r.alongside(v, k)...)
		}
	}
	for _, a := range r.kids[v] { // the subject hung on the auxiliary
		if a > v {
			break
		}
		if r.is(a, "aux") || r.rel(a) == "cop" {
			if k := r.child(a, "nsubj"); k >= 0 && k < v && !r.relative(k) {
				return []int{k}
			}
		}
	}
	if r.upos(v) == "ADJ" && r.child(v, "cop") >= 0 { // is due in Hanoi, the subject hung on Hanoi
		for _, o := range r.rels(v, "obl") {
			if k := r.child(o, "nsubj"); k >= 0 && k < v && !r.relative(k) {
				return []int{k}
			}
		}
	}
	if k := r.bareLeft(v); k >= 0 {
		return []int{k}
	}
	if k := r.overComma(v); k >= 0 {
		return []int{k}
	}
	return nil
}

// toldOf returns the noun of which somebody says something in a relative clause, h being
// the verb of saying: "Eritrea, which Khartoum says …"; or -1.
func (r *run) toldOf(h int) int {
	if h < 0 || r.rel(h) != "acl:relcl" || !r.reports(h) {
		return -1
	}
	for _, k := range r.kids[h] {
		if r.is(k, "obj") && k < h && r.relative(k) {
			return r.d.Tokens[h].Head
		}
	}
	return -1
}

// controller returns whom verb h has do its complement v: its object, or who is called
// on; or -1.
func (r *run) controller(h, v int) int {
	for _, rel := range []string{"obj", "iobj"} {
		if o := r.child(h, rel); o >= 0 && o < v && !r.subjectControl(h) {
			return o
		}
	}
	return r.controlledBy(h, v)
}

// nounSubjects returns the subjects of clause v that modifies a noun: the noun, or for
// an infinitive whose plan or decision it is.
func (r *run) nounSubjects(v, depth int) ([]int, bool) {
	h := r.d.Tokens[v].Head
	g := r.d.Tokens[h].Head
	if !r.toInfinitive(v) {
		if g >= 0 && r.verb(g) && r.is(h, "obj") && r.thing(h) && !r.passive(g) {
			return r.surface(g, depth+1) // issued a statement demanding …
		}
		return []int{h}, false
	}
	for _, rel := range []string{"nmod:poss", "compound"} { // Russia's decision to withdraw
		if p := r.child(h, rel); p >= 0 && (rel == "nmod:poss" || r.mention[p] >= 0) {
			return []int{p}, false
		}
	}
	if g >= 0 && (r.is(h, "obj") || r.is(h, "obl")) {
		if r.verb(g) && r.is(h, "obj") && r.objectControl(g) {
			return []int{h}, false
		}
		return r.surface(g, depth+1)
	}
	for _, p := range []string{"by", "of", "from"} {
		if a := r.prep(h, p); len(a) > 0 {
			return a, false
		}
	}
	return nil, false
}

// subjectControl reports whether who does h also does what is under it, in spite of an
// object between: "promised them to leave".
func (r *run) subjectControl(h int) bool { return selfBoundVerbs[r.lemma[h]] }

// alongside returns the further subjects of v behind its first, k, that the parser
// hung on v in place of k: "X, the president, and the king spoke".
func (r *run) alongside(v, k int) []int {
	var out []int
	for _, s := range r.kids[v] {
		if s > k && s < v && r.is(s, "nsubj") && !r.relative(s) && r.child(s, "cc") >= 0 {
			out = append(out, s)
		}
	}
	if h := r.d.Tokens[v].Head; h >= 0 && r.child(k, "cc") >= 0 && !r.is(k, "conj") {
		for _, s := range r.kids[h] { // or on the verb of saying behind
			if s < k && r.noun(s) && r.mention[s] >= 0 && r.caseOf(s) == "" && !r.timed[s] {
				out = append(out, s)
			}
		}
	}
	return out
}

// bareLeft returns the noun before verb v that hangs on it without a preposition,
// whatever its label: the subject, where the parser did not say so; or -1.
func (r *run) bareLeft(v int) int {
	best := -1
	for _, k := range r.kids[v] {
		if k > v {
			break
		}
		if (r.noun(k) || r.upos(k) == "PRON") && r.bare(k) && r.mention[k] >= 0 && !r.relative(k) {
			best = k
		}
	}
	return best
}

// overComma returns the noun before a participle between commas that stands before
// the finite verb v, where the parser hung it elsewhere: "police, acting on orders,
// arrested"; or -1.
func (r *run) overComma(v int) int {
	switch r.xpos[v] {
	case "VBD", "VBZ", "VBP":
	case "VBN":
		if r.child(v, "obj") < 0 {
			return -1
		}
	default:
		return -1
	}
	if rel := r.rel(v); rel != "root" && rel != "ccomp" {
		return -1
	}
	s := r.d.Sentences[r.d.Tokens[v].Sent]
	for _, k := range r.kids[v] {
		if k > v || !r.is(k, "advcl") || r.xpos[k] != "VBG" && r.xpos[k] != "VBN" || r.d.Tokens[v-1].Form != "," {
			continue
		}
		n := k - 2
		if k-1 >= s.First && n >= s.First && r.d.Tokens[k-1].Form == "," && r.noun(n) && r.caseOf(n) == "" && (r.rel(n) == "appos" || r.is(n, "conj") || r.is(n, "obl") || r.is(n, "nmod")) {
			return n
		}
	}
	return -1
}

// controlledBy returns who is called on, appealed to, or pressed in a prepositional
// phrase of verb h to do v: "called on X to leave"; or -1.
func (r *run) controlledBy(h, v int) int {
	if !callingVerbs[r.lemma[h]] {
		return -1
	}
	for _, k := range r.kids[h] {
		if r.is(k, "obl") && k < v {
			switch r.caseOf(k) {
			case "on", "upon", "to", "for":
				return k
			}
		}
	}
	return -1
}

// objectControl reports whether a participle under verb h has h's object as its
// subject: "accused X of striking".
func (r *run) objectControl(h int) bool {
	for _, e := range r.verbs[r.lemma[h]] {
		if e.flags&objctl != 0 {
			return true
		}
	}
	return keepingVerbs[r.lemma[h]]
}

// relclHead returns the noun that the relative clause of verb v modifies, or -1. It
// looks through conjuncts: "who met and signed".
func (r *run) relclHead(v int) int {
	for steps := 0; v >= 0 && steps < 8; steps++ {
		switch {
		case r.rel(v) == "acl:relcl":
			return r.d.Tokens[v].Head
		case r.is(v, "conj"), r.rel(v) == "xcomp", r.rel(v) == "ccomp":
			v = r.d.Tokens[v].Head
		default:
			return -1
		}
	}
	return -1
}

func (r *run) relative(t int) bool {
	switch r.lemma[t] {
	case "who", "which", "that", "whom":
		x := r.xpos[t]
		return x == "WP" || x == "WDT" || x == "" || r.upos(t) == "PRON"
	}
	return false
}

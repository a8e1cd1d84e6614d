package coder

import "strings"

// slotFinders are the slots that are no prepositions, and what finds the tokens in them.
func slotFinders() map[string]func(r *run, t int) []int {
	rels := func(rel string) func(*run, int) []int {
		return func(r *run, t int) []int { return r.rels(t, rel) }
	}
	return map[string]func(*run, int) []int{
		"subj":      (*run).subjectSlot,
		"obj":       (*run).objectSlot,
		"subj:pass": (*run).passiveSlot,
		"iobj":      (*run).givenSlot,
		"xcomp":     (*run).infinitiveSlot,
		"ccomp":     func(r *run, t int) []int { return r.complements(t, "ccomp") },
		"comp":      (*run).complementSlot,
		"pred":      (*run).predicates,
		"holder":    (*run).holder,
		"advcl":     rels("advcl"),
		"acl":       func(r *run, t int) []int { return r.acls(t, false) },
		"that":      func(r *run, t int) []int { return r.acls(t, true) },
		"prt":       (*run).particles,
		"poss":      rels("nmod:poss"),
		"mod":       (*run).modifiers,
		"case":      rels("case"),
		"copsubj":   (*run).copulaSubject,
		"length":    (*run).lengths,
	}
}

// slot returns the tokens that fill a slot of t: one of those with a name, or what
// stands under a preposition.
func (r *run) slot(t int, name string) []int {
	if find := r.slotFinders[name]; find != nil {
		return find(r, t)
	}
	return r.prep(t, name)
}

func (r *run) subjectSlot(t int) []int {
	if r.noun(t) {
		if r.child(t, "cop") >= 0 { // doctors were on strike
			return r.rels(t, "nsubj")
		}
		return nil
	}
	return r.subjects(t)
}

func (r *run) passiveSlot(t int) []int {
	if r.passive(t) {
		return r.objects(t)
	}
	return nil
}

func (r *run) givenSlot(t int) []int {
	if r.grantedIn(t) >= 0 {
		return r.objects(t)
	}
	if r.passive(t) { // was given a term
		return r.rels(t, "obj")
	}
	if k := r.rels(t, "iobj"); len(k) > 0 {
		return k
	}
	return r.givenTo(t)
}

func (r *run) infinitiveSlot(t int) []int {
	if c := r.complements(t, "xcomp"); len(c) > 0 {
		return c
	}
	return r.misplaced(t)
}

func (r *run) complementSlot(t int) []int {
	for _, rel := range []string{"xcomp", "ccomp"} {
		if c := r.complements(t, rel); len(c) > 0 {
			return c
		}
	}
	return r.misplaced(t)
}

// path returns the tokens at the end of a path from t.
func (r *run) path(t int, p path) []int {
	at := []int{t}
	for _, s := range p {
		var next []int
		for _, x := range at {
			next = append(next, r.slot(x, s)...)
		}
		if at = next; len(at) == 0 {
			return nil
		}
	}
	return at
}

func (r *run) rels(t int, rel string) []int {
	var out []int
	for _, k := range r.kids[t] {
		if r.is(k, rel) {
			out = append(out, k)
		}
	}
	return out
}

func (r *run) complements(t int, rel string) []int {
	for _, k := range r.kids[t] {
		if r.rel(k) == rel {
			return []int{k}
		}
	}
	return nil
}

// misplaced returns the infinitive that a verb of asking governs where the parser
// hung it on the verb's object or on a date: "asked the alliance on Sunday to act".
func (r *run) misplaced(t int) []int {
	if !r.verb(t) {
		return nil
	}
	for _, k := range r.kids[t] { // denied losing aircraft
		if r.is(k, "advcl") && k > t && k <= t+3 && r.xpos[k] == "VBG" && r.caseMark(k) == "" && r.child(t, "obj") < 0 {
			return []int{k}
		}
	}
	if !r.wantsInfinitive(t) {
		return nil
	}
	for _, k := range r.kids[t] {
		if r.is(k, "advcl") && r.toInfinitive(k) && k > t {
			return []int{k}
		}
		if !r.is(k, "obj") && !r.is(k, "iobj") && !r.is(k, "obl") {
			continue
		}
		if r.xpos[k] == "VB" && k > t && r.hasCase(k, "to") { // urged them to free, where "to" was read as a preposition
			return []int{k}
		}
		for _, x := range r.kids[k] {
			if (r.rel(x) == "acl" || r.is(x, "advcl")) && r.toInfinitive(x) && x > k {
				return []int{x}
			}
			if r.is(x, "nmod") {
				for _, y := range r.kids[x] {
					if r.rel(y) == "acl" && r.toInfinitive(y) {
						return []int{y}
					}
				}
			}
		}
	}
	return nil
}

// wantsInfinitive reports whether a frame of verb t has its content in an infinitive.
func (r *run) wantsInfinitive(t int) bool {
	if r.objectControl(t) {
		return true
	}
	for _, e := range r.verbs[r.lemma[t]] {
		for _, p := range e.contentAt {
			if p[0] == "xcomp" || p[0] == "comp" {
				return true
			}
		}
	}
	return false
}

// predicates returns what verb t says its object is: "called the attack an outrage",
// "described it as absurd", however the parser hung it.
func (r *run) predicates(t int) []int {
	objs := r.objects(t)
	if len(objs) == 0 {
		return nil
	}
	o := objs[0]
	var out []int
	look := func(k int) {
		if k <= t || k == o {
			return
		}
		switch r.rel(k) {
		case "xcomp", "obl", "appos", "amod", "acl", "obj", "advmod", "advcl", "ccomp", "conj", "dep", "parataxis", "nmod", "obl:npmod", "obl:unmarked":
			if c := r.caseOf(k); c == "" || c == "as" {
				out = append(out, k)
			}
		}
	}
	for _, k := range r.kids[t] {
		look(k)
	}
	if o > t {
		for _, k := range r.kids[o] {
			if k > o {
				look(k)
			}
		}
	}
	return out
}

// holder returns the subject of the verb of saying whose content clause t heads.
func (r *run) holder(t int) []int {
	for steps := 0; steps < 4 && t >= 0; steps++ {
		h := r.d.Tokens[t].Head
		for _, k := range r.kids[t] {
			if r.rel(k) == "parataxis" && r.reports(k) && r.child(k, "nsubj") >= 0 {
				return r.subjects(k)
			}
		}
		if h < 0 {
			return nil
		}
		switch {
		case r.rel(t) == "ccomp", r.rel(t) == "parataxis" && r.reports(h):
			if r.reports(h) {
				return r.subjects(h)
			}
			return nil
		case r.is(t, "conj"):
			t = h
		default:
			return nil
		}
	}
	return nil
}

func (r *run) acls(t int, that bool) []int {
	var out []int
	for _, k := range r.kids[t] {
		switch {
		case r.rel(k) == "acl" && (r.child(k, "nsubj") >= 0) == that && (that || r.xpos[k] != "VBN" || r.toInfinitive(k)):
			out = append(out, k)
		case that && r.rel(k) == "ccomp":
			out = append(out, k)
		}
	}
	if h := r.d.Tokens[t].Head; !that && len(out) == 0 && h >= 0 && r.is(t, "nsubj") && r.child(h, "expl") >= 0 {
		for _, k := range r.kids[h] { // there were calls for Ethiopia to open the road, hung on were
			if (r.is(k, "advcl") || r.rel(k) == "xcomp") && k > t && r.toInfinitive(k) {
				out = append(out, k)
			}
		}
	}
	return out
}

func (r *run) particles(t int) []int {
	var out []int
	for _, k := range r.kids[t] {
		if r.rel(k) == "compound:prt" || r.rel(k) == "advmod" || r.rel(k) == "advmod:emph" {
			out = append(out, k)
		}
	}
	return out
}

func (r *run) modifiers(t int) []int {
	var out []int
	for _, k := range r.kids[t] {
		switch r.rel(k) {
		case "amod", "compound", "nmod:desc", "advmod":
			out = append(out, k)
			for _, x := range r.kids[k] { // Afghan central bank reserves
				if r.rel(k) == "compound" && r.is(x, "amod") && r.mention[x] >= 0 {
					out = append(out, x)
				}
			}
		case "nmod":
			if r.caseOf(k) == "" {
				out = append(out, k)
			}
		}
	}
	return out
}

// copulaSubject returns the subject of a noun that is a predicate: of "Russia was
// behind the attack" Russia.
func (r *run) copulaSubject(t int) []int {
	if r.child(t, "cop") < 0 {
		return nil
	}
	if s := r.child(t, "nsubj"); s >= 0 {
		return []int{s}
	}
	return nil
}

// prep returns the dependents of t under preposition p, which may be a fixed pair
// as out_of.
func (r *run) prep(t int, p string) []int {
	var out []int
	first, second, pair := strings.Cut(p, "_")
	for _, k := range r.kids[t] {
		switch rel := r.rel(k); {
		case rel == "nmod:poss", rel == "obl:npmod", r.timed[k]:
		case rel == "obl:agent":
			if p == "by" {
				out = append(out, k)
			}
		case r.is(k, "obl"), r.is(k, "nmod"), r.is(k, "advcl"), rel == "acl", rel == "xcomp", rel == "obj", rel == "ccomp":
			if (rel == "obj" || rel == "xcomp" || rel == "ccomp" || rel == "acl" || r.is(k, "advcl")) && p == "to" && r.verb(k) {
				continue // an infinitive
			}
			if !pair && r.hasCase(k, p) && !(p == "of" && r.hasCase(k, "out")) || pair && r.hasCase(k, first) && (r.hasCase(k, second) || r.caseOf(k) == p) {
				out = append(out, k)
			}
		}
	}
	if len(out) == 0 {
		return r.astray(t, p)
	}
	return out
}

// astray finds what has preposition p and was hung on a time or a place of t, which
// takes none: "was signed on Friday by Peru", "a meeting in Oslo between A and B".
func (r *run) astray(t int, p string) []int {
	switch p {
	case "by", "between", "with", "against":
	default:
		return nil
	}
	for _, k := range r.kids[t] {
		if !r.is(k, "obl") && !r.is(k, "nmod") || !r.timed[k] && (r.upos(k) != "PROPN" || !r.kind(k, "#place")) {
			continue
		}
		switch r.caseOf(k) {
		case "in", "on", "at", "":
		default:
			continue
		}
		for _, x := range r.kids[k] {
			if (r.is(x, "nmod") || r.is(x, "obl")) && !r.timed[x] && r.hasCase(x, p) {
				return []int{x}
			}
		}
	}
	return nil
}

// objectSlot returns what is done to, or what is given by the passive of a verb of giving.
func (r *run) objectSlot(t int) []int {
	if o := r.grantedIn(t); o >= 0 {
		return []int{o}
	}
	return r.objects(t)
}

// grantedIn returns what the passive of a verb of giving says was given, where its
// subject is to whom: of "was granted asylum by Chile" the asylum; or -1.
func (r *run) grantedIn(t int) int {
	switch r.lemma[t] {
	case "grant", "offer", "deny", "refuse", "promise", "award", "lend":
	default:
		return -1
	}
	if !r.verb(t) || !r.passive(t) {
		return -1
	}
	return r.child(t, "obj")
}

// lengths returns the phrases that say for how long t goes on, or what time is given:
// "for an hour", "gave them a week".
func (r *run) lengths(t int) []int {
	var out []int
	for _, k := range r.kids[t] {
		if r.timed[k] && (r.is(k, "obl") && r.hasCase(k, "for") || r.is(k, "obj")) {
			out = append(out, k)
		}
	}
	return out
}

package coder

import "strings"

// in reports whether token t, or one of what it is a conjunct with or a shell
// around, is a word of set.
func (r *run) in(t int, set *wordSet) bool { return r.inDepth(t, set, 0) }

func (r *run) inDepth(t int, set *wordSet, depth int) bool {
	if r.word(t, set) {
		return true
	}
	if depth > 2 {
		return false
	}
	if r.d.Tokens[t].UPOS == "PROPN" { // the submarine Conqueror
		for _, k := range r.kids[t] {
			if k < t && r.d.Tokens[k].UPOS == "NOUN" && r.is(k, "compound") && r.word(k, set) {
				return true
			}
		}
	}
	l := r.lemma[t]
	if r.classes["SHELL"].alone[l] || spanNouns[l] || r.upos(t) == "NUM" || r.upos(t) == "SYM" {
		for _, k := range r.kids[t] {
			if r.is(k, "nmod") && r.hasCase(k, "of") && r.inDepth(k, set, depth+1) {
				return true
			}
			if (r.rel(k) == "compound" || r.rel(k) == "amod") && r.classes["SHELL"].alone[l] && r.word(k, set) {
				return true
			}
		}
	}
	for _, k := range r.kids[t] {
		if r.is(k, "conj") && r.upos(k) == r.upos(t) && r.inDepth(k, set, depth+1) {
			return true
		}
	}
	return false
}

// word reports whether token t with its modifiers is a word of set.
func (r *run) word(t int, set *wordSet) bool {
	l := r.lemma[t]
	if r.d.Tokens[t].UPOS == "PROPN" && (l == "march" || l == "may") {
		return false // months
	}
	if set.alone[l] {
		return true
	}
	if mods := set.mods[l]; mods != nil {
		for _, m := range mods {
			if r.modified(t, m) {
				return true
			}
		}
	}
	return false
}

// modified reports whether the modifier m ("nerve", "state_of") stands at token t.
func (r *run) modified(t int, m string) bool {
	if before, ok := strings.CutSuffix(m, "_of"); ok {
		h := r.d.Tokens[t].Head
		return h >= 0 && r.lemma[h] == before && r.hasCase(t, "of")
	}
	last := m
	if i := strings.LastIndexByte(m, '_'); i >= 0 { // joint_military: both
		if !r.modified(t, m[:i]) {
			return false
		}
		last = m[i+1:]
	}
	for _, k := range r.kids[t] {
		if k < t && (r.lemma[k] == last || strings.EqualFold(r.d.Tokens[k].Form, last)) {
			switch r.rel(k) {
			case "amod", "compound", "nmod", "nmod:poss", "obl", "nummod":
				return true
			}
		}
	}
	return t > 0 && r.d.Tokens[t-1].Sent == r.d.Tokens[t].Sent && r.lemma[t-1] == last && r.d.Tokens[t-1].Head == t
}

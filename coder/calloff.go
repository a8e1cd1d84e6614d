package coder

import "strings"

// calledOff tells of what was to be that it did not come about, where the text says so
// after it: "was due to visit Madrid, but the trip was cancelled", "was to fly to Cairo
// but stayed at home".
func (r *run) calledOff() {
	for _, c := range r.cands {
		if c.gate != "" || c.status != planned && c.status != hypothetical || c.event != "CONSULT" && c.event != "AGREE" && c.event != "COOPERATE" {
			continue
		}
		sent := r.d.Tokens[c.tok].Sent
		for s := sent; s <= sent+2 && s < len(r.d.Sentences); s++ {
			for v := max(r.d.Sentences[s].First, c.tok+1); v < r.d.Sentences[s].Last; v++ {
				if !r.verb(v) || r.governs(v, c.tok) && r.d.Tokens[v].Rel != "root" {
					continue
				}
				if r.cancels(v, c) || s == sent && r.absent(v, c) {
					c.status = notHappened
					c.why("status", "called off", r.lemma[v], r.d.Tokens[v].Span)
				}
			}
		}
	}
}

// cancels reports whether verb v says that what c is was cancelled, or put off to no
// day that it gives.
func (r *run) cancels(v int, c *candidate) bool {
	if neg, _ := r.negation(v); neg >= 0 {
		return false
	}
	if status, _ := r.base(nil, v); status != happened {
		return false
	}
	g := r.governor(v, "noun")
	if g == nil || g.effect != "not" && !(delayVerbs[r.lemma[v]] && !r.redated(v)) {
		return false
	}
	for _, o := range r.objects(v) {
		if r.noun(o) && r.definite(o) && r.mayName(o, c) {
			return true
		}
	}
	return false
}

// redated reports whether verb v gives a day to come: "put off until May".
func (r *run) redated(v int) bool {
	for _, k := range r.kids[v] {
		if r.is(k, "obl") && r.timed[k] && (r.hasCase(k, "until") || r.hasCase(k, "till") || r.hasCase(k, "to")) {
			return true
		}
	}
	return false
}

// mayName reports whether noun o may be a name of the act c: by a frame of its own, or
// by a word for any journey or occasion.
func (r *run) mayName(o int, c *candidate) bool {
	switch {
	case journeyNouns[r.lemma[o]]:
		return c.event == "CONSULT" && c.mode == "visit"
	case occasionNouns[r.lemma[o]]:
		return true
	}
	for i := range r.nouns[r.lemma[o]] {
		if r.nouns[r.lemma[o]][i].event == c.event {
			return true
		}
	}
	return false
}

// absent reports whether clause v, set against c by "but", says that who was to come
// did not: "but stayed at home", "but never arrived".
func (r *run) absent(v int, c *candidate) bool {
	if c.event != "CONSULT" {
		return false
	}
	but := r.contrast(v)
	for i := c.tok + 1; i < v && !but; i++ {
		but = r.lemma[i] == "but" || r.lemma[i] == "yet"
	}
	if !but && !r.governs(v, c.tok) || r.xpos[v] == "VBG" { // expected in Oslo, never arrived
		return false
	}
	neg, _ := r.negation(v)
	switch r.lemma[v] {
	case "stay", "remain":
		return neg < 0 && len(r.prep(v, "at"))+len(r.prep(v, "in")) > 0 || r.hasWord(v, "home") || r.hasWord(v, "away")
	case "go", "come", "travel", "arrive", "appear", "attend", "fly", "happen", "show", "turn", "occur", "meet", "make":
		return neg >= 0
	case "take":
		return neg >= 0 && r.hasWord(v, "place")
	}
	return false
}

// hasWord reports whether a word of a lemma hangs on t.
func (r *run) hasWord(t int, lemma string) bool {
	for _, k := range r.kids[t] {
		if strings.EqualFold(r.lemma[k], lemma) {
			return true
		}
	}
	return false
}

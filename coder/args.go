package coder

import "chancery/nlp"

// referent returns the referent of the best mention headed by token t, or -1.
func (r *run) referent(t int) int {
	if m := r.mention[t]; m >= 0 {
		return r.d.Mentions[m].Chain
	}
	return -1
}

// resolve finds whom the phrase headed by t refers to: its own mention, the name it
// is put to, or the country or body that modifies it.
func (r *run) resolve(t int) (ref int, span nlp.Span) { return r.resolveDepth(t, 0) }

func (r *run) resolveDepth(t, depth int) (int, nlp.Span) {
	own, span := r.referent(t), r.spanOf(t)
	if own >= 0 && r.thing(t) {
		own = -1
	}
	if depth == 0 && r.upos(t) == "NOUN" { // our convoy in Mopti: that of whoever speaks
		for _, k := range r.kids[t] {
			if r.rel(k) != "nmod:poss" || r.lemma[k] != "our" && r.lemma[k] != "my" && r.lemma[k] != "we" && r.lemma[k] != "i" {
				continue
			}
			if s := r.speaker(k); s >= 0 {
				if ref, _ := r.resolveDepth(s, 1); ref >= 0 && r.refs[ref].Country != "" && !(own >= 0 && r.refs[own].Country == r.refs[ref].Country) {
					return ref, span
				}
			}
		}
	}
	if own >= 0 && r.refs[own].Country != "" && !guessed(&r.refs[own].Actor) || depth > 3 {
		return own, span
	}
	if r.relative(t) {
		if v := r.d.Tokens[t].Head; v >= 0 {
			if h := r.relclHead(v); h >= 0 && h != t {
				return r.resolveDepth(h, depth+1)
			}
		}
	}
	if own >= 0 && len(r.refs[own].Members) > 0 {
		return own, span
	}
	if (r.upos(t) == "PRON" || r.xpos[t] == "PRP$") && depth <= 2 && (own < 0 || r.refs[own].Country == "") { // "X said it …"
		if s := r.speaker(t); s >= 0 {
			if ref, _ := r.resolveDepth(s, depth+1); ref >= 0 && r.refs[ref].Country != "" {
				return ref, span
			}
		}
	}
	for _, by := range []func(t, own, depth int) (int, nlp.Span){r.bySubject, r.byModifier, r.bySender, r.bySides} {
		if ref, s := by(t, own, depth); ref >= 0 {
			return ref, s
		}
	}
	if own >= 0 && r.refs[own].Country != "" {
		return own, span
	}
	if ref, s := r.byPhrase(t, depth); ref >= 0 {
		return ref, s
	}
	return own, span
}

// bySubject finds whom an object pronoun of no known country refers to by the subject of
// its sentence: "denied involvement after X accused it"; or -1.
func (r *run) bySubject(t, own, depth int) (int, nlp.Span) {
	if r.lemma[t] == "it" && r.is(t, "obj") && own >= 0 && r.refs[own].Country == "" && depth == 0 {
		if s := r.mainSubject(t); s >= 0 {
			if ref, _ := r.resolveDepth(s, depth+1); ref >= 0 && state(&r.refs[ref].Actor) {
				return ref, r.spanOf(t)
			}
		}
	}
	return -1, nlp.Span{}
}

// byModifier finds whom noun t, whose referent by itself is own, refers to by a name in
// apposition or before it; or -1.
func (r *run) byModifier(t, own, depth int) (int, nlp.Span) {
	for _, rels := range [][]string{{"flat", "appos"}, {"nmod:poss", "compound", "amod", "nmod:desc"}} {
		if rels[0] == "nmod:poss" && oppositeNouns[r.lemma[t]] && !pluralTag(r.xpos[t]) {
			if ref := r.across(t, depth); ref >= 0 {
				return ref, r.spanOf(t)
			}
		}
		for _, k := range r.kids[t] {
			for _, rel := range rels {
				if !r.is(k, rel) || r.hasCase(k, "of") {
					continue
				}
				if ref := r.referent(k); ref >= 0 && !r.thing(k) && (r.refs[ref].Country != "" || len(r.refs[ref].Members) > 0) && !(own >= 0 && guessed(&r.refs[ref].Actor)) {
					if own >= 0 && r.refs[own].Country == r.refs[ref].Country {
						return own, r.spanOf(t)
					}
					return ref, r.spanOf(k)
				}
				if rel == "appos" || rel == "nmod:poss" || rel == "compound" {
					if ref, s := r.resolveDepth(k, depth+2); ref >= 0 && r.refs[ref].Country != "" {
						return ref, s
					}
				}
			}
		}
	}
	return -1, nlp.Span{}
}

// bySender finds whose noun t is by who sent it: "missiles fired from American ships";
// or -1.
func (r *run) bySender(t, own, depth int) (int, nlp.Span) {
	for _, k := range r.kids[t] {
		if r.rel(k) != "acl" || !r.verb(k) || !r.passive(k) || own >= 0 && r.refs[own].Country != "" && !senderVerbs[r.lemma[k]] || befriendingVerbs[r.lemma[k]] {
			continue
		}
		for _, x := range r.kids[k] {
			if r.rel(x) == "obl:agent" || r.is(x, "obl") && (r.hasCase(x, "from") || r.hasCase(x, "by")) && !r.timed[x] {
				if ref, s := r.resolveDepth(x, depth+1); ref >= 0 && r.refs[ref].Country != "" {
					return ref, s
				}
			}
		}
	}
	return -1, nlp.Span{}
}

// bySides finds of which sides noun t is: "officials from both countries"; or -1.
func (r *run) bySides(t, _, _ int) (int, nlp.Span) {
	for _, k := range r.kids[t] {
		if r.is(k, "nmod") && (r.caseOf(k) == "of" || r.caseOf(k) == "from" || r.caseOf(k) == "on") {
			if ref := r.referent(k); ref >= 0 && len(r.refs[ref].Members) > 0 {
				return ref, r.spanOf(k)
			}
		}
	}
	return -1, nlp.Span{}
}

// byPhrase finds of which country noun t is by a phrase behind it: "protesters in
// Sudan"; or -1.
func (r *run) byPhrase(t, depth int) (int, nlp.Span) {
	for _, k := range r.kids[t] {
		if !r.is(k, "nmod") || r.rel(k) == "nmod:poss" || r.kindOnly(k) {
			continue
		}
		switch r.caseOf(k) {
		case "with", "for", "between":
			if depth > 0 {
				continue
			}
		case "of", "from", "in", "at", "near", "outside", "inside", "around", "among", "by":
		default:
			continue
		}
		if ref, s := r.resolveDepth(k, depth+1); ref >= 0 && r.refs[ref].Country != "" {
			return ref, s
		}
	}
	return -1, nlp.Span{}
}

// kindOnly reports whether k says of what kind the noun before it is, and names nobody:
// "heads of state", "chiefs of staff".
func (r *run) kindOnly(k int) bool {
	return r.caseOf(k) == "of" && r.xpos[k] == "NN" && len(r.kids[k]) == 1
}

// across returns the state or its leader that the text has named last before token t,
// in its sentence or the three before, of another country than the possessor of t:
// of "Bangkok accused its neighbour" after "Thailand and Cambodia" Cambodia; or -1.
func (r *run) across(t, depth int) int {
	home := ""
	for _, k := range r.kids[t] {
		if r.rel(k) == "nmod:poss" {
			if ref, _ := r.resolveDepth(k, depth+1); ref >= 0 {
				home = r.refs[ref].Country
			}
		}
	}
	if home == "" || bodies[home] {
		return -1
	}
	best := -1
	sent := r.d.Tokens[t].Sent
	for _, i := range r.mentionsIn(sent-3, sent) {
		m := &r.d.Mentions[i]
		if m.Head >= t {
			break
		}
		if m.Kind != nlp.Name {
			continue
		}
		ref := &r.refs[m.Chain].Actor
		if ref.Country != "" && ref.Country != home && (ref.Type == "country" || ref.Type == "person" && ref.Sector == "GOV") && !bodies[ref.Country] {
			best = m.Chain
		}
	}
	return best
}

// speaker returns the subject of the verb of saying in whose content pronoun t stands,
// if it may be the speaker, or -1: "it", "they", "he", not "I" or "you".
func (r *run) speaker(t int) int {
	switch r.lemma[t] {
	case "it", "they", "he", "she", "its", "their", "his", "her":
	case "we", "our", "us", "i", "my", "me":
		for v := t; v >= 0; v = r.d.Tokens[v].Head {
			for _, k := range r.kids[v] {
				if r.rel(k) == "parataxis" && r.reports(k) {
					for _, s := range r.subjects(k) {
						return s
					}
				}
			}
			if h := r.d.Tokens[v].Head; h >= 0 && (r.rel(v) == "ccomp" || r.rel(v) == "parataxis") && r.reports(h) {
				for _, s := range r.subjects(h) {
					return s
				}
			}
		}
		return -1
	default:
		return -1
	}
	for v, steps := r.d.Tokens[t].Head, 0; v >= 0 && steps < 5; steps++ {
		h := r.d.Tokens[v].Head
		if h >= 0 && r.rel(v) == "ccomp" && r.reports(h) {
			if r.inQuotes(t) && !r.inQuotes(h) {
				return -1 // "They raided us," he said: others did
			}
			for _, s := range r.subjects(h) {
				if s != t && r.upos(s) != "PRON" {
					return s
				}
			}
			return -1
		}
		v = h
	}
	return -1
}

// mainSubject returns the subject of the clause that the clause of pronoun t is an
// adverbial of, if the two have subjects of their own, or -1.
func (r *run) mainSubject(t int) int {
	v := r.d.Tokens[t].Head
	if v < 0 || !r.verb(v) || !r.is(v, "advcl") || r.child(v, "nsubj") < 0 || r.d.Tokens[v].Head < 0 {
		return -1
	}
	for _, s := range r.subjects(r.d.Tokens[v].Head) {
		return s
	}
	return -1
}

// inQuotes reports whether token t stands between quotation marks in its sentence.
func (r *run) inQuotes(t int) bool {
	in := false
	for i := r.d.Sentences[r.d.Tokens[t].Sent].First; i < t; i++ {
		switch r.d.Tokens[i].Form {
		case "“", "„", "«", "``":
			in = true
		case "”", "»", "''":
			in = false
		case "\"":
			in = !in
		}
	}
	return in
}

// spanOf returns the words of the mention headed by t, or t's own.
func (r *run) spanOf(t int) nlp.Span {
	if m := r.mention[t]; m >= 0 {
		return r.d.Mentions[m].Span
	}
	return r.d.Tokens[t].Span
}

// args returns the parties that the phrase headed by t names, conjuncts apart and
// collectives as their members.
func (r *run) args(t int) []Arg { return r.addArgs(nil, t, 0) }

func (r *run) addArgs(to []Arg, t, depth int) []Arg {
	if ref, span := r.resolve(t); ref >= 0 {
		if members := r.refs[ref].Members; len(members) > 0 {
			for _, m := range members {
				to = addArg(to, Arg{Referent: m, Span: span})
			}
		} else {
			to = addArg(to, Arg{Referent: ref, Span: span})
		}
	}
	if depth > 1 {
		return to
	}
	if depth == 0 && len(r.countries(to)) == 0 {
		if s := r.pairAhead(t); s >= 0 {
			return r.addArgs(nil, s, 0)
		}
	}
	for _, k := range r.kids[t] {
		if r.is(k, "conj") && (r.noun(k) || r.upos(k) == "ADJ" || r.upos(k) == "PRON") {
			if r.upos(k) == "ADJ" && r.upos(t) != "ADJ" && r.mention[k] < 0 || r.except(k) {
				continue
			}
			to = r.addArgs(to, k, depth+1)
		}
	}
	// "the foreign ministers of Kenya and Ethiopia", "Hungarian and Romanian officials"
	if depth == 0 {
		for _, k := range r.kids[t] {
			if !r.is(k, "amod") && !r.is(k, "compound") && !(pluralTag(r.xpos[t]) && r.is(k, "nmod") && (r.caseOf(k) == "of" || r.caseOf(k) == "from")) {
				continue
			}
			of := []int{k}
			for _, c := range r.kids[k] {
				if r.is(c, "conj") && r.mention[c] >= 0 && r.refs[r.referent(c)].Country != "" {
					of = append(of, c)
				}
			}
			if len(of) < 2 {
				continue
			}
			for _, x := range r.kids[t] { // "British, French and German envoys", with British apart
				if x < k && r.rel(x) == r.rel(k) && r.d.Tokens[x+1].Form == "," && r.mention[x] >= 0 && r.refs[r.referent(x)].Country != "" {
					of = append(of, x)
				}
			}
			for _, c := range of {
				if ref := r.referent(c); ref >= 0 && r.refs[ref].Country != "" && !r.hasCountry(to, r.refs[ref].Country) {
					to = addArg(to, Arg{Referent: ref, Span: r.spanOf(c)})
				}
			}
		}
	}
	return to
}

// pairAhead returns the speakers behind whose words "both countries" stands for their
// countries, where the text has not named them before, or -1: "Both sides agreed to
// meet, the Malian and Nigerien ministers said."
func (r *run) pairAhead(t int) int {
	if !r.noun(t) || !pluralTag(r.xpos[t]) {
		return -1
	}
	if !pairNouns[r.lemma[t]] {
		return -1
	}
	two := false
	for _, k := range r.kids[t] {
		two = two || r.lemma[k] == "both" || r.lemma[k] == "two"
	}
	if !two {
		return -1
	}
	for _, s := range r.holder(r.d.Tokens[t].Head) {
		if s > t && len(r.countries(r.addArgs(nil, s, 0))) == 2 {
			return s
		}
	}
	return -1
}

// except reports whether conjunct k is excluded: "though not Senegal", "but not X".
func (r *run) except(k int) bool {
	for _, c := range r.kids[k] {
		if r.lemma[c] == "not" || r.lemma[c] == "without" || r.lemma[c] == "except" {
			return true
		}
	}
	return false
}

func pluralTag(xpos string) bool { return xpos == "NNS" || xpos == "NNPS" }

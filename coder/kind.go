package coder

import (
	"chancery/ledger"
	"chancery/nlp"
)

// clauseKinds are the kinds of clauses and of lists of parties that a need may ask for,
// and what tells them.
func clauseKinds() map[string]func(r *run, t int) bool {
	return map[string]func(*run, int) bool{
		"#must":       (*run).obliged,
		"#wh":         (*run).asksWhether,
		"#imperative": (*run).imperative,
		"#threat":     (*run).threat,
		"#price":      (*run).price,
		"#several":    func(r *run, t int) bool { return len(r.countries(r.args(t))) > 1 }, // "Indian and French warships"
	}
}

// partyKinds are the kinds of people, bodies and places that a need may ask for, and
// what tells them of the noun t and of whom it refers to, or nil.
func partyKinds() map[string]func(r *run, t int, a *ledger.Actor) bool {
	return map[string]func(*run, int, *ledger.Actor) bool{
		"#agent": func(_ *run, _ int, a *ledger.Actor) bool { return acts(a) }, // also what acts for one: its shells, its lead
		"#pol":   func(r *run, t int, a *ledger.Actor) bool { return acts(a) && r.personal(t) },
		"#state": func(r *run, t int, a *ledger.Actor) bool {
			return a != nil && state(a) && a.Type != "person" && r.personal(t)
		},
		"#media":    func(_ *run, _ int, a *ledger.Actor) bool { return a != nil && a.Type == "media" },
		"#official": (*run).official,
		"#armed":    (*run).armedParty,
		"#people":   (*run).humans,
		"#place":    (*run).placeName,
	}
}

// kind reports whether t is of a kind that needs name.
func (r *run) kind(t int, kind string) bool {
	if clause := r.clauseKinds[kind]; clause != nil {
		return clause(r, t)
	}
	party := r.partyKinds[kind]
	if party == nil {
		return false
	}
	t = r.core(t)
	ref, _ := r.resolve(t)
	if ref < 0 {
		return party(r, t, nil)
	}
	a := &r.refs[ref].Actor
	if members := r.refs[ref].Members; len(members) > 0 && a.Country == "" {
		a = &r.refs[members[0]].Actor
	}
	return party(r, t, a)
}

// acts reports whether a, if anybody, acts in politics or for a country by its words.
func acts(a *ledger.Actor) bool { return a != nil && (pol(a) || of(a) && !guessed(a)) }

// official reports whether noun t, for a, is of those who hold an office.
func (r *run) official(t int, a *ledger.Actor) bool {
	if a == nil {
		return false
	}
	switch a.Sector {
	case "SPY", "CVL", "CRM", "REF":
		return false
	}
	if a.Country != "" && r.in(t, r.classes["OFFICIAL"]) {
		return true
	}
	return r.personal(t) && (a.Type != "place" && (state(a) || pol(a) && (a.Type == "person" || !armed(a))) || a.Country != "" && a.Type == "person")
}

// armedParty reports whether noun t, for a, is of those who bear arms.
func (r *run) armedParty(t int, a *ledger.Actor) bool {
	return a != nil && armed(a) && r.personal(t) || r.in(t, r.classes["BEARER"])
}

// humans reports whether noun t, for a, is of people or of a body of people.
func (r *run) humans(t int, a *ledger.Actor) bool {
	if r.thing(t) || r.upos(t) == "NOUN" && (r.word(t, r.classes["CAPTURABLE"]) || r.word(t, r.classes["TARGET"])) {
		return false
	}
	if a != nil && r.personal(t) && (a.Type == "person" || a.Type == "group" || a.Type == "country" || pol(a)) {
		return true
	}
	if m := r.mention[t]; m >= 0 {
		switch r.d.Mentions[m].Type {
		case nlp.Person, nlp.Group, nlp.Norp, nlp.Org:
			return true
		}
	}
	return r.in(t, r.classes["HUMAN"])
}

// placeName reports whether noun t, for a, is of a place.
func (r *run) placeName(t int, a *ledger.Actor) bool {
	if m := r.mention[t]; m >= 0 {
		switch r.d.Mentions[m].Type {
		case nlp.GPE, nlp.Loc:
			return true
		}
	}
	return a != nil && (a.Type == "country" || a.Type == "place") || r.placeAt(t) >= 0
}

// core returns the noun that a shell or a number is of: of "thousands of Kurds" Kurds.
func (r *run) core(t int) int {
	for steps := 0; steps < 3; steps++ {
		if l := r.lemma[t]; !r.classes["SHELL"].alone[l] && r.pos[t] != "NUM" || r.referent(t) >= 0 && !r.thing(t) {
			return t
		}
		of := -1
		for _, k := range r.kids[t] {
			if r.is(k, "nmod") && r.hasCase(k, "of") {
				of = k
				break
			}
		}
		if of < 0 {
			return t
		}
		t = of
	}
	return t
}

// personal reports whether the phrase headed by t is of people or a body, and not of
// a thing that someone owns or made: it has a mention, or is a noun for such.
func (r *run) personal(t int) bool {
	if r.referent(t) >= 0 && !r.thing(t) || r.upos(t) == "PRON" || r.upos(t) == "PROPN" || r.upos(t) == "NUM" {
		return true
	}
	return r.classes["PERSONAL"].alone[r.lemma[t]]
}

// obliged reports whether clause t says what has to be done: "must leave", "has to
// be freed", "should be given".
func (r *run) obliged(t int) bool {
	modal, _, _ := r.aux(t)
	if modal == "must" || modal == "should" || modal == "ought" {
		_, have, _ := r.aux(t)
		return have == "" && r.conditionMark(t) < 0 // not "should have left", nor "should they leave"
	}
	if h := r.d.Tokens[t].Head; h >= 0 && r.lemma[h] == "insist" && modal == "" && r.xpos[t] == "VB" && r.child(t, "nsubj") >= 0 && r.child(t, "aux") < 0 {
		return true // insists that she go
	}
	if l := r.lemma[t]; (l == "have" || l == "need") && !r.hasWord(t, "yet") {
		return r.child(t, "xcomp") >= 0 && r.toInfinitive(r.child(t, "xcomp"))
	}
	return false
}

// imperative reports whether clause t is an order in direct speech: "Free our sailors,"
// the president said.
func (r *run) imperative(t int) bool {
	if r.xpos[t] != "VB" || r.lemma[t] == "let" || !r.quoted(t) || r.caseMark(t) != "" || r.child(t, "nsubj") >= 0 {
		return false
	}
	for _, k := range r.rels(t, "aux") {
		if r.lemma[k] != "do" {
			return false
		}
	}
	return true
}

// asksWhether reports whether clause t is a question in indirect speech.
func (r *run) asksWhether(t int) bool {
	for _, k := range r.kids[t] {
		if l := r.lemma[k]; (r.rel(k) == "mark" || r.rel(k) == "advmod") && (l == "whether" || l == "if") {
			return true
		}
		if x := r.xpos[k]; k < t && (x == "WP" || x == "WRB" || x == "WDT") {
			return true
		}
	}
	return false
}

// thing reports whether the phrase headed by t is of no person, body or place: its
// mention is a nominal for a thing, and nothing is known of it.
func (r *run) thing(t int) bool {
	m := r.mention[t]
	if m < 0 || r.classes["MASSPEOPLE"].alone[r.lemma[t]] {
		return false
	}
	switch r.d.Mentions[m].Type {
	case nlp.Thing, nlp.Misc:
		ref := &r.refs[r.d.Mentions[m].Chain]
		return ref.Sector == "" && len(ref.Members) == 0 && (r.d.Mentions[m].Kind != nlp.Name || ref.Country == "")
	}
	return false
}

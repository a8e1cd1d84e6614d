package coder

import (
	"slices"
	"strings"
)

// Threats whose verb is no verb of threatening: "said it would shell the port if ...",
// "said there would be consequences".

// threat reports whether clause t, told by somebody, says what the teller will do to
// another: under a condition, or in return for something, or as the price of it.
// Conditions of the teller's own ("only if") and what somebody else will do are none.
func (r *run) threat(t int) bool {
	if neg, _ := r.negation(t); neg >= 0 {
		return false
	}
	if modal, _, _ := r.aux(t); modal != "will" && modal != "would" && modal != "shall" {
		return false
	}
	if r.price(t) {
		return true
	}
	if !r.verb(t) || r.foreignDoer(t) {
		return false
	}
	if r.passive(t) { // would be forced to respond
		x := r.child(t, "xcomp")
		return x >= 0 && r.verb(x) && r.onCondition(t) && (r.classes["REPLY"].alone[r.lemma[x]] || r.reprisal(x) || r.hostile(x))
	}
	if r.reprisal(t) {
		return true
	}
	return r.onCondition(t) && (r.hostile(t) || r.classes["REPLY"].alone[r.lemma[t]] || r.measures(t))
}

// price reports whether clause t names what comes of not obeying: "will face
// consequences", "will pay a price", "will be met with force", "there will be reprisals".
func (r *run) price(t int) bool {
	switch {
	case !r.verb(t) && r.upos(t) != "AUX":
		return false
	case r.undergo(t, r.classes["DIRE"]) || r.classes["RUE"].alone[r.lemma[t]] && r.child(t, "aux") >= 0:
		return true
	case r.lemma[t] == "pay":
		return strings.HasSuffix(r.advmod(t), "ly") // will pay dearly
	case (r.lemma[t] == "meet" || r.lemma[t] == "answer") && r.passive(t):
		for _, o := range append(r.prep(t, "with"), r.prep(t, "by")...) {
			if r.dire(o) || r.in(o, r.classes["CONSEQUENCE"]) {
				return true
			}
		}
	case r.lemma[t] == "be" || r.lemma[t] == "come" || r.lemma[t] == "follow":
		for _, s := range r.rels(t, "nsubj") {
			if r.dire(s) {
				return true
			}
		}
	case r.lemma[t] == "bring" || r.lemma[t] == "have" || r.lemma[t] == "trigger" || r.lemma[t] == "draw" || r.lemma[t] == "provoke":
		for _, o := range r.rels(t, "obj") {
			if r.dire(o) {
				return true
			}
		}
	}
	return false
}

// advmod returns the adverb of verb t that says how, or "".
func (r *run) advmod(t int) string {
	if k := r.child(t, "advmod"); k >= 0 {
		return r.lemma[k]
	}
	return ""
}

// undergo reports whether verb t has its subject suffer one of some things.
func (r *run) undergo(t int, what *wordSet) bool {
	if !r.classes["UNDERGO"].alone[r.lemma[t]] {
		return false
	}
	for _, o := range r.rels(t, "obj") {
		if r.in(o, what) {
			return true
		}
	}
	return false
}

// dire reports whether noun t is a punishment by its name, or an answer that is called
// a hard one.
func (r *run) dire(t int) bool {
	if r.in(t, r.classes["DIRE"]) {
		return true
	}
	if !r.in(t, r.classes["ANSWER"]) {
		return false
	}
	for _, k := range r.rels(t, "amod") {
		if r.in(k, r.classes["HARSH"]) {
			return true
		}
	}
	return false
}

// measures reports whether verb t is to take steps: "take all necessary measures".
func (r *run) measures(t int) bool {
	return measuringVerbs[r.lemma[t]] && slices.ContainsFunc(r.rels(t, "obj"), func(o int) bool { return countermeasureNouns[r.lemma[o]] })
}

// reprisal reports whether verb t is to pay somebody back: "retaliate", "hit back",
// "respond with force".
func (r *run) reprisal(t int) bool {
	l := r.lemma[t]
	switch {
	case r.classes["RETALIATE"].alone[l]:
		return true
	case r.classes["HITBACK"].alone[l]:
		return r.hasParticle(t, "back") || t+1 < len(r.lemma) && r.lemma[t+1] == "back"
	case !r.classes["REPLY"].alone[l]:
		return false
	}
	for _, k := range r.kids[t] {
		switch {
		case r.rel(k) == "advmod" && r.in(k, r.classes["HARSHLY"]), r.is(k, "obl") && r.hasCase(k, "in") && r.lemma[k] == "kind":
			return true
		case r.is(k, "obl") && (r.hasCase(k, "with") || r.hasCase(k, "by")):
			if r.dire(k) || r.in(k, r.classes["CONSEQUENCE"]) || r.in(k, r.classes["SANCTION"]) {
				return true
			}
		}
	}
	return false
}

// onCondition reports whether what clause t says is to follow from what somebody else
// does: "if the raids go on", "any ship that enters".
func (r *run) onCondition(t int) bool {
	for _, k := range r.kids[t] {
		switch {
		case r.is(k, "advcl"):
			m := r.conditionMark(k)
			if m < 0 || r.lemma[m] == "whether" || r.lemma[m] == "until" || r.lemma[m] == "once" {
				continue
			}
			if m > 0 && (r.lemma[m-1] == "only" || r.lemma[m-1] == "even") {
				continue
			}
			return true
		case (r.rel(k) == "xcomp" || r.is(k, "conj") && r.verb(k)) && r.onCondition(k):
			return true
		case r.is(k, "obj"), r.is(k, "obl"):
			for _, x := range append([]int{k}, r.rels(k, "nmod")...) { // sink any ship that enters, stop aid to any country that votes no
				if d := r.child(x, "det"); d >= 0 && r.lemma[d] == "any" && r.child(x, "acl") >= 0 {
					return true
				}
			}
		}
	}
	return false
}

// hostile reports whether clause t is of an act that hurts another.
func (r *run) hostile(t int) bool {
	act := r.innerAct(t, 0)
	if act.not {
		return false
	}
	if r.classes["HARM"].alone[r.lemma[t]] {
		return true
	}
	switch act.event {
	case "ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST":
		return true
	case "REJECT":
		return act.mode == "meet"
	case "ACCUSE":
		return act.mode == "allege"
	}
	return false
}

// foreignDoer reports whether the subject of clause t is of another country than
// whoever tells of it.
func (r *run) foreignDoer(t int) bool {
	var teller []Arg
	h := r.d.Tokens[t].Head
	for steps := 0; steps < 3 && h >= 0 && r.is(t, "conj"); steps++ {
		t, h = h, r.d.Tokens[h].Head
	}
	if h >= 0 && r.verb(h) && (r.rel(t) == "ccomp" || r.rel(t) == "parataxis") {
		for _, s := range r.subjects(h) {
			teller = append(teller, r.args(s)...)
		}
	} else {
		for _, s := range r.holder(t) {
			teller = append(teller, r.args(s)...)
		}
	}
	if !r.located(teller) {
		return false
	}
	var doer []Arg
	for _, s := range r.subjects(t) {
		doer = append(doer, r.args(s)...)
	}
	return r.located(doer) && !r.shares(doer, teller)
}

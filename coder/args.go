package coder

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// political are the sectors whose members act in politics by what they are.
var political = map[string]bool{
	"GOV": true, "MIL": true, "COP": true, "LEG": true, "JUD": true, "REB": true, "SPY": true, "PRM": true,
	"PTY": true, "OPP": true, "UAF": true, "ELI": true, "PRE": true,
}

var armedSectors = map[string]bool{"MIL": true, "REB": true, "UAF": true, "PRM": true, "COP": true}

// bodies are the codes that stand for a body in place of a country.
var bodies = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true, "IMG": true, "ISM": true}

// pol reports whether a referent acts in politics by what it is.
func pol(a *ledger.Actor) bool {
	if a.Type == "place" {
		return false
	}
	if a.Type == "country" || bodies[a.Country] {
		return true
	}
	for _, s := range a.Sectors {
		if political[s] {
			return true
		}
	}
	return political[a.Sector]
}

// of reports whether a referent is someone of a country, and no place, medium or firm.
func of(a *ledger.Actor) bool {
	return a.Country != "" && a.Type != "place" && a.Type != "media" && a.Country != "MNC"
}

// civil reports whether a referent is a person or group with no part in politics by
// what it is.
func civil(a *ledger.Actor) bool { return !pol(a) && a.Type != "place" }

// state reports whether a referent is a country, its government, or an
// international body.
func state(a *ledger.Actor) bool {
	return a.Type == "country" || a.Sector == "GOV" || a.Country == "UNO" || a.Country == "EUR" || a.Country == "IGO"
}

// armed reports whether a referent is of an armed force, or a country, which has one.
func armed(a *ledger.Actor) bool {
	if a.Type == "country" || a.Country == "IMG" || armedSectors[a.Sector] {
		return true
	}
	for _, s := range a.Sectors {
		if armedSectors[s] {
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

// guessed reports whether the country of a referent is not in its words, but inferred
// from what the story is about.
func guessed(a *ledger.Actor) bool { return strings.Contains(a.FoundBy, "country by story") }

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
	for _, rels := range [][]string{{"flat", "appos"}, {"nmod:poss", "compound", "amod", "nmod:desc"}} {
		if rels[0] == "nmod:poss" && opposite[r.lemma[t]] && !pluralTag(r.xpos[t]) {
			if ref := r.across(t, depth); ref >= 0 {
				return ref, span
			}
		}
		for _, k := range r.kids[t] {
			for _, rel := range rels {
				if !r.is(k, rel) || r.hasCase(k, "of") {
					continue
				}
				if ref := r.referent(k); ref >= 0 && !r.thing(k) && (r.refs[ref].Country != "" || len(r.refs[ref].Members) > 0) && !(own >= 0 && guessed(&r.refs[ref].Actor)) {
					if own >= 0 && r.refs[own].Country == r.refs[ref].Country {
						return own, span
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
	for _, k := range r.kids[t] { // missiles fired from American ships
		if r.rel(k) != "acl" || !r.verb(k) || !r.passive(k) || own >= 0 && r.refs[own].Country != "" && !sent[r.lemma[k]] || helped[r.lemma[k]] {
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
	for _, k := range r.kids[t] { // officials from both countries
		if r.is(k, "nmod") && (r.caseOf(k) == "of" || r.caseOf(k) == "from" || r.caseOf(k) == "on") {
			if ref := r.referent(k); ref >= 0 && len(r.refs[ref].Members) > 0 {
				return ref, r.spanOf(k)
			}
		}
	}
	if own >= 0 && r.refs[own].Country != "" {
		return own, span
	}
	for _, k := range r.kids[t] {
		if !r.is(k, "nmod") || r.rel(k) == "nmod:poss" {
			continue
		}
		switch r.caseOf(k) {
		case "of", "from", "in", "for", "at", "with", "near", "outside", "inside", "around", "among", "between", "by":
			if c := r.caseOf(k); (c == "with" || c == "for" || c == "between") && depth > 0 {
				continue
			}
			if ref, s := r.resolveDepth(k, depth+1); ref >= 0 && r.refs[ref].Country != "" {
				return ref, s
			}
		case "on": // troops on both sides
			if ref := r.referent(k); ref >= 0 && len(r.refs[ref].Members) > 0 {
				return ref, r.spanOf(k)
			}
		}
	}
	return own, span
}

// sent are the verbs by whose doer a missile or a plane is, whoever else the story is
// about: "drones launched by the Houthis".
var sent = map[string]bool{"launch": true, "fire": true, "fly": true, "drop": true, "send": true, "plant": true}

// helped are the verbs whose doer is a friend of those who are spoken of, and not
// they: "rebels backed by Ankara".
var helped = map[string]bool{"back": true, "support": true, "fund": true, "finance": true, "arm": true, "train": true, "protect": true, "wound": true, "kill": true, "hold": true, "arrest": true, "detain": true}

// opposite are the nouns for somebody by his standing to another: of another state
// than the one whose he is said to be.
var opposite = map[string]bool{"neighbour": true, "neighbor": true, "host": true, "rival": true, "foe": true, "enemy": true, "adversary": true, "opponent": true}

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
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Head >= t {
			break
		}
		if m.Kind != nlp.Name || m.Chain < 0 || m.Chain >= len(r.refs) || r.d.Tokens[t].Sent-m.Sent > 3 {
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

// except reports whether conjunct k is excluded: "though not Senegal", "but not X".
func (r *run) except(k int) bool {
	for _, c := range r.kids[k] {
		if r.lemma[c] == "not" || r.lemma[c] == "without" || r.lemma[c] == "except" {
			return true
		}
	}
	return false
}

func (r *run) hasCountry(args []Arg, country string) bool {
	for _, a := range args {
		if r.refs[a.Referent].Country == country {
			return true
		}
	}
	return false
}

func pluralTag(xpos string) bool { return xpos == "NNS" || xpos == "NNPS" }

func addArg(to []Arg, a Arg) []Arg {
	for _, b := range to {
		if b.Referent == a.Referent {
			return to
		}
	}
	return append(to, a)
}

// kind reports whether t is of a kind that needs name.
func (r *run) kind(t int, kind string) bool {
	switch kind {
	case "#must":
		return r.obliged(t)
	case "#wh":
		return r.asksWhether(t)
	case "#several": // parties of more than one country: "Indian and French warships"
		return len(r.countries(r.args(t))) > 1
	case "#imperative":
		return r.imperative(t)
	case "#threat":
		return r.threat(t)
	case "#price":
		return r.price(t)
	}
	t = r.core(t)
	ref, _ := r.resolve(t)
	var a *ledger.Actor
	if ref >= 0 {
		a = &r.refs[ref].Actor
		if members := r.refs[ref].Members; len(members) > 0 && a.Country == "" {
			a = &r.refs[members[0]].Actor
		}
	}
	switch kind {
	case "#agent": // a political actor, or what acts for one: its shells, its lead
		return a != nil && (pol(a) || of(a) && !guessed(a))
	case "#pol":
		return a != nil && (pol(a) || of(a) && !guessed(a)) && r.personal(t)
	case "#state":
		return a != nil && state(a) && a.Type != "person" && r.personal(t)
	case "#official":
		if a != nil && (a.Sector == "SPY" || a.Sector == "CVL" || a.Sector == "CRM" || a.Sector == "REF") {
			return false
		}
		return a != nil && a.Type != "place" && r.personal(t) && (state(a) || pol(a) && (a.Type == "person" || !armed(a))) ||
			a != nil && a.Country != "" && a.Type == "person" && r.personal(t) || r.in(t, r.classes["OFFICIAL"]) && a != nil && a.Country != ""
	case "#armed":
		return a != nil && armed(a) && r.personal(t) || r.in(t, r.classes["TROOPS"]) || r.in(t, r.classes["ATTACKER"]) || r.in(t, r.classes["POLICE"])
	case "#people":
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
		return r.in(t, r.classes["MASSPEOPLE"]) || r.in(t, r.classes["CAPTIVE"]) || r.in(t, r.classes["ATTACKER"]) || r.in(t, r.classes["TROOPS"])
	case "#media":
		return a != nil && a.Type == "media"
	case "#place":
		if m := r.mention[t]; m >= 0 {
			switch r.d.Mentions[m].Type {
			case nlp.GPE, nlp.Loc:
				return true
			}
		}
		return a != nil && (a.Type == "country" || a.Type == "place") || r.placeAt(t) >= 0
	}
	return false
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
	for _, class := range []string{"OFFICIAL", "TROOPS", "POLICE", "ATTACKER", "CAPTIVE", "MASSPEOPLE", "ENVOY", "SHELL", "PARLIAMENT", "COMMITTEE", "BODY"} {
		if r.classes[class].alone[r.lemma[t]] {
			return true
		}
	}
	return false
}

// obliged reports whether clause t says what has to be done: "must leave", "has to
// be freed", "should be given".
func (r *run) obliged(t int) bool {
	modal, _, _ := r.aux(t)
	if modal == "must" || modal == "should" || modal == "ought" {
		_, have, _ := r.aux(t)
		return have == "" // not "should have left"
	}
	if h := r.d.Tokens[t].Head; h >= 0 && r.lemma[h] == "insist" && modal == "" && r.xpos[t] == "VB" && r.child(t, "nsubj") >= 0 && r.child(t, "aux") < 0 {
		return true // insists that she go
	}
	if l := r.lemma[t]; l == "have" || l == "need" {
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

// placeAt returns the index of the place headed by t, or -1.
func (r *run) placeAt(t int) int {
	for i := range r.d.Places {
		if r.d.Places[i].Head == t {
			return i
		}
	}
	return -1
}

// country returns the country of a party: its own, or where it acts.
func (r *run) country(a Arg) string {
	if c := r.refs[a.Referent].Country; c != "" {
		return c
	}
	return a.Country
}

// countries returns the sorted countries of args, without "".
func (r *run) countries(args []Arg) []string {
	var out []string
	for _, a := range args {
		if c := r.country(a); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

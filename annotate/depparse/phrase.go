package depparse

import (
	"strings"

	"chancery/nlp"
)

// mendPhrase corrects phrases whose form tells what they are:
//   - in "drove back fighters" and "sent home the envoy" the adverb goes with the verb;
//   - in "Lula and his counterpart, Gabriel Boric, met" the second name has no "and" of
//     its own, so that it is what the counterpart is called, and no third person;
//   - in "In 2020 Egypt's parliament met" the year has no parliament, and in "In May
//     Beijing slapped duties on barley" there is no "May Beijing";
//   - in "British, French and German envoys" the second is of the list that the third is of;
//   - in "called the raid a crime" the raid is the object, and the crime what it is called;
//   - what is joined to a name is joined to the whole of it, and not to its last word;
//   - a participle that has a subject is no adjective: in "parliament authorised troops
//     to leave" it is the verb.
func mendPhrase(tokens []nlp.Token, first, last int) {
	for t := first; t < last; t++ {
		particle(tokens, t, first, last)
		renamed(tokens, t, first)
		year(tokens, t, first, last)
		month(tokens, t, first, last)
		inList(tokens, t, first, last)
		called(tokens, t, last)
		joined(tokens, t, first)
		predicative(tokens, t, first, last)
	}
}

// particle hangs the adverb t, right behind a verb and before the verb's object, on the
// verb.
func particle(tokens []nlp.Token, t, first, last int) {
	if t == first || t+1 >= last || tokens[t-1].UPOS != "VERB" {
		return
	}
	switch tokens[t].Lemma {
	case "back", "home", "away", "aside", "off", "out", "down":
	default:
		return
	}
	h := tokens[t].Head
	if h > t && h < last && tokens[h].Rel == "nmod:poss" {
		h = tokens[h].Head // "sent home Egypt's envoy"
	}
	if h <= t || h >= last || tokens[h].Head != t-1 || tokens[h].Rel != "obj" {
		return
	}
	switch tokens[t].Rel {
	case "amod", "advmod", "compound", "nmod":
	default:
		return
	}
	next := &tokens[t+1]
	if tokens[t].Lemma == "home" {
		// "visited home villages" and "left home soil", but "sent home the envoys".
		switch tokens[t-1].Lemma {
		case "send", "bring", "call", "fly", "take", "order", "drive", "ship":
		default:
			return
		}
		if next.UPOS == "NOUN" && next.XPOS == "NN" {
			return
		}
	}
	tokens[t].Head, tokens[t].Rel, tokens[t].XPOS, tokens[t].UPOS = t-1, "compound:prt", "RP", "ADP"
}

// renamed makes the conjunct t, a name behind a comma, an apposition of the noun for a
// person before it that was joined by "and": nobody is listed after an "and".
func renamed(tokens []nlp.Token, t, first int) {
	if tokens[t].UPOS != "PROPN" || tokens[t].Rel != "conj" || t-2 < first || tokens[t-1].Form != "," {
		return
	}
	h := tokens[t].Head
	for k := t - 2; k > h && k >= first; k-- {
		if tokens[k].Rel != "conj" || tokens[k].Head != h {
			continue
		}
		joined, own := false, false
		for c := h + 1; c < t; c++ {
			if tokens[c].Rel == "cc" {
				joined = joined || tokens[c].Head == k
				own = own || tokens[c].Head == t
			}
		}
		if joined && !own && tokens[k].UPOS == "NOUN" && person(tokens[k].Lemma) {
			tokens[t].Head, tokens[t].Rel = k, "appos"
		}
		return
	}
}

// year hangs a year that the parse took for an owner on the verb whose phrase it is in.
func year(tokens []nlp.Token, t, first, last int) {
	if tokens[t].Rel != "nmod:poss" || tokens[t].XPOS != "CD" || t == first || !strings.EqualFold(tokens[t-1].Form, "in") || t+1 >= last || tokens[t+1].XPOS == "POS" {
		return
	}
	noun := tokens[t].Head
	if noun <= t || noun >= last || tokens[noun].Head < first {
		return
	}
	for k := t + 1; k < noun; k++ {
		if tokens[k].Head == t {
			tokens[k].Head = noun // "Egypt's"
			if tokens[k].UPOS == "PROPN" {
				tokens[k].Rel = "nmod:poss"
			}
		}
	}
	tokens[t-1].Head = t
	v := tokens[noun].Head
	tokens[t].Head, tokens[t].Rel = v, "obl"
	if !strings.HasPrefix(tokens[noun].Rel, "nsubj") && (tokens[noun].Rel == "obl" || tokens[noun].Rel == "nmod") && noun < v {
		tokens[noun].Rel = "nsubj"
	}
}

// month parts a month from the name behind it, and makes that name the subject of the
// verb that follows, if it has none.
func month(tokens []nlp.Token, t, first, last int) {
	n := t + 1
	if t == first || n+1 >= last || tokens[t].Rel != "compound" || tokens[t].Head != n || tokens[n].UPOS != "PROPN" || !isMonth(tokens[t].Form) {
		return
	}
	switch strings.ToLower(tokens[t-1].Form) {
	case "in", "since", "by", "until", "last", "early", "late":
	default:
		return
	}
	v := tokens[n].Head
	if v != n+1 || tokens[v].UPOS != "VERB" {
		return
	}
	for k := first; k < last; k++ {
		if tokens[k].Head == v && k != n && strings.HasPrefix(tokens[k].Rel, "nsubj") {
			return
		}
	}
	for k := first; k < t; k++ {
		if tokens[k].Head == n {
			tokens[k].Head = t
		}
	}
	tokens[t].Head, tokens[t].Rel = v, "obl"
	tokens[n].Rel = "nsubj"
	if tokens[v].XPOS == "VBN" {
		tokens[v].XPOS = "VBD"
	}
}

func isMonth(form string) bool {
	switch form {
	case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December":
		return true
	}
	return false
}

// inList hangs the adjective t, between commas in a list, on the first of the list, as
// what follows the "and" hangs on it.
func inList(tokens []nlp.Token, t, first, last int) {
	if tokens[t].Rel != "amod" || t-2 < first || tokens[t-1].Form != "," || tokens[t-2].Rel != "amod" || tokens[t-2].Head != tokens[t].Head {
		return
	}
	for k := t + 1; k < min(last, t+4); k++ {
		if tokens[k].Rel == "conj" && tokens[k].Head == t-2 {
			tokens[t].Head, tokens[t].Rel = t-2, "conj"
			return
		}
	}
}

// called puts the object of v before what it is called: of two nouns behind a verb the
// first is the object.
func called(tokens []nlp.Token, v, last int) {
	if tokens[v].UPOS != "VERB" {
		return
	}
	first := -1
	for k := v + 1; k < min(last, v+12); k++ {
		if tokens[k].Head != v {
			continue
		}
		switch {
		case tokens[k].Rel == "obj" && first < 0, tokens[k].Rel == "mark":
			return
		case tokens[k].Rel == "xcomp" && tokens[k].UPOS == "NOUN":
			first = k
		case tokens[k].Rel == "obj" && tokens[k].UPOS == "NOUN" && first >= 0:
			tokens[first].Rel, tokens[k].Rel = "obj", "xcomp"
			return
		}
	}
}

// joined hangs a conjunct or an apposition of a later word of a name on its first word.
func joined(tokens []nlp.Token, t, first int) {
	h := tokens[t].Head
	if h < first || tokens[t].Rel != "conj" && tokens[t].Rel != "appos" || tokens[h].Rel != "flat" || tokens[h].Head < first || tokens[h].Head >= h {
		return
	}
	tokens[t].Head = tokens[h].Head
}

// predicative makes the participle t, which the parse took for an adjective, the verb of
// the noun behind it, if it has a subject of its own.
func predicative(tokens []nlp.Token, t, first, last int) {
	n := tokens[t].Head
	if tokens[t].Rel != "amod" || tokens[t].XPOS != "VBN" && tokens[t].XPOS != "VBD" || n <= t || n >= last {
		return
	}
	for k := first; k < t; k++ {
		if tokens[k].Head != t || !strings.HasPrefix(tokens[k].Rel, "nsubj") {
			continue
		}
		tokens[t].Head, tokens[t].Rel, tokens[t].XPOS, tokens[t].UPOS = tokens[n].Head, tokens[n].Rel, "VBD", "VERB"
		tokens[n].Head, tokens[n].Rel = t, "obj"
		for c := first; c < t; c++ { // what stood before the verb was the sentence's
			if tokens[c].Head == n {
				tokens[c].Head = t
			}
		}
		if tokens[t].Rel == "obj" || tokens[t].Rel == "nsubj" {
			tokens[t].Rel = "ccomp"
		}
		return
	}
}

package coref

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/nlp"
)

// proper joins names: those that the actor tables give the same person, body or
// state, those written alike, surnames to whole names, acronyms to what they
// stand for, and demonyms and seats of government to their state.
func (r *resolver) proper() {
	d := r.d
	byText := map[string]int{} // type and lower-case words: the first such name
	byLast := map[string][]int{}
	byState := map[string]int{}
	initials := map[string]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != nlp.Name {
			continue
		}
		v := &r.views[i]
		text := strings.ToLower(d.Slice(m.Span))
		text = strings.TrimSuffix(strings.TrimPrefix(text, "the "), "'s")
		// "The Canadians" act for their state; "Canadians" are people.
		people := m.Type == nlp.Norp && (m.Plural || !v.mod) && (v.def != theDef || v.count > 0)
		class := "x"
		switch {
		case m.Type == nlp.Person:
			class = "p"
		case people:
			class = "n"
		}
		key := class + text
		if a := r.actorOf(i); a != "" && !people {
			if o, ok := r.byActor[a]; ok {
				r.join(o, i)
			} else {
				r.byActor[a] = i
			}
		} else if m.Type == nlp.GPE || m.Type == nlp.Norp && !people {
			if c := r.Country(text); c != "" {
				if o, ok := byState[c]; ok {
					r.join(o, i)
				} else {
					byState[c] = i
				}
			}
		}
		if o, ok := byText[key]; ok {
			if r.actorOf(o) == "" || r.actorOf(i) == "" || r.actorOf(o) == r.actorOf(i) {
				r.join(o, i)
			}
		} else {
			byText[key] = i
		}
		words := m.Last - m.First
		last := strings.ToLower(d.Tokens[m.Last-1].Form)
		switch m.Type {
		case nlp.Person:
			r.person1(i, words, last, byLast)
		case nlp.Org, nlp.Loc, nlp.Misc:
			if words == 1 && len(text) > 1 && isUpper(d.Slice(m.Span)) {
				if o, ok := initials[stripDots(text)]; ok {
					r.join(o, i)
				}
			}
			if words == 1 && m.Type == nlp.Org && m.First > 0 && strings.EqualFold(d.Tokens[m.First-1].Form, "the") && r.actorOf(i) == "" {
				r.clipped(i, byLast["/"+last])
			}
			if words > 1 {
				r.shorter(i, byLast["/"+last])
				byLast["/"+last] = append(byLast["/"+last], i)
			}
		}
		if words > 1 && m.Type != nlp.Person {
			for _, a := range acronyms(d, m) {
				if _, ok := initials[a]; !ok {
					initials[a] = i
				}
			}
		}
	}
	// An acronym may come before its words: "the EU (European Union)".
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind == nlp.Name && m.Last-m.First == 1 && isUpper(d.Slice(m.Span)) && m.Type != nlp.Person {
			if o, ok := initials[stripDots(strings.ToLower(d.Slice(m.Span)))]; ok && o > i && d.Mentions[o].Sent <= m.Sent+1 {
				r.join(o, i)
			}
		}
	}
}

// actorOf returns the canonical name of who a name is by the actor tables, for
// persons, states and bodies; "" if they do not say.
func (r *resolver) actorOf(i int) string {
	m := &r.d.Mentions[i]
	if m.Actor < 0 || m.Actor >= len(r.actors) {
		return ""
	}
	a := &r.actors[m.Actor]
	if a.Name == "" {
		return ""
	}
	return a.Type + "\x00" + a.Name
}

// person1 joins a surname, or a given name, alone to the last whole name that has
// it, and a whole name to what goes by its surname.
func (r *resolver) person1(i, words int, last string, byLast map[string][]int) {
	d := r.d
	m := &d.Mentions[i]
	first := strings.ToLower(d.Tokens[m.First].Form)
	for k := len(byLast[last]) - 1; k >= 0; k-- {
		o := byLast[last][k]
		if r.agreeNames(i, o) {
			r.join(o, i)
			break
		}
	}
	if words == 1 {
		// A given name alone is taken up only by a name that has it in front, and
		// only if no one goes by it as a surname.
		if len(byLast[last]) == 0 {
			l := byLast["^"+last]
			for k := len(l) - 1; k >= 0; k-- {
				if p, q := r.actorOf(l[k]), r.actorOf(i); p == "" || q == "" || p == q {
					r.join(l[k], i)
					break
				}
			}
		}
	} else {
		byLast["^"+first] = append(byLast["^"+first], i)
	}
	byLast[last] = append(byLast[last], i)
}

// agreeNames reports whether two names of persons with the same last word can be
// of one person: all words of the shorter are in the longer, or initials of
// them, and titles do not speak of two.
func (r *resolver) agreeNames(a, b int) bool {
	d := r.d
	x, y := &d.Mentions[a], &d.Mentions[b]
	if x.Last-x.First > y.Last-y.First {
		x, y = y, x
	}
	for i := x.First; i < x.Last-1; i++ {
		found := false
		w := strings.ToLower(strings.TrimSuffix(d.Tokens[i].Form, "."))
		for j := y.First; j < y.Last && !found; j++ {
			u := strings.ToLower(strings.TrimSuffix(d.Tokens[j].Form, "."))
			found = w == u || len(w) == 1 && strings.HasPrefix(u, w) || len(u) == 1 && strings.HasPrefix(w, u)
		}
		if !found && y.Last-y.First > 1 {
			return false
		}
	}
	if x.Gender != 0 && y.Gender != 0 && x.Gender != y.Gender {
		return false
	}
	p, q := r.actorOf(a), r.actorOf(b)
	return p == "" || q == "" || p == q
}

// shorter joins a name of several words to an earlier one with the same last word
// that has all its words: "the Security Council".
func (r *resolver) shorter(i int, earlier []int) {
	d := r.d
	m := &d.Mentions[i]
	for k := len(earlier) - 1; k >= 0 && k >= len(earlier)-8; k-- {
		o := earlier[k]
		n := &d.Mentions[o]
		if n.Type != m.Type {
			continue
		}
		x, y := m, n
		if x.Last-x.First > y.Last-y.First {
			x, y = y, x
		}
		tail := true
		for a, b := x.Last-1, y.Last-1; a >= x.First; a, b = a-1, b-1 {
			if !strings.EqualFold(d.Tokens[a].Form, d.Tokens[b].Form) {
				tail = false
				break
			}
		}
		p, q := r.actorOf(i), r.actorOf(o)
		if tail && (p == "" || q == "" || p == q) {
			r.join(o, i)
			return
		}
	}
}

// clipped joins a body called by its last word alone, "the Tigers", "the
// Brotherhood", to the one body of the tables named before that ends in it.
func (r *resolver) clipped(i int, earlier []int) {
	only := -1
	for _, o := range earlier {
		if r.d.Mentions[o].Type != nlp.Org || r.actorOf(o) == "" {
			continue
		}
		if only >= 0 && r.actorOf(o) != r.actorOf(only) {
			return
		}
		only = o
	}
	if only >= 0 {
		r.join(only, i)
	}
}

func isUpper(s string) bool {
	n := 0
	for _, c := range s {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n > 1
}

func stripDots(s string) string { return strings.ReplaceAll(s, ".", "") }

// acronyms returns the initials of a name in lower case, with and without those
// of small words.
func acronyms(d *nlp.Document, m *nlp.Mention) []string {
	var big, all strings.Builder
	for i := m.First; i < m.Last; i++ {
		for part := range strings.SplitSeq(d.Tokens[i].Form, "-") {
			c, _ := utf8.DecodeRuneInString(part)
			if !unicode.IsLetter(c) {
				continue
			}
			all.WriteRune(unicode.ToLower(c))
			if unicode.IsUpper(c) {
				big.WriteRune(unicode.ToLower(c))
			}
		}
	}
	out := []string{big.String()}
	if all.String() != out[0] {
		out = append(out, all.String())
	}
	return out
}

package coref

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// OntoNotes returns the chains of d as the scheme of OntoNotes has them, for
// scoring: spans of bytes, the mentions of a chain in text order. Its mentions
// are whole phrases, with their clauses and appositions; roles before names,
// second parts of appositions, predicates, relative pronouns and adjectives are
// none, and chains of one mention are left out.
func OntoNotes(d *nlp.Document) [][]nlp.Span {
	kids := d.Children()
	n := 0
	at := make([]int, len(d.Tokens)) // by token: one more than the mention with that head
	for i := range d.Mentions {
		m := &d.Mentions[i]
		n = max(n, m.Chain+1)
		if at[m.Head] == 0 || m.Kind == nlp.Name {
			at[m.Head] = i + 1
		}
	}
	chains := make([][]nlp.Span, n)
	seen := map[nlp.Span]bool{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Chain < 0 || part(d, kids, i, at) {
			continue
		}
		first, last := m.First, m.Last
		if m.Kind != nlp.Pronoun {
			first, last = whole(d, kids, m, at)
		}
		if m.Kind == nlp.Name {
			first = min(first, roleBefore(d, kids, i, at))
		}
		s := nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
		if !seen[s] {
			seen[s] = true
			chains[m.Chain] = append(chains[m.Chain], s)
		}
	}
	together(d, kids, func(s nlp.Span, c int) {
		if !seen[s] {
			seen[s] = true
			chains[c] = append(chains[c], s)
		}
	})
	nested(d, func(s nlp.Span, c int) {
		if !seen[s] {
			seen[s] = true
			chains[c] = append(chains[c], s)
		}
	})
	out := chains[:0]
	for _, c := range chains {
		if len(c) > 1 {
			out = append(out, c)
		}
	}
	return out
}

// together calls f for each coordination, "Ana and Bo", that a plural takes up which has
// its parts for members, with the chain of the plural.
func together(d *nlp.Document, kids [][]int, f func(nlp.Span, int)) {
	chainAt := map[int]int{} // token: chain of the mention with that head
	for i := range d.Mentions {
		m := &d.Mentions[i]
		chainAt[m.Head] = m.Chain
		if len(m.Members) < 2 {
			continue
		}
		for o := i - 1; o >= 0 && m.Sent-d.Mentions[o].Sent <= 2; o-- {
			n := &d.Mentions[o]
			parts := []int{n.Chain}
			last := n.Last
			for _, k := range kids[n.Head] {
				if c, ok := chainAt[k]; ok && base(d.Tokens[k].Rel) == "conj" {
					parts = append(parts, c)
					_, last = extent(d, kids, k, 0)
				}
			}
			slices.Sort(parts)
			if slices.Equal(slices.Compact(parts), m.Members) {
				f(nlp.Span{Start: n.Start, End: d.Tokens[last-1].End}, m.Chain)
				break
			}
		}
	}
}

// nested calls f for each name of the text that stands as part of a longer one, "Leeds"
// in "Leeds University", with its chain.
func nested(d *nlp.Document, f func(nlp.Span, int)) {
	chainOf := map[string]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if s := d.Slice(m.Span); m.Kind == nlp.Name && (m.Type == nlp.GPE || m.Type == nlp.Loc || m.Type == nlp.Person) {
			if _, ok := chainOf[s]; !ok {
				chainOf[s] = m.Chain
			}
		}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != nlp.Name || m.Type == nlp.Person {
			continue
		}
		for a := m.First; a < m.Last; a++ {
			for b := m.Last; b > a; b-- {
				s := nlp.Span{Start: d.Tokens[a].Start, End: d.Tokens[b-1].End}
				if c, ok := chainOf[d.Slice(s)]; ok && c != m.Chain && b-a < m.Last-m.First {
					f(s, c)
					a = b - 1
					break
				}
			}
		}
	}
}

// roleBefore returns where the phrase starts that a name ends: its role may hang on
// another word than the name, "her cousin Ana Souza".
func roleBefore(d *nlp.Document, kids [][]int, i int, at []int) int {
	m := &d.Mentions[i]
	for o := i - 1; o >= 0 && o >= i-8; o-- {
		if n := &d.Mentions[o]; n.Kind == nlp.Nominal && n.Last == m.First && n.Chain == m.Chain {
			first, _ := whole(d, kids, n, at)
			return first
		}
	}
	if t := m.First - 1; m.Type == nlp.Person && t >= d.Sentences[m.Sent].First && d.Tokens[t].XPOS == "NNP" && (d.Tokens[t].Head == m.Head || d.Tokens[m.Head].Head == t) {
		return t
	}
	return m.First
}

// part reports whether mention i is no mention of OntoNotes.
func part(d *nlp.Document, kids [][]int, i int, at []int) bool {
	m := &d.Mentions[i]
	tok := &d.Tokens[m.Head]
	switch {
	case m.Kind == nlp.Pronoun:
		return tok.XPOS == "WDT" || tok.XPOS == "WP" || tok.XPOS == "WP$"
	case base(tok.Rel) == "amod":
		return true
	case base(tok.Rel) == "appos" && tok.Head >= 0 && m.Kind != nlp.Name:
		return true
	case base(tok.Rel) == "appos" && tok.Head >= 0:
		// What the parse calls an apposition may be a list, or "Leeds, England"; with no
		// comma, "her cousin Ana", it is the role that is no mention.
		o := at[tok.Head] - 1
		return (m.Type != nlp.Person || d.Tokens[max(0, m.First-1)].UPOS == "PUNCT") && o >= 0 && d.Mentions[o].Chain == m.Chain
	case m.Kind == nlp.Name && m.Type == nlp.Norp && !m.Plural && base(tok.Rel) == "compound":
		return true
	case m.Kind == nlp.Nominal:
		if m.Last-m.First == 1 && dated[strings.ToLower(tok.Form)] {
			return true // "Friday" alone is a day of any week
		}
		if base(tok.Rel) == "compound" || base(tok.Rel) == "flat" {
			return true
		}
		for _, k := range kids[m.Head] {
			if d.Tokens[k].Rel == "cop" {
				return true
			}
		}
		// A role whose name follows.
		for j := i + 1; j < len(d.Mentions) && d.Mentions[j].First <= m.Last; j++ {
			if d.Mentions[j].First == m.Last && d.Mentions[j].Chain == m.Chain {
				return true
			}
		}
	}
	return false
}

// whole returns the tokens of the whole phrase of a mention: all that hangs on its
// head but what makes it part of a sentence, and the conjuncts.
func whole(d *nlp.Document, kids [][]int, m *nlp.Mention, at []int) (first, last int) {
	first, last = m.First, m.Last
	head := m.Head
	if m.Kind == nlp.Name && head < len(d.Tokens) {
		// The name may hang on its title.
		if h := d.Tokens[head].Head; h >= 0 && (base(d.Tokens[head].Rel) == "flat" || base(d.Tokens[head].Rel) == "appos" && h == first-1) {
			head = h
			first, last = min(first, h), max(last, h+1)
		}
	}
	conjuncts := false
	for _, k := range kids[head] {
		if base(d.Tokens[k].Rel) == "conj" {
			conjuncts = true
		}
	}
	for _, k := range kids[head] {
		tok := &d.Tokens[k]
		switch base(tok.Rel) {
		case "appos":
			if o := at[k] - 1; k > head && o >= 0 && m.Kind == nlp.Name && d.Mentions[o].Kind == nlp.Name && d.Mentions[o].Chain != m.Chain && d.Mentions[o].Type == m.Type && m.Type != nlp.GPE && m.Type != nlp.Loc {
				continue // a list
			}
			a, b := extent(d, kids, k, 0)
			first, last = min(first, a), max(last, b)
		case "det", "amod", "nummod", "compound", "nmod", "flat", "fixed", "acl", "goeswith":
			if k > head && conjuncts && base(tok.Rel) == "acl" && far(d, kids, head, k) {
				continue
			}
			a, b := extent(d, kids, k, 0)
			first, last = min(first, a), max(last, b)
		case "case":
			if tok.XPOS == "POS" && k > head {
				last = max(last, k+1)
			}
		}
	}
	for last > first+1 && d.Tokens[last-1].UPOS == "PUNCT" {
		last--
	}
	if last < len(d.Tokens) && opened(d, first, last) {
		last++
	}
	for first < last-1 && d.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	return first, last
}

// opened reports whether the tokens from first to last open a bracket that the token
// after them closes.
func opened(d *nlp.Document, first, last int) bool {
	n := 0
	for i := first; i < last; i++ {
		switch d.Tokens[i].Form {
		case "(", "[":
			n++
		case ")", "]":
			n--
		}
	}
	return n > 0 && (d.Tokens[last].Form == ")" || d.Tokens[last].Form == "]")
}

// far reports whether a conjunct of head lies before its dependent k.
func far(d *nlp.Document, kids [][]int, head, k int) bool {
	for _, c := range kids[head] {
		if c < k && c > head && strings.HasPrefix(d.Tokens[c].Rel, "conj") {
			return true
		}
	}
	return false
}

package coref

import (
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
	for i := range d.Mentions {
		n = max(n, d.Mentions[i].Chain+1)
	}
	chains := make([][]nlp.Span, n)
	seen := map[nlp.Span]bool{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Chain < 0 || part(d, kids, i) {
			continue
		}
		first, last := m.First, m.Last
		if m.Kind != nlp.Pronoun {
			first, last = whole(d, kids, m)
		}
		s := nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
		if !seen[s] {
			seen[s] = true
			chains[m.Chain] = append(chains[m.Chain], s)
		}
	}
	out := chains[:0]
	for _, c := range chains {
		if len(c) > 1 {
			out = append(out, c)
		}
	}
	return out
}

// part reports whether mention i is no mention of OntoNotes.
func part(d *nlp.Document, kids [][]int, i int) bool {
	m := &d.Mentions[i]
	tok := &d.Tokens[m.Head]
	switch {
	case m.Kind == nlp.Pronoun:
		return tok.XPOS == "WDT" || tok.XPOS == "WP" || tok.XPOS == "WP$"
	case base(tok.Rel) == "appos", base(tok.Rel) == "amod":
		return true
	case m.Kind == nlp.Name && (m.Type == nlp.Norp && !m.Plural && base(tok.Rel) != "nsubj"):
		return true
	case m.Kind == nlp.Nominal:
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
func whole(d *nlp.Document, kids [][]int, m *nlp.Mention) (first, last int) {
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
		case "det", "amod", "nummod", "compound", "nmod", "flat", "fixed", "acl", "appos", "goeswith":
			if k > head && conjuncts && base(tok.Rel) == "acl" && far(d, kids, head, k) {
				continue
			}
			a, b := extent(d, kids, k, 0)
			first, last = min(first, a), max(last, b)
		case "advmod":
			if k < head {
				first = min(first, k)
			}
		case "case":
			if tok.XPOS == "POS" && k > head {
				last = max(last, k+1)
			}
		}
	}
	for last > first+1 && d.Tokens[last-1].UPOS == "PUNCT" {
		last--
	}
	for first < last-1 && d.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	return first, last
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

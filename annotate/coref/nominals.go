package coref

import (
	"cmp"
	"slices"
	"strings"

	"chancery/lang/en/names"
	"chancery/nlp"
)

// Nominals adds the layer Nominals: the mentions of kinds Nominal and Pronoun. A
// nominal is each noun phrase that has a noun, a numeral or a determiner for its
// head and is no name, without relative clauses, appositions and what else only
// adds to it; the role before or beside a name, "Foreign Minister" in "Foreign
// Minister Ana Souza", is a nominal of its own. Mentions may lie inside one
// another; they are sorted by where they start, and outer ones come first. It
// needs the layers Deps and Names.
func Nominals(d *nlp.Document) error {
	if err := d.Require(nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names); err != nil {
		return err
	}
	if err := d.Add(nlp.Nominals); err != nil {
		return err
	}
	t, err := load()
	if err != nil {
		return err
	}
	f := &finder{tables: t, d: d, kids: d.Children(), name: make([]int32, len(d.Tokens))}
	for i := range f.name {
		f.name[i] = -1
	}
	for i, m := range d.Mentions {
		for j := m.First; j < m.Last; j++ {
			f.name[j] = int32(i)
		}
	}
	for s, sent := range d.Sentences {
		for i := sent.First; i < sent.Last; i++ {
			f.token(s, i)
		}
	}
	// A role before a name is found from the name and from its own head: the
	// longer of the two stays.
	at := f.name // by token: one more than the index of its nominal
	clear(at)
	kept := d.Mentions[:0]
	for _, m := range d.Mentions {
		if m.Kind == nlp.Nominal {
			if o := at[m.Head] - 1; o >= 0 {
				if m.Last-m.First > kept[o].Last-kept[o].First {
					kept[o] = m
				}
				continue
			}
			at[m.Head] = int32(len(kept) + 1)
		}
		kept = append(kept, m)
	}
	d.Mentions = kept
	slices.SortStableFunc(d.Mentions, func(a, b nlp.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Kind, b.Kind))
	})
	return nil
}

// finder finds the nominals and pronouns of a document.
type finder struct {
	*tables
	d    *nlp.Document
	kids [][]int
	name []int32 // of each token: index of the Name it is in, or -1
}

func (f *finder) add(m nlp.Mention) {
	m.Chain, m.Actor = -1, -1
	m.Span = nlp.Span{Start: f.d.Tokens[m.First].Start, End: f.d.Tokens[m.Last-1].End}
	f.d.Mentions = append(f.d.Mentions, m)
}

// token adds the mentions whose head is token i.
func (f *finder) token(s, i int) {
	tok := &f.d.Tokens[i]
	switch tok.UPOS {
	case "PRON", "DET":
		f.pronoun(s, i)
	case "NOUN", "PROPN", "SYM", "X":
		if n := f.name[i]; n >= 0 {
			if f.d.Mentions[n].Head == i {
				f.role(s, i, &f.d.Mentions[n])
			}
			return
		}
		if tok.UPOS == "SYM" && tok.Form != "$" || tok.UPOS == "X" {
			return
		}
		f.nominal(s, i)
	case "NUM":
		if f.name[i] < 0 && argument(tok.Rel) && f.bareHead(i) {
			f.nominal(s, i)
		}
	case "ADJ":
		if f.name[i] < 0 && argument(tok.Rel) && f.hasChild(i, "det") {
			f.nominal(s, i) // "the wounded", "the latter"
		}
		if tok.Rel == "amod" && assembly[strings.ToLower(tok.Form)] && !f.ofPeople(tok.Head) {
			f.add(nlp.Mention{Sent: s, First: i, Last: i + 1, Head: i, Kind: nlp.Nominal, Type: nlp.Org})
		}
	}
}

// assembly are adjectives that say whose an act is as an owner would: "a
// parliamentary inquiry" is parliament's.
var assembly = map[string]bool{"congressional": true, "parliamentary": true}

// ofPeople reports whether the noun at token i is of people or a body, whom an
// adjective describes: "a parliamentary committee".
func (f *finder) ofPeople(i int) bool {
	noun := f.noun(i)
	if noun == "inquiry" { // a body in names, an act elsewhere
		return false
	}
	_, person := f.person(noun)
	return person || f.name[i] >= 0 || f.collectives[noun] != "" || f.Of(noun)&(names.Title|names.OrgNoun) != 0
}

// argument reports whether a relation is one that a noun phrase has.
func argument(rel string) bool {
	switch base(rel) {
	case "nsubj", "obj", "iobj", "obl", "nmod", "conj", "root", "appos", "dislocated", "vocative":
		return true
	}
	return false
}

// base is a relation without its subtype.
func base(rel string) string {
	r, _, _ := strings.Cut(rel, ":")
	return r
}

func (f *finder) hasChild(i int, rel string) bool {
	for _, k := range f.kids[i] {
		if base(f.d.Tokens[k].Rel) == rel {
			return true
		}
	}
	return false
}

// bareHead reports whether a numeral heads a phrase, and is no year, date or
// quantity of another word.
func (f *finder) bareHead(i int) bool {
	tok := &f.d.Tokens[i]
	if len(tok.Form) == 4 && tok.Form[0] >= '1' && tok.Form[0] <= '2' {
		return false
	}
	return tok.Rel == "nsubj" || tok.Rel == "nsubj:pass" || tok.Rel == "obj" || f.hasChild(i, "det") || f.hasChild(i, "nmod")
}

func (f *finder) pronoun(s, i int) {
	tok := &f.d.Tokens[i]
	lower := strings.ToLower(tok.Form)
	p, ok := f.pronouns[lower]
	if !ok {
		switch lower {
		case "both", "others", "some", "many", "several", "few", "most", "neither", "each", "another", "everyone", "someone", "everybody", "somebody", "anyone", "nobody", "all":
			if argument(tok.Rel) {
				f.nominal(s, i)
			}
		}
		return
	}
	m := nlp.Mention{Sent: s, First: i, Last: i + 1, Head: i, Kind: nlp.Pronoun, Plural: p.number == 'p', Gender: p.gender}
	switch {
	case p.kind == "relative":
		if tok.XPOS != "WP" && tok.XPOS != "WDT" && tok.XPOS != "WP$" {
			return
		}
	case p.kind == "demo":
		if lower == "that" && (tok.XPOS == "WDT" || tok.XPOS == "IN") {
			if tok.XPOS == "IN" || !argument(tok.Rel) {
				return
			}
			m.Gender = 0 // a relative: "the man that left"
			break
		}
		if !argument(tok.Rel) || tok.UPOS == "DET" && f.d.Tokens[i].Rel == "det" {
			return
		}
	case lower == "it" && base(tok.Rel) == "expl":
		return
	case p.person != '3' || p.gender == 'm' || p.gender == 'f':
		m.Type = nlp.Person
		if p.number == 'p' {
			m.Type = nlp.Group
		}
	}
	if tok.UPOS == "DET" && p.kind == "demo" {
		return
	}
	f.add(m)
}

// phrase returns the tokens of the noun phrase with head i: the head and what
// stands beside it without a gap of other parts of the sentence.
func (f *finder) phrase(i int) (first, last int) {
	first, last = i, i+1
	kids := f.kids[i]
	// To the left, from the nearest dependent on.
	for k := len(kids) - 1; k >= 0; k-- {
		c := kids[k]
		if c > i {
			continue
		}
		if !f.inside(c, i) {
			if f.d.Tokens[c].Rel == "punct" && k > 0 && f.inside(kids[k-1], i) && !bracket(f.d.Tokens[c].Form) {
				continue
			}
			break
		}
		a, _ := f.extent(c)
		first = min(first, a)
	}
	for k := 0; k < len(kids); k++ {
		c := kids[k]
		if c < i {
			continue
		}
		if !f.inside(c, i) {
			break
		}
		_, b := f.extent(c)
		last = max(last, b)
	}
	for first < i && f.d.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	for last > i+1 && (f.d.Tokens[last-1].UPOS == "PUNCT" || f.d.Tokens[last-1].XPOS == "POS") {
		last--
	}
	return first, last
}

// dated are nouns of time: after a noun, "the talks on Monday", they belong to the
// verb as often as not, and never to who somebody is.
var dated = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true, "today": true, "yesterday": true, "tomorrow": true,
	"night": true, "morning": true, "afternoon": true, "evening": true, "weekend": true, "week": true, "month": true,
}

func bracket(form string) bool {
	switch form {
	case "(", "[", "“", "\"", "''", "``", "—", "–", ":", ";":
		return true
	}
	return false
}

// inside reports whether dependent c belongs to the phrase of its head.
func (f *finder) inside(c, head int) bool {
	tok := &f.d.Tokens[c]
	switch base(tok.Rel) {
	case "det", "amod", "nummod", "compound", "flat", "fixed", "goeswith":
		return true
	case "nmod":
		return c < head || !f.after(c, ",") && !dated[f.noun(c)]
	case "advmod":
		return c < head && f.d.Tokens[head].UPOS != "VERB" && c+1 <= head && tok.UPOS == "ADV" && f.gapless(c, head)
	case "case":
		return tok.XPOS == "POS" && c > head
	case "appos":
		return c == head+1 && f.name[c] >= 0
	case "obl": // the measure of an adjective: "44-year-old"
		return tok.Rel == "obl:unmarked" && c < head && f.d.Tokens[head].UPOS == "ADJ"
	}
	return false
}

// gapless reports whether all tokens between c and head belong to the head.
func (f *finder) gapless(c, head int) bool {
	for j := c + 1; j < head; j++ {
		h := f.d.Tokens[j].Head
		if h != head && h != c && (h < c || h > head) {
			return false
		}
	}
	return true
}

// after reports whether the phrase of token c has form before it.
func (f *finder) after(c int, form string) bool {
	a, _ := f.extent(c)
	return a > 0 && f.d.Tokens[a-1].Form == form
}

// extent returns the tokens from the first to the last that hang on token i.
func (f *finder) extent(i int) (first, last int) {
	return extent(f.d, f.kids, i, 0)
}

// extent goes down the first and last dependents alone, which bound a subtree
// whose parts do not cross; depth keeps a tree that does from costing time.
func extent(d *nlp.Document, kids [][]int, i, depth int) (first, last int) {
	first, last = i, i+1
	if depth > 60 {
		return first, last
	}
	ks := kids[i]
	for len(ks) > 0 && d.Tokens[ks[len(ks)-1]].Rel == "punct" {
		ks = ks[:len(ks)-1]
	}
	for len(ks) > 0 && d.Tokens[ks[0]].Rel == "punct" {
		ks = ks[1:]
	}
	if len(ks) > 0 && ks[0] < i {
		a, _ := extent(d, kids, ks[0], depth+1)
		first = min(first, a)
	}
	if len(ks) > 0 && ks[len(ks)-1] > i {
		_, b := extent(d, kids, ks[len(ks)-1], depth+1)
		last = max(last, b)
	}
	return first, last
}

// nominal adds the noun phrase with head i, unless the head only modifies.
func (f *finder) nominal(s, i int) {
	tok := &f.d.Tokens[i]
	switch base(tok.Rel) {
	case "flat", "fixed", "goeswith":
		return
	case "compound":
		// "opposition" in "opposition leader" is no phrase of its own; "border
		// guard" before a name is the role of the name, which role finds. But an
		// owner is one, whatever the parse calls it.
		if i+1 >= len(f.d.Tokens) || f.d.Tokens[i+1].XPOS != "POS" {
			return
		}
		f.addNominal(s, f.ownerStart(s, i), i+1, i)
		return
	}
	if tok.UPOS == "PROPN" && dated[f.noun(i)] {
		return
	}
	first, last := f.phrase(i)
	// A name that follows its kind, "the newspaper Le Soir", is not of the phrase.
	for j := i + 1; j < last; j++ {
		if n := f.name[j]; n >= 0 && f.d.Mentions[n].First == j && (f.d.Tokens[f.d.Mentions[n].Head].Head == i) {
			switch base(f.d.Tokens[f.d.Mentions[n].Head].Rel) {
			case "flat", "appos", "compound":
				last = j
			}
		}
	}
	f.addNominal(s, first, last, i)
}

// ownerStart returns where the phrase of a possessor with head i starts: what
// stands before it may hang on what is owned.
func (f *finder) ownerStart(s, i int) int {
	d := f.d
	first := i
	for first > d.Sentences[s].First {
		t := &d.Tokens[first-1]
		switch t.UPOS {
		case "DET", "ADJ", "NOUN", "PROPN", "NUM", "VERB":
		default:
			return first
		}
		if t.Head != i && t.Head != d.Tokens[i].Head && (t.Head < first || t.Head > i) || t.UPOS == "VERB" && base(t.Rel) != "amod" {
			return first
		}
		first--
		if t.UPOS == "DET" {
			return first
		}
	}
	return first
}

// role adds what stands before a name within its phrase, "the Fijian prime
// minister" in "the Fijian prime minister Sitiveni Rabuka", if a noun for a
// person or a kind of thing is its last word.
func (f *finder) role(s, i int, name *nlp.Mention) {
	first, _ := f.phrase(i)
	end := name.First
	// The parse may hang the role on the name, or the name on the role.
	for end > first && f.d.Tokens[end-1].UPOS == "PUNCT" {
		end--
	}
	if end <= first {
		return
	}
	head := end - 1
	tok := &f.d.Tokens[head]
	if f.name[head] >= 0 || tok.UPOS != "NOUN" && tok.UPOS != "PROPN" || tok.Head != i && base(tok.Rel) != "compound" {
		return
	}
	if base(tok.Rel) == "appos" || base(tok.Rel) == "nmod" && tok.Rel != "nmod:desc" {
		return
	}
	if _, ok := f.person(f.noun(head)); !ok && f.Of(f.noun(head))&(names.Title|names.OrgNoun|names.GPENoun) == 0 {
		if tok.UPOS == "PROPN" {
			return
		}
	}
	f.addNominal(s, first, end, head)
}

// noun returns the lemma of a noun in lower case.
func (f *finder) noun(i int) string { return f.nounAt(f.d, i) }

func (t *tables) isPerson(noun string) bool {
	_, ok := t.PersonNoun(noun)
	return ok
}

// nounAt is the noun at token i of d, with what a hyphen joins to it where that makes
// another person of it: "secretary-general".
func (t *tables) nounAt(d *nlp.Document, i int) string {
	n := noun(&d.Tokens[i])
	if i >= 2 && d.Tokens[i-1].Form == "-" {
		if joined := strings.ToLower(d.Tokens[i-2].Form) + "-" + n; t.isPerson(joined) {
			return joined
		}
	}
	return n
}

func noun(tok *nlp.Token) string {
	l := strings.ToLower(tok.Lemma)
	if l == "" {
		return strings.ToLower(tok.Form)
	}
	return l
}

func (f *finder) addNominal(s, first, last, head int) {
	tok := &f.d.Tokens[head]
	m := nlp.Mention{Sent: s, First: first, Last: last, Head: head, Kind: nlp.Nominal}
	m.Plural = tok.XPOS == "NNS" || tok.XPOS == "NNPS" || tok.UPOS == "ADJ" && tok.XPOS == "JJ" && tok.Rel != "amod" && !aged(f.d, head)
	if lower := strings.ToLower(tok.Form); strings.HasSuffix(lower, "men") {
		if _, ok := f.person(strings.TrimSuffix(lower, "men") + "man"); ok {
			m.Plural = true
		}
	}
	switch tok.UPOS {
	case "NUM":
		m.Plural = strings.ToLower(tok.Form) != "one" && tok.Form != "1"
	case "DET", "PRON":
		l := strings.ToLower(tok.Form)
		m.Plural = l != "neither" && l != "each" && l != "another" && !strings.HasSuffix(l, "one") && !strings.HasSuffix(l, "body")
	}
	m.Type, m.Gender = f.kind(head, m.Plural)
	f.add(m)
}

// kind returns the type and the gender of the noun at token i.
func (f *finder) kind(i int, plural bool) (string, byte) {
	tok := &f.d.Tokens[i]
	lower, lemma := strings.ToLower(tok.Form), f.noun(i)
	if tok.UPOS == "NUM" || tok.UPOS == "DET" || tok.UPOS == "PRON" {
		if strings.HasSuffix(lower, "one") && lower != "one" || strings.HasSuffix(lower, "body") {
			return nlp.Person, 0
		}
		if lower == "others" || lower == "many" {
			return nlp.Group, 0
		}
		return "", 0
	}
	if typ, ok := f.collectives[lower]; ok {
		return typ, 0
	}
	// "head of state" and the like stand in the table as a whole.
	if p, ok := f.person(lemma); ok && !f.notPerson(i) {
		if plural {
			return nlp.Group, p.Gender
		}
		return nlp.Person, p.Gender
	}
	if typ, ok := f.collectives[lemma]; ok {
		if typ == nlp.Org && plural {
			return nlp.Org, 0
		}
		return typ, 0
	}
	c := f.Of(lemma)
	switch {
	case c&names.OrgNoun != 0:
		return nlp.Org, 'n'
	case c&names.GPENoun != 0:
		return nlp.GPE, 'n'
	case c&names.LocNoun != 0:
		return nlp.Loc, 'n'
	case aged(f.d, i) && !plural:
		return nlp.Person, 0
	case tok.UPOS == "ADJ":
		return nlp.Group, 0
	case tok.UPOS == "PROPN":
		return "", 0
	}
	return nlp.Thing, 'n'
}

// aged reports whether token i heads a phrase that names a person by the age: "the
// 44-year-old".
func aged(d *nlp.Document, i int) bool {
	form := strings.ToLower(d.Tokens[i].Form)
	if form == "old" && i > 1 && d.Tokens[i-1].Form == "-" {
		form = strings.ToLower(d.Tokens[i-2].Form) + "-old"
	}
	return strings.HasSuffix(form, "year-old")
}

// notPerson reports whether a noun that may be a person is a thing here.
func (f *finder) notPerson(i int) bool {
	switch f.noun(i) {
	case "source":
		return i > 0 && f.d.Tokens[i-1].UPOS == "NOUN" && f.d.Tokens[i-1].Head == i
	case "figure":
		return f.d.Tokens[i].XPOS == "NNS"
	case "one", "justice", "moderate", "private", "minor", "title":
		return true
	}
	return false
}

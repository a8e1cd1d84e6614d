package coder

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// A mender mends the trees of a document's sentences in a copy, made when the first
// of them needs it.
type mender struct {
	*tables
	d      *nlp.Document
	copied bool
}

// tokens returns the tokens of the copy.
func (m *mender) tokens() []nlp.Token {
	if !m.copied {
		c := *m.d
		c.Tokens = slices.Clone(m.d.Tokens)
		m.d, m.copied = &c, true
	}
	return m.d.Tokens
}

// past returns the lemma of the verb whose past the token may be, and whether a frame
// holds it.
func (m *mender) past(i int) (string, bool) {
	form := strings.ToLower(m.d.Tokens[i].Form)
	if lemma := m.pasts[form]; lemma != "" {
		return lemma, m.verbs[lemma] != nil
	}
	lemma := m.repair(strings.ToLower(m.d.Tokens[i].Lemma), form, "VBD")
	return lemma, strings.HasSuffix(form, "ed") && m.verbs[lemma] != nil
}

// sentence mends one sentence.
func (m *mender) sentence(s nlp.Sentence) {
	m.gerundSubject(s)
	m.capital(s)
	for i := s.First + 1; i < s.Last; i++ {
		switch tok := &m.d.Tokens[i]; tok.XPOS {
		case "VBN":
			m.standing(s, i)
			m.activePast(s, i)
			m.coordinatedPast(s, i)
			m.relativePast(s, i)
			m.clausePast(s, i)
		case "VBD":
			m.complement(s, i)
			m.relativePast(s, i)
			m.participle(s, i)
		}
		m.struck(s, i)
		m.accusedOf(s, i)
		m.fraction(s, i)
		m.proposed(s, i)
		m.given(s, i)
		m.christened(s, i)
		m.over(s, i)
	}
	m.stay(s)
	m.headline(s)
	m.headlinePassive(s)
}

// stay makes "is" the head of who is in a place for some purpose: "is in Oslo for
// talks", "was in Oslo to discuss a pact". The purpose says that it is a visit.
func (m *mender) stay(s nlp.Sentence) {
	for i := s.First + 1; i < s.Last; i++ {
		tok := &m.d.Tokens[i]
		h := tok.Head
		if tok.Rel != "cop" || h <= i || h >= s.Last || m.d.Tokens[h].UPOS != "PROPN" || !strings.EqualFold(tok.Lemma, "be") {
			continue
		}
		subject, in, purpose := false, false, false
		for k := s.First; k < s.Last; k++ {
			kid := &m.d.Tokens[k]
			if kid.Head != h {
				if g := kid.Head; k > h && g > h && g < s.Last && m.d.Tokens[g].Head == h && strings.EqualFold(kid.Form, "for") && kid.Rel == "case" {
					purpose = true
				}
				continue
			}
			switch {
			case k < i && kid.Rel == "nsubj":
				subject = true
			case k > i && k < h && kid.Rel == "case" && (kid.Form == "in" || kid.Form == "at"):
				in = true
			case k > h && kid.XPOS == "VB":
				purpose = true
			}
		}
		if !subject || !in || !purpose {
			continue
		}
		tokens := m.tokens()
		tokens[i].Head, tokens[i].Rel, tokens[i].UPOS = tokens[h].Head, tokens[h].Rel, "VERB"
		tokens[h].Head, tokens[h].Rel = i, "obl"
		for k := s.First; k < s.Last; k++ {
			if tokens[k].Head != h || k == h {
				continue
			}
			switch tokens[k].Rel {
			case "case", "det", "compound", "amod", "flat", "appos", "nummod":
			default:
				if tokens[k].Head = i; tokens[k].XPOS == "VB" && k > h {
					tokens[k].Rel = "advcl"
				} else if tokens[k].Rel == "nmod" {
					tokens[k].Rel = "obl"
				}
			}
		}
	}
}

// gerundSubject mends the name of an act at the head of a sentence that was taken for
// a participle of the verb next to it: "Fighting erupted".
func (m *mender) gerundSubject(s nlp.Sentence) {
	if s.Last-s.First < 3 {
		return
	}
	g, v := &m.d.Tokens[s.First], &m.d.Tokens[s.First+1]
	if g.XPOS != "VBG" || g.Head != s.First+1 || !strings.HasPrefix(v.XPOS, "VB") || v.XPOS == "VBG" || m.nouns[strings.ToLower(g.Form)] == nil {
		return
	}
	g = &m.tokens()[s.First]
	g.XPOS, g.UPOS, g.Rel, g.Lemma = "NN", "NOUN", "nsubj", strings.ToLower(g.Form)
}

// capital mends the name of an act that begins a sentence and was taken for a proper
// noun: "Riots erupted".
func (m *mender) capital(s nlp.Sentence) {
	if s.Last-s.First < 3 {
		return
	}
	tok, next := &m.d.Tokens[s.First], &m.d.Tokens[s.First+1]
	if tok.XPOS != "NNP" && tok.XPOS != "NNPS" || strings.HasPrefix(next.XPOS, "NN") || next.XPOS == "POS" || tok.Form == strings.ToUpper(tok.Form) {
		return
	}
	form := strings.ToLower(tok.Form)
	tag, lemma := "NN", form
	if m.nouns[form] == nil {
		if lemma = m.repair(form, form, "NNS"); m.nouns[lemma] == nil {
			return
		}
		tag = "NNS"
	}
	tok = &m.tokens()[s.First]
	tok.XPOS, tok.UPOS, tok.Lemma = tag, "NOUN", lemma
}

// activePast mends a past with a subject and an object of its own that was taken for
// a passive participle: "The union imposed sanctions, officials said".
func (m *mender) activePast(s nlp.Sentence, v int) {
	subject, object, mark := false, false, -1
	bare := -1
	for i := s.First; i < s.Last; i++ {
		if m.d.Tokens[i].Head != v {
			continue
		}
		switch rel := m.d.Tokens[i].Rel; {
		case strings.HasPrefix(rel, "aux"), rel == "cop", rel == "obl:agent", rel == "nsubj:pass":
			return
		case rel == "nsubj" && i < v:
			subject = true
		case rel == "mark" && i < v && m.d.Tokens[i].XPOS == "IN":
			mark = i
		case rel == "obl" && i < v && mark >= 0 && strings.HasPrefix(m.d.Tokens[i].XPOS, "NN") && !m.cased(s, i):
			bare = i // after the union imposed sanctions
		case rel == "obj" && i > v:
			object = true
		}
	}
	switch {
	case !object:
	case subject:
		m.tokens()[v].XPOS = "VBD"
	case bare >= 0:
		tokens := m.tokens()
		tokens[v].XPOS, tokens[bare].Rel = "VBD", "nsubj"
		if tokens[v].Rel == "acl" {
			tokens[v].Rel = "advcl"
		}
	}
}

// standing mends a participle that tells where its subject stands, a predicate adjective
// of the tables before "to", that was taken for a passive: who "is opposed to the ban"
// opposes it, and is not opposed by anybody.
func (m *mender) standing(s nlp.Sentence, v int) {
	form := strings.ToLower(m.d.Tokens[v].Form)
	if m.adjectives[form] == nil || v+1 >= s.Last || !strings.EqualFold(m.d.Tokens[v+1].Form, "to") {
		return
	}
	be := -1
	for i := s.First; i < s.Last; i++ {
		switch tok := &m.d.Tokens[i]; {
		case tok.Head != v:
		case tok.Rel == "obl:agent":
			return
		case tok.Rel == "aux:pass" && strings.EqualFold(tok.Lemma, "be"):
			be = i
		}
	}
	if be < 0 {
		return
	}
	tokens := m.tokens()
	tokens[v].UPOS, tokens[v].XPOS, tokens[v].Lemma = "ADJ", "JJ", form
	tokens[be].Rel = "cop"
	for i := s.First; i < s.Last; i++ {
		if tokens[i].Head == v && tokens[i].Rel == "nsubj:pass" {
			tokens[i].Rel = "nsubj"
		}
	}
}

// complement mends the name behind a past that was taken for what its subject was said
// to be, and is its object: "Yerevan blamed Baku", not "Lindqvist became President".
func (m *mender) complement(s nlp.Sentence, v int) {
	o := v + 1
	if o >= s.Last || m.d.Tokens[o].Head != v || m.d.Tokens[o].Rel != "xcomp" || m.d.Tokens[o].XPOS != "NNP" {
		return
	}
	if lemma, ok := m.past(v); !ok || linkingVerbs[lemma] {
		return
	}
	for i := s.First; i < s.Last; i++ {
		if tok := &m.d.Tokens[i]; tok.Head == v && (tok.Rel == "obj" || tok.Rel == "aux:pass" || tok.Rel == "nsubj:pass") {
			return
		}
	}
	m.tokens()[o].Rel = "obj"
}

// cased reports whether a preposition hangs on token i.
func (m *mender) cased(s nlp.Sentence, i int) bool {
	for k := s.First; k < i; k++ {
		if m.d.Tokens[k].Head == i && m.d.Tokens[k].Rel == "case" {
			return true
		}
	}
	return false
}

// coordinatedPast mends a past after "and" that was taken for an adjective of its
// object: "condemned the ruling and severed ties".
func (m *mender) coordinatedPast(s nlp.Sentence, v int) {
	tok := &m.d.Tokens[v]
	o := tok.Head
	if tok.Rel != "amod" || o <= v || v == s.First || m.d.Tokens[v-1].XPOS != "CC" || m.d.Tokens[v-1].Head != o || m.d.Tokens[o].Rel != "conj" {
		return
	}
	if lemma, ok := m.past(v); !ok || m.classes["DESCRIBING"].alone[lemma] {
		return
	}
	first := m.d.Tokens[o].Head // the noun it was coordinated with
	for first >= s.First && m.d.Tokens[first].Rel != "obj" && !strings.HasPrefix(m.d.Tokens[first].Rel, "obl") {
		if !strings.HasPrefix(m.d.Tokens[first].Rel, "nmod") && m.d.Tokens[first].Rel != "conj" {
			return
		}
		first = m.d.Tokens[first].Head
	}
	if first < s.First {
		return
	}
	head := m.d.Tokens[first].Head
	if head < 0 || head > v || m.d.Tokens[head].XPOS != "VBD" && m.d.Tokens[head].XPOS != "VBN" {
		return
	}
	tokens := m.tokens()
	tokens[v].XPOS, tokens[v].UPOS, tokens[v].Head, tokens[v].Rel = "VBD", "VERB", head, "conj"
	tokens[v-1].Head = v
	tokens[o].Head, tokens[o].Rel = v, "obj"
}

// relativePast mends the verb of a relative clause that was taken for a participle of
// its own subject: "the tanker that commandos seized".
func (m *mender) relativePast(s nlp.Sentence, v int) {
	tok := &m.d.Tokens[v]
	h := tok.Head
	if h >= 0 && h < v && tok.Rel == "acl:relcl" && m.d.Tokens[v-1].Rel == "nsubj" && m.d.Tokens[v-1].Head > v {
		for that := h + 1; that < v; that++ {
			if t := &m.d.Tokens[that]; t.Head == v && t.Rel == "obj" && relativeWord(t) {
				m.tokens()[v-1].Head = v // only its subject hangs elsewhere
				return
			}
		}
	}
	if tok.Rel != "acl" || h != v-1 || h <= s.First+1 || !strings.HasPrefix(m.d.Tokens[h].XPOS, "NN") {
		return
	}
	for i := v + 1; i < s.Last; i++ { // it lacks an object and an agent
		if r := m.d.Tokens[i].Rel; m.d.Tokens[i].Head == v && (r == "obj" || r == "obl:agent" || r == "xcomp") {
			return
		}
	}
	that := h - 1
	for that > s.First && (m.d.Tokens[that].Head == h || m.d.Tokens[that].Head > that && m.d.Tokens[that].Head < h) && !relativeWord(&m.d.Tokens[that]) {
		that--
	}
	a := that - 1
	if a < s.First || !relativeWord(&m.d.Tokens[that]) || !strings.HasPrefix(m.d.Tokens[a].XPOS, "NN") {
		return
	}
	tokens := m.tokens()
	if tokens[a].Rel == "nsubj:outer" {
		tokens[a].Rel = "nsubj"
	}
	if tokens[a].Head == h {
		tokens[a].Head, tokens[a].Rel = tokens[h].Head, tokens[h].Rel
	}
	tokens[v].XPOS, tokens[v].UPOS, tokens[v].Head, tokens[v].Rel = "VBD", "VERB", a, "acl:relcl"
	tokens[h].Head, tokens[h].Rel = v, "nsubj"
	tokens[that].Head, tokens[that].Rel, tokens[that].XPOS, tokens[that].UPOS = v, "obj", "WDT", "PRON"
}

func relativeWord(tok *nlp.Token) bool {
	switch strings.ToLower(tok.Form) {
	case "that", "which", "whom":
		return true
	}
	return false
}

// headline mends the verb of a headline in the present that was taken for a noun:
// "Bolivia severs ties with Israel", "Turkish forces shell village".
func (m *mender) headline(s nlp.Sentence) {
	if s.Kind != "" || s.Last-s.First < 3 || s.Last-s.First > 20 || m.d.Tokens[s.Last-1].XPOS == "." {
		return
	}
	found := -1
	for i := s.First; i < s.Last; i++ {
		tok := &m.d.Tokens[i]
		switch tok.XPOS {
		case "VBD", "VBZ", "VBP", "MD", "VBN":
			return
		case "NN", "NNS":
			if found >= 0 || i == s.First || i+1 == s.Last {
				continue
			}
			form := strings.ToLower(tok.Form)
			base := form
			switch m.d.Tokens[i-1].XPOS {
			case "NNS", "NNPS":
			case "NN", "NNP":
				base = m.repair(form, form, "VBZ")
				if base == form {
					continue
				}
			default:
				continue
			}
			if m.verbs[base] == nil {
				continue
			}
			switch m.d.Tokens[i+1].XPOS {
			case "DT", "CD", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP$", "RP":
				found = i
			}
		}
	}
	if found < 0 {
		return
	}
	tokens := m.tokens()
	hang(tokens, s, found, -1)
	tokens[found].XPOS = "VBD"
}

// clausePast makes a verb of the participle of a noun that stands for a whole clause
// and has no copula: in "Syrian armour rolled towards the border, witnesses said" the
// armour is no clause, and what it did is one.
func (m *mender) clausePast(s nlp.Sentence, v int) {
	tok := &m.d.Tokens[v]
	n := tok.Head
	if m.joinedPast(s, v, n) {
		return
	}
	alone := n == s.First && v == n+1 && n >= s.First && m.d.Tokens[n].Rel == "root" && m.d.Tokens[s.Last-1].Form == "." // Tanks rolled through the capital, and the airport was shut.
	if tok.Rel != "acl" || n < s.First || n >= v || !alone && m.d.Tokens[n].Rel != "ccomp" && m.d.Tokens[n].Rel != "parataxis" || !strings.HasPrefix(m.d.Tokens[n].XPOS, "NN") {
		return
	}
	if _, ok := m.past(v); !ok || m.d.Tokens[v-1].XPOS == "," || !alone && m.d.Tokens[n].Head < v {
		return
	}
	for i := s.First; i < s.Last; i++ {
		switch t := &m.d.Tokens[i]; {
		case t.Head == n && (t.Rel == "cop" || t.Rel == "nsubj" || t.Rel == "case" || t.Rel == "mark"), t.Head == v && (t.Rel == "obl:agent" || strings.HasPrefix(t.Rel, "aux")):
			return
		}
	}
	tokens := m.tokens()
	tokens[v].XPOS, tokens[v].Head, tokens[v].Rel = "VBD", tokens[n].Head, tokens[n].Rel
	tokens[n].Head, tokens[n].Rel = v, "nsubj"
	for i := v + 1; i < s.Last; i++ {
		if tokens[i].Head == n {
			tokens[i].Head = v
		}
	}
}

// participle makes a participle of a past without a subject that was taken for a clause
// beside the verb, right after that verb's object: "returned works of art looted from
// museums".
func (m *mender) participle(s nlp.Sentence, v int) {
	tok := &m.d.Tokens[v]
	h := tok.Head
	if tok.Rel != "advcl" || h < s.First || h >= v || !strings.HasPrefix(m.d.Tokens[v-1].XPOS, "NN") {
		return
	}
	object := -1
	for i := s.First; i < s.Last; i++ {
		switch t := &m.d.Tokens[i]; {
		case t.Head == v && (strings.HasPrefix(t.Rel, "nsubj") || strings.HasPrefix(t.Rel, "aux") || t.Rel == "mark" || t.Rel == "obj" || t.Rel == "cc"):
			return
		case t.Head == h && (t.Rel == "obj" || t.Rel == "nsubj:pass") && i > h && i < v:
			object = i
		}
	}
	if object < 0 || !m.within(v-1, object) {
		return
	}
	tokens := m.tokens()
	tokens[v].XPOS, tokens[v].Head, tokens[v].Rel = "VBN", object, "acl"
}

// within reports whether token i is a, or hangs on it, itself or by others.
func (m *mender) within(i, a int) bool {
	for steps := 0; i >= 0 && steps < 8; steps++ {
		if i == a {
			return true
		}
		i = m.d.Tokens[i].Head
	}
	return false
}

// given makes the recipient of a gift of the plural for people that was taken for a part
// of what is given: "gave Chadian rebels tanks".
func (m *mender) given(s nlp.Sentence, i int) {
	tok := &m.d.Tokens[i]
	o := tok.Head
	if tok.XPOS != "NNS" || tok.Rel != "compound" || o <= i || o >= s.Last || m.d.Tokens[o].Rel != "obj" {
		return
	}
	v := m.d.Tokens[o].Head
	if v < s.First || v >= i || !givingVerbs[strings.ToLower(m.d.Tokens[v].Lemma)] {
		return
	}
	if !m.classes["RECEIVER"].alone[strings.ToLower(tok.Lemma)] {
		return
	}
	tokens := m.tokens()
	tokens[i].Head, tokens[i].Rel = v, "iobj"
	for k := v + 1; k < i; k++ {
		if tokens[k].Head == o {
			tokens[k].Head = i
		}
	}
}

// over makes a particle of the "over" that was taken for a preposition before "to":
// "turned the suspect over to the United States".
func (m *mender) over(s nlp.Sentence, i int) {
	if i+1 >= s.Last || m.d.Tokens[i].Rel != "case" || !strings.EqualFold(m.d.Tokens[i].Form, "over") || !strings.EqualFold(m.d.Tokens[i+1].Form, "to") {
		return
	}
	n := m.d.Tokens[i].Head
	if n < i || m.d.Tokens[i+1].Head != n {
		return
	}
	v := m.d.Tokens[n].Head
	for steps := 0; v >= s.First && v < i && steps < 3 && m.d.Tokens[v].UPOS != "VERB"; steps++ {
		v = m.d.Tokens[v].Head
	}
	if v < s.First || v >= i || !handingVerbs[strings.ToLower(m.d.Tokens[v].Lemma)] {
		return
	}
	tokens := m.tokens()
	tokens[i].Head, tokens[i].Rel = v, "compound:prt"
	if tokens[n].Head != v {
		tokens[n].Head, tokens[n].Rel = v, "obl"
	}
}

// christened hangs a word for a ship or a weapon on the name right behind it, where it
// was taken for whom the thing of that name was given to: "sent the submarine Conqueror".
func (m *mender) christened(s nlp.Sentence, i int) {
	tok := &m.d.Tokens[i]
	if tok.Rel != "iobj" || i+1 >= s.Last || !m.classes["ARMAMENT"].alone[strings.ToLower(tok.Lemma)] {
		return
	}
	o := i + 1
	if m.d.Tokens[o].Rel != "obj" || m.d.Tokens[o].Head != tok.Head || m.d.Tokens[o].UPOS != "PROPN" {
		return
	}
	tokens := m.tokens()
	tokens[i].Head, tokens[i].Rel = o, "compound"
}

// fraction makes a noun of the fraction that was taken for an adverb of its number: "one
// third of the guerrillas".
func (m *mender) fraction(s nlp.Sentence, i int) {
	tok := &m.d.Tokens[i]
	n := i - 1
	if n < s.First || m.d.Tokens[n].XPOS != "CD" || tok.Head != n && tok.Head != m.d.Tokens[n].Head || tok.UPOS == "NOUN" || i+1 >= s.Last || !strings.EqualFold(m.d.Tokens[i+1].Form, "of") {
		return
	}
	switch strings.TrimSuffix(strings.ToLower(tok.Form), "s") {
	case "third", "quarter", "fourth", "fifth", "tenth", "half":
	default:
		return
	}
	tokens := m.tokens()
	tokens[i].UPOS, tokens[i].XPOS, tokens[i].Lemma = "NOUN", "NN", strings.TrimSuffix(strings.ToLower(tok.Form), "s")
	tokens[i].Head, tokens[i].Rel = tokens[n].Head, tokens[n].Rel
	tokens[n].Head, tokens[n].Rel = i, "nummod"
	for k := s.First; k < s.Last; k++ {
		if tokens[k].Head == n && k != i {
			tokens[k].Head = i
		}
	}
}

// proposed makes the verb of a clause of a verb in the present that was taken for the
// subject of the participle behind it: "the rebels reject proposed changes".
func (m *mender) proposed(s nlp.Sentence, v int) {
	tok := &m.d.Tokens[v]
	p := v + 1
	if p >= s.Last || !(tok.Head == p && tok.Rel == "nsubj" || tok.Head == m.d.Tokens[p].Head && tok.Rel == m.d.Tokens[p].Rel) || tok.XPOS != "VBP" && tok.XPOS != "VBZ" || m.d.Tokens[p].XPOS != "VBD" && m.d.Tokens[p].XPOS != "VBN" {
		return
	}
	object, subject := -1, false
	for k := s.First; k < s.Last; k++ {
		if k != v && m.d.Tokens[k].Head == p && strings.HasPrefix(m.d.Tokens[k].Rel, "nsubj") {
			return
		}
		subject = subject || k < v && m.d.Tokens[k].Head == v && m.d.Tokens[k].Rel == "nsubj"
		if m.d.Tokens[k].Head == p && m.d.Tokens[k].Rel == "obj" {
			object = k
		}
	}
	if !subject || object < 0 {
		return
	}
	tokens := m.tokens()
	if tokens[v].Head == p {
		tokens[v].Head, tokens[v].Rel = tokens[p].Head, tokens[p].Rel
	}
	for k := s.First; k < s.Last; k++ {
		if tokens[k].Head == p && k != v {
			tokens[k].Head = v
		}
	}
	tokens[p].XPOS, tokens[p].Head, tokens[p].Rel = "VBN", object, "amod"
}

// joinedPast makes a clause of a noun that was joined to a verb, with the participle that
// describes it: in "ordered them deported, and customs agents seized bananas" no noun
// goes with a verb, and who seized has an object. It reports whether it did.
func (m *mender) joinedPast(s nlp.Sentence, v, n int) bool {
	tokens := m.d.Tokens
	if tokens[v].Rel != "acl" || n < s.First || n >= v || tokens[n].Rel != "conj" || !strings.HasPrefix(tokens[n].XPOS, "NN") {
		return false
	}
	h := tokens[n].Head
	if _, ok := m.past(v); !ok || h < s.First || tokens[h].UPOS != "VERB" {
		return false
	}
	object := false
	for i := v + 1; i < s.Last; i++ {
		if tokens[i].Head == v && tokens[i].Rel == "obl:agent" {
			return false
		}
		object = object || tokens[i].Head == v && tokens[i].Rel == "obj"
	}
	if !object {
		return false
	}
	for tokens[h].Rel == "xcomp" && tokens[h].Head >= s.First {
		h = tokens[h].Head
	}
	tokens = m.tokens()
	tokens[v].XPOS, tokens[v].Head, tokens[v].Rel = "VBD", h, "conj"
	tokens[n].Head, tokens[n].Rel = v, "nsubj"
	return true
}

// accusedOf makes a verb of the gerund that was taken for an adjective of what it is done
// to: "accused Pakistan of shelling villages in Kunar".
func (m *mender) accusedOf(s nlp.Sentence, i int) {
	tok := &m.d.Tokens[i]
	n := tok.Head
	if tok.XPOS != "VBG" || tok.Rel != "amod" || n <= i || n >= s.Last || i-1 <= s.First || m.d.Tokens[i-1].Rel != "case" || m.d.Tokens[i-1].Head != n {
		return
	}
	switch strings.ToLower(m.d.Tokens[i-1].Form) {
	case "of", "for":
	default:
		return
	}
	if x := m.d.Tokens[n].XPOS; x != "NNS" && x != "NNPS" && x != "NNP" && n == i+1 || m.verbs[strings.ToLower(tok.Lemma)] == nil {
		return
	}
	v := m.d.Tokens[n].Head
	for v >= s.First && v < i && m.d.Tokens[v].UPOS != "VERB" {
		v = m.d.Tokens[v].Head
	}
	if v < s.First || v >= i || !accusingVerbs[strings.ToLower(m.d.Tokens[v].Lemma)] {
		return
	}
	tokens := m.tokens()
	tokens[i-1].Rel, tokens[i-1].Head = "mark", i
	tokens[i].Rel, tokens[i].Head = "advcl", v
	tokens[n].Rel, tokens[n].Head = "obj", i
	for k := n + 1; k < s.Last; k++ { // where it was done
		if tokens[k].Head == v && tokens[k].Rel == "obl" && strings.HasPrefix(tokens[k].XPOS, "NN") {
			tokens[k].Head = i
		}
	}
}

// struck makes a description of the second part of a compound with a hyphen that was
// taken for a verb with an object: "flew tents to cyclone-hit Samoa".
func (m *mender) struck(s nlp.Sentence, i int) {
	t := m.d.Tokens
	if i < s.First+2 || t[i].UPOS != "VERB" || t[i].XPOS != "VB" && t[i].XPOS != "VBD" || t[i-1].Form != "-" || t[i-1].Span.End != t[i].Span.Start || t[i-2].Span.End != t[i-1].Span.Start {
		return
	}
	if !strings.HasPrefix(t[i-2].XPOS, "NN") || t[i-2].Head != i || t[i].Head < s.First {
		return
	}
	n := -1
	for k := i + 1; k < s.Last && n < 0; k++ {
		if t[k].Head == i && t[k].Rel == "obj" {
			n = k
		}
	}
	if n < 0 {
		return
	}
	tokens := m.tokens()
	tokens[n].Head, tokens[n].Rel = tokens[i].Head, "obl"
	tokens[i].XPOS, tokens[i].Head, tokens[i].Rel = "VBN", n, "amod"
	for k := s.First; k < i-2; k++ {
		if tokens[k].Head == i && (tokens[k].Rel == "case" || tokens[k].Rel == "mark") {
			tokens[k].Head, tokens[k].Rel = n, "case"
		} else if tokens[k].Head == i && tokens[k].Rel == "det" {
			tokens[k].Head = n
		}
	}
	for k := n + 1; k < s.Last; k++ {
		if tokens[k].Head == i {
			tokens[k].Head = tokens[n].Head
		}
	}
}

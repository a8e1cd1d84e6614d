package coder

import (
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// run is the coding of one document.
type run struct {
	*tables
	d    *nlp.Document
	refs []ledger.Referent
	kids [][]int
	// index finds what stands where.
	index *index
	// lemma is the lower-case lemma of each token.
	lemma []string
	// xpos and pos are the tags of each token, with those verbs mended that the tagger
	// took for adjectives or nouns though they have a subject or an object.
	xpos, pos []string
	// mention is, for each token, the index of the best mention whose head it is, or -1.
	mention []int32
	// timed marks tokens in an expression of time.
	timed []bool
	// suppressed marks triggers that are the content of a coded speech act.
	suppressed []bool
	cands      []*candidate
	// politics is set once one of the first looked candidates is a public act that a frame found.
	politics bool
	looked   int
	// topics sums up, for each gate of scope document, its words before each sentence;
	// titled are those of the title.
	topics [][]int
	titled []int
	// sides are what each country has to do with others, story is the country that the
	// text is about, or "", and crowds are the mentions of crowds.
	sides map[string]*side
	story string
	// pair are the two countries that have most parts in the acts of the text, sorted.
	pair   []string
	crowds []int
	// stories counts, for each context that a story may have, its words in the document.
	stories []int
}

func newRun(t *tables, d *nlp.Document, refs []ledger.Referent) *run {
	n := len(d.Tokens)
	r := &run{
		tables: t, d: d, refs: refs, kids: d.Children(), index: newIndex(d), lemma: make([]string, n), mention: make([]int32, n),
		suppressed: make([]bool, n), timed: make([]bool, n), xpos: make([]string, n), pos: make([]string, n),
	}
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		l := tok.Lemma
		if l == "" || l == "_" {
			l = tok.Form
		}
		r.xpos[i], r.pos[i] = tok.XPOS, coarse(tok.XPOS, tok.UPOS)
		if mended := r.mistagged(i); mended != "" {
			r.xpos[i], r.pos[i] = mended, "VERB"
		}
		if r.gerundNoun(i) {
			r.xpos[i], r.pos[i], l = "NN", "NOUN", tok.Form
		}
		r.lemma[i] = r.repair(strings.ToLower(l), strings.ToLower(tok.Form), r.xpos[i])
		r.mention[i] = -1
	}
	for _, t := range d.Times {
		if t.Sent < 0 || t.Sent >= len(d.Sentences) {
			continue
		}
		for i := d.Sentences[t.Sent].First; i < d.Sentences[t.Sent].Last; i++ {
			r.timed[i] = r.timed[i] || t.Span.Overlaps(d.Tokens[i].Span)
		}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Chain < 0 || m.Chain >= len(refs) {
			continue
		}
		if old := r.mention[m.Head]; old < 0 || r.better(m, &d.Mentions[old]) {
			r.mention[m.Head] = int32(i)
		}
	}
	return r
}

// mistagged returns the tag of a verb that was tagged as an adjective or noun, or "":
// the past of a verb that the tables know with a subject or object ("generals
// released"), or a form of one with an auxiliary ("would phone", "were looting").
func (r *run) mistagged(i int) string {
	tok := &r.d.Tokens[i]
	if r.pos[i] != "ADJ" && r.pos[i] != "NOUN" {
		return ""
	}
	form := strings.ToLower(tok.Form)
	past := r.pasts[form] != "" || strings.HasSuffix(form, "ed") && r.knows(r.repair(form, form, "VBD"))
	gerund := strings.HasSuffix(form, "ing") && r.knows(r.repair(form, form, "VBG"))
	if !past && !gerund && r.verbs[form] == nil {
		return ""
	}
	subject, object, modal, be := false, false, false, false
	for _, k := range r.kids[i] {
		switch r.d.Tokens[k].Rel {
		case "det", "case", "amod", "nmod:poss":
			return ""
		case "cop", "aux", "aux:pass":
			switch {
			case r.d.Tokens[k].XPOS == "MD":
				modal = true
			case r.d.Tokens[k].Lemma == "be":
				be = true
			}
			if r.d.Tokens[k].Rel == "cop" && !gerund {
				return ""
			}
		case "nsubj":
			subject = true
		case "obj":
			object = true
		}
	}
	switch {
	case gerund && be && (object || r.pos[i] == "NOUN"):
		return "VBG"
	case modal && r.verbs[form] != nil:
		return "VB"
	case past && (object || subject && (tok.Rel == "root" || tok.Rel == "ccomp" || tok.Rel == "conj")):
		return "VBD"
	}
	return ""
}

// gerundNoun reports whether a participle after a preposition, without an object, is
// the name of an act: "three days of rioting".
func (r *run) gerundNoun(i int) bool {
	tok := &r.d.Tokens[i]
	if tok.XPOS != "VBG" || r.nouns[strings.ToLower(tok.Form)] == nil {
		return false
	}
	of := false
	for _, k := range r.kids[i] {
		switch rel := r.d.Tokens[k].Rel; {
		case (rel == "mark" || rel == "case") && k < i:
			switch strings.ToLower(r.d.Tokens[k].Form) {
			case "of", "in", "amid", "during", "despite":
				of = true
			}
		case rel == "obj", rel == "nsubj", rel == "xcomp", rel == "ccomp", strings.HasPrefix(rel, "aux"), rel == "compound:prt":
			return false
		case rel == "obl" && i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Head == k && r.d.Tokens[i+1].Rel == "case":
			switch strings.ToLower(r.d.Tokens[i+1].Form) {
			case "on", "at", "upon": // accused of firing on a patrol
				return false
			}
		}
	}
	return of
}

// better reports whether m tells more of its head than old: a country first, then
// a name, then the longer phrase.
func (r *run) better(m, old *nlp.Mention) bool {
	a, b := r.refs[m.Chain].Country != "", r.refs[old.Chain].Country != ""
	if a != b {
		return a
	}
	if (m.Kind == nlp.Name) != (old.Kind == nlp.Name) {
		return m.Kind == nlp.Name
	}
	return m.Len() > old.Len()
}

// coarse returns the universal tag that agrees with a Penn tag, where the two differ.
func coarse(xpos, upos string) string {
	switch {
	case strings.HasPrefix(xpos, "NNP"):
		return "PROPN"
	case strings.HasPrefix(xpos, "NN"):
		return "NOUN"
	case strings.HasPrefix(xpos, "VB"):
		if upos != "AUX" {
			return "VERB"
		}
	case strings.HasPrefix(xpos, "JJ"):
		return "ADJ"
	case xpos == "CD":
		return "NUM"
	}
	return upos
}

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
	// topics sums up, for each gate of scope document, its words before each sentence;
	// titled are those of the title.
	topics [][]int
	titled []int
	// bouts are the acts between two parties with countries, and story is the country
	// that the text is about, or "".
	bouts []bout
	story string
	// stories counts, for each context that a story may have, its words in the document.
	stories []int
}

func newRun(t *tables, d *nlp.Document, refs []ledger.Referent) *run {
	n := len(d.Tokens)
	r := &run{
		tables: t, d: d, refs: refs, kids: d.Children(), lemma: make([]string, n), mention: make([]int32, n),
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
		}
	}
	return of
}

// repair returns the lemma of a verb or plural that the lemmatiser does not know, if
// the tables know a word that the form may be of.
func (t *tables) repair(lemma, form, xpos string) string {
	switch xpos {
	case "NN":
		if cut, ok := strings.CutSuffix(form, "s"); ok && t.nouns[lemma] == nil && t.nouns[cut] != nil {
			return cut
		}
	case "NNS", "NNPS":
		if men, ok := strings.CutSuffix(form, "men"); ok {
			return men + "man"
		}
		for _, suffix := range []string{"s", "es"} {
			if cut, ok := strings.CutSuffix(form, suffix); ok && t.nouns[lemma] == nil && t.nouns[cut] != nil {
				return cut
			}
		}
		if lemma == form && len(form) > 3 && strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss") && t.nouns[form] == nil {
			if y, ok := strings.CutSuffix(form, "ies"); ok {
				return y + "y"
			}
			return strings.TrimSuffix(form, "s")
		}
	case "VB":
		if t.verbs[form] != nil {
			return form
		}
	case "VBD", "VBN", "VBG", "VBZ", "VBP":
		if t.knows(lemma) {
			return lemma
		}
		if past := t.pasts[form]; past != "" {
			return past
		}
		stem := form
		for _, suffix := range []string{"ed", "ing", "es", "s"} {
			if cut, ok := strings.CutSuffix(form, suffix); ok {
				stem = cut
				break
			}
		}
		if stem == form || len(stem) < 2 {
			return lemma
		}
		n := len(stem)
		for _, w := range []string{stem, stem + "e", stem[:n-1], stem[:n-1] + "y", stem[:n-1] + "ie"} {
			if (w != stem[:n-1] || n > 2 && stem[n-1] == stem[n-2]) && t.knows(w) {
				return w
			}
		}
	}
	return lemma
}

// knows reports whether a table holds the verb.
func (t *tables) knows(lemma string) bool {
	return t.verbs[lemma] != nil || t.govern[lemma] != nil || t.light[lemma] != nil
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

func (r *run) rel(t int) string { return r.d.Tokens[t].Rel }

// is reports whether token t's relation is rel or a subtype of it.
func (r *run) is(t int, rel string) bool {
	have := r.d.Tokens[t].Rel
	return have == rel || len(have) > len(rel) && have[len(rel)] == ':' && have[:len(rel)] == rel
}

// child returns the first dependent of t in relation rel, subtypes included, or -1.
func (r *run) child(t int, rel string) int {
	for _, k := range r.kids[t] {
		if r.is(k, rel) {
			return k
		}
	}
	return -1
}

func (r *run) upos(t int) string { return r.pos[t] }

func (r *run) verb(t int) bool { return r.upos(t) == "VERB" }

// noun reports whether t is a common or proper noun.
func (r *run) noun(t int) bool {
	u := r.pos[t]
	return u == "NOUN" || u == "PROPN" || r.mention[t] >= 0 && r.d.Mentions[r.mention[t]].Kind == nlp.Name && u != "ADJ" && u != "NUM"
}

// means are the ways of speaking that stand after "by" and do nothing themselves.
var means = map[string]bool{"phone": true, "telephone": true, "video": true, "videolink": true, "letter": true, "email": true, "radio": true, "satellite": true}

// passive reports whether verb v is in the passive voice, with or without an
// auxiliary (a participle that modifies a noun is). It trusts the auxiliary and the
// form more than the labels of the parse.
func (r *run) passive(v int) bool {
	x := r.xpos[v]
	if x != "VBN" && x != "VBD" {
		return false
	}
	if x == "VBD" && (r.rel(v) == "acl" || r.rel(v) == "xcomp" && r.d.Tokens[v].Head >= 0 && r.lemma[r.d.Tokens[v].Head] == "have") && r.child(v, "nsubj") < 0 {
		return true // a participle taken for a past: the monks arrested, had them moved
	}
	have, spoken := false, false
	for _, k := range r.kids[v] {
		if k > v && r.rel(k) != "obl:agent" {
			continue
		}
		switch rel := r.rel(k); {
		case rel == "obl:agent" && x == "VBN":
			if means[r.lemma[k]] {
				spoken = true
				continue
			}
			return true
		case (rel == "aux:pass" || rel == "aux") && (r.lemma[k] == "be" || r.lemma[k] == "get"):
			return true
		case rel == "aux" && r.lemma[k] == "have":
			have = true
		}
	}
	if x == "VBN" && !have { // headlines: fined by a court
		for _, k := range r.kids[v] {
			if k > v && r.is(k, "obl") && r.caseOf(k) == "by" && r.mention[k] >= 0 && r.personal(k) {
				return true
			}
		}
	}
	if x != "VBN" || have || spoken && r.child(v, "nsubj") >= 0 {
		return false
	}
	h := r.d.Tokens[v].Head
	switch {
	case r.rel(v) == "acl":
		return true
	case r.is(v, "advcl") && r.child(v, "nsubj") < 0 && r.child(v, "aux") < 0:
		return true
	case r.is(v, "amod"):
		return true
	case r.is(v, "conj"):
		return r.child(v, "nsubj") < 0 && r.child(v, "aux") < 0 && r.child(v, "obj") < 0 && r.verb(h) && r.passive(h)
	case r.rel(v) == "xcomp" || r.rel(v) == "ccomp":
		return r.child(v, "aux") < 0 // had them arrested, wanted them freed
	case r.rel(v) == "root" || r.rel(v) == "parataxis": // headlines
		if s := r.child(v, "nsubj"); s >= 0 && r.rel(s) == "nsubj" {
			return false
		}
		return r.child(v, "obj") < 0
	}
	return false
}

func (r *run) relative(t int) bool {
	switch r.lemma[t] {
	case "who", "which", "that", "whom":
		x := r.xpos[t]
		return x == "WP" || x == "WDT" || x == "" || r.upos(t) == "PRON"
	}
	return false
}

// relclHead returns the noun that the relative clause of verb v modifies, or -1. It
// looks through conjuncts: "who met and signed".
func (r *run) relclHead(v int) int {
	for steps := 0; v >= 0 && steps < 8; steps++ {
		switch {
		case r.rel(v) == "acl:relcl":
			return r.d.Tokens[v].Head
		case r.is(v, "conj"), r.rel(v) == "xcomp", r.rel(v) == "ccomp":
			v = r.d.Tokens[v].Head
		default:
			return -1
		}
	}
	return -1
}

// surface returns the subjects of v as they stand, active or passive, looked for
// in v, then in what v shares its subject with.
func (r *run) surface(v, depth int) (subjects []int, pass bool) {
	if depth > 8 {
		return nil, false
	}
	for _, k := range r.kids[v] {
		if r.is(k, "nsubj") {
			if r.relative(k) {
				if h := r.relclHead(v); h >= 0 {
					k = h
				}
			} else if r.lemma[k] == "what" {
				continue
			}
			return append([]int{k}, r.alongside(v, k)...), r.passive(v)
		}
	}
	for _, a := range r.kids[v] { // the subject hung on the auxiliary
		if a > v {
			break
		}
		if r.is(a, "aux") || r.rel(a) == "cop" {
			if k := r.child(a, "nsubj"); k >= 0 && k < v && !r.relative(k) {
				return []int{k}, r.passive(v)
			}
		}
	}
	if r.upos(v) == "ADJ" && r.child(v, "cop") >= 0 { // is due in Hanoi, the subject hung on Hanoi
		for _, o := range r.rels(v, "obl") {
			if k := r.child(o, "nsubj"); k >= 0 && k < v && !r.relative(k) {
				return []int{k}, false
			}
		}
	}
	if k := r.bareLeft(v); k >= 0 {
		return []int{k}, r.passive(v)
	}
	if k := r.overComma(v); k >= 0 {
		return []int{k}, r.passive(v)
	}
	h := r.d.Tokens[v].Head
	if h < 0 {
		return nil, false
	}
	switch rel := r.rel(v); {
	case rel == "ccomp" && h > v && !r.toInfinitive(v): // "X signed a treaty, Y reported", X hung on reported
		for _, k := range r.kids[h] {
			if k < v && r.is(k, "nsubj") {
				return []int{k}, r.passive(v)
			}
		}
		return nil, false
	case r.is(v, "conj"), rel == "parataxis" && r.verb(v):
		if rel == "parataxis" && h > v {
			return nil, false
		}
		return r.surface(h, depth+1)
	case rel == "xcomp" || rel == "ccomp" && r.infinitive(v):
		if o := r.child(h, "obj"); o >= 0 && o < v && !r.subjectControl(h) {
			return []int{o}, false
		}
		if o := r.child(h, "iobj"); o >= 0 && o < v && !r.subjectControl(h) {
			return []int{o}, false
		}
		if o := r.controlledBy(h, v); o >= 0 {
			return []int{o}, false
		}
		return r.surface(h, depth+1)
	case r.is(v, "advcl"):
		if r.objectControl(h) {
			if o := r.child(h, "obj"); o >= 0 && o < v {
				return []int{o}, false
			}
		}
		if o := r.controlledBy(h, v); o >= 0 && r.toInfinitive(v) {
			return []int{o}, false
		}
		if r.noun(h) {
			return []int{h}, false
		}
		return r.surface(h, depth+1)
	case rel == "acl":
		if r.toInfinitive(v) { // plan to kill, decision to withdraw
			for _, rel := range []string{"nmod:poss", "compound"} {
				if p := r.child(h, rel); p >= 0 && (rel == "nmod:poss" || r.mention[p] >= 0) {
					return []int{p}, false
				}
			}
			if g := r.d.Tokens[h].Head; g >= 0 && (r.is(h, "obj") || r.is(h, "obl")) {
				if r.verb(g) && r.is(h, "obj") && r.objectControl(g) {
					return []int{h}, false
				}
				return r.surface(g, depth+1)
			}
			for _, p := range []string{"by", "of", "from"} {
				if a := r.prep(h, p); len(a) > 0 {
					return a, false
				}
			}
			return nil, false
		}
		if g := r.d.Tokens[h].Head; g >= 0 && r.verb(g) && r.is(h, "obj") && r.thing(h) && !r.passive(g) {
			return r.surface(g, depth+1) // issued a statement demanding …
		}
		return []int{h}, false
	case rel == "acl:relcl": // the relative pronoun is not there, or is the object
		return nil, false
	}
	return nil, false
}

// alongside returns the further subjects of v behind its first, k, that the parser
// hung on v in place of k: "X, the president, and the king spoke".
func (r *run) alongside(v, k int) []int {
	var out []int
	for _, s := range r.kids[v] {
		if s > k && s < v && r.is(s, "nsubj") && !r.relative(s) && r.child(s, "cc") >= 0 {
			out = append(out, s)
		}
	}
	if h := r.d.Tokens[v].Head; h >= 0 && r.child(k, "cc") >= 0 && !r.is(k, "conj") {
		for _, s := range r.kids[h] { // or on the verb of saying behind
			if s < k && r.noun(s) && r.mention[s] >= 0 && r.caseOf(s) == "" && !r.timed[s] {
				out = append(out, s)
			}
		}
	}
	return out
}

// bareLeft returns the noun before verb v that hangs on it without a preposition,
// whatever its label: the subject, where the parser did not say so; or -1.
func (r *run) bareLeft(v int) int {
	best := -1
	for _, k := range r.kids[v] {
		if k > v {
			break
		}
		if (r.noun(k) || r.upos(k) == "PRON") && r.bare(k) && r.mention[k] >= 0 && !r.relative(k) {
			best = k
		}
	}
	return best
}

// overComma returns the noun before a participle between commas that stands before
// the finite verb v, where the parser hung it elsewhere: "police, acting on orders,
// arrested"; or -1.
func (r *run) overComma(v int) int {
	switch r.xpos[v] {
	case "VBD", "VBZ", "VBP":
	case "VBN":
		if r.child(v, "obj") < 0 {
			return -1
		}
	default:
		return -1
	}
	if rel := r.rel(v); rel != "root" && rel != "ccomp" {
		return -1
	}
	s := r.d.Sentences[r.d.Tokens[v].Sent]
	for _, k := range r.kids[v] {
		if k > v || !r.is(k, "advcl") || r.xpos[k] != "VBG" && r.xpos[k] != "VBN" || r.d.Tokens[v-1].Form != "," {
			continue
		}
		n := k - 2
		if k-1 >= s.First && n >= s.First && r.d.Tokens[k-1].Form == "," && r.noun(n) && r.caseOf(n) == "" && (r.rel(n) == "appos" || r.is(n, "conj") || r.is(n, "obl") || r.is(n, "nmod")) {
			return n
		}
	}
	return -1
}

// bareRight is bareLeft for what follows v: the object.
func (r *run) bareRight(v int) int {
	for _, k := range r.kids[v] {
		if k > v && (r.noun(k) || r.upos(k) == "PRON" || r.upos(k) == "NUM") && r.bare(k) {
			return k
		}
	}
	return -1
}

// bare reports whether noun k may be a subject or object: it has no preposition and
// no label of another kind of phrase that is clear of doubt.
func (r *run) bare(k int) bool {
	if r.caseOf(k) != "" {
		return false
	}
	switch rel := r.rel(k); {
	case rel == "aux:pass" && r.mention[k] >= 0, rel == "obl", rel == "nsubj:pass", rel == "nsubj", rel == "obj", rel == "dep", rel == "dislocated", rel == "obl:npmod",
		rel == "nmod", rel == "advmod", rel == "appos", rel == "flat", rel == "compound":
	default:
		return false
	}
	return !r.timed[k]
}

// controlledBy returns who is called on, appealed to, or pressed in a prepositional
// phrase of verb h to do v: "called on X to leave"; or -1.
func (r *run) controlledBy(h, v int) int {
	switch r.lemma[h] {
	case "call", "appeal", "plead", "prevail", "lean", "wait", "shout":
	default:
		return -1
	}
	for _, k := range r.kids[h] {
		if r.is(k, "obl") && k < v {
			switch r.caseOf(k) {
			case "on", "upon", "to", "for":
				return k
			}
		}
	}
	return -1
}

func (r *run) subjectControl(h int) bool {
	switch r.lemma[h] {
	case "promise", "threaten", "use", "have":
		return r.lemma[h] != "have"
	}
	return false
}

// objectControl reports whether a participle under verb h has h's object as its
// subject: "accused X of striking".
func (r *run) objectControl(h int) bool {
	for _, e := range r.verbs[r.lemma[h]] {
		if e.flags&objctl != 0 {
			return true
		}
	}
	switch r.lemma[h] {
	case "prevent", "stop", "bar", "ban", "keep", "block", "deter", "discourage", "dissuade", "catch", "see", "leave", "prohibit", "exclude":
		return true
	}
	return false
}

func (r *run) infinitive(v int) bool {
	x := r.xpos[v]
	return (x == "VB" || x == "VBG" || x == "VBN") && r.child(v, "nsubj") < 0 && !r.modal(v)
}

func (r *run) modal(v int) bool {
	for _, k := range r.kids[v] {
		if r.xpos[k] == "MD" {
			return true
		}
	}
	return false
}

func (r *run) toInfinitive(v int) bool {
	for _, k := range r.kids[v] {
		if (r.rel(k) == "mark" || r.rel(k) == "aux") && r.lemma[k] == "to" {
			return true
		}
	}
	return false
}

// subjects returns the heads of who does v: its subject, or the agent of a passive.
func (r *run) subjects(v int) []int {
	if r.passive(v) {
		for _, k := range r.kids[v] {
			if r.rel(k) == "obl:agent" || r.is(k, "obl") && r.caseOf(k) == "by" {
				return []int{k}
			}
		}
		if k := r.astray(v, "by"); len(k) > 0 {
			return k
		}
		h := r.d.Tokens[v].Head
		if h >= 0 && r.is(v, "conj") && r.passive(h) {
			return r.subjects(h) // captured and killed by
		}
		if h >= 0 && (r.rel(v) == "xcomp" || r.rel(v) == "ccomp") && r.lemma[h] == "have" {
			s, _ := r.surface(h, 0) // had leaders arrested
			return s
		}
		for _, k := range r.kids[v] { // the agent may stand on a later conjunct
			if r.is(k, "conj") && r.verb(k) && r.xpos[k] == "VBN" && r.child(k, "nsubj") < 0 {
				for _, a := range r.kids[k] {
					if r.rel(a) == "obl:agent" {
						return []int{a}
					}
				}
			}
		}
		return nil
	}
	s, pass := r.surface(v, 0)
	if pass && !r.is(v, "conj") {
		return s // was asked to leave: the passive subject controls
	}
	return s
}

// objects returns the heads of whom v is done to: its object, or the subject of a
// passive, or what its relative clause modifies.
func (r *run) objects(v int) []int {
	if r.passive(v) {
		h := r.d.Tokens[v].Head
		for _, k := range r.kids[v] {
			if r.is(k, "nsubj") {
				if r.relative(k) {
					if n := r.relclHead(v); n >= 0 {
						return []int{n}
					}
				}
				return []int{k}
			}
		}
		switch {
		case h < 0:
		case r.rel(v) == "acl", r.is(v, "amod"):
			return []int{h}
		case r.is(v, "conj"):
			s, _ := r.surface(v, 0)
			return s
		case r.rel(v) == "xcomp", r.rel(v) == "ccomp", r.is(v, "advcl"):
			s, _ := r.surface(v, 0)
			return s
		}
		return nil
	}
	for _, k := range r.kids[v] {
		if r.is(k, "obj") && !r.timed[k] && !(r.lemma[k] == "home" && len(r.kids[k]) == 0) {
			if r.relative(k) {
				if h := r.relclHead(v); h >= 0 {
					return []int{h}
				}
			}
			return []int{k}
		}
	}
	if k := r.child(v, "iobj"); k >= 0 && !r.relative(k) {
		return []int{k}
	}
	if k := r.bareRight(v); k >= 0 {
		return []int{k}
	}
	if r.rel(v) == "acl:relcl" { // the towns (that) they took
		h := r.d.Tokens[v].Head
		if s := r.child(v, "nsubj"); s >= 0 && !r.relative(s) {
			return []int{h}
		}
	}
	if k := r.child(v, "xcomp"); k >= 0 && r.noun(k) && r.classes["NAMING"].alone[r.lemma[v]] && r.child(k, "appos") >= 0 {
		return []int{k} // called the raid a crime, read as naming it a raid
	}
	for _, k := range r.kids[v] { // hand in its weapons, where "in" was read as a preposition
		if r.is(k, "obl") && v+1 < len(r.lemma) && r.d.Tokens[v+1].Head == k && r.rel(v+1) == "case" && r.hasParticle(v, r.lemma[v+1]) {
			return []int{k}
		}
	}
	if k := r.child(v, "ccomp"); k == v+1 && (r.xpos[k] == "VBD" || r.xpos[k] == "VBN") && r.child(k, "nsubj") < 0 { // reject proposed changes
		if o := r.child(k, "obj"); o >= 0 {
			return []int{o}
		}
	}
	for _, k := range r.kids[v] { // captured and killed him
		if r.is(k, "conj") && r.verb(k) && r.child(k, "nsubj") < 0 && !r.phrasal(v) { // not: backed down and cancelled it
			for _, o := range r.kids[k] {
				if r.is(o, "obj") && r.child(v, "xcomp") < 0 && r.child(v, "ccomp") < 0 {
					return []int{o}
				}
			}
		}
	}
	return nil
}

// givenTo finds an indirect object that was read as the first word of the object's
// name: "gave Manila two boats", where no number or article follows in a name, and
// "promised Armenia howitzers", where a state is named.
func (r *run) givenTo(v int) []int {
	for _, o := range r.rels(v, "obj") {
		for _, k := range r.kids[o] {
			if r.rel(k) != "compound" && r.rel(k) != "nmod:poss" || k != v+1 && k != v+2 || r.mention[k] < 0 || r.xpos[k+1] == "POS" || strings.HasSuffix(r.d.Tokens[k].Form, "'") {
				continue
			}
			switch r.upos(k + 1) {
			case "NUM", "DET", "PRON":
				return []int{k}
			}
			if ref := &r.refs[r.referent(k)].Actor; strings.HasPrefix(r.xpos[k], "NNP") && (ref.Type == "country" || bodies[ref.Country]) {
				return []int{k}
			}
		}
	}
	return nil
}

// hasParticle reports whether a frame of verb v has particle p.
func (r *run) hasParticle(v int, p string) bool {
	for _, e := range r.verbs[r.lemma[v]] {
		if e.extra == p {
			return true
		}
	}
	return false
}

// caseOf returns the preposition of a noun or the subordinator of a clause: the
// lower-case lemma of its case or mark, "" for none.
func (r *run) caseOf(t int) string {
	for _, k := range r.kids[t] {
		if r.rel(k) == "case" && r.lemma[k] != "'s" && r.lemma[k] != "’s" && r.lemma[k] != "'" {
			if r.lemma[k] == "than" && k+1 < len(r.lemma) && r.upos(k+1) == "NUM" {
				continue // killed more than 100 people
			}
			if r.lemma[k] == "to" && k > 0 && r.lemma[k-1] == "up" && k+1 < len(r.lemma) && r.upos(k+1) == "NUM" {
				continue // kidnapped up to 16 people
			}
			if f := r.child(k, "fixed"); f >= 0 {
				return r.lemma[k] + "_" + r.lemma[f]
			}
			return r.lemma[k]
		}
	}
	return ""
}

func (r *run) hasCase(t int, p string) bool {
	for _, k := range r.kids[t] {
		if (r.rel(k) == "case" || r.rel(k) == "mark") && r.lemma[k] == p {
			return true
		}
	}
	return false
}

// prep returns the dependents of t under preposition p, which may be a fixed pair
// as out_of.
func (r *run) prep(t int, p string) []int {
	var out []int
	first, second, pair := strings.Cut(p, "_")
	for _, k := range r.kids[t] {
		switch rel := r.rel(k); {
		case rel == "nmod:poss", rel == "obl:npmod", r.timed[k]:
		case rel == "obl:agent":
			if p == "by" {
				out = append(out, k)
			}
		case r.is(k, "obl"), r.is(k, "nmod"), r.is(k, "advcl"), rel == "acl", rel == "xcomp", rel == "obj", rel == "ccomp":
			if (rel == "obj" || rel == "xcomp" || rel == "ccomp" || rel == "acl" || r.is(k, "advcl")) && p == "to" && r.verb(k) {
				continue // an infinitive
			}
			if !pair && r.hasCase(k, p) && !(p == "of" && r.hasCase(k, "out")) || pair && r.hasCase(k, first) && (r.hasCase(k, second) || r.caseOf(k) == p) {
				out = append(out, k)
			}
		}
	}
	if len(out) == 0 {
		return r.astray(t, p)
	}
	return out
}

// astray finds what has preposition p and was hung on a time or a place of t, which
// takes none: "was signed on Friday by Peru", "a meeting in Oslo between A and B".
func (r *run) astray(t int, p string) []int {
	switch p {
	case "by", "between", "with", "against":
	default:
		return nil
	}
	for _, k := range r.kids[t] {
		if !r.is(k, "obl") && !r.is(k, "nmod") || !r.timed[k] && (r.upos(k) != "PROPN" || !r.kind(k, "#place")) {
			continue
		}
		switch r.caseOf(k) {
		case "in", "on", "at", "":
		default:
			continue
		}
		for _, x := range r.kids[k] {
			if (r.is(x, "nmod") || r.is(x, "obl")) && !r.timed[x] && r.hasCase(x, p) {
				return []int{x}
			}
		}
	}
	return nil
}

// slot returns the tokens that fill a slot of t.
func (r *run) slot(t int, name string) []int {
	switch name {
	case "subj":
		if r.noun(t) {
			if r.child(t, "cop") >= 0 { // doctors were on strike
				return r.rels(t, "nsubj")
			}
			return nil
		}
		return r.subjects(t)
	case "obj":
		return r.objects(t)
	case "subj:pass":
		if r.passive(t) {
			return r.objects(t)
		}
		return nil
	case "iobj":
		if r.passive(t) { // was given a term
			return r.rels(t, "obj")
		}
		if k := r.rels(t, "iobj"); len(k) > 0 {
			return k
		}
		return r.givenTo(t)
	case "xcomp":
		if c := r.complements(t, "xcomp"); len(c) > 0 {
			return c
		}
		return r.misplaced(t)
	case "pred":
		return r.predicates(t)
	case "holder":
		return r.holder(t)
	case "ccomp":
		return r.complements(t, "ccomp")
	case "comp":
		if c := r.complements(t, "xcomp"); len(c) > 0 {
			return c
		}
		if c := r.complements(t, "ccomp"); len(c) > 0 {
			return c
		}
		return r.misplaced(t)
	case "advcl":
		return r.rels(t, "advcl")
	case "acl":
		return r.acls(t, false)
	case "that":
		return r.acls(t, true)
	case "prt":
		return r.particles(t)
	case "poss":
		return r.rels(t, "nmod:poss")
	case "mod":
		return r.modifiers(t)
	case "case":
		return r.rels(t, "case")
	case "copsubj":
		return r.copulaSubject(t)
	}
	return r.prep(t, name)
}

func (r *run) rels(t int, rel string) []int {
	var out []int
	for _, k := range r.kids[t] {
		if r.is(k, rel) {
			out = append(out, k)
		}
	}
	return out
}

func (r *run) complements(t int, rel string) []int {
	for _, k := range r.kids[t] {
		if r.rel(k) == rel {
			return []int{k}
		}
	}
	return nil
}

// misplaced returns the infinitive that a verb of asking governs where the parser
// hung it on the verb's object or on a date: "asked the alliance on Sunday to act".
func (r *run) misplaced(t int) []int {
	if !r.verb(t) {
		return nil
	}
	for _, k := range r.kids[t] { // denied losing aircraft
		if r.is(k, "advcl") && k > t && k <= t+3 && r.xpos[k] == "VBG" && r.caseMark(k) == "" && r.child(t, "obj") < 0 {
			return []int{k}
		}
	}
	if !r.wantsInfinitive(t) {
		return nil
	}
	for _, k := range r.kids[t] {
		if r.is(k, "advcl") && r.toInfinitive(k) && k > t {
			return []int{k}
		}
		if !r.is(k, "obj") && !r.is(k, "obl") {
			continue
		}
		if r.xpos[k] == "VB" && k > t && r.hasCase(k, "to") { // urged them to free, where "to" was read as a preposition
			return []int{k}
		}
		for _, x := range r.kids[k] {
			if (r.rel(x) == "acl" || r.is(x, "advcl")) && r.toInfinitive(x) && x > k {
				return []int{x}
			}
			if r.is(x, "nmod") {
				for _, y := range r.kids[x] {
					if r.rel(y) == "acl" && r.toInfinitive(y) {
						return []int{y}
					}
				}
			}
		}
	}
	return nil
}

// wantsInfinitive reports whether a frame of verb t has its content in an infinitive.
func (r *run) wantsInfinitive(t int) bool {
	if r.objectControl(t) {
		return true
	}
	for _, e := range r.verbs[r.lemma[t]] {
		for _, p := range e.contentAt {
			if p[0] == "xcomp" || p[0] == "comp" {
				return true
			}
		}
	}
	return false
}

// predicates returns what verb t says its object is: "called the attack an outrage",
// "described it as absurd", however the parser hung it.
func (r *run) predicates(t int) []int {
	objs := r.objects(t)
	if len(objs) == 0 {
		return nil
	}
	o := objs[0]
	var out []int
	look := func(k int) {
		if k <= t || k == o {
			return
		}
		switch r.rel(k) {
		case "xcomp", "obl", "appos", "amod", "acl", "obj", "advmod", "advcl", "ccomp", "conj", "dep", "parataxis", "nmod", "obl:npmod", "obl:unmarked":
			if c := r.caseOf(k); c == "" || c == "as" {
				out = append(out, k)
			}
		}
	}
	for _, k := range r.kids[t] {
		look(k)
	}
	if o > t {
		for _, k := range r.kids[o] {
			if k > o {
				look(k)
			}
		}
	}
	return out
}

// holder returns the subject of the verb of saying whose content clause t heads.
func (r *run) holder(t int) []int {
	for steps := 0; steps < 4; steps++ {
		h := r.d.Tokens[t].Head
		for _, k := range r.kids[t] {
			if r.rel(k) == "parataxis" && r.reports(k) && r.child(k, "nsubj") >= 0 {
				return r.subjects(k)
			}
		}
		if h < 0 {
			return nil
		}
		switch {
		case r.rel(t) == "ccomp", r.rel(t) == "parataxis" && r.reports(h):
			if r.reports(h) {
				return r.subjects(h)
			}
			return nil
		case r.is(t, "conj"):
			t = h
		default:
			return nil
		}
	}
	return nil
}

// reports reports whether v is a verb of saying.
func (r *run) reports(v int) bool {
	for _, g := range r.govern[r.lemma[v]] {
		if g.kind == 'v' && g.effect == "report" {
			return true
		}
	}
	return false
}

func (r *run) acls(t int, that bool) []int {
	var out []int
	for _, k := range r.kids[t] {
		switch {
		case r.rel(k) == "acl" && (r.child(k, "nsubj") >= 0) == that && (that || r.xpos[k] != "VBN" || r.toInfinitive(k)):
			out = append(out, k)
		case that && r.rel(k) == "ccomp":
			out = append(out, k)
		}
	}
	if h := r.d.Tokens[t].Head; !that && len(out) == 0 && h >= 0 && r.is(t, "nsubj") && r.child(h, "expl") >= 0 {
		for _, k := range r.kids[h] { // there were calls for Ethiopia to open the road, hung on were
			if (r.is(k, "advcl") || r.rel(k) == "xcomp") && k > t && r.toInfinitive(k) {
				out = append(out, k)
			}
		}
	}
	return out
}

func (r *run) particles(t int) []int {
	var out []int
	for _, k := range r.kids[t] {
		if r.rel(k) == "compound:prt" || r.rel(k) == "advmod" || r.rel(k) == "advmod:emph" {
			out = append(out, k)
		}
	}
	return out
}

func (r *run) modifiers(t int) []int {
	var out []int
	for _, k := range r.kids[t] {
		switch r.rel(k) {
		case "amod", "compound", "nmod:desc", "advmod":
			out = append(out, k)
			for _, x := range r.kids[k] { // Afghan central bank reserves
				if r.rel(k) == "compound" && r.is(x, "amod") && r.mention[x] >= 0 {
					out = append(out, x)
				}
			}
		case "nmod":
			if r.caseOf(k) == "" {
				out = append(out, k)
			}
		}
	}
	return out
}

// copulaSubject returns the subject of a noun that is a predicate: of "Russia was
// behind the attack" Russia.
func (r *run) copulaSubject(t int) []int {
	if r.child(t, "cop") < 0 {
		return nil
	}
	if s := r.child(t, "nsubj"); s >= 0 {
		return []int{s}
	}
	return nil
}

// path returns the tokens at the end of a path from t.
func (r *run) path(t int, p path) []int {
	at := []int{t}
	for _, s := range p {
		var next []int
		for _, x := range at {
			next = append(next, r.slot(x, s)...)
		}
		if at = next; len(at) == 0 {
			return nil
		}
	}
	return at
}

// in reports whether token t, or one of what it is a conjunct with or a shell
// around, is a word of set.
func (r *run) in(t int, set *wordSet) bool { return r.inDepth(t, set, 0) }

func (r *run) inDepth(t int, set *wordSet, depth int) bool {
	if r.word(t, set) {
		return true
	}
	if depth > 2 {
		return false
	}
	l := r.lemma[t]
	if r.classes["SHELL"].alone[l] || r.upos(t) == "NUM" || r.upos(t) == "SYM" {
		for _, k := range r.kids[t] {
			if r.is(k, "nmod") && r.hasCase(k, "of") && r.inDepth(k, set, depth+1) {
				return true
			}
			if (r.rel(k) == "compound" || r.rel(k) == "amod") && r.classes["SHELL"].alone[l] && r.word(k, set) {
				return true
			}
		}
	}
	for _, k := range r.kids[t] {
		if r.is(k, "conj") && r.upos(k) == r.upos(t) && r.inDepth(k, set, depth+1) {
			return true
		}
	}
	return false
}

// word reports whether token t with its modifiers is a word of set.
func (r *run) word(t int, set *wordSet) bool {
	l := r.lemma[t]
	if r.d.Tokens[t].UPOS == "PROPN" && (l == "march" || l == "may") {
		return false // months
	}
	if set.alone[l] {
		return true
	}
	if mods := set.mods[l]; mods != nil {
		for _, m := range mods {
			if r.modified(t, m) {
				return true
			}
		}
	}
	return false
}

// modified reports whether the modifier m ("nerve", "state_of") stands at token t.
func (r *run) modified(t int, m string) bool {
	if before, ok := strings.CutSuffix(m, "_of"); ok {
		h := r.d.Tokens[t].Head
		return h >= 0 && r.lemma[h] == before && r.hasCase(t, "of")
	}
	last := m
	if i := strings.LastIndexByte(m, '_'); i >= 0 { // joint_military: both
		if !r.modified(t, m[:i]) {
			return false
		}
		last = m[i+1:]
	}
	for _, k := range r.kids[t] {
		if k < t && (r.lemma[k] == last || strings.EqualFold(r.d.Tokens[k].Form, last)) {
			switch r.rel(k) {
			case "amod", "compound", "nmod", "nmod:poss", "obl", "nummod":
				return true
			}
		}
	}
	return t > 0 && r.d.Tokens[t-1].Sent == r.d.Tokens[t].Sent && r.lemma[t-1] == last && r.d.Tokens[t-1].Head == t
}

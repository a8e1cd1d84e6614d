package discourse

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chancery/claims"
	"chancery/ledger"
	"chancery/nlp"
)

// How far from a denial what it answers is looked for, in sentences: what stands
// in for a claim (reach), and what shares its words (wide). Both keep the work
// linear in the length of a text.
const (
	reach = 4
	wide  = 40
)

// denied returns the claim that claim i answers, and the rule that tells; or -1.
// Package claims resolves what the words show ("denied it"); this looks at the
// whole document: at claims inside the denial, at a noun that stands for an
// earlier claim, and at what the contents share.
func (w *join) denied(i int) (claim int, by string) {
	c := w.claims[i]
	if len(c.Content) == 0 {
		return -1, ""
	}
	for _, k := range w.inner[i] {
		if c.Class == "deny" && affirms(w.claims[k]) && !w.sameSource(i, k) {
			return k, "discourse.inner"
		}
	}
	switch c.Class {
	case "feel", "believe", "intend":
		return -1, "" // "does not trust the general" denies nothing that was said
	}
	if k := w.speaker(i); k >= 0 {
		return k, "discourse.speaker"
	}
	if w.anaphoric(c.Content) {
		return w.antecedent(i), "discourse.anaphor"
	}
	best, score := -1, 0
	for _, k := range w.near(i, wide) {
		o := w.claims[k]
		if k == i || w.related(i, k) || w.sameSource(i, k) || !affirms(o) {
			continue
		}
		gap := w.sent[i] - w.sent[k]
		n := w.shared(i, k)
		before := o.Content[0].Start < c.Content[0].Start
		switch {
		case c.Class != "deny" || !before:
			// "Said the troops would not stay" need not answer anybody, and what
			// comes later is rarely answered: they must share much.
			if n < 4 || gap > 2 {
				continue
			}
		case gap == 0 && o.Class == "accuse":
			n += 3 // what stands next to the denial needs to share less
		case gap <= 1:
			n += 2
		}
		if c.Class == "deny" && before && gap <= reach && w.speaksOf(k, c.Referent) {
			n++
			if w.general(c.Content) {
				n += 2
			}
		}
		if n > score || n == score && before {
			best, score = k, n
		}
	}
	if score >= 3 {
		return best, "discourse.shared"
	}
	return -1, ""
}

// speaker returns the last claim before claim i by whom its content names: "the
// minister contradicted the president", "Blair's version". It is -1 if there is
// none.
func (w *join) speaker(i int) int {
	first, last := w.tokens(w.claims[i].Content[0])
	if first >= last {
		return -1
	}
	head := w.headIn(first, last)
	who := -1
	switch {
	case w.is("report", w.lemma(head)):
		if p := w.child(head, "nmod:poss"); p >= 0 {
			who = w.referentOf(p)
		}
	case w.doc.Tokens[head].UPOS == "PROPN" || w.doc.Tokens[head].UPOS == "NOUN":
		who = w.referentOf(head)
	}
	if who < 0 {
		return -1
	}
	best := -1
	for _, k := range w.near(i, reach) {
		o := w.claims[k]
		if o.Referent != who || !affirms(o) || w.related(i, k) {
			continue
		}
		if o.Content[0].Start < w.claims[i].Content[0].Start && (best < 0 || o.Content[0].Start >= w.claims[best].Content[0].Start) {
			best = k
		}
	}
	return best
}

// general reports whether content is a denial of anything whatever: "any
// involvement", "all responsibility".
func (w *join) general(content []nlp.Span) bool {
	first, last := w.tokens(content[0])
	return first < last && w.is("blame", w.lemma(w.headIn(first, last)))
}

// speaksOf reports whether the content of a claim names a referent, or another
// one of the same country.
func (w *join) speaksOf(claim, r int) bool {
	if r < 0 || r >= len(w.refs) {
		return false
	}
	country := w.refs[r].Country
	return w.contentHas(claim, func(t int) bool {
		k := w.referentAt(t)
		return k == r || k >= 0 && country != "" && w.refs[k].Country == country
	})
}

// affirms reports whether a claim says that something is so.
func affirms(c claims.Claim) bool {
	return c.Stance == "assert" || c.Stance == "confirm"
}

// antecedent returns the claim that a word like "it" or "the charge" in claim i
// stands for: the last one before it by another source, at most two sentences
// back; for a word like "charge" an accusation first.
func (w *join) antecedent(i int) int {
	accused, said := -1, -1
	at := w.claims[i].Content[0].Start
	for _, k := range w.near(i, 2) {
		o := w.claims[k]
		if o.Content[0].Start >= at || !affirms(o) || w.related(i, k) || w.sameSource(i, k) || w.oneGovernment(i, k) {
			continue
		}
		later := func(old int) bool { return old < 0 || o.Content[0].Start >= w.claims[old].Content[0].Start }
		if later(said) {
			said = k
		}
		if o.Class == "accuse" && later(accused) {
			accused = k
		}
	}
	if accused >= 0 && !w.pronominal(w.claims[i].Content) {
		return accused
	}
	return said
}

// pronominal reports whether content starts with a pronoun, and not with a noun,
// that stands for a claim.
func (w *join) pronominal(content []nlp.Span) bool {
	first, _ := w.tokens(content[0])
	return w.is("anaphor", w.lemma(first))
}

// related reports whether one claim lies within the other.
func (w *join) related(a, b int) bool {
	for k := a; k >= 0; k = w.claims[k].In {
		if k == b {
			return true
		}
		if w.claims[k].In == k {
			break
		}
	}
	for k := b; k >= 0; k = w.claims[k].In {
		if k == a {
			return true
		}
		if w.claims[k].In == k {
			break
		}
	}
	return false
}

// oneParty reports whether two claims have the same source, or sources of the same
// country.
func (w *join) oneParty(a, b int) bool {
	x, y := w.claims[a].Referent, w.claims[b].Referent
	if x < 0 || y < 0 || x >= len(w.refs) || y >= len(w.refs) {
		return false
	}
	return x == y || w.refs[x].Country != "" && w.refs[x].Country == w.refs[y].Country
}

// oneGovernment reports whether the sources of two claims are a state or its
// government, and of one country: they do not answer one another.
func (w *join) oneGovernment(a, b int) bool {
	rules := func(i int) bool {
		r := &w.refs[w.claims[i].Referent]
		return r.Sector == "GOV" || r.Type == "country"
	}
	return w.oneParty(a, b) && rules(a) && rules(b)
}

func (w *join) sameSource(a, b int) bool {
	x, y := w.claims[a].Referent, w.claims[b].Referent
	return x >= 0 && x == y
}

// anaphoric reports whether content has nothing but a word that stands for an
// earlier claim: "it", "the allegation", "that report as absurd".
func (w *join) anaphoric(content []nlp.Span) bool {
	first, last := w.tokens(content[0])
	if first >= last {
		return false
	}
	if w.is("anaphor", w.lemma(first)) && last-first <= 2 {
		return true
	}
	if !w.is("report", w.lemma(w.headIn(first, last))) {
		return false
	}
	switch strings.ToLower(w.doc.Tokens[first].Form) {
	case "the", "that", "this", "those", "these", "such", "any", "all":
		return true
	}
	return w.doc.Tokens[first].Rel == "nmod:poss"
}

// headIn returns the first token of the range whose head lies outside it.
func (w *join) headIn(first, last int) int {
	for t := first; t < last; t++ {
		if h := w.doc.Tokens[t].Head; h < first || h >= last {
			return t
		}
	}
	return first
}

// shared says how much two claims speak of the same: 3 for each event, 2 for each
// verb, noun or adjective, and 1 for each referent that stands in both.
func (w *join) shared(a, b int) int {
	score := 0
	for _, e := range w.out.Claims[a].About {
		if slices.Contains(w.out.Claims[b].About, e) {
			score += 3
		}
	}
	words := w.contentWords(a)
	for _, t := range w.contentWords(b) {
		if slices.Contains(words, t) {
			score += 2
			if strings.HasPrefix(t, "#") {
				score--
			}
		}
	}
	return score
}

// contentWords returns the lemmas of the nouns, adjectives and verbs of a claim's
// content, and the referents of its names and pronouns as numbers, sorted, each
// once.
func (w *join) contentWords(claim int) []string {
	if w.words[claim] != nil {
		return w.words[claim]
	}
	out := []string{}
	for _, s := range w.claims[claim].Content {
		first, last := w.tokens(s)
		for t := first; t < last; t++ {
			switch w.doc.Tokens[t].UPOS {
			case "NOUN", "VERB", "ADJ":
				out = append(out, w.lemma(t))
			case "PROPN", "PRON":
				if r := w.referentAt(t); r >= 0 {
					out = append(out, "#"+strconv.Itoa(r))
				} else if w.doc.Tokens[t].UPOS == "PROPN" {
					out = append(out, w.lemma(t))
				}
			}
		}
	}
	slices.Sort(out)
	w.words[claim] = slices.Compact(out)
	return w.words[claim]
}

// dispute joins claims that cannot all be true: by denials, by denials of events
// that others affirm, and by different numbers of the same thing.
func (w *join) dispute() {
	for i := range w.claims {
		for _, k := range w.out.Claims[i].Denies {
			// Who denies having said a thing disputes it with those who report it.
			for w.claims[k].In >= 0 && w.claims[k].In != k && w.claims[k].In != i && w.oneParty(i, k) {
				k = w.claims[k].In
			}
			// Who is denied must be somebody, or at least an accuser.
			if !w.sameSource(i, k) && (w.claims[k].Referent >= 0 || !w.claims[k].Source.Empty() || w.claims[k].Class == "accuse") {
				w.oppose([]int{k}, []int{i}, "", "discourse.denies")
			}
		}
	}
	for _, i := range w.denials {
		if len(w.out.Claims[i].Denies) > 0 {
			continue
		}
		for _, e := range w.out.Claims[i].About {
			if !w.out.Events[e].Disputed {
				continue
			}
			for k, o := range w.claims {
				if k != i && o.Stance != "deny" && o.Stance != "decline" && !w.sameSource(i, k) && !w.related(i, k) && slices.Contains(w.out.Claims[k].About, e) {
					w.oppose([]int{k}, []int{i}, "", "discourse.event")
				}
			}
		}
	}
	w.numbers()
	w.meanings()
	for i := range w.out.Disputes {
		w.finish(&w.out.Disputes[i])
	}
	slices.SortStableFunc(w.out.Disputes, func(a, b Dispute) int {
		return cmp.Compare(w.where(a), w.where(b))
	})
}

// where is the place in the text that orders disputes: their last claim.
func (w *join) where(d Dispute) int {
	at := 0
	for _, i := range slices.Concat(d.For, d.Against) {
		at = max(at, first(w.claims[i].Content).Start)
	}
	return at
}

// oppose sets claims against each other, within the dispute that has one of them
// on the same side already, or in a new one.
func (w *join) oppose(pro, con []int, typ, by string) {
	why := ledger.Reason{What: "dispute", By: by, Span: cmp.Or(w.claims[con[0]].Cue, first(w.claims[con[0]].Content))}
	// Disputes come in the order of the text: one that shares a claim is near.
	for i := max(0, len(w.out.Disputes)-200); i < len(w.out.Disputes); i++ {
		d := &w.out.Disputes[i]
		same := slices.ContainsFunc(pro, func(c int) bool { return slices.Contains(d.For, c) }) ||
			slices.ContainsFunc(con, func(c int) bool { return slices.Contains(d.Against, c) })
		crossed := slices.ContainsFunc(pro, func(c int) bool { return slices.Contains(d.Against, c) }) ||
			slices.ContainsFunc(con, func(c int) bool { return slices.Contains(d.For, c) })
		if same && !crossed && (typ == "" || d.Type == "" || typ == d.Type) {
			d.For, d.Against = union(d.For, pro), union(d.Against, con)
			d.Type = cmp.Or(d.Type, typ)
			d.Why = append(d.Why, why)
			return
		}
		if crossed && !same && typ == "number" && d.Type == typ {
			// A third number: it stands against the second, as the first does.
			d.For, d.Against = union(d.For, con), union(d.Against, pro)
			d.Why = append(d.Why, why)
			return
		}
	}
	w.out.Disputes = append(w.out.Disputes, Dispute{For: union(nil, pro), Against: union(nil, con), Type: typ, Why: []ledger.Reason{why}})
}

func union(a, b []int) []int {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	slices.Sort(a)
	return a
}

// finish adds to a dispute the claims that report a side of it, its type, its
// marker, and what it is about.
func (w *join) finish(d *Dispute) {
	for _, side := range []*[]int{&d.For, &d.Against} {
		for _, c := range slices.Clone(*side) {
			// "The Kremlin said that the president was satisfied": who says that
			// somebody holds something stands on the same side, or reports it.
			for _, k := range w.inner[c] {
				if w.claims[k].Stance == w.claims[c].Stance {
					*side = union(*side, []int{k})
				}
			}
		}
	}
	if d.Type == "" {
		d.Type = w.typeOf(d)
	}
	for _, c := range d.For {
		if d.About == "" && !w.anaphoric(w.claims[c].Content) {
			d.About = w.text(c)
		}
	}
	if d.About == "" {
		d.About = w.text(d.Against[0])
	}
	d.Marker = w.marker(d)
}

// text returns the content of a claim on one line.
func (w *join) text(claim int) string {
	parts := make([]string, 0, 2)
	for _, s := range w.claims[claim].Content {
		parts = append(parts, strings.Join(strings.Fields(w.doc.Slice(s)), " "))
	}
	return strings.Join(parts, " … ")
}

// typeOf tells what two sides are at odds about.
func (w *join) typeOf(d *Dispute) string {
	if slices.ContainsFunc(d.Against, func(c int) bool {
		return w.contentHas(c, func(t int) bool { return w.is("figure", w.lemma(t)) && w.lemma(t) != "death" })
	}) {
		return "number"
	}
	blames := func(c int) bool {
		return w.is("blame", w.cueLemma(c)) || w.contentHas(c, func(t int) bool { return w.is("blame", w.lemma(t)) })
	}
	if slices.ContainsFunc(d.For, blames) || slices.ContainsFunc(d.Against, blames) {
		return "responsibility"
	}
	return "event"
}

// contentHas reports whether a token of the content of a claim meets a test.
func (w *join) contentHas(claim int, test func(token int) bool) bool {
	for _, s := range w.claims[claim].Content {
		first, last := w.tokens(s)
		for t := first; t < last; t++ {
			if test(t) {
				return true
			}
		}
	}
	return false
}

func (w *join) cueLemma(claim int) string {
	if h := w.claims[claim].CueHead; h >= 0 && h < len(w.doc.Tokens) {
		return w.lemma(h)
	}
	return ""
}

// marker returns the words that set the sides against each other: a cue that
// counters ("contradicted"), a conjunction before the second side, or else the
// cue of the denial.
func (w *join) marker(d *Dispute) nlp.Span {
	for _, c := range d.Against {
		if w.is("counter", w.cueLemma(c)) {
			return w.claims[c].Cue
		}
	}
	for _, c := range d.Against {
		if len(w.claims[c].Content) == 0 {
			continue
		}
		s := w.doc.Sentences[w.sentenceOf(cmp.Or(w.claims[c].Cue, w.claims[c].Content[0]))]
		for t := s.First; t < s.Last; t++ {
			tok := w.doc.Tokens[t]
			if (tok.UPOS == "CCONJ" || tok.UPOS == "SCONJ" || tok.UPOS == "ADV") && w.is("counter", w.lemma(t)) {
				return tok.Span
			}
		}
	}
	for _, c := range d.Against {
		if w.claims[c].Stance == "deny" {
			return w.claims[c].Cue
		}
	}
	return nlp.Span{}
}

// meanings sets against each other claims of different sources that give two names
// to the same thing, close to each other: "described the flights as routine",
// "called them a provocation"; and two versions of one story. Unless they stand side
// by side the sources must be of different countries.
func (w *join) meanings() {
	// What a claim names: a referent, the pronoun that stands for the thing, or what
	// it gives its version of.
	theme := func(i int) string {
		if len(w.claims[i].Content) == 0 {
			return ""
		}
		if w.is("version", w.cueLemma(i)) {
			return "version"
		}
		if !w.is("name", w.cueLemma(i)) {
			return ""
		}
		first, last := w.tokens(w.claims[i].Content[0])
		for t := first; t < last; t++ {
			if r := w.referentAt(t); r >= 0 {
				return "#" + strconv.Itoa(r)
			}
		}
		if first < last && w.doc.Tokens[first].UPOS == "PRON" && w.is("anaphor", w.lemma(first)) {
			return w.lemma(first)
		}
		return ""
	}
	country := func(i int) string {
		if r := w.claims[i].Referent; r >= 0 && r < len(w.refs) {
			return w.refs[r].Country
		}
		return ""
	}
	type named struct {
		claim int
		theme string
	}
	var names []named
	for b := range w.claims {
		t := theme(b)
		if t == "" || w.claims[b].Referent < 0 && w.claims[b].Source.Empty() {
			continue
		}
		for _, a := range names {
			gap := abs(w.sentenceOf(w.claims[b].Cue) - w.sentenceOf(w.claims[a.claim].Cue))
			abroad := country(b) != "" && country(a.claim) != "" && country(a.claim) != country(b)
			if a.theme == t && !w.sameSource(a.claim, b) && !w.related(a.claim, b) && (abroad && gap <= 2 || gap <= 1) {
				w.oppose([]int{a.claim}, []int{b}, "meaning", "discourse.meaning")
			}
		}
		names = append(names, named{b, t})
	}
}

// A count is a number that a claim gives of something.
type count struct {
	claim int
	noun  string // lemma of what is counted, or "" for a figure that stands for an earlier one
	value int
}

// numbers sets against each other claims of different sources that give
// different numbers of the same thing, close to each other.
func (w *join) numbers() {
	var counts []count
	for i := range w.claims {
		counts = append(counts, w.counts(i)...)
	}
	sentence := func(c count) int { return w.sent[c.claim] }
	for b, y := range counts {
		for a := b - 1; a >= 0; a-- {
			x := counts[a]
			// Claims are in the order of their cues, so that their contents are
			// nearly in that of the text.
			if sentence(y)-sentence(x) > wide {
				break
			}
			if x.claim == y.claim || x.value == y.value || w.sameSource(x.claim, y.claim) || w.related(x.claim, y.claim) {
				continue
			}
			if abs(sentence(y)-sentence(x)) > reach {
				continue
			}
			switch {
			case y.noun == "" && a == b-1 && (x.noun != "" || abs(sentence(y)-sentence(x)) <= 2):
			case x.noun != "" && x.noun == y.noun && w.shared(x.claim, y.claim) >= 4:
			default:
				continue
			}
			w.oppose([]int{x.claim}, []int{y.claim}, "number", "discourse.number")
		}
	}
}

func abs(n int) int { return max(n, -n) }

// counts returns the numbers in the content of a claim, with what they count.
func (w *join) counts(claim int) []count {
	var out []count
	figure := false
	for _, s := range w.claims[claim].Content {
		first, last := w.tokens(s)
		for t := first; t < last; t++ {
			tok := w.doc.Tokens[t]
			if w.is("figure", w.lemma(t)) {
				figure = true
			}
			if tok.UPOS != "NUM" {
				continue
			}
			n, ok := number(tok.Form)
			if !ok || w.inTime(tok.Span) {
				continue
			}
			switch of := w.counted(t); {
			case tok.Rel == "nummod" && tok.Head >= 0:
				out = append(out, count{claim, w.lemma(tok.Head), n})
			case of != "":
				out = append(out, count{claim, of, n})
			case figure, tok.Rel == "obj", tok.Rel == "obl" && t+1 == last:
				out = append(out, count{claim, "", n})
			}
		}
	}
	return out
}

// counted returns the lemma of what a number that stands alone counts, "4,000 of the
// dead", or "".
func (w *join) counted(t int) string {
	if t+2 >= len(w.doc.Tokens) || w.lemma(t+1) != "of" || w.doc.Tokens[t+1].Head < 0 {
		return ""
	}
	return w.lemma(w.doc.Tokens[t+1].Head)
}

// inTime reports whether s is part of a date or a duration.
func (w *join) inTime(s nlp.Span) bool {
	return slices.ContainsFunc(w.doc.Times, func(t nlp.Time) bool { return t.Contains(s) })
}

// number reads a cardinal: digits with commas, or a word up to twenty.
func number(s string) (int, bool) {
	if n, err := strconv.Atoi(strings.ReplaceAll(s, ",", "")); err == nil {
		return n, true
	}
	n := slices.Index(small, strings.ToLower(s))
	return n, n >= 0
}

var small = []string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
}

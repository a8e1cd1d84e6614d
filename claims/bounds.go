package claims

import (
	"slices"
	"strings"

	"chancery/nlp"
)

func (f *finder) hasKid(i int, rel string) bool {
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == rel {
			return true
		}
	}
	return false
}

// question reports whether a content starts with a word of an embedded question.
func (f *finder) question(p tokens) bool {
	switch strings.ToLower(f.Tokens[p.from].Form) {
	case "how", "why", "when", "where", "whether", "what", "who":
		return true
	}
	return false
}

// cutClauses ends a content at a semicolon before a new clause, and at a verb
// that stands beside the cue: "said it was late and promised to hurry".
func (f *finder) cutClauses(d *draft) {
	out := d.content[:0]
	for _, p := range d.content {
		after := p.from >= d.cue.to
		if after {
			p.from = f.addressed(d, p)
		}
		for i := p.from; i < p.to; i++ {
			t := &f.Tokens[i]
			inside := f.quote[i] >= 0 && f.quote[i] != f.quote[d.head]
			switch {
			case t.Form == ";" && !inside && after && f.finite(tokens{i + 1, p.to}) && t.Sent == f.Tokens[d.head].Sent:
				p.to = i
			case t.Form == ":" && after && !inside && i > p.from && i+1 < p.to && (f.edge[i+1] == edgeOpen || f.finite(tokens{i + 1, p.to})) && d.hit.e != nil && d.hit.e.classes&(1<<classSay) == 0:
				p.to = i // "denied it: “We lost nothing”" says two things
			case t.Form == ";" && !inside && after && i > p.from && t.Sent == f.Tokens[d.head].Sent && d.hit.e != nil && d.hit.e.frames&frameNP != 0 && !f.finite(tokens{p.from, i}):
				p.to = i
			case t.UPOS == "CCONJ" && !inside && after && i > p.from && t.Head >= p.to && t.Sent == f.Tokens[d.head].Sent && f.quote[t.Head] == f.quote[d.head]:
				p.to = i // what it joins lies beyond
			case t.Form == ";" && !inside && !after && t.Sent == f.Tokens[d.head].Sent && i+1 < p.to:
				p.from = i + 1
			case after && !inside && i > p.from && t.Rel == "conj" && t.Head < d.cue.to && f.hasKid(i, "nsubj") && d.hit.e != nil && d.hit.e.frames&frameNP != 0 && !f.finite(tokens{p.from, max(p.from, int(f.first[i]))}):
				p.to = max(p.from, int(f.first[i])) // "has admiration for him and this was a factor"
			case after && !inside && i > p.from+1 && t.Lemma == "as" && t.Rel == "mark" && f.Tokens[t.Head].Rel == "advcl" && f.question(p):
				p.to = i // "wondered how it would go, as …" gives the author's reason
			case after && !inside && i > p.from+1 && f.beside(i) > p.from && !f.sameTime(d, i):
				p.to = f.beside(i)
			case after && !inside && i > p.from+1 && f.elseTime(d, i):
				p.to = f.joined(p, i)
			case after && !inside && i > p.from+1 && f.contrasted(i) > p.from && !(f.shows(d) && !f.sibling(i)):
				p.to = f.contrasted(i)
			case after && !inside && i > p.from+1 && (f.occasion(i) || f.takenUp(i) || f.apposed(i)):
				p.to = i
			case after && !inside && (t.Head == d.head && t.Rel == "conj" && f.sibling(i) && !f.sameTime(d, i) || f.besideObject(d, p, i)):
				p.to = f.joined(p, i)
			}
		}
		if !p.empty() {
			out = append(out, p)
		}
	}
	d.content = out
}

// shows reports whether the source of a claim is a document, which sets what some think
// against what others do.
func (f *finder) shows(d *draft) bool {
	return !d.source.empty() && documents[f.Tokens[f.rangeHead(d.source)].Lemma]
}

// startAtClause ends what stands before the clause that the cue governs, whom and
// when and where it was said: "told the envoys on Friday that it rained".
func (f *finder) startAtClause(d *draft) {
	clause := f.clauseOf(d)
	if clause < d.cue.to {
		f.startAtThat(d)
		return
	}
	from := int(f.first[clause])
	that := f.Tokens[from].Form == "that" && f.Tokens[from].Rel == "mark"
	for k := range d.content {
		p := &d.content[k]
		if p.from < d.cue.to || p.from >= from || !p.has(clause) {
			continue
		}
		for i := p.from; i < from; i++ {
			if !f.besides(d.head, i, that) || f.quote[i] >= 0 && f.quote[i] != f.quote[d.head] {
				from = p.from
			}
		}
		p.from = from
	}
}

// withAsked lets what is asked begin with whom it is asked of: "urged the generals to
// return" is about the generals.
func (f *finder) withAsked(d *draft) {
	if d.hit.e == nil || d.hit.e.frames&frameObjTo == 0 || d.hit.e.classes&(1<<classAsk) == 0 || len(d.content) == 0 {
		return
	}
	p := &d.content[0]
	if p.from <= d.cue.to || f.Tokens[p.from].Lemma != "to" || f.Tokens[p.from].Rel != "mark" {
		return
	}
	for _, k := range f.kids[d.head] {
		if r := f.Tokens[k].Rel; (r == "obj" || r == "iobj") && int(f.first[k]) == d.cue.to && int(f.last[k])+1 == p.from {
			p.from = d.cue.to
		}
	}
}

// cutTail ends a content that is a thing, and no clause, at what is only told of the
// thing, ", who have shelled the town", ", the second in a week", and at when and why
// it was spoken of, "after the first shots".
func (f *finder) cutTail(d *draft) {
	object := -1
	for _, k := range f.kids[d.head] {
		switch t := &f.Tokens[k]; {
		case t.Rel == "ccomp" || t.Rel == "xcomp" || t.Rel == "csubj":
			return
		case t.Rel == "obj" && k > d.head && f.inContent(d, k):
			object = k
		}
	}
	if object < 0 || f.Tokens[d.head].UPOS != "VERB" {
		return
	}
	for n := range d.content {
		p := &d.content[n]
		if !p.has(object) {
			continue
		}
		for _, k := range f.kids[d.head] {
			if from := int(f.first[k]); k > object && from > object && p.has(from) && f.quote[from] < 0 && int(f.last[k])+1 >= p.to && f.occasional(k) {
				p.to = from
			}
		}
		for i := object + 1; i+1 < p.to; i++ {
			if f.quote[i] < 0 && (f.Tokens[i].Form == "," && f.retells(i+1, p.to) || f.dash(i) && !slices.ContainsFunc(f.Tokens[i+1:p.to], isDash)) {
				p.to = i
			}
		}
	}
}

// occasional reports whether phrase or clause k tells when or why something was said.
func (f *finder) occasional(k int) bool {
	switch t := &f.Tokens[k]; t.Rel {
	case "obl:tmod":
		return true
	case "obl":
		return times[f.caseOf(k)]
	case "advcl":
		l := f.Tokens[f.first[k]].Lemma
		return (times[l] && l != "before" && l != "until" || l == "as") && f.kidset[k]&3 != 0 && f.finite(tokens{int(f.first[k]), int(f.last[k]) + 1})
	}
	return false
}

// retells reports whether token i, behind a comma, begins a relative clause or a noun
// that only tells more of the noun before, up to token to.
func (f *finder) retells(i, to int) bool {
	h := i
	for n := 0; n < 12 && (f.Tokens[h].Head > h || f.Tokens[h].Rel == "nsubj" && f.Tokens[h].Head >= i); n++ {
		h = f.Tokens[h].Head
	}
	if int(f.last[h])+1 < to {
		return false
	}
	switch f.Tokens[i].Lemma {
	case "who", "which", "whose", "where":
		return f.Tokens[h].Rel == "acl:relcl"
	}
	return f.Tokens[i].UPOS == "DET" && f.Tokens[h].Rel == "appos"
}

// dash reports whether token i is a dash between words.
func (f *finder) dash(i int) bool {
	return isDash(f.Tokens[i]) && (f.Tokens[i].Len() > 1 || f.Tokens[i-1].End < f.Tokens[i].Start && f.Tokens[i].End < f.Tokens[i+1].Start)
}

func isDash(t nlp.Token) bool {
	switch t.Form {
	case "—", "–", "--", "―", "-":
		return true
	}
	return false
}

// goOn widens a content by the clauses beside it that the parse joins with the cue,
// though their form says that they go on with what is said: "says he aimed a gun and
// refused to drop it", "said that the port is open and that two ships had left".
func (f *finder) goOn(d *draft) {
	clause := f.clauseOf(d)
	if clause < d.cue.to {
		return
	}
	for _, k := range f.kids[d.head] {
		if f.Tokens[k].Rel != "conj" || k < clause || !f.goesOn(d.head, clause, k) {
			continue
		}
		for n := range d.content {
			p := &d.content[n]
			if p.has(clause) && p.to <= k && f.onlyJoins(p.to, int(f.first[k])) {
				p.to = int(f.last[k]) + 1
			}
		}
	}
}

// onlyJoins reports whether only punctuation and conjunctions stand from token from
// to token to.
func (f *finder) onlyJoins(from, to int) bool {
	for i := from; i < to; i++ {
		if u := f.Tokens[i].UPOS; u != "PUNCT" && u != "CCONJ" {
			return false
		}
	}
	return true
}

// goesOn reports whether verb k, which the parse joins with the cue's, goes on with
// the clause that the cue governs.
func (f *finder) goesOn(cue, clause, k int) bool {
	if f.marked(k) {
		return true
	}
	if f.kidset[k]&3 != 0 {
		return false
	}
	return f.tense(clause) == f.tense(k) && f.tense(k)*f.tense(cue) < 0
}

// tense returns 1 for a verb of the present, -1 for one of the past, and 0 for a form
// that is of neither.
func (f *finder) tense(i int) int {
	switch f.Tokens[i].XPOS {
	case "VBZ", "VBP":
		return 1
	case "VBD":
		return -1
	}
	return 0
}

// sameTime reports whether verb i, without a subject, is of the tense of the clause
// that the cue governs and not of that of the cue: "says he had a gun and refused".
func (f *finder) sameTime(d *draft, i int) bool {
	clause := f.clauseOf(d)
	return clause >= d.cue.to && clause < i && f.kidset[i]&3 == 0 && f.goesOn(d.head, clause, i)
}

// elseTime reports whether verb i, which the parse joins with an infinitive or a
// participle, is of the past, and so stands beside the cue: "said he would go and
// warned …". A form in -ed that no auxiliary governs is of the past there.
func (f *finder) elseTime(d *draft, i int) bool {
	t := &f.Tokens[i]
	if t.Rel != "conj" || t.Head < d.cue.to || !f.sibling(i) || f.kidset[i]&(3|1<<12|1<<13) != 0 || f.tense(d.head) != -1 || t.XPOS != "VBD" && t.XPOS != "VBN" {
		return false
	}
	h := t.Head
	x := f.Tokens[h].XPOS
	if x == "VB" && t.XPOS == "VBD" && f.Tokens[h].Rel == "xcomp" && f.infinitive(h) {
		return true // "offered to cut its pay and promised buses": no infinitive
	}
	if x != "VB" && x != "VBG" || f.kidset[h]&(1<<12) == 0 {
		return false
	}
	modal := slices.ContainsFunc(f.kids[h], func(k int) bool { return f.Tokens[k].XPOS == "MD" })
	for _, k := range f.kids[i] {
		if c := &f.Tokens[k]; c.Rel == "cc" && (c.Lemma == "and" && modal || c.Lemma == "but") {
			return true
		}
	}
	return false
}

// joined returns where piece p ends before verb i, its auxiliaries and adverbs, and
// what joins it to the words before.
func (f *finder) joined(p tokens, i int) int {
	for i > p.from && (f.Tokens[i-1].Rel == "cc" || f.Tokens[i-1].UPOS == "PUNCT" && f.edge[i-1] == edgeNone || f.Tokens[i-1].Rel == "aux" || f.Tokens[i-1].UPOS == "ADV") {
		i--
	}
	return i
}

// marked reports whether the clause of verb i begins with "that", behind what joins it
// to the one before.
func (f *finder) marked(i int) bool {
	k := int(f.first[i])
	for k < i && (f.Tokens[k].UPOS == "PUNCT" || f.Tokens[k].UPOS == "CCONJ") {
		k++
	}
	return k < i && f.Tokens[k].Form == "that" && f.Tokens[k].UPOS != "PRON"
}

// startAtThat does so where the parse gives the clause to whom one told: "told a meeting
// of farmers on Tuesday that it rained".
func (f *finder) startAtThat(d *draft) {
	if !tellingVerbs[f.Tokens[d.head].Lemma] || len(d.content) == 0 || d.content[0].from != d.cue.to {
		return
	}
	p := &d.content[0]
	for i := p.from; i < p.to; i++ {
		switch t := &f.Tokens[i]; {
		case t.UPOS == "VERB" || t.UPOS == "AUX" || f.quote[i] >= 0:
			return
		case t.Form == "that" && t.UPOS == "SCONJ" && i > p.from:
			p.from = i
			return
		}
	}
}

// clauseOf returns the head of the clause of the content that hangs on the cue, or -1.
func (f *finder) clauseOf(d *draft) int {
	for _, k := range f.kids[d.head] {
		if f.Tokens[k].Rel == "ccomp" && f.inContent(d, k) {
			return k
		}
	}
	return -1
}

// besides reports whether token i is of a phrase on verb head that tells when, or
// whom and where too if that is allowed.
func (f *finder) besides(head, i int, whom bool) bool {
	for n := 0; n < 20 && i >= 0; n++ {
		t := &f.Tokens[i]
		if t.Head != head {
			i = t.Head
			continue
		}
		switch t.Rel {
		case "obj", "iobj", "obl", "advmod", "punct":
			return whom
		case "obl:tmod", "obl:unmarked":
			return true
		}
		return false
	}
	return false
}

// finite reports whether a range has a finite verb.
func (f *finder) finite(r tokens) bool {
	for i := r.from; i < r.to; i++ {
		switch f.Tokens[i].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// beside returns the first token of what parts token i, a verb of speech, from
// the clause before, beside which its speaker says something more: ", adding
// that …", ", citing a report", ", and promised to …", "but denied …". It is -1
// where the verb belongs to the clause before.
func (f *finder) beside(i int) int {
	s := f.Sentences[f.Tokens[i].Sent]
	if f.answered(i) {
		k := int(f.first[i])
		for k > s.First && f.Tokens[k-1].UPOS == "PUNCT" && f.edge[k-1] == edgeNone {
			k--
		}
		return k
	}
	if i < s.First+3 || !f.sibling(i) || f.kidset[i]&3 != 0 {
		return -1
	}
	if k := f.plainPast(i); k >= 0 {
		return k
	}
	switch f.Tokens[i].XPOS {
	case "VBG":
		if f.Tokens[i-1].Form == "," {
			return i - 1
		}
		if f.edge[i-1] == edgeClose && f.Tokens[i-2].Form == "," {
			return i
		}
	case "VBD", "VBZ", "VBP", "VB":
		k := i - 1
		if f.Tokens[i].XPOS == "VB" {
			// "and would not say whether"
			if !f.hasKid(i, "aux") || !f.negated(i) {
				return -1
			}
			k = f.group(i) - 1
		}
		for k > s.First+1 && f.Tokens[k].UPOS == "ADV" {
			k--
		}
		if k <= s.First+1 || f.Tokens[k].Rel != "cc" {
			return -1
		}
		if f.Tokens[k-1].Form == "," {
			return k - 1
		}
		if l := f.Tokens[i].Lemma; f.Tokens[k].Lemma == "but" || l == "say" || l == "add" || l == "insist" || f.hasKid(i, "ccomp") || refusals[l] {
			return k
		}
	}
	return -1
}

// plainPast returns the "but" or "and" before verb i, which has a clause of its own and
// is of the plain past beside one of the past before: what is said to have been is not
// joined with what was said, "acknowledged that two had died but insisted that …". It
// is -1 elsewhere.
func (f *finder) plainPast(i int) int {
	t := &f.Tokens[i]
	if t.Rel != "conj" || t.Head < 0 || t.XPOS != "VBD" && t.XPOS != "VBN" || f.kidset[i]&(3|1<<12|1<<13) != 0 || f.Tokens[i-1].UPOS != "CCONJ" || !f.marksClause(i) {
		return -1
	}
	if f.hits[i].e.classes&(1<<classDeny|1<<classAccuse|1<<classThreaten) != 0 && f.hits[i].e.classes&(1<<classSay) == 0 {
		return i - 1 // "replied that half were rotten and denied that …"
	}
	for _, k := range f.kids[t.Head] {
		if u := &f.Tokens[k]; u.Rel == "aux" && u.Form == "had" {
			return i - 1
		}
	}
	return -1
}

// marksClause reports whether verb i governs a clause with "that".
func (f *finder) marksClause(i int) bool {
	return slices.ContainsFunc(f.kids[i], func(k int) bool { return k > i && f.Tokens[k].Rel == "ccomp" && f.Tokens[f.first[k]].Form == "that" })
}

// snapClause sets the bounds of reported speech by the clause that the cue
// governs, before it or behind it: what the tagger cut short is restored, what
// hangs on the cue itself is left out, and so is what stands before a cue that has
// its clause behind it.
func (f *finder) snapClause(d *draft) {
	clause := -1
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		if (t.Rel == "ccomp" || k > d.head && t.Rel == "xcomp" && t.UPOS == "VERB") && f.inContent(d, k) {
			clause = k
			break
		}
	}
	if clause < 0 {
		f.dropFronted(d)
		return
	}
	if q := f.quote[clause]; q >= 0 && q != f.quote[d.head] && f.setOff(q) {
		return
	}
	if clause < d.head {
		f.snapFronted(d, clause)
		return
	}
	for i := d.cue.to; i < clause; i++ {
		if f.Tokens[i].Form == ";" {
			return // a new sentence but for the full stop
		}
	}
	r := tokens{max(int(f.first[clause]), d.cue.to), int(f.last[clause]) + 1}
	for i := clause + 1; i < r.to; i++ {
		if k := f.beside(i); k > clause && f.quote[i] < 0 && !f.sameTime(d, i) {
			r.to = k
		}
	}
	if !d.source.empty() && d.source.meets(r) {
		return
	}
	for i := r.from; i < r.to; i++ {
		if f.Tokens[i].Form == ";" && f.quote[i] < 0 && f.finite(tokens{i + 1, r.to}) {
			r.to = i
		}
	}
	for k := range d.content {
		p := &d.content[k]
		if !p.has(clause) {
			continue
		}
		for i := p.to; i < r.to; i++ {
			if form := f.Tokens[i].Form; form == "—" || form == "--" {
				r.to = i // what follows a dash is an aside
			}
		}
		p.to = max(p.to, r.to)
		// What the cue itself governs, at the end.
		for i := r.to; i < p.to; i++ {
			if t := &f.Tokens[i]; t.Head == d.head && (t.Rel == "advcl" || t.Rel == "parataxis" || t.Rel == "conj") && f.quote[i] < 0 {
				p.to = max(r.to, int(f.first[i]))
			}
		}
	}
	if f.Tokens[clause].Rel != "ccomp" {
		f.dropFronted(d)
		return
	}
	out := d.content[:0]
	for _, p := range d.content {
		fronted := !f.flatNo(p) && p.to <= d.cue.from && f.Tokens[p.from].Sent == f.Tokens[d.head].Sent && f.quote[f.firstWord(p)] < 0
		if !fronted {
			out = append(out, p)
		}
	}
	d.content = out
}

// dropFronted leaves out a clause before a cue that has its object behind it.
func (f *finder) dropFronted(d *draft) {
	object := false
	for _, k := range f.kids[d.head] {
		if r := f.Tokens[k].Rel; k > d.head && (r == "obj" || r == "obl" || r == "xcomp") && f.inContent(d, k) {
			object = true
		}
	}
	if !object {
		return
	}
	d.content = slices.DeleteFunc(d.content, func(p tokens) bool {
		return p.to <= d.cue.from && f.Tokens[p.from].Sent == f.Tokens[d.head].Sent && f.quote[f.firstWord(p)] < 0 && (f.finite(p) || f.Tokens[f.firstWord(p)].UPOS == "ADP")
	})
}

// snapFronted widens a clause that stands before its cue: "It rained, killing no
// one, villagers said".
func (f *finder) snapFronted(d *draft, clause int) {
	end := d.cue.from
	if !d.source.empty() {
		end = min(end, d.source.from)
	}
	r := tokens{int(f.first[clause]), min(int(f.last[clause])+1, end)}
	for i := clause; i >= r.from; i-- {
		if f.Tokens[i].Form == ";" && f.quote[i] < 0 {
			r.from = i + 1
		}
	}
	for k := range d.content {
		p := &d.content[k]
		if p.has(clause) {
			p.from, p.to = min(p.from, r.from), max(p.to, r.to)
		}
	}
}

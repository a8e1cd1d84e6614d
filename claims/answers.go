package claims

import (
	"slices"
	"strings"
)

// Rules for answers: denials in a word, in a sentence about what was said, and in
// what is neither confirmed nor denied; and for speech that another's is put into.

// flatNo reports whether a piece of content is a denial in a few words: "Not
// true", "Sheer nonsense", "Lies", "Absolutely not".
func (f *finder) flatNo(p tokens) bool {
	words, no, so, judged := 0, false, true, false
	for i := p.from; i < p.to; i++ {
		t := &f.Tokens[i]
		if t.UPOS == "PUNCT" {
			continue
		}
		words++
		lemma := strings.ToLower(t.Lemma)
		class, ok := f.verdicts[lemma]
		switch {
		case ok && class == classDeny:
			judged = true
		case lemma == "not", lemma == "no", lemma == "never", lemma == "n't":
			no = true
		case lemma == "it", lemma == "that", lemma == "this", lemma == "they", lemma == "these", lemma == "those", lemma == "be", flatAdverbs[lemma]:
		case t.UPOS == "ADJ", t.UPOS == "DET":
			so = so && denialPredicates[lemma]
		default:
			return false
		}
	}
	return words <= 5 && (judged && !no || no && so && !judged)
}

// nothing reports whether a piece of content begins "there was no such meeting",
// "no such order was given", "nothing of the kind".
func (f *finder) nothing(p tokens) bool {
	i := f.firstWord(p)
	if f.Tokens[i].Lemma == "there" {
		for i++; i < p.to && f.Tokens[i].UPOS == "AUX"; i++ {
		}
	}
	if i+2 >= p.to {
		return false
	}
	switch f.Tokens[i].Lemma {
	case "no", "not":
		return f.Tokens[i+1].Lemma == "such"
	case "nothing":
		return f.Tokens[i+1].Lemma == "of"
	}
	return false
}

// saysOf reports whether token i, a verdict, is what a piece of content says of
// something that was said: "the claim that … was a fairy tale". It reads the words
// in their order, since parsers often give the clause's subject to the cue.
func (f *finder) saysOf(p tokens, i int) bool {
	subject := f.firstWord(p)
	for subject < i && (f.Tokens[subject].UPOS == "DET" || f.Tokens[subject].UPOS == "ADJ" || f.Tokens[subject].Rel == "nmod:poss" || f.Tokens[subject].UPOS == "PART") {
		subject++
	}
	t := &f.Tokens[subject]
	e := f.hits[subject].e
	said := e != nil && e.pos == 'n' && e.classes&(1<<classSay|1<<classAccuse|1<<classBelieve|1<<classShow) != 0 || documents[t.Lemma] || numberNouns[t.Lemma]
	if !said || subject >= i {
		return false
	}
	for k := i - 1; k > subject && i-k <= 7; k-- {
		switch u := &f.Tokens[k]; {
		case u.Lemma == "be" && u.UPOS == "AUX":
			return f.Tokens[k-1].Lemma != "not" && !f.finite(tokens{i + 1, p.to})
		case u.Lemma == "not", u.Lemma == "no", u.UPOS == "VERB" && k != i-1, u.UPOS == "SCONJ", u.UPOS == "PRON":
			return false
		}
	}
	return false
}

// cutJudged ends the content of a noun before what is said of the noun: "the claim
// that it had snowed was absurd". Parsers often give that to the clause.
func (f *finder) cutJudged(d *draft) {
	if f.Tokens[d.head].UPOS != "NOUN" {
		return
	}
	for k := range d.content {
		p := &d.content[k]
		for j := p.to - 1; p.from >= d.cue.to && j > p.from+1; j-- {
			t := &f.Tokens[j]
			if t.Lemma == "be" && t.UPOS == "AUX" && f.judged(tokens{j + 1, p.to}) || t.Lemma == "have" && j+1 < p.to && f.groundless(f.rangeHead(tokens{j + 1, p.to})) {
				p.to = j
			}
		}
	}
}

// judged reports whether a range is a verdict and no more of a clause: "was absurd",
// "was pure invention".
func (f *finder) judged(r tokens) bool {
	verdict := false
	for i := r.from; i < r.to; i++ {
		_, ok := f.verdicts[f.Tokens[i].Lemma]
		verdict = verdict || ok || denialPredicates[f.Tokens[i].Lemma] && f.Tokens[i].UPOS == "ADJ" && f.Tokens[r.from].Lemma != "be"
	}
	return verdict && r.to-r.from <= 6 && !f.finite(r)
}

// deniesIt reports whether verb i is finite and denies a pronoun, which needs no
// subject that the parse is sure of: "the general, their chief, denies it".
func (f *finder) deniesIt(i int) bool {
	e := f.hits[i].e
	if e == nil || e.classes&(1<<classDeny) == 0 || !f.finite(tokens{i, i + 1}) {
		return false
	}
	for _, k := range f.kids[i] {
		if t := &f.Tokens[k]; t.Rel == "obj" && k > i && t.UPOS == "PRON" && anaphors[t.Lemma] {
			return true
		}
	}
	return false
}

// nameBefore returns the name or noun that ends, with what stands between commas
// after it, just before a verb to which the parse gives no subject; or -1.
func (f *finder) nameBefore(d *draft) int {
	for _, k := range f.kids[d.head] {
		if t := &f.Tokens[k]; k < d.cue.from && (t.Rel == "vocative" || t.Rel == "dislocated") && (t.UPOS == "PROPN" || t.UPOS == "NOUN") {
			return k
		}
		if f.namesake(d.head, k) {
			return k
		}
	}
	return -1
}

// namesake reports whether auxiliary k of verb i is in truth a name, "May said": no
// auxiliary stands before a finite verb.
func (f *finder) namesake(i, k int) bool {
	x := f.Tokens[i].XPOS
	return f.Tokens[k].XPOS == "MD" && (x == "VBD" || x == "VBZ") && f.Tokens[k].Form[0] < 'a'
}

// neither reports whether verb i begins "neither confirmed nor denied", "would not
// confirm or deny".
func (f *finder) neither(i int) bool {
	if l := f.Tokens[i].Lemma; l != "confirm" && l != "deny" {
		return false
	}
	return f.other(i) >= 0 && (f.negated(i) || f.Tokens[i].Rel == "xcomp" && f.Tokens[i].Head >= 0 && refusals[f.Tokens[f.Tokens[i].Head].Lemma])
}

// other returns the second verb of "confirm nor deny", of which verb i is the
// first, or -1.
func (f *finder) other(i int) int {
	last := f.Sentences[f.Tokens[i].Sent].Last
	if i+2 >= last {
		return -1
	}
	if l := f.Tokens[i+1].Lemma; l != "nor" && l != "or" {
		return -1
	}
	if l := f.Tokens[i+2].Lemma; l != "confirm" && l != "deny" || l == f.Tokens[i].Lemma {
		return -1
	}
	return i + 2
}

// unsaid makes the claim of such verbs, whose content is the object of either.
func (f *finder) unsaid(i int) draft {
	k := f.other(i)
	from := f.group(i)
	for from > f.Sentences[f.Tokens[i].Sent].First && from > i-8 {
		l := f.Tokens[from-1].Lemma
		if l != "neither" && l != "to" && !refusals[l] && f.Tokens[from-1].UPOS != "AUX" {
			break
		}
		from--
	}
	d := draft{cue: tokens{from, k + 1}, head: i, hit: f.hits[i], rule: "rule:claims.neither", in: -1, ref: -1}
	subject := f.subject[i]
	if subject < 0 && f.Tokens[i].Head >= 0 {
		subject = f.subject[f.Tokens[i].Head]
	}
	if subject >= 0 && int(subject) < from {
		d.source = f.phrase(int(subject), &d)
	}
	last := f.Sentences[f.Tokens[i].Sent].Last
	r := tokens{k + 1, k + 1}
	for _, verb := range []int{i, k} {
		for _, m := range f.kids[verb] {
			switch f.Tokens[m].Rel {
			case "obj", "ccomp", "obl", "xcomp", "nmod":
				if m > k {
					r.to = max(r.to, min(int(f.last[m])+1, last))
				}
			}
		}
	}
	if !r.empty() {
		d.content = []tokens{r}
	}
	return d
}

// feels reports whether adjective i, a cue of the table, is the predicate of a
// subject and has in the sentence what its frame asks for: "was satisfied with the
// answer", "is confident that it will rain". It returns the head of that, or -1.
// To be aware of a thing is no attitude to it.
func (f *finder) feels(i int) int {
	e := f.hits[i].e
	if e == nil || e.pos != 'a' || f.subject[i] < 0 || f.kidset[i]&(1<<13|1<<14) == 0 || strings.HasSuffix(f.Tokens[i].Lemma, "aware") {
		return -1
	}
	for _, k := range f.kids[i] {
		if k < i {
			continue
		}
		switch f.Tokens[k].Rel {
		case "ccomp":
			if e.frames&frameClause != 0 {
				return k
			}
		case "obl", "nmod":
			prep := f.caseOf(k)
			if slices.ContainsFunc(e.senses, func(s sense) bool { return slices.Contains(s.preps, prep) }) {
				return k
			}
		}
	}
	return -1
}

// feeling makes the claim of such an adjective.
func (f *finder) feeling(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.feels", in: -1, ref: -1}
	if subject := int(f.subject[i]); f.Tokens[subject].Rel != "expl" {
		d.source = f.phrase(subject, &d)
	}
	k := f.feels(i)
	d.content = []tokens{{max(int(f.first[k]), i+1), int(f.last[k]) + 1}}
	return d
}

// besideObject reports whether verb i begins a predicate of its own after the
// object of the cue: "disputed that account and put the number at twenty". p is
// the piece of content that it was taken into, which has no clause before it: a
// finite verb without a subject cannot stand in it.
func (f *finder) besideObject(d *draft, p tokens, i int) bool {
	if t := &f.Tokens[i]; t.UPOS != "VERB" || f.Tokens[d.head].UPOS != "VERB" || t.Rel != "conj" || t.Sent != f.Tokens[d.head].Sent || !f.finite(tokens{i, i + 1}) && !(t.XPOS == "VB" && t.Head == d.head && f.Tokens[d.head].XPOS != "VB") || f.finite(tokens{p.from, i}) || f.kidset[i]&3 != 0 {
		return false
	}
	k := i - 1
	for k > p.from && f.Tokens[k].UPOS == "ADV" {
		k--
	}
	if f.Tokens[k].Rel != "cc" {
		return false
	}
	for _, k := range f.kids[d.head] {
		if f.Tokens[k].Rel == "obj" && p.from <= k && k < i {
			return true
		}
	}
	return false
}

// occasion reports whether token i begins a clause that tells on what occasion the
// cue's speaker spoke, by what another said: "when asked whether …", "after the paper
// reported that …".
func (f *finder) occasion(i int) bool {
	t := &f.Tokens[i]
	if t.Lemma != "when" && t.Lemma != "after" {
		return false
	}
	if i+1 == len(f.Tokens) {
		return false
	}
	if next := &f.Tokens[i+1]; t.Lemma == "when" && next.Lemma == "ask" && f.kidset[i+1]&3 == 0 && (f.Tokens[i-1].UPOS == "PUNCT" || next.XPOS == "VBN" && i+2 < len(f.Tokens) && f.Tokens[i+2].Form != "to") {
		return true
	}
	if t.Head <= i || t.Rel != "mark" && t.Rel != "advmod" {
		return false
	}
	verb := t.Head
	return f.sibling(verb) && f.kidset[verb]&3 != 0 && f.kidset[verb]&(1<<3) != 0 && f.Tokens[verb].XPOS == "VBD"
}

// takenUp reports whether token i is a "which" behind a comma that takes up all that
// was said, for another to deny or call by a name: ", which the palace denied".
func (f *finder) takenUp(i int) bool {
	if f.Tokens[i].Lemma != "which" || f.Tokens[i-1].Form != "," {
		return false
	}
	verb := f.Tokens[i].Head
	if verb <= i || isSubject(f.Tokens[i].Rel) {
		return false
	}
	e := f.hits[verb].e
	return e != nil && e.pos == 'v' && (e.classes&(1<<classDeny|1<<classConfirm) != 0 || callVerbs[f.Tokens[verb].Lemma]) && f.kidset[verb]&3 != 0
}

// apposed reports whether token i begins a noun behind a comma that takes up what was
// said for another to answer: ", a charge that the palace rejected".
func (f *finder) apposed(i int) bool {
	if f.Tokens[i].UPOS != "DET" || f.Tokens[i-1].Form != "," || f.Tokens[i].Head <= i {
		return false
	}
	noun := f.Tokens[i].Head
	for _, k := range f.kids[noun] {
		if k > noun && (f.answersNoun(k) == noun || f.judgesNoun(k) == noun) {
			return true
		}
	}
	return false
}

// answersNoun returns the noun for something said that verb i, in a clause of it,
// denies or confirms: "a charge that the palace rejected"; or -1.
func (f *finder) answersNoun(i int) int {
	t := &f.Tokens[i]
	e, noun := f.hits[i].e, t.Head
	if t.Rel != "acl:relcl" && t.Rel != "acl" || noun < 0 || e == nil || e.pos != 'v' || e.classes&(1<<classDeny|1<<classConfirm) == 0 {
		return -1
	}
	n := f.hits[noun].e
	if n == nil || n.pos != 'n' || n.classes&(1<<classSay|1<<classAccuse|1<<classBelieve|1<<classAsk) == 0 {
		return -1
	}
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == "nsubj" && k > noun && f.Tokens[k].UPOS != "DET" && f.Tokens[k].XPOS != "WDT" && f.Tokens[k].XPOS != "WP" {
			return noun
		}
	}
	return -1
}

// taken gives the claim of such a verb that noun for its content.
func (f *finder) taken(d *draft) {
	noun := f.answersNoun(d.head)
	if noun < 0 {
		noun = f.objectBefore(d)
	}
	if noun < 0 {
		return
	}
	r := tokens{noun, noun + 1}
	for _, k := range f.kids[noun] {
		if k < noun && f.Tokens[k].Rel != "case" && f.Tokens[k].UPOS != "PUNCT" && f.Tokens[k].Rel != "cc" {
			r.from = min(r.from, int(f.first[k]))
		}
	}
	d.content = []tokens{r}
	if subject := int(f.subject[d.head]); subject >= r.to && !d.source.has(subject) {
		d.source = f.phrase(subject, d)
	} else if subject == noun || subject < 0 {
		for _, k := range f.kids[d.head] {
			if f.Tokens[k].Rel == "nsubj" {
				d.source = f.phrase(k, d)
			}
		}
	}
}

// objectBefore returns the noun for something said that stands before a verb that
// denies or confirms it, and before the verb's subject: "an accusation the envoy
// waved away"; or -1.
func (f *finder) objectBefore(d *draft) int {
	if d.hit.e == nil || d.hit.e.pos != 'v' || d.hit.e.classes&(1<<classDeny|1<<classConfirm) == 0 {
		return -1
	}
	object, subject := -1, -1
	for _, k := range f.kids[d.head] {
		switch t := &f.Tokens[k]; {
		case t.Rel == "obj" && k < d.head && t.UPOS == "NOUN":
			object = k
		case t.Rel == "nsubj" && k < d.head:
			subject = k
		}
	}
	if object < 0 || subject < object || f.hits[object].e == nil || f.hits[object].e.pos != 'n' {
		return -1
	}
	return object
}

// conjunct leaves out what stands before a verb that shares its subject with the one
// before it, when its own content follows: "said they were talking, but would not
// say with whom".
func (f *finder) conjunct(d *draft) {
	t := &f.Tokens[d.head]
	if t.Rel != "conj" || t.Head < 0 || t.Head > d.head || f.kidset[d.head]&3 != 0 || f.hits[t.Head].e == nil || f.Tokens[t.Head].UPOS != "VERB" {
		return
	}
	before := func(p tokens) bool {
		return p.to <= d.cue.from && f.Tokens[p.from].Sent == t.Sent && f.quote[f.firstWord(p)] < 0
	}
	if !slices.ContainsFunc(d.content, before) {
		return
	}
	rest := slices.DeleteFunc(slices.Clone(d.content), before)
	if len(rest) == 0 {
		r := tokens{d.cue.to, d.cue.to}
		for _, k := range f.kids[d.head] {
			switch f.Tokens[k].Rel {
			case "obj", "ccomp", "xcomp", "obl", "advcl":
				if k >= d.cue.to {
					r.to = max(r.to, int(f.last[k])+1)
				}
			}
		}
		if r.empty() {
			return
		}
		rest = []tokens{r}
	}
	d.content = rest
}

// ruleCites marks claims of those whom an outlet quotes, before it is known that an
// outlet does.
const ruleCites = "rule:claims.cites"

// citing returns the object of verb i in "quoting two officials", or -1.
func (f *finder) citing(i int) int {
	if l := f.Tokens[i].Lemma; l != "cite" && l != "quote" || f.Tokens[i].XPOS != "VBG" {
		return -1
	}
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == "obj" && k > i {
			return k
		}
	}
	return -1
}

// cited makes the claim of those who are quoted, whom [finder.cites] makes its source.
func (f *finder) cited(i int) draft {
	d := draft{cue: tokens{i, i + 1}, head: i, hit: f.hits[i], rule: ruleCites, in: -1, ref: -1}
	d.content = []tokens{f.phrase(f.citing(i), &d)}
	return d
}

// stayInQuotes cuts what stands in other sentences than the cue's down to what is
// quoted there: speech goes on over sentences only within quotation marks.
func (f *finder) stayInQuotes(d *draft) {
	sent := f.Tokens[d.head].Sent
	out := d.content[:0]
	for _, p := range d.content {
		if f.Tokens[p.from].Sent > sent && f.quote[p.from] >= 0 {
			for i := p.from; i < p.to; i++ {
				if f.quote[i] < 0 {
					p.to = i
					break
				}
			}
		}
		if f.Tokens[p.from].Sent < sent && f.Tokens[p.to-1].Sent < sent && f.quote[p.from] < 0 && f.quote[p.to-1] >= 0 {
			for p.from < p.to && f.quote[p.from] != f.quote[p.to-1] {
				p.from++
			}
		}
		if f.Tokens[p.to-1].Sent == sent && p.to <= d.cue.from {
			// What a semicolon parts from the cue is another sentence.
			for i := p.to; i < d.cue.from; i++ {
				if f.Tokens[i].Form == ";" && f.quote[i] < 0 && f.quote[p.to-1] < 0 {
					p.to = p.from
					break
				}
			}
		}
		if !p.empty() {
			out = append(out, p)
		}
	}
	d.content = out
}

// answerFirst mends a claim whose content, a word of denial or a quotation, stands
// before its verb, and was taken for the speaker: "Nonsense, says the ministry: it
// hit a hill", "“Our boats,” said the admiral, “are safe.”"
func (f *finder) answerFirst(d *draft) {
	if d.source.empty() || d.source.to > d.cue.from {
		return
	}
	if !f.spoken(d, d.source) && !f.flatNo(d.source) {
		return
	}
	r := tokens{d.cue.to, d.cue.to}
	last := f.Sentences[f.Tokens[d.head].Sent].Last
	for r.to < last && f.Tokens[r.to].UPOS != "PUNCT" && f.Tokens[r.to].UPOS != "VERB" && f.Tokens[r.to].UPOS != "AUX" {
		r.to++
	}
	if r.empty() {
		return
	}
	content := []tokens{d.source}
	for _, p := range d.content {
		if p.meets(r) {
			p.from = max(p.from, r.to)
		}
		if !p.empty() && p.from >= r.to {
			content = append(content, p)
		}
	}
	d.source, d.content = r, content
}

// spoken reports whether a range begins in a speech that does not hold the cue.
func (f *finder) spoken(d *draft, r tokens) bool {
	q := f.quote[f.firstWord(r)]
	return q >= 0 && q != f.quote[d.head] && f.setOff(q)
}

// aside gives a claim whose cue and source stand between commas within a sentence
// what stands before them too: "the charge was, he said, absurd", "the talks broke
// up after an hour, he said, with no handshake".
func (f *finder) aside(d *draft) {
	if f.Tokens[d.head].UPOS != "VERB" || d.source.empty() || f.quote[d.head] >= 0 {
		return
	}
	s := f.Sentences[f.Tokens[d.head].Sent]
	r := tokens{min(d.source.from, d.cue.from), max(d.source.to, d.cue.to)}
	if r.from < s.First || r.to > s.Last || r.to-r.from > 16 {
		return
	}
	if r.from > s.First && f.Tokens[r.from-1].Lemma == "as" {
		r.from--
	}
	// "a general told the crowd at the bridge,"
	for k := r.to; k < min(r.to+8, s.Last-1) && d.cue.to == r.to; k++ {
		t := &f.Tokens[k]
		if t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "SCONJ" || t.UPOS == "CCONJ" {
			break
		}
		if t.UPOS == "PUNCT" {
			if t.Form == "," {
				r.to = k
			}
			break
		}
	}
	if r.from-1 <= s.First || r.to >= s.Last-1 || f.Tokens[r.from-1].Form != "," || f.Tokens[r.to].Form != "," {
		return
	}
	for _, p := range d.content {
		if p.from < r.from {
			return // the tagger has it
		}
	}
	after := tokens{r.to + 1, s.Last}
	before := tokens{s.First, r.from - 1}
	for i := before.from; i < before.to; i++ {
		if form := f.Tokens[i].Form; form == ":" || form == ";" {
			before.from = i + 1
		}
	}
	if before.empty() || len(d.content) == 0 || !after.meets(d.content[0]) {
		return
	}
	switch relative := before.to - 1; f.Tokens[relative].Lemma {
	case "that", "which", "who":
		// "deleted accounts that, it said, belonged to the ministry"
		noun := relative - 1
		if noun > before.from && f.Tokens[noun].Form == "," {
			noun--
		}
		if noun <= before.from {
			return
		}
		before.from = noun
		for before.from > s.First && f.Tokens[before.from-1].Head == noun && f.Tokens[before.from-1].UPOS != "VERB" {
			before.from--
		}
	default:
		if !f.finite(before) {
			return
		}
	}
	if t := &f.Tokens[f.firstWord(before)]; t.Rel == "cc" || t.Rel == "mark" {
		return
	}
	d.content[0].from = max(d.content[0].from, r.to)
	d.content = append([]tokens{before}, d.content...)
}

// clipAsides takes what attributes a whole sentence off the end of a content that is
// itself part of what is attributed: "he said that it rained, according to the
// papers", "he was angry that it rained, friends said".
func (f *finder) clipAsides() {
	for i := range f.drafts {
		o := &f.drafts[i]
		if o.hit.e == nil || o.hit.e.pos != 'p' && (o.hit.e.pos != 'v' || o.source.empty() || o.source.to != o.cue.from) {
			continue
		}
		from := o.cue.from
		if o.hit.e.pos == 'v' {
			if from = o.source.from; f.Tokens[max(from-1, 0)].Form != "," || o.hit.e.classes&(1<<classSay) == 0 {
				continue
			}
		}
		for j := f.near(o.cue.from - maxWindow); j < i; j++ {
			d := &f.drafts[j]
			if f.Tokens[d.head].Sent != f.Tokens[o.head].Sent || !f.inContent(o, d.cue.from) || o.content[0].from > o.cue.from || f.quote[d.head] != f.quote[o.head] {
				continue
			}
			for k := range d.content {
				if p := &d.content[k]; p.has(from) && p.from < from && (o.hit.e.pos == 'p' || f.closes(o.cue.to, p.to)) {
					p.to = from
				}
			}
			f.trimContent(d)
		}
	}
}

// closes reports whether a content that ends at token to has, from token i on, no more
// than the rest of a clause, or one that a conjunction joins behind a comma.
func (f *finder) closes(i, to int) bool {
	for i < to && f.Tokens[i].UPOS != "PUNCT" {
		i++
	}
	return i+1 >= to || f.Tokens[i].Form == "," && f.Tokens[i+1].UPOS == "CCONJ"
}

// titled reports whether noun i is such a noun, with its possessor.
func (f *finder) titled(i int) bool {
	last := f.Sentences[f.Tokens[i].Sent].Last
	return f.Tokens[i].UPOS == "NOUN" && titleNouns[f.Tokens[i].Lemma] && f.quote[i] < 0 && i+3 < last && f.Tokens[i+1].Form == ":" && f.hasKid(i, "nmod:poss")
}

// title makes the claim of such a noun.
func (f *finder) title(i int) draft {
	d := draft{cue: tokens{i, i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.title", in: -1, ref: -1}
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == "nmod:poss" {
			d.source = f.phrase(k, &d)
		}
	}
	d.content = []tokens{{i + 2, f.Sentences[f.Tokens[i].Sent].Last}}
	return d
}

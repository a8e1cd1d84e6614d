package claims

import (
	"slices"
	"strings"
)

// lightVerbs carry a noun that says what is done: "made the claim", "had the
// impression", "issued a statement".
var lightVerbs = words("have make give issue release express voice raise hold deliver send share publish repeat offer file lodge put post take bear show keep write draw pose launch")

// shapeCue cuts the cue down to its verb group or its noun, with auxiliaries and
// negation, and hands what the tagger took for the cue beyond it to the content.
func (f *finder) shapeCue(d *draft) {
	r := d.cue
	for r.from+1 < r.to && f.Tokens[r.from].UPOS == "PUNCT" && r.from != d.head {
		r.from++
	}
	for r.to-1 > r.from && f.Tokens[r.to-1].UPOS == "PUNCT" && r.to-1 != d.head {
		r.to--
	}
	if !r.has(d.head) {
		d.cue = r
		return
	}
	if k := d.head; f.Tokens[k].Lemma == "have" && k+3 < len(f.Tokens) && f.Tokens[k+1].Lemma == "yet" && f.Tokens[k+2].Form == "to" && f.hits[k+3].e != nil {
		d.head, d.hit = k+3, f.hits[k+3]
		r.to = max(r.to, k+4)
	}
	core := tokens{d.head, d.head + 1}
	if h := d.hit; h.e != nil && h.last >= d.head && h.last < d.head+5 {
		core.to = h.last + 1
	}
	t := &f.Tokens[d.head]
	switch {
	case t.UPOS == "VERB" || t.UPOS == "AUX":
		core.to = max(core.to, f.refusal(d.head), f.other(d.head)+1)
		if noun := f.lightNoun(d, r); noun >= 0 {
			core.to = max(core.to, noun+1)
			if e := f.hits[noun].e; e != nil {
				d.hit = hit{e, noun}
			}
		}
		core.from = min(core.from, f.group(d.head))
		if rest := (tokens{core.to, r.to}); !rest.empty() && f.substance(d, rest) {
			f.prepend(d, rest)
		}
		core.from = max(core.from, min(r.from, core.from))
		f.parted(d, core)
	case d.hit.e != nil && d.hit.e.pos == 'p' && d.hit.last >= d.head && d.hit.last < r.to:
		core = tokens{r.from, d.hit.last + 1}
	case t.UPOS == "ADP" || d.hit.e == nil || d.hit.e.pos == 'p':
		core = r
	default:
		core.from = r.from
		for core.from < d.head && (f.Tokens[core.from].UPOS == "DET" || f.Tokens[core.from].UPOS == "PRON") {
			core.from++
		}
		for k := d.head + 1; k < r.to && f.Tokens[k].UPOS != "ADP" && f.Tokens[k].Form != "that"; k++ {
			core.to = max(core.to, k+1)
		}
	}
	d.cue = core
}

// cuePrepositions belong to the cue whose object is the content: "called for",
// "warned of", "is proud of".
var cuePrepositions = words("for of about against on over with upon toward towards")

// widenCue gives the cue of a verb all the words that attribute with it, once
// source and content are settled: the adverbs before it ("also denied", "has
// repeatedly said"), what the tagger found behind it that is neither's ("said in a
// statement"), and the preposition that its content is the object of.
func (f *finder) widenCue(d *draft) {
	if u := f.Tokens[d.head].UPOS; u != "VERB" && u != "AUX" && u != "ADJ" && u != "NOUN" || !d.cue.has(d.head) {
		return
	}
	s := f.Sentences[f.Tokens[d.head].Sent]
	free := func(i int) bool {
		return i >= s.First && i < s.Last && !d.source.has(i) && !f.inContent(d, i)
	}
	if f.Tokens[d.head].UPOS != "NOUN" {
		for i := d.cue.from - 1; free(i); i-- {
			t := &f.Tokens[i]
			if t.UPOS == "AUX" || t.UPOS == "ADV" && t.Lemma != "then" && (t.Head == d.head || d.tagged.has(i)) || d.tagged.has(i) && (t.UPOS == "PART" || t.UPOS == "VERB") {
				d.cue.from = i
				continue
			}
			break
		}
		for i := d.cue.to; d.tagged.has(i) && free(i); i++ {
			if f.Tokens[i].UPOS != "PUNCT" {
				d.cue.to = i + 1
			}
		}
	}
	i := d.cue.to
	if i >= s.Last || len(d.content) == 0 || !cuePrepositions[f.Tokens[i].Lemma] || f.Tokens[i].UPOS != "ADP" {
		return
	}
	for k := range d.content {
		if p := &d.content[k]; p.from == i && p.to > i+1 || p.from == i+1 {
			p.from = i + 1
			d.cue.to = i + 1
			return
		}
	}
}

// parted puts the object that parts a verb from its particle in the content:
// "laughed the charge off".
func (f *finder) parted(d *draft, core tokens) {
	for _, k := range f.kids[d.head] {
		if f.Tokens[k].Rel != "obj" || k <= d.head || k >= core.to-1 {
			continue
		}
		r := tokens{max(int(f.first[k]), d.head+1), min(int(f.last[k])+1, core.to-1)}
		content := []tokens{r}
		for _, p := range d.content {
			if p.from = max(p.from, core.to); !p.empty() && p.to > core.to {
				content = append(content, p)
			}
		}
		d.content = content
		return
	}
}

// group returns the first token of the verb group of head: auxiliaries, negation
// and the adverbs among them.
func (f *finder) group(head int) int {
	from := head
	for k := head - 1; k >= f.Sentences[f.Tokens[head].Sent].First && k > head-6; k-- {
		t := &f.Tokens[k]
		switch {
		case t.UPOS == "AUX", t.Lemma == "not" || t.Lemma == "n't" || t.Lemma == "never" || t.Lemma == "neither":
			from = k
		case t.Form == "to" && k > 0 && f.Tokens[k-1].Lemma == "yet":
		case t.Lemma == "have" && f.Tokens[k+1].Lemma == "yet":
			from = k
		case t.UPOS == "ADV":
		default:
			return from
		}
	}
	return from
}

// refusal returns the end of "declined to comment" that begins at head; else 0.
func (f *finder) refusal(head int) int {
	if !refusals[f.Tokens[head].Lemma] {
		return 0
	}
	last := f.Sentences[f.Tokens[head].Sent].Last
	k := head + 1
	if k < last && f.Tokens[k].Form == "to" {
		k++
		for k < last && (f.Tokens[k].UPOS == "ADV" || f.Tokens[k].Lemma == "be") {
			k++
		}
		if k+1 < last && speechVerbs[f.Tokens[k].Lemma] && f.Tokens[k+1].UPOS != "PUNCT" {
			return k + 1
		}
	}
	return 0
}

// lightNoun returns the noun that a light verb carries in the cue r, or -1.
func (f *finder) lightNoun(d *draft, r tokens) int {
	lemma := f.Tokens[d.head].Lemma
	responsible := lemma == "claim" || lemma == "take" || lemma == "accept"
	for k := d.head + 1; k < r.to; k++ {
		t := &f.Tokens[k]
		if t.UPOS != "NOUN" || t.Head != d.head {
			continue
		}
		if responsible && t.Lemma == "responsibility" {
			return k
		}
		if e := f.hits[k].e; e != nil && e.pos == 'n' && lightVerbs[lemma] {
			return k
		}
	}
	return -1
}

// substance reports whether what follows the cue's verb in r belongs to the
// content: an object or complement, not whom one told, nor when and where.
func (f *finder) substance(d *draft, r tokens) bool {
	has := false
	for k := r.from; k < r.to; k++ {
		switch f.Tokens[k].UPOS {
		case "NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM":
			has = true
		}
	}
	if !has {
		// "called for", "warned against": the preposition goes with the cue.
		return false
	}
	if f.clausal(r) {
		return true // "said nothing had been decided"
	}
	first := &f.Tokens[f.firstWord(r)]
	if first.UPOS == "ADP" || first.UPOS == "SCONJ" || first.UPOS == "ADV" {
		return false
	}
	switch f.Tokens[d.head].Lemma {
	case "tell", "inform", "remind", "assure", "say", "add", "warn", "reassure", "brief", "notify":
		return false
	}
	return true
}

// prepend puts r, which ends the tagger's cue, before the content that follows.
func (f *finder) prepend(d *draft, r tokens) {
	for k := range d.content {
		if p := &d.content[k]; p.from >= r.to {
			if f.onlyMarks(r.to, p.from) {
				p.from = r.from
				return
			}
			d.content = append(d.content[:k:k], append([]tokens{r}, d.content[k:]...)...)
			return
		}
	}
	d.content = append(d.content, r)
}

// swap mends a claim whose speaker follows its verb, and was taken for what was
// said: "It rained, said the mayor".
func (f *finder) swap(d *draft) {
	i := d.cue.from - 1
	s := f.Sentences[f.Tokens[d.head].Sent]
	if len(d.content) != 1 || d.content[0].from != d.cue.to || i <= s.First || f.Tokens[i].Form != "," || d.hit.e == nil || d.hit.e.pos != 'v' || d.hit.e.classes&(1<<classSay) == 0 || d.hit.e.frames&frameObjAs != 0 {
		return
	}
	r, before := d.content[0], tokens{s.First, i}
	if u := f.Tokens[r.from].UPOS; u != "PROPN" && u != "DET" && u != "NOUN" || f.clausal(r) || f.finite(r) || r.to > s.Last || !d.source.empty() && d.source.from > d.cue.from {
		return
	}
	// What is said is no noun, so that a noun after "said" is who says it.
	if !f.finite(before) && (d.hit.e.frames&^(frameClause|framePrep|frameTo) != 0 || before.to-before.from < 4) {
		return
	}
	if t := &f.Tokens[f.firstWord(before)]; t.Rel == "cc" || t.Rel == "mark" || d.source.to == i && d.source.from > s.First {
		return
	}
	d.source, d.content = r, []tokens{before}
}

// findSource gives the draft the subject of its cue where the tagger found no
// source, and takes a source that the tagger put in the content out of it.
func (f *finder) findSource(d *draft) {
	t := &f.Tokens[d.head]
	if f.accordingTo(d) {
		return
	}
	if t.XPOS == "VBN" && t.Lemma == "ask" && !f.hasKid(d.head, "aux") && t.Rel != "root" && f.agent(d.head) < 0 {
		d.source = tokens{} // "the minister, asked whether …": by someone
		return
	}
	if f.unnamed(d) {
		return
	}
	f.answerFirst(d)
	if !d.source.empty() && d.source.from == d.cue.to+1 && f.Tokens[d.cue.to].Form == "by" && t.XPOS != "VBN" {
		d.source = tokens{} // "said by phone"
	}
	if d.source.empty() {
		f.inverted(d)
	}
	if by := f.agent(d.head); by >= 0 && t.XPOS == "VBN" && !d.source.has(by) && !f.inContent(d, by) && (d.source.empty() || f.subject[d.head] >= 0 && d.source.has(int(f.subject[d.head]))) {
		d.source = tokens{} // "was assured by the envoy that": it is the envoy's word
	}
	if !d.source.empty() {
		return
	}
	subject := -1
	switch {
	case t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "ADJ":
		if f.hasKid(d.head, "aux:pass") || t.XPOS == "VBN" && !f.hasKid(d.head, "aux") && (t.Rel == "acl" || t.Rel == "advcl") {
			subject = f.agent(d.head)
		} else {
			subject = int(f.subject[d.head])
		}
	case t.UPOS == "NOUN":
		for _, k := range f.kids[d.head] {
			if f.Tokens[k].Rel == "nmod:poss" {
				subject = k
			} else if f.Tokens[k].Rel == "nmod" && (f.caseOf(k) == "by" || f.caseOf(k) == "from") {
				subject = k
			}
		}
	}
	if subject < 0 && t.UPOS == "VERB" {
		subject = f.nameBefore(d)
	}
	if subject < 0 || f.Tokens[subject].Rel == "expl" {
		f.splitSource(d)
		return
	}
	r := f.phrase(subject, d)
	if r.empty() {
		return
	}
	if r.to <= d.cue.from && f.spoken(d, r) {
		d.source = r
		f.answerFirst(d)
		return
	}
	var rest []tokens
	for _, p := range d.content {
		switch {
		case !p.meets(r):
			rest = append(rest, p)
		case p.from < r.from && r.to >= p.to:
			rest = append(rest, tokens{p.from, r.from})
		case p.from >= r.from && p.to > r.to:
			rest = append(rest, tokens{r.to, p.to})
		}
	}
	if len(rest) == 0 && len(d.content) > 0 {
		return
	}
	d.source, d.content = r, rest
}

// relative widens a source that is a relative pronoun by the phrase that it takes
// up and follows: "a general, who".
func (f *finder) relative(d *draft) {
	if d.source.to-d.source.from != 1 {
		return
	}
	i := d.source.from
	switch f.Tokens[i].Lemma {
	case "who", "which", "that":
	default:
		return
	}
	s := f.Sentences[f.Tokens[i].Sent]
	for a, n := i, 0; a >= 0 && n < 8; a, n = f.Tokens[a].Head, n+1 {
		if f.Tokens[a].Rel != "acl:relcl" {
			continue
		}
		noun := f.Tokens[a].Head
		if noun < 0 || noun >= i {
			return
		}
		from := int(f.first[noun])
		for from < noun && (f.Tokens[from].Rel == "case" || f.Tokens[from].UPOS == "PUNCT" || f.Tokens[from].Rel == "cc") {
			from++
		}
		if from >= s.First && i-from <= 12 {
			d.source.from = from
		}
		return
	}
	// The parse does not tie the pronoun to the name before it.
	from := i
	for from > s.First && i-from <= 8 {
		switch t := &f.Tokens[from-1]; t.UPOS {
		case "PUNCT":
			if t.Form != "," || from != i {
				d.source.from = from
				return
			}
		case "PROPN", "NOUN", "ADJ", "DET", "NUM", "PART":
		default:
			if from < i-1 {
				d.source.from = from
			}
			return
		}
		from--
	}
}

// accordingTo gives a claim by "according to" its source, the phrase that follows,
// and reports whether the cue is such.
func (f *finder) accordingTo(d *draft) bool {
	if f.Tokens[d.cue.from].Lemma != "according" && f.Tokens[d.cue.from].Lemma != "accord" || d.cue.to-d.cue.from != 2 {
		return false
	}
	last := f.Sentences[f.Tokens[d.head].Sent].Last
	r := tokens{d.cue.to, d.cue.to}
	if d.source.from >= d.cue.to {
		r = d.source
	}
	for d.source != r && r.to < last && f.Tokens[r.to].UPOS != "PUNCT" && f.Tokens[r.to].UPOS != "VERB" && f.Tokens[r.to].UPOS != "AUX" {
		r.to++
	}
	if r.empty() {
		return true
	}
	if !d.source.empty() && d.source != r {
		d.content = append(d.content, d.source)
	}
	d.source = r
	var rest []tokens
	for _, p := range d.content {
		if p.meets(r) {
			p.from = max(p.from, r.to)
		}
		if !p.empty() {
			rest = append(rest, p)
		}
	}
	// "The orchard, according to its owner, had lost its trees": the clause goes on.
	if n := len(rest); n > 0 && rest[n-1].to <= d.cue.from && !f.clausal(rest[n-1]) && r.to+1 < last && f.Tokens[r.to].Form == "," {
		rest = append(rest, tokens{r.to + 1, last})
	}
	slices.SortFunc(rest, func(a, b tokens) int { return a.from - b.from })
	// "It rained, according to villagers, and the school is to close": what another
	// clause says is not theirs.
	if n := len(rest); n > 1 && rest[n-2].to <= d.cue.from && f.clausal(rest[n-2]) && rest[n-1].from >= d.cue.to && f.Tokens[f.firstWord(rest[n-1])].Rel == "cc" && f.clausal(rest[n-1]) {
		rest = rest[:n-1]
	}
	d.content = rest
	return true
}

// quotedAs splits "quoted him as saying that it rained" in two claims: the outlet
// quoted what he said, and he said it. It keeps the inner one.
func (f *finder) quotedAs(d *draft) {
	switch f.Tokens[d.head].Lemma {
	case "quote", "cite", "describe", "report":
	default:
		return
	}
	s := f.Sentences[f.Tokens[d.head].Sent]
	as := -1
	for k := d.head + 1; k+1 < min(s.Last, d.head+14); k++ {
		if f.Tokens[k].Form == "as" && f.Tokens[k+1].XPOS == "VBG" && f.hits[k+1].e != nil {
			as = k
			break
		}
	}
	if as < 0 || len(d.content) == 0 {
		return
	}
	inner := *d
	inner.content = nil
	for _, p := range d.content {
		p.from = max(p.from, as+2)
		if !p.empty() {
			inner.content = append(inner.content, p)
		}
	}
	if len(inner.content) == 0 {
		return
	}
	passive := f.hasKid(d.head, "aux:pass") || f.Tokens[d.head].XPOS == "VBN" && !f.hasKid(d.head, "aux")
	inner.cue, inner.head, inner.hit = tokens{as + 1, as + 2}, as+1, f.hits[as+1]
	if passive {
		// "The general was quoted as saying": one claim, and nobody quotes.
		d.cue.to = max(d.cue.to, as+2)
		if f.agent(d.head) < 0 {
			if subject := int(f.subject[d.head]); subject >= 0 && (d.source.empty() || !d.source.has(subject)) {
				d.source = f.phrase(subject, d)
			}
		}
		return
	}
	inner.source = tokens{d.head + 1, as}
	d.cue = tokens{d.cue.from, d.head + 1}
	last := inner.content[len(inner.content)-1]
	d.content = []tokens{{d.head + 1, inner.content[0].to}}
	d.content = append(d.content, inner.content[1:]...)
	if last.from < d.head {
		d.content = []tokens{{d.head + 1, as + 2}, last}
	}
	f.extra = append(f.extra, inner)
}

// unnamed empties the source of "seems to", and of passives without an agent:
// whoever thinks so is not named, and the subject is part of what is thought. It
// reports whether the draft is such.
func (f *finder) unnamed(d *draft) bool {
	t := &f.Tokens[d.head]
	raising := t.Lemma == "appear" || t.Lemma == "seem"
	passive := t.XPOS == "VBN" && f.hasKid(d.head, "aux:pass") && f.agent(d.head) < 0 && (d.hit.e == nil || d.hit.e.pos != 'a')
	if !raising && !passive || len(d.content) == 0 {
		return false
	}
	subject := int(f.subject[d.head])
	if subject < 0 || !d.source.empty() && !d.source.has(subject) {
		return false
	}
	r := f.phrase(subject, d)
	if !d.source.empty() {
		r = d.source
	}
	d.source = tokens{}
	switch t.Lemma {
	case "tell", "ask", "inform", "warn", "assure", "remind", "advise", "order", "urge", "quote":
		return true // the subject is who heard it
	}
	if !r.empty() && f.Tokens[subject].Rel != "expl" && !r.meets(d.content[0]) && r.to <= d.cue.from {
		d.content = append([]tokens{r}, d.content...)
	}
	return true
}

// inverted finds the source that follows its cue, after speech: "…”, said a
// woman in Leipzig".
func (f *finder) inverted(d *draft) {
	i := d.cue.from - 1
	if f.Tokens[d.head].UPOS != "VERB" || f.hasSubjectBefore(d.head) || i < 0 || f.Tokens[i].Sent != f.Tokens[d.head].Sent || f.Tokens[i].UPOS != "PUNCT" || !f.inContentBefore(d) {
		return
	}
	last := f.Sentences[f.Tokens[d.head].Sent].Last
	r := tokens{d.cue.to, d.cue.to}
scan:
	for r.to < last {
		switch t := &f.Tokens[r.to]; t.UPOS {
		case "PUNCT":
			if t.Form != "." || r.to+1 == last || t.Len() == 1 {
				break scan
			}
		case "VERB", "AUX", "SCONJ", "CCONJ":
			break scan
		case "ADV":
			if r.empty() {
				return
			}
		}
		r.to++
	}
	if r.empty() || f.Tokens[r.from].UPOS == "ADP" || r.to-r.from > 15 {
		return
	}
	var rest []tokens
	for _, p := range d.content {
		if p.meets(r) {
			p.from = max(p.from, r.to)
			if p.empty() || f.quote[p.from] < 0 {
				continue
			}
		}
		rest = append(rest, p)
	}
	if len(rest) > 0 {
		d.source, d.content = r, rest
	}
}

func (f *finder) hasSubjectBefore(i int) bool {
	for _, k := range f.kids[i] {
		if k < i && isSubject(f.Tokens[k].Rel) {
			return true
		}
	}
	return false
}

// inContentBefore reports whether a clause or a speech ends just before the cue.
func (f *finder) inContentBefore(d *draft) bool {
	for _, p := range d.content {
		if p.to <= d.cue.from && f.onlyMarks(p.to, d.cue.from) && (f.clausal(p) || f.quote[f.firstWord(p)] >= 0) {
			return true
		}
	}
	return false
}

// splitSource takes the words after the last comma of a content that ends where
// the cue begins for the source: "It rained, villagers said".
func (f *finder) splitSource(d *draft) {
	if f.Tokens[d.head].UPOS != "VERB" || len(d.content) == 0 {
		return
	}
	for k := range d.content {
		p := &d.content[k]
		if p.to != d.cue.from {
			continue
		}
		for i := p.to - 1; i > p.from; i-- {
			t := &f.Tokens[i]
			if t.Form == "," || f.edge[i] == edgeClose {
				if i+1 < p.to && i > p.from+1 {
					d.source = tokens{i + 1, p.to}
					p.to = i
				}
				return
			}
			if t.UPOS == "VERB" || t.UPOS == "AUX" || p.to-i > 12 {
				return
			}
		}
	}
}

func (f *finder) hasKid(i int, rel string) bool {
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == rel {
			return true
		}
	}
	return false
}

// agent returns the agent of a passive verb, or -1.
func (f *finder) agent(i int) int {
	for _, k := range f.kids[i] {
		if r := f.Tokens[k].Rel; r == "obl:agent" || r == "obl" && f.caseOf(k) == "by" {
			return k
		}
	}
	return -1
}

// phrase returns the tokens of the phrase of head i, without its case, cut where
// it would meet the cue.
func (f *finder) phrase(i int, d *draft) tokens {
	r := tokens{int(f.first[i]), int(f.last[i]) + 1}
	for r.from < i && (f.Tokens[r.from].Rel == "case" || f.Tokens[r.from].UPOS == "PUNCT" || f.Tokens[r.from].Rel == "cc" || f.Tokens[r.from].Rel == "mark") {
		r.from++
	}
	if i < d.cue.from {
		r.to = min(r.to, d.cue.from)
	} else {
		r.from = max(r.from, d.cue.to)
	}
	if r.to-r.from > 40 || r.from > i || r.to <= i {
		r = tokens{i, i + 1}
	}
	return r
}

// addressed returns where content p starts without whom it is put to: "asked the
// minister about the talks".
func (f *finder) addressed(d *draft, p tokens) int {
	whom := -1
	for _, k := range f.kids[d.head] {
		switch rel := f.Tokens[k].Rel; {
		case (rel == "obj" || rel == "iobj") && p.has(k) && int(f.first[k]) <= p.from:
			whom = k
		case rel == "obl" && whom >= 0 && p.has(k) && int(f.first[k]) == int(f.last[whom])+1 && f.Tokens[f.first[k]].Lemma == "about":
			return int(f.first[k])
		}
	}
	return p.from
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
			case after && !inside && i > p.from+1 && f.beside(i) > p.from:
				p.to = f.beside(i)
			case after && !inside && i > p.from+1 && f.contrasted(i) > p.from:
				p.to = f.contrasted(i)
			case after && !inside && i > p.from+1 && (f.occasion(i) || f.takenUp(i) || f.apposed(i)):
				p.to = i
			case after && !inside && (t.Head == d.head && t.Rel == "conj" && f.sibling(i) || f.besideObject(d, p, i)):
				k := i
				for k > p.from && (f.Tokens[k-1].Rel == "cc" || f.Tokens[k-1].UPOS == "PUNCT" && f.edge[k-1] == edgeNone || f.Tokens[k-1].Rel == "aux" || f.Tokens[k-1].UPOS == "ADV") {
					k--
				}
				p.to = k
			}
		}
		if !p.empty() {
			out = append(out, p)
		}
	}
	d.content = out
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
	switch f.Tokens[i].XPOS {
	case "VBG":
		if f.Tokens[i-1].Form == "," {
			return i - 1
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

// contrasted returns the comma before a clause that sets what another says
// against what is said before: ", while the mayor insisted …", ", but Rome denied
// it". It is -1 where verb i heads no such clause.
func (f *finder) contrasted(i int) int {
	t := &f.Tokens[i]
	if !f.sibling(i) || f.kidset[i]&3 == 0 || t.Rel != "advcl" && t.Rel != "conj" && t.Rel != "parataxis" {
		return -1
	}
	from := int(f.first[i])
	for k := from; k < i; k++ {
		if u := &f.Tokens[k]; u.Head == i && (u.Rel == "mark" || u.Rel == "cc") {
			switch u.Lemma {
			case "while", "although", "though", "whereas", "but", "as":
				if k > 0 && f.Tokens[k-1].Form == "," {
					return k - 1
				}
			}
		}
	}
	return -1
}

// answered reports whether verb i says that something said before was denied or
// confirmed by someone: "this was contradicted by the palace".
func (f *finder) answered(i int) bool {
	e := f.hits[i].e
	if e == nil || e.pos != 'v' || e.classes&(1<<classDeny|1<<classConfirm) == 0 || f.Tokens[i].XPOS != "VBN" || !f.hasKid(i, "aux:pass") || f.agent(i) < 0 {
		return false
	}
	subject := int(f.subject[i])
	if subject < 0 || subject > i {
		return false
	}
	switch t := &f.Tokens[subject]; t.UPOS {
	case "PRON", "DET":
		return t.Lemma == "this" || t.Lemma == "that" || t.Lemma == "it" || t.Lemma == "which" || t.Lemma == "these"
	case "NOUN":
		n := f.hits[subject].e
		return n != nil && n.pos == 'n' && n.classes&(1<<classSay|1<<classAccuse|1<<classBelieve|1<<classShow) != 0 || numberNouns[t.Lemma]
	}
	return false
}

// answer makes the claim of such a verb.
func (f *finder) answer(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.answered", in: -1, ref: -1}
	d.source = f.phrase(f.agent(i), &d)
	d.content = []tokens{f.phrase(int(f.subject[i]), &d)}
	return d
}

// estimates reports whether verb i puts a number at some value: "put the toll at
// nine".
func (f *finder) estimates(i int) bool {
	t := &f.Tokens[i]
	if t.Lemma != "put" || t.UPOS != "VERB" || f.subject[i] < 0 || int(f.subject[i]) > i || f.hasKid(i, "aux:pass") {
		return false
	}
	number, value := false, false
	for _, k := range f.kids[i] {
		if k < i {
			continue
		}
		switch u := &f.Tokens[k]; {
		case u.Rel == "obj":
			number = number || numberNouns[u.Lemma] || u.UPOS == "PRON"
		case u.UPOS == "NUM" || f.hasKid(k, "nummod"):
			value = true
			number = number || f.caseOf(k) == "at" // "put the debt at nine million"
		}
		for _, m := range f.kids[k] {
			value = value || f.Tokens[k].Rel == "obj" && f.Tokens[m].UPOS == "NUM" && f.caseOf(m) == "at"
		}
	}
	return number && value
}

// estimate makes the claim of such a verb.
func (f *finder) estimate(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.estimate", in: -1, ref: -1}
	d.source = f.phrase(int(f.subject[i]), &d)
	r := tokens{i + 1, i + 2}
	for _, k := range f.kids[i] {
		if u := &f.Tokens[k]; k > i && (u.Rel == "obj" || u.Rel == "obl" || u.UPOS == "NUM") {
			r.to = max(r.to, int(f.last[k])+1)
		}
	}
	d.content = []tokens{r}
	return d
}

// reportNouns are nouns that a clause follows when they name what someone said.
var reportNouns = words("report claim allegation accusation charge assertion suggestion insinuation rumour rumor complaint announcement declaration")

// holdsClause returns the verb of the clause that says what noun i names, "reports
// that the bank had failed", or -1.
func (f *finder) holdsClause(i int) int {
	if f.Tokens[i].UPOS != "NOUN" || !reportNouns[f.Tokens[i].Lemma] || f.hits[i].e == nil || f.hits[i].e.pos != 'n' {
		return -1
	}
	for _, k := range f.kids[i] {
		t := &f.Tokens[k]
		if k < i || t.Rel != "acl" && t.Rel != "ccomp" && t.Rel != "acl:relcl" {
			continue
		}
		that, object := "", false
		for _, m := range f.kids[k] {
			u := &f.Tokens[m]
			if u.Form == "that" && that == "" {
				that = u.Rel
			} else if u.Rel == "obj" && m > k {
				object = true
			}
		}
		// Parsers take the conjunction for the object of a verb that has one.
		if that == "mark" || that == "obj" && object {
			return k
		}
	}
	return -1
}

// noun makes the claim of such a noun. Its source is its possessor, or whom it is
// by or from.
func (f *finder) noun(i int) draft {
	d := draft{cue: tokens{i, i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.noun", in: -1, ref: -1}
	k := f.holdsClause(i)
	if k < 0 {
		k = f.holdsDeed(i)
	}
	r := tokens{max(int(f.first[k]), i+1), int(f.last[k]) + 1}
	// "allegations of meddling in the vote": what the parse hung on the noun behind its
	// content is of the content.
	for _, n := range f.kids[i] {
		if n > k && f.Tokens[n].Rel == "nmod" && int(f.first[n]) == r.to {
			r.to = int(f.last[n]) + 1
		}
	}
	for r.from < k && f.Tokens[r.from].Form != "that" && f.Tokens[r.from].Form != "of" {
		r.from++
	}
	if f.Tokens[r.from].Form == "of" {
		r.from++
	}
	d.content = []tokens{r}
	return d
}

// deedNouns are nouns whose "of" is followed by what is said to have been done, in
// the plural also those that alone mean a text: "reports of looting".
var deedNouns = map[string]string{"allegation": "", "accusation": "", "rumour": "", "rumor": "", "insinuation": "", "report": "reports", "claim": "claims", "complaint": "complaints", "charge": "charges"}

// holdsDeed returns the head of what noun i says was done, "allegations of
// interference", or -1.
func (f *finder) holdsDeed(i int) int {
	form, ok := deedNouns[f.Tokens[i].Lemma]
	if f.Tokens[i].UPOS != "NOUN" || !ok || form != "" && form != strings.ToLower(f.Tokens[i].Form) || i+1 >= len(f.Tokens) || f.Tokens[i+1].Form != "of" {
		return -1
	}
	for _, k := range f.kids[i] {
		if t := &f.Tokens[k]; k > i && (t.Rel == "nmod" || t.Rel == "acl") && t.UPOS != "PROPN" && t.UPOS != "PRON" {
			return k
		}
	}
	return -1
}

// shareSources gives such verbs the source of the claim that they follow.
func (f *finder) shareSources() {
	for i := 1; i < len(f.drafts); i++ {
		d, before := &f.drafts[i], &f.drafts[i-1]
		if f.beside(d.head) < 0 || f.answered(d.head) || f.Tokens[d.head].Sent != f.Tokens[before.head].Sent || before.source.empty() || f.quote[d.head] >= 0 {
			continue
		}
		if !f.inContent(before, d.head) {
			d.source = before.source
		}
	}
}

// sibling reports whether verb i is a cue of speech in its own right.
func (f *finder) sibling(i int) bool {
	const speech = 1<<classSay | 1<<classDeny | 1<<classConfirm | 1<<classAccuse | 1<<classOrder | 1<<classAsk | 1<<classPromise | 1<<classThreaten | 1<<classDecline
	e := f.hits[i].e
	return e != nil && e.pos == 'v' && e.classes&speech != 0
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
		if k := f.beside(i); k > clause && f.quote[i] < 0 {
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

package claims

import "slices"

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
		if f.hasKid(d.head, "aux:pass") && (d.hit.e == nil || d.hit.e.pos != 'a') || t.XPOS == "VBN" && !f.hasKid(d.head, "aux") && (t.Rel == "acl" || t.Rel == "advcl") {
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
	if d.cue.to > d.head+2 && f.Tokens[d.head+1].Form == "as" && f.Tokens[subject].Rel != "expl" {
		d.source = r // "was quoted as saying": the subject said it
		return true
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
		case (rel == "obj" || rel == "iobj") && f.hits[k].e == nil && p.has(k) && int(f.first[k]) <= p.from:
			whom = k
		case rel == "obl" && whom >= 0 && p.has(k) && int(f.first[k]) == int(f.last[whom])+1 && f.Tokens[f.first[k]].Lemma == "about":
			return int(f.first[k])
		}
	}
	return p.from
}

// shareSources gives such verbs the source of the claim that they follow.
func (f *finder) shareSources() {
	for i := 1; i < len(f.drafts); i++ {
		d, before := &f.drafts[i], &f.drafts[i-1]
		if f.beside(d.head) < 0 || f.answered(d.head) || f.Tokens[d.head].XPOS == "VBN" && f.hasKid(d.head, "aux:pass") || f.Tokens[d.head].Sent != f.Tokens[before.head].Sent || before.source.empty() || f.quote[d.head] >= 0 {
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

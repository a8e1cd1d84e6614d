package claims

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// How claims hang together: which holds which, whose they are, and which earlier
// claims they deny or confirm.

// nest sets in: the claim with the smallest content that holds the cue.
func (f *finder) nest() {
	size := make([]int, len(f.drafts))
	for i := range f.drafts {
		for _, p := range f.drafts[i].content {
			size[i] += p.to - p.from
		}
	}
	for j := range f.drafts {
		d := &f.drafts[j]
		if d.fixed {
			continue
		}
		d.in = -1
		// A content lies within the window of its cue.
		for i := f.near(d.cue.from - maxWindow); i < len(f.drafts) && f.drafts[i].cue.from <= d.cue.from+maxWindow; i++ {
			o := &f.drafts[i]
			if i == j || !f.inContent(o, d.cue.from) || f.inContent(d, o.cue.from) || !f.under(d, o) {
				continue
			}
			// Of two that hold the same words, one within the other, the inner one.
			if d.in < 0 || size[i] < size[d.in] || size[i] == size[d.in] && o.in == d.in {
				d.in = i
			}
		}
	}
	// Contents that cross could make a ring; the last link of one is undone.
	for j := range f.drafts {
		at := j
		for range 64 {
			at = f.drafts[at].in
			if at < 0 {
				break
			}
			if at == j {
				f.drafts[j].in = -1
				break
			}
		}
	}
}

// cites turns "the paper said so, citing an official" about: the official is the
// source of what the paper said, which holds it.
func (f *finder) cites() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if l := f.Tokens[d.head].Lemma; l != "cite" && l != "quote" || f.Tokens[d.head].XPOS != "VBG" || len(d.content) == 0 {
			continue
		}
		for j := f.near(d.cue.from - maxWindow); j < len(f.drafts) && f.drafts[j].cue.from <= d.cue.from+maxWindow; j++ {
			o := &f.drafts[j]
			if j == i || o.class != classSay || f.Tokens[d.head].Head != o.head && !o.source.has(d.head) && !o.source.has(f.Tokens[d.head].Head) || len(o.content) == 0 || o.source.empty() {
				continue
			}
			if !f.outlet(o) {
				continue
			}
			d.source, d.content, d.class = d.content[0], slices.Clone(o.content), classSay
			if o.source.has(d.cue.from) {
				o.source.to = d.cue.from
				f.trimSource(o)
			}
			for k := range o.content {
				if o.content[k].has(d.cue.from) {
					o.content[k].to = d.cue.from
				}
			}
			d.content = slices.Clone(o.content)
			f.trimContent(o)
			f.trimContent(d)
			d.in, d.fixed = j, true
			f.resolve(d)
		}
	}
	f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool { return d.rule == ruleCites && !d.fixed })
}

// outlet reports whether the source of a claim is a news outlet.
func (f *finder) outlet(d *draft) bool {
	if d.ref >= 0 && d.ref < len(f.refs) && f.refs[d.ref].Type == "media" {
		return true
	}
	for i := d.source.from; i < d.source.to; i++ {
		if mediaNouns[strings.ToLower(f.Tokens[i].Form)] {
			return true
		}
	}
	return false
}

// near returns the first claim whose cue begins at token i or later.
func (f *finder) near(i int) int {
	at, _ := slices.BinarySearchFunc(f.drafts, i, func(d draft, i int) int { return d.cue.from - i })
	return at
}

// dropNested leaves out claims within claims that neither the frame nor a source
// supports. The tagger has seen no marked claim within a content, and takes too
// much there.
func (f *finder) dropNested() {
	const attitudes = 1<<classDeny | 1<<classAccuse | 1<<classAsk | 1<<classFeel | 1<<classThreaten | 1<<classPromise | 1<<classBelieve | 1<<classDecline | 1<<classConfirm | 1<<classIntend | 1<<classShow
	f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool {
		if d.in < 0 {
			return false
		}
		if d.source.empty() && d.match < 3 && f.Tokens[d.head].UPOS != "NOUN" {
			return true
		}
		if f.speaksOfSelf(&d) || f.knowsNothing(&d) {
			return true
		}
		return !(d.match >= 3 || d.match == 2 && 1<<d.class&attitudes != 0 || f.quoted(&d))
	})
}

// knowsNothing reports whether a claim within another is that its source knows of no such
// thing, with which the other denies it.
func (f *finder) knowsNothing(d *draft) bool {
	if d.class != classBelieve || len(d.content) == 0 || f.drafts[d.in].stance != "deny" {
		return false
	}
	p := d.content[0]
	return f.nothing(p) || f.Tokens[f.firstWord(p)].Lemma == "nothing"
}

// speaksOfSelf reports whether a claim within a quotation is what its speaker
// thinks: “We want what is ours”, “I know”. The claim that holds it says as much.
func (f *finder) speaksOfSelf(d *draft) bool {
	if 1<<d.class&(1<<classBelieve|1<<classIntend|1<<classFeel) == 0 || d.source.to-d.source.from != 1 || f.quote[d.head] < 0 || f.quote[d.head] == f.quote[f.drafts[d.in].head] {
		return false
	}
	l := strings.ToLower(f.Tokens[d.source.from].Form)
	return l == "i" || l == "we"
}

// under reports whether the parse lets claim d be part of what o says, in whose
// content its cue stands: the verb of d hangs on that of o, or the content stands
// in quotation marks, in another sentence, or before its cue.
func (f *finder) under(d, o *draft) bool {
	if f.Tokens[d.head].Sent != f.Tokens[o.head].Sent || d.cue.from < o.cue.from {
		return true
	}
	if o.hit.e != nil && o.hit.e.pos == 'p' {
		return true // "according to" hangs on the clause that is its content
	}
	if q := f.quote[d.head]; q >= 0 && q != f.quote[o.head] {
		return true
	}
	for a, n := d.head, 0; a >= 0 && n < 40; a, n = f.Tokens[a].Head, n+1 {
		if a == o.head || o.cue.has(a) {
			return true
		}
	}
	return false
}

// mentions returns the mentions of a sentence.
func (f *finder) mentions(sent int) []nlp.Mention {
	from, _ := slices.BinarySearchFunc(f.Mentions, sent, func(m nlp.Mention, s int) int { return m.Sent - s })
	to := from
	for to < len(f.Mentions) && f.Mentions[to].Sent == sent {
		to++
	}
	return f.Mentions[from:to]
}

// resolve sets the referent of the source: that of the mention whose head is the
// head of the source, or else of the longest mention that stands for it.
func (f *finder) resolve(d *draft) {
	d.ref = -1
	if len(f.refs) == 0 || f.Have&nlp.Chains == 0 || d.source.empty() {
		return
	}
	head := f.rangeHead(d.source)
	score := 0
	for _, m := range f.mentions(f.Tokens[head].Sent) {
		if m.Chain < 0 || m.Chain >= len(f.refs) || m.First >= d.source.to || m.Last <= d.source.from {
			continue
		}
		n := m.Last - m.First
		t := &f.Tokens[m.Head]
		switch {
		case m.Head == head:
			n += 1000
		case t.Head == head && (t.Rel == "appos" || t.Rel == "flat"):
			n += 500
		case m.First < d.source.from || m.Last > d.source.to:
			continue
		case t.Rel == "nmod" || t.Rel == "nmod:poss" || t.Rel == "compound" || t.Rel == "obl":
			continue // "an aide to the minister" is not the minister
		}
		if n > score {
			d.ref, score = m.Chain, n
		}
	}
}

// answerReach is how many claims back one that is answered may lie.
const answerReach = 60

// answers sets, for the denials and confirmations among the claims, the earlier
// claims that they answer.
func (f *finder) answers(out []Claim) {
	if !slices.ContainsFunc(f.drafts, func(d draft) bool { return d.stance == "deny" || d.stance == "confirm" }) {
		return
	}
	bags := make([]map[string]bool, len(f.drafts))
	for i := range f.drafts {
		bags[i] = f.bag(&f.drafts[i])
	}
	for j := range f.drafts {
		d := &f.drafts[j]
		if d.stance != "deny" && d.stance != "confirm" {
			continue
		}
		best, score := -1, 3
		for i := max(0, j-answerReach); i < min(len(f.drafts), j+3); i++ {
			if i == j || f.holds(i, j) && !f.nounInside(i, d) || f.sameSource(i, j) {
				continue
			}
			if n := f.answerScore(i, j, bags); n > score || n == score && best >= 0 && i > best && i < j {
				best, score = i, n
			}
		}
		if best < 0 {
			continue
		}
		list := f.both(j, best)
		if d.stance == "deny" {
			out[j].Denies = list
		} else {
			out[j].Confirms = list
		}
	}
}

// both returns the claims that claim j answers, of which best is one: those with the
// numbers that it takes up, if it says that they are several, "disputed both figures".
func (f *finder) both(j, best int) []int {
	d := &f.drafts[j]
	h := f.rangeHead(d.content[0])
	if t := &f.Tokens[h]; !numberNouns[t.Lemma] || t.XPOS != "NNS" || !f.hasNumber(&f.drafts[best]) || f.firstWord(d.content[0]) == h {
		return []int{best}
	}
	var out []int
	for i := max(0, j-8); i < j; i++ {
		o := &f.drafts[i]
		if i == best || f.hasNumber(o) && !f.holds(i, j) && !f.sameSource(i, j) && o.stance == "assert" && f.Tokens[d.head].Sent-f.Tokens[o.head].Sent <= 2 {
			out = append(out, i)
		}
	}
	return out
}

// holds reports whether claim j lies in claim i, at any depth.
func (f *finder) holds(i, j int) bool {
	for k, n := f.drafts[j].in, 0; k >= 0 && n < 16; k, n = f.drafts[k].in, n+1 {
		if k == i {
			return true
		}
	}
	return false
}

// charges reports whether a noun means an accusation: "the charge".
func (f *finder) charges(noun string) bool {
	return slices.ContainsFunc(f.lex[noun], func(e entry) bool { return e.pos == 'n' && e.classes&(1<<classAccuse) != 0 })
}

// nounInside reports whether claim i is named by a noun in the content of d: "the
// report that …", which is what d answers.
func (f *finder) nounInside(i int, d *draft) bool {
	return f.inContent(d, f.drafts[i].head) && f.Tokens[f.drafts[i].head].UPOS == "NOUN"
}

// sameSource reports whether two claims have the same referent or source words.
func (f *finder) sameSource(i, j int) bool {
	a, b := &f.drafts[i], &f.drafts[j]
	if a.ref >= 0 && b.ref >= 0 {
		return a.ref == b.ref
	}
	if a.source.empty() || b.source.empty() {
		return false
	}
	x, y := &f.Tokens[f.rangeHead(a.source)], &f.Tokens[f.rangeHead(b.source)]
	return x.UPOS == "PROPN" && x.Lemma == y.Lemma
}

// answerScore says how well claim i fits as what claim j answers.
func (f *finder) answerScore(i, j int, bags []map[string]bool) int {
	a, d := &f.drafts[i], &f.drafts[j]
	inside := a.in == j
	if !inside && a.cue.from > d.cue.from {
		return 0 // what comes later is answered by nothing here
	}
	if a.hit.e != nil && a.hit.e.pos == 'a' && !slices.ContainsFunc(a.content, f.clausal) {
		return 0 // who is sceptical of a thing has not said that it is so
	}
	score := 0
	if inside && f.Tokens[a.head].UPOS == "NOUN" {
		score += 6
	}
	for w := range bags[j] {
		if bags[i][w] {
			score += 3
		}
	}
	gap := f.Tokens[d.head].Sent - f.Tokens[a.head].Sent
	switch noun := f.anaphor(d); {
	case gap == 0 && f.apposite(a, d):
		score += 12 // "it killed herders, a charge that the army denied"
	case noun == "":
	case anaphors[noun]:
		score += 6 - min(gap, 3)*2
	case numberNouns[noun] && f.hasNumber(a):
		score += 7
	default:
		if e := f.lex[noun]; e != nil {
			for k := range e {
				if e[k].pos == 'n' && e[k].classes&(1<<a.class) != 0 {
					score += 5
				}
			}
		}
		score += 3
	}
	// The one who denies is often the one who was accused.
	if a.class == classAccuse {
		score += 2
	}
	if (a.class == classAccuse || f.charges(f.anaphor(d))) && f.names(a, d.source) {
		score += 4
	}
	if a.stance == "deny" || a.stance == "decline" {
		score -= 4
	}
	return score - min(gap, 8)/2
}

// apposite reports whether what d answers is a noun or a relative pronoun that takes up
// claim a just behind its content: ", a charge that the army denied", ", which he denies".
func (f *finder) apposite(a, d *draft) bool {
	p := d.content[0]
	if p.to > d.cue.from || len(a.content) == 0 || p.from < 2 {
		return false
	}
	h := f.rangeHead(p)
	if l := f.Tokens[h].Lemma; l != "which" && !(f.Tokens[h].UPOS == "NOUN" && f.saidNoun(h)) {
		return false
	}
	from := p.from
	for f.Tokens[from-1].UPOS == "PUNCT" || f.Tokens[from-1].UPOS == "CCONJ" {
		if from--; from < 2 {
			return false
		}
	}
	end := a.content[len(a.content)-1].to
	return from < p.from && (end == from || end == p.from) || f.inContent(a, h) && f.Tokens[h].Lemma != "which" && f.Tokens[from].Form == ","
}

// bag returns the content words of a claim.
func (f *finder) bag(d *draft) map[string]bool {
	m := map[string]bool{}
	for _, p := range d.content {
		for i := p.from; i < p.to; i++ {
			switch t := &f.Tokens[i]; t.UPOS {
			case "NOUN", "VERB", "PROPN", "ADJ", "NUM":
				if f.hits[i].e == nil || t.UPOS == "PROPN" {
					m[strings.ToLower(t.Lemma)] = true
				}
			}
		}
	}
	return m
}

// anaphor returns the word by which a content takes up what was said before: a
// pronoun, or the noun of "the charge", "that report", "such claims"; or "". "It"
// is understood in "Not true", in "no such meeting", and in what is replied.
func (f *finder) anaphor(d *draft) string {
	p := d.content[0]
	if d.stance == "deny" && (f.flatNo(p) || f.says(p, "such") || replies[f.Tokens[d.head].Lemma]) {
		return "it"
	}
	first := f.firstWord(p)
	t := &f.Tokens[first]
	if l := strings.ToLower(t.Form); (l == "none" || l == "nothing") && first+2 < p.to && f.Tokens[first+1].Lemma == "of" && anaphors[f.Tokens[first+2].Lemma] {
		return "that" // "None of that happened"
	}
	if l := strings.ToLower(t.Form); (l == "anything" || l == "nothing") && first+3 < len(f.Tokens) && f.Tokens[first+1].Lemma == "of" && (f.Tokens[first+3].Lemma == "sort" || f.Tokens[first+3].Lemma == "kind") {
		return "it"
	}
	switch {
	case anaphors[t.Lemma] && t.UPOS == "PRON":
		return t.Lemma
	case t.UPOS != "DET" && t.Lemma != "both" && t.XPOS != "DT" && t.XPOS != "PRP$":
		return ""
	}
	if h := t.Head; h >= 0 && p.has(h) {
		for _, k := range f.kids[h] {
			switch f.Tokens[k].Rel {
			case "acl", "acl:relcl", "nmod":
				if p.has(k) {
					return "" // it says itself what it is
				}
			}
		}
		if e := f.hits[h].e; e != nil && e.pos == 'n' || numberNouns[f.Tokens[h].Lemma] {
			return f.Tokens[h].Lemma
		}
		if l := t.Lemma; (l == "this" || l == "that") && callVerbs[f.Tokens[d.head].Lemma] {
			return "it" // "called that pretext bogus"
		}
	}
	return ""
}

// says reports whether a range has a lemma.
func (f *finder) says(p tokens, lemma string) bool {
	for i := p.from; i < p.to; i++ {
		if f.Tokens[i].Lemma == lemma {
			return true
		}
	}
	return false
}

func (f *finder) hasNumber(d *draft) bool {
	for _, p := range d.content {
		for i := p.from; i < p.to; i++ {
			if f.Tokens[i].UPOS == "NUM" {
				return true
			}
		}
	}
	return false
}

// names reports whether the content of a names the source r: by a mention of the
// same referent, or by a name's words.
func (f *finder) names(a *draft, r tokens) bool {
	if r.empty() {
		return false
	}
	head := f.rangeHead(r)
	chain := -1
	for _, m := range f.mentions(f.Tokens[head].Sent) {
		if m.Head == head && m.Chain >= 0 {
			chain = m.Chain
		}
	}
	for _, p := range a.content {
		for s := f.Tokens[p.from].Sent; chain >= 0 && s <= f.Tokens[p.to-1].Sent; s++ {
			if slices.ContainsFunc(f.mentions(s), func(m nlp.Mention) bool { return m.Chain == chain && p.has(m.Head) }) {
				return true
			}
		}
		for i := p.from; i < p.to; i++ {
			if f.Tokens[i].UPOS == "PROPN" && f.Tokens[i].Lemma == f.Tokens[head].Lemma {
				return true
			}
		}
	}
	return false
}

package claims

import (
	"slices"
	"strings"
)

// Boundaries: what the tagger found is widened to whole quotations, and cut
// where the guide of annotation cuts.

// setOff reports whether a quotation stands as a speech of its own: it begins a
// sentence or follows a comma, a colon or a verb, and ends with punctuation.
func (f *finder) setOff(q int32) bool {
	k := f.quotes[q]
	inner := strings.TrimRight(f.Text[k.Inner.Start:k.Inner.End], blanks)
	if inner == "" {
		return false
	}
	if k.Continued {
		return true
	}
	before := strings.TrimRight(f.Text[:k.Open.Start], blanks)
	opens := before == "" || strings.ContainsRune(".,:;!?\n", rune(before[len(before)-1])) || strings.HasSuffix(before, "”") || strings.HasSuffix(before, "\"")
	after := strings.TrimLeft(f.Text[max(k.Close.End, k.Inner.End):], blanks)
	closes := strings.HasSuffix(inner, ",") || strings.HasSuffix(inner, ".") || strings.HasSuffix(inner, "?") || strings.HasSuffix(inner, "!") || strings.HasSuffix(inner, "…") ||
		strings.HasSuffix(inner, "—") || strings.HasSuffix(inner, "-") || strings.HasPrefix(after, ",") || strings.HasPrefix(after, ".")
	return opens && closes
}

// region returns the tokens of a quotation, marks included.
func (f *finder) region(q int32) tokens {
	from, to := f.view.tokens(f.quotes[q].full())
	return tokens{from, to}
}

// snapQuotes widens each piece of content to the whole of the quotations that it
// covers for the greater part.
func (f *finder) snapQuotes(d *draft) {
	for k := range d.content {
		p := &d.content[k]
		for _, i := range []int{p.from, p.to - 1} {
			q := f.quote[i]
			if q < 0 || q == f.quote[d.head] {
				continue
			}
			r := f.region(q)
			shared := min(p.to, r.to) - max(p.from, r.from)
			if 5*shared >= 2*(r.to-r.from) && !r.meets(d.cue) {
				p.from, p.to = min(p.from, r.from), max(p.to, r.to)
			}
		}
	}
}

// cutUnsplit leaves out of what stands before the cue the sentences that end in
// front of it at a mark of quotation, where the text was not parted: "The port lay
// still. „We wait“, he said", "‘We wait.’ The port lay still, he said".
func (f *finder) cutUnsplit(d *draft) {
	for k := range d.content {
		p := &d.content[k]
		if p.to > d.cue.from || f.Tokens[p.to-1].Sent != f.Tokens[d.head].Sent {
			continue
		}
		for i := p.to - 2; i > p.from; i-- {
			q := f.quote[i]
			if q < 0 || q == f.quote[d.head] || f.inner[i] != q || !f.setOff(q) {
				continue
			}
			if f.edge[i] == edgeOpen && f.ends(i-1) && f.quote[i-1] < 0 {
				p.from = i
				break
			}
			if next := f.Tokens[i+1].Form[0]; f.edge[i] == edgeClose && f.ends(i-1) && f.quote[i+1] < 0 && next >= 'A' && next <= 'Z' {
				p.from = i + 1
				break
			}
		}
	}
}

// ends reports whether token i ends a sentence.
func (f *finder) ends(i int) bool {
	form := f.Tokens[i].Form
	return form == "." || form == "!" || form == "?"
}

// joinPieces puts pieces in order and joins those that overlap or that only
// punctuation parts.
func (f *finder) joinPieces(d *draft) {
	var out []tokens
	for _, p := range d.content {
		if n := len(out); n > 0 && p.from < out[n-1].to {
			out[n-1].to = max(out[n-1].to, p.to)
			continue
		}
		if n := len(out); n > 0 && f.onlyMarks(out[n-1].to, p.from) && f.Tokens[out[n-1].to-1].Sent == f.Tokens[p.from].Sent {
			out[n-1].to = p.to
			continue
		}
		out = append(out, p)
	}
	d.content = out
}

// onlyMarks reports whether only punctuation stands from token from to to.
func (f *finder) onlyMarks(from, to int) bool {
	for i := from; i < to; i++ {
		if f.Tokens[i].UPOS != "PUNCT" {
			return false
		}
	}
	return true
}

// contest takes quotations that several claims hold from those whose cue stands in
// another sentence, if one has its cue in the quotation's own.
func (f *finder) contest() {
	owner := make(map[int32]bool)
	local := func(d *draft, r tokens) bool {
		s := f.Tokens[d.head].Sent
		return f.Tokens[r.from].Sent == s || f.Tokens[r.to-1].Sent == s
	}
	each := func(act func(d *draft, k int, q int32, r tokens)) {
		for i := range f.drafts {
			d := &f.drafts[i]
			for k, p := range d.content {
				q := f.quote[f.firstWord(p)]
				if q < 0 || q == f.quote[d.head] {
					continue
				}
				if r := f.region(q); p.from >= r.from && p.to <= r.to {
					act(d, k, q, r)
				}
			}
		}
	}
	each(func(d *draft, k int, q int32, r tokens) {
		if local(d, r) {
			owner[q] = true
		}
	})
	each(func(d *draft, k int, q int32, r tokens) {
		if owner[q] && !local(d, r) {
			d.content[k].to = d.content[k].from
		}
	})
	f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool {
		for _, p := range d.content {
			if !p.empty() {
				return false
			}
		}
		return true
	})
	for i := range f.drafts {
		d := &f.drafts[i]
		d.content = slices.DeleteFunc(d.content, tokens.empty)
	}
}

// followQuotes gives speeches that no claim holds to a speaker: to one in the same
// sentence, to the one before in the same paragraph, and to the one whom the
// quotation carries on from the paragraph before.
func (f *finder) followQuotes() {
	taken := make([]bool, len(f.quotes))
	for i := range f.drafts {
		for _, p := range f.drafts[i].content {
			for _, k := range []int{f.firstWord(p), p.to - 1} {
				if q := f.quote[k]; q >= 0 && q != f.quote[f.drafts[i].head] {
					taken[q] = true
				}
			}
		}
	}
	for q := int32(0); int(q) < len(f.quotes); q++ {
		if f.quotes[q].Depth > 0 || taken[q] || !f.setOff(q) {
			continue
		}
		r := f.region(q)
		if r.empty() {
			continue
		}
		if i := f.speaker(q, r); i >= 0 {
			d := &f.drafts[i]
			d.content = append(d.content, r)
			slices.SortFunc(d.content, func(a, b tokens) int { return a.from - b.from })
			taken[q] = true
		}
	}
}

// speaker returns the claim that quotation q, in tokens r, belongs to, or -1.
func (f *finder) speaker(q int32, r tokens) int {
	at, _ := slices.BinarySearchFunc(f.drafts, r.from, func(d draft, i int) int { return d.cue.from - i })
	sent, end := f.Tokens[r.from].Sent, f.Tokens[r.to-1].Sent
	best, near := -1, 0
	for i := max(0, at-4); i < min(len(f.drafts), at+4); i++ {
		d := &f.drafts[i]
		if f.quote[d.head] >= 0 || d.hit.e == nil || d.hit.e.frames&frameClause == 0 || d.hit.e.pos != 'v' && d.hit.e.pos != 'p' {
			continue
		}
		s := f.Tokens[d.head].Sent
		if n := distance(d.cue, r) + 1; (s == sent || s == end) && n <= 25 && (best < 0 || n < near) {
			best, near = i, n
		}
	}
	if best >= 0 || at == 0 {
		return best
	}
	// The sentence before ended with a speech, and this one is nothing else.
	s := &f.Sentences[sent]
	for i := at - 1; i >= max(0, at-6); i-- {
		d := &f.drafts[i]
		if f.quote[d.head] >= 0 || !f.quoted(d) {
			continue
		}
		stop := max(d.content[len(d.content)-1].to, d.cue.to, d.source.to) - 1
		before := &f.Sentences[f.Tokens[stop].Sent]
		lead := r.from == s.First || r.from == s.First+1
		carried := f.quote[stop] >= 0 && f.quotes[f.quote[stop]].Continued && q == f.nextQuote(f.quote[stop])
		if lead && (s.Para == before.Para && sent <= f.Tokens[stop].Sent+1 || carried || sent == f.Tokens[stop].Sent+1 && f.paragraph(r)) {
			return i
		}
		break
	}
	return -1
}

// paragraph reports whether a quotation is all that its paragraph holds, so that the
// speaker of the paragraph before speaks on.
func (f *finder) paragraph(r tokens) bool {
	first, last := f.Tokens[r.from].Sent, f.Tokens[r.to-1].Sent
	return r.to-r.from > 5 && f.edge[r.to-1] == edgeClose && f.ends(r.to-2) && r.to == f.Sentences[last].Last && (last+1 == len(f.Sentences) || f.Sentences[last+1].Para != f.Sentences[first].Para) &&
		(first == 0 || f.Sentences[first-1].Para != f.Sentences[first].Para)
}

// clipQuotes keeps the arguments of a cue within a speech inside that speech.
func (f *finder) clipQuotes(d *draft) {
	q := f.quote[d.head]
	if q < 0 || !f.setOff(q) {
		return
	}
	r := f.region(q)
	if d.source.to > r.to || d.source.from < r.from {
		d.source = tokens{}
	}
	out := d.content[:0]
	for _, p := range d.content {
		p.from, p.to = max(p.from, r.from), min(p.to, r.to)
		if !p.empty() {
			out = append(out, p)
		}
	}
	d.content = out
}

// nextQuote returns the quotation of depth 0 after q, or -1.
func (f *finder) nextQuote(q int32) int32 {
	for k := q + 1; int(k) < len(f.quotes); k++ {
		if f.quotes[k].Depth == 0 {
			return k
		}
	}
	return -1
}

// quoteKind sets direct, mixed or indirect, and takes the outer marks off a
// direct quotation.
func (f *finder) quoteKind(d *draft) {
	if d.quote == "direct" {
		return // a speech within a speech
	}
	direct, marked := true, false
	for _, p := range d.content {
		q := f.quote[f.firstWord(p)]
		outer := f.quote[d.head]
		if q >= 0 && q != outer {
			marked = true
		}
		r := tokens{}
		if q >= 0 && q != outer {
			r = f.region(q)
		}
		if r.empty() || p.from < r.from || p.to > r.to || !f.setOff(q) {
			direct = false
		}
		for i := p.from; i < p.to && !marked; i++ {
			marked = f.inner[i] >= 0 && f.inner[i] != f.inner[d.head]
		}
	}
	switch {
	case direct:
		d.quote = "direct"
		for k := range d.content {
			p := &d.content[k]
			for p.from+1 < p.to && (f.edge[p.from] == edgeOpen) {
				p.from++
			}
			p.to = f.unclosed(*p)
		}
	case marked:
		d.quote = "mixed"
	default:
		d.quote = "indirect"
	}
}

// unclosed returns where p ends without closing marks and the punctuation at them. A mark
// is told by the quotation, and not by its tag: those of other tongues look like words.
func (f *finder) unclosed(p tokens) int {
	for p.from+1 < p.to && (f.edge[p.to-1] == edgeClose || f.Tokens[p.to-1].UPOS == "PUNCT" && stripped(f.Tokens[p.to-1].Form)) {
		p.to--
	}
	return p.to
}

// innerSpeech makes a quotation within a quotation, where it stands right behind a verb
// of speech of the outer one, all that is said by that verb: of "“He told me, ‘Wait’, and
// went,” she said" the words "Wait".
func (f *finder) innerSpeech(d *draft) {
	if f.quote[d.head] < 0 || len(d.content) == 0 || d.hit.e == nil || d.hit.e.pos != 'v' {
		return
	}
	at := d.content[0].from
	for at < d.content[0].to && f.edge[at] != edgeOpen && f.Tokens[at].UPOS == "PUNCT" {
		at++
	}
	if at >= d.content[0].to || f.edge[at] != edgeOpen || f.inner[at] == f.inner[d.head] || f.quote[at] != f.quote[d.head] {
		return
	}
	r := f.region(f.inner[at])
	if r.empty() || r.from < d.cue.to || r.from > d.cue.to+5 {
		return
	}
	if r.from++; r.from < r.to {
		r.to = f.unclosed(r)
		d.content = []tokens{r}
		d.quote = "direct"
	}
}

func stripped(form string) bool {
	switch form {
	case ",", ".", ";", ":", "--", "—", "–":
		return true
	}
	return false
}

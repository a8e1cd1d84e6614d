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
	inner := strings.TrimRight(f.Text[k.Inner.Start:k.Inner.End], "  ")
	if inner == "" {
		return false
	}
	if k.Continued {
		return true
	}
	before := strings.TrimRight(f.Text[:k.Open.Start], "  ")
	opens := before == "" || strings.ContainsRune(".,:;!?\n", rune(before[len(before)-1])) || strings.HasSuffix(before, "”") || strings.HasSuffix(before, "\"")
	after := strings.TrimLeft(f.Text[max(k.Close.End, k.Inner.End):], "  ")
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

// followQuotes gives quotations that no claim holds to the speaker before: those
// that follow in the same paragraph, and those that carry one on in the next.
func (f *finder) followQuotes() {
	taken := make([]bool, len(f.quotes))
	for i := range f.drafts {
		for _, p := range f.drafts[i].content {
			for _, k := range []int{f.firstWord(p), p.to - 1} {
				if q := f.quote[k]; q >= 0 {
					taken[q] = true
				}
			}
		}
	}
	for i := range f.drafts {
		d := &f.drafts[i]
		if f.quote[d.head] >= 0 {
			continue
		}
		last := d.content[len(d.content)-1]
		q := f.quote[last.to-1]
		if q < 0 && f.quote[f.firstWord(d.content[0])] >= 0 {
			q = f.quote[f.firstWord(d.content[0])]
		}
		if q < 0 || !f.setOff(q) {
			continue
		}
		end := max(last.to, d.cue.to, d.source.to)
		for next := f.nextQuote(q); next >= 0 && !taken[next]; next = f.nextQuote(next) {
			r := f.region(next)
			s := f.Sentences[f.Tokens[r.from].Sent]
			before := f.Sentences[f.Tokens[end-1].Sent]
			follows := r.from == s.First && s.Para == before.Para && f.Tokens[r.from].Sent <= f.Tokens[end-1].Sent+1 && f.setOff(next)
			if !follows && !(f.quotes[q].Continued && r.from == s.First) {
				break
			}
			d.content = append(d.content, r)
			taken[next] = true
			q, end = next, r.to
		}
	}
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
			for p.from+1 < p.to && f.Tokens[p.to-1].UPOS == "PUNCT" && (f.edge[p.to-1] == edgeClose || stripped(f.Tokens[p.to-1].Form)) {
				p.to--
			}
		}
	case marked:
		d.quote = "mixed"
	default:
		d.quote = "indirect"
	}
}

func stripped(form string) bool {
	switch form {
	case ",", ".", ";", ":", "--", "—", "–":
		return true
	}
	return false
}

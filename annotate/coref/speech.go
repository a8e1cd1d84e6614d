package coref

import (
	"strings"

	"chancery/nlp"
)

// quote is a stretch of tokens between quotation marks.
type quote struct {
	first, last int // half-open, the marks left out
	speaker     int // mention, or -1
}

// findQuotes finds the quotations of the document by their marks. One that a
// paragraph leaves open ends with the paragraph, unless the next opens again.
func (r *resolver) findQuotes() {
	d := r.d
	r.inside = make([]int32, len(d.Tokens))
	open, para := -1, -1
	closeAt := func(i int) {
		if i > open {
			r.quotes = append(r.quotes, quote{open, i, -1})
		}
		open = -1
	}
	for s := range d.Sentences {
		sent := d.Sentences[s]
		if sent.Para != para && open >= 0 {
			closeAt(sent.First)
		}
		para = sent.Para
		for i := sent.First; i < sent.Last; i++ {
			switch d.Tokens[i].Form {
			case "“", "``", "«", "„":
				if open < 0 {
					open = i + 1
				}
			case "”", "''", "»":
				if open >= 0 {
					closeAt(i)
				} else if d.Tokens[i].Form == "''" {
					open = i + 1
				}
			case "\"":
				if open >= 0 {
					closeAt(i)
				} else {
					open = i + 1
				}
			}
		}
	}
	if open >= 0 {
		closeAt(len(d.Tokens))
	}
	for i := range r.inside {
		r.inside[i] = -1
	}
	for q, s := range r.quotes {
		for i := s.first; i < s.last; i++ {
			r.inside[i] = int32(q)
		}
	}
}

// speech finds who says each quotation, and joins "I" in it to them; and it joins the
// "we" of a speaker.
func (r *resolver) speech() {
	d := r.d
	for q := range r.quotes {
		r.quotes[q].speaker = r.speaker(q)
	}
	// Outside quotations "I" is the author throughout, and "we" those they speak for.
	author := map[byte]int{}
	for i := range d.Mentions {
		v := &r.views[i]
		if d.Mentions[i].Kind != nlp.Pronoun || v.pron.person != '1' {
			continue
		}
		if v.quote < 0 {
			if o, ok := author[v.number]; ok {
				r.join(o, i)
			}
			author[v.number] = i
			continue
		}
		speaker := r.quotes[v.quote].speaker
		if v.number == 's' && speaker >= 0 {
			r.join(speaker, i)
			continue
		}
		// "We" is one within the quotations of a speaker.
		for j := i - 1; j >= max(0, i-most) && d.Mentions[i].Sent-d.Mentions[j].Sent <= window; j-- {
			u := &r.views[j]
			if d.Mentions[j].Kind != nlp.Pronoun || u.pron.person != '1' || u.number != v.number || u.quote < 0 {
				continue
			}
			if u.quote == v.quote || r.oneSpeaker(u.quote, v.quote) {
				r.join(j, i)
				break
			}
		}
	}
	you := -1
	for i := range d.Mentions {
		v := &r.views[i]
		if d.Mentions[i].Kind == nlp.Pronoun && v.pron.person == '2' {
			if you >= 0 && d.Mentions[i].Sent-d.Mentions[you].Sent <= window && v.quote == r.views[you].quote {
				r.join(you, i)
			}
			you = i
		}
	}
}

// ours joins the "we" of each quotation to those that its speaker speaks for.
func (r *resolver) ours() {
	done := map[int32]bool{} // by quotation
	for i := range r.d.Mentions {
		v := &r.views[i]
		if r.d.Mentions[i].Kind != nlp.Pronoun || v.pron.person != '1' || v.number != 'p' || v.quote < 0 || done[v.quote] {
			continue
		}
		done[v.quote] = true
		if s := r.quotes[v.quote].speaker; s >= 0 {
			if o := r.speaksFor(s); o >= 0 {
				r.join(o, i)
			}
		}
	}
}

// speaksFor returns a mention of those that "we" is for who speaks: a body, state or
// group itself; the state of who holds an office of it, “We are ready,” of a minister;
// the body that a spokesman is of; or -1.
func (r *resolver) speaksFor(speaker int) int {
	d := r.d
	c := r.chain(speaker)
	if c.kinds&(isOrg|isGPE|isGroup) != 0 && c.kinds&isPerson == 0 {
		return speaker
	}
	spokes, rules := false, c.actor >= 0 && c.actor < len(r.actors) && r.actors[c.actor].Sector == "GOV"
	for _, role := range c.roles {
		p, _ := r.PersonNoun(role)
		spokes = spokes || p.Kind == "spokes"
		rules = rules || p.Kind == "minister" && strings.HasSuffix(role, "minister") || role == "president"
	}
	if spokes {
		for _, i := range c.mentions {
			m := &d.Mentions[i]
			for o := i + 1; m.Kind == nlp.Nominal && o < min(len(d.Mentions), i+most) && d.Mentions[o].First < m.Last; o++ {
				if n := &d.Mentions[o]; n.Kind == nlp.Name && n.Type == nlp.Org && n.Last <= m.Last {
					return o
				}
			}
		}
	}
	if c.country == "" || !rules && !spokes {
		return -1
	}
	for o := range d.Mentions {
		if n := &d.Mentions[o]; n.Kind == nlp.Name && n.Actor >= 0 && n.Actor < len(r.actors) && r.actors[n.Actor].Type == "country" && r.actors[n.Actor].Country == c.country {
			return o
		}
	}
	return -1
}

// speaker returns the mention that says quotation q: the subject of a verb of
// saying outside it in its first or last sentence, or the speaker of the
// quotation before in the paragraph.
func (r *resolver) speaker(q int) int {
	d := r.d
	qu := r.quotes[q]
	if qu.first >= len(d.Tokens) || qu.last <= qu.first {
		return -1
	}
	a, b := d.Tokens[qu.first].Sent, d.Tokens[qu.last-1].Sent
	best, near := -1, 1<<30
	for s := a; s <= min(b+1, len(d.Sentences)-1); s++ {
		if s > a && s < b {
			continue
		}
		sent := d.Sentences[s]
		if s == b+1 && (sent.Para != d.Sentences[b].Para || r.inside[sent.First] >= 0) {
			break // a verb in the next sentence, only where that follows the quotation
		}
		for i := max(sent.First, qu.first-most); i < min(sent.Last, qu.last+most); i++ {
			if r.inside[i] == int32(q) || d.Tokens[i].UPOS != "VERB" || r.inside[i] >= 0 || !r.say[strings.ToLower(d.Tokens[i].Lemma)] {
				continue
			}
			for _, k := range r.kids[i] {
				if d.Tokens[k].Rel != "nsubj" || r.inside[k] >= 0 {
					continue
				}
				o := r.mentionAt(k)
				if o < 0 {
					continue
				}
				dist := min(abs(i-qu.first), abs(i-qu.last))
				if s == b+1 {
					dist += 20
				}
				if dist < near {
					best, near = o, dist
				}
			}
		}
	}
	if best >= 0 || q == 0 {
		return best
	}
	prev := r.quotes[q-1]
	if last := d.Tokens[prev.last-1].Sent; a-last <= 2 && d.Sentences[last].Para >= d.Sentences[a].Para-1 {
		return prev.speaker
	}
	return -1
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// pleonastic reports whether the pronoun at token i, "it", stands for nothing.
func (r *resolver) pleonastic(i int) bool {
	d := r.d
	if !strings.EqualFold(d.Tokens[i].Form, "it") {
		return false
	}
	tok := &d.Tokens[i]
	if base(tok.Rel) == "expl" {
		return true
	}
	if tok.Rel != "nsubj" && tok.Rel != "nsubj:pass" || tok.Head < 0 {
		return false
	}
	h := &d.Tokens[tok.Head]
	switch h.Lemma {
	case "seem", "appear", "happen", "turn", "rain", "snow", "emerge", "transpire":
		return true
	}
	copula := false
	for _, k := range r.kids[tok.Head] {
		copula = copula || d.Tokens[k].Rel == "cop"
	}
	for _, k := range r.kids[tok.Head] {
		if k < i {
			continue
		}
		switch d.Tokens[k].Rel {
		case "csubj", "csubj:pass", "csubj:outer":
			return true
		case "ccomp", "advcl", "xcomp", "acl":
			if copula && (h.UPOS == "ADJ" && !disposed[h.Lemma] || h.UPOS == "NOUN") || tok.Rel == "nsubj:pass" && d.Tokens[k].Rel == "ccomp" {
				return true
			}
		case "acl:relcl", "advcl:relcl":
			if copula {
				return true // a cleft
			}
		}
	}
	if copula {
		switch h.Lemma {
		case "time", "clear", "unclear", "likely", "unlikely", "possible", "impossible", "true", "day", "night", "late", "early":
			return h.Lemma != "true"
		}
	}
	return false
}

// disposed are adjectives that say what somebody is about to do or thinks: "it is ready
// to send soldiers" is no "it is right to send soldiers".
var disposed = map[string]bool{
	"able": true, "afraid": true, "angry": true, "anxious": true, "aware": true, "bound": true, "careful": true, "committed": true, "concerned": true, "confident": true,
	"content": true, "convinced": true, "determined": true, "due": true, "eager": true, "entitled": true, "free": true, "glad": true, "happy": true, "hesitant": true, "keen": true,
	"obliged": true, "open": true, "poised": true, "powerless": true, "prepared": true, "proud": true, "quick": true, "ready": true, "reluctant": true, "responsible": true, "satisfied": true,
	"set": true, "slow": true, "sorry": true, "unable": true, "unaware": true, "unwilling": true, "wary": true, "willing": true, "worried": true,
}

// mentionsIn returns the half-open range of mentions of sentences from to to.
func (r *resolver) mentionsIn(from, to int) (int, int) {
	from = max(0, from)
	return r.sent[from], r.sent[min(to+1, len(r.sent)-1)]
}

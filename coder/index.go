package coder

import (
	"chancery/ledger"
	"slices"
	"sort"

	"chancery/nlp"
)

// An index holds what stands in which sentence of a document, and what the mentions of
// its referents come to: no act looks through the whole text, so that the time grows
// with the length of a text only.
type index struct {
	mentions, times, places [][]int // of each sentence
	placeAt                 []int32 // the place that each token heads, or -1
	authorities             map[string][]int
	traits                  map[trait]bool
	kinds                   map[*ledger.Referent]string // for relevance
}

// A trait is something that may be true of a mention of a referent.
type trait struct {
	referent int
	name     string
}

func newIndex(d *nlp.Document) *index {
	x := &index{
		mentions: make([][]int, len(d.Sentences)), times: make([][]int, len(d.Sentences)), places: make([][]int, len(d.Sentences)),
		placeAt: make([]int32, len(d.Tokens)), traits: map[trait]bool{}, kinds: map[*ledger.Referent]string{},
	}
	put := func(at [][]int, sent, i int) {
		if sent >= 0 && sent < len(at) {
			at[sent] = append(at[sent], i)
		}
	}
	for i := range d.Mentions {
		put(x.mentions, d.Mentions[i].Sent, i)
	}
	for i := range d.Times {
		put(x.times, d.Times[i].Sent, i)
	}
	for i := range x.placeAt {
		x.placeAt[i] = -1
	}
	for i := range d.Places {
		put(x.places, d.Places[i].Sent, i)
		if h := d.Places[i].Head; h >= 0 && h < len(x.placeAt) && x.placeAt[h] < 0 {
			x.placeAt[h] = int32(i)
		}
	}
	return x
}

// mentionsIn returns the indexes of the mentions of referents in sentences from to last.
func (r *run) mentionsIn(from, last int) []int {
	var out []int
	for s := max(0, from); s <= last && s < len(r.index.mentions); s++ {
		for _, i := range r.index.mentions[s] {
			if c := r.d.Mentions[i].Chain; c >= 0 && c < len(r.refs) {
				out = append(out, i)
			}
		}
	}
	return out
}

// actsIn returns the acts of a sentence, in text order.
func (r *run) actsIn(sent int) []*candidate {
	lo := sort.Search(len(r.cands), func(i int) bool { return r.sent(r.cands[i]) >= sent })
	hi := lo
	for hi < len(r.cands) && r.sent(r.cands[hi]) == sent {
		hi++
	}
	return r.cands[lo:hi]
}

// placeAt returns the index of the place headed by t, or -1.
func (r *run) placeAt(t int) int { return int(r.index.placeAt[t]) }

// any reports whether something is true of a mention of a referent. name tells it from
// other traits.
func (r *run) any(referent int, name string, is func(m *nlp.Mention) bool) bool {
	key := trait{referent, name}
	known, ok := r.index.traits[key]
	if !ok {
		known = slices.ContainsFunc(r.refs[referent].Mentions, func(m int) bool { return m < len(r.d.Mentions) && is(&r.d.Mentions[m]) })
		r.index.traits[key] = known
	}
	return known
}

// headed reports whether a mention of a referent is headed by a word of a class.
func (r *run) headed(referent int, class string) bool {
	return r.any(referent, class, func(m *nlp.Mention) bool { return r.word(m.Head, r.classes[class]) })
}

// governing returns the mentions of the states, bodies and forces that act for a country
// at home, in text order.
func (r *run) governing(country string) []int {
	if r.index.authorities == nil {
		r.index.authorities = map[string][]int{}
		for i := range r.d.Mentions {
			chain := r.d.Mentions[i].Chain
			if chain < 0 || chain >= len(r.refs) {
				continue
			}
			switch ref := &r.refs[chain].Actor; {
			case ref.Sector == "COP", ref.Sector == "MIL" && ref.Type != "person", ref.Sector == "GOV" && ref.Type != "person" && ref.Type != "place", ref.Type == "country":
				r.index.authorities[ref.Country] = append(r.index.authorities[ref.Country], i)
			}
		}
	}
	return r.index.authorities[country]
}

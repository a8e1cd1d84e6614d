package coder

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"chancery/nlp"
)

// opposed is how often two countries have to act on one another in a text, and in
// how many of a hundred of the acts that one of them has a part in, for it to be
// about the two.
const (
	opposed      = 2
	opposedShare = 60
)

// A bout is an act between two countries, or two parties of one, as one side of it sees
// it: b of the country to acts on it, or is acted on.
type bout struct {
	to  string
	b   Arg
	tok int
}

// A side is what a country has to do with others in a text: its bouts in text order, and
// how many are with each other country.
type side struct {
	bouts []bout
	with  map[string]int
}

// quarrels reports whether c is an act of somebody of one country that is aimed at
// somebody, and does not say at whom.
func (r *run) quarrels(c *candidate) bool {
	if c.flags&recip != 0 && c.event != "CONSULT" || r.located(c.recipients) || len(r.countries(c.actors)) != 1 || r.ofSides(c) {
		return false
	}
	switch c.event {
	case "ACCUSE":
		return c.mode != "investigate" // who is looked into is at home as often as not
	case "CONSULT": // "the two ministers", of whom one alone is known
		return c.mode != "multilateral" && c.status != notHappened
	case "AGREE":
		return strings.HasPrefix(c.id, "offer") || strings.HasPrefix(c.id, "promise")
	case "SUPPORT":
		return strings.HasPrefix(c.id, "apolog")
	}
	return true
}

// countBouts sets the sides of the text: the acts between parties with countries, each
// from both sides.
func (r *run) countBouts() {
	r.sides = map[string]*side{}
	for _, c := range r.cands {
		if c.gate != "" {
			continue
		}
		from, to := c.actors, c.recipients
		if n := len(r.countries(from)); len(r.countries(to)) == 0 && n == 2 && (c.event == "CONSULT" || c.event == "AGREE") {
			to = from
		}
		seen := map[[2]string]bool{}
		put := func(x, y string, b Arg) {
			if seen[[2]string{x, y}] {
				return
			}
			seen[[2]string{x, y}] = true
			if r.sides[x] == nil {
				r.sides[x] = &side{with: map[string]int{}}
			}
			r.sides[x].bouts = append(r.sides[x].bouts, bout{y, b, c.tok})
			r.sides[x].with[y]++
		}
		for _, a := range from {
			for _, b := range to {
				x, y := r.country(a), r.country(b)
				if x == "" || y == "" || x == "NGO" || y == "NGO" || x == "MNC" || y == "MNC" || a.Referent == b.Referent || r.same(a, b) || seen[[2]string{x, y}] {
					continue
				}
				put(x, y, b)
				put(y, x, a)
			}
		}
	}
}

// opponent finds who stands against the country of c in most of its bouts: where Chile
// and Peru act on one another, and hardly on others, what Chile then "flatly refused"
// is Peru's. It is the party named last before c, or else the first. Of who meets, moves
// troops, offers or sanctions it must be a stranger.
func (r *run) opponent(c *candidate) ([]Arg, nlp.Span) {
	home := r.countries(c.actors)[0]
	s := r.sides[home]
	if s == nil {
		return nil, nlp.Span{}
	}
	fits := func(b bout) bool {
		n := s.with[b.to]
		return n >= opposed && 100*n >= opposedShare*len(s.bouts) &&
			!slices.ContainsFunc(c.actors, func(a Arg) bool { return a.Referent == b.b.Referent || r.same(a, b.b) })
	}
	next := sort.Search(len(s.bouts), func(i int) bool { return s.bouts[i].tok >= c.tok })
	at := -1
	for i := next - 1; i >= max(0, next-memory) && at < 0; i-- {
		if fits(s.bouts[i]) {
			at = i
		}
	}
	for i := next; i < min(len(s.bouts), next+memory) && at < 0; i++ {
		if fits(s.bouts[i]) {
			at = i
		}
	}
	if at < 0 {
		return nil, nlp.Span{}
	}
	best := Arg{Referent: s.bouts[at].b.Referent, Country: s.bouts[at].b.Country}
	quarrel := !only("CONSULT AGREE SANCTION MOBILIZE").has(c.event)
	if !quarrel && r.country(best) == home {
		return nil, nlp.Span{}
	}
	return []Arg{best}, r.trigger(c)
}

// aboutShare is in how many of a hundred acts a country has to have a part, and
// aboutLeast in how many acts at all, for a text to be about what goes on there.
const (
	aboutShare = 50
	aboutLeast = 2
)

// countParts sets the country that the text is about, if it is about one, and the two
// that have most parts in it.
func (r *run) countParts() {
	count, all := map[string]int{}, 0
	for _, c := range r.cands {
		if c.gate != "" {
			continue
		}
		parts := r.countries(slices.Concat(c.actors, c.recipients))
		if len(parts) > 0 {
			all++
		}
		for _, k := range parts {
			count[k]++
		}
	}
	states := slices.SortedFunc(maps.Keys(count), func(j, k string) int {
		return cmp.Or(count[k]-count[j], strings.Compare(j, k))
	})
	states = slices.DeleteFunc(states, func(k string) bool { return bodies[k] })
	if len(states) > 0 && count[states[0]] >= aboutLeast && 100*count[states[0]] >= aboutShare*all {
		r.story = states[0]
	}
	if len(states) > 1 && count[states[1]] >= aboutLeast && 100*count[states[1]] >= aboutShare*count[states[0]] {
		r.pair = states[:2]
		slices.Sort(r.pair)
	}
}

// looksOn reports whether c is what a stranger says, or promises, and leaves unaddressed:
// in a story of a coup in Niger, what "Paris deplored" is Niger's, and what "Nordic
// ministers deplored", who are of no one state.
func (r *run) looksOn(c *candidate) bool {
	if r.story == "" || c.flags&recip != 0 || (r.located(c.recipients) || r.polArgs(c.recipients)) && !r.echoes(c) {
		return false
	}
	if c.event == "AID" && len(c.recipients) > 0 && !r.echoes(c) {
		return false
	}
	home := r.countries(c.actors)
	if len(home) > 1 || len(home) == 0 && (c.mode == "investigate" || !r.polArgs(c.actors)) {
		return false
	}
	return !slices.Contains(home, r.story) && !r.toAll(c)
}

// ofSides reports whether c is done to those who are at odds, in words that do not say
// who they are, by somebody else: "urged both camps", or a mediator "shuttled".
func (r *run) ofSides(c *candidate) bool {
	if len(c.recipients) == 0 {
		return c.mode == "third-party" && len(r.countries(c.actors)) == 1
	}
	return !slices.ContainsFunc(c.recipients, func(a Arg) bool {
		return r.country(a) != "" && !guessed(&r.refs[a.Referent].Actor) || !r.isSides(a)
	})
}

// isSides reports whether a party is the sides of a quarrel: "both", "the two
// neighbours", "all parties", "the pair".
func (r *run) isSides(a Arg) bool {
	return r.any(a.Referent, "the sides", func(m *nlp.Mention) bool {
		if m.Kind == nlp.Pronoun {
			return r.lemma[m.Head] == "both"
		}
		if !sideNouns[r.lemma[m.Head]] {
			return false
		}
		for t := m.First; t < m.Head; t++ {
			switch r.lemma[t] {
			case "both", "all", "two":
				return true
			case "the":
				if pluralTag(r.xpos[m.Head]) && oneOfSides[r.lemma[m.Head]] {
					return true
				}
			}
		}
		return r.lemma[m.Head] == "pair"
	})
}

// bothSides finds the states that act on one another in the text, if these are two and
// the actor of c is of neither, or else the one that the text is about.
func (r *run) bothSides(c *candidate) ([]Arg, nlp.Span) {
	of, least := r.pair, opposed
	if c.mode == "third-party" {
		least = 1 // who mediates does so between two
	}
	if len(of) < 2 || r.sides[of[0]] == nil || r.sides[of[0]].with[of[1]] < least {
		of = []string{r.story}
	}
	var out []Arg
	for _, k := range of {
		if k == "" || slices.Contains(r.countries(c.actors), k) {
			return nil, nlp.Span{}
		}
		out = append(out, r.authority(k, c.tok)...)
	}
	return out, r.trigger(c)
}

// greets reports whether c is praise or blame, by somebody of one country, of nobody said.
func (r *run) greets(c *candidate) bool {
	return c.flags&recip == 0 && c.mode != "investigate" && len(c.recipients) == 0 && len(r.countries(c.actors)) == 1
}

// isOfTwo reports whether b is what the two countries that the text is most about do with one another, and
// the actor of c is of neither: what a third "hailed" is of both.
func (r *run) isOfTwo(c, b *candidate) bool {
	return len(r.pair) == 2 && slices.Equal(r.countries(b.actors), r.pair) && live(b) && b.status != notHappened && len(b.recipients) == 0 && !r.shares(b.actors, c.actors)
}

// unplaced reports whether c is done to somebody or something of no known country by those
// of one, or is a measure of whoever governs, in a text that is about a country.
func (r *run) unplaced(c *candidate) bool {
	if r.story == "" || len(c.recipients) == 0 || len(r.countries(c.recipients)) > 0 {
		return false
	}
	if r.mutual(c) || strings.HasPrefix(c.id, "turn.people:") { // whom guards turn away is a stranger
		return false
	}
	by := len(r.countries(c.actors))
	return by == 1 || by == 0 && c.event == "COERCE" && c.mode != "arrest" && c.mode != "deport"
}

// mutual reports whether those who do c do it to each other.
func (r *run) mutual(c *candidate) bool {
	last := r.d.Sentences[r.sent(c)].Last
	for t := c.tok + 1; t+1 < last; t++ {
		if other := r.lemma[t+1]; (r.lemma[t] == "each" && other == "other" || r.lemma[t] == "one" && other == "another") && r.governs(c.tok, t+1) {
			return true
		}
	}
	return false
}

// atHome lets whom c is done to be of the country that the text is about; where that is
// two that act on one another, of the one that does not do it.
func (r *run) atHome(c *candidate) ([]Arg, nlp.Span) {
	at := r.story
	if by := r.countries(c.actors); len(by) == 1 && len(r.pair) == 2 && r.sides[r.pair[0]] != nil && r.sides[r.pair[0]].with[r.pair[1]] >= opposed {
		switch by[0] {
		case r.pair[0]:
			at = r.pair[1]
		case r.pair[1]:
			at = r.pair[0]
		}
	}
	out := slices.Clone(c.recipients)
	for i := range out {
		out[i].Country = at
	}
	return out, r.trigger(c)
}

// storyState finds the state that the text is about.
func (r *run) storyState(c *candidate) ([]Arg, nlp.Span) {
	return r.authority(r.story, c.tok), r.trigger(c)
}

// echoes reports whether the recipients of an act were taken to be of the actor's own
// country for no better reason than that the sentence names it: in "Washington revoked
// the visas of 100 lawmakers" the lawmakers are of whom the text is about.
func (r *run) echoes(c *candidate) bool {
	abroad := func(a Arg) bool { return r.refs[a.Referent].Type == "country" }
	if len(c.recipients) == 0 || !slices.ContainsFunc(c.actors, abroad) || !r.shares(c.recipients, c.actors) {
		return false
	}
	return !slices.ContainsFunc(c.recipients, func(a Arg) bool { return !guessed(&r.refs[a.Referent].Actor) })
}

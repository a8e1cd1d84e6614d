package coder

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"chancery/ledger"
	"chancery/model/bag"
	"chancery/nlp"
)

// The labels of the model of parties: what part a country has in an act.
const (
	partNone = iota
	partActor
	partRecipient
	partBoth
	parts
)

// PartLabels are the labels of the model of parties.
var PartLabels = [parts]string{"-", "actor", "recipient", "both"}

// A country of a document, as a possible party of its acts.
type nation struct {
	country  string
	mentions []int // in text order
	rank     int   // by number of mentions, the most often named 0
}

// nations are the countries that a document names, and the bodies that stand for one.
type nations struct {
	list []nation // the most often named first
	at   map[string]int
}

// leading is how many of the countries that a text names most may be parties of each act.
const leading = 6

// back is how many sentences before an act the others are looked for in.
const back = 3

func (r *run) findNations() *nations {
	ns := &nations{at: map[string]int{}}
	for i := range r.d.Mentions {
		for _, country := range r.countriesOf(i) {
			k, ok := ns.at[country]
			if !ok {
				k = len(ns.list)
				ns.at[country] = k
				ns.list = append(ns.list, nation{country: country})
			}
			ns.list[k].mentions = append(ns.list[k].mentions, i)
		}
	}
	slices.SortStableFunc(ns.list, func(a, b nation) int { return len(b.mentions) - len(a.mentions) })
	for i := range ns.list {
		ns.list[i].rank = i
		ns.at[ns.list[i].country] = i
	}
	return ns
}

// countriesOf returns the countries of a mention: that of its referent, and those of the
// members of a collective.
func (r *run) countriesOf(mention int) []string {
	chain := r.d.Mentions[mention].Chain
	if chain < 0 || chain >= len(r.refs) {
		return nil
	}
	var out []string
	for _, k := range append([]int{chain}, r.refs[chain].Members...) {
		if c := r.refs[k].Country; c != "" && c != "MNC" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// about returns the countries that may be parties of an act: those that the text names
// most, those named in its sentences or shortly before, and those that it has.
func (ns *nations) about(r *run, c *candidate) []*nation {
	in := map[int]bool{}
	for i := range min(leading, len(ns.list)) {
		in[i] = true
	}
	for _, h := range c.heads {
		sent := r.d.Tokens[h].Sent
		for _, m := range r.mentionsIn(sent-back, sent) {
			for _, country := range r.countriesOf(m) {
				in[ns.at[country]] = true
			}
		}
	}
	for _, country := range append(r.countries(c.actors), r.countries(c.recipients)...) {
		if i, ok := ns.at[country]; ok {
			in[i] = true
		}
	}
	var out []*nation
	for _, i := range slices.Sorted(maps.Keys(in)) {
		out = append(out, &ns.list[i])
	}
	return out
}

// namings returns the mentions of n in sentences from to last.
func (r *run) namings(n *nation, from, last int) []int {
	sent := func(m, s int) int { return r.d.Mentions[m].Sent - s }
	a, _ := slices.BinarySearchFunc(n.mentions, from, sent)
	b, _ := slices.BinarySearchFunc(n.mentions, last+1, sent)
	return n.mentions[a:b]
}

// A hashing collects the hashes of features.
type hashing struct{ features []uint32 }

func (x *hashing) add(parts ...string) {
	if f := hashOf(parts); !slices.Contains(x.features, f) {
		x.features = append(x.features, f)
	}
}

// steps is how many steps of the tree a path has at most.
const steps = 5

// way returns the path in the tree from token a to token b of the same sentence: up from a,
// then down to b, with the preposition of b; "far" where it is too long.
func (r *run) way(a, b int) (string, int) {
	up := map[int]int{}
	n := 0
	for t := a; t >= 0 && n <= steps; t = r.d.Tokens[t].Head {
		up[t] = n
		n++
	}
	var down []string
	t := b
	for range steps + 1 {
		if k, ok := up[t]; ok {
			if k+len(down) > steps {
				return "far", steps + 1
			}
			var s strings.Builder
			for x := a; x != t; x = r.d.Tokens[x].Head {
				s.WriteString("^" + r.rel(x))
			}
			for i := len(down) - 1; i >= 0; i-- {
				s.WriteString("/" + down[i])
			}
			if p := r.caseOf(b); p != "" {
				s.WriteString(":" + p)
			}
			return s.String(), k + len(down)
		}
		if t < 0 || r.d.Tokens[t].Head < 0 {
			break
		}
		down = append(down, r.rel(t))
		t = r.d.Tokens[t].Head
	}
	return "far", steps + 1
}

// nearest returns the mention of a country that is nearest in the tree to one of the heads
// of an act, with the path to it, or -1.
func (r *run) nearest(c *candidate, n *nation) (mention, head int, path string) {
	mention, head = -1, -1
	best := steps + 2
	for _, h := range c.heads {
		for _, m := range r.namings(n, r.d.Tokens[h].Sent, r.d.Tokens[h].Sent) {
			if r.d.Mentions[m].Head == h {
				continue
			}
			if p, l := r.way(h, r.d.Mentions[m].Head); l < best {
				mention, head, path, best = m, h, p, l
			}
		}
	}
	return mention, head, path
}

// part returns the label of a country by the parties that an act has.
func (r *run) part(c *candidate, country string) int {
	p := partNone
	if slices.Contains(r.countries(c.actors), country) {
		p |= partActor
	}
	if slices.Contains(r.countries(c.recipients), country) {
		p |= partRecipient
	}
	return p
}

// portray returns the features of a country as a party of an act.
func (r *run) portray(c *candidate, before *candidate, n *nation, all int) []uint32 {
	x := &hashing{}
	pos := r.upos(c.tok)
	if r.verb(c.tok) && r.passive(c.tok) {
		pos = "passive"
	}
	part := PartLabels[r.part(c, n.country)]
	rank := strconv.Itoa(min(n.rank, 3))
	x.add("part", part)
	x.add("type", c.event)
	x.add("type and part", c.event, part)
	x.add("mode", c.event, c.mode, part)
	if c.flags&recip != 0 {
		x.add("of all parties alike", c.event, part)
	}
	x.add("rule", part, c.by())
	x.add("rank", rank, part)
	x.add("of", strconv.Itoa(min(all, 5)), rank, part)
	for _, why := range c.reasons {
		if why.What == "actor" || why.What == "recipient" {
			by, _, _ := strings.Cut(why.By, ":")
			x.add("way", why.What, by, part)
		}
	}
	actors, recipients := len(r.countries(c.actors)), len(r.countries(c.recipients))
	has := strconv.Itoa(min(actors, 2)) + " " + strconv.Itoa(min(recipients, 2))
	x.add("parties", has, part, c.event)
	x.add("parties and rank", has, part, rank)
	x.add("unlocated", strconv.FormatBool(len(c.actors) > 0), strconv.FormatBool(len(c.recipients) > 0), has, part)
	r.portrayNear(x, c, n, pos, part, has)
	r.portrayFar(x, c, before, n, part, has)
	return x.features
}

// portrayNear adds what the sentence of an act tells of a country.
func (r *run) portrayNear(x *hashing, c *candidate, n *nation, pos, part, has string) {
	m, head, path := r.nearest(c, n)
	if m < 0 {
		x.add("not in the sentence", part, has)
		x.add("not in the sentence", c.event, has)
		return
	}
	at := r.d.Mentions[m].Head
	side := "before"
	if at > head {
		side = "after"
	}
	x.add("side", side, part, has)
	x.add("side", side, c.event, pos)
	x.add("path", path, pos)
	x.add("path", path, c.event, pos)
	x.add("path", path, r.lemma[head])
	x.add("path and part", path, part)
	x.add("first step", strings.SplitN(strings.TrimLeft(path, "^/"), "/", 2)[0], c.event, pos)
	ref := &r.refs[r.d.Mentions[m].Chain]
	x.add("class", ref.Type, ref.Sector, c.event)
	x.add("class and part", ref.Type, ref.Sector, part)
	x.add("mention", r.lemma[at], c.event)
	in := len(r.namings(n, r.d.Mentions[m].Sent, r.d.Mentions[m].Sent))
	x.add("times in the sentence", strconv.Itoa(min(in, 3)), part)
	if guessed(&ref.Actor) {
		x.add("country by story", part)
	}
}

// portrayFar adds what the rest of the document tells of a country.
func (r *run) portrayFar(x *hashing, c, before *candidate, n *nation, part, has string) {
	sent := r.d.Tokens[c.tok].Sent
	last := ""
	for _, m := range r.namings(n, sent-2, sent-1) {
		switch sent - r.d.Mentions[m].Sent {
		case 1:
			last = "in the sentence before"
			if r.is(r.d.Mentions[m].Head, "nsubj") {
				last = "subject of the sentence before"
			}
		case 2:
			if last == "" {
				last = "two before"
			}
		}
	}
	x.add("last", last, part, has)
	x.add("last", last, c.event, has)
	if n.country == r.story {
		x.add("story", part, has)
		x.add("story", c.event, has)
	}
	if before != nil {
		was := PartLabels[r.part(before, n.country)]
		x.add("before", was, part, has)
		x.add("before", was, before.event, c.event)
	}
	if c.place >= 0 && r.d.Places[c.place].Country == n.country {
		x.add("place", part, has, strconv.FormatBool(c.dateline))
		x.add("place", c.event, has)
	}
	if c.ground == n.country {
		x.add("ground", part, has)
	}
	if r.part(c, n.country)&partActor != 0 && len(r.countries(c.recipients)) == 0 {
		x.add("actor, and no recipient", c.event, c.mode, r.lemma[c.tok])
		for _, a := range c.recipients {
			x.add("actor, and the recipient", c.event, r.refs[a.Referent].Sector)
		}
	}
	for _, a := range c.actors {
		if r.country(a) == "" {
			x.add("actor of no country", part, r.refs[a.Referent].Sector, strconv.Itoa(min(n.rank, 2)))
		}
	}
	for _, a := range c.recipients {
		if r.country(a) == "" {
			x.add("recipient of no country", part, r.refs[a.Referent].Sector, strconv.Itoa(min(n.rank, 2)))
		}
	}
	if len(n.mentions) > 0 && r.d.Mentions[n.mentions[0]].Sent <= 1 {
		x.add("named first", part, has)
	}
}

// A Part is a country that may be a party of an event, as the model of parties sees it,
// to be learned from.
type Part struct {
	Country  string
	Features []uint32
}

// A Cast are the countries that may be parties of an event of a document.
type Cast struct {
	Event string
	Heads []int // tokens of its mentions
	Parts []Part
}

// Casts returns the possible parties of the events of d, as the coder finds them without
// the model of parties. The error is as for [Coder.Code].
func (c *Coder) Casts(d *nlp.Document, refs []ledger.Referent) ([]Cast, error) {
	var out []Cast
	bare := &Coder{t: c.t, triggers: c.triggers}
	r, err := bare.run(d, refs)
	if err != nil {
		return nil, err
	}
	r.eachCast(func(c *candidate, about []*nation, items []bag.Item) {
		cast := Cast{Event: c.event, Heads: c.heads}
		for i, n := range about {
			cast.Parts = append(cast.Parts, Part{n.country, items[i].Features})
		}
		out = append(out, cast)
	})
	return out, nil
}

// eachCast calls each with every event that passed the gates, and the countries that may
// be its parties.
func (r *run) eachCast(each func(c *candidate, about []*nation, items []bag.Item)) {
	ns := r.findNations()
	var before *candidate
	for _, c := range r.cands {
		if c.gate != "" {
			continue
		}
		about := ns.about(r, c)
		items := make([]bag.Item, len(about))
		for i, n := range about {
			items[i].Features = r.portray(c, before, n, len(ns.list))
		}
		each(c, about, items)
		before = c
	}
}

// recast gives each event the parties that the model finds likelier than those it has.
func (r *run) recast(m *bag.Model) {
	r.eachCast(func(c *candidate, about []*nation, items []bag.Item) {
		m.Judge(items, nil, func(i int, scores []int32) {
			n := about[i]
			have := r.part(c, n.country)
			best := have
			for p, s := range scores {
				need := 0
				if p&^have != 0 {
					need = adding
				}
				if have&^p != 0 {
					need = dropping
				}
				if p != have && int(s-scores[have]) > need && (best == have || s > scores[best]) {
					best = p
				}
			}
			if best != have {
				r.setPart(c, n, have, best, float64(scores[best]-scores[have])/bag.Scale)
			}
		})
	})
}

// By how much a part must outscore the one that a country has, in [bag.Scale]: to make a
// party of it, and to make none of one that the rules found by its words.
const (
	adding   = 3 * bag.Scale / 4
	dropping = 2 * bag.Scale
)

// PartyRule is what found the parties that the model of parties found.
const PartyRule = "model:parties"

// setPart makes of the part that a country has in an act another.
func (r *run) setPart(c *candidate, n *nation, have, want int, odds float64) {
	for _, side := range []struct {
		bit         int
		role        role
		args, other *[]Arg
	}{{partActor, asActor, &c.actors, &c.recipients}, {partRecipient, asRecipient, &c.recipients, &c.actors}} {
		switch {
		case have&side.bit == 0 && want&side.bit != 0:
			a := r.partyOf(c, n, *side.args, *side.other)
			*side.args = append(slices.DeleteFunc(*side.args, func(b Arg) bool { return b.Referent == a.Referent }), a)
			c.why(string(side.role), PartyRule, strconv.FormatFloat(odds, 'f', 1, 64), a.Span)
		case have&side.bit != 0 && want&side.bit == 0:
			*side.args = slices.DeleteFunc(*side.args, func(a Arg) bool { return r.country(a) == n.country })
			c.why(string(side.role)+" dropped", PartyRule, strconv.FormatFloat(odds, 'f', 1, 64), nlp.Span{})
		}
	}
}

// partyOf returns the party of an act that is of a country: one that it has already and
// whose words name no country, the mention nearest in the tree that has no part on the
// other side, or who is named most.
func (r *run) partyOf(c *candidate, n *nation, args, other []Arg) Arg {
	for _, a := range args {
		if ref := &r.refs[a.Referent].Actor; r.country(a) == "" && (!pol(ref) || armed(ref)) {
			a.Country = n.country
			return a
		}
	}
	taken := func(referent int) bool {
		return slices.ContainsFunc(other, func(a Arg) bool { return a.Referent == referent })
	}
	if m, _, path := r.nearest(c, n); m >= 0 && path != "far" && r.d.Mentions[m].Sent == r.d.Tokens[c.tok].Sent && !taken(r.d.Mentions[m].Chain) {
		return r.argOf(m, n.country, true)
	}
	best := -1
	for _, m := range n.mentions {
		chain := r.d.Mentions[m].Chain
		if r.refs[chain].Type == "country" {
			return r.argOf(m, n.country, false)
		}
		if best < 0 && !taken(chain) {
			best = m
		}
	}
	return r.argOf(max(best, n.mentions[0]), n.country, false)
}

// argOf makes a party of a mention; of a collective, of the member that is of the country.
func (r *run) argOf(m int, country string, said bool) Arg {
	a := Arg{Referent: r.d.Mentions[m].Chain}
	for _, k := range r.refs[a.Referent].Members {
		if r.refs[a.Referent].Country != country && r.refs[k].Country == country {
			a.Referent = k
			break
		}
	}
	if said {
		a.Span = r.d.Mentions[m].Span
	}
	return a
}

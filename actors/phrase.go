package actors

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// phrase is what a noun phrase says of an actor.
type phrase struct {
	agent       *agent
	first, last int    // tokens of the agent noun
	word        *entry // last word of an organisation's name
	country     string
	solid       bool // country stands in the phrase
	own         bool // or is that of the noun itself, which a word of the phrase goes before
	sectors     []string
	role        string
	former      bool
	elect       bool
	honorific   bool  // Mr, Mrs
	owner       int   // token of the pronoun that possesses it, or -1
	from        int32 // sense that gave the country, or -1
	foreign     bool  // its country is not that of the story: an embassy, an envoy
	opposition  bool
	self        int32 // the mention that the phrase is, where it is a name; -1 where it is none
}

// pastWords stand before the office of someone who has left it.
var pastWords = map[string]bool{"former": true, "ex": true, "then": true, "late": true, "ousted": true, "deposed": true, "exiled": true, "retired": true, "onetime": true, "sacked": true, "fired": true, "disgraced": true,
	"toppled": true, "overthrown": true, "outgoing": false, "fugitive": true, "ex-president": true, "ex-minister": true}

// agentAt returns the longest agent noun that covers token head, within tokens
// first to last; nil if there is none.
func (c *context) agentAt(first, last, head int) (*agent, int, int) {
	switch c.form(head) {
	case ",", ";", ":", "(", ")", "—", "–":
		return nil, 0, 0 // which a fold leaves out
	}
	for n := min(c.x.longest, last-first); n > 0; n-- {
		for s := max(first, head-n+1); s <= head && s+n <= last; s++ {
			c.buf = appendFold(c.buf[:0], c.text(s, s+n))
			if i, ok := c.x.agents[string(c.buf)]; ok {
				return &c.x.nouns[i], s, s + n
			}
		}
	}
	return nil, 0, 0
}

// phraseOf reads the noun phrase of tokens first to last, whose head word is
// token head; with head -1 the phrase is a name, and the word that tells most
// is looked for.
func (c *context) phraseOf(first, last, head int) phrase {
	p := phrase{owner: -1, from: -1, self: -1}
	if n := c.name[last-1]; n >= 0 && c.d.Mentions[n].First <= first {
		p.self = n
	}
	if head < 0 {
		for t := last - 1; t >= first && p.agent == nil; t-- {
			p.agent, p.first, p.last = c.agentAt(first, last, t)
			if p.agent != nil && p.last != last && lower(c.form(p.last)) != "of" && lower(c.form(p.last)) != "for" {
				p.agent = nil
			}
		}
		if p.agent == nil {
			p.first, p.last = last, last
		}
	} else {
		p.agent, p.first, p.last = c.agentAt(first, last, head)
		if p.agent == nil {
			p.first, p.last = head, head+1
			if lower(c.form(head)) == "counterpart" {
				p.role = "counterpart"
			}
		}
	}
	if p.agent != nil {
		p.sectors = slices.Clone(p.agent.sectors)
		p.role = strings.TrimLeft(c.text(p.first, p.last), ", ")
		if p.agent.country != "" && !c.elsewhere(p.agent) {
			p.country, p.solid, p.own = p.agent.country, true, true
		}
	}
	if p.agent != nil && (p.agent.noun == "fighter" || p.agent.noun == "bomber") && c.numbered(p.first-1) {
		p.sectors, p.foreign = []string{"MIL"}, true // F-16 fighters are planes, of whom is not said
	}
	c.before(&p, first)
	c.after(&p, last)
	if p.former {
		p.leave()
	}
	p.foreign = !p.solid && (p.foreign || p.agent != nil && p.agent.abroad)
	return p
}

// elsewhere reports whether agent a, a congressman, is one of the state that the story is
// about, which has a Congress too, rather than of the one that its row has.
func (c *context) elsewhere(a *agent) bool {
	if !slices.Contains(a.sectors, "LEG") || foreignBody(a.country) || c.about(a.country) {
		return false
	}
	main := heaviest(c.weight)
	return slices.ContainsFunc(c.x.readings[skeleton("Congress")], func(r reading) bool { return r.country == main })
}

// numbered reports whether token t is, or ends, the number of a type: F-16.
func (c *context) numbered(t int) bool {
	if t < 0 || !strings.ContainsAny(c.form(t), "0123456789") {
		return false
	}
	return strings.ContainsAny(c.form(t), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") || t > 0 && c.form(t-1) == "-" && c.d.Tokens[t-1].End == c.d.Tokens[t].Start
}

// leave makes the phrase one of someone who has left the office: of the elite,
// if the office was of the state or a party.
func (p *phrase) leave() {
	p.former = true
	p.role = "former " + p.role
	if len(p.sectors) > 0 {
		switch p.sectors[0] {
		case "GOV", "LEG", "MIL", "JUD", "PTY":
			p.sectors = []string{"ELI"}
		}
	}
}

// before reads the words of the phrase from token first on that stand before the
// agent noun.
func (c *context) before(p *phrase, first int) {
	for t := p.first - 1; t >= first; t-- {
		f := lower(c.form(t))
		switch {
		case pastWords[f]:
			p.former = true
			continue
		case f == "-" && t > first && lower(c.form(t-1)) == "ex":
			p.former = true
			continue
		case strings.HasPrefix(f, "ex-"):
			p.former = true
			continue
		case f == "elect" || strings.HasSuffix(f, "-elect"):
			p.elect = true
		case f == "opposition":
			p.opposition = true
		case f == "foreign" || f == "overseas" || f == "international" || f == "neighbouring" || f == "neighboring":
			p.foreign = true // foreign troops are not of the story's state
		case c.d.Tokens[t].XPOS == "PRP$" || possessive[f]:
			p.owner = t
			continue
		}
		if h := c.hitAt[t]; h >= 0 {
			h := c.hits[h]
			within := p.self >= 0 && c.x.entries[h.sense].kind == body && (p.agent == nil && h.last < p.first || ordinary[h.key]) // the Fox Hunters Club
			if h.first >= first && !within && !c.turned(h) && (!c.inPerson(h) || p.self >= 0 && c.name[h.first] == p.self && c.d.Mentions[p.self].Type == nlp.Person) {
				c.belongs(p, h.sense)
			}
			t = min(t, h.first)
			continue
		}
		if n := c.name[t]; n >= 0 && n != p.self {
			c.ownedBy(p, int(n))
			t = max(first, c.d.Mentions[n].First)
			continue
		}
		if a, s, e := c.agentAt(first, p.first, t); a != nil && e == t+1 {
			c.partOf(p, a, e == p.first || c.form(e) == "'s" || c.form(e) == "’s")
			t = s
			continue
		}
		if t == p.first-1 && p.agent != nil && p.country == "" && c.d.Tokens[t].UPOS == "PROPN" && leaderBodies[p.agent.noun] {
			if k := c.leaderNamed(skeleton(c.form(t))); k != "" {
				p.country, p.solid = k, true
			}
		}
	}
	if p.opposition && p.agent != nil && p.agent.noun != "opposition" {
		p.sectors = []string{"OPP"}
	}
}

// leaderBodies are the bodies that are called by the name of who leads them.
var leaderBodies = map[string]bool{"administration": true, "government": true, "cabinet": true, "regime": true, "presidency": true}

// leaderNamed returns the country of the head of state or government with surname k: of
// who is in office, or else of who left it last; "" if that tells of no one country.
func (c *context) leaderNamed(k string) string {
	country, end, serving := "", int32(-1), false
	for r := range c.x.surnames.of(k) {
		e := &c.x.entries[r.entry]
		if e.kind != person || e.office != "head_of_state" && e.office != "head_of_government" {
			continue
		}
		switch now := e.at(c.date); {
		case now && serving && e.country != country:
			return ""
		case now && !serving:
			country, serving = e.country, true
		case !now && !serving && e.end < c.date && e.end > end:
			country, end = e.country, e.end
		}
	}
	return country
}

// possessive are the pronouns that possess, however they were tagged.
var possessive = map[string]bool{"his": true, "her": true, "its": true, "their": true, "our": true, "my": true, "your": true, "whose": true}

// turned reports whether hit h is turned away from the country by a word bound
// to it with a hyphen: "pro-Russian", "Iran-backed"; or tells where people come
// from and not of which state they are: "ethnic Russians".
func (c *context) turned(h hit) bool {
	first, last := c.sentence(h.first)
	if h.first > first && lower(c.form(h.first-1)) == "ethnic" {
		return true // ethnic Albanians are of where they live
	}
	if h.first-1 > first && c.form(h.first-1) == "-" {
		switch lower(c.form(h.first - 2)) {
		case "pro", "anti", "non", "ex", "formerly":
			return true
		}
	}
	if h.last+1 < last && c.form(h.last) == "-" {
		switch lower(c.form(h.last + 1)) {
		case "led", "based", "flagged", "registered", "owned", "run", "ruled", "administered", "held", "controlled", "wide":
			return false
		}
		return c.d.Tokens[h.last+1].UPOS != "PROPN"
	}
	return false
}

// belongs lets the phrase belong to what sense says: a state, a people, a place,
// or a body, which also tells the sector of its people.
func (c *context) belongs(p *phrase, sense int32) {
	e := &c.x.entries[sense]
	if e.aside && e.kind == body && !c.about(e.country) {
		return
	}
	if p.agent != nil && p.agent.other && !e.kind.demonym() {
		p.foreign = true
		return
	}
	country := e.country
	if rs := c.x.readings[skeleton(e.name)]; len(rs) > 0 && e.kind != body {
		if rd := c.read(skeleton(e.name)); rd != nil && len(rd.country) == 3 {
			country = rd.country
		}
	}
	if country == "MNC" && p.agent != nil && p.agent.typ != "org" {
		country = "" // a firm of all the world tells nothing of where its people are from
	}
	if country != "" && (!p.solid || p.own) {
		p.country, p.solid, p.own, p.from = country, true, false, sense
	}
	if e.country == "" && e.continental() && p.agent != nil && slices.ContainsFunc(p.agent.sectors, statesOwn) {
		p.foreign = true // Nordic ministers are of several states, whatever the story's is
	}
	if e.kind == body || e.kind == seat {
		c.inherit(p, e.sectors, country)
	} else if e.kind == region && slices.Contains(e.sectors, "PRE") && p.agent != nil && !slices.Contains(p.sectors, "PRE") && len(p.sectors) > 0 {
		p.sectors = append(p.sectors, "PRE")
	}
}

// continental reports whether the entry is of a part of the world, and of no people or faith
// that lives in states of others: the Baltic, not the Kurds.
func (e *entry) continental() bool {
	return (e.kind == region || e.kind == native) && !strings.HasSuffix(e.name, "(peoples)")
}

// statesOwn reports whether a sector is of those who act for a state, or have fled one,
// and so are not of the state where they are spoken of.
func statesOwn(sector string) bool {
	switch sector {
	case "GOV", "LEG", "MIL", "REF":
		return true
	}
	return false
}

// inherit lets the sector of a body be that of its people, where their own word
// does not say more.
func (c *context) inherit(p *phrase, sectors []string, country string) {
	if p.agent == nil {
		if len(p.sectors) == 0 {
			p.sectors = slices.Clone(sectors)
		}
		return
	}
	if len(sectors) == 0 && !foreignBody(country) {
		return
	}
	weak := len(p.agent.sectors) == 0
	if !weak {
		switch p.agent.sectors[0] {
		case "GOV", "UAF", "UNK", "LAB", "PTY", "BUS":
			weak = true
		case "SPY":
			weak = p.agent.noun == "agent"
		}
	}
	if p.agent.inherit || p.agent.head || weak && p.agent.office == "" {
		if len(sectors) == 0 && country == "EUR" {
			return
		}
		p.sectors = slices.Clone(sectors)
	}
}

// partOf lets the phrase be of what another agent noun names: a foreign ministry
// spokesman, the army's general.
func (c *context) partOf(p *phrase, a *agent, next bool) {
	if p.agent == nil || len(a.sectors) == 0 || !next && !p.agent.inherit {
		return
	}
	if a.typ == "person" && !p.agent.inherit {
		return
	}
	if !p.agent.inherit && !p.agent.head && len(p.agent.sectors) > 0 && p.agent.sectors[0] != "GOV" && p.agent.sectors[0] != "UNK" {
		return // the state's grid operator is still a firm
	}
	c.inherit(p, a.sectors, "")
}

// ownedBy lets the phrase be of what the mention of kind Name n resolved to.
func (c *context) ownedBy(p *phrase, n int) {
	m := &c.d.Mentions[n]
	if m.Actor < 0 {
		return
	}
	a := &c.cands[m.Actor]
	if p.agent != nil && p.agent.other && a.Type != "person" {
		p.foreign = true
		return
	}
	if a.Country != "" && (!p.solid || p.own) && !(a.Country == "MNC" && p.agent != nil && p.agent.typ != "org") {
		p.country, p.solid, p.own, p.from = a.Country, c.solid[n], false, c.sense[n]
	}
	if m.Type == nlp.Org || m.Type == nlp.Norp {
		c.inherit(p, a.Sectors, a.Country)
	} else if p.agent != nil && p.agent.inherit && len(a.Sectors) > 0 {
		p.sectors = slices.Clone(a.Sectors)
	}
}

// after reads the words that stand behind the agent noun: of, for, in, from.
func (c *context) after(p *phrase, last int) {
	_, end := c.sentence(p.last - 1)
	t := p.last
	if p.agent != nil && p.agent.isTitle {
		// "King Hassan of Morocco"
		for t < end && t < p.last+3 && c.d.Tokens[t].UPOS == "PROPN" && c.hitAt[t] < 0 {
			t++
		}
		if t == end || lower(c.form(t)) != "of" {
			t = p.last
		}
	}
	for t < end {
		prep := lower(c.form(t))
		switch prep {
		case "of", "for", "from", "in", "at", "with", "to", "based":
		case "on":
			p.foreign = p.foreign || t+1 < end && bothSides[lower(c.form(t+1))]
			if !c.sided(t+1, end) {
				return // "guards on the Indian side"
			}
		case "and", "or":
			// "minister of trade and industry" is one office, "the army and the
			// police of X" two actors.
			return
		default:
			return
		}
		place := prep != "of" && prep != "for"
		if t+1 >= end || (p.agent != nil && p.agent.abroad && place) || prep == "with" && (p.agent == nil || !p.agent.inherit && !p.agent.any) || prep == "to" {
			return
		}
		next, done := c.complement(p, t+1, end, place)
		if done || next <= t {
			return
		}
		t = next
	}
}

// sided reports whether the noun phrase from token t on is a side, bank or shore.
func (c *context) sided(t, end int) bool {
	for i := t; i < end && i < t+4; i++ {
		switch lower(c.form(i)) {
		case "side", "bank", "shore":
			return true
		}
	}
	return false
}

// bothSides are words for several states or parties at once: of troops on both
// sides no story tells whose they are.
var bothSides = map[string]bool{"both": true, "either": true, "neither": true, "all": true}

// complement reads the noun phrase from token t on that stands behind a
// preposition. It returns where a further preposition stands, and whether the
// country and what it belongs to are known.
func (c *context) complement(p *phrase, t, end int, place bool) (int, bool) {
	for i := t; i < end && i < t+9; i++ {
		f := lower(c.form(i))
		if h := c.hitAt[i]; h >= 0 {
			h := c.hits[h]
			e := &c.x.entries[h.sense]
			if c.turned(h) || c.inPerson(h) {
				i = h.last - 1
				continue
			}
			if place {
				country := c.countryOf(h, true)
				beside := e.kind.demonym() && lower(c.form(t-1)) == "on"
				sent := e.kind == body && foreignBody(country) && country != "MNC" && lower(c.form(t-1)) == "from" // inspectors from the IAEA
				if (e.kind.place() || sent || beside) && country != "" && !p.solid {
					p.country, p.solid, p.from = country, true, h.sense
				}
				return i, true
			}
			// "of the Iraqi army", "of Iran's Guardian Council"
			if e.kind != body && e.kind != seat {
				if p.agent != nil && p.agent.other && !e.kind.demonym() {
					p.foreign = true
					return i, true
				}
				if country := c.countryOf(h, false); country != "" && (!p.solid || p.own) {
					p.country, p.solid, p.own, p.from = country, true, false, h.sense
				}
				i = h.last - 1
				continue
			}
			country := p.country
			solid := p.solid
			c.belongs(p, h.sense)
			if solid && country != "" && p.agent != nil && !foreignBody(e.country) {
				p.country = country
			}
			if foreignBody(e.country) && !solid && e.country != "" && e.country != "MNC" {
				p.country, p.solid = e.country, true
			}
			return h.last, true
		}
		if n := c.name[i]; n >= 0 {
			if !place {
				c.ownedBy(p, int(n))
			}
			i = c.d.Mentions[n].Last - 1
			continue
		}
		switch {
		case possessive[f] && i == t && !place:
			p.owner = i // senators of her party
			return i, true
		case f == "of" || f == "in" || f == "for" || f == "from":
			return i, false
		case f == "," || f == ";" || f == "." || f == "(" || f == "and" || f == "who" || f == "that" || f == "which" || f == "said":
			return i, true
		}
		switch c.d.Tokens[i].UPOS {
		case "VERB", "AUX", "SCONJ", "ADP":
			return i, true
		}
		if a, s, e := c.agentAt(i, min(end, i+5), i); a != nil && s == i && !place && p.agent != nil && p.agent.typ != "org" {
			c.partOf(p, a, true)
			if f == "opposition" || a.noun == "opposition" {
				p.opposition = true
			}
			i = e - 1
		}
	}
	return t, true
}

// countryOf returns the country of hit h, by the table of readings where the name
// means several things; that of the place, if it is meant as one.
func (c *context) countryOf(h hit, place bool) string {
	if rd := c.read(h.key); rd != nil && !(place && foreignBody(rd.country)) {
		return rd.country
	}
	return c.x.entries[h.sense].country
}

// around reads what stands before and behind the name of mention i, the tokens
// first to last: a title, an apposition, a possessor.
func (c *context) around(i, first, last int) phrase {
	p := phrase{owner: -1, from: -1, self: -1}
	begin, end := c.sentence(first)
	// A title, directly before.
	at := first
	if at > begin {
		if a, s, e := c.agentAt(max(begin, at-c.x.longest), at, at-1); a != nil && e == at && (!a.plural || a.typ == "group") {
			if a.honorific() {
				p.honorific = true
				at = s
				if at > begin {
					a, s, e = c.agentAt(max(begin, at-c.x.longest), at, at-1)
				} else {
					a = nil
				}
			}
			if a != nil && e == at && a.typ != "org" {
				q := c.phraseOf(c.leftEdge(begin, s), at, at-1)
				q.honorific = p.honorific
				if a.isTitle && len(a.title) > 0 && !q.former && !q.opposition && (len(q.sectors) == 0 || slices.Equal(q.sectors, a.sectors)) {
					q.sectors = slices.Clone(a.title)
				}
				p = q
			}
		}
		if p.agent == nil && at > begin {
			// "Ukraine's Dmytro Kuleba"
			t := at - 1
			if f := c.form(t); (f == "'s" || f == "’s" || f == "'" || f == "’") && t > begin {
				if h := c.hitAt[t-1]; h >= 0 && !c.inPerson(c.hits[h]) {
					p.country, p.solid, p.from = c.countryOf(c.hits[h], false), true, c.hits[h].sense
					if e := &c.x.entries[c.hits[h].sense]; e.kind == body {
						p.sectors = slices.Clone(e.sectors) // "CNN's Jane Doe"
					}
				}
			}
		}
	}
	if p.agent == nil {
		if q, ok := c.titleInside(i, begin, last); ok {
			p = q
		}
	}
	if p.agent != nil && p.solid {
		return p
	}
	// An apposition behind: "Jane Doe, the Kenyan foreign minister,".
	q, ok := c.apposition(last, end)
	if ok && !q.former {
		return merge(p, q)
	}
	// And before: "The French foreign minister, Jane Doe,".
	if first-1 > begin && c.form(first-1) == "," {
		if n := c.nominalBefore(first - 1); n != nil && !n.Plural {
			if q := c.phraseOf(n.First, n.Last, n.Head); q.agent != nil && q.agent.typ != "org" {
				return merge(p, q)
			}
		}
	}
	if ok {
		return merge(p, q) // "Jane Doe, a former minister"
	}
	if q, ok := c.ofWhat(first, last, begin, end); ok && p.agent == nil && !p.solid {
		return q
	}
	// "Jane Doe of Kenya"
	if p.agent == nil && !p.solid && last+1 < end && lower(c.form(last)) == "of" {
		q := phrase{owner: -1, from: -1, self: -1, first: last, last: last}
		c.after(&q, end)
		if q.solid {
			p.country, p.solid, p.from = q.country, true, q.from
			p.sectors = q.sectors
		}
	}
	return p
}

// headed are verbs of being at the head of a body.
var headed = map[string]bool{"lead": true, "head": true, "chair": true, "run": true, "command": true, "found": true}

// ofWhat reads the body that the text says a person heads: "Jane Doe, who leads the
// Democratic Union", "a U.N. team led by Jane Doe".
func (c *context) ofWhat(first, last, begin, end int) (phrase, bool) {
	p := phrase{owner: -1, from: -1, self: -1}
	d := c.d
	if last+3 < end && c.form(last) == "," && lower(c.form(last+1)) == "who" && headed[d.Tokens[last+2].Lemma] && d.Tokens[last+2].XPOS != "VBD" {
		p.first, p.last = last+2, last+3
		c.complement(&p, last+3, end, false)
		return p, p.solid
	}
	if first-2 > begin && lower(c.form(first-1)) == "by" && headed[d.Tokens[first-2].Lemma] {
		if n := c.nominalAt(d.Tokens[first-2].Head); n != nil && n.Last <= first-1 {
			q := c.phraseOf(n.First, n.Last, n.Head)
			p.country, p.solid, p.sectors = q.country, q.solid, q.sectors
			return p, p.solid
		}
	}
	return p, false
}

// nominalAt returns the nominal whose head is token t; nil if there is none.
func (c *context) nominalAt(t int) *nlp.Mention {
	if t < 0 {
		return nil
	}
	if m := c.mentionAt(t); m >= 0 && c.d.Mentions[m].Kind == nlp.Nominal {
		return &c.d.Mentions[m]
	}
	return nil
}

// titleInside reads the title inside the name i that ends before token last: "Mullah Doe",
// "Kenya Police Chief Jane Doe".
func (c *context) titleInside(i, begin, last int) (phrase, bool) {
	m := &c.d.Mentions[i]
	if m.First >= last-1 {
		return phrase{}, false
	}
	a, s, e := c.agentAt(m.First, last-1, m.First)
	for t := last - 2; t > m.First && last-m.First > 2; t-- {
		if b, from, to := c.agentAt(m.First, last-1, t); b != nil && to == t+1 && (b.isTitle || b.typ == "person" && !capitalised(c.form(t))) {
			a, s, e = b, from, to
			break
		}
	}
	if a == nil || !a.isTitle && capitalised(c.form(e-1)) || len(a.title) == 0 && len(a.sectors) == 0 {
		return phrase{}, false
	}
	q := c.phraseOf(c.leftEdge(begin, s), e, e-1)
	if len(a.title) > 0 && !q.former && (len(q.sectors) == 0 || s == m.First) {
		q.sectors = slices.Clone(a.title)
	}
	return q, true
}

// nominalBefore returns the nominal that ends before token t, the longest if
// there are several; nil if there is none.
func (c *context) nominalBefore(t int) *nlp.Mention {
	if c.ends == nil {
		c.ends = map[int]int{}
		for j := range c.d.Mentions {
			n := &c.d.Mentions[j]
			if n.Kind != nlp.Nominal {
				continue
			}
			if have, ok := c.ends[n.Last]; !ok || n.First < c.d.Mentions[have].First {
				c.ends[n.Last] = j
			}
		}
	}
	if j, ok := c.ends[t]; ok {
		return &c.d.Mentions[j]
	}
	return nil
}

// merge fills what p lacks from q.
func merge(p, q phrase) phrase {
	if p.agent == nil {
		q.honorific = p.honorific
		if p.solid && !q.solid {
			q.country, q.solid, q.from = p.country, true, p.from
		}
		return q
	}
	if !p.solid && q.solid {
		p.country, p.solid, p.from = q.country, true, q.from
	}
	if len(p.sectors) == 0 {
		p.sectors, p.role = q.sectors, q.role
	}
	return p
}

// leftEdge returns where the noun phrase that ends before token t begins.
func (c *context) leftEdge(begin, t int) int {
	for t > begin {
		k := c.d.Tokens[t-1]
		f := lower(k.Form)
		switch {
		case c.hitAt[t-1] >= 0 || f == "'s" || f == "’s" || f == "-" || f == "'" || f == "’":
		case pastWords[f] || f == "acting" || f == "interim":
		case k.UPOS == "ADJ" || k.UPOS == "NOUN" || k.UPOS == "PROPN" || k.UPOS == "NUM" || k.XPOS == "PRP$" || k.UPOS == "DET":
		default:
			return t
		}
		t--
		if k.UPOS == "DET" && c.hitAt[t] < 0 {
			return t
		}
	}
	return t
}

// apposition reads the noun phrase in commas, brackets or dashes that starts at
// token t, behind a name.
func (c *context) apposition(t, end int) (phrase, bool) {
	if t+1 >= end {
		return phrase{}, false
	}
	switch c.form(t) {
	case ",", "(", "—", "–", "--", "-":
	default:
		return phrase{}, false
	}
	t++
	for t < end && (c.d.Tokens[t].UPOS == "NUM" || c.form(t) == "," || lower(c.form(t)) == "now" || lower(c.form(t)) == "once" || lower(c.form(t)) == "also" || lower(c.form(t)) == "currently") {
		t++
	}
	once := t > 0 && lower(c.form(t-1)) == "once"
	head := -1
	i := t
	for ; i < end && i < t+14; i++ {
		k := c.d.Tokens[i]
		f := lower(k.Form)
		if c.hitAt[i] >= 0 {
			head = i
			continue
		}
		if k.UPOS == "ADP" || k.UPOS == "PUNCT" && f != "-" && f != "'" && f != "’" && f != "'s" && f != "’s" || k.UPOS == "VERB" && k.Rel != "amod" && !(i+1 < end && (c.d.Tokens[i+1].UPOS == "NOUN" || c.d.Tokens[i+1].UPOS == "ADJ")) || k.UPOS == "AUX" || k.UPOS == "SCONJ" || f == "who" || f == "which" || f == "and" {
			break
		}
		if k.UPOS == "NOUN" || k.UPOS == "PROPN" {
			head = i
		}
	}
	if head < 0 || i == t || c.d.Tokens[t].UPOS == "PRON" && !possessive[lower(c.form(t))] {
		return phrase{}, false
	}
	if i < end && (c.d.Tokens[i].UPOS == "VERB" || c.d.Tokens[i].UPOS == "AUX") {
		return phrase{}, false // "On Monday, the minister said"
	}
	if n := c.name[head]; n >= 0 && c.d.Mentions[n].Type == nlp.Person {
		return phrase{}, false
	}
	q := c.phraseOf(t, end, head)
	if q.agent == nil || q.agent.typ == "org" || q.agent.plural || c.x.body(q.agent) {
		return phrase{}, false
	}
	if once && !q.former {
		q.leave()
	}
	return q, true
}

// body reports whether the noun a is of a body, though its row is of a group:
// state television.
func (x *index) body(a *agent) bool {
	last := a.noun[strings.LastIndexByte(a.noun, ' ')+1:]
	_, ok := x.wordKeys[last]
	return ok && a.typ != "person"
}

// local reports whether actors of these sectors are of where the sentence is
// set, rather than of what the story is about.
func (c *context) local(sectors []string) bool {
	if len(sectors) == 0 {
		return true
	}
	switch sectors[0] {
	case "GOV", "MIL", "LEG", "SPY", "PTY", "OPP":
		return false
	}
	return true
}

// nominals gives each nominal what its words say.
func (c *context) nominals() {
	for i := range c.d.Mentions {
		if c.d.Mentions[i].Kind == nlp.Nominal {
			c.nominal(i)
		}
	}
}

// nominal gives mention i, a nominal, what its words say.
func (c *context) nominal(i int) {
	m := &c.d.Mentions[i]
	if h := c.hitAt[m.Head]; h >= 0 && c.hits[h].last == m.Head+1 {
		// A name of the tables that the stage of names missed, or that ends in a
		// common noun: the Houthi rebels.
		h := c.hits[h]
		e := &c.x.entries[h.sense]
		if whole := h.first <= m.First+1 && (h.first == m.First || c.d.Tokens[m.First].UPOS == "DET"); (whole || e.kind == body) && !c.common(h) && !(e.aside && e.kind == body && !c.about(e.country)) {
			c.addSense(i, h.sense, h.key, h.first)
			return
		}
	}
	if c.d.Tokens[m.Head].UPOS == "PROPN" && c.name[m.Head] < 0 && c.hitAt[m.Head] < 0 && (m.First == m.Head || m.First == m.Head-1 && c.d.Tokens[m.First].UPOS == "DET") && m.Last == m.Head+1 {
		// A name of several meanings that the stage of names missed: "Congress".
		if k := skeleton(c.form(m.Head)); capitalised(c.form(m.Head)) {
			if rd := c.read(k); rd != nil {
				c.addReading(i, rd, k, m.Head)
				return
			}
		}
	}
	if c.d.Tokens[m.Head].UPOS == "PROPN" && c.name[m.Head] < 0 && c.missed(i) {
		return
	}
	p := c.phraseOf(m.First, m.Last, m.Head)
	if n := c.titleOf(m, &p); n >= 0 {
		c.share(i, n)
		return
	}
	if g := c.bodyBefore(m, &p); g >= 0 {
		a := c.x.actor(&c.x.entries[g], c.date)
		c.add(i, a, g, true)
		return
	}
	if p.agent == nil && (!p.solid || m.Type == nlp.Thing || m.Type == nlp.Misc || m.Type == nlp.Loc) && p.role == "" {
		return
	}
	if p.agent != nil && len(p.sectors) == 0 && !p.solid && (p.agent.typ == "group" || p.agent.honorific()) {
		return // "the country", "the region": what they are of is for coreference; "Sir"
	}
	a := ledger.Actor{Type: "group", Country: p.country, Sectors: p.sectors, Role: "", FoundBy: c.foundBy(p)}
	if p.agent != nil {
		a.Type = p.agent.typ
		if a.Type == "group" && !m.Plural && !p.agent.plural && m.Type == nlp.Person {
			a.Type = "person"
		}
		if a.Type == "person" && p.agent.plural {
			a.Type = "group"
		}
		if len(a.Sectors) > 0 && a.Sectors[0] == "JRN" && a.Type == "group" && !p.agent.plural && m.Type == nlp.Org {
			a.Type = "media"
		}
	} else if m.Type == nlp.Person || m.Type == nlp.Org {
		a.Type = m.Type
	}
	first := m.First
	for first < m.Last-1 && c.d.Tokens[first].UPOS == "DET" {
		first++
	}
	a.Name = c.text(first, m.Last)
	if a.Type == "person" && p.agent != nil {
		a.Role = p.role
	}
	solid := p.solid
	if o := c.envoyBefore(m, &p); o >= 0 && a.Country == "" {
		a.Country = c.cands[c.d.Mentions[o].Actor].Country
		a.FoundBy += ", " + c.cands[c.d.Mentions[o].Actor].FoundBy
		c.add(i, a, -1, true)
		return
	}
	if p.agent != nil && a.Country == "" && !p.agent.any && !p.agent.other && !p.foreign && p.owner < 0 {
		s := c.quoted(m)
		if g := c.groupBefore(m, &p); g >= 0 {
			e := &c.x.entries[g]
			a.Country = e.country
			a.FoundBy += ", " + c.x.row(e.table, e.line)
			c.add(i, a, -1, false)
			return
		}
		if o := c.groupedBefore(m, &p); o >= 0 {
			s = c.cands[c.d.Mentions[o].Actor].Country
		}
		if o := c.officeBefore(m); s == "" && o >= 0 {
			s = c.cands[c.d.Mentions[o].Actor].Country
		}
		if a.Country = s; s != "" {
			a.FoundBy += byStory
		} else {
			c.told(&a, m.Head, a.Type != "person" || p.agent.inherit)
		}
	}
	if h := c.holderOf(p, m, a.Country, solid); h >= 0 {
		found := a.FoundBy
		e := &c.x.entries[h]
		a = c.x.actor(e, c.date)
		a.FoundBy += ", " + found
		c.add(i, a, h, solid)
		return
	}
	c.add(i, a, -1, solid && a.Country != "")
}

// envoyBefore returns the mention of the mission or envoy of a known country that
// nominal m, "the embassy", "the envoy", takes up: the last in its sentence or the
// three before; -1 if there is none, or m is no such nominal.
func (c *context) envoyBefore(m *nlp.Mention, p *phrase) int {
	if p.agent == nil || !p.agent.abroad || m.Plural || p.owner >= 0 || p.solid || lower(c.form(m.First)) != "the" || m.Last-m.First != 2 {
		return -1
	}
	return c.solidBefore(m, 3, c.mission)
}

// mission reports whether mention n is of a mission abroad or of somebody sent.
func (c *context) mission(n *nlp.Mention) bool {
	a, _, _ := c.agentAt(n.First, n.Last, n.Head)
	return a != nil && a.abroad
}

// officeBefore returns the mention of the body that a bare "the ministry", of which a
// state has many, takes up: the last of its noun in its sentence or the four before; -1 if
// there is none.
func (c *context) officeBefore(m *nlp.Mention) int {
	noun := lower(c.form(m.Head))
	if !resumed[noun] || lower(c.form(m.First)) != "the" || m.Last-m.First != 2 {
		return -1
	}
	for j := len(c.d.Mentions) - 1; j >= 0; j-- {
		n := &c.d.Mentions[j]
		if n.First >= m.First || n.Actor < 0 || n.Kind == nlp.Pronoun {
			continue
		}
		if m.Sent-n.Sent > 4 {
			return -1
		}
		if lower(c.form(n.Last-1)) == noun || lower(c.form(n.Head)) == noun {
			if !foreignBody(c.cands[n.Actor].Country) {
				return j
			}
		}
	}
	return -1
}

// resumed are nouns for bodies that, alone, only take up the one that was named before.
var resumed = map[string]bool{"ministry": true, "agency": true, "commission": true, "tribunal": true, "committee": true}

// groupedBefore returns the mention of several people of a known country that a bare
// definite plural, "the men", takes up: the last in its sentence or the one before; -1
// if there is none.
func (c *context) groupedBefore(m *nlp.Mention, p *phrase) int {
	if p.agent == nil || !m.Plural || !resuming[p.agent.noun] || lower(c.form(m.First)) != "the" || m.Last-m.First != 2 {
		return -1
	}
	return c.solidBefore(m, 1, func(n *nlp.Mention) bool {
		return n.Plural && n.Type == nlp.Group && !foreignBody(c.cands[n.Actor].Country)
	})
}

// resuming are nouns for people that, in the plural with "the", only take up who was
// told of before.
var resuming = map[string]bool{"man": true, "woman": true, "detainee": true, "prisoner": true, "hostage": true, "captive": true, "victim": true, "suspect": true}

// bodyBefore returns the sense of the armed group or the organisation that the nominal
// m, "the group", takes up: the one named last in its sentence or the two before; -1 if
// m is no such nominal or there is none.
func (c *context) bodyBefore(m *nlp.Mention, p *phrase) int32 {
	if m.Plural || p.solid || p.owner >= 0 || m.Last-m.First != 2 || lower(c.form(m.First)) != "the" {
		return -1
	}
	switch lower(c.form(m.Head)) {
	case "group", "movement", "organisation", "organization", "militia":
	default:
		return -1
	}
	return c.namedBefore(m, func(e *entry) bool {
		return slices.ContainsFunc(e.sectors, func(s string) bool {
			switch s {
			case "REB", "UAF", "PRM", "PTY", "OPP", "SOC":
				return true
			}
			return false
		})
	})
}

// namedBefore returns the sense of the body of a country named last before m, in its
// sentence or the two before, that fits; -1 if there is none.
func (c *context) namedBefore(m *nlp.Mention, fits func(*entry) bool) int32 {
	for k := len(c.hits) - 1; k >= 0; k-- {
		h := c.hits[k]
		if h.first >= m.First {
			continue
		}
		if m.Sent-c.d.Tokens[h.first].Sent > 2 {
			return -1
		}
		if e := &c.x.entries[h.sense]; e.kind == body && e.country != "" && fits(e) {
			return h.sense
		}
	}
	return -1
}

// fighting are nouns for the members of an armed group.
var fighting = map[string]bool{"militant": true, "jihadist": true, "rebel": true, "insurgent": true, "guerrilla": true, "separatist": true, "extremist": true, "terrorist": true, "fighter": true, "paramilitary": true}

// groupBefore returns the sense of the armed group named last before nominal m, "the
// militants", in its sentence or the two before; -1 if m is no such nominal or there
// is none.
func (c *context) groupBefore(m *nlp.Mention, p *phrase) int32 {
	if !m.Plural || !fighting[p.agent.noun] || lower(c.form(m.First)) != "the" || m.Last-m.First != 2 {
		return -1
	}
	return c.namedBefore(m, func(e *entry) bool {
		return slices.Contains(e.sectors, "REB") || slices.Contains(e.sectors, "UAF") || slices.Contains(e.sectors, "PRM") || e.country == "IMG"
	})
}

// quoting are verbs by which a medium brings the words of somebody.
var quoting = map[string]bool{"quote": true, "cite": true}

// quoted returns the country of the medium that quotes nominal m, if it is of one:
// it is its own country's officials that a medium does not call foreign.
func (c *context) quoted(m *nlp.Mention) string {
	t := &c.d.Tokens[m.Head]
	if t.Head < 0 || t.Rel != "obj" || !quoting[c.d.Tokens[t.Head].Lemma] {
		return ""
	}
	for s := m.First - 1; s >= c.d.Sentences[m.Sent].First; s-- {
		if k := &c.d.Tokens[s]; k.Head != t.Head || k.Rel != "nsubj" {
			continue
		}
		for i := range c.d.Mentions {
			if n := &c.d.Mentions[i]; n.Head == s && n.Actor >= 0 && !foreignBody(c.cands[n.Actor].Country) {
				return c.cands[n.Actor].Country
			}
		}
	}
	return ""
}

// common reports whether hit h, of no one state, is a common noun too that says
// more: Islamists.
func (c *context) common(h hit) bool {
	if c.x.entries[h.sense].country != "" {
		return false
	}
	a, s, e := c.agentAt(h.first, h.last, h.last-1)
	return a != nil && s == h.first && e == h.last && len(a.sectors) > 0
}

// missed resolves nominal i as the name of a person that the stage of names
// missed: "President Doe".
func (c *context) missed(i int) bool {
	m := &c.d.Mentions[i]
	first, last := m.Head, m.Head+1
	for first > m.First && c.d.Tokens[first-1].UPOS == "PROPN" && c.hitAt[first-1] < 0 {
		first--
	}
	for last < m.Last && c.d.Tokens[last].UPOS == "PROPN" && c.d.Tokens[last].Rel == "flat" && c.hitAt[last] < 0 {
		last++ // a title is the head of what is flat behind it: "Mrs Doe"
	}
	for first < last-1 {
		a, s, e := c.agentAt(first, last-1, first)
		if a == nil || s != first || !a.isTitle {
			break
		}
		first = e
	}
	text := c.text(first, last)
	k := skeleton(text)
	defer func() {
		for t := first; t < last && m.Actor >= 0; t++ {
			c.name[t] = int32(i)
		}
	}()
	if last-1 > first && c.personNamed(i, k, text, first, last) {
		return true
	}
	p := c.around(i, first, last)
	titled := p.agent != nil && p.agent.isTitle
	if last-1 == first && (titled || p.honorific || c.alone(k)) {
		c.surname(i, k, first, last)
	}
	if m.Actor < 0 && titled && len(p.sectors) > 0 {
		a := ledger.Actor{Type: "person", Name: text, Country: p.country, Sectors: p.sectors, Role: p.role, FoundBy: c.foundBy(p)}
		if a.Country == "" && !p.agent.any && p.owner < 0 && !p.foreign {
			c.told(&a, first, false)
		}
		c.add(i, a, -1, p.solid && p.country != "")
	}
	return m.Actor >= 0
}

// titleOf returns the mention of the person whose title or apposition nominal m
// is: "President" before "Jane Doe", "the foreign minister" behind her name and a
// comma, or before one; -1 for none.
func (c *context) titleOf(m *nlp.Mention, p *phrase) int {
	if m.Plural || p.agent == nil || p.agent.typ == "org" || p.agent.plural {
		return -1
	}
	begin, end := c.sentence(m.Head)
	named := func(t int) int {
		if t < begin || t >= end {
			return -1
		}
		if n := c.name[t]; n >= 0 && c.d.Mentions[n].Actor >= 0 {
			if s := c.sense[n]; c.d.Mentions[n].Type == nlp.Person || s >= 0 && c.x.entries[s].kind == person {
				return int(n)
			}
		}
		return -1
	}
	closes := func(t int) bool {
		if t >= end {
			return true
		}
		switch c.form(t) {
		case ",", ".", ";", ":", ")", "—", "–", "--", "and":
			return true
		}
		return false
	}
	if n := named(m.Last); n >= 0 {
		return n
	}
	if m.First-1 > begin && c.form(m.First-1) == "," {
		// "Jane Doe, the minister of trade, said": behind its of-phrases it closes.
		t := m.Last
		for t < end && t < m.Last+8 && (c.d.Tokens[t].UPOS == "ADP" || c.d.Tokens[t].UPOS == "DET" || c.d.Tokens[t].UPOS == "PROPN" || c.d.Tokens[t].UPOS == "NOUN" || c.d.Tokens[t].UPOS == "ADJ" || c.d.Tokens[t].UPOS == "PART") {
			t++
		}
		if n := named(m.First - 2); n >= 0 && c.d.Mentions[n].Last == m.First-1 && closes(t) {
			return n
		}
	}
	if m.Last+1 < end && c.form(m.Last) == "," {
		if n := named(m.Last + 1); n >= 0 && c.d.Mentions[n].First == m.Last+1 && closes(c.d.Mentions[n].Last) {
			return n
		}
	}
	return -1
}

// holderOf returns the person whom a nominal names by the office: "the U.S.
// president". Where the words do not say of which country, only a person whom
// the document names.
func (c *context) holderOf(p phrase, m *nlp.Mention, country string, solid bool) int32 {
	if p.agent == nil || p.agent.office == "" || p.agent.plural || m.Plural || p.former || p.elect || country == "" || foreignBody(country) {
		return -1
	}
	if p.from >= 0 {
		switch e := &c.x.entries[p.from]; e.kind {
		case region, native, city, body:
			return -1 // a president of Chechnya, of a party, of a court
		}
	}
	if lower(c.form(m.First)) == "a" || lower(c.form(m.First)) == "an" || lower(c.form(m.First)) == "any" || lower(c.form(m.First)) == "no" {
		return -1
	}
	h := c.x.holder(country, p.agent.office, p.agent.noun, c.date)
	if h < 0 || solid {
		return h
	}
	if c.known == nil {
		c.known = map[string]bool{}
		for j, s := range c.sense {
			if s >= 0 && c.d.Mentions[j].Kind == nlp.Name {
				c.known[c.x.entries[s].name] = true
			}
		}
	}
	if c.known[c.x.entries[h].name] {
		return h
	}
	return -1
}

// solidBefore returns the last mention before m, at most some sentences back, whose
// actor is sure to be of its country and that fits, or -1.
func (c *context) solidBefore(m *nlp.Mention, back int, fits func(n *nlp.Mention) bool) int {
	for j := len(c.d.Mentions) - 1; j >= 0; j-- {
		n := &c.d.Mentions[j]
		if n.First >= m.First || n.Actor < 0 || n.Kind == nlp.Pronoun {
			continue
		}
		if m.Sent-n.Sent > back {
			return -1
		}
		if c.solid[j] && c.cands[n.Actor].Country != "" && fits(n) {
			return j
		}
	}
	return -1
}

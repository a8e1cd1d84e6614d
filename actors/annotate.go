package actors

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// How a candidate's country was found, where the words themselves do not say
// it; it follows the row in ledger.Actor.FoundBy.
const (
	byStory = ledger.ByStory           // what the sentence or the story is about
	byOwner = "; country by possessor" // whose it is, as coreference says
)

// told gives a the country of the story at token t, and says by what; body is whether
// it is one, or of one, that sits in its own country.
func (c *context) told(a *ledger.Actor, t int, body bool) {
	country, why := c.story(t, a.Sectors, body)
	if a.Country = country; country != "" {
		a.FoundBy += ", " + why + byStory
	}
}

// Annotate adds the layer Actors: it sets Actor of each mention of d to the
// index, in the slice that it returns, of what the tables and the words around
// it say of who it is; -1 where they say nothing. Names are dated by
// d.Published; without it the latest holders of offices are meant.
//
// It needs the layers Deps and Nominals.
func (r *Resolver) Annotate(d *nlp.Document) ([]ledger.Actor, error) {
	if err := d.Require(nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names | nlp.Nominals); err != nil {
		return nil, err
	}
	if err := d.Add(nlp.Actors); err != nil {
		return nil, err
	}
	c := newContext(r.x, d)
	c.places = r.places
	c.annotate()
	return c.cands, nil
}

// hit is a name of the tables found in the text, but no person's.
type hit struct {
	first, last int // half-open range of tokens
	sense       int32
	key         string
	gone        bool // it turned out to be another place
}

// context is what is known while one document is annotated.
type context struct {
	x     *index
	d     *nlp.Document
	date  int32
	hits  []hit
	hitAt []int32 // of a token: index into hits, or -1
	name  []int32 // of a token: index of the mention of kind Name that covers it, or -1
	cands []ledger.Actor
	// sense is, for each mention, the entry that it resolved to, or -1.
	sense []int32
	// solid is true of mentions whose country their own words give.
	solid []bool
	// weighty is true of mentions of people that count as evidence already.
	weighty []bool
	weight  map[string]int // evidence for countries, over the document
	scenes  map[string]int // the same, of where things happen
	// weighed is true when weight is known.
	weighed bool
	spots   []spot // the same, in text order
	// places are those that the tables lack, and sites which of them mentions are.
	places func(name string) []Site
	sites  map[int]string
	words  map[string]bool
	// peoples has the senses of the longer names of peoples, by their last word.
	peoples map[string]int32
	full    *fulls
	ends    map[int]int // of nominals, by the token behind them
	heads   map[int]int // of names and nominals, by their head
	known   map[string]bool
	buf     []byte
}

// spot is evidence that the story is about a country.
type spot struct {
	tok, sent int
	country   string
	weight    int
	located   bool // after "in", "at", "near"
}

func newContext(x *index, d *nlp.Document) *context {
	c := &context{x: x, d: d, date: dateOf(d.Published), weight: map[string]int{}, scenes: map[string]int{}, sites: map[int]string{}}
	c.hitAt = make([]int32, len(d.Tokens))
	c.name = make([]int32, len(d.Tokens))
	for i := range c.hitAt {
		c.hitAt[i], c.name[i] = -1, -1
	}
	c.sense = make([]int32, len(d.Mentions))
	c.solid = make([]bool, len(d.Mentions))
	c.weighty = make([]bool, len(d.Mentions))
	for i := range d.Mentions {
		d.Mentions[i].Actor = -1
		c.sense[i] = -1
		if m := &d.Mentions[i]; m.Kind == nlp.Name {
			for t := m.First; t < m.Last; t++ {
				c.name[t] = int32(i)
			}
		}
	}
	return c
}

func (c *context) annotate() {
	c.find()
	c.shorten()
	c.weigh()
	c.weighed = true
	c.settle()
	c.contained()
	c.locate()
	c.weigh()
	whole := c.wholeNames()
	c.weighPeople()
	c.shortNames(whole)
	c.weighPeople()
	c.described()
	c.nominals()
}

func (c *context) form(t int) string { return c.d.Tokens[t].Form }

// text returns the words of tokens first to last.
func (c *context) text(first, last int) string {
	return c.d.Text[c.d.Tokens[first].Start:c.d.Tokens[last-1].End]
}

func (c *context) sentence(t int) (first, last int) {
	s := c.d.Sentences[c.d.Tokens[t].Sent]
	return s.First, s.Last
}

// find fills hits with the longest names of places, peoples and bodies.
func (c *context) find() {
	for _, s := range c.d.Sentences {
		for t := s.First; t < s.Last; {
			n := c.longest(t, s)
			if n == 0 {
				t++
				continue
			}
			for i := t; i < t+n; i++ {
				c.hitAt[i] = int32(len(c.hits) - 1)
			}
			t += n
		}
	}
}

// shorten takes the common nouns off names of no kind that start with a name of the
// tables: who meets at "the G20 summit" is the G20. It takes days off all names: "CNN
// on Sunday".
func (c *context) shorten() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		for t := m.First + 1; m.Kind == nlp.Name && t+1 < m.Last; t++ {
			if lower(c.form(t)) == "on" && weekdays[lower(c.form(t+1))] {
				c.cut(m, t)
			}
		}
	}
	for _, h := range c.hits {
		if c.name[h.first] < 0 {
			continue
		}
		m := &c.d.Mentions[c.name[h.first]]
		if m.Type != nlp.Misc || m.First != h.first || m.Last <= h.last || c.commonFrom(h.last) < m.Last {
			continue
		}
		c.cut(m, h.last)
		m.Type = nlp.Org
		if c.x.entries[h.sense].kind.place() {
			m.Type = nlp.GPE
		}
	}
}

// cut ends the name m before token t.
func (c *context) cut(m *nlp.Mention, t int) {
	for i := t; i < m.Last; i++ {
		c.name[i] = -1
	}
	m.Last = t
	m.Head = min(m.Head, t-1)
	m.End = c.d.Tokens[t-1].End
}

var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// commonFrom returns the end of the common nouns in lower case from token t on.
func (c *context) commonFrom(t int) int {
	for t < len(c.d.Tokens) && c.d.Tokens[t].UPOS == "NOUN" && !capitalised(c.form(t)) {
		t++
	}
	return t
}

// longest appends the longest hit that starts at token t of sentence s, and
// returns its number of tokens; 0 for none.
func (c *context) longest(t int, s nlp.Sentence) int {
	form := c.form(t)
	if !capitalised(form) && !possibleStart(form) {
		return 0
	}
	c.buf = appendSkeleton(c.buf[:0], form)
	w := c.buf
	if i := indexSpace(w); i >= 0 {
		w = w[:i]
	}
	words := int(c.x.first[string(w)])
	if words == 0 {
		return 0
	}
	// A hyphen or a full stop may make two tokens more than the key has words.
	for n := min(words+2, s.Last-t); n > 0; n-- {
		if n > 1 && !c.joined(t, t+n) {
			continue
		}
		text := c.text(t, t+n)
		k := skeleton(text)
		if id := c.senseOf(k, text, ""); id >= 0 && c.articled(id, t) && !c.word(t, n, s.First) {
			c.hits = append(c.hits, hit{first: t, last: t + n, sense: id, key: k})
			return n
		}
	}
	return 0
}

// ordinary are names of bodies and cities that are common words too.
var ordinary = map[string]bool{
	"age": true, "amnesty": true, "anonymous": true, "apple": true, "citizen": true, "dawn": true, "economist": true, "fed": true, "focus": true, "fox": true, "guardian": true,
	"hawks": true, "independent": true, "insider": true, "left": true, "let": true, "memorial": true, "mirror": true, "nation": true, "national": true, "nice": true, "observer": true, "orange": true,
	"paper": true, "post": true, "punch": true, "radicals": true, "sake": true, "shell": true, "sky": true, "solidarity": true, "spectator": true, "split": true, "standard": true,
	"star": true, "stuff": true, "sun": true, "target": true, "telegram": true, "telegraph": true, "time": true, "times": true, "vale": true, "visa": true, "moderates": true, "pole": true,
}

// word reports whether token t, at the head of a sentence and in no name that
// was found there, may be a common word, and no name.
func (c *context) word(t, n, head int) bool {
	return n == 1 && t == head && c.name[t] < 0 && ordinary[fold(c.form(t))] && hasLower(c.form(t))
}

// possibleStart reports whether a name of the tables may start with a word in
// lower case: al-Qaeda, anti-Balaka.
func possibleStart(form string) bool {
	return strings.HasPrefix(form, "al-") || form == "al" || strings.HasPrefix(form, "anti-B") || form == "el"
}

// joined reports whether tokens first to last can be one name: no sentence mark
// or bracket lies between, and the last is no possessive.
func (c *context) joined(first, last int) bool {
	for t := first; t < last; t++ {
		switch c.form(t) {
		case ",", ";", ":", "(", ")", "\"", "“", "”", "—", "–", "--", "/":
			return false
		}
	}
	end := c.form(last - 1)
	return end != "'s" && end != "’s" && fold(end) != "" && capitalisedInside(end)
}

func capitalisedInside(s string) bool {
	return s != "" && (capitalised(s) || strings.ContainsAny(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") || len(s) <= 3 || lowerTail[s])
}

// lowerTail are words in lower case that may end a name of the tables.
var lowerTail = map[string]bool{"region": true, "state": true, "province": true, "group": true, "army": true, "network": true, "rebels": true, "separatists": true, "gang": true,
	"cartel": true, "territories": true, "al-sham": true, "al-shaabi": true, "jaunes": true, "government": true, "office": true, "watchdog": true, "agency": true, "movement": true, "police": true, "authority": true,
	"force": true, "mission": true, "peacekeepers": true, "militia": true, "coalition": true, "alliance": true, "party": true, "dissidents": true, "mercenaries": true, "court": true, "tribunal": true, "magazine": true, "news": true, "television": true, "radio": true, "newspaper": true, "bank": true, "zone": true, "area": true, "guard": true, "navy": true, "military": true}

// senseOf returns the best sense of a key that is no person's, or -1.
func (c *context) senseOf(k, text, typ string) int32 {
	best := int32(-1)
	exact := false
	several := c.x.names.several(k)
	for f := range c.x.names.of(k) {
		e := &c.x.entries[f.entry]
		if e.kind == person || f.caps && hasLower(text) {
			continue
		}
		if e.aside && e.kind == body && c.weighed && !c.about(e.country) {
			continue // a National Security Council, but of which state?
		}
		if !plausible(e, typ) && !strings.Contains(k, " ") {
			continue
		}
		// Two places whose names a skeleton makes one: Samarra and Samara.
		same := several && (e.overlay || e.kind.place() && fold(text) == fold(e.name) || e.kind == capital && fold(text) == fold(e.title))
		if best < 0 || same && !exact || same == exact && c.better(f.entry, best, typ) {
			best, exact = f.entry, same
		}
	}
	return best
}

// about reports whether the story is about country, or at least half as much as about
// the country that it is about most: whose National Guard it is that has no other name.
func (c *context) about(country string) bool {
	w := c.weight[country]
	return w > 0 && 2*w >= c.weight[heaviest(c.weight)]
}

// plausible reports whether a mention of type typ may be e.
func plausible(e *entry, typ string) bool {
	switch typ {
	case nlp.Loc, nlp.GPE:
		return e.kind != body || e.country != "MNC" && e.typ != "media"
	case nlp.Person:
		return false
	}
	return true
}

// better reports whether sense a of a key goes before b.
func (c *context) better(a, b int32, typ string) bool {
	e, f := &c.x.entries[a], &c.x.entries[b]
	if e.overlay != f.overlay {
		return e.overlay
	}
	if p, q := suits(e, typ), suits(f, typ); p != q {
		return p
	}
	if e.aside != f.aside && (e.kind == capital || f.kind == capital) {
		return f.aside // London, Ontario is said in full
	}
	if e.kind == city && f.kind == city && e.aside != f.aside {
		less, more := e, f
		if f.aside {
			less, more = f, e
		}
		return (c.weight[less.country] > 3*c.weight[more.country] && c.about(less.country)) == e.aside
	}
	if e.country != f.country {
		if p, q := c.weight[e.country], c.weight[f.country]; p != q {
			return p > q
		}
	}
	return c.x.prefer(c.date, a, b) < 0
}

func suits(e *entry, typ string) bool {
	switch typ {
	case nlp.GPE, nlp.Loc:
		return e.kind.place()
	case nlp.Norp:
		return e.kind.demonym() || e.kind == body && slices.Contains(e.sectors, "PTY")
	case nlp.Org:
		return e.kind == body || e.kind == seat
	}
	return true
}

// weigh counts what speaks for a country: a body of a state as much as a people, other
// names of states and places less, for they name strangers as often; the head of a story
// half as much again.
func (c *context) weigh() {
	clear(c.weight)
	clear(c.scenes)
	c.spots = c.spots[:0]
	for _, h := range c.hits {
		if h.gone || c.inPerson(h) || c.turned(h) {
			continue
		}
		e := &c.x.entries[h.sense]
		w := 0
		switch e.kind {
		case people:
			w = 8
		case state, adjective, capital, region, native, seat:
			w = 6
		case city:
			w = 4
		case body:
			if e.typ != "media" && !foreignBody(e.country) && !e.aside {
				w = 8
			}
		}
		country := e.country
		if c.weighed && e.kind == capital {
			if rd := c.read(h.key); rd != nil {
				country = rd.country // Brussels is the Union's more often than Belgium's
			}
		}
		if w == 0 || country == "" || foreignBody(country) {
			continue
		}
		sent := c.d.Tokens[h.first].Sent
		if sent < 2 {
			w += w / 2
		}
		dateline := c.dateline(h)
		if dateline {
			w += 4
		}
		located := (e.kind.place() || c.ofPlace(h)) && c.located(h.first) && !c.spokenAt(h)
		where, acts := w, w
		switch {
		case dateline && e.kind != capital:
			where = w * 2
		case dateline:
			where = w // who reports from a capital may report on a neighbour
		case located && c.within(h.first):
			where, acts = w*2, w/2
		case located:
			where, acts = w/4, w/2 // somebody goes there, or comes from there
		case e.kind == capital || e.kind == seat || e.kind == body:
			where = w / 2 // it acts, and is not where
		case e.kind == state || e.kind.demonym():
			where = w / 2
		}
		c.weight[country] += acts
		c.scenes[country] += where
		c.spots = append(c.spots, spot{h.first, sent, country, w, located})
	}
	c.weighSites()
}

// contained reads "Georgia" behind a city of the United States and a comma as the state of
// that name: "Atlanta, Georgia".
func (c *context) contained() {
	for i := range c.hits {
		h := &c.hits[i]
		if h.key != "georgia" || h.first < 2 || c.form(h.first-1) != "," || c.d.Tokens[h.first-2].UPOS != "PROPN" {
			continue
		}
		city := c.form(h.first - 2)
		if c.places == nil {
			continue
		}
		for _, s := range c.places(city) {
			if s.Country == "GEO" {
				break
			}
			if s.Country == "USA" {
				if id := c.senseOf("georgia usa", "Georgia USA", nlp.GPE); id >= 0 {
					h.sense, h.key = id, "georgia usa"
				}
				break
			}
		}
	}
}

// wellKnown is how many people live in a place that a story may name without another
// word of its state.
const wellKnown = 300000

// locate finds the states of the places that the tables lack: of those of a name the
// one whose state the story is about most, else a big one.
func (c *context) locate() {
	if c.places == nil {
		return
	}
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Kind != nlp.Name || m.Type != nlp.GPE && m.Type != nlp.Loc {
			continue
		}
		first, last := c.trimmed(m)
		if h := c.hitAt[first]; h >= 0 && c.hits[h].last == last {
			if c.surnamed(c.hits[h]) {
				m.Type = nlp.Person
				c.forget(int(h))
				continue
			}
			if k := c.namesake(c.hits[h], c.text(first, last)); k != "" {
				c.sites[i] = k
				c.forget(int(h))
			}
			continue
		}
		if c.hitAt[first] >= 0 || c.hitAt[last-1] >= 0 {
			continue
		}
		best, most := c.townOf(first), 0
		if best != "" {
			c.sites[i] = best
			continue
		}
		for _, s := range c.places(c.text(first, last)) {
			score := 0
			if w := c.weight[s.Country]; w > 0 {
				score = 10*w + min(s.People/20000, 5*w)
			} else if s.People >= wellKnown {
				score = 1
			}
			if score > most {
				best, most = s.Country, score
			}
		}
		if best != "" {
			c.sites[i] = best
		}
	}
}

// namesake returns the country that the story is about, if it has a place of the name of
// city h, and not a much smaller one, and nothing else speaks for the state of h: Valencia
// in a story of Venezuela.
func (c *context) namesake(h hit, name string) string {
	e := &c.x.entries[h.sense]
	if e.kind != city || e.overlay || c.evidence(e.country, h.key) {
		return ""
	}
	own := 0
	for _, s := range c.places(name) {
		if s.Country == e.country {
			own = max(own, s.People)
		}
	}
	for _, s := range c.places(name) {
		if s.Country != e.country && 3*s.People > own && own > 0 && c.evidence(s.Country, h.key) && c.about(s.Country) {
			return s.Country
		}
	}
	return ""
}

// surnamed reports whether city h, of whose state nothing else is said, is the surname of
// somebody whom the text names in full: Lagos, after Ricardo Lagos.
func (c *context) surnamed(h hit) bool {
	e := &c.x.entries[h.sense]
	if e.kind != city && e.kind != capital || e.overlay || c.evidence(e.country, h.key) || c.located(h.first) {
		return false
	}
	return slices.ContainsFunc(c.fullNames().ends[h.key], func(j int) bool { return c.d.Mentions[j].Type == nlp.Person })
}

// evidence reports whether another name than key speaks for country.
func (c *context) evidence(country, key string) bool {
	return slices.ContainsFunc(c.hits, func(h hit) bool { return h.key != key && c.x.entries[h.sense].country == country })
}

// forget makes hit i one of nothing.
func (c *context) forget(i int) {
	for t := c.hits[i].first; t < c.hits[i].last; t++ {
		c.hitAt[t] = -1
	}
	c.hits[i].gone = true
}

// townOf returns the country of a place by the words before its name at token t: "the
// Syrian town of Tel Abyad"; "" where they do not say it.
func (c *context) townOf(t int) string {
	first, _ := c.sentence(t)
	if t-3 < first || lower(c.form(t-1)) != "of" || c.d.Tokens[t-2].UPOS != "NOUN" {
		return ""
	}
	for k := t - 3; k >= max(first, t-5); k-- {
		if h := c.hitAt[k]; h >= 0 {
			if e := &c.x.entries[c.hits[h].sense]; e.kind.demonym() && c.ofPlace(hit{first: k, last: t - 2, sense: c.hits[h].sense}) && !c.turned(c.hits[h]) {
				return e.country
			}
			return ""
		}
		if c.d.Tokens[k].UPOS != "ADJ" {
			return ""
		}
	}
	return ""
}

// weighSites adds to the evidence the places that locate found.
func (c *context) weighSites() {
	for i := range c.d.Mentions {
		country, ok := c.sites[i]
		if !ok {
			continue
		}
		m := &c.d.Mentions[i]
		w := 6
		if m.Sent < 2 {
			w += w / 2
		}
		located := c.located(m.First) && !c.spokenAt(hit{first: m.First, last: m.Last})
		within := located && c.within(m.First)
		where := w
		if within {
			where = 2 * w
		}
		c.weight[country] += w
		c.scenes[country] += where
		c.spots = append(c.spots, spot{m.First, m.Sent, country, w, located})
	}
	slices.SortStableFunc(c.spots, func(a, b spot) int { return a.tok - b.tok })
}

// weighPeople adds to the evidence the people that the tables know by name, each
// mention once: a story about Suharto is about Indonesia, whatever city he flew from.
func (c *context) weighPeople() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Kind != nlp.Name || m.Actor < 0 || c.sense[i] < 0 || c.weighty[i] {
			continue
		}
		e := &c.x.entries[c.sense[i]]
		country := c.cands[m.Actor].Country
		if e.kind != person || foreignBody(country) {
			continue
		}
		c.weighty[i] = true
		w := 12
		if m.Sent < 2 {
			w += w / 2
		}
		c.weight[country] += w
		c.scenes[country] += w
	}
}

// dateline reports whether h is the place at the head of a wire story: "FAIRFAX,
// Virginia (Reuters) —".
func (c *context) dateline(h hit) bool {
	if h.first > 4 {
		return false
	}
	_, end := c.sentence(h.first)
	for t := h.last; t < end && t < h.last+6; t++ {
		switch c.form(t) {
		case "-", "—", "–", "--":
			return true
		}
	}
	return c.d.Tokens[h.first].Sent == 0 && c.d.Sentences[0].Kind == "dateline"
}

// foreignBody reports whether code stands in place of a country.
func foreignBody(code string) bool {
	switch code {
	case "", "IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG":
		return true
	}
	return false
}

// namesakes are the words before a name that make it that of a square, a street, a
// house or a hill, which is not in the city it is called after.
var namesakes = map[string]bool{"Plaza": true, "Hotel": true, "Avenue": true, "Avenida": true, "Calle": true, "Rue": true, "Via": true, "Camp": true, "Fort": true, "Mount": true, "Cape": true, "Villa": true, "Saint": true}

// inPerson reports whether h is part of a longer name of a person, or of any
// other longer name that the tables do not have.
func (c *context) inPerson(h hit) bool {
	if t := h.first - 1; t >= 0 && c.d.Tokens[t].Sent == c.d.Tokens[h.first].Sent && c.x.entries[h.sense].kind == city && namesakes[c.form(t)] {
		return true
	}
	i := c.name[h.first]
	if i < 0 {
		return false
	}
	m := &c.d.Mentions[i]
	return m.Type == nlp.Person && m.Last-m.First > h.last-h.first
}

// spokenAt reports whether h is only where somebody said something, which need not be
// where the things are that were spoken of.
func (c *context) spokenAt(h hit) bool {
	for t := h.last - 1; t >= h.first; t-- {
		if v := c.d.Tokens[t].Head; v >= 0 && (v < h.first || v >= h.last) {
			switch c.d.Tokens[v].Lemma {
			case "say", "tell", "speak", "announce", "declare", "warn", "add", "claim", "insist":
				return true
			}
			return false
		}
	}
	return false
}

// ofPlace reports whether h says of what state the place behind it is: the Rwandan
// capital.
func (c *context) ofPlace(h hit) bool {
	if h.last >= len(c.d.Tokens) || !c.x.entries[h.sense].kind.demonym() {
		return false
	}
	switch lower(c.form(h.last)) {
	case "capital", "city", "town", "village", "port", "province", "region", "district", "border", "coast", "island", "countryside", "territory", "soil", "side":
		return true
	}
	return false
}

// located reports whether a preposition of place stands before token t.
func (c *context) located(t int) bool {
	first, _ := c.sentence(t)
	for i := t - 1; i >= first && i >= t-4; i-- {
		switch strings.ToLower(c.form(i)) {
		case "in", "at", "near", "outside", "around", "across", "throughout", "inside", "into", "within", "off", "from", "through", "to", "over":
			return true
		case "the", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "north-western", "northeastern", "northwestern", "southeastern", "southwestern",
			"nearby", "of", "city", "town", "capital", "port", "village", "neighbouring", "neighboring", "northwest", "southwest", "southeast", "northeast", "central-western", "occupied", "besieged", "downtown":
		case "province", "district", "region", "state", "suburb", "island", "coast":
		default:
			return false
		}
	}
	return false
}

// within is located, but for what moves to or from the place.
func (c *context) within(t int) bool {
	first, _ := c.sentence(t)
	for i := t - 1; i >= first && i >= t-4; i-- {
		switch strings.ToLower(c.form(i)) {
		case "in", "at", "near", "outside", "around", "across", "throughout", "inside", "within", "into", "off", "over":
			return true
		case "the", "northern", "southern", "eastern", "western", "central", "nearby", "city", "town", "capital", "port", "village", "of", "downtown":
		default:
			return false
		}
	}
	return false
}

// settle chooses again, with the weights known, among the senses of hits that
// have several, and applies the table of readings.
func (c *context) settle() {
	for i := range c.hits {
		h := &c.hits[i]
		if c.x.names.several(h.key) {
			typ := ""
			if n := c.name[h.first]; n >= 0 && c.d.Mentions[n].First == h.first {
				typ = c.d.Mentions[n].Type
			}
			if typ == nlp.Person {
				typ = ""
			}
			if id := c.senseOf(h.key, c.text(h.first, h.last), typ); id >= 0 {
				h.sense = id
			}
		}
	}
}

// read returns the reading of key that the words of the document speak for; nil
// if the table has none or nothing speaks for one.
func (c *context) read(key string) *reading {
	rs := c.x.readings[key]
	if len(rs) == 0 {
		return nil
	}
	for r := range c.x.names.of(key) {
		if c.x.entries[r.entry].overlay {
			return nil // the user knows better
		}
	}
	var best *reading
	most := 0
	for i := range rs {
		n := 0
		for _, cue := range rs[i].cues {
			if c.says(cue) {
				n++
			}
		}
		if n > most {
			best, most = &rs[i], n
		}
	}
	if best != nil {
		return best
	}
	for i := range rs {
		if len(rs[i].cues) == 0 {
			return &rs[i]
		}
	}
	// No word speaks; but the story may be about one of the states alone.
	for i := range rs {
		w, rest := c.weight[rs[i].country], 0
		for j := range rs {
			if j != i {
				rest = max(rest, c.weight[rs[j].country])
			}
		}
		if len(rs) > 1 && !foreignBody(rs[i].country) && w >= 12 && w > 3*rest {
			return &rs[i]
		}
	}
	return nil
}

// says reports whether the document has the words of a cue.
func (c *context) says(cue string) bool {
	if c.words == nil {
		c.words = map[string]bool{}
		for _, s := range c.d.Sentences {
			for t := s.First; t < s.Last; t++ {
				if !capitalised(c.form(t)) {
					continue
				}
				k := ""
				for n := t; n < s.Last && n < t+3; n++ {
					if n > t {
						k += " "
					}
					k += skeleton(c.form(n))
					c.words[k] = true
				}
			}
		}
	}
	return c.words[cue]
}

// add appends a candidate and gives it to mention m.
func (c *context) add(m int, a ledger.Actor, sense int32, solid bool) {
	c.d.Mentions[m].Actor = len(c.cands)
	c.cands = append(c.cands, withCode(a))
	c.sense[m] = sense
	c.solid[m] = solid
}

// share gives mention m the candidate of mention of.
func (c *context) share(m, of int) {
	c.d.Mentions[m].Actor = c.d.Mentions[of].Actor
	c.sense[m], c.solid[m] = c.sense[of], c.solid[of]
}

// heaviest returns the country of most weight, or "".
func heaviest(weight map[string]int) string {
	main := ""
	for k, w := range weight {
		if main == "" || w > weight[main] || w == weight[main] && k < main {
			main = k
		}
	}
	return main
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func lower(s string) string { return strings.ToLower(s) }

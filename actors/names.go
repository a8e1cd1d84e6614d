package actors

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery/ledger"
	"chancery/nlp"
)

// wholeNames resolves the names that the tables have as a whole. It returns the
// mentions that are left.
func (c *context) wholeNames() []int {
	var left []int
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Kind != nlp.Name || m.Type == nlp.Misc {
			continue
		}
		if !c.wholeName(i) {
			left = append(left, i)
		}
	}
	return left
}

// trimmed returns the tokens of mention m without a possessive at its end and
// an article or a title at its start.
func (c *context) trimmed(m *nlp.Mention) (first, last int) {
	first, last = m.First, m.Last
	for last > first+1 {
		switch c.form(last - 1) {
		case "'s", "’s", "'", "’":
			last--
			continue
		}
		break
	}
	for first < last-1 {
		w := lower(c.form(first))
		if w == "the" || w == "a" || w == "an" {
			first++
			continue
		}
		if m.Type == nlp.Person {
			if a, s, e := c.agentAt(first, last-1, first); a != nil && s == first && a.isTitle && !monarchs[w] {
				first = e
				continue
			}
		}
		break
	}
	return first, last
}

func (c *context) wholeName(i int) bool {
	m := &c.d.Mentions[i]
	first, last := c.trimmed(m)
	text := c.text(first, last)
	k := skeleton(text)
	if k == "" {
		return false
	}
	if _, end := c.sentence(first); last+1 < end && c.form(last) == "-" && c.d.Tokens[last].Start == c.d.Tokens[last-1].End {
		if text := c.text(first, last+2); c.personNamed(i, skeleton(text), text, first, last+2) {
			c.extend(i, last+2) // "Ban Ki" of "Ban Ki-moon"
			return true
		}
	}
	if m.Type == nlp.Person {
		if c.personNamed(i, k, text, first, last) {
			return true
		}
		// A name of a person may have its title or a demonym in front.
		for f := first + 1; f < last-1; f++ {
			if a, _, e := c.agentAt(first, f, f-1); c.hitAt[f-1] < 0 && (a == nil || e != f) {
				continue
			}
			if c.personNamed(i, skeleton(c.text(f, last)), c.text(f, last), f, last) {
				return true
			}
		}
		for l := first + 1; l < last-1; l++ {
			// "Hassan of Morocco"
			if lower(c.form(l)) == "of" && c.personNamed(i, skeleton(c.text(first, l)), c.text(first, l), first, l) {
				return true
			}
		}
		// A state, a seat or a body that the tagger took for a person.
		if id := c.senseOf(k, text, ""); id >= 0 {
			e := &c.x.entries[id]
			if strings.Contains(k, " ") || e.kind == state && !c.bears(k, i) || (e.kind <= seat || e.kind == city) && !c.x.surnames.has(k) && !c.bears(k, i) {
				c.addSense(i, id, k, first)
				return true
			}
		}
		return false
	}
	if country, ok := c.sites[i]; ok {
		c.add(i, ledger.Actor{Type: "place", Name: text, Country: country, FoundBy: "gazetteer"}, -1, true)
		return true
	}
	if h := c.hitAt[first]; h >= 0 && c.hits[h].first == first && c.hits[h].last == last && c.hits[h].key != k && c.x.entries[c.hits[h].sense].kind == region {
		c.addSense(i, c.hits[h].sense, c.hits[h].key, first) // what it is behind a city
		return true
	}
	if rd := c.read(k); rd != nil {
		c.addReading(i, rd, k, first)
		return true
	}
	if h := c.hitAt[first]; h >= 0 && c.hits[h].first < first && c.hits[h].last >= last {
		// The name began too late: "Nations" of "United Nations".
		c.addSense(i, c.hits[h].sense, c.hits[h].key, c.hits[h].first)
		return true
	}
	if id := c.senseOf(k, text, m.Type); id >= 0 && c.articled(id, first) {
		if m.Plural && c.common(hit{first: first, last: last, sense: id, key: k}) {
			return false // left to described
		}
		c.addSense(i, id, k, first)
		return true
	}
	if last-first > 1 && c.personNamed(i, k, text, first, last) {
		return true
	}
	// "U.S. State Department", "Iranian Revolutionary Guards": the demonym or
	// the state in front is no part of the name that the tables have.
	if h := c.hitAt[first]; h >= 0 && c.hits[h].last < last && c.x.entries[c.hits[h].sense].kind <= adjective {
		rest := c.hits[h].last
		want := c.x.entries[c.hits[h].sense].country
		for rest < last-1 && (c.form(rest) == "'s" || c.form(rest) == "’s") {
			rest++
		}
		text := c.text(rest, last)
		for f := range c.x.names.of(skeleton(text)) {
			e := &c.x.entries[f.entry]
			if e.country == want && !(f.caps && hasLower(text)) && e.kind != person {
				c.addSense(i, f.entry, skeleton(text), first)
				return true
			}
		}
	}
	return false
}

// extend lets name i reach to token last, and be no shorter than the tables have it.
func (c *context) extend(i, last int) {
	m := &c.d.Mentions[i]
	if m.Last >= last {
		return
	}
	m.Last, m.End = last, c.d.Tokens[last-1].End
	for t := m.First; t < last; t++ {
		c.name[t] = int32(i)
	}
}

// bears reports whether a person whom the document names in full has k for a
// surname, or a title stands before mention i.
func (c *context) bears(k string, i int) bool {
	for _, j := range c.fullNames().ends[k] {
		if c.d.Mentions[j].Type == nlp.Person {
			return true
		}
	}
	m := &c.d.Mentions[i]
	p := c.around(i, m.First, m.Last)
	return p.honorific || p.agent != nil && p.agent.isTitle
}

// fulls lists the longer names of a document by what short names of them are.
type fulls struct {
	ends     map[string][]int // by the words after the first, and fewer: of persons
	starts   map[string][]int // by the first word of a person, the first words of a body
	initials map[string][]int // by the initials
}

// fullNames returns the names of more than one word of the document.
func (c *context) fullNames() *fulls {
	if c.full != nil {
		return c.full
	}
	c.full = &fulls{map[string][]int{}, map[string][]int{}, map[string][]int{}}
	for j := range c.d.Mentions {
		n := &c.d.Mentions[j]
		if n.Kind != nlp.Name {
			continue
		}
		f, l := c.trimmed(n)
		text := c.text(f, l)
		k := skeleton(text)
		if in := initials(text); len(in) > 1 {
			c.full.initials[in] = append(c.full.initials[in], j)
		}
		first, rest, ok := strings.Cut(k, " ")
		if !ok {
			continue
		}
		switch n.Type {
		case nlp.Person:
			c.full.starts[first] = append(c.full.starts[first], j)
			for ok {
				c.full.ends[rest] = append(c.full.ends[rest], j)
				_, rest, ok = strings.Cut(rest, " ")
			}
		case nlp.Org:
			for at := len(k); at > 4; at = strings.LastIndexByte(k[:at], ' ') {
				if at < len(k) {
					c.full.starts[k[:at]] = append(c.full.starts[k[:at]], j)
				}
			}
		}
	}
	return c.full
}

// reach is how many of the longer names on each side of a short one are tried.
const reach = 40

// near returns those of list, which is in order, that are nearest to i.
func near(list []int, i int) []int {
	at, _ := slices.BinarySearch(list, i)
	return list[max(0, at-reach):min(len(list), at+reach)]
}

// addReading gives mention i what a reading of the table says.
func (c *context) addReading(i int, rd *reading, k string, first int) {
	a := ledger.Actor{Type: rd.typ, Name: rd.name, Country: rd.country, Sectors: slices.Clone(rd.sectors), FoundBy: "readings.tsv:" + strconv.Itoa(int(rd.line))}
	if (a.Type == "country" || a.Country == "EUR") && c.within(first) {
		if id := c.senseOf(k, c.text(first, first+1), nlp.GPE); id >= 0 && c.x.entries[id].kind == capital {
			a.Type, a.Name, a.Country = "place", c.x.entries[id].title, c.x.entries[id].country
		}
	}
	c.add(i, a, -1, true)
}

// articled reports whether the name at token first may be that of sense: papers
// called The Times, The Nation are not named without the article.
func (c *context) articled(sense int32, first int) bool {
	e := &c.x.entries[sense]
	if e.typ != "media" || !strings.HasPrefix(e.name, "The ") {
		return true
	}
	if lower(c.form(first)) == "the" {
		return true
	}
	begin, _ := c.sentence(first)
	if first == begin {
		return false
	}
	switch lower(c.form(first - 1)) {
	case "the", "'s", "’s":
		return true
	}
	return false
}

// part returns the sense of the longer name of a people that the document has
// for the short one k: Bosnian Serbs for Serbs. It returns id if there is none.
func (c *context) part(id int32, k string) int32 {
	if c.peoples == nil {
		c.peoples = map[string]int32{}
		for _, h := range c.hits {
			if e := &c.x.entries[h.sense]; e.kind == native && e.country != "" {
				if i := strings.LastIndexByte(h.key, ' '); i >= 0 {
					short := strings.TrimSuffix(h.key[i+1:], "s")
					if _, ok := c.peoples[short]; !ok {
						c.peoples[short] = h.sense
					}
				}
			}
		}
	}
	if sense, ok := c.peoples[strings.TrimSuffix(k, "s")]; ok {
		return sense
	}
	return id
}

// heading reports whether m is a noun phrase of its own, and describes no other noun.
func (c *context) heading(m *nlp.Mention) bool {
	switch t := &c.d.Tokens[m.Head]; t.Rel {
	case "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "conj", "root":
		return m.Head+1 >= len(c.d.Tokens) || c.d.Tokens[m.Head+1].Sent != t.Sent || !strings.HasPrefix(c.d.Tokens[m.Head+1].XPOS, "NN")
	}
	return false
}

// addSense gives mention i the entry id.
func (c *context) addSense(i int, id int32, k string, first int) {
	m := &c.d.Mentions[i]
	if c.x.entries[id].kind.demonym() && m.Plural {
		id = c.part(id, k)
	}
	e := &c.x.entries[id]
	a := c.x.actor(e, c.date)
	switch e.kind {
	case capital:
		if c.within(first) {
			a.Type, a.Name = "place", e.title
		}
	case people, native, adjective:
		if begin, _ := c.sentence(first); first > begin && m.Plural && residents[lower(c.form(first-1))] || first > begin && lower(c.form(first-1)) == "ethnic" {
			a = ledger.Actor{Type: "group", Name: c.text(first-1, m.Last), Sectors: []string{"CVL"}, FoundBy: a.FoundBy}
			c.told(&a, m.Head, false)
			c.add(i, a, id, false)
			return
		}
		if e.kind == adjective {
			if m.Plural || a.Type == "place" && c.heading(m) {
				a.Name, a.Type = c.d.Slice(m.Span), "group" // the Rohingya, the Dinka
			}
			break
		}
		if e.kind == native {
			a.Type = "group"
		}
		if _, end := c.sentence(first); m.Plural && m.Last < end && lower(c.form(m.Last)) == "of" {
			// "the Albanians of southern Serbia"
			p := phrase{owner: -1, from: -1, self: -1, first: m.Last, last: m.Last}
			if c.after(&p, end); p.solid {
				a.Country = p.country
			}
		}
		if m.Plural || e.kind == people {
			a.Name, a.Type = c.d.Slice(m.Span), "group"
			if first == m.First && !c.definite(m.First) && a.Sectors == nil {
				a.Sectors = []string{"CVL"}
			}
		} else if e.kind == people {
			a.Type = "country"
		} else if a.Country != "" {
			a.Type = "place"
		}
		if a.Country == "" {
			a.Name = c.d.Slice(m.Span)
		}
	}
	c.add(i, a, id, a.Country != "")
}

// residents are words that make a people those of it who live where the story is set.
var residents = map[string]bool{"ethnic": true, "local": true, "minority": true, "resident": true}

// definite reports whether an article or a possessive stands before token t.
func (c *context) definite(t int) bool {
	first, _ := c.sentence(t)
	if t <= first {
		return false
	}
	switch lower(c.form(t - 1)) {
	case "the", "these", "those", "its", "their":
		return true
	}
	return lower(c.form(t)) == "the"
}

// personNamed gives mention i the person whose whole name is k, if the tables
// have one that what stands around does not contradict.
func (c *context) personNamed(i int, k, text string, first, last int) bool {
	ids := c.personSenses(k, text)
	if len(ids) == 0 {
		w := strings.Split(k, " ")
		var long []string
		for _, p := range w {
			if len(p) > 1 && p != "jr" && p != "sr" {
				long = append(long, p)
			}
		}
		if len(long) < len(w) && len(long) > 1 {
			ids = c.personSenses(strings.Join(long, " "), text)
		}
		if len(ids) == 0 && len(long) > 2 {
			ids = c.personSenses(long[0]+" "+long[len(long)-1], text)
		}
	}
	if len(ids) == 0 && last-first == 1 {
		// "King Salman", "Pope Francis": the title is no part of the mention.
		if s, _ := c.sentence(first); first > s && monarchs[lower(c.form(first-1))] {
			ids = c.personSenses(skeleton(c.form(first-1)+" "+text), text)
		}
	}
	if len(ids) == 0 {
		return false
	}
	p := c.around(i, first, last)
	return c.addPerson(i, ids, p)
}

func (c *context) personSenses(k, text string) []int32 {
	var out []int32
	for f := range c.x.names.of(k) {
		if c.x.entries[f.entry].kind == person {
			out = append(out, f.entry)
		}
	}
	return out
}

// addPerson gives mention i the best of the rows ids, unless what stands around
// the name, p, says that it is someone else.
func (c *context) addPerson(i int, ids []int32, p phrase) bool {
	m := &c.d.Mentions[i]
	best := int32(-1)
	bestScore := -1 << 30
	for _, id := range ids {
		e := &c.x.entries[id]
		if e.gender != "" && m.Gender != 0 && m.Gender != 'n' && e.gender[0] != m.Gender && p.honorific {
			continue
		}
		score := 0
		switch {
		case e.at(c.date):
			score = 400
		case e.end < c.date:
			score = 200
		}
		if e.overlay {
			score += 1000
		}
		if p.solid && p.country != "" && !foreignBody(p.country) {
			switch {
			case p.country == e.country || p.country == e.nation:
				score += 100
			case !foreignBody(e.country) && c.prominent(e):
				score -= 100 // the words around were misread
			case !foreignBody(e.country):
				if p.agent == nil || !p.agent.abroad {
					continue
				}
			}
		}
		if p.agent != nil && p.agent.office != "" && sameOffice(e, p.agent) {
			score += 150
			if p.former && e.end < c.date {
				score += 300 // "the former president", whatever he is now
			}
		}
		if w := c.weight[e.country]; w > 0 {
			score += min(w, 40)
		}
		if score > bestScore || score == bestScore && c.x.prefer(c.date, id, best) < 0 {
			best, bestScore = id, score
		}
	}
	if best < 0 {
		return false
	}
	e := &c.x.entries[best]
	if p.agent != nil && p.agent.apart {
		return false // an actor, a footballer, of the same name
	}
	a := c.x.actor(e, c.date)
	if e.end < c.date && !p.former && soon(e.end, c.date) && c.violent() {
		a.Sectors, a.Role, a.Country = slices.Clone(e.sectors), e.title, e.country
	}
	c.updateRole(&a, e, p)
	c.add(i, a, best, true)
	return true
}

// prominent reports whether e is of the first of a state, and in office.
func (c *context) prominent(e *entry) bool {
	switch e.office {
	case "head_of_state", "head_of_government", "foreign_minister", "defence_minister":
		return e.at(c.date)
	}
	return false
}

// soon reports whether date is within three days of end.
func soon(end, date int32) bool {
	day := func(d int32) time.Time {
		return time.Date(int(d/10000), time.Month(d/100%100), int(d%100), 0, 0, 0, 0, time.UTC)
	}
	return day(date).Sub(day(end)) <= 72*time.Hour
}

// endings are words of stories about how someone has lost an office, that
// name him by it still.
var endings = map[string]bool{"killed": true, "assassinated": true, "assassination": true, "died": true, "dies": true, "death": true, "deaths": true, "dead": true, "shot": true, "crash": true, "crashed": true,
	"coup": true, "ousts": true, "ousted": true, "overthrew": true, "overthrown": true, "toppled": true, "topples": true, "deposed": true, "fled": true, "resigned": true, "resigns": true, "seized": true}

// violent reports whether the document has one of the words of endings.
func (c *context) violent() bool {
	for i := range c.d.Tokens {
		if endings[lower(c.form(i))] {
			return true
		}
	}
	return false
}

// lately is the difference of dates, as yyyymmdd, of about a year.
const lately = 10000

// updateRole lets what the text itself says of a person who is known go before
// a row that does not hold at the date: a former president who is a senator now.
func (c *context) updateRole(a *ledger.Actor, e *entry, p phrase) {
	rank := p.agent != nil && p.agent.isTitle && len(p.agent.title) > 0 && p.agent.title[0] == "MIL"
	if rank && e.at(c.date) && len(a.Sectors) == 1 && a.Sectors[0] == "GOV" && e.office != "head_of_state" && e.office != "head_of_government" {
		a.Sectors = []string{"MIL", "GOV"} // a general who is minister or spokesman
		return
	}
	if rank && e.end < c.date {
		return // a rank is kept for life
	}
	if e.start > c.date && p.agent != nil && sameOffice(e, p.agent) {
		// The text is later than its date says.
		a.Sectors, a.Role, a.Country = slices.Clone(e.sectors), e.title, e.country
		return
	}
	if e.end < c.date && p.agent != nil && !p.former && p.agent.office != "head_of_state" && sameOffice(e, p.agent) && c.date-e.end < lately {
		// The text has him in office still.
		a.Sectors, a.Role, a.Country = slices.Clone(e.sectors), e.title, e.country
		return
	}
	if foreignBody(p.country) && p.country != "MNC" && p.solid && !e.at(c.date) && p.agent != nil && !p.former {
		a.Sectors, a.Role, a.Country = p.sectors, p.role, p.country // the U.N. mediator, who was a minister
		return
	}
	if e.at(c.date) || p.agent == nil || p.former || len(p.sectors) == 0 || sameOffice(e, p.agent) || p.agent.any {
		return
	}
	if e.end < c.date && p.agent.office == "head_of_state" {
		return // a president keeps the title for life
	}
	a.Sectors = p.sectors
	a.Role = p.role
	if p.solid && p.country != "" {
		a.Country = p.country
	}
}

func sameOffice(e *entry, a *agent) bool {
	if e.office == a.office {
		return true
	}
	t := strings.ToLower(e.title)
	if a.office == "" {
		return strings.HasPrefix(t, a.noun)
	}
	switch a.office {
	case "head_of_state", "head_of_government", "monarch", "leader", "supreme_leader":
		return fits(e, a.office, a.noun) && (e.office == "head_of_state" || e.office == "head_of_government")
	}
	return false
}

// shortNames resolves the names that are left by the longer names of the
// document, and else as surnames of people in office.
func (c *context) shortNames(left []int) {
	for _, i := range left {
		m := &c.d.Mentions[i]
		first, last := c.trimmed(m)
		text := c.text(first, last)
		k := skeleton(text)
		if k == "" || m.Type == nlp.Norp {
			continue
		}
		if full := c.longer(i, k, text); full >= 0 {
			if c.d.Mentions[full].Actor >= 0 {
				c.share(i, full)
			}
			continue
		}
		if m.Type != nlp.Person && m.Type != "" {
			continue
		}
		c.surname(i, k, first, last)
	}
}

// genderOf returns the gender of the person that mention i names: as the tables have
// it, or else as the words say; 0 where neither tells.
func (c *context) genderOf(i int) byte {
	if s := c.sense[i]; s >= 0 {
		if g := c.x.entries[s].gender; g != "" {
			return g[0]
		}
	}
	return c.d.Mentions[i].Gender
}

// longer returns the mention of the document that k is the short form of: the
// surname of a full name, or the initials of a body. It prefers the nearest
// before mention i.
func (c *context) longer(i int, k, text string) int {
	m := &c.d.Mentions[i]
	full := c.fullNames()
	best, bestScore := -1, 0
	var p *phrase
	try := func(list []int, base int) {
		for _, j := range near(list, i) {
			n := &c.d.Mentions[j]
			if j == i || n.Last-n.First <= m.Last-m.First {
				continue
			}
			if p == nil {
				q := c.around(i, m.First, m.Last)
				p = &q
			}
			score := base
			if j < i {
				score += 10
			}
			if p.agent != nil && c.sense[j] >= 0 {
				e := &c.x.entries[c.sense[j]]
				if sameOffice(e, p.agent) && (e.at(c.date) || e.end < c.date) {
					score += 8
				}
				if p.solid && p.country != "" && p.country != e.country {
					score -= 40
				}
				if e.kind == person && p.agent.isTitle && !p.former && (p.agent.office != "" || slices.Equal(p.agent.title, []string{"LEG"})) && !c.held(e.name, k, p.agent) {
					score -= 80 // Senator Clinton is not President Clinton
				}
			}
			if s := c.sense[j]; s >= 0 {
				switch e := &c.x.entries[s]; e.office {
				case "head_of_state", "head_of_government", "candidate":
					if e.start <= c.date {
						score += 15 // and not one of the family
					}
				}
			}
			if p.honorific && m.Gender != 0 && c.genderOf(j) != 0 && m.Gender != c.genderOf(j) {
				continue // Mrs Clinton is not Bill Clinton
			}
			// Of equals the nearest before, else the first behind.
			better := score > bestScore || score == bestScore && (j < i || best > i && j < best)
			if score >= 15 && better {
				best, bestScore = j, score
			}
		}
	}
	if acronym(text) {
		try(full.initials[strings.ToUpper(strings.ReplaceAll(k, " ", ""))], 50)
	}
	switch m.Type {
	case nlp.Person, "":
		try(full.ends[k], 50)
		try(full.starts[k], 30)
	case nlp.Org:
		if len(k) > 4 {
			for _, j := range near(full.starts[k], i) {
				if c.sense[j] < 0 && c.d.Mentions[j].Type == nlp.Org {
					try([]int{j}, 30)
				}
			}
		}
	}
	return best
}

// held reports whether the tables have the person of that name, with the surname
// k, in the office of agent a by the date.
func (c *context) held(name, k string, a *agent) bool {
	for r := range c.x.surnames.of(k) {
		e := &c.x.entries[r.entry]
		if e.name == name && e.start <= c.date && (sameOffice(e, a) || len(a.title) > 0 && len(e.sectors) > 0 && a.office == "" && e.sectors[0] == a.title[0]) {
			return true
		}
	}
	return false
}

// initials returns the capitals that begin the words of a name.
func initials(s string) string {
	out := ""
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }) {
		if capitalised(w) {
			out += strings.ToUpper(fold(w[:1]))
		}
	}
	return out
}

// surname gives mention i the one holder of an office who bears the surname k,
// if the title before it or the countries of the story tell which.
func (c *context) surname(i int, k string, first, last int) {
	ids := c.x.surnames.entries(k)
	if len(ids) == 0 && last-first > 1 {
		w := strings.Fields(k)
		if !monarchs[w[0]] {
			return
		}
		ids = c.x.surnames.entries(strings.Join(w[1:], " "))
	}
	if len(ids) == 0 {
		return
	}
	p := c.around(i, first, last)
	m := &c.d.Mentions[i]
	type person struct {
		name  string
		score int
		ids   []int32
	}
	var people []person
	for _, id := range ids {
		e := &c.x.entries[id]
		if p.solid && p.country != "" && !foreignBody(p.country) && p.country != e.country && !foreignBody(e.country) {
			continue
		}
		if p.honorific && m.Gender != 0 && e.gender != "" && e.gender[0] != m.Gender {
			continue
		}
		if p.agent != nil && slices.Equal(p.agent.title, []string{"LEG"}) && !p.former && !slices.Contains(e.sectors, "LEG") {
			continue // no senator
		}
		now := e.at(c.date)
		score := 0
		switch {
		case p.agent != nil && sameOffice(e, p.agent) && !(now && p.former):
			score = 100
			if now {
				score += 100
			}
		case p.agent != nil && !p.agent.head && p.agent.office != "":
			continue // another office than his
		case now:
			score = 60
		case e.end < c.date && c.date-e.end < 100000: // left within ten years
			score = 20
		default:
			continue
		}
		w := c.weight[e.country]
		if w == 0 && !foreignBody(e.country) && !(now && (c.alone(k) || c.first(k, e))) && !(score >= 100 && e.office == "head_of_state" && !families[e.country]) {
			continue
		}
		score += min(w, 60)
		if e.overlay {
			score += 500
		}
		switch e.office {
		case "head_of_state", "head_of_government":
			score += 15
		case "figure":
			score -= 15
		}
		at := slices.IndexFunc(people, func(q person) bool { return q.name == e.name })
		if at < 0 {
			people = append(people, person{name: e.name})
			at = len(people) - 1
		}
		people[at].score = max(people[at].score, score)
		people[at].ids = append(people[at].ids, id)
	}
	best, tie := -1, false
	for j := range people {
		switch {
		case best < 0 || people[j].score > people[best].score:
			best, tie = j, false
		case people[j].score == people[best].score:
			tie = true
		}
	}
	if best < 0 || tie || people[best].score < 24 {
		return
	}
	c.addPerson(i, people[best].ids, p)
}

// first reports whether e is the only head of a state or a government in office
// who bears the surname k.
func (c *context) first(k string, e *entry) bool {
	if e.office != "head_of_state" && e.office != "head_of_government" {
		return false
	}
	for r := range c.x.surnames.of(k) {
		f := &c.x.entries[r.entry]
		if f.name != e.name && f.at(c.date) && (f.office == "head_of_state" || f.office == "head_of_government") {
			return false
		}
	}
	return !families[e.country]
}

// alone reports whether the surname k is that of one person in the tables.
func (c *context) alone(k string) bool {
	name := ""
	for r := range c.x.surnames.of(k) {
		n := c.x.entries[r.entry].name
		if name != "" && n != name {
			return false
		}
		name = n
	}
	return len(k) > 3
}

// described gives the names that are in no table what the words in and around
// them say: "Kenyan Foreign Minister Jane Doe", "the Kenyan Red Cross".
func (c *context) described() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Kind != nlp.Name || m.Actor >= 0 {
			continue
		}
		if m.Type == nlp.Misc {
			// Nothing that acts, unless a common noun says so: "16 Russian advisers".
			if p := c.phraseOf(m.First, m.Last, m.Head); p.agent != nil && p.agent.plural && p.solid {
				c.add(i, ledger.Actor{Type: "group", Name: c.d.Slice(m.Span), Country: p.country, Sectors: p.sectors, FoundBy: c.foundBy(p)}, -1, true)
			}
			continue
		}
		first, last := c.trimmed(m)
		if a, s, e := c.agentAt(first, last, first); a != nil && s == first && e == last && (a.plural || a.typ != "person") {
			c.nominal(i) // "Rebels", at the head of a sentence
			continue
		}
		k := skeleton(c.text(first, last))
		if full := c.longer(i, k, c.text(first, last)); full >= 0 {
			if c.d.Mentions[full].Actor >= 0 {
				c.share(i, full)
				continue
			}
			if full > i {
				// The longer name comes later: describe it first.
				c.describe(full)
				if c.d.Mentions[full].Actor >= 0 {
					c.share(i, full)
					continue
				}
			}
		}
		c.describe(i)
	}
}

func (c *context) describe(i int) {
	m := &c.d.Mentions[i]
	first, last := c.trimmed(m)
	if len(skeleton(c.text(first, last))) < 2 {
		return // a letter is a slip of the pen, and no place
	}
	a := ledger.Actor{Name: c.text(first, last)}
	if c.called(i, first, last) {
		m.Type = nlp.Person
	}
	switch m.Type {
	case nlp.Person:
		a.Type = "person"
		if m.Gender == 'm' || m.Gender == 'f' {
			a.Gender = string(rune(m.Gender))
		}
		p := c.around(i, first, last)
		if p.agent == nil && !p.solid {
			return
		}
		a.Country, a.Sectors, a.Role = p.country, p.sectors, p.role
		a.FoundBy = c.foundBy(p)
		solid := p.solid
		if a.Country == "" && p.agent != nil && !p.agent.any && len(p.sectors) > 0 && p.owner < 0 && !p.foreign {
			c.told(&a, m.Head, false)
		}
		if a.Country == "" && p.agent != nil && p.agent.abroad {
			// "The ambassador, Jane Doe", of an embassy that was named before.
			if o := c.solidBefore(m, 3, c.mission); o >= 0 {
				a.Country = c.cands[c.d.Mentions[o].Actor].Country
				a.FoundBy += ", " + c.cands[c.d.Mentions[o].Actor].FoundBy
			}
		}
		c.add(i, a, -1, solid && a.Country != "")
	case nlp.Org, nlp.Group, "":
		p := c.composed(first, last)
		if p.agent == nil && p.word == nil && !p.solid {
			q := c.around(i, first, last)
			if q.agent == nil {
				return
			}
			p = q
			if q.agent.typ == "person" && m.Type == nlp.Org && last-first > 1 {
				m.Type = nlp.Person // "the U.S. envoy, Jane Doe"
				c.describe(i)
				return
			}
		}
		a.Type, a.Country, a.Sectors = "org", p.country, p.sectors
		if p.word != nil && p.word.typ != "" {
			a.Type = p.word.typ
		}
		a.FoundBy = c.foundBy(p)
		if a.Country == "" && (p.agent != nil && !p.agent.any || p.word != nil && len(p.sectors) > 0 && p.sectors[0] != "BUS") {
			c.told(&a, m.Head, true)
		}
		c.add(i, a, -1, p.solid)
	case nlp.Norp:
		// "Turkish Kurds"
		if p := c.composed(first, last); p.solid && p.country != "" {
			a.Type, a.Country, a.Sectors, a.FoundBy = "group", p.country, p.sectors, c.foundBy(p)
			c.add(i, a, -1, true)
		}
	case nlp.GPE, nlp.Loc:
		// A place in no table: of the state that is named after it, "Dili, East
		// Timor", or in it, "Kenya's Rift Valley".
		p := c.composed(first, last)
		a.Type = "place"
		if p.solid && p.country != "" {
			a.Country, a.FoundBy = p.country, c.foundBy(p)
			c.add(i, a, -1, true)
		} else if m.Type == nlp.GPE || c.located(first) {
			// A village that no table has lies where the story is set.
			if k, why := c.setting(m.Head); k != "" {
				a.Country, a.FoundBy = k, "context, "+why+byStory
				c.add(i, a, -1, false)
			}
		}
	}
}

// called reports whether name i, taken for a body or a place, is what somebody is called
// whom an apposition tells of: "Jordan Doe, a British tourist".
func (c *context) called(i, first, last int) bool {
	m := &c.d.Mentions[i]
	if m.Type == nlp.Person || m.Type == nlp.Norp || last-first < 2 || last-first > 3 {
		return false
	}
	if _, ok := c.x.wordKeys[fold(c.form(last-1))]; ok {
		return false
	}
	_, end := c.sentence(first)
	q, ok := c.apposition(last, end)
	return ok && q.agent.typ == "person" && q.agent.noun != "leader"
}

// foundBy names the rows that p rests on.
func (c *context) foundBy(p phrase) string {
	switch {
	case p.agent != nil:
		return c.x.row(p.agent.table, p.agent.line)
	case p.word != nil:
		return c.x.row(p.word.table, p.word.line)
	case p.from >= 0:
		e := &c.x.entries[p.from]
		return c.x.row(e.table, e.line)
	}
	return "context"
}

// composed reads the words of a name that is in no table: what it is by its last
// word, whose by a demonym or a state in or before it.
func (c *context) composed(first, last int) phrase {
	p := c.phraseOf(first, last, -1)
	for n := min(last-first, 3); n > 0 && p.word == nil; n-- {
		if w, ok := c.x.wordKeys[fold(c.text(last-n, last))]; ok {
			p.word = &c.x.words[w]
		}
	}
	for t := first; t < last && p.word == nil; t++ {
		if f := lower(c.form(t)); (f == "of" || f == "for") && t > first {
			for n := min(t-first, 3); n > 0 && p.word == nil; n-- {
				if w, ok := c.x.wordKeys[fold(c.text(t-n, t))]; ok {
					p.word = &c.x.words[w]
				}
			}
		}
	}
	if p.word != nil && len(p.sectors) == 0 {
		p.sectors = slices.Clone(p.word.sectors)
	}
	return p
}

package actors

import (
	"maps"
	"slices"
	"strings"

	"chancery/nlp"
)

// What speaks for or against a country that an actor may be of whose words do not say
// it. The country of most points is taken; what the whole story is about has up to
// mostly of them, so that in a story of one country little can outweigh it, and in one
// of two neighbours what stands near decides.
const (
	mostly    = 20
	opens     = 1  // who the paragraph starts with is of it
	leads     = 3  // who the sentence before is about is of it
	shares    = 4  // who leads the sentence that the actor is in is of it
	named     = 2  // it is named before the actor in the sentence
	scene     = 9  // the sentence starts with a place in it, where the actor's body sits
	visited   = 5  // the same, of a person, who may only be there
	happens   = 6  // the paragraph has told of what happens there
	addressed = 10 // the actor acts on it as one state does on another
	told      = 4  // the actor tells what it does
	filed     = 4  // the story was filed there, and the actor is in its first paragraph
	stands    = 3  // a place in the sentence is of it, where not that alone decides
	alike     = 3  // the sentence before names a body of the actor's sector that is of it
	answered  = 10 // it did what the actor confirms
	rivals    = 6  // the actor quarrels with who governs it
	reaches   = 8  // sentences back to which a paragraph counts
)

// A guess weighs the countries that the unmarked actor at token t may be of.
type guess struct {
	c       *context
	t, sent int
	sectors []string
	local   bool // what goes on where the sentence is set matters more than who acts
	points  map[string]int
	why     map[string]string
	most    map[string]int // the weightiest reason so far
}

// story returns the country that the unmarked actor at token t, of those sectors, is
// of, and what speaks for it most: for people, police and rebels that of a place the
// sentence names, else the one that the words around and the whole story speak for. It
// returns "" where nothing speaks for one.
func (c *context) story(t int, sectors []string, body bool) (country, why string) {
	g := guess{c: c, t: t, sent: c.d.Tokens[t].Sent, sectors: sectors, local: c.local(sectors), points: map[string]int{}, why: map[string]string{}, most: map[string]int{}}
	window := c.window(g.sent-2, g.sent)
	at := g.ground(window)
	if at != "" && g.local {
		return at, "a place in the sentence"
	}
	g.whole(window)
	g.add(at, stands, "a place in the sentence")
	g.before(window)
	g.paragraph()
	g.set(body)
	g.across()
	g.aimed()
	g.backed()
	return g.best()
}

// best returns the country of most points, of equals that of more evidence, and what
// speaks for it most.
func (g *guess) best() (country, why string) {
	weight := g.c.weight
	if g.local {
		weight = g.c.scenes
	}
	best := ""
	for k, n := range g.points {
		switch {
		case best == "" || n > g.points[best]:
			best = k
		case n == g.points[best] && (weight[k] > weight[best] || weight[k] == weight[best] && k < best):
			best = k
		}
	}
	return best, g.why[best]
}

// setting returns the country in which a place in no table lies that is named at token t.
func (c *context) setting(t int) (country, why string) {
	g := guess{c: c, t: t, sent: c.d.Tokens[t].Sent, local: true, points: map[string]int{}, why: map[string]string{}, most: map[string]int{}}
	window := c.window(g.sent-2, g.sent)
	if k := g.ground(window); k != "" {
		return k, "a place in the sentence"
	}
	g.whole(window)
	g.paragraph()
	return g.best()
}

// add gives country k points for a reason.
func (g *guess) add(k string, points int, why string) {
	if k == "" || foreignBody(k) {
		return
	}
	g.points[k] += points
	if points > g.most[k] {
		g.most[k], g.why[k] = points, why
	}
}

// window returns the spots in the sentences from first to last.
func (c *context) window(first, last int) []spot {
	at := func(sent int) int {
		i, _ := slices.BinarySearchFunc(c.spots, sent, func(s spot, sent int) int { return s.sent - sent })
		return i
	}
	return c.spots[at(first):at(last+1)]
}

// ground returns the country of the nearest place in which the sentence is set, or "".
func (g *guess) ground(window []spot) string {
	best, far := "", 1<<30
	for _, s := range window {
		if s.sent == g.sent && s.located && g.c.within(s.tok) && (g.local || g.c.main(s.tok)) {
			if dist := abs(s.tok - g.t); dist < far {
				best, far = s.country, dist
			}
		}
	}
	return best
}

// whole gives the country that the story is most about, and those that are named near,
// points by their share of the evidence.
func (g *guess) whole(window []spot) {
	heavy := func(k string) int {
		if g.local {
			return 2*g.c.scenes[k] + g.c.weight[k]/2
		}
		return 2 * g.c.weight[k]
	}
	weight := g.c.weight
	if g.local {
		weight = g.c.scenes
	}
	all := 1
	for k := range weight {
		all += heavy(k)
	}
	give := func(k string) {
		if _, ok := g.points[k]; !ok && k != "" {
			g.add(k, mostly*heavy(k)/all, "what the story is about")
		}
	}
	main := heaviest(weight)
	give(main)
	give(heaviest(without(weight, main)))
	for _, s := range window {
		give(s.country)
	}
}

// without returns weight without country k.
func without(weight map[string]int, k string) map[string]int {
	rest := maps.Clone(weight)
	delete(rest, k)
	return rest
}

// before counts the country that is named before the actor in its sentence, and nearest.
func (g *guess) before(window []spot) {
	d := g.c.d
	near, at := "", -1
	for _, s := range window {
		if s.sent == g.sent && s.tok < g.t && s.tok > at && !g.inPhrase(s.tok) && !g.acted(s.tok) {
			near, at = s.country, s.tok
		}
	}
	from, _ := slices.BinarySearchFunc(d.Mentions, g.sent, func(m nlp.Mention, sent int) int { return m.Sent - sent })
	for i := from; i < len(d.Mentions) && d.Mentions[i].Sent == g.sent; i++ {
		m := &d.Mentions[i]
		if m.Kind == nlp.Name && m.Head < g.t && m.Head > at && m.Actor >= 0 && m.Type == nlp.Person && g.c.cands[m.Actor].Country != "" && g.c.solid[i] && !g.inPhrase(m.Head) && !g.acted(m.Head) {
			near, at = g.c.cands[m.Actor].Country, m.Head
		}
	}
	g.add(near, named, "named before")
}

// acted reports whether the party at token t acts on the actor, or the other way round:
// who was killed by guards is not of their side for it.
func (g *guess) acted(t int) bool {
	d := g.c.d
	switch d.Tokens[g.t].Rel {
	case "obl:agent", "obj", "iobj":
	default:
		return false
	}
	v := d.Tokens[g.t].Head
	for v >= 0 && d.Tokens[v].Rel == "conj" {
		v = d.Tokens[v].Head
	}
	for n := 0; t >= 0 && n < 40; n++ {
		if h := d.Tokens[t].Head; h == v || h == d.Tokens[g.t].Head {
			return strings.HasPrefix(d.Tokens[t].Rel, "nsubj")
		}
		t = d.Tokens[t].Head
	}
	return false
}

// inPhrase reports whether token t is governed by the actor's own noun.
func (g *guess) inPhrase(t int) bool { return g.c.governs(g.t, t) }

// governs reports whether token t lies below token h.
func (c *context) governs(h, t int) bool {
	for n := 0; t >= 0 && n < 40; n++ {
		if t == h {
			return true
		}
		t = c.d.Tokens[t].Head
	}
	return false
}

// paragraph counts who leads the paragraph, the sentence before, and this one, as far
// as the story is about them; half as much for whom something is done to.
func (g *guess) paragraph() {
	d := g.c.d
	first := g.sent
	for first > 0 && g.sent-first < reaches && d.Sentences[first-1].Para == d.Sentences[g.sent].Para {
		first--
	}
	if g.local {
		for _, s := range g.c.window(first, g.sent-1) {
			if s.located && g.c.within(s.tok) && g.c.main(s.tok) {
				g.theme(s.country, happens, "where the paragraph is set")
				break
			}
		}
		if !g.organ() {
			return
		}
	}
	if g.c.opening(d.Sentences[g.sent].First) != "" {
		return // a new place, and a new matter
	}
	part := 1
	if !g.subject() {
		part = 2
	}
	if k := g.c.dated(); k != "" && d.Sentences[g.sent].Para <= d.Sentences[0].Para+1 && g.sent < 2 {
		g.theme(k, filed/part, "where the story was filed")
	}
	g.kind()
	run := ""
	for s := g.sent - 1; s >= first; s-- {
		k, _ := g.c.leader(s, g.t)
		if k == "" {
			continue
		}
		if run != "" {
			if k == run {
				g.theme(k, opens/part, "who the sentences before are about")
			}
			break
		}
		g.theme(k, leads/part, "who the sentence before is about")
		run = k
	}
	if k := g.c.opening(d.Sentences[first].First); k != "" && first < g.sent {
		g.add(k, scene/part/2, "where the paragraph is set")
	}
	for s := first; s < g.sent; s++ {
		if k, _ := g.c.leader(s, g.t); k != "" {
			g.theme(k, opens/part, "who the paragraph starts with")
			break
		}
	}
	if k, v := g.c.leader(g.sent, g.t); k != "" && v != d.Tokens[g.t].Head && part == 1 {
		g.theme(k, shares, "who the sentence is about")
	}
	g.answers()
}

// dated returns the country of the dateline, or "".
func (c *context) dated() string {
	if len(c.hits) > 0 && c.dateline(c.hits[0]) {
		return c.x.entries[c.hits[0].sense].country
	}
	return ""
}

// kind counts the body of the actor's sector that the sentence before names last.
func (g *guess) kind() {
	d := g.c.d
	if g.sent == 0 || len(g.sectors) == 0 || g.sectors[0] == "GOV" {
		return
	}
	from, _ := slices.BinarySearchFunc(d.Mentions, g.sent-1, func(m nlp.Mention, sent int) int { return m.Sent - sent })
	k := ""
	for i := from; i < len(d.Mentions) && d.Mentions[i].Sent == g.sent-1; i++ {
		if m := &d.Mentions[i]; m.Actor >= 0 && m.Kind != nlp.Pronoun {
			if a := &g.c.cands[m.Actor]; a.Sector == g.sectors[0] && a.Type != nlp.Person {
				k = a.Country
			}
		}
	}
	g.add(k, alike, "a body of its kind before")
}

// organ reports whether the actor is an organ of a state that works at home.
func (g *guess) organ() bool {
	return len(g.sectors) > 0 && (g.sectors[0] == "COP" || g.sectors[0] == "JUD")
}

// subject reports whether the actor, or what it is a part of, is who acts.
func (g *guess) subject() bool {
	d := g.c.d
	for t, n := g.t, 0; t >= 0 && n < 40; t, n = d.Tokens[t].Head, n+1 {
		switch rel := d.Tokens[t].Rel; {
		case strings.HasPrefix(rel, "nsubj") || rel == "root":
			return true
		case strings.HasPrefix(rel, "nmod") || rel == "conj" || rel == "appos" || rel == "flat" || rel == "compound":
		default:
			return false
		}
	}
	return false
}

// main reports whether the place named at token t belongs to the main clause.
func (c *context) main(t int) bool {
	for n := 0; t >= 0 && n < 40; n++ {
		switch tok := &c.d.Tokens[t]; {
		case tok.Head < 0:
			return true
		case tok.Rel == "ccomp" || strings.HasPrefix(tok.Rel, "acl") || strings.HasPrefix(tok.Rel, "advcl"):
			return false
		}
		t = c.d.Tokens[t].Head
	}
	return false
}

// admits are verbs by which a party answers what another has said of it.
var admits = map[string]bool{"confirm": true, "admit": true, "acknowledge": true, "concede": true}

// answers counts who, by the sentence before, did what the actor confirms.
func (g *guess) answers() {
	d := g.c.d
	v := d.Tokens[g.t].Head
	if v < 0 || !admits[d.Tokens[v].Lemma] || g.sent == 0 || !strings.HasPrefix(d.Tokens[g.t].Rel, "nsubj") {
		return
	}
	s := d.Sentences[g.sent-1]
	for k := s.First; k < s.Last; k++ {
		tok := &d.Tokens[k]
		if strings.HasPrefix(tok.Rel, "nsubj") && tok.Head >= 0 && d.Tokens[tok.Head].Rel == "ccomp" {
			g.add(g.c.countryAt(k), answered, "whose act it confirms")
			return
		}
	}
}

// theme gives country k, that the text there is about, points by the share that it has
// of the story.
func (g *guess) theme(k string, points int, why string) {
	main := max(1, g.c.weight[heaviest(g.c.weight)])
	g.add(k, min(points, 2*points*g.c.weight[k]/main), why)
}

// leader returns the country of the subject of the main clause of sentence s, if it
// stands before token t and is not governed by it, and the verb; "" where it has none or
// is not known.
func (c *context) leader(s, t int) (country string, verb int) {
	sent := c.d.Sentences[s]
	for k := sent.First; k < min(sent.Last, t); k++ {
		tok := &c.d.Tokens[k]
		if tok.Head < 0 || !strings.HasPrefix(tok.Rel, "nsubj") || c.governs(k, t) || c.governs(t, k) {
			continue
		}
		if c.d.Tokens[tok.Head].Head >= 0 {
			continue
		}
		country := c.countryAt(k)
		for _, p := range c.window(s, s) {
			if p.located && p.country != country && c.within(p.tok) {
				return "", -1 // who acts abroad is no sign of whose the others are
			}
		}
		return country, tok.Head
	}
	return "", -1
}

// countryAt returns the country of the noun phrase whose head is token t, as far as it
// is known; "" for none and for bodies of states.
func (c *context) countryAt(t int) string {
	if m := c.mentionAt(t); m >= 0 && c.d.Mentions[m].Actor >= 0 {
		if k := c.cands[c.d.Mentions[m].Actor].Country; k != "" {
			if foreignBody(k) {
				return ""
			}
			return k
		}
	}
	for k := max(0, t-6); k < min(len(c.d.Tokens), t+4); k++ {
		tok := &c.d.Tokens[k]
		if tok.Head != t || c.hitAt[k] < 0 {
			continue
		}
		h := c.hits[c.hitAt[k]]
		switch e := &c.x.entries[h.sense]; tok.Rel {
		case "amod", "compound", "nmod:poss", "nmod":
			if !c.turned(h) && !c.inPerson(h) && !foreignBody(e.country) {
				return e.country
			}
		}
	}
	return ""
}

// mentionAt returns the mention whose head is token t, a name before a nominal; -1 for
// none.
func (c *context) mentionAt(t int) int {
	if c.heads == nil {
		c.heads = map[int]int{}
		for i := range c.d.Mentions {
			m := &c.d.Mentions[i]
			if m.Kind == nlp.Pronoun {
				continue
			}
			if have, ok := c.heads[m.Head]; !ok || c.d.Mentions[have].Kind > m.Kind {
				c.heads[m.Head] = i
			}
		}
	}
	if i, ok := c.heads[t]; ok {
		return i
	}
	return -1
}

// set counts the place that the sentence starts with: "In Caracas, the foreign
// ministry said".
func (g *guess) set(body bool) {
	n := visited
	if body {
		n = scene
	}
	if k := g.c.relative(g.t); k != "" {
		g.add(k, scene, "the place that it is told of")
	}
	if first := g.c.d.Sentences[g.sent].First; g.t > first+1 {
		g.add(g.c.opening(first), n, "where the sentence is set")
	}
}

// relative returns the country of the place that the clause of token t is said of,
// "Kassala, where officials", or "".
func (c *context) relative(t int) string {
	for n := 0; t >= 0 && n < 10; n++ {
		tok := &c.d.Tokens[t]
		if strings.HasPrefix(tok.Rel, "acl") && tok.Head >= 0 && tok.Head < t {
			at := c.window(tok.Sent, tok.Sent)
			for i := range at {
				if s := at[i]; (s.tok == tok.Head || c.governs(tok.Head, s.tok) && s.tok <= tok.Head) && c.within(s.tok) {
					return s.country
				}
			}
			return ""
		}
		t = tok.Head
	}
	return ""
}

// opening returns the country of the place with which the sentence from token first on
// starts, in a preposition of place, or "".
func (c *context) opening(first int) string {
	at, _ := slices.BinarySearchFunc(c.spots, first, func(s spot, t int) int { return s.tok - t })
	if at < len(c.spots) && c.spots[at].tok <= first+4 && c.spots[at].sent == c.d.Tokens[first].Sent && c.within(c.spots[at].tok) {
		return c.spots[at].country
	}
	return ""
}

// hostile are verbs of what one side says of, or does to, the other.
var hostile = map[string]bool{
	"accuse": true, "blame": true, "condemn": true, "denounce": true, "criticise": true, "criticize": true, "threaten": true, "warn": true, "urge": true, "summon": true,
	"expel": true, "attack": true, "invade": true, "praise": true, "thank": true, "reject": true, "ask": true, "sue": true, "sanction": true, "fight": true, "repel": true,
}

// sends are verbs of what a state does with its own forces.
var sends = map[string]bool{"send": true, "deploy": true, "move": true, "mass": true, "order": true, "withdraw": true, "mobilise": true, "mobilize": true, "pull": true, "rush": true, "dispatch": true, "put": true, "keep": true}

// across counts against a country, or for it, that it is the other party to what the
// actor does: a ministry that blames Rwanda is not Rwanda's, and an opposition that
// blames its president may well be.
func (g *guess) across() {
	d := g.c.d
	v := d.Tokens[g.t].Head
	if v < 0 || d.Tokens[v].UPOS != "VERB" {
		return
	}
	subject := strings.HasPrefix(d.Tokens[g.t].Rel, "nsubj")
	object := slices.Contains([]string{"obj", "iobj", "obl", "obl:agent"}, d.Tokens[g.t].Rel)
	if !subject && !object {
		return
	}
	s := d.Sentences[g.sent]
	for k := s.First; k < s.Last; k++ {
		tok := &d.Tokens[k]
		if k == g.t || tok.Head != v {
			continue
		}
		switch rel := tok.Rel; {
		case subject && (rel == "obj" || rel == "iobj" || rel == "obl" && !g.c.within(k)):
			g.opposite(k, d.Tokens[v].Lemma, true)
		case object && strings.HasPrefix(rel, "nsubj"):
			g.opposite(k, d.Tokens[v].Lemma, false)
		case subject && rel == "ccomp" && tok.UPOS == "VERB":
			g.tells(k)
		}
	}
}

// opposite counts the party at token k of the act that verb names.
func (g *guess) opposite(k int, verb string, acted bool) {
	country := g.c.countryAt(k)
	if country == "" {
		return
	}
	state, abroad, governs := g.official(k)
	switch {
	case abroad:
		g.add(country, -2*addressed, "") // nobody expels his own ambassador
	case !acted && g.stately() && g.critic(k, hostile[verb]):
		g.add(country, rivals, "who quarrels with it")
	case acted && governs && !state && g.sectors != nil && g.sectors[0] == "LEG":
		g.add(country, rivals, "whom it quarrels with")
	case !acted && g.sectors != nil && g.sectors[0] != "GOV":
		// a prime minister asks the parliament and warns the army of his own state
	case g.stately() && hostile[verb] && (state || governs):
		g.add(country, -addressed, "")
	case sends[verb] && !acted && g.stately():
		g.add(country, addressed, "who moves its forces")
	case g.stately() && state && acted:
		g.add(country, -addressed, "")
	case acted && governs && len(g.sectors) > 0 && (g.sectors[0] == "OPP" || g.sectors[0] == "PTY"):
		g.add(country, rivals, "whom it quarrels with")
	}
}

// backers are the participles that a hyphen binds to who helps the actor, and is not it.
var backers = map[string]bool{"backed": true, "supported": true, "armed": true, "funded": true, "financed": true, "sponsored": true, "trained": true, "aligned": true, "allied": true}

// backed counts against who is said to help the actor, "Turkish-backed rebels", and for
// who tells of the moves of his own soldiers: "the minister said the troops would be
// withdrawn".
func (g *guess) backed() {
	d := g.c.d
	first, _ := g.c.sentence(g.t)
	for k := g.t - 1; k >= max(first+2, g.t-4); k-- {
		if h := g.c.hitAt[k-2]; backers[lower(g.c.form(k))] && g.c.form(k-1) == "-" && h >= 0 {
			g.add(g.c.x.entries[g.c.hits[h].sense].country, -addressed, "")
		}
	}
	v := d.Tokens[g.t].Head
	if v < 0 || d.Tokens[g.t].Rel != "nsubj:pass" || !sends[d.Tokens[v].Lemma] || !g.stately() {
		return
	}
	if k, w := g.c.leader(g.sent, g.t); k != "" && w != v {
		g.add(k, addressed, "who tells of the moves")
	}
}

// aimed counts against whom the act is aimed that the actor is the adjective or the
// owner of: "a parliamentary inquiry into Serbia's sales" is not Serbia's.
func (g *guess) aimed() {
	d := g.c.d
	h := d.Tokens[g.t].Head
	switch d.Tokens[g.t].Rel {
	case "amod", "compound", "nmod:poss":
	default:
		return
	}
	for k := h + 1; k < d.Sentences[g.sent].Last && k < h+8; k++ {
		if tok := &d.Tokens[k]; tok.Head != h || tok.Rel != "nmod" {
			continue
		}
		for p := h + 1; p < k; p++ {
			switch lower(g.c.form(p)) {
			case "into", "against", "on", "over", "with", "at":
				g.add(g.c.countryAt(k), -told, "")
				return
			}
		}
	}
}

// critic reports whether the party at token k is of those who deal with who governs them,
// or, if hostile, quarrel with them.
func (g *guess) critic(k int, hostile bool) bool {
	m := g.c.mentionAt(k)
	if m < 0 || g.c.d.Mentions[m].Actor < 0 {
		return false
	}
	switch g.c.cands[g.c.d.Mentions[m].Actor].Sector {
	case "OPP", "PTY", "LEG":
		return true
	case "LAB", "SOC", "REL", "CVL", "REB":
		return hostile
	}
	return false
}

// official tells what the noun phrase with head k is: a state by its name, somebody sent
// by one, or who governs one.
func (g *guess) official(k int) (state, abroad, governs bool) {
	c := g.c
	if a, _, _ := c.agentAt(max(0, k-2), k+1, k); a != nil {
		return false, a.abroad, len(a.sectors) > 0 && statesOwn(a.sectors[0]) && a.sectors[0] != "REF"
	}
	m := c.mentionAt(k)
	if m < 0 || c.d.Mentions[m].Actor < 0 {
		return false, false, false
	}
	a := &c.cands[c.d.Mentions[m].Actor]
	return a.Type == "country", false, a.Type == "person" && len(a.Sectors) > 0 && a.Sectors[0] == "GOV"
}

// stately reports whether the actor acts for a state.
func (g *guess) stately() bool {
	return len(g.sectors) > 0 && statesOwn(g.sectors[0]) && g.sectors[0] != "REF"
}

// tells counts the subject of what a state's spokesman says was done: "the ministry said
// that Thai jets had bombed" is not Thailand's.
func (g *guess) tells(v int) {
	d := g.c.d
	if !g.stately() {
		return
	}
	who, sign := -1, -1
	s := d.Sentences[g.sent]
	for k := s.First; k < s.Last; k++ {
		switch tok := &d.Tokens[k]; {
		case tok.Head != v:
		case tok.Rel == "aux" && (tok.Lemma == "will" || tok.Lemma == "would"):
			sign = 1 // what a state is going to do its own people tell
		case strings.HasPrefix(tok.Rel, "nsubj"):
			who = k
		}
	}
	if who < 0 {
		return
	}
	if state, _, governs := g.official(who); state || governs {
		g.add(g.c.countryAt(who), sign*told, "who it says will act")
	}
}

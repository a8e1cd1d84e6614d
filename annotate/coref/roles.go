package coref

import (
	"slices"
	"strings"

	"chancery/lang/en/names"
	"chancery/nlp"
)

// window is how many sentences back a noun phrase is taken up again.
const window = 12

// most is how many mentions are looked at, to either side of one, for any purpose:
// a sentence can be as long as a book.
const most = 400

// roles joins definite nouns for people, "the Polish premier", to the person whose
// role they fit.
func (r *resolver) roles() {
	d := r.d
	// What the actor tables say of somebody holds in the whole document.
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != nlp.Name || m.Type != nlp.Person || m.Actor < 0 || m.Actor >= len(r.actors) {
			continue
		}
		c := r.chain(i)
		if a := &r.actors[m.Actor]; a.Type == nlp.Person {
			if c.country == "" {
				c.country = a.Country
			}
			if a.Role != "" && c.first == i {
				c.says(roleNouns(a.Role)...)
			}
			if c.gender == 0 && a.Gender != "" {
				c.gender = a.Gender[0]
			}
		}
	}
	r.named()
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		if m.Kind != nlp.Nominal || !v.isRole || v.number != 's' || v.dep || v.kinds&isPerson == 0 {
			continue
		}
		if a := r.actorOf(i); a != "" && v.def != indefinite && !r.guessed(i) {
			if o, ok := r.byActor[a]; ok && !r.bygone(m) {
				r.join(o, i)
				continue
			}
		}
		if v.def == theDef || v.def == possessed {
			o := r.holder(i)
			if o < 0 && r.guessed(i) && !r.bygone(m) {
				// The story's country tells who that is, and the story names them, before or after.
				if n, ok := r.byActor[r.actorOf(i)]; ok {
					o = n
				}
			}
			if o >= 0 {
				r.join(o, i)
			}
		}
	}
}

// named joins the role of whom the first sentence is about, where it names nobody, to
// the name that the next sentence is about without saying who that is, as leads hold
// the name back: "The governor resigned on Monday. Ana Souza, who took office in May, …".
// Who speaks in that sentence may be somebody else.
func (r *resolver) named() {
	d := r.d
	lead, s := -1, 0
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		if d.Sentences[m.Sent].Kind != "" {
			continue
		}
		if lead < 0 {
			if m.Kind == nlp.Name && v.kinds == isPerson {
				return
			}
			if m.Kind == nlp.Nominal && v.isRole && v.number == 's' && !v.dep && v.kinds == isPerson && r.leading(i) && len(r.chain(i).mentions) == 1 {
				lead, s = i, m.Sent
			}
			continue
		}
		if m.Kind != nlp.Name || v.kinds != isPerson {
			continue
		}
		if m.Sent > s+1 && s+1 < len(d.Sentences) {
			return
		}
		if m.Sent == s || m.Last-m.First < 2 || !r.leading(i) || r.says(i) || len(r.chain(i).roles) > 0 || r.chain(i).first != i {
			return
		}
		if a, b := r.views[lead].gender, r.chain(i).gender; a == 0 || b == 0 || a == b {
			r.tell(i, lead)
			r.views[lead].dep = false
		}
		return
	}
}

// roleNouns returns the nouns for people in the text of a role: "president" of
// "President of Russia".
func roleNouns(role string) []string {
	role = strings.ToLower(role)
	if i := strings.Index(role, " of "); i >= 0 && !strings.HasPrefix(role, "secretary of") && !strings.HasPrefix(role, "minister of") && !strings.HasPrefix(role, "chief of") {
		role = role[:i]
	}
	f := strings.Fields(role)
	if len(f) == 0 {
		return nil
	}
	out := []string{role}
	if last := f[len(f)-1]; last != role {
		out = append(out, last)
	}
	if strings.HasPrefix(role, "secretary of") || strings.HasPrefix(role, "minister of") {
		out = append(out, f[0])
	}
	return out
}

// heads of state, government or a body; "leader" may be said of each of them.
var heading = map[string]bool{
	"leader": true, "chief": true, "head": true, "boss": true, "ruler": true, "strongman": true, "counterpart": true, "leadership": true,
}

// holder returns a mention of the person that a definite role fits best among
// those that came before, or -1.
func (r *resolver) holder(i int) int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	country := r.inPhrase(i)
	if country == "" {
		country = r.ownCountry(i)
	}
	possessor := -1
	for _, k := range r.kids[m.Head] {
		if d.Tokens[k].Rel == "nmod:poss" {
			possessor = r.mentionAt(k)
		}
	}
	// "His lawyer" is the lawyer of whom "his" stands for, which is not known yet.
	if possessor >= 0 && r.views[possessor].gender != 0 && r.views[possessor].gender != 'n' && d.Mentions[possessor].Kind == nlp.Pronoun {
		switch v.role.Kind {
		case "spokes", "official", "civil":
			return -1
		}
	}
	// "The president" with no country is that of who speaks or acts just before.
	near := ""
	if country == "" {
		near = r.countryBefore(i)
	}
	former := r.bygone(m)
	full := office(r.title(m))
	portfolio := r.portfolio(i)
	best, top := -1, 0
	seen := 0
	for o := i - 1; o >= max(0, i-most) && seen < 80; o-- {
		n := &d.Mentions[o]
		back := m.Sent - n.Sent
		if back > 2*window {
			break
		}
		if n.Type != nlp.Person || n.Kind == nlp.Pronoun {
			continue
		}
		seen++
		if n.Last > m.First && n.Sent == m.Sent || r.commands(o, i) || possessor >= 0 && r.find(possessor) == r.find(o) {
			continue // inside the phrase, or its owner
		}
		c := r.chain(o)
		if !c.named || c.kinds&isPerson == 0 || c.gender != 0 && v.gender != 0 && c.gender != v.gender {
			continue
		}
		if otherOffice(c.roles, full) {
			continue
		}
		score := 0
		for _, role := range c.roles {
			role = office(role)
			if full == "prime minister" && role != full {
				continue // no minister is it
			}
			switch {
			case role == full || role == v.noun:
				score = max(score, 60)
			case strings.HasSuffix(role, " "+v.noun) || strings.HasSuffix(full, " "+role):
				score = max(score, 50)
			case heading[noun(&d.Tokens[m.Head])] && portfolio != "" && !strings.Contains(role, portfolio):
				// the army chief is no head of a state
			case heading[v.noun]:
				if p, ok := r.PersonNoun(role); ok && p.Kind == "leader" {
					score = max(score, 45)
				} else if ok && v.noun == "counterpart" {
					score = max(score, 45)
				}
			case role == "predecessor" && former && v.role.Kind == "leader":
				score = max(score, 50)
			case r.alike(role, v.noun):
				score = max(score, 35)
			}
		}
		if portfolio != "" && posts[noun(&d.Tokens[m.Head])] && c.country != "" && v.country != "" && c.country != v.country && r.guessed(i) {
			continue // another state's minister
		}
		if score == 0 && (!heading[v.noun] || len(c.roles) > 0 || country == "") {
			continue // nothing but the country speaks for it
		}
		switch {
		case country != "" && c.country == country:
			score += 30
		case country != "" && c.country != "":
			continue // another country's
		case country != "":
			score -= 15
		case near != "" && c.country == near:
			score += 14
		}
		if v.noun == "counterpart" && country == "" {
			continue
		}
		if former && (score < 50 || !r.held(c)) {
			continue
		}
		score -= 2 * back
		if score > top {
			top, best = score, o
		}
	}
	if top < 28 {
		return -1
	}
	return best
}

// bygone reports whether a role is said to have been somebody's, or to be yet.
func (r *resolver) bygone(m *nlp.Mention) bool {
	for t := m.First; t < m.Head; t++ {
		switch strings.ToLower(r.d.Tokens[t].Form) {
		case "former", "ex", "late", "previous", "new", "next", "then", "future", "ousted", "deposed", "toppled", "outgoing", "incoming":
			return true
		}
	}
	return false
}

// held reports whether an office is a person's no more, or not yet, as the tables or the
// text have it.
func (r *resolver) held(c *chain) bool {
	if c.actor >= 0 && c.actor < len(r.actors) && strings.Contains(strings.ToLower(r.actors[c.actor].Role), "former") {
		return true
	}
	for _, o := range c.mentions {
		if m := &r.d.Mentions[o]; m.Kind == nlp.Nominal && (r.bygone(m) || r.views[o].noun == "predecessor" || r.views[o].noun == "successor") {
			return true
		}
	}
	return false
}

// office is a title in one spelling.
func office(title string) string {
	if title == "premier" {
		return "prime minister"
	}
	return strings.Replace(title, "defense", "defence", 1)
}

// otherOffice reports whether all titles of several words that were said of a person
// and end in the last word of title are others: a foreign minister is not the prime
// minister.
func otherOffice(roles []string, title string) bool {
	at := strings.LastIndexByte(title, ' ')
	if at < 0 {
		return false
	}
	other := false
	for _, role := range roles {
		role = office(role)
		if role == title {
			return false
		}
		other = other || strings.HasSuffix(role, title[at:])
	}
	return other
}

// countryBefore returns the country of the nearest person or body named before
// nominal i in its sentence, or else of the subject of the sentence before, or of
// the last one that it names.
func (r *resolver) countryBefore(i int) string {
	d := r.d
	m := &d.Mentions[i]
	last := ""
	for o := i - 1; o >= max(0, i-most) && m.Sent-d.Mentions[o].Sent <= 1; o-- {
		n := &d.Mentions[o]
		if n.Sent != m.Sent && last != "" && !r.leading(o) || n.Last > m.First || n.Kind == nlp.Pronoun || r.views[o].kinds&(isPerson|isOrg) == 0 || n.Type == nlp.GPE || n.Type == nlp.Norp {
			continue
		}
		if c := r.chain(o).country; c != "" && !foreign(c) {
			if n.Sent == m.Sent || r.leading(o) {
				return c
			}
			last = c
		}
	}
	return last
}

// leading reports whether mention o is the subject of the main clause of its
// sentence.
func (r *resolver) leading(o int) bool {
	v := &r.views[o]
	return base(v.rel) == "nsubj" && v.pred >= 0 && base(r.d.Tokens[v.pred].Rel) == "root"
}

// alike reports whether two nouns for people are of one kind that matters.
func (r *resolver) alike(a, b string) bool {
	p, ok := r.PersonNoun(a)
	q, ok2 := r.PersonNoun(b)
	if !ok || !ok2 || p.Kind != q.Kind {
		return false
	}
	switch p.Kind {
	case "minister", "spokes", "legislator", "soldier":
		return true
	}
	return false
}

// ownCountry is the country that the actor tables give a nominal by itself: "the
// Kremlin chief".
func (r *resolver) ownCountry(i int) string {
	if v := &r.views[i]; r.d.Mentions[i].Actor >= 0 && !foreign(v.country) && !r.guessed(i) {
		return v.country
	}
	return ""
}

// guessed reports whether the actor tables have the country of nominal i from
// what the story is about, and not from its words.
func (r *resolver) guessed(i int) bool {
	m := &r.d.Mentions[i]
	return m.Actor >= 0 && m.Actor < len(r.actors) && r.actors[m.Actor].Guessed()
}

// foreign reports whether a code of the tables stands in place of a country.
func foreign(code string) bool {
	switch code {
	case "IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG":
		return true
	}
	return false
}

// title is the head of a nominal with the noun or adjective before it: "foreign
// minister", "prime minister".
func (r *resolver) title(m *nlp.Mention) string {
	s := r.views[r.mentionIndex(m)].noun
	if m.Head > m.First {
		if t := &r.d.Tokens[m.Head-1]; t.UPOS == "ADJ" || t.UPOS == "NOUN" || t.UPOS == "PROPN" {
			two := strings.ToLower(t.Form) + " " + s
			if _, ok := r.PersonNoun(two); ok {
				return two
			}
		}
	}
	return s
}

func (r *resolver) mentionIndex(m *nlp.Mention) int { return int(r.atHead[m.Head]) }

// modifiers returns the words of a nominal that tell it from others of its noun.
func (r *resolver) modifiers(i int, f func(word string)) {
	d := r.d
	m := &d.Mentions[i]
	for t := m.First; t < m.Last; t++ {
		tok := &d.Tokens[t]
		if t == m.Head {
			continue
		}
		switch tok.UPOS {
		case "NOUN", "PROPN", "ADJ", "NUM", "VERB":
			f(noun(tok))
		}
	}
}

// sameNoun returns the latest of earlier mentions with the same noun that nominal
// i can take up, or -1.
func (r *resolver) sameNoun(i int, earlier []int) int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	var mods []string
	r.modifiers(i, func(w string) { mods = append(mods, w) })
	country := r.inPhrase(i)
	for k := len(earlier) - 1; k >= 0 && k >= len(earlier)-10; k-- {
		o := earlier[k]
		n, u := &d.Mentions[o], &r.views[o]
		if m.Sent-n.Sent > 2*window || n.Last > m.First || u.def == quantified {
			continue
		}
		if v.number != u.number || v.count > 0 && u.count > 0 && v.count != u.count {
			continue
		}
		same := strings.EqualFold(r.plain(m), r.plain(n))
		switch v.def {
		case indefinite, quantified:
			continue
		case bare:
			// "officials … officials": the same words, and a kind of people or a body.
			if !same || v.kinds&(isGroup|isOrg) == 0 || u.def == indefinite {
				continue
			}
		case possessed:
			a, b := r.owner(m), r.owner(n)
			if a < 0 || b < 0 || r.find(a) != r.find(b) && (!same || d.Mentions[a].Kind == nlp.Pronoun) {
				continue
			}
		}
		if c := r.inPhrase(o); country != "" && c != "" && c != country || r.apart(i, r.chain(o)) {
			continue
		}
		fits := true
		if !same {
			have := map[string]bool{}
			r.modifiers(o, func(w string) { have[w] = true })
			for _, w := range mods {
				if !have[w] {
					fits = false
				}
			}
		}
		if fits {
			return o
		}
	}
	return -1
}

// posts are nouns for bodies and posts of which a state has several, that the words
// before them tell apart: the foreign ministry, the defence minister.
var posts = map[string]bool{"ministry": true, "minister": true, "department": true, "agency": true, "commission": true, "committee": true, "council": true, "court": true, "secretary": true, "chief": true, "service": true, "force": true}

// apart reports whether nominal i is another body or person than the nominals of chain c
// with its noun: of another country, as far as the text lets one guess, or of another
// office.
func (r *resolver) apart(i int, c *chain) bool {
	v := &r.views[i]
	for _, x := range c.mentions {
		u := &r.views[x]
		if x >= i || r.d.Mentions[x].Kind != nlp.Nominal || u.noun != v.noun {
			continue
		}
		if v.country != "" && u.country != "" && v.country != u.country && !foreign(u.country) && (r.guessed(i) || r.guessed(x)) && r.organ(i) {
			return true
		}
		if a, b := r.portfolio(i), r.portfolio(x); a != "" && b != "" && a != b && posts[noun(&r.d.Tokens[r.d.Mentions[i].Head])] {
			return true
		}
	}
	return false
}

// organ reports whether nominal i is of those that act for a state.
func (r *resolver) organ(i int) bool {
	m := &r.d.Mentions[i]
	if m.Actor < 0 || m.Actor >= len(r.actors) {
		return false
	}
	switch r.actors[m.Actor].Sector {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY":
		return true
	}
	return false
}

// portfolio returns the noun or adjective that stands before the head of nominal i, or
// the noun of the of-phrase behind it, and tells which of several it is; "" for none.
func (r *resolver) portfolio(i int) string {
	d := r.d
	m := &d.Mentions[i]
	for _, k := range r.kids[m.Head] {
		t := &d.Tokens[k]
		if r.hasActor(k) {
			continue // a demonym
		}
		switch base(t.Rel) {
		case "compound", "amod":
			if k == m.Head-1 {
				return noun(t)
			}
		case "nmod":
			if k > m.Head && t.UPOS == "NOUN" && k < m.Last {
				return noun(t)
			}
		}
	}
	return ""
}

// hasActor reports whether token t heads a name of known country.
func (r *resolver) hasActor(t int) bool {
	o := r.mentionAt(t)
	return o >= 0 && r.d.Mentions[o].Kind == nlp.Name && r.views[o].country != ""
}

// plain returns a nominal's words without its article.
func (r *resolver) plain(m *nlp.Mention) string {
	s := r.d.Slice(m.Span)
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if rest, ok := strings.CutPrefix(s, a); ok {
			return rest
		}
	}
	return s
}

func (r *resolver) owner(m *nlp.Mention) int {
	for _, k := range r.kids[m.Head] {
		if r.d.Tokens[k].Rel == "nmod:poss" {
			return r.mentionAt(k)
		}
	}
	return -1
}

// kindOf returns the latest name of the kind that a definite noun with no
// modifiers says, "the country", "the agency", or -1.
func (r *resolver) kindOf(i int) int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	if aged(d, m.Head) {
		return r.lastPerson(i)
	}
	if v.number != 's' && v.number != 'x' || v.count > 0 {
		return -1
	}
	if o := r.union(i); o >= 0 {
		return o
	}
	plain := true
	r.modifiers(i, func(string) { plain = false })
	if !plain {
		return -1
	}
	c := r.Of(v.noun)
	var want kinds
	switch {
	case v.noun == "capital", v.noun == "government", v.noun == "state", v.noun == "army", v.noun == "military", v.noun == "police", v.noun == "war":
		return -1 // of the country that the text is about, and not it
	case c&names.GPENoun != 0:
		want = isGPE
	case c&names.OrgNoun != 0 && bodies[v.noun]:
		want = isOrg
	case v.isRole && v.kinds&isPerson != 0 && (v.role.Kind == "civil" || v.role.Kind == "man" || v.role.Kind == "woman"):
		want = isPerson
	default:
		return -1
	}
	if want == isOrg {
		if o := r.bodyOf(i); o >= 0 {
			return o
		}
	}
	seen := 0
	for o := i - 1; o >= max(0, i-most) && seen < 25; o-- {
		n := &d.Mentions[o]
		if m.Sent-n.Sent > 3 {
			break
		}
		if n.Kind != nlp.Name || n.Last > m.First || r.commands(o, i) {
			continue
		}
		seen++
		u := &r.views[o]
		switch {
		case want == isGPE:
			if n.Type == nlp.GPE && r.fitsPlace(v.noun, o) {
				return o
			}
		case want == isOrg:
			if n.Type == nlp.Org && u.kinds&isOrg != 0 && r.fitsBody(v.noun, o) {
				return o
			}
		case n.Type == nlp.Person && m.Sent-n.Sent <= 2:
			cc := r.chain(o)
			if v.gender != 0 && cc.gender != 0 && cc.gender != v.gender {
				continue
			}
			// "the singer": only for a person of whom nothing else was said.
			if len(cc.roles) > 0 && v.gender == 0 {
				continue
			}
			return o
		}
	}
	return -1
}

// lastPerson returns the latest name of a person before mention i, in its sentence
// or one of the two before, or -1.
func (r *resolver) lastPerson(i int) int {
	d := r.d
	m := &d.Mentions[i]
	for o := i - 1; o >= max(0, i-most) && m.Sent-d.Mentions[o].Sent <= 2; o-- {
		if n := &d.Mentions[o]; n.Kind == nlp.Name && n.Type == nlp.Person && n.Last <= m.First && !r.commands(o, i) {
			return o
		}
	}
	return -1
}

// bodySectors are the sectors of the bodies that a noun can be said of, where it
// tells them.
var bodySectors = map[string][]string{
	"airline": {"BUS"}, "bank": {"BUS"}, "broadcaster": {"JRN"}, "carmaker": {"BUS"}, "carrier": {"BUS"}, "company": {"BUS"}, "corporation": {"BUS"},
	"faction": {"REB", "PRM", "UAF", "PTY"}, "firm": {"BUS"}, "group": {"REB", "PRM", "UAF", "CRM"}, "magazine": {"JRN"}, "maker": {"BUS"}, "manufacturer": {"BUS"},
	"militia": {"REB", "PRM", "UAF"}, "movement": {"REB", "PRM", "UAF", "PTY", "OPP"}, "newspaper": {"JRN"}, "outlet": {"JRN"}, "paper": {"JRN"},
	"party": {"PTY", "OPP", "GOV"}, "retailer": {"BUS"}, "station": {"JRN"}, "bureau": {"COP", "SPY"},
}

// bodyOf returns the latest name of the only body of the text, up to nominal i, of
// the sectors that its noun tells, "the group" of an armed one; -1 where there is
// none or more than one, or the noun tells none.
func (r *resolver) bodyOf(i int) int {
	d := r.d
	m := &d.Mentions[i]
	sectors := bodySectors[r.views[i].noun]
	if sectors == nil {
		return -1
	}
	best := -1
	for o := i - 1; o >= max(0, i-most) && m.Sent-d.Mentions[o].Sent <= window; o-- {
		n := &d.Mentions[o]
		if n.Kind != nlp.Name || n.Last > m.First || n.Actor < 0 || n.Actor >= len(r.actors) || n.Type == nlp.Person || r.views[o].mod {
			continue
		}
		a := &r.actors[n.Actor]
		if a.Type == "country" || a.Type == "place" || a.Type == nlp.Person || !slices.ContainsFunc(sectors, func(s string) bool { return s == a.Sector }) {
			continue
		}
		switch {
		case best < 0:
			best = o
		case r.find(best) != r.find(o):
			return -1
		}
	}
	return best
}

// bodies are nouns that are said of a body whose name came before.
var bodies = map[string]bool{
	"airline": true, "carrier": true, "maker": true, "agency": true, "alliance": true, "association": true, "bank": true, "bloc": true, "broadcaster": true, "bureau": true, "carmaker": true,
	"club": true, "coalition": true, "commission": true, "committee": true, "company": true, "corporation": true, "council": true, "faction": true,
	"federation": true, "firm": true, "foundation": true, "group": true, "institute": true, "institution": true, "league": true, "magazine": true,
	"manufacturer": true, "militia": true, "ministry": true, "movement": true, "network": true, "newspaper": true, "ngo": true,
	"organisation": true, "organization": true, "outlet": true, "paper": true, "party": true, "publisher": true, "regulator": true, "retailer": true,
	"school": true, "station": true, "think tank": true, "union": true, "university": true, "watchdog": true,
}

// unionWords are what may stand before a noun for a body of states.
var unionWords = map[string]bool{
	"regional": true, "trading": true, "trade": true, "economic": true, "customs": true, "military": true, "defence": true, "defense": true, "western": true, "global": true,
	"african": true, "european": true, "transatlantic": true, "security": true, "international": true, "strong": true, "nation": true, "member": true, "country": true, "world": true,
}

// union returns the latest name of a body of states that nominal i is said of, or -1:
// "the bloc" of the European Union or the like, "the alliance" of a military one, "the
// world body" of the United Nations.
func (r *resolver) union(i int) int {
	d := r.d
	m := &d.Mentions[i]
	world, fits := false, true
	r.modifiers(i, func(w string) {
		world = world || w == "world"
		fits = fits && (unionWords[w] || w[0] >= '0' && w[0] <= '9')
	})
	if !fits {
		return -1
	}
	var is func(country, sector string) bool
	switch noun := r.views[i].noun; {
	case noun == "bloc":
		is = func(country, sector string) bool {
			return country == "EUR" && sector == "" || country == "IGO" && sector != "MIL"
		}
	case noun == "alliance":
		is = func(country, sector string) bool { return country == "IGO" && sector == "MIL" }
	case noun == "body" && world:
		is = func(country, sector string) bool { return country == "UNO" }
	default:
		return -1
	}
	for o := i - 1; o >= 0 && m.Sent-d.Mentions[o].Sent <= window; o-- {
		n := &d.Mentions[o]
		if n.Kind != nlp.Name || n.Last > m.First || n.Actor < 0 || n.Actor >= len(r.actors) {
			continue
		}
		if a := &r.actors[n.Actor]; a.Type == "org" && is(a.Country, a.Sector) {
			return o
		}
	}
	return -1
}

// fitsPlace reports whether a noun for a place can be said of name o: a country
// is in the tables, a city is not a country.
func (r *resolver) fitsPlace(word string, o int) bool {
	c := r.Of(strings.ToLower(r.d.Slice(r.d.Mentions[o].Span)))
	isCountry := c&names.Country != 0
	switch word {
	case "country", "nation", "republic", "kingdom", "state":
		return isCountry
	case "city", "town", "village", "suburb", "port", "settlement", "municipality":
		return !isCountry && c&names.Region == 0
	case "province", "region", "territory", "enclave", "district", "county":
		return !isCountry
	}
	return false
}

// fitsBody reports whether the name of a body has the noun, or says nothing of
// its kind.
func (r *resolver) fitsBody(word string, o int) bool {
	m := &r.d.Mentions[o]
	kind := false
	for t := m.First; t < m.Last; t++ {
		w := strings.ToLower(r.d.Tokens[t].Form)
		if w == word || w == word+"s" || strings.HasSuffix(w, word) {
			return true
		}
		kind = kind || r.Of(w)&names.OrgNoun != 0 && bodies[w]
	}
	return !kind && word != "ministry"
}

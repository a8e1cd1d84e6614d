package actors

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// Referents returns one referent for each chain of d, indexed by
// [nlp.Mention.Chain], from the candidates that [Resolver.Annotate] returned and
// what its mentions say together: the best name, and a country and a sector even
// if another mention gives them. A nominal that a pronoun possesses is of the
// country of what the pronoun refers to.
//
// It needs the layer Chains. Mentions of chain -1 are in no referent.
func (r *Resolver) Referents(d *nlp.Document, cands []ledger.Actor) []ledger.Referent {
	n := 0
	for i := range d.Mentions {
		n = max(n, d.Mentions[i].Chain+1)
	}
	refs := make([]ledger.Referent, n)
	for i := range d.Mentions {
		if ch := d.Mentions[i].Chain; ch >= 0 {
			refs[ch].Mentions = append(refs[ch].Mentions, i)
		}
	}
	j := joiner{r.x, d, cands}
	for ch := range refs {
		refs[ch].Actor = j.join(refs[ch].Mentions)
	}
	// A possessor may itself be possessed: its neighbour's minister.
	for range 3 {
		changed := false
		for ch := range refs {
			changed = j.possess(refs, ch) || changed
		}
		if !changed {
			break
		}
	}
	return refs
}

type joiner struct {
	x     *index
	d     *nlp.Document
	cands []ledger.Actor
}

// strength orders candidates of one chain: the higher says more surely who it
// is.
func (j *joiner) strength(m *nlp.Mention) int {
	if m.Actor < 0 || m.Actor >= len(j.cands) {
		return 0
	}
	a := &j.cands[m.Actor]
	s := 1
	if a.Country != "" && !strings.HasSuffix(a.FoundBy, byStory) {
		s += 4
	}
	if len(a.Sectors) > 0 {
		s++
	}
	if m.Kind == nlp.Name {
		s += 10
		if a.Country != "" && a.Type == "person" {
			s += 2
		}
		if m.Type == nlp.Norp {
			s -= 4
		}
	}
	return s
}

// join returns what the mentions of a chain say together.
func (j *joiner) join(mentions []int) ledger.Actor {
	best, most := -1, 0
	for _, i := range mentions {
		if s := j.strength(&j.d.Mentions[i]); s > most {
			best, most = i, s
		}
	}
	if best < 0 {
		return j.bare(mentions)
	}
	a := j.cands[j.d.Mentions[best].Actor]
	a.Sectors = slices.Clone(a.Sectors)
	named := j.d.Mentions[best].Kind == nlp.Name
	unsure := a.Country == "" || strings.HasSuffix(a.FoundBy, byStory)
	for _, i := range mentions {
		m := &j.d.Mentions[i]
		if m.Actor < 0 || i == best {
			continue
		}
		b := &j.cands[m.Actor]
		sure := b.Country != "" && !strings.HasSuffix(b.FoundBy, byStory)
		if unsure && sure {
			a.Country, unsure = b.Country, false
			a.FoundBy = strings.TrimSuffix(a.FoundBy, byStory) + ", " + b.FoundBy
		} else if a.Country == "" && b.Country != "" {
			a.Country = b.Country
			a.FoundBy += ", " + b.FoundBy
		}
		if len(a.Sectors) == 0 && len(b.Sectors) > 0 && a.Type != "country" && a.Type != "place" && !foreignBody(a.Country) {
			a.Sectors = slices.Clone(b.Sectors)
		}
		if a.Role == "" && b.Role != "" && a.Type == "person" {
			a.Role = b.Role
		}
	}
	if named && a.Name == "" {
		a.Name = j.d.Slice(j.d.Mentions[best].Span)
	}
	if b := j.bare(mentions); !named && b.Type == nlp.Person && j.named(mentions) {
		a.Name, a.Type = b.Name, b.Type // a name that no table has goes before what else was said
	}
	return withCode(a)
}

// named reports whether one of the mentions is a name.
func (j *joiner) named(mentions []int) bool {
	return slices.ContainsFunc(mentions, func(m int) bool { return j.d.Mentions[m].Kind == nlp.Name })
}

// bare returns an actor of which the tables know nothing: its longest name, else
// its first words.
func (j *joiner) bare(mentions []int) ledger.Actor {
	var a ledger.Actor
	kind := nlp.MentionKind(255)
	length := 0
	for _, i := range mentions {
		m := &j.d.Mentions[i]
		if m.Kind < kind || m.Kind == kind && m.Kind == nlp.Name && m.Len() > length {
			kind, length = m.Kind, m.Len()
			a.Name = j.d.Slice(m.Span)
			switch m.Type {
			case nlp.Person, nlp.Org, nlp.Group:
				a.Type = m.Type
			case nlp.GPE, nlp.Loc:
				a.Type = "place"
			case nlp.Norp:
				a.Type = "group"
			}
		}
	}
	if a.Type == "" {
		a.Type = "group"
	}
	return a
}

// possess sets the country of the referent of chain ch by its possessor, if one
// of its mentions has a possessive pronoun and nothing surer says it.
func (j *joiner) possess(refs []ledger.Referent, ch int) bool {
	a := &refs[ch].Actor
	if a.Country != "" && !strings.HasSuffix(a.FoundBy, byStory) {
		return false
	}
	for _, i := range refs[ch].Mentions {
		m := &j.d.Mentions[i]
		if m.Kind == nlp.Pronoun || m.Actor < 0 {
			continue
		}
		for t := j.start(m); t < m.Last; t++ {
			owner := j.owner(m, t)
			if owner < 0 || owner == ch || refs[owner].Country == "" {
				continue
			}
			o := &refs[owner].Actor
			if o.Guessed() && !possessive[strings.ToLower(j.d.Tokens[t].Form)] && !j.inherits(j.start(m), m.Last) {
				return false
			}
			if o.Type != nlp.Person && j.other(t+1, m.Last) {
				return false // its ally is of another state
			}
			if a.Country == o.Country && strings.HasSuffix(a.FoundBy, byOwner) {
				return false
			}
			if j.agent(t+1, m.Last, func(a *agent) bool { return a.peer }) {
				return j.facing(a, o.Country)
			}
			a.Country = o.Country
			a.FoundBy = strings.TrimSuffix(a.FoundBy, byStory) + byOwner
			if len(o.Sectors) > 0 && o.Type != "country" && (len(a.Sectors) == 0 || j.inherits(j.start(m), m.Last)) {
				a.Sectors = slices.Clone(o.Sectors)
			}
			*a = withCode(*a)
			return true
		}
	}
	return false
}

// facing gives a, who deals with somebody of country k as his peer, the other country that
// the text names most. It reports whether that changed a.
func (j *joiner) facing(a *ledger.Actor, k string) bool {
	count := map[string]int{}
	for i := range j.d.Mentions {
		if m := &j.d.Mentions[i]; m.Kind == nlp.Name && m.Actor >= 0 {
			if c := j.cands[m.Actor].Country; c != k && !foreignBody(c) {
				count[c]++
			}
		}
	}
	other := heaviest(count)
	if a.Country == other {
		return false
	}
	a.Country = other
	if a.FoundBy = strings.TrimSuffix(a.FoundBy, byStory); other != "" {
		a.FoundBy += byStory
	}
	*a = withCode(*a)
	return true
}

// owner returns the chain that mention m belongs to by token t of it: that of a pronoun,
// "its army", or of a noun that only takes up somebody, "the group's spokesman", "an envoy
// of the bloc"; -1 if t is no such word.
func (j *joiner) owner(m *nlp.Mention, t int) int {
	d := j.d
	if possessive[strings.ToLower(d.Tokens[t].Form)] {
		if t > m.Head && !strings.EqualFold(d.Tokens[t-1].Form, "of") {
			return -1
		}
		return j.chainAt(t)
	}
	tok := &d.Tokens[t]
	if tok.UPOS != "NOUN" || tok.Head != m.Head || tok.Rel != "nmod:poss" && (tok.Rel != "nmod" || !j.inherits(m.Head, m.Head+1)) {
		return -1
	}
	if tok.Rel == "nmod" && !j.caseIs(t, "of", "for") {
		return -1
	}
	for i := range d.Mentions {
		n := &d.Mentions[i]
		if n.Head == t && n.Kind == nlp.Nominal && n.Chain >= 0 && strings.EqualFold(d.Tokens[n.First].Form, "the") {
			return n.Chain
		}
	}
	return -1
}

// caseIs reports whether token t has one of the prepositions before it.
func (j *joiner) caseIs(t int, preps ...string) bool {
	for k := max(0, t-5); k < t; k++ {
		if tok := &j.d.Tokens[k]; tok.Head == t && tok.Rel == "case" && slices.Contains(preps, strings.ToLower(tok.Form)) {
			return true
		}
	}
	return false
}

// start returns the token from which on words before the head of m belong to
// it: for a name those of the title before it too, "his ally Jane Doe".
func (j *joiner) start(m *nlp.Mention) int {
	t := m.First
	if m.Kind != nlp.Name {
		return t
	}
	for n := 0; n < 5 && t > j.d.Sentences[m.Sent].First; n++ {
		switch k := &j.d.Tokens[t-1]; {
		case possessive[strings.ToLower(k.Form)]:
			return t - 1
		case k.UPOS == "NOUN" || k.UPOS == "PROPN" || k.UPOS == "ADJ":
			t--
		default:
			return m.First
		}
	}
	return m.First
}

// inherits reports whether tokens first to last have an agent noun that takes
// its sector of what it belongs to.
func (j *joiner) inherits(first, last int) bool {
	return j.agent(first, last, func(a *agent) bool { return a.inherit || a.head })
}

// other reports whether tokens first to last have an agent noun for someone of
// another state than what it belongs to.
func (j *joiner) other(first, last int) bool {
	return j.agent(first, last, func(a *agent) bool { return a.other })
}

// agent reports whether tokens first to last have an agent noun that fits.
func (j *joiner) agent(first, last int, fits func(*agent) bool) bool {
	for t := first; t < last; t++ {
		if i, ok := j.x.agents[fold(j.d.Tokens[t].Form)]; ok && fits(&j.x.nouns[i]) {
			return true
		}
	}
	return false
}

// chainAt returns the chain of the pronoun at token t, or -1.
func (j *joiner) chainAt(t int) int {
	for i := range j.d.Mentions {
		m := &j.d.Mentions[i]
		if m.Kind == nlp.Pronoun && m.First == t {
			return m.Chain
		}
	}
	return -1
}

// Unresolved is a name that resolved to nothing, and how often it was met.
type Unresolved struct {
	Name  string
	Type  string // of nlp.Mention
	Count int
}

// Unresolved returns the names of d for which cands, as [Resolver.Annotate]
// returned it, has no country, the most frequent first. Things that do not act
// are left out.
func (r *Resolver) Unresolved(d *nlp.Document, cands []ledger.Actor) []Unresolved {
	var out []Unresolved
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != nlp.Name || m.Type == nlp.Misc || m.Actor >= 0 && m.Actor < len(cands) && cands[m.Actor].Country != "" {
			continue
		}
		if m.Actor >= 0 && m.Actor < len(cands) {
			switch cands[m.Actor].Type {
			case "media", "place", "group":
				continue // in a table, but of no one state: Reuters, Africa, Arabs
			}
		}
		name := d.Slice(m.Span)
		at := slices.IndexFunc(out, func(u Unresolved) bool { return u.Name == name })
		if at < 0 {
			out = append(out, Unresolved{Name: name, Type: m.Type})
			at = len(out) - 1
		}
		out[at].Count++
	}
	slices.SortStableFunc(out, func(a, b Unresolved) int { return b.Count - a.Count })
	return out
}

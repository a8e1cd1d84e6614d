// Package coref finds the noun phrases and pronouns of a document, and tells
// which mentions refer to the same.
//
// [Annotate] works in passes, the surest first, each of which joins mentions to
// chains: parts of one phrase (relative pronouns, roles, appositions,
// predicates), names, roles that the actor tables or the document tie to a name,
// nouns taken up again, speakers of quotations, and pronouns. The order is that
// of Lee et al. (2013); what decides among antecedents of a pronoun is the table
// data/weights.tsv.
package coref

import (
	"slices"
	"strings"

	"chancery/lang/en/names"
	"chancery/ledger"
	"chancery/nlp"
)

// Annotate adds the layer Chains: it numbers, in Mention.Chain, what each mention
// of d refers to, in the order of first mention. A mention that no other joins
// has a chain of its own. Mention.Members of a plural mention whose parts are
// known, "the two leaders", lists their chains. actors is what the actors stage
// returned; mentions with the same person, body or state there are joined. It
// needs the layers Deps, Nominals and Actors.
func Annotate(d *nlp.Document, actors []ledger.Actor) error {
	if err := d.Require(nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names | nlp.Nominals | nlp.Actors); err != nil {
		return err
	}
	if err := d.Add(nlp.Chains); err != nil {
		return err
	}
	t, err := load()
	if err != nil {
		return err
	}
	r := newResolver(t, d, actors)
	r.surePasses(nil)
	r.pronounsPass(nil)
	r.ours()
	r.plurals()
	r.number()
	return nil
}

// surePasses are those before the pronouns of the third person. choose is as for
// nouns.
func (r *resolver) surePasses(choose func(nominal int, c *choice) int) {
	r.phrases()
	r.proper()
	r.roles()
	r.nouns(choose)
	r.speech()
}

// bitset of what a mention can be.
type kinds uint8

const (
	isPerson kinds = 1 << iota
	isGroup        // several people
	isOrg
	isGPE
	isLoc
	isThing // anything else
	anyKind = isPerson | isGroup | isOrg | isGPE | isLoc | isThing
)

// definiteness of a noun phrase.
type definite uint8

const (
	bare       definite = iota
	indefinite          // a, some, numerals
	quantified          // every, each, any, no
	theDef              // the, this, that, these, those
	possessed           // his, Russia's
)

// view is what the passes look at in a mention.
type view struct {
	noun    string // lemma of the head, lower case
	kinds   kinds
	number  byte // 's', 'p' or 0
	gender  byte // 'm', 'f', 'n' or 0
	def     definite
	count   int    // "two": 2; "both": 2; 0 for none
	quote   int32  // index of the quotation it lies in, or -1
	pred    int    // token index of the verb or noun it depends on, or -1
	rel     string // relation of the head, of the first conjunct's for conjuncts
	country string // that it names, or that its modifier names
	role    names.Person
	isRole  bool
	pron    pronoun
	dep     bool // second part of an apposition, predicate, role before a name: no mention for OntoNotes
	pleon   bool // stands for nothing: "it is likely that"
	mod     bool // a demonym that modifies a noun
	// pointing is set where "this", "that", "these" or "those" stands before it.
	pointing bool
}

// chain is a set of mentions.
type chain struct {
	mentions []int // in no order
	first    int   // the least of them
	kinds    kinds
	number   byte // 's', 'p', 0 not known, 'x' both
	gender   byte
	named    bool
	country  string
	actor    int      // index of the actor of a name, or -1
	roles    []string // nouns that were said of a person
	members  []int    // mentions, one of each member
}

type resolver struct {
	*tables
	d      *nlp.Document
	actors []ledger.Actor
	kids   [][]int
	views  []view
	parent []int   // union-find over mentions
	chains []chain // of a root; empty for others
	atHead []int32 // of a token: the outermost mention with that head, or -1
	sent   []int   // of a sentence: index of its first mention; one more at the end
	quotes []quote
	// byActor has, by canonical name, the first name of who the tables know.
	byActor map[string]int
	inside  []int32 // of a token: index of the quotation it is in, or -1
}

func newResolver(t *tables, d *nlp.Document, actors []ledger.Actor) *resolver {
	n := len(d.Mentions)
	r := &resolver{
		tables: t, d: d, actors: actors, kids: d.Children(),
		views: make([]view, n), parent: make([]int, n), chains: make([]chain, n),
		byActor: map[string]int{},
		atHead:  make([]int32, len(d.Tokens)), sent: make([]int, len(d.Sentences)+1),
	}
	for i := range r.atHead {
		r.atHead[i] = -1
	}
	r.findQuotes()
	at := 0
	for s := range d.Sentences {
		for at < n && d.Mentions[at].Sent < s {
			at++
		}
		r.sent[s] = at
	}
	r.sent[len(d.Sentences)] = n
	one := make([]int, n)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if old := r.atHead[m.Head]; old < 0 || m.Kind == nlp.Name && d.Mentions[old].Kind != nlp.Name {
			r.atHead[m.Head] = int32(i)
		}
		r.views[i] = r.look(m)
		one[i] = i
		v := &r.views[i]
		c := chain{mentions: one[i : i+1 : i+1], first: i, kinds: v.kinds, number: v.number, gender: v.gender, named: m.Kind == nlp.Name, country: v.country, actor: -1}
		if m.Kind == nlp.Name {
			c.actor = m.Actor
		}
		r.parent[i], r.chains[i] = i, c
	}
	return r
}

// numerals that count a collective.
var numerals = map[string]int{"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7}

func (r *resolver) look(m *nlp.Mention) view {
	d := r.d
	tok := &d.Tokens[m.Head]
	v := view{noun: r.nounAt(d, m.Head), quote: r.inside[m.Head], pred: tok.Head, rel: tok.Rel, gender: m.Gender}
	// A conjunct has the place of the first in the sentence, and so has an apposition.
	for h, steps := m.Head, 0; (base(d.Tokens[h].Rel) == "conj" || base(d.Tokens[h].Rel) == "appos") && d.Tokens[h].Head >= 0 && steps < 20; steps++ {
		h = d.Tokens[h].Head
		v.pred, v.rel = d.Tokens[h].Head, d.Tokens[h].Rel
	}
	switch m.Kind {
	case nlp.Pronoun:
		v.pron = r.pronouns[strings.ToLower(tok.Form)]
		v.number, v.gender = v.pron.number, v.pron.gender
		switch {
		case v.pron.kind == "relative":
		case v.pron.person == '1', v.pron.person == '2':
			v.kinds = isPerson | isOrg | isGroup | isGPE
		case v.gender == 'm', v.gender == 'f':
			v.kinds = isPerson
		case v.number == 'p':
			v.kinds = anyKind
		default:
			v.kinds = anyKind &^ (isPerson | isGroup)
		}
		v.pleon = r.pleonastic(m.Head)
		return v
	case nlp.Name:
		v.kinds, v.number = nameKinds(m)
		if m.Type == nlp.Norp && !m.Plural {
			switch base(tok.Rel) {
			case "amod", "compound":
				v.mod = true
			}
		}
	default:
		switch m.Type {
		case nlp.Person:
			v.kinds = isPerson
		case nlp.Group:
			v.kinds = isGroup
		case nlp.Org:
			v.kinds = isOrg
			if t, ok := r.collectives[v.noun]; ok && t == nlp.Org {
				v.kinds |= isGroup
			}
		case nlp.GPE:
			v.kinds = isGPE | isLoc
		case nlp.Loc:
			v.kinds = isLoc | isThing
		case nlp.Thing:
			v.kinds = isThing
		default:
			v.kinds = anyKind
		}
		v.number = 's'
		if m.Plural {
			v.number = 'p'
		} else if v.kinds&isGroup != 0 {
			v.number = 'x'
		}
		v.role, v.isRole = r.person(v.noun)
	}
	v.def = r.definiteness(m, &v)
	v.country = r.countryOf(m)
	return v
}

func nameKinds(m *nlp.Mention) (kinds, byte) {
	switch m.Type {
	case nlp.Person:
		return isPerson, 's'
	case nlp.Org:
		return isOrg, 'x'
	case nlp.GPE:
		return isGPE | isOrg, 'x'
	case nlp.Loc:
		return isLoc, 's'
	case nlp.Norp:
		if m.Plural {
			return isGroup | isOrg, 'p'
		}
		return isGPE | isGroup | isOrg, 'x'
	}
	return isThing, 's'
}

func (r *resolver) definiteness(m *nlp.Mention, v *view) definite {
	def := bare
	for _, k := range r.kids[m.Head] {
		if k < m.First || k >= m.Last {
			continue
		}
		tok := &r.d.Tokens[k]
		lower := strings.ToLower(tok.Form)
		switch base(tok.Rel) {
		case "det":
			switch lower {
			case "the":
				def = theDef
			case "this", "that", "these", "those":
				def, v.pointing = theDef, true
			case "both":
				def, v.count = theDef, 2
			case "a", "an", "some", "another", "several", "many":
				def = indefinite
			case "any", "no", "every", "each", "either", "neither", "what", "which":
				def = quantified
			}
		case "nummod":
			v.count = numerals[lower]
			if def == bare {
				def = indefinite
			}
		case "nmod":
			if tok.Rel == "nmod:poss" {
				def = possessed
			}
		case "amod":
			switch lower {
			case "other", "another", "more", "such", "many", "several", "few":
				if def == bare {
					def = indefinite
				}
			}
		}
	}
	if m.Kind == nlp.Nominal {
		if lower := strings.ToLower(r.d.Tokens[m.Head].Form); numerals[lower] > 0 {
			v.count = numerals[lower]
			if lower == "both" {
				def = theDef
			}
		}
	}
	return def
}

// countryOf returns the country that a mention names, or that a modifier in it
// names, as the actor tables call it; "" for none.
func (r *resolver) countryOf(m *nlp.Mention) string {
	if m.Actor >= 0 && m.Actor < len(r.actors) {
		if c := r.actors[m.Actor].Country; c != "" {
			return c
		}
	}
	if m.Kind == nlp.Name && m.Type != nlp.Person && m.Type != nlp.Misc {
		return r.Country(strings.ToLower(strings.TrimSuffix(r.d.Slice(m.Span), "."))) // a name, where there is no code
	}
	return ""
}

func (r *resolver) find(i int) int {
	for r.parent[i] != i {
		r.parent[i] = r.parent[r.parent[i]]
		i = r.parent[i]
	}
	return i
}

// join makes one chain of those of mentions a and b.
func (r *resolver) join(a, b int) {
	a, b = r.find(a), r.find(b)
	if a == b {
		return
	}
	if b < a {
		a, b = b, a
	}
	x, y := &r.chains[a], &r.chains[b]
	if x.first = min(x.first, y.first); len(x.mentions) < len(y.mentions) {
		x.mentions, y.mentions = y.mentions, x.mentions
	}
	x.mentions = append(x.mentions, y.mentions...)
	if k := x.kinds & y.kinds; k != 0 {
		x.kinds = k
	} else {
		x.kinds |= y.kinds
	}
	x.number = both(x.number, y.number)
	if x.gender == 0 || x.gender == 'n' && y.gender != 0 {
		x.gender = y.gender
	}
	x.named = x.named || y.named
	if x.country == "" {
		x.country = y.country
	}
	if x.actor < 0 {
		x.actor = y.actor
	}
	x.says(y.roles...)
	if x.members == nil {
		x.members = y.members
	}
	*y = chain{}
	r.parent[b] = a
}

func both(a, b byte) byte {
	switch {
	case a == 0 || a == 'x':
		if b == 0 {
			return a
		}
		return b
	case b == 0 || b == 'x' || a == b:
		return a
	}
	return 'x'
}

// says adds nouns that were said of a person.
func (c *chain) says(roles ...string) {
	for _, role := range roles {
		if !slices.Contains(c.roles, role) {
			c.roles = append(c.roles, role)
		}
	}
}

func (r *resolver) chain(i int) *chain { return &r.chains[r.find(i)] }

// mentionAt returns the mention whose head is token i, or -1.
func (r *resolver) mentionAt(i int) int {
	if i < 0 {
		return -1
	}
	return int(r.atHead[i])
}

// phrases joins what belongs together by syntax: relative pronouns, roles before
// names, appositions, predicates, and mentions that share a head.
func (r *resolver) phrases() {
	d := r.d
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		tok := &d.Tokens[m.Head]
		if o := r.mentionAt(m.Head); o >= 0 && o != i {
			r.join(i, o)
			v.dep = true
			continue
		}
		switch m.Kind {
		case nlp.Pronoun:
			if v.pron.kind == "relative" || tok.XPOS == "WDT" || tok.XPOS == "WP" && v.pron.kind == "demo" {
				a := r.relativeHead(m.Head)
				if a < 0 {
					a = r.justBefore(i)
				}
				if a >= 0 {
					r.join(a, i)
				}
			}
			continue
		case nlp.Nominal:
			r.roleBeside(i)
		}
		h := tok.Head
		if h < 0 {
			continue
		}
		if base(tok.Rel) == "appos" && d.Sentences[m.Sent].Kind != "dateline" {
			if o := r.mentionAt(h); o >= 0 && r.mayBe(o, i) {
				r.tell(o, i)
			}
		}
	}
	for i := range d.Mentions {
		if d.Mentions[i].Kind == nlp.Nominal {
			r.predicate(i)
		}
	}
}

// relativeHead returns the mention that a relative pronoun at token i stands for.
func (r *resolver) relativeHead(i int) int {
	d := r.d
	for t, steps := i, 0; t >= 0 && steps < 8; steps++ {
		if d.Tokens[t].Rel == "acl:relcl" || d.Tokens[t].Rel == "acl" && steps > 0 {
			return r.mentionAt(d.Tokens[t].Head)
		}
		t = d.Tokens[t].Head
	}
	return -1
}

// justBefore returns the mention that ends where relative pronoun i starts, with
// no more than a comma and a preposition between, or -1: what the pronoun stands
// for where the parse does not say. "who" and "whom" stand for people.
func (r *resolver) justBefore(i int) int {
	d := r.d
	m := &d.Mentions[i]
	if d.Tokens[m.Head].XPOS == "WP" && r.views[i].pron.kind != "relative" {
		return -1
	}
	end := m.First
	for steps := 0; steps < 2 && end > 0; steps++ {
		if u := d.Tokens[end-1].UPOS; u != "PUNCT" && u != "ADP" {
			break
		}
		end--
	}
	person := strings.HasPrefix(strings.ToLower(d.Tokens[m.Head].Form), "who") && d.Tokens[m.Head].XPOS == "WP"
	best := -1
	for o := i - 1; o >= 0 && o >= i-8; o-- {
		n := &d.Mentions[o]
		if n.Last != end || n.Sent != m.Sent || n.Kind == nlp.Pronoun || person && r.views[o].kinds&(isPerson|isGroup) == 0 {
			continue
		}
		best = o
		if !person {
			break
		}
	}
	return best
}

// roleBeside joins a nominal to the name that follows it within one phrase, or
// whose head it is: "Defence Minister" and "Wiranto".
func (r *resolver) roleBeside(i int) {
	d := r.d
	m := &d.Mentions[i]
	if m.Last >= len(d.Tokens) {
		return
	}
	for j := i + 1; j < min(len(d.Mentions), i+most) && d.Mentions[j].First <= m.Last; j++ {
		n := &d.Mentions[j]
		if n.First != m.Last || n.Kind != nlp.Name || n.Sent != m.Sent {
			continue
		}
		a, b := &d.Tokens[m.Head], &d.Tokens[n.Head]
		near := a.Head >= n.First && a.Head < n.Last && (base(a.Rel) != "nmod" || a.Rel == "nmod:desc" || a.Rel == "nmod:unmarked") || b.Head == m.Head && (base(b.Rel) == "flat" || base(b.Rel) == "appos" || base(b.Rel) == "compound") ||
			a.Head >= 0 && a.Head == b.Head && base(a.Rel) == "compound"
		// Whatever the parse makes of them, a person's role and name that stand side by
		// side are one, unless the name is the subject of a clause: "the man Ana met".
		side := n.Type == nlp.Person && r.views[i].isRole && r.views[i].number == 's' && base(b.Rel) != "nsubj"
		if (near || side) && r.mayBe(j, i) {
			r.tell(j, i)
		}
		return
	}
}

// predicate joins "X is the leader of Y" to X, if it is said for a fact.
func (r *resolver) predicate(i int) {
	d := r.d
	m := &d.Mentions[i]
	v := &r.views[i]
	if !v.isRole || v.def == indefinite || v.number == 'p' {
		return
	}
	subject, copula := -1, false
	for _, k := range r.kids[m.Head] {
		switch d.Tokens[k].Rel {
		case "nsubj":
			subject = k
		case "cop":
			copula = true
		case "aux", "advmod":
			if l := d.Tokens[k].Lemma; l == "not" || l == "n't" || d.Tokens[k].XPOS == "MD" || l == "never" {
				return
			}
		}
	}
	if subject < 0 || !copula {
		return
	}
	if o := r.mentionAt(subject); o >= 0 && d.Mentions[o].Kind != nlp.Pronoun && r.mayBe(o, i) {
		r.tell(o, i)
	}
}

// mayBe reports whether a nominal can say what mention o is.
func (r *resolver) mayBe(o, i int) bool {
	a, b := &r.views[o], &r.views[i]
	if a.number == 's' && b.number == 'p' || a.number == 'p' && b.number == 's' {
		return false
	}
	if a.gender != 0 && b.gender != 0 && a.gender != b.gender && a.kinds&b.kinds == 0 {
		return false
	}
	if r.d.Mentions[i].Kind == nlp.Name && r.d.Mentions[o].Kind == nlp.Name {
		return false // "Paris, France"
	}
	if a.kinds&b.kinds == 0 && b.kinds&isThing == 0 && a.kinds&isThing == 0 {
		return false
	}
	if a.kinds == isPerson && b.kinds == isThing && r.d.Mentions[i].Kind == nlp.Nominal {
		return false // "a charge Minsk denied"
	}
	return true
}

// tell joins nominal i, which says what o is, to it.
func (r *resolver) tell(o, i int) {
	v := &r.views[i]
	v.dep = true
	if v.isRole {
		c := r.chain(o)
		if r.d.Mentions[o].Kind == nlp.Name || r.d.Mentions[i].Kind == nlp.Nominal {
			c.says(v.noun, r.title(&r.d.Mentions[i]))
		}
	}
	country := v.country
	if country == "" {
		country = r.inPhrase(i)
	}
	if c := r.chain(o); c.country == "" {
		c.country = country
	}
	if r.d.Mentions[o].Kind == nlp.Nominal && r.d.Mentions[i].Kind == nlp.Name {
		r.views[o].dep, v.dep = true, false
		if r.views[o].isRole {
			c := r.chain(o)
			c.says(r.views[o].noun, r.title(&r.d.Mentions[o]))
		}
	}
	r.join(o, i)
}

// inPhrase returns the country of a name inside the phrase of mention i: its
// demonym, its possessor, what follows "of".
func (r *resolver) inPhrase(i int) string {
	d := r.d
	m := &d.Mentions[i]
	for j := i + 1; j < min(len(d.Mentions), i+most) && d.Mentions[j].First < m.Last; j++ {
		n := &d.Mentions[j]
		if n.Kind == nlp.Name && n.Last <= m.Last && n.Type != nlp.Person && r.views[j].country != "" {
			return r.views[j].country
		}
	}
	return ""
}

// number writes the chains to the mentions.
func (r *resolver) number() {
	next := 0
	of := make([]int, len(r.parent))
	for i := range of {
		of[i] = -1
	}
	for i := range r.d.Mentions {
		root := r.find(i)
		if of[root] < 0 {
			of[root] = next
			next++
		}
		r.d.Mentions[i].Chain = of[root]
	}
	for i := range r.d.Mentions {
		var members []int
		for _, m := range r.chain(i).members {
			if c := r.d.Mentions[m].Chain; c != r.d.Mentions[i].Chain && !slices.Contains(members, c) {
				members = append(members, c)
			}
		}
		if len(members) > 1 {
			slices.Sort(members)
			r.d.Mentions[i].Members = members
		}
	}
}

package coref

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// plurals finds whom a plural stands for: "the two leaders", "both sides",
// "they" after "Paris and London".
func (r *resolver) plurals() {
	d := r.d
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		c := r.chain(i)
		of := r.ofTwo(i)
		if c.members != nil || v.number != 'p' && !of {
			continue
		}
		switch {
		case m.Kind == nlp.Pronoun && v.pron.person == '3' && v.pron.kind != "relative" && v.pron.kind != "demo":
			// A pronoun that found nothing better, or only itself.
			if len(c.mentions) == 1 || c.first == i {
				c.members = r.coordination(i, 0, 2)
			}
		case of:
			v.count = 2
			c.members = r.parts(i)
		case m.Kind == nlp.Nominal && (v.def == theDef || v.count > 0 && r.paired(i)) && c.first == i:
			c.members = r.parts(i)
		}
	}
}

// ofTwo reports whether a nominal speaks of two at once: "neither leader", "each side".
func (r *resolver) ofTwo(i int) bool {
	m := &r.d.Mentions[i]
	if m.Kind != nlp.Nominal || r.views[i].def != quantified || r.chain(i).first != i || m.Head == m.First {
		return false
	}
	switch strings.ToLower(r.d.Tokens[m.First].Form) {
	case "neither", "either", "each":
		return true
	}
	return false
}

// anaphoric are the plurals that refer back without an article too, as headlines
// have them: "two sides agree". "Two men were arrested" are others.
var anaphoric = map[string]bool{"side": true, "leader": true, "country": true, "nation": true, "government": true, "president": true, "neighbour": true, "neighbor": true, "rival": true, "power": true, "both": true, "two": true}

// paired reports whether a counted nominal without an article may refer back.
func (r *resolver) paired(i int) bool {
	m := &r.d.Mentions[i]
	return anaphoric[r.views[i].noun] || strings.EqualFold(r.d.Tokens[m.First].Form, "both")
}

// coordination returns the latest two or more names or people joined by "and"
// that stand before mention i, within some sentences; count is how many there
// must be, or 0.
func (r *resolver) coordination(i, count, back int) []int {
	return r.coordinated(i, count, back, 0)
}

// coordinated is coordination for parts of the kinds want, or, where that is 0, of
// those that the noun of mention i asks for.
func (r *resolver) coordinated(i, count, back int, want kinds) []int {
	d := r.d
	m := &d.Mentions[i]
	for o := i - 1; o >= max(0, i-most) && m.Sent-d.Mentions[o].Sent <= back; o-- {
		head := d.Mentions[o].Head
		if count == 2 {
			if out := r.company(o); out != nil && r.distinct(out) && r.fits(i, out, want) {
				return out
			}
		}
		if base(d.Tokens[head].Rel) == "conj" || r.views[o].dep || r.scene(head) {
			continue
		}
		var out []int
		for _, k := range r.kids[head] {
			if base(d.Tokens[k].Rel) == "conj" {
				if p := r.mentionAt(k); p >= 0 && r.actor(p) {
					out = append(out, p)
				}
			}
		}
		if len(out) == 0 || !r.actor(o) {
			continue
		}
		out = append([]int{o}, out...)
		if (count == 0 || len(out) == count) && r.distinct(out) && r.fits(i, out, want) {
			return out
		}
	}
	return nil
}

// company returns the subject of a verb and whom it meets or speaks with, if mention o
// is the latter: "Lula spoke with Biden, and the two agreed", "Lula had lunch with Biden".
func (r *resolver) company(o int) []int {
	d := r.d
	head := d.Mentions[o].Head
	t := &d.Tokens[head]
	if t.Head < 0 || !r.actor(o) || r.views[o].dep {
		return nil
	}
	verb := t.Head
	switch base(t.Rel) {
	case "nmod":
		if base(d.Tokens[verb].Rel) != "obj" || !r.under(head, "with") {
			return nil
		}
		verb = d.Tokens[verb].Head
	case "obl":
		if !r.under(head, "with") {
			return nil
		}
	case "obj":
		switch d.Tokens[verb].Lemma {
		case "meet", "call", "phone", "telephone", "host", "visit", "receive", "greet", "welcome":
		default:
			return nil
		}
	default:
		return nil
	}
	if verb < 0 || d.Tokens[verb].UPOS != "VERB" {
		return nil
	}
	p := r.mentionAt(r.subject(verb))
	if p >= 0 && r.views[p].pron.kind == "relative" {
		p = r.chain(p).first // "Lula, who had lunch with Biden"
	}
	if p < 0 || !r.actor(p) {
		return nil
	}
	return []int{p, o}
}

// actor reports whether mention o is of a kind that acts.
func (r *resolver) actor(o int) bool {
	k := r.chain(o).kinds
	return k&(isPerson|isOrg|isGPE|isGroup) != 0 && r.d.Mentions[o].Kind != nlp.Pronoun
}

func (r *resolver) distinct(list []int) bool {
	for a := range list {
		for b := range a {
			if r.find(list[a]) == r.find(list[b]) {
				return false
			}
		}
	}
	return true
}

// what a collective noun is made of.
var partKinds = map[string]kinds{
	"leader": isPerson, "president": isPerson, "minister": isPerson, "man": isPerson, "woman": isPerson, "official": isPerson, "diplomat": isPerson,
	"premier": isPerson, "chief": isPerson, "rival": isPerson | isOrg | isGPE, "candidate": isPerson, "ally": isPerson | isOrg | isGPE,
	"counterpart": isPerson, "negotiator": isPerson, "politician": isPerson, "general": isPerson,
	"country": isGPE, "nation": isGPE, "state": isGPE, "government": isGPE | isOrg, "neighbour": isGPE, "neighbor": isGPE, "power": isGPE, "capital": isGPE,
	"republic": isGPE, "superpower": isGPE,
	"side": isPerson | isOrg | isGPE | isGroup, "party": isOrg | isGPE | isGroup | isPerson, "pair": isPerson, "duo": isPerson, "camp": isOrg | isPerson,
	"group": isOrg, "organisation": isOrg, "organization": isOrg, "company": isOrg, "firm": isOrg, "army": isGPE | isOrg, "military": isGPE | isOrg,
	"faction": isOrg | isGroup, "foe": isPerson | isGPE | isOrg, "enemy": isPerson | isGPE | isOrg, "both": isPerson | isOrg | isGPE, "two": isPerson | isOrg | isGPE,
}

// offices are the nouns for those who act for a state.
var offices = map[string]bool{"leader": true, "president": true, "minister": true, "premier": true, "official": true, "diplomat": true, "negotiator": true, "chief": true, "envoy": true, "ambassador": true}

// ministries are the words that stand before a minister.
var ministries = map[string]bool{"prime": true, "foreign": true, "defence": true, "defense": true, "interior": true, "finance": true, "trade": true, "energy": true}

// fits reports whether the parts are of the kinds want, or, where that is 0, of what
// collective i names.
func (r *resolver) fits(i int, parts []int, want kinds) bool {
	ok := want != 0
	if !ok {
		want, ok = partKinds[r.views[i].noun]
	}
	if !ok {
		if r.d.Mentions[i].Kind == nlp.Pronoun {
			return true
		}
		want = r.views[i].kinds
		if want&isGroup != 0 {
			want |= isPerson
		}
	}
	for _, p := range parts {
		if r.chain(p).kinds&want == 0 {
			return false
		}
	}
	return true
}

// parts returns a mention of each member of collective nominal i: those of a
// coordination before it, or those of its kind that the text has named most,
// or nil.
func (r *resolver) parts(i int) []int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	want, ok := partKinds[v.noun]
	if !ok {
		return nil
	}
	plain := true
	for t := m.First; t < m.Last; t++ {
		tok := &d.Tokens[t]
		if t > m.Head && (tok.Lemma == "to" || tok.Lemma == "on" || tok.Lemma == "at") {
			break // what hangs on the verb as often: "invited the two ministers to Cairo"
		}
		if t == m.Head || tok.UPOS == "DET" || tok.UPOS == "NUM" || strings.EqualFold(tok.Form, "both") {
			continue
		}
		if offices[v.noun] && t == m.Head-1 && ministries[strings.ToLower(tok.Form)] {
			continue
		}
		if tok.UPOS == "ADJ" && (tok.Lemma == "neighbouring" || tok.Lemma == "neighboring" || tok.Lemma == "warring" || tok.Lemma == "rival") {
			continue
		}
		plain = false
	}
	if !plain || v.count == 0 && v.def != theDef {
		return nil
	}
	if v.noun == "two" && v.def != theDef {
		return nil // "two were arrested" are any two
	}
	if v.count == 0 && v.noun != "side" && v.noun != "leader" && v.noun != "pair" {
		return nil
	}
	count := max(v.count, 2)
	if out := r.coordination(i, count, 3); out != nil {
		return out
	}
	if want == isPerson && offices[v.noun] {
		// "The two prime ministers" where the text has named the two states.
		if out := r.coordinated(i, count, 3, isGPE); out != nil {
			return out
		}
	}
	if out := r.pairBefore(i, count, want); out != nil {
		return out
	}
	if m.Sent == d.Mentions[0].Sent {
		if out := r.ahead(i, count); out != nil {
			return out
		}
	}
	// The most mentioned of the kind, of different countries if leaders.
	type tally struct{ root, n, first int }
	var list []tally
	at := map[int]int{}
	for o := i - 1; o >= max(0, i-most) && m.Sent-d.Mentions[o].Sent <= window; o-- {
		n := &d.Mentions[o]
		if n.Kind != nlp.Name && !r.views[o].isRole || r.views[o].number == 'p' {
			continue
		}
		c := r.chain(o)
		if c.kinds&want == 0 || !c.named || want == isGPE && n.Type != nlp.GPE && n.Type != nlp.Norp {
			continue
		}
		if want == isPerson && v.noun == "leader" && !r.leads(c) {
			continue
		}
		if n.Sent == m.Sent && base(d.Tokens[n.Head].Rel) == "nsubj" && base(d.Tokens[m.Head].Rel) != "nsubj" {
			continue // who urges both sides is neither
		}
		root := r.find(o)
		k, ok := at[root]
		if !ok {
			k = len(list)
			at[root] = k
			list = append(list, tally{root, 0, o})
		}
		list[k].n++
	}
	if v.noun == "side" && len(list) > 2 {
		// Two sides are of one kind: countries before people.
		var states []tally
		for _, t := range list {
			if r.chains[t.root].kinds&isGPE != 0 {
				states = append(states, t)
			}
		}
		if len(states) >= 2 {
			list = states
		}
	}
	if len(list) < count {
		return nil
	}
	slices.SortStableFunc(list, func(a, b tally) int { return b.n - a.n })
	if len(list) > count && list[count].n == list[count-1].n {
		return nil // which of them, the text does not say
	}
	var out []int
	for _, t := range list[:count] {
		out = append(out, t.first)
	}
	slices.Sort(out)
	return out
}

// pairBefore returns whom the nearest earlier collective of as many stands for, if they
// are of the kinds want: once a text has said who the two are, they stay the two.
func (r *resolver) pairBefore(i, count int, want kinds) []int {
	for o := i - 1; o >= max(0, i-most); o-- {
		if m := r.chain(o).members; len(m) == count && r.distinct(m) && r.fits(i, m, want) {
			return m
		}
	}
	return nil
}

// scene reports whether the name at token t is only where something was: "who served in
// Iraq and Bosnia" has named no two sides.
func (r *resolver) scene(t int) bool {
	if base(r.d.Tokens[t].Rel) != "obl" {
		return false
	}
	for _, k := range r.kids[t] {
		if l := r.d.Tokens[k].Lemma; r.d.Tokens[k].Rel == "case" && (l == "in" || l == "at" || l == "near") {
			return true
		}
	}
	return false
}

// ahead returns the parts of a collective at the start of a text that the next words
// name: "The two presidents had been due to talk for an hour. Ada Okoro and Lin Mei
// talked for three."
func (r *resolver) ahead(i, count int) []int {
	d := r.d
	for o := i + 1; o < len(d.Mentions) && d.Mentions[o].Sent <= d.Mentions[i].Sent+1; o++ {
		head := d.Mentions[o].Head
		if d.Mentions[o].Kind != nlp.Name || base(d.Tokens[head].Rel) != "nsubj" || !r.actor(o) {
			continue
		}
		out := []int{o}
		for _, k := range r.kids[head] {
			if p := r.mentionAt(k); base(d.Tokens[k].Rel) == "conj" && p >= 0 && r.actor(p) {
				out = append(out, p)
			}
		}
		if len(out) == count && r.distinct(out) && r.fits(i, out, 0) {
			return out
		}
	}
	return nil
}

// leads reports whether a person heads a state, a government or a body.
func (r *resolver) leads(c *chain) bool {
	if len(c.roles) == 0 {
		return false
	}
	for _, role := range c.roles {
		if p, ok := r.PersonNoun(role); ok && p.Kind == "leader" {
			return true
		}
	}
	return false
}

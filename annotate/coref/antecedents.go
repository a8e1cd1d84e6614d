package coref

import (
	"strings"

	"chancery/nlp"
)

// sames is how many mentions with its noun are candidates for a nominal, and near
// how many of other words.
const (
	sames = 8
	near  = 25
)

// nouns joins nominals, in text order, to what they take up: the same noun, or what
// a name is, "the country". choose, where it is not nil, is told the candidates, and
// decides.
func (r *resolver) nouns(choose func(nominal int, c *choice) int) {
	d := r.d
	last := map[string][]int{} // noun: mentions with it, of late
	var c choice
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		if m.Kind != nlp.Nominal {
			continue
		}
		if !v.dep && len(r.chain(i).mentions) == 1 && v.def != quantified && !(v.noun == "counterpart" && v.def == possessed) {
			// What the tables tie to a name is surer than what is learned.
			if v.def == theDef && r.sameNoun(i, last[v.noun]) < 0 {
				if o := r.kindOf(i); o >= 0 {
					r.join(o, i)
					last[v.noun] = append(last[v.noun], i)
					continue
				}
			}
			c.reset()
			r.describeNominals(i, last[v.noun], &c)
			if len(c.of) > 0 {
				f := c.add(noAntecedent)
				*f = r.describeNone(i, &c, *f)
				best := r.best(&c)
				if choose != nil {
					best = choose(i, &c)
				}
				if best >= 0 {
					r.join(best, i)
				}
			}
		}
		last[v.noun] = append(last[v.noun], i)
	}
}

// describeNominals adds the candidates for nominal i, with their features, to c.
// earlier are the nominals with its noun before it.
func (r *resolver) describeNominals(i int, earlier []int, c *choice) {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	rule := r.sameNoun(i, earlier)
	var mods []string
	r.modifiers(i, func(w string) { mods = append(mods, w) })
	country, owner, plain := r.inPhrase(i), r.owner(m), r.plain(m)
	rank := 0
	add := func(o int) {
		n := &d.Mentions[o]
		root := r.find(o)
		for _, have := range c.of {
			if r.find(have) == root {
				return
			}
		}
		ch := &r.chains[root]
		if r.besides(i, ch) || n.Sent == m.Sent && n.Last > m.First || r.commands(o, i) || m.Sent-n.Sent > 2*window || !alikeNumber(v.number, ch.number) ||
			v.gender != 0 && ch.gender != 0 && v.gender != ch.gender && v.gender != 'n' && ch.gender != 'n' || r.apart(i, ch) {
			return
		}
		if v.isRole && ch.named && r.bygone(m) && !r.held(ch) {
			return // no president is the former one
		}
		if v.number == 'p' && ch.named && ch.kinds&(isGPE|isPerson) != 0 && ch.kinds&isGroup == 0 {
			return // "both countries" are not one of them
		}
		f := c.add(o)
		*f = r.describe(i, o, rank, *f)
		rank++
		at := r.class(i) * perClass
		when := func(cond bool, x int) {
			if cond {
				*f = append(*f, at+x)
			}
		}
		when(rule >= 0 && r.find(rule) == root, fRule)
		back := m.Sent - n.Sent
		when(back >= 4 && back < 9, fFar4)
		when(back >= 9, fFar9)
		with, said := -1, 0 // the latest mention of the chain with the noun
		same := false
		for _, x := range ch.mentions {
			if x < i && d.Mentions[x].Kind == nlp.Nominal && r.views[x].noun == v.noun {
				with = max(with, x)
				said++
				same = same || strings.EqualFold(plain, r.plain(&d.Mentions[x]))
			}
		}
		if other := ch.country; country != "" && other != "" {
			when(country == other, fCountry)
			when(country != other, fClash)
		}
		if with < 0 {
			when(len(mods) > 0, fExtra)
			return
		}
		when(true, fHead)
		when(same, fString)
		when(said > 1, fSpoken)
		have := map[string]bool{}
		r.modifiers(with, func(w string) { have[w] = true })
		fits := true
		for _, w := range mods {
			fits = fits && have[w]
		}
		when(fits && len(mods) > 0, fMods)
		when(!fits, fExtra)
		when(len(have) > len(mods) || !fits && len(have) > 0, fNewer)
		when(len(have) == 0 && len(mods) == 0, fBare2)
		if p := r.owner(&d.Mentions[with]); p >= 0 && owner >= 0 {
			when(r.find(p) == r.find(owner), fHeir)
			when(r.find(p) != r.find(owner), fStrange)
		}
	}
	for k := len(earlier) - 1; k >= 0 && k >= len(earlier)-sames; k-- {
		add(earlier[k])
	}
	if v.def != theDef || v.isRole && officer(v.role.Kind) {
		return // whose office it is, holder knows
	}
	const animate = isPerson | isGroup | isOrg | isGPE | isLoc
	for o := i - 1; o >= max(0, i-near) && m.Sent-d.Mentions[o].Sent <= 3; o-- {
		if r.views[o].kinds&v.kinds&animate != 0 && !r.views[o].mod && d.Mentions[o].Kind != nlp.Pronoun {
			add(o)
		}
	}
}

// besides reports whether nominal i and a chain are two arguments of one verb, and so
// not one: "the group accused the police".
func (r *resolver) besides(i int, c *chain) bool {
	v := &r.views[i]
	for _, o := range c.mentions {
		if u := &r.views[o]; o < i && u.pred >= 0 && u.pred == v.pred && u.quote == v.quote && !u.dep {
			return true
		}
	}
	return false
}

// commands reports whether o is the subject of a verb that governs the clause of
// nominal i: in "Diaz said the minister had left" they are two.
func (r *resolver) commands(o, i int) bool {
	u := &r.views[o]
	return r.d.Mentions[o].Sent == r.d.Mentions[i].Sent && u.pred >= 0 && base(u.rel) == "nsubj" && r.governs(u.pred, r.d.Mentions[i].Head)
}

// alikeNumber reports whether mentions of two numbers can be one.
func alikeNumber(a, b byte) bool { return !(a == 's' && b == 'p' || a == 'p' && b == 's') }

// officer reports whether a kind of noun for people is of those who hold an office.
func officer(kind string) bool {
	switch kind {
	case "leader", "minister", "official", "spokes", "legislator", "judge":
		return true
	}
	return false
}

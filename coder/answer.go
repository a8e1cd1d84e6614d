package coder

import (
	"slices"
	"strings"
)

// lookBack is how many sentences back an answer may find what it answers.
const lookBack = 6

// answers finds, for refusals, denials and dismissals without a party of their own,
// whom they answer: who accused, asked or offered before, or who made the claim. A
// denial that answers nobody is a claim and no act.
func (r *run) answers() {
	for i, c := range r.cands {
		if c.gate != "" || r.located(c.recipients) || r.polArgs(c.recipients) {
			continue
		}
		switch {
		case c.event == "REJECT" && c.flags&recip == 0:
		case c.event == "THREATEN" && strings.HasPrefix(c.id, "vow."):
		default:
			continue
		}
		denial := c.flags&(denyFlag|answer) != 0
		if b := r.addresser(i, c, denial); b != nil {
			c.recipients = r.strangers(b.actors, c.actors)
			c.why("recipient", "answers what was said or done to it", "", r.trigger(b))
			continue
		}
		if !denial {
			continue
		}
		if a := r.claimant(c); len(a) > 0 {
			c.recipients = a
			c.why("recipient", "answers a claim", "", a[0].Span)
			continue
		}
		if c.flags&answer != 0 || r.implicated(i, c) {
			continue
		}
		c.gate = "a denial that answers no accuser"
		c.why("gate", c.gate, "", r.d.Tokens[c.tok].Span)
	}
}

// live reports whether a candidate was coded, alone or with another.
func live(c *candidate) bool { return c.gate == "" || strings.HasPrefix(c.gate, "merged") }

// blamed finds whom a condemnation, praise or rejection is aimed at where its object
// is an act told of before: "condemned the attack" is aimed at who attacked.
func (r *run) blamed() {
	for i, c := range r.cands {
		if c.gate != "" || c.event != "ACCUSE" && c.event != "SUPPORT" && c.event != "REJECT" || !r.verb(c.tok) || r.located(c.recipients) {
			continue
		}
		for _, o := range r.objects(c.tok) {
			es := r.nouns[r.lemma[o]]
			if len(es) == 0 || !r.noun(o) || r.indefinite(o) {
				continue
			}
			for _, b := range r.cands {
				if b.tok == o && live(b) && r.located(b.actors) && !r.shares(b.actors, c.actors) {
					c.recipients = b.actors
					c.why("recipient", "who did what is spoken of", "", r.trigger(b))
				}
			}
			if r.located(c.recipients) {
				break
			}
			named := func(event string) bool {
				return slices.ContainsFunc(es, func(e entry) bool { return e.event == event })
			}
			for j := i - 1; j >= 0; j-- {
				b := r.cands[j]
				if named(b.event) && live(b) && len(b.actors) > 0 && !r.shares(b.actors, c.actors) {
					c.recipients = b.actors
					c.why("recipient", "who did what is spoken of", "", r.trigger(b))
					break
				}
			}
		}
	}
}

// indefinite reports whether noun t has the article of what is told of for the first time.
func (r *run) indefinite(t int) bool {
	for _, k := range r.kids[t] {
		if r.rel(k) == "det" && (r.lemma[k] == "a" || r.lemma[k] == "an") {
			return true
		}
	}
	return false
}

// inherit gives an act without a recipient that of the act it is coordinated with:
// "dismissed Ottawa's charge and stopped issuing visas".
func (r *run) inherit() {
	for _, c := range r.cands {
		if c.gate != "" || r.located(c.recipients) || c.flags&recip != 0 || c.recipient == nil || !r.verb(c.tok) {
			continue
		}
		switch c.event {
		case "REQUEST", "REJECT", "THREATEN", "SANCTION", "ACCUSE":
		default:
			continue
		}
		for _, b := range r.cands {
			switch b.event {
			case "REQUEST", "REJECT", "THREATEN", "SANCTION", "ACCUSE", "SUPPORT":
			default:
				continue
			}
			if b == c || !live(b) || b.flags&recip != 0 || !r.coordinated(b.tok, c.tok) || !r.located(b.recipients) || !r.shares(b.actors, c.actors) || r.shares(b.recipients, c.actors) {
				continue
			}
			c.recipients = b.recipients
			c.why("recipient", "that of the act beside it", "conj", r.trigger(b))
			break
		}
	}
}

// coordinated reports whether verbs a and b are conjuncts.
func (r *run) coordinated(a, b int) bool {
	up := func(t int) int {
		for r.is(t, "conj") && r.d.Tokens[t].Head >= 0 {
			t = r.d.Tokens[t].Head
		}
		return t
	}
	return a != b && r.d.Tokens[a].Sent == r.d.Tokens[b].Sent && up(a) == up(b)
}

// protested finds at whom a bare diplomatic protest is aimed: who did, in the same
// sentence or the one before, what is no friendly act.
func (r *run) protested() {
	for i, c := range r.cands {
		if c.gate != "" || !strings.HasPrefix(c.id, "protest.diplo:") && !strings.HasPrefix(c.id, "lodge.protest:") || r.located(c.recipients) {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			b := r.cands[j]
			if r.d.Tokens[c.tok].Sent-r.d.Tokens[b.tok].Sent > 1 {
				break
			}
			switch b.event {
			case "MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "THREATEN":
				if live(b) && r.located(b.actors) && !r.shares(b.actors, c.actors) {
					c.recipients = b.actors
					c.why("recipient", "who did what is protested at", "", r.trigger(b))
				}
			}
			if len(c.recipients) > 0 {
				break
			}
		}
	}
}

// addresser returns the last act before candidate i by which another party addressed
// its actor, or nil: an accusation for a denial, else also a request, an offer, a
// threat or a sanction.
func (r *run) addresser(i int, c *candidate, denial bool) *candidate {
	sent := r.d.Tokens[c.tok].Sent
	for j := i - 1; j >= 0; j-- {
		b := r.cands[j]
		if sent-r.d.Tokens[b.tok].Sent > lookBack {
			return nil
		}
		switch b.event {
		case "ACCUSE":
		case "REQUEST", "AGREE", "THREATEN", "SANCTION":
			if denial {
				continue
			}
		default:
			continue
		}
		if !live(b) || len(b.actors) == 0 || b.flags&recip != 0 {
			continue
		}
		if r.shares(b.recipients, c.actors) && len(r.strangers(b.actors, c.actors)) > 0 {
			return b
		}
	}
	return nil
}

// implicated reports whether an act told of before candidate i has the denier as its
// actor.
func (r *run) implicated(i int, c *candidate) bool {
	sent := r.d.Tokens[c.tok].Sent
	for j := i - 1; j >= 0; j-- {
		b := r.cands[j]
		if s := r.d.Tokens[b.tok].Sent; s == sent || sent-s > lookBack {
			continue
		}
		switch b.event {
		case "ASSAULT", "COERCE", "ACCUSE", "MOBILIZE", "SANCTION":
			if r.shares(b.actors, c.actors) || len(b.actors) == 0 {
				return true
			}
		}
	}
	return false
}

// strangers returns those of args that may quarrel with others: a country has none
// with itself, nor with its own people where it is called by its name.
func (r *run) strangers(args, others []Arg) []Arg {
	var out []Arg
	for _, a := range r.drop(args, others) {
		if !slices.ContainsFunc(others, func(b Arg) bool { return r.same(a, b) }) {
			out = append(out, a)
		}
	}
	return out
}

// same reports whether a and b are of one country, and one of them is the country.
func (r *run) same(a, b Arg) bool {
	x, y := &r.refs[a.Referent].Actor, &r.refs[b.Referent].Actor
	return x.Country != "" && x.Country == y.Country && (x.Type == "country" || y.Type == "country")
}

// shares reports whether two lists have a referent or a country in common.
func (r *run) shares(a, b []Arg) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y Arg) bool {
			return x.Referent == y.Referent || r.refs[x.Referent].Country != "" && r.refs[x.Referent].Country == r.refs[y.Referent].Country
		}) {
			return true
		}
	}
	return false
}

// claimant returns the party that last said something before candidate c, if it is
// another than c's actor.
func (r *run) claimant(c *candidate) []Arg {
	sent := r.d.Tokens[c.tok].Sent
	for s := sent - 1; s >= 0 && s >= sent-2; s-- {
		for t := r.d.Sentences[s].First; t < r.d.Sentences[s].Last; t++ {
			if !r.verb(t) || !r.reports(t) || r.rel(t) != "root" && r.rel(t) != "parataxis" && r.rel(t) != "conj" {
				continue
			}
			for _, x := range r.subjects(t) {
				if args := r.strangers(r.args(x), c.actors); r.polArgs(args) && len(r.foreign(args, c.actors)) > 0 {
					return args
				}
			}
		}
	}
	return nil
}

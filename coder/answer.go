package coder

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// replyReach is how many sentences back an answer may find what it answers.
const replyReach = 6

// live reports whether a candidate was coded, alone or with another.
func live(c *candidate) bool { return c.gate == "" || strings.HasPrefix(c.gate, "merged") }

// isStrangers reports whether b is an act of somebody of a known country who is no
// party of c's own: c may be about what he did.
func (r *run) isStrangers(c, b *candidate) bool {
	return live(b) && r.located(b.actors) && !r.shares(b.actors, c.actors)
}

// actNouns returns the objects of verb c that name an act which was told of before:
// "condemned the attack".
func (r *run) actNouns(c *candidate) []int {
	if !r.verb(c.tok) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.objects(c.tok)), func(o int) bool {
		return len(r.nouns[r.lemma[o]]) == 0 || !r.noun(o) || r.indefinite(o)
	})
}

// isObject reports whether b is the act that c's object names.
func (r *run) isObject(c, b *candidate) bool {
	return r.isStrangers(c, b) && slices.Contains(r.actNouns(c), b.tok)
}

// isWhatObjectNames reports whether b is of the types that c's object may name.
func (r *run) isWhatObjectNames(c, b *candidate) bool {
	if !live(b) || len(b.actors) == 0 || r.shares(b.actors, c.actors) {
		return false
	}
	return slices.ContainsFunc(r.actNouns(c), func(o int) bool {
		es := r.nouns[r.lemma[o]]
		force := c.event != "REJECT" && slices.ContainsFunc(es, func(e entry) bool { return e.event == "ASSAULT" })
		return slices.ContainsFunc(es, func(e entry) bool { // "the attack" is one of words where there was no other
			return e.event == b.event && (!force || e.event == "ASSAULT")
		})
	})
}

// blames reports whether b is an accusation of one country within which c, the name of
// an arrest or an expulsion by nobody said, stands: "protested to Tokyo over the arrest
// of a captain".
func (r *run) blames(c, b *candidate) bool {
	return b.gate == "" && len(r.countries(b.recipients)) == 1 && r.verb(b.tok) && r.noun(c.tok) && r.governs(b.tok, c.tok)
}

// blamedBy returns whom b blames, if they act in politics and c was not done to them.
func (r *run) blamedBy(c, b *candidate) []Arg {
	doers := r.drop(b.recipients, c.recipients)
	if slices.ContainsFunc(doers, func(x Arg) bool { return !r.polArgs([]Arg{x}) }) {
		return nil
	}
	return doers
}

// demandsOfNobody reports whether c is the name of a demand of which is not said of whom
// it is made.
func (r *run) demandsOfNobody(c *candidate) bool { return r.noun(c.tok) && len(c.recipients) == 0 }

// refuses reports whether b is the refusal of the demand c: "the request by Oslo was
// turned down by Minsk".
func (r *run) refuses(c, b *candidate) bool {
	return live(b) && b.tok == r.d.Tokens[c.tok].Head && r.located(b.actors)
}

// accusesIn reports whether b is told in a clause of c as what c answers: "denied it after
// Israel accused it".
func (r *run) accusesIn(c, b *candidate) bool {
	h := r.d.Tokens[b.tok].Head
	if r.rel(b.tok) == "acl" || r.rel(b.tok) == "acl:relcl" { // Togo, accused by Benin, denied it
		return slices.Contains(r.subjects(c.tok), h) && r.addresses(c, b)
	}
	return r.is(b.tok, "advcl") && h == c.tok && r.addresses(c, b)
}

// within reports whether c is the name of an act that stands in what verb b says.
func (r *run) within(c, b *candidate) bool {
	return r.noun(c.tok) && r.verb(b.tok) && r.governs(b.tok, c.tok)
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

// protestsOnly reports whether c is a diplomatic protest that does not say at what.
func (r *run) protestsOnly(c *candidate) bool {
	return (strings.HasPrefix(c.id, "protest.diplo:") || strings.HasPrefix(c.id, "lodge.protest:")) && !r.located(c.recipients)
}

// replies reports whether c is a refusal, a denial or a vow without a party of its own,
// which may answer somebody.
func (r *run) replies(c *candidate) bool {
	if r.located(c.recipients) || r.polArgs(c.recipients) {
		return false
	}
	return c.event == "REJECT" && c.flags&recip == 0 || c.event == "THREATEN" && strings.HasPrefix(c.id, "vow.")
}

// denies reports whether c is a denial or a dismissal.
func denies(c *candidate) bool { return c.flags&(denyFlag|answer) != 0 }

// deniesOnly reports whether c is a denial that no act told before explains.
func (r *run) deniesOnly(c *candidate) bool { return denies(c) && !c.aimed && r.replies(c) }

// addresses reports whether by act b another party addressed the actor of c: by an
// accusation, or if c is no denial also by a request, an offer, a threat or a sanction.
func (r *run) addresses(c, b *candidate) bool {
	if b.event != "ACCUSE" && denies(c) || !live(b) || b.flags&recip != 0 || r.within(c, b) {
		return false
	}
	return r.shares(b.recipients, c.actors) && len(r.strangers(b.actors, c.actors)) > 0
}

// claimant returns the party that last said something before candidate c, if it is
// another than c's actor.
func (r *run) claimant(c *candidate) ([]Arg, nlp.Span) {
	sent := r.sent(c)
	for s := sent; s >= 0 && s >= sent-2; s-- {
		for t := r.d.Sentences[s].First; t < r.d.Sentences[s].Last; t++ {
			after := s == sent && (r.is(t, "advcl") && r.d.Tokens[t].Head == c.tok || t < c.tok && r.semicolon(t, c.tok)) // rejected it after X had said
			if !r.verb(t) || !r.reports(t) || !after && (s == sent || r.rel(t) != "root" && r.rel(t) != "parataxis" && r.rel(t) != "conj") {
				continue
			}
			for _, x := range r.subjects(t) {
				if args := r.strangers(r.args(x), c.actors); len(args) > 0 && (s == sent-1 && political[r.refs[args[0].Referent].Sector] || r.polArgs(args) && len(r.foreign(args, c.actors)) > 0) {
					return args, args[0].Span
				}
			}
		}
	}
	return nil, nlp.Span{}
}

// dropIdle stops denials that answer nobody, which are claims and no acts.
func (r *run) dropIdle() {
	for i, c := range r.cands {
		if c.gate == "" && r.deniesOnly(c) && c.flags&answer == 0 && !r.implicated(i) {
			c.gate = "a denial that answers no accuser"
			c.why("gate", c.gate, "", r.d.Tokens[c.tok].Span)
		}
	}
}

// implicated reports whether an act told of before candidate i, in another sentence,
// has the denier as its actor, or nobody.
func (r *run) implicated(i int) bool {
	c := r.cands[i]
	for b := range before(replyReach)(r, i) {
		switch b.event {
		case "ASSAULT", "COERCE", "ACCUSE", "MOBILIZE", "SANCTION":
			if r.sent(b) != r.sent(c) && (r.shares(b.actors, c.actors) || len(b.actors) == 0) {
				return true
			}
		}
	}
	return false
}

// mayInherit reports whether c may have its recipient from the act it is coordinated
// with: "dismissed Ottawa's charge and stopped issuing visas".
func (r *run) mayInherit(c *candidate) bool {
	return r.unaimed(c) && c.recipient != nil && r.verb(c.tok)
}

// coordinates reports whether b is the act of a verb that c's is coordinated with, and
// the same party does both.
func (r *run) coordinates(c, b *candidate) bool {
	return live(b) && b.flags&recip == 0 && r.coordinated(b.tok, c.tok) && r.located(b.recipients) && r.shares(b.actors, c.actors) && !r.shares(b.recipients, c.actors)
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

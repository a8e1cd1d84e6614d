package coder

import (
	"iter"
	"slices"
	"strings"

	"chancery/nlp"
)

// An unsaid is one way in which a text tells a party of an act that the act's own
// words leave unsaid: by another act that is told before, beside or after it, or by
// words of other kinds.
type unsaid struct {
	// role is whose party is sought, and why and path are what is recorded of it.
	role      role
	why, path string
	// acts are the types of acts that may leave the party unsaid, and lacks reports
	// whether one does: nil if those do that have no actor, or whose recipients, if
	// any, are of no known country.
	acts  types
	lacks func(r *run, c *candidate) bool
	// among yields the acts that may tell the party, those first that are asked first,
	// and told are their types. The first that fits decides: gives says who of it the
	// party is, which may be nobody.
	among func(r *run, i int) iter.Seq[*candidate]
	told  types
	fits  func(r *run, c, b *candidate) bool
	gives func(r *run, c, b *candidate) []Arg
	// find finds the party by other words than those of acts, in place of all that.
	find func(r *run, c *candidate) (party []Arg, by nlp.Span)
	// survey looks at the text as a whole before any act is asked.
	survey func(r *run)
}

// A role is the part of a party in an act.
type role string

const (
	asActor     role = "actor"
	asRecipient role = "recipient"
)

// types are names of types of events; nil stands for all.
type types []string

func only(names string) types { return strings.Fields(names) }

func (s types) has(event string) bool { return s == nil || slices.Contains(s, event) }

// replying are the ways that need every mention of an act, and go before these are
// merged. Whatever way comes first is surer, and what it tells is known to the next.
var replying = []unsaid{
	{
		role: asRecipient, why: "who did what is spoken of", acts: only("ACCUSE SUPPORT REJECT"), // condemned the raid of Chad
		among: beside, fits: (*run).isObject, gives: actorsOf,
	},
	{
		role: asRecipient, why: "who did what is spoken of", acts: only("ACCUSE SUPPORT REJECT"), // condemned the raid
		among: before(anywhere), fits: (*run).isWhatObjectNames, gives: actorsOf,
	},
	{
		role: asRecipient, why: "who did what is protested at", acts: only("ACCUSE"), lacks: (*run).protestsOnly, // lodged a protest
		among: before(1), told: only("MOBILIZE ASSAULT COERCE SANCTION THREATEN"), fits: (*run).isStrangers, gives: actorsOf,
	},
	{
		role: asRecipient, why: "answers what was said or done to it", acts: only("REJECT THREATEN"), lacks: (*run).replies, // refused
		among: before(replyReach), told: only("ACCUSE REQUEST AGREE THREATEN SANCTION"), fits: (*run).addresses, gives: (*run).strangersOf,
	},
	{
		role: asRecipient, why: "answers what was said or done to it", acts: only("REJECT"), lacks: (*run).replies, // denied it after Oslo accused it
		among: beside, told: only("ACCUSE"), fits: (*run).accusesIn, gives: (*run).strangersOf,
	},
	{
		role: asRecipient, why: "answers a claim", acts: only("REJECT"), lacks: (*run).deniesOnly, // denied it
		find: (*run).claimant,
	},
	{
		role: asRecipient, why: "that of the act beside it", path: "conj", acts: only("REQUEST REJECT THREATEN SANCTION ACCUSE"), lacks: (*run).mayInherit, // … and stopped issuing visas
		among: beside, told: only("REQUEST REJECT THREATEN SANCTION ACCUSE SUPPORT"), fits: (*run).coordinates, gives: recipientsOf,
	},
	{
		role: asActor, why: "who is blamed for it", acts: only("COERCE SANCTION"), // protested to Tokyo over the arrest
		among: beside, told: only("ACCUSE"), fits: (*run).blames, gives: (*run).blamedBy,
	},
	{
		role: asRecipient, why: "who refused it", acts: only("REQUEST"), lacks: (*run).demandsOfNobody, // the request was turned down by Minsk
		among: beside, told: only("REJECT"), fits: (*run).refuses, gives: (*run).strangersOf,
	},
}

// remaining are the ways that go by the acts as merged.
var remaining = []unsaid{
	{
		role: asActor, why: "who says that it was theirs", acts: only("ASSAULT"), // claimed responsibility for the blast
		find: (*run).culprit,
	},
	{
		role: asActor, why: "who says that it will be done", path: "ccomp", acts: only("SANCTION COERCE CONCEDE RETREAT AID AGREE MOBILIZE"), // said the banks would be barred
		find: (*run).announcer,
	},
	{
		role: asActor, why: "the authorities of the country", acts: only("COERCE"), // was arrested
		find: (*run).custodian,
	},
	{
		role: asActor, why: "the state out of which it was", path: "from", acts: only("COERCE SANCTION"), // was deported from Austria
		find: (*run).evictor,
	},
	{
		role: asActor, why: "the state on whose ground it was", acts: only("ACCUSE"), // in Beijing, the ambassador was summoned
		find: (*run).summoner,
	},
	{
		role: asRecipient, why: "whose it is", path: "obj.acl.by", acts: only("ACCUSE REJECT SUPPORT"), lacks: (*run).speaksOf, // rejected the plan put forward by Moscow
		find: (*run).author,
	},
	{
		role: asRecipient, why: "who said or did what is spoken of", acts: only("ACCUSE REJECT SUPPORT"), lacks: (*run).speaksOf, // rejected the claim that Riga shelters them
		among: beside, fits: (*run).isWithinObject, gives: actorsOf,
	},
	{
		role: asRecipient, why: "who said or did what is spoken of", acts: only("ACCUSE REJECT SUPPORT"), lacks: (*run).takesUpOnly, // called the decision hostile
		among: before(2), fits: (*run).isTakenUp, gives: actorsOf,
	},
	{
		role: asRecipient, why: "who has just acted on it", acts: only("REQUEST REJECT THREATEN ACCUSE SANCTION SUPPORT CONCEDE"), lacks: (*run).returns, // Moscow threatened a response
		among: before(2), fits: (*run).actsOnIt, gives: (*run).attackersOf,
	},
	{
		role: asRecipient, why: "the crowd that is told of", acts: only("ASSAULT"), lacks: (*run).disperses, // used tear gas
		among: around, told: only("PROTEST"), fits: (*run).hasCrowd, gives: (*run).crowdOf,
	},
	{
		role: asRecipient, why: "the crowd that is told of", acts: only("ASSAULT"), lacks: (*run).disperses,
		survey: (*run).findCrowds, find: (*run).crowdNamed,
	},
	{
		role: asRecipient, why: "the state that is to meet the demand", acts: only("PROTEST"), lacks: (*run).demands, // marched to demand elections
		find: (*run).homeState,
	},
	{
		role: asRecipient, why: "the other side in the text", acts: only("REJECT THREATEN REQUEST SANCTION ACCUSE CONSULT AGREE SUPPORT MOBILIZE"), lacks: (*run).quarrels, // flatly refused
		survey: (*run).countBouts, find: (*run).opponent,
	},
	{
		role: asRecipient, why: "between whom was what is spoken of", acts: only("SUPPORT"), lacks: (*run).greets, // Paris hailed the accord
		survey: (*run).countParts, among: before(anywhere), told: only("AGREE CONSULT"), fits: (*run).isOfTwo, gives: actorsOf,
	},
	{
		role: asRecipient, why: "the sides in the text", acts: only("REQUEST SUPPORT CONSULT THREATEN"), lacks: (*run).ofSides, // urged both camps to stop
		find: (*run).bothSides,
	},
	{
		role: asRecipient, why: "where the text is set", acts: only("ASSAULT COERCE PROTEST SANCTION RETREAT"), lacks: (*run).unplaced, // clamped a curfew on the city
		find: (*run).atHome,
	},
	{
		role: asRecipient, why: "whom the text is about", acts: only("REQUEST ACCUSE THREATEN SANCTION REJECT AGREE AID SUPPORT CONCEDE COOPERATE"), lacks: (*run).looksOn, // Paris deplored the coup
		survey: (*run).countParts, find: (*run).storyState,
	},
}

// tell gives the acts the parties that their words leave unsaid, in one way after
// another.
func (r *run) tell(ways []unsaid) {
	for w := range ways {
		way := &ways[w]
		if way.survey != nil {
			way.survey(r)
		}
		for i, c := range r.cands {
			if c.gate == "" && way.acts.has(c.event) && r.lacks(c, way) {
				r.tellOne(i, way)
			}
		}
	}
}

// lacks reports whether act c leaves unsaid what a way may tell.
func (r *run) lacks(c *candidate, way *unsaid) bool {
	switch {
	case way.lacks != nil:
		return way.lacks(r, c)
	case way.role == asActor:
		return len(c.actors) == 0
	}
	return r.unaimed(c)
}

// unaimed reports whether an act that is done to somebody has nobody of a known
// country to whom it is done.
func (r *run) unaimed(c *candidate) bool { return c.flags&recip == 0 && !r.located(c.recipients) }

// tellOne seeks the party of act i in one way.
func (r *run) tellOne(i int, way *unsaid) {
	c := r.cands[i]
	var party []Arg
	var by nlp.Span
	if way.find != nil {
		party, by = way.find(r, c)
	} else {
		for b := range way.among(r, i) {
			if way.told.has(b.event) && way.fits(r, c, b) {
				party, by = way.gives(r, c, b), r.trigger(b)
				break
			}
		}
	}
	if len(party) == 0 {
		return
	}
	if way.role == asActor {
		c.actors = party
	} else {
		c.recipients, c.aimed = party, true
	}
	c.why(string(way.role), way.why, way.path, by)
}

// memory is how many acts a text is looked through for what may have told of a party
// or of the same act, on either side: more than a reader keeps in mind, and few enough
// for the time to grow with the length of a text only.
const memory = 256

// anywhere is as far back as memory reaches.
const anywhere = 1 << 30

// before yields the acts told before act i in its sentence and so many before that,
// the last one first.
func before(sentences int) func(r *run, i int) iter.Seq[*candidate] {
	return func(r *run, i int) iter.Seq[*candidate] {
		return func(yield func(*candidate) bool) {
			first := r.sent(r.cands[i]) - sentences
			for j := i - 1; j >= max(0, i-memory) && r.sent(r.cands[j]) >= first; j-- {
				if !yield(r.cands[j]) {
					return
				}
			}
		}
	}
}

// beside yields the other acts of the sentence of act i, in text order.
func beside(r *run, i int) iter.Seq[*candidate] {
	return func(yield func(*candidate) bool) {
		for _, b := range r.actsIn(r.sent(r.cands[i])) {
			if b != r.cands[i] && !yield(b) {
				return
			}
		}
	}
}

// around yields the acts told before act i, the last one first, then those after it.
func around(r *run, i int) iter.Seq[*candidate] {
	return func(yield func(*candidate) bool) {
		for b := range before(anywhere)(r, i) {
			if !yield(b) {
				return
			}
		}
		for _, b := range r.cands[i+1 : min(len(r.cands), i+memory)] {
			if !yield(b) {
				return
			}
		}
	}
}

// sent returns the index of the sentence that tells of an act.
func (r *run) sent(c *candidate) int { return r.d.Tokens[c.tok].Sent }

func actorsOf(_ *run, _, b *candidate) []Arg { return b.actors }

func recipientsOf(_ *run, _, b *candidate) []Arg { return b.recipients }

func (r *run) strangersOf(c, b *candidate) []Arg { return r.strangers(b.actors, c.actors) }

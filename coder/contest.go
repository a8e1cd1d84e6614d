package coder

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// inWords makes disapproval of what politicians do to one another with the verbs and
// nouns of violence where no weapon and no harm is told: "attacked his rival over the
// war". A battle of theirs is no act, nor is a beating at the polls. Of an attack whose
// adjective says that it is one of words nobody need be named.
func (r *run) inWords(c *candidate) {
	blow := r.blow(c)
	told := r.noun(c.tok) && r.described(c.tok, r.classes["INWORDS"])
	bare := !told && len(c.actors) == 0 && r.attacksOn(c)
	told = told || bare
	if c.gate != "" || len(c.actors) == 0 && (len(c.recipients) == 0 || !told) || c.size.Dead != nil || c.size.Injured != nil || !r.word(blow, r.classes["WORDFIGHT"]) {
		return
	}
	who := slices.Concat(c.actors, c.recipients)
	if r.verb(c.tok) && slices.ContainsFunc(r.objects(c.tok), func(o int) bool { return r.in(o, r.classes["PROPOSAL"]) }) {
		who = nil // a plan can only be attacked in words, whoever does it
	}
	for i, a := range who {
		ref := &r.refs[a.Referent].Actor
		if !talks(ref) && !r.contends(a.Referent) && !(i >= len(c.actors) && r.heads(a.Referent, "attacked in words", wordTargets)) {
			return
		}
	}
	if bare {
		c.gate = "a fight of words"
		return
	}
	r.disarm(c, blow)
}

// attacksOn reports whether a plural noun of attack is of what befell one politician, of
// no place and no day: "attacks on Obama".
func (r *run) attacksOn(c *candidate) bool {
	if !r.noun(c.tok) || c.light >= 0 || !pluralTag(r.xpos[c.tok]) || c.date >= 0 || c.place >= 0 || len(c.recipients) != 1 {
		return false
	}
	a := &r.refs[c.recipients[0].Referent].Actor
	return a.Type == "person" && talks(a)
}

// disarm makes disapproval of an attack in words, and nothing of another fight.
func (r *run) disarm(c *candidate, blow int) {
	if len(c.recipients) == 0 || c.mode == "beat" || !r.word(blow, r.classes["ATTACK"]) && (r.noun(blow) || !r.word(blow, r.classes["WORDFIGHT"])) {
		c.gate = "a fight of words"
		return
	}
	c.event, c.mode, c.cameo = "ACCUSE", "disapprove", "111"
	c.why("type", "politicians attack in words", "", r.trigger(c))
}

// blow returns the word that tells what kind of blow an act is: the noun that says it
// under "launch" or "continue", or the act's own word.
func (r *run) blow(c *candidate) int {
	if c.flags&attackObj != 0 {
		for _, o := range r.objects(c.tok) {
			if r.word(o, r.classes["ATTACK"]) {
				return o
			}
		}
	}
	return c.tok
}

// contestWords is how many words of an election tell that a text is about one.
const contestWords = 2

// contest stops the force that is none because those who stand for office, or those
// who campaign for them, use it on one another in a text about an election: a beating
// at the polls, an advertisement that hits a rival. Whoever is armed, hurt or of the
// police is spared, and so is a crowd.
func (r *run) contest(c *candidate) {
	if c.gate != "" || c.size.Dead != nil || c.size.Injured != nil {
		return
	}
	if (c.event == "AID" || c.event == "SANCTION") && r.partisan(c) {
		c.gate = "support in a campaign"
		return
	}
	switch {
	case c.event == "ASSAULT" && (c.mode == "" || c.mode == "beat"):
	case c.event == "COERCE" && c.mode == "restrict" && r.word(c.tok, r.classes["OUTDO"]):
	case c.event == "COERCE" && c.mode == "seize" && strings.HasPrefix(c.id, "overthrow:"):
	default:
		return
	}
	rivals := 0
	for i, a := range slices.Concat(c.actors, c.recipients) {
		ref := &r.refs[a.Referent].Actor
		switch {
		case ref.Type == "country" || armed(ref):
			return
		case talks(ref) || r.contends(a.Referent):
			rivals++
		case i < len(c.actors) && r.campaigner(a, c):
		default:
			return
		}
	}
	if rivals == 0 || r.electoral(c.tok) < contestWords {
		return
	}
	if c.event != "ASSAULT" {
		c.gate = "a contest for votes"
		return
	}
	r.disarm(c, r.blow(c))
}

// partisan reports whether what is given or withheld is money for a campaign, or the
// support of one politician for another.
func (r *run) partisan(c *candidate) bool {
	if len(c.recipients) > 0 && !slices.ContainsFunc(c.recipients, func(a Arg) bool { return !r.heads(a.Referent, "campaigns", campaignNouns) }) {
		return true
	}
	support := slices.ContainsFunc(r.objects(c.tok), func(o int) bool {
		return r.lemma[o] == "support" || r.lemma[o] == "endorsement" || r.lemma[o] == "backing"
	})
	person := func(a Arg) bool { return r.refs[a.Referent].Type != "person" }
	return support && len(c.actors) > 0 && !slices.ContainsFunc(slices.Concat(c.actors, c.recipients), person) && r.electoral(c.tok) >= contestWords
}

// heads reports whether a mention of a referent is headed by one of words, a set by its name.
func (r *run) heads(ref int, set string, words map[string]bool) bool {
	return r.any(ref, set, func(m *nlp.Mention) bool { return words[r.lemma[m.Head]] })
}

// campaigner reports whether an actor with no office may campaign: a body or a medium
// of no armed kind, or what its word says.
func (r *run) campaigner(a Arg, c *candidate) bool {
	ref := &r.refs[a.Referent]
	if ref.Type == "org" || ref.Type == "media" {
		return true
	}
	if r.headed(a.Referent, "CAMPAIGNER") {
		return true
	}
	modal, _, _ := r.aux(c.tok)
	return modal != "" && r.lemma[c.tok] == "beat" // who can beat him
}

// electoral counts the words of an election in the sentence of token t and in those
// beside it.
func (r *run) electoral(t int) int {
	seen := map[string]bool{}
	sent := r.d.Tokens[t].Sent
	for s := max(0, sent-1); s <= min(len(r.d.Sentences)-1, sent+1); s++ {
		for i := r.d.Sentences[s].First; i < r.d.Sentences[s].Last; i++ {
			if r.word(i, r.classes["CAMPAIGN"]) {
				seen[r.lemma[i]] = true
			}
		}
	}
	return len(seen)
}

// described reports whether a noun has an adjective of a class.
func (r *run) described(t int, class *wordSet) bool {
	for _, k := range r.kids[t] {
		if r.is(k, "amod") && r.word(k, class) {
			return true
		}
	}
	return false
}

// contends reports whether a referent is of those who run for an office: "challengers".
func (r *run) contends(ref int) bool { return r.headed(ref, "CONTENDER") }

// talks reports whether a is a politician, a party or a body of the state that fights
// with words.
func talks(a *ledger.Actor) bool {
	switch a.Type {
	case "person", "org", "media":
	case "group":
		return a.Sector == "LEG" || a.Sector == "GOV" // "senators", not the supporters of a party
	default:
		return false
	}
	switch a.Sector {
	case "GOV", "LEG", "ELI", "PTY", "OPP", "JUD", "JRN", "BUS":
		return !armed(a)
	}
	return false
}

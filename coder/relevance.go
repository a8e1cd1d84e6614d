package coder

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/tsv"
	"chancery/ledger"
	"chancery/nlp"
)

// A relevance tells whether an act is public affairs by a sum of integer weights: of
// its parties' kinds, of its type, and of the words around it that speak of public
// affairs or of another domain. All weights are rows of gates-relevance.tsv.
type relevance struct {
	need  int
	party map[string]int // by kind: "GOV", "GOV.country", "local"
	nouns map[string][]evidence
	act   map[string]int // by "ACCUSE/allege", else "ACCUSE"
	words map[string][]evidence
	// subjects are the names of the sets of words; those before domains are public,
	// those from plays on of domains whose words and names are borrowed from politics.
	subjects       []string
	domains, plays int
}

// An evidence is a word, or one with a modifier, and what it speaks for.
type evidence struct {
	mod, kind string
	subject   int // index into relevance.subjects
	weight    int
}

// The reach of words around an act, in sentences, and the most that they may add.
const (
	reach       = 2  // sentences on either side
	lead        = 12 // the first sentence tells the topic this far
	storyReach  = 6  // of the gates whose scope is document
	oneStory    = 60 // sentences that a text of one story may have
	powersReach = 6
	mostPublic  = 6
	mostDomain  = 14
	mostPowers  = 3
	strongWord  = 4
	amongActs   = 3 // added by an act of public affairs told shortly before
	manyDetains = 5 // arrested at once: no household crime
)

func (t *tables) readRelevance(rows []tsv.Row) error {
	v := &relevance{party: map[string]int{}, nouns: map[string][]evidence{}, act: map[string]int{}, words: map[string][]evidence{}}
	for _, r := range rows {
		what, name := r.Get("what"), r.Get("name")
		weight, err := strconv.Atoi(r.Get("weight"))
		if err != nil || weight < -20 || weight > 20 {
			return r.Errorf("weight must be a whole number from -20 to 20; it is %q", r.Get("weight"))
		}
		to := v.words
		e := evidence{kind: name, weight: weight}
		switch what {
		case "need":
			v.need = weight
			continue
		case "party":
			v.party[name] = weight
			to = v.nouns
		case "act":
			typ, mode, _ := strings.Cut(name, "/")
			if t.onto.Type(typ) == nil || mode != "" && t.onto.Mode(typ, mode) == nil {
				return r.Errorf("%q is no type of event, or no mode of it", name)
			}
			v.act[name] = weight
			continue
		case "public", "domain", "play":
			i := slices.Index(v.subjects, name)
			if i < 0 {
				i = len(v.subjects)
				v.subjects = append(v.subjects, name)
			}
			switch {
			case what == "public" && v.domains < i || what != "play" && v.plays < i:
				return r.Errorf("rows go in the order public, domain, play")
			case what == "public":
				v.domains, v.plays = i+1, i+1
			case what == "domain":
				v.plays = i + 1
			}
			e.subject = i
		default:
			return r.Errorf("what must be need, party, act, public, domain or play; it is %q", what)
		}
		for _, w := range strings.Fields(r.Get("words")) {
			for _, w := range spellings(w) {
				e := e
				if i := strings.LastIndexByte(w, '_'); i >= 0 {
					e.mod, w = w[:i], w[i+1:]
				}
				to[w] = append(to[w], e)
			}
		}
	}
	t.relevance = v
	return nil
}

// weigh stops a candidate that is no public affairs, as far as its parties and the
// words around it tell, and notes what decided.
func (r *run) weigh(c *candidate) string {
	v := r.relevance
	actor, who := r.standing(c.actors)
	recipient, whom := r.standing(c.recipients)
	if c.event == "PROTEST" { // drivers, pensioners, young Kenyans: many together
		at, private := strings.CutPrefix(who, "private")
		if unknown, ok := strings.CutPrefix(who, "unknown"); ok && len(c.actors) > 0 && r.many(c.actors[0].Referent) {
			at, private = unknown, true
			if r.located(c.actors) {
				at = ".country"
			}
		}
		if private {
			who = "crowd" + at
			actor = v.party[who]
		}
	}
	typ := c.event + "/" + c.mode
	act, ok := v.act[typ]
	if !ok {
		typ = c.event
		act = v.act[typ]
	}
	if c.size.Dead != nil || c.size.Arrested != nil && *c.size.Arrested >= manyDetains {
		act += 2
	} else if c.event == "COERCE" && c.mode == "arrest" && r.masses(c) {
		act += 2
	}
	if c.event == "PROTEST" && len(c.actors) == 0 && len(c.recipients) == 0 && r.placed(c) { // riots in a town
		act++
	}
	public, domain, subject := r.around(c, max(actor, recipient) >= v.party["known"])
	powers := r.powers(c)
	score := actor + recipient + act + public + powers - domain
	by := fmt.Sprintf("actor %s %+d, recipient %s %+d, %s %+d, public words %+d, powers %+d", who, actor, whom, recipient, typ, act, public, powers)
	if domain > 0 {
		by += fmt.Sprintf(", words of %s %+d", subject, -domain)
	}
	if score < v.need && r.storied(c) {
		score += amongActs
		by += fmt.Sprintf(", told among public acts %+d", amongActs)
	}
	c.relevance = score
	c.why("relevance", fmt.Sprintf("%s: %d of %d", by, score, v.need), "", r.d.Tokens[c.tok].Span)
	if score >= v.need {
		return ""
	}
	if domain > 0 {
		return "no public affairs: " + subject
	}
	return "no public affairs"
}

// masses reports whether an act befalls dozens, by its words.
func (r *run) masses(c *candidate) bool {
	if !r.verb(c.tok) {
		return false
	}
	dozens := func(t int) bool {
		switch r.lemma[t] {
		case "dozen", "score", "hundred", "thousand", "dozens", "scores", "hundreds", "thousands":
			return true
		}
		return r.xpos[t] == "CD" && len(strings.ReplaceAll(r.d.Tokens[t].Form, ",", "")) > 2 && r.d.Tokens[t].Form[0] <= '9'

	}
	return slices.ContainsFunc(r.objects(c.tok), func(o int) bool { return dozens(o) || slices.ContainsFunc(r.kids[o], dozens) })
}

// storied reports whether an act of public affairs, well above what is needed, is told
// shortly before.
func (r *run) storied(c *candidate) bool {
	sent := r.d.Tokens[c.tok].Sent
	for i := len(r.cands) - 1; i >= 0; i-- {
		b := r.cands[i]
		if sent-r.d.Tokens[b.tok].Sent > reach {
			return false
		}
		if b != c && b.gate == "" && b.status != "" && b.relevance >= r.relevance.need+amongActs {
			return true
		}
	}
	return false
}

// standing returns the weight of the weightiest of args, and its kind.
func (r *run) standing(args []Arg) (int, string) {
	best, name := r.relevance.party["nobody"], "nobody"
	for i, a := range args {
		if w, k := r.partyKind(a); i == 0 || w > best {
			best, name = w, k
		}
	}
	return best, name
}

// partyKind returns the weight and the kind of a party. A kind ends in ".country" if
// the words that name the party tell its country.
func (r *run) partyKind(a Arg) (int, string) {
	v, ref := r.relevance, &r.refs[a.Referent]
	at := ""
	if ref.Country != "" && ref.Country != "MNC" && !guessed(&ref.Actor) {
		at = ".country"
	}
	kind := ""
	switch {
	case ref.Type == "place":
		kind = "place"
	case ref.Type == "country":
		return v.party["state"], "state"
	case ref.Country == "UNO" || ref.Country == "EUR" || ref.Country == "IGO":
		return v.party["international"], "international"
	case ref.Country == "IMG" || ref.Country == "ISM":
		return v.party["armed"], "armed"
	}
	known := tabled(&ref.Actor)
	if kind == "" && !known {
		kind = r.nounKind(ref)
	}
	if kind == "" {
		for _, s := range ref.Sectors {
			if kind == "" || v.party[s+at] > v.party[kind+at] {
				kind = s
			}
		}
		if (kind == "" || kind == "CVL") && ref.Type == "group" {
			kind = "crowd"
		}
		if known && political[kind] {
			return v.party["known"], "known"
		}
	}
	if kind == "" || at != "" && v.party[kind+at] < v.party["people"] {
		if r.people(a.Referent) {
			kind, at = "people", ""
		}
	}
	if kind == "" {
		if r.ruling(a) {
			return v.party["state"], "state"
		}
		kind = "unknown"
	}
	if w, ok := v.party[kind+at]; ok {
		return w, kind + at
	}
	return v.party[kind], kind
}

// tabled reports whether a table of persons and bodies in politics has the actor.
func tabled(a *ledger.Actor) bool {
	for _, table := range []string{"leaders.tsv", "ministers.tsv", "officials.tsv", "parties.tsv", "armed_groups.tsv", "seats.tsv", "institutions.tsv"} {
		if strings.HasPrefix(a.FoundBy, table) {
			return true
		}
	}
	return false
}

// nounKind returns the kind that the nouns of a referent's mentions tell, or "".
func (r *run) nounKind(ref *ledger.Referent) string {
	best, known := r.index.kinds[ref]
	if known {
		return best
	}
	for _, m := range ref.Mentions {
		if m >= len(r.d.Mentions) || r.d.Mentions[m].Kind == nlp.Pronoun {
			continue
		}
		t := r.d.Mentions[m].Head
		for _, e := range r.relevance.nouns[r.lemma[t]] {
			if e.mod != "" && !r.modified(t, e.mod) {
				continue
			}
			if best == "" || r.relevance.party[e.kind] > r.relevance.party[best] {
				best = e.kind
			}
			break // rows with modifiers go before bare ones
		}
	}
	r.index.kinds[ref] = best
	return best
}

// around sums the words near an act: those of public affairs, and those of the
// weightiest of the other domains. A word counts once. The words of the act's own
// sentence and of the next ones count whole, those farther off half, and so does the
// first sentence of a short text. One word alone makes no domain, unless it is a
// strong one. Of a power's acts only a play may have the words: half of them count.
// The public words of a strong play are its own, and count for nothing.
func (r *run) around(c *candidate, power bool) (public, domain int, subject string) {
	v, sent := r.relevance, r.d.Tokens[c.tok].Sent
	sums := make([]int, len(v.subjects)) // in halves
	words := make([]int, len(v.subjects))
	seen := map[string]int{}
	parties := r.partiesOf(c)
	count := func(s, half int) {
		for t := r.d.Sentences[s].First; t < r.d.Sentences[s].Last; t++ {
			if m := r.mention[t]; t == c.tok || m >= 0 && parties[r.d.Mentions[m].Chain] {
				continue
			}
			for _, e := range v.words[r.lemma[t]] {
				if e.mod != "" && !r.modified(t, e.mod) || e.subject < v.domains && e.mod == "" && r.upos(t) == "PROPN" {
					continue
				}
				word := strconv.Itoa(e.subject) + r.lemma[t]
				if w := e.weight * half; w > seen[word] {
					if seen[word] == 0 {
						words[e.subject]++
					}
					sums[e.subject] += w - seen[word]
					seen[word] = w
				}
			}
		}
	}
	for s := max(0, sent-reach); s <= min(len(r.d.Sentences)-1, sent+reach); s++ {
		half := 1
		if s-sent <= 1 && sent-s <= 1 {
			half = 2
		}
		count(s, half)
	}
	if sent > reach && sent <= lead {
		count(0, 1)
	}
	for i, n := range sums {
		switch {
		case i < v.domains:
			public += n
			continue
		case words[i] < 2 && n < 2*strongWord:
			continue
		case power && i < v.plays:
			continue
		case power:
			n /= 2
		}
		if n > domain {
			domain, subject = n, v.subjects[i]
		}
	}
	if domain >= 2*strongWord && slices.Index(v.subjects, subject) >= v.plays {
		public = 0 // of the plot
	}
	return min(public/2, mostPublic), min(domain/2, mostDomain), subject
}

// partiesOf returns the referents of an act's parties, which speak by their kinds and
// not once more by their words.
func (r *run) partiesOf(c *candidate) map[int]bool {
	out := map[int]bool{}
	for _, args := range [][]Arg{c.actors, c.recipients} {
		for _, a := range args {
			out[a.Referent] = true
		}
	}
	return out
}

// powers counts, up to mostPowers, the others near an act that are powers by what the
// text or the tables say of them: states, their organs, international bodies, persons
// of politics.
func (r *run) powers(c *candidate) int {
	sent := r.d.Tokens[c.tok].Sent
	seen := r.partiesOf(c)
	n := 0
	for s := max(0, sent-powersReach); s <= min(len(r.d.Sentences)-1, sent+powersReach); s++ {
		for t := r.d.Sentences[s].First; t < r.d.Sentences[s].Last && n < mostPowers; t++ {
			m := r.mention[t]
			if m < 0 || r.d.Mentions[m].Kind != nlp.Name {
				continue
			}
			chain := r.d.Mentions[m].Chain
			if chain < 0 || chain >= len(r.refs) || seen[chain] {
				continue
			}
			seen[chain] = true
			ref := &r.refs[chain].Actor
			switch {
			case ref.Type == "place", guessed(ref):
			case ref.Type == "country" && r.d.Mentions[m].Type == nlp.Norp: // may be of a team, a dish, a firm
			case ref.Type == "country", bodies[ref.Country] && ref.Country != "NGO", pol(ref) && tabled(ref):
				n++
			}
		}
	}
	return n
}

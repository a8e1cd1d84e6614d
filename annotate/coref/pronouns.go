package coref

import (
	"strings"

	"chancery/lang/en/names"
	"chancery/nlp"
)

// The features of an antecedent of a pronoun. Each has a weight for each class
// of pronoun, a row of data/weights.tsv: "he.subject", "it.subject".
const (
	fSame       = iota // in the sentence of the pronoun
	fBack1             // one sentence back
	fBack2             // two
	fBack3             // three or more
	fSubject           // its latest mention is a subject
	fObject            // an object
	fOblique           // after a preposition
	fModifier          // a modifier of a noun
	fConjunct          // not the first of a coordination
	fName              // that mention is a name
	fNominal           // a nominal
	fPronoun           // a pronoun
	fAlike             // a pronoun of the same person, number and gender
	fParallel          // it has the same relation as the pronoun
	fOnce              // mentioned once so far
	fTwice             // twice
	fOften             // three or four times
	fMost              // five times and more
	fNamed             // a name refers to it
	fGender            // its gender is known, and is the pronoun's
	fNumber            // its number is known, and is the pronoun's or both
	fPerson            // a person
	fGroup             // several people
	fOrg               // a body
	fGPE               // a place with a government
	fLoc               // another place
	fThing             // a thing
	fIndefinite        // with an indefinite article or a numeral
	fDefinite          // with a definite article
	fBare              // without one
	fPossessed         // with a possessor
	fFirst             // the first mention of its sentence
	fNear              // up to four tokens before, in the sentence
	fMid               // up to ten
	fFar               // more
	fRank0             // no other candidate lies between
	fRank1             // one
	fRank2             // two or three
	fRank3             // four and more
	fSpeaker           // says the quotation that the pronoun is in
	fQuoted            // in a quotation, and the pronoun is in none
	fUnquoted          // in none, and the pronoun is in one
	fOwner             // owner of what the pronoun is beside: "his" and the subject
	fMain              // a subject of the main clause
	fCataphor          // stands after the pronoun
	// In the sentence of the pronoun and one back, each with what else is so.
	fSameSubject
	fSameObject
	fSamePronoun
	fSameAlike
	fSameName
	fSameRank0
	fSameOften
	fBackSubject
	fBackObject
	fBackPronoun
	fBackAlike
	fBackName
	fBackRank0
	fBackOften
	// Both are subjects, and so on.
	fSubjects
	fSubjectObject
	fSubjectRank0
	fAlikeSubject
	fSays        // it says or was quoted
	fBothSay     // and so does the pronoun
	fBackSays    // it says, in the sentence before
	fOld         // no name or noun for it stands in the sentence or the two before
	fOver        // subject of a verb that governs the pronoun's clause
	fOverSays    // and that verb is one of saying
	fOverMain    // and it is the main verb
	fAlone       // the only candidate of the sentence, or else of the one before
	fPara        // its latest mention is in the paragraph of the pronoun
	fLead        // it was named in the first two sentences
	fVerb        // its latest mention depends on the same verb or noun as the pronoun, by another place
	fParaSubject // in the paragraph, and the subject of a main clause
	// Of nominals, with the features above.
	fHead    // a mention of it has the same noun
	fString  // the same words, but for the article
	fMods    // all that modifies the nominal is in a mention of it
	fExtra   // something that modifies the nominal is not
	fNewer   // its mention with the noun has a modifier that the nominal has not
	fBare2   // neither has a modifier
	fCountry // both are of one country
	fClash   // of two countries
	fHeir    // both have the same possessor
	fStrange // they have two possessors
	fRule    // the rules take it: see sameNoun
	fFar4    // four to eight sentences back
	fFar9    // more
	fSpoken  // it has two nominals with the noun
	// Of no antecedent.
	fNone         // always
	fNonePost     // something that follows modifies the nominal
	fNonePre      // something before it does
	fNonePlural   // it is plural
	fNoneSubject  // a subject
	fNoneModifier // a modifier of a noun
	fNonePerson   // for a person
	fNoneGroup    // for people
	fNoneOrg      // for a body
	fNonePlace    // for a place
	fNoneThing    // for a thing
	fNoneSeen     // the noun stood before
	fNoneSaid     // the very words stood before
	fNoneLead     // in the first sentences
	fNoneQuoted   // in a quotation
	fNoneFew      // no candidate is in the sentence or the last
	perClass
)

const (
	classHe = iota
	classIt
	classThey
	classThe  // nominals with "the"
	classThis // with "this", "that", "these", "those"
	classOwn  // with a possessor
	classBare // with none of them
	classDemo // "this" and "that" alone
	classCount
)

const features = perClass * classCount

var featureNames = func() (out [features]string) {
	names := strings.Fields(`same back1 back2 back3 subject object oblique modifier conjunct name nominal pronoun alike parallel
once twice often most named gender number person group org gpe loc thing indefinite definite bare possessed first near mid far
rank0 rank1 rank2 rank3 speaker quoted unquoted owner main cataphor
same-subject same-object same-pronoun same-alike same-name same-rank0 same-often
back1-subject back1-object back1-pronoun back1-alike back1-name back1-rank0 back1-often
subjects subject-object subject-rank0 alike-subject says both-say back1-says old over over-says over-main alone
para lead verb para-subject
head string mods extra newer plain country clash heir strange rule far4 far9 spoken
none none-post none-pre none-plural none-subject none-modifier none-person none-group none-org none-place none-thing
none-seen none-said none-lead none-quoted none-few`)
	for c, class := range []string{"he", "it", "they", "the", "this", "own", "bare", "demo"} {
		for i, n := range names {
			out[c*perClass+i] = class + "." + n
		}
	}
	return out
}()

// reach is how many sentences back the antecedent of a pronoun is looked for.
const reach = 4

// noAntecedent stands among candidates for none of them.
const noAntecedent = -1

// choice is an anaphor with its candidates, the last of which is noAntecedent, and
// the features of each.
type choice struct {
	of       []int
	features [][]int
}

func (c *choice) add(o int) *[]int {
	c.of = append(c.of, o)
	if len(c.features) < cap(c.features) {
		c.features = c.features[:len(c.features)+1]
	} else {
		c.features = append(c.features, nil)
	}
	f := &c.features[len(c.features)-1]
	*f = (*f)[:0]
	return f
}

func (c *choice) reset() { c.of, c.features = c.of[:0], c.features[:0] }

// best returns the candidate of c with the highest sum of weights, the first of
// equals, or noAntecedent.
func (r *resolver) best(c *choice) int {
	best, top := noAntecedent, int32(-1<<30)
	for k, o := range c.of {
		if score := r.score(c, k); score > top {
			best, top = o, score
		}
	}
	return best
}

// score is the sum of the weights of candidate k.
func (r *resolver) score(c *choice, k int) int32 {
	score := int32(0)
	for _, f := range c.features[k] {
		score += r.weights[f]
	}
	return score
}

// pronounsPass joins the pronouns of the third person, in text order, to the best
// candidate; choose, where it is not nil, is told the candidates, and decides.
func (r *resolver) pronounsPass(choose func(pronoun int, c *choice) int) {
	d := r.d
	var c choice
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		if m.Kind != nlp.Pronoun || v.pron.person != '3' || v.pleon || v.pron.kind == "relative" || v.kinds == 0 {
			continue
		}
		if r.resolved(i) {
			continue
		}
		if v.pron.kind == "reflexive" {
			if o := r.reflexive(i); o >= 0 {
				r.join(o, i)
				continue
			}
		}
		if o := r.goesOn(i); o >= 0 {
			r.join(o, i)
			continue
		}
		if o := r.principal(i); o >= 0 {
			r.join(o, i)
			continue
		}
		if o := r.ownWords(i); o >= 0 {
			r.join(o, i)
			continue
		}
		c.reset()
		r.candidates(i, func(o, rank int) {
			f := c.add(o)
			*f = r.describe(i, o, rank, *f)
		})
		r.alone(i, &c)
		f := c.add(noAntecedent)
		*f = r.describeNone(i, &c, *f)
		best := r.best(&c)
		if choose == nil {
			best = r.nearer(i, &c, best)
		}
		if choose != nil {
			best = choose(i, &c)
		} else if v.number == 'p' && v.pron.kind != "demo" {
			if parts := r.together(i, best); parts != nil {
				r.chain(i).members = parts
				continue
			}
		}
		if best >= 0 {
			r.join(best, i)
		}
	}
}

// nearer returns the candidate that takes the place of the best one for pronoun i by what
// news does: "they" are no single state where several stand in the sentence or the last,
// and "he", inside a paragraph, is whom the paragraph is about.
func (r *resolver) nearer(i int, c *choice, best int) int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	if best < 0 || v.quote >= 0 {
		return best
	}
	var fits func(o int) bool
	switch r.class(i) {
	case classThey:
		if ch := r.chain(best); ch.number == 'p' && !ch.named || ch.kinds&isGPE == 0 {
			return best
		}
		fits = func(o int) bool {
			return m.Sent-d.Mentions[o].Sent <= 1 && r.views[o].number == 'p' && d.Mentions[o].Kind == nlp.Nominal
		}
	case classHe:
		para := d.Sentences[m.Sent].Para
		if d.Sentences[d.Mentions[best].Sent].Para == para {
			return best
		}
		fits = func(o int) bool {
			return m.Sent-d.Mentions[o].Sent <= 1 && d.Sentences[d.Mentions[o].Sent].Para == para && (r.leading(o) || base(r.views[o].rel) == "nsubj") && r.views[o].quote < 0
		}
	default:
		return best
	}
	alt, top := -1, int32(0)
	for k, o := range c.of {
		if o < 0 || !fits(o) {
			continue
		}
		if score := r.score(c, k); alt < 0 || score > top {
			alt, top = o, score
		}
	}
	if alt >= 0 {
		return alt
	}
	return best
}

// resolved reports whether pronoun i stands for something already: more than the first
// persons of what it says, "I" in “I am ready,” she said.
func (r *resolver) resolved(i int) bool {
	for _, o := range r.chain(i).mentions {
		if o != i && (r.d.Mentions[o].Kind != nlp.Pronoun || r.views[o].pron.person != '1') {
			return true
		}
	}
	return false
}

// alone adds a feature to the candidate for pronoun i that is the only one of its
// sentence, or else of the sentence before.
func (r *resolver) alone(i int, c *choice) {
	for back := range 2 {
		only, n := 0, 0
		for k, o := range c.of {
			if r.d.Mentions[i].Sent-r.d.Mentions[o].Sent == back {
				only = k
				n++
			}
		}
		if n > 1 {
			return
		}
		if n == 1 {
			c.features[only] = append(c.features[only], r.class(i)*perClass+fAlone)
			return
		}
	}
}

// describeNone appends the features of no antecedent for anaphor i; c has the
// candidates so far, and one more.
func (r *resolver) describeNone(i int, c *choice, out []int) []int {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	at := r.class(i) * perClass
	when := func(cond bool, f int) {
		if cond {
			out = append(out, at+f)
		}
	}
	when(true, fNone)
	near, seen, said := false, false, false
	for k, o := range c.of[:len(c.of)-1] {
		near = near || m.Sent-d.Mentions[o].Sent <= 1
		for _, f := range c.features[k] {
			seen = seen || f == at+fHead
			said = said || f == at+fString
		}
	}
	when(!near, fNoneFew)
	when(m.Sent < 3, fNoneLead)
	when(v.quote >= 0, fNoneQuoted)
	switch base(v.rel) {
	case "nsubj":
		when(true, fNoneSubject)
	case "nmod", "compound":
		when(true, fNoneModifier)
	}
	if m.Kind == nlp.Pronoun {
		return out
	}
	when(seen, fNoneSeen)
	when(said, fNoneSaid)
	when(v.number == 'p', fNonePlural)
	post, pre := false, false
	for _, k := range r.kids[m.Head] {
		switch base(d.Tokens[k].Rel) {
		case "nmod", "acl", "appos":
			post = post || k > m.Head
			pre = pre || k < m.Head && d.Tokens[k].Rel != "nmod:poss"
		case "amod", "compound", "nummod":
			pre = true
		}
	}
	when(post, fNonePost)
	when(pre, fNonePre)
	when(v.kinds == isPerson, fNonePerson)
	when(v.kinds&isGroup != 0, fNoneGroup)
	when(v.kinds&isOrg != 0, fNoneOrg)
	when(v.kinds&(isGPE|isLoc) != 0, fNonePlace)
	when(v.kinds == isThing, fNoneThing)
	return out
}

// together returns the parts of a coordination, "Ana and Jon", that a plural
// pronoun stands for rather than for the best single mention, or nil: one in its
// sentence or the last, and no plural stands nearer.
func (r *resolver) together(i, best int) []int {
	parts := r.coordination(i, 0, 1)
	if parts == nil {
		return nil
	}
	for _, p := range parts {
		if m := &r.d.Mentions[p]; r.chain(p).kinds&(isPerson|isGPE|isOrg) == 0 || m.Last > r.d.Mentions[i].First || r.views[p].mod {
			return nil
		}
	}
	if best >= 0 && r.views[best].number == 'p' && best > parts[0] {
		return nil
	}
	switch base(r.views[parts[0]].rel) {
	case "nsubj", "obj", "root":
	default:
		if best >= 0 {
			return nil
		}
	}
	return parts
}

// class returns the class of an anaphor, which has weights of its own.
func (r *resolver) class(i int) int {
	v := &r.views[i]
	if r.d.Mentions[i].Kind == nlp.Nominal {
		switch v.def {
		case theDef:
			if v.pointing {
				return classThis
			}
			return classThe
		case possessed:
			return classOwn
		}
		return classBare
	}
	switch {
	case v.pron.kind == "demo":
		return classDemo
	case v.number == 'p':
		return classThey
	case v.gender == 'm' || v.gender == 'f':
		return classHe
	}
	return classIt
}

// reflexive returns the subject of the verb that "himself" depends on.
func (r *resolver) reflexive(i int) int {
	d := r.d
	t := d.Mentions[i].Head
	for steps := 0; t >= 0 && steps < 8; steps++ {
		for _, k := range r.kids[t] {
			if base(d.Tokens[k].Rel) == "nsubj" && k < d.Mentions[i].Head {
				if o := r.mentionAt(k); o >= 0 && r.agrees(i, o) {
					return o
				}
			}
		}
		t = d.Tokens[t].Head
	}
	return -1
}

// agrees reports whether pronoun i and the chain of o can be one by number,
// gender and kind.
func (r *resolver) agrees(i, o int) bool {
	v, c := &r.views[i], r.chain(o)
	if v.kinds&c.kinds == 0 {
		return false
	}
	switch v.number {
	case 's':
		if c.number == 'p' {
			return false
		}
	case 'p':
		if c.number == 's' && (c.gender == 'm' || c.gender == 'f' || c.kinds&^(isPerson) != 0 && c.kinds&(isOrg|isGPE|isGroup) == 0 || c.kinds == isPerson && c.named) {
			return false
		}
	}
	if v.gender != 0 && c.gender != 0 && v.gender != c.gender {
		return false
	}
	// A city is no "they".
	if m := &r.d.Mentions[o]; v.number == 'p' && m.Kind == nlp.Name && m.Type == nlp.GPE && r.Of(strings.ToLower(r.d.Slice(m.Span)))&(names.Country|names.Capital) == 0 {
		return false
	}
	return true
}

// candidates calls f with the latest mention of each chain that pronoun i can
// stand for, the nearest first, and how many came before it.
func (r *resolver) candidates(i int, f func(o, rank int)) {
	d := r.d
	m, v := &d.Mentions[i], &r.views[i]
	var seen [64]int
	n, rank := 0, 0
	have := func(root int) bool {
		for _, s := range seen[:n] {
			if s == root {
				return true
			}
		}
		if n < len(seen) {
			seen[n] = root
			n++
		}
		return false
	}
	for o := i - 1; o >= max(0, i-most) && n < len(seen); o-- {
		c := &d.Mentions[o]
		back := m.Sent - c.Sent
		if back > reach || back == reach && n > 12 {
			break
		}
		if !r.mayRefer(i, o) {
			continue
		}
		root := r.find(o)
		if root == r.find(i) || have(root) {
			continue
		}
		f(o, rank)
		rank++
	}
	// "In his speech, Macron …": nothing before agrees.
	if rank == 0 && (v.pron.kind == "poss" || d.Tokens[m.Head].Rel == "nmod:poss") {
		_, end := r.mentionsIn(m.Sent, m.Sent)
		for o := i + 1; o < min(end, i+most); o++ {
			if d.Mentions[o].Kind != nlp.Pronoun && base(d.Tokens[d.Mentions[o].Head].Rel) == "nsubj" && r.mayRefer(i, o) {
				f(o, 0)
				return
			}
		}
	}
}

// mayRefer reports whether pronoun i can stand for mention o: they agree, and no
// rule of binding or of quotations forbids it.
func (r *resolver) mayRefer(i, o int) bool {
	d := r.d
	m, c := &d.Mentions[i], &d.Mentions[o]
	v, u := &r.views[i], &r.views[o]
	if v.number == 'p' && r.counts(m.Head) && r.chain(o).number != 'p' {
		return false // "five of them" are of several
	}
	if v.gender == 'n' && v.rel == "nmod:poss" && v.pred >= 0 && statesOwn[r.nounAt(d, v.pred)] && r.chain(o).kinds&isGPE == 0 {
		return false // "its foreign minister" is a state's
	}
	if u.pleon || u.mod || c.Kind == nlp.Nominal && dated[u.noun] || c.First <= m.Head && m.Head < c.Last || !r.agrees(i, o) {
		return false
	}
	if u.pron.kind == "demo" && v.number == 's' && c.Kind == nlp.Pronoun && v.gender != 'n' {
		return false
	}
	if c.Kind == nlp.Pronoun && (u.pron.person == '2' || u.pron.person == '1') {
		// "I" in a quotation is a third person outside it.
		if u.quote < 0 || u.quote == v.quote {
			return false
		}
		if v.quote >= 0 && r.oneSpeaker(u.quote, v.quote) {
			return false // “We … They …” of one speaker are two
		}
	}
	// “Diaz must go,” he said: not Diaz.
	if u.quote >= 0 && u.quote != v.quote {
		if s := r.quotes[u.quote].speaker; s >= 0 && r.find(s) == r.find(i) {
			return false
		}
	}
	if v.quote >= 0 {
		if s := r.quotes[v.quote].speaker; s >= 0 && r.find(s) == r.find(o) {
			return false
		}
	}
	if c.Sent != m.Sent || v.pron.kind == "poss" || v.rel == "nmod:poss" || v.pron.kind == "reflexive" {
		return true
	}
	// Two arguments of one verb are two.
	if v.pred >= 0 && v.pred == u.pred && v.quote == u.quote {
		return false
	}
	if s := r.understood(v.pred); s >= 0 && s == c.Head && v.quote == u.quote {
		return false // "police fired to disperse them"
	}
	// "his lawyer told him": not the lawyer, by the rule above; the owner may be.
	return v.pred != c.Head
}

// statesOwn are nouns for what states have and bodies have not.
var statesOwn = map[string]bool{
	"airspace": true, "ambassador": true, "army": true, "border": true, "capital": true, "citizen": true, "coast": true, "constitution": true, "consul": true, "consulate": true, "currency": true,
	"embassy": true, "frontier": true, "minister": true, "navy": true, "parliament": true, "population": true, "premier": true, "province": true, "sovereignty": true, "territory": true,
}

// counts reports whether a number or the like is said of the plural pronoun at token t:
// "five of them", "most of whom".
func (r *resolver) counts(t int) bool {
	h := r.d.Tokens[t].Head
	if r.d.Tokens[t].Rel != "nmod" || h < 0 || h >= t || !r.under(t, "of") {
		return false
	}
	switch r.d.Tokens[h].UPOS {
	case "NUM":
		return true
	case "PRON", "DET", "ADJ":
		switch strings.ToLower(r.d.Tokens[h].Form) {
		case "some", "many", "most", "several", "few", "none", "both", "each", "half", "dozens", "hundreds":
			return true
		}
	}
	return false
}

// oneSpeaker reports whether two quotations are of one speaker.
func (r *resolver) oneSpeaker(a, b int32) bool {
	x, y := r.quotes[a].speaker, r.quotes[b].speaker
	return x >= 0 && y >= 0 && r.find(x) == r.find(y)
}

// understood returns the head of the subject that verb t leaves unsaid and shares
// with a verb above it: the object of that verb where an infinitive follows one, or
// else its subject. It is -1 where t has its own subject, or shares none.
func (r *resolver) understood(t int) int {
	d := r.d
	for range 4 {
		if t < 0 || r.subject(t) >= 0 {
			return -1
		}
		h := d.Tokens[t].Head
		if h < 0 {
			return -1
		}
		switch base(d.Tokens[t].Rel) {
		case "xcomp":
			for _, k := range r.kids[h] {
				if rel := base(d.Tokens[k].Rel); (rel == "obj" || rel == "iobj") && k < t {
					return k
				}
			}
		case "conj", "advcl":
		default:
			return -1
		}
		if s := r.subject(h); s >= 0 {
			return s
		}
		t = h
	}
	return -1
}

// subject returns the subject of the verb at token t, or -1.
func (r *resolver) subject(t int) int {
	for _, k := range r.kids[t] {
		if base(r.d.Tokens[k].Rel) == "nsubj" {
			return k
		}
	}
	return -1
}

// describe appends the features of the chain of o as antecedent of pronoun i.
func (r *resolver) describe(i, o, rank int, out []int) []int {
	d := r.d
	m, c := &d.Mentions[i], &d.Mentions[o]
	v, u := &r.views[i], &r.views[o]
	ch := r.chain(o)
	at := r.class(i) * perClass
	add := func(f int) { out = append(out, at+f) }
	when := func(cond bool, f int) {
		if cond {
			out = append(out, at+f)
		}
	}
	back := m.Sent - c.Sent
	if o > i {
		add(fCataphor)
	}
	add(fSame + min(max(back, 0), 3))
	rel := base(u.rel)
	switch rel {
	case "nsubj":
		add(fSubject)
		when(u.pred >= 0 && d.Tokens[u.pred].Head < 0, fMain)
	case "obj", "iobj":
		add(fObject)
	case "obl":
		add(fOblique)
	case "nmod", "compound", "amod":
		add(fModifier)
	}
	when(base(d.Tokens[c.Head].Rel) == "conj", fConjunct)
	switch c.Kind {
	case nlp.Name:
		add(fName)
	case nlp.Nominal:
		add(fNominal)
	default:
		add(fPronoun)
		when(u.pron.person == v.pron.person && u.number == v.number && u.gender == v.gender, fAlike)
	}
	when(rel == base(v.rel), fParallel)
	n := 0
	for _, k := range ch.mentions {
		if k < i {
			if n++; n > 4 {
				break
			}
		}
	}
	switch {
	case n <= 1:
		add(fOnce)
	case n == 2:
		add(fTwice)
	case n <= 4:
		add(fOften)
	default:
		add(fMost)
	}
	when(ch.named, fNamed)
	when(v.gender != 0 && ch.gender == v.gender, fGender)
	when(v.number != 0 && (ch.number == v.number || ch.number == 'x'), fNumber)
	when(ch.kinds&isPerson != 0, fPerson)
	when(ch.kinds&isGroup != 0, fGroup)
	when(ch.kinds&isOrg != 0, fOrg)
	when(ch.kinds&isGPE != 0, fGPE)
	when(ch.kinds&isLoc != 0, fLoc)
	when(ch.kinds&isThing != 0, fThing)
	if c.Kind == nlp.Nominal {
		add([...]int{bare: fBare, indefinite: fIndefinite, quantified: fIndefinite, theDef: fDefinite, possessed: fPossessed}[u.def])
	}
	when(o == r.sent[c.Sent], fFirst)
	if back == 0 {
		switch dist := m.First - c.Head; {
		case dist <= 4:
			add(fNear)
		case dist <= 10:
			add(fMid)
		default:
			add(fFar)
		}
	}
	add([...]int{fRank0, fRank1, fRank2, fRank2, fRank3}[min(rank, 4)])
	if v.quote < 0 && u.quote >= 0 {
		add(fQuoted)
	}
	if v.quote >= 0 && u.quote < 0 {
		add(fUnquoted)
	}
	often := n > 2
	alike := c.Kind == nlp.Pronoun && u.pron.person == v.pron.person && u.number == v.number && u.gender == v.gender
	switch {
	case back == 0:
		when(rel == "nsubj", fSameSubject)
		when(rel == "obj", fSameObject)
		when(c.Kind == nlp.Pronoun, fSamePronoun)
		when(alike, fSameAlike)
		when(c.Kind == nlp.Name, fSameName)
		when(rank == 0, fSameRank0)
		when(often, fSameOften)
	case back == 1:
		when(rel == "nsubj", fBackSubject)
		when(rel == "obj", fBackObject)
		when(c.Kind == nlp.Pronoun, fBackPronoun)
		when(alike, fBackAlike)
		when(c.Kind == nlp.Name, fBackName)
		when(rank == 0, fBackRank0)
		when(often, fBackOften)
	}
	when(rel == "nsubj" && base(v.rel) == "nsubj", fSubjects)
	when(rel == "nsubj" && base(v.rel) == "obj", fSubjectObject)
	when(rel == "nsubj" && rank == 0, fSubjectRank0)
	when(rel == "nsubj" && alike, fAlikeSubject)
	says := r.says(o)
	when(says, fSays)
	when(says && r.says(i), fBothSay)
	when(says && back == 1, fBackSays)
	if back == 0 && rel == "nsubj" && r.governs(u.pred, m.Head) {
		add(fOver)
		when(says, fOverSays)
		when(base(d.Tokens[u.pred].Rel) == "root", fOverMain)
	}
	old := true
	for _, k := range ch.mentions {
		old = old && (k >= i || d.Mentions[k].Kind == nlp.Pronoun || m.Sent-d.Mentions[k].Sent >= 3)
	}
	when(old, fOld)
	para := d.Sentences[m.Sent].Para == d.Sentences[c.Sent].Para
	when(para, fPara)
	when(para && back > 0 && r.leading(o), fParaSubject)
	when(d.Mentions[ch.first].Sent < 2 && m.Sent > 3, fLead)
	when(back > 0 && u.pred >= 0 && v.pred >= 0 && d.Tokens[u.pred].Lemma == d.Tokens[v.pred].Lemma && d.Tokens[u.pred].UPOS == "VERB", fVerb)
	when((v.pron.kind == "poss" || v.rel == "nmod:poss") && back == 0 && rel == "nsubj", fOwner)
	return out
}

// says reports whether mention o is the subject of a verb of saying, the object of one
// that quotes, or according to whom something is.
func (r *resolver) says(o int) bool {
	v := &r.views[o]
	if base(v.rel) == "obl" && r.accords(r.d.Mentions[o].Head) {
		return true
	}
	if v.pred < 0 || !r.say[strings.ToLower(r.d.Tokens[v.pred].Lemma)] && r.d.Tokens[v.pred].Lemma != "quote" {
		return false
	}
	rel := base(v.rel)
	return rel == "nsubj" || rel == "obj" && r.d.Tokens[v.pred].Lemma == "quote"
}

// accords reports whether "according to" stands before the noun at token t.
func (r *resolver) accords(t int) bool {
	for _, k := range r.kids[t] {
		if r.d.Tokens[k].Rel == "case" && r.d.Tokens[k].Lemma == "accord" {
			return true
		}
	}
	return false
}

// governs reports whether token t, of a verb, is above the clause that token i is in:
// "the army" of "the army said its tanks left" and "its".
func (r *resolver) governs(t, i int) bool {
	d := r.d
	clause := false
	for steps := 0; i >= 0 && steps < 30; steps++ {
		if i == t {
			return clause
		}
		switch base(d.Tokens[i].Rel) {
		case "ccomp", "advcl", "xcomp", "acl", "parataxis":
			clause = true
		}
		i = d.Tokens[i].Head
	}
	return false
}

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
	fNumber            // its number is known, and is the pronoun's
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
	perClass
)

const (
	classHe = iota
	classIt
	classThey
	classCount
)

const features = perClass * classCount

var featureNames = func() (out [features]string) {
	names := strings.Fields(`same back1 back2 back3 subject object oblique modifier conjunct name nominal pronoun alike parallel
once twice often most named gender number person group org gpe loc thing indefinite definite bare possessed first near mid far
rank0 rank1 rank2 rank3 speaker quoted unquoted owner main cataphor`)
	for c, class := range []string{"he", "it", "they"} {
		for i, n := range names {
			out[c*perClass+i] = class + "." + n
		}
	}
	return out
}()

// reach is how many sentences back the antecedent of a pronoun is looked for.
const reach = 4

// pronounsPass joins the pronouns of the third person, in text order, to the best
// candidate; choose, where it is not nil, is told which that is, and decides.
func (r *resolver) pronounsPass(choose func(pronoun, best int) int) {
	d := r.d
	var feats []int
	for i := range d.Mentions {
		m, v := &d.Mentions[i], &r.views[i]
		if m.Kind != nlp.Pronoun || v.pron.person != '3' || v.pleon || v.pron.kind == "relative" || v.pron.kind == "demo" || v.kinds == 0 {
			continue
		}
		if len(r.chain(i).mentions) > 1 {
			continue
		}
		if v.pron.kind == "reflexive" {
			if o := r.reflexive(i); o >= 0 {
				r.join(o, i)
				continue
			}
		}
		best, top := -1, int32(-1<<30)
		r.candidates(i, func(o, rank int) {
			feats = r.describe(i, o, rank, feats[:0])
			score := int32(0)
			for _, f := range feats {
				score += r.weights[f]
			}
			if score > top {
				best, top = o, score
			}
		})
		if choose != nil {
			best = choose(i, best)
		} else if v.number == 'p' {
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
	if best >= 0 && r.chain(best).number == 'p' && best > parts[0] {
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

func (r *resolver) class(v *view) int {
	switch {
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
		if have(root) {
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
	if u.pleon || u.mod || c.First <= m.Head && m.Head < c.Last || !r.agrees(i, o) {
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
	at := r.class(v) * perClass
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
	when(v.number != 0 && ch.number == v.number, fNumber)
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
	when((v.pron.kind == "poss" || v.rel == "nmod:poss") && back == 0 && rel == "nsubj", fOwner)
	return out
}

package coder

import (
	"chancery/ledger"
	"chancery/model"
	"chancery/model/bag"
	"chancery/nlp"
)

// A view is what the model of triggers sees of a word that may be the trigger of an
// event: the lemmas of it and of the words about it, and features.
type view struct {
	tok  int
	item bag.Item
	// names are the features in words, where they are kept.
	names []string
}

// The words of a view.
const (
	slotSelf = iota
	slotSubject
	slotObject
	slotOblique
	slotOblique2
	slotComplement
	slotHead
	slotModifier
	slots
)

var slotNames = [slots]string{"word", "subject", "object", "oblique", "second oblique", "complement", "head", "modifier"}

// viewer makes views. Its features are hashes; where keep is set, they are kept in words
// as well.
type viewer struct {
	*run
	keep bool
	v    *view
}

// seen reports whether token t may be the trigger of an event by its part of speech.
func (r *run) seen(t int) bool {
	switch r.upos(t) {
	case "VERB", "NOUN", "ADJ":
		return !r.timed[t]
	}
	return false
}

// about returns the lemmas of the words of a sentence that mean something and name nobody.
func (r *run) about(s nlp.Sentence) []string {
	var words []string
	for t := s.First; t < s.Last; t++ {
		switch r.upos(t) {
		case "VERB", "NOUN", "ADJ":
			if r.mention[t] < 0 {
				words = append(words, r.lemma[t])
			}
		}
	}
	return words
}

// view returns what the model sees of token t.
func (x *viewer) view(t int) view {
	v := view{tok: t, item: bag.Item{Words: make([]string, slots)}}
	x.v = &v
	kids := x.near(t)
	for k, at := range kids.slot {
		if at >= 0 {
			v.item.Words[k] = x.lemma[at]
		}
	}
	x.ownFeatures(t, &kids)
	x.partyFeatures(t, &kids)
	x.senseFeatures(t, &kids)
	return v
}

// hashOf is the hash of a feature that is made of parts.
func hashOf(parts []string) uint32 {
	h := uint64(0)
	for _, p := range parts {
		h = model.Mix(model.Hash(h, p), uint64(len(p)))
	}
	return uint32(h ^ h>>32)
}

// add adds the feature that parts make.
func (x *viewer) add(parts ...string) {
	x.v.item.Features = append(x.v.item.Features, hashOf(parts))
	if x.keep {
		name := parts[0]
		for i, p := range parts[1:] {
			if name += " "; i == 0 {
				name = parts[0] + ": "
			}
			name += p
		}
		x.v.names = append(x.v.names, name)
	}
}

// near is what stands about a word in the tree; -1 where nothing does.
type near struct {
	slot                                    [slots]int
	agent, owner, compound, adjective, part int
	obliques                                []int
}

// near finds what stands about token t. The subject of a verb without one is that of the
// verb which it is joined to, or the noun that it modifies.
func (x *viewer) near(t int) near {
	n := near{agent: -1, owner: -1, compound: -1, adjective: -1, part: -1}
	for i := range n.slot {
		n.slot[i] = -1
	}
	n.slot[slotSelf], n.slot[slotHead] = t, x.d.Tokens[t].Head
	set := func(to *int, k int) {
		if *to < 0 {
			*to = k
		}
	}
	passive := -1
	for _, k := range x.kids[t] {
		switch x.rel(k) {
		case "nsubj", "csubj":
			set(&n.slot[slotSubject], k)
		case "nsubj:pass":
			set(&passive, k)
		case "obj":
			set(&n.slot[slotObject], k)
		case "xcomp", "ccomp":
			set(&n.slot[slotComplement], k)
		case "nmod:poss":
			set(&n.owner, k)
		case "compound":
			set(&n.compound, k)
		case "amod":
			set(&n.adjective, k)
		case "obl:agent":
			set(&n.agent, k)
		case "compound:prt":
			set(&n.part, k)
		case "obl", "nmod":
			if len(n.obliques) < 3 {
				n.obliques = append(n.obliques, k)
			}
		}
	}
	if n.slot[slotObject] < 0 {
		n.slot[slotObject] = passive
	}
	if n.slot[slotModifier] = n.compound; n.compound < 0 {
		n.slot[slotModifier] = n.adjective
	}
	for i, k := range n.obliques[:min(2, len(n.obliques))] {
		n.slot[slotOblique+i] = k
	}
	x.borrow(t, passive, &n)
	return n
}

// borrow takes the subject or object of t from what t is joined to.
func (x *viewer) borrow(t, passive int, n *near) {
	h := n.slot[slotHead]
	if h < 0 {
		return
	}
	subject := &n.slot[slotSubject]
	switch x.rel(t) {
	case "conj", "xcomp", "advcl":
		if *subject < 0 && passive < 0 {
			for _, k := range x.kids[h] {
				if x.is(k, "nsubj") {
					*subject = k
				}
			}
		}
	case "acl:relcl":
		if *subject >= 0 && (x.lemma[*subject] == "who" || x.lemma[*subject] == "that" || x.lemma[*subject] == "which") {
			*subject = h
		}
	case "acl":
		if x.xpos[t] == "VBN" {
			n.slot[slotObject] = h
		}
	}
}

// class says what kind of actor a word names: whether of a known country, and the sector.
func (x *viewer) class(t int) string {
	m := x.mention[t]
	if m < 0 {
		return "none"
	}
	ref := &x.refs[x.d.Mentions[m].Chain]
	if ref.Country != "" || len(ref.Members) > 0 {
		return "country " + ref.Sector
	}
	return "other " + ref.Sector
}

// ownFeatures are of the word itself and of the words of form about it.
func (x *viewer) ownFeatures(t int, n *near) {
	l, p := x.lemma[t], x.upos(t)
	x.add("word", p, l)
	x.add("tag", x.xpos[t])
	x.add("relation", x.rel(t), p)
	if n.part >= 0 {
		x.add("particle", l, x.lemma[n.part])
	}
	have := map[string]bool{}
	for _, k := range x.kids[t] {
		switch rel := x.rel(k); rel {
		case "aux", "mark", "det", "case", "advmod":
			x.add("near", x.lemma[k], p)
			have[rel] = true
		case "aux:pass", "cop", "advcl", "acl", "acl:relcl", "xcomp", "ccomp":
			have[rel] = true
		}
	}
	for _, rel := range []string{"aux", "aux:pass", "cop", "det", "mark", "advcl", "acl", "acl:relcl", "case", "xcomp", "ccomp", "advmod"} {
		if have[rel] {
			x.add("has", rel, p)
		}
	}
	if x.suppressed[t] {
		x.add("content of a speech act", p)
	}
}

// partyFeatures are of the words about it, and of who they name.
func (x *viewer) partyFeatures(t int, n *near) {
	l, p := x.lemma[t], x.upos(t)
	if o := n.slot[slotObject]; o >= 0 {
		x.add("object", x.lemma[o])
		x.add("word and object", l, x.lemma[o])
		x.add("object is", x.class(o), p)
	} else {
		x.add("no object", p)
	}
	if s := n.slot[slotSubject]; s >= 0 {
		x.add("subject", x.lemma[s])
		x.add("subject is", x.class(s), p)
		x.add("word and subject", l, x.class(s)[:1])
	}
	for _, at := range []struct {
		name string
		k    int
	}{{"agent is", n.agent}, {"owner is", n.owner}, {"compound is", n.compound}, {"adjective is", n.adjective}} {
		if at.k >= 0 {
			x.add(at.name, x.class(at.k))
		}
	}
	if n.compound >= 0 {
		x.add("compound", x.lemma[n.compound])
	}
	if n.adjective >= 0 {
		x.add("adjective", x.lemma[n.adjective])
	}
	if c := n.slot[slotComplement]; c >= 0 {
		x.add("complement", x.lemma[c])
		x.add("word and complement", l, x.rel(c))
	}
	for _, k := range n.obliques {
		prep := x.caseOf(k)
		x.add("preposition", prep, p)
		x.add("word and preposition", l, prep)
		x.add("after preposition", prep, x.class(k))
		x.add("oblique", x.lemma[k])
	}
	if h := n.slot[slotHead]; h >= 0 {
		x.add("head", x.lemma[h], x.rel(t))
		x.add("head is", x.class(h), x.rel(t))
	}
}

// senseFeatures are what the frames could make of the word and of those about it,
// whatever they ask for.
func (x *viewer) senseFeatures(t int, n *near) {
	l := x.lemma[t]
	x.senses(t, func(event string, sure bool) {
		if sure {
			x.add("frame", event)
		} else {
			x.add("frame that asks for more", event)
		}
	})
	if o := n.slot[slotObject]; o >= 0 {
		x.senses(o, func(event string, _ bool) {
			x.add("frame of the object", event)
			x.add("word and frame of the object", l, event)
		})
	}
	if h := n.slot[slotHead]; h >= 0 {
		x.senses(h, func(event string, _ bool) { x.add("frame of the head", event, x.rel(t)) })
	}
	if c := n.slot[slotComplement]; c >= 0 {
		x.senses(c, func(event string, _ bool) { x.add("frame of the complement", event) })
	}
	for _, k := range n.obliques {
		x.senses(k, func(event string, _ bool) { x.add("frame of an oblique", event) })
	}
}

// senses calls each with the types of event that the frames of a word make, each once
// for frames that ask for nothing and once for those that do.
func (r *run) senses(t int, each func(event string, sure bool)) {
	es := r.entries(t)
	for i := range es {
		sure := len(es[i].needs) == 0 && es[i].extra == ""
		first := true
		for j := range es[:i] {
			if es[j].event == es[i].event && sure == (len(es[j].needs) == 0 && es[j].extra == "") {
				first = false
				break
			}
		}
		if first {
			each(es[i].event, sure)
		}
	}
}

// An Instance is a word of a document that may be the trigger of an event, as the model
// of triggers sees it, to be learned from.
type Instance struct {
	Token    int
	Words    []string
	Features []uint32
	About    []string // the words of the sentence; shared by its instances
	Event    string   // the type of event that a frame makes of it, past the gates, or ""
}

// Slots is the number of words of an [Instance].
const Slots = int(slots)

// Instances returns the words of d that may be triggers, in text order, as the coder
// sees them that has no model. The error is as for [Coder.Code].
func (c *Coder) Instances(d *nlp.Document, refs []ledger.Referent) ([]Instance, error) {
	var out []Instance
	_, err := c.code(d, refs, func(r *run, s int, _ []int32) {
		about := r.about(r.d.Sentences[s])
		x := viewer{run: r}
		event := map[int]string{}
		for _, c := range r.cands {
			if c.gate == "" && r.d.Tokens[c.tok].Sent == s {
				event[c.tok] = c.event
			}
		}
		for t := r.d.Sentences[s].First; t < r.d.Sentences[s].Last; t++ {
			if r.seen(t) {
				v := x.view(t)
				out = append(out, Instance{t, v.item.Words, v.item.Features, about, event[t]})
			}
		}
	})
	return out, err
}

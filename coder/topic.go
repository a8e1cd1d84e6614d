package coder

import (
	"slices"
	"strings"
)

// topic applies the gates of gates.tsv.
func (r *run) topic(c *candidate) string {
	if why := r.opinion(c); why != "" {
		return why
	}
	if r.ancient(c) {
		return "before the modern states"
	}
	for i := range r.gates {
		g := &r.gates[i]
		if (g.types == nil || g.types[c.event]) && !(g.spare == "state" && r.ofStates(c)) && r.tally(c, i) >= g.min {
			return g.name
		}
	}
	return ""
}

// ofStates reports whether a party of an act is a state or acts in politics for one.
func (r *run) ofStates(c *candidate) bool {
	for _, args := range [][]Arg{c.actors, c.recipients} {
		for _, a := range args {
			if ref := &r.refs[a.Referent].Actor; state(ref) || pol(ref) && ref.Country != "" {
				return true
			}
		}
	}
	return false
}

// tally counts the words of gate i where its scope looks for them.
func (r *run) tally(c *candidate, i int) int {
	g := &r.gates[i]
	sent := r.sent(c)
	has := false
	switch g.scope {
	case "document":
		return r.told(i, sent)
	case "sentence":
		n := 0
		s := r.d.Sentences[sent]
		for t := s.First; t < s.Last && n < g.min; t++ {
			if r.upos(t) != "PROPN" && r.word(t, g.words) || len(g.words.mods) > 0 && r.word(t, &wordSet{mods: g.words.mods}) {
				n++
			}
		}
		return n
	case "subject":
		has = r.subjectWord(c, g.words)
	case "root":
		for t := c.tok; t >= 0 && !has; t = r.d.Tokens[t].Head {
			has = slices.ContainsFunc(r.kids[t], func(k int) bool { return r.is(k, "nsubj") && r.upos(k) != "PROPN" && r.word(k, g.words) })
		}
	case "object":
		has = slices.ContainsFunc(r.slot(r.clauseOf(c), "obj"), func(o int) bool { return r.in(o, g.words) })
	}
	if has {
		return g.min
	}
	return 0
}

// subjectWord reports whether the subject of an act, or what its noun is of, is a word
// of a set: "a blast of cold air".
func (r *run) subjectWord(c *candidate, words *wordSet) bool {
	if !r.verb(c.tok) {
		if slices.ContainsFunc(r.prep(c.tok, "of"), func(x int) bool { return r.word(x, words) }) {
			return true
		}
	}
	for _, s := range r.slot(r.clauseOf(c), "subj") {
		if r.ofArms(s) {
			continue
		}
		of := r.prep(s, "of")
		if len(of) > 0 && r.classes["SHELL"].alone[r.lemma[s]] {
			s = of[0] // a wave of drones
		}
		for _, x := range append([]int{s}, of...) {
			if r.upos(x) != "PROPN" && r.in(x, words) && (x == s || r.referent(x) < 0 || r.refs[r.referent(x)].Country == "") {
				return true
			}
		}
	}
	return false
}

// opinion stops what the author, or a columnist's "I", says ought to or would be done:
// it is no act, planned or feared. Nor is what the reader does: "you invade Poland".
func (r *run) opinion(c *candidate) string {
	v := r.clauseOf(c)
	if r.verb(v) && !r.quoted(v) {
		for _, s := range r.subjects(v) {
			if r.lemma[s] == "you" {
				return "said to the reader"
			}
		}
	}
	if c.status != hypothetical || !r.verb(v) || r.quoted(v) {
		return ""
	}
	if modal, _, _ := r.aux(v); (modal == "must" || modal == "should" || modal == "ought") && !r.reported(v) && r.conditionMark(v) < 0 {
		return "the author's opinion"
	}
	for t := v; t >= 0; t = r.d.Tokens[t].Head {
		if r.betters(t) || (r.lemma[t] == "need" || r.lemma[t] == "let") && t != v && !r.reported(t) {
			return "the author's opinion"
		}
		for _, k := range r.kids[t] {
			if form := strings.ToLower(r.d.Tokens[k].Form); r.is(k, "nsubj") && (form == "i" || form == "one" && t != v && !r.reported(t)) {
				return "the author's opinion"
			}
		}
	}
	return ""
}

// ancient reports whether the act's date, or one in its sentence, lies before 1900.
func (r *run) ancient(c *candidate) bool {
	for _, i := range r.index.times[r.sent(c)] {
		if t := &r.d.Times[i]; t.Granularity != "duration" && len(t.Value) >= 4 && t.Value[:4] < "1900" && t.Value[0] >= '0' && t.Value[0] <= '9' {
			return true
		}
	}
	return false
}

// quoted reports whether t's sentence has quotation marks.
func (r *run) quoted(t int) bool {
	s := r.d.Sentences[r.d.Tokens[t].Sent]
	return strings.ContainsAny(r.d.Slice(s.Span), "\"“”„«»")
}

// countTopics counts the words of the document's gates: in each sentence, as a running
// sum, and in the title.
func (r *run) countTopics() {
	r.topics, r.titled = make([][]int, len(r.gates)), make([]int, len(r.gates))
	for i := range r.gates {
		if r.gates[i].scope != "document" {
			continue
		}
		sums := make([]int, len(r.d.Sentences)+1)
		for s, sent := range r.d.Sentences {
			sums[s+1] = sums[s]
			for t := sent.First; t < sent.Last; t++ {
				if r.word(t, r.gates[i].words) {
					sums[s+1]++
				}
			}
		}
		r.topics[i] = sums
		for _, w := range strings.Fields(strings.ToLower(r.d.Title)) {
			if r.gates[i].words.alone[strings.Trim(w, ".,:;!?\"'")] {
				r.titled[i]++
			}
		}
	}
}

// told counts the words of gate i in the story that sentence sent is part of: those
// near it, and those of the title if the text may be of one story.
func (r *run) told(i, sent int) int {
	n := r.topics[i][min(len(r.d.Sentences), sent+storyReach+1)] - r.topics[i][max(0, sent-storyReach)]
	if len(r.d.Sentences) <= oneStory {
		n += r.titled[i]
	}
	return n
}

package claims

import (
	"slices"
	"strings"
)

// Rules for denials that the model passes over, and for what the parse puts in the
// wrong clause: "disputed that, saying …", "a charge that the palace rejected",
// "had reported, citing two aides, that …".

// deniesPlainly returns what verb i denies where no more than a word stands for it,
// "disputed that", "contradicts this account", "a charge that the palace rejected"; or
// -1. Of the nouns only those for something said count.
func (f *finder) deniesPlainly(i int) int {
	e := f.hits[i].e
	t := &f.Tokens[i]
	if k := f.neverSaid(i); k >= 0 {
		return k
	}
	if e == nil || e.pos != 'v' || e.classes&(1<<classDeny) == 0 && t.Lemma != "doubt" || !f.finite(tokens{i, i + 1}) || f.subject[i] < 0 || f.negated(i) {
		return -1
	}
	if f.shown(i) {
		return i + 1
	}
	for _, k := range f.kids[i] {
		if u := &f.Tokens[k]; u.Rel == "obj" && k > i && (u.UPOS == "PRON" && anaphors[u.Lemma] || u.UPOS == "NOUN" && f.saidNoun(k)) {
			return k
		}
	}
	if n := t.Head; t.Rel == "acl:relcl" && n >= 0 && n < i && f.saidNoun(n) && f.takesUp(n, i) {
		return n
	}
	return -1
}

// judgesNoun returns the noun for something said that verb i, in a clause of it, judges or
// says that another holds too: "an idea that the envoy called absurd", "a view echoed by
// Oslo"; or -1.
func (f *finder) judgesNoun(i int) int {
	t := &f.Tokens[i]
	n := t.Head
	if t.Rel != "acl:relcl" && t.Rel != "acl" || n < 0 || n > i || f.hits[i].e == nil || f.Tokens[n].UPOS != "NOUN" {
		return -1
	}
	if e := f.hits[n].e; !reportNouns[f.Tokens[n].Lemma] && !f.saidNoun(n) && (e == nil || e.pos != 'n') {
		return -1
	}
	if s := int(f.subject[i]); callVerbs[f.Tokens[i].Lemma] && s > n && s < i || t.XPOS == "VBN" && f.agent(i) > i {
		return n
	}
	return -1
}

// calls returns the noun that verb i, in a relative clause of it, gives a name behind the
// verb: "an idea that the envoy called absurd"; or -1.
func (f *finder) calls(i int) int {
	n := f.judgesNoun(i)
	if n < 0 || !callVerbs[f.Tokens[i].Lemma] || f.Tokens[i].XPOS == "VBN" && f.agent(i) > i || f.named(i).empty() {
		return -1
	}
	return n
}

// named returns what verb i calls its object.
func (f *finder) named(i int) tokens {
	for _, k := range f.kids[i] {
		if r := f.Tokens[k].Rel; k > i && (r == "xcomp" || r == "obl" && f.caseOf(k) == "as") && int(f.first[k]) == i+1 {
			return tokens{i + 1, int(f.last[k]) + 1}
		}
	}
	return tokens{}
}

// calling makes the claim of such a verb.
func (f *finder) calling(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.calls", in: -1, ref: -1}
	d.source = f.phrase(int(f.subject[i]), &d)
	n := f.calls(i)
	d.content = []tokens{{int(f.first[n]), n + 1}, f.named(i)}
	return d
}

// neverSaid returns the object of verb i of saying where that is a word for what was
// said and never was, "never said such a thing", "never said that"; or -1.
func (f *finder) neverSaid(i int) int {
	e := f.hits[i].e
	if e == nil || e.pos != 'v' || e.classes&(1<<classSay) == 0 || !f.never(i) || f.subject[i] < 0 {
		return -1
	}
	for _, k := range f.kids[i] {
		if u := &f.Tokens[k]; u.Rel == "obj" && k > i && (u.UPOS == "PRON" && anaphors[u.Lemma] || f.Tokens[f.first[k]].Lemma == "such") {
			return k
		}
	}
	return -1
}

// dropBeside leaves out, behind a cue, a piece of content that begins with what its source
// does besides: "Two died, Baku said, accusing the guards of theft".
func (f *finder) dropBeside(d *draft) {
	if len(d.content) < 2 {
		return
	}
	d.content = slices.DeleteFunc(d.content, func(p tokens) bool {
		i := f.firstWord(p)
		return p.from >= d.cue.to && f.quote[i] < 0 && i > 0 && f.besideCue(i)
	})
}

// shown reports whether the word behind verb i is a bare pronoun before a stop or a
// comma, which some parses take for a conjunction: "disputed that, saying …".
func (f *finder) shown(i int) bool {
	last := f.Sentences[f.Tokens[i].Sent].Last
	if i+2 >= last || f.Tokens[i+2].UPOS != "PUNCT" && !flatAdverbs[f.Tokens[i+2].Lemma] {
		return false
	}
	switch f.Tokens[i+1].Lemma {
	case "it", "that", "this", "these", "those", "them", "they":
		return true
	}
	return false
}

// saidNoun reports whether token k is a noun for something said or counted.
func (f *finder) saidNoun(k int) bool {
	return numberNouns[f.Tokens[k].Lemma] || f.deniable(k) && !requestNouns[f.Tokens[k].Lemma]
}

// takesUp reports whether noun n is the object of verb i, which stands in a relative
// clause on it and has no other.
func (f *finder) takesUp(n, i int) bool {
	if s := int(f.subject[i]); s <= n || s > i {
		return false
	}
	for _, k := range f.kids[i] {
		if k > i && f.Tokens[k].Rel == "obj" || f.Tokens[k].Rel == "ccomp" {
			return false
		}
	}
	return true
}

// denial makes the claim of such a verb.
func (f *finder) denial(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.denial", in: -1, ref: -1}
	d.source = f.phrase(int(f.subject[i]), &d)
	k := f.deniesPlainly(i)
	p := f.phrase(k, &d)
	if k < i {
		p.to = min(p.to, k+1)
	} else {
		p.from = max(p.from, i+1)
	}
	d.content = []tokens{p}
	return d
}

// displaced gives a verb of speech the clause that the parse hangs on "citing" or
// "quoting" behind it, and takes it from what is cited: "had reported, citing two
// aides, that it rained".
func (f *finder) displaced(d *draft) {
	if l := f.Tokens[d.head].Lemma; (l == "cite" || l == "quote") && f.Tokens[d.head].XPOS == "VBG" {
		if k := f.clauseBehind(d.head); k >= 0 {
			var out []tokens
			for _, p := range d.content {
				p.to = min(p.to, int(f.first[k]))
				if !p.empty() {
					out = append(out, p)
				}
			}
			if len(out) == 0 {
				out = []tokens{{d.cue.to, int(f.first[k])}}
			}
			d.content = out
		}
		return
	}
	if d.hit.e == nil || d.hit.e.pos != 'v' || d.hit.e.frames&frameClause == 0 {
		return
	}
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		if k < d.head || t.XPOS != "VBG" || t.Lemma != "cite" && t.Lemma != "quote" {
			continue
		}
		if c := f.clauseBehind(k); c >= 0 {
			d.content = []tokens{{int(f.first[c]), int(f.last[c]) + 1}}
			if d.source.from >= d.cue.to {
				d.source = tokens{}
			}
		}
	}
}

// clauseBehind returns the clause with "that" behind a comma that the parse hangs on
// verb i, or on what it cites; or -1.
func (f *finder) clauseBehind(i int) int {
	s := f.Sentences[f.Tokens[i].Sent]
	for k := i + 2; k < s.Last && k < i+16; k++ {
		t := &f.Tokens[k]
		if t.Form != "that" || f.Tokens[k-1].Form != "," || t.Rel != "mark" || f.quote[k] != f.quote[i] {
			continue
		}
		if h := t.Head; h > k && int(f.first[h]) >= k-1 {
			return h
		}
	}
	return -1
}

// cutMain ends what somebody was asked before what was answered: "Asked whether he
// would stay, the envoy said …".
func (f *finder) cutMain(d *draft) {
	t := &f.Tokens[d.head]
	if t.Lemma != "ask" || t.XPOS != "VBN" && t.XPOS != "VBD" || f.subject[d.head] >= 0 || d.head > f.Sentences[t.Sent].First+1 {
		return
	}
	for n := range d.content {
		p := &d.content[n]
		for i := p.from + 1; i+1 < p.to; i++ {
			if f.Tokens[i].Form == "," && f.quote[i] < 0 && f.mainBehind(d.head, i+1, p.to) {
				p.to = i
			}
		}
	}
}

// mainBehind reports whether the clause that begins at token from is beside what was
// asked by verb head, and not part of it.
func (f *finder) mainBehind(head, from, to int) bool {
	for i := from; i < to; i++ {
		t := &f.Tokens[i]
		if (t.UPOS == "VERB" || f.kidset[i]&(1<<14) != 0) && f.kidset[i]&3 != 0 && int(f.subject[i]) >= from && f.finite(tokens{from, i + 1}) {
			return t.Head < from && (t.Head < 0 || t.Head == head || f.Tokens[head].Head == i) || f.Tokens[head].Head == i
		}
	}
	return false
}

// frontedWhole gives an attribution in the midst of a sentence the clause before it
// where only a phrase behind it was found: "Ten died, villagers said, with both sides
// blaming each other".
func (f *finder) frontedWhole(d *draft) {
	t := &f.Tokens[d.head]
	s := f.Sentences[t.Sent]
	if t.UPOS != "VERB" || d.source.empty() || d.source.to != d.cue.from || d.source.from < s.First+4 || f.Tokens[d.source.from-1].Form != "," || f.quote[d.head] >= 0 || len(d.content) != 1 {
		return
	}
	if l := t.Lemma; l != "say" && l != "report" && l != "announce" {
		return
	}
	p := d.content[0]
	i := f.firstWord(p)
	if p.from < d.cue.to || f.Tokens[d.cue.to].Form != "," || f.Tokens[i].UPOS != "ADP" && f.Tokens[i].UPOS != "SCONJ" || f.quote[i] >= 0 {
		return
	}
	if l := f.Tokens[i].Lemma; l != "with" && l != "as" && l != "after" && l != "while" {
		return
	}
	whole := tokens{s.First, d.source.from - 1}
	if f.clausal(whole) && f.finite(whole) {
		d.content = []tokens{whole}
	}
}

// adjectival takes a participle with a form of "be" for the adjective of the table
// where nobody is named who acts: "he was convinced that it would rain".
func (f *finder) adjectival(d *draft) {
	t := &f.Tokens[d.head]
	if t.XPOS != "VBN" || !f.hasKid(d.head, "aux:pass") || f.agent(d.head) >= 0 || d.hit.e == nil || d.hit.e.pos != 'v' {
		return
	}
	list := f.lex[strings.ToLower(t.Form)]
	for k := range list {
		if e := &list[k]; e.pos == 'a' && len(e.words) == 1 {
			d.hit = hit{e, d.head}
		}
	}
}

// voices returns the object of verb i that names a feeling to which the verb gives
// voice, "expressed deep concern", "voiced dismay"; or -1.
func (f *finder) voices(i int) int {
	if e := f.hits[i].e; !lightVerbs[f.Tokens[i].Lemma] || e == nil || e.classes&(1<<classFeel) == 0 || f.subject[i] < 0 || f.hasKid(i, "aux:pass") || f.negated(i) {
		return -1
	}
	for _, k := range f.kids[i] {
		if e := f.hits[k].e; k > i && f.Tokens[k].Rel == "obj" && e != nil && e.pos == 'n' && e.classes&(1<<classFeel) != 0 {
			return k
		}
	}
	return -1
}

// voiced makes the claim of such a verb.
func (f *finder) voiced(i int) draft {
	d := draft{cue: tokens{i, i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.voiced", in: -1, ref: -1}
	d.source = f.phrase(int(f.subject[i]), &d)
	d.content = []tokens{f.phrase(f.voices(i), &d)}
	return d
}

// ruleSilent marks claims of those who had nothing to say.
const ruleSilent = "rule:claims.silent"

// noneOf returns the "no" before noun k, or -1.
func (f *finder) noneOf(k int) int {
	for _, m := range f.kids[k] {
		if f.Tokens[m].Lemma == "no" && f.Tokens[m].Rel == "det" && m < k {
			return m
		}
	}
	return -1
}

// silent returns the noun for an answer that verb i says was not given, "had no immediate
// comment", "offered no explanation"; or -1.
func (f *finder) silent(i int) int {
	switch f.Tokens[i].Lemma {
	case "have", "offer", "give", "make", "provide":
	default:
		return -1
	}
	if f.subject[i] < 0 || f.Tokens[f.subject[i]].Rel == "expl" || f.hasKid(i, "aux:pass") {
		return -1
	}
	for _, k := range f.kids[i] {
		if k > i && f.Tokens[k].Rel == "obj" && responses[f.Tokens[k].Lemma] && f.noneOf(k) == i+1 {
			return k
		}
	}
	return -1
}

// silence makes the claim of such a verb.
func (f *finder) silence(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 2}, head: i, hit: f.hits[i], rule: ruleSilent, in: -1, ref: -1}
	d.tagged = d.cue
	d.source = f.phrase(int(f.subject[i]), &d)
	d.content = []tokens{{i + 2, int(f.last[f.silent(i)]) + 1}}
	return d
}

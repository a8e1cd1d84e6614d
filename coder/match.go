package coder

import (
	"fmt"
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// A candidate is an event that a frame proposes, before gates and merging.
type candidate struct {
	*frame
	tok         int // the trigger's head
	light       int // the light verb over a noun, or -1
	effect      string
	event, mode string
	cameo       string
	actors      []Arg
	recipients  []Arg
	status      string
	certainty   string
	historical  bool
	gate        string // the gate that stopped it, or ""
	reasons     []ledger.Reason
	also        []nlp.Span
	heads       []int  // tokens of trigger and also
	contents    []int  // heads of the complements that decided
	denied      bool   // somebody denies it
	purpose     bool   // it is what something else is done for
	generic     bool   // it is a right or an ability
	date        int    // index into d.Times, or -1
	place       int    // index into d.Places, or -1
	dateline    bool   // place is that of the dateline
	ground      string // country of what it stands in, where it has no place
	size        ledger.Size
	relevance   int  // what weigh made of it
	aimed       bool // its recipients are told elsewhere in the text
}

func (c *candidate) why(what, by, path string, span nlp.Span) {
	c.reasons = append(c.reasons, ledger.Reason{What: what, By: by, Path: path, Span: span})
}

// holds reports whether a need is met at t.
func (r *run) holds(t int, n *need) bool {
	ok := false
	for _, s := range n.slots {
		p := strings.Split(s, ".")
		xs := r.path(t, p)
		if len(xs) == 0 && len(p) == 1 && !n.not && r.verb(t) && !named[s] { // a preposition hung on the object
			for _, o := range r.objects(t) {
				if r.verbObject(t, o) {
					xs = append(xs, r.path(o, p)...)
				}
			}
		}
		for _, x := range xs {
			if r.meets(x, &n.value) {
				ok = true
				break
			}
		}
		if ok {
			break
		}
	}
	if !ok && !n.not && n.unsaid && r.verb(t) && r.passive(t) && len(r.subjects(t)) == 0 {
		return true // a passive leaves out who did it: the gates ask for whom it was done to
	}
	return ok != n.not
}

// named are the slots that are no prepositions.
var named = map[string]bool{
	"subj": true, "obj": true, "subj:pass": true, "iobj": true, "xcomp": true, "ccomp": true, "comp": true, "pred": true,
	"holder": true, "advcl": true, "acl": true, "that": true, "case": true, "copsubj": true, "prt": true, "poss": true, "mod": true, "of": true,
}

func (r *run) meets(t int, v *value) bool {
	if v.any || v.words != nil && r.in(t, v.words) {
		return true
	}
	for _, k := range v.kinds {
		if r.kind(t, k) {
			return true
		}
	}
	return false
}

// fits reports whether frame e fits trigger t.
func (r *run) fits(t int, e *entry, verb bool) bool {
	if e.extra != "" {
		if verb {
			for _, w := range strings.Split(e.extra, "+") {
				if !r.particle(t, w) {
					return false
				}
			}
		} else if !r.modified(t, e.extra) {
			return false
		}
	}
	if verb && e.extra == "" && r.phrasal(t) && !e.asks("prt") && r.cooperative(e.event) {
		return false
	}
	for i := range e.needs {
		if !r.holds(t, &e.needs[i]) {
			return false
		}
	}
	if e.flags&negated != 0 {
		if neg, _ := r.negation(t); neg < 0 {
			return false
		}
	}
	return true
}

// phrasal reports whether verb t stands with a particle that makes another verb of
// it in the tables: who backs down does not back.
func (r *run) phrasal(t int) bool {
	for _, k := range r.kids[t] {
		if r.rel(k) == "compound:prt" && k == t+1 && r.hasParticle(t, r.lemma[k]) {
			return true
		}
	}
	return false
}

// cooperative reports whether events of a type are of cooperation: what is shot down
// is shot all the same, but what is given up is not given.
func (r *run) cooperative(event string) bool {
	typ := r.onto.Type(event)
	return typ != nil && typ.Quad <= 2
}

// asks reports whether a need of the frame looks at slot.
func (f *frame) asks(slot string) bool {
	for i := range f.needs {
		if slices.Contains(f.needs[i].slots, slot) {
			return true
		}
	}
	return false
}

// particle reports whether verb t has the particle, or the word of an idiom, w.
func (r *run) particle(t int, w string) bool {
	for _, k := range r.kids[t] {
		switch r.rel(k) {
		case "compound:prt", "advmod", "obl", "xcomp", "advcl", "obj", "obl:npmod", "ccomp":
			if r.lemma[k] == w && !r.verb(k) || w == "out" && r.is(k, "obl") && r.hasCase(k, "out") {
				return true
			}
		}
	}
	return t+1 < len(r.lemma) && r.lemma[t+1] == w && r.d.Tokens[t+1].Sent == r.d.Tokens[t].Sent && !r.verb(t+1)
}

// match returns the best frame of trigger t, or nil.
func (r *run) match(t int) *entry {
	verb := r.verb(t)
	var es []entry
	switch {
	case verb:
		es = r.verbs[r.lemma[t]]
	case r.noun(t):
		es = r.nouns[r.lemma[t]]
	case r.upos(t) == "ADJ":
		es = r.adjectives[r.lemma[t]]
	}
	for i := range es {
		if r.fits(t, &es[i], verb) {
			return &es[i]
		}
	}
	return nil
}

// fill resolves the parties of a candidate in one of the frame's roles: all slots
// for reciprocal acts, else the first that gives anyone. Reasons go to c.
func (r *run) fill(c *candidate, t int, role string, slots []path, all bool) []Arg {
	var out, unlocated []Arg
	var why []ledger.Reason
	for _, p := range slots {
		if role == "recipient" && len(p) == 2 && p[0] == "obj" && (p[1] == "mod" || p[1] == "poss") && wholeObject(slots) && r.partyObject(t) {
			continue // "shot a French soldier": the soldier, who comes in a later slot
		}
		reasons := len(c.reasons)
		xs := r.rolePath(c, t, p)
		if role == "recipient" && len(p) == 1 && p[0] == "obj" && r.verb(t) && !r.passive(t) {
			xs = append(r.rels(t, "iobj"), xs...) // told them an answer
		}
		for _, x := range xs {
			args := r.args(x)
			if role == "recipient" || len(p) > 1 {
				args = r.drop(args, c.actors)
			}
			if role == "recipient" && (c.event == "ACCUSE" || c.event == "REJECT") && !r.personal(x) && r.shares(args, c.actors) {
				continue // "called its own allegation": the words of a thing are no party
			}
			if role == "actor" && len(p) == 2 && p[1] == "from" && !r.located(args) {
				continue // a missile from Gaza has a sender, one from a launcher none
			}
			for _, a := range args {
				if ref := &r.refs[a.Referent].Actor; role == "actor" && ref.Type == "place" && ref.Sector == "" {
					continue // a place does not act
				}
				if n := len(out); n < len(addArg(out, a)) {
					out = append(out, a)
					c.why(role, c.id, strings.Join(p, "."), a.Span)
				}
			}
		}
		if all || len(out) == 0 {
			continue
		}
		if role != "recipient" || len(r.countries(out)) > 0 {
			return out
		}
		// Of these the text does not say where they are from; the next slot may tell
		// of others: "seized the town from Tigrayan fighters".
		if unlocated == nil {
			unlocated, why = out, slices.Clone(c.reasons[reasons:])
		}
		out, c.reasons = nil, c.reasons[:reasons]
	}
	if len(out) == 0 && unlocated != nil {
		c.reasons = append(c.reasons, why...)
		return unlocated
	}
	return out
}

// wholeObject reports whether one of slots is the object itself.
func wholeObject(slots []path) bool {
	return slices.ContainsFunc(slots, func(p path) bool { return len(p) == 1 && p[0] == "obj" })
}

// partyObject reports whether the object of verb t is of people or a body whose country
// is known, and not of a thing that someone owns.
func (r *run) partyObject(t int) bool {
	if !r.verb(t) {
		return false
	}
	objects := r.objects(t)
	for _, o := range objects {
		own := r.referent(o)
		if own < 0 || r.thing(o) || !r.personal(o) || r.refs[own].Country == "" {
			return false
		}
		switch r.refs[own].Type {
		case "person", "group", "org", "media":
		default:
			return false
		}
	}
	return len(objects) > 0
}

// drop leaves out the args that are among others by referent.
func (r *run) drop(args, others []Arg) []Arg {
	var out []Arg
	for _, a := range args {
		same := false
		for _, b := range others {
			same = same || a.Referent == b.Referent
		}
		if !same {
			out = append(out, a)
		}
	}
	return out
}

// rolePath is path for a role: a preposition that is not at the verb is looked for
// at its object, and one that is not at a noun at its light verb.
func (r *run) rolePath(c *candidate, t int, p path) []int {
	switch p[0] {
	case "comp":
		var out []int
		for _, x := range c.contents {
			out = append(out, r.complementPath(x, p[1:])...)
		}
		return out
	}
	if xs := r.path(t, p); len(xs) > 0 {
		return xs
	}
	if len(p) > 2 || len(p) == 2 && p[0] == "obj" {
		return nil
	}
	if named[p[0]] {
		return nil
	}
	if r.verb(t) {
		for _, o := range r.objects(t) {
			if !r.verbObject(t, o) {
				continue
			}
			for _, x := range append([]int{o}, r.prep(o, "of")...) { // a code of conduct with China
				if xs := r.path(x, p); len(xs) > 0 {
					return xs
				}
			}
		}
		return nil
	}
	if c.light >= 0 {
		if xs := r.path(c.light, p); len(xs) > 0 {
			return xs
		}
	}
	if h := r.d.Tokens[t].Head; p[0] == "by" && h >= 0 && r.verb(h) && r.is(t, "obj") { // condemned the raid by X, hung on condemned
		if xs := r.path(h, p); len(xs) > 0 {
			return xs
		}
	}
	// talks are under way in Vienna between A and B, hung on the way or on Vienna
	if h := r.d.Tokens[t].Head; p[0] == "between" && len(p) == 1 && h >= 0 && r.is(t, "nsubj") {
		for _, x := range append([]int{h}, r.kids[h]...) {
			if xs := r.path(x, p); len(xs) > 0 {
				return xs
			}
		}
	}
	// claims of meddling in the vote, hung on the claims
	if h := r.d.Tokens[t].Head; p[0] != "of" && h >= 0 && r.noun(h) && r.is(t, "nmod") && r.hasCase(t, "of") {
		var out []int
		for _, x := range r.path(h, p[:1]) {
			if x > t {
				out = append(out, r.path(x, p[1:])...)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	switch p[0] {
	case "by", "to", "from", "into": // the arrest of judges by the police, hung on the judges
		for _, k := range r.kids[t] {
			if !r.is(k, "nmod") {
				continue
			}
			for _, x := range append([]int{k}, r.rels(k, "conj")...) {
				if xs := r.path(x, p); len(xs) > 0 {
					return xs
				}
			}
		}
	}
	return nil
}

// verbObject reports whether o stands in v's own clause, and is not what a relative
// clause modifies.
func (r *run) verbObject(v, o int) bool {
	return r.d.Tokens[o].Head == v
}

// complementPath returns a role of the act in the complement headed by x.
func (r *run) complementPath(x int, p path) []int {
	if len(p) == 0 {
		return []int{x}
	}
	if p[0] != "recipient" && p[0] != "actor" {
		if r.verb(x) || p[0] != "subj" && p[0] != "obj" {
			return r.path(x, p)
		}
		return nil
	}
	e := r.match(x)
	if e == nil {
		if r.verb(x) {
			return r.objects(x)
		}
		return nil
	}
	slots := e.recipient
	if p[0] == "actor" {
		slots = e.actor
	}
	inner := &candidate{frame: e.frame, tok: x, light: -1}
	if e.content != "" {
		inner.contents = r.contentHeads(x, e.contentAt)
	}
	for _, s := range slots {
		if s[0] == "comp" && len(inner.contents) == 0 {
			continue
		}
		if xs := r.rolePath(inner, x, s); len(xs) > 0 {
			return xs
		}
	}
	if e.flags&recip != 0 && p[0] == "recipient" {
		for _, s := range e.actor {
			if s[0] == "subj" {
				continue
			}
			if xs := r.rolePath(inner, x, s); len(xs) > 0 {
				return xs
			}
		}
	}
	return nil
}

// contentHeads returns the heads of the complements that a frame's content stands in.
func (r *run) contentHeads(t int, at []path) []int {
	for _, p := range at {
		xs := r.path(t, p)
		if len(xs) == 0 && len(p) == 1 && r.noun(t) && !named[p[0]] { // a call by the bishops for calm, hung on the bishops
			for _, doer := range []string{"by", "from"} {
				for _, x := range r.prep(t, doer) {
					xs = append(xs, r.path(x, p)...)
				}
			}
		}
		if len(xs) > 0 {
			out := append([]int(nil), xs...)
			for _, x := range xs {
				for _, k := range r.kids[x] {
					if r.is(k, "conj") && r.upos(k) == r.upos(x) {
						out = append(out, k)
					}
				}
			}
			return out
		}
	}
	return nil
}

// innerAct names the act in the complement headed by x as frames-content.tsv does:
// type, mode and code, and whether it is denied or ended.
func (r *run) innerAct(x, depth int) (event, mode, cameo string, not bool) {
	if depth > 3 {
		return "", "", "", false
	}
	if r.verb(x) {
		if neg, _ := r.negation(x); neg >= 0 {
			not = true
		}
		// prevent, avoid, refrain from: the act under them is denied
		for _, g := range r.govern[r.lemma[x]] {
			if g.kind == 'v' && (g.effect == "not" || g.effect == "same") && (g.act == "clause" || g.act == "both") {
				for _, s := range []string{"xcomp", "from", "ccomp"} {
					if cs := r.slot(x, s); len(cs) > 0 && r.verb(cs[0]) {
						e, m, c, n := r.innerAct(cs[0], depth+1)
						if e != "" {
							return e, m, c, n != (g.effect == "not") != not
						}
					}
				}
			}
		}
	}
	if !r.verb(x) && r.word(x, r.classes["PROPOSAL"]) { // an offer of talks
		for _, k := range append(r.prep(x, "of"), r.prep(x, "for")...) {
			if e, m, c, n := r.innerAct(k, depth+1); e != "" {
				return e, m, c, n != not
			}
		}
	}
	if !r.verb(x) && r.classes["FORCE"].alone[r.lemma[x]] {
		return "ASSAULT", "", "", not
	}
	if e := r.match(x); e != nil && (e.event != "-" || e.content != "") {
		if e.content == "" {
			return e.event, e.mode, e.cameo, not
		}
		ev, m, c, _ := r.content(e, x, depth+1)
		if ev != "=" && ev != "-" {
			return ev, m, c, not
		}
	}
	if r.verb(x) {
		for _, v := range []struct{ class, event string }{{"YIELDVERB", "RETREAT"}, {"ASSISTVERB", "AID"}, {"MEETVERB", "CONSULT"}} {
			if r.classes[v.class].alone[r.lemma[x]] {
				return v.event, "", "", not
			}
		}
		if r.classes["UNDERGO"].alone[r.lemma[x]] { // face expulsion
			for _, o := range r.rels(x, "obj") {
				if e, m, c, n := r.innerAct(o, depth+1); e != "" {
					return e, m, c, n != not
				}
			}
		}
		if r.classes["REPLY"].alone[r.lemma[x]] || r.lemma[x] == "meet" && r.passive(x) { // respond with tariffs, respond militarily
			for _, k := range r.kids[x] {
				if k > x && (r.lemma[k] == "force" && (r.hasCase(k, "with") || r.hasCase(k, "by")) || r.lemma[k] == "militarily") {
					return "ASSAULT", "", "", not
				}
			}
			for _, k := range r.prep(x, "with") {
				if e, m, c, n := r.innerAct(k, depth+1); e != "" {
					return e, m, c, n != not
				}
				if r.in(k, r.classes["SANCTION"]) {
					return "SANCTION", "discontinue", "163", not
				}
			}
		}
		if r.lemma[x] == "prepare" { // prepare for air strikes
			for _, k := range r.prep(x, "for") {
				if e, m, c, n := r.innerAct(k, depth+1); e != "" {
					return e, m, c, n != not
				}
			}
		}
	}
	// a light verb: hold talks, take steps
	for _, o := range r.slot(x, "obj") {
		if !r.verb(x) {
			break
		}
		if row := r.lightRow(x, "obj"); row != nil {
			if e := r.match(o); e != nil {
				return e.event, e.mode, e.cameo, not != (row.effect == "not" || row.effect == "end")
			}
		}
	}
	// a noun of a shell: threat of war, proposal for talks, end to violence
	if !r.verb(x) {
		for _, k := range r.kids[x] {
			if r.is(k, "nmod") && (r.hasCase(k, "of") || r.hasCase(k, "to") || r.hasCase(k, "for")) || r.rel(k) == "compound" {
				if e, m, c, n := r.innerAct(k, depth+1); e != "" {
					end := r.lemma[x] == "end" || r.lemma[x] == "halt" || r.lemma[x] == "cessation" || r.lemma[x] == "stop"
					return e, m, c, n != end
				}
			}
		}
		if r.in(x, r.classes["YIELDNOUN"]) {
			return "CONCEDE", "", "080", not
		}
		if r.in(x, r.classes["AID"]) || r.in(x, r.classes["MILAID"]) || r.in(x, r.classes["TROOPS"]) || r.lemma[x] == "support" || r.lemma[x] == "backing" {
			return "AID", "", "070", not
		}
	} else if r.lemma[x] == "be" || r.lemma[x] == "have" {
		return "", "", "", not
	}
	return "", "", "", not
}

// content applies the frame's content rows to the complement of t.
func (r *run) content(e *entry, t, depth int) (event, mode, cameo string, heads []int) {
	heads = r.contentHeads(t, e.contentAt)
	event, mode, cameo = e.event, e.mode, e.cameo
	if len(heads) == 0 {
		for _, row := range r.tables.content[e.content] {
			if row.inner == "*" && e.event == "-" {
				return row.event, row.mode, row.cameo, nil
			}
		}
		return event, mode, cameo, nil
	}
	var ev, m, c string
	not := false
	for _, h := range heads {
		if r.verb(h) && r.classes["HITBACK"].alone[r.lemma[h]] && r.reprisal(h) {
			ev = "ASSAULT" // and no retort
			break
		}
		if ev, m, c, not = r.innerAct(h, depth); ev != "" {
			break
		}
	}
	consequence := false
	for _, h := range heads {
		consequence = consequence || r.word(h, r.classes["CONSEQUENCE"]) || r.price(h) || r.verb(h) && (r.reprisal(h) || r.undergo(h, r.classes["PENALTY"]))
		if e.content == "warn" && r.verb(h) && !r.passive(h) && !r.price(h) && r.foreignDoer(h) {
			return "-", "", "", heads // what somebody else will do is a forecast
		}
	}
	for _, row := range r.tables.content[e.content] {
		if rowFits(row.inner, ev, m, c, not, consequence) {
			if row.event == "-" || row.event == "=" {
				return row.event, "", "", heads
			}
			return row.event, row.mode, row.cameo, heads
		}
	}
	return event, mode, cameo, heads
}

// rowFits reports whether an inner act is what a content row is for.
func rowFits(inner, event, mode, cameo string, not, consequence bool) bool {
	want, denied := strings.CutPrefix(inner, "not/")
	switch {
	case inner == "*":
		return true
	case inner == "none":
		return event == ""
	case inner == "consequence":
		return consequence
	case denied != not:
		return false
	}
	if typ, code, ok := strings.Cut(want, ":"); ok {
		return typ == event && code == cameo
	}
	typ, m, ok := strings.Cut(want, "/")
	return typ == event && (!ok || m == mode)
}

// lightRow returns how verb v takes the noun in slot, if it is a light verb.
func (r *run) lightRow(v int, slot string) *lightRow {
	rows := r.light[r.lemma[v]]
	var plain *lightRow
	for i := range rows {
		row := &rows[i]
		in := false
		for _, s := range row.slots {
			in = in || s == slot
		}
		if !in {
			continue
		}
		if row.prt == "" {
			if plain == nil {
				plain = row
			}
			continue
		}
		for _, k := range r.kids[v] {
			if r.lemma[k] == row.prt {
				return row
			}
		}
	}
	return plain
}

// overNoun returns the light verb over noun t and how it takes it.
func (r *run) overNoun(t int) (v int, row *lightRow) {
	h := r.d.Tokens[t].Head
	// through a shell: a series of attacks, a round of talks
	if h >= 0 && r.noun(h) && r.is(t, "nmod") && r.hasCase(t, "of") && r.classes["SHELL"].alone[r.lemma[h]] {
		t, h = h, r.d.Tokens[h].Head
	}
	for h >= 0 && r.is(t, "conj") && r.noun(h) {
		t, h = h, r.d.Tokens[h].Head
	}
	if h < 0 || !r.verb(h) {
		return -1, nil
	}
	slot := ""
	switch {
	case r.is(t, "obj"), r.rel(t) == "nsubj:pass":
		slot = "obj"
	case r.is(t, "nsubj"):
		slot = "subj"
		if r.passive(h) {
			slot = "obj"
		}
	case r.is(t, "obl"):
		slot = r.caseOf(t)
	}
	if row := r.lightRow(h, slot); row != nil {
		return h, row
	}
	return -1, nil
}

// propose builds the candidate of trigger t, or nil.
func (r *run) propose(t int) *candidate {
	e := r.match(t)
	if e == nil {
		return nil
	}
	c := &candidate{frame: e.frame, tok: t, light: -1, event: e.event, mode: e.mode, cameo: e.cameo, date: -1, place: -1, heads: []int{t}}
	tok := &r.d.Tokens[t]
	c.why("trigger", "frames:"+e.id, "", tok.Span)
	if e.content != "" {
		var heads []int
		c.event, c.mode, c.cameo, heads = r.content(e, t, 0)
		c.contents = heads
		if len(heads) > 0 {
			c.why("type", fmt.Sprintf("frames-content:%s", e.content), "", r.d.Tokens[heads[0]].Span)
		}
	} else {
		c.contents = r.slot(t, "comp")
	}
	if c.event == "-" || c.event == "=" || e.flags&violent != 0 && r.reflexive(t) && !strings.HasPrefix(e.id, "suicide") {
		return nil
	}
	if c.event == "RETREAT" && c.mode == "" && c.cameo == "084" {
		c.mode = "release"
	}
	if r.noun(t) {
		if v, row := r.overNoun(t); v >= 0 && !((row.effect == "planned" || row.effect == "hypothetical") && r.definite(t) && r.is(t, "obj")) {
			c.light, c.effect = v, row.effect
			if r.lemma[v] == "announce" && (c.event == "PROTEST" || c.event == "CONSULT") {
				c.effect = "planned"
			}
			c.why("trigger", "frames-light:"+r.lemma[v], r.rel(t), r.d.Tokens[v].Span)
		}
	}
	all := e.flags&recip != 0
	c.actors = r.fill(c, t, "actor", e.actor, all)
	if len(c.actors) == 0 && !all && r.noun(t) && c.light < 0 && len(r.prep(t, "of")) > 0 && hasPath(e.recipient, "of") {
		// The owner of an act that is told to be done to somebody has done it:
		// "Kosovo's arrest of a policeman", against "the policeman's arrest".
		c.actors = r.fill(c, t, "actor", owners, false)
	}
	if c.light >= 0 && (len(c.actors) == 0 || all) && (c.effect != "end" || all || e.flags&visitFlag != 0) {
		if h := c.light; !r.is(t, "nsubj") || r.passive(h) {
			for _, s := range r.subjects(h) {
				if s == t {
					continue
				}
				for _, a := range r.args(s) {
					if n := len(c.actors); n < len(addArg(c.actors, a)) {
						c.actors = append(c.actors, a)
						c.why("actor", "frames-light:"+r.lemma[h], "subj", a.Span)
					}
				}
			}
		}
	}
	r.company(c)
	if e.flags&(visitFlag|talksFlag) != 0 && len(c.actors) == 0 && r.noun(t) && r.child(t, "cop") >= 0 { // is on a visit to, are in talks
		if s := r.child(t, "nsubj"); s >= 0 {
			for _, a := range r.args(s) {
				c.actors = addArg(c.actors, a)
				c.why("actor", c.id, "nsubj", a.Span)
			}
		}
	}
	if !all {
		c.recipients = r.fill(c, t, "recipient", e.recipient, false)
		if c.event == "THREATEN" && len(c.recipients) > 1 { // hit back at Iran at a time of its choosing
			if others := r.foreign(c.recipients, c.actors); len(others) > 0 {
				c.recipients = others
			}
		}
		if !r.located(c.recipients) && !r.polArgs(c.recipients) && e.recipient != nil {
			r.scanRecipient(c)
		}
	}
	return c
}

// owners are the slots of whose act a noun names.
var owners = []path{{"poss"}, {"mod"}}

// hasPath reports whether one of paths is the slot alone.
func hasPath(paths []path, slot string) bool {
	return slices.ContainsFunc(paths, func(p path) bool { return len(p) == 1 && p[0] == slot })
}

// company finds who met or agreed, where a noun of a meeting or a deal leaves it to
// the subject of its clause: "after ten hours of talks, A and B agreed", "under the
// pact, A and B will". The subject must be of more than one country.
func (r *run) company(c *candidate) {
	if c.flags&(talksFlag|dealFlag) == 0 || !r.noun(c.tok) || c.light >= 0 || len(r.countries(c.actors)) > 1 {
		return
	}
	top, h := c.tok, r.d.Tokens[c.tok].Head
	for h >= 0 && r.noun(h) && r.is(top, "nmod") && r.hasCase(top, "of") && (r.classes["SHELL"].alone[r.lemma[h]] || spans[r.lemma[h]]) {
		top, h = h, r.d.Tokens[h].Head
	}
	if h < 0 || !r.verb(h) || !r.is(top, "obl") {
		return
	}
	if r.is(h, "advcl") && r.xpos[h] == "VBN" && r.child(h, "nsubj") < 0 && top < h && r.d.Tokens[h].Head >= 0 {
		h = r.d.Tokens[h].Head // under an accord reached on Tuesday, hung on the participle
	}
	switch r.caseOf(top) {
	case "at", "after", "during", "following", "in", "under", "before", "since":
	default:
		return
	}
	for _, s := range r.subjects(h) {
		if args := r.args(s); len(r.countries(args)) > 1 && r.polArgs(args) {
			c.actors = args
			for _, a := range args {
				c.why("actor", "who the clause is about", r.caseOf(top), a.Span)
			}
			return
		}
	}
}

// spans are what talks last: "ten days of talks".
var spans = map[string]bool{"hour": true, "day": true, "week": true, "month": true, "year": true, "minute": true}

// foreign returns those of args that have no country in common with others.
func (r *run) foreign(args, others []Arg) []Arg {
	var out []Arg
	for _, a := range args {
		if !r.shares([]Arg{a}, others) {
			out = append(out, a)
		}
	}
	return out
}

// reflexive reports whether what verb t does, it does to itself: "shot himself".
func (r *run) reflexive(t int) bool {
	for _, k := range r.kids[t] {
		if r.is(k, "obj") && (strings.HasSuffix(r.lemma[k], "self") || strings.HasSuffix(r.lemma[k], "selves")) {
			return true
		}
	}
	return false
}

// scanRecipient looks for the recipient of an act that no slot gave, in the words
// that the trigger governs: the first party after a preposition of address in the
// complement or the object, or, of a request, its subject.
func (r *run) scanRecipient(c *candidate) {
	switch c.event {
	case "AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN", "AID", "SANCTION", "SUPPORT", "COOPERATE", "PROTEST":
	default:
		return
	}
	if !r.verb(c.tok) {
		return
	}
	end := r.d.Sentences[r.d.Tokens[c.tok].Sent].Last
	if c.event == "THREATEN" || c.event == "REQUEST" { // "unless Y opens the border"
		for k := c.tok + 1; k < end; k++ {
			if !r.is(k, "advcl") || !r.hasCase(k, "unless") && !r.hasCase(k, "if") || !r.governs(c.tok, k) {
				continue
			}
			for _, s := range r.subjects(k) {
				if args := r.drop(r.args(s), c.actors); r.polArgs(args) && r.located(args) && !r.shares(args, c.actors) {
					c.recipients = args
					c.why("recipient", "who can avert it", "advcl.subj", args[0].Span)
					return
				}
			}
		}
	}
	for x := c.tok + 1; x < end; x++ {
		switch {
		case r.d.Tokens[x].Form == ";", r.verb(x) && r.is(x, "conj") && !r.below(x, c) && r.child(x, "nsubj") >= 0:
			return
		case r.mention[x] < 0 || !r.governs(c.tok, x):
			continue
		}
		ref := &r.refs[r.referent(x)].Actor
		if !pol(ref) && !of(ref) || ref.Country == "" {
			continue
		}
		p := r.caseOf(x)
		subject := c.event == "REQUEST" && p == "" && len(c.contents) > 0 && x < c.contents[0] &&
			(r.is(x, "nsubj") || r.d.Tokens[x].Head == c.tok)
		switch p {
		case "to", "for", "with", "against", "on", "upon", "from", "toward", "towards":
			if c.event == "PROTEST" && p != "against" {
				continue
			}
		case "in", "into":
			if c.event != "AID" {
				continue
			}
		case "over", "at", "by", "of", "":
			if !subject && (c.event != "PROTEST" || p == "" && r.rel(x) != "nmod:poss" || !r.grievance(x, c.tok)) {
				continue
			}
		default:
			if !subject {
				continue
			}
		}
		args := r.drop(r.args(x), c.actors)
		if len(args) == 0 || r.shares(args, c.actors) && !r.domestic(c, args) {
			continue
		}
		c.recipients = args
		for _, a := range args {
			c.why("recipient", "scan", p, a.Span)
		}
		return
	}
}

// domestic reports whether parties of the actor's own country may be whom an act at
// home is aimed at: a person or a body, for a protest, a demand or its refusal.
func (r *run) domestic(c *candidate, args []Arg) bool {
	switch c.event {
	case "PROTEST", "REQUEST", "REJECT", "THREATEN":
	default:
		return false
	}
	for _, a := range args {
		if ref := &r.refs[a.Referent].Actor; ref.Type == "country" || !pol(ref) {
			return false
		}
	}
	return true
}

// grievance reports whether x stands in what the protest at verb t is said to be for
// or against: under a demand, a protest or a display.
func (r *run) grievance(x, t int) bool {
	for steps := 0; x >= 0 && x != t && steps < 8; steps++ {
		if r.hasCase(x, "against") || r.hasCase(x, "over") {
			return true
		}
		switch r.lemma[x] {
		case "demand", "protest", "denounce", "call", "oppose", "condemn", "show", "demonstrate", "press", "protesting":
			return true
		}
		x = r.d.Tokens[x].Head
	}
	return false
}

// governs reports whether token t is above x in the tree.
func (r *run) governs(t, x int) bool {
	for steps := 0; x >= 0 && steps < 12; steps++ {
		if x == t {
			return true
		}
		x = r.d.Tokens[x].Head
	}
	return false
}

// below reports whether x is in a complement of c.
func (r *run) below(x int, c *candidate) bool {
	for _, h := range c.contents {
		if r.governs(h, x) {
			return true
		}
	}
	return false
}

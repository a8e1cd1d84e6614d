package coder

import "strings"

// contentHeads returns the heads of the complements that a frame's content stands in.
func (r *run) contentHeads(t int, at []path) []int {
	for _, p := range at {
		xs := r.path(t, p)
		if len(xs) == 0 && len(p) == 1 && r.noun(t) && r.atObject(p[0]) { // a call by the bishops for calm, hung on the bishops
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
	var act inner
	for _, h := range heads {
		if r.verb(h) && r.classes["HITBACK"].alone[r.lemma[h]] && r.reprisal(h) {
			act = inner{event: "ASSAULT", not: act.not} // and no retort
			break
		}
		if act = r.innerAct(h, depth); act.event != "" {
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
	if e.content == "allege" && r.supposed(heads) {
		return "-", "", "", heads
	}
	for _, row := range r.tables.content[e.content] {
		if act.fits(row.inner, consequence) {
			if row.event == "-" || row.event == "=" {
				return row.event, "", "", heads
			}
			return row.event, row.mode, row.cameo, heads
		}
	}
	return event, mode, cameo, heads
}

// supposed reports whether what is claimed is only what would or could be: "argued that
// the vote would force Paris to act" accuses nobody.
func (r *run) supposed(heads []int) bool {
	for _, h := range heads {
		switch modal, _, _ := r.aux(h); modal {
		case "would", "could", "might", "may", "should", "must":
			return true
		}
	}
	return false
}

// fits reports whether a is an act that a content row is for, whose column inner says
// which: or what is announced is a consequence.
func (a inner) fits(row string, consequence bool) bool {
	want, denied := strings.CutPrefix(row, "not/")
	switch {
	case row == "*":
		return true
	case row == "none":
		return a.event == ""
	case row == "consequence":
		return consequence
	case denied != a.not:
		return false
	}
	if typ, code, ok := strings.Cut(want, ":"); ok {
		return typ == a.event && code == a.cameo
	}
	typ, mode, ok := strings.Cut(want, "/")
	return typ == a.event && (!ok || mode == a.mode)
}

// An inner is what an act in a complement is, as frames-content.tsv names it: its type,
// mode and code, and whether it is denied or ended.
type inner struct {
	event, mode, cameo string
	not                bool
}

// flip returns a, denied if it was not, or affirmed if it was, if not is true.
func (a inner) flip(not bool) inner {
	a.not = a.not != not
	return a
}

// deepest is how many complements within one another tell of an act.
const deepest = 3

// innerAct names the act in the complement headed by x; its event is "" for none.
func (r *run) innerAct(x, depth int) inner {
	if depth > deepest {
		return inner{}
	}
	not := false
	if r.verb(x) {
		neg, _ := r.negation(x)
		not = neg >= 0
		if a := r.governedAct(x, depth); a.event != "" {
			return a.flip(not)
		}
	} else if r.word(x, r.classes["PROPOSAL"]) { // an offer of talks
		if a := r.firstInner(append(r.prep(x, "of"), r.prep(x, "for")...), depth); a.event != "" {
			return a.flip(not)
		}
	}
	if !r.verb(x) && r.classes["FORCE"].alone[r.lemma[x]] {
		return inner{event: "ASSAULT", not: not}
	}
	if e := r.match(x); e != nil && (e.event != "-" || e.content != "") {
		if e.content == "" {
			return inner{e.event, e.mode, e.cameo, not}
		}
		if event, mode, cameo, _ := r.content(e, x, depth+1); event != "=" && event != "-" {
			return inner{event, mode, cameo, not}
		}
	}
	if r.verb(x) {
		return r.verbAct(x, depth).flip(not)
	}
	return r.nounAct(x, depth).flip(not)
}

// firstInner returns the first act that one of tokens names.
func (r *run) firstInner(tokens []int, depth int) inner {
	for _, t := range tokens {
		if a := r.innerAct(t, depth+1); a.event != "" {
			return a
		}
	}
	return inner{}
}

// governedAct returns the act under verb x if the verb only denies it or lets it be:
// "prevent", "refrain from", "begin to".
func (r *run) governedAct(x, depth int) inner {
	for _, g := range r.govern[r.lemma[x]] {
		if g.kind != 'v' || g.effect != "not" && g.effect != "same" || g.act != "clause" && g.act != "both" {
			continue
		}
		for _, slot := range []string{"xcomp", "from", "ccomp"} {
			if cs := r.slot(x, slot); len(cs) > 0 && r.verb(cs[0]) {
				if a := r.innerAct(cs[0], depth+1); a.event != "" {
					return a.flip(g.effect == "not")
				}
			}
		}
	}
	return inner{}
}

// verbAct names the act of a verb without a frame that fits.
func (r *run) verbAct(x, depth int) inner {
	for _, v := range []struct{ class, event string }{{"YIELDVERB", "RETREAT"}, {"ASSISTVERB", "AID"}, {"MEETVERB", "CONSULT"}} {
		if r.classes[v.class].alone[r.lemma[x]] {
			return inner{event: v.event}
		}
	}
	if r.classes["UNDERGO"].alone[r.lemma[x]] { // face expulsion
		if a := r.firstInner(r.rels(x, "obj"), depth); a.event != "" {
			return a
		}
	}
	if r.classes["REPLY"].alone[r.lemma[x]] || r.lemma[x] == "meet" && r.passive(x) {
		if a := r.replyAct(x, depth); a.event != "" {
			return a
		}
	}
	if r.lemma[x] == "prepare" { // prepare for air strikes
		if a := r.firstInner(r.prep(x, "for"), depth); a.event != "" {
			return a
		}
	}
	for _, o := range r.slot(x, "obj") { // a light verb: hold talks, take steps
		if row := r.lightRow(x, "obj"); row != nil {
			if e := r.match(o); e != nil {
				return inner{e.event, e.mode, e.cameo, row.effect == "not" || row.effect == "end"}
			}
		}
	}
	return inner{}
}

// replyAct names the act with which somebody replies: "respond with tariffs", "respond
// militarily".
func (r *run) replyAct(x, depth int) inner {
	for _, k := range r.kids[x] {
		if k > x && (r.lemma[k] == "force" && (r.hasCase(k, "with") || r.hasCase(k, "by")) || r.lemma[k] == "militarily") {
			return inner{event: "ASSAULT"}
		}
	}
	for _, k := range r.prep(x, "with") {
		if a := r.innerAct(k, depth+1); a.event != "" {
			return a
		}
		if r.in(k, r.classes["SANCTION"]) {
			return inner{event: "SANCTION", mode: "discontinue", cameo: "163"}
		}
	}
	return inner{}
}

// nounAct names the act that a noun without a frame is of: "threat of war", "proposal
// for talks", "end to violence".
func (r *run) nounAct(x, depth int) inner {
	for _, k := range r.kids[x] {
		if r.is(k, "nmod") && (r.hasCase(k, "of") || r.hasCase(k, "to") || r.hasCase(k, "for")) || r.rel(k) == "compound" {
			if a := r.innerAct(k, depth+1); a.event != "" {
				switch r.lemma[x] {
				case "end", "halt", "cessation", "stop":
					return a.flip(true)
				}
				return a
			}
		}
	}
	switch {
	case r.in(x, r.classes["YIELDNOUN"]):
		return inner{event: "CONCEDE", cameo: "080"}
	case r.in(x, r.classes["AID"]), r.in(x, r.classes["MILAID"]), r.in(x, r.classes["TROOPS"]), r.lemma[x] == "support", r.lemma[x] == "backing":
		return inner{event: "AID", cameo: "070"}
	}
	return inner{}
}

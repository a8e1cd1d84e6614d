package coder

import "strings"

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

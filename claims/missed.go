package claims

import (
	"slices"
	"strings"
)

// contrasted returns the comma before a clause that sets what another says
// against what is said before: ", while the mayor insisted …", ", but Rome denied
// it". It is -1 where verb i heads no such clause.
func (f *finder) contrasted(i int) int {
	t := &f.Tokens[i]
	if !f.sibling(i) && !f.opines(i) || f.kidset[i]&3 == 0 || t.Rel != "advcl" && t.Rel != "conj" && t.Rel != "parataxis" {
		return -1
	}
	from := int(f.first[i])
	for k := from; k < i; k++ {
		if u := &f.Tokens[k]; u.Head == i && (u.Rel == "mark" || u.Rel == "cc") {
			switch u.Lemma {
			case "while", "although", "though", "whereas", "but", "as":
				if k > 0 && f.Tokens[k-1].Form == "," {
					return k - 1
				}
			}
		}
	}
	return -1
}

// opines reports whether verb i tells what somebody thinks or feels, in a clause.
func (f *finder) opines(i int) bool {
	e := f.hits[i].e
	return e != nil && e.pos == 'v' && e.classes&(1<<classBelieve|1<<classFeel) != 0 && slices.ContainsFunc(f.kids[i], func(k int) bool { return k > i && f.Tokens[k].Rel == "ccomp" })
}

// answered reports whether verb i says that something said before was denied or
// confirmed by someone: "this was contradicted by the palace".
func (f *finder) answered(i int) bool {
	e := f.hits[i].e
	if e == nil || e.pos != 'v' || e.classes&(1<<classDeny|1<<classConfirm) == 0 || f.Tokens[i].XPOS != "VBN" || !f.hasKid(i, "aux:pass") || f.agent(i) < 0 {
		return false
	}
	subject := int(f.subject[i])
	if subject < 0 || subject > i {
		return false
	}
	switch t := &f.Tokens[subject]; t.UPOS {
	case "PRON", "DET":
		return t.Lemma == "this" || t.Lemma == "that" || t.Lemma == "it" || t.Lemma == "which" || t.Lemma == "these"
	case "NOUN":
		n := f.hits[subject].e
		return n != nil && n.pos == 'n' && n.classes&(1<<classSay|1<<classAccuse|1<<classBelieve|1<<classShow) != 0 || numberNouns[t.Lemma]
	}
	return false
}

// answer makes the claim of such a verb.
func (f *finder) answer(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.answered", in: -1, ref: -1}
	d.source = f.phrase(f.agent(i), &d)
	d.content = []tokens{f.phrase(int(f.subject[i]), &d)}
	return d
}

// estimates reports whether verb i puts a number at some value: "put the toll at
// nine".
func (f *finder) estimates(i int) bool {
	t := &f.Tokens[i]
	if t.Lemma != "put" || t.UPOS != "VERB" || f.subject[i] < 0 || int(f.subject[i]) > i || f.hasKid(i, "aux:pass") {
		return false
	}
	number, value := false, false
	for _, k := range f.kids[i] {
		if k < i {
			continue
		}
		switch u := &f.Tokens[k]; {
		case u.Rel == "obj":
			number = number || numberNouns[u.Lemma] || u.UPOS == "PRON"
		case u.UPOS == "NUM" || f.hasKid(k, "nummod"):
			value = true
			number = number || f.caseOf(k) == "at" // "put the debt at nine million"
		}
		for _, m := range f.kids[k] {
			value = value || f.Tokens[k].Rel == "obj" && f.Tokens[m].UPOS == "NUM" && f.caseOf(m) == "at"
		}
	}
	return number && value
}

// estimate makes the claim of such a verb.
func (f *finder) estimate(i int) draft {
	d := draft{cue: tokens{f.group(i), i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.estimate", in: -1, ref: -1}
	d.source = f.phrase(int(f.subject[i]), &d)
	r := tokens{i + 1, i + 2}
	for _, k := range f.kids[i] {
		if u := &f.Tokens[k]; k > i && (u.Rel == "obj" || u.Rel == "obl" || u.UPOS == "NUM") {
			r.to = max(r.to, int(f.last[k])+1)
		}
	}
	d.content = []tokens{r}
	return d
}

// vouches returns the object of verb i, "bear out" or "back up", that is the name of what
// somebody says, or -1: "the tests bore out her suspicion".
func (f *finder) vouches(i int) int {
	particle, ok := vouchers[f.Tokens[i].Lemma]
	if !ok || f.Tokens[i].UPOS != "VERB" || i+1 >= len(f.Tokens) || !strings.EqualFold(f.Tokens[i+1].Form, particle) || f.subject[i] < 0 {
		return -1
	}
	for _, k := range f.kids[i] {
		if e := f.hits[k].e; k > i && f.Tokens[k].Rel == "obj" && f.Tokens[k].UPOS == "NOUN" && (e != nil && e.pos == 'n' || reportNouns[f.Tokens[k].Lemma]) {
			return k
		}
	}
	return -1
}

// vouching makes the claim of such a verb.
func (f *finder) vouching(i int) draft {
	d := draft{cue: tokens{i, i + 2}, head: i, hit: f.hits[i], rule: "rule:claims.vouch", in: -1, ref: -1}
	verb := f.Tokens[i].Lemma
	if verb == "bore" { // also the past of another verb
		verb = "bear"
	}
	for k := range f.lex[verb] {
		if e := &f.lex[verb][k]; len(e.words) == 2 && e.words[1] == vouchers[verb] {
			d.hit = hit{e, i + 1}
		}
	}
	d.source = f.phrase(int(f.subject[i]), &d)
	k := f.vouches(i)
	d.content = []tokens{{max(int(f.first[k]), i+2), int(f.last[k]) + 1}}
	return d
}

// toldIn returns the verb of the clause that gerund i of a verb of speech says, where the
// gerund is what somebody denies, admits or regrets: "denied telling her that it was
// safe"; or -1.
func (f *finder) toldIn(i int) int {
	t := &f.Tokens[i]
	if t.XPOS != "VBG" && !f.hasKid(i, "aux") || !speechVerbs[t.Lemma] || t.Rel != "xcomp" && t.Rel != "advcl" && t.Rel != "ccomp" || t.Head < 0 || t.Head > i {
		return -1
	}
	if e := f.hits[t.Head].e; e == nil || e.classes&(1<<classDeny|1<<classConfirm|1<<classFeel) == 0 {
		return -1
	}
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == "ccomp" && k > i {
			return k
		}
	}
	return -1
}

// telling makes the claim of such a gerund.
func (f *finder) telling(i int) draft {
	d := draft{cue: tokens{i, i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.gerund", in: -1, ref: -1}
	if s := f.findSubject(f.Tokens[i].Head); s >= 0 {
		d.source = f.phrase(s, &d)
	}
	k := f.toldIn(i)
	d.content = []tokens{{int(f.first[k]), int(f.last[k]) + 1}}
	return d
}

// holdsClause returns the verb of the clause that says what noun i names, "reports
// that the bank had failed", or -1.
func (f *finder) holdsClause(i int) int {
	if f.Tokens[i].UPOS != "NOUN" || !reportNouns[f.Tokens[i].Lemma] || f.hits[i].e == nil || f.hits[i].e.pos != 'n' {
		return -1
	}
	for _, k := range f.kids[i] {
		t := &f.Tokens[k]
		if k < i || t.Rel != "acl" && t.Rel != "ccomp" && t.Rel != "acl:relcl" {
			continue
		}
		that, object := "", false
		for _, m := range f.kids[k] {
			u := &f.Tokens[m]
			if u.Form == "that" && that == "" {
				that = u.Rel
			} else if u.Rel == "obj" && m > k {
				object = true
			}
		}
		// Parsers take the conjunction for the object of a verb that has one.
		if that == "mark" || that == "obj" && object {
			return k
		}
	}
	return -1
}

// noun makes the claim of such a noun. Its source is its possessor, or whom it is
// by or from.
func (f *finder) noun(i int) draft {
	d := draft{cue: tokens{i, i + 1}, head: i, hit: f.hits[i], rule: "rule:claims.noun", in: -1, ref: -1}
	k := f.holdsClause(i)
	if k < 0 {
		k = f.holdsDeed(i)
	}
	r := tokens{max(int(f.first[k]), i+1), int(f.last[k]) + 1}
	// "allegations of meddling in the vote": what the parse hung on the noun behind its
	// content is of the content.
	for _, n := range f.kids[i] {
		if n > k && f.Tokens[n].Rel == "nmod" && int(f.first[n]) == r.to {
			r.to = int(f.last[n]) + 1
		}
	}
	for r.from < k && f.Tokens[r.from].Form != "that" && f.Tokens[r.from].Form != "of" {
		r.from++
	}
	if f.Tokens[r.from].Form == "of" {
		r.from++
	}
	d.content = []tokens{r}
	return d
}

// holdsDeed returns the head of what noun i says was done, "allegations of
// interference", or -1.
func (f *finder) holdsDeed(i int) int {
	form, ok := deedNouns[f.Tokens[i].Lemma]
	if f.Tokens[i].UPOS != "NOUN" || !ok || form != "" && form != strings.ToLower(f.Tokens[i].Form) || i+1 >= len(f.Tokens) || f.Tokens[i+1].Form != "of" {
		return -1
	}
	for _, k := range f.kids[i] {
		if t := &f.Tokens[k]; k > i && (t.Rel == "nmod" || t.Rel == "acl") && t.UPOS != "PROPN" && t.UPOS != "PRON" {
			return k
		}
	}
	return -1
}

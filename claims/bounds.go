package claims

import (
	"slices"
	"strings"
)

func (f *finder) hasKid(i int, rel string) bool {
	for _, k := range f.kids[i] {
		if f.Tokens[k].Rel == rel {
			return true
		}
	}
	return false
}

// question reports whether a content starts with a word of an embedded question.
func (f *finder) question(p tokens) bool {
	switch strings.ToLower(f.Tokens[p.from].Form) {
	case "how", "why", "when", "where", "whether", "what", "who":
		return true
	}
	return false
}

// cutClauses ends a content at a semicolon before a new clause, and at a verb
// that stands beside the cue: "said it was late and promised to hurry".
func (f *finder) cutClauses(d *draft) {
	out := d.content[:0]
	for _, p := range d.content {
		after := p.from >= d.cue.to
		if after {
			p.from = f.addressed(d, p)
		}
		for i := p.from; i < p.to; i++ {
			t := &f.Tokens[i]
			inside := f.quote[i] >= 0 && f.quote[i] != f.quote[d.head]
			switch {
			case t.Form == ";" && !inside && after && f.finite(tokens{i + 1, p.to}) && t.Sent == f.Tokens[d.head].Sent:
				p.to = i
			case t.Form == ":" && after && !inside && i > p.from && i+1 < p.to && (f.edge[i+1] == edgeOpen || f.finite(tokens{i + 1, p.to})) && d.hit.e != nil && d.hit.e.classes&(1<<classSay) == 0:
				p.to = i // "denied it: “We lost nothing”" says two things
			case t.Form == ";" && !inside && after && i > p.from && t.Sent == f.Tokens[d.head].Sent && d.hit.e != nil && d.hit.e.frames&frameNP != 0 && !f.finite(tokens{p.from, i}):
				p.to = i
			case t.UPOS == "CCONJ" && !inside && after && i > p.from && t.Head >= p.to && t.Sent == f.Tokens[d.head].Sent && f.quote[t.Head] == f.quote[d.head]:
				p.to = i // what it joins lies beyond
			case t.Form == ";" && !inside && !after && t.Sent == f.Tokens[d.head].Sent && i+1 < p.to:
				p.from = i + 1
			case after && !inside && i > p.from && t.Rel == "conj" && t.Head < d.cue.to && f.hasKid(i, "nsubj") && d.hit.e != nil && d.hit.e.frames&frameNP != 0 && !f.finite(tokens{p.from, max(p.from, int(f.first[i]))}):
				p.to = max(p.from, int(f.first[i])) // "has admiration for him and this was a factor"
			case after && !inside && i > p.from+1 && t.Lemma == "as" && t.Rel == "mark" && f.Tokens[t.Head].Rel == "advcl" && f.question(p):
				p.to = i // "wondered how it would go, as …" gives the author's reason
			case after && !inside && i > p.from+1 && f.beside(i) > p.from:
				p.to = f.beside(i)
			case after && !inside && i > p.from+1 && f.contrasted(i) > p.from:
				p.to = f.contrasted(i)
			case after && !inside && i > p.from+1 && (f.occasion(i) || f.takenUp(i) || f.apposed(i)):
				p.to = i
			case after && !inside && (t.Head == d.head && t.Rel == "conj" && f.sibling(i) || f.besideObject(d, p, i)):
				k := i
				for k > p.from && (f.Tokens[k-1].Rel == "cc" || f.Tokens[k-1].UPOS == "PUNCT" && f.edge[k-1] == edgeNone || f.Tokens[k-1].Rel == "aux" || f.Tokens[k-1].UPOS == "ADV") {
					k--
				}
				p.to = k
			}
		}
		if !p.empty() {
			out = append(out, p)
		}
	}
	d.content = out
}

// finite reports whether a range has a finite verb.
func (f *finder) finite(r tokens) bool {
	for i := r.from; i < r.to; i++ {
		switch f.Tokens[i].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// beside returns the first token of what parts token i, a verb of speech, from
// the clause before, beside which its speaker says something more: ", adding
// that …", ", citing a report", ", and promised to …", "but denied …". It is -1
// where the verb belongs to the clause before.
func (f *finder) beside(i int) int {
	s := f.Sentences[f.Tokens[i].Sent]
	if f.answered(i) {
		k := int(f.first[i])
		for k > s.First && f.Tokens[k-1].UPOS == "PUNCT" && f.edge[k-1] == edgeNone {
			k--
		}
		return k
	}
	if i < s.First+3 || !f.sibling(i) || f.kidset[i]&3 != 0 {
		return -1
	}
	switch f.Tokens[i].XPOS {
	case "VBG":
		if f.Tokens[i-1].Form == "," {
			return i - 1
		}
	case "VBD", "VBZ", "VBP", "VB":
		k := i - 1
		if f.Tokens[i].XPOS == "VB" {
			// "and would not say whether"
			if !f.hasKid(i, "aux") || !f.negated(i) {
				return -1
			}
			k = f.group(i) - 1
		}
		for k > s.First+1 && f.Tokens[k].UPOS == "ADV" {
			k--
		}
		if k <= s.First+1 || f.Tokens[k].Rel != "cc" {
			return -1
		}
		if f.Tokens[k-1].Form == "," {
			return k - 1
		}
		if l := f.Tokens[i].Lemma; f.Tokens[k].Lemma == "but" || l == "say" || l == "add" || l == "insist" || f.hasKid(i, "ccomp") || refusals[l] {
			return k
		}
	}
	return -1
}

// snapClause sets the bounds of reported speech by the clause that the cue
// governs, before it or behind it: what the tagger cut short is restored, what
// hangs on the cue itself is left out, and so is what stands before a cue that has
// its clause behind it.
func (f *finder) snapClause(d *draft) {
	clause := -1
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		if (t.Rel == "ccomp" || k > d.head && t.Rel == "xcomp" && t.UPOS == "VERB") && f.inContent(d, k) {
			clause = k
			break
		}
	}
	if clause < 0 {
		f.dropFronted(d)
		return
	}
	if q := f.quote[clause]; q >= 0 && q != f.quote[d.head] && f.setOff(q) {
		return
	}
	if clause < d.head {
		f.snapFronted(d, clause)
		return
	}
	for i := d.cue.to; i < clause; i++ {
		if f.Tokens[i].Form == ";" {
			return // a new sentence but for the full stop
		}
	}
	r := tokens{max(int(f.first[clause]), d.cue.to), int(f.last[clause]) + 1}
	for i := clause + 1; i < r.to; i++ {
		if k := f.beside(i); k > clause && f.quote[i] < 0 {
			r.to = k
		}
	}
	if !d.source.empty() && d.source.meets(r) {
		return
	}
	for i := r.from; i < r.to; i++ {
		if f.Tokens[i].Form == ";" && f.quote[i] < 0 && f.finite(tokens{i + 1, r.to}) {
			r.to = i
		}
	}
	for k := range d.content {
		p := &d.content[k]
		if !p.has(clause) {
			continue
		}
		for i := p.to; i < r.to; i++ {
			if form := f.Tokens[i].Form; form == "—" || form == "--" {
				r.to = i // what follows a dash is an aside
			}
		}
		p.to = max(p.to, r.to)
		// What the cue itself governs, at the end.
		for i := r.to; i < p.to; i++ {
			if t := &f.Tokens[i]; t.Head == d.head && (t.Rel == "advcl" || t.Rel == "parataxis" || t.Rel == "conj") && f.quote[i] < 0 {
				p.to = max(r.to, int(f.first[i]))
			}
		}
	}
	if f.Tokens[clause].Rel != "ccomp" {
		f.dropFronted(d)
		return
	}
	out := d.content[:0]
	for _, p := range d.content {
		fronted := !f.flatNo(p) && p.to <= d.cue.from && f.Tokens[p.from].Sent == f.Tokens[d.head].Sent && f.quote[f.firstWord(p)] < 0
		if !fronted {
			out = append(out, p)
		}
	}
	d.content = out
}

// dropFronted leaves out a clause before a cue that has its object behind it.
func (f *finder) dropFronted(d *draft) {
	object := false
	for _, k := range f.kids[d.head] {
		if r := f.Tokens[k].Rel; k > d.head && (r == "obj" || r == "obl" || r == "xcomp") && f.inContent(d, k) {
			object = true
		}
	}
	if !object {
		return
	}
	d.content = slices.DeleteFunc(d.content, func(p tokens) bool {
		return p.to <= d.cue.from && f.Tokens[p.from].Sent == f.Tokens[d.head].Sent && f.quote[f.firstWord(p)] < 0 && (f.finite(p) || f.Tokens[f.firstWord(p)].UPOS == "ADP")
	})
}

// snapFronted widens a clause that stands before its cue: "It rained, killing no
// one, villagers said".
func (f *finder) snapFronted(d *draft, clause int) {
	end := d.cue.from
	if !d.source.empty() {
		end = min(end, d.source.from)
	}
	r := tokens{int(f.first[clause]), min(int(f.last[clause])+1, end)}
	for i := clause; i >= r.from; i-- {
		if f.Tokens[i].Form == ";" && f.quote[i] < 0 {
			r.from = i + 1
		}
	}
	for k := range d.content {
		p := &d.content[k]
		if p.has(clause) {
			p.from, p.to = min(p.from, r.from), max(p.to, r.to)
		}
	}
}

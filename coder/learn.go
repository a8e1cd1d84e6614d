package coder

import (
	"fmt"
	"slices"
	"strings"

	"chancery/model/bag"
)

// A find is a word that the model of triggers takes for an act.
type find struct {
	view   view
	label  int
	mode   int // label of the mode, or -1
	margin int32
}

// ModelRule is what found the events that the model of triggers found.
const ModelRule = "model:events"

// Margins are logarithms of odds, in [bag.Scale]: by how much an act must outscore no act
// for a word to be one, where the text has told an act that a frame found and where it has
// not, and to be one whatever its parties.
const (
	finding      = 0
	findingFirst = bag.Scale
	certainly    = bag.Scale
)

// learn adds the acts of a sentence that the model finds where no frame fits.
func (r *run) learn(m *bag.Model, s int, acts []int32) {
	sent := r.d.Sentences[s]
	x := viewer{run: r}
	var views []view
	var items []bag.Item
	first := len(r.cands)
	public := r.public(first)
	for t := sent.First; t < sent.Last; t++ {
		if r.seen(t) && !r.coded(t, !public) && !r.takenUp(t) {
			v := x.view(t)
			views, items = append(views, v), append(items, v.item)
		}
	}
	about := r.about(sent)
	var finds []find
	least := int32(findingFirst)
	if public {
		least = finding
	}
	m.Judge(items, about, func(i int, scores []int32) {
		f := best(m.Labels, scores)
		if f.label > 0 && f.margin > least {
			f.view, f.mode = views[i], bestMode(m.Labels, scores, m.Labels[f.label])
			finds = append(finds, f)
		}
	})
	slices.SortStableFunc(finds, func(a, b find) int { return int(b.margin) - int(a.margin) })
	for _, f := range finds {
		if c := r.found(m, &f, about, first); c != nil {
			acts[c.tok] = int32(len(r.cands))
			r.cands = append(r.cands, c)
		}
	}
	if len(r.cands) > first {
		r.settle(s, first, acts)
	}
}

// best returns the type of event with the highest score. The types stand before the modes.
func best(labels []string, scores []int32) find {
	var f find
	for i := 1; i < len(labels) && !strings.Contains(labels[i], "."); i++ {
		if f.label == 0 || scores[i] > scores[f.label] {
			f.label = i
		}
	}
	f.margin = scores[f.label] - scores[0]
	return f
}

// bestMode returns the label of the mode of a type with the highest score, or -1.
func bestMode(labels []string, scores []int32, kind string) int {
	top := -1
	for i, l := range labels {
		if t, _, ok := strings.Cut(l, "."); ok && t == kind && (top < 0 || scores[i] > scores[top]) {
			top = i
		}
	}
	return top
}

// coded reports whether an act that passed the gates has its trigger at t, or, if stopped
// is set, one that did not.
func (r *run) coded(t int, stopped bool) bool {
	for i := len(r.cands) - 1; i >= 0 && r.d.Tokens[r.cands[i].tok].Sent == r.d.Tokens[t].Sent; i-- {
		if c := r.cands[i]; (stopped || c.gate == "") && (c.tok == t || c.light == t) {
			return true
		}
	}
	return false
}

// takenUp reports whether t is the object of a verb whose act takes it up: the march that
// is called off, the raid that is refused.
func (r *run) takenUp(t int) bool {
	h := r.d.Tokens[t].Head
	return h >= 0 && r.suppressed[t] && r.is(t, "obj") && r.coded(h, false)
}

// found makes a candidate of a find, or nil where an act beside it in the tree tells the
// same: "paid a visit".
func (r *run) found(m *bag.Model, f *find, about []string, first int) *candidate {
	t, event := f.view.tok, m.Labels[f.label]
	if event == "ASSAULT" && r.verb(t) && r.reflexive(t) { // shot himself in the foot
		return nil
	}
	for i := len(r.cands) - 1; i >= 0 && r.d.Tokens[r.cands[i].tok].Sent == r.d.Tokens[t].Sent; i-- {
		if c := r.cands[i]; (c.gate == "" || i >= first) && c.event == event && (r.d.Tokens[c.tok].Head == t || r.d.Tokens[t].Head == c.tok) && !r.is(c.tok, "conj") && !r.is(t, "conj") {
			return nil
		}
	}
	pos := r.upos(t)
	for _, e := range r.learned[pos] {
		if e.event != event || !r.fits(t, &e, pos == "VERB") {
			continue
		}
		c := newCandidate(&e, t)
		c.learned, c.sure = true, f.margin > certainly && r.public(first)
		if f.mode >= 0 {
			_, c.mode, _ = strings.Cut(m.Labels[f.mode], ".")
		}
		c.contents = r.slot(t, "comp")
		c.why("trigger", c.by(), "", r.d.Tokens[t].Span)
		c.why("features", r.explain(m, f, about), "", r.d.Tokens[t].Span)
		r.cast(c)
		return c
	}
	return nil
}

// public reports whether the text has told an act that a frame found before the candidate
// first: it is about public affairs.
func (r *run) public(first int) bool {
	for ; !r.politics && r.looked < first; r.looked++ {
		r.politics = r.cands[r.looked].gate == "" && !r.cands[r.looked].learned
	}
	return r.politics
}

// named is how many words and features an explanation names.
const named = 4

// explain says what speaks most for a find, and by how much the logarithm of the odds
// would be less without it.
func (r *run) explain(m *bag.Model, f *find, about []string) string {
	x := viewer{run: r, keep: true}
	v := x.view(f.view.tok)
	var parts []string
	for _, p := range m.Explain(v.item, about, f.label, 0) {
		if len(parts) == named || p.Weight <= 0 {
			break
		}
		name := ""
		if p.Feature >= 0 {
			name = v.names[p.Feature]
		} else {
			name = slotNames[p.Slot] + " like " + v.item.Words[p.Slot]
		}
		parts = append(parts, fmt.Sprintf("%s %+.1f", name, p.Weight))
	}
	return fmt.Sprintf("%s; in all %+.1f", strings.Join(parts, ", "), float64(f.margin)/bag.Scale)
}

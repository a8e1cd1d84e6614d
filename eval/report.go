// Package eval scores records and annotations against gold sets. Its rules are
// those of the reference scorer that comes with the sets; docs/eval.md states
// them.
package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Figure is one measured number.
type Figure struct {
	Name      string   `json:"name"` // "event F1", "status happened F1"
	Value     float64  `json:"value"`
	Precision *float64 `json:"precision,omitempty"`
	Recall    *float64 `json:"recall,omitempty"`
	Predicted int      `json:"predicted,omitempty"`
	// N is how many gold items the figure stands on.
	N int `json:"n"`
}

// Report is what one evaluation measured, in a fixed order.
type Report struct {
	Set     string   `json:"set"` // "docs", "plover" …
	Figures []Figure `json:"figures"`
	// Failed names the cases that did not pass, for "cases".
	Failed []string `json:"failed,omitempty"`
}

// counts are what precision and recall are made of.
type counts struct{ right, predicted, gold int }

func (c *counts) add(d counts) {
	c.right += d.right
	c.predicted += d.predicted
	c.gold += d.gold
}

// f1 returns the harmonic mean of precision and recall, and both.
func (c counts) f1() (f, p, r float64) {
	if c.predicted > 0 {
		p = float64(c.right) / float64(c.predicted)
	}
	if c.gold > 0 {
		r = float64(c.right) / float64(c.gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return f, p, r
}

// addF1 appends the F1 of c.
func (r *Report) addF1(name string, c counts) {
	f, p, rec := c.f1()
	r.Figures = append(r.Figures, Figure{Name: name + " F1", Value: f, Precision: &p, Recall: &rec, Predicted: c.predicted, N: c.gold})
}

// addShare appends right of n.
func (r *Report) addShare(name string, right, n int) {
	v := 0.0
	if n > 0 {
		v = float64(right) / float64(n)
	}
	r.Figures = append(r.Figures, Figure{Name: name, Value: v, N: n})
}

func (r *Report) addNumber(name string, v float64, n int) {
	r.Figures = append(r.Figures, Figure{Name: name, Value: v, N: n})
}

// Get returns the value of the figure of that name, and whether there is one.
func (r *Report) Get(name string) (float64, bool) {
	for _, f := range r.Figures {
		if f.Name == name {
			return f.Value, true
		}
	}
	return 0, false
}

// Table returns r as aligned lines: name, value, precision, recall, n.
func (r *Report) Table() string {
	width := 6
	for _, f := range r.Figures {
		width = max(width, len(f.Name))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s  %7s  %7s  %7s  %9s  %6s\n", width, r.Set, "value", "prec.", "recall", "predicted", "n")
	for _, f := range r.Figures {
		p, rec, pred := "", "", ""
		if f.Precision != nil {
			p, rec, pred = fmt.Sprintf("%.3f", *f.Precision), fmt.Sprintf("%.3f", *f.Recall), strconv.Itoa(f.Predicted)
		}
		fmt.Fprintf(&b, "%-*s  %7s  %7s  %7s  %9s  %6d\n", width, f.Name, f.text(), p, rec, pred, f.N)
	}
	return b.String()
}

func (f Figure) text() string {
	if f.Value == float64(int(f.Value)) && f.Value > 1 {
		return strconv.Itoa(int(f.Value))
	}
	return fmt.Sprintf("%.3f", f.Value)
}

// Lines returns r as lines of a scores file: set, figure, value and n, parted by
// tabs.
func (r *Report) Lines() string {
	var b strings.Builder
	for _, f := range r.Figures {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d\n", r.Set, f.Name, f.text(), f.N)
	}
	return b.String()
}

// pair is a possible match of gold item i and predicted item j.
type pair struct {
	score float64
	i, j  int
}

// match pairs items one to one, the best first, and returns the pairs chosen.
func match(pairs []pair) []pair {
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	gold, pred := map[int]bool{}, map[int]bool{}
	var out []pair
	for _, p := range pairs {
		if p.score > 0 && !gold[p.i] && !pred[p.j] {
			gold[p.i], pred[p.j] = true, true
			out = append(out, p)
		}
	}
	return out
}

// span is a half-open interval of code points.
type span struct{ start, end int }

// overlap returns how many code points a and b share.
func overlap(a, b span) int { return max(0, min(a.end, b.end)-max(a.start, b.start)) }

// touch reports whether any of as overlaps any of bs.
func touch(as, bs []span) bool {
	for _, a := range as {
		for _, b := range bs {
			if overlap(a, b) > 0 {
				return true
			}
		}
	}
	return false
}

// shared returns how many code points as and bs share, over all pairs.
func shared(as, bs []span) int {
	n := 0
	for _, a := range as {
		for _, b := range bs {
			n += overlap(a, b)
		}
	}
	return n
}

func length(spans []span) int {
	n := 0
	for _, s := range spans {
		n += s.end - s.start
	}
	return n
}

// iou returns intersection over union of the code points of as and bs.
func iou(as, bs []span) float64 {
	both := shared(as, bs)
	if all := length(as) + length(bs) - both; all != 0 {
		return float64(both) / float64(all)
	}
	return 0
}

// classes counts by class, and lists the classes sorted.
type classes map[string]*counts

func (c classes) of(name string) *counts {
	if c[name] == nil {
		c[name] = new(counts)
	}
	return c[name]
}

func (c classes) names() []string {
	var out []string
	for name := range c {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// macroF1 is the mean F1 of the classes that the gold has.
func (c classes) macroF1() (mean float64, n int) {
	for _, name := range c.names() {
		if c[name].gold > 0 {
			f, _, _ := c[name].f1()
			mean += f
			n++
		}
	}
	return mean / float64(max(1, n)), n
}

package export

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery/ledger"
)

// table writes documents as sections of aligned columns.
type table struct {
	w     *bufio.Writer
	keep  func(ledger.Record) bool
	width int
	color bool
	n     int
}

func newTable(w io.Writer, o Options) *table {
	return &table{w: bufio.NewWriter(w), keep: keeper(o.Kinds), width: max(cmp.Or(o.Width, 100), 40), color: o.Color}
}

// A column is as wide as its widest cell, but at least min and at most max
// columns; what is left of the width goes to the columns that grow.
type column struct {
	head string
	max  int
	grow bool
}

func (t *table) Close() error { return t.w.Flush() }

func (t *table) Write(d *Document) error {
	x := newIndex(d)
	if t.n++; t.n > 1 {
		t.w.WriteString("\n")
	}
	t.heading(d.Head())
	sections := []struct {
		kind, title string
		columns     []column
		rows        [][]string
	}{
		{kind: "event", title: "Events: who did what to whom", columns: []column{
			{head: "event", max: 14}, {head: "who → to whom", grow: true}, {head: "when, where, status", max: 20}, {head: "words", grow: true}}},
		{kind: "claim", title: "Claims: who said what", columns: []column{
			{head: "who", max: 22}, {head: "says", max: 16}, {head: "what", grow: true}}},
		{kind: "meeting", title: "Meetings", columns: []column{
			{head: "who", grow: true}, {head: "planned", max: 14}, {head: "actual", max: 16}, {head: "about", grow: true}}},
		{kind: "agreement", title: "Agreements", columns: []column{
			{head: "parties", grow: true}, {head: "status", max: 12}, {head: "subject", grow: true}}},
		{kind: "dispute", title: "Disputes", columns: []column{
			{head: "about", max: 16}, {head: "one side", grow: true}, {head: "other side", grow: true}}},
		{kind: "entity", title: "Who is named", columns: []column{
			{head: "code", max: 10}, {head: "name", max: 22}, {head: "role", grow: true}, {head: "mentions", grow: true}}},
	}
	for i := range sections {
		s := &sections[i]
		for _, r := range d.Records {
			if Kind(r) == s.kind && t.keep(r) {
				s.rows = append(s.rows, x.row(r))
			}
		}
		if len(s.rows) > 0 {
			t.section(s.title, s.columns, s.rows)
		}
	}
	return t.w.Flush()
}

func (t *table) heading(d *ledger.Document) {
	title := cmp.Or(flat(d.Title), d.URL, d.ID)
	fmt.Fprintln(t.w, t.bold(fit(Clean(title), t.width)))
	var parts []string
	for _, p := range []string{d.Published, d.Source, d.Author, fmt.Sprintf("%d sentences", d.Sentences), d.ID} {
		if p != "" && p != title {
			parts = append(parts, flat(p))
		}
	}
	fmt.Fprintln(t.w, fit(Clean(strings.Join(parts, " · ")), t.width))
}

func (t *table) bold(s string) string {
	if !t.color {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

func (t *table) faint(s string) string {
	if !t.color {
		return s
	}
	return "\x1b[2m" + s + "\x1b[0m"
}

const gutter = 2

// section writes rows under a title.
func (t *table) section(title string, cols []column, rows [][]string) {
	fmt.Fprintf(t.w, "\n%s\n", t.bold(title))
	t.rows(cols, rows)
}

// rows writes rows under the heads of their columns. Cells that are too long are
// wrapped.
func (t *table) rows(cols []column, rows [][]string) {
	widths := make([]int, len(cols))
	used, growing := gutter*(len(cols)-1), 0
	for i, c := range cols {
		for _, row := range rows {
			row[i] = Clean(row[i])
			widths[i] = max(widths[i], columns(row[i]))
		}
		if widths[i] > 0 {
			widths[i] = max(widths[i], columns(c.head))
		}
		if !c.grow {
			widths[i] = min(widths[i], c.max)
			used += widths[i]
		} else {
			growing++
		}
	}
	share(widths, cols, max(t.width-used, 10*growing))
	t.line(widths, func(i int) string { return cols[i].head }, t.faint)
	for _, row := range rows {
		cells := make([][]string, len(row))
		height := 1
		for i, cell := range row {
			if widths[i] > 0 {
				cells[i] = wrap(cell, widths[i])
			}
			height = max(height, len(cells[i]))
		}
		for k := range height {
			t.line(widths, func(i int) string {
				if k < len(cells[i]) {
					return cells[i][k]
				}
				return ""
			}, nil)
		}
	}
}

// share gives the columns that grow what they ask for, as far as room allows:
// those that ask for little first, the rest in equal parts.
func share(widths []int, cols []column, room int) {
	for open := countGrowing(cols); open > 0; {
		fair, settled := room/open, 0
		for i, c := range cols {
			if c.grow && widths[i] >= 0 && widths[i] <= fair {
				room -= widths[i]
				widths[i] = -1 - widths[i] // settled
				settled++
			}
		}
		open -= settled
		if settled == 0 {
			for i, c := range cols {
				if c.grow && widths[i] >= 0 {
					widths[i] = -1 - max(fair, 6)
				}
			}
			break
		}
	}
	for i := range widths {
		if widths[i] < 0 {
			widths[i] = -1 - widths[i]
		}
	}
}

func countGrowing(cols []column) int {
	n := 0
	for _, c := range cols {
		if c.grow {
			n++
		}
	}
	return n
}

func (t *table) line(widths []int, cell func(int) string, style func(string) string) {
	var b strings.Builder
	for i, n := range widths {
		if n == 0 {
			continue // nothing in the whole column
		}
		b.WriteString(pad(cell(i), n))
		b.WriteString(strings.Repeat(" ", gutter))
	}
	s := strings.TrimRight(b.String(), " ")
	if style != nil {
		s = style(s)
	}
	t.w.WriteString(s)
	t.w.WriteString("\n")
}

// row returns the cells of a record in the columns of its section.
func (x *index) row(r ledger.Record) []string {
	switch r := r.(type) {
	case *ledger.Event:
		return []string{join(" ", r.Event, deref(r.Mode)), parties(r), join("; ", join(", ", dateOf(r), placeOf(r)), x.statusOf(r)), quoted(x.evidence(r))}
	case *ledger.Claim:
		cue := ""
		if r.Cue != nil {
			cue = flat(r.Cue.Text)
		}
		if r.Stance != "assert" {
			cue = join(" ", cue, "("+r.Stance+")")
		}
		name := cmp.Or(x.sourceName(r), "(unnamed)")
		if via := x.via(r); len(via) > 0 {
			name += " via " + strings.Join(via, ", ")
		}
		return []string{name, cue, quoted(text(r))}
	case *ledger.Meeting:
		topics := make([]string, len(r.Topics))
		for i, q := range r.Topics {
			topics[i] = flat(q.Text)
		}
		if len(r.KeptWaiting) > 0 {
			topics = append(topics, "kept waiting: "+strings.Join(x.names(r.KeptWaiting), ", "))
		}
		return []string{cmp.Or(strings.Join(x.names(r.Participants), ", "), "(unnamed)"), lengthOf(r.Planned), lengthOf(r.Actual), strings.Join(topics, "; ")}
	case *ledger.Agreement:
		return []string{cmp.Or(strings.Join(x.names(r.Parties), ", "), "(unnamed)"), r.Status, r.Subject}
	case *ledger.Dispute:
		return []string{r.Type, x.side(r.For), x.side(r.Against)}
	case *ledger.Entity:
		seen := map[string]bool{}
		var words []string
		for _, m := range r.Mentions {
			if w := flat(m.Text); !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
		return []string{deref(r.Code), r.Name, deref(r.Role), strings.Join(words, ", ")}
	}
	return nil
}

// evidence returns the words of an event: its sentence from the first to the last
// of the words that its fields rest on.
func (x *index) evidence(e *ledger.Event) string {
	start, end := e.EventText.Start, e.EventText.End
	take := func(from, to int) {
		if from >= e.Sentence.Start && from < to && to <= e.Sentence.End {
			start, end = min(start, from), max(end, to)
		}
	}
	for _, p := range slices.Concat(e.Actor, e.Recipient) {
		take(p.Start, p.End)
	}
	if e.Date != nil && e.Date.Quote != nil {
		take(e.Date.Start, e.Date.End)
	}
	if e.EventLoc != nil && e.EventLoc.Quote != nil {
		take(e.EventLoc.Start, e.EventLoc.End)
	}
	s := x.off.Span(start, end)
	return x.text[s.Start:s.End]
}

// side returns the claims of one side of a dispute: who, and in which words.
func (x *index) side(ids []string) string {
	var parts []string
	for _, id := range ids {
		if c := x.claims[id]; c != nil {
			cue := ""
			if c.Cue != nil {
				cue = flat(c.Cue.Text)
			}
			parts = append(parts, join(" ", cmp.Or(x.sourceName(c), "(unnamed)"), cue, quoted(text(c))))
		}
	}
	return strings.Join(parts, "; ")
}

func (x *index) statusOf(e *ledger.Event) string {
	s := strings.ReplaceAll(e.Status, "_", " ")
	if e.Certainty != "certain" {
		s = join(" ", s, e.Certainty)
	}
	if e.Disputed {
		s += ", disputed"
	}
	if e.Historical {
		s += ", past"
	}
	if h := x.holder(e); h != "" {
		s += ": " + h
	}
	return s
}

func dateOf(e *ledger.Event) string {
	if e.Date == nil {
		return ""
	}
	return e.Date.Value
}

func placeOf(e *ledger.Event) string {
	if e.EventLoc == nil {
		return ""
	}
	return e.EventLoc.Name
}

// lengthOf returns a length for a reader: "≥ PT2H “more than two hours”".
func lengthOf(l *ledger.Length) string {
	if l == nil {
		return ""
	}
	sign := map[string]string{"at_least": "≥ ", "at_most": "≤ ", "about": "≈ "}[l.Bound]
	return sign + l.Duration + " " + quoted(l.Text)
}

func quoted(s string) string {
	if s = flat(s); s == "" {
		return ""
	}
	return "“" + s + "”"
}

// parties returns who acts on whom: "A → B", "→ B" where the text does not say who acts.
func parties(r *ledger.Event) string {
	if len(r.Actor) == 0 && len(r.Recipient) > 0 {
		return "→ " + who(r.Recipient)
	}
	return join(" → ", who(r.Actor), who(r.Recipient))
}

// join joins the parts that are not empty.
func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

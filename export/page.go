package export

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"chancery/ledger"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// maxOnPage is how many documents a page takes: they are kept in memory, and a
// browser has to lay them out.
const maxOnPage = 200

// A Page is an HTML page of articles with their spans marked and the records
// beside them. It holds no script and loads nothing, and its security policy
// forbids both, whatever the articles hold.
type Page struct {
	keep func(ledger.Record) bool
	docs []*Document
	left int
}

// NewPage returns a page for records of the kinds given, or of all.
func NewPage(kinds []string) *Page { return &Page{keep: keeper(kinds)} }

// Add adds a document. A page takes 200 documents; it says how many more there
// were.
func (p *Page) Add(d *Document) {
	if len(p.docs) == maxOnPage {
		p.left++
		return
	}
	p.docs = append(p.docs, d)
}

// The data of page.html.
type (
	pageData struct {
		Title, Hash string
		Style       template.CSS
		Docs        []pageDoc
		Left        int
	}
	pageDoc struct {
		Title, Line string
		Paragraphs  [][]segment
		Sections    []pageSection
	}
	pageSection struct {
		Title string
		Cards []card
	}
	card struct {
		ID, At, Class, Head, Note string
		Badges                    []badge
		Lines                     []cardLine
	}
	badge struct {
		Text string
		Hot  bool
	}
	cardLine struct{ Label, Quote, Text string }
	// A segment is a stretch of text under the same marks.
	segment struct {
		Text, Class, Href string
		Anchors           []string
	}
)

// A mark is a span of the text that belongs to a record.
type mark struct {
	start, end int // bytes
	class      string
	record     string // id of the card
}

// Write writes the page.
func (p *Page) Write(w io.Writer) error {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return err
	}
	data := pageData{Title: "chancery", Left: p.left}
	var style strings.Builder
	style.WriteString(pageCSS)
	for i, d := range p.docs {
		v := &view{doc: d, x: newIndex(d), n: i + 1, keep: p.keep}
		data.Docs = append(data.Docs, v.build())
		for _, id := range v.linked {
			// Each record lights up with its words, and the other way round.
			fmt.Fprintf(&style, "body:has(#%[1]s:hover) .m-%[1]s, body:has(#%[1]s:target) .m-%[1]s { background: var(--glow); color: var(--ink); }\nbody:has(.m-%[1]s:hover) #%[1]s { box-shadow: 0 0 0 2px var(--glow); }\n", id)
		}
	}
	if len(data.Docs) == 1 {
		data.Title = data.Docs[0].Title
	}
	sum := sha256.Sum256([]byte(style.String()))
	data.Style, data.Hash = template.CSS(style.String()), base64.StdEncoding.EncodeToString(sum[:])
	return t.Execute(w, data)
}

// view lays out one document.
type view struct {
	doc    *Document
	x      *index
	n      int // of the document on the page, from 1
	keep   func(ledger.Record) bool
	marks  []mark
	linked []string
	cards  map[string][]card // by kind
}

// id returns an id for the card of a record that is safe in HTML, CSS and links
// whatever the document's id is.
func (v *view) id(record string) string {
	if _, n, ok := strings.Cut(record, "#"); ok {
		record = n
	}
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}, record)
	return fmt.Sprintf("d%d-%s", v.n, plain)
}

func (v *view) mark(record, class string, q ledger.Quote) {
	if q.Start < 0 || q.End <= q.Start {
		return
	}
	s := v.x.off.Span(q.Start, q.End)
	v.marks = append(v.marks, mark{s.Start, s.End, class, v.id(record)})
}

func (v *view) build() pageDoc {
	v.cards = map[string][]card{}
	for _, r := range v.doc.Records {
		if kind := Kind(r); kind != "document" && v.keep(r) {
			c := v.card(r)
			c.ID = v.id(r.RecordID())
			c.Note = strings.TrimSpace(r.RecordID() + "  " + c.Note)
			if slices.ContainsFunc(v.marks, func(m mark) bool { return m.record == c.ID }) {
				c.At = "at-" + c.ID
			}
			v.linked = append(v.linked, c.ID)
			v.cards[kind] = append(v.cards[kind], c)
		}
	}
	head := v.doc.Head()
	out := pageDoc{Title: cmp.Or(flat(head.Title), head.URL, head.ID), Paragraphs: v.paragraphs()}
	out.Line = join(" · ", head.Published, head.Source, head.Author, head.URL, fmt.Sprintf("%d sentences", head.Sentences), head.Coder)
	for _, s := range []struct{ kind, title string }{
		{"event", "Events"}, {"claim", "Claims"}, {"meeting", "Meetings"}, {"agreement", "Agreements"}, {"dispute", "Disputes"}, {"entity", "Who is named"},
	} {
		if len(v.cards[s.kind]) > 0 {
			out.Sections = append(out.Sections, pageSection{s.title, v.cards[s.kind]})
		}
	}
	return out
}

// paragraphs cuts the text wherever a mark or a paragraph begins or ends.
func (v *view) paragraphs() [][]segment {
	text := v.doc.Text
	cuts := []int{0, len(text)}
	for _, m := range v.marks {
		cuts = append(cuts, m.start, m.end)
	}
	var breaks []int // where a paragraph ends: the first byte of an empty line
	for at := 0; ; {
		i := strings.Index(text[at:], "\n\n")
		if i < 0 {
			break
		}
		at += i
		breaks = append(breaks, at)
		for at < len(text) && text[at] == '\n' {
			at++
		}
		cuts = append(cuts, breaks[len(breaks)-1], at)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	marks := slices.Clone(v.marks)
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.start, b.start) })

	var out [][]segment
	var para []segment
	anchored := map[string]bool{}
	var open []mark
	next := 0
	for i := 0; i+1 < len(cuts); i++ {
		start, end := cuts[i], cuts[i+1]
		for next < len(marks) && marks[next].start <= start {
			open = append(open, marks[next])
			next++
		}
		open = slices.DeleteFunc(open, func(m mark) bool { return m.end <= start })
		if slices.Contains(breaks, start) {
			out, para = append(out, para), nil
			continue
		}
		para = append(para, v.segment(text[start:end], open, anchored))
	}
	return append(out, para)
}

// segment returns a stretch of text with the classes of the marks that cover it.
// It links to the record of the shortest.
func (v *view) segment(text string, open []mark, anchored map[string]bool) segment {
	s := segment{Text: Clean(text)}
	if len(open) == 0 {
		return s
	}
	classes := []string{"seg"}
	shortest := open[0]
	for _, m := range open {
		for _, c := range append(strings.Fields(m.class), "m-"+m.record) {
			if !slices.Contains(classes, c) {
				classes = append(classes, c)
			}
		}
		if m.end-m.start < shortest.end-shortest.start {
			shortest = m
		}
		if !anchored[m.record] {
			anchored[m.record] = true
			s.Anchors = append(s.Anchors, "at-"+m.record)
		}
	}
	s.Class, s.Href = strings.Join(classes, " "), shortest.record
	return s
}

// card lays out a record, and marks its spans.
func (v *view) card(r ledger.Record) card {
	switch r := r.(type) {
	case *ledger.Event:
		return v.event(r)
	case *ledger.Claim:
		return v.claim(r)
	case *ledger.Meeting:
		c := card{Class: "q1", Head: strings.Join(v.x.names(r.Participants), ", ")}
		for _, l := range []struct {
			label string
			l     *ledger.Length
		}{{"planned", r.Planned}, {"actual", r.Actual}} {
			if l.l != nil {
				v.mark(r.ID, "when", l.l.Quote)
				c.Lines = append(c.Lines, cardLine{Label: l.label, Text: lengthOf(l.l)})
			}
		}
		for _, q := range r.Topics {
			v.mark(r.ID, "", q)
			c.Lines = append(c.Lines, cardLine{Label: "about", Quote: flat(q.Text)})
		}
		if len(r.KeptWaiting) > 0 {
			c.Lines = append(c.Lines, cardLine{Label: "kept waiting", Text: strings.Join(v.x.names(r.KeptWaiting), ", ")})
		}
		v.markEvent(r.ID, r.Event)
		return c
	case *ledger.Agreement:
		c := card{Class: "q1", Head: strings.Join(v.x.names(r.Parties), ", "), Badges: []badge{{Text: spaced(r.Status)}}}
		if r.Words != nil {
			v.mark(r.ID, "", *r.Words)
			c.Lines = append(c.Lines, cardLine{Label: "on", Quote: flat(r.Words.Text)})
		}
		v.markEvent(r.ID, r.Event)
		return c
	case *ledger.Dispute:
		c := card{Class: "dispute", Head: r.Type, Lines: []cardLine{
			{Label: "one side", Text: v.x.side(r.For)}, {Label: "other side", Text: v.x.side(r.Against)},
		}}
		for _, id := range slices.Concat(r.For, r.Against) {
			if cl := v.x.claims[id]; cl != nil {
				for _, q := range cl.Content {
					v.mark(r.ID, "", q)
				}
			}
		}
		return c
	case *ledger.Entity:
		c := card{Head: r.Name}
		if r.Code != nil {
			c.Badges = []badge{{Text: *r.Code}}
		}
		c.Lines = append(c.Lines, cardLine{Text: deref(r.Role)})
		for _, m := range r.Mentions {
			v.mark(r.ID, "name", m.Quote)
		}
		c.Note = r.FoundBy
		return c
	}
	return card{}
}

// markEvent lights up the words of an event with the record that is about it.
func (v *view) markEvent(record, event string) {
	if e := v.x.events[event]; e != nil {
		v.mark(record, "", e.EventText)
		for _, q := range e.Also {
			v.mark(record, "", q)
		}
	}
}

func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }

func (v *view) event(r *ledger.Event) card {
	quad := fmt.Sprintf("q%d", r.QuadCode)
	c := card{Class: quad, Head: join(" · ", r.Event, deref(r.Mode)), Note: join("  ", "CAMEO "+r.CAMEO, r.FoundBy)}
	c.Badges = append(c.Badges, badge{Text: join(", ", spaced(r.Status), map[bool]string{true: r.Certainty}[r.Certainty != "certain"])})
	if r.Disputed {
		c.Badges = append(c.Badges, badge{Text: "disputed", Hot: true})
	}
	if r.Historical {
		c.Badges = append(c.Badges, badge{Text: "past"})
	}
	c.Lines = append(c.Lines, cardLine{Text: parties(r)})
	if at := join(", ", dateOf(r), placeOf(r)); at != "" {
		c.Lines = append(c.Lines, cardLine{Text: at})
	}
	if h := v.x.holder(r); h != "" {
		c.Lines = append(c.Lines, cardLine{Label: "according to", Text: h})
	}
	c.Lines = append(c.Lines, cardLine{Quote: flat(v.x.evidence(r))})
	v.mark(r.ID, "act "+quad, r.EventText)
	for _, q := range r.Also {
		v.mark(r.ID, "also "+quad, q)
	}
	for _, p := range slices.Concat(r.Actor, r.Recipient) {
		v.mark(r.ID, "name", ledger.Quote{Text: p.Text, Start: p.Start, End: p.End})
	}
	if r.Date != nil && r.Date.Quote != nil {
		v.mark(r.ID, "when", *r.Date.Quote)
	}
	if r.EventLoc != nil && r.EventLoc.Quote != nil {
		v.mark(r.ID, "where", *r.EventLoc.Quote)
	}
	return c
}

func (v *view) claim(r *ledger.Claim) card {
	c := card{Class: "claimed", Head: cmp.Or(v.x.sourceName(r), "(unnamed)"), Note: r.FoundBy}
	if r.Cue != nil {
		c.Head += " " + flat(r.Cue.Text)
		c.Badges = append(c.Badges, badge{Text: r.Cue.Class})
		v.mark(r.ID, "cue", r.Cue.Quote)
	}
	if r.Stance != "assert" {
		c.Badges = append(c.Badges, badge{Text: r.Stance, Hot: r.Stance == "deny"})
	}
	if r.Source != nil {
		v.mark(r.ID, "source", r.Source.Quote)
	}
	for _, q := range r.Content {
		v.mark(r.ID, "content", q)
	}
	c.Lines = append(c.Lines, cardLine{Quote: text(r)})
	if via := v.x.via(r); len(via) > 0 {
		c.Lines = append(c.Lines, cardLine{Label: "via", Text: strings.Join(via, ", ")})
	}
	for _, l := range []struct {
		label string
		ids   []string
	}{{"denies", r.Denies}, {"confirms", r.Confirms}} {
		for _, id := range l.ids {
			c.Lines = append(c.Lines, cardLine{Label: l.label, Text: v.x.side([]string{id})})
		}
	}
	return c
}

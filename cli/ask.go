package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chancery/export"
	"chancery/ledger"
	"chancery/query"
	"chancery/store"
)

// Each kind of record is a command with the filters that it has.
type (
	eventsCmd struct {
		asking
		whoFilter
		eventFilter
		placeFilter
		Type   []string `placeholder:"TYPE,…" help:"PLOVER's types: ASSAULT, CONSULT …"`
		Status []string `placeholder:"STATUS,…" help:"happened, ongoing, planned, hypothetical, not_happened."`
	}
	claimsCmd struct {
		asking
		By     []string `sep:"none" placeholder:"WHO" help:"Who makes them: a country (RUS), country and sector (RUSGOV), sector (MIL) or name; may be repeated."`
		Via    []string `sep:"none" placeholder:"WHO" help:"Who tells of them: those in a claim of somebody's."`
		Stance []string `placeholder:"STANCE,…" help:"assert, deny, confirm, question, decline."`
		Cue    []string `placeholder:"CLASS,…" help:"say, deny, confirm, accuse, order, ask, promise, threaten, intend, believe, feel, decline, show."`
	}
	meetingsCmd struct {
		asking
		whoFilter
		placeFilter
		Status []string `placeholder:"STATUS,…" help:"happened, ongoing, planned, hypothetical, not_happened."`
	}
	agreementsCmd struct {
		asking
		whoFilter
		placeFilter
		Status []string `placeholder:"STATUS,…" help:"happened, ongoing, planned, hypothetical, not_happened."`
	}
	disputesCmd struct {
		asking
		whoFilter
		Type []string `placeholder:"TYPE,…" help:"event, number, date, responsibility, meaning."`
	}
	documentsCmd struct{ asking }
	searchCmd    struct {
		Words []string `arg:"" name:"words" help:"Words that must all be there, \"phrases\", and -words that must not (after --)."`
		asking
	}
)

// asking is what all commands have that ask a ledger.
type asking struct {
	ledgerOptions
	ID         []string `placeholder:"ID,…" help:"Records with these ids."`
	Doc        []string `sep:"none" placeholder:"ID" help:"Of this document; may be repeated."`
	From       string   `placeholder:"DATE" help:"From this day, month or year on."`
	To         string   `placeholder:"DATE" help:"Until the end of this day, month or year."`
	Source     []string `sep:"none" placeholder:"NAME" help:"Of this outlet or owner; may be repeated."`
	Collection []string `placeholder:"NAME,…" help:"Of outlets of these collections."`
	Text       string   `placeholder:"WORDS" help:"In documents with these words, \"phrases\", and without -words."`
	AsOf       string   `placeholder:"DATE" help:"As the ledger was at the end of that day, or at that time."`
	GroupBy    string   `placeholder:"FIELD,…" help:"Numbers by these fields, and not records."`
	Sort       string   `placeholder:"FIELD,…" help:"Sort by these fields; - before one for the largest first."`
	Limit      int      `placeholder:"N" help:"At most so many (all)."`
	Offset     int      `placeholder:"N" help:"Leave out so many first."`
	Format     string   `placeholder:"NAME" help:"table, jsonl, json or csv (table on a terminal, jsonl elsewhere)."`
}

type whoFilter struct {
	Actor     []string `sep:"none" placeholder:"WHO" help:"Who acts: a country (RUS), country and sector (RUSGOV), sector (MIL) or name; may be repeated."`
	Recipient []string `sep:"none" placeholder:"WHO" help:"Whom it is done to."`
	Party     []string `sep:"none" placeholder:"WHO" help:"Who acts or is acted on."`
	Dyad      string   `placeholder:"WHO,WHO" help:"Between these two, either way round."`
}

type eventFilter struct {
	Mode       []string `placeholder:"MODE,…" help:"PLOVER's modes."`
	Quad       []int    `placeholder:"N,…" help:"1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."`
	Cameo      []string `placeholder:"CODE,…" help:"CAMEO codes."`
	Context    []string `placeholder:"NAME,…" help:"PLOVER's contexts."`
	Disputed   *bool    `negatable:"" help:"Only those that are (not) disputed."`
	Historical *bool    `negatable:"" help:"Only those that are (not) historical."`
	MinSources int      `placeholder:"N" help:"Told by at least so many independent sources."`
}

type placeFilter struct {
	Place []string `sep:"none" placeholder:"NAME" help:"In this country (UKR) or place; may be repeated."`
}

// query returns what was asked, without what only some commands have.
func (a *asking) query(kind query.Kind) (*query.Query, error) {
	q := &query.Query{Kind: kind, GroupBy: query.ParseFields(a.GroupBy), Sort: query.ParseOrders(a.Sort), Limit: a.Limit, Offset: a.Offset}
	q.Where = query.Filter{IDs: a.ID, Docs: a.Doc, Sources: a.Source, Collection: a.Collection, Text: a.Text}
	var err error
	if q.Where.From, _, err = period("--from", a.From); err != nil {
		return nil, err
	}
	if _, q.Where.To, err = period("--to", a.To); err != nil {
		return nil, err
	}
	if a.AsOf != "" {
		at, dateOnly, err := parseDate(a.AsOf)
		if err != nil {
			return nil, usagef("--as-of: %w", err)
		}
		if dateOnly {
			at = at.AddDate(0, 0, 1).Add(-time.Microsecond)
		}
		q.Where.AsOf = at
	}
	return q, nil
}

// period reads the value of an option as a day, month or year.
func period(option, s string) (from, to string, err error) {
	if s == "" {
		return "", "", nil
	}
	from, to, ok := query.Period(s)
	if !ok {
		return "", "", usagef("%s: %q is no date; write it as 2017-07-09, 2017-07 or 2017", option, s)
	}
	return from, to, nil
}

func (f *whoFilter) set(w *query.Filter) error {
	w.Actor, w.Recipient, w.Party = query.ParseParties(f.Actor), query.ParseParties(f.Recipient), query.ParseParties(f.Party)
	if f.Dyad == "" {
		return nil
	}
	a, b, ok := strings.Cut(f.Dyad, ",")
	w.Dyad = [2]query.Party{query.ParseParty(a), query.ParseParty(b)}
	if !ok || w.Dyad[0].IsZero() || w.Dyad[1].IsZero() {
		return usagef("--dyad: write two parties as USA,RUS")
	}
	return nil
}

// Run asks for events.
func (c *eventsCmd) Run(ctx context.Context, env Env) error {
	return c.ask(ctx, env, query.Events, c.filter)
}

// filter adds what only events have.
func (c *eventsCmd) filter(w *query.Filter) error {
	w.Types, w.Statuses, w.Modes, w.Quads, w.CAMEO, w.Contexts = c.Type, c.Status, c.Mode, c.Quad, c.Cameo, c.Context
	w.Disputed, w.Historical, w.MinSources, w.Places = c.Disputed, c.Historical, c.MinSources, c.Place
	return c.set(w)
}

// Run asks for claims.
func (c *claimsCmd) Run(ctx context.Context, env Env) error {
	return c.ask(ctx, env, query.Claims, func(w *query.Filter) error {
		w.Actor, w.Via, w.Stances, w.Cues = query.ParseParties(c.By), query.ParseParties(c.Via), c.Stance, c.Cue
		return nil
	})
}

// Run asks for meetings.
func (c *meetingsCmd) Run(ctx context.Context, env Env) error {
	return c.ask(ctx, env, query.Meetings, func(w *query.Filter) error {
		w.Statuses, w.Places = c.Status, c.Place
		return c.set(w)
	})
}

// Run asks for agreements.
func (c *agreementsCmd) Run(ctx context.Context, env Env) error {
	return c.ask(ctx, env, query.Agreements, func(w *query.Filter) error {
		w.Statuses, w.Places = c.Status, c.Place
		return c.set(w)
	})
}

// Run asks for disputes.
func (c *disputesCmd) Run(ctx context.Context, env Env) error {
	return c.ask(ctx, env, query.Disputes, func(w *query.Filter) error {
		w.Types = c.Type
		return c.set(w)
	})
}

// Run asks for documents.
func (c *documentsCmd) Run(ctx context.Context, env Env) error {
	return c.ask(ctx, env, query.Documents, func(*query.Filter) error { return nil })
}

// Run searches documents.
func (c *searchCmd) Run(ctx context.Context, env Env) error {
	words := strings.Join(c.Words, " ")
	if len(query.ParseText(words)) == 0 {
		return usagef("search needs a word to look for")
	}
	c.Text = strings.TrimSpace(words + " " + c.Text)
	return c.ask(ctx, env, query.Documents, func(*query.Filter) error { return nil })
}

// ask asks a ledger and prints the answer.
func (a *asking) ask(ctx context.Context, env Env, kind query.Kind, set func(*query.Filter) error) error {
	q, err := a.query(kind)
	if err != nil {
		return err
	}
	if err := set(&q.Where); err != nil {
		return err
	}
	if err := check(kind, &q.Where); err != nil {
		return err
	}
	if err := q.Validate(); err != nil {
		return usageError{err}
	}
	format, err := rowFormat(env, a.Format)
	if err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	switch {
	case len(q.GroupBy) > 0:
		return printGroups(ctx, env, s, q, format)
	case format == "table":
		return printTable(ctx, env, s, q)
	}
	return printRecords(ctx, env, s, q, format)
}

// rowFormat returns the format of rows that was asked for, or the usual one.
func rowFormat(env Env, format string) (string, error) {
	switch {
	case format == "" && env.StdoutTTY:
		return "table", nil
	case format == "":
		return "jsonl", nil
	case !slices.Contains(export.RowFormats(), format):
		return "", usagef("--format: there is no format %q; the formats are %s", format, strings.Join(export.RowFormats(), ", "))
	}
	return format, nil
}

// printRows writes rows to standard output.
func printRows(env Env, format string, heads []export.Heading, rows [][]any) error {
	return export.WriteRows(env.Stdout, format, heads, rows, export.Options{Width: env.Width, Color: env.StdoutTTY})
}

func printGroups(ctx context.Context, env Env, s store.Store, q *query.Query, format string) error {
	groups, err := s.Count(ctx, q)
	if err != nil {
		return err
	}
	var heads []export.Heading
	for _, f := range q.GroupBy {
		heads = append(heads, export.Heading{Name: string(f)})
	}
	count := string(q.Kind)
	heads = append(heads, export.Heading{Name: count, Max: 12})
	if q.Kind == query.Events {
		heads = append(heads, export.Heading{Name: "reports", Max: 12})
	}
	rows := make([][]any, 0, len(groups))
	for _, g := range groups {
		row := make([]any, 0, len(heads))
		for _, k := range g.Keys {
			row = append(row, k)
		}
		row = append(row, g.Count)
		if q.Kind == query.Events {
			row = append(row, g.Reports)
		}
		rows = append(rows, row)
	}
	return printRows(env, format, heads, rows)
}

// printRecords writes records as chancery code does.
func printRecords(ctx context.Context, env Env, s store.Store, q *query.Query, format string) error {
	buf := bufio.NewWriterSize(env.Stdout, 1<<16)
	kind := strings.TrimSuffix(string(q.Kind), "s")
	out, err := export.New(format, buf, export.Options{Kinds: []string{kind}})
	if err != nil {
		return err
	}
	names := &neighbours{s: s}
	for h, err := range s.Find(ctx, q) {
		if err != nil {
			return err
		}
		d := &export.Document{Records: []ledger.Record{h.Doc}}
		if h.Record != ledger.Record(h.Doc) {
			if format == "csv" { // which names what a record refers to
				if d.Records, err = names.of(ctx, h); err != nil {
					return err
				}
				d.Records = slices.Clone(d.Records)
			}
			d.Records = append(d.Records, h.Record)
		}
		if err := out.Write(d); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	}
	return cmp.Or(out.Close(), buf.Flush())
}

// neighbours gives the records of a document that others of it name.
type neighbours struct {
	s       store.Store
	doc     string
	records []ledger.Record // the document first, then its entities
	names   map[string]string
}

func (n *neighbours) of(ctx context.Context, h *store.Hit) ([]ledger.Record, error) {
	if n.doc == h.Doc.ID && n.records != nil {
		return n.records, nil
	}
	e, err := n.s.Get(ctx, h.Doc.ID)
	if err != nil {
		return nil, err
	}
	n.doc, n.records, n.names = h.Doc.ID, []ledger.Record{h.Doc}, map[string]string{}
	for _, r := range e.Records {
		if r, ok := r.(*ledger.Entity); ok {
			n.records = append(n.records, r)
			n.names[r.ID] = r.Name
		}
	}
	return n.records, nil
}

// list returns the names of entities.
func (n *neighbours) list(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = cmp.Or(n.names[id], id)
	}
	return strings.Join(out, ", ")
}

func (n *neighbours) source(c *ledger.Claim) string {
	switch {
	case c.Source == nil:
		return "(unnamed)"
	case n.names[c.Source.Entity] != "":
		return n.names[c.Source.Entity]
	}
	return cmp.Or(c.Source.Text, "(unnamed)")
}

// words returns the content of a claim.
func words(c *ledger.Claim) string {
	out := make([]string, len(c.Content))
	for i, q := range c.Content {
		out[i] = q.Text
	}
	return "“" + strings.Join(out, " … ") + "”"
}

// tables are the columns of records in a table.
var tables = map[query.Kind][]export.Heading{
	query.Documents:  {{Name: "published", Max: 10}, {Name: "source", Max: 22}, {Name: "title"}, {Name: "words"}, {Name: "id", Max: 20}},
	query.Events:     {{Name: "date", Max: 10}, {Name: "event", Max: 12}, {Name: "who → to whom"}, {Name: "where, status", Max: 16}, {Name: "words", Max: 14}, {Name: "reported by", Max: 14}, {Name: "id", Max: 18}},
	query.Claims:     {{Name: "published", Max: 10}, {Name: "who", Max: 22}, {Name: "says", Max: 16}, {Name: "what"}, {Name: "reported by", Max: 14}, {Name: "id", Max: 18}},
	query.Meetings:   {{Name: "published", Max: 10}, {Name: "who"}, {Name: "planned", Max: 10}, {Name: "actual", Max: 10}, {Name: "about"}, {Name: "reported by", Max: 14}, {Name: "id", Max: 18}},
	query.Agreements: {{Name: "published", Max: 10}, {Name: "parties"}, {Name: "status", Max: 14}, {Name: "subject"}, {Name: "reported by", Max: 14}, {Name: "id", Max: 18}},
	query.Disputes:   {{Name: "published", Max: 10}, {Name: "type", Max: 16}, {Name: "one side"}, {Name: "other side"}, {Name: "reported by", Max: 14}, {Name: "id", Max: 18}},
}

func printTable(ctx context.Context, env Env, s store.Store, q *query.Query) error {
	names := &neighbours{s: s}
	var rows [][]any
	for h, err := range s.Find(ctx, q) {
		if err != nil {
			return err
		}
		switch x := h.Record.(type) {
		case *ledger.Document, *ledger.Event:
		case *ledger.Dispute:
			cells, err := disputeRow(ctx, s, h.Doc, x)
			if err != nil {
				return err
			}
			rows = append(rows, cells)
			continue
		default:
			if _, err := names.of(ctx, h); err != nil {
				return err
			}
		}
		rows = append(rows, row(names, h))
	}
	if len(rows) == 0 {
		_, err := fmt.Fprintln(env.Stderr, "none")
		return err
	}
	return printRows(env, "table", tables[q.Kind], rows)
}

// row returns a record in the columns of its table.
func row(n *neighbours, h *store.Hit) []any {
	day := h.Doc.Published[:min(10, len(h.Doc.Published))]
	switch r := h.Record.(type) {
	case *ledger.Event:
		who := parties(r.Actor)
		if len(r.Recipient) > 0 {
			who += " → " + parties(r.Recipient)
		}
		date, by := "", cmp.Or(h.Doc.Source, h.Doc.ID)
		if r.Date != nil {
			date = r.Date.Value
		}
		if r.Sources > 1 {
			by += fmt.Sprintf(", %d sources", r.Sources)
		}
		typ := r.Event
		if r.Mode != nil {
			typ += " " + *r.Mode
		}
		status := strings.ReplaceAll(r.Status, "_", " ")
		if r.Disputed {
			status += ", disputed"
		}
		if r.EventLoc != nil && r.EventLoc.Name != "" {
			status = r.EventLoc.Name + ", " + status
		}
		return []any{date, typ, who, status, "“" + r.EventText.Text + "”", by, r.ID}
	case *ledger.Claim:
		cue := r.Stance
		if r.Cue != nil {
			cue = r.Cue.Text
			if r.Stance != "assert" {
				cue += " (" + r.Stance + ")"
			}
		}
		return []any{day, n.source(r), cue, words(r), h.Doc.Source, r.ID}
	case *ledger.Meeting:
		length := func(l *ledger.Length) string {
			if l == nil {
				return ""
			}
			return l.Duration
		}
		topics := make([]string, len(r.Topics))
		for i, t := range r.Topics {
			topics[i] = t.Text
		}
		return []any{day, n.list(r.Participants), length(r.Planned), length(r.Actual), strings.Join(topics, "; "), h.Doc.Source, r.ID}
	case *ledger.Agreement:
		return []any{day, n.list(r.Parties), r.Status, r.Subject, h.Doc.Source, r.ID}
	}
	return []any{day, h.Doc.Source, h.Doc.Title, h.Snippet, h.Doc.ID}
}

// parties returns participants as "RUSGOV Vladimir Putin, USAGOV".
func parties(list []ledger.Participant) string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = cmp.Or(p.Name, p.Text)
		if p.Code != nil && *p.Code != "" {
			out[i] = strings.TrimSpace(*p.Code + " " + out[i])
		}
	}
	return strings.Join(out, ", ")
}

type dyadCmd struct {
	dyadOptions
	Format string `placeholder:"NAME" help:"table, jsonl, json or csv (table on a terminal, jsonl elsewhere)."`
}

// dyadOptions say which events of a dyad are counted, and by which step of time.
type dyadOptions struct {
	One   string `arg:"" name:"one" help:"A country (USA), country and sector (USAGOV), or name."`
	Other string `arg:"" name:"other" help:"Another."`
	ledgerOptions
	By         string   `default:"month" enum:"day,month,year" help:"day, month or year."`
	From       string   `placeholder:"DATE" help:"The first day, month or year (the first that the ledger has)."`
	To         string   `placeholder:"DATE" help:"The last one."`
	Type       []string `placeholder:"TYPE,…" help:"PLOVER's types; all if not given."`
	Status     []string `default:"happened,ongoing" placeholder:"STATUS,…" help:"What the events' status must be (happened,ongoing); any counts all."`
	MinSources int      `placeholder:"N" help:"Told by at least so many independent sources."`
	Source     []string `sep:"none" placeholder:"NAME" help:"Of this outlet or owner; may be repeated."`
	Collection []string `placeholder:"NAME,…" help:"Of outlets of these collections."`
}

// Run prints a panel of a dyad: one row for each step of time, also where nothing
// happened.
func (c *dyadCmd) Run(ctx context.Context, env Env) error {
	format, err := rowFormat(env, c.Format)
	if err != nil {
		return err
	}
	p, err := c.panel(ctx)
	if err != nil {
		return err
	}
	return printRows(env, format, p.heads, p.rows)
}

// panel counts what the options say.
func (c *dyadOptions) panel(ctx context.Context) (*panel, error) {
	dyad := [2]query.Party{query.ParseParty(c.One), query.ParseParty(c.Other)}
	if dyad[0].IsZero() || dyad[1].IsZero() || dyad[0] == dyad[1] {
		return nil, usagef("a dyad is two parties")
	}
	where := query.Filter{Types: c.Type, MinSources: c.MinSources, Sources: c.Source, Collection: c.Collection}
	if !slices.Contains(c.Status, "any") {
		where.Statuses = c.Status
	}
	err := check(query.Events, &where)
	if err != nil {
		return nil, err
	}
	if where.From, _, err = period("--from", c.From); err != nil {
		return nil, err
	}
	if _, where.To, err = period("--to", c.To); err != nil {
		return nil, err
	}
	s, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	p, err := panelOf(ctx, s, where, dyad, query.Field(c.By))
	if errors.Is(err, query.ErrQuery) {
		return nil, usageError{err}
	}
	return p, err
}

// quads is the number of PLOVER's quad classes.
const quads = 4

// panel is a table of a dyad over time: the step, the events of one on the other
// by quad class, those of the other on the one, the sum, reports and documents.
type panel struct {
	heads []export.Heading
	rows  [][]any
}

// panelOf counts the events between two parties by step of time, direction and
// quad class, beside the number of documents that the ledger has of that time.
// A reciprocal act counts in both directions, and once in the sum.
func panelOf(ctx context.Context, s store.Store, where query.Filter, dyad [2]query.Party, by query.Field) (*panel, error) {
	one, other := strings.ToLower(dyad[0].String()), strings.ToLower(dyad[1].String())
	name := func(s string) string { return strings.ReplaceAll(s, " ", "_") }
	p := &panel{heads: []export.Heading{{Name: string(by), Max: 10}}}
	// What is counted, by step and column.
	counts := map[string][]int{}
	width := 2*quads + 3
	add := func(step string, column, n int) {
		if counts[step] == nil {
			counts[step] = make([]int, width)
		}
		counts[step][column] += n
	}
	for i, direction := range [][2]string{{one, other}, {other, one}} {
		for k := range quads {
			p.heads = append(p.heads, export.Heading{Name: fmt.Sprintf("%s_%s_q%d", name(direction[0]), name(direction[1]), k+1), Max: 12})
		}
		way := where
		way.Toward = [2]query.Party{dyad[i], dyad[1-i]}
		groups, err := s.Count(ctx, &query.Query{Kind: query.Events, Where: way, GroupBy: []query.Field{by, query.ByQuad}})
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			if k := strings.Index("1234", g.Keys[1]); k >= 0 {
				add(g.Keys[0], i*quads+k, g.Count)
			}
		}
	}
	p.heads = append(p.heads, export.Heading{Name: "events", Max: 12}, export.Heading{Name: "reports", Max: 12}, export.Heading{Name: "documents", Max: 12})
	both := where
	both.Dyad = dyad
	groups, err := s.Count(ctx, &query.Query{Kind: query.Events, Where: both, GroupBy: []query.Field{by}})
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		add(g.Keys[0], 2*quads, g.Count)
		add(g.Keys[0], 2*quads+1, g.Reports)
	}
	first, last := "", ""
	documents := query.Filter{From: where.From, To: where.To, Sources: where.Sources, Collection: where.Collection}
	groups, err = s.Count(ctx, &query.Query{Kind: query.Documents, Where: documents, GroupBy: []query.Field{by}})
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if g.Keys[0] != "" {
			add(g.Keys[0], 2*quads+2, g.Count)
			first, last = cmp.Or(first, g.Keys[0]), g.Keys[0]
		}
	}
	from, to := where.From, where.To
	if from == "" {
		from, _, _ = query.Period(first)
	}
	if to == "" {
		_, to, _ = query.Period(last)
	}
	if from == "" || to == "" {
		return p, nil // the ledger is empty
	}
	steps, err := query.Steps(from, to, by)
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		row := []any{step}
		for i := range width {
			n := 0
			if counts[step] != nil {
				n = counts[step][i]
			}
			row = append(row, n)
		}
		p.rows = append(p.rows, row)
	}
	return p, nil
}

package cli

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"chancery/export"
	"chancery/ledger"
	"chancery/query"
	"chancery/store"
)

type plotCmd struct {
	dyadOptions
	Output string `short:"o" type:"path" placeholder:"FILE" help:"Draw into this file, SVG or PNG by its name, and not on the terminal."`
}

// Run draws a dyad over time: cooperation and conflict.
func (c *plotCmd) Run(ctx context.Context, env Env) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Output)), ".")
	if c.Output != "" && !slices.Contains(export.ChartFormats(), format) {
		return usagef("--output: name a file .%s", strings.Join(export.ChartFormats(), " or ."))
	}
	p, err := c.panel(ctx)
	if err != nil {
		return err
	}
	labels, cooperation, conflict := p.series()
	if len(labels) == 0 {
		return fmt.Errorf("%s holds no documents of that time", c.DB)
	}
	if c.Output == "" && slices.Max(cooperation)+slices.Max(conflict) == 0 {
		_, err := fmt.Fprintf(env.Stderr, "no events of %s and %s by then; chancery actors lists who there is\n", c.One, c.Other)
		return err
	}
	if c.Output == "" {
		return export.TextChart(env.Stdout, env.Width, labels, cooperation, conflict)
	}
	title := fmt.Sprintf("%s and %s by %s", c.One, c.Other, c.By)
	return writeFile(c.Output, func(w io.Writer) error { return export.Chart(w, format, title, labels, cooperation, conflict) })
}

// series returns the steps of a panel, and the events of each that are cooperation
// and conflict. An act of both together counts in both directions.
func (p *panel) series() (labels []string, cooperation, conflict []int) {
	for _, row := range p.rows {
		labels = append(labels, fmt.Sprint(row[0]))
		var sum [2]int
		for i, v := range row[1 : 1+2*quads] {
			n, _ := v.(int) // as panelOf makes it
			sum[i%quads/2] += n
		}
		cooperation, conflict = append(cooperation, sum[0]), append(conflict, sum[1])
	}
	return labels, cooperation, conflict
}

type timelineCmd struct{ eventsCmd }

// Run lists events in the order of time, each once, with all that report it.
func (c *timelineCmd) Run(ctx context.Context, env Env) error {
	q, err := c.query(query.Events)
	if err != nil {
		return err
	}
	if len(q.GroupBy) > 0 || len(q.Sort) > 0 {
		return usagef("a timeline is neither grouped nor sorted otherwise; see chancery events")
	}
	if err := c.filter(&q.Where); err != nil {
		return err
	}
	if err := check(query.Events, &q.Where); err != nil {
		return err
	}
	if err := q.Validate(); err != nil {
		return usageError{err}
	}
	format, err := rowFormat(env, c.Format)
	if err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	limit, offset := q.Limit, q.Offset
	q.Limit, q.Offset, q.Sort = 0, 0, []query.Order{{Field: query.SortDay}}
	moments, err := momentsOf(ctx, s, q)
	if err != nil {
		return err
	}
	moments = moments[min(offset, len(moments)):]
	if limit > 0 {
		moments = moments[:min(limit, len(moments))]
	}
	if len(moments) == 0 {
		_, err := fmt.Fprintln(env.Stderr, "none")
		return err
	}
	rows := make([][]any, len(moments))
	for i, m := range moments {
		rows[i] = m.row()
	}
	out := bufio.NewWriter(env.Stdout)
	heads := []export.Heading{{Name: "date", Max: 10}, {Name: "event", Max: 12}, {Name: "who → to whom"}, {Name: "where, status", Max: 16}, {Name: "dead", Max: 18}, {Name: "reported by"}, {Name: "id", Max: 18}}
	if err := export.WriteRows(out, format, heads, rows, export.Options{Width: env.Width, Color: env.StdoutTTY}); err != nil {
		return err
	}
	return out.Flush()
}

// moment is an event and the reports of it, in the order in which they came.
type moment struct {
	first   *store.Hit
	outlets []string
	dead    []string // "12 (Harbour Wire)", where the reports say a number
}

// momentsOf finds events and puts those of one cluster together.
func momentsOf(ctx context.Context, s store.Store, q *query.Query) ([]*moment, error) {
	var out []*moment
	byCluster := map[string]*moment{}
	for h, err := range s.Find(ctx, q) {
		if err != nil {
			return nil, err
		}
		e, ok := h.Record.(*ledger.Event)
		if !ok {
			continue
		}
		id := cmp.Or(e.Cluster, e.ID)
		m := byCluster[id]
		if m == nil {
			m = &moment{first: h}
			byCluster[id] = m
			out = append(out, m)
		}
		outlet := cmp.Or(h.Doc.Source, h.Doc.ID)
		if !slices.Contains(m.outlets, outlet) {
			m.outlets = append(m.outlets, outlet)
		}
		if e.Size.Dead != nil {
			if toll := fmt.Sprintf("%d (%s)", *e.Size.Dead, outlet); !slices.Contains(m.dead, toll) {
				m.dead = append(m.dead, toll)
			}
		}
	}
	return out, nil
}

// row returns a moment in the columns of a timeline.
func (m *moment) row() []any {
	cells := row(nil, m.first) // date, event, who, where and status, words, by, id
	return []any{cells[0], cells[1], cells[2], cells[3], strings.Join(m.dead, ", "), strings.Join(m.outlets, ", "), cells[6]}
}

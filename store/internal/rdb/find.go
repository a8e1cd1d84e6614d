package rdb

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chancery/internal/fold"
	"chancery/query"
	"chancery/store"
)

// A builder writes the statement of a query. All that comes from outside is a
// parameter; the rest is constant text.
type builder struct {
	s     *Store
	q     *query.Query
	from  strings.Builder
	where []string
	joins map[string]bool
	// inPairs is true where x is the table pairs and not that of events.
	inPairs bool
	// many is true where a join may give a record several times.
	many bool
	// The parameters of from and of where, in the order of the text.
	fromArgs, whereArgs []any
}

func (b *builder) args() []any { return slices.Concat(b.fromArgs, b.whereArgs) }

func (b *builder) join(text string, args ...any) {
	if !b.joins[text] {
		b.joins[text] = true
		b.from.WriteString(" " + text)
		b.fromArgs = append(b.fromArgs, args...)
	}
}

func (b *builder) and(cond string, args ...any) {
	b.where = append(b.where, cond)
	b.whereArgs = append(b.whereArgs, args...)
}

// in asks for a column to be one of values.
func in[T any](b *builder, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	b.and(column+" IN ("+marks(len(values))+")", args...)
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// any asks for one of several conditions.
func (b *builder) any(conds []string, args []any) {
	if len(conds) > 0 {
		b.and("("+strings.Join(conds, " OR ")+")", args...)
	}
}

// build writes FROM and WHERE of q. Afterwards b is the table of the kind: d for
// documents, x for all others, e the event of the record where there is one, d its
// document, k the coding.
func (s *Store) build(q *query.Query) *builder {
	b := &builder{s: s, q: q, joins: map[string]bool{}}
	w := &q.Where
	search := query.ParseText(w.Text)
	asOf := !w.AsOf.IsZero()
	switch q.Kind {
	case query.Documents:
		b.from.WriteString("FROM documents d")
		if asOf {
			b.join("JOIN codings k ON k.doc = d.seq")
		} else {
			b.join("JOIN codings k ON k.seq = d.coding")
		}
	case query.Events:
		b.from.WriteString("FROM events x")
		if b.inPairs = pairsDo(q); b.inPairs {
			b.from.Reset()
			b.from.WriteString("FROM pairs x")
		}
		b.and(live(asOf))
	case query.Claims:
		b.from.WriteString("FROM claims x")
		b.and(live(asOf))
	default:
		b.from.WriteString("FROM matters x JOIN events e ON e.seq = x.event")
		if q.Kind == query.Disputes {
			b.from.Reset()
			b.from.WriteString("FROM matters x LEFT JOIN events e ON e.seq = x.event")
		}
		b.and("x.kind = ?", strings.TrimSuffix(string(q.Kind), "s"))
		b.and(live(asOf))
	}
	if asOf {
		if q.Kind != query.Documents {
			b.record()
			b.join("JOIN codings k ON k.seq = r.coding")
		}
		b.and("k.since <= ? AND (k.until IS NULL OR k.until > ?)", stamp(w.AsOf), stamp(w.AsOf))
		if q.Kind == query.Disputes { // those of several documents are of now
			b.and("r.kind <> ?", conflict)
		}
	}
	if len(search) > 0 {
		b.document()
		b.join(s.Search.Join, s.Terms(search))
	} else if w.Text != "" {
		b.and("1 = 0") // text without a word in it is nowhere
	}
	if len(w.IDs) > 0 {
		if q.Kind == query.Documents {
			in(b, "d.id", w.IDs)
		} else {
			b.record()
			in(b, "r.id", w.IDs)
		}
	}
	if len(w.Docs) > 0 {
		b.document()
		in(b, "d.id", w.Docs)
	}
	b.provenance()
	b.period()
	switch q.Kind {
	case query.Documents:
	case query.Claims:
		b.claim()
	default:
		b.event()
	}
	return b
}

func live(asOf bool) string {
	if asOf {
		return "1 = 1"
	}
	return "x.live = 1"
}

// record, document and coding join what is not always needed.
func (b *builder) record() { b.join("JOIN records r ON r.seq = x.seq") }

func (b *builder) document() {
	if b.q.Kind != query.Documents {
		b.join("JOIN documents d ON d.seq = x.doc")
	}
}

func (b *builder) coding() {
	if b.q.Kind != query.Documents {
		b.record()
		b.join("JOIN codings k ON k.seq = r.coding")
	}
}

// event returns the alias of the event of a record.
func (b *builder) alias() string {
	if b.q.Kind == query.Events {
		return "x"
	}
	return "e"
}

func (b *builder) registry() {
	b.document()
	b.join("LEFT JOIN sources s ON s.name = d.source")
}

// provenance asks for outlets, owners and collections.
func (b *builder) provenance() {
	w := &b.q.Where
	if len(w.Sources) > 0 {
		b.registry()
		args := make([]any, 0, 2*len(w.Sources))
		for range 2 {
			for _, v := range w.Sources {
				args = append(args, v)
			}
		}
		m := marks(len(w.Sources))
		b.and("(d.source IN ("+m+") OR s.owner IN ("+m+"))", args...)
	}
	if len(w.Collection) > 0 {
		b.registry()
		in(b, "s.collection", w.Collection)
	}
}

func (b *builder) period() {
	w := &b.q.Where
	if w.From == "" && w.To == "" {
		return
	}
	day, last := "d.day", "d.day"
	switch b.q.Kind {
	case query.Documents, query.Claims:
		b.document()
	default:
		day, last = b.alias()+".day", b.alias()+".last"
	}
	// A date that is wider than the period lies in no period.
	if w.From != "" {
		b.and(day+" >= ?", w.From)
	}
	if w.To != "" {
		b.and(day+" <> '' AND "+day+" <= ? AND "+last+" <= ?", w.To, w.To)
	}
}

// claim asks for what only claims have.
func (b *builder) claim() {
	w := &b.q.Where
	in(b, "x.stance", w.Stances)
	in(b, "x.class", w.Cues)
	who := func(alias string, list []query.Party) ([]string, []any) {
		var conds []string
		var args []any
		for _, p := range list {
			c, a := party(alias, p)
			conds, args = append(conds, c), append(args, a...)
		}
		return conds, args
	}
	for _, list := range [][]query.Party{w.Actor, w.Party} {
		b.any(who("x", list))
	}
	if conds, args := who("v", w.Via); len(conds) > 0 {
		b.and("EXISTS (SELECT 1 FROM claims v WHERE v.seq = x.inside AND ("+strings.Join(conds, " OR ")+"))", args...)
	}
}

// party writes the condition that a row with country, sector and fold is p.
func party(alias string, p query.Party) (string, []any) {
	var conds []string
	var args []any
	for _, f := range []struct{ column, value string }{{"country", p.Country}, {"sector", p.Sector}, {"fold", clip(p.Name, 200)}} {
		if f.value != "" {
			conds, args = append(conds, alias+"."+f.column+" = ?"), append(args, f.value)
		}
	}
	if len(conds) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(conds, " AND ") + ")", args
}

// event asks for what events have, and the meetings and agreements about them.
func (b *builder) event() {
	w := &b.q.Where
	e := b.alias()
	if b.q.Kind == query.Disputes {
		in(b, "x.type", w.Types)
	} else {
		in(b, e+".type", w.Types)
	}
	in(b, e+".mode", w.Modes)
	in(b, e+".quad", w.Quads)
	in(b, e+".cameo", w.CAMEO)
	if b.q.Kind == query.Agreements {
		in(b, "x.status", w.Statuses)
	} else {
		in(b, e+".status", w.Statuses)
	}
	var conds []string
	var args []any
	for _, c := range w.Contexts {
		conds, args = append(conds, e+".contexts LIKE ?"), append(args, "% "+strings.NewReplacer("%", "", "_", "_").Replace(c)+" %")
	}
	b.any(conds, args)
	conds, args = nil, nil
	for _, p := range w.Places {
		if len(p) == 3 && strings.ToUpper(p) == p {
			conds, args = append(conds, e+".place_country = ?"), append(args, p)
		} else {
			conds, args = append(conds, e+".place_fold = ?"), append(args, clip(fold.Name(p), 200))
		}
	}
	b.any(conds, args)
	if w.MinSources > 0 {
		b.and(e+".sources >= ?", w.MinSources)
	}
	if w.Disputed != nil {
		b.and(e+".disputed = ?", bit(*w.Disputed))
	}
	if w.Historical != nil {
		b.and(e+".historical = ?", bit(*w.Historical))
	}
	for _, side := range []struct {
		role string
		list []query.Party
	}{{"actor", w.Actor}, {"recipient", w.Recipient}, {"", w.Party}} {
		conds, args = nil, nil
		for _, p := range side.list {
			c, a := acts(e, side.role, p)
			conds, args = append(conds, c), append(args, a...)
		}
		b.any(conds, args)
	}
	if d := w.Dyad; !d[0].IsZero() {
		one, args := b.toward(e, d[0], d[1])
		other, more := b.toward(e, d[1], d[0])
		b.any([]string{one, other}, append(args, more...))
	}
	if d := w.Toward; !d[0].IsZero() {
		cond, args := b.toward(e, d[0], d[1])
		b.and(cond, args...)
	}
}

// acts writes the condition that p has a role in the event e; any role for "".
func acts(e, role string, p query.Party) (string, []any) {
	cond, args := party("p", p)
	if role != "" {
		cond, args = cond+" AND p.role = ?", append(args, role)
	}
	return e + ".seq IN (SELECT p.event FROM parties p WHERE " + cond + ")", args
}

// pairsDo reports whether the table pairs has all that q asks of events: it is then
// read instead, since the events of a dyad lie together there.
func pairsDo(q *query.Query) bool {
	w := &q.Where
	d := w.Toward
	if d[0].IsZero() {
		d = w.Dyad
	} else if !w.Dyad[0].IsZero() {
		return false
	}
	if d[0].IsZero() || !countries(d) || len(q.GroupBy) == 0 || len(w.Actor)+len(w.Recipient)+len(w.Party)+len(w.Modes)+len(w.CAMEO)+len(w.Contexts)+len(w.Places) > 0 {
		return false
	}
	return !slices.ContainsFunc(q.GroupBy, func(f query.Field) bool {
		switch f {
		case query.ByMode, query.ByPlace, query.ByActor, query.ByRecipient, query.ByActorName, query.ByRecipName:
			return true
		}
		return false
	})
}

// countries reports whether both parties are countries and nothing more.
func countries(d [2]query.Party) bool {
	return d[0] == query.Party{Country: d[0].Country} && d[1] == query.Party{Country: d[1].Country}
}

// toward writes the condition that p acts on o, or both act together.
func (b *builder) toward(e string, p, o query.Party) (string, []any) {
	switch {
	case b.inPairs:
		return "x.actor = ? AND x.recipient = ?", []any{p.Country, o.Country}
	case countries([2]query.Party{p, o}):
		return e + ".seq IN (SELECT seq FROM pairs WHERE actor = ? AND recipient = ?)", []any{p.Country, o.Country}
	}
	actor, args := acts(e, "actor", p)
	recipient, more := acts(e, "recipient", o)
	partner, last := acts(e, "actor", o)
	return "(" + actor + " AND (" + recipient + " OR " + partner +
		" AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.event = " + e + ".seq AND p.role = 'recipient')))", slices.Concat(args, more, last)
}

// statement joins what was built.
func (b *builder) statement(columns, tail string) string {
	where := ""
	if len(b.where) > 0 {
		where = " WHERE " + strings.Join(b.where, " AND ")
	}
	return "SELECT " + columns + " " + b.from.String() + where + tail
}

// Find yields the records that q asks for.
func (s *Store) Find(ctx context.Context, q *query.Query) iter.Seq2[*store.Hit, error] {
	return func(yield func(*store.Hit, error) bool) {
		if err := q.Validate(); err != nil {
			yield(nil, err)
			return
		}
		if len(q.GroupBy) > 0 {
			yield(nil, fmt.Errorf("%w: a query that groups gives numbers and not records", query.ErrQuery))
			return
		}
		b := s.build(q)
		columns := "'document', 0, '', k.head, '', 0, "
		if q.Kind != query.Documents {
			b.record()
			b.coding()
			cluster := "'', 0"
			if q.Kind == query.Events {
				b.join("LEFT JOIN clusters c ON c.seq = x.cluster")
				cluster = "coalesce(c.id, ''), coalesce(c.sources, 0)"
			}
			columns = "r.kind, r.at, r.json, k.head, " + cluster + ", ''"
		} else if len(query.ParseText(q.Where.Text)) > 0 {
			columns += s.Search.Snippet
		} else {
			columns += "''"
		}
		for h, err := range s.each(ctx, b.statement(columns, b.order()+b.limit()), b.args()...) {
			if err != nil {
				yield(nil, s.wrap("find", err))
				return
			}
			if !yield(h, nil) {
				return
			}
		}
	}
}

// order writes ORDER BY; ties are in the order of arrival.
func (b *builder) order() string {
	var terms []string
	for _, o := range b.q.Sort {
		column := map[query.Field]string{
			query.SortDay: b.alias() + ".day", query.SortPublished: "d.published", query.SortGoldstein: b.alias() + ".goldstein",
			query.SortSources: b.alias() + ".sources", query.SortAdded: "k.since", query.SortID: "r.id",
		}[o.Field]
		switch o.Field {
		case query.SortPublished:
			b.document()
		case query.SortAdded:
			b.coding()
		case query.SortID:
			if b.q.Kind == query.Documents {
				column = "d.id"
			}
		}
		if o.Desc {
			column += " DESC"
		}
		terms = append(terms, column)
	}
	seq := "x.seq"
	if b.q.Kind == query.Documents {
		seq = "d.seq"
		if len(terms) == 0 && b.joins[b.s.Search.Join] {
			terms = append(terms, b.s.Search.Rank)
		}
	}
	return " ORDER BY " + strings.Join(append(terms, seq), ", ")
}

func (b *builder) limit() string {
	switch {
	case b.q.Limit > 0:
		return fmt.Sprintf(" LIMIT %d OFFSET %d", b.q.Limit, b.q.Offset)
	case b.q.Offset > 0: // SQLite has no offset without a limit
		return fmt.Sprintf(" LIMIT %d OFFSET %d", int64(1)<<62, b.q.Offset)
	}
	return ""
}

// Count returns the numbers that q asks for.
func (s *Store) Count(ctx context.Context, q *query.Query) ([]store.Group, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	b := s.build(q)
	var keys []string
	for _, f := range q.GroupBy {
		keys = append(keys, b.key(f))
	}
	// Where each row is another record, no two need to be told apart.
	reports := "count(*)"
	if b.inPairs || b.many {
		reports = "count(DISTINCT x.seq)"
	}
	count := reports
	if q.Kind == query.Events {
		count = "count(DISTINCT x.cluster)"
	}
	columns := strings.Join(append(keys, count, reports), ", ")
	tail := ""
	if len(keys) > 0 {
		var numbers []string
		for i := range keys {
			numbers = append(numbers, fmt.Sprint(i+1))
		}
		tail = " GROUP BY " + strings.Join(numbers, ", ")
		var order []string
		for _, o := range q.Sort {
			desc := ""
			if o.Desc {
				desc = " DESC"
			}
			if o.Field == query.SortCount {
				order = append(order, fmt.Sprintf("%d%s", len(keys)+1, desc))
				continue
			}
			for i := range keys {
				order = append(order, fmt.Sprintf("%d%s", i+1, desc))
			}
		}
		tail += " ORDER BY " + strings.Join(append(order, numbers...), ", ") + b.limit()
	}
	rows, err := s.read.QueryContext(ctx, s.Bind(b.statement(columns, tail)), b.args()...)
	if err != nil {
		return nil, s.wrap("count", err)
	}
	defer rows.Close()
	var out []store.Group
	for rows.Next() {
		g := store.Group{Keys: make([]string, len(keys))}
		to := make([]any, 0, len(keys)+2)
		for i := range g.Keys {
			to = append(to, &g.Keys[i])
		}
		if err := rows.Scan(append(to, &g.Count, &g.Reports)...); err != nil {
			return nil, s.wrap("count", err)
		}
		out = append(out, g)
	}
	return out, s.wrap("count", rows.Err())
}

// key writes the expression of a field of grouping, as text that is not null.
func (b *builder) key(f query.Field) string {
	e := b.alias()
	byEvent := b.q.Kind != query.Documents && b.q.Kind != query.Claims
	role := func(as, role, column string) string {
		b.join("LEFT JOIN parties " + as + " ON " + as + ".event = " + e + ".seq AND " + as + ".role = '" + role + "'")
		return "coalesce(" + as + "." + column + ", '')"
	}
	time := func(column string) string {
		if byEvent {
			return "coalesce(" + e + "." + column + ", '')"
		}
		b.document()
		return "d." + column
	}
	switch f {
	case query.ByActor:
		if !byEvent {
			return "x.country"
		}
		return role("pa", "actor", "country")
	case query.ByActorName:
		if !byEvent {
			return "x.name"
		}
		return role("pa", "actor", "name")
	case query.ByRecipient:
		return role("pr", "recipient", "country")
	case query.ByRecipName:
		return role("pr", "recipient", "name")
	case query.ByDyad:
		if b.inPairs {
			return "x.actor || '>' || x.recipient"
		}
		b.many = true
		b.join("JOIN pairs y ON y.seq = " + e + ".seq")
		return "y.actor || '>' || y.recipient"
	case query.ByType:
		// Not a bare column: SQLite would walk an index on it, and read the rows in
		// an order that has nothing to do with where they lie.
		return "coalesce(x.type, '')"
	case query.ByMode:
		return e + ".mode"
	case query.ByQuad:
		return "CAST(" + e + ".quad AS TEXT)"
	case query.ByStatus:
		return "x.status"
	case query.ByPlace:
		return "coalesce(" + e + ".place_country, '')"
	case query.ByDay:
		if byEvent { // one that spans several days is of none
			return "CASE WHEN " + e + ".day = " + e + ".last THEN coalesce(" + e + ".day, '') ELSE '' END"
		}
		return time("day")
	case query.ByMonth:
		return time("month")
	case query.ByYear:
		return time("year")
	case query.BySource:
		b.document()
		return "d.source"
	case query.ByOwner:
		b.registry()
		return "coalesce(s.owner, d.source)"
	case query.ByCollection:
		b.registry()
		return "coalesce(s.collection, '')"
	case query.ByStance:
		return "x.stance"
	case query.ByCue:
		return "x.class"
	}
	b.document()
	return "d.genre"
}

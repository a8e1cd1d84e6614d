package rdb

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chancery/internal/fold"
	"chancery/ledger"
	"chancery/query"
	"chancery/store"
)

// Have reports whether the store holds this very coding of a document.
func (s *Store) Have(ctx context.Context, key store.Key) (bool, error) {
	n := 0
	err := s.read.QueryRowContext(ctx, s.Bind(`SELECT count(*) FROM documents d JOIN codings k ON k.seq = d.coding
		WHERE d.id = ? AND k.input = ? AND k.coder = ? AND k.version = ?`), key.ID, key.Input, key.Coder, key.Version).Scan(&n)
	return n > 0, s.wrap("look up", err)
}

// Put stores entries, all or none.
func (s *Store) Put(ctx context.Context, entries ...*store.Entry) ([]store.Change, error) {
	for _, e := range entries {
		if len(e.Records) == 0 {
			return nil, errors.New("store: put: an entry has no records; its first must be that of the document")
		}
		if _, ok := e.Records[0].(*ledger.Document); !ok {
			return nil, errors.New("store: put: an entry's first record must be that of the document")
		}
	}
	changes := make([]store.Change, len(entries))
	err := s.transact(ctx, "put", func(tx *tx) error {
		p, err := s.putter(ctx, tx)
		if err != nil {
			return err
		}
		for i, e := range entries {
			if changes[i], err = p.put(ctx, e); err != nil {
				return fmt.Errorf("document %s: %w", e.Document().ID, err)
			}
		}
		return p.flush(ctx)
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}

// putter writes entries in one transaction.
type putter struct {
	*Store
	tx                        *tx
	find                      *sql.Stmt
	doc, text, coding, record int64 // the last seq of each
	indexed                   int64 // the last text that the search holds
	documents, texts, codings *table
	records, events, parties  *table
	pairs, claims, matters    *table
	tables                    []*table
	buf                       bytes.Buffer
	enc                       *json.Encoder
	unflushed                 map[string]bool // ids of documents that tables hold
}

func (s *Store) putter(ctx context.Context, tx *tx) (*putter, error) {
	p := &putter{Store: s, tx: tx, unflushed: map[string]bool{}}
	p.enc = json.NewEncoder(&p.buf)
	p.enc.SetEscapeHTML(false)
	for name, at := range map[string]*int64{"documents": &p.doc, "texts": &p.text, "codings": &p.coding, "records": &p.record} {
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM "+name).Scan(at); err != nil {
			return nil, err
		}
	}
	p.indexed = p.text
	var err error
	if p.find, err = tx.PrepareContext(ctx, s.Bind(`SELECT d.seq, d.coding, d.text, k.input, k.coder, k.version, k.since
		FROM documents d JOIN codings k ON k.seq = d.coding WHERE d.id = ?`)); err != nil {
		return nil, err
	}
	add := func(t **table, name string, columns ...string) {
		*t = s.table(tx, name, columns...)
		p.tables = append(p.tables, *t)
	}
	add(&p.documents, "documents", "seq", "id", "added", "coding", "text", "published", "day", "month", "year", "title", "url", "source", "author", "lang", "genre")
	add(&p.texts, "texts", "seq", "doc", "title", "body", "furniture")
	add(&p.codings, "codings", "seq", "doc", "text", "input", "coder", "version", "since", "head")
	add(&p.records, "records", "seq", "id", "doc", "coding", "live", "kind", "at", "json", "why")
	add(&p.events, "events", "seq", "doc", "live", "type", "mode", "quad", "cameo", "goldstein", "scale", "status", "certainty", "historical", "disputed",
		"contexts", "day", "last", "month", "year", "dated", "place", "place_fold", "place_country", "lat", "lon", "dead", "injured", "arrested", "words", "cluster", "sources")
	add(&p.parties, "parties", "event", "n", "role", "country", "sector", "name", "fold")
	add(&p.pairs, "pairs", "actor", "recipient", "seq", "doc", "live", "type", "quad", "status", "historical", "disputed", "day", "last", "month", "year", "cluster", "sources")
	add(&p.claims, "claims", "seq", "doc", "live", "country", "sector", "name", "fold", "cue", "class", "stance", "quote", "inside", "words")
	add(&p.matters, "matters", "seq", "doc", "live", "kind", "type", "status", "event")
	return p, nil
}

func (p *putter) flush(ctx context.Context) error {
	for _, t := range p.tables {
		if err := t.flush(ctx); err != nil {
			return err
		}
	}
	clear(p.unflushed)
	if p.Index == "" || p.indexed == p.text {
		return nil
	}
	_, err := p.tx.ExecContext(ctx, p.Bind(p.Index), p.indexed)
	p.indexed = p.text
	return err
}

// current is what the store holds of a document.
type current struct {
	doc, coding, text   int64
	input, coder, since string
	version             int
}

func (p *putter) put(ctx context.Context, e *store.Entry) (store.Change, error) {
	head := e.Document()
	if p.unflushed[head.ID] {
		if err := p.flush(ctx); err != nil {
			return 0, err
		}
	}
	var was current
	err := p.find.QueryRowContext(ctx, head.ID).Scan(&was.doc, &was.coding, &was.text, &was.input, &was.coder, &was.version, &was.since)
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	input, at, change := e.Input(), stamp(e.At), store.Added
	if known {
		switch {
		case was.input != input:
			change = store.Updated
		case was.coder != head.Coder || was.version != e.Version || e.Again:
			change = store.Recoded
		default:
			return store.Same, nil
		}
		at = max(at, was.since)
		if err := p.supersede(ctx, was, at); err != nil {
			return 0, err
		}
	}
	p.unflushed[head.ID] = true

	doc := was.doc
	p.coding++
	text := was.text
	if change != store.Recoded {
		p.text++
		text = p.text
	}
	if !known {
		p.doc++
		doc = p.doc
	}
	day, month, year := "", "", ""
	if d, _, ok := query.Period(head.Published[:min(10, len(head.Published))]); ok {
		day, month, year = d, d[:7], d[:4]
	}
	if known {
		_, err = p.tx.ExecContext(ctx, p.Bind(`UPDATE documents SET coding = ?, text = ?, published = ?, day = ?, month = ?, year = ?,
			title = ?, url = ?, source = ?, author = ?, lang = ?, genre = ? WHERE seq = ?`),
			p.coding, text, head.Published, day, month, year, head.Title, head.URL, head.Source, head.Author, head.Lang, head.Genre, doc)
	} else {
		err = p.documents.add(ctx, doc, head.ID, at, p.coding, text, head.Published, day, month, year,
			head.Title, head.URL, clip(head.Source, 500), head.Author, head.Lang, head.Genre)
	}
	if err != nil {
		return 0, err
	}
	if change != store.Recoded {
		furniture, err := p.json(e.Furniture)
		if err != nil {
			return 0, err
		}
		if err := p.texts.add(ctx, text, doc, head.Title, e.Text, furniture); err != nil {
			return 0, err
		}
	}
	record, err := p.json(head)
	if err != nil {
		return 0, err
	}
	if err := p.codings.add(ctx, p.coding, doc, text, input, head.Coder, e.Version, at, record); err != nil {
		return 0, err
	}
	return change, p.conclusions(ctx, e, doc, day)
}

// supersede ends a coding at a time. Its records stay, and are no longer live.
func (p *putter) supersede(ctx context.Context, was current, at string) error {
	if _, err := p.tx.ExecContext(ctx, p.Bind("UPDATE codings SET until = ? WHERE seq = ?"), at, was.coding); err != nil {
		return err
	}
	for _, t := range []string{"events", "pairs", "claims", "matters"} {
		if _, err := p.tx.ExecContext(ctx, p.Bind("UPDATE "+t+" SET live = 0 WHERE seq IN (SELECT seq FROM records WHERE coding = ?)"), was.coding); err != nil {
			return err
		}
	}
	_, err := p.tx.ExecContext(ctx, p.Bind("UPDATE records SET live = 0 WHERE coding = ?"), was.coding)
	return err
}

// json returns v as one line.
func (p *putter) json(v any) (string, error) {
	p.buf.Reset()
	if err := p.enc.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(p.buf.String(), "\n"), nil
}

// conclusions stores the records of a document beside its own.
func (p *putter) conclusions(ctx context.Context, e *store.Entry, doc int64, day string) error {
	entities := map[string]*ledger.Entity{}
	seqs := map[string]int64{}
	next := p.record
	for _, r := range e.Records[1:] {
		next++
		seqs[r.RecordID()] = next
		if n, ok := r.(*ledger.Entity); ok {
			entities[n.ID] = n
		}
	}
	for _, r := range e.Records[1:] {
		p.record++
		var err error
		kind := ""
		switch r := r.(type) {
		case *ledger.Entity:
			kind = "entity"
		case *ledger.Event:
			kind, err = "event", p.event(ctx, r, doc, day)
		case *ledger.Claim:
			kind, err = "claim", p.claim(ctx, r, doc, entities, seqs)
		case *ledger.Meeting:
			kind, err = "meeting", p.matters.add(ctx, p.record, doc, 1, "meeting", "", "", seq(seqs, r.Event))
		case *ledger.Agreement:
			kind, err = "agreement", p.matters.add(ctx, p.record, doc, 1, "agreement", "", r.Status, seq(seqs, r.Event))
		case *ledger.Dispute:
			kind, err = "dispute", p.matters.add(ctx, p.record, doc, 1, "dispute", r.Type, "", disputed(e, r, seqs))
		default:
			err = fmt.Errorf("there is no place for a %T", r)
		}
		if err != nil {
			return err
		}
		text, err := p.json(r)
		if err != nil {
			return err
		}
		why, err := p.why(e.Why[r.RecordID()])
		if err != nil {
			return err
		}
		if err := p.records.add(ctx, p.record, r.RecordID(), doc, p.coding, 1, kind, r.Begin(), text, why); err != nil {
			return err
		}
	}
	return nil
}

// why writes reasons as rows of what, by, path, start and end.
func (p *putter) why(reasons []ledger.Reason) (string, error) {
	if len(reasons) == 0 {
		return "", nil
	}
	rows := make([][5]any, len(reasons))
	for i, y := range reasons {
		rows[i] = [5]any{y.What, y.By, y.Path, y.Span.Start, y.Span.End}
	}
	return p.json(rows)
}

// seq returns the seq of a record, or nil for null.
func seq(seqs map[string]int64, id string) any {
	if n, ok := seqs[id]; ok {
		return n
	}
	return nil
}

// disputed returns the seq of the first event that the claims of a dispute are
// about, or nil.
func disputed(e *store.Entry, x *ledger.Dispute, seqs map[string]int64) any {
	sides := slices.Concat(x.For, x.Against)
	for _, r := range e.Records[1:] {
		if c, ok := r.(*ledger.Claim); ok && len(c.About) > 0 && slices.Contains(sides, c.ID) {
			return seq(seqs, c.About[0])
		}
	}
	return nil
}

func (p *putter) event(ctx context.Context, e *ledger.Event, doc int64, published string) error {
	first, last, dated := when(e, published)
	day, month, year := "", "", ""
	if first != "" {
		day = first
		if first[:7] == last[:7] {
			month = first[:7]
		}
		if first[:4] == last[:4] {
			year = first[:4]
		}
	}
	place := ledger.Place{}
	if e.EventLoc != nil {
		place = *e.EventLoc
	}
	contexts := ""
	if len(e.Context) > 0 {
		contexts = " " + strings.Join(e.Context, " ") + " "
	}
	err := p.events.add(ctx, p.record, doc, 1, e.Event, deref(e.Mode), e.QuadCode, e.CAMEO, e.Goldstein, e.EventScale, e.Status, e.Certainty, bit(e.Historical), bit(e.Disputed),
		contexts, day, last, month, year, bit(dated), place.Name, clip(fold.Name(place.Name), 200), place.Country, number(place.Lat), number(place.Lon),
		number(e.Size.Dead), number(e.Size.Injured), number(e.Size.Arrested), e.EventText.Text, p.record, 1)
	if err != nil {
		return err
	}
	n := 0
	for _, side := range []struct {
		role string
		list []ledger.Participant
	}{{"actor", e.Actor}, {"recipient", e.Recipient}} {
		for _, a := range side.list {
			n++
			if err := p.parties.add(ctx, p.record, n, side.role, deref(a.Country), deref(a.Sector), a.Name, clip(fold.Name(a.Name), 200)); err != nil {
				return err
			}
		}
	}
	for _, pair := range pairs(e) {
		if err := p.pairs.add(ctx, pair[0], pair[1], p.record, doc, 1, e.Event, e.QuadCode, e.Status, bit(e.Historical), bit(e.Disputed),
			day, last, month, year, p.record, 1); err != nil {
			return err
		}
	}
	return nil
}

// pairs returns the countries of an event, who acts on whom, each pair once.
func pairs(e *ledger.Event) [][2]string {
	var out [][2]string
	add := func(a, b ledger.Participant) {
		if pair := [2]string{deref(a.Country), deref(b.Country)}; pair[0] != "" && pair[1] != "" && !slices.Contains(out, pair) {
			out = append(out, pair)
		}
	}
	for i, a := range e.Actor {
		for _, b := range e.Recipient {
			add(a, b)
		}
		if len(e.Recipient) == 0 {
			for j, b := range e.Actor {
				if i != j {
					add(a, b)
				}
			}
		}
	}
	return out
}

// when returns the first and the last day of an event, and whether its text dates
// it. An event without a date is of the day of publication, unless it is historical.
func when(e *ledger.Event, published string) (first, last string, dated bool) {
	if e.Date != nil {
		a, b, _ := strings.Cut(e.Date.Value, "/")
		from, to, ok := query.Period(a[:min(10, len(a))])
		if _, end, also := query.Period(b[:min(10, len(b))]); ok && also && end >= from {
			to = end
		}
		if ok {
			return from, to, true
		}
	}
	if e.Historical {
		return "", "", false
	}
	return published, published, false
}

func (p *putter) claim(ctx context.Context, c *ledger.Claim, doc int64, entities map[string]*ledger.Entity, seqs map[string]int64) error {
	var country, sector, name string
	if c.Source != nil {
		name = c.Source.Text
		if n := entities[c.Source.Entity]; n != nil {
			country, sector, name = deref(n.Country), deref(n.Sector), cmp.Or(n.Name, name)
		}
	}
	cue, class := "", ""
	if c.Cue != nil {
		cue, class = c.Cue.Text, c.Cue.Class
	}
	words := make([]string, len(c.Content))
	for i, q := range c.Content {
		words[i] = q.Text
	}
	var inside any
	if c.In != nil {
		inside = seq(seqs, *c.In)
	}
	return p.claims.add(ctx, p.record, doc, 1, country, sector, name, clip(fold.Name(name), 200), cue, class, c.Stance, c.Quote, inside, strings.Join(words, " … "))
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// bit writes a boolean as both databases keep it.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// number writes a number that may be unknown.
func number[T any](n *T) any {
	if n == nil {
		return nil
	}
	return *n
}

// PutRejects stores rejects.
func (s *Store) PutRejects(ctx context.Context, rejects ...store.Reject) error {
	return s.transact(ctx, "put rejects", func(tx *tx) error {
		last := int64(0)
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM rejects").Scan(&last); err != nil {
			return err
		}
		for _, r := range rejects {
			last++
			if _, err := tx.ExecContext(ctx, s.Bind(`INSERT INTO rejects (seq, file, record, reason, at) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (file, record, reason) DO UPDATE SET at = excluded.at`),
				last, clip(r.File, 500), clip(r.Record, 200), clip(r.Reason, 500), stamp(r.At)); err != nil {
				return err
			}
		}
		return nil
	})
}

// PutSources adds outlets to the registry, or replaces them.
func (s *Store) PutSources(ctx context.Context, sources ...store.Source) error {
	return s.transact(ctx, "put sources", func(tx *tx) error {
		for _, r := range sources {
			if _, err := tx.ExecContext(ctx, s.Bind(`INSERT INTO sources (name, owner, collection) VALUES (?, ?, ?)
				ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, collection = excluded.collection`), clip(r.Name, 500), r.Owner, r.Collection); err != nil {
				return err
			}
		}
		return nil
	})
}

// PutFeed stores the state of a feed, and the keys of items that were taken.
func (s *Store) PutFeed(ctx context.Context, f store.Feed, items ...string) error {
	return s.transact(ctx, "put feed", func(tx *tx) error {
		if _, err := tx.ExecContext(ctx, s.Bind(`INSERT INTO feeds (url, title, etag, modified, checked, next, errors, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (url) DO UPDATE SET title = excluded.title, etag = excluded.etag, modified = excluded.modified,
			checked = excluded.checked, next = excluded.next, errors = excluded.errors, error = excluded.error`),
			f.URL, f.Title, f.ETag, f.LastModified, stamp(f.Checked), stamp(f.Next), f.Errors, f.LastError); err != nil {
			return err
		}
		for _, item := range items {
			if _, err := tx.ExecContext(ctx, s.Bind("INSERT INTO feed_items (feed, item) VALUES (?, ?) ON CONFLICT DO NOTHING"), f.URL, item); err != nil {
				return err
			}
		}
		return nil
	})
}

// Feed returns the state of a feed.
func (s *Store) Feed(ctx context.Context, url string) (store.Feed, error) {
	f := store.Feed{URL: url}
	var checked, next string
	err := s.read.QueryRowContext(ctx, s.Bind("SELECT title, etag, modified, checked, next, errors, error FROM feeds WHERE url = ?"), url).
		Scan(&f.Title, &f.ETag, &f.LastModified, &checked, &next, &f.Errors, &f.LastError)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	f.Checked, f.Next = unstamp(checked), unstamp(next)
	return f, s.wrap("feed", err)
}

// Taken returns which of the keys of a feed's items were stored.
func (s *Store) Taken(ctx context.Context, url string, items []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, item := range items {
		n := 0
		if err := s.read.QueryRowContext(ctx, s.Bind("SELECT count(*) FROM feed_items WHERE feed = ? AND item = ?"), url, item).Scan(&n); err != nil {
			return nil, s.wrap("feed items", err)
		}
		out[item] = n > 0
	}
	return out, nil
}

// Rejects returns the rejects, in the order in which they first came.
func (s *Store) Rejects(ctx context.Context) ([]store.Reject, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT file, record, reason, at FROM rejects ORDER BY seq")
	if err != nil {
		return nil, s.wrap("rejects", err)
	}
	defer rows.Close()
	var out []store.Reject
	for rows.Next() {
		var r store.Reject
		var at string
		if err := rows.Scan(&r.File, &r.Record, &r.Reason, &at); err != nil {
			return nil, s.wrap("rejects", err)
		}
		r.At = unstamp(at)
		out = append(out, r)
	}
	return out, s.wrap("rejects", rows.Err())
}

// Sources returns the registry, and the outlets of documents that are not in it.
func (s *Store) Sources(ctx context.Context) ([]store.Source, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name, owner, collection FROM sources
		UNION ALL SELECT DISTINCT d.source, '', '' FROM documents d WHERE d.source <> '' AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.name = d.source)
		ORDER BY 1`)
	if err != nil {
		return nil, s.wrap("sources", err)
	}
	defer rows.Close()
	var out []store.Source
	for rows.Next() {
		var r store.Source
		if err := rows.Scan(&r.Name, &r.Owner, &r.Collection); err != nil {
			return nil, s.wrap("sources", err)
		}
		out = append(out, r)
	}
	return out, s.wrap("sources", rows.Err())
}

package rdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
	"chancery/store"
)

// decode reads a record of a kind from its JSON.
func decode(kind, text string, at int) (ledger.Record, error) {
	read := func(r ledger.Record) (ledger.Record, error) {
		if err := json.Unmarshal([]byte(text), r); err != nil {
			return nil, fmt.Errorf("a stored %s can't be read: %w", kind, err)
		}
		return r, nil
	}
	switch kind {
	case "document":
		return read(&ledger.Document{})
	case "entity":
		return read(&ledger.Entity{})
	case "event":
		return read(&ledger.Event{})
	case "claim":
		return read(&ledger.Claim{})
	case "meeting":
		return read((&ledger.Meeting{}).At(at))
	case "agreement":
		return read((&ledger.Agreement{}).At(at))
	case "dispute", conflict:
		return read((&ledger.Dispute{}).At(at))
	}
	return nil, fmt.Errorf("there is no kind of record %q", kind)
}

// reasons reads what putter.why wrote.
func reasons(text string) ([]ledger.Reason, error) {
	if text == "" {
		return nil, nil
	}
	var rows [][5]json.RawMessage
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		return nil, fmt.Errorf("stored reasons can't be read: %w", err)
	}
	out := make([]ledger.Reason, len(rows))
	for i, r := range rows {
		var span nlp.Span
		for k, to := range []any{&out[i].What, &out[i].By, &out[i].Path, &span.Start, &span.End} {
			if err := json.Unmarshal(r[k], to); err != nil {
				return nil, fmt.Errorf("stored reasons can't be read: %w", err)
			}
		}
		out[i].Span = span
	}
	return out, nil
}

const entryColumns = `SELECT d.coding, k.head, k.version, k.since, t.body, t.furniture
	FROM documents d JOIN codings k ON k.seq = d.coding JOIN texts t ON t.seq = d.text `

// scanned is a document without its records.
type scanned struct {
	coding int64
	entry  *store.Entry
}

func scanEntry(row interface{ Scan(...any) error }) (scanned, error) {
	var head, since, furniture string
	s := scanned{entry: &store.Entry{}}
	if err := row.Scan(&s.coding, &head, &s.entry.Version, &since, &s.entry.Text, &furniture); err != nil {
		return s, err
	}
	s.entry.At = unstamp(since)
	if err := json.Unmarshal([]byte(furniture), &s.entry.Furniture); err != nil {
		return s, err
	}
	d, err := decode("document", head, 0)
	s.entry.Records = []ledger.Record{d}
	return s, err
}

// fill reads the records of a document.
func (s *Store) fill(ctx context.Context, e scanned) error {
	rows, err := s.read.QueryContext(ctx, s.Bind(`SELECT r.id, r.kind, r.at, r.json, r.why, coalesce(c.id, ''), coalesce(c.sources, 0)
		FROM records r LEFT JOIN events e ON e.seq = r.seq LEFT JOIN clusters c ON c.seq = e.cluster WHERE r.coding = ? AND r.kind <> ? ORDER BY r.seq`), e.coding, conflict)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, kind, text, why, cluster string
		var at, sources int
		if err := rows.Scan(&id, &kind, &at, &text, &why, &cluster, &sources); err != nil {
			return err
		}
		r, err := decode(kind, text, at)
		if err != nil {
			return err
		}
		if v, ok := r.(*ledger.Event); ok {
			v.Cluster, v.Sources = cluster, sources
		}
		e.entry.Records = append(e.entry.Records, r)
		reasons, err := reasons(why)
		if err != nil {
			return err
		}
		if len(reasons) > 0 {
			if e.entry.Why == nil {
				e.entry.Why = map[string][]ledger.Reason{}
			}
			e.entry.Why[id] = reasons
		}
	}
	return rows.Err()
}

// Get returns a document as it is now.
func (s *Store) Get(ctx context.Context, id string) (*store.Entry, error) {
	e, err := scanEntry(s.read.QueryRowContext(ctx, s.Bind(entryColumns+"WHERE d.id = ?"), id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("document %s: %w", id, store.ErrNotFound)
	}
	if err == nil {
		err = s.fill(ctx, e)
	}
	if err != nil {
		return nil, s.wrap("get", err)
	}
	return e.entry, nil
}

// page is how many documents All reads at a time, so that no transaction stays
// open while its caller works.
const page = 64

// All yields all documents as they are now.
func (s *Store) All(ctx context.Context) iter.Seq2[*store.Entry, error] {
	return func(yield func(*store.Entry, error) bool) {
		for last := int64(0); ; {
			var entries []scanned
			err := func() error {
				rows, err := s.read.QueryContext(ctx, s.Bind(strings.Replace(entryColumns, "SELECT ", "SELECT d.seq, ", 1)+"WHERE d.seq > ? ORDER BY d.seq LIMIT ?"), last, page)
				if err != nil {
					return err
				}
				defer rows.Close()
				for rows.Next() {
					e, err := scanEntry(prefixed{rows, &last})
					if err != nil {
						return err
					}
					entries = append(entries, e)
				}
				return rows.Err()
			}()
			for i := range entries {
				if err == nil {
					err = s.fill(ctx, entries[i])
				}
				if err == nil && !yield(entries[i].entry, nil) {
					return
				}
			}
			if err != nil {
				yield(nil, s.wrap("read", err))
				return
			}
			if len(entries) < page {
				return
			}
		}
	}
}

// prefixed scans a first column into first, and the others where it is told.
type prefixed struct {
	*sql.Rows
	first *int64
}

func (p prefixed) Scan(to ...any) error { return p.Rows.Scan(append([]any{p.first}, to...)...) }

// Record returns the current record with an id, or with an id that begins so.
func (s *Store) Record(ctx context.Context, id string) (*store.Hit, error) {
	hits, err := s.hits(ctx, `SELECT r.kind, r.at, r.json, k.head, coalesce(c.id, ''), coalesce(c.sources, 0), ''
		FROM records r JOIN codings k ON k.seq = r.coding LEFT JOIN events e ON e.seq = r.seq LEFT JOIN clusters c ON c.seq = e.cluster
		WHERE r.live = 1 AND (r.id = ? OR r.id >= ? AND r.id < ? AND ? >= 4) ORDER BY CASE WHEN r.id = ? THEN 0 ELSE 1 END, r.id LIMIT 2`, id, id, id+"\U0010FFFF", len(id), id)
	switch {
	case err != nil:
		return nil, s.wrap("record", err)
	case len(hits) == 0:
		if e, err := s.Get(ctx, id); err == nil {
			return &store.Hit{Record: e.Document(), Doc: e.Document()}, nil
		}
		return nil, fmt.Errorf("record %s: %w", id, store.ErrNotFound)
	case hits[0].Record.RecordID() != id && len(hits) > 1:
		return nil, fmt.Errorf("record %s: %w", id, store.ErrAmbiguous)
	}
	return hits[0], nil
}

// hits returns all of the records that a statement selects.
func (s *Store) hits(ctx context.Context, statement string, args ...any) ([]*store.Hit, error) {
	var out []*store.Hit
	for h, err := range s.each(ctx, statement, args...) {
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// each yields the records that a statement selects: kind, at, json, head, cluster,
// sources, snippet.
func (s *Store) each(ctx context.Context, statement string, args ...any) iter.Seq2[*store.Hit, error] {
	return func(yield func(*store.Hit, error) bool) {
		rows, err := s.read.QueryContext(ctx, s.Bind(statement), args...)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		lastHead, doc := "", (*ledger.Document)(nil)
		for rows.Next() {
			var kind, text, head, cluster, snippet string
			var at, sources int
			err := rows.Scan(&kind, &at, &text, &head, &cluster, &sources, &snippet)
			if err == nil && head != lastHead {
				var d ledger.Record
				if d, err = decode("document", head, 0); err == nil {
					lastHead, doc = head, d.(*ledger.Document)
				}
			}
			h := &store.Hit{Record: doc, Doc: doc, Snippet: snippet}
			if err == nil && kind != "document" {
				h.Record, err = decode(kind, text, at)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if e, ok := h.Record.(*ledger.Event); ok {
				e.Cluster, e.Sources = cluster, sources
			}
			if !yield(h, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// Stale returns the ids of the documents that another coder or a lower version
// coded.
func (s *Store) Stale(ctx context.Context, coder string, version int) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, s.Bind(`SELECT d.id FROM documents d JOIN codings k ON k.seq = d.coding
		WHERE k.coder <> ? OR k.version < ? ORDER BY d.seq`), coder, version)
	if err != nil {
		return nil, s.wrap("stale", err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, s.wrap("stale", err)
		}
		out = append(out, id)
	}
	return out, s.wrap("stale", rows.Err())
}

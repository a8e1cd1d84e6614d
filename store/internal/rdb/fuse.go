package rdb

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"chancery/ledger"
	"chancery/store"
)

// Loose returns documents whose coding is not among the clusters yet.
func (s *Store) Loose(ctx context.Context, limit int) ([]store.Loose, error) {
	rows, err := s.read.QueryContext(ctx, s.Bind("SELECT id, coding, noted > 0 FROM documents WHERE noted <> coding ORDER BY day, seq LIMIT ?"), limit)
	if err != nil {
		return nil, s.wrap("look for new documents", err)
	}
	defer rows.Close()
	var out []store.Loose
	for rows.Next() {
		var l store.Loose
		if err := rows.Scan(&l.Doc, &l.Coding, &l.Noted); err != nil {
			return nil, s.wrap("look for new documents", err)
		}
		out = append(out, l)
	}
	return out, s.wrap("look for new documents", rows.Err())
}

// Note returns the note of a document.
func (s *Store) Note(ctx context.Context, doc string) ([]byte, error) {
	var note []byte
	err := s.read.QueryRowContext(ctx, s.Bind("SELECT n.note FROM documents d JOIN notes n ON n.doc = d.seq WHERE d.id = ?"), doc).Scan(&note)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNotFound
	}
	return note, s.wrap("read a note", err)
}

// Notes returns the notes of the documents that are looked for in stretches of time.
func (s *Store) Notes(ctx context.Context, stretches []int32) ([][]byte, error) {
	if len(stretches) == 0 {
		return nil, nil
	}
	list := make([]string, len(stretches)) // numbers: they need no parameters
	for i, t := range stretches {
		list[i] = strconv.Itoa(int(t))
	}
	rows, err := s.read.QueryContext(ctx, "SELECT note FROM notes WHERE doc IN (SELECT doc FROM stretches WHERE stretch IN ("+strings.Join(list, ", ")+")) ORDER BY doc")
	if err != nil {
		return nil, s.wrap("read notes", err)
	}
	defer rows.Close()
	var out [][]byte
	for rows.Next() {
		var note []byte
		if err := rows.Scan(&note); err != nil {
			return nil, s.wrap("read notes", err)
		}
		out = append(out, note)
	}
	return out, s.wrap("read notes", rows.Err())
}

// Generation says how often clusters were changed.
func (s *Store) Generation(ctx context.Context) (int64, error) {
	n := int64(0)
	err := s.read.QueryRowContext(ctx, "SELECT max(generation) FROM fusings").Scan(&n)
	return n, s.wrap("read the clusters", err)
}

// Fuse changes clusters.
func (s *Store) Fuse(ctx context.Context, f *store.Fusing) error {
	return s.transact(ctx, "cluster", func(tx *tx) error {
		if err := s.turn(ctx, tx, f.Generation); err != nil {
			return err
		}
		docs := map[string]int64{}
		seqOf, err := tx.PrepareContext(ctx, s.Bind("SELECT seq FROM documents WHERE id = ?"))
		if err != nil {
			return err
		}
		doc := func(id string) (int64, error) {
			if n, ok := docs[id]; ok {
				return n, nil
			}
			n := int64(0)
			err := seqOf.QueryRowContext(ctx, id).Scan(&n)
			if docs[id] = n; errors.Is(err, sql.ErrNoRows) {
				err = nil
			}
			return n, err
		}
		if err := s.putNotes(ctx, tx, f.Notes, doc); err != nil {
			return err
		}
		for id, of := range f.CopyOf {
			n, err := doc(id)
			if err != nil {
				return err
			}
			var first any
			if of != "" {
				m, err := doc(of)
				if err != nil {
					return err
				}
				first = m
			}
			if _, err := tx.ExecContext(ctx, s.Bind("UPDATE documents SET copy_of = ? WHERE seq = ?"), first, n); err != nil {
				return err
			}
		}
		return s.setClusters(ctx, tx, f.Clusters, doc)
	})
}

// turn counts a change of clusters, by one who saw as many as are told.
func (s *Store) turn(ctx context.Context, tx *tx, seen int64) error {
	done, err := tx.ExecContext(ctx, s.Bind("UPDATE fusings SET generation = generation + 1 WHERE generation = ?"), seen)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return store.ErrMoved
}

// clustersOf selects the clusters of the events that a document's note is of.
const clustersOf = `SELECT e.cluster FROM records r JOIN events e ON e.seq = r.seq
	WHERE r.coding = (SELECT noted FROM documents WHERE seq = ?)`

func (s *Store) putNotes(ctx context.Context, tx *tx, notes []store.Note, doc func(string) (int64, error)) error {
	rows, marks := s.table(tx, "notes", "doc", "note"), s.table(tx, "stretches", "stretch", "doc")
	for _, note := range notes {
		n, err := doc(note.Doc)
		if err != nil {
			return err
		}
		if note.Again {
			for _, statement := range []string{
				// The clusters of the events that go; what is left of them is among
				// those that changed.
				"DELETE FROM records WHERE seq IN (SELECT seq FROM disputes WHERE cluster IN (" + clustersOf + "))",
				"DELETE FROM matters WHERE seq IN (SELECT seq FROM disputes WHERE cluster IN (" + clustersOf + "))",
				"DELETE FROM disputes WHERE cluster IN (" + clustersOf + ")",
				"DELETE FROM clusters WHERE seq IN (" + clustersOf + ")",
				"DELETE FROM notes WHERE doc = ?", "DELETE FROM stretches WHERE doc = ?",
			} {
				if _, err := tx.ExecContext(ctx, s.Bind(statement), n); err != nil {
					return err
				}
			}
		}
		if err := rows.add(ctx, n, note.Data); err != nil {
			return err
		}
		for _, t := range note.Stretches {
			if err := marks.add(ctx, int64(t), n); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, s.Bind("UPDATE documents SET noted = ? WHERE seq = ?"), note.Coding, n); err != nil {
			return err
		}
	}
	if err := rows.flush(ctx); err != nil {
		return err
	}
	return marks.flush(ctx)
}

// place is where an event is among the clusters.
type place struct {
	seq, cluster int64
	sources      int
}

// A clusterer changes clusters in one transaction.
type clusterer struct {
	*Store
	tx                             *tx
	doc                            func(id string) (int64, error)
	find, leave, disputes          *sql.Stmt
	set                            []*sql.Stmt // the cluster of an event
	clusters, records, matters, of *table
	record                         int64 // the last seq
	left                           map[int64]bool
}

func (s *Store) clusterer(ctx context.Context, tx *tx, doc func(string) (int64, error)) (*clusterer, error) {
	c := &clusterer{Store: s, tx: tx, doc: doc, left: map[int64]bool{}, set: make([]*sql.Stmt, 2)}
	for _, p := range []struct {
		to        **sql.Stmt
		statement string
	}{
		{&c.find, "SELECT e.seq, e.cluster, e.sources FROM records r JOIN events e ON e.seq = r.seq WHERE r.id = ? AND r.live = 1"},
		{&c.leave, "DELETE FROM clusters WHERE seq = ?"},
		{&c.disputes, "SELECT seq FROM disputes WHERE cluster = ?"},
		{&c.set[0], "UPDATE events SET cluster = ?, sources = ? WHERE seq = ?"},
		{&c.set[1], "UPDATE pairs SET cluster = ?, sources = ? WHERE seq = ?"},
	} {
		var err error
		if *p.to, err = tx.PrepareContext(ctx, s.Bind(p.statement)); err != nil {
			return nil, err
		}
	}
	c.clusters = s.table(tx, "clusters", "seq", "id", "mentions", "documents", "sources", "affirming")
	c.records = s.table(tx, "records", "seq", "id", "doc", "coding", "live", "kind", "at", "json", "why")
	c.matters = s.table(tx, "matters", "seq", "doc", "live", "kind", "type", "status", "event")
	c.of = s.table(tx, "disputes", "seq", "cluster")
	return c, tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM records").Scan(&c.record)
}

func (s *Store) setClusters(ctx context.Context, tx *tx, clusters []store.Cluster, doc func(string) (int64, error)) error {
	c, err := s.clusterer(ctx, tx, doc)
	if err != nil {
		return err
	}
	members := make([][]place, len(clusters))
	for i := range clusters {
		if members[i], err = c.gather(ctx, clusters[i].Members); err != nil {
			return err
		}
	}
	for i := range clusters {
		if len(members[i]) > 0 {
			if err := c.put(ctx, &clusters[i], members[i]); err != nil {
				return err
			}
		}
	}
	for _, t := range []*table{c.clusters, c.records, c.matters, c.of} {
		if err := t.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// gather finds events and takes them out of their clusters, which go.
func (c *clusterer) gather(ctx context.Context, ids []string) ([]place, error) {
	var out []place
	for _, id := range ids {
		var p place
		switch err := c.find.QueryRowContext(ctx, id).Scan(&p.seq, &p.cluster, &p.sources); {
		case errors.Is(err, sql.ErrNoRows): // coded again since; its turn will come
			continue
		case err != nil:
			return nil, err
		}
		out = append(out, p)
		if c.left[p.cluster] {
			continue
		}
		c.left[p.cluster] = true
		if _, err := c.leave.ExecContext(ctx, p.cluster); err != nil {
			return nil, err
		}
		if err := c.settle(ctx, p.cluster); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// settle deletes the disputes of a cluster.
func (c *clusterer) settle(ctx context.Context, cluster int64) error {
	list, err := c.disputesOf(ctx, cluster)
	if err != nil {
		return err
	}
	for _, n := range list {
		for _, t := range []string{"records", "matters", "disputes"} {
			if _, err := c.tx.ExecContext(ctx, c.Bind("DELETE FROM "+t+" WHERE seq = ?"), n); err != nil {
				return err
			}
		}
	}
	return nil
}

// disputesOf returns the seqs of the disputes of a cluster.
func (c *clusterer) disputesOf(ctx context.Context, cluster int64) ([]int64, error) {
	rows, err := c.disputes.QueryContext(ctx, cluster)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		n := int64(0)
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// put stores a cluster and its disputes.
func (c *clusterer) put(ctx context.Context, k *store.Cluster, members []place) error {
	first, sources := members[0].seq, k.Sources
	for _, p := range members {
		first = min(first, p.seq)
	}
	if len(members) == 1 {
		sources = 1
	} else if err := c.clusters.add(ctx, first, k.ID, len(members), k.Documents, k.Sources, k.Affirming); err != nil {
		return err
	}
	for _, p := range members {
		if p.cluster == first && p.sources == sources {
			continue
		}
		for _, statement := range c.set {
			if _, err := statement.ExecContext(ctx, first, sources, p.seq); err != nil {
				return err
			}
		}
	}
	for _, x := range k.Disputes {
		if err := c.dispute(ctx, x, first); err != nil {
			return err
		}
	}
	return nil
}

// dispute stores a dispute of several documents.
func (c *clusterer) dispute(ctx context.Context, x *ledger.Dispute, cluster int64) error {
	doc, err := c.doc(x.Doc)
	if err != nil || doc == 0 {
		return err
	}
	coding := int64(0)
	if err := c.tx.QueryRowContext(ctx, c.Bind("SELECT coding FROM documents WHERE seq = ?"), doc).Scan(&coding); err != nil {
		return err
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return err
	}
	c.record++
	if err := c.records.add(ctx, c.record, x.ID, doc, coding, 1, conflict, 0, strings.TrimSuffix(text.String(), "\n"), ""); err != nil {
		return err
	}
	if err := c.matters.add(ctx, c.record, doc, 1, "dispute", x.Type, "", cluster); err != nil {
		return err
	}
	return c.of.add(ctx, c.record, cluster)
}

// conflict is the kind of a record of a dispute of several documents, which is none
// of the coding that it stands under.
const conflict = "conflict"

// Unfuse forgets all clusters and notes.
func (s *Store) Unfuse(ctx context.Context) error {
	return s.transact(ctx, "forget the clusters", func(tx *tx) error {
		for _, statement := range []string{
			"UPDATE pairs SET cluster = seq, sources = 1 WHERE cluster <> seq OR sources <> 1",
			"UPDATE events SET cluster = seq, sources = 1 WHERE cluster <> seq OR sources <> 1",
			"UPDATE documents SET noted = 0, copy_of = NULL WHERE noted <> 0 OR copy_of IS NOT NULL",
			"DELETE FROM records WHERE seq IN (SELECT seq FROM disputes)", "DELETE FROM matters WHERE seq IN (SELECT seq FROM disputes)", "DELETE FROM disputes",
			"DELETE FROM clusters", "DELETE FROM notes", "DELETE FROM stretches",
			"UPDATE fusings SET generation = generation + 1",
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

package rdb

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

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
		return s.setClusters(ctx, tx, f.Clusters)
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
				`DELETE FROM clusters WHERE seq IN (SELECT e.cluster FROM records r JOIN events e ON e.seq = r.seq
					WHERE r.coding = (SELECT noted FROM documents WHERE seq = ?))`,
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

func (s *Store) setClusters(ctx context.Context, tx *tx, clusters []store.Cluster) error {
	find, err := tx.PrepareContext(ctx, s.Bind("SELECT e.seq, e.cluster, e.sources FROM records r JOIN events e ON e.seq = r.seq WHERE r.id = ? AND r.live = 1"))
	if err != nil {
		return err
	}
	leave, err := tx.PrepareContext(ctx, s.Bind("DELETE FROM clusters WHERE seq = ?"))
	if err != nil {
		return err
	}
	var set []*sql.Stmt
	for _, t := range []string{"events", "pairs"} {
		statement, err := tx.PrepareContext(ctx, s.Bind("UPDATE "+t+" SET cluster = ?, sources = ? WHERE seq = ?"))
		if err != nil {
			return err
		}
		set = append(set, statement)
	}
	members := make([][]place, len(clusters))
	left := map[int64]bool{}
	for i, c := range clusters {
		for _, id := range c.Members {
			var p place
			switch err := find.QueryRowContext(ctx, id).Scan(&p.seq, &p.cluster, &p.sources); {
			case errors.Is(err, sql.ErrNoRows): // coded again since; its turn will come
				continue
			case err != nil:
				return err
			}
			members[i] = append(members[i], p)
			if !left[p.cluster] {
				left[p.cluster] = true
				if _, err := leave.ExecContext(ctx, p.cluster); err != nil {
					return err
				}
			}
		}
	}
	rows := s.table(tx, "clusters", "seq", "id", "mentions", "documents", "sources", "affirming")
	for i, c := range clusters {
		if len(members[i]) == 0 {
			continue
		}
		first, sources := members[i][0].seq, c.Sources
		for _, p := range members[i] {
			first = min(first, p.seq)
		}
		if len(members[i]) == 1 {
			sources = 1
		} else if err := rows.add(ctx, first, c.ID, len(members[i]), c.Documents, c.Sources, c.Affirming); err != nil {
			return err
		}
		for _, p := range members[i] {
			if p.cluster == first && p.sources == sources {
				continue
			}
			for _, statement := range set {
				if _, err := statement.ExecContext(ctx, first, sources, p.seq); err != nil {
					return err
				}
			}
		}
	}
	return rows.flush(ctx)
}

// Unfuse forgets all clusters and notes.
func (s *Store) Unfuse(ctx context.Context) error {
	return s.transact(ctx, "forget the clusters", func(tx *tx) error {
		for _, statement := range []string{
			"UPDATE pairs SET cluster = seq, sources = 1 WHERE cluster <> seq OR sources <> 1",
			"UPDATE events SET cluster = seq, sources = 1 WHERE cluster <> seq OR sources <> 1",
			"UPDATE documents SET noted = 0, copy_of = NULL WHERE noted <> 0 OR copy_of IS NOT NULL",
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

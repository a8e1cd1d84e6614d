package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chancery/query"
	"chancery/store"
	"chancery/store/storetest"
)

// TestFull puts documents until there is no room, and wants those that were
// acknowledged to be there, and no part of another.
func TestFull(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.db")
	s, err := open(t.Context(), file, busy, "&_pragma=max_page_count(200)")
	if err != nil {
		t.Fatal(err)
	}
	m := storetest.NewMaker(1)
	stored := 0
	for {
		if _, err = s.Put(t.Context(), m.Entry()); err != nil {
			break
		}
		stored++
	}
	if !errors.Is(err, store.ErrFull) || stored == 0 {
		t.Errorf("after %d documents: %v", stored, err)
	}
	s.Close()
	whole(t, file, stored)
}

// whole opens a store, and wants n whole documents in it, and to be able to go on.
func whole(t *testing.T, file string, n int) {
	t.Helper()
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got := 0
	for e, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Records) < 11 { // a document, five events, five claims
			t.Errorf("%s has %d records", e.Document().ID, len(e.Records))
		}
		got++
	}
	if got != n {
		t.Errorf("%d documents are there, and %d were acknowledged", got, n)
	}
	if _, err := s.Put(t.Context(), storetest.NewMaker(99).Entry()); err != nil {
		t.Errorf("the store can't be used again: %v", err)
	}
}

func TestLocked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.db")
	s, err := open(t.Context(), file, 50*time.Millisecond, "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other, err := sql.Open("sqlite", file+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	m := storetest.NewMaker(1)
	if _, err := s.Put(t.Context(), m.Entry()); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a put into a locked file: %v", err)
	}
	for _, err := range s.Find(t.Context(), &query.Query{Kind: query.Events}) {
		t.Errorf("reading beside a writer: %v", err)
	}
	tx.Rollback()
	if _, err := s.Put(t.Context(), m.Entry()); err != nil {
		t.Errorf("when the other is done: %v", err)
	}
}

// TestGone moves the file away under a store, and puts another in its place.
func TestGone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "l.db")
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	m := storetest.NewMaker(1)
	if _, err := s.Put(t.Context(), m.Entry()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file, filepath.Join(dir, "moved.db")); err != nil {
		t.Fatal(err)
	}
	for _, other := range []bool{false, true} {
		if other {
			if err := os.WriteFile(file, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Put(t.Context(), m.Entry()); !errors.Is(err, store.ErrGone) {
			t.Errorf("a put into a file that is gone: %v", err)
		}
	}
}

func TestNotAStore(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte("These are notes, and by no means a database of any kind; they are longer than a header."), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{text, dir, filepath.Join(dir, "no", "such", "l.db")} {
		if _, err := Open(t.Context(), name); !errors.Is(err, store.ErrNotStore) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if b, err := os.ReadFile(text); err != nil || len(b) != 87 {
		t.Errorf("the file that is no store was changed: %d bytes, %v", len(b), err)
	}
}

func TestNewer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.db")
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), file); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer store: %v", err)
	}
}

// TestCancel ends a context in the middle of a query and of a put.
func TestCancel(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.db")
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	m := storetest.NewMaker(1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	if _, err := s.Put(ctx, m.Entry()); err == nil {
		t.Error("a put went on after its context ended")
	}
	if _, err := s.Put(t.Context(), m.Entry()); err != nil {
		t.Error(err)
	}
	s.Close()
	whole(t, file, 1)
}

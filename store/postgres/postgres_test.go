package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"chancery/store"
	"chancery/store/storetest"
)

var made atomic.Int64

// database makes an empty database on the server that CHANCERY_PG names, and
// returns its URL and a connection to the server.
func database(t testing.TB) (string, *sql.DB) {
	address := os.Getenv("CHANCERY_PG")
	if address == "" {
		t.Skip("CHANCERY_PG names no PostgreSQL server: this store is not tested here")
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	admin := stdlib.OpenDB(*config)
	name := fmt.Sprintf("chancery_test_%d_%d", os.Getpid(), made.Add(1))
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String(), admin
}

func TestAcceptance(t *testing.T) {
	database(t) // skips the whole test, and not each part of it
	storetest.Run(t, func(t *testing.T) store.Store {
		address, _ := database(t)
		s, err := Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

// TestGone ends the connections of a store in the middle, and takes its database
// away.
func TestGone(t *testing.T) {
	address, admin := database(t)
	s, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	m := storetest.NewMaker(1)
	if _, err := s.Put(t.Context(), m.Entry()); err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(address)
	if _, err := admin.Exec("DROP DATABASE " + u.Path[1:] + " WITH (FORCE)"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err = s.Put(t.Context(), m.Entry()); !errors.Is(err, store.ErrGone) {
			t.Errorf("a put into a database that is gone: %v", err)
		}
	}
}

func TestNewer(t *testing.T) {
	address, _ := database(t)
	s, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), address); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer store: %v", err)
	}
}

func TestUnreachable(t *testing.T) {
	if _, err := Open(context.Background(), "postgres://nobody@127.0.0.1:1/none"); !errors.Is(err, store.ErrGone) {
		t.Errorf("no server: %v", err)
	}
	if _, err := Open(context.Background(), "postgres://x:secret@[::1/none"); err == nil {
		t.Error("a broken URL was opened")
	}
}

func BenchmarkPut(b *testing.B) {
	address, _ := database(b)
	s, err := Open(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	storetest.BenchmarkPut(b, s)
}

func BenchmarkMillion(b *testing.B) {
	address, _ := database(b)
	s, err := Open(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	storetest.BenchmarkMillion(b, s)
}

// Package rdb keeps a ledger in a relational database. The stores in SQLite and
// PostgreSQL are this and a [Dialect] each.
package rdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"

	"chancery/query"
	"chancery/store"
)

// A Dialect is what one database does in its own way. All functions but Copy must be set.
type Dialect struct {
	Goose      goose.Dialect
	Migrations fs.FS // numbered SQL files
	// Params is the most parameters that a statement may have.
	Params int
	// Bind writes a statement whose parameters are ? in the database's own way.
	Bind func(string) string
	// Begin runs first in each transaction that writes, so that writers queue.
	Begin func(context.Context, *sql.Tx) error
	// Copy inserts rows in bulk on the connection of a transaction; nil for INSERT.
	Copy func(ctx context.Context, conn *sql.Conn, table string, columns []string, rows [][]any) error
	// Index puts the texts after a seq into the full-text search; "" where it finds
	// them by itself. Texts that are not current stay in it, and no document has
	// them.
	Index string
	// Search is the search of documents d: a join with one parameter, what Terms
	// writes; an expression that sorts the best first; and one for a snippet.
	Search Search
	// Terms writes a full-text search as the parameter of Search.Join.
	Terms func([]query.Term) string
	// Limited runs f in a transaction that can only read, for free SQL.
	Limited func(ctx context.Context, limit time.Duration, f func(*sql.Tx) error) error
	// Classify wraps an error in the one of package store that fits, or returns it.
	Classify func(error) error
	// Check returns an error if the database is not the one that was opened.
	Check func() error
}

// Search is the parts of SQL that search text; see [Dialect].
type Search struct{ Join, Rank, Snippet string }

// Store keeps a ledger in a database.
type Store struct {
	Dialect
	write, read *sql.DB
	close       func() error
}

var _ store.Store = (*Store)(nil)

// Open brings the tables of a database up to [store.SchemaVersion] and returns the
// store. write and read may be the same; closing the store calls close.
func Open(ctx context.Context, d Dialect, write, read *sql.DB, close func() error) (*Store, error) {
	s := &Store{Dialect: d, write: write, read: read, close: close}
	if err := s.migrate(ctx); err != nil {
		return nil, s.wrap("open", err)
	}
	return s, nil
}

func (s *Store) migrate(ctx context.Context) error {
	// A table of goose says how far a store is; one without is new, or of others.
	have := int64(-1)
	err := s.write.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&have)
	switch {
	case err == nil && have > store.SchemaVersion:
		return fmt.Errorf("schema version %d, and this version of chancery reads up to %d: %w", have, store.SchemaVersion, store.ErrNewer)
	case err == nil && have == store.SchemaVersion:
		return nil
	case err != nil && errors.Is(s.Classify(err), store.ErrNotStore), err != nil && errors.Is(s.Classify(err), store.ErrLocked):
		return err
	}
	p, err := goose.NewProvider(s.Goose, s.write, s.Migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// Close closes the store.
func (s *Store) Close() error { return s.wrap("close", s.close()) }

// wrap says what was done and which error of package store it comes to. It leaves
// errors alone that are clear by themselves.
func (s *Store) wrap(what string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("store: %s: %w", what, s.Classify(err))
}

// tx is a transaction with its connection.
type tx struct {
	*sql.Tx
	conn *sql.Conn
}

// transact runs f in a transaction that writes.
func (s *Store) transact(ctx context.Context, what string, f func(*tx) error) error {
	if err := s.Check(); err != nil {
		return s.wrap(what, err)
	}
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return s.wrap(what, err)
	}
	defer conn.Close()
	inner, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(what, err)
	}
	defer inner.Rollback()
	tx := &tx{inner, conn}
	if err := s.Begin(ctx, inner); err != nil {
		return s.wrap(what, err)
	}
	if err := f(tx); err != nil {
		return s.wrap(what, err)
	}
	if err := s.Check(); err != nil {
		return s.wrap(what, err)
	}
	return s.wrap(what, tx.Commit())
}

// Numbered writes the parameters ? of a statement as $1, $2, …
func Numbered(statement string) string {
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, ok := strings.Cut(statement, "?")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		statement = after
	}
}

// stamp writes a time so that the order of text is that of time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000000Z")
}

func unstamp(s string) time.Time {
	t, _ := time.Parse("2006-01-02T15:04:05.000000Z", s) // the zero time for ""
	return t
}

// clip bounds text that an index holds.
func clip(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	return strings.ToValidUTF8(s[:bytes], "")
}

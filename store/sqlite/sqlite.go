// Package sqlite keeps a ledger in one file, or in memory.
//
// The file is in WAL mode: one program writes while others read. A commit is
// synced to the disk before it is acknowledged.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"chancery/query"
	"chancery/store"
	"chancery/store/internal/rdb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// busy is how long a write waits for another program's.
const busy = 5 * time.Second

// Open opens the ledger in a file, which is created where it is not there.
func Open(ctx context.Context, file string) (*rdb.Store, error) { return open(ctx, file, busy, "") }

// open opens a file with further pragmas, which tests set, as they do wait.
func open(ctx context.Context, file string, wait time.Duration, pragmas string) (*rdb.Store, error) {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, fmt.Errorf("store: %s is a folder; name a file in it: %w", file, store.ErrNotStore)
	}
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("store: the folder of %s is not there; make it first: %w", file, store.ErrNotStore)
	}
	name := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath()}).String()
	common := fmt.Sprintf("?_pragma=busy_timeout(%d)&_pragma=cache_size(-131072)&_pragma=temp_store(2)", wait.Milliseconds())
	// The log grows to 64 MB before it is copied into the file: pages that change
	// with every batch are copied less often.
	write, err := sql.Open("sqlite", name+common+"&_txlock=immediate&_pragma=page_size(8192)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=wal_autocheckpoint(8000)"+pragmas)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", name+common+"&mode=ro&_pragma=query_only(1)")
	if err != nil {
		write.Close()
		return nil, fmt.Errorf("store: %w", err)
	}
	read.SetMaxOpenConns(max(2, runtime.NumCPU()))
	g := &guard{file: file, read: read}
	close := func() error { return errors.Join(read.Close(), write.Close()) }
	s, err := rdb.Open(ctx, rdb.Dialect{
		Goose: goose.DialectSQLite3, Migrations: migrationFiles(), Params: 32766,
		Bind: func(s string) string { return s },
		// _txlock=immediate queues writers when the transaction begins.
		Begin: func(context.Context, *sql.Tx) error { return nil },
		Index: "INSERT INTO search (rowid, title, body) SELECT seq, title, body FROM texts WHERE seq > ?",
		Search: rdb.Search{
			Join: "JOIN search ON search.rowid = d.text AND search MATCH ?",
			Rank: "search.rank", Snippet: "snippet(search, -1, '', '', '…', 24)",
		},
		Terms: terms, Limited: g.limited, Classify: classify, Check: g.check,
	}, write, read, close)
	if err != nil {
		close()
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if g.was, err = os.Stat(file); err != nil {
		close()
		return nil, fmt.Errorf("store: %w", err)
	}
	return s, nil
}

func migrationFiles() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return migrations // the folder is embedded; this is never so
	}
	return sub
}

// terms writes a search in the language of FTS5: each word quoted, so that none is
// an operator.
func terms(list []query.Term) string {
	var yes, no []string
	for _, t := range list {
		phrase := `"` + strings.Join(t.Words, " ") + `"`
		if t.Not {
			no = append(no, phrase)
		} else {
			yes = append(yes, phrase)
		}
	}
	if len(yes) == 0 {
		return `""` // FTS5 can't search for what lacks a word
	}
	out := "(" + strings.Join(yes, " AND ") + ")"
	for _, n := range no {
		out += " NOT " + n
	}
	return out
}

// guard watches over the file, and over free SQL.
type guard struct {
	file string
	was  os.FileInfo
	read *sql.DB
}

// check returns an error if the file is not the one that was opened: SQLite would
// go on writing to one that nobody can find any more.
func (g *guard) check() error {
	if g.was == nil {
		return nil
	}
	now, err := os.Stat(g.file)
	if err != nil || !os.SameFile(g.was, now) {
		return fmt.Errorf("%s was moved or deleted: %w", g.file, store.ErrGone)
	}
	return nil
}

func (g *guard) limited(ctx context.Context, _ time.Duration, f func(*sql.Tx) error) error {
	conn, err := g.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// The file is opened for reading only; without this a statement could attach
	// another one.
	if _, err := sqlite.Limit(conn, lib.SQLITE_LIMIT_ATTACHED, 0); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}

func classify(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
			return fmt.Errorf("%w (%w)", store.ErrLocked, err)
		case lib.SQLITE_FULL:
			return fmt.Errorf("%w (%w)", store.ErrFull, err)
		case lib.SQLITE_NOTADB:
			return fmt.Errorf("%w (%w)", store.ErrNotStore, err)
		case lib.SQLITE_READONLY:
			if e.Code() == lib.SQLITE_READONLY_DBMOVED {
				return fmt.Errorf("%w (%w)", store.ErrGone, err)
			}
			return fmt.Errorf("%w (%w)", store.ErrReadOnly, err)
		case lib.SQLITE_CORRUPT:
			return fmt.Errorf("%w (%w)", store.ErrDamaged, err)
		case lib.SQLITE_CANTOPEN, lib.SQLITE_IOERR:
			return fmt.Errorf("%w (%w)", store.ErrGone, err)
		case lib.SQLITE_INTERRUPT:
			return fmt.Errorf("%w (%w)", store.ErrLimit, err)
		}
	}
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%w (%w)", store.ErrFull, err)
	}
	return err
}

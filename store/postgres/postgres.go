// Package postgres keeps a ledger in a PostgreSQL database, 12 or newer, for
// several programs at once.
package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"chancery/query"
	"chancery/store"
	"chancery/store/internal/rdb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// writers is the key of the advisory lock that writers queue at: "chancery" on the
// keys of a telephone, cut to what fits.
const writers = 24262379

// Open opens the ledger in the database that a URL names: postgres://USER@HOST/DB.
func Open(ctx context.Context, address string) (*rdb.Store, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("store: the URL of the database can't be read; write it as postgres://USER@HOST:5432/DATABASE: %w", hide(err, address))
	}
	config.ConnectTimeout = 10 * time.Second
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(8)
	s, err := rdb.Open(ctx, rdb.Dialect{
		Goose: goose.DialectPostgres, Migrations: migrationFiles(), Params: 65535,
		Bind: rdb.Numbered,
		Begin: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", writers)
			return err
		},
		Copy: copyRows,
		Search: rdb.Search{
			Join:    "JOIN to_tsquery('chancery', ?) q ON true JOIN texts t ON t.seq = d.text AND t.words @@ q",
			Rank:    "-ts_rank(t.words, q)",
			Snippet: "ts_headline('chancery', left(t.body, 100000), q, 'StartSel=\"\", StopSel=\"\", MaxWords=24, MinWords=12')",
		},
		Terms: terms,
		Limited: func(ctx context.Context, limit time.Duration, f func(*sql.Tx) error) error {
			return limited(ctx, db, limit, f)
		},
		Classify: classify, Check: func() error { return nil },
	}, db, db, db.Close)
	if err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// hide keeps a password out of a message.
func hide(err error, address string) error {
	if u, e := url.Parse(address); e == nil && u.User != nil {
		if password, ok := u.User.Password(); ok && password != "" {
			return errors.New(strings.ReplaceAll(err.Error(), password, "…"))
		}
	}
	return err
}

func migrationFiles() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return migrations // the folder is embedded; this is never so
	}
	return sub
}

// terms writes a search in the language of to_tsquery. Words are letters and
// digits, so that none is an operator.
func terms(list []query.Term) string {
	var parts []string
	yes := false
	for _, t := range list {
		phrase := "(" + strings.Join(t.Words, " <-> ") + ")"
		if t.Not {
			phrase = "!" + phrase
		} else {
			yes = true
		}
		parts = append(parts, phrase)
	}
	if !yes { // as in the other store: there must be something to find
		return ""
	}
	return strings.Join(parts, " & ")
}

// copyRows inserts rows by COPY, on the connection of a transaction.
func copyRows(ctx context.Context, conn *sql.Conn, table string, columns []string, rows [][]any) error {
	return conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("the driver is a %T", driver)
		}
		_, err := c.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
		return err
	})
}

func limited(ctx context.Context, db *sql.DB, limit time.Duration, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("SET LOCAL statement_timeout = %d", limit.Milliseconds())); err != nil {
		return err
	}
	return f(tx)
}

func classify(err error) error {
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	var dial *net.OpError
	switch {
	case errors.As(err, &pg):
		switch {
		case pg.Code == "53100":
			return fmt.Errorf("%w (%w)", store.ErrFull, err)
		case pg.Code == "57014":
			return fmt.Errorf("%w (%w)", store.ErrLimit, err)
		case pg.Code == "55P03":
			return fmt.Errorf("%w (%w)", store.ErrLocked, err)
		case pg.Code == "25006", pg.Code == "42501":
			return fmt.Errorf("%w (%w)", store.ErrReadOnly, err)
		case strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "08"), pg.Code == "3D000":
			return fmt.Errorf("%w (%w)", store.ErrGone, err)
		}
	case errors.As(err, &connect), errors.As(err, &dial), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed),
		errors.Is(err, sql.ErrConnDone):
		return fmt.Errorf("%w (%w)", store.ErrGone, err)
	}
	return err
}

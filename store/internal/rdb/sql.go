package rdb

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"chancery/store"
)

// reading are the words that a statement that reads begins with.
var reading = []string{"SELECT", "WITH", "VALUES", "EXPLAIN"}

// reads reports whether a statement begins as one that only reads. The database's
// own guard is what holds; this gives the better message.
func reads(statement string) bool {
	for {
		statement = strings.TrimLeft(statement, " \t\r\n(;")
		switch {
		case strings.HasPrefix(statement, "--"):
			_, statement, _ = strings.Cut(statement, "\n")
		case strings.HasPrefix(statement, "/*"):
			_, statement, _ = strings.Cut(statement, "*/")
		default:
			for _, word := range reading {
				if len(statement) >= len(word) && strings.EqualFold(statement[:len(word)], word) {
					return true
				}
			}
			return false
		}
	}
}

// SQL runs one statement that reads.
func (s *Store) SQL(ctx context.Context, statement string, limits store.Limits) (*store.Table, error) {
	statement = strings.TrimRight(statement, " \t\r\n;")
	if !reads(statement) {
		return nil, store.ErrStatement
	}
	limit := cmp.Or(limits.Time, 10*time.Second)
	inner, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var out *store.Table
	err := s.Limited(inner, limit, func(tx *sql.Tx) error {
		var err error
		out, err = rowsOf(inner, tx, statement, cmp.Or(limits.Rows, 10_000))
		return err
	})
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() == nil && inner.Err() != nil, errors.Is(s.Classify(err), store.ErrLimit):
		return nil, fmt.Errorf("%w: %v", store.ErrLimit, limit)
	}
	return nil, s.wrap("sql", err)
}

func rowsOf(ctx context.Context, tx *sql.Tx, statement string, limit int) (*store.Table, error) {
	rows, err := tx.QueryContext(ctx, statement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := &store.Table{}
	if out.Columns, err = rows.Columns(); err != nil {
		return nil, err
	}
	for rows.Next() {
		if len(out.Rows) == limit {
			out.Cut = true
			break
		}
		row := make([]any, len(out.Columns))
		to := make([]any, len(row))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		for i, v := range row {
			row[i] = plain(v)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, rows.Err()
}

// plain turns what a driver gives into one of the types of [store.Table].
func plain(v any) any {
	switch v := v.(type) {
	case nil, bool, int64, float64, string:
		return v
	case []byte:
		return string(v)
	case time.Time:
		return v.Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v)
}

package rdb

import (
	"context"
	"database/sql"
	"strings"
)

// chunk is how many rows one INSERT holds.
const chunk = 100

// maxRows is how many rows are kept before they are copied.
const maxRows = 20_000

// table collects rows of a table and inserts them, many at a time.
type table struct {
	s       *Store
	tx      *tx
	name    string
	columns []string
	chunk   int
	full    *sql.Stmt // for chunk rows
	args    []any
	rows    [][]any // to copy
}

func (s *Store) table(tx *tx, name string, columns ...string) *table {
	return &table{s: s, tx: tx, name: name, columns: columns, chunk: min(chunk, s.Params/len(columns))}
}

func (t *table) statement(rows int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(t.columns)), ", ") + ")"
	return t.s.Bind("INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(row+", ", rows), ", "))
}

// add takes a row; it is inserted at the latest by flush.
func (t *table) add(ctx context.Context, values ...any) error {
	if t.s.Copy != nil {
		if t.rows = append(t.rows, values); len(t.rows) < maxRows {
			return nil
		}
		return t.flush(ctx)
	}
	t.args = append(t.args, values...)
	if len(t.args) < t.chunk*len(t.columns) {
		return nil
	}
	if t.full == nil {
		var err error
		if t.full, err = t.tx.PrepareContext(ctx, t.statement(t.chunk)); err != nil {
			return err
		}
	}
	_, err := t.full.ExecContext(ctx, t.args...)
	t.args = t.args[:0]
	return err
}

func (t *table) flush(ctx context.Context) error {
	if len(t.rows) > 0 {
		err := t.s.Copy(ctx, t.tx.conn, t.name, t.columns, t.rows)
		t.rows = t.rows[:0]
		return err
	}
	if t.full != nil {
		defer t.full.Close()
		t.full = nil
	}
	if len(t.args) == 0 {
		return nil
	}
	_, err := t.tx.ExecContext(ctx, t.statement(len(t.args)/len(t.columns)), t.args...)
	t.args = t.args[:0]
	return err
}

package rdb

import (
	"context"
	"database/sql"
	"strings"
)

// chunk is how many rows one INSERT holds.
const chunk = 40

// table collects rows of a table and inserts them, many in a statement.
type table struct {
	s       *Store
	tx      *sql.Tx
	name    string
	columns []string
	chunk   int
	full    *sql.Stmt // for chunk rows
	args    []any
}

func (s *Store) table(tx *sql.Tx, name string, columns ...string) *table {
	return &table{s: s, tx: tx, name: name, columns: columns, chunk: min(chunk, s.Params/len(columns))}
}

func (t *table) statement(rows int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(t.columns)), ", ") + ")"
	return t.s.Bind("INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(row+", ", rows), ", "))
}

// add takes a row; it is inserted at the latest by flush.
func (t *table) add(ctx context.Context, values ...any) error {
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

package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chancery/export"
	"chancery/store"
)

type sqlCmd struct {
	Statement string `arg:"" name:"statement" help:"One statement that reads: SELECT, WITH, VALUES or EXPLAIN."`
	ledgerOptions
	MaxRows int           `default:"10000" placeholder:"N" help:"At most so many rows (10000)."`
	MaxTime time.Duration `default:"10s" placeholder:"TIME" help:"At most so long (10s)."`
	Format  string        `placeholder:"NAME" help:"table, jsonl, json or csv (table on a terminal, jsonl elsewhere)."`
}

// Run runs a statement on a handle that can only read.
func (c *sqlCmd) Run(ctx context.Context, env Env) error {
	if c.MaxRows < 1 || c.MaxTime <= 0 {
		return usagef("--max-rows and --max-time must be more than nothing")
	}
	format, err := rowFormat(env, c.Format)
	if err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	t, err := s.SQL(ctx, c.Statement, store.Limits{Rows: c.MaxRows, Time: c.MaxTime})
	if errors.Is(err, store.ErrStatement) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	if err := printRows(env, format, export.Headings(t.Columns...), t.Rows); err != nil {
		return err
	}
	if t.Cut {
		fmt.Fprintf(env.Stderr, "there are more rows than %d; --max-rows N gives more\n", c.MaxRows)
	}
	return nil
}

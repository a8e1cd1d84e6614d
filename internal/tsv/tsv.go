// Package tsv reads the tables in which chancery keeps its knowledge: one row a
// line, fields parted by tabs, comments from # at the start of a line, and a
// first row that names the columns.
package tsv

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Row is one row of a table.
type Row struct {
	File    string
	Line    int // from 1
	columns []string
	fields  []string
}

// Get returns the field of a column, or "" if the row is short. It panics if the
// table has no such column, which [Read] has checked.
func (r Row) Get(column string) string {
	i := slices.Index(r.columns, column)
	if i < 0 {
		panic("tsv: " + r.File + " has no column " + column)
	}
	if i >= len(r.fields) {
		return ""
	}
	return r.fields[i]
}

// Has reports whether the table of the row has the column.
func (r Row) Has(column string) bool { return slices.Contains(r.columns, column) }

// List returns the field of a column split at "|", or nil if it is empty.
func (r Row) List(column string) []string {
	if f := r.Get(column); f != "" {
		return strings.Split(f, "|")
	}
	return nil
}

// Errorf returns an error that names the row's file and line.
func (r Row) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", r.File, r.Line, fmt.Errorf(format, args...))
}

// Read reads a table that must have the given columns, and may have more. file
// is its name, for errors.
func Read(r io.Reader, file string, columns ...string) ([]Row, error) {
	var rows []Row
	var names []string
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		text := strings.TrimRight(sc.Text(), "\r\t ")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		fields := strings.Split(text, "\t")
		if names == nil {
			for _, c := range columns {
				if !slices.Contains(fields, c) {
					return nil, fmt.Errorf("%s:%d: the first row must name the column %q; it has %q", file, line, c, fields)
				}
			}
			names = fields
			continue
		}
		if len(fields) > len(names) {
			return nil, fmt.Errorf("%s:%d: %d fields, but %d columns", file, line, len(fields), len(names))
		}
		rows = append(rows, Row{File: file, Line: line, columns: names, fields: fields})
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if names == nil {
		return nil, fmt.Errorf("%s: no row names the columns", file)
	}
	return rows, nil
}

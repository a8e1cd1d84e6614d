package export

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// RowFormats are the formats that [WriteRows] knows.
func RowFormats() []string { return []string{"table", "jsonl", "json", "csv"} }

// A Heading names a column of rows.
type Heading struct {
	Name string
	// Max is the most columns of a terminal that it takes in a table; 0 for as many
	// as there are to spare.
	Max int
}

// WriteRows writes rows of nil, bool, int, int64, float64 or string, one for each
// heading: as a table, as JSON objects (one a line, or in an array), or as CSV.
// Options.Kinds and Folder have no meaning here.
func WriteRows(w io.Writer, format string, heads []Heading, rows [][]any, o Options) error {
	switch format {
	case "table":
		return rowTable(w, heads, rows, o)
	case "csv":
		return rowCSV(w, heads, rows, o)
	case "jsonl", "json":
		return rowJSON(w, format == "json", heads, rows)
	}
	return fmt.Errorf("%w %q; the formats are %s", ErrFormat, format, strings.Join(RowFormats(), ", "))
}

func rowTable(w io.Writer, heads []Heading, rows [][]any, o Options) error {
	t := &table{w: bufio.NewWriter(w), width: max(cmp.Or(o.Width, 100), 40), color: o.Color}
	cols := make([]column, len(heads))
	for i, h := range heads {
		cols[i] = column{head: h.Name, max: h.Max, grow: h.Max == 0}
	}
	cells := make([][]string, len(rows))
	for i, row := range rows {
		cells[i] = make([]string, len(row))
		for k, v := range row {
			cells[i][k] = flat(cell(v))
		}
	}
	t.rows(cols, cells)
	return t.w.Flush()
}

func cell(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func rowCSV(w io.Writer, heads []Heading, rows [][]any, o Options) error {
	c := csv.NewWriter(w)
	line := make([]string, len(heads))
	for i, h := range heads {
		line[i] = h.Name
	}
	if err := c.Write(line); err != nil {
		return err
	}
	for _, row := range rows {
		for i, v := range row {
			line[i] = cell(v)
			if o.FormulaSafe {
				line[i] = formulaSafe(line[i])
			}
		}
		if err := c.Write(line); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func rowJSON(w io.Writer, array bool, heads []Heading, rows [][]any) error {
	out := bufio.NewWriter(w)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	sep := ""
	if array {
		sep = "[\n "
	}
	for _, row := range rows {
		b.Reset()
		for i, v := range row {
			b.WriteString([]string{"{", ","}[min(i, 1)])
			for _, part := range []any{heads[i].Name, v} {
				if err := enc.Encode(part); err != nil {
					return err
				}
				b.Truncate(b.Len() - 1) // the line end
				b.WriteByte(':')
			}
			b.Truncate(b.Len() - 1) // the last colon
		}
		b.WriteByte('}')
		out.WriteString(sep)
		out.Write(b.Bytes())
		if sep = "\n"; array {
			sep = ",\n "
		}
	}
	switch {
	case array && len(rows) == 0:
		out.WriteString("[")
		fallthrough
	case array:
		out.WriteString("\n]\n")
	case len(rows) > 0:
		out.WriteString("\n")
	}
	return out.Flush()
}

// Headings returns headings of columns that take what is to spare.
func Headings(names ...string) []Heading {
	out := make([]Heading, 0, len(names))
	for _, n := range names {
		out = append(out, Heading{Name: n})
	}
	return out
}

package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// columns are the names that the columns of a CSV file go by, without case,
// spaces and underscores; the first that the header has is taken.
var columns = []struct {
	field string
	names []string
}{
	{"text", []string{"text", "body", "content", "article", "story", "fulltext", "articletext", "articlebody"}},
	{"title", []string{"title", "headline"}},
	{"published", []string{"published", "date", "publishedat", "publicationdate", "pubdate", "publisheddate", "datepublished"}},
	{"url", []string{"url", "link"}},
	{"source", []string{"source", "outlet", "publisher", "publication", "newspaper"}},
	{"author", []string{"author", "byline"}},
	{"id", []string{"id", "docid", "articleid"}},
	{"lang", []string{"lang", "language"}},
}

// columnName returns a header's field as columns has them.
func columnName(s string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// fieldOf returns what a column of that name holds, or "".
func fieldOf(name string) string {
	name = columnName(name)
	for _, c := range columns {
		if slices.Contains(c.names, name) {
			return c.field
		}
	}
	return ""
}

// comma returns the character that parts the fields of a CSV or TSV file, told
// from its header, or 0 if head is the start of no such file. A header names
// columns that chancery knows, at least two of them, or one that holds texts. ext
// is the extension of the file's name: with .csv or .tsv any header will do.
func comma(head []byte, ext string) rune {
	line, _, _ := strings.Cut(string(head), "\n")
	line = strings.TrimRight(line, "\r")
	best, most := rune(0), 0
	for _, sep := range []rune{'\t', ',', ';'} {
		names, err := readHeader(line, sep)
		if err != nil || len(names) < 2 {
			continue
		}
		known, text := 0, false
		for _, n := range names {
			f := fieldOf(n)
			if f != "" {
				known++
			}
			text = text || f == "text"
			// Words of prose are no names of columns.
			if len(n) > 40 || strings.Count(strings.TrimSpace(n), " ") > 2 {
				known = 0
				break
			}
		}
		if (known >= 2 || known == 1 && text) && known > most {
			best, most = sep, known
		}
	}
	if best != 0 {
		return best
	}
	switch ext {
	case ".csv":
		if strings.Count(line, ";") > strings.Count(line, ",") {
			return ';'
		}
		return ','
	case ".tsv", ".tab":
		return '\t'
	}
	return 0
}

func readHeader(line string, sep rune) ([]string, error) {
	c := csv.NewReader(strings.NewReader(line))
	c.Comma = sep
	return c.Read()
}

// csv reads one document a row, below a header that names the columns.
func (r *run) csv(in *input, sep rune) bool {
	budget := &budget{r: in.Reader, left: r.maxRaw}
	c := csv.NewReader(budget)
	c.Comma = sep
	c.FieldsPerRecord = -1
	header, err := c.Read()
	if err != nil {
		return r.reject(in.name, "line 1", "the header can't be read: "+csvReason(err))
	}
	at := map[string]int{}
	for _, col := range columns {
		for _, name := range col.names {
			i := slices.IndexFunc(header, func(h string) bool { return columnName(h) == name })
			if _, ok := at[col.field]; !ok && i >= 0 {
				at[col.field] = i
			}
		}
	}
	if _, ok := at["text"]; !ok {
		return r.reject(in.name, "line 1", fmt.Sprintf("no column holds the texts; name it text, body or content (the columns are %s)", quote(strings.Join(header, ", "))))
	}
	for {
		budget.left = r.maxRaw
		row, err := c.Read()
		if err == io.EOF {
			if in.records == 0 {
				return r.reject(in.name, "", "there is a header, but no document below it")
			}
			return true
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			in.records++
			if !r.reject(in.name, fmt.Sprintf("line %d", parse.StartLine), csvReason(err)) {
				return false
			}
			continue
		}
		if err != nil {
			reason := readReason(err)
			if errors.Is(err, errLimit) {
				reason = "a row is longer than " + size(r.maxRaw) + "; perhaps a quotation mark is not closed; the rest of the file is not read"
			}
			return r.reject(in.name, fmt.Sprintf("row %d", in.records+1), reason)
		}
		line, _ := c.FieldPos(0)
		record := fmt.Sprintf("line %d", line)
		a, err := parseRow(row, len(header), at)
		if err != nil {
			in.records++
			if !r.reject(in.name, record, err.Error()) {
				return false
			}
			continue
		}
		if !r.accept(in, record, a) {
			return false
		}
	}
}

// parseRow reads a row of a file with a header of n columns; at says which
// column holds which field.
func parseRow(row []string, n int, at map[string]int) (*Article, error) {
	if len(row) != n {
		return nil, fmt.Errorf("the row has %d fields, and the header %d; put fields that hold the separator in quotation marks", len(row), n)
	}
	a := &Article{}
	get := func(field string) string {
		i, ok := at[field]
		if !ok {
			return ""
		}
		s, charset := repair(row[i])
		if charset != "" {
			a.from("charset", charset)
		}
		if s != "" && field != "text" && field != "id" {
			a.from(field, "given")
		}
		return s
	}
	a.ID, a.Text, a.Title, a.URL = get("id"), get("text"), get("title"), get("url")
	a.Source, a.Author, a.Lang = get("source"), get("author"), get("lang")
	if strings.TrimSpace(a.Text) == "" {
		return nil, errors.New("its text is empty")
	}
	if published := get("published"); published != "" {
		if err := a.publish(published, "given"); err != nil {
			return nil, err
		}
	}
	a.Furniture = findFurniture(a.Text, a.Title, false)
	return a, nil
}

func csvReason(err error) string {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Sprintf("it is not valid CSV at line %d, column %d: %v", parse.Line, parse.Column, parse.Err)
	}
	return readReason(err)
}

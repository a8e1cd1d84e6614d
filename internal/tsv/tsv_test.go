package tsv

import (
	"slices"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	rows, err := Read(strings.NewReader("# rivers\n\nname\tseas\tlength\nVolga\tCaspian\t3530\nNile\tMediterranean|Red\r\n"), "rivers.tsv", "name", "seas")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Get("length") != "3530" || rows[1].Get("length") != "" || rows[1].Line != 5 {
		t.Errorf("got %+v", rows)
	}
	if seas := rows[1].List("seas"); !slices.Equal(seas, []string{"Mediterranean", "Red"}) {
		t.Errorf("seas %q", seas)
	}
	if rows[1].List("length") != nil || rows[0].Has("depth") || !rows[0].Has("seas") {
		t.Error("an empty field is a list, or a column is there that is not")
	}
	if got := rows[0].Errorf("no such river").Error(); got != "rivers.tsv:4: no such river" {
		t.Errorf("error %q", got)
	}
}

func TestReadBad(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "no row names the columns",
		"# name\n":                 "no row names the columns",
		"river\n":                  `the first row must name the column "name"`,
		"name\nVolga\tCaspian\n":   "x.tsv:2: 2 fields, but 1 columns",
		strings.Repeat("a", 1<<21): "x.tsv: ",
	} {
		if _, err := Read(strings.NewReader(text), "x.tsv", "name"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: error %v, want %q", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"name\nx", "name\tb\nx\ty\t\n#z\n", "\tname\r\n\r\n\t\tx", "\x00name", "name"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := Read(strings.NewReader(text), "x.tsv", "name")
		if err != nil {
			return
		}
		for _, r := range rows {
			if r.Line < 2 || strings.ContainsAny(r.Get("name"), "\t\n") {
				t.Fatalf("%q: row %+v", text, r)
			}
			r.List("name")
		}
	})
}

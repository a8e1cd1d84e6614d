package actors_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/internal/tsv"
)

// sectorCodes are PLOVER's.
const sectorCodes = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"

// TestTables checks each table for codes that do not exist, and for rows that
// stand twice.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("data/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	read := func(name string) []tsv.Row {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := tsv.Read(f, filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	countries := map[string]bool{"": true, "IGO": true, "UNO": true, "EUR": true, "NGO": true, "MNC": true, "ISM": true, "IMG": true}
	numbers := map[string]string{}
	for _, row := range read("data/states.tsv") {
		countries[row.Get("code")] = true
		for _, c := range []string{"cow", "gw"} {
			n := row.Get(c)
			if n == "" || row.Get("end") != "" {
				continue
			}
			if have := numbers[c+n]; have != "" {
				t.Error(row.Errorf("%s %s is that of %s too", c, n, have))
			}
			numbers[c+n] = row.Get("code")
		}
	}
	sectors := map[string]bool{}
	for _, s := range strings.Fields(sectorCodes) {
		sectors[s] = true
	}
	for _, file := range files {
		seen := map[string]bool{}
		for _, row := range read(file) {
			if row.Has("country") && !countries[row.Get("country")] {
				t.Error(row.Errorf("the country %q is in states.tsv no code", row.Get("country")))
			}
			if row.Has("sectors") {
				for _, s := range row.List("sectors") {
					if !sectors[s] {
						t.Error(row.Errorf("the sector %q is not PLOVER's", s))
					}
				}
			}
			key := ""
			for _, c := range []string{"code", "name", "noun", "word", "reading", "country", "office", "start", "title"} {
				if row.Has(c) {
					key += row.Get(c) + "\t"
				}
			}
			if seen[key] {
				t.Error(row.Errorf("the row %q stands twice", strings.TrimSpace(key)))
			}
			seen[key] = true
		}
	}
}

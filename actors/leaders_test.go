package actors_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/internal/tsv"
)

var leaderColumns = []string{"name", "aliases", "gender", "country", "office", "title", "start", "end", "sectors", "wikidata"}

// tenureFiles are the tables of dated office-holders and the offices each may
// hold; nil means any office but those of the others.
var tenureFiles = map[string][]string{
	"leaders.tsv":   {"head_of_state", "head_of_government"},
	"ministers.tsv": {"foreign_minister", "defence_minister"},
	"officials.tsv": nil,
}

type tenure struct {
	tsv.Row
	start, end time.Time // end is exclusive, and far off for those in office
}

func (t tenure) key() string {
	return t.Get("country") + " " + t.Get("office")
}

// readTenures reads a table and the offices it marks as held by several at once.
func readTenures(t *testing.T, name string) (rows []tenure, overlapping map[string]bool) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("data", name))
	if err != nil {
		t.Fatal(err)
	}
	table, err := tsv.Read(strings.NewReader(string(text)), name, leaderColumns...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table {
		start, err := earliest(r.Get("start"))
		if err != nil {
			t.Error(r.Errorf("start: %w", err))
		}
		end := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
		if s := r.Get("end"); s != "" {
			if end, err = earliest(s); err != nil {
				t.Error(r.Errorf("end: %w", err))
			}
		}
		rows = append(rows, tenure{r, start, end})
	}
	overlapping = map[string]bool{}
	sc := bufio.NewScanner(strings.NewReader(string(text)))
	for sc.Scan() {
		if rest, ok := strings.CutPrefix(sc.Text(), "# Overlapping: "); ok {
			key, why, _ := strings.Cut(rest, ":")
			if strings.TrimSpace(why) == "" {
				t.Errorf("%s: %q does not say why", name, sc.Text())
			}
			overlapping[key] = true
		}
	}
	return rows, overlapping
}

// earliest returns the first day of a date of a day, a month or a year.
func earliest(s string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) == len(layout) {
			return time.Parse(layout, s)
		}
	}
	return time.Time{}, fmt.Errorf("%q is not YYYY-MM-DD, YYYY-MM or YYYY", s)
}

// ends tells whether a tenure may have ended when the other began: dates of a
// month or year are taken as generously as they allow.
func (t tenure) endsBy(next tenure) bool {
	s, e := next.Get("start"), t.Get("end")
	if e == "" {
		return false
	}
	n := min(len(s), len(e))
	return e[:n] <= s[:n]
}

func TestTenuresAreWellFormed(t *testing.T) {
	country := regexp.MustCompile(`^[A-Z]{3}$`)
	office := regexp.MustCompile(`^[a-z][a-z_]*$`)
	sectors := regexp.MustCompile(`^[A-Z]{3}(\|[A-Z]{3})*$`)
	wikidata := regexp.MustCompile(`^(Q[1-9][0-9]*)?$`)
	first := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, offices := range tenureFiles {
		t.Run(name, func(t *testing.T) {
			rows, _ := readTenures(t, name)
			for i, r := range rows {
				for _, c := range []string{"name", "title"} {
					if f := r.Get(c); f == "" || strings.TrimSpace(f) != f || strings.ContainsAny(f, "|;") {
						t.Error(r.Errorf("%s %q is empty, padded or holds a mark of the table", c, f))
					}
				}
				if g := r.Get("gender"); g != "m" && g != "f" {
					t.Error(r.Errorf("gender %q is neither m nor f", g))
				}
				if !country.MatchString(r.Get("country")) {
					t.Error(r.Errorf("country %q is not a code of three capitals", r.Get("country")))
				}
				if o := r.Get("office"); !office.MatchString(o) || offices != nil && !slices.Contains(offices, o) {
					t.Error(r.Errorf("office %q does not belong in this table", o))
				}
				if !sectors.MatchString(r.Get("sectors")) {
					t.Error(r.Errorf("sectors %q are not codes of three capitals parted by |", r.Get("sectors")))
				}
				if !wikidata.MatchString(r.Get("wikidata")) {
					t.Error(r.Errorf("wikidata %q is not an item", r.Get("wikidata")))
				}
				if r.end.Before(r.start) && !strings.HasPrefix(r.Get("start"), r.Get("end")) {
					t.Error(r.Errorf("%s ends %s before it starts %s", r.Get("name"), r.Get("end"), r.Get("start")))
				}
				if r.end.Before(first) && r.Get("office") != "historic_leader" {
					t.Error(r.Errorf("%s ended in %s, before 1990", r.Get("name"), r.Get("end")))
				}
				seen := []string{r.Get("name")}
				for _, a := range r.List("aliases") {
					if strings.TrimSpace(a) != a || a == "" || slices.Contains(seen, a) {
						t.Error(r.Errorf("alias %q is empty, padded or there twice", a))
					}
					seen = append(seen, a)
				}
				if i == 0 {
					continue
				}
				p := rows[i-1]
				if a, b := sortKey(p), sortKey(r); slices.Compare(a, b) > 0 {
					t.Error(r.Errorf("%q comes after %q; sort by country, office, start", b, a))
				}
			}
		})
	}
}

func sortKey(t tenure) []string {
	return []string{t.Get("country"), t.Get("office"), t.Get("start")}
}

// One office has one holder at a time, but where the table says why not. The
// offices of officials.tsv are groups (a party, a staff), so only the heads of
// state and of government and the ministers are held to it.
func TestOneHolderAtATime(t *testing.T) {
	for _, name := range []string{"leaders.tsv", "ministers.tsv"} {
		rows, overlapping := readTenures(t, name)
		used := map[string]bool{}
		for i, a := range rows {
			for _, b := range rows[i+1:] {
				if b.key() != a.key() {
					break
				}
				if a.endsBy(b) {
					continue
				}
				if overlapping[a.key()] {
					used[a.key()] = true
				} else if a.Get("name") != b.Get("name") {
					t.Error(b.Errorf("%s of %s is held by %s until %q and by %s from %s", b.Get("office"), b.Get("country"),
						a.Get("name"), a.Get("end"), b.Get("name"), b.Get("start")))
				}
			}
		}
		for key := range overlapping {
			if !used[key] {
				t.Errorf("%s: %s is marked as overlapping, but is not", name, key)
			}
		}
	}
}

// A person has one gender in all rows and tables.
func TestGenderAgrees(t *testing.T) {
	genders := map[string]string{}
	for name := range tenureFiles {
		rows, _ := readTenures(t, name)
		for _, r := range rows {
			k := r.Get("country") + " " + r.Get("name")
			if g, ok := genders[k]; ok && g != r.Get("gender") {
				t.Error(r.Errorf("%s is both m and f", k))
			}
			genders[k] = r.Get("gender")
		}
	}
}

// The facts were written down apart from the tables, from memory, and so tell
// errors of either.
func TestLeaderFacts(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "facts_leaders.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	facts, err := tsv.Read(f, "facts_leaders.tsv", "name", "date", "office", "country", "holds")
	if err != nil {
		t.Fatal(err)
	}
	var rows []tenure
	for name := range tenureFiles {
		r, _ := readTenures(t, name)
		rows = append(rows, r...)
	}
	if len(facts) < 150 {
		t.Errorf("%d facts, want at least 150", len(facts))
	}
	for _, fact := range facts {
		day, err := time.Parse(time.DateOnly, fact.Get("date"))
		if err != nil {
			t.Error(fact.Errorf("%w", err))
			continue
		}
		got := slices.ContainsFunc(rows, func(r tenure) bool {
			return r.Get("country") == fact.Get("country") && r.Get("office") == fact.Get("office") &&
				(r.Get("name") == fact.Get("name") || slices.Contains(r.List("aliases"), fact.Get("name"))) &&
				!day.Before(r.start) && !day.After(r.end)
		})
		if want := fact.Get("holds") == "true"; got != want {
			t.Error(fact.Errorf("%s as %s of %s on %s: the tables say %v, the facts %v", fact.Get("name"),
				fact.Get("office"), fact.Get("country"), fact.Get("date"), got, want))
		}
	}
}

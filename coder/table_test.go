package coder

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"chancery/internal/tsv"
	"chancery/lang/en"
	"chancery/ontology"
)

func loaded(t testing.TB) *tables {
	t.Helper()
	o, err := ontology.Load()
	if err != nil {
		t.Fatal(err)
	}
	tab, err := loadTables(en.Events, o)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestTablesAreWhole(t *testing.T) {
	tab := loaded(t)
	lemmas := map[string]bool{}
	for l := range tab.verbs {
		lemmas[l] = true
	}
	if len(lemmas) < 700 || len(tab.nouns) < 150 {
		t.Errorf("%d verbs and %d nouns have frames; tables were lost", len(lemmas), len(tab.nouns))
	}
	types := map[string]bool{}
	for _, words := range []map[string][]entry{tab.verbs, tab.nouns, tab.adjectives} {
		for _, es := range words {
			for _, e := range es {
				types[e.event] = true
				if e.mode != "" {
					types[e.event+" "+e.mode] = true
				}
			}
		}
	}
	for _, rows := range tab.content {
		for _, row := range rows {
			types[row.event], types[row.event+" "+row.mode] = true, true
		}
	}
	for _, m := range modesByWord {
		types["ASSAULT "+m.mode] = true
		if tab.classes[m.class] == nil {
			t.Errorf("no class %s", m.class)
		}
	}
	types["CONSULT third-party"] = true // by the venue
	for _, typ := range tab.onto.Types {
		if !types[typ.Name] {
			t.Errorf("no frame makes a %s", typ.Name)
		}
		for _, m := range typ.Modes {
			if !types[typ.Name+" "+m.Name] {
				t.Errorf("no frame makes a %s %s", typ.Name, m.Name)
			}
		}
	}
}

func TestSpecificFramesGoFirst(t *testing.T) {
	for lemma, es := range loaded(t).verbs {
		for i := 1; i < len(es); i++ {
			if es[i-1].rank < es[i].rank {
				t.Errorf("%s: frame %s of rank %d stands before %s of rank %d", lemma, es[i-1].id, es[i-1].rank, es[i].id, es[i].rank)
			}
		}
	}
}

func FuzzTables(f *testing.F) {
	o, err := ontology.Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"frames-classes.tsv", "frames-verbs.tsv", "frames-content.tsv", "status.tsv", "gates.tsv", "gates-relevance.tsv"} {
		data, err := en.Events.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, string(data[:min(len(data), 2000)]))
	}
	names := []string{"frames-classes.tsv", "frames-pasts.tsv", "frames-content.tsv", "frames-light.tsv", "frames-verbs.tsv", "frames-nouns.tsv", "frames-adjectives.tsv", "status.tsv", "status-hedges.tsv", "contexts.tsv", "gates.tsv", "gates-relevance.tsv"}
	whole := fstest.MapFS{}
	for _, n := range names {
		data, err := en.Events.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		whole[n] = &fstest.MapFile{Data: data}
	}
	f.Fuzz(func(t *testing.T, name, data string) {
		files := fstest.MapFS{}
		for n, file := range whole {
			files[n] = file
		}
		files[name] = &fstest.MapFile{Data: []byte(data)}
		if _, err := loadTables(files, o); err != nil && !strings.HasPrefix(err.Error(), "coder: ") {
			t.Errorf("the error %q does not say whose it is", err)
		}
	})
}

// TestRowsCanBeChosen wants no row that another one hides: a class that is defined
// twice, or a word of two frames that ask for the same.
func TestRowsCanBeChosen(t *testing.T) {
	rows := func(file string, columns ...string) []tsv.Row {
		f, err := en.Events.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := tsv.Read(f, file, columns...)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	classes := map[string]bool{}
	for _, row := range rows("frames-classes.tsv", "class", "words") {
		name := row.Get("class")
		if classes[name] {
			t.Error(row.Errorf("class %s has a row above", name))
		}
		classes[name] = true
	}
	for _, file := range []string{"frames-verbs.tsv", "frames-nouns.tsv", "frames-adjectives.tsv"} {
		above := map[string]string{}
		for _, row := range rows(file, "class", "words", "needs", "event", "mode", "cameo", "actor", "recipient", "flags") {
			asks := strings.Fields(row.Get("needs"))
			for _, f := range strings.Fields(row.Get("flags")) {
				if _, ranked := ranks[f]; ranked || flagNames[f] == negated {
					asks = append(asks, f)
				}
			}
			slices.Sort(asks)
			for _, w := range strings.Fields(row.Get("words")) {
				key := w + " " + strings.Join(asks, " ")
				if class, ok := above[key]; ok {
					t.Error(row.Errorf("%s of %s is never chosen: %s asks for the same", w, row.Get("class"), class))
				}
				above[key] = row.Get("class")
			}
		}
	}
}

// TestClassesAreThere wants each class that the code names in the table.
func TestClassesAreThere(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	tab := loaded(t)
	named := regexp.MustCompile(`classes\["(\w+)"\]`)
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllSubmatch(code, -1) {
			if tab.classes[string(m[1])] == nil {
				t.Errorf("%s names the class %s, which no row defines", file, m[1])
			}
		}
	}
}

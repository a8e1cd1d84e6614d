package coder

import (
	"strings"
	"testing"
	"testing/fstest"

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

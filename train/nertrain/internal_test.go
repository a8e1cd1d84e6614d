package nertrain

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chancery/annotate/ner"
	"chancery/lang/en/names"
	"chancery/nlp"
)

// text prints a document with its labels: [Ana Souza person].
func text(d Doc) string {
	var b strings.Builder
	for i, t := range d.Tokens {
		l := d.Labels[i]
		if l > 0 && (l-1)%2 == 0 {
			b.WriteByte('[')
		}
		b.WriteString(t.Form)
		if l > 0 && (i+1 == len(d.Labels) || d.Labels[i+1] == 0 || (d.Labels[i+1]-1)%2 == 0) {
			b.WriteString(" " + ner.Types[(l-1)/2] + "]")
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func TestFill(t *testing.T) {
	tables, err := names.Load()
	if err != nil {
		t.Fatal(err)
	}
	g := &gazetteer{
		orgs:    map[string][]string{"media": {"The Evening Echo"}},
		people:  []string{"Ana Souza"},
		country: []country{{"Peru", "Lima", "Peruvian", "Peruvians"}},
	}
	p := &pools{rng: rand.New(rand.NewPCG(1, 1)), tables: tables, male: []string{"Ana"}, female: []string{"Ana"}, surnames: []string{"Souza"}}
	f := filler{pools: p, g: g, values: map[string]string{}}
	d, err := f.fill("{c.cap} ({media}) — {p} said {c} 's [{p.s} Treaty|misc] was dead .\n{p.s} left .", "x")
	if err != nil {
		t.Fatal(err)
	}
	want := "[Lima gpe] ( [Evening Echo org] ) — [Ana Souza person] said [Peru gpe] 's [Souza Treaty misc] was dead . [Souza person] left ."
	if got := strings.ReplaceAll(text(d), "( [", "( ["); strings.ReplaceAll(got, "(", "( ") != want && got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, bad := range []string{"{p", "{nobody}", "[x]", "[x|"} {
		if _, err := f.fill(bad, "x"); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// TestTemplates fills every story with names of its own.
func TestTemplates(t *testing.T) {
	if !strings.Contains(templates, "{seat}") {
		t.Fatal("no stories")
	}
	tables, err := names.Load()
	if err != nil {
		t.Fatal(err)
	}
	g := &gazetteer{orgs: map[string][]string{}, people: []string{"Ana Souza"}, country: []country{{"Peru", "Lima", "Peruvian", "Peruvians"}}}
	for _, table := range orgTables {
		g.orgs[table] = []string{"Blue House"}
	}
	p := &pools{rng: rand.New(rand.NewPCG(1, 1)), tables: tables, male: []string{"Ana"}, female: []string{"Ana"}, surnames: []string{"Souza"}, cities: []string{"Cusco"}, loc: []string{"Andes"}}
	docs, err := p.stories(g, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) < 20 {
		t.Errorf("%d stories", len(docs))
	}
	for _, d := range docs {
		if len(d.Labels) != len(d.Tokens) || slices.ContainsFunc(d.Tokens, func(t nlp.Token) bool { return strings.ContainsAny(t.Form, "{}|") }) {
			t.Errorf("%s", text(d))
		}
	}
}

func TestSpans(t *testing.T) {
	sent := []word{{label: "I-PER"}, {label: "I-PER"}, {label: "O"}, {label: "B-LOC"}, {label: "B-LOC"}, {label: "I-LOC"}, {label: "I-ORG"}}
	want := []span{{0, 2, "PER"}, {3, 4, "LOC"}, {4, 6, "LOC"}, {6, 7, "ORG"}}
	if got := spans(sent); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

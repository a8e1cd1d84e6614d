// Package codebook makes docs/codebook.md out of the tables, so that it can't go
// stale: go test ./internal/codebook -update writes it.
package codebook

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery/internal/golden"
	"chancery/internal/tsv"
	"chancery/lang/en"
	"chancery/ontology"
)

// statuses are what the ledger says of an act, with what they mean.
var statuses = [][2]string{
	{"happened", "the holder says that it was done"},
	{"ongoing", "the holder says that it is being done"},
	{"planned", "it is scheduled, promised or stated as coming: PLOVER's auxiliary mode future"},
	{"hypothetical", "it stands under a condition, a hope, a fear, a demand or a possibility"},
	{"not_happened", "the holder says that it was not done: denied, cancelled, refused, failed: PLOVER's auxiliary mode negation"},
}

// example is a sentence and what must come out of it.
type example struct{ sentence, expect string }

// examples returns the examples of the frames by the event type that they show
// first; known limits, whose class starts with "?", come under "limits".
func examples(t *testing.T) map[string][]example {
	data, err := en.Events.ReadFile("frames-examples.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := tsv.Read(bytes.NewReader(data), "frames-examples.tsv", "class", "sentence", "expect")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]example{}
	for _, r := range rows {
		key, _, _ := strings.Cut(r.Get("expect"), "/")
		if strings.HasPrefix(r.Get("class"), "?") {
			key = "limits"
		}
		out[key] = append(out[key], example{r.Get("sentence"), r.Get("expect")})
	}
	return out
}

func TestCodebookIsCurrent(t *testing.T) {
	onto, err := ontology.Load()
	if err != nil {
		t.Fatal(err)
	}
	shown := examples(t)
	var b bytes.Buffer
	b.WriteString(`# Codebook

Made from the tables by ` + "`go test ./internal/codebook -update`" + `; do not edit. Types, modes, contexts and sectors are those of PLOVER 2.0, codes those of CAMEO 1.1b3. The examples are run through the whole program by a test: each line gives the sentence and what comes out, as TYPE/mode, countries of the actors > countries of the recipients, status.

## Status and certainty

| status | |
|---|---|
`)
	for _, s := range statuses {
		fmt.Fprintf(&b, "| `%s` | %s |\n", s[0], s[1])
	}
	b.WriteString("\nCertainty is `certain`, `probable` or `possible`, by the hedges that stand over the act. `historical` marks acts more than about a year before publication, or of an earlier, closed episode.\n")
	quads := []string{"", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
	for i := range onto.Types {
		typ := &onto.Types[i]
		fmt.Fprintf(&b, "\n## %s\n\n%s. Quad class %d, %s; score %g; CAMEO %s where nothing finer can be defended.\n", typ.Name, upperFirst(typ.Definition), typ.Quad, quads[typ.Quad], typ.Score, typ.CAMEO)
		if len(typ.Modes) > 0 {
			b.WriteString("\n| mode | score | CAMEO | |\n|---|---|---|---|\n")
			for _, m := range typ.Modes {
				fmt.Fprintf(&b, "| `%s` | %g | %s | %s |\n", m.Name, m.Score, m.CAMEO, m.Definition)
			}
		}
		list(&b, shown[typ.Name])
		if len(shown[typ.Name]) == 0 {
			t.Errorf("%s has no example in frames-examples.tsv", typ.Name)
		}
	}
	b.WriteString("\n## What is no event\n\nSport, celebrity, ordinary crime and civil courts, weather, products and metaphors.\n")
	list(&b, shown["none"])
	b.WriteString("\n## Known limits\n\nSentences that come out wrong at present; the test says when one comes right.\n")
	list(&b, shown["limits"])
	terms(&b, "Contexts", "context", onto.Contexts)
	terms(&b, "Sectors", "sector", onto.Sectors)
	terms(&b, "Codes in place of a country", "code", onto.Entities)
	golden.Check(t, "../../docs/codebook.md", b.Bytes())
}

func list(b *bytes.Buffer, examples []example) {
	if len(examples) == 0 {
		return
	}
	b.WriteString("\n")
	slices.SortStableFunc(examples, func(x, y example) int { return strings.Compare(x.expect, y.expect) })
	for _, e := range examples {
		fmt.Fprintf(b, "- %s `%s`\n", e.sentence, strings.Join(strings.Fields(e.expect), " "))
	}
}

func terms(b *bytes.Buffer, title, column string, list []ontology.Term) {
	fmt.Fprintf(b, "\n## %s\n\n| %s | |\n|---|---|\n", title, column)
	for _, t := range list {
		fmt.Fprintf(b, "| `%s` | %s |\n", t.Name, t.Definition)
	}
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

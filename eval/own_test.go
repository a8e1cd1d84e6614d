package eval

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"chancery/ontology"
)

const (
	ownArticles  = "testdata/articles.json"
	ownArticles2 = "testdata/articles2.json"
	ownNewspaper = "testdata/newspaper.jsonl"
	ownClaims    = "testdata/claims.json"
)

// TestOwnArticlesQuoteTheirTexts holds the articles and the passages to the rule
// that every quotation of the annotation stands in the text at its offsets.
func TestOwnArticlesQuoteTheirTexts(t *testing.T) {
	for _, file := range []string{ownArticles, ownArticles2, ownClaims} {
		quoteTheirTexts(t, file)
	}
}

func quoteTheirTexts(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var docs []map[string]any
	if err := json.Unmarshal(data, &docs); err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		id, text := doc["id"], []rune(doc["text"].(string))
		quotes := 0
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				if words, ok := v["t"].(string); ok {
					quotes++
					start, isStart := v["start"].(float64)
					end, isEnd := v["end"].(float64)
					s, e := int(start), int(end)
					if !isStart || !isEnd || s < 0 || e <= s || e > len(text) || string(text[s:e]) != words {
						t.Errorf("%v: %q does not stand at %d to %d", id, words, s, e)
					}
				}
				for _, x := range v {
					walk(x)
				}
			case []any:
				for _, x := range v {
					walk(x)
				}
			}
		}
		walk(any(doc))
		if quotes == 0 {
			t.Errorf("%v has no annotation", id)
		}
	}
}

// TestOwnArticlesHoldTogether checks the types, and that everything that an
// annotation names is in its document.
func TestOwnArticlesHoldTogether(t *testing.T) {
	docs, err := ReadDocs(ownArticles)
	if err != nil {
		t.Fatal(err)
	}
	table, err := ontology.Load()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	types := map[string]bool{}
	for _, d := range docs {
		if seen[d.ID] {
			t.Errorf("%s is there twice", d.ID)
		}
		seen[d.ID] = true
		entities, events, claims := map[string]bool{}, map[string]bool{}, map[string]bool{"author": true}
		for _, e := range d.Entities {
			entities[e.ID] = true
			if len(e.Mentions) == 0 {
				t.Errorf("%s: entity %s has no mention", d.ID, e.ID)
			}
		}
		for _, e := range d.Events {
			events[e.ID] = true
			types[e.Event] = true
			if e.Mode != "" && table.Mode(e.Event, e.Mode) == nil {
				t.Errorf("%s: %s has the mode %s, which %s does not know", d.ID, e.ID, e.Mode, e.Event)
			}
			for _, a := range append(slices.Clone(e.Actor), e.Recipient...) {
				if !entities[a] {
					t.Errorf("%s: %s names the entity %s, which is not there", d.ID, e.ID, a)
				}
			}
		}
		for _, c := range d.Claims {
			claims[c.ID] = true
		}
		for _, c := range d.Claims {
			if c.In != "" && !claims[c.In] {
				t.Errorf("%s: %s is in %s, which is not there", d.ID, c.ID, c.In)
			}
		}
		for _, m := range append(slices.Clone(d.Meetings), d.Agreements...) {
			if !events[m.Event] {
				t.Errorf("%s: a meeting or agreement names the event %s, which is not there", d.ID, m.Event)
			}
		}
		for _, x := range d.Disputes {
			for _, c := range append(slices.Clone(x.For), x.Against...) {
				if !claims[c] {
					t.Errorf("%s: a dispute names the claim %s, which is not there", d.ID, c)
				}
			}
		}
	}
	for typ := range types {
		if table.Type(typ) == nil {
			t.Errorf("%s is no event type", typ)
		}
	}
	if len(types) != 16 {
		t.Errorf("the articles hold %d types of event, want all 16", len(types))
	}
}

// TestOwnNewspaper checks that a control has events and a trap has none.
func TestOwnNewspaper(t *testing.T) {
	cases, err := ReadCases(ownNewspaper)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	controls := 0
	for _, c := range cases {
		if ids[c.ID] || c.ID == "" || c.Text == "" || c.Published == "" {
			t.Errorf("%q: the id is not its own, or the text or date is missing", c.ID)
		}
		ids[c.ID] = true
		if len(c.Events) > 0 {
			controls++
		}
	}
	if controls == 0 || controls*3 > len(cases) {
		t.Errorf("%d of %d texts hold an event; most must hold none", controls, len(cases))
	}
}

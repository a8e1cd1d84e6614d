package coder_test

import (
	"testing"

	"chancery/coder"
	"chancery/internal/testkit"
	"chancery/lang/en"
	"chancery/nlp"
	"chancery/ontology"
)

// TestStatuses asks of predicates that are no events too whether they happened.
func TestStatuses(t *testing.T) {
	types, err := ontology.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := coder.New(en.Events, types, coder.Models{})
	if err != nil {
		t.Fatal(err)
	}
	read := testkit.Reader(t, nlp.Deps)
	for _, test := range []struct{ text, word, status, certainty string }{
		{"The tower leans.", "leans", "happened", "certain"},
		{"The choir did not sing.", "sing", "not_happened", "certain"},
		{"The choir refused to sing.", "sing", "not_happened", "certain"},
		{"The choir may sing.", "sing", "hypothetical", "possible"},
		{"The choir plans to sing.", "sing", "planned", "certain"},
		{"The choir managed to leave.", "leave", "happened", "certain"},
		{"The choir wants to sing.", "sing", "hypothetical", "certain"},
		{"The baker feared a frost.", "frost", "hypothetical", "certain"},
		{"There was no frost.", "frost", "not_happened", "certain"},
		{"The road is not safe.", "safe", "not_happened", "certain"},
		{"The road may be unsafe.", "unsafe", "hypothetical", "possible"},
		{"The road is wide.", "wide", "happened", "certain"},
	} {
		d := &nlp.Document{Text: test.text, Lang: "en"}
		if err := read(d); err != nil {
			t.Fatal(err)
		}
		judge, err := c.Statuses(d)
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Tokens {
			if d.Tokens[i].Form == test.word {
				if status, certainty := judge(i); status != test.status || certainty != test.certainty {
					t.Errorf("%s: %s is %s, %s; want %s, %s", test.text, test.word, status, certainty, test.status, test.certainty)
				}
			}
		}
	}
}

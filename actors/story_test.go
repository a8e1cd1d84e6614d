package actors_test

import (
	"os"
	"strings"
	"testing"

	"chancery/internal/testkit"
	"chancery/internal/tsv"
	"chancery/nlp"
)

// TestStory tells whose the actors are whose words do not say it.
func TestStory(t *testing.T) {
	f, err := os.Open("testdata/story.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := tsv.Read(f, "story.tsv", "text", "head", "country")
	if err != nil {
		t.Fatal(err)
	}
	r := load(t)
	read := testkit.Reader(t, nlp.Deps|nlp.Names|nlp.Nominals)
	for _, row := range rows {
		d := &nlp.Document{Text: strings.ReplaceAll(row.Get("text"), " ¶ ", "\n\n"), Published: date(t, "2006-04-14")}
		if err := read(d); err != nil {
			t.Fatal(err)
		}
		cands, err := r.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		got, why := "", ""
		for i := range d.Mentions {
			if m := &d.Mentions[i]; d.Tokens[m.Head].Form == row.Get("head") && m.Actor >= 0 {
				got, why = cands[m.Actor].Country, cands[m.Actor].FoundBy
			}
		}
		if got != row.Get("country") {
			t.Errorf("%s\n\t%s is of %q by %s, want %s", d.Text, row.Get("head"), got, why, row.Get("country"))
		}
	}
}

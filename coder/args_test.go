package coder_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/internal/tsv"
	"chancery/ledger"
	"chancery/pipeline"
	"chancery/source"
)

// TestParties codes the texts of parties.tsv with the whole pipeline, and looks for
// the acts with the parties that the rows want.
func TestParties(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open("testdata/parties.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := tsv.Read(file, "parties.tsv", "class", "text", "want")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		r, err := p.One(&source.Article{ID: "parties", Text: row.Get("text"), Lang: "en", Published: time.Date(2025, 6, 16, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range r.Records {
			if e, ok := x.(*ledger.Event); ok {
				got = append(got, e.Event+" "+countries(e.Actor)+" > "+countries(e.Recipient))
			}
		}
		want, not := strings.CutPrefix(row.Get("want"), "!")
		if slices.ContainsFunc(got, func(g string) bool { return strings.TrimSpace(g) == strings.TrimSpace(want) }) == not {
			t.Errorf("%s: %q\n\tgives %q\n\twant  %q", row.Get("class"), row.Get("text"), got, row.Get("want"))
		}
	}
}

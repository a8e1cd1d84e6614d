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

// TestRelevance codes short texts of many registers with the whole pipeline: what is
// no public affairs gives no event, and what is gives its events. A row whose register
// starts with "?" is a known limit, and must not pass unnoticed.
func TestRelevance(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open("testdata/relevance.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := tsv.Read(file, "relevance.tsv", "register", "text", "expect")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		register, limit := strings.CutPrefix(row.Get("register"), "?")
		result, err := p.One(&source.Article{ID: "text", Text: row.Get("text"), Lang: "en", Published: time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Errorf("%s: %v", register, err)
			continue
		}
		var got, want []string
		for _, r := range result.Records {
			if e, ok := r.(*ledger.Event); ok {
				got = append(got, e.Event)
			}
		}
		if row.Get("expect") != "none" {
			want = strings.Split(row.Get("expect"), "; ")
		}
		slices.Sort(got)
		slices.Sort(want)
		switch same := slices.Equal(got, want); {
		case same && limit:
			t.Errorf("%s: %q is coded as it should be: take the ? away", register, row.Get("text"))
		case !same && !limit:
			t.Errorf("%s: %q\n\tgives %q\n\twant  %q", register, row.Get("text"), got, want)
		}
	}
}

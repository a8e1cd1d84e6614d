package coder_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/internal/tsv"
	"chancery/lang/en"
	"chancery/ledger"
	"chancery/pipeline"
	"chancery/source"
)

// TestExamples codes the examples and counterexamples of the frame tables with the
// whole pipeline. A row whose class starts with "?" is a known limit, and must not
// pass unnoticed.
func TestExamples(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := en.Events.Open("frames-examples.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := tsv.Read(file, "frames-examples.tsv", "class", "sentence", "expect")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		class, limit := strings.CutPrefix(row.Get("class"), "?")
		text := row.Get("sentence")
		result, err := p.One(&source.Article{ID: "example", Text: text, Lang: "en", Published: time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Errorf("%s: %q: %v", class, text, err)
			continue
		}
		got, want := coded(result.Records), expected(row.Get("expect"))
		switch same := slices.Equal(got, want); {
		case same && limit:
			t.Errorf("%s: %q is coded as it should be: take the ? away", class, text)
		case !same && !limit:
			t.Errorf("%s: %q\n\tgives %q\n\twant  %q", class, text, got, want)
		}
	}
}

// coded returns the events of records, sorted, as "TYPE/mode ACTORS > RECIPIENTS status".
func coded(records []ledger.Record) []string {
	var out []string
	for _, r := range records {
		if e, ok := r.(*ledger.Event); ok {
			mode := ""
			if e.Mode != nil {
				mode = *e.Mode
			}
			out = append(out, fmt.Sprintf("%s/%s %s > %s %s", e.Event, mode, countries(e.Actor), countries(e.Recipient), e.Status))
		}
	}
	slices.Sort(out)
	return out
}

func countries(parties []ledger.Participant) string {
	var out []string
	for _, p := range parties {
		if p.Country != nil && !slices.Contains(out, *p.Country) {
			out = append(out, *p.Country)
		}
	}
	slices.Sort(out)
	return strings.Join(out, "+")
}

func expected(s string) []string {
	if s == "none" {
		return nil
	}
	var out []string
	for _, e := range strings.Split(s, ";") {
		left, right, _ := strings.Cut(e, ">")
		head, actors, _ := strings.Cut(strings.TrimSpace(left), " ")
		recipients, status, ok := strings.Cut(strings.TrimSpace(right), " ")
		if !ok {
			recipients, status = "", recipients
		}
		out = append(out, fmt.Sprintf("%s %s > %s %s", head, strings.TrimSpace(actors), strings.TrimSpace(recipients), strings.TrimSpace(status)))
	}
	slices.Sort(out)
	return out
}

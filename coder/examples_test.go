package coder_test

import (
	"fmt"
	"maps"
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
// whole pipeline but the model of triggers. A row whose class starts with "?" is a known limit, and must not
// pass unnoticed.
func TestExamples(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{FramesOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	rows := exampleRows(t)
	bare := frameClasses(t)
	for _, row := range rows {
		class, limit := strings.CutPrefix(row.Get("class"), "?")
		text := row.Get("sentence")
		result, err := p.One(example(text))
		if err != nil {
			t.Errorf("%s: %q: %v", class, text, err)
			continue
		}
		delete(bare, class)
		for _, r := range result.Records {
			if e, ok := r.(*ledger.Event); ok {
				delete(bare, classOf(e.FoundBy))
			}
		}
		got, want := coded(result.Records), expected(row.Get("expect"))
		switch same := slices.Equal(got, want); {
		case same && limit:
			t.Errorf("%s: %q is coded as it should be: take the ? away", class, text)
		case !same && !limit:
			t.Errorf("%s: %q\n\tgives %q\n\twant  %q", class, text, got, want)
		}
	}
	t.Logf("%d classes of frames without an example: %s", len(bare), strings.Join(slices.Sorted(maps.Keys(bare)), " "))
	if len(bare) > mostBare {
		t.Errorf("%d classes of frames have no example of their own, more than the %d there were: give the new ones one", len(bare), mostBare)
	}
}

// exampleRows reads the examples.
func exampleRows(t *testing.T) []tsv.Row {
	file, err := en.Events.Open("frames-examples.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := tsv.Read(file, "frames-examples.tsv", "class", "sentence", "expect")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// example is an article of one example.
func example(text string) *source.Article {
	return &source.Article{ID: "example", Text: text, Lang: "en", Published: time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC)}
}

// mostBare is how many classes of frames may be without an example. It only falls: a row
// that comes in has one, and whoever has an hour takes some of the list that -v gives.
const mostBare = 735

// frameClasses returns the classes of the tables of frames.
func frameClasses(t *testing.T) map[string]bool {
	classes := map[string]bool{}
	for _, name := range []string{"frames-verbs.tsv", "frames-nouns.tsv", "frames-adjectives.tsv"} {
		file, err := en.Events.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := tsv.Read(file, name, "class")
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			classes[row.Get("class")] = true
		}
	}
	return classes
}

// classOf returns the class of the frame that coded an event, "frames:class:word".
func classOf(rule string) string {
	class, _, _ := strings.Cut(strings.TrimPrefix(rule, "frames:"), ":")
	return class
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

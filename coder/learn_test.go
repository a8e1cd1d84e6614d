package coder_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery/coder"
	"chancery/ledger"
	"chancery/pipeline"
)

// TestLearned wants some of the acts of words that no table has for them, in a story that
// has one of the tables, to be found by the model of triggers, which says by what.
func TestLearned(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found, all := 0, 0
	for _, tc := range []struct{ text, event string }{
		{"Rwanda clobbered the border town of Katuna with mortars.", "ASSAULT"},
		{"Kampala axed the flights that link it with Kigali.", "SANCTION"},
		{"Belgium lambasted Rwanda and froze its aid.", "SANCTION"},
		{"Burundi egged Kampala on, its president saying Uganda was right.", "SUPPORT"},
		{"Rwandan gunners plastered the border hills with shells.", "ASSAULT"},
		{"Kenya spirited food to the besieged town.", "AID"},
		{"Ugandan customs men turned back thirty Rwandan lorries.", "COERCE"},
		{"Kigali would have none of it.", "REJECT"},
		{"The mountain gorillas of Rwanda draw tourists from afar.", ""},
	} {
		r, err := p.One(example("Uganda accused Rwanda on Monday of arming rebels. " + tc.text))
		if err != nil {
			t.Fatal(err)
		}
		if tc.event != "" {
			all++
		}
		for _, rec := range r.Records {
			e, ok := rec.(*ledger.Event)
			if !ok || e.FoundBy != coder.ModelRule {
				continue
			}
			if tc.event == e.Event {
				found++
			}
			if tc.event == "" {
				t.Errorf("%q gives %s", tc.text, e.Event)
			}
			if !strings.Contains(fmt.Sprint(r.Why[e.ID]), "features") {
				t.Errorf("%q: nothing says why it is %s", tc.text, e.Event)
			}
		}
	}
	if 4*found < all {
		t.Errorf("%d of %d acts of words that no table has are found", found, all)
	}
}

// TestExamplesLearned wants the models to leave nearly all examples and counterexamples of
// the tables as the frames code them.
func TestExamplesLearned(t *testing.T) {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := exampleRows(t)
	other := 0
	for _, row := range rows {
		if strings.HasPrefix(row.Get("class"), "?") {
			continue
		}
		r, err := p.One(example(row.Get("sentence")))
		if err != nil {
			continue // TestExamples says so
		}
		if got, want := coded(r.Records), expected(row.Get("expect")); !slices.Equal(got, want) {
			other++
			t.Logf("%q\n\tgives %q\n\twant  %q", row.Get("sentence"), got, want)
		}
	}
	t.Logf("%d of %d examples are coded otherwise with the models", other, len(rows))
	if other*25 > len(rows) {
		t.Errorf("%d of %d examples are coded otherwise with the models: more than 4 %%", other, len(rows))
	}
}

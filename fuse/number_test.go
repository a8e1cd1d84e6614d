package fuse

import (
	"reflect"
	"testing"
)

func TestCounts(t *testing.T) {
	for text, want := range map[string][]count{
		"killed two hundred and ninety-eight people":   {{"dead", 298}},
		"1,200 soldiers were wounded near the river":   {{"injured fighters", 1200}},
		"the toll has risen to 14":                     {{"dead", 14}},
		"the two talked for 136 minutes":               {{"minutes", 136}},
		"some 3 million refugees crossed the border":   {{"refuge", 3_000_000}},
		"in 2014 the army came back on 3 March":        nil,
		"three days ago it was otherwise":              nil,
		"within two weeks":                             nil,
		"all 41 people aboard were killed":             {{"aboard", 41}},
		"12 sailors on board the board of inquiry":     {{"aboard", 12}},
		"nothing of the kind":                          nil,
		"expelled 23 diplomats and closed a consulate": {{"expelled", 23}},
	} {
		got := counts(tokens(text))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestNegated(t *testing.T) {
	for text, want := range map[string]bool{
		"his men had no part in it": true, "it didn't happen": true, "the report is false": true,
		"not only soldiers died": false, "the talks went well": false, "the town of Knott": false,
	} {
		if got := negated(tokens(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestBlamed(t *testing.T) {
	for text, want := range map[string]bool{
		"any part in it": true, "it had nothing to do with the fire": true, "responsibility": true,
		"there is nothing to connect them": false, "the talks went well": false,
	} {
		if got := blamed(tokens(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

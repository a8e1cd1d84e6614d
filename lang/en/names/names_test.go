package names_test

import (
	"testing"

	"chancery/lang/en/names"
)

func TestTables(t *testing.T) {
	tables, err := names.Load()
	if err != nil {
		t.Fatal(err)
	}
	for phrase, want := range map[string]names.Class{
		"france":             names.Country,
		"u.k.":               names.Country,
		"guinea - bissau":    names.Country,
		"kyiv":               names.Capital,
		"red sea":            names.Area,
		"bavaria":            names.Region,
		"south koreans":      names.Demonym,
		"sunnis":             names.Creed,
		"prime minister":     names.Title | names.PersonNoun,
		"spokeswoman":        names.Title | names.PersonNoun | names.Female,
		"ministry":           names.OrgNoun,
		"province":           names.GPENoun,
		"river":              names.LocNoun,
		"no such phrase too": 0,
	} {
		if got := tables.Of(phrase); got != want {
			t.Errorf("%q is %b, want %b", phrase, got, want)
		}
	}
	if g := tables.GivenName("Angela"); g != names.Given|names.Female {
		t.Errorf("Angela is %b", g)
	}
	if g := tables.GivenName("angela"); g != 0 {
		t.Errorf("angela is %b", g)
	}
	if c := tables.Country("swedes"); c != "Sweden" {
		t.Errorf("Swedes are of %q", c)
	}
}

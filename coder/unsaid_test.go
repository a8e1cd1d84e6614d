package coder

import (
	"slices"
	"testing"
)

// Each way to tell a party names types of the ontology, and finds the party either
// among acts or by itself.
func TestWaysAreWhole(t *testing.T) {
	onto := loaded(t).onto
	for i, way := range slices.Concat(replying, remaining) {
		for _, name := range slices.Concat(way.acts, way.told) {
			if onto.Type(name) == nil {
				t.Errorf("way %d (%s): %q is no type of event", i, way.why, name)
			}
		}
		if byActs := way.among != nil && way.fits != nil && way.gives != nil; byActs == (way.find != nil) || way.why == "" {
			t.Errorf("way %d (%s) does not say how it finds the party", i, way.why)
		}
	}
}

package actors

import "testing"

// FuzzOverlay reads any bytes as a user's file: an error or none, but no panic,
// and then looks a name up in what was read.
func FuzzOverlay(f *testing.F) {
	f.Add("A_NAME_ [RUSGOV 990101-000101] # c\n+B\n", "a name")
	f.Add("name\taliases\tcountry\nA\tB|C\tRUS\n", "B")
	f.Add("!A! = B, C\nX!A!Y {Z_} [~GOV]\n[\n", "xby")
	f.Add("name\taliases\tgender\tcountry\toffice\ttitle\tstart\tend\tsectors\twikidata\nKing A II\t\t\tJOR\tx\tKing\t1999\t\tGOV\t\n", "king a")
	f.Add("!A! = !A!\nX!A!Y [~GOV]\n", "x")
	f.Add("X!NONE!Y [RUS]\n", "x")
	f.Fuzz(func(t *testing.T, text, name string) {
		x := newIndex()
		if err := x.overlay([]byte(text), "o"); err != nil {
			return
		}
		k := skeleton(name)
		for _, id := range append(x.senses(k, name), x.surnames.entries(k)...) {
			x.actor(&x.entries[id], always)
		}
	})
}

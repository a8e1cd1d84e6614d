package claims

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestQuotations wants the inner words of each quotation, outer first.
func TestQuotations(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`“Rain is due,” the ferry's mate said. “Lots of it.”`, `Rain is due,|Lots of it.`},
		{`"Rain is due," the mate said. "Lots."`, `Rain is due,|Lots.`},
		{`''Rain is due,'' the mate said, ''and hail.''`, `Rain is due,|and hail.`},
		{"``Rain is due,'' the mate said.", `Rain is due,`},
		{`„Regen kommt“, sagte er, „und Hagel.“`, `Regen kommt|und Hagel.`},
		{`« Il pleut », dit-il.`, ` Il pleut`},
		{`»Regen kommt«, sagte er.`, `Regen kommt`},
		{`‘The mates’ boat won’t sail,’ she said.`, `The mates’ boat won’t sail,`},
		{`'The mates' boat won't sail,' she said.`, `The mates' boat won't sail,`},
		{`The mates' boat and the ships' crews don't sail.`, ``},
		{`It is 6' 2" tall and 3" wide.`, ``},
		{`“He yelled ‘fire’ and left,” she said.`, `He yelled ‘fire’ and left,|fire`},
		{`“He yelled “fire” and left,” she said.`, `He yelled “fire” and left,|fire`},
		{"“It rained.\n\n“It hailed,” he said.", `It rained.|It hailed,`},
		{`the so-called "people's court" met`, `people's court`},
		{`in the '90s and '80s`, ``},
		{`a stray " mark`, ``},
		{"", ""},
	} {
		var got []string
		for _, q := range quotations(tc.text) {
			got = append(got, tc.text[q.Inner.Start:q.Inner.End])
		}
		if strings.Join(got, "|") != tc.want {
			t.Errorf("%s\n got %q\nwant %q", tc.text, strings.Join(got, "|"), tc.want)
		}
	}
}

// FuzzQuotations wants spans in order, inside the text, that cut no rune.
func FuzzQuotations(f *testing.F) {
	for _, s := range []string{`“a” ‘b’ "c"`, "''a'' ``b''", "«x»\n“y", "'", "’s “", "\"\n\"\n\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		last := 0
		for _, q := range quotations(text) {
			if q.Open.Start < last || q.Open.End > q.Inner.Start || q.Inner.Start > q.Inner.End || q.Inner.End > len(text) || q.Close.End > len(text) || q.Depth < 0 {
				t.Fatalf("%q: %+v after %d", text, q, last)
			}
			if !utf8.ValidString(text[q.Inner.Start:q.Inner.End]) {
				t.Fatalf("%q: %+v cuts a rune", text, q)
			}
			last = q.Open.Start
		}
	})
}

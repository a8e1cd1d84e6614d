package eval

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"chancery/internal/tsv"
	"chancery/lang/en"
)

// Cues tells the class of the cue of an attribution from its words alone, so that
// figures by class can be given for a gold set that names none.
type Cues struct {
	byWord map[string][]cue // by the first word, in all its forms; the longest first
}

type cue struct {
	rest  []string // words after the first
	class string
}

// NewCues returns the classes of a table of cues. Of a cue with several classes it
// takes the one that [en.CueClasses] has first.
func NewCues(table []en.Cue) (*Cues, error) {
	rows, err := tsv.Read(strings.NewReader(en.Lemmas), "lemmas.tsv", "tag", "form", "lemma")
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	irregular := map[string][]string{}
	for _, r := range rows {
		if strings.HasPrefix(r.Get("tag"), "VB") {
			irregular[r.Get("lemma")] = append(irregular[r.Get("lemma")], r.Get("form"))
		}
	}
	c := &Cues{byWord: map[string][]cue{}}
	for _, e := range table {
		forms := []string{e.Words[0]}
		switch e.POS {
		case 'v':
			forms = append(forms, inflect(e.Words[0])...)
			forms = append(forms, irregular[e.Words[0]]...)
		case 'n':
			forms = append(forms, inflect(e.Words[0])[0])
		}
		for _, f := range forms {
			c.byWord[f] = append(c.byWord[f], cue{e.Words[1:], e.Class})
		}
	}
	for _, list := range c.byWord {
		slices.SortStableFunc(list, func(a, b cue) int {
			if d := len(b.rest) - len(a.rest); d != 0 {
				return d
			}
			return slices.Index(en.CueClasses, a.class) - slices.Index(en.CueClasses, b.class)
		})
	}
	return c, nil
}

// Class returns the class of the first cue of the table in words, "none" for no
// words but signs (a colon, a dash), and "other" where the table has no cue.
func (c *Cues) Class(words string) string {
	list := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\''
	})
	for i, w := range list {
		for _, q := range c.byWord[w] {
			if len(list)-i > len(q.rest) && slices.Equal(list[i+1:i+1+len(q.rest)], q.rest) {
				return q.class
			}
		}
	}
	if strings.ContainsFunc(words, unicode.IsLetter) {
		return "other"
	}
	return "none"
}

// inflect returns the regular forms of a verb: the third person (of a noun, the
// plural) first, then with -ed and -ing.
func inflect(w string) []string {
	stem, ending := w, "s"
	last := w[len(w)-1]
	before := byte(0)
	if len(w) > 1 {
		before = w[len(w)-2]
	}
	const vowels = "aeiou"
	vowel := func(b byte) bool { return strings.IndexByte(vowels, b) >= 0 }
	switch {
	case last == 'y' && before != 0 && !vowel(before):
		return []string{w[:len(w)-1] + "ies", w[:len(w)-1] + "ied", w + "ing"}
	case last == 's' || last == 'x' || last == 'z' || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh"):
		ending = "es"
	}
	out := []string{w + ending, w + "ed", w + "ing"}
	switch {
	case last == 'e':
		stem = w[:len(w)-1]
		out[1], out[2] = w+"d", stem+"ing"
	case len(w) > 2 && !vowel(last) && vowel(before) && !vowel(w[len(w)-3]) && strings.IndexByte("wxy", last) < 0:
		// The consonant is doubled or not by the stress; both are harmless here.
		double := w + string(last)
		out = append(out, double+"ed", double+"ing")
	}
	return out
}

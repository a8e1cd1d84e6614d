package query

import (
	"strings"
	"unicode"
)

// A Term is one part of a full-text search: a word, or the words of a phrase.
type Term struct {
	Words []string
	Not   bool
}

// ParseText reads a full-text search: words, "phrases", and - before what must not
// be there. Anything that is neither letter nor digit parts words.
func ParseText(s string) []Term {
	var out []Term
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var t Term
		s, t.Not = strings.CutPrefix(s, "-")
		var piece string
		if rest, ok := strings.CutPrefix(s, `"`); ok {
			piece, s, _ = strings.Cut(rest, `"`)
		} else if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '"' }); i >= 0 {
			piece, s = s[:i], s[i:]
		} else {
			piece, s = s, ""
		}
		t.Words = strings.FieldsFunc(piece, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
		if len(t.Words) > 0 {
			out = append(out, t)
		}
	}
	return out
}

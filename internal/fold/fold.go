// Package fold brings the spellings of a name together.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// special are letters that do not come apart into a base letter and a mark.
var special = map[rune]string{
	'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ı': "i", 'ħ': "h", 'ə': "e",
}

// Name returns s in lower case, without diacritics, apostrophes and full stops,
// with hyphens and runs of white space as one space each: "Côte d’Ivoire" and
// "Cote d'Ivoire" are the same.
func Name(s string) string {
	if out, ok := ascii(s); ok {
		return out
	}
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘', r == 'ʼ', r == 'ʻ', r == '`', r == '.':
			continue
		case unicode.IsSpace(r), unicode.IsControl(r), r == '-', r == '–', r == '‐':
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		r = unicode.ToLower(r)
		if to, ok := special[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// ascii is Name for names of ASCII letters alone, which are most; it allocates
// only where s changes.
func ascii(s string) (string, bool) {
	same := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= 'A' && c <= 'Z', c == '\'', c == '`', c == '.', c == '-', c < ' ', c == 0x7f:
			same = false
		case c == ' ':
			same = same && i > 0 && i+1 < len(s) && s[i+1] != ' '
		}
	}
	if same {
		return s, true
	}
	b := make([]byte, 0, len(s))
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\'', c == '`', c == '.':
			continue
		case c <= ' ', c == '-', c == 0x7f:
			space = len(b) > 0
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		b = append(b, c)
	}
	return string(b), true
}

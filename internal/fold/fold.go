// Package fold brings the spellings of a name together.
package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// special are letters that do not come apart into a base letter and a mark.
var special = map[rune]string{
	'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ı': "i", 'ħ': "h", 'ə': "e", 'ŋ': "n",
}

// Silent reports whether r counts for nothing in a name: apostrophes, full stops
// and marks on the letter before.
func Silent(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', '`', '.':
		return true
	}
	return r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r)
}

// AppendLetter appends r to buf in lower case, without its marks.
func AppendLetter(buf []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(buf, byte(unicode.ToLower(r)))
	}
	var letter, parts [utf8.UTFMax * 4]byte
	for _, p := range string(norm.NFD.Append(parts[:0], utf8.AppendRune(letter[:0], unicode.ToLower(r))...)) {
		// What is left when the marks are off may be special itself: "ǿ" is "ø" and a mark.
		if to, ok := special[p]; ok {
			buf = append(buf, to...)
		} else if !Silent(p) {
			buf = utf8.AppendRune(buf, unicode.ToLower(p))
		}
	}
	return buf
}

// Name returns s in lower case, without diacritics, apostrophes and full stops,
// with hyphens and runs of white space as one space each: "Côte d’Ivoire" and
// "Cote d'Ivoire" are the same.
func Name(s string) string {
	if out, ok := ascii(s); ok {
		return out
	}
	b := make([]byte, 0, len(s))
	space := false
	for _, r := range s {
		switch {
		case Silent(r):
			continue
		case unicode.IsSpace(r), unicode.IsControl(r), r == '-', r == '–', r == '‐':
			space = len(b) > 0
			continue
		}
		letter := AppendLetter(b, r)
		if len(letter) == len(b) {
			continue // only a mark once it is taken apart, as U+1FEF
		}
		if space {
			letter = AppendLetter(append(b, ' '), r)
			space = false
		}
		b = letter
	}
	return string(b)
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

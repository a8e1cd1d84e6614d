package export

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Clean returns s without what could deceive or take over a terminal: control
// characters, escape sequences' first byte among them, become "�", and marks of
// text direction and other invisible format characters go. Tabs and line ends
// stay.
func Clean(s string) string {
	clean := true
	for _, r := range s {
		if hostile(r) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !hostile(r):
			return r
		case unicode.Is(unicode.Cc, r):
			return unicode.ReplacementChar
		}
		return -1
	}, s)
}

// hostile reports whether r is a control or format character. Joiners (U+200C,
// U+200D) stay: scripts and emoji need them.
func hostile(r rune) bool {
	switch {
	case r == '\n', r == '\t', r == '\u200c', r == '\u200d', r == '\u00ad':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r < 0x300:
		return false
	}
	return unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// columns returns the number of columns that s takes on a terminal.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// fit returns s cut to n columns, with "…" at its end if it was cut.
func fit(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	have := 0
	for i, r := range s {
		if have+runeColumns(r) > n-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
		have += runeColumns(r)
	}
	return s
}

// wrap breaks s at spaces into lines of at most n columns; a longer word is cut.
func wrap(s string, n int) []string {
	n = max(n, 1)
	var lines []string
	line, have := "", 0
	for _, word := range strings.Fields(s) {
		for columns(word) > n {
			if line != "" {
				lines, line, have = append(lines, line), "", 0
			}
			at, c := 0, 0
			for i, r := range word {
				if c+runeColumns(r) > n {
					break
				}
				c += runeColumns(r)
				at = i + len(string(r))
			}
			if at == 0 { // a single rune wider than the column
				at = len(string([]rune(word)[:1]))
			}
			lines, word = append(lines, word[:at]), word[at:]
		}
		if word == "" {
			continue
		}
		w := columns(word)
		switch {
		case line == "":
			line, have = word, w
		case have+1+w <= n:
			line, have = line+" "+word, have+1+w
		default:
			lines, line, have = append(lines, line), word, w
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// pad returns s with spaces up to n columns.
func pad(s string, n int) string {
	if c := columns(s); c < n {
		return s + strings.Repeat(" ", n-c)
	}
	return s
}

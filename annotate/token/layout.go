package token

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parted reports whether the layout of messages, press releases and lists ends a
// sentence with piece i though no full stop does. One starts at from, and a piece
// follows.
func (s *scanner) parted(i, from int) bool {
	w, next := s.str(i), s.str(i+1)
	r, _ := utf8.DecodeRuneInString(next)
	capital := unicode.IsUpper(r)
	switch {
	case isRule(w), isRule(next):
		return s.spaced(i+1) && (wordRune(r) || opening(next) || isRule(next))
	case s.stamped(i):
		return wordRune(r) || opening(next)
	case isDate(next) && (s.stamped(i+2) || s.stamped(i+3)):
		// "Ana Souza 11/22/2000 06:05 AM", but "on 11/22/2000".
		c, _ := utf8.DecodeRuneInString(w)
		return !unicode.IsLower(c) && wordRune(c) || isLink(w)
	case isLink(w):
		return capital || isLink(next)
	case w == ">>":
		return capital
	case w == "," && capital && s.pieces[i+1].kind&title == 0:
		return s.valediction(from, i)
	}
	return s.item(i+1, from)
}

// isRule reports whether w is a line drawn with marks: "-----".
func isRule(w string) bool {
	return len(w) >= 4 && strings.IndexByte("-_=*~#+", w[0]) >= 0 && strings.Trim(w, w[:1]) == ""
}

// isDate reports whether w is a date in digits and slashes.
func isDate(w string) bool {
	return len(w) >= 6 && len(w) <= 10 && isDigit(rune(w[0])) && strings.Count(w, "/") == 2 && strings.Trim(w, "0123456789/") == ""
}

// stamped reports whether a date in digits and the time of day end with piece i, as
// where mail is quoted: "11/22/2000 06:05 AM".
func (s *scanner) stamped(i int) bool {
	if i >= len(s.pieces) {
		return false
	}
	if halfDay(s.str(i)) {
		i--
	} else if i+1 < len(s.pieces) && halfDay(s.str(i+1)) {
		return false
	}
	return i > 0 && strings.Contains(s.str(i), ":") && isDigit(rune(s.str(i)[0])) && isDate(s.str(i-1))
}

// halfDay reports whether w says which half of the day a time is in.
func halfDay(w string) bool {
	return len(w) == 2 && (strings.EqualFold(w, "am") || strings.EqualFold(w, "pm"))
}

// isLink reports whether w is an address of the web or of mail.
func isLink(w string) bool {
	if strings.Contains(w, "://") || strings.HasPrefix(w, "www.") {
		return true
	}
	at := strings.IndexByte(w, '@')
	return at > 0 && strings.IndexByte(w[at:], '.') > 0
}

// valediction reports whether the pieces from one to the comma at i are what closes a
// letter: "Best regards,".
func (s *scanner) valediction(from, i int) bool {
	if i == from || i-from > 4 {
		return false
	}
	for k := from; k < i; k++ {
		if s.kinds[s.small(s.str(k))]&closing == 0 {
			return false
		}
	}
	return true
}

// item reports whether the number of the next item of a list stands at piece i: the
// sentence from piece from on is the item before, or after where they count down.
func (s *scanner) item(i, from int) bool {
	if i+2 >= len(s.pieces) || s.str(i+1) != "." && s.str(i+1) != ")" || s.str(from+1) != s.str(i+1) || s.pieces[i].End != s.pieces[i+1].Start {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(s.str(i + 2)); !unicode.IsUpper(r) {
		return false
	}
	a, err := strconv.Atoi(s.str(from))
	b, err2 := strconv.Atoi(s.str(i))
	return err == nil && err2 == nil && (b == a+1 || b == a-1)
}

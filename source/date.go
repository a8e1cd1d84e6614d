package source

import (
	"fmt"
	"strings"
	"time"
)

// The years within which a publication date is believed.
const minYear, maxYear = 1800, 2100

// dateForms are the layouts of a date without a time of day, as [time.Parse]
// has them.
var dateForms = []string{
	"2006-01-02", "2006/01/02", "2006/1/2", "20060102",
	"2 January 2006", "2 Jan 2006", "2 January, 2006",
	"January 2, 2006", "Jan 2, 2006", "January 2 2006", "Jan 2 2006",
	"Monday, January 2, 2006", "Monday, 2 January 2006", "Monday 2 January 2006",
}

// timeForms are the layouts of a date with a time of day. A time without a zone
// is taken as UTC.
var timeForms = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05 MST", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "20060102T150405Z0700", "20060102T150405", "20060102150405",
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 2006 15:04 MST",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 06 15:04:05 -0700", "Mon, 2 Jan 06 15:04:05 MST",
	"Monday, 02-Jan-06 15:04:05 MST", "Mon Jan _2 15:04:05 2006", "Mon Jan _2 15:04:05 MST 2006",
	"2 January 2006 15:04", "January 2, 2006 3:04 PM", "January 2, 2006 15:04",
}

// parseDate reads a publication date: a date of ISO 8601, with or without a
// time, of RFC 822 or RFC 1123, or as English writes it ("9 July 2017", "July 9,
// 2017"). The time is in UTC; dateOnly is true if s has no time of day. A year
// outside 1800 to 2100 is an error, and so is everything else that is no date;
// the error says what forms are taken.
func parseDate(s string) (t time.Time, dateOnly bool, err error) {
	clean := strings.Join(strings.Fields(s), " ")
	// "July 9th, 2017" and "Sept. 9, 2017" are common, and no layout takes them.
	clean = plainDate(clean)
	for _, form := range dateForms {
		if t, err := time.ParseInLocation(form, clean, time.UTC); err == nil {
			return checkYear(s, t, true)
		}
	}
	for _, form := range timeForms {
		if t, err := time.ParseInLocation(form, clean, time.UTC); err == nil {
			return checkYear(s, zoned(t).UTC(), false)
		}
	}
	return time.Time{}, false, fmt.Errorf("%s is not a date; write it as 2017-07-09, 2017-07-09T14:30:00Z, 9 July 2017 or Sun, 09 Jul 2017 14:30:00 GMT", quote(s))
}

func checkYear(s string, t time.Time, dateOnly bool) (time.Time, bool, error) {
	if y := t.Year(); y < minYear || y > maxYear {
		return time.Time{}, false, fmt.Errorf("the year of %s is not between %d and %d", quote(s), minYear, maxYear)
	}
	return t, dateOnly, nil
}

// zones are the names of RFC 822, in hours from UTC. [time.Parse] knows only the
// names of the local zone, and takes all others for UTC.
var zones = map[string]int{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2}

func zoned(t time.Time) time.Time {
	name, offset := t.Zone()
	if h, ok := zones[name]; ok && offset == 0 {
		return t.Add(-time.Duration(h) * time.Hour)
	}
	return t
}

// plainDate takes the ordinal's ending off a day ("9th") and the full stop and
// the fourth letter off a month's short form ("Sept.").
func plainDate(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		body, comma := strings.CutSuffix(w, ",")
		lower := strings.ToLower(body)
		for _, end := range []string{"st", "nd", "rd", "th"} {
			if day, ok := strings.CutSuffix(lower, end); ok && day != "" && len(day) <= 2 && strings.Trim(day, "0123456789") == "" {
				body = day
			}
		}
		if m, ok := strings.CutSuffix(body, "."); ok && len(m) >= 3 && isLetters(m) {
			body = m
		}
		if strings.EqualFold(body, "sept") {
			body = "Sep"
		}
		if comma {
			body += ","
		}
		words[i] = body
	}
	return strings.Join(words, " ")
}

func isLetters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// quote quotes the head of s for an error.
func quote(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

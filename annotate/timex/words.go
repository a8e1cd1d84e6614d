package timex

import (
	"strconv"
	"strings"
	"time"
)

// unit is a length of calendar time.
type unit uint8

const (
	none unit = iota
	second
	minute
	hour
	day
	week
	weekend
	month
	quarter
	year
	decade
	century
)

// granularity names the units that a date can be as fine as.
var granularity = map[unit]string{day: "day", week: "week", weekend: "day", month: "month", quarter: "quarter", year: "year", decade: "decade", century: "century"}

var units = map[string]unit{
	"second": second, "seconds": second, "sec": second,
	"minute": minute, "minutes": minute, "min": minute, "mins": minute,
	"hour": hour, "hours": hour, "hr": hour, "hrs": hour,
	"day": day, "days": day,
	"night": day, "nights": day,
	"fortnight": week, "week": week, "weeks": week,
	"weekend": weekend,
	"month":   month, "months": month,
	"quarter": quarter, "quarters": quarter,
	"year": year, "years": year,
	"decade": decade, "decades": decade,
	"century": century, "centuries": century,
}

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
	"sun.": time.Sunday, "mon.": time.Monday, "tue.": time.Tuesday, "tues.": time.Tuesday, "wed.": time.Wednesday,
	"thu.": time.Thursday, "thur.": time.Thursday, "thurs.": time.Thursday, "fri.": time.Friday, "sat.": time.Saturday,
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
	"jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// seasons give the first month of each, in the northern hemisphere, which is how
// agencies write.
var seasons = map[string]time.Month{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

// holidays have the same date each year.
var holidays = map[string]struct {
	month time.Month
	day   int
}{
	"christmas": {12, 25}, "christmas day": {12, 25}, "christmas eve": {12, 24}, "boxing day": {12, 26},
	"new year's day": {1, 1}, "new year 's day": {1, 1}, "new year 's eve": {12, 31}, "new year’s day": {1, 1},
	"new year ’s day": {1, 1}, "new year ’s eve": {12, 31}, "valentine 's day": {2, 14}, "bastille day": {7, 14},
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"hundred": 100, "couple": 2, "dozen": 12,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}

var ofDay = map[string]bool{
	"morning": true, "afternoon": true, "evening": true, "night": true, "noon": true, "midday": true, "midnight": true,
	"dawn": true, "dusk": true, "lunchtime": true,
}

// clock follows a number that is a time of day.
var clock = map[string]bool{"a.m.": true, "p.m.": true, "am": true, "pm": true, "o'clock": true, "gmt": true, "utc": true, "hours": false}

// before tells which words ahead of a date belong to its phrase.
var before = map[string]bool{
	"on": true, "in": true, "at": true, "by": true, "since": true, "until": true, "till": true, "before": true, "after": true,
	"during": true, "from": true, "for": true, "over": true, "within": true, "early": true, "late": true, "earlier": true, "later": true,
	"around": true, "about": true, "throughout": true, "through": true, "mid": true, "the": true, "of": true, "as": true,
}

// futureWords govern infinitives and nouns that lie ahead.
var futureWords = map[string]bool{
	"agree": true, "aim": true, "announce": true, "ask": true, "arrange": true, "call": true, "consider": true, "decide": true, "demand": true,
	"due": true, "expect": true, "hope": true, "intend": true, "intention": true, "invite": true, "likely": true, "mean": true,
	"need": true, "offer": true, "order": true, "plan": true, "pledge": true, "prepare": true, "promise": true, "propose": true,
	"proposal": true, "ready": true, "request": true, "schedule": true, "set": true, "slate": true, "suppose": true, "threaten": true,
	"urge": true, "vow": true, "wait": true, "want": true, "warn": true, "wish": true, "about": true, "upcoming": true, "postpone": true,
	"deadline": true, "poise": true, "invitation": true,
}

// bounds are words ahead of a length of time that make it open.
var bounds = []struct {
	words []string
	bound string
}{
	{[]string{"more", "than"}, "at_least"}, {[]string{"at", "least"}, "at_least"}, {[]string{"no", "less", "than"}, "at_least"},
	{[]string{"longer", "than"}, "at_least"}, {[]string{"well", "over"}, "at_least"},
	{[]string{"over"}, "at_least"}, {[]string{"beyond"}, "at_least"}, {[]string{"past"}, "at_least"},
	{[]string{"less", "than"}, "at_most"}, {[]string{"at", "most"}, "at_most"}, {[]string{"no", "more", "than"}, "at_most"},
	{[]string{"up", "to"}, "at_most"}, {[]string{"under"}, "at_most"}, {[]string{"within"}, "at_most"},
	{[]string{"about"}, "about"}, {[]string{"around"}, "about"}, {[]string{"nearly"}, "about"}, {[]string{"almost"}, "about"},
	{[]string{"some"}, "about"}, {[]string{"roughly"}, "about"}, {[]string{"approximately"}, "about"},
}

// integer reads a number in digits or a word below a hundred; "a" and "an" are 1.
func integer(s string) (int, bool) {
	if n, ok := numbers[s]; ok {
		return n, true
	}
	if a, b, ok := strings.Cut(s, "-"); ok {
		x, okA := numbers[a]
		y, okB := numbers[b]
		if okA && okB && x >= 20 && x < 100 && y < 10 {
			return x + y, true
		}
		return 0, false
	}
	if len(s) > 4 || s == "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0
}

// dayOfMonth reads "7", "07", "7th".
func dayOfMonth(s string) (int, bool) {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if t, ok := strings.CutSuffix(s, end); ok && t != "" {
			s = t
			break
		}
	}
	if len(s) > 2 || s == "" || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 31
}

// yearNumber reads a year of four digits.
func yearNumber(s string) (int, bool) {
	if len(s) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1000 && n <= 2100
}

// Package timex finds expressions of dates, intervals and durations, and anchors
// them to the publication date: a date grammar in the manner of TIMEX3
// (TimeML 1.2.1), with directions from tense ("on Friday" in a past-tense clause
// is the last one, in a future one the next).
package timex

import (
	"fmt"
	"strings"
	"time"

	"chancery/nlp"
)

// Annotate adds the layer [nlp.Times] to d, which needs [nlp.Deps]. Expressions
// that can't be anchored, since d has no publication date or what they refer to
// is not in the text, are left out.
func Annotate(d *nlp.Document) error {
	if err := d.Require(nlp.Tokens | nlp.Tags | nlp.Deps); err != nil {
		return fmt.Errorf("timex: %w", err)
	}
	if err := d.Add(nlp.Times); err != nil {
		return fmt.Errorf("timex: %w", err)
	}
	s := scanner{d: d, kids: d.Children()}
	if !d.Published.IsZero() {
		s.now = midnight(d.Published)
	}
	for i := range d.Sentences {
		s.sentence(i)
	}
	return nil
}

func midnight(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// scanner reads one document from left to right.
type scanner struct {
	d     *nlp.Document
	kids  [][]int
	now   time.Time // the day of publication; zero if unknown
	first int       // the sentence's tokens
	last  int
	low   []string // lower-cased forms of the sentence
	// day is the last day that the text named: what "the next day" refers to.
	day time.Time
}

// found is an expression: tokens first to last of the sentence, and what it means.
type found struct {
	first, last int
	head        int // of the word that carries the meaning
	from, to    time.Time
	unit        unit
	interval    bool // from differs from to by more than the unit
	duration    string
	bound       string
}

func (s *scanner) sentence(i int) {
	sent := s.d.Sentences[i]
	s.first, s.last = sent.First, sent.Last
	s.low = s.low[:0]
	for j := s.first; j < s.last; j++ {
		s.low = append(s.low, strings.ToLower(s.d.Tokens[j].Form))
	}
	for j := 0; j < len(s.low); {
		f, ok := s.at(j)
		if !ok {
			j++
			continue
		}
		s.add(f, i)
		j = f.last
	}
}

// word returns the lower-cased word at j of the sentence, or "".
func (s *scanner) word(j int) string {
	if j < 0 || j >= len(s.low) {
		return ""
	}
	return s.low[j]
}

func (s *scanner) words(j int, want ...string) bool {
	for k, w := range want {
		if s.word(j+k) != w {
			return false
		}
	}
	return true
}

// at returns the expression that starts at j, without the words ahead of it.
func (s *scanner) at(j int) (found, bool) {
	w := s.low[j]
	c := w[0]
	// Most words start no expression; look no further at them.
	switch {
	case c >= '0' && c <= '9':
	case units[w] != none, months[w] != 0, numbers[w] != 0, seasons[w] != 0, ordinals[w] != 0:
	default:
		if _, ok := weekdays[w]; ok {
			break
		}
		switch w {
		case "today", "yesterday", "tomorrow", "tonight", "overnight", "last", "next", "this", "past", "previous", "coming", "following",
			"the", "same", "christmas", "new", "boxing", "valentine", "bastille", "half", "several", "few", "between", "from", "noon", "midnight", "that",
			"early", "late", "mid", "recent", "hours", "days", "earlier", "later":
		default:
			if !strings.ContainsAny(w, "-0123456789") {
				return found{}, false
			}
		}
	}
	for _, parse := range []func(int) (found, bool){
		s.interval, s.absolute, s.weekday, s.deictic, s.shifted, s.relativeUnit, s.anaphor, s.holiday, s.season, s.decades, s.length, s.bareYear,
	} {
		if f, ok := parse(j); ok {
			return f, true
		}
	}
	return found{}, false
}

// date makes a found of one day, month or year.
func date(first, last, head int, t time.Time, u unit) found {
	return found{first: first, last: last, head: head, from: t, to: t, unit: u}
}

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// absolute reads "7 July 2017", "July 7, 2017", "July 7", "July 2017",
// "2017-07-07", "July 7-8", "July", with or without a year.
func (s *scanner) absolute(j int) (found, bool) {
	w := s.low[j]
	if len(w) == 10 {
		if t, err := time.Parse(time.DateOnly, w); err == nil {
			return date(j, j+1, j, t, day), true
		}
	}
	if m, ok := s.monthAt(j); ok {
		if d1, ok := dayOfMonth(s.word(j + 1)); ok {
			end, d2 := j+2, 0
			if dash(s.word(end)) || s.word(end) == "to" {
				if d, ok := dayOfMonth(s.word(end + 1)); ok && d > d1 {
					d2, end = d, end+2
				}
			}
			y, end := s.yearAfter(end)
			return s.dayFound(j, end, j, y, m, d1, d2)
		}
		if a, b, ok := strings.Cut(s.word(j+1), "-"); ok {
			d1, ok1 := dayOfMonth(a)
			d2, ok2 := dayOfMonth(b)
			if ok1 && ok2 && d2 > d1 {
				y, end := s.yearAfter(j + 2)
				return s.dayFound(j, end, j, y, m, d1, d2)
			}
		}
		if y, end := s.yearAfter(j + 1); y != 0 {
			return date(j, end, j, on(y, m, 1), month), true
		}
		if s.bareMonth(j) {
			if y, ok := s.yearOf(j, m, 1, month); ok {
				return date(j, j+1, j, on(y, m, 1), month), true
			}
		}
		return found{}, false
	}
	d1, ok := dayOfMonth(w)
	if !ok {
		return found{}, false
	}
	end, d2 := j+1, 0
	if dash(s.word(end)) || s.word(end) == "to" || s.word(end) == "and" {
		if d, ok := dayOfMonth(s.word(end + 1)); ok && d > d1 {
			d2, end = d, end+2
		}
	}
	if s.word(end) == "of" {
		end++
	}
	m, ok := s.monthAt(end)
	if !ok {
		return found{}, false
	}
	head := end
	y, end := s.yearAfter(end + 1)
	return s.dayFound(j, end, head, y, m, d1, d2)
}

func dash(w string) bool { return w == "-" || w == "–" || w == "—" }

// monthAt reads the name of a month; "may" and "march" in lower case are verbs.
func (s *scanner) monthAt(j int) (time.Month, bool) {
	m, ok := months[strings.TrimPrefix(s.word(j), "mid-")]
	if !ok {
		return 0, false
	}
	return m, upper(strings.TrimPrefix(s.d.Tokens[s.first+j].Form, "mid-"))
}

// bareMonth reports whether the month at j stands for itself: "May" and "March"
// are also names and words, and need a preposition.
func (s *scanner) bareMonth(j int) bool {
	switch s.low[j] {
	case "may", "march", "april", "june", "august":
		switch s.word(j - 1) {
		case "in", "since", "by", "until", "till", "last", "next", "this", "early", "late", "of", "from", "before", "after", "during", "for", "to", "between", "mid":
			return s.d.Tokens[s.first+j].UPOS != "AUX"
		}
		return false
	}
	return len(s.low[j]) > 4 // "Sept" alone is too little
}

// yearAfter reads ", 2017" or "2017" at j, and returns the end of what it read.
func (s *scanner) yearAfter(j int) (int, int) {
	k := j
	if s.word(k) == "," {
		k++
	}
	if y, ok := yearNumber(s.word(k)); ok {
		return y, k + 1
	}
	return 0, j
}

func (s *scanner) dayFound(first, last, head, y int, m time.Month, d1, d2 int) (found, bool) {
	if y == 0 {
		var ok bool
		if y, ok = s.yearOf(head, m, d1, day); !ok {
			return found{}, false
		}
	}
	t := on(y, m, d1)
	if t.Day() != d1 { // there is no 31 June
		return found{}, false
	}
	f := date(first, last, head, t, day)
	if d2 != 0 {
		f.to, f.interval = on(y, m, d2), true
	}
	return f, true
}

// yearOf chooses the year of a day or month that is named without one, by the
// tense of the clause, or else the nearest.
func (s *scanner) yearOf(j int, m time.Month, d int, u unit) (int, bool) {
	if s.now.IsZero() {
		return 0, false
	}
	y := s.now.Year()
	switch s.word(j - 1) {
	case "last":
		if m >= s.now.Month() {
			y--
		}
		return y, true
	case "next":
		if m <= s.now.Month() {
			y++
		}
		return y, true
	case "this":
		return y, true
	}
	t, today := on(y, m, d), s.now
	if u == month {
		today = on(y, s.now.Month(), 1)
	}
	switch s.direction(j) {
	case future:
		if t.Before(today) {
			y++
		}
	case past:
		if t.After(today) {
			y--
		}
	default:
		switch ahead := t.Sub(today); {
		case ahead > 183*24*time.Hour:
			y--
		case ahead < -270*24*time.Hour:
			y++
		}
	}
	return y, true
}

// weekday reads "Friday", "last Friday", "next Tuesday", "Friday night".
func (s *scanner) weekday(j int) (found, bool) {
	k := j
	mod := s.word(j)
	if mod == "last" || mod == "next" || mod == "this" || mod == "past" || mod == "coming" {
		k++
	} else {
		mod = ""
	}
	if s.now.IsZero() || k >= len(s.low) {
		return found{}, false
	}
	wd, ok := weekdays[s.low[k]]
	if !ok || !upper(s.d.Tokens[s.first+k].Form) {
		return found{}, false
	}
	if strings.HasSuffix(s.low[k], ".") && len(s.low[k]) == 4 && mod == "" && s.word(k-1) != "on" {
		return found{}, false // "sat." at the end of a sentence
	}
	back := (int(s.now.Weekday()) - int(wd) + 7) % 7
	t := s.now.AddDate(0, 0, -back)
	switch mod {
	case "last", "past":
		if back == 0 {
			t = t.AddDate(0, 0, -7)
		}
	case "next", "coming":
		t = t.AddDate(0, 0, 7)
	case "this":
		if s.direction(k) != past && back != 0 {
			t = t.AddDate(0, 0, 7)
		}
	default:
		owner := s.word(k+1) == "'s" || s.word(k+1) == "’s" // "Monday's talks change little" are over
		if dir := s.direction(k); back != 0 && (dir == future || dir == present && !owner) {
			t = t.AddDate(0, 0, 7)
		}
	}
	end := k + 1
	if s.word(end) == "," {
		if f, ok := s.absolute2(end + 1); ok { // "Friday, July 7"
			f.first = j
			return f, true
		}
	} else if f, ok := s.absolute2(end); ok {
		f.first = j
		return f, true
	}
	if ofDay[s.word(end)] {
		end++
	}
	return date(j, end, k, t, day), true
}

// absolute2 is absolute where a day is named.
func (s *scanner) absolute2(j int) (found, bool) {
	if j >= len(s.low) {
		return found{}, false
	}
	f, ok := s.absolute(j)
	return f, ok && f.unit == day
}

func upper(form string) bool { return form[0] >= 'A' && form[0] <= 'Z' }

// deictic reads "today", "yesterday", "tonight", "this morning", "last night".
func (s *scanner) deictic(j int) (found, bool) {
	if s.now.IsZero() {
		return found{}, false
	}
	end, shift := j+1, 0
	switch s.low[j] {
	case "today", "tonight":
	case "yesterday":
		shift = -1
	case "tomorrow":
		shift = 1
	case "overnight":
		f := date(j, end, j, s.now.AddDate(0, 0, -1), day)
		f.to, f.interval = s.now, true
		return f, true
	case "this":
		if !ofDay[s.word(end)] {
			return found{}, false
		}
		end++
	case "last":
		if s.word(end) != "night" {
			return found{}, false
		}
		shift = -1
		end++
	default:
		return found{}, false
	}
	if ofDay[s.word(end)] {
		end++
	}
	return date(j, end, j, s.now.AddDate(0, 0, shift), day), true
}

// shifted reads "two days ago", "three weeks earlier", "two days later", "a year
// before", "in two days", "within 48 hours".
func (s *scanner) shifted(j int) (found, bool) {
	n, k, ok := s.count(j)
	if !ok {
		return found{}, false
	}
	u := units[s.word(k)]
	if u == none {
		return found{}, false
	}
	end := k + 1
	anchor, sign := s.now, -1
	switch s.word(end) {
	case "ago":
	case "earlier", "before":
		if s.word(end) == "before" && end+1 < len(s.low) && s.word(end+1) != "," && s.word(end+1) != "." {
			return found{}, false // "two days before the vote"
		}
		anchor = s.anchor()
	case "later":
		anchor, sign = s.anchor(), 1
	case "from":
		if s.word(end+1) != "now" {
			return found{}, false
		}
		end++
		sign = 1
	default:
		end--
		if w := s.word(j - 1); (w == "in" || w == "within") && s.direction(k) == future {
			sign = 1
			break
		}
		return found{}, false
	}
	if anchor.IsZero() {
		return found{}, false
	}
	return shift(date(j, end+1, k, anchor, u), sign*n), true
}

// shift moves f by n of its units, and makes it as coarse as they are.
func shift(f found, n int) found {
	t := f.from
	switch f.unit {
	case second, minute, hour:
		if f.unit == hour && (n >= 24 || n <= -24) {
			t = t.AddDate(0, 0, n/24)
		}
		f.unit = day
	case day:
		t = t.AddDate(0, 0, n)
	case week:
		t = t.AddDate(0, 0, 7*n)
		return whole(f, t)
	case month, quarter:
		if f.unit == quarter {
			n *= 3
		}
		t = on(t.Year(), t.Month(), 1).AddDate(0, n, 0)
		f.unit = month
	case year:
		t = on(t.Year()+n, 1, 1)
	case decade:
		t = on(t.Year()+10*n, 1, 1)
		f.unit = year
	case century:
		t = on(t.Year()+100*n, 1, 1)
		f.unit = year
	}
	f.from, f.to = t, t
	return f
}

// whole makes f the week, weekend, month, year … that t lies in.
func whole(f found, t time.Time) found {
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	switch f.unit {
	case week:
		f.from, f.to, f.interval = monday, monday.AddDate(0, 0, 6), true
	case weekend:
		f.from, f.to, f.interval = monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6), true
	case month:
		f.from = on(t.Year(), t.Month(), 1)
		f.to = f.from
	case quarter:
		f.from = on(t.Year(), (t.Month()-1)/3*3+1, 1)
		f.to, f.interval, f.unit = f.from.AddDate(0, 2, 0), true, month
	case year:
		f.from = on(t.Year(), 1, 1)
		f.to = f.from
	case decade:
		f.from = on(t.Year()/10*10, 1, 1)
		f.to, f.interval, f.unit = f.from.AddDate(9, 0, 0), true, year
	case century:
		f.from = on(t.Year()/100*100, 1, 1)
		f.to, f.interval, f.unit = f.from.AddDate(99, 0, 0), true, year
	default:
		f.from, f.to = t, t
	}
	return f
}

// anchor is what "later" and "the next day" count from: the last day that the
// text named, or else the publication.
func (s *scanner) anchor() time.Time {
	if !s.day.IsZero() {
		return s.day
	}
	return s.now
}

// relativeUnit reads "last week", "next month", "this year", "the past decade",
// "the past two weeks", "the coming days", "the next three years".
func (s *scanner) relativeUnit(j int) (found, bool) {
	k := j
	if s.word(k) == "the" {
		k++
	}
	mod := s.word(k)
	sign := 0
	switch mod {
	case "last", "past", "previous":
		sign = -1
	case "next", "coming":
		sign = 1
	case "this":
	default:
		return found{}, false
	}
	if s.now.IsZero() || s.d.Tokens[s.first+k].UPOS == "VERB" { // "will last five days"
		return found{}, false
	}
	n, end := 1, k+1
	counted := false
	if m, e, ok := s.count(end); ok && s.word(end) != "a" && s.word(end) != "an" {
		n, end, counted = m, e, true
	}
	u := units[s.word(end)]
	if u == none || u < day && !counted {
		return found{}, false
	}
	f := date(j, end+1, end, s.now, u)
	switch {
	case counted || k > j && sign != 0 && u != weekend && mod != "previous" && (mod != "next" || s.low[end] != "day"):
		// "the past two weeks": a stretch that ends, or starts, today.
		if !counted && strings.HasSuffix(s.low[end], "s") {
			return found{}, false // "the coming days" has no length
		}
		if sign == 0 {
			return found{}, false
		}
		edge := s.now
		switch u {
		case second, minute, hour, day:
			if u != day {
				n = n / 24
			}
			edge = edge.AddDate(0, 0, sign*n)
		case week, weekend:
			edge = edge.AddDate(0, 0, sign*7*n)
		case month, quarter:
			if u == quarter {
				n *= 3
			}
			edge = edge.AddDate(0, sign*n, 0)
		case year:
			edge = edge.AddDate(sign*n, 0, 0)
		default:
			edge = edge.AddDate(sign*n*10, 0, 0)
		}
		f.from, f.to, f.unit, f.interval = s.now, edge, day, true
		if u >= month {
			f.unit = month
		}
		if u >= year {
			f.unit = year
		}
		if sign < 0 {
			f.from, f.to = edge, s.now
		}
		return f, true
	case u == day && k > j: // "the next day", "the previous day"
		f.from = s.anchor()
		return shift(f, sign), true
	case s.low[end] == "days" || s.low[end] == "weeks" || s.low[end] == "months" || s.low[end] == "years":
		return found{}, false
	}
	switch u {
	case week, weekend:
		t := s.now.AddDate(0, 0, 7*sign)
		if u == weekend && sign < 0 && s.now.Weekday() == time.Sunday {
			t = s.now.AddDate(0, 0, -7)
		}
		return whole(f, t), true
	case month:
		return whole(f, on(s.now.Year(), s.now.Month()+time.Month(sign), 1)), true
	case quarter:
		return whole(f, on(s.now.Year(), s.now.Month()+time.Month(3*sign), 1)), true
	case year:
		return whole(f, on(s.now.Year()+sign, 1, 1)), true
	case decade:
		return whole(f, on(s.now.Year()+10*sign, 1, 1)), true
	case century:
		return whole(f, on(s.now.Year()+100*sign, 1, 1)), true
	}
	return found{}, false
}

// anaphor reads "the same day", "that day", "the day before", "the following day",
// "the night before", "a day earlier" (shifted reads those with a number),
// "hours earlier".
func (s *scanner) anaphor(j int) (found, bool) {
	anchor := s.anchor()
	if anchor.IsZero() {
		return found{}, false
	}
	switch {
	case s.words(j, "the", "same") && units[s.word(j+2)] == day, s.words(j, "that", "same") && units[s.word(j+2)] == day:
		return date(j, j+3, j+2, anchor, day), true
	case s.word(j) == "that" && units[s.word(j+1)] == day && s.d.Tokens[s.first+j].Rel == "det":
		return date(j, j+2, j+1, anchor, day), true
	case s.word(j) == "the" && units[s.word(j+1)] == day && s.word(j+2) == "before" && !s.nominalAfter(j+3):
		return date(j, j+3, j+1, anchor.AddDate(0, 0, -1), day), true
	case s.word(j) == "the" && units[s.word(j+1)] == day && s.word(j+2) == "after" && !s.nominalAfter(j+3):
		return date(j, j+3, j+1, anchor.AddDate(0, 0, 1), day), true
	case s.words(j, "the", "following") || s.words(j, "the", "next"):
		u := units[s.word(j+2)]
		if ofDay[s.word(j+2)] {
			u = day
		}
		if u < day {
			return found{}, false
		}
		return shift(date(j, j+3, j+2, anchor, u), 1), true
	case s.word(j) == "hours" && (s.word(j+1) == "earlier" || s.word(j+1) == "later" || s.word(j+1) == "ago" || s.word(j+1) == "before" && !s.nominalAfter(j+2)):
		return date(j, j+2, j, anchor, day), true
	}
	return found{}, false
}

// nominalAfter reports whether a noun phrase or clause starts at j, so that a
// "before" ahead of it is a preposition.
func (s *scanner) nominalAfter(j int) bool {
	if j >= len(s.low) {
		return false
	}
	switch s.d.Tokens[s.first+j].UPOS {
	case "DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM":
		return true
	}
	return false
}

// holiday reads days that have the same date each year.
func (s *scanner) holiday(j int) (found, bool) {
	for n := 4; n > 0; n-- {
		if j+n > len(s.low) {
			continue
		}
		h, ok := holidays[strings.Join(s.low[j:j+n], " ")]
		if !ok || !upper(s.d.Tokens[s.first+j].Form) {
			continue
		}
		y, end := s.yearAfter(j + n)
		return s.dayFound(j, end, j+n-1, y, h.month, h.day, 0)
	}
	return found{}, false
}

// season reads "this summer", "last winter", "the summer of 2015", "spring 2016",
// "the first quarter of 2017".
func (s *scanner) season(j int) (found, bool) {
	k := j
	for s.word(k) == "the" || s.word(k) == "last" || s.word(k) == "next" || s.word(k) == "this" || s.word(k) == "past" || s.word(k) == "early" || s.word(k) == "late" {
		k++
	}
	mod := ""
	if k > j {
		mod = s.word(k - 1)
	}
	if n, ok := ordinals[s.word(k)]; ok && (s.word(k+1) == "quarter" && n <= 4 || s.word(k+1) == "half" && n <= 2) && s.word(k+2) == "of" {
		y, end := s.yearAfter(k + 3)
		if y == 0 && s.words(k+3, "the", "year") && !s.now.IsZero() {
			y, end = s.now.Year(), k+5
		}
		if y == 0 {
			return found{}, false
		}
		long := 3
		if s.word(k+1) == "half" {
			long = 6
		}
		f := date(j, end, k+1, on(y, time.Month((n-1)*long+1), 1), month)
		f.to, f.interval = f.from.AddDate(0, long-1, 0), true
		return f, true
	}
	m, ok := seasons[s.word(k)]
	if !ok {
		return found{}, false
	}
	end := k + 1
	y := 0
	if s.word(end) == "of" {
		y, end = s.yearAfter(end + 1)
		if y == 0 {
			return found{}, false
		}
	} else {
		y, end = s.yearAfter(end)
	}
	if y == 0 {
		if s.now.IsZero() {
			return found{}, false
		}
		y = s.now.Year()
		start := on(y, m, 1)
		switch mod {
		case "last", "past":
			if !start.AddDate(0, 3, 0).Before(s.now) {
				y--
			}
		case "next":
			if !start.After(s.now) {
				y++
			}
		case "this":
		case "the":
			if w := s.word(j - 1); w != "in" && w != "by" && w != "before" && w != "after" && w != "until" && w != "since" && w != "during" {
				return found{}, false
			}
			if s.direction(k) == past && start.After(s.now) {
				y--
			} else if s.direction(k) == future && start.Before(s.now) {
				y++
			}
		default:
			return found{}, false
		}
	}
	f := date(j, end, k, on(y, m, 1), month)
	f.to, f.interval = f.from.AddDate(0, 2, 0), true
	return f, true
}

// decades reads "the 1990s", "the early 1990s", "the 90s".
func (s *scanner) decades(j int) (found, bool) {
	k := j
	for s.word(k) == "the" || s.word(k) == "early" || s.word(k) == "late" || s.word(k) == "mid" || s.word(k) == "mid-" {
		k++
	}
	w := strings.TrimPrefix(s.word(k), "mid-")
	y, ok := strings.CutSuffix(w, "s")
	if !ok {
		return found{}, false
	}
	y = strings.TrimRight(y, "'’")
	if len(y) == 2 && y[1] == '0' && k > j {
		y = "19" + y
	}
	n, ok := yearNumber(y)
	if !ok || n%10 != 0 {
		return found{}, false
	}
	f := date(j, k+1, k, on(n, 1, 1), year)
	f.to, f.interval = on(n+9, 1, 1), true
	return f, true
}

// count reads a number of things at j: "two", "30", "several" is not one; "a
// couple of", "a dozen", "half a dozen". It returns the end of what it read.
func (s *scanner) count(j int) (n, end int, ok bool) {
	w := s.word(j)
	if w == "" || w == "hundred" || w == "couple" || w == "dozen" {
		return 0, 0, false
	}
	n, ok = integer(w)
	if !ok {
		return 0, 0, false
	}
	end = j + 1
	if w == "a" || w == "an" {
		switch s.word(end) {
		case "couple":
			if s.word(end+1) == "of" {
				return 2, end + 2, true
			}
			return 2, end + 1, true
		case "dozen":
			return 12, end + 1, true
		case "hundred":
			return 100, end + 1, true
		}
		return 1, end, true
	}
	if m := numbers[s.word(end)]; m > 0 && m < 10 && n >= 20 && n%10 == 0 && s.word(end) != "a" && s.word(end) != "an" {
		n, end = n+m, end+1
	} else if s.word(end) == "dozen" {
		n, end = 12*n, end+1
	}
	return n, end, true
}

// length reads a duration: "30 minutes", "two hours", "an hour and a half", "half
// an hour", "a two-day", "30minutes", with the words that bound it.
func (s *scanner) length(j int) (found, bool) {
	n, k, ok := s.count(j)
	half := false
	end := 0
	u := none
	switch {
	case s.words(j, "half", "an", "hour"):
		return s.lengthFound(j, j+3, j+2, 30, minute)
	case ok && units[s.word(k)] != none:
		u, end = units[s.word(k)], k+1
	case ok && s.word(k) == "-" && units[s.word(k+1)] != none: // two - day
		u, end = units[s.word(k+1)], k+2
	case ok && s.words(k, "and", "a", "half") && units[s.word(k+3)] != none:
		u, end, half = units[s.word(k+3)], k+4, true
	default:
		// "two-day", "30minutes"
		w := s.low[j]
		a, b, cut := strings.Cut(w, "-")
		if !cut {
			at := strings.IndexFunc(w, func(r rune) bool { return r < '0' || r > '9' })
			if at <= 0 {
				return found{}, false
			}
			a, b = w[:at], strings.TrimSuffix(w[at:], "s")
		}
		b, _, _ = strings.Cut(b, "-") // two-day-long
		n, ok = integer(a)
		u, end = units[b], j+1
		if !ok || u == none && units[strings.TrimSuffix(b, "s")] == none {
			return found{}, false
		}
		if u == none {
			u = units[strings.TrimSuffix(b, "s")]
		}
	}
	if u == weekend || n == 0 {
		return found{}, false
	}
	if s.words(end, "and", "a", "half") {
		half, end = true, end+3
	}
	head := end - 1
	if half {
		switch u {
		case hour:
			n, u = n*60+30, minute
		case day:
			n, u = n*24+12, hour
		case year:
			n, u = n*12+6, month
		}
	}
	// "a day" is a duration after "for" and the like alone: "twice a day", "one day".
	if n == 1 && u >= day && !half {
		switch s.word(j - 1) {
		case "for", "lasted", "than", "least", "about", "over", "nearly", "almost", "within", "after":
		default:
			if !strings.Contains(s.low[j], "-") {
				return found{}, false
			}
		}
	}
	// An age ("a 30-year-old", "aged") is not a duration.
	if s.word(end) == "old" || strings.HasSuffix(s.low[j], "-old") || s.word(end) == "-" && s.word(end+1) == "old" {
		return found{}, false
	}
	return s.lengthFound(j, end, head, n, u)
}

var isoUnit = map[unit]string{second: "S", minute: "M", hour: "H", day: "D", week: "W", month: "M", quarter: "M", year: "Y", decade: "Y", century: "Y"}

func (s *scanner) lengthFound(first, last, head, n int, u unit) (found, bool) {
	switch u {
	case quarter:
		n *= 3
	case decade:
		n *= 10
	case century:
		n *= 100
	}
	value := fmt.Sprintf("P%d%s", n, isoUnit[u])
	if u <= hour {
		value = fmt.Sprintf("PT%d%s", n, isoUnit[u])
	}
	f := found{first: first, last: last, head: head, unit: u, duration: value}
	for _, b := range bounds {
		if at := first - len(b.words); at >= 0 && s.words(at, b.words...) {
			f.first, f.bound = at, b.bound
			break
		}
	}
	return f, true
}

// bareYear reads "in 2021", "the 2016 election": a number that stands for a year
// after a preposition or before a singular noun.
func (s *scanner) bareYear(j int) (found, bool) {
	w := s.low[j]
	k := j
	if w == "early" || w == "late" || w == "mid" {
		k++
		if dash(s.word(k)) {
			k++
		}
		w = s.word(k)
	}
	w = strings.TrimPrefix(w, "mid-")
	y, ok := yearNumber(w)
	if !ok {
		return found{}, false
	}
	tok := s.d.Tokens[s.first+k]
	if k == j && w == s.low[j] {
		switch s.word(j - 1) {
		case "in", "year", "since", "by", "until", "till", "from", "during", "of", "before", "after", "to", "early", "late", "through", "between", "for", "and", "-", "–":
			if next := s.d.Tokens[min(s.first+k+1, s.last-1)]; tok.Head >= 0 && next.UPOS == "NOUN" && strings.Contains(next.Feats, "Number=Plur") && tok.Rel == "nummod" {
				return found{}, false // "of 2000 soldiers"
			}
		case "(", ",":
			if tok.Rel == "nummod" {
				return found{}, false
			}
		default:
			next := k + 1
			if next >= len(s.low) {
				return found{}, false
			}
			if t := s.d.Tokens[s.first+next]; t.UPOS != "NOUN" && t.UPOS != "PROPN" && t.UPOS != "ADJ" || strings.Contains(t.Feats, "Number=Plur") && s.word(j-1) != "the" {
				return found{}, false
			}
			if y < 1900 || y > 2040 {
				return found{}, false
			}
		}
	}
	return date(j, k+1, k, on(y, 1, 1), year), true
}

// interval reads "between A and B", "from A to B", "A to B", "2014-2016".
func (s *scanner) interval(j int) (found, bool) {
	w := s.low[j]
	if a, b, ok := strings.Cut(w, "-"); ok {
		y1, ok1 := yearNumber(a)
		if len(b) == 2 && ok1 {
			b = a[:2] + b
		}
		if y2, ok2 := yearNumber(b); ok1 && ok2 && y2 > y1 {
			f := date(j, j+1, j, on(y1, 1, 1), year)
			f.to, f.interval = on(y2, 1, 1), true
			return f, true
		}
	}
	link, start := "", j
	switch w {
	case "between":
		link, start = "and", j+1
	case "from":
		link, start = "to", j+1
	default:
		if y1, ok := yearNumber(w); ok && (dash(s.word(j+1)) || s.word(j+1) == "to") {
			b := s.word(j + 2)
			if len(b) == 2 {
				b = w[:2] + b
			}
			if y2, ok := yearNumber(b); ok && y2 > y1 {
				f := date(j, j+3, j, on(y1, 1, 1), year)
				f.to, f.interval = on(y2, 1, 1), true
				return f, true
			}
		}
		return found{}, false
	}
	simple := []func(int) (found, bool){s.absolute, s.weekday, s.deictic, s.relativeUnit, s.bareYear}
	one := func(k int) (found, bool) {
		if k >= len(s.low) {
			return found{}, false
		}
		for _, parse := range simple {
			if f, ok := parse(k); ok && f.duration == "" {
				return f, true
			}
		}
		return found{}, false
	}
	a, ok := one(start)
	if !ok || s.word(a.last) != link && !(link == "to" && (s.word(a.last) == "until" || s.word(a.last) == "through" || s.word(a.last) == "till")) {
		return found{}, false
	}
	b, ok := one(a.last + 1)
	if !ok {
		return found{}, false
	}
	if a.unit == month && b.unit == month && a.from.After(b.from) { // from March to May 2019
		a.from = on(b.from.Year(), a.from.Month(), 1)
		if a.from.After(b.from) {
			a.from = a.from.AddDate(-1, 0, 0)
		}
	}
	if a.unit == day && b.unit == day && a.from.After(b.from) { // from Friday to Sunday
		b.to = b.to.AddDate(0, 0, 7)
	}
	if !b.to.After(a.from) {
		return found{}, false
	}
	a.first, a.last, a.to, a.interval = j, b.last, b.to, true
	a.unit = min(a.unit, b.unit)
	return a, true
}

// add appends f to the document, with the preposition and the time of day that
// belong to its phrase.
func (s *scanner) add(f found, sent int) {
	first := f.first
	if f.duration == "" {
		if f.unit == day && !f.interval {
			s.day = f.from
		}
		for first > 0 && before[s.low[first-1]] && s.low[first-1] != "of" {
			first--
			if s.low[first] != "the" && s.low[first] != "early" && s.low[first] != "late" && s.low[first] != "earlier" && s.low[first] != "later" {
				break
			}
		}
		if k := s.clockBefore(first); k >= 0 {
			first = k
		}
		// Never back into what was read before.
		if n := len(s.d.Times); n > 0 {
			for s.d.Tokens[s.first+first].Start < s.d.Times[n-1].End {
				first++
			}
		}
	}
	t := nlp.Time{
		Span:  nlp.Span{Start: s.d.Tokens[s.first+first].Start, End: s.d.Tokens[s.first+f.last-1].End},
		Sent:  sent,
		Head:  s.first + f.head,
		Bound: f.bound,
	}
	if f.duration != "" {
		t.Value, t.Granularity = f.duration, "duration"
	} else {
		t.Value, t.Granularity = f.value(), granularity[f.unit]
		if !s.now.IsZero() {
			end := f.to
			switch f.unit {
			case month:
				end = end.AddDate(0, 1, -1)
			case year:
				end = end.AddDate(1, 0, -1)
			}
			t.Future = f.from.After(s.now)
			t.Past = end.Before(s.now)
		}
		if f.interval && f.unit == day && f.to.Sub(f.from) == 6*24*time.Hour {
			t.Granularity = "week"
		}
	}
	s.d.Times = append(s.d.Times, t)
}

// clockBefore returns the start of a time of day that ends at j: "at noon",
// "at 10 a.m.", "before dawn"; or -1.
func (s *scanner) clockBefore(j int) int {
	k := j - 1
	if k < 1 {
		return -1
	}
	switch {
	case ofDay[s.low[k]] || s.low[k] == "dark":
	case clock[s.low[k]] && k > 1:
		k--
	default:
		return -1
	}
	for k > 0 {
		switch s.low[k-1] {
		case "at", "before", "after", "around", "by", "the", "in", "of":
			k--
			continue
		}
		break
	}
	return k
}

func (f found) value() string {
	layout := time.DateOnly
	switch f.unit {
	case month:
		layout = "2006-01"
	case year, decade:
		layout = "2006"
	}
	if f.interval {
		return f.from.Format(layout) + "/" + f.to.Format(layout)
	}
	return f.from.Format(layout)
}

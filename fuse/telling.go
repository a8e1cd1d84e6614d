package fuse

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery/ledger"
)

// telling is how the words of a sentence tell an act.
type telling struct {
	words  []token
	at     int   // of the act's first word
	others []int // of the first words of the sentence's other acts
	noun   bool  // the act is named ("the raid", "Friday's talks"), not told
}

// tellings returns how events are told, those of one sentence side by side.
func tellings(text string, o *ledger.Offsets, events []*ledger.Event) []telling {
	out := make([]telling, len(events))
	inside := map[int][]int{} // indexes of events by the sentence's start
	for i, e := range events {
		start := o.Byte(e.Sentence.Start)
		t := &out[i]
		t.words = tokens(text[start:o.Byte(e.Sentence.End)])
		if act := o.Byte(e.EventText.Start); act > start {
			t.at = min(len(tokens(text[start:act])), max(0, len(t.words)-1))
		}
		t.noun = strings.HasPrefix(e.FoundBy, "frames:n.") || t.at > 0 && naming[t.words[t.at-1].text]
		inside[e.Sentence.Start] = append(inside[e.Sentence.Start], i)
	}
	for i, e := range events {
		for _, j := range inside[e.Sentence.Start] {
			if out[j].at != out[i].at {
				out[i].others = append(out[i].others, out[j].at)
			}
		}
	}
	return out
}

// again reports whether the words of a sentence set an act apart from others: one
// a few words before its first word, or around a light verb, or "again" or "for
// the third time" in the rest of the sentence.
func (t *telling) again() bool {
	if len(t.words) == 0 {
		return false
	}
	first, last := t.at-4, t.at
	if light[t.words[t.at].text] {
		first, last = t.at-8, t.at+4
	}
	for i := max(0, first); i < min(last, len(t.words)); i++ {
		if others[t.words[i].text] {
			return true
		}
	}
	for i := t.at + 1; i < min(t.at+12, len(t.words)); i++ {
		if w := t.words[i].text; w == "again" || w == "time" && others[t.words[i-1].text] {
			return true
		}
	}
	return false
}

// before reports whether an act is told in the pluperfect: "he had received".
func (t *telling) before() bool {
	for i := max(0, t.at-3); i < t.at; i++ {
		if t.words[i].text == "had" {
			return true
		}
	}
	return false
}

// part reports whether an act is told as a part of a meeting: "discussed it at
// their talks". The meeting is another act.
func (t *telling) part() bool {
	if len(t.words) == 0 || !topics[t.words[t.at].text] {
		return false
	}
	for i := t.at + 2; i < min(t.at+12, len(t.words)); i++ {
		if !meetings[t.words[i].text] {
			continue
		}
		for j := max(t.at+1, i-3); j < i; j++ {
			switch t.words[j].text {
			case "at", "during", "in":
				return true
			}
		}
	}
	return false
}

var weekdays = map[string]int{"sunday": 1, "monday": 2, "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6, "saturday": 7}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// days returns the days that the words name, as a reader of the day of publication
// takes them: a weekday is the last one, "14 March" that of the nearest year. An act
// that is only named, beside others of its sentence, takes the days next to it: of
// "accused it on Sunday of the bombing", Sunday is that of the accusation.
func (t *telling) days(published string) []int32 {
	today, ok := day(published)
	if !ok {
		return nil
	}
	var out []int32
	for i := range t.words {
		if t.noun && len(t.others) > 0 && (i < t.at-4 || i > t.at+3) {
			continue
		}
		if d, ok := dayAt(t.words, i, today); ok {
			out = append(out, d)
		}
	}
	return ordered(out)
}

// dayAt returns the day that words[i] names.
func dayAt(words []token, i int, today int32) (int32, bool) {
	at := time.Unix(int64(today)*86400, 0).UTC()
	w := words[i].text
	switch {
	case w == "yesterday":
		return today - 1, true
	case w == "today":
		return today, true
	case weekdays[w] > 0:
		back := (int(at.Weekday()) - (weekdays[w] - 1) + 7) % 7
		return today - int32(back), true
	case months[w] == 0:
		return 0, false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(words) || len(words[j].text) > 2 {
			continue
		}
		n, err := strconv.Atoi(words[j].text)
		if err != nil || n < 1 || n > 31 {
			continue
		}
		if i == 0 && j == 1 {
			// A dateline tells when the text was written, not when the act was.
			continue
		}
		d := time.Date(at.Year(), months[w], n, 0, 0, 0, 0, time.UTC)
		if d.Sub(at) > 180*24*time.Hour {
			d = d.AddDate(-1, 0, 0)
		}
		return int32(d.Unix() / 86400), true
	}
	return 0, false
}

// units of time, in days.
var dayUnits = map[string]int32{"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "month": 30, "months": 30, "year": 365, "years": 365}

// vague are counts that are none: "a few days ago".
var vague = map[string]int32{"a": 1, "an": 1, "few": 3, "several": 4, "couple": 2, "some": 3}

// lapse returns the days of an act that is told by how long it was before another
// time: "three weeks ago", "a year earlier", "a month after mines damaged a ship".
// About as long as its unit it may be off.
func (t *telling) lapse(published int32) (first, last int32, ok bool) {
	for i := 1; i+1 < len(t.words); i++ {
		unit := dayUnits[t.words[i].text]
		if unit == 0 {
			continue
		}
		n := vague[t.words[i-1].text]
		for j := max(0, i-4); j < i && n == 0; j++ {
			if v, size := numberAt(t.words, j); size > 0 && j+size == i && v < 100 {
				n = int32(v)
			}
		}
		from := published
		switch t.words[i+1].text {
		case "ago", "earlier":
			if !t.nearest(i) {
				continue
			}
		case "after":
			if !t.follows(i + 1) {
				continue
			}
			for j := range t.words {
				if d, ok := dayAt(t.words, j, published); ok {
					from = d
				}
			}
		default:
			continue
		}
		if n > 0 {
			off := unit*2/3 + n*unit/10
			if unit == 1 && vague[t.words[i-1].text] > 1 {
				off = 2 // a few days are no count
			}
			return from - n*unit - off, min(published, from-n*unit+off), true
		}
	}
	return 0, 0, false
}

// nearest reports whether no other act of the sentence is nearer to a word.
func (t *telling) nearest(i int) bool {
	mine := max(i-t.at, t.at-i)
	return !slices.ContainsFunc(t.others, func(o int) bool { return max(i-o, o-i) < mine })
}

// follows reports whether the act is the first one after a word.
func (t *telling) follows(i int) bool {
	return t.at > i && !slices.ContainsFunc(t.others, func(o int) bool { return i < o && o < t.at })
}

// monthOf returns the first day of the earliest month before a day of publication
// that words name without a day of it, "the August raid", "since May", "last month":
// an act of the sentence may be as old.
func (t *telling) monthOf(published int32) (from int32, ok bool) {
	at := time.Unix(int64(published)*86400, 0).UTC()
	this := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	for i := 1; i < len(t.words); i++ {
		first := this
		switch m := months[t.words[i].text]; {
		case t.words[i].text == "month" && t.words[i-1].text == "last":
			first = this.AddDate(0, -1, 0)
		case m > 0 && t.words[i].capital && beforeMonth[t.words[i-1].text] && (i+1 == len(t.words) || !t.words[i+1].number):
			back := (int(at.Month()) - int(m) + 12) % 12
			first = this.AddDate(0, -back, 0)
		default:
			continue
		}
		if d := int32(first.Unix() / 86400); !ok || d < from {
			from, ok = d, true
		}
	}
	return from, ok
}

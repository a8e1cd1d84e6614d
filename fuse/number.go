package fuse

import (
	"strconv"
	"strings"
)

// units are number words.
var units = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]int{"hundred": 100, "thousand": 1000, "million": 1_000_000}

// numberAt reads the number that begins at words[i], in digits or words: "1,200",
// "two hundred and ninety-eight". n is how many words it takes, 0 for no number.
func numberAt(words []token, i int) (value, n int) {
	if words[i].number {
		v, err := strconv.Atoi(strings.ReplaceAll(words[i].text, ",", ""))
		if err != nil || v > 1_000_000_000 {
			return 0, 0
		}
		if i+1 < len(words) && scales[words[i+1].text] > 0 {
			return v * scales[words[i+1].text], 2
		}
		return v, 1
	}
	total, part := 0, 0
	at := i
	for ; at < len(words) && at < i+8; at++ {
		w := words[at].text
		switch {
		case units[w] > 0:
			part += units[w]
		case w == "hundred" && part > 0:
			part *= 100
		case scales[w] >= 1000 && part > 0:
			total, part = total+part*scales[w], 0
		case w == "and" && at > i && words[at-1].text == "hundred":
		default:
			return total + part, at - i
		}
	}
	return total + part, at - i
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var spans = map[string]int{"minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440, "week": 10080, "weeks": 10080}

// A count is a number that words give, and what they count.
type count struct {
	of    string // "dead", "dead fighters", "minutes", or the stem of a noun
	value int
}

// suffered reports whether a count is of people to whom something was done.
func (c count) suffered() bool {
	of, _, _ := strings.Cut(c.of, " ")
	return befell[of]
}

// befell are what measures measure.
var befell = set("dead injured arrested abducted missing freed expelled")

// counts returns the numbers in words, but those of dates and of money.
func counts(words []token) []count {
	var out []count
	for i := 0; i < len(words); i++ {
		v, n := numberAt(words, i)
		if n == 0 {
			continue
		}
		next := i + n
		dated := next < len(words) && months[words[next].text] > 0 || i > 0 && (months[words[i-1].text] > 0 || words[i-1].text == "in" && v > 1800 && v < 2100)
		if c, ok := countOf(words, i, next, v); ok && !dated {
			out = append(out, c)
		}
		i = next - 1
	}
	return out
}

// aboard reports whether a number before words[next] is of those in a vessel: "all
// 295 people aboard", "40 were on board". Outlets that differ in it differ in the
// dead of it too.
func aboard(words []token, next int) bool {
	for i := next; i < min(next+4, len(words)); i++ {
		if w := words[i].text; w == "aboard" || w == "board" && words[i-1].text == "on" {
			return true
		}
	}
	return false
}

// few is what numbers of plain nouns must exceed: "the two talked", "one officer".
const few = 3

// countOf says what the number before words[next] counts.
func countOf(words []token, at, next, v int) (count, bool) {
	if next < len(words) {
		if m := spans[words[next].text]; m > 0 {
			if before := at - 1; before >= 0 && (words[before].text == "in" || words[before].text == "within") || next+1 < len(words) && (words[next+1].text == "ago" || words[next+1].text == "earlier" || words[next+1].text == "later" || words[next+1].text == "after") {
				return count{}, false
			}
			return count{"minutes", v * m}, true
		}
	}
	kind := ""
	for i := next; i < min(next+3, len(words)); i++ {
		if fighters[words[i].text] {
			kind = " fighters"
		}
	}
	if aboard(words, next) {
		return count{"aboard", v}, true
	}
	// The nearest word that says what befell them; one after the number is as near
	// as one before it.
	for d := 1; d <= 6; d++ {
		for _, i := range []int{next + d - 1, at - d} {
			if i >= 0 && i < len(words) && measures[words[i].stem] != "" {
				return count{measures[words[i].stem] + kind, v}, true
			}
		}
	}
	if next < len(words) && !words[next].number && len(words[next].text) > 3 && v > few {
		return count{words[next].stem, v}, true
	}
	return count{}, false
}

// Package neural runs the networks that the tagger and the parser share, on integers:
// tables of vectors that are summed by token, layers of bidirectional simple recurrent
// units, and projections of what comes out. The same model gives the same numbers on
// every machine; where there is AVX2 it is faster.
package neural

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/model"
)

// The tables of vectors that belong to the form of a token, in their order.
const (
	Word    = iota // by small word
	Suffix2        // by the last two bytes of the small word
	Suffix3        // by the last three
	Suffix4        // by the last four
	Prefix3        // by the first three
	Shape          // by the classes of its runes
	FormTables
)

// Rows are the numbers of rows of the tables that are hashed.
var Rows = [FormTables]int{Word: 0, Suffix2: 1 << 10, Suffix3: 1 << 12, Suffix4: 1 << 13, Prefix3: 1 << 11, Shape: 1 << 8}

// longest bounds the bytes of a form that are looked at.
const longest = 64

// Unknown is the row of the table of words for what it does not hold.
const Unknown = 0

// RowsOf sets row to the rows of form. words maps small words to rows from 1.
func RowsOf(form string, words map[string]int32, row *[FormTables]int32) {
	if len(form) > longest {
		n := longest
		for n > 0 && !utf8.RuneStart(form[n]) {
			n--
		}
		form = form[:n]
	}
	small := strings.ToLower(form)
	row[Word] = words[small]
	if row[Word] == Unknown {
		row[Word] = words[digits(small)]
	}
	row[Suffix2] = bucket(Suffix2, small[max(0, len(small)-2):])
	row[Suffix3] = bucket(Suffix3, small[max(0, len(small)-3):])
	row[Suffix4] = bucket(Suffix4, small[max(0, len(small)-4):])
	row[Prefix3] = bucket(Prefix3, small[:min(3, len(small))])
	row[Shape] = int32(shape(form) % uint64(Rows[Shape]))
}

func bucket(table int, s string) int32 {
	h := model.Hash(uint64(table), s)
	return int32((h ^ h>>29) % uint64(Rows[table]))
}

// digits returns s with 0 for all digits, if it has any.
func digits(s string) string {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return '0'
				}
				return r
			}, s)
		}
	}
	return s
}

// shape hashes the classes of the runes of s; of a run of one class it sees two.
func shape(s string) uint64 {
	h := uint64(14695981039346656037)
	last, run := rune(-1), 0
	for _, r := range s {
		c := r
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case r >= '0' && r <= '9':
			c = 'd'
		}
		if c != last {
			last, run = c, 0
		}
		if run++; run <= 2 {
			h = (h ^ uint64(c)) * 1099511628211
		}
	}
	return h ^ h>>31
}

package fuse

import (
	"slices"
	"strings"
	"testing"
)

// tell reads a sentence whose act is in brackets, and whose other acts are in braces.
func tell(sentence string) *telling {
	t := &telling{words: tokens(strings.NewReplacer("[", "", "]", "", "{", "", "}", "").Replace(sentence))}
	for i, r := range sentence {
		n := len(tokens(sentence[:i]))
		switch r {
		case '[':
			t.at = n
		case '{':
			t.others = append(t.others, n)
		}
	}
	t.noun = t.at > 0 && naming[t.words[t.at-1].text]
	return t
}

// TestLapse reads how long ago an act was, on 14 May 2019.
func TestLapse(t *testing.T) {
	published, _ := day("2019-05-14")
	for _, tt := range []struct {
		text, from, to string // "" where it says nothing of the act
	}{
		{"Three weeks ago a dam [burst] above the town", "2019-04-17", "2019-04-29"},
		{"A clerk was [shot] two days ago", "2019-05-12", "2019-05-12"},
		{"A few days ago they [met] in Oslo", "2019-05-09", "2019-05-13"},
		{"Miners [marched] on Monday, a month after police {fired} at a crowd", "", ""},
		{"Miners {marched} on Monday, a month after police [fired] at a crowd", "2019-03-21", "2019-05-06"},
		{"A year earlier the two had [signed] a truce", "2017-08-08", "2019-02-17"},
		{"Twelve days of [fighting] ended", "", ""},
		{"They {met} three weeks ago and [agreed] on nothing", "", ""},
	} {
		first, last, ok := tell(tt.text).lapse(published)
		from, known := day(tt.from)
		to, _ := day(tt.to)
		if ok != known || first != from || last != to {
			t.Errorf("%s: days %d to %d (%v), want %d to %d (%v)", tt.text, first, last, ok, from, to, known)
		}
	}
}

// TestDays reads the days of acts, on Tuesday, 14 May 2019.
func TestDays(t *testing.T) {
	for text, want := range map[string][]string{
		"Gunmen [raided] a farm on Sunday":                                   {"2019-05-12"},
		"Lima on Monday {accused} rebels of the [raid]":                      nil,
		"Lima {accused} rebels of Sunday's [raid] on a farm":                 {"2019-05-12"},
		"The [raid] on Sunday, on which Lima was {briefed} today, was short": {"2019-05-12"},
		"The [talks] in Lima went on without a pause until Sunday":           {"2019-05-12"},
		"The ministers [met] on 2 May and again yesterday":                   {"2019-05-02", "2019-05-13"},
		"May 14 - Ministers [met]":                                           nil,
	} {
		var days []int32
		for _, d := range want {
			n, _ := day(d)
			days = append(days, n)
		}
		if got := tell(text).days("2019-05-14"); !slices.Equal(got, days) {
			t.Errorf("%s: %v, want %v", text, got, days)
		}
	}
}

// TestPart tells what was spoken of at a meeting from the meeting.
func TestPart(t *testing.T) {
	for text, want := range map[string]bool{
		"The premiers [discussed] a pipeline at their meeting in Riga": true,
		"They [raised] the tariff during talks in Riga":                true,
		"The premiers [met] at a summit in Riga":                       false,
		"The premiers [discussed] a pipeline in Riga":                  false,
		"They [discussed] whether a meeting would help":                false,
	} {
		if got := tell(text).part(); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestMonthOf reads months without a day, on 14 May 2019.
func TestMonthOf(t *testing.T) {
	published, _ := day("2019-05-14")
	for text, want := range map[string]string{
		"A court opened the files of the March riot":        "2019-03-01",
		"Since November they had waited":                    "2018-11-01",
		"The quarry was shut last month":                    "2019-04-01",
		"It has been so in January and the February frosts": "2019-01-01",
		"They met on the 3 March":                           "",
		"They met on March 3":                               "",
		"The minister, Mrs May, left":                       "",
		"Pupils will march in the rain":                     "",
	} {
		got, ok := (&telling{words: tokens(text)}).monthOf(published)
		if w, known := day(want); ok != known || got != w {
			t.Errorf("%s: %v %v, want %s (%v)", text, got, ok, want, w)
		}
	}
}

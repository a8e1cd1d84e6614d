package source

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2017-07-09":                     "2017-07-09",
		" 2017-07-09\n":                  "2017-07-09",
		"2017/07/09":                     "2017-07-09",
		"20170709":                       "2017-07-09",
		"9 July 2017":                    "2017-07-09",
		"09 Jul 2017":                    "2017-07-09",
		"July 9, 2017":                   "2017-07-09",
		"July 9th, 2017":                 "2017-07-09",
		"Sept. 9, 2017":                  "2017-09-09",
		"Sunday, July 9, 2017":           "2017-07-09",
		"2017-07-09T14:30:00Z":           "2017-07-09T14:30:00Z",
		"2017-07-09T14:30:00+02:00":      "2017-07-09T12:30:00Z",
		"2017-07-09T14:30:00.123-0400":   "2017-07-09T18:30:00.123Z",
		"2017-07-09 14:30:00":            "2017-07-09T14:30:00Z",
		"Sun, 09 Jul 2017 14:30:00 GMT":  "2017-07-09T14:30:00Z",
		"Sun, 09 Jul 2017 14:30:00 EDT":  "2017-07-09T18:30:00Z",
		"Sun, 9 Jul 2017 14:30:00 +0200": "2017-07-09T12:30:00Z",
		"Sun Jul  9 14:30:00 2017":       "2017-07-09T14:30:00Z",
		"":                               "",
		"yesterday":                      "",
		"2017-13-45":                     "",
		"2017-02-30":                     "",
		"09/07/2017":                     "", // day or month first: nobody can tell
		"1066-10-14":                     "",
		"9999-01-01":                     "",
		"1499558400":                     "",
	} {
		got, dateOnly, err := parseDate(in)
		if want == "" {
			if err == nil {
				t.Errorf("%q: got %v, want an error", in, got)
			}
			continue
		}
		form := time.RFC3339Nano
		if len(want) == 10 {
			form = time.DateOnly
		}
		if err != nil || got.Format(form) != want || dateOnly != (len(want) == 10) || got.Location() != time.UTC {
			t.Errorf("%q: got %v, %v, %v, want %s", in, got, dateOnly, err, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2017-07-09", "Sun, 09 Jul 2017 14:30:00 EDT", "July 9th, 2017", "Sept. 9, 2017", "\x00,", "..,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _, err := parseDate(s)
		if err == nil && (got.Year() < 1799 || got.Year() > 2101 || got.Location() != time.UTC) {
			t.Errorf("%q: got %v", s, got)
		}
	})
}

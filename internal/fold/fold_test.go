package fold_test

import (
	"testing"

	"chancery/internal/fold"
)

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"syria":               "syria",
		"Côte d’Ivoire":       "cote divoire",
		"Cote d'Ivoire":       "cote divoire",
		"U.S.":                "us",
		"Guinea-Bissau":       "guinea bissau",
		"  Port \n au-Prince": "port au prince",
		"Łódź":                "lodz",
		"Straße":              "strasse",
		"İstanbul":            "istanbul",
		"Москва":              "москва",
		"a  b":                "a b",
	} {
		if got := fold.Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("Côte d’Ivoire")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Name(s)
		if again := fold.Name(once); again != once {
			t.Errorf("Name(%q) = %q, and again %q", s, once, again)
		}
	})
}

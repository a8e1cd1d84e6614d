package fold_test

import (
	"testing"
	"unicode"

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
	f.Add("ǿ")
	f.Add("\u1fef")
	f.Add("a\t\u1fef")
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Name(s)
		if again := fold.Name(once); again != once {
			t.Errorf("Name(%q) = %q, and again %q", s, once, again)
		}
	})
}

// TestTwiceIsOnce folds every letter there is: what is folded must not change when
// it is folded again, or a key of a table would not be found.
func TestTwiceIsOnce(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := fold.Name("a" + string(r) + "b")
		if again := fold.Name(once); again != once {
			t.Errorf("%U: %q, and again %q", r, once, again)
		}
	}
}

package fold_test

import (
	"testing"

	"chancery/internal/fold"
)

func TestAppendLetter(t *testing.T) {
	for in, want := range map[rune]string{'A': "a", 'é': "e", 'Ø': "o", 'ŋ': "n", 'й': "и", 'ß': "ss", '北': "北", '7': "7", '́': ""} {
		if got := string(fold.AppendLetter([]byte("x"), in)); got != "x"+want {
			t.Errorf("AppendLetter(%q) = %q, want %q", in, got, "x"+want)
		}
	}
}

func TestSilent(t *testing.T) {
	for in, want := range map[rune]bool{'\'': true, '’': true, '.': true, '́': true, 'a': false, '-': false, 'é': false} {
		if got := fold.Silent(in); got != want {
			t.Errorf("Silent(%q) = %v, want %v", in, got, want)
		}
	}
}

package ledger_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/ledger"
	"chancery/nlp"
)

func TestOffsetsRoundTrip(t *testing.T) {
	for _, text := range []string{"", "plain", "“é”", strings.Repeat("a€😀b", 50), "\u200e" + strings.Repeat("x", 64) + "ü"} {
		o := ledger.NewOffsets(text)
		n := 0
		for at := range text {
			if got := o.Chars(at); got != n {
				t.Errorf("%.10q: Chars(%d) = %d, want %d", text, at, got, n)
			}
			if got := o.Byte(n); got != at {
				t.Errorf("%.10q: Byte(%d) = %d, want %d", text, n, got, at)
			}
			n++
		}
		if got := o.Chars(len(text)); got != utf8.RuneCountInString(text) {
			t.Errorf("%.10q: Chars(len) = %d, want %d", text, got, utf8.RuneCountInString(text))
		}
		if got := o.Byte(n + 5); got != len(text) {
			t.Errorf("%.10q: Byte past the end = %d, want %d", text, got, len(text))
		}
		if q := o.Quote(nlp.Span{Start: 0, End: len(text)}); q.Text != text || q.End != n {
			t.Errorf("%.10q: Quote = %+v", text, q)
		}
	}
}

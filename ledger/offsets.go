package ledger

import (
	"sort"
	"unicode/utf8"

	"chancery/nlp"
)

// Offsets converts the byte spans of one text to code points.
type Offsets struct {
	text string
	// at[i] is the number of code points before byte i*stride; nil for ASCII.
	at []int
}

// stride is the distance in bytes of two counts that Offsets keeps.
const stride = 64

// NewOffsets returns the offsets of text, which must be valid UTF-8.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < utf8.RuneSelf
	}
	if ascii {
		return o
	}
	n := 0
	for i := range len(text) {
		if i%stride == 0 {
			o.at = append(o.at, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return o
}

// Chars returns the number of code points before byte offset at, which must not
// cut a rune.
func (o *Offsets) Chars(at int) int {
	if o.at == nil || at == 0 {
		return at
	}
	i := min(at/stride, len(o.at)-1)
	n := o.at[i]
	for j := i * stride; j < at; j++ {
		if utf8.RuneStart(o.text[j]) {
			n++
		}
	}
	return n
}

// Byte returns the byte offset of code point n of the text, or the length of the
// text if it has no more than n.
func (o *Offsets) Byte(n int) int {
	if o.at == nil {
		return min(n, len(o.text))
	}
	i := max(0, sort.Search(len(o.at), func(i int) bool { return o.at[i] > n })-1)
	at, have := i*stride, o.at[i]
	for ; at < len(o.text); at++ {
		if utf8.RuneStart(o.text[at]) {
			if have == n {
				return at
			}
			have++
		}
	}
	return len(o.text)
}

// Quote returns the words of s with their offsets in code points.
func (o *Offsets) Quote(s nlp.Span) Quote {
	return Quote{Text: o.text[s.Start:s.End], Start: o.Chars(s.Start), End: o.Chars(s.End)}
}

// Span returns the bytes of the code points from start to end.
func (o *Offsets) Span(start, end int) nlp.Span {
	return nlp.Span{Start: o.Byte(start), End: o.Byte(end)}
}

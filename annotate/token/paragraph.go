package token

import (
	"strings"
	"unicode/utf8"

	"chancery/nlp"
)

// wrapWidth is the widest line, in runes, of a text that was wrapped by hand or
// by a mailer. Texts with wider lines have one paragraph a line.
const wrapWidth = 120

// paragraphs returns the paragraphs of text, without those of white space alone.
// A blank line parts paragraphs. So does the end of a line, unless the text is
// wrapped: then the next line's first word would not have fitted on this one.
func paragraphs(text string) []nlp.Span {
	width := 0
	for line := range strings.Lines(text) {
		if width = max(width, runes(strings.TrimRight(line, "\r\n"))); width > wrapWidth {
			break
		}
	}
	var out []nlp.Span
	start, at := -1, 0
	for line := range strings.Lines(text) {
		next := at + len(line)
		body := strings.TrimSpace(line)
		if body == "" {
			if start >= 0 {
				out = append(out, nlp.Span{Start: start, End: at})
			}
			start, at = -1, next
			continue
		}
		if start < 0 {
			start = at
		}
		if width > wrapWidth || fits(text[next:], width-runes(strings.TrimRight(line, "\r\n "))) {
			out = append(out, nlp.Span{Start: start, End: next})
			start = -1
		}
		at = next
	}
	if start >= 0 {
		out = append(out, nlp.Span{Start: start, End: at})
	}
	return out
}

// runes counts the runes of a line, or of as much of it as tells that it is wide.
func runes(line string) int {
	return utf8.RuneCountInString(line[:min(len(line), 4*wrapWidth+4)])
}

// fits reports whether the first word of rest has less than room runes. A blank
// line or the end of the text fits nowhere: the paragraph ends there anyway.
func fits(rest string, room int) bool {
	line := rest[:min(len(rest), 4*wrapWidth+4)]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	words := strings.Fields(line)
	return len(words) > 0 && utf8.RuneCountInString(words[0]) < room
}

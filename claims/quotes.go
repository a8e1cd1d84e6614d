package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/nlp"
)

// A quotation is words between quotation marks, within one paragraph.
type quotation struct {
	Open  nlp.Span // the opening mark
	Inner nlp.Span // between the marks
	Close nlp.Span // the closing mark; empty where the next paragraph goes on
	// Depth is 0 for a quotation that no other one holds.
	Depth int
	// Continued says that the next quotation of the list opens the paragraph that
	// follows and carries this one on: by custom the mark is closed once, at the end.
	Continued bool
}

// full is the whole quotation, marks and all.
func (q quotation) full() nlp.Span {
	return nlp.Span{Start: q.Open.Start, End: max(q.Inner.End, q.Close.End)}
}

// Marks of one family close one another.
type markFamily uint8

const (
	double markFamily = iota
	single
)

// A mark is a quotation mark as it stands in the text.
type mark struct {
	at, size int
	family   markFamily
	// opens and closes say what the character and its neighbours allow.
	opens, closes bool
	glyph         rune // the character; '"' stands for the pairs '' and `` too
}

// openPunct may stand before an opening mark.
const openPunct = "([{—–-―/:…¿¡"

// quotations finds the quotations of text in the order in which they open, in
// any typography: “ ”, „ “, « », » «, " ", ” ”, “ ”, ‘ ’ and ' '.
// Apostrophes, feet and inches, and marks without a partner make none.
func quotations(text string) []quotation {
	var out []quotation
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		out = quoteParagraph(text, start, end, out)
		start = end + 1
	}
	return out
}

// quoteParagraph appends the quotations of the paragraph text[start:end] to out.
func quoteParagraph(text string, start, end int, out []quotation) []quotation {
	marks := findMarks(text, start, end)
	if len(marks) == 0 {
		return out
	}
	first := len(out)
	var open []int // indices into out
	var glyphs []rune
	closeAt := func(i int, m mark) {
		q := &out[open[i]]
		q.Inner.End = m.at
		q.Close = nlp.Span{Start: m.at, End: m.at + m.size}
		open, glyphs = open[:i], glyphs[:i]
	}
	for i, m := range marks {
		top := len(open) - 1
		for top >= 0 && family(glyphs[top]) != m.family {
			top--
		}
		switch {
		case m.closes && top >= 0 && closesGlyph(glyphs[top], m) && !(m.family == single && possessive(text, marks, i)):
			closeAt(top, m)
		case m.opens && (m.family == double || singleCloses(text, marks[i+1:])):
			out = append(out, quotation{Open: nlp.Span{Start: m.at, End: m.at + m.size}, Inner: nlp.Span{Start: m.at + m.size, End: end}, Depth: len(open)})
			open, glyphs = append(open, len(out)-1), append(glyphs, m.glyph)
		}
	}
	// What stays open goes on in the next paragraph, or lacks its mark.
	if len(open) > 0 {
		next := strings.TrimLeft(text[end:], "\n\r\t"+blanks)
		r, _ := utf8.DecodeRuneInString(next)
		goesOn := strings.ContainsRune("“\"„«‘", r) || strings.HasPrefix(next, "``") || strings.HasPrefix(next, "''")
		drop := map[int]bool{}
		for i, at := range open {
			switch {
			case i == 0 && goesOn:
				out[at].Continued = true
			case i == 0 && sentenceStart(text, start, out[at].Open.Start):
			default:
				drop[at] = true
			}
		}
		if len(drop) > 0 {
			kept := out[:first]
			for i := first; i < len(out); i++ {
				if drop[i] {
					continue
				}
				q := out[i]
				for at := range drop {
					if at < i && q.Depth > 0 {
						q.Depth--
					}
				}
				kept = append(kept, q)
			}
			out = kept
		}
	}
	for i := first; i < len(out); i++ {
		for out[i].Inner.End > out[i].Inner.Start && strings.IndexByte(" \t\r", text[out[i].Inner.End-1]) >= 0 {
			out[i].Inner.End--
		}
	}
	return out
}

// blanks are the spaces that stand between a quotation and its marks or neighbours.
const blanks = " \u00a0\u202f"

// sentenceStart reports whether a quotation that opens at pos starts its
// paragraph, or a sentence in it.
func sentenceStart(text string, start, pos int) bool {
	before := strings.TrimRight(text[start:pos], blanks)
	return before == "" || strings.ContainsRune(".!?:", rune(before[len(before)-1]))
}

func family(glyph rune) markFamily {
	if strings.ContainsRune("‘’'‚‹›", glyph) {
		return single
	}
	return double
}

// closesGlyph reports whether m may close a quotation that glyph opened.
func closesGlyph(glyph rune, m mark) bool {
	switch glyph {
	case '“':
		return m.glyph == '”' || m.glyph == '"'
	case '„':
		return m.glyph == '“' || m.glyph == '”' || m.glyph == '"'
	case '«':
		return m.glyph == '»'
	case '»':
		return m.glyph == '«'
	case '”', '"':
		return m.glyph == '”' || m.glyph == '"'
	case '‘', '‚':
		return m.glyph == '’' || m.glyph == '\'' || m.glyph == '‘'
	case '\'':
		return m.glyph == '\'' || m.glyph == '’'
	}
	return false
}

// findMarks lists the quotation marks of a paragraph with what each may do.
func findMarks(text string, start, end int) []mark {
	var marks []mark
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(text[i:end])
		m := mark{at: i, size: size, glyph: r}
		switch {
		case strings.HasPrefix(text[i:end], "''"), strings.HasPrefix(text[i:end], "``"):
			m.size, m.glyph = 2, '"'
		case strings.ContainsRune("“”„«»\"", r):
		case strings.ContainsRune("‘’'‚", r):
			m.family = single
		default:
			i += size
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[start:i])
		after, _ := utf8.DecodeRuneInString(text[i+m.size : end])
		if i == start {
			before = ' '
		}
		if i+m.size >= end {
			after = ' '
		}
		free := unicode.IsSpace(before) || strings.ContainsRune(openPunct, before) || strings.ContainsRune("“„«\"‘'", before)
		m.opens = free && !unicode.IsSpace(after)
		m.closes = !unicode.IsSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
		switch m.glyph {
		case '“':
			m.opens = !unicode.IsSpace(after) || free
			m.closes = m.closes && !free
		case '”':
			m.closes = true
			m.opens = m.opens && free
		case '„':
			m.opens, m.closes = true, false
		case '«':
			m.opens, m.closes = free, !free
		case '»':
			m.closes = true // "« so »" has spaces inside
		case '’':
			m.opens = false
		case '‘':
			m.closes = m.closes && !free
		case '\'':
			m.opens = m.opens && unicode.IsLetter(after)
		}
		if m.glyph == '"' && text[i] == '`' {
			m.opens, m.closes = true, false
		}
		marks = append(marks, m)
		i += m.size
	}
	return marks
}

// possessive reports whether the single mark marks[i] is the apostrophe of a
// plural ("the states' rights") and a later mark closes the quotation.
func possessive(text string, marks []mark, i int) bool {
	at := marks[i].at
	if at == 0 || text[at-1] != 's' || at+marks[i].size+1 >= len(text) || text[at+marks[i].size] != ' ' {
		return false
	}
	if next := text[at+marks[i].size+1]; next < 'a' || next > 'z' {
		return false
	}
	return singleCloses(text, marks[i+1:])
}

// singleCloses reports whether one of marks closes a single quotation before
// another one opens.
func singleCloses(text string, marks []mark) bool {
	for _, m := range marks {
		if m.family != single {
			continue
		}
		if m.closes && !(text[m.at-1] == 's' && strings.HasPrefix(text[m.at+m.size:], " ")) {
			return true
		}
		if m.closes && m.at+m.size >= len(text) {
			return true
		}
		if m.opens && !m.closes {
			return false
		}
	}
	// A plural's apostrophe may be the closing mark after all.
	for _, m := range marks {
		if m.family == single && m.closes {
			return true
		}
	}
	return false
}

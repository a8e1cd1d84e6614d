package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/nlp"
)

// sentences adds the sentences of the paragraph that was scanned, number para.
func (s *scanner) sentences(d *nlp.Document, para int) {
	if len(s.pieces) == 0 {
		return
	}
	from := 0
	if n := s.dateline(); n > 0 {
		s.emit(d, para, 0, n, "dateline")
		from = n
	}
	depth := 0 // of straight double quotes: 1 inside
	for i := from; i < len(s.pieces); i++ {
		if s.str(i) == `"` {
			depth ^= 1
		}
		end, ok := s.ends(i, from, depth)
		if !ok {
			if i+1 == len(s.pieces) || !s.parted(i, from) {
				continue
			}
			end = i + 1
		}
		for k := i + 1; k < end; k++ {
			if s.str(k) == `"` {
				depth ^= 1
			}
		}
		s.emit(d, para, from, end, "")
		from, i = end, end-1
	}
	kind := ""
	if para > 0 && from == 0 && s.byline() {
		kind = "byline"
	}
	s.emit(d, para, from, len(s.pieces), kind)
}

// str returns the text of piece i.
func (s *scanner) str(i int) string { return s.text[s.pieces[i].Start:s.pieces[i].End] }

// spaced reports whether white space stands before piece i.
func (s *scanner) spaced(i int) bool { return i == 0 || s.pieces[i-1].End < s.pieces[i].Start }

// terminal reports whether w is punctuation that may end a sentence.
func terminal(w string) bool {
	return strings.Trim(w, ".!?…") == "" || w == "。" || w == "！" || w == "？" || w == "؟" || w == "।"
}

// ends reports whether a sentence that starts at from ends with piece i, and
// returns the piece after it and after the quotes and brackets that it closes.
// quoted is 1 if a straight quotation mark is open at i.
func (s *scanner) ends(i, from, quoted int) (int, bool) {
	k, w := s.pieces[i].kind, s.str(i)
	if k&dotted == 0 && !terminal(w) {
		if k == emoticon && i+1 < len(s.pieces) && i > from {
			r, _ := utf8.DecodeRuneInString(s.str(i + 1))
			return i + 1, unicode.IsUpper(r)
		}
		return 0, false
	}
	end, closed := i+1, false
	for ; end < len(s.pieces); end++ {
		if n := s.footnote(end); n > 0 {
			end += n - 1
			continue
		}
		switch c := s.str(end); c {
		case ")", "]", "”", "»", "''", "’’":
		case "'", "’", `"`:
			if s.spaced(end) && (c != `"` || quoted == 0 || end+1 < len(s.pieces) && !s.spaced(end+1)) {
				return s.boundary(i, end, from, closed)
			}
		default:
			return s.boundary(i, end, from, closed)
		}
		closed = true
	}
	return end, true
}

// footnote returns the number of pieces of the mark of a footnote at piece i: "[12]".
func (s *scanner) footnote(i int) int {
	if i+2 < len(s.pieces) && s.str(i) == "[" && s.str(i+2) == "]" && isDigit(rune(s.str(i + 1)[0])) {
		return 3
	}
	return 0
}

// boundary decides whether a sentence ends between the terminal i, with what
// closes after it, and piece end, which is there.
func (s *scanner) boundary(i, end, from int, closed bool) (int, bool) {
	k, w := s.pieces[i].kind, s.str(i)
	if i == from+1 && w == "." && i > 0 && isLabel(s.str(from)) {
		return 0, false // "1. Introduction"
	}
	first := end
	for first < min(len(s.pieces)-1, end+maxOpening) && opening(s.str(first)) {
		first++
	}
	next := s.str(first)
	r, _ := utf8.DecodeRuneInString(next)
	capital := unicode.IsUpper(r) || unicode.IsTitle(r)
	lower := unicode.IsLower(r)
	opened := first > end
	switch {
	case !wordRune(r) && !opened && !bullet(next):
		return end, w == "." && k&dotted == 0 && !closed && s.signature(first)
	case k&(title|never|initial|number) != 0:
		return end, closed && capital && k&(title|initial) == 0
	case k&dotted != 0:
		return end, capital && (opened || closed || s.kinds[next]&starter != 0)
	case lower && (closed || !s.spaced(end) && w == "." || strings.HasPrefix(w, "..") || w == "…"):
		return 0, false
	case lower && w == "." && s.abbreviated(i) && s.kinds[strings.ToUpper(next[:1])+next[1:]]&starter == 0:
		return 0, false
	case closed && w != "." && s.reported(first):
		return 0, false // “Is it?” Smith asked
	case strings.HasPrefix(w, "..") || w == "…":
		return end, i > from && capital || opened
	case !s.spaced(end) && isDigit(r):
		return 0, false
	}
	return end, true
}

// isLabel reports whether w numbers an item of a list.
func isLabel(w string) bool {
	if len(w) > 2 {
		return false
	}
	return isDigit(rune(w[0])) || len(w) == 1
}

// signature reports whether a dash stands at piece i that opens what follows a
// sentence: who wrote it, or the next item of a list.
func (s *scanner) signature(i int) bool {
	switch s.str(i) {
	case "-", "--", "—", "–":
	default:
		return false
	}
	if i+1 == len(s.pieces) || !s.spaced(i) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.str(i + 1))
	return unicode.IsUpper(r)
}

// maxOpening bounds the run of opening marks that is looked through.
const maxOpening = 8

func opening(w string) bool {
	switch w {
	case `"`, "“", "‘", "«", "``", "(", "[", "'", "''", "...", "…", "¿", "¡", "`":
		return true
	}
	return false
}

// bullet reports whether w may open a sentence though it is no word.
func bullet(w string) bool {
	switch w {
	case "-", "—", "–", ",", ";", ":", ")", "]", "/", "%", "&", "=", "+", "|", "”", "’":
		return false
	}
	r, _ := utf8.DecodeRuneInString(w)
	return !terminal(w) && (unicode.IsSymbol(r) || r == '#' || r == '@' || r == '*' || r == '•')
}

// abbreviated reports whether the word before the full stop at piece i looks like
// an abbreviation that the table lacks: short, or a capital, and not known.
func (s *scanner) abbreviated(i int) bool {
	if i == 0 {
		return false
	}
	w := s.str(i - 1)
	r, _ := utf8.DecodeRuneInString(w)
	return len(w) <= 3 || unicode.IsUpper(r)
}

// reported reports whether a verb of saying stands among the words from i on,
// before any punctuation.
func (s *scanner) reported(i int) bool {
	for k := i; k < min(i+6, len(s.pieces)); k++ {
		w := s.str(k)
		if s.kinds[w]&reporting != 0 {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(w); !wordRune(r) {
			return false
		}
	}
	return false
}

// dateline returns the number of pieces of the dateline that opens the paragraph,
// its dash with them: "HAMBURG, Germany (AP) —". 0 for none.
func (s *scanner) dateline() int {
	sure := upper(s.str(0))
	for i := range min(len(s.pieces)-1, 16) {
		if n := s.agency(i); n > 0 {
			return n
		}
		switch w := s.str(i); w {
		case "—", "–", "--", "-":
			if i == 0 || !sure || w != "—" && (!s.spaced(i) || !s.spaced(i+1)) {
				return 0
			}
			return i + 1
		case "(":
			sure = sure || i > 0 && i < 6
		case ",", ")", "/", "and", "of", ".", "the":
			if i == 0 {
				return 0
			}
		default:
			if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && !unicode.IsDigit(r) {
				return 0
			}
		}
	}
	return 0
}

// agency returns the end of the name of a news agency in brackets at piece i, and of the
// dash after it; 0 if there is none, or nothing after it.
func (s *scanner) agency(i int) int {
	if i+3 >= len(s.pieces) || s.str(i) != "(" || s.str(i+2) != ")" || s.kinds[s.str(i+1)]&agency == 0 {
		return 0
	}
	switch s.str(i + 3) {
	case "—", "–", "--", "-":
		if i+4 < len(s.pieces) {
			return i + 4
		}
	}
	return i + 3
}

// upper reports whether w is a name in capitals, as a dateline's town is.
func upper(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 2
}

// byline reports whether the paragraph is the line that names the writers.
func (s *scanner) byline() bool {
	if len(s.pieces) < 3 || len(s.pieces) > 14 || s.str(0) != "By" && s.str(0) != "BY" {
		return false
	}
	for i := 1; i < len(s.pieces); i++ {
		w := s.str(i)
		r, _ := utf8.DecodeRuneInString(w)
		if w != "and" && w != "," && w != "in" && w != "for" && w != "of" && w != "-" && w != "|" && w != "’s" && w != "'s" && !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// emit adds the sentence of pieces from up to end to d, cut where it is too long.
func (s *scanner) emit(d *nlp.Document, para, from, end int, kind string) {
	for from < end {
		to := end
		if end-from > MaxSentence {
			to = from + s.cutAt(from)
		}
		sent := len(d.Sentences)
		first := len(d.Tokens)
		for _, p := range s.pieces[from:to] {
			d.Tokens = append(d.Tokens, nlp.Token{Span: p.Span, Form: s.text[p.Start:p.End], Head: -1, Sent: sent})
		}
		d.Sentences = append(d.Sentences, nlp.Sentence{
			Span:  nlp.Span{Start: s.pieces[from].Start, End: s.pieces[to-1].End},
			First: first, Last: len(d.Tokens), Para: para, Kind: kind,
		})
		from = to
	}
}

// cutAt returns the length of the first part of a sentence from piece from on that
// is longer than MaxSentence: up to the last semicolon, or else comma, in its second half.
func (s *scanner) cutAt(from int) int {
	for _, mark := range []string{";", ","} {
		for n := MaxSentence; n > MaxSentence/2; n-- {
			if s.str(from+n-1) == mark {
				return n
			}
		}
	}
	return MaxSentence
}

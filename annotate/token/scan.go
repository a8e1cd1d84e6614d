package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/nlp"
)

// piece is a token of a paragraph before its sentence is known.
type piece struct {
	nlp.Span
	kind kind // of an abbreviation with its full stop
}

// scanner cuts paragraphs into pieces.
type scanner struct {
	*table
	text   string
	end    int // of the paragraph
	pieces []piece
}

// look returns what the table says of w as it is spelt, or else in small letters.
func (s *scanner) look(w string) kind {
	if k := s.kinds[w]; k != 0 {
		return k
	}
	return s.kinds[s.small(w)]
}

// longest is longer than any form in the table.
const longest = 24

// small returns w in small letters, and "" for what is too long for the table.
func (s *scanner) small(w string) string {
	if len(w) > longest {
		return ""
	}
	for i := range len(w) {
		if c := w[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return strings.ToLower(w)
		}
	}
	return w
}

func (s *scanner) rune(i int) (rune, int) {
	if i >= s.end {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:s.end])
}

func (s *scanner) add(start, end int, k kind) {
	s.pieces = append(s.pieces, piece{nlp.Span{Start: start, End: end}, k})
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// wordRune reports whether r is part of a word wherever it stands.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || isDigit(r) || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// invisible reports whether r lies between tokens, or unseen within one.
func invisible(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '`' || r == '′' }

// scan sets s.pieces to the tokens of paragraph p.
func (s *scanner) scan(p nlp.Span) {
	s.pieces, s.end = s.pieces[:0], p.End
	chunk := p.Start // end of the run without white space that holds i
	address := false // it is an Internet address, an e-mail or the like
	for i := p.Start; i < p.End; {
		r, n := s.rune(i)
		if unicode.IsSpace(r) || invisible(r) {
			i += n
			continue
		}
		if i >= chunk {
			chunk = p.End
			if n := strings.IndexFunc(s.text[i:p.End], unicode.IsSpace); n >= 0 {
				chunk = i + n
			}
			address = isAddress(s.text[i:chunk])
		}
		switch {
		case address && (wordRune(r) || r == '@'):
			i = s.address(i, chunk)
		case wordRune(r):
			i = s.word(i)
		case apostrophe(r):
			i = s.apostrophe(i, n)
		default:
			i = s.symbol(i, r, n)
		}
	}
}

// isAddress reports whether a chunk holds a URL or an e-mail address.
func isAddress(chunk string) bool {
	if strings.Contains(chunk, "://") || strings.Contains(chunk, "www.") {
		return true
	}
	at := strings.IndexByte(chunk, '@')
	return at >= 0 && at+1 < len(chunk)
}

// address adds one token from i to the end of the chunk, without the punctuation
// that closes it.
func (s *scanner) address(i, chunk int) int {
	j := i
	for j < chunk {
		r, n := s.rune(j)
		if r == '<' || r == '>' || r == '"' || r == '“' || r == '”' || r == ',' && !strings.Contains(s.text[i:j], "://") {
			break
		}
		j += n
	}
	for j > i {
		r, n := utf8.DecodeLastRuneInString(s.text[i:j])
		if !strings.ContainsRune(".,;:!?)]}'’»…", r) {
			break
		}
		j -= n
	}
	if j == i {
		_, n := s.rune(i)
		j = i + n
	}
	s.add(i, j, 0)
	return j
}

// word adds the word that starts at i, with the words that contract into it.
func (s *scanner) word(i int) int {
	j, segment := i, i // segment: after the last full stop
	single := true     // all parts between full stops have one letter
	dots := 0
scan:
	for j < s.end {
		r, n := s.rune(j)
		if wordRune(r) {
			j += n
			continue
		}
		next, size := s.rune(j + n)
		if r == '(' && strings.HasPrefix(s.text[j:s.end], "(s)") { // name(s)
			j += len("(s)")
			continue
		}
		if r == '$' && isDigit(next) && j-i <= 3 && s.text[j-1] >= 'A' && s.text[j-1] <= 'Z' { // US$30
			s.add(i, j+n, 0)
			return j + n
		}
		if !wordRune(next) {
			break
		}
		prev, back := utf8.DecodeLastRuneInString(s.text[i:j])
		switch {
		case r == '.':
			short := j-segment <= back && unicode.IsLetter(prev)
			switch {
			case isDigit(prev) && isDigit(next):
			case short && single && unicode.IsLetter(next):
			case s.kinds[s.dottedWord(i, j+n)]&(abbreviation|never) != 0: // Ph.D
			case s.isDomain(j + n):
			default:
				break scan
			}
			single = single && short
			segment = j + n
			dots++
		case r == ',':
			if !isDigit(prev) || !s.digits(j+n, 2) {
				break scan
			}
		case r == ':':
			if !isDigit(prev) || !isDigit(next) {
				break scan
			}
		case apostrophe(r):
			if cut, end := s.clitic(i, j, n); end > 0 {
				if cut > i {
					s.cut(i, cut)
				}
				s.add(cut, end, 0)
				return end
			}
			if r == '`' {
				break scan
			}
		case r == '-' || r == '‐':
			if end := s.phone(i, j); end > 0 {
				s.add(i, end, 0)
				return end
			}
			if s.look(s.text[i:j])&prefix == 0 || !unicode.IsLetter(next) {
				break scan
			}
		case r == '/':
			if isDigit(prev) && isDigit(next) {
				break
			}
			end := s.letters(j + n)
			if s.kinds[s.small(s.text[i:end])]&keep == 0 {
				break scan
			}
		case r == '&':
			if j-i > 3 || s.letters(j+n)-j > 4 || !unicode.IsUpper(prev) || !unicode.IsUpper(next) {
				break scan
			}
		case invisible(r) && r != '\u200b' && r != '\ufeff' && r > utf8.RuneSelf:
		default:
			break scan
		}
		j += n + size
	}
	if unitAt := s.unit(i, j); unitAt > 0 {
		s.add(i, unitAt, 0)
		i = unitAt
	}
	if end, k := s.fullStop(i, j, dots > 0 && single); k != 0 {
		s.add(i, end, k)
		return end
	}
	s.cut(i, j)
	return j
}

// cut adds the word from i to j, as two if it is a contraction.
func (s *scanner) cut(i, j int) {
	if n := s.cuts[s.small(s.text[i:j])]; n > 0 {
		s.add(i, i+n, 0)
		i += n
	}
	s.add(i, j, 0)
}

// letters returns the end of the run of letters at i, or of the start of a long one.
func (s *scanner) letters(i int) int {
	for limit := i + longest; i < limit; {
		r, n := s.rune(i)
		if !unicode.IsLetter(r) {
			break
		}
		i += n
	}
	return i
}

// dottedWord returns the text from i to the end of the letters at j.
func (s *scanner) dottedWord(i, j int) string {
	if j-i > longest {
		return ""
	}
	return s.text[i:s.letters(j)]
}

// isDomain reports whether the labels from i on end as an Internet name does.
func (s *scanner) isDomain(i int) bool {
	for limit := i + 4*longest; i < limit; {
		end := i
		for end < limit {
			r, n := s.rune(end)
			if !wordRune(r) && r != '-' {
				break
			}
			end += n
		}
		if end == i {
			return false
		}
		label := s.text[i:end]
		if label[0] >= 'A' && label[0] <= 'Z' && strings.ToUpper(label) != label {
			return false
		}
		r, n := s.rune(end)
		if after, _ := s.rune(end + n); r == '.' && wordRune(after) {
			i = end + n
			continue
		}
		return len(label) <= longest && s.kinds[s.small(label)]&domain != 0
	}
	return false
}

// digits reports whether at least n digits stand at i.
func (s *scanner) digits(i, n int) bool {
	for k := range n {
		if r, _ := s.rune(i + k); !isDigit(r) {
			return false
		}
	}
	return true
}

// phone returns the end of a telephone number or of a date in digits and hyphens
// that starts at i, whose first hyphen is at j; 0 if there is none.
func (s *scanner) phone(i, j int) int {
	end, groups, last := i, 1, 0
	long := false
	for ; end < s.end && end-i < longest; end++ {
		c := s.text[end]
		if c == '-' {
			if last == 0 {
				return 0
			}
			long = long || last == 3
			groups, last = groups+1, 0
			continue
		}
		if !isDigit(rune(c)) {
			break
		}
		last++
	}
	if r, _ := s.rune(end); wordRune(r) {
		return 0
	}
	switch {
	case groups == 3 && (last == 4 || last == 2), groups == 4, groups == 2 && j-i == 3 && last == 4 && long:
		return end
	}
	return 0
}

// unit returns where a unit of measure starts in the word from i to j that starts
// with digits, or 0: "30km", "7:30pm".
func (s *scanner) unit(i, j int) int {
	if !isDigit(rune(s.text[i])) {
		return 0
	}
	at := i
	for at < j && (isDigit(rune(s.text[at])) || strings.IndexByte(".,:", s.text[at]) >= 0) {
		at++
	}
	if at == j || j-at > longest || s.kinds[s.text[at:j]]&unit == 0 {
		return 0
	}
	return at
}

// fullStop returns the end and the kind of the word from i to j with the full stop
// that follows, where that belongs to it.
func (s *scanner) fullStop(i, j int, single bool) (int, kind) {
	if r, _ := s.rune(j); r != '.' {
		return 0, 0
	}
	w := s.text[i:j]
	if r, _ := s.rune(j + 1); r == '.' { // an ellipsis; but "Inc.." ends a sentence
		if r, _ := s.rune(j + 2); r == '.' || !single && s.kinds[w]&abbreviation == 0 {
			return 0, 0
		}
	}
	if single {
		return j + 1, acronym | s.look(w)&never
	}
	if r, n := utf8.DecodeRuneInString(w); n == len(w) && unicode.IsUpper(r) && s.initial(i, j+1) {
		return j + 1, initial
	}
	if len(w) > longest {
		return 0, 0
	}
	k := s.kinds[w]
	if k&dotted == 0 && strings.ToUpper(w) == w { // INC., GEN.
		k = s.kinds[w[:1]+strings.ToLower(w[1:])] & (title | abbreviation)
	}
	if r := w[0]; k&dotted == 0 && r >= 'A' && r <= 'Z' { // Esp., Attn.
		k = s.kinds[s.small(w)] & never
	}
	if k&state != 0 && !s.afterComma() {
		k &^= state
	}
	if k&number != 0 && !s.numberAt(j+1) {
		k &^= number
	}
	if k &= dotted; k == 0 {
		return 0, 0
	}
	return j + 1, k
}

// afterComma reports whether the last piece is a comma or an opening bracket.
func (s *scanner) afterComma() bool {
	if len(s.pieces) == 0 {
		return false
	}
	w := s.text[s.pieces[len(s.pieces)-1].Start]
	return w == ',' || w == '('
}

// numberAt reports whether a number stands at i, white space aside.
func (s *scanner) numberAt(i int) bool {
	for ; i < s.end && s.text[i] == ' '; i++ {
	}
	r, _ := s.rune(i)
	return unicode.IsDigit(r)
}

// initial reports whether the capital at i, whose full stop ends at j, shortens a
// name: a name goes on after it, and no word in small letters ends before it
// ("Plan B. Then").
func (s *scanner) initial(i, j int) bool {
	for ; j < s.end && s.text[j] == ' '; j++ {
	}
	next, _ := s.rune(j)
	if n := len(s.pieces); n > 0 {
		last := s.pieces[n-1]
		if last.kind == initial {
			return true
		}
		w := s.text[last.Start:last.End]
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && last.End < i && s.kinds[s.firstWord(j)]&starter != 0 {
			return false
		}
	}
	return unicode.IsUpper(next) || next == ',' || next == '-'
}

// firstWord returns the letters at i.
func (s *scanner) firstWord(i int) string { return s.text[i:s.letters(i)] }

// clitics are what follows the apostrophe of a contraction.
var clitics = [...]string{"s", "S", "re", "RE", "ve", "VE", "ll", "LL", "d", "D", "m", "M"}

// clitic looks for a contraction at the apostrophe of n bytes at j, in the word
// that starts at i. It returns where the second word starts and ends; 0, 0 if
// there is none.
func (s *scanner) clitic(i, j, n int) (cut, end int) {
	end = s.letters(j + n)
	if r, _ := s.rune(end); wordRune(r) {
		return 0, 0
	}
	rest := s.text[j+n : end]
	if rest == "t" || rest == "T" {
		if c := s.text[j-1]; j-1 > i && (c == 'n' || c == 'N') {
			return j - 1, end
		}
		return 0, 0
	}
	if n := s.cuts[s.small(s.text[i:end])]; n > 0 {
		return i + n, end
	}
	for _, c := range clitics {
		if rest == c {
			return j, end
		}
	}
	return 0, 0
}

// apostrophe adds what starts with the apostrophe of n bytes at i.
func (s *scanner) apostrophe(i, n int) int {
	r, _ := s.rune(i)
	if next, m := s.rune(i + n); next == r { // '' and `` and ’’ are quotation marks
		s.add(i, i+n+m, 0)
		return i + n + m
	}
	end := s.letters(i + n)
	if after, _ := s.rune(end); !wordRune(after) {
		w := s.text[i+n : end]
		glued := len(s.pieces) > 0 && s.pieces[len(s.pieces)-1].End == i
		for _, c := range clitics {
			if w == c && (glued || r != '‘' && c == "s") {
				s.add(i, end, 0)
				return end
			}
		}
		if cut := s.cuts["'"+s.small(w)]; cut > 0 && !glued {
			s.add(i, i+n+cut-1, 0)
			s.add(i+n+cut-1, end, 0)
			return end
		}
	}
	if s.digits(i+n, 2) && !s.digits(i+n, 3) { // '90s
		end := i + n + 2
		if c, _ := s.rune(end); c == 's' {
			end++
		}
		if c, _ := s.rune(end); !wordRune(c) && c != '.' && c != ',' && c != ':' {
			s.add(i, end, 0)
			return end
		}
	}
	s.add(i, i+n, 0)
	return i + n
}

// symbol adds the token that starts with the symbol r of n bytes at i.
func (s *scanner) symbol(i int, r rune, n int) int {
	next, size := s.rune(i + n)
	switch {
	case r == '.' && isDigit(next) && !s.glued(i):
		return s.word2(i, i+n)
	case r == '#' && unicode.IsLetter(next), r == '@' && wordRune(next) && !s.glued(i), r == '+' && isDigit(next) && !s.glued(i):
		return s.word2(i, i+n)
	}
	if !s.glued(i) {
		for _, e := range s.emoticons {
			if strings.HasPrefix(s.text[i:s.end], e) {
				if after, _ := s.rune(i + len(e)); !wordRune(after) {
					s.add(i, i+len(e), emoticon)
					return i + len(e)
				}
			}
		}
	}
	j := i + n
	switch {
	case r == '.' || r == '!' || r == '?' || r == '…':
		for next == '.' || next == '!' || next == '?' || next == '…' {
			j += size
			next, size = s.rune(j)
		}
	case r == '$' || strings.ContainsRune("()[]{}\"“”‘«»‹›,;:%&£€¥—–", r):
	default: // runs of dashes, rules, stars; emoji with what modifies them
		for next == r || unicode.Is(unicode.M, next) || next == '\u200d' || next >= 0x1f3fb && next <= 0x1f3ff {
			if j += size; next == '\u200d' {
				if next, size = s.rune(j); next == 0 || unicode.IsSpace(next) || wordRune(next) || invisible(next) {
					break
				}
				j += size
			}
			next, size = s.rune(j)
		}
	}
	s.add(i, j, 0)
	return j
}

// glued reports whether a token ends right before i.
func (s *scanner) glued(i int) bool {
	return len(s.pieces) > 0 && s.pieces[len(s.pieces)-1].End == i
}

// word2 adds one token of the symbol at i and the word at j.
func (s *scanner) word2(i, j int) int {
	end := s.word(j)
	for k := len(s.pieces) - 1; k >= 0; k-- {
		if s.pieces[k].Start == j {
			s.pieces[k].Start = i
			break
		}
	}
	return end
}

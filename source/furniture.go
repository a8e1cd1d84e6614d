package source

import (
	"bytes"
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"chancery/internal/tsv"
	"chancery/nlp"
)

// The kinds of a [Part].
const (
	Headline    = "headline" // of the story, or of a section of it
	Dateline    = "dateline" // "HAMBURG, Germany (Reuters) -", at the head of the story's first paragraph
	Byline      = "byline"
	Caption     = "caption"
	Boilerplate = "boilerplate"
)

// paragraph is a paragraph of a text, or a line that stands for one.
type paragraph struct {
	nlp.Span
	raw  string // as it stands
	text string // with its white space made single blanks
	// alone is true if blank lines, or the ends of the text, part it from its
	// neighbours.
	alone bool
}

// How many paragraphs are the start and the end of an article.
const startLen, endLen = 6, 8

// findFurniture returns the parts of text that are not its story, in order and
// disjoint. It would rather leave a line of furniture in the story than take a
// line of the story out: a first line is a headline only if its capitals show it,
// or a byline or dateline after it, or title, which is the text's title where it
// is known ("" if not). topLine is true for texts that start with their headline
// as a rule.
func findFurniture(text, title string, topLine bool) []Part {
	paras := paragraphs(text)
	var parts []Part
	add := func(s nlp.Span, kind string) { parts = append(parts, Part{Span: s, Kind: kind}) }
	// story is the number of the first paragraph that may belong to the story.
	story := 0
	if n := headlineLen(paras, title, topLine); n > 0 {
		add(paras[0].Span, Headline)
		story = n
	}
	head := true // no paragraph of the story so far
	for i := story; i < len(paras); i++ {
		p := paras[i]
		switch {
		case i < startLen && head && isByline(p.text):
			add(p.Span, Byline)
			continue
		case i < startLen && head && len(paras) > 1 && isDate(p.text):
			add(p.Span, Boilerplate)
			continue
		}
		if len(paras) > 1 {
			if kind := lookUp(p.text, i, len(paras)); kind != "" {
				add(p.Span, kind)
				continue
			}
		}
		dateline := 0
		if head {
			if dateline = p.rawLen(datelineLen(p.text, paras[i+1:])); dateline > 0 {
				add(nlp.Span{Start: p.Start, End: p.Start + dateline}, Dateline)
			}
			head = false
		} else if isSubhead(paras, i) {
			add(p.Span, Headline)
			continue
		}
		if s, ok := creditAtEnd(p, i, len(paras)); ok && s.Start >= p.Start+dateline {
			add(s, Boilerplate)
		}
	}
	sortParts(parts)
	return parts
}

func sortParts(parts []Part) {
	slices.SortFunc(parts, func(a, b Part) int { return a.Start - b.Start })
}

// paragraphs splits text at blank lines, and blocks of lines that are not
// wrapped prose at their lines.
func paragraphs(text string) []paragraph {
	var out []paragraph
	var block []nlp.Span
	flush := func() {
		if len(block) == 0 {
			return
		}
		if len(block) > 1 && isWrapped(text, block) {
			s := nlp.Span{Start: block[0].Start, End: block[len(block)-1].End}
			out = append(out, paragraph{Span: s, raw: text[s.Start:s.End], text: oneLine(text[s.Start:s.End]), alone: true})
		} else {
			for _, s := range block {
				out = append(out, paragraph{Span: s, raw: text[s.Start:s.End], text: oneLine(text[s.Start:s.End]), alone: len(block) == 1})
			}
		}
		block = block[:0]
	}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		next := at + end + 1
		if end < 0 {
			end, next = len(text)-at, len(text)
		}
		line := text[at : at+end]
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			flush()
		} else {
			start := at + strings.Index(line, trimmed)
			block = append(block, nlp.Span{Start: start, End: start + len(trimmed)})
		}
		at = next
	}
	flush()
	return out
}

// isWrapped reports whether the lines of a block are one paragraph broken to
// fit a page: none is long, and few end where a sentence may.
func isWrapped(text string, lines []nlp.Span) bool {
	ended := 0
	for i, s := range lines {
		if s.Len() > 100 {
			return false
		}
		if i < len(lines)-1 && endsSentence(text[s.Start:s.End]) {
			ended++
		}
	}
	// A short line before the last is no line that was full.
	for _, s := range lines[:len(lines)-1] {
		if s.Len() < 45 {
			return false
		}
	}
	return ended*2 <= len(lines)-1
}

// rawLen returns the number of bytes of p.raw that the first n bytes of p.text
// stand for.
func (p paragraph) rawLen(n int) int {
	at := 0
	for i := 0; i < n; i++ {
		if p.text[i] != ' ' {
			at++
			continue
		}
		for at < len(p.raw) {
			r, size := utf8.DecodeRuneInString(p.raw[at:])
			if !unicode.IsSpace(r) {
				break
			}
			at += size
		}
	}
	return at
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// endsSentence reports whether s ends in a full stop or the like, closing marks
// aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] \u00a0")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…", r)
}

// headlineLen returns 1 if the first paragraph is a headline, and else 0.
func headlineLen(paras []paragraph, title string, topLine bool) int {
	if len(paras) < 2 {
		return 0
	}
	first, second := paras[0], paras[1]
	if title != "" && bare(first.text) == bare(title) {
		return 1
	}
	words := strings.Fields(first.text)
	if len(first.text) > 200 || len(words) > 30 || isByline(first.text) || datelineLen(first.text, nil) > 0 || strings.HasSuffix(first.text, ":") {
		return 0
	}
	longer := func(p paragraph) bool { return len(p.text) > len(first.text) }
	if !slices.ContainsFunc(paras[1:min(len(paras), startLen)], longer) || lookUp(first.text, 0, len(paras)) != "" {
		return 0
	}
	// What is as long as a sentence and ends like one tells something, even above a
	// dateline.
	short := len(words) <= 20 || !endsSentence(first.text)
	switch {
	case short && (isByline(second.text) || datelineLen(second.text, paras[2:]) > 0):
		return 1
	case isTitleCase(words):
		return 1
	case topLine && first.alone && !endsSentence(first.text) && len(words) <= 25 && !strings.HasSuffix(first.text, ","):
		return 1
	}
	return 0
}

// bare is s without case, marks and white space, to compare titles by.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// smallWords stay in lower case in a title.
var smallWords = map[string]bool{
	"a": true, "an": true, "and": true, "as": true, "at": true, "but": true, "by": true, "for": true, "from": true, "if": true, "in": true,
	"is": true, "into": true, "nor": true, "of": true, "off": true, "on": true, "or": true, "over": true, "per": true, "than": true,
	"the": true, "to": true, "up": true, "via": true, "vs": true, "with": true, "after": true, "amid": true, "before": true,
}

// isTitleCase reports whether words are capitalised as in a title: at least five
// words that a sentence would have in lower case or in capitals, and nearly all
// of them in capitals.
func isTitleCase(words []string) bool {
	upper, lower := 0, 0
	for _, w := range words {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "" || smallWords[strings.ToLower(w)]:
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper >= 5 && lower*8 <= upper
}

// isSubhead reports whether paragraph i is a heading inside the story: short,
// without an end, alone between paragraphs that have one.
func isSubhead(paras []paragraph, i int) bool {
	if i == 0 || i+1 >= len(paras) {
		return false
	}
	p, next := paras[i], paras[i+1]
	r, _ := utf8.DecodeRuneInString(p.text)
	last, _ := utf8.DecodeLastRuneInString(p.text)
	return p.alone && len(strings.Fields(p.text)) <= 8 && len(p.text) <= 70 && unicode.IsUpper(r) &&
		(unicode.IsLetter(last) || unicode.IsDigit(last)) &&
		endsSentence(paras[i-1].text) && next.alone && len(next.text) >= 60 && endsSentence(next.text)
}

// Names of people, as in a byline: one to five capitalised words, with
// particles.
const (
	nameWord = `(?:\p{Lu}[\p{L}'’.-]*)`
	name     = nameWord + `(?: (?:de|da|di|del|della|la|le|van|von|der|den|bin|bint|ibn|al|el|y|` + nameWord + `)){1,5}`
	names    = name + `(?:(?:, | and | & |, and )` + name + `)*`
	outlet   = `(?: ?[,|–—-] ?| for | in | at | of | \()[\p{L}\p{N} .,'’&/-]{2,60}\)?`
)

var (
	// bylineForm is lazily compiled, as the program's start counts.
	bylineForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:(?i:written by|reported by|story by|words by|by)):? ` + names + `(?:` + outlet + `)?[.]?$`)
	})
	// notNames are words in capitals after "by" that no name starts with.
	notNames = map[string]bool{
		"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
		"september": true, "october": true, "november": true, "december": true, "monday": true, "tuesday": true, "wednesday": true,
		"thursday": true, "friday": true, "saturday": true, "sunday": true, "christmas": true, "easter": true, "ramadan": true,
	}
)

// isByline reports whether a paragraph says who wrote the story: "By Jane Doe",
// "By Jane Doe and John Roe in Nairobi".
func isByline(s string) bool {
	if len(s) > 160 || len(s) < 6 || s[0]|0x20 != 'b' && s[0]|0x20 != 'w' && s[0]|0x20 != 'r' && s[0]|0x20 != 's' {
		return false
	}
	if !bylineForm().MatchString(s) {
		return false
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	for i, w := range words {
		if strings.EqualFold(w, "by") && i+1 < len(words) && notNames[strings.ToLower(words[i+1])] {
			return false
		}
	}
	return len(words) <= 20
}

// Places, as in a dateline.
const (
	capsWord  = `(?:\p{Lu}[\p{Lu}'’.-]+|\p{Lu}[.]|[Dd][aei]|EL|AL|[Aa]l-\p{Lu}+)`
	capsPlace = capsWord + `(?:[ ]` + capsWord + `){0,4}`
	mixPlace  = `\p{Lu}[\p{L}'’.-]+(?: (?:of|the|de|del|la|el|\p{Lu}[\p{L}'’.-]+)){0,3}`
	region    = `(?:, (?:\p{Lu}[\p{L}'’.-]*(?: (?:of|and|the|de|\p{Lu}[\p{L}'’.-]*)){0,3}))?`
	month     = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	day       = `(?:(?:` + month + ` \d{1,2}|\d{1,2} ` + month + `)(?:,? \d{4})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)`
	agency    = `(?:\((?:\p{Lu}[\p{L}\p{N} .&/'’]{1,40})\)|/\p{Lu}[\p{L}-]+/\.?)`
	// The agencies after whose names some papers leave out the dash.
	wires = `\((?:CNN|CNN Business|AP|AFP|Reuters|UPI|Xinhua|dpa|DPA|ANSA|EFE|IANS|PTI|ANI|KUNA|WAM|SPA|MENA|Bloomberg)\)`
	paren = `(?:` + agency + `|\(` + day + `\))`
	// Around a dash there is a blank on one side at least.
	parted = `(?: ` + dash + ` ?|` + dash + ` )`
	dash   = `(?:—|–|\.?--?|―|_)`
)

var (
	datelineForms = sync.OnceValue(func() []*regexp.Regexp {
		var out []*regexp.Regexp
		for _, form := range []string{
			// LONDON/DUBAI, July 9 (Reuters) - …
			`^` + capsPlace + `(?:[/,] ?` + capsPlace + `)*` + region + `(?:, ` + day + `)?\.?(?: ` + paren + `)?` + parted,
			// BEIJING, May 5 (Xinhua) … and MOSCOW, July 9. /TASS/. …
			`^` + capsPlace + `(?:[/,] ?` + capsPlace + `)*` + region + `(?:, ` + day + `\.? ` + agency + `|(?:, ` + day + `)?\.? /\p{Lu}[\p{L}-]+/\.?):? ?`,
			// Beijing, 5 May (Xinhua) … and Paris (AFP) – …
			`^` + mixPlace + region + `(?:, ` + day + `,? ` + paren + `(?:` + parted + `| )|,? ` + paren + parted + `)`,
			// Geneva, 5 May - …
			`^` + mixPlace + region + `, ` + day + parted,
			// (Reuters) - … and Washington (CNN)The …
			`^` + agency + parted,
			`^(?:(?:` + capsPlace + `|` + mixPlace + `)` + region + ` ?)?` + wires + ` ?`,
			// Beirut, Lebanon – … and Geneva — …
			`^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){0,2}(?:, \p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){0,2})? ` + dash + ` `,
		} {
			out = append(out, regexp.MustCompile(form))
		}
		return out
	})
	// colonDateline is the custom of South Asia and the Gulf: "ISLAMABAD: The …".
	colonDateline = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^` + capsPlace + `(?:/` + capsPlace + `)?(?:, ` + day + `)?: `)
	})
)

// labels are words that stand where a dateline may, and are none.
var labels = map[string]bool{
	"UPDATE": true, "UPDATED": true, "BREAKING": true, "ANALYSIS": true, "OPINION": true, "EXCLUSIVE": true, "CORRECTED": true, "CORRECTION": true,
	"FACTBOX": true, "TIMELINE": true, "EXPLAINER": true, "EXPLAINED": true, "WRAPUP": true, "LIVE": true, "VIDEO": true, "WATCH": true, "PHOTOS": true,
	"PHOTO": true, "NEWS": true, "EDITORIAL": true, "COMMENT": true, "COMMENTARY": true, "REVIEW": true, "INTERVIEW": true, "FEATURE": true, "PROFILE": true,
	"READ": true, "RELATED": true, "MORE": true, "LISTEN": true, "NOTE": true, "EDITOR": true, "EDITORS": true, "FILE": true, "QUESTION": true, "ANSWER": true,
	"NATO": true, "EU": true, "UN": true, "US": true, "USA": true, "UK": true, "IMF": true, "OPEC": true, "ASEAN": true, "ISIS": true, "THE": true,
	"OBITUARY": true, "LOOK": true, "BYLINE": true, "TRANSCRIPT": true, "REPORT": true, "STATEMENT": true, "SUMMARY": true, "URGENT": true, "ALERT": true, "FACT": true, "CHECK": true, "POLL": true,
}

// datelineLen returns the number of bytes of the dateline at the head of a
// paragraph, with the dash and the blank after it, or 0 if there is none. rest
// are the paragraphs after it: where speakers' names stand in front, nothing
// before a colon is a dateline.
func datelineLen(s string, rest []paragraph) int {
	head := s[:min(len(s), 160)]
	r, _ := utf8.DecodeRuneInString(head)
	if !unicode.IsUpper(r) && r != '(' || notNames[strings.ToLower(firstWord([]byte(head)))] {
		return 0
	}
	forms := datelineForms()
	lastForm := len(forms) - 1 // the one that is in doubt
	for i, form := range forms {
		n := len(form.FindString(head))
		if n == 0 || n > 110 || !startsSentence(s[n:], i < lastForm) || labels[firstUpper(head)] || strings.HasPrefix(head, "The ") {
			continue
		}
		if i == lastForm && !isLoneDash(s, n) {
			continue
		}
		return n
	}
	if n := len(colonDateline().FindString(head)); n > 5 && startsSentence(s[n:], false) && !labels[firstUpper(head)] {
		for _, p := range rest {
			if colonDateline().MatchString(p.text) {
				return 0
			}
		}
		return n
	}
	return 0
}

// startsSentence reports whether s starts as a sentence does. After a dateline
// that is beyond doubt, one may start with a name in lower case ("al-Shabab",
// "iPhone") or a number.
func startsSentence(s string, sure bool) bool {
	s = strings.TrimLeft(s, " \"'“‘(«")
	r, _ := utf8.DecodeRuneInString(s)
	if s == "" {
		return sure
	}
	return unicode.IsUpper(r) || unicode.IsDigit(r) || sure && (strings.HasPrefix(s, "al-") || strings.HasPrefix(s, "el-"))
}

// firstUpper returns the first word of s, without its marks.
func firstUpper(s string) string {
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsUpper(r) })
	if n < 0 {
		n = len(s)
	}
	return s[:n]
}

// isLoneDash reports whether the dash that ends at n is the only one of the
// first sentence: two of them enclose an aside, and part no dateline.
func isLoneDash(s string, n int) bool {
	rest := s[n:]
	if end := strings.Index(rest, ". "); end > 0 {
		rest = rest[:end]
	}
	return !strings.Contains(rest, " — ") && !strings.Contains(rest, " – ") && !strings.Contains(rest, " - ") && len(strings.Fields(rest)) >= 5
}

// isDate reports whether a paragraph is nothing but a date, with or without a
// word that says so.
func isDate(s string) bool {
	return dateOf(s) != ""
}

// dateOf returns the date of a paragraph that is nothing but one: "9 July 2017",
// "Published: 9 July 2017". It returns "" for all else.
func dateOf(s string) string {
	if len(s) > 60 || !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	if what, after, ok := strings.Cut(s, " "); ok {
		switch strings.ToLower(strings.TrimRight(what, ":")) {
		case "published", "posted", "date":
			s = strings.TrimPrefix(after, "on ")
		}
	}
	if _, _, err := parseDate(s); err != nil {
		return ""
	}
	return s
}

// credit is a row of the table of furniture.
type credit struct {
	kind, where, pattern string
	max                  int
}

//go:embed furniture.tsv
var furnitureTable []byte

var credits = sync.OnceValues(readCredits)

func readCredits() ([]credit, error) {
	rows, err := tsv.Read(bytes.NewReader(furnitureTable), "furniture.tsv", "kind", "where", "max", "pattern", "example", "but")
	if err != nil {
		return nil, err
	}
	out := make([]credit, 0, len(rows))
	for _, row := range rows {
		max, err := strconv.Atoi(row.Get("max"))
		if err != nil {
			return nil, row.Errorf("max: %w", err)
		}
		where := row.Get("where")
		if where != "any" && where != "start" && where != "end" {
			return nil, row.Errorf("where is %q, and must be any, start or end", where)
		}
		kind := row.Get("kind")
		if kind != Boilerplate && kind != Caption && kind != Byline {
			return nil, row.Errorf("kind is %q, and must be boilerplate, caption or byline", kind)
		}
		out = append(out, credit{kind: kind, where: where, pattern: row.Get("pattern"), max: max})
	}
	return out, nil
}

// lookUp returns the kind of paragraph i of n by the table, or "".
func lookUp(s string, i, n int) string {
	if len(s) > 500 {
		return ""
	}
	table, _ := credits() // embedded; a test reads it
	trimmed := strings.ToLower(strings.Trim(s, " .,;:!-–—*_>»•|"))
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		trimmed = strings.Trim(trimmed, "()")
	}
	words := len(strings.Fields(trimmed))
	for _, c := range table {
		if words > c.max || c.where == "start" && i >= startLen || c.where == "end" && i < n-endLen {
			continue
		}
		if glob(c.pattern, trimmed) {
			return c.kind
		}
	}
	return ""
}

// glob reports whether s matches pattern, in which "*" stands for any bytes, "+"
// for a run of bytes without a blank and "#" for a run of digits. It takes time in proportion to the product of their
// lengths at worst.
func glob(pattern, s string) bool {
	p, i := 0, 0
	star, mark := -1, 0
	if i < len(s) && p < len(pattern) && pattern[0] != s[0] && strings.IndexByte("*+#", pattern[0]) < 0 {
		return false // as nearly always
	}
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
			continue
		case p < len(pattern) && pattern[p] == '#' && isDigit(s[i]):
			for i < len(s) && isDigit(s[i]) {
				i++
			}
			p++
			continue
		case p < len(pattern) && pattern[p] == '+' && s[i] != ' ':
			for i < len(s) && s[i] != ' ' {
				i++
			}
			p++
			continue
		case p < len(pattern) && pattern[p] == s[i]:
			p++
			i++
			continue
		}
		if star < 0 {
			return false
		}
		mark++
		p, i = star+1, mark
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// creditAtEnd returns the span of a credit in round brackets that ends a
// paragraph of the story: "… he said. (Reporting by Jane Doe)".
func creditAtEnd(p paragraph, i, n int) (nlp.Span, bool) {
	if !strings.HasSuffix(p.text, ")") || p.text == "" {
		return nlp.Span{}, false
	}
	open := strings.LastIndexByte(p.text, '(')
	if open <= 0 || lookUp(p.text[open:], i, n) == "" {
		return nlp.Span{}, false
	}
	return nlp.Span{Start: p.Start + strings.LastIndexByte(p.raw, '('), End: p.End}, true
}

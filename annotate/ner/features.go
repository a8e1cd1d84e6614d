package ner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/lang/en/names"
	"chancery/model"
	"chancery/nlp"
)

// Seeds of hashes that are not those of a feature template.
const (
	seedLower = 1 + iota
	seedForm
	seedShape
	seedPrefix
	seedSuffix
	seedTag
)

// attr is what the features of a token, and of its neighbours, are made of.
type attr struct {
	lower, form, shape uint64
	pre3, suf2, suf3   uint64
	suf4, tag          uint64
	word               uint16 // of Words: class and city bits
	gaz                names.Class
	docs               docBits
	run                int32 // index of the run of capitals that the token is in, or -1
	caps               capital
	// phrase is the number of tokens of the longest phrase of the tables that
	// starts here, 0 inside one, and found what the tables say of it.
	phrase int8
	found  names.Class
}

// capital says how a token is written.
type capital uint8

const (
	lowerCase capital = iota
	initial           // first letter alone: Moscow
	upper             // all letters, two at least: NATO
	mixedCase         // McCain, iPhone
	single            // one letter, with or without a stop: J.
	digits            // 2016
	symbol            // no letter or digit
)

// docBits is what the other places of a document show of a word.
type docBits uint16

const (
	seenLower     docBits = 1 << iota // stands somewhere in lower case
	seenMid                           // stands capitalised inside a sentence
	afterTitle                        // follows a title
	afterGiven                        // follows a given name
	inOrgRun                          // in a run that an organisation's noun ends
	afterIn                           // follows "in"
	beforeNoun                        // stands before a word in lower case that is no function word
	inParentheses                     // stands alone in parentheses
	isInitials                        // the initials of a run of the document
)

// run is a stretch of capitalised tokens, with "of", "the", "de" … between them.
type run struct {
	first, last int // half-open range of token indices
	initials    uint64
	org         bool // a noun for an organisation in it
}

// lexicon is the tables that features look up, keyed by hashes of lower-case
// words and phrases.
type lexicon struct {
	tables   *names.Tables
	classes  map[uint64]names.Class
	starts   map[uint64]bool // of phrases of more than one word
	function map[uint64]bool
	links    map[uint64]bool
	words    *Words
}

// function are the words of closed classes that are capitalised at the start of
// a sentence without being names.
const function = `a about above across after against all along although amid among an and another any are around as at because
before behind being below beneath beside besides between beyond both but by can could despite did do does down during each
either every except few for from further had has have having he hence her here hers herself him himself his how however i if in inside
instead into is it its itself just last least less like many may me meanwhile might mine more moreover most much must my myself near
neither never nevertheless next no nobody none nor not nothing now of off on once one only onto or other others our ours out outside over
own per perhaps please previously quite rather several shall she should since so some somebody someone something soon still
such than that the their theirs them themselves then there therefore these they this those though through throughout thus till to
today together tomorrow too toward towards under underneath unless unlike until unto up upon us very via was we well were what whatever when
whenever where whereas wherever whether which whichever while who whoever whom whose why will with within without would yes yesterday
yet you your yours yourself also even earlier later asked according let two three four five six seven eight nine ten first second
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december`

// links are the words that may stand between the capitals of one name.
const links = `of the for de del della di da do dos du la le el al bin ibn ben von van der den zu und y e & - ' ’ –`

func newLexicon(words *Words) (*lexicon, error) {
	t, err := names.Load()
	if err != nil {
		return nil, err
	}
	x := &lexicon{
		tables: t, words: words, classes: map[uint64]names.Class{},
		starts: map[uint64]bool{}, function: map[uint64]bool{}, links: map[uint64]bool{},
	}
	t.Keys(func(phrase string, c names.Class) {
		h := uint64(0)
		parts := strings.Fields(phrase)
		for i, p := range parts {
			h = join(h, model.Hash(seedLower, p))
			if i < len(parts)-1 {
				x.starts[h] = true
			}
		}
		x.classes[h] |= c
	})
	for _, w := range strings.Fields(function) {
		x.function[model.Hash(seedLower, w)] = true
	}
	for _, w := range strings.Fields(links) {
		x.links[model.Hash(seedLower, w)] = true
	}
	return x, nil
}

// text is a document being tagged; its memory is used again for the next.
type text struct {
	*lexicon
	doc   *nlp.Document
	tags  bool // use Token.UPOS
	attrs []attr
	runs  []run
	sents []sentence
	seen  map[uint64]docBits
	votes map[uint64]votes
}

// sentence is how a sentence is written.
type sentence struct {
	start    int  // the first token with a letter
	headline bool // most words capitalised
	shout    bool // most letters capital
}

func (t *text) read(d *nlp.Document) {
	t.doc = d
	t.attrs = grow(t.attrs, len(d.Tokens))
	t.sents = grow(t.sents, len(d.Sentences))
	t.runs = t.runs[:0]
	clear(t.seen)
	for i := range d.Tokens {
		t.attrs[i] = t.look(&d.Tokens[i])
	}
	for s := range d.Sentences {
		t.sentence(s)
	}
	t.remember()
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

func (t *text) look(tok *nlp.Token) attr {
	form := tok.Form
	a := attr{run: -1, form: model.Hash(seedForm, form)}
	a.caps, a.shape = shape(form)
	if len(form) > 5 && address(form) {
		a.caps = symbol
	}
	a.lower = hashLower(form)
	a.pre3 = model.Hash(seedPrefix, form[:cut(form, 3)])
	n := len(form)
	a.suf2 = model.Hash(seedSuffix, form[n-cutEnd(form, 2):])
	a.suf3 = model.Hash(seedSuffix, form[n-cutEnd(form, 3):])
	a.suf4 = model.Hash(seedSuffix, form[n-cutEnd(form, 4):])
	if t.tags {
		a.tag = model.Hash(seedTag, tok.UPOS)
	}
	a.word, _ = t.words.at(key(a.lower))
	a.gaz = t.classes[a.lower]
	if a.caps == initial || a.caps == upper || a.caps == mixedCase {
		a.gaz |= t.tables.GivenName(form)
	}
	if a.caps == lowerCase {
		// "turkey" is no country; "president" is a title all the same.
		a.gaz &^= names.Places | names.Norps | names.City
		a.word &= classMask
	}
	return a
}

// address reports whether form is of the net: a URL, a host, a mailbox.
func address(form string) bool {
	return strings.Contains(form, "://") || strings.Contains(form, "www.") || strings.IndexByte(form, '@') > 0 ||
		strings.HasSuffix(form, ".com") || strings.HasSuffix(form, ".org")
}

// cut returns the length in bytes of the first n runes of s, or of s.
func cut(s string, n int) int {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

// cutEnd returns the length in bytes of the last n runes of s, or of s.
func cutEnd(s string, n int) int {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return len(s) - i
}

// hashLower returns model.Hash(seedLower, strings.ToLower(s)).
func hashLower(s string) uint64 {
	h := model.Hash(seedLower, "")
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return model.Hash(seedLower, strings.ToLower(s))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// shape returns how s is written, and the hash of its shape, in which repeated
// kinds of character are written once: "McCain" is XxXx, "G20" is X0.
func shape(s string) (capital, uint64) {
	h := model.Hash(seedShape, "")
	var last byte
	ups, lows, digs := 0, 0, 0
	firstUp := false
	for i, r := range s {
		var c byte
		switch {
		case unicode.IsUpper(r):
			c = 'X'
			ups++
			firstUp = firstUp || i == 0
		case unicode.IsLetter(r) || unicode.IsMark(r):
			c = 'x'
			lows++
		case unicode.IsDigit(r):
			c = '0'
			digs++
		case r < utf8.RuneSelf:
			c = byte(r)
		default:
			c = '?'
		}
		if c != last {
			h = (h ^ uint64(c)) * 1099511628211
			last = c
		}
	}
	switch {
	case ups == 0 && lows == 0 && digs > 0:
		return digits, h
	case ups == 0 && lows == 0:
		return symbol, h
	case ups == 0:
		return lowerCase, h
	case ups == 1 && lows == 0:
		return single, h
	case lows == 0:
		return upper, h
	case ups == 1 && firstUp:
		return initial, h
	}
	return mixedCase, h
}

// capital reports whether token i may be part of a name by its letters.
func (t *text) capital(i int) bool {
	switch t.attrs[i].caps {
	case initial, upper, mixedCase, single:
		return true
	}
	return false
}

// sentence fills in how sentence s is written, its runs and the phrases of the
// tables in it.
func (t *text) sentence(s int) {
	sent := t.doc.Sentences[s]
	info := sentence{start: -1}
	words, caps, shouts := 0, 0, 0
	for i := sent.First; i < sent.Last; i++ {
		a := &t.attrs[i]
		if a.caps == digits || a.caps == symbol {
			continue
		}
		if info.start < 0 {
			info.start = i
		}
		if t.function[a.lower] {
			continue
		}
		words++
		if a.caps != lowerCase {
			caps++
		}
		if a.caps == upper || a.caps == single {
			shouts++
		}
	}
	info.headline = words >= 4 && caps*10 >= words*8
	info.shout = words >= 3 && shouts*10 >= words*8
	t.sents[s] = info
	for i := sent.First; i < sent.Last; i++ {
		if t.capital(i) && t.attrs[i].run < 0 && !(t.function[t.attrs[i].lower] && i == info.start) {
			i = t.addRun(i, sent.Last) - 1
		}
	}
	for i, end := sent.First, 0; i < sent.Last; i++ {
		if t.capital(i) {
			n := t.phrases(i, sent.Last)
			if i >= end {
				t.attrs[i].phrase, end = int8(n), i+n
			}
		}
	}
}

// addRun adds the run that starts at token i, and returns where it ends.
func (t *text) addRun(i, end int) int {
	r := run{first: i, last: i + 1}
	for {
		j := r.last
		for j < end && j < r.last+3 && !t.capital(j) && t.links[t.attrs[j].lower] {
			j++
		}
		if j >= end || !t.capital(j) {
			break
		}
		r.last = j + 1
	}
	for j := r.first; j < r.last; j++ {
		a := &t.attrs[j]
		a.run = int32(len(t.runs))
		if t.capital(j) {
			first, _ := utf8.DecodeRuneInString(t.doc.Tokens[j].Form)
			r.initials = (r.initials ^ uint64(unicode.ToUpper(first))) * 1099511628211
			r.org = r.org || a.gaz&names.OrgNoun != 0
		}
	}
	t.runs = append(t.runs, r)
	return r.last
}

// phrases adds to the classes of tokens those of the longest phrases of the
// tables that start at token i, and returns how many tokens the longest has.
func (t *text) phrases(i, end int) int {
	h := t.attrs[i].lower
	var found names.Class
	length := 1
	for j := i; ; {
		more := t.starts[h]
		w, _ := t.words.at(key(h))
		if j > i {
			c := t.classes[h]
			c |= namesOf(w &^ isSurname)
			if c != 0 {
				found, length = c, j-i+1
			}
		}
		j++
		if j >= end || !more && w&startsName == 0 {
			break
		}
		h = join(h, t.attrs[j].lower)
	}
	if length > 1 {
		for j := i; j < i+length; j++ {
			t.attrs[j].gaz |= found
		}
	}
	t.attrs[i].gaz |= namesOf(t.attrs[i].word)
	t.attrs[i].found = found
	if length == 1 {
		t.attrs[i].found = t.attrs[i].gaz
	}
	return length
}

// namesOf returns the classes that the bits of a slot of Words give.
func namesOf(slot uint16) (c names.Class) {
	if slot&isCity != 0 {
		c |= names.City
	}
	if slot&isOrg != 0 {
		c |= names.Body
	}
	if slot&isSurname != 0 {
		c |= names.Surname
	}
	return c
}

// remember collects what the document shows of each of its words.
func (t *text) remember() {
	if t.seen == nil {
		t.seen = map[uint64]docBits{}
	}
	for s, sent := range t.doc.Sentences {
		info := t.sents[s]
		for i := sent.First; i < sent.Last; i++ {
			a := &t.attrs[i]
			if a.caps == digits || a.caps == symbol {
				continue
			}
			if !t.capital(i) {
				// Only words that are capitalised somewhere are asked for; the
				// others are as many as the words of the text.
				if b, ok := t.seen[a.lower]; ok && b&seenLower == 0 {
					t.seen[a.lower] = b | seenLower
				}
				continue
			}
			var b docBits
			if i != info.start && !info.headline {
				b |= seenMid
			}
			if i > sent.First {
				p := &t.attrs[i-1]
				switch {
				case p.gaz&names.Title != 0 && p.caps != symbol:
					b |= afterTitle
				case p.gaz&names.Given != 0:
					b |= afterGiven
				case p.lower == hashIn:
					b |= afterIn
				}
				if p.lower == hashOpen && i+1 < sent.Last && t.attrs[i+1].lower == hashClose {
					b |= inParentheses
				}
			}
			if a.run >= 0 {
				r := &t.runs[a.run]
				if t.attrs[r.last-1].gaz&names.OrgNoun != 0 {
					b |= inOrgRun
				}
				if r.last-r.first > 2 && i == r.first {
					t.seen[r.initials^seedForm] |= isInitials
				}
			}
			if i+1 < sent.Last {
				if n := &t.attrs[i+1]; n.caps == lowerCase && !t.function[n.lower] {
					b |= beforeNoun
				}
			}
			t.seen[a.lower] |= b
		}
	}
	// Words in lower case that came before the first capital are seen now.
	for i := range t.attrs {
		if a := &t.attrs[i]; a.caps == lowerCase {
			if b, ok := t.seen[a.lower]; ok && b&seenLower == 0 {
				t.seen[a.lower] = b | seenLower
			}
		}
	}
	for i := range t.attrs {
		if a := &t.attrs[i]; t.capital(i) {
			a.docs = t.seen[a.lower]
			if a.caps == upper {
				h := uint64(0)
				for _, r := range t.doc.Tokens[i].Form {
					if unicode.IsLetter(r) {
						h = (h ^ uint64(r)) * 1099511628211
					}
				}
				a.docs |= t.seen[h^seedForm] & isInitials
			}
		}
	}
}

var (
	hashIn    = model.Hash(seedLower, "in")
	hashOpen  = model.Hash(seedLower, "(")
	hashClose = model.Hash(seedLower, ")")
)

// Templates of features. Each is a seed that its hashes start from.
const (
	fBias = 100 + iota
	fLower
	fLowerPrev
	fLowerNext
	fLowerPrev2
	fLowerNext2
	fBigramPrev
	fBigramNext
	fForm
	fShape
	fShapes
	fPre3
	fSuf2
	fSuf3
	fSuf4
	fFine
	fFinePrev
	fFineNext
	fMid
	fMidPrev
	fMidNext
	fMidPrev2
	fMidNext2
	fMidPair
	fMidPairNext
	fGaz
	fGazPrev
	fGazNext
	fGazPair
	fGazShape
	fDocs
	fDocsEach
	fRunPlace
	fRunFirst
	fRunLast
	fRunBefore
	fRunAfter
	fRunBeforeClass
	fRunAfterClass
	fRunGaz
	fTag
	fTagPrev
	fTagNext
	fTagPair
	fTagNext2
	fSuf3Prev
	fSuf3Next
)

func mix(template uint64, a uint64) uint64 { return model.Mix(template, a) }

// features appends the features of token first+i of sentence s to buf.
func (t *text) features(s, i int, buf []uint64) []uint64 {
	sent := t.doc.Sentences[s]
	info := &t.sents[s]
	i += sent.First
	a := &t.attrs[i]
	at := func(j int) *attr {
		if j < sent.First || j >= sent.Last {
			return &outside
		}
		return &t.attrs[j]
	}
	p, n, p2, n2 := at(i-1), at(i+1), at(i-2), at(i+2)

	// How the word is written says little at the start of a sentence, and
	// nothing in a headline.
	manner := uint64(0)
	switch {
	case info.shout:
		manner = 3
	case info.headline:
		manner = 2
	case i == info.start:
		manner = 1
	}
	shape := mix(manner, a.shape)
	mid, midOf := midClass(a), midClass

	buf = append(buf,
		mix(fBias, uint64(a.caps)<<2|manner),
		mix(fLower, a.lower), mix(fLowerPrev, p.lower), mix(fLowerNext, n.lower),
		mix(fMidPrev, midOf(p)), mix(fMidNext, midOf(n)), mix(fMid, mid),
		mix(fFine, uint64(a.word&classMask)), mix(fShape, shape),
		mix(fGazPrev, uint64(p.gaz)<<3|uint64(p.caps)), mix(fGazNext, uint64(n.gaz)<<3|uint64(n.caps)),
		mix(fBigramPrev, mix(p.lower, a.lower)), mix(fBigramNext, mix(a.lower, n.lower)),
		mix(fShapes, mix(p.shape, mix(shape, n.shape))),
		mix(fMidPair, midOf(p)<<16|mid<<3|uint64(a.caps)), mix(fMidPairNext, mid<<16|midOf(n)<<3|uint64(a.caps)),
	)
	if t.tags {
		buf = append(buf, mix(fTag, mix(a.tag, uint64(a.caps))), mix(fTagPrev, p.tag), mix(fTagNext, n.tag),
			mix(fTagPair, mix(p.tag, mix(a.tag, n.tag))))
	}
	if a.caps == lowerCase && p.caps == lowerCase && n.caps == lowerCase || a.caps == symbol && p.caps == lowerCase {
		// Far from any name: these features decide, and the others cost time.
		return buf
	}
	buf = append(buf,
		mix(fForm, a.form),
		mix(fLowerPrev2, p2.lower), mix(fLowerNext2, n2.lower),
		mix(fMidPrev2, midOf(p2)), mix(fMidNext2, midOf(n2)),
		mix(fFinePrev, uint64(p.word&classMask)), mix(fFineNext, uint64(n.word&classMask)),
		mix(fPre3, a.pre3), mix(fSuf2, a.suf2), mix(fSuf3, a.suf3), mix(fSuf4, a.suf4),
		mix(fGaz, uint64(a.gaz)), mix(fGazPair, uint64(p.gaz)<<32|uint64(a.gaz)),
		mix(fGazShape, mix(uint64(a.gaz), shape)),
		mix(fSuf3Prev, p.suf3), mix(fSuf3Next, n.suf3),
	)
	if a.caps != lowerCase && a.caps != symbol && a.caps != digits {
		buf = append(buf, mix(fDocs, uint64(a.docs)<<2|manner))
		for b := docBits(1); b <= isInitials; b <<= 1 {
			if a.docs&b != 0 {
				buf = append(buf, mix(fDocsEach, uint64(b)))
			}
		}
	}
	if a.run >= 0 {
		r := &t.runs[a.run]
		first, last := &t.attrs[r.first], &t.attrs[r.last-1]
		before, after := at(r.first-1), at(r.last)
		org := uint64(0)
		if r.org {
			org = 1
		}
		buf = append(buf,
			mix(fRunPlace, uint64(min(i-r.first, 3))<<8|uint64(min(r.last-i, 4))<<2|org),
			mix(fRunFirst, first.lower), mix(fRunLast, last.lower),
			mix(fRunBefore, before.lower), mix(fRunAfter, after.lower),
			mix(fRunBeforeClass, midOf(before)), mix(fRunAfterClass, midOf(after)),
			mix(fRunGaz, uint64(first.gaz)<<32|uint64(last.gaz)),
		)
	}
	return buf
}

// outside stands for the tokens before and after a sentence.
var outside = attr{lower: 1, form: 1, shape: 1, suf3: 1, tag: 1, run: -1, caps: symbol}

// midClass is the class of a word without its last branch.
func midClass(a *attr) uint64 { return (uint64(a.word&classMask) + fine - 1) / fine }

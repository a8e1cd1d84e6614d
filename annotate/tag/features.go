package tag

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/model"
)

// Lexicon holds what is known of words before they are seen in a sentence.
type Lexicon struct {
	known map[string]uint8  // form to Penn tag, for words with one tag
	group map[string]uint16 // small word to its cluster, from 1
}

// NewLexicon reads the lines of sections dict and group; labels are the Penn tags.
func NewLexicon(labels []string, dict, group []byte) (*Lexicon, error) {
	l := &Lexicon{known: map[string]uint8{}, group: map[string]uint16{}}
	err := lines(dict, func(c []string) error {
		tag := slices.Index(labels, c[len(c)-1])
		if len(c) != 2 || tag < 0 {
			return fmt.Errorf("%w: dictionary line %q", model.ErrFormat, c)
		}
		l.known[c[0]] = uint8(tag)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l, lines(group, func(c []string) error {
		n, err := strconv.ParseUint(c[len(c)-1], 10, 16)
		if len(c) != 2 || err != nil {
			return fmt.Errorf("%w: cluster line %q", model.ErrFormat, c)
		}
		l.group[c[0]] = uint16(n)
		return nil
	})
}

// word is what features are made of: hashes, but for small.
type word struct {
	form, low, suf1, suf2, suf3, suf4, pre1, pre2, pre3, shape, group uint64
	small                                                             string
	xpos, known                                                       int
	firstCap                                                          bool
}

// none stands for what lies before and after a sentence.
var none = word{form: 1, low: 2, suf3: 3, xpos: 99}

// Sentence is a sentence while its tags are sought.
type Sentence struct {
	lex   *Lexicon
	words []word
	caps  bool // most words are in capitals
}

// Reset empties the sentence.
func (s *Sentence) Reset(lex *Lexicon) { s.lex, s.words = lex, s.words[:0] }

// longest bounds the bytes of a form that features look at.
const longest = 64

// Add appends a word.
func (s *Sentence) Add(form string) {
	if len(form) > longest {
		n := longest
		for n > 0 && !utf8.RuneStart(form[n]) {
			n--
		}
		form = form[:n]
	}
	w := word{form: model.Hash(0, form), known: -1}
	w.small = strings.ToLower(form)
	w.low = model.Hash(0, w.small)
	r, _ := utf8.DecodeRuneInString(form)
	w.firstCap = unicode.IsUpper(r)
	w.suf1, w.suf2, w.suf3, w.suf4 = suffix(w.small, 1), suffix(w.small, 2), suffix(w.small, 3), suffix(w.small, 4)
	w.pre1, w.pre2, w.pre3 = start(w.small, 1), start(w.small, 2), start(w.small, 3)
	w.shape = shape(form)
	w.group = uint64(s.lex.group[w.small])
	if tag, ok := s.lex.known[form]; ok {
		w.known = int(tag)
	}
	s.words = append(s.words, w)
}

// suffix returns the hash of the last n bytes of s, and start that of the first.
func suffix(s string, n int) uint64 { return model.Hash(uint64(n), s[max(0, len(s)-n):]) }
func start(s string, n int) uint64  { return model.Hash(uint64(n), s[:min(n, len(s))]) }

// shape hashes the classes of the runes of s, runs of one class as one or two.
func shape(s string) uint64 {
	h := uint64(14695981039346656037)
	var last, run rune
	for _, r := range s {
		c := r
		switch {
		case r < utf8.RuneSelf && r >= 'a' && r <= 'z':
			c = 'x'
		case r < utf8.RuneSelf && r >= 'A' && r <= 'Z':
			c = 'X'
		case r < utf8.RuneSelf && r >= '0' && r <= '9':
			c = 'd'
		case r >= utf8.RuneSelf && unicode.IsUpper(r):
			c = 'X'
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			c = 'x'
		}
		if c == last {
			if run++; run > 2 {
				continue
			}
		} else {
			last, run = c, 1
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// Known returns the Penn tag of a word that has one alone.
func (s *Sentence) Known(i int) (tag int, ok bool) {
	k := s.words[i].known
	return k, k >= 0
}

// SetXPOS sets the Penn tag of word i.
func (s *Sentence) SetXPOS(i, tag int) { s.words[i].xpos = tag }

func (s *Sentence) at(i int) *word {
	if i < 0 || i >= len(s.words) {
		return &none
	}
	return &s.words[i]
}

// XPOSFeatures appends the features that decide the Penn tag of word i. It needs the
// tags of the words before.
func (s *Sentence) XPOSFeatures(i int, buf []uint64) []uint64 {
	w, p1, p2, n1, n2 := &s.words[i], s.at(i-1), s.at(i-2), s.at(i+1), s.at(i+2)
	t1, t2 := uint64(p1.xpos), uint64(p2.xpos)
	place := uint64(0)
	if w.firstCap {
		place = 1
		if i == 0 {
			place = 2
		}
	}
	m := model.Mix
	return append(buf,
		m(1, w.form), m(2, w.low), m(3, w.suf2), m(4, w.suf3), m(5, w.suf4), m(6, w.suf1),
		m(7, w.pre1), m(8, w.pre2), m(9, w.pre3), m(10, w.shape), m(11, w.group),
		m(12, t1), m(13, t1<<8|t2), m(14, m(t1, w.low)), m(15, p1.low), m(16, n1.low),
		m(17, p2.low), m(18, n2.low), m(19, n1.suf3), m(20, p1.suf3), m(21, m(w.shape, place)),
		m(22, m(n1.low, w.low)), m(23, m(p1.low, w.low)), m(24, n1.group), m(25, p1.group),
		m(26, m(t1, n1.low)), m(27, m(t1, w.suf3)), m(28, m(t1, w.group)), m(29, m(n1.group, w.group)),
		m(30, m(n1.shape, place)), m(31, m(t1<<8|t2, w.suf2)), m(32, m(t1, n1.suf2)), m(33, n2.group), 34,
	)
}

// UPOSFeatures appends the features that decide the universal tag of word i. It needs
// the Penn tags of all words.
func (s *Sentence) UPOSFeatures(i int, buf []uint64) []uint64 {
	w, p1, p2, n1, n2 := &s.words[i], s.at(i-1), s.at(i-2), s.at(i+1), s.at(i+2)
	t, tp, tn := uint64(w.xpos), uint64(p1.xpos), uint64(n1.xpos)
	tnn := uint64(n2.xpos)
	m := model.Mix
	lt := m(t, w.low)
	return append(buf,
		m(101, t), m(102, lt), m(103, m(lt, tn)), m(104, m(lt, tp)), m(105, m(lt, n1.low)), m(106, m(lt, p1.low)),
		m(107, m(lt, tn<<8|tnn)), m(108, m(lt, tn<<8|tp)), m(109, t<<16|tn<<8|tnn), m(110, t<<16|tp<<8|uint64(p2.xpos)),
		m(111, m(t, w.suf3)), m(112, m(t, w.shape)), m(113, m(lt, n2.low)), m(114, t<<16|tn<<8|tp), m(115, m(t, w.group)), m(116, m(lt, n1.group)),
	)
}

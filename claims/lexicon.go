package claims

import (
	"slices"
	"strings"

	"chancery/lang/en"
	"chancery/nlp"
)

// frames is a set of the frames of the cue table.
type frames uint16

const (
	frameClause frames = 1 << iota // c: a clause or a quotation
	frameTo                        // to: an infinitive
	frameNP                        // np: a noun phrase
	frameObjTo                     // o-to: an object and an infinitive
	frameObjOf                     // o-of: "accused X of Y"
	frameObjFor
	frameObjAs
	frameObjWith
	frameObjAbout
	frameObjClause // o-c: an object that feels, and a clause
	framePrep      // p:X: the object of a preposition
)

var frameNames = map[string]frames{
	"c": frameClause, "to": frameTo, "np": frameNP, "o-to": frameObjTo, "o-of": frameObjOf, "o-for": frameObjFor,
	"o-as": frameObjAs, "o-with": frameObjWith, "o-about": frameObjAbout, "o-c": frameObjClause,
}

// A sense is one row of the cue table.
type sense struct {
	class  uint8 // index into en.CueClasses
	frames frames
	preps  []string // of the frames p:X
}

// An entry is all rows of one cue.
type entry struct {
	words   []string
	pos     byte
	classes uint16 // one bit a class
	frames  frames
	senses  []sense
}

// lexicon is the cue table, by the first word.
type lexicon map[string][]entry

func newLexicon(cues []en.Cue) lexicon {
	lex := lexicon{}
	for _, c := range cues {
		s := sense{class: uint8(slices.Index(en.CueClasses, c.Class))}
		for _, f := range c.Frames {
			if p, ok := strings.CutPrefix(f, "p:"); ok {
				s.frames |= framePrep
				s.preps = append(s.preps, p)
			} else {
				s.frames |= frameNames[f]
			}
		}
		list := lex[c.Words[0]]
		at := slices.IndexFunc(list, func(e entry) bool { return e.pos == c.POS && slices.Equal(e.words, c.Words) })
		if at < 0 {
			list = append(list, entry{words: c.Words, pos: c.POS})
			at = len(list) - 1
		}
		list[at].classes |= 1 << s.class
		list[at].frames |= s.frames
		list[at].senses = append(list[at].senses, s)
		lex[c.Words[0]] = list
	}
	for w := range lex {
		slices.SortFunc(lex[w], func(a, b entry) int {
			if d := len(b.words) - len(a.words); d != 0 {
				return d
			}
			return int(a.pos) - int(b.pos)
		})
	}
	return lex
}

// match returns the entry of the longest cue that starts at token i, and the
// index of its last token; nil for none. Particles may stand apart from their
// verb.
func (lex lexicon) match(d *nlp.Document, i int) (*entry, int) {
	t := &d.Tokens[i]
	list := lex[t.Lemma]
	if low := strings.ToLower(t.Form); low != t.Lemma && lex[low] != nil {
		if list == nil {
			list = lex[low]
		} else {
			list = slices.Concat(list, lex[low])
		}
	}
	var best *entry
	last := i
	for k := range list {
		e := &list[k]
		if best != nil && len(e.words) <= len(best.words) || !fits(e.pos, t) {
			continue
		}
		if e.pos == 'v' && len(e.words) == 1 && hasParticle(d, i) {
			continue // to hammer out a deal is not to hammer someone
		}
		if end := matchRest(d, i, e.words[1:]); end >= 0 {
			best, last = e, end
		}
	}
	return best, last
}

// hasParticle reports whether a particle follows verb i and belongs to it.
func hasParticle(d *nlp.Document, i int) bool {
	for k := i + 1; k < min(i+4, d.Sentences[d.Tokens[i].Sent].Last); k++ {
		if d.Tokens[k].Head == i && d.Tokens[k].Rel == "compound:prt" {
			return true
		}
	}
	return false
}

func fits(pos byte, t *nlp.Token) bool {
	switch pos {
	case 'v':
		return t.UPOS == "VERB" || t.UPOS == "AUX" && t.Rel != "aux" && t.Rel != "aux:pass" && t.Rel != "cop"
	case 'n':
		return t.UPOS == "NOUN"
	case 'a':
		return t.UPOS == "ADJ" || t.XPOS == "VBN"
	case 'r':
		return t.UPOS == "ADV"
	}
	return true
}

// matchRest returns the index of the token that ends the words after token i:
// they follow at once, or the first is a particle that hangs on i. -1 for none.
func matchRest(d *nlp.Document, i int, words []string) int {
	if len(words) == 0 {
		return i
	}
	end := d.Sentences[d.Tokens[i].Sent].Last
	run := func(from int) int {
		if from+len(words) > end {
			return -1
		}
		for k, w := range words {
			if t := &d.Tokens[from+k]; t.Lemma != w && !strings.EqualFold(t.Form, w) {
				return -1
			}
		}
		return from + len(words) - 1
	}
	if at := run(i + 1); at >= 0 {
		return at
	}
	for k := i + 2; k < min(i+8, end); k++ {
		if d.Tokens[k].Head == i && (d.Tokens[k].Rel == "compound:prt" || d.Tokens[k].Rel == "advmod") && strings.EqualFold(d.Tokens[k].Form, words[0]) {
			return run(k)
		}
	}
	return -1
}

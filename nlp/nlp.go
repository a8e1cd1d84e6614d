// Package nlp holds what was read: a document's text, and the layers that
// annotators add to it. It has types only, and imports nothing but the standard
// library.
//
// Names follow Universal Dependencies 2 (https://universaldependencies.org).
package nlp

import (
	"errors"
	"fmt"
	"time"
)

// ErrLayer is wrapped by the error of a stage that lacks a layer it needs, or
// that would add a layer a second time.
var ErrLayer = errors.New("nlp: layer missing or added twice")

// Span is a half-open interval of bytes of a document's text. The zero Span is
// empty and lies at the start of the text.
type Span struct{ Start, End int }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

func (s Span) String() string { return fmt.Sprintf("[%d:%d]", s.Start, s.End) }

// Layers is the set of layers that a document has. A layer that is absent was
// not annotated; one that is present and empty was, and nothing was found.
type Layers uint16

// The layers, in the order in which the default pipeline adds them.
const (
	Tokens   Layers = 1 << iota // Sentences, and Tokens with Span, Form and Sent
	Tags                        // Token.UPOS, XPOS, Feats and Lemma
	Deps                        // Token.Head and Rel
	Names                       // Mentions of kind Name
	Nominals                    // Mentions of kinds Nominal and Pronoun
	Times                       // Times
	Places                      // Places
	Actors                      // Mention.Actor
	Chains                      // Mention.Chain
)

var layerNames = []string{"tokens", "tags", "deps", "names", "nominals", "times", "places", "actors", "chains"}

func (l Layers) String() string {
	s := ""
	for i, name := range layerNames {
		if l&(1<<i) != 0 {
			if s != "" {
				s += "+"
			}
			s += name
		}
	}
	return s
}

// In reports whether all layers of l are in have.
func (l Layers) In(have Layers) bool { return l&^have == 0 }

// Document is one text and what annotators found in it. Text never changes.
type Document struct {
	ID        string
	Text      string    // UTF-8
	Published time.Time // UTC; zero if unknown. Anchors relative dates and dated roles
	Title     string    // not part of Text, and not coded
	URL       string
	Source    string // the outlet
	Author    string
	Lang      string // ISO 639-1, or ""
	Genre     string // "news" unless told otherwise

	Have      Layers
	Sentences []Sentence
	Tokens    []Token // of all sentences, in text order
	Mentions  []Mention
	Times     []Time
	Places    []Place
}

// Slice returns the text of s.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// Require returns an error that wraps [ErrLayer] and names what is missing,
// unless d has all of need.
func (d *Document) Require(need Layers) error {
	if need.In(d.Have) {
		return nil
	}
	return fmt.Errorf("document %s lacks %s: %w", d.ID, need&^d.Have, ErrLayer)
}

// Add records that d has layer l. It returns an error that wraps [ErrLayer] if
// d had it already.
func (d *Document) Add(l Layers) error {
	if d.Have&l != 0 {
		return fmt.Errorf("document %s has %s already: %w", d.ID, d.Have&l, ErrLayer)
	}
	d.Have |= l
	return nil
}

// A Sentence is a run of tokens, First to Last (half-open indices into
// Document.Tokens). Sentences are in order and disjoint, and all of the text but
// white space lies in some sentence.
type Sentence struct {
	Span
	First, Last int
	// Para is the number of the paragraph, from 0, that the sentence lies in.
	Para int
	// Kind tells a story's sentence ("") from "headline", "dateline", "byline",
	// "caption" and "boilerplate", which are parsed but not coded.
	Kind string
}

// A Token is a syntactic word of Universal Dependencies.
type Token struct {
	Span
	Form  string // Document.Slice(Span)
	Lemma string
	UPOS  string // NOUN, PROPN, VERB …
	XPOS  string // Penn Treebank tag, as in EWT
	Feats string // FEATS of CoNLL-U: "Number=Sing|Person=3"; "" for none
	Head  int    // index into Document.Tokens; -1 for the root of a sentence
	Rel   string // nsubj, obl:agent …; "root" for the root
	Sent  int    // index into Document.Sentences
}

// MentionKind says how a mention refers.
type MentionKind uint8

// The kinds. The zero kind is invalid.
const (
	_       MentionKind = iota
	Name                // "Vladimir Putin", "the Kremlin"
	Nominal             // "the Russian president", "rebels", "two soldiers"
	Pronoun             // "he", "its", "who"
)

// The types of a mention.
const (
	Person = "person"
	Org    = "org"   // organisations, governments' organs, armed groups, media
	GPE    = "gpe"   // places with a government
	Loc    = "loc"   // other places
	Norp   = "norp"  // nationalities, religions, political groups: "Russian", "Democrats"
	Group  = "group" // people in the plural: "protesters", "rebels"
	Misc   = "misc"  // named things that do not act: treaties, wars, laws, products
	Thing  = "thing" // a nominal that is none of these
)

// A Mention is a reference to something, within one sentence.
type Mention struct {
	Span            // of the whole phrase; for a Name, of the name without its title
	Sent        int // index into Document.Sentences
	First, Last int // half-open range of token indices
	Head        int // token index of the head word
	Kind        MentionKind
	Type        string // one of the types above, or "" if it is not known
	// Plural and Gender ('m', 'f', 'n' or 0) are what the words show.
	Plural bool
	Gender byte
	// Chain numbers what the mention refers to, from 0; mentions of one chain
	// refer to the same. It is -1 before layer Chains is there.
	Chain int
	// Members are the chains that a mention of several stands for, ascending:
	// "the two leaders". nil before layer Chains, and where they are not known.
	Members []int
	// Actor indexes what the actor tables know of this mention in the slice of
	// candidates that the actors stage returned; -1 for nothing.
	Actor int
}

// A Time is an expression of a date, an interval or a duration.
type Time struct {
	Span
	Sent  int
	Head  int    // token index of the head word
	Value string // ISO 8601: "2017-07-07", "2017-07", "2017", "2017-07-01/2017-07-03", or "PT2H" for a duration
	// Granularity is day, week, month, season, quarter, year or decade; "duration" for a duration.
	Granularity string
	// Bound is "at_least", "at_most", "about" or "" (exact): "more than two hours".
	Bound string
	// Future and Past say on which side of the publication date Value lies; both
	// are false where it holds that date.
	Future, Past bool
}

// A Place is a mention of a place.
type Place struct {
	Span
	Sent      int
	Head      int    // token index of the head word
	Name      string // the gazetteer's name, or the words of what it does not have
	Country   string // ISO 3166-1 alpha-3
	Lat, Lon  float64
	GeonameID int
	// Precision is city, region, country or sea; name for a name that the gazetteer does
	// not have, site for a common noun: the airport.
	Precision string
	// Dateline is true for the place at the head of a wire story.
	Dateline bool
}

// Children returns, for each token of d, the indices of its dependents, in text
// order. It needs the layer Deps.
func (d *Document) Children() [][]int {
	counts := make([]int, len(d.Tokens))
	for i := range d.Tokens {
		if h := d.Tokens[i].Head; h >= 0 {
			counts[h]++
		}
	}
	flat := make([]int, len(d.Tokens))
	kids := make([][]int, len(d.Tokens))
	at := 0
	for i, n := range counts {
		kids[i] = flat[at : at : at+n]
		at += n
	}
	for i := range d.Tokens {
		if h := d.Tokens[i].Head; h >= 0 {
			kids[h] = append(kids[h], i)
		}
	}
	return kids
}

// Package ner finds names: of people, organisations, places, peoples and other
// things, by a linear chain over features of the words, of tables of names
// ([chancery/lang/en/names]), of word classes and of what the rest of the
// document shows of a word.
package ner

import (
	"fmt"
	"slices"
	"sync"

	"chancery/lang/en/names"
	"chancery/model"
	"chancery/nlp"
)

// Types are the types of names, in the order of the labels: label 0 is O, label
// 1+2k starts a name of type Types[k], and label 2+2k continues it.
var Types = []string{nlp.Person, nlp.Org, nlp.GPE, nlp.Loc, nlp.Norp, nlp.Misc}

// Labels returns the labels of the chain, in order.
func Labels() []string {
	out := []string{"O"}
	for _, t := range Types {
		out = append(out, "B-"+t, "I-"+t)
	}
	return out
}

// Tagger finds names. It may be used by several goroutines at a time.
type Tagger struct {
	seq  *model.Sequence
	lex  *lexicon
	tags bool
	pool sync.Pool // of *scratch
}

type scratch struct {
	text
	dec    model.Decoder
	prior  []int32
	labels []uint8
}

// New returns the tagger of a model that "train ner" made: sections emit, trans
// and words.
func New(f *model.File) (*Tagger, error) {
	seq, err := model.NewSequence(f)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(f.Labels, Labels()) {
		return nil, fmt.Errorf("%w: %s: labels are %v, want %v", model.ErrFormat, f.Name, f.Labels, Labels())
	}
	words, err := OpenWords(f.Bytes("words"))
	if err != nil {
		return nil, err
	}
	lex, err := newLexicon(words)
	if err != nil {
		return nil, err
	}
	tags, _ := f.Settings["tags"].(bool)
	return &Tagger{seq: seq, lex: lex, tags: tags}, nil
}

// Annotate adds the layer Names: mentions of kind Name, in text order, none
// inside another.
func (t *Tagger) Annotate(d *nlp.Document) error {
	if err := d.Require(nlp.Tokens | nlp.Tags); err != nil {
		return err
	}
	if err := d.Add(nlp.Names); err != nil {
		return err
	}
	x, _ := t.pool.Get().(*scratch)
	if x == nil {
		x = &scratch{text: text{lexicon: t.lex, tags: t.tags}}
	}
	defer t.pool.Put(x)
	x.read(d)
	x.labels = grow(x.labels, len(d.Tokens))
	for s := range d.Sentences {
		t.decode(x, s, x.known(s))
	}
	x.vote()
	for s := range d.Sentences {
		if prior := x.priors(s); prior != nil {
			t.decode(x, s, prior)
		}
	}
	x.settle()
	for s := range d.Sentences {
		x.careless(s)
	}
	for s, sent := range d.Sentences {
		x.mentions(s, sent)
	}
	x.doc = nil
	return nil
}

func (t *Tagger) decode(x *scratch, s int, prior []int32) {
	sent := x.doc.Sentences[s]
	got := t.seq.Decode(&x.dec, sent.Last-sent.First, prior, func(i int, buf []uint64) []uint64 {
		return x.features(s, i, buf)
	})
	copy(x.labels[sent.First:sent.Last], got)
}

// votes counts, for a word, the names of each type that it is part of; the last
// place counts where it is capitalised inside a sentence and no name.
type votes [7]uint16

// vote counts the names of the document, so that a name that is plain in one
// place helps where it is not.
func (x *scratch) vote() {
	if x.votes == nil {
		x.votes = map[uint64]votes{}
	}
	clear(x.votes)
	for s, sent := range x.doc.Sentences {
		info := x.sents[s]
		if info.headline || info.shout {
			continue
		}
		for i := sent.First; i < sent.Last; i++ {
			if !x.capital(i) {
				continue
			}
			a := &x.attrs[i]
			k := len(Types)
			if l := x.labels[i]; l > 0 {
				k = int(l-1) / 2
			} else if i == info.start {
				continue
			}
			v := x.votes[a.lower]
			v[k]++
			x.votes[a.lower] = v
		}
	}
}

// trust is the weight, in the units of the model, of a document that is of one
// mind about a word.
const trust = 300

// faith is the weight, likewise, of a name that the tables have in one sense.
const faith = 150

// pressure is the weight, likewise, against no name where the tagger sees a
// proper noun inside a sentence.
const pressure = 50

// known returns what the tables say of the words of sentence s: names of one
// sense that stand whole, as "the Kremlin" does; nil if there is none.
func (x *scratch) known(s int) []int32 {
	sent := x.doc.Sentences[s]
	labels := 1 + 2*len(Types)
	found := false
	if x.sents[s].shout || x.sents[s].headline {
		return nil
	}
	start := func() {
		if !found {
			found = true
			x.prior = grow(x.prior, labels*(sent.Last-sent.First))
			clear(x.prior)
		}
	}
	for i := sent.First; i < sent.Last; {
		n := max(1, int(x.attrs[i].phrase))
		kind := x.sense(i)
		if kind < 0 {
			if t := &x.doc.Tokens[i]; i > x.sents[s].start && x.capital(i) && t.UPOS == "PROPN" && !x.function[x.attrs[i].lower] && x.attrs[i].gaz&(names.Title|names.PersonNoun) == 0 {
				start()
				x.prior[(i-sent.First)*labels] -= pressure
				i++
				continue
			}
			i += n
			continue
		}
		start()
		for j := i; j < i+n; j++ {
			row := x.prior[(j-sent.First)*labels:]
			at := 1 + 2*kind
			if j > i {
				at++
			}
			row[at] += faith
		}
		i += n
	}
	if !found {
		return nil
	}
	return x.prior
}

// sense returns the type, as an index into Types, of the phrase of the tables
// that starts at token i, or -1 if there is none or it has several.
func (x *scratch) sense(i int) int {
	a := &x.attrs[i]
	if !x.capital(i) || a.caps == single || i == x.sents[x.doc.Tokens[i].Sent].start && a.phrase <= 1 && a.docs&seenLower != 0 {
		return -1
	}
	const several = names.Given | names.Surname | names.PersonNoun | names.Title
	switch c := a.found; {
	case c&several != 0 || a.phrase <= 1 && a.gaz&several != 0:
		return -1
	case c&names.Norps != 0 && c&(names.Places|names.Body|names.City) == 0:
		return norpType
	case c&(names.Country|names.Capital|names.Region) != 0 && c&names.Norps == 0:
		return gpeType
	case c&names.Body != 0 && c&(names.Places|names.City|names.Norps) == 0 && (a.phrase > 1 || c&(names.OrgNoun|names.LocNoun|names.GPENoun) == 0):
		return orgType
	}
	return -1
}

var norpType, gpeType, orgType = slices.Index(Types, nlp.Norp), slices.Index(Types, nlp.GPE), slices.Index(Types, nlp.Org)

// priors returns what the rest of the document says of the words of sentence s,
// or nil if it agrees with the labels that they have.
func (x *scratch) priors(s int) []int32 {
	sent := x.doc.Sentences[s]
	n := len(Types)
	labels := 1 + 2*n
	disagree := false
	for i := sent.First; i < sent.Last && !disagree; i++ {
		if x.capital(i) {
			v := x.votes[x.attrs[i].lower]
			own := n
			if l := x.labels[i]; l > 0 {
				own = int(l-1) / 2
			}
			for k, c := range v {
				if k != own && c > v[own] {
					disagree = true
				}
			}
		}
	}
	if !disagree {
		return nil
	}
	if x.known(s) == nil {
		x.prior = grow(x.prior, labels*(sent.Last-sent.First))
		clear(x.prior)
	}
	for i := sent.First; i < sent.Last; i++ {
		if !x.capital(i) {
			continue
		}
		v := x.votes[x.attrs[i].lower]
		total := 0
		for _, c := range v {
			total += int(c)
		}
		if total == 0 {
			continue
		}
		row := x.prior[(i-sent.First)*labels:]
		for k := range n {
			w := int32(trust * int(v[k]) / (total + 1))
			row[1+2*k] += w
			row[2+2*k] += w
		}
		row[0] += int32(trust * int(v[n]) / (total + 1))
	}
	return x.prior
}

// settle mends what the tables know better than the chain: a name that is a
// demonym and nothing else is no place, and a lake has no government.
func (x *scratch) settle() {
	label := func(kind string) uint8 { return uint8(1 + 2*slices.Index(Types, kind)) }
	norp, gpe, loc := label(nlp.Norp), label(nlp.GPE), label(nlp.Loc)
	for i := 0; i < len(x.labels); i++ {
		if x.labels[i] == gpe && x.attrs[i].gaz&names.Norps != 0 && x.attrs[i].gaz&(names.Places|names.City) == 0 &&
			(i+1 == len(x.labels) || x.labels[i+1] != gpe+1) {
			x.labels[i] = norp
			continue
		}
		if x.labels[i] != gpe {
			continue
		}
		j := i + 1
		for j < len(x.labels) && x.labels[j] == gpe+1 {
			j++
		}
		if j-i > 1 && (x.attrs[i].gaz|x.attrs[j-1].gaz)&names.LocNoun != 0 && x.attrs[i].gaz&x.attrs[j-1].gaz&(names.Places|names.City) == 0 {
			for ; i < j; i++ {
				x.labels[i] += loc - gpe
			}
			i--
		}
	}
}

// common are the names of places that are other words too in small letters.
var common = func() map[uint64]bool {
	out := map[uint64]bool{}
	for _, w := range []string{"us", "car", "turkey", "china", "chad", "jordan", "georgia", "guinea", "male", "java", "victoria", "man", "nice", "states"} {
		out[model.Hash(seedLower, w)] = true
	}
	return out
}()

// careless labels the countries, regions and capitals of a sentence without capitals,
// "flights to new zealand", and its cities of several words.
func (x *scratch) careless(s int) {
	sent, info := x.doc.Sentences[s], x.sents[s]
	if info.start < 0 || sent.Last-sent.First < 2 {
		return
	}
	for i := sent.First; i < sent.Last; i++ {
		if x.capital(i) && x.doc.Tokens[i].Form != "I" {
			return
		}
	}
	const places = names.Country | names.Capital | names.Region
	for i := sent.First; i < sent.Last; i++ {
		h, length := x.attrs[i].lower, 0
		for j := i; j < sent.Last; {
			w, _ := x.words.at(key(h))
			c := x.classes[h]
			if c&places != 0 && c&(names.Given|names.PersonNoun|names.LocNoun|names.GPENoun|names.Norps) == 0 && !common[h] || j > i && w&isCity != 0 {
				length = j - i + 1
			}
			if j++; j < sent.Last {
				if !x.starts[h] && w&startsName == 0 {
					break
				}
				h = join(h, x.attrs[j].lower)
			}
		}
		for j := i; j < i+length; j++ {
			x.labels[j] = uint8(2 + 2*gpeType)
		}
		if length > 0 {
			x.labels[i] = uint8(1 + 2*gpeType)
			i += length - 1
		}
	}
}

// mentions appends the names of sentence s to the document.
func (x *scratch) mentions(s int, sent nlp.Sentence) {
	d := x.doc
	for i := sent.First; i < sent.Last; {
		l := x.labels[i]
		if l == 0 || x.verb(i) {
			i++
			continue
		}
		k := int(l-1) / 2
		j := i + 1
		for j < sent.Last && x.labels[j] == uint8(2+2*k) && !x.verb(j) {
			j++
		}
		first, last := x.trim(i, j, k)
		i = max(j, last)
		if first >= last || last-first == 1 && x.attrs[first].caps != upper && x.function[x.attrs[first].lower] {
			continue
		}
		m := nlp.Mention{
			Span: nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End},
			Sent: s, First: first, Last: last, Head: x.head(first, last),
			Kind: nlp.Name, Type: Types[k], Chain: -1, Actor: -1,
		}
		if m.Type == nlp.Person {
			m.Gender = x.gender(first)
		}
		if m.Type == nlp.Norp {
			form := d.Tokens[m.Head].Form
			m.Plural = len(form) > 2 && form[len(form)-1] == 's' && x.attrs[m.Head].gaz&names.Norps != 0 && form != "Swiss"
		}
		d.Mentions = append(d.Mentions, m)
	}
}

// verb reports whether token i is a verb in small letters, which parts names: "Vidal
// sacked Ortiz".
func (x *scratch) verb(i int) bool {
	return x.tags && x.attrs[i].caps == lowerCase && x.doc.Tokens[i].XPOS == "VBD"
}

// opens reports whether a word of a tag at the start of a sentence is capitalised
// for that reason alone: "Leaving", "Meanwhile".
func opens(upos string) bool {
	switch upos {
	case "VERB", "AUX", "ADV", "SCONJ", "ADP", "DET", "PRON", "CCONJ":
		return true
	}
	return false
}

// incorporated are the words that may follow the name of a firm after a comma.
var incorporated = map[string]bool{"Inc.": true, "Inc": true, "Ltd.": true, "Ltd": true, "LLC": true, "LLP": true, "L.P.": true, "L.L.C.": true, "Corp.": true, "PLC": true}

// trim takes off what is around a name but not of it: titles, the article, and
// punctuation.
func (x *scratch) trim(first, last, kind int) (int, int) {
	for first < last {
		a := &x.attrs[first]
		form := x.doc.Tokens[first].Form
		switch {
		case a.caps == symbol && form != "@":
		case form == "the":
		case Types[kind] == nlp.Person && first+1 < last && a.gaz&names.Title != 0 && a.gaz&names.Given == 0:
		case first+1 < last && x.tags && first == x.sents[x.doc.Tokens[first].Sent].start && a.gaz&(names.Given|names.Places|names.Norps|names.City|names.Body) == 0 && opens(x.doc.Tokens[first].UPOS):
		default:
			for last > first+1 && (x.attrs[last-1].caps == symbol || x.doc.Tokens[last-1].Form == "'s") && x.doc.Tokens[last-1].Form != "!" {
				last--
			}
			if Types[kind] == nlp.Org && last+1 < len(x.doc.Tokens) && x.doc.Tokens[last].Form == "," && x.doc.Tokens[last].Sent == x.doc.Tokens[first].Sent && incorporated[x.doc.Tokens[last+1].Form] && x.doc.Tokens[last+1].Sent == x.doc.Tokens[first].Sent {
				last += 2
			}
			return first, last
		}
		first++
	}
	return first, last
}

// head returns the head word of a name: by the parse where there is one, else
// the last word before "of".
func (x *scratch) head(first, last int) int {
	d := x.doc
	if d.Have&nlp.Deps != 0 {
		for i := first; i < last; i++ {
			if h := d.Tokens[i].Head; (h < first || h >= last) && d.Tokens[i].Rel != "punct" && d.Tokens[i].Rel != "case" && d.Tokens[i].Rel != "det" {
				return i
			}
		}
	}
	for i := first + 1; i < last; i++ {
		if f := d.Tokens[i].Form; f == "of" || f == "for" {
			return i - 1
		}
	}
	return last - 1
}

// gender is that of the given name of a person, or of the title before.
func (x *scratch) gender(first int) byte {
	g := x.attrs[first].gaz
	if first > 0 && x.attrs[first-1].gaz&names.Title != 0 {
		// "Mrs. Clinton": the title knows better than a surname that is a given name too.
		if t := x.attrs[first-1].gaz; g&names.Given == 0 || t&(names.Male|names.Female) != 0 {
			g = t
		}
	}
	switch g & (names.Male | names.Female) {
	case names.Male:
		return 'm'
	case names.Female:
		return 'f'
	}
	return 0
}

// Label returns the labels of d's tokens, for a trainer that knows some of them:
// must[i] is 1 for a token that is in a name, -1 for one that is not, and 0 for
// one that may be either. d needs the layers that [Tagger.Annotate] needs.
func (t *Tagger) Label(d *nlp.Document, must []int8) []uint8 {
	const sure = 1 << 20
	x := &scratch{text: text{lexicon: t.lex, tags: t.tags}}
	x.read(d)
	x.labels = make([]uint8, len(d.Tokens))
	n := len(t.seq.Labels)
	for s, sent := range d.Sentences {
		prior := make([]int32, n*(sent.Last-sent.First))
		for i := sent.First; i < sent.Last; i++ {
			if m := must[i]; m != 0 {
				prior[(i-sent.First)*n] = -int32(m) * sure
			}
		}
		t.decode(x, s, prior)
	}
	return x.labels
}

// Example returns the features of sentence s of d for a trainer: d with the
// layers that [Tagger.Annotate] needs, labels one a token.
func (r *Reader) Example(s int, labels []uint8) model.Example {
	sent := r.doc.Sentences[s]
	ex := model.Example{Labels: labels[sent.First:sent.Last]}
	for i := range sent.Last - sent.First {
		ex.Features = append(ex.Features, r.features(s, i, nil))
	}
	return ex
}

// A Reader gives a trainer the features that a [Tagger] sees.
type Reader struct{ text }

// NewReader returns a reader with a table of words. tags says whether the tags
// of words are features.
func NewReader(words *Words, tags bool) (*Reader, error) {
	lex, err := newLexicon(words)
	if err != nil {
		return nil, err
	}
	return &Reader{text{lexicon: lex, tags: tags}}, nil
}

// Read prepares the features of d.
func (r *Reader) Read(d *nlp.Document) { r.read(d) }

// Package bag judges what a thing is by a bag of features and by the vectors of some
// words: both are summed into one hidden layer, from which each label gets a score.
// Numbers are integers, so that the same model gives the same scores on every machine.
package bag

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"chancery/model"
	"chancery/model/neural"
)

// Sections of a model.
const (
	SectionWords    = "words"    // small words, the one of row 0 first
	SectionVectors  = "vectors"  // of words, dim numbers of 8 bits each; 128 stands for 1
	SectionFeatures = "features" // hashes of 32 bits, ascending
	SectionRows     = "rows"     // a shift, and of each feature hidden numbers of 8 bits
	SectionGiven    = "given"    // the projection of the vectors
	SectionOut      = "out"      // from the hidden layer to the labels, padded to 16
)

// A Model scores items. It is safe for concurrent use.
type Model struct {
	Labels []string
	// Slots is the number of words of an item. A model without them has no vectors.
	Slots int

	dim, hidden int
	words       map[string]int32
	vectors     []byte  // int8
	slots       []int32 // row of each feature, from 1, by hash with linear probing
	hashes      []uint32
	rows        []int32       // of each feature: what it adds to the hidden layer
	given       *neural.Layer // nil without slots
	bias        []int32       // of the hidden layer
	out         *neural.Layer
	scratch     sync.Pool // of *scratch
}

type scratch struct {
	x, h   []int16
	sums   []int32
	scores []int32
	about  []int32
}

// An Item is what is judged.
type Item struct {
	Words    []string // lower case, one for each slot; "" where there is none
	Features []uint32 // hashes; those that the model does not know count for nothing
}

// New returns the model in f.
func New(f *model.File) (*Model, error) {
	at := func(key string) int {
		x, _ := f.Settings[key].(float64) // as JSON has it
		return int(x)
	}
	m := &Model{Labels: f.Labels, Slots: at("slots"), dim: at("dim"), hidden: at("hidden"), vectors: f.Bytes(SectionVectors)}
	names := strings.Fields(string(f.Bytes(SectionWords)))
	hashes := f.Bytes(SectionFeatures)
	rows := f.Bytes(SectionRows)
	if m.Slots < 0 || m.dim < 0 || m.hidden < 1 || len(rows) == 0 || len(m.vectors) != len(names)*m.dim || len(rows) != 1+len(hashes)/4*m.hidden {
		return nil, fmt.Errorf("%w: %s: %d words with %d bytes of vectors, %d features with %d bytes of rows", model.ErrFormat, f.Name, len(names), len(m.vectors), len(hashes)/4, len(rows))
	}
	m.words = make(map[string]int32, len(names))
	for i, w := range names {
		m.words[w] = int32(i)
	}
	m.index(hashes)
	m.rows = make([]int32, len(rows)-1)
	for i, b := range rows[1:] {
		m.rows[i] = int32(int8(b)) << (uint(rows[0]) + neural.WeightBits)
	}
	var err error
	if m.Slots > 0 {
		if m.given, err = neural.NewLayer(f, SectionGiven, (m.Slots+1)*m.dim, m.hidden); err != nil {
			return nil, err
		}
	}
	if m.bias = model.Int32s(f.Bytes(SectionGiven + ".b")); len(m.bias) != m.hidden {
		return nil, fmt.Errorf("%w: %s: %d biases of %d hidden", model.ErrFormat, f.Name, len(m.bias), m.hidden)
	}
	if m.out, err = neural.NewLayer(f, SectionOut, m.hidden, neural.Columns(len(m.Labels))); err != nil {
		return nil, err
	}
	m.scratch.New = func() any { return new(scratch) }
	return m, nil
}

// index enters the hashes of features.
func (m *Model) index(hashes []byte) {
	n := len(hashes) / 4
	m.slots = make([]int32, 4<<bits.Len(uint(n)))
	for i := range n {
		f := binary.LittleEndian.Uint32(hashes[4*i:])
		m.hashes = append(m.hashes, f)
		at := m.slot(f)
		m.slots[at] = int32(i + 1)
	}
}

// slot returns where a feature is entered, or the free place where it would be.
func (m *Model) slot(f uint32) int {
	at := int(f) & (len(m.slots) - 1)
	for m.slots[at] != 0 && m.hashes[m.slots[at]-1] != f {
		at = (at + 1) & (len(m.slots) - 1)
	}
	return at
}

// row returns what a feature adds to the hidden layer, or nil.
func (m *Model) row(f uint32) []int32 {
	at := int(m.slots[m.slot(f)]) - 1
	if at < 0 {
		return nil
	}
	return m.rows[at*m.hidden : (at+1)*m.hidden]
}

// Scale is what a score of 1 is: the difference of two scores, divided by it, is the
// logarithm of the odds.
const Scale = 1 << (neural.ActBits + neural.WeightBits)

// Judge calls each with the scores of every item, a number for each label, in memory that
// is used again. About are the words of the sentence that all items stand in.
func (m *Model) Judge(items []Item, about []string, each func(i int, scores []int32)) {
	if len(items) == 0 {
		return
	}
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	n := neural.Pad(len(items))
	m.hide(s, items, about, n)
	s.scores = neural.Grow(s.scores, n*m.out.Out)
	m.out.Mul(s.scores, s.h, n)
	for i := range items {
		scores := s.scores[i*m.out.Out : i*m.out.Out+len(m.Labels)]
		for j := range scores {
			scores[j] += m.out.Bias[j]
		}
		each(i, scores)
	}
}

// hide sets s.h to the hidden layer of n items, of which those past the last are nought.
func (m *Model) hide(s *scratch, items []Item, about []string, n int) {
	s.sums = neural.Grow(s.sums, n*m.hidden)
	clear(s.sums)
	if m.given != nil {
		m.project(s, items, about, n)
	}
	for i := range items {
		sum := s.sums[i*m.hidden : (i+1)*m.hidden]
		for _, f := range items[i].Features {
			row := m.row(f)
			for j, v := range row {
				sum[j] += v
			}
		}
	}
	s.h = neural.Grow(s.h, n*m.hidden)
	for i := range n {
		h := s.h[i*m.hidden : (i+1)*m.hidden]
		neural.Activations(h, s.sums[i*m.hidden:(i+1)*m.hidden], m.bias)
		for j, v := range h {
			h[j] = max(v, 0)
		}
	}
}

// project sets s.sums to the projections of the vectors of the words of n items.
func (m *Model) project(s *scratch, items []Item, about []string, n int) {
	in := (m.Slots + 1) * m.dim
	s.x = neural.Grow(s.x, n*in)
	clear(s.x)
	m.mean(s, about)
	for i := range items {
		x := s.x[i*in : (i+1)*in]
		for k, w := range items[i].Words {
			for j, v := range m.vector(w) {
				x[k*m.dim+j] = int16(int8(v)) << (neural.ActBits - 7)
			}
		}
		for j, v := range s.about {
			x[m.Slots*m.dim+j] = int16(v)
		}
	}
	m.given.Mul(s.sums, s.x, n)
}

// mean sets s.about to the mean of the vectors of words, those without a vector counted.
func (m *Model) mean(s *scratch, words []string) {
	s.about = neural.Grow(s.about, m.dim)
	clear(s.about)
	for _, w := range words {
		for j, v := range m.vector(w) {
			s.about[j] += int32(int8(v)) << (neural.ActBits - 7)
		}
	}
	for j := range s.about {
		s.about[j] /= int32(max(1, len(words)))
	}
}

func (m *Model) vector(w string) []byte {
	if w == "" {
		return nil
	}
	at, ok := m.words[w]
	if !ok {
		return nil
	}
	return m.vectors[int(at)*m.dim : (int(at)+1)*m.dim]
}

// A Part is what one word or feature of an item adds to the difference of two scores.
type Part struct {
	Slot    int // of the word, or -1
	Feature int // index into the item's features, or -1
	Weight  float64
}

// Explain returns what speaks for label a against label b in an item: for each word and
// feature, by how much the difference of their scores falls without it. The strongest
// come first.
func (m *Model) Explain(item Item, about []string, a, b int) []Part {
	var items []Item
	var parts []Part
	for k, w := range item.Words {
		if m.vector(w) != nil {
			words := slices.Clone(item.Words)
			words[k] = ""
			items = append(items, Item{words, item.Features})
			parts = append(parts, Part{Slot: k, Feature: -1})
		}
	}
	for k, f := range item.Features {
		if m.row(f) != nil {
			items = append(items, Item{item.Words, slices.Delete(slices.Clone(item.Features), k, k+1)})
			parts = append(parts, Part{Slot: -1, Feature: k})
		}
	}
	whole := 0.0
	m.Judge([]Item{item}, about, func(_ int, s []int32) { whole = float64(s[a]-s[b]) / Scale })
	m.Judge(items, about, func(i int, s []int32) { parts[i].Weight = whole - float64(s[a]-s[b])/Scale })
	slices.SortStableFunc(parts, func(x, y Part) int {
		switch {
		case x.Weight > y.Weight:
			return -1
		case x.Weight < y.Weight:
			return 1
		}
		return 0
	})
	return parts
}

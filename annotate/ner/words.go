package ner

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"

	"chancery/model"
)

// Fan is the shape of the tree of word classes: the number of branches at each
// level. A class packs the path from the root, the first branch in the highest
// bits.
var Fan = [...]int{32, 16, 7}

// Words is a hash table from words to their class, and of the names of cities
// and organisations. A slot is six bytes: a 32-bit key, 0 for none, and 16 bits.
type Words struct {
	slots []byte
	mask  uint32
}

const slotSize = 6

// The bits of a slot.
const (
	classMask  = 1<<12 - 1 // the class plus 1, or 0
	isCity     = 1 << 12   // the key is the name of a city
	isOrg      = 1 << 13   // of an organisation
	startsName = 1 << 14   // the start of such a name
	isSurname  = 1 << 15   // the last word of the name of somebody in office
)

// Coarser classes: the class of a word without its last branch.
const fine = 7 // len of the last branch of Fan

// NewWords returns an empty table with room for n keys.
func NewWords(n int) *Words {
	size := 1 << bits.Len(uint(n+n/4))
	return &Words{slots: make([]byte, size*slotSize), mask: uint32(size - 1)}
}

// OpenWords returns the table whose bytes data is.
func OpenWords(data []byte) (*Words, error) {
	n := len(data) / slotSize
	if n == 0 || n&(n-1) != 0 || len(data) != n*slotSize {
		return nil, fmt.Errorf("%w: section words has %d bytes, want 6 times a power of two", model.ErrFormat, len(data))
	}
	return &Words{slots: data, mask: uint32(n - 1)}, nil
}

// Bytes returns the table as [OpenWords] reads it.
func (w *Words) Bytes() []byte { return w.slots }

// key narrows the hash of a word to a slot's key.
func key(h uint64) uint32 { return max(1, uint32(h>>32)^uint32(h)) }

// at returns the bits of key k, and the offset of its slot or of the empty one
// where it would go. A full table, which only a forged file can hold, ends the
// search after one round.
func (w *Words) at(k uint32) (uint16, int) {
	i := (k * 0x9e3779b1) & w.mask
	for range w.mask + 1 {
		o := int(i) * slotSize
		switch binary.LittleEndian.Uint32(w.slots[o:]) {
		case k:
			return binary.LittleEndian.Uint16(w.slots[o+4:]), o
		case 0:
			return 0, o
		}
		i = (i + 1) & w.mask
	}
	return 0, 0
}

func (w *Words) or(k uint32, v uint16) {
	old, o := w.at(k)
	binary.LittleEndian.PutUint32(w.slots[o:], k)
	binary.LittleEndian.PutUint16(w.slots[o+4:], old|v)
}

// AddClass gives a lower-case word its class.
func (w *Words) AddClass(word string, class uint16) {
	w.or(key(model.Hash(seedLower, word)), class+1)
}

// AddCity adds the name of a city, in lower case, its tokens parted by spaces.
func (w *Words) AddCity(name string) { w.addName(name, isCity) }

// AddOrg adds the name of an organisation, likewise.
func (w *Words) AddOrg(name string) { w.addName(name, isOrg) }

// AddSurname adds a surname, in lower case.
func (w *Words) AddSurname(name string) { w.or(key(model.Hash(seedLower, name)), isSurname) }

func (w *Words) addName(name string, bit uint16) {
	h := uint64(0)
	parts := strings.Fields(name)
	for i, p := range parts {
		h = join(h, model.Hash(seedLower, p))
		if i < len(parts)-1 {
			w.or(key(h), startsName)
		}
	}
	w.or(key(h), bit)
}

// join continues the hash of a phrase with that of its next word. The hash of a
// phrase of one word is that of the word.
func join(h, word uint64) uint64 {
	if h == 0 {
		return word
	}
	return model.Mix(h, word)
}

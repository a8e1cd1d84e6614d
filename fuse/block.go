package fuse

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// stretch is how many days a block spans.
const stretch = 30

// keys returns the blocks of a mention. Two mentions that may be one event share
// one: they are of one type and time, and have a party, a place or a name in
// common, or are both the first of their documents that have none of these.
func keys(m *mention) []uint64 {
	var about []uint32
	about = append(about, m.Actors.Countries...)
	about = append(about, m.Recipients.Countries...)
	about = append(about, m.Actors.Names...)
	about = append(about, m.Recipients.Names...)
	if m.Place.Name != 0 {
		about = append(about, m.Place.Name)
	}
	for _, w := range m.Names {
		about = append(about, w.Hash)
	}
	about = append(about, m.story.top()...)
	about = ordered(about)
	var out []uint64
	for _, t := range stretches(m) {
		for _, a := range about {
			h := fnv.New64a()
			h.Write([]byte(m.Type))
			var b [8]byte
			binary.LittleEndian.PutUint32(b[:], uint32(t))
			binary.LittleEndian.PutUint32(b[4:], a)
			h.Write(b[:])
			out = append(out, h.Sum64())
		}
	}
	return ordered(out)
}

// stretches returns the stretches of time in which a mention is looked for: that of
// the act, as far as it is short, and that of its document.
func stretches(m *mention) []int32 {
	var out []int32
	add := func(first, last int32) {
		for t := floor(first); t <= floor(last); t++ {
			out = append(out, t)
		}
	}
	if m.Timed && m.Last-m.First <= 4*stretch {
		add(m.First, m.Last)
	}
	if m.Published != 0 {
		add(m.Published-stretch/4, m.Published)
	}
	if len(out) == 0 {
		add(0, 0)
	}
	return ordered(out)
}

func floor(day int32) int32 {
	if day < 0 {
		return (day - stretch + 1) / stretch
	}
	return day / stretch
}

// top returns the words that tell most of a story.
func (s *story) top() []uint32 {
	var best []word
	for _, w := range s.Words {
		best = append(best, w)
	}
	return heaviest(best, 4)
}

func heaviest(list []word, n int) []uint32 {
	slices.SortFunc(list, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Hash, b.Hash))
	})
	var out []uint32
	for _, w := range list[:min(n, len(list))] {
		out = append(out, w.Hash)
	}
	return out
}

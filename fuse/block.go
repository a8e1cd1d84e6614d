package fuse

import (
	"cmp"
	"slices"
)

// stretch is how many days a block spans.
const stretch = 30

// wanted is how many things two mentions must have in common to be compared: names,
// words, a place, or countries, which count as one.
const wanted = 2

// keys returns the blocks of a mention: for its type, each stretch of time, and each
// country, or other thing, that it may have in common with another mention of the
// same event.
func keys(m *mention) (countries, things []uint64) {
	var about []uint32
	about = append(about, m.Actors.Countries...)
	about = append(about, m.Recipients.Countries...)
	times := stretches(m)
	countries = blocksOf(m.kind, times, ordered(about))
	about = append([]uint32(nil), m.Actors.Proper...)
	about = append(about, m.Recipients.Proper...)
	if m.Place.Name != 0 {
		about = append(about, m.Place.Name)
	}
	for _, w := range m.Names {
		about = append(about, w.Hash)
	}
	about = append(about, heaviest(slices.Clone(m.Words), 4)...)
	about = append(about, m.story.top...)
	return countries, blocksOf(m.kind, times, ordered(about))
}

func blocksOf(kind uint32, times []int32, about []uint32) []uint64 {
	out := make([]uint64, 0, len(times)*len(about))
	for _, t := range times {
		for _, a := range about {
			out = append(out, mix(uint64(a)<<32|uint64(uint32(t)), uint64(kind)))
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

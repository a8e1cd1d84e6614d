package fuse

import (
	"hash/fnv"
	"slices"
)

// shingle is how many words one shingle has. Rewritten copies share few long runs
// of words, so it is short.
const shingle = 2

// bands and rows are those of the locality-sensitive hash (Broder, 1997; Leskovec,
// Rajaraman and Ullman, chapter 3) that finds pairs of documents to compare:
// documents of a Jaccard similarity of 0.3 meet with a chance of 0.95.
const (
	bands = 32
	rows  = 2
)

// copyAt is the share of the shorter text's shingles from which two articles are
// copies; a text of few shingles shares that much with any of its kind, and must
// share nearly all.
const (
	copyAt      = 0.34
	shortCopyAt = 0.8
	short       = 50 // shingles
)

// copyDays is how many days apart the dates of copies may be. Of two documents
// both have a date, or neither.
const copyDays = stretch

// shingles returns the hashes of the runs of words, sorted.
func shingles(words []token) []uint32 {
	var out []uint32
	for i := 0; i+shingle <= len(words); i++ {
		h := fnv.New32a()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w.text))
			h.Write([]byte{0})
		}
		out = append(out, h.Sum32())
	}
	return ordered(out)
}

// bandsOf returns the bands of the minhash of a set of shingles.
func bandsOf(set []uint32) [bands]uint64 {
	var sig [bands * rows]uint64
	for i := range sig {
		sig[i] = ^uint64(0)
	}
	for _, h := range set {
		for i := range sig {
			sig[i] = min(sig[i], mix(uint64(h), uint64(i)))
		}
	}
	var out [bands]uint64
	for b := range out {
		out[b] = mix(mix(sig[b*rows], sig[b*rows+1]), uint64(b))
	}
	return out
}

// mix joins two numbers into one whose bits are spread.
func mix(a, b uint64) uint64 {
	h := a ^ b*0x9e3779b97f4a7c15
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// isCopy reports whether two documents are copies of one another.
func isCopy(a, b *Note) bool {
	if a.Dated != b.Dated || max(a.Published-b.Published, b.Published-a.Published) > copyDays {
		return false
	}
	at := copyAt
	if min(len(a.Shingles), len(b.Shingles)) < short {
		at = shortCopyAt
	}
	return likeness(a.Shingles, b.Shingles) >= at
}

// likeness is the share of the smaller set that lies in the other, as far as the
// two are of like size: an article that quotes another in full is no copy of it.
func likeness(a, b []uint32) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(b) > 3*len(a) {
		return 0
	}
	both := 0
	for _, h := range a {
		if _, ok := slices.BinarySearch(b, h); ok {
			both++
		}
	}
	return float64(both) / float64(len(a))
}

// union is a disjoint-set forest whose roots are the least of their members.
type union struct{ parent []int }

func newUnion(n int) *union {
	u := &union{parent: make([]int, n)}
	for i := range u.parent {
		u.parent[i] = i
	}
	return u
}

func (u *union) find(i int) int {
	for u.parent[i] != i {
		u.parent[i] = u.parent[u.parent[i]]
		i = u.parent[i]
	}
	return i
}

func (u *union) join(i, j int) {
	a, b := u.find(i), u.find(j)
	if a != b {
		u.parent[max(a, b)] = min(a, b)
	}
}

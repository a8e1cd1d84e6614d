package fuse

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
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

// copies returns, for each document, the index of the first document of its group
// of copies.
func copies(docs []Doc) []int {
	sets := make([]map[uint64]bool, len(docs))
	buckets := map[[2]uint64][]int{}
	for i := range docs {
		sets[i] = shingles(docs[i].Text)
		sig := signature(sets[i])
		for b := range bands {
			key := [2]uint64{uint64(b), mix(sig[b*rows], sig[b*rows+1])}
			buckets[key] = append(buckets[key], i)
		}
	}
	u := newUnion(len(docs))
	for i := range docs {
		sig := signature(sets[i])
		seen := map[int]bool{}
		for b := range bands {
			for _, j := range buckets[[2]uint64{uint64(b), mix(sig[b*rows], sig[b*rows+1])}] {
				if j > i && !seen[j] {
					seen[j] = true
					if isCopy(sets[i], sets[j]) {
						u.join(i, j)
					}
				}
			}
		}
	}
	out := make([]int, len(docs))
	for i := range docs {
		out[i] = u.find(i)
	}
	return out
}

// shingles returns the hashes of the runs of words of text.
func shingles(text string) map[uint64]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := map[uint64]bool{}
	for i := 0; i+shingle <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		out[h.Sum64()] = true
	}
	return out
}

// signature returns the minhash of a set, bands times rows values.
func signature(set map[uint64]bool) [bands * rows]uint64 {
	var sig [bands * rows]uint64
	for i := range sig {
		sig[i] = ^uint64(0)
	}
	for h := range set {
		for i := range sig {
			sig[i] = min(sig[i], mix(h, uint64(i)))
		}
	}
	return sig
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

func isCopy(a, b map[uint64]bool) bool {
	if min(len(a), len(b)) < short {
		return likeness(a, b) >= shortCopyAt
	}
	return likeness(a, b) >= copyAt
}

// likeness is the share of the smaller set that lies in the other, as far as the
// two are of like size: an article that quotes another in full is no copy of it.
func likeness(a, b map[uint64]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(b) > 3*len(a) {
		return 0
	}
	both := 0
	for h := range a {
		if b[h] {
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

// sorted returns the keys of a set in order.
func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

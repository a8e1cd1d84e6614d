package fuse

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"chancery/internal/tsv"
)

//go:embed pairs.tsv
var pairsTable string

// model is the linear model of pairs: weights of features, in hundredths.
type model [nFeatures]float64

// pairModel reads the weights of features, in the order of the constants.
var pairModel = sync.OnceValues(func() (*model, error) {
	rows, err := tsv.Read(strings.NewReader(pairsTable), "pairs.tsv", "feature", "weight", "means")
	if err != nil {
		return nil, err
	}
	if len(rows) != nFeatures {
		return nil, fmt.Errorf("pairs.tsv has %d features, the program %d", len(rows), nFeatures)
	}
	m := new(model)
	for i, r := range rows {
		n, err := strconv.Atoi(r.Get("weight"))
		if err != nil {
			return nil, r.Errorf("weight: %w", err)
		}
		m[i] = float64(n) / 100
	}
	return m, nil
})

// score rates how far two mentions are one event, as the logarithm of the odds; ok
// is false where they can't be.
func (m *model) score(a, b *mention) (v float64, ok bool) {
	if veto(a, b) || a.Doc == b.Doc && twoActs(a, b) {
		return 0, false
	}
	if a.Doc == b.Doc {
		return sameDocument, true
	}
	for i, f := range compare(a, b) {
		v += m[i] * f
	}
	return v, true
}

// The bounds of scores: pairs of two documents from edgeAt on join clusters, whose
// pairs must score joinAt on the mean. sameDocument is the score of two mentions of
// one document.
const (
	edgeAt       = 0.0
	joinAt       = -0.5
	sameDocument = -3.0
)

// edge is a pair of mentions that may be one event.
type edge struct {
	score float64
	a, b  int
}

// edges returns the pairs of all that score edgeAt or more.
func edges(all []mention, m *model) []edge {
	blocks := map[uint64][]int{}
	for i := range all {
		for _, k := range keys(&all[i]) {
			blocks[k] = append(blocks[k], i)
		}
	}
	var out []edge
	seen := make([]int, len(all)) // the last mention that each was compared with, plus one
	for i := range all {
		for _, k := range keys(&all[i]) {
			for _, j := range blocks[k] {
				if j <= i || seen[j] == i+1 || all[i].Doc == all[j].Doc {
					continue
				}
				seen[j] = i + 1
				if v, ok := m.score(&all[i], &all[j]); ok && v >= edgeAt {
					out = append(out, edge{v, i, j})
				}
			}
		}
	}
	return out
}

// cluster returns the root of each mention's cluster: pairs join the best first.
// all is sorted by id.
func cluster(all []mention, list []edge, m *model) []int {
	slices.SortFunc(list, func(x, y edge) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	u := newUnion(len(all))
	members := map[int][]int{}
	of := func(i int) []int {
		if l := members[i]; l != nil {
			return l
		}
		return []int{i}
	}
	for _, e := range list {
		a, b := u.find(e.a), u.find(e.b)
		if a == b || !m.mayJoin(all, of(a), of(b)) {
			continue
		}
		joined := slices.Concat(of(a), of(b))
		u.join(a, b)
		delete(members, max(a, b))
		members[min(a, b)] = joined
	}
	out := make([]int, len(all))
	for i := range all {
		out[i] = u.find(i)
	}
	return out
}

// mayJoin reports whether two clusters are one event: none of their mentions rule
// it out, and on the mean they are alike.
func (m *model) mayJoin(all []mention, a, b []int) bool {
	sum := 0.0
	for _, i := range a {
		for _, j := range b {
			v, ok := m.score(&all[i], &all[j])
			if !ok {
				return false
			}
			sum += v
		}
	}
	return sum/float64(len(a)*len(b)) >= joinAt
}

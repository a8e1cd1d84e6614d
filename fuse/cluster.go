package fuse

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
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

// A link is what two clusters have between them: the sum of the scores of their
// pairs, and whether one of these rules it out that they are one.
type link struct {
	sum   float64
	never bool
}

// clusters are the clusters of an update while pairs join.
type clusters struct {
	*model
	all     []*mention
	of      *union
	members map[int][]int
	links   map[int]map[int]link // by roots, both ways; what is not here was not asked
}

// cluster returns the root of each mention's cluster: pairs join the best first.
// all is sorted by id.
func cluster(all []*mention, list []edge, m *model) []int {
	slices.SortFunc(list, func(x, y edge) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	c := &clusters{model: m, all: all, of: newUnion(len(all)), members: map[int][]int{}, links: map[int]map[int]link{}}
	for _, e := range list {
		a, b := c.of.find(e.a), c.of.find(e.b)
		if a > b {
			a, b = b, a
		}
		if a != b && c.mayJoin(a, b) {
			c.join(a, b)
		}
	}
	out := make([]int, len(all))
	for i := range all {
		out[i] = c.of.find(i)
	}
	return out
}

func (c *clusters) list(root int) []int {
	if l := c.members[root]; l != nil {
		return l
	}
	return []int{root}
}

// link returns what lies between two clusters.
func (c *clusters) link(a, b int) link {
	if l, ok := c.links[a][b]; ok {
		return l
	}
	l := link{}
	for _, i := range c.list(a) {
		for _, j := range c.list(b) {
			v, ok := c.score(c.all[i], c.all[j])
			if !ok {
				c.set(a, b, link{never: true})
				return link{never: true}
			}
			// Sums of whole thousandths are the same in any order.
			l.sum += math.Round(v * 1000)
		}
	}
	c.set(a, b, l)
	return l
}

func (c *clusters) set(a, b int, l link) {
	for _, k := range [2][2]int{{a, b}, {b, a}} {
		if c.links[k[0]] == nil {
			c.links[k[0]] = map[int]link{}
		}
		c.links[k[0]][k[1]] = l
	}
}

// mayJoin reports whether two clusters are one event: none of their mentions rule
// it out, and on the mean they are alike.
func (c *clusters) mayJoin(a, b int) bool {
	l := c.link(a, b)
	return !l.never && l.sum/float64(len(c.list(a))*len(c.list(b))) >= joinAt*1000
}

// join makes one cluster of two, of which a is the lesser root.
func (c *clusters) join(a, b int) {
	joined := slices.Concat(c.list(a), c.list(b))
	c.of.join(a, b)
	for _, pair := range [2][2]int{{a, b}, {b, a}} {
		for third := range c.links[pair[0]] {
			if third == a || third == b {
				continue
			}
			x := c.links[pair[0]][third]
			y, ok := c.links[pair[1]][third]
			switch {
			case x.never || ok && y.never:
				c.set(a, third, link{never: true})
			case !ok: // not known of both: asked anew where it matters
				delete(c.links[a], third)
				delete(c.links[third], a)
			case pair[0] == a: // once, not from both sides
				c.set(a, third, link{sum: x.sum + y.sum})
			}
		}
	}
	for third := range c.links[b] {
		delete(c.links[third], b)
	}
	delete(c.links, b)
	delete(c.links[a], b)
	delete(c.members, b)
	c.members[a] = joined
}

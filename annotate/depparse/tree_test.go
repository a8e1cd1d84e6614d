package depparse

import (
	"math/rand/v2"
	"testing"
)

// TestTree compares trees with the best of all trees with one root.
func TestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 6000 {
		n := 1 + rng.IntN(6)
		stride := n + 1 + rng.IntN(3)
		span := []int{3, 100, 1 << 28}[rng.IntN(3)] // small ones give many that are equal
		scores := make([]int32, n*stride)
		for i := range scores {
			scores[i] = int32(rng.IntN(span) - span/2)
		}
		head := make([]int, n+1)
		Tree(append([]int32(nil), scores...), n, stride, head)
		roots := 0
		for d := 1; d <= n; d++ {
			if head[d] < 0 || head[d] > n || head[d] == d {
				t.Fatalf("word %d has head %d of %d", d, head[d], n)
			}
			if head[d] == 0 {
				roots++
			}
		}
		if roots != 1 || cyclic(head) {
			t.Fatalf("%d words: heads %v are no tree with one root", n, head[1:])
		}
		root := 0
		for d := 1; d <= n; d++ {
			if head[d] == 0 {
				root = d
			}
		}
		if got, want := sum(scores, stride, head), bestSum(scores, n, stride, root); got != want {
			t.Fatalf("%d words: sum %d, want %d for root %d", n, got, want, root)
		}
	}
}

// TestTreeOfEquals wants the time of a tree whose scores are all nearly equal, of cycles
// within cycles, to go with the square of its words.
func TestTreeOfEquals(t *testing.T) {
	const n = 2000 // with the cube it would take minutes
	scores := make([]int32, n*(n+1))
	for d := range n {
		for h := range n + 1 {
			scores[d*(n+1)+h] = int32(-max(d-h, h-d))
		}
	}
	head := make([]int, n+1)
	Tree(scores, n, n+1, head)
	if cyclic(head) {
		t.Error("the heads are no tree")
	}
}

func sum(scores []int32, stride int, head []int) int32 {
	var s int32
	for d := 1; d < len(head); d++ {
		s += scores[(d-1)*stride+head[d]]
	}
	return s
}

// bestSum tries all trees whose root is root.
func bestSum(scores []int32, n, stride, root int) int32 {
	best := int32(-1 << 30)
	head := make([]int, n+1)
	var try func(d int)
	try = func(d int) {
		if d > n {
			if !cyclic(head) {
				best = max(best, sum(scores, stride, head))
			}
			return
		}
		for h := 0; h <= n; h++ {
			if h != d && (h == 0) == (d == root) {
				head[d] = h
				try(d + 1)
			}
		}
	}
	try(1)
	return best
}

package depparse

import (
	"math/rand/v2"
	"testing"
)

// TestTree compares trees with the best of all trees with one root.
func TestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 3000 {
		n := 1 + rng.IntN(5)
		stride := n + 1 + rng.IntN(3)
		scores := make([]int32, n*stride)
		for i := range scores {
			scores[i] = int32(rng.IntN(100) - 50)
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

package depparse

import (
	"math"
	"slices"
)

// never is the score of an arc that may not be.
const never = math.MinInt32 / 4

// Tree finds the tree with one root and the highest sum of scores (Chu and Liu, 1965;
// Edmonds, 1967), and sets head[d] to the head of each word d from 1 to n, 0 for the
// root. scores has a row of stride for each word from 1 and in it a column for each
// head from 0. It may change the scores. Of equal heads the first is taken.
//
// Where more than one word would be the root, the one is kept that loses most by
// another head; the sum is then the highest among trees with that root.
func Tree(scores []int32, n, stride int, head []int) {
	best(scores, n, stride, head)
	roots, root, most := 0, 0, int64(math.MinInt64)
	for d := 1; d <= n; d++ {
		if head[d] != 0 {
			continue
		}
		roots++
		row := scores[(d-1)*stride : (d-1)*stride+n+1]
		other := int64(never)
		for h := 1; h <= n; h++ {
			if h != d {
				other = max(other, int64(row[h]))
			}
		}
		if loss := int64(row[0]) - other; loss > most {
			root, most = d, loss
		}
	}
	if roots == 0 { // each word's best head is another: a cycle takes in all of them
		for d := 1; d <= n; d++ {
			row := scores[(d-1)*stride:]
			if loss := int64(row[0]) - int64(row[head[d]]); loss > most {
				root, most = d, loss
			}
		}
	}
	if roots != 1 {
		for d := 1; d <= n; d++ {
			if d != root {
				scores[(d-1)*stride] = never
			}
		}
		for h := 1; h <= n; h++ {
			scores[(root-1)*stride+h] = never
		}
		best(scores, n, stride, head)
	}
	if !cyclic(head[:n+1]) {
		return
	}
	if roots == 1 { // the one root is kept, so that cutting a cycle makes no second
		for d := 1; d <= n; d++ {
			if d != root {
				scores[(d-1)*stride] = never
			}
		}
	}
	span(scores, n, stride, head)
}

// best sets each head to the one with the highest score.
func best(scores []int32, n, stride int, head []int) {
	for d := 1; d <= n; d++ {
		row := scores[(d-1)*stride : (d-1)*stride+n+1]
		top := 0
		for h, s := range row {
			if h != d && s > row[top] {
				top = h
			}
		}
		head[d] = top
	}
}

func cyclic(head []int) bool {
	n := len(head)
	for d := 1; d < n; d++ {
		at, steps := head[d], 0
		for at != 0 {
			if steps++; steps > n {
				return true
			}
			at = head[at]
		}
	}
	return false
}

// A node is a word, or a cycle of nodes that was folded into one.
type node struct {
	// A folded node has by head its best score, less what it costs to cut the cycle open
	// there, and the word that takes the head. A word has the scores that were given.
	scores []int64
	enters []int32
	inside int // the node that it was folded into, or -1
	// The best arc into the node: what is taken unless an arc into a node around it is.
	head, word int
	score      int64
}

// span sets head to the best tree. It follows best heads from word to word until it comes
// to one that hangs from the root, and folds each cycle that it meets on its way (Tarjan,
// 1977): the time goes with the square of n, however many cycles there are in cycles.
func span(scores []int32, n, stride int, head []int) {
	nodes := make([]node, n+1, 2*n+1)
	top := make([]int, n+1, 2*n+1) // by node: one around it, not always the outermost
	for i := range nodes {
		nodes[i].inside, top[i] = -1, i
	}
	outermost := func(i int) int {
		for top[i] != i {
			top[i] = top[top[i]]
			i = top[i]
		}
		return i
	}
	const (
		fresh = iota
		onPath
		done
	)
	state := make([]int8, n+1, 2*n+1)
	state[0] = done
	var path []int
	for start := 1; start <= n; start++ {
		v := outermost(start)
		if state[v] != fresh {
			continue
		}
		path = append(path[:0], v)
		state[v] = onPath
		for {
			x := &nodes[v]
			x.head = -1
			for h := range n + 1 {
				var s int64
				if v <= n {
					s = int64(scores[(v-1)*stride+h])
				} else {
					s = x.scores[h]
				}
				if (x.head < 0 || s > x.score) && outermost(h) != v {
					x.head, x.score, x.word = h, s, v
				}
			}
			if v > n {
				x.word = int(x.enters[x.head])
			}
			next := outermost(x.head)
			if state[next] == done {
				break
			}
			if state[next] == fresh {
				v = next
			} else {
				v = len(nodes)
				at := slices.Index(path, next)
				nodes = append(nodes, fold(nodes, path[at:], v, scores, n, stride))
				for _, m := range path[at:] {
					top[m] = v
				}
				top, state = append(top, v), append(state, fresh)
				path = path[:at]
			}
			path = append(path, v)
			state[v] = onPath
		}
		for _, m := range path {
			state[m] = done
		}
	}
	// An arc into a folded node replaces one arc of its cycle, and so inwards.
	taken := make([]bool, len(nodes))
	for i := len(nodes) - 1; i > 0; i-- {
		if taken[i] {
			continue
		}
		x := &nodes[i]
		head[x.word] = x.head
		for m := x.word; m >= 0 && !taken[m]; m = nodes[m].inside {
			taken[m] = true
		}
	}
}

// fold returns the node of the cycle of members, whose number is at.
func fold(nodes []node, members []int, at int, scores []int32, n, stride int) node {
	x := node{scores: make([]int64, n+1), enters: make([]int32, n+1), inside: -1}
	for k, m := range members {
		y := &nodes[m]
		y.inside = at
		for h := range x.scores {
			s, word := -y.score, int32(m)
			if m <= n {
				s += int64(scores[(m-1)*stride+h])
			} else {
				s += y.scores[h]
				word = y.enters[h]
			}
			if k == 0 || s > x.scores[h] {
				x.scores[h], x.enters[h] = s, word
			}
		}
	}
	return x
}

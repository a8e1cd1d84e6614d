package depparse

import "math"

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
	if cyclic(head[:n+1]) {
		m := make([]int32, (n+1)*(n+1))
		for d := 1; d <= n; d++ {
			copy(m[d*(n+1):], scores[(d-1)*stride:(d-1)*stride+n+1])
			m[d*(n+1)+d] = never
			if roots == 1 {
				// The one root is kept, so that cutting the cycle makes no second.
				if d != root {
					m[d*(n+1)] = never
				}
			}
		}
		contract(m, n+1, head)
	}
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

// cycle returns the words of a cycle of head, or nil.
func cycle(head []int) []int {
	state := make([]int, len(head)) // 0: not seen; d: seen from d
	for d := 1; d < len(head); d++ {
		at := d
		for at != 0 && state[at] == 0 {
			state[at] = d
			at = head[at]
		}
		if at != 0 && state[at] == d {
			out := []int{at}
			for k := head[at]; k != at; k = head[k] {
				out = append(out, k)
			}
			return out
		}
	}
	return nil
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

// contract sets head to the best tree over n nodes, 0 the root, with scores m[d*n+h]. It
// folds a cycle into one node, solves that, and unfolds.
func contract(m []int32, n int, head []int) {
	for d := 1; d < n; d++ {
		top := -1
		for h := range n {
			if h != d && (top < 0 || m[d*n+h] > m[d*n+top]) {
				top = h
			}
		}
		head[d] = top
	}
	ring := cycle(head[:n])
	if ring == nil {
		return
	}
	in := make([]bool, n)
	for _, d := range ring {
		in[d] = true
	}
	// Nodes of the smaller graph: those outside the ring in order, and the ring last.
	var old []int
	for d := range n {
		if !in[d] {
			old = append(old, d)
		}
	}
	k := len(old)
	sub := make([]int32, (k+1)*(k+1))
	from := make([]int, k) // by dependent outside: the head in the ring
	to := make([]int, k)   // by head outside: the word of the ring that it takes
	for i := range sub {
		sub[i] = never
	}
	for i, o := range old {
		for j, p := range old {
			if i > 0 && i != j {
				sub[i*(k+1)+j] = m[o*n+p]
			}
		}
		in1, out1 := int64(math.MinInt64), int32(math.MinInt32)
		for _, r := range ring {
			if gain := int64(m[r*n+o]) - int64(m[r*n+head[r]]); gain > in1 {
				in1, to[i] = gain, r
			}
			if i > 0 && m[o*n+r] > out1 {
				out1, from[i] = m[o*n+r], r
			}
		}
		sub[k*(k+1)+i] = int32(max(in1, never))
		if i > 0 {
			sub[i*(k+1)+k] = out1
		}
	}
	inner := make([]int, k+1)
	contract(sub, k+1, inner)
	for i := 1; i < k; i++ {
		if inner[i] == k {
			head[old[i]] = from[i]
		} else {
			head[old[i]] = old[inner[i]]
		}
	}
	head[to[inner[k]]] = old[inner[k]]
}

package depparse

import "chancery/model"

// Actions of the arc-hybrid system (Kuhlmann et al., 2011).
const (
	Shift = iota
	Left  // the top of the stack depends on the front of the buffer
	Right // the top of the stack depends on the word below it
	Actions
)

// Word is what the parser knows of a token; hashes.
type Word struct{ Form, Low, Tag, UTag, Group uint64 }

// State is a parse in progress. Words are 1 to N; the root is N+1 and stands at the end
// of the buffer.
type State struct {
	Words            []Word
	N                int
	Stack            []int
	Front            int
	Head             []int
	Rel              []uint64 // hash of the relation, by dependent
	lc, rc, lc2, rc2 []int    // outermost dependents
	lv, rv           []int    // their number
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

// Reset starts a parse of words 1 to len(words)-2; places 0 and the last are padding and root.
func (s *State) Reset(words []Word) {
	n := len(words)
	s.Words, s.N, s.Front = words, n-2, 1
	s.Stack = s.Stack[:0]
	s.Head, s.Rel = grow(s.Head, n), grow(s.Rel, n)
	s.lc, s.rc, s.lc2, s.rc2 = grow(s.lc, n), grow(s.rc, n), grow(s.lc2, n), grow(s.rc2, n)
	s.lv, s.rv = grow(s.lv, n), grow(s.rv, n)
}

// Done reports whether all words have heads.
func (s *State) Done() bool { return s.Front == s.N+1 && len(s.Stack) == 0 }

// Allowed reports whether action a can be taken.
func (s *State) Allowed(a int) bool {
	switch a {
	case Shift:
		return s.Front <= s.N
	case Left:
		if s.Front == s.N+1 {
			return len(s.Stack) == 1
		}
		return len(s.Stack) > 0
	}
	return len(s.Stack) > 1
}

// Arc returns the head and the dependent that Left or Right joins.
func (s *State) Arc(a int) (head, dep int) {
	dep = s.Stack[len(s.Stack)-1]
	if a == Left {
		return s.Front, dep
	}
	return s.Stack[len(s.Stack)-2], dep
}

// Do takes action a; rel is the hash of the relation.
func (s *State) Do(a int, rel uint64) {
	if a == Shift {
		s.Stack = append(s.Stack, s.Front)
		s.Front++
		return
	}
	h, d := s.Arc(a)
	s.Stack = s.Stack[:len(s.Stack)-1]
	s.Head[d], s.Rel[d] = h, rel
	if a == Left {
		s.lc2[h], s.lc[h] = s.lc[h], d
		s.lv[h]++
	} else {
		s.rc2[h], s.rc[h] = s.rc[h], d
		s.rv[h]++
	}
}

func (s *State) stack(i int) int {
	if i < len(s.Stack) {
		return s.Stack[len(s.Stack)-1-i]
	}
	return 0
}

func (s *State) front(i int) int {
	if s.Front+i <= s.N+1 {
		return s.Front + i
	}
	return 0
}

func between(d int) uint64 { return uint64(min(max(d, 0), 9)) }

// Features appends the features of the state.
func (s *State) Features(buf []uint64) []uint64 {
	m := model.Mix
	w := s.Words
	i0, i1, i2, j0, j1, j2 := s.stack(0), s.stack(1), s.stack(2), s.front(0), s.front(1), s.front(2)
	s0, s1, s2, b0, b1, b2 := &w[i0], &w[i1], &w[i2], &w[j0], &w[j1], &w[j2]
	s0l, s0r, s1l, s1r, b0l := s.lc[i0], s.rc[i0], s.lc[i1], s.rc[i1], s.lc[j0]
	dist := between(j0 - i0)
	dist1 := between(i0 - i1)
	v := uint64(min(s.lv[i0], 4))<<8 | uint64(min(s.rv[i0], 4))
	v1 := uint64(min(s.lv[i1], 4))<<8 | uint64(min(s.rv[i1], 4))
	vb := uint64(min(s.lv[j0], 4))
	s0b0, s1s0 := m(s0.Tag, b0.Tag), m(s1.Tag, s0.Tag)
	return append(buf,
		m(1, s0.Low), m(2, m(s0.Low, s0.Tag)), m(3, s0.Tag), m(4, b0.Low), m(5, m(b0.Low, b0.Tag)), m(6, b0.Tag),
		m(7, s1.Low), m(8, m(s1.Low, s1.Tag)), m(9, s1.Tag), m(10, m(b1.Low, b1.Tag)), m(11, b1.Tag), m(12, m(b2.Low, b2.Tag)), m(13, s2.Tag),
		m(14, m(m(s0.Low, s0.Tag), m(b0.Low, b0.Tag))), m(15, m(m(s0.Low, s0.Tag), b0.Tag)), m(16, m(s0.Tag, m(b0.Low, b0.Tag))), m(17, m(s0.Low, b0.Low)), m(18, s0b0),
		m(19, m(m(s1.Low, s1.Tag), m(s0.Low, s0.Tag))), m(20, m(m(s1.Low, s1.Tag), s0.Tag)), m(21, m(s1.Tag, m(s0.Low, s0.Tag))), m(22, s1s0),
		m(23, m(s0b0, b1.Tag)), m(24, m(s1.Tag, s0b0)), m(25, m(s0b0, w[s0l].Tag)), m(26, m(s0b0, w[s0r].Tag)), m(27, m(s0b0, w[b0l].Tag)),
		m(28, m(s1s0, w[s1r].Tag)), m(29, m(s1s0, w[s0l].Tag)), m(30, m(s1s0, w[s1l].Tag)), m(31, m(s1s0, s2.Tag)), m(32, m(m(s1s0, b0.Tag), s2.Tag)), m(33, m(m(s0b0, b1.Tag), b2.Tag)),
		m(34, m(s0b0, dist)), m(35, m(s1s0, dist1)), m(36, m(m(s0.Low, b0.Low), dist)), m(37, m(m(s0.Low, s0.Tag), v)), m(38, m(m(b0.Low, b0.Tag), vb)), m(39, m(m(s1.Low, s1.Tag), v1)),
		m(40, m(s0.Tag, v)), m(41, m(s1.Tag, v1)), m(42, m(b0.Tag, vb)),
		m(43, m(s0.Tag, m(s.Rel[s0l], s.Rel[s0r]))), m(44, m(s1.Tag, m(s.Rel[s1l], s.Rel[s1r]))), m(45, m(b0.Tag, s.Rel[b0l])),
		m(46, m(s0.Low, s.Rel[s0r])), m(47, m(s1.Low, s.Rel[s1r])), m(48, m(w[s1r].Low, s1s0)), m(49, m(w[s0l].Low, s0b0)), m(50, m(w[s.lc2[i0]].Tag, m(s0.Tag, s.Rel[s0l]))),
		m(51, m(s0.Group, b0.Group)), m(52, m(s1.Group, s0.Group)), m(53, m(s0.Group, b0.Tag)), m(54, m(s0.Tag, b0.Group)), m(55, m(s1.Group, s0.Tag)), m(56, m(s1.Tag, s0.Group)),
		m(57, m(s0.UTag, m(s1.UTag, m(b0.UTag, b1.UTag)))), m(58, m(m(s1s0, b0.Tag), s.Rel[s1r])), m(59, m(b1.Low, s0b0)), m(60, m(w[s.rc2[i1]].Tag, m(s1s0, w[s1r].Tag))),
		m(61, m(w[max(j0-1, 0)].Low, b0.Tag)), m(62, m(w[min(i0+1, s.N+1)].Low, s0.Tag)), 63,
	)
}

// ArcFeatures appends the features that decide the relation of dep to head. They are
// taken before the arc is there.
func (s *State) ArcFeatures(head, dep int, buf []uint64) []uint64 {
	m := model.Mix
	w := s.Words
	h, d := &w[head], &w[dep]
	dir := uint64(0)
	if head < dep {
		dir = 1
	}
	ht, hd := m(h.Tag, dir), m(m(h.Tag, dir), d.Tag)
	left, right := s.lc[dep], s.rc[dep]
	prev, next := &w[dep-1], &w[min(dep+1, s.N+1)]
	dist := between(head - dep)
	if dir == 1 {
		dist = between(dep - head)
	}
	return append(buf,
		m(101, hd), m(102, m(m(h.Low, dir), m(d.Low, d.Tag))), m(103, m(hd, h.Low)), m(104, m(hd, d.Low)), m(105, m(ht, d.UTag)), m(106, m(d.Low, dir)), m(107, m(h.Low, m(d.Tag, dir))),
		m(108, m(hd, dist)), m(109, m(hd, w[left].Low)), m(110, m(hd, s.Rel[left])), m(111, m(hd, s.Rel[right])), m(112, m(hd, m(w[left].Low, w[left].Tag))),
		m(113, m(hd, prev.Tag)), m(114, m(hd, next.Tag)), m(115, m(hd, m(prev.Tag, next.Tag))), m(116, m(hd, prev.Low)), m(117, m(hd, next.Low)),
		m(118, m(hd, s.Rel[s.lc[head]])), m(119, m(hd, s.Rel[s.rc[head]])), m(120, m(hd, uint64(min(s.lv[head], 3))<<4|uint64(min(s.rv[head], 3)))),
		m(121, m(hd, d.Group)), m(122, m(hd, h.Group)), m(123, m(m(h.Group, d.Group), dir)), m(124, m(m(h.UTag, d.UTag), dir)), m(125, m(m(hd, s.Rel[left]), w[left].Low)), m(126, m(hd, w[s.lc[head]].Low)), m(127, m(hd, m(w[s.lc2[dep]].Low, s.Rel[left]))),
		m(128, m(hd, m(s.Rel[s.lc[head]], s.Rel[s.rc[head]]))),
	)
}

// Costs sets cost[a] to the number of gold arcs that action a makes impossible.
func (s *State) Costs(gold []int, cost *[Actions]int) {
	*cost = [Actions]int{}
	b := s.Front
	top, below := s.stack(0), s.stack(1)
	if b <= s.N {
		for i, k := range s.Stack {
			if gold[k] == b {
				cost[Shift]++
			}
			if gold[b] == k && i < len(s.Stack)-1 {
				cost[Shift]++
			}
		}
	}
	if top == 0 {
		return
	}
	deps := 0
	for k := b; k <= s.N; k++ {
		if gold[k] == top {
			deps++
		}
	}
	cost[Left], cost[Right] = deps, deps
	if g := gold[top]; g > b || below != 0 && g == below {
		cost[Left]++
	}
	if gold[top] >= b {
		cost[Right]++
	}
}

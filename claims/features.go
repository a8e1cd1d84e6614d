package claims

import (
	"math/bits"

	"chancery/model"
)

// Labels of the two sequence models, in the order of their tables.
var (
	cueLabels = []string{"O", "B-cue", "I-cue"}
	argLabels = []string{"O", "B-source", "I-source", "B-content", "I-content"}
)

// none is the hash of what lies outside the sentence or is absent.
const none = 0x517cc1b727220a95

// sink collects the features of one position.
type sink []uint64

func (s *sink) one(template, a uint64)    { *s = append(*s, model.Mix(template, a)) }
func (s *sink) two(template, a, b uint64) { *s = append(*s, model.Mix(model.Mix(template, a), b)) }
func (s *sink) three(template, a, b, c uint64) {
	*s = append(*s, model.Mix(model.Mix(model.Mix(template, a), b), c))
}

// at returns the hash of a layer at token i, if it is in the sentence of token
// base.
func (v *view) at(layer []uint64, i, base int) uint64 {
	if s := &v.Sentences[v.Tokens[base].Sent]; i < s.First || i >= s.Last {
		return none
	}
	return layer[i]
}

// lexical returns what the cue table says of token i, as a number.
func (v *view) lexical(i, base int) uint64 {
	if s := &v.Sentences[v.Tokens[base].Sent]; i < s.First || i >= s.Last {
		return none
	}
	h := v.hits[i]
	if h.e == nil {
		return 0
	}
	return uint64(h.e.classes)<<8 | uint64(h.e.pos)
}

// steps maps a distance to a few steps: 0 1 2 3 4 6 9 14 20 …
func steps(n int) uint64 {
	switch {
	case n < 0:
		return 64 + steps(-n)
	case n <= 4:
		return uint64(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 22:
		return 8
	case n <= 40:
		return 9
	case n <= 80:
		return 10
	}
	return 11
}

// cueFeatures appends the features of token i as (part of) a cue.
func (v *view) cueFeatures(i int, buf []uint64) []uint64 {
	s := sink(buf)
	t := &v.Tokens[i]
	sent := &v.Sentences[t.Sent]
	w, l, p, r, x := v.word[i], v.lemma[i], v.tag[i], v.rel[i], v.lexical(i, i)
	wp, wn := v.at(v.word, i-1, i), v.at(v.word, i+1, i)
	lp, ln := v.at(v.lemma, i-1, i), v.at(v.lemma, i+1, i)
	pp, pn := v.at(v.tag, i-1, i), v.at(v.tag, i+1, i)
	xp, xn := v.lexical(i-1, i), v.lexical(i+1, i)
	s.one(1, 0)
	s.one(2, w)
	s.one(3, l)
	s.one(4, p)
	s.one(5, wp)
	s.one(6, wn)
	s.one(7, lp)
	s.one(8, ln)
	s.one(9, pp)
	s.one(10, pn)
	s.two(11, wp, w)
	s.two(12, w, wn)
	s.two(13, lp, l)
	s.two(14, l, ln)
	s.three(15, pp, p, pn)
	s.two(16, v.at(v.tag, i-2, i), pp)
	s.two(17, pn, v.at(v.tag, i+2, i))
	s.one(18, v.at(v.lemma, i-2, i))
	s.one(19, v.at(v.lemma, i+2, i))
	s.one(20, v.shape[i])
	s.one(21, model.Hash(6, suffix(t.Form, 3)))
	s.two(22, x, p)
	s.one(23, x)
	s.two(24, x, wn)
	s.two(25, x, wp)
	s.two(26, xp, p)
	s.two(27, xn, p)
	s.two(28, xp, x)
	s.two(29, x, pn)
	// A cue of several words that began before this one.
	in := uint64(0)
	for k := 1; k <= 4; k++ {
		if j := i - k; j >= sent.First && v.hits[j].e != nil && v.hits[j].last >= i {
			in = uint64(k)
			break
		}
	}
	s.two(30, in, p)
	// The parse.
	ks := uint64(v.kidset[i])
	hl, hp, hx, hr := uint64(none), uint64(none), uint64(none), uint64(none)
	if h := t.Head; h >= 0 {
		hl, hp, hx, hr = v.lemma[h], v.tag[h], v.lexical(h, i), v.rel[h]
	}
	s.one(31, r)
	s.two(32, r, p)
	s.two(33, r, x)
	s.two(34, r, l)
	s.two(35, r, hl)
	s.two(36, r, hp)
	s.two(37, r, hx)
	s.two(38, r, hr)
	const args = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<4 | 1<<5 | 1<<7 | 1<<8 | 1<<10 | 1<<14
	s.two(39, ks&args, p)
	s.two(40, ks&args, x)
	for m := ks & args; m != 0; m &= m - 1 {
		g := uint64(bits.TrailingZeros64(m))
		s.two(41, g, l)
		s.two(42, g, x)
	}
	sl, sp := uint64(none), uint64(none)
	if k := v.subject[i]; k >= 0 {
		sl, sp = v.lemma[k], v.tag[k]
	}
	s.two(43, sp, x)
	s.two(44, sl, x)
	s.one(45, sl)
	s.two(46, sp, p)
	have := uint64(v.satisfied(i))
	s.two(56, have, x)
	shared := uint64(0)
	if v.subject[i] >= 0 {
		shared = 1
	}
	s.three(57, have, shared, x)
	s.two(58, have, l)
	// Quotation marks about.
	q := v.nearQuote(i, sent.First, sent.Last)
	s.two(47, q, p)
	s.two(48, q, x)
	s.one(49, q)
	inside := uint64(0)
	if v.quote[i] >= 0 {
		inside = 1
	}
	s.three(50, inside, x, p)
	// Other cues in the sentence.
	left, right := v.nearCue(i, sent.First, sent.Last)
	s.two(51, left, p)
	s.two(52, right, p)
	s.three(53, left, right, x)
	// Where it stands.
	place := uint64(min(t.Sent, 2))*4 + uint64(min(i-sent.First, 3))
	s.two(54, place, p)
	s.two(55, steps(sent.Last-i), p)
	return s
}

// suffix returns the last n bytes of s.
func suffix(s string, n int) string { return s[max(0, len(s)-n):] }

// nearQuote says how near the mark that closes a quotation on the left, and the
// one that opens one on the right, stand to token i in its sentence.
func (v *view) nearQuote(i, first, last int) uint64 {
	left, right := uint64(15), uint64(15)
	for k := 1; k <= 8 && i-k >= first; k++ {
		if v.edge[i-k] == edgeClose {
			left = steps(k)
			break
		}
	}
	for k := 1; k <= 12 && i+k < last; k++ {
		if v.edge[i+k] == edgeOpen {
			right = steps(k)
			break
		}
	}
	return left<<4 | right
}

// nearCue returns the distances to the nearest verb of the cue table that has a
// subject, on either side.
func (v *view) nearCue(i, first, last int) (left, right uint64) {
	left, right = 15, 15
	for k := 1; k <= 20 && i-k >= first; k++ {
		if v.clauseCue(i - k) {
			left = steps(k)
			break
		}
	}
	for k := 1; k <= 20 && i+k < last; k++ {
		if v.clauseCue(i + k) {
			right = steps(k)
			break
		}
	}
	return left, right
}

// clauseCue reports whether token i is a verb of the cue table that takes a
// clause and has a subject.
func (v *view) clauseCue(i int) bool {
	h := v.hits[i]
	return h.e != nil && h.e.pos == 'v' && h.e.frames&frameClause != 0 && v.kidset[i]&3 != 0
}

// A frame of reference for the arguments of one cue: the ways from each token of
// its sentence to the cue.
type cueView struct {
	*view
	from, to   int // the cue's tokens
	head       int
	lo, hi     int // the window's tokens
	sent       int
	sig, lex   uint64   // of the cue's head: its lemma; what the table says
	path       []uint64 // by token of the sentence, from Sentences[sent].First
	branch     []int32  // the token at which the way down to each token begins
	up         [8]int   // ancestors of the head, itself first
	ups        int
	commas     []uint8 // between the cue and each token of the window
	cues       []uint8 // verbs that are cues, likewise
	quoteLeft  int32   // nearest quotation that ends before the cue, or holds it, in the window; -1
	quoteRight int32
}

// maxWindow bounds the tokens in which the arguments of a cue are looked for.
const maxWindow = 400

// about points c at the cue in tokens from to to (half-open).
func (c *cueView) about(v *view, from, to int) {
	c.view, c.from, c.to = v, from, to
	c.head = v.headOf(from, to)
	c.sent = v.Tokens[from].Sent
	c.sig = v.lemma[c.head]
	c.lex = v.lexical(c.head, c.head)
	c.window()
	c.ways()
	c.between()
}

// headOf returns the token of the range that the others hang on: the first whose
// head lies outside and that is no function word, or else the first.
func (v *view) headOf(from, to int) int {
	best := -1
	for i := from; i < to; i++ {
		if h := v.Tokens[i].Head; h < from || h >= to {
			if best < 0 {
				best = i
			}
			if v.hits[i].e != nil && v.hits[best].e == nil {
				best = i
			}
		}
	}
	if best < 0 {
		best = from
	}
	return best
}

// window sets lo and hi: the cue's sentence, and its neighbours as far as
// quotations reach.
func (c *cueView) window() {
	s := c.sent
	first, last := s, s+1
	for first > 0 {
		before := c.Sentences[first-1]
		if before.Para != c.Sentences[first].Para || before.First == before.Last || c.Sentences[s].First-before.First > maxWindow/2 {
			break
		}
		// The quotation that reaches into this sentence began before, or ended just before it.
		start := c.Sentences[first].First
		q := c.quote[start]
		joined := q >= 0 && c.quote[start-1] == q
		if !joined && !(first == s && c.quote[start-1] >= 0) {
			break
		}
		first--
	}
	for last < len(c.Sentences) {
		next := c.Sentences[last]
		if next.First == next.Last || next.Last-c.Sentences[s].Last > maxWindow/2 {
			break
		}
		q := c.quote[next.First]
		if q < 0 {
			break
		}
		before := c.quote[next.First-1]
		same := next.Para == c.Sentences[last-1].Para
		goesOn := before >= 0 && c.quotes[before].Continued
		colon := c.Tokens[next.First-1].Form == ":"
		if !same && !goesOn && !colon {
			break
		}
		last++
	}
	c.lo, c.hi = c.Sentences[first].First, c.Sentences[last-1].Last
	if c.hi-c.lo > maxWindow {
		c.lo, c.hi = max(c.lo, c.from-maxWindow/2), min(c.hi, c.to+maxWindow/2)
	}
}

// ways computes the ways from the tokens of the cue's sentence to its head.
func (c *cueView) ways() {
	s := &c.Sentences[c.sent]
	n := s.Last - s.First
	c.path, c.branch = resize(c.path, n), resize(c.branch, n)
	for k := range c.branch {
		c.branch[k] = -1
	}
	c.ups = 0
	up := uint64(7)
	for a := c.head; a >= 0 && c.ups < len(c.up); a = c.Tokens[a].Head {
		c.up[c.ups] = a
		c.ups++
		k := a - s.First
		c.path[k], c.branch[k] = model.Mix(up, 1), int32(a)
		up = model.Mix(up, c.rel[a])
	}
	var chain [64]int
	for i := s.First; i < s.Last; i++ {
		depth := 0
		a := i
		for a >= 0 && c.branch[a-s.First] < 0 && depth < len(chain) {
			chain[depth] = a
			depth++
			a = c.Tokens[a].Head
		}
		if depth == 0 {
			continue
		}
		path, branch := uint64(3), int32(chain[depth-1])
		if a >= 0 && c.branch[a-s.First] >= 0 {
			path, branch = c.path[a-s.First], c.branch[a-s.First]
			if int(branch) == a && c.isUp(a) { // the way leaves an ancestor of the cue here
				path, branch = model.Mix(path, c.rel[chain[depth-1]]), int32(chain[depth-1])
			}
		}
		for k := range depth {
			c.path[chain[k]-s.First], c.branch[chain[k]-s.First] = path, branch
		}
	}
}

func (c *cueView) isUp(a int) bool {
	for _, u := range c.up[:c.ups] {
		if u == a {
			return true
		}
	}
	return false
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// between counts commas and cues from the cue outwards, and finds the nearest
// quotations.
func (c *cueView) between() {
	n := c.hi - c.lo
	c.commas, c.cues = resize(c.commas, n), resize(c.cues, n)
	c.quoteLeft, c.quoteRight = -1, -1
	var commas, cues uint8
	for i := c.from - 1; i >= c.lo; i-- {
		c.commas[i-c.lo], c.cues[i-c.lo] = commas, cues
		if c.quoteLeft < 0 && c.quote[i] >= 0 {
			c.quoteLeft = c.quote[i]
		}
		commas, cues = c.count(i, commas, cues)
	}
	commas, cues = 0, 0
	for i := c.from; i < c.hi; i++ {
		if i < c.to {
			c.commas[i-c.lo], c.cues[i-c.lo] = 0, 0
			continue
		}
		c.commas[i-c.lo], c.cues[i-c.lo] = commas, cues
		if c.quoteRight < 0 && c.quote[i] >= 0 {
			c.quoteRight = c.quote[i]
		}
		commas, cues = c.count(i, commas, cues)
	}
}

func (c *cueView) count(i int, commas, cues uint8) (uint8, uint8) {
	switch c.Tokens[i].Form {
	case ",", ";", ":", "--", "—", "–", "-", "(", ")":
		commas = min(commas+1, 3)
	}
	if c.clauseCue(i) {
		cues = min(cues+1, 2)
	}
	return commas, cues
}

// state says how token i stands to quotations and to the cue.
func (c *cueView) state(i int) uint64 {
	if i < c.lo || i >= c.hi {
		return 99
	}
	q := c.quote[i]
	code := uint64(0)
	switch {
	case q < 0:
	case q == c.quote[c.head]:
		code = 1
	case q == c.quoteLeft && i < c.from:
		code = 2
	case q == c.quoteRight && i >= c.to:
		code = 3
	case i < c.from:
		code = 4
	default:
		code = 5
	}
	return code<<3 | uint64(c.edge[i])
}

// argFeatures appends the features of token i as part of the source or the
// content of c's cue.
func (c *cueView) argFeatures(i int, buf []uint64) []uint64 {
	s := sink(buf)
	v := c.view
	t := &v.Tokens[i]
	side := uint64(1)
	dist := 0
	switch {
	case i < c.from:
		side, dist = 0, i-c.from
	case i >= c.to:
		side, dist = 2, i-c.to+1
	}
	delta := uint64(t.Sent - c.sent + 8)
	if t.Sent > c.sent+2 {
		delta = 10
	} else if t.Sent < c.sent-2 {
		delta = 6
	}
	place := side | delta<<2
	d := steps(dist)
	w, l, p := v.word[i], v.lemma[i], v.tag[i]
	pp, pn := v.at(v.tag, i-1, i), v.at(v.tag, i+1, i)
	commas, cues := uint64(c.commas[i-c.lo]), uint64(c.cues[i-c.lo])
	path, before, after := uint64(11), uint64(11), uint64(11)
	edge := uint64(0)
	if t.Sent == c.sent {
		k := i - v.Sentences[c.sent].First
		path = c.path[k]
		b := c.branch[k]
		if k > 0 {
			before = c.path[k-1]
		}
		if k+1 < len(c.path) {
			after = c.path[k+1]
		}
		switch {
		case int32(i) == b:
			edge = 1
		case int32(i) == v.first[b]:
			edge = 2
		case int32(i) == v.last[b]:
			edge = 3
		}
	}
	st, stp, stn := c.state(i), c.state(i-1), c.state(i+1)
	s.one(101, place)
	s.two(102, place, c.lex)
	s.two(103, place, c.sig)
	s.two(104, d, c.lex)
	s.two(105, d, p)
	s.two(106, w, side)
	s.two(107, l, place)
	s.two(108, p, place)
	s.three(109, pp, p, side)
	s.three(110, p, pn, side)
	s.two(111, v.at(v.word, i-1, i), side)
	s.two(112, v.at(v.word, i+1, i), side)
	s.two(113, path, place)
	s.two(114, path, c.lex)
	s.two(115, path, c.sig)
	s.two(116, path, p)
	s.three(117, before, path, side)
	s.three(118, path, after, side)
	s.three(119, path, edge, side)
	s.three(120, path, v.rel[i], edge)
	s.two(121, path, st)
	s.two(122, st, place)
	s.three(123, st, stp, c.lex)
	s.three(124, st, stn, place)
	s.three(125, st, commas, side)
	s.three(126, path, commas, side)
	s.three(127, cues, path, st)
	s.three(128, cues, commas, place)
	s.two(129, v.rel[i], place)
	s.three(130, v.rel[i], p, side)
	s.two(131, v.lexical(i, i), side)
	s.two(132, v.at(v.word, i-1, i), path)
	s.two(133, v.at(v.word, i+1, i), path)
	s.three(134, d, path, edge)
	s.three(135, st, stp, stn)
	s.three(136, v.shape[i], pp, side)
	s.three(137, d, st, commas)
	s.three(138, w, path, edge)
	s.three(139, w, side, c.lex)
	return s
}

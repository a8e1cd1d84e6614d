package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// Sequence labels sequences by a first-order linear chain: a table of weights over the
// features of each position, and weights for pairs of neighbouring labels. Labels
// are of the BIO kind; I-x follows B-x or I-x alone.
type Sequence struct {
	*linear
	trans []int32 // (labels+1) by labels; the last row is the start
}

// blocked is the score of a pair of labels that may not stand side by side.
const blocked = math.MinInt32 / 4

// follows reports whether label b may stand after a; a is "" at the start.
func follows(a, b string) bool {
	kind, inside := strings.CutPrefix(b, "I-")
	return !inside || a == "B-"+kind || a == "I-"+kind
}

// NewSequence returns the sequence model of f: sections "emit" and "trans".
func NewSequence(f *File) (*Sequence, error) {
	lin, err := newLinear(f, "emit", f.Labels, f.Bits)
	if err != nil {
		return nil, err
	}
	s := &Sequence{linear: lin, trans: Int32s(f.Bytes("trans"))}
	if n := len(f.Labels); len(s.trans) != (n+1)*n {
		return nil, fmt.Errorf("%w: %s: section trans has %d weights, want %d", ErrFormat, f.Name, len(s.trans), (n+1)*n)
	}
	return s, nil
}

// Decoder holds the memory of [Sequence.Decode], to be used again. A Decoder
// serves one goroutine at a time.
type Decoder struct {
	emit []int32
	best []int32
	back []uint8
	out  []uint8
	feat []uint64
}

// Decode returns the best labels, as indices into s.Labels, of a sequence of n
// positions, in memory that the next call reuses. features appends the features
// of position i to buf. Each emission is added to prior[i*labels+label] where
// prior is not nil.
func (s *Sequence) Decode(d *Decoder, n int, prior []int32, features func(i int, buf []uint64) []uint64) []uint8 {
	if n == 0 {
		return nil
	}
	l := len(s.Labels)
	d.emit = grow(d.emit, n*l)
	clear(d.emit)
	if prior != nil {
		copy(d.emit, prior)
	}
	for i := range n {
		d.feat = features(i, d.feat[:0])
		row := d.emit[i*l : i*l+l]
		for _, f := range d.feat {
			s.Score(f, row)
		}
	}
	return viterbi(d, n, l, s.trans)
}

func viterbi(d *Decoder, n, l int, trans []int32) []uint8 {
	d.best = grow(d.best, 2*l)
	d.back = grow(d.back, n*l)
	d.out = grow(d.out, n)
	prev, cur := d.best[:l], d.best[l:2*l]
	for j := range l {
		prev[j] = trans[l*l+j] + d.emit[j]
	}
	for i := 1; i < n; i++ {
		for j := range l {
			top, from := int32(math.MinInt32/2), 0
			for k := range l {
				if v := prev[k] + trans[k*l+j]; v > top {
					top, from = v, k
				}
			}
			cur[j] = max(top, blocked) + d.emit[i*l+j]
			d.back[i*l+j] = uint8(from)
		}
		prev, cur = cur, prev
	}
	at := 0
	for j := range l {
		if prev[j] > prev[at] {
			at = j
		}
	}
	for i := n - 1; ; i-- {
		d.out[i] = uint8(at)
		if i == 0 {
			return d.out[:n]
		}
		at = int(d.back[i*l+at])
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Example is one labelled sequence to train on.
type Example struct {
	Features [][]uint64 // by position
	Labels   []uint8
}

// TrainSequence trains a structured averaged perceptron (Collins, 2002) on
// examples for some epochs, in an order that seed decides, and adds its sections
// to h, which must have Labels, Bits and Seed. progress is called after each
// epoch with the share of labels that were right.
func TrainSequence(h *Header, examples []Example, epochs int, progress func(epoch int, right float64)) {
	l := len(h.Labels)
	emit := newTrainer(h.Labels, h.Bits)
	trans := newTrainer(h.Labels, 8) // rows 0 to l: the label before, l for the start
	allowed := make([]int32, (l+1)*l)
	for i := 0; i <= l; i++ {
		before := ""
		if i < l {
			before = h.Labels[i]
		}
		for j := range l {
			if !follows(before, h.Labels[j]) {
				allowed[i*l+j] = blocked
			}
		}
	}
	// The search runs on integers, as when the model is used; weights are scaled.
	const unit = 1024
	rng := rand.New(rand.NewPCG(h.Seed, 0))
	order := rng.Perm(len(examples))
	var d Decoder
	scores := make([]float32, l)
	pair := make([]int32, (l+1)*l)
	for epoch := range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		right, all := 0, 0
		for _, at := range order {
			ex := examples[at]
			n := len(ex.Labels)
			if n == 0 {
				continue
			}
			d.emit = grow(d.emit, n*l)
			for i, feats := range ex.Features {
				clear(scores)
				for _, f := range feats {
					emit.Score(f, scores)
				}
				for j, s := range scores {
					d.emit[i*l+j] = int32(s * unit)
				}
			}
			for i := range pair {
				pair[i] = allowed[i]
				if pair[i] == 0 {
					pair[i] = int32(trans.w[i] * unit)
				}
			}
			got := viterbi(&d, n, l, pair)
			before, gotBefore := l, l
			for i := range n {
				want, have := int(ex.Labels[i]), int(got[i])
				if want == have {
					right++
				} else {
					for _, f := range ex.Features[i] {
						emit.Update(f, want, 1)
						emit.Update(f, have, -1)
					}
				}
				if want != have || before != gotBefore {
					for _, u := range []struct {
						at    int
						delta float32
					}{{before*l + want, 1}, {gotBefore*l + have, -1}} {
						trans.w[u.at] += u.delta
						trans.u[u.at] += u.delta * trans.step
					}
				}
				before, gotBefore = want, have
			}
			all += n
			emit.Step()
			trans.Step()
		}
		if progress != nil {
			progress(epoch+1, float64(right)/float64(max(1, all)))
		}
	}
	w, scale := Quantise(emit.averaged())
	avg := trans.averaged()
	for i := range pair {
		pair[i] = allowed[i]
		if pair[i] == 0 {
			pair[i] = int32(math.RoundToEven(float64(avg[i] * scale)))
		}
	}
	h.Add("emit", w)
	h.Add("trans", PutInt32s(pair))
}

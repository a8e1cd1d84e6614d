package model

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Hash starts or continues the hash of a feature: FNV-1a over s, from seed.
// Features of one template share a seed.
func Hash(seed uint64, s string) uint64 {
	h := seed ^ 14695981039346656037
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// Mix joins two hashes; it is not symmetric.
func Mix(a, b uint64) uint64 {
	h := a*0x9e3779b97f4a7c15 ^ b
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// row spreads the hash of a feature over the rows of a table.
func row(h, mask uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return (h ^ h>>33) & mask
}

// Row returns the row of a feature in a table of 1<<bits rows, for trainers of
// their own.
func Row(feature uint64, bits int) int { return int(row(feature, 1<<bits-1)) }

// linear is a multi-class linear classifier over hashed features (the hash
// kernel of Shi et al., 2009): a table of 1<<Bits rows by len(Labels) weights of
// eight bits. Integer weights give the same sums on every machine.
type linear struct {
	Labels []string
	mask   uint64
	w      []byte // int8 each; rows by labels
}

// newLinear returns the classifier in section name of f.
func newLinear(f *File, name string, labels []string, bits int) (*linear, error) {
	w := f.Bytes(name)
	if bits < 0 || bits > 28 || len(w) != len(labels)<<bits {
		return nil, fmt.Errorf("%w: %s: section %s has %d bytes, want %d labels by 2^%d rows", ErrFormat, f.Name, name, len(w), len(labels), bits)
	}
	return &linear{Labels: labels, mask: 1<<bits - 1, w: w}, nil
}

// Score adds the weights of feature to scores, which has a place for each label.
func (m *linear) Score(feature uint64, scores []int32) {
	n := uint64(len(scores))
	at := row(feature, m.mask) * n
	for i, b := range m.w[at : at+n] {
		scores[i] += int32(int8(b))
	}
}

// trainer is an averaged perceptron (Collins, 2002) over the same table, with
// the lazy averaging of Daumé (2006).
type trainer struct {
	Labels []string
	Bits   int
	mask   uint64
	w, u   []float32
	step   float32
}

// newTrainer returns a trainer of zero weights.
func newTrainer(labels []string, bits int) *trainer {
	n := len(labels) << bits
	return &trainer{Labels: labels, Bits: bits, mask: 1<<bits - 1, w: make([]float32, n), u: make([]float32, n), step: 1}
}

// Score adds the weights of feature, as they are now, to scores.
func (t *trainer) Score(feature uint64, scores []float32) {
	n := uint64(len(scores))
	at := row(feature, t.mask) * n
	for i, w := range t.w[at : at+n] {
		scores[i] += w
	}
}

// Update adds delta to the weight of feature for label.
func (t *trainer) Update(feature uint64, label int, delta float32) {
	at := row(feature, t.mask)*uint64(len(t.Labels)) + uint64(label)
	t.w[at] += delta
	t.u[at] += delta * t.step
}

// Step ends one example.
func (t *trainer) Step() { t.step++ }

// averaged returns the averaged weights as they were over all steps.
func (t *trainer) averaged() []float32 {
	out := make([]float32, len(t.w))
	for i, w := range t.w {
		out[i] = w - t.u[i]/t.step
	}
	return out
}

// Quantise maps weights to eight bits, symmetrically, so that all but one in ten
// thousand of those that are not zero are in range, and returns the factor.
func Quantise(weights []float32) (w []byte, scale float32) {
	const bins = 1 << 12
	var top float32
	nonzero := 0
	for _, x := range weights {
		if x != 0 {
			nonzero++
			top = max(top, float32(math.Abs(float64(x))))
		}
	}
	w = make([]byte, len(weights))
	if nonzero == 0 {
		return w, 1
	}
	var hist [bins + 1]int
	for _, x := range weights {
		if x != 0 {
			hist[int(float32(math.Abs(float64(x)))/top*bins)]++
		}
	}
	cut, over := bins, hist[bins]
	for cut > 1 && (over+hist[cut-1])*10000 <= nonzero {
		cut--
		over += hist[cut]
	}
	scale = 127 / (top * float32(cut) / bins)
	for i, x := range weights {
		q := math.RoundToEven(float64(x * scale))
		w[i] = byte(int8(max(-127, min(127, q))))
	}
	return w, scale
}

// Int32s reads a section of little-endian 32-bit integers.
func Int32s(b []byte) []int32 {
	out := make([]int32, len(b)/4)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// PutInt32s is the inverse of [Int32s].
func PutInt32s(v []int32) []byte {
	out := make([]byte, 4*len(v))
	for i, x := range v {
		binary.LittleEndian.PutUint32(out[4*i:], uint32(x))
	}
	return out
}

package nn

import (
	"math"
	"math/rand/v2"
)

// Tensor is a matrix of parameters with its gradient and the moments of Adam.
type Tensor struct {
	Rows, Cols int
	V, G       []float32
	m, s       []float32
	// Sparse tensors are tables: only the rows that were touched have a gradient.
	Sparse  bool
	touched []int
	mark    []bool
}

// NewTensor returns a matrix of numbers drawn evenly from -scale to scale.
func NewTensor(rows, cols int, scale float64, rng *rand.Rand) *Tensor {
	n := rows * cols
	t := &Tensor{Rows: rows, Cols: cols, V: make([]float32, n), G: make([]float32, n), m: make([]float32, n), s: make([]float32, n)}
	if scale > 0 {
		for i := range t.V {
			t.V[i] = float32(scale * (2*rng.Float64() - 1))
		}
	}
	return t
}

// NewTable returns a sparse tensor.
func NewTable(rows, cols int, scale float64, rng *rand.Rand) *Tensor {
	t := NewTensor(rows, cols, scale, rng)
	t.Sparse, t.mark = true, make([]bool, rows)
	return t
}

// Row returns row i.
func (t *Tensor) Row(i int) []float32 { return t.V[i*t.Cols : (i+1)*t.Cols] }

// Grad returns the gradient of row i, and marks it as touched.
func (t *Tensor) Grad(i int) []float32 {
	if t.Sparse && !t.mark[i] {
		t.mark[i] = true
		t.touched = append(t.touched, i)
	}
	return t.G[i*t.Cols : (i+1)*t.Cols]
}

// Adam is the optimiser of Kingma and Ba (2015), with gradients clipped by their norm.
// Rows of sparse tensors move only when touched.
type Adam struct {
	Rate, Beta1, Beta2, Eps, Clip float64
	Decay                         float64 // of weights, each step, times the rate
	steps                         int
}

// Step moves the tensors against their gradients, which it clears.
func (o *Adam) Step(ts []*Tensor) {
	o.steps++
	var norm float64
	for _, t := range ts {
		t.each(func(lo, hi int) {
			g := t.G[lo:hi]
			var sums [4]float32 // one after the other they would wait for each other
			for ; len(g) >= 4; g = g[4:] {
				for i, x := range g[:4] {
					sums[i] += float32(x * x)
				}
			}
			for i, x := range g {
				sums[i] += float32(x * x)
			}
			norm += float64(sums[0]+sums[1]) + float64(sums[2]+sums[3])
		})
	}
	scale := float32(1)
	if norm = math.Sqrt(norm); norm > o.Clip {
		scale = float32(o.Clip / norm)
	}
	b1, b2 := float32(o.Beta1), float32(o.Beta2)
	c2 := float32(1 / (1 - math.Pow(o.Beta2, float64(o.steps))))
	rate := float32(o.Rate / (1 - math.Pow(o.Beta1, float64(o.steps))))
	eps := float32(o.Eps)
	keep := float32(1 - o.Rate*o.Decay)
	for _, t := range ts {
		t.each(func(lo, hi int) {
			v, g, m, s := t.V[lo:hi], t.G[lo:hi], t.m[lo:hi], t.s[lo:hi]
			for i := range v {
				x := float32(g[i] * scale)
				m[i] = float32(b1*m[i]) + float32((1-b1)*x)
				s[i] = float32(b2*s[i]) + float32(float32((1-b2)*x)*x)
				v[i] = float32(v[i]*keep) - float32(rate*m[i])/(float32(math.Sqrt(float64(float32(s[i]*c2))))+eps)
				g[i] = 0
			}
		})
		if t.Sparse {
			for _, i := range t.touched {
				t.mark[i] = false
			}
			t.touched = t.touched[:0]
		}
	}
}

// each calls f for each run of parameters that has a gradient.
func (t *Tensor) each(f func(lo, hi int)) {
	if !t.Sparse {
		f(0, len(t.V))
		return
	}
	for _, i := range t.touched {
		f(i*t.Cols, (i+1)*t.Cols)
	}
}

package nn

import (
	"math"
	"math/rand/v2"
	"sync"
)

// Span is a sentence of a batch: half-open indices of tokens.
type Span struct{ First, Last int }

// SRU is a layer of bidirectional simple recurrent units (Lei et al., 2018). Of each
// token and direction it has the parts x, f, r of Hidden columns, and a fourth, the
// skipped input, where In differs from its own output.
type SRU struct {
	In, Hidden, Parts int
	W                 *Tensor // In by 2*Parts*Hidden
	V, B              *Tensor // 2 by 2*Hidden: of f and of r

	x, u, out  []float32 // input after dropout, its product with W, output
	skip       []float32 // input
	f, r, c    []float32 // tokens by 2*Hidden
	du, dx, wt []float32
	raw        []float32 // gradient of the skipped input
	mask       []float32
	n          int
}

// NewSRU returns a layer with numbers drawn from rng.
func NewSRU(in, hidden int, rng *rand.Rand) *SRU {
	l := &SRU{In: in, Hidden: hidden, Parts: 3}
	if in != 2*hidden {
		l.Parts = 4
	}
	l.W = NewTensor(in, 2*l.Parts*hidden, math.Sqrt(3/float64(in)), rng)
	l.V = NewTensor(2, 2*hidden, 0.5, rng)
	l.B = NewTensor(2, 2*hidden, 0, rng)
	for d := range 2 {
		for j := range hidden {
			l.B.V[d*2*hidden+j] = 0.5
		}
	}
	return l
}

// Tensors returns the parameters.
func (l *SRU) Tensors() []*Tensor { return []*Tensor{l.W, l.V, l.B} }

// Gates are read from a table of the sigmoid from -gateEnd to gateEnd, between whose
// points the line is straight: it is right to a millionth, and many times faster.
const (
	gateEnd   = 12
	gateSteps = 128 // for each unit
)

type gateTable [2*gateEnd*gateSteps + 2]float32

var gates = sync.OnceValue(func() *gateTable {
	var t gateTable
	for i := range t {
		t[i] = float32(1 / (1 + math.Exp(gateEnd-float64(i)/gateSteps)))
	}
	return &t
})

func (t *gateTable) sigmoid(x float32) float32 {
	p := float32(min(max(x, -gateEnd), gateEnd)+gateEnd) * gateSteps
	i := int(p)
	a := t[i]
	return a + float32((p-float32(i))*(t[i+1]-a))
}

// Forward returns the output of the layer, tokens by 2*Hidden, for x, tokens by In. A
// share drop of the columns of x is dropped, the same ones all through a sentence.
func (l *SRU) Forward(x []float32, sents []Span, drop float64, rng *rand.Rand) []float32 {
	n := len(x) / l.In
	h, cols := l.Hidden, 2*l.Parts*l.Hidden
	l.n, l.skip = n, x
	l.x = append(l.x[:0], x...)
	l.mask = Mask(l.mask, l.x, l.In, sents, drop, rng)
	l.u = Grow(l.u, n*cols)
	MatMul(l.u, l.x, l.W.V, n, l.In, cols)
	l.out, l.f, l.r, l.c = room(l.out, n*2*h), room(l.f, n*2*h), room(l.r, n*2*h), room(l.c, n*2*h)
	gate, zero := gates(), make([]float32, h)
	for _, s := range sents {
		for d := range 2 {
			v, b := l.V.V[d*2*h:], l.B.V[d*2*h:]
			past := zero
			for i := range s.Last - s.First {
				t := s.First + i
				if d == 1 {
					t = s.Last - 1 - i
				}
				u := l.u[t*cols+d*l.Parts*h:]
				at := t*2*h + d*h
				var skip []float32
				if l.Parts == 4 {
					skip = u[3*h : 4*h]
				} else {
					skip = l.skip[at : at+h]
				}
				ux, uf, ur, skip := u[:h], u[h:2*h], u[2*h:3*h], skip[:h]
				fs, rs, cs, out := l.f[at:at+h], l.r[at:at+h], l.c[at:at+h], l.out[at:at+h]
				vf, vr, bf, br := v[:h], v[h:2*h], b[:h], b[h:2*h]
				for j, c := range past[:h] {
					f := gate.sigmoid(uf[j] + float32(vf[j]*c) + bf[j])
					r := gate.sigmoid(ur[j] + float32(vr[j]*c) + br[j])
					c = float32(f*c) + float32((1-f)*ux[j])
					fs[j], rs[j], cs[j] = f, r, c
					out[j] = float32(r*c) + float32((1-r)*skip[j])
				}
				past = cs
			}
		}
	}
	return l.out
}

// Backward adds to the gradients of the layer, given that of its output, and returns
// that of its input.
func (l *SRU) Backward(dout []float32, sents []Span) []float32 {
	n, h, cols := l.n, l.Hidden, 2*l.Parts*l.Hidden
	l.du, l.dx = room(l.du, n*cols), Grow(l.dx, n*l.In)
	if l.Parts == 3 {
		l.raw = room(l.raw, n*l.In)
	}
	dc, zero := make([]float32, h), make([]float32, h)
	for _, s := range sents {
		for d := range 2 {
			v := l.V.V[d*2*h:]
			dv, db := l.V.G[d*2*h:], l.B.G[d*2*h:]
			clear(dc)
			for i := s.Last - s.First - 1; i >= 0; i-- {
				t, before := s.First+i, s.First+i-1
				if d == 1 {
					t = s.Last - 1 - i
					before = t + 1
				}
				at, of := t*2*h+d*h, t*cols+d*l.Parts*h
				past, skips, dskips := zero, l.skip, l.raw
				if i > 0 {
					past = l.c[before*2*h+d*h:]
				}
				if l.Parts == 4 {
					skips, dskips = l.u[of+3*h:], l.du[of+3*h:]
				} else {
					skips, dskips = skips[at:], dskips[at:]
				}
				past, skips, dskips = past[:h], skips[:h], dskips[:h]
				u, dx, df, dr := l.u[of:of+h], l.du[of:of+h], l.du[of+h:of+2*h], l.du[of+2*h:of+3*h]
				fs, rs, cs, gs := l.f[at:at+h], l.r[at:at+h], l.c[at:at+h], dout[at:at+h]
				vf, vr := v[:h], v[h:2*h]
				dvf, dvr, dbf, dbr := dv[:h], dv[h:2*h], db[:h], db[h:2*h]
				for j := range dc[:h] {
					f, r, c, g := fs[j], rs[j], cs[j], gs[j]
					dskips[j] = float32(g * (1 - r))
					y := float32(float32(g*(c-skips[j]))*r) * (1 - r)
					x := dc[j] + float32(g*r)
					z := float32(float32(x*(past[j]-u[j]))*f) * (1 - f)
					dx[j], df[j], dr[j] = float32(x*(1-f)), z, y
					dc[j] = float32(x*f) + float32(z*vf[j]) + float32(y*vr[j])
					dvf[j] += float32(z * past[j])
					dvr[j] += float32(y * past[j])
					dbf[j] += z
					dbr[j] += y
				}
			}
		}
	}
	Backprop(l.W, l.x, l.du, l.dx, n, &l.wt)
	for i := range l.dx {
		if l.mask != nil {
			l.dx[i] *= l.mask[i]
		}
		if l.Parts == 3 {
			l.dx[i] += l.raw[i]
		}
	}
	return l.dx
}

// Backprop takes the gradient dy (n rows) of the product of x and w: it adds to that of
// w, and to dx where that is not nil. In must be a multiple of [Width] then.
func Backprop(w *Tensor, x, dy, dx []float32, n int, buf *[]float32) {
	in, cols := w.Rows, w.Cols
	*buf = room(*buf, max(n*in, in*cols))
	Transpose(*buf, x, n, in)
	MatMul(w.G, *buf, dy, in, n, cols)
	if dx != nil {
		Transpose(*buf, w.V, in, cols)
		MatMul(dx, dy, *buf, n, cols, in)
	}
}

// Mask drops a share of the columns of x by sentence, scales up the others, and returns
// the factors; nil if drop is 0.
func Mask(mask, x []float32, cols int, sents []Span, drop float64, rng *rand.Rand) []float32 {
	if drop == 0 {
		return nil
	}
	mask = Grow(mask, len(x))
	row := make([]float32, cols)
	keep := float32(1 / (1 - drop))
	for _, s := range sents {
		for j := range row {
			row[j] = 0
			if rng.Float64() >= drop {
				row[j] = keep
			}
		}
		for t := s.First; t < s.Last; t++ {
			copy(mask[t*cols:], row)
			for j, k := range row {
				x[t*cols+j] *= k
			}
		}
	}
	return mask
}

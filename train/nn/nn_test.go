package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestMatMulBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	m, k, n := 7, 33, 48
	a, b := NewTensor(m, k, 1, rng), NewTensor(k, n, 1, rng)
	c := make([]float32, m*n)
	MatMul(c, a.V, b.V, m, k, n)
	for i := range m {
		for j := range n {
			var want float32
			for l := range k {
				want += float32(a.V[i*k+l] * b.V[l*n+j])
			}
			if c[i*n+j] != want {
				t.Fatalf("%d %d: %v, want %v", i, j, c[i*n+j], want)
			}
		}
	}
}

// TestGradients compares the gradients of two layers with differences.
func TestGradients(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	one, two := NewSRU(16, 16, rng), NewSRU(32, 16, rng)
	x := NewTensor(9, 16, 1, rng)
	sents := []Span{{0, 5}, {5, 9}}
	weight := NewTensor(9, 32, 1, rng)
	loss := func() float64 {
		y := two.Forward(one.Forward(x.V, sents, 0, rng), sents, 0, rng)
		sum := 0.0
		for i, v := range y {
			sum += float64(v) * float64(v) * float64(weight.V[i])
		}
		return sum
	}
	loss()
	dy := make([]float32, len(two.out))
	for i, v := range two.out {
		dy[i] = 2 * v * weight.V[i]
	}
	dx := append([]float32(nil), one.Backward(two.Backward(dy, sents), sents)...)
	check := func(name string, v *float32, g float32) {
		const eps = 1e-2
		old := *v
		*v = old + eps
		up := loss()
		*v = old - eps
		down := loss()
		*v = old
		if want := (up - down) / (2 * eps); math.Abs(want-float64(g)) > 0.03*(math.Abs(want)+0.3) {
			t.Errorf("%s: gradient %v, differences give %v", name, g, want)
		}
	}
	for i := 0; i < len(x.V); i += 7 {
		check("x", &x.V[i], dx[i])
	}
	for _, l := range []*SRU{one, two} {
		for _, p := range l.Tensors() {
			for i := 0; i < len(p.V); i += 1 + len(p.V)/40 {
				check("w", &p.V[i], p.G[i])
			}
		}
	}
}

func BenchmarkMatMul(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	m, k, n := 512, 256, 768
	x, y := NewTensor(m, k, 1, rng), NewTensor(k, n, 1, rng)
	c := make([]float32, m*n)
	for b.Loop() {
		MatMul(c, x.V, y.V, m, k, n)
	}
	b.ReportMetric(2*float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOPS")
}

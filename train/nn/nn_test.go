package nn

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMatMulBits wants the same bits of all kernels: those of sums that are rounded once
// for each term.
func TestMatMulBits(t *testing.T) {
	defer func(fma, wide bool) { useFMA, useAVX512 = fma, wide }(useFMA, useAVX512)
	fma0, wide0 := useFMA, useAVX512
	for _, size := range [][3]int{{7, 33, 48}, {8, 5, 32}, {19, 64, 16}, {1, 1, 80}} {
		m, k, n := size[0], size[1], size[2]
		rng := rand.New(rand.NewPCG(1, 1))
		a, b := NewTensor(m, k, 1, rng), NewTensor(k, n, 1, rng)
		want := make([]float32, m*n)
		for i := range m {
			for j := range n {
				for l := range k {
					x, y := new(big.Float).SetFloat64(float64(a.V[i*k+l])), new(big.Float).SetFloat64(float64(b.V[l*n+j]))
					sum := new(big.Float).SetPrec(200).Mul(x, y)
					want[i*n+j], _ = sum.Add(sum, new(big.Float).SetFloat64(float64(want[i*n+j]))).Float32()
				}
			}
		}
		for _, use := range [][2]bool{{fma0, wide0}, {fma0, false}, {false, false}} {
			useFMA, useAVX512 = use[0], use[1]
			c := make([]float32, m*n)
			MatMul(c, a.V, b.V, m, k, n)
			if !slices.Equal(c, want) {
				t.Errorf("%v, FMA %v, AVX-512 %v: the product differs", size, use[0], use[1])
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

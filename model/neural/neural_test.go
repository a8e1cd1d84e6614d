package neural

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf8"
)

// bothWays calls f with AVX2, where there is one, and without.
func bothWays(t *testing.T, f func(t *testing.T)) {
	t.Run("best", f)
	defer func(was bool) { useAVX2 = was }(useAVX2)
	useAVX2 = false
	t.Run("plain", f)
}

func TestMul(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 1))
		for _, size := range [][3]int{{4, 2, 16}, {8, 96, 48}, {12, 192, 320}} {
			n, in, out := size[0], size[1], size[2]
			w, a := make([]int16, in*out), make([]int16, n*in)
			for i := range w {
				w[i] = int16(rng.IntN(1<<16) - 1<<15)
			}
			for i := range a {
				a[i] = int16(rng.IntN(1<<16) - 1<<15)
			}
			m, err := NewMatrix(w, in, out)
			if err != nil {
				t.Fatal(err)
			}
			got, want := make([]int32, n*out), make([]int32, n*out)
			m.Mul(got, a, n)
			for i := range n {
				for j := range out {
					for k := range in {
						want[i*out+j] += int32(a[i*in+k]) * int32(w[k*out+j])
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v: the product differs", size)
			}
		}
	})
}

func TestSetRows(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		rows := [][]int16{{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, -11, 12}}
		var m Matrix
		for range 2 { // a second time over what was there
			m.SetRows(3, 4, func(j int) []int16 { return rows[j] })
		}
		c := make([]int32, 4*16)
		m.Mul(c, []int16{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1}, 4)
		if got, want := c[:4], []int32{1, 5, 9, 0}; !slices.Equal(got, want) {
			t.Errorf("first row %v, want %v", got, want)
		}
		if got, want := c[48:52], []int32{10, 26, 20, 0}; !slices.Equal(got, want) {
			t.Errorf("last row %v, want %v", got, want)
		}
	})
}

func TestGate(t *testing.T) {
	for _, c := range []struct{ x, low, high int32 }{{-1 << 30, 0, 20}, {0, 16300, 16450}, {1 << 30, 32740, 32767}, {1 << ActBits, 23900, 24000}} {
		if g := gate(sigmoid(), c.x); g < c.low || g > c.high {
			t.Errorf("gate(%d) = %d, want %d to %d", c.x, g, c.low, c.high)
		}
	}
}

func FuzzRowsOf(f *testing.F) {
	for _, s := range []string{"", "The", "1990s", "\xff\xfe", "ﬃ", "İstanbul"} {
		f.Add(s)
	}
	words := map[string]int32{"the": 1}
	f.Fuzz(func(t *testing.T, s string) {
		var row [FormTables]int32
		RowsOf(s, words, &row)
		for k, r := range row {
			if r < 0 || k != Word && int(r) >= Rows[k] {
				t.Errorf("%q (valid %v): row %d of table %d", s, utf8.ValidString(s), r, k)
			}
		}
	})
}

// BenchmarkMul compares the two products on a layer of usual size.
func BenchmarkMul(b *testing.B) {
	const n, in, out = 24, 256, 768
	defer func(was bool) { useAVX2 = was }(useAVX2)
	for _, name := range []string{"best", "plain"} {
		b.Run(name, func(b *testing.B) {
			if name == "plain" {
				useAVX2 = false
			}
			m, err := NewMatrix(make([]int16, in*out), in, out)
			if err != nil {
				b.Fatal(err)
			}
			a, c := make([]int16, n*in), make([]int32, n*out)
			for b.Loop() {
				m.Mul(c, a, n)
			}
			b.ReportMetric(float64(n*in*out)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

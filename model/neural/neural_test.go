package neural

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"unicode/utf8"

	"chancery/model"
	"chancery/model/en"
)

// kernels are the sets of instructions that this machine has, the plainest first.
func kernels() []kernelSet {
	all := []kernelSet{{"plain", false, false}}
	if useAVX2 {
		all = append(all, kernelSet{"AVX2", true, false})
	}
	if useAVX512 {
		all = append(all, kernelSet{"AVX-512", useAVX2, true})
	}
	return all
}

type kernelSet struct {
	name        string
	two, five12 bool
}

func (k kernelSet) use() { useAVX2, useAVX512 = k.two, k.five12 }

// allWays calls f with each set of instructions that there is.
func allWays(t *testing.T, f func(t *testing.T)) {
	defer func(two, five bool) { useAVX2, useAVX512 = two, five }(useAVX2, useAVX512)
	for _, k := range kernels() {
		k.use()
		t.Run(k.name, f)
	}
}

func TestMul(t *testing.T) {
	allWays(t, func(t *testing.T) {
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
	allWays(t, func(t *testing.T) {
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

// TestKernels wants the same numbers of the steps, sums and roundings, whatever the
// instructions are, at the ends of their ranges too.
func TestKernels(t *testing.T) {
	const n = 48
	type result struct {
		Out, Act, Biased []int16
		State, Sum       []int32
	}
	var want *result
	allWays(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 1))
		short := func() []int16 {
			x := make([]int16, n)
			for i := range x {
				x[i] = int16(rng.IntN(1<<16) - 1<<15)
			}
			return x
		}
		long := func(bits int) []int32 {
			x := make([]int32, n)
			for i := range x {
				x[i] = int32(rng.IntN(1<<bits) - 1<<(bits-1))
			}
			return x
		}
		r := &result{Out: make([]int16, n), Act: make([]int16, n), Biased: make([]int16, n), State: make([]int32, n), Sum: make([]int32, n)}
		past, vf, vr, bf, br := short(), short(), short(), short(), short()
		for i := range vf { // weights of a state are small
			vf[i], vr[i] = vf[i]/4, vr[i]/4
		}
		for range 20 {
			step(sigmoid(), r.Out, r.State, past, long(30), long(25), long(25), vf, vr, bf, br)
		}
		Activations(r.Act, long(30), nil)
		Activations(r.Biased, long(30), long(28))
		row := make([]byte, n)
		for shift := range uint(8) {
			for i := range row {
				row[i] = byte(rng.IntN(256))
			}
			addBytes(r.Sum, row, shift)
		}
		if want == nil {
			want = r
		} else if !reflect.DeepEqual(r, want) {
			t.Errorf("the numbers differ:\n%v\n%v", r, want)
		}
	})
}

// TestEncoderKernels wants the encoder of the parser that is shipped to give the same
// vectors whatever the instructions are.
func TestEncoderKernels(t *testing.T) {
	f, err := model.Open(en.Parse)
	if err != nil {
		t.Fatal(err)
	}
	at := func(key string) int {
		x, _ := f.Settings[key].(float64)
		return int(x)
	}
	e, err := NewEncoder(f, Sizes{Dim: at("dim"), Hidden: at("hidden"), Layers: at("layers"), Tables: FormTables + 2})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(4, 1))
	for _, n := range []int{1, 2, 7, 30, 131} {
		var rows []int32
		for range n {
			for _, table := range e.tables {
				rows = append(rows, int32(rng.IntN(table.rows)))
			}
		}
		var want []int16
		allWays(t, func(t *testing.T) {
			s := Scratch{Rows: rows}
			got := e.Run(&s, n)[:n*e.Out]
			if want == nil {
				want = slices.Clone(got)
			} else if !slices.Equal(got, want) {
				t.Errorf("%d words: the vectors differ", n)
			}
		})
	}
}

// BenchmarkMul compares the products on a layer of usual size.
func BenchmarkMul(b *testing.B) {
	const n, in, out = 24, 256, 768
	defer func(two, five bool) { useAVX2, useAVX512 = two, five }(useAVX2, useAVX512)
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			k.use()
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

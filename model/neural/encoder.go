package neural

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"unsafe"

	"chancery/model"
)

// Encoder makes a vector of each token in its sentence.
type Encoder struct {
	// Words maps small words to rows of the table Word.
	Words  map[string]int32
	Dim    int // of the tables
	Out    int // of the vectors that come out
	Tables int // tables of forms, and then those of the caller
	tables []table
	layers []layer
}

// table has rows of eight-bit numbers, that are shifted to activations.
type table struct {
	rows  int
	shift uint
	data  []byte
}

// layer is one of bidirectional simple recurrent units.
type layer struct {
	in, hidden, parts int
	w                 *Matrix
	v, b              []int16 // by direction and gate: weights of the state; biases, as activations
}

// Scratch is the memory of one sentence. It serves one goroutine at a time.
type Scratch struct {
	sum    []int32
	a, b   []int16
	prod   []int32
	state  []int32
	past   []int16
	Rows   []int32 // by token and table; see [Encoder.Run]
	Packed Matrix
	Ints   []int32
	Shorts []int16
}

// sigmoid holds the gate by activation, from -8 to 8 in steps of 1<<sigmoidStep.
var sigmoid = sync.OnceValue(func() *gateTable {
	var t gateTable
	for i := range sigmoidSize {
		x := (float64(i)+0.5)*(1<<sigmoidStep)/(1<<ActBits) - 8
		t[i] = int16(math.Round(math.MaxInt16 / (1 + math.Exp(-x))))
	}
	return &t
})

const (
	sigmoidStep = 2
	sigmoidSize = 16 << ActBits >> sigmoidStep
)

// gateTable has one number more than there are gates, since four bytes are read at once.
type gateTable [sigmoidSize + 1]int16

// Names of sections of a model. TableSection and the others take an index, and those of
// layers what goes before their names.
const WordSection = "words"

func TableSection(i int) string                 { return "table" + strconv.Itoa(i) }
func WeightSection(prefix string, i int) string { return prefix + "layer" + strconv.Itoa(i) + ".w" }
func StateSection(prefix string, i int) string  { return prefix + "layer" + strconv.Itoa(i) + ".v" }
func BiasSection(prefix string, i int) string   { return prefix + "layer" + strconv.Itoa(i) + ".b" }

// Sizes are the settings of an encoder.
type Sizes struct {
	Dim, Hidden, Layers, Tables int
	// Prefix is what the names of the sections of layers begin with: a model may hold
	// several networks over the same tables.
	Prefix string
}

// NewEncoder returns the encoder in f.
func NewEncoder(f *model.File, s Sizes) (*Encoder, error) {
	e := &Encoder{Dim: s.Dim, Out: 2 * s.Hidden, Tables: s.Tables}
	bad := func(name string, n int) error {
		return fmt.Errorf("%w: %s: section %s has %d bytes", model.ErrFormat, f.Name, name, n)
	}
	if s.Dim <= 0 || s.Dim%2 != 0 || s.Hidden <= 0 || s.Hidden%width != 0 || s.Layers <= 0 || s.Tables < FormTables {
		return nil, fmt.Errorf("%w: %s: sizes %+v", model.ErrFormat, f.Name, s)
	}
	words := strings.Split(strings.TrimSuffix(string(f.Bytes(WordSection)), "\n"), "\n")
	e.Words = make(map[string]int32, len(words))
	for i, w := range words {
		e.Words[w] = int32(i + 1)
	}
	for i := range s.Tables {
		data := f.Bytes(TableSection(i))
		if len(data) < 1+s.Dim || (len(data)-1)%s.Dim != 0 {
			return nil, bad(TableSection(i), len(data))
		}
		t := table{rows: (len(data) - 1) / s.Dim, shift: uint(data[0]), data: data[1:]}
		if want := Rows[min(i, FormTables-1)]; i < FormTables && want > 0 && t.rows != want || i == Word && t.rows != len(words)+1 || t.shift > 16 {
			return nil, bad(TableSection(i), len(data))
		}
		e.tables = append(e.tables, t)
	}
	in := s.Dim
	for i := range s.Layers {
		l := layer{in: in, hidden: s.Hidden, parts: 3, v: Int16s(f.Bytes(StateSection(s.Prefix, i))), b: Int16s(f.Bytes(BiasSection(s.Prefix, i)))}
		if in != 2*s.Hidden {
			l.parts = 4
		}
		if len(l.v) != 4*s.Hidden || len(l.b) != 4*s.Hidden {
			return nil, bad(StateSection(s.Prefix, i), len(l.v))
		}
		var err error
		if l.w, err = NewMatrix(Int16s(f.Bytes(WeightSection(s.Prefix, i))), in, 2*l.parts*s.Hidden); err != nil {
			return nil, err
		}
		e.layers = append(e.layers, l)
		in = 2 * s.Hidden
	}
	return e, nil
}

// Run returns the vectors of the n tokens whose rows of the tables are s.Rows, Tables a
// token, in memory of s: Pad(n) rows of Out activations. Rows out of range count as 0.
func (e *Encoder) Run(s *Scratch, n int) []int16 {
	padded := Pad(n)
	s.sum = grow(s.sum, e.Dim)
	s.a = grow(s.a, padded*max(e.Dim, e.Out))
	s.b = grow(s.b, padded*max(e.Dim, e.Out))
	clear(s.a)
	clear(s.b)
	for i := range n {
		sum := s.sum[:e.Dim]
		clear(sum)
		for k, row := range s.Rows[i*e.Tables : (i+1)*e.Tables] {
			t := &e.tables[k]
			if row < 0 || int(row) >= t.rows {
				row = 0
			}
			addBytes(sum, t.data[int(row)*e.Dim:(int(row)+1)*e.Dim], t.shift)
		}
		out := s.a[i*e.Dim : (i+1)*e.Dim]
		for j, x := range sum {
			out[j] = clip(x)
		}
	}
	x, y := s.a, s.b
	for i := range e.layers {
		e.layers[i].run(s, x, y, n)
		x, y = y, x
	}
	return x[:padded*e.Out]
}

// run sets y to the output of the layer for x.
func (l *layer) run(s *Scratch, x, y []int16, n int) {
	h, cols := l.hidden, l.w.Out
	padded := Pad(n)
	s.prod = grow(s.prod, padded*cols)
	l.w.Mul(s.prod, x, padded)
	table := sigmoid()
	s.state, s.past = grow(s.state, h), grow(s.past, h)
	for d := range 2 {
		c := s.state[:h]
		clear(c)
		vf, vr := l.v[d*2*h:d*2*h+h], l.v[d*2*h+h:d*2*h+2*h]
		bf, br := l.b[d*2*h:d*2*h+h], l.b[d*2*h+h:d*2*h+2*h]
		for i := range n {
			t := i
			if d == 1 {
				t = n - 1 - i
			}
			u := s.prod[t*cols+d*l.parts*h:]
			past := s.past[:h]
			if l.parts == 3 {
				copy(past, x[t*2*h+d*h:t*2*h+d*h+h])
			} else {
				Activations(past, u[3*h:4*h], nil)
			}
			step(table, y[t*2*h+d*h:t*2*h+d*h+h], c, past, u[:h], u[h:2*h], u[2*h:3*h], vf, vr, bf, br)
		}
	}
}

// step reads one token in one direction: it moves the state c on and sets out. All
// slices are of the size of the state.
func step(table *gateTable, out []int16, c []int32, past []int16, ux, uf, ur []int32, vf, vr, bf, br []int16) {
	n := len(c)
	out, past, ux, uf, ur = out[:n], past[:n], ux[:n], uf[:n], ur[:n]
	vf, vr, bf, br = vf[:n], vr[:n], bf[:n], br[:n]
	if (useAVX512 || useAVX2) && n > 0 && n%width == 0 {
		run := step256
		if useAVX512 {
			run = step512
		}
		run(n/width, unsafe.Pointer(table), unsafe.Pointer(&out[0]), unsafe.Pointer(&c[0]), unsafe.Pointer(&past[0]),
			unsafe.Pointer(&ux[0]), unsafe.Pointer(&uf[0]), unsafe.Pointer(&ur[0]),
			unsafe.Pointer(&vf[0]), unsafe.Pointer(&vr[0]), unsafe.Pointer(&bf[0]), unsafe.Pointer(&br[0]))
		return
	}
	for j, state := range c {
		f := gate(table, round(uf[j]+int32(vf[j])*state, WeightBits)+int32(bf[j]))
		r := gate(table, round(ur[j]+int32(vr[j])*state, WeightBits)+int32(br[j]))
		state = round(f*state+(1<<GateBits-f)*int32(activation(ux[j])), GateBits)
		c[j] = state
		out[j] = int16(round(r*state+(1<<GateBits-r)*int32(past[j]), GateBits))
	}
}

// gate returns the sigmoid of an activation, with GateBits after the point.
func gate(table *gateTable, x int32) int32 {
	x = min(max(x+8<<ActBits, 0), 16<<ActBits-1)
	return int32(table[x>>sigmoidStep&(sigmoidSize-1)])
}

// Layer is a matrix with biases, by which vectors are projected.
type Layer struct {
	*Matrix
	Bias []int32 // with ActBits+WeightBits after the point
}

// NewLayer returns the projection of in numbers to out in sections name.w and name.b.
func NewLayer(f *model.File, name string, in, out int) (*Layer, error) {
	m, err := NewMatrix(Int16s(f.Bytes(name+".w")), in, out)
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", f.Name, name, err)
	}
	l := &Layer{m, model.Int32s(f.Bytes(name + ".b"))}
	if len(l.Bias) != out {
		return nil, fmt.Errorf("%w: %s: %s has %d biases, want %d", model.ErrFormat, f.Name, name, len(l.Bias), out)
	}
	return l, nil
}

// Activations turns sums of products of activations and weights, and biases where bias is
// not nil, into activations. All slices have one length.
func Activations(out []int16, x, bias []int32) {
	if len(x) == 0 {
		return
	}
	out = out[:len(x)]
	switch {
	case (useAVX512 || useAVX2) && len(x)%width == 0:
		var b *int32
		if bias != nil {
			b = &bias[:len(x)][0]
		}
		if useAVX512 {
			activate512(len(x)/width, &out[0], &x[0], b)
		} else {
			activate256(len(x)/width, &out[0], &x[0], b)
		}
	case bias != nil:
		bias = bias[:len(x)]
		for i, v := range x {
			out[i] = activation(v + bias[i])
		}
	default:
		for i, v := range x {
			out[i] = activation(v)
		}
	}
}

func activation(x int32) int16 { return clip(round(x, WeightBits)) }

// addBytes adds signed bytes, shifted to the left, to sum.
func addBytes(sum []int32, row []byte, shift uint) {
	row = row[:len(sum)]
	if (useAVX512 || useAVX2) && len(sum) > 0 && len(sum)%width == 0 {
		if useAVX512 {
			addBytes512(len(sum)/width, &sum[0], &row[0], int(shift))
		} else {
			addBytes256(len(sum)/width, &sum[0], &row[0], int(shift))
		}
		return
	}
	for j, b := range row {
		sum[j] += int32(int8(b)) << shift
	}
}

// Grow returns s with n elements, whose values are not defined.
func Grow[T any](s []T, n int) []T { return grow(s, n) }

package neural

import (
	"encoding/binary"
	"fmt"
	"math"

	"chancery/model"
)

// Numbers are fixed-point: activations have ActBits bits after the point, weights
// WeightBits, and gates GateBits.
const (
	ActBits    = 10
	WeightBits = 12
	GateBits   = 15
)

// width is the number of columns that are worked on at once, rows that of rows.
const (
	width = 16
	rows  = 4
)

// Matrix is a matrix of weights. Pairs of rows are interleaved, in blocks of columns, as
// the product wants them.
type Matrix struct {
	In, Out int // Out is a multiple of 16, In even
	data    []int16
}

// NewMatrix returns the matrix of in rows and out columns whose weights are w, by rows.
func NewMatrix(w []int16, in, out int) (*Matrix, error) {
	if in <= 0 || in%2 != 0 || out <= 0 || out%width != 0 || len(w) != in*out {
		return nil, fmt.Errorf("%w: a matrix of %d by %d has %d weights", model.ErrFormat, in, out, len(w))
	}
	m := &Matrix{}
	m.set(in, out, func(i, j int) int16 { return w[i*out+j] })
	return m, nil
}

// set fills m with in rows and out columns.
func (m *Matrix) set(in, out int, at func(i, j int) int16) {
	m.In, m.Out = in, out
	m.data = grow(m.data, in*out)
	k := 0
	for j := 0; j < out; j += width {
		for i := 0; i < in; i += 2 {
			for l := range width {
				m.data[k] = at(i, j+l)
				m.data[k+1] = at(i+1, j+l)
				k += 2
			}
		}
	}
}

// Pad returns n rounded up to the number of rows that [Matrix.Mul] takes.
func Pad(n int) int { return (n + rows - 1) / rows * rows }

// Mul sets c, n by Out, to the product of a, n by In, and m. n is a multiple of 4. Sums
// wrap around, as everywhere.
func (m *Matrix) Mul(c []int32, a []int16, n int) {
	if n == 0 {
		return
	}
	_, _ = c[n*m.Out-1], a[n*m.In-1]
	if useAVX2 {
		for j := 0; j < m.Out; j += width {
			b := &m.data[j*m.In]
			for i := 0; i < n; i += rows {
				kernel(m.In/2, &a[i*m.In], m.In*2, b, &c[i*m.Out+j], m.Out*4)
			}
		}
		return
	}
	m.mul(c, a, n)
}

// mul is Mul in plain Go.
func (m *Matrix) mul(c []int32, a []int16, n int) {
	for j := 0; j < m.Out; j += width {
		b := m.data[j*m.In : (j+width)*m.In]
		for i := range n {
			var sum [width]int32
			row := a[i*m.In : (i+1)*m.In]
			for k := 0; k+1 < len(row); k += 2 {
				x, y := int32(row[k]), int32(row[k+1])
				w := b[k*width : k*width+2*width]
				for l := range sum {
					sum[l] += x*int32(w[2*l]) + y*int32(w[2*l+1])
				}
			}
			copy(c[i*m.Out+j:], sum[:])
		}
	}
}

// clip returns x as an activation.
func clip(x int32) int16 { return int16(min(max(x, -math.MaxInt16), math.MaxInt16)) }

// round shifts x right by bits, to the nearest.
func round(x int32, bits uint) int32 { return (x + 1<<(bits-1)) >> bits }

// Int16s reads little-endian numbers.
func Int16s(b []byte) []int16 {
	out := make([]int16, len(b)/2)
	for i := range out {
		out[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out
}

// PutInt16s is the inverse of [Int16s].
func PutInt16s(x []int16) []byte {
	out := make([]byte, 0, 2*len(x))
	for _, v := range x {
		out = binary.LittleEndian.AppendUint16(out, uint16(v))
	}
	return out
}

// Fixed returns x with bits after the point, in the range of a weight.
func Fixed(x float32, bits int) int16 {
	v := math.RoundToEven(float64(x) * float64(int(1)<<bits))
	return int16(min(max(v, -math.MaxInt16), math.MaxInt16))
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

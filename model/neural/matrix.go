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

// Matrix is a matrix of weights. Pairs of rows are interleaved, in blocks of 16 columns,
// as the product wants them.
type Matrix struct {
	In, Out int // Out is a multiple of 16, In even
	data    []int16
}

// NewMatrix returns the matrix of in rows and out columns whose weights are w, by rows.
func NewMatrix(w []int16, in, out int) (*Matrix, error) {
	if in <= 0 || in%2 != 0 || out <= 0 || out%width != 0 || len(w) != in*out {
		return nil, fmt.Errorf("%w: a matrix of %d by %d has %d weights", model.ErrFormat, in, out, len(w))
	}
	m := &Matrix{In: in, Out: out, data: make([]int16, in*out)}
	for i := range in {
		for j := range out {
			m.data[m.at(i, j)] = w[i*out+j]
		}
	}
	return m, nil
}

// at returns where the weight of row i and column j is.
func (m *Matrix) at(i, j int) int { return j/width*width*m.In + i/2*2*width + j%width*2 + i%2 }

// SetRows fills m with the transpose of n rows of in numbers, and zeros up to a width of
// columns; in must be even.
func (m *Matrix) SetRows(n, in int, row func(j int) []int16) {
	m.In, m.Out = in, (n+width-1)/width*width
	m.data = grow(m.data, in*m.Out)
	clear(m.data)
	for j := range n {
		r, at := row(j)[:in], m.at(0, j)
		for i := 0; i+1 < len(r); i += 2 {
			m.data[at], m.data[at+1] = r[i], r[i+1]
			at += 2 * width
		}
	}
}

// Pad returns n rounded up to the number of rows that [Matrix.Mul] takes.
func Pad(n int) int { return (n + rows - 1) / rows * rows }

// Columns returns n rounded up to what a number of columns may be.
func Columns(n int) int { return (n + width - 1) / width * width }

// Mul sets c, n by Out, to the product of a, n by In, and m. n is a multiple of 4. Sums
// wrap around, as everywhere.
func (m *Matrix) Mul(c []int32, a []int16, n int) {
	if n == 0 {
		return
	}
	_, _ = c[n*m.Out-1], a[n*m.In-1]
	switch {
	case useAVX512:
		j := 0
		for ; j+4*width <= m.Out; j += 4 * width {
			for i := 0; i < n; i += rows {
				kernel64(m.In/2, &a[i*m.In], m.In*2, &m.data[j*m.In], &c[i*m.Out+j], m.Out*4)
			}
		}
		for ; j < m.Out; j += width {
			for i := 0; i < n; i += rows {
				kernel16(m.In/2, &a[i*m.In], m.In*2, &m.data[j*m.In], &c[i*m.Out+j], m.Out*4)
			}
		}
	case useAVX2:
		for j := 0; j < m.Out; j += width {
			b := &m.data[j*m.In]
			for i := 0; i < n; i += rows {
				kernel(m.In/2, &a[i*m.In], m.In*2, b, &c[i*m.Out+j], m.Out*4)
			}
		}
	default:
		m.mul(c, a, n)
	}
}

// mul is Mul in plain Go. It keeps the sums of four columns in registers.
func (m *Matrix) mul(c []int32, a []int16, n int) {
	const step = 4
	for j := 0; j < m.Out; j += step {
		b := m.data[m.at(0, j):]
		for i := range n {
			var s0, s1, s2, s3 int32
			row, w := a[i*m.In:(i+1)*m.In], b
			for len(row) >= 2 {
				x, y := int32(row[0]), int32(row[1])
				p := w[:2*step]
				s0 += x*int32(p[0]) + y*int32(p[1])
				s1 += x*int32(p[2]) + y*int32(p[3])
				s2 += x*int32(p[4]) + y*int32(p[5])
				s3 += x*int32(p[6]) + y*int32(p[7])
				row = row[2:]
				w = w[min(2*width, len(w)):]
			}
			out := c[i*m.Out+j : i*m.Out+j+step]
			out[0], out[1], out[2], out[3] = s0, s1, s2, s3
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

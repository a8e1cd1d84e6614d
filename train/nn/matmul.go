// Package nn has what the trainers of neural models need: matrix products, a
// bidirectional simple recurrent unit, Adam. All sums are in a fixed order, and those of
// products are fused, so that training gives the same bits with AVX-512, with AVX2 and
// without, on all machines that share an implementation of math.Exp.
package nn

import "math"

// Width is what the number of columns of every matrix must be a multiple of.
const Width = 16

// The product is made tile by tile.
const (
	tileRows = 8
	tileCols = 2 * Width
)

// MatMul adds the product of a (m by k) and b (k by n) to c (m by n); all are dense, by
// rows, and n is a multiple of [Width]. Each sum is fused, from the first term to the last.
func MatMul(c, a, b []float32, m, k, n int) {
	if k == 0 || m == 0 {
		return
	}
	_, _, _ = c[m*n-1], a[m*k-1], b[k*n-1]
	// The columns of b that a tile needs are laid side by side, since rows that are a
	// power of two apart push each other out of the cache.
	panel := make([]float32, k*tileCols)
	var left []float32 // the last rows of a, padded
	var out [tileRows * tileCols]float32
	for j := 0; j < n; j += tileCols {
		cols := min(tileCols, n-j)
		for l := range k {
			copy(panel[l*tileCols:l*tileCols+cols], b[l*n+j:l*n+j+cols])
		}
		i := 0
		if cols == tileCols {
			for ; i+tileRows <= m; i += tileRows {
				tile(k, a[i*k:], panel, c[i*n+j:], n)
			}
		}
		for ; i < m; i += tileRows {
			rows := min(tileRows, m-i)
			from := a[i*k:]
			if rows < tileRows {
				if left == nil {
					left = make([]float32, tileRows*k)
					copy(left, a[i*k:m*k])
				}
				from = left
			}
			for r := range rows {
				copy(out[r*tileCols:r*tileCols+cols], c[(i+r)*n+j:])
			}
			tile(k, from, panel, out[:], tileCols)
			for r := range rows {
				copy(c[(i+r)*n+j:(i+r)*n+j+cols], out[r*tileCols:])
			}
		}
	}
}

// tile adds the product of 8 rows of a and a panel of 32 columns to c, whose rows are
// ldc apart.
func tile(k int, a, panel, c []float32, ldc int) {
	switch {
	case useAVX512:
		kernel512(k, &a[0], k*4, &panel[0], &c[0], ldc*4)
	case useFMA:
		for i := 0; i < tileRows; i += 4 {
			for j := 0; j < tileCols; j += Width {
				kernel(k, &a[i*k], k*4, &panel[j], tileCols*4, &c[i*ldc+j], ldc*4)
			}
		}
	default:
		for i := range tileRows {
			row := c[i*ldc : i*ldc+tileCols]
			for l, x := range a[i*k : i*k+k] {
				for j, y := range panel[l*tileCols : l*tileCols+tileCols] {
					row[j] = fma(x, y, row[j])
				}
			}
		}
	}
}

// fma returns x*y + z, rounded once, as the instructions do. The product is exact in 53
// bits; the sum is rounded to odd, so that the second rounding does no harm (Boldo and
// Melquiond, 2008).
func fma(x, y, z float32) float32 {
	p, c := float64(x)*float64(y), float64(z)
	s := p + c
	t := s - p
	if e := (p - (s - t)) + (c - t); e != 0 && math.Float64bits(s)&1 == 0 {
		if (e > 0) == (s > 0) {
			s = math.Float64frombits(math.Float64bits(s) + 1)
		} else {
			s = math.Float64frombits(math.Float64bits(s) - 1)
		}
	}
	return float32(s)
}

// block is the side of the squares by which matrices are transposed.
const block = 16

// Transpose writes the transpose of src (rows by cols) to dst.
func Transpose(dst, src []float32, rows, cols int) {
	for i := 0; i < rows; i += block {
		ilast := min(i+block, rows)
		for j := 0; j < cols; j += block {
			for r := i; r < ilast; r++ {
				for q, x := range src[r*cols+j : r*cols+min(j+block, cols)] {
					dst[(j+q)*rows+r] = x
				}
			}
		}
	}
}

// Grow returns s with n zeros, in its memory if that is large enough.
func Grow(s []float32, n int) []float32 {
	s = room(s, n)
	clear(s)
	return s
}

// room returns s with n numbers that are yet to be set.
func room(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

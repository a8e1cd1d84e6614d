// Package nn has what the trainers of neural models need: matrix products, a
// bidirectional simple recurrent unit, Adam. All sums are in a fixed order and
// without fused arithmetic, so that training gives the same bits with AVX2 and
// without, on all machines that share an implementation of math.Exp.
package nn

// Width is what the number of columns of every matrix must be a multiple of.
const Width = 16

// MatMul adds the product of a (m by k) and b (k by n) to c (m by n); all are dense, by
// rows, and n is a multiple of [Width].
func MatMul(c, a, b []float32, m, k, n int) {
	if k == 0 {
		return
	}
	_, _, _ = c[m*n-1], a[m*k-1], b[k*n-1]
	i := 0
	if useAVX2 {
		for ; i+4 <= m; i += 4 {
			for j := 0; j < n; j += Width {
				kernel(k, &a[i*k], k*4, &b[j], n*4, &c[i*n+j], n*4)
			}
		}
	}
	for ; i < m; i++ {
		row := c[i*n : i*n+n]
		for l, x := range a[i*k : i*k+k] {
			if x == 0 {
				continue
			}
			for j, y := range b[l*n : l*n+n] {
				row[j] += float32(x * y) // the conversion forbids fused arithmetic
			}
		}
	}
}

// Transpose writes the transpose of src (rows by cols) to dst.
func Transpose(dst, src []float32, rows, cols int) {
	for i := range rows {
		for j, x := range src[i*cols : i*cols+cols] {
			dst[j*rows+i] = x
		}
	}
}

// Grow returns s with n zeros, in its memory if that is large enough.
func Grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

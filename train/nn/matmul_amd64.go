package nn

import "golang.org/x/sys/cpu"

var useAVX2 = cpu.X86.HasAVX2

// kernel adds the product of 4 rows of a, of k columns, and 16 columns of b to c. The
// strides are bytes from row to row.
//
//go:noescape
func kernel(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

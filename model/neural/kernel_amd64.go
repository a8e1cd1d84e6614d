package neural

import "golang.org/x/sys/cpu"

var useAVX2 = cpu.X86.HasAVX2

// kernel sets 4 rows of 16 columns of c to the product of 4 rows of a, of 2*pairs
// columns, and a block of a matrix. The strides are bytes from row to row.
//
//go:noescape
func kernel(pairs int, a *int16, lda int, b *int16, c *int32, ldc int)

package nn

import "golang.org/x/sys/cpu"

var (
	useFMA    = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	useAVX512 = cpu.X86.HasAVX512F
)

// kernel adds the product of 4 rows of a, of k columns, and 16 columns of b to c. The
// strides are bytes from row to row.
//
//go:noescape
func kernel(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

// kernel512 adds the product of 8 rows of a and 32 columns of b, which are side by side,
// to c.
//
//go:noescape
func kernel512(k int, a *float32, lda int, b *float32, c *float32, ldc int)

package neural

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

var (
	useAVX2   = cpu.X86.HasAVX2
	useAVX512 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI
)

// kernel sets 4 rows of 16 columns of c to the product of 4 rows of a, of 2*pairs
// columns, and a block of a matrix. The strides are bytes from row to row.
//
//go:noescape
func kernel(pairs int, a *int16, lda int, b *int16, c *int32, ldc int)

// kernel16 is kernel with AVX-512.
//
//go:noescape
func kernel16(pairs int, a *int16, lda int, b *int16, c *int32, ldc int)

// kernel64 does four blocks, that follow each other, at once.
//
//go:noescape
func kernel64(pairs int, a *int16, lda int, b *int16, c *int32, ldc int)

// step512 is [step] for blocks of 16 units.
//
//go:noescape
func step512(blocks int, table, out, c, past, ux, uf, ur, vf, vr, bf, br unsafe.Pointer)

// step256 is the same with AVX2.
//
//go:noescape
func step256(blocks int, table, out, c, past, ux, uf, ur, vf, vr, bf, br unsafe.Pointer)

// activate512 is [activations] for blocks of 16 numbers; bias may be nil.
//
//go:noescape
func activate512(blocks int, out *int16, x, bias *int32)

// activate256 is the same with AVX2.
//
//go:noescape
func activate256(blocks int, out *int16, x, bias *int32)

// addBytes512 adds blocks of 16 signed bytes, shifted, to sum.
//
//go:noescape
func addBytes512(blocks int, sum *int32, row *byte, shift int)

// addBytes256 is the same with AVX2.
//
//go:noescape
func addBytes256(blocks int, sum *int32, row *byte, shift int)

//go:build !amd64

package neural

import "unsafe"

var useAVX2, useAVX512 = false, false

func kernel(pairs int, a *int16, lda int, b *int16, c *int32, ldc int) {}

func kernel16(pairs int, a *int16, lda int, b *int16, c *int32, ldc int) {}

func kernel64(pairs int, a *int16, lda int, b *int16, c *int32, ldc int) {}

func step512(blocks int, table, out, c, past, ux, uf, ur, vf, vr, bf, br unsafe.Pointer) {}

func step256(blocks int, table, out, c, past, ux, uf, ur, vf, vr, bf, br unsafe.Pointer) {}

func activate512(blocks int, out *int16, x, bias *int32) {}

func activate256(blocks int, out *int16, x, bias *int32) {}

func addBytes512(blocks int, sum *int32, row *byte, shift int) {}

func addBytes256(blocks int, sum *int32, row *byte, shift int) {}

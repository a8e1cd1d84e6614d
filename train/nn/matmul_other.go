//go:build !amd64

package nn

var useFMA, useAVX512 = false, false

func kernel(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {}

func kernel512(k int, a *float32, lda int, b *float32, c *float32, ldc int) {}

//go:build !amd64

package nn

const useAVX2 = false

func kernel(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {}

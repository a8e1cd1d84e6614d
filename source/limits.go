package source

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

const (
	// maxRatio is the most that compressed data may grow. Text grows less than
	// tenfold; a bomb of deflate grows a thousandfold.
	maxRatio = 200
	// ratioFree is the number of bytes that may come out before the ratio counts:
	// a short run of blanks compresses well without harm.
	ratioFree = 1 << 20
)

// errLimit is wrapped by the errors of inputs that are larger than is allowed.
var errLimit = errors.New("too large")

type limitError struct{ reason string }

func (e *limitError) Error() string { return e.reason }
func (e *limitError) Unwrap() error { return errLimit }

// limited reads at most left bytes from r, and then fails.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return 0, &limitError{"it is larger than the limit for one file; split it"}
	}
	return n, err
}

// counter counts the bytes read from r.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// inflated reads what a decompressor gives, and fails when it grows too much.
type inflated struct {
	z    io.Reader
	from *counter
	out  int64
	max  int64
}

// newGunzip reads the members of a gzip stream, one after another, at most max
// bytes of them.
func newGunzip(r *bufio.Reader, max int64) (io.Reader, error) {
	c := &counter{r: r}
	z, err := gzip.NewReader(c)
	if err != nil {
		return nil, errors.New(readReason(err))
	}
	return &inflated{z: z, from: c, max: max}, nil
}

func (f *inflated) Read(p []byte) (int, error) {
	n, err := f.z.Read(p)
	f.out += int64(n)
	if f.out > f.max {
		return 0, &limitError{"it is larger than the limit after decompression"}
	}
	if f.out > ratioFree && f.out > maxRatio*f.from.n {
		return 0, &limitError{fmt.Sprintf("it grows more than %d times when decompressed; this is a decompression bomb", maxRatio)}
	}
	return n, err
}

// readReason says why reading stopped.
func readReason(err error) string {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it is cut off in the middle"
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return "its compressed data is broken"
	}
	return err.Error()
}

// Package httpx gets pages from the web for a program that is told their
// addresses by others. It connects to public addresses only: each address is
// checked after its name was looked up, when the connection is made, so that
// neither a redirect nor a name server can lead it inside.
package httpx

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Options bound what a client does. The zero value is safe.
type Options struct {
	// MaxBytes is the largest body read, after decompression. Zero means 32 MB.
	MaxBytes int64
	// Timeout is for one page with its redirects and its body. Zero means 30 s.
	Timeout time.Duration
	// UserAgent names the program to servers. Empty means "chancery".
	UserAgent string
	// AllowPrivate lets the client connect to any address. It is for tests, which
	// serve from the loopback.
	AllowPrivate bool
}

// MaxRedirects is the number of redirects that a client follows.
const MaxRedirects = 5

// maxRatio is the most that a compressed body may grow, once more than ratioFree
// bytes have come out.
const (
	maxRatio  = 200
	ratioFree = 1 << 20
)

// Client gets pages. It is safe for concurrent use.
type Client struct {
	http      *http.Client
	maxBytes  int64
	userAgent string
}

// Response is a page that a server gave with status 200.
type Response struct {
	URL         string // after redirects
	ContentType string // as the server gave it
	// LastModified, ETag, CacheControl and Expires are the server's headers of those
	// names, or "".
	LastModified, ETag, CacheControl, Expires string
	// Body is decompressed. Reading it fails at the client's limits.
	Body io.ReadCloser
}

// AddressError is the error of an address that is not on the public internet.
type AddressError struct{ Addr netip.Addr }

func (e *AddressError) Error() string {
	return fmt.Sprintf("it leads to the address %s, which is not public; chancery does not go there", e.Addr)
}

// StatusError is the error of an answer that is no page.
type StatusError struct {
	Code   int    // 404
	Status string // "404 Not Found"
	// RetryAfter and CacheControl are the server's headers of those names, or "".
	RetryAfter, CacheControl string
}

func (e *StatusError) Error() string { return "the server answered " + e.Status }

// Known is what a client has of a page already: the headers ETag and Last-Modified
// that came with it, or "".
type Known struct{ ETag, LastModified string }

// New returns a client.
func New(o Options) *Client {
	if o.MaxBytes <= 0 {
		o.MaxBytes = 32 << 20
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.UserAgent == "" {
		o.UserAgent = "chancery"
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !o.AllowPrivate {
		dialer.Control = control
	}
	return &Client{
		maxBytes:  o.MaxBytes,
		userAgent: o.UserAgent,
		http: &http.Client{
			Timeout: o.Timeout,
			Transport: &http.Transport{
				// No proxy: it would connect for us, past the check.
				Proxy:                  nil,
				DialContext:            dialer.DialContext,
				TLSHandshakeTimeout:    10 * time.Second,
				ResponseHeaderTimeout:  20 * time.Second,
				MaxResponseHeaderBytes: 1 << 20,
				MaxIdleConns:           16,
				IdleConnTimeout:        30 * time.Second,
				ForceAttemptHTTP2:      true,
				DisableCompression:     true, // to see how large the body is before it is decompressed
			},
			CheckRedirect: func(req *http.Request, via []*http.Request) error {
				if len(via) > MaxRedirects {
					return fmt.Errorf("it redirects more than %d times", MaxRedirects)
				}
				return checkURL(req.URL)
			},
		},
	}
}

// control is called with the address of each connection before it is made.
func control(network, address string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("a connection by %s is not allowed", network)
	}
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !Public(ap.Addr()) {
		return &AddressError{ap.Addr().Unmap()}
	}
	return nil
}

// notPublic are the blocks of IPv4 and IPv6 that are not on the public internet,
// beside those that [netip.Addr] has methods for.
//
// Source: IANA's registries of special-purpose addresses.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("100.64.0.0/10"),   // shared by carriers
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, and broadcast
	netip.MustParsePrefix("::/96"),           // IPv4-compatible, obsolete
	netip.MustParsePrefix("64:ff9b:1::/48"),  // NAT64 of a network's own
	netip.MustParsePrefix("100::/64"),        // discard
	netip.MustParsePrefix("2001::/32"),       // Teredo, which embeds an IPv4 address
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("fc00::/7"),        // unique local
	netip.MustParsePrefix("fec0::/10"),       // site local, obsolete
}

var (
	nat64 = netip.MustParsePrefix("64:ff9b::/96")
	sixTo = netip.MustParsePrefix("2002::/16")
)

// Public reports whether a is an address of the public internet. An IPv4 address
// that is mapped or embedded (NAT64, 6to4) in an IPv6 address is looked at
// itself.
func Public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if !a.IsValid() || a.IsUnspecified() || a.IsLoopback() || a.IsPrivate() || a.IsMulticast() ||
		a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast() || a.IsInterfaceLocalMulticast() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	if a.Is6() {
		b := a.As16()
		switch {
		case nat64.Contains(a):
			return Public(netip.AddrFrom4([4]byte(b[12:16])))
		case sixTo.Contains(a):
			return Public(netip.AddrFrom4([4]byte(b[2:6])))
		}
	}
	return true
}

func checkURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("only http and https URLs are read, and not %q", u.Scheme)
	}
	if u.Hostname() == "" {
		return errors.New("the URL names no host")
	}
	if u.User != nil {
		return errors.New("the URL has a user name in it; leave it out")
	}
	return nil
}

// Get gets a page. Its errors are sentences without the URL, for the caller to
// print beside it. The caller closes the body.
func (c *Client) Get(ctx context.Context, address string) (*Response, error) {
	return c.GetIf(ctx, address, Known{})
}

// GetIf is Get for a page that may be known: where it has not changed, the error is
// a [*StatusError] with code 304. All answers that are no pages give a StatusError.
func (c *Client) GetIf(ctx context.Context, address string, known Known) (*Response, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("it is not a valid URL")
	}
	if err := checkURL(u); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("it is not a valid URL")
	}
	req.Header.Set("User-Agent", c.userAgent)
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, application/json;q=0.9, */*;q=0.5")
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, reason(err)
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, &StatusError{resp.StatusCode, resp.Status, resp.Header.Get("Retry-After"), resp.Header.Get("Cache-Control")}
	}
	if resp.ContentLength > c.maxBytes {
		resp.Body.Close()
		return nil, fmt.Errorf("it is %d bytes long, and the limit is %d", resp.ContentLength, c.maxBytes)
	}
	b := &body{raw: resp.Body, max: c.maxBytes}
	b.plain = counted{resp.Body, &b.in}
	switch enc := strings.ToLower(resp.Header.Get("Content-Encoding")); enc {
	case "", "identity":
	case "gzip", "x-gzip":
		// Some servers say gzip of a body that isn't.
		in := bufio.NewReader(b.plain)
		b.plain = in
		if head, _ := in.Peek(2); !bytes.Equal(head, []byte{0x1F, 0x8B}) {
			break
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			resp.Body.Close()
			return nil, errors.New("its compressed data is broken")
		}
		b.plain = z
	default:
		resp.Body.Close()
		return nil, fmt.Errorf("it is compressed by %q, which chancery does not read", enc)
	}
	return &Response{
		URL:          resp.Request.URL.String(),
		ContentType:  resp.Header.Get("Content-Type"),
		LastModified: resp.Header.Get("Last-Modified"),
		ETag:         resp.Header.Get("ETag"),
		CacheControl: resp.Header.Get("Cache-Control"),
		Expires:      resp.Header.Get("Expires"),
		Body:         b,
	}, nil
}

// body reads a response's body, decompressed and within limits.
type body struct {
	raw     io.Closer
	plain   io.Reader
	in, out int64 // bytes read from the server, and given
	max     int64
}

// Read fails when the body is larger than is allowed, or grew too much.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.plain.Read(p)
	b.out += int64(n)
	switch {
	case b.out > b.max:
		return 0, fmt.Errorf("it is larger than %d bytes", b.max)
	case b.out > ratioFree && b.out > maxRatio*b.in:
		return 0, fmt.Errorf("it grows more than %d times when decompressed; this is a decompression bomb", maxRatio)
	case err != nil && err != io.EOF:
		return n, reason(err)
	}
	return n, err
}

func (b *body) Close() error { return b.raw.Close() }

// counted counts the bytes that the server sent.
type counted struct {
	r io.Reader
	n *int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	*c.n += int64(n)
	return n, err
}

// reason says what went wrong, without the URL and the layers of net/http.
func reason(err error) error {
	var address *AddressError
	var dns *net.DNSError
	var timed net.Error
	var op *net.OpError
	var u *url.Error
	switch {
	case errors.As(err, &address):
		return address
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &dns):
		return fmt.Errorf("the name %s is not found", dns.Name)
	case errors.As(err, &timed) && timed.Timeout():
		return errors.New("the server took too long")
	case errors.As(err, &op):
		return fmt.Errorf("there is no connection: %w", op.Err)
	case errors.As(err, &u):
		return u.Err
	}
	return err
}

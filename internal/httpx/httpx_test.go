package httpx

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestPublic(t *testing.T) {
	for _, s := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1",
		"2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		if Public(netip.MustParseAddr(s)) {
			t.Errorf("%s is called public", s)
		}
	}
	for _, s := range []string{"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"} {
		if !Public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not called public", s)
		}
	}
	if Public(netip.Addr{}) {
		t.Error("no address is called public")
	}
}

func get(t *testing.T, c *Client, url string) (string, error) {
	t.Helper()
	resp, err := c.Get(t.Context(), url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return string(b), err
}

// The guarded client refuses a server on the loopback, however it is reached.
func TestGuard(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "secret") }))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{})
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "2130706433", "0x7f.1"} {
		body, err := get(t, c, "http://"+host+":"+port+"/")
		if err == nil {
			t.Errorf("%s gave %q", host, body)
		}
	}
	_, err = get(t, c, server.URL)
	if a := (*AddressError)(nil); !errors.As(err, &a) {
		t.Errorf("error is %v", err)
	}
}

// A redirect is checked as the first address is.
func TestRedirectInside(t *testing.T) {
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "secret") }))
	defer inside.Close()
	outside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside.URL, http.StatusFound)
	}))
	defer outside.Close()
	c := New(Options{})
	// Let the one server pass for a public one.
	transport := c.http.Transport.(*http.Transport)
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == outside.Listener.Addr().String() {
			return (&net.Dialer{}).DialContext(ctx, network, address)
		}
		return dial(ctx, network, address)
	}
	body, err := get(t, c, outside.URL)
	if a := (*AddressError)(nil); !errors.As(err, &a) {
		t.Errorf("got %q, error %v", body, err)
	}
}

func TestGet(t *testing.T) {
	mux := http.NewServeMux()
	handle := func(path string, f func(w http.ResponseWriter, r *http.Request)) { mux.HandleFunc(path, f) }
	handle("/plain", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "hello") })
	handle("/agent", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.UserAgent()) })
	handle("/hop/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscan(r.PathValue("n"), &n)
		if n == 0 {
			fmt.Fprint(w, "there")
			return
		}
		http.Redirect(w, r, fmt.Sprintf("/hop/%d", n-1), http.StatusFound)
	})
	handle("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	handle("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	handle("/large", func(w http.ResponseWriter, r *http.Request) {
		for range 64 {
			w.Write(make([]byte, 1<<16))
		}
	})
	handle("/gzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		fmt.Fprint(z, "hello")
		z.Close()
	})
	handle("/notgzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		fmt.Fprint(w, "hello")
	})
	handle("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 3<<20))
		z.Close()
		w.Write(b.Bytes())
	})
	handle("/brotli", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Encoding", "br") })
	handle("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	c := New(Options{AllowPrivate: true, MaxBytes: 2 << 20, Timeout: 500 * time.Millisecond})
	for _, q := range []struct{ path, body, err string }{
		{"/plain", "hello", ""},
		{"/agent", "chancery", ""},
		{"/hop/5", "there", ""},
		{"/hop/6", "", "redirects more than 5 times"},
		{"/loop", "", "redirects more than 5 times"},
		{"/file", "", `not "file"`},
		{"/nowhere", "", "404"},
		{"/large", "", "it is larger than 2097152 bytes"},
		{"/gzip", "hello", ""},
		{"/notgzip", "hello", ""},
		{"/bomb", "", "bomb"},
		{"/brotli", "", `compressed by "br"`},
		{"/slow", "", "took too long"},
	} {
		body, err := get(t, c, server.URL+q.path)
		switch {
		case q.err == "" && (err != nil || body != q.body):
			t.Errorf("%s: got %q, %v", q.path, body, err)
		case q.err != "" && (err == nil || !strings.Contains(err.Error(), q.err)):
			t.Errorf("%s: error is %v, want %q", q.path, err, q.err)
		}
		if err != nil && strings.Contains(err.Error(), server.URL) {
			t.Errorf("%s: error %q has the URL", q.path, err)
		}
	}
	for url, want := range map[string]string{
		"ftp://example.org/": "only http and https", "http:///x": "names no host", "http://a:b@example.org/": "user name", "http://[::1": "not a valid URL",
		"http://no-such-host.invalid/": "is not found",
	} {
		if _, err := get(t, c, url); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is %v", url, err)
		}
	}
}

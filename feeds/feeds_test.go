package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancery/internal/httpx"
)

func TestReadOPML(t *testing.T) {
	got, err := ReadOPML(strings.NewReader(`<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="Group"><outline text="A" title="Alpha" xmlUrl=" https://a.example/feed "/><outline type="rss" text="B" xmlUrl="https://b.example/rss"/></outline>
<outline text="again" xmlUrl="https://a.example/feed"/><outline text="no feed" htmlUrl="https://c.example"/></body></opml>`))
	if err != nil || len(got) != 2 || got[0] != (State{URL: "https://a.example/feed", Title: "Alpha"}) || got[1] != (State{URL: "https://b.example/rss", Title: "B"}) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "feeds", "<rss/>", `<opml><body/></opml>`, `<opml><outline xmlUrl="x"`, strings.Repeat("<outline>", 1000), `<?xml version="1.0" encoding="koi8-r"?><opml/>`} {
		if got, err := ReadOPML(strings.NewReader(bad)); err == nil {
			t.Errorf("%.40q gives %+v", bad, got)
		}
	}
}

func TestRobots(t *testing.T) {
	const text = "# hello\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /no\nAllow: /no/yes\nDisallow: /*.pdf$\nDisallow: /q*?x=\nCrawl-delay: 2.5\n\nUser-Agent: nobody\nUser-Agent: Chancery\nDisallow: /chancery # here\nDisallow:\n"
	all := parseRobots(strings.Replace(text, "Chancery", "x", 1))
	for path, want := range map[string]bool{
		"/": true, "": true, "/no": false, "/now": false, "/no/yes/1": true, "/a.pdf": false, "/a.pdfs": true, "/q1?x=2": false, "/q1?y=2": true, "/chancery": true,
	} {
		u, err := url.Parse("https://h.example" + path)
		if err != nil {
			t.Fatal(err)
		}
		if got := all.allowed(u); got != want {
			t.Errorf("%q: allowed is %v", path, got)
		}
	}
	if all.delay != 2500*time.Millisecond {
		t.Errorf("delay %v", all.delay)
	}
	mine := parseRobots(text)
	for path, want := range map[string]bool{"/no": true, "/chancery/x": false} {
		if got := mine.allowed(&url.URL{Path: path}); got != want {
			t.Errorf("%q with a group of its own: allowed is %v", path, got)
		}
	}
	if (&robots{none: true}).allowed(&url.URL{Path: "/"}) {
		t.Error("a host whose robots.txt can't be known is read")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$", "/axb")
	f.Fuzz(func(t *testing.T, text, path string) {
		parseRobots(text).allowed(&url.URL{Path: path})
		matches(text, path)
	})
}

func FuzzOPML(f *testing.F) {
	f.Add(`<opml><outline xmlUrl="x"/></opml>`)
	f.Fuzz(func(t *testing.T, s string) { ReadOPML(strings.NewReader(s)) })
}

func TestNext(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	jitter := 0.0
	w := &Watcher{Jitter: func() float64 { return jitter }}
	for _, tt := range []struct {
		errors int
		wants  time.Duration
		want   time.Duration
	}{
		{0, 0, time.Hour}, {0, 90 * time.Minute, 90 * time.Minute}, {0, 1000 * time.Hour, 24 * time.Hour}, {1, 0, time.Hour}, {2, 0, 2 * time.Hour}, {5, 0, 16 * time.Hour},
		{60, 0, 24 * time.Hour}, {1, 3 * time.Hour, 3 * time.Hour}, {1, 48 * time.Hour, 48 * time.Hour}, {1, 10000 * time.Hour, 168 * time.Hour},
	} {
		jitter = 0
		if got := w.next(State{Checked: now, Errors: tt.errors}, tt.wants).Sub(now); got != tt.want {
			t.Errorf("%d errors, wants %v: %v", tt.errors, tt.wants, got)
		}
		jitter = 0.5
		if got := w.next(State{Checked: now, Errors: tt.errors}, tt.wants).Sub(now); got != tt.want+tt.want/20 {
			t.Errorf("%d errors, wants %v, with jitter: %v", tt.errors, tt.wants, got)
		}
	}
}

func TestHeaders(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Duration{"120": 2 * time.Minute, "-5": 0, "soon": 0, "": 0, "Thu, 01 Jan 2026 01:00:00 GMT": time.Hour, "Wed, 31 Dec 2025 01:00:00 GMT": 0, "99999999999999": 0} {
		if got := retryAfter(in, now); got != want {
			t.Errorf("Retry-After %q: %v", in, got)
		}
	}
	for in, want := range map[string]time.Duration{"public, max-age=600": 10 * time.Minute, "no-cache": 0, "max-age=x": 0, `Max-Age="60"`: time.Minute} {
		if got := cacheAge(in, "", now); got != want {
			t.Errorf("Cache-Control %q: %v", in, got)
		}
	}
	if got := cacheAge("", "Thu, 01 Jan 2026 02:00:00 GMT", now); got != 2*time.Hour {
		t.Errorf("Expires: %v", got)
	}
	if got := ttl([]byte("<rss><channel><ttl> 45 </ttl><item><ttl>9</ttl></item>")); got != 45*time.Minute {
		t.Errorf("ttl: %v", got)
	}
}

// TestBadFeeds asks for feeds that never end, are none, are slow, or lead inside.
func TestBadFeeds(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/endless":
			fmt.Fprint(w, `<?xml version="1.0"?><rss><channel><title>x</title>`)
			for i := 0; r.Context().Err() == nil; i++ {
				if _, err := fmt.Fprintf(w, "<item><title>%d</title><description>%s</description></item>\n", i, strings.Repeat("word ", 2000)); err != nil {
					return
				}
			}
		case "/slow":
			for r.Context().Err() == nil {
				fmt.Fprint(w, "<!-- -->")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		case "/page":
			fmt.Fprint(w, "<html><body><p>No feed at all.</p></body></html>")
		case "/nested":
			fmt.Fprint(w, "<rss><channel>"+strings.Repeat("<a>", 100_000))
		case "/cut":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "<rss><channel><item>")
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	w := &Watcher{
		Fetch: httpx.New(httpx.Options{AllowPrivate: true, Timeout: 2 * time.Second}), Now: time.Now, Jitter: func() float64 { return 0 },
		Sleep: func(context.Context, time.Duration) error { return nil },
	}
	for _, path := range []string{"/endless", "/slow", "/page", "/nested", "/cut", "/loop", "/none"} {
		articles, _, s, err := w.Feed(t.Context(), State{URL: server.URL + path, Errors: 1})
		if err == nil || len(articles) != 0 || s.Errors != 2 || s.LastError == "" || s.Next.Sub(s.Checked) != 2*time.Hour {
			t.Errorf("%s: %d articles, %+v, %v", path, len(articles), s, err)
		}
	}
	guarded := *w
	guarded.Fetch = httpx.New(httpx.Options{})
	_, _, _, err := guarded.Feed(t.Context(), State{URL: server.URL + "/page"})
	if inside := (*httpx.AddressError)(nil); !errors.As(err, &inside) {
		t.Errorf("a feed that leads inside: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, s, err := w.Feed(ctx, State{URL: server.URL + "/page"}); !errors.Is(err, context.Canceled) || s.Errors != 0 {
		t.Errorf("a context that is done: %+v, %v", s, err)
	}
}

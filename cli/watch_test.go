package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancery/feeds"
	"chancery/internal/httpx"
)

// site serves a feed of two items, one of them with a page, and robots.txt.
type site struct {
	*httptest.Server
	asked  []string // paths, in order
	broken bool
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked = append(s.asked, r.URL.Path)
		switch {
		case s.broken:
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
		case r.URL.Path == "/feed" && r.Header.Get("If-None-Match") == `"v1"`:
			w.WriteHeader(http.StatusNotModified)
		case r.URL.Path == "/feed":
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title><ttl>90</ttl>
<item><title>Talks</title><link>%[1]s/open/1</link><pubDate>Mon, 10 Jul 2017 08:00:00 GMT</pubDate><description>The king of Jordan visited Cairo on Sunday.</description></item>
<item><title>March</title><link>%[1]s/closed/2</link><pubDate>Mon, 10 Jul 2017 09:00:00 GMT</pubDate><description>Protesters marched through Nairobi on Monday, the police of Kenya said.</description></item>
</channel></rss>`, s.URL)
		case r.URL.Path == "/open/1":
			fmt.Fprint(w, `<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>The king of Jordan visited Cairo on Sunday. He met the president of Egypt and his ministers.</p>
<p>The two leaders discussed water and trade for several hours, an official of the palace said after the visit.</p></article></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// clock is a time that tests set; sleeping moves it.
type clock struct {
	now   time.Time
	slept []time.Duration
}

func (c *clock) watcher() *feeds.Watcher {
	return &feeds.Watcher{
		Fetch: httpx.New(httpx.Options{AllowPrivate: true}), Now: func() time.Time { return c.now }, Jitter: func() float64 { return 0 },
		Sleep: func(ctx context.Context, d time.Duration) error {
			c.slept = append(c.slept, d)
			c.now = c.now.Add(d)
			return ctx.Err()
		},
	}
}

func TestWatch(t *testing.T) {
	s := newSite(t)
	dir := t.TempDir()
	opml, db := filepath.Join(dir, "feeds.opml"), filepath.Join(dir, "l.db")
	if err := os.WriteFile(opml, []byte(`<opml version="2.0"><body><outline text="News"><outline text="Harbour" xmlUrl="`+s.URL+`/feed"/></outline></body></opml>`), 0o644); err != nil {
		t.Fatal(err)
	}
	c := &clock{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	watch := func(want error) (string, string) {
		t.Helper()
		var out, talk bytes.Buffer
		cmd := &watchCmd{Feeds: []string{opml}, ledgerOptions: ledgerOptions{db}, Once: true, Every: time.Hour, Workers: 1, List: true}
		s.asked = nil
		if err := cmd.watch(t.Context(), Env{Stdout: &out, Stderr: &talk}, c.watcher()); err != want {
			t.Fatalf("%v, want %v: %s", err, want, &talk)
		}
		return out.String(), talk.String()
	}
	out, talk := watch(nil)
	if strings.Count(out, "added\tw_") != 2 {
		t.Errorf("stored %q; %s", out, talk)
	}
	if got := strings.Join(s.asked, " "); got != "/feed /robots.txt /open/1" {
		t.Errorf("asked for %s", got)
	}
	if !strings.Contains(talk, "robots.txt asks programs not to read it") {
		t.Errorf("said %q", talk)
	}
	for _, d := range c.slept {
		if d > time.Second {
			t.Errorf("waited %v between two requests", d)
		}
	}
	if len(c.slept) != 2 {
		t.Errorf("waited %d times between three requests to one host", len(c.slept))
	}

	// Not due: an hour later the ttl of 90 minutes still holds.
	c.now = c.now.Add(time.Hour)
	if watch(nil); len(s.asked) != 0 {
		t.Errorf("asked for %v before the feed was due", s.asked)
	}
	// Due, and unchanged.
	c.now = c.now.Add(time.Hour)
	if out, _ := watch(nil); out != "" || len(s.asked) != 1 {
		t.Errorf("stored %q, asked for %v", out, s.asked)
	}
	// The server is down, and says for how long.
	s.broken = true
	c.now = c.now.Add(2 * time.Hour)
	if _, talk = watch(errSilent); !strings.Contains(talk, "503") {
		t.Errorf("said %q", talk)
	}
	s.broken = false
	c.now = c.now.Add(119 * time.Minute)
	if watch(errSilent); len(s.asked) != 0 { // it is not well, and not due
		t.Errorf("asked for %v within Retry-After", s.asked)
	}
	c.now = c.now.Add(2 * time.Minute)
	watch(nil)

	var found bytes.Buffer
	if code := Run(t.Context(), Env{Stdout: &found, Stderr: &found}, []string{"documents", "--db", db, "--format", "jsonl"}); code != OK ||
		strings.Count(found.String(), `"source":"Harbour"`) != 2 || !strings.Contains(found.String(), `/open/1`) {
		t.Errorf("exit code %d: %s", code, &found)
	}
	found.Reset()
	if Run(t.Context(), Env{Stdout: &found, Stderr: &found}, []string{"search", "palace", "--db", db, "--format", "csv"}); strings.Count(found.String(), "\n") != 2 {
		t.Errorf("the text of the page was not kept: %s", &found)
	}
}

// Package feeds watches feeds as a polite reader does: it asks for what has
// changed, no more often than the feed and its server allow, one request a host at
// a time, and follows robots.txt where it gets the pages that a feed links to.
//
// The rules are those of Miniflux (https://miniflux.app/docs/), with back-off
// after errors.
package feeds

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"chancery/internal/httpx"
	"chancery/source"
)

// A State is what is known of a feed from one time to the next.
type State struct {
	URL, Title    string
	ETag          string
	LastModified  string
	Checked, Next time.Time // when it was asked last, and may be asked again
	Errors        int       // in a row
	LastError     string
}

// Rules say how often feeds are asked.
type Rules struct {
	Every time.Duration // at most so often; 0 is an hour
	Most  time.Duration // at least so often, whatever a feed says; 0 is a day
	// Pause is the time between two requests to one host; 0 is a second.
	Pause time.Duration
}

// A Watcher asks feeds and gets pages. It is not for concurrent use, so that no
// host has two requests at a time.
type Watcher struct {
	Fetch *httpx.Client
	Rules Rules
	// Now, Sleep and Jitter are the clock, what waits, and a number from 0 up to 1
	// that keeps feeds from being asked at the same moments.
	Now    func() time.Time
	Sleep  func(context.Context, time.Duration) error
	Jitter func() float64

	robots map[string]*robots   // by scheme and host
	asked  map[string]time.Time // by host
}

// maxFeed is the largest feed that is read, in bytes.
const maxFeed = 16 << 20

// Feed asks a feed for what is new. It returns the articles of its items, as far as
// the feed has their text, in the order of the feed, and the state to keep. Where
// the feed has not changed there are none. An error is one of the feed or of its
// server, and is noted in the state; rejects are the items that can't be read.
func (w *Watcher) Feed(ctx context.Context, s State) (articles []*source.Article, rejects []*source.RejectError, next State, err error) {
	next = s
	next.Checked = w.Now()
	body, answer, err := w.get(ctx, s)
	if ctx.Err() != nil {
		return nil, nil, s, ctx.Err()
	}
	status := (*httpx.StatusError)(nil)
	switch {
	case err == nil:
	case errors.As(err, &status) && status.Code == http.StatusNotModified:
		next.Errors, next.LastError = 0, ""
		next.Next = w.next(next, cacheAge(status.CacheControl, "", next.Checked))
		return nil, nil, next, nil
	default:
		next.Errors++
		next.LastError = err.Error()
		wait := time.Duration(0)
		if status != nil {
			wait = retryAfter(status.RetryAfter, next.Checked)
		}
		next.Next = w.next(next, wait)
		return nil, nil, next, err
	}
	articles, rejects, err = w.items(ctx, s.URL, body)
	if err != nil {
		next.Errors++
		next.LastError = err.Error()
		next.Next = w.next(next, 0)
		return nil, nil, next, err
	}
	next.Errors, next.LastError = 0, ""
	next.ETag, next.LastModified = answer.ETag, answer.LastModified
	for _, a := range articles {
		next.Title = cmp.Or(s.Title, a.Source)
	}
	next.Next = w.next(next, max(ttl(body), cacheAge(answer.CacheControl, answer.Expires, next.Checked)))
	return articles, rejects, next, nil
}

// get gets the bytes of a feed.
func (w *Watcher) get(ctx context.Context, s State) ([]byte, *httpx.Response, error) {
	if err := w.turn(ctx, s.URL, 0); err != nil {
		return nil, nil, err
	}
	resp, err := w.Fetch.GetIf(ctx, s.URL, httpx.Known{ETag: s.ETag, LastModified: s.LastModified})
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxFeed+1))
	if err != nil {
		return nil, nil, err
	}
	if len(b) > maxFeed {
		return nil, nil, fmt.Errorf("the feed is larger than %d MB", maxFeed>>20)
	}
	return b, resp, nil
}

// items reads the articles of a feed.
func (w *Watcher) items(ctx context.Context, name string, body []byte) ([]*source.Article, []*source.RejectError, error) {
	if format, _ := source.Detect(body[:min(len(body), 4096)], ""); format != source.Feed {
		return nil, nil, errors.New("it is no feed")
	}
	var out []*source.Article
	var rejects []*source.RejectError
	for a, err := range source.New(source.Options{Fetch: w.Fetch}).Read(ctx, []string{"-"}, bytes.NewReader(body)) {
		if err == nil {
			out = append(out, a)
			continue
		}
		r := (*source.RejectError)(nil)
		if !errors.As(err, &r) {
			return nil, nil, err
		}
		r.File = name
		if r.Record == "" { // the whole feed
			return nil, nil, errors.New(r.Reason)
		}
		rejects = append(rejects, r)
	}
	return out, rejects, ctx.Err()
}

// Page gets the page that an article of a feed links to, and returns its article
// with what the feed knows of it. The error is a [*source.RejectError] where the
// page can't be read, or robots.txt forbids it; then the article of the feed is
// what there is.
func (w *Watcher) Page(ctx context.Context, a *source.Article) (*source.Article, error) {
	u, err := url.Parse(a.URL)
	if err != nil || u.Host == "" {
		return nil, &source.RejectError{File: a.URL, Reason: "it is not a valid URL"}
	}
	rules, err := w.rules(ctx, u)
	if err != nil {
		return nil, err
	}
	if !rules.allowed(u) {
		return nil, &source.RejectError{File: a.URL, Reason: "robots.txt asks programs not to read it"}
	}
	if err := w.turn(ctx, a.URL, rules.delay); err != nil {
		return nil, err
	}
	for page, err := range source.New(source.Options{Fetch: w.Fetch}).Read(ctx, []string{a.URL}, nil) {
		if err != nil {
			return nil, err
		}
		if len(page.Text) < len(a.Text) {
			break // an excerpt, a wall, a notice
		}
		page.URL, page.Source = a.URL, a.Source
		page.Title, page.Author = cmp.Or(a.Title, page.Title), cmp.Or(page.Author, a.Author)
		if page.Published.IsZero() {
			page.Published, page.DateOnly = a.Published, a.DateOnly
		}
		return page, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, &source.RejectError{File: a.URL, Reason: "its page has no more text than the feed"}
}

// turn waits until a host may be asked again.
func (w *Watcher) turn(ctx context.Context, address string, delay time.Duration) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("it is not a valid URL")
	}
	if w.asked == nil {
		w.asked = map[string]time.Time{}
	}
	pause := max(delay, w.Rules.Pause)
	if pause == 0 {
		pause = time.Second
	}
	if last, ok := w.asked[u.Hostname()]; ok {
		if wait := last.Add(pause).Sub(w.Now()); wait > 0 {
			if err := w.Sleep(ctx, wait); err != nil {
				return err
			}
		}
	}
	w.asked[u.Hostname()] = w.Now()
	return nil
}

// next returns when a feed is asked again: after Every, or what it wants, or the
// back-off for its errors, whatever is most; but not later than Most, unless its
// server said so when it turned us away.
func (w *Watcher) next(s State, wants time.Duration) time.Time {
	every, most := cmp.Or(w.Rules.Every, time.Hour), cmp.Or(w.Rules.Most, 24*time.Hour)
	wait := every
	if s.Errors > 0 {
		wait = min(every<<min(s.Errors-1, 16), most)
		wait = max(wait, min(wants, 7*24*time.Hour))
	} else {
		wait = max(wait, min(wants, most))
	}
	// A tenth at most, and never earlier than was asked for.
	return s.Checked.Add(wait + time.Duration(w.Jitter()*float64(wait)/10))
}

// retryAfter reads the header of that name: seconds, or a time.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n < 1<<31 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// cacheAge returns how long an answer holds by its headers Cache-Control and
// Expires.
func cacheAge(control, expires string, now time.Time) time.Duration {
	for part := range strings.SplitSeq(control, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if strings.EqualFold(name, "max-age") {
			if n, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil && n >= 0 && n < 1<<31 {
				return time.Duration(n) * time.Second
			}
		}
	}
	if t, err := http.ParseTime(expires); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// ttl returns how long an RSS feed says that it stays as it is.
func ttl(body []byte) time.Duration {
	head, _, _ := bytes.Cut(body[:min(len(body), 64<<10)], []byte("<item"))
	if m := regexp.MustCompile(`<ttl>\s*(\d{1,6})\s*</ttl>`).FindSubmatch(head); m != nil {
		n, _ := strconv.Atoi(string(m[1])) // six digits
		return time.Duration(n) * time.Minute
	}
	return 0
}

// maxDepth is how deep the outlines of OPML may be nested.
const maxDepth = 64

// ReadOPML reads the feeds that an OPML file lists, each once, in its order.
//
// Source: OPML 2.0, http://opml.org/spec2.opml.
func ReadOPML(r io.Reader) ([]State, error) {
	d := xml.NewDecoder(io.LimitReader(r, maxFeed))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("it is in the charset %q; convert it to UTF-8", label)
	}
	var out []State
	seen := map[string]bool{}
	depth, isOPML := 0, false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("it is no OPML: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("its outlines are nested more than %d deep", maxDepth)
			}
			switch t.Name.Local {
			case "opml":
				isOPML = true
			case "outline":
				var s State
				for _, a := range t.Attr {
					switch a.Name.Local {
					case "xmlUrl":
						s.URL = strings.TrimSpace(a.Value)
					case "title":
						s.Title = strings.TrimSpace(a.Value)
					case "text":
						s.Title = cmp.Or(s.Title, strings.TrimSpace(a.Value))
					}
				}
				if s.URL != "" && !seen[s.URL] {
					seen[s.URL] = true
					out = append(out, s)
				}
			}
		case xml.EndElement:
			depth--
		}
	}
	switch {
	case !isOPML:
		return nil, errors.New("it is no OPML: it has no element opml")
	case len(out) == 0:
		return nil, errors.New("it lists no feeds: no outline has an xmlUrl")
	}
	return out, nil
}

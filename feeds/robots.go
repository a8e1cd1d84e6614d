package feeds

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"chancery/internal/httpx"
)

// agent is the name that robots.txt knows this program by.
const agent = "chancery"

// maxRobots is how much of a robots.txt is read, in bytes; RFC 9309 asks for at
// least 500 KiB.
const maxRobots = 512 << 10

// maxDelay is the longest Crawl-delay that is kept; a host that wants more is not
// read by a program that comes once an hour.
const maxDelay = time.Minute

// robots is what a host's robots.txt says to this program (RFC 9309).
type robots struct {
	rules []rule
	delay time.Duration
	none  bool // nothing may be read
}

type rule struct {
	path  string // with * and a last $
	allow bool
}

// rules returns what the robots.txt of a page's host says, which is got once.
func (w *Watcher) rules(ctx context.Context, page *url.URL) (*robots, error) {
	key := page.Scheme + "://" + page.Host
	if r := w.robots[key]; r != nil {
		return r, nil
	}
	if err := w.turn(ctx, key, 0); err != nil {
		return nil, err
	}
	r, err := w.getRobots(ctx, key+"/robots.txt")
	if err != nil {
		return nil, err
	}
	if w.robots == nil {
		w.robots = map[string]*robots{}
	}
	w.robots[key] = r
	return r, nil
}

func (w *Watcher) getRobots(ctx context.Context, address string) (*robots, error) {
	resp, err := w.Fetch.Get(ctx, address)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	status := (*httpx.StatusError)(nil)
	switch {
	case errors.As(err, &status) && status.Code >= 400 && status.Code < 500:
		return &robots{}, nil // there is none: all may be read
	case err != nil:
		return &robots{none: true}, nil // it can't be known: nothing may
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxRobots))
	if err != nil {
		return &robots{none: true}, ctx.Err()
	}
	return parseRobots(string(b)), nil
}

// parseRobots reads the group for this program, or else that for all.
func parseRobots(text string) *robots {
	var mine, all robots
	isMine, isAll, foundMine := false, false, false
	inRules := true // a user-agent line after a rule begins a group
	for in := bufio.NewScanner(strings.NewReader(text)); in.Scan(); {
		line, _, _ := strings.Cut(in.Text(), "#")
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		add := func(change func(*robots)) {
			inRules = true
			if isMine {
				change(&mine)
			}
			if isAll {
				change(&all)
			}
		}
		switch name {
		case "user-agent":
			if inRules {
				isMine, isAll, inRules = false, false, false
			}
			switch {
			case value == "*":
				isAll = true
			case strings.EqualFold(value, agent):
				isMine, foundMine = true, true
			}
		case "allow", "disallow":
			add(func(r *robots) {
				if value != "" {
					r.rules = append(r.rules, rule{value, name == "allow"})
				}
			})
		case "crawl-delay":
			if n, err := strconv.ParseFloat(value, 64); err == nil && n > 0 {
				add(func(r *robots) { r.delay = time.Duration(min(n, maxDelay.Seconds()) * float64(time.Second)) })
			}
		}
	}
	if foundMine {
		return &mine
	}
	return &all
}

// allowed reports whether a page may be read: the longest rule that fits decides,
// and of two the one that allows.
func (r *robots) allowed(u *url.URL) bool {
	if r.none {
		return false
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	allow, length := true, -1
	for _, x := range r.rules {
		if n := len(x.path); (n > length || n == length && x.allow) && matches(x.path, path) {
			allow, length = x.allow, n
		}
	}
	return allow
}

// matches reports whether a pattern with * and a last $ fits the beginning of path.
func matches(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, p := range parts[1:] {
		if whole && i == len(parts)-2 { // the last part must end the path
			return strings.HasSuffix(rest, p)
		}
		_, after, ok := strings.Cut(rest, p)
		if !ok {
			return false
		}
		rest = after
	}
	return !whole || rest == ""
}

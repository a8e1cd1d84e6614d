package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"chancery/feeds"
	"chancery/internal/httpx"
	"chancery/pipeline"
	"chancery/source"
	"chancery/store"
)

type watchCmd struct {
	Feeds []string `arg:"" name:"feeds" help:"OPML files that list feeds, or http(s) URLs of feeds."`
	ledgerOptions
	Once      bool          `help:"Ask each feed that is due once, and end: for cron."`
	Every     time.Duration `default:"1h" placeholder:"TIME" help:"Ask a feed at most so often (1h)."`
	NoPages   bool          `help:"Keep to the text that feeds have; do not get the pages that they link to."`
	Workers   int           `default:"${workers}" help:"How many documents are coded at once (${workers})."`
	Actors    []string      `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, that goes before the built-in ones; may be repeated."`
	List      bool          `help:"Print the id of each document once it is stored, and whether it was added or updated."`
	NoCluster bool          `help:"Do not cluster events."`
	Quiet     bool          `short:"q" help:"Say nothing of feeds that are well."`
}

// Run watches feeds.
func (c *watchCmd) Run(ctx context.Context, env Env) error {
	return c.watch(ctx, env, &feeds.Watcher{
		Fetch: httpx.New(httpx.Options{UserAgent: "chancery/" + pipeline.Version}), Rules: feeds.Rules{Every: c.Every},
		Now: time.Now, Sleep: sleep, Jitter: rand.Float64,
	})
}

// sleep waits, unless ctx ends before.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// fullText is how long a feed's text of an article must be, in bytes, for its page
// not to be got.
const fullText = 1500

func (c *watchCmd) watch(ctx context.Context, env Env, w *feeds.Watcher) error {
	switch {
	case c.Workers < 1:
		return usagef("--workers: %d is not a number of workers; take 1 or more", c.Workers)
	case c.Every < time.Minute:
		return usagef("--every: ask a feed at most once a minute")
	}
	list, err := c.list()
	if err != nil {
		return err
	}
	s, err := c.create(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors})
	if err != nil {
		return err
	}
	talk := newProgress(env, c.Quiet, nil)
	talk.live = false // one line a feed is enough
	in := &ingest{s: s, p: p, talk: talk, workers: c.Workers}
	if c.List {
		in.list = env.Stdout
	}
	failed := 0
	for {
		next := time.Time{}
		failed = 0
		for _, f := range list {
			due, ok, err := c.one(ctx, env, w, in, f)
			switch {
			case ctx.Err() != nil && !c.Once:
				return nil // told to stop: what is coded is stored
			case err != nil:
				return err
			case !ok:
				failed++
			}
			if next.IsZero() || due.Before(next) {
				next = due
			}
		}
		if !c.NoCluster {
			if err := cluster(ctx, s); err != nil && ctx.Err() == nil {
				return err
			}
		}
		if c.Once {
			break
		}
		if err := w.Sleep(ctx, max(time.Second, next.Sub(w.Now()))); err != nil {
			return nil
		}
	}
	if !c.Quiet {
		in.summary(env.Stderr)
	}
	switch {
	case failed == len(list):
		return errSilent
	case failed > 0 || in.rejects > 0:
		return errPartial
	}
	return nil
}

// list returns the feeds that the arguments name.
func (c *watchCmd) list() ([]feeds.State, error) {
	var out []feeds.State
	for _, name := range c.Feeds {
		if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
			out = append(out, feeds.State{URL: name})
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		states, err := feeds.ReadOPML(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, states...)
	}
	return out, nil
}

// one asks a feed, if it is due, and stores what is new in it. It returns when the
// feed is due next, and whether it is well; an error is one of the store.
func (c *watchCmd) one(ctx context.Context, env Env, w *feeds.Watcher, in *ingest, f feeds.State) (time.Time, bool, error) {
	known, err := in.s.Feed(ctx, f.URL)
	if err != nil {
		return time.Time{}, false, err
	}
	if f.Title != "" {
		known.Title = f.Title
	}
	if known.Next.After(w.Now()) {
		return known.Next, known.Errors == 0, nil
	}
	articles, rejects, state, err := w.Feed(ctx, feeds.State(known))
	if ctx.Err() != nil {
		return state.Next, true, ctx.Err()
	}
	if err != nil {
		fmt.Fprintf(env.Stderr, "feed %s: %s; asked again after %s\n", oneLine(f.URL), oneLine(err.Error()), state.Next.UTC().Format(time.RFC3339))
		return state.Next, false, in.s.PutFeed(ctx, store.Feed(state))
	}
	fresh, keys, err := c.fresh(ctx, env, w, in, state, articles)
	if err != nil {
		return state.Next, false, err
	}
	before := in.changed()
	err = in.run(ctx, func(yield func(*source.Article, error) bool) {
		for _, r := range rejects {
			if !yield(nil, r) {
				return
			}
		}
		for _, a := range fresh {
			if !yield(a, nil) {
				return
			}
		}
	})
	if err != nil {
		return state.Next, false, err
	}
	if !c.Quiet {
		fmt.Fprintf(env.Stderr, "feed %s: items %d, new %d, stored %d\n", oneLine(f.URL), len(articles), len(fresh), in.changed()-before)
	}
	// Only now: what is not stored is new the next time.
	return state.Next, true, in.s.PutFeed(ctx, store.Feed(state), keys...)
}

// fresh returns the articles of a feed that were not taken before, with the text of
// their pages where the feed has only a part of it, and the keys of their items.
func (c *watchCmd) fresh(ctx context.Context, env Env, w *feeds.Watcher, in *ingest, f feeds.State, articles []*source.Article) ([]*source.Article, []string, error) {
	keys := make([]string, len(articles))
	for i, a := range articles {
		keys[i] = a.ID
		if a.URL != "" {
			sum := sha256.Sum256([]byte(a.URL))
			keys[i] = "w_" + hex.EncodeToString(sum[:8])
		}
	}
	taken, err := in.s.Taken(ctx, f.URL, keys)
	if err != nil {
		return nil, nil, err
	}
	var out []*source.Article
	var new []string
	for i, a := range articles {
		if taken[keys[i]] {
			continue
		}
		taken[keys[i]] = true
		if a.URL != "" && !c.NoPages && len(a.Text) < fullText {
			page, err := w.Page(ctx, a)
			reject := (*source.RejectError)(nil)
			switch {
			case err == nil:
				a = page
			case !errors.As(err, &reject):
				return nil, nil, err
			case !c.Quiet: // the text of the feed is better than none
				fmt.Fprintf(env.Stderr, "only the feed's text is kept: %s\n", oneLine(reject.Error()))
			}
		}
		// The id names the address, so that a revised article is an update.
		a.ID = keys[i]
		if f.Title != "" {
			a.Source = f.Title
		}
		out, new = append(out, a), append(new, keys[i])
	}
	return out, new, nil
}

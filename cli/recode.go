package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"chancery/export"
	"chancery/ledger"
	"chancery/pipeline"
	"chancery/source"
	"chancery/store"
)

type recodeCmd struct {
	Docs []string `arg:"" optional:"" name:"id" help:"Ids of documents; all that another version coded if none is named."`
	ledgerOptions
	All     bool     `help:"All documents."`
	Yes     bool     `help:"Store what changes. Without it the difference is shown and nothing is stored."`
	Actors  []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, that goes before the built-in ones; may be repeated."`
	Workers int      `default:"${workers}" help:"How many documents are coded at once (${workers})."`
	Quiet   bool     `short:"q" help:"Only the sum of the differences."`
}

// Run codes texts of a ledger again, with this version of the program.
func (c *recodeCmd) Run(ctx context.Context, env Env) error {
	switch {
	case c.Workers < 1:
		return usagef("--workers: %d is not a number of workers; take 1 or more", c.Workers)
	case c.All && len(c.Docs) > 0:
		return usagef("recode takes ids or --all, not both")
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors})
	if err != nil {
		return err
	}
	r := &recoder{s: s, w: env.Stdout, quiet: c.Quiet}
	in := &ingest{s: s, p: p, talk: newProgress(env, c.Quiet, nil), workers: c.Workers}
	bad := &rejects{w: in.talk}
	stored := 0
	for result, err := range p.All(ctx, r.articles(ctx, c), c.Workers) {
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		now := entryOf(result.Draft.Article, result.Records, result.Why, time.Now())
		was, err := s.Get(ctx, now.Document().ID)
		if err != nil {
			return err
		}
		if now.Again, err = r.compare(was, now); err != nil {
			return err
		}
		if !c.Yes {
			continue
		}
		if in.batch = append(in.batch, now); len(in.batch) >= batchSize {
			stored += len(in.batch)
			if err := in.flush(ctx); err != nil {
				return err
			}
		}
	}
	stored += len(in.batch)
	if err := in.flush(ctx); err != nil {
		return err
	}
	in.talk.end()
	fmt.Fprintf(env.Stdout, "documents %d, changed %d: records %d gone, %d new, %d changed, %d as they were\n", r.documents, r.differ, r.gone, r.fresh, r.changed, r.same)
	switch {
	case c.Yes && stored > 0:
		if err := cluster(ctx, s); err != nil {
			return err
		}
		fmt.Fprintf(env.Stderr, "stored; the former records are kept, for questions --as-of a date before\n")
	case r.documents > 0:
		fmt.Fprintf(env.Stderr, "nothing is stored; the same command with --yes stores it\n")
	}
	if bad.n > 0 {
		return errPartial
	}
	return nil
}

// recoder compares what a ledger holds with what is coded now.
type recoder struct {
	s     store.Store
	w     io.Writer
	quiet bool

	documents, differ          int
	gone, fresh, changed, same int
}

// articles yields the articles to code again.
func (r *recoder) articles(ctx context.Context, c *recodeCmd) iter.Seq2[*source.Article, error] {
	return func(yield func(*source.Article, error) bool) {
		give := func(e *store.Entry, err error) bool {
			if err != nil {
				return yield(nil, err)
			}
			a, err := articleOf(e)
			if err != nil {
				return yield(nil, err)
			}
			return yield(a, nil)
		}
		if c.All {
			for e, err := range r.s.All(ctx) {
				if !give(e, err) {
					return
				}
			}
			return
		}
		ids := c.Docs
		if len(ids) == 0 {
			var err error
			if ids, err = r.s.Stale(ctx, pipeline.Coder, store.CodingVersion); err != nil {
				yield(nil, err)
				return
			}
		}
		for _, id := range ids {
			if !give(r.s.Get(ctx, id)) {
				return
			}
		}
	}
}

// compare prints which records of a document are gone, new and changed, and reports
// whether any is.
func (r *recoder) compare(was, now *store.Entry) (bool, error) {
	r.documents++
	old := map[string]ledger.Record{}
	for _, rec := range was.Records {
		old[rec.RecordID()] = rec
	}
	var b bytes.Buffer
	line := func(mark string, rec ledger.Record) {
		fmt.Fprintf(&b, "%s %s\n", mark, oneLine(describe(rec)))
	}
	for _, rec := range now.Records {
		before := old[rec.RecordID()]
		delete(old, rec.RecordID())
		if before == nil {
			r.fresh++
			line("+", rec)
			continue
		}
		same, err := alike(before, rec)
		if err != nil {
			return false, err
		}
		if same {
			r.same++
			continue
		}
		r.changed++
		line("~", rec)
	}
	for _, rec := range was.Records { // in the order of the text
		if old[rec.RecordID()] != nil {
			r.gone++
			line("-", rec)
		}
	}
	if b.Len() == 0 {
		return false, nil
	}
	r.differ++
	if r.quiet {
		return true, nil
	}
	_, err := fmt.Fprintf(r.w, "document %s\n%s", oneLine(was.Document().ID), export.Clean(b.String()))
	return true, err
}

// alike reports whether two records are the same but for the version that made
// them, and for what a store adds.
func alike(a, b ledger.Record) (bool, error) {
	plain := func(r ledger.Record) ([]byte, error) {
		switch v := r.(type) {
		case *ledger.Event:
			e := *v
			e.Coder, e.Cluster, e.Sources = "", "", 0
			r = &e
		case *ledger.Document:
			d := *v
			d.Coder = ""
			r = &d
		}
		return marshal(r)
	}
	x, err := plain(a)
	if err != nil {
		return false, err
	}
	y, err := plain(b)
	return bytes.Equal(x, y), err
}

// marshal returns a record as JSON, as it is stored.
func marshal(r ledger.Record) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(r)
	return b.Bytes(), err
}

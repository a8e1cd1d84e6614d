package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"chancery/pipeline"
	"chancery/source"
	"chancery/store"
)

type addCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"All that chancery code reads: files, folders, http(s) URLs, or - for standard input."`
	ledgerOptions
	input
	Workers   int      `default:"${workers}" help:"How many documents are coded at once (${workers})."`
	Actors    []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, that goes before the built-in ones; may be repeated."`
	Fast      bool     `help:"A smaller network parses, and events are by the tables of frames alone: faster, with more errors."`
	List      bool     `help:"Print the id of each document once it is stored, and whether it was added, updated or recoded."`
	NoCluster bool     `help:"Do not cluster events at the end."`
	Quiet     bool     `short:"q" help:"No progress and no summary on standard error; rejects are still listed."`
}

// Run codes articles into a ledger.
func (c *addCmd) Run(ctx context.Context, env Env) error {
	if c.Workers < 1 {
		return usagef("--workers: %d is not a number of workers; take 1 or more", c.Workers)
	}
	articles, err := c.articles(ctx, env, c.Files)
	if err != nil {
		return err
	}
	s, err := c.create(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors, Fast: c.Fast})
	if err != nil {
		return err
	}
	in := &ingest{s: s, p: p, talk: newProgress(env, c.Quiet, c.Files), workers: c.Workers}
	if c.List {
		in.list = env.Stdout
	}
	if err := in.run(ctx, articles); err != nil {
		return err
	}
	if !c.NoCluster {
		if err := cluster(ctx, s); err != nil {
			return err
		}
	}
	if !c.Quiet {
		in.summary(env.Stderr)
	}
	return in.result()
}

// The bounds of a batch: what is coded is stored, at the latest, when there are so
// many documents or so much time has passed. A program that is killed has to code
// no more than that again.
const (
	batchSize = 64
	batchTime = 500 * time.Millisecond
)

// ingest codes articles into a store.
type ingest struct {
	s       store.Store
	p       *pipeline.Pipeline
	talk    *progress
	workers int
	list    io.Writer // where ids are printed, or nil

	batch   []*store.Entry
	refused []store.Reject
	since   time.Time // of the last flush
	done    [4]int    // documents by store.Change
	rejects int
}

func (in *ingest) changed() int {
	return in.done[store.Added] + in.done[store.Updated] + in.done[store.Recoded]
}

// run codes and stores articles. Those that the store has already are not coded
// again.
func (in *ingest) run(ctx context.Context, articles iter.Seq2[*source.Article, error]) error {
	in.since = time.Now()
	bad := &rejects{w: in.talk}
	defer in.talk.end()
	for r, err := range in.p.All(ctx, in.fresh(ctx, articles), in.workers) {
		switch reject := (*source.RejectError)(nil); {
		case errors.As(err, &reject):
			if err := bad.add(err); err != nil {
				return err
			}
			in.rejects++
			in.talk.rejected()
			in.refused = append(in.refused, store.Reject{File: oneLine(reject.File), Record: reject.Record, Reason: oneLine(reject.Reason), At: time.Now()})
		case err != nil:
			// What is coded is worth keeping, also when the program is to stop.
			return cmp.Or(in.flush(context.WithoutCancel(ctx)), err)
		default:
			in.batch = append(in.batch, entryOf(r.Draft.Article, r.Records, r.Why, time.Now()))
			in.talk.coded(r)
		}
		if len(in.batch)+len(in.refused) >= batchSize || time.Since(in.since) > batchTime {
			if err := in.flush(ctx); err != nil {
				return err
			}
		}
	}
	return in.flush(ctx)
}

// fresh yields the articles that the store does not have in this very form.
func (in *ingest) fresh(ctx context.Context, articles iter.Seq2[*source.Article, error]) iter.Seq2[*source.Article, error] {
	same := &in.done[store.Same] // only this sequence counts it, until run is done
	return func(yield func(*source.Article, error) bool) {
		for a, err := range articles {
			if err == nil {
				have := false
				if len(a.ID) > maxID {
					err = &source.RejectError{File: oneLine(a.ID[:60]) + "…", Reason: fmt.Sprintf("its id is longer than %d bytes", maxID)}
				} else if have, err = in.s.Have(ctx, keyOf(a, in.p.Coder())); have {
					*same++
					continue
				}
				if err != nil {
					a = nil
				}
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// flush stores what was coded.
func (in *ingest) flush(ctx context.Context) error {
	in.since = time.Now()
	if len(in.batch) > 0 {
		changes, err := in.s.Put(ctx, in.batch...)
		if err != nil {
			return err
		}
		for i, c := range changes {
			if c != store.Same {
				in.done[c]++
			}
			if in.list != nil {
				if _, err := fmt.Fprintf(in.list, "%s\t%s\n", c, oneLine(in.batch[i].Document().ID)); err != nil {
					return err
				}
			}
		}
		in.batch = in.batch[:0]
	}
	if len(in.refused) > 0 {
		if err := in.s.PutRejects(ctx, in.refused...); err != nil {
			return err
		}
		in.refused = in.refused[:0]
	}
	return nil
}

func (in *ingest) summary(w io.Writer) {
	fmt.Fprintf(w, "added %d, updated %d, recoded %d, unchanged %d, rejected %d; events %d, claims %d\n",
		in.done[store.Added], in.done[store.Updated], in.done[store.Recoded], in.done[store.Same], in.rejects, in.talk.count["event"], in.talk.count["claim"])
}

// result is the error that says how it went.
func (in *ingest) result() error {
	switch {
	case in.rejects > 0 && in.changed()+in.done[store.Same] == 0:
		return errSilent
	case in.rejects > 0:
		return errPartial
	}
	return nil
}

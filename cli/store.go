package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"chancery/export"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/pipeline"
	"chancery/query"
	"chancery/source"
	"chancery/store"
	"chancery/store/postgres"
	"chancery/store/sqlite"
)

// ledgerOptions name the store of a command that needs one.
type ledgerOptions struct {
	DB string `name:"db" default:"ledger.db" placeholder:"FILE|URL" help:"The ledger: a file (SQLite), or postgres://USER@HOST/DATABASE (ledger.db)."`
}

// create opens the ledger, which is made where it is not there.
func (o ledgerOptions) create(ctx context.Context) (store.Store, error) {
	if strings.HasPrefix(o.DB, "postgres://") || strings.HasPrefix(o.DB, "postgresql://") {
		return postgres.Open(ctx, o.DB)
	}
	if strings.Contains(o.DB, "://") {
		return nil, usagef("--db: %q is neither a file nor a postgres:// URL", o.DB)
	}
	return sqlite.Open(ctx, o.DB)
}

// open opens the ledger, which must be there.
func (o ledgerOptions) open(ctx context.Context) (store.Store, error) {
	if !strings.Contains(o.DB, "://") {
		if _, err := os.Stat(o.DB); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("there is no ledger %s; chancery add FILE --db %s makes one", o.DB, o.DB)
		}
	}
	return o.create(ctx)
}

// maxID is the longest id of a document that a ledger takes, in bytes.
const maxID = 1000

// entryOf returns what a ledger keeps of an article, with its records, which may be
// only the document's.
func entryOf(a *source.Article, records []ledger.Record, why map[string][]ledger.Reason, at time.Time) *store.Entry {
	e := &store.Entry{Text: a.Text, Records: records, Why: why, Version: store.CodingVersion, At: at.UTC()}
	off := ledger.NewOffsets(a.Text)
	for _, p := range a.Furniture {
		e.Furniture = append(e.Furniture, store.Part{Start: off.Chars(p.Start), End: off.Chars(p.End), Kind: p.Kind})
	}
	return e
}

// keyOf returns the key of an article as coder would code it.
func keyOf(a *source.Article, coder string) store.Key {
	e := entryOf(a, []ledger.Record{pipeline.Known(a)}, nil, time.Time{})
	return store.Key{ID: a.ID, Input: e.Input(), Coder: coder, Version: store.CodingVersion}
}

// articleOf returns the article that an entry was coded from.
func articleOf(e *store.Entry) (*source.Article, error) {
	d := e.Document()
	a := &source.Article{
		ID: d.ID, Text: e.Text, Title: d.Title, URL: d.URL, Source: d.Source, Author: d.Author, Lang: d.Lang, Genre: d.Genre, From: d.From,
	}
	if d.Published != "" {
		var err error
		if a.Published, a.DateOnly, err = parseDate(d.Published); err != nil {
			return nil, &source.RejectError{File: d.ID, Reason: err.Error()}
		}
	}
	off := ledger.NewOffsets(e.Text)
	for _, p := range e.Furniture {
		a.Furniture = append(a.Furniture, source.Part{Span: off.Span(p.Start, p.End), Kind: p.Kind})
	}
	return a, nil
}

// explainStored prints how a record of a ledger came about.
func explainStored(ctx context.Context, env Env, o ledgerOptions, id string) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	hit, err := s.Record(ctx, id)
	if err != nil {
		return err
	}
	if x, ok := hit.Record.(*ledger.Dispute); ok && x.Cluster != "" {
		return explainDispute(ctx, env.Stdout, s, x)
	}
	e, err := s.Get(ctx, hit.Doc.ID)
	if err != nil {
		return err
	}
	d := e.Document()
	fmt.Fprintf(env.Stdout, "%s\n", export.Clean(oneLine(fmt.Sprintf("document %s: %s, %s, %s; coded by %s on %s", d.ID, d.Title, d.Source, d.Published, d.Coder, e.At.Format(time.RFC3339)))))
	return explain(env.Stdout, &pipeline.Result{Draft: &pipeline.Draft{Doc: &nlp.Document{Text: e.Text}}, Why: e.Why}, hit.Record)
}

// verifyStored checks all that a ledger holds.
func verifyStored(ctx context.Context, env Env, o ledgerOptions) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	v := &verifier{w: env.Stderr, texts: map[string]*verified{}}
	for e, err := range s.All(ctx) {
		if err != nil {
			return err
		}
		clear(v.texts)
		v.texts[e.Document().ID] = &verified{text: e.Text}
		for _, r := range e.Records {
			line, err := marshal(r)
			if err != nil {
				return err
			}
			v.line++
			v.record(line)
		}
	}
	if err := v.disputes(ctx, s); err != nil {
		return err
	}
	return v.report(env)
}

// disputes checks that the ledger holds what disputes of several documents rest on.
// While documents are not among the clusters yet, theirs may be of before.
func (v *verifier) disputes(ctx context.Context, s store.Store) error {
	if loose, err := s.Loose(ctx, 1); err != nil || len(loose) > 0 {
		return err
	}
	for h, err := range s.Find(ctx, &query.Query{Kind: query.Disputes}) {
		if err != nil {
			return err
		}
		x, ok := h.Record.(*ledger.Dispute)
		if !ok || x.Cluster == "" {
			continue
		}
		v.line++
		v.n++
		for _, id := range slices.Concat(x.For, x.Against) {
			switch _, err := s.Record(ctx, id); {
			case errors.Is(err, store.ErrNotFound):
				v.fault(x.ID, "the ledger holds no %s, on which it rests", id)
			case err != nil:
				return err
			}
		}
	}
	return nil
}

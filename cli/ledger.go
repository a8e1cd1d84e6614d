package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"chancery/export"
	"chancery/fuse"
	"chancery/ledger"
	"chancery/pipeline"
	"chancery/query"
	"chancery/store"
)

type sourcesCmd struct {
	File string `arg:"" optional:"" name:"file" help:"Lines of outlet, owner and collection, parted by tabs; they are added to the registry. None: the registry is printed."`
	ledgerOptions
	Format string `placeholder:"NAME" help:"table, jsonl, json or csv (table on a terminal, jsonl elsewhere)."`
}

// Run prints or fills the registry of outlets.
func (c *sourcesCmd) Run(ctx context.Context, env Env) error {
	format, err := rowFormat(env, c.Format)
	if err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.File != "" {
		list, err := readSources(c.File)
		if err != nil {
			return err
		}
		if err := s.PutSources(ctx, list...); err != nil {
			return err
		}
		fmt.Fprintf(env.Stderr, "outlets %d\n", len(list))
		return recluster(ctx, s) // owners decide which sources are independent
	}
	list, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.Name, r.Owner, r.Collection}
	}
	return printRows(env, format, export.Headings("source", "owner", "collection"), rows)
}

// readSources reads a table of outlets; lines that begin with # are comments.
func readSources(name string) ([]store.Source, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []store.Source
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) > 3 || strings.TrimSpace(f[0]) == "" {
			return nil, fmt.Errorf("%s: line %d: an outlet is a line of its name, owner and collection, parted by tabs", name, n)
		}
		f = append(f, "", "")
		out = append(out, store.Source{Name: strings.TrimSpace(f[0]), Owner: strings.TrimSpace(f[1]), Collection: strings.TrimSpace(f[2])})
	}
	return out, nil
}

type rejectsCmd struct {
	ledgerOptions
	Format string `placeholder:"NAME" help:"table, jsonl, json or csv (table on a terminal, jsonl elsewhere)."`
}

// Run prints the inputs that a ledger did not take.
func (c *rejectsCmd) Run(ctx context.Context, env Env) error {
	format, err := rowFormat(env, c.Format)
	if err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Rejects(ctx)
	if err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{r.File, r.Record, r.Reason, r.At.Format(time.RFC3339)}
	}
	return printRows(env, format, []export.Heading{{Name: "file"}, {Name: "record", Max: 24}, {Name: "reason"}, {Name: "at", Max: 20}}, rows)
}

// printActors lists who acts, is acted on and speaks in a ledger.
func printActors(ctx context.Context, env Env, o ledgerOptions, format string) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	type counts struct {
		key [2]string // country, name
		n   [3]int    // events done, events undergone, claims made
	}
	byKey := map[[2]string]*counts{}
	for i, q := range []query.Query{
		{Kind: query.Events, GroupBy: []query.Field{query.ByActor, query.ByActorName}},
		{Kind: query.Events, GroupBy: []query.Field{query.ByRecipient, query.ByRecipName}},
		{Kind: query.Claims, GroupBy: []query.Field{query.ByActor, query.ByActorName}},
	} {
		groups, err := s.Count(ctx, &q)
		if err != nil {
			return err
		}
		for _, g := range groups {
			key := [2]string{g.Keys[0], g.Keys[1]}
			if key[1] == "" {
				continue
			}
			if byKey[key] == nil {
				byKey[key] = &counts{key: key}
			}
			byKey[key].n[i] = g.Count
		}
	}
	list := make([]*counts, 0, len(byKey))
	for _, c := range byKey {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *counts) int {
		return cmp.Or(cmp.Compare(b.n[0]+b.n[1]+b.n[2], a.n[0]+a.n[1]+a.n[2]), cmp.Compare(a.key[1], b.key[1]), cmp.Compare(a.key[0], b.key[0]))
	})
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{c.key[0], c.key[1], c.n[0], c.n[1], c.n[2]}
	}
	return printRows(env, format, []export.Heading{{Name: "country", Max: 7}, {Name: "name"}, {Name: "acts", Max: 8}, {Name: "undergoes", Max: 9}, {Name: "claims", Max: 8}}, rows)
}

type clusterCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"Files, folders, URLs, or - for standard input, as for code."`
	DB    string   `name:"db" placeholder:"FILE|URL" help:"Cluster the events of this ledger anew, and code nothing."`
	input
	Workers int      `default:"${workers}" help:"How many documents are coded at once (${workers})."`
	Actors  []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, that goes before the built-in ones; may be repeated."`
}

// Run writes the records of articles, and after them the clusters of their events.
func (c *clusterCmd) Run(ctx context.Context, env Env) error {
	if c.DB != "" {
		if len(c.Files) > 0 {
			return usagef("cluster takes files or --db, not both")
		}
		s, err := ledgerOptions{c.DB}.open(ctx)
		if err != nil {
			return err
		}
		defer s.Close()
		return recluster(ctx, s)
	}
	articles, err := c.articles(ctx, env, c.Files)
	if err != nil {
		return err
	}
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors})
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(env.Stdout, 1<<16)
	out, err := export.New("jsonl", buf, export.Options{})
	if err != nil {
		return err
	}
	bad := &rejects{w: env.Stderr}
	var docs []fuse.Doc
	for r, err := range p.All(ctx, articles, c.Workers) {
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		if err := out.Write(&export.Document{Text: r.Draft.Doc.Text, Records: r.Records}); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
		docs = append(docs, fusable(r.Document(), r.Draft.Doc.Text, r.Records))
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := writeClusters(buf, docs); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	switch {
	case bad.n > 0 && len(docs) == 0:
		return errSilent
	case bad.n > 0:
		return errPartial
	}
	return nil
}

func writeClusters(w io.Writer, docs []fuse.Doc) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	fused, err := fuse.Fuse(docs)
	if err != nil {
		return err
	}
	for _, c := range fused.Clusters {
		if err := enc.Encode(c); err != nil {
			return err
		}
	}
	for _, c := range fused.Clusters {
		for _, x := range c.Disputes {
			if x.Documents < 2 {
				continue // its document's records have it
			}
			if err := enc.Encode(x); err != nil {
				return err
			}
		}
	}
	_, err = w.Write(b.Bytes())
	return err
}

// fusable returns a document as package fuse takes it.
func fusable(head *ledger.Document, text string, records []ledger.Record) fuse.Doc {
	d := fuse.Doc{Document: *head, Text: text}
	for _, r := range records {
		switch r := r.(type) {
		case *ledger.Entity:
			d.Entities = append(d.Entities, r)
		case *ledger.Event:
			d.Events = append(d.Events, r)
		case *ledger.Claim:
			d.Claims = append(d.Claims, r)
		case *ledger.Dispute:
			d.Disputes = append(d.Disputes, r)
		}
	}
	return d
}

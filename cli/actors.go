package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"chancery/actors"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/pipeline"
)

type actorsCmd struct {
	Names      []string `arg:"" optional:"" name:"name" help:"A name; with --unresolved, files, folders or URLs."`
	At         string   `placeholder:"DATE" help:"The date at which the name is read (2017-07-09); today if it is not given."`
	DB         string   `name:"db" placeholder:"FILE|URL" help:"List who acts, is acted on and speaks in this ledger, the most frequent first."`
	Unresolved bool     `help:"List the names in some articles whose country is not known, the most frequent first."`
	Format     string   `default:"table" enum:"table,json" help:"table, or json (one object a line)."`
	Actors     []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, that goes before the built-in ones; may be repeated."`
	input
}

// Run explains a name, or lists those that nothing is known of.
func (c *actorsCmd) Run(ctx context.Context, env Env) error {
	switch {
	case c.DB != "" && (c.Unresolved || len(c.Names) > 0):
		return usagef("actors takes a name, --unresolved and files, or --db, not two of them")
	case c.DB != "":
		format := c.Format
		if format == "json" {
			format = "jsonl" // as this command has it
		}
		return printActors(ctx, env, ledgerOptions{c.DB}, format)
	case c.Unresolved:
		return c.unresolved(ctx, env)
	case len(c.Names) == 0:
		return usagef("actors needs a name, or --unresolved and files")
	}
	at := time.Now()
	if c.At != "" {
		var err error
		if at, _, err = parseDate(c.At); err != nil {
			return usagef("--at: %w", err)
		}
	}
	resolver, err := actors.Load(actors.Options{Overlays: c.Actors})
	if err != nil {
		return err
	}
	name := strings.Join(c.Names, " ")
	found := resolver.Explain(name, at)
	if len(found) == 0 {
		return fmt.Errorf("no table has the name %q at %s; --actors FILE adds your own", name, at.Format(time.DateOnly))
	}
	if c.Format == "json" {
		return explainJSON(env.Stdout, found)
	}
	w := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\tcode\tname\trole\twhen\tfrom\tto\tfound by")
	for _, e := range found {
		mark := ""
		if e.Chosen {
			mark = "*"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", mark, e.Code, e.Name, e.Role, e.When, e.Start, e.End, e.FoundBy)
	}
	return w.Flush()
}

// explainJSON writes one object for each thing that a name can mean.
func explainJSON(w io.Writer, found []actors.Explanation) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, e := range found {
		err := enc.Encode(struct {
			ledger.Actor
			When   string `json:"when"`
			Start  string `json:"start"`
			End    string `json:"end"`
			Chosen bool   `json:"chosen"`
		}{e.Actor, e.When, e.Start, e.End, e.Chosen})
		if err != nil {
			return err
		}
	}
	return nil
}

// unknown is a name whose country is not known, and where it stands.
type unknown struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Mentions int    `json:"mentions"`
	Acts     int    `json:"acts"` // as actor or recipient of an event, or source of a claim
	Doc      string `json:"doc"`  // the first document
}

// unresolved codes articles, and lists the named entities without a country.
func (c *actorsCmd) unresolved(ctx context.Context, env Env) error {
	articles, err := c.articles(ctx, env, c.Names)
	if err != nil {
		return err
	}
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors})
	if err != nil {
		return err
	}
	bad := &rejects{w: env.Stderr}
	byName := map[string]*unknown{}
	documents := 0
	for r, err := range p.All(ctx, articles, 1) {
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		documents++
		count(byName, r)
	}
	list := make([]*unknown, 0, len(byName))
	for _, u := range byName {
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b *unknown) int {
		return cmp.Or(cmp.Compare(b.Acts, a.Acts), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Name, b.Name))
	})
	if err := c.print(env, list); err != nil {
		return err
	}
	switch {
	case bad.n > 0 && documents == 0:
		return errSilent
	case bad.n > 0:
		return errPartial
	}
	return nil
}

// count adds the unresolved names of one document.
func count(byName map[string]*unknown, r *pipeline.Result) {
	acts := map[string]int{}
	for _, rec := range r.Records {
		switch rec := rec.(type) {
		case *ledger.Event:
			for _, p := range slices.Concat(rec.Actor, rec.Recipient) {
				acts[p.Entity]++
			}
		case *ledger.Claim:
			if rec.Source != nil {
				acts[rec.Source.Entity]++
			}
		}
	}
	for _, rec := range r.Records {
		e, ok := rec.(*ledger.Entity)
		if !ok || e.Country != nil || e.Type == nlp.Misc || e.Type == "place" {
			continue
		}
		names := 0
		for _, m := range e.Mentions {
			if m.Type == "name" {
				names++
			}
		}
		if names == 0 {
			continue
		}
		u := byName[e.Name]
		if u == nil {
			u = &unknown{Name: e.Name, Type: e.Type, Doc: e.Doc}
			byName[e.Name] = u
		}
		u.Mentions += names
		u.Acts += acts[e.ID]
	}
}

func (c *actorsCmd) print(env Env, list []*unknown) error {
	out := bufio.NewWriter(env.Stdout)
	defer out.Flush()
	if c.Format == "json" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		for _, u := range list {
			if err := enc.Encode(u); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "acts\tmentions\ttype\tname\tfirst in")
	for _, u := range list {
		fmt.Fprintf(w, "%d\t%d\t%s\t%s\t%s\n", u.Acts, u.Mentions, u.Type, oneLine(u.Name), oneLine(u.Doc))
	}
	return w.Flush()
}

package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"chancery/conllu"
	"chancery/pipeline"
	"chancery/source"
)

type parseCmd struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Files, folders, URLs, or - for standard input; with --tokens, files in CoNLL-U."`
	Format string   `default:"conllu" enum:"conllu" help:"conllu: CoNLL-U, with names in MISC as NER=B-PERSON."`
	Fast   bool     `help:"A smaller network parses: faster, with more errors."`
	Tokens bool     `help:"Read CoNLL-U: keep its sentences and tokens, and nothing else of it."`
	input
}

// Run prints the parse of texts.
func (c *parseCmd) Run(ctx context.Context, env Env) error {
	p, err := pipeline.Parser(pipeline.Options{Fast: c.Fast})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(env.Stdout)
	defer out.Flush()
	if c.Tokens {
		return c.tokens(p, env, out)
	}
	articles, err := c.articles(ctx, env, c.Files)
	if err != nil {
		return err
	}
	bad := &rejects{w: env.Stderr}
	n := 0
	for a, err := range articles {
		var d *pipeline.Draft
		if err == nil {
			d, err = p.Draft(a)
		}
		if err != nil {
			if err := bad.add(err); err != nil {
				return err
			}
			continue
		}
		n++
		if err := conllu.New(d.Doc).Write(out); err != nil {
			return err
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case bad.n > 0 && n == 0:
		return errSilent
	case bad.n > 0:
		return errPartial
	}
	return nil
}

// tokens parses sentences and tokens that were given.
func (c *parseCmd) tokens(p *pipeline.Pipeline, env Env, out io.Writer) error {
	names := c.Files
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		docs, err := readTokens(env, name)
		if err != nil {
			return err
		}
		for _, d := range docs {
			draft := &pipeline.Draft{Article: &source.Article{ID: d.ID, Text: d.Text}, Doc: d.Document}
			if err := p.Annotate(draft); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if err := d.Write(out); err != nil {
				return err
			}
		}
	}
	return nil
}

func readTokens(env Env, name string) ([]*conllu.Doc, error) {
	if name == "-" {
		if env.Stdin == nil {
			return nil, usagef("--tokens: there is no standard input; name a file in CoNLL-U")
		}
		return conllu.Read(env.Stdin, "standard input", conllu.Bare)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return conllu.Read(f, name, conllu.Bare)
}

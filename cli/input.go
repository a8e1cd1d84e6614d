package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"chancery/export"
	"chancery/source"
)

// input is the options of the commands that read articles.
type input struct {
	Published string `placeholder:"DATE" help:"The date of articles that have none (2017-07-09, or an RFC 3339 time): \"on Friday\" and \"the president\" are read by it."`
	Outlet    string `name:"source" placeholder:"NAME" help:"The outlet of articles that name none."`
	Sample    bool   `help:"Read the article that comes with the program."`
}

// articles yields the articles of names, or those of standard input, or else the
// sample. Where "-" is named, nothing on standard input is nothing, and not the
// sample: scripts name it.
func (in *input) articles(ctx context.Context, env Env, names []string) (iter.Seq2[*source.Article, error], error) {
	var date time.Time
	dateOnly := false
	if in.Published != "" {
		var err error
		if date, dateOnly, err = parseDate(in.Published); err != nil {
			return nil, usagef("--published: %w", err)
		}
	}
	switch {
	case in.Sample && len(names) > 0:
		return nil, usagef("--sample reads the sample article, and takes no files")
	case len(names) > 0:
	case in.Sample || env.Stdin == nil:
		return sample, nil
	default:
		// Who runs the program from another one may pipe in nothing.
		piped := bufio.NewReader(env.Stdin)
		if _, err := piped.Peek(1); errors.Is(err, io.EOF) {
			fmt.Fprintln(env.Stderr, "no file is named and nothing comes on standard input: this is the sample article")
			return sample, nil
		}
		env.Stdin, names = piped, []string{"-"}
	}
	return func(yield func(*source.Article, error) bool) {
		for a, err := range source.New(source.Options{}).Read(ctx, names, env.Stdin) {
			if a != nil {
				if a.Published.IsZero() && !date.IsZero() {
					a.Published, a.DateOnly = date, dateOnly
				}
				if a.Source == "" {
					a.Source = in.Outlet
				}
			}
			if !yield(a, err) {
				return
			}
		}
	}, nil
}

// sample yields the article that comes with the program.
func sample(yield func(*source.Article, error) bool) { yield(sampleArticle(), nil) }

// parseDate reads a date, or a time in RFC 3339.
func parseDate(s string) (t time.Time, dateOnly bool, err error) {
	if t, err = time.Parse(time.DateOnly, s); err == nil {
		return t, true, nil
	}
	if t, err = time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), false, nil
	}
	return time.Time{}, false, fmt.Errorf("%q is no date; write it as 2017-07-09 or 2017-07-09T12:00:00Z", s)
}

// rejects counts the inputs that were not coded, and lists each with its reason.
type rejects struct {
	w io.Writer
	n int
}

// add lists err if it is about one input; any other error it gives back.
func (r *rejects) add(err error) error {
	var reject *source.RejectError
	if !errors.As(err, &reject) {
		return err
	}
	r.n++
	_, err = fmt.Fprintf(r.w, "rejected: %s\n", oneLine(reject.Error()))
	return err
}

// oneLine makes text from outside fit to be printed as a line of a message.
func oneLine(s string) string {
	out := []rune(export.Clean(s))
	for i, r := range out {
		if r == '\n' || r == '\t' {
			out[i] = ' '
		}
	}
	if len(out) > 500 {
		out = append(out[:500], '…')
	}
	return string(out)
}

package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"chancery/export"
	"chancery/ledger"
	"chancery/pipeline"
)

type codeCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"Files, folders, http(s) URLs, or - for standard input: plain text, HTML, RSS/Atom, JSONL, CSV, WARC. None: standard input, or the sample article."`
	input
	Format      string   `placeholder:"NAME" help:"${formats} (table on a terminal, jsonl elsewhere)."`
	Output      string   `short:"o" type:"path" placeholder:"FILE" help:"Write there and not to standard output; for brat, the folder."`
	Only        []string `placeholder:"KIND,…" help:"Write only these kinds of record: documents, entities, events, claims, meetings, agreements, disputes."`
	Html        string   `name:"html" type:"path" placeholder:"FILE" help:"Write a page with each article, its spans marked, and the records beside it."`
	Workers     int      `default:"${workers}" help:"How many documents are coded at once (${workers})."`
	Actors      []string `type:"existingfile" sep:"none" placeholder:"FILE" help:"A file of your own actors, that goes before the built-in ones; may be repeated."`
	Fast        bool     `help:"A smaller network parses, and events are by the tables of frames alone: faster, with more errors."`
	FramesOnly  bool     `help:"Events by the tables of frames alone, without what was learned from marked news: fewer, and surer."`
	FormulaSafe bool     `help:"In CSV, put an apostrophe before cells that a spreadsheet would run as a formula."`
	Quiet       bool     `short:"q" help:"No progress and no summary on standard error; rejects are still listed."`
	Cpuprofile  string   `hidden:"" type:"path"`
}

// kinds maps what --only takes to the kinds of record.
var kinds = []struct{ plural, kind string }{
	{"documents", "document"}, {"entities", "entity"}, {"events", "event"}, {"claims", "claim"},
	{"meetings", "meeting"}, {"agreements", "agreement"}, {"disputes", "dispute"},
}

// only returns the kinds of record that names say, plural or singular.
func only(names []string) ([]string, error) {
	var out []string
	for _, n := range names {
		n = strings.TrimSpace(n)
		i := slices.IndexFunc(kinds, func(k struct{ plural, kind string }) bool { return n == k.plural || n == k.kind })
		if i < 0 {
			var all []string
			for _, k := range kinds {
				all = append(all, k.plural)
			}
			return nil, usagef("--only: there is no kind %q; the kinds are %s", n, strings.Join(all, ", "))
		}
		out = append(out, kinds[i].kind)
	}
	return out, nil
}

// Run codes articles.
func (c *codeCmd) Run(ctx context.Context, env Env) (err error) {
	if c.Workers < 1 {
		return usagef("--workers: %d is not a number of workers; take 1 or more", c.Workers)
	}
	want, err := only(c.Only)
	if err != nil {
		return err
	}
	articles, err := c.articles(ctx, env, c.Files)
	if err != nil {
		return err
	}
	if c.Cpuprofile != "" {
		f, err := os.Create(c.Cpuprofile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	out, err := c.open(env, want)
	if err != nil {
		return err
	}
	var page *export.Page
	if c.Html != "" {
		page = export.NewPage(want)
	}
	p, err := pipeline.Default(pipeline.Options{Actors: c.Actors, Fast: c.Fast, FramesOnly: c.FramesOnly})
	if err != nil {
		return err
	}
	talk := newProgress(env, c.Quiet, c.Files)
	bad := &rejects{w: talk}
	for r, err := range p.All(ctx, articles, c.Workers) {
		if err != nil {
			if err := bad.add(err); err != nil {
				talk.end()
				return err
			}
			talk.rejected()
			continue
		}
		d := &export.Document{Text: r.Draft.Doc.Text, Records: r.Records}
		if err := out.Write(d); err != nil {
			talk.end()
			return fmt.Errorf("writing: %w", err)
		}
		if page != nil {
			page.Add(d)
		}
		talk.coded(r)
	}
	talk.end()
	if err := out.Close(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if page != nil {
		if err := writeFile(c.Html, page.Write); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	}
	talk.summary()
	switch {
	case bad.n > 0 && talk.documents == 0:
		return errSilent
	case bad.n > 0:
		return errPartial
	}
	return nil
}

// output is a writer of records with the file that it writes to.
type output struct {
	export.Writer
	buf  *bufio.Writer
	file *os.File // nil for standard output
}

func (o *output) Write(d *export.Document) error {
	if err := o.Writer.Write(d); err != nil {
		return err
	}
	return o.buf.Flush() // each document as it is done
}

func (o *output) Close() error {
	err := o.Writer.Close()
	if e := o.buf.Flush(); err == nil {
		err = e
	}
	if o.file != nil {
		if e := o.file.Close(); err == nil {
			err = e
		}
	}
	return err
}

// open opens the output that the options ask for.
func (c *codeCmd) open(env Env, want []string) (*output, error) {
	format := c.Format
	if format == "" {
		format = "jsonl"
		if env.StdoutTTY && c.Output == "" {
			format = "table"
		}
	}
	if !slices.Contains(export.Formats(), format) {
		return nil, usagef("--format: there is no format %q; the formats are %s", format, strings.Join(export.Formats(), ", "))
	}
	if format == "brat" && c.Output == "" {
		return nil, usagef("--format brat writes two files a document; say --output FOLDER")
	}
	o := &output{}
	var w io.Writer = env.Stdout
	if c.Output != "" && format != "brat" {
		f, err := os.Create(c.Output)
		if err != nil {
			return nil, err
		}
		o.file, w = f, f
	}
	o.buf = bufio.NewWriterSize(w, 1<<16)
	var err error
	o.Writer, err = export.New(format, o.buf, export.Options{
		Kinds: want, Width: env.Width, Color: env.StdoutTTY && c.Output == "", FormulaSafe: c.FormulaSafe, Folder: c.Output,
	})
	return o, err
}

// writeFile creates a file and lets write fill it.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	err = write(b)
	if e := b.Flush(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// progress tells on standard error how far the work is, and what came of it.
type progress struct {
	env     Env
	quiet   bool
	live    bool // a line is shown and kept up to date
	shown   bool
	started time.Time
	last    time.Time
	total   int64 // bytes of input, or 0 if that is not known

	documents, rejects int
	chars              int64
	count              map[string]int // records by kind
}

func newProgress(env Env, quiet bool, files []string) *progress {
	now := time.Now()
	return &progress{env: env, quiet: quiet, live: env.StderrTTY && !quiet, started: now, last: now, total: inputSize(files), count: map[string]int{}}
}

// inputSize returns the bytes of the files named, or 0 if one is a folder, a
// page, standard input, or is compressed or marked up, so that its text is much
// smaller or larger than its file.
func inputSize(files []string) int64 {
	var n int64
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		for _, ext := range []string{".gz", ".warc", ".html", ".htm", ".xml"} {
			if strings.HasSuffix(strings.ToLower(f), ext) {
				return 0
			}
		}
		n += info.Size()
	}
	return n
}

// Write prints a message, and keeps the line of progress below it.
func (p *progress) Write(b []byte) (int, error) {
	p.clear()
	return p.env.Stderr.Write(b)
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.env.Stderr, "\r\x1b[K")
		p.shown = false
	}
}

func (p *progress) coded(r *pipeline.Result) {
	p.documents++
	p.chars += int64(len(r.Draft.Doc.Text))
	for _, rec := range r.Records {
		if _, ok := rec.(*ledger.Document); !ok {
			p.count[export.Kind(rec)]++
		}
	}
	p.tick()
}

func (p *progress) rejected() {
	p.rejects++
	p.tick()
}

// tick shows the line of progress, once the work takes longer than a second, at
// most five times a second.
func (p *progress) tick() {
	now := time.Now()
	if !p.live || now.Sub(p.started) < time.Second || now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last = now
	s := progressLine(p.documents, p.rejects, p.chars, p.total, now.Sub(p.started))
	p.clear()
	fmt.Fprint(p.env.Stderr, s)
	p.shown = true
}

// progressLine says how far the work is after some time: documents, their rate,
// rejects, and the time left where the size of the input is known.
func progressLine(documents, rejects int, chars, total int64, took time.Duration) string {
	s := fmt.Sprintf("%d documents, %.1f/s", documents, float64(documents)/took.Seconds())
	if rejects > 0 {
		s += fmt.Sprintf(", %d rejected", rejects)
	}
	if done := float64(chars) / float64(max(total, 1)); total > 0 && done > 0.01 && done <= 1 {
		left := time.Duration(float64(took) * (1 - done) / done).Round(time.Second)
		s += fmt.Sprintf(", about %v left", left)
	}
	return s
}

func (p *progress) end() { p.clear() }

// summary prints what was read and found.
func (p *progress) summary() {
	if p.quiet {
		return
	}
	fmt.Fprintf(p.env.Stderr, "documents %d, events %d, claims %d, meetings %d, agreements %d, disputes %d, rejected %d\n",
		p.documents, p.count["event"], p.count["claim"], p.count["meeting"], p.count["agreement"], p.count["dispute"], p.rejects)
}

// Package pipeline joins the stages that turn an article into records: it runs
// them in order over one document, many documents at once, gives each record its
// id, and turns drafts (bytes) into the records of package ledger (code points).
//
// It is the only package that starts goroutines.
package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"strings"
	"sync"
	"unicode/utf8"

	"chancery/claims"
	"chancery/coder"
	"chancery/discourse"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/ontology"
	"chancery/source"
)

// Version is the version of the program, and Coder what records name as theirs:
// the program and the language tables and models that it holds.
const (
	Version = "0.1.0"
	Coder   = "chancery " + Version + " en-2026.11"
)

// A Draft is one article on its way through the stages. Its spans are bytes.
type Draft struct {
	Article   *source.Article
	Doc       *nlp.Document
	Actors    []ledger.Actor    // what the actor tables know; indexed by nlp.Mention.Actor
	Referents []ledger.Referent // indexed by nlp.Mention.Chain
	Events    []coder.Event
	Claims    []claims.Claim
	Dossier   *discourse.Dossier // set after the last stage
}

// A Stage adds layers to a document, or conclusions to its draft.
type Stage struct {
	Name  string
	Needs nlp.Layers // that the document must have before
	Adds  nlp.Layers // that it has afterwards
	Run   func(*Draft) error
}

// A Pipeline is a sequence of stages, each of which has what it needs. It may be
// used by several goroutines at once.
type Pipeline struct {
	stages []Stage
	lang   string // the language it codes, or "" for any
	plover *ontology.Ontology
	joiner *discourse.Joiner
	coder  *coder.Coder // nil if it codes no events
	name   string       // what records say coded them
}

// Coder returns what records of p name as their coder: [Coder], and what is not usual.
func (p *Pipeline) Coder() string { return p.name }

// New returns a pipeline of the stages in the order given. Its error names the
// first stage that needs a layer that no stage before it adds, or that adds one
// a second time.
func New(stages ...Stage) (*Pipeline, error) {
	var have nlp.Layers
	for i, s := range stages {
		if s.Run == nil {
			return nil, fmt.Errorf("pipeline: stage %d (%s) does nothing", i+1, s.Name)
		}
		if !s.Needs.In(have) {
			return nil, fmt.Errorf("pipeline: stage %s needs %s, which no stage before it adds: %w", s.Name, s.Needs&^have, nlp.ErrLayer)
		}
		if s.Adds&have != 0 {
			return nil, fmt.Errorf("pipeline: stage %s adds %s a second time: %w", s.Name, s.Adds&have, nlp.ErrLayer)
		}
		have |= s.Adds
	}
	plover, err := ontology.Load()
	if err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	joiner, err := discourse.New()
	if err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	return &Pipeline{stages: stages, plover: plover, joiner: joiner, name: Coder}, nil
}

// Stages returns the names of the stages, in order.
func (p *Pipeline) Stages() []string {
	names := make([]string, len(p.stages))
	for i, s := range p.stages {
		names[i] = s.Name
	}
	return names
}

// Annotate runs the stages over a draft whose Doc is set. A stage all of whose
// layers the document has already is left out, so that a text that comes with
// its tokens keeps them.
func (p *Pipeline) Annotate(d *Draft) error {
	for _, s := range p.stages {
		if s.Adds != 0 && s.Adds.In(d.Doc.Have) {
			continue
		}
		if err := d.Doc.Require(s.Needs); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		if err := s.Run(d); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}

// One codes one article. An article that can't be coded (its text is empty, is
// not UTF-8, or is not in a language that the pipeline codes) gives a
// [*source.RejectError].
//
// A stage that panics is a fault of the program. One turns it into a RejectError
// that names the document, so that of a thousand articles one is lost and not
// all: the fault stays visible, in the list of rejects and in the exit code.
func (p *Pipeline) One(a *source.Article) (r *Result, err error) {
	defer guard(a, func(reject error) { r, err = nil, reject })
	d, err := p.draft(a)
	if err != nil {
		return nil, err
	}
	return p.conclude(d), nil
}

// Draft runs the stages over one article, and leaves what they found as a draft.
// Its errors are those of [Pipeline.One].
func (p *Pipeline) Draft(a *source.Article) (d *Draft, err error) {
	defer guard(a, func(reject error) { d, err = nil, reject })
	return p.draft(a)
}

// Instances returns the words of a draft that may be triggers of events, as the model of
// triggers sees them.
func (p *Pipeline) Instances(d *Draft) ([]coder.Instance, error) {
	if p.coder == nil {
		return nil, nil
	}
	return p.coder.Instances(d.Doc, d.Referents)
}

// Consider returns the events that were considered in one sentence of a draft
// that the pipeline coded (sentences count from 0), with the gate that stopped
// those that were not coded.
func (p *Pipeline) Consider(d *Draft, sentence int) ([]coder.Candidate, error) {
	if p.coder == nil {
		return nil, nil
	}
	return p.coder.Consider(d.Doc, d.Referents, sentence)
}

// Vocabulary returns the verbs and the nouns of acts of an article, and what the
// coder's tables know of them. Its errors are those of [Pipeline.One].
func (p *Pipeline) Vocabulary(a *source.Article) ([]coder.Word, error) {
	d, err := p.Draft(a)
	if err != nil || p.coder == nil {
		return nil, err
	}
	return p.coder.Vocabulary(d.Doc, d.Referents)
}

// Casts returns the possible parties of the events of a draft, as the model of parties
// sees them.
func (p *Pipeline) Casts(d *Draft) ([]coder.Cast, error) {
	if p.coder == nil {
		return nil, nil
	}
	return p.coder.Casts(d.Doc, d.Referents)
}

// guard, deferred, turns a panic into a reject of the article.
func guard(a *source.Article, set func(error)) {
	if v := recover(); v != nil {
		set(reject(a, fmt.Sprintf("a fault of the program: %v (please report it with the text; at %s)", v, origin(debug.Stack()))))
	}
}

func (p *Pipeline) draft(a *source.Article) (*Draft, error) {
	switch {
	case strings.TrimSpace(a.Text) == "":
		return nil, reject(a, "the text is empty")
	case !utf8.ValidString(a.Text):
		return nil, reject(a, "the text is not valid UTF-8; convert it first")
	case p.lang != "" && a.Lang != "" && a.Lang != p.lang:
		return nil, reject(a, fmt.Sprintf("the language is %q, and only %q is coded", a.Lang, p.lang))
	}
	d := &Draft{Article: a, Doc: document(a)}
	if err := p.Annotate(d); err != nil {
		return nil, reject(a, err.Error())
	}
	return d, nil
}

// document returns a document without layers.
func document(a *source.Article) *nlp.Document {
	return &nlp.Document{
		ID: a.ID, Text: a.Text, Published: a.Published, Title: a.Title, URL: a.URL,
		Source: a.Source, Author: a.Author, Lang: a.Lang, Genre: cmp.Or(a.Genre, "news"),
	}
}

func reject(a *source.Article, reason string) error {
	return &source.RejectError{File: cmp.Or(a.URL, a.ID, "a document without id"), Reason: reason}
}

// origin returns the first line of a stack that names a file of a stage: what a
// report of the fault needs.
func origin(stack []byte) string {
	lines := strings.Split(string(stack), "\n")
	after := false
	for i := 0; i+1 < len(lines); i++ {
		if strings.HasPrefix(lines[i], "panic(") {
			after = true
			i++
			continue
		}
		if after && strings.HasPrefix(lines[i+1], "\t") && !strings.HasPrefix(lines[i], "runtime.") {
			file, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
			return file[strings.LastIndex(file, "/")+1:]
		}
	}
	return "an unknown place"
}

// All codes articles on as many goroutines as workers says (at least one), and
// yields the results in the order of the articles, so that the output does not
// depend on workers. What articles yields as an error is yielded in its place,
// as is the [*source.RejectError] of an article that can't be coded.
//
// At most twice as many documents as workers are in memory at once. When the
// loop ends, by break or otherwise, no goroutine of All is left. When ctx ends,
// All yields its error last.
func (p *Pipeline) All(ctx context.Context, articles iter.Seq2[*source.Article, error], workers int) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		workers := max(1, workers)
		run, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()

		type job struct {
			article *source.Article
			result  *Result
			err     error
			done    chan struct{}
		}
		var (
			room  = make(chan struct{}, 2*workers) // one for each document in memory
			jobs  = make(chan *job)
			queue = make(chan *job, 2*workers) // in input order
		)
		for range workers {
			wg.Go(func() {
				for j := range jobs {
					j.result, j.err = p.One(j.article)
					close(j.done)
				}
			})
		}
		wg.Go(func() {
			defer close(queue)
			defer close(jobs)
			enter := func() bool {
				select {
				case room <- struct{}{}:
					return run.Err() == nil
				case <-run.Done():
					return false
				}
			}
			// Room is made before an article is read, not after.
			if !enter() {
				return
			}
			for a, err := range articles {
				j := &job{article: a, err: err, done: make(chan struct{})}
				queue <- j // never blocks: it has as much room as room
				if err != nil {
					close(j.done)
				} else {
					jobs <- j
				}
				if !enter() {
					return
				}
			}
		})
		for j := range queue {
			<-j.done
			if !yield(j.result, j.err) {
				return
			}
			<-room
		}
		if err := ctx.Err(); err != nil {
			yield(nil, fmt.Errorf("stopped: %w", err))
		}
	}
}

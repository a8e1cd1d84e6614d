package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"chancery/nlp"
	"chancery/source"
)

func nothing(*Draft) error { return nil }

func TestNewChecksTheOrder(t *testing.T) {
	tests := []struct {
		name   string
		stages []Stage
		want   string // in the error; "" for none
	}{
		{"in order", []Stage{{Name: "token", Adds: nlp.Tokens, Run: nothing}, {Name: "tag", Needs: nlp.Tokens, Adds: nlp.Tags, Run: nothing}}, ""},
		{"missing", []Stage{{Name: "token", Adds: nlp.Tokens, Run: nothing}, {Name: "depparse", Needs: nlp.Tokens | nlp.Tags, Adds: nlp.Deps, Run: nothing}}, "depparse needs tags"},
		{"twice", []Stage{{Name: "token", Adds: nlp.Tokens, Run: nothing}, {Name: "retoken", Adds: nlp.Tokens, Run: nothing}}, "retoken adds tokens a second time"},
		{"empty", []Stage{{Name: "idle"}}, "idle"},
	}
	for _, tt := range tests {
		p, err := New(tt.stages...)
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want == "":
			if got := p.Stages(); !slices.Equal(got, []string{"token", "tag"}) {
				t.Errorf("%s: Stages() = %q", tt.name, got)
			}
		case err == nil || !strings.Contains(err.Error(), tt.want):
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func TestAnnotateKeepsLayersThatAreThere(t *testing.T) {
	ran := ""
	p, err := New(
		Stage{Name: "token", Adds: nlp.Tokens, Run: func(*Draft) error { ran += "token "; return nil }},
		Stage{Name: "tag", Needs: nlp.Tokens, Adds: nlp.Tags, Run: func(d *Draft) error { ran += "tag"; return d.Doc.Add(nlp.Tags) }})
	if err != nil {
		t.Fatal(err)
	}
	d := &Draft{Article: &source.Article{}, Doc: &nlp.Document{Have: nlp.Tokens}}
	if err := p.Annotate(d); err != nil || ran != "tag" {
		t.Errorf("ran %q, error %v; want tag alone", ran, err)
	}
}

// sleeper returns a pipeline whose documents take as long as their text says.
func sleeper(t *testing.T, running *atomic.Int32, most *atomic.Int32) *Pipeline {
	t.Helper()
	p, err := New(Stage{Name: "sleep", Run: func(d *Draft) error {
		if n := running.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer running.Add(-1)
		wait, err := time.ParseDuration(d.Doc.Text)
		if err != nil {
			panic("no duration: " + d.Doc.Text)
		}
		time.Sleep(wait)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func articles(texts ...string) iter.Seq2[*source.Article, error] {
	return func(yield func(*source.Article, error) bool) {
		for i, text := range texts {
			var a *source.Article
			var err error
			if text == "reject" {
				err = &source.RejectError{File: "f", Reason: "rejected"}
			} else {
				a = &source.Article{ID: fmt.Sprint(i), Text: text}
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

func TestAllKeepsTheOrder(t *testing.T) {
	for _, workers := range []int{0, 1, 2, 7} {
		synctest.Test(t, func(t *testing.T) {
			var running, most atomic.Int32
			p := sleeper(t, &running, &most)
			var got []string
			for r, err := range p.All(t.Context(), articles("9s", "1s", "reject", "5s", "2s", "oops", "1s", "1s"), workers) {
				switch {
				case err != nil:
					var reject *source.RejectError
					if !errors.As(err, &reject) {
						t.Errorf("error %v is no RejectError", err)
					}
					got = append(got, "-")
				default:
					got = append(got, r.Document().ID)
				}
			}
			if want := []string{"0", "1", "-", "3", "4", "-", "6", "7"}; !slices.Equal(got, want) {
				t.Errorf("workers %d: got %q, want %q", workers, got, want)
			}
			if n := most.Load(); int(n) > max(1, workers) {
				t.Errorf("workers %d: %d documents were coded at once", workers, n)
			}
		})
	}
}

func TestAllHoldsFewDocuments(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		p := sleeper(t, &running, &most)
		read := 0
		endless := func(yield func(*source.Article, error) bool) {
			for yield(&source.Article{ID: fmt.Sprint(read), Text: "1ms"}, nil) {
				read++
			}
		}
		taken := 0
		for range p.All(t.Context(), endless, 3) {
			time.Sleep(time.Second) // a slow consumer
			taken++
			synctest.Wait()
			if ahead := read + 1 - taken; ahead > 2*3 {
				t.Fatalf("%d articles were read ahead", ahead)
			}
			if taken == 20 {
				break
			}
		}
		// synctest fails the test if a goroutine of All is still there.
	})
}

func TestAllStopsWhenTheLoopPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		p := sleeper(t, &running, &most)
		defer func() {
			if recover() == nil {
				t.Error("the panic of the loop was lost")
			}
		}()
		for range p.All(t.Context(), articles("1s", "1s", "1s", "1s"), 2) {
			panic("in the loop")
		}
	})
}

func TestAllStopsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		p := sleeper(t, &running, &most)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		endless := func(yield func(*source.Article, error) bool) {
			for yield(&source.Article{Text: "1s"}, nil) {
			}
		}
		n := 0
		var last error
		for _, err := range p.All(ctx, endless, 2) {
			if n++; n == 3 {
				cancel()
			}
			last = err
		}
		if !errors.Is(last, context.Canceled) {
			t.Errorf("the last error is %v, want that of the context", last)
		}
		if n > 3+2*2+1 {
			t.Errorf("%d results came after the context ended", n-3)
		}
	})
}

func TestAllYieldsWhatIsDone(t *testing.T) {
	// A stream that pauses: what came before the pause is handed on.
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		p := sleeper(t, &running, &most)
		paused := func(yield func(*source.Article, error) bool) {
			if yield(&source.Article{ID: "a", Text: "1s"}, nil) {
				time.Sleep(time.Hour)
				yield(&source.Article{ID: "b", Text: "1s"}, nil)
			}
		}
		start := time.Now()
		for r := range p.All(t.Context(), paused, 4) {
			if r.Document().ID == "a" && time.Since(start) > time.Minute {
				t.Errorf("the first result came after %v", time.Since(start))
			}
		}
	})
}

func TestOneRejects(t *testing.T) {
	p, err := New(Stage{Name: "trip", Run: func(d *Draft) error {
		switch d.Doc.Text {
		case "panic":
			var none []int
			_ = none[len(d.Doc.Text)]
		case "error":
			return errors.New("a stage failed")
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	p.lang = "en"
	tests := []struct{ text, lang, want string }{
		{" \n\t", "en", "empty"},
		{"\xff\xfe", "", "UTF-8"},
		{"bonjour", "fr", `"fr"`},
		{"error", "en", "trip: a stage failed"},
		{"panic", "en", "fault of the program: runtime error: index out of range [5] with length 0 (please report it with the text; at pipeline_test.go:"},
	}
	for _, tt := range tests {
		r, err := p.One(&source.Article{ID: "x", Text: tt.text, Lang: tt.lang})
		var reject *source.RejectError
		if r != nil || !errors.As(err, &reject) || reject.File != "x" || !strings.Contains(reject.Reason, tt.want) {
			t.Errorf("%q: result %v, error %v; want a reject with %q", tt.text, r, err, tt.want)
		}
	}
}

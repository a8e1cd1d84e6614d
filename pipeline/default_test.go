package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery/ledger"
	"chancery/nlp"
	"chancery/source"
)

// standard returns the default pipeline, which all tests share.
var standard = sync.OnceValues(func() (*Pipeline, error) { return Default(Options{}) })

// FuzzOne codes any text: no panic, layers that hold together, and records all of
// whose quotations stand in the text.
func FuzzOne(f *testing.F) {
	for _, s := range []string{
		"The king of Jordan visited Cairo on Monday.",
		"“We met,” Ms Lo said. Mr Ruiz denied it.\n\nNO COMMENT",
		"\ufeffZOË\u202e 北京 said: \"не было\"…\x00 \r\n\r\n... !!! ???",
		"A B C. (((((((((((((((((((((((((\"\"\"\"\"''''''",
		"Troops from Chad, Jordan and Turkey were to leave in 2030; the U.N. said 1,000 had left by 5 p.m. yesterday.",
		"said said said denied denied that that that that he she it they",
		strings.Repeat("The minister said ", 300),
		strings.Repeat("a", 5000),
		"00!XZ",
	} {
		f.Add(s)
	}
	p, err := standard()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := p.One(&source.Article{ID: "f", Text: text, Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			if strings.Contains(err.Error(), "a fault of the program") {
				t.Fatal(err)
			}
			return
		}
		if err := r.Draft.Doc.Check(); err != nil {
			t.Fatal(err)
		}
		checkRecords(t, text, r)
	})
}

// checkRecords checks that the quotations of all records stand in the text, that
// ids are unique, and that records refer to records that are there.
func checkRecords(t *testing.T, text string, r *Result) {
	t.Helper()
	runes := []rune(text)
	ids := map[string]bool{"author": true}
	for _, rec := range r.Records {
		if ids[rec.RecordID()] {
			t.Errorf("the id %s is there twice", rec.RecordID())
		}
		ids[rec.RecordID()] = true
	}
	for _, rec := range r.Records {
		b, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		anchored(t, runes, m)
		refers(t, ids, m)
	}
}

// refers checks the fields of a record that hold ids.
func refers(t *testing.T, ids map[string]bool, m map[string]any) {
	t.Helper()
	for key, v := range m {
		switch key {
		case "holder", "about", "denies", "confirms", "for", "against", "participants", "parties", "kept_waiting", "entity", "in":
		case "actor", "recipient", "source":
			switch v := v.(type) {
			case []any:
				for _, x := range v {
					refers(t, ids, x.(map[string]any))
				}
			case map[string]any:
				refers(t, ids, v)
			}
			continue
		case "event":
			if m["kind"] == "event" {
				continue
			}
		default:
			continue
		}
		if m["kind"] == "dispute" && key == "about" {
			continue
		}
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, id := range list {
			if s, ok := id.(string); ok && s != "" && !ids[s] {
				t.Errorf("%s of %v refers to %s, which is not there", key, m["id"], s)
			}
		}
	}
}

// corpus returns at least 300 articles of news: those of PolNeAR where the shared
// corpora are, and else articles of this package's own sentences.
func corpus(tb testing.TB) []*source.Article {
	tb.Helper()
	var out []*source.Article
	for _, part := range []string{"dev", "train"} {
		files, err := filepath.Glob("../../shared/corpora/polnear/" + part + "/text/*.txt")
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			if out = append(out, &source.Article{ID: filepath.Base(f), Text: string(b), Published: time.Date(2016, 6, 1, 0, 0, 0, 0, time.UTC)}); len(out) == 320 {
				return out
			}
		}
	}
	tb.Log("no shared corpora: the articles are made of sentences of this test")
	return invented(320)
}

// invented makes n articles of about 500 words from sentences with changing
// names.
func invented(n int) []*source.Article {
	sentences := []string{
		"The foreign minister of %s said on Monday that talks with %s would resume in Geneva next week.",
		"Troops from %s crossed the border into %s before dawn, and at least 12 people were killed, witnesses said.",
		"A spokesman for the government of %s denied that its aircraft had bombed a hospital in %s.",
		"“We will not accept threats from %s,” the president told reporters after a two-hour meeting with the king of %s.",
		"Protesters who demand the resignation of the prime minister of %s gathered outside the embassy of %s, and police fired tear gas.",
		"According to a report by the United Nations, %s has failed to pay the wages that it promised to workers from %s.",
		"The weather in %s was mild, and visitors from %s filled the cafes of the old town.",
		"%s imposed sanctions on three banks in %s last year, and the two countries have accused each other of espionage since then.",
	}
	names := []string{"Kenya", "France", "Japan", "Peru", "Egypt", "Norway", "India", "Canada", "Ghana", "Chile", "Poland"}
	out := make([]*source.Article, n)
	for i := range out {
		var b strings.Builder
		for k := range 28 {
			x := i*31 + k*7
			fmt.Fprintf(&b, sentences[x%len(sentences)], names[x%len(names)], names[(x*5+1)%len(names)])
			b.WriteString([]string{" ", " ", "\n\n"}[k%3])
		}
		out[i] = &source.Article{ID: fmt.Sprintf("made-%d", i), Text: b.String(), Published: time.Date(2020, 1, 6, 0, 0, 0, 0, time.UTC)}
	}
	return out
}

func words(articles []*source.Article) (n int) {
	for _, a := range articles {
		n += len(strings.Fields(a.Text))
	}
	return n
}

func each(articles []*source.Article) iter.Seq2[*source.Article, error] {
	return func(yield func(*source.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// hasty returns the pipeline with the small network of the parser.
var hasty = sync.OnceValues(func() (*Pipeline, error) { return Default(Options{Fast: true}) })

// TestFast wants the same kinds of record in haste, and each to say so.
func TestFast(t *testing.T) {
	p, err := hasty()
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.One(&source.Article{ID: "a", Text: "France attacked Germany on Monday. The minister of Chad said that talks would begin."})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, rec := range r.Records {
		switch rec := rec.(type) {
		case *ledger.Event:
			kinds["event"] = true
			if rec.Coder != Coder+" fast" {
				t.Errorf("an event names %q as its coder", rec.Coder)
			}
		case *ledger.Claim:
			kinds["claim"] = true
		}
	}
	if r.Document().Coder != Coder+" fast" || !kinds["event"] || !kinds["claim"] {
		t.Errorf("coder %q, records of kinds %v; want an event and a claim of %q", r.Document().Coder, kinds, Coder+" fast")
	}
}

// BenchmarkPipeline codes 320 articles, text in and records out, on one worker, on
// all, and on one in haste.
func BenchmarkPipeline(b *testing.B) {
	articles := corpus(b)
	total := words(articles)
	for _, way := range []struct {
		name    string
		open    func() (*Pipeline, error)
		workers int
	}{
		{"workers=1", standard, 1},
		{fmt.Sprintf("workers=%d", runtime.NumCPU()), standard, runtime.NumCPU()},
		{"fast/workers=1", hasty, 1},
	} {
		p, err := way.open()
		if err != nil {
			b.Fatal(err)
		}
		workers := way.workers
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			records := 0
			for b.Loop() {
				records = 0
				for r, err := range p.All(context.Background(), each(articles), workers) {
					if err != nil {
						b.Fatal(err)
					}
					records += len(r.Records)
				}
			}
			b.ReportMetric(float64(total)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric(float64(records), "records")
			if mb := peakMemory(); mb > 0 {
				b.ReportMetric(mb, "MB-peak")
			}
		})
	}
}

// BenchmarkStages tells where the time of one worker goes.
func BenchmarkStages(b *testing.B) {
	p, err := standard()
	if err != nil {
		b.Fatal(err)
	}
	articles := corpus(b)
	total := words(articles)
	took := make([]time.Duration, len(p.stages)+1)
	for b.Loop() {
		for _, a := range articles {
			d := &Draft{Article: a, Doc: document(a)}
			for i, s := range p.stages {
				start := time.Now()
				if err := s.Run(d); err != nil {
					b.Fatal(err)
				}
				took[i] += time.Since(start)
			}
			start := time.Now()
			p.conclude(d)
			took[len(p.stages)] += time.Since(start)
		}
	}
	for i, name := range append(p.Stages(), "conclude") {
		b.ReportMetric(float64(took[i].Nanoseconds())/float64(b.N*total), "ns/word-"+name)
	}
}

// BenchmarkFirstRecord opens the models and tables, and codes one sentence.
func BenchmarkFirstRecord(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		p, err := Default(Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.One(&source.Article{ID: "a", Text: "The king of Jordan visited Cairo on Monday."}); err != nil {
			b.Fatal(err)
		}
	}
}

// peakMemory returns the most memory that the process has had, in MB, or 0 where
// the system does not tell.
func peakMemory() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(b)
	if m == nil {
		return 0
	}
	kb, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}

// TestWorkersChangeNothing compares the bytes of all records.
// TestParties tells who is of which country where only the whole text says it.
func TestParties(t *testing.T) {
	p, err := standard()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, words, want string }{
		{"quoted by a medium", "WASHINGTON — The United States accused China of spying. Washington expelled two Chinese diplomats. Xinhua quoted a foreign ministry spokesman as saying that this was not true.", "foreign ministry spokesman", "CHN"},
		{"set where it is filed", "GUAYAQUIL — Peruvian officials arrived on Friday. Rioters burned three shops.", "Rioters", "ECU"},
		{"both sides", "Kenya and Uganda closed their border on Monday. Troops on both sides dug trenches.", "Troops", ""},
	} {
		r, err := p.One(&source.Article{ID: "p", Text: c.text, Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for i := range r.Draft.Doc.Mentions {
			m := &r.Draft.Doc.Mentions[i]
			if !strings.Contains(r.Draft.Doc.Slice(m.Span), c.words) || m.Kind != nlp.Nominal {
				continue
			}
			found = true
			if got := r.Draft.Referents[m.Chain].Country; got != c.want {
				t.Errorf("%s: %q is of %q, want %q", c.name, c.words, got, c.want)
			}
		}
		if !found {
			t.Errorf("%s: no mention %q", c.name, c.words)
		}
	}
}

func TestWorkersChangeNothing(t *testing.T) {
	p, err := standard()
	if err != nil {
		t.Fatal(err)
	}
	articles := invented(24)
	var want []byte
	for _, workers := range []int{1, 4} {
		var got bytes.Buffer
		enc := json.NewEncoder(&got)
		for r, err := range p.All(t.Context(), each(articles), workers) {
			if err != nil {
				t.Fatal(err)
			}
			checkRecords(t, r.Draft.Doc.Text, r)
			for _, rec := range r.Records {
				if err := enc.Encode(rec); err != nil {
					t.Fatal(err)
				}
			}
		}
		if want == nil {
			want = got.Bytes()
		} else if !bytes.Equal(want, got.Bytes()) {
			t.Errorf("%d workers give other bytes than 1", workers)
		}
	}
}

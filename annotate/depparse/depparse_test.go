package depparse_test

import (
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"chancery/annotate/depparse"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/conllu"
	"chancery/internal/testkit"
	"chancery/model/en"
	"chancery/nlp"
)

// stages returns the tagger and the parser that are embedded.
func stages(t testing.TB) (*tag.Tagger, *depparse.Parser) {
	t.Helper()
	return testkit.Load(t, en.Tag, tag.New), testkit.Load(t, en.Parse, depparse.New)
}

// scores are percentages of words.
type scores struct{ upos, xpos, lemma, uas, las float64 }

// measure tags and parses the sentences and tokens of docs, and compares.
func measure(t *testing.T, docs []*conllu.Doc) (s scores, words int) {
	t.Helper()
	tagger, parser := stages(t)
	for _, gold := range docs {
		d := &nlp.Document{ID: gold.ID, Text: gold.Text, Have: nlp.Tokens, Sentences: gold.Sentences}
		for _, tok := range gold.Tokens {
			d.Tokens = append(d.Tokens, nlp.Token{Span: tok.Span, Form: tok.Form, Head: -1, Sent: tok.Sent})
		}
		if err := errors.Join(tagger.Annotate(d), parser.Annotate(d), d.Check()); err != nil {
			t.Fatal(err)
		}
		for i, got := range d.Tokens {
			want := gold.Tokens[i]
			words++
			count(&s.upos, got.UPOS == want.UPOS)
			count(&s.xpos, got.XPOS == want.XPOS)
			count(&s.lemma, got.Lemma == want.Lemma || want.Lemma == "")
			count(&s.uas, got.Head == want.Head)
			count(&s.las, got.Head == want.Head && got.Rel == want.Rel)
		}
	}
	for _, x := range []*float64{&s.upos, &s.xpos, &s.lemma, &s.uas, &s.las} {
		*x *= 100 / float64(words)
	}
	return s, words
}

func count(x *float64, ok bool) {
	if ok {
		*x++
	}
}

func check(t *testing.T, name string, s, floor scores, words int) {
	t.Helper()
	t.Logf("%s, %d words: UPOS %.2f XPOS %.2f lemmas %.2f UAS %.2f LAS %.2f", name, words, s.upos, s.xpos, s.lemma, s.uas, s.las)
	if s.upos < floor.upos || s.xpos < floor.xpos || s.lemma < floor.lemma || s.uas < floor.uas || s.las < floor.las {
		t.Errorf("%s: %+v is under %+v", name, s, floor)
	}
}

// TestTreebanks scores the embedded models on the development sets, on their tokens.
func TestTreebanks(t *testing.T) {
	for name, floor := range map[string]scores{
		"ewt": {95, 94, 97, 88, 85.5},
		"gum": {95, 94, 97, 88, 85.5},
	} {
		path := filepath.Join("..", "..", "..", "shared", "corpora", "ud", "en_"+name+"-ud-dev.conllu.gz")
		f, err := os.Open(path)
		if err != nil {
			t.Skipf("the treebanks are not beside the repository: %v", err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := conllu.Read(z, path, conllu.Whole)
		if err != nil {
			t.Fatal(err)
		}
		s, words := measure(t, docs)
		check(t, name, s, floor, words)
	}
}

// TestNews scores the embedded models on sentences in the style of news, which were
// parsed, and then tagged and attached by hand.
func TestNews(t *testing.T) {
	f, err := os.Open("testdata/news.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	docs, err := conllu.Read(f, "news.conllu", conllu.Whole)
	if err != nil {
		t.Fatal(err)
	}
	s, words := measure(t, docs)
	check(t, "news", s, scores{95, 94, 97, 91, 89}, words)
}

const story = "The U.S. envoy said Monday that the two sides hadn't agreed on a ceasefire in the north. " +
	"“We will go on,” Mr. Cole told reporters in Geneva, where he met the foreign minister of Chad.\n\n"

// TestConcurrent wants the same trees from many goroutines.
func TestConcurrent(t *testing.T) {
	tagger, parser := stages(t)
	parse := func() string {
		d := &nlp.Document{Text: story}
		if err := errors.Join(token.New().Annotate(d), tagger.Annotate(d), parser.Annotate(d)); err != nil {
			t.Error(err)
		}
		var b strings.Builder
		if err := conllu.New(d).Write(&b); err != nil {
			t.Error(err)
		}
		return b.String()
	}
	want := parse()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if got := parse(); got != want {
					t.Error("trees differ")
				}
			}
		})
	}
	wg.Wait()
}

// TestSingle wants no word to have two subjects, objects or copulas, in sentences that lead
// the network into temptation.
func TestSingle(t *testing.T) {
	tagger, parser := stages(t)
	places := map[string]string{"nsubj": "subject", "nsubj:pass": "subject", "csubj": "subject", "csubj:pass": "subject", "obj": "object", "iobj": "indirect object", "cop": "copula"}
	d := &nlp.Document{Text: "The court it convened the men the judge the fines. What the boat the crew sank was is a hulk. " +
		"He gave them it that book. Sales prices rents rose fell. They elected her chair him deputy. " + strings.Repeat("dogs cats eat fish meat ", 20)}
	if err := errors.Join(token.New().Annotate(d), tagger.Annotate(d), parser.Annotate(d)); err != nil {
		t.Fatal(err)
	}
	type place struct {
		head int
		name string
	}
	seen := map[place]string{}
	for _, tok := range d.Tokens {
		if name := places[tok.Rel]; name != "" {
			at := place{tok.Head, name}
			if other := seen[at]; other != "" {
				t.Errorf("%q and %q are both the %s of %q", other, tok.Form, name, d.Tokens[tok.Head].Form)
			}
			seen[at] = tok.Form
		}
	}
}

// TestOdd wants a tree of whatever the tokeniser makes, and of one long sentence.
func TestOdd(t *testing.T) {
	tagger, parser := stages(t)
	for _, text := range []string{"", " ", ".", "?!?! ((((", "北京 Москва ﷽", strings.Repeat("and ", 3000), strings.Repeat("x", 100000), strings.Repeat("(", 60000), "\u200b\u00ad", "👍🏽 👩‍👧"} {
		d := &nlp.Document{Text: text}
		if err := errors.Join(token.New().Annotate(d), tagger.Annotate(d), parser.Annotate(d), d.Check()); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	d := &nlp.Document{Text: strings.Repeat("a ", 1000), Have: nlp.Tokens}
	for i := range 1000 {
		d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: 2 * i, End: 2*i + 1}, Form: "a", Head: -1})
	}
	d.Sentences = []nlp.Sentence{{Span: nlp.Span{Start: 0, End: 1999}, First: 0, Last: 1000}}
	if err := errors.Join(tagger.Annotate(d), parser.Annotate(d), d.Check()); err != nil {
		t.Error(err)
	}
}

func TestLayers(t *testing.T) {
	tagger, parser := stages(t)
	d := &nlp.Document{Text: "One."}
	if err := tagger.Annotate(d); !errors.Is(err, nlp.ErrLayer) {
		t.Errorf("tags without tokens: %v", err)
	}
	if err := parser.Annotate(d); !errors.Is(err, nlp.ErrLayer) {
		t.Errorf("trees without tags: %v", err)
	}
}

// BenchmarkEngine goes from text to trees.
func BenchmarkEngine(b *testing.B) {
	tagger, parser := stages(b)
	text := strings.Repeat(story, 100)
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		d := &nlp.Document{Text: text}
		if err := errors.Join(token.New().Annotate(d), tagger.Annotate(d), parser.Annotate(d)); err != nil {
			b.Fatal(err)
		}
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkNew opens both models.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		stages(b)
	}
}

package claims_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/claims"
	"chancery/internal/testkit"
	"chancery/lang/en"
	"chancery/model"
	models "chancery/model/en"
	"chancery/nlp"
)

// reader annotates texts and finds their claims.
type reader struct {
	parse func(*nlp.Document) error
	x     *claims.Extractor
}

func newReader(t testing.TB) *reader {
	t.Helper()
	cues, err := en.Cues()
	if err != nil {
		t.Fatal(err)
	}
	verdicts, err := en.Verdicts()
	if err != nil {
		t.Fatal(err)
	}
	x := testkit.Load(t, models.Claims, func(f *model.File) (*claims.Extractor, error) { return claims.New(f, cues, verdicts) })
	return &reader{testkit.Reader(t, nlp.Deps), x}
}

func (r *reader) annotate(t testing.TB, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{ID: "t", Text: text, Lang: "en", Genre: "news"}
	if err := r.parse(d); err != nil {
		t.Fatal(err)
	}
	return d
}

func (r *reader) read(t testing.TB, text string) (*nlp.Document, []claims.Claim) {
	t.Helper()
	d := r.annotate(t, text)
	got, err := r.x.Extract(d, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d, got
}

// line writes a claim as testdata/examples.txt does.
func line(d *nlp.Document, c claims.Claim) string {
	var pieces []string
	for _, p := range c.Content {
		pieces = append(pieces, d.Slice(p))
	}
	source, in := "-", "-"
	if !c.Source.Empty() {
		source = d.Slice(c.Source)
	}
	if c.In >= 0 {
		in = fmt.Sprint(c.In + 1)
	}
	return strings.Join([]string{source, d.Slice(c.Cue), strings.Join(pieces, " + "), c.Class, c.Stance, c.Quote, in}, " | ")
}

// TestExamples reads the sentences of testdata/examples.txt, which together have
// cues of every class.
func TestExamples(t *testing.T) {
	r := newReader(t)
	data, err := os.ReadFile("testdata/examples.txt")
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]bool{}
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var text string
		var want []string
		for l := range strings.SplitSeq(block, "\n") {
			switch {
			case strings.HasPrefix(l, "#") || l == "":
			case strings.HasPrefix(l, "\t"):
				want = append(want, l[1:])
			default:
				text = l
			}
		}
		if text == "" {
			continue
		}
		d, got := r.read(t, text)
		var have []string
		for _, c := range got {
			have = append(have, line(d, c))
			classes[c.Class] = true
		}
		if g, w := strings.Join(have, "\n\t"), strings.Join(want, "\n\t"); g != w {
			t.Errorf("%s\n got\n\t%s\nwant\n\t%s", text, g, w)
		}
	}
	for _, c := range en.CueClasses {
		if !classes[c] {
			t.Errorf("no example has the class %s", c)
		}
	}
}

// FuzzExtract wants spans inside the text that cut no rune, and links that point
// to claims, for any text.
func FuzzExtract(f *testing.F) {
	r := newReader(f)
	for _, s := range []string{"", "“", "He said “no” and 'yes'.", "\"A,\" he said.\n\n\"B.\n\"C", "it it said denied that that ''.", "according to to according"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		d, got := r.read(t, text)
		for i, c := range got {
			for _, s := range append([]nlp.Span{c.Source, c.Cue}, c.Content...) {
				if s.Start < 0 || s.End < s.Start || s.End > len(text) || !utf8.ValidString(d.Slice(s)) {
					t.Fatalf("%q: span %v", text, s)
				}
			}
			if c.In >= len(got) || c.In == i || c.Cue.Empty() || len(c.Content) == 0 {
				t.Fatalf("%q: claim %+v", text, c)
			}
			for _, k := range append(c.Denies, c.Confirms...) {
				if k < 0 || k >= len(got) || k == i {
					t.Fatalf("%q: claim %d answers %d", text, i, k)
				}
			}
		}
	})
}

// BenchmarkExtract measures the claims of a text of about 2,000 words, already
// annotated.
func BenchmarkExtract(b *testing.B) {
	r := newReader(b)
	data, err := os.ReadFile("testdata/examples.txt")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for l := range strings.SplitSeq(string(data), "\n") {
		if l != "" && l[0] != '#' && l[0] != '\t' {
			text.WriteString(l + " ")
		}
	}
	d := r.annotate(b, strings.Repeat(text.String()+"\n\n", 4))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.x.Extract(d, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(d.Tokens)), "ns/word")
}

package ner_test

import (
	"strings"
	"testing"

	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
)

func open(t testing.TB, data []byte) *model.File {
	t.Helper()
	f, err := model.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// tools returns the stages up to names.
func tools(t testing.TB) func(text string) *nlp.Document {
	tagger, err := tag.New(open(t, en.Tag))
	if err != nil {
		t.Fatal(err)
	}
	finder, err := ner.New(open(t, en.NER))
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) *nlp.Document {
		d := &nlp.Document{ID: "test", Text: text, Genre: "news"}
		for _, f := range []func(*nlp.Document) error{token.New().Annotate, tagger.Annotate, finder.Annotate} {
			if err := f(d); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}
}

func TestNames(t *testing.T) {
	read := tools(t)
	for _, test := range []struct{ text, want string }{
		{"President Emmanuel Macron flew to Berlin.", "Emmanuel Macron/person Berlin/gpe"},
		{"The Kenyan and Ugandan armies crossed Lake Victoria.", "Kenyan/norp Ugandan/norp Lake Victoria/loc"},
		{"NATO said the United States would send troops to Poland.", "NATO/org United States/gpe Poland/gpe"},
		{"Mr. Okafor, 52, worked for Reuters in Lagos.", "Okafor/person Reuters/org Lagos/gpe"},
		{"the talks went on for hours", ""},
		{"", ""},
		{"See https://example.com/News or write to Desk@example.com.", ""},
	} {
		var got []string
		for _, m := range read(test.text).Mentions {
			got = append(got, test.text[m.Start:m.End]+"/"+m.Type)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.text, s, test.want)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"", "A", "The", "U.S. Pres. J. Doe's 'x' — “Ünï” (UN)", "ALL CAPS AGAIN HERE", "\u0130\u0130", "of the of the A of"} {
		f.Add(s)
	}
	read := tools(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		d := read(text)
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		end := 0
		for _, m := range d.Mentions {
			if m.First < end || m.Last <= m.First || m.Kind != nlp.Name || m.Chain != -1 || m.Actor != -1 {
				t.Fatalf("%q: mention %+v after token %d", text, m, end)
			}
			end = m.Last
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	d := tools(b)(strings.Repeat("Foreign Minister Amina Diallo of Mali told reporters in Dakar on Monday that the African Union had agreed to send observers. ", 40))
	finder, err := ner.New(open(b, en.NER))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		d.Have &^= nlp.Names
		d.Mentions = d.Mentions[:0]
		if err := finder.Annotate(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/word")
}

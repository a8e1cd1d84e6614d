package ner_test

import (
	"strings"
	"testing"

	"chancery/annotate/ner"
	"chancery/internal/testkit"
	"chancery/model/en"
	"chancery/nlp"
)

// reader returns what reads a text up to its names.
func reader(t testing.TB) func(text string) *nlp.Document {
	t.Helper()
	read := testkit.Reader(t, nlp.Names)
	return func(text string) *nlp.Document {
		d := &nlp.Document{ID: "test", Text: text, Genre: "news"}
		if err := read(d); err != nil {
			t.Fatal(err)
		}
		return d
	}
}

func TestNames(t *testing.T) {
	read := reader(t)
	for _, test := range []struct{ text, want string }{
		{"President Emmanuel Macron flew to Berlin.", "Emmanuel Macron/person Berlin/gpe"},
		{"The Kenyan and Ugandan armies crossed Lake Victoria.", "Kenyan/norp Ugandan/norp Lake Victoria/loc"},
		{"NATO said the United States would send troops to Poland.", "NATO/org United States/gpe Poland/gpe"},
		{"Mr. Okafor, 52, worked for Reuters in Lagos.", "Okafor/person Reuters/org Lagos/gpe"},
		{"the talks went on for hours", ""},
		{"King Vidal dismissed Ortiz on Friday.", "Vidal/person Ortiz/person"},
		// A sentence without capitals still has its places, but no "us" or "china".
		{"any cheap flights to new zealand or peru for us ?", "new zealand/gpe peru/gpe"},
		{"we cooked turkey for us", ""},
		{"Shares of Northgate Motors , Inc. fell .", "Northgate Motors , Inc./org"},
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
	read := testkit.Reader(f, nlp.Names)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		d := &nlp.Document{Text: text, Genre: "news"}
		if err := read(d); err != nil {
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
	d := reader(b)(strings.Repeat("Foreign Minister Amina Diallo of Mali told reporters in Dakar on Monday that the African Union had agreed to send observers. ", 40))
	finder := testkit.Load(b, en.NER, ner.New)
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

package timex_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"chancery/annotate/depparse"
	"chancery/annotate/tag"
	"chancery/annotate/timex"
	"chancery/annotate/token"
	"chancery/internal/tsv"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
)

// floor is the share of the gold expressions that must be right, the parse being
// the embedded model's.
const floor = 0.97

// parser returns the stages that the date grammar stands on.
func parser(t testing.TB) func(*nlp.Document) {
	t.Helper()
	open := func(data []byte) *model.File {
		f, err := model.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	tagger, err := tag.New(open(en.Tag))
	if err != nil {
		t.Fatal(err)
	}
	parse, err := depparse.New(open(en.Parse))
	if err != nil {
		t.Fatal(err)
	}
	tok := token.New()
	return func(d *nlp.Document) {
		for _, stage := range []func(*nlp.Document) error{tok.Annotate, tagger.Annotate, parse.Annotate, timex.Annotate} {
			if err := stage(d); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

func values(d *nlp.Document) string {
	var out []string
	for _, x := range d.Times {
		out = append(out, x.Value)
	}
	return strings.Join(out, " ")
}

func TestGold(t *testing.T) {
	f, err := os.Open("testdata/gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := tsv.Read(f, "testdata/gold.tsv", "published", "sentence", "values")
	if err != nil {
		t.Fatal(err)
	}
	parse := parser(t)
	right := 0
	for _, r := range rows {
		day, err := time.Parse(time.DateOnly, r.Get("published"))
		if err != nil {
			t.Fatal(r.Errorf("%w", err))
		}
		d := &nlp.Document{Text: r.Get("sentence"), Published: day}
		parse(d)
		if got := values(d); got == r.Get("values") {
			right++
		} else {
			t.Logf("line %d: %s: %s: got %q, want %q", r.Line, r.Get("published"), d.Text, got, r.Get("values"))
		}
	}
	t.Logf("%d of %d right", right, len(rows))
	if float64(right) < floor*float64(len(rows)) {
		t.Errorf("%d of %d right, want at least %.0f in a hundred", right, len(rows), 100*floor)
	}
}

// TestNoAnchor wants dates that stand by themselves, and no others, where the day
// of publication is unknown.
func TestNoAnchor(t *testing.T) {
	d := &nlp.Document{Text: "On Friday he recalled 4 May 1945, last week and the 1990s."}
	parser(t)(d)
	if got, want := values(d), "1945-05-04 1990/1999"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"on Friday, July 7", "31 June 2017", "99 years ago", "between 9999 and", "the next - day", "a 0-day", "May", "2017-02-30", "9999999 centuries ago"} {
		f.Add(s)
	}
	parse := parser(f)
	f.Fuzz(func(t *testing.T, s string) {
		parse(&nlp.Document{Text: strings.ToValidUTF8(s, "?"), Published: time.Date(2017, 7, 9, 0, 0, 0, 0, time.UTC)})
	})
}

func BenchmarkAnnotate(b *testing.B) {
	d := &nlp.Document{Text: strings.Repeat("The envoys met on Friday for two hours and will meet again next week. ", 50), Published: time.Date(2017, 7, 9, 0, 0, 0, 0, time.UTC)}
	parser(b)(d)
	b.ReportAllocs()
	for b.Loop() {
		d.Times, d.Have = nil, d.Have&^nlp.Times
		if err := timex.Annotate(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

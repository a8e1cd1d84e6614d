package timex_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"chancery/annotate/timex"
	"chancery/internal/testkit"
	"chancery/internal/tsv"
	"chancery/nlp"
)

// floor is the share of the gold expressions that must be right, the parse being
// the embedded model's.
const floor = 0.97

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
	read := testkit.Reader(t, nlp.Deps|nlp.Times)
	right := 0
	for _, r := range rows {
		day, err := time.Parse(time.DateOnly, r.Get("published"))
		if err != nil {
			t.Fatal(r.Errorf("%w", err))
		}
		d := &nlp.Document{Text: r.Get("sentence"), Published: day}
		if err := read(d); err != nil {
			t.Fatal(r.Errorf("%w", err))
		}
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
	if err := testkit.Reader(t, nlp.Deps|nlp.Times)(d); err != nil {
		t.Fatal(err)
	}
	if got, want := values(d), "1945-05-04 1990/1999"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"on Friday, July 7", "31 June 2017", "99 years ago", "between 9999 and", "the next - day", "a 0-day", "May", "2017-02-30", "9999999 centuries ago"} {
		f.Add(s)
	}
	read := testkit.Reader(f, nlp.Deps|nlp.Times)
	f.Fuzz(func(t *testing.T, s string) {
		d := &nlp.Document{Text: strings.ToValidUTF8(s, "?"), Published: time.Date(2017, 7, 9, 0, 0, 0, 0, time.UTC)}
		if err := read(d); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	d := &nlp.Document{Text: strings.Repeat("The envoys met on Friday for two hours and will meet again next week. ", 50), Published: time.Date(2017, 7, 9, 0, 0, 0, 0, time.UTC)}
	if err := testkit.Reader(b, nlp.Deps)(d); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		d.Times, d.Have = nil, d.Have&^nlp.Times
		if err := timex.Annotate(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

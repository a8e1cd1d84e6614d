package fuse_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/fuse"
	"chancery/ledger"
)

func fused(t testing.TB, docs []fuse.Doc) *fuse.Result {
	t.Helper()
	r, err := fuse.Fuse(docs)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ptr[T any](v T) *T { return &v }

// doc makes a document of one sentence an event: "TYPE mode ACTOR>RECIPIENT date
// place | sentence", where - is none and the first word in capitals of the
// sentence is not special.
func doc(id, outlet, published string, events ...string) fuse.Doc {
	d := fuse.Doc{}
	d.ID, d.Source, d.Published = id, outlet, published
	for i, e := range events {
		head, sentence, _ := strings.Cut(e, " | ")
		f := strings.Fields(head)
		ev := &ledger.Event{ID: fmt.Sprintf("e_%s_%d", id, i), Doc: id, Event: f[0], Status: "happened"}
		if f[1] != "-" {
			ev.Mode = ptr(f[1])
		}
		party := func(c string) []ledger.Participant {
			if c == "-" {
				return nil
			}
			return []ledger.Participant{{Country: ptr(c), Name: c}}
		}
		a, r, _ := strings.Cut(f[2], ">")
		ev.Actor, ev.Recipient = party(a), party(r)
		if f[3] != "-" {
			ev.Date = &ledger.Date{Value: f[3], Granularity: "day", Basis: "argument"}
		}
		if f[4] != "-" {
			ev.EventLoc = &ledger.Place{Name: f[4], Country: a}
		}
		start := len(d.Text)
		d.Text += sentence + " "
		ev.Sentence.Start, ev.Sentence.End = start, start+len(sentence)
		word := strings.Fields(sentence)[1]
		ev.EventText = ledger.Quote{Text: word, Start: start + strings.Index(sentence, word)}
		d.Events = append(d.Events, ev)
	}
	return d
}

func story() []fuse.Doc {
	return []fuse.Doc{
		doc("a", "Harbour Wire", "2020-03-02",
			"ASSAULT explosives ->NGA 2020-03-01 Kano | Gunmen bombed the grain market of Kano, killing nine traders, police said.",
			"CONSULT - NGA>TCD 2020-03-01 - | Ministers met in Abuja on border patrols with envoys from Chad."),
		// A copy of the first, a little shortened.
		doc("b", "Delta Post", "2020-03-02",
			"ASSAULT explosives ->NGA 2020-03-01 Kano | Gunmen bombed the grain market of Kano, killing nine traders, police said.",
			"CONSULT - NGA>TCD 2020-03-01 - | Ministers met in Abuja on border patrols with envoys from Chad today."),
		// The same bombing with another toll, by another house.
		doc("c", "Lagoon Times", "2020-03-03",
			"ASSAULT explosives ->NGA 2020-03-01 Kano | The bombing of the grain market of Kano killed fourteen traders, a doctor told reporters."),
		// A look-alike, elsewhere and later.
		doc("d", "Lagoon Times", "2020-03-20",
			"ASSAULT explosives ->NGA 2020-03-19 Jos | Gunmen bombed the cattle market of Jos, killing nine herders, police said."),
	}
}

func TestFuse(t *testing.T) {
	got := fused(t, story())
	if want := [][]string{{"a", "b"}}; !reflect.DeepEqual(got.Copies, want) {
		t.Errorf("copies %v, want %v", got.Copies, want)
	}
	var lines []string
	for _, c := range got.Clusters {
		lines = append(lines, fmt.Sprintf("%s %v in %d documents by %d", c.Event, c.Members, c.Documents, c.Sources))
	}
	want := []string{
		"ASSAULT [e_a_0 e_b_0 e_c_0] in 3 documents by 2",
		"CONSULT [e_a_1 e_b_1] in 2 documents by 1",
		"ASSAULT [e_d_0] in 1 documents by 1",
	}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("clusters:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// TestOrderDoesNotMatter fuses the same documents in many orders.
func TestOrderDoesNotMatter(t *testing.T) {
	docs := story()
	want := fused(t, docs)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if got := fused(t, docs); !reflect.DeepEqual(got, want) {
			t.Fatalf("in another order: %+v, want %+v", got, want)
		}
	}
}

// TestOneDocumentOneAct wants two like events of one document apart, since the
// coder has one event for each act.
func TestOneDocumentOneAct(t *testing.T) {
	got := fused(t, []fuse.Doc{doc("a", "W", "2020-03-02",
		"ASSAULT explosives ->NGA 2020-03-01 Kano | Gunmen bombed the grain market of Kano.",
		"ASSAULT explosives ->NGA 2020-03-01 Kano | Gunmen bombed the grain market of Kano.")})
	if len(got.Clusters) != 2 {
		t.Errorf("%d clusters, want 2", len(got.Clusters))
	}
}

func TestEmpty(t *testing.T) {
	if got := fused(t, nil); len(got.Clusters) != 0 || len(got.Copies) != 0 {
		t.Errorf("got %+v from nothing", got)
	}
	if got := fused(t, []fuse.Doc{{}, {}}); len(got.Clusters) != 0 {
		t.Errorf("got %+v from empty documents", got)
	}
}

// BenchmarkFuse clusters ledgers of three sizes at once. The million takes minutes
// and gigabytes: -short leaves it out.
func BenchmarkFuse(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := synthetic(n)
			b.ReportAllocs()
			b.ResetTimer()
			clusters, several := 0, 0
			for b.Loop() {
				clusters, several = 0, 0
				for _, c := range fused(b, docs).Clusters {
					if clusters++; len(c.Members) > 1 {
						several++
					}
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
			b.ReportMetric(float64(clusters), "clusters")
			b.ReportMetric(float64(several), "several")
		})
	}
}

// sizes are the events of the benchmarks.
func sizes(b *testing.B) []int {
	if testing.Short() {
		return []int{10_000, 100_000}
	}
	return []int{10_000, 100_000, 1_000_000}
}

// perDay is how many events a made-up ledger gets a day: the news of some eighty
// articles. A larger one goes back further.
const perDay = 300

// synthetic makes documents of n events, of a shape as in news: a few countries act
// most, a story is told by one to eight outlets, each in words of its own and half
// of them without a date, and each article goes on with what was before. One in five
// is a copy. The words are as uneven as those of English are without the common ones.
func synthetic(n int) []fuse.Doc {
	rng := rand.New(rand.NewPCG(7, 7))
	types := strings.Fields("ASSAULT CONSULT ACCUSE REQUEST AGREE MOBILIZE PROTEST COERCE SUPPORT REJECT THREATEN SANCTION")
	modes := map[string][]string{"ASSAULT": {"explosives", "aerial", "firearms", "-"}, "COERCE": {"arrest", "seize", "-"}, "PROTEST": {"demo", "strike", "-"}}
	who, word := rand.NewZipf(rng, 1.3, 4, 89), rand.NewZipf(rng, 1.2, 200, 29_999)
	some := func(k int) []string {
		out := make([]string, k)
		for i := range out {
			out[i] = fmt.Sprintf("w%dx", word.Uint64())
		}
		return out
	}
	type act struct {
		typ, mode, dyad, place string
		day                    int
		words                  []string
	}
	var past []*act
	day := func(d int) string { return time.Date(2015, 1, 1+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	tell := func(x *act) string {
		date, place := "-", "-"
		if rng.IntN(2) == 0 {
			date = day(x.day)
		}
		if rng.IntN(2) == 0 {
			place = x.place
		}
		w := slices.Concat(x.words, some(6))
		rng.Shuffle(len(w), func(i, j int) { w[i], w[j] = w[j], w[i] })
		return fmt.Sprintf("%s %s %s %s %s | %s %s.", x.typ, x.mode, x.dyad, date, place, w[0], strings.Join(w[2:], " "))
	}
	var docs []fuse.Doc
	for events := 0; events < n; {
		at := events / perDay
		typ := types[rng.IntN(len(types))]
		x := &act{typ: typ, mode: "-", day: at, words: some(8), dyad: fmt.Sprintf("A%02d>A%02d", who.Uint64(), who.Uint64()), place: fmt.Sprintf("Town%d", word.Uint64()%3000)}
		if m := modes[typ]; m != nil {
			x.mode = m[rng.IntN(len(m))]
		}
		past = append(past, x)
		var first fuse.Doc
		for k := range 1 + min(7, int(rng.ExpFloat64()*1.5)) {
			id, published := fmt.Sprintf("d%07d", len(docs)), at+rng.IntN(3)
			d := first
			if k == 0 || rng.IntN(5) > 0 {
				told := []string{tell(x)}
				for range 1 + rng.IntN(4) { // what was before, most of it of these weeks
					if ago := int(rng.ExpFloat64() * 400); ago > 0 && ago < len(past) {
						told = append(told, tell(past[len(past)-1-ago]))
					}
				}
				d = doc(id, "", day(published), told...)
				d.Text += strings.Join(some(250), " ")
				if k == 0 {
					first = d
				}
			} else {
				d = renamed(first, id)
			}
			d.ID, d.Source, d.Published = id, fmt.Sprintf("outlet%d", rng.IntN(80)), day(published)
			docs = append(docs, d)
			events += len(d.Events)
		}
	}
	return docs
}

// renamed returns a document with its records under another id.
func renamed(d fuse.Doc, id string) fuse.Doc {
	events := d.Events
	d.Events = nil
	for i, e := range events {
		e := *e
		e.ID, e.Doc = fmt.Sprintf("e_%s_%d", id, i), id
		d.Events = append(d.Events, &e)
	}
	return d
}

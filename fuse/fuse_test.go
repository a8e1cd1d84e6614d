package fuse_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

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

// BenchmarkFuse clusters events of a realistic spread: a few hundred dyads over
// three years, one act in three told by more than one outlet.
func BenchmarkFuse(b *testing.B) {
	for _, n := range []int{10000, 100000, 1000000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := synthetic(n)
			b.ReportAllocs()
			for b.Loop() {
				fused(b, docs)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

func synthetic(n int) []fuse.Doc {
	rng := rand.New(rand.NewPCG(7, 7))
	types := strings.Fields("ASSAULT CONSULT ACCUSE REQUEST AGREE MOBILIZE PROTEST COERCE")
	words := make([]string, 3000)
	for i := range words {
		words[i] = fmt.Sprintf("word%c%c%c%d", 'a'+rng.IntN(26), 'a'+rng.IntN(26), 'a'+rng.IntN(26), i)
	}
	var docs []fuse.Doc
	for len(docs) < n {
		day := fmt.Sprintf("20%02d-%02d-%02d", 20+rng.IntN(3), 1+rng.IntN(12), 1+rng.IntN(28))
		a, r := fmt.Sprintf("A%02d", rng.IntN(60)), fmt.Sprintf("A%02d", rng.IntN(60))
		var w []string
		for range 14 {
			w = append(w, words[rng.IntN(len(words))])
		}
		typ := types[rng.IntN(len(types))]
		for range 1 + rng.IntN(6)/4 {
			w[rng.IntN(len(w))] = words[rng.IntN(len(words))]
			docs = append(docs, doc(fmt.Sprintf("d%07d", len(docs)), fmt.Sprintf("outlet%d", rng.IntN(80)), day,
				fmt.Sprintf("%s - %s>%s %s - | %s", typ, a, r, day, strings.Join(w, " "))))
		}
	}
	return docs[:n]
}

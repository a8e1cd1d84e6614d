package storetest

import (
	"os"
	"strconv"
	"testing"
	"time"

	"chancery/query"
	"chancery/store"
)

// BenchmarkPut measures how many documents a second that are coded already a store
// takes, in batches of 256.
func BenchmarkPut(b *testing.B, s store.Store) {
	const batch = 256
	m := NewMaker(1)
	docs := 0
	var took time.Duration
	for b.Loop() {
		b.StopTimer()
		entries := make([]*store.Entry, batch)
		for i := range entries {
			entries[i] = m.Entry()
		}
		b.StartTimer()
		start := time.Now()
		if _, err := s.Put(b.Context(), entries...); err != nil {
			b.Fatal(err)
		}
		took += time.Since(start)
		docs += batch
	}
	b.ReportMetric(float64(docs)/took.Seconds(), "docs/s")
	b.ReportMetric(float64(docs), "docs")
}

// BenchmarkMillion measures queries over a million events, or over as many as the
// environment variable CHANCERY_BENCH_EVENTS says. It stores them first, unless
// they are there.
func BenchmarkMillion(b *testing.B, s store.Store) {
	total := 1_000_000
	if n, err := strconv.Atoi(os.Getenv("CHANCERY_BENCH_EVENTS")); err == nil {
		total = n
	}
	have, err := s.Count(b.Context(), &query.Query{Kind: query.Events})
	if err != nil {
		b.Fatal(err)
	}
	if have[0].Reports < total {
		m := NewMaker(2)
		m.Events, m.Words = 10, 60
		start := time.Now()
		var entries []*store.Entry
		for n := 0; n < total; n += m.Events {
			if entries = append(entries, m.Entry()); len(entries) == 256 || n+m.Events >= total {
				if _, err := s.Put(b.Context(), entries...); err != nil {
					b.Fatal(err)
				}
				entries = entries[:0]
			}
		}
		b.Logf("%d events stored in %v", total, time.Since(start).Round(time.Second))
	}
	for _, q := range []struct {
		name string
		q    query.Query
	}{
		{"dyad by month and quad", query.Query{Kind: query.Events, Where: query.Filter{Dyad: [2]query.Party{{Country: "USA"}, {Country: "RUS"}}}, GroupBy: []query.Field{query.ByMonth, query.ByQuad}}},
		{"dyad in one month", query.Query{Kind: query.Events, Where: query.Filter{Dyad: [2]query.Party{{Country: "CHN"}, {Country: "JPN"}}, From: "2018-03-01", To: "2018-03-31"}, GroupBy: []query.Field{query.ByType}}},
		{"first page of an actor", query.Query{Kind: query.Events, Where: query.Filter{Actor: []query.Party{{Country: "KEN"}}, Types: []string{"AID"}}, Limit: 50}},
		{"latest of a type", query.Query{Kind: query.Events, Where: query.Filter{Types: []string{"ASSAULT"}}, Sort: query.ParseOrders("-day"), Limit: 50}},
		{"all by type", query.Query{Kind: query.Events, GroupBy: []query.Field{query.ByType}}},
	} {
		b.Run(q.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = 0
				if len(q.q.GroupBy) > 0 {
					groups, err := s.Count(b.Context(), &q.q)
					if err != nil {
						b.Fatal(err)
					}
					for _, g := range groups {
						n += g.Reports
					}
					continue
				}
				for _, err := range s.Find(b.Context(), &q.q) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(n), "events")
		})
	}
}

package cli

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/ledger"
	"chancery/store"
	"chancery/store/sqlite"
	"chancery/store/storetest"
)

// TestClusterSteps fills one ledger in steps and in another order, with documents
// that are coded again in between, and another one at once, and wants the same
// clusters, sources and copies.
func TestClusterSteps(t *testing.T) {
	m := storetest.NewMaker(6)
	m.Words, m.Days = 40, 20
	var entries []*store.Entry
	for i := range 120 {
		e := m.Entry()
		for _, r := range e.Records {
			if c, ok := r.(*ledger.Claim); ok && i%3 == 0 {
				c.Stance, c.Cue.Class = "deny", "deny"
			}
		}
		entries = append(entries, e)
	}
	open := func() store.Store {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	put := func(s store.Store, list ...*store.Entry) {
		t.Helper()
		if _, err := s.Put(t.Context(), list...); err != nil {
			t.Fatal(err)
		}
	}
	dump := func(s store.Store) string {
		t.Helper()
		var b strings.Builder
		for _, q := range []string{
			"SELECT c.id, c.mentions, c.documents, c.sources, c.affirming FROM clusters c ORDER BY 1",
			"SELECT r.id, c.id, e.sources FROM events e JOIN records r ON r.seq = e.seq LEFT JOIN clusters c ON c.seq = e.cluster WHERE e.live = 1 ORDER BY 1",
			"SELECT r.id, r.json, m.type FROM disputes x JOIN records r ON r.seq = x.seq JOIN matters m ON m.seq = x.seq ORDER BY 1",
			"SELECT a.id, b.id FROM documents a JOIN documents b ON b.seq = a.copy_of ORDER BY 1",
		} {
			table, err := s.SQL(t.Context(), q, store.Limits{Rows: 100_000})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, len(table.Rows), table.Rows)
		}
		return b.String()
	}
	once := open()
	put(once, entries...)
	if err := recluster(t.Context(), once); err != nil {
		t.Fatal(err)
	}
	want := dump(once)

	steps := open()
	order := slices.Clone(entries)
	rng := rand.New(rand.NewPCG(8, 8))
	rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for n := 0; n < len(order); n += 13 {
		batch := order[n:min(n+13, len(order))]
		first := *batch[0] // was another text before
		first.Text = "Nothing was known of it then, but that something had been. " + first.Text[:len(first.Text)/2]
		first.Records = first.Records[:1]
		first.At = batch[0].At.Add(-time.Hour)
		put(steps, &first)
		if err := cluster(t.Context(), steps); err != nil {
			t.Fatal(err)
		}
		put(steps, batch...)
		if err := cluster(t.Context(), steps); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(steps); got != want {
		t.Errorf("step by step:\n%.2000s\nat once:\n%.2000s", got, want)
	}
	if lines := strings.Split(want, "\n"); strings.HasPrefix(lines[0], "0 ") || strings.HasPrefix(lines[2], "0 ") {
		t.Error("no clusters or no disputes to test with")
	}
	if err := recluster(t.Context(), steps); err != nil {
		t.Fatal(err)
	}
	if got := dump(steps); got != want {
		t.Errorf("clustered anew:\n%.2000s\nat once:\n%.2000s", got, want)
	}
}

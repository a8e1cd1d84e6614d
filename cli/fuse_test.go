package cli

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
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
	once := open()
	put(once, entries...)
	if err := recluster(t.Context(), once); err != nil {
		t.Fatal(err)
	}
	want := dumpClusters(t, once)

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
	if got := dumpClusters(t, steps); got != want {
		t.Errorf("step by step:\n%.2000s\nat once:\n%.2000s", got, want)
	}
	if lines := strings.Split(want, "\n"); strings.HasPrefix(lines[0], "0 ") || strings.HasPrefix(lines[2], "0 ") {
		t.Error("no clusters or no disputes to test with")
	}
	if err := recluster(t.Context(), steps); err != nil {
		t.Fatal(err)
	}
	if got := dumpClusters(t, steps); got != want {
		t.Errorf("clustered anew:\n%.2000s\nat once:\n%.2000s", got, want)
	}
}

// dumpClusters writes what clustering made of a ledger.
func dumpClusters(t *testing.T, s store.Store) string {
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

// TestFusingKilled kills chancery add with SIGKILL while it clusters a ledger, again
// and again, lets the same command go on, and wants the clusters and disputes of a
// run that nobody killed.
func TestFusingKilled(t *testing.T) {
	documents, kills := 1100, 8
	if testing.Short() {
		documents, kills = 600, 2
	}
	dir := t.TempDir()
	input := filepath.Join(dir, "in.jsonl") // one article that both have, so that only clustering is left to do
	if err := os.WriteFile(input, []byte(`{"id": "d", "published": "2015-01-09", "text": "The president of Kenya visited Lima on Monday."}`), 0o644); err != nil {
		t.Fatal(err)
	}
	fill := func(file string) store.Store {
		t.Helper()
		var talk strings.Builder
		if code := Run(t.Context(), Env{Stdout: io.Discard, Stderr: &talk}, []string{"add", input, "--db", file, "-q"}); code != OK {
			t.Fatal(talk.String())
		}
		s, err := sqlite.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		m := storetest.NewMaker(11)
		m.Words, m.Days = 40, 200
		var batch []*store.Entry
		for range documents {
			batch = append(batch, m.Entry())
		}
		if _, err := s.Put(t.Context(), batch...); err != nil {
			t.Fatal(err)
		}
		return s
	}
	once, killed := fill(filepath.Join(dir, "once.db")), fill(filepath.Join(dir, "killed.db"))
	if err := cluster(t.Context(), once); err != nil {
		t.Fatal(err)
	}
	loose := func() int {
		t.Helper()
		list, err := killed.Loose(t.Context(), documents)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	generation := func() int64 {
		t.Helper()
		n, err := killed.Generation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	between := 0
	for round := range kills {
		cmd := exec.Command(exe, "add", input, "--db", filepath.Join(dir, "killed.db"), "-q")
		cmd.Args[0] = "chancery"
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		// Soon after a step that was stored, which a busy machine may put off; every
		// fourth time at any moment, also before the first step.
		wait := time.Minute
		if round%4 == 3 {
			wait = time.Duration(r.IntN(1000)) * time.Millisecond
		}
		before, start := generation(), time.Now()
		for loose() > 0 && generation() == before && time.Since(start) < wait {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(r.IntN(30)) * time.Millisecond)
		cmd.Process.Kill()
		<-done
		if n := loose(); 0 < n && n < documents {
			between++
		}
	}
	if between == 0 {
		t.Error("no kill was in the middle")
	}
	if err := cluster(t.Context(), killed); err != nil {
		t.Fatal(err)
	}
	if got, want := dumpClusters(t, killed), dumpClusters(t, once); got != want {
		t.Errorf("after %d kills:\n%.2000s\nwithout:\n%.2000s", kills, got, want)
	}
	t.Logf("%d of %d kills were in the middle of clustering", between, kills)
}

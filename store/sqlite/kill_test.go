package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chancery/store"
	"chancery/store/storetest"
)

// childFile names, in the environment, the file that this test's child fills.
const childFile = "CHANCERY_TEST_CHILD"

// killDocs is how many documents the child puts, in batches of killBatch.
const (
	killDocs  = 400
	killBatch = 8
)

func TestMain(m *testing.M) {
	if file := os.Getenv(childFile); file != "" {
		if err := fill(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fill puts documents that a file does not have yet, and prints the id of each once
// it is acknowledged.
func fill(file string) error {
	ctx := context.Background()
	s, err := Open(ctx, file)
	if err != nil {
		return err
	}
	defer s.Close()
	var batch []*store.Entry
	for n, e := range killCorpus() {
		have, err := s.Have(ctx, store.Key{ID: e.Document().ID, Input: e.Input(), Coder: e.Document().Coder, Version: e.Version})
		if err != nil {
			return err
		}
		if !have {
			batch = append(batch, e)
		}
		if len(batch) == killBatch || n == killDocs-1 {
			if _, err := s.Put(ctx, batch...); err != nil {
				return err
			}
			for _, e := range batch {
				fmt.Println(e.Document().ID)
			}
			batch = batch[:0]
		}
	}
	return nil
}

func killCorpus() []*store.Entry {
	m := storetest.NewMaker(4)
	out := make([]*store.Entry, killDocs)
	for i := range out {
		out[i] = m.Entry()
	}
	return out
}

// TestKill kills a program that fills a store, with SIGKILL and at random moments,
// a hundred times, and lets another go on. No document that was acknowledged may be
// lost, and none be there in part.
func TestKill(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 5
	}
	want := map[string]*store.Entry{}
	for _, e := range killCorpus() {
		want[e.Document().ID] = e
	}
	r := rand.New(rand.NewPCG(1, 2))
	file := filepath.Join(t.TempDir(), "l.db")
	acknowledged := map[string]bool{}
	killed, rounds := 0, 0
	for killed < kills {
		done := runChild(t, file, acknowledged, time.Duration(r.IntN(80_000))*time.Microsecond)
		if !done {
			killed++
		}
		check(t, file, want, acknowledged, done)
		if t.Failed() {
			return
		}
		if done { // begin another ledger
			rounds++
			file = filepath.Join(t.TempDir(), fmt.Sprintf("l%d.db", rounds))
			clear(acknowledged)
		}
	}
	runChild(t, file, acknowledged, time.Hour)
	check(t, file, want, acknowledged, true)
	t.Logf("killed %d times, over %d ledgers", killed, rounds+1)
}

// runChild lets a child fill file, kills it a while after the first document that
// it acknowledges, or after it started, and reports whether it was done before.
func runChild(t *testing.T, file string, acknowledged map[string]bool, wait time.Duration) bool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childFile+"="+file)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var kill *time.Timer
	if wait%3 == 0 { // also before the first document, while tables are made
		kill = time.AfterFunc(wait/2, func() { cmd.Process.Kill() })
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		acknowledged[lines.Text()] = true
		if kill == nil {
			kill = time.AfterFunc(wait, func() { cmd.Process.Kill() })
		}
	}
	err = cmd.Wait()
	if kill != nil {
		kill.Stop()
	}
	return err == nil
}

// check opens a store that a child left, and compares all of it with what should be
// there.
func check(t *testing.T, file string, want map[string]*store.Entry, acknowledged map[string]bool, all bool) {
	t.Helper()
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got := map[string]bool{}
	for e, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		id := e.Document().ID
		got[id] = true
		ids := func(e *store.Entry) []string {
			var out []string
			for _, r := range e.Records {
				out = append(out, r.RecordID())
			}
			return out
		}
		if w := want[id]; w == nil || e.Text != w.Text || !slices.Equal(ids(e), ids(w)) {
			t.Errorf("document %s is there in part", id)
		}
	}
	for id := range acknowledged {
		if !got[id] {
			t.Errorf("document %s was acknowledged and is lost", id)
		}
	}
	if all && len(got) != len(want) {
		t.Errorf("%d documents are there at the end, not %d", len(got), len(want))
	}
	table, err := s.SQL(t.Context(), `SELECT (SELECT count(*) FROM records r WHERE r.kind = 'event' AND NOT EXISTS (SELECT 1 FROM events e WHERE e.seq = r.seq)),
		(SELECT count(*) FROM codings k WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.seq = k.doc)), (SELECT count(*) FROM texts) - (SELECT count(*) FROM documents)`, store.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range table.Rows[0] {
		if n != int64(0) {
			t.Errorf("the tables do not fit one another: %v", table.Rows[0])
		}
	}
}

package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAddKilled kills chancery add at random moments, goes on with the same command
// until it is done, and wants the ledger that one run gives, record by record. That
// no acknowledged document is lost is tested a hundred times over in store/sqlite.
func TestAddKilled(t *testing.T) {
	kills := 8
	if testing.Short() {
		kills = 2
	}
	dir := t.TempDir()
	input := filepath.Join(dir, "in.jsonl")
	var b strings.Builder
	places := strings.Fields("Nairobi Lima Oslo Cairo Quito Accra Hanoi Tunis Sofia Riga")
	for i := range 400 {
		fmt.Fprintf(&b, `{"id": "d%d", "published": "2017-07-09", "text": "The president of Kenya visited %s on Monday. %s"}`+"\n", i, places[i%len(places)],
			strings.Repeat(fmt.Sprintf("Officials in %s said that talk number %d had failed. ", places[(i+3)%len(places)], i), 20))
	}
	if err := os.WriteFile(input, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	once, killed := filepath.Join(dir, "once.db"), filepath.Join(dir, "killed.db")
	run := func(args ...string) string {
		t.Helper()
		var out, talk bytes.Buffer
		if code := Run(context.Background(), Env{Stdout: &out, Stderr: &talk}, args); code != OK {
			t.Fatalf("%v: exit code %d: %s", args, code, &talk)
		}
		return out.String()
	}
	run("add", input, "--db", once, "-q")

	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	acknowledged := map[string]bool{}
	for range kills {
		cmd := exec.Command(exe, "add", input, "--db", killed, "--list", "--workers", "1", "-q")
		cmd.Args[0] = "chancery"
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(200+r.IntN(900))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			_, id, ok := strings.Cut(lines.Text(), "\t")
			if !ok || acknowledged[id] {
				t.Fatalf("%q was printed, and %v was stored before", lines.Text(), id)
			}
			acknowledged[id] = true
		}
		cmd.Wait()
		timer.Stop()
	}
	run("add", input, "--db", killed, "-q")
	records := "SELECT id, kind, at, json, why FROM records WHERE live = 1 ORDER BY id"
	want := run("sql", records, "--db", once, "--max-rows", "100000")
	if got := run("sql", records, "--db", killed, "--max-rows", "100000"); got != want || len(want) == 0 {
		t.Errorf("the ledger differs after the program was killed: %d bytes of records, not %d", len(got), len(want))
	}
	run("verify", "--db", killed)
	t.Logf("%d documents were acknowledged before a kill", len(acknowledged))
}

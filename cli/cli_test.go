package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/rogpeppe/go-internal/testscript"

	"chancery/source"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"chancery": func() { os.Exit(Run(context.Background(), System(), os.Args[1:])) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// code N wants the last command to have ended with exit code N.
			"code": func(ts *testscript.TestScript, neg bool, args []string) {
				if len(args) < 2 || neg {
					ts.Fatalf("usage: code N command [args]")
				}
				err := ts.Exec(args[1], args[2:]...)
				got := "0"
				if err != nil {
					got = strings.TrimPrefix(err.Error(), "exit status ")
				}
				if got != args[0] {
					ts.Fatalf("exit code %s, want %s", got, args[0])
				}
			},
			// binary FILE writes a file of all bytes.
			"binary": func(ts *testscript.TestScript, neg bool, args []string) {
				b := make([]byte, 4096)
				for i := range b {
					b[i] = byte(i * 7)
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
			},
			// spaces FILE writes a file with invalid UTF-8, CRLF and a BOM.
			"mixed": func(ts *testscript.TestScript, neg bool, args []string) {
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\xef\xbb\xbfThe caf\xe9 in Paris was closed by police on Monday.\r\n\r\nPresident Emmanuel Macron met the owner.\r\n"), 0o644))
			},
		},
	})
}

// TestDocumented wants a heading in docs/cli.md for each command, and each of its
// options named below it.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	k, err := kong.New(&commands{}, variables())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range k.Model.Children {
		_, section, ok := strings.Cut(string(b), "\n## chancery "+c.Name+"\n")
		if !ok {
			t.Errorf("docs/cli.md has no heading %q", "## chancery "+c.Name)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, f := range c.Flags {
			if !f.Hidden && f.Name != "help" && !strings.Contains(section, "--"+f.Name) {
				t.Errorf("docs/cli.md: the section of %s does not name --%s", c.Name, f.Name)
			}
		}
	}
}

func TestProgressLine(t *testing.T) {
	for _, tt := range []struct {
		documents, rejects int
		chars, total       int64
		took               time.Duration
		want               string
	}{
		{10, 0, 5000, 0, 2 * time.Second, "10 documents, 5.0/s"},
		{10, 3, 5000, 20000, 2 * time.Second, "10 documents, 5.0/s, 3 rejected, about 6s left"},
		{10, 0, 50, 20000, 2 * time.Second, "10 documents, 5.0/s"},
	} {
		if got := progressLine(tt.documents, tt.rejects, tt.chars, tt.total, tt.took); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestTerminal(t *testing.T) {
	var out, talk bytes.Buffer
	env := Env{Stdin: strings.NewReader(`{"id":"x","title":"Title \u001b]0;owned\u0007","text":"Troops left \u202eKabul on Monday, the army said."}`), Stdout: &out, Stderr: &talk, StdoutTTY: true, Width: 80}
	if code := Run(t.Context(), env, []string{"code"}); code != OK {
		t.Fatalf("exit code %d: %s", code, &talk)
	}
	if strings.ContainsAny(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(out.String(), "\x1b[1m", ""), "\x1b[0m", ""), "\x1b[2m", ""), "\x1b\x07\u202e") {
		t.Errorf("control characters of the text reach the terminal: %q", &out)
	}
	if !strings.Contains(talk.String(), "documents 1, ") {
		t.Errorf("no summary: %q", &talk)
	}
}

func TestRejectsAreOneLine(t *testing.T) {
	var b bytes.Buffer
	r := &rejects{w: &b}
	if err := r.add(&source.RejectError{File: "a\nb", Reason: "x\x1b[31m\n" + strings.Repeat("long ", 400)}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); n != 1 || strings.Contains(b.String(), "\x1b") {
		t.Errorf("%d lines: %q", n, &b)
	}
	other := fmt.Errorf("disk full")
	if err := r.add(other); err != other || r.n != 1 {
		t.Errorf("an error that is no reject was swallowed: %v", err)
	}
}

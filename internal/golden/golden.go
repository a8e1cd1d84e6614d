// Package golden compares what a test got with a file.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Updating reports whether the test runs with -update.
func Updating() bool { return *update }

// Check fails t unless got is the content of file. With -update it writes it.
func Check(t *testing.T, file string, got []byte) {
	t.Helper()
	if Updating() {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run go test -run '%s' -update to write it", err, t.Name())
	}
	if string(got) != string(want) {
		t.Errorf("%s differs; run go test -run '%s' -update and look at the diff\ngot:\n%s", file, t.Name(), got)
	}
}

// Package sources tests that each data file says where it comes from.
package sources

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"chancery/internal/golden"
	"chancery/internal/tsv"
)

const root = "../.."

// isData reports whether a file holds facts or parameters that the program reads.
func isData(name string) bool {
	if strings.Contains(name, "testdata/") || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "docs/") || name == "data/sources.tsv" || name == "eval/scores.tsv" {
		return false
	}
	switch path.Ext(name) {
	case ".tsv", ".yml", ".yaml", ".model", ".bin":
		return true
	}
	return false
}

// TestEveryDataFileHasSource wants a row in data/sources.tsv for each data file,
// with its checksum, and no row without a file. With -update it writes the sums.
func TestEveryDataFileHasSource(t *testing.T) {
	table, err := os.ReadFile(root + "/data/sources.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := tsv.Read(strings.NewReader(string(table)), "data/sources.tsv", "file", "what", "whence", "licence", "date", "sha256")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	var lines []string
	for _, r := range rows {
		file := r.Get("file")
		if listed[file] {
			t.Errorf("%s stands twice in data/sources.tsv", file)
		}
		listed[file] = true
		data, err := os.ReadFile(root + "/" + file)
		if err != nil {
			t.Errorf("data/sources.tsv names a file that is not there: %v", err)
			continue
		}
		sum := sha256.Sum256(data)
		hash := hex.EncodeToString(sum[:])
		if hash != r.Get("sha256") && !golden.Updating() {
			t.Errorf("the checksum of %s is another: look at the change, and run make sums", file)
		}
		lines = append(lines, strings.Join([]string{file, r.Get("what"), r.Get("whence"), r.Get("licence"), r.Get("date"), hash}, "\t"))
	}
	slices.Sort(lines)
	want := "# What chancery's data are, and whence. go test ./internal/sources -update writes the sums.\n" +
		"file\twhat\twhence\tlicence\tdate\tsha256\n" + strings.Join(lines, "\n") + "\n"
	if golden.Updating() || !t.Failed() {
		golden.Check(t, root+"/data/sources.tsv", []byte(want))
	}

	err = fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (name == ".git" || name == ".cache") {
			return fs.SkipDir
		}
		if !e.IsDir() && isData(name) && !listed[name] {
			return fmt.Errorf("%s has no row in data/sources.tsv: say what it is, whence, and under which licence", name)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Package arch tests that imports point one way.
package arch

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "chancery"

// order is the house from the ground up. A package may import packages of the
// rows before its own, and of its own subtree; never of its own row or a later.
var order = [][]string{
	{"nlp", "ontology"},
	{"ledger"},
	{"source", "model", "lang", "conllu", "query"},
	{"annotate", "actors", "coder", "claims", "fuse", "store", "feeds"},
	{"discourse"},
	{"pipeline", "export"},
	{"eval"},
	{"train", "cli"},
	{"cmd"},
}

// testOnly are packages that no part of a program may import.
var testOnly = []string{"internal/golden", "internal/testkit", "store/storetest"}

// The files are read here, and not by the go command, so that the test cache
// knows of them: a test that runs "go list" stays "(cached)" when imports change.
func TestImportsPointDown(t *testing.T) {
	rank := map[string]int{}
	for i, names := range order {
		for _, n := range names {
			rank[n] = i
		}
	}
	top := func(dir string) string { name, _, _ := strings.Cut(dir, "/"); return name }

	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && len(name) > 1 && strings.HasPrefix(e.Name(), ".") {
			return fs.SkipDir // as the go command does
		}
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		own := path.Dir(name)
		if slices.Contains(testOnly, own) {
			return nil
		}
		from := top(own)
		if _, ok := rank[from]; !ok && from != "internal" {
			t.Errorf("%s: %s has no row in order; give it one", name, from)
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			dir, ok := strings.CutPrefix(imp, module+"/")
			to := top(dir)
			switch {
			case !ok:
			case slices.Contains(testOnly, dir):
				t.Errorf("%s imports %s, which is for tests", name, imp)
			case to != from && to != "internal" && rank[to] >= rank[from]:
				t.Errorf("%s imports %s: %s may not import %s", name, imp, from, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Package train makes the models of the annotators out of corpora. It is linked into
// cmd/train alone.
package train

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery/conllu"
)

// closed are the genres of GUM whose texts forbid commercial use; they are left out.
var closed = []string{"whow", "fiction", "podcast", "letter", "essay", "reddit"}

// ReadTreebank reads one treebank of folder shared, "ewt" or "gum", and one split of it,
// "train" or "dev". The documents of GUM that forbid commercial use are left out of
// the split for training.
func ReadTreebank(shared, treebank, split string) ([]*conllu.Doc, error) {
	name := filepath.Join(shared, "corpora", "ud", "en_"+treebank+"-ud-"+split+".conllu.gz")
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("treebank: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	docs, err := conllu.Read(z, name, conllu.Whole)
	if err != nil || split != "train" {
		return docs, err
	}
	kept := docs[:0]
	for _, d := range docs {
		if !Closed(d.ID) {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// Closed reports whether the document of GUM called id has a genre whose texts
// forbid commercial use: the second part of its name says so.
func Closed(id string) bool {
	parts := strings.Split(id, "_")
	return len(parts) > 1 && parts[0] == "GUM" && slices.Contains(closed, parts[1])
}

// ReadTraining reads the documents that taggers and parsers are trained on.
func ReadTraining(shared string) ([]*conllu.Doc, error) {
	var all []*conllu.Doc
	for _, t := range []string{"ewt", "gum"} {
		docs, err := ReadTreebank(shared, t, "train")
		if err != nil {
			return nil, err
		}
		all = append(all, docs...)
	}
	return all, nil
}

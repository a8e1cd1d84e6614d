// Package claimtrain trains the models that find sources, cues and contents, on
// PolNeAR (Newell, Margolin and Ruths, 2018: political news attribution
// relations).
package claimtrain

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chancery/claims"
	"chancery/nlp"
)

// An Article is a text of PolNeAR with its outermost attributions.
type Article struct {
	ID   string
	Text string
	Gold []claims.Attribution // offsets are bytes
}

// ReadPolNeAR reads a compartment of the corpus: dir has text/ID.txt and
// attributions/ID_ANNOTATOR.ann in brat's standoff format. Of several annotators
// the first by name is taken. Articles come sorted by ID; those without
// annotation are left out.
func ReadPolNeAR(dir string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no text/*.txt; give a compartment of PolNeAR, such as polnear/train", dir)
	}
	slices.Sort(files)
	var out []Article
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if !utf8.Valid(text) {
			return nil, fmt.Errorf("%s is not UTF-8", file)
		}
		id := strings.TrimSuffix(filepath.Base(file), ".txt")
		anns, err := filepath.Glob(filepath.Join(dir, "attributions", id+"_*.ann"))
		if err != nil {
			return nil, err
		}
		if len(anns) == 0 {
			continue
		}
		ann, err := os.ReadFile(slices.Min(anns))
		if err != nil {
			return nil, err
		}
		gold, err := parseBrat(string(text), string(ann))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", slices.Min(anns), err)
		}
		out = append(out, Article{ID: id, Text: string(text), Gold: gold})
	}
	return out, nil
}

// parseBrat reads the attributions of a brat file about text. A line that starts
// with no identifier continues the text of the one before, and is passed over.
func parseBrat(text, ann string) ([]claims.Attribution, error) {
	offsets := make([]int, 0, len(text)+1) // of each code point, in bytes
	for i := range text {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(text))
	spans := map[string][]nlp.Span{}
	var events []string
	for n, line := range strings.Split(ann, "\n") {
		id, rest, ok := strings.Cut(line, "\t")
		if !ok || len(id) < 2 {
			continue
		}
		if _, err := strconv.Atoi(id[1:]); err != nil {
			continue
		}
		switch id[0] {
		case 'T':
			where, _, _ := strings.Cut(rest, "\t")
			_, where, _ = strings.Cut(where, " ")
			for piece := range strings.SplitSeq(where, ";") {
				from, to, _ := strings.Cut(piece, " ")
				a, err1 := strconv.Atoi(from)
				b, err2 := strconv.Atoi(to)
				if err1 != nil || err2 != nil || a < 0 || b < a || b >= len(offsets) {
					return nil, fmt.Errorf("line %d: %q is no span of a text of %d characters", n+1, piece, len(offsets)-1)
				}
				spans[id] = append(spans[id], nlp.Span{Start: offsets[a], End: offsets[b]})
			}
		case 'E':
			events = append(events, rest)
		}
	}
	var out []claims.Attribution
	for _, e := range events {
		var a claims.Attribution
		for arg := range strings.FieldsSeq(e) {
			role, id, _ := strings.Cut(arg, ":")
			switch role {
			case "Source":
				a.Source = append(a.Source, spans[id]...)
			case "Cue":
				a.Cue = append(a.Cue, spans[id]...)
			case "Content", "Content2":
				a.Content = append(a.Content, spans[id]...)
			}
		}
		for _, p := range [][]nlp.Span{a.Source, a.Cue, a.Content} {
			slices.SortFunc(p, func(a, b nlp.Span) int { return a.Start - b.Start })
		}
		out = append(out, a)
	}
	return out, nil
}

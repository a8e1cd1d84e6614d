package tsv

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Sets are sets of words that rules ask for by name, as a table of the columns set,
// words and example has them. A set may have several rows. A word may have a value,
// as "ask=about".
type Sets struct {
	file string
	sets map[string]map[string]string
}

// ReadSets reads a table of sets from r; file is its name, for errors. Each row needs an
// example of its own, with a form of one of its words.
func ReadSets(r io.Reader, file string) (Sets, error) {
	rows, err := Read(r, file, "set", "words", "example")
	if err != nil {
		return Sets{}, err
	}
	s := Sets{file, map[string]map[string]string{}}
	for _, row := range rows {
		name := row.Get("set")
		if s.sets[name] == nil {
			s.sets[name] = map[string]string{}
		}
		found := false
		for w := range strings.FieldsSeq(row.Get("words")) {
			w, value, _ := strings.Cut(w, "=")
			if _, double := s.sets[name][w]; double {
				return Sets{}, row.Errorf("%s holds %s twice", name, w)
			}
			s.sets[name][w] = value
			found = found || holds(row.Get("example"), w)
		}
		if !found {
			return Sets{}, row.Errorf("the example %q has none of the words of %s", row.Get("example"), name)
		}
	}
	return s, nil
}

// holds reports whether a text has a word that may be a regular form of w.
func holds(text, w string) bool {
	stem := strings.ToLower(w)
	if len(stem) > 3 {
		stem = strings.TrimRight(stem, "ey")
	}
	for _, have := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.;:?!\"“”()", r) }) {
		if strings.HasPrefix(have, stem) {
			return true
		}
	}
	return false
}

// MustSets is [ReadSets] of a table that the program holds; it panics if that is wrong.
func MustSets(file, table string) Sets {
	s, err := ReadSets(strings.NewReader(table), file)
	if err != nil {
		panic(err)
	}
	return s
}

// Of returns the words of a set. It panics if there is no such set: which there are is
// no matter of input.
func (s Sets) Of(name string) map[string]bool {
	out := map[string]bool{}
	for w := range s.Values(name) {
		out[w] = true
	}
	return out
}

// Values returns the words of a set with their values. It panics as [Sets.Of] does.
func (s Sets) Values(name string) map[string]string {
	set := s.sets[name]
	if set == nil {
		panic(fmt.Sprintf("%s: no set is called %q", s.file, name))
	}
	return set
}

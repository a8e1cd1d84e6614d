package eval

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"chancery/coder"
)

// Coverage counts what the tables of frames know of the verbs and the nouns of acts
// in texts without labels. The zero value is ready for use.
type Coverage struct {
	texts       int
	verb, noun  vocabulary
	unknownVerb map[string]int
	unknownNoun map[string]int
}

type vocabulary struct{ all, known, framed, fits int }

// Add counts the words of one text.
func (c *Coverage) Add(words []coder.Word) {
	if c.unknownVerb == nil {
		c.unknownVerb, c.unknownNoun = map[string]int{}, map[string]int{}
	}
	c.texts++
	for _, w := range words {
		v, unknown := &c.verb, c.unknownVerb
		if w.Noun {
			v, unknown = &c.noun, c.unknownNoun
		}
		v.all++
		switch {
		case w.Fits:
			v.fits++
			fallthrough
		case w.Framed:
			v.framed++
			fallthrough
		case w.Known:
			v.known++
		default:
			unknown[w.Lemma]++
		}
	}
}

// Report returns the shares of words that a table holds (known), that have a frame
// (framed), and that one of their frames fits (fits); N counts words.
func (c *Coverage) Report() *Report {
	r := &Report{Set: "coverage"}
	for _, v := range []struct {
		name string
		vocabulary
	}{{"verbs", c.verb}, {"nouns of acts", c.noun}} {
		for _, f := range []struct {
			name string
			n    int
		}{{"known", v.known}, {"framed", v.framed}, {"fits", v.fits}} {
			share := 0.0
			if v.all > 0 {
				share = float64(f.n) / float64(v.all)
			}
			r.Figures = append(r.Figures, Figure{Name: v.name + " " + f.name, Value: share, N: v.all})
		}
	}
	return r
}

// Unknown lists the most frequent verbs and nouns of acts that no table holds, with
// their counts, at most n of each.
func (c *Coverage) Unknown(n int) string {
	var b strings.Builder
	for _, list := range []struct {
		name   string
		counts map[string]int
	}{{"verbs", c.unknownVerb}, {"nouns of acts", c.unknownNoun}} {
		words := slices.SortedFunc(maps.Keys(list.counts), func(x, y string) int {
			return cmp.Or(cmp.Compare(list.counts[y], list.counts[x]), cmp.Compare(x, y))
		})
		fmt.Fprintf(&b, "%s that no table holds:", list.name)
		for _, w := range words[:min(n, len(words))] {
			fmt.Fprintf(&b, " %s %d", w, list.counts[w])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// ReadColumn returns the cells of the column called text of a table of
// comma-separated values with a head. Errors name the file.
func ReadColumn(r io.Reader, name string) ([]string, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	at := slices.Index(head, "text")
	if at < 0 {
		return nil, fmt.Errorf("%s has no column text", name)
	}
	var out []string
	for {
		row, err := in.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if at < len(row) {
			out = append(out, row[at])
		}
	}
}

package corefscore

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ReadCoNLL reads a document in the columns of OntoGUM: a number, a word, and
// brackets that open and close mentions by the number of their chain: "(3",
// "(1|(2)", "3)". It returns the chains, in order of their numbers, as ranges of
// words, and the words.
func ReadCoNLL(r io.Reader, file string) (chains [][]Span, words []string, err error) {
	open := map[int][]int{}
	byID := map[int][]Span{}
	var ids []int
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		f := strings.Split(sc.Text(), "\t")
		if strings.HasPrefix(sc.Text(), "#") || len(f) < 3 {
			continue
		}
		at := len(words)
		words = append(words, f[1])
		v := f[len(f)-1]
		if v == "_" {
			continue
		}
		for v != "" {
			rest, opens := strings.CutPrefix(strings.TrimPrefix(v, "|"), "(")
			n := strings.IndexFunc(rest, func(c rune) bool { return c < '0' || c > '9' })
			if n < 0 {
				n = len(rest)
			}
			id, err := strconv.Atoi(rest[:n])
			if err != nil {
				return nil, nil, fmt.Errorf("%s:%d: %q has no number of a chain", file, line, v)
			}
			var closes bool
			v, closes = strings.CutPrefix(rest[n:], ")")
			if opens {
				open[id] = append(open[id], at)
			}
			if !closes {
				continue
			}
			stack := open[id]
			if len(stack) == 0 {
				return nil, nil, fmt.Errorf("%s:%d: chain %d closes a mention that it did not open", file, line, id)
			}
			if byID[id] == nil {
				ids = append(ids, id)
			}
			byID[id] = append(byID[id], Span{stack[len(stack)-1], at + 1})
			open[id] = stack[:len(stack)-1]
		}
	}
	if err := sc.Err(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	slices.Sort(ids)
	for _, id := range ids {
		chains = append(chains, byID[id])
	}
	return chains, words, nil
}

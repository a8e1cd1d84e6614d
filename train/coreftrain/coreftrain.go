// Package coreftrain learns the weights by which annotate/coref chooses the
// antecedents of pronouns, annotate/coref/data/weights.tsv.
package coreftrain

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"chancery/annotate/coref"
	"chancery/conllu"
	"chancery/eval/corefscore"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/train"
)

// Options say what to learn from.
type Options struct {
	Shared string // the folder that holds corpora/
	// Read adds all layers up to Actors to a document of raw text.
	Read   func(*nlp.Document) ([]ledger.Actor, error)
	Seed   uint64
	Epochs int
	Log    io.Writer
}

// Train learns from OntoGUM train, and writes the table to w: an averaged
// perceptron that ranks the candidates of each pronoun.
func Train(o Options, w io.Writer) error {
	docs, err := train.ReadTreebank(o.Shared, "gum", "train")
	if err != nil {
		return err
	}
	var choices []coref.Choice
	for _, g := range docs {
		gold, err := chains(filepath.Join(o.Shared, "corpora/coref/ontogum", g.ID+".conll"), g)
		if err != nil {
			return err
		}
		d := &nlp.Document{ID: g.ID, Text: g.Text}
		actors, err := o.Read(d)
		if err != nil {
			return err
		}
		if err := coref.Choices(d, actors, align(d, gold), func(c coref.Choice) { choices = append(choices, c) }); err != nil {
			return err
		}
	}
	weights, right := learn(choices, o.Seed, o.Epochs)
	fmt.Fprintf(o.Log, "%d pronouns, %.3f of them right in training\n", len(choices), right)
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `# Weights of the features that choose the antecedent of a pronoun, by class of
# pronoun: he (he, she, his …), it, they. The candidate with the highest sum is
# taken. annotate/coref/pronouns.go says what each feature is. Learned from
# OntoGUM train by "train coref"; do not edit.
feature	weight
`)
	for i, x := range weights {
		fmt.Fprintf(out, "%s\t%d\n", coref.Feature(i), x)
	}
	return out.Flush()
}

// chains returns the gold chains of g as spans of its text.
func chains(file string, g *conllu.Doc) ([][]nlp.Span, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, words, err := corefscore.ReadCoNLL(f, file)
	if err != nil {
		return nil, err
	}
	if len(words) != len(g.Tokens) {
		return nil, fmt.Errorf("%s has %d words, the treebank %d", file, len(words), len(g.Tokens))
	}
	out := make([][]nlp.Span, len(list))
	for i, c := range list {
		for _, m := range c {
			out[i] = append(out[i], nlp.Span{Start: g.Tokens[m.Start].Start, End: g.Tokens[m.End-1].End})
		}
	}
	return out, nil
}

// align returns, for a mention of d, its gold chain: that of the shortest gold
// mention that starts or ends where it does and holds its head, or -1.
func align(d *nlp.Document, gold [][]nlp.Span) func(int) int {
	of := make([]int, len(d.Mentions))
	size := make([]int, len(d.Mentions))
	for i := range of {
		of[i] = -1
	}
	for c, list := range gold {
		for _, s := range list {
			for i := range d.Mentions {
				m := &d.Mentions[i]
				if m.Start >= s.End {
					break
				}
				head := d.Tokens[m.Head].Span
				if s.Contains(head) && (m.Start == s.Start || m.End == s.End) && m.Start >= s.Start-4 && (of[i] < 0 || s.Len() < size[i]) && (m.Kind != nlp.Pronoun || m.Span == s) {
					of[i], size[i] = c, s.Len()
				}
			}
		}
	}
	return func(i int) int { return of[i] }
}

// learn ranks: the best of the right candidates must stand above all wrong ones.
func learn(choices []coref.Choice, seed uint64, epochs int) (weights []int32, right float64) {
	w, sum := make([]float64, coref.Features), make([]float64, coref.Features)
	rng := rand.New(rand.NewPCG(seed, 2))
	order := rng.Perm(len(choices))
	hits := 0
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		hits = 0
		for _, at := range order {
			c := choices[at]
			good, bad := -1, -1
			var top, high float64
			for k, feats := range c.Features {
				s := 0.0
				for _, f := range feats {
					s += w[f]
				}
				if c.Right[k] {
					if good < 0 || s > top {
						good, top = k, s
					}
				} else if bad < 0 || s > high {
					bad, high = k, s
				}
			}
			if top > high {
				hits++
			}
			if top < high+1 {
				for _, f := range c.Features[good] {
					w[f]++
				}
				for _, f := range c.Features[bad] {
					w[f]--
				}
			}
			for i, x := range w {
				sum[i] += x
			}
		}
	}
	weights = make([]int32, len(w))
	most := 1.0
	for _, x := range sum {
		most = max(most, math.Abs(x))
	}
	for i, x := range sum {
		weights[i] = int32(math.RoundToEven(x / most * 1000))
	}
	return weights, float64(hits) / float64(max(1, len(choices)))
}

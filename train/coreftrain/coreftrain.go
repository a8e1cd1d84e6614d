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

// Train learns from OntoGUM train, and writes the table to w: a log-linear model of
// the antecedent of each pronoun and nominal.
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
	fmt.Fprintf(o.Log, "%d anaphors, %.3f of them right in training\n", len(choices), right)
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `# Weights of the features that choose the antecedent of a pronoun or a nominal, by
# class: he (he, she, his …), it, they; the, this, own and bare for nominals with
# "the", "this" or "those", a possessor, or none of them; demo for "this" and "that"
# alone. The candidate with the highest sum is taken; one candidate is that there is
# none. annotate/coref/pronouns.go says what each feature is. Learned from OntoGUM
# train by "train coref"; do not edit.
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

// rate and keep are the step of learning and the share of a weight that an epoch
// leaves.
const (
	rate = 0.05
	keep = 0.995
)

// scale is the sum in the table for a factor of e in likelihood.
const scale = 100

// daring is taken off the weight of no antecedent: of the measures of coreference, a
// missed link costs more than a wrong one.
const daring = 0.8

// daringPronoun is the same for pronouns, which news has few of that stand for nothing.
const daringPronoun = 1.2

// learn fits weights by which the right candidates of a choice have most of the
// likelihood: exponential of the sums, as shares.
func learn(choices []coref.Choice, seed uint64, epochs int) (weights []int32, right float64) {
	w, sum := make([]float64, coref.Features), make([]float64, coref.Features)
	rng := rand.New(rand.NewPCG(seed, 2))
	order := rng.Perm(len(choices))
	hits, counted := 0, 0
	var p []float64
	for epoch := range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		hits = 0
		step := rate * (1 - float64(epoch)/float64(epochs))
		for _, at := range order {
			c := choices[at]
			p = p[:0]
			top, best := math.Inf(-1), 0
			for k, feats := range c.Features {
				s := 0.0
				for _, f := range feats {
					s += w[f]
				}
				p = append(p, s)
				if s > top {
					top, best = s, k
				}
			}
			all, good := 0.0, 0.0
			for k := range p {
				p[k] = math.Exp(p[k] - top)
				all += p[k]
				if c.Right[k] {
					good += p[k]
				}
			}
			if c.Right[best] {
				hits++
			}
			for k, feats := range c.Features {
				g := -p[k] / all
				if c.Right[k] {
					g += p[k] / good
				}
				for _, f := range feats {
					w[f] += step * g
				}
			}
		}
		for i := range w {
			w[i] *= keep
			if epoch >= epochs/2 {
				sum[i] += w[i]
			}
		}
		if epoch >= epochs/2 {
			counted++
		}
	}
	weights = make([]int32, len(w))
	for i, x := range sum {
		x /= float64(max(1, counted))
		if none, pronoun := coref.IsNone(i); none && pronoun {
			x -= daringPronoun
		} else if none {
			x -= daring
		}
		weights[i] = int32(math.RoundToEven(x * scale))
	}
	return weights, float64(hits) / float64(max(1, len(choices)))
}

package coref

import (
	"chancery/ledger"
	"chancery/nlp"
)

// Feature names a row of data/weights.tsv by its number in a [Choice].
func Feature(n int) string { return featureNames[n] }

// Features is the number of features.
const Features = features

// Choice is a pronoun and its candidates, for a trainer.
type Choice struct {
	Features [][]int // of each candidate: those that it has
	Right    []bool  // whether the candidate is what the pronoun stands for
}

// Choices resolves d as [Annotate] does, up to the pronouns, and calls each with
// every pronoun that has a right candidate and a wrong one. gold says which chain
// of the truth mention i of d.Mentions belongs to, or -1. The pronouns go to
// their right candidates, so that what comes later sees the truth.
func Choices(d *nlp.Document, actors []ledger.Actor, gold func(i int) int, each func(Choice)) error {
	if err := d.Require(nlp.Nominals | nlp.Actors); err != nil {
		return err
	}
	t, err := load()
	if err != nil {
		return err
	}
	r := newResolver(t, d, actors)
	r.surePasses()
	r.pronounsPass(func(i, best int) int {
		want := gold(i)
		if want < 0 {
			return best
		}
		var c Choice
		chosen, wrong := -1, false
		r.candidates(i, func(o, rank int) {
			right := false
			for _, m := range r.chain(o).mentions {
				right = right || gold(m) == want
			}
			c.Features = append(c.Features, r.describe(i, o, rank, nil))
			c.Right = append(c.Right, right)
			if right && chosen < 0 {
				chosen = o
			}
			wrong = wrong || !right
		})
		if chosen >= 0 && wrong {
			each(c)
		}
		return chosen
	})
	return nil
}

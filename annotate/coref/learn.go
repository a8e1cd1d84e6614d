package coref

import (
	"slices"

	"chancery/ledger"
	"chancery/nlp"
)

// Feature names a row of data/weights.tsv by its number in a [Choice].
func Feature(n int) string { return featureNames[n] }

// Features is the number of features.
const Features = features

// IsNone reports whether feature n is the one that no antecedent always has, and
// whether it is of a pronoun of the third person.
func IsNone(n int) (none, pronoun bool) { return n%perClass == fNone, n/perClass <= classThey }

// Choice is an anaphor and its candidates, for a trainer. The last candidate is
// that there is no antecedent.
type Choice struct {
	Features [][]int // of each candidate: those that it has
	Right    []bool  // whether the candidate is what the anaphor stands for
}

// Choices resolves d as [Annotate] does, and calls each with every anaphor that has
// candidates. gold says which chain of the truth mention i of d.Mentions belongs
// to, or -1. Anaphors go to their right candidates, so that what comes later sees
// the truth.
func Choices(d *nlp.Document, actors []ledger.Actor, gold func(i int) int, each func(Choice)) error {
	if err := d.Require(nlp.Nominals | nlp.Actors); err != nil {
		return err
	}
	t, err := load()
	if err != nil {
		return err
	}
	r := newResolver(t, d, actors)
	choose := func(i int, c *choice) int {
		want := gold(i)
		var out Choice
		chosen := noAntecedent
		for k, o := range c.of {
			right := o < 0 && chosen < 0
			if o >= 0 && want >= 0 {
				for _, m := range r.chain(o).mentions {
					right = right || gold(m) == want
				}
			}
			out.Features = append(out.Features, slices.Clone(c.features[k]))
			out.Right = append(out.Right, right)
			if right && chosen < 0 {
				chosen = o
			}
		}
		each(out)
		return chosen
	}
	r.surePasses(choose)
	r.pronounsPass(choose)
	return nil
}

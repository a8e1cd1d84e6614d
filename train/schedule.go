package train

import (
	"math/rand/v2"

	"chancery/train/nn"
)

// schedule says how fast a network learns.
type schedule struct {
	batch int     // in tokens
	rate  float64 // at the most: it rises over the first steps and then falls evenly
}

// warm is the number of steps over which the rate rises.
const warm = 200

// learnAll trains the parameters ts on the examples of each epoch, in an order that rng
// decides. learn adds the gradients of a batch and returns its loss; after is called after
// each epoch, from 1, with the mean loss.
func learnAll[E any](epochs [][]E, size func(E) int, s schedule, ts []*nn.Tensor, rng *rand.Rand, learn func([]E, *rand.Rand) float64, after func(epoch int, loss float64)) {
	total := 0
	for _, examples := range epochs {
		for _, e := range examples {
			total += size(e)
		}
	}
	steps := float64(total) / float64(s.batch)
	adam := nn.Adam{Beta1: 0.9, Beta2: 0.95, Eps: 1e-8, Clip: 2}
	step := 0
	var batch []E
	for epoch, examples := range epochs {
		rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		loss, batches, tokens := 0.0, 0, 0
		for i, e := range examples {
			batch = append(batch, e)
			if tokens += size(e); tokens < s.batch && i < len(examples)-1 {
				continue
			}
			adam.Rate = s.rate * min(1, float64(step+1)/warm) * max(0.01, 1-float64(step)/steps)
			loss += learn(batch, rng)
			adam.Step(ts)
			step++
			batches++
			batch, tokens = batch[:0], 0
		}
		after(epoch+1, loss/float64(max(1, batches)))
	}
}

// Package corefscore scores coreference as the CoNLL 2012 shared task did: MUC
// (Vilain et al., 1995), B-cubed (Bagga and Baldwin, 1998) and entity-based CEAF
// (Luo, 2005), and the mean of their F1.
package corefscore

import "math"

// Span is a mention: any half-open range, by the same count in gold and prediction.
type Span struct{ Start, End int }

// Measure is precision and recall, as sums, so that documents can be added up.
type Measure struct{ RecallNum, RecallDen, PrecisionNum, PrecisionDen float64 }

// Add adds the sums of o.
func (m *Measure) Add(o Measure) {
	m.RecallNum += o.RecallNum
	m.RecallDen += o.RecallDen
	m.PrecisionNum += o.PrecisionNum
	m.PrecisionDen += o.PrecisionDen
}

// Precision is 0 where nothing was predicted.
func (m Measure) Precision() float64 { return ratio(m.PrecisionNum, m.PrecisionDen) }

// Recall is 0 where there is no gold.
func (m Measure) Recall() float64 { return ratio(m.RecallNum, m.RecallDen) }

// F1 is the harmonic mean of precision and recall.
func (m Measure) F1() float64 {
	p, r := m.Precision(), m.Recall()
	return ratio(2*p*r, p+r)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Scores are the measures of one document or of many.
type Scores struct {
	Mentions, MUC, B3, CEAFe Measure
}

// Add adds the sums of o.
func (s *Scores) Add(o Scores) {
	s.Mentions.Add(o.Mentions)
	s.MUC.Add(o.MUC)
	s.B3.Add(o.B3)
	s.CEAFe.Add(o.CEAFe)
}

// CoNLL is the mean F1 of MUC, B-cubed and CEAFe.
func (s Scores) CoNLL() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAFe.F1()) / 3 }

// Score compares the chains of one document, each a list of mentions. A mention
// is in one chain at most. Chains of one mention count as they are given: leave
// them out on both sides where the gold has none.
func Score(gold, pred [][]Span) Scores {
	g, p := index(gold), index(pred)
	var s Scores
	for m := range g {
		if _, ok := p[m]; ok {
			s.Mentions.RecallNum++
			s.Mentions.PrecisionNum++
		}
	}
	s.Mentions.RecallDen, s.Mentions.PrecisionDen = float64(len(g)), float64(len(p))
	s.MUC.RecallNum, s.MUC.RecallDen = links(gold, p)
	s.MUC.PrecisionNum, s.MUC.PrecisionDen = links(pred, g)
	s.B3.RecallNum, s.B3.RecallDen = cubed(gold, p)
	s.B3.PrecisionNum, s.B3.PrecisionDen = cubed(pred, g)
	sim := aligned(gold, pred, p)
	s.CEAFe = Measure{sim, float64(len(gold)), sim, float64(len(pred))}
	return s
}

func index(chains [][]Span) map[Span]int {
	out := map[Span]int{}
	for i, c := range chains {
		for _, m := range c {
			out[m] = i
		}
	}
	return out
}

// links counts the links of the chains that the other side keeps, and all.
func links(chains [][]Span, other map[Span]int) (kept, all float64) {
	for _, c := range chains {
		parts := map[int]bool{}
		alone := 0
		for _, m := range c {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				alone++
			}
		}
		kept += float64(len(c) - len(parts) - alone)
		all += float64(len(c) - 1)
	}
	return kept, all
}

func cubed(chains [][]Span, other map[Span]int) (sum, n float64) {
	for _, c := range chains {
		common := map[int]int{}
		for _, m := range c {
			if k, ok := other[m]; ok {
				common[k]++
			}
		}
		for _, x := range common {
			sum += float64(x*x) / float64(len(c))
		}
		n += float64(len(c))
	}
	return sum, n
}

// aligned is the similarity of gold and predicted chains (2·common / sum of
// sizes) under the best one-to-one alignment.
func aligned(gold, pred [][]Span, p map[Span]int) float64 {
	n := max(len(gold), len(pred))
	if n == 0 {
		return 0
	}
	cost := make([][]float64, n)
	for i := range cost {
		cost[i] = make([]float64, n)
	}
	for i, c := range gold {
		common := map[int]int{}
		for _, m := range c {
			if k, ok := p[m]; ok {
				common[k]++
			}
		}
		for k, x := range common {
			cost[i][k] = -2 * float64(x) / float64(len(c)+len(pred[k]))
		}
	}
	return -assign(cost)
}

// assign returns the least sum of one cell a row and a column (Kuhn and Munkres,
// by potentials).
func assign(cost [][]float64) float64 {
	n := len(cost)
	u, v := make([]float64, n+1), make([]float64, n+1)
	match, way := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		j0 := 0
		least := make([]float64, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		used := make([]bool, n+1)
		for {
			used[j0] = true
			i0, j1, delta := match[j0], 0, math.Inf(1)
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost[i0-1][j-1] - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range n + 1 {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
			if match[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			j1 := way[j0]
			match[j0] = match[j1]
			j0 = j1
		}
	}
	sum := 0.0
	for j := 1; j <= n; j++ {
		sum += cost[match[j]-1][j-1]
	}
	return sum
}

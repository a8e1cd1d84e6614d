package claimtrain

import (
	"math"
	"math/rand/v2"
	"strings"

	"chancery/claims"
	"chancery/model"
)

// crf is a linear-chain conditional random field (Lafferty, McCallum and
// Pereira, 2001) over hashed features, trained by AdaGrad (Duchi, Hazan and
// Singer, 2011) on the likelihood of whole sequences. Annotators of attributions
// agree in three cases of four; a likelihood weighs such noise, where a
// perceptron chases it. Positions that are masked have the label O and teach
// nothing but pairs.
type crf struct {
	labels int
	bits   int
	emit   []float32 // rows by labels
	emitG  []float32 // sums of squared gradients
	trans  []float64 // (labels+1) by labels, the last row the start; -Inf where not allowed
	transG []float64
	rate   float64
	decay  float64 // of a weight that is updated, a share of the step: L2

	drop  float64 // share of the features of a position that a step leaves out
	rng   *rand.Rand
	seen  []uint8 // by row of a larger table: how often a feature occurs
	least uint8   // features that occur less often are left out
	bias  float64 // added, after training, to each pair that begins label 1

	score, alpha, beta []float64
	rows               []int // of the features used, at the end of each position -1
}

// seenBits is the size of the table that counts features, as a power of two.
const seenBits = 24

func newCRF(labels []string, bits int, o Options) *crf {
	l := len(labels)
	m := &crf{labels: l, bits: bits, rate: o.Rate, decay: o.Decay, drop: o.Drop, least: uint8(o.Least), seen: make([]uint8, 1<<seenBits),
		emit: make([]float32, l<<bits), emitG: make([]float32, l<<bits),
		trans: make([]float64, (l+1)*l), transG: make([]float64, (l+1)*l)}
	for a := 0; a <= l; a++ {
		before := ""
		if a < l {
			before = labels[a]
		}
		for b, label := range labels {
			kind, inside := strings.CutPrefix(label, "I-")
			if inside && before != "B-"+kind && before != label {
				m.trans[a*l+b] = math.Inf(-1)
			}
		}
	}
	return m
}

// step learns from one example and returns its log-likelihood before.
func (m *crf) step(ex model.Example) float64 {
	n, l := len(ex.Labels), m.labels
	if n == 0 {
		return 0
	}
	m.score = fit(m.score, n*l)
	m.alpha = fit(m.alpha, n*l)
	m.beta = fit(m.beta, n*l)
	m.rows = m.rows[:0]
	clear(m.score)
	for i, feats := range ex.Features {
		out := m.score[i*l : i*l+l]
		if ex.Labels[i] == claims.Masked {
			for j := 1; j < l; j++ {
				out[j] = math.Inf(-1)
			}
			feats = nil
		}
		for _, f := range feats {
			if m.seen[model.Row(f, seenBits)] < m.least || m.rng.Float64() < m.drop {
				continue
			}
			at := model.Row(f, m.bits) * l
			m.rows = append(m.rows, at)
			for j := range out {
				out[j] += float64(m.emit[at+j]) / (1 - m.drop)
			}
		}
		m.rows = append(m.rows, -1)
	}
	z := m.forwardBackward(n)
	gold := 0.0
	before := l
	for i, y := range ex.Labels {
		if y == claims.Masked {
			y = 0
		}
		gold += m.trans[before*l+int(y)] + m.score[i*l+int(y)]
		before = int(y)
	}
	// The gradient is the gold count less the expected count.
	next := 0
	grad := make([]float64, l)
	for i := range ex.Features {
		for j := range l {
			grad[j] = -math.Exp(m.alpha[i*l+j] + m.beta[i*l+j] - z)
		}
		if y := ex.Labels[i]; y != claims.Masked {
			grad[y]++
		}
		for ; m.rows[next] >= 0; next++ {
			at := m.rows[next]
			for j, g := range grad {
				if g < 1e-4 && g > -1e-4 {
					continue
				}
				g -= m.decay * float64(m.emit[at+j])
				sum := m.emitG[at+j] + float32(g*g)
				m.emitG[at+j] = sum
				m.emit[at+j] += float32(m.rate * g / math.Sqrt(1+float64(sum)))
			}
		}
		next++
	}
	m.stepTrans(ex.Labels, z)
	return gold - z
}

// stepTrans updates the weights of pairs.
func (m *crf) stepTrans(labels []uint8, z float64) {
	n, l := len(labels), m.labels
	grad := make([]float64, (l+1)*l)
	for j := range l {
		grad[l*l+j] -= math.Exp(m.alpha[j] + m.beta[j] - z)
	}
	of := func(i int) int {
		if labels[i] == claims.Masked {
			return 0
		}
		return int(labels[i])
	}
	grad[l*l+of(0)]++
	for i := 1; i < n; i++ {
		for a := range l {
			for b := range l {
				if t := m.trans[a*l+b]; !math.IsInf(t, -1) {
					grad[a*l+b] -= math.Exp(m.alpha[(i-1)*l+a] + t + m.score[i*l+b] + m.beta[i*l+b] - z)
				}
			}
		}
		grad[of(i-1)*l+of(i)]++
	}
	for k, g := range grad {
		if math.IsInf(m.trans[k], -1) || g == 0 {
			continue
		}
		m.transG[k] += g * g
		m.trans[k] += m.rate * g / math.Sqrt(1+m.transG[k])
	}
}

// forwardBackward fills alpha, which holds a position's own score, and beta,
// which does not, and returns the logarithm of the partition function.
func (m *crf) forwardBackward(n int) float64 {
	l := m.labels
	for j := range l {
		m.alpha[j] = m.trans[l*l+j] + m.score[j]
		m.beta[(n-1)*l+j] = 0
	}
	terms := make([]float64, l)
	for i := 1; i < n; i++ {
		for b := range l {
			for a := range l {
				terms[a] = m.alpha[(i-1)*l+a] + m.trans[a*l+b]
			}
			m.alpha[i*l+b] = logSum(terms) + m.score[i*l+b]
		}
	}
	for i := n - 2; i >= 0; i-- {
		for a := range l {
			for b := range l {
				terms[b] = m.trans[a*l+b] + m.score[(i+1)*l+b] + m.beta[(i+1)*l+b]
			}
			m.beta[i*l+a] = logSum(terms)
		}
	}
	return logSum(m.alpha[(n-1)*l : n*l])
}

func logSum(x []float64) float64 {
	top := math.Inf(-1)
	for _, v := range x {
		top = max(top, v)
	}
	if math.IsInf(top, -1) {
		return top
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v - top)
	}
	return top + math.Log(sum)
}

func fit(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n, n+n/2)
	}
	return s[:n]
}

// blocked is the weight of a pair that is not allowed, as model.Sequence has it.
const blocked = math.MinInt32 / 4

// train runs the epochs in an order that seed decides and adds the sections of a
// model.Sequence to h, and "unit", what a score of 1 became. progress gets the mean log-likelihood of an example.
func (m *crf) train(h *model.Header, examples []model.Example, epochs int, progress func(epoch int, likelihood float64)) {
	rng := rand.New(rand.NewPCG(h.Seed, 0))
	order := rng.Perm(len(examples))
	m.rng = rng
	for _, ex := range examples {
		for _, feats := range ex.Features {
			for _, f := range feats {
				if at := model.Row(f, seenBits); m.seen[at] < math.MaxUint8 {
					m.seen[at]++
				}
			}
		}
	}
	rate := m.rate
	for epoch := range epochs {
		m.rate = rate * float64(epochs-epoch) / float64(epochs)
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		sum := 0.0
		for _, k := range order {
			sum += m.step(examples[k])
		}
		if progress != nil {
			progress(epoch+1, sum/float64(max(1, len(examples))))
		}
	}
	for a := 0; a <= m.labels; a++ {
		m.trans[a*m.labels+1] += m.bias
	}
	w, scale := model.Quantise(m.emit)
	trans := make([]int32, len(m.trans))
	for i, t := range m.trans {
		trans[i] = blocked
		if !math.IsInf(t, -1) {
			trans[i] = int32(math.RoundToEven(t * float64(scale)))
		}
	}
	h.Add("emit", w)
	h.Add("trans", model.PutInt32s(trans))
	h.Add("unit", model.PutInt32s([]int32{int32(math.RoundToEven(float64(scale)))}))
}

package train

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"chancery/model"
	"chancery/model/bag"
	"chancery/model/neural"
	"chancery/train/nn"
)

// A BagExample is an item to learn from.
type BagExample struct {
	bag.Item
	About []string
	// Label is the index of the label among the first Kinds of the options, and Sub that
	// of one of the others, or -1.
	Label, Sub int
}

// BagOptions are the settings of [Bag].
type BagOptions struct {
	Seed   uint64
	Labels []string
	// Kinds is the number of labels that an item has one of. Of the others an item may
	// have one of those that Subs gives for its label.
	Kinds  int
	Subs   func(label int) []int
	Hidden int
	Epochs int
	Batch  int
	Rate   float64
	Drop   float64 // share of the hidden layer that a step leaves out
	Lose   float64 // share of the features that a step leaves out
	Blur   float64 // share of the numbers of vectors that a step leaves out
	Least  int     // features that occur less often are left out
	Words  int     // how many of the most frequent words have vectors
	Log    func(epoch int, loss float64)
}

// bagNet is a network in training.
type bagNet struct {
	o        BagOptions
	v        *Vectors
	words    map[string]int32
	features []uint32
	given    *nn.Tensor // (slots+1)*dim by hidden
	bias     *nn.Tensor
	rows     *nn.Tensor
	out      *nn.Tensor
	outBias  *nn.Tensor
	in, cols int
	slots    int

	x, h, mask, y, dh []float32
	kept              [][]int32 // features of each item of the batch that were kept
	buf               []float32
}

// Bag trains a model for package bag, and returns it as a header to write.
func Bag(h *model.Header, examples []BagExample, v *Vectors, o BagOptions) {
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	n := newBagNet(examples, v, o, rng)
	epochs := make([][]int, o.Epochs)
	for i := range epochs {
		for k := range examples {
			epochs[i] = append(epochs[i], k)
		}
	}
	one := func(int) int { return 1 }
	learnAll(epochs, one, schedule{batch: o.Batch, rate: o.Rate}, []*nn.Tensor{n.given, n.bias, n.rows, n.out, n.outBias}, rng, func(batch []int, rng *rand.Rand) float64 {
		return n.learn(examples, batch, rng)
	}, o.Log)
	n.add(h)
}

// lemmas returns the first of the words that are not forms of others: vectors are looked
// up by lemma.
func lemmas(words []string, most int) []int {
	have := map[string]bool{}
	for _, w := range words {
		have[w] = true
	}
	var out []int
	for i, w := range words {
		if len(out) == most {
			break
		}
		form := strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' })
		for _, suffix := range []string{"s", "es", "ed", "ing", "d"} {
			if stem, ok := strings.CutSuffix(w, suffix); ok && len(stem) > 2 && (have[stem] || suffix == "ing" && have[stem+"e"]) {
				form = true
			}
		}
		if !form {
			out = append(out, i)
		}
	}
	return out
}

func newBagNet(examples []BagExample, v *Vectors, o BagOptions, rng *rand.Rand) *bagNet {
	n := &bagNet{o: o, v: &Vectors{Dim: v.Dim}, words: map[string]int32{}, cols: neural.Columns(len(o.Labels))}
	for _, i := range lemmas(v.Words, o.Words) {
		n.words[v.Words[i]] = int32(len(n.v.Words))
		n.v.Words = append(n.v.Words, v.Words[i])
		for _, x := range v.Data[i*v.Dim : (i+1)*v.Dim] {
			n.v.Data = append(n.v.Data, float32(eighth(x))/128)
		}
	}
	seen := map[uint32]int{}
	for i := range examples {
		for _, f := range examples[i].Features {
			seen[f]++
		}
	}
	for f, times := range seen {
		if times >= o.Least {
			n.features = append(n.features, f)
		}
	}
	slices.Sort(n.features)
	if n.slots = len(examples[0].Words); n.slots > 0 {
		n.in = (n.slots + 1) * v.Dim
	}
	n.given = nn.NewTensor(n.in, o.Hidden, 1/math.Sqrt(float64(max(1, n.in))), rng)
	n.bias = nn.NewTensor(1, o.Hidden, 0, rng)
	n.rows = nn.NewTable(max(1, len(n.features)), o.Hidden, 0.03, rng)
	n.out = nn.NewTensor(o.Hidden, n.cols, 1/math.Sqrt(float64(o.Hidden)), rng)
	n.outBias = nn.NewTensor(1, n.cols, 0, rng)
	return n
}

// eighth returns a number of a vector in eight bits, of which 128 stands for 1.
func eighth(x float32) int8 {
	return int8(min(max(math.RoundToEven(float64(x)*128), -127), 127))
}

// fill sets row to the vectors of an example.
func (n *bagNet) fill(row []float32, e *BagExample) {
	dim := n.v.Dim
	for k, w := range e.Words {
		if at, ok := n.words[w]; ok {
			copy(row[k*dim:], n.v.Data[int(at)*dim:(int(at)+1)*dim])
		}
	}
	about := row[len(e.Words)*dim:]
	for _, w := range e.About {
		if at, ok := n.words[w]; ok {
			add(about, n.v.Data[int(at)*dim:(int(at)+1)*dim])
		}
	}
	for j := range about {
		about[j] /= float32(max(1, len(e.About)))
	}
}

// learn adds the gradients of a batch, and returns its mean loss.
func (n *bagNet) learn(examples []BagExample, batch []int, rng *rand.Rand) float64 {
	o := &n.o
	b, hid := len(batch), o.Hidden
	n.x, n.h, n.mask = nn.Grow(n.x, b*n.in), nn.Grow(n.h, b*hid), nn.Grow(n.mask, b*hid)
	n.y, n.dh = nn.Grow(n.y, b*n.cols), nn.Grow(n.dh, b*hid)
	n.kept = n.kept[:0]
	for i, k := range batch {
		row := n.x[i*n.in : (i+1)*n.in]
		if n.in > 0 {
			n.fill(row, &examples[k])
		}
		for j := range row {
			if row[j] == 0 {
				continue
			}
			if rng.Float64() < o.Blur {
				row[j] = 0
			} else {
				row[j] /= float32(1 - o.Blur)
			}
		}
		var kept []int32
		for _, f := range examples[k].Features {
			if at, ok := slices.BinarySearch(n.features, f); ok && rng.Float64() >= o.Lose {
				kept = append(kept, int32(at))
			}
		}
		n.kept = append(n.kept, kept)
	}
	n.forward(b, rng)
	loss := 0.0
	for i, k := range batch {
		loss += n.gradient(&examples[k], n.y[i*n.cols:(i+1)*n.cols], float32(1/float64(b)))
	}
	n.backward(b)
	return loss / float64(b)
}

func (n *bagNet) forward(b int, rng *rand.Rand) {
	hid := n.o.Hidden
	if n.in > 0 {
		nn.MatMul(n.h, n.x, n.given.V, b, n.in, hid)
	}
	for i := range b {
		h, mask := n.h[i*hid:(i+1)*hid], n.mask[i*hid:(i+1)*hid]
		add(h, n.bias.V)
		for _, at := range n.kept[i] {
			for j, v := range n.rows.Row(int(at)) {
				h[j] += v / float32(1-n.o.Lose)
			}
		}
		for j := range h {
			if h[j] <= 0 || rng.Float64() < n.o.Drop {
				h[j] = 0
				continue
			}
			mask[j] = float32(1 / (1 - n.o.Drop))
			h[j] *= mask[j]
		}
	}
	for i := range b {
		copy(n.y[i*n.cols:(i+1)*n.cols], n.outBias.V)
	}
	nn.MatMul(n.y, n.h, n.out.V, b, hid, n.cols)
}

// gradient turns the scores of an example into the gradient of its loss, which it returns.
func (n *bagNet) gradient(e *BagExample, y []float32, share float32) float64 {
	kinds := make([]int, n.o.Kinds)
	for i := range kinds {
		kinds[i] = i
	}
	grad := make([]float32, len(y))
	loss := softmaxAmong(y, grad, kinds, e.Label, share)
	if e.Sub >= 0 {
		loss += softmaxAmong(y, grad, n.o.Subs(e.Label), e.Sub, share)
	}
	copy(y, grad)
	return loss
}

// softmaxAmong adds to grad the gradient of the likelihood of label among some labels, and
// returns the loss.
func softmaxAmong(y, grad []float32, among []int, label int, share float32) float64 {
	top := math.Inf(-1)
	for _, j := range among {
		top = max(top, float64(y[j]))
	}
	sum := 0.0
	for _, j := range among {
		sum += math.Exp(float64(y[j]) - top)
	}
	for _, j := range among {
		grad[j] += share * float32(math.Exp(float64(y[j])-top)/sum)
	}
	grad[label] -= share
	return math.Log(sum) + top - float64(y[label])
}

func (n *bagNet) backward(b int) {
	hid := n.o.Hidden
	for i := range b {
		add(n.outBias.Grad(0), n.y[i*n.cols:(i+1)*n.cols])
	}
	nn.Backprop(n.out, n.h, n.y, n.dh, b, &n.buf)
	for i := range n.dh {
		n.dh[i] *= n.mask[i]
	}
	for i := range b {
		dh := n.dh[i*hid : (i+1)*hid]
		add(n.bias.Grad(0), dh)
		for _, at := range n.kept[i] {
			grad := n.rows.Grad(int(at))
			for j, g := range dh {
				grad[j] += g / float32(1-n.o.Lose)
			}
		}
	}
	if n.in > 0 {
		nn.Backprop(n.given, n.x, n.dh, nil, b, &n.buf)
	}
}

// add adds the sections of the network to h.
func (n *bagNet) add(h *model.Header) {
	h.Labels = n.o.Labels
	h.Settings["slots"], h.Settings["dim"], h.Settings["hidden"] = n.slots, n.v.Dim, n.o.Hidden
	h.Add(bag.SectionWords, []byte(strings.Join(n.v.Words, "\n")))
	vectors := make([]byte, len(n.v.Data))
	for i, x := range n.v.Data {
		vectors[i] = byte(eighth(x))
	}
	h.Add(bag.SectionVectors, vectors)
	var hashes []byte
	for _, f := range n.features {
		hashes = binary.LittleEndian.AppendUint32(hashes, f)
	}
	h.Add(bag.SectionFeatures, hashes)
	h.Add(bag.SectionRows, bytesTable(n.rows.V[:len(n.features)*n.o.Hidden]))
	for _, l := range []struct {
		name string
		w, b *nn.Tensor
	}{{bag.SectionGiven, n.given, n.bias}, {bag.SectionOut, n.out, n.outBias}} {
		h.Add(l.name+".w", shorts(l.w.V, neural.WeightBits))
		h.Add(l.name+".b", ints(l.b.V, neural.ActBits+neural.WeightBits))
	}
	h.Settings["features"] = fmt.Sprint(len(n.features))
}

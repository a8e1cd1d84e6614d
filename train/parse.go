package train

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"chancery/annotate/depparse"
	"chancery/conllu"
	"chancery/model/neural"
	"chancery/nlp"
	"chancery/train/nn"
)

// ParseOptions are the settings of [Parse].
type ParseOptions struct {
	Dim, Hidden, Layers int // sizes of the encoder
	Arc, Label          int // sizes of the spaces in which arcs and relations are judged
	Epochs, Batch       int // Batch in tokens
	Rate                float64
	Drop                float64 // share of the columns that are dropped in training
	Seed                uint64
	Folds               int // of the documents, for tags
	Log                 io.Writer
	Dev                 []*conllu.Doc // scored after each epoch, if there are any
	// Fast are the settings of the small network over the same tables, if there is to be one.
	Fast *ParseOptions
}

// treeNet is the parser: a biaffine scorer of arcs (Dozat and Manning, 2017) and a
// network of one hidden layer for relations, over an encoder.
type treeNet struct {
	*encoder
	o          ParseOptions
	w, b       *nn.Tensor // to dependent, head, and the same for the relation
	u, hb      *nn.Tensor // biaffine
	root       *nn.Tensor // the root as a head, and as the head of a relation
	far        *nn.Tensor // by distance
	lw, lb     *nn.Tensor
	labels     []string
	xtags      []string // whose rows are in the tables of tags, from 1
	utags      []string
	lcols      int
	p, m, dp   []float32
	dm         []float32
	mask       []float32
	buf        []float32
	hid, logit []float32
}

func newTreeNet(e *encoder, labels []string, o ParseOptions, rng *rand.Rand) *treeNet {
	t := &treeNet{encoder: e, o: o, labels: labels}
	in := 2 * o.Hidden
	t.lcols = (len(labels) + nn.Width - 1) / nn.Width * nn.Width
	t.w = nn.NewTensor(in, 2*o.Arc+2*o.Label, math.Sqrt(3/float64(in)), rng)
	t.b = nn.NewTensor(1, 2*o.Arc+2*o.Label, 0, rng)
	t.u = nn.NewTensor(o.Arc, o.Arc, 0.05, rng)
	t.hb = nn.NewTensor(1, o.Arc, 0.05, rng)
	t.root = nn.NewTensor(1, o.Arc+o.Label, 0.5, rng)
	t.far = nn.NewTensor(1, 2*neural.Near+1, 0, rng)
	t.lw = nn.NewTensor(o.Label, t.lcols, math.Sqrt(3/float64(o.Label)), rng)
	t.lb = nn.NewTensor(1, t.lcols, 0, rng)
	return t
}

func (t *treeNet) tensors() []*nn.Tensor {
	return append(t.encoder.tensors(), t.w, t.b, t.u, t.hb, t.root, t.far, t.lw, t.lb)
}

// unknown is the head of a word about which parsers disagree: there is nothing to learn.
const unknown = -1

// example is a sentence with its tree: heads from 0 for the root, and relations.
type example struct {
	tokens []token
	head   []int
	rel    []int
}

// project sets t.p to the projections of h, and t.m to those of the dependents for arcs.
func (t *treeNet) project(h []float32, n int, sents []nn.Span, drop float64, rng *rand.Rand) {
	cols := t.w.Cols
	t.p = nn.Grow(t.p, n*cols)
	for i := range n {
		copy(t.p[i*cols:], t.b.V)
	}
	nn.MatMul(t.p, h, t.w.V, n, t.w.Rows, cols)
	for i, x := range t.p {
		if x < 0 && i%cols < 2*t.o.Arc {
			t.p[i] = 0
		}
	}
	t.mask = nn.Mask(t.mask, t.p, cols, sents, drop, rng)
	a := t.o.Arc
	dep := make([]float32, n*a)
	for i := range n {
		copy(dep[i*a:(i+1)*a], t.p[i*cols:])
	}
	t.m = nn.Grow(t.m, n*a)
	nn.MatMul(t.m, dep, t.u.V, n, a, a)
}

// arcs returns the scores of the heads of a sentence: a row of stride a word, a column a
// head, 0 the root; and the heads as rows, the root first.
func (t *treeNet) arcs(s nn.Span) (scores, heads []float32, stride int) {
	n, a, cols := s.Last-s.First, t.o.Arc, t.w.Cols
	stride = (n + 1 + nn.Width - 1) / nn.Width * nn.Width
	heads = make([]float32, stride*a)
	copy(heads, t.root.V[:a])
	for i := range n {
		copy(heads[(i+1)*a:(i+2)*a], t.p[(s.First+i)*cols+a:])
	}
	turned := make([]float32, stride*a)
	nn.Transpose(turned, heads, stride, a)
	scores = make([]float32, n*stride)
	for j := range n + 1 {
		var bias float32
		for k, x := range heads[j*a : (j+1)*a] {
			bias += float32(x * t.hb.V[k])
		}
		for i := range n {
			scores[i*stride+j] = bias
			if j > 0 {
				scores[i*stride+j] += t.far.V[neural.Distance(i+1, j)]
			}
		}
	}
	nn.MatMul(scores, t.m[s.First*a:s.Last*a], turned, n, a, stride)
	return scores, heads, stride
}

// relations sets t.hid and t.logit for tokens with heads (global index, -1 the root).
func (t *treeNet) relations(heads []int) {
	n, a, l, cols := len(heads), t.o.Arc, t.o.Label, t.w.Cols
	t.hid = nn.Grow(t.hid, n*l)
	t.logit = nn.Grow(t.logit, n*t.lcols)
	for i, h := range heads {
		x := t.hid[i*l : (i+1)*l]
		copy(x, t.p[i*cols+2*a:i*cols+2*a+l])
		if h < 0 {
			add(x, t.root.V[a:])
		} else {
			add(x, t.p[h*cols+2*a+l:h*cols+2*a+2*l])
		}
		for j := range x {
			x[j] = max(x[j], 0)
		}
		copy(t.logit[i*t.lcols:], t.lb.V)
	}
	nn.MatMul(t.logit, t.hid, t.lw.V, n, l, t.lcols)
}

// learn adds the gradients of a batch and returns its loss a token.
func (t *treeNet) learn(batch []example, rng *rand.Rand) float64 {
	var tokens []token
	var sents []nn.Span
	var heads, rels []int
	var told []bool
	for _, e := range batch {
		first := len(tokens)
		for i, h := range e.head {
			if h > 0 {
				heads = append(heads, first+h-1)
			} else {
				heads = append(heads, -1)
			}
			told = append(told, h != unknown)
			rels = append(rels, e.rel[i])
		}
		tokens = append(tokens, e.tokens...)
		sents = append(sents, nn.Span{First: first, Last: len(tokens)})
	}
	n, a, l, cols := len(tokens), t.o.Arc, t.o.Label, t.w.Cols
	h := t.forward(tokens, sents, true, rng)
	t.project(h, n, sents, t.o.Drop, rng)
	t.dp, t.dm = nn.Grow(t.dp, n*cols), nn.Grow(t.dm, n*a)
	loss := 0.0
	scale := float32(1 / float64(n))
	for _, s := range sents {
		size := s.Last - s.First
		scores, hv, stride := t.arcs(s)
		for i := range size {
			row := scores[i*stride : i*stride+stride]
			if !told[s.First+i] {
				clear(row)
				continue
			}
			row[i+1] = -1e9
			for j := size + 1; j < stride; j++ {
				row[j] = -1e9
			}
			want := 0
			if g := heads[s.First+i]; g >= 0 {
				want = g - s.First + 1
			}
			loss += softmax(row, want, scale)
		}
		// The scores are gradients now.
		nn.MatMul(t.dm[s.First*a:s.Last*a], scores, hv, size, stride, a)
		turned := make([]float32, stride*size)
		nn.Transpose(turned, scores, size, stride)
		dh := make([]float32, stride*a)
		nn.MatMul(dh, turned, t.m[s.First*a:s.Last*a], stride, size, a)
		for j := range size + 1 {
			var sum float32
			for i := range size {
				g := scores[i*stride+j]
				sum += g
				if j > 0 {
					t.far.G[neural.Distance(i+1, j)] += g
				}
			}
			for k := range a {
				dh[j*a+k] += float32(sum * t.hb.V[k])
				t.hb.G[k] += float32(sum * hv[j*a+k])
			}
			if j == 0 {
				add(t.root.G[:a], dh[:a])
			} else {
				add(t.dp[(s.First+j-1)*cols+a:(s.First+j-1)*cols+2*a], dh[j*a:(j+1)*a])
			}
		}
	}
	dep, ddep := make([]float32, n*a), make([]float32, n*a)
	for i := range n {
		copy(dep[i*a:(i+1)*a], t.p[i*cols:])
	}
	nn.Backprop(t.u, dep, t.dm, ddep, n, &t.buf)
	for i := range n {
		copy(t.dp[i*cols:i*cols+a], ddep[i*a:(i+1)*a])
	}
	// Relations, of the right heads.
	t.relations(heads)
	for i := range n {
		row := t.logit[i*t.lcols : (i+1)*t.lcols]
		if !told[i] {
			clear(row)
			continue
		}
		for j := len(t.labels); j < t.lcols; j++ {
			row[j] = -1e9
		}
		loss += softmax(row, rels[i], scale)
		add(t.lb.G, row)
	}
	dhid := make([]float32, n*l)
	nn.Backprop(t.lw, t.hid, t.logit, dhid, n, &t.buf)
	for i, hd := range heads {
		d := dhid[i*l : (i+1)*l]
		for j, x := range t.hid[i*l : (i+1)*l] {
			if x <= 0 {
				d[j] = 0
			}
		}
		add(t.dp[i*cols+2*a:i*cols+2*a+l], d)
		if hd < 0 {
			add(t.root.G[a:], d)
		} else {
			add(t.dp[hd*cols+2*a+l:hd*cols+2*a+2*l], d)
		}
	}
	for i := range t.dp {
		if t.mask != nil {
			t.dp[i] *= t.mask[i]
		}
		if i%cols < 2*a && t.p[i] <= 0 {
			t.dp[i] = 0
		}
	}
	for i := range n {
		add(t.b.G, t.dp[i*cols:(i+1)*cols])
	}
	dh := make([]float32, n*t.w.Rows)
	nn.Backprop(t.w, h, t.dp, dh, n, &t.buf)
	t.backward(dh, sents)
	return loss / float64(n)
}

// softmax replaces scores by the gradient of the cross entropy of want, times scale, and
// returns that entropy.
func softmax(scores []float32, want int, scale float32) float64 {
	top := slices.Max(scores)
	sum := 0.0
	for i, s := range scores {
		e := math.Exp(float64(s - top))
		sum += e
		scores[i] = float32(e)
	}
	p := float64(scores[want]) / sum
	for i := range scores {
		scores[i] = float32(float32(float64(scores[i])/sum) * scale)
	}
	scores[want] -= scale
	return -math.Log(max(p, 1e-12))
}

// together is the number of sentences that are read at once: the larger matrices are, the
// less time goes into laying out weights.
const together = 32

// predict sets the heads and relations of examples.
func (t *treeNet) predict(examples []example) {
	root := slices.Index(t.labels, "root")
	for batch := range slices.Chunk(examples, together) {
		var tokens []token
		var sents []nn.Span
		for _, e := range batch {
			first := len(tokens)
			tokens = append(tokens, e.tokens...)
			sents = append(sents, nn.Span{First: first, Last: len(tokens)})
		}
		h := t.forward(tokens, sents, false, nil)
		t.project(h, len(tokens), nil, 0, nil)
		heads := make([]int, len(tokens))
		for k, s := range sents {
			e := &batch[k]
			n := len(e.tokens)
			scores, _, stride := t.arcs(s)
			ints := make([]int32, len(scores))
			for i, x := range scores {
				ints[i] = int32(math.RoundToEven(float64(x) * 1024))
			}
			head := make([]int, n+1)
			depparse.Tree(ints, n, stride, head)
			e.head, e.rel = head[1:], make([]int, n)
			for i, h := range e.head {
				heads[s.First+i] = s.First + h - 1
				if h == 0 {
					heads[s.First+i] = -1
				}
			}
		}
		t.relations(heads)
		for k, s := range sents {
			for i := range batch[k].rel {
				at := s.First + i
				if heads[at] < 0 {
					batch[k].rel[i] = root
					continue
				}
				row := t.logit[at*t.lcols : at*t.lcols+len(t.labels)]
				top := 0
				for j, x := range row {
					if x > row[top] && j != root {
						top = j
					}
				}
				batch[k].rel[i] = top
			}
		}
	}
}

// right counts the words of examples whose head and relation are right, and whose head is.
func (t *treeNet) right(examples []example) (labelled, unlabelled, all int) {
	got := slices.Clone(examples)
	t.predict(got)
	for i, e := range examples {
		for j, h := range e.head {
			all++
			if got[i].head[j] != h {
				continue
			}
			unlabelled++
			if got[i].rel[j] == e.rel[j] {
				labelled++
			}
		}
	}
	return labelled, unlabelled, all
}

// examples makes examples of docs.
func (t *treeNet) examples(docs []*conllu.Doc) []example {
	var out []example
	for _, d := range docs {
		for _, s := range d.Sentences {
			out = append(out, t.example(d.Tokens, s))
		}
	}
	return out
}

// example makes an example of a sentence.
func (t *treeNet) example(tokens []nlp.Token, s nlp.Sentence) example {
	var e example
	for _, tok := range tokens[s.First:s.Last] {
		var x token
		neural.RowsOf(tok.Form, t.words, &x.form)
		x.tags = [2]int32{int32(slices.Index(t.xtags, tok.XPOS) + 1), int32(slices.Index(t.utags, tok.UPOS) + 1)}
		e.tokens = append(e.tokens, x)
		head := 0
		if tok.Head >= 0 {
			head = tok.Head - s.First + 1
		}
		e.head = append(e.head, head)
		e.rel = append(e.rel, slices.Index(t.labels, tok.Rel))
	}
	return e
}

// DefaultParse are the settings of the model that is shipped.
var DefaultParse = ParseOptions{
	Dim: 128, Hidden: 192, Layers: 3, Arc: 128, Label: 64,
	Epochs: 14, Batch: 600, Rate: 2e-3, Drop: 0.35, Seed: 1, Folds: 5, Log: io.Discard,
	Fast: &ParseOptions{Hidden: 96, Layers: 2, Arc: 64, Label: 64, Epochs: 7, Batch: 500, Rate: 3e-3, Drop: 0.15},
}

// newParser returns a network for the words, tags and relations of docs, untrained.
func newParser(docs []*conllu.Doc, vectors *Vectors, o ParseOptions, rng *rand.Rand) *treeNet {
	xtags, utags := tagSets(docs)
	rels := count{}
	for _, d := range docs {
		for _, t := range d.Tokens {
			rels[t.Rel]++
		}
	}
	e := newEncoder(docs, vectors, o.Dim, o.Hidden, o.Layers, []int{len(xtags) + 1, len(utags) + 1}, o.Drop, rng)
	t := newTreeNet(e, sortedKeys(rels), o, rng)
	t.xtags, t.utags = xtags, utags
	return t
}

// trainTree returns a trained network.
func trainTree(docs []*conllu.Doc, vectors *Vectors, o ParseOptions) *treeNet {
	rng := rand.New(rand.NewPCG(o.Seed, 4))
	t := newParser(docs, vectors, o, rng)
	t.fit(slices.Repeat([][]example{t.examples(docs)}, o.Epochs), schedule{o.Batch, o.Rate}, rng)
	return t
}

// fit trains the network on the examples of each epoch.
func (t *treeNet) fit(epochs [][]example, s schedule, rng *rand.Rand) {
	dev := t.examples(t.o.Dev)
	learnAll(epochs, func(e example) int { return len(e.tokens) }, s, t.tensors(), rng, t.learn,
		func(epoch int, loss float64) {
			fmt.Fprintf(t.o.Log, "parse: epoch %d: loss %.4f", epoch, loss)
			if len(dev) > 0 {
				labelled, unlabelled, all := t.right(dev)
				fmt.Fprintf(t.o.Log, ", UAS %.2f LAS %.2f of %d", percent(unlabelled, all), percent(labelled, all), all)
			}
			fmt.Fprintln(t.o.Log)
		})
}

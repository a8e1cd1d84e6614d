package train

import (
	"math"
	"math/rand/v2"
	"strings"
	"unicode"

	"chancery/conllu"
	"chancery/model/neural"
	"chancery/train/nn"
)

// token is what a network knows of a token.
type token struct {
	form [neural.FormTables]int32
	tags [2]int32 // Penn and universal tag; rows of their tables
}

// encoder is the part of a network that makes a vector of each token in its sentence.
type encoder struct {
	dim    int
	words  map[string]int32 // small word to row, from 1
	given  []float32        // given vectors by row; of zeros for words without
	gdim   int
	often  []bool       // by row: seen often enough to have a vector of its own
	proj   *nn.Tensor   // of the given vectors: gdim by dim
	forms  []*nn.Tensor // tables, neural.FormTables of them
	tags   []*nn.Tensor
	layers []*nn.SRU
	drop   float64
	// fixed is set where the tables are those of another network, which do not move.
	fixed bool

	batch []token
	known []bool // by token of the batch: not hidden by dropout
	own   []bool
	g, x  []float32
	buf   []float32
}

// Words seen less often than this have no vector of their own beyond the given one.
const ownCount = 2

func newEncoder(docs []*conllu.Doc, vectors *Vectors, dim, hidden, layers int, tagRows []int, drop float64, rng *rand.Rand) *encoder {
	e := &encoder{dim: dim, words: map[string]int32{}, gdim: vectors.Dim, drop: drop}
	e.given = make([]float32, vectors.Dim)
	for i, w := range vectors.Words {
		e.words[w] = int32(i + 1)
	}
	e.given = append(e.given, vectors.Data...)
	seen := count{}
	for _, d := range docs {
		for _, t := range d.Tokens {
			seen[strings.ToLower(t.Form)]++
		}
	}
	e.often = make([]bool, len(vectors.Words)+1)
	for _, w := range sortedKeys(seen) {
		if seen[w] < ownCount || strings.ContainsFunc(w, unicode.IsSpace) {
			continue
		}
		if at := e.words[w]; at > 0 {
			e.often[at] = true
			continue
		}
		e.words[w] = int32(len(e.often))
		e.often = append(e.often, true)
		e.given = append(e.given, make([]float32, vectors.Dim)...)
	}
	e.proj = nn.NewTensor(vectors.Dim, dim, math.Sqrt(3/float64(vectors.Dim))*2, rng)
	rows := neural.Rows
	rows[neural.Word] = len(e.often)
	for i, n := range rows {
		scale := 0.3
		if i == neural.Word {
			scale = 0
		}
		e.forms = append(e.forms, nn.NewTable(n, dim, scale, rng))
	}
	for _, n := range tagRows {
		e.tags = append(e.tags, nn.NewTable(n, dim, 0.5, rng))
	}
	e.stack(hidden, layers, rng)
	return e
}

// smaller returns an encoder with layers of its own, of the sizes in o, over the tables of
// e, which it leaves as they are.
func (e *encoder) smaller(o ParseOptions, rng *rand.Rand) *encoder {
	s := &encoder{dim: e.dim, words: e.words, given: e.given, gdim: e.gdim, often: e.often, proj: e.proj, forms: e.forms, tags: e.tags, drop: o.Drop, fixed: true}
	s.stack(o.Hidden, o.Layers, rng)
	return s
}

// stack adds the layers.
func (e *encoder) stack(hidden, layers int, rng *rand.Rand) {
	in := e.dim
	for range layers {
		e.layers = append(e.layers, nn.NewSRU(in, hidden, rng))
		in = 2 * hidden
	}
}

func (e *encoder) tensors() []*nn.Tensor {
	var ts []*nn.Tensor
	if !e.fixed {
		ts = append(append([]*nn.Tensor{e.proj}, e.forms...), e.tags...)
	}
	for _, l := range e.layers {
		ts = append(ts, l.Tensors()...)
	}
	return ts
}

// forward returns the vectors of the tokens, twice the hidden size each. Where learn is
// set, words, tags and columns are dropped.
func (e *encoder) forward(batch []token, sents []nn.Span, learn bool, rng *rand.Rand) []float32 {
	e.batch = batch
	n := len(batch)
	e.g, e.x = nn.Grow(e.g, n*e.gdim), nn.Grow(e.x, n*e.dim)
	e.known, e.own = e.known[:0], e.own[:0]
	for i, t := range batch {
		row := int(t.form[neural.Word])
		known, own := row != neural.Unknown, e.often[row]
		if learn {
			known = known && rng.Float64() >= 0.08
			own = own && known && rng.Float64() >= 0.3
		}
		e.known, e.own = append(e.known, known), append(e.own, own)
		x := e.x[i*e.dim : (i+1)*e.dim]
		if known {
			copy(e.g[i*e.gdim:], e.given[row*e.gdim:(row+1)*e.gdim])
		} else {
			add(x, e.forms[neural.Word].Row(neural.Unknown))
		}
		if own {
			add(x, e.forms[neural.Word].Row(row))
		}
		for k := neural.Word + 1; k < neural.FormTables; k++ {
			add(x, e.forms[k].Row(int(t.form[k])))
		}
		for k, tab := range e.tags {
			add(x, tab.Row(int(t.tags[k])))
		}
	}
	nn.MatMul(e.x, e.g, e.proj.V, n, e.gdim, e.dim)
	h := e.x
	drop := 0.0
	if learn {
		drop = e.drop
	}
	for _, l := range e.layers {
		h = l.Forward(h, sents, drop, rng)
	}
	return h
}

// backward takes the gradient of what forward returned.
func (e *encoder) backward(dh []float32, sents []nn.Span) {
	for i := len(e.layers) - 1; i >= 0; i-- {
		dh = e.layers[i].Backward(dh, sents)
	}
	if e.fixed {
		return
	}
	nn.Backprop(e.proj, e.g, dh, nil, len(e.batch), &e.buf)
	for i, t := range e.batch {
		dx := dh[i*e.dim : (i+1)*e.dim]
		if !e.known[i] {
			add(e.forms[neural.Word].Grad(neural.Unknown), dx)
		}
		if e.own[i] {
			add(e.forms[neural.Word].Grad(int(t.form[neural.Word])), dx)
		}
		for k := neural.Word + 1; k < neural.FormTables; k++ {
			add(e.forms[k].Grad(int(t.form[k])), dx)
		}
		for k, tab := range e.tags {
			add(tab.Grad(int(t.tags[k])), dx)
		}
	}
}

func add(y, x []float32) {
	for i, v := range x {
		y[i] += v
	}
}

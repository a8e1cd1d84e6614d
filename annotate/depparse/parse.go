// Package depparse finds the dependency tree of each sentence, with the relations of
// Universal Dependencies. A network reads the sentence in both directions; each word's
// head is judged from the vectors of both (Dozat and Manning, 2017), and the best tree
// is taken.
package depparse

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"chancery/model"
	"chancery/model/neural"
	"chancery/nlp"
)

// Sections of the model beside those of the encoder.
const (
	SectionXPOS     = "xpos"     // Penn tags, one a line; rows from 1 of the first table after those of forms
	SectionUPOS     = "upos"     // universal tags; rows from 1 of the second
	SectionProject  = "project"  // to the spaces of arcs and relations: dependent, head, and again
	SectionArc      = "arc"      // what joins dependents to heads, square
	SectionHead     = "head"     // the weight of a head whatever depends on it
	SectionRoot     = "root"     // the root as a head, in both spaces
	SectionDistance = "distance" // by [neural.Distance]
	SectionRelation = "relation" // the relations, which are the labels of the header
)

// Fast goes before the names of the sections and settings of the small network.
const Fast = "fast."

// Sizes are the settings of the header.
type Sizes struct {
	neural.Sizes
	Arc, Label int
}

// Settings returns s for a header, and sizesOf reads them back.
func (s Sizes) Settings() map[string]any {
	return map[string]any{"dim": s.Dim, "hidden": s.Hidden, "layers": s.Layers, "arc": s.Arc, "label": s.Label}
}

func sizesOf(f *model.File, prefix string) Sizes {
	at := func(key string) int {
		x, _ := f.Settings[prefix+key].(float64) // as JSON has it
		return int(x)
	}
	return Sizes{neural.Sizes{Dim: at("dim"), Hidden: at("hidden"), Layers: at("layers"), Tables: neural.FormTables + 2, Prefix: prefix}, at("arc"), at("label")}
}

// Parser adds the layer Deps. It is safe for concurrent use.
type Parser struct {
	encoder    *neural.Encoder
	xpos, upos map[string]int32
	sizes      Sizes
	project    *neural.Layer
	arc        *neural.Matrix
	head, root []int16
	distance   []int32
	relation   *neural.Layer
	labels     []string
	group      []int // by label: its place in single, or -1
	rootLabel  int
	agreements agreements
	scratch    sync.Pool // of *scratch
}

// scratch is what one call needs.
type scratch struct {
	neural.Scratch
	prod, scores, logits []int32
	dep, arcs, hidden    []int16
	head, labels         []int
	taken                []int16 // by head and place of [single]: the word that has it, from 1
}

// New returns the parser of a model that train.Parse wrote.
func New(f *model.File) (*Parser, error) { return newParser(f, "") }

// NewFast returns the parser of the same model with its small network, which is faster and
// errs more.
func NewFast(f *model.File) (*Parser, error) { return newParser(f, Fast) }

func newParser(f *model.File, prefix string) (*Parser, error) {
	s := sizesOf(f, prefix)
	e, err := neural.NewEncoder(f, s.Sizes)
	if err != nil {
		return nil, err
	}
	p := &Parser{encoder: e, sizes: s, xpos: lines(f, SectionXPOS), upos: lines(f, SectionUPOS), labels: f.Labels}
	if p.project, err = neural.NewLayer(f, prefix+SectionProject, e.Out, 2*s.Arc+2*s.Label); err != nil {
		return nil, err
	}
	if p.arc, err = neural.NewMatrix(neural.Int16s(f.Bytes(prefix+SectionArc)), s.Arc, s.Arc); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	if p.relation, err = neural.NewLayer(f, prefix+SectionRelation, s.Label, (len(f.Labels)+15)/16*16); err != nil {
		return nil, err
	}
	p.head, p.root = neural.Int16s(f.Bytes(prefix+SectionHead)), neural.Int16s(f.Bytes(prefix+SectionRoot))
	p.distance = model.Int32s(f.Bytes(prefix + SectionDistance))
	p.rootLabel = slices.Index(f.Labels, "root")
	for _, l := range f.Labels {
		p.group = append(p.group, slices.IndexFunc(single[:], func(g []string) bool { return slices.Contains(g, l) }))
	}
	if len(p.head) != s.Arc || len(p.root) != s.Arc+s.Label || len(p.distance) != 2*neural.Near+1 || p.rootLabel < 0 {
		return nil, fmt.Errorf("%w: %s: %d weights of heads, %d of the root, %d of distances", model.ErrFormat, f.Name, len(p.head), len(p.root), len(p.distance))
	}
	if p.agreements, err = loadAgreements(); err != nil {
		return nil, err
	}
	p.scratch.New = func() any { return new(scratch) }
	return p, nil
}

// lines numbers the lines of a section from 1.
func lines(f *model.File, section string) map[string]int32 {
	m := map[string]int32{}
	for i, s := range strings.Fields(string(f.Bytes(section))) {
		m[s] = int32(i + 1)
	}
	return m
}

// maxWords is the largest number of words that are parsed at once: longer sentences,
// which the tokeniser does not make, are parsed in pieces.
const maxWords = 256

// Annotate adds Head and Rel to the tokens of d, and corrects tags that the tree decides
// against. It needs the layer Tags.
func (p *Parser) Annotate(d *nlp.Document) error {
	if err := d.Require(nlp.Tags); err != nil {
		return err
	}
	if err := d.Add(nlp.Deps); err != nil {
		return err
	}
	s := p.scratch.Get().(*scratch)
	defer p.scratch.Put(s)
	for _, sent := range d.Sentences {
		root := -1
		for first := sent.First; first < sent.Last; first += maxWords {
			at := p.parse(s, d.Tokens, first, min(first+maxWords, sent.Last))
			if root >= 0 {
				d.Tokens[at].Head, d.Tokens[at].Rel = root, "parataxis"
			} else {
				root = at
			}
		}
		mend(d.Tokens, sent.First, sent.Last)
		p.agreements.agree(d.Tokens, sent.First, sent.Last)
	}
	return nil
}

// parse sets the heads of tokens from first up to last, and returns the root.
func (p *Parser) parse(s *scratch, tokens []nlp.Token, first, last int) int {
	n, e := last-first, p.encoder
	s.Rows = neural.Grow(s.Rows, n*e.Tables)
	for i := range n {
		t := &tokens[first+i]
		row := s.Rows[i*e.Tables : (i+1)*e.Tables]
		neural.RowsOf(t.Form, e.Words, (*[neural.FormTables]int32)(row))
		row[neural.FormTables], row[neural.FormTables+1] = p.xpos[t.XPOS], p.upos[t.UPOS]
	}
	padded := neural.Pad(n)
	h := e.Run(&s.Scratch, n)
	// Projections, as activations: the spaces of arcs are cut off at zero.
	cols, a := p.project.Out, p.sizes.Arc
	s.prod = neural.Grow(s.prod, padded*cols)
	p.project.Mul(s.prod, h, padded)
	s.dep = neural.Grow(s.dep, padded*a)
	s.arcs = neural.Grow(s.arcs, padded*cols)
	for i := range padded {
		out := s.arcs[i*cols : (i+1)*cols]
		neural.Activations(out, s.prod[i*cols:(i+1)*cols], p.project.Bias)
		for j, x := range out[:2*a] {
			out[j] = max(x, 0)
		}
		copy(s.dep[i*a:(i+1)*a], out)
	}
	p.heads(s, n)
	p.relations(s, tokens[first:last])
	root := first
	for i := range n {
		t := &tokens[first+i]
		if t.Head = first + s.head[i+1] - 1; s.head[i+1] == 0 {
			t.Head, root = -1, first+i
		}
	}
	return root
}

// heads sets s.head to the tree of n words.
func (p *Parser) heads(s *scratch, n int) {
	padded, a := neural.Pad(n), p.sizes.Arc
	s.Ints = neural.Grow(s.Ints, padded*a)
	p.arc.Mul(s.Ints, s.dep, padded)
	neural.Activations(s.dep, s.Ints[:padded*a], nil)
	s.Packed.SetRows(n+1, a, func(j int) []int16 { return p.headRow(s, j) })
	stride := s.Packed.Out
	s.scores = neural.Grow(s.scores, padded*stride)
	s.Packed.Mul(s.scores, s.dep, padded)
	for j := range n + 1 {
		var bias int32
		for k, x := range p.headRow(s, j) {
			bias += int32(x) * int32(p.head[k])
		}
		for i := range n {
			s.scores[i*stride+j] += bias
			if j > 0 {
				s.scores[i*stride+j] += p.distance[neural.Distance(i+1, j)]
			}
		}
	}
	s.head = neural.Grow(s.head, n+1)
	Tree(s.scores, n, stride, s.head)
}

// headRow returns word j, or the root for 0, as a head.
func (p *Parser) headRow(s *scratch, j int) []int16 {
	a, cols := p.sizes.Arc, p.project.Out
	if j == 0 {
		return p.root[:a]
	}
	return s.arcs[(j-1)*cols+a : (j-1)*cols+2*a]
}

// relations sets the relations of tokens, whose heads are s.head.
func (p *Parser) relations(s *scratch, tokens []nlp.Token) {
	n, a, l, cols := len(tokens), p.sizes.Arc, p.sizes.Label, p.project.Out
	padded := neural.Pad(n)
	s.hidden = neural.Grow(s.hidden, padded*l)
	clear(s.hidden)
	for i := range n {
		dep := s.arcs[i*cols+2*a : i*cols+2*a+l]
		head := p.root[a:]
		if h := s.head[i+1]; h > 0 {
			head = s.arcs[(h-1)*cols+2*a+l : (h-1)*cols+2*a+2*l]
		}
		out := s.hidden[i*l : (i+1)*l]
		for j, x := range dep {
			out[j] = int16(min(max(int32(x)+int32(head[j]), 0), 1<<15-1))
		}
	}
	s.logits = neural.Grow(s.logits, padded*p.relation.Out)
	p.relation.Mul(s.logits, s.hidden, padded)
	s.taken = neural.Grow(s.taken, (n+1)*len(single))
	clear(s.taken)
	s.labels = neural.Grow(s.labels, n)
	for i := range n {
		row := s.logits[i*p.relation.Out : i*p.relation.Out+len(p.labels)]
		for j := range row {
			row[j] += p.relation.Bias[j]
		}
		if s.head[i+1] == 0 {
			s.labels[i] = p.rootLabel
			continue
		}
		s.labels[i] = p.bestLabel(row, nil)
		p.settle(s, i)
	}
	for i := range tokens {
		tokens[i].Rel = p.labels[s.labels[i]]
	}
}

// single are the relations of which a word has one dependent in all: a clause has one
// subject, one object, one copula.
var single = [...][]string{{"nsubj", "nsubj:pass", "csubj", "csubj:pass"}, {"obj"}, {"iobj"}, {"cop"}}

// bestLabel returns the label with the highest score, of those for which the head's place
// in taken is free if taken is given.
func (p *Parser) bestLabel(row []int32, taken []int16) int {
	top := -1
	for j, x := range row {
		if j == p.rootLabel || top >= 0 && x <= row[top] {
			continue
		}
		if g := p.group[j]; taken == nil || g < 0 || taken[g] == 0 {
			top = j
		}
	}
	return top
}

// settle sees to it that word i does not share the place of its relation with another
// dependent of its head: the one of the two that loses less by it takes the best relation
// whose place is free.
func (p *Parser) settle(s *scratch, i int) {
	h := s.head[i+1]
	taken := s.taken[h*len(single) : (h+1)*len(single)]
	row := func(i int) []int32 { return s.logits[i*p.relation.Out : i*p.relation.Out+len(p.labels)] }
	for g := p.group[s.labels[i]]; g >= 0; g = p.group[s.labels[i]] {
		if taken[g] == 0 {
			taken[g] = int16(i + 1)
			return
		}
		other := int(taken[g]) - 1
		mine, its := p.bestLabel(row(i), taken), p.bestLabel(row(other), taken)
		if row(i)[s.labels[i]]-row(i)[mine] < row(other)[s.labels[other]]-row(other)[its] {
			s.labels[i] = mine
			continue
		}
		taken[g] = int16(i + 1)
		s.labels[other] = its
		i = other
	}
}

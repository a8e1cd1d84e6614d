// Package depparse finds the dependency tree of each sentence, with the relations of
// Universal Dependencies.
package depparse

import (
	"strconv"
	"strings"
	"sync"

	"chancery/model"
	"chancery/nlp"
)

// Parser adds the layer Deps. It is safe for concurrent use.
type Parser struct {
	actions, rels *model.Linear
	relHash       []uint64
	groups        map[string]uint16
	scratch       sync.Pool
}

type scratch struct {
	state   State
	words   []Word
	feat    []uint64
	acts    []int32
	rels    []int32
	relName []string
}

// RelBits is the size of the table of relations.
const RelBits = 16

// New returns the parser of a model that train.Parse wrote.
func New(f *model.File) (*Parser, error) {
	p := &Parser{groups: map[string]uint16{}}
	var err error
	if p.actions, err = model.NewLinear(f, "actions", make([]string, Actions), f.Bits); err != nil {
		return nil, err
	}
	if p.rels, err = model.NewLinear(f, "rels", f.Labels, RelBits); err != nil {
		return nil, err
	}
	for _, l := range f.Labels {
		p.relHash = append(p.relHash, model.Hash(0, l))
	}
	for line := range strings.Lines(string(f.Bytes("group"))) {
		w, n, _ := strings.Cut(strings.TrimSpace(line), "\t")
		k, _ := strconv.Atoi(n)
		p.groups[w] = uint16(k)
	}
	p.scratch.New = func() any {
		return &scratch{acts: make([]int32, Actions), rels: make([]int32, len(f.Labels))}
	}
	return p, nil
}

// WordsOf makes the words of a sentence.
func WordsOf(tokens []nlp.Token, groups map[string]uint16, out []Word) []Word {
	out = append(out[:0], Word{})
	for i := range tokens {
		t := &tokens[i]
		low := strings.ToLower(t.Form[:min(len(t.Form), 64)])
		out = append(out, Word{model.Hash(0, t.Form[:min(len(t.Form), 64)]), model.Hash(0, low), model.Hash(1, t.XPOS), model.Hash(2, t.UPOS), uint64(groups[low])})
	}
	return append(out, Word{1, 1, 1, 1, 1})
}

// Annotate adds Head and Rel to the tokens of d. It needs the layer Tags.
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
		p.parse(s, d.Tokens, sent.First, sent.Last)
	}
	return nil
}

func (p *Parser) parse(s *scratch, tokens []nlp.Token, first, last int) {
	s.words = WordsOf(tokens[first:last], p.groups, s.words)
	st := &s.state
	st.Reset(s.words)
	for !st.Done() {
		clear(s.acts)
		s.feat = st.Features(s.feat[:0])
		for _, f := range s.feat {
			p.actions.Score(f, s.acts)
		}
		a := -1
		for k, v := range s.acts {
			if st.Allowed(k) && (a < 0 || v > s.acts[a]) {
				a = k
			}
		}
		if a == Shift {
			st.Do(a, 0)
			continue
		}
		h, dep := st.Arc(a)
		tok := &tokens[first+dep-1]
		if h == st.N+1 {
			tok.Head, tok.Rel = -1, "root"
			st.Do(a, model.Hash(0, "root"))
			continue
		}
		clear(s.rels)
		s.feat = st.ArcFeatures(h, dep, s.feat[:0])
		for _, f := range s.feat {
			p.rels.Score(f, s.rels)
		}
		r := 0
		for k, v := range s.rels {
			if v > s.rels[r] && p.rels.Labels[k] != "root" {
				r = k
			}
		}
		tok.Head, tok.Rel = first+h-1, p.rels.Labels[r]
		st.Do(a, p.relHash[r])
	}
}

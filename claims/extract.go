package claims

import (
	"fmt"
	"slices"

	"chancery/lang/en"
	"chancery/ledger"
	"chancery/model"
	"chancery/nlp"
)

// Extractor finds the claims of documents. It may be used by several goroutines.
type Extractor struct {
	lex      lexicon
	verdicts map[string]uint8 // lemma → class, see en.Verdicts
	cue      *model.Sequence
	args     *model.Sequence
}

// New returns an extractor with the models of f (its sections "cue" and "args"
// are models themselves), the table of cues, and the table of verdicts.
func New(f *model.File, cues []en.Cue, verdicts []en.Verdict) (*Extractor, error) {
	x := &Extractor{lex: newLexicon(cues), verdicts: map[string]uint8{}}
	for _, v := range verdicts {
		x.verdicts[v.Word] = uint8(slices.Index(en.CueClasses, v.Class))
	}
	for _, part := range []struct {
		name   string
		labels []string
		to     **model.Sequence
	}{{"cue", cueLabels, &x.cue}, {"args", argLabels, &x.args}} {
		inner, err := model.Open(f.Bytes(part.name))
		if err != nil {
			return nil, fmt.Errorf("claims: section %s: %w", part.name, err)
		}
		if !slices.Equal(inner.Labels, part.labels) {
			return nil, fmt.Errorf("claims: section %s has the labels %v; this version needs %v", part.name, inner.Labels, part.labels)
		}
		if *part.to, err = model.NewSequence(inner); err != nil {
			return nil, fmt.Errorf("claims: %w", err)
		}
	}
	return x, nil
}

// Bundle joins the models of cues and of arguments in one model, which [New] takes.
func Bundle(h *model.Header, cue, args []byte) {
	h.Add("cue", cue)
	h.Add("args", args)
}

// tokens is a half-open range of token indices.
type tokens struct{ from, to int }

func (r tokens) empty() bool         { return r.to <= r.from }
func (r tokens) has(i int) bool      { return r.from <= i && i < r.to }
func (r tokens) meets(s tokens) bool { return r.from < s.to && s.from < r.to }

// A draft is a claim in the making, in tokens.
type draft struct {
	cue     tokens
	head    int // of the cue
	source  tokens
	content []tokens
	hit     hit
	rule    string
	class   uint8
	stance  string
	quote   string
	neg     bool
	in      int
	ref     int
	why     []ledger.Reason
}

// Extract returns the claims of d in the order of their cues. refs are its
// referents, indexed by [nlp.Mention.Chain]; with none, sources stay unresolved.
// d must have the layers of [Needs].
func (x *Extractor) Extract(d *nlp.Document, refs []ledger.Referent) ([]Claim, error) {
	if err := d.Require(Needs); err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	v := newView(d, x.lex)
	f := &finder{Extractor: x, view: v, refs: refs}
	f.c.view = v
	for _, r := range f.findCues() {
		f.arguments(r)
	}
	f.settle()
	return f.claims(), nil
}

// A finder finds the claims of one document.
type finder struct {
	*Extractor
	*view
	refs   []ledger.Referent
	c      cueView
	dec    model.Decoder
	drafts []draft
}

// findCues returns the cues of the document: those that the tagger finds, and
// those that the table and the parse are sure of.
func (f *finder) findCues() []tokens {
	n := len(f.Tokens)
	if n == 0 {
		return nil
	}
	labels := f.cue.Decode(&f.dec, n, nil, func(i int, buf []uint64) []uint64 { return f.cueFeatures(i, buf) })
	var out []tokens
	for i := 0; i < n; i++ {
		if labels[i] != 1 {
			continue
		}
		r := tokens{i, i + 1}
		for r.to < n && labels[r.to] == 2 && f.Tokens[r.to].Sent == f.Tokens[i].Sent {
			r.to++
		}
		out = append(out, r)
		i = r.to - 1
	}
	return out
}

// arguments finds the source and the content of the cue r and keeps a draft.
func (f *finder) arguments(r tokens) {
	c := &f.c
	c.about(f.view, r.from, r.to)
	labels := f.args.Decode(&f.dec, c.hi-c.lo, nil, func(i int, buf []uint64) []uint64 { return c.argFeatures(c.lo+i, buf) })
	d := draft{cue: r, head: c.head, hit: f.hits[c.head], rule: "model:claims", in: -1, ref: -1}
	for i := 0; i < len(labels); i++ {
		l := labels[i]
		if l != 1 && l != 3 {
			continue
		}
		p := tokens{c.lo + i, c.lo + i + 1}
		for i+1 < len(labels) && labels[i+1] == l+1 {
			i++
			p.to++
		}
		if l == 3 {
			d.content = append(d.content, p)
		} else if d.source.empty() || distance(p, r) < distance(d.source, r) {
			d.source = p
		}
	}
	f.drafts = append(f.drafts, d)
}

func distance(a, b tokens) int {
	switch {
	case a.to <= b.from:
		return b.from - a.to
	case b.to <= a.from:
		return a.from - b.to
	}
	return 0
}

// settle turns raw drafts into good ones: boundaries, classes, stances, nesting.
func (f *finder) settle() {
	kept := f.drafts[:0]
	for i := range f.drafts {
		d := &f.drafts[i]
		f.trimSource(d)
		f.trimContent(d)
		if len(d.content) == 0 {
			continue
		}
		kept = append(kept, *d)
	}
	f.drafts = kept
}

// claims returns the drafts as claims.
func (f *finder) claims() []Claim {
	out := make([]Claim, len(f.drafts))
	for i := range f.drafts {
		d := &f.drafts[i]
		c := Claim{Referent: d.ref, Cue: f.span(d.cue), CueHead: d.head, Class: en.CueClasses[d.class], Quote: d.quote, Stance: d.stance, In: d.in, Rule: d.rule, Why: d.why}
		if !d.source.empty() {
			c.Source = f.span(d.source)
		}
		for _, p := range d.content {
			c.Content = append(c.Content, f.span(p))
		}
		out[i] = c
	}
	return out
}

// span returns the bytes of a range of tokens.
func (f *finder) span(r tokens) nlp.Span {
	return nlp.Span{Start: f.Tokens[r.from].Start, End: f.Tokens[r.to-1].End}
}

// trimSource cuts punctuation and the possessive mark off the source.
func (f *finder) trimSource(d *draft) {
	r := d.source
	for r.from < r.to && f.Tokens[r.from].UPOS == "PUNCT" {
		r.from++
	}
	for r.from < r.to && (f.Tokens[r.to-1].UPOS == "PUNCT" && f.Tokens[r.to-1].Form != ")" || f.Tokens[r.to-1].XPOS == "POS") {
		r.to--
	}
	d.source = r
}

// trimContent joins pieces that only punctuation parts, and cuts outer
// punctuation and the conjunction "that" off each.
func (f *finder) trimContent(d *draft) {
	var out []tokens
	for _, p := range d.content {
		for p.from < p.to && f.loose(p.from) {
			p.from++
		}
		for p.from < p.to && f.Tokens[p.to-1].UPOS == "PUNCT" && f.Tokens[p.to-1].Form != ")" && f.Tokens[p.to-1].Form != "?" && f.Tokens[p.to-1].Form != "!" && f.edge[p.to-1] != edgeClose {
			p.to--
		}
		if p.empty() {
			continue
		}
		out = append(out, p)
	}
	d.content = out
}

// loose reports whether token i may not begin a content: punctuation other than
// an opening mark or bracket, and "that" before a clause.
func (f *finder) loose(i int) bool {
	t := &f.Tokens[i]
	if t.UPOS == "PUNCT" {
		return f.edge[i] != edgeOpen && t.Form != "(" && t.Form != "["
	}
	return t.Rel == "mark" && (t.Lemma == "that" || t.Form == "that")
}

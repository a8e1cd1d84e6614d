package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"chancery/claims"
	"chancery/internal/brat"
	"chancery/ledger"
)

// Attribution is one attribution of a PolNeAR article: spans in code points.
type Attribution struct{ source, cue, content []span }

// PolnearDoc is an article of PolNeAR with its attributions.
type PolnearDoc struct {
	ID, Text string
	gold     []Attribution
}

// ReadPolnear reads a compartment of PolNeAR: the folders text, of articles, and
// attributions, of brat standoff. Where several annotators marked an article, the
// first file by name counts; articles that nobody marked are left out.
func ReadPolnear(dir string) ([]PolnearDoc, error) {
	files, err := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s holds no articles: it must have the folders text and attributions of PolNeAR", dir)
	}
	slices.Sort(files)
	var out []PolnearDoc
	for _, f := range files {
		id := strings.TrimSuffix(filepath.Base(f), ".txt")
		anns, err := filepath.Glob(filepath.Join(dir, "attributions", id+"_*.ann"))
		if err != nil || len(anns) == 0 {
			continue
		}
		slices.Sort(anns)
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		ann, err := os.ReadFile(anns[0])
		if err != nil {
			return nil, err
		}
		gold, err := readBrat(string(ann))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", anns[0], err)
		}
		out = append(out, PolnearDoc{ID: id, Text: string(text), gold: gold})
	}
	return out, nil
}

// PolnearInputs returns the texts of docs.
func PolnearInputs(docs []PolnearDoc) []Input {
	var out []Input
	for _, d := range docs {
		out = append(out, Input{ID: d.ID, Text: d.Text})
	}
	return out
}

// readBrat reads the attributions of a brat file: events of the types Attribution
// and Attribution-no-source. One that the relation In sets inside another is left
// out.
func readBrat(ann string) ([]Attribution, error) {
	f, err := brat.Parse(ann)
	if err != nil {
		return nil, err
	}
	nested := map[string]bool{}
	for _, r := range f.Relations {
		if r.Type == "In" {
			nested[r.Arg1] = true
		}
	}
	spans := func(id string) []span {
		var out []span
		if t := f.Span(id); t != nil {
			for _, p := range t.Pieces {
				out = append(out, span{p.Start, p.End})
			}
		}
		return out
	}
	var out []Attribution
	for i := range f.Events {
		e := &f.Events[i]
		if nested[e.ID] || !strings.HasPrefix(e.Type, "Attribution") {
			continue
		}
		a := Attribution{source: spans(e.Arg("Source")), cue: spans(e.Arg("Cue"))}
		a.content = append(spans(e.Arg("Content")), spans(e.Arg("Content2"))...)
		out = append(out, a)
	}
	return out, nil
}

// Attributions are attributions by the id of their document.
type Attributions map[string][]Attribution

// Attributions returns the outermost claims.
func (r Records) Attributions() Attributions {
	out := Attributions{}
	for id, d := range r {
		for _, c := range d.Claims {
			if deref(c.In) == "" {
				out[id] = append(out[id], attribution(c))
			}
		}
	}
	return out
}

// ReadAttributions reads what another system found in docs: of a document with
// the id ID the file ID.ann in dir, or the first by name of ID_*.ann. A document
// without a file has no attributions; a folder without a file for any is an error.
func ReadAttributions(dir string, docs []PolnearDoc) (Attributions, error) {
	out := Attributions{}
	found := false
	for _, d := range docs {
		name := filepath.Join(dir, d.ID+".ann")
		if _, err := os.Stat(name); err != nil {
			marked, err := filepath.Glob(filepath.Join(dir, d.ID+"_*.ann"))
			if err != nil || len(marked) == 0 {
				continue
			}
			slices.Sort(marked)
			name = marked[0]
		}
		ann, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if out[d.ID], err = readBrat(string(ann)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		found = true
	}
	if !found {
		return nil, fmt.Errorf("%s holds attributions of none of the documents: it must have files named ID.ann, as %s.ann", dir, docs[0].ID)
	}
	return out, nil
}

// maxTokens leaves very long articles out of the figures by tokens, as the
// reference scorer does.
const maxTokens = 4000

// roles are the parts of an attribution, in the order of [distinct].
var roles = []string{"source", "cue", "content"}

// Polnear scores attributions against PolNeAR: source, cue and content apart, by
// exact spans, by overlap one to one, and by tokens; and together. Of the latter
// "content" asks for an intersection over union of the content of at least a half,
// "content and source" also that the sources overlap or are missing on both sides,
// and "linked" that the cues overlap too. Recall and precision are also given by
// kind of quotation, and recall by class of cue.
func Polnear(docs []PolnearDoc, found Attributions, cues *Cues) *Report {
	exact, over, token := make([]counts, 3), make([]counts, 3), make([]counts, 3)
	var trimmed [len(trimmedRoles)]counts
	joint := make([]jointScore, len(jointNames))
	for i := range joint {
		joint[i].kinds, joint[i].classes = classes{}, classes{}
	}
	for i := range docs {
		d := &docs[i]
		pred := found[d.ID]
		words := wordSpans(d.Text)
		if len(words) >= maxTokens {
			words = nil
		}
		for k := range roles {
			gold, have := distinct(d.gold, k), distinct(pred, k)
			over[k].gold += len(gold)
			over[k].predicted += len(have)
			exact[k].add(exactly(gold, have))
			var pairs []pair
			for i, a := range gold {
				for j, b := range have {
					pairs = append(pairs, pair{float64(shared(a, b)), i, j})
				}
			}
			over[k].right += len(match(pairs))
			gw, pw := covered(words, gold), covered(words, have)
			for i := range words {
				if gw[i] {
					token[k].gold++
				}
				if pw[i] {
					token[k].predicted++
				}
				if gw[i] && pw[i] {
					token[k].right++
				}
			}
		}
		text := newMarked(d.Text)
		for k := range trimmed {
			trimmed[k].add(exactly(text.trim(d.gold, trimmedRoles[k]), text.trim(pred, trimmedRoles[k])))
		}
		for k := range joint {
			joint[k].add(text, cues, d.gold, pred, match(jointPairs(d.gold, pred, k)))
		}
	}
	r := &Report{Set: "polnear"}
	for k, role := range roles {
		r.addF1(role+" exact", exact[k])
		r.addF1(role+" overlap", over[k])
		r.addF1(role+" token", token[k])
	}
	r.addF1("source exact but for marks", trimmed[0])
	r.addF1("content exact but for marks and that", trimmed[1])
	for _, k := range []int{jointLinked, jointContent, jointSource} {
		r.addF1(jointNames[k], joint[k].all)
	}
	for _, kind := range quotationKinds {
		for k, name := range jointNames {
			c := joint[k].kinds.of(kind)
			r.addShare(kind+": "+name+" recall", c.right, c.gold)
			p := joint[k].kinds.of(kind + " found")
			r.addShare(kind+": "+name+" precision", p.right, p.predicted)
		}
	}
	for _, class := range joint[jointLinked].classes.names() {
		for _, k := range []int{jointContent, jointLinked} {
			c := joint[k].classes.of(class)
			r.addShare("cue "+class+": "+jointNames[k]+" recall", c.right, c.gold)
		}
	}
	return r
}

// exactly compares two lists of spans, each of which is there once.
func exactly(gold, have [][]span) counts {
	c := counts{gold: len(gold), predicted: len(have)}
	for _, a := range gold {
		for _, b := range have {
			if slices.Equal(a, b) {
				c.right++
			}
		}
	}
	return c
}

// What an attribution found must have in common with that of the gold.
const (
	jointContent = iota
	jointSource
	jointLinked
)

var jointNames = []string{"content matched", "content and source", "linked"}

// jointPairs returns which attributions may be matched, by one of the demands above.
func jointPairs(gold, pred []Attribution, demand int) []pair {
	var pairs []pair
	for i, g := range gold {
		for j, p := range pred {
			v := iou(g.content, p.content)
			source := touch(g.source, p.source) || len(g.source) == 0 && len(p.source) == 0
			cue := touch(g.cue, p.cue) || len(g.cue) == 0
			if v >= 0.5 && (source || demand < jointSource) && (cue || demand < jointLinked) {
				pairs = append(pairs, pair{1 + v, i, j})
			}
		}
	}
	return pairs
}

type jointScore struct {
	all     counts
	kinds   classes // gold by kind of quotation; predicted by "KIND found"
	classes classes // gold by class of cue
}

func (s *jointScore) add(text *marked, cues *Cues, gold, pred []Attribution, chosen []pair) {
	s.all.right += len(chosen)
	s.all.gold += len(gold)
	s.all.predicted += len(pred)
	for _, g := range gold {
		s.kinds.of(text.kind(g.content)).gold++
		s.classes.of(cues.Class(text.words(g.cue))).gold++
	}
	for _, p := range pred {
		s.kinds.of(text.kind(p.content)+" found").predicted++
	}
	for _, m := range chosen {
		s.kinds.of(text.kind(gold[m.i].content)).right++
		s.kinds.of(text.kind(pred[m.j].content)+" found").right++
		s.classes.of(cues.Class(text.words(gold[m.i].cue))).right++
	}
}

var quotationKinds = []string{"direct", "mixed", "indirect"}

// marked is a text, of which it is known what stands between quotation marks.
type marked struct {
	runes  []rune
	quoted []bool // by code point
}

func newMarked(text string) *marked {
	m := &marked{runes: []rune(text)}
	m.quoted = make([]bool, len(m.runes))
	off := ledger.NewOffsets(text)
	for _, q := range claims.Quoted(text) {
		for i := off.Chars(q.Start); i < off.Chars(q.End); i++ {
			m.quoted[i] = true
		}
	}
	return m
}

// kind returns direct for content all of whose letters and digits stand between
// quotation marks, indirect where none do, and mixed for the rest.
func (m *marked) kind(content []span) string {
	in, out := 0, 0
	for _, s := range content {
		for i := max(0, s.start); i < min(s.end, len(m.runes)); i++ {
			switch {
			case !unicode.IsLetter(m.runes[i]) && !unicode.IsDigit(m.runes[i]):
			case m.quoted[i]:
				in++
			default:
				out++
			}
		}
	}
	switch {
	case in > 0 && out == 0:
		return "direct"
	case in > 0:
		return "mixed"
	}
	return "indirect"
}

// trimmedRoles are the roles that are compared without their marks too.
var trimmedRoles = [2]string{"source", "content"}

// trim returns what list has in a role, each once, without what annotation schemes
// treat differently at the ends of a piece: quotation marks and other signs, as the
// comma that closes an apposition, white space, and the word "that" before a content.
func (m *marked) trim(list []Attribution, role string) [][]span {
	sign := func(i int) bool { return !unicode.IsLetter(m.runes[i]) && !unicode.IsDigit(m.runes[i]) }
	cut := make([]Attribution, len(list))
	for k, a := range list {
		pieces, kept := a.content, &cut[k].content
		if role == "source" {
			pieces, kept = a.source, &cut[k].source
		}
		for _, s := range pieces {
			s.start, s.end = max(0, s.start), min(s.end, len(m.runes))
			for s.start < s.end && sign(s.start) {
				s.start++
			}
			if t := s.start + len("that"); role == "content" && t < s.end && sign(t) && strings.EqualFold(string(m.runes[s.start:t]), "that") {
				for s.start = t; s.start < s.end && sign(s.start); {
					s.start++
				}
			}
			for s.end > s.start && sign(s.end-1) {
				s.end--
			}
			if s.end > s.start {
				*kept = append(*kept, s)
			}
		}
	}
	return distinct(cut, slices.Index(roles, role))
}

// words returns the text of spans, joined by spaces.
func (m *marked) words(spans []span) string {
	var out []string
	for _, s := range spans {
		if start, end := max(0, s.start), min(s.end, len(m.runes)); start < end {
			out = append(out, string(m.runes[start:end]))
		}
	}
	return strings.Join(out, " ")
}

func attribution(c *ledger.Claim) Attribution {
	a := Attribution{content: quoteSpans(c.Content)}
	if c.Source != nil && c.Source.Text != "" {
		a.source = []span{quoteSpan(c.Source.Quote)}
	}
	if c.Cue != nil {
		a.cue = []span{quoteSpan(c.Cue.Quote)}
	}
	return a
}

// distinct returns the spans of role k (source, cue, content), each once, in
// order.
func distinct(list []Attribution, k int) [][]span {
	var out [][]span
	for _, a := range list {
		if s := [][]span{a.source, a.cue, a.content}[k]; len(s) > 0 {
			out = append(out, s)
		}
	}
	order := func(a, b []span) int {
		return slices.CompareFunc(a, b, func(x, y span) int {
			if x.start != y.start {
				return x.start - y.start
			}
			return x.end - y.end
		})
	}
	slices.SortFunc(out, order)
	return slices.CompactFunc(out, func(a, b []span) bool { return order(a, b) == 0 })
}

// wordSpans returns the runs of text without white space, in code points.
func wordSpans(text string) []span {
	var out []span
	start, n := -1, 0
	for _, r := range text {
		if isSpace(r) {
			if start >= 0 {
				out = append(out, span{start, n})
				start = -1
			}
		} else if start < 0 {
			start = n
		}
		n++
	}
	if start >= 0 {
		out = append(out, span{start, n})
	}
	return out
}

func isSpace(r rune) bool { return strings.ContainsRune(" \t\n\r\v\f\u0085\u00a0\u2028\u2029", r) }

// covered tells which words any of the spans touches.
func covered(words []span, lists [][]span) []bool {
	out := make([]bool, len(words))
	for _, list := range lists {
		for _, s := range list {
			at, _ := slices.BinarySearchFunc(words, s.start, func(w span, start int) int { return w.end - 1 - start })
			for ; at < len(words) && words[at].start < s.end; at++ {
				out[at] = out[at] || overlap(words[at], s) > 0
			}
		}
	}
	return out
}

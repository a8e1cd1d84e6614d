package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

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

// readBrat reads the attributions of a brat file: T lines name spans, of which
// ";" joins pieces; E lines join them. A T line's text may hold a raw newline, so
// lines of other kinds are passed over.
func readBrat(ann string) ([]Attribution, error) {
	spans := map[string][]span{}
	var events []map[string]string
	for line := range strings.Lines(ann) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 2 {
			continue
		}
		switch line[0] {
		case 'T':
			_, offsets, _ := strings.Cut(f[1], " ")
			var all []span
			for piece := range strings.SplitSeq(offsets, ";") {
				a, b, ok := strings.Cut(piece, " ")
				start, err1 := strconv.Atoi(a)
				end, err2 := strconv.Atoi(b)
				if !ok || err1 != nil || err2 != nil {
					return nil, fmt.Errorf("%s: the offsets %q are not pairs of numbers", f[0], offsets)
				}
				all = append(all, span{start, end})
			}
			spans[f[0]] = all
		case 'E':
			e := map[string]string{}
			for arg := range strings.FieldsSeq(f[1]) {
				role, id, _ := strings.Cut(arg, ":")
				e[role] = id
			}
			events = append(events, e)
		}
	}
	var out []Attribution
	for _, e := range events {
		a := Attribution{source: spans[e["Source"]], cue: spans[e["Cue"]]}
		a.content = append(a.content, spans[e["Content"]]...)
		a.content = append(a.content, spans[e["Content2"]]...)
		out = append(out, a)
	}
	return out, nil
}

// maxTokens leaves very long articles out of the figures by tokens, as the
// reference scorer does.
const maxTokens = 4000

// Polnear scores the outermost claims of records against PolNeAR: source, cue and
// content apart, by exact spans, by overlap one to one, and by tokens; and linked,
// with an intersection over union of the content of at least a half and cue and
// source overlapping.
func Polnear(docs []PolnearDoc, records Records) *Report {
	roles := []string{"source", "cue", "content"}
	exact, over, token := make([]counts, 3), make([]counts, 3), make([]counts, 3)
	var linked counts
	for i := range docs {
		d := &docs[i]
		var pred []Attribution
		for _, c := range records.doc(d.ID).Claims {
			if deref(c.In) == "" {
				pred = append(pred, attribution(c))
			}
		}
		words := wordSpans(d.Text)
		if len(words) >= maxTokens {
			words = nil
		}
		for k := range roles {
			gold, have := distinct(d.gold, k), distinct(pred, k)
			exact[k].gold += len(gold)
			exact[k].predicted += len(have)
			over[k].gold += len(gold)
			over[k].predicted += len(have)
			var pairs []pair
			for i, a := range gold {
				for j, b := range have {
					if slices.Equal(a, b) {
						exact[k].right++
					}
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
		var pairs []pair
		for i, g := range d.gold {
			for j, p := range pred {
				v := iou(g.content, p.content)
				source := touch(g.source, p.source) || len(g.source) == 0 && len(p.source) == 0
				cue := touch(g.cue, p.cue) || len(g.cue) == 0
				if v >= 0.5 && source && cue {
					pairs = append(pairs, pair{1 + v, i, j})
				}
			}
		}
		linked.right += len(match(pairs))
		linked.predicted += len(pred)
		linked.gold += len(d.gold)
	}
	r := &Report{Set: "polnear"}
	for k, role := range roles {
		r.addF1(role+" exact", exact[k])
		r.addF1(role+" overlap", over[k])
		r.addF1(role+" token", token[k])
	}
	r.addF1("linked", linked)
	return r
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

package nertrain

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"chancery/annotate/ner"
	"chancery/nlp"
)

// Score counts names by exact span and type.
type Score struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 { return 2 * float64(s.Right) / float64(max(1, s.Found+s.Gold)) }

func (s Score) String() string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (n %d)", float64(s.Right)/float64(max(1, s.Found)), float64(s.Right)/float64(max(1, s.Gold)), s.F1(), s.Gold)
}

// coarse maps the types of this project to those of most corpora; "" is not counted.
func coarse(kind string) string {
	switch kind {
	case nlp.Person:
		return "PER"
	case nlp.Org:
		return "ORG"
	case nlp.GPE, nlp.Loc:
		return "LOC"
	}
	return ""
}

// Gold is a corpus of names to measure on.
type Gold struct {
	docs  [][][]word
	kinds map[string]string
}

// UNER reads the names of UD EWT dev (Mayhew et al., 2024).
func UNER(dir string) (*Gold, error) {
	docs, err := columns(filepath.Join(dir, "ner/uner_en_ewt-dev.iob2"), 1, 2, 1000, func(l string) bool { return strings.HasPrefix(l, "# ") })
	return &Gold{docs, map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"}}, err
}

// CrossNER reads the test part of CrossNER politics.
func CrossNER(dir string) (*Gold, error) {
	docs, err := columns(filepath.Join(dir, "ner/crossner-politics/test.txt"), 0, 1, 1, func(string) bool { return false })
	return &Gold{docs, map[string]string{
		"politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG", "country": "LOC", "location": "LOC",
	}}, err
}

// Measure scores a tagger by type, and in sum under "all". tag, where it is not
// nil, adds tags to the documents. wrong, where it is not nil, is told of each fault.
func (g *Gold) Measure(t *ner.Tagger, tag func(*nlp.Document) error, wrong func(string)) (map[string]Score, error) {
	scores := map[string]Score{}
	for i, sents := range g.docs {
		d := build(fmt.Sprint(i), sents)
		if tag != nil {
			d.Have = nlp.Tokens
			if err := tag(d); err != nil {
				return nil, err
			}
		}
		if err := t.Annotate(d); err != nil {
			return nil, err
		}
		got := make([][]span, len(sents))
		for _, m := range d.Mentions {
			if k := coarse(m.Type); k != "" {
				first := d.Sentences[m.Sent].First
				got[m.Sent] = append(got[m.Sent], span{m.First - first, m.Last - first, k})
			}
		}
		for s, sent := range sents {
			var want []span
			for _, w := range spans(sent) {
				if w.kind = g.kinds[w.kind]; w.kind != "" {
					want = append(want, w)
				}
			}
			for _, list := range []struct {
				spans, other []span
				gold         bool
			}{{want, got[s], true}, {got[s], want, false}} {
				for _, w := range list.spans {
					right := slices.Contains(list.other, w)
					for _, k := range []string{w.kind, "all"} {
						sc := scores[k]
						if list.gold {
							sc.Gold++
							if right {
								sc.Right++
							}
						} else {
							sc.Found++
						}
						scores[k] = sc
					}
					if !right && wrong != nil {
						wrong(describe(sent, w, list.gold))
					}
				}
			}
		}
	}
	return scores, nil
}

func describe(sent []word, s span, gold bool) string {
	var b strings.Builder
	if gold {
		b.WriteString("missed ")
	} else {
		b.WriteString("false  ")
	}
	fmt.Fprintf(&b, "%s\t", s.kind)
	for i := max(0, s.first-5); i < min(len(sent), s.last+5); i++ {
		if i == s.first {
			b.WriteByte('[')
		}
		b.WriteString(sent[i].form)
		if i == s.last-1 {
			b.WriteByte(']')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

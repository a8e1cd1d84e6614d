package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"chancery/ledger"
)

// Bundle is a set of articles on one story, with the clusters of their events.
type Bundle struct {
	Bundle    string    `json:"bundle"`
	Documents []GoldDoc `json:"documents"`
	Clusters  []struct {
		ID      string      `json:"id"`
		Members [][2]string `json:"members"` // document and event
	} `json:"clusters"`
	Syndication [][]string     `json:"syndication"`
	Independent map[string]int `json:"independent_sources"` // by cluster
	Affirming   map[string]int `json:"affirming_sources"`
	Disputes    []struct {
		Kind    string      `json:"kind"`
		For     [][2]string `json:"for"` // document and claim, or "author"
		Against [][2]string `json:"against"`
	} `json:"disputes"`
}

// ReadBundles reads a JSON list of bundles.
func ReadBundles(file string) ([]Bundle, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []Bundle
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("%s is not a list of bundles: %w", file, err)
	}
	return out, nil
}

// BundleInputs returns the texts of bundles.
func BundleInputs(bundles []Bundle) []Input {
	var out []Input
	for _, b := range bundles {
		for _, d := range b.Documents {
			out = append(out, Input{ID: d.ID, Text: d.Text, Published: d.Published, Source: d.Outlet})
		}
	}
	return out
}

// Fused is what was made of the records of bundles.
type Fused struct {
	Cluster  map[string]string // of an event's id
	Sources  map[string][2]int // of a cluster: independent sources, and those that affirm
	Copies   [][]string        // groups of documents
	Disputes []Sides
}

// Sides is a dispute between documents: ids of claims, and of events where a
// document says it in its own voice.
type Sides struct {
	Type         string
	For, Against []string
}

// Clusters scores clusters of events over the gold events that the records found:
// B-cubed, the shares of pairs that were wrongly merged and wrongly parted, the
// numbers of sources where every article of a cluster was found, the pairs of
// articles that are copies, and what articles say against one another.
func Clusters(bundles []Bundle, records Records, fused *Fused) *Report {
	gold, pred := map[string]string{}, map[string]string{}
	var keys []string
	total := 0
	for _, b := range bundles {
		goldOf := map[[2]string]string{}
		for _, k := range b.Clusters {
			for _, m := range k.Members {
				goldOf[m] = b.Bundle + k.ID
				total++
			}
		}
		for i := range b.Documents {
			g := &b.Documents[i]
			sents := newSentences(g.Text, ledger.NewOffsets(g.Text))
			events := records.Doc(g.ID).Events
			var pairs []pair
			for i, e := range g.Events {
				at, ok := e.Trigger.span()
				if !ok {
					continue
				}
				for j, q := range events {
					if q.Event != e.Event {
						continue
					}
					switch has := quoteSpan(q.EventText); {
					case overlap(at, has) > 0:
						pairs = append(pairs, pair{2, i, j})
					case overlap(sents.at(at.start), has) > 0:
						pairs = append(pairs, pair{1, i, j})
					}
				}
			}
			for _, m := range match(pairs) {
				k, ok := goldOf[[2]string{g.ID, g.Events[m.i].ID}]
				if !ok {
					continue
				}
				key, id := g.ID+" "+g.Events[m.i].ID, events[m.j].ID
				gold[key], pred[key] = k, id
				if c := fused.Cluster[id]; c != "" {
					pred[key] = c
				}
				keys = append(keys, key)
			}
		}
	}
	r := &Report{Set: "clusters"}
	r.addShare("events found", len(keys), total)
	r.cubed(keys, gold, pred)

	r.sources(bundles, gold, pred, fused.Sources)

	var same counts
	for _, b := range bundles {
		for _, want := range closed(b.Syndication) {
			same.gold += pairsOf([][]string{want})
			for _, group := range fused.Copies {
				same.right += pairsOf([][]string{slices.DeleteFunc(slices.Clone(group), func(id string) bool { return !slices.Contains(want, id) })})
			}
		}
	}
	same.predicted = pairsOf(fused.Copies)
	r.addF1("copies", same)
	r.disputes(bundles, records, fused.Disputes)
	return r
}

// disputes scores disputes between documents as those within one: a gold dispute
// is found by one that shares a claim with it, one to one. Of the strict figures
// one needs a claim on each of two sides, the other also the kind.
func (r *Report) disputes(bundles []Bundle, records Records, have []Sides) {
	var gold []Sides
	for _, b := range bundles {
		ids := map[[2]string]string{}
		for i := range b.Documents {
			g := &b.Documents[i]
			s := docScore{types: classes{}, status: classes{}, quotesBy: classes{}, cueBy: classes{}}
			for id, record := range s.claims(g, records.Doc(g.ID)) {
				ids[[2]string{g.ID, id}] = record
			}
		}
		side := func(list [][2]string) (out []string) {
			for _, c := range list {
				if ids[c] != "" {
					out = append(out, ids[c])
				}
			}
			return out
		}
		for _, x := range b.Disputes {
			gold = append(gold, Sides{x.Kind, side(x.For), side(x.Against)})
		}
	}
	var any, both, kind []pair
	for i, g := range gold {
		for j, q := range have {
			pp, cc, pc, cp := common(g.For, q.For), common(g.Against, q.Against), common(g.For, q.Against), common(g.Against, q.For)
			if n := pp + cc + pc + cp; n > 0 {
				any = append(any, pair{float64(n), i, j})
				if pp > 0 && cc > 0 || pc > 0 && cp > 0 {
					both = append(both, pair{float64(n), i, j})
					if g.Type == q.Type {
						kind = append(kind, pair{float64(n), i, j})
					}
				}
			}
		}
	}
	for _, f := range []struct {
		name  string
		pairs []pair
	}{{"disputes", any}, {"disputes, both sides", both}, {"disputes, both sides and kind", kind}} {
		r.addF1(f.name, counts{right: len(match(f.pairs)), predicted: len(have), gold: len(gold)})
	}
}

// common counts what two lists have in common.
func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// closed joins groups that have a member in common.
func closed(groups [][]string) [][]string {
	var out [][]string
	for _, g := range groups {
		g = slices.Clone(g)
		out = slices.DeleteFunc(out, func(o []string) bool {
			meets := slices.ContainsFunc(o, func(id string) bool { return slices.Contains(g, id) })
			if meets {
				g = append(g, o...)
			}
			return meets
		})
		slices.Sort(g)
		out = append(out, slices.Compact(g))
	}
	return out
}

// sources appends how often the numbers of sources are right, of the gold clusters
// of several articles whose events were all found.
func (r *Report) sources(bundles []Bundle, gold, pred map[string]string, have map[string][2]int) {
	var independent, affirming, n int
	for _, b := range bundles {
		for _, k := range b.Clusters {
			n0 := len(k.Members)
			found := slices.DeleteFunc(slices.Clone(k.Members), func(m [2]string) bool { return gold[m[0]+" "+m[1]] == "" })
			if _, ok := b.Independent[k.ID]; !ok || n0 < 2 || len(found) < n0 {
				continue
			}
			n++
			got := have[pred[found[0][0]+" "+found[0][1]]]
			if got[0] == b.Independent[k.ID] {
				independent++
			}
			if got[1] == b.Affirming[k.ID] {
				affirming++
			}
		}
	}
	if n > 0 {
		r.addShare("independent sources right", independent, n)
		r.addShare("affirming sources right", affirming, n)
	}
}

func pairsOf(groups [][]string) int {
	n := 0
	for _, g := range groups {
		n += len(g) * (len(g) - 1) / 2
	}
	return n
}

// cubed appends B-cubed and the shares of pairs over-merged and under-merged.
func (r *Report) cubed(keys []string, gold, pred map[string]string) {
	var precision, recall float64
	var goldPairs, predPairs, bothPairs int
	for _, k := range keys {
		g, p, both := 0, 0, 0
		for _, x := range keys {
			sameGold, samePred := gold[x] == gold[k], pred[x] == pred[k]
			if sameGold {
				g++
			}
			if samePred {
				p++
			}
			if sameGold && samePred {
				both++
			}
		}
		precision += float64(both) / float64(p)
		recall += float64(both) / float64(g)
		goldPairs += g - 1
		predPairs += p - 1
		bothPairs += both - 1
	}
	n := float64(max(1, len(keys)))
	precision, recall = precision/n, recall/n
	f := 0.0
	if precision+recall > 0 {
		f = 2 * precision * recall / (precision + recall)
	}
	r.Figures = append(r.Figures, Figure{Name: "B-cubed F1", Value: f, Precision: &precision, Recall: &recall, N: len(keys)})
	share := func(name string, of int) {
		v := 0.0
		if of > 0 {
			v = 1 - float64(bothPairs)/float64(of)
		}
		r.addNumber(name, v, of/2)
	}
	share("pairs over-merged", predPairs)
	share("pairs under-merged", goldPairs)
}

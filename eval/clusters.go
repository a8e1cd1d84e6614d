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
	Syndication [][]string `json:"syndication"`
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

// Clusters scores clusters of events over the gold events that the records found:
// B-cubed, the shares of pairs that were wrongly merged and wrongly parted, and
// the pairs of articles that are copies. cluster names the cluster of an event's
// id; copies lists groups of documents.
func Clusters(bundles []Bundle, records Records, cluster map[string]string, copies [][]string) *Report {
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
			events := records.doc(g.ID).Events
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
				if c := cluster[id]; c != "" {
					pred[key] = c
				}
				keys = append(keys, key)
			}
		}
	}
	r := &Report{Set: "clusters"}
	r.addShare("events found", len(keys), total)
	r.cubed(keys, gold, pred)

	var same counts
	for _, b := range bundles {
		same.gold += pairsOf(b.Syndication)
		for _, group := range copies {
			for _, want := range b.Syndication {
				both := [][]string{nil}
				for _, id := range group {
					if slices.Contains(want, id) {
						both[0] = append(both[0], id)
					}
				}
				same.right += pairsOf(both)
			}
		}
	}
	same.predicted = pairsOf(copies)
	r.addF1("copies", same)
	return r
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

package train

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"chancery/annotate/depparse"
	"chancery/annotate/tag"
	"chancery/conllu"
	"chancery/model"
	"chancery/nlp"
)

// jackknife returns copies of docs with the tags that taggers give which were trained on the other folds.
func jackknife(docs []*conllu.Doc, vectors *Vectors, folds int, o TagOptions) ([]*conllu.Doc, error) {
	groups := vectors.groupLines(vectors.Cluster(o.Groups, 12, o.Seed))
	out := make([]*conllu.Doc, len(docs))
	for k := range folds {
		var rest []*conllu.Doc
		for i, d := range docs {
			if i%folds != k {
				rest = append(rest, d)
			}
		}
		h, err := trainTag(rest, groups, o)
		if err != nil {
			return nil, err
		}
		f, err := open(h)
		if err != nil {
			return nil, err
		}
		t, err := tag.New(f)
		if err != nil {
			return nil, err
		}
		for i, d := range docs {
			if i%folds != k {
				continue
			}
			c := *d
			plain := *d.Document
			plain.Have = nlp.Tokens
			plain.Tokens = slices.Clone(d.Tokens)
			c.Document = &plain
			if err := t.Annotate(&plain); err != nil {
				return nil, err
			}
			out[i] = &c
		}
	}
	return out, nil
}

// Parse trains the parser.
func Parse(docs []*conllu.Doc, vectors *Vectors, epochs int, log io.Writer) (*model.Header, error) {
	o := DefaultTag
	o.Epochs = 5
	docs, err := jackknife(docs, vectors, 5, o)
	if err != nil {
		return nil, err
	}
	rels := count{}
	for _, d := range docs {
		for _, t := range d.Tokens {
			rels[t.Rel]++
		}
	}
	groups := map[string]uint16{}
	for i, g := range vectors.Cluster(o.Groups, 12, o.Seed) {
		groups[vectors.Words[i]] = uint16(g + 1)
	}
	h := &model.Header{Name: "parse", Version: Version, Labels: sortedKeys(rels), Bits: 21, Corpora: Treebanks, Licence: Licence, Seed: 1}
	hash := make([]uint64, len(h.Labels))
	for i, l := range h.Labels {
		hash[i] = model.Hash(0, l)
	}
	at := model.NewTrainer(make([]string, depparse.Actions), h.Bits)
	rt := model.NewTrainer(h.Labels, depparse.RelBits)
	type ex struct {
		words []depparse.Word
		gold  []int
		rel   []int
	}
	var exs []ex
	for _, d := range docs {
		for _, s := range d.Sentences {
			n := s.Last - s.First
			e := ex{depparse.WordsOf(d.Tokens[s.First:s.Last], groups, nil), make([]int, n+2), make([]int, n+2)}
			for i, t := range d.Tokens[s.First:s.Last] {
				e.gold[i+1] = n + 1
				if t.Head >= 0 {
					e.gold[i+1] = t.Head - s.First + 1
				}
				e.rel[i+1] = slices.Index(h.Labels, t.Rel)
			}
			exs = append(exs, e)
		}
	}
	rng := rand.New(rand.NewPCG(1, 3))
	var st depparse.State
	var feat []uint64
	scores, rs := make([]float32, depparse.Actions), make([]float32, len(h.Labels))
	var cost [depparse.Actions]int
	for epoch := range epochs {
		rng.Shuffle(len(exs), func(i, j int) { exs[i], exs[j] = exs[j], exs[i] })
		right, all := 0, 0
		for _, e := range exs {
			st.Reset(e.words)
			for !st.Done() {
				st.Costs(e.gold, &cost)
				clear(scores)
				feat = st.Features(feat[:0])
				for _, f := range feat {
					at.Score(f, scores)
				}
				got, good, low := -1, -1, 1<<30
				for a := range depparse.Actions {
					if st.Allowed(a) {
						low = min(low, cost[a])
						if got < 0 || scores[a] > scores[got] {
							got = a
						}
					}
				}
				for a := range depparse.Actions {
					if st.Allowed(a) && cost[a] == low && (good < 0 || scores[a] > scores[good]) {
						good = a
					}
				}
				if cost[got] > low {
					for _, f := range feat {
						at.Update(f, good, 1)
						at.Update(f, got, -1)
					}
				}
				at.Step()
				take := got
				if cost[got] > low && (epoch == 0 || rng.IntN(10) == 0) {
					take = good
				}
				if take == depparse.Shift {
					st.Do(take, 0)
					continue
				}
				hd, dep := st.Arc(take)
				all++
				r := e.rel[dep]
				if hd <= st.N {
					clear(rs)
					feat = st.ArcFeatures(hd, dep, feat[:0])
					for _, f := range feat {
						rt.Score(f, rs)
					}
					top := 0
					for i, v := range rs {
						if v > rs[top] {
							top = i
						}
					}
					if e.gold[dep] == hd {
						right++
						if top != r {
							for _, f := range feat {
								rt.Update(f, r, 1)
								rt.Update(f, top, -1)
							}
						}
						rt.Step()
					}
					r = top
				}
				st.Do(take, hash[r])
			}
		}
		fmt.Fprintf(log, "parse: epoch %d: %.4f\n", epoch+1, float64(right)/float64(all))
	}
	w, _ := model.Quantise(at.Averaged())
	h.Add("actions", w)
	w, _ = model.Quantise(rt.Averaged())
	h.Add("rels", w)
	h.Add("group", vectors.groupLines(vectors.Cluster(o.Groups, 12, o.Seed)))
	return h, nil
}

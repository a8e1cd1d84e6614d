package train

import (
	"math/rand/v2"
	"slices"

	"chancery/conllu"
	"chancery/model"
	"chancery/nlp"
)

// Sentences without trees are learned from if they have this many words, and if parsers
// agree about this share of them.
const (
	silverLeast, silverMost = 4, 80
	silverAgreed            = 0.7
)

// Silver is how a parser learns on from texts without trees.
type Silver struct {
	Texts    []*nlp.Document // with tags
	Teachers []ParseOptions  // the parsers that read them and vote beside the first
	Epochs   int             // each of the treebanks and as many words of Texts
	Last     int             // epochs after those, of the treebanks alone
	Batch    int             // in tokens
	Rate     float64
}

// SilverArticles is how many texts [DefaultSilver] is for: the first of the train part of
// PolNeAR. SilverTexts is what headers call them.
const (
	SilverArticles = 840
	SilverTexts    = "PolNeAR (texts of train, without what is marked in them)"
)

// DefaultSilver is how the model that is shipped learns on, once it has texts.
var DefaultSilver = Silver{
	Teachers: []ParseOptions{
		{Dim: 128, Hidden: 192, Layers: 3, Arc: 128, Label: 64, Epochs: 12, Batch: 600, Rate: 2e-3, Drop: 0.35, Seed: 2},
		{Dim: 128, Hidden: 160, Layers: 3, Arc: 128, Label: 64, Epochs: 12, Batch: 500, Rate: 2e-3, Drop: 0.33, Seed: 3},
	},
	Epochs: 6, Last: 5, Batch: 1000, Rate: 1.5e-3,
}

// Parse trains the parser on docs, whose tags are replaced by those that taggers give
// them which did not see them, and returns its model. The first training is on docs. Then
// the parser and its teachers read the texts of s, and it learns on from docs and from
// the heads and relations for which more than half of them vote (Zhou and Li, 2005). A
// small network over its tables, for haste, learns after it.
func Parse(docs []*conllu.Doc, vectors *Vectors, o ParseOptions, s Silver) (*model.Header, error) {
	tags := DefaultTag
	tags.Epochs /= 2
	docs, err := jackknife(docs, vectors, o.Folds, tags)
	if err != nil {
		return nil, err
	}
	first := trainTree(docs, vectors, o)
	readings := [][]example{first.read(s.Texts)}
	for _, t := range s.Teachers {
		t.Log = o.Log
		readings = append(readings, trainTree(docs, vectors, t).read(s.Texts))
	}
	return first.learnOn(docs, vectors, vote(readings), s), nil
}

// learnOn trains a copy of the network further, on docs and on sentences about which
// parsers agree, and a small network after it, and returns their model.
func (t *treeNet) learnOn(docs []*conllu.Doc, vectors *Vectors, agreed []example, s Silver) *model.Header {
	rng := rand.New(rand.NewPCG(t.o.Seed, 5))
	next := newParser(docs, vectors, t.o, rng)
	for i, w := range next.tensors() {
		copy(w.V, t.tensors()[i].V)
	}
	gold := next.examples(docs)
	rng.Shuffle(len(agreed), func(i, j int) { agreed[i], agreed[j] = agreed[j], agreed[i] })
	next.fit(lessons(gold, agreed, s.Epochs, s.Last), schedule{s.Batch, s.Rate}, rng)
	h := next.export()
	h.Corpora = append(h.Corpora, SilverTexts)
	h.Settings["mixed"], h.Settings["last"] = s.Epochs, s.Last
	if o := next.o.Fast; o != nil {
		small := newTreeNet(next.encoder.smaller(*o, rng), next.labels, *o, rng)
		small.o.Log, small.o.Dev = next.o.Log, next.o.Dev
		small.fit(lessons(gold, agreed, o.Epochs/2, o.Epochs-o.Epochs/2), schedule{o.Batch, o.Rate}, rng)
		small.exportFast(h)
	}
	return h
}

// lessons returns the examples of each epoch: mixed epochs of gold and as many words of
// silver, which go on where the last epoch stopped, and then epochs of gold alone.
func lessons(gold, silver []example, mixed, pure int) [][]example {
	words := 0
	for _, e := range gold {
		words += len(e.tokens)
	}
	var epochs [][]example
	at := 0
	for range mixed {
		epoch := slices.Clone(gold)
		for n := 0; n < words && len(silver) > 0; at = (at + 1) % len(silver) {
			epoch = append(epoch, silver[at])
			n += len(silver[at].tokens)
		}
		epochs = append(epochs, epoch)
	}
	for range pure {
		epochs = append(epochs, slices.Clone(gold))
	}
	return epochs
}

// read returns the sentences of texts that may be learned from, with the trees that the
// network finds.
func (t *treeNet) read(texts []*nlp.Document) []example {
	var out []example
	for _, d := range texts {
		for _, s := range d.Sentences {
			if n := s.Last - s.First; silverLeast <= n && n <= silverMost {
				out = append(out, t.example(d.Tokens, s))
			}
		}
	}
	t.predict(out)
	return out
}

// vote returns the sentences of which most is agreed, with the heads and relations that
// more than half of the readings have; the readings are of the same sentences.
func vote(readings [][]example) []example {
	if len(readings) == 0 {
		return nil
	}
	var out []example
	for i, e := range readings[0] {
		head, rel := make([]int, len(e.head)), make([]int, len(e.head))
		agreed := 0
		for j := range head {
			head[j] = unknown
			for _, r := range readings {
				votes := 0
				for _, q := range readings {
					if q[i].head[j] == r[i].head[j] && q[i].rel[j] == r[i].rel[j] {
						votes++
					}
				}
				if 2*votes > len(readings) {
					head[j], rel[j] = r[i].head[j], r[i].rel[j]
					agreed++
					break
				}
			}
		}
		if float64(agreed) >= silverAgreed*float64(len(head)) {
			out = append(out, example{e.tokens, head, rel})
		}
	}
	return out
}

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

// Silver is how a parser learns from texts without trees.
type Silver struct {
	Texts    []*nlp.Document // with tags
	Teachers []ParseOptions  // the parsers that read them and vote
	Epochs   int             // each of the treebanks and as many words of Texts
}

// SilverTexts is what headers call the texts of [DefaultSilver].
const SilverTexts = "PolNeAR (texts of train, without what is marked in them)"

// DefaultSilver is how the model that is shipped learns from texts, once it has them.
var DefaultSilver = Silver{
	Teachers: []ParseOptions{
		{Dim: 128, Hidden: 192, Layers: 3, Arc: 128, Label: 64, Epochs: 14, Batch: 600, Rate: 2e-3, Drop: 0.35, Seed: 1},
		{Dim: 128, Hidden: 128, Layers: 3, Arc: 128, Label: 64, Epochs: 8, Batch: 500, Rate: 2e-3, Drop: 0.33, Seed: 2},
	},
	Epochs: 8,
}

// Parse trains the parser on docs, whose tags are replaced by those that taggers give
// them which did not see them, and returns its model. Teachers are trained first, on docs
// alone, and read the texts of s; the parser learns from docs and from the heads and
// relations for which more than half of them vote (Zhou and Li, 2005). Its last o.Epochs
// are of docs alone. A small network over its tables, for haste, learns after it.
func Parse(docs []*conllu.Doc, vectors *Vectors, o ParseOptions, s Silver) (*model.Header, error) {
	tags := DefaultTag
	tags.Epochs /= 2
	docs, err := jackknife(docs, vectors, o.Folds, tags)
	if err != nil {
		return nil, err
	}
	var readings [][]example
	for _, t := range s.Teachers {
		t.Log = o.Log
		readings = append(readings, trainTree(docs, vectors, t).read(s.Texts))
	}
	return student(docs, vectors, o, s, vote(readings)), nil
}

// student trains the parser and its small one on docs and on agreed, sentences about
// which teachers agree.
func student(docs []*conllu.Doc, vectors *Vectors, o ParseOptions, s Silver, agreed []example) *model.Header {
	rng := rand.New(rand.NewPCG(o.Seed, 4))
	t := newParser(docs, vectors, o, rng)
	gold := t.examples(docs)
	rng.Shuffle(len(agreed), func(i, j int) { agreed[i], agreed[j] = agreed[j], agreed[i] })
	t.fit(lessons(gold, agreed, s.Epochs, o.Epochs), schedule{o.Batch, o.Rate}, rng)
	h := t.export()
	if len(agreed) > 0 {
		h.Corpora = append(h.Corpora, SilverTexts)
		h.Settings["mixed"] = s.Epochs
	}
	if o.Fast != nil {
		f := newTreeNet(t.encoder.smaller(*o.Fast, rng), t.labels, *o.Fast, rng)
		f.o.Log, f.o.Dev = o.Log, o.Dev
		f.fit(lessons(gold, agreed, o.Fast.Epochs/2, o.Fast.Epochs-o.Fast.Epochs/2), schedule{o.Fast.Batch, o.Fast.Rate}, rng)
		f.exportFast(h)
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

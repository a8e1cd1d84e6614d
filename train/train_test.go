package train

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"chancery/annotate/depparse"
	"chancery/annotate/tag"
	"chancery/conllu"
	"chancery/model"
	"chancery/nlp"
)

// corpus reads the sentences of our own.
func corpus(t *testing.T) []*conllu.Doc {
	t.Helper()
	f, err := os.Open("../annotate/depparse/testdata/news.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	docs, err := conllu.Read(f, "news.conllu", conllu.Whole)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestParserAsTrained wants the parser that runs on integers to find the trees that the
// network it was made of finds on floating-point numbers.
func TestParserAsTrained(t *testing.T) {
	docs, vectors := corpus(t), loadVectors(t)
	o := ParseOptions{Dim: 32, Hidden: 16, Layers: 2, Arc: 16, Label: 16, Epochs: 60, Batch: 60, Rate: 5e-3, Drop: 0.1, Seed: 1, Log: io.Discard}
	net := trainTree(docs, vectors, o)
	f, err := open(net.export())
	if err != nil {
		t.Fatal(err)
	}
	parser, err := depparse.New(f)
	if err != nil {
		t.Fatal(err)
	}
	d := *docs[0].Document
	d.Have = nlp.Tokens | nlp.Tags
	d.Tokens = append([]nlp.Token(nil), d.Tokens...)
	if err := parser.Annotate(&d); err != nil {
		t.Fatal(err)
	}
	want := net.examples(docs)
	net.predict(want)
	same, right, all := 0, 0, 0
	for i, s := range d.Sentences {
		for j := s.First; j < s.Last; j++ {
			head := -1
			if h := want[i].head[j-s.First]; h > 0 {
				head = s.First + h - 1
			}
			all++
			if d.Tokens[j].Head == head && d.Tokens[j].Rel == net.labels[want[i].rel[j-s.First]] {
				same++
			}
			if d.Tokens[j].Head == docs[0].Tokens[j].Head {
				right++
			}
		}
	}
	t.Logf("%d of %d words as trained; %d heads learned", same, all, right)
	if same*100 < all*98 {
		t.Errorf("%d of %d words have the head and relation that the network found", same, all)
	}
	if right*100 < all*80 {
		t.Errorf("%d of %d heads were learned", right, all)
	}
}

// TestLearnOn wants both networks of a parser that learned from agreed trees to find most heads
// of what they were shown, and the same bytes from a second training.
func TestLearnOn(t *testing.T) {
	docs, vectors := corpus(t), loadVectors(t)
	o := ParseOptions{Dim: 32, Hidden: 16, Layers: 2, Arc: 16, Label: 16, Epochs: 20, Batch: 60, Rate: 5e-3, Drop: 0.1, Seed: 1, Log: io.Discard}
	plain := *docs[0].Document
	plain.Have = nlp.Tokens | nlp.Tags
	fast := o
	fast.Epochs, fast.Layers = 40, 1
	o.Fast = &fast
	teacher := trainTree(docs, vectors, o)
	reading := teacher.read([]*nlp.Document{&plain})
	s := Silver{Epochs: 15, Last: 5, Batch: 60, Rate: 3e-3}
	var models [2]bytes.Buffer
	for i := range models {
		if err := teacher.learnOn(docs, vectors, vote([][]example{reading, reading}), s).Write(&models[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(models[0].Bytes(), models[1].Bytes()) {
		t.Error("two trainings gave two models")
	}
	f, err := model.Open(models[0].Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, open := range []func(*model.File) (*depparse.Parser, error){depparse.New, depparse.NewFast} {
		parser, err := open(f)
		if err != nil {
			t.Fatal(err)
		}
		d := plain
		d.Tokens = slices.Clone(plain.Tokens)
		if err := parser.Annotate(&d); err != nil {
			t.Fatal(err)
		}
		right := 0
		for i, tok := range d.Tokens {
			if tok.Head == docs[0].Tokens[i].Head {
				right++
			}
		}
		if all := len(d.Tokens); right*100 < all*75 {
			t.Errorf("%d of %d heads were learned", right, all)
		}
	}
}

func TestVote(t *testing.T) {
	read := func(head ...int) []example {
		return []example{{make([]token, len(head)), head, make([]int, len(head))}}
	}
	got := vote([][]example{read(2, 0, 2, 1), read(2, 0, 2, 2), read(2, 0, 1, 3)})
	if len(got) != 1 || !slices.Equal(got[0].head, []int{2, 0, 2, unknown}) {
		t.Errorf("the votes give %+v", got)
	}
	if got := vote([][]example{read(2, 0, 2, 1), read(2, 0, 1, 2), read(3, 0, 4, 3)}); len(got) != 0 {
		t.Errorf("a sentence about which readings differ is kept: %+v", got)
	}
}

// TestTaggerLearns wants the tagger to learn the tags it is shown, and the same bytes
// from a second training.
func TestTaggerLearns(t *testing.T) {
	docs, vectors := corpus(t), loadVectors(t)
	o := TagOptions{Dim: 32, Hidden: 16, Layers: 1, Epochs: 30, Batch: 60, Rate: 1e-2, Drop: 0.1, Seed: 1, Log: io.Discard}
	var models [2]strings.Builder
	for i := range models {
		h, err := Tag(docs, vectors, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Write(&models[i]); err != nil {
			t.Fatal(err)
		}
		f, err := open(h)
		if err != nil {
			t.Fatal(err)
		}
		tagger, err := tag.New(f)
		if err != nil {
			t.Fatal(err)
		}
		d := *docs[0].Document
		d.Have = nlp.Tokens
		d.Tokens = append([]nlp.Token(nil), d.Tokens...)
		if err := tagger.Annotate(&d); err != nil {
			t.Fatal(err)
		}
		right := 0
		for j := range d.Tokens {
			if d.Tokens[j].XPOS == docs[0].Tokens[j].XPOS {
				right++
			}
		}
		if right*100 < len(d.Tokens)*90 {
			t.Errorf("%d of %d tags were learned", right, len(d.Tokens))
		}
	}
	if models[0].String() != models[1].String() {
		t.Error("two trainings give different bytes")
	}
}

func loadVectors(t *testing.T) *Vectors {
	t.Helper()
	v, err := LoadVectors()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestClosedGenres wants the documents of GUM that forbid commercial use to be known by
// their names.
func TestClosedGenres(t *testing.T) {
	for id, want := range map[string]bool{"GUM_fiction_sneeze": true, "GUM_news_iodine": false, "GUM_whow_joke": true, "weblog-x": false, "fiction": false} {
		if got := Closed(id); got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

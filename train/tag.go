package train

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"chancery/annotate/tag"
	"chancery/conllu"
	"chancery/model"
	"chancery/model/neural"
	"chancery/train/nn"
)

// Version is the version of the models of English, in their headers.
const Version = "en-2026.11"

// Licence is the licence of what is learned from the treebanks.
const Licence = "CC BY-SA 4.0"

// Treebanks are the corpora of [ReadTraining], as headers name them.
var Treebanks = []string{"UD_English-EWT 2 (train)", "UD_English-GUM 11 (train, without whow, fiction, podcast, letter, essay, reddit)"}

// TagOptions are the settings of [Tag].
type TagOptions struct {
	Dim, Hidden, Layers int
	Epochs, Batch       int // Batch in tokens
	Rate, Drop          float64
	Seed                uint64
	Log                 io.Writer
	Dev                 []*conllu.Doc // scored after each epoch, if there are any
}

// DefaultTag are the settings of the model that is shipped.
var DefaultTag = TagOptions{Dim: 96, Hidden: 96, Layers: 2, Epochs: 12, Batch: 400, Rate: 3e-3, Drop: 0.3, Seed: 1, Log: io.Discard}

// tagNet is the tagger: an encoder, and one projection for all that is judged.
type tagNet struct {
	*encoder
	w, b              *nn.Tensor
	xpos, upos, feats []string
	parts             [3]nn.Span // columns of the three judgements
	drop              float64
	scores            []float32
	h                 []float32
	mask              []float32
	buf               []float32
}

// tagged is a sentence with its tags as indices: Penn, universal, features.
type tagged struct {
	tokens []token
	gold   [3][]int
}

func (t *tagNet) examples(docs []*conllu.Doc) []tagged {
	var out []tagged
	index := func(list []string) map[string]int {
		m := map[string]int{}
		for i, s := range list {
			m[s] = i
		}
		return m
	}
	xs, us, fs := index(t.xpos), index(t.upos), index(t.feats)
	of := func(m map[string]int, s string) int {
		if i, ok := m[s]; ok {
			return i
		}
		return -1
	}
	for _, d := range docs {
		for _, s := range d.Sentences {
			var e tagged
			for _, tok := range d.Tokens[s.First:s.Last] {
				var x token
				neural.RowsOf(tok.Form, t.words, &x.form)
				e.tokens = append(e.tokens, x)
				for k, i := range []int{of(xs, tok.XPOS), of(us, tok.UPOS), of(fs, tok.Feats)} {
					e.gold[k] = append(e.gold[k], i)
				}
			}
			out = append(out, e)
		}
	}
	return out
}

// judge sets t.scores for the tokens of sents.
func (t *tagNet) judge(tokens []token, sents []nn.Span, learn bool, rng *rand.Rand) {
	n := len(tokens)
	t.h = append(t.h[:0], t.forward(tokens, sents, learn, rng)...)
	t.mask = nil
	if learn {
		t.mask = nn.Mask(t.mask, t.h, t.w.Rows, sents, t.drop, rng)
	}
	t.scores = nn.Grow(t.scores, n*t.w.Cols)
	for i := range n {
		copy(t.scores[i*t.w.Cols:], t.b.V)
	}
	nn.MatMul(t.scores, t.h, t.w.V, n, t.w.Rows, t.w.Cols)
}

// learn adds the gradients of a batch and returns its loss a token.
func (t *tagNet) learn(batch []tagged, rng *rand.Rand) float64 {
	var tokens []token
	var sents []nn.Span
	var gold [3][]int
	for _, e := range batch {
		sents = append(sents, nn.Span{First: len(tokens), Last: len(tokens) + len(e.tokens)})
		tokens = append(tokens, e.tokens...)
		for k := range gold {
			gold[k] = append(gold[k], e.gold[k]...)
		}
	}
	n, cols := len(tokens), t.w.Cols
	t.judge(tokens, sents, true, rng)
	loss := 0.0
	for i := range n {
		row := t.scores[i*cols : (i+1)*cols]
		for k, p := range t.parts {
			if want := gold[k][i]; want >= 0 {
				loss += softmax(row[p.First:p.Last], want, 1/float32(n))
			} else {
				clear(row[p.First:p.Last])
			}
		}
		for k := range cols {
			if !t.judged(k) {
				row[k] = 0
			}
		}
		add(t.b.G, row)
	}
	dh := make([]float32, n*t.w.Rows)
	nn.Backprop(t.w, t.h, t.scores, dh, n, &t.buf)
	for i, m := range t.mask {
		dh[i] *= m
	}
	t.backward(dh, sents)
	return loss / float64(n)
}

// judged reports whether column k is no padding.
func (t *tagNet) judged(k int) bool {
	for _, p := range t.parts {
		if k >= p.First && k < p.Last {
			return true
		}
	}
	return false
}

// right counts the tokens of examples whose Penn tag, universal tag and features are right.
func (t *tagNet) right(examples []tagged) (right [3]int, all int) {
	for _, e := range examples {
		t.judge(e.tokens, []nn.Span{{First: 0, Last: len(e.tokens)}}, false, nil)
		for i := range e.tokens {
			all++
			for k, p := range t.parts {
				row := t.scores[i*t.w.Cols+p.First : i*t.w.Cols+p.Last]
				top := 0
				for j, x := range row {
					if x > row[top] {
						top = j
					}
				}
				if top == e.gold[k][i] {
					right[k]++
				}
			}
		}
	}
	return right, all
}

// Tag trains the tagger and lemmatiser, and returns its model.
func Tag(docs []*conllu.Doc, vectors *Vectors, o TagOptions) (*model.Header, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 2))
	t := &tagNet{drop: o.Drop}
	t.encoder = newEncoder(docs, vectors, o.Dim, o.Hidden, o.Layers, nil, o.Drop, rng)
	t.xpos, t.upos = tagSets(docs)
	var byFeats tally
	t.feats, byFeats = featSet(docs)
	upos, feats, cols := tag.Columns(len(t.xpos), len(t.upos), len(t.feats))
	t.parts = [3]nn.Span{{First: 0, Last: len(t.xpos)}, {First: upos, Last: upos + len(t.upos)}, {First: feats, Last: feats + len(t.feats)}}
	t.w = nn.NewTensor(2*o.Hidden, cols, math.Sqrt(3/float64(2*o.Hidden)), rng)
	t.b = nn.NewTensor(1, cols, 0, rng)
	train, dev := t.examples(docs), t.examples(o.Dev)
	learnAll(slices.Repeat([][]tagged{train}, o.Epochs), func(e tagged) int { return len(e.tokens) }, schedule{o.Batch, o.Rate}, append(t.tensors(), t.w, t.b), rng, t.learn,
		func(epoch int, loss float64) {
			fmt.Fprintf(o.Log, "tag: epoch %d: loss %.4f", epoch, loss)
			if len(dev) > 0 {
				right, all := t.right(dev)
				fmt.Fprintf(o.Log, ", XPOS %.2f UPOS %.2f features %.2f of %d", percent(right[0], all), percent(right[1], all), percent(right[2], all), all)
			}
			fmt.Fprintln(o.Log)
		})
	settings := tag.Settings(neural.Sizes{Dim: o.Dim, Hidden: o.Hidden, Layers: o.Layers})
	settings["epochs"], settings["batch"], settings["rate"], settings["dropout"] = o.Epochs, o.Batch, o.Rate, o.Drop
	h := &model.Header{
		Name: "tag", Version: Version, Labels: t.xpos, Licence: Licence, Seed: o.Seed, Settings: settings,
		Corpora: append(append([]string(nil), Treebanks...), VectorSource),
	}
	t.encoder.add(h)
	t.encoder.addLayers(h, "")
	addLayer(h, tag.SectionJudge, t.w, t.b)
	h.Add(tag.SectionTags, []byte(strings.Join(t.upos, "\n")+"\n"))
	var b bytes.Buffer
	for _, f := range t.feats {
		fmt.Fprintf(&b, "%s\t%s\n", f, strings.Join(sortedKeys(byFeats[f]), "\t"))
	}
	h.Add(tag.SectionFeats, b.Bytes())
	h.Add(tag.SectionLemma, lemmaLines(docs, t.words))
	return h, nil
}

func percent(k, n int) float64 { return 100 * float64(k) / float64(max(1, n)) }

// featCount is how often features must be seen, with a Penn tag, to be known of it.
const featCount = 3

// featSet returns the features that docs have, sorted, and the Penn tags of each.
func featSet(docs []*conllu.Doc) ([]string, tally) {
	t := tally{}
	for _, d := range docs {
		for _, tok := range d.Tokens {
			if !strings.Contains(tok.Feats, "Typo=Yes") {
				t.add(tok.Feats, tok.XPOS)
			}
		}
	}
	for f, tags := range t {
		for x, n := range tags {
			if n < featCount {
				delete(tags, x)
			}
		}
		if len(tags) == 0 {
			delete(t, f)
		}
	}
	return sortedKeys(t), t
}

// open returns the model that h writes.
func open(h *model.Header) (*model.File, error) {
	var b bytes.Buffer
	if err := h.Write(&b); err != nil {
		return nil, err
	}
	return model.Open(b.Bytes())
}

// tagSets returns the Penn and the universal tags that docs use, sorted.
func tagSets(docs []*conllu.Doc) (xpos, upos []string) {
	xs, us := count{}, count{}
	for _, d := range docs {
		for _, t := range d.Tokens {
			xs[t.XPOS]++
			us[t.UPOS]++
		}
	}
	return sortedKeys(xs), sortedKeys(us)
}

// count counts strings.
type count map[string]int

// most returns the string that was counted most; of several, the first by name.
func (c count) most() (string, int) {
	top, n := "", 0
	for s, k := range c {
		if k > n || k == n && s < top {
			top, n = s, k
		}
	}
	return top, n
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// tally counts values by key.
type tally map[string]count

func (t tally) add(key, value string) {
	if t[key] == nil {
		t[key] = count{}
	}
	t[key][value]++
}

// properNoun is the Penn tag of names in the singular, which are their own lemmas; one
// treebank has "Unite" for the first word of "United Nations".
const properNoun = "NNP"

// lemmaLines returns the lines of lemmas: which tags keep capitals, the edits of
// endings, and the forms whose lemmas those do not give.
func lemmaLines(docs []*conllu.Doc, words map[string]int32) []byte {
	seen := tally{}                // Penn tag, tab, form to lemma
	kept, lost := count{}, count{} // by Penn tag and a tab, alone and with an ending
	for _, d := range docs {
		for _, tok := range d.Tokens {
			if tok.XPOS == "GW" || strings.ContainsAny(tok.Form+tok.Lemma, "\t\n") || strings.Contains(tok.Feats, "Typo=Yes") {
				continue
			}
			seen.add(tok.XPOS+"\t"+tok.Form, tok.Lemma)
			small := strings.ToLower(tok.Form)
			if small == tok.Form {
				continue
			}
			votes := kept
			if strings.ToLower(tok.Lemma) == tok.Lemma {
				votes = lost
			}
			votes[tok.XPOS+"\t"]++
			votes[tok.XPOS+"\t"+small[max(0, len(small)-tag.KeepSuffix):]]++
		}
	}
	var b bytes.Buffer
	keep := map[string]bool{}
	for _, x := range sortedKeys(kept) {
		if xpos, _, _ := strings.Cut(x, "\t"); kept[x] > lost[x] && (xpos+"\t" == x || !keep[xpos+"\t"]) {
			keep[x] = true
			fmt.Fprintf(&b, "keep\t%s\n", x)
		}
	}
	// Each form votes once for its edit, so that frequent words do not outvote the rest.
	edits := tally{}
	for _, key := range sortedKeys(seen) {
		xpos, form, _ := strings.Cut(key, "\t")
		lemma, _ := seen[key].most()
		small := strings.ToLower(form)
		base := small
		if keep[xpos+"\t"] || keep[xpos+"\t"+small[max(0, len(small)-tag.KeepSuffix):]] {
			base = form
		}
		e := tag.EditBetween(base, lemma)
		if e.Cut > tag.MaxSuffix || xpos == properNoun && e != (tag.Edit{}) {
			continue
		}
		for m := min(tag.MaxSuffix, len(small)); m >= 0; m-- {
			edits.add(xpos+"\t"+small[len(small)-m:], fmt.Sprintf("%d\t%s", e.Cut, e.Add))
		}
	}
	above := func(key string) string { // what the next shorter ending gives
		xpos, end, _ := strings.Cut(key, "\t")
		for end != "" {
			end = end[1:]
			if top, n := edits[xpos+"\t"+end].most(); n > 1 || end == "" {
				return top
			}
		}
		return ""
	}
	for _, key := range sortedKeys(edits) {
		_, end, _ := strings.Cut(key, "\t")
		if top, n := edits[key].most(); end == "" || n > 1 && top != above(key) {
			fmt.Fprintf(&b, "edit\t%s\t%s\n", key, top)
		}
	}
	rules, err := tag.NewLemmas(b.Bytes(), words)
	if err != nil {
		return nil
	}
	for _, key := range sortedKeys(seen) {
		xpos, form, _ := strings.Cut(key, "\t")
		lemma, n := seen[key].most()
		if n > 0 && xpos != properNoun && rules.Of(form, xpos) != lemma {
			fmt.Fprintf(&b, "form\t%s\t%s\n", key, lemma)
		}
	}
	return b.Bytes()
}

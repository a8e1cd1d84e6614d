package train

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"chancery/annotate/tag"
	"chancery/conllu"
	"chancery/model"
	"chancery/nlp"
)

// Version is the version of the models of English, in their headers.
const Version = "en-2026.11"

// Licence is the licence of what is learned from the treebanks.
const Licence = "CC BY-SA 4.0"

// Treebanks are the corpora of [ReadTraining], as headers name them.
var Treebanks = []string{"UD_English-EWT 2 (train)", "UD_English-GUM 11 (train, without whow, fiction, podcast, letter, essay, reddit)"}

// TagOptions are the settings of [Tag].
type TagOptions struct {
	Bits   int    // rows of the table of Penn tags, as a power of two
	Epochs int    //
	Groups int    // clusters of words
	Seed   uint64 //
	Log    io.Writer
}

// DefaultTag are the settings of the model that is shipped.
var DefaultTag = TagOptions{Bits: 16, Epochs: 8, Groups: 500, Seed: 1, Log: io.Discard}

// sentence is one to train on.
type sentence struct {
	tokens []nlp.Token
	xpos   []int
	upos   []int
}

// Tag trains the tagger and lemmatiser, and returns its model.
func Tag(docs []*conllu.Doc, vectors *Vectors, o TagOptions) (*model.Header, error) {
	groups := vectors.Cluster(o.Groups, 12, o.Seed)
	return trainTag(docs, vectors.groupLines(groups), o)
}

func trainTag(docs []*conllu.Doc, groups []byte, o TagOptions) (*model.Header, error) {
	xtags, utags := tagSets(docs)
	h := &model.Header{
		Name: "tag", Version: Version, Labels: xtags, Bits: o.Bits, Corpora: Treebanks, Licence: Licence, Seed: o.Seed,
		Settings: map[string]any{"epochs": o.Epochs, "groups": o.Groups},
	}
	dict := dictionary(docs)
	lex, err := tag.NewLexicon(xtags, dict, groups)
	if err != nil {
		return nil, err
	}
	var sents []sentence
	for _, d := range docs {
		for _, s := range d.Sentences {
			one := sentence{tokens: d.Tokens[s.First:s.Last]}
			for _, t := range one.tokens {
				one.xpos = append(one.xpos, slices.Index(xtags, t.XPOS))
				one.upos = append(one.upos, slices.Index(utags, t.UPOS))
			}
			sents = append(sents, one)
		}
	}
	x := model.NewTrainer(xtags, o.Bits)
	u := model.NewTrainer(utags, tag.UPOSBits)
	rng := rand.New(rand.NewPCG(o.Seed, 2))
	var s tag.Sentence
	var feat []uint64
	xs, us := make([]float32, len(xtags)), make([]float32, len(utags))
	learn := func(t *model.Trainer, feat []uint64, scores []float32, want int) int {
		clear(scores)
		for _, f := range feat {
			t.Score(f, scores)
		}
		got := 0
		for i, v := range scores {
			if v > scores[got] {
				got = i
			}
		}
		if got != want {
			for _, f := range feat {
				t.Update(f, want, 1)
				t.Update(f, got, -1)
			}
		}
		t.Step()
		return got
	}
	for epoch := range o.Epochs {
		rng.Shuffle(len(sents), func(i, j int) { sents[i], sents[j] = sents[j], sents[i] })
		right, all := 0, 0
		for _, one := range sents {
			s.Reset(lex)
			for i := range one.tokens {
				s.Add(one.tokens[i].Form)
			}
			for i, want := range one.xpos {
				got, ok := s.Known(i)
				if !ok {
					feat = s.XPOSFeatures(i, feat[:0])
					got = learn(x, feat, xs, want)
				}
				if got == want {
					right++
				}
				all++
				s.SetXPOS(i, got)
			}
			for i, want := range one.upos {
				feat = s.UPOSFeatures(i, feat[:0])
				learn(u, feat, us, want)
			}
		}
		fmt.Fprintf(o.Log, "tag: epoch %d: %.4f of the Penn tags right\n", epoch+1, float64(right)/float64(all))
	}
	for _, t := range []struct {
		name string
		t    *model.Trainer
	}{{tag.SectionXPOS, x}, {tag.SectionUPOS, u}} {
		w, _ := model.Quantise(t.t.Averaged())
		h.Add(t.name, w)
	}
	h.Add(tag.SectionTags, []byte(strings.Join(utags, "\n")+"\n"))
	h.Add(tag.SectionDict, dict)
	h.Add(tag.SectionGroup, groups)
	h.Add(tag.SectionFeats, featLines(docs))
	h.Add(tag.SectionLemma, lemmaLines(docs))
	return h, nil
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

// Words seen this often with one Penn tag in this share get no other.
const (
	dictCount = 30
	dictShare = 0.995
)

// dictionary returns the lines of the words that have one tag.
func dictionary(docs []*conllu.Doc) []byte {
	t := tally{}
	for _, d := range docs {
		for _, tok := range d.Tokens {
			t.add(tok.Form, tok.XPOS)
		}
	}
	var b bytes.Buffer
	for _, form := range sortedKeys(t) {
		all := 0
		for _, n := range t[form] {
			all += n
		}
		if top, n := t[form].most(); all >= dictCount && float64(n) >= dictShare*float64(all) {
			fmt.Fprintf(&b, "%s\t%s\n", form, top)
		}
	}
	return b.Bytes()
}

// featLines returns the lines of features: by tags, and by form where those differ.
func featLines(docs []*conllu.Doc) []byte {
	byTags, byForm := tally{}, tally{}
	for _, d := range docs {
		for _, tok := range d.Tokens {
			tags := tok.UPOS + "\t" + tok.XPOS
			f := impersonal(tok)
			byTags.add(tags, f)
			byForm.add(tags+"\t"+strings.ToLower(tok.Form), f)
		}
	}
	var b bytes.Buffer
	for _, key := range sortedKeys(byTags) {
		top, _ := byTags[key].most()
		fmt.Fprintf(&b, "%s\t\t%s\n", key, top)
	}
	for _, key := range sortedKeys(byForm) {
		c := strings.Split(key, "\t")
		top, n := byForm[key].most()
		if rest, _ := byTags[c[0]+"\t"+c[1]].most(); n > 1 && top != rest && len(c) == 3 {
			fmt.Fprintf(&b, "%s\t%s\n", key, top)
		}
	}
	return b.Bytes()
}

// impersonal returns the features of t without those that its subject, not its form,
// decides.
func impersonal(t nlp.Token) string {
	if t.XPOS != "VBD" && t.XPOS != "VBP" || t.UPOS == "AUX" && !strings.EqualFold(t.Form, "had") && !strings.EqualFold(t.Form, "have") {
		return t.Feats
	}
	var kept []string
	for f := range strings.SplitSeq(t.Feats, "|") {
		if !strings.HasPrefix(f, "Number=") && !strings.HasPrefix(f, "Person=") {
			kept = append(kept, f)
		}
	}
	return strings.Join(kept, "|")
}

// lemmaLines returns the lines of lemmas: which tags keep capitals, the edits of
// endings, and the forms whose lemmas those do not give.
func lemmaLines(docs []*conllu.Doc) []byte {
	seen := tally{} // Penn tag, tab, form to lemma
	kept, lost := count{}, count{}
	for _, d := range docs {
		for _, tok := range d.Tokens {
			if tok.XPOS == "GW" || strings.ContainsAny(tok.Form+tok.Lemma, "\t\n") || strings.Contains(tok.Feats, "Typo=Yes") {
				continue
			}
			seen.add(tok.XPOS+"\t"+tok.Form, tok.Lemma)
			if small := strings.ToLower(tok.Form); small != tok.Form {
				if strings.ToLower(tok.Lemma) == tok.Lemma {
					lost[tok.XPOS]++
				} else {
					kept[tok.XPOS]++
				}
			}
		}
	}
	var b bytes.Buffer
	keep := map[string]bool{}
	for _, x := range sortedKeys(kept) {
		if kept[x] > lost[x] {
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
		if keep[xpos] {
			base = form
		}
		e := tag.EditBetween(base, lemma)
		if e.Cut > tag.MaxSuffix {
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
	rules, err := tag.NewLemmas(b.Bytes())
	if err != nil {
		return nil
	}
	for _, key := range sortedKeys(seen) {
		xpos, form, _ := strings.Cut(key, "\t")
		lemma, n := seen[key].most()
		if n > 0 && rules.Of(form, strings.ToLower(form), xpos) != lemma {
			fmt.Fprintf(&b, "form\t%s\t%s\n", key, lemma)
		}
	}
	return b.Bytes()
}

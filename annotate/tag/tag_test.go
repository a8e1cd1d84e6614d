package tag_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/internal/testkit"
	"chancery/model/en"
	"chancery/nlp"
)

func tagger(t testing.TB) *tag.Tagger {
	t.Helper()
	return testkit.Load(t, en.Tag, tag.New)
}

// TestTags has a word a field: form/Penn tag/lemma.
func TestTags(t *testing.T) {
	tagger := tagger(t)
	for _, want := range []string{
		"The/DT/the envoys/NNS/envoy did/VBD/do n't/RB/not agree/VB/agree ././.",
		"He/PRP/he was/VBD/be told/VBN/tell to/TO/to leave/VB/leave Geneva/NNP/Geneva ././.",
		"Two/CD/two gunmen/NNS/gunman were/VBD/be fleeing/VBG/flee on/IN/on Friday/NNP/Friday ././.",
		"The/DT/the United/NNP/United States/NNPS/State has/VBZ/have denied/VBN/deny it/PRP/it ././.",
		"Rebels/NNS/rebel shot/VBD/shoot down/RP/down the/DT/the plane/NN/plane ././.",
		"The/DT/the army/NN/army seized/VBD/seize power/NN/power in/IN/in Gabon/NNP/Gabon ././.", // no fragment
		"She/PRP/she met/VBD/meet the/DT/the Bolivian/JJ/Bolivian minister/NN/minister ././.",
	} {
		var forms []string
		for _, w := range strings.Fields(want) {
			forms = append(forms, w[:strings.Index(w, "/")])
		}
		d := &nlp.Document{Text: strings.Join(forms, " ")}
		if err := errors.Join(token.New().Annotate(d), tagger.Annotate(d)); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tok := range d.Tokens {
			got = append(got, tok.Form+"/"+tok.XPOS+"/"+tok.Lemma)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("got  %s\nwant %s", g, want)
		}
	}
}

func TestEdit(t *testing.T) {
	for _, c := range []struct{ form, lemma, other, otherLemma string }{
		{"envoys", "envoy", "toys", "toy"},
		{"denied", "deny", "tried", "try"},
		{"running", "run", "spinning", "spin"},
		{"said", "said", "paid", "paid"},
	} {
		e := tag.EditBetween(c.form, c.lemma)
		if got := e.Apply(c.form); got != c.lemma {
			t.Errorf("%+v of %q is %q, want %q", e, c.form, got, c.lemma)
		}
		if got := e.Apply(c.other); c.form != "running" && got != c.otherLemma {
			t.Errorf("%+v of %q is %q, want %q", e, c.other, got, c.otherLemma)
		}
	}
	if got := (tag.Edit{Cut: 1}).Apply("’’"); !utf8.ValidString(got) {
		t.Errorf("a cut goes through a letter: %q", got)
	}
}

// FuzzAnnotate wants lemmas that are UTF-8, and no token without one.
func FuzzAnnotate(f *testing.F) {
	tagger := tagger(f)
	for _, s := range []string{"", "Don't go.", "’’ “x”", "İıß ﬁ", "\u0301\u0301", strings.Repeat("é", 100), "spring's ’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		d := &nlp.Document{Text: text}
		if err := errors.Join(token.New().Annotate(d), tagger.Annotate(d)); err != nil {
			t.Fatal(err)
		}
		for _, tok := range d.Tokens {
			if tok.Lemma == "" || !utf8.ValidString(tok.Lemma) || tok.XPOS == "" || tok.UPOS == "" {
				t.Errorf("token %+v", tok)
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	tagger := tagger(b)
	d := &nlp.Document{Text: strings.Repeat("The envoy said Monday that the two sides had not agreed on a ceasefire in the north. ", 200)}
	if err := token.New().Annotate(d); err != nil {
		b.Fatal(err)
	}
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		d.Have = nlp.Tokens
		if err := tagger.Annotate(d); err != nil {
			b.Fatal(err)
		}
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

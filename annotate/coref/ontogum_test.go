package coref_test

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"chancery/actors"
	"chancery/annotate/coref"
	"chancery/annotate/depparse"
	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/conllu"
	"chancery/eval/corefscore"
	"chancery/ledger"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
)

func open(t testing.TB, data []byte) *model.File {
	t.Helper()
	f, err := model.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// engine returns what reads a text up to the layer before Chains, and the actors.
func engine(t testing.TB) func(d *nlp.Document) []ledger.Actor {
	t.Helper()
	read := parsed(t)
	resolver, err := actors.Load(actors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return func(d *nlp.Document) []ledger.Actor {
		read(d)
		a, err := resolver.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
}

// parsed returns what reads a text up to Nominals.
func parsed(t testing.TB) func(d *nlp.Document) {
	t.Helper()
	tagger, err := tag.New(open(t, en.Tag))
	if err != nil {
		t.Fatal(err)
	}
	parser, err := depparse.New(open(t, en.Parse))
	if err != nil {
		t.Fatal(err)
	}
	finder, err := ner.New(open(t, en.NER))
	if err != nil {
		t.Fatal(err)
	}
	tokens := token.New()
	return func(d *nlp.Document) {
		for _, f := range []func(*nlp.Document) error{tokens.Annotate, tagger.Annotate, parser.Annotate, finder.Annotate, coref.Nominals} {
			if err := f(d); err != nil {
				t.Fatal(err)
			}
		}
	}
}

const corpora = "../../../shared/corpora"

// squeeze maps bytes of text to counts of bytes that are no white space, by
// which gold and predicted tokens are the same.
func squeeze(text string) []int {
	out := make([]int, len(text)+1)
	n := 0
	for i := range len(text) {
		out[i] = n
		if text[i] != ' ' && text[i] != '\n' && text[i] != '\t' {
			n++
		}
	}
	out[len(text)] = n
	return out
}

// goldChains reads the chains of an OntoGUM document, as ranges of its tokens.
func goldChains(t testing.TB, file string) (chains [][]corefscore.Span, forms []string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	chains, forms, err = corefscore.ReadCoNLL(f, file)
	if err != nil {
		t.Fatal(err)
	}
	return chains, forms
}

// TestOntoGUM scores chains from raw text on the documents of OntoGUM dev.
func TestOntoGUM(t *testing.T) {
	part := "dev"
	if p := os.Getenv("COREF_PART"); p != "" {
		part = p
	}
	f, err := os.Open(filepath.Join(corpora, "ud/en_gum-ud-"+part+".conllu.gz"))
	if err != nil {
		t.Skipf("needs the corpora beside the repository: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := conllu.Read(bufio.NewReader(z), f.Name(), 0)
	if err != nil {
		t.Fatal(err)
	}
	read := engine(t)
	var all corefscore.Scores
	for _, g := range docs {
		gold, forms := goldChains(t, filepath.Join(corpora, "coref/ontogum", g.ID+".conll"))
		if len(forms) != len(g.Tokens) {
			t.Fatalf("%s: %d tokens in OntoGUM, %d in UD", g.ID, len(forms), len(g.Tokens))
		}
		d := &nlp.Document{ID: g.ID, Text: g.Text}
		if err := coref.Annotate(d, read(d)); err != nil {
			t.Fatal(err)
		}
		at := squeeze(d.Text)
		var want, got [][]corefscore.Span
		for _, c := range gold {
			if len(c) < 2 {
				continue
			}
			var list []corefscore.Span
			for _, m := range c {
				list = append(list, corefscore.Span{Start: at[g.Tokens[m.Start].Start], End: at[g.Tokens[m.End-1].End]})
			}
			want = append(want, list)
		}
		for _, c := range coref.OntoNotes(d) {
			var list []corefscore.Span
			for _, s := range c {
				list = append(list, corefscore.Span{Start: at[s.Start], End: at[s.End]})
			}
			got = append(got, list)
		}
		s := corefscore.Score(want, got)
		all.Add(s)
		if testing.Verbose() {
			t.Logf("%-28s CoNLL %.3f mentions P %.3f R %.3f", g.ID, s.CoNLL(), s.Mentions.Precision(), s.Mentions.Recall())
			dump(t, g, d, at, want, got)
		}
	}
	show := func(name string, m corefscore.Measure) string {
		return name + " P " + strconv.FormatFloat(m.Precision(), 'f', 3, 64) + " R " + strconv.FormatFloat(m.Recall(), 'f', 3, 64) + " F1 " + strconv.FormatFloat(m.F1(), 'f', 3, 64)
	}
	for _, line := range []string{show("mentions", all.Mentions), show("MUC", all.MUC), show("B3", all.B3), show("CEAFe", all.CEAFe)} {
		t.Log(line)
	}
	t.Logf("CoNLL F1 %.4f over %d documents", all.CoNLL(), len(docs))
	if all.CoNLL() < 0.40 {
		t.Errorf("CoNLL F1 %.4f", all.CoNLL())
	}
}

// dump writes gold and predicted chains where COREF_DUMP names a document.
func dump(t *testing.T, g *conllu.Doc, d *nlp.Document, at []int, want, got [][]corefscore.Span) {
	if os.Getenv("COREF_DUMP") != g.ID {
		return
	}
	back := map[int]int{}
	for i := len(at) - 1; i >= 0; i-- {
		back[at[i]] = i
	}
	text := func(s corefscore.Span) string { return strings.TrimSpace(d.Text[back[s.Start]:back[s.End]]) }
	for name, list := range map[string][][]corefscore.Span{"gold": want, "pred": got} {
		for _, c := range list {
			var b []string
			for _, s := range c {
				b = append(b, strconv.Itoa(s.Start)+":"+text(s))
			}
			t.Logf("%s %s", name, strings.Join(b, " | "))
		}
	}
}

package conllu_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"chancery/conllu"
	"chancery/nlp"
)

func read(t *testing.T, text string, mode conllu.Mode) []*conllu.Doc {
	t.Helper()
	docs, err := conllu.Read(strings.NewReader(text), "test", mode)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestRoundTrip wants what was read whole to be written as it was.
func TestRoundTrip(t *testing.T) {
	data, err := os.ReadFile("testdata/two.conllu")
	if err != nil {
		t.Fatal(err)
	}
	docs := read(t, string(data), conllu.Whole)
	if len(docs) != 2 {
		t.Fatalf("%d documents, want 2", len(docs))
	}
	if got, want := docs[0].Text, "Envoys don't agree. They left (early).\n\nNobody's home"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	var b bytes.Buffer
	for _, d := range docs {
		if err := d.Write(&b); err != nil {
			t.Fatal(err)
		}
	}
	if b.String() != string(data) {
		t.Errorf("written:\n%s", b.String())
	}
}

func TestBare(t *testing.T) {
	data, err := os.ReadFile("testdata/two.conllu")
	if err != nil {
		t.Fatal(err)
	}
	d := read(t, string(data), conllu.Bare)[0]
	if d.Have != nlp.Tokens || d.Tokens[1].Lemma != "" || d.Tokens[1].Head != -1 || len(d.Multi) != 2 {
		t.Errorf("layers %v, token %+v, %d multiword tokens", d.Have, d.Tokens[1], len(d.Multi))
	}
}

// TestNew wants a document without comments to be written with those of the treebanks,
// and its names in MISC.
func TestNew(t *testing.T) {
	d := &nlp.Document{
		ID: "x", Text: "Ann Lee can't.", Have: nlp.Tokens,
		Sentences: []nlp.Sentence{{Span: nlp.Span{Start: 0, End: 14}, First: 0, Last: 5}},
		Mentions:  []nlp.Mention{{Kind: nlp.Name, Type: nlp.Person, First: 0, Last: 2}},
	}
	for _, s := range []nlp.Span{{Start: 0, End: 3}, {Start: 4, End: 7}, {Start: 8, End: 10}, {Start: 10, End: 13}, {Start: 13, End: 14}} {
		d.Tokens = append(d.Tokens, nlp.Token{Span: s, Form: d.Slice(s), Head: -1})
	}
	var b bytes.Buffer
	if err := conllu.New(d).Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `# newdoc id = x
# newpar
# sent_id = 1
# text = Ann Lee can't.
1	Ann	_	_	_	_	_	_	_	NER=B-PERSON
2	Lee	_	_	_	_	_	_	_	NER=I-PERSON
3-4	can't	_	_	_	_	_	_	_	SpaceAfter=No
3	ca	_	_	_	_	_	_	_	_
4	n't	_	_	_	_	_	_	_	_
5	.	_	_	_	_	_	_	_	_

`
	if b.String() != want {
		t.Errorf("got:\n%s", b.String())
	}
}

func TestBad(t *testing.T) {
	row := func(id, form, head string) string { return id + "\t" + form + "\t_\t_\t_\t_\t" + head + "\t_\t_\t_\n" }
	for name, text := range map[string]string{
		"columns":   "1\ta\n\n",
		"number":    row("2", "a", "0"),
		"empty":     row("1", "", "0"),
		"space":     row("1", " a", "0"),
		"head":      row("1", "a", "7") + "\n",
		"cut short": "1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "a", "0"),
		"too short": "1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n",
		"not UTF-8": row("1", "\xff", "0"),
		"comment":   row("1", "a", "0") + "# late\n",
	} {
		if _, err := conllu.Read(strings.NewReader(text), name, conllu.Whole); !errors.Is(err, conllu.ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

// FuzzRead wants every document that is read to pass nlp.Document.Check, and what is
// written of it to be read back with the same text.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/two.conllu")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t2\tx\t_\t_\n2\tnot\t_\t_\t_\t_\t1\ty\t_\t_\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		docs, err := conllu.Read(strings.NewReader(text), "fuzz", conllu.Whole)
		if err != nil {
			return
		}
		for _, d := range docs {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := d.Write(&b); err != nil {
				t.Fatal(err)
			}
		}
	})
}

package eval

import (
	"fmt"
	"os"
	"path/filepath"

	"chancery/annotate/coref"
	"chancery/conllu"
	"chancery/eval/corefscore"
	"chancery/nlp"
)

// Coref scores coreference from raw text on the documents of a treebank whose
// chains stand in folder, one file a document, in the columns of OntoGUM. A
// mention is right if it covers the same characters, white space left out;
// chains of one mention do not count.
func Coref(treebank []*conllu.Doc, folder string, engine Engine) (*Report, error) {
	var all corefscore.Scores
	for _, g := range treebank {
		file := filepath.Join(folder, g.ID+".conll")
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		gold, words, err := corefscore.ReadCoNLL(f, file)
		f.Close()
		if err != nil {
			return nil, err
		}
		if len(words) != len(g.Tokens) {
			return nil, fmt.Errorf("%s has %d words, and the treebank %d: they are not of one release", file, len(words), len(g.Tokens))
		}
		d := &nlp.Document{ID: g.ID, Text: g.Text}
		if err := engine.Chains(d); err != nil {
			return nil, err
		}
		at := squeeze(d.Text)
		var want, got [][]corefscore.Span
		for _, chain := range gold {
			var list []corefscore.Span
			for _, m := range chain {
				list = append(list, corefscore.Span{Start: at[g.Tokens[m.Start].Start], End: at[g.Tokens[m.End-1].End]})
			}
			if len(list) > 1 {
				want = append(want, list)
			}
		}
		for _, chain := range coref.OntoNotes(d) {
			var list []corefscore.Span
			for _, s := range chain {
				list = append(list, corefscore.Span{Start: at[s.Start], End: at[s.End]})
			}
			got = append(got, list)
		}
		all.Add(corefscore.Score(want, got))
	}
	r := &Report{Set: "coref"}
	add := func(name string, m corefscore.Measure) {
		p, rec := m.Precision(), m.Recall()
		r.Figures = append(r.Figures, Figure{Name: name + " F1", Value: m.F1(), Precision: &p, Recall: &rec, N: int(m.RecallDen)})
	}
	add("mentions", all.Mentions)
	add("MUC", all.MUC)
	add("B-cubed", all.B3)
	add("CEAF-e", all.CEAFe)
	r.addNumber("CoNLL F1", all.CoNLL(), len(treebank))
	return r, nil
}

// squeeze maps byte offsets of text to counts of the bytes before them that are
// no white space, by which differently spaced texts are the same.
func squeeze(text string) []int {
	out := make([]int, len(text)+1)
	n := 0
	for i := range len(text) {
		out[i] = n
		switch text[i] {
		case ' ', '\n', '\t', '\r':
		default:
			n++
		}
	}
	out[len(text)] = n
	return out
}

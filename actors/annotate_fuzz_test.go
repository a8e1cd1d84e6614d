package actors_test

import (
	"testing"

	"chancery/nlp"
)

// FuzzAnnotate resolves mentions anywhere in any words: no panic, and candidates
// that are there.
func FuzzAnnotate(f *testing.F) {
	f.Add("00!XZ", []byte{0, 2, 0})
	f.Add("President of Peru , Mrs Doe of his party on both sides", []byte{0, 3, 1, 4, 2, 2, 5, 1, 3})
	f.Add("' 's the of", []byte{0, 1, 0, 1, 1, 9, 3, 1, 4})
	types := []string{nlp.Person, nlp.Org, nlp.GPE, nlp.Loc, nlp.Norp, nlp.Group, nlp.Misc, nlp.Thing, ""}
	r := load(f)
	f.Fuzz(func(t *testing.T, text string, marks []byte) {
		d := &nlp.Document{ID: "f", Text: text, Have: nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names | nlp.Nominals}
		start := -1
		for i := 0; i <= len(text); i++ {
			switch space := i == len(text) || text[i] == ' '; {
			case !space && start < 0:
				start = i
			case space && start >= 0:
				tok := nlp.Token{Span: nlp.Span{Start: start, End: i}, Form: text[start:i], Head: len(d.Tokens) - 1, Rel: "obj"}
				tagByHand(&tok)
				d.Tokens = append(d.Tokens, tok)
				start = -1
			}
		}
		n := len(d.Tokens)
		if n == 0 {
			return
		}
		d.Sentences = []nlp.Sentence{{Span: nlp.Span{End: len(text)}, Last: n}}
		for ; len(marks) >= 3; marks = marks[3:] {
			first := int(marks[0]) % n
			last := min(n, first+1+int(marks[1])%4)
			m := nlp.Mention{First: first, Last: last, Head: last - 1, Kind: nlp.MentionKind(marks[2] % 3), Type: types[int(marks[2]/3)%len(types)], Plural: marks[2] > 127, Chain: -1}
			m.Span = nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
			d.Mentions = append(d.Mentions, m)
		}
		cands, err := r.Annotate(d)
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Mentions {
			if d.Mentions[i].Actor >= len(cands) {
				t.Fatalf("mention %d has candidate %d of %d", i, d.Mentions[i].Actor, len(cands))
			}
			d.Mentions[i].Chain = i / 2
		}
		r.Referents(d, cands)
	})
}

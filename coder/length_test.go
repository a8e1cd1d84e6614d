package coder

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chancery/ledger"
	"chancery/nlp"
)

// denseSentences are sentences in which almost every word is a party or an act, as
// form/lemma/tag/relation/head, with a digit for the referent of a mention. They keep
// all that looks back in the text busy: refusals without a party, what is taken up,
// protests, arrests by nobody, mentions of the same acts.
var denseSentences = []string{
	"Syria/syria/NNP/nsubj/1/0 attacked/attack/VBD/root/-1 Israel/israel/NNP/obj/1/1 ././PUNCT/punct/1",
	"Israel/israel/NNP/nsubj/1/1 condemned/condemn/VBD/root/-1 the/the/DT/det/3 attack/attack/NN/obj/1 ././PUNCT/punct/1",
	"Israel/israel/NNP/nsubj/1/1 refused/refuse/VBD/root/-1 ././PUNCT/punct/1",
	"It/it/PRP/nsubj/1 rejected/reject/VBD/root/-1 the/the/DT/det/3 demand/demand/NN/obj/1 ././PUNCT/punct/1",
	"Rebels/rebel/NNS/nsubj/1/2 protested/protest/VBD/root/-1 and/and/CC/cc/3 denied/deny/VBD/conj/1 it/it/PRP/obj/3 ././PUNCT/punct/1",
	"Rebels/rebel/NNS/nsubj:pass/2/2 were/be/VBD/aux:pass/2 arrested/arrest/VBN/root/-1 in/in/IN/case/4 Homs/homs/NNP/obl/2/4 ././PUNCT/punct/2",
	"Syria/syria/NNP/nsubj/1/0 threatened/threaten/VBD/root/-1 war/war/NN/obj/1 if/if/IN/mark/5 it/it/PRP/nsubj/5 attacks/attack/VBZ/advcl/1 ././PUNCT/punct/1",
	"Police/police/NNS/nsubj/1 fired/fire/VBD/root/-1 tear/tear/NN/compound/3 gas/gas/NN/obj/1 ././PUNCT/punct/1",
	"Talks/talk/NNS/nsubj/1 began/begin/VBD/root/-1 ././PUNCT/punct/1",
	"Syria/syria/NNP/nsubj/1/0 met/meet/VBD/root/-1 Israel/israel/NNP/obj/1/1 by/by/IN/case/4 phone/phone/NN/obl/1 ././PUNCT/punct/1",
}

// denseDocument builds a document of so many of these sentences.
func denseDocument(sentences int) (*nlp.Document, []ledger.Referent) {
	d := &nlp.Document{ID: "dense", Published: time.Date(2018, 3, 14, 0, 0, 0, 0, time.UTC), Lang: "en", Genre: "news",
		Have: nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Chains | nlp.Times | nlp.Places}
	_, refs := fuzzDocument(nil)
	kinds := []string{nlp.GPE, nlp.GPE, nlp.Group, nlp.Group, nlp.Loc}
	var text strings.Builder
	for s := range sentences {
		first, start := len(d.Tokens), text.Len()
		for w := range strings.FieldsSeq(denseSentences[s%len(denseSentences)]) {
			f := strings.Split(w, "/")
			tok := nlp.Token{Span: nlp.Span{Start: text.Len(), End: text.Len() + len(f[0])}, Form: f[0], Lemma: f[1], XPOS: f[2], Rel: f[3], Sent: s}
			fmt.Sscan(f[4], &tok.Head)
			if tok.Head >= 0 {
				tok.Head += first
			}
			text.WriteString(f[0] + " ")
			if len(f) > 5 {
				ref, at := int(f[5][0]-'0'), len(d.Tokens)
				refs[ref].Mentions = append(refs[ref].Mentions, len(d.Mentions))
				d.Mentions = append(d.Mentions, nlp.Mention{Span: tok.Span, Sent: s, First: at, Last: at + 1, Head: at, Kind: nlp.Name, Type: kinds[ref], Chain: ref, Actor: -1})
				if ref == 4 {
					d.Places = append(d.Places, nlp.Place{Span: tok.Span, Sent: s, Head: at, Name: "Homs", Country: "SYR", Precision: "city"})
				}
			}
			d.Tokens = append(d.Tokens, tok)
		}
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: nlp.Span{Start: start, End: text.Len() - 1}, First: first, Last: len(d.Tokens)})
	}
	d.Text = text.String()
	return d, refs
}

// BenchmarkLength codes documents of more and more acts: the time a word does not grow.
func BenchmarkLength(b *testing.B) {
	c := &Coder{t: loaded(b)}
	for _, sentences := range []int{250, 1000, 4000, 16000} {
		d, refs := denseDocument(sentences)
		b.Run(fmt.Sprint(len(d.Tokens)), func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Code(d, refs); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(d.Tokens)), "µs/word")
		})
	}
}

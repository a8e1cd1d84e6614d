package coder

import (
	"strings"
	"testing"
	"time"

	"chancery/ledger"
	"chancery/nlp"
)

// The words, tags and relations that FuzzCode builds sentences from.
var (
	fuzzWords = strings.Fields("Syria Israel rebels police the a of on with by to that said agreed attacked attack talks will not if killed killing army seized power sanctions imposed lifted and , after refused denied accused 100 up than more than protest protesters fired missiles at ceasefire took effect who was been have its minister visit cancelled may called for ; their meeting")
	fuzzTags  = strings.Fields("NNP NNS NN VBD VBN VBG VB VBP VBZ MD IN DT CD JJ RB PRP PRP$ TO , : RP")
	fuzzRels  = strings.Fields("nsubj obj obl nmod amod acl acl:relcl advcl ccomp xcomp conj cc case mark det aux aux:pass nsubj:pass compound compound:prt parataxis appos nmod:poss obl:agent punct cop iobj nummod advmod")
)

// fuzzDocument builds a document of one or two sentences from data: five bytes a
// token, for word, tag, relation, head and mention.
func fuzzDocument(data []byte) (*nlp.Document, []ledger.Referent) {
	d := &nlp.Document{ID: "f", Published: time.Date(2018, 3, 14, 0, 0, 0, 0, time.UTC), Lang: "en", Genre: "news",
		Have: nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Chains | nlp.Times}
	refs := []ledger.Referent{
		{Actor: ledger.Actor{Name: "Syria", Type: "country", Country: "SYR", Sector: "GOV"}},
		{Actor: ledger.Actor{Name: "Israel", Type: "country", Country: "ISR", Sector: "GOV"}},
		{Actor: ledger.Actor{Name: "rebels", Type: "group", Country: "SYR", Sector: "REB"}},
		{Actor: ledger.Actor{Name: "the two leaders", Type: "group"}, Members: []int{0, 1}},
		{Actor: ledger.Actor{Name: "Homs", Type: "place", Country: "SYR"}},
	}
	n := min(len(data)/5, 60)
	var text strings.Builder
	var spans []nlp.Span
	for i := range n {
		w := fuzzWords[int(data[5*i])%len(fuzzWords)]
		spans = append(spans, nlp.Span{Start: text.Len(), End: text.Len() + len(w)})
		text.WriteString(w + " ")
	}
	d.Text = text.String()
	cut := n
	if n > 12 {
		cut = n / 2
	}
	for s, at := range [][2]int{{0, cut}, {cut, n}} {
		if at[0] == at[1] {
			continue
		}
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: nlp.Span{Start: spans[at[0]].Start, End: spans[at[1]-1].End}, First: at[0], Last: at[1]})
		root := at[0] + int(data[3])%(at[1]-at[0])
		for i := at[0]; i < at[1]; i++ {
			b := data[5*i : 5*i+5]
			tok := nlp.Token{Span: spans[i], Form: d.Slice(spans[i]), XPOS: fuzzTags[int(b[1])%len(fuzzTags)], Rel: fuzzRels[int(b[2])%len(fuzzRels)], Sent: s}
			tok.Lemma = strings.TrimSuffix(strings.ToLower(tok.Form), "ed")
			switch { // heads lie nearer to the root, so there is no circle
			case i == root:
				tok.Head, tok.Rel = -1, "root"
			case i < root:
				tok.Head = i + 1 + int(b[3])%(root-i)
			default:
				tok.Head = root + int(b[3])%(i-root)
			}
			d.Tokens = append(d.Tokens, tok)
			if m := int(b[4]) % 8; m < len(refs) {
				kinds := []string{nlp.GPE, nlp.GPE, nlp.Group, nlp.Group, nlp.Loc}
				refs[m].Mentions = append(refs[m].Mentions, len(d.Mentions))
				d.Mentions = append(d.Mentions, nlp.Mention{Span: spans[i], Sent: s, First: i, Last: i + 1, Head: i, Kind: nlp.Name, Type: kinds[m], Chain: m, Actor: -1})
			}
		}
	}
	return d, refs
}

func FuzzCode(f *testing.F) {
	for _, s := range []string{"the quick attack on a country by rebels and so on", strings.Repeat("\x04\x03\x00\x01\x00\x1a\x04\x05\x00\x09\x00\x00\x01\x02\x01", 8), strings.Repeat("abcdefghijklmnopq", 20)} {
		f.Add([]byte(s))
	}
	c := &Coder{t: loaded(f)}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, refs := fuzzDocument(data)
		events, err := c.Code(d, refs)
		if err != nil {
			t.Fatal(err)
		}
		again, err := c.Code(d, refs)
		if err != nil || len(again) != len(events) {
			t.Fatalf("%d events the first time, %d the second (%v)", len(events), len(again), err)
		}
		for s := range d.Sentences {
			if _, err := c.Consider(d, refs, s); err != nil {
				t.Fatal(err)
			}
		}
		for _, e := range events {
			if c.t.onto.Type(e.Type) == nil {
				t.Errorf("type %q is none", e.Type)
			}
			if e.Trigger.Start < 0 || e.Trigger.End > len(d.Text) || e.Trigger.Start >= e.Trigger.End {
				t.Errorf("trigger %v lies outside the text", e.Trigger)
			}
			for _, args := range [][]Arg{e.Actors, e.Recipients} {
				for _, a := range args {
					if a.Referent < 0 || a.Referent >= len(refs) || a.Span.End > len(d.Text) {
						t.Errorf("party %+v is not there", a)
					}
				}
			}
			if len(e.Why) == 0 || e.Status == "" {
				t.Errorf("%s has no reasons or no status", e.Type)
			}
		}
	})
}

func BenchmarkCode(b *testing.B) {
	data := make([]byte, 300)
	for i := range data {
		data[i] = byte(i * i * 31 >> 3)
	}
	c := &Coder{t: loaded(b)}
	d, refs := fuzzDocument(data)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Code(d, refs); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(d.Tokens)), "µs/word")
}

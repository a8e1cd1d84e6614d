// Package token splits text into paragraphs, sentences and syntactic words, by
// the conventions of the English treebanks of Universal Dependencies: "don't" is
// "do" and "n't", hyphens are words but after prefixes, a full stop belongs to an
// abbreviation. It works by rules and one table, in time linear in the text.
package token

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"chancery/internal/tsv"
	"chancery/lang/en"
	"chancery/nlp"
)

// MaxSentence is the largest number of tokens of a sentence; longer ones are cut,
// at punctuation where there is some.
const MaxSentence = 200

// kind is what the table says of a spelling, as bits.
type kind uint16

const (
	title kind = 1 << iota
	never
	number
	abbreviation
	state
	starter
	prefix
	keep
	domain
	unit
	reporting
	agency
	emoticon
	closing
	initial // one capital and its full stop; not from the table
	acronym // "U.S."; not from the table
)

// dotted are the kinds of tokens whose last byte is the full stop of an abbreviation.
const dotted = title | never | number | abbreviation | state | initial | acronym

var kindNames = map[string]kind{
	"title": title, "never": never, "number": number, "abbreviation": abbreviation, "state": state,
	"starter": starter, "prefix": prefix, "keep": keep, "domain": domain, "unit": unit,
	"reporting": reporting, "agency": agency, "closing": closing,
}

// table is lang/en's table of tokens.
type table struct {
	kinds     map[string]kind
	cuts      map[string]int // lower-case spelling to bytes of its first word
	emoticons []string
}

var load = sync.OnceValues(func() (*table, error) {
	rows, err := tsv.Read(strings.NewReader(en.Tokens), "tokens.tsv", "kind", "form", "words")
	if err != nil {
		return nil, err
	}
	t := &table{kinds: map[string]kind{}, cuts: map[string]int{}}
	for _, r := range rows {
		form := r.Get("form")
		switch k := r.Get("kind"); k {
		case "split":
			words := r.List("words")
			if len(words) != 2 || words[0]+words[1] != form {
				return nil, r.Errorf("the words of %q are %q; write them joined by |", form, r.Get("words"))
			}
			t.cuts[form] = len(words[0])
		case "emoticon":
			t.emoticons = append(t.emoticons, form)
		default:
			bit, ok := kindNames[k]
			if !ok {
				return nil, r.Errorf("no kind is called %q", k)
			}
			t.kinds[form] |= bit
		}
	}
	return t, nil
})

// Tokenizer adds the layer Tokens. It is safe for concurrent use.
type Tokenizer struct{}

// New returns the tokeniser of English.
func New() *Tokenizer { return &Tokenizer{} }

// Annotate adds sentences and tokens to d, whose Text must be valid UTF-8. The
// zero document gets the layer and no sentence.
func (*Tokenizer) Annotate(d *nlp.Document) error {
	t, err := load()
	if err != nil {
		return err
	}
	if !utf8.ValidString(d.Text) {
		return fmt.Errorf("document %s: text is not valid UTF-8: decode it first", d.ID)
	}
	if err := d.Add(nlp.Tokens); err != nil {
		return err
	}
	d.Tokens = make([]nlp.Token, 0, len(d.Text)/5+8)
	s := scanner{table: t, text: d.Text}
	for n, p := range paragraphs(d.Text) {
		s.scan(p)
		s.sentences(d, n)
	}
	return nil
}

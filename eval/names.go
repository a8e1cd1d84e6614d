package eval

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"chancery/nlp"
)

// NamedDoc is a tokenised text with names marked.
type NamedDoc struct {
	doc  *nlp.Document
	gold map[tokenRange]string // PER, LOC or ORG
}

// tokenRange is a half-open range of tokens of a document.
type tokenRange struct{ first, last int }

// nameClass maps the types of the sets, and our own, to person, organisation and
// place; other types do not count.
var nameClass = map[string]string{
	"per": "PER", "person": "PER", "politician": "PER",
	"loc": "LOC", "location": "LOC", "country": "LOC", "gpe": "LOC",
	"org": "ORG", "organisation": "ORG", "organization": "ORG", "politicalparty": "ORG",
}

// ReadNames reads a file of tokens with IOB labels: "token label" in two columns
// (CrossNER, Wikigold), or with a number before and more behind (UNER). Blank lines
// part sentences; "# newdoc" parts documents, and in files without it each
// sentence is a document.
func ReadNames(file string) ([]NamedDoc, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []NamedDoc
	var cur *NamedDoc
	start, label, byDoc := 0, "", false
	closeName := func() {
		if label != "" {
			if class := nameClass[label]; class != "" {
				cur.gold[tokenRange{start, len(cur.doc.Tokens)}] = class
			}
			label = ""
		}
	}
	sent := 0
	closeSentence := func() {
		if cur == nil || len(cur.doc.Tokens) == sent {
			return
		}
		closeName()
		d := cur.doc
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: nlp.Span{Start: d.Tokens[sent].Start, End: len(d.Text)}, First: sent, Last: len(d.Tokens)})
		sent = len(d.Tokens)
	}
	open := func() {
		closeSentence()
		out = append(out, NamedDoc{doc: &nlp.Document{Have: nlp.Tokens}, gold: map[tokenRange]string{}})
		cur, sent = &out[len(out)-1], 0
	}
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		text := sc.Text()
		if strings.HasPrefix(text, "# newdoc") {
			byDoc = true
			open()
			continue
		}
		if strings.HasPrefix(text, "# ") {
			continue
		}
		fields := strings.Fields(text)
		if len(fields) == 0 {
			closeSentence()
			if !byDoc {
				cur = nil
			}
			continue
		}
		if len(fields) == 1 {
			return nil, fmt.Errorf("%s:%d: %q has no label", file, line, text)
		}
		form, tag := fields[0], fields[1]
		if len(fields) > 2 {
			form, tag = fields[1], fields[2]
		}
		if cur == nil {
			open()
		}
		d := cur.doc
		kind, class, _ := strings.Cut(tag, "-")
		class = strings.ToLower(class)
		if kind != "I" || class != label {
			closeName()
		}
		if len(d.Tokens) > 0 {
			d.Text += " "
		}
		if (kind == "B" || kind == "I") && label == "" {
			start, label = len(d.Tokens), class
		}
		d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: len(d.Text), End: len(d.Text) + len(form)}, Form: form, Sent: len(d.Sentences), Head: -1})
		d.Text += form
	}
	closeSentence()
	return out, sc.Err()
}

// Names scores the names that the engine finds on gold tokens: a name is right if
// its tokens and its class are.
func Names(gold []NamedDoc, engine Engine) (*Report, error) {
	var all counts
	per := classes{}
	for _, g := range gold {
		d := *g.doc
		d.Tokens = append([]nlp.Token(nil), d.Tokens...)
		if err := engine.Parse(&d); err != nil {
			return nil, err
		}
		if err := engine.Names(&d); err != nil {
			return nil, err
		}
		for _, class := range g.gold {
			all.gold++
			per.of(class).gold++
		}
		for _, m := range d.Mentions {
			class := nameClass[m.Type]
			if m.Kind != nlp.Name || class == "" {
				continue
			}
			all.predicted++
			per.of(class).predicted++
			if g.gold[tokenRange{m.First, m.Last}] == class {
				all.right++
				per.of(class).right++
			}
		}
	}
	r := &Report{Set: "names"}
	r.addF1("names", all)
	for _, class := range per.names() {
		r.addF1("names "+class, *per[class])
	}
	return r, nil
}

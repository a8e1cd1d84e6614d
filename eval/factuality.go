package eval

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"chancery/nlp"
)

// FactDoc is a tokenised sentence with predicates that people judged.
type FactDoc struct {
	doc  *nlp.Document
	gold map[int]string // by token: one of factClasses
}

// factClasses are the classes that predicates are sorted into.
var factClasses = []string{"happened", "not", "uncertain"}

// factClass returns the class of a judgement from -3, it certainly did not happen,
// to 3, it certainly did.
func factClass(judgement float64) string {
	switch {
	case judgement >= 1:
		return "happened"
	case judgement <= -1:
		return "not"
	}
	return "uncertain"
}

// ReadFactuality reads a file of the unified corpora of factuality: a token a line,
// its number, its form, and its judgement or "_", parted by tabs, more columns
// behind; a blank line after each sentence.
func ReadFactuality(file string) ([]FactDoc, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []FactDoc
	var cur *FactDoc
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		if strings.TrimSpace(sc.Text()) == "" {
			cur = nil
			continue
		}
		fields := strings.Split(sc.Text(), "\t")
		if len(fields) < 3 || fields[1] == "" {
			return nil, fmt.Errorf("%s:%d: a token needs a number, a form and a judgement, parted by tabs", file, line)
		}
		if cur == nil {
			out = append(out, FactDoc{doc: &nlp.Document{Have: nlp.Tokens, Sentences: []nlp.Sentence{{}}}, gold: map[int]string{}})
			cur = &out[len(out)-1]
		}
		d := cur.doc
		if len(d.Tokens) > 0 {
			d.Text += " "
		}
		if fields[2] != "_" {
			judgement, err := strconv.ParseFloat(fields[2], 64)
			if err != nil || judgement < -3 || judgement > 3 {
				return nil, fmt.Errorf("%s:%d: %q is no judgement from -3 to 3", file, line, fields[2])
			}
			cur.gold[len(d.Tokens)] = factClass(judgement)
		}
		d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: len(d.Text), End: len(d.Text) + len(fields[1])}, Form: fields[1], Head: -1})
		d.Text += fields[1]
		d.Sentences[0] = nlp.Sentence{Span: nlp.Span{End: len(d.Text)}, Last: len(d.Tokens)}
	}
	return out, sc.Err()
}

// A Judge tells the status and certainty of the predicates of a document that has
// Tokens, Tags and Deps.
type Judge func(*nlp.Document) (func(token int) (status, certainty string), error)

// asFact returns the class of a status. The corpora ask how sure the text is: what
// will be is as sure as what was, while what is only possible or probably to come,
// or supposed, is uncertain.
func asFact(status, certainty string) string {
	switch {
	case status == "not_happened":
		return "not"
	case status == "hypothetical", certainty == "possible", status == "planned" && certainty != "certain":
		return "uncertain"
	}
	return "happened"
}

// Factuality scores whether predicates, given as tokens, happened: F1 of each of
// three classes and their mean, beside the mean F1 and the accuracy of saying
// "happened" of all and of saying of all what most are.
func Factuality(gold []FactDoc, engine Engine, judge Judge) (*Report, error) {
	var ours, happened, most classCounts
	right, n, size := 0, 0, map[string]int{}
	for _, g := range gold {
		for _, class := range g.gold {
			size[class]++
		}
	}
	majority := factClasses[0]
	for _, class := range factClasses {
		if size[class] > size[majority] {
			majority = class
		}
	}
	for _, g := range gold {
		if len(g.gold) == 0 {
			continue
		}
		d := *g.doc
		d.Tokens = append([]nlp.Token(nil), d.Tokens...)
		if err := engine.Parse(&d); err != nil {
			return nil, err
		}
		status, err := judge(&d)
		if err != nil {
			return nil, err
		}
		for token, class := range g.gold {
			found := asFact(status(token))
			n++
			if found == class {
				right++
			}
			ours.tally(found, class)
			happened.tally("happened", class)
			most.tally(majority, class)
		}
	}
	r := &Report{Set: "factuality"}
	r.addNumber("macro-F1", ours.mean(), n)
	r.addNumber("macro-F1 of saying happened of all", happened.mean(), n)
	r.addNumber("macro-F1 of saying what most are", most.mean(), n)
	r.addShare("accuracy", right, n)
	r.addShare("accuracy of saying what most are", size[majority], n)
	for k, class := range factClasses {
		r.addF1(class, ours[k])
	}
	return r, nil
}

// classCounts are counts of each of factClasses.
type classCounts [3]counts

func (c *classCounts) tally(found, gold string) {
	f, g := &c[slices.Index(factClasses, found)], &c[slices.Index(factClasses, gold)]
	f.predicted++
	g.gold++
	if found == gold {
		g.right++
	}
}

// mean returns the macro-F1.
func (c *classCounts) mean() float64 {
	sum := 0.0
	for _, k := range c {
		f, _, _ := k.f1()
		sum += f / float64(len(c))
	}
	return sum
}

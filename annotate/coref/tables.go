package coref

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"chancery/internal/tsv"
	"chancery/lang/en"
	"chancery/lang/en/names"
)

//go:embed data/*.tsv
var files embed.FS

// pronoun is a row of pronouns.tsv.
type pronoun struct {
	kind   string // personal, poss, reflexive, relative or demo
	person byte   // '1', '2' or '3'
	number byte   // 's', 'p' or 0
	gender byte   // 'm', 'f', 'n' or 0
}

type tables struct {
	*names.Tables
	pronouns    map[string]pronoun
	collectives map[string]string // noun: type
	agents      map[string]bool   // nouns for those who speak for a person
	weights     [features]int32
	say         map[string]bool // verbs of saying
}

// load reads the tables on its first call.
var load = sync.OnceValues(func() (*tables, error) {
	n, err := names.Load()
	if err != nil {
		return nil, err
	}
	cues, err := en.Cues()
	if err != nil {
		return nil, err
	}
	say := map[string]bool{}
	for _, c := range cues {
		if c.POS == 'v' && len(c.Words) == 1 {
			switch c.Class {
			case "say", "deny", "confirm", "accuse", "ask", "promise", "threaten", "order":
				say[c.Words[0]] = true
			}
		}
	}
	t := &tables{say: say, Tables: n, pronouns: map[string]pronoun{}, collectives: map[string]string{}, agents: map[string]bool{}}
	read := func(file string, each func(tsv.Row) error, columns ...string) {
		if err != nil {
			return
		}
		f, e := files.Open("data/" + file)
		if e != nil {
			err = fmt.Errorf("coref: %w", e)
			return
		}
		defer f.Close()
		rows, e := tsv.Read(f, "annotate/coref/data/"+file, columns...)
		for _, r := range rows {
			if e == nil {
				e = each(r)
			}
		}
		err = e
	}
	one := func(s string) byte {
		if s == "" || s == "-" {
			return 0
		}
		return s[0]
	}
	read("pronouns.tsv", func(r tsv.Row) error {
		t.pronouns[r.Get("form")] = pronoun{r.Get("kind"), one(r.Get("person")), one(r.Get("number")), one(r.Get("gender"))}
		return nil
	}, "form", "kind", "person", "number", "gender")
	read("collectives.tsv", func(r tsv.Row) error {
		t.collectives[r.Get("noun")] = r.Get("type")
		return nil
	}, "noun", "type")
	read("agents.tsv", func(r tsv.Row) error {
		t.agents[r.Get("noun")] = true
		return nil
	}, "noun", "example")
	read("weights.tsv", func(r tsv.Row) error {
		for i, name := range featureNames {
			if name == r.Get("feature") {
				_, err := fmt.Sscan(r.Get("weight"), &t.weights[i])
				return err
			}
		}
		return r.Errorf("no feature is called %q", r.Get("feature"))
	}, "feature", "weight")
	if err != nil {
		return nil, err
	}
	return t, nil
})

// person returns what the tables say of a noun for a person, by its lemma, with
// the endings that make such nouns where the tables have none.
func (t *tables) person(lemma string) (names.Person, bool) {
	if p, ok := t.PersonNoun(lemma); ok {
		return p, true
	}
	for _, end := range []string{"woman", "women"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end) {
			return names.Person{Kind: "civil", Gender: 'f'}, true
		}
	}
	for _, end := range []string{"man", "men"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end)+2 {
			return names.Person{Kind: "civil", Gender: 'm'}, true
		}
	}
	for _, end := range []string{"ologist", "ographer", "crat", "ician", "person", "people"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end) {
			return names.Person{Kind: "civil"}, true
		}
	}
	return names.Person{}, false
}

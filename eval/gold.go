package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// goldQuote is words of a document in a gold set; Start is nil where the words
// were not found.
type goldQuote struct {
	T     string `json:"t"`
	Start *int   `json:"start"`
	End   *int   `json:"end"`
}

func (q goldQuote) span() (span, bool) {
	if q.Start == nil || q.End == nil {
		return span{}, false
	}
	return span{*q.Start, *q.End}, true
}

func goldSpans(qs []goldQuote) []span {
	var out []span
	for _, q := range qs {
		if s, ok := q.span(); ok {
			out = append(out, s)
		}
	}
	return out
}

// GoldDoc is a document with its full annotation.
type GoldDoc struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Outlet    string `json:"outlet"`
	Genre     string `json:"genre"`
	Text      string `json:"text"`
	Entities  []struct {
		ID       string      `json:"id"`
		Kind     string      `json:"kind"`
		Country  string      `json:"country"`
		Sector   string      `json:"sector"`
		Mentions []goldQuote `json:"mentions"`
	} `json:"entities"`
	Events []struct {
		ID        string   `json:"id"`
		Event     string   `json:"event"`
		Mode      string   `json:"mode"`
		Actor     []string `json:"actor"`
		Recipient []string `json:"recipient"`
		// The words that stand for the parties.
		ActorText     []goldQuote `json:"actor_text"`
		RecipientText []goldQuote `json:"recipient_text"`
		Trigger       goldQuote   `json:"trigger"`
		Also          []goldQuote `json:"also"`
		Status        string      `json:"status"`
		Date          *struct {
			Value string `json:"value"`
		} `json:"date"`
		Place *goldQuote `json:"place"`
	} `json:"events"`
	Claims []struct {
		ID         string      `json:"id"`
		SourceText *goldQuote  `json:"source_text"`
		Cue        *goldQuote  `json:"cue"`
		CueClass   string      `json:"cue_class"`
		Content    []goldQuote `json:"content"`
		Quote      string      `json:"quote"`
		Stance     string      `json:"stance"`
		In         string      `json:"in"`
	} `json:"claims"`
	Meetings []struct {
		Event string `json:"event"`
	} `json:"meetings"`
	Agreements []struct {
		Event string `json:"event"`
	} `json:"agreements"`
	Disputes []struct {
		For     []string `json:"for"`
		Against []string `json:"against"`
	} `json:"disputes"`
}

// Input is a text of a gold set, to be coded.
type Input struct {
	ID, Text, Published string
	Source              string // the outlet
}

// ReadDocs reads documents with full annotation: a JSON list, or one document.
func ReadDocs(file string) ([]GoldDoc, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var docs []GoldDoc
	if strings.HasPrefix(strings.TrimSpace(string(data)), "{") {
		docs = make([]GoldDoc, 1)
		err = json.Unmarshal(data, &docs[0])
	} else {
		err = json.Unmarshal(data, &docs)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is not a gold set of documents: %w", file, err)
	}
	return docs, nil
}

// DocInputs returns the texts of docs.
func DocInputs(docs []GoldDoc) []Input {
	var out []Input
	for _, d := range docs {
		out = append(out, Input{ID: d.ID, Text: d.Text, Published: d.Published, Source: d.Outlet})
	}
	return out
}

// isoOf maps codes of older sets to today's.
var isoOf = map[string]string{"JAP": "JPN"}

// country maps an older country code to today's.
func country(c string) string {
	if to, ok := isoOf[c]; ok {
		return to
	}
	return c
}

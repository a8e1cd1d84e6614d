package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"chancery/ledger"
)

// ErrWebAnnotation is wrapped by the errors of [ReadWebAnnotation].
var ErrWebAnnotation = errors.New("export: not Web Annotations as chancery writes them")

// ReadWebAnnotation reads a page that the format webannotation wrote: the documents,
// without their texts, and of their records the entities, events and claims, with
// the fields and the words that the page has. Annotations whose ids are none of ours
// are passed over.
func ReadWebAnnotation(r io.Reader) ([]*Document, error) {
	var page struct {
		Type  string            `json:"type"`
		Items []json.RawMessage `json:"items"`
	}
	if err := json.NewDecoder(r).Decode(&page); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWebAnnotation, err)
	}
	if page.Type != "AnnotationPage" {
		return nil, fmt.Errorf("%w: the type is %q, and not AnnotationPage", ErrWebAnnotation, page.Type)
	}
	var docs []*Document
	byID := map[string]*Document{}
	for _, raw := range page.Items {
		var head struct{ ID string }
		if json.Unmarshal(raw, &head) != nil {
			continue
		}
		doc, id, ok := readRef(head.ID)
		if !ok {
			continue
		}
		var a annotation
		if err := json.Unmarshal(raw, &a); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrWebAnnotation, head.ID, err)
		}
		d := byID[doc]
		if d == nil {
			d = &Document{Records: []ledger.Record{&ledger.Document{Kind: "document", ID: doc}}}
			byID[doc] = d
			docs = append(docs, d)
		}
		rec, err := a.record(doc, id)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%w: %s: %w", ErrWebAnnotation, a.ID, err)
		case rec == nil:
		case a.Body.Type == "schema:NewsArticle":
			d.Records[0] = rec
		default:
			d.Records = append(d.Records, rec)
		}
	}
	return docs, nil
}

// readRef takes an IRI that ref made apart.
func readRef(iri string) (doc, id string, ok bool) {
	doc, id, ok = strings.Cut(strings.TrimPrefix(iri, "#"), "/")
	doc, err1 := url.PathUnescape(doc)
	id, err2 := url.PathUnescape(id)
	return doc, id, ok && err1 == nil && err2 == nil && strings.HasPrefix(iri, "#")
}

func readRefs(iris []string) []string {
	out := []string{}
	for _, iri := range iris {
		if _, id, ok := readRef(iri); ok {
			out = append(out, id)
		}
	}
	return out
}

// optional returns nil for "".
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// record returns the record of an annotation, or nil for one of another kind.
func (a *annotation) record(doc, id string) (ledger.Record, error) {
	b := &a.Body
	switch {
	case b.Type == "schema:NewsArticle":
		d := &ledger.Document{Kind: "document", ID: doc, Title: b.Name, URL: b.URL, Published: b.Published, Source: b.Publisher, Lang: b.Language}
		if a.Generator != nil {
			d.Coder = a.Generator.Name
		}
		return d, nil
	case b.Type == "schema:Claim":
		return a.claim(doc, id)
	case b.Type == "schema:Action":
		return a.event(doc, id)
	case a.Motivation == "identifying":
		e := &ledger.Entity{Kind: "entity", ID: id, Doc: doc, Type: b.Kind, Name: b.Name, Code: optional(b.Code), Sectors: []string{}}
		e.Wikidata = optional(strings.TrimPrefix(b.SameAs, wikidata))
		for i := range a.Target {
			q, err := a.Target[i].quote()
			if err != nil {
				return nil, err
			}
			e.Mentions = append(e.Mentions, ledger.Mention{Quote: q, Type: a.Target[i].Role})
		}
		return e, nil
	}
	return nil, nil
}

func (a *annotation) claim(doc, id string) (ledger.Record, error) {
	b := &a.Body
	c := &ledger.Claim{Kind: "claim", ID: id, Doc: doc, Quote: b.Quotation, Stance: b.Stance, About: readRefs(b.About), Denies: readRefs(b.Denies), Confirms: readRefs(b.Confirms)}
	if _, in, ok := readRef(b.In); ok {
		c.In = &in
	}
	if b.Author != nil {
		c.Source = &ledger.SourceQuote{}
		_, c.Source.Entity, _ = readRef(b.Author.ID)
	}
	for i := range a.Target {
		q, err := a.Target[i].quote()
		if err != nil {
			return nil, err
		}
		switch a.Target[i].Role {
		case "content":
			c.Content = append(c.Content, q)
		case "cue":
			c.Cue = &ledger.Cue{Quote: q, Class: b.CueClass}
		case "source":
			if c.Source == nil {
				c.Source = &ledger.SourceQuote{}
			}
			c.Source.Quote = q
		}
	}
	return c, nil
}

func (a *annotation) event(doc, id string) (ledger.Record, error) {
	b := &a.Body
	e := &ledger.Event{Kind: "event", ID: id, Doc: doc, Event: b.Event, Mode: optional(b.Mode), CAMEO: b.CAMEO, Status: b.Status, Certainty: b.Certainty, Context: []string{}, Also: []ledger.Quote{}}
	parties := func(l []party) []ledger.Participant {
		out := []ledger.Participant{}
		for _, p := range l {
			_, entity, _ := readRef(p.ID)
			out = append(out, ledger.Participant{Entity: entity, Name: p.Name, Code: optional(p.Code), Start: -1, End: -1})
		}
		return out
	}
	e.Actor, e.Recipient = parties(b.Agent), parties(b.Recipient)
	if b.Date != "" {
		e.Date = &ledger.Date{Value: b.Date}
	}
	if b.Place != nil {
		e.EventLoc = &ledger.Place{Name: b.Place.Name, Country: b.Place.Country}
	}
	for i := range a.Target {
		t := &a.Target[i]
		q, err := t.quote()
		if err != nil {
			return nil, err
		}
		_, entity, _ := readRef(t.Entity)
		switch t.Role {
		case "event":
			e.EventText = q
		case "also":
			e.Also = append(e.Also, q)
		case "actor":
			setWords(e.Actor, entity, q)
		case "recipient":
			setWords(e.Recipient, entity, q)
		case "date":
			if e.Date != nil {
				e.Date.Quote = &q
			}
		case "place":
			if e.EventLoc != nil {
				e.EventLoc.Quote = &q
			}
		}
	}
	return e, nil
}

// setWords gives the words q to the first of the parties that is the entity and has
// none yet.
func setWords(l []ledger.Participant, entity string, q ledger.Quote) {
	for i := range l {
		if l[i].Entity == entity && l[i].Start < 0 {
			l[i].Text, l[i].Start, l[i].End = q.Text, q.Start, q.End
			return
		}
	}
}

// quote returns the words of a target, which needs a selector of each kind.
func (t *target) quote() (ledger.Quote, error) {
	var q ledger.Quote
	position, exact := false, false
	for _, s := range t.Selector {
		switch {
		case s.Type == "TextPositionSelector" && s.Start != nil && s.End != nil:
			q.Start, q.End, position = *s.Start, *s.End, true
		case s.Type == "TextQuoteSelector":
			q.Text, exact = s.Exact, true
		}
	}
	switch {
	case !position || !exact:
		return q, errors.New("a target lacks a TextPositionSelector or a TextQuoteSelector")
	case q.Start < 0 || q.End-q.Start != len([]rune(q.Text)):
		return q, fmt.Errorf("the words %q do not fill the offsets %d to %d", q.Text, q.Start, q.End)
	}
	return q, nil
}

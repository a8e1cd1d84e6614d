package export

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"chancery/ledger"
)

// webAnnotation writes W3C Web Annotations (https://www.w3.org/TR/annotation-model/)
// as JSON-LD: one AnnotationPage, an item a line. A document, an entity, an event
// and a claim are an annotation each, whose body says what was concluded, in terms
// of schema.org where it has one, and whose targets are the words it rests on.
type webAnnotation struct {
	w    *bufio.Writer
	keep func(ledger.Record) bool
	n    int
}

// The vocabulary of the page. The context of Web Annotation knows "schema".
const (
	annoContext = "http://www.w3.org/ns/anno.jsonld"
	ownTerms    = "urn:chancery:"
	links       = `"schema:about","schema:sameAs","schema:url","chancery:entity","chancery:in","chancery:denies","chancery:confirms"`
)

// pageHead is what stands before the items. Its context says which terms hold links.
var pageHead = `{"@context":["` + annoContext + `",{"chancery":"` + ownTerms + `",` +
	strings.ReplaceAll(links, `",`, `":{"@type":"@id"},`) + `:{"@type":"@id"}}],"id":"#records","type":"AnnotationPage","items":[`

// around is how many code points before and after a quotation are written with it.
const around = 32

type annotation struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Motivation string   `json:"motivation"`
	Generator  *agent   `json:"generator,omitempty"`
	Body       annoBody `json:"body"`
	Target     []target `json:"target"`
}

type agent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// A target is the text, or words of it with the part they play.
type target struct {
	Type     string     `json:"type,omitempty"`
	ID       string     `json:"id,omitempty"` // of the whole text
	Format   string     `json:"format,omitempty"`
	Source   string     `json:"source,omitempty"` // of words: the text
	Role     string     `json:"chancery:role,omitempty"`
	Entity   string     `json:"chancery:entity,omitempty"`
	Selector []selector `json:"selector,omitempty"`
}

// A selector is a TextPositionSelector, whose offsets are code points, or a
// TextQuoteSelector.
type selector struct {
	Type   string `json:"type"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// annoBody is the body of an annotation of any kind.
type annoBody struct {
	ID         string  `json:"id,omitempty"`
	Type       string  `json:"type"`
	Identifier string  `json:"schema:identifier,omitempty"`
	Name       string  `json:"schema:name,omitempty"`
	URL        string  `json:"schema:url,omitempty"`
	Published  string  `json:"schema:datePublished,omitempty"`
	Publisher  string  `json:"schema:publisher,omitempty"`
	Language   string  `json:"schema:inLanguage,omitempty"`
	SameAs     string  `json:"schema:sameAs,omitempty"`
	Text       string  `json:"schema:text,omitempty"`
	Author     *party  `json:"schema:author,omitempty"`
	Agent      []party `json:"schema:agent,omitempty"`
	Recipient  []party `json:"schema:recipient,omitempty"`
	Date       string  `json:"schema:startTime,omitempty"`
	Place      *place  `json:"schema:location,omitempty"`

	About     []string `json:"schema:about,omitempty"`
	Kind      string   `json:"chancery:type,omitempty"`
	Code      string   `json:"chancery:code,omitempty"`
	Event     string   `json:"chancery:event,omitempty"`
	Mode      string   `json:"chancery:mode,omitempty"`
	CAMEO     string   `json:"chancery:cameo,omitempty"`
	Status    string   `json:"chancery:status,omitempty"`
	Certainty string   `json:"chancery:certainty,omitempty"`
	CueClass  string   `json:"chancery:cueClass,omitempty"`
	Quotation string   `json:"chancery:quotation,omitempty"`
	Stance    string   `json:"chancery:stance,omitempty"`
	In        string   `json:"chancery:in,omitempty"`
	Denies    []string `json:"chancery:denies,omitempty"`
	Confirms  []string `json:"chancery:confirms,omitempty"`
}

type party struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"schema:name,omitempty"`
	Code string `json:"chancery:code,omitempty"`
}

type place struct {
	Type    string `json:"type"`
	Name    string `json:"schema:name"`
	Country string `json:"schema:addressCountry,omitempty"`
}

// schemaTypes are schema.org's names of the types of entities.
var schemaTypes = map[string]string{"person": "schema:Person", "country": "schema:Country", "org": "schema:Organization", "media": "schema:NewsMediaOrganization", "place": "schema:Place", "group": "schema:Organization"}

// ref returns the IRI of a record of a document, relative to the page.
func ref(doc, id string) string { return "#" + url.PathEscape(doc) + "/" + url.PathEscape(id) }

func refs(doc string, ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, ref(doc, id))
	}
	return out
}

// claimBody returns the IRI of what is claimed, where ref is that of the annotation
// that says so.
func claimBody(ref string) string { return ref + "/claim" }

// Close ends the page.
func (a *webAnnotation) Close() error {
	if a.n == 0 {
		a.w.WriteString(pageHead)
	}
	a.w.WriteString("\n]}\n")
	return a.w.Flush()
}

// Write adds the annotations of a document.
func (a *webAnnotation) Write(d *Document) error {
	t := annoText{runes: []rune(d.Text), doc: d.Head().ID, iri: textIRI(d.Head().SHA256), x: newIndex(d)}
	for _, r := range d.Records {
		if !a.keep(r) {
			continue
		}
		var one annotation
		switch r := r.(type) {
		case *ledger.Document:
			one = t.document(r)
		case *ledger.Entity:
			one = t.entity(r)
		case *ledger.Event:
			one = t.event(r)
		case *ledger.Claim:
			one = t.claim(r)
		default:
			continue
		}
		one.ID, one.Type = ref(t.doc, r.RecordID()), "Annotation"
		var line strings.Builder
		enc := json.NewEncoder(&line)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(one); err != nil {
			return err
		}
		sep := ",\n "
		if a.n == 0 {
			sep = pageHead + "\n "
		}
		a.n++
		a.w.WriteString(sep)
		a.w.WriteString(strings.TrimSuffix(line.String(), "\n"))
	}
	return nil
}

// textIRI names a text by its hash (RFC 6920): what the offsets count in is the text
// that was coded, which no URL leads to.
func textIRI(sha256 string) string {
	sum, err := hex.DecodeString(sha256)
	if err != nil || len(sum) == 0 {
		return "#text"
	}
	return "ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(sum)
}

// annoText is a document being written.
type annoText struct {
	runes []rune
	doc   string
	iri   string
	x     *index
}

// words returns the target of a quote, or none where the quote has no words.
func (t *annoText) words(role string, q ledger.Quote) []target {
	if q.Start < 0 || q.End <= q.Start || q.End > len(t.runes) {
		return nil
	}
	return []target{{Type: "SpecificResource", Source: t.iri, Role: role, Selector: []selector{
		{Type: "TextPositionSelector", Start: &q.Start, End: &q.End},
		{
			Type: "TextQuoteSelector", Exact: q.Text,
			Prefix: string(t.runes[max(0, q.Start-around):q.Start]),
			Suffix: string(t.runes[q.End:min(len(t.runes), q.End+around)]),
		},
	}}}
}

func (t *annoText) document(r *ledger.Document) annotation {
	a := annotation{Motivation: "describing", Target: []target{{ID: t.iri, Type: "Text", Format: "text/plain"}}}
	a.Generator = &agent{"Software", r.Coder}
	a.Body = annoBody{Type: "schema:NewsArticle", Identifier: r.ID, Name: r.Title, URL: r.URL, Published: r.Published, Publisher: r.Source, Language: r.Lang}
	return a
}

func (t *annoText) entity(r *ledger.Entity) annotation {
	a := annotation{Motivation: "identifying"}
	typ := schemaTypes[r.Type]
	if typ == "" {
		typ = "schema:Thing"
	}
	a.Body = annoBody{Type: typ, Kind: r.Type, Name: r.Name, Code: deref(r.Code)}
	if w := deref(r.Wikidata); w != "" {
		a.Body.SameAs = wikidata + w
	}
	for _, m := range r.Mentions {
		a.Target = append(a.Target, t.words(m.Type, m.Quote)...)
	}
	return a
}

const wikidata = "http://www.wikidata.org/entity/"

func (t *annoText) event(r *ledger.Event) annotation {
	a := annotation{Motivation: "classifying"}
	a.Body = annoBody{Type: "schema:Action", Event: r.Event, Mode: deref(r.Mode), CAMEO: r.CAMEO, Status: r.Status, Certainty: r.Certainty}
	a.Target = t.words("event", r.EventText)
	for _, q := range r.Also {
		a.Target = append(a.Target, t.words("also", q)...)
	}
	side := func(role string, l []ledger.Participant) []party {
		var out []party
		for _, p := range l {
			id := ref(t.doc, p.Entity)
			out = append(out, party{id, p.Name, deref(p.Code)})
			for _, w := range t.words(role, ledger.Quote{Text: p.Text, Start: p.Start, End: p.End}) {
				w.Entity = id
				a.Target = append(a.Target, w)
			}
		}
		return out
	}
	a.Body.Agent = side("actor", r.Actor)
	a.Body.Recipient = side("recipient", r.Recipient)
	if r.Date != nil {
		a.Body.Date = r.Date.Value
		if r.Date.Quote != nil {
			a.Target = append(a.Target, t.words("date", *r.Date.Quote)...)
		}
	}
	if r.EventLoc != nil {
		a.Body.Place = &place{"schema:Place", r.EventLoc.Name, r.EventLoc.Country}
		if r.EventLoc.Quote != nil {
			a.Target = append(a.Target, t.words("place", *r.EventLoc.Quote)...)
		}
	}
	return a
}

func (t *annoText) claim(r *ledger.Claim) annotation {
	a := annotation{Motivation: "describing"}
	a.Body = annoBody{
		ID: claimBody(ref(t.doc, r.ID)), Type: "schema:Claim", Text: text(r), Quotation: r.Quote, Stance: r.Stance,
		About: refs(t.doc, r.About), Denies: refs(t.doc, r.Denies), Confirms: refs(t.doc, r.Confirms),
	}
	if r.In != nil {
		a.Body.In = ref(t.doc, *r.In)
	}
	for _, q := range r.Content {
		a.Target = append(a.Target, t.words("content", q)...)
	}
	if r.Cue != nil {
		a.Body.CueClass = r.Cue.Class
		a.Target = append(a.Target, t.words("cue", r.Cue.Quote)...)
	}
	if r.Source != nil {
		a.Body.Author = &party{Name: t.x.sourceName(r)}
		if r.Source.Entity != "" {
			a.Body.Author.ID = ref(t.doc, r.Source.Entity)
			a.Body.Author.Name = t.x.name(r.Source.Entity)
		}
		a.Target = append(a.Target, t.words("source", r.Source.Quote)...)
	}
	return a
}

func newWebAnnotation(w io.Writer, o Options) *webAnnotation {
	return &webAnnotation{w: bufio.NewWriter(w), keep: keeper(o.Kinds)}
}

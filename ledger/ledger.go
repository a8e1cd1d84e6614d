// Package ledger holds what was concluded from a document: the records that
// chancery prints and stores, in the JSON form that docs/records.md describes.
//
// All offsets in this package are Unicode code points into the document's text,
// half-open, so that text[start:end] in Python is the quotation. Inside the
// coder offsets are bytes ([nlp.Span]); [Offsets] converts at the edge.
package ledger

import (
	"strings"

	"chancery/nlp"
)

// A Quote is words of a document and where they stand.
type Quote struct {
	Text  string `json:"text"`
	Start int    `json:"start"` // code points
	End   int    `json:"end"`   // code points, exclusive
}

// A Record is one line of output.
type Record interface {
	// RecordID returns the record's id, unique in the document.
	RecordID() string
	// Begin returns the offset that orders the record within its document.
	Begin() int
	record()
}

// Document is the record of a text that was coded.
type Document struct {
	Kind      string `json:"kind"` // "document"
	ID        string `json:"id"`
	Published string `json:"published,omitempty"` // ISO 8601
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Source    string `json:"source,omitempty"`
	Author    string `json:"author,omitempty"`
	Lang      string `json:"lang,omitempty"`
	SHA256    string `json:"sha256"` // of the UTF-8 text
	Chars     int    `json:"chars"`  // code points
	Sentences int    `json:"sentences"`
	Genre     string `json:"genre,omitempty"`
	Coder     string `json:"coder"`
	// From says where a field came from: {"published": "meta article:published_time"}.
	From map[string]string `json:"from,omitempty"`
}

// Actor is what the actor tables know of a name or a noun phrase at a date.
type Actor struct {
	Type     string   `json:"type"`     // person, country, org, group, place, media
	Name     string   `json:"name"`     // canonical: "Vladimir Putin"
	Country  string   `json:"country"`  // ISO 3166-1 alpha-3, or IGO UNO EUR NGO MNC ISM IMG; "" if unknown
	Sector   string   `json:"sector"`   // the first of Sectors, or ""
	Sectors  []string `json:"sectors"`  // PLOVER's sector codes
	Code     string   `json:"code"`     // Country and Sector joined
	Role     string   `json:"role"`     // "President of Russia", at the publication date
	Wikidata string   `json:"wikidata"` // "Q7747", or ""
	Gender   string   `json:"gender"`   // "m", "f" or ""
	// FoundBy names the table and row that gave this.
	FoundBy string `json:"found_by"`
}

// ByStory ends the FoundBy of an actor whose country is that of what the story is
// about, and not in the words that name it.
const ByStory = "; country by story"

// Guessed reports whether the country of a is not in the words that name it, but
// what the story is about.
func (a *Actor) Guessed() bool { return strings.Contains(a.FoundBy, ByStory) }

// Mention is a quote of an entity, with its kind.
type Mention struct {
	Quote
	Type string `json:"type"` // name, nominal or pronoun
}

// Entity is someone or something that the document speaks of.
type Entity struct {
	Kind     string    `json:"kind"` // "entity"
	ID       string    `json:"id"`   // "d1#n3"
	Doc      string    `json:"doc"`
	Type     string    `json:"type"`
	Name     string    `json:"name"`
	Country  *string   `json:"country"`
	Sector   *string   `json:"sector"`
	Sectors  []string  `json:"sectors"`
	Code     *string   `json:"code"`
	Role     *string   `json:"role"`
	Wikidata *string   `json:"wikidata"`
	FoundBy  string    `json:"found_by,omitempty"`
	Mentions []Mention `json:"mentions"`
}

// Participant is an actor or a recipient of an event. Its quote is empty, with
// offsets -1, where the event's sentence does not name it.
type Participant struct {
	Entity  string  `json:"entity"`
	Code    *string `json:"code"`
	Country *string `json:"country"`
	Sector  *string `json:"sector"`
	Name    string  `json:"name"`
	Text    string  `json:"text"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
}

// Date is when an event was, is or will be.
type Date struct {
	Value       string `json:"value"` // ISO 8601 date or interval
	Granularity string `json:"granularity"`
	Basis       string `json:"basis"` // argument (stated with the event), document (inferred)
	*Quote
}

// Place is where an event was.
type Place struct {
	Name      string   `json:"name"`
	Country   string   `json:"country"`
	Lat       *float64 `json:"lat"` // degrees; nil for what is no point: a country, a region, a sea
	Lon       *float64 `json:"lon"`
	GeonameID *int     `json:"geonameid"`
	Precision string   `json:"precision"`
	Basis     string   `json:"basis"`
	*Quote
}

// NewPlace returns what the ledger says of p, without its quote.
func NewPlace(p *nlp.Place, basis string) *Place {
	out := &Place{Name: p.Name, Country: p.Country, Precision: p.Precision, Basis: basis}
	if p.Lat != 0 || p.Lon != 0 {
		lat, lon := p.Lat, p.Lon
		out.Lat, out.Lon = &lat, &lon
	}
	if p.GeonameID != 0 {
		id := p.GeonameID
		out.GeonameID = &id
	}
	return out
}

// Size is the numbers that the text gives of an event; nil is not stated.
type Size struct {
	Dead     *int `json:"dead"`
	Injured  *int `json:"injured"`
	Arrested *int `json:"arrested"`
}

// Event is an act of a PLOVER type.
type Event struct {
	Kind       string        `json:"kind"` // "event"
	ID         string        `json:"id"`   // "e_" and a hash of the content
	Doc        string        `json:"doc"`
	Event      string        `json:"event"`
	Mode       *string       `json:"mode"`
	Context    []string      `json:"context"`
	CAMEO      string        `json:"cameo"`
	QuadCode   int           `json:"quad_code"`
	Goldstein  float64       `json:"goldstein"`
	EventScale float64       `json:"event_scale"`
	Status     string        `json:"status"`
	Certainty  string        `json:"certainty"`
	Historical bool          `json:"historical"`
	Disputed   bool          `json:"disputed"`
	Holder     []string      `json:"holder"`
	Actor      []Participant `json:"actor"`
	Recipient  []Participant `json:"recipient"`
	Date       *Date         `json:"date"`
	EventLoc   *Place        `json:"event_loc"`
	Size       Size          `json:"size"`
	EventText  Quote         `json:"event_text"`
	Also       []Quote       `json:"also"`
	Sentence   struct {
		Start int `json:"start"`
		End   int `json:"end"`
	} `json:"sentence"`
	FoundBy string `json:"found_by"`
	Coder   string `json:"coder"`
	// Cluster and Sources are set where a store clustered the event with mentions
	// of it in other documents: the cluster's id, and its independent sources.
	Cluster string `json:"cluster,omitempty"`
	Sources int    `json:"independent_sources,omitempty"`
}

// SourceQuote is the words that name a claim's source.
type SourceQuote struct {
	Entity string `json:"entity,omitempty"`
	Quote
}

// Cue is the words that attribute, and their class.
type Cue struct {
	Quote
	Class string `json:"class"`
}

// Claim is something that somebody says, writes, believes, intends or feels.
type Claim struct {
	Kind     string       `json:"kind"` // "claim"
	ID       string       `json:"id"`   // "c_" and a hash of the content
	Doc      string       `json:"doc"`
	Source   *SourceQuote `json:"source"`
	Cue      *Cue         `json:"cue"`
	Content  []Quote      `json:"content"`
	Quote    string       `json:"quote"`  // direct, mixed or indirect
	Stance   string       `json:"stance"` // assert, deny, confirm, question or decline
	In       *string      `json:"in"`     // the claim whose content holds this one
	About    []string     `json:"about"`
	Denies   []string     `json:"denies"`
	Confirms []string     `json:"confirms"`
	FoundBy  string       `json:"found_by"`
}

// Length is how long a meeting was planned to be, or was.
type Length struct {
	Duration string `json:"duration"`        // ISO 8601: "PT30M"
	Bound    string `json:"bound,omitempty"` // at_least, at_most, about; "" for exact
	Quote
}

// Meeting collects what a document says of one CONSULT event.
type Meeting struct {
	Kind         string   `json:"kind"` // "meeting"
	ID           string   `json:"id"`   // "m_" and a hash
	Doc          string   `json:"doc"`
	Event        string   `json:"event"`
	Participants []string `json:"participants"`
	Planned      *Length  `json:"planned"`
	Actual       *Length  `json:"actual"`
	Topics       []Quote  `json:"topics"`
	// KeptWaiting are entities that waited meanwhile.
	KeptWaiting []string `json:"kept_waiting,omitempty"`
	at          int
}

// Agreement collects what a document says of one AGREE event between parties.
type Agreement struct {
	Kind    string   `json:"kind"` // "agreement"
	ID      string   `json:"id"`   // "g_" and a hash
	Doc     string   `json:"doc"`
	Event   string   `json:"event"`
	Parties []string `json:"parties"`
	Subject string   `json:"subject"`
	Status  string   `json:"status"`
	Words   *Quote   `json:"words,omitempty"` // that carry the subject
	at      int
}

// Dispute joins claims that cannot all be true, of one document or of several that
// tell of one event.
type Dispute struct {
	Kind    string   `json:"kind"` // "dispute"
	ID      string   `json:"id"`   // "x_" and a hash
	Doc     string   `json:"doc"`  // of several, that of the first claim
	About   string   `json:"about"`
	For     []string `json:"for"` // ids of claims; of events where a document says it in its own voice
	Against []string `json:"against"`
	Type    string   `json:"type"` // event, number, date, responsibility or meaning
	Marker  *Quote   `json:"marker,omitempty"`
	// Of a dispute of several documents: the cluster of events that it is about, the
	// numbers that its sides give, and how many documents, copies counted once.
	Cluster   string  `json:"cluster,omitempty"`
	Values    []Given `json:"values,omitempty"`
	Documents int     `json:"documents,omitempty"`
	at        int
}

// Given is the number that a claim or an event gives.
type Given struct {
	By    string `json:"by"` // id of the claim or event
	Value int    `json:"value"`
}

// At sets the offset that orders m within its document, and returns m.
func (m *Meeting) At(offset int) *Meeting { m.at = offset; return m }

// At sets the offset that orders g within its document, and returns g.
func (g *Agreement) At(offset int) *Agreement { g.at = offset; return g }

// At sets the offset that orders x within its document, and returns x.
func (x *Dispute) At(offset int) *Dispute { x.at = offset; return x }

// RecordID returns d.ID.
func (d *Document) RecordID() string { return d.ID }

// RecordID returns e.ID.
func (e *Entity) RecordID() string { return e.ID }

// RecordID returns e.ID.
func (e *Event) RecordID() string { return e.ID }

// RecordID returns c.ID.
func (c *Claim) RecordID() string { return c.ID }

// RecordID returns m.ID.
func (m *Meeting) RecordID() string { return m.ID }

// RecordID returns g.ID.
func (g *Agreement) RecordID() string { return g.ID }

// RecordID returns x.ID.
func (x *Dispute) RecordID() string { return x.ID }

// Begin returns -1: a document's record comes before all others of it.
func (d *Document) Begin() int { return -1 }

// Begin returns the start of the first mention.
func (e *Entity) Begin() int {
	if len(e.Mentions) == 0 {
		return 0
	}
	return e.Mentions[0].Start
}

// Begin returns the start of the event's words.
func (e *Event) Begin() int { return e.EventText.Start }

// Begin returns the start of the cue, or of the content where there is no cue.
func (c *Claim) Begin() int {
	switch {
	case c.Cue != nil:
		return c.Cue.Start
	case len(c.Content) > 0:
		return c.Content[0].Start
	}
	return 0
}

// Begin returns the offset that [Meeting.At] set.
func (m *Meeting) Begin() int { return m.at }

// Begin returns the offset that [Agreement.At] set.
func (g *Agreement) Begin() int { return g.at }

// Begin returns the offset that [Dispute.At] set.
func (x *Dispute) Begin() int { return x.at }

func (*Document) record()  {}
func (*Entity) record()    {}
func (*Event) record()     {}
func (*Claim) record()     {}
func (*Meeting) record()   {}
func (*Agreement) record() {}
func (*Dispute) record()   {}

package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery/claims"
	"chancery/coder"
	"chancery/discourse"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/ontology"
	"chancery/source"
)

// A Result is what became of one article.
type Result struct {
	Draft   *Draft
	Records []ledger.Record // the document first, then in text order
	// Why says, for the id of a record, how it came about.
	Why map[string][]ledger.Reason
}

// Document returns the record of the document.
func (r *Result) Document() *ledger.Document { return r.Records[0].(*ledger.Document) }

// concluder turns one draft into records.
type concluder struct {
	*Draft
	plover  *ontology.Ontology
	coder   string
	off     *ledger.Offsets
	out     *Result
	entity  []string // id by referent; "" for one that gets no record
	eventID []string
	claimID []string
}

// conclude joins what the draft holds, gives it ids, and turns it into records.
func (p *Pipeline) conclude(d *Draft) *Result {
	d.Dossier = p.joiner.Join(d.Doc, d.Referents, d.Events, d.Claims)
	c := &concluder{Draft: d, plover: p.plover, coder: p.name, off: ledger.NewOffsets(d.Doc.Text), out: &Result{Draft: d, Why: map[string][]ledger.Reason{}}}
	c.out.Records = append(c.out.Records, c.document())
	c.entities()
	c.ids()
	c.events()
	c.claims()
	c.meetings()
	c.agreements()
	c.disputes()
	slices.SortStableFunc(c.out.Records, func(a, b ledger.Record) int {
		return cmp.Or(cmp.Compare(a.Begin(), b.Begin()), cmp.Compare(rank(a), rank(b)))
	})
	return c.out
}

// rank orders records that begin at the same place.
func rank(r ledger.Record) int {
	switch r.(type) {
	case *ledger.Document:
		return 0
	case *ledger.Entity:
		return 1
	case *ledger.Event:
		return 2
	case *ledger.Claim:
		return 3
	case *ledger.Meeting:
		return 4
	case *ledger.Agreement:
		return 5
	}
	return 6
}

func (c *concluder) add(r ledger.Record, why []ledger.Reason) {
	c.out.Records = append(c.out.Records, r)
	if len(why) > 0 {
		c.out.Why[r.RecordID()] = why
	}
}

// hash returns prefix and 64 bits of a hash of parts, which can't be confused by
// moving text from one part to the next.
func hash(prefix string, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return prefix + hex.EncodeToString(h.Sum(nil)[:8])
}

func (c *concluder) document() *ledger.Document {
	d := Known(c.Article)
	d.Sentences, d.Coder = len(c.Doc.Sentences), c.coder
	return d
}

// Known returns the record of an article as far as it is known before it is coded:
// without its sentences and its coder.
func Known(a *source.Article) *ledger.Document {
	sum := sha256.Sum256([]byte(a.Text))
	return &ledger.Document{
		Kind: "document", ID: a.ID, Published: published(a), Title: a.Title, URL: a.URL,
		Source: a.Source, Author: a.Author, Lang: a.Lang, SHA256: hex.EncodeToString(sum[:]),
		Chars: utf8.RuneCountInString(a.Text), Genre: cmp.Or(a.Genre, "news"), From: a.From,
	}
}

// published returns the date of an article in ISO 8601, with its time if it has
// one, or "".
func published(a *source.Article) string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.DateOnly:
		return a.Published.Format("2006-01-02")
	}
	return a.Published.UTC().Format("2006-01-02T15:04:05Z")
}

// entities makes a record of each referent that has a name, is an actor, a
// recipient or a source, or is by its own words someone of a country ("Polish
// officials"); and of no other thing ("the meeting", "it").
func (c *concluder) entities() {
	used := make([]bool, len(c.Referents))
	use := func(r int) {
		if r >= 0 && r < len(used) {
			used[r] = true
		}
	}
	for _, e := range c.Events {
		for _, a := range e.Actors {
			use(a.Referent)
		}
		for _, a := range e.Recipients {
			use(a.Referent)
		}
	}
	for _, cl := range c.Claims {
		use(cl.Referent)
	}
	for _, m := range c.Dossier.Meetings {
		for _, r := range m.Participants {
			use(r)
		}
		for _, r := range m.KeptWaiting {
			use(r)
		}
	}
	for _, g := range c.Dossier.Agreements {
		for _, r := range g.Parties {
			use(r)
		}
	}
	c.entity = make([]string, len(c.Referents))
	n := 0
	for i, r := range c.Referents {
		if !used[i] && !c.named(r) && !c.known(r) {
			continue
		}
		n++
		c.entity[i] = fmt.Sprintf("%s#n%d", c.Doc.ID, n)
		e := &ledger.Entity{
			Kind: "entity", ID: c.entity[i], Doc: c.Doc.ID, Type: c.typeOf(r), Name: c.name(r),
			Country: null(r.Country), Sector: null(r.Sector), Sectors: list(r.Sectors), Code: null(r.Code),
			Role: null(r.Role), Wikidata: null(r.Wikidata), FoundBy: r.FoundBy, Mentions: []ledger.Mention{},
		}
		for _, m := range r.Mentions {
			e.Mentions = append(e.Mentions, ledger.Mention{Quote: c.off.Quote(c.titled(m)), Type: kindName(c.Doc.Mentions[m].Kind)})
		}
		var why []ledger.Reason
		if r.FoundBy != "" {
			s := nlp.Span{}
			if len(r.Mentions) > 0 {
				s = c.Doc.Mentions[r.Mentions[0]].Span
			}
			why = append(why, ledger.Reason{What: "actor", By: r.FoundBy, Span: s})
		}
		c.add(e, why)
	}
}

// named reports whether a mention of r is a name of something that can act.
func (c *concluder) named(r ledger.Referent) bool {
	return slices.ContainsFunc(r.Mentions, func(m int) bool {
		return c.Doc.Mentions[m].Kind == nlp.Name && (c.Doc.Mentions[m].Type != nlp.Misc || r.Code != "")
	})
}

// known reports whether the words of r say of what country and sector it is; of an organ
// of a state that does something the story may say the country.
func (c *concluder) known(r ledger.Referent) bool {
	if r.Country == "" || r.Sector == "" || r.Type == "place" {
		return false
	}
	if !r.Guessed() {
		return true
	}
	switch r.Sector {
	case "GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB":
		return slices.ContainsFunc(r.Mentions, func(m int) bool {
			return strings.HasPrefix(c.Doc.Tokens[c.Doc.Mentions[m].Head].Rel, "nsubj")
		})
	}
	return false
}

// titled returns the span of mention m: that of a title with the name behind it,
// "Trade Minister Ana Souza", is of both, since the title alone names nobody.
func (c *concluder) titled(m int) nlp.Span {
	t := &c.Doc.Mentions[m]
	if t.Kind != nlp.Nominal {
		return t.Span
	}
	for i := m + 1; i < len(c.Doc.Mentions) && c.Doc.Mentions[i].First <= t.Last; i++ {
		if n := &c.Doc.Mentions[i]; n.Kind == nlp.Name && n.First == t.Last && n.Chain == t.Chain && n.Sent == t.Sent {
			return nlp.Span{Start: t.Start, End: n.End}
		}
	}
	return t.Span
}

// typeOf returns the type of r: what the tables say, or else what its first
// typed mention shows.
func (c *concluder) typeOf(r ledger.Referent) string {
	if r.Type != "" {
		return r.Type
	}
	for _, m := range r.Mentions {
		switch t := c.Doc.Mentions[m].Type; t {
		case "":
		case nlp.GPE, nlp.Loc:
			return "place"
		case nlp.Norp:
			return nlp.Group
		default:
			return t
		}
	}
	return ""
}

// name returns the canonical name of r, or else the words of its first name, or
// of its first mention.
func (c *concluder) name(r ledger.Referent) string {
	if r.Name != "" || len(r.Mentions) == 0 {
		return r.Name
	}
	best := r.Mentions[0]
	for _, m := range r.Mentions {
		if c.Doc.Mentions[m].Kind < c.Doc.Mentions[best].Kind {
			best = m
		}
	}
	return strings.Join(strings.Fields(c.Doc.Slice(c.Doc.Mentions[best].Span)), " ")
}

func kindName(k nlp.MentionKind) string {
	switch k {
	case nlp.Name:
		return "name"
	case nlp.Pronoun:
		return "pronoun"
	}
	return "nominal"
}

// null returns nil for "", which the records write as null.
func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list returns s, and an empty list for nil: the records have no null lists.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// ids gives an id to each event and claim, from their content, before records
// refer to one another.
func (c *concluder) ids() {
	seen := map[string]int{}
	unique := func(prefix string, parts ...string) string {
		id := hash(prefix, parts...)
		if seen[id]++; seen[id] > 1 {
			id = hash(prefix, append(parts, fmt.Sprint(seen[id]))...)
		}
		return id
	}
	span := func(s nlp.Span) string { return fmt.Sprintf("%d-%d", c.off.Chars(s.Start), c.off.Chars(s.End)) }
	args := func(l []coder.Arg) string {
		var parts []string
		for _, a := range l {
			parts = append(parts, c.entityID(a.Referent))
		}
		return strings.Join(parts, ",")
	}
	for _, e := range c.Events {
		c.eventID = append(c.eventID, unique("e_", c.Doc.ID, e.Type, e.Mode, span(e.Trigger), args(e.Actors), args(e.Recipients)))
	}
	for _, cl := range c.Claims {
		content := make([]string, len(cl.Content))
		for i, s := range cl.Content {
			content[i] = span(s)
		}
		c.claimID = append(c.claimID, unique("c_", c.Doc.ID, span(cl.Source), span(cl.Cue), strings.Join(content, ","), cl.Stance))
	}
}

// entityID returns the id of a referent's record, or "".
func (c *concluder) entityID(r int) string {
	if r < 0 || r >= len(c.entity) {
		return ""
	}
	return c.entity[r]
}

func (c *concluder) entityIDs(refs []int) []string {
	ids := []string{}
	for _, r := range refs {
		if id := c.entityID(r); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (c *concluder) participants(args []coder.Arg) []ledger.Participant {
	out := []ledger.Participant{}
	for _, a := range args {
		p := ledger.Participant{Entity: c.entityID(a.Referent), Start: -1, End: -1}
		if a.Referent >= 0 && a.Referent < len(c.Referents) {
			r := c.Referents[a.Referent]
			p.Code, p.Country, p.Sector, p.Name = null(r.Code), null(r.Country), null(r.Sector), c.name(r)
			if a.Country != "" && (r.Country == "" || strings.HasSuffix(r.FoundBy, ledger.ByStory)) {
				p.Country, p.Code = null(a.Country), null(a.Country+r.Sector)
			}
		}
		if !a.Span.Empty() {
			q := c.off.Quote(a.Span)
			p.Text, p.Start, p.End = q.Text, q.Start, q.End
			p.Name = cmp.Or(p.Name, q.Text)
		}
		out = append(out, p)
	}
	return out
}

func (c *concluder) quotes(spans []nlp.Span) []ledger.Quote {
	out := []ledger.Quote{}
	for _, s := range spans {
		out = append(out, c.off.Quote(s))
	}
	return out
}

func (c *concluder) quote(s nlp.Span) *ledger.Quote {
	if s.Empty() {
		return nil
	}
	q := c.off.Quote(s)
	return &q
}

func (c *concluder) events() {
	for i, e := range c.Events {
		view := c.Dossier.Events[i]
		r := &ledger.Event{
			Kind: "event", ID: c.eventID[i], Doc: c.Doc.ID, Event: e.Type, Mode: null(e.Mode), Context: list(e.Contexts),
			CAMEO: e.CAMEO, Status: view.Status, Certainty: e.Certainty, Historical: e.Historical, Disputed: view.Disputed,
			Holder: c.entityIDs(view.Holder), Actor: c.participants(e.Actors), Recipient: c.participants(e.Recipients),
			Size: e.Size, EventText: c.off.Quote(e.Trigger), Also: c.quotes(e.Also), FoundBy: e.Rule, Coder: c.coder,
		}
		if len(r.Holder) == 0 {
			r.Holder = []string{"author"}
		}
		c.score(r)
		if e.Date != nil {
			date := *e.Date
			date.Quote = c.quote(e.DateSpan)
			r.Date = &date
		}
		if e.Place != nil {
			place := *e.Place
			place.Quote = c.quote(e.PlaceSpan)
			r.EventLoc = &place
		}
		s := c.sentence(e.Trigger)
		r.Sentence.Start, r.Sentence.End = c.off.Chars(s.Start), c.off.Chars(s.End)
		c.add(r, slices.Concat(e.Why, view.Why))
	}
}

// score looks up what PLOVER and CAMEO say of an event of this type.
func (c *concluder) score(r *ledger.Event) {
	mode := ""
	if r.Mode != nil {
		mode = *r.Mode
	}
	r.CAMEO = cmp.Or(r.CAMEO, c.plover.DefaultCAMEO(r.Event, mode))
	r.EventScale = c.plover.Score(r.Event, mode)
	if t := c.plover.Type(r.Event); t != nil {
		r.QuadCode = t.Quad
	}
	if code := c.plover.CAMEO(r.CAMEO); code != nil {
		r.Goldstein = code.Goldstein
	}
}

// sentence returns the sentence in which s starts, or s.
func (c *concluder) sentence(s nlp.Span) nlp.Span {
	i, ok := slices.BinarySearchFunc(c.Doc.Sentences, s.Start, func(t nlp.Sentence, at int) int {
		switch {
		case t.End <= at:
			return -1
		case t.Start > at:
			return 1
		}
		return 0
	})
	if !ok {
		return s
	}
	return c.Doc.Sentences[i].Span
}

func (c *concluder) claims() {
	for i, cl := range c.Claims {
		view := c.Dossier.Claims[i]
		r := &ledger.Claim{
			Kind: "claim", ID: c.claimID[i], Doc: c.Doc.ID, Content: c.quotes(cl.Content), Quote: cl.Quote, Stance: cl.Stance,
			About: pick(c.eventID, view.About), Denies: pick(c.claimID, view.Denies), Confirms: pick(c.claimID, view.Confirms), FoundBy: cl.Rule,
		}
		if !cl.Source.Empty() || cl.Referent >= 0 {
			r.Source = &ledger.SourceQuote{Entity: c.entityID(cl.Referent), Quote: c.off.Quote(cl.Source)}
		}
		if !cl.Cue.Empty() {
			r.Cue = &ledger.Cue{Quote: c.off.Quote(cl.Cue), Class: cl.Class}
		}
		if cl.In >= 0 && cl.In < len(c.claimID) {
			r.In = &c.claimID[cl.In]
		}
		c.add(r, slices.Concat(parts(cl), cl.Why, view.Why))
	}
}

// parts says of each part of a claim which rule or model found it, where the
// claim's own reasons don't.
func parts(cl claims.Claim) []ledger.Reason {
	var out []ledger.Reason
	part := func(what string, s nlp.Span) {
		known := slices.ContainsFunc(cl.Why, func(y ledger.Reason) bool { return y.What == what && y.Span == s })
		if !s.Empty() && !known {
			out = append(out, ledger.Reason{What: what, By: cl.Rule, Span: s})
		}
	}
	part("source", cl.Source)
	part("cue", cl.Cue)
	for _, s := range cl.Content {
		part("content", s)
	}
	return out
}

// pick returns the ids at the given indices.
func pick(ids []string, at []int) []string {
	out := []string{}
	for _, i := range at {
		if i >= 0 && i < len(ids) {
			out = append(out, ids[i])
		}
	}
	return out
}

func (c *concluder) length(l *discourse.Length) *ledger.Length {
	if l == nil {
		return nil
	}
	return &ledger.Length{Duration: c.Doc.Times[l.Time].Value, Bound: l.Bound, Quote: c.off.Quote(l.Span)}
}

func (c *concluder) meetings() {
	for _, m := range c.Dossier.Meetings {
		r := &ledger.Meeting{
			Kind: "meeting", ID: hash("m_", c.eventID[m.Event]), Doc: c.Doc.ID, Event: c.eventID[m.Event],
			Participants: c.entityIDs(m.Participants), Planned: c.length(m.Planned), Actual: c.length(m.Actual),
			Topics: c.quotes(m.Topics), KeptWaiting: c.entityIDs(m.KeptWaiting),
		}
		c.add(r.At(c.off.Chars(c.Events[m.Event].Trigger.Start)), m.Why)
	}
}

func (c *concluder) agreements() {
	for _, g := range c.Dossier.Agreements {
		r := &ledger.Agreement{
			Kind: "agreement", ID: hash("g_", c.eventID[g.Event]), Doc: c.Doc.ID, Event: c.eventID[g.Event],
			Parties: c.entityIDs(g.Parties), Subject: strings.Join(strings.Fields(c.Doc.Slice(g.Subject)), " "), Status: g.Status, Words: c.quote(g.Subject),
		}
		c.add(r.At(c.off.Chars(c.Events[g.Event].Trigger.Start)), g.Why)
	}
}

func (c *concluder) disputes() {
	for _, x := range c.Dossier.Disputes {
		r := &ledger.Dispute{
			Kind: "dispute", Doc: c.Doc.ID, About: x.About, For: pick(c.claimID, x.For), Against: pick(c.claimID, x.Against),
			Type: x.Type, Marker: c.quote(x.Marker),
		}
		r.ID = hash("x_", slices.Concat([]string{c.Doc.ID, x.Type}, r.For, []string{"against"}, r.Against)...)
		at := 0
		for _, i := range slices.Concat(x.For, x.Against) {
			at = max(at, c.begin(i))
		}
		c.add(r.At(c.off.Chars(at)), x.Why)
	}
}

// begin returns where a claim begins, as [ledger.Claim.Begin] has it, in bytes.
func (c *concluder) begin(claim int) int { return start(c.Claims[claim]) }

func start(cl claims.Claim) int {
	switch {
	case !cl.Cue.Empty():
		return cl.Cue.Start
	case len(cl.Content) > 0:
		return cl.Content[0].Start
	}
	return 0
}

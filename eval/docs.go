package eval

import (
	"regexp"
	"slices"
	"strings"

	"chancery/ledger"
)

var sentenceEnd = regexp.MustCompile(`[.!?]["”’')]*\s+|\n+`)

// sentences finds the sentence around an offset, by punctuation alone.
type sentences struct {
	ends  []int // code points
	total int
}

func newSentences(text string, o *ledger.Offsets) *sentences {
	s := &sentences{total: o.Chars(len(text))}
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		s.ends = append(s.ends, o.Chars(m[1]))
	}
	return s
}

func (s *sentences) at(pos int) span {
	start := 0
	for _, e := range s.ends {
		if e > pos {
			return span{start, e}
		}
		start = e
	}
	return span{start, s.total}
}

// parties returns the set of countries of a list of participants.
func parties(list []ledger.Participant) map[string]bool {
	out := map[string]bool{}
	for _, p := range list {
		if p.Country != nil && *p.Country != "" {
			out[country(*p.Country)] = true
		}
	}
	return out
}

func sameSet(a, b map[string]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

func meets(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

func union(a, b map[string]bool) map[string]bool {
	out := map[string]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

func eventSpans(e *ledger.Event) []span {
	return append([]span{quoteSpan(e.EventText)}, quoteSpans(e.Also)...)
}

func prefix10(s string) string { return s[:min(10, len(s))] }

// docScore gathers the counts of [Docs].
type docScore struct {
	wrong, quotes                                        int
	event, full                                          counts
	types, status, quotesBy, cueBy                       classes
	statusRight, statusN                                 int
	mode, modeN                                          int
	date, place                                          counts
	emptyEvents, emptyDocs                               int
	found, countryRight, mentions, sectorRight, sectorN  int
	claim, source, denial, nested, dispute, meet, agreed counts
	classRight, classN                                   int
	refRight, refs                                       int
}

// Docs scores records against documents with full annotation. An event matches
// one of the same type whose words (or further words) overlap, or else lie in the
// same sentence, one to one. A claim matches one whose cue overlaps and whose
// content has an intersection over union of at least a half.
func Docs(gold []GoldDoc, records Records) *Report {
	s := docScore{types: classes{}, status: classes{}, quotesBy: classes{}, cueBy: classes{}}
	for i := range gold {
		s.doc(&gold[i], records.Doc(gold[i].ID))
	}
	r := &Report{Set: "docs"}
	r.addNumber("spans wrong", float64(s.wrong), s.quotes)
	r.addF1("event", s.event)
	r.addF1("event+countries", s.full)
	r.addShare("status accuracy", s.statusRight, s.statusN)
	macro, _ := s.status.macroF1()
	r.addNumber("status macro-F1", macro, s.statusN)
	for _, name := range s.status.names() {
		r.addF1("status "+name, *s.status[name])
	}
	r.addShare("mode accuracy", s.mode, s.modeN)
	r.addF1("date", s.date)
	r.addF1("place", s.place)
	for _, name := range s.types.names() {
		r.addF1("event "+name, *s.types[name])
	}
	r.addNumber("false events in documents without events", float64(s.emptyEvents), s.emptyDocs)
	r.addShare("entity mention found", s.found, s.mentions)
	r.addShare("entity country right", s.countryRight, s.mentions)
	r.addShare("entity sector right of found", s.sectorRight, s.sectorN)
	r.addShare("pronoun or role of a party or source right", s.refRight, s.refs)
	r.addF1("claim", s.claim)
	r.addF1("claim+source", s.source)
	for _, name := range s.quotesBy.names() {
		r.addShare("claim recall "+name, s.quotesBy[name].right, s.quotesBy[name].gold)
	}
	r.addShare("cue class accuracy", s.classRight, s.classN)
	for _, name := range s.cueBy.names() {
		r.addShare("claim recall "+name, s.cueBy[name].right, s.cueBy[name].gold)
	}
	r.addF1("denial", s.denial)
	r.addF1("nested", s.nested)
	r.addF1("dispute", s.dispute)
	r.addF1("meeting", s.meet)
	r.addF1("agreement", s.agreed)
	return r
}

func (s *docScore) doc(g *GoldDoc, p *DocRecords) {
	wrong, n := p.spansWrong([]rune(g.Text))
	s.wrong += wrong
	s.quotes += n
	events := s.events(g, p)
	s.entities(g, p)
	s.references(g, p)
	claims := s.claims(g, p)
	s.disputes(g, p, claims)
	for _, x := range g.Meetings {
		s.meet.gold++
		if id := events[x.Event]; id != "" {
			for _, m := range p.Meetings {
				if m.Event == id {
					s.meet.right++
					break
				}
			}
		}
	}
	s.meet.predicted += len(p.Meetings)
	for _, x := range g.Agreements {
		s.agreed.gold++
		if id := events[x.Event]; id != "" {
			for _, a := range p.Agreements {
				if a.Event == id {
					s.agreed.right++
					break
				}
			}
		}
	}
	s.agreed.predicted += len(p.Agreements)
}

// events scores the events of a document, and returns the id of the record that
// matches each gold event.
func (s *docScore) events(g *GoldDoc, p *DocRecords) map[string]string {
	if len(g.Events) == 0 {
		s.emptyEvents += len(p.Events)
		s.emptyDocs++
	}
	sents := newSentences(g.Text, ledger.NewOffsets(g.Text))
	codes := map[string]string{}
	for _, e := range g.Entities {
		codes[e.ID] = country(e.Country)
	}
	set := func(ids []string) map[string]bool {
		out := map[string]bool{}
		for _, id := range ids {
			if c := codes[id]; c != "" {
				out[c] = true
			}
		}
		return out
	}
	var pairs []pair
	for i, e := range g.Events {
		words := goldSpans(append([]goldQuote{e.Trigger}, e.Also...))
		var around []span
		for _, w := range words {
			around = append(around, sents.at(w.start))
		}
		actors := set(e.Actor)
		for j, q := range p.Events {
			if q.Event != e.Event {
				continue
			}
			score := 0.0
			switch has := eventSpans(q); {
			case touch(words, has):
				score = 2
			case touch(around, has):
				score = 1
			default:
				continue
			}
			if meets(actors, parties(q.Actor)) {
				score += 0.4
			}
			pairs = append(pairs, pair{score, i, j})
		}
	}
	chosen := match(pairs)
	s.event.right += len(chosen)
	s.event.predicted += len(p.Events)
	s.event.gold += len(g.Events)
	s.full.predicted += len(p.Events)
	s.full.gold += len(g.Events)
	for _, e := range g.Events {
		s.types.of(e.Event).gold++
	}
	for _, q := range p.Events {
		s.types.of(q.Event).predicted++
	}
	ids := map[string]string{}
	for _, m := range chosen {
		e, q := g.Events[m.i], p.Events[m.j]
		ids[e.ID] = q.ID
		s.types.of(e.Event).right++
		ga, gr, pa, pr := set(e.Actor), set(e.Recipient), parties(q.Actor), parties(q.Recipient)
		mutual := e.Event == "AGREE" || e.Event == "CONSULT"
		if sameSet(ga, pa) && sameSet(gr, pr) || mutual && len(gr) == 0 && sameSet(ga, union(pa, pr)) {
			s.full.right++
		}
		s.statusN++
		s.status.of(e.Status).gold++
		s.status.of(q.Status).predicted++
		if e.Status == q.Status {
			s.statusRight++
			s.status.of(e.Status).right++
		}
		if e.Mode != "" {
			s.modeN++
			if q.Mode != nil && *q.Mode == e.Mode {
				s.mode++
			}
		}
		if e.Date != nil && e.Date.Value != "" {
			s.date.gold++
			if q.Date != nil && q.Date.Value != "" {
				s.date.predicted++
				if prefix10(q.Date.Value) == prefix10(e.Date.Value) {
					s.date.right++
				}
			}
		}
		if e.Place != nil && e.Place.T != "" {
			s.place.gold++
			if q.EventLoc != nil && q.EventLoc.Quote != nil && q.EventLoc.Text != "" {
				s.place.predicted++
				if strings.Contains(e.Place.T, q.EventLoc.Text) || strings.Contains(q.EventLoc.Text, e.Place.T) {
					s.place.right++
				}
			}
		}
	}
	return ids
}

func (s *docScore) entities(g *GoldDoc, p *DocRecords) {
	for _, e := range g.Entities {
		if e.Country == "" {
			continue
		}
		for _, m := range e.Mentions {
			at, ok := m.span()
			if first := strings.ToUpper(firstRune(m.T)); !ok || first != firstRune(m.T) || first == strings.ToLower(first) {
				continue
			}
			s.mentions++
			var hits []*ledger.Entity
			for _, q := range p.Entities {
				for _, x := range q.Mentions {
					if 2*overlap(quoteSpan(x.Quote), at) >= at.end-at.start {
						hits = append(hits, q)
						break
					}
				}
			}
			if len(hits) == 0 {
				continue
			}
			s.found++
			right, sector := false, false
			for _, q := range hits {
				right = right || q.Country != nil && country(*q.Country) == country(e.Country)
				sector = sector || q.Sector != nil && *q.Sector == e.Sector || q.Sector == nil && e.Sector == ""
			}
			if right {
				s.countryRight++
			}
			if e.Sector != "" && e.Sector != "GOV" || e.Kind == "person" {
				s.sectorN++
				if sector {
					s.sectorRight++
				}
			}
		}
	}
}

// references counts the pronouns, and the roles of people, "she", "the minister", that
// gold events have for parties and gold claims for sources, where the entity is
// mentioned by other words too. One is right where the entity of the record that holds it holds such
// another mention.
func (s *docScore) references(g *GoldDoc, p *DocRecords) {
	var words []goldQuote
	for _, e := range g.Events {
		words = append(append(words, e.ActorText...), e.RecipientText...)
	}
	for _, c := range g.Claims {
		if c.SourceText != nil {
			words = append(words, *c.SourceText)
		}
	}
	seen := map[span]bool{}
	for _, w := range words {
		at, ok := w.span()
		if !ok || seen[at] || !unnamed(w.T) {
			continue
		}
		seen[at] = true
		for _, e := range g.Entities {
			var named []span
			found := false
			for _, m := range e.Mentions {
				switch x, ok := m.span(); {
				case !ok:
				case x == at:
					found = true
				case overlap(x, at) > 0:
				case unnamed(m.T):
				default:
					named = append(named, x)
				}
			}
			if !found || len(named) == 0 || e.Kind != "person" && strings.Contains(w.T, " ") {
				continue
			}
			s.refs++
			for _, q := range p.Entities {
				spans := mentionSpans(q)
				if holds(spans, at) && slices.ContainsFunc(named, func(o span) bool { return holds(spans, o) }) {
					s.refRight++
					break
				}
			}
			break
		}
	}
}

// unnamed reports whether words are a pronoun, or a role or a kind: "the Latvian
// president", "his lawyer"; no name is their last word.
func unnamed(words string) bool {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return false
	}
	switch strings.ToLower(fields[0]) {
	case "i", "we", "he", "she", "it", "they", "him", "them":
		return len(fields) == 1
	case "his", "her", "its", "their", "our", "my":
		if len(fields) == 1 {
			return true
		}
	case "the", "this", "that":
	default:
		return false
	}
	last := firstRune(fields[len(fields)-1])
	return len(fields) > 1 && last == strings.ToLower(last)
}

func mentionSpans(e *ledger.Entity) []span {
	var out []span
	for _, m := range e.Mentions {
		out = append(out, quoteSpan(m.Quote))
	}
	return out
}

// holds reports whether one of spans covers at least half of x, or its last word, and
// is not much longer.
func holds(spans []span, x span) bool {
	for _, s := range spans {
		if o := overlap(s, x); (2*o >= x.end-x.start || o > 0 && s.end == x.end) && 3*o >= s.end-s.start {
			return true
		}
	}
	return false
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// claims scores the claims of a document, and returns the id of the record that
// matches each gold claim.
func (s *docScore) claims(g *GoldDoc, p *DocRecords) map[string]string {
	var pairs []pair
	for i, c := range g.Claims {
		content := goldSpans(c.Content)
		for j, q := range p.Claims {
			v := iou(content, quoteSpans(q.Content))
			cue := c.Cue == nil
			if c.Cue != nil && q.Cue != nil {
				at, ok := c.Cue.span()
				cue = ok && overlap(at, quoteSpan(q.Cue.Quote)) > 0
			}
			if v >= 0.5 && cue {
				pairs = append(pairs, pair{1 + v, i, j})
			}
		}
	}
	chosen := match(pairs)
	s.claim.right += len(chosen)
	s.claim.predicted += len(p.Claims)
	s.claim.gold += len(g.Claims)
	s.source.predicted += len(p.Claims)
	s.source.gold += len(g.Claims)
	ids := map[string]string{}
	for _, m := range chosen {
		c, q := g.Claims[m.i], p.Claims[m.j]
		ids[c.ID] = q.ID
		s.quotesBy.of(c.Quote).right++
		if sourceRight(c.SourceText, q.Source) {
			s.source.right++
		}
		if c.Cue != nil {
			s.classN++
			s.cueBy.of("cue "+c.CueClass).right++
			if q.Cue != nil && q.Cue.Class == c.CueClass {
				s.classRight++
			}
		}
	}
	for _, c := range g.Claims {
		s.quotesBy.of(c.Quote).gold++
		if c.Cue != nil {
			s.cueBy.of("cue "+c.CueClass).gold++
		}
		if c.Stance == "deny" {
			s.denial.gold++
		}
		if c.In != "" {
			s.nested.gold++
		}
	}
	for _, q := range p.Claims {
		if q.Stance == "deny" {
			s.denial.predicted++
		}
		if q.In != nil && *q.In != "" {
			s.nested.predicted++
		}
	}
	for _, m := range chosen {
		c, q := g.Claims[m.i], p.Claims[m.j]
		if c.Stance == "deny" && q.Stance == "deny" {
			s.denial.right++
		}
		if c.In != "" && q.In != nil && ids[c.In] == *q.In {
			s.nested.right++
		}
	}
	return ids
}

func sourceRight(want *goldQuote, have *ledger.SourceQuote) bool {
	none := have == nil || have.Text == ""
	if want == nil || want.T == "" {
		return none
	}
	at, ok := want.span()
	return ok && have != nil && overlap(at, quoteSpan(have.Quote)) > 0
}

func (s *docScore) disputes(g *GoldDoc, p *DocRecords, claims map[string]string) {
	s.dispute.gold += len(g.Disputes)
	s.dispute.predicted += len(p.Disputes)
	var pairs []pair
	for i, x := range g.Disputes {
		want := map[string]bool{}
		for _, id := range append(append([]string(nil), x.For...), x.Against...) {
			if claims[id] != "" {
				want[claims[id]] = true
			}
		}
		for j, q := range p.Disputes {
			have := map[string]bool{}
			for _, id := range append(append([]string(nil), q.For...), q.Against...) {
				if want[id] {
					have[id] = true
				}
			}
			if len(have) > 0 {
				pairs = append(pairs, pair{float64(len(have)), i, j})
			}
		}
	}
	s.dispute.right += len(match(pairs))
}

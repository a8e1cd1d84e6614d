package fuse

import (
	"cmp"
	"slices"
	"strings"

	"chancery/ledger"
)

// voice is a claim as disputes see it: who makes it, of which events of its
// document, and in which words.
type voice struct {
	ID, Text      string
	Class, Stance string
	Source        uint32   // who makes it, as the document names them; 0 for nobody
	Country       uint32   // of who makes it
	Called        []uint32 // words of the name of who makes it
	Negative      bool     // a word of its content denies what the rest says
	OfDenial      bool     // its content speaks of a denial
	Blame         bool     // its content tells of a part, a hand or a guilt in something
	Words         bag      // of its content
	Telling       []uint32 // those that tell most
	Counts        []count
	About         []int32 // events of its document, by their place among the mentions
	Answer        bool    // it speaks of them only as far as it answers a claim that does
	Beside        int32   // the event that comes last before it, where it speaks of none; or -1
	In            int32   // the claim that holds it, by its place among the voices; or -1
	Denies        []int32 // claims of its document
}

// own is what a document says in its own voice, of one of its events.
type own struct {
	Stated bool    // that it happened
	Counts []count // numbers of its sentence that no claim holds
}

// quarrel is a dispute that a document's own records have.
type quarrel struct {
	ID, Type, About string
	Topic           int32 // the event that it is about, by its place among the mentions; or -1
	For, Against    []int32
}

// affirms reports whether a claim says that something is so.
func (v *voice) affirms() bool {
	if v.Stance != "assert" && v.Stance != "confirm" {
		return false
	}
	switch v.Class {
	case "ask", "intend", "feel", "promise", "threaten", "order":
		return false
	}
	return true
}

// denies reports whether a claim says that something is not so: by its cue, or by
// a word of its content: "his men had no part in it".
func (v *voice) denies() bool {
	return v.Stance == "deny" || v.Stance == "assert" && v.affirms() && v.Negative
}

// negated reports whether words say that something is not so. What else hangs on
// "not only" is so.
func negated(words []token) bool {
	for i, t := range words {
		switch {
		case t.text == "not" && i+1 < len(words) && words[i+1].text == "only":
		case negatives[t.text], t.text == "t" && i > 0 && strings.HasSuffix(words[i-1].text, "n"):
			return true
		}
	}
	return false
}

// blamed reports whether words tell of a part, a hand or a guilt in something.
func blamed(words []token) bool {
	for i, t := range words {
		if blame[t.text] || t.text == "nothing" && i+2 < len(words) && words[i+1].text == "to" && words[i+2].text == "do" {
			return true
		}
	}
	return false
}

// tellingAt is the weight from which a word tells what is spoken of.
const tellingAt = 50

// tellingOf returns the hashes of the telling words among words, sorted.
func tellingOf(words []token, common map[string]int) []uint32 {
	var out []uint32
	for i := range words {
		if words[i].weigh(common) >= tellingAt {
			out = append(out, hash(words[i].stem))
		}
	}
	return ordered(out)
}

// speech is a document's claims and events, as voices are read from them.
type speech struct {
	*Doc
	common   map[string]int
	entities map[string]*ledger.Entity
	events   []*ledger.Event // in the order of the mentions
	event    map[string]int32
	claim    map[string]int32
}

// speak sets what a note keeps of what its document and those in it say. The
// mentions of the note are those of events, in their order.
func (n *Note) speak(d *Doc, events []*ledger.Event, common map[string]int) {
	s := &speech{Doc: d, common: common, entities: map[string]*ledger.Entity{}, events: events, event: map[string]int32{}, claim: map[string]int32{}}
	for _, e := range d.Entities {
		s.entities[e.ID] = e
	}
	for i, e := range events {
		s.event[e.ID] = int32(i)
	}
	for i, c := range d.Claims {
		s.claim[c.ID] = int32(i)
	}
	for _, c := range d.Claims {
		n.Voices = append(n.Voices, s.voice(c))
	}
	for i := range n.Voices {
		s.answer(n.Voices, i)
	}
	n.Own = make([]own, len(events))
	for i, e := range events {
		n.Own[i] = s.own(e)
	}
	for _, x := range d.Disputes {
		n.Quarrels = append(n.Quarrels, s.quarrel(n.Voices, x))
	}
}

// shown is how many bytes are kept of the words of a claim.
const shown = 200

func (s *speech) voice(c *ledger.Claim) voice {
	v := voice{ID: c.ID, Class: "say", Stance: c.Stance, Beside: -1, In: -1}
	if c.Cue != nil {
		v.Class = c.Cue.Class
	}
	if c.Source != nil {
		name := c.Source.Text
		if n := s.entities[c.Source.Entity]; n != nil {
			name = cmp.Or(n.Name, name)
			if n.Country != nil && *n.Country != "" {
				v.Country = hash(*n.Country)
			}
		}
		if name != "" {
			v.Source = hash(strings.ToLower(name))
		}
		for _, t := range tokens(name) {
			if len(t.text) > 3 && t.weigh(s.common) >= tellingAt {
				v.Called = append(v.Called, hash(t.stem))
			}
		}
		v.Called = ordered(v.Called)
	}
	var text []string
	for _, q := range c.Content {
		text = append(text, q.Text)
	}
	v.Text = strings.Join(text, " ")
	words := tokens(v.Text)
	v.Text = strings.ToValidUTF8(v.Text[:min(shown, len(v.Text))], "")
	weight := map[uint32]int{}
	for i := range words {
		weight[hash(words[i].stem)] = words[i].weigh(s.common)
		v.OfDenial = v.OfDenial || denial[words[i].text]
	}
	v.Words, v.Telling, v.Counts, v.Negative = unit(weight), tellingOf(words, s.common), counts(words), negated(words)
	v.Blame = blamed(words)
	for _, id := range c.About {
		if i, ok := s.event[id]; ok {
			v.About = append(v.About, i)
		}
	}
	v.About = ordered(v.About)
	for _, id := range c.Denies {
		if i, ok := s.claim[id]; ok {
			v.Denies = append(v.Denies, i)
		}
	}
	if c.In != nil {
		if i, ok := s.claim[*c.In]; ok {
			v.In = i
		}
	}
	return v
}

// answer sets what a claim is about that speaks of no event: what that is about
// which it answers, or the event that comes last before it.
func (s *speech) answer(voices []voice, i int) {
	v, c := &voices[i], s.Claims[i]
	for _, id := range slices.Concat(c.Denies, c.Confirms) {
		if o, ok := s.claim[id]; ok && len(v.About) == 0 {
			v.About, v.Answer = voices[o].About, true
		}
	}
	if len(v.About) > 0 || len(c.Content) == 0 {
		return
	}
	for k, e := range s.events {
		if e.EventText.Start < c.Content[0].Start && !spoken[e.Event] && (!v.Blame || guilty[e.Event] || v.Beside < 0) {
			v.Beside = int32(k)
		}
	}
}

// Types of events that are claims themselves, and of those in which one denies any
// part.
var (
	spoken = set("ACCUSE REJECT REQUEST THREATEN")
	guilty = set("ASSAULT COERCE")
)

// own returns what the document itself says of an event.
func (s *speech) own(e *ledger.Event) own {
	out := own{Stated: e.Status == "happened" && len(e.Holder) == 1 && e.Holder[0] == "author"}
	for _, c := range s.Claims {
		for _, q := range c.Content {
			if q.Start <= e.EventText.Start && e.EventText.End <= q.End {
				return out
			}
		}
	}
	if e.Size.Dead != nil {
		out.Counts = append(out.Counts, count{"dead", *e.Size.Dead})
	}
	return out
}

// quarrel takes a dispute that the document's records have.
func (s *speech) quarrel(voices []voice, x *ledger.Dispute) quarrel {
	q := quarrel{ID: x.ID, Type: x.Type, About: x.About, Topic: -1}
	times := map[int32]int{}
	for _, side := range []struct {
		ids []string
		to  *[]int32
	}{{x.Against, &q.Against}, {x.For, &q.For}} {
		for _, id := range side.ids {
			i, ok := s.claim[id]
			if !ok {
				continue
			}
			*side.to = append(*side.to, i)
			about := voices[i].About
			if len(about) == 0 && voices[i].Beside >= 0 {
				about = []int32{voices[i].Beside}
			}
			for _, k := range about {
				if times[k]++; q.Topic < 0 || times[k] > times[q.Topic] {
					q.Topic = k
				}
			}
		}
	}
	return q
}

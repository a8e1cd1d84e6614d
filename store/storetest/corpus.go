// Package storetest holds what every store must pass, and made-up documents of a
// realistic shape for tests and benchmarks.
package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"chancery/ledger"
	"chancery/nlp"
	"chancery/store"
)

// Start is the day of the first made-up document.
var Start = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

// A Maker makes documents up: the same ones for the same seed. Countries and words
// are as uneven as in news: a few make up most.
type Maker struct {
	r          *rand.Rand
	n          int
	Events     int // a document; 5 if 0
	Words      int // of its text; 450 if 0
	Days       int // over how many days they are spread; 3650 if 0
	vocabulary []string
	who, word  *rand.Zipf
}

// NewMaker returns a maker.
func NewMaker(seed uint64) *Maker {
	r := rand.New(rand.NewPCG(seed, 7))
	m := &Maker{r: r, who: rand.NewZipf(r, 1.3, 4, uint64(len(countries)-1)), word: rand.NewZipf(r, 1.2, 8, 29_999)}
	syllables := strings.Fields("ba den ri mo ta ler sin ko va nu per ge ho lis dra fen zu mi cor ta")
	for i := range 30_000 {
		w := ""
		for n := i + 20; n > 0; n /= len(syllables) {
			w += syllables[n%len(syllables)]
		}
		m.vocabulary = append(m.vocabulary, w)
	}
	return m
}

var countries = strings.Fields(`USA RUS CHN ISR PSE UKR GBR FRA DEU IRN TUR SYR SAU IND PAK JPN KOR PRK IRQ AFG EGY YEM
	LBN POL ITA ESP BRA MEX VEN COL CUB NGA ETH SDN SSD SOM KEN ZAF COD MLI NER LBY DZA MAR TUN JOR ARE QAT KWT OMN
	VNM THA MMR PHL IDN MYS AUS NZL CAN ARG CHL PER ECU BOL GRC SRB KOS BIH HRV HUN ROU BGR BLR GEO ARM AZE KAZ UZB`)

var types = []struct {
	name string
	quad int
	gold float64
	verb string
}{
	{"CONSULT", 1, 1, "met"}, {"CONSULT", 1, 1.9, "visited"}, {"ACCUSE", 3, -2, "blamed"}, {"ASSAULT", 4, -9, "shelled"}, {"AGREE", 1, 3, "agreed with"},
	{"SUPPORT", 1, 3.5, "praised"}, {"REQUEST", 3, -0.5, "asked"}, {"COERCE", 4, -5, "detained"}, {"AID", 2, 7, "aided"}, {"THREATEN", 3, -6, "threatened"},
	{"SANCTION", 4, -6, "expelled"}, {"REJECT", 3, -4, "rebuffed"}, {"COOPERATE", 2, 6, "trained with"}, {"MOBILIZE", 4, -7, "massed troops against"},
}

var outlets = []string{"Harbour Wire", "The Levant Post", "Steppe Daily", "Atlantic Courier", "Delta News", "Morning Ledger", "Ridge Radio"}

// Entry returns the next document, as a coder would have left it.
func (m *Maker) Entry() *store.Entry {
	m.n++
	var text strings.Builder
	id := fmt.Sprintf("made-%07d", m.n)
	days := 3650
	if m.Days > 0 {
		days = m.Days
	}
	published := Start.AddDate(0, 0, m.r.IntN(days))
	head := &ledger.Document{
		Kind: "document", ID: id, Published: published.Format(time.DateOnly), Title: "Envoys " + m.sentence(4), Source: outlets[m.r.IntN(len(outlets))],
		URL: "https://news.example/" + id, Lang: "en", Genre: "news", Coder: "made 1", From: map[string]string{"published": "made up"},
	}
	e := &store.Entry{Version: 1, At: Start.AddDate(11, 0, 0).Add(time.Duration(m.n) * time.Second), Why: map[string][]ledger.Reason{}}
	entities := map[string]*ledger.Entity{}
	var records []ledger.Record
	who := func(country string, at int) ledger.Participant {
		n := entities[country]
		if n == nil {
			sector, code := "GOV", country+"GOV"
			n = &ledger.Entity{Kind: "entity", ID: fmt.Sprintf("%s#n%d", id, len(entities)+1), Doc: id, Type: "country", Name: "Land of " + country,
				Country: &country, Sector: &sector, Sectors: []string{"GOV"}, Code: &code, FoundBy: "made/" + country}
			entities[country] = n
			records = append(records, n)
		}
		q := ledger.Quote{Text: country, Start: at, End: at + len(country)}
		n.Mentions = append(n.Mentions, ledger.Mention{Quote: q, Type: "name"})
		return ledger.Participant{Entity: n.ID, Code: n.Code, Country: n.Country, Sector: n.Sector, Name: n.Name, Text: q.Text, Start: q.Start, End: q.End}
	}
	lat, lon := 10.5, 20.25
	events := 5
	if m.Events > 0 {
		events = m.Events
	}
	words := 450
	if m.Words > 0 {
		words = m.Words
	}
	sentences := 0
	for i := range events {
		fmt.Fprintf(&text, "%s. ", m.sentence(words/(events+1)))
		start := text.Len()
		a, b, t := countries[m.who.Uint64()], countries[m.who.Uint64()], types[m.r.IntN(len(types))]
		actor := who(a, text.Len())
		text.WriteString(a + " ")
		trigger := ledger.Quote{Text: t.verb, Start: text.Len(), End: text.Len() + len(t.verb)}
		text.WriteString(t.verb + " ")
		other := who(b, text.Len())
		text.WriteString(b + " ")
		place := ledger.Quote{Text: "near Valmor", Start: text.Len() + 5, End: text.Len() + 11}
		place.Text = "Valmor"
		text.WriteString("near Valmor, ")
		cue := ledger.Quote{Text: "said", Start: text.Len() + 4, End: text.Len() + 8}
		speaker := who(a, text.Len())
		text.WriteString(a + " said. ")
		sentences += 2
		ev := &ledger.Event{
			Kind: "event", ID: fmt.Sprintf("e_%07d%02d", m.n, i), Doc: id, Event: t.name, Context: []string{"diplomatic"}, CAMEO: "040", QuadCode: t.quad, Goldstein: t.gold,
			Status: "happened", Certainty: "certain", Holder: []string{speaker.Entity}, Actor: []ledger.Participant{actor}, Recipient: []ledger.Participant{},
			Date:      &ledger.Date{Value: published.AddDate(0, 0, -m.r.IntN(4)).Format(time.DateOnly), Granularity: "day", Basis: "document"},
			EventLoc:  &ledger.Place{Name: "Valmor", Country: b, Lat: &lat, Lon: &lon, Precision: "city", Basis: "argument", Quote: &place},
			EventText: trigger, Also: []ledger.Quote{}, FoundBy: "rule:made." + strings.ToLower(t.name), Coder: "made 1",
		}
		ev.Sentence.Start, ev.Sentence.End = start, text.Len()-1
		if t.name == "CONSULT" || t.name == "AGREE" {
			ev.Actor = append(ev.Actor, other)
		} else {
			ev.Recipient = append(ev.Recipient, other)
		}
		c := &ledger.Claim{Kind: "claim", ID: fmt.Sprintf("c_%07d%02d", m.n, i), Doc: id, Source: &ledger.SourceQuote{Entity: speaker.Entity, Quote: ledger.Quote{Text: speaker.Text, Start: speaker.Start, End: speaker.End}},
			Cue: &ledger.Cue{Quote: cue, Class: "say"}, Content: []ledger.Quote{{Text: text.String()[start : cue.Start-6], Start: start, End: cue.Start - 6}},
			Quote: "indirect", Stance: "assert", About: []string{ev.ID}, Denies: []string{}, Confirms: []string{}, FoundBy: "model:made"}
		records = append(records, ev, c)
		for _, r := range []ledger.Record{ev, c} {
			e.Why[r.RecordID()] = []ledger.Reason{{What: "trigger", By: "frames.tsv:" + t.name, Span: nlp.Span{Start: trigger.Start, End: trigger.End}},
				{What: "actor", By: "tree", Path: "nsubj", Span: nlp.Span{Start: actor.Start, End: actor.End}}}
		}
		if t.name == "CONSULT" {
			records = append(records, (&ledger.Meeting{Kind: "meeting", ID: fmt.Sprintf("m_%07d%02d", m.n, i), Doc: id, Event: ev.ID, Participants: []string{actor.Entity, other.Entity}, Topics: []ledger.Quote{}}).At(trigger.Start))
		}
	}
	fmt.Fprintf(&text, "%s.", m.sentence(words/(events+1)))
	e.Text = text.String()
	sum := sha256.Sum256([]byte(e.Text))
	head.SHA256, head.Chars, head.Sentences = hex.EncodeToString(sum[:]), utf8.RuneCountInString(e.Text), sentences
	e.Records = append([]ledger.Record{head}, records...)
	return e
}

// sentence returns n made-up words.
func (m *Maker) sentence(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = m.vocabulary[m.word.Uint64()]
	}
	return strings.Join(out, " ")
}

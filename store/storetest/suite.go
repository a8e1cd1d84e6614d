package storetest

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery/ledger"
	"chancery/nlp"
	"chancery/query"
	"chancery/store"
)

// Run runs the acceptance suite. open returns a new store that is empty, and that
// the test closes.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, tt := range []struct {
		name string
		run  func(*testing.T, store.Store)
	}{
		{"PutAndGet", putAndGet}, {"PutTwice", putTwice}, {"Update", update}, {"AllOrNone", allOrNone}, {"Order", order},
		{"Filters", filters}, {"Groups", groups}, {"Paging", paging}, {"Search", search}, {"AsOf", asOf}, {"Clusters", clusters},
		{"Registry", registry}, {"Rejects", rejects}, {"Feeds", feeds}, {"SQL", freeSQL}, {"Hostile", hostile}, {"Concurrent", concurrent}, {"Empty", empty},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			tt.run(t, s)
		})
	}
}

func must[T any](t *testing.T, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func put(t *testing.T, s store.Store, entries ...*store.Entry) []store.Change {
	t.Helper()
	changes, err := s.Put(t.Context(), entries...)
	return must(t, changes, err)
}

// found returns the ids that a query finds.
func found(t *testing.T, s store.Store, q query.Query) []string {
	t.Helper()
	ids := []string{}
	for h, err := range s.Find(t.Context(), &q) {
		if err != nil {
			t.Fatalf("%s: %v", q.String(), err)
		}
		ids = append(ids, h.Record.RecordID())
	}
	return ids
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// A scene is a small ledger of three documents by hand.
//
//	a  2017-07-09 Harbour Wire: e_a1 USA met RUS on 7 July, claim c_a1 by the USA; c_a2 denial by RUS inside it
//	b  2017-07-10 Steppe Daily: e_b1 RUS shelled UKR in Valmor, disputed; e_b2 UKR accused RUS
//	c  2016-02-01 Harbour Wire: e_c1 planned visit CHN to JPN, g_c1 agreement
func scene() []*store.Entry {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	str := func(s string) *string { return &s }
	who := func(doc string, n int, country, sector, name string) ledger.Participant {
		return ledger.Participant{Entity: fmt.Sprintf("%s#n%d", doc, n), Code: str(country + sector), Country: str(country), Sector: str(sector), Name: name, Start: -1, End: -1}
	}
	doc := func(id, published, source, title, text string, records ...ledger.Record) *store.Entry {
		head := &ledger.Document{Kind: "document", ID: id, Published: published, Title: title, Source: source, Lang: "en", Genre: "news", SHA256: "s" + id, Chars: len(text), Coder: "coder 1"}
		return &store.Entry{Text: text, Version: 1, At: at, Records: append([]ledger.Record{head}, records...), Furniture: []store.Part{{Start: 0, End: 3, Kind: "byline"}}}
	}
	event := func(id, doc, typ, mode string, quad int, status string, change func(*ledger.Event), actors, recipients []ledger.Participant) *ledger.Event {
		e := &ledger.Event{Kind: "event", ID: id, Doc: doc, Event: typ, QuadCode: quad, Status: status, Certainty: "certain", Context: []string{}, Holder: []string{"author"},
			Actor: actors, Recipient: recipients, Also: []ledger.Quote{}, EventText: ledger.Quote{Text: "act", Start: 4, End: 7}, FoundBy: "rule:x", Coder: "coder 1", CAMEO: "040"}
		if mode != "" {
			e.Mode = &mode
		}
		if change != nil {
			change(e)
		}
		return e
	}
	none := []ledger.Participant{}
	lat, lon := 10.0, 20.0
	date := func(v string) func(*ledger.Event) {
		return func(e *ledger.Event) {
			e.Date = &ledger.Date{Value: v, Granularity: "day", Basis: "argument"}
			e.Context = []string{"diplomatic", "economic"}
		}
	}
	trump, putin := who("a", 1, "USA", "GOV", "Donald Trump"), who("a", 2, "RUS", "GOV", "Vladimir Putin")
	entity := func(p ledger.Participant, doc string) *ledger.Entity {
		return &ledger.Entity{Kind: "entity", ID: p.Entity, Doc: doc, Type: "person", Name: p.Name, Country: p.Country, Sector: p.Sector, Code: p.Code, Sectors: []string{"GOV"}, Mentions: []ledger.Mention{}}
	}
	claim := func(id, doc, entity, stance, class string, inside *string, about ...string) *ledger.Claim {
		return &ledger.Claim{Kind: "claim", ID: id, Doc: doc, Source: &ledger.SourceQuote{Entity: entity, Quote: ledger.Quote{Text: "he", Start: 1, End: 3}}, Cue: &ledger.Cue{Class: class, Quote: ledger.Quote{Text: "said", Start: 8, End: 12}},
			Content: []ledger.Quote{{Text: "so", Start: 13, End: 15}}, Quote: "indirect", Stance: stance, In: inside, About: about, Denies: []string{}, Confirms: []string{}}
	}
	a := doc("a", "2017-07-09", "Harbour Wire", "Leaders meet", "The two leaders' meeting in the café lasted two hours.",
		entity(trump, "a"), entity(putin, "a"),
		event("e_a1", "a", "CONSULT", "visit", 1, "happened", date("2017-07-07"), []ledger.Participant{trump, putin}, none),
		claim("c_a1", "a", "a#n1", "assert", "say", nil, "e_a1"), claim("c_a2", "a", "a#n2", "deny", "deny", str("c_a1"), "e_a1"),
		(&ledger.Meeting{Kind: "meeting", ID: "m_a1", Doc: "a", Event: "e_a1", Participants: []string{"a#n1", "a#n2"}, Topics: []ledger.Quote{}}).At(4),
		(&ledger.Dispute{Kind: "dispute", ID: "x_a1", Doc: "a", About: "it", For: []string{"c_a1"}, Against: []string{"c_a2"}, Type: "event"}).At(8))
	a.Why = map[string][]ledger.Reason{"e_a1": {{What: "trigger", By: "frames.tsv:12", Path: "nsubj", Span: span(4, 7)}, {What: "status", By: "gate"}}}
	b := doc("b", "2017-07-10T06:30:00Z", "Steppe Daily", "Shelling reported", "Missiles fell on Valmor, where the talks of leaders had failed.",
		event("e_b1", "b", "ASSAULT", "", 4, "happened", func(e *ledger.Event) {
			e.Disputed, e.Goldstein = true, -9
			e.EventLoc = &ledger.Place{Name: "Valmor", Country: "UKR", Lat: &lat, Lon: &lon, Precision: "city"}
		}, []ledger.Participant{who("b", 1, "RUS", "MIL", "")}, []ledger.Participant{who("b", 2, "UKR", "CVL", "")}),
		event("e_b2", "b", "ACCUSE", "", 3, "happened", func(e *ledger.Event) { e.Goldstein = -2; e.Date = &ledger.Date{Value: "2017-07"} }, []ledger.Participant{who("b", 3, "UKR", "GOV", "")}, []ledger.Participant{who("b", 1, "RUS", "MIL", "")}),
		event("e_b3", "b", "ASSAULT", "", 4, "happened", func(e *ledger.Event) { e.Historical = true }, []ledger.Participant{who("b", 1, "RUS", "MIL", "")}, none))
	c := doc("c", "2016-02-01", "Harbour Wire", "A visit is planned", "The premier will go to Tokyo.",
		event("e_c1", "c", "CONSULT", "visit", 1, "planned", date("2016-03-01/2016-04-10"), []ledger.Participant{who("c", 1, "CHN", "GOV", "Li Keqiang")}, []ledger.Participant{who("c", 2, "JPN", "GOV", "")}),
		(&ledger.Agreement{Kind: "agreement", ID: "g_c1", Doc: "c", Event: "e_c1", Parties: []string{"c#n1"}, Subject: "trade", Status: "planned"}).At(4))
	return []*store.Entry{a, b, c}
}

func putAndGet(t *testing.T, s store.Store) {
	in := append(scene(), NewMaker(3).Entry())
	equal(t, "changes", put(t, s, in...), []store.Change{store.Added, store.Added, store.Added, store.Added})
	for _, want := range in {
		got := must2(s.Get(t.Context(), want.Document().ID))(t)
		equal(t, "text", got.Text, want.Text)
		equal(t, "furniture", len(got.Furniture), len(want.Furniture))
		equal(t, "input", got.Input(), want.Input())
		equal(t, "at", got.At, want.At)
		equal(t, "why", len(got.Why), len(want.Why))
		for id := range want.Why {
			equal(t, "why "+id, got.Why[id], want.Why[id])
		}
		equal(t, "records", len(got.Records), len(want.Records))
		for i, r := range want.Records {
			if !reflect.DeepEqual(got.Records[i], r) || got.Records[i].Begin() != r.Begin() {
				t.Errorf("%s: got %+v, want %+v", r.RecordID(), got.Records[i], r)
			}
		}
		ok := must2(s.Have(t.Context(), store.Key{ID: want.Document().ID, Input: want.Input(), Coder: want.Document().Coder, Version: 1}))(t)
		equal(t, "have", ok, true)
		ok = must2(s.Have(t.Context(), store.Key{ID: want.Document().ID, Input: want.Input(), Coder: want.Document().Coder, Version: 2}))(t)
		equal(t, "have another version", ok, false)
	}
	n := 0
	for e, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "all", e.Document().ID, in[n].Document().ID)
		n++
	}
	equal(t, "all", n, len(in))
	hit := must2(s.Record(t.Context(), "e_a1"))(t)
	equal(t, "record", hit.Record.RecordID()+" of "+hit.Doc.ID, "e_a1 of a")
	hit = must2(s.Record(t.Context(), "b"))(t)
	equal(t, "document's record", hit.Record.RecordID(), "b")
	hit = must2(s.Record(t.Context(), "e_000000100"[:11]))(t)
	equal(t, "by its beginning", hit.Record.RecordID(), "e_000000100")
	if _, err := s.Record(t.Context(), "e_0000001"); !errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("an ambiguous id: %v", err)
	}
	for _, id := range []string{"e_zz", "nosuch", ""} {
		if _, err := s.Record(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("record %q: %v", id, err)
		}
	}
	if _, err := s.Get(t.Context(), "nosuch"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("get: %v", err)
	}
}

// must2 is must for calls that give two values, with t last.
func must2[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T { t.Helper(); return must(t, v, err) }
}

func putTwice(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	before := dump(t, s)
	later := scene()
	for _, e := range later {
		e.At = e.At.Add(time.Hour)
	}
	equal(t, "second time", put(t, s, later...), []store.Change{store.Same, store.Same, store.Same})
	equal(t, "the ledger", dump(t, s), before)
	equal(t, "twice in one call", put(t, s, NewMaker(1).Entry(), NewMaker(1).Entry()), []store.Change{store.Added, store.Same})
}

// dump returns all that a store says, to compare.
func dump(t *testing.T, s store.Store) string {
	t.Helper()
	var b strings.Builder
	for e, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s %v %d\n", e.Document().ID, e.Input(), e.At, e.Version)
		for _, r := range e.Records {
			fmt.Fprintf(&b, "\t%s\n", r.RecordID())
		}
	}
	for _, k := range query.Kinds() {
		for _, g := range must2(s.Count(t.Context(), &query.Query{Kind: k}))(t) {
			fmt.Fprintf(&b, "%s %+v\n", k, g)
		}
	}
	return b.String()
}

func update(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	a := scene()[0]
	a.At = a.At.Add(time.Hour)
	a.Document().Coder = "coder 2"
	a.Records = slices.DeleteFunc(a.Records, func(r ledger.Record) bool { return r.RecordID() == "c_a2" })
	equal(t, "recoded", put(t, s, a), []store.Change{store.Recoded})
	equal(t, "claims", found(t, s, query.Query{Kind: query.Claims}), []string{"c_a1"})
	a.Again = true
	equal(t, "again", put(t, s, a), []store.Change{store.Recoded})
	equal(t, "claims", found(t, s, query.Query{Kind: query.Claims}), []string{"c_a1"})
	equal(t, "stale", must2(s.Stale(t.Context(), "coder 2", 1))(t), []string{"b", "c"})
	equal(t, "all stale", must2(s.Stale(t.Context(), "coder 2", 2))(t), []string{"a", "b", "c"})

	b := scene()[1]
	b.At = b.At.Add(time.Hour)
	b.Text = "Quite another text about a zeppelin."
	b.Document().Published = "2017-07-11"
	b.Records = b.Records[:2]
	equal(t, "updated", put(t, s, b), []store.Change{store.Updated})
	equal(t, "its events", found(t, s, query.Query{Kind: query.Events, Where: query.Filter{Docs: []string{"b"}}}), []string{"e_b1"})
	equal(t, "new words", found(t, s, query.Query{Kind: query.Documents, Where: query.Filter{Text: "zeppelin"}}), []string{"b"})
	equal(t, "old words", found(t, s, query.Query{Kind: query.Documents, Where: query.Filter{Text: "missiles"}}), []string{})
	equal(t, "by the new day", found(t, s, query.Query{Kind: query.Documents, Where: query.Filter{From: "2017-07-11"}}), []string{"b"})
	equal(t, "text", must2(s.Get(t.Context(), "b"))(t).Text, b.Text)
	equal(t, "documents", must2(s.Count(t.Context(), &query.Query{Kind: query.Documents}))(t)[0].Count, 3)
}

type foreign struct{ *ledger.Document }

func allOrNone(t *testing.T, s store.Store) {
	in := scene()
	in[2].Records = append(in[2].Records, foreign{in[2].Document()})
	if _, err := s.Put(t.Context(), in...); err == nil {
		t.Fatal("a record of an unknown kind was put")
	}
	equal(t, "documents after a failure", found(t, s, query.Query{Kind: query.Documents}), []string{})
	if _, err := s.Put(t.Context(), &store.Entry{Text: "x"}); err == nil {
		t.Error("an entry without a document was put")
	}
	put(t, s, scene()...)
	equal(t, "documents", found(t, s, query.Query{Kind: query.Documents}), []string{"a", "b", "c"})
	equal(t, "nothing", len(put(t, s)), 0)
}

func order(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	for sort, want := range map[string][]string{
		"": {"e_a1", "e_b1", "e_b2", "e_b3", "e_c1"}, "day": {"e_b3", "e_c1", "e_b2", "e_a1", "e_b1"}, "-day": {"e_b1", "e_a1", "e_b2", "e_c1", "e_b3"},
		"goldstein,-id": {"e_b1", "e_b2", "e_c1", "e_b3", "e_a1"}, "published": {"e_c1", "e_a1", "e_b1", "e_b2", "e_b3"}, "added,id": {"e_a1", "e_b1", "e_b2", "e_b3", "e_c1"},
	} {
		equal(t, "sorted by "+sort, found(t, s, query.Query{Kind: query.Events, Sort: query.ParseOrders(sort)}), want)
	}
	equal(t, "documents", found(t, s, query.Query{Kind: query.Documents, Sort: query.ParseOrders("-id")}), []string{"c", "b", "a"})
}

func filters(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	yes, no := true, false
	p := query.ParseParties
	dyad := func(a, b string) [2]query.Party { return [2]query.Party{query.ParseParty(a), query.ParseParty(b)} }
	for _, tt := range []struct {
		kind  query.Kind
		where query.Filter
		want  string
	}{
		{query.Events, query.Filter{}, "e_a1 e_b1 e_b2 e_b3 e_c1"},
		{query.Events, query.Filter{IDs: []string{"e_b2", "e_c1"}}, "e_b2 e_c1"},
		{query.Events, query.Filter{Docs: []string{"a"}}, "e_a1"},
		{query.Events, query.Filter{Actor: p([]string{"RUS"})}, "e_a1 e_b1 e_b3"},
		{query.Events, query.Filter{Actor: p([]string{"RUSMIL", "CHN"})}, "e_b1 e_b3 e_c1"},
		{query.Events, query.Filter{Actor: p([]string{"MIL"})}, "e_b1 e_b3"},
		{query.Events, query.Filter{Actor: p([]string{"vladimir  PUTIN"})}, "e_a1"},
		{query.Events, query.Filter{Recipient: p([]string{"RUS"})}, "e_b2"},
		{query.Events, query.Filter{Party: p([]string{"UKR"})}, "e_b1 e_b2"},
		{query.Events, query.Filter{Actor: p([]string{"RUS"}), Recipient: p([]string{"UKR"})}, "e_b1"},
		{query.Events, query.Filter{Dyad: dyad("RUS", "UKR")}, "e_b1 e_b2"},
		{query.Events, query.Filter{Dyad: dyad("RUS", "USA")}, "e_a1"},
		{query.Events, query.Filter{Dyad: dyad("Donald Trump", "RUS")}, "e_a1"},
		{query.Events, query.Filter{Dyad: dyad("CVL", "RUSMIL")}, "e_b1"},
		{query.Events, query.Filter{Dyad: dyad("CHN", "RUS")}, ""},
		{query.Events, query.Filter{Toward: dyad("RUS", "UKR")}, "e_b1"},
		{query.Events, query.Filter{Toward: dyad("RUS", "USA")}, "e_a1"},
		{query.Events, query.Filter{Toward: dyad("RUSMIL", "UKRCVL")}, "e_b1"},
		{query.Events, query.Filter{Toward: dyad("Vladimir Putin", "USAGOV")}, "e_a1"},
		{query.Events, query.Filter{Toward: dyad("UKRCVL", "RUSMIL")}, ""},
		{query.Events, query.Filter{Types: []string{"ASSAULT", "ACCUSE"}, Statuses: []string{"happened"}}, "e_b1 e_b2 e_b3"},
		{query.Events, query.Filter{Modes: []string{"visit"}}, "e_a1 e_c1"},
		{query.Events, query.Filter{Quads: []int{3, 4}, Historical: &no}, "e_b1 e_b2"},
		{query.Events, query.Filter{Historical: &yes}, "e_b3"},
		{query.Events, query.Filter{Disputed: &yes}, "e_b1"},
		{query.Events, query.Filter{Statuses: []string{"planned"}}, "e_c1"},
		{query.Events, query.Filter{Contexts: []string{"economic"}}, "e_a1 e_c1"},
		{query.Events, query.Filter{Contexts: []string{"econ"}}, ""},
		{query.Events, query.Filter{CAMEO: []string{"041"}}, ""},
		{query.Events, query.Filter{Places: []string{"UKR"}}, "e_b1"},
		{query.Events, query.Filter{Places: []string{"valmor"}}, "e_b1"},
		{query.Events, query.Filter{From: "2017-07-07", To: "2017-07-07"}, "e_a1"},
		{query.Events, query.Filter{From: "2017-07-01", To: "2017-07-31"}, "e_a1 e_b1 e_b2"},
		{query.Events, query.Filter{From: "2017-07-02", To: "2017-07-31"}, "e_a1 e_b1"},
		{query.Events, query.Filter{To: "2016-04-09"}, ""},
		{query.Events, query.Filter{To: "2016-04-10"}, "e_c1"},
		{query.Events, query.Filter{From: "2016-03-01"}, "e_a1 e_b1 e_b2 e_c1"},
		{query.Events, query.Filter{Sources: []string{"Steppe Daily"}}, "e_b1 e_b2 e_b3"},
		{query.Events, query.Filter{MinSources: 1}, "e_a1 e_b1 e_b2 e_b3 e_c1"},
		{query.Events, query.Filter{MinSources: 2}, ""},
		{query.Events, query.Filter{Text: "missile"}, "e_b1 e_b2 e_b3"},
		{query.Claims, query.Filter{}, "c_a1 c_a2"},
		{query.Claims, query.Filter{Actor: p([]string{"RUS"})}, "c_a2"},
		{query.Claims, query.Filter{Party: p([]string{"Donald Trump"})}, "c_a1"},
		{query.Claims, query.Filter{Stances: []string{"deny"}}, "c_a2"},
		{query.Claims, query.Filter{Cues: []string{"say"}}, "c_a1"},
		{query.Claims, query.Filter{Via: p([]string{"USAGOV"})}, "c_a2"},
		{query.Claims, query.Filter{From: "2017-07-09", To: "2017-07-09"}, "c_a1 c_a2"},
		{query.Claims, query.Filter{From: "2017-07-10"}, ""},
		{query.Meetings, query.Filter{Party: p([]string{"USA"}), From: "2017-07-01"}, "m_a1"},
		{query.Meetings, query.Filter{Dyad: dyad("USA", "CHN")}, ""},
		{query.Agreements, query.Filter{Statuses: []string{"planned"}, Actor: p([]string{"CHN"})}, "g_c1"},
		{query.Disputes, query.Filter{Types: []string{"event"}, Dyad: dyad("USA", "RUS")}, "x_a1"},
		{query.Disputes, query.Filter{Types: []string{"number"}}, ""},
		{query.Documents, query.Filter{From: "2017-07-10", To: "2017-07-10"}, "b"},
		{query.Documents, query.Filter{Sources: []string{"Harbour Wire"}, To: "2016-12-31"}, "c"},
	} {
		q := query.Query{Kind: tt.kind, Where: tt.where}
		if got := strings.Join(found(t, s, q), " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", q.String(), got, tt.want)
		}
		n := must2(s.Count(t.Context(), &q))(t)[0].Reports
		if n != len(strings.Fields(tt.want)) {
			t.Errorf("%s: counts %d", q.String(), n)
		}
	}
	for _, q := range []query.Query{{Kind: "poems"}, {Kind: query.Documents, Where: query.Filter{Types: []string{"X"}}}} {
		for _, err := range s.Find(t.Context(), &q) {
			if !errors.Is(err, query.ErrQuery) {
				t.Errorf("%s: %v", q.String(), err)
			}
		}
	}
}

func groups(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	if err := s.PutSources(t.Context(), store.Source{Name: "Harbour Wire", Owner: "Harbour Group", Collection: "wires"}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kind query.Kind
		by   string
		want string
	}{
		{query.Events, "", "=5"},
		{query.Events, "type", "ACCUSE=1 ASSAULT=2 CONSULT=2"},
		{query.Events, "status,quad", "happened/1=1 happened/3=1 happened/4=2 planned/1=1"},
		{query.Events, "month", "=2 2017-07=3"},
		{query.Events, "year", "=1 2016=1 2017=3"},
		{query.Events, "day", "=3 2017-07-07=1 2017-07-10=1"},
		{query.Events, "dyad", "CHN>JPN=1 RUS>UKR=1 RUS>USA=1 UKR>RUS=1 USA>RUS=1"},
		{query.Events, "actor", "CHN=1 RUS=3 UKR=1 USA=1"},
		{query.Events, "recipient", "=2 JPN=1 RUS=1 UKR=1"},
		{query.Events, "mode", "=3 visit=2"},
		{query.Events, "place", "=4 UKR=1"},
		{query.Events, "owner", "Harbour Group=2 Steppe Daily=3"},
		{query.Events, "collection,source", "/Steppe Daily=3 wires/Harbour Wire=2"},
		{query.Claims, "actor-name,stance", "Donald Trump/assert=1 Vladimir Putin/deny=1"},
		{query.Claims, "cue", "deny=1 say=1"},
		{query.Documents, "month", "2016-02=1 2017-07=2"},
		{query.Documents, "genre", "news=3"},
		{query.Agreements, "status", "planned=1"},
		{query.Disputes, "type", "event=1"},
		{query.Meetings, "dyad", "RUS>USA=1 USA>RUS=1"},
	} {
		q := query.Query{Kind: tt.kind, GroupBy: query.ParseFields(tt.by)}
		var got []string
		for _, g := range must2(s.Count(t.Context(), &q))(t) {
			got = append(got, fmt.Sprintf("%s=%d", strings.Join(g.Keys, "/"), g.Count))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %s, want %s", q.String(), s, tt.want)
		}
	}
	for _, where := range []query.Filter{ // both the table of events and that of pairs
		{Dyad: [2]query.Party{{Country: "RUS"}, {Country: "UKR"}}, From: "2017-07-01", Statuses: []string{"happened"}},
		{Dyad: [2]query.Party{{Country: "RUS"}, {Country: "UKR"}}, Party: []query.Party{{Country: "RUS"}}},
	} {
		q := query.Query{Kind: query.Events, Where: where, GroupBy: []query.Field{query.ByMonth, query.ByQuad}}
		equal(t, q.String(), must2(s.Count(t.Context(), &q))(t), []store.Group{{Keys: []string{"2017-07", "3"}, Count: 1, Reports: 1}, {Keys: []string{"2017-07", "4"}, Count: 1, Reports: 1}})
		q.GroupBy = []query.Field{query.BySource}
		equal(t, q.String(), must2(s.Count(t.Context(), &q))(t), []store.Group{{Keys: []string{"Steppe Daily"}, Count: 2, Reports: 2}})
	}
	q := query.Query{Kind: query.Events, GroupBy: []query.Field{query.ByType}, Sort: query.ParseOrders("-count,-key"), Limit: 1, Offset: 1}
	equal(t, "sorted and paged", must2(s.Count(t.Context(), &q))(t), []store.Group{{Keys: []string{"ASSAULT"}, Count: 2, Reports: 2}})
	for _, k := range query.Kinds() { // every field of every kind
		for _, f := range query.Groups(k) {
			must2(s.Count(t.Context(), &query.Query{Kind: k, GroupBy: []query.Field{f}}))(t)
		}
		for _, f := range query.Sorts(k) {
			found(t, s, query.Query{Kind: k, Sort: []query.Order{{Field: f, Desc: true}}})
		}
	}
}

func paging(t *testing.T, s store.Store) {
	m := NewMaker(5)
	var want []string
	for range 7 {
		e := m.Entry()
		put(t, s, e)
		for _, r := range e.Records {
			if e, ok := r.(*ledger.Event); ok {
				want = append(want, e.ID)
			}
		}
	}
	var got []string
	for at := 0; ; at += 4 {
		page := found(t, s, query.Query{Kind: query.Events, Limit: 4, Offset: at})
		got = append(got, page...)
		if len(page) < 4 {
			break
		}
	}
	equal(t, "pages", got, want)
	equal(t, "the rest", found(t, s, query.Query{Kind: query.Events, Offset: len(want) - 1}), want[len(want)-1:])
	for range s.Find(t.Context(), &query.Query{Kind: query.Events}) {
		break // the sequence can be left
	}
}

func search(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	for text, want := range map[string]string{
		"leader": "a b", "talks leaders": "b", `"talks of leaders"`: "b", `"leaders of talks"`: "", "leaders -missiles": "a", "café": "a", "TOKYO": "c", "visit": "c",
		"the": "a b c", `"`: "", "-": "", "zeppelin OR leaders": "", "tok*": "", `title:visit`: "", "leaders) OR (1=1": "", "-leaders": "",
	} {
		got := found(t, s, query.Query{Kind: query.Documents, Where: query.Filter{Text: text}})
		slices.Sort(got)
		if g := strings.Join(got, " "); g != want {
			t.Errorf("search %q: got %q, want %q", text, g, want)
		}
	}
	for h, err := range s.Find(t.Context(), &query.Query{Kind: query.Documents, Where: query.Filter{Text: "missiles"}}) {
		if err != nil || !strings.Contains(h.Snippet, "Missiles fell") {
			t.Errorf("snippet %q, %v", h.Snippet, err)
		}
	}
}

func asOf(t *testing.T, s store.Store) {
	in := scene()
	first := in[0].At
	put(t, s, in...)
	a := scene()[0]
	a.At = first.Add(time.Hour)
	a.Document().Coder = "coder 2"
	a.Records = a.Records[:1]
	put(t, s, a)
	for _, tt := range []struct {
		at   time.Time
		kind query.Kind
		want string
	}{
		{first.Add(-time.Second), query.Events, ""},
		{first, query.Events, "e_a1 e_b1 e_b2 e_b3 e_c1"},
		{first.Add(59 * time.Minute), query.Claims, "c_a1 c_a2"},
		{first.Add(time.Hour), query.Events, "e_b1 e_b2 e_b3 e_c1"},
		{first.Add(time.Hour), query.Claims, ""},
		{time.Time{}, query.Claims, ""},
		{first, query.Meetings, "m_a1"},
		{first.Add(-time.Second), query.Documents, ""},
		{first.Add(time.Minute), query.Documents, "a b c"},
	} {
		if got := strings.Join(found(t, s, query.Query{Kind: tt.kind, Where: query.Filter{AsOf: tt.at}}), " "); got != tt.want {
			t.Errorf("%s as of %v: got %q, want %q", tt.kind, tt.at, got, tt.want)
		}
	}
}

func clusters(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	loose := func() map[string]store.Loose {
		t.Helper()
		out := map[string]store.Loose{}
		for _, l := range must2(s.Loose(t.Context(), 100))(t) {
			out[l.Doc] = l
		}
		return out
	}
	set := func(c ...store.Cluster) {
		t.Helper()
		f := &store.Fusing{Generation: must2(s.Generation(t.Context()))(t), Clusters: c}
		if err := s.Fuse(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		if err := s.Fuse(t.Context(), f); !errors.Is(err, store.ErrMoved) {
			t.Errorf("clusters of an earlier generation: %v", err)
		}
	}
	set(store.Cluster{ID: "k_1", Members: []string{"e_b1", "e_b3", "e_nosuch"}, Documents: 2, Sources: 2})
	equal(t, "by sources", found(t, s, query.Query{Kind: query.Events, Where: query.Filter{MinSources: 2}}), []string{"e_b1", "e_b3"})
	equal(t, "counted once", must2(s.Count(t.Context(), &query.Query{Kind: query.Events, GroupBy: []query.Field{query.ByType}}))(t)[1],
		store.Group{Keys: []string{"ASSAULT"}, Count: 1, Reports: 2})
	e := must2(s.Record(t.Context(), "e_b3"))(t).Record.(*ledger.Event)
	equal(t, "its cluster", fmt.Sprintf("%s %d", e.Cluster, e.Sources), "k_1 2")
	// A change has all that it moves: here one event leaves the other.
	set(store.Cluster{ID: "k_2", Members: []string{"e_a1", "e_c1"}, Documents: 2, Sources: 1},
		store.Cluster{Members: []string{"e_b1"}}, store.Cluster{Members: []string{"e_b3"}})
	equal(t, "set again", found(t, s, query.Query{Kind: query.Events, Where: query.Filter{MinSources: 2}}), []string{})
	e = must2(s.Record(t.Context(), "e_b3"))(t).Record.(*ledger.Event)
	equal(t, "no cluster", fmt.Sprintf("%s %d", e.Cluster, e.Sources), " 0")
	e = must2(s.Record(t.Context(), "e_c1"))(t).Record.(*ledger.Event)
	equal(t, "another cluster", e.Cluster, "k_2")
	disputes(t, s, set)

	all := loose()
	ids := slices.Sorted(maps.Keys(all))
	if len(ids) < 2 || all[ids[0]].Noted {
		t.Fatalf("loose documents: %v", all)
	}
	f := &store.Fusing{Generation: must2(s.Generation(t.Context()))(t), CopyOf: map[string]string{ids[1]: ids[0], ids[0]: ""}, Notes: []store.Note{
		{Doc: ids[0], Coding: all[ids[0]].Coding, Stretches: []int32{-1, 3}, Data: []byte("first")},
		{Doc: ids[1], Coding: all[ids[1]].Coding, Stretches: []int32{3, 4}, Data: []byte{0, 255}}}}
	if err := s.Fuse(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	now := loose()
	if _, ok := now[ids[0]]; ok || len(now) != len(all)-2 {
		t.Errorf("loose after two notes: %v", now)
	}
	equal(t, "notes of a stretch", fmt.Sprint(must2(s.Notes(t.Context(), []int32{3}))(t)), fmt.Sprint([][]byte{[]byte("first"), {0, 255}}))
	equal(t, "notes of others", fmt.Sprint(must2(s.Notes(t.Context(), []int32{-1, 9}))(t)), fmt.Sprint([][]byte{[]byte("first")}))
	equal(t, "a note", string(must2(s.Note(t.Context(), ids[0]))(t)), "first")
	if _, err := s.Note(t.Context(), "nosuch"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no note: %v", err)
	}
	copies := "SELECT a.id, b.id FROM documents a JOIN documents b ON b.seq = a.copy_of"
	equal(t, "copies", fmt.Sprint(must2(s.SQL(t.Context(), copies, store.Limits{}))(t).Rows), fmt.Sprintf("[[%s %s]]", ids[1], ids[0]))
	f = &store.Fusing{Generation: must2(s.Generation(t.Context()))(t), Notes: []store.Note{{Doc: ids[0], Coding: all[ids[0]].Coding, Again: true, Stretches: []int32{9}, Data: []byte("second")}}}
	if err := s.Fuse(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	equal(t, "another note", fmt.Sprint(must2(s.Notes(t.Context(), []int32{-1, 3, 9}))(t)), fmt.Sprint([][]byte{[]byte("second"), {0, 255}}))
	if err := s.Unfuse(t.Context()); err != nil {
		t.Fatal(err)
	}
	equal(t, "all loose", len(loose()), len(all))
	e = must2(s.Record(t.Context(), "e_c1"))(t).Record.(*ledger.Event)
	equal(t, "no clusters", e.Cluster, "")
	equal(t, "no disputes of several documents", found(t, s, query.Query{Kind: query.Disputes}), []string{"x_a1"})
	equal(t, "no copies", len(must2(s.SQL(t.Context(), copies, store.Limits{}))(t).Rows), 0)
}

// disputes stores disputes of several documents with their clusters, and wants them
// to be found as other disputes are, and to go with their clusters.
func disputes(t *testing.T, s store.Store, set func(...store.Cluster)) {
	t.Helper()
	all := func(w query.Filter) string {
		t.Helper()
		return strings.Join(found(t, s, query.Query{Kind: query.Disputes, Where: w}), " ")
	}
	x := &ledger.Dispute{Kind: "dispute", ID: "x_ab", Doc: "a", About: "missiles & <talks>", For: []string{"c_a1"}, Against: []string{"e_b1"}, Type: "number", Cluster: "k_3",
		Values: []ledger.Given{{By: "c_a1", Value: 4}, {By: "e_b1", Value: 9}}, Documents: 2}
	entry := must2(s.Get(t.Context(), "a"))(t)
	set(store.Cluster{ID: "k_3", Members: []string{"e_a1", "e_b1"}, Documents: 2, Sources: 2, Disputes: []*ledger.Dispute{x}})
	equal(t, "two disputes", all(query.Filter{}), "x_a1 x_ab")
	equal(t, "one of several documents", all(query.Filter{Types: []string{"number"}, Party: []query.Party{{Country: "USA"}}}), "x_ab")
	equal(t, "the dispute", must2(s.Record(t.Context(), "x_ab"))(t).Record.(*ledger.Dispute), x)
	equal(t, "its document", must2(s.Record(t.Context(), "x_ab"))(t).Doc.ID, "a")
	equal(t, "as of a day", all(query.Filter{AsOf: time.Now().AddDate(9, 0, 0)}), "x_a1")
	now := must2(s.Get(t.Context(), "a"))(t)
	equal(t, "the records of its document", len(now.Records), len(entry.Records))
	set(store.Cluster{Members: []string{"e_a1"}}, store.Cluster{Members: []string{"e_b1"}})
	equal(t, "no cluster, no dispute", all(query.Filter{}), "x_a1")
	if _, err := s.Record(t.Context(), "x_ab"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a dispute that is gone: %v", err)
	}
	x.ID = "x_ac"
	set(store.Cluster{ID: "k_2", Members: []string{"e_a1", "e_c1"}, Documents: 2, Sources: 1, Disputes: []*ledger.Dispute{x}})
	equal(t, "another dispute", all(query.Filter{}), "x_a1 x_ac")
}

func registry(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	equal(t, "unregistered", must2(s.Sources(t.Context()))(t), []store.Source{{Name: "Harbour Wire"}, {Name: "Steppe Daily"}})
	if err := s.PutSources(t.Context(), store.Source{Name: "Steppe Daily", Owner: "Steppe Media", Collection: "east"}, store.Source{Name: "Zeta", Owner: "Steppe Media"}); err != nil {
		t.Fatal(err)
	}
	equal(t, "registered", must2(s.Sources(t.Context()))(t), []store.Source{{Name: "Harbour Wire"}, {Name: "Steppe Daily", Owner: "Steppe Media", Collection: "east"}, {Name: "Zeta", Owner: "Steppe Media"}})
	equal(t, "by owner", found(t, s, query.Query{Kind: query.Documents, Where: query.Filter{Sources: []string{"Steppe Media"}}}), []string{"b"})
	equal(t, "by collection", found(t, s, query.Query{Kind: query.Events, Where: query.Filter{Collection: []string{"east"}, Types: []string{"ACCUSE"}}}), []string{"e_b2"})
}

func rejects(t *testing.T, s store.Store) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	one, two := store.Reject{File: "f", Record: "line 2", Reason: "it is broken", At: at}, store.Reject{File: "g", Reason: strings.Repeat("é", 900), At: at}
	for range 2 {
		if err := s.PutRejects(t.Context(), one, two); err != nil {
			t.Fatal(err)
		}
		one.At = at.Add(time.Hour)
	}
	got := must2(s.Rejects(t.Context()))(t)
	if len(got) != 2 || got[0] != one || got[1].File != "g" || len(got[1].Reason) > 500 {
		t.Errorf("rejects %+v", got)
	}
}

func feeds(t *testing.T, s store.Store) {
	f := must2(s.Feed(t.Context(), "https://x.example/feed"))(t)
	equal(t, "unknown", f, store.Feed{URL: "https://x.example/feed"})
	f.ETag, f.Next, f.Errors, f.LastError, f.Title = `"v1"`, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 2, "it took too long", "X"
	for range 2 {
		if err := s.PutFeed(t.Context(), f, "i1", "i2"); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "known", must2(s.Feed(t.Context(), f.URL))(t), f)
	equal(t, "taken", must2(s.Taken(t.Context(), f.URL, []string{"i2", "i3"}))(t), map[string]bool{"i2": true, "i3": false})
}

func freeSQL(t *testing.T, s store.Store) {
	put(t, s, scene()...)
	got := must2(s.SQL(t.Context(), "SELECT id, seq FROM documents ORDER BY id;", store.Limits{Rows: 2}))(t)
	equal(t, "answer", got, &store.Table{Columns: []string{"id", "seq"}, Rows: [][]any{{"a", int64(1)}, {"b", int64(2)}}, Cut: true})
	got = must2(s.SQL(t.Context(), "-- how many\nWITH n AS (SELECT 1.5 AS x, NULL AS y) SELECT x, y FROM n", store.Limits{}))(t)
	equal(t, "no rows cut", got.Cut, false)
	for _, bad := range []string{
		"DELETE FROM documents", "UPDATE documents SET id = 'x'", "DROP TABLE documents", "PRAGMA query_only = 0", "ATTACH DATABASE '/tmp/x.db' AS x", "", "COPY documents TO PROGRAM 'cat'",
		"SELECT 1; DELETE FROM documents", "SELECT * FROM nosuch", "WITH x AS (DELETE FROM documents RETURNING id) SELECT * FROM x", "EXPLAIN ANALYZE DELETE FROM documents",
		"SELECT set_config('transaction_read_only', 'off', false)",
	} {
		if _, err := s.SQL(t.Context(), bad, store.Limits{}); err == nil && bad != "EXPLAIN ANALYZE DELETE FROM documents" {
			t.Errorf("%q was run", bad)
		}
	}
	equal(t, "documents", found(t, s, query.Query{Kind: query.Documents}), []string{"a", "b", "c"})
	start := time.Now()
	_, err := s.SQL(t.Context(), "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", store.Limits{Time: 200 * time.Millisecond})
	if !errors.Is(err, store.ErrLimit) || time.Since(start) > 10*time.Second {
		t.Errorf("a statement without end: %v after %v", err, time.Since(start))
	}
	put(t, s, NewMaker(1).Entry()) // the store still works
}

// hostile puts what attacks a store: quotes, wildcards, control characters, and
// text that is long.
func hostile(t *testing.T, s store.Store) {
	e := scene()[0]
	name := "Robert'); DROP TABLE documents;-- ? $1 %_ \u202e\u0001"
	e.Document().ID, e.Document().Source, e.Document().Title = "id '\" ? $1 %", name, strings.Repeat("long ", 1000)
	e.Text = strings.Repeat("word\u0001s ", 200_000) + "zeppelin 😀"
	ev := e.Records[3].(*ledger.Event)
	ev.Actor[0].Name = strings.Repeat(name, 200)
	put(t, s, e)
	equal(t, "by source", len(found(t, s, query.Query{Kind: query.Documents, Where: query.Filter{Sources: []string{name}}})), 1)
	equal(t, "by id", must2(s.Get(t.Context(), e.Document().ID))(t).Text == e.Text, true)
	equal(t, "by actor", found(t, s, query.Query{Kind: query.Events, Where: query.Filter{Actor: query.ParseParties([]string{ev.Actor[0].Name})}}), []string{"e_a1"})
	equal(t, "injected", found(t, s, query.Query{Kind: query.Events, Where: query.Filter{Types: []string{"X') OR 1=1 --"}}}), []string{})
}

func concurrent(t *testing.T, s store.Store) {
	var wg sync.WaitGroup
	errs := make(chan error, 16)
	for i := range 4 {
		wg.Go(func() {
			m := NewMaker(9) // all four put the same documents
			for range 10 {
				if _, err := s.Put(t.Context(), m.Entry()); err != nil {
					errs <- fmt.Errorf("writer %d: %w", i, err)
					return
				}
			}
		})
		wg.Go(func() {
			for range 10 {
				for _, err := range s.Find(t.Context(), &query.Query{Kind: query.Events}) {
					if err != nil {
						errs <- fmt.Errorf("reader %d: %w", i, err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	equal(t, "documents", must2(s.Count(t.Context(), &query.Query{Kind: query.Documents}))(t)[0].Count, 10)
	equal(t, "events", must2(s.Count(t.Context(), &query.Query{Kind: query.Events}))(t)[0].Count, 50)
}

func empty(t *testing.T, s store.Store) {
	for _, k := range query.Kinds() {
		equal(t, string(k), found(t, s, query.Query{Kind: k}), []string{})
		equal(t, string(k), must2(s.Count(t.Context(), &query.Query{Kind: k}))(t), []store.Group{{Keys: []string{}}})
	}
	for range s.All(t.Context()) {
		t.Error("an empty store holds a document")
	}
	equal(t, "rejects", len(must2(s.Rejects(t.Context()))(t)), 0)
	equal(t, "sources", len(must2(s.Sources(t.Context()))(t)), 0)
}

func span(start, end int) nlp.Span { return nlp.Span{Start: start, End: end} }

package pipeline

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"chancery/claims"
	"chancery/coder"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/source"
)

// find returns the span of the n-th occurrence (from 1) of words in text.
func find(t *testing.T, text, words string, n int) nlp.Span {
	t.Helper()
	at := -1
	for range n {
		i := strings.Index(text[at+1:], words)
		if i < 0 {
			t.Fatalf("%q has not %d times %q", text, n, words)
		}
		at += 1 + i
	}
	return nlp.Span{Start: at, End: at + len(words)}
}

// draft returns the draft of a text with characters of more than one byte: a
// claim that holds an event, and a denial of it.
func draft(t *testing.T) *Draft {
	const text = "“Señor Ruiz” said rebels shelled Añejo on Monday. The rebels denied it."
	d := &nlp.Document{ID: "d1", Text: text, Sentences: []nlp.Sentence{{Span: nlp.Span{Start: 0, End: 56}}, {Span: nlp.Span{Start: 57, End: len(text)}}}}
	mention := func(words string, n int, kind nlp.MentionKind, typ string, chain int) {
		d.Mentions = append(d.Mentions, nlp.Mention{Span: find(t, text, words, n), Kind: kind, Type: typ, Chain: chain, Actor: -1})
	}
	mention("Señor Ruiz", 1, nlp.Name, nlp.Person, 0)
	mention("rebels", 1, nlp.Nominal, nlp.Group, 1)
	mention("Añejo", 1, nlp.Name, nlp.GPE, 2)
	mention("The rebels", 1, nlp.Nominal, nlp.Group, 1)
	mention("it", 1, nlp.Pronoun, nlp.Thing, 3)
	return &Draft{
		Article: &source.Article{ID: "d1", Text: text}, Doc: d,
		Referents: []ledger.Referent{
			{Mentions: []int{0}, Actor: ledger.Actor{Type: "person", Country: "MEX", Sector: "GOV", Sectors: []string{"GOV"}, Code: "MEXGOV", Name: "José Ruiz", FoundBy: "officials"}},
			{Mentions: []int{1, 3}}, {Mentions: []int{2}}, {Mentions: []int{4}},
		},
		Events: []coder.Event{{
			Type: "ASSAULT", Mode: "heavy-weapons", Trigger: find(t, text, "shelled", 1), Status: "happened", Certainty: "certain",
			Actors:     []coder.Arg{{Referent: 1, Span: find(t, text, "rebels", 1)}},
			Recipients: []coder.Arg{{Referent: 2, Span: find(t, text, "Añejo", 1)}},
			Date:       &ledger.Date{Value: "2020-03-02", Granularity: "day", Basis: "argument"}, DateSpan: find(t, text, "on Monday", 1),
			Rule: "rule", Why: []ledger.Reason{{What: "trigger", By: "rule"}},
		}},
		Claims: []claims.Claim{
			{Source: find(t, text, "Señor Ruiz", 1), Referent: 0, Cue: find(t, text, "said", 1), CueHead: -1, Class: "say", Content: []nlp.Span{find(t, text, "rebels shelled Añejo on Monday", 1)}, Quote: "indirect", Stance: "assert", In: -1},
			{Source: find(t, text, "The rebels", 1), Referent: 1, Cue: find(t, text, "denied", 1), CueHead: -1, Class: "deny", Content: []nlp.Span{find(t, text, "it", 1)}, Quote: "indirect", Stance: "deny", In: -1, Denies: []int{0}},
		},
	}
}

func TestConclude(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := p.conclude(draft(t))
	text := []rune(r.Draft.Doc.Text)
	var kinds []string
	byKind := map[string][]map[string]any{}
	for _, rec := range r.Records {
		b, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		anchored(t, text, m)
		kind := m["kind"].(string)
		kinds = append(kinds, kind)
		byKind[kind] = append(byKind[kind], m)
	}
	if want := []string{"document", "entity", "claim", "entity", "event", "entity", "claim", "dispute"}; !reflect.DeepEqual(kinds, want) {
		t.Errorf("kinds %q, want %q", kinds, want)
	}
	event := byKind["event"][0]
	for field, want := range map[string]any{
		"quad_code": 4.0, "status": "happened", "disputed": true, "holder": []any{"d1#n1"}, "cameo": "194", "historical": false,
	} {
		if !reflect.DeepEqual(event[field], want) {
			t.Errorf("event %s = %v, want %v", field, event[field], want)
		}
	}
	// A rebel group that nothing is known of keeps its words, and no codes.
	actor := event["actor"].([]any)[0].(map[string]any)
	if actor["country"] != nil || actor["sector"] != nil || actor["code"] != nil || actor["name"] != "rebels" {
		t.Errorf("actor %v, want null country, sector and code", actor)
	}
	dispute := byKind["dispute"][0]
	if !reflect.DeepEqual(dispute["for"], []any{byKind["claim"][0]["id"]}) || !reflect.DeepEqual(dispute["against"], []any{byKind["claim"][1]["id"]}) {
		t.Errorf("dispute %v", dispute)
	}
	if got := byKind["claim"][1]["about"]; !reflect.DeepEqual(got, []any{event["id"]}) {
		t.Errorf("the denial is about %v, want the event", got)
	}
	if len(r.Why[event["id"].(string)]) < 2 {
		t.Errorf("why = %v", r.Why)
	}
	// The same again gives the same; another document gives other ids.
	again := p.conclude(draft(t))
	if !reflect.DeepEqual(r.Records, again.Records) {
		t.Error("a second run gave other records")
	}
	other := draft(t)
	other.Doc.ID = "d2"
	for _, rec := range p.conclude(other).Records {
		if rec.RecordID() == event["id"] {
			t.Error("two documents share the id of an event")
		}
	}
}

// People of a country are entities though they do nothing; a title stands with the
// name behind it.
func TestEntities(t *testing.T) {
	const text = "Mayor Ana Lima saw Polish nurses and some tired porters."
	d := &nlp.Document{ID: "d1", Text: text, Sentences: []nlp.Sentence{{Span: nlp.Span{Start: 0, End: len(text)}}}}
	at := 0
	for _, m := range []struct {
		words string
		kind  nlp.MentionKind
		chain int
	}{{"Mayor", nlp.Nominal, 0}, {"Ana Lima", nlp.Name, 0}, {"Polish nurses", nlp.Nominal, 1}, {"porters", nlp.Nominal, 2}} {
		n := len(strings.Fields(m.words))
		d.Mentions = append(d.Mentions, nlp.Mention{Span: find(t, text, m.words, 1), Kind: m.kind, Type: nlp.Person, Chain: m.chain, Actor: -1, First: at, Last: at + n})
		at += n
	}
	nurses := ledger.Actor{Type: "group", Country: "POL", Sector: "MED", Code: "POLMED", Name: "Polish nurses"}
	porters := ledger.Actor{Type: "group", Country: "POL", Sector: "LAB", Code: "POLLAB", Name: "porters", FoundBy: "agents" + ledger.ByStory}
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := p.conclude(&Draft{Article: &source.Article{ID: "d1", Text: text}, Doc: d, Referents: []ledger.Referent{{Mentions: []int{0, 1}}, {Mentions: []int{2}, Actor: nurses}, {Mentions: []int{3}, Actor: porters}}})
	var got []string
	for _, rec := range r.Records {
		if e, ok := rec.(*ledger.Entity); ok {
			for _, m := range e.Mentions {
				got = append(got, m.Text)
			}
		}
	}
	if want := []string{"Mayor Ana Lima", "Ana Lima", "Polish nurses"}; !reflect.DeepEqual(got, want) {
		t.Errorf("mentions %q, want %q", got, want)
	}
}

// anchored checks that each object with text, start and end is a quotation.
func anchored(t *testing.T, text []rune, value any) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			anchored(t, text, v)
		}
	case map[string]any:
		words, ok := value["text"].(string)
		start, ok2 := value["start"].(float64)
		end, ok3 := value["end"].(float64)
		if ok && ok2 && ok3 && words != "" {
			if int(end) > len(text) || start < 0 || start > end || string(text[int(start):int(end)]) != words {
				t.Errorf("%q does not stand at %v to %v", words, start, end)
			}
		}
		for _, v := range value {
			anchored(t, text, v)
		}
	}
}

func TestFurniture(t *testing.T) {
	text := "Cup final tonight\n\nThe minister resigned."
	d := &Draft{
		Article: &source.Article{Furniture: []source.Part{{Span: nlp.Span{Start: 0, End: 17}, Kind: "headline"}}},
		Doc:     &nlp.Document{Text: text, Sentences: []nlp.Sentence{{Span: nlp.Span{Start: 0, End: 17}}, {Span: nlp.Span{Start: 19, End: len(text)}}}},
	}
	furnish(d)
	if d.Doc.Sentences[0].Kind != "headline" || d.Doc.Sentences[1].Kind != "" {
		t.Errorf("kinds %q and %q", d.Doc.Sentences[0].Kind, d.Doc.Sentences[1].Kind)
	}
}

func TestPublished(t *testing.T) {
	day := mustTime(t, "2017-07-09T00:00:00Z")
	for _, tt := range []struct {
		a    source.Article
		want string
	}{
		{source.Article{}, ""},
		{source.Article{Published: day, DateOnly: true}, "2017-07-09"},
		{source.Article{Published: day}, "2017-07-09T00:00:00Z"},
	} {
		if got := published(&tt.a); got != tt.want {
			t.Errorf("published(%v) = %q, want %q", tt.a.Published, got, tt.want)
		}
	}
}

func mustTime(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

package discourse

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/claims"
	"chancery/coder"
	"chancery/internal/testkit"
	"chancery/ledger"
	"chancery/nlp"
)

// parse returns a text with tokens, tags, dependencies and times.
func parse(t *testing.T, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{ID: "d1", Text: text, Published: time.Date(2020, 1, 7, 0, 0, 0, 0, time.UTC)}
	if err := testkit.Reader(t, nlp.Deps|nlp.Times)(d); err != nil {
		t.Fatal(err)
	}
	return d
}

// builder makes drafts of what a text says by its words.
type builder struct {
	t      *testing.T
	doc    *nlp.Document
	refs   []ledger.Referent
	names  map[string]int
	events []coder.Event
	claims []claims.Claim
}

func newBuilder(t *testing.T, text string) *builder {
	d := parse(t, text)
	d.Have |= nlp.Chains
	return &builder{t: t, doc: d, names: map[string]int{}}
}

// span returns where words stand; "words#2" is their second occurrence.
func (b *builder) span(words string) nlp.Span {
	b.t.Helper()
	words, nth, _ := strings.Cut(words, "#")
	at := strings.Index(b.doc.Text, words)
	if nth == "2" && at >= 0 {
		if i := strings.Index(b.doc.Text[at+1:], words); i >= 0 {
			at += 1 + i
		} else {
			at = -1
		}
	}
	if at < 0 {
		b.t.Fatalf("%q is not in the text", words)
	}
	return nlp.Span{Start: at, End: at + len(words)}
}

// ref returns the referent of a name, and adds a mention of it at words.
func (b *builder) ref(name, words string) int {
	r, ok := b.names[name]
	if !ok {
		r = len(b.refs)
		b.names[name] = r
		b.refs = append(b.refs, ledger.Referent{Actor: ledger.Actor{Name: name}})
	}
	s := b.span(words)
	w := &join{doc: b.doc}
	first, last := w.tokens(s)
	b.doc.Mentions = append(b.doc.Mentions, nlp.Mention{Span: s, First: first, Last: last, Head: w.headOf(s), Kind: nlp.Name, Chain: r, Actor: -1})
	b.refs[r].Mentions = append(b.refs[r].Mentions, len(b.doc.Mentions)-1)
	return r
}

func (b *builder) event(typ, trigger, status string, also []string, actors ...int) int {
	w := &join{doc: b.doc}
	e := coder.Event{Type: typ, Trigger: b.span(trigger), Status: status, Certainty: "certain", Rule: "test"}
	e.Head = w.headOf(e.Trigger)
	for _, a := range also {
		e.Also = append(e.Also, b.span(a))
	}
	for _, a := range actors {
		e.Actors = append(e.Actors, coder.Arg{Referent: a})
	}
	b.events = append(b.events, e)
	return len(b.events) - 1
}

// claim adds a claim; in and denies are -1 for none.
func (b *builder) claim(source int, cue, class, stance, content string, in, denies int) int {
	w := &join{doc: b.doc}
	c := claims.Claim{Referent: source, Cue: b.span(cue), Class: class, Stance: stance, Content: []nlp.Span{b.span(content)}, In: in}
	c.CueHead = w.headOf(c.Cue)
	if denies >= 0 {
		c.Denies = []int{denies}
	}
	b.claims = append(b.claims, c)
	return len(b.claims) - 1
}

func (b *builder) duration(words, value string) {
	w := &join{doc: b.doc}
	s := b.span(words)
	b.doc.Times = slices.DeleteFunc(b.doc.Times, func(t nlp.Time) bool { return t.Overlaps(s) })
	b.doc.Times = append(b.doc.Times, nlp.Time{Span: s, Head: w.headOf(s), Value: value, Granularity: "duration"})
}

func (b *builder) join() *Dossier {
	b.t.Helper()
	j, err := New()
	if err != nil {
		b.t.Fatal(err)
	}
	return j.Join(b.doc, b.refs, b.events, b.claims)
}

func TestHolder(t *testing.T) {
	b := newBuilder(t, "Radio Nord reported that the minister said rebels had bombed the port. The rebels denied it. Later troops shelled the hills.")
	radio, minister, rebels := b.ref("radio", "Radio Nord"), b.ref("minister", "the minister"), b.ref("rebels", "The rebels")
	bomb := b.event("ASSAULT", "bombed", "happened", nil)
	shell := b.event("ASSAULT", "shelled", "happened", nil)
	outer := b.claim(radio, "reported", "say", "assert", "the minister said rebels had bombed the port", -1, -1)
	inner := b.claim(minister, "said", "say", "assert", "rebels had bombed the port", outer, -1)
	b.claim(rebels, "denied", "deny", "deny", "it", -1, inner)
	d := b.join()
	if got := d.Events[bomb]; !slices.Equal(got.Holder, []int{radio, minister}) || !got.Disputed || got.Status != "happened" {
		t.Errorf("bombed: %+v, want the chain of the radio and the minister, disputed", got)
	}
	if got := d.Events[shell]; len(got.Holder) != 0 || got.Disputed {
		t.Errorf("shelled: %+v, want the author, not disputed", got)
	}
	if got := d.Claims[2].About; !slices.Equal(got, []int{bomb}) {
		t.Errorf("the denial is about %v, want the bombing", got)
	}
	if len(d.Disputes) != 1 || !slices.Equal(d.Disputes[0].Against, []int{2}) || !slices.Contains(d.Disputes[0].For, inner) {
		t.Errorf("disputes %+v", d.Disputes)
	}
}

func TestDenialAlone(t *testing.T) {
	b := newBuilder(t, "The general denied that his men had burned the village.")
	general := b.ref("general", "The general")
	burn := b.event("ASSAULT", "burned", "happened", nil)
	b.claim(general, "denied", "deny", "deny", "his men had burned the village", -1, -1)
	d := b.join()
	if got := d.Events[burn]; got.Status != "not_happened" || !slices.Equal(got.Holder, []int{general}) || got.Disputed {
		t.Errorf("%+v, want not_happened, held by the general", got)
	}
	if len(d.Disputes) != 0 {
		t.Errorf("a denial of what nobody says is no dispute: %+v", d.Disputes)
	}
}

func TestDenialWithReportInside(t *testing.T) {
	b := newBuilder(t, "The army denied a report by state television that its tanks had crossed the river.")
	army, tv := b.ref("army", "The army"), b.ref("tv", "state television")
	cross := b.event("MOBILIZE", "crossed", "not_happened", nil)
	outer := b.claim(army, "denied", "deny", "deny", "a report by state television that its tanks had crossed the river", -1, -1)
	inner := b.claim(tv, "report", "say", "assert", "its tanks had crossed the river", outer, -1)
	b.claims[outer].Denies = []int{inner}
	d := b.join()
	if got := d.Events[cross]; !slices.Equal(got.Holder, []int{tv}) || !got.Disputed {
		t.Errorf("%+v, want it held by state television and disputed", got)
	}
}

func TestPresupposed(t *testing.T) {
	b := newBuilder(t, "Critics said the president stole the election. The president rejected the accusation.")
	president := b.ref("president", "The president")
	accuse := b.event("ACCUSE", "accusation", "happened", nil)
	b.claim(president, "rejected", "deny", "deny", "the accusation", -1, -1)
	if got := b.join().Events[accuse]; len(got.Holder) != 0 || got.Status != "happened" || got.Disputed {
		t.Errorf("%+v, want the accusation as a fact of the author's", got)
	}
}

func TestAuthorWins(t *testing.T) {
	b := newBuilder(t, "Rebels bombed the port. The minister said the attack killed ten people.")
	minister := b.ref("minister", "The minister")
	bomb := b.event("ASSAULT", "bombed", "happened", []string{"attack"})
	b.claim(minister, "said", "say", "assert", "the attack killed ten people", -1, -1)
	if got := b.join().Events[bomb]; len(got.Holder) != 0 {
		t.Errorf("holder %v, want the author", got.Holder)
	}
}

func TestMeetingLengths(t *testing.T) {
	tests := []struct {
		text, trigger, status string
		durations             [2]string // the words that the date grammar finds, "" for none
		planned, actual       string    // words of the length
		plannedBound, bound   string
	}{
		{"The presidents met in talks that were scheduled for 45 minutes and lasted more than three hours.", "met", "happened", [2]string{"45 minutes", "three hours"}, "45 minutes", "more than three hours", "", "at_least"},
		{"The meeting was planned to last an hour but stretched beyond two hours.", "meeting", "happened", [2]string{"an hour", "two hours"}, "an hour", "beyond two hours", "", "at_least"},
		{"The ministers talked for almost four hours in Geneva.", "talked", "happened", [2]string{"four hours"}, "", "almost four hours", "", "at_most"},
		{"Their two-hour meeting ended without result.", "meeting", "happened", [2]string{"two-hour"}, "", "two-hour", "", ""},
		{"The two met for 20 minutes on Friday.", "met", "happened", [2]string{"20 minutes"}, "", "20 minutes", "", ""},
		{"The summit will last two days.", "summit", "planned", [2]string{"two days"}, "two days", "", "", ""},
		{"The envoys met on Monday. The truce lasted two days.", "met", "happened", [2]string{"two days"}, "", "", "", ""},
	}
	for _, tt := range tests {
		b := newBuilder(t, tt.text)
		b.event("CONSULT", tt.trigger, tt.status, nil)
		for i, words := range tt.durations {
			if words != "" {
				b.duration(words, []string{"PT45M", "PT3H"}[i])
			}
		}
		d := b.join()
		if len(d.Meetings) != 1 {
			t.Errorf("%s: %d meetings", tt.text, len(d.Meetings))
			continue
		}
		m := d.Meetings[0]
		for _, l := range []struct {
			what        string
			got         *Length
			want, bound string
		}{{"planned", m.Planned, tt.planned, tt.plannedBound}, {"actual", m.Actual, tt.actual, tt.bound}} {
			got, bound := "", ""
			if l.got != nil {
				got, bound = b.doc.Slice(l.got.Span), l.got.Bound
			}
			if got != l.want || bound != l.bound {
				t.Errorf("%s\n%s %q (%s), want %q (%s)", tt.text, l.what, got, bound, l.want, l.bound)
			}
		}
	}
}

func TestMeetingTopicsAndOthers(t *testing.T) {
	b := newBuilder(t, "The leaders of Chile and Peru held talks in Lima on fishing rights. The talks were also attended by the envoy of Brazil. The mayor had to wait outside.")
	envoy, mayor := b.ref("envoy", "the envoy of Brazil"), b.ref("mayor", "The mayor")
	b.event("CONSULT", "talks", "happened", []string{"talks#2"})
	m := b.join().Meetings[0]
	var topics []string
	for _, s := range m.Topics {
		topics = append(topics, b.doc.Slice(s))
	}
	if !slices.Equal(topics, []string{"fishing rights"}) {
		t.Errorf("topics %q", topics)
	}
	if !slices.Equal(m.Participants, []int{envoy}) {
		t.Errorf("participants %v, want the envoy", m.Participants)
	}
	if !slices.Equal(m.KeptWaiting, []int{mayor}) {
		t.Errorf("kept waiting %v, want the mayor", m.KeptWaiting)
	}
}

func TestAgreements(t *testing.T) {
	tests := []struct {
		text, trigger, subject string
		parties                int // actors of the event
		want                   bool
	}{
		{"Chile and Peru signed an agreement on fishing rights.", "signed", "fishing rights", 2, true},
		{"Chile and Peru agreed to reopen the border.", "agreed", "to reopen the border", 2, true},
		{"The two premiers hammered out an agreement on a truce in the valley.", "agreement", "a truce in the valley", 2, true},
		{"The parties reached a ceasefire deal on Monday.", "reached", "ceasefire deal", 2, true},
		{"The president promised to free the prisoners.", "promised", "", 1, false},
	}
	for _, tt := range tests {
		b := newBuilder(t, tt.text)
		var actors []int
		for i, words := range strings.Fields(tt.text)[:tt.parties] {
			actors = append(actors, b.ref(string(rune('a'+i)), words))
		}
		b.event("AGREE", tt.trigger, "happened", nil, actors...)
		d := b.join()
		if (len(d.Agreements) == 1) != tt.want {
			t.Errorf("%s: %d agreements", tt.text, len(d.Agreements))
			continue
		}
		if tt.want {
			if got := b.doc.Slice(d.Agreements[0].Subject); got != tt.subject {
				t.Errorf("%s: subject %q, want %q", tt.text, got, tt.subject)
			}
		}
	}
}

func TestDisputes(t *testing.T) {
	// Two denials of one claim are one dispute.
	b := newBuilder(t, "The union said police beat two strikers. The minister denied it. The police chief rejected the allegation.")
	union, minister, chief := b.ref("union", "The union"), b.ref("minister", "The minister"), b.ref("chief", "The police chief")
	c := b.claim(union, "said", "accuse", "assert", "police beat two strikers", -1, -1)
	b.claim(minister, "denied", "deny", "deny", "it", -1, c)
	b.claim(chief, "rejected", "deny", "deny", "the allegation", -1, -1)
	d := b.join()
	if len(d.Disputes) != 1 || !slices.Equal(d.Disputes[0].For, []int{0}) || !slices.Equal(d.Disputes[0].Against, []int{1, 2}) {
		t.Errorf("disputes %+v, want one with both denials", d.Disputes)
	} else if got := d.Disputes[0]; got.About != "police beat two strikers" || got.Type != "event" {
		t.Errorf("dispute %+v", got)
	}

	// Numbers of the same thing from two sources.
	b = newBuilder(t, "Doctors said 40 protesters were killed in the square. The ministry said twelve protesters were killed in the square.")
	doctors, ministry := b.ref("doctors", "Doctors"), b.ref("ministry", "The ministry")
	b.claim(doctors, "said", "say", "assert", "40 protesters were killed in the square", -1, -1)
	b.claim(ministry, "said#2", "say", "assert", "twelve protesters were killed in the square", -1, -1)
	if d := b.join(); len(d.Disputes) != 1 || d.Disputes[0].Type != "number" {
		t.Errorf("disputes %+v, want one of number", d.Disputes)
	}

	// One source that corrects itself disputes nothing.
	b = newBuilder(t, "The army said 40 rebels were killed. The army said twelve rebels were killed.")
	army := b.ref("army", "The army")
	b.claim(army, "said", "say", "assert", "40 rebels were killed", -1, -1)
	b.claim(army, "said#2", "say", "assert", "twelve rebels were killed", -1, -1)
	if d := b.join(); len(d.Disputes) != 0 {
		t.Errorf("disputes %+v, want none", d.Disputes)
	}
}

// TestGovernmentsDoNotAnswerThemselves has a ministry call a charge absurd after the
// president of its own country spoke, or of another.
func TestGovernmentsDoNotAnswerThemselves(t *testing.T) {
	for country, want := range map[string]int{"PER": 0, "CHL": 1} {
		b := newBuilder(t, "The president said the talks had collapsed. The ministry called the charge absurd.")
		president, ministry := b.ref("president", "The president"), b.ref("ministry", "The ministry")
		b.refs[president].Country, b.refs[president].Sector = "PER", "GOV"
		b.refs[ministry].Country, b.refs[ministry].Sector = country, "GOV"
		b.claim(president, "said", "say", "assert", "the talks had collapsed", -1, -1)
		b.claim(ministry, "called", "deny", "deny", "the charge absurd", -1, -1)
		if got := len(b.join().Claims[1].Denies); got != want {
			t.Errorf("the ministry of %s denies %d claims of the president of PER, want %d", country, got, want)
		}
	}
}

// TestDenialsFindTheirClaim gives claims without links, as the words alone do not
// show them, and wants the denial to find what it answers.
func TestDenialsFindTheirClaim(t *testing.T) {
	type said struct{ who, at, cue, class, stance, content string }
	tests := []struct {
		text   string
		claims []said
		want   int // the claim that the last one denies, or -1
		by     string
	}{
		{"The mayor said the port was safe. The union said police beat strikers. The minister called the charge absurd.", []said{
			{"mayor", "The mayor", "said", "say", "assert", "the port was safe"},
			{"union", "The union", "said#2", "accuse", "assert", "police beat strikers"},
			{"minister", "The minister", "called", "deny", "deny", "the charge absurd"}}, 1, "discourse.anaphor"},
		{"The general said the bridge had fallen. The mayor said the port was safe. The ministry rejected the general's account.", []said{
			{"general", "The general", "said", "say", "assert", "the bridge had fallen"},
			{"mayor", "The mayor", "said#2", "say", "assert", "the port was safe"},
			{"ministry", "The ministry", "rejected", "deny", "deny", "the general's account"}}, 0, "discourse.speaker"},
		{"The envoy said the talks had collapsed. The foreign minister said the talks had not collapsed at all.", []said{
			{"envoy", "The envoy", "said", "say", "assert", "the talks had collapsed"},
			{"minister", "The foreign minister", "said#2", "say", "deny", "the talks had not collapsed at all"}}, 0, "discourse.shared"},
		{"The envoy said the harvest was good. The minister did not trust the rebels.", []said{
			{"envoy", "The envoy", "said", "say", "assert", "the harvest was good"},
			{"minister", "The minister", "trust", "feel", "deny", "the rebels"}}, -1, ""},
	}
	for _, tt := range tests {
		b := newBuilder(t, tt.text)
		for _, c := range tt.claims {
			b.claim(b.ref(c.who, c.at), c.cue, c.class, c.stance, c.content, -1, -1)
		}
		if strings.Contains(tt.text, "general's") {
			b.ref("general", "the general's")
		}
		last := b.join().Claims[len(tt.claims)-1]
		got, by := -1, ""
		if len(last.Denies) > 0 {
			got, by = last.Denies[0], last.Why[0].By
		}
		if got != tt.want || by != tt.by {
			t.Errorf("%s\nthe denial answers claim %d by %q, want %d by %q", tt.text, got, by, tt.want, tt.by)
		}
	}
}

func TestMeanings(t *testing.T) {
	b := newBuilder(t, "The embassy described the flights as routine. The minister called them a provocation.")
	embassy, minister := b.ref("embassy", "The embassy"), b.ref("minister", "The minister")
	b.refs[embassy].Country, b.refs[minister].Country = "USA", "VEN"
	b.ref("flights", "the flights")
	b.ref("flights", "them")
	b.claim(embassy, "described", "say", "assert", "the flights as routine", -1, -1)
	b.claim(minister, "called", "accuse", "assert", "them a provocation", -1, -1)
	if d := b.join(); len(d.Disputes) != 1 || d.Disputes[0].Type != "meaning" {
		t.Errorf("disputes %+v, want one of meaning", d.Disputes)
	}
}

func TestJoinOfNothing(t *testing.T) {
	j, err := New()
	if err != nil {
		t.Fatal(err)
	}
	d := j.Join(&nlp.Document{Text: "x"}, nil, nil, nil)
	if len(d.Events)+len(d.Claims)+len(d.Meetings)+len(d.Agreements)+len(d.Disputes) != 0 {
		t.Errorf("%+v", d)
	}
}

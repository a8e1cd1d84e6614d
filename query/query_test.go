package query_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"chancery/query"
)

func TestString(t *testing.T) {
	yes := true
	q := &query.Query{
		Kind: query.Events,
		Where: query.Filter{
			Actor: query.ParseParties([]string{"RUSMIL", "Vladimir Putin"}), Dyad: [2]query.Party{{Country: "USA"}, {Country: "RUS"}},
			Types: []string{"ASSAULT"}, Quads: []int{3, 4}, From: "2017-07-01", Disputed: &yes, Text: `"cease fire" -film`,
			AsOf: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), MinSources: 2,
		},
		GroupBy: []query.Field{query.ByMonth, query.ByType}, Sort: query.ParseOrders("-count, key"), Limit: 10, Offset: 5,
	}
	want := `events actor:RUSMIL,"vladimir putin" dyad:USA,RUS type:ASSAULT quad:3,4 from:2017-07-01 min-sources:2 disputed:true ` +
		`text:"\"cease fire\" -film" as-of:"2026-01-02T03:04:05Z" by:month,type sort:-count sort:key limit:10 offset:5`
	if got := q.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if err := q.Validate(); err != nil {
		t.Error(err)
	}
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		q    query.Query
		want string
	}{
		{query.Query{Kind: "poems"}, `no kind of record "poems"`},
		{query.Query{Kind: query.Events, GroupBy: []query.Field{"colour"}}, "can't be grouped"},
		{query.Query{Kind: query.Events, Sort: []query.Order{{Field: "count"}}}, "can't be sorted"},
		{query.Query{Kind: query.Events, Where: query.Filter{From: "July"}}, "is no day"},
		{query.Query{Kind: query.Events, Where: query.Filter{Quads: []int{5}}}, "quad class 5"},
		{query.Query{Kind: query.Events, Where: query.Filter{Dyad: [2]query.Party{{Country: "USA"}}}}, "two parties"},
		{query.Query{Kind: query.Documents, Where: query.Filter{Types: []string{"ASSAULT"}}}, "documents don't have a type"},
		{query.Query{Kind: query.Events, Where: query.Filter{Stances: []string{"deny"}}}, "events don't have a stance"},
		{query.Query{Kind: query.Claims, Limit: -1}, "0 or more"},
	} {
		err := tt.q.Validate()
		if err == nil || !errors.Is(err, query.ErrQuery) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.q.String(), err, tt.want)
		}
	}
}

func TestParseParty(t *testing.T) {
	for in, want := range map[string]query.Party{
		"USA": {Country: "USA"}, "MIL": {Sector: "MIL"}, "RUSGOV": {Country: "RUS", Sector: "GOV"}, "RUSSIA": {Name: "russia"},
		" Kofi  Annan ": {Name: "kofi annan"}, "Usa": {Name: "usa"}, "": {},
	} {
		got := query.ParseParty(in)
		if got != want {
			t.Errorf("%q: %+v, want %+v", in, got, want)
		}
		if again := query.ParseParty(got.String()); again != got {
			t.Errorf("%q does not come back from %q", in, got.String())
		}
	}
}

func TestParseText(t *testing.T) {
	got := query.ParseText(`talks "prime minister's visit" -film --x U.S. "open`)
	want := []query.Term{{Words: []string{"talks"}}, {Words: []string{"prime", "minister", "s", "visit"}}, {Words: []string{"film"}, Not: true},
		{Words: []string{"x"}, Not: true}, {Words: []string{"U", "S"}}, {Words: []string{"open"}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestSteps(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		by       query.Field
		want     string
	}{
		{"2016-12-31", "2017-02-01", query.ByMonth, "2016-12 2017-01 2017-02"},
		{"2016-02-28", "2016-03-01", query.ByDay, "2016-02-28 2016-02-29 2016-03-01"},
		{"2015-06-30", "2016-01-01", query.ByYear, "2015 2016"},
		{"2016-01-02", "2016-01-01", query.ByDay, ""},
	} {
		got, err := query.Steps(tt.from, tt.to, tt.by)
		if err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("%v: %v, %v", tt, got, err)
		}
	}
	if _, err := query.Steps("2015-01-01", "2016-01-01", query.ByType); err == nil {
		t.Error("a type is a step of time")
	}
}

func FuzzParseText(f *testing.F) {
	f.Add(`a "b c" -d`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range query.ParseText(s) {
			if len(term.Words) == 0 {
				t.Errorf("%q gives an empty term", s)
			}
			for _, w := range term.Words {
				if w == "" || strings.ContainsAny(w, "\" -*()'") {
					t.Errorf("%q gives the word %q", s, w)
				}
			}
		}
	})
}

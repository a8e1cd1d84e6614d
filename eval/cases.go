package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"chancery/ledger"
)

// Case is a regression case: a short text, and what must come out of it.
type Case struct {
	ID        string `json:"id"`
	Trap      string `json:"trap"`
	Published string `json:"published"`
	Text      string `json:"text"`
	Events    []row  `json:"events"`
	Optional  []row  `json:"optional"`
	// Claims is nil where claims are not tested.
	Claims   *[]caseClaim `json:"claims"`
	Entities []struct {
		T       string  `json:"t"`
		Country string  `json:"country"`
		Sector  *string `json:"sector"`
	} `json:"entities"`
	Date *struct {
		Value string `json:"value"`
	} `json:"date"`
	Place *struct {
		Country string `json:"country"`
	} `json:"place"`
}

// words is a string, or a list of strings that are joined.
type words string

func (w *words) UnmarshalJSON(data []byte) error {
	var list []string
	if json.Unmarshal(data, &list) == nil {
		*w = words(strings.Join(list, " "))
		return nil
	}
	return json.Unmarshal(data, (*string)(w))
}

type caseClaim struct {
	Source  *string `json:"source"`
	Content words   `json:"content"`
	Stance  string  `json:"stance"`
}

// ReadCases reads regression cases, one JSON object a line.
func ReadCases(file string) ([]Case, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Case
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var c Case
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("%s:%d: not a case: %w", file, line, err)
		}
		out = append(out, c)
	}
	return out, sc.Err()
}

// CaseInputs returns the texts of cases.
func CaseInputs(cases []Case) []Input {
	var out []Input
	for _, c := range cases {
		out = append(out, Input{ID: c.ID, Text: c.Text, Published: c.Published})
	}
	return out
}

// Cases scores records against regression cases. A case passes when every event
// that it requires is there, none beside those and the optional ones, and every
// claim, entity, date and place that it tests is right.
func Cases(cases []Case, records Records) *Report {
	var events counts
	traps := classes{}
	passed, empty, emptyKept := 0, 0, 0
	var claims, dates, places, entities counts
	r := &Report{Set: "cases"}
	for i := range cases {
		c := &cases[i]
		p := records.Doc(c.ID)
		left := append([]*ledger.Event(nil), p.Events...)
		take := func(w row) bool {
			for k, e := range left {
				if w.takes(e) {
					left = append(left[:k:k], left[k+1:]...)
					return true
				}
			}
			return false
		}
		hit, predicted := 0, len(left)
		for _, w := range c.Events {
			if take(w) {
				hit++
			}
		}
		for _, w := range c.Optional {
			if take(w) {
				predicted--
			}
		}
		events.right += hit
		events.predicted += predicted
		events.gold += len(c.Events)
		ok := hit == len(c.Events) && len(left) == 0
		if len(c.Events) == 0 {
			empty++
			if len(left) == 0 {
				emptyKept++
			}
		}
		test := func(n *counts, right bool) {
			n.gold++
			if right {
				n.right++
			} else {
				ok = false
			}
		}
		if c.Claims != nil {
			for _, w := range *c.Claims {
				test(&claims, anyClaim(p.Claims, w))
			}
			if len(*c.Claims) == 0 {
				test(&claims, len(p.Claims) == 0)
			}
		}
		if c.Date != nil && len(c.Events) > 0 {
			test(&dates, anyEvent(p.Events, func(e *ledger.Event) bool {
				return e.Date != nil && prefix10(e.Date.Value) == prefix10(c.Date.Value)
			}))
		}
		if c.Place != nil && len(c.Events) > 0 {
			test(&places, anyEvent(p.Events, func(e *ledger.Event) bool {
				return e.EventLoc != nil && e.EventLoc.Country == c.Place.Country || e.EventLoc == nil && c.Place.Country == ""
			}))
		}
		for _, w := range c.Entities {
			right := false
			for _, e := range p.Entities {
				sector := w.Sector == nil || *w.Sector == "" || e.Sector != nil && *e.Sector == *w.Sector
				if deref(e.Country) != w.Country && country(deref(e.Country)) != country(w.Country) || !sector {
					continue
				}
				for _, m := range e.Mentions {
					right = right || strings.Contains(m.Text, w.T) || strings.Contains(w.T, m.Text)
				}
			}
			test(&entities, right)
		}
		t := traps.of(c.Trap)
		t.gold++
		if ok {
			t.right++
			passed++
		} else {
			r.Failed = append(r.Failed, c.ID)
		}
	}
	r.addShare("passed", passed, len(cases))
	r.addF1("event", events)
	r.addShare("empty kept empty", emptyKept, empty)
	r.addShare("claims", claims.right, claims.gold)
	r.addShare("dates", dates.right, dates.gold)
	r.addShare("places", places.right, places.gold)
	r.addShare("entities", entities.right, entities.gold)
	for _, name := range traps.names() {
		r.addShare("trap "+name, traps[name].right, traps[name].gold)
	}
	return r
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func anyEvent(events []*ledger.Event, ok func(*ledger.Event) bool) bool {
	for _, e := range events {
		if ok(e) {
			return true
		}
	}
	return false
}

// anyClaim reports whether a claim has the source and stance wanted, and at least
// six in ten of the words of both contents in common.
func anyClaim(claims []*ledger.Claim, want caseClaim) bool {
	wantWords := wordSet(string(want.Content))
	for _, c := range claims {
		var text []string
		for _, q := range c.Content {
			text = append(text, q.Text)
		}
		have := wordSet(strings.Join(text, " "))
		both := 0
		for w := range wantWords {
			if have[w] {
				both++
			}
		}
		all := len(wantWords) + len(have) - both
		near := all == 0 || len(wantWords) == 0 && len(have) == 0 || float64(both)/float64(max(1, all)) >= 0.6
		source, wantSource := "", deref(want.Source)
		if c.Source != nil {
			source = c.Source.Text
		}
		named := source == "" && wantSource == "" ||
			source != "" && wantSource != "" && (strings.Contains(source, wantSource) || strings.Contains(wantSource, source))
		if near && named && c.Stance == want.Stance {
			return true
		}
	}
	return false
}

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		out[w] = true
	}
	return out
}

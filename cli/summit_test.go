package cli

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"chancery/eval"
	"chancery/ledger"
)

// TestSummit codes a news analysis of a summit, of the kind that chancery exists
// for, and wants what a reader would want of it: the meeting with its planned and
// actual length and who waited, the agreement, the denial joined to what it denies,
// the dispute of two presidencies, and the chain of a broadcaster and a president.
// The text lies with the gold sets.
func TestSummit(t *testing.T) {
	const file = "../../shared/gold/sample.txt"
	if _, err := os.Stat(file); err != nil {
		t.Skipf("needs the gold sets beside the repository: %v", err)
	}
	var out, talk bytes.Buffer
	if code := Run(t.Context(), Env{Stdout: &out, Stderr: &talk}, []string{"code", "--published", "2017-07-09", "--format", "jsonl", file}); code != OK {
		t.Fatalf("exit code %d: %s", code, &talk)
	}
	records, err := eval.ReadRecords(&out, "the output")
	if err != nil {
		t.Fatal(err)
	}
	var r *eval.DocRecords
	for _, d := range records {
		r = d
	}
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID] = e.Name
	}
	claim := map[string]*ledger.Claim{}
	for _, c := range r.Claims {
		claim[c.ID] = c
	}
	source := func(c *ledger.Claim) string {
		if c == nil || c.Source == nil {
			return ""
		}
		return name[c.Source.Entity]
	}
	has := func(ids []string, who string) bool {
		for _, id := range ids {
			if name[id] == who {
				return true
			}
		}
		return false
	}
	want := func(what string, ok bool) {
		t.Helper()
		if !ok {
			t.Errorf("not in the output: %s", what)
		}
	}

	meeting := false
	for _, m := range r.Meetings {
		meeting = meeting || m.Planned != nil && m.Planned.Duration == "PT30M" &&
			m.Actual != nil && m.Actual.Duration == "PT2H" && m.Actual.Bound == "at_least" &&
			has(m.Participants, "Donald Trump") && has(m.Participants, "Vladimir Putin") && has(m.KeptWaiting, "Shinzo Abe")
	}
	want("the meeting of both presidents, planned for 30 minutes, over two hours long, while a prime minister waited", meeting)

	agreement := false
	for _, g := range r.Agreements {
		agreement = agreement || g.Status == "happened" && strings.Contains(g.Subject, "ceasefire in Syria") &&
			has(g.Parties, "Donald Trump") && has(g.Parties, "Vladimir Putin")
	}
	want("the agreement on a ceasefire", agreement)

	denial, chain := false, false
	for _, c := range r.Claims {
		denial = denial || c.Stance == "deny" && source(c) == "Vladimir Putin" && len(c.Denies) > 0
		chain = chain || c.In != nil && source(c) == "Donald Trump" && source(claim[*c.In]) == "CNN International"
	}
	want("the denial, joined to what it denies", denial)
	want("the chain from the broadcaster to the president's remark", chain)

	// Chains within the text, and what the denial is of.
	charge, content := "", false
	for _, c := range r.Claims {
		if c.In == nil || c.Cue == nil {
			continue
		}
		if strings.Contains(c.Cue.Text, "allegations") && source(claim[*c.In]) == "Donald Trump" {
			charge = c.ID
		}
		content = content || strings.Contains(c.Cue.Text, "satisfied") && source(claim[*c.In]) == "Kremlin"
	}
	want("the allegations within the question", charge != "")
	want("the president's satisfaction within what the Kremlin said", content)
	denied := false
	for _, c := range r.Claims {
		denied = denied || source(c) == "Vladimir Putin" && slices.Contains(c.Denies, charge)
	}
	want("the denial of the allegations", denied)

	// The four meetings, and the inquiry that goes on.
	want("four meetings", len(r.Meetings) == 4)
	inquiry := false
	for _, e := range r.Events {
		inquiry = inquiry || e.Event == "ACCUSE" && e.Mode != nil && *e.Mode == "investigate" && e.Status == "ongoing" &&
			len(e.Actor) == 1 && name[e.Actor[0].Entity] == "United States Congress"
	}
	want("the inquiry of Congress, which goes on", inquiry)

	dispute := false
	for _, x := range r.Disputes {
		kremlin, house := false, false
		for _, id := range x.For {
			kremlin = kremlin || source(claim[id]) == "Kremlin"
		}
		for _, id := range x.Against {
			house = house || source(claim[id]) == "White House"
		}
		dispute = dispute || kremlin && house
	}
	want("the dispute of the Kremlin and the White House", dispute)
}

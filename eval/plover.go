package eval

import (
	"encoding/json"
	"fmt"
	"os"

	"chancery/ledger"
	"chancery/ontology"
)

// ploverCode is an actor of a PLOVER gold standard record.
type ploverCode struct {
	Code string `json:"code"`
}

// PloverRecord is one record of the PLOVER gold standard: one event of a sentence.
type PloverRecord struct {
	ID     string          `json:"id"`
	Event  string          `json:"event"`
	Date   string          `json:"date"`
	Text   string          `json:"text"`
	Source json.RawMessage `json:"source"`
	Target json.RawMessage `json:"target"`
}

// olderTypes maps the types of the draft that the gold standard follows.
var olderTypes = map[string]string{"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}

// ReadPlover reads PLOVER gold standard records; those without a text are left out.
func ReadPlover(file string) ([]PloverRecord, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []PloverRecord
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("%s is not a list of PLOVER records: %w", file, err)
	}
	var out []PloverRecord
	for _, r := range all {
		if r.Text != "" && r.Event != "DOCUMENT" {
			if to, ok := olderTypes[r.Event]; ok {
				r.Event = to
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// PloverInputs returns the texts of records.
func PloverInputs(records []PloverRecord) []Input {
	var out []Input
	for _, r := range records {
		out = append(out, Input{ID: r.ID, Text: r.Text, Published: r.Date})
	}
	return out
}

// codes returns the set of the countries of a list of actors; some records have
// plain strings in place of actors or of the list, which are passed over.
func codes(list json.RawMessage) map[string]bool {
	out := map[string]bool{}
	var actors []json.RawMessage
	if json.Unmarshal(list, &actors) != nil {
		return out
	}
	for _, raw := range actors {
		var a ploverCode
		if json.Unmarshal(raw, &a) == nil && a.Code != "" {
			out[country(a.Code[:min(3, len(a.Code))])] = true
		}
	}
	return out
}

// Plover scores records against the PLOVER gold standard, which has one event a
// sentence though the sentence may hold more: distinct types coded against the
// one gold type; "whole" also wants an actor and a recipient country right.
func Plover(gold []PloverRecord, records Records, types *ontology.Ontology) *Report {
	var right, quad, actors, recipients, whole counts
	per, none := classes{}, 0
	quadOf := func(name string) int {
		if t := types.Type(name); t != nil {
			return t.Quad
		}
		return 0
	}
	for _, g := range gold {
		events := records.Doc(g.ID).Events
		coded, quads := map[string]bool{}, map[int]bool{}
		for _, e := range events {
			coded[e.Event] = true
		}
		for t := range coded {
			quads[quadOf(t)] = true
			per.of(t).predicted++
		}
		if len(coded) == 0 {
			none++
		}
		right.predicted += len(coded)
		right.gold++
		quad.predicted += len(quads)
		quad.gold++
		per.of(g.Event).gold++
		if coded[g.Event] {
			right.right++
			per.of(g.Event).right++
		}
		if quads[quadOf(g.Event)] {
			quad.right++
		}
		ga, gr := codes(g.Source), codes(g.Target)
		pa, pr := map[string]bool{}, map[string]bool{}
		hit := false
		for _, e := range events {
			a, r := parties(e.Actor), parties(e.Recipient)
			pa, pr = union(pa, a), union(pr, r)
			hit = hit || e.Event == g.Event && meets(ga, a) && (len(gr) == 0 || meets(gr, r))
		}
		addSets(&actors, ga, pa)
		addSets(&recipients, gr, pr)
		whole.predicted += len(events)
		whole.gold++
		if hit {
			whole.right++
		}
	}
	r := &Report{Set: "plover"}
	r.addF1("type", right)
	r.addF1("quad", quad)
	r.addF1("actor country", actors)
	r.addF1("recipient country", recipients)
	r.addF1("type and both countries", whole)
	r.addNumber("nothing coded", float64(none), len(gold))
	for _, name := range per.names() {
		r.addF1("type "+name, *per[name])
	}
	return r
}

func addSets(c *counts, gold, pred map[string]bool) {
	c.gold += len(gold)
	c.predicted += len(pred)
	for k := range gold {
		if pred[k] {
			c.right++
		}
	}
}

// same has the countries that stand for one another across a change of state.
var same = map[string]string{"YUG": "SRB", "SUN": "RUS"}

func successors(set map[string]bool) map[string]bool {
	out := map[string]bool{}
	for c := range set {
		if to, ok := same[c]; ok {
			c = to
		}
		out[c] = true
	}
	return out
}

func listSet(list []string) map[string]bool {
	out := map[string]bool{}
	for _, c := range list {
		out[country(c)] = true
	}
	return out
}

func subset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// row is an event that a regression case wants.
type row struct {
	Event     string   `json:"event"`
	Status    string   `json:"status"`
	Actor     []string `json:"actor"`
	Recipient []string `json:"recipient"`
	Or        []row    `json:"or"`
}

// takes reports whether e is the row, or one that may stand in for it.
func (w row) takes(e *ledger.Event) bool {
	pa, pr := successors(parties(e.Actor)), successors(parties(e.Recipient))
	for _, r := range append([]row{w}, w.Or...) {
		a, b := successors(listSet(r.Actor)), successors(listSet(r.Recipient))
		status := e.Status == r.Status || r.Status == "ongoing" && e.Status == "happened"
		if r.Event == e.Event && status && sameSet(a, pa) && (sameSet(b, pr) || len(b) == 0 && subset(pr, pa)) {
			return true
		}
	}
	return false
}

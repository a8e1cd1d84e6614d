// Package actors says who a name is at a date: which person, state, body or
// group, of which country and PLOVER sector, in which role. What it knows is in
// the tables of data/, which users extend or overrule by files of their own.
package actors

import (
	"slices"
	"sort"
	"strings"
	"time"

	"chancery/ledger"
)

// Options are the choices of [Load].
type Options struct {
	// Overlays are paths of files that extend the tables and go before them:
	// tables with the columns of one of data/*.tsv, or actor and agent
	// dictionaries of PETRARCH. Later files go before earlier ones.
	Overlays []string
	// Places tells of what states the places of a name are that the tables lack,
	// the likeliest first; nil for a resolver that knows no others.
	Places func(name string) []Site
}

// Site is a place that a name may be of: its state, and how many people live there; 0
// where that is not known.
type Site struct {
	Country string
	People  int
}

// Resolver resolves names and nominals. It may be used by several goroutines at
// a time.
type Resolver struct {
	x      *index
	places func(name string) []Site
}

// Load reads the tables and the overlays. Its error names the file and line that
// is wrong.
func Load(o Options) (*Resolver, error) {
	x, err := load(o.Overlays)
	if err != nil {
		return nil, err
	}
	return &Resolver{x, o.Places}, nil
}

// dateOf returns yyyymmdd of t; the far future for the zero time, at which the
// latest holders are in office.
func dateOf(t time.Time) int32 {
	if t.IsZero() {
		return always
	}
	y, m, d := t.UTC().Date()
	return int32(y*10000 + int(m)*100 + d)
}

// Explanation is one thing that a name can mean at a date.
type Explanation struct {
	ledger.Actor
	// When says how the row's dates lie to the date asked for: now, past, future,
	// or always where the row has no dates.
	When       string
	Start, End string // ISO 8601; "" for open
	Chosen     bool   // what the name means where nothing around it speaks for another
}

// Explain returns what the tables have for name at a date: whole names first,
// then surnames, then agent nouns; of each the most likely first. It returns nil
// for a name that is in no table.
func (r *Resolver) Explain(name string, at time.Time) []Explanation {
	date := dateOf(at)
	x := r.x
	var out []Explanation
	seen := map[int32]bool{}
	list := func(ids []int32) {
		slices.SortStableFunc(ids, func(a, b int32) int { return x.prefer(date, a, b) })
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				e := &x.entries[id]
				out = append(out, Explanation{Actor: x.actor(e, date), When: when(e, date), Start: iso(e.start), End: iso(e.end)})
			}
		}
	}
	k := skeleton(name)
	list(x.senses(k, name))
	list(x.surnames.entries(k))
	if i, ok := x.agents[fold(name)]; ok {
		a := &x.nouns[i]
		out = append(out, Explanation{Actor: withCode(ledger.Actor{Type: a.typ, Name: a.noun, Country: a.country, Sectors: slices.Clone(a.sectors), FoundBy: x.row(a.table, a.line)}), When: "always"})
	}
	if len(out) > 0 {
		out[0].Chosen = true
	}
	return out
}

func when(e *entry, date int32) string {
	switch {
	case e.start == 0 && e.end == always:
		return "always"
	case e.at(date):
		return "now"
	case e.end < date:
		return "past"
	}
	return "future"
}

func iso(day int32) string {
	if day == 0 || day == always {
		return ""
	}
	return time.Date(int(day/10000), time.Month(day/100%100), int(day%100), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// Gazetteer calls yield with each name of the tables that is no agent noun, and
// the type of [nlp.Mention] that it has: person, org, gpe, loc or norp. Names
// come in the order of the tables, some of them twice.
func (r *Resolver) Gazetteer(yield func(name, typ string) bool) {
	type named struct {
		key string
		typ string
		id  int32
	}
	var all []named
	for k, at := range r.x.names.head {
		for f := range r.x.names.from(at) {
			all = append(all, named{k, r.x.entries[f.entry].mentionType(), f.entry})
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].id != all[j].id {
			return all[i].id < all[j].id
		}
		return all[i].key < all[j].key
	})
	for _, n := range all {
		if !yield(n.key, n.typ) {
			return
		}
	}
}

func (e *entry) mentionType() string {
	switch {
	case e.kind == person:
		return "person"
	case e.kind == state || e.kind == capital || e.kind == city:
		return "gpe"
	case e.kind == region:
		return "loc"
	case e.kind.demonym():
		return "norp"
	}
	return "org"
}

// senses returns the entries that k, the skeleton of name, may mean as a whole.
func (x *index) senses(k, name string) []int32 {
	var out []int32
	for f := range x.names.of(k) {
		if f.caps && hasLower(name) {
			continue
		}
		out = append(out, f.entry)
	}
	return out
}

// prefer orders two senses: overlays, those that hold at the date, those that
// held before it, the better known, higher offices, later starts, table order.
func (x *index) prefer(date, a, b int32) int {
	e, f := &x.entries[a], &x.entries[b]
	yes := func(p, q bool) int {
		switch {
		case p && !q:
			return -1
		case q && !p:
			return 1
		}
		return 0
	}
	if c := yes(e.overlay, f.overlay); c != 0 {
		return c
	}
	if c := yes(e.at(date), f.at(date)); c != 0 {
		return c
	}
	if c := yes(e.end < date, f.end < date); c != 0 {
		return c
	}
	if c := yes(!e.aside, !f.aside); c != 0 {
		return c
	}
	if e.kind == person && f.kind == person {
		if !e.at(date) && e.end < date && e.end != f.end {
			return int(f.end - e.end)
		}
		if e.rank != f.rank {
			return int(e.rank) - int(f.rank)
		}
		if e.start != f.start {
			return int(f.start - e.start)
		}
	}
	if e.overlay {
		return int(b - a)
	}
	return int(a - b)
}

// actor returns what e says at a date. Someone who has left the office is
// "former", of the elite (ELI); of one who has yet to take it only the country
// is known.
func (x *index) actor(e *entry, date int32) ledger.Actor {
	a := ledger.Actor{Type: e.typ, Name: e.name, Country: e.country, Sectors: slices.Clone(e.sectors), Wikidata: e.wikidata, Gender: e.gender, FoundBy: x.row(e.table, e.line)}
	switch e.kind {
	case person:
		a.Role = e.title
		switch {
		case e.end < date:
			a.Role, a.Sectors = "former "+e.title, []string{"ELI"}
			a.Country = e.home()
		case e.start > date:
			a.Role, a.Sectors = "", nil
			a.Country = e.home()
		}
	case seat:
		a.Role = e.title
	}
	return withCode(a)
}

// home returns the country that e is of when out of office.
func (e *entry) home() string {
	if e.nation != "" {
		return e.nation
	}
	return e.country
}

// withCode sets Sector and Code from the rest of a.
func withCode(a ledger.Actor) ledger.Actor {
	a.Sector = ""
	if len(a.Sectors) > 0 {
		a.Sector = a.Sectors[0]
	}
	a.Code = a.Country + a.Sector
	return a
}

// holder returns who holds an office of a country at a date: -1 for nobody in
// the tables, or for more than one.
func (x *index) holder(country, office, noun string, date int32) int32 {
	offices := []string{office}
	switch office {
	case "monarch", "supreme_leader":
		offices = []string{"head_of_state"}
	case "leader":
		offices = []string{"head_of_government", "head_of_state"}
		if !x.parliamentary[country] {
			offices = []string{"head_of_state", "head_of_government"}
		}
	}
	for _, o := range offices {
		best := int32(-1)
		for _, id := range x.offices[country+" "+o] {
			e := &x.entries[id]
			if !e.at(date) || !fits(e, office, noun) {
				continue
			}
			if best < 0 || e.start > x.entries[best].start {
				best = id
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// fits reports whether the holder e of an office may be called by noun.
func fits(e *entry, office, noun string) bool {
	t := strings.ToLower(e.title)
	switch office {
	case "head_of_state":
		return strings.Contains(t, "president") || noun == "head of state" || noun == "chief of state"
	case "head_of_government":
		return strings.Contains(t, "prime minister") && noun != "chancellor" || strings.Contains(t, noun) || noun == "premier" || noun == "head of government"
	case "monarch":
		return strings.Contains(t, noun) || strings.HasPrefix(strings.ToLower(e.name), noun+" ") || (noun == "monarch" || noun == "king" || noun == "queen") && strings.Contains(t, "monarch") && (noun == "monarch" || (noun == "king") == (e.gender == "m"))
	case "supreme_leader":
		return strings.Contains(t, "supreme leader")
	}
	return true
}

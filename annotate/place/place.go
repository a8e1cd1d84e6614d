// Package place resolves names of places to a gazetteer: the cities of GeoNames,
// and a table of regions, seas and spellings that it lacks.
package place

import (
	_ "embed"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"chancery/internal/fold"
	"chancery/internal/tsv"
	"chancery/ledger"
	"chancery/nlp"
)

// cities is the table that train/placetable makes: lines sorted by their first
// field. It is searched where it lies, so that nothing is read at the start.
//
//go:embed cities.tsv
var cities string

//go:embed places.tsv
var places string

// Gazetteer finds places by name. It is safe for concurrent use.
type Gazetteer struct {
	own    map[string][]entry // by folded name, from places.tsv
	cities string             // the lines of cities.tsv after its header
}

// entry is a place that a name may stand for.
type entry struct {
	nlp.Place
	admin      string
	population int
	capital    bool
	own        bool // of places.tsv
}

// New returns the gazetteer of the embedded tables. It returns an error that
// names the line if a table is broken.
func New() (*Gazetteer, error) {
	g := &Gazetteer{own: map[string][]entry{}}
	_, body, ok := strings.Cut(cities, "\nkey\t")
	if ok {
		_, g.cities, ok = strings.Cut(body, "\n")
	}
	if !ok {
		return nil, fmt.Errorf("place: cities.tsv has no row that names its columns; make it again with go run ./cmd/train places")
	}
	rows, err := tsv.Read(strings.NewReader(places), "places.tsv", "name", "aliases", "country", "admin", "precision", "lat", "lon")
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	for _, r := range rows {
		e := entry{admin: r.Get("admin"), own: true}
		e.Name, e.Country, e.Precision = r.Get("name"), r.Get("country"), r.Get("precision")
		for _, c := range []struct {
			column string
			to     *float64
		}{{"lat", &e.Lat}, {"lon", &e.Lon}} {
			if text := r.Get(c.column); text != "" {
				if *c.to, err = strconv.ParseFloat(text, 64); err != nil {
					return nil, fmt.Errorf("place: %w", r.Errorf("%s: %w", c.column, err))
				}
			}
		}
		for _, name := range append(r.List("aliases"), e.Name) {
			key := fold.Name(name)
			if len(g.own[key]) == 0 || g.own[key][0].Country != e.Country {
				g.own[key] = append(g.own[key], e)
			}
		}
	}
	return g, nil
}

// Countries calls yield with the country and the number of people, 0 where it is not
// known, of each place of a name, in the order of the tables.
func (g *Gazetteer) Countries(name string, yield func(country string, people int)) {
	for _, e := range g.lookup(name) {
		if len(e.Country) == 3 {
			yield(e.Country, e.population)
		}
	}
}

// lookup returns all places of a name, in the order of the tables.
func (g *Gazetteer) lookup(name string) []entry {
	key := strings.TrimPrefix(fold.Name(name), "the ")
	out := append([]entry(nil), g.own[key]...)
	if len(out) == 0 {
		out = append(out, g.own["the "+key]...)
	}
	at := sort.Search(len(g.cities), func(i int) bool { return firstField(g.line(i)) >= key })
	for at = strings.LastIndexByte(g.cities[:min(at, len(g.cities))], '\n') + 1; at < len(g.cities); {
		line, _, _ := strings.Cut(g.cities[at:], "\n")
		at += len(line) + 1
		switch k := firstField(line); {
		case k < key:
			continue
		case k > key:
			return out
		}
		f := strings.Split(line, "\t")
		if len(f) != 9 {
			continue
		}
		e := entry{admin: f[3], capital: f[4] == "capital"}
		if e.Name = f[1]; e.Name == "" {
			e.Name = f[0]
		}
		e.Country, e.Precision = f[2], "city"
		e.population, _ = strconv.Atoi(f[5])
		e.Lat, _ = strconv.ParseFloat(f[6], 64)
		e.Lon, _ = strconv.ParseFloat(f[7], 64)
		e.GeonameID, _ = strconv.Atoi(f[8])
		if own := same(out, e); own != nil {
			own.GeonameID, own.population, own.capital = e.GeonameID, e.population, e.capital
			continue
		}
		out = append(out, e)
	}
	return out
}

// same returns the city of places.tsv among out that e is, or nil.
func same(out []entry, e entry) *entry {
	const near = 0.5 // degrees
	for i := range out {
		o := &out[i]
		if o.own && o.GeonameID == 0 && o.Precision == "city" && o.Country == e.Country && math.Abs(o.Lat-e.Lat) < near && math.Abs(o.Lon-e.Lon) < near {
			return o
		}
	}
	return nil
}

// line returns the line of g.cities that holds byte i.
func (g *Gazetteer) line(i int) string {
	start := strings.LastIndexByte(g.cities[:i], '\n') + 1
	line, _, _ := strings.Cut(g.cities[start:], "\n")
	return line
}

func firstField(line string) string {
	f, _, _ := strings.Cut(line, "\t")
	return f
}

// Annotate adds the layer [nlp.Places] to d, which needs [nlp.Actors]; actors is
// what the actors stage returned. A name that stands for a person or an organisation
// is no place, nor is one in a date of the layer [nlp.Times]. One that the gazetteer does not have is one of precision name, and a
// common noun for a spot, "the airport", one of precision site, where a preposition of
// place stands before it; "the town of Goma" is Goma.
func (g *Gazetteer) Annotate(d *nlp.Document, actors []ledger.Actor) error {
	if err := d.Require(nlp.Names | nlp.Actors | nlp.Times); err != nil {
		return fmt.Errorf("place: %w", err)
	}
	if err := d.Add(nlp.Places); err != nil {
		return fmt.Errorf("place: %w", err)
	}
	c := context{d: d, actors: actors, known: map[string]entry{}}
	c.count()
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind == nlp.Nominal && sites[strings.ToLower(d.Tokens[m.Head].Lemma)] {
			p := nlp.Place{Span: m.Span, Name: d.Slice(m.Span), Precision: "site"}
			if j := c.called(m); j >= 0 {
				p = g.place(&c, j)
			} else if e, ok := g.unnamed(&c, m); ok {
				p = e
			} else if !c.within(m) {
				continue
			}
			p.Sent, p.Head = m.Sent, m.Head
			d.Places = append(d.Places, p)
			continue
		}
		if m.Kind != nlp.Name || m.Type != nlp.GPE && m.Type != nlp.Loc && !c.isCountry(m) && !c.isPlace(m) || m.Type == nlp.Norp || c.dated(m) {
			continue
		}
		p := g.place(&c, i)
		if p.Precision == "name" && !c.within(m) {
			continue
		}
		if len(strings.Trim(d.Slice(m.Span), ".")) < 2 {
			continue // a slip of the pen: "U, S."
		}
		p.Sent, p.Head = m.Sent, m.Head
		p.Dateline = dateline(d, m)
		d.Places = append(d.Places, p)
	}
	return nil
}

// place returns the place that mention i, a name, stands for; where the gazetteer
// lacks it, one of precision name.
func (g *Gazetteer) place(c *context, i int) nlp.Place {
	m := &c.d.Mentions[i]
	e, ok := g.resolve(c, i)
	if !ok {
		e.Place = nlp.Place{Name: c.d.Slice(m.Span), Precision: "name"}
		if code := c.country(m); len(code) == 3 && !bodies[code] {
			e.Country = code
		}
	}
	e.Place.Span = m.Span
	return e.Place
}

// settled are the nouns that a name may follow after "of" and mean the same place:
// the town of Goma, but not the embassy of France.
var settled = map[string]bool{
	"city": true, "town": true, "village": true, "suburb": true, "district": true, "province": true, "island": true, "port": true,
	"neighbourhood": true, "quarter": true, "hamlet": true, "settlement": true,
}

// unnamed returns the place that a common noun is called by, "the town of Goma", where
// the stage of names has not found the name.
func (g *Gazetteer) unnamed(c *context, m *nlp.Mention) (nlp.Place, bool) {
	d := c.d
	first, end := m.Head+2, d.Sentences[m.Sent].Last
	if !settled[strings.ToLower(d.Tokens[m.Head].Lemma)] || first >= end || !strings.EqualFold(d.Tokens[m.Head+1].Form, "of") {
		return nlp.Place{}, false
	}
	last := first
	for last < end && d.Tokens[last].UPOS == "PROPN" {
		last++
	}
	if last == first {
		return nlp.Place{}, false
	}
	span := nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
	best, top := entry{}, math.Inf(-1)
	for _, e := range g.lookup(d.Slice(span)) {
		if v := c.score(m, e, "", ""); v > top {
			best, top = e, v
		}
	}
	best.Place.Span = span
	return best.Place, !math.IsInf(top, -1)
}

// settledOnly are nouns for a place that the name of a state can follow as that of its
// capital: "the capital, Luxembourg".
var settledOnly = map[string]bool{"capital": true, "city": true}

// called returns the mention of the name by which a place of a common noun is
// called, "the town of Goma", "the capital, Juba,", or -1.
func (c *context) called(m *nlp.Mention) int {
	if end := c.d.Sentences[m.Sent].Last; m.Last+1 < end && c.d.Tokens[m.Last].Form == "," {
		for j := range c.d.Mentions {
			o := &c.d.Mentions[j]
			if o.Kind != nlp.Name || o.Sent != m.Sent || o.First != m.Last+1 || o.Type != nlp.GPE && o.Type != nlp.Loc || c.isCountry(o) && !settledOnly[strings.ToLower(c.d.Tokens[m.Head].Lemma)] {
				continue
			}
			if h := &c.d.Tokens[o.Head]; h.Head == m.Head && h.Rel == "appos" || o.Last >= end || c.d.Tokens[o.Last].UPOS == "PUNCT" {
				return j
			}
		}
	}
	if !settled[strings.ToLower(c.d.Tokens[m.Head].Lemma)] || m.Head+2 >= len(c.d.Tokens) || !strings.EqualFold(c.d.Tokens[m.Head+1].Form, "of") {
		return -1
	}
	for j := range c.d.Mentions {
		o := &c.d.Mentions[j]
		if o.Kind == nlp.Name && o.Sent == m.Sent && o.First == m.Head+2 && o.Type != nlp.Norp {
			return j
		}
	}
	return -1
}

// dated reports whether m is part of a date: late March, mid-April.
func (c *context) dated(m *nlp.Mention) bool {
	for i := range c.d.Times {
		if t := &c.d.Times[i]; t.Start <= m.Start && m.End <= t.End {
			return true
		}
	}
	return false
}

// sites are the nouns for spots at which things happen.
var sites = map[string]bool{
	"airport": true, "airfield": true, "airbase": true, "base": true, "border": true, "frontier": true, "capital": true, "city": true, "town": true, "village": true,
	"square": true, "palace": true, "parliament": true, "building": true, "embassy": true, "consulate": true, "prison": true, "jail": true, "camp": true,
	"hospital": true, "market": true, "mosque": true, "church": true, "cathedral": true, "temple": true, "station": true, "port": true, "harbour": true, "headquarters": true, "compound": true,
	"checkpoint": true, "stadium": true, "university": true, "campus": true, "school": true, "courthouse": true, "outskirts": true, "suburb": true, "district": true,
	"province": true, "island": true, "coast": true, "bridge": true, "hotel": true, "bazaar": true, "shrine": true, "shoal": true, "strait": true, "quarter": true, "neighbourhood": true,
}

// bodies are the codes in place of a country.
var bodies = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true, "MNC": true, "IMG": true, "ISM": true}

// within reports whether a preposition of place stands before mention m.
func (c *context) within(m *nlp.Mention) bool {
	first := c.d.Sentences[m.Sent].First
	t := m.First - 1
	if t >= first && strings.EqualFold(c.d.Tokens[t].Form, "the") {
		t--
	}
	if t < first {
		return false
	}
	switch strings.ToLower(c.d.Tokens[t].Form) {
	case "in", "at", "near", "outside", "inside", "around", "across", "over", "off", "on", "throughout":
		return c.d.Tokens[t].UPOS == "ADP"
	}
	return false
}

// context is what a document says about where its places are.
type context struct {
	d      *nlp.Document
	actors []ledger.Actor
	doc    map[string]int // mentions by country
	known  map[string]entry
}

func (c *context) country(m *nlp.Mention) string {
	if m.Actor < 0 || m.Actor >= len(c.actors) {
		return ""
	}
	return c.actors[m.Actor].Country
}

// isCountry reports whether m is the name of a country, not of its people.
func (c *context) isCountry(m *nlp.Mention) bool {
	return m.Actor >= 0 && m.Actor < len(c.actors) && c.actors[m.Actor].Type == "country" && m.Type != nlp.Norp && c.d.Tokens[m.Head].UPOS == "PROPN"
}

// isPlace reports whether m, which the stage of names took for a person or a body, is the
// name of a place to the tables of actors.
func (c *context) isPlace(m *nlp.Mention) bool {
	return m.Actor >= 0 && m.Actor < len(c.actors) && c.actors[m.Actor].Type == "place" && c.actors[m.Actor].Country != "" && m.Type != nlp.Misc && c.d.Tokens[m.Head].UPOS == "PROPN"
}

func (c *context) count() {
	c.doc = map[string]int{}
	for i := range c.d.Mentions {
		if code := c.country(&c.d.Mentions[i]); len(code) == 3 {
			c.doc[code]++
		}
	}
}

// resolve chooses the place that mention i stands for.
func (g *Gazetteer) resolve(c *context, i int) (entry, bool) {
	m := &c.d.Mentions[i]
	name := c.d.Slice(m.Span)
	key := fold.Name(name)
	country, admin := g.container(c, i)
	if c.isCountry(m) && country == "" {
		a := c.actors[m.Actor]
		if fold.Name(a.Name) == key || len(g.lookupCity(name)) == 0 {
			return entry{Place: nlp.Place{Name: a.Name, Country: a.Country, Precision: "country"}}, true
		}
	}
	if e, ok := c.known[key]; ok && country == "" {
		return e, true
	}
	best, top := entry{}, math.Inf(-1)
	for _, e := range g.lookup(name) {
		if v := c.score(m, e, country, admin); v > top {
			best, top = e, v
		}
	}
	if math.IsInf(top, -1) {
		return entry{}, false
	}
	if country != "" || c.known[key].Name == "" {
		c.known[key] = best
	}
	return best, true
}

// lookupCity returns the places of a name that are cities.
func (g *Gazetteer) lookupCity(name string) []entry {
	all := g.lookup(name)
	cities := all[:0]
	for _, e := range all {
		if e.Precision == "city" {
			cities = append(cities, e)
		}
	}
	return cities
}

// score rates a place for a mention: what stands behind a comma ("Portland,
// Oregon") must hold it; else the countries of the sentence and the document
// count, then its size.
func (c *context) score(m *nlp.Mention, e entry, country, admin string) float64 {
	if country != "" {
		if e.Country != country || admin != "" && e.admin != admin {
			return math.Inf(-1)
		}
	}
	v := math.Log10(float64(e.population + 10))
	if e.capital {
		v += 2
	}
	if e.own {
		v += 6 // the usual meaning in the news
	}
	for i := range c.d.Mentions {
		if o := &c.d.Mentions[i]; o.Sent == m.Sent && o.Span != m.Span && e.Country != "" && c.country(o) == e.Country {
			v += 3
			break
		}
	}
	if n := c.doc[e.Country]; n > 0 && e.Country != "" {
		v += math.Min(3, 1+float64(n)/4)
	}
	return v
}

// container reads the country or region behind a comma: "Hyderabad, Pakistan",
// "London, Ontario".
func (g *Gazetteer) container(c *context, i int) (country, admin string) {
	m := &c.d.Mentions[i]
	if i+1 >= len(c.d.Mentions) {
		return "", ""
	}
	for j := i + 1; j < len(c.d.Mentions) && j < i+4; j++ {
		o := &c.d.Mentions[j]
		if o.Sent != m.Sent || o.Kind != nlp.Name || o.First <= m.Last {
			continue
		}
		if o.First != m.Last+1 || c.d.Tokens[m.Last].Form != "," {
			return "", ""
		}
		for _, e := range g.own[fold.Name(c.d.Slice(o.Span))] {
			if e.Precision == "region" && e.Country != "" {
				return e.Country, e.admin
			}
		}
		if c.isCountry(o) {
			return c.country(o), ""
		}
		return "", ""
	}
	return "", ""
}

// dateline reports whether m stands at the head of a story, before a dash:
// "HAMBURG, Germany — ", "GENEVA (Reuters) - ".
func dateline(d *nlp.Document, m *nlp.Mention) bool {
	s := d.Sentences[m.Sent]
	if m.First-s.First > 4 || s.Start > 200 {
		return false
	}
	for j := m.Last; j < s.Last && j < s.First+16; j++ {
		switch f := d.Tokens[j].Form; f {
		case "—", "–", "--", "-":
			return upper(d.Slice(m.Span)) || d.Tokens[j].Start-s.Start < 60 && allNames(d, s.First, j)
		}
	}
	return false
}

func upper(s string) bool { return strings.ToUpper(s) == s }

// allNames reports whether the tokens from first to last are names, numbers,
// months and punctuation, as a dateline's are.
func allNames(d *nlp.Document, first, last int) bool {
	for _, t := range d.Tokens[first:last] {
		if t.UPOS != "PROPN" && t.UPOS != "NUM" && t.UPOS != "PUNCT" && t.UPOS != "SYM" && !upper(t.Form) {
			return false
		}
	}
	return true
}

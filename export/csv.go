package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"chancery/ledger"
)

// csvColumns are the columns of CSV, the same for every kind of record, so that
// the output of two runs can be joined. docs/formats.md says what each holds.
var csvColumns = []string{
	"kind", "id", "doc", "published", "outlet",
	"type", "mode", "cameo", "quad_code", "goldstein", "event_scale", "contexts",
	"status", "certainty", "historical", "disputed", "holder",
	"actor", "actor_code", "actor_country", "recipient", "recipient_code", "recipient_country",
	"date", "place", "place_country", "lat", "lon", "dead", "injured", "arrested",
	"source", "cue", "cue_class", "stance", "quote", "in", "about", "for", "against",
	"words", "start", "end", "found_by",
}

type csvWriter struct {
	w    *csv.Writer
	keep func(ledger.Record) bool
	safe bool
	head bool
}

func newCSV(w io.Writer, o Options) *csvWriter {
	return &csvWriter{w: csv.NewWriter(w), keep: keeper(o.Kinds), safe: o.FormulaSafe}
}

func (c *csvWriter) Write(d *Document) error {
	c.header()
	x := newIndex(d)
	head := d.Head()
	for _, r := range d.Records {
		if !c.keep(r) {
			continue
		}
		cells := x.cells(r)
		cells["published"], cells["outlet"] = head.Published, head.Source
		if cells["doc"] == "" {
			cells["doc"] = head.ID
		}
		cells["kind"], cells["id"] = Kind(r), r.RecordID()
		row := make([]string, len(csvColumns))
		for i, name := range csvColumns {
			row[i] = cells[name]
			if c.safe {
				row[i] = formulaSafe(row[i])
			}
		}
		if err := c.w.Write(row); err != nil {
			return err
		}
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *csvWriter) header() {
	if !c.head {
		c.head = true
		c.w.Write(csvColumns) // its error stays in c.w
	}
}

func (c *csvWriter) Close() error {
	c.header()
	c.w.Flush()
	return c.w.Error()
}

// formulaSafe puts an apostrophe before what a spreadsheet would take for a
// formula. Numbers stay numbers.
func formulaSafe(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

const listSep = "; "

// cells returns the columns of a record that are not empty.
func (x *index) cells(r ledger.Record) map[string]string {
	m := map[string]string{}
	quote := func(q ledger.Quote) {
		if q.Text != "" {
			m["words"], m["start"], m["end"] = q.Text, strconv.Itoa(q.Start), strconv.Itoa(q.End)
		}
	}
	switch r := r.(type) {
	case *ledger.Document:
		m["words"] = r.Title
		m["end"] = strconv.Itoa(r.Chars)
		m["start"] = "0"
	case *ledger.Entity:
		m["type"], m["actor"] = r.Type, r.Name
		m["actor_code"], m["actor_country"] = deref(r.Code), deref(r.Country)
		if len(r.Mentions) > 0 {
			quote(r.Mentions[0].Quote)
		}
		m["found_by"] = r.FoundBy
	case *ledger.Event:
		x.eventCells(m, r)
		quote(r.EventText)
	case *ledger.Claim:
		m["source"], m["stance"], m["quote"], m["in"] = x.sourceName(r), r.Stance, r.Quote, deref(r.In)
		if r.Cue != nil {
			m["cue"], m["cue_class"] = r.Cue.Text, r.Cue.Class
		}
		m["about"], m["against"], m["for"] = strings.Join(r.About, listSep), strings.Join(r.Denies, listSep), strings.Join(r.Confirms, listSep)
		if len(r.Content) > 0 {
			quote(r.Content[0])
			m["words"] = text(r)
			m["end"] = strconv.Itoa(r.Content[len(r.Content)-1].End)
		}
		m["found_by"] = r.FoundBy
	case *ledger.Meeting:
		m["about"], m["actor"] = r.Event, strings.Join(x.names(r.Participants), listSep)
		if len(r.Topics) > 0 {
			quote(r.Topics[0])
		}
	case *ledger.Agreement:
		m["about"], m["actor"], m["status"] = r.Event, strings.Join(x.names(r.Parties), listSep), r.Status
		if r.Words != nil {
			quote(*r.Words)
		}
	case *ledger.Dispute:
		m["type"], m["for"], m["against"] = r.Type, strings.Join(r.For, listSep), strings.Join(r.Against, listSep)
		m["words"] = r.About
		if r.Marker != nil {
			m["cue"] = r.Marker.Text
		}
	}
	return m
}

func (x *index) eventCells(m map[string]string, r *ledger.Event) {
	float := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	m["type"], m["mode"], m["cameo"] = r.Event, deref(r.Mode), r.CAMEO
	m["quad_code"], m["goldstein"], m["event_scale"] = strconv.Itoa(r.QuadCode), float(r.Goldstein), float(r.EventScale)
	m["contexts"] = strings.Join(r.Context, listSep)
	m["status"], m["certainty"] = r.Status, r.Certainty
	m["historical"], m["disputed"] = strconv.FormatBool(r.Historical), strconv.FormatBool(r.Disputed)
	m["holder"] = "author"
	if h := x.holder(r); h != "" {
		m["holder"] = h
	}
	side := func(name string, l []ledger.Participant) {
		var names, codes, countries []string
		for _, p := range l {
			names = append(names, p.Name)
			codes = append(codes, deref(p.Code))
			countries = append(countries, deref(p.Country))
		}
		m[name], m[name+"_code"], m[name+"_country"] = strings.Join(names, listSep), strings.Join(codes, listSep), strings.Join(countries, listSep)
	}
	side("actor", r.Actor)
	side("recipient", r.Recipient)
	if r.Date != nil {
		m["date"] = r.Date.Value
	}
	if r.EventLoc != nil {
		m["place"], m["place_country"] = r.EventLoc.Name, r.EventLoc.Country
		if r.EventLoc.Lat != nil && r.EventLoc.Lon != nil {
			m["lat"], m["lon"] = float(*r.EventLoc.Lat), float(*r.EventLoc.Lon)
		}
	}
	number := func(name string, n *int) {
		if n != nil {
			m[name] = strconv.Itoa(*n)
		}
	}
	number("dead", r.Size.Dead)
	number("injured", r.Size.Injured)
	number("arrested", r.Size.Arrested)
	m["found_by"] = r.FoundBy
}

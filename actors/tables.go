package actors

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"chancery/internal/tsv"
)

//go:embed data/*.tsv
var embedded embed.FS

// kind says what an entry's name stands for.
type kind uint8

const (
	state     kind = iota // a state's name
	adjective             // Russian
	people                // Russians
	capital               // Moscow
	seat                  // the Kremlin
	region                // Chechnya
	native                // Chechen, Chechens
	city                  // Mosul
	body                  // organisations, parties, media, armed groups
	person
)

// place reports whether names of kind k are of places.
func (k kind) place() bool { return k == state || k == capital || k == region || k == city }

// demonym reports whether names of kind k are of peoples.
func (k kind) demonym() bool { return k == adjective || k == people || k == native }

// entry is one row of a table, or one name's sense of it.
type entry struct {
	kind       kind
	overlay    bool
	aside      bool // its name has a word in round brackets: another of that name is the better known
	table      uint8
	rank       uint8 // of persons: the lower goes before where one holds two offices
	line       int32
	name       string // canonical
	typ        string // ledger.Actor.Type
	country    string
	nation     string // of persons: the country after the office, where country is no state
	sectors    []string
	title      string
	office     string
	gender     string
	wikidata   string
	start, end int32 // yyyymmdd, inclusive; 0 and 99991231 for open
}

const always int32 = 99991231

func (e *entry) at(date int32) bool { return e.start <= date && date <= e.end }

// agent is a row of agents.tsv.
type agent struct {
	noun    string
	typ     string
	sectors []string
	office  string
	country string
	title   []string // sectors before a name; nil if it is no title
	isTitle bool
	inherit bool // its sector is that of what it belongs to
	head    bool // likewise where it heads a body
	abroad  bool // the place it is in is not its own
	any     bool // no country by default
	apart   bool // out of politics
	other   bool // of another state than the one it is said to belong to: its ally
	peer    bool // also than the person's: his counterpart
	plural  bool
	table   uint8
	line    int32
}

// honorific reports whether a is a title that tells nothing of who bears it: Mr,
// Sir.
func (a *agent) honorific() bool {
	return a.isTitle && len(a.sectors) == 0 && len(a.title) == 0 && !a.inherit
}

// index holds the tables, keyed for look-up.
type index struct {
	files       []string
	entries     []entry
	names       keys             // by the skeleton of a full name or alias
	surnames    keys             // by the skeleton of a surname, or of a person's name of one word
	first       map[string]uint8 // first word of a key of names that is no person's: most words of a key
	agents      map[string]int32 // folded noun, singular or plural
	nouns       []agent
	longest     int                // most words of an agent noun
	offices     map[string][]int32 // country and office, "FRA head_of_state"
	words       []entry            // last words of organisations' names
	wordKeys    map[string]int32
	readings    map[string][]reading
	key, joined []byte
	parts       [16][]byte
	sectors     map[string][]string // of a field, shared by its rows
	// parliamentary has the states that the head of government leads.
	parliamentary map[string]bool
}

// reading is one meaning of a name that has several, with the words of a
// document that speak for it.
type reading struct {
	country string
	sectors []string
	typ     string
	name    string
	cues    []string // skeletons
	line    int32
}

// order is the order in which tables are read: of two senses that nothing tells
// apart the earlier is preferred.
var order = []string{
	"states.tsv", "regions.tsv", "seats.tsv", "cities.tsv", "organisations.tsv", "institutions.tsv",
	"parties.tsv", "media.tsv", "armed_groups.tsv", "leaders.tsv", "ministers.tsv", "officials.tsv", "figures.tsv",
	"agents.tsv", "orgwords.tsv", "readings.tsv",
}

// families are the states whose names begin with the surname.
var families = map[string]bool{"CHN": true, "PRK": true, "KOR": true, "TWN": true, "HKG": true, "MAC": true, "KHM": true, "SGP": true, "VNM": true}

// particles are the words that a surname may begin with.
var particles = map[string]bool{
	"al": true, "bin": true, "ben": true, "ibn": true, "van": true, "von": true, "de": true, "da": true, "di": true, "del": true, "della": true, "la": true, "le": true,
	"der": true, "den": true, "ter": true, "dos": true, "das": true, "du": true, "abu": true, "ould": true, "bint": true, "mac": true, "st": true, "san": true, "ap": true, "ali": false,
}

// monarchs are the titles that stand with a first name.
var monarchs = map[string]bool{
	"king": true, "queen": true, "emir": true, "sultan": true, "pope": true, "prince": true, "princess": true, "emperor": true, "sheikh": true, "mullah": true, "ayatollah": true, "crown": true,
	"monarch": true, "grand": true, "archbishop": true, "patriarch": true,
}

func newIndex() *index {
	return &index{
		names:    newKeys(1 << 15),
		surnames: newKeys(1 << 14),
		first:    make(map[string]uint8, 1<<12),
		agents:   make(map[string]int32, 1<<13),
		offices:  make(map[string][]int32, 1<<10),
		wordKeys: map[string]int32{},
		readings: map[string][]reading{},
		nouns:    make([]agent, 0, 1<<13),

		parliamentary: map[string]bool{},
		sectors:       map[string][]string{},
	}
}

// load reads the embedded tables and then the overlays.
func load(overlays []string) (*index, error) {
	x := newIndex()
	x.entries = make([]entry, 0, 1<<14)
	files, err := fs.Glob(embedded, "data/*.tsv")
	if err != nil {
		return nil, err
	}
	sort.SliceStable(files, func(i, j int) bool {
		return slices.Index(order, path.Base(files[i])) < slices.Index(order, path.Base(files[j]))
	})
	for _, name := range files {
		b, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := x.table(bytes.NewReader(b), path.Base(name), false); err != nil {
			return nil, err
		}
	}
	for _, name := range overlays {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("actors: cannot read the overlay: %w", err)
		}
		if err := x.overlay(b, name); err != nil {
			return nil, err
		}
	}
	x.nations()
	return x, nil
}

// nations gives persons whose office was of no state the nation that another row of
// theirs tells.
func (x *index) nations() {
	home := map[string]string{}
	for i := range x.entries {
		if e := &x.entries[i]; e.kind == person && !foreignBody(e.country) {
			home[e.name] = e.country
		}
	}
	for i := range x.entries {
		if e := &x.entries[i]; e.kind == person && foreignBody(e.country) && e.nation == "" {
			e.nation = home[e.name]
		}
	}
}

// overlay reads a user's file: a table with the columns of one of ours, or a
// dictionary of PETRARCH.
func (x *index) overlay(b []byte, file string) error {
	if len(x.files) > 200 {
		return fmt.Errorf("%s: too many overlays; join them into fewer files", file)
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head := strings.Split(line, "\t")
		if head[0] == "name" || head[0] == "noun" || head[0] == "code" {
			return x.table(bytes.NewReader(b), file, true)
		}
		break
	}
	return x.petrarch(bytes.NewReader(b), file)
}

// ErrTable is wrapped by the error for a table whose columns are those of none
// of ours.
var ErrTable = errors.New("actors: unknown table")

// table reads one table; its columns say which.
func (x *index) table(r io.Reader, file string, overlay bool) error {
	rows, err := tsv.Read(r, file)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	x.files = append(x.files, file)
	table := uint8(len(x.files) - 1)
	has := func(columns ...string) bool {
		for _, c := range columns {
			if !rows[0].Has(c) {
				return false
			}
		}
		return true
	}
	var read func(tsv.Row, entry) error
	switch {
	case has("noun", "plural", "type", "sectors", "flags", "office", "country", "title"):
		for _, row := range rows {
			if err := x.addAgent(row, table); err != nil {
				return err
			}
		}
		return nil
	case has("word", "type", "sectors"):
		for _, row := range rows {
			x.wordKeys[fold(row.Get("word"))] = int32(len(x.words))
			x.words = append(x.words, entry{kind: body, table: table, line: int32(row.Line), typ: row.Get("type"), sectors: row.List("sectors")})
		}
		return nil
	case has("name", "reading", "type", "country", "sectors", "cues"):
		for _, row := range rows {
			rd := reading{country: row.Get("country"), sectors: row.List("sectors"), typ: row.Get("type"), name: row.Get("reading"), line: int32(row.Line)}
			for _, c := range row.List("cues") {
				rd.cues = append(rd.cues, skeleton(c))
			}
			k := skeleton(row.Get("name"))
			x.readings[k] = append(x.readings[k], rd)
		}
		return nil
	case has("code", "name", "adjective", "people", "aliases", "capital", "start", "end"):
		read = x.addState
	case has("name", "aliases", "office", "title", "start", "end", "gender", "country", "sectors", "wikidata"):
		read = x.addPerson
	case has("name", "aliases", "demonyms", "country", "sectors"):
		read = x.addRegion
	case has("name", "aliases", "of", "country", "sectors"):
		read = func(row tsv.Row, e entry) error {
			e.kind, e.typ, e.name, e.sectors = seat, "org", row.Get("name"), x.list(row)
			e.country, e.title = row.Get("country"), row.Get("of")
			x.add(e, append(row.List("aliases"), e.name)...)
			return nil
		}
	case has("name", "aliases", "type", "country", "sectors", "start", "end"):
		read = x.addBody
	case has("name", "aliases", "country"):
		read = func(row tsv.Row, e entry) error {
			e.kind, e.typ, e.country = city, "place", row.Get("country")
			e.name, e.aside = withoutBrackets(row.Get("name"))
			x.add(e, append(row.List("aliases"), e.name)...)
			return nil
		}
	default:
		return fmt.Errorf("%s: the columns of its first row are those of no actor table; see docs/actors.md: %w", file, ErrTable)
	}
	for _, row := range rows {
		e := entry{table: table, line: int32(row.Line), overlay: overlay, end: always}
		if row.Get("name") == "" {
			return row.Errorf("the column name is empty")
		}
		if err := read(row, e); err != nil {
			return err
		}
	}
	return nil
}

// span sets the dates of e from the columns start and end.
func (e *entry) span(row tsv.Row) error {
	var err error
	if e.start, err = day(row.Get("start"), false); err != nil {
		return row.Errorf("start: %w", err)
	}
	if e.end, err = day(row.Get("end"), true); err != nil {
		return row.Errorf("end: %w", err)
	}
	if e.end < e.start {
		return row.Errorf("it ends on %d, before it starts on %d", e.end, e.start)
	}
	return nil
}

// day returns yyyymmdd of a date, a month or a year; the last day of it for an
// end.
func day(s string, end bool) (int32, error) {
	if s == "" {
		if end {
			return always, nil
		}
		return 0, nil
	}
	parts := strings.Split(s, "-")
	v := [3]int{}
	ok := len(parts) <= 3 && len(parts[0]) == 4
	for i, p := range parts {
		if !ok {
			break
		}
		n, err := strconv.Atoi(p)
		ok = err == nil && n > 0 && (i == 0 || len(p) == 2) && (i != 1 || n <= 12) && (i != 2 || n <= 31)
		v[i] = n
	}
	if !ok {
		return 0, fmt.Errorf("%q is no date; write YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
	if end {
		if v[1] == 0 {
			v[1] = 12
		}
		if v[2] == 0 {
			v[2] = 31
		}
	} else {
		v[1], v[2] = max(v[1], 1), max(v[2], 1)
	}
	return int32(v[0]*10000 + v[1]*100 + v[2]), nil
}

func (x *index) addState(row tsv.Row, e entry) error {
	if err := e.span(row); err != nil {
		return err
	}
	e.name, e.country, e.typ, e.kind = row.Get("name"), row.Get("code"), "country", state
	if len(e.country) != 3 {
		return row.Errorf("the code %q is not of three letters", e.country)
	}
	if row.Has("leader") && row.Get("leader") == "head_of_government" {
		x.parliamentary[e.country] = true
	}
	x.add(e, append(row.List("aliases"), e.name)...)
	e.kind = adjective
	x.add(e, row.List("adjective")...)
	e.kind, e.typ = people, "group"
	x.add(e, row.List("people")...)
	e.kind, e.typ = capital, "country"
	for _, c := range row.List("capital") {
		e.title = c
		x.add(e, c)
	}
	return nil
}

// list returns the sectors of a row.
func (x *index) list(row tsv.Row) []string {
	f := row.Get("sectors")
	l, ok := x.sectors[f]
	if !ok {
		l = row.List("sectors")
		x.sectors[f] = l
	}
	return l
}

func (x *index) addRegion(row tsv.Row, e entry) error {
	e.name, e.country, e.typ, e.kind, e.sectors = row.Get("name"), row.Get("country"), "place", region, x.list(row)
	x.add(e, append(row.List("aliases"), e.name)...)
	e.kind = native
	x.add(e, row.List("demonyms")...)
	return nil
}

func (x *index) addBody(row tsv.Row, e entry) error {
	if err := e.span(row); err != nil {
		return err
	}
	e.name, e.typ, e.country, e.kind, e.sectors = row.Get("name"), row.Get("type"), row.Get("country"), body, x.list(row)
	if e.typ == "" {
		e.typ = "org"
	}
	names := append(row.List("aliases"), e.name)
	for i, n := range names {
		bare, aside := withoutBrackets(n)
		names[i] = bare
		f := e
		f.aside = aside
		f.name, _ = withoutBrackets(e.name)
		x.add(f, bare)
	}
	return nil
}

// withoutBrackets returns name without a word in round brackets at its end, and
// whether there was one.
func withoutBrackets(name string) (string, bool) {
	if i := strings.Index(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		return name[:i], true
	}
	return name, false
}

func (x *index) addPerson(row tsv.Row, e entry) error {
	if err := e.span(row); err != nil {
		return err
	}
	e.name, e.country, e.typ, e.kind, e.sectors = row.Get("name"), row.Get("country"), "person", person, x.list(row)
	e.title, e.office, e.gender, e.wikidata = row.Get("title"), row.Get("office"), row.Get("gender"), row.Get("wikidata")
	if (e.country == "UNO" || e.country == "IGO") && slices.Equal(e.sectors, []string{"GOV"}) {
		e.sectors = nil // officials of bodies of states govern no state
	}
	if row.Has("nation") {
		e.nation = row.Get("nation")
	}
	if e.overlay {
		e.rank = 0
	} else {
		e.rank = e.table
	}
	id := x.add(e, append(row.List("aliases"), e.name)...)
	key := e.country + " " + e.office
	x.offices[key] = append(x.offices[key], id)
	return nil
}

// add appends e and lists it under the given names. It returns its number.
func (x *index) add(e entry, names ...string) int32 {
	id := int32(len(x.entries))
	x.entries = append(x.entries, e)
	for _, n := range names {
		x.key = appendSkeleton(x.key[:0], n)
		if len(x.key) == 0 {
			continue
		}
		if e.kind == person {
			x.addPersonName(&e, id)
			continue
		}
		x.names.add(x.key, id, acronym(n))
		w, words := x.key, uint8(1)
		if i := bytes.IndexByte(w, ' '); i >= 0 {
			w, words = w[:i], uint8(bytes.Count(w, space)+1)
		}
		if have := x.first[string(w)]; have < words {
			x.first[string(w)] = words
		}
	}
	return id
}

// common are given names, levelled, that with a surname alone name too many.
var common = map[string]bool{"mohamed": true, "abdul": true, "ahmed": true, "aly": true, "jose": true, "maria": true, "juan": true, "jean": true, "carlos": true, "luis": true, "abdulah": true, "sheikh": true, "general": true}

var space = []byte{' '}

// addPersonName lists the person e under the name in x.key: whole, without
// initials and middle names, and under what is their surname.
func (x *index) addPersonName(e *entry, id int32) {
	k := x.key
	w := split(x.parts[:0], k)
	if len(w) == 1 {
		x.surnames.add(k, id, false)
		return
	}
	x.names.add(k, id, false)
	if monarchs[string(w[0])] {
		if last := w[len(w)-1]; len(w) > 2 && roman(last) {
			x.names.add(k[:len(k)-len(last)-1], id, false)
		}
		if len(w) > 2 {
			x.names.add(k[len(w[0])+1:], id, false)
		}
		x.surnames.add(w[1], id, false)
		return
	}
	long := w[:0]
	all := len(w)
	for _, p := range w {
		if len(p) > 1 && string(p) != "jr" && string(p) != "sr" {
			long = append(long, p)
		}
	}
	last := len(long) - 1
	if last < 0 {
		return
	}
	if len(long) < all && last > 0 {
		x.names.add(x.joinKey(long), id, false)
	}
	if families[e.country] || families[e.nation] {
		x.surnames.add(long[0], id, false)
		switch e.country {
		case "HKG", "SGP", "VNM", "TWN", "KHM": // given names first, or in use
			x.surnames.add(long[last], id, false)
		}
		return
	}
	x.surnames.add(long[last], id, false)
	from := last
	for from > 0 && particles[string(long[from-1])] && (from > 1 || from-1 == 0 && last == 1) {
		from--
	}
	if from < last {
		x.surnames.add(x.joinKey(long[from:]), id, false)
	}
	if last >= 2 {
		x.surnames.add(x.joinKey(long[last-1:]), id, false)
		if from > 0 && !common[string(long[0])] && !particles[string(long[0])] {
			x.names.add(x.joinKey(append([][]byte{long[0]}, long[from:]...)), id, false)
		}
	}
}

// joinKey joins words of a key, in a buffer that the next call reuses.
func (x *index) joinKey(w [][]byte) []byte {
	x.joined = x.joined[:0]
	for i, p := range w {
		if i > 0 {
			x.joined = append(x.joined, ' ')
		}
		x.joined = append(x.joined, p...)
	}
	return x.joined
}

// split appends the words of k to w.
func split(w [][]byte, k []byte) [][]byte {
	for {
		i := bytes.IndexByte(k, ' ')
		if i < 0 {
			return append(w, k)
		}
		w, k = append(w, k[:i]), k[i+1:]
	}
}

func roman(s []byte) bool { return len(s) > 0 && len(bytes.Trim(s, "ivx")) == 0 }

func (x *index) addAgent(row tsv.Row, table uint8) error {
	a := agent{noun: row.Get("noun"), typ: row.Get("type"), sectors: row.List("sectors"), office: row.Get("office"), country: row.Get("country"), table: table, line: int32(row.Line)}
	switch a.typ {
	case "person", "group", "org":
	default:
		return row.Errorf("the type %q is none of person, group and org", a.typ)
	}
	for _, f := range row.List("flags") {
		switch f {
		case "inherit":
			a.inherit = true
		case "head":
			a.head = true
		case "abroad":
			a.abroad = true
		case "any":
			a.any = true
		case "apart":
			a.apart = true
		case "other":
			a.other = true
		case "peer":
			a.peer = true
		default:
			return row.Errorf("the flag %q is none of inherit, head, abroad, any, apart, other and peer", f)
		}
	}
	if t := row.Get("title"); t != "" {
		a.isTitle = true
		if t != "-" {
			a.title = strings.Split(t, "|")
		}
	}
	if a.noun == "" {
		return row.Errorf("the column noun is empty")
	}
	x.putAgent(a, a.noun)
	plural := row.Get("plural")
	if plural == "" {
		plural = regularPlural(a.noun)
	}
	if plural != a.noun {
		a.plural = true
		x.putAgent(a, plural)
	}
	return nil
}

func (x *index) putAgent(a agent, noun string) {
	k := fold(noun)
	x.longest = max(x.longest, strings.Count(k, " ")+1)
	x.agents[k] = int32(len(x.nouns))
	x.nouns = append(x.nouns, a)
}

// regularPlural returns the plural of an English noun phrase whose last word is
// regular.
func regularPlural(s string) string {
	switch {
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "people") || strings.HasSuffix(s, "police"):
		return s
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "man") && len(s) > 3 && s != "german" && !strings.HasSuffix(s, "human"):
		return s[:len(s)-3] + "men"
	case strings.HasSuffix(s, "ss") || strings.HasSuffix(s, "x") || strings.HasSuffix(s, "ch") || strings.HasSuffix(s, "sh"):
		return s + "es"
	}
	return s + "s"
}

// row names the table and line of e.
func (x *index) row(table uint8, line int32) string {
	return x.files[table] + ":" + strconv.Itoa(int(line))
}

package fuse

import (
	"cmp"
	_ "embed"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"chancery/internal/tsv"
	"chancery/ledger"
)

//go:embed common.tsv
var commonTable string

// weights returns how much the stems of common words tell, in hundredths.
var weights = sync.OnceValues(func() (map[string]int, error) {
	rows, err := tsv.Read(strings.NewReader(commonTable), "common.tsv", "stem", "weight")
	if err != nil {
		return nil, err
	}
	out := make(map[string]int, len(rows))
	for _, r := range rows {
		if out[r.Get("stem")], err = strconv.Atoi(r.Get("weight")); err != nil {
			return nil, r.Errorf("weight: %w", err)
		}
	}
	return out, nil
})

// rare is the weight of a word that is not among the common ones.
const rare = 100

// mention is one event of one document, with what clustering looks at. Names and
// words are kept as hashes, sorted.
type mention struct {
	ID, Doc, Type, Mode string
	// First and Last are the days between which it was, since 1970, as far as is
	// known; Dated where the text says so, Timed where anything is known.
	First, Last  int32
	Timed, Dated bool
	Published    int32 // day; 0 if not known
	Days         []int32
	Open         bool // planned or hypothetical
	Denied       bool // it did not happen
	Actors       party
	Recipients   party
	Place        place
	Words        bag      // of its sentence, but names
	Names        bag      // of its sentence
	Numbers      []uint32 // of its sentence
	Told         []int32  // days of what its document begins with, where it goes on with that
	Trigger      uint32
	Again        bool // told as another one of its kind
	Before       bool // told in the pluperfect
	Alone        bool // the only act of its sentence
	Part         bool // told as a part of a meeting: "discussed at their talks"
	Rank         int  // how many events of its type come before it in the document
	Sentence     int  // how many sentences with events come before its own
	story        *story

	// Of a Fuser: its document, its place, its blocks, its type and mode as hashes,
	// and its place in a clustering.
	entry             *entry
	place             int32
	countries, things []uint64
	kind, mode        uint32
	at                int
}

// story is what the mentions of one document share.
type story struct {
	Words bag
	// Of a Fuser: the words that tell most, and the first of the document's group of
	// copies, by id.
	top   []uint32
	first *entry
}

type party struct {
	Names, Countries []uint32
	Stated           []uint32 // the countries that the words of the sentence tell
	Proper           []uint32 // words of proper names, but those of countries
}

type place struct {
	Name, Country        uint32 // 0: not known
	Lat, Lon             float64
	Point, Stated, Broad bool // Broad: a country, a region or a sea
}

// bag is words with weights, sorted by hash; its Euclidean length is 1.
type bag []word

type word struct {
	Hash   uint32
	Weight float32
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// window is how many days before an article an undated act of a type may lie.
var window = map[string]int32{
	"CONSULT": 4, "AGREE": 7, "SUPPORT": 5, "CONCEDE": 7, "COOPERATE": 10, "AID": 10, "RETREAT": 14, "REQUEST": 4, "ACCUSE": 5,
	"REJECT": 5, "THREATEN": 5, "PROTEST": 7, "SANCTION": 14, "MOBILIZE": 14, "COERCE": 30, "ASSAULT": 30,
}

// news is how many days before an article what it begins with may lie.
const news = 4

// background is how many days before an article an undated act may lie that it
// tells after another of the type, or in the pluperfect.
const background = 21

// horizon is how many days after an article an undated plan may lie.
const horizon = 60

// mentions returns the events of a document, in the order of its text, as clustering
// sees them.
func mentions(d *Doc, events []*ledger.Event, about *story, common map[string]int) []mention {
	o := ledger.NewOffsets(d.Text)
	published, dated := day(d.Published)
	entities := make(map[string]*ledger.Entity, len(d.Entities))
	for _, e := range d.Entities {
		entities[e.ID] = e
	}
	rank, sentences := map[string]int{}, map[int]int{}
	out := make([]mention, 0, len(events))
	var lead []int32 // days of what the document begins with
	for i, t := range tellings(d.Text, o, events) {
		e := events[i]
		if _, ok := sentences[e.Sentence.Start]; !ok {
			sentences[e.Sentence.Start] = len(sentences)
		}
		m := mention{
			ID: e.ID, Doc: d.ID, Type: e.Event, Published: published,
			Open: e.Status == "planned" || e.Status == "hypothetical", Denied: e.Status == "not_happened",
			Actors: parties(e.Actor, entities), Recipients: parties(e.Recipient, entities), Place: placeOf(e.EventLoc),
			Rank: rank[e.Event], Sentence: sentences[e.Sentence.Start], story: about,
			Again: t.again(), Before: t.before(), Part: t.part(), Alone: len(t.others) == 0, Days: t.days(d.Published),
		}
		rank[e.Event]++
		if e.Mode != nil {
			m.Mode = *e.Mode
		}
		m.read(t.words, common)
		if w := tokens(e.EventText.Text); len(w) > 0 {
			m.Trigger = hash(w[0].stem)
		}
		if from, to, ok := interval(e.Date); ok {
			m.First, m.Last, m.Timed, m.Dated = from, to, true, true
		} else if !e.Historical && dated {
			m.guess(&t)
		}
		switch days := m.days(); {
		case len(days) > 0 && lead == nil:
			lead = days
		case len(days) == 0 && !m.Dated && m.Timed && !m.Open && !m.Before && !t.noun && m.Last == published:
			m.Told = lead
		}
		out = append(out, m)
	}
	return out
}

// guess sets the days between which an act may lie that the text does not date.
func (m *mention) guess(t *telling) {
	m.Timed = true
	if m.Open {
		m.First, m.Last = m.Published, m.Published+horizon
		return
	}
	if from, to, ok := t.lapse(m.Published); ok {
		if m.First, m.Last, m.Days = from, to, nil; from == to {
			m.Days = []int32{from}
		}
		return
	}
	m.First, m.Last = m.Published-window[m.Type], m.Published
	switch {
	case m.Rank > 0 || m.Before:
		m.First = min(m.First, m.Published-background)
	case m.Sentence == 0:
		m.First = max(m.First, m.Published-news)
	}
	if from, ok := t.monthOf(m.Published); ok {
		m.First = min(m.First, from)
	}
}

// days returns the days that a mention is of, as far as its text names them. The
// days of a sentence that lie outside of the month or the week that the act itself is
// dated to are of something else: of who tells it, or of when it was found.
func (m *mention) days() []int32 {
	if m.Dated && m.Last-m.First < 3 {
		var out []int32
		for d := m.First; d <= m.Last; d++ {
			out = append(out, d)
		}
		return out
	}
	if !m.Dated {
		return m.Days
	}
	var out []int32
	for _, d := range m.Days {
		if m.First <= d && d <= m.Last {
			out = append(out, d)
		}
	}
	return out
}

// weekday reports whether the sentence of a dated mention names its day: not a night,
// a week-end or a time from which the day was reckoned. The weekday of a plan is
// the next one.
func (m *mention) weekday() bool {
	return slices.ContainsFunc(m.Days, func(d int32) bool {
		return m.First <= d && d <= m.Last || m.Open && m.First <= d+7 && d+7 <= m.Last
	})
}

// parties returns the names and countries of participants. A country that a party
// has by the story, or that comes from another sentence, is not stated.
func parties(list []ledger.Participant, entities map[string]*ledger.Entity) party {
	var p party
	for _, a := range list {
		e := entities[a.Entity]
		known := a.Country != nil && *a.Country != ""
		if known {
			p.Countries = append(p.Countries, hash(*a.Country))
			if a.Start >= 0 && (e == nil || !strings.Contains(e.FoundBy, ledger.ByStory)) {
				p.Stated = append(p.Stated, hash(*a.Country))
			}
		}
		if a.Name == "" {
			continue
		}
		p.Names = append(p.Names, hash(strings.ToLower(a.Name)))
		if !known || a.Sector != nil && *a.Sector != "" {
			p.Proper = append(p.Proper, proper(a.Name, e)...)
		}
	}
	p.Names, p.Countries, p.Stated, p.Proper = ordered(p.Names), ordered(p.Countries), ordered(p.Stated), ordered(p.Proper)
	return p
}

// proper returns the words of a proper name, all with capitals but short ones ("of",
// "al"), or nil for a description ("ninety pupils", "Lebanese troops"), by which any
// two outlets name the same people differently. The capital of one word may be that
// of a sentence's start; such an entity must have a name.
func proper(name string, e *ledger.Entity) []uint32 {
	var out []uint32
	for _, w := range strings.Fields(name) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			out = append(out, hash(strings.ToLower(w)))
		} else if utf8.RuneCountInString(w) > 3 {
			return nil
		}
	}
	if len(out) == 1 && e != nil && !slices.ContainsFunc(e.Mentions, func(m ledger.Mention) bool { return m.Type == "name" }) {
		return nil
	}
	return out
}

// ordered sorts a list and drops doubles.
func ordered[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

func placeOf(p *ledger.Place) place {
	if p == nil || p.Precision == "site" { // an airport is any
		return place{}
	}
	out := place{Name: hash(strings.ToLower(p.Name)), Stated: p.Basis == "argument"}
	switch p.Precision {
	case "country", "region", "sea":
		out.Broad = true
	}
	if p.Country != "" {
		out.Country = hash(p.Country)
	}
	if p.Lat != nil && p.Lon != nil {
		out.Lat, out.Lon, out.Point = *p.Lat, *p.Lon, true
	}
	return out
}

// token is a word of a text.
type token struct {
	text, stem string // stem is in lower case
	capital    bool   // begins with a capital that its place does not ask for
	number     bool
}

// tokens returns the words of text.
func tokens(text string) []token {
	var out []token
	begins := true // of a sentence
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if strings.ContainsRune(".!?\n", r) {
				begins = true
			}
			i += n
			continue
		}
		end := i
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			// A comma or point inside of a number belongs to it.
			inside := (r == ',' || r == '.') && end+1 < len(text) && isDigit(text[end-1]) && isDigit(text[end+1])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !inside && r != utf8.RuneError {
				break
			}
			end += n
		}
		w := text[i:end]
		low := strings.ToLower(w)
		out = append(out, token{text: low, stem: stem(low), capital: unicode.IsUpper(r) && !begins, number: unicode.IsDigit(r)})
		begins = false
		i = end
	}
	return out
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// stem cuts a word so that forms of one lemma mostly fall together.
func stem(w string) string {
	for _, end := range []string{"ings", "ing", "tions", "tion", "ions", "ion", "ments", "ment", "ers", "er", "ed", "es", "s", "e"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}

// weigh returns how much a word tells, in hundredths.
func (t *token) weigh(common map[string]int) int {
	if w, ok := common[t.stem]; ok && !t.capital {
		return w
	}
	if len(t.text) < 2 {
		return 0
	}
	return rare
}

// read sets what the words of a mention's sentence tell.
func (m *mention) read(words []token, common map[string]int) {
	plain, names := map[uint32]int{}, map[uint32]int{}
	for i := range words {
		t := &words[i]
		switch {
		case t.number:
			m.Numbers = append(m.Numbers, hash(strings.ReplaceAll(t.text, ",", "")))
		case t.capital && weekdays[t.text] == 0 && months[t.text] == 0:
			names[hash(t.stem)] = rare
		default:
			plain[hash(t.stem)] = t.weigh(common)
		}
	}
	m.Words, m.Names, m.Numbers = unit(plain), unit(names), ordered(m.Numbers)
}

// unit gives words the Euclidean length 1.
func unit(words map[uint32]int) bag {
	sum := 0
	out := make(bag, 0, len(words))
	for h, w := range words {
		if w > 0 {
			sum += w * w
			out = append(out, word{h, float32(w)})
		}
	}
	slices.SortFunc(out, func(a, b word) int { return cmp.Compare(a.Hash, b.Hash) })
	length := float32(math.Sqrt(float64(sum)))
	for i := range out {
		out[i].Weight /= length
	}
	return out
}

// gistSize is how many words tell what a document is about.
const gistSize = 40

// gist returns the words that tell most of a document.
func gist(words []token, common map[string]int) bag {
	sum := map[string]int{}
	for i := range words {
		sum[words[i].stem] += words[i].weigh(common)
	}
	order := make([]string, 0, len(sum))
	for s := range sum {
		order = append(order, s)
	}
	slices.SortFunc(order, func(a, b string) int { return cmp.Or(cmp.Compare(sum[b], sum[a]), cmp.Compare(a, b)) })
	top := map[uint32]int{}
	for _, s := range order[:min(gistSize, len(order))] {
		top[hash(s)] = int(math.Sqrt(float64(sum[s])) * 10)
	}
	return unit(top)
}

// cosine returns the cosine of two bags.
func cosine(a, b bag) float64 {
	dot := float32(0)
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Hash < b[j].Hash:
			i++
		case a[i].Hash > b[j].Hash:
			j++
		default:
			dot += a[i].Weight * b[j].Weight
			i++
			j++
		}
	}
	return float64(dot)
}

// has reports whether a bag holds a word.
func (b bag) has(h uint32) bool {
	_, ok := slices.BinarySearchFunc(b, h, func(w word, h uint32) int { return cmp.Compare(w.Hash, h) })
	return ok
}

// day reads the day of an ISO 8601 time.
func day(s string) (int32, bool) {
	if len(s) < 10 {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, s[:10])
	if err != nil {
		return 0, false
	}
	return int32(t.Unix() / 86400), true
}

// interval reads the first and last day of a date.
func interval(d *ledger.Date) (from, to int32, ok bool) {
	if d == nil {
		return 0, 0, false
	}
	a, b, two := strings.Cut(d.Value, "/")
	first, last, ok := span(a)
	if ok && two {
		_, last, ok = span(b)
	}
	if !ok || last.Before(first) {
		return 0, 0, false
	}
	return int32(first.Unix() / 86400), int32(last.Unix() / 86400), true
}

// span returns the first and the last day of a year, month or day.
func span(s string) (first, last time.Time, ok bool) {
	for _, f := range []struct {
		layout  string
		y, m, d int
	}{{time.DateOnly, 0, 0, 0}, {"2006-01", 0, 1, -1}, {"2006", 1, 0, -1}} {
		if t, err := time.Parse(f.layout, s); err == nil {
			return t, t.AddDate(f.y, f.m, f.d), true
		}
	}
	return first, last, false
}

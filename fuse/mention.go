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
	Trigger      uint32
	Again        bool // told as another one of its kind
	Before       bool // told in the pluperfect
	Rank         int  // how many events of its type come before it in the document
	Sentence     int  // how many sentences with events come before its own
	story        *story

	entry *entry // of a Fuser
	stamp int    // of its last comparison
	at    int    // in its clustering
}

// story is what the mentions of one document share.
type story struct {
	Words  bag
	Copies string // the first id of the document's group of copies
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

// mentions returns the events of a document as clustering sees them.
func mentions(d *Doc, about *story, common map[string]int) []mention {
	o := ledger.NewOffsets(d.Text)
	published, dated := day(d.Published)
	events := slices.Clone(d.Events)
	slices.SortStableFunc(events, func(a, b *ledger.Event) int { return cmp.Compare(a.EventText.Start, b.EventText.Start) })
	entities := make(map[string]*ledger.Entity, len(d.Entities))
	for _, e := range d.Entities {
		entities[e.ID] = e
	}
	rank, sentences := map[string]int{}, map[int]int{}
	out := make([]mention, 0, len(events))
	for _, e := range events {
		if _, ok := sentences[e.Sentence.Start]; !ok {
			sentences[e.Sentence.Start] = len(sentences)
		}
		m := mention{
			ID: e.ID, Doc: d.ID, Type: e.Event, Published: published,
			Open: e.Status == "planned" || e.Status == "hypothetical", Denied: e.Status == "not_happened",
			Actors: parties(e.Actor, entities), Recipients: parties(e.Recipient, entities), Place: placeOf(e.EventLoc),
			Rank: rank[e.Event], Sentence: sentences[e.Sentence.Start], story: about,
		}
		rank[e.Event]++
		if e.Mode != nil {
			m.Mode = *e.Mode
		}
		words := tokens(d.Text[o.Byte(e.Sentence.Start):o.Byte(e.Sentence.End)])
		m.read(words, common)
		m.Days = daysOf(words, d.Published)
		if t := tokens(e.EventText.Text); len(t) > 0 {
			m.Trigger = hash(t[0].stem)
			m.Again, m.Before = again(words, t[0].text), before(words, t[0].text)
		}
		switch from, to, ok := interval(e.Date); {
		case ok:
			m.First, m.Last, m.Timed, m.Dated = from, to, true, true
		case e.Historical || !dated:
		case m.Open:
			m.First, m.Last, m.Timed = published, published+horizon, true
		default:
			m.First, m.Last, m.Timed = published-window[e.Event], published, true
			switch {
			case m.Rank > 0 || m.Before:
				m.First = min(m.First, published-background)
			case m.Sentence == 0:
				m.First = max(m.First, published-news)
			}
			if from, ok := monthOf(words, published); ok {
				m.First = min(m.First, from)
			}
		}
		out = append(out, m)
	}
	return out
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

// others are words that set an act apart from others of its kind.
var others = map[string]bool{
	"second": true, "third": true, "fourth": true, "fifth": true, "another": true, "further": true, "new": true, "fresh": true, "renewed": true,
	"separate": true, "additional": true, "repeat": true, "repeated": true, "subsequent": true, "previous": true, "similar": true,
}

// light are verbs that say little themselves, so that what sets the act apart may
// stand with their subject or object: "had a further talk", "a new truce took hold".
var light = map[string]bool{
	"had": true, "has": true, "have": true, "held": true, "hold": true, "holds": true, "made": true, "make": true, "makes": true,
	"took": true, "take": true, "takes": true, "came": true, "come": true, "comes": true, "gave": true, "give": true, "went": true, "go": true,
	"began": true, "begun": true, "begins": true, "launched": true, "launch": true, "entered": true, "carried": true, "staged": true, "saw": true,
}

// again reports whether the words of a sentence set an act apart from others: one
// a few words before its first word, or around a light verb, or "again" or "for
// the third time" in the rest of the sentence.
func again(words []token, act string) bool {
	at := slices.IndexFunc(words, func(t token) bool { return t.text == act })
	if at < 0 {
		return false
	}
	first, last := at-4, at
	if light[act] {
		first, last = at-8, at+4
	}
	for i := max(0, first); i < min(last, len(words)); i++ {
		if others[words[i].text] {
			return true
		}
	}
	for i := at + 1; i < min(at+12, len(words)); i++ {
		if t := words[i].text; t == "again" || t == "time" && others[words[i-1].text] {
			return true
		}
	}
	return false
}

// before reports whether an act is told in the pluperfect: "he had received".
func before(words []token, act string) bool {
	at := slices.IndexFunc(words, func(t token) bool { return t.text == act })
	for i := max(0, at-3); i < at; i++ {
		if words[i].text == "had" {
			return true
		}
	}
	return false
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

var weekdays = map[string]int{"sunday": 1, "monday": 2, "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6, "saturday": 7}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// daysOf returns the days that words name, as a reader of the day of publication
// takes them: a weekday is the last one, "14 March" that of the nearest year.
func daysOf(words []token, published string) []int32 {
	today, ok := day(published)
	if !ok {
		return nil
	}
	at := time.Unix(int64(today)*86400, 0).UTC()
	var out []int32
	for i, t := range words {
		switch {
		case t.text == "yesterday":
			out = append(out, today-1)
		case t.text == "today":
			out = append(out, today)
		case weekdays[t.text] > 0:
			back := (int(at.Weekday()) - (weekdays[t.text] - 1) + 7) % 7
			out = append(out, today-int32(back))
		case months[t.text] > 0:
			for _, j := range []int{i - 1, i + 1} {
				if j < 0 || j >= len(words) || len(words[j].text) > 2 {
					continue
				}
				n, err := strconv.Atoi(words[j].text)
				if err != nil || n < 1 || n > 31 {
					continue
				}
				if i == 0 && j == 1 && i+1 < len(words) {
					// A dateline tells when the text was written, not when the act was.
					continue
				}
				d := time.Date(at.Year(), months[t.text], n, 0, 0, 0, 0, time.UTC)
				if d.Sub(at) > 180*24*time.Hour {
					d = d.AddDate(-1, 0, 0)
				}
				out = append(out, int32(d.Unix()/86400))
				break
			}
		}
	}
	return ordered(out)
}

// monthOf returns the first day of the earliest month before a day of publication
// that words name without a day of it, "the August raid", "since May", "last month":
// an act of the sentence may be as old.
func monthOf(words []token, published int32) (from int32, ok bool) {
	at := time.Unix(int64(published)*86400, 0).UTC()
	this := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	for i := 1; i < len(words); i++ {
		first := this
		switch m := months[words[i].text]; {
		case words[i].text == "month" && words[i-1].text == "last":
			first = this.AddDate(0, -1, 0)
		case m > 0 && words[i].capital && beforeMonth[words[i-1].text] && (i+1 == len(words) || !words[i+1].number):
			back := (int(at.Month()) - int(m) + 12) % 12
			first = this.AddDate(0, -back, 0)
		default:
			continue
		}
		if d := int32(first.Unix() / 86400); !ok || d < from {
			from, ok = d, true
		}
	}
	return from, ok
}

// beforeMonth are the words before a month that is no name ("Mrs May").
var beforeMonth = map[string]bool{
	"in": true, "the": true, "last": true, "since": true, "early": true, "late": true, "mid": true, "of": true, "during": true, "until": true, "that": true,
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

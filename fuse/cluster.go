package fuse

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"chancery/ledger"
)

// mention is one event of one document, with what clustering looks at.
type mention struct {
	event      *ledger.Event
	doc        int
	from, to   time.Time // when it was, as far as is known; zero for no idea
	stated     bool      // the text dates it
	countries  map[string]bool
	actors     map[string]bool // names and countries, marked by kind
	recipients map[string]bool
	words      map[string]float64 // of its sentence, weighted; Euclidean length 1
	story      map[string]float64 // of the document, the heaviest words; Euclidean length 1
	trigger    string
}

// window is how many days before an article an undated act of a type may lie.
var window = map[string]int{
	"CONSULT": 4, "AGREE": 7, "SUPPORT": 5, "CONCEDE": 7, "COOPERATE": 10, "AID": 10, "RETREAT": 14, "REQUEST": 4, "ACCUSE": 5,
	"REJECT": 5, "THREATEN": 5, "PROTEST": 7, "SANCTION": 14, "MOBILIZE": 14, "COERCE": 30, "ASSAULT": 30,
}

// slack is how many days two dated mentions may differ by: outlets give the day of
// the act, of its report, or of the next morning.
const slack = 1

// joinAt is the mean score of the pairs across two clusters from which they are one.
const joinAt = 2.6

func mentions(d *Doc, at int) []mention {
	o := ledger.NewOffsets(d.Text)
	day := published(d)
	story := gist(d.Text)
	var out []mention
	for _, e := range d.Events {
		m := mention{event: e, doc: at, countries: map[string]bool{}, story: story}
		m.actors, m.recipients = m.parties(e.Actor), m.parties(e.Recipient)
		m.words = bag(d.Text[o.Byte(e.Sentence.Start):o.Byte(e.Sentence.End)])
		m.trigger = stem(strings.ToLower(firstWord(e.EventText.Text)))
		switch from, to, ok := interval(e.Date); {
		case ok:
			m.from, m.to, m.stated = from, to, true
		case e.Historical || day.IsZero():
		case e.Status == "planned" || e.Status == "hypothetical":
			m.from, m.to = day, day.AddDate(0, 0, 60)
		default:
			m.from, m.to = day.AddDate(0, 0, -window[e.Event]), day
		}
		out = append(out, m)
	}
	return out
}

func (m *mention) parties(list []ledger.Participant) map[string]bool {
	out := map[string]bool{}
	for _, p := range list {
		if p.Country != nil && *p.Country != "" {
			out["c:"+*p.Country] = true
			m.countries[*p.Country] = true
		}
		if p.Name != "" {
			out["n:"+strings.ToLower(p.Name)] = true
		}
	}
	return out
}

func firstWord(s string) string {
	for w := range strings.FieldsSeq(s) {
		return w
	}
	return ""
}

// stem cuts a word so that forms of one lemma mostly fall together.
func stem(w string) string {
	for _, end := range []string{"ings", "ing", "tions", "tion", "ions", "ion", "ments", "ment", "ers", "er", "ed", "es", "s", "e"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}

// common are words that tell no event from another.
var common = set(`that this with from have been were will would their they them
which about after before said says told also into over more than when where while
there here what whose could should since until other some such only against between
among during under last first year years week month monday tuesday wednesday
thursday friday saturday sunday government president minister officials people`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// count weighs the words of text: names and numbers are heavier, short and common
// words are left out.
func count(text string) map[string]float64 {
	out := map[string]float64{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		low := strings.ToLower(w)
		weight := 1.0
		switch r := rune(w[0]); {
		case unicode.IsDigit(r), low != w:
			weight = 1.6
		case len(low) < 4:
			continue
		}
		if !common[low] && len(low) > 1 {
			out[stem(low)] += weight
		}
	}
	return out
}

// unit gives words the Euclidean length 1.
func unit(words map[string]float64) map[string]float64 {
	sum := 0.0
	for _, k := range keys(words) {
		sum += words[k] * words[k]
	}
	for k := range words {
		words[k] /= math.Sqrt(sum)
	}
	return words
}

// bag returns the words of a sentence, each once.
func bag(sentence string) map[string]float64 {
	out := count(sentence)
	for k, v := range out {
		out[k] = min(v, 1.6)
	}
	return unit(out)
}

// gistSize is how many words tell what a document is about.
const gistSize = 40

// gist returns the heaviest words of a document.
func gist(text string) map[string]float64 {
	all := count(text)
	order := keys(all)
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(all[b], all[a]) })
	out := map[string]float64{}
	for _, k := range order[:min(gistSize, len(order))] {
		out[k] = math.Sqrt(all[k])
	}
	return unit(out)
}

// cosine returns the cosine of two bags of length 1.
func cosine(a, b map[string]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	dot := 0.0
	for _, w := range keys(a) {
		dot += a[w] * b[w]
	}
	return dot
}

func keys(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// interval reads the first and last day of a date.
func interval(d *ledger.Date) (from, to time.Time, ok bool) {
	if d == nil {
		return from, to, false
	}
	a, b, two := strings.Cut(d.Value, "/")
	from, _, ok = days(a)
	if !ok {
		return from, to, false
	}
	if !two {
		b = a
	}
	_, to, ok = days(b)
	return from, to, ok
}

// days returns the first and the last day of a year, month or day.
func days(s string) (first, last time.Time, ok bool) {
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

// edge is a pair of mentions that may be one event.
type edge struct {
	score float64
	a, b  int
}

// maxBlock bounds the mentions that are compared with one another; a larger block
// is split by the words of the sentences.
const maxBlock = 400

// cluster returns the root of each mention's cluster. all is sorted.
func cluster(all []mention) []int {
	var edges []edge
	seen := map[[2]int]bool{}
	for _, block := range blocks(all) {
		for x, i := range block {
			for _, j := range block[x+1:] {
				if seen[[2]int{i, j}] {
					continue
				}
				seen[[2]int{i, j}] = true
				if v := score(&all[i], &all[j]); v >= joinAt {
					edges = append(edges, edge{v, i, j})
				}
			}
		}
	}
	slices.SortFunc(edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	u := newUnion(len(all))
	members := make([][]int, len(all))
	for i := range all {
		members[i] = []int{i}
	}
	for _, e := range edges {
		a, b := u.find(e.a), u.find(e.b)
		if a == b || !mayJoin(all, members[a], members[b]) {
			continue
		}
		u.join(a, b)
		root := u.find(a)
		members[root] = append(members[min(a, b)], members[max(a, b)]...)
	}
	out := make([]int, len(all))
	for i := range all {
		out[i] = u.find(i)
	}
	return out
}

// mayJoin reports whether two clusters are one event: their mentions agree on
// average, and no document speaks of both, since the coder has one event an act.
func mayJoin(all []mention, a, b []int) bool {
	sum, n := 0.0, 0
	for _, i := range a {
		for _, j := range b {
			if all[i].doc == all[j].doc {
				return false
			}
			v := score(&all[i], &all[j])
			if math.IsInf(v, -1) {
				return false
			}
			sum += v
			n++
		}
	}
	return sum/float64(n) >= joinAt*0.7
}

// blocks returns lists of mentions that may be one event: of one type, with a
// country in common, in the same or the next stretch of time.
func blocks(all []mention) [][]int {
	const stretch = 30 // days
	byKey := map[string][]int{}
	var order []string
	add := func(key string, i int) {
		if byKey[key] == nil {
			order = append(order, key)
		}
		if l := byKey[key]; len(l) == 0 || l[len(l)-1] != i {
			byKey[key] = append(l, i)
		}
	}
	for i := range all {
		m := &all[i]
		places := sorted(m.countries)
		if m.event.EventLoc != nil && m.event.EventLoc.Country != "" {
			places = append(places, m.event.EventLoc.Country)
		}
		if len(places) == 0 {
			places = []string{""}
		}
		for _, c := range places {
			if m.from.IsZero() {
				add(m.event.Event+"|"+c+"|", i)
				continue
			}
			first, last := m.from.Unix()/86400/stretch, m.to.Unix()/86400/stretch
			if last-first > 3 { // a year or more
				add(m.event.Event+"|"+c+"|"+m.from.Format("2006"), i)
				continue
			}
			for t := first; t <= last; t++ {
				add(m.event.Event+"|"+c+"|"+time.Unix(t*stretch*86400, 0).UTC().Format(time.DateOnly), i)
			}
		}
	}
	var out [][]int
	for _, key := range order {
		if block := byKey[key]; len(block) <= maxBlock {
			out = append(out, block)
		} else {
			out = append(out, split(all, block)...)
		}
	}
	return out
}

// split parts a large block by the words that its sentences share; mentions whose
// sentences share no word that is rare in the block are not compared.
func split(all []mention, block []int) [][]int {
	byWord := map[string][]int{}
	var order []string
	for _, i := range block {
		for _, w := range keys(all[i].words) {
			if byWord[w] == nil {
				order = append(order, w)
			}
			byWord[w] = append(byWord[w], i)
		}
	}
	var out [][]int
	for _, w := range order {
		if l := byWord[w]; len(l) > 1 && len(l) <= maxBlock {
			out = append(out, l)
		}
	}
	return out
}

// score rates how far two mentions are one event: minus infinity if they can't be.
func score(a, b *mention) float64 {
	never := math.Inf(-1)
	if a.event.Event != b.event.Event || a.doc == b.doc {
		return never
	}
	v := 0.0
	if !a.from.IsZero() && !b.from.IsZero() {
		gap := int(math.Max(a.from.Sub(b.to).Hours(), b.from.Sub(a.to).Hours()) / 24)
		switch both := a.stated && b.stated; {
		case both && gap > slack:
			return never
		case both && a.to.Sub(a.from) < 72*time.Hour && b.to.Sub(b.from) < 72*time.Hour:
			v += 1.2
		case gap > slack:
			// An old act may be told again without its date, the less likely the longer ago.
			v -= math.Min(2, 0.5+float64(gap)/40)
		}
	} else if a.event.Historical != b.event.Historical {
		v -= 0.5
	}
	switch p := places(a, b); {
	case p < 0:
		return never
	default:
		v += p
	}
	pa, pb := parties(a.actors, b.actors), parties(a.recipients, b.recipients)
	if pa < 0 && (pb < 0 || len(a.recipients)+len(b.recipients) == 0) {
		return never
	}
	v += pa + pb
	switch ma, mb := a.event.Mode, b.event.Mode; {
	case ma == nil || mb == nil:
	case *ma == *mb:
		v += 0.5
	default:
		v -= 1.2
	}
	if a.trigger == b.trigger {
		v += 0.6
	}
	return v + 2*cosine(a.words, b.words) + 3*cosine(a.story, b.story)
}

// places rates where two mentions were: negative if in two places.
func places(a, b *mention) float64 {
	p, q := a.event.EventLoc, b.event.EventLoc
	if p == nil || q == nil {
		return 0
	}
	switch {
	case p.Name == q.Name:
		return 1
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return -1
	case p.Lat != nil && q.Lat != nil && apart(p, q) > 60:
		return -1
	}
	return 0.2
}

// apart returns the distance in kilometres of two places whose points are known.
func apart(p, q *ledger.Place) float64 {
	const radius, rad = 6371, math.Pi / 180
	dLat, dLon := (*q.Lat-*p.Lat)*rad, (*q.Lon-*p.Lon)*rad
	h := math.Sin(dLat/2)*math.Sin(dLat/2) + math.Cos(*p.Lat*rad)*math.Cos(*q.Lat*rad)*math.Sin(dLon/2)*math.Sin(dLon/2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// parties rates two sets of parties: positive where they share a name or a country,
// zero where one is empty, negative where they are others.
func parties(a, b map[string]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := -0.8
	for k := range a {
		if !b[k] {
			continue
		}
		if k[0] == 'n' {
			return 1
		}
		best = 0.6
	}
	return best
}

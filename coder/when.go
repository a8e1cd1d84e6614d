package coder

import (
	"slices"
	"strconv"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// clause returns the token that a phrase headed by t belongs to as time or place:
// the first verb or noun of an act above it, with the path of relations.
func (r *run) clause(t int, acts []int32) int {
	h := r.d.Tokens[t].Head
	for steps := 0; h >= 0 && steps < 6; steps++ {
		if acts[h] >= 0 || r.verb(h) && !r.names(h) {
			return h
		}
		h = r.d.Tokens[h].Head
	}
	return -1
}

// names reports whether participle v only says what something is called: "the plan known
// as the road map". What stands behind the name belongs to the clause.
func (r *run) names(v int) bool {
	return r.rel(v) == "acl" && r.xpos[v] == "VBN" && namingVerbs[r.lemma[v]]
}

// atOnce gives an act told after "when" the day and the place of the clause that it
// explains: "talks began in Oslo on Friday, when the envoy met the rebels".
func (r *run) atOnce(acts []int32, s nlp.Sentence) {
	for w := s.First + 2; w < s.Last; w++ {
		if r.lemma[w] != "when" || r.d.Tokens[w-1].Form != "," || !r.timed[w-2] {
			continue
		}
		v := r.d.Tokens[w].Head
		if v < w || v >= s.Last || acts[v] < 0 {
			continue
		}
		c := r.cands[acts[v]]
		for _, i := range r.index.times[r.sent(c)] {
			if t := &r.d.Times[i]; c.date < 0 && t.Value != "" && t.Granularity != "duration" && t.Span.Contains(r.d.Tokens[w-2].Span) {
				c.date = i
				c.why("date", "when", "", t.Span)
			}
		}
		for _, i := range r.index.places[r.sent(c)] {
			p := &r.d.Places[i]
			if h := p.Head; c.place < 0 && h >= s.First && h < w && r.is(h, "obl") && r.hasCase(h, "in") && (r.governs(r.d.Tokens[h].Head, v) || r.ofSubject(h, v)) {
				c.place = i
				c.why("place", "when", "", p.Span)
			}
		}
	}
}

// ofSubject reports whether token t is told of the subject of the clause above v: "talks
// that were to open in Oslo began on Friday, when …".
func (r *run) ofSubject(t, v int) bool {
	h := r.d.Tokens[v].Head
	return h >= 0 && r.verb(h) && slices.ContainsFunc(r.subjects(h), func(s int) bool { return r.governs(s, t) })
}

// situate gives the candidates of a sentence their dates and places. acts maps each
// token to the candidate whose trigger or light verb it is, or -1.
func (r *run) situate(sent int, acts []int32) {
	r.giveDates(sent, acts)
	r.givePlaces(sent, acts)
	r.atOnce(acts, r.d.Sentences[sent])
}

// giveDates gives the acts of a sentence the dates in it.
func (r *run) giveDates(sent int, acts []int32) {
	for _, i := range r.index.times[sent] {
		t := &r.d.Times[i]
		if t.Value == "" || t.Granularity == "duration" || t.Head < 0 {
			continue
		}
		if h := r.clause(t.Head, acts); h >= 0 {
			r.give(h, acts, func(c *candidate) bool {
				if c.date >= 0 || r.caseOf(t.Head) == "since" && r.xpos[h] == "VBD" {
					return false // "in power since 1994, he mocked": no day of the mockery
				}
				if p := r.caseOf(t.Head); (p == "until" || p == "till") && !delayVerbs[r.lemma[h]] && c.status != planned && r.xpos[h] != "VB" {
					return false // "had led the talks until May": when that ended
				}
				c.date = i
				c.why("date", "syntax", r.rel(t.Head), t.Span)
				return true
			})
		}
	}
}

// givePlaces gives the acts of a sentence the places in it.
func (r *run) givePlaces(sent int, acts []int32) {
	for _, i := range r.index.places[sent] {
		p := &r.d.Places[i]
		if p.Dateline || p.Head < 0 || p.Precision == site {
			continue
		}
		rel := r.rel(p.Head)
		if !r.is(p.Head, "obl") && !r.is(p.Head, "nmod") {
			continue
		}
		if r.cited(p.Head) || r.seated(p.Head) {
			continue
		}
		for _, k := range r.kids[p.Head] { // "in Sofia, where police used batons"
			if r.is(k, "acl") && r.verb(k) && slices.ContainsFunc(r.kids[k], func(x int) bool { return r.lemma[x] == "where" }) && acts[k] >= 0 {
				if c := r.cands[acts[k]]; c.place < 0 {
					c.place = i
					c.why("place", "where", rel, p.Span)
				}
			}
		}
		switch r.caseOf(p.Head) {
		case "in", "at", "near", "outside", "inside", "around", "across", "throughout", "off", "on", "over", "within", "from":
			if c := r.caseOf(p.Head); c == "from" || c == "on" && p.Precision == "country" {
				continue
			}
		default:
			continue
		}
		if h := r.clause(p.Head, acts); h >= 0 {
			r.give(h, acts, func(c *candidate) bool {
				if c.place >= 0 || c.tok != h && r.is(c.tok, "conj") && r.child(c.tok, "nsubj") >= 0 {
					return false // who opened an embassy in Havana is told beside another who expelled
				}
				c.place = i
				c.why("place", "syntax", rel, p.Span)
				return true
			})
		}
	}
}

// give hands something of the clause at h to the act there, and to the acts
// coordinated with it or done by it in a participle.
func (r *run) give(h int, acts []int32, to func(*candidate) bool) {
	if acts[h] >= 0 {
		c := r.cands[acts[h]]
		to(c)
		v := r.d.Tokens[h].Head
		for v >= 0 && r.noun(v) && acts[v] < 0 && r.is(h, "nmod") { // hosted a round of talks in Prague
			h, v = v, r.d.Tokens[v].Head
		}
		if c.gate != "" && v >= 0 && acts[v] >= 0 && r.verb(v) { // held talks in Prague
			to(r.cands[acts[v]])
		}
	}
	for _, k := range r.kids[h] {
		switch {
		case acts[k] < 0:
		case r.is(k, "conj") && k > h:
			to(r.cands[acts[k]])
		case r.is(k, "xcomp"), r.is(k, "obj"), r.rel(k) == "nsubj:pass", r.is(k, "nsubj") && !r.passive(h):
			to(r.cands[acts[k]])
		}
	}
}

// ledgerDate is the date of a candidate as the ledger has it, or nil.
func (r *run) ledgerDate(c *candidate) *ledger.Date {
	if c.date < 0 {
		return nil
	}
	t := &r.d.Times[c.date]
	return &ledger.Date{Value: t.Value, Granularity: t.Granularity, Basis: "argument"}
}

// cited reports whether t stands in a phrase that only names a source: "according to
// doctors at the hospital".
func (r *run) cited(t int) bool {
	for steps := 0; t >= 0 && steps < 4 && !r.verb(t); steps++ {
		if r.hasCase(t, "according") {
			return true
		}
		t = r.d.Tokens[t].Head
	}
	return false
}

// seated reports whether place t only says which government is meant: "the
// administration in Washington means to send troops".
func (r *run) seated(t int) bool {
	h := r.d.Tokens[t].Head
	if h < 0 || !r.is(t, "nmod") || !r.is(h, "nsubj") {
		return false
	}
	return seatNouns[r.lemma[h]]
}

// site is the precision of a place that a common noun names.
const site = "site"

// atSite gives an act that happens somewhere, and has no place that a name gives, the
// spot that its clause names by a common noun: "protested outside the palace".
func (r *run) atSite(c *candidate) {
	switch c.event {
	case "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "CONSULT":
	default:
		return
	}
	v := r.clauseOf(c)
	for _, i := range r.index.places[r.d.Tokens[v].Sent] {
		p := &r.d.Places[i]
		if p.Precision != site || r.cited(p.Head) {
			continue
		}
		if h := r.d.Tokens[p.Head].Head; h == v || h == c.tok || h >= 0 && r.d.Tokens[h].Head == v && (r.is(h, "obj") || r.rel(h) == "nsubj:pass" || r.is(h, "obl") || r.is(h, "nsubj") && !r.seated(p.Head)) && r.is(p.Head, "nmod") {
			c.place = i
			c.why("place", "a spot", r.rel(p.Head), p.Span)
			return
		}
	}
}

// ledgerPlace is the place of a candidate as the ledger has it, or nil. What is only
// said has none: where somebody stood when he warned is not where the warning applies.
func (r *run) ledgerPlace(c *candidate) *ledger.Place {
	if c.place < 0 {
		return nil
	}
	switch c.event {
	case "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT":
		return nil
	}
	basis := "argument"
	if c.dateline {
		basis = "document"
	}
	return ledger.NewPlace(&r.d.Places[c.place], basis)
}

// yearsBefore reports whether the act's date lies over a year before publication.
func (r *run) old(c *candidate) bool {
	if r.d.Published.IsZero() || c.date < 0 {
		return false
	}
	v := r.d.Times[c.date].Value
	if i := strings.IndexByte(v, '/'); i >= 0 {
		v = v[i+1:]
	}
	if len(v) < 4 {
		return false
	}
	year, err := strconv.Atoi(v[:4])
	if err != nil {
		return false
	}
	pub := r.d.Published
	if len(v) >= 7 && v[4] == '-' {
		month, err := strconv.Atoi(v[5:7])
		if err == nil {
			return (pub.Year()-year)*12+int(pub.Month())-month > 12
		}
	}
	return pub.Year()-year > 1
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90,
}

// count returns how many the phrase headed by t says there are, or nil.
func (r *run) count(t int) *int {
	number := func(k int) (int, bool) {
		form := strings.ToLower(strings.ReplaceAll(r.d.Tokens[k].Form, ",", ""))
		if n, err := strconv.Atoi(form); err == nil {
			return n, true
		}
		if tens, unit, ok := strings.Cut(form, "-"); ok {
			a, okA := numbers[tens]
			b, okB := numbers[unit]
			return a + b, okA && okB
		}
		n, ok := numbers[form]
		return n, ok && n > 1 || form == "one"
	}
	if r.upos(t) == "NUM" {
		if n, ok := number(t); ok {
			return &n
		}
	}
	for _, k := range r.kids[t] {
		if r.is(k, "nummod") {
			n, ok := number(k)
			if !ok {
				continue
			}
			for _, x := range r.kids[k] {
				if m, ok := number(x); ok && r.rel(x) == "compound" {
					n = m*n + 0
				}
			}
			return &n
		}
		if r.rel(k) == "det" && (r.lemma[k] == "a" || r.lemma[k] == "an") && !pluralTag(r.xpos[t]) {
			one := 1
			if r.noun(t) && r.kind(t, "#people") {
				return &one
			}
		}
	}
	return nil
}

// measure sets the numbers of dead, injured or arrested that a trigger's object gives.
func (r *run) measure(c *candidate) {
	if !r.verb(c.tok) {
		return
	}
	for _, o := range r.objects(c.tok) {
		n := r.count(o)
		if n == nil {
			continue
		}
		switch {
		case c.event == "COERCE" && c.mode == "arrest":
			c.size.Arrested = n
		case c.event != "ASSAULT":
		case strings.HasPrefix(c.id, "wound:"):
			c.size.Injured = n
		case strings.HasPrefix(c.id, "kill"), strings.HasPrefix(c.id, "die:"), strings.HasPrefix(c.id, "execute:"):
			c.size.Dead = n
		default:
			continue
		}
		c.why("size", "number", "", r.d.Tokens[o].Span)
	}
}

// contextsOf returns the contexts of an act, in table order: those whose words stand
// in its sentence, those that acts of its type have, and those of the whole story.
func (r *run) contextsOf(c *candidate) []string {
	var out []string
	s := r.d.Sentences[r.d.Tokens[c.tok].Sent]
	across := ""
	if r.bordering(c) {
		across = "*"
	}
	for i := range r.contexts {
		row := &r.contexts[i]
		has := row.acts[c.event] || row.acts[c.event+"/"+c.mode] ||
			across != "" && (row.acts[c.event+across] || row.acts[c.event+"/"+c.mode+across]) || row.story > 0 && r.stories[i] >= row.story
		for t := s.First; t < s.Last && !has; t++ {
			has = r.word(t, row.words)
		}
		if has {
			out = append(out, row.name)
		}
	}
	return out
}

// bordering reports whether the parties of an act are of two countries or bodies.
func (r *run) bordering(c *candidate) bool {
	seen := r.countries(c.actors)
	for _, k := range r.countries(c.recipients) {
		if !slices.Contains(seen, k) {
			seen = append(seen, k)
		}
	}
	return len(seen) > 1
}

// countStories counts the words of each context in the whole document.
func (r *run) countStories() {
	r.stories = make([]int, len(r.contexts))
	for i := range r.contexts {
		if r.contexts[i].story == 0 {
			continue
		}
		for t := range r.d.Tokens {
			if r.word(t, r.contexts[i].words) {
				r.stories[i]++
			}
		}
	}
}

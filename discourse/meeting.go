package discourse

import (
	"cmp"
	"slices"
	"strings"

	"chancery/coder"
	"chancery/ledger"
	"chancery/nlp"
)

// meet makes a meeting of each CONSULT event.
func (w *join) meet() {
	at := map[int]int{} // meeting by event
	for i, e := range w.events {
		if e.Type != "CONSULT" {
			continue
		}
		at[i] = len(w.out.Meetings)
		m := Meeting{Event: i}
		m.Participants = w.parties(e)
		for k, h := range w.heads[i] {
			w.attendance(&m, h)
			for _, s := range w.topics(h) {
				m.topic(s)
			}
			m.Why = append(m.Why, ledger.Reason{What: "mention", By: cmp.Or(e.Rule, "coder"), Span: w.mentions[i][k]})
		}
		w.out.Meetings = append(w.out.Meetings, m)
	}
	if len(w.out.Meetings) == 0 || w.doc.Have&nlp.Deps == 0 {
		return
	}
	for t := range w.doc.Times {
		if w.doc.Times[t].Granularity == "duration" && !strings.HasSuffix(w.doc.Times[t].Value, "S") { // "a second" is no length of a meeting
			w.length(t, at)
		}
	}
	for t := range w.doc.Tokens {
		if w.doc.Tokens[t].UPOS == "VERB" && w.is("wait", w.lemma(t)) {
			w.waiting(t, at)
		}
	}
}

// parties returns the actors and recipients of an event, each once; those whom a
// collective stands for ("the two leaders") in its place.
func (w *join) parties(e coder.Event) []int {
	var out []int
	for _, a := range slices.Concat(e.Actors, e.Recipients) {
		out = w.enter(out, a.Referent)
	}
	return out
}

// enter adds a referent, or the members of a collective, to a list of parties.
func (w *join) enter(list []int, r int) []int {
	if r < 0 || r >= len(w.refs) {
		return list
	}
	who := []int{r}
	if len(w.refs[r].Members) > 1 {
		who = w.refs[r].Members
	}
	for _, r := range who {
		if r >= 0 && r < len(w.refs) && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}

func (m *Meeting) topic(s nlp.Span) {
	if !s.Empty() && !slices.Contains(m.Topics, s) {
		m.Topics = append(m.Topics, s)
	}
}

// attendance adds who attended the meeting that token h is a mention of: "the
// talks were attended by both foreign ministers".
func (w *join) attendance(m *Meeting, h int) {
	v := w.doc.Tokens[h].Head
	if v < 0 || !w.is("attend", w.lemma(v)) {
		return
	}
	who := -1
	switch w.doc.Tokens[h].Rel {
	case "nsubj:pass":
		who = w.agent(v)
	case "obj":
		who = w.child(v, "nsubj")
	}
	if who < 0 {
		return
	}
	for _, t := range w.conjuncts(who) {
		m.Participants = w.enter(m.Participants, w.referentOf(t))
	}
}

// agent returns the head of the by-phrase of passive verb v, or -1.
func (w *join) agent(v int) int {
	for _, k := range w.kids[v] {
		if strings.HasPrefix(w.doc.Tokens[k].Rel, "obl") && w.preposition(k) == "by" {
			return k
		}
	}
	return -1
}

// conjuncts returns t and the tokens joined to it by conj.
func (w *join) conjuncts(t int) []int {
	out := []int{t}
	for _, k := range w.kids[t] {
		if w.doc.Tokens[k].Rel == "conj" {
			out = append(out, k)
		}
	}
	return out
}

// topics returns what the meeting that token h is a mention of was about: the
// phrases with "on", "about", "over" under it, and the objects of "discuss" that
// it, or its own verb, governs.
func (w *join) topics(h int) []nlp.Span {
	var out []nlp.Span
	verb := w.doc.Tokens[h].UPOS == "VERB"
	out = w.topicPhrases(out, h)
	for _, k := range w.kids[h] {
		switch base, _, _ := strings.Cut(w.doc.Tokens[k].Rel, ":"); base {
		case "xcomp", "advcl", "acl":
			if w.is("discuss", w.lemma(k)) {
				if o := w.child(k, "obj"); o >= 0 {
					out = append(out, w.object(o))
				}
			}
		case "obj":
			if verb && w.is("discuss", w.lemma(h)) {
				out = append(out, w.object(k))
			}
		}
	}
	// "They held talks in Lima on trade".
	if v := w.doc.Tokens[h].Head; v >= 0 && w.doc.Tokens[h].Rel == "obj" && w.is("hold", w.lemma(v)) {
		out = w.topicPhrases(out, v)
	}
	// "The meeting covered trade", "the two met and discussed trade".
	for _, v := range []int{w.doc.Tokens[h].Head, w.child(h, "conj")} {
		if v < 0 || !w.is("discuss", w.lemma(v)) {
			continue
		}
		if rel := w.doc.Tokens[h].Rel; rel != "nsubj" && w.doc.Tokens[v].Rel != "conj" {
			continue
		}
		if o := w.child(v, "obj"); o >= 0 {
			out = append(out, w.object(o))
		}
	}
	return out
}

// topicPhrases adds to out the phrases with "on", "about" or "over" under h; also
// those that the parser hung on a place between them, "talks in Lima on trade".
func (w *join) topicPhrases(out []nlp.Span, h int) []nlp.Span {
	for _, k := range w.kids[h] {
		if rel := w.doc.Tokens[k].Rel; !strings.HasPrefix(rel, "nmod") && !strings.HasPrefix(rel, "obl") {
			continue
		}
		switch p := w.preposition(k); {
		case w.is("topic", p) && p != "for" && !w.inTime(w.doc.Tokens[k].Span) && !w.is("setting", w.lemma(k)):
			out = append(out, w.object(k))
		case (p == "in" || p == "at") && w.doc.Tokens[k].UPOS == "PROPN":
			out = w.topicPhrases(out, k)
		}
	}
	return out
}

// object returns the phrase of t without its preposition, and without relative
// clauses, appositions and dates.
func (w *join) object(t int) nlp.Span {
	return w.phrase(t, func(k int) bool {
		if w.doc.Tokens[k].Head != t {
			return false
		}
		if w.doc.Tokens[k].Rel != "compound" && w.inTime(w.doc.Tokens[k].Span) {
			return true
		}
		switch base, _, _ := strings.Cut(w.doc.Tokens[k].Rel, ":"); base {
		case "case", "appos", "cc", "punct", "parataxis":
			return base != "cc" || w.child(t, "conj") < 0
		}
		return w.doc.Tokens[k].Rel == "acl:relcl"
	})
}

// length gives the duration t to the meeting it is said of, as planned or actual.
func (w *join) length(t int, at map[int]int) {
	time := w.doc.Times[t]
	h := time.Head
	if h < 0 || h >= len(w.doc.Tokens) {
		return
	}
	planned, anchor, by := w.measure(h)
	if by == "" {
		return
	}
	event := w.meetingAt(anchor, h)
	if event < 0 {
		return
	}
	m := &w.out.Meetings[at[event]]
	l := w.bounded(t)
	if longer(time.Value) {
		return // talks that have gone on for years are no one meeting
	}
	w.measured = append(w.measured, measured{event, h})
	m.Why = append(m.Why, ledger.Reason{What: map[bool]string{true: "planned", false: "actual"}[planned], By: by, Span: l.Span})
	switch {
	case planned && m.Planned == nil:
		m.Planned = l
	case !planned && m.Actual == nil && w.out.Events[event].Status != "planned":
		m.Actual = l
	case !planned && m.Planned == nil && w.out.Events[event].Status == "planned":
		m.Planned = l
	}
}

// longer reports whether a duration of ISO 8601 is of weeks, months or years.
func longer(duration string) bool {
	days, _, _ := strings.Cut(duration, "T")
	return strings.ContainsAny(days, "YMW")
}

// measure tells whether the duration at token h is a planned or an actual length,
// and the verb or noun that says so. by is "" if it is neither.
func (w *join) measure(h int) (planned bool, anchor int, by string) {
	// "the 45 planned", "the scheduled 30 minutes", "the planned 30-minute talks".
	for _, k := range w.kids[h] {
		if w.is("planned", w.lemma(k)) {
			planned, by = true, "discourse.planned-words"
		}
	}
	if w.preposition(h) == "of" && by != "" {
		by = "discourse.planned-words"
	}
	for v := w.doc.Tokens[h].Head; v >= 0; v = w.doc.Tokens[v].Head {
		tok := w.doc.Tokens[v]
		lemma := w.lemma(v)
		if tok.UPOS != "VERB" && tok.UPOS != "ADJ" && tok.UPOS != "AUX" {
			// A noun: "two hours of talks" has the noun below; "a two-hour
			// meeting", "talks of two hours" have it above.
			if w.eventAt(v) >= 0 {
				for _, k := range w.kids[v] {
					planned = planned || w.is("planned", w.lemma(k))
				}
				return planned, v, "discourse.length-noun"
			}
			continue
		}
		switch {
		case by != "":
			return planned, v, by
		case w.is("planned", lemma):
			return true, v, "discourse.planned"
		case w.is("actual", lemma) || w.eventAt(v) >= 0:
			return w.future(v), v, "discourse.actual"
		}
		if tok.Rel != "xcomp" && tok.Rel != "conj" {
			break
		}
	}
	for _, k := range w.kids[h] {
		if w.preposition(k) == "of" && w.eventAt(k) >= 0 {
			return planned, k, "discourse.length-of"
		}
	}
	if by != "" {
		return planned, h, by
	}
	return false, -1, ""
}

// future reports whether verb v speaks of what is to come: "will last", "was to
// last", "is due to last".
func (w *join) future(v int) bool {
	for _, k := range w.kids[v] {
		if w.doc.Tokens[k].Rel == "aux" {
			switch w.lemma(k) {
			case "will", "shall", "would", "should", "may", "might", "could":
				return true
			}
		}
	}
	h := w.doc.Tokens[v].Head
	return h >= 0 && w.doc.Tokens[v].Rel == "xcomp" && (w.is("planned", w.lemma(h)) || w.lemma(h) == "be")
}

// eventAt returns a CONSULT event that token t is a mention of, or -1.
func (w *join) eventAt(t int) int {
	for i, e := range w.events {
		if e.Type == "CONSULT" && slices.Contains(w.heads[i], t) {
			return i
		}
	}
	return -1
}

// meetingAt returns the CONSULT event that a statement with verb or noun anchor,
// about the duration at h, speaks of: one that the anchor or its subject is a
// mention of; else the last one mentioned before, in this sentence or the two
// sentences before it.
func (w *join) meetingAt(anchor, h int) int {
	if anchor >= 0 {
		for v, steps := anchor, 0; v >= 0 && steps < 4; v, steps = w.doc.Tokens[v].Head, steps+1 {
			if e := w.eventAt(v); e >= 0 {
				return e
			}
			if s := w.child(v, "nsubj"); s >= 0 && s != h {
				if e := w.eventAt(s); e >= 0 {
					return e
				}
				if v == anchor && w.is("meeting", w.lemma(s)) {
					return w.meetingCalled(s)
				}
				if v == anchor && !w.standsForMeeting(v, s) {
					return -1
				}
			}
			if o := w.child(v, "obj"); o >= 0 {
				if e := w.eventAt(o); e >= 0 {
					return e
				}
			}
		}
	}
	return w.lastMeeting(h)
}

// standsForMeeting reports whether subject s of verb v can mean a meeting named
// before: "it lasted", "the session lasted", or "they talked for".
func (w *join) standsForMeeting(v, s int) bool {
	switch w.doc.Tokens[s].UPOS {
	case "PRON", "DET":
		return true
	}
	return w.lemma(v) == "spend" || w.lemma(v) == "talk"
}

// meetingCalled returns the CONSULT event that a noun like "the meeting" stands
// for: the one that is told by that noun, of several the one mentioned most; else
// the last one mentioned.
func (w *join) meetingCalled(noun int) int {
	best, most := -1, 0
	for i, e := range w.events {
		if e.Type == "CONSULT" && w.heads[i][0] < noun && w.lemma(w.heads[i][0]) == w.lemma(noun) && len(w.heads[i]) > most {
			best, most = i, len(w.heads[i])
		}
	}
	if best >= 0 {
		return best
	}
	return w.lastMeeting(noun)
}

// measured is a token that gives the length of a meeting, and so speaks of it.
type measured struct{ event, token int }

// lastMeeting returns the CONSULT event that was spoken of last before token h, at
// most two sentences back, or -1.
func (w *join) lastMeeting(h int) int {
	sent := w.doc.Tokens[h].Sent
	best, at := -1, -1
	take := func(event, token int) {
		if token <= h && token > at && sent-w.doc.Tokens[token].Sent <= 2 {
			best, at = event, token
		}
	}
	for i, e := range w.events {
		if e.Type != "CONSULT" {
			continue
		}
		for _, m := range w.heads[i] {
			take(i, m)
		}
	}
	for _, m := range w.measured {
		take(m.event, m.token)
	}
	return best
}

// bounded returns the length of duration t with the words before it that make it
// a bound, which the words of the date grammar may leave out.
func (w *join) bounded(t int) *Length {
	time := w.doc.Times[t]
	l := &Length{Time: t, Bound: time.Bound, Span: time.Span}
	first, last := w.tokens(time.Span)
	for k := first; k < last; k++ {
		if b := w.bound(k); b != "" && l.Bound == "" {
			l.Bound = b
		}
	}
	for k := first - 1; k >= 0 && first-k <= 3; k-- {
		if w.doc.Tokens[k].Sent != w.doc.Tokens[first].Sent {
			break
		}
		form := strings.ToLower(w.doc.Tokens[k].Form)
		b := w.bound(k)
		if b == "" && form != "than" && form != "at" {
			break
		}
		if b != "" {
			l.Span.Start = w.doc.Tokens[k].Start
			l.Bound = cmp.Or(l.Bound, b)
			if prev := k - 1; prev >= 0 && form == "least" {
				l.Span.Start = w.doc.Tokens[prev].Start
			}
			break
		}
	}
	return l
}

// bound returns the bound that token k sets on a number after it.
func (w *join) bound(k int) string {
	form := strings.ToLower(w.doc.Tokens[k].Form)
	switch {
	case w.is("more", form):
		return "at_least"
	case w.is("less", form):
		return "at_most"
	case w.is("roughly", form):
		return "about"
	}
	return ""
}

// waiting adds who was kept waiting by the meeting mentioned last: the subject of
// "had to wait" and "while he waited", the object of "kept waiting". Others wait for
// other things.
func (w *join) waiting(t int, at map[int]int) {
	who := -1
	if k := w.child(t, "mark"); w.doc.Tokens[t].Rel == "advcl" && k >= 0 && (w.lemma(k) == "while" || w.lemma(k) == "as") {
		who = w.nearestSubject(t)
	}
	for v := t; v >= 0 && who < 0; v = w.doc.Tokens[v].Head {
		switch {
		case v != t && (w.lemma(v) == "keep" || w.lemma(v) == "leave" || w.lemma(v) == "make"):
			who = w.child(v, "obj", "nsubj:pass")
		case v != t && (w.lemma(v) == "have" || w.lemma(v) == "force"):
			who = w.nearestSubject(v)
		}
		if rel := w.doc.Tokens[v].Rel; rel != "xcomp" && rel != "ccomp" {
			break
		}
	}
	if who < 0 {
		return
	}
	event := w.lastMeeting(t)
	r := w.referentOf(who)
	if event < 0 || r < 0 || slices.Contains(w.parties(w.events[event]), r) {
		return
	}
	m := &w.out.Meetings[at[event]]
	if !slices.Contains(m.KeptWaiting, r) {
		m.KeptWaiting = append(m.KeptWaiting, r)
		m.Why = append(m.Why, ledger.Reason{What: "kept_waiting", By: "discourse.wait", Span: w.doc.Tokens[t].Span})
	}
}

// nearestSubject returns the subject of v that stands nearest to it: of two that
// the parser found in "Japanese PM Shinzo Abe had to wait", the name. It is -1 if
// there is none.
func (w *join) nearestSubject(v int) int {
	best := -1
	for _, k := range w.kids[v] {
		if strings.HasPrefix(w.doc.Tokens[k].Rel, "nsubj") && (best < 0 || k < v) {
			best = k
		}
	}
	return best
}

// agree makes an agreement of each AGREE event that binds two parties or more.
func (w *join) agree() {
	for i, e := range w.events {
		if e.Type != "AGREE" {
			continue
		}
		g := Agreement{Event: i, Status: w.out.Events[i].Status, Parties: w.parties(e)}
		by := w.bond(i, len(e.Actors))
		if by == "" {
			continue
		}
		for _, h := range w.heads[i] {
			if g.Subject.Empty() {
				g.Subject = w.subject(h)
			}
		}
		g.Why = append(g.Why, ledger.Reason{What: "agreement", By: by, Span: e.Trigger})
		w.out.Agreements = append(w.out.Agreements, g)
	}
}

// bond says why an AGREE event is an agreement and not a promise: it has several
// actors, or its words name a deal or the sealing of one. It is "" if it is not.
func (w *join) bond(event, actors int) string {
	if w.is("promise", w.lemma(w.heads[event][0])) {
		return "" // one who promises or offers binds himself alone
	}
	if actors >= 2 {
		return "discourse.parties"
	}
	plural := false
	for _, a := range w.events[event].Actors {
		plural = plural || a.Referent >= 0 && a.Referent < len(w.refs) && len(w.refs[a.Referent].Members) >= 2
	}
	for _, h := range w.heads[event] {
		lemma := w.lemma(h)
		if plural && (lemma == "agree" || w.is("seal", lemma)) {
			return "discourse.parties"
		}
		if w.is("deal", lemma) {
			return "discourse.deal"
		}
		if w.is("seal", lemma) {
			if o := w.child(h, "obj", "nsubj:pass"); o >= 0 && w.is("deal", w.lemma(o)) {
				return "discourse.deal"
			}
		}
	}
	if len(w.events[event].Recipients) > 0 && len(w.heads[event]) > 0 && w.lemma(w.heads[event][0]) == "agree" {
		return "discourse.parties"
	}
	return ""
}

// subject returns what was agreed at token h: the complement of "agree", what
// follows the deal ("a deal on grain"), or what stands before it ("a grain deal").
func (w *join) subject(h int) nlp.Span {
	lemma := w.lemma(h)
	if w.is("seal", lemma) {
		o := w.child(h, "obj", "nsubj:pass")
		if o < 0 {
			return nlp.Span{}
		}
		if !w.is("deal", w.lemma(o)) {
			return w.object(o)
		}
		if s := w.subject(o); !s.Empty() {
			return s
		}
		return w.object(o)
	}
	for _, k := range w.kids[h] {
		t := w.doc.Tokens[k]
		switch base, _, _ := strings.Cut(t.Rel, ":"); base {
		case "nmod", "obl":
			if p := w.preposition(k); (w.is("topic", p) || p == "to" && w.is("deal", lemma)) && !w.inTime(t.Span) && !w.is("setting", w.lemma(k)) {
				s := w.onward(h, w.object(k))
				// "A ceasefire deal for the south": the kind of deal is the subject.
				if c := w.child(h, "compound"); c >= 0 && w.is("deal", lemma) {
					s.Start = w.doc.Tokens[c].Start
				}
				return s
			}
		case "xcomp", "ccomp", "acl":
			if t.Rel != "acl:relcl" {
				return w.phrase(k, func(c int) bool {
					return w.doc.Tokens[c].Head == k && (w.doc.Tokens[c].Rel == "mark" && w.lemma(c) != "to" || w.doc.Tokens[c].Rel == "punct")
				})
			}
		case "obj":
			if t.Rel == "obj" && lemma == "agree" {
				return w.object(k)
			}
		}
	}
	if w.is("deal", lemma) {
		// The parser may hang "on fishing" of "signed a deal on fishing" on the verb.
		if v := w.doc.Tokens[h].Head; v >= 0 && w.doc.Tokens[h].Rel == "obj" && w.is("seal", w.lemma(v)) {
			for _, k := range w.kids[v] {
				if p := w.preposition(k); k > h && w.is("topic", p) && !w.inTime(w.doc.Tokens[k].Span) && !w.is("setting", w.lemma(k)) {
					return w.onward(v, w.object(k))
				}
			}
		}
		if k := w.child(h, "compound"); k >= 0 {
			return nlp.Span{Start: w.doc.Tokens[k].Start, End: w.doc.Tokens[h].End}
		}
	}
	return nlp.Span{}
}

// onward returns s with the phrase after it where both hang on the deal h: of "a
// deal for a truce in the valley" the parser can't know whether it is the deal or
// the truce that is in the valley.
func (w *join) onward(h int, s nlp.Span) nlp.Span {
	for _, k := range w.kids[h] {
		t := w.doc.Tokens[k]
		next := w.phrase(k, nil)
		if t.Rel != "nmod" || next.Start < s.End || strings.TrimSpace(w.doc.Text[s.End:next.Start]) != "" || w.inTime(t.Span) {
			continue
		}
		switch w.preposition(k) {
		case "in", "of", "at":
			s.End = next.End
		}
	}
	return s
}

package coder

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/model"
	"chancery/model/bag"
	"chancery/nlp"
	"chancery/ontology"
)

// Coder codes events by the frames of its tables. It is safe for concurrent use.
type Coder struct {
	t        *tables
	triggers *bag.Model // or nil
	parties  *bag.Model // or nil
}

// Models are what learned from marked news; each may be nil.
type Models struct {
	// Triggers finds acts that no frame of a word fits, and Parties gives acts the
	// countries that rules left out or got wrong.
	Triggers, Parties *model.File
}

// New reads the tables that files holds (frames-*.tsv, status*.tsv, gates.tsv,
// contexts.tsv) and checks them against o. Its errors name file and line.
func New(files fs.FS, o *ontology.Ontology, models Models) (*Coder, error) {
	t, err := loadTables(files, o)
	if err != nil {
		return nil, err
	}
	c := &Coder{t: t}
	if c.triggers, err = bagOf(models.Triggers, Slots); err != nil {
		return nil, err
	}
	if c.parties, err = bagOf(models.Parties, 0); err != nil {
		return nil, err
	}
	if c.parties != nil && !slices.Equal(c.parties.Labels, PartLabels[:]) {
		return nil, fmt.Errorf("%w: the labels of %s are %q", model.ErrFormat, models.Parties.Name, c.parties.Labels)
	}
	return c, nil
}

// bagOf returns the model in f, or nil if that is nil.
func bagOf(f *model.File, slots int) (*bag.Model, error) {
	if f == nil {
		return nil, nil
	}
	m, err := bag.New(f)
	if err == nil && m.Slots != slots {
		err = fmt.Errorf("%w: %s looks at %d words, and the coder shows it %d", model.ErrFormat, f.Name, m.Slots, slots)
	}
	return m, err
}

// needs are the layers without which nothing can be coded.
const needs = nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Chains

// Code returns the events of d in text order. refs are the referents of the chains
// of d's mentions. The error wraps [nlp.ErrLayer] if d lacks a layer.
func (c *Coder) Code(d *nlp.Document, refs []ledger.Referent) ([]Event, error) {
	r, err := c.run(d, refs)
	if err != nil {
		return nil, err
	}
	var out []Event
	for _, c := range r.cands {
		if c.gate == "" {
			out = append(out, r.event(c))
		}
	}
	return out, nil
}

// A Candidate is an event that was considered: coded, or stopped by a gate.
type Candidate struct {
	Event
	// Gate says what stopped it; "" if it was coded.
	Gate string
}

// Consider returns all that was considered in one sentence, in text order, and what
// stopped what was not coded. The error is as for [Coder.Code].
func (c *Coder) Consider(d *nlp.Document, refs []ledger.Referent, sentence int) ([]Candidate, error) {
	r, err := c.run(d, refs)
	if err != nil {
		return nil, err
	}
	var out []Candidate
	for _, c := range r.cands {
		if d.Tokens[c.tok].Sent == sentence {
			out = append(out, Candidate{r.event(c), c.gate})
		}
	}
	return out, nil
}

func (c *Coder) run(d *nlp.Document, refs []ledger.Referent) (*run, error) {
	return c.code(d, refs, func(r *run, s int, acts []int32) {
		if c.triggers != nil {
			r.learn(c.triggers, s, acts)
		}
	})
}

// code codes d. It calls after after each sentence that is coded, with the acts in it by
// token.
func (c *Coder) code(d *nlp.Document, refs []ledger.Referent, after func(r *run, s int, acts []int32)) (*run, error) {
	if err := d.Require(needs); err != nil {
		return nil, err
	}
	d = c.t.raise(d)
	r := newRun(c.t, d, refs)
	r.countTopics()
	r.countStories()
	acts := make([]int32, len(d.Tokens))
	for i := range acts {
		acts[i] = -1
	}
	for s := range d.Sentences {
		if d.Sentences[s].Kind == "" || d.Sentences[s].Kind == "headline" && s == 0 && len(d.Sentences) == 1 {
			r.sentence(s, acts)
			after(r, s, acts)
		}
	}
	slices.SortStableFunc(r.cands, func(a, b *candidate) int { return a.tok - b.tok })
	r.tell(replying)
	r.dropIdle()
	r.calledOff()
	r.merge()
	r.abroad()
	r.dropAnybody()
	r.tell(remaining)
	if c.parties != nil {
		r.recast(c.parties)
	}
	return r, nil
}

// sentence proposes the acts of a sentence, the outer before the inner, and judges them.
func (r *run) sentence(s int, acts []int32) {
	sent := r.d.Sentences[s]
	first := len(r.cands)
	order := r.byDepth(sent)
	for _, t := range order {
		c := r.propose(t)
		if c == nil {
			continue
		}
		if r.suppressed[t] || c.light >= 0 && r.suppressed[c.light] && c.event != "ACCUSE" {
			c.gate = "content of a speech act"
		}
		if acts[t] < 0 || r.cands[acts[t]].tok != t {
			acts[t] = int32(len(r.cands))
		}
		if c.light >= 0 && acts[c.light] < 0 {
			acts[c.light] = int32(len(r.cands))
		}
		r.cands = append(r.cands, c)
		if c.gate == "" {
			r.cover(c)
		}
	}
	r.settle(s, first, acts)
}

// settle situates and judges the acts of a sentence from the candidate first on.
func (r *run) settle(s, first int, acts []int32) {
	r.situate(s, acts)
	for _, c := range r.cands[first:] {
		r.judge(c)
		r.finish(c)
		if c.gate == "" {
			c.gate = r.admit(c)
		}
		if c.gate != "" {
			c.why("gate", c.gate, "", r.d.Tokens[c.tok].Span)
		}
	}
}

// byDepth returns the tokens of a sentence that may be triggers, those nearer to the
// root first, in text order within a depth.
func (r *run) byDepth(s nlp.Sentence) []int {
	type td struct{ t, depth int }
	var list []td
	for t := s.First; t < s.Last; t++ {
		var es []entry
		switch {
		case r.verb(t):
			if !r.is(t, "amod") {
				es = r.verbs[r.lemma[t]]
			}
		case r.noun(t):
			if !strings.HasPrefix(r.xpos[t], "NNP") {
				es = r.nouns[r.lemma[t]]
			}
		case r.upos(t) == "ADJ":
			es = r.adjectives[r.lemma[t]]
		}
		if es == nil {
			continue
		}
		depth := 0
		for h := r.d.Tokens[t].Head; h >= 0; h = r.d.Tokens[h].Head {
			depth++
		}
		list = append(list, td{t, depth})
	}
	slices.SortStableFunc(list, func(a, b td) int { return a.depth - b.depth })
	out := make([]int, len(list))
	for i := range list {
		out[i] = list[i].t
	}
	return out
}

// cover marks what a coded act takes up: the content of a speech act, and the object
// that a verb's frame asked for.
func (r *run) cover(c *candidate) {
	if c.content != "" && c.event != "ACCUSE" {
		for _, h := range c.contents {
			if e := r.match(h); c.event == "REJECT" && e != nil && r.othersDemand(c, h, e) {
				continue
			}
			r.coverContent(h, 0)
		}
	}
	if r.noun(c.tok) {
		for _, k := range r.acls(c.tok, false) {
			r.suppressed[k] = true
		}
	}
	if r.verb(c.tok) && (c.named || c.event != "ACCUSE" && c.event != "SUPPORT") {
		for _, o := range r.objects(c.tok) {
			if r.d.Tokens[o].Head == c.tok || r.passive(c.tok) {
				r.coverObject(c, o)
			}
		}
		for _, k := range r.kids[c.tok] {
			switch {
			case c.event == "PROTEST" && r.is(k, "advcl"): // what a protest demands is no request of its own
				if e := r.match(k); e != nil && (e.event == "REQUEST" || e.event == "ACCUSE" || e.event == "PROTEST") {
					r.suppressed[k] = true
				}
			case (c.event == "THREATEN" || c.event == "AGREE" || c.event == "REQUEST") && r.is(k, "advcl") && (r.conditionMark(k) >= 0 || r.hasCase(k, "that")):
				r.coverContent(k, 0)
			case c.event == "CONCEDE" && strings.HasPrefix(c.id, "let.") && (r.rel(k) == "xcomp" || r.rel(k) == "ccomp"): // let gunmen cross
				r.suppressed[k] = true
			case c.event == "SANCTION" && r.rel(k) == "xcomp" && r.toInfinitive(k): // ordered the envoy to leave
				r.suppressed[k] = true
			case (c.event == "CONCEDE" || c.event == "AGREE" || c.event == "REJECT") && r.is(k, "obl") && r.hasCase(k, "to"):
				r.coverObject(c, k)
			case (c.event == "AID" || c.event == "AGREE") && r.is(k, "advcl") && r.toInfinitive(k) && r.matches(k, "AID"):
				r.coverContent(k, 0)
			case c.event == "RETREAT" && r.is(k, "obl") && r.hasCase(k, "from"):
				r.suppressed[k] = true
			case c.event == "CONSULT" && r.is(k, "obl") && (r.hasCase(k, "for") || r.hasCase(k, "in") || r.hasCase(k, "at")):
				r.coverObject(c, k)
			case c.event == "CONSULT" && r.is(k, "advcl") && r.toInfinitive(k):
				if e := r.match(k); e != nil && e.event == "CONSULT" {
					r.suppressed[k] = true
				}
			case (c.event == "MOBILIZE" || c.event == "AID") && r.is(k, "advcl") && r.toInfinitive(k):
				if assistingVerbs[r.lemma[k]] {
					r.coverContent(k, 0)
				}
			}
		}
	}
}

// matches reports whether a frame makes an event of token t.
func (r *run) matches(t int, event string) bool {
	e := r.match(t)
	return e != nil && e.event == event
}

// coverContent suppresses the act at the head of a complement, and those that it
// governs in turn.
func (r *run) coverContent(h, depth int) {
	if depth > 4 {
		return
	}
	r.suppressed[h] = true
	for _, k := range r.kids[h] {
		switch {
		case r.is(k, "conj") && (r.upos(k) == r.upos(h)), r.rel(k) == "xcomp", r.rel(k) == "ccomp":
			r.coverContent(k, depth+1)
		case r.is(k, "obl") && backgroundWords[r.caseOf(k)]: // agreed to stop, after four days of talks
		case r.verb(h) && (r.is(k, "obj") || r.is(k, "obl")) && r.noun(k), r.is(k, "nmod") && r.classes["SHELL"].alone[r.lemma[h]]:
			if e := r.match(k); e != nil && (e.event == "ASSAULT" || e.event == "COERCE" || e.event == "MOBILIZE") && r.definite(k) {
				continue
			}
			r.coverContent(k, depth+1)
		case r.is(k, "advcl") && r.conditionMark(k) >= 0:
			r.coverContent(k, depth+1)
		case !r.verb(h) && r.is(k, "nmod") && r.hasCase(k, "of"), r.is(k, "advcl") && r.verb(h) && r.toInfinitive(k):
			r.coverContent(k, depth+1)
		}
	}
}

// coverObject suppresses an object noun that names an act which the verb's frame has
// coded already: "launched an attack", "lifted the siege".
func (r *run) coverObject(c *candidate, o int) {
	if e := r.match(o); e != nil && !(c.event == "REJECT" && r.othersDemand(c, o, e)) {
		if c.named || e.event == c.event || e.flags&(talksFlag|dealFlag|visitFlag) != 0 || c.event == "CONCEDE" || c.event == "SANCTION" || c.event == "COERCE" || c.event == "REJECT" || c.event == "REQUEST" || c.event == "RETREAT" && e.event != "ASSAULT" || c.event == "PROTEST" {
			r.suppressed[o] = true
		}
	}
	for _, k := range r.kids[o] {
		switch c.event {
		case "REJECT", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "CONSULT":
			if (r.rel(k) == "acl" || r.is(k, "advcl")) && r.toInfinitive(k) {
				r.coverContent(k, 0)
				continue
			}
		}
		if r.is(k, "conj") || r.is(k, "nmod") && r.classes["SHELL"].alone[r.lemma[o]] {
			r.coverObject(c, k)
		}
	}
}

// othersDemand reports whether what is refused is a demand or an invitation, and of
// whom: an act of its own.
func (r *run) othersDemand(c *candidate, o int, e *entry) bool {
	if e.event != "REQUEST" {
		return false
	}
	for _, p := range e.actor {
		for _, x := range r.rolePath(c, o, p) {
			if args := r.drop(r.args(x), c.actors); r.located(args) && !r.shares(args, c.actors) {
				return true
			}
		}
	}
	return false
}

// trigger returns the words of a candidate's trigger.
func (r *run) trigger(c *candidate) nlp.Span {
	s := r.d.Tokens[c.tok].Span
	if c.light >= 0 && c.light < c.tok && c.tok-c.light <= 5 && c.effect == "same" {
		return nlp.Span{Start: r.d.Tokens[c.light].Start, End: s.End}
	}
	if r.verb(c.tok) {
		for _, k := range r.kids[c.tok] {
			if r.rel(k) == "compound:prt" && k == c.tok+1 {
				s.End = r.d.Tokens[k].End
			}
		}
	}
	return s
}

// event makes an event of a candidate.
func (r *run) event(c *candidate) Event {
	e := Event{
		Type: c.event, Mode: c.mode, Contexts: r.contextsOf(c), CAMEO: c.cameo,
		Trigger: r.trigger(c), Head: c.tok, Also: c.also, Actors: c.actors, Recipients: c.recipients,
		Status: c.status, Certainty: c.certainty, Historical: c.historical, Size: c.size,
		Rule: c.by(), Why: c.reasons,
	}
	if e.CAMEO == "" {
		e.CAMEO = r.onto.DefaultCAMEO(c.event, c.mode)
	}
	if e.Date = r.ledgerDate(c); e.Date != nil {
		e.DateSpan = r.d.Times[c.date].Span
	}
	if e.Place = r.ledgerPlace(c); e.Place != nil {
		e.PlaceSpan = r.d.Places[c.place].Span
	}
	return e
}

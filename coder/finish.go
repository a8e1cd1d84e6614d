package coder

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// finish settles what depends on the whole candidate: the mode by the instrument,
// the kind of a meeting by its place, reciprocity, numbers and history.
func (r *run) finish(c *candidate) {
	r.behalf(c)
	r.byDoer(c)
	for _, find := range []func(*candidate){r.ground, r.fromDateline, r.there, r.atSite} {
		if c.place < 0 {
			find(c)
		}
	}
	if c.event == "ASSAULT" {
		r.means(c)
	}
	r.contest(c)
	switch c.event {
	case "ASSAULT":
		r.assault(c)
	case "MOBILIZE":
		r.mobilization(c)
	case "CONSULT":
		if c.mode == "" {
			r.venue(c)
		}
	}
	switch c.event {
	case "AGREE", "AID", "COOPERATE", "SUPPORT":
		r.commitment(c)
	}
	if strings.HasPrefix(c.id, "expel:") && r.masses(c) {
		c.event, c.mode, c.cameo = "COERCE", "deport", "174"
		c.why("type", "people driven out by the dozen", "", r.d.Tokens[c.tok].Span)
	}
	r.frontier(c)
	r.condition(c)
	r.quotedThreat(c)
	if c.flags&recip != 0 {
		c.recipients = nil
		r.hosted(c)
	}
	if c.flags&talksFlag != 0 && len(c.actors) < 2 {
		r.pairTold(c)
	}
	if len(c.actors) == 0 {
		r.imply(c)
	}
	r.localise(c)
	r.dropGround(c)
	r.measure(c)
	c.historical = r.old(c)
}

// byDoer makes an act what it is by who does it.
func (r *run) byDoer(c *candidate) {
	if strings.HasPrefix(c.id, "dismiss:") && r.military(c.actors) {
		c.event, c.mode, c.cameo = "COERCE", "seize", "170"
		c.why("type", "removed by the army", "", r.d.Tokens[c.tok].Span)
	}
	if c.event == "COERCE" && c.mode == "arrest" && r.irregular(c.actors) {
		c.event, c.mode, c.cameo = "ASSAULT", "abduct", "181"
		c.why("type", "held by an armed group", "", r.d.Tokens[c.tok].Span)
	}
}

// means settles with what an attack was made, and whether with words alone.
func (r *run) means(c *candidate) {
	if c.mode == "" {
		r.instrument(c)
	}
	if c.mode == "" || c.mode == "beat" {
		r.inWords(c)
	}
}

// assault settles what else the mode of an attack depends on: whom it struck, and who
// made it.
func (r *run) assault(c *candidate) {
	if c.mode == "" && c.flags&victim != 0 && r.notable(c.recipients) && strings.HasPrefix(c.id, "kill") {
		c.mode, c.cameo = "targeted", "186"
		c.why("mode", "a person of note was killed", "", c.recipients[0].Span)
	}
	if c.mode == "explosives" && strings.HasPrefix(c.id, "bomb:") && len(c.actors) > 0 && state(&r.refs[c.actors[0].Referent].Actor) {
		c.mode, c.cameo = "aerial", "195"
		c.why("mode", "states bomb from the air", "", c.actors[0].Span)
	}
	switch c.mode {
	case "heavy-weapons", "explosives", "firearms":
		r.refine(c)
	}
}

// mobilization settles of what forces a movement is.
func (r *run) mobilization(c *candidate) {
	v := r.clauseOf(c)
	if c.mode == "troops" && r.verb(v) {
		slot := "obj" // dispatched a frigate, a frigate was dispatched
		if len(r.slot(c.tok, slot)) == 0 {
			slot = "subj" // a frigate cruised
		}
		for _, s := range r.slot(c.tok, slot) {
			if r.in(s, r.classes["ARMAMENT"]) && !r.in(s, r.classes["TROOPS"]) {
				c.mode, c.cameo = "weapons", ""
			}
		}
	}
	if c.mode == "troops" && slices.ContainsFunc(r.slot(v, "subj"), func(s int) bool { return r.in(s, r.classes["POLICE"]) }) {
		c.mode, c.cameo = "police", "153"
	}
	if c.mode == "troops" && r.irregular(c.actors) {
		c.mode, c.cameo = "militia", "154"
		c.why("mode", "of no state's army", "", c.actors[0].Span)
	}
	if c.mode == "" {
		r.forces(c)
	}
}

// notable reports whether args is one person with a part in public life.
func (r *run) notable(args []Arg) bool {
	if len(args) != 1 {
		return false
	}
	ref := &r.refs[args[0].Referent].Actor
	switch ref.Sector {
	case "GOV", "LEG", "JUD", "OPP", "PTY", "ELI", "JRN":
		return ref.Type == "person"
	}
	return false
}

// ground gives an act the place that its recipient or its object is, or is named by:
// "visited Mumbai", "raided its Yangon headquarters", "abducted from Chibok".
func (r *run) ground(c *candidate) {
	switch c.event {
	case "ASSAULT", "COERCE", "CONSULT", "MOBILIZE", "PROTEST":
	default:
		return
	}
	for _, i := range r.index.places[r.sent(c)] {
		p := &r.d.Places[i]
		if p.Dateline || p.Precision == site || p.Precision == "country" && c.event != "CONSULT" {
			continue
		}
		for _, a := range c.recipients {
			if !a.Span.Empty() && a.Span.Contains(p.Span) && (c.event != "CONSULT" || c.mode == "visit") {
				c.place = i
			}
		}
		h := r.d.Tokens[p.Head].Head
		if h < 0 || c.place >= 0 {
			continue
		}
		if r.spokenOf(p.Span, c.actors) {
			continue // "died in a U.S. strike"
		}
		object := r.d.Tokens[h].Head == c.tok && (r.is(h, "obj") || r.is(h, "obl") || r.rel(h) == "nsubj:pass")
		if object && c.event == "CONSULT" && r.kind(h, "#official") {
			continue // "met the foreign minister of Chile": whose he is, and not where
		}
		if object && (r.is(p.Head, "compound") || r.is(p.Head, "nmod") && r.caseOf(p.Head) != "from") || h == c.tok && c.mode == "abduct" && r.caseOf(p.Head) == "from" {
			c.place = i
		}
		if c.place >= 0 {
			c.why("place", "the act's object", r.rel(p.Head), p.Span)
			return
		}
	}
}

// fromDateline puts the main act of a story's first sentence where the story was
// filed, if it is an act that has a place and the sentence names none.
func (r *run) fromDateline(c *candidate) {
	switch c.event {
	case "ASSAULT", "COERCE", "CONSULT", "PROTEST", "MOBILIZE", "AGREE", "RETREAT":
	default:
		return
	}
	sent := r.d.Tokens[c.tok].Sent
	if c.status != happened && c.status != ongoing || !r.main(r.clauseOf(c)) {
		return
	}
	for s := range sent {
		if r.d.Sentences[s].Kind == "" {
			return
		}
	}
	line := -1
	for i := range r.d.Places {
		switch p := &r.d.Places[i]; {
		case p.Dateline && line < 0 && p.Precision != "country":
			line = i
		case p.Sent == sent && p.Precision != "country" && p.Precision != site && (line < 0 || p.Name != r.d.Places[line].Name):
			return
		}
	}
	if line >= 0 {
		c.place, c.dateline = line, true
		c.why("place", "dateline", "", r.d.Places[line].Span)
	}
}

// there gives an act told with "there" the place that the text has named last before it,
// in its sentence or the one before.
func (r *run) there(c *candidate) {
	v := r.clauseOf(c)
	for _, k := range r.kids[v] {
		if r.lemma[k] != "there" || r.rel(k) != "advmod" {
			continue
		}
		for i := len(r.d.Places) - 1; i >= 0; i-- {
			if p := &r.d.Places[i]; p.Head >= 0 && p.Head < v && p.Precision != site && r.d.Tokens[v].Sent-p.Sent <= 1 {
				c.place = i
				c.why("place", "there", "", p.Span)
				return
			}
		}
	}
}

// main reports whether t heads a sentence or is coordinated with its head.
func (r *run) main(t int) bool {
	for r.is(t, "conj") && r.d.Tokens[t].Head >= 0 {
		t = r.d.Tokens[t].Head
	}
	return r.d.Tokens[t].Head < 0
}

// imply finds the actor that a passive leaves out: of troops that are moved, whose
// they are; of an arrest, the state or police of that country spoken of just before.
func (r *run) imply(c *candidate) {
	if !r.verb(c.tok) || !r.passive(c.tok) {
		return
	}
	switch {
	case c.event == "MOBILIZE" || c.event == "RETREAT" && c.mode == "withdraw":
		for _, o := range r.objects(c.tok) {
			c.actors = r.args(o)
			c.recipients = r.drop(c.recipients, c.actors)
		}
	case c.event == "COERCE" && c.mode == "arrest":
		home := r.countries(c.recipients)
		if len(home) != 1 {
			return
		}
		sent := r.sent(c)
		best := -1
		for _, i := range r.mentionsIn(sent-2, sent) {
			m := &r.d.Mentions[i]
			ref := &r.refs[m.Chain].Actor
			if ref.Country != home[0] || m.Head >= c.tok && m.Sent == sent {
				continue
			}
			switch {
			case ref.Sector == "COP", ref.Sector == "MIL", ref.Sector == "JUD", ref.Sector == "GOV" && ref.Type != "person", ref.Type == "country" && m.Type != nlp.Norp:
				best = m.Chain
			}
		}
		if best >= 0 {
			c.actors = r.drop([]Arg{{Referent: best}}, c.recipients)
			c.why("actor", "the authorities of the country", "", nlp.Span{})
		}
	}
}

// dropGround leaves out a recipient that is only the ground at home on which the
// actor acts: "imposed a curfew in its capital".
func (r *run) dropGround(c *candidate) {
	home := r.countries(c.actors)
	if len(home) != 1 || c.event != "COERCE" || c.mode != "curfew" && c.mode != "martial-law" && c.mode != "seize" {
		return
	}
	keep := c.recipients[:0:0]
	for _, a := range c.recipients {
		ref := &r.refs[a.Referent].Actor
		if ref.Country == home[0] && (ref.Type == "country" || ref.Type == "place" && ref.Sector == "") {
			continue
		}
		keep = append(keep, a)
	}
	c.recipients = keep
}

// localise gives the parties of an act of force or protest that have no country that
// of the place where it was, or of the other party where the act is one at home.
func (r *run) localise(c *candidate) {
	switch c.event {
	case "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT":
	default:
		return
	}
	at := c.ground
	if c.place >= 0 {
		at = r.d.Places[c.place].Country
	}
	other := func(args []Arg) string {
		if k := r.countries(args); len(k) == 1 {
			return k[0]
		}
		return ""
	}
	for i := range c.actors {
		a := &c.actors[i]
		ref := &r.refs[a.Referent].Actor
		switch {
		case ref.Country != "":
			continue
		case ref.Type == "person" && ref.Sector == "":
			continue
		case ref.Sector == "UAF" || ref.Sector == "UNK" || ref.Sector == "CRM":
			if k := other(c.recipients); at != "" && k != "" && k != at {
				continue // who attacks strangers may be one himself
			}
		}
		if a.Country = at; at == "" && c.event != "MOBILIZE" {
			a.Country = other(c.recipients)
		}
		if a.Country != "" {
			c.why("actor", "country of the place or of whom it acts on", "", a.Span)
		}
	}
	if c.event != "ASSAULT" && c.event != "COERCE" && c.event != "PROTEST" {
		return
	}
	for i := range c.recipients {
		a := &c.recipients[i]
		if r.refs[a.Referent].Country != "" {
			continue
		}
		a.Country = at
		if at == "" && (c.mode == "crowd-control" || c.mode == "arrest") {
			a.Country = other(c.actors)
		}
		if a.Country != "" {
			c.why("recipient", "country of the place, or of who polices it", "", a.Span)
		}
	}
}

// military reports whether all of args are soldiers or rebels.
func (r *run) military(args []Arg) bool {
	for _, a := range args {
		if s := r.refs[a.Referent].Sector; s != "MIL" && s != "REB" {
			return false
		}
	}
	return len(args) > 0
}

// irregular reports whether all of args are of armed groups that are no state's.
func (r *run) irregular(args []Arg) bool {
	for _, a := range args {
		switch r.refs[a.Referent].Sector {
		case "REB", "UAF", "CRM":
		default:
			return false
		}
	}
	return len(args) > 0
}

// instruments calls f for the tokens that say with what an act was done: the head,
// its subject, object, and the phrases with, by, in, from.
func (r *run) instruments(c *candidate, f func(t int) bool) {
	v := r.clauseOf(c)
	var walk func(t, depth int) bool
	walk = func(t, depth int) bool {
		if f(t) {
			return true
		}
		if depth == 0 {
			return false
		}
		for _, k := range r.kids[t] {
			switch {
			case r.is(k, "compound"), r.is(k, "amod"), r.is(k, "nmod"), r.is(k, "appos"), r.is(k, "conj") && !r.verb(k), (r.rel(k) == "acl" || r.verb(t)) && (r.lemma[t] == "arm" || r.lemma[t] == "armed" || r.lemma[t] == "wield" || r.lemma[k] == "arm" || r.lemma[k] == "armed" || r.lemma[k] == "wield" || r.lemma[k] == "use" || r.lemma[k] == "carry"):
				if walk(k, depth-1) {
					return true
				}
			}
		}
		return false
	}
	if c.light >= 0 && walk(c.tok, 1) {
		return
	}
	if r.noun(v) {
		walk(v, 1)
		return
	}
	for _, k := range r.kids[v] {
		switch {
		case r.is(k, "nsubj") && !r.passive(v), r.is(k, "obj") && !r.kind(k, "#people"), r.rel(k) == "obl:agent":
			if walk(k, 2) {
				return
			}
		case r.is(k, "obl"), r.is(k, "advcl"):
			switch r.caseOf(k) {
			case "with", "by", "in", "from", "using", "when", "":
				if r.verb(k) || r.placeAt(k) < 0 {
					if walk(k, 1) {
						return
					}
				}
			}
		}
	}
	for _, s := range r.subjects(v) {
		if r.d.Tokens[s].Head != v && walk(s, 1) {
			return
		}
	}
}

// modesByWord is in which order the classes of instruments are tried.
var modesByWord = []struct{ class, mode, cameo string }{
	{"SUICIDE", "suicide-attack", "1831"}, {"DRONE", "drone", "195"}, {"CHEMICAL", "unconventional", "2041"},
	{"CROWDWEAPON", "crowd-control", "175"}, {"AIRCRAFT", "aerial", "195"}, {"ARTILLERY", "heavy-weapons", "194"},
	{"BOMB", "explosives", "183"}, {"GUN", "firearms", "193"}, {"BLADE", "primitive", "182"},
}

func (r *run) instrument(c *candidate) {
	best := len(modesByWord)
	r.instruments(c, func(t int) bool {
		for i := 0; i < best; i++ {
			if r.word(t, r.classes[modesByWord[i].class]) {
				best = i
				c.why("mode", "class:"+modesByWord[i].class, "", r.d.Tokens[t].Span)
				break
			}
		}
		return false
	})
	if best < len(modesByWord) {
		c.mode, c.cameo = modesByWord[best].mode, modesByWord[best].cameo
	}
}

// refine makes a bombing aerial or a suicide attack, where the words say so.
func (r *run) refine(c *candidate) {
	r.instruments(c, func(t int) bool {
		for _, m := range modesByWord[:5] {
			if m.class == "CROWDWEAPON" && c.mode != "firearms" || m.class == "CHEMICAL" && c.mode == "firearms" {
				continue
			}
			if r.word(t, r.classes[m.class]) {
				c.mode, c.cameo = m.mode, m.cameo
				c.why("mode", "class:"+m.class, "", r.d.Tokens[t].Span)
				return true
			}
		}
		return false
	})
}

func (r *run) forces(c *candidate) {
	r.instruments(c, func(t int) bool {
		switch {
		case r.word(t, r.classes["ARMAMENT"]), r.lemma[t] == "live-fire":
			c.mode = "weapons"
		case r.word(t, r.classes["POLICE"]):
			c.mode = "police"
		case r.word(t, r.classes["TROOPS"]), r.lemma[t] == "exercise", r.lemma[t] == "drill", r.lemma[t] == "manoeuvre":
			if c.mode == "" {
				c.mode = "troops"
			}
		}
		return c.mode == "weapons"
	})
}

// venue tells a meeting of an international body, or one on a third party's ground.
func (r *run) venue(c *candidate) {
	if len(c.actors) == 1 {
		switch r.refs[c.actors[0].Referent].Country {
		case "UNO", "IGO", "EUR":
			c.mode = "multilateral"
		}
	}
	if c.place < 0 || len(c.actors) < 2 {
		return
	}
	at := r.d.Places[c.place].Country
	if at == "" {
		return
	}
	countries := r.countries(c.actors)
	if len(countries) == 0 {
		return
	}
	for _, k := range countries {
		if k == at {
			return
		}
	}
	c.mode = "third-party"
	c.why("mode", "venue", "", r.d.Places[c.place].Span)
}

// hosted makes a visit of a meeting, told by a verb with an object, on the ground of one
// of the two: "the Polish president met the chancellor in Berlin". Where the two are
// joined in the subject, "the ministers of Kenya and Ethiopia met in Nairobi", neither
// is said to be the guest.
func (r *run) hosted(c *candidate) {
	if c.event == "CONSULT" && c.mode == "phone" && r.verb(c.tok) { // spoke to her by telephone: one called, and one was called
		for _, x := range r.prep(c.tok, "to") {
			called := r.args(x)
			if callers := r.drop(c.actors, called); len(callers) > 0 && len(callers) < len(c.actors) {
				c.actors, c.recipients = callers, called
			}
		}
	}
	if c.event != "CONSULT" || c.mode != "" || c.place < 0 || len(c.actors) != 2 || !r.verb(c.tok) || !strings.HasPrefix(c.id, "meet:") && !strings.HasPrefix(c.id, "meet.with:") {
		return
	}
	if p := &r.d.Places[c.place]; p.Precision == "country" || p.Precision == site || len(r.subjects(c.tok)) != 1 {
		return
	}
	at := r.d.Places[c.place].Country
	a, b := r.country(c.actors[0]), r.country(c.actors[1])
	if a == b || a == "" || b == "" || a != at && b != at || r.child(r.subjects(c.tok)[0], "conj") >= 0 {
		return
	}
	guest, host := c.actors[0], c.actors[1]
	if a == at {
		guest, host = host, guest
	}
	c.actors, c.recipients = []Arg{guest}, []Arg{host}
	c.mode, c.cameo = "visit", "042"
	c.why("mode", "on the ground of one of the two", "", r.d.Places[c.place].Span)
}

// commitment makes an AGREE of aid, support and cooperation that the actor itself
// says is to come, as PLOVER has it.
func (r *run) commitment(c *candidate) {
	if c.event == "AGREE" || c.status != planned || !r.verb(c.tok) {
		return
	}
	modal, _, _ := r.aux(c.tok)
	if modal != "will" && modal != "would" && modal != "shall" || r.passive(c.tok) {
		return
	}
	switch c.event {
	case "AID":
		c.cameo = "033"
	case "COOPERATE":
		c.cameo = "031"
	default:
		c.cameo = "032"
	}
	c.event, c.mode, c.status = "AGREE", "", happened
	c.why("type", "commitment: future aid, support and cooperation", "", r.d.Tokens[c.tok].Span)
}

// condition makes a threat of a harmful act that its doer announces unless something
// is done.
func (r *run) condition(c *candidate) {
	if c.status != planned && c.status != hypothetical || !r.verb(c.tok) {
		return
	}
	switch c.event {
	case "SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE":
	default:
		return
	}
	if modal, _, _ := r.aux(c.tok); modal != "will" && modal != "would" && modal != "shall" {
		return
	}
	for _, k := range r.kids[c.tok] {
		if r.is(k, "advcl") && r.hasCase(k, "unless") {
			act := inner{event: c.event, mode: c.mode, cameo: c.cameo}
			for _, row := range r.tables.content["threat"] {
				if act.fits(row.inner, false) {
					c.why("type", "condition: unless", "", r.d.Tokens[k].Span)
					c.event, c.mode, c.cameo, c.status = row.event, row.mode, row.cameo, happened
					for _, b := range r.actsIn(r.sent(c)) {
						if b != c && b.gate == "" && r.governs(k, b.tok) {
							b.gate = "content of a speech act"
						}
					}
					return
				}
			}
		}
	}
}

// quotedThreat makes a threat of a harmful act whose announcement is put after it with
// a verb of warning: "They will be arrested," he warned.
func (r *run) quotedThreat(c *candidate) {
	if c.status != planned && c.status != hypothetical || !r.verb(c.tok) {
		return
	}
	switch c.event {
	case "SANCTION", "COERCE", "ASSAULT", "MOBILIZE":
	default:
		return
	}
	for _, k := range r.kids[c.tok] {
		if r.rel(k) != "parataxis" || r.lemma[k] != "warn" && r.lemma[k] != "threaten" && r.lemma[k] != "vow" && !(r.reports(k) && r.threat(c.tok)) {
			continue
		}
		act := inner{event: c.event, mode: c.mode, cameo: c.cameo}
		for _, row := range r.tables.content["threat"] {
			if !act.fits(row.inner, false) {
				continue
			}
			for _, s := range r.subjects(k) {
				if args := r.args(s); len(args) > 0 {
					c.actors = args
					c.recipients = r.drop(c.recipients, args)
				}
			}
			c.why("type", "warning put after", "parataxis", r.d.Tokens[k].Span)
			c.event, c.mode, c.cameo, c.status = row.event, row.mode, row.cameo, happened
			return
		}
	}
}

package claims

import (
	"slices"
	"strings"
)

// The classes of cues, as indices into en.CueClasses.
const (
	classSay uint8 = iota
	classDeny
	classConfirm
	classAccuse
	classOrder
	classAsk
	classPromise
	classThreaten
	classIntend
	classBelieve
	classFeel
	classDecline
	classShow
)

// contentFrame says in which frames of the cue table the content stands to the
// cue, and with which preposition.
func (f *finder) contentFrame(d *draft) (frames, string) {
	if len(d.content) == 0 {
		return 0, ""
	}
	first := f.firstWord(d.content[0])
	var got frames
	prep := ""
	object := false
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		inside := f.inContent(d, k)
		switch t.Rel {
		case "ccomp", "csubj", "csubj:pass", "parataxis":
			if inside {
				got |= frameClause
				if object {
					got |= frameObjClause
				}
			}
		case "xcomp", "advcl", "acl":
			switch {
			case !inside:
			case f.infinitive(k):
				got |= frameTo
				if object {
					got |= frameObjTo
				}
			case t.Rel == "xcomp" && object:
				got |= frameObjAs
			case t.Rel == "acl", t.Rel == "xcomp" && t.XPOS == "VBG":
				got |= frameClause // "recalled seeing two boats"
			default:
				got |= frameNP
			}
		case "obj", "iobj", "nsubj:pass":
			if inside {
				object = true
				got |= frameNP
				for _, m := range f.kids[k] { // "accused X of Y" is often parsed as one phrase
					if f.Tokens[m].Rel == "nmod" {
						got |= objectFrames[f.caseOf(m)]
					}
				}
			} else if t.Rel != "iobj" {
				object = true
			}
		case "obl", "nmod", "obl:agent":
			if !inside {
				continue
			}
			prep = f.caseOf(k)
			got |= framePrep
			if t.Rel == "nmod" {
				got |= frameNP
			}
			if object {
				got |= objectFrames[prep]
			}
			if k > d.head && d.hit.e != nil && d.hit.last > d.head && f.caseAt(k) > d.head && f.caseAt(k) <= d.hit.last {
				got |= frameNP // the preposition is part of the cue: "called for"
			}
		}
	}
	if f.quote[first] >= 0 && (f.quote[d.head] != f.quote[first]) && f.setOff(f.quote[first]) {
		got |= frameClause
	}
	if got == 0 {
		switch t := &f.Tokens[first]; {
		case t.Form == "to":
			got = frameTo
		case f.clausal(d.content[0]):
			got = frameClause
		default:
			got = frameNP
		}
	}
	return got, prep
}

// clausal reports whether a piece has a verb with its subject.
func (f *finder) clausal(p tokens) bool {
	for i := p.from; i < p.to; i++ {
		if f.kidset[i]&3 != 0 && (f.Tokens[i].UPOS == "VERB" || f.kidset[i]&(1<<14) != 0) {
			return true
		}
	}
	return false
}

func (f *finder) firstWord(p tokens) int {
	for i := p.from; i < p.to; i++ {
		if f.Tokens[i].UPOS != "PUNCT" {
			return i
		}
	}
	return p.from
}

func (f *finder) inContent(d *draft, i int) bool {
	for _, p := range d.content {
		if p.has(i) {
			return true
		}
	}
	return false
}

// objectFrames are the frames of an object and a preposition.
var objectFrames = map[string]frames{"of": frameObjOf, "for": frameObjFor, "as": frameObjAs, "with": frameObjWith, "about": frameObjAbout}

// caseAt returns the token of the preposition of token k, or -1.
func (f *finder) caseAt(k int) int {
	for _, m := range f.kids[k] {
		if f.Tokens[m].Rel == "case" {
			return m
		}
	}
	return -1
}

// caseOf returns the preposition of token k, or "".
func (f *finder) caseOf(k int) string {
	if m := f.caseAt(k); m >= 0 {
		return f.Tokens[m].Lemma
	}
	return ""
}

// negatedIn reports whether the word that negates the cue by the parse stands in the
// content, and so negates that: "It had not, said the vet."
func (f *finder) negatedIn(d *draft) bool {
	for _, k := range f.kids[d.head] {
		switch f.Tokens[k].Lemma {
		case "not", "never", "n't", "n’t", "neither", "nor":
			if f.inContent(d, k) {
				return true
			}
		}
	}
	return false
}

// negated reports whether token i is denied by a negative adverb or subject, or
// governed by a verb of refusing.
func (f *finder) negated(i int) bool {
	for _, k := range f.kids[i] {
		t := &f.Tokens[k]
		switch t.Lemma {
		case "not", "never", "n't", "n’t", "neither", "nor":
			if k < i || t.Rel == "advmod" && k == i+1 && (k+1 >= len(f.Tokens) || f.Tokens[k+1].Form != "to") {
				return true
			}
		case "nobody", "none", "nothing":
			if isSubject(t.Rel) {
				return true
			}
		}
		if isSubject(t.Rel) {
			if from := int(f.first[k]); from < k && f.Tokens[from].Lemma == "not" && (f.Tokens[from+1].Lemma == "one" || f.Tokens[from+1].Lemma == "a") {
				return true // "not one soldier was there"
			}
			for _, m := range f.kids[k] {
				if l := f.Tokens[m].Lemma; f.Tokens[m].Rel == "det" && (l == "no" || l == "neither") || l == "neither" && m < k {
					return true
				}
			}
		}
	}
	t := &f.Tokens[i]
	if t.Rel == "xcomp" && t.Head >= 0 {
		return refusals[f.Tokens[t.Head].Lemma]
	}
	if t.Rel == "conj" && t.Head >= 0 { // neither confirmed nor denied
		for _, k := range f.kids[i] {
			if f.Tokens[k].Lemma == "nor" {
				return true
			}
		}
	}
	return false
}

func (f *finder) never(i int) bool {
	for _, k := range f.kids[i] {
		if f.Tokens[k].Lemma == "never" {
			return true
		}
	}
	return false
}

// ownSubject reports whether the subject of token i is the speaker or the
// speaker's: "we", "its aircraft".
func (f *finder) ownSubject(i int) bool {
	for _, k := range f.kids[i] {
		t := &f.Tokens[k]
		if !isSubject(t.Rel) {
			continue
		}
		if t.Lemma == "I" || t.Lemma == "we" {
			return true
		}
		for _, m := range f.kids[k] {
			if f.Tokens[m].Rel == "nmod:poss" && f.Tokens[m].XPOS == "PRP$" {
				return true
			}
		}
	}
	return false
}

// accuses reports whether a plain statement says that another did harm.
func (f *finder) accuses(d *draft) bool {
	for _, p := range d.content {
		for i := p.from; i < p.to; i++ {
			t := &f.Tokens[i]
			if guilts[t.Lemma] && f.kidset[i]&(1<<14) != 0 && f.mainOf(d, i) && !f.negated(i) && !f.ownSubject(i) {
				return true
			}
			if !harms[t.Lemma] || t.UPOS != "VERB" || !f.mainOf(d, i) || f.negated(i) {
				continue
			}
			if f.hasKid(i, "aux:pass") {
				switch t.Lemma {
				case "beat", "mistreat", "torture", "abuse", "rig", "poison", "rape":
					return true
				}
				continue
			}
			for _, k := range f.kids[i] {
				if isSubject(f.Tokens[k].Rel) {
					return !f.ownSubject(i)
				}
			}
		}
	}
	return false
}

// classify sets class, stance and the negation of a draft.
func (f *finder) classify(d *draft) {
	fr, prep := f.contentFrame(d)
	d.class, d.match = f.classOf(d, fr, prep)
	if d.match < 2 {
		if more := f.satisfied(d.head); more != 0 {
			d.class, d.match = f.classOf(d, fr|more, prep)
		}
	}
	f.byObject(d)
	head := &f.Tokens[d.head]
	d.neg = f.negated(d.head) && !f.negatedIn(d)
	lemma := head.Lemma
	d.stance = "assert"
	verdict, judged := f.verdict(d)
	f.told(d, lemma)
	switch {
	case f.declines(d, lemma), d.rule == ruleSilent:
		d.class, d.stance = classDecline, "decline"
	case d.neg && (d.class == classConfirm || d.class == classDeny):
		d.class, d.stance = classDecline, "decline"
	case d.neg && d.class == classSay && f.never(d.head):
		d.class, d.stance = classDeny, "deny"
	case d.neg && speechVerbs[lemma] && f.quoteless(d) && d.class == classSay && !f.wantsClause(d):
		d.class, d.stance = classDecline, "decline"
	case lemma == "reject" || lemma == "turn" && d.class == classDecline || lemma == "rebuff" || lemma == "refuse" || lemma == "resist":
		d.class, d.stance = f.rejection(d, fr)
	case d.class == classDeny && f.asked(d):
		// An offer is turned down when it is dismissed, or judged.
		d.class, d.stance = classDecline, "decline"
		if fr&frameObjAs != 0 && !(judged && verdict == classDeny) {
			d.class, d.stance = classAccuse, "assert"
		}
	case d.class == classDeny && d.hit.e != nil && d.hit.e.classes&(1<<classAccuse) != 0 && !f.objectSaid(d):
		d.class = classAccuse // a tax is not denied when it is denounced as theft
	case d.class == classDeny:
		d.stance = "deny"
	case judged && verdict == classDeny && (d.class != classAccuse || f.objectSaid(d)):
		d.class, d.stance = classDeny, "deny"
	case judged && (d.class == classSay || d.class == classBelieve) && callVerbs[lemma]:
		d.class = verdict
		if verdict == classAccuse && f.callsReport(d) {
			d.class, d.stance = classDeny, "deny" // a finding that is called malicious is not owned to
		}
	case d.class == classConfirm:
		d.stance = "confirm"
	case d.class == classDecline:
		d.stance = "decline"
	case d.neg && (d.class == classSay || d.class == classBelieve || d.class == classIntend || d.class == classFeel || d.class == classAccuse || d.class == classAsk || d.class == classPromise):
		d.stance = "deny"
	case d.class == classAsk && (f.asksWhether(d) || lemma == "ask" && (prep == "about" || fr&frameObjAbout != 0)), lemma == "doubt" || lemma == "question" || lemma == "wonder":
		d.stance = "question"
	case f.answersNo(d):
		d.stance, d.class = "deny", classDeny
	}
	if d.class == classSay && d.stance == "assert" && f.accuses(d) {
		d.class = classAccuse
	}
	if d.stance == "assert" && f.wantsOf(d, lemma) {
		d.class = classAsk
	}
	if d.class == classSay && (lemma == "say" || lemma == "tell" || lemma == "show" || lemma == "suggest" || lemma == "indicate") && !d.source.empty() && lemma != "say" && lemma != "tell" {
		if documents[f.Tokens[f.rangeHead(d.source)].Lemma] {
			d.class = classShow
		}
	}
}

// asked reports whether the object of the cue is something asked or offered, and
// does not hold a clause, as a suggestion may.
func (f *finder) asked(d *draft) bool {
	switch f.Tokens[d.head].Lemma {
	case "dismiss", "brush", "shrug", "wave", "laugh", "scoff", "rebuff", "spurn", "scorn":
	default:
		return false
	}
	for _, k := range f.kids[d.head] {
		if t := &f.Tokens[k]; (t.Rel == "obj" || t.Rel == "nsubj:pass" || t.Rel == "obl" && k > d.head) && requestNouns[t.Lemma] {
			return !f.hasKid(k, "acl") && !f.hasKid(k, "ccomp") && !f.hasKid(k, "acl:relcl")
		}
	}
	return false
}

// wantsOf reports whether the cue asks another to act: "wants the sanctions
// lifted", "insists that inspectors be admitted".
func (f *finder) wantsOf(d *draft, lemma string) bool {
	switch lemma {
	case "want":
		object := false
		for _, k := range f.kids[d.head] {
			switch t := &f.Tokens[k]; {
			case t.Rel == "obj" && f.inContent(d, k):
				object = true
				for _, m := range f.kids[k] {
					if u := &f.Tokens[m]; u.Rel == "acl" && u.XPOS == "VBN" {
						return true
					}
				}
			case object && (t.Rel == "xcomp" || t.Rel == "ccomp"):
				return true
			}
		}
	case "insist":
		for _, k := range f.kids[d.head] {
			if t := &f.Tokens[k]; t.Rel == "ccomp" {
				bare := t.XPOS == "VB"
				for _, m := range f.kids[k] {
					switch u := &f.Tokens[m]; {
					case u.XPOS == "MD" || u.Lemma == "do" && u.Rel == "aux":
						return false
					case (u.Rel == "aux:pass" || u.Rel == "cop") && u.XPOS == "VB":
						bare = true
					}
				}
				return bare
			}
		}
	}
	return false
}

// byObject corrects the class by what the object of the cue is.
func (f *finder) byObject(d *draft) {
	if k := f.voices(d.head); k >= 0 && f.inContent(d, k) && d.class == classSay {
		d.class = classFeel
	}
	if d.class == classAsk && f.Tokens[d.head].Lemma == "claim" && f.ownsAttack(d) {
		d.class = classConfirm
	}
	if f.Tokens[d.head].Lemma == "read" && d.class == classBelieve && f.quoted(d) {
		d.class = classSay // it is the note that reads “…”
	}
}

// told tells an order from a statement: "told the men to leave".
func (f *finder) told(d *draft, lemma string) {
	if lemma == "tell" && d.class == classOrder || d.class == classSay && lemma == "tell" {
		d.class = classSay
		for i := d.content[0].from; i < d.content[0].to && !f.finite(tokens{d.content[0].from, i + 1}); i++ {
			if t := &f.Tokens[i]; t.Form == "to" && t.Rel == "mark" && f.quote[i] < 0 {
				d.class = classOrder
				break
			}
		}
	}
}

// callsReport reports whether the object of the cue is a noun for what somebody is said
// to have found or done, and not for words as such: "called the finding malicious".
func (f *finder) callsReport(d *draft) bool {
	for _, k := range f.kids[d.head] {
		if t := &f.Tokens[k]; t.Rel == "obj" && (reportNouns[t.Lemma] && t.Lemma != "announcement" && t.Lemma != "declaration" || t.Lemma == "finding") {
			return true
		}
	}
	return false
}

// objectSaid reports whether the object of the cue is something that was said:
// "denounced the report as a lie".
func (f *finder) objectSaid(d *draft) bool {
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		if t.Rel != "obj" && t.Rel != "nsubj:pass" {
			continue
		}
		switch t.Lemma {
		case "it", "this", "that", "these", "those", "they":
			return true
		}
		e := f.hits[k].e
		return numberNouns[t.Lemma] || documents[t.Lemma] || e != nil && e.pos == 'n' && e.classes&(1<<classSay|1<<classAccuse|1<<classBelieve|1<<classShow) != 0
	}
	return false
}

// classOf chooses the sense of the cue whose frame the content has, and says how
// well it fits: 0 or 1 not at all, 2 by a noun object, 3 and more by a clause, an
// infinitive, a preposition or an object with what is said of it.
func (f *finder) classOf(d *draft, fr frames, prep string) (uint8, int) {
	if d.hit.e == nil {
		if fr&frameTo != 0 && fr&frameClause == 0 {
			return classIntend, 0
		}
		return classSay, 0
	}
	if d.hit.e.pos == 'p' || d.hit.e.pos == 'r' {
		return d.hit.e.senses[0].class, 3
	}
	best, score := d.hit.e.senses[0].class, -1
	for _, s := range d.hit.e.senses {
		n := 0
		common := s.frames & fr
		switch {
		case common&(frameObjTo|frameObjOf|frameObjFor|frameObjAs|frameObjWith|frameObjAbout|frameObjClause) != 0:
			n = 5
		case common&framePrep != 0 && slices.Contains(s.preps, prep):
			n = 4
		case common&frameTo != 0 && fr&frameObjTo == 0:
			n = 4
		case common&frameClause != 0:
			n = 3
		case common&frameNP != 0:
			n = 2
		case s.frames&frameClause != 0:
			n = 1
		}
		if n > score || n == score && s.class < best {
			best, score = s.class, n
		}
	}
	return best, score
}

// declines reports whether the cue says that its source would not speak: "declined
// to comment", "would not say", "did not respond", "has yet to say", "no comment".
func (f *finder) declines(d *draft, lemma string) bool {
	switch lemma {
	case "decline", "refuse":
		return true
	case "respond", "reply", "comment", "return":
		if d.neg {
			return true
		}
	}
	if h := f.Tokens[d.head].Head; h >= 0 && f.Tokens[d.head].Rel == "xcomp" && refusals[f.Tokens[h].Lemma] && speechVerbs[lemma] {
		return true
	}
	if speechVerbs[lemma] {
		// "has yet to say", "said nothing about"
		for i := max(f.Sentences[f.Tokens[d.head].Sent].First, d.head-3); i < d.head-1; i++ {
			if f.Tokens[i].Lemma == "yet" && f.Tokens[i+1].Form == "to" {
				return true
			}
		}
		for _, k := range f.kids[d.head] {
			if f.Tokens[k].Lemma == "nothing" && f.Tokens[k].Rel == "obj" {
				return true
			}
		}
	}
	if len(d.content) == 1 && d.content[0].to-d.content[0].from <= 5 {
		p := d.content[0]
		for i := p.from; i+1 < p.to; i++ {
			if f.Tokens[i].Lemma == "no" && f.Tokens[i+1].Lemma == "comment" {
				return true
			}
		}
	}
	return false
}

// quoteless reports whether no content stands in quotation marks.
func (f *finder) quoteless(d *draft) bool {
	for _, p := range d.content {
		if f.quote[f.firstWord(p)] >= 0 && f.quote[d.head] < 0 {
			return false
		}
	}
	return true
}

// wantsClause reports whether the content is a full clause that was not said:
// "never said that it rained", other than "would not say whether".
func (f *finder) wantsClause(d *draft) bool {
	i := f.firstWord(d.content[0])
	switch f.Tokens[i].Lemma {
	case "whether", "if", "what", "when", "where", "why", "how", "who", "which", "on", "about", "to":
		return false
	}
	for _, k := range f.kids[d.head] {
		if l := f.Tokens[k].Lemma; l == "would" || l == "will" || l == "could" {
			return false
		}
	}
	return f.clausal(d.content[0])
}

// rejection tells the denial of what was said from the refusal of what was asked.
func (f *finder) rejection(d *draft, fr frames) (uint8, string) {
	if fr&(frameClause|frameObjAs) != 0 || f.shown(d.head) {
		return classDeny, "deny"
	}
	object := false
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		if t.Rel != "obj" && t.Rel != "nsubj:pass" {
			continue
		}
		object = true
		if f.holdsClause(k) >= 0 {
			return classDeny, "deny" // a suggestion that it is so, and not one to do so
		}
		if requestNouns[t.Lemma] {
			break
		}
		if f.deniable(k) {
			return classDeny, "deny"
		}
	}
	// "an accusation that the army rejects", "rejected as absurd a report that …"
	for _, p := range d.content {
		for i := p.from; i < p.to && !object; i++ {
			if f.Tokens[i].UPOS == "NOUN" {
				object = true
				if !requestNouns[f.Tokens[i].Lemma] && f.deniable(i) {
					return classDeny, "deny"
				}
			}
		}
	}
	return classDecline, "decline"
}

// deniable reports whether token i is a word for something said, which is denied when
// it is rejected.
func (f *finder) deniable(i int) bool {
	if e := f.hits[i].e; e != nil && e.pos == 'n' && e.classes&(1<<classSay|1<<classAccuse|1<<classBelieve|1<<classShow) != 0 {
		return true
	}
	switch f.Tokens[i].Lemma {
	case "figure", "number", "version", "account", "result", "toll", "it", "this", "that", "link", "comparison", "characterization", "characterisation", "label", "involvement", "responsibility":
		return true
	}
	return false
}

// asksWhether reports whether the content is a question.
func (f *finder) asksWhether(d *draft) bool {
	p := d.content[0]
	i := f.firstWord(p)
	switch f.Tokens[i].Lemma {
	case "whether", "if", "what", "when", "where", "why", "how", "who", "which":
		return true
	}
	last := d.content[len(d.content)-1]
	return f.Tokens[last.to-1].Form == "?" || last.to < len(f.Tokens) && f.Tokens[last.to].Form == "?"
}

// verdict returns the class of the word that judges in the content: the
// predicate of a call verb's object, or of the content's main clause.
func (f *finder) verdict(d *draft) (uint8, bool) {
	lemma := f.Tokens[d.head].Lemma
	for _, p := range d.content {
		for i := p.from; i < p.to; i++ {
			t := &f.Tokens[i]
			class, ok := f.verdicts[t.Lemma]
			if !ok && t.XPOS == "VBN" && f.saidBefore(i) { // "the recording had been doctored"
				class, ok = f.verdicts[strings.ToLower(t.Form)]
			}
			if !ok {
				continue
			}
			if callVerbs[lemma] {
				if thinkVerbs[lemma] && f.clausal(p) || t.Rel == "acl" {
					continue
				}
				if t.Head == d.head || t.Head >= 0 && f.Tokens[t.Head].Head == d.head && t.Rel != "nmod" {
					return class, true
				}
				if class == classDeny && i-2 >= p.from && f.Tokens[i-1].Lemma == "of" && heapNouns[f.Tokens[i-2].Lemma] {
					return class, true
				}
				if t.Rel == "amod" && t.Head >= 0 && f.Tokens[t.Head].Head == d.head && f.Tokens[t.Head].Rel == "xcomp" {
					return class, true
				}
				if f.quote[i] >= 0 && f.quote[i] != f.quote[d.head] {
					return class, true
				}
				continue
			}
			if class != classFeel && f.saysOf(p, i) {
				return classDeny, true // a charge that is obscene is not owned to
			}
			// The predicate of the content's main clause: "reports that … were premature".
			if class == classDeny && f.mainOf(d, i) && (f.kidset[i]&(1<<14) != 0 && f.saidBefore(i) || t.XPOS == "VBN" && f.hasKid(i, "aux:pass")) && !f.negated(i) {
				return class, true
			}
		}
	}
	return 0, false
}

// saidBefore reports whether the subject of token i is something that was said:
// a pronoun of no person, or a noun like "report" or "figure".
func (f *finder) saidBefore(i int) bool {
	for _, k := range f.kids[i] {
		t := &f.Tokens[k]
		if !isSubject(t.Rel) && t.Rel != "csubj" {
			continue
		}
		switch t.Lemma {
		case "it", "this", "that", "these", "those":
			return true
		}
		e := f.hits[k].e
		return numberNouns[t.Lemma] || documents[t.Lemma] || e != nil && e.pos == 'n'
	}
	return false
}

// mainOf reports whether token i is the head of the content's main clause.
func (f *finder) mainOf(d *draft, i int) bool {
	h := f.Tokens[i].Head
	return h < 0 || h == d.head || !f.inContent(d, h)
}

// answersNo reports whether the content is a denial in itself: a negative main
// clause about what is or was so, other than what one does not know, want or
// mean to do.
func (f *finder) answersNo(d *draft) bool {
	lemma := f.Tokens[d.head].Lemma
	firm := lemma == "insist" || lemma == "swear" || lemma == "maintain"
	if d.class != classSay && d.class != classPromise {
		return false
	}
	if f.flatNo(d.content[0]) || f.nothing(d.content[0]) || f.unfounded(d.content[0]) || f.without(d.content[0]) {
		return true
	}
	for _, p := range d.content {
		for i := p.from; i < p.to; i++ {
			t := &f.Tokens[i]
			if !f.mainOf(d, i) || t.UPOS == "PUNCT" || t.UPOS == "VERB" && !firm && f.minds(i) && !f.undone(i) {
				continue
			}
			if t.UPOS == "VERB" && f.noSuch(i) {
				return true
			}
			if t.Lemma == "know" && f.asks(i) {
				continue // who does not know who did it denies nothing
			}
			if t.Lemma == "unaware" && f.kidset[i]&(1<<14) != 0 {
				return true
			}
			if t.UPOS != "VERB" && t.UPOS != "AUX" && !firm && !(f.kidset[i]&(1<<14) != 0 && denialPredicates[t.Lemma] && (t.UPOS != "NOUN" || f.subject[i] >= 0 && f.Tokens[f.subject[i]].UPOS == "PRON")) {
				continue
			}
			if t.XPOS == "VBG" && !firm {
				continue // "is not looking for", "am not going to"
			}
			modal := false
			no := f.negated(i)
			for _, k := range f.kids[i] {
				u := &f.Tokens[k]
				modal = modal || u.XPOS == "MD"
				if u.Rel == "obj" && (u.Lemma == "nothing" || f.groundless(k) || t.Lemma == "have" && parts[u.Lemma] && f.noneOf(k) >= 0) {
					no = true
				}
			}
			if no && (firm || !modal) {
				return true
			}
		}
	}
	return false
}

// ownsAttack reports whether the object of the cue is an attack: "claimed the ambush".
func (f *finder) ownsAttack(d *draft) bool {
	return slices.ContainsFunc(f.kids[d.head], func(k int) bool { return f.Tokens[k].Rel == "obj" && attacks[f.Tokens[k].Lemma] })
}

// asks reports whether verb i governs a question: "did not know who had done it".
func (f *finder) asks(i int) bool {
	return slices.ContainsFunc(f.kids[i], func(k int) bool {
		if k < i || f.Tokens[k].Rel != "ccomp" {
			return false
		}
		switch f.Tokens[f.first[k]].Lemma {
		case "who", "whom", "what", "when", "where", "why", "how", "which", "whether", "if":
			return true
		}
		return false
	})
}

// noSuch reports whether verb i has for its object "no such thing".
func (f *finder) noSuch(i int) bool {
	for _, k := range f.kids[i] {
		if r := f.Tokens[k].Rel; k < i+2 || r != "obj" && r != "obl" {
			continue
		}
		for m := int(f.first[k]); m+1 < k; m++ {
			if f.Tokens[m].Lemma == "no" && f.Tokens[m+1].Lemma == "such" {
				return true
			}
		}
	}
	return false
}

// groundless reports whether noun k is a ground that there is not: "has no basis".
func (f *finder) groundless(k int) bool {
	return grounds[f.Tokens[k].Lemma] && k > 0 && slices.ContainsFunc(f.kids[k], func(m int) bool { return f.Tokens[m].Lemma == "no" && m < k })
}

// unfounded reports whether a piece of content says of something that was said that it
// has no ground: "the claim that it snowed has no basis".
func (f *finder) unfounded(p tokens) bool {
	if !f.deniable(f.rangeHead(p)) {
		return false
	}
	for i := p.from + 1; i < p.to; i++ {
		if f.groundless(i) {
			return i >= p.from+2 && f.Tokens[i-2].Lemma == "have"
		}
	}
	return false
}

// undone reports whether verb i is passive with "nothing" for its subject, which is no
// state of mind: "nothing had been decided".
func (f *finder) undone(i int) bool {
	s := int(f.subject[i])
	return s >= 0 && f.hasKid(i, "aux:pass") && (f.Tokens[s].Lemma == "nothing" || f.Tokens[s].Lemma == "none")
}

// without reports whether a piece of content says of something that was said that it is
// without ground: "reports of a sale were without foundation".
func (f *finder) without(p tokens) bool {
	for i := p.from + 1; i < p.to; i++ {
		if f.Tokens[i-1].Lemma == "without" && (grounds[f.Tokens[i].Lemma] || i+1 < p.to && grounds[f.Tokens[i+1].Lemma]) {
			return f.saysOf(p, i-1) // "without foundation", "without any basis"
		}
	}
	return false
}

// minds reports whether verb i tells a state of mind, whose denial denies nothing
// that another said: "did not want", other than "knew nothing", "never said so".
func (f *finder) minds(i int) bool {
	e := f.hits[i].e
	return e != nil && e.classes != 1<<classSay && f.Tokens[i].Lemma != "know" && !(f.Tokens[i].Lemma == "say" && f.quote[i] >= 0)
}

// rangeHead returns the token of a range whose head lies outside it.
func (f *finder) rangeHead(r tokens) int {
	for i := r.from; i < r.to; i++ {
		if h := f.Tokens[i].Head; h < r.from || h >= r.to {
			return i
		}
	}
	return r.from
}

package claims

// shapeCue cuts the cue down to its verb group or its noun, with auxiliaries and
// negation, and hands what the tagger took for the cue beyond it to the content.
func (f *finder) shapeCue(d *draft) {
	r := d.cue
	for r.from+1 < r.to && f.Tokens[r.from].UPOS == "PUNCT" && r.from != d.head {
		r.from++
	}
	for r.to-1 > r.from && f.Tokens[r.to-1].UPOS == "PUNCT" && r.to-1 != d.head {
		r.to--
	}
	if !r.has(d.head) {
		d.cue = r
		return
	}
	if k := d.head; f.Tokens[k].Lemma == "have" && k+3 < len(f.Tokens) && f.Tokens[k+1].Lemma == "yet" && f.Tokens[k+2].Form == "to" && f.hits[k+3].e != nil {
		d.head, d.hit = k+3, f.hits[k+3]
		r.to = max(r.to, k+4)
	}
	for k := d.head + 1; k < r.to; k++ { // denied ever having told: two cues
		if f.toldIn(k) >= 0 && f.Tokens[k].Head == d.head {
			r.to = d.head + 1
			if len(d.content) > 0 {
				d.content[0].from = r.to
			}
		}
	}
	core := tokens{d.head, d.head + 1}
	if h := d.hit; h.e != nil && h.last >= d.head && h.last < d.head+5 {
		core.to = h.last + 1
	}
	t := &f.Tokens[d.head]
	switch {
	case t.UPOS == "VERB" || t.UPOS == "AUX":
		core.to = max(core.to, f.refusal(d.head), f.other(d.head)+1)
		// A noun that has nothing behind it is itself what is voiced: "expressed deep concern".
		if noun := f.lightNoun(d, r); noun >= 0 && (f.voices(d.head) != noun || len(d.content) > 0 && f.Tokens[noun+1].UPOS != "PUNCT") {
			core.to = max(core.to, noun+1)
			if e := f.hits[noun].e; e != nil {
				d.hit = hit{e, noun}
			}
		}
		core.from = min(core.from, f.group(d.head))
		if rest := (tokens{core.to, r.to}); !rest.empty() && f.substance(d, rest) {
			f.prepend(d, rest)
		}
		core.from = max(core.from, min(r.from, core.from))
		f.parted(d, core)
	case d.hit.e != nil && d.hit.e.pos == 'p' && d.hit.last >= d.head && d.hit.last < r.to:
		core = tokens{r.from, d.hit.last + 1}
	case t.UPOS == "ADP" || d.hit.e == nil || d.hit.e.pos == 'p':
		core = r
	default:
		core.from = r.from
		for core.from < d.head && (f.Tokens[core.from].UPOS == "DET" || f.Tokens[core.from].UPOS == "PRON") {
			core.from++
		}
		for k := d.head + 1; k < r.to && f.Tokens[k].UPOS != "ADP" && f.Tokens[k].Form != "that"; k++ {
			core.to = max(core.to, k+1)
		}
	}
	d.cue = core
}

// chain gives a cue that only governs a verb of saying that verb for its head: "went
// on to explain why".
func (f *finder) chain(d *draft) {
	if !chains[f.Tokens[d.head].Lemma] || f.Tokens[d.head].UPOS != "VERB" {
		return
	}
	for _, k := range f.kids[d.head] {
		t := &f.Tokens[k]
		if t.Rel != "xcomp" && !(t.Rel == "advcl" && f.Tokens[d.head].Lemma == "go" && k == d.head+3 && f.infinitive(k)) || k < d.head || k > d.cue.to+4 || t.UPOS != "VERB" || !f.sibling(k) || f.Tokens[d.head].Lemma == "go" && f.Tokens[d.head+1].Form != "on" || f.hasKid(d.head, "obj") {
			continue
		}
		from := f.group(d.head)
		subject := int(f.subject[d.head])
		d.head, d.hit = k, f.hits[k]
		d.cue = tokens{from, max(k+1, d.cue.to)}
		d.tagged = d.cue
		if subject >= 0 && f.Tokens[subject].Rel != "expl" && d.source.empty() {
			d.source = f.phrase(subject, d)
		}
		out := d.content[:0]
		for _, p := range d.content {
			if p.meets(d.source) || p.to <= d.cue.from && f.quote[f.firstWord(p)] < 0 {
				continue
			}
			if p.meets(d.cue) {
				p.from = d.cue.to
			}
			if !p.empty() {
				out = append(out, p)
			}
		}
		d.content = out
		return
	}
}

// widenCue gives the cue of a verb all the words that attribute with it, once
// source and content are settled: the adverbs before it ("also denied", "has
// repeatedly said"), what the tagger found behind it that is neither's ("said in a
// statement"), and the preposition that its content is the object of.
func (f *finder) widenCue(d *draft) {
	if u := f.Tokens[d.head].UPOS; u != "VERB" && u != "AUX" && u != "ADJ" && u != "NOUN" || !d.cue.has(d.head) {
		return
	}
	s := f.Sentences[f.Tokens[d.head].Sent]
	free := func(i int) bool {
		return i >= s.First && i < s.Last && !d.source.has(i) && !f.inContent(d, i)
	}
	if f.Tokens[d.head].UPOS != "NOUN" {
		for i := d.cue.from - 1; free(i); i-- {
			t := &f.Tokens[i]
			if t.UPOS == "AUX" && !f.namesake(d.head, i) || t.UPOS == "ADV" && t.Lemma != "then" && (t.Head == d.head || d.tagged.has(i)) || d.tagged.has(i) && (t.UPOS == "PART" || t.UPOS == "VERB") {
				d.cue.from = i
				continue
			}
			break
		}
		for i := d.cue.to; d.tagged.has(i) && free(i); i++ {
			if f.Tokens[i].UPOS != "PUNCT" {
				d.cue.to = i + 1
			}
		}
	}
	i := d.cue.to
	if i >= s.Last || len(d.content) == 0 || !cuePrepositions[f.Tokens[i].Lemma] || f.Tokens[i].UPOS != "ADP" {
		return
	}
	for k := range d.content {
		if p := &d.content[k]; p.from == i && p.to > i+1 || p.from == i+1 {
			p.from = i + 1
			d.cue.to = i + 1
			return
		}
	}
}

// parted puts the object that parts a verb from its particle in the content:
// "laughed the charge off".
func (f *finder) parted(d *draft, core tokens) {
	for _, k := range f.kids[d.head] {
		if f.Tokens[k].Rel != "obj" || k <= d.head || k >= core.to-1 {
			continue
		}
		r := tokens{max(int(f.first[k]), d.head+1), min(int(f.last[k])+1, core.to-1)}
		content := []tokens{r}
		for _, p := range d.content {
			if p.from = max(p.from, core.to); !p.empty() && p.to > core.to {
				content = append(content, p)
			}
		}
		d.content = content
		return
	}
}

// group returns the first token of the verb group of head: auxiliaries, negation
// and the adverbs among them.
func (f *finder) group(head int) int {
	from := head
	for k := head - 1; k >= f.Sentences[f.Tokens[head].Sent].First && k > head-6; k-- {
		t := &f.Tokens[k]
		switch {
		case f.namesake(head, k):
			return from
		case t.UPOS == "AUX", t.Lemma == "not" || t.Lemma == "n't" || t.Lemma == "never" || t.Lemma == "neither":
			from = k
		case t.Form == "to" && k > 0 && f.Tokens[k-1].Lemma == "yet":
		case t.Lemma == "have" && f.Tokens[k+1].Lemma == "yet":
			from = k
		case t.UPOS == "ADV":
		default:
			return from
		}
	}
	return from
}

// refusal returns the end of "declined to comment" that begins at head; else 0.
func (f *finder) refusal(head int) int {
	if !refusals[f.Tokens[head].Lemma] {
		return 0
	}
	last := f.Sentences[f.Tokens[head].Sent].Last
	k := head + 1
	if k < last && f.Tokens[k].Form == "to" {
		k++
		for k < last && (f.Tokens[k].UPOS == "ADV" || f.Tokens[k].Lemma == "be") {
			k++
		}
		if k+1 < last && speechVerbs[f.Tokens[k].Lemma] && f.Tokens[k+1].UPOS != "PUNCT" {
			return k + 1
		}
	}
	return 0
}

// lightNoun returns the noun that a light verb carries in the cue r, or -1.
func (f *finder) lightNoun(d *draft, r tokens) int {
	lemma := f.Tokens[d.head].Lemma
	responsible := lemma == "claim" || lemma == "take" || lemma == "accept"
	for k := d.head + 1; k < r.to; k++ {
		t := &f.Tokens[k]
		if t.UPOS != "NOUN" || t.Head != d.head {
			continue
		}
		if responsible && t.Lemma == "responsibility" {
			return k
		}
		if e := f.hits[k].e; e != nil && e.pos == 'n' && lightVerbs[lemma] {
			return k
		}
	}
	return -1
}

// substance reports whether what follows the cue's verb in r belongs to the
// content: an object or complement, not whom one told, nor when and where.
func (f *finder) substance(d *draft, r tokens) bool {
	has := false
	for k := r.from; k < r.to; k++ {
		switch f.Tokens[k].UPOS {
		case "NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM":
			has = true
		}
	}
	if !has {
		// "called for", "warned against": the preposition goes with the cue.
		return false
	}
	if f.clausal(r) {
		return true // "said nothing had been decided"
	}
	first := &f.Tokens[f.firstWord(r)]
	if first.UPOS == "ADP" || first.UPOS == "SCONJ" || first.UPOS == "ADV" {
		return false
	}
	switch f.Tokens[d.head].Lemma {
	case "tell", "inform", "remind", "assure", "say", "add", "warn", "reassure", "brief", "notify":
		return false
	}
	return true
}

// prepend puts r, which ends the tagger's cue, before the content that follows.
func (f *finder) prepend(d *draft, r tokens) {
	for k := range d.content {
		if p := &d.content[k]; p.from >= r.to {
			if f.onlyMarks(r.to, p.from) {
				p.from = r.from
				return
			}
			d.content = append(d.content[:k:k], append([]tokens{r}, d.content[k:]...)...)
			return
		}
	}
	d.content = append(d.content, r)
}

// inverts reports whether the speaker may follow a verb of the table: "said the mayor",
// and "complained the mayor", since that takes no object.
func inverts(e *entry) bool {
	return e.pos == 'v' && (e.classes&(1<<classSay) != 0 && e.frames&frameObjAs == 0 || e.classes&(1<<classAccuse) != 0 && e.frames&frameClause != 0 && e.frames&^(frameClause|framePrep) == 0)
}

// swap mends a claim whose speaker follows its verb, and was taken for what was
// said: "It rained, said the mayor".
func (f *finder) swap(d *draft) {
	i := d.cue.from - 1
	s := f.Sentences[f.Tokens[d.head].Sent]
	if len(d.content) != 1 || d.content[0].from != d.cue.to || i <= s.First || f.Tokens[i].Form != "," || d.hit.e == nil || !inverts(d.hit.e) {
		return
	}
	r, before := d.content[0], tokens{s.First, i}
	if u := f.Tokens[r.from].UPOS; u != "PROPN" && u != "DET" && u != "NOUN" || f.clausal(r) || f.finite(r) || r.to > s.Last || !d.source.empty() && d.source.from > d.cue.from {
		return
	}
	// What is said is no noun, so that a noun after "said" is who says it.
	if !f.finite(before) && (d.hit.e.frames&^(frameClause|framePrep|frameTo) != 0 || before.to-before.from < 4) {
		return
	}
	if t := &f.Tokens[f.firstWord(before)]; t.Rel == "cc" || t.Rel == "mark" || d.source.to == i && d.source.from > s.First {
		return
	}
	d.source, d.content = r, []tokens{before}
}

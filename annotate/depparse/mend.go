package depparse

import (
	"strings"

	"chancery/lang/en/names"
	"chancery/nlp"
)

// mend corrects what the network is often wrong about and the words alone decide:
//   - in "killed at least 12 people" and "wounded up to 40" the quantity is the verb's
//     object, whatever preposition the quantity starts with;
//   - in "accused the bloc of meddling" and "asked the minister about the talks" the
//     phrase is the verb's, whose frame has a place for it, and not the noun's;
//   - in "said the sanctions were not working and accused the bloc" it is the speaker,
//     and not the sanctions, who accuses;
//   - in "The two states, in a note, called on the junta to go." and "Egypt severed
//     relations with Qatar." what looks like a participle is the verb of the sentence;
//   - in "Duque, the president, and the king spoke by telephone, he said" the name is
//     the subject, and no clause;
//   - in "fears that Israel would strike" nothing is relative;
//   - in "“We will fight,” the president warned." it is he who warns;
//   - in "In a show of unity, India and Pakistan exchanged prisoners" what stands right
//     before the verb is its subject, and in "The minister resigned." it does the act;
//   - in "the head of the Senate, Carla Montes," it is the head who has the name;
//   - in "Embassy stormed; London to expel envoys" it is London that will;
//   - in "Fiji says it is ready to help" the word "it" stands for Fiji;
//   - in "accused them of lying and ordered them out" the finite verb goes with the
//     finite verb;
//   - in "“Kenya's jets bombed our camp,” a herder said." the camp is what they did bomb,
//     and no jets that were bombed are spoken of;
//   - in "free the monks arrested in May" they were arrested, and in "met envoys from
//     Seoul" it is the envoys who are from there;
//   - "face to face" is one adverb, and what stands behind it belongs to the verb;
//   - in "plans to free 52 prisoners" it is planned to free them, and in "was right to cut
//     off aid" it was right to do that;
//   - in "says Kenyan jets bombed a camp" that they did is said, for a participle with an
//     object describes nothing;
//   - in "Should Bern recognise Taiwan" it is Bern that does, for no verb has a capital
//     within a sentence;
//   - in "is due to meet the king" what is due is to meet, for "due to" is there no
//     preposition.
//
// The treebanks of web text have few of these; reports of war and politics have many.
// The tree stays a tree.
func mend(tokens []nlp.Token, first, last int) {
	predicate(tokens, first, last)
	quotedBefore(tokens, first, last)
	mendPhrase(tokens, first, last)
	quotedPast(tokens, first, last)
	inverted(tokens, first, last)
	listed(tokens, first, last)
	twice(tokens, first, last)
	for v := first; v < last-2; v++ {
		planned(tokens, v, first, last)
		named(tokens, v, first, last)
		fronted(tokens, v, first, last)
		ready(tokens, v, last)
		due(tokens, v, first, last)
		deadjective(tokens, v, first)
		handOver(tokens, v, first, last)
		if tokens[v].UPOS == "VERB" {
			pastNoun(tokens, v, first, last)
			quantity(tokens, v, first, last)
			complement(tokens, v, last)
			overRoot(tokens, v, first)
			speaker(tokens, v, first)
			parallel(tokens, v, first)
			contentClause(tokens, v, first)
			agent(tokens, v, first, last)
			active(tokens, v, first, last)
			subjectBefore(tokens, v, first)
			reduced(tokens, v, first)
			toldClause(tokens, v, last)
			ofAdjective(tokens, v)
			whence(tokens, v, last)
			byWhom(tokens, v, first, last)
		}
	}
}

// pastNoun makes a past of a verb with an object that has the tag of a noun, and its
// subject of the noun that was taken for a part of it: "police shot dead four students".
func pastNoun(tokens []nlp.Token, v, first, last int) {
	if tokens[v].XPOS != "NN" || v == first || tokens[v-1].Head != v || tokens[v-1].Rel != "compound" {
		return
	}
	object := false
	for k := first; k < last; k++ {
		if tokens[k].Head != v {
			continue
		}
		switch rel := tokens[k].Rel; {
		case rel == "det" && k > first && tokens[k-1].Head == v, rel == "case", rel == "cop", rel == "nmod:poss", strings.HasPrefix(rel, "nsubj"):
			return
		case rel == "obj" && k > v:
			object = true
		}
	}
	if object {
		tokens[v].XPOS, tokens[v-1].Rel = "VBD", "nsubj"
	}
}

// overRoot hangs a finite verb that was joined to one on the other side of the root, in a
// relative clause of the subject, on the root: what is joined to what goes past no main verb.
func overRoot(tokens []nlp.Token, v, first int) {
	p := tokens[v].Head
	if tokens[v].Rel != "conj" || p < first || p >= v || !finiteAt(tokens, v, first) || !relative(tokens, p) {
		return
	}
	for root := p + 1; root < v; root++ {
		if tokens[root].Head < 0 && tokens[root].UPOS == "VERB" && finiteAt(tokens, root, first) {
			tokens[v].Head = root
			return
		}
	}
}

// speaker hangs a verb of speech, joined to a clause about a thing, on the verb of
// speech above that clause.
func speaker(tokens []nlp.Token, v, first int) {
	if tokens[v].Rel != "conj" || !speechVerbs[tokens[v].Lemma] || tokens[v].XPOS == "VBG" || tokens[v].XPOS == "VBN" || tokens[v].XPOS == "VB" {
		return
	}
	p := tokens[v].Head
	if p < first || p > v || tokens[p].Rel != "ccomp" {
		return
	}
	m := tokens[p].Head
	if m < first || m > p || tokens[m].UPOS != "VERB" || !speechVerbs[tokens[m].Lemma] {
		return
	}
	if answering(tokens, v, p, first) {
		tokens[v].Head = m
		return
	}
	thing := false
	for k := first; k < v; k++ {
		if !strings.HasPrefix(tokens[k].Rel, "nsubj") {
			continue
		}
		if tokens[k].Head == v {
			return
		}
		if tokens[k].Head == p {
			thing = tokens[k].UPOS == "NOUN" && !speaks(tokens[k].Lemma)
		}
	}
	if thing || tokens[v].XPOS == tokens[m].XPOS && tokens[p].XPOS == "VBN" && finiteAt(tokens, m, first) { // denied that it had fallen and said
		tokens[v].Head = m
	}
}

// answering reports whether verb of speech v, behind a comma and "and", has a name for its
// own subject, and clause p before it is of what would be: "said it would stay, and Bern
// accused it" goes on with what was said by others.
func answering(tokens []nlp.Token, v, p, first int) bool {
	would, subject, joined := false, false, false
	for k := first; k < v; k++ {
		switch {
		case tokens[k].Head == p && tokens[k].Rel == "aux" && (strings.EqualFold(tokens[k].Form, "would") || strings.EqualFold(tokens[k].Form, "will")):
			would = true
		case tokens[k].Head == v && tokens[k].Rel == "nsubj" && tokens[k].UPOS == "PROPN":
			subject = true
		case tokens[k].Head == v && tokens[k].Rel == "cc":
			joined = k > first && tokens[k-1].Form == ","
		}
	}
	return would && subject && joined && tokens[v].XPOS == "VBD"
}

// predicate makes the participle behind a comma the root of a sentence that ends in a
// full stop and has no finite verb: its root is the subject.
func predicate(tokens []nlp.Token, first, last int) {
	if last-first < 5 || tokens[last-1].Form != "." {
		return
	}
	root := -1
	for t := first; t < last; t++ {
		if tokens[t].Head < 0 {
			root = t
		}
	}
	if root < 0 || transitive(tokens, root, first, last) {
		return
	}
	if asked(tokens, root, first, last) {
		return
	}
	for t := first; t < last; t++ {
		switch tokens[t].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			if !relative(tokens, t) {
				return
			}
		}
	}
	if tokens[root].UPOS != "NOUN" && tokens[root].UPOS != "PROPN" {
		return
	}
	for v := root + 1; v < last-2; v++ {
		t := &tokens[v]
		if !past(tokens, v) || tokens[v-1].Form != "," {
			continue
		}
		switch o := t.Head; {
		case o == root && (t.Rel == "acl" || t.Rel == "conj"):
		case o > v && t.Rel == "amod" && (tokens[o].UPOS == "NOUN" || tokens[o].UPOS == "PROPN"):
			tokens[o].Head, tokens[o].Rel = v, "obj" // ", lifted tariffs"
		default:
			continue
		}
		t.Head, t.Rel, t.XPOS = -1, "root", "VBD"
		tokens[root].Head, tokens[root].Rel = v, "nsubj"
		for k := v; k < last; k++ {
			if tokens[k].Head == root {
				tokens[k].Head = v
			}
		}
		return
	}
}

// past reports whether token v looks like a participle and may be a past tense: it ends
// in -ed, and nobody follows by whom it is done.
func past(tokens []nlp.Token, v int) bool {
	return tokens[v].UPOS == "VERB" && tokens[v].XPOS == "VBN" && strings.HasSuffix(tokens[v].Form, "ed") && v+1 < len(tokens) && !strings.EqualFold(tokens[v+1].Form, "by")
}

// relative reports whether token t is in a relative clause.
func relative(tokens []nlp.Token, t int) bool {
	for steps := 0; t >= 0 && steps < 20; steps++ {
		if tokens[t].Rel == "acl:relcl" {
			return true
		}
		t = tokens[t].Head
	}
	return false
}

// asked makes a main verb of the participle of a sentence that starts with another one
// and has no subject for it: "Asked about the raid, the minister blamed Hezbollah."
func asked(tokens []nlp.Token, root, first, last int) bool {
	if root != first || tokens[root].UPOS != "VERB" || !strings.HasSuffix(tokens[root].Form, "ed") || root+1 >= last {
		return false
	}
	switch strings.ToLower(tokens[root+1].Form) {
	case "about", "whether", "if", "why", "how", "by", "in", "on", "at", "for", "with", "over":
	default:
		return false
	}
	comma := false
	for v := root + 2; v < last-1; v++ {
		if tokens[v].Form == "," {
			comma = true
		}
		n := tokens[v].Head
		if !comma || n <= root || n >= v || tokens[v].Rel != "acl" || !past(tokens, v) || tokens[n].UPOS != "NOUN" && tokens[n].UPOS != "PROPN" {
			continue
		}
		tokens[v].Head, tokens[v].Rel, tokens[v].XPOS = -1, "root", "VBD"
		tokens[n].Head, tokens[n].Rel = v, "nsubj"
		tokens[root].Head, tokens[root].Rel, tokens[root].XPOS = v, "advcl", "VBN"
		for k := v + 1; k < last; k++ {
			if tokens[k].Head == root || tokens[k].Head == n {
				tokens[k].Head = v
			}
			if tokens[k].Head == v && tokens[k].Rel == "xcomp" && (tokens[k].UPOS == "PROPN" || tokens[k].UPOS == "NOUN") {
				tokens[k].Rel = "obj"
			}
		}
		return true
	}
	return false
}

// transitive makes a sentence of what the parse took for a noun with a participle and a
// name before it, and reports whether it did: "Egypt severed relations with Qatar."
func transitive(tokens []nlp.Token, root, first, last int) bool {
	v := -1
	for k := first + 1; k < root; k++ {
		if tokens[k].Head == root && tokens[k].Rel == "amod" && tokens[k].XPOS == "VBN" && tokens[k].UPOS == "VERB" {
			v = k
			break
		}
	}
	if v < 0 || tokens[root].UPOS != "NOUN" {
		return false
	}
	s := v - 1
	if tokens[s].UPOS != "PROPN" || tokens[s].Head != root || tokens[s].Rel != "compound" && tokens[s].Rel != "nmod:desc" {
		return false
	}
	for k := first; k < last; k++ {
		if tokens[k].Head == root && strings.HasPrefix(tokens[k].Rel, "nsubj") || tokens[k].Head == root && tokens[k].Rel == "cop" {
			return false
		}
	}
	for k := first; k < last; k++ {
		if tokens[k].Head == root && (k < s || tokens[k].Rel == "punct" || k > root && (tokens[k].Rel == "conj" && tokens[k].UPOS == "VERB" || strings.HasPrefix(tokens[k].Rel, "advcl") || tokens[k].Rel == "parataxis")) {
			tokens[k].Head = v
			if k < s && tokens[k].Rel != "punct" {
				tokens[k].Head = s
			}
		}
	}
	tokens[v].Head, tokens[v].Rel, tokens[v].XPOS = -1, "root", "VBD"
	tokens[s].Head, tokens[s].Rel = v, "nsubj"
	tokens[root].Head, tokens[root].Rel = v, "obj"
	return true
}

// named hangs a name of several words, in apposition to what a person is of, on the
// noun for the person.
func named(tokens []nlp.Token, n, first, last int) {
	h := tokens[n].Head
	if tokens[n].Rel != "appos" || tokens[n].UPOS != "PROPN" || h < first || h > n || n+1 >= last || tokens[n+1].Head != n || tokens[n+1].Rel != "flat" {
		return
	}
	for p, steps := h, 0; steps < 3; steps++ {
		if person(tokens[p].Lemma) {
			tokens[n].Head = p
			return
		}
		if tokens[p].Rel != "nmod" || tokens[p].Head < first || tokens[p].Head > p {
			return
		}
		p = tokens[p].Head
	}
}

// person reports whether a noun is for a person.
func person(noun string) bool {
	t, err := names.Load()
	if err != nil {
		return false
	}
	_, ok := t.PersonNoun(strings.ToLower(noun))
	return ok
}

// fronted makes a name that stands as a clause beside a finite verb without a subject
// the subject of that verb.
func fronted(tokens []nlp.Token, n, first, last int) {
	if tokens[n].UPOS != "PROPN" && tokens[n].UPOS != "NOUN" || tokens[n].Rel != "ccomp" && tokens[n].Rel != "parataxis" {
		return
	}
	m := tokens[n].Head
	v := -1
	for k := n + 1; k < last && k < n+30; k++ {
		if tokens[k].Head == n && (tokens[k].Rel == "cop" || strings.HasPrefix(tokens[k].Rel, "nsubj")) {
			return
		}
		if v < 0 && tokens[k].Head == m && (tokens[k].Rel == "ccomp" || tokens[k].Rel == "parataxis") && finiteAt(tokens, k, first) {
			v = k
		}
	}
	if v < 0 || m >= n && m < v {
		return
	}
	for k := first; k < v; k++ {
		if tokens[k].Head == v && strings.HasPrefix(tokens[k].Rel, "nsubj") || tokens[k].Head == n && tokens[k].Rel == "cop" {
			return
		}
	}
	tokens[n].Head, tokens[n].Rel = v, "nsubj"
}

// active makes an active verb of participle v, which has a subject and no auxiliary, in a
// whole sentence: "Baku blamed Yerevan, which denied it." A clause that shares the
// auxiliary of the one before stays a passive, "two were killed and three injured", and
// so does a headline.
func active(tokens []nlp.Token, v, first, last int) {
	switch tokens[v].Rel {
	case "root", "ccomp", "parataxis", "conj":
	default:
		return
	}
	if tokens[v].XPOS != "VBN" || tokens[last-1].UPOS != "PUNCT" {
		return
	}
	subject, object, agent := -1, -1, -1
	for k := first; k < last; k++ {
		rel := tokens[k].Rel
		if tokens[v].Rel == "conj" && tokens[k].Head == tokens[v].Head && rel == "aux:pass" {
			return
		}
		if tokens[k].Head != v {
			continue
		}
		switch {
		case strings.HasPrefix(rel, "aux"), rel == "cop", rel == "mark" && tokens[v].Rel == "root":
			return
		case rel == "nsubj:pass" && k < v:
			subject = k
		case rel == "obl:agent" && k > v:
			agent = k
		case rel == "xcomp" && k > v && object < 0 && (strings.HasPrefix(tokens[k].XPOS, "NN") || tokens[k].XPOS == "PRP"):
			object = k
		}
	}
	if subject < 0 {
		return
	}
	tokens[v].XPOS, tokens[subject].Rel = "VBD", "nsubj"
	if object >= 0 {
		tokens[object].Rel = "obj"
	}
	if agent >= 0 {
		tokens[agent].Rel = "obl"
	}
}

// subjectBefore gives finite verb v, which has no subject, the phrase between a comma and
// itself that the parse hung on what stands before the comma.
func subjectBefore(tokens []nlp.Token, v, first int) {
	for k := first; k < v; k++ {
		if rel := tokens[k].Rel; tokens[k].Head == v && (strings.HasPrefix(rel, "nsubj") || strings.HasPrefix(rel, "csubj") || rel == "expl") {
			return
		}
	}
	if tokens[v].Rel != "root" || !finiteAt(tokens, v, first) || v < first+3 {
		return
	}
	for n := v - 1; n > first+1; n-- {
		if tokens[n-1].Form != "," {
			continue
		}
		for t := n; t < v; t++ { // the whole stretch is one phrase
			if !under(tokens, t, n) && !under(tokens, n, t) {
				return
			}
		}
		top := n
		for t := n; t < v; t++ {
			if under(tokens, n, t) {
				top = t
			}
		}
		if (tokens[top].Rel == "conj" || tokens[top].Rel == "appos") && tokens[top].Head >= first && tokens[top].Head < n-1 && (tokens[top].UPOS == "PROPN" || tokens[top].UPOS == "NOUN") {
			for h, steps := tokens[top].Head, 0; h >= first && h < v && steps < 12; h, steps = tokens[h].Head, steps+1 {
				said := tokens[h].Rel == "ccomp" && (speechVerbs[tokens[v].Lemma] || tokens[v].Lemma == "report") // the army shot two, a doctor said
				if (said || steps < 6 && strings.HasPrefix(tokens[h].Rel, "obl")) && tokens[h].Head == v {
					tokens[top].Head, tokens[top].Rel = v, "nsubj"
					return
				}
			}
		}
		return
	}
}

// under reports whether token t is a, or hangs on it, itself or by others.
func under(tokens []nlp.Token, t, a int) bool {
	for t >= 0 && t != a {
		t = tokens[t].Head
	}
	return t == a
}

// contentClause tells what a noun is of, "fears that …", from what is said of it: a
// clause with "that" for a mark is no relative one.
func contentClause(tokens []nlp.Token, v, first int) {
	if tokens[v].Rel != "acl:relcl" {
		return
	}
	for k := v - 1; k >= max(first, v-12); k-- {
		if tokens[k].Head == v && tokens[k].Rel == "mark" && strings.EqualFold(tokens[k].Form, "that") {
			tokens[v].Rel = "acl"
			return
		}
	}
}

// quotedBefore makes the verb of speech after a quotation the root, and the phrase
// between them its subject, where the parse took that for a part of the quotation.
func quotedBefore(tokens []nlp.Token, first, last int) {
	root := -1
	for t := first; t < last && root < 0; t++ {
		if tokens[t].Head < 0 {
			root = t
		}
	}
	if root < 0 {
		return
	}
	closed := -1
	for t := root + 1; t < last && closed < 0; t++ {
		switch tokens[t].Form {
		case "\"", "”", "''":
			closed = t
		}
	}
	if closed < 0 {
		return
	}
	for v := closed + 2; v < last; v++ {
		if !speechVerbs[tokens[v].Lemma] || tokens[v].UPOS != "VERB" || tokens[v].XPOS != "VBN" && tokens[v].XPOS != "VBD" || tokens[v].Head != root {
			continue
		}
		n := -1
		for k := closed + 1; k < v; k++ {
			if tokens[k].Head == v && strings.HasPrefix(tokens[k].Rel, "nsubj") {
				return
			}
			if n < 0 && tokens[k].Head >= 0 && tokens[k].Head < closed && (tokens[k].UPOS == "NOUN" || tokens[k].UPOS == "PROPN" || tokens[k].UPOS == "PRON") {
				n = k
			}
		}
		if n < 0 {
			return
		}
		tokens[v].Head, tokens[v].Rel, tokens[v].XPOS = -1, "root", "VBD"
		tokens[root].Head, tokens[root].Rel = v, "ccomp"
		tokens[n].Head, tokens[n].Rel = v, "nsubj"
		for k := first; k < last; k++ { // what the quotation hung on the verb goes back
			if tokens[k].Head == v && k < closed && k != root {
				tokens[k].Head = root
			}
		}
		return
	}
}

// inverted makes the subject of what was taken for a verb, though it has a capital,
// behind an auxiliary that begins a sentence and before a verb: "Should Bern recognise".
func inverted(tokens []nlp.Token, first, last int) {
	n, v := first+1, first+2
	if tokens[first].Form == "Were" && tokens[first].Rel == "cop" { // Were Bern to agree
		n = tokens[first].Head
		for v = n + 1; v < min(last, n+4); v++ {
			if tokens[v].Head != n || tokens[v].Rel != "acl" || tokens[v].XPOS != "VB" {
				continue
			}
			tokens[v].Head, tokens[v].Rel = tokens[n].Head, tokens[n].Rel
			tokens[n].Head, tokens[n].Rel = v, "nsubj"
			tokens[first].Head, tokens[first].Rel = v, "aux"
			return
		}
		return
	}
	if v >= last || tokens[first].UPOS != "AUX" || !strings.HasPrefix(tokens[n].XPOS, "VB") || !strings.HasPrefix(tokens[v].XPOS, "VB") || tokens[v].Head != n {
		return
	}
	if f := tokens[n].Form; f[0] < 'A' || f[0] > 'Z' {
		return
	}
	tokens[v].Head, tokens[v].Rel = tokens[n].Head, tokens[n].Rel
	tokens[n].Head, tokens[n].Rel, tokens[n].UPOS, tokens[n].XPOS, tokens[n].Lemma = v, "nsubj", "PROPN", "NNP", tokens[n].Form
	for k := first; k < last; k++ {
		if tokens[k].Head == n {
			tokens[k].Head = v
		}
	}
}

// quotedPast makes the verb of a quotation, by which somebody said it behind it, of what
// was taken for a participle of its subject.
func quotedPast(tokens []nlp.Token, first, last int) {
	for v := first + 1; v < last-2; v++ {
		n := tokens[v].Head
		if tokens[v].Rel != "acl" || n < first || n >= v || tokens[v].XPOS != "VBD" && !past(tokens, v) {
			continue
		}
		s := tokens[n].Head
		if s <= v || s >= last || tokens[s].UPOS != "VERB" || !speechVerbs[tokens[s].Lemma] || tokens[s].XPOS == "VBN" && tokens[s].Rel != "root" {
			continue
		}
		closed := -1
		for k := v + 1; k < s; k++ {
			switch tokens[k].Form {
			case "\"", "”", "''", "’", "'":
				closed = k
			}
		}
		if closed < 0 || !bare(tokens, v, n, first) {
			continue
		}
		if r := tokens[n].Rel; r == "nsubj" {
			for k := s + 1; k < last; k++ { // "said a herder"
				if tokens[k].Head == s && tokens[k].Rel == "ccomp" && (tokens[k].UPOS == "NOUN" || tokens[k].UPOS == "PROPN") {
					tokens[k].Rel = "nsubj"
				}
			}
		} else if r != "ccomp" && r != "obj" && r != "parataxis" {
			continue
		}
		tokens[v].Head, tokens[v].Rel, tokens[v].XPOS = s, "ccomp", "VBD"
		tokens[n].Head, tokens[n].Rel = v, "nsubj"
		for k := first; k < s; k++ {
			if tokens[k].Head == n && (tokens[k].UPOS == "PUNCT" || k > v) {
				tokens[k].Head = v
			}
		}
		return
	}
}

// bare reports whether nothing but its own modifiers stands before noun n in the
// quotation, and v right behind it has an object or a phrase of its own.
func bare(tokens []nlp.Token, v, n, first int) bool {
	for k := first; k < n; k++ {
		if tokens[k].UPOS != "PUNCT" && !under(tokens, k, n) {
			return false
		}
	}
	for k := v + 1; k < len(tokens); k++ {
		if tokens[k].Head == v && (tokens[k].Rel == "obj" || strings.HasPrefix(tokens[k].Rel, "obl") && tokens[k].Rel != "obl:agent") {
			return true
		}
	}
	return false
}

// agent hangs "by …" on passive verb v, where the parse hung it on what somebody was
// given or refused: "was denied an audience by the ministry".
func agent(tokens []nlp.Token, v, first, last int) {
	passive := false
	for k := max(first, v-6); k < v; k++ {
		passive = passive || tokens[k].Head == v && tokens[k].Rel == "aux:pass"
	}
	if !passive || agentOf(tokens, v, last) {
		return
	}
	for b := v + 2; b < last-1; b++ {
		x := tokens[b].Head
		if !strings.EqualFold(tokens[b].Form, "by") || tokens[b].Rel != "case" || x <= b || x >= last || tokens[x].Rel != "nmod" || tokens[x].UPOS != "PROPN" && !speaks(tokens[x].Lemma) {
			continue
		}
		if o := tokens[x].Head; o > v && tokens[o].Head == v && (tokens[o].Rel == "obj" || tokens[o].Rel == "iobj") {
			tokens[x].Head, tokens[x].Rel = v, "obl:agent"
		}
		return
	}
}

// agentOf reports whether somebody does v by the words "by …".
func agentOf(tokens []nlp.Token, v, last int) bool {
	for k := v + 1; k < last; k++ {
		if tokens[k].Head == v && tokens[k].Rel == "obl:agent" {
			return true
		}
	}
	return false
}

// planned gives an infinitive the name right before it for its subject, where the two
// are a clause of their own: "embassy stormed; London to expel envoys".
func planned(tokens []nlp.Token, n, first, last int) {
	if tokens[n].Rel != "parataxis" && tokens[n].Head >= 0 || tokens[n].UPOS != "PROPN" && tokens[n].UPOS != "NOUN" || n+2 >= last || !strings.EqualFold(tokens[n+1].Form, "to") {
		return
	}
	v := tokens[n+1].Head
	if v <= n || v >= last || tokens[v].XPOS != "VB" || tokens[last-1].Form == "." {
		return
	}
	if h := tokens[v].Head; !(tokens[v].Rel == "advcl" && h == tokens[n].Head && h >= 0) && !(tokens[v].Rel == "acl" && h == n) {
		return
	}
	if tokens[v].Rel == "acl" && tokens[n].UPOS != "PROPN" && !acts(tokens[n].Lemma) {
		return // "a place to look", "legislation to lower taxes"
	}
	for k := first; k < v; k++ {
		if tokens[k].Head == v && strings.HasPrefix(tokens[k].Rel, "nsubj") || tokens[k].Head == n && tokens[k].Rel == "cop" {
			return
		}
	}
	tokens[v].Head, tokens[v].Rel = tokens[n].Head, tokens[n].Rel
	tokens[n].Head, tokens[n].Rel = v, "nsubj"
	for k := v + 1; k < last; k++ {
		if tokens[k].Head == n {
			tokens[k].Head = v
		}
	}
}

// listed makes a subject of two of a name that the parse took for who is called to,
// before another and the plural of a verb: "Seoul, Tokyo agree".
func listed(tokens []nlp.Token, first, last int) {
	m := first + 2
	if m+1 >= last || tokens[first].UPOS != "PROPN" || tokens[first+1].Form != "," || tokens[m].UPOS != "PROPN" || tokens[m].Rel != "nsubj" || tokens[first].Head != tokens[m].Head || tokens[first].Rel == "nsubj" {
		return
	}
	v := tokens[m].Head
	if v != m+1 || tokens[v].XPOS != "VBP" {
		return
	}
	tokens[first].Rel = "nsubj"
	tokens[m].Head, tokens[m].Rel = first, "conj"
}

// ready makes a subject of an "it" that is said to stand for nothing, where what it is
// said to be has an infinitive that shares its subject: of "it is easy to help" the
// infinitive is the subject.
func ready(tokens []nlp.Token, t, last int) {
	h := tokens[t].Head
	if tokens[t].Rel != "expl" || h < t || tokens[h].UPOS != "ADJ" || !strings.EqualFold(tokens[t].Form, "it") {
		return
	}
	shares := false
	for k := h + 1; k < min(last, h+20); k++ {
		if tokens[k].Head == h && strings.HasPrefix(tokens[k].Rel, "csubj") {
			return
		}
		shares = shares || tokens[k].Head == h && tokens[k].Rel == "xcomp"
	}
	if shares {
		tokens[t].Rel = "nsubj"
	}
}

// reduced hangs a participle without a subject, right behind the object of the verb that
// the parse made it a clause of, on that object.
func reduced(tokens []nlp.Token, v, first int) {
	h, o := tokens[v].Head, v-1
	if tokens[v].Rel != "ccomp" || h < first || h >= o || tokens[o].Head != h || tokens[o].Rel != "obj" || tokens[o].UPOS != "NOUN" ||
		tokens[v].XPOS != "VBN" && tokens[v].XPOS != "VBD" || !strings.HasSuffix(tokens[v].Form, "ed") || speechVerbs[tokens[h].Lemma] {
		return
	}
	for k := first; k < len(tokens); k++ {
		if tokens[k].Head == v && (strings.HasPrefix(tokens[k].Rel, "nsubj") || strings.HasPrefix(tokens[k].Rel, "aux") || tokens[k].Rel == "obj") {
			return
		}
	}
	tokens[v].Head, tokens[v].Rel, tokens[v].XPOS = o, "acl", "VBN"
}

// deadjective makes an infinitive of adjective a behind "to", and the noun that it was
// taken to describe its object, where that is a number of things, a name or people: "to
// free 52 prisoners", against "to free trade".
func deadjective(tokens []nlp.Token, a, first int) {
	n := tokens[a].Head
	if !verbalAdjectives[strings.ToLower(tokens[a].Form)] || tokens[a].Rel != "amod" || a <= first || !strings.EqualFold(tokens[a-1].Form, "to") || tokens[a-1].Head != n || n <= a || n >= len(tokens) {
		return
	}
	g := tokens[n].Head
	if g < first || g >= a || tokens[g].UPOS != "VERB" && tokens[g].UPOS != "NOUN" {
		return
	}
	whole := tokens[n].UPOS == "PROPN" || person(tokens[n].Lemma) || captiveNouns[tokens[n].Lemma]
	for k := a + 1; k < n && !whole; k++ {
		whole = tokens[k].Head == n && tokens[k].Rel == "nummod"
	}
	if !whole {
		return
	}
	tokens[a].UPOS, tokens[a].XPOS, tokens[a].Head, tokens[a].Rel = "VERB", "VB", g, "xcomp"
	if tokens[g].UPOS == "NOUN" {
		tokens[a].Rel = "acl"
	}
	tokens[a-1].Head, tokens[a-1].Rel, tokens[a-1].UPOS, tokens[a-1].XPOS = a, "mark", "PART", "TO"
	tokens[n].Head, tokens[n].Rel = a, "obj"
}

// handOver makes an infinitive of "hand" between "to" and a particle, which was taken for a
// noun, and hangs on it what stands behind: "offered to hand over two men".
func handOver(tokens []nlp.Token, a, first, last int) {
	g := tokens[a].Head
	if !strings.EqualFold(tokens[a].Form, "hand") || tokens[a].UPOS != "NOUN" || a < first+2 || a+2 >= last || !strings.EqualFold(tokens[a-1].Form, "to") || tokens[a-1].Head != a || g < first || g >= a || tokens[g].UPOS != "VERB" {
		return
	}
	switch strings.ToLower(tokens[a+1].Form) {
	case "over", "back", "in", "out":
	default:
		return
	}
	tokens[a].UPOS, tokens[a].XPOS, tokens[a].Rel = "VERB", "VB", "xcomp"
	tokens[a-1].Rel, tokens[a-1].UPOS, tokens[a-1].XPOS = "mark", "PART", "TO"
	tokens[a+1].Head, tokens[a+1].Rel = a, "compound:prt"
	for k := a + 2; k < last; k++ {
		if tokens[k].Head == g && tokens[k].UPOS != "PUNCT" {
			tokens[k].Head = a
		}
	}
}

// ofAdjective makes a complement of an infinitive that was taken to modify an adjective,
// which it can't: "was right to cut off aid".
func ofAdjective(tokens []nlp.Token, v int) {
	h := tokens[v].Head
	if tokens[v].Rel != "acl" || tokens[v].XPOS != "VB" || h < 0 || h > v || tokens[h].UPOS != "ADJ" {
		return
	}
	switch tokens[h].Lemma {
	case "much", "many", "more", "little", "few", "enough":
		return // so much of which one may talk
	}
	for k := h + 1; k < v; k++ {
		if tokens[k].Head == v && tokens[k].Rel == "mark" && strings.EqualFold(tokens[k].Form, "to") {
			tokens[v].Rel = "xcomp"
			return
		}
	}
}

// twice makes one adverb of a noun that stands twice with a preposition between, "face to
// face", "side by side", behind a verb.
func twice(tokens []nlp.Token, first, last int) {
	for i := first + 1; i+2 < last; i++ {
		if !strings.EqualFold(tokens[i].Form, tokens[i+2].Form) || tokens[i].UPOS != "NOUN" {
			continue
		}
		switch strings.ToLower(tokens[i+1].Form) {
		case "to", "by", "on":
		default:
			continue
		}
		v := tokens[i].Head
		if v < first || v >= i || tokens[v].UPOS != "VERB" || under(tokens, v, i+1) || under(tokens, v, i+2) {
			continue
		}
		for k := first; k < last; k++ {
			if h := tokens[k].Head; k > i+2 && (h == i || h == i+1 || h == i+2) {
				tokens[k].Head = v
				if strings.HasPrefix(tokens[k].Rel, "nmod") {
					tokens[k].Rel = "obl"
				}
			}
		}
		tokens[i].Rel = "advmod"
		tokens[i+1].Head, tokens[i+1].Rel = i, "fixed"
		tokens[i+2].Head, tokens[i+2].Rel, tokens[i+2].UPOS, tokens[i+2].XPOS = i, "fixed", "NOUN", "NN"
	}
}

// toldClause makes a clause of what was taken for the object of a verb of saying and a
// participle of it, where that has an object.
func toldClause(tokens []nlp.Token, v, last int) {
	n := tokens[v].Head
	if tokens[v].Rel != "acl" || n < 0 || n >= v || tokens[n].Rel != "obj" || tokens[v].XPOS != "VBD" && !past(tokens, v) {
		return
	}
	s := tokens[n].Head
	if s < 0 || s >= n || !tellingVerbs[tokens[s].Lemma] {
		return
	}
	for k := v + 1; k < last; k++ {
		if tokens[k].Head == v && tokens[k].Rel == "obj" {
			tokens[v].Head, tokens[v].Rel, tokens[v].XPOS = s, "ccomp", "VBD"
			tokens[n].Head, tokens[n].Rel = v, "nsubj"
			return
		}
	}
}

// whence hangs "from Seoul", right behind people whom verb v befalls, on them.
func whence(tokens []nlp.Token, v, last int) {
	if !befallingVerbs[tokens[v].Lemma] {
		return
	}
	for f := v + 2; f < last-1; f++ {
		p := tokens[f].Head
		if !strings.EqualFold(tokens[f].Form, "from") || tokens[f].Rel != "case" || p <= f || p >= last || tokens[p].Head != v || tokens[p].Rel != "obl" || tokens[p].UPOS != "PROPN" {
			continue
		}
		if o := f - 1; tokens[o].Head == v && tokens[o].Rel == "obj" && tokens[o].UPOS == "NOUN" {
			tokens[p].Head, tokens[p].Rel = o, "nmod"
		}
		return
	}
}

// byWhom hangs on a participle that begins a clause by whom it was done, where the parse
// hung that on what it was done with: "Threatened with sanctions by Bern, Graz gave in".
func byWhom(tokens []nlp.Token, v, first, last int) {
	if tokens[v].Rel != "advcl" || tokens[v].XPOS != "VBN" || v > first && tokens[v-1].Form != "," {
		return
	}
	for k := v + 1; k < last-1 && tokens[k].Form != ","; k++ {
		n := tokens[k].Head
		if !strings.EqualFold(tokens[k].Form, "by") || tokens[k].Rel != "case" || n <= k || n >= last || tokens[n].Rel != "nmod" || tokens[n].UPOS != "PROPN" {
			continue
		}
		if o := tokens[n].Head; o > v && o < n && tokens[o].Head == v && strings.HasPrefix(tokens[o].Rel, "obl") {
			tokens[n].Head, tokens[n].Rel = v, "obl:agent"
		}
		return
	}
}

// due makes an adjective the predicate, and the infinitive behind it what it is of,
// where the parse took the adjective and "to" for a preposition of two words.
func due(tokens []nlp.Token, a, first, last int) {
	v := tokens[a+1].Head
	if tokens[a].Lemma != "due" || !strings.EqualFold(tokens[a+1].Form, "to") || tokens[a+1].Rel == "mark" {
		return
	}
	if v == a { // "to" is fixed to it, and the verb hangs on one or the other
		for v = a + 2; v < last && tokens[v].XPOS != "VB"; v++ {
			if tokens[v].XPOS != "RB" {
				return
			}
		}
	}
	if v <= a+1 || v >= last || tokens[v].XPOS != "VB" {
		return
	}
	switch h := tokens[v].Head; {
	case h == a || h == a+1 || h == tokens[a].Head && tokens[v].Rel == tokens[a].Rel:
	case tokens[a].Head == v: // the verb above the adjective: what hung on it from before hangs on due
		tokens[a].Head, tokens[a].Rel = h, tokens[v].Rel
	default:
		return
	}
	for k := first; k < a; k++ {
		if tokens[k].Head != v {
			continue
		}
		tokens[k].Head = a
		switch {
		case strings.HasPrefix(tokens[k].Rel, "nsubj"):
			tokens[k].Rel = "nsubj"
		case strings.HasPrefix(tokens[k].Rel, "aux") && tokens[k].Lemma == "be":
			tokens[k].Rel = "cop"
		}
	}
	tokens[v].Head, tokens[v].Rel = a, "xcomp"
	tokens[a+1].Head, tokens[a+1].Rel = v, "mark"
}

// parallel hangs a finite verb without a subject of its own, joined to a gerund or an
// infinitive, on the finite verb above: like goes with like.
func parallel(tokens []nlp.Token, v, first int) {
	if tokens[v].Rel != "conj" || tokens[v].XPOS != "VBD" && tokens[v].XPOS != "VBZ" {
		return
	}
	h := tokens[v].Head
	if h < first || h > v || tokens[h].XPOS != "VBG" && tokens[h].XPOS != "VB" {
		return
	}
	if finiteAt(tokens, h, first) {
		if x := pastBetween(tokens, h, v); x >= 0 && tokens[v].XPOS == "VBD" {
			tokens[v].Head = x // "will close it after balloons drifted in and forced …"
		}
		return
	}
	for k := first; k < v; k++ {
		if tokens[k].Head == v && strings.HasPrefix(tokens[k].Rel, "nsubj") {
			return
		}
	}
	for a, steps := tokens[h].Head, 0; a >= first && a < v && steps < 6; a, steps = tokens[a].Head, steps+1 {
		if finiteAt(tokens, a, first) {
			tokens[v].Head = a
			return
		}
	}
}

// pastBetween returns the last verb in the past tense between h and v that hangs on h,
// itself or by others, or -1.
func pastBetween(tokens []nlp.Token, h, v int) int {
	for x := v - 1; x > h; x-- {
		if tokens[x].XPOS != "VBD" || tokens[x].UPOS != "VERB" {
			continue
		}
		for a, steps := x, 0; a > h && a < v && steps < 8; steps++ {
			if a = tokens[a].Head; a == h {
				return x
			}
		}
		return -1
	}
	return -1
}

// finiteAt reports whether token t is a finite verb, by itself or by an auxiliary.
func finiteAt(tokens []nlp.Token, t, first int) bool {
	if tokens[t].UPOS != "VERB" {
		return false
	}
	switch tokens[t].XPOS {
	case "VBD", "VBZ", "VBP":
		return true
	}
	for k := max(first, t-6); k < t; k++ {
		if tokens[k].Head == t && strings.HasPrefix(tokens[k].Rel, "aux") {
			switch tokens[k].XPOS {
			case "MD", "VBD", "VBZ", "VBP":
				return true
			}
		}
	}
	return false
}

// speaks reports whether a noun is of a person or of a body.
func speaks(noun string) bool {
	t, err := names.Load()
	if err != nil {
		return true
	}
	return person(noun) || t.Of(strings.ToLower(noun))&(names.OrgNoun|names.GPENoun) != 0
}

// acts reports whether a noun is of a person or of a body that is no place.
func acts(noun string) bool {
	t, err := names.Load()
	if err != nil {
		return true
	}
	return person(noun) || t.Of(strings.ToLower(noun))&names.OrgNoun != 0
}

// complement hangs on verb v the phrase of its frame that the parse hung on its object.
// A name after "of" belongs to the object where it is the only such phrase: "accused
// the president of Mali".
func complement(tokens []nlp.Token, v, last int) {
	frame := complementVerbs[tokens[v].Lemma]
	if frame == "" {
		return
	}
	object := -1
	for k := v + 1; k < min(last, v+12); k++ {
		if rel := tokens[k].Rel; tokens[k].Head == v {
			switch {
			case object < 0 && (rel == "obj" || rel == "iobj" || rel == "obl:agent"): // also of who did it: accused by Oslo of lying
				object = k
			case strings.HasPrefix(rel, "obl") && limits(tokens, k, frame):
				return // it has one
			}
		}
	}
	if object < 0 {
		return
	}
	phrase := -1
	for k := object + 1; k < min(last, object+12); k++ {
		if tokens[k].Head == object && (tokens[k].Rel == "nmod" || tokens[k].Rel == "acl") && limits(tokens, k, frame) {
			phrase = k
		}
	}
	switch {
	case phrase < 0:
	case tokens[phrase].UPOS == "VERB":
		tokens[phrase].Head, tokens[phrase].Rel = v, "advcl"
	case tokens[phrase].UPOS != "PROPN" || tokens[v].Lemma == "ask" || tokens[v].Lemma == "tell":
		tokens[phrase].Head, tokens[phrase].Rel = v, "obl"
	}
}

// limits reports whether token k stands under one of the prepositions of frame.
func limits(tokens []nlp.Token, k int, frame string) bool {
	for c := k - 1; c >= max(0, k-8); c-- {
		if tokens[c].Head == k && (tokens[c].Rel == "case" || tokens[c].Rel == "mark") {
			for p := range strings.SplitSeq(frame, "+") {
				if strings.EqualFold(tokens[c].Form, p) {
					return true
				}
			}
		}
	}
	return false
}

// quantity mends the quantified object that stands right after verb v.
func quantity(tokens []nlp.Token, v, first, last int) {
	n := quantifier(tokens, v, last)
	if n == 0 {
		return
	}
	num := v + 1 + n
	if strings.EqualFold(tokens[v+1].Form, "between") {
		num, n = v+2, 1 // "12 and 15" hangs together
	}
	if num >= last || tokens[num].UPOS != "NUM" {
		return
	}
	noun := counted(tokens, v, num, last)
	if noun < 0 || !strings.HasPrefix(tokens[noun].Rel, "obl") && tokens[noun].Rel != "obj" || periodNouns[strings.ToLower(tokens[noun].Lemma)] {
		return
	}
	for a, steps := v, 0; a >= 0 && steps < last-first; a, steps = tokens[a].Head, steps+1 {
		if a > v && a < num {
			return // the verb itself hangs on the quantity
		}
	}
	for k := first; k < last; k++ {
		if k != noun && k > num && tokens[k].Head == v && tokens[k].Rel == "obj" {
			return // "gave up to 40 villages food"
		}
	}
	// The words of the quantifier hang on the number, as the treebanks have them.
	for q := v + 1; q < num; q++ {
		if q+1 < num && n > 2 { // "as many as": as it is, but off the verb
			if tokens[q].Head == v || tokens[q].Head == noun {
				tokens[q].Head, tokens[q].Rel = num, "advmod"
			}
			continue
		}
		switch {
		case strings.EqualFold(tokens[q].Form, "at"):
			tokens[q].Head, tokens[q].Rel = q+1, "case"
		case q == v+1:
			tokens[q].Head, tokens[q].Rel = num, "advmod"
		case under(tokens, v+1, q):
			tokens[q].Head, tokens[q].Rel = num, "nmod"
		default:
			tokens[q].Head, tokens[q].Rel = v+1, "fixed"
		}
	}
	tokens[noun].Head, tokens[noun].Rel = v, "obj"
	finite(tokens, v, first, last)
}

// quantifier returns how many tokens after v make a phrase that limits a number, 0
// for none. After a verb that may go with a preposition, those that are one are left
// alone: "ranged between", "ran over".
func quantifier(tokens []nlp.Token, v, last int) int {
	word := func(i int) string {
		if v+i >= last {
			return ""
		}
		return strings.ToLower(tokens[v+i].Form)
	}
	switch word(1) {
	case "at":
		if w := word(2); w == "least" || w == "most" {
			return 2
		}
	case "up":
		if word(2) == "to" {
			return 2
		}
	case "more", "less", "fewer":
		if word(2) == "than" {
			return 2
		}
	case "as":
		if (word(2) == "many" || word(2) == "few") && word(3) == "as" {
			return 3
		}
	case "between":
		if harmVerbs[tokens[v].Lemma] && word(3) == "and" {
			return 3
		}
	case "over", "under", "about", "around":
		if harmVerbs[tokens[v].Lemma] {
			return 1
		}
	}
	return 0
}

// counted returns the noun that num counts and that hangs on v, or num itself where it
// does; -1 for neither.
func counted(tokens []nlp.Token, v, num, last int) int {
	t := num
	for range 4 {
		if tokens[t].Head == v {
			return t
		}
		h := tokens[t].Head
		if h < num || h >= last || h-num > 6 {
			return -1
		}
		t = h
	}
	return -1
}

// finite makes the verb of a clause of v, a participle by the parse, that has an
// object now: "a day after a rocket killed at least 12".
func finite(tokens []nlp.Token, v, first, last int) {
	n := tokens[v].Head
	if tokens[v].Rel != "acl" || n < first || n >= v || tokens[v].XPOS != "VBN" && tokens[v].XPOS != "VBD" {
		return
	}
	for k := first; k < v; k++ {
		if tokens[k].Head == v && (strings.HasPrefix(tokens[k].Rel, "nsubj") || strings.HasPrefix(tokens[k].Rel, "aux")) {
			return
		}
	}
	rel := tokens[n].Rel
	for k := first; k < n; k++ {
		if tokens[k].Head != n || tokens[k].Rel != "case" {
			continue
		}
		switch strings.ToLower(tokens[k].Form) {
		case "after", "before", "since", "until", "as":
			tokens[k].Head, tokens[k].Rel = v, "mark"
			tokens[v].Head, tokens[v].Rel = tokens[n].Head, "advcl"
			tokens[n].Head, tokens[n].Rel = v, "nsubj"
			tokens[v].XPOS = "VBD"
		}
		return
	}
	if rel == "root" {
		tokens[v].Head, tokens[v].Rel = tokens[n].Head, "root"
		tokens[n].Head, tokens[n].Rel = v, "nsubj"
		tokens[v].XPOS = "VBD"
	}
}

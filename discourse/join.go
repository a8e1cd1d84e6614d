package discourse

import (
	"bytes"
	"cmp"
	_ "embed"
	"slices"
	"strings"

	"chancery/claims"
	"chancery/coder"
	"chancery/internal/tsv"
	"chancery/ledger"
	"chancery/nlp"
)

//go:embed cues.tsv
var cueTable []byte

// A Joiner joins the events and claims of documents. It may be used by several
// goroutines at once.
type Joiner struct {
	cues map[string]map[string]bool // words by set
}

// New reads the embedded table of cues.
func New() (*Joiner, error) {
	rows, err := tsv.Read(bytes.NewReader(cueTable), "discourse/cues.tsv", "set", "word", "example")
	if err != nil {
		return nil, err
	}
	j := &Joiner{cues: map[string]map[string]bool{}}
	for _, r := range rows {
		set, word := r.Get("set"), r.Get("word")
		if j.cues[set] == nil {
			j.cues[set] = map[string]bool{}
		}
		if word == "" || j.cues[set][word] {
			return nil, r.Errorf("the word %q of set %q is missing or there twice", word, set)
		}
		j.cues[set][word] = true
	}
	return j, nil
}

func (j *Joiner) is(set, word string) bool { return j.cues[set][word] }

// join is the work on one document.
type join struct {
	*Joiner
	doc    *nlp.Document
	refs   []ledger.Referent
	events []coder.Event
	claims []claims.Claim
	kids   [][]int
	out    *Dossier

	mentions [][]nlp.Span // of each event, its trigger first
	heads    [][]int      // token index of the head of each mention
	measured []measured
	byHead   map[int]int // mention by the token of its head
	words    [][]string  // of each claim, once contentWords was asked for them
	sent     []int       // sentence of each claim's content; -1 if it has none
	ordered  []int       // claims that have content, by sentence
	inner    [][]int     // claims whose In is the claim
	denials  []int       // claims that deny
}

// Join says how the events and claims of d hang together. Documents without the
// layer Deps get holders and denials, but neither topics nor lengths.
func (j *Joiner) Join(d *nlp.Document, refs []ledger.Referent, events []coder.Event, cl []claims.Claim) *Dossier {
	w := &join{Joiner: j, doc: d, refs: refs, events: events, claims: cl, out: &Dossier{
		Events: make([]EventView, len(events)), Claims: make([]ClaimView, len(cl)),
	}}
	if d.Have&nlp.Deps != 0 {
		w.kids = d.Children()
	} else {
		w.kids = make([][]int, len(d.Tokens))
	}
	w.gather()
	for i := range cl {
		w.about(i)
	}
	w.answers()
	for i := range events {
		w.hold(i)
	}
	w.meet()
	w.agree()
	w.dispute()
	return w.out
}

// gather lists the mentions of each event: its trigger, the further mentions
// that the coder found, and those of the chain that the trigger is a mention of
// ("the talks … they").
func (w *join) gather() {
	w.mentions = make([][]nlp.Span, len(w.events))
	w.heads = make([][]int, len(w.events))
	w.byHead = map[int]int{}
	w.words = make([][]string, len(w.claims))
	w.sent = make([]int, len(w.claims))
	w.inner = make([][]int, len(w.claims))
	for i, c := range w.claims {
		w.sent[i] = -1
		if len(c.Content) > 0 {
			w.sent[i] = w.sentenceOf(c.Content[0])
			w.ordered = append(w.ordered, i)
		}
		if c.In >= 0 && c.In < len(w.claims) {
			w.inner[c.In] = append(w.inner[c.In], i)
		}
		if c.Stance == "deny" {
			w.denials = append(w.denials, i)
		}
	}
	slices.SortStableFunc(w.ordered, func(a, b int) int { return cmp.Compare(w.sent[a], w.sent[b]) })
	chains := map[int][]int{}
	for i, m := range w.doc.Mentions {
		if m.Chain >= 0 && w.doc.Have&nlp.Chains != 0 {
			if _, ok := w.byHead[m.Head]; !ok {
				w.byHead[m.Head] = i
			}
			chains[m.Chain] = append(chains[m.Chain], i)
		}
	}
	for i, e := range w.events {
		add := func(s nlp.Span, head int) {
			if head >= 0 && !slices.Contains(w.heads[i], head) {
				w.mentions[i] = append(w.mentions[i], s)
				w.heads[i] = append(w.heads[i], head)
			}
		}
		head := e.Head
		if head < 0 || head >= len(w.doc.Tokens) {
			head = w.headOf(e.Trigger)
		}
		add(e.Trigger, max(head, 0))
		for _, s := range e.Also {
			add(s, w.headOf(s))
		}
		// What only refers back to the act is no ground to go on from.
		if m, ok := w.byHead[w.heads[i][0]]; ok {
			for _, k := range chains[w.doc.Mentions[m].Chain] {
				add(w.doc.Mentions[k].Span, w.doc.Mentions[k].Head)
			}
		}
	}
}

// headOf returns the token of s whose head lies outside s, or -1.
func (w *join) headOf(s nlp.Span) int {
	first, last := w.tokens(s)
	for t := first; t < last; t++ {
		if h := w.doc.Tokens[t].Head; h < first || h >= last {
			return t
		}
	}
	return -1
}

// tokens returns the half-open range of the tokens that overlap s.
func (w *join) tokens(s nlp.Span) (first, last int) {
	first, _ = slices.BinarySearchFunc(w.doc.Tokens, s.Start, func(t nlp.Token, at int) int {
		if t.End <= at {
			return -1
		}
		return 1
	})
	for last = first; last < len(w.doc.Tokens) && w.doc.Tokens[last].Start < s.End; last++ {
	}
	return first, last
}

// near returns the claims whose content starts at most n sentences from that of
// claim i, in the order of the text.
func (w *join) near(i, n int) []int {
	at := func(sentence int) int {
		k, _ := slices.BinarySearchFunc(w.ordered, sentence, func(c, s int) int { return cmp.Compare(w.sent[c], s) })
		return k
	}
	return w.ordered[at(w.sent[i]-n):at(w.sent[i]+n+1)]
}

// inside reports whether the content of a claim holds s.
func (w *join) inside(claim int, s nlp.Span) bool {
	return slices.ContainsFunc(w.claims[claim].Content, func(c nlp.Span) bool { return c.Contains(s) })
}

// size is the length of a claim's content in bytes.
func (w *join) size(claim int) int {
	n := 0
	for _, c := range w.claims[claim].Content {
		n += c.Len()
	}
	return n
}

// chain returns the claims whose content holds s, outermost first.
func (w *join) chain(s nlp.Span) []int {
	var in []int
	for i := range w.claims {
		if w.inside(i, s) {
			in = append(in, i)
		}
	}
	slices.SortStableFunc(in, func(a, b int) int {
		if n := cmp.Compare(w.size(b), w.size(a)); n != 0 {
			return n
		}
		switch { // "citing a diplomat, the paper said": both say the same, and one cites the other
		case w.claims[a].In == b:
			return 1
		case w.claims[b].In == a:
			return -1
		}
		return 0
	})
	return in
}

// about lists the events that a claim's content speaks of.
func (w *join) about(claim int) {
	for i := range w.events {
		if slices.ContainsFunc(w.mentions[i], func(s nlp.Span) bool { return w.inside(claim, s) }) {
			w.out.Claims[claim].About = append(w.out.Claims[claim].About, i)
		}
	}
}

// answers takes over what package claims knows of denials and confirmations, and
// lets a claim that answers another speak of the same events ("denied it").
func (w *join) answers() {
	for i, c := range w.claims {
		v := &w.out.Claims[i]
		v.Denies = valid(c.Denies, i, len(w.claims))
		v.Confirms = valid(c.Confirms, i, len(w.claims))
		if len(v.Denies) == 0 && c.Stance == "deny" {
			if k, by := w.denied(i); k >= 0 {
				v.Denies = append(v.Denies, k)
				v.Why = append(v.Why, ledger.Reason{What: "denies", By: by, Span: first(w.claims[k].Content)})
			}
		}
	}
	for i := range w.claims {
		v := &w.out.Claims[i]
		if len(v.About) > 0 {
			continue
		}
		for _, k := range slices.Concat(v.Denies, v.Confirms) {
			for _, e := range w.out.Claims[k].About {
				if !slices.Contains(v.About, e) {
					v.About = append(v.About, e)
				}
			}
		}
		slices.Sort(v.About)
	}
}

// valid returns the indices of l that are in range and are not self.
func valid(l []int, self, n int) []int {
	var out []int
	for _, i := range l {
		if i >= 0 && i < n && i != self && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

func first(l []nlp.Span) nlp.Span {
	if len(l) == 0 {
		return nlp.Span{}
	}
	return l[0]
}

// hold finds who vouches for an event: the author, if a mention of it lies
// outside all content; else the sources of the claims that hold a mention,
// outermost first. A chain that affirms is preferred to one that denies.
func (w *join) hold(event int) {
	v := &w.out.Events[event]
	v.Status = w.events[event].Status
	var (
		author         bool
		said, unsaid   []int // claims: the first chain that affirms, and that denies
		saidAt, denyAt nlp.Span
		trigger        = w.mentions[event][0]
		triggerDenied  bool
	)
	for k, s := range w.mentions[event] {
		chain := w.chain(s)
		if len(chain) == 0 || w.presupposed(chain, w.heads[event][k]) {
			author, saidAt = true, s
			break
		}
		a := w.affirming(chain)
		triggerDenied = triggerDenied || k == 0 && len(a) < len(chain)
		switch {
		case len(a) == 0:
			if unsaid == nil {
				unsaid, denyAt = chain, s
			}
		case said == nil:
			said, saidAt = a, s
		}
	}
	note := func(what, by string, s nlp.Span) {
		v.Why = append(v.Why, ledger.Reason{What: what, By: by, Span: s})
	}
	switch {
	case author:
		note("holder", "discourse.author", saidAt)
	case said != nil:
		v.Holder = w.sources(said)
		note("holder", "discourse.chain", saidAt)
	default:
		v.Holder = w.sources(unsaid)
		note("holder", "discourse.denier", denyAt)
		if last := w.claims[unsaid[len(unsaid)-1]]; last.Class == "deny" && v.Status != "not_happened" && !w.performs(event, last.Referent) {
			v.Status = "not_happened"
			note("status", "discourse.denied", last.Cue)
		}
		return
	}
	if triggerDenied && v.Status == "not_happened" {
		// The coder saw the denial only; a claim inside it, or another mention,
		// affirms.
		v.Status = "happened"
		note("status", "discourse.affirmed", saidAt)
	}
	if v.Status == "not_happened" || author {
		return // what the author states in his own voice stands, whoever denies it
	}
	for _, c := range w.deniedBy(event) {
		v.Disputed = true
		note("disputed", "discourse.denial", cmp.Or(w.claims[c].Cue, first(w.claims[c].Content), trigger))
	}
}

// performs reports whether an event is what its actor does by saying so: who says "It is
// untrue" rejects a charge, and does not deny that he does.
func (w *join) performs(event, source int) bool {
	e := &w.events[event]
	switch e.Type {
	case "REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT":
		return source >= 0 && slices.ContainsFunc(e.Actors, func(a coder.Arg) bool { return a.Referent == source })
	}
	return false
}

// sources returns the referents that are the sources of a chain of claims,
// outermost first; one that speaks twice in a row counts once, and a source that
// the text does not name is left out.
func (w *join) sources(chain []int) []int {
	var out []int
	for _, c := range chain {
		if r := w.claims[c].Referent; r >= 0 && (len(out) == 0 || out[len(out)-1] != r) {
			out = append(out, r)
		}
	}
	return out
}

// affirming returns the part of a chain below the last claim that denies, or
// nothing if the innermost denies. "It denied a report, carried by state media,
// that ships had crossed": the media affirm, inside the denial.
func (w *join) affirming(chain []int) []int {
	for i := len(chain) - 1; i >= 0; i-- {
		if w.claims[chain[i]].Stance == "deny" {
			return chain[i+1:]
		}
	}
	return chain
}

// presupposed reports whether the noun at head is taken for granted by the
// innermost claim of chain: "denied the accusation" leaves no doubt that there
// was an accusation.
func (w *join) presupposed(chain []int, head int) bool {
	switch w.claims[chain[len(chain)-1]].Stance {
	case "deny", "decline", "question":
	default:
		return false
	}
	if head >= len(w.doc.Tokens) {
		return false
	}
	t := w.doc.Tokens[head]
	if t.UPOS != "NOUN" {
		return false
	}
	return slices.ContainsFunc(w.kids[head], func(k int) bool {
		switch w.doc.Tokens[k].Rel {
		case "nmod:poss":
			return true
		case "det":
			l := strings.ToLower(w.doc.Tokens[k].Form)
			return l == "the" || l == "this" || l == "that" || l == "these" || l == "those"
		}
		return false
	})
}

// deniedBy returns the denying claims whose point is that an event did not happen:
// it is the core of what they deny, or of the claim that they answer.
func (w *join) deniedBy(event int) []int {
	var out []int
	for _, i := range w.denials {
		spoken := func(k int) bool {
			// The denied claim is an act of speech that others report.
			return w.claims[k].In >= 0 && !w.claims[k].Cue.Empty() && w.claims[k].Cue.Overlaps(w.mentions[event][0])
		}
		if w.core(i, event) || slices.ContainsFunc(w.out.Claims[i].Denies, func(k int) bool { return spoken(k) || w.core(k, event) }) {
			out = append(out, i)
		}
	}
	return out
}

// core reports whether an event is what a claim's content says in the main, and
// not in passing: of "soldiers were looting hours after the signing" the looting
// is, the signing is not. What the claim takes for granted is not either.
func (w *join) core(claim, event int) bool {
	for k, s := range w.mentions[event] {
		if !w.inside(claim, s) {
			continue
		}
		chain := w.chain(s)
		if chain[len(chain)-1] == claim && w.presupposed(chain, w.heads[event][k]) {
			continue
		}
		if w.central(claim, w.heads[event][k]) {
			return true
		}
	}
	return false
}

// central reports whether token t heads the content of a claim, or is reached
// from its head through clauses and conjuncts only.
func (w *join) central(claim, t int) bool {
	for t < len(w.doc.Tokens) {
		h := w.doc.Tokens[t].Head
		if h < 0 || !w.inside(claim, w.doc.Tokens[h].Span) {
			return true
		}
		switch base, _, _ := strings.Cut(w.doc.Tokens[t].Rel, ":"); base {
		case "conj", "xcomp", "ccomp", "parataxis", "cop", "aux", "root":
		case "obj", "nsubj", "obl", "nmod", "acl", "compound":
			// "Carried out the attack", "the attack happened", "of hiding arms".
			if base == "acl" && w.doc.Tokens[t].Rel == "acl:relcl" || base == "obl" && w.doc.Tokens[h].UPOS == "VERB" && w.lemma(h) != "take" {
				return false
			}
		default:
			return false
		}
		t = h
	}
	return true
}

// sentenceOf returns the index of the sentence that s starts in.
func (w *join) sentenceOf(s nlp.Span) int {
	if first, _ := w.tokens(s); first < len(w.doc.Tokens) {
		return w.doc.Tokens[first].Sent
	}
	return max(0, len(w.doc.Sentences)-1)
}

// phrase returns the span of the subtree of token t, without the tokens of skip
// and their subtrees, and without punctuation at its ends.
func (w *join) phrase(t int, skip func(int) bool) nlp.Span {
	lo, hi := t, t
	var walk func(int)
	walk = func(i int) {
		lo, hi = min(lo, i), max(hi, i)
		for _, k := range w.kids[i] {
			if skip == nil || !skip(k) {
				walk(k)
			}
		}
	}
	walk(t)
	for lo < t && w.doc.Tokens[lo].UPOS == "PUNCT" {
		lo++
	}
	for hi > t && w.doc.Tokens[hi].UPOS == "PUNCT" {
		hi--
	}
	return nlp.Span{Start: w.doc.Tokens[lo].Start, End: w.doc.Tokens[hi].End}
}

// child returns the first dependent of t with one of the relations, or -1.
// A relation matches its subtypes: "nsubj" also "nsubj:pass".
func (w *join) child(t int, rels ...string) int {
	for _, k := range w.kids[t] {
		if base, _, _ := strings.Cut(w.doc.Tokens[k].Rel, ":"); slices.Contains(rels, base) || slices.Contains(rels, w.doc.Tokens[k].Rel) {
			return k
		}
	}
	return -1
}

// preposition returns the case marker of t in lower case, or "".
func (w *join) preposition(t int) string {
	if k := w.child(t, "case"); k >= 0 {
		return strings.ToLower(w.doc.Tokens[k].Form)
	}
	return ""
}

// lemma returns the lemma of t in lower case, or its form where it has none.
func (w *join) lemma(t int) string {
	return strings.ToLower(cmp.Or(w.doc.Tokens[t].Lemma, w.doc.Tokens[t].Form))
}

// referentAt returns the referent of the mention whose head is token t, or -1.
func (w *join) referentAt(t int) int {
	if m, ok := w.byHead[t]; ok && w.doc.Mentions[m].Chain < len(w.refs) {
		return w.doc.Mentions[m].Chain
	}
	return -1
}

// referentOf returns the referent of the phrase that t heads: that of t, or of a
// name in apposition to it ("Prime Minister Aida Lo"), or -1.
func (w *join) referentOf(t int) int {
	if r := w.referentAt(t); r >= 0 {
		return r
	}
	for _, k := range w.kids[t] {
		switch w.doc.Tokens[k].Rel {
		case "flat", "appos", "nmod:desc", "compound":
			if r := w.referentAt(k); r >= 0 {
				return r
			}
		}
	}
	return -1
}

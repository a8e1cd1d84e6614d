package claims

import (
	"fmt"
	"slices"
	"strings"

	"chancery/lang/en"
	"chancery/ledger"
	"chancery/model"
	"chancery/nlp"
)

// Extractor finds the claims of documents. It may be used by several goroutines.
type Extractor struct {
	lex      lexicon
	verdicts map[string]uint8 // lemma → class, see en.Verdicts
	cue      *tagger
	args     *tagger
}

// A tagger is a sequence model that knows its unit.
type tagger struct {
	*model.Sequence
	unit int32 // what odds of e to 1 weigh
}

// New returns an extractor with the models of f (its sections "cue" and "args"
// are models themselves), the table of cues, and the table of verdicts.
func New(f *model.File, cues []en.Cue, verdicts []en.Verdict) (*Extractor, error) {
	x := &Extractor{lex: newLexicon(cues), verdicts: map[string]uint8{}}
	for _, v := range verdicts {
		x.verdicts[v.Word] = uint8(slices.Index(en.CueClasses, v.Class))
	}
	for _, part := range []struct {
		name   string
		labels []string
		to     **tagger
	}{{"cue", cueLabels, &x.cue}, {"args", argLabels, &x.args}} {
		inner, err := model.Open(f.Bytes(part.name))
		if err != nil {
			return nil, fmt.Errorf("claims: section %s: %w", part.name, err)
		}
		if !slices.Equal(inner.Labels, part.labels) {
			return nil, fmt.Errorf("claims: section %s has the labels %v; this version needs %v", part.name, inner.Labels, part.labels)
		}
		seq, err := model.NewSequence(inner)
		if err != nil {
			return nil, fmt.Errorf("claims: %w", err)
		}
		unit := model.Int32s(inner.Bytes("unit"))
		if len(unit) != 1 || unit[0] <= 0 {
			return nil, fmt.Errorf("claims: section %s has no unit; train the model again", part.name)
		}
		*part.to = &tagger{seq, unit[0]}
	}
	return x, nil
}

// Bundle joins the models of cues and of arguments in one model, which [New] takes.
func Bundle(h *model.Header, cue, args []byte) {
	h.Add("cue", cue)
	h.Add("args", args)
}

// tokens is a half-open range of token indices.
type tokens struct{ from, to int }

func (r tokens) empty() bool         { return r.to <= r.from }
func (r tokens) has(i int) bool      { return r.from <= i && i < r.to }
func (r tokens) meets(s tokens) bool { return r.from < s.to && s.from < r.to }

// A draft is a claim in the making, in tokens.
type draft struct {
	cue     tokens
	tagged  tokens // the cue as the tagger found it
	head    int    // of the cue
	source  tokens
	content []tokens
	hit     hit
	rule    string
	class   uint8
	stance  string
	match   int // how well the content fits the class's frame, see classOf
	quote   string
	neg     bool
	in      int
	fixed   bool // in is settled
	ref     int
	why     []ledger.Reason
}

// Extract returns the claims of d in the order of their cues. refs are its
// referents, indexed by [nlp.Mention.Chain]; with none, sources stay unresolved.
// d must have the layers of [Needs].
func (x *Extractor) Extract(d *nlp.Document, refs []ledger.Referent) ([]Claim, error) {
	if err := d.Require(Needs); err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	v := newView(d, x.lex)
	f := &finder{Extractor: x, view: v, refs: refs}
	f.c.view = v
	for _, r := range f.findCues() {
		f.arguments(r)
	}
	f.addAnswers()
	f.settle()
	return f.claims(), nil
}

// A finder finds the claims of one document.
type finder struct {
	*Extractor
	*view
	refs   []ledger.Referent
	c      cueView
	dec    model.Decoder
	prior  []int32
	drafts []draft
	extra  []draft // the inner of two claims that the tagger found as one
}

// sureCue is the logarithm of the odds that a cue of the table has over what the
// tagger thinks, where the sentence fills its frame and it has a subject.
const sureCue = 1.0

// findCues returns the cues that the tagger finds. It is biased towards those of
// which the table and the parse are sure.
func (f *finder) findCues() []tokens {
	var out []tokens
	l := len(cueLabels)
	for _, s := range f.Sentences {
		f.prior = resize(f.prior, l*(s.Last-s.First))
		clear(f.prior)
		for i := s.First; i < s.Last; i++ {
			if f.sure(i) {
				f.prior[l*(i-s.First)] = -int32(sureCue * float64(f.cue.unit))
			}
		}
		labels := f.cue.Decode(&f.dec, s.Last-s.First, f.prior, func(i int, buf []uint64) []uint64 { return f.cueFeatures(s.First+i, buf) })
		for i := 0; i < len(labels); i++ {
			if labels[i] != 1 {
				continue
			}
			r := tokens{s.First + i, s.First + i + 1}
			for i+1 < len(labels) && labels[i+1] == 2 {
				i++
				if f.besideCue(s.First + i) {
					out = append(out, r)
					r = tokens{s.First + i, s.First + i}
				}
				r.to++
			}
			out = append(out, r)
		}
	}
	return out
}

// besideCue reports whether token i is a participle behind a comma that says more
// of what was said, and so no part of the cue before it: "wrote, describing …".
func (f *finder) besideCue(i int) bool {
	return f.Tokens[i].XPOS == "VBG" && f.sibling(i) && f.Tokens[i-1].Form == ","
}

// sure reports whether token i is a verb of the table with a subject and its
// frame filled. A bare noun object is enough for few classes.
func (f *finder) sure(i int) bool {
	e := f.hits[i].e
	if e == nil || e.pos != 'v' || f.subject[i] < 0 && !f.deniesIt(i) {
		return false
	}
	have := f.satisfied(i)
	if have&^frameNP != 0 {
		return true
	}
	if have != 0 && e.classes&(1<<classBelieve) != 0 && f.negated(i) {
		return true // "had never believed it"
	}
	return have != 0 && e.classes&(1<<classDeny|1<<classAccuse|1<<classAsk|1<<classThreaten|1<<classDecline|1<<classPromise) != 0
}

// arguments finds the source and the content of the cue r and keeps a draft.
// Where the tagger finds no content, content is favoured more and more.
func (f *finder) arguments(r tokens) {
	c := &f.c
	c.about(f.view, r.from, r.to)
	l := len(argLabels)
	d := draft{cue: r, tagged: r, head: c.head, hit: f.hits[c.head], rule: "model:claims", in: -1, ref: -1}
	for favour := int32(0); favour <= 4; favour += 2 {
		f.prior = resize(f.prior, l*(c.hi-c.lo))
		clear(f.prior)
		for i := 0; favour > 0 && i < c.hi-c.lo; i++ {
			if k := c.lo + i; !r.has(k) && !d.source.has(k) {
				f.prior[l*i+3], f.prior[l*i+4] = favour*f.args.unit/2, favour*f.args.unit/2
			}
		}
		labels := f.args.Decode(&f.dec, c.hi-c.lo, f.prior, func(i int, buf []uint64) []uint64 { return c.argFeatures(c.lo+i, buf) })
		f.read(&d, labels)
		if len(d.content) > 0 {
			break
		}
	}
	f.drafts = append(f.drafts, d)
}

// read takes source and content of d from the labels of the window.
func (f *finder) read(d *draft, labels []uint8) {
	for i := 0; i < len(labels); i++ {
		l := labels[i]
		if l != 1 && l != 3 {
			continue
		}
		p := tokens{f.c.lo + i, f.c.lo + i + 1}
		for i+1 < len(labels) && labels[i+1] == l+1 {
			i++
			p.to++
		}
		switch {
		case p.meets(d.cue):
		case l == 3:
			d.content = append(d.content, p)
		case d.source.empty() || distance(p, d.cue) < distance(d.source, d.cue):
			d.source = p
		}
	}
}

func distance(a, b tokens) int {
	switch {
	case a.to <= b.from:
		return b.from - a.to
	case b.to <= a.from:
		return a.from - b.to
	}
	return 0
}

// addAnswers adds the claims that rules find beside the tagger's.
func (f *finder) addAnswers() {
	var found []draft
	for i := range f.Tokens {
		var made draft
		switch {
		case f.neither(i):
			made = f.unsaid(i)
			f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool { return d.cue.meets(made.cue) })
		case f.silent(i) >= 0:
			made = f.silence(i)
			f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool { return d.cue.meets(made.cue) })
		case f.estimates(i):
			made = f.estimate(i)
		case f.vouches(i) >= 0:
			made = f.vouching(i)
		case f.hits[i].e == nil:
			continue
		case f.citing(i) >= 0:
			made = f.cited(i)
		case f.titled(i):
			made = f.title(i)
		case f.feels(i) >= 0:
			made = f.feeling(i)
		case f.answered(i):
			made = f.answer(i)
		case f.deniesPlainly(i) >= 0:
			made = f.denial(i)
		case f.calls(i) >= 0:
			made = f.calling(i)
			f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool { return d.cue.meets(made.cue) })
		case f.voices(i) >= 0:
			made = f.voiced(i)
		case f.toldIn(i) >= 0:
			made = f.telling(i)
		case f.holdsClause(i) >= 0, f.holdsDeed(i) >= 0:
			made = f.noun(i)
		default:
			continue
		}
		known := false
		for at := f.near(i - 8); at < len(f.drafts) && f.drafts[at].cue.from <= i; at++ {
			other := &f.drafts[at]
			denial := (made.rule == "rule:claims.noun" || made.rule == "rule:claims.gerund") && other.head != i && !lightVerbs[f.Tokens[other.head].Lemma]
			known = known || other.cue.has(i) && !denial
		}
		if !known {
			found = append(found, made)
		}
	}
	if len(found) > 0 {
		f.drafts = append(f.drafts, found...)
		slices.SortStableFunc(f.drafts, func(a, b draft) int { return a.cue.from - b.cue.from })
	}
}

// settle turns raw drafts into good ones: boundaries, classes, stances, nesting.
func (f *finder) settle() {
	for i := range f.drafts {
		f.quotedAs(&f.drafts[i])
	}
	if len(f.extra) > 0 {
		f.drafts = append(f.extra, f.drafts...) // before what the tagger found at the same cue
		slices.SortStableFunc(f.drafts, func(a, b draft) int { return a.cue.from - b.cue.from })
		f.drafts = slices.CompactFunc(f.drafts, func(a, b draft) bool { return a.cue.meets(b.cue) })
	}
	kept := f.drafts[:0]
	for i := range f.drafts {
		d := &f.drafts[i]
		f.adjectival(d)
		f.displaced(d)
		f.clipQuotes(d)
		f.chain(d)
		f.shapeCue(d)
		f.swap(d)
		f.findSource(d)
		f.aside(d)
		f.conjunct(d)
		f.taken(d)
		f.relative(d)
		f.trimSource(d)
		f.frontedWhole(d)
		f.dropBeside(d)
		f.apartFrom(d)
		f.snapClause(d)
		f.startAtClause(d)
		f.withAsked(d)
		f.cutMain(d)
		f.cutClauses(d)
		f.goOn(d)
		f.cutTail(d)
		f.cutJudged(d)
		f.snapQuotes(d)
		f.joinPieces(d)
		f.cutUnsplit(d)
		f.stayInQuotes(d)
		f.trimContent(d)
		if len(d.content) > 0 {
			kept = append(kept, *d)
		}
	}
	f.drafts = kept
	f.clipAsides()
	f.shareSources()
	f.contest()
	f.followQuotes()
	for i := range f.drafts {
		f.innerSpeech(&f.drafts[i])
		f.classify(&f.drafts[i])
	}
	f.drafts = slices.DeleteFunc(f.drafts, func(d draft) bool { return !f.keeps(&d) })
	for i := range f.drafts {
		f.resolve(&f.drafts[i])
	}
	f.nest()
	f.dropNested()
	f.cites()
	f.nest()
	for i := range f.drafts {
		f.quoteKind(&f.drafts[i])
		f.widenCue(&f.drafts[i])
	}
}

// keeps reports whether a draft is a claim. A cue that the table does not know
// must have a clause or a quotation for its content, and a verb of the table that
// has a bare thing for its object where the table wants more is an act: one calls
// a strike, declares a curfew and recalls an envoy without a word being reported.
func (f *finder) keeps(d *draft) bool {
	if f.unreal(d) {
		return false
	}
	if d.rule != "model:claims" || f.neverSaid(d.head) >= 0 {
		return true
	}
	if d.hit.e == nil {
		return f.quoted(d) || f.clausal(d.content[0]) && !f.hasObjectIn(d)
	}
	fr, _ := f.contentFrame(d)
	if d.match < 2 && d.hit.e.pos == 'v' && d.stance != "decline" && fr&^(frameNP|framePrep) == 0 && f.Tokens[d.head].UPOS == "VERB" && !f.quoted(d) && !f.speaks(d) {
		return false
	}
	switch f.Tokens[d.head].Lemma {
	case "offer":
		return fr&(frameTo|frameClause|frameObjTo) != 0
	case "agree":
		return fr&frameClause != 0
	case "shoot", "bring", "take", "strike", "knock": // of a plane, or of a proposal
		return fr&frameClause != 0 || f.speaks(d) || f.quoted(d)
	case "dismiss": // of an office, or of a charge
		for _, k := range f.kids[d.head] {
			if t := &f.Tokens[k]; (t.Rel == "obj" || t.Rel == "nsubj:pass") && t.UPOS == "PROPN" {
				return fr&(frameObjAs|frameClause) != 0
			}
		}
	}
	return true
}

// hasObjectIn reports whether the object of the cue stands in the content.
func (f *finder) hasObjectIn(d *draft) bool {
	for _, k := range f.kids[d.head] {
		if f.Tokens[k].Rel == "obj" && f.inContent(d, k) {
			return true
		}
	}
	return false
}

// speaks reports whether the content is a clause, or a noun for something said:
// "accepted the findings", "repeated the charge".
func (f *finder) speaks(d *draft) bool {
	const said = 1<<classSay | 1<<classAccuse | 1<<classBelieve | 1<<classShow | 1<<classDeny
	for _, p := range d.content {
		if f.clausal(p) {
			return true
		}
		e := f.hits[f.rangeHead(p)].e
		if e != nil && e.pos == 'n' && e.classes&said != 0 {
			return true
		}
	}
	return false
}

// unreal reports whether nobody says what the cue says: "if she agrees", "nobody
// disputes it", "whom should we believe", "will report to the council".
func (f *finder) unreal(d *draft) bool {
	t := &f.Tokens[d.head]
	if t.UPOS != "VERB" && t.UPOS != "ADJ" {
		return false
	}
	if !d.source.empty() {
		h := f.rangeHead(d.source)
		if f.Tokens[d.source.from].Lemma == "not" && d.source.from < h && d.class != classSay {
			return true // "not everyone liked it"
		}
		switch f.Tokens[h].Lemma {
		case "nobody", "none", "whoever":
			return true
		case "anyone", "anybody", "those":
			if d.source.to-h > 1 { // "tells anyone who asks"
				return true
			}
		case "you":
			return d.class == classBelieve
		case "one":
			for i := d.source.from; i < h; i++ {
				if f.Tokens[i].Lemma == "no" {
					return true
				}
			}
		}
	}
	for _, k := range f.kids[d.head] {
		switch m := &f.Tokens[k]; {
		case m.Lemma == "without" && (m.Rel == "mark" || m.Rel == "case"):
			return true // "without telling anyone"
		case m.Lemma == "nothing" && m.Rel == "obj" && k > d.head && f.hasKid(d.head, "aux:pass"):
			return true // "had been told nothing"
		case m.Rel == "mark" && t.Rel == "advcl" && (m.Lemma == "if" || m.Lemma == "unless"):
			return true
		case m.XPOS != "MD" || f.negated(d.head) || f.namesake(d.head, k):
		case modals[m.Lemma]:
			return true
		case m.Lemma == "will" && d.match < 3 && d.class == classSay && !f.quoted(d):
			return true
		}
	}
	return false
}

// quoted reports whether a piece of the content begins in quotation marks that do
// not hold the cue.
func (f *finder) quoted(d *draft) bool {
	for _, p := range d.content {
		if q := f.quote[f.firstWord(p)]; q >= 0 && q != f.quote[d.head] {
			return true
		}
	}
	return false
}

// claims returns the drafts as claims.
func (f *finder) claims() []Claim {
	out := make([]Claim, len(f.drafts))
	for i := range f.drafts {
		d := &f.drafts[i]
		c := Claim{Referent: d.ref, Cue: f.span(d.cue), CueHead: d.head, Class: en.CueClasses[d.class], Quote: d.quote, Stance: d.stance, In: d.in, Rule: d.rule, Why: d.why}
		if !d.source.empty() {
			c.Source = f.span(d.source)
		}
		for _, p := range d.content {
			c.Content = append(c.Content, f.span(p))
		}
		out[i] = c
	}
	f.answers(out)
	return out
}

// span returns the bytes of a range of tokens.
func (f *finder) span(r tokens) nlp.Span {
	return nlp.Span{Start: f.Tokens[r.from].Start, End: f.Tokens[r.to-1].End}
}

// trimSource cuts punctuation and the possessive mark off the source.
func (f *finder) trimSource(d *draft) {
	r := d.source
	for r.from < r.to && (f.Tokens[r.from].UPOS == "PUNCT" || f.conjunction(r.from)) {
		r.from++
	}
	for r.from < r.to && (f.Tokens[r.to-1].UPOS == "PUNCT" && f.Tokens[r.to-1].Form != ")" || f.Tokens[r.to-1].XPOS == "POS") {
		r.to--
	}
	// "From his exile the general": where, and who.
	if !r.empty() && f.Tokens[r.from].UPOS == "ADP" {
		if subject := int(f.subject[d.head]); r.has(subject) {
			r.from = max(r.from, min(subject, int(f.first[subject])))
		}
	}
	d.source = f.cutOccasion(d, r)
}

// cutOccasion cuts off the end of a source before the cue what tells when, where or
// how it spoke: "the mayor on Friday", "the envoy, at a rally", "my father often".
func (f *finder) cutOccasion(d *draft, r tokens) tokens {
	if r.empty() || r.to > d.cue.from || r.to-r.from < 2 {
		return r
	}
	head := f.rangeHead(r)
	plain := !slices.ContainsFunc(f.Tokens[head+1:r.to], func(t nlp.Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" })
	for _, t := range f.Times {
		from, to := f.view.tokens(t.Span)
		if to != r.to || from <= head || !plain || documents[f.Tokens[head].Lemma] {
			continue
		}
		switch f.Tokens[from-1].UPOS {
		case "ADP":
			from--
		case "DET", "ADJ", "PUNCT":
			continue
		}
		if from > head {
			r.to = from
		}
	}
	for i := head + 1; i < r.to; i++ {
		switch t := &f.Tokens[i]; {
		case t.Form == "," && i+1 < r.to && plain && f.Tokens[head].UPOS == "PROPN" && occasions[f.Tokens[i+1].Lemma]:
			r.to = i
		case i+1 == r.to && plain && t.Rel == "advmod" && t.Head == d.head && asides[t.Lemma]:
			r.to = i
		}
	}
	for r.to > r.from+1 && f.Tokens[r.to-1].UPOS == "PUNCT" && f.Tokens[r.to-1].Form != ")" {
		r.to--
	}
	return r
}

// apartFrom cuts a source off the end of a content that begins with a quotation: of "„It
// is late“, a guest complained" the guest is no part.
func (f *finder) apartFrom(d *draft) {
	if d.source.empty() {
		return
	}
	for i := range d.content {
		p := &d.content[i]
		if p.from < d.source.from && d.source.to >= p.to-1 && d.source.from < p.to && f.edge[p.from] == edgeOpen && f.edge[d.source.from-1] != edgeFirst {
			p.to = d.source.from
		}
	}
}

// trimContent joins pieces that only punctuation parts, and cuts outer
// punctuation and the conjunction "that" off each.
func (f *finder) trimContent(d *draft) {
	var out []tokens
	for _, p := range d.content {
		for p.from < p.to && f.loose(p.from) && !(p.to-p.from == 1 && p.from == d.head+1 && f.shown(d.head)) {
			p.from++
		}
		for p.from < p.to && f.Tokens[p.to-1].UPOS == "PUNCT" && f.Tokens[p.to-1].Form != ")" && f.Tokens[p.to-1].Form != "?" && f.Tokens[p.to-1].Form != "!" && f.edge[p.to-1] != edgeClose {
			p.to--
		}
		if p.empty() {
			continue
		}
		out = append(out, p)
	}
	d.content = out
}

// conjunction reports whether token i is a "that" that was taken for the article of a
// plural, which has none such: "feared that aides had left".
func (f *finder) conjunction(i int) bool {
	t := &f.Tokens[i]
	return t.Form == "that" && t.Rel == "det" && t.Head == i+1 && strings.HasSuffix(f.Tokens[t.Head].XPOS, "S") && strings.HasPrefix(f.Tokens[t.Head].XPOS, "NN")
}

// loose reports whether token i may not begin a content: punctuation other than
// an opening mark or bracket, and "that" before a clause.
func (f *finder) loose(i int) bool {
	t := &f.Tokens[i]
	if t.UPOS == "PUNCT" {
		return f.edge[i] != edgeOpen && t.Form != "(" && t.Form != "["
	}
	return t.Rel == "mark" && (t.Lemma == "that" || t.Form == "that") || f.conjunction(i)
}

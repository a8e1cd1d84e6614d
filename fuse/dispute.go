package fuse

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"chancery/ledger"
)

// A Dispute joins claims of one or several documents that cannot all be true.
type Dispute struct {
	Kind    string `json:"kind"` // "dispute"
	ID      string `json:"id"`   // "x_" and a hash of the claims
	Cluster string `json:"cluster,omitempty"`
	Type    string `json:"type"`  // event, number, date, responsibility or meaning
	About   string `json:"about"` // of numbers: what is counted; else words of a side
	// For and Against are ids of claims; and of events where a document says it in
	// its own voice.
	For     []string `json:"for"`
	Against []string `json:"against"`
	// Values are the numbers of the sides.
	Values    []Value `json:"values,omitempty"`
	Documents int     `json:"documents"`
}

// A Value is the number that a claim or an event gives.
type Value struct {
	By    string `json:"by"` // id of the claim or event
	Value int    `json:"value"`
}

// voice is a claim as disputes see it.
type voice struct {
	*ledger.Claim
	doc       int // index
	group     int // of copies
	source    string
	country   string
	text      string
	words     []token
	bag       bag
	negative  bool
	published int32
	at        int // index among all
	story     bag
	about     []int // clusters
}

// affirms reports whether a claim says that something is so; denies, that it is not.
func (v *voice) affirms() bool {
	if v.Stance != "assert" && v.Stance != "confirm" {
		return false
	}
	switch v.class() {
	case "ask", "intend", "feel", "promise", "threaten", "order":
		return false
	}
	return true
}

// denies reports whether a claim says that something is not so: by its cue, or by
// a word of its content: "his men had no part in it".
func (v *voice) denies() bool {
	return v.Stance == "deny" || v.Stance == "assert" && v.affirms() && v.negative
}

// negatives are words of a content that make it a denial.
var negatives = set(`no not never nothing none neither nobody untrue false falsehood falsehoods lie lies baseless unfounded groundless inaccurate
	fabricated fabrication disinformation nonsense cannot without`)

// negated reports whether words say that something is not so. What else hangs on
// "not only" is so.
func negated(words []token) bool {
	for i, t := range words {
		switch {
		case t.text == "not" && i+1 < len(words) && words[i+1].text == "only":
		case negatives[t.text], t.text == "t" && i > 0 && strings.HasSuffix(words[i-1].text, "n"):
			return true
		}
	}
	return false
}

func (v *voice) class() string {
	if v.Cue == nil {
		return "say"
	}
	return v.Cue.Class
}

// sameSide reports whether two claims come from one source, or in copies of one
// article from who is called the same there.
func (v *voice) sameSide(o *voice) bool {
	return v.source != "" && v.source == o.source
}

// disputes finds what the documents, or their sources, say against one another of
// the clusters.
type disputes struct {
	docs     []Doc
	group    []int          // of copies, by document
	cluster  map[string]int // by event id
	clusters []Cluster
	voices   []*voice
	byID     map[string]*voice
	common   map[string]int
	stated   map[int]bool // clusters of what a document says in its own voice was done
	out      map[string]*found
	order    []string
	keyOf    map[string][]string // by claim id: its disputes but those of numbers
	byGroup  map[int][]*voice    // of copies
	byWord   map[uint64][]*voice // by a telling word and a stretch of time
	byEvent  map[int][]*voice    // by cluster
}

// found is a dispute in the making.
type found struct {
	Dispute
	sides [2]map[string]bool
}

func findDisputes(docs []Doc, group []int, clusters []Cluster) ([]Dispute, error) {
	common, err := weights()
	if err != nil {
		return nil, err
	}
	w := &disputes{docs: docs, group: group, clusters: clusters, cluster: map[string]int{}, byID: map[string]*voice{}, common: common, stated: map[int]bool{}, out: map[string]*found{},
		keyOf: map[string][]string{}, byGroup: map[int][]*voice{}, byWord: map[uint64][]*voice{}, byEvent: map[int][]*voice{}}
	for i, c := range clusters {
		for _, id := range c.Members {
			w.cluster[id] = i
		}
	}
	for i := range docs {
		w.read(i)
	}
	w.link()
	w.index()
	for i := range docs {
		for _, x := range docs[i].Disputes {
			w.within(x)
		}
	}
	w.denials()
	w.numbers()
	return w.finish(), nil
}

// read takes the claims of a document.
func (w *disputes) read(i int) {
	d := &w.docs[i]
	for _, e := range d.Events {
		if k, ok := w.cluster[e.ID]; ok && e.Status == "happened" && len(e.Holder) == 1 && e.Holder[0] == "author" {
			w.stated[k] = true
		}
	}
	entities := map[string]*ledger.Entity{}
	for _, n := range d.Entities {
		entities[n.ID] = n
	}
	published, _ := day(d.Published)
	story := gist(tokens(d.Text), w.common)
	for _, c := range d.Claims {
		v := &voice{Claim: c, doc: i, group: w.group[i]}
		if c.Source != nil {
			v.source = strings.ToLower(c.Source.Text)
			if n := entities[c.Source.Entity]; n != nil {
				v.source = strings.ToLower(cmp.Or(n.Name, c.Source.Text))
				if n.Country != nil {
					v.country = *n.Country
				}
			}
		}
		var text []string
		for _, q := range c.Content {
			text = append(text, q.Text)
		}
		v.text = strings.Join(text, " ")
		v.words = tokens(v.text)
		weight := map[uint32]int{}
		for k := range v.words {
			weight[hash(v.words[k].stem)] = v.words[k].weigh(w.common)
		}
		v.bag = unit(weight)
		v.negative = negated(v.words)
		v.published, v.story = published, story
		for _, e := range c.About {
			if k, ok := w.cluster[e]; ok {
				v.about = append(v.about, k)
			}
		}
		v.about = ordered(v.about)
		v.at = len(w.voices)
		w.voices = append(w.voices, v)
		w.byID[c.ID] = v
	}
	// What answers a claim is about what that is about.
	for _, c := range d.Claims {
		v := w.byID[c.ID]
		for _, id := range slices.Concat(c.Denies, c.Confirms) {
			if o := w.byID[id]; o != nil && len(v.about) == 0 {
				v.about = o.about
			}
		}
	}
}

// linkAt is the cosine from which a claim that speaks of no coded event is about
// the event of another document's sentence.
const linkAt = 0.4

// link finds what claims are about that speak of no coded event, by their words.
func (w *disputes) link() {
	type told struct {
		bag   bag
		doc   int
		day   int32
		event int
	}
	byWord := map[uint32][]told{}
	for i := range w.docs {
		d := &w.docs[i]
		o := ledger.NewOffsets(d.Text)
		at, _ := day(d.Published)
		for _, e := range d.Events {
			k, ok := w.cluster[e.ID]
			if !ok {
				continue
			}
			weight := map[uint32]int{}
			for _, t := range tokens(d.Text[o.Byte(e.Sentence.Start):o.Byte(e.Sentence.End)]) {
				weight[hash(t.stem)] = t.weigh(w.common)
			}
			x := told{unit(weight), i, at, k}
			for _, word := range x.bag {
				byWord[word.Hash] = append(byWord[word.Hash], x)
			}
		}
	}
	for _, v := range w.voices {
		if len(v.about) > 0 {
			continue
		}
		best, at := -1, linkAt
		for _, h := range heaviest(slices.Clone(v.bag), 4) {
			for _, x := range byWord[h] {
				if x.day != 0 && v.published != 0 && max(x.day-v.published, v.published-x.day) > within {
					continue
				}
				if c := cosine(v.bag, x.bag); c > at {
					best, at = x.event, c
				}
			}
		}
		if best >= 0 {
			v.about = []int{best}
		}
	}
}

// blame are the words of who denies to have done it, by stem.
var blame = set("involvement involved part responsibility responsible role hand nothing guilt complicity accusation accusations charge charges allegation allegations blame")

// typeOf tells whether a denial is of an act, or of who did what a document says in
// its own voice was done.
func (w *disputes) typeOf(k int, pro, con *voice) string {
	if k >= 0 && w.stated[k] && (w.general(con) || pro.class() == "accuse") {
		return "responsibility"
	}
	return "event"
}

// oppose sets sides against each other under a key; a second dispute of that key
// joins the first, the sides turned so that they share most.
func (w *disputes) oppose(key string, cluster int, typ, about string, pro, con []string) *found {
	x := w.out[key]
	if x == nil {
		x = &found{Dispute: Dispute{Kind: "dispute", Type: typ, About: about}, sides: [2]map[string]bool{{}, {}}}
		if cluster >= 0 {
			x.Cluster = w.clusters[cluster].ID
		}
		w.out[key] = x
		w.order = append(w.order, key)
	}
	straight, turned := 0, 0
	for n, side := range [2][]string{pro, con} {
		for _, id := range side {
			n := w.side(id, n)
			if x.sides[n][id] {
				straight++
			}
			if x.sides[1-n][id] {
				turned++
			}
		}
	}
	for n, side := range [2][]string{pro, con} {
		for _, id := range side {
			n := w.side(id, n)
			if turned > straight {
				n = 1 - n
			}
			if !x.sides[1-n][id] {
				x.sides[n][id] = true
				if typ != "number" && !slices.Contains(w.keyOf[id], key) {
					w.keyOf[id] = append(w.keyOf[id], key)
				}
			}
		}
	}
	if typ == "responsibility" && x.Type == "event" {
		x.Type = typ
	}
	return x
}

// side returns the side of a claim, which is n by its own document: who denies a
// thing is against, unless what is denied is a denial.
func (w *disputes) side(id string, n int) int {
	v := w.byID[id]
	if v == nil || v.Stance != "deny" {
		return n
	}
	for _, d := range v.Denies {
		if o := w.byID[d]; o != nil && o.Stance == "deny" {
			return 0
		}
	}
	if slices.ContainsFunc(v.words, func(t token) bool { return t.text == "denial" || t.text == "denials" || t.text == "denied" }) {
		return 0
	}
	return 1
}

// key names a dispute: of numbers by what is counted; denials of an act and of who
// did it are one.
func key(cluster, typ string) string {
	if typ == "responsibility" {
		typ = "event"
	}
	return cluster + "|" + typ
}

// within takes a dispute that one document has.
func (w *disputes) within(x *ledger.Dispute) {
	if len(x.For) == 0 || len(x.Against) == 0 {
		return
	}
	cluster := w.topic(slices.Concat(x.Against, x.For))
	k := ""
	switch {
	case cluster >= 0 && x.Type != "number":
		k = key(w.clusters[cluster].ID, x.Type)
	default:
		k = w.alike(x)
	}
	w.oppose(k, cluster, x.Type, x.About, x.For, x.Against)
}

// topic returns the cluster that most of the claims are about, the first of them
// if several; or -1.
func (w *disputes) topic(claims []string) int {
	n := map[int]int{}
	best := -1
	for _, id := range claims {
		v := w.byID[id]
		if v == nil {
			continue
		}
		for _, k := range v.about {
			if n[k]++; best < 0 || n[k] > n[best] {
				best = k
			}
		}
	}
	return best
}

// alike returns the key of an earlier dispute of that type that a copy has of the
// same claims, or a new one.
func (w *disputes) alike(x *ledger.Dispute) string {
	for _, id := range slices.Concat(x.For, x.Against) {
		v := w.byID[id]
		if v == nil {
			continue
		}
		for _, q := range w.twins(v) {
			for _, k := range w.keyOf[q.ID] {
				if w.out[k].Type == x.Type {
					return k
				}
			}
		}
	}
	return "|" + x.ID
}

// twins returns the same claim in copies.
func (w *disputes) twins(v *voice) []*voice {
	var out []*voice
	for _, q := range w.byGroup[v.group] {
		if q.twin(v) {
			out = append(out, q)
		}
	}
	return out
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// The bounds of claims of two documents that may answer one another: how much of
// their words (likeAt) or, where one denies any part, of their stories (storyAt)
// must be the same, and within how many days.
const (
	likeAt  = 0.3
	storyAt = 0.15
	within  = 30
)

// near reports whether two claims are of different sources, and of one time.
func (w *disputes) near(a, b *voice) bool {
	if a.sameSide(b) || a.country != "" && a.country == b.country {
		return false
	}
	return a.published == 0 || b.published == 0 || max(a.published-b.published, b.published-a.published) <= within
}

// denials sets those who deny a thing against those who affirm it: what both are
// about is one event, or they use the same words, or one denies any part in what
// the other accuses it of.
func (w *disputes) denials() {
	for _, v := range w.voices {
		if !v.denies() {
			continue
		}
		for _, o := range w.candidates(v) {
			if o == v || o.denies() || !o.affirms() || !w.near(v, o) || related(v, o) {
				continue
			}
			k, ok := -1, false
			switch shared := common(v.about, o.about); {
			case len(shared) > 0:
				// A denial by a word of its content denies what it says, and that
				// need not be the event.
				k, ok = shared[0], v.Stance == "deny" || w.like(v, o)
			case v.doc == o.doc:
				// What one document sets against each other is in its records.
			case w.like(v, o):
				ok = true
			case o.class() == "accuse" && w.general(v) && v.named(o):
				ok = cosine(v.story, o.story) >= storyAt
			}
			if !ok {
				continue
			}
			if k < 0 {
				k = first(slices.Concat(o.about, v.about))
			}
			typ := w.typeOf(k, o, v)
			w.oppose(w.joined(k, typ, v, o), k, typ, o.text, []string{o.ID}, []string{v.ID})
		}
	}
}

// index notes where claims are looked for.
func (w *disputes) index() {
	for _, v := range w.voices {
		w.byGroup[v.group] = append(w.byGroup[v.group], v)
		for _, k := range v.about {
			w.byEvent[k] = append(w.byEvent[k], v)
		}
		for _, h := range w.tellingWords(v.words) {
			k := slot(h, floor(v.published))
			w.byWord[k] = append(w.byWord[k], v)
		}
	}
}

func slot(h uint32, t int32) uint64 { return uint64(h)<<32 | uint64(uint32(t)) }

// tellingWords returns the hashes of the telling words among words, each once.
func (w *disputes) tellingWords(words []token) []uint32 {
	var out []uint32
	for i := range words {
		if words[i].weigh(w.common) >= tellingAt {
			out = append(out, hash(words[i].stem))
		}
	}
	return ordered(out)
}

// candidates returns the claims that a denial may answer, in the order of
// documents: those about its event, and those of its time that share a telling
// word with it or name who makes it.
func (w *disputes) candidates(v *voice) []*voice {
	var out []*voice
	for _, k := range v.about {
		out = append(out, w.byEvent[k]...)
	}
	for _, h := range ordered(slices.Concat(w.tellingWords(v.words), w.tellingWords(tokens(v.source)))) {
		for t := floor(v.published) - 1; t <= floor(v.published)+1; t++ {
			out = append(out, w.byWord[slot(h, t)]...)
		}
	}
	slices.SortFunc(out, func(a, b *voice) int { return cmp.Compare(a.at, b.at) })
	return slices.Compact(out)
}

// like reports whether two claims speak of the same thing by their words; of one
// story, a denial needs to share less.
func (w *disputes) like(v, o *voice) bool {
	if cosine(v.bag, o.bag) < likeAt {
		return v.Stance == "deny" && cosine(v.story, o.story) >= 2*storyAt && cosine(v.bag, o.bag) >= likeAt/2 && w.telling(v, o) > 0
	}
	return w.telling(v, o) > 1
}

// tellingAt is the weight from which a word tells what is spoken of.
const tellingAt = 50

// telling counts the telling words that two claims have in common.
func (w *disputes) telling(v, o *voice) int {
	n := 0
	seen := map[string]bool{}
	for i := range v.words {
		t := &v.words[i]
		if !seen[t.stem] && t.weigh(w.common) >= tellingAt && o.bag.has(hash(t.stem)) {
			seen[t.stem] = true
			n++
		}
	}
	return n
}

// common returns what two sorted lists have in common.
func common(a, b []int) []int {
	var out []int
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			out = append(out, x)
		}
	}
	return out
}

func first(list []int) int {
	if len(list) == 0 {
		return -1
	}
	return list[0]
}

// general reports whether a claim denies any part in what happened.
func (w *disputes) general(v *voice) bool {
	return slices.ContainsFunc(v.words, func(t token) bool { return blame[t.text] })
}

// named reports whether a claim names who makes v, or its country's people.
func (v *voice) named(in *voice) bool {
	for _, t := range tokens(v.source) {
		if in.bag.has(hash(t.stem)) && len(t.text) > 3 {
			return true
		}
	}
	return false
}

// joined returns the key of the dispute that a denial and what it denies belong
// to: that of their event, or of an earlier dispute that has one of them or the
// like in a copy.
func (w *disputes) joined(k int, typ string, v, o *voice) string {
	if k >= 0 {
		if at := key(w.clusters[k].ID, typ); w.out[at] != nil {
			return at
		}
	}
	for _, q := range slices.Concat([]*voice{v, o}, w.twins(v), w.twins(o)) {
		if keys := w.keyOf[q.ID]; len(keys) > 0 {
			return keys[0]
		}
	}
	if k >= 0 {
		return key(w.clusters[k].ID, typ)
	}
	return "|" + v.ID + o.ID
}

// twin reports whether two claims of copies are the same.
func (v *voice) twin(o *voice) bool {
	return v.doc != o.doc && v.group == o.group && v.sameSide(o) && cosine(v.bag, o.bag) >= 0.7
}

func related(a, b *voice) bool { return a.In != nil && *a.In == b.ID || b.In != nil && *b.In == a.ID }

// numbers sets against each other different numbers of the same thing that is said
// of one event.
func (w *disputes) numbers() {
	type given struct {
		by    string
		doc   int
		group int
		value int
	}
	byKey := map[string][]given{}
	clusterOf := map[string]int{}
	for i, c := range w.clusters {
		clusterOf[c.ID] = i
	}
	var order []string
	add := func(k int, c count, by string, doc int) {
		name := w.clusters[k].ID + "|number " + c.of
		if byKey[name] == nil {
			order = append(order, name)
		}
		byKey[name] = append(byKey[name], given{by, doc, w.group[doc], c.value})
	}
	for _, v := range w.voices {
		if v.affirms() || v.denies() {
			for _, k := range v.about {
				for _, c := range counts(v.words) {
					add(k, c, v.ID, v.doc)
				}
			}
		}
	}
	for i := range w.docs {
		d := &w.docs[i]
		for _, e := range d.Events {
			k, ok := w.cluster[e.ID]
			if ok && e.Size.Dead != nil && !w.claimed(i, e) {
				add(k, count{"dead", *e.Size.Dead}, e.ID, i)
			}
		}
	}
	for _, name := range order {
		list := byKey[name]
		slices.SortFunc(list, func(a, b given) int { return cmp.Or(cmp.Compare(a.doc, b.doc), cmp.Compare(a.by, b.by)) })
		first := list[0]
		var pro, con []string
		docs := map[int]bool{}
		for _, g := range list {
			docs[g.group] = true
			if g.value == first.value {
				pro = append(pro, g.by)
			} else {
				con = append(con, g.by)
			}
		}
		if len(con) == 0 || len(docs) < 2 {
			continue
		}
		id, of, _ := strings.Cut(name, "|number ")
		x := w.oppose(name, clusterOf[id], "number", of, pro, con)
		for _, g := range list {
			x.Values = append(x.Values, Value{g.by, g.value})
		}
	}
}

// claimed reports whether a claim of the document holds the words of an event, so
// that not the document says it.
func (w *disputes) claimed(doc int, e *ledger.Event) bool {
	for _, c := range w.docs[doc].Claims {
		for _, q := range c.Content {
			if q.Start <= e.EventText.Start && e.EventText.End <= q.End {
				return true
			}
		}
	}
	return false
}

// finish returns the disputes that have two sides, in the order of their ids.
func (w *disputes) finish() []Dispute {
	docOf := map[string]int{}
	for i := range w.docs {
		for _, e := range w.docs[i].Events {
			docOf[e.ID] = i
		}
	}
	for id, v := range w.byID {
		docOf[id] = v.doc
	}
	var out []Dispute
	for _, k := range w.order {
		x := w.out[k]
		x.For, x.Against = sortedKeys(x.sides[0]), sortedKeys(x.sides[1])
		if len(x.For) == 0 || len(x.Against) == 0 {
			continue
		}
		docs := map[int]bool{}
		sum := sha256.New()
		for _, side := range [2][]string{x.For, x.Against} {
			for _, id := range side {
				docs[docOf[id]] = true
				sum.Write([]byte(id + "\n"))
			}
			sum.Write([]byte("\n"))
		}
		x.Documents = len(docs)
		x.ID = "x_" + hex.EncodeToString(sum.Sum(nil)[:8])
		out = append(out, x.Dispute)
	}
	slices.SortFunc(out, func(a, b Dispute) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

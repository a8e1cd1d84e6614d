package fuse

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"chancery/ledger"
)

// said is a claim, or what a document says in its own voice, of a cluster.
type said struct {
	*voice
	*entry
	id     string
	direct bool // it speaks of an event of the cluster, and does not only stand beside it
}

// debate finds what is said against one another of one cluster.
type debate struct {
	cluster string // id
	in      map[*mention]bool
	docs    []*entry
	voices  []*said
	byID    map[string]*said
	stated  bool // a document says in its own voice that it was done
	found   map[string]*sides
	order   []string
}

// sides is a dispute in the making.
type sides struct {
	*ledger.Dispute
	ids [2]map[string]bool
}

// disputes returns what documents, and those who speak in them, say against one
// another of a cluster.
func disputes(c *Cluster, members []*mention) []*ledger.Dispute {
	w := &debate{cluster: c.ID, in: map[*mention]bool{}, byID: map[string]*said{}, found: map[string]*sides{}}
	for _, m := range members {
		w.in[m] = true
		if !slices.Contains(w.docs, m.entry) {
			w.docs = append(w.docs, m.entry)
		}
	}
	slices.SortFunc(w.docs, func(a, b *entry) int { return cmp.Compare(a.Doc, b.Doc) })
	for _, e := range w.docs {
		w.listen(e)
	}
	for _, e := range w.docs {
		for i := range e.Quarrels {
			if q := &e.Quarrels[i]; q.Topic >= 0 && w.in[&e.Mentions[q.Topic]] {
				w.oppose(q.Type, q.Type, q.About, names(e, q.For), names(e, q.Against))
			}
		}
	}
	w.denials()
	w.charges()
	w.numbers()
	return w.finish()
}

func names(e *entry, voices []int32) []string {
	out := make([]string, len(voices))
	for i, v := range voices {
		out[i] = e.Voices[v].ID
	}
	return out
}

// listen takes the claims of a document that are of the cluster.
func (w *debate) listen(e *entry) {
	for i := range e.Mentions {
		w.stated = w.stated || w.in[&e.Mentions[i]] && e.Own[i].Stated
	}
	for i := range e.Voices {
		v := &e.Voices[i]
		about := slices.ContainsFunc(v.About, func(k int32) bool { return w.in[&e.Mentions[k]] })
		if !about && (v.Beside < 0 || !w.in[&e.Mentions[v.Beside]]) {
			continue
		}
		// Of what only answers another claim, a short one ("it", "the charge") is of the
		// event; a longer one may be of anything.
		s := &said{voice: v, entry: e, id: v.ID, direct: about && (!v.Answer || len(v.Telling) < 2)}
		w.voices = append(w.voices, s)
		w.byID[v.ID] = s
	}
}

// The bounds of claims of one event that may answer one another: how much of their
// words must be the same, less of those that deny by their cue, and within how many
// days.
const (
	likeAt   = 0.3
	denialAt = 0.15
	within   = 30
)

// apart reports whether two claims are of different sources, and of one time.
func (s *said) apart(o *said) bool {
	if s.Source != 0 && s.Source == o.Source || s.Country != 0 && s.Country == o.Country {
		return false
	}
	return !s.Dated || !o.Dated || max(s.Published-o.Published, o.Published-s.Published) <= within
}

// related reports whether one of two claims of a document holds the other.
func (s *said) related(o *said) bool {
	return s.entry == o.entry && (s.In >= 0 && s.Voices[s.In].ID == o.id || o.In >= 0 && o.Voices[o.In].ID == s.id)
}

// answers reports whether a claim denies another by the records of their document.
func (s *said) answers(o *said) bool {
	return s.entry == o.entry && slices.ContainsFunc(s.voice.Denies, func(i int32) bool { return s.Voices[i].ID == o.id })
}

// like reports whether a denial and another claim speak of the same thing by their
// words.
func (s *said) like(o *said) bool {
	alike, n := cosine(s.voice.Words, o.voice.Words), shared(s.Telling, o.Telling)
	return alike >= likeAt && n > 1 || alike >= denialAt && n > 0 && s.Stance == "deny"
}

// names reports whether a claim names who makes another.
func (s *said) names(o *said) bool {
	return slices.ContainsFunc(o.Called, s.voice.Words.has)
}

// shared counts what two sorted lists have in common.
func shared(a, b []uint32) int {
	n := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

// denials sets those who deny a thing against those who affirm it.
func (w *debate) denials() {
	for _, v := range w.voices {
		if !v.denies() {
			continue
		}
		answered := false
		for _, o := range w.voices {
			if o == v || o.denies() || !o.affirms() || !v.apart(o) || v.related(o) || !v.against(o) {
				continue
			}
			answered = true
			typ := "event"
			if w.stated && (v.Blame || o.Class == "accuse") {
				typ = "responsibility"
			}
			w.oppose(typ, typ, o.Text, []string{o.id}, []string{v.id})
		}
		if !answered && v.Blame && v.Stance == "deny" {
			w.own(v)
		}
	}
}

// own sets a denial of any part in an event against the document itself, where
// nobody else in it tells of the event.
func (w *debate) own(v *said) {
	for i := range v.Mentions {
		if w.in[&v.Mentions[i]] && v.Own[i].Stated && guilty[v.Mentions[i].Type] {
			w.oppose("responsibility", "responsibility", v.Text, []string{v.Mentions[i].ID}, []string{v.id})
			return
		}
	}
}

// against reports whether a denial is of what another claim says: by their records,
// of one event, or in the same words. A denial by a word of its content denies what
// it says, and that need not be the event; who denies any part in it answers who
// accuses them.
func (s *said) against(o *said) bool {
	switch {
	case s.answers(o), s.like(o):
		return true
	case s.direct && o.direct:
		return s.Stance == "deny"
	}
	if o.Class == "accuse" && (s.Blame && o.names(s) || shared(s.Telling, o.Telling) > 0) {
		return true
	}
	return s.Blame && s.Stance == "deny" && o.direct && s.entry == o.entry
}

// charges sets against each other those who each accuse the other: of the event, or
// in the same document in return.
func (w *debate) charges() {
	for i, v := range w.voices {
		if v.Class != "accuse" {
			continue
		}
		after := slices.Clone(w.voices[i+1:])
		for k := range v.Voices {
			if o := &v.Voices[k]; v.entry.Voices[k].ID != v.id && w.byID[o.ID] == nil {
				after = append(after, &said{voice: o, entry: v.entry, id: o.ID})
			}
		}
		for _, o := range after {
			if o.Class == "accuse" && v.affirms() && o.affirms() && v.apart(o) && v.names(o) && o.names(v) && !o.before(v) {
				w.oppose("responsibility", "responsibility", v.Text, []string{v.id}, []string{o.id})
			}
		}
	}
}

// before reports whether a claim comes before another of its document.
func (s *said) before(o *said) bool {
	at := func(id string) int {
		return slices.IndexFunc(s.Voices, func(v voice) bool { return v.ID == id })
	}
	return s.entry == o.entry && at(s.id) < at(o.id)
}

// given is a number, and who gives it.
type given struct {
	of    string
	value int
	*said
}

// numbers sets against each other different numbers of the same thing, by different
// sources or documents.
func (w *debate) numbers() {
	var list []given
	for _, v := range w.voices {
		if !v.affirms() && !v.denies() {
			continue
		}
		for _, c := range v.Counts {
			if v.direct || c.suffered() {
				list = append(list, given{c.of, c.value, v})
			}
		}
	}
	for _, e := range w.docs {
		for i := range e.Mentions {
			if !w.in[&e.Mentions[i]] {
				continue
			}
			for _, c := range e.Own[i].Counts {
				s := &said{voice: &voice{}, entry: e, id: e.Mentions[i].ID}
				list = append(list, given{c.of, c.value, s})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b given) int {
		return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.id, b.id))
	})
	for len(list) > 0 {
		n := slices.IndexFunc(list, func(g given) bool { return g.of != list[0].of })
		if n < 0 {
			n = len(list)
		}
		w.count(list[:n])
		list = list[n:]
	}
}

// count sets numbers of one thing against each other.
func (w *debate) count(list []given) {
	first := list[0]
	var pro, con []string
	differ := false
	for _, g := range list {
		if g.value == first.value {
			pro = append(pro, g.id)
			continue
		}
		con = append(con, g.id)
		for _, o := range list {
			other := o.story.first != g.story.first || o.Source != 0 && g.Source != 0 && g.apart(o.said)
			differ = differ || o.value != g.value && other
		}
	}
	if !differ {
		return
	}
	x := w.oppose("number "+first.of, "number", first.of, pro, con)
	for _, g := range list {
		x.Values = append(x.Values, ledger.Given{By: g.id, Value: g.value})
	}
}

// oppose sets sides against each other under a key; a second dispute of that key
// joins the first, the sides turned so that they share most. Whether a thing was,
// and who did it, is one dispute.
func (w *debate) oppose(key, typ, about string, pro, con []string) *sides {
	if key == "responsibility" {
		key = "event"
	}
	x := w.found[key]
	if x == nil {
		x = &sides{Dispute: &ledger.Dispute{Kind: "dispute", Type: typ, About: about, Cluster: w.cluster}, ids: [2]map[string]bool{{}, {}}}
		w.found[key] = x
		w.order = append(w.order, key)
	}
	straight, turned := 0, 0
	for n, side := range [2][]string{pro, con} {
		for _, id := range side {
			n := w.side(id, n)
			if x.ids[n][id] {
				straight++
			}
			if x.ids[1-n][id] {
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
			if !x.ids[1-n][id] {
				x.ids[n][id] = true
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
func (w *debate) side(id string, n int) int {
	v := w.byID[id]
	if v == nil || v.Stance != "deny" {
		return n
	}
	for _, i := range v.voice.Denies {
		if v.Voices[i].Stance == "deny" {
			return 0
		}
	}
	if v.OfDenial {
		return 0
	}
	return 1
}

// finish returns the disputes that have two sides.
func (w *debate) finish() []*ledger.Dispute {
	docOf := map[string]*entry{}
	for _, e := range w.docs {
		for i := range e.Mentions {
			docOf[e.Mentions[i].ID] = e
		}
		for i := range e.Voices {
			docOf[e.Voices[i].ID] = e
		}
	}
	var out []*ledger.Dispute
	for _, k := range w.order {
		x := w.found[k]
		x.For, x.Against = sortedKeys(x.ids[0]), sortedKeys(x.ids[1])
		if len(x.For) == 0 || len(x.Against) == 0 {
			continue
		}
		groups := map[*entry]bool{} // of copies
		sum := sha256.New()
		sum.Write([]byte(w.cluster + "\n" + k + "\n"))
		for _, list := range [2][]string{x.For, x.Against} {
			for _, id := range list {
				e := docOf[id]
				x.Doc = cmp.Or(x.Doc, e.Doc)
				groups[e.story.first] = true
				sum.Write([]byte(id + "\n"))
			}
			sum.Write([]byte("\n"))
		}
		x.Documents = len(groups)
		x.ID = "x_" + hex.EncodeToString(sum.Sum(nil)[:8])
		out = append(out, x.Dispute)
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

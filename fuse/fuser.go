package fuse

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// A Shelf holds the notes of a ledger.
type Shelf interface {
	// Near returns the notes of the documents that have one of the stretches among
	// their [Note.Stretches].
	Near(ctx context.Context, stretches []int32) ([]*Note, error)
}

// A Fuser clusters the events of a ledger that grows. After each update the
// clusters are those of all notes together, however they came: a change moves only
// mentions that are tied, from pair to pair, to one that came or went, and these
// are clustered anew. Of a ledger on a shelf only the stretches of time around
// them are read.
type Fuser struct {
	shelf   Shelf
	model   *model
	owners  map[string]string // of outlets
	loaded  map[int32]bool
	docs    map[string]*entry
	blocks  map[uint64][]int32  // places in mentions, by key
	buckets map[uint64][]*entry // by band
	// mentions are all of docs, nil where one went; gone are those places.
	mentions []*mention
	gone     []int32
	hits     []uint8 // of each mention, what it has in common with one that is compared
}

// entry is a document of a Fuser.
type entry struct {
	*Note
	copies []*entry // of those that are loaded
}

// NewFuser returns a Fuser over the notes of a shelf, or of none where shelf is
// nil. owners says who owns an outlet; one that it lacks is its own owner.
func NewFuser(shelf Shelf, owners map[string]string) (*Fuser, error) {
	m, err := pairModel()
	if err != nil {
		return nil, err
	}
	return &Fuser{
		shelf: shelf, model: m, owners: owners, loaded: map[int32]bool{}, docs: map[string]*entry{},
		blocks: map[uint64][]int32{}, buckets: map[uint64][]*entry{},
	}, nil
}

// Len returns how many documents f holds in memory.
func (f *Fuser) Len() int { return len(f.docs) }

// An Update is what became of the events that a change may have moved.
type Update struct {
	Clusters []Cluster // with those of one event, sorted by the first member's id
	// CopyOf names the first document of the copies, by id, of each document that
	// may have changed its own; "" for one that is no copy or the first.
	CopyOf map[string]string
}

// Update puts notes of documents, new ones or such as had others before, and drops
// former ones, which may still be on the shelf.
func (f *Fuser) Update(ctx context.Context, put, drop []*Note) (*Update, error) {
	r := &run{Fuser: f, ctx: ctx, visited: map[*mention]bool{}, labelled: map[*entry]bool{}}
	for _, n := range slices.Concat(put, drop) {
		if err := f.load(ctx, n.Stretches()); err != nil {
			return nil, err
		}
	}
	var touched []*entry
	leave := func(e *entry) error {
		for i := range e.Mentions {
			if err := r.each(&e.Mentions[i], func(o *mention, _ float64) { r.visit(o) }); err != nil {
				return err
			}
		}
		touched = append(touched, e.copies...)
		f.remove(e)
		return nil
	}
	for _, n := range drop {
		e := f.docs[n.Doc]
		if e == nil {
			e = f.add(n)
		}
		if err := leave(e); err != nil {
			return nil, err
		}
	}
	for _, n := range put {
		if e := f.docs[n.Doc]; e != nil {
			if err := leave(e); err != nil {
				return nil, err
			}
		}
		touched = append(touched, f.add(n))
	}
	for _, e := range touched {
		if f.docs[e.Doc] != e {
			continue
		}
		group, err := r.group(e)
		if err != nil {
			return nil, err
		}
		for _, o := range group {
			for i := range o.Mentions {
				r.visit(&o.Mentions[i])
			}
		}
	}
	return r.cluster()
}

// load reads stretches of time from the shelf.
func (f *Fuser) load(ctx context.Context, stretches []int32) error {
	var want []int32
	for _, t := range stretches {
		if !f.loaded[t] {
			f.loaded[t] = true
			want = append(want, t)
		}
	}
	if f.shelf == nil || len(want) == 0 {
		return nil
	}
	notes, err := f.shelf.Near(ctx, want)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if f.docs[n.Doc] == nil {
			f.add(n)
		}
	}
	return nil
}

func (f *Fuser) add(n *Note) *entry {
	e := &entry{Note: n}
	f.docs[n.Doc] = e
	n.story.first = e
	n.story.top = heaviest(slices.Clone(n.story.Words), 6)
	for i := range n.Mentions {
		f.place(&n.Mentions[i], e)
	}
	seen := map[*entry]bool{}
	for _, k := range n.Bands {
		for _, o := range f.buckets[k] {
			if !seen[o] {
				seen[o] = true
				if isCopy(n, o.Note) {
					e.copies = append(e.copies, o)
					o.copies = append(o.copies, e)
				}
			}
		}
		f.buckets[k] = append(f.buckets[k], e)
	}
	return e
}

// place puts a mention where it is looked for.
func (f *Fuser) place(m *mention, e *entry) {
	m.entry, m.kind, m.mode = e, hash(m.Type), hash(m.Mode)
	if last := len(f.gone) - 1; last >= 0 {
		m.place, f.gone = f.gone[last], f.gone[:last]
		f.mentions[m.place] = m
	} else {
		m.place = int32(len(f.mentions))
		f.mentions, f.hits = append(f.mentions, m), append(f.hits, 0)
	}
	m.countries, m.things = keys(m)
	for _, list := range [2][]uint64{m.countries, m.things} {
		for _, k := range list {
			f.blocks[k] = append(f.blocks[k], m.place)
		}
	}
}

func (f *Fuser) remove(e *entry) {
	delete(f.docs, e.Doc)
	for i := range e.Mentions {
		m := &e.Mentions[i]
		for _, list := range [2][]uint64{m.countries, m.things} {
			for _, k := range list {
				f.blocks[k] = slices.DeleteFunc(f.blocks[k], func(o int32) bool { return o == m.place })
			}
		}
		f.mentions[m.place] = nil
		f.gone = append(f.gone, m.place)
	}
	for _, k := range e.Bands {
		f.buckets[k] = slices.DeleteFunc(f.buckets[k], func(o *entry) bool { return o == e })
	}
	for _, o := range e.copies {
		o.copies = slices.DeleteFunc(o.copies, func(x *entry) bool { return x == e })
	}
}

// run is one update.
type run struct {
	*Fuser
	ctx      context.Context
	visited  map[*mention]bool
	queue    []*mention
	labelled map[*entry]bool
}

func (r *run) visit(m *mention) {
	if !r.visited[m] {
		r.visited[m] = true
		r.queue = append(r.queue, m)
	}
}

// group returns the copies of a document, itself among them, and labels them.
func (r *run) group(e *entry) ([]*entry, error) {
	group, in := []*entry{e}, map[*entry]bool{e: true}
	for i := 0; i < len(group); i++ {
		if err := r.load(r.ctx, group[i].beside()); err != nil {
			return nil, err
		}
		for _, o := range group[i].copies {
			if !in[o] {
				in[o] = true
				group = append(group, o)
			}
		}
	}
	first := slices.MinFunc(group, func(a, b *entry) int { return cmp.Compare(a.Doc, b.Doc) })
	for _, o := range group {
		o.story.first = first
		r.labelled[o] = true
	}
	return group, nil
}

// each calls f for the mentions that m has an edge with, and its score.
func (r *run) each(m *mention, f func(o *mention, score float64)) error {
	if err := r.load(r.ctx, stretches(m)); err != nil {
		return err
	}
	if !r.labelled[m.entry] {
		if _, err := r.group(m.entry); err != nil {
			return err
		}
	}
	for _, i := range r.candidates(m) {
		o := r.mentions[i]
		if o.entry == m.entry {
			continue
		}
		if v, ok := r.model.score(m, o); ok && v >= edgeAt {
			f(o, v)
		}
	}
	return nil
}

// candidates returns the mentions that have enough in common with m to be compared.
func (f *Fuser) candidates(m *mention) []int32 {
	var met, out []int32
	for _, k := range m.countries {
		for _, i := range f.blocks[k] {
			if f.hits[i] == 0 {
				f.hits[i] = 1
				met = append(met, i)
			}
		}
	}
	for _, k := range m.things {
		for _, i := range f.blocks[k] {
			if f.hits[i] == wanted {
				continue
			}
			f.hits[i]++
			switch f.hits[i] {
			case 1:
				met = append(met, i)
			case wanted:
				out = append(out, i)
			}
		}
	}
	for _, i := range met {
		f.hits[i] = 0
	}
	return out
}

// cluster follows the edges from what was visited, and clusters all that it meets.
func (r *run) cluster() (*Update, error) {
	type tie struct {
		a, b  *mention
		score float64
	}
	var ties []tie
	done := map[*mention]bool{}
	for len(r.queue) > 0 {
		m := r.queue[len(r.queue)-1]
		r.queue = r.queue[:len(r.queue)-1]
		if r.docs[m.Doc] != m.entry { // dropped, or put anew
			delete(r.visited, m)
			continue
		}
		done[m] = true
		if err := r.each(m, func(o *mention, v float64) {
			r.visit(o)
			if !done[o] {
				ties = append(ties, tie{m, o, v})
			}
		}); err != nil {
			return nil, err
		}
	}
	all := make([]*mention, 0, len(r.visited))
	for m := range r.visited {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b *mention) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Doc, b.Doc)) })
	for i, m := range all {
		m.at = i
	}
	list := make([]edge, len(ties))
	for i, t := range ties {
		list[i] = edge{t.score, min(t.a.at, t.b.at), max(t.a.at, t.b.at)}
	}
	out := &Update{CopyOf: map[string]string{}}
	for e := range r.labelled {
		if out.CopyOf[e.Doc] = ""; e.story.first != e {
			out.CopyOf[e.Doc] = e.story.first.Doc
		}
	}
	members := map[int][]*mention{}
	var order []int
	for i, root := range cluster(all, list, r.model) {
		if members[root] == nil {
			order = append(order, root)
		}
		members[root] = append(members[root], all[i])
	}
	for _, root := range order {
		out.Clusters = append(out.Clusters, r.sum(members[root]))
	}
	return out, nil
}

// sum says what a cluster comes to.
func (r *run) sum(members []*mention) Cluster {
	c := Cluster{Kind: "cluster", Event: members[0].Type}
	docs, owners, affirming := map[string]bool{}, map[string]bool{}, map[string]bool{}
	hash := sha256.New()
	for _, m := range members {
		c.Members = append(c.Members, m.ID)
		hash.Write([]byte(m.ID + "\n"))
		docs[m.Doc] = true
		// A copy counts for the owner of the group's first document.
		first := m.story.first
		owner := cmp.Or(r.owners[first.Source], first.Source, first.Doc)
		owners[owner] = true
		if !m.Denied {
			affirming[owner] = true
		}
	}
	c.Documents, c.Sources, c.Affirming = len(docs), len(owners), len(affirming)
	c.ID = "k_" + hex.EncodeToString(hash.Sum(nil)[:8])
	c.Disputes = disputes(&c, members)
	return c
}

package fuse

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"chancery/ledger"
)

// A Note is what clustering keeps of a document: all that is asked of it when
// another one comes.
type Note struct {
	Doc, Source string
	Published   int32 // days since 1970
	Dated       bool
	Shingles    []uint32 // hashes, sorted
	Bands       [bands]uint64
	Mentions    []mention
	Own         []own // of each mention
	Voices      []voice
	Quarrels    []quarrel
	story       *story
}

// NewNote returns the note of a document.
func NewNote(d *Doc) (*Note, error) {
	common, err := weights()
	if err != nil {
		return nil, err
	}
	n := &Note{Doc: d.ID, Source: d.Source}
	n.Published, n.Dated = day(d.Published)
	words := tokens(d.Text)
	n.Shingles = shingles(words)
	n.Bands = bandsOf(n.Shingles)
	n.story = &story{Words: gist(words, common)}
	events := slices.Clone(d.Events)
	slices.SortStableFunc(events, func(a, b *ledger.Event) int { return cmp.Compare(a.EventText.Start, b.EventText.Start) })
	n.Mentions = mentions(d, events, n.story, common)
	n.speak(d, events, common)
	return n, nil
}

// Stretches returns the stretches of time under which a note is looked for, sorted.
func (n *Note) Stretches() []int32 {
	out := []int32{floor(n.Published)}
	for i := range n.Mentions {
		out = append(out, stretches(&n.Mentions[i])...)
	}
	return ordered(out)
}

// beside returns the stretches in which copies appeared.
func (n *Note) beside() []int32 {
	at := floor(n.Published)
	return []int32{at - 1, at, at + 1}
}

// noteVersion is the first byte of a note; raise it with a change of what follows,
// or of what notes are made of: stored ones are made anew.
const noteVersion = 7

// ErrNote is of bytes that are no note of this version.
var ErrNote = errors.New("not a note of this version")

// writer and reader code notes: numbers as varints, lists after their length.
type writer struct{ b []byte }

func (w *writer) uint(v uint64) { w.b = binary.AppendUvarint(w.b, v) }
func (w *writer) int(v int64)   { w.b = binary.AppendVarint(w.b, v) }

func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	w.b = append(w.b, s...)
}

func (w *writer) flags(list ...bool) {
	v := uint64(0)
	for i, f := range list {
		if f {
			v |= 1 << i
		}
	}
	w.uint(v)
}

func (w *writer) hashes(list []uint32) {
	w.uint(uint64(len(list)))
	last := uint32(0)
	for _, h := range list { // sorted: differences are short
		w.uint(uint64(h - last))
		last = h
	}
}

func (w *writer) ints(list []int32) {
	w.uint(uint64(len(list)))
	for _, d := range list {
		w.int(int64(d))
	}
}

func (w *writer) bag(b bag) {
	w.uint(uint64(len(b)))
	for _, x := range b {
		w.b = binary.LittleEndian.AppendUint32(w.b, x.Hash)
		w.b = binary.LittleEndian.AppendUint32(w.b, math.Float32bits(x.Weight))
	}
}

func (w *writer) counts(list []count) {
	w.uint(uint64(len(list)))
	for _, c := range list {
		w.text(c.of)
		w.int(int64(c.value))
	}
}

func (w *writer) party(p party) {
	w.hashes(p.Names)
	w.hashes(p.Countries)
	w.hashes(p.Stated)
	w.hashes(p.Proper)
}

type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.b, r.bad = nil, true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.b, r.bad = nil, true
		return 0
	}
	r.b = r.b[n:]
	return v
}

// fixed reads a number of eight bytes.
func (r *reader) fixed() uint64 {
	if len(r.b) < 8 {
		r.b, r.bad = nil, true
		return 0
	}
	v := binary.LittleEndian.Uint64(r.b)
	r.b = r.b[8:]
	return v
}

// count reads the length of a list whose members have at least size bytes.
func (r *reader) count(size int) int {
	n := r.uint()
	if n > uint64(len(r.b)/size) {
		r.b, r.bad = nil, true
		return 0
	}
	return int(n)
}

func (r *reader) text() string {
	n := r.count(1)
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *reader) flags(list ...*bool) {
	v := r.uint()
	for i, f := range list {
		*f = v>>i&1 == 1
	}
}

func (r *reader) hashes() []uint32 {
	n := r.count(1)
	if n == 0 {
		return nil
	}
	out := make([]uint32, n)
	last := uint32(0)
	for i := range out {
		last += uint32(r.uint())
		out[i] = last
	}
	return out
}

func (r *reader) ints() (out []int32) {
	for range r.count(1) {
		out = append(out, int32(r.int()))
	}
	return out
}

func (r *reader) bag() bag {
	n := r.count(8)
	if n == 0 {
		return nil
	}
	out := make(bag, n)
	for i := range out {
		out[i] = word{binary.LittleEndian.Uint32(r.b), math.Float32frombits(binary.LittleEndian.Uint32(r.b[4:]))}
		r.b = r.b[8:]
	}
	return out
}

func (r *reader) counts() (out []count) {
	for range r.count(2) {
		out = append(out, count{r.text(), int(r.int())})
	}
	return out
}

func (r *reader) party() (p party) {
	p.Names, p.Countries, p.Stated, p.Proper = r.hashes(), r.hashes(), r.hashes(), r.hashes()
	return p
}

// joined reports whether what names a place in a list of n lies in it.
func (n *Note) joined() bool {
	out := func(list []int32, size int) bool {
		return slices.ContainsFunc(list, func(i int32) bool { return i < 0 || int(i) >= size })
	}
	events, voices := len(n.Mentions), len(n.Voices)
	for i := range n.Voices {
		v := &n.Voices[i]
		if out(v.About, events) || out(v.Denies, voices) || v.Beside < -1 || int(v.Beside) >= events || v.In < -1 || int(v.In) >= voices {
			return false
		}
	}
	for i := range n.Quarrels {
		q := &n.Quarrels[i]
		if out(q.For, voices) || out(q.Against, voices) || q.Topic < -1 || int(q.Topic) >= events {
			return false
		}
	}
	return true
}

// MarshalBinary returns n as bytes.
func (n *Note) MarshalBinary() ([]byte, error) {
	w := &writer{b: []byte{noteVersion}}
	w.text(n.Doc)
	w.text(n.Source)
	w.int(int64(n.Published))
	w.flags(n.Dated)
	w.hashes(n.Shingles)
	for _, b := range n.Bands {
		w.b = binary.LittleEndian.AppendUint64(w.b, b)
	}
	w.bag(n.story.Words)
	w.uint(uint64(len(n.Mentions)))
	for i := range n.Mentions {
		m := &n.Mentions[i]
		w.text(m.ID)
		w.text(m.Type)
		w.text(m.Mode)
		w.int(int64(m.First))
		w.int(int64(m.Last))
		w.flags(m.Timed, m.Dated, m.Open, m.Denied, m.Again, m.Before, m.Part, m.Alone, m.Place.Point, m.Place.Stated, m.Place.Broad)
		w.ints(m.Days)
		w.ints(m.Told)
		w.party(m.Actors)
		w.party(m.Recipients)
		w.uint(uint64(m.Place.Name))
		w.uint(uint64(m.Place.Country))
		w.uint(math.Float64bits(m.Place.Lat))
		w.uint(math.Float64bits(m.Place.Lon))
		w.bag(m.Words)
		w.bag(m.Names)
		w.hashes(m.Numbers)
		w.uint(uint64(m.Trigger))
		w.uint(uint64(m.Rank))
		w.uint(uint64(m.Sentence))
	}
	for i := range n.Own {
		w.flags(n.Own[i].Stated)
		w.counts(n.Own[i].Counts)
	}
	w.uint(uint64(len(n.Voices)))
	for i := range n.Voices {
		w.voice(&n.Voices[i])
	}
	w.uint(uint64(len(n.Quarrels)))
	for _, q := range n.Quarrels {
		w.text(q.ID)
		w.text(q.Type)
		w.text(q.About)
		w.int(int64(q.Topic))
		w.ints(q.For)
		w.ints(q.Against)
	}
	return w.b, nil
}

func (w *writer) voice(v *voice) {
	w.text(v.ID)
	w.text(v.Text)
	w.text(v.Class)
	w.text(v.Stance)
	w.uint(uint64(v.Source))
	w.uint(uint64(v.Country))
	w.hashes(v.Called)
	w.flags(v.Negative, v.OfDenial, v.Blame, v.Answer)
	w.bag(v.Words)
	w.hashes(v.Telling)
	w.counts(v.Counts)
	w.ints(v.About)
	w.int(int64(v.Beside))
	w.int(int64(v.In))
	w.ints(v.Denies)
}

func (r *reader) voice() voice {
	v := voice{ID: r.text(), Text: r.text(), Class: r.text(), Stance: r.text(), Source: uint32(r.uint()), Country: uint32(r.uint()), Called: r.hashes()}
	r.flags(&v.Negative, &v.OfDenial, &v.Blame, &v.Answer)
	v.Words, v.Telling, v.Counts, v.About = r.bag(), r.hashes(), r.counts(), r.ints()
	v.Beside, v.In, v.Denies = int32(r.int()), int32(r.int()), r.ints()
	return v
}

// UnmarshalBinary reads what MarshalBinary wrote. It returns [ErrNote] for other
// bytes.
func (n *Note) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != noteVersion {
		return ErrNote
	}
	r := &reader{b: data[1:]}
	*n = Note{Doc: r.text(), Source: r.text(), Published: int32(r.int())}
	r.flags(&n.Dated)
	n.Shingles = r.hashes()
	for i := range n.Bands {
		n.Bands[i] = r.fixed()
	}
	n.story = &story{Words: r.bag()}
	n.Mentions = make([]mention, r.count(20))
	for i := range n.Mentions {
		m := &n.Mentions[i]
		*m = mention{ID: r.text(), Doc: n.Doc, Type: r.text(), Mode: r.text(), First: int32(r.int()), Last: int32(r.int()), Published: n.Published, story: n.story}
		r.flags(&m.Timed, &m.Dated, &m.Open, &m.Denied, &m.Again, &m.Before, &m.Part, &m.Alone, &m.Place.Point, &m.Place.Stated, &m.Place.Broad)
		m.Days, m.Told = r.ints(), r.ints()
		m.Actors, m.Recipients = r.party(), r.party()
		m.Place.Name, m.Place.Country = uint32(r.uint()), uint32(r.uint())
		m.Place.Lat, m.Place.Lon = math.Float64frombits(r.uint()), math.Float64frombits(r.uint())
		m.Words, m.Names, m.Numbers = r.bag(), r.bag(), r.hashes()
		m.Trigger, m.Rank, m.Sentence = uint32(r.uint()), int(r.uint()), int(r.uint())
	}
	n.Own = make([]own, len(n.Mentions))
	for i := range n.Own {
		r.flags(&n.Own[i].Stated)
		n.Own[i].Counts = r.counts()
	}
	n.Voices = make([]voice, r.count(14))
	for i := range n.Voices {
		n.Voices[i] = r.voice()
	}
	n.Quarrels = make([]quarrel, r.count(6))
	for i := range n.Quarrels {
		n.Quarrels[i] = quarrel{r.text(), r.text(), r.text(), int32(r.int()), r.ints(), r.ints()}
	}
	if r.bad || len(r.b) > 0 || !slices.IsSorted(n.Shingles) || !n.joined() {
		return ErrNote
	}
	return nil
}

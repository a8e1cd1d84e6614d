package fuse

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// A Note is what clustering keeps of a document: all that is asked of it when
// another one comes.
type Note struct {
	Doc, Source string
	Published   int32 // days since 1970
	Dated       bool
	Shingles    []uint32 // hashes, sorted
	Mentions    []mention
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
	n.story = &story{Words: gist(words, common)}
	n.Mentions = mentions(d, n.story, common)
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
const noteVersion = 4

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

func (w *writer) days(list []int32) {
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

func (r *reader) days() (out []int32) {
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

func (r *reader) party() (p party) {
	p.Names, p.Countries, p.Stated, p.Proper = r.hashes(), r.hashes(), r.hashes(), r.hashes()
	return p
}

// MarshalBinary returns n as bytes.
func (n *Note) MarshalBinary() ([]byte, error) {
	w := &writer{b: []byte{noteVersion}}
	w.text(n.Doc)
	w.text(n.Source)
	w.int(int64(n.Published))
	w.flags(n.Dated)
	w.hashes(n.Shingles)
	w.bag(n.story.Words)
	w.uint(uint64(len(n.Mentions)))
	for i := range n.Mentions {
		m := &n.Mentions[i]
		w.text(m.ID)
		w.text(m.Type)
		w.text(m.Mode)
		w.int(int64(m.First))
		w.int(int64(m.Last))
		w.flags(m.Timed, m.Dated, m.Open, m.Denied, m.Again, m.Before, m.Part, m.Place.Point, m.Place.Stated, m.Place.Broad)
		w.days(m.Days)
		w.days(m.Told)
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
	return w.b, nil
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
	n.story = &story{Words: r.bag()}
	n.Mentions = make([]mention, r.count(20))
	for i := range n.Mentions {
		m := &n.Mentions[i]
		*m = mention{ID: r.text(), Doc: n.Doc, Type: r.text(), Mode: r.text(), First: int32(r.int()), Last: int32(r.int()), Published: n.Published, story: n.story}
		r.flags(&m.Timed, &m.Dated, &m.Open, &m.Denied, &m.Again, &m.Before, &m.Part, &m.Place.Point, &m.Place.Stated, &m.Place.Broad)
		m.Days, m.Told = r.days(), r.days()
		m.Actors, m.Recipients = r.party(), r.party()
		m.Place.Name, m.Place.Country = uint32(r.uint()), uint32(r.uint())
		m.Place.Lat, m.Place.Lon = math.Float64frombits(r.uint()), math.Float64frombits(r.uint())
		m.Words, m.Names, m.Numbers = r.bag(), r.bag(), r.hashes()
		m.Trigger, m.Rank, m.Sentence = uint32(r.uint()), int(r.uint()), int(r.uint())
	}
	if r.bad || len(r.b) > 0 || !slices.IsSorted(n.Shingles) {
		return ErrNote
	}
	return nil
}

package fuse_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"chancery/fuse"
)

// shelf keeps notes as a store does: as bytes, by stretch.
type shelf struct {
	notes map[string][]byte
	at    map[int32]map[string]bool
	read  int // notes
}

func (s *shelf) Near(_ context.Context, stretches []int32) ([]*fuse.Note, error) {
	ids := map[string]bool{}
	for _, t := range stretches {
		maps.Copy(ids, s.at[t])
	}
	var out []*fuse.Note
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		n := new(fuse.Note)
		if err := n.UnmarshalBinary(s.notes[id]); err != nil {
			return nil, err
		}
		s.read++
		out = append(out, n)
	}
	return out, nil
}

func (s *shelf) put(t testing.TB, n *fuse.Note) {
	t.Helper()
	b, err := n.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	s.notes[n.Doc] = b
	for _, at := range n.Stretches() {
		if s.at[at] == nil {
			s.at[at] = map[string]bool{}
		}
		s.at[at][n.Doc] = true
	}
}

func (s *shelf) drop(n *fuse.Note) {
	delete(s.notes, n.Doc)
	for _, at := range n.Stretches() {
		delete(s.at[at], n.Doc)
	}
}

func (s *shelf) get(t testing.TB, id string) *fuse.Note {
	t.Helper()
	n := new(fuse.Note)
	if err := n.UnmarshalBinary(s.notes[id]); err != nil {
		t.Fatal(err)
	}
	return n
}

func note(t testing.TB, d fuse.Doc) *fuse.Note {
	t.Helper()
	n, err := fuse.NewNote(&d)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// known is what a store knows of clusters after updates.
type known struct {
	cluster map[string]fuse.Cluster // by event
	copyOf  map[string]string
}

func (k *known) apply(u *fuse.Update) {
	for _, c := range u.Clusters {
		for _, id := range c.Members {
			k.cluster[id] = c
		}
	}
	for id, of := range u.CopyOf {
		if k.copyOf[id] = of; of == "" {
			delete(k.copyOf, id)
		}
	}
}

// TestIncremental fuses documents that come in batches, in any order, some of them
// first with another text and some to go again, and wants what fusing all at once
// gives.
func TestIncremental(t *testing.T) {
	all := dense(160)
	want := fused(t, all)
	wantCluster, wantCopy := map[string]fuse.Cluster{}, map[string]string{}
	several, disputes := 0, 0
	for _, c := range want.Clusters {
		for _, x := range c.Disputes {
			if x.Documents > 1 {
				disputes++
			}
		}
		if len(c.Members) > 1 {
			several++
		}
		for _, id := range c.Members {
			wantCluster[id] = c
		}
	}
	for _, group := range want.Copies {
		for _, id := range group[1:] {
			wantCopy[id] = group[0]
		}
	}
	if several < 8 || len(wantCopy) < 5 || disputes < 5 {
		t.Fatalf("%d clusters of several, %d copies and %d disputes are too few to test with", several, len(wantCopy), disputes)
	}
	for round := range 6 {
		rng := rand.New(rand.NewPCG(uint64(round), 3))
		docs := slices.Clone(all)
		rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		s := &shelf{notes: map[string][]byte{}, at: map[int32]map[string]bool{}}
		k := &known{map[string]fuse.Cluster{}, map[string]string{}}
		var keep *fuse.Fuser
		update := func(put []fuse.Doc, gone ...string) {
			t.Helper()
			f := keep
			if f == nil || rng.IntN(2) == 0 { // another program, or the same goes on
				var err error
				if f, err = fuse.NewFuser(s, nil); err != nil {
					t.Fatal(err)
				}
			}
			keep = f
			var notes, drop []*fuse.Note
			for _, id := range gone {
				n := s.get(t, id)
				drop = append(drop, n)
				s.drop(n)
			}
			for _, d := range put {
				if s.notes[d.ID] != nil {
					n := s.get(t, d.ID)
					drop = append(drop, n)
					s.drop(n)
				}
				notes = append(notes, note(t, d))
			}
			for _, n := range drop {
				for _, d := range all {
					if d.ID == n.Doc {
						for _, e := range d.Events {
							delete(k.cluster, e.ID)
						}
					}
				}
				delete(k.copyOf, n.Doc)
			}
			u, err := f.Update(t.Context(), notes, drop)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range notes {
				s.put(t, n)
			}
			k.apply(u)
		}
		for len(docs) > 0 {
			n := min(len(docs), 1+rng.IntN(25))
			batch := slices.Clone(docs[:n])
			docs = docs[n:]
			if rng.IntN(3) == 0 { // the first one had another text and date before
				was := batch[0]
				other := all[rng.IntN(len(all))]
				was.Text, was.Published = other.Text, other.Published
				was.Events = nil
				update([]fuse.Doc{was})
			}
			if rng.IntN(3) == 0 { // the last one comes, goes, and comes again
				update(batch[n-1:])
				update(nil, batch[n-1].ID)
			}
			update(batch)
		}
		if !reflect.DeepEqual(k.copyOf, wantCopy) {
			t.Fatalf("round %d: copies %v, want %v", round, k.copyOf, wantCopy)
		}
		for id, c := range wantCluster {
			if !reflect.DeepEqual(k.cluster[id], c) {
				t.Fatalf("round %d: event %s is in %+v, want %+v", round, id, k.cluster[id], c)
			}
		}
	}
}

// dense makes documents of a few weeks and countries, so that many may be one
// event, or copies.
func dense(n int) []fuse.Doc {
	rng := rand.New(rand.NewPCG(5, 5))
	nouns := []string{"market", "bridge", "harbour", "barracks", "ministry", "school", "airport", "refinery", "embassy", "border"}
	places := []string{"Kano", "Jos", "Maiduguri", "-"}
	var docs []fuse.Doc
	for len(docs) < n {
		from := rng.IntN(26)
		noun, place := nouns[rng.IntN(len(nouns))], places[rng.IntN(len(places))]
		who := []string{"NGA", "TCD", "CMR"}[rng.IntN(3)]
		text := fmt.Sprintf("Gunmen attacked the %s near the river on the road to the north, officials of the province said after the raid.", noun)
		filler := func() (out string) {
			for range 60 {
				out += fmt.Sprintf("w%d ", rng.IntN(4000))
			}
			return out
		}
		same := filler()
		for range 1 + rng.IntN(5) {
			day := fmt.Sprintf("2020-03-%02d", 1+from+rng.IntN(3))
			date := "-"
			if rng.IntN(2) == 0 {
				date = fmt.Sprintf("2020-03-%02d", 1+from)
			}
			says := text
			if rng.IntN(3) > 0 {
				says = fmt.Sprintf("The attack on the %s killed %d traders and guards, doctors told reporters of %s.", noun, 3+rng.IntN(9), nouns[rng.IntN(len(nouns))])
			}
			d := doc(fmt.Sprintf("d%04d", len(docs)), fmt.Sprintf("outlet%d", rng.IntN(6)), day,
				fmt.Sprintf("ASSAULT explosives ->%s %s %s | %s", who, date, place, says),
				fmt.Sprintf("ACCUSE - %s>NGA - - | Ministers blamed rebels for the ruin of the %s and of the %s.", who, noun, nouns[rng.IntN(len(nouns))]))
			if rng.IntN(4) > 0 {
				same = filler()
			}
			d.Text += same
			say(&d, rng.IntN(2) == 0, fmt.Sprintf("a doctor|say|assert|%d traders were killed at the %s", 3+rng.IntN(4), noun))
			if rng.IntN(3) == 0 {
				say(&d, true, fmt.Sprintf("rebels of the %s|deny|deny|any part in the attack on the %s", place, noun))
			}
			docs = append(docs, d)
		}
	}
	return docs[:n]
}

// BenchmarkAdd measures what one document more costs a ledger of many events that
// is on a shelf: reading the notes of its time, comparing, and clustering anew.
func BenchmarkAdd(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := &shelf{notes: map[string][]byte{}, at: map[int32]map[string]bool{}}
			docs := synthetic(n)
			for _, d := range docs {
				s.put(b, note(b, d))
			}
			b.ReportAllocs()
			s.read = 0
			i := 0
			for b.Loop() {
				f, err := fuse.NewFuser(s, nil)
				if err != nil {
					b.Fatal(err)
				}
				d := docs[i*7919%len(docs)]
				d.ID = fmt.Sprintf("new%d", i)
				if _, err := f.Update(b.Context(), []*fuse.Note{note(b, d)}, nil); err != nil {
					b.Fatal(err)
				}
				i++
			}
			b.ReportMetric(float64(s.read)/float64(i), "notes/op")
		})
	}
}

// TestNoteBytes reads back what it wrote, and refuses other bytes.
func TestNoteBytes(t *testing.T) {
	for _, d := range story() {
		b, err := note(t, d).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		n := new(fuse.Note)
		if err := n.UnmarshalBinary(b); err != nil {
			t.Fatal(err)
		}
		again, _ := n.MarshalBinary()
		if !slices.Equal(b, again) {
			t.Error("other bytes after reading")
		}
		for i := range b {
			if n.UnmarshalBinary(b[:i]) == nil {
				t.Fatalf("%d of %d bytes are read as a note", i, len(b))
			}
		}
	}
}

func FuzzNote(f *testing.F) {
	for _, d := range story() {
		b, err := note(f, d).MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n := new(fuse.Note)
		if n.UnmarshalBinary(data) == nil {
			n.Stretches()
		}
	})
}

package actors

import "iter"

// ref is one sense of a key.
type ref struct {
	entry int32
	caps  bool  // only a name in capitals means it
	next  int32 // the next sense of the key, as an index into keys.refs; 0 for none
}

// keys maps a key to its senses, in the order in which they were added. It is a
// map of chains, since a map of slices takes twice the time to fill.
type keys struct {
	head map[string]int32
	refs []ref // the first is unused
}

func newKeys(n int) keys {
	return keys{head: make(map[string]int32, n), refs: make([]ref, 1, n)}
}

// add adds a sense of the key k, unless it has it.
func (x *keys) add(k []byte, entry int32, caps bool) {
	if len(k) == 0 {
		return
	}
	at, ok := x.head[string(k)]
	if !ok {
		x.head[string(k)] = int32(len(x.refs))
		x.refs = append(x.refs, ref{entry: entry, caps: caps})
		return
	}
	for {
		r := &x.refs[at]
		if r.entry == entry {
			return
		}
		if r.next == 0 {
			r.next = int32(len(x.refs))
			break
		}
		at = r.next
	}
	x.refs = append(x.refs, ref{entry: entry, caps: caps})
}

// of yields the senses of k.
func (x *keys) of(k string) iter.Seq[ref] { return x.from(x.head[k]) }

func (x *keys) from(at int32) iter.Seq[ref] {
	return func(yield func(ref) bool) {
		for at := at; at != 0; at = x.refs[at].next {
			if !yield(x.refs[at]) {
				return
			}
		}
	}
}

// has reports whether k has a sense.
func (x *keys) has(k string) bool { return x.head[k] != 0 }

// several reports whether k has more than one sense.
func (x *keys) several(k string) bool { return x.refs[x.head[k]].next != 0 }

// entries returns the entries that k may mean.
func (x *keys) entries(k string) []int32 {
	var out []int32
	for r := range x.of(k) {
		out = append(out, r.entry)
	}
	return out
}

package claims

import (
	"strings"

	"chancery/model"
	"chancery/nlp"
)

// A view is a document with what the features of cues and arguments look up,
// computed once.
type view struct {
	*nlp.Document
	kids   [][]int
	first  []int32 // leftmost token of each token's subtree
	last   []int32 // rightmost token
	word   []uint64
	lemma  []uint64
	tag    []uint64
	rel    []uint64
	shape  []uint64
	hits   []hit // by token
	quotes []quotation
	// quote is the outermost quotation that a token lies in, as an index into
	// quotes, or -1; inner the innermost. Marks count as inside.
	quote, inner []int32
	edge         []byte   // of the token to the marks of a quotation: see edgeOpen …
	kidset       []uint32 // relations of the children, one bit a group
	subject      []int32  // the token's subject, its own or one it shares; -1
}

// A hit is a cue of the table at a token.
type hit struct {
	e    *entry // nil for none
	last int    // last token of the cue
}

const (
	edgeNone  byte = iota
	edgeOpen       // the token is an opening mark
	edgeClose      // a closing mark
	edgeFirst      // the first token inside
	edgeLast       // the last token inside
)

// relGroups are the relations that features tell apart.
var relGroups = map[string]uint{
	"nsubj": 0, "nsubj:pass": 1, "csubj": 2, "ccomp": 3, "xcomp": 4, "obj": 5, "iobj": 6, "obl": 7, "obl:agent": 8, "advcl": 9,
	"parataxis": 10, "mark": 11, "aux": 12, "aux:pass": 13, "cop": 14, "conj": 15, "acl": 16, "acl:relcl": 17, "nmod": 18, "nmod:poss": 19,
	"case": 20, "advmod": 21, "compound:prt": 22, "appos": 23, "det": 24, "expl": 25, "obl:tmod": 26, "obl:npmod": 26, "obl:unmarked": 26, "csubj:pass": 2, "nsubj:outer": 0, "csubj:outer": 2, "discourse": 27, "dep": 28, "flat": 29, "fixed": 30,
}

func newView(d *nlp.Document, lex lexicon) *view {
	n := len(d.Tokens)
	v := &view{
		Document: d, kids: d.Children(),
		first: make([]int32, n), last: make([]int32, n),
		word: make([]uint64, n), lemma: make([]uint64, n), tag: make([]uint64, n), rel: make([]uint64, n), shape: make([]uint64, n),
		hits: make([]hit, n), quotes: quotations(d.Text), quote: make([]int32, n), inner: make([]int32, n), edge: make([]byte, n),
		kidset: make([]uint32, n), subject: make([]int32, n),
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		low := strings.ToLower(t.Form)
		v.word[i] = model.Hash(1, low)
		v.lemma[i] = model.Hash(2, t.Lemma)
		v.tag[i] = model.Hash(3, t.XPOS)
		v.rel[i] = model.Hash(4, t.Rel)
		v.shape[i] = model.Hash(5, shape(t.Form))
		e, end := lex.match(d, i)
		v.hits[i] = hit{e, end}
		v.first[i], v.last[i] = int32(i), int32(i)
		if t.Head >= 0 {
			if g, ok := relGroups[t.Rel]; ok {
				v.kidset[t.Head] |= 1 << g
			}
		}
	}
	v.subtrees()
	v.placeQuotes()
	for i := range d.Tokens {
		v.subject[i] = int32(v.findSubject(i))
	}
	return v
}

// shape maps a word to the kinds of its characters: "Xx", "X.X.", "d".
func shape(form string) string {
	var b strings.Builder
	var before byte
	for _, r := range form {
		c := byte('o')
		switch {
		case r >= '0' && r <= '9':
			c = 'd'
		case r >= 'a' && r <= 'z':
			c = 'x'
		case r >= 'A' && r <= 'Z':
			c = 'X'
		case r < 0x80:
			c = byte(r)
		}
		if c != before {
			b.WriteByte(c)
		}
		before = c
	}
	return b.String()
}

// subtrees fills first and last: each token widens the reach of all its
// ancestors. Trees are shallow, so this is close to linear.
func (v *view) subtrees() {
	for i := range v.Tokens {
		for h, steps := v.Tokens[i].Head, 0; h >= 0 && steps < 64; h, steps = v.Tokens[h].Head, steps+1 {
			if v.first[h] <= int32(i) && v.last[h] >= int32(i) && h != i {
				// The ancestors above may still need it, unless the reach of h
				// already held i: then theirs does.
				break
			}
			v.first[h] = min(v.first[h], int32(i))
			v.last[h] = max(v.last[h], int32(i))
		}
	}
}

// placeQuotes fills quote, inner and edge.
func (v *view) placeQuotes() {
	for i := range v.quote {
		v.quote[i], v.inner[i] = -1, -1
	}
	i := 0
	for k, q := range v.quotes {
		full := q.full()
		if q.Depth == 0 {
			for i < len(v.Tokens) && v.Tokens[i].End <= full.Start {
				i++
			}
		}
		firstInside, lastInside := -1, -1
		for j := i; j < len(v.Tokens) && v.Tokens[j].Start < full.End; j++ {
			t := v.Tokens[j].Span
			if t.End <= full.Start {
				continue
			}
			if q.Depth == 0 {
				v.quote[j] = int32(k)
			}
			v.inner[j] = int32(k)
			switch {
			case t.Overlaps(q.Open):
				v.edge[j] = edgeOpen
			case q.Close.Len() > 0 && t.Overlaps(q.Close):
				v.edge[j] = edgeClose
			default:
				if firstInside < 0 {
					firstInside = j
				}
				lastInside = j
			}
		}
		if firstInside >= 0 {
			v.edge[firstInside] = edgeFirst
			if v.edge[lastInside] == edgeNone {
				v.edge[lastInside] = edgeLast
			}
		}
	}
}

// isSubject reports whether rel is one of a clause's subject.
func isSubject(rel string) bool {
	return rel == "nsubj" || rel == "nsubj:pass" || rel == "nsubj:outer"
}

// findSubject returns the subject of token i: its own, or one shared over
// conjunction, or controlled; -1 if it has none.
func (v *view) findSubject(i int) int {
	for steps := 0; steps < 5; steps++ {
		for _, k := range v.kids[i] {
			if isSubject(v.Tokens[k].Rel) {
				return k
			}
		}
		t := &v.Tokens[i]
		switch {
		case t.Head < 0:
			return -1
		case t.Rel == "conj", t.Rel == "xcomp", t.Rel == "advcl" && t.XPOS == "VBG":
			i = t.Head
		case t.Rel == "acl" || t.Rel == "acl:relcl":
			return t.Head
		default:
			return -1
		}
	}
	return -1
}

// satisfied says which frames of the cue at token i the sentence fills, by the
// parse or by what follows the cue; 0 if token i is no cue.
func (v *view) satisfied(i int) frames {
	e := v.hits[i].e
	if e == nil {
		return 0
	}
	var got frames
	object := false
	for _, k := range v.kids[i] {
		switch t := &v.Tokens[k]; t.Rel {
		case "ccomp", "parataxis":
			got |= frameClause
		case "xcomp", "acl", "advcl":
			if v.infinitive(k) {
				got |= frameTo
			} else if t.Rel == "acl" {
				got |= frameClause
			} else if t.Rel == "xcomp" {
				got |= frameNP // "denied taking it"
			}
		case "obj", "iobj", "nsubj:pass":
			object = true
			got |= frameNP
		case "obl", "nmod":
			got |= framePrep
		}
	}
	last := v.Sentences[v.Tokens[i].Sent].Last
	for k := v.hits[i].last + 1; k < min(v.hits[i].last+5, last); k++ {
		t := &v.Tokens[k]
		switch {
		case t.UPOS == "ADV":
			continue
		case t.Form == "to":
			got |= frameTo
		case t.Form == "that", t.Form == "whether", t.Form == ":", v.edge[k] == edgeOpen:
			got |= frameClause
		case t.UPOS == "ADP" && k < last-2:
			k += 1 // "said on Monday that"
			continue
		case t.UPOS == "PRON" && t.XPOS == "PRP":
			got |= frameClause | frameNP
		case t.XPOS == "VBG" || t.UPOS == "DET" || t.UPOS == "PROPN" || t.UPOS == "NOUN" || t.UPOS == "ADJ":
			got |= frameNP
		}
		break
	}
	// "…, the mayor said." and "…,” she said"
	if t := &v.Tokens[i]; t.UPOS == "VERB" && i+1 < last && v.Tokens[i+1].UPOS == "PUNCT" {
		for k := i - 1; k >= max(v.Sentences[t.Sent].First, i-12); k-- {
			if v.Tokens[k].Form == "," || v.edge[k] == edgeClose {
				got |= frameClause
				break
			}
			if v.Tokens[k].UPOS == "VERB" {
				break
			}
		}
	}
	have := got & e.frames
	if object || got&frameNP != 0 {
		have |= e.frames & (frameObjTo | frameObjOf | frameObjFor | frameObjAs | frameObjWith | frameObjAbout | frameObjClause)
	}
	return have
}

// infinitive reports whether token k is an infinitive with "to".
func (v *view) infinitive(k int) bool {
	for _, m := range v.kids[k] {
		if v.Tokens[m].Form == "to" && v.Tokens[m].Rel == "mark" {
			return true
		}
	}
	return false
}

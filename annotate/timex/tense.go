package timex

import "strings"

// direction says on which side of the publication a clause lies.
type direction uint8

const (
	unknown direction = iota
	past
	present // the simple present, of what is scheduled: "visits Moscow on Monday"
	future
)

// maxClimb bounds the way from a date to the verb of its clause.
const maxClimb = 12

// direction reads the tense of the clause that word j of the sentence stands in:
// the nearest verb above it decides, an infinitive by what governs it.
func (s *scanner) direction(j int) direction {
	switch s.word(j - 1) {
	case "by", "until", "till":
		if at := s.verbAbove(s.first + j); at < 0 || s.d.Tokens[at].XPOS != "VBD" {
			return future
		}
	}
	forward := s.word(j-1) == "for" || s.word(j-1) == "from" // "planned for Friday"
	at := s.first + j
	for range maxClimb {
		t := &s.d.Tokens[at]
		if futureWords[t.Lemma] && at != s.first+j && (forward || t.UPOS == "NOUN" && t.Lemma != "request" || t.Lemma == "upcoming") {
			return future
		}
		if t.UPOS == "VERB" || t.UPOS == "AUX" || s.hasCopula(at) {
			if dir := s.verb(at, forward); dir != unknown {
				return dir
			}
		}
		if t.Head < 0 {
			break
		}
		at = t.Head
	}
	return unknown
}

func (s *scanner) verbAbove(at int) int {
	for range maxClimb {
		t := &s.d.Tokens[at]
		if t.UPOS == "VERB" {
			return at
		}
		if t.Head < 0 {
			return -1
		}
		at = t.Head
	}
	return -1
}

func (s *scanner) hasCopula(at int) bool {
	for _, k := range s.kids[at] {
		if s.d.Tokens[k].Rel == "cop" {
			return true
		}
	}
	return false
}

// verb reads the tense of the verb, or the predicate with a copula, at token at;
// unknown means that the clause above decides.
func (s *scanner) verb(at int, forward bool) direction {
	t := &s.d.Tokens[at]
	to := false
	for _, k := range s.kids[at] {
		c := &s.d.Tokens[k]
		switch {
		case c.Rel != "aux" && c.Rel != "aux:pass" && c.Rel != "cop" && c.Rel != "mark":
		case c.Lemma == "will" || c.Lemma == "shall" || c.Form == "'ll" || c.Form == "’ll" || c.Form == "wo":
			return future
		case c.Lemma == "would" || c.Lemma == "may" || c.Lemma == "might" || c.Lemma == "could" || c.Lemma == "should" || c.Lemma == "must" || c.Lemma == "can":
			if s.perfect(at) {
				return past
			}
			return future
		case c.Lemma == "have":
			return past
		case c.XPOS == "VBD" && (t.XPOS == "VBN" || t.XPOS == "VBG" || t.UPOS != "VERB"):
			if futureWords[t.Lemma] && forward {
				return future
			}
			return past
		case c.Rel == "mark" && strings.EqualFold(c.Form, "to"):
			to = true
		case (c.XPOS == "VBZ" || c.XPOS == "VBP") && c.Lemma == "be" && (t.XPOS == "VBG" || futureWords[t.Lemma]):
			return future // "is meeting on Friday", "is scheduled for Friday"
		}
	}
	switch t.XPOS {
	case "VBD":
		if futureWords[t.Lemma] && forward {
			return future
		}
		return past
	case "VBZ", "VBP":
		return present
	case "VB":
		if t.Head < 0 {
			return future
		}
		g := &s.d.Tokens[t.Head]
		if to && (futureWords[g.Lemma] || g.Lemma == "be") {
			return future
		}
		if to && g.UPOS == "NOUN" {
			return future // "a plan to", "the right to"
		}
	case "VBN":
		if futureWords[t.Lemma] && forward {
			return future
		}
		if t.Rel == "acl" && !to {
			return past // "sanctions announced on Tuesday"
		}
	}
	return unknown
}

// perfect reports whether the verb has "have" among its auxiliaries.
func (s *scanner) perfect(at int) bool {
	for _, k := range s.kids[at] {
		if c := &s.d.Tokens[k]; c.Rel == "aux" && c.Lemma == "have" {
			return true
		}
	}
	return false
}

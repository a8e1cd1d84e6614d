package coder

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// raise mends the trees of sentences in which a verb was taken for what it is not
// ([mender]), among them those without a finite verb in which a past was taken for a
// participle that describes a noun: "The army seized power" read as a power that the
// army seized. The document itself stays as it is.
func (t *tables) raise(d *nlp.Document) *nlp.Document {
	m := &mender{tables: t, d: d}
	for _, s := range d.Sentences {
		m.sentence(s)
		v, end, head := t.hiddenPast(m.d, s)
		if v < 0 {
			continue
		}
		s.Last = end
		hang(m.tokens(), s, v, head)
	}
	return m.d
}

// hiddenPast returns the past of a known verb, between two bare noun phrases, in a
// sentence without another finite verb, or with none but that of who said it at the
// end; or -1. It also returns the end of the clause and the verb of saying, or -1.
func (t *tables) hiddenPast(d *nlp.Document, s nlp.Sentence) (v, end, head int) {
	v = -1
	if s.Kind != "" || s.Last-s.First < 4 {
		return -1, 0, -1
	}
	comma := -1
	for i := s.First; i < s.Last; i++ {
		tok := &d.Tokens[i]
		switch tok.XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			if aside(d.Tokens, i) {
				continue
			}
			if v < 0 || comma < v || tok.Head >= 0 || !t.says(strings.ToLower(tok.Lemma)) {
				return -1, 0, -1
			}
			return v, comma, i
		case ",":
			comma = i
		case "VBN", "JJ":
			behind := behindClause(d.Tokens, s, i)
			if v >= 0 || i == s.First || i+1 >= s.Last || tok.Rel != "amod" && tok.Rel != "acl" && !behind {
				continue
			}
			if before := &d.Tokens[i-1]; !behind && (!strings.HasPrefix(before.XPOS, "NN") || before.Head == i && before.Rel != "nsubj") {
				continue
			}
			switch d.Tokens[i+1].XPOS {
			case "DT", "CD", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP$":
			default:
				continue
			}
			form := strings.ToLower(tok.Form)
			if t.pasts[form] != "" || strings.HasSuffix(form, "ed") && t.knows(t.repair(form, form, "VBD")) {
				v = i
			}
		}
	}
	return v, s.Last, -1
}

// aside reports whether finite verb i stands in a relative clause alone, and is not the
// verb of the sentence.
func aside(tokens []nlp.Token, i int) bool {
	if h := tokens[i].Head; h >= 0 && (strings.HasPrefix(tokens[i].Rel, "aux") || tokens[i].Rel == "cop") {
		i = h
	}
	return tokens[i].Rel == "acl:relcl"
}

// behindClause reports whether participle v hangs, behind a comma, on the noun that
// heads its sentence or on the relative clause of it, and so may be the sentence's own
// verb: "Chad, which has troops there, accused".
func behindClause(tokens []nlp.Token, s nlp.Sentence, v int) bool {
	h := tokens[v].Head
	if v-1 <= s.First || tokens[v-1].Form != "," || tokens[v].Rel != "advcl" && tokens[v].Rel != "acl" || h < s.First || h >= v {
		return false
	}
	if tokens[h].Rel == "acl:relcl" {
		h = tokens[h].Head
	}
	return h >= s.First && tokens[h].Head < 0 && slices.ContainsFunc(tokens[h:v], func(t nlp.Token) bool { return t.Rel == "acl:relcl" && t.Head == h })
}

// says reports whether a lemma is of a verb of saying.
func (t *tables) says(lemma string) bool {
	for _, g := range t.govern[lemma] {
		if g.kind == 'v' && g.effect == "report" {
			return true
		}
	}
	return false
}

// hang makes v the verb of clause s, which hangs on head if there is one: what stood before it becomes the subject, what
// stands after it the object and the rest.
func hang(tokens []nlp.Token, s nlp.Sentence, v, head int) {
	for i := s.First; i < v-1; i++ { // "in Jericho confiscated weapons", with in on weapons
		if tokens[i].Rel == "case" && tokens[i].Head > v && tokens[i].Head < s.Last && leaf(tokens[s.First:s.Last], i) {
			tokens[i].Head = v - 1
		}
	}
	cased := make([]bool, s.Last-s.First)
	for i := s.First; i < s.Last; i++ {
		if h := tokens[i].Head; h >= s.First && h < s.Last && tokens[i].Rel == "case" && strings.ToLower(tokens[i].Form) != "'s" {
			cased[h-s.First] = true
		}
	}
	nominal := func(i int) bool {
		return strings.HasPrefix(tokens[i].XPOS, "NN") || tokens[i].XPOS == "PRP" || tokens[i].XPOS == "CD"
	}
	tokens[v].Head, tokens[v].Rel, tokens[v].XPOS, tokens[v].UPOS = head, "root", "VBD", "VERB"
	if head >= 0 {
		tokens[v].Rel = "ccomp"
	}
	object, subject := -1, -1
	for i := s.First; i < s.Last; i++ {
		h := tokens[i].Head
		if i == v || h >= s.First && h < s.Last && (h < v) == (i < v) && h != v {
			continue // within its side
		}
		tokens[i].Head = v
		switch {
		case !nominal(i):
			if h < 0 {
				tokens[i].Rel = "dep"
			}
		case cased[i-s.First]:
			tokens[i].Rel = "obl"
		case i < v:
			tokens[i].Rel = "obl"
			subject = i
		case object < 0:
			tokens[i].Rel, object = "obj", i
		default:
			tokens[i].Rel = "obl"
		}
	}
	if subject >= 0 {
		tokens[subject].Rel = "nsubj"
	}
}

// leaf reports whether nothing hangs on token t in the tokens of a sentence.
func leaf(sentence []nlp.Token, t int) bool {
	return !slices.ContainsFunc(sentence, func(x nlp.Token) bool { return x.Head == t })
}

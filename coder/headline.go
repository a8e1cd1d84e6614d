package coder

import (
	"strings"

	"chancery/nlp"
)

// headlinePassive mends the participle of a headline that was taken for a past: its
// subject had it done to it. "Rebels hit by air strikes", "Diplomats ordered out of Norway",
// "Journalist freed".
func (m *mender) headlinePassive(s nlp.Sentence) {
	if s.Kind != "" && s.Kind != "headline" || s.Last-s.First < 3 || s.Last-s.First > 20 || m.d.Tokens[s.Last-1].UPOS == "PUNCT" {
		return
	}
	v, subject, agent := -1, -1, false
	for i := s.First; i < s.Last; i++ {
		if m.d.Tokens[i].Head < 0 {
			v = i
		}
	}
	if v <= s.First || m.d.Tokens[v].XPOS != "VBD" {
		return
	}
	for i := s.First; i < s.Last; i++ {
		if m.d.Tokens[i].Head != v {
			continue
		}
		switch rel := m.d.Tokens[i].Rel; {
		case rel == "nsubj" && i < v:
			subject = i
		case rel == "obl:agent":
			agent = true
		case strings.HasPrefix(rel, "aux"), rel == "obj", rel == "iobj", rel == "ccomp", rel == "xcomp", rel == "cop", rel == "compound:prt" && !agent && i > v:
			return
		}
	}
	out := v+2 < s.Last && strings.EqualFold(m.d.Tokens[v+1].Form, "out") && strings.EqualFold(m.d.Tokens[v+2].Form, "of")
	lemma, known := m.past(v)
	if subject < 0 || !known || !agent && !out && !m.needsObject(lemma) {
		return
	}
	tokens := m.tokens()
	tokens[v].XPOS, tokens[subject].Rel = "VBN", "nsubj:pass"
}

// needsObject reports whether no frame of a verb does without something that it is done to.
func (m *mender) needsObject(lemma string) bool {
	for i := range m.verbs[lemma] {
		f := m.verbs[lemma][i].frame
		if !f.asks("obj") && !f.asks("subj:pass") {
			return false
		}
	}
	return len(m.verbs[lemma]) > 0
}

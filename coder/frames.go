package coder

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"chancery/internal/tsv"
)

var frameColumns = []string{"class", "words", "needs", "event", "mode", "cameo", "actor", "recipient", "flags"}

type defaults struct{ actor, recipient []path }

var (
	verbDefaults = defaults{paths("subj"), paths("obj")}
	nounDefaults = defaults{paths("poss mod by"), paths("on against at")}
)

// paths splits slots at spaces and bars: "subj with|obj.with".
func paths(s string) []path {
	var out []path
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '|' || r == ',' }) {
		out = append(out, path(strings.Split(f, ".")))
	}
	return out
}

// spellings returns a lemma with the other spelling of British or American English.
func spellings(w string) []string {
	if strings.HasSuffix(w, "ise") && len(w) > 6 {
		return []string{w, strings.TrimSuffix(w, "ise") + "ize"}
	}
	return []string{w}
}

// A value is what a need asks of a token: anything, one of some words, a class, or
// a kind of referent.
type value struct {
	any   bool
	kinds []string // "#pol"
	words *wordSet
}

func (t *tables) value(r tsv.Row, s string) (value, int, error) {
	v := value{}
	rank := 3
	for _, w := range strings.Split(s, "|") {
		switch {
		case w == "*":
			v.any, rank = true, min(rank, 1)
		case strings.HasPrefix(w, "#"):
			if t.clauseKinds[w] == nil && t.partyKinds[w] == nil {
				return v, 0, r.Errorf("no kind %s", w)
			}
			v.kinds = append(v.kinds, w)
			if rank = min(rank, 2); w == "#agent" {
				rank = 0
			}
		case strings.HasPrefix(w, "@"):
			set := t.classes[w[1:]]
			if set == nil {
				return v, 0, r.Errorf("no class %s", w)
			}
			if v.words == nil {
				v.words = newWordSet()
			}
			v.words.join(set)
		case w == "":
			return v, 0, r.Errorf("a need without value in %q", r.Get("needs"))
		default:
			if v.words == nil {
				v.words = newWordSet()
			}
			v.words.add(w)
			if rank == 3 && !strings.Contains(s, "@") {
				rank = 4
			}
		}
	}
	return v, rank, nil
}

func (t *tables) readFrames(rows []tsv.Row, to map[string][]entry, def defaults) error {
	for i, r := range rows {
		f := frame{event: r.Get("event"), mode: r.Get("mode"), cameo: r.Get("cameo"), actor: def.actor, recipient: def.recipient, order: i}
		for _, read := range []func(tsv.Row, *frame) error{t.checkCodes, t.readNeeds, readRoles, t.readFlags} {
			if err := read(r, &f); err != nil {
				return err
			}
		}
		words, err := t.frameWords(r)
		if err != nil {
			return err
		}
		for _, w := range words {
			for _, w := range spellings(w) {
				f.addTo(to, r.Get("class"), w)
			}
		}
	}
	for _, es := range to {
		sort.SliceStable(es, func(i, j int) bool {
			if es[i].rank != es[j].rank {
				return es[i].rank > es[j].rank
			}
			return es[i].order < es[j].order
		})
	}
	return nil
}

// checkCodes checks what a row makes of its words.
func (t *tables) checkCodes(r tsv.Row, f *frame) error {
	switch {
	case f.event != "-" && t.onto.Type(f.event) == nil:
		return r.Errorf("%q is no event type", f.event)
	case f.mode != "" && t.onto.Mode(f.event, f.mode) == nil:
		return r.Errorf("%s has no mode %q", f.event, f.mode)
	case f.cameo != "" && t.onto.CAMEO(f.cameo) == nil:
		return r.Errorf("%q is no CAMEO code", f.cameo)
	}
	return nil
}

// readNeeds reads what has to stand in which slots.
func (t *tables) readNeeds(r tsv.Row, f *frame) error {
	for _, n := range strings.Fields(r.Get("needs")) {
		n, not := strings.CutPrefix(n, "!")
		slots, val, ok := strings.Cut(n, "=")
		if !ok {
			return r.Errorf("need %q is not slot=value", n)
		}
		if slots == "subj" && val == "#pol" {
			val = "#agent"
		}
		v, rank, err := t.value(r, val)
		if err != nil {
			return err
		}
		f.needs = append(f.needs, need{strings.Split(slots, "|"), not, slots == "subj" && len(v.kinds) > 0 && (f.event == "ASSAULT" || f.event == "COERCE"), v})
		if !not {
			f.rank += rank
			f.named = f.named || slots == "obj" && v.words != nil
		}
	}
	return nil
}

// readRoles reads where the parties stand, if not where they do by default.
func readRoles(r tsv.Row, f *frame) error {
	for _, s := range []struct {
		column string
		to     *[]path
	}{{"actor", &f.actor}, {"recipient", &f.recipient}} {
		switch v := r.Get(s.column); v {
		case "":
		case "-":
			*s.to = nil
		default:
			*s.to = paths(v)
		}
	}
	return nil
}

// readFlags reads what is special about a frame.
func (t *tables) readFlags(r tsv.Row, f *frame) error {
	for _, w := range strings.Fields(r.Get("flags")) {
		if content, ok := strings.CutPrefix(w, "content="); ok {
			name, at, ok := strings.Cut(content, ":")
			if !ok || t.content[name] == nil {
				return r.Errorf("%q names no rows of frames-content.tsv", w)
			}
			f.content, f.contentAt = name, paths(at)
			continue
		}
		if by, ok := ranks[w]; ok {
			f.rank += by
			continue
		}
		b, ok := flagNames[w]
		if !ok {
			return r.Errorf("no flag %q", w)
		}
		f.flags |= b
	}
	return nil
}

// frameWords returns the words of a row, those of classes among them.
func (t *tables) frameWords(r tsv.Row) ([]string, error) {
	var words []string
	for _, w := range strings.Fields(r.Get("words")) {
		name, class := strings.CutPrefix(w, "@")
		if !class {
			words = append(words, w)
			continue
		}
		if t.classes[name] == nil {
			return nil, r.Errorf("no class %s", w)
		}
		words = append(words, slices.Sorted(maps.Keys(t.classes[name].alone))...)
	}
	if len(words) == 0 {
		return nil, r.Errorf("class %s has no words", r.Get("class"))
	}
	return words, nil
}

// addTo enters the frame under the head of word w: "call" of "call+off", "fire" of
// "cease_fire". A word of two is more specific than one.
func (f frame) addTo(to map[string][]entry, class, w string) {
	f.id = class + ":" + w
	head, extra := w, ""
	if h, p, ok := strings.Cut(w, "+"); ok {
		head, extra = h, p
		f.rank += 3
	} else if i := strings.LastIndexByte(w, '_'); i >= 0 {
		head, extra = w[i+1:], w[:i]
		f.rank += 3
	}
	to[head] = append(to[head], entry{extra, &f})
}

// repair returns the lemma of a verb or plural that the lemmatiser does not know, if
// the tables know a word that the form may be of.
func (t *tables) repair(lemma, form, xpos string) string {
	switch xpos {
	case "NN":
		if cut, ok := strings.CutSuffix(form, "s"); ok && t.nouns[lemma] == nil && t.nouns[cut] != nil {
			return cut
		}
	case "NNS", "NNPS":
		if men, ok := strings.CutSuffix(form, "men"); ok {
			return men + "man"
		}
		for _, suffix := range []string{"s", "es"} {
			if cut, ok := strings.CutSuffix(form, suffix); ok && t.nouns[lemma] == nil && t.nouns[cut] != nil {
				return cut
			}
		}
		if lemma == form && len(form) > 3 && strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss") && t.nouns[form] == nil {
			if y, ok := strings.CutSuffix(form, "ies"); ok {
				return y + "y"
			}
			return strings.TrimSuffix(form, "s")
		}
	case "VB":
		if t.verbs[form] != nil {
			return form
		}
	case "VBD", "VBN", "VBG", "VBZ", "VBP":
		if t.knows(lemma) {
			return lemma
		}
		if past := t.pasts[form]; past != "" {
			return past
		}
		stem := form
		for _, suffix := range []string{"ed", "ing", "es", "s"} {
			if cut, ok := strings.CutSuffix(form, suffix); ok {
				stem = cut
				break
			}
		}
		if stem == form || len(stem) < 2 {
			return lemma
		}
		n := len(stem)
		for _, w := range []string{stem, stem + "e", stem[:n-1], stem[:n-1] + "y", stem[:n-1] + "ie"} {
			if w == stem && doubles(stem) && !strings.HasSuffix(form, "s") {
				continue
			}
			if (w != stem[:n-1] || n > 2 && stem[n-1] == stem[n-2]) && t.knows(w) {
				return w
			}
		}
	}
	return lemma
}

// doubles reports whether a verb of one syllable doubles its last letter before an
// ending, so that "taped" is no form of "tap".
func doubles(verb string) bool {
	n := len(verb)
	vowel := func(i int) bool { return strings.IndexByte("aeiou", verb[i]) >= 0 }
	if n < 3 || vowel(n-1) || strings.IndexByte("wxyh", verb[n-1]) >= 0 || !vowel(n-2) || vowel(n-3) {
		return false
	}
	for i := 0; i < n-2; i++ {
		if vowel(i) {
			return false
		}
	}
	return true
}

// knows reports whether a table holds the verb.
func (t *tables) knows(lemma string) bool {
	return t.verbs[lemma] != nil || t.govern[lemma] != nil || t.light[lemma] != nil
}

package nertrain

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/annotate/ner"
	"chancery/lang/en/names"
	"chancery/nlp"
	"chancery/train"
)

// Doc is a document with labels, one a token: indices into [ner.Labels].
type Doc struct {
	*nlp.Document
	Labels []uint8
}

// word is a token of a corpus.
type word struct{ form, upos, xpos, lemma, label string }

// build makes a document of sentences. Its text is the forms, a space between.
func build(id string, sentences [][]word) *nlp.Document {
	d := &nlp.Document{ID: id, Lang: "en", Genre: "news", Have: nlp.Tokens | nlp.Tags}
	var b strings.Builder
	for s, words := range sentences {
		first, start := len(d.Tokens), b.Len()
		for _, w := range words {
			at := b.Len()
			b.WriteString(w.form)
			d.Tokens = append(d.Tokens, nlp.Token{
				Span: nlp.Span{Start: at, End: b.Len()}, Form: w.form, UPOS: w.upos, XPOS: w.xpos, Lemma: w.lemma, Head: -1, Sent: s,
			})
			b.WriteByte(' ')
		}
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: nlp.Span{Start: start, End: max(start, b.Len()-1)}, First: first, Last: len(d.Tokens)})
	}
	d.Text = b.String()
	return d
}

// lines calls f with each line of a file, which may be gzipped.
func lines(file string, f func(string) error) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	var r io.Reader = in
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(in); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if err := f(sc.Text()); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return sc.Err()
}

// columns reads a file of one token a line, blank lines between sentences, and
// parts the sentences into documents of size sentences.
func columns(file string, form, label, size int, skip func(string) bool) ([][][]word, error) {
	var docs [][][]word
	var doc [][]word
	var sent []word
	flush := func(end bool) {
		if len(sent) > 0 {
			doc, sent = append(doc, sent), nil
		}
		if len(doc) >= size || end && len(doc) > 0 {
			docs, doc = append(docs, doc), nil
		}
	}
	err := lines(file, func(line string) error {
		if strings.HasPrefix(line, "# newdoc") {
			flush(true)
		}
		if skip(line) {
			return nil
		}
		f := strings.Fields(line)
		if len(f) == 0 {
			flush(false)
			return nil
		}
		if len(f) <= max(form, label) {
			return fmt.Errorf("line %q has %d columns", line, len(f))
		}
		sent = append(sent, word{form: f[form], label: f[label]})
		return nil
	})
	flush(true)
	return docs, err
}

// span is a name in a sentence of a corpus, by that corpus's type.
type span struct {
	first, last int
	kind        string
}

// spans reads labels of the kinds IOB1 and IOB2.
func spans(sent []word) []span {
	var out []span
	open := false
	for i, w := range sent {
		kind, ok := strings.CutPrefix(w.label, "B-")
		inside := false
		if !ok {
			kind, inside = strings.CutPrefix(w.label, "I-")
		}
		switch {
		case w.label == "O":
			open = false
		case inside && open && out[len(out)-1].kind == kind:
			out[len(out)-1].last = i + 1
		default:
			out = append(out, span{i, i + 1, kind})
			open = true
		}
	}
	return out
}

// mapper turns the names of a corpus into labels.
type mapper struct{ tables *names.Tables }

func capitalised(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}

func (m mapper) phrase(words []word) names.Class {
	forms := make([]string, len(words))
	for i, w := range words {
		forms[i] = strings.ToLower(w.form)
	}
	return m.tables.Of(strings.Join(forms, " "))
}

// place says whether a place has a government, by the tables, and where they
// are silent by the nouns in its name.
func (m mapper) place(words []word) string {
	c := m.phrase(words)
	if c&(names.Country|names.Capital|names.Region) != 0 {
		return nlp.GPE
	}
	if c&names.Area != 0 {
		return nlp.Loc
	}
	for _, w := range []word{words[0], words[len(words)-1]} {
		if c := m.tables.Of(strings.ToLower(w.form)); len(words) > 1 && c&names.LocNoun != 0 {
			return nlp.Loc
		}
	}
	return nlp.GPE
}

// put labels a name of a sentence. kind is person, org, place or misc.
func (m mapper) put(sent []word, labels []uint8, s span, kind string) {
	for s.first < s.last && !capitalised(sent[s.first].form) && !unicode.IsDigit(rune(sent[s.first].form[0])) {
		if kind == nlp.Person && sent[s.first].form != "the" && m.tables.Of(strings.ToLower(sent[s.first].form))&names.PersonNoun == 0 {
			break // "bin Laden", "de Gaulle", and names in lower case
		}
		s.first++
	}
	if s.first >= s.last {
		return
	}
	if sent[s.first].form == "The" && s.first == 0 && s.last > 1 {
		s.first++
	}
	words := sent[s.first:s.last]
	c := m.phrase(words)
	switch {
	case c&names.Norps != 0 && c&names.Places == 0:
		kind = nlp.Norp
	case c&names.Country != 0 && kind != nlp.Person:
		kind = nlp.GPE
	case kind == "place":
		kind = m.place(words)
	case kind == nlp.Person:
		for len(words) > 1 && m.tables.Of(strings.ToLower(words[0].form))&names.Title != 0 && m.tables.GivenName(words[0].form) == 0 {
			words = words[1:]
			s.first++
		}
	}
	k := uint8(slices.Index(ner.Types, kind))
	for i := s.first; i < s.last; i++ {
		labels[i] = 2 + 2*k
	}
	labels[s.first] = 1 + 2*k
}

// demonyms labels the adjectives of peoples that a corpus leaves out.
func (m mapper) demonyms(sent []word, labels []uint8) {
	norp := uint8(1 + 2*slices.Index(ner.Types, nlp.Norp))
	for i := range sent {
		if labels[i] != 0 || !capitalised(sent[i].form) {
			continue
		}
		if i+1 < len(sent) && labels[i+1] == 0 && m.phrase(sent[i:i+2])&names.Norps != 0 {
			labels[i], labels[i+1] = norp, norp+1
			continue
		}
		if c := m.phrase(sent[i : i+1]); c&names.Demonym != 0 && c&names.Places == 0 {
			labels[i] = norp
		}
	}
}

// mapped reads a corpus of columns with its map of types.
func (m mapper) mapped(name, file string, form, label, size int, kinds map[string]string, adjectives bool) ([]Doc, error) {
	docs, err := columns(file, form, label, size, func(line string) bool { return strings.HasPrefix(line, "# ") })
	if err != nil {
		return nil, err
	}
	var out []Doc
	for i, sents := range docs {
		d := Doc{Document: build(fmt.Sprintf("%s-%d", name, i+1), sents)}
		for _, sent := range sents {
			labels := make([]uint8, len(sent))
			for _, s := range spans(sent) {
				if kind := kinds[s.kind]; kind != "" {
					m.put(sent, labels, s, kind)
				}
			}
			if adjectives {
				m.demonyms(sent, labels)
			}
			d.Labels = append(d.Labels, labels...)
		}
		out = append(out, d)
	}
	return out, nil
}

// Wikigold reads the Wikipedia text of Balasuriya et al. (2009).
func (m mapper) wikigold(dir string) ([]Doc, error) {
	return m.mapped("wikigold", filepath.Join(dir, "ner/wikigold/wikigold.conll.txt"), 0, 1, 12,
		map[string]string{"PER": nlp.Person, "ORG": nlp.Org, "LOC": "place", "MISC": nlp.Misc}, true)
}

// crossner reads a part of the politics text of CrossNER (Liu et al., 2021).
func (m mapper) crossner(dir, part string) ([]Doc, error) {
	return m.mapped("crossner-"+part, filepath.Join(dir, "ner/crossner-politics", part+".txt"), 0, 1, 1,
		map[string]string{
			"politician": nlp.Person, "person": nlp.Person, "organisation": nlp.Org, "politicalparty": nlp.Org,
			"country": "place", "location": "place", "election": nlp.Misc, "event": nlp.Misc, "misc": nlp.Misc,
		}, true)
}

// re3d reads the reports on Syria and Iraq of Dstl's re3d. Its spans may be
// phrases, "U.S. forces": what is capitalised in them counts.
func (m mapper) re3d(dir string) ([]Doc, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ner/re3d/*/*.conll"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	kinds := map[string]string{"Person": nlp.Person, "Organisation": nlp.Org, "Location": "place", "Nationality": nlp.Norp}
	var out []Doc
	for _, file := range files {
		docs, err := columns(file, 0, 1, 1000, func(string) bool { return false })
		if err != nil {
			return nil, err
		}
		for _, sents := range docs {
			d := Doc{Document: build("re3d-"+filepath.Base(file), sents)}
			for _, sent := range sents {
				labels := make([]uint8, len(sent))
				for _, s := range spans(sent) {
					kind := kinds[s.kind]
					if kind == "" {
						continue
					}
					whole := true
					for _, w := range sent[s.first:s.last] {
						if !capitalised(w.form) && len(w.form) > 3 {
							whole = false
						}
					}
					if whole {
						m.put(sent, labels, s, kind)
						continue
					}
					for i := s.first; i < s.last; i++ {
						if capitalised(sent[i].form) && m.phrase(sent[i:i+1])&(names.Country|names.Norps) != 0 {
							m.put(sent, labels, span{i, i + 1, ""}, nlp.Norp)
						}
					}
				}
				m.demonyms(sent, labels)
				d.Labels = append(d.Labels, labels...)
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// gum reads names out of the entities of UD GUM, which are noun phrases of all
// kinds: those whose head is a proper noun, without titles, articles and what
// else is in the phrase.
func (m mapper) gum(file string) ([]Doc, error) {
	docs, err := treebank(file, m.gumSentence)
	return slices.DeleteFunc(docs, func(d Doc) bool { return train.Closed(d.ID) }), err
}

// treebank reads CoNLL-U. read turns the rows of a sentence into words and labels.
func treebank(file string, read func(rows [][]string) ([]word, []uint8)) ([]Doc, error) {
	var out []Doc
	var id string
	var sents [][]word
	var rows [][]string
	var labels []uint8
	flushSent := func() {
		if len(rows) > 0 {
			sent, l := read(rows)
			sents, labels = append(sents, sent), append(labels, l...)
			rows = nil
		}
	}
	flush := func() {
		flushSent()
		if len(sents) > 0 {
			out = append(out, Doc{build(id, sents), labels})
		}
		sents, labels = nil, nil
	}
	err := lines(file, func(line string) error {
		if rest, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
			flush()
			id = rest
		}
		if line == "" {
			flushSent()
			return nil
		}
		if f := strings.Split(line, "\t"); len(f) == 10 && !strings.ContainsAny(f[0], "-.") {
			rows = append(rows, f)
		}
		return nil
	})
	flush()
	return out, err
}

// entity is a noun phrase of GUM.
type entity struct {
	first, last int
	kind        string
}

func gumEntities(rows [][]string) []entity {
	var out []entity
	open := map[string][]int{}
	for i, r := range rows {
		value := ""
		for f := range strings.SplitSeq(r[9], "|") {
			if v, ok := strings.CutPrefix(f, "Entity="); ok {
				value = v
			}
		}
		for value != "" {
			end := strings.IndexAny(value[1:], "()") + 1
			if end == 0 {
				end = len(value)
			}
			part := value[:end]
			closed := end < len(value) && value[end] == ')'
			if closed {
				end++
			}
			value = value[end:]
			name, opens := strings.CutPrefix(part, "(")
			f := strings.SplitN(name, "-", 3)
			if opens && len(f) > 1 {
				out = append(out, entity{i, 0, f[1]})
				open[f[0]] = append(open[f[0]], len(out)-1)
			}
			if closed {
				if stack := open[f[0]]; len(stack) > 0 {
					out[stack[len(stack)-1]].last = i + 1
					open[f[0]] = stack[:len(stack)-1]
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(e entity) bool { return e.last == 0 })
}

func (m mapper) gumSentence(rows [][]string) ([]word, []uint8) {
	sent := make([]word, len(rows))
	heads := make([]int, len(rows))
	for i, r := range rows {
		sent[i] = word{form: r[1], lemma: r[2], upos: r[3], xpos: r[4]}
		fmt.Sscan(r[6], &heads[i])
		heads[i]--
	}
	labels := make([]uint8, len(rows))
	kinds := map[string]string{"person": nlp.Person, "organization": nlp.Org, "place": "place", "event": nlp.Misc, "object": nlp.Misc, "abstract": nlp.Misc}
	entities := gumEntities(rows)
	// Outer names are written last, over the names inside them.
	slices.SortStableFunc(entities, func(a, b entity) int { return (a.last - a.first) - (b.last - b.first) })
	for _, e := range entities {
		kind := kinds[e.kind]
		head := -1
		for i := e.first; i < e.last; i++ {
			if h := heads[i]; (h < e.first || h >= e.last) && rows[i][3] != "PUNCT" {
				head = i
				break
			}
		}
		if kind == "" || head < 0 || sent[head].upos != "PROPN" {
			continue
		}
		proper := func(i int) bool {
			return i >= e.first && i < e.last && (sent[i].upos == "PROPN" || capitalised(sent[i].form) && i > 0 && (sent[i].upos == "ADJ" || sent[i].upos == "NOUN") || sent[i].upos == "NUM" && kind != nlp.Person)
		}
		s := span{head, head + 1, ""}
		for {
			i := s.first - 1
			if i > e.first && (sent[i].form == "-" || sent[i].form == "&") && proper(i-1) {
				i--
			}
			if !proper(i) {
				break
			}
			s.first = i
		}
		for {
			i := s.last
			if proper(i) {
				s.last++
				continue
			}
			link := i < e.last && (sent[i].form == "-" || sent[i].form == "&" || kind != nlp.Person && (sent[i].form == "of" || sent[i].form == "for") || kind == nlp.Person && len(sent[i].form) <= 3 && rows[i][7] == "flat")
			if link && proper(i+1) {
				s.last = i + 2
				continue
			}
			if link && i+2 < e.last && sent[i+1].form == "the" && proper(i+2) {
				s.last = i + 3
				continue
			}
			break
		}
		if s.last == s.first+1 && kind == nlp.Person && m.phrase(sent[s.first:s.last])&names.PersonNoun != 0 && m.tables.GivenName(sent[s.first].form) == 0 {
			continue // a title alone
		}
		m.put(sent, labels, s, kind)
	}
	m.demonyms(sent, labels)
	return sent, labels
}

// ewt reads UD EWT, which has no names, and labels it by a tagger that may find
// names where, and only where, the treebank has proper nouns or demonyms.
func (m mapper) ewt(file string, t *ner.Tagger) ([]Doc, error) {
	docs, err := treebank(file, func(rows [][]string) ([]word, []uint8) {
		sent := make([]word, len(rows))
		for i, r := range rows {
			sent[i] = word{form: r[1], lemma: r[2], upos: r[3], xpos: r[4]}
		}
		return sent, make([]uint8, len(rows))
	})
	for i := range docs {
		d := &docs[i]
		must := make([]int8, len(d.Tokens))
		for j, tok := range d.Tokens {
			lower := strings.ToLower(tok.Form)
			switch {
			case tok.UPOS == "PROPN" && (calendar[lower] || m.tables.Of(lower)&(names.Title|names.PersonNoun) != 0):
			case tok.UPOS == "PROPN":
				must[j] = 1
			case tok.UPOS == "ADP" || tok.UPOS == "DET" || tok.UPOS == "CCONJ" || tok.UPOS == "PUNCT" || tok.UPOS == "NUM" || tok.UPOS == "PART":
			case capitalised(tok.Form) && (tok.UPOS == "ADJ" || tok.UPOS == "NOUN"):
			default:
				must[j] = -1
			}
		}
		d.Labels = t.Label(d.Document, must)
	}
	return docs, err
}

// calendar are proper nouns that are no names here.
var calendar = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
mon. tue. tues. wed. thu. thurs. fri. sat. sun. jan. feb. mar. apr. aug. sep. sept. oct. nov. dec. christmas easter ramadan`) {
		out[w] = true
	}
	return out
}()

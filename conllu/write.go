package conllu

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/nlp"
)

// New returns d with the comments and the multiword tokens that it has by the
// conventions of the English treebanks.
func New(d *nlp.Document) *Doc {
	doc := &Doc{Document: d}
	para := -1
	for i, s := range d.Sentences {
		var notes []string
		if i == 0 && d.ID != "" {
			notes = append(notes, "# newdoc id = "+flat(d.ID))
		}
		if s.Para != para {
			notes = append(notes, "# newpar")
			para = s.Para
		}
		notes = append(notes, "# sent_id = "+strconv.Itoa(i+1), "# text = "+flat(d.Slice(s.Span)))
		doc.Comments = append(doc.Comments, notes)
		for j := s.First; j < s.Last; {
			k := j + 1
			for k < s.Last && joined(&d.Tokens[k-1], &d.Tokens[k]) {
				k++
			}
			if k-j > 1 {
				doc.Multi = append(doc.Multi, Range{j, k})
			}
			j = k
		}
	}
	return doc
}

// joined reports whether b continues the orthographic word that a is in: "n't", "'s",
// the "na" of "gonna".
func joined(a, b *nlp.Token) bool {
	if a.End != b.Start {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.Form)
	first, size := utf8.DecodeRuneInString(b.Form)
	switch {
	case first == '\'' || first == '’' || first == '`':
		return unicode.IsLetter(last) || unicode.IsDigit(last) && len(b.Form) > size || b.XPOS == "POS"
	case unicode.IsLetter(first):
		stem := strings.TrimRight(a.Form, "'’")
		return unicode.IsLetter(last) || stem != "" && len(a.Form) > len(stem) // "d'" and "y'"
	}
	return false
}

// flat returns s on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// Write writes the layers that d has. The MISC column has SpaceAfter=No and, of the
// names, NER=B-PERSON, NER=I-PERSON and so on.
func (d *Doc) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	names := make([]string, len(d.Tokens))
	for _, m := range d.Mentions {
		if m.Kind != nlp.Name || m.Type == "" {
			continue
		}
		for i := m.First; i < m.Last; i++ {
			mark := "NER=I-"
			if i == m.First {
				mark = "NER=B-"
			}
			names[i] = mark + strings.ToUpper(m.Type)
		}
	}
	multi := d.Multi
	for i, s := range d.Sentences {
		if i < len(d.Comments) {
			for _, c := range d.Comments[i] {
				out.WriteString(c)
				out.WriteByte('\n')
			}
		}
		for j := s.First; j < s.Last; j++ {
			inside := false
			for len(multi) > 0 && multi[0].Last <= j {
				multi = multi[1:]
			}
			if len(multi) > 0 && multi[0].First <= j {
				m := multi[0]
				if j == m.First {
					form := d.Text[d.Tokens[m.First].Start:d.Tokens[m.Last-1].End]
					misc := "_"
					if !d.spaceAfter(m.Last - 1) {
						misc = "SpaceAfter=No"
					}
					row(out, strconv.Itoa(j-s.First+1)+"-"+strconv.Itoa(m.Last-s.First), form, "_", "_", "_", "_", "_", "_", "_", misc)
				}
				inside = true
			}
			d.writeToken(out, j, s.First, inside, names[j])
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

func (d *Doc) writeToken(out *bufio.Writer, j, first int, inside bool, name string) {
	t := &d.Tokens[j]
	var misc []string
	if d.Misc != nil {
		if kept := without(d.Misc[j], "NER"); kept != "" {
			misc = append(misc, kept)
		}
	}
	if name != "" {
		misc = append(misc, name)
	}
	if !inside && !d.spaceAfter(j) {
		misc = append(misc, "SpaceAfter=No")
	}
	head := ""
	if d.Have&nlp.Deps != 0 {
		head = "0"
		if t.Head >= 0 {
			head = strconv.Itoa(t.Head - first + 1)
		}
	}
	row(out, strconv.Itoa(j-first+1), flat(t.Form), t.Lemma, t.UPOS, t.XPOS, t.Feats, head, t.Rel, "", strings.Join(misc, "|"))
}

// spaceAfter reports whether white space, or the end of the text, follows token j.
func (d *Doc) spaceAfter(j int) bool {
	return j+1 == len(d.Tokens) || d.Tokens[j].End < d.Tokens[j+1].Start
}

func row(out *bufio.Writer, cols ...string) {
	for i, c := range cols {
		if i > 0 {
			out.WriteByte('\t')
		}
		if c == "" {
			c = "_"
		}
		out.WriteString(c)
	}
	out.WriteByte('\n')
}

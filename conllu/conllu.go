// Package conllu reads and writes CoNLL-U, the format of the treebanks of Universal
// Dependencies (https://universaldependencies.org/format.html).
package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/nlp"
)

// ErrFormat is wrapped by the error for what is no CoNLL-U.
var ErrFormat = errors.New("not CoNLL-U")

// Doc is a document with what CoNLL-U says of it beyond the layers.
type Doc struct {
	*nlp.Document
	// Comments are the lines, with their #, before each sentence.
	Comments [][]string
	// Multi are the multiword tokens, in order: half-open ranges of Tokens that are
	// written without white space as one orthographic word, such as "don't".
	Multi []Range
	// Misc has the MISC column of each token, without SpaceAfter; nil if none was read.
	Misc []string
}

// Range is a half-open range of indices of tokens.
type Range struct{ First, Last int }

// Mode says how much [Read] keeps.
type Mode int

// The modes of [Read].
const (
	Whole Mode = iota // all columns but DEPS
	Bare              // sentences and tokens alone, whatever the other columns hold
)

// maxLine bounds the length of a line, in bytes.
const maxLine = 1 << 24

// reader holds the document being read.
type reader struct {
	mode  Mode
	docs  []*Doc
	doc   *Doc
	text  strings.Builder
	para  int
	gap   string // white space before the next token
	notes []string

	first   int // token that starts the sentence; -1 between sentences
	heads   []int
	multi   Range // the multiword token being read
	surface string
	after   string // white space after it
}

// Read reads all documents of r. Those that "# newdoc" parts are apart; text is laid
// together from the tokens, and "# newpar" starts a paragraph of it. Documents have
// the layer Tokens, and in mode Whole also Tags, and Deps where each sentence is a
// tree. file names the input in errors, which wrap [ErrFormat].
func Read(r io.Reader, file string, mode Mode) ([]*Doc, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	rd := &reader{mode: mode, first: -1}
	line := 0
	for sc.Scan() {
		line++
		if err := rd.line(strings.TrimRight(sc.Text(), "\r")); err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", file, line, ErrFormat, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", file, line+1, err)
	}
	if err := rd.closeSentence(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w: %w", file, line, ErrFormat, err)
	}
	if err := rd.closeDoc(); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", file, ErrFormat, err)
	}
	return rd.docs, nil
}

func (rd *reader) line(line string) error {
	switch {
	case line == "":
		return rd.closeSentence()
	case line[0] == '#':
		if rd.first >= 0 {
			return errors.New("a comment stands inside a sentence: put a blank line before it")
		}
		return rd.comment(line)
	}
	col := strings.Split(line, "\t")
	if len(col) != 10 {
		return fmt.Errorf("%d columns, want 10 parted by tabs", len(col))
	}
	if !utf8.ValidString(line) {
		return errors.New("the line is not UTF-8")
	}
	return rd.row(col)
}

func (rd *reader) comment(line string) error {
	key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
	switch strings.TrimSpace(key) {
	case "newdoc", "newdoc id":
		if err := rd.closeDoc(); err != nil {
			return err
		}
		rd.open()
		rd.doc.ID = strings.TrimSpace(value)
	case "newpar", "newpar id":
		if rd.text.Len() > 0 {
			rd.gap = "\n\n"
			rd.para++
		}
	}
	rd.notes = append(rd.notes, line)
	return nil
}

func (rd *reader) open() {
	rd.doc = &Doc{Document: &nlp.Document{}}
	rd.text.Reset()
	rd.para, rd.gap = 0, ""
}

// row reads the line of a token, a multiword token or an empty node.
func (rd *reader) row(col []string) error {
	if strings.Contains(col[0], ".") {
		return nil
	}
	if rd.doc == nil {
		rd.open()
	}
	d := rd.doc
	if rd.first < 0 {
		rd.first = len(d.Tokens)
	}
	gap := " "
	if hasKey(col[9], "SpaceAfter=No") {
		gap = ""
	}
	next := len(d.Tokens) - rd.first + 1
	if a, b, ok := strings.Cut(col[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first != next || last < first || rd.multi.Last > len(d.Tokens) {
			return fmt.Errorf("multiword token %q, but the next word is %d", col[0], next)
		}
		if utf8.RuneCountInString(col[1]) < last-first+1 {
			return fmt.Errorf("multiword token %q is too short for its words", col[1])
		}
		rd.multi = Range{len(d.Tokens), len(d.Tokens) + last - first + 1}
		d.Multi = append(d.Multi, rd.multi)
		rd.surface, rd.after = col[1], gap
		return nil
	}
	if id, err := strconv.Atoi(col[0]); err != nil || id != next {
		return fmt.Errorf("word %q, want %d", col[0], next)
	}
	form := col[1]
	if i := len(d.Tokens); i < rd.multi.Last {
		form = rd.part(form, rd.multi.Last-i-1)
		if gap = ""; i+1 == rd.multi.Last {
			gap = rd.after
		}
	}
	if strings.TrimFunc(form, unicode.IsSpace) != form || form == "" {
		return fmt.Errorf("word %d is %q: a form has no white space around it and is not empty", next, form)
	}
	rd.text.WriteString(rd.gap)
	rd.gap = gap
	t := nlp.Token{Span: nlp.Span{Start: rd.text.Len(), End: rd.text.Len() + len(form)}, Form: form, Head: -1, Sent: len(d.Sentences)}
	rd.text.WriteString(form)
	if rd.mode == Whole {
		t.Lemma, t.UPOS, t.XPOS, t.Feats, t.Rel = blank(col[2]), blank(col[3]), blank(col[4]), blank(col[5]), blank(col[7])
		if col[2] == "_" && form == "_" {
			t.Lemma = "_"
		}
		head, err := strconv.Atoi(col[6])
		if err != nil {
			head = -1
		}
		rd.heads = append(rd.heads, head)
		d.Misc = append(d.Misc, without(col[9], "SpaceAfter"))
	}
	d.Tokens = append(d.Tokens, t)
	return nil
}

// part takes the next word of the multiword token, of which more follow: form if the
// token goes on with it, or else a rune, or all that is left.
func (rd *reader) part(form string, more int) string {
	n := 0
	switch {
	case more == 0:
		n = len(rd.surface)
	case strings.HasPrefix(rd.surface, form) && utf8.RuneCountInString(rd.surface[len(form):]) >= more:
		n = len(form)
	default:
		_, n = utf8.DecodeRuneInString(rd.surface)
	}
	part := rd.surface[:n]
	rd.surface = rd.surface[n:]
	return part
}

func (rd *reader) closeSentence() error {
	if rd.first < 0 {
		return nil
	}
	d := rd.doc
	n := len(d.Tokens) - rd.first
	if n == 0 || rd.multi.Last > len(d.Tokens) {
		return errors.New("the sentence ends before its words do")
	}
	for i, h := range rd.heads {
		switch {
		case h > n:
			return fmt.Errorf("word %d has head %d, but the sentence has %d words", i+1, h, n)
		case h > 0:
			d.Tokens[rd.first+i].Head = rd.first + h - 1
		case h == 0:
			d.Tokens[rd.first+i].Rel = "root"
		}
	}
	d.Sentences = append(d.Sentences, nlp.Sentence{
		Span:  nlp.Span{Start: d.Tokens[rd.first].Start, End: d.Tokens[len(d.Tokens)-1].End},
		First: rd.first, Last: len(d.Tokens), Para: rd.para,
	})
	d.Comments = append(d.Comments, rd.notes)
	rd.notes, rd.heads, rd.first = nil, rd.heads[:0], -1
	return nil
}

func (rd *reader) closeDoc() error {
	d := rd.doc
	if d == nil {
		return nil
	}
	rd.doc, rd.multi = nil, Range{}
	d.Text = rd.text.String()
	if d.Lang == "" {
		d.Lang = "en"
	}
	d.Have = nlp.Tokens
	if rd.mode == Whole {
		d.Have |= nlp.Tags | nlp.Deps
		if d.Check() != nil { // no trees
			d.Have &^= nlp.Deps
		}
	}
	rd.docs = append(rd.docs, d)
	return d.Check()
}

func blank(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

func hasKey(misc, want string) bool {
	for f := range strings.SplitSeq(misc, "|") {
		if f == want {
			return true
		}
	}
	return false
}

// without returns misc without the attributes called key, or "".
func without(misc, key string) string {
	if misc == "_" {
		return ""
	}
	if !strings.Contains(misc, key+"=") {
		return misc
	}
	var kept []string
	for f := range strings.SplitSeq(misc, "|") {
		if !strings.HasPrefix(f, key+"=") {
			kept = append(kept, f)
		}
	}
	return strings.Join(kept, "|")
}

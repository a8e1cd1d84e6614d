package tag

import (
	"fmt"
	"strconv"

	"chancery/model"
)

// Edit makes a lemma of a form: it takes Cut bytes off the end and adds Add.
type Edit struct {
	Cut int
	Add string
}

// Apply returns the lemma of form, or form itself if it is too short.
func (e Edit) Apply(form string) string {
	if e.Cut == 0 && e.Add == "" || e.Cut >= len(form) {
		return form
	}
	return form[:len(form)-e.Cut] + e.Add
}

// EditBetween returns the edit from form to lemma.
func EditBetween(form, lemma string) Edit {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	return Edit{len(form) - n, lemma[n:]}
}

// MaxSuffix is the longest ending, in bytes, that an edit depends on.
const MaxSuffix = 6

// Lemmas finds lemmas.
type Lemmas struct {
	whole map[string]string // Penn tag, tab, form as it is spelt or small
	edits map[string]Edit   // Penn tag, tab, ending
	keep  map[string]bool   // Penn tags whose lemmas keep their capitals
}

// NewLemmas reads lines: "keep" and a Penn tag; "form", Penn tag, form, lemma; "edit",
// Penn tag, ending, bytes to cut, ending to add.
func NewLemmas(data []byte) (*Lemmas, error) {
	l := &Lemmas{whole: map[string]string{}, edits: map[string]Edit{}, keep: map[string]bool{}}
	err := lines(data, func(c []string) error {
		switch {
		case len(c) == 2 && c[0] == "keep":
			l.keep[c[1]] = true
		case len(c) == 4 && c[0] == "form":
			l.whole[c[1]+"\t"+c[2]] = c[3]
		case len(c) == 5 && c[0] == "edit":
			n, err := strconv.Atoi(c[3])
			if err != nil {
				return fmt.Errorf("%w: lemma line %q", model.ErrFormat, c)
			}
			l.edits[c[1]+"\t"+c[2]] = Edit{n, c[4]}
		default:
			return fmt.Errorf("%w: lemma line %q", model.ErrFormat, c)
		}
		return nil
	})
	return l, err
}

// Of returns the lemma of form, small in small letters, with its
// Penn tag.
func (l *Lemmas) Of(form, small, xpos string) string {
	var key [96]byte
	k := append(append(key[:0], xpos...), '\t')
	n := len(k)
	if len(form) > longest {
		return form
	}
	k = append(k, form...)
	if s, ok := l.whole[string(k)]; ok {
		return s
	}
	base := small
	if l.keep[xpos] {
		base = form
	} else if small != form {
		k = append(k[:n], small...)
		if s, ok := l.whole[string(k)]; ok {
			return s
		}
	}
	for m := min(MaxSuffix, len(small)); m >= 0; m-- {
		k = append(k[:n], small[len(small)-m:]...)
		if e, ok := l.edits[string(k)]; ok {
			return e.Apply(base)
		}
	}
	return base
}

package tag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"chancery/internal/tsv"
	"chancery/lang/en"
	"chancery/model"
)

// Edit makes a lemma of a form: it takes Cut bytes off the end and adds Add.
type Edit struct {
	Cut int
	Add string
}

// Apply returns the lemma of form, or form itself if it is too short or the cut would go
// through a letter.
func (e Edit) Apply(form string) string {
	if e.Cut == 0 && e.Add == "" || e.Cut >= len(form) || e.Cut > 0 && !utf8.RuneStart(form[len(form)-e.Cut]) {
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
	words map[string]int32  // small words that there are
	keep  map[string]bool   // Penn tag, tab, ending: lemmas keep their capitals
}

// NewLemmas reads lines: "keep", Penn tag, ending; "form", Penn tag, form, lemma; "edit",
// Penn tag, ending, bytes to cut, ending to add. words are the words that there are.
func NewLemmas(data []byte, words map[string]int32) (*Lemmas, error) {
	l := &Lemmas{whole: map[string]string{}, edits: map[string]Edit{}, keep: map[string]bool{}, words: words}
	rows, err := tsv.Read(strings.NewReader(en.Lemmas), "lemmas.tsv", "tag", "form", "lemma")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		l.whole[r.Get("tag")+"\t"+r.Get("form")] = r.Get("lemma")
	}
	err = lines(data, func(c []string) error {
		switch {
		case len(c) == 3 && c[0] == "keep":
			l.keep[c[1]+"\t"+c[2]] = true
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

// vowels are what a lemma has one of, where an ending was cut off: "spring" is no "spr".
const vowels = "aeiouyáéíóúäöü"

// KeepSuffix is the length in bytes of the ending by which it is decided whether a lemma
// keeps its capitals: "Bolivian" does, "Western" does not.
const KeepSuffix = 3

// keeps reports whether lemmas of words like small keep their capitals; tag is the Penn
// tag and a tab.
func (l *Lemmas) keeps(tag []byte, small string) bool {
	var key [96]byte
	k := append(append(key[:0], tag...), small[max(0, len(small)-KeepSuffix):]...)
	if l.keep[string(k)] {
		return true
	}
	return l.keep[string(tag)]
}

// longest bounds the bytes of a form that has a lemma other than itself.
const longest = 64

// Of returns the lemma of form with its Penn tag.
func (l *Lemmas) Of(form, xpos string) string {
	if len(form) > longest {
		return form
	}
	small := strings.ToLower(form)
	var key [96]byte
	k := append(append(key[:0], xpos...), '\t')
	n := len(k)
	k = append(k, form...)
	if s, ok := l.whole[string(k)]; ok {
		return s
	}
	base := small
	if small != form {
		if xpos == properNoun && len(form) > longestAcronym && strings.ToUpper(form) == form && isLetters(form) {
			return form[:1] + small[1:] // CANBERRA
		}
		if l.keeps(k[:n], small) {
			base = form
		} else {
			k = append(k[:n], small...)
			if s, ok := l.whole[string(k)]; ok {
				return s
			}
		}
	}
	// The longest ending decides, unless its lemma is no word and that of a shorter one is.
	first, found := base, false
	for m := min(MaxSuffix, len(small)); m >= 0; m-- {
		k = append(k[:n], small[len(small)-m:]...)
		e, ok := l.edits[string(k)]
		if !ok {
			continue
		}
		lemma := e.Apply(base)
		if e.Cut > 0 && !strings.ContainsAny(strings.ToLower(lemma), vowels) {
			continue
		}
		if full := lemma + "e"; e.Add == "" && l.silent(small, lemma, e.Cut) && l.known(full) {
			return full
		}
		if l.known(lemma) {
			return lemma
		}
		if e.Cut > 0 && (xpos == "NN" || xpos == "JJ") {
			continue // these are seldom other than their form
		}
		if !found {
			first, found = lemma, true
		}
	}
	return first
}

// properNoun is the Penn tag of names in the singular.
const properNoun = "NNP"

// longestAcronym is the length of names in capitals alone that are taken for acronyms;
// the table of lemmas has longer ones.
const longestAcronym = 4

func isLetters(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// known reports whether a lemma is a word that there is.
func (l *Lemmas) known(lemma string) bool {
	_, ok := l.words[strings.ToLower(lemma)]
	return ok
}

// silent reports whether a stem, which is form without an ending of cut bytes, has lost
// a silent e: it is no word, or one syllable of one vowel and one consonant, which
// would have been doubled: "timed" is of "time", "trimmed" of "trim".
func (l *Lemmas) silent(form, stem string, cut int) bool {
	if cut != 2 && cut != 3 || cut > len(form) || form[len(form)-cut:] != "ed" && form[len(form)-cut:] != "ing" {
		return false
	}
	if !l.known(stem) {
		return true
	}
	n := len(stem)
	if n < 3 || strings.IndexByte("aeiouwxy", stem[n-1]) >= 0 || strings.IndexByte("aeiou", stem[n-2]) < 0 {
		return false
	}
	return !strings.ContainsAny(stem[:n-2], "aeiou")
}

package en

import (
	_ "embed"
	"io"
	"slices"
	"strings"

	"chancery/internal/tsv"
)

//go:embed cues.tsv
var cuesTSV string

//go:embed verdicts.tsv
var verdictsTSV string

// CueClasses are the classes of cues, in the order of the record contract.
var CueClasses = []string{"say", "deny", "confirm", "accuse", "order", "ask", "promise", "threaten", "intend", "believe", "feel", "decline", "show"}

// A Cue is a word or phrase that attributes what is said, thought, wanted or
// felt to someone.
type Cue struct {
	Words  []string // lemmas in order, the head first; of a phrase, its words
	POS    byte     // v verb, n noun, a adjective, r adverb, p phrase
	Class  string   // one of CueClasses
	Frames []string // where the content stands, as cues.tsv explains
}

// Cues returns the table of cues, sorted by words, part of speech and class.
func Cues() ([]Cue, error) { return ReadCues(strings.NewReader(cuesTSV), "cues.tsv") }

// ReadCues reads a table of cues from r; file is its name, for errors. It
// refuses classes, parts of speech and frames that cues.tsv does not know, and
// the same row twice.
func ReadCues(r io.Reader, file string) ([]Cue, error) {
	rows, err := tsv.Read(r, file, "words", "pos", "class", "frame")
	if err != nil {
		return nil, err
	}
	type key struct{ words, pos, class string }
	seen := make(map[key]bool, len(rows))
	cues := make([]Cue, 0, len(rows))
	for _, row := range rows {
		k := key{row.Get("words"), row.Get("pos"), row.Get("class")}
		words := strings.Fields(k.words)
		switch {
		case len(words) == 0:
			return nil, row.Errorf("a cue needs words")
		case len(k.pos) != 1 || !strings.Contains("vnarp", k.pos):
			return nil, row.Errorf("pos %q is none of v, n, a, r and p", k.pos)
		case !slices.Contains(CueClasses, k.class):
			return nil, row.Errorf("class %q is none of %s", k.class, strings.Join(CueClasses, ", "))
		case seen[k]:
			return nil, row.Errorf("%s %s %s stands here a second time; join the frames", k.words, k.pos, k.class)
		}
		seen[k] = true
		c := Cue{Words: words, POS: k.pos[0], Class: k.class, Frames: row.List("frame")}
		for _, f := range c.Frames {
			if !slices.Contains(cueFrames, f) && !(strings.HasPrefix(f, "p:") && len(f) > 2) {
				return nil, row.Errorf("frame %q is none of %s and p:PREPOSITION", f, strings.Join(cueFrames, ", "))
			}
		}
		cues = append(cues, c)
	}
	return cues, nil
}

// cueFrames are the frames of cues.tsv beside p:PREPOSITION.
var cueFrames = []string{"c", "to", "np", "o-to", "o-of", "o-for", "o-as", "o-with", "o-about", "o-c"}

// A Verdict is a word that judges what was said or done: "called it baseless".
type Verdict struct {
	Word  string // lemma
	Class string // deny, accuse or feel
}

// Verdicts returns the table of verdicts, sorted by word.
func Verdicts() ([]Verdict, error) {
	return ReadVerdicts(strings.NewReader(verdictsTSV), "verdicts.tsv")
}

// ReadVerdicts reads a table of verdicts from r; file is its name, for errors.
func ReadVerdicts(r io.Reader, file string) ([]Verdict, error) {
	rows, err := tsv.Read(r, file, "word", "class")
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(rows))
	out := make([]Verdict, 0, len(rows))
	for _, row := range rows {
		v := Verdict{Word: row.Get("word"), Class: row.Get("class")}
		switch {
		case v.Word == "":
			return nil, row.Errorf("a verdict needs a word")
		case v.Class != "deny" && v.Class != "accuse" && v.Class != "feel":
			return nil, row.Errorf("class %q is none of deny, accuse and feel", v.Class)
		case seen[v.Word]:
			return nil, row.Errorf("%s stands here a second time", v.Word)
		}
		seen[v.Word] = true
		out = append(out, v)
	}
	return out, nil
}

// Package eventtrain trains the model of triggers on marked news: articles written for
// the purpose, one sentence a line, with the events of each sentence on the lines after
// it (data/README.md).
package eventtrain

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery/nlp"
)

// An Article is a text with the triggers of its events.
type Article struct {
	ID        string // file and number
	Published time.Time
	Genre     string
	Title     string
	Text      string // without the title
	Marks     []Mark // in text order
}

// A Mark is one mention of an event.
type Mark struct {
	Type, Mode, Status string
	Trigger            nlp.Span
	Actors, Recipients []Party
	Again              bool // the event was marked before
}

// A Party is who did it or to whom.
type Party struct {
	Country string // "" for none
	Said    bool   // the sentence names it
}

//go:embed data/*.txt
var data embed.FS

// Data returns the folder of the marked news of this project.
func Data() fs.FS {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

// Read reads the files of marked news in a folder, sorted by name.
func Read(files fs.FS) ([]Article, error) {
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, err
	}
	var out []Article
	for _, name := range slices.Sorted(slices.Values(names)) {
		f, err := files.Open(name)
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return nil, err
		}
		more, err := parse(strings.TrimSuffix(name, ".txt"), string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, more...)
	}
	return out, nil
}

var event = regexp.MustCompile(`^[ER] `)

// parse reads the articles of one file.
func parse(name, text string) ([]Article, error) {
	var out []Article
	var a *Article
	var sentence nlp.Span // the last, in a.Text; of no length for a title
	paragraph := false
	for i, line := range strings.Split(text, "\n") {
		var err error
		switch {
		case strings.HasPrefix(line, "@ "):
			out = append(out, Article{ID: fmt.Sprintf("%s-%d", name, len(out)+1)})
			a, sentence = &out[len(out)-1], nlp.Span{}
			err = a.head(line[2:])
		case strings.TrimSpace(line) == "":
			paragraph = true
			continue
		case a == nil:
			err = fmt.Errorf("a line before the first article; begin it with \"@ date | genre | place\"")
		case event.MatchString(line):
			if sentence.End > 0 { // what a title tells is not learned from
				err = a.mark(line, sentence)
			}
		case a.Title == "":
			a.Title = line
		default:
			if a.Text != "" {
				if paragraph {
					a.Text += "\n\n"
				} else {
					a.Text += " "
				}
			}
			sentence = nlp.Span{Start: len(a.Text), End: len(a.Text) + len(line)}
			a.Text += line
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		paragraph = false
	}
	return out, nil
}

// head reads "date | genre | place".
func (a *Article) head(line string) error {
	f := strings.Split(line, "|")
	if len(f) != 3 {
		return fmt.Errorf("%q is not \"date | genre | place\"", line)
	}
	var err error
	a.Genre = strings.TrimSpace(f[1])
	a.Published, err = time.Parse(time.DateOnly, strings.TrimSpace(f[0]))
	return err
}

// mark reads "E TYPE.mode status | trigger | actors | recipients".
func (a *Article) mark(line string, sentence nlp.Span) error {
	f := strings.Split(line[2:], "|")
	kind := strings.Fields(f[0])
	if len(f) != 4 || len(kind) != 2 {
		return fmt.Errorf("%q is not \"TYPE.mode status | trigger | actors | recipients\"", line)
	}
	m := Mark{Status: kind[1], Again: line[0] == 'R'}
	m.Type, m.Mode, _ = strings.Cut(kind[0], ".")
	word, times, ok := strings.Cut(strings.TrimSpace(f[1]), "#")
	nth := 1
	if ok {
		var err error
		if nth, err = strconv.Atoi(times); err != nil {
			return err
		}
	}
	at, err := find(a.Text[sentence.Start:sentence.End], strings.TrimSpace(word), nth)
	if err != nil {
		return err
	}
	m.Trigger = nlp.Span{Start: sentence.Start + at, End: sentence.Start + at + len(strings.TrimSpace(word))}
	if m.Actors, err = parties(f[2]); err != nil {
		return err
	}
	if m.Recipients, err = parties(f[3]); err != nil {
		return err
	}
	a.Marks = append(a.Marks, m)
	return nil
}

// find returns where a word stands in a sentence for the n-th time, as a word of its own
// if it does.
func find(sentence, word string, n int) (int, error) {
	for _, pattern := range []string{`\b` + regexp.QuoteMeta(word) + `\b`, regexp.QuoteMeta(word)} {
		if all := regexp.MustCompile(pattern).FindAllStringIndex(sentence, n); len(all) == n {
			return all[n-1][0], nil
		}
	}
	return 0, fmt.Errorf("the trigger %q is not in its sentence", word)
}

// parties reads "words=CCC;=CCC".
func parties(s string) ([]Party, error) {
	var out []Party
	s = strings.TrimSpace(s)
	if s == "" || s == "-" {
		return nil, nil
	}
	for party := range strings.SplitSeq(s, ";") {
		i := strings.LastIndexByte(party, '=')
		if i < 0 {
			return nil, fmt.Errorf("the party %q names no country", party)
		}
		c := strings.TrimSpace(party[i+1:])
		if c == "-" {
			c = ""
		}
		out = append(out, Party{c, strings.TrimSpace(party[:i]) != ""})
	}
	return out, nil
}

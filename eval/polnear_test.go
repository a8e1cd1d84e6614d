package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/lang/en"
)

const harbour = "“The ferry is late,” said Anna Berg. “It will come,” she added.\n\n" +
	"The mayor said that the harbour “was safe” on Monday. Fishermen doubted it: the pier had sunk."

// at returns the span of words in harbour.
func at(t *testing.T, words string) span {
	t.Helper()
	i := strings.Index(harbour, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	start := len([]rune(harbour[:i]))
	return span{start, start + len([]rune(words))}
}

func testCues(t *testing.T) *Cues {
	t.Helper()
	table, err := en.Cues()
	if err != nil {
		t.Fatal(err)
	}
	cues, err := NewCues(table)
	if err != nil {
		t.Fatal(err)
	}
	return cues
}

func TestPolnear(t *testing.T) {
	one := func(words string) []span {
		if words == "" {
			return nil
		}
		return []span{at(t, words)}
	}
	attribution := func(source, cue, content string) Attribution {
		return Attribution{one(source), one(cue), one(content)}
	}
	docs := []PolnearDoc{{ID: "d", Text: harbour, gold: []Attribution{
		attribution("Anna Berg.", "said", "“The ferry is late,”"),
		attribution("she", "added", "“It will come,”"),
		attribution("The mayor", "said that", "that the harbour “was safe” on Monday"),
		attribution("Fishermen", "doubted", "it"),
	}}}
	found := Attributions{"d": {
		attribution("Anna Berg", "said", "The ferry is late"), // right, but for the marks
		attribution("Anna Berg", "", "“It will come,”"),       // the wrong source, no cue
		attribution("The mayor", "said that", "the harbour “was safe”"),
	}}
	r := Polnear(docs, found, testCues(t))
	for name, want := range map[string]float64{
		"content exact F1":                        2 * (1.0 / 3) * (1.0 / 4) / (1.0/3 + 1.0/4),
		"source exact F1":                         2 * (1.0 / 2) * (1.0 / 4) / (1.0/2 + 1.0/4),
		"source exact but for marks F1":           2 * (2.0 / 2) * (2.0 / 4) / (2.0/2 + 2.0/4),
		"content exact but for marks and that F1": 2 * (2.0 / 3) * (2.0 / 4) / (2.0/3 + 2.0/4),
		"content matched F1":                      2 * (3.0 / 3) * (3.0 / 4) / (3.0/3 + 3.0/4),
		"linked F1":                               2 * (2.0 / 3) * (2.0 / 4) / (2.0/3 + 2.0/4),
		"direct: content matched recall":          1,
		"direct: content and source recall":       0.5,
		"mixed: linked recall":                    1,
		"mixed: linked precision":                 1,
		"indirect: linked recall":                 0,
		"cue say: linked recall":                  2.0 / 3,
		"cue believe: linked recall":              0,
	} {
		got, ok := r.Get(name)
		if !ok || got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s is %v (there: %v), want %v", name, got, ok, want)
		}
	}
}

// TestReadAttributions reads what another system wrote in brat standoff.
func TestReadAttributions(t *testing.T) {
	dir := t.TempDir()
	docs := []PolnearDoc{{ID: "d", Text: harbour}, {ID: "e", Text: harbour}}
	if _, err := ReadAttributions(dir, docs); err == nil || !strings.Contains(err.Error(), "d.ann") {
		t.Errorf("an empty folder gave %v, want an error that says what files to write", err)
	}
	ann := "T1\tContent 0 10;12 20\twords\nT2\tAttribution 21 25\tsaid\nE1\tAttribution:T2 Content:T1 Cue:T2\n" +
		"T3\tCONSULT 3 4\tx\nE2\tCONSULT:T3\nE3\tAttribution-no-source:T2 Content:T3\nR1\tIn Arg1:E3 Arg2:E1\n"
	if err := os.WriteFile(filepath.Join(dir, "e_ab12.ann"), []byte(ann), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := ReadAttributions(dir, docs)
	if err != nil {
		t.Fatal(err)
	}
	// The event of another type and the nested attribution are left out.
	if len(got["d"]) != 0 || len(got["e"]) != 1 || len(got["e"][0].content) != 2 || len(got["e"][0].source) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestCueClass(t *testing.T) {
	cues := testCues(t)
	for _, tt := range []struct{ words, want string }{
		{"said", "say"},
		{"has repeatedly denied", "deny"},
		{"denies", "deny"},
		{"was told", "say"},
		{"According to", "say"},
		{"pledging", "promise"},
		{"called for", "ask"},
		{"―", "none"},
		{"", "none"},
		{"boiled", "other"},
	} {
		if got := cues.Class(tt.words); got != tt.want {
			t.Errorf("Class(%q) = %q, want %q", tt.words, got, tt.want)
		}
	}
}

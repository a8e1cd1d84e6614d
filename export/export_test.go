package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chancery/internal/golden"
	"chancery/ledger"
)

const sampleText = "Señor Ruiz met Prime Minister Aida Lo in Oslo on Friday, and they signed a pact on fishing.\n\n" +
	"“Radio Nord” reported that Ruiz said rebels had shelled a school <b>twice</b>. The rebels denied it."

// quote returns the n-th occurrence of words, from 1.
func quote(t *testing.T, words string, n int) ledger.Quote {
	t.Helper()
	off := ledger.NewOffsets(sampleText)
	at := -1
	for range n {
		i := strings.Index(sampleText[at+1:], words)
		if i < 0 {
			t.Fatalf("%q is not there %d times", words, n)
		}
		at += 1 + i
	}
	start := off.Chars(at)
	return ledger.Quote{Text: words, Start: start, End: start + len([]rune(words))}
}

func ptr[T any](v T) *T { return &v }

// sample is a document with a record of each kind, nested claims, and text that
// attacks its reader.
func sample(t *testing.T) *Document {
	q := func(words string) ledger.Quote { return quote(t, words, 1) }
	party := func(id, code, name, words string, n int) ledger.Participant {
		w := quote(t, words, n)
		p := ledger.Participant{Entity: id, Name: name, Text: w.Text, Start: w.Start, End: w.End}
		if code != "" {
			p.Code, p.Country, p.Sector = ptr(code), ptr(code[:3]), ptr(code[3:])
		}
		return p
	}
	name := func(words string, n int) ledger.Mention {
		return ledger.Mention{Quote: quote(t, words, n), Type: "name"}
	}
	entity := func(id, typ, name, code string, m ...ledger.Mention) *ledger.Entity {
		e := &ledger.Entity{Kind: "entity", ID: id, Doc: "d1", Type: typ, Name: name, Sectors: []string{}, Mentions: m}
		if code != "" {
			e.Code = ptr(code)
		}
		return e
	}
	meet := &ledger.Event{
		Kind: "event", ID: "e_meet", Doc: "d1", Event: "CONSULT", Mode: ptr("visit"), Context: []string{"diplomatic"}, CAMEO: "042", QuadCode: 1, Goldstein: 1.9, EventScale: 2.5,
		Status: "happened", Certainty: "certain", Holder: []string{"author"},
		Actor:     []ledger.Participant{party("d1#n1", "MEXGOV", "José Ruiz", "Señor Ruiz", 1)},
		Recipient: []ledger.Participant{party("d1#n2", "NORGOV", "Aida Lo", "Aida Lo", 1)},
		Date:      &ledger.Date{Value: "2020-03-06", Granularity: "day", Basis: "argument", Quote: ptr(q("on Friday"))},
		EventLoc:  &ledger.Place{Name: "Oslo", Country: "NOR", Lat: ptr(59.91), Lon: ptr(10.75), Precision: "city", Basis: "argument", Quote: ptr(q("Oslo"))},
		EventText: q("met"), Also: []ledger.Quote{}, FoundBy: "rule:meet", Coder: "test",
	}
	meet.Sentence.End = 91
	shell := &ledger.Event{
		Kind: "event", ID: "e_shell", Doc: "d1", Event: "ASSAULT", Mode: ptr("heavy-weapons"), Context: []string{}, CAMEO: "194", QuadCode: 4, Goldstein: -10, EventScale: -9,
		Status: "happened", Certainty: "probable", Disputed: true, Holder: []string{"d1#n4", "d1#n1"},
		Actor: []ledger.Participant{party("d1#n5", "", "rebels", "rebels", 1)}, Recipient: []ledger.Participant{},
		Size: ledger.Size{Dead: ptr(3)}, EventText: q("shelled"), Also: []ledger.Quote{}, FoundBy: "rule:shell", Coder: "test",
	}
	return &Document{Text: sampleText, Records: []ledger.Record{
		&ledger.Document{Kind: "document", ID: "d1", Title: "=cmd|'/c calc'!A1 \x1b[31m", Source: "Nord", Published: "2020-03-07", Chars: len([]rune(sampleText)), Sentences: 3, Coder: "test"},
		entity("d1#n1", "person", "José Ruiz", "MEXGOV", name("Señor Ruiz", 1), name("Ruiz", 2)),
		meet,
		(&ledger.Meeting{Kind: "meeting", ID: "m_1", Doc: "d1", Event: "e_meet", Participants: []string{"d1#n1", "d1#n2"},
			Actual: &ledger.Length{Duration: "PT2H", Bound: "at_least", Quote: q("on Friday")}, Topics: []ledger.Quote{q("fishing")}}).At(11),
		entity("d1#n2", "person", "Aida Lo", "NORGOV", name("Aida Lo", 1)),
		(&ledger.Agreement{Kind: "agreement", ID: "g_1", Doc: "d1", Event: "e_meet", Parties: []string{"d1#n1", "d1#n2"}, Subject: "fishing", Status: "happened", Words: ptr(q("fishing"))}).At(63),
		entity("d1#n4", "media", "Radio Nord", "", name("Radio Nord", 1)),
		&ledger.Claim{Kind: "claim", ID: "c_1", Doc: "d1", Source: &ledger.SourceQuote{Entity: "d1#n4", Quote: q("Radio Nord")}, Cue: &ledger.Cue{Quote: q("reported"), Class: "say"},
			Content: []ledger.Quote{q("Ruiz said rebels had shelled a school <b>twice</b>")}, Quote: "indirect", Stance: "assert", About: []string{"e_shell"}, Denies: []string{}, Confirms: []string{}},
		&ledger.Claim{Kind: "claim", ID: "c_2", Doc: "d1", Source: &ledger.SourceQuote{Entity: "d1#n1", Quote: quote(t, "Ruiz", 2)}, Cue: &ledger.Cue{Quote: q("said"), Class: "say"}, In: ptr("c_1"),
			Content: []ledger.Quote{q("rebels had shelled a school <b>twice</b>")}, Quote: "indirect", Stance: "assert", About: []string{"e_shell"}, Denies: []string{}, Confirms: []string{}},
		entity("d1#n5", "group", "rebels", "", name("rebels", 1), name("The rebels", 1)),
		shell,
		&ledger.Claim{Kind: "claim", ID: "c_3", Doc: "d1", Source: &ledger.SourceQuote{Entity: "d1#n5", Quote: q("The rebels")}, Cue: &ledger.Cue{Quote: q("denied"), Class: "deny"},
			Content: []ledger.Quote{q("it.")}, Quote: "indirect", Stance: "deny", About: []string{"e_shell"}, Denies: []string{"c_2"}, Confirms: []string{}},
		(&ledger.Dispute{Kind: "dispute", ID: "x_1", Doc: "d1", About: "rebels had shelled a school", For: []string{"c_2"}, Against: []string{"c_3"}, Type: "event", Marker: ptr(q("denied"))}).At(160),
	}}
}

// write returns what a format makes of documents.
func write(t *testing.T, format string, o Options, docs ...*Document) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := w.Write(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFormats(t *testing.T) {
	for _, format := range []string{"table", "jsonl", "json", "csv"} {
		golden.Check(t, "testdata/sample."+format, []byte(write(t, format, Options{}, sample(t))))
	}
	golden.Check(t, "testdata/narrow.table", []byte(write(t, "table", Options{Width: 60}, sample(t))))
}

func TestUnknownFormat(t *testing.T) {
	if _, err := New("xml", nil, Options{}); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "jsonl") {
		t.Errorf("error %v, want one that lists the formats", err)
	}
}

func TestJSON(t *testing.T) {
	for n, docs := range [][]*Document{nil, {sample(t)}, {sample(t), sample(t)}} {
		var got []map[string]any
		if err := json.Unmarshal([]byte(write(t, "json", Options{}, docs...)), &got); err != nil {
			t.Errorf("%d documents: %v", n, err)
		}
		if want := n * len(sample(t).Records); len(got) != want {
			t.Errorf("%d documents: %d records, want %d", n, len(got), want)
		}
	}
}

func TestKinds(t *testing.T) {
	got := write(t, "jsonl", Options{Kinds: []string{"event"}}, sample(t))
	if n := strings.Count(got, "\n"); n != 2 || strings.Contains(got, `"kind":"claim"`) {
		t.Errorf("got %d records:\n%s", n, got)
	}
}

func TestTableFitsTheWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 133, 400} {
		for line := range strings.Lines(write(t, "table", Options{Width: width}, sample(t))) {
			// Columns never get narrower than what can be read.
			if n := columns(strings.TrimRight(line, "\n")); n > max(width, 80) {
				t.Errorf("width %d: a line has %d columns: %s", width, n, line)
			}
			if strings.ContainsRune(line, 0x1b) {
				t.Errorf("width %d: an escape sequence got through: %q", width, line)
			}
		}
	}
}

func TestClean(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"plain\ttext\n", "plain\ttext\n"},
		{"\x1b[31mred\x07", "�[31mred�"},
		{"a\u202eb\u2066c\u200fd\ufeff", "abcd"},
		{"c1 \u009b31m", "c1 �31m"},
		{"साथ\u200dी naïve 北京", "साथ\u200dी naïve 北京"},
	} {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want []string
	}{
		{"", 5, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"abcdefghij k", 4, []string{"abcd", "efgh", "ij k"}},
		{"北京北京", 5, []string{"北京", "北京"}},
		{"北", 1, []string{"北"}},
	} {
		if got := wrap(tt.in, tt.n); !slices.Equal(got, tt.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestCSVFormulas(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(write(t, "csv", Options{FormulaSafe: true}, sample(t)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+@", rune(cell[0])) {
				t.Errorf("column %s holds the formula %q", rows[0][i], cell)
			}
		}
	}
	if at := slices.Index(rows[0], "goldstein"); !slices.ContainsFunc(rows, func(r []string) bool { return r[at] == "-10" }) {
		t.Error("a negative number was made text")
	}
}

func TestBrat(t *testing.T) {
	dir := t.TempDir()
	d := sample(t)
	other := sample(t)
	other.Records[0].(*ledger.Document).ID = "../../etc/passwd"
	write(t, "brat", Options{Folder: dir}, d, other)
	ann, err := os.ReadFile(filepath.Join(dir, "d1.ann"))
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/sample.ann", ann)
	text := []rune(sampleText)
	for _, m := range regexp.MustCompile(`(?m)^T\d+\t\S+ (\d+) (\d+)\t(.*)$`).FindAllStringSubmatch(string(ann), -1) {
		var start, end int
		for _, p := range []struct {
			n *int
			s string
		}{{&start, m[1]}, {&end, m[2]}} {
			for _, c := range p.s {
				*p.n = *p.n*10 + int(c-'0')
			}
		}
		if string(text[start:end]) != m[3] {
			t.Errorf("%q does not stand at %d to %d", m[3], start, end)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 4 {
		t.Errorf("%d files, want 4: %v", len(files), files)
	}
	if _, err := New("brat", nil, Options{}); err == nil {
		t.Error("brat without a folder gave no error")
	}
}

// TestPage reads the page as a browser does, and checks that the article is
// whole, that every link leads somewhere, and that nothing of the article is
// taken for markup.
func TestPage(t *testing.T) {
	p := NewPage(nil)
	p.Add(sample(t))
	p.Add(sample(t))
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/sample.html", b.Bytes())
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]int{}
	var links []string
	var article strings.Builder
	var walk func(n *html.Node, inArticle bool)
	walk = func(n *html.Node, inArticle bool) {
		switch {
		case n.Type == html.TextNode && inArticle:
			article.WriteString(n.Data)
		case n.Type == html.ElementNode:
			switch n.Data {
			case "script", "img", "iframe", "link", "object", "b":
				t.Errorf("the page has an element %s", n.Data)
			case "article":
				inArticle = true
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "id":
					ids[a.Val]++
				case a.Key == "href":
					links = append(links, a.Val)
				case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src":
					t.Errorf("the page has an attribute %s", a.Key)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inArticle)
		}
	}
	walk(root, false)
	for _, l := range links {
		if ids[strings.TrimPrefix(l, "#")] != 1 {
			t.Errorf("the link %s leads to %d places", l, ids[strings.TrimPrefix(l, "#")])
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("the id %s is there %d times", id, n)
		}
	}
	if got := strings.Fields(article.String()); !slices.Equal(got, strings.Fields(sampleText+" "+sampleText)) {
		t.Errorf("the article on the page is\n%s", strings.Join(got, " "))
	}
}

func TestPageIsBounded(t *testing.T) {
	p := NewPage([]string{"event"})
	for range maxOnPage + 5 {
		p.Add(sample(t))
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "5 more documents") {
		t.Error("the page does not say that documents are left out")
	}
}

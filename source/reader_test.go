package source_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/source"
)

// read collects what a reader yields: articles, and errors as strings. Every
// error must be a RejectError.
func read(t *testing.T, o source.Options, stdin io.Reader, names ...string) (articles []*source.Article, rejects []string) {
	t.Helper()
	for a, err := range source.New(o).Read(context.Background(), names, stdin) {
		if err != nil {
			if re := (*source.RejectError)(nil); !errors.As(err, &re) {
				t.Errorf("error %v is no RejectError", err)
			}
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("error %q is more than a line", err)
			}
			rejects = append(rejects, err.Error())
			continue
		}
		articles = append(articles, a)
	}
	return articles, rejects
}

func texts(articles []*source.Article) []string {
	var out []string
	for _, a := range articles {
		out = append(out, a.Text)
	}
	return out
}

// write makes files of a test's folder from pairs of name and content.
func write(t *testing.T, pairs ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(pairs); i += 2 {
		name := filepath.Join(dir, pairs[i])
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(pairs[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// story is long enough for its language to be sure.
const story = "The foreign ministers of Norway and Peru met in Oslo on Tuesday and agreed to open talks on fishing rights, " +
	"a spokeswoman for the Norwegian government said. The two sides had broken off their contacts in the spring, " +
	"after a patrol boat stopped a Peruvian trawler and held its crew for a week.\n\n" +
	"Lima denied that the trawler had been in Norwegian waters. It said on Wednesday that it would ask a court to rule on the matter."

func TestJSONL(t *testing.T) {
	for _, c := range []struct {
		name, in string
		texts    []string
		rejects  []string // each is in the reject of its place
	}{
		{"two", `{"id":"a","text":"One met two."}` + "\n" + `{"text":"Two left."}` + "\n", []string{"One met two.", "Two left."}, nil},
		{"CRLF, BOM, blank lines, no end", "\uFEFF" + `{"text":"One."}` + "\r\n\r\n" + `{"text":"Two."}`, []string{"One.", "Two."}, nil},
		{"unknown keys, null", `{"text":"One.","title":null,"extra":{"a":[1,2]}}`, []string{"One."}, nil},
		{"escapes", `{"text":"A \u201cquote\u201d\n\nand \ud83d\ude00"}`, []string{"A “quote”\n\nand 😀"}, nil},
		{"broken line in the middle", `{"text":"One."}` + "\n" + `{"text":"Tw` + "\n" + `{"text":"Three."}`, []string{"One.", "Three."}, []string{"line 2: it is not valid JSON"}},
		{"broken first line", "what\n" + `{"text":"One."}`, []string{"One."}, []string{"line 1: it is not valid JSON"}},
		{"no text", `{"id":"a"}` + "\n" + `{"text":""}`, nil, []string{`line 1: it has no "text"`, `line 2: it has no "text"`}},
		{"wrong kinds", `{"text":7}` + "\n" + `{"text":["a"]}` + "\n" + `{"id":7,"text":"x"}` + "\n" + `{"text":{}}` + "\n" + `{"text":true}`, nil,
			[]string{"is a number", "is an array", `"id" must be a string, and is a number`, "is an object", "is true or false"}},
		{"no object", `{"text":"One."}` + "\n[1]\n\"x\"\n7", []string{"One."}, []string{"is an array", "is a string", "is a number"}},
		{"dates that are none", `{"text":"a","published":"2017-13-45"}` + "\n" + `{"text":"b","published":"yesterday"}` + "\n" + `{"text":"c","published":"1492-01-01"}`, nil,
			[]string{`line 1: "2017-13-45" is not a date; write it as`, `"yesterday" is not a date`, "between 1800 and 2100"}},
		{"same id, other text", `{"id":"a","text":"One."}` + "\n" + `{"id":"a","text":"Two."}`, []string{"One."}, []string{"line 2: its id \"a\" is taken by record 1 of stdin"}},
		{"same id, same text", `{"id":"a","text":"One."}` + "\n" + `{"id":"a","text":"One."}`, []string{"One."}, []string{"it is the same document as record 1 of stdin"}},
		{"same text, no id", `{"text":"One."}` + "\n" + `{"text":"One."}`, []string{"One."}, []string{"it is the same document as record 1 of stdin"}},
		{"windows-1252", "{\"text\":\"The caf\xe9 \x93opened\x94.\"}", []string{"The café “opened”."}, nil},
		{"NUL", `{"text":"a\u0000b"}`, nil, []string{"NUL"}},
		{"array", `[{"text":"One."}, {"text":"Two."},{"id":1,"text":"Three."}]`, []string{"One.", "Two."}, []string{"record 3"}},
		{"array cut off", `[{"text":"One."}, {"text":"Tw`, []string{"One."}, []string{"record 2: its JSON is cut off"}},
		{"array of nothing", `[]`, nil, []string{"no document"}},
		{"object over lines", "{\n  \"text\": \"One.\",\n  \"title\": \"T\"\n}\n", []string{"One."}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles, rejects := read(t, source.Options{}, strings.NewReader(c.in), "-")
			if got := texts(articles); strings.Join(got, "|") != strings.Join(c.texts, "|") {
				t.Errorf("texts are %q, want %q", got, c.texts)
			}
			if len(rejects) != len(c.rejects) {
				t.Fatalf("rejects are %q, want %q", rejects, c.rejects)
			}
			for i, want := range c.rejects {
				if !strings.Contains(rejects[i], want) {
					t.Errorf("reject %q lacks %q", rejects[i], want)
				}
			}
		})
	}
}

func TestFields(t *testing.T) {
	in := `{"id":"d1","text":"One met two.","published":"2017-07-09","title":"T","url":"https://example.org/1","source":"Example","lang":"en"}`
	articles, rejects := read(t, source.Options{}, strings.NewReader(in), "-")
	if len(rejects) > 0 || len(articles) != 1 {
		t.Fatalf("%d articles, rejects %q", len(articles), rejects)
	}
	a := articles[0]
	if a.ID != "d1" || a.Title != "T" || a.URL != "https://example.org/1" || a.Source != "Example" || a.Lang != "en" || a.Genre != "news" ||
		a.Published.Format("2006-01-02") != "2017-07-09" || !a.DateOnly || a.From["published"] != "given" {
		t.Errorf("got %+v", a)
	}
}

func TestFolders(t *testing.T) {
	dir := write(t, "b.txt", story+" B", "a.txt", story+" A", ".hidden.txt", story, ".git/x.txt", story, "sub/c.txt", story+" C", "empty.txt", "", "z.bin", "\x00\x01\x02")
	if err := os.Symlink(dir, filepath.Join(dir, "sub", "loop")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	articles, rejects := read(t, source.Options{}, nil, dir)
	var got []string
	for _, text := range texts(articles) {
		got = append(got, text[len(text)-1:])
	}
	if strings.Join(got, "") != "ABC" {
		t.Errorf("order is %q", got)
	}
	want := []string{"empty.txt: there is no text", "loop: it is a link to a folder", "z.bin: it is a binary file"}
	if len(rejects) != len(want) {
		t.Fatalf("rejects are %q", rejects)
	}
	for i := range want {
		if !strings.Contains(rejects[i], want[i]) {
			t.Errorf("reject %q lacks %q", rejects[i], want[i])
		}
	}
}

func TestNames(t *testing.T) {
	dir := write(t, "secret/a.txt", story)
	empty := filepath.Join(dir, "none")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, want string }{
		{filepath.Join(dir, "nowhere"), "no such file or folder"},
		{empty, "the folder holds no files"},
		{"ftp://example.org/x", "only http and https"},
		{"-", "no standard input"},
		{"http://127.0.0.1:1/", "127.0.0.1, which is not public"},
		{"http://[::1]:1/", "::1, which is not public"},
		{"http://localhost:1/", "which is not public"},
	} {
		articles, rejects := read(t, source.Options{}, nil, c.name)
		if len(articles) > 0 || len(rejects) != 1 || !strings.Contains(rejects[0], c.want) {
			t.Errorf("%s: %d articles, rejects %q, want %q", c.name, len(articles), rejects, c.want)
		}
	}
	if os.Getuid() != 0 {
		shut := filepath.Join(dir, "secret")
		if err := os.Chmod(shut, 0); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(shut, 0o755)
		if _, rejects := read(t, source.Options{}, nil, shut); len(rejects) != 1 || !strings.Contains(rejects[0], "permission") {
			t.Errorf("rejects are %q", rejects)
		}
	}
}

func TestLongLine(t *testing.T) {
	long := io.MultiReader(strings.NewReader(`{"text":"One."}`+"\n"+`{"text":"`), io.LimitReader(letters{}, 100<<20), strings.NewReader(`"}`+"\n"+`{"text":"Three."}`))
	articles, rejects := read(t, source.Options{}, long, "-")
	if got := texts(articles); strings.Join(got, "|") != "One.|Three." {
		t.Errorf("texts are %.100q", got)
	}
	if len(rejects) != 1 || !strings.Contains(rejects[0], "line 2: it is longer than") {
		t.Errorf("rejects are %q", rejects)
	}
	_, rejects = read(t, source.Options{}, io.LimitReader(letters{}, 100<<20), "-")
	if len(rejects) != 1 || !strings.Contains(rejects[0], "it is longer than 20 MB") {
		t.Errorf("rejects are %q", rejects)
	}
}

// letters is an endless text of one line.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a' + byte(i%7)
	}
	return len(p), nil
}

func TestLanguage(t *testing.T) {
	french := "Le ministre des affaires étrangères a rencontré son homologue allemand à Berlin mardi pour discuter de la situation en Ukraine. " +
		"Les deux hommes ont convenu de se revoir avant la fin du mois, selon un communiqué publié par le ministère. " +
		"Le président de la République doit se rendre à Kiev la semaine prochaine, mais la date exacte de sa visite n'est pas encore connue."
	russian := "Министр иностранных дел встретился со своим коллегой в Берлине."
	for _, c := range []struct{ name, in, lang, reject string }{
		{"English", story, "en", ""},
		{"short English", "Norway met Peru.", "", ""},
		{"French", french, "", "stdin: the text is in French (fr); chancery codes English only"},
		{"Russian, short", russian, "", "(ru)"},
		{"German, in doubt", strings.Repeat("Hat der Lenkrad-Knauf im Test-Duell wohl Potential? Tiefe Profile, breite Felgen, Euro-Preise. ", 8), "", "not in English"},
		{"English with foreign names", "Președintele Nicolae Ceaușescu and Władysław Gomułka were said to have met in Târgoviște, and the talks were cut short by Leonid Brezhnev, who was in the city for the funeral of Gheorghe Gheorghiu-Dej; the three had not met in the years after the invasion of Czechoslovakia.", "en", ""},
	} {
		articles, rejects := read(t, source.Options{}, strings.NewReader(c.in), "-")
		switch {
		case c.reject != "":
			if len(rejects) != 1 || !strings.Contains(rejects[0], c.reject) {
				t.Errorf("%s: rejects are %q", c.name, rejects)
			}
			if got, _ := read(t, source.Options{AnyLanguage: true}, strings.NewReader(c.in), "-"); len(got) != 1 {
				t.Errorf("%s: not kept with AnyLanguage", c.name)
			}
		case len(articles) != 1:
			t.Errorf("%s: rejects are %q", c.name, rejects)
		case c.lang != "" && articles[0].Lang != c.lang:
			t.Errorf("%s: language is %q (%s)", c.name, articles[0].Lang, articles[0].From["lang"])
		}
	}
}

func TestBreakStops(t *testing.T) {
	dir := write(t, "a.txt", story+" A", "b.txt", story+" B", "c.bin", "\x00")
	n := 0
	for range source.New(source.Options{}).Read(t.Context(), []string{dir, dir}, nil) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d went on after a break", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n = 0
	for range source.New(source.Options{}).Read(ctx, []string{dir}, nil) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d came after the context was done", n-1)
	}
}

func BenchmarkJSONL(b *testing.B) {
	var in strings.Builder
	for i := range 100 {
		in.WriteString(strings.ReplaceAll(jsonl(twoStories[i%2]+strings.Repeat(" "+twoStories[0], 3)), "Tuesday", "Tuesday "+strings.Repeat("x", i)))
	}
	b.ReportAllocs()
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		n := 0
		for _, err := range source.New(source.Options{}).Read(b.Context(), []string{"-"}, strings.NewReader(in.String())) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	p := page(strings.Repeat(twoStories[0]+"\n\n"+twoStories[1]+"\n\n", 4), metaDate)
	b.ReportAllocs()
	b.SetBytes(int64(len(p)))
	for b.Loop() {
		for _, err := range source.New(source.Options{}).Read(b.Context(), []string{"-"}, strings.NewReader(p)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

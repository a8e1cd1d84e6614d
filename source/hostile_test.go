package source_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"chancery/source"
)

// Bad input: each file gives the articles that can be had, and one clear line for
// each of the others.
func TestBadInput(t *testing.T) {
	conv := func(text string) string { return warcRecord("conversion", "https://example.org/x", "text/plain", text) }
	one, two := conv(twoStories[0]), conv(twoStories[1])
	response := func(fields, body string) string {
		return warcRecord("response", "https://example.org/x", "application/http", httpResponse(fields, body))
	}
	nested := func(tag string, n int) string {
		return "<html><body>" + strings.Repeat("<"+tag+">", n) + "x</body></html>"
	}
	for _, c := range []struct {
		name, in string
		articles int
		rejects  []string // each is in the reject of its place
	}{
		{"empty", "", 0, []string{"there is no text in it"}},
		{"blank", " \n\t\n" + strings.Repeat(" ", 9000), 0, []string{"there is no text in it"}},
		{"NULs", "abc\x00def", 0, []string{"it is a binary file"}},
		{"NUL later", strings.Repeat("word ", 2000) + "\x00", 0, []string{"NUL"}},
		{"control characters", strings.Repeat("a\x01\x02\x03", 100), 0, []string{"control character"}},
		{"PDF", "%PDF-1.4 ...", 0, []string{"pdftotext"}},
		{"unknown XML", `<?xml version="1.0"?><nitf><body/></nitf>`, 0, []string{`XML with the root element "nitf"`}},
		{"gzip of gzip", gz(gz(story)), 0, []string{"compressed twice"}},
		{"gzip, cut off", gz(strings.Repeat(story, 50))[:300], 0, []string{"cut off in the middle"}},
		{"gzip, broken", gz(story)[:len(gz(story))-8] + "checksum", 0, []string{"its compressed data is broken"}},
		{"gzip, head only", "\x1f\x8b\x08", 0, []string{"cut off in the middle"}},
		{"gzip bomb", gz(strings.Repeat("a", 50<<20)), 0, []string{"decompression bomb"}},
		{"a million nested tags", nested("i", 1_000_000), 0, []string{"nested more than"}},
		{"a million nested formatting tags", nested("b", 1_000_000), 0, []string{"nested more than"}},
		{"a million open paragraphs", nested("p", 100_000), 0, []string{"more than 20000 elements"}},
		{"a large page", "<html><body><p>" + strings.Repeat("words ", 1<<20), 0, []string{"a page of more than 4 MB"}},
		{"a page of nothing", "<html><body></body></html>", 0, []string{"no article text is found"}},
		{"half a tag", "<html><body><p", 0, []string{"no article text is found"}},
		{"a feed, nested", "<rss><channel>" + strings.Repeat("<a>", 1_000_000), 0, []string{"nested more than"}},
		{"a feed that declares entities", `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><description>&b;</description></item></channel></rss>`, 0, []string{"declares entities"}},
		{"a feed of nothing", "<rss><channel><title>x</title></channel></rss>", 0, []string{"no items"}},
		{"a feed, cut off", rss(twoStories...)[:900], 0, []string{"the feed can't be parsed"}},
		{"a feed with an empty item", `<rss version="2.0"><channel><item><title>x</title></item><item><description>Norway met Peru.</description></item></channel></rss>`, 1, []string{"item 1: the item has no text"}},
		{"JSON, nested", "[" + strings.Repeat(`{"a":`, 1_000_000), 0, []string{"not valid JSON"}},
		{"JSONL, nested", `{"text":"a","b":` + strings.Repeat("[", 1_000_000) + "\n" + `{"text":"One."}`, 1, []string{"line 1: it is not valid JSON"}},
		{"CSV without texts", "id,title,url\n1,a,b\n", 0, []string{"line 1: no column holds the texts"}},
		{"CSV of a header", "id,text\n", 0, []string{"no document below it"}},
		{"CSV, ragged", "id,text\n1,One.\n2,Two, too.\n3\n4,Four.\n5,\n", 2, []string{"line 3: the row has 3 fields, and the header 2", "line 4: the row has 1 fields", "line 6: its text is empty"}},
		{"CSV, bare quotation mark", "id,text\n1,One.\n2,a \"b\" c\n3,Three.\n", 2, []string{"line 3: it is not valid CSV"}},
		{"CSV, open quotation mark", "id,text\n1,One.\n2,\"Two\n3,Three.\n", 1, []string{"line 3: it is not valid CSV"}},
		{"CSV, bad date", "date,text\n2017-13-45,One.\n2017-07-09,Two.\n", 1, []string{`line 2: "2017-13-45" is not a date`}},
		{"WARC, cut in a block", one + two[:len(two)/2], 1, []string{"record 2 at byte " + fmt.Sprint(len(one)) + ": it is cut off in the middle; the records before are kept"}},
		{"WARC, cut in a head", one + two[:40], 1, []string{"record 2 at byte"}},
		{"WARC, gzip, cut", gz(one, two)[:len(gz(one, two))-20], 1, []string{"record 2 at byte " + fmt.Sprint(len(one)) + ": it is cut off"}},
		{"WARC, last line ends missing", strings.TrimRight(one+two, "\r\n"), 2, nil},
		{"WARC, length too long", strings.Replace(one, "Length: ", "Length: 1", 1) + two, 1, []string{"record 1 at byte 0: its Content-Length is wrong"}},
		{"WARC, length too short", strings.Replace(one, "Length: ", "Length: 1 ", 1) + two, 1, []string{"record 1 at byte 0: it has no valid Content-Length"}},
		{"WARC, length of 10", warcRecordOf(10, twoStories[0]) + two, 1, []string{"record 1 at byte 0: its Content-Length is wrong"}},
		{"WARC, no length", "WARC/1.0\r\nWARC-Type: conversion\r\n\r\ntext\r\n\r\n" + two, 1, []string{"record 1 at byte 0: it has no valid Content-Length"}},
		{"WARC, endless length", strings.Replace(one, "Length: ", "Length: 99999999", 1) + two, 0, []string{"cut off"}},
		{"WARC, stray end", one + "garbage\r\n", 1, []string{"what follows it is no record"}},
		{"WARC of an error page", response("Content-Type: text/html", "x")[:0] + warcRecord("response", "https://example.org/x", "application/http", "HTTP/1.1 404 Not Found\r\n\r\nno"), 0, []string{"the server answered 404"}},
		{"WARC of Brotli", response("Content-Type: text/html\r\nContent-Encoding: br", "xxxx"), 0, []string{"compressed by Brotli"}},
		{"WARC of a bomb", response("Content-Type: text/html\r\nContent-Encoding: gzip", gz(strings.Repeat("a", 15<<20))), 0, []string{"decompression bomb"}},
		{"WARC of a redirect", warcRecord("response", "https://example.org/x", "application/http", "HTTP/1.1 301 Moved\r\nLocation: /y\r\n\r\n"), 0, nil},
		{"WARC of half a response", warcRecord("response", "https://example.org/x", "application/http", "HTTP/1.1 200 OK"), 0, []string{"its HTTP head is cut off"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			articles, rejects := read(t, source.Options{}, strings.NewReader(c.in), "-")
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if len(articles) != c.articles {
				t.Errorf("%d articles, want %d", len(articles), c.articles)
			}
			if len(rejects) != len(c.rejects) {
				t.Fatalf("rejects are %.300q, want %q", rejects, c.rejects)
			}
			for i, want := range c.rejects {
				if !strings.Contains(rejects[i], want) {
					t.Errorf("reject %q lacks %q", rejects[i], want)
				}
			}
		})
	}
}

func warcRecordOf(length int, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", length, block)
}

// What is streamed is not kept.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	line := `{"text":"` + strings.Repeat("The minister of Norway met the envoy of Peru. ", 40) + `"}` + "\n"
	// The same document again and again: one is read, the others are rejected.
	in := io.LimitReader(repeat(line), 20<<20)
	var most uint64
	n := 0
	for range source.New(source.Options{}).Read(context.Background(), []string{"-"}, in) {
		if n++; n%1000 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if n < 10000 || most > 64<<20 {
		t.Errorf("%d records, %d MB in use", n, most>>20)
	}
}

type repeater struct {
	s  string
	at int
}

func repeat(s string) io.Reader { return &repeater{s: s} }

func (r *repeater) Read(p []byte) (int, error) {
	n := copy(p, r.s[r.at:])
	r.at = (r.at + n) % len(r.s)
	return n, nil
}

// The fuzz targets read any bytes as one format, and check what comes out.
func fuzzRead(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		articles, _ := read(t, source.Options{MaxText: 1 << 20, MaxFile: 1 << 24}, nil, file)
		for _, a := range articles {
			if strings.TrimSpace(a.Text) == "" || a.ID == "" {
				t.Errorf("an article without a text or an id")
			}
			if strings.IndexByte(a.Text, 0) >= 0 || strings.ToValidUTF8(a.Text, "") != a.Text {
				t.Errorf("text %q is not clean", a.Text)
			}
			at := 0
			for _, p := range a.Furniture {
				if p.Start < at || p.End <= p.Start || p.End > len(a.Text) {
					t.Fatalf("part %v is out of order or empty", p)
				}
				at = p.End
			}
		}
	})
}

func FuzzDetect(f *testing.F) {
	for _, c := range formats {
		f.Add([]byte(c.make(twoStories...)), c.file)
	}
	for _, s := range []string{"", "{", "[", "<", "<?xml", "<!DOCTYPE", "<!--", "WARC/", "\uFEFF{\"a\":1}", "a,b\n", "text\tdate\n"} {
		f.Add([]byte(s), "a")
	}
	f.Fuzz(func(t *testing.T, head []byte, name string) {
		if format, _ := source.Detect(head, name); format == "" {
			t.Error("no format")
		}
	})
}

func FuzzJSONL(f *testing.F) {
	fuzzRead(f, "a.jsonl", jsonl(twoStories...), `{"text":"a","published":"2017-07-09"}`, `[{"text":"a"}]`, `{"text":"\ud800"}`, "{\"text\":\"\xff\"}")
}

func FuzzCSV(f *testing.F) {
	fuzzRead(f, "a.csv", table(',', twoStories...), table(';', "a"), "text\n\"a", "id,text\n1,2,3\n", "\"text\",\"\n\"\n")
}

func FuzzWARC(f *testing.F) {
	one := warcRecord("conversion", "https://example.org/x", "text/plain", "Norway met Peru.")
	fuzzRead(f, "a.warc", one, one+one[:30], strings.Replace(one, "Length: ", "Length: 1", 1)+one, warcRecordOf(3, "abcdef")+one,
		warcRecord("response", "https://example.org/x", "application/http", httpResponse("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: deflate", chunked(zl("<p>Norway met Peru.</p>")))),
		"WARC/1.0\r\n\r\n", gz(one))
}

func FuzzHTML(f *testing.F) {
	fuzzRead(f, "a.html", page(twoStories[0], metaDate), "<html><body><p>Norway met Peru.<br><br>Peru left.</p>",
		`<html><head><script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"x"}],"datePublished":"2017-07-09","articleBody":"Norway met Peru."}</script></head><body></body></html>`,
		"<html><body><table><tr><td>a<td>b</table><svg><p>x</svg><template><p>y</template>")
}

func FuzzFeed(f *testing.F) {
	fuzzRead(f, "a.xml", rss("Norway met Peru."), atomFeed("Norway met Peru."), `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"Norway met Peru."}]}`,
		`<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>a</title><description>b</description></item></rdf:RDF>`)
}

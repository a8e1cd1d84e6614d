package source_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"chancery/internal/httpx"
	"chancery/source"
)

// Two articles, of which every format is made. They are long enough for the
// extractor of pages to take them for articles.
var twoStories = []string{
	"The foreign ministers of Norway and Peru met in Oslo on Tuesday and agreed to open talks on fishing rights, a spokeswoman for the Norwegian government said.\n\n" +
		"The two sides had broken off their contacts in the spring, after a patrol boat stopped a Peruvian trawler and held its crew for a week. “We are glad that they are home,” the envoy of Peru said.\n\n" +
		"Lima denied that the trawler had been in Norwegian waters. It said on Wednesday that it would ask a court to rule on the matter, and that a first hearing could be held before the end of the year.",
	"Police in the capital of Benin arrested forty people on Friday, as teachers marched to the parliament to demand that their wages be paid.\n\n" +
		"A union leader said that two of those who were taken away had been beaten. The ministry of the interior denied it, and said that the officers had acted with restraint and within the law of the country.\n\n" +
		"The strike has closed most schools in the south since the first week of March. The government has offered to pay a third of what it owes by June, and the union has said that it will not accept the offer.",
}

const twoDates = "2017-07-09"

func page(text, head string) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Talks on fish - The Example</title>" + head + "</head><body><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav><article><h1>Talks on fish</h1>")
	for p := range strings.SplitSeq(text, "\n\n") {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
	}
	b.WriteString("</article><footer>The Example, all rights reserved</footer></body></html>")
	return b.String()
}

const metaDate = `<meta property="article:published_time" content="2017-07-09T10:00:00Z"><meta property="og:site_name" content="The Example">`

func warcRecord(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2019-01-02T03:04:05Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, contentType, len(block), block)
}

func httpResponse(fields, body string) string {
	return "HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n" + body
}

func gz(parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		z.Write([]byte(p))
		z.Close()
	}
	return b.String()
}

func zl(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func chunked(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(len(s), 100)
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	return b.String() + "0\r\n\r\n"
}

func utf16le(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func rss(items ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Example</title><link>https://example.org/</link>`)
	for i, text := range items {
		fmt.Fprintf(&b, "<item><title>Item %d &amp;amp; more</title><link>https://example.org/%d</link><pubDate>Sun, 09 Jul 2017 10:00:00 GMT</pubDate><description>short</description><content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>",
			i+1, i+1, strings.ReplaceAll(html.EscapeString(text), "\n\n", "</p><p>"))
	}
	return b.String() + "</channel></rss>"
}

func atomFeed(items ...string) string {
	var b strings.Builder
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>`)
	for i, text := range items {
		fmt.Fprintf(&b, `<entry><title>Item %d</title><link href="https://example.org/%d"/><published>2017-07-09T10:00:00Z</published><content type="html">%s</content></entry>`,
			i+1, i+1, html.EscapeString("<p>"+strings.ReplaceAll(html.EscapeString(text), "\n\n", "</p><p>")+"</p>"))
	}
	return b.String() + "</feed>"
}

func jsonl(texts ...string) string {
	var b strings.Builder
	for _, text := range texts {
		line, _ := json.Marshal(map[string]string{"text": text, "published": twoDates})
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.String()
}

func table(sep rune, texts ...string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = sep
	w.Write([]string{"Headline", "Date", "Body"})
	for _, text := range texts {
		w.Write([]string{"T", twoDates, text})
	}
	w.Flush()
	return b.String()
}

// formats make files that hold the two stories; each file has those named.
var formats = []struct {
	name  string
	file  string
	make  func(texts ...string) string
	dated bool
}{
	{"JSONL", "a.jsonl", jsonl, true},
	{"JSONL, gzip", "a.jsonl.gz", func(t ...string) string { return gz(jsonl(t...)) }, true},
	{"JSONL, UTF-16", "a.jsonl", func(t ...string) string { return utf16le(jsonl(t...)) }, true},
	{"JSON", "a.json", func(t ...string) string {
		return "[" + strings.TrimRight(strings.ReplaceAll(jsonl(t...), "\n", ",\n"), ",\n") + "]"
	}, true},
	{"CSV", "a.csv", func(t ...string) string { return table(',', t...) }, true},
	{"CSV, BOM, semicolons", "a", func(t ...string) string { return "\uFEFF" + table(';', t...) }, true},
	{"TSV", "a", func(t ...string) string { return table('\t', t...) }, true},
	{"RSS", "a.xml", rss, true},
	{"Atom", "a.xml", atomFeed, true},
	{"WARC of responses", "a.warc", func(t ...string) string {
		s := warcRecord("warcinfo", "", "application/warc-fields", "software: x\r\n")
		for i, text := range t {
			uri := fmt.Sprintf("https://example.org/%d", i)
			s += warcRecord("request", uri, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
			s += warcRecord("response", uri, "application/http; msgtype=response", httpResponse("Content-Type: text/html; charset=utf-8", page(text, metaDate)))
			s += warcRecord("response", uri+".png", "application/http; msgtype=response", httpResponse("Content-Type: image/png", "\x89PNG"))
		}
		return s
	}, true},
	{"WARC of conversions, gzip by record", "a.warc.gz", func(t ...string) string {
		parts := []string{warcRecord("warcinfo", "", "application/warc-fields", "x: y\r\n")}
		for _, text := range t {
			parts = append(parts, warcRecord("conversion", "https://example.org/2017/07/09/x", "text/plain", text))
		}
		return gz(parts...)
	}, true},
	{"WARC of resources", "a.warc", func(t ...string) string {
		s := ""
		for _, text := range t {
			s += warcRecord("resource", "https://example.org/x", "text/html", page(text, metaDate))
		}
		return s
	}, true},
	{"WARC, chunked and gzip", "a.warc", func(t ...string) string {
		s := ""
		for _, text := range t {
			s += warcRecord("response", "https://example.org/x", "application/http", httpResponse("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gz(page(text, metaDate)))))
		}
		return s
	}, true},
	{"WARC, deflate", "a.warc", func(t ...string) string {
		s := ""
		for _, text := range t {
			s += warcRecord("response", "https://example.org/x", "application/http", httpResponse("Content-Type: text/html\r\nContent-Encoding: deflate", zl(page(text, metaDate))))
		}
		return s
	}, true},
	{"WARC, encodings taken off but declared", "a.warc", func(t ...string) string {
		s := ""
		for _, text := range t {
			s += warcRecord("response", "https://example.org/x", "application/http", httpResponse("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", page(text, metaDate)))
		}
		return s
	}, true},
}

// singles make a file of one article.
var singles = []struct {
	name, file string
	make       func(text string) string
}{
	{"plain", "a.txt", func(t string) string { return t }},
	{"plain, gzip", "a.txt.gz", func(t string) string { return gz(t) }},
	{"plain, UTF-16", "a.txt", utf16le},
	{"plain, BOM", "a", func(t string) string { return "\uFEFF" + t }},
	{"HTML", "a.html", func(t string) string { return page(t, metaDate) }},
	{"HTML, no name", "a", func(t string) string { return page(t, metaDate) }},
	{"HTML, windows-1252", "a.html", func(t string) string {
		p := strings.Replace(page(t, metaDate), "utf-8", "windows-1252", 1)
		return strings.NewReplacer("“", "\x93", "”", "\x94").Replace(p)
	}},
}

// Every format gives the same texts, in the same order, with the same ids.
func TestFormats(t *testing.T) {
	want, _ := read(t, source.Options{}, strings.NewReader(jsonl(twoStories...)), "-")
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			dir := write(t, f.file, f.make(twoStories...))
			got, rejects := read(t, source.Options{}, nil, filepath.Join(dir, f.file))
			if len(rejects) > 0 {
				t.Errorf("rejects are %q", rejects)
			}
			same(t, got, want)
			for _, a := range got {
				if f.dated && a.Published.Format("2006-01-02") != twoDates {
					t.Errorf("published %v, by %q", a.Published, a.From["published"])
				}
			}
			n := 0
			for range source.New(source.Options{}).Read(context.Background(), []string{filepath.Join(dir, f.file)}, nil) {
				n++
				break
			}
			if n != 1 {
				t.Errorf("a break did not stop the reader")
			}
		})
	}
	for _, f := range singles {
		t.Run(f.name, func(t *testing.T) {
			dir := write(t, "1/"+f.file, f.make(twoStories[0]), "2/"+f.file, f.make(twoStories[1]))
			got, rejects := read(t, source.Options{}, nil, dir)
			if len(rejects) > 0 {
				t.Errorf("rejects are %q", rejects)
			}
			same(t, got, want)
		})
	}
}

func same(t *testing.T, got, want []*source.Article) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d articles, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Text != want[i].Text {
			t.Errorf("text %d is\n%q, want\n%q", i, got[i].Text, want[i].Text)
		}
		if got[i].ID != want[i].ID {
			t.Errorf("id %d is %s, want %s", i, got[i].ID, want[i].ID)
		}
	}
}

func TestURL(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page(twoStories[0], ""))
	})
	mux.HandleFunc("/2017/07/09/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) })
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, rss(twoStories...)) })
	server := httptest.NewServer(mux)
	defer server.Close()
	o := source.Options{Fetch: httpx.New(httpx.Options{AllowPrivate: true})}
	got, rejects := read(t, o, nil, server.URL+"/2017/07/09/moved", server.URL+"/feed", server.URL+"/nowhere")
	if len(got) != 2 || got[0].Text != twoStories[0] || got[0].URL != server.URL+"/page" {
		t.Errorf("got %d articles", len(got))
	}
	want := []string{"/feed: item 1: it is the same document as", "/nowhere: the server answered 404 Not Found"}
	if len(rejects) != 2 || !strings.Contains(rejects[0], want[0]) || !strings.Contains(rejects[1], want[1]) {
		t.Errorf("rejects are %q", rejects)
	}
}

package source_test

import (
	"strings"
	"testing"

	"chancery/source"
)

// Where a page says when, by whom and under what title its article appeared.
func TestMeta(t *testing.T) {
	const ld = `<script type="application/ld+json">`
	for _, c := range []struct {
		name, head, published, from string
	}{
		{"meta before JSON-LD", `<meta property="article:published_time" content="2017-07-09T10:00:00Z">` + ld + `{"@type":"NewsArticle","datePublished":"2016-01-01"}</script>`, "2017-07-09", "meta article:published_time"},
		{"JSON-LD", ld + `{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2017-07-09"}</script>`, "2017-07-09", "JSON-LD datePublished"},
		{"JSON-LD in a graph", ld + `{"@graph":[{"@type":"Organization"},{"@type":["WebPage","ReportageNewsArticle"],"datePublished":"2017-07-09T00:00:00+02:00"}]}</script>`, "2017-07-08", "JSON-LD datePublished"},
		{"JSON-LD of a page", ld + `{"@type":"WebPage","datePublished":"2017-07-09"}</script>`, "2017-07-09", "JSON-LD datePublished"},
		{"JSON-LD, broken", ld + `{"@type":"NewsArticle","datePublished":"2017-`, "", ""},
		{"no date in a meta", `<meta name="pubdate" content="soon"><meta name="date" content="2017-07-09">`, "2017-07-09", "meta date"},
		{"time element", `</head><body><article><time datetime="2017-07-09T08:00">Sunday</time></article>`, "2017-07-09", "time element"},
		{"time element, marked", `</head><body><article><time datetime="2015-01-01">x</time><time itemprop="datePublished" datetime="2017-07-09">y</time></article>`, "2017-07-09", "time element, marked as publication"},
		{"time element of text", `</head><body><main><time>July 9, 2017</time></main>`, "2017-07-09", "time element"},
		{"many times outside", `</head><body><div><time datetime="2017-07-09">a</time><time datetime="2017-07-08">b</time></div>`, "", ""},
		{"last change", `<meta property="article:modified_time" content="2017-07-09T10:00:00Z">`, "2017-07-09", "meta article:modified_time"},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles, rejects := read(t, source.Options{}, strings.NewReader(page(twoStories[0], c.head)), "-")
			if len(articles) != 1 {
				t.Fatalf("rejects are %q", rejects)
			}
			a := articles[0]
			got := ""
			if !a.Published.IsZero() {
				got = a.Published.Format("2006-01-02")
			}
			if got != c.published || a.From["published"] != c.from {
				t.Errorf("published %q by %q, want %q by %q", got, a.From["published"], c.published, c.from)
			}
		})
	}
	head := `<meta property="og:title" content="Talks on fish | The Example"><meta property="og:site_name" content="The Example"><meta name="author" content="https://example.org/doe">` +
		ld + `{"@type":"NewsArticle","author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"John Roe"}]}</script>`
	articles, _ := read(t, source.Options{}, strings.NewReader(page(twoStories[0], head)), "-")
	if len(articles) != 1 {
		t.Fatal("no article")
	}
	if a := articles[0]; a.Title != "Talks on fish" || a.Author != "Jane Doe, John Roe" || a.Source != "The Example" || a.From["title"] != "meta og:title" || a.From["author"] != "JSON-LD author" {
		t.Errorf("got %q, %q, %q, %v", a.Title, a.Author, a.Source, a.From)
	}
}

// Headings and captions inside a page's article are told from its paragraphs.
func TestPageFurniture(t *testing.T) {
	p := page(twoStories[0], metaDate)
	p = strings.Replace(p, "<p>Lima denied", "<h2>What Lima says</h2><p>Li&shy;ma denied", 1)
	p = strings.Replace(p, "<p>The foreign", "<p>OSLO (Northern News) - The foreign", 1)
	articles, rejects := read(t, source.Options{}, strings.NewReader(p), "-")
	if len(articles) != 1 {
		t.Fatalf("rejects are %q", rejects)
	}
	a := articles[0]
	var got []string
	for _, f := range a.Furniture {
		got = append(got, f.Kind+":"+a.Text[f.Start:f.End])
	}
	if strings.Join(got, "|") != "dateline:OSLO (Northern News) - |headline:What Lima says" {
		t.Errorf("furniture is %q", got)
	}
	if !strings.Contains(a.Text, "Lima denied") {
		t.Errorf("text is %q", a.Text)
	}
}

// A plain text's lines above its story give its title, author and date.
func TestPlainHead(t *testing.T) {
	in := "Norway and Peru to talk about fish\n\nBy Jane Doe\n\nPublished: 9 July 2017\n\nOSLO — " + story
	articles, rejects := read(t, source.Options{}, strings.NewReader(in), "-")
	if len(articles) != 1 {
		t.Fatalf("rejects are %q", rejects)
	}
	a := articles[0]
	if a.Text != in || a.Title != "Norway and Peru to talk about fish" || a.Author != "Jane Doe" || a.Published.Format("2006-01-02") != "2017-07-09" || a.From["published"] != "date line" {
		t.Errorf("got %q, %q, %v, %v", a.Title, a.Author, a.Published, a.From)
	}
}

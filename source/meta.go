package source

import (
	"encoding/json"
	nurl "net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// found is a value and where it was found.
type found struct{ value, where string }

// meta is what a page says of its article, apart from its text. Lists are in the
// order in which they are believed.
type meta struct {
	published, titles, authors, sites []found
	changed                           []found // times of the last change
	title                             found   // of the window
	lang                              string
	body                              string // articleBody of JSON-LD
}

// The names of meta elements that hold a field, in the order in which they are
// believed.
var (
	publishedNames = []string{"article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published",
		"publication_date", "publish-date", "publishdate", "pubdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
		"dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "article.published", "originalpublicationdate", "ptime"}
	// changedNames hold the time of the last change, which is better than none.
	changedNames = []string{"article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"}
	titleNames   = []string{"og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline", "title"}
	authorNames  = []string{"author", "article:author_name", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"}
	siteNames    = []string{"og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher"}
)

// readMeta collects the metadata of a page.
func readMeta(doc *html.Node) *meta {
	m := &meta{}
	named := map[string]string{}     // the first of each name
	var linked, timed, loose []found // loose times stand outside any article
	var title string
	inArticle := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Html:
				m.lang = attr(n, "lang")
			case atom.Title:
				if title == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
					title = oneLine(innerText(n))
				}
			case atom.Meta:
				if content := strings.TrimSpace(attr(n, "content")); content != "" {
					for _, key := range []string{"property", "name", "itemprop"} {
						if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" && named[name] == "" {
							named[name] = content
						}
					}
				}
			case atom.Script:
				if strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") {
					m.linked(innerText(n), &linked)
				}
			case atom.Time:
				at := strings.TrimSpace(attr(n, "datetime"))
				if at == "" {
					at = oneLine(innerText(n))
				}
				prop := strings.ToLower(attr(n, "itemprop"))
				_, pub := attrOK(n, "pubdate")
				switch {
				case at == "" || prop == "datemodified":
				case pub, prop == "datepublished":
					timed = append([]found{{at, "time element, marked as publication"}}, timed...)
				case inArticle > 0:
					timed = append(timed, found{at, "time element"})
				default:
					loose = append(loose, found{at, "time element"})
				}
			default:
				if strings.EqualFold(attr(n, "itemprop"), "datePublished") {
					at := strings.TrimSpace(attr(n, "content"))
					if at == "" {
						at = oneLine(innerText(n))
					}
					timed = append(timed, found{at, "element marked datePublished"})
				}
			}
		}
		framed := n.DataAtom == atom.Article || n.DataAtom == atom.Main || n.DataAtom == atom.Header
		if framed {
			inArticle++
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if framed {
			inArticle--
		}
	}
	walk(doc)

	pick := func(names []string) (out []found) {
		for _, n := range names {
			if v := named[n]; v != "" {
				out = append(out, found{v, "meta " + n})
			}
		}
		return out
	}
	split := func(field string) (out []found) {
		for _, f := range linked {
			if f.where == field {
				out = append(out, found{f.value, "JSON-LD " + field})
			}
		}
		return out
	}
	// A bare "date" is often that of the last change, and a time outside the
	// article that of something else.
	published, plain := pick(publishedNames), pick([]string{"date"})
	if len(loose) > 1 {
		loose = nil
	}
	m.published = slices.Concat(published, split("datePublished"), timed, plain, loose, split("dateCreated"))
	m.changed = append(pick(changedNames), split("dateModified")...)
	m.titles = append(split("headline"), pick(titleNames)...)
	if title != "" {
		m.title = found{title, "title element"}
	}
	m.authors = append(split("author"), pick(authorNames)...)
	m.sites = append(pick(siteNames), split("publisher")...)
	if b := split("articleBody"); len(b) > 0 {
		m.body = b[0].value
	}
	return m
}

// fill sets the fields of a from what the page says, what the extractor found,
// and the page's address.
func (m *meta) fill(a *Article, content trafilatura.Metadata) {
	published := m.published
	if date := urlDate(a.URL); date != "" {
		published = append(published, found{date, "URL path"})
	}
	// What is no date after all is passed over.
	for _, f := range append(published, m.changed...) {
		if a.publish(f.value, f.where) == nil {
			break
		}
	}
	first := func(field string, to *string, list []found) {
		for _, f := range list {
			if v := oneLine(html.UnescapeString(f.value)); *to == "" && v != "" && len(v) <= 500 {
				*to = v
				a.from(field, f.where)
			}
		}
	}
	isURL := func(s string) bool { return strings.Contains(s, "://") }
	var authors []found
	for _, f := range m.authors {
		if !isURL(f.value) {
			authors = append(authors, f)
		}
	}
	first("title", &a.Title, append(m.titles, found{content.Title, "page"}, m.title))
	first("author", &a.Author, append(authors, found{content.Author, "page"}))
	first("source", &a.Source, append(m.sites, found{hostOf(a.URL), "URL host"}))
	if a.URL == "" && isURL(content.URL) {
		a.URL = content.URL
		a.from("url", "page")
	}
	a.Title = cutSite(a.Title, a.Source)
	if m.lang != "" {
		a.Lang = m.lang
		a.from("lang", "page")
	}
}

// isTitle reports whether a heading is one of the titles that the page gives its
// article.
func (m *meta) isTitle(heading string, a *Article) bool {
	if bare(heading) == bare(a.Title) {
		return true
	}
	for _, f := range append(m.titles, m.title) {
		if bare(heading) == bare(cutSite(oneLine(f.value), a.Source)) {
			return true
		}
	}
	return false
}

// cutSite takes the name of the site off the end of a title: "Talks end - The
// Example".
func cutSite(title, site string) string {
	for _, sep := range []string{" - ", " | ", " — ", " – ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 && site != "" && bare(title[i+len(sep):]) == bare(site) {
			return title[:i]
		}
	}
	return title
}

func hostOf(url string) string {
	u, err := nurl.Parse(url)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

var urlDateForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[/_-]((?:18|19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
})

// urlDate returns the date in a URL's path ("/2017/07/09/"), or "".
func urlDate(url string) string {
	u, err := nurl.Parse(url)
	if err != nil {
		return ""
	}
	f := urlDateForm().FindStringSubmatch(u.Path)
	if f == nil {
		return ""
	}
	return f[1] + "-" + f[2] + "-" + f[3]
}

// maxLinked bounds the depth of JSON-LD that is looked through.
const maxLinked = 8

// linked adds the fields of an article that a script of JSON-LD has: the text of
// the article itself, and found values whose where is the field's name.
func (m *meta) linked(script string, out *[]found) {
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		return
	}
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		if depth > maxLinked {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e, depth+1)
			}
		case map[string]any:
			if isArticle(v["@type"]) {
				for _, field := range []string{"headline", "datePublished", "dateCreated", "dateModified", "articleBody"} {
					if s, ok := v[field].(string); ok && s != "" {
						*out = append(*out, found{s, field})
					}
				}
				for _, field := range []string{"author", "publisher"} {
					if s := nameOf(v[field]); s != "" {
						*out = append(*out, found{s, field})
					}
				}
			}
			// A page's own dates stand for its article's.
			if t, _ := v["@type"].(string); strings.HasSuffix(t, "Page") {
				if s, ok := v["datePublished"].(string); ok && s != "" {
					*out = append(*out, found{s, "datePublished"})
				}
			}
			walk(v["@graph"], depth+1)
			walk(v["mainEntity"], depth+1)
			walk(v["mainEntityOfPage"], depth+1)
		}
	}
	walk(v, 0)
}

// isArticle reports whether a type of schema.org is an article's.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "BlogPosting") || v == "Report"
	case []any:
		for _, e := range v {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

// nameOf returns the name of a person or an organisation of schema.org, or of
// several, parted by commas.
func nameOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["name"].(string)
		return s
	case []any:
		var names []string
		for _, e := range v {
			if _, list := e.([]any); list {
				continue
			}
			if s := nameOf(e); s != "" {
				names = append(names, s)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

func attr(n *html.Node, key string) string {
	v, _ := attrOK(n, key)
	return v
}

func attrOK(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// innerText returns the text below n as it stands.
func innerText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

package source

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// maxXMLDepth is the deepest nesting of a feed's elements that is parsed.
const maxXMLDepth = 128

// feed reads RSS, Atom or JSON Feed; each item is an article.
func (r *run) feed(in *input) bool {
	b, err := r.whole(in)
	if err != nil {
		return r.reject(in.name, "", err.Error())
	}
	return r.items(in, "", b)
}

// items yields the articles of a feed. record names where it stands in a file,
// or is "".
func (r *run) items(in *input, record string, data []byte) bool {
	feed, err := parseFeed(data)
	if err != nil {
		return r.reject(in.name, record, err.Error())
	}
	if len(feed.Items) == 0 {
		return r.reject(in.name, record, "the feed has no items")
	}
	for i, item := range feed.Items {
		name := fmt.Sprintf("item %d", i+1)
		if record != "" {
			name = record + ", " + name
		}
		a, err := feedArticle(feed, item)
		if err != nil {
			in.records++
			if !r.reject(in.name, name, err.Error()) {
				return false
			}
			continue
		}
		if !r.accept(in, name, a) {
			return false
		}
	}
	return true
}

var xmlHead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*<\?xml[^>]*?(?:encoding\s*=\s*["']([^"']{1,40})["'][^>]*)?\?>`)
})

// parseFeed parses a feed after checking that it may be.
func parseFeed(data []byte) (feed *gofeed.Feed, err error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	text := string(data)
	if head := xmlHead().FindSubmatch(data[:min(len(data), 1024)]); head != nil {
		text = string(data[len(head[0]):])
		// What came as UTF-16 is UTF-8 by now, whatever it declares.
		label := strings.ToLower(string(head[1]))
		if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			if text, err = enc.NewDecoder().String(text); err != nil {
				return nil, fmt.Errorf("it is not in the charset %s that it declares", quote(label))
			}
		}
	}
	text, _ = repair(text)
	text = strings.Map(func(r rune) rune {
		// XML has no such characters, and its parser stops at them.
		if r < 0x20 && r != '\n' && r != '\r' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, text)
	if strings.HasPrefix(strings.TrimSpace(text), "<") {
		if err := checkXML(text); err != nil {
			return nil, err
		}
	}
	defer func() {
		// As in extract: a feed that makes the parser panic can't be read.
		if recover() != nil {
			feed, err = nil, errors.New("the feed can't be parsed")
		}
	}()
	feed, err = gofeed.NewParser().Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("the feed can't be parsed: %s", oneLine(err.Error()))
	}
	return feed, nil
}

// checkXML returns an error if a document nests too deeply or declares entities.
func checkXML(s string) error {
	depth := 0
	skip := func(i int, end string) int {
		n := strings.Index(s[i:], end)
		if n < 0 {
			return len(s)
		}
		return i + n + len(end)
	}
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			break
		}
		i += n
		switch rest := s[i:]; {
		case strings.HasPrefix(rest, "<![CDATA["):
			i = skip(i, "]]>")
		case strings.HasPrefix(rest, "<!--"):
			i = skip(i, "-->")
		case strings.HasPrefix(rest, "<?"):
			i = skip(i, "?>")
		case strings.HasPrefix(rest, "<!ENTITY"):
			return errors.New("it declares entities of its own, which are not expanded")
		case strings.HasPrefix(rest, "<!"):
			i++
		case strings.HasPrefix(rest, "</"):
			depth--
			i = skip(i, ">")
		default:
			i = skip(i, ">")
			if i >= 2 && s[i-2] == '/' {
				break
			}
			if depth++; depth > maxXMLDepth {
				return fmt.Errorf("its elements are nested more than %d deep", maxXMLDepth)
			}
		}
	}
	return nil
}

// feedArticle returns the article of an item.
func feedArticle(feed *gofeed.Feed, item *gofeed.Item) (*Article, error) {
	a := &Article{URL: strings.TrimSpace(item.Link)}
	content, where := item.Content, "feed content"
	if strings.TrimSpace(content) == "" {
		content, where = item.Description, "feed description"
	}
	blocks, err := fragment(content)
	if err != nil {
		return nil, err
	}
	if len(blocks) == 0 {
		return nil, errors.New("the item has no text")
	}
	a.from("text", where)
	var parts []Part
	a.Text, parts = join(blocks)
	if title, err := fragment(item.Title); err == nil && len(title) > 0 {
		a.Title = title[0].text
		a.from("title", "feed")
	}
	if a.Source = oneLine(feed.Title); a.Source != "" {
		a.from("source", "feed title")
	}
	var names []string
	for _, p := range item.Authors {
		if p != nil && p.Name != "" {
			names = append(names, oneLine(p.Name))
		}
	}
	if a.Author = strings.Join(names, ", "); a.Author != "" {
		a.from("author", "feed")
	}
	if a.Lang = feed.Language; a.Lang != "" {
		a.from("lang", "feed")
	}
	feedDate(a, item)
	a.Furniture = merge(parts, findFurniture(a.Text, a.Title, false))
	return a, nil
}

// feedDate sets the publication date of an item. Feeds are careless with dates;
// one that can't be read leaves the article without.
func feedDate(a *Article, item *gofeed.Item) {
	switch {
	case item.PublishedParsed != nil:
		if t, _, err := checkYear(item.Published, item.PublishedParsed.UTC(), false); err == nil {
			a.Published = t
			a.from("published", "feed pubDate")
		}
	case item.Published != "" && a.publish(item.Published, "feed pubDate") == nil:
	case item.UpdatedParsed != nil:
		if t, _, err := checkYear(item.Updated, item.UpdatedParsed.UTC(), false); err == nil {
			a.Published = t
			a.from("published", "feed updated")
		}
	}
	if a.Published.IsZero() {
		if date := urlDate(a.URL); date != "" {
			_ = a.publish(date, "URL path")
		}
	}
}

// fragment returns the paragraphs of a piece of HTML, or of text without markup.
func fragment(s string) ([]block, error) {
	if !strings.Contains(s, "<") {
		return textBlocks(html.UnescapeString(s)), nil
	}
	doc, err := parsePage(s)
	if err != nil {
		return nil, err
	}
	return nodeBlocks(doc), nil
}

package source

import (
	"errors"
	"fmt"
	"io"
	nurl "net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"chancery/nlp"
)

const (
	// maxDepth is the deepest nesting of elements that is parsed. The deepest of
	// 1,096 pages of news and blogs has 42; the parser itself gives up at 512.
	maxDepth = 200
	// maxElements bounds the work that one page makes, since the extractor's grows
	// with the square of it. The largest of those pages has 10,126.
	maxElements = 20_000
	// maxPage is the largest page parsed, in bytes. The largest of those has 1.6 MB.
	maxPage = 4 << 20
)

// unnested are elements that do not nest by being left open: void ones, and those
// whose end tags may be left out.
var unnested = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true, atom.Input: true,
	atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true, atom.Keygen: true,
	atom.P: true, atom.Li: true, atom.Dt: true, atom.Dd: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Thead: true,
	atom.Tbody: true, atom.Tfoot: true, atom.Option: true, atom.Optgroup: true, atom.Colgroup: true, atom.Rp: true, atom.Rt: true,
	atom.Html: true, atom.Head: true, atom.Body: true,
}

// checkDepth returns an error if page nests elements so deeply, or has so many,
// that to parse it would be slow. It reads the page once and keeps nothing.
func checkDepth(page string) error {
	z := html.NewTokenizer(strings.NewReader(page))
	depth, elements := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return err
			}
			return nil
		case html.StartTagToken:
			elements++
			name, _ := z.TagName()
			if unnested[atom.Lookup(name)] {
				break
			}
			if depth++; depth > maxDepth {
				return fmt.Errorf("its elements are nested more than %d deep", maxDepth)
			}
		case html.SelfClosingTagToken:
			elements++
		case html.EndTagToken:
			name, _ := z.TagName()
			if !unnested[atom.Lookup(name)] && depth > 0 {
				depth--
			}
		}
		if elements > maxElements {
			return fmt.Errorf("it has more than %d elements", maxElements)
		}
	}
}

// parsePage parses a page after checking that it may be.
func parsePage(page string) (*html.Node, error) {
	if len(page) > maxPage {
		return nil, fmt.Errorf("it is a page of more than %s", size(maxPage))
	}
	if err := checkDepth(page); err != nil {
		return nil, err
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("its HTML can't be parsed: %w", err)
	}
	return doc, nil
}

// html reads a page, which is one article.
func (r *run) html(in *input) bool {
	b, err := r.whole(in)
	if err != nil {
		return r.reject(in.name, "", err.Error())
	}
	a, err := parseHTML(b, in.contentType, in.url)
	if err != nil {
		return r.reject(in.name, "", err.Error())
	}
	return r.accept(in, "", a)
}

var errNoStory = errors.New("no article text is found in the page")

// parseHTML reads the article of a page. contentType and url are as the server
// gave them, or "".
func parseHTML(page []byte, contentType, url string) (a *Article, err error) {
	text, charset := decodePage(page, contentType)
	doc, err := parsePage(text)
	if err != nil {
		return nil, err
	}
	m := readMeta(doc)
	a = &Article{URL: url}
	a.from("charset", charset)
	blocks, content := extract(doc, url)
	if length(blocks) < 200 && len(m.body) > length(blocks) {
		blocks = textBlocks(m.body)
		a.from("text", "JSON-LD articleBody")
	}
	if len(blocks) == 0 {
		return nil, errNoStory
	}
	m.fill(a, content)
	// The contract keeps the headline out of the text.
	if len(blocks) > 1 && blocks[0].kind == Headline && m.isTitle(blocks[0].text, a) {
		blocks = blocks[1:]
	}
	var parts []Part
	a.Text, parts = join(blocks)
	a.Furniture = merge(parts, findFurniture(a.Text, a.Title, false))
	return a, nil
}

// extract returns the blocks of a page's article, and what the extractor found
// out about it; both are zero if it found nothing.
func extract(doc *html.Node, url string) (blocks []block, found trafilatura.Metadata) {
	// The extractor walks trees of strangers with code that has indexed past the
	// end before; a page that makes it panic has no article that we can read.
	defer func() {
		if recover() != nil {
			blocks = nil
		}
	}()
	o := trafilatura.Options{
		EnableFallback:  true,
		ExcludeComments: true,
		Focus:           trafilatura.FavorPrecision,
		HtmlDateMode:    trafilatura.Disabled, // we say where a date was found
	}
	if u, err := nurl.Parse(url); err == nil && u.IsAbs() {
		o.OriginalURL = u
	}
	for _, o.Focus = range []trafilatura.ExtractionFocus{trafilatura.FavorPrecision, trafilatura.Balanced} {
		result, err := trafilatura.ExtractDocument(doc, o)
		if err != nil || result.ContentNode == nil {
			continue
		}
		if blocks = nodeBlocks(result.ContentNode); len(blocks) > 0 {
			return blocks, result.Metadata
		}
	}
	return nil, trafilatura.Metadata{}
}

// block is a paragraph or a heading.
type block struct {
	text string
	kind string // of a Part, or ""
}

func length(blocks []block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.text)
	}
	return n
}

// textBlocks splits text without markup at its blank lines, or at its lines if
// it has none.
func textBlocks(text string) []block {
	sep := "\n"
	if strings.Contains(text, "\n\n") {
		sep = "\n\n"
	}
	var out []block
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), sep) {
		if p = oneLine(p); p != "" {
			out = append(out, block{text: p})
		}
	}
	return out
}

// join writes blocks as a text, with blank lines between them, and returns the
// parts that are not story.
func join(blocks []block) (string, []Part) {
	var b strings.Builder
	var parts []Part
	for _, bl := range blocks {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		start := b.Len()
		b.WriteString(bl.text)
		if bl.kind != "" {
			parts = append(parts, Part{Span: nlp.Span{Start: start, End: b.Len()}, Kind: bl.kind})
		}
	}
	return b.String(), parts
}

// merge returns the parts of both lists in order; where two overlap, the first
// list's stays.
func merge(sure, more []Part) []Part {
	out := append([]Part(nil), sure...)
	for _, p := range more {
		overlaps := false
		for _, s := range sure {
			overlaps = overlaps || s.Overlaps(p.Span)
		}
		if !overlaps {
			out = append(out, p)
		}
	}
	sortParts(out)
	return out
}

// blockElements start and end a paragraph.
var blockElements = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Body: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true, atom.Li: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Tr: true, atom.Td: true,
	atom.Th: true, atom.Caption: true, atom.Figure: true, atom.Figcaption: true, atom.Hr: true, atom.Center: true, atom.Address: true,
	atom.Details: true, atom.Summary: true,
}

// silentElements hold no text of the article.
var silentElements = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Iframe: true, atom.Object: true,
	atom.Svg: true, atom.Math: true, atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Button: true, atom.Select: true,
	atom.Textarea: true, atom.Form: true, atom.Nav: true, atom.Aside: true, atom.Footer: true,
}

func isHeading(a atom.Atom) bool {
	return a == atom.H1 || a == atom.H2 || a == atom.H3 || a == atom.H4 || a == atom.H5 || a == atom.H6
}

// unseen takes out the characters that only tell a browser where it may break a
// line, or not.
var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")

// nodeBlocks returns the paragraphs below n. White space is made single blanks; a
// pair of line breaks parts paragraphs.
func nodeBlocks(n *html.Node) []block {
	var out []block
	var b strings.Builder
	kind, breaks := "", 0
	flush := func() {
		if text := oneLine(unseen.Replace(b.String())); text != "" {
			out = append(out, block{text: text, kind: kind})
		}
		b.Reset()
		breaks = 0
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			if strings.TrimSpace(n.Data) != "" {
				breaks = 0
			}
			b.WriteString(n.Data)
			return
		case html.ElementNode:
			// The extractor makes elements by name, without their atoms.
			at := n.DataAtom
			if at == 0 {
				at = atom.Lookup([]byte(n.Data))
			}
			if silentElements[at] {
				return
			}
			if at == atom.Br {
				b.WriteByte('\n')
				if breaks++; breaks == 2 {
					flush()
				}
				return
			}
			if blockElements[at] {
				flush()
				was := kind
				switch {
				case isHeading(at):
					kind = Headline
				case at == atom.Figcaption:
					kind = Caption
				}
				for c := n.FirstChild; c != nil; c = c.NextSibling {
					walk(c)
				}
				flush()
				kind = was
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	flush()
	return out
}

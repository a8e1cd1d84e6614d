package source

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
)

// Format is a form in which articles come.
type Format string

// The formats.
const (
	Plain  Format = "text"
	HTML   Format = "html"
	Feed   Format = "feed" // RSS, Atom and JSON Feed
	WARC   Format = "warc"
	JSONL  Format = "jsonl"
	JSON   Format = "json" // one object, or an array of objects
	CSV    Format = "csv"  // with a header; parted by commas, semicolons or tabs
	Gzip   Format = "gzip"
	Binary Format = "binary"
	XML    Format = "xml" // none of the feeds
	Empty  Format = "empty"
)

// peek is the number of bytes from which a format is told.
const peek = 4096

// magics are the starts of files that hold no text as such, and what to do.
var magics = []struct{ head, what string }{
	{"%PDF-", "a PDF; turn it into text first, with pdftotext"},
	{"PK\x03\x04", "a ZIP archive or an office document; unpack it or save it as text first"},
	{"\xD0\xCF\x11\xE0", "an old office document; save it as text first"},
	{"{\\rtf", "an RTF document; save it as text first"},
	{"\x89PNG", "an image"}, {"\xFF\xD8\xFF", "an image"}, {"GIF8", "an image"}, {"RIFF", "an image, a sound or a film"},
	{"II*\x00", "an image"}, {"MM\x00*", "an image"},
	{"ID3", "a sound"}, {"OggS", "a sound"},
	{"BZh", "compressed by bzip2; unpack it first"},
	{"\xFD7zXZ\x00", "compressed by xz; unpack it first"},
	{"\x28\xB5\x2F\xFD", "compressed by zstd; unpack it first"},
	{"7z\xBC\xAF", "a 7z archive; unpack it first"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"PAR1", "a Parquet file; write it as CSV or JSONL first"},
	{"\x7FELF", "a program"}, {"MZ\x90", "a program"},
}

// Detect tells the format of a file from its first bytes (4096 are enough; UTF-8
// or a superset of ASCII), and from its name only where the bytes leave it open.
// what says more of a [Binary] or [XML] file.
func Detect(head []byte, name string) (f Format, what string) {
	if bytes.HasPrefix(head, []byte{0x1F, 0x8B}) {
		return Gzip, ""
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.head)) {
			return Binary, m.what
		}
	}
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	trimmed := bytes.TrimLeft(head, " \t\r\n\f\v")
	if len(trimmed) == 0 {
		return Empty, ""
	}
	if bytes.HasPrefix(trimmed, []byte("WARC/")) {
		return WARC, ""
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return Binary, "a binary file"
	}
	ext := extension(name)
	switch trimmed[0] {
	case '<':
		if f, what := detectMarkup(trimmed); f != "" {
			return f, what
		}
	case '{':
		if f := detectObject(trimmed); f != "" {
			return f, ""
		}
	case '[':
		if rest := bytes.TrimLeft(trimmed[1:], " \t\r\n"); len(rest) > 0 && (rest[0] == '{' || len(trimmed) < peek && rest[0] == ']') {
			return JSON, ""
		}
	}
	if ext == ".jsonl" || ext == ".ndjson" || hasDocument(trimmed) {
		return JSONL, ""
	}
	if looksLikePage(head) {
		return HTML, ""
	}
	if comma(head, ext) != 0 {
		return CSV, ""
	}
	return Plain, ""
}

// extension returns the extension of a file's name, without that of gzip.
func extension(name string) string {
	return path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))
}

// detectObject tells JSON Feed, JSONL and a single object apart. It returns ""
// for text that only starts with a brace.
func detectObject(head []byte) Format {
	if bytes.Contains(head, []byte("jsonfeed.org/version")) {
		return Feed
	}
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '}' {
		return ""
	}
	line, after, more := bytes.Cut(head, []byte{'\n'})
	after = bytes.TrimLeft(after, " \t\r\n")
	switch {
	case !more, json.Valid(line), len(after) > 0 && after[0] == '{':
		return JSONL
	}
	return JSON
}

// hasDocument reports whether a line of head is a document of JSONL. It finds
// those below a first line that is broken.
func hasDocument(head []byte) bool {
	for line := range bytes.Lines(head) {
		if bytes.HasPrefix(line, []byte(`{"`)) && bytes.Contains(line, []byte(`"text"`)) {
			return true
		}
	}
	return false
}

// pageElements are elements of HTML with which a page or a piece of one starts.
var pageElements = map[string]bool{
	"html": true, "head": true, "body": true, "title": true, "meta": true, "link": true, "script": true, "style": true, "base": true,
	"article": true, "main": true, "section": true, "header": true, "div": true, "p": true, "span": true, "h1": true, "h2": true, "h3": true,
	"table": true, "ul": true, "ol": true, "br": true, "b": true, "i": true, "em": true, "strong": true, "a": true, "img": true,
	"blockquote": true, "center": true, "font": true, "figure": true, "pre": true, "nav": true, "hr": true,
}

// detectMarkup tells HTML, feeds and other XML apart by the first element. It
// returns "" if there is none.
func detectMarkup(head []byte) (Format, string) {
	xml := false
	for {
		head = bytes.TrimLeft(head, " \t\r\n")
		switch {
		case bytes.HasPrefix(head, []byte("<?")):
			xml = xml || bytes.HasPrefix(head, []byte("<?xml"))
			_, rest, ok := bytes.Cut(head, []byte("?>"))
			if !ok {
				return XML, ""
			}
			head = rest
		case bytes.HasPrefix(head, []byte("<!--")):
			_, rest, ok := bytes.Cut(head, []byte("-->"))
			if !ok {
				return HTML, "" // pages start with long comments; feeds don't
			}
			head = rest
		case len(head) > 9 && bytes.EqualFold(head[:9], []byte("<!doctype")):
			kind := strings.ToLower(firstWord(head[9:]))
			if kind == "html" {
				return HTML, ""
			}
			// A document type may hold an internal subset with ">" in it.
			end := bytes.IndexByte(head, '>')
			if open := bytes.IndexByte(head, '['); open >= 0 && open < end {
				end = bytes.Index(head, []byte("]>")) + 1
			}
			if end <= 0 {
				return XML, kind
			}
			head = head[end+1:]
		case len(head) > 1 && head[0] == '<':
			name := firstWord(head[1:])
			local := strings.ToLower(name[strings.IndexByte(name, ':')+1:])
			switch {
			case local == "rss", local == "feed", local == "rdf":
				return Feed, ""
			case pageElements[local]:
				return HTML, ""
			case xml && name != "":
				return XML, name
			}
			return "", ""
		default:
			if xml {
				return XML, ""
			}
			return "", ""
		}
	}
}

// firstWord returns the first run of letters, digits, colons and hyphens in b.
func firstWord(b []byte) string {
	b = bytes.TrimLeft(b, " \t\r\n")
	n := 0
	for n < len(b) && n < 64 {
		c := b[n]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || n > 0 && (c >= '0' && c <= '9' || c == ':' || c == '-') {
			n++
			continue
		}
		break
	}
	return string(b[:n])
}

// looksLikePage reports whether head, which starts with no tag, has the frame of
// an HTML page all the same.
func looksLikePage(head []byte) bool {
	lower := bytes.ToLower(head[:min(len(head), 1024)])
	return bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<!doctype html")) ||
		bytes.Contains(lower, []byte("<head>")) || bytes.Contains(lower, []byte("<body"))
}

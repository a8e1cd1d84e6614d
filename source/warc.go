package source

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"strconv"
	"strings"
)

// warc reads the pages of a WARC file of version 0.17 to 1.1: the records of the
// types response, resource and conversion whose content is text. All others
// (requests, metadata, revisits, images, redirects …) hold no article and are
// passed over.
//
// Source: ISO 28500.
func (r *run) warc(in *input) bool {
	w := &warcReader{r: in.Reader, max: r.maxRaw}
	for {
		if r.ctx.Err() != nil {
			return false
		}
		rec, err := w.next()
		record := fmt.Sprintf("record %d at byte %d", w.n, w.start)
		var bad *warcError
		switch {
		case err == io.EOF:
			if w.n == 0 {
				return r.reject(in.name, "", "there is no record in it")
			}
			return true
		case errors.As(err, &bad):
			in.records++
			if !r.reject(in.name, record, bad.reason) {
				return false
			}
			continue
		case err != nil:
			return r.reject(in.name, record, readReason(err)+"; the records before are kept")
		}
		if !r.capture(in, record, rec) {
			return false
		}
	}
}

// warcRecord is a record of a WARC file.
type warcRecord struct {
	kind        string // WARC-Type
	target      string // WARC-Target-URI
	date        string // WARC-Date
	contentType string // Content-Type
	block       []byte // valid until the next record is read
	// long is true if the block was larger than is allowed; it was passed over.
	long bool
}

// warcError is what is wrong with one record. Reading can go on after it.
type warcError struct{ reason string }

func (e *warcError) Error() string { return e.reason }

var errLength = &warcError{"its Content-Length is wrong; reading goes on at the next record"}

// maxHead bounds the head of a record, and of an HTTP response, in bytes.
const maxHead = 1 << 16

// warcReader reads records.
type warcReader struct {
	r     *bufio.Reader
	max   int64 // the largest block kept
	n     int   // of the record read last, from 1
	at    int64 // bytes read
	start int64 // where the record read last starts
	buf   []byte
	// open is true if the version line of the next record, at openAt, was read.
	open   bool
	openAt int64
	lost   bool // the record read last was rejected for its length
}

// next returns the next record. A [warcError] is about that record only; io.EOF
// is the end; all other errors end the file.
func (w *warcReader) next() (*warcRecord, error) {
	if err := w.version(); err != nil {
		return nil, err
	}
	w.n++
	rec := &warcRecord{}
	length := int64(-1)
	for head := 0; ; {
		line, err := w.line()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			break
		}
		if head += len(line); head > maxHead {
			w.lost = true
			return nil, &warcError{"its head is longer than " + size(maxHead)}
		}
		key, value, _ := strings.Cut(string(line), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "warc-type":
			rec.kind = strings.ToLower(value)
		case "warc-target-uri":
			rec.target = strings.Trim(value, "<>")
		case "warc-date":
			rec.date = value
		case "content-type":
			rec.contentType = value
		case "content-length":
			if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
				length = n
			}
		}
	}
	if length < 0 {
		w.lost = true
		return nil, &warcError{"it has no valid Content-Length; reading goes on at the next record"}
	}
	if length > w.max {
		n, err := io.CopyN(io.Discard, w.r, length)
		w.at += n
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		rec.long = true
		return rec, err
	}
	if int64(cap(w.buf)) < length {
		w.buf = make([]byte, length)
	}
	block := w.buf[:length]
	n, err := io.ReadFull(w.r, block)
	w.at += int64(n)
	block = block[:n]
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		// A record ends in two line ends; the last one of a file may lack them.
		if tail, _ := w.r.Peek(2); len(tail) == 0 || tail[0] == '\n' || bytes.Equal(tail, []byte("\r\n")) {
			rec.block = block
			return rec, nil
		}
	}
	// The length was wrong, or the file was cut off. If other records were
	// swallowed, give them back.
	if i := bytes.Index(block, []byte("\nWARC/1.")); i >= 0 {
		rest := bytes.Clone(block[i+1:])
		w.at -= int64(len(rest))
		w.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(rest), w.r), 1<<16)
		err = nil
	}
	if err != nil {
		return nil, err
	}
	w.lost = true
	return nil, errLength
}

// version reads the first line of a record, and what stands before it: blank
// lines, or what is left of a record whose length was given too short.
func (w *warcReader) version() error {
	if w.open {
		w.open, w.start = false, w.openAt
		return nil
	}
	stray := false
	for {
		at := w.at
		line, err := w.line()
		if bytes.HasPrefix(line, []byte("WARC/")) {
			known := w.lost
			w.lost = false
			if stray && !known {
				// This is about the record before; the next call reads this one.
				w.open, w.openAt = true, at
				return &warcError{"its Content-Length is wrong, or what follows it is no record; its text may be cut off"}
			}
			w.start = at
			return nil
		}
		if err == io.EOF && stray && !w.lost {
			w.lost = true
			return &warcError{"what follows it is no record"}
		}
		if err != nil {
			w.start = at
			if err != io.EOF {
				w.n++
			}
			return err
		}
		stray = stray || len(line) > 0
	}
}

// line returns the next line without its end, at most maxHead bytes of it. The
// bytes are valid until the next read.
func (w *warcReader) line() ([]byte, error) {
	var long []byte
	for {
		piece, err := w.r.ReadSlice('\n')
		w.at += int64(len(piece))
		if err == bufio.ErrBufferFull {
			if len(long) < maxHead {
				long = append(long, piece...)
			}
			continue
		}
		if len(long) > 0 {
			piece = append(long, piece...)
		}
		if err == io.EOF && len(piece) > 0 {
			err = nil
		}
		return bytes.TrimRight(piece, "\r\n"), err
	}
}

// capture reads the article of a record, if it has one.
func (r *run) capture(in *input, record string, rec *warcRecord) bool {
	switch rec.kind {
	case "response", "resource", "conversion":
	default:
		return true
	}
	body, contentType := rec.block, rec.contentType
	media := mediaType(contentType)
	if rec.kind == "response" && media != "application/http" {
		return true // of DNS and the like
	}
	if !rec.long && media == "application/http" {
		var err error
		if body, contentType, err = httpBody(body, r.maxRaw); err != nil {
			in.records++
			return r.reject(in.name, record, err.Error())
		}
		if body == nil {
			return true
		}
		media = mediaType(contentType)
	}
	if !isReadable(media) {
		return true
	}
	if rec.long {
		in.records++
		return r.reject(in.name, record, "it is longer than "+size(r.maxRaw))
	}
	return r.content(in, record, body, contentType, rec)
}

// content reads the article, or the feed, that a record holds.
func (r *run) content(in *input, record string, body []byte, contentType string, rec *warcRecord) bool {
	if enc := wideEncoding(body[:min(len(body), peek)]); enc != nil {
		if wide, err := enc.NewDecoder().Bytes(body); err == nil {
			body, contentType = wide, mediaType(contentType)+"; charset=utf-8"
		}
	}
	var a *Article
	var err error
	switch f, what := Detect(body[:min(len(body), peek)], ""); f {
	case Feed:
		return r.items(in, record, body)
	case HTML:
		a, err = parseHTML(body, contentType, rec.target)
	case Empty:
		err = errors.New("there is no text in it")
	case Binary:
		err = errors.New("it is " + what)
	case XML, Gzip, WARC, JSON, JSONL:
		return true // data for programs
	default:
		if strings.Contains(mediaType(contentType), "html") {
			a, err = parseHTML(body, contentType, rec.target)
		} else {
			a, err = parsePlain(body, contentType, rec.target)
		}
	}
	if err != nil {
		in.records++
		return r.reject(in.name, record, err.Error())
	}
	if a.Published.IsZero() && rec.date != "" {
		// Late, perhaps by years; but a page was published before it was captured.
		_ = a.publish(rec.date, "WARC-Date, the time of the capture")
	}
	return r.accept(in, record, a)
}

func mediaType(contentType string) string {
	media, _, _ := mime.ParseMediaType(contentType)
	if media == "" {
		media, _, _ = strings.Cut(contentType, ";")
	}
	return strings.ToLower(strings.TrimSpace(media))
}

// isReadable reports whether content of a media type may hold an article.
func isReadable(media string) bool {
	kind, sub, _ := strings.Cut(media, "/")
	switch kind {
	case "":
		return true
	case "text":
		return sub != "css" && sub != "javascript" && sub != "calendar" && sub != "vcard"
	case "application":
		return sub == "xhtml+xml" || sub == "rss+xml" || sub == "atom+xml" || sub == "xml" || sub == "rdf+xml" || sub == "octet-stream" || sub == "pdf"
	}
	return false
}

// httpBody returns the body of an HTTP response, without its transfer and
// content encodings, and its Content-Type. The body is nil if the response has
// none to read: a redirect, or a type that holds no text.
func httpBody(block []byte, max int64) (body []byte, contentType string, err error) {
	head, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
	if h, b, ok2 := bytes.Cut(block, []byte("\n\n")); ok2 && (!ok || len(h) < len(head)) {
		head, body, ok = h, b, true
	}
	if !ok || len(head) > maxHead {
		return nil, "", errors.New("its HTTP head is cut off")
	}
	lines := strings.Split(string(head), "\n")
	fields := map[string]string{}
	for _, line := range lines[1:] {
		key, value, _ := strings.Cut(line, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		if _, ok := fields[key]; !ok {
			fields[key] = strings.TrimSpace(value)
		}
	}
	status := strings.Fields(lines[0])
	if len(status) < 2 || !strings.HasPrefix(status[0], "HTTP/") {
		return nil, "", errors.New("it is no HTTP response")
	}
	switch code, _ := strconv.Atoi(status[1]); {
	case code < 200 || code >= 300 && code < 400:
		return nil, "", nil
	case code >= 400:
		return nil, "", fmt.Errorf("the server answered %d", code)
	}
	contentType = fields["content-type"]
	if !isReadable(mediaType(contentType)) {
		return nil, contentType, nil
	}
	if strings.Contains(strings.ToLower(fields["transfer-encoding"]), "chunked") {
		// Many crawlers join the chunks and keep the field.
		if joined, err := io.ReadAll(io.LimitReader(httputil.NewChunkedReader(bytes.NewReader(body)), max+1)); err == nil {
			body = joined
		}
	}
	body, err = decompress(body, strings.ToLower(fields["content-encoding"]), max)
	return body, contentType, err
}

// decompress takes off a content encoding of HTTP. A body that is not in it after
// all is returned as it is: crawlers take encodings off and keep the field.
func decompress(body []byte, encoding string, max int64) ([]byte, error) {
	from := &counter{r: bufio.NewReader(bytes.NewReader(body))}
	var z io.Reader
	var err error
	switch {
	case encoding == "br", encoding == "zstd":
		return nil, fmt.Errorf("it is compressed by %s, which chancery does not read", map[string]string{"br": "Brotli", "zstd": "Zstandard"}[encoding])
	case bytes.HasPrefix(body, []byte{0x1F, 0x8B}):
		z, err = gzip.NewReader(from)
	case encoding == "deflate" && len(body) > 1 && body[0]&0x0F == 8 && (int(body[0])<<8|int(body[1]))%31 == 0:
		z, err = zlib.NewReader(from)
	case encoding == "deflate" && len(body) > 0 && body[0] != '<':
		z = flate.NewReader(from)
	default:
		return body, nil
	}
	if err != nil {
		return nil, errors.New(readReason(err))
	}
	out, err := io.ReadAll(&inflated{z: z, from: from, max: max})
	if err != nil {
		return nil, errors.New(readReason(err))
	}
	return out, nil
}

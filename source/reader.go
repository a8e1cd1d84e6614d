package source

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/transform"

	"chancery/internal/httpx"
)

// Options say how to read. The zero value is what the program uses.
type Options struct {
	// MaxText is the largest article taken, in bytes of its text. Zero means 10 MB.
	MaxText int
	// MaxFile is the largest file read, in bytes after decompression. Zero means
	// 64 GB; files are streamed where their format allows it, and formats that
	// don't (plain text, HTML, feeds) are bounded by MaxText.
	MaxFile int64
	// AnyLanguage keeps articles that are not in English.
	AnyLanguage bool
	// Fetch gets URLs. Nil means the guarded client of [httpx.New].
	Fetch *httpx.Client
}

// Reader reads articles. It may be used again, but not at the same time.
type Reader struct {
	maxText     int
	maxRaw      int64 // of one record, before it is decoded
	maxFile     int64
	anyLanguage bool
	fetch       *httpx.Client
}

// New returns a reader.
func New(o Options) *Reader {
	if o.MaxText <= 0 {
		o.MaxText = 10 << 20
	}
	if o.MaxFile <= 0 {
		o.MaxFile = 64 << 30
	}
	if o.Fetch == nil {
		o.Fetch = httpx.New(httpx.Options{})
	}
	// Escapes, markup and charsets make a record larger than its text.
	return &Reader{maxText: o.MaxText, maxRaw: 2 * int64(o.MaxText), maxFile: o.MaxFile, anyLanguage: o.AnyLanguage, fetch: o.Fetch}
}

// Read yields the articles of names, in order: files, folders (their files in
// sorted order; hidden ones are left out), http and https URLs, and "-" for
// stdin, which may be nil if names has none. Every error is a [*RejectError]
// about one file or record, and reading goes on after it; breaking out of the
// loop stops all work. A done ctx ends the sequence; the caller asks ctx why.
//
// Ids are unique within one call: a second record with an id seen before is
// rejected. An id that is not given is a hash of the text.
func (r *Reader) Read(ctx context.Context, names []string, stdin io.Reader) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		run := &run{Reader: r, ctx: ctx, yield: yield, seen: map[uint64]first{}}
		for _, name := range names {
			if !run.name(name, stdin) {
				return
			}
		}
	}
}

// run is one call of Read. Its methods that return a bool return false when the
// caller has had enough.
type run struct {
	*Reader
	ctx   context.Context
	yield func(*Article, error) bool
	seen  map[uint64]first // by hash of id
	files []string         // that hold an article; first.file indexes it
}

// first says where an id was first seen. A run of millions of articles keeps one
// for each, so it is small.
type first struct {
	text   uint64 // hash
	file   int32
	record int32 // from 1 in its file; 0 if the file is one article
}

// input is a file, a page or a stream, open for reading.
type input struct {
	name        string // as errors give it
	url         string // where it was fetched from, or ""
	contentType string // as its server gave it, or ""
	*bufio.Reader
	// records counts the records taken from the file so far.
	records int
}

func (r *run) name(name string, stdin io.Reader) bool {
	switch {
	case name == "-":
		if stdin == nil {
			return r.reject("stdin", "", "there is no standard input")
		}
		return r.stream(&input{name: "stdin"}, stdin)
	case strings.HasPrefix(name, "http://"), strings.HasPrefix(name, "https://"):
		return r.page(name)
	case strings.Contains(name, "://"):
		return r.reject(name, "", "only http and https URLs are read")
	}
	info, err := os.Stat(name)
	if err != nil {
		return r.reject(name, "", osReason(err))
	}
	if !info.IsDir() {
		return r.file(name)
	}
	return r.folder(name)
}

// folder reads the files below root. Links to files are read, links to folders
// are not, so that a loop of them ends.
func (r *run) folder(root string) bool {
	found, more := false, true
	// WalkDir doesn't follow a root that is a link.
	start := root
	if real, err := filepath.EvalSymlinks(root); err == nil {
		start = real
	}
	err := filepath.WalkDir(start, func(path string, e fs.DirEntry, err error) error {
		name := filepath.Join(root, strings.TrimPrefix(path, start))
		switch {
		case r.ctx.Err() != nil:
			more = false
		case path != start && strings.HasPrefix(filepath.Base(path), "."):
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			found = true
			more = r.reject(name, "", osReason(err))
		case e.IsDir():
			return nil
		default:
			found = true
			info, err := os.Stat(path)
			switch {
			case err != nil:
				more = r.reject(name, "", osReason(err))
			case info.IsDir():
				more = r.reject(name, "", "it is a link to a folder, which is not followed; name the folder itself")
			case !info.Mode().IsRegular():
				more = r.reject(name, "", "it is not a file")
			default:
				more = r.file(name)
			}
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && more {
		return r.reject(root, "", osReason(err))
	}
	if more && !found {
		return r.reject(root, "", "the folder holds no files")
	}
	return more
}

func (r *run) file(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return r.reject(name, "", osReason(err))
	}
	defer f.Close()
	return r.stream(&input{name: name}, f)
}

// page reads what a URL gives.
func (r *run) page(url string) bool {
	resp, err := r.fetch.Get(r.ctx, url)
	if err != nil {
		if r.ctx.Err() != nil {
			return false
		}
		return r.reject(url, "", err.Error())
	}
	defer resp.Body.Close()
	return r.stream(&input{name: url, url: resp.URL, contentType: resp.ContentType}, resp.Body)
}

// stream tells what body is, and reads it.
func (r *run) stream(in *input, body io.Reader) bool {
	if r.ctx.Err() != nil {
		return false
	}
	in.Reader = bufio.NewReaderSize(body, 1<<16)
	head, err := in.Peek(peek)
	if len(head) == 0 && err != nil && err != io.EOF {
		return r.reject(in.name, "", osReason(err))
	}
	if f, _ := Detect(head, in.name); f == Gzip {
		z, err := newGunzip(in.Reader, r.maxFile)
		if err != nil {
			return r.reject(in.name, "", err.Error())
		}
		in.Reader = bufio.NewReaderSize(z, 1<<16)
		head, err = in.Peek(peek)
		if len(head) == 0 && err != nil && err != io.EOF {
			return r.reject(in.name, "", readReason(err))
		}
	} else {
		in.Reader = bufio.NewReaderSize(&limited{r: in.Reader, left: r.maxFile}, 1<<16)
		head, _ = in.Peek(peek)
	}
	if enc := wideEncoding(head); enc != nil {
		in.Reader = bufio.NewReaderSize(transform.NewReader(in.Reader, enc.NewDecoder()), 1<<16)
		head, _ = in.Peek(peek)
	}
	format, what := Detect(head, in.name)
	if bytes.HasPrefix(head, []byte("\uFEFF")) && format != HTML && format != Feed {
		in.Discard(len("\uFEFF"))
	}
	switch format {
	case Empty:
		if len(head) < peek {
			return r.reject(in.name, "", "there is no text in it")
		}
		return r.plain(in)
	case Binary:
		return r.reject(in.name, "", "it is "+what)
	case XML:
		if what == "" {
			return r.reject(in.name, "", "it is XML, but no RSS, Atom or HTML")
		}
		return r.reject(in.name, "", fmt.Sprintf("it is XML with the root element %s, but no RSS, Atom or HTML", quote(what)))
	case Gzip:
		return r.reject(in.name, "", "it is compressed twice; unpack it once")
	case JSONL:
		return r.jsonl(in)
	case JSON:
		return r.json(in)
	case HTML:
		return r.html(in)
	case Feed:
		return r.feed(in)
	case WARC:
		return r.warc(in)
	case CSV:
		return r.csv(in, comma(head, extension(in.name)))
	default:
		return r.plain(in)
	}
}

// whole reads all of in, at most r.maxRaw bytes.
func (r *run) whole(in *input) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in, r.maxRaw+1))
	if int64(len(b)) > r.maxRaw {
		return nil, fmt.Errorf("it is longer than %s", size(r.maxRaw))
	}
	if err != nil {
		return nil, errors.New(readReason(err))
	}
	return b, nil
}

// accept finishes a and yields it, or rejects it.
func (r *run) accept(in *input, record string, a *Article) bool {
	if r.ctx.Err() != nil {
		return false
	}
	in.records++
	if err := r.finish(a); err != nil {
		return r.reject(in.name, record, err.Error())
	}
	sum := sha256.Sum256([]byte(a.Text))
	if a.ID == "" {
		a.ID = hex.EncodeToString(sum[:8])
	}
	if reason := r.known(in, record, a.ID, sum); reason != "" {
		return r.reject(in.name, record, reason)
	}
	return r.yield(a, nil)
}

// finish checks a's text and fills in what can be told from it.
func (r *run) finish(a *Article) error {
	if err := checkText(a.Text); err != nil {
		return err
	}
	if len(a.Text) > r.maxText {
		return fmt.Errorf("its text is longer than %s", size(int64(r.maxText)))
	}
	l, err := checkEnglish(a.Text)
	if err != nil && !r.anyLanguage {
		return err
	}
	given := strings.ToLower(a.Lang)
	if i := strings.IndexAny(given, "-_"); i > 0 {
		given = given[:i]
	}
	switch {
	case l.Reliable:
		a.Lang = l.Code
		a.from("lang", "text")
	case given != "":
		a.Lang = given
		if given != "en" && given != "eng" && !r.anyLanguage {
			return fmt.Errorf("it is declared to be in %s; chancery codes English only", quote(given))
		}
	case l.Code == "en":
		a.Lang = "en"
		a.from("lang", "text, too short to be sure")
	default:
		a.from("lang", "text, in doubt")
	}
	if a.Genre == "" {
		a.Genre = "news"
	}
	return nil
}

// known notes the id, and returns why the record is rejected if it was seen
// before.
func (r *run) known(in *input, record, id string, sum [sha256.Size]byte) string {
	key := sha256.Sum256([]byte(id))
	k, text := be64(key), be64(sum)
	was, ok := r.seen[k]
	if !ok {
		if n := len(r.files); n == 0 || r.files[n-1] != in.name {
			r.files = append(r.files, in.name)
		}
		f := first{text: text, file: int32(len(r.files) - 1), record: int32(in.records)}
		if record == "" {
			f.record = 0
		}
		r.seen[k] = f
		return ""
	}
	where := r.files[was.file]
	if was.record > 0 {
		where = fmt.Sprintf("record %d of %s", was.record, where)
	}
	if was.text == text {
		return "it is the same document as " + where
	}
	return fmt.Sprintf("its id %s is taken by %s, which has another text; give each document its own id", quote(id), where)
}

func be64(sum [sha256.Size]byte) uint64 {
	n := uint64(0)
	for _, c := range sum[:8] {
		n = n<<8 | uint64(c)
	}
	return n
}

func (r *run) reject(file, record, reason string) bool {
	if r.ctx.Err() != nil {
		return false
	}
	return r.yield(nil, &RejectError{File: file, Record: record, Reason: reason})
}

// from notes where a field was found.
func (a *Article) from(field, where string) {
	if a.From == nil {
		a.From = map[string]string{}
	}
	a.From[field] = where
}

// publish sets the publication date from s, found at where.
func (a *Article) publish(s, where string) error {
	t, dateOnly, err := parseDate(s)
	if err != nil {
		return err
	}
	a.Published, a.DateOnly = t, dateOnly
	a.from("published", where)
	return nil
}

// osReason says what went wrong with a file, without the path that is printed
// beside it.
func osReason(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read (permission denied)"
	}
	return readReason(err)
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// errLong is the error of a line that is longer than is allowed.
var errLong = errors.New("line too long")

// readLine returns the next line of r without its end. It returns errLong for a
// line of more than max bytes, which it skips in bounded memory. buf is used
// again.
func readLine(r *bufio.Reader, buf []byte, max int64) ([]byte, error) {
	buf = buf[:0]
	long := false
	for {
		piece, err := r.ReadSlice('\n')
		if int64(len(buf)+len(piece)) > max {
			long, buf = true, buf[:0]
		}
		if !long {
			buf = append(buf, piece...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && (len(buf) > 0 || long):
			err = nil
		}
		if err == nil && long {
			err = errLong
		}
		return bytes.TrimRight(buf, "\r\n"), err
	}
}

// jsonl reads one document a line.
func (r *run) jsonl(in *input) bool {
	var buf []byte
	for n := 1; ; n++ {
		line, err := readLine(in.Reader, buf, r.maxRaw)
		record := fmt.Sprintf("line %d", n)
		switch {
		case err == io.EOF:
			if in.records == 0 && n == 1 {
				return r.reject(in.name, "", "there is no document in it")
			}
			return true
		case errors.Is(err, errLong):
			in.records++
			if !r.reject(in.name, record, "it is longer than "+size(r.maxRaw)) {
				return false
			}
			continue
		case err != nil:
			return r.reject(in.name, record, readReason(err))
		}
		// A long line's buffer is not kept for the short ones after it.
		if buf = line; cap(buf) > 1<<20 {
			buf = nil
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if !r.object(in, record, line) {
			return false
		}
	}
}

// json reads a single object, or an array of them.
func (r *run) json(in *input) bool {
	budget := &budget{r: in.Reader, left: r.maxRaw}
	d := json.NewDecoder(budget)
	array := false
	if t, err := peekByte(in.Reader); err == nil && t == '[' {
		array = true
		if _, err := d.Token(); err != nil {
			return r.reject(in.name, "", jsonReason(err))
		}
	}
	for n := 1; array && d.More() || !array && n == 1; n++ {
		record := ""
		if array {
			record = fmt.Sprintf("record %d", n)
		}
		budget.left = r.maxRaw
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			reason := jsonReason(err)
			if errors.Is(err, errLimit) {
				reason = "it is longer than " + size(r.maxRaw)
			}
			if array {
				reason += "; the rest of the file is not read"
			}
			return r.reject(in.name, record, reason)
		}
		if !r.object(in, record, raw) {
			return false
		}
	}
	if in.records == 0 {
		return r.reject(in.name, "", "there is no document in it")
	}
	if array {
		if _, err := d.Token(); err != nil {
			return r.reject(in.name, "end", jsonReason(err))
		}
	}
	return true
}

// budget reads from r, and fails when left is used up.
type budget struct {
	r    io.Reader
	left int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLimit
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}

// peekByte returns the next byte of r that is no white space, without taking it.
func peekByte(r *bufio.Reader) (byte, error) {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return 0, err
		}
		if b != ' ' && b != '\t' && b != '\n' && b != '\r' {
			return b, r.UnreadByte()
		}
	}
}

// object reads a document of the record contract.
func (r *run) object(in *input, record string, raw []byte) bool {
	a, err := parseObject(raw)
	if err != nil {
		in.records++
		return r.reject(in.name, record, err.Error())
	}
	return r.accept(in, record, a)
}

func parseObject(raw []byte) (*Article, error) {
	text, charset := repair(string(raw))
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		return nil, errors.New(jsonReason(err))
	}
	a := &Article{}
	var published string
	for _, f := range []struct {
		name string
		to   *string
	}{
		{"id", &a.ID}, {"text", &a.Text}, {"published", &published}, {"title", &a.Title},
		{"url", &a.URL}, {"source", &a.Source}, {"lang", &a.Lang}, {"author", &a.Author}, {"genre", &a.Genre},
	} {
		v, ok := fields[f.name]
		if !ok || string(v) == "null" {
			continue
		}
		if v[0] != '"' {
			return nil, fmt.Errorf("%q must be a string, and is %s", f.name, kindOf(v[0]))
		}
		if err := json.Unmarshal(v, f.to); err != nil {
			return nil, fmt.Errorf("%q: %s", f.name, jsonReason(err))
		}
		if *f.to != "" && f.name != "text" && f.name != "id" {
			a.from(f.name, "given")
		}
	}
	if a.Text == "" {
		return nil, errors.New(`it has no "text"`)
	}
	if published != "" {
		if err := a.publish(published, "given"); err != nil {
			return nil, err
		}
	}
	if charset != "" {
		a.from("charset", charset)
	}
	a.Furniture = findFurniture(a.Text, a.Title, false)
	return a, nil
}

func kindOf(first byte) string {
	switch first {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case 't', 'f':
		return "true or false"
	}
	return "a number"
}

// jsonReason says what is wrong with JSON.
func jsonReason(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is not valid JSON at byte %d: %s", syntax.Offset, syntax.Error())
	case errors.As(err, &kind):
		return "it must be a JSON object, and is " + article(kind.Value)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "its JSON is cut off in the middle"
	}
	return readReason(err)
}

func article(kind string) string {
	switch kind {
	case "array", "object":
		return "an " + kind
	case "bool":
		return "true or false"
	}
	return "a " + kind
}

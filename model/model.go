// Package model reads and writes trained parameters: a header that says what
// they are and where they come from, and the bytes that annotators look up.
package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// magic starts each model file; the number is the version of the format.
const magic = "chancery-model 1\n"

// ErrFormat is wrapped by the errors of [Open].
var ErrFormat = errors.New("model: not a model of this version")

// Header says what a model is. It is one line of JSON at the head of the file.
type Header struct {
	Name     string         `json:"name"`    // "tag", "ner" …
	Version  string         `json:"version"` // "en-2026.11"
	Labels   []string       `json:"labels,omitempty"`
	Bits     int            `json:"bits,omitempty"` // a table has 1<<Bits rows
	Corpora  []string       `json:"corpora"`        // what it was trained on
	Licence  string         `json:"licence"`
	Seed     uint64         `json:"seed"`
	Settings map[string]any `json:"settings,omitempty"` // hyperparameters
	Sections []Section      `json:"sections"`           // in file order
	SHA256   string         `json:"sha256"`             // of all sections
}

// Section is a named run of bytes of a model.
type Section struct {
	Name string `json:"name"`
	Size int    `json:"size"` // bytes
	data []byte
}

// File is a model that was opened.
type File struct {
	Header
	data map[string][]byte
}

// Bytes returns a section, which the caller must not change, or nil.
func (f *File) Bytes(section string) []byte { return f.data[section] }

// Open reads a model from data, which it keeps. It checks the sum of the
// sections; its errors wrap [ErrFormat].
func Open(data []byte) (*File, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, fmt.Errorf("%w: no header", ErrFormat)
	}
	line, rest, ok := bytes.Cut(rest, []byte("\n"))
	if !ok {
		return nil, fmt.Errorf("%w: the header has no end", ErrFormat)
	}
	f := &File{data: map[string][]byte{}}
	if err := json.Unmarshal(line, &f.Header); err != nil {
		return nil, fmt.Errorf("%w: header: %v", ErrFormat, err)
	}
	if sum := sha256.Sum256(rest); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, fmt.Errorf("%w: %s: the checksum differs; the file is damaged", ErrFormat, f.Name)
	}
	for _, s := range f.Sections {
		if s.Size < 0 || s.Size > len(rest) {
			return nil, fmt.Errorf("%w: %s: section %s is cut short", ErrFormat, f.Name, s.Name)
		}
		f.data[s.Name], rest = rest[:s.Size:s.Size], rest[s.Size:]
	}
	return f, nil
}

// Write writes a model with the sections added by [Header.Add] to w.
func (h *Header) Write(w io.Writer) error {
	sum := sha256.New()
	for _, s := range h.Sections {
		sum.Write(s.data)
	}
	h.SHA256 = hex.EncodeToString(sum.Sum(nil))
	line, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("model %s: %w", h.Name, err)
	}
	if _, err := fmt.Fprintf(w, "%s%s\n", magic, line); err != nil {
		return err
	}
	for _, s := range h.Sections {
		if _, err := w.Write(s.data); err != nil {
			return err
		}
	}
	return nil
}

// Add appends a section to the model that [Header.Write] writes.
func (h *Header) Add(name string, data []byte) {
	h.Sections = append(h.Sections, Section{Name: name, Size: len(data), data: data})
}

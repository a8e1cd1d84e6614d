// Package source reads articles from files, folders, URLs and standard input:
// plain text, HTML, RSS and Atom, WARC, JSONL and CSV, told by their content.
package source

import (
	"fmt"
	"time"

	"chancery/nlp"
)

// Article is one text as it was found, and what is known about it.
type Article struct {
	ID        string // as given, or a hash of the content
	Text      string // UTF-8
	Title     string
	URL       string
	Source    string // outlet
	Author    string
	Lang      string    // ISO 639-1
	Genre     string    // "news" unless told otherwise
	Published time.Time // UTC; zero if unknown
	// DateOnly is true where Published has no time of day.
	DateOnly bool
	// From says where a field was found: {"published": "meta article:published_time"}.
	From map[string]string
	// Furniture are parts of Text that are not the story.
	Furniture []Part
}

// Part is a piece of an article's text that is not the story.
type Part struct {
	nlp.Span
	Kind string // headline, dateline, byline, caption or boilerplate
}

// A RejectError says why a file or a record of it can't be read or coded.
type RejectError struct {
	File   string
	Record string // "line 7", "record 3 at byte 1024"; "" for the whole file
	Reason string // a sentence without its full stop, that says what to do where something can be done
}

func (e *RejectError) Error() string {
	if e.Record == "" {
		return fmt.Sprintf("%s: %s", e.File, e.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", e.File, e.Record, e.Reason)
}

// Package dateparser stands in for github.com/markusmobius/go-dateparser, of which
// it has the part that go-htmldate names and none of the work.
//
// The extractor of articles imports go-htmldate, which imports go-dateparser,
// which compiles some four thousand regular expressions for two hundred
// languages when a program starts: 130 ms and 50 MB for each command, whether it
// reads a page or not. chancery asks the extractor for no dates (package source
// reads them itself, to say where it found them), so nothing calls this package.
// The directive "replace" in go.mod puts it in the place of the real one.
package dateparser

import (
	"errors"
	"time"
)

// ParserType names a way of reading a date.
type ParserType uint8

// The ways that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says to which side of today a date without a year belongs.
type PreferredDateSource uint8

// Past is what go-htmldate prefers.
const Past PreferredDateSource = 0

// Configuration says how to read a date.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Date is a date that was read.
type Date struct{ Time time.Time }

// Parser reads dates.
type Parser struct{ ParserTypes []ParserType }

// Parse reads nothing: it returns the zero Date and an error.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, errors.New("dateparser: this build reads no dates in free form")
}

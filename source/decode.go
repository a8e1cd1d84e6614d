package source

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// wideEncoding returns the encoding of text in UTF-16 or UTF-32, told by its
// byte order mark or, for UTF-16 without one, by where its NULs stand. It is nil
// for everything else. head is the start of the text.
func wideEncoding(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(head, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM)
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	}
	if len(head) < 16 {
		return nil
	}
	var nul [2]int // at even and odd offsets
	for i, c := range head[:min(len(head), 512)&^1] {
		if c == 0 {
			nul[i&1]++
		}
	}
	half := min(len(head), 512) / 2
	switch {
	case nul[0] == 0 && nul[1]*10 > half*8:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case nul[1] == 0 && nul[0]*10 > half*8:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// repair returns s as UTF-8, and the name of the charset it was taken to be in:
// "" if it was UTF-8 already. Text that has characters of UTF-8 and a few broken
// ones keeps its characters, with U+FFFD for each broken byte; all else is
// windows-1252, of which no byte sequence is invalid.
func repair(s string) (text, from string) {
	if utf8.ValidString(s) {
		return s, ""
	}
	good, bad := 0, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	if good > bad {
		return strings.ToValidUTF8(s, "\uFFFD"), "utf-8, with invalid bytes replaced"
	}
	text, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\uFFFD"), "utf-8, with invalid bytes replaced"
	}
	return text, "windows-1252"
}

// decodePage returns the text of a page in UTF-8, and the name of its charset:
// by its byte order mark, its declared content type, its meta element, or its
// bytes.
func decodePage(page []byte, contentType string) (text, from string) {
	enc, name, certain := charset.DetermineEncoding(page, contentType)
	// What is declared as UTF-8 or not at all is judged by all its bytes; the
	// package looks at the first 1024.
	if name == "utf-8" || (!certain && name == "windows-1252") {
		page = bytes.TrimPrefix(page, []byte("\uFEFF"))
		text, from = repair(string(page))
		if from == "" {
			from = "utf-8"
		}
		return text, from
	}
	decoded, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		return repair(string(page))
	}
	return strings.TrimPrefix(string(decoded), "\uFEFF"), name
}

var errNUL = errors.New("the text holds NUL bytes; it is binary, or in a charset that it doesn't declare")

// checkText returns an error if text is not something that a person wrote to be
// read.
func checkText(text string) error {
	if strings.IndexByte(text, 0) >= 0 {
		return errNUL
	}
	control := 0
	for i := range len(text) {
		if c := text[i]; c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1B {
			control++
		}
	}
	if control*50 > len(text) {
		return errors.New("more than one byte in fifty is a control character; this is not text")
	}
	if strings.TrimSpace(text) == "" {
		return errors.New("there is no text in it")
	}
	return nil
}

package source

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// Language is what was found out about the language of a text.
type Language struct {
	Code     string // ISO 639-1, or ISO 639-3 where that has none; "" if nothing was found
	Name     string // in English
	Reliable bool   // the text is long and clear enough to be sure of Code
	// Foreign is true if the text is surely not in English, whether or not it is
	// sure what else it is in.
	Foreign bool
}

const (
	// langLetters is the number of letters below which a text in Latin script is
	// never called anything but English: names alone sway a short text.
	langLetters = 200
	// langBytes bounds how much of a long text is looked at.
	langBytes = 1 << 16
	// englishShare is the share of English function words, of all words, from
	// which a text is English whatever its trigrams say. The median of news in English is
	// 0.33; other languages that share some of the forms ("in", "of", "was", "on")
	// stay below 0.08, but for quotations.
	englishShare = 0.18
	// foreignShare is the share below which a text of at least foreignWords words
	// is not English. Of 5,385 English articles of 60 words and more two were below
	// 0.10, and both had the trigrams of English.
	foreignShare, foreignWords = 0.06, 60
)

// functionWords are words that English cannot do without.
var functionWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "in": true, "that": true, "was": true, "is": true, "for": true,
	"on": true, "with": true, "as": true, "by": true, "at": true, "from": true, "it": true, "his": true, "he": true,
	"has": true, "had": true, "have": true, "were": true, "are": true, "which": true, "who": true, "this": true,
	"said": true, "but": true, "not": true, "they": true, "would": true, "their": true, "after": true,
}

// detectLanguage tells the language of text from its trigrams and its function
// words. It does best on a whole article.
func detectLanguage(text string) Language {
	if len(text) > langBytes {
		cut := langBytes
		for cut > 0 && text[cut]&0xC0 == 0x80 {
			cut--
		}
		text = text[:cut]
	}
	letters, latin := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	if letters == 0 {
		return Language{}
	}
	share, words := englishWords(text)
	if latin*2 > letters && share >= englishShare {
		return Language{Code: "en", Name: "English", Reliable: letters >= langLetters}
	}
	info := whatlanggo.Detect(text)
	code := info.Lang.Iso6391()
	if code == "" {
		code = info.Lang.Iso6393()
	}
	l := Language{Code: code, Name: info.Lang.String()}
	// Scripts other than Latin are sure after a few words.
	if latin*2 <= letters {
		l.Reliable = letters >= 20
	} else {
		l.Reliable = letters >= langLetters && info.IsReliable()
	}
	l.Foreign = code != "en" && (l.Reliable || words >= foreignWords && share < foreignShare)
	return l
}

// englishWords returns the share of text's words that are English function words,
// and the number of all its words.
func englishWords(text string) (share float64, words int) {
	known := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		if len(w) <= 6 && functionWords[strings.ToLower(w)] {
			known++
		}
	}
	return float64(known) / float64(max(words, 1)), words
}

// checkEnglish returns the language of text, and an error that says what it is
// in if it is surely not in English. Text whose language is in doubt passes; the
// Language returned says so.
func checkEnglish(text string) (Language, error) {
	l := detectLanguage(text)
	switch {
	case l.Foreign && l.Reliable:
		return l, fmt.Errorf("the text is in %s (%s); chancery codes English only", l.Name, l.Code)
	case l.Foreign:
		return l, fmt.Errorf("the text is not in English, perhaps in %s (%s); chancery codes English only", l.Name, l.Code)
	}
	return l, nil
}

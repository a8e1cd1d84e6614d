package actors

import (
	"strings"
	"unicode"
	"unicode/utf8"

	letters "chancery/internal/fold"
)

// fold returns s as tables compare it: lower case, without accents, apostrophes
// and full stops, with one space for every run of anything that is neither
// letter nor digit, and without "the" in front.
func fold(s string) string {
	return string(appendFold(nil, s))
}

// appendFold appends the folded s to buf.
func appendFold(buf []byte, s string) []byte {
	start := len(buf)
	space := false
	put := func(p string) {
		if space && len(buf) > start {
			buf = append(buf, ' ')
		}
		space = false
		buf = append(buf, p...)
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				if space && len(buf) > start {
					buf = append(buf, ' ')
				}
				space = false
				buf = append(buf, c)
			case 'A' <= c && c <= 'Z':
				if space && len(buf) > start {
					buf = append(buf, ' ')
				}
				space = false
				buf = append(buf, c+'a'-'A')
			case c == '\'' || c == '.' || c == '`':
			case c == '&':
				space = true
				put("and")
				space = true
			default:
				space = true
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case letters.Silent(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			put("")
			buf = letters.AppendLetter(buf, r)
		default:
			space = true
		}
	}
	if rest := buf[start:]; len(rest) > 4 && string(rest[:4]) == "the " {
		buf = append(buf[:start], rest[4:]...)
	}
	return buf
}

// spellings has the words of names that news spells in more ways than the
// endings of [skeleton] level.
var spellings = map[string]string{
	"muhamed": "mohamed", "mohamad": "mohamed", "muhamad": "mohamed",
	"ahmad": "ahmed", "husain": "husein", "husayn": "husein", "hosein": "husein", "hosain": "husein",
	"aleksandr": "alexander", "alexandr": "alexander", "aleksander": "alexander", "alyaksandr": "alexander", "aliaksandr": "alexander",
	"aleksey": "alexey", "evgeny": "yevgeny", "usama": "osama", "abdalah": "abdulah", "abdula": "abdulah",
	"abdel": "abdul", "abd": "abdul", "abdal": "abdul", "el": "al", "ul": "al",
	"qadafy": "gadafy", "kadafy": "gadafy", "gadhafy": "gadafy", "qadhafy": "gadafy", "kadhafy": "gadafy",
	"saint": "st", "mount": "mt", "fort": "ft", "sheik": "sheikh", "yaser": "yasir", "yasar": "yasir",
	"binyamin": "benjamin", "viktor": "victor",
	"hizbalah": "hezbolah", "hizbulah": "hezbolah", "hezbalah": "hezbolah", "hizbolah": "hezbolah",
	"qaida": "qaeda", "centre": "center", "defence": "defense", "organisation": "organization", "labor": "labur", "programe": "program",
	"haidar": "haider", "osman": "othman", "yusef": "yusuf", "yusif": "yusuf", "mustapha": "mustafa", "khaled": "khalid", "waled": "walid",
	"andry": "andrey",
}

// skeleton returns the folded name s with the spellings of one name levelled:
// Zelenskyy and Zelensky, Mahmoud and Mahmud, Hassan and Hasan, al-Sisi and
// el-Sisi give the same.
func skeleton(s string) string { return string(appendSkeleton(nil, s)) }

func appendSkeleton(buf []byte, s string) []byte {
	var stack [96]byte
	f := appendFold(stack[:0], s)
	for len(f) > 0 {
		w := f
		if i := indexSpace(f); i >= 0 {
			w, f = f[:i], f[i+1:]
		} else {
			f = nil
		}
		if len(buf) > 0 {
			buf = append(buf, ' ')
		}
		buf = appendLevel(buf, w)
	}
	return buf
}

func indexSpace(b []byte) int {
	for i, c := range b {
		if c == ' ' {
			return i
		}
	}
	return -1
}

// appendLevel appends the word w of a name with its spelling levelled.
func appendLevel(buf, w []byte) []byte {
	start := len(buf)
	if len(w) <= 3 {
		if v, ok := spellings[string(w)]; ok {
			return append(buf, v...)
		}
		return append(buf, w...)
	}
	for i, c := range w {
		switch {
		case i > 0 && c == w[i-1] && len(w) > 4:
		case c == 'u' && i > 0 && w[i-1] == 'o':
			buf[len(buf)-1] = 'u'
		default:
			buf = append(buf, c)
		}
	}
	n := len(buf)
	for n > start+3 && (buf[n-1] == 'i' || buf[n-1] == 'y' || buf[n-1] == 'j') {
		n--
	}
	if n < len(buf) {
		buf = append(buf[:n], 'y')
	}
	if v, ok := spellings[string(buf[start:])]; ok {
		buf = append(buf[:start], v...)
	}
	return buf
}

// acronym reports whether s is written in capitals alone, so that only capitals
// can mean it: IS, WHO, US, U.S.
func acronym(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r) || r == ' ':
			return false
		case unicode.IsUpper(r):
			n++
		}
	}
	return n >= 2 && n <= 6
}

func hasLower(s string) bool { return strings.IndexFunc(s, unicode.IsLower) >= 0 }

func capitalised(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
}

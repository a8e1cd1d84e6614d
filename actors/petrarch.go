package actors

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oldSectors maps the role codes of CAMEO that PLOVER renamed or dropped.
var oldSectors = map[string]string{
	"MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB", "RAD": "REB", "HRI": "SOC", "ENV": "SOC", "DEV": "GOV", "SET": "CVL", "PPL": "CVL",
	"MUS": "REL", "CHR": "REL", "CTH": "REL", "PRO": "REL", "JEW": "REL", "HIN": "REL", "BUD": "REL", "UIS": "UNK", "MOD": "", "AMN": "SOC", "IRC": "SOC",
}

var plover = map[string]bool{
	"COP": true, "GOV": true, "JUD": true, "LEG": true, "MIL": true, "PRM": true, "PTY": true, "REB": true, "SPY": true, "UAF": true, "UNK": true, "AGR": true, "BUS": true,
	"CRM": true, "CVL": true, "EDU": true, "ELI": true, "JRN": true, "LAB": true, "MED": true, "REF": true, "OPP": true, "PRE": true, "REL": true, "SOC": true,
}

// oldCode matches "[AFGGOV 731108-850101]": a code, and dates as YYMMDD or
// YYYYMMDD, with < and > for before and after. The dictionaries in use have a
// digit too many or too few in some dates, and a brace for a bracket.
var oldCode = regexp.MustCompile(`^\[(~?)([A-Z0-9~_-]*)\s*(?:([<>]?)\s*(\d{4,10})?\s*(?:-\s*(\d{4,10})?)?)?\s*[\]}]`)

// petrarch reads an actor or agent dictionary of PETRARCH: a name and its codes
// in square brackets, further names after "+", further codes on lines of their
// own, "_" for a space, "!SET!" for each member of a set, and irregular plurals
// in braces.
func (x *index) petrarch(r io.Reader, file string) error {
	x.files = append(x.files, file)
	p := oldReader{x: x, file: file, table: uint8(len(x.files) - 1), sets: map[string][]string{}}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for p.line = 1; sc.Scan(); p.line++ {
		if err := p.read(sc.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", file, p.line, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return p.flush()
}

// oldReader holds the block of a dictionary that is being read.
type oldReader struct {
	x     *index
	file  string
	table uint8
	line  int
	sets  map[string][]string
	names []string
	at    int // line of the first name
	codes []entry
	roles []string // of an agent; nil for an actor
	agent bool
}

func (p *oldReader) read(text string) error {
	text, _, _ = strings.Cut(text, "#")
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil
	case strings.HasPrefix(text, "!") && strings.Contains(text, "="):
		name, members, _ := strings.Cut(text, "=")
		for m := range strings.SplitSeq(members, ",") {
			p.sets[strings.TrimSpace(name)] = append(p.sets[strings.TrimSpace(name)], strings.TrimSpace(m))
		}
		return nil
	case strings.HasPrefix(text, "["):
		if len(p.names) == 0 {
			return fmt.Errorf("the code %q belongs to no name; put it after a name", text)
		}
		return p.code(text)
	}
	name, code := text, ""
	if i := strings.IndexByte(text, '['); i >= 0 {
		name, code = strings.TrimSpace(text[:i]), text[i:]
	}
	if further, ok := strings.CutPrefix(name, "+"); ok {
		if len(p.names) == 0 {
			return fmt.Errorf("the further name %q has no name before it", name)
		}
		p.names = append(p.names, further)
	} else {
		if err := p.flush(); err != nil {
			return err
		}
		p.names, p.at = []string{name}, p.line
	}
	if code == "" {
		return nil
	}
	return p.code(code)
}

func (p *oldReader) code(text string) error {
	read := false
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimLeft(text, " ,;\t") {
		m := oldCode.FindStringSubmatch(text)
		if m == nil && read {
			return nil // a remark behind the codes
		}
		if m == nil {
			return fmt.Errorf("%q is no code; write [RUSGOV] or [RUSGOV 990809-080507]", text)
		}
		text = text[len(m[0]):]
		read = true
		e := entry{table: p.table, line: int32(p.at), overlay: true, end: always}
		if m[1] == "~" {
			p.agent = true
			p.roles = sectorsOf(m[2])
			continue
		}
		e.country, e.sectors = countryAndSectors(strings.Trim(m[2], "-~"))
		var err error
		from, to := m[4], m[5]
		switch m[3] {
		case "<":
			e.end, err = oldDay(from)
		case ">":
			e.start, err = oldDay(from)
		default:
			if from != "" {
				e.start, err = oldDay(from)
			}
			if to != "" && err == nil {
				e.end, err = oldDay(to)
			}
		}
		if err != nil {
			return err
		}
		p.codes = append(p.codes, e)
	}
	return nil
}

// oldDay returns yyyymmdd of YYMMDD, years from 30 on being of the last
// century, or of YYYYMMDD.
func oldDay(s string) (int32, error) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, fmt.Errorf("%q is no date; write YYMMDD", s)
	}
	switch {
	case len(s) == 6 && n >= 300000:
		n += 19000000
	case len(s) == 6:
		n += 20000000
	case len(s) == 8:
	case s[:2] == "19" || s[:2] == "20":
		return oldDay(s[:4] + "0101") // the year is all that is sure
	default:
		return oldDay(s[:2] + "0101")
	}
	return int32(n), nil
}

// flush adds the block that was read.
func (p *oldReader) flush() error {
	defer func() { p.names, p.codes, p.roles, p.agent = nil, nil, nil, false }()
	var names []string
	for _, n := range p.names {
		plural := ""
		if i := strings.IndexByte(n, '{'); i >= 0 {
			plural = strings.Trim(n[i:], "{} _")
			n = n[:i]
		}
		full, err := p.expand(n)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", p.file, p.at, err)
		}
		names = append(names, full...)
		if plural != "" {
			names = append(names, clean(plural))
		}
	}
	if len(p.names) > 0 && len(names) == 0 {
		return fmt.Errorf("%s:%d: the name %q stands for nothing; define its set above it", p.file, p.at, p.names[0])
	}
	if p.agent {
		for _, n := range names {
			a := agent{noun: strings.ToLower(n), typ: "group", sectors: p.roles, table: p.table, line: int32(p.at)}
			p.x.putAgent(a, a.noun)
			if plural := regularPlural(a.noun); plural != a.noun {
				a.plural = true
				p.x.putAgent(a, plural)
			}
		}
		return nil
	}
	for _, e := range p.codes {
		e.name, e.kind, e.typ = title(names[0]), body, "org"
		if len(e.sectors) == 0 && len(e.country) == 3 {
			e.typ = "country"
		}
		p.x.add(e, names...)
	}
	return nil
}

// most is how many names a name with sets may stand for.
const most = 1000

// expand returns the names that n stands for, with its sets spelt out.
func (p *oldReader) expand(n string) ([]string, error) {
	done, open := []string(nil), []string{n}
	for len(open) > 0 {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		i := strings.IndexByte(n, '!')
		j := -1
		if i >= 0 {
			j = strings.IndexByte(n[i+1:], '!')
		}
		if j < 0 {
			done = append(done, clean(n))
			continue
		}
		set := n[i : i+j+2]
		for _, m := range p.sets[set] {
			if strings.Contains(m, "!") {
				return nil, fmt.Errorf("the set %s has a member %q that is a set; spell it out", set, m)
			}
			open = append(open, n[:i]+m+n[i+j+2:])
		}
		if len(done)+len(open) > most {
			return nil, fmt.Errorf("the name %q stands for more than %d names; use fewer sets", n, most)
		}
	}
	slices.Reverse(done)
	return done, nil
}

func clean(n string) string { return strings.TrimSpace(strings.ReplaceAll(n, "_", " ")) }

// title returns an upper-case name with capitals at the start of its words
// alone.
func title(s string) string {
	w := strings.Fields(strings.ToLower(s))
	for i := range w {
		r, n := utf8.DecodeRuneInString(w[i])
		w[i] = string(unicode.ToUpper(r)) + w[i][n:]
	}
	return strings.Join(w, " ")
}

// countryAndSectors parts a code such as IGOUNO or AFGGOVBUS.
func countryAndSectors(code string) (string, []string) {
	if len(code) < 3 {
		return "", nil
	}
	country, rest := code[:3], code[3:]
	switch {
	case country == "IGO" && strings.HasPrefix(rest, "UNO"):
		country, rest = "UNO", rest[3:]
	case country == "IGO" && (strings.HasPrefix(rest, "EUR") || strings.HasPrefix(rest, "EEC")):
		country, rest = "EUR", rest[3:]
	case plover[country] || oldSectors[country] != "":
		country, rest = "", code
	}
	return country, sectorsOf(rest)
}

// sectorsOf parts role codes, and drops those that PLOVER does not have.
func sectorsOf(s string) []string {
	var out []string
	for ; len(s) >= 3; s = s[3:] {
		c := s[:3]
		if v, ok := oldSectors[c]; ok {
			c = v
		}
		if plover[c] {
			out = append(out, c)
		}
	}
	return out
}

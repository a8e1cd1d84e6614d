package query

import (
	"strings"

	"chancery/internal/fold"
)

// A Party is who a filter asks for: of a country or of a kind of organisation
// beyond countries (USA, IGO), of a sector (MIL), of both (RUSMIL), or by name.
// All of its fields that are not empty must hold.
type Party struct {
	Country string // ISO 3166-1 alpha-3, or IGO UNO EUR NGO MNC ISM IMG
	Sector  string // one of PLOVER's 25
	Name    string // as [fold.Name] has it
}

// IsZero reports whether p asks for nothing.
func (p Party) IsZero() bool { return p == Party{} }

// String returns p as [ParseParty] reads it.
func (p Party) String() string {
	if p.Name != "" {
		return p.Name
	}
	return p.Country + p.Sector
}

// sectors are PLOVER's sector codes.
const sectors = " AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PRE PRM PTY REB REF REL SOC SPY UAF UNK "

// ParseParty reads a country, a sector or the two joined in capital letters, and
// anything else as a name: "Russia" is a name, "RUS" a country.
func ParseParty(s string) Party {
	s = strings.TrimSpace(s)
	switch {
	case code(s, 3) && strings.Contains(sectors, " "+s+" "):
		return Party{Sector: s}
	case code(s, 3):
		return Party{Country: s}
	case code(s, 6) && strings.Contains(sectors, " "+s[3:]+" "):
		return Party{Country: s[:3], Sector: s[3:]}
	}
	return Party{Name: fold.Name(s)}
}

// ParseParties reads each of list.
func ParseParties(list []string) []Party {
	var out []Party
	for _, s := range list {
		if p := ParseParty(s); !p.IsZero() {
			out = append(out, p)
		}
	}
	return out
}

// code reports whether s is n capital letters.
func code(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range n {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// Package ontology holds PLOVER 2.0 and CAMEO as tables: event types, modes,
// contexts, sectors, codes, scores, and the crosswalk between the two.
//
// The definitions are this project's own words; codes and values are those of the
// PLOVER 2.0 draft manual, of CAMEO 1.1b3 and of Goldstein (1992). The heads of
// the tables tell what was mended.
package ontology

import (
	"embed"
	"fmt"
	"strconv"

	"chancery/internal/tsv"
)

//go:embed *.tsv
var files embed.FS

// A Type is one of PLOVER's 16 event types.
type Type struct {
	Name  string
	Quad  int     // 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
	Score float64 // -10 to 10
	CAMEO string  // for an event of the type with no mode and nothing finer
	// NeedsRecipient is true where PLOVER requires a recipient.
	NeedsRecipient bool
	Definition     string
	Modes          []Mode // by name
}

// A Mode is one of the 67 modes, of one type.
type Mode struct {
	Type, Name string
	Score      float64 // -10 to 10
	CAMEO      string  // for an event of the type in that mode and nothing finer
	Definition string
}

// A Term is a name or code with its definition: a context, sector or entity.
type Term struct{ Name, Definition string }

// A Code is one of the 312 CAMEO codes.
type Code struct {
	Code, Name string
	Goldstein  float64 // the classic value, -10 to 10
	Type, Mode string  // PLOVER's; "" where PLOVER has none
	// Swap is true where actor and recipient change places in PLOVER.
	Swap     bool
	Contexts []string
}

// Ontology is the tables, read and checked. It is safe for concurrent use.
type Ontology struct {
	Types    []Type // in PLOVER's order, from AGREE to ASSAULT
	Contexts []Term // by name
	Sectors  []Term // by code
	Entities []Term // the codes in place of a country: EUR, IGO, UNO …
	Codes    []Code // by code

	types    map[string]*Type
	modes    map[[2]string]*Mode
	codes    map[string]*Code
	contexts map[string]bool
}

// Load reads the embedded tables. Its errors name the file and line at fault.
func Load() (*Ontology, error) {
	o := &Ontology{
		types: map[string]*Type{}, modes: map[[2]string]*Mode{}, codes: map[string]*Code{},
		contexts: map[string]bool{},
	}
	for _, read := range []func() error{o.readTypes, o.readModes, o.readTerms, o.readCodes} {
		if err := read(); err != nil {
			return nil, fmt.Errorf("ontology: %w", err)
		}
	}
	return o, o.check()
}

// Type returns the type of that name, or nil.
func (o *Ontology) Type(name string) *Type { return o.types[name] }

// Mode returns a mode of a type, or nil.
func (o *Ontology) Mode(typ, mode string) *Mode { return o.modes[[2]string{typ, mode}] }

// CAMEO returns the code's row, or nil.
func (o *Ontology) CAMEO(code string) *Code { return o.codes[code] }

// IsContext reports whether name is one of the 37 contexts.
func (o *Ontology) IsContext(name string) bool { return o.contexts[name] }

// DefaultCAMEO returns the code that stands for a type and mode ("" for none)
// when the text gives nothing finer, or "" for an unknown type.
func (o *Ontology) DefaultCAMEO(typ, mode string) string {
	if m := o.Mode(typ, mode); m != nil {
		return m.CAMEO
	}
	if t := o.Type(typ); t != nil {
		return t.CAMEO
	}
	return ""
}

// Score returns PLOVER's score of a type and mode, that of the type where the
// mode is "" or unknown, and 0 for an unknown type.
func (o *Ontology) Score(typ, mode string) float64 {
	if m := o.Mode(typ, mode); m != nil {
		return m.Score
	}
	if t := o.Type(typ); t != nil {
		return t.Score
	}
	return 0
}

func table(name string, columns ...string) ([]tsv.Row, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return tsv.Read(f, name, columns...)
}

func number(r tsv.Row, column string) (float64, error) {
	v, err := strconv.ParseFloat(r.Get(column), 64)
	if err != nil || v < -10 || v > 10 {
		return 0, r.Errorf("%s must be a number from -10 to 10; it is %q", column, r.Get(column))
	}
	return v, nil
}

func (o *Ontology) readTypes() error {
	rows, err := table("types.tsv", "name", "quad", "score", "cameo", "needs_recipient", "definition")
	if err != nil {
		return err
	}
	for _, r := range rows {
		score, err := number(r, "score")
		if err != nil {
			return err
		}
		quad, err := strconv.Atoi(r.Get("quad"))
		if err != nil || quad < 1 || quad > 4 {
			return r.Errorf("quad must be 1 to 4; it is %q", r.Get("quad"))
		}
		o.Types = append(o.Types, Type{
			Name: r.Get("name"), Quad: quad, Score: score, CAMEO: r.Get("cameo"),
			NeedsRecipient: r.Get("needs_recipient") == "yes", Definition: r.Get("definition"),
		})
	}
	for i := range o.Types {
		o.types[o.Types[i].Name] = &o.Types[i]
	}
	return nil
}

func (o *Ontology) readModes() error {
	rows, err := table("modes.tsv", "type", "mode", "score", "cameo", "definition")
	if err != nil {
		return err
	}
	for _, r := range rows {
		score, err := number(r, "score")
		if err != nil {
			return err
		}
		t := o.types[r.Get("type")]
		if t == nil {
			return r.Errorf("no type %q", r.Get("type"))
		}
		m := &Mode{Type: t.Name, Name: r.Get("mode"), Score: score, CAMEO: r.Get("cameo"), Definition: r.Get("definition")}
		t.Modes = append(t.Modes, *m)
		o.modes[[2]string{m.Type, m.Name}] = m
	}
	return nil
}

func (o *Ontology) readTerms() error {
	for _, t := range []struct {
		file, key, gloss string
		to               *[]Term
	}{
		{"contexts.tsv", "name", "definition", &o.Contexts},
		{"sectors.tsv", "code", "definition", &o.Sectors},
		{"entities.tsv", "code", "name", &o.Entities},
	} {
		rows, err := table(t.file, t.key, t.gloss)
		if err != nil {
			return err
		}
		for _, r := range rows {
			*t.to = append(*t.to, Term{r.Get(t.key), r.Get(t.gloss)})
		}
	}
	for _, c := range o.Contexts {
		o.contexts[c.Name] = true
	}
	return nil
}

func (o *Ontology) readCodes() error {
	rows, err := table("cameo.tsv", "code", "name", "goldstein", "type", "mode", "swap", "contexts")
	if err != nil {
		return err
	}
	for _, r := range rows {
		g, err := number(r, "goldstein")
		if err != nil {
			return err
		}
		c := Code{
			Code: r.Get("code"), Name: r.Get("name"), Goldstein: g, Type: r.Get("type"), Mode: r.Get("mode"),
			Swap: r.Get("swap") == "yes", Contexts: r.List("contexts"),
		}
		switch {
		case c.Type != "" && o.types[c.Type] == nil:
			return r.Errorf("no type %q", c.Type)
		case c.Mode != "" && o.Mode(c.Type, c.Mode) == nil:
			return r.Errorf("%s has no mode %q", c.Type, c.Mode)
		}
		for _, x := range c.Contexts {
			if !o.contexts[x] {
				return r.Errorf("no context %q", x)
			}
		}
		o.Codes = append(o.Codes, c)
	}
	for i := range o.Codes {
		o.codes[o.Codes[i].Code] = &o.Codes[i]
	}
	return nil
}

// check returns an error if a default code is not a code.
func (o *Ontology) check() error {
	for _, t := range o.Types {
		if o.codes[t.CAMEO] == nil {
			return fmt.Errorf("ontology: types.tsv: %s has CAMEO code %q, which is none", t.Name, t.CAMEO)
		}
		for _, m := range t.Modes {
			if o.codes[m.CAMEO] == nil {
				return fmt.Errorf("ontology: modes.tsv: %s %s has CAMEO code %q, which is none", t.Name, m.Name, m.CAMEO)
			}
		}
	}
	return nil
}

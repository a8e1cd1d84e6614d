package nertrain

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"chancery/annotate/ner"
	"chancery/nlp"
)

//go:embed data/templates.txt
var templates string

// slotTypes are the types of the names that fill slots.
var slotTypes = map[string]string{
	"media": nlp.Org, "armed": nlp.Org, "party": nlp.Org, "body": nlp.Org, "igo": nlp.Org, "seat": nlp.Org,
	"city": nlp.GPE, "loc": nlp.Loc, "p": nlp.Person, "q": nlp.Person, "r": nlp.Person,
}

var slotTables = map[string][]string{
	"media": {"media"}, "armed": {"armed_groups"}, "party": {"parties"}, "body": {"institutions", "organisations"}, "igo": {"organisations"}, "seat": {"seats"},
}

// stories fills each story of the templates n times.
func (p *pools) stories(g *gazetteer, n int) ([]Doc, error) {
	var out []Doc
	for k, story := range strings.Split(templates, "\n\n") {
		for i := range n {
			f := filler{pools: p, g: g, values: map[string]string{}}
			d, err := f.fill(story, fmt.Sprintf("story-%d-%d", k, i))
			if err != nil {
				return nil, err
			}
			if len(d.Tokens) > 0 {
				out = append(out, d)
			}
		}
	}
	return out, nil
}

// filler holds the names of one story.
type filler struct {
	*pools
	g         *gazetteer
	values    map[string]string
	countries [3]country
}

func (f *filler) fill(story, id string) (Doc, error) {
	for i := range f.countries {
		f.countries[i] = f.g.country[f.rng.IntN(len(f.g.country))]
	}
	var sents [][]word
	var labels []uint8
	for line := range strings.SplitSeq(story, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var words []word
		add := func(text, typ string) {
			k := slices.Index(ner.Types, typ)
			for i, t := range tokens(text) {
				words = append(words, word{form: t})
				switch {
				case k < 0:
					labels = append(labels, 0)
				case i == 0:
					labels = append(labels, uint8(1+2*k))
				default:
					labels = append(labels, uint8(2+2*k))
				}
			}
		}
		for rest := line; rest != ""; {
			at := strings.IndexAny(rest, "{[")
			if at < 0 {
				add(rest, "")
				break
			}
			add(rest[:at], "")
			if rest[at] == '{' {
				end := strings.IndexByte(rest[at:], '}')
				if end < 0 {
					return Doc{}, fmt.Errorf("templates.txt: %q has no }", line)
				}
				value, typ, err := f.slot(rest[at+1 : at+end])
				if err != nil {
					return Doc{}, err
				}
				add(value, typ)
				rest = rest[at+end+1:]
				continue
			}
			end := strings.IndexByte(rest[at:], ']')
			inner, typ, ok := strings.Cut(rest[at+1:max(at+1, at+end)], "|")
			if end < 0 || !ok {
				return Doc{}, fmt.Errorf("templates.txt: %q has no |type]", line)
			}
			for strings.Contains(inner, "{") {
				a, b := strings.IndexByte(inner, '{'), strings.IndexByte(inner, '}')
				value, _, err := f.slot(inner[a+1 : b])
				if err != nil {
					return Doc{}, err
				}
				inner = inner[:a] + value + inner[b+1:]
			}
			add(inner, typ)
			rest = rest[at+end+1:]
		}
		sents = append(sents, words)
	}
	return Doc{build(id, sents), labels}, nil
}

// slot returns the name that fills a slot of the story, and its type.
func (f *filler) slot(name string) (value, typ string, err error) {
	key, part, _ := strings.Cut(name, ".")
	if i := strings.Index("cde", key); i >= 0 && len(key) == 1 {
		c := f.countries[i]
		switch part {
		case "adj":
			return c.adj, nlp.Norp, nil
		case "pl":
			return c.plural, nlp.Norp, nil
		case "cap":
			return c.capital, nlp.GPE, nil
		}
		return c.name, nlp.GPE, nil
	}
	kind := strings.TrimRight(key, "2")
	typ, ok := slotTypes[kind]
	if !ok {
		return "", "", fmt.Errorf("templates.txt: no slot is called %q", name)
	}
	if f.values[key] == "" {
		f.values[key] = f.name(kind)
	}
	value = f.values[key]
	if words := strings.Fields(value); part == "s" {
		value = words[len(words)-1]
	} else if part == "g" {
		value = words[0]
	}
	return value, typ, nil
}

func (f *filler) name(kind string) string {
	switch kind {
	case "p", "q", "r":
		if f.rng.IntN(2) == 0 {
			return f.pick(f.g.people)
		}
		given := f.male
		if f.rng.IntN(3) == 0 {
			given = f.female
		}
		return f.pick(given) + " " + f.pick(f.surnames)
	case "city":
		return f.pick(f.cities)
	case "loc":
		return f.pick(f.loc)
	}
	tables := slotTables[kind]
	table := f.g.orgs[tables[f.rng.IntN(len(tables))]]
	return strings.TrimPrefix(f.pick(table), "The ")
}

package nertrain

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/annotate/ner"
	"chancery/lang/en/names"
	"chancery/nlp"
)

// pools are names to put in the place of others, so that the chain learns what
// stands around a name and what the tables say, and not the names by heart.
type pools struct {
	rng      *rand.Rand
	tables   *names.Tables
	male     []string
	female   []string
	surnames []string
	gpe      []string
	cities   []string
	loc      []string
	adj      []string // demonyms
	plural   []string
	orgs     []string
}

func newPools(seed uint64, t *names.Tables, docs []Doc, g *gazetteer) *pools {
	p := &pools{rng: rand.New(rand.NewPCG(seed, 1)), tables: t, cities: g.cities, surnames: g.surnames()}
	t.Each(func(name string, c names.Class) {
		switch {
		case c&names.Given != 0:
			if c&names.Female == 0 {
				p.male = append(p.male, name)
			}
			if c&names.Male == 0 {
				p.female = append(p.female, name)
			}
		case c&(names.Country|names.Capital|names.Region) != 0:
			p.gpe = append(p.gpe, name)
		case c&names.Area != 0:
			p.loc = append(p.loc, name)
		case c&names.Norps != 0 && strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss"):
			p.plural = append(p.plural, name)
		case c&names.Norps != 0:
			p.adj = append(p.adj, name)
		}
	})
	seenSurname, seenOrg := map[string]bool{}, map[string]bool{}
	for _, table := range orgTables {
		p.orgs = append(p.orgs, g.orgs[table]...)
	}
	for _, d := range docs {
		for _, s := range d.names() {
			forms := d.forms(s)
			last := forms[len(forms)-1]
			switch s.kind {
			case nlp.Person:
				if len(forms) > 1 && len(last) > 2 && capitalised(last) && !seenSurname[last] {
					seenSurname[last] = true
					p.surnames = append(p.surnames, last)
				}
			case nlp.Org:
				if name := strings.Join(forms, " "); !seenOrg[name] {
					seenOrg[name] = true
					p.orgs = append(p.orgs, name)
				}
			}
		}
	}
	return p
}

// names returns the names of d, as spans of its tokens.
func (d *Doc) names() []span {
	var out []span
	for i := 0; i < len(d.Labels); i++ {
		l := d.Labels[i]
		if l == 0 {
			continue
		}
		j := i + 1
		for j < len(d.Labels) && d.Labels[j] == l+1 && d.Tokens[j].Sent == d.Tokens[i].Sent {
			j++
		}
		out = append(out, span{i, j, ner.Types[(l-1)/2]})
		i = j - 1
	}
	return out
}

func (d *Doc) forms(s span) []string {
	var out []string
	for _, t := range d.Tokens[s.first:s.last] {
		out = append(out, t.Form)
	}
	return out
}

func (p *pools) pick(from []string) string { return from[p.rng.IntN(len(from))] }

// bodies, firms and creeds make the names of organisations that no corpus has.
var (
	bodies = strings.Fields("Army Navy Parliament Senate Police Embassy Government Cabinet Congress Military Airlines Television Radio University Museum Olympic_Committee Central_Bank Supreme_Court Foreign_Ministry Defense_Ministry Interior_Ministry Air_Force National_Guard Football_Association Red_Crescent Chamber_of_Commerce Coast_Guard Council Academy Press_Agency Intelligence_Service")
	firms  = strings.Fields("Corp. Inc. Ltd Group Holdings Bank Motors Industries Energy Capital Partners Foundation Institute Airlines Media Systems Technologies Oil Steel Pharmaceuticals & Co Communications Insurance Mining Shipping Entertainment")
	creeds = strings.Fields("National Democratic Socialist Liberal Conservative Republican Labour People's Popular Workers' United Progressive Islamic Communist Green Patriotic Freedom Justice Unity Revolutionary Liberation Reform")
	unions = strings.Fields("Party Front Alliance Movement Union Congress League Coalition Bloc Army Brigades Council Forum")
	fields = strings.Fields("Defense Defence Foreign_Affairs Finance Health Education Justice Trade Agriculture Energy Transport Information Culture Labor Interior Commerce Tourism Oil Environment")
	heads  = strings.Fields("Ministry_of Department_of Committee_on Office_of Institute_of Bureau_of Commission_on Council_for Center_for Agency_for")
)

func (p *pools) org() string {
	w := func(list []string) string { return strings.ReplaceAll(p.pick(list), "_", " ") }
	switch p.rng.IntN(12) {
	case 0:
		return p.pick(p.adj) + " " + w(bodies)
	case 1:
		return p.pick(p.gpe) + " " + w(bodies)
	case 2:
		return p.pick(p.surnames) + " " + w(firms)
	case 3:
		return w(creeds) + " " + w(creeds) + " " + w(unions)
	case 4:
		return w(creeds) + " " + w(unions)
	case 5:
		return w(heads) + " " + w(fields)
	case 6:
		return w(creeds) + " " + w(unions) + " of " + p.pick(p.gpe)
	}
	return p.pick(p.orgs)
}

// swap returns a copy of d in which most names are others of their type, the
// same throughout the document.
func (p *pools) swap(d Doc, id string) Doc {
	memo := map[string]string{}
	again := func(kind, old string, f func() string) string {
		k := kind + "\x00" + old
		if memo[k] == "" {
			memo[k] = f()
		}
		return memo[k]
	}
	starts := map[int]span{}
	for _, s := range d.names() {
		starts[s.first] = s
	}
	var sents [][]word
	var labels []uint8
	for _, sent := range d.Sentences {
		var words []word
		for i := sent.First; i < sent.Last; i++ {
			s, ok := starts[i]
			if !ok {
				t := d.Tokens[i]
				words = append(words, word{form: t.Form, upos: t.UPOS, xpos: t.XPOS, lemma: t.Lemma})
				labels = append(labels, d.Labels[i])
				continue
			}
			forms := d.forms(s)
			name := strings.Join(forms, " ")
			fresh := name
			switch s.kind {
			case nlp.Person:
				var out []string
				for j, f := range forms {
					g := p.tables.GivenName(f)
					switch {
					case !capitalised(f) || utf8.RuneCountInString(f) < 3:
						out = append(out, f)
					case g != 0 && j < len(forms)-1 || g != 0 && len(forms) == 1:
						out = append(out, again("given", f, func() string {
							if g&names.Female != 0 {
								return p.pick(p.female)
							}
							return p.pick(p.male)
						}))
					default:
						out = append(out, again("surname", f, func() string { return p.pick(p.surnames) }))
					}
				}
				fresh = strings.Join(out, " ")
			case nlp.GPE:
				fresh = again(s.kind, name, func() string {
					if p.rng.IntN(2) == 0 {
						return p.pick(p.cities)
					}
					return p.pick(p.gpe)
				})
			case nlp.Loc:
				if len(forms) == 1 {
					fresh = again(s.kind, name, func() string { return p.pick(p.loc) })
				}
			case nlp.Norp:
				fresh = again(s.kind, name, func() string {
					if last := forms[len(forms)-1]; strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") {
						return p.pick(p.plural)
					}
					return p.pick(p.adj)
				})
			case nlp.Org:
				fresh = again(s.kind, name, p.org)
			}
			k := uint8(1 + 2*slices.Index(ner.Types, s.kind))
			for j, f := range tokens(fresh) {
				words = append(words, word{form: f, upos: "PROPN"})
				if j > 0 {
					labels = append(labels, k+1)
				} else {
					labels = append(labels, k)
				}
			}
			i = s.last - 1
		}
		sents = append(sents, words)
	}
	return Doc{build(id, sents), labels}
}

// tokens parts a name as the tokenizer does.
func tokens(name string) []string {
	name = strings.ReplaceAll(name, "'s", " 's")
	name = strings.ReplaceAll(name, ",", " ,")
	return strings.Fields(name)
}

// headlines returns a copy of short sentences of d as headlines are written: the
// first letter of most words capital, or all letters.
func (p *pools) headlines(d Doc, id string) Doc {
	var sents [][]word
	var labels []uint8
	for _, sent := range d.Sentences {
		n := sent.Last - sent.First
		if n < 5 || n > 18 || p.rng.IntN(6) > 0 {
			continue
		}
		shout := p.rng.IntN(3) == 0
		var words []word
		for i := sent.First; i < sent.Last; i++ {
			t := d.Tokens[i]
			form := t.Form
			if shout {
				form = strings.ToUpper(form)
			} else if t.UPOS != "ADP" && t.UPOS != "DET" && t.UPOS != "CCONJ" && len(form) > 3 {
				r, size := utf8.DecodeRuneInString(form)
				form = string(unicode.ToUpper(r)) + form[size:]
			}
			words = append(words, word{form: form, upos: t.UPOS, xpos: t.XPOS, lemma: t.Lemma})
			labels = append(labels, d.Labels[i])
		}
		sents = append(sents, words)
	}
	return Doc{build(id, sents), labels}
}

// augment returns docs with copies of them that have other names, and headlines.
func (p *pools) augment(docs []Doc, copies int) []Doc {
	out := slices.Clone(docs)
	for c := range copies {
		for _, d := range docs {
			out = append(out, p.swap(d, fmt.Sprintf("%s~%d", d.ID, c+1)))
		}
	}
	for _, d := range docs {
		if h := p.headlines(d, d.ID+"~headlines"); len(h.Tokens) > 0 {
			out = append(out, h)
		}
	}
	return out
}

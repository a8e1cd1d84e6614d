package coder

import (
	"slices"
	"strings"

	"chancery/ledger"
	"chancery/nlp"
)

// political are the sectors whose members act in politics by what they are.
var political = map[string]bool{
	"GOV": true, "MIL": true, "COP": true, "LEG": true, "JUD": true, "REB": true, "SPY": true, "PRM": true,
	"PTY": true, "OPP": true, "UAF": true, "ELI": true, "PRE": true,
}

var armedSectors = map[string]bool{"MIL": true, "REB": true, "UAF": true, "PRM": true, "COP": true}

// bodies are the codes that stand for a body in place of a country.
var bodies = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true, "IMG": true, "ISM": true}

// pol reports whether a referent acts in politics by what it is.
func pol(a *ledger.Actor) bool {
	if a.Type == "place" {
		return false
	}
	if a.Type == "country" || bodies[a.Country] {
		return true
	}
	for _, s := range a.Sectors {
		if political[s] {
			return true
		}
	}
	return political[a.Sector]
}

// of reports whether a referent is someone of a country, and no place, medium or firm.
func of(a *ledger.Actor) bool {
	return a.Country != "" && a.Type != "place" && a.Type != "media" && a.Country != "MNC"
}

// civil reports whether a referent is a person or group with no part in politics by
// what it is.
func civil(a *ledger.Actor) bool { return !pol(a) && a.Type != "place" }

// state reports whether a referent is a country, its government, or an
// international body.
func state(a *ledger.Actor) bool {
	return a.Type == "country" || a.Sector == "GOV" || a.Country == "UNO" || a.Country == "EUR" || a.Country == "IGO"
}

// armed reports whether a referent is of an armed force, or a country, which has one.
func armed(a *ledger.Actor) bool {
	if a.Type == "country" || a.Country == "IMG" || armedSectors[a.Sector] {
		return true
	}
	for _, s := range a.Sectors {
		if armedSectors[s] {
			return true
		}
	}
	return false
}

// guessed reports whether the country of a referent is not in its words, but inferred
// from what the story is about.
func guessed(a *ledger.Actor) bool { return strings.Contains(a.FoundBy, "country by story") }

// country returns the country of a party: its own, or where it acts.
func (r *run) country(a Arg) string {
	ref := &r.refs[a.Referent].Actor
	if ref.Country == "" || a.Country != "" && guessed(ref) {
		return a.Country
	}
	return ref.Country
}

// countries returns the sorted countries of args, without "".
func (r *run) countries(args []Arg) []string {
	var out []string
	for _, a := range args {
		if c := r.country(a); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

func (r *run) hasCountry(args []Arg, country string) bool {
	for _, a := range args {
		if r.refs[a.Referent].Country == country {
			return true
		}
	}
	return false
}

func addArg(to []Arg, a Arg) []Arg {
	for _, b := range to {
		if b.Referent == a.Referent {
			return to
		}
	}
	return append(to, a)
}

// polArgs reports whether any of args acts in politics by what it is.
func (r *run) polArgs(args []Arg) bool {
	for _, a := range args {
		ref := &r.refs[a.Referent].Actor
		if pol(ref) && !(ref.Sector == "OPP" && guessed(ref)) || ref.Sector == "" && r.ruling(a) {
			return true
		}
	}
	return false
}

// ruling reports whether a party is of governments or states by its words, whichever
// they are: "Western governments", "23 countries".
func (r *run) ruling(a Arg) bool {
	name := r.refs[a.Referent].Name
	switch name[strings.LastIndexByte(name, ' ')+1:] {
	case "governments", "countries", "nations", "states", "powers", "capitals":
		return true
	}
	return false
}

// located reports whether any of args has a country, or is a place of one.
func (r *run) located(args []Arg) bool {
	for _, a := range args {
		ref := &r.refs[a.Referent].Actor
		if ref.Country != "" && ref.Country != "MNC" && !(guessed(ref) && civil(ref)) {
			return true
		}
	}
	return false
}

// folk reports whether any of args is a people by its name, be it of no one country:
// "ethnic Armenians".
func (r *run) folk(args []Arg) bool {
	return slices.ContainsFunc(args, func(a Arg) bool {
		return r.any(a.Referent, "a people in the plural", func(m *nlp.Mention) bool { return m.Type == nlp.Norp && pluralTag(r.xpos[m.Head]) })
	})
}

// many reports whether a referent is spoken of in the plural: "young Kenyans".
func (r *run) many(ref int) bool {
	return r.any(ref, "in the plural", func(m *nlp.Mention) bool { return m.Kind != nlp.Pronoun && pluralTag(r.xpos[m.Head]) })
}

// people reports whether a referent is a people as a whole: "the Palestinians".
func (r *run) people(ref int) bool {
	a := &r.refs[ref]
	if a.Country == "" || guessed(&a.Actor) {
		return false
	}
	return a.Sector == "" && a.Type != "person" ||
		r.any(ref, "a people by name", func(m *nlp.Mention) bool { return m.Type == nlp.Norp && m.Kind == nlp.Name })
}

// strangers returns those of args that may quarrel with others: a country has none
// with itself, nor with its own people where it is called by its name.
func (r *run) strangers(args, others []Arg) []Arg {
	var out []Arg
	for _, a := range r.drop(args, others) {
		if !slices.ContainsFunc(others, func(b Arg) bool { return r.same(a, b) }) {
			out = append(out, a)
		}
	}
	return out
}

// same reports whether a and b are of one country, and one of them is the country.
func (r *run) same(a, b Arg) bool {
	x, y := &r.refs[a.Referent].Actor, &r.refs[b.Referent].Actor
	return x.Country != "" && x.Country == y.Country && (x.Type == "country" || y.Type == "country")
}

// shares reports whether two lists have a referent or a country in common.
func (r *run) shares(a, b []Arg) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y Arg) bool {
			return x.Referent == y.Referent || r.refs[x.Referent].Country != "" && r.refs[x.Referent].Country == r.refs[y.Referent].Country
		}) {
			return true
		}
	}
	return false
}

// drop leaves out the args that are among others by referent.
func (r *run) drop(args, others []Arg) []Arg {
	var out []Arg
	for _, a := range args {
		same := false
		for _, b := range others {
			same = same || a.Referent == b.Referent
		}
		if !same {
			out = append(out, a)
		}
	}
	return out
}

// foreign returns those of args that have no country in common with others.
func (r *run) foreign(args, others []Arg) []Arg {
	var out []Arg
	for _, a := range args {
		if !r.shares([]Arg{a}, others) {
			out = append(out, a)
		}
	}
	return out
}

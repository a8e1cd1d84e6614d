// Package names holds tables of English names and of the nouns that go with
// them: countries, regions, demonyms, given names, titles and roles, nouns for
// organisations and places. Each table is a commented TSV file beside this one.
package names

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"chancery/internal/tsv"
)

//go:embed *.tsv
var files embed.FS

// Class is a set of what the tables say of a word or a phrase.
type Class uint32

// The classes.
const (
	Country    Class = 1 << iota // "France", "U.K.", "the Netherlands"
	Capital                      // "Paris"
	Region                       // "Bavaria", "Gaza": has a government
	Area                         // "Balkans", "Red Sea": has none
	Demonym                      // "French", "Bavarians"
	Creed                        // "Sunni", "Republicans": peoples, religions, political groups
	Given                        // "Angela"
	Male                         // a given name or a noun that is male
	Female                       // a given name or a noun that is female
	Title                        // "President", "Mr.": stands before a name
	PersonNoun                   // "spokesman"
	OrgNoun                      // "ministry", "Inc."
	GPENoun                      // "province"
	LocNoun                      // "river"
	City                         // a place of the list of cities, which a model brings
	Body                         // an organisation of the actor tables, likewise
	Surname                      // of somebody in office, likewise
)

// Person is a noun for a person.
type Person struct {
	Kind   string // leader, minister, official, spokes, legislator, judge, soldier, rebel, civil, man, woman or title
	Gender byte   // 'm', 'f' or 0
	Title  bool   // stands before a name
}

// Tables are the tables, read. They are not to be changed.
type Tables struct {
	classes map[string]Class  // lower case, words parted by one space
	cased   map[string]Class  // as written: given names
	persons map[string]Person // lower case
	country map[string]string // lower-case name or demonym: the country's first name
	names   []named
}

type named struct {
	form  string
	class Class
}

// Load returns the tables, which it reads on its first call.
var Load = sync.OnceValues(load)

func load() (*Tables, error) {
	t := &Tables{
		classes: map[string]Class{}, cased: map[string]Class{}, persons: map[string]Person{},
		country: map[string]string{},
	}
	read := func(file string, columns []string, each func(tsv.Row)) error {
		f, err := files.Open(file)
		if err != nil {
			return fmt.Errorf("names: %w", err)
		}
		defer f.Close()
		rows, err := tsv.Read(f, "lang/en/names/"+file, columns...)
		for _, r := range rows {
			each(r)
		}
		return err
	}
	for _, table := range []struct {
		file    string
		columns []string
		each    func(tsv.Row)
	}{
		{"countries.tsv", []string{"country", "also", "demonyms", "capitals"}, func(r tsv.Row) {
			name := r.Get("country")
			for _, n := range append(r.List("also"), name) {
				t.add(n, Country)
				t.country[strings.ToLower(strings.TrimPrefix(n, "the "))] = name
			}
			for _, n := range r.List("demonyms") {
				t.add(n, Demonym)
				t.country[strings.ToLower(n)] = name
			}
			for _, n := range r.List("capitals") {
				t.add(n, Capital)
			}
		}},
		{"regions.tsv", []string{"name", "type", "demonyms"}, func(r tsv.Row) {
			c := Region
			if r.Get("type") == "loc" {
				c = Area
			}
			t.add(r.Get("name"), c)
			for _, n := range r.List("demonyms") {
				t.add(n, Demonym)
			}
		}},
		{"groups.tsv", []string{"name"}, func(r tsv.Row) {
			t.add(r.Get("name"), Creed)
			t.add(r.Get("name")+"s", Creed)
		}},
		{"given.tsv", []string{"name", "gender"}, func(r tsv.Row) {
			c := Given | genderClass(r.Get("gender"))
			t.cased[r.Get("name")] |= c
			t.names = append(t.names, named{r.Get("name"), c})
		}},
		{"persons.tsv", []string{"noun", "kind", "gender", "title"}, func(r tsv.Row) {
			p := Person{Kind: r.Get("kind"), Title: r.Get("title") == "y"}
			if g := r.Get("gender"); g != "" {
				p.Gender = g[0]
			}
			t.persons[r.Get("noun")] = p
			c := PersonNoun | genderClass(r.Get("gender"))
			if p.Title {
				c |= Title
			}
			t.add(r.Get("noun"), c)
		}},
		{"orgs.tsv", []string{"noun"}, func(r tsv.Row) { t.add(r.Get("noun"), OrgNoun) }},
		{"places.tsv", []string{"noun", "type"}, func(r tsv.Row) {
			c := GPENoun
			if r.Get("type") == "loc" {
				c = LocNoun
			}
			t.add(r.Get("noun"), c)
		}},
	} {
		if err := read(table.file, table.columns, table.each); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func genderClass(g string) Class {
	switch g {
	case "m":
		return Male
	case "f":
		return Female
	}
	return 0
}

// add puts a phrase into the table under each way to part it into tokens: with
// its hyphens inside words, and as words of their own.
func (t *Tables) add(phrase string, c Class) {
	key := strings.ToLower(strings.TrimPrefix(phrase, "the "))
	t.classes[key] |= c
	if c&(Places|Norps) != 0 {
		t.names = append(t.names, named{strings.TrimPrefix(phrase, "the "), c})
	}
	if strings.Contains(key, "-") {
		t.classes[strings.ReplaceAll(key, "-", " - ")] |= c
	}
	if strings.Contains(key, ", ") {
		t.classes[strings.ReplaceAll(key, ", ", " , ")] |= c
	}
}

// Of returns the classes of a phrase in lower case, its words parted by one space.
func (t *Tables) Of(lower string) Class { return t.classes[lower] }

// GivenName returns Given, with Male or Female where it says so, if form is a
// given name written as names are; else 0.
func (t *Tables) GivenName(form string) Class { return t.cased[form] }

// PersonNoun returns what is known of a noun for a person, in lower case and singular.
func (t *Tables) PersonNoun(lower string) (Person, bool) {
	p, ok := t.persons[lower]
	return p, ok
}

// Country returns the name of the country that a lower-case name or demonym
// stands for, or "".
func (t *Tables) Country(lower string) string { return t.country[lower] }

// Each calls f with each proper name of the tables as it is written, in the order
// of the tables: countries and regions with what belongs to them, groups, given
// names.
func (t *Tables) Each(f func(name string, c Class)) {
	for _, n := range t.names {
		f(n.form, n.class)
	}
}

// Country names and demonyms count as one of these classes.
const (
	Places = Country | Capital | Region | Area
	Norps  = Demonym | Creed
)

// Keys calls f with each phrase of the tables, in lower case, in no order.
func (t *Tables) Keys(f func(phrase string, c Class)) {
	for k, c := range t.classes {
		f(k, c)
	}
}

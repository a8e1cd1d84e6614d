package nertrain

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery/internal/tsv"
)

// gazetteer is the names of the actor tables and of the table of places.
type gazetteer struct {
	orgs    map[string][]string // by table: seats, media, parties …
	people  []string            // full names
	cities  []string
	country []country
}

// country is how a state is called.
type country struct{ name, capital, adj, plural string }

// orgTables are the tables of actors/data that name organisations.
var orgTables = []string{"armed_groups", "institutions", "media", "organisations", "parties", "seats"}

func readTable(file string, each func(tsv.Row), columns ...string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := tsv.Read(f, file, columns...)
	for _, r := range rows {
		each(r)
	}
	return err
}

// minPopulation leaves out villages, whose names are mostly other words too.
const minPopulation = 6

// readGazetteer reads the tables of a checkout whose root is given.
func readGazetteer(root string) (*gazetteer, error) {
	g := &gazetteer{orgs: map[string][]string{}}
	for _, t := range orgTables {
		err := readTable(filepath.Join(root, "actors/data", t+".tsv"), func(r tsv.Row) {
			for _, n := range append(r.List("aliases"), r.Get("name")) {
				if capitalised(n) {
					g.orgs[t] = append(g.orgs[t], n)
				}
			}
		}, "name", "aliases")
		if err != nil {
			return nil, err
		}
	}
	for _, t := range []string{"leaders", "ministers"} {
		if err := readTable(filepath.Join(root, "actors/data", t+".tsv"), func(r tsv.Row) { g.people = append(g.people, r.Get("name")) }, "name"); err != nil {
			return nil, err
		}
	}
	err := readTable(filepath.Join(root, "annotate/place/cities.tsv"), func(r tsv.Row) {
		if n := r.Get("name"); capitalised(n) && len(n) > 3 && len(r.Get("population")) >= minPopulation && !strings.ContainsAny(n, "0123456789,(") {
			g.cities = append(g.cities, n)
		}
	}, "name", "population")
	if err != nil {
		return nil, err
	}
	err = readTable(filepath.Join(root, "lang/en/names/countries.tsv"), func(r tsv.Row) {
		c := country{name: r.Get("country")}
		if l := r.List("capitals"); len(l) > 0 {
			c.capital = l[0]
		}
		if l := r.List("demonyms"); len(l) > 0 {
			c.adj, c.plural = l[0], l[0]
			if len(l) > 1 && strings.HasSuffix(l[1], "s") {
				c.plural = l[1]
			}
		}
		if c.adj != "" && c.capital != "" {
			g.country = append(g.country, c)
		}
	}, "country", "demonyms", "capitals")
	for _, list := range []*[]string{&g.people, &g.cities} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return g, err
}

// surnames returns the last words of the names of people.
func (g *gazetteer) surnames() []string {
	var out []string
	for _, n := range g.people {
		f := strings.Fields(n)
		if last := f[len(f)-1]; len(f) > 1 && len(last) > 2 && capitalised(last) {
			out = append(out, last)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

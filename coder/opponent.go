package coder

import (
	"slices"
	"strings"
)

// opposed is how often two countries have to act on one another in a text, and in
// how many of a hundred of the acts that one of them has a part in, for it to be
// about the two.
const (
	opposed      = 2
	opposedShare = 60
)

// A bout is an act between two countries, or two parties of one: a bears the country
// from, and b the country to.
type bout struct {
	from, to string
	b        Arg
	tok      int
}

// opponents gives the verbal acts that are aimed at somebody, and do not say at whom,
// the other side of the quarrel that the text is about: where Chile and Peru act on
// one another, and hardly on others, what Chile then "flatly refused" is Peru's.
func (r *run) opponents() {
	bouts := r.bouts()
	for _, c := range r.cands {
		if c.gate != "" || c.flags&recip != 0 && c.event != "CONSULT" || r.located(c.recipients) {
			continue
		}
		switch c.event {
		case "REJECT", "THREATEN", "REQUEST", "SANCTION":
		case "ACCUSE":
			if c.mode == "investigate" { // who is looked into is at home as often as not
				continue
			}
		case "CONSULT": // "the two ministers", of whom one alone is known
			if c.mode == "multilateral" || c.status == notHappened {
				continue
			}
		case "AGREE":
			if !strings.HasPrefix(c.id, "offer") && !strings.HasPrefix(c.id, "promise") {
				continue
			}
		default:
			continue
		}
		home := r.countries(c.actors)
		if len(home) != 1 {
			continue
		}
		quarrel := c.event != "CONSULT" && c.event != "AGREE" && c.event != "SANCTION"
		if a, ok := r.opponent(bouts, c, home[0]); ok && (quarrel || r.country(a) != home[0]) {
			c.recipients = []Arg{a}
			c.why("recipient", "the other side in the text", "", r.trigger(c))
		}
	}
}

// bouts returns the acts of the text between parties with countries, each from both
// sides, in text order.
func (r *run) bouts() []bout {
	var out []bout
	for _, c := range r.cands {
		if c.gate != "" {
			continue
		}
		from, to := c.actors, c.recipients
		if n := len(r.countries(from)); len(r.countries(to)) == 0 && n == 2 && (c.event == "CONSULT" || c.event == "AGREE") {
			to = from
		}
		seen := map[[2]string]bool{}
		for _, a := range from {
			for _, b := range to {
				x, y := r.country(a), r.country(b)
				if x == "" || y == "" || x == "NGO" || y == "NGO" || x == "MNC" || y == "MNC" || a.Referent == b.Referent || r.same(a, b) || seen[[2]string{x, y}] {
					continue
				}
				seen[[2]string{x, y}] = true
				out = append(out, bout{x, y, b, c.tok})
				if x != y && !seen[[2]string{y, x}] {
					seen[[2]string{y, x}] = true
					out = append(out, bout{y, x, a, c.tok})
				}
			}
		}
	}
	return out
}

// opponent returns who stands against the country home in most of the bouts: the
// party named last before candidate c, or else the first.
func (r *run) opponent(bouts []bout, c *candidate, home string) (Arg, bool) {
	count, all := map[string]int{}, 0
	for _, b := range bouts {
		if b.from == home {
			count[b.to]++
			all++
		}
	}
	best := Arg{Referent: -1}
	for _, b := range bouts {
		if n := count[b.to]; b.from != home || n < opposed || 100*n < opposedShare*all {
			continue
		}
		if slices.ContainsFunc(c.actors, func(a Arg) bool { return a.Referent == b.b.Referent || r.same(a, b.b) }) {
			continue
		}
		if best.Referent < 0 || b.tok < c.tok {
			best = Arg{Referent: b.b.Referent, Country: b.b.Country}
		}
	}
	return best, best.Referent >= 0
}

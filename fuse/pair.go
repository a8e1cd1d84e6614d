package fuse

import (
	"math"
	"slices"
)

// slack is how many days two dated mentions may differ by: outlets give the day of
// the act, of its report, or of the next morning.
const slack = 1

// The features of a pair of mentions; what each means is in pairs.tsv.
const (
	fBias = iota
	fDateSame
	fDateNear
	fDateWithin
	fDateAge
	fDateBeyond
	fDaysShared
	fDaysApart
	fToldApart
	fActorName
	fActorCountry
	fActorNamed
	fActorOther
	fRecipientName
	fRecipientCountry
	fRecipientNamed
	fRecipientOther
	fPartyElse
	fSwapped
	fModeSame
	fModeOther
	fTrigger
	fPlaceSame
	fPlaceOther
	fPlaceNamed
	fWords
	fNames
	fStory
	fCopyLike
	fCopyUnlike
	fNumbers
	fAgain
	fPart
	fPublished
	fLead
	fRank
	fOpen
	nFeatures
)

type features [nFeatures]float64

// mutual are the types whose parties are alike, so that who is actor and who is
// recipient tells little.
func mutual(typ string) bool {
	switch typ {
	case "CONSULT", "AGREE", "COOPERATE":
		return true
	}
	return false
}

// bound reports whether acts of a type are where they are, so that two places make
// two acts. Of talk an outlet may give the place of the speakers, another that of
// the matter.
func bound(typ string) bool { return typ == "ASSAULT" || typ == "PROTEST" }

// veto reports whether two mentions can't be one event: they are of two types, two
// times, or two places.
func veto(a, b *mention) bool {
	if a.kind != b.kind || a.Dated && b.Dated && gap(a, b) > slack {
		return true
	}
	p, q := &a.Place, &b.Place
	if !bound(a.Type) || p.Name == 0 || q.Name == 0 || p.Name == q.Name || named(a, b) {
		return false
	}
	return p.Country != 0 && q.Country != 0 && p.Country != q.Country || p.Point && q.Point && apart(p, q) > 60
}

// twoActs reports whether two mentions of one document are told apart there. The
// coder has one event an act, but misses that words far apart tell of the same
// one; where nothing sets two mentions apart, other documents may show it.
func twoActs(a, b *mention) bool {
	f := compare(a, b)
	return f[fActorOther]+f[fActorNamed]+f[fRecipientOther]+f[fRecipientNamed]+f[fPartyElse]+f[fModeOther]+f[fPlaceOther]+f[fAgain]+f[fDaysApart] > 0
}

// ways are, of an assault that is told by one mode, the others by which the same may
// be told: a bombing may be one by a suicide or from the air, a murder by any weapon.
var ways = map[string]map[string]bool{
	"explosives": {"suicide-attack": true, "aerial": true, "heavy-weapons": true},
	"targeted":   {"explosives": true, "suicide-attack": true, "aerial": true, "firearms": true, "beat": true},
}

// gap returns the days between the times of two mentions; zero or less where they
// overlap.
func gap(a, b *mention) int32 { return max(a.First-b.Last, b.First-a.Last) }

func bit(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func compare(a, b *mention) (f features) {
	f[fBias] = 1
	if a.Timed && b.Timed {
		g := gap(a, b)
		short := a.Last-a.First < 3 && b.Last-b.First < 3
		switch {
		case a.Dated && b.Dated && short && g <= 0:
			f[fDateSame] = 1
		case a.Dated && b.Dated && short && a.weekday() && b.weekday():
			f[fDaysApart] = math.Log2(1 + float64(g))
		case a.Dated && b.Dated && short:
			f[fDateNear] = 1
		case g <= slack:
			if a.Dated != b.Dated {
				f[fDateWithin], f[fDateAge] = 1, math.Log2(1+age(a, b))
			}
		default:
			f[fDateBeyond] = math.Log2(float64(g))
		}
	}
	if x, y := a.days(), b.days(); len(x) > 0 && len(y) > 0 && !(a.Dated && b.Dated) {
		if shares(x, y) {
			f[fDaysShared] = 1
		} else {
			f[fDaysApart] = math.Log2(1 + math.Min(15, nearest(x, y)))
		}
	}
	if x, y := told(a), told(b); len(x) > 0 && len(y) > 0 && len(a.Told)+len(b.Told) > 0 && !shares(x, y) {
		f[fToldApart] = math.Log2(1 + math.Min(15, nearest(x, y)))
	}
	sides := [2][2]party{{a.Actors, a.Recipients}, {b.Actors, b.Recipients}}
	if mutual(a.Type) {
		sides = [2][2]party{{both(a.Actors, a.Recipients)}, {both(b.Actors, b.Recipients)}}
	}
	f[fActorName], f[fActorCountry], f[fActorNamed], f[fActorOther] = meet(&sides[0][0], &sides[1][0])
	f[fRecipientName], f[fRecipientCountry], f[fRecipientNamed], f[fRecipientOther] = meet(&sides[0][1], &sides[1][1])
	if mutual(a.Type) {
		f[fPartyElse] = bit(lacks(sides[0][0].Countries, sides[1][0].Stated) && lacks(sides[1][0].Countries, sides[0][0].Stated))
	}
	if f[fActorOther] > 0 && (shares(sides[0][0].Countries, sides[1][1].Countries) || shares(sides[0][1].Countries, sides[1][0].Countries)) {
		f[fSwapped] = 1
	}
	if a.Mode != "" && b.Mode != "" {
		f[fModeSame] = bit(a.mode == b.mode)
		if a.mode != b.mode && !ways[a.Mode][b.Mode] && !ways[b.Mode][a.Mode] {
			f[fModeOther] = 1
			switch { // modes that are acts of their own
			case a.Type == "SANCTION", a.Type == "COERCE", a.Type == "RETREAT", a.Mode == "abduct", b.Mode == "abduct":
				f[fModeOther] = 2
			}
		}
	}
	f[fTrigger] = bit(a.Trigger == b.Trigger)
	switch {
	case a.Place.Name != 0 && a.Place.Name == b.Place.Name:
		f[fPlaceSame] = 1
	case named(a, b):
		f[fPlaceNamed] = 1
	case a.Place.Name != 0 && b.Place.Name != 0:
		f[fPlaceOther] = bit(elsewhere(&a.Place, &b.Place))
	}
	f[fWords], f[fNames], f[fStory] = cosine(a.Words, b.Words), cosine(a.Names, b.Names), cosine(a.story.Words, b.story.Words)
	if a.story.first == b.story.first && a.story.first != nil {
		like := bit(f[fWords]+f[fNames] >= 0.6)
		f[fCopyLike], f[fCopyUnlike] = like, 1-like
	}
	f[fNumbers] = bit(shares(a.Numbers, b.Numbers))
	f[fAgain] = bit(a.Again != b.Again)
	f[fPart] = bit(a.Part != b.Part)
	if a.Published != 0 && b.Published != 0 {
		f[fPublished] = math.Log2(1 + math.Abs(float64(a.Published-b.Published)))
	}
	f[fLead] = bit(a.Sentence == 0 && b.Sentence == 0)
	f[fRank] = bit(a.Rank == b.Rank)
	f[fOpen] = bit(a.Open != b.Open)
	return f
}

// named reports whether the sentence of one of two mentions names the place of the
// other. It may have a place of its own if it is the only act there: of "the raid on
// Uri and fires in Jammu" the nearer place may have been taken for that of the raid.
func named(a, b *mention) bool {
	names := func(m, o *mention) bool {
		return o.Place.Name != 0 && (m.Place.Name == 0 || m.Alone) && m.Names.has(o.Place.Name)
	}
	return names(a, b) || names(b, a)
}

// age returns how many days lie between the day of the one of two mentions that is
// dated and the report of the other, if nothing there says how old it is.
func age(a, b *mention) float64 {
	if b.Dated {
		a, b = b, a
	}
	if b.Last != b.Published || b.Last-b.First > window[b.Type] && b.Last-b.First > background {
		return 0
	}
	return math.Max(0, float64(b.Published-a.Last))
}

// told returns the days that a mention is of, or else those that its document goes
// on to tell of.
func told(m *mention) []int32 {
	if days := m.days(); len(days) > 0 {
		return days
	}
	return m.Told
}

func both(a, b party) party {
	return party{
		ordered(slices.Concat(a.Names, b.Names)), ordered(slices.Concat(a.Countries, b.Countries)),
		ordered(slices.Concat(a.Stated, b.Stated)), ordered(slices.Concat(a.Proper, b.Proper)),
	}
}

// elsewhere reports whether two places have other names, and neither may hold the
// other: of a country and a town in it one is only told more closely.
func elsewhere(p, q *place) bool {
	if p.Name == q.Name {
		return false
	}
	return !p.Broad && !q.Broad || p.Country != 0 && q.Country != 0 && p.Country != q.Country
}

// meet says how two sets of parties meet: by a name, by a country only, by a
// country though their proper names are others, or not at all though both are
// stated. A name that lies in the other, as a surname does in a full name, is none
// of another.
func meet(a, b *party) (name, country, named, other float64) {
	stated := len(a.Stated) > 0 && len(b.Stated) > 0
	switch {
	case shares(a.Names, b.Names) && (!stated || shares(a.Countries, b.Countries)): // the rebels of two countries are not one
		return 1, 0, 0, 0
	case shares(a.Countries, b.Countries) && lacks(a.Proper, b.Proper) && lacks(b.Proper, a.Proper):
		return 0, 0, 1, 0
	case shares(a.Countries, b.Countries):
		return 0, 1, 0, 0
	case stated:
		return 0, 0, 0, 1
	}
	return 0, 0, 0, 0
}

// nearest returns the least number of days between two sorted lists of days.
func nearest(a, b []int32) float64 {
	best := math.Inf(1)
	for _, x := range a {
		for _, y := range b {
			best = math.Min(best, math.Abs(float64(x-y)))
		}
	}
	return best
}

// lacks reports whether a sorted list lacks a member of another.
func lacks[T int32 | uint32](list, of []T) bool {
	for _, x := range of {
		if _, ok := slices.BinarySearch(list, x); !ok {
			return true
		}
	}
	return false
}

// shares reports whether two sorted lists have a member in common.
func shares[T int32 | uint32](a, b []T) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			return true
		}
	}
	return false
}

// apart returns the distance in kilometres of two places whose points are known.
func apart(p, q *place) float64 {
	const radius, rad = 6371, math.Pi / 180
	dLat, dLon := (q.Lat-p.Lat)*rad, (q.Lon-p.Lon)*rad
	h := math.Sin(dLat/2)*math.Sin(dLat/2) + math.Cos(p.Lat*rad)*math.Cos(q.Lat*rad)*math.Sin(dLon/2)*math.Sin(dLon/2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Package query says what is asked of a ledger: which records, by which filters,
// grouped and sorted how. It knows neither stores nor SQL; a query can be built,
// printed, sent and tested alone.
package query

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Kind is what a query asks for.
type Kind string

// The kinds of record that a ledger is asked for.
const (
	Documents  Kind = "documents"
	Events     Kind = "events"
	Claims     Kind = "claims"
	Meetings   Kind = "meetings"
	Agreements Kind = "agreements"
	Disputes   Kind = "disputes"
)

// Kinds are all kinds, in the order of the documentation.
func Kinds() []Kind { return []Kind{Documents, Events, Claims, Meetings, Agreements, Disputes} }

// ErrQuery is wrapped by the errors of queries that make no sense.
var ErrQuery = errors.New("query")

func errorf(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrQuery, fmt.Sprintf(format, args...))
}

// A Filter is what records must be like; a zero field asks for nothing. Where a
// field is a list, one of its values must hold; all fields must.
type Filter struct {
	IDs       []string // of records
	Docs      []string // ids of documents
	Actor     []Party  // of the event; for claims, who makes them
	Recipient []Party
	Party     []Party // actor or recipient; for claims, who makes them
	// Dyad is two parties, one actor and the other recipient, or both actors of a
	// reciprocal act; either way round. Both are zero, or neither.
	Dyad [2]Party
	// Toward is Dyad in one direction: the first acts on the second, or both act
	// together.
	Toward     [2]Party
	Types      []string // PLOVER's 16; of disputes, their type
	Modes      []string
	Quads      []int // 1 to 4
	CAMEO      []string
	Statuses   []string // of events and agreements
	Contexts   []string
	Places     []string // ISO 3166-1 alpha-3, or a name
	From, To   string   // ISO 8601 days, both inclusive; see [Query.Validate]
	Sources    []string // outlets or their owners
	Collection []string
	// MinSources is the least number of independent sources that tell of the event.
	MinSources int
	Disputed   *bool
	Historical *bool
	Stances    []string // of claims
	Cues       []string // classes of cue, of claims
	Via        []Party  // whose claim a claim lies in
	// Text is a full-text search in the document: words that must all be there,
	// "phrases", and -words that must not.
	Text string
	// AsOf asks for the ledger as it was then; zero is now.
	AsOf time.Time
}

// A Field is what records are grouped or sorted by.
type Field string

// The fields of grouping. Actor, recipient and dyad are countries, actor-name and
// recipient-name names.
const (
	ByActor      Field = "actor"
	ByRecipient  Field = "recipient"
	ByActorName  Field = "actor-name"
	ByRecipName  Field = "recipient-name"
	ByDyad       Field = "dyad"
	ByType       Field = "type"
	ByMode       Field = "mode"
	ByQuad       Field = "quad"
	ByStatus     Field = "status"
	ByPlace      Field = "place"
	ByDay        Field = "day"
	ByMonth      Field = "month"
	ByYear       Field = "year"
	BySource     Field = "source"
	ByOwner      Field = "owner"
	ByCollection Field = "collection"
	ByStance     Field = "stance"
	ByCue        Field = "cue"
	ByGenre      Field = "genre"
)

// groups says by what each kind of record can be grouped.
var groups = map[Kind][]Field{
	Documents:  {BySource, ByOwner, ByCollection, ByDay, ByMonth, ByYear, ByGenre},
	Events:     {ByActor, ByRecipient, ByActorName, ByRecipName, ByDyad, ByType, ByMode, ByQuad, ByStatus, ByPlace, ByDay, ByMonth, ByYear, BySource, ByOwner, ByCollection},
	Claims:     {ByActor, ByActorName, ByStance, ByCue, ByDay, ByMonth, ByYear, BySource, ByOwner, ByCollection},
	Meetings:   {ByActor, ByActorName, ByDyad, ByPlace, ByDay, ByMonth, ByYear, BySource, ByOwner, ByCollection},
	Agreements: {ByActor, ByActorName, ByDyad, ByStatus, ByPlace, ByDay, ByMonth, ByYear, BySource, ByOwner, ByCollection},
	Disputes:   {ByType, ByDay, ByMonth, ByYear, BySource, ByOwner, ByCollection},
}

// Groups returns the fields that records of a kind can be grouped by.
func Groups(k Kind) []Field { return slices.Clone(groups[k]) }

// The fields of sorting.
const (
	SortDay       Field = "day"
	SortPublished Field = "published"
	SortGoldstein Field = "goldstein"
	SortSources   Field = "sources"
	SortAdded     Field = "added"
	SortID        Field = "id"
	SortCount     Field = "count" // of groups
	SortKey       Field = "key"   // of groups
)

var sorts = map[Kind][]Field{
	Documents: {SortPublished, SortAdded, SortID},
	Events:    {SortDay, SortPublished, SortGoldstein, SortSources, SortAdded, SortID},
	Claims:    {SortPublished, SortAdded, SortID},
}

// Sorts returns the fields that records of a kind can be sorted by.
func Sorts(k Kind) []Field {
	if s := sorts[k]; s != nil {
		return slices.Clone(s)
	}
	return []Field{SortDay, SortPublished, SortAdded, SortID}
}

// An Order is a field to sort by.
type Order struct {
	Field Field
	Desc  bool
}

// A Query asks for records of one kind, or for their number by group.
type Query struct {
	Kind    Kind
	Where   Filter
	GroupBy []Field // not empty: numbers and not records
	// Sort orders the answer; ties, and an empty Sort, are in the order in which
	// documents were added, and of their text. Groups are by key where it is empty.
	Sort          []Order
	Limit, Offset int // a Limit of 0 is no limit
}

// Validate returns what is wrong with q: an unknown kind or field, a bound that is
// no day, a filter that records of the kind don't have.
//
// The period of an event is that of its date; of an event without one that is not
// historical, the day of publication; of documents and claims, the day of
// publication.
func (q *Query) Validate() error {
	if !slices.Contains(Kinds(), q.Kind) {
		return errorf("there is no kind of record %q", q.Kind)
	}
	for _, f := range q.GroupBy {
		if !slices.Contains(groups[q.Kind], f) {
			return errorf("%s can't be grouped by %q; they can by %s", q.Kind, f, join(groups[q.Kind]))
		}
	}
	allowed := Sorts(q.Kind)
	if len(q.GroupBy) > 0 {
		allowed = []Field{SortCount, SortKey}
	}
	for _, o := range q.Sort {
		if !slices.Contains(allowed, o.Field) {
			return errorf("they can't be sorted by %q; they can by %s", o.Field, join(allowed))
		}
	}
	if q.Limit < 0 || q.Offset < 0 {
		return errorf("a limit and an offset are 0 or more")
	}
	w := &q.Where
	for _, d := range []string{w.From, w.To} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return errorf("%q is no day; write it as 2017-07-09", d)
		}
	}
	for _, n := range w.Quads {
		if n < 1 || n > 4 {
			return errorf("there is no quad class %d; they are 1 to 4", n)
		}
	}
	for _, d := range [][2]Party{w.Dyad, w.Toward} {
		if d[0].IsZero() != d[1].IsZero() {
			return errorf("a dyad is two parties")
		}
	}
	return q.fits()
}

// fits returns an error where a filter asks for what records of q.Kind don't have:
// it would hold for none, which is not what is meant.
func (q *Query) fits() error {
	w := &q.Where
	event := q.Kind == Events || q.Kind == Meetings || q.Kind == Agreements
	for _, c := range []struct {
		asked, ok bool
		name      string
	}{
		{len(w.Actor) > 0, q.Kind != Documents, "an actor"},
		{len(w.Party) > 0, q.Kind != Documents, "a party"},
		{len(w.Recipient) > 0, event || q.Kind == Disputes, "a recipient"},
		{!w.Dyad[0].IsZero() || !w.Toward[0].IsZero(), event || q.Kind == Disputes, "a dyad"},
		{len(w.Types) > 0, event || q.Kind == Disputes, "a type"},
		{len(w.Modes) > 0, event, "a mode"},
		{len(w.Quads) > 0, event, "a quad class"},
		{len(w.CAMEO) > 0, event, "a CAMEO code"},
		{len(w.Statuses) > 0, event, "a status"},
		{len(w.Contexts) > 0, event, "a context"},
		{len(w.Places) > 0, event || q.Kind == Disputes, "a place"},
		{w.MinSources > 0, event, "independent sources"},
		{w.Disputed != nil, event, "whether they are disputed"},
		{w.Historical != nil, event, "whether they are historical"},
		{len(w.Stances) > 0, q.Kind == Claims, "a stance"},
		{len(w.Cues) > 0, q.Kind == Claims, "a cue"},
		{len(w.Via) > 0, q.Kind == Claims, "a claim that they lie in"},
	} {
		if c.asked && !c.ok {
			return errorf("%s don't have %s", q.Kind, c.name)
		}
	}
	return nil
}

func join(fields []Field) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = string(f)
	}
	return strings.Join(out, ", ")
}

// ParseOrders reads what to sort by: "day", "-sources" for the largest first,
// several parted by commas.
func ParseOrders(s string) []Order {
	var out []Order
	for f := range strings.SplitSeq(s, ",") {
		if f = strings.TrimSpace(f); f != "" {
			name, desc := strings.CutPrefix(f, "-")
			out = append(out, Order{Field(name), desc})
		}
	}
	return out
}

// ParseFields reads fields parted by commas.
func ParseFields(s string) []Field {
	var out []Field
	for f := range strings.SplitSeq(s, ",") {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, Field(f))
		}
	}
	return out
}

// String returns q as one line, the same for the same query: what logs, golden
// files and titles show.
func (q *Query) String() string {
	parts := []string{string(q.Kind)}
	add := func(name string, values ...string) {
		if len(values) > 0 {
			for i, v := range values {
				if v == "" || strings.ContainsAny(v, " ,:\"") {
					values[i] = strconv.Quote(v)
				}
			}
			parts = append(parts, name+":"+strings.Join(values, ","))
		}
	}
	one := func(name, value string) {
		if value != "" {
			add(name, value)
		}
	}
	flag := func(name string, b *bool) {
		if b != nil {
			add(name, strconv.FormatBool(*b))
		}
	}
	w := &q.Where
	add("id", slices.Clone(w.IDs)...)
	add("doc", slices.Clone(w.Docs)...)
	add("actor", names(w.Actor)...)
	add("recipient", names(w.Recipient)...)
	add("party", names(w.Party)...)
	if !w.Dyad[0].IsZero() {
		add("dyad", names(w.Dyad[:])...)
	}
	if !w.Toward[0].IsZero() {
		add("toward", names(w.Toward[:])...)
	}
	add("type", slices.Clone(w.Types)...)
	add("mode", slices.Clone(w.Modes)...)
	var quads []string
	for _, n := range w.Quads {
		quads = append(quads, strconv.Itoa(n))
	}
	add("quad", quads...)
	add("cameo", slices.Clone(w.CAMEO)...)
	add("status", slices.Clone(w.Statuses)...)
	add("context", slices.Clone(w.Contexts)...)
	add("place", slices.Clone(w.Places)...)
	one("from", w.From)
	one("to", w.To)
	add("source", slices.Clone(w.Sources)...)
	add("collection", slices.Clone(w.Collection)...)
	if w.MinSources > 0 {
		add("min-sources", strconv.Itoa(w.MinSources))
	}
	flag("disputed", w.Disputed)
	flag("historical", w.Historical)
	add("stance", slices.Clone(w.Stances)...)
	add("cue", slices.Clone(w.Cues)...)
	add("via", names(w.Via)...)
	one("text", w.Text)
	if !w.AsOf.IsZero() {
		add("as-of", w.AsOf.UTC().Format(time.RFC3339))
	}
	if len(q.GroupBy) > 0 {
		parts = append(parts, "by:"+strings.ReplaceAll(join(q.GroupBy), ", ", ","))
	}
	for _, o := range q.Sort {
		sign := ""
		if o.Desc {
			sign = "-"
		}
		parts = append(parts, "sort:"+sign+string(o.Field))
	}
	if q.Limit > 0 {
		parts = append(parts, "limit:"+strconv.Itoa(q.Limit))
	}
	if q.Offset > 0 {
		parts = append(parts, "offset:"+strconv.Itoa(q.Offset))
	}
	return strings.Join(parts, " ")
}

func names(parties []Party) []string {
	out := make([]string, len(parties))
	for i, p := range parties {
		out[i] = p.String()
	}
	return out
}

// Package store says what a ledger that lasts can do: keep documents with their
// text, records and provenance, and answer queries. Package store/sqlite keeps it
// in one file, store/postgres on a server; store/storetest holds what both pass.
//
// A ledger is append-only: a document that is coded again, or whose text changes,
// gets a new coding, and the old one stays, for queries as of a date.
package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"iter"
	"time"

	"chancery/ledger"
	"chancery/query"
)

// SchemaVersion numbers the layout of the tables, and says whether a store can be
// read: a store of a lower number is brought up when it is opened, one of a higher
// number is refused with [ErrNewer].
//
//	1  documents, texts, codings, records, events, claims, clusters, feeds
//	2  notes and stretches, from which clusters are made as documents come
//	3  disputes of several documents
const SchemaVersion = 3

// CodingVersion numbers what the coder makes of a text, and says whether documents
// should be coded again: those of a lower number are stale. Raise it with a change
// of tables, models or rules that changes records.
//
//	1  the first
const CodingVersion = 1

// The errors of stores; those that are returned wrap one of them.
var (
	// ErrNewer is of a store that a newer version of the program wrote.
	ErrNewer = errors.New("the store was written by a newer version of chancery; use that version or a newer one")
	// ErrLocked is of a store that another program keeps busy.
	ErrLocked = errors.New("another program is writing to the store; try again when it is done")
	// ErrFull is of a disk without room.
	ErrFull = errors.New("there is no room left for the store; what was acknowledged is kept: make room and run the same command again")
	// ErrGone is of a store that went away while it was in use.
	ErrGone = errors.New("the store is gone or can't be reached; what was acknowledged is kept: bring it back and run the same command again")
	// ErrDamaged is of a file that was a store, and is broken.
	ErrDamaged = errors.New("the store's file is damaged; take a copy of it, and add the articles to a new one")
	// ErrNotStore is of a file that is no store.
	ErrNotStore = errors.New("this is no chancery ledger")
	// ErrReadOnly is of writing to a store that may only be read.
	ErrReadOnly = errors.New("the store may only be read; check the permissions of its file and folder, or of its user")
	// ErrMoved is of clusters that another program changed meanwhile.
	ErrMoved = errors.New("another program clustered the store meanwhile; read it again")
	// ErrNotFound is of a document or record that the store does not hold.
	ErrNotFound = errors.New("the store does not hold it")
	// ErrAmbiguous is of the first letters of several ids.
	ErrAmbiguous = errors.New("several records have ids that begin so; give more letters")
	// ErrStatement is of free SQL that is not one statement that reads.
	ErrStatement = errors.New("only one statement that reads is run: SELECT, WITH, VALUES or EXPLAIN")
	// ErrLimit is of free SQL that takes too long.
	ErrLimit = errors.New("the statement took longer than it may")
)

// A Part is a piece of a text that is not the story, in code points.
type Part struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"` // headline, dateline, byline, caption or boilerplate
}

// An Entry is all that a store keeps of a document.
type Entry struct {
	Text      string
	Furniture []Part
	Records   []ledger.Record // the document first, then in text order
	// Why says, for the id of a record, how it came about. Spans are bytes of Text.
	Why map[string][]ledger.Reason
	// Version is the CodingVersion that Records are of.
	Version int
	// Again stores the entry also where the store holds a coding of the same input,
	// coder and version: it was made with other tables of the user's own.
	Again bool
	// At is when the entry is put, in UTC. It decides what the ledger was as of a
	// date, and must not go back.
	At time.Time
}

// Document returns the record of the document.
func (e *Entry) Document() *ledger.Document { return e.Records[0].(*ledger.Document) }

// Input returns a hash of all that records are made from: the text, what is known
// of it, and the parts that are not coded.
func (e *Entry) Input() string {
	d := e.Document()
	b, err := json.Marshal([]any{e.Text, d.Published, d.Title, d.URL, d.Source, d.Author, d.Lang, d.Genre, e.Furniture})
	if err != nil {
		return "" // strings and numbers always marshal
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// A Change is what putting an entry did.
type Change int

// The changes.
const (
	Same    Change = iota // the store held it already
	Added                 // a new document
	Updated               // a document with another text, date, title or outlet than before
	Recoded               // the same text with other records
)

// String returns the name of c.
func (c Change) String() string { return [...]string{"same", "added", "updated", "recoded"}[c] }

// A Key says which coding of which document is meant.
type Key struct {
	ID      string // of the document
	Input   string // see [Entry.Input]
	Coder   string // as records name it
	Version int    // CodingVersion
}

// A Hit is a record that a query found.
type Hit struct {
	Record ledger.Record    // for documents, the same as Doc
	Doc    *ledger.Document // that holds it
	// Snippet is some words around what a full-text search found, for documents.
	Snippet string
}

// A Group is one row of a grouped query.
type Group struct {
	Keys []string // in the order of Query.GroupBy; "" for none
	// Count is how many there are; of events, each cluster counts once.
	Count int
	// Reports is how many records there are.
	Reports int
}

// A Reject is an input that could not be read or coded.
type Reject struct {
	File, Record, Reason string
	At                   time.Time
}

// A Source is an outlet, who owns it, and the collection that it belongs to.
type Source struct {
	Name, Owner, Collection string
}

// A Cluster is mentions of one event.
type Cluster struct {
	ID        string
	Members   []string // ids of events
	Documents int
	Sources   int // independent ones
	Affirming int // of these, who don't only deny it
	// Disputes are those of several documents about it. The first claim of each is of
	// the document that it names.
	Disputes []*ledger.Dispute
}

// A Loose document is not among the clusters yet.
type Loose struct {
	Doc    string
	Coding int64 // which of its codings is meant
	Noted  bool  // an earlier one has a note
}

// A Note is what clustering keeps of a document.
type Note struct {
	Doc       string
	Coding    int64 // of [Loose]
	Again     bool  // in the place of an earlier one
	Stretches []int32
	Data      []byte
}

// A Fusing is a change of clusters.
type Fusing struct {
	// Generation is what Store.Generation was before notes were read.
	Generation int64
	Notes      []Note
	// Clusters are all that changed, those of one event too.
	Clusters []Cluster
	CopyOf   map[string]string // by document, what it is a copy of, or ""
}

// A Feed is the state of a feed that is watched.
type Feed struct {
	URL, Title    string
	ETag          string
	LastModified  string
	Checked, Next time.Time // when it was asked last, and may be asked again
	Errors        int       // in a row
	LastError     string
}

// Limits bound free SQL.
type Limits struct {
	Rows int           // 0 is 10,000
	Time time.Duration // 0 is 10 s
}

// A Table is the answer to free SQL.
type Table struct {
	Columns []string
	Rows    [][]any // nil, bool, int64, float64, string
	// Cut is true where there are more rows than the limit.
	Cut bool
}

// A Store keeps a ledger. It is safe for concurrent use.
//
// Errors wrap those of this package where they fit. Sequences end after an error.
type Store interface {
	// Put stores entries, all or none, and returns what that changed. When it
	// returns without an error, the entries survive the end of the program and of
	// the machine. What the store holds already, of the same input, coder and
	// version, stays as it is.
	Put(ctx context.Context, entries ...*Entry) ([]Change, error)
	// Have reports whether the store holds this very coding of a document.
	Have(ctx context.Context, key Key) (bool, error)

	// Get returns a document as it is now.
	Get(ctx context.Context, id string) (*Entry, error)
	// All yields all documents as they are now, in the order in which they came.
	All(ctx context.Context) iter.Seq2[*Entry, error]
	// Record returns the current record with an id, or with an id that begins so.
	Record(ctx context.Context, id string) (*Hit, error)
	// Find yields the records that q asks for. q must have no GroupBy.
	Find(ctx context.Context, q *query.Query) iter.Seq2[*Hit, error]
	// Count returns the numbers that q asks for, one group if it groups by nothing.
	Count(ctx context.Context, q *query.Query) ([]Group, error)
	// Stale returns the ids of the documents that another coder or a lower version
	// coded.
	Stale(ctx context.Context, coder string, version int) ([]string, error)

	// PutRejects stores rejects; one that is stored already only gets a new time.
	PutRejects(ctx context.Context, rejects ...Reject) error
	// Rejects returns the rejects, in the order in which they first came.
	Rejects(ctx context.Context) ([]Reject, error)

	// PutSources adds outlets to the registry, or replaces them.
	PutSources(ctx context.Context, sources ...Source) error
	// Sources returns the registry by name, and the outlets of documents that are
	// not in it, with neither owner nor collection.
	Sources(ctx context.Context) ([]Source, error)

	// Loose returns documents whose coding is not among the clusters yet, in the
	// order of their days.
	Loose(ctx context.Context, limit int) ([]Loose, error)
	// Note returns the note of a document.
	Note(ctx context.Context, doc string) ([]byte, error)
	// Notes returns the notes of the documents that are looked for in any of some
	// stretches of time.
	Notes(ctx context.Context, stretches []int32) ([][]byte, error)
	// Generation says how often clusters were changed.
	Generation(ctx context.Context) (int64, error)
	// Fuse changes clusters, all of f or nothing. It returns [ErrMoved] where they
	// were changed since f.Generation.
	Fuse(ctx context.Context, f *Fusing) error
	// Unfuse forgets all clusters and notes; all documents are loose then.
	Unfuse(ctx context.Context) error

	// PutFeed stores the state of a feed, and the keys of items that were taken.
	PutFeed(ctx context.Context, f Feed, items ...string) error
	// Feed returns the state of a feed; one that is not known has a URL only.
	Feed(ctx context.Context, url string) (Feed, error)
	// Taken returns which of the keys of a feed's items were stored.
	Taken(ctx context.Context, url string, items []string) (map[string]bool, error)

	// SQL runs one statement that reads.
	SQL(ctx context.Context, statement string, limits Limits) (*Table, error)

	Close() error
}

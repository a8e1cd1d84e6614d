// Package discourse joins what was found in one document: who vouches for each
// event, what each claim is about, what is denied and disputed, and what the
// text says of each meeting and agreement.
//
// It aligns first and compares then: two claims are set against each other only
// where they speak of the same thing.
package discourse

import (
	"chancery/ledger"
	"chancery/nlp"
)

// A Dossier is what Join concluded. Its ints are indices: of events, claims and
// referents as they were given to Join. Its spans are bytes.
type Dossier struct {
	Events     []EventView // one for each event
	Claims     []ClaimView // one for each claim
	Meetings   []Meeting
	Agreements []Agreement
	Disputes   []Dispute
}

// An EventView is what the claims of the document make of an event.
type EventView struct {
	// Holder is who vouches for the status: referents, outermost first; empty
	// for the author.
	Holder   []int
	Status   string
	Disputed bool
	Why      []ledger.Reason
}

// A ClaimView is what a claim speaks of and answers.
type ClaimView struct {
	About    []int // events
	Denies   []int // claims
	Confirms []int // claims
	Why      []ledger.Reason
}

// A Length is how long a meeting was to be, or was.
type Length struct {
	Time  int // index into nlp.Document.Times
	Bound string
	Span  nlp.Span // with the words of the bound: "more than two hours"
}

// A Meeting is what the document says of one CONSULT event.
type Meeting struct {
	Event           int
	Participants    []int // referents
	Planned, Actual *Length
	Topics          []nlp.Span
	KeptWaiting     []int // referents
	Why             []ledger.Reason
}

// An Agreement is what the document says of one AGREE event between parties.
type Agreement struct {
	Event   int
	Parties []int    // referents
	Subject nlp.Span // the words that say what was agreed; empty for none
	Status  string
	Why     []ledger.Reason
}

// A Dispute joins claims that cannot all be true.
type Dispute struct {
	For, Against []int // claims
	Type         string
	About        string
	Marker       nlp.Span // the words that set the two sides against each other
	Why          []ledger.Reason
}

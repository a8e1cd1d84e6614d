// Package coder finds events: who did what to whom, of which PLOVER type, and
// whether it is said to have happened.
package coder

import (
	"chancery/ledger"
	"chancery/nlp"
)

// An Arg is an actor or recipient of an event.
type Arg struct {
	Referent int      // index into the document's referents
	Span     nlp.Span // in the sentence of the trigger; empty if it does not name the party
	// Country is where a party acts or suffers whose own country the referent does not
	// tell: that of the place, or of the other party of an act at home. "" for none.
	Country string
}

// An Event is an event as found in one document, before the pipeline gives it an
// id and joins it with claims. Offsets are bytes.
type Event struct {
	Type, Mode string // PLOVER; Mode "" for none
	Contexts   []string
	CAMEO      string
	Trigger    nlp.Span
	Head       int // token index of the trigger's head word
	Also       []nlp.Span
	Actors     []Arg
	Recipients []Arg
	Status     string // happened, ongoing, planned, hypothetical or not_happened
	Certainty  string // certain, probable or possible
	Historical bool
	Date       *ledger.Date  // without its quote
	DateSpan   nlp.Span      // empty for none
	Place      *ledger.Place // without its quote
	PlaceSpan  nlp.Span      // empty for none
	Size       ledger.Size
	Rule       string // name of the rule or model that made it
	Why        []ledger.Reason
}

// Package claims finds who said what: source, cue and content of each
// attribution, its stance, and the claims that it denies, confirms or reports.
package claims

import (
	"chancery/ledger"
	"chancery/nlp"
)

// A Claim is an attribution as found in one document, before the pipeline gives
// it an id and joins it with events. Offsets are bytes; empty spans are absent.
type Claim struct {
	Source   nlp.Span
	Referent int // index into the document's referents, or -1
	Cue      nlp.Span
	CueHead  int    // token index of the cue's head word, or -1
	Class    string // say deny confirm accuse order ask promise threaten intend believe feel decline show
	Content  []nlp.Span
	Quote    string // direct, mixed or indirect
	Stance   string // assert, deny, confirm, question or decline
	In       int    // index of the claim whose content holds this one, or -1
	Denies   []int  // indices of claims
	Confirms []int  // indices of claims
	Rule     string // name of the rule or model that made it
	Why      []ledger.Reason
}

package ledger

import "chancery/nlp"

// Referent is who or what the mentions of one chain refer to. The referents of a
// document are indexed by [nlp.Mention.Chain].
type Referent struct {
	Actor
	Mentions []int // indices into nlp.Document.Mentions, in text order
	// Members are the referents that a collective stands for: "the two leaders".
	Members []int
}

// Reason is one step of why a record is what it is: what was decided, by which
// rule, table row, gate or feature, and on which words.
type Reason struct {
	What string   // trigger, actor, recipient, type, status, gate, source, cue, content …
	By   string   // name of a rule, table row, model or gate
	Path string   // dependency path, or ""
	Span nlp.Span // the words; empty for none
}

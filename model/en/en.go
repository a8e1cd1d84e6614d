// Package en embeds the models of English. cmd/train writes them; docs/models has
// a card for each.
package en

import _ "embed"

// Tag is the model of the tagger and lemmatiser.
//
//go:embed tag.model
var Tag []byte

// Parse is the model of the dependency parser.
//
//go:embed parse.model
var Parse []byte

// NER is the model of names.
//
//go:embed ner.model
var NER []byte

// Claims is the model of cues, sources and contents.
//
//go:embed claims.model
var Claims []byte

// Events is the model of triggers.
//
//go:embed events.model
var Events []byte

// Parties is the model of the parties of events.
//
//go:embed parties.model
var Parties []byte

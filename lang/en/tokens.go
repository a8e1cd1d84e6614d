package en

import _ "embed"

// Tokens is the table of spellings that the tokeniser knows: abbreviations,
// contractions, prefixes, units. Its comment lines describe it.
//
//go:embed tokens.tsv
var Tokens string

// Lemmas is the table of lemmas that endings do not give.
//
//go:embed lemmas.tsv
var Lemmas string

package en

import "embed"

// Events holds the tables by which events are coded: frames-*.tsv, status*.tsv,
// gates*.tsv and contexts.tsv. The head of each says what its columns mean.
//
//go:embed frames-*.tsv status*.tsv gates*.tsv contexts*.tsv
var Events embed.FS

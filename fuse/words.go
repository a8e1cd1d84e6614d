package fuse

import (
	_ "embed"

	"chancery/internal/tsv"
)

//go:embed words.tsv
var wordsTable string

// The sets of words.tsv, which says what each is for.
var (
	sets = tsv.MustSets("fuse/words.tsv", wordsTable)

	measures    = sets.Values("measures")
	fighters    = sets.Of("fighters")
	naming      = sets.Of("naming")
	others      = sets.Of("others")
	light       = sets.Of("light")
	beforeMonth = sets.Of("beforeMonth")
	topics      = sets.Of("topics")
	meetings    = sets.Of("meetings")
	negatives   = sets.Of("negatives")
	blame       = sets.Of("blame")
	denial      = sets.Of("denial")
)

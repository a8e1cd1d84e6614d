package depparse

import (
	_ "embed"

	"chancery/internal/tsv"
)

//go:embed data/words.tsv
var wordsTable string

// The sets of data/words.tsv, which says what each is for.
var (
	sets = tsv.MustSets("annotate/depparse/data/words.tsv", wordsTable)

	speechVerbs      = sets.Of("speech")
	complementVerbs  = sets.Values("complements")
	harmVerbs        = sets.Of("harms")
	periodNouns      = sets.Of("periods")
	verbalAdjectives = sets.Of("verbal adjectives")
	captiveNouns     = sets.Of("captives")
	tellingVerbs     = sets.Of("telling")
	befallingVerbs   = sets.Of("befalling")
)

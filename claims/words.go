package claims

import (
	_ "embed"

	"chancery/internal/tsv"
)

//go:embed words.tsv
var wordsTable string

// The sets of words.tsv, which says what each is for.
var (
	sets = tsv.MustSets("claims/words.tsv", wordsTable)

	flatAdverbs      = sets.Of("flatAdverbs")
	titleNouns       = sets.Of("titleNouns")
	times            = sets.Of("times")
	speechVerbs      = sets.Of("speechVerbs")
	tellingVerbs     = sets.Of("tellingVerbs")
	refusals         = sets.Of("refusals")
	requestNouns     = sets.Of("requestNouns")
	documents        = sets.Of("documents")
	harms            = sets.Of("harms")
	guilts           = sets.Of("guilts")
	callVerbs        = sets.Of("callVerbs")
	thinkVerbs       = sets.Of("thinkVerbs")
	heapNouns        = sets.Of("heapNouns")
	denialPredicates = sets.Of("denialPredicates")
	grounds          = sets.Of("grounds")
	parts            = sets.Of("parts")
	attacks          = sets.Of("attacks")
	responses        = sets.Of("responses")
	lightVerbs       = sets.Of("lightVerbs")
	chains           = sets.Of("chains")
	cuePrepositions  = sets.Of("cuePrepositions")
	modals           = sets.Of("modals")
	occasions        = sets.Of("occasions")
	asides           = sets.Of("asides")
	mediaNouns       = sets.Of("mediaNouns")
	numberNouns      = sets.Of("numberNouns")
	anaphors         = sets.Of("anaphors")
	replies          = sets.Of("replies")
	vouchers         = sets.Values("vouchers")
	reportNouns      = sets.Of("reportNouns")
	deedNouns        = sets.Values("deedNouns")
)

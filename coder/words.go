package coder

import (
	_ "embed"

	"chancery/internal/tsv"
)

//go:embed words.tsv
var wordsTable string

// The sets of words.tsv, which says what each is for.
var (
	sets = tsv.MustSets("coder/words.tsv", wordsTable)

	senderVerbs         = sets.Of("senders")
	befriendingVerbs    = sets.Of("befriending")
	oppositeNouns       = sets.Of("opposite")
	seatNouns           = sets.Of("seats")
	pairNouns           = sets.Of("pairs")
	sideNouns           = sets.Of("sides")
	oneOfSides          = sets.Of("of sides")
	meansNouns          = sets.Of("by way of")
	keepingVerbs        = sets.Of("keeping from")
	callingVerbs        = sets.Of("calling on")
	selfBoundVerbs      = sets.Of("self-bound")
	namingVerbs         = sets.Of("naming")
	assistingVerbs      = sets.Of("assisting")
	takenUpNouns        = sets.Of("taking up")
	stepNouns           = sets.Of("steps")
	countermeasureNouns = sets.Of("countermeasures")
	measuringVerbs      = sets.Of("taking measures")
	journeyNouns        = sets.Of("journeys")
	occasionNouns       = sets.Of("occasions")
	grievanceWords      = sets.Of("grievances")
	displayWords        = sets.Of("displays")
	crowdNouns          = sets.Of("crowds")
	toAllWords          = sets.Of("to all")
	inPersonWords       = sets.Of("in one place")
	denyingVerbs        = sets.Of("denying")
	enablingWords       = sets.Of("enabling")
	delayVerbs          = sets.Of("putting off")
	backgroundWords     = sets.Of("background")
	unchangedVerbs      = sets.Of("unchanged")
	spanNouns           = sets.Of("time spans")
	linkingVerbs        = sets.Of("linking")
	accusingVerbs       = sets.Of("accusing of")
	verbPrefixes        = sets.Of("before verbs")
	wordTargets         = sets.Of("attacked in words")
	campaignNouns       = sets.Of("campaigns")
	givingVerbs         = sets.Of("giving")
	handingVerbs        = sets.Of("handing")
	actingForVerbs      = sets.Of("acting for")
	sendingVerbs        = sets.Of("sending")
)

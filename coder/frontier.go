package coder

// frontier gives a move of forces that its frame aims at nobody the state whose border
// they move to or stand at, or towards which they move: "massed along the border with
// Zaire", "rolled towards Kuwait". Only a state that the words name counts, and none of
// the mover's own.
func (r *run) frontier(c *candidate) {
	if c.event != "MOBILIZE" || r.located(c.recipients) && !r.shares(c.recipients, c.actors) || len(c.actors) == 0 {
		return
	}
	end := r.d.Sentences[r.d.Tokens[c.tok].Sent].Last
	for x := c.tok + 1; x < end; x++ {
		if r.verb(x) && r.child(x, "nsubj") >= 0 {
			return // another clause
		}
		if !r.noun(x) || x == c.tok || !r.governs(c.tok, x) {
			continue
		}
		var args []Arg
		switch p := r.caseOf(x); {
		case r.word(x, r.classes["FRONTIER"]):
			args = r.neighbours(x)
		case p == "towards" || p == "toward":
			args = r.args(x)
		}
		if args = r.foreign(args, c.actors); r.located(args) {
			c.recipients = args
			c.why("recipient", "whose border it is", "", args[0].Span)
			return
		}
	}
}

// neighbours returns whom the words of a border name: "the border with Zaire", "the
// Lebanese frontier", "Kuwait's coast".
func (r *run) neighbours(x int) []Arg {
	var out []Arg
	for _, k := range r.kids[x] {
		switch {
		case r.xpos[k] == "PRP$": // its border is the mover's own
		case r.is(k, "amod"), r.is(k, "compound"), r.is(k, "nmod"):
			for _, a := range r.args(k) {
				out = addArg(out, a)
			}
		}
	}
	for _, k := range r.kids[r.d.Tokens[x].Head] { // massed along the border with Zaire, hung on massed
		if k > x && k <= x+3 && r.hasCase(k, "with") {
			for _, a := range r.args(k) {
				out = addArg(out, a)
			}
		}
	}
	return out
}

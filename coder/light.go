package coder

// lightRow returns how verb v takes the noun in slot, if it is a light verb.
func (r *run) lightRow(v int, slot string) *lightRow {
	rows := r.light[r.lemma[v]]
	var plain *lightRow
	for i := range rows {
		row := &rows[i]
		in := false
		for _, s := range row.slots {
			in = in || s == slot
		}
		if !in {
			continue
		}
		if row.prt == "" {
			if plain == nil {
				plain = row
			}
			continue
		}
		for _, k := range r.kids[v] {
			if r.lemma[k] == row.prt {
				return row
			}
		}
	}
	return plain
}

// overNoun returns the light verb over noun t and how it takes it.
func (r *run) overNoun(t int) (v int, row *lightRow) {
	h := r.d.Tokens[t].Head
	// through a shell: a series of attacks, a round of talks, two days of talks
	if h >= 0 && r.noun(h) && r.is(t, "nmod") && r.hasCase(t, "of") && (r.classes["SHELL"].alone[r.lemma[h]] || spanNouns[r.lemma[h]]) {
		t, h = h, r.d.Tokens[h].Head
	}
	for h >= 0 && r.is(t, "conj") && r.noun(h) {
		t, h = h, r.d.Tokens[h].Head
	}
	if h < 0 || !r.verb(h) {
		return -1, nil
	}
	slot := ""
	switch {
	case r.is(t, "obj"), r.rel(t) == "nsubj:pass":
		slot = "obj"
	case r.is(t, "nsubj"):
		slot = "subj"
		if r.passive(h) {
			slot = "obj"
		}
	case r.is(t, "obl"):
		slot = r.caseOf(t)
	}
	if row := r.lightRow(h, slot); row != nil {
		return h, row
	}
	return -1, nil
}

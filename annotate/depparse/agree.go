package depparse

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"chancery/internal/tsv"
	"chancery/nlp"
)

//go:embed data/agree.tsv
var agreeTable string

// agreement is a row of data/agree.tsv.
type agreement struct {
	upos, xpos, rels []string // xpos and rels empty for all
	head, kids       string   // "" for any
	to, toXPOS       string
	toFeats          string
}

// agreements are the rows by small form, in the order of the table, and those of all
// forms under "".
type agreements map[string][]agreement

// loadAgreements reads the table on its first call.
var loadAgreements = sync.OnceValues(func() (agreements, error) {
	rows, err := tsv.Read(strings.NewReader(agreeTable), "annotate/depparse/data/agree.tsv", "form", "upos", "xpos", "rel", "head", "kids", "to", "to_xpos", "to_feats", "example")
	if err != nil {
		return nil, err
	}
	any := func(s string) string {
		if s == "*" {
			return ""
		}
		return s
	}
	out := agreements{}
	for _, r := range rows {
		a := agreement{
			upos: strings.Fields(r.Get("upos")), xpos: strings.Fields(any(r.Get("xpos"))), rels: strings.Fields(any(r.Get("rel"))),
			head: any(r.Get("head")), kids: any(r.Get("kids")), to: r.Get("to"), toXPOS: r.Get("to_xpos"), toFeats: r.Get("to_feats"),
		}
		switch a.head {
		case "", "clause", "finite", "phrase", "relative", "VB":
		default:
			return nil, r.Errorf("no head is %q", a.head)
		}
		for _, f := range strings.Fields(r.Get("form")) {
			out[any(f)] = append(out[any(f)], a)
		}
	}
	return out, nil
})

// agree brings the tags of a sentence, and lemmas that follow from it, together with its
// tree.
func (a agreements) agree(tokens []nlp.Token, first, last int) {
	for t := first; t < last; t++ {
		relemma(tokens, t)
		var small [12]byte // longer forms are in no row
		rows := a[""]
		if f := tokens[t].Form; len(f) <= len(small) {
			for i := range len(f) {
				small[i] = f[i]
				if 'A' <= f[i] && f[i] <= 'Z' {
					small[i] += 'a' - 'A'
				}
			}
			if own := a[string(small[:len(f)])]; own != nil && a.settle(own, tokens, t, first, last) {
				continue
			}
		}
		a.settle(rows, tokens, t, first, last)
	}
}

// relemma sets the lemmas that no form tells: "'s" and "'d" before a participle of the past
// are "have", unless another auxiliary stands between that says what they are. Of a number
// in digits the lemma has no commas.
func relemma(tokens []nlp.Token, t int) {
	tok := &tokens[t]
	switch tok.Form {
	case "'s", "’s", "'d", "’d":
		h := tok.Head
		if tok.Rel != "aux" || h <= t || tokens[h].XPOS != "VBN" {
			return
		}
		for k := t + 1; k < h; k++ {
			if l := tokens[k].Form; tokens[k].Head == h && (l == "being" || l == "have" || l == "be") {
				return
			}
		}
		tok.Lemma = "have"
		return
	}
	if c := tok.Form[0]; tok.XPOS == "CD" && c >= '0' && c <= '9' && strings.IndexByte(tok.Lemma, ',') > 0 && strings.Trim(tok.Lemma, "0123456789.,") == "" {
		tok.Lemma = strings.ReplaceAll(tok.Lemma, ",", "")
	}
}

// settle gives token t the tags of the first of rows that fits it, and reports whether
// one does.
func (agreements) settle(rows []agreement, tokens []nlp.Token, t, first, last int) bool {
	tok := &tokens[t]
	for i := range rows {
		r := &rows[i]
		if !slices.Contains(r.upos, tok.UPOS) || len(r.xpos) > 0 && !slices.Contains(r.xpos, tok.XPOS) ||
			len(r.rels) > 0 && !slices.ContainsFunc(r.rels, func(want string) bool { return isRel(tok.Rel, want) }) ||
			r.head != "" && !headIs(tokens, tok.Head, r.head, first, last) ||
			r.kids != "" && !hasKid(tokens, t, r.kids, first, last) {
			continue
		}
		tok.UPOS = r.to
		if r.toXPOS != "=" {
			tok.XPOS = r.toXPOS
		}
		switch r.toFeats {
		case "=":
		case "-":
			tok.Feats = ""
		default:
			tok.Feats = r.toFeats
		}
		return true
	}
	return false
}

// isRel reports whether a relation is the wanted one, or one of its subtypes where that
// ends in a star.
func isRel(rel, want string) bool {
	stem, all := strings.CutSuffix(want, "*")
	return rel == stem || all && strings.HasPrefix(rel, stem) && rel[len(stem)] == ':'
}

// headIs reports whether token h is what a row wants of a head.
func headIs(tokens []nlp.Token, h int, want string, first, last int) bool {
	if h < 0 {
		return false
	}
	switch want {
	case "VB":
		return tokens[h].XPOS == "VB"
	case "relative":
		return tokens[h].Rel == "acl:relcl"
	}
	subject, helped := false, false
	for k := first; k < last; k++ {
		if tokens[k].Head != h {
			continue
		}
		switch base, _, _ := strings.Cut(tokens[k].Rel, ":"); base {
		case "nsubj", "csubj", "expl":
			subject = true
		case "cop", "aux":
			helped = true
		}
	}
	switch want {
	case "finite":
		return subject || tokens[h].XPOS == "VBD" || tokens[h].XPOS == "VBZ" || tokens[h].XPOS == "VBP"
	case "clause":
		return subject || helped || tokens[h].UPOS == "VERB" || tokens[h].UPOS == "AUX"
	}
	return !subject && !helped && tokens[h].UPOS != "VERB" && tokens[h].UPOS != "AUX"
}

// hasKid reports whether a word with relation rel hangs on token t.
func hasKid(tokens []nlp.Token, t int, rel string, first, last int) bool {
	for k := first; k < last; k++ {
		if tokens[k].Head == t && tokens[k].Rel == rel {
			return true
		}
	}
	return false
}

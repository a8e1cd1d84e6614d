package depparse

import (
	"slices"
	"strings"
	"testing"
)

// TestAgree has, for each kind of row of the table, a tree whose tags can't be, the tags
// that they become, and trees much like them that stay.
func TestAgree(t *testing.T) {
	rows, err := loadAgreements()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ tree, tags, want string }{
		{"She//PRP/2/nsubj left//VBD/0/root after//IN/6/mark the//DT/5/det vote//NN/6/nsubj failed/fail/VBD/2/advcl", "PRON VERB ADP DET NOUN VERB", "PRON VERB SCONJ DET NOUN VERB"},
		{"She//PRP/2/nsubj left//VBD/0/root after//IN/5/case the//DT/5/det vote//NN/2/obl", "PRON VERB ADP DET NOUN", "PRON VERB ADP DET NOUN"},
		{"Rain//NN/2/nsubj fell/fall/VBD/0/root since//IN/5/case the//DT/5/det vote//NN/2/obl", "NOUN VERB SCONJ DET NOUN", "NOUN VERB ADP DET NOUN"},
		{"the//DT/2/det ship//NN/0/root that//IN/4/nsubj sank/sink/VBD/2/acl:relcl", "DET NOUN SCONJ VERB", "DET NOUN PRON VERB"},
		{"He//PRP/2/nsubj said/say/VBD/0/root that//WDT/5/mark she//PRP/5/nsubj left/leave/VBD/2/ccomp", "PRON VERB PRON PRON VERB", "PRON VERB SCONJ PRON VERB"},
		{"the//DT/2/det road//NN/0/root to//TO/4/case Kabul//NNP/2/nmod", "DET NOUN PART PROPN", "DET NOUN ADP PROPN"},
		{"Did/do/VBD/3/aux they//PRP/3/nsubj leave//VB/0/root", "VERB PRON VERB", "AUX PRON VERB"},
		{"They//PRP/2/nsubj have//VBP/0/root tanks/tank/NNS/2/obj", "PRON AUX NOUN", "PRON VERB NOUN"},
		{"They//PRP/2/nsubj have//VBP/0/root", "PRON AUX", "PRON AUX"},
		{"They//PRP/2/nsubj carried/carry/VBD/0/root out//RB/2/compound:prt raids/raid/NNS/2/obj", "PRON VERB ADV NOUN", "PRON VERB ADP NOUN"},
		{"a//DT/3/det live//JJ/3/amod broadcast//NN/0/root", "DET VERB NOUN", "DET ADJ NOUN"},
		{"a//DT/2/det walk//NN/0/root", "DET VERB", "DET VERB"},
	} {
		tokens := handmade(t, c.tree)
		for i, tag := range strings.Fields(c.tags) {
			tokens[i].UPOS = tag
		}
		rows.agree(tokens, 0, len(tokens))
		var got []string
		for _, tok := range tokens {
			got = append(got, tok.UPOS)
		}
		if !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s: tags %v, want %s", c.tree, got, c.want)
		}
	}
}

func TestRelemma(t *testing.T) {
	for _, c := range []struct{ tree, lemma string }{
		{"'s/be/VBZ/2/aux left/leave/VBN/0/root", "have"},
		{"'s/be/VBZ/2/aux:pass left/leave/VBN/0/root", "be"},
		{"'s/be/VBZ/3/aux being/be/VBG/3/aux:pass held/hold/VBN/0/root", "be"},
		{"'d/would/MD/2/aux leave//VB/0/root", "would"},
		{"30,000//CD/2/nummod soldiers/soldier/NNS/0/root", "30000"},
	} {
		tokens := handmade(t, c.tree)
		for i := range tokens {
			relemma(tokens, i)
		}
		if tokens[0].Lemma != c.lemma {
			t.Errorf("%s: lemma %q, want %q", c.tree, tokens[0].Lemma, c.lemma)
		}
	}
}

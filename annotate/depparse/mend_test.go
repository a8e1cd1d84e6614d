package depparse

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"chancery/nlp"
)

// handmade reads a tree of words "form/lemma/tag/head/relation", where the lemma may be
// left out if it is the form in lower case and heads count from 1, 0 being the root.
func handmade(t testing.TB, text string) []nlp.Token {
	t.Helper()
	var out []nlp.Token
	for word := range strings.FieldsSeq(text) {
		f := strings.Split(word, "/")
		if len(f) != 5 {
			t.Fatalf("%q has %d fields", word, len(f))
		}
		tok := nlp.Token{Form: f[0], Lemma: f[1], XPOS: f[2], UPOS: universal(f[2]), Rel: f[4]}
		if tok.Lemma == "" {
			tok.Lemma = strings.ToLower(tok.Form)
		}
		if _, err := fmt.Sscan(f[3], &tok.Head); err != nil {
			t.Fatalf("%q: %v", word, err)
		}
		tok.Head--
		out = append(out, tok)
	}
	return out
}

// universal returns the tag of Universal Dependencies that goes with a Penn tag.
func universal(xpos string) string {
	switch {
	case strings.HasPrefix(xpos, "NNP"):
		return "PROPN"
	case strings.HasPrefix(xpos, "NN"):
		return "NOUN"
	case strings.HasPrefix(xpos, "VB"):
		return "VERB"
	case xpos == "MD":
		return "AUX"
	case xpos == "JJ":
		return "ADJ"
	case xpos == "CD":
		return "NUM"
	case xpos == "IN":
		return "ADP"
	case xpos == ".", xpos == ",", xpos == ":":
		return "PUNCT"
	}
	return "X"
}

// changes lists the words that hang elsewhere, otherwise, or have another tag now.
func changes(before, after []nlp.Token) string {
	var out []string
	for i := range after {
		b, a := &before[i], &after[i]
		if b.Head == a.Head && b.Rel == a.Rel && b.XPOS == a.XPOS {
			continue
		}
		s := fmt.Sprintf("%s %s of %d", a.Form, a.Rel, a.Head+1)
		if a.XPOS != b.XPOS {
			s += " " + a.XPOS
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// tree reports whether every word leads to one that has no head, and none in a circle.
func tree(tokens []nlp.Token) bool {
	for t := range tokens {
		steps := 0
		for a := t; a >= 0; a = tokens[a].Head {
			if steps++; steps > len(tokens) {
				return false
			}
		}
	}
	return true
}

// TestMend has, for each kind of mistake, a tree with it and what becomes of it, and a
// tree much like it that is right as it is.
func TestMend(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"quantity", "Hail//NN/2/nsubj injured/injure/VBD/0/root at//IN/4/case least//JJS/5/nmod nine//CD/6/nummod farmers/farmer/NNS/2/obl in//IN/8/case May//NNP/2/obl .//./2/punct",
			"farmers obj of 2"},
		{"a quantity up to", "Hail//NN/2/nsubj injured/injure/VBD/0/root up//IN/5/case to//IN/5/case 90//CD/2/obl in//IN/7/case May//NNP/2/obl .//./2/punct",
			"up advmod of 5; to fixed of 3; 90 obj of 2"},
		{"a quantity between two", "Hail//NN/2/nsubj injured/injure/VBD/0/root between//IN/7/case 12//CD/7/nummod and//CC/6/cc 15//CD/4/conj farmers/farmer/NNS/2/obl .//./2/punct",
			"between advmod of 4; farmers obj of 2"},
		{"as many as, each word on the next", "Hail//NN/2/nsubj injured/injure/VBD/0/root as//IN/4/advmod many//JJ/5/advmod as//IN/6/case 90//CD/2/obl in//IN/8/case May//NNP/2/obl .//./2/punct",
			"as nmod of 6; 90 obj of 2"},
		{"how long it took", "Talks/talk/NNS/2/nsubj lasted/last/VBD/0/root at//IN/4/case least//JJS/5/nmod nine//CD/6/nummod hours/hour/NNS/2/obl in//IN/8/case Bern//NNP/2/obl .//./2/punct", ""},
		{"a verb with a preposition", "Prices/price/NNS/2/nsubj ranged/range/VBD/0/root between//IN/4/case 12//CD/2/obl and//CC/6/cc 15//CD/4/conj francs/franc/NNS/4/nmod .//./2/punct", ""},
		{"quantity in a clause of time", "Schools/school/NNS/2/nsubj closed/close/VBD/0/root after//IN/5/case a//DT/5/det flood/flood/NN/2/obl killed/kill/VBN/5/acl at//IN/8/case least//JJS/9/nmod nine//CD/6/obl .//./2/punct",
			"after mark of 6; flood nsubj of 6; killed advcl of 2 VBD; nine obj of 6"},
		{"complement", "Quito//NNP/2/nsubj accused/accuse/VBD/0/root the//DT/4/det firm//NN/2/obj of//IN/6/mark smuggling/smuggle/VBG/4/acl copper//NN/6/obj .//./2/punct",
			"smuggling advcl of 2"},
		{"complement, a noun", "Quito//NNP/2/nsubj briefed/brief/VBD/0/root the//DT/4/det envoys/envoy/NNS/2/obj on//IN/7/case the//DT/7/det talks/talk/NNS/4/nmod .//./2/punct",
			"talks obl of 2"},
		{"whose president", "Quito//NNP/2/nsubj accused/accuse/VBD/0/root the//DT/4/det president//NN/2/obj of//IN/6/case Mali//NNP/4/nmod .//./2/punct", ""},
		{"a verb that has its complement", "Quito//NNP/2/nsubj accused/accuse/VBD/0/root the//DT/4/det head//NN/2/obj of//IN/6/case police//NN/4/nmod of//IN/8/case theft//NN/2/obl .//./2/punct", ""},
		{"speaker", "Quito//NNP/2/nsubj said/say/VBD/0/root the//DT/4/det tariffs/tariff/NNS/5/nsubj hurt/hurt/VBD/2/ccomp and//CC/7/cc blamed/blame/VBD/5/conj Lima//NNP/7/obj .//./2/punct",
			"blamed conj of 2"},
		{"a speaker in the clause", "Quito//NNP/2/nsubj said/say/VBD/0/root the//DT/4/det minister//NN/5/nsubj left/leave/VBD/2/ccomp and//CC/7/cc blamed/blame/VBD/5/conj Lima//NNP/7/obj .//./2/punct", ""},
		{"predicate", "The//DT/3/det two//CD/3/nummod ministries/ministry/NNS/0/root ,//,/6/punct jointly//RB/6/advmod ,//,/7/punct called/call/VBN/3/acl for//IN/9/case calm//NN/7/obl .//./3/punct",
			"ministries nsubj of 7; called root of 0 VBD; . punct of 7"},
		{"a participle with its agent", "The//DT/3/det two//CD/3/nummod bridges/bridge/NNS/0/root ,//,/5/punct damaged/damage/VBN/3/acl by//IN/7/case floods/flood/NNS/5/obl .//./3/punct", ""},
		{"transitive", "Lima//NNP/3/compound expelled/expel/VBN/3/amod envoys/envoy/NNS/0/root of//IN/5/case Quito//NNP/3/nmod .//./3/punct",
			"Lima nsubj of 2; expelled root of 0 VBD; envoys obj of 2; . punct of 2"},
		{"a name in apposition", "Lima//NNP/2/nsubj met/meet/VBD/0/root the//DT/4/det director//NN/2/obj of//IN/7/case the//DT/7/det museum//NN/4/nmod ,//,/9/punct Rosa//NNP/7/appos Quiroga//NNP/9/flat .//./2/punct",
			"Rosa appos of 4"},
		{"a name in apposition of what it names", "Lima//NNP/2/nsubj left/leave/VBD/0/root the//DT/4/det heart//NN/2/obj of//IN/7/case the//DT/7/det museum//NN/4/nmod ,//,/9/punct Casa//NNP/7/appos Quiroga//NNP/9/flat .//./2/punct", ""},
		{"due", "Bern//NNP/5/nsubj:outer is/be/VBZ/5/cop due//JJ/0/root to//TO/3/fixed meet//VB/3/advcl Graz//NNP/5/obj soon//RB/5/advmod .//./5/punct",
			"Bern nsubj of 3; is cop of 3; to mark of 5; meet xcomp of 3"},
		{"due to a storm", "It//PRP/2/nsubj fell/fall/VBD/0/root due//JJ/6/case to//TO/3/fixed a//DT/6/det storm//NN/2/obl .//./2/punct", ""},
		{"whence", "Bern//NNP/2/nsubj met/meet/VBD/0/root envoys/envoy/NNS/2/obj from//IN/5/case Graz//NNP/2/obl today//RB/2/advmod .//./2/punct",
			"Graz nmod of 3"},
		{"whence something was taken", "Bern//NNP/2/nsubj withdrew/withdraw/VBD/0/root envoys/envoy/NNS/2/obj from//IN/5/case Graz//NNP/2/obl today//RB/2/advmod .//./2/punct", ""},
		{"a reduced clause", "Free//VB/0/root the//DT/3/det monks/monk/NNS/1/obj arrested/arrest/VBD/1/ccomp in//IN/6/case May//NNP/4/obl .//./1/punct",
			"arrested acl of 3 VBN"},
		{"a clause with its subject", "Say//VB/0/root the//DT/3/det monks/monk/NNS/4/nsubj prayed/pray/VBD/1/ccomp in//IN/6/case May//NNP/4/obl .//./1/punct", ""},
		{"a past in a quotation", "Planes/plane/NNS/7/ccomp bombed/bomb/VBN/1/acl us//PRP/2/obj \"//PUNCT/1/punct a//DT/6/det guide//NN/7/nsubj said/say/VBD/0/root .//./7/punct",
			"Planes nsubj of 2; bombed ccomp of 7 VBD; \" punct of 2"},
		{"a verb taken for an adjective", "Bern//NNP/2/nsubj plans/plan/VBZ/0/root to//IN/6/case free//JJ/6/amod 52//CD/6/nummod prisoners/prisoner/NNS/2/obl .//./2/punct",
			"to mark of 4 TO; free xcomp of 2 VB; prisoners obj of 4"},
		{"free trade", "Bern//NNP/2/nsubj agreed/agree/VBD/0/root to//IN/5/case free//JJ/5/amod trade//NN/2/obl .//./2/punct", ""},
		{"of an adjective", "Bern//NNP/3/nsubj was/be/VBD/3/cop right//JJ/0/root to//TO/5/mark leave//VB/3/acl .//./3/punct", ""},
		{"said of a thing", "Bern//NNP/2/nsubj says/say/VBZ/0/root planes/plane/NNS/2/obj bombed/bomb/VBN/3/acl us//PRP/4/obj .//./2/punct",
			"planes nsubj of 4; bombed ccomp of 2 VBD"},
		{"inverted", "Should//MD/2/aux Bern/bern/VB/6/advcl recognise//VB/2/xcomp us//PRP/3/obj ,//,/2/punct win//VB/0/root .//./6/punct",
			"Should aux of 3; Bern nsubj of 3 NNP; recognise advcl of 6; , punct of 3"},
		{"listed", "Bern//NNP/4/vocative ,//,/1/punct Graz//NNP/4/nsubj agree//VBP/0/root on//IN/6/case trade//NN/4/obl",
			"Bern nsubj of 4; Graz conj of 1"},
		{"planned, alone", "Bern//NNP/0/root to//TO/3/mark recall//VB/1/acl envoy//NN/3/obj",
			"Bern nsubj of 3; recall root of 0"},
		{"by whom", "Asked/ask/VBN/7/advcl about//IN/3/case it//NN/1/obl by//IN/5/case Bern//NNP/3/nmod ,//,/1/punct left/leave/VBD/0/root .//./7/punct",
			"Bern obl:agent of 1"},
		{"hand over", "Bern//NNP/2/nsubj offered/offer/VBD/0/root to//IN/4/case hand//NN/2/obl over//RB/2/compound:prt spies/spy/NNS/2/obj .//./2/punct",
			"to mark of 4 TO; hand xcomp of 2 VB; over compound:prt of 4; spies obj of 4"},
		{"of whoever did it", "Bern//NNP/3/nsubj:pass was/be/VBD/3/aux:pass accused/accuse/VBN/0/root by//IN/5/case Graz//NNP/3/obl:agent of//IN/7/mark lying/lie/VBG/5/acl .//./3/punct",
			"lying advcl of 3"},
		{"face to face", "They//PRP/2/nsubj met/meet/VBD/0/root face//NN/2/obj to//TO/5/mark face//VB/3/xcomp in//IN/7/case May//NNP/5/obl .//./2/punct",
			"face advmod of 2; to fixed of 3; face fixed of 3 NN; May obl of 2"},
		{"planned", "Mission//NN/2/nsubj raided/raid/VBD/0/root ;//:/4/punct Lima//NNP/2/parataxis to//TO/6/mark recall//VB/2/advcl envoy//NN/6/obj",
			"Lima nsubj of 6; recall parataxis of 2"},
		{"parallel", "Lima//NNP/2/nsubj accused/accuse/VBD/0/root them/they/PRP/2/obj of//IN/5/mark spying/spy/VBG/2/advcl and//CC/7/cc expelled/expel/VBD/5/conj both//DT/7/obj .//./2/punct",
			"expelled conj of 2"},
		{"by whom it is refused", "Envoys/envoy/NNS/3/nsubj:pass were/be/VBD/3/aux:pass denied/deny/VBN/0/root visas/visa/NNS/3/obj by//IN/7/case the//DT/7/det ministry//NN/4/nmod .//./3/punct",
			"ministry obl:agent of 3"},
		{"by whom it is made", "Envoys/envoy/NNS/3/nsubj:pass were/be/VBD/3/aux:pass shown/show/VBN/0/root films/film/NNS/3/obj by//IN/7/case the//DT/7/det sea//NN/4/nmod .//./3/punct", ""},
		{"it, of whom an infinitive is said", "Fiji//NNP/2/nsubj says/say/VBZ/0/root it//PRP/5/expl is/be/VBZ/5/cop ready//JJ/2/ccomp to//TO/7/mark help//VB/5/xcomp .//./2/punct",
			"it nsubj of 5"},
		{"it, of which an infinitive is said", "Fiji//NNP/2/nsubj says/say/VBZ/0/root it//PRP/5/expl is/be/VBZ/5/cop easy//JJ/2/ccomp to//TO/7/mark help//VB/5/csubj .//./2/punct", ""},
		{"parallel, with a past between", "Lima//NNP/3/nsubj will//MD/3/aux close//VB/0/root roads/road/NNS/3/obj after//IN/7/mark floods/flood/NNS/7/nsubj came/come/VBD/3/advcl and//CC/9/cc damaged/damage/VBD/3/conj them//PRP/9/obj .//./3/punct",
			"damaged conj of 7"},
		{"particle", "Lima//NNP/2/nsubj drove/drive/VBD/0/root back//RB/4/amod fighters/fighter/NNS/2/obj .//./2/punct",
			"back compound:prt of 2 RP"},
		{"particle before an owner", "Lima//NNP/2/nsubj sent/send/VBD/0/root home//NN/4/compound Quito//NNP/6/nmod:poss 's//POS/4/case envoy//NN/2/obj .//./2/punct",
			"home compound:prt of 2 RP"},
		{"a home that is visited", "Lima//NNP/2/nsubj visited/visit/VBD/0/root home//NN/4/compound villages/village/NNS/2/obj .//./2/punct", ""},
		{"another name for a conjunct", "Ana//NNP/9/nsubj and//CC/4/cc her//PRP$/4/nmod:poss counterpart//NN/1/conj ,//,/6/punct Luis//NNP/1/conj Paz//NNP/6/flat ,//,/1/punct met/meet/VBD/0/root .//./9/punct",
			"Luis appos of 4"},
		{"a list with its and at the end", "Ana//NNP/8/nsubj ,//,/3/punct Luis//NNP/1/conj Paz//NNP/3/flat and//CC/7/cc her//PRP$/7/nmod:poss cousin//NN/1/conj met/meet/VBD/0/root .//./8/punct", ""},
		{"a year that owns a parliament", "In//IN/5/case 2020//CD/5/nmod:poss Peru//NNP/2/nmod:poss 's//POS/3/case parliament//NN/6/obl met/meet/VBD/0/root .//./6/punct",
			"In case of 2; 2020 obl of 6; Peru nmod:poss of 5; parliament nsubj of 6"},
		{"a month before a name", "In//IN/3/case May//NNP/3/compound Lima//NNP/4/compound slapped/slap/VBN/0/root duties/duty/NNS/4/obj .//./4/punct",
			"In case of 2; May obl of 4; Lima nsubj of 4; slapped root of 0 VBD"},
		{"a month that is a name", "Theresa//NNP/2/compound May//NNP/3/nsubj left/leave/VBD/0/root .//./3/punct", ""},
		{"a list of adjectives", "British//JJ/6/amod ,//,/3/punct French//JJ/6/amod and//CC/5/cc Dutch//JJ/1/conj envoys/envoy/NNS/7/nsubj left/leave/VBD/0/root .//./7/punct",
			"French conj of 1"},
		{"what is called what", "Lima//NNP/2/nsubj called/call/VBD/0/root the//DT/4/det raid//NN/2/xcomp a//DT/6/det crime//NN/2/obj .//./2/punct",
			"raid obj of 2; crime xcomp of 2"},
		{"joined to a name", "Ana//NNP/5/nsubj Paz//NNP/1/flat and//CC/4/cc Luis//NNP/2/conj met/meet/VBD/0/root .//./5/punct",
			"Luis conj of 1"},
		{"what a year owns", "2020//CD/3/nmod:poss 's//POS/1/case floods/flood/NNS/4/nsubj came/come/VBD/0/root .//./4/punct", ""},
		{"a participle with a subject", "Parliament//NN/2/nsubj authorised/authorise/VBN/3/amod troops/troop/NNS/0/root to//TO/5/mark leave//VB/3/acl .//./2/punct",
			"authorised root of 0 VBD; troops obj of 2"},
		{"a participle with its own adverb", "Newly//RB/2/advmod authorised/authorise/VBN/3/amod troops/troop/NNS/4/nsubj left/leave/VBD/0/root .//./4/punct", ""},
	} {
		before := handmade(t, c.tree)
		after := append([]nlp.Token(nil), before...)
		mend(after, 0, len(after))
		if got := changes(before, after); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if !tree(before) || !tree(after) {
			t.Errorf("%s: no tree", c.name)
		}
	}
}

// TestMendKeepsTrees mends trees that no parser would make, of words that it looks at.
func TestMendKeepsTrees(t *testing.T) {
	words := strings.Fields("at least up to more than as many as between 12 and 15 over about killed accused of on after Lima they , . ; called")
	lemmas := strings.Fields("kill wound accuse ask say warn call minister sanction week")
	limits := [][]string{{"as", "many", "as", "90"}, {"at", "least", "90"}, {"up", "to", "90"}, {"between", "12", "and", "15"}, {"over", "90"}}
	tags := strings.Fields("NN NNS NNP VBD VBN VBG VB VBZ MD CD IN TO CC , . JJ PRP")
	rels := strings.Fields("nsubj obj iobj obl nmod acl advcl conj ccomp parataxis appos flat amod compound case mark aux cop punct nummod")
	pick := func(rng *rand.Rand, of []string) string { return of[rng.IntN(len(of))] }
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 60000 {
		n := 1 + rng.IntN(14)
		tokens := make([]nlp.Token, n)
		order := rng.Perm(n) // each word hangs on one before it in this order
		for k, t := range order {
			xpos := pick(rng, tags)
			tokens[t] = nlp.Token{Form: pick(rng, words), Lemma: pick(rng, lemmas), XPOS: xpos, UPOS: universal(xpos), Head: -1, Rel: "root"}
			if k > 0 {
				h := order[rng.IntN(k)]
				for range 3 { // more often on one near it
					if o := order[rng.IntN(k)]; max(o-t, t-o) < max(h-t, t-h) {
						h = o
					}
				}
				tokens[t].Head, tokens[t].Rel = h, pick(rng, rels)
			}
		}
		if n > 6 && round%4 > 0 {
			tokens[n-1].Form = "."
			at := 1 + rng.IntN(2)
			tokens[at-1].Lemma, tokens[at-1].UPOS = "kill", "VERB"
			for k, w := range limits[rng.IntN(len(limits))] {
				if tokens[at+k].Form = w; w == "90" || w == "12" {
					tokens[at+k].UPOS = "NUM"
				}
			}
		}
		before := append([]nlp.Token(nil), tokens...)
		mend(tokens, 0, n)
		roots := 0
		for _, tok := range tokens {
			if tok.Head < 0 {
				roots++
			}
		}
		if roots != 1 || !tree(tokens) {
			t.Fatalf("round %d: %d roots; %+v; %s", round, roots, before, changes(before, tokens))
		}
	}
}

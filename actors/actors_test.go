package actors_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancery/actors"
	"chancery/internal/tsv"
	"chancery/ledger"
	"chancery/nlp"
)

func load(t testing.TB, overlays ...string) *actors.Resolver {
	t.Helper()
	r, err := actors.Load(actors.Options{Overlays: overlays})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func date(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hand makes a document out of hand-tagged sentences, one a line:
//
//	<person:Jane Doe> , [person:the Kenyan foreign minister] , met {she} .
//
// Names are in angle brackets, nominals in square ones and pronouns in braces;
// a type stands before a colon. A "+" before the colon makes the mention plural.
// The last word of a nominal is its head, or the word before its first "of",
// "in" or "for". Words are tagged by a few rules, enough for the tests.
func hand(t testing.TB, published, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{ID: "hand", Published: date(t, published), Have: nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names | nlp.Nominals}
	var b strings.Builder
	closes := map[string]nlp.MentionKind{">": nlp.Name, "]": nlp.Nominal, "}": nlp.Pronoun}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		sent := nlp.Sentence{First: len(d.Tokens)}
		sent.Start = b.Len()
		var open []nlp.Mention
		for _, w := range strings.Fields(line) {
			for len(w) > 1 && strings.ContainsAny(w[:1], "<[{") {
				w = w[1:]
				typ, rest, ok := strings.Cut(w, ":")
				m := nlp.Mention{Sent: len(d.Sentences), First: len(d.Tokens), Chain: -1, Actor: -1}
				if ok {
					w = rest
					typ, m.Plural = strings.CutSuffix(typ, "+")
					m.Type = typ
				}
				open = append(open, m)
			}
			var shut []nlp.MentionKind
			for len(w) > 1 {
				k, ok := closes[w[len(w)-1:]]
				if !ok {
					break
				}
				shut, w = append(shut, k), w[:len(w)-1]
			}
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			tok := nlp.Token{Form: w, Sent: len(d.Sentences), Head: -1}
			tok.Start = b.Len()
			b.WriteString(w)
			tok.End = b.Len()
			tagByHand(&tok)
			d.Tokens = append(d.Tokens, tok)
			for _, k := range shut {
				m := open[len(open)-1]
				open = open[:len(open)-1]
				m.Kind, m.Last = k, len(d.Tokens)
				m.Span = nlp.Span{Start: d.Tokens[m.First].Start, End: tok.End}
				m.Head = m.Last - 1
				for i := m.First + 1; k == nlp.Nominal && i < m.Last; i++ {
					if f := d.Tokens[i].Form; f == "of" || f == "in" || f == "for" || f == "to" {
						m.Head = i - 1
						break
					}
				}
				d.Mentions = append(d.Mentions, m)
			}
		}
		sent.Last, sent.End = len(d.Tokens), b.Len()
		d.Sentences = append(d.Sentences, sent)
	}
	d.Text = b.String()
	return d
}

// tagByHand gives tok a part of speech.
func tagByHand(tok *nlp.Token) {
	switch f := tok.Form; {
	case strings.ContainsAny(f[:1], ",.;:()\"—"):
		tok.UPOS, tok.XPOS = "PUNCT", f
	case f == "the" || f == "The" || f == "a" || f == "A" || f == "an":
		tok.UPOS, tok.XPOS = "DET", "DT"
	case f == "of" || f == "in" || f == "for" || f == "to" || f == "at" || f == "from" || f == "In" || f == "with" || f == "near":
		tok.UPOS, tok.XPOS = "ADP", "IN"
	case f == "his" || f == "its" || f == "her" || f == "their" || f == "His" || f == "Its":
		tok.UPOS, tok.XPOS = "PRON", "PRP$"
	case f == "'s":
		tok.UPOS, tok.XPOS = "PART", "POS"
	case f == "said" || f == "met" || f == "told" || f == "spoke" || f == "fled" || f == "fired" || f == "visited" || f == "arrived" || f == "praised" || f == "rejected" || f == "left":
		tok.UPOS, tok.XPOS = "VERB", "VBD"
	case f[0] >= 'A' && f[0] <= 'Z':
		tok.UPOS, tok.XPOS = "PROPN", "NNP"
	default:
		tok.UPOS, tok.XPOS = "NOUN", "NN"
	}
}

// resolve annotates hand-tagged text and returns, for each mention in the order
// in which mentions end, its country, sector and canonical name.
func resolve(t testing.TB, r *actors.Resolver, published, text string) (*nlp.Document, []ledger.Actor, []string) {
	t.Helper()
	d := hand(t, published, text)
	cands, err := r.Annotate(d)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range d.Mentions {
		s := "-"
		if m.Actor >= 0 {
			a := cands[m.Actor]
			s = a.Country + " " + a.Sector + " " + a.Name
		}
		out = append(out, s)
	}
	return d, cands, out
}

func TestAnnotate(t *testing.T) {
	r := load(t)
	for _, c := range []struct {
		name, published, text string
		want                  []string // country, sector and name; a name of "*" is any
	}{
		{"full name", "2017-05-30", `<person:Vladimir Putin> spoke .`, []string{"RUS GOV Vladimir Putin"}},
		{"surname after the full name", "2017-05-30", "<person:Vladimir Putin> spoke .\n<person:Putin> left .", []string{"RUS GOV Vladimir Putin", "RUS GOV Vladimir Putin"}},
		{"surname of a holder whose state is named", "2016-02-01", `<person:Merkel> visited <gpe:Germany> .`, []string{"DEU GOV Angela Merkel", "DEU  Germany"}},
		{"surname and nothing else", "2016-02-01", `<person:Novak> spoke .`, []string{"-"}},
		{"title and surname", "2002-02-01", `President <person:Bush> spoke .`, []string{"USA GOV George W. Bush"}},
		{"the same surname, another date", "1990-02-01", `President <person:Bush> spoke .`, []string{"USA GOV George H. W. Bush"}},
		{"left office", "2003-05-01", `<person:Helmut Kohl> spoke .`, []string{"DEU ELI Helmut Kohl"}},
		{"title tells country and sector", "2016-02-01", `Kenyan Trade Minister <person:Jane Okello> spoke .`, []string{"KEN GOV Jane Okello"}},
		{"apposition behind", "2016-02-01", `<person:Jane Okello> , [person:the Kenyan trade minister] , spoke .`, []string{"KEN GOV Jane Okello", "KEN GOV Jane Okello"}},
		{"apposition before", "2016-02-01", `[person:The Kenyan trade minister] , <person:Jane Okello> , spoke .`, []string{"KEN GOV Jane Okello", "KEN GOV Jane Okello"}},
		{"former of no table", "2016-02-01", `the former Kenyan minister <person:Jane Okello> spoke .`, []string{"KEN ELI Jane Okello"}},
		{"homonym", "2016-02-01", `the Brazilian footballer <person:Paul Biya> spoke .`, []string{"BRA  Paul Biya"}},
		{"capital acts", "2016-02-01", `<gpe:Moscow> rejected it .`, []string{"RUS  Russia"}},
		{"capital as a place", "2016-02-01", `They met in <gpe:Moscow> .`, []string{"RUS  Moscow"}},
		{"seat", "2016-02-01", `The <org:Kremlin> rejected it .`, []string{"RUS GOV Kremlin"}},
		{"an administration by its leader", "2015-02-01", `[org:The Obama administration] spoke .`, []string{"USA GOV Obama administration"}},
		{"demonym before", "2016-02-01", `[org:The Syrian army] fired .`, []string{"SYR MIL Syrian army"}},
		{"possessive state", "2016-02-01", `[org:Russia 's army] fired .`, []string{"RUS MIL Russia 's army"}},
		{"of-phrase", "2016-02-01", `[person:The president of Kenya] spoke .`, []string{"KEN GOV Uhuru Kenyatta"}},
		{"embassy in", "2016-02-01", `[org:The Russian embassy in Ottawa] said .`, []string{"RUS GOV Russian embassy in Ottawa"}},
		{"ministry in", "2016-02-01", `[person:A defence ministry spokesman in Brussels] spoke .`, []string{"BEL MIL *"}},
		{"peacekeepers", "2016-02-01", `[group+:United Nations peacekeepers] fired .`, []string{"UNO MIL *"}},
		{"gunmen of a group", "2016-02-01", `[group+:Hamas gunmen] fired .`, []string{"PSE REB Hamas gunmen"}},
		{"officials of a body of states", "2016-02-01", `[group+:U.N. officials] spoke .`, []string{"UNO  U.N. officials"}},
		{"spokesman of a body", "2016-02-01", `[person:a spokesman for the FBI] spoke .`, []string{"USA COP *"}},
		{"opposition senator", "2016-02-01", `[person:a Zambian opposition senator] spoke .`, []string{"ZMB OPP Zambian opposition senator"}},
		{"story", "2016-02-01", "<gpe:Peru> spoke .\n[org:The government] spoke .", []string{"PER  Peru", "PER GOV government"}},
		{"a place in the sentence", "2016-02-01", "<gpe:Peru> spoke .\n[group+:Protesters in Quito] fled .", []string{"PER  Peru", "ECU CVL Protesters in Quito"}},
		{"nothing to tell", "2016-02-01", `[group+:Protesters] fled .`, []string{" CVL Protesters"}},
		{"diplomats are of nobody", "2016-02-01", "<gpe:Peru> spoke .\n[group+:Diplomats] said .", []string{"PER  Peru", " GOV Diplomats"}},
		{"pro- is not of", "2016-02-01", `<gpe:Peru> said [group+:pro - Russian militias] fled .`, []string{"PER  Peru", "PER PRM pro - Russian militias"}},
		{"backed is not of", "2016-02-01", `<gpe:Peru> said [group+:Iran - backed militias] fled .`, []string{"PER  Peru", "PER PRM Iran - backed militias"}},
		{"party at war and after", "2019-05-01", `The <org:Taliban> said .`, []string{"AFG REB Taliban"}},
		{"party at war and after", "2022-05-01", `The <org:Taliban> said .`, []string{"AFG GOV Taliban"}},
		{"Georgia by the words around", "2016-02-01", "<gpe:Georgia> and Tbilisi said .", []string{"GEO  Georgia"}},
		{"the other Georgia", "2016-02-01", "<gpe:Georgia> and Atlanta said .", []string{"USA  Georgia (USA)"}},
		{"Jordan the state", "2016-02-01", "<gpe:Jordan> said .", []string{"JOR  Jordan"}},
		{"Jordan the man", "2016-02-01", "<person:Michael Jordan> met them in <gpe:Chad> .", []string{"-", "TCD  Chad"}},
		{"Congo", "2016-02-01", "<gpe:Congo> said in Brazzaville .", []string{"COG  Republic of the Congo"}},
		{"acronym in capitals alone", "2016-02-01", "The <org:WHO> said .", []string{"UNO  World Health Organization"}},
		{"old name", "1995-02-01", "<gpe:Zaire> said .", []string{"COD  Democratic Republic of the Congo"}},
		{"names of bodies that are in no table", "2016-02-01", "The <org:Kenyan Ministry of Fisheries> said .", []string{"KEN GOV Kenyan Ministry of Fisheries"}},
		{"leader of a parliamentary state", "2016-02-01", "[person:the British leader] spoke .", []string{"GBR GOV David Cameron"}},
		{"an ally of a state is not its own", "2016-02-01", `[person:Poland 's ally] spoke .`, []string{"  Poland 's ally"}},
		{"nor is an ally of it", "2016-02-01", `[person:an ally of Poland] spoke .`, []string{"  ally of Poland"}},
		{"nor are allies of the story's state", "2016-02-01", "<gpe:Peru> spoke .\n[group+:The allies] fled .", []string{"PER  Peru", "  allies"}},
		{"a rival by a demonym is", "2016-02-01", `[person:a Polish rival] spoke .`, []string{"POL  Polish rival"}},
		{"aircraft are of nobody by the story alone", "2016-02-01", "<gpe:Peru> spoke .\n[group+:drones] fired .", []string{"PER  Peru", " MIL drones"}},
		{"a coalition is not of where it fights", "2016-02-01", "<gpe:Peru> spoke .\n[group+:coalition troops] fired .", []string{"PER  Peru", " MIL coalition troops"}},
		{"a trade tells nothing of the country", "2016-02-01", "<gpe:Peru> spoke .\nthe actor <person:Tom Nobody> left .", []string{"PER  Peru", "  Tom Nobody"}},
		{"envoys take no country of the place", "2016-02-01", "[person:the U.S. ambassador to Kenya] spoke .", []string{"USA GOV *"}},
	} {
		_, _, got := resolve(t, r, c.published, c.text)
		if len(got) != len(c.want) {
			t.Errorf("%s: %d mentions, want %d", c.name, len(got), len(c.want))
			continue
		}
		for i := range got {
			want, any := strings.CutSuffix(c.want[i], "*")
			if got[i] != c.want[i] && !(any && strings.HasPrefix(got[i], want)) {
				t.Errorf("%s: %s: mention %d is %q, want %q", c.name, c.text, i, got[i], c.want[i])
			}
		}
	}
}

func TestAnnotateNeedsItsLayers(t *testing.T) {
	r := load(t)
	if _, err := r.Annotate(&nlp.Document{Have: nlp.Tokens}); !errors.Is(err, nlp.ErrLayer) {
		t.Errorf("without layers: %v, want ErrLayer", err)
	}
	d := hand(t, "", "<gpe:Peru> spoke .")
	if _, err := r.Annotate(d); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Annotate(d); !errors.Is(err, nlp.ErrLayer) {
		t.Errorf("a second time: %v, want ErrLayer", err)
	}
}

func TestReferents(t *testing.T) {
	r := load(t)
	d, cands, _ := resolve(t, r, "2016-02-01", "<gpe:Eritrea> rejected it .\n[org:{Its} information ministry] said .\n<person:Ato Bekele> , [person:a Sudanese general] , spoke .\n[person:{his} aide] left .")
	for i, chain := range []int{0, 0, 1, 2, 2, 2, 3} {
		d.Mentions[i].Chain = chain
	}
	refs := r.Referents(d, cands)
	if len(refs) != 4 {
		t.Fatalf("%d referents, want 4", len(refs))
	}
	for i, want := range []string{"ERI ", "ERI GOV", "SDN MIL", "SDN MIL"} {
		if got := refs[i].Country + " " + refs[i].Sector; got != want {
			t.Errorf("referent %d %q is %q, want %q", i, refs[i].Name, got, want)
		}
	}
	if refs[2].Name != "Ato Bekele" {
		t.Errorf("the name of referent 2 is %q", refs[2].Name)
	}
}

// A name that no table has goes before the title that is joined to it, and an ally
// is of another state than whose it is.
func TestReferentsOfOthers(t *testing.T) {
	r := load(t)
	d, cands, _ := resolve(t, r, "2016-02-01", "<gpe:Eritrea> rejected it .\n[person:{Its} ally] left .\n<person:Ato Bekele> spoke .\n[person:the Sudanese general] fled .\n[group+:Senators of {his} party] left .")
	for i, chain := range []int{0, 0, 1, 2, 2, 2, 3} {
		d.Mentions[i].Chain = chain
	}
	refs := r.Referents(d, cands)
	for i, want := range []string{"ERI Eritrea", " Its ally", "SDN Ato Bekele", "SDN Senators of his party"} {
		if got := refs[i].Country + " " + refs[i].Name; got != want {
			t.Errorf("referent %d is %q, want %q", i, got, want)
		}
	}
}

func TestUnresolved(t *testing.T) {
	r := load(t)
	d, cands, _ := resolve(t, r, "2016-02-01", "<person:Ann Nobody> met <gpe:Peru> .\n<person:Ann Nobody> left .")
	got := r.Unresolved(d, cands)
	if len(got) != 1 || got[0].Name != "Ann Nobody" || got[0].Count != 2 {
		t.Errorf("unresolved: %+v", got)
	}
}

func TestExplain(t *testing.T) {
	r := load(t)
	got := r.Explain("Putin", date(t, "2009-06-01"))
	if len(got) == 0 || got[0].Role != "Prime Minister of Russia" || got[0].When != "now" || !got[0].Chosen {
		t.Errorf("Putin in 2009: %+v", got)
	}
	if got := r.Explain("xyzzy", time.Time{}); got != nil {
		t.Errorf("a name of no table: %+v", got)
	}
	if got := r.Explain("gendarmes", time.Time{}); len(got) != 1 || got[0].Sector != "COP" {
		t.Errorf("gendarmes: %+v", got)
	}
}

// TestFacts holds the tables to facts about the world that were written apart
// from them: who held which office, what was of which country and sector, on a
// date.
func TestFacts(t *testing.T) {
	const file = "testdata/facts.tsv"
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := tsv.Read(f, file, "name", "date", "country", "sector", "role")
	if err != nil {
		t.Fatal(err)
	}
	r := load(t)
	wrong := 0
	for _, row := range rows {
		got := r.Explain(row.Get("name"), date(t, row.Get("date")))
		ok := false
		if len(got) > 0 {
			a := got[0]
			ok = (row.Get("country") == "*" || a.Country == row.Get("country")) && (row.Get("sector") == "*" || a.Sector == row.Get("sector")) &&
				strings.Contains(strings.ToLower(a.Role), strings.ToLower(row.Get("role")))
		}
		if !ok {
			wrong++
			what := "nothing"
			if len(got) > 0 {
				what = got[0].Country + " " + got[0].Sector + " " + got[0].Role + " " + got[0].FoundBy
			}
			t.Logf("%s:%d: %s on %s is %s", row.File, row.Line, row.Get("name"), row.Get("date"), what)
		}
	}
	t.Logf("%d of %d facts wrong", wrong, len(rows))
	if len(rows) < 300 || wrong*50 > len(rows) {
		t.Errorf("%d of %d facts are wrong; at most 2 %% may be, of at least 300", wrong, len(rows))
	}
}

func TestOverlays(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	people := write("people.tsv", "name\taliases\tgender\tcountry\toffice\ttitle\tstart\tend\tsectors\twikidata\nJane Okello\t\tf\tKEN\tfigure\tHead of the Lakes Board\t2010\t\tBUS\t\n")
	bodies := write("bodies.tsv", "name\taliases\ttype\tcountry\tsectors\tstart\tend\nKremlin\t\torg\tUSA\tBUS\t\t\n")
	old := write("old.txt", "!MEN! = MAN, MEN\nLAKE_FRONT_ [KENREB 100101-151231] # a group\n+LAKERS_FRONT\n\t[KENPTY >160101]\nRIVER!MEN! [~AGR]\n")
	r := load(t, people, bodies, old)
	for _, c := range []struct{ name, at, want string }{
		{"Jane Okello", "2012-01-01", "KEN BUS"},
		{"the Kremlin", "2012-01-01", "USA BUS"},
		{"Lake Front", "2012-01-01", "KEN REB"},
		{"Lakers Front", "2018-01-01", "KEN PTY"},
		{"rivermen", "2018-01-01", " AGR"},
	} {
		got := r.Explain(c.name, date(t, c.at))
		if len(got) == 0 || got[0].Country+" "+got[0].Sector != c.want {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
	more := write("more.tsv", "name\taliases\ttype\tcountry\tsectors\tstart\tend\nBrussels\t\torg\tKEN\tBUS\t\t\n")
	if _, _, got := resolve(t, load(t, bodies, more), "2012-01-01", "<org:Kremlin> and <gpe:Brussels> said in [org:The Kremlin office] ."); got[0] != "USA BUS Kremlin" || got[1] != "KEN BUS Brussels" {
		t.Errorf("a text with overlays: %q", got)
	}
	for _, c := range []struct{ name, text, want string }{
		{"columns.tsv", "name\tcolour\nx\ty\n", "columns.tsv: the columns"},
		{"date.tsv", "name\taliases\ttype\tcountry\tsectors\tstart\tend\nA\t\torg\tUSA\t\t2012-13\t\n", "date.tsv:2: start"},
		{"order.tsv", "name\taliases\ttype\tcountry\tsectors\tstart\tend\nA\t\torg\tUSA\t\t2013\t2012\n", "order.tsv:2: it ends"},
		{"flag.tsv", "noun\tplural\ttype\tsectors\tflags\toffice\tcountry\ttitle\nx\t\tperson\tGOV\tloud\n", "flag.tsv:2: the flag"},
		{"code.txt", "A_NAME [RUSGOV soon]\n", "code.txt:1:"},
		{"lone.txt", "[RUSGOV]\n", "lone.txt:1: the code"},
	} {
		_, err := actors.Load(actors.Options{Overlays: []string{write(c.name, c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that says %q", c.name, err, c.want)
		}
	}
	if _, err := actors.Load(actors.Options{Overlays: []string{filepath.Join(dir, "none")}}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := actors.Load(actors.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	r := load(b)
	text := strings.Repeat("<person:Vladimir Putin> met [person:the Turkish president] in <gpe:Ankara> .\n[org:The Syrian army] fired at [group+:rebels] near <gpe:Aleppo> , said [person:a spokesman for the foreign ministry] .\n", 20)
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		d := hand(b, "2017-05-30", text)
		words += len(d.Tokens)
		b.StartTimer()
		if _, err := r.Annotate(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

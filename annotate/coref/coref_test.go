package coref_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chancery/annotate/coref"
	"chancery/nlp"
)

// chainsOf prints the chains of two mentions or more, and the members of
// collectives.
func chainsOf(d *nlp.Document) []string {
	var out []string
	at := map[int]int{}
	for _, m := range d.Mentions {
		text := d.Slice(m.Span)
		if m.Members != nil {
			text += fmt.Sprint(m.Members)
		}
		if i, ok := at[m.Chain]; ok {
			out[i] += " = " + text
		} else {
			at[m.Chain] = len(out)
			out = append(out, text)
		}
	}
	var long []string
	for _, s := range out {
		if strings.Contains(s, " = ") || strings.Contains(s, "[") {
			long = append(long, s)
		}
	}
	return long
}

func TestChains(t *testing.T) {
	read := engine(t)
	for _, test := range []struct {
		text string
		want []string // chains that must be there, as chainsOf prints them
	}{
		{"Ana Souza arrived on Monday. She said her team was ready.", []string{"Ana Souza = She = her"}},
		{"Prime Minister Jonas Lindqvist resigned. Lindqvist had led the party for a year.", []string{"Prime Minister = Jonas Lindqvist = Lindqvist"}},
		{"The World Food Programme (WFP) delivered flour. The WFP said the agency needed money.", []string{"World Food Programme = WFP = WFP = the agency"}},
		{"The soldiers who guarded the bridge left it on Sunday. The bridge was closed.", []string{"The soldiers = who", "the bridge = it = The bridge"}},
		{"“I will not go,” Tomas Vesely told reporters.", []string{"I = Tomas Vesely"}},
		{"Ana Souza and Jonas Lindqvist met in Lima. They signed a treaty.", []string{"They[0 1]"}},
		{"Kenya and Uganda agreed on a border on Monday. The two countries will withdraw their soldiers.", []string{"The two countries[0 1] = their[0 1]"}},
		{"Boko Haram raided a market near Maiduguri. Police closed the road. Traders swept up glass. Schools stayed shut. Rain fell. The group said nothing.", []string{"Boko Haram = The group"}},
		{"Ana Souza resigned on Monday. The 44-year-old was arrested in Lima.", []string{"Ana Souza = The 44-year-old"}},
		{"President Jonas Lindqvist flew home. A navy spokesman said the ship was lost. He accused Tomas Vesely of delay.", []string{"A navy spokesman = He"}},
		{"President Jonas Lindqvist said a navy spokesman was wrong. He accused Tomas Vesely of delay.", []string{"President = Jonas Lindqvist = He"}},
		{"The African Union met in Lima on Monday. Kenya said the bloc should wait.", []string{"African Union = the bloc"}},
		{"NATO sent two frigates on Monday. Kenya said the alliance should wait.", []string{"NATO = the alliance"}},
		{"The United Nations opened an office in Lima. Kenya thanked the world body.", []string{"United Nations = the world body"}},
		{"Ana Souza spoke with Jonas Lindqvist on Monday. The two leaders agreed on a border.", []string{"The two leaders[0 1]"}},
		{"Ana Souza met Tomas Vesely in Lima. The two leaders agreed on a border.", []string{"The two leaders[0 1]"}},
		{"The farmers blocked a road on Monday. Police fired water to disperse them.", []string{"The farmers = them"}},
		{"It is likely that the talks will fail.", nil},
		// Who says what the whole sentence tells is whom the sentence before was about.
		{"Ana Souza, an aide to Jonas Lindqvist, called the report a stunt. The figures were forged, she told reporters.", []string{"Ana Souza = an aide to Jonas Lindqvist = she"}},
		{"Tomas Vesely blamed Jonas Lindqvist for the delay. “We waited for a week,” he said.", []string{"Tomas Vesely = he"}},
		// An agent speaks of the client.
		{"Soldiers held Tomas Vesely on Monday. Vesely’s lawyer said he had been beaten.", []string{"Tomas Vesely = Vesely = he"}},
		// One minister is not another.
		{"Prime Minister Jonas Lindqvist flew home. Foreign Minister Tomas Vesely resigned. The party said the prime minister would stay.", []string{"Prime Minister = Jonas Lindqvist = the prime minister"}},
		{"Prime Minister Jonas Lindqvist flew home. Foreign Minister Tomas Vesely said the premier would stay.", []string{"Prime Minister = Jonas Lindqvist = the premier"}},
		{"Fiji says it is ready to send soldiers.", []string{"Fiji = it"}},
		{"Fiji says it is easy to send soldiers.", nil},
		// A minister's "we" is the state, and the others of the quotation are not.
		{"Kenya closed the border. “We are ready,” Foreign Minister Tomas Vesely of Kenya said. “They are not.”", []string{"Kenya = We = Kenya"}},
		// A body or state says of itself; who is according to a body goes on.
		{"Kenya urged both sides to wait. Japan, whose navy watches the strait, said it hoped for talks.", []string{"Japan = whose = it"}},
		{"Twelve people were hurt, according to the health ministry. It did not name them.", []string{"the health ministry = It"}},
		{"Prime Minister Jonas Lindqvist flew home. The former minister, Tomas Vesely, stayed. The prime minister thanked him.", []string{"Prime Minister = Jonas Lindqvist = The prime minister"}},
		{"Ana Souza met Tomas Vesely in Lima. Neither leader spoke.", []string{"Neither leader[0 1]"}},
		// Several are counted, two arguments of a verb are two, and who is named once are taken up by "they".
		{"Demonstrators entered parliament. Five of them died.", []string{"Demonstrators = them"}},
		{"The group accused the police of theft.", nil},
		{"Poland thanked both sides. Kenya and Uganda praised Poland. They signed a treaty.", []string{"Poland = Poland", "They[2 3]"}},
		{"Tomas Vesely flew to Lima. Vesely spoke there.\n\nA soldier was stabbed on Monday. He died in hospital.", []string{"A soldier = He"}},
		{"President Jonas Lindqvist met his predecessor, Tomas Vesely. The former president praised him.", []string{"his predecessor = Tomas Vesely = The former president"}},
		{"CAIRO, May 6 (AFP) - Kenya closed the border. Egypt thanked Kenya.", []string{"CAIRO = Egypt", "Kenya = Kenya"}},
		{"Jonas Lindqvist blamed Tomas Vesely. Ana Souza, who had lunch with Vesely, left. The two leaders agreed on a border.", []string{"The two leaders[1 2]"}},
		{"The council met in Lima with help from Kenya. Its foreign minister thanked the council.", []string{"Kenya = Its", "The council = the council"}},
		{"President Jonas Lindqvist spoke on Monday. The late president chose a successor.", []string{"President = Jonas Lindqvist"}},
		// Leads hold a name back.
		{"The governor resigned on Monday. Ana Souza, who took office in May, had lost a vote.", []string{"The governor = Ana Souza = who"}},
		{"The governor resigned on Monday. Ana Souza said the party would choose another.", nil},
	} {
		d := &nlp.Document{ID: "t", Text: test.text, Genre: "news"}
		if err := coref.Annotate(d, read(d)); err != nil {
			t.Fatal(err)
		}
		got := chainsOf(d)
		for _, w := range test.want {
			found := false
			for _, g := range got {
				found = found || g == w
			}
			if !found {
				t.Errorf("%q:\n got %q\nwant %q", test.text, got, w)
			}
		}
		if test.want == nil && len(got) > 0 {
			t.Errorf("%q: got %q, want no chain", test.text, got)
		}
	}
}

// check is what holds of every document.
func check(t *testing.T, d *nlp.Document) {
	t.Helper()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	next := 0
	for i, m := range d.Mentions {
		if i > 0 && (m.Start < d.Mentions[i-1].Start || m.Start == d.Mentions[i-1].Start && m.End > d.Mentions[i-1].End) {
			t.Fatalf("%q: mention %d is out of order", d.Text, i)
		}
		if m.Chain < 0 || m.Chain > next {
			t.Fatalf("%q: mention %d has chain %d, the next is %d", d.Text, i, m.Chain, next)
		}
		next = max(next, m.Chain+1)
	}
	for _, m := range d.Mentions {
		for _, c := range m.Members {
			if c < 0 || c >= next || c == m.Chain {
				t.Fatalf("%q: %q has member %d of %d", d.Text, d.Slice(m.Span), c, next)
			}
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"", "He", "his his his", "The two leaders and both sides said they", "“I", "A and B, C (D) of E's", "It is", "who who which"} {
		f.Add(s)
	}
	read := parsed(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := &nlp.Document{ID: "f", Text: strings.ToValidUTF8(text, "?")}
		read(d)
		d.Have |= nlp.Actors
		if err := coref.Annotate(d, nil); err != nil {
			t.Fatal(err)
		}
		check(t, d)
	})
}

func BenchmarkAnnotate(b *testing.B) {
	read := engine(b)
	d := &nlp.Document{ID: "b", Text: strings.Repeat("Foreign Minister Amina Diallo of Mali told reporters in Dakar on Monday that she had met her Senegalese counterpart. The two ministers agreed that their countries would send observers to the border, where rebels attacked a convoy last week. ", 40)}
	actors := read(d)
	b.ReportAllocs()
	for b.Loop() {
		d.Have &^= nlp.Chains
		if err := coref.Annotate(d, actors); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/word")
}

func BenchmarkNominals(b *testing.B) {
	read := engine(b)
	d := &nlp.Document{ID: "b", Text: strings.Repeat("Foreign Minister Amina Diallo of Mali told reporters in Dakar on Monday that she had met her Senegalese counterpart. The two ministers agreed that their countries would send observers to the border, where rebels attacked a convoy last week. ", 40)}
	read(d)
	var names []nlp.Mention
	for _, m := range d.Mentions {
		if m.Kind == nlp.Name {
			names = append(names, m)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		d.Have &^= nlp.Nominals
		d.Mentions = append(d.Mentions[:0], names...)
		if err := coref.Nominals(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/word")
}

// TestLong reads a text of one sentence, and one of many, of 12,000 words.
func TestLong(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	read := parsed(t)
	for _, sep := range []string{", and ", ". "} {
		d := &nlp.Document{ID: "long", Text: strings.Repeat("the men told their leader that “we said” he and his two allies met the president of Peru"+sep, 600)}
		read(d)
		d.Have |= nlp.Actors
		start := time.Now()
		if err := coref.Annotate(d, nil); err != nil {
			t.Fatal(err)
		}
		check(t, d)
		if each := time.Since(start) / time.Duration(len(d.Tokens)); each > 200*time.Microsecond {
			t.Errorf("%v a word", each)
		} else {
			t.Logf("%v a word", each)
		}
	}
}

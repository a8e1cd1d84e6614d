package token_test

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"chancery/annotate/token"
	"chancery/nlp"
)

func annotate(t testing.TB, text string) *nlp.Document {
	d := &nlp.Document{ID: "t", Text: text}
	if err := token.New().Annotate(d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"They don't, can't and won't.", "They do n't , ca n't and wo n't ."},
		{"He’s sure they’ll go; we cannot.", "He ’s sure they ’ll go ; we can not ."},
		{"I'm gonna ask", "I 'm gon na ask"},
		{"Mr. O'Neill met Gen. al-Sayed", "Mr. O'Neill met Gen. al - Sayed"},
		{"a $4.5-billion deal, US$30m", "a $ 4.5 - billion deal , US$ 30 m"},
		{"The U.S. sent 1,200 troops at 7:30pm.", "The U.S. sent 1,200 troops at 7:30 pm ."},
		{"anti-war and post-Soviet but pro-government", "anti-war and post-Soviet but pro-government"},
		{"the minister's and ministers' aides", "the minister 's and ministers ' aides"},
		{"''Never,'' she said.", "'' Never , '' she said ."},
		{"“We won’t go” — ever", "“ We wo n’t go ” — ever"},
		{"wait...what?!", "wait ... what ?!"},
		{"Mail a.b@example.org, see https://example.org/x?y=1.", "Mail a.b@example.org , see https://example.org/x?y=1 ."},
		{"AT&T and R&D, 9/11, and/or", "AT&T and R&D , 9/11 , and / or"},
		{"J. K. Berg, born in Gary, Ind., no. 3", "J. K. Berg , born in Gary , Ind. , no. 3"},
		{"She said no. 3 of them left", "She said no. 3 of them left"},
		{"the '90s (and '80s)", "the '90s ( and '80s )"},
		{"party(s) to it", "party(s) to it"},
		{"Übergröße naïve Москва 北京", "Übergröße naïve Москва 北京"},
		{"Acme Inc.. The L.P.. wait...", "Acme Inc. . The L.P. . wait ..."},
		{"e.g. this, i.e. that, etc.", "e.g. this , i.e. that , etc."},
		{"The F-16, 2015-16, 3.5% of it", "The F - 16 , 2015 - 16 , 3.5 % of it"},
	} {
		var got []string
		for _, tok := range annotate(t, c.text).Tokens {
			got = append(got, tok.Form)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

// TestSentences has a sentence a line of want, and "kind: " before it where it has one.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Talks failed. Both sides left.", []string{"Talks failed.", "Both sides left."}},
		{"Gen. A. B. Cole spoke. U.S. officials did not.", []string{"Gen. A. B. Cole spoke.", "U.S. officials did not."}},
		{"He flew to the U.S. The trip was short.", []string{"He flew to the U.S.", "The trip was short."}},
		{"He met U.S. Ambassador Ann Lee.", []string{"He met U.S. Ambassador Ann Lee."}},
		{"“We will leave.” No date was given.", []string{"“We will leave.”", "No date was given."}},
		{"“Will you leave?” he asked.", []string{"“Will you leave?” he asked."}},
		{"“Will you leave?” Minister Cole asked. “No.”", []string{"“Will you leave?” Minister Cole asked.", "“No.”"}},
		{"She said, \"We won.\" \"They lost,\" he said.", []string{"She said, \"We won.\"", "\"They lost,\" he said."}},
		{"''We won.'' He left.", []string{"''We won.''", "He left."}},
		{"HAMBURG, Germany — Leaders met.", []string{"dateline: HAMBURG, Germany —", "Leaders met."}},
		{"BEIRUT (Reuters) - Shells fell.", []string{"dateline: BEIRUT (Reuters) -", "Shells fell."}},
		{"Washington (CNN)The vote failed.", []string{"dateline: Washington (CNN)", "The vote failed."}},
		{"(AP) — The vote failed.", []string{"dateline: (AP) —", "The vote failed."}},
		{"Mr. Cole (R) left. The Times (UK) stayed.", []string{"Mr. Cole (R) left.", "The Times (UK) stayed."}},
		{"Ministers meet in Oslo\n\nMinisters met.\n\nThey left.", []string{"Ministers meet in Oslo", "Ministers met.", "They left."}},
		{"Story\n\nBy Ann Lee and Bo Ek\n\nMinisters met.", []string{"Story", "byline: By Ann Lee and Bo Ek", "Ministers met."}},
		{"1. First point. 2. Second point.", []string{"1. First point.", "2. Second point."}},
		{"It ended at 5 p.m. on Friday.", []string{"It ended at 5 p.m. on Friday."}},
		{"They fought at Acme Inc. But it held.", []string{"They fought at Acme Inc.", "But it held."}},
		// Layout of messages and lists.
		{"Bo Ek 11/03/2021 06:05 PM The trucks left.", []string{"Bo Ek", "11/03/2021 06:05 PM", "The trucks left."}},
		{"It fell on 11/03/2021 06:05 PM local time.", []string{"It fell on 11/03/2021 06:05 PM", "local time."}},
		{"It fell on 11/03/2021 in Oslo.", []string{"It fell on 11/03/2021 in Oslo."}},
		{"Write to bo@ek.no The office is shut.", []string{"Write to bo@ek.no", "The office is shut."}},
		{"Write to bo@ek.no for more.", []string{"Write to bo@ek.no for more."}},
		{"Best regards, Ann Lee", []string{"Best regards,", "Ann Lee"}},
		{"Thanks, Mr. Lee said.", []string{"Thanks, Mr. Lee said."}},
		{"Her best regards, Ann Lee said.", []string{"Her best regards, Ann Lee said."}},
		{"1. Oslo and Bern 2. Rome", []string{"1. Oslo and Bern", "2. Rome"}},
		{"It beat Oslo 2. Rome lost.", []string{"It beat Oslo 2.", "Rome lost."}},
		{"The vote is off ----- Watch live", []string{"The vote is off", "-----", "Watch live"}},
		{"He called it a s****d deal.", []string{"He called it a s****d deal."}},
		{"The road is open. — Ann Lee", []string{"The road is open.", "— Ann Lee"}},
		{"The road (to Ala.) — Lee says — is open.", []string{"The road (to Ala.) — Lee says — is open."}},
		{"We waited ... I left.", []string{"We waited ...", "I left."}},
		{"... I left.", []string{"... I left."}},
		{"It fell.[3] He rose.", []string{"It fell.[3]", "He rose."}},
		{"", nil},
		{" \n\n ", nil},
	} {
		d := annotate(t, c.text)
		var got []string
		for _, s := range d.Sentences {
			text := d.Slice(s.Span)
			if s.Kind != "" {
				text = s.Kind + ": " + text
			}
			got = append(got, text)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	wrapped := "The ministers of both states met in the old\ntown hall for an hour, and then they left it\nagain.\nNobody spoke.\n\nEnd."
	d := annotate(t, wrapped)
	var got []int
	for _, s := range d.Sentences {
		got = append(got, s.Para)
	}
	if want := []int{0, 1, 2}; !reflect.DeepEqual(got, want) {
		t.Errorf("paragraphs %v, want %v", got, want)
	}
}

func TestLongSentence(t *testing.T) {
	d := annotate(t, strings.Repeat("word, ", 1000)+"end.")
	for i, s := range d.Sentences {
		if n := s.Last - s.First; n > token.MaxSentence {
			t.Errorf("sentence %d has %d tokens", i, n)
		}
	}
}

func TestSecondTime(t *testing.T) {
	d := annotate(t, "One.")
	if err := token.New().Annotate(d); err == nil {
		t.Error("tokens were added twice")
	}
}

// FuzzAnnotate wants every text that is UTF-8 to pass nlp.Document.Check.
func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{
		"", "a", "Don't. 'tis \"x\" ''y''", "U.S.A. J. No. 3 p.m.", "http://a.b/ c@d.e, @f #g +1 .5", "‘’ ’ ' ` ``",
		"\u200b\ufeffa\u00adb\u200dc 👩‍👩‍👧 🇫🇷 👍🏽", "12-34-5678 123-4567 9/11 30km 7:30pm", "a.b.c.d.e.f.", "(((((", "...!?!?…", "н.э. 北京。上海！", "x\r\ny\n\nz\t\v\f",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		d := annotate(t, text)
		for i, s := range d.Sentences {
			if s.Last == s.First || s.Last-s.First > token.MaxSentence {
				t.Errorf("sentence %d has %d tokens", i, s.Last-s.First)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	text := strings.Repeat("The U.S. envoy said Monday that the two sides hadn't agreed on a ceasefire in the north. “We will go on,” Mr. Cole told reporters in Geneva.\n\n", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d := &nlp.Document{Text: text}
		if err := token.New().Annotate(d); err != nil {
			b.Fatal(err)
		}
	}
}

// TestNonsense wants texts of a quarter of a megabyte to be cut in a moment, whatever they repeat.
func TestNonsense(t *testing.T) {
	const size = 1 << 18
	for _, unit := range []string{
		"a", "a ", ".", ". ", "A. ", "a.b", "…\" ", "\"", "'", "’s", "-", "a-", "pre-", "1-", "1,", "1.2:", "(", "[1]", "@a", "a@,", "http://", "a/", "&A", "\n", "a\n",
		"\n\n", "é", "北", "。", "\u200b", "\u00ad", "e\u0301", "👍🏽", "👩\u200d", "#a", "+1", "U.S.", "Mr. ", "<", "\x00", "a\u200b",
	} {
		text := strings.Repeat(unit, size/len(unit))
		start := time.Now()
		annotate(t, text)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%q repeated took %v", unit, took)
		}
	}
}

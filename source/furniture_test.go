package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/internal/tsv"
)

// The examples of the table match their rows, and what looks like them does not.
func TestFurnitureTable(t *testing.T) {
	if _, err := credits(); err != nil {
		t.Fatal(err)
	}
	rows, err := tsv.Read(bytes.NewReader(furnitureTable), "furniture.tsv", "kind", "example")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		i := 0
		if row.Get("where") == "end" {
			i = 20
		}
		if got := lookUp(row.Get("example"), i, 21); got != row.Get("kind") {
			t.Errorf("%v", row.Errorf("example %q is %q", row.Get("example"), got))
		}
		if but := row.Get("but"); but != "" {
			if got := lookUp(but, i, 21); got != "" {
				t.Errorf("%v", row.Errorf("counterexample %q is %q", but, got))
			}
		}
	}
}

// marked returns text with its furniture in brackets: "[dateline:OSLO — ]Norway …".
func marked(text string, parts []Part) string {
	var b strings.Builder
	at := 0
	for _, p := range parts {
		b.WriteString(text[at:p.Start] + "[" + p.Kind + ":" + text[p.Start:p.End] + "]")
		at = p.End
	}
	return b.String() + text[at:]
}

// unmarked takes the brackets of marked off.
func unmarked(s string) string {
	for _, kind := range []string{Headline, Dateline, Byline, Caption, Boilerplate} {
		for {
			before, after, ok := strings.Cut(s, "["+kind+":")
			if !ok {
				break
			}
			inner, rest, _ := strings.Cut(after, "]")
			s = before + inner + rest
		}
	}
	return s
}

const (
	lead = "Norway and Peru agreed on Tuesday to open talks on fishing rights, a spokeswoman for the government in Oslo said after the two ministers had met."
	body = "The two sides had broken off their contacts in the spring, when a patrol boat stopped a trawler and held its crew for a week."
)

// A text of JSONL: no headline unless there is evidence.
var furnitureCases = []string{
	lead,
	lead + "\n\n" + body,
	"Norway met Peru",
	"[dateline:OSLO — ]" + lead,
	"[dateline:OSLO, Norway (Reuters) - ]" + lead + "\n\n" + body,
	"[dateline:OSLO (Northern News) -- ]" + lead,
	"[dateline:OSLO/LIMA, July 9 — ]" + lead,
	"[dateline:OSLO, July 9 (Xinhua) -- ]" + lead,
	"[dateline:Oslo, 9 July (Xinhua) ]" + lead,
	"[dateline:Oslo, July 9 (Interfax) – ]" + lead,
	"[dateline:OSLO, July 9. /TASS/. ]" + lead,
	"[dateline:GENEVA (9 July 2017) – ]" + lead,
	"[dateline:Geneva — ]" + lead,
	"[dateline:Beirut, Lebanon – ]" + lead,
	"[dateline:PORT-AU-PRINCE, Haiti — ]" + lead,
	"[dateline:ST. PETERSBURG, Russia — ]" + lead,
	"[dateline:N’DJAMENA (AFP) - ]" + lead,
	"[dateline:UNITED NATIONS — ]“We have agreed to talk,” Norway’s envoy said.",
	"[dateline:NEW DELHI: ]" + lead,
	"[dateline:WASHINGTON (AP) _ ]" + lead,
	"[dateline:MEXICO CITY, Sept. 9 (EFE).- ]" + lead,
	"[dateline:RIO DE JANEIRO, Brazil — ]" + lead,
	"[dateline:MOGADISHU — ]al-Shabab fighters attacked a base near the capital on Tuesday, the army said.",
	"[dateline:(Reuters) - ]" + lead,
	"[dateline:Oslo (CNN)]" + lead,
	"[dateline:(CNN) ]" + lead,
	// None of these is a dateline.
	"The Armed Forces of Peru (AFP) - as they are called - have denied it.",
	"TONGA (Pacific) Ministers met in the capital on Tuesday to talk about fish.",
	"Peru (SP) Ministers met in the capital on Tuesday to talk about fish.",
	"(Norway) has agreed to talk to Peru, and (Peru) to talk to Norway, said the form.",
	"Norway — which is not a member of the union — has agreed to talk to Peru about fish, officials said.",
	"NATO — The alliance that Norway helped to found — will send ships to the bay, an official said on Tuesday.",
	"BREAKING — Norway and Peru have agreed to talk about fishing rights, officials said on Tuesday.",
	"Peru (population 33 million) and Norway agreed on Tuesday to open talks.",
	"KING: Will you talk to Peru?\n\nMINISTER: We shall talk to everybody who wants to talk to us.",
	"[boilerplate:WATCH: Norway and Peru sign]\n\n" + lead,
	"Oslo-based diplomats said on Tuesday that Norway would talk to Peru.",
	"Tuesday, July 9 — The two ministers met in the castle and agreed on nothing at all, a diplomat said.",
	"DOE--I shall talk to everybody who wants to talk to us about fish and ships.",
	"Sen. Jane Doe (R-S.C.): We shall talk to everybody who wants to talk about fish.",
	// Headlines.
	"[headline:Norway and Peru Agree to Open Talks on Fishing Rights]\n\n" + lead + "\n\n" + body,
	"[headline:Norway and Peru to talk about fish.]\n\n[dateline:OSLO (Reuters) - ]" + lead,
	"[headline:Norway and Peru to talk about fish]\n\n[byline:By Jane Doe]\n\n" + lead,
	"[headline:Norway and Peru to talk about fish]\n[byline:By Jane Doe and Juan Roe in Lima]\n[boilerplate:9 July 2017]\n\n" + lead,
	lead + "\n\nLIMA (Reuters) - " + lead,
	"Norway and Peru to talk about fish\n\n" + lead,
	"Norway met Peru.\n\n" + lead,
	lead + "\n\n[headline:What Lima says]\n\n" + body,
	lead + "\n\nWhat Lima says:\n\n" + body,
	lead + "\n\nNorway said\n\n- one thing\n- another thing",
	// Bylines.
	"[byline:By Jane Doe, Northern News]\n\n[dateline:OSLO — ]" + lead,
	"[byline:BY JANE DOE]\n\n" + lead,
	"By Tuesday Norway had left the talks.\n\n" + lead,
	"By Christmas Day in Oslo\n\n" + lead,
	// Boilerplate, captions.
	lead + "\n\n[boilerplate:Advertisement]\n\n" + body,
	lead + "\n\n[boilerplate:Read more: What the treaty says]\n\n" + body,
	lead + "\n\n" + body + " [boilerplate:(Reporting by Jane Doe in Lima; Editing by John Roe)]",
	lead + "\n\n[boilerplate:Jane Doe in Lima contributed to this report.]",
	"[caption:FILE PHOTO: The harbour of Callao, Peru, 9 July 2017. REUTERS/Jane Doe]\n\n[dateline:OSLO (Reuters) - ]" + lead,
	lead + " (The talks are the first in ten years.)",
	// Wrapped lines are one paragraph.
	"[dateline:OSLO (Reuters) - ]Norway and Peru agreed on Tuesday to open talks on\nfishing rights, a spokeswoman for the government in Oslo said after\nthe two ministers had met.\n\nLima said nothing.",
	"[dateline:OSLO  (Reuters)\u00a0- ]" + lead,
}

func TestFindFurniture(t *testing.T) {
	for _, want := range furnitureCases {
		text := unmarked(want)
		if got := marked(text, findFurniture(text, "", false)); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestTopLine(t *testing.T) {
	for _, want := range []string{
		"[headline:Norway and Peru to talk about fish]\n\n" + lead,
		"[headline:Norway’s Minister: Peru ‘Must Talk’]\n\n" + lead,
		"[headline:Will Norway talk to Peru?]\n\n[dateline:OSLO — ]" + lead,
		"Norway met Peru.\n\n" + lead,
		lead + "\n\n" + body,
		"Norway and Peru to talk about fish",
		"Norway and Peru to talk about fish\n" + lead,
	} {
		text := unmarked(want)
		if got := marked(text, findFurniture(text, "", true)); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	want := "[headline:Norway met Peru.]\n\n" + lead
	if got := marked(unmarked(want), findFurniture(unmarked(want), "Norway met Peru", false)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzFurniture(f *testing.F) {
	for _, c := range furnitureCases {
		f.Add(unmarked(c))
	}
	f.Add("AAAA (Reuters)") // a dateline and a credit at once
	f.Add("A\xff — (\x00)\n\n(Reporting by )")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, p := range findFurniture(text, "", false) {
			if p.Start < at || p.End <= p.Start || p.End > len(text) {
				t.Fatalf("part %v is out of order or empty", p)
			}
			if p.Start < len(text) && utf8.ValidString(text) && (!utf8.RuneStart(text[p.Start]) || p.End < len(text) && !utf8.RuneStart(text[p.End])) {
				t.Fatalf("part %v cuts a rune", p)
			}
			at = p.End
		}
	})
}

func BenchmarkFurniture(b *testing.B) {
	text := "OSLO (Reuters) - " + strings.Repeat(lead+"\n\n"+body+"\n\n", 10)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		findFurniture(text, "", false)
	}
}

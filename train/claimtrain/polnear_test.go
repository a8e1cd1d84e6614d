package claimtrain

import (
	"testing"
)

func TestParseBrat(t *testing.T) {
	text := "Zoë said it’s late,\nbut fine."
	ann := "T1\tSource 0 3\tZoë\nT2\tCue 4 8\tsaid\nT3\tContent 9 18;20 28\tit’s late but fine\nstray second line of a text\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
	got, err := parseBrat(text, ann)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || len(got[0].Content) != 2 {
		t.Fatalf("got %+v", got)
	}
	for _, tc := range []struct{ got, want string }{
		{text[got[0].Source[0].Start:got[0].Source[0].End], "Zoë"},
		{text[got[0].Cue[0].Start:got[0].Cue[0].End], "said"},
		{text[got[0].Content[0].Start:got[0].Content[0].End], "it’s late"},
		{text[got[0].Content[1].Start:got[0].Content[1].End], "but fine"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
	if _, err := parseBrat(text, "T1\tSource 0 99\tx\n"); err == nil {
		t.Error("a span beyond the text was taken")
	}
}

func FuzzParseBrat(f *testing.F) {
	f.Add("ab", "T1\tCue 0 2\tab\nE1\tAttribution:T1 Cue:T1")
	f.Add("é", "T1\tCue 0 1;1 1\té\n\nE1\tA:T1 Cue:T2")
	f.Fuzz(func(t *testing.T, text, ann string) {
		got, err := parseBrat(text, ann)
		if err != nil {
			return
		}
		for _, a := range got {
			for _, s := range a.Cue {
				if s.Start < 0 || s.End < s.Start || s.End > len(text) {
					t.Fatalf("%v in a text of %d bytes", s, len(text))
				}
			}
		}
	})
}

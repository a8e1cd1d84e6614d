package eventtrain

import (
	"strings"
	"testing"
)

const sheet = `@ 2014-05-03 | wire | Accra
Ghana recalls envoy
E SANCTION.withdraw happened | recalls | Ghana=GHA | -
Ghana's minister flew to Togo to press Togo to press on.
E CONSULT.visit happened | flew | Ghana's minister=GHA | Togo=TGO
E REQUEST happened | press#2 | =GHA | Togo=TGO;the people=-

Nothing more was heard.
@ 2014-05-04 | sport | -
A draw
The press wrote little.
`

func TestParse(t *testing.T) {
	got, err := parse("x", sheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Title != "Ghana recalls envoy" || got[1].Genre != "sport" || got[0].ID != "x-1" {
		t.Fatalf("got %+v", got)
	}
	a := got[0]
	if want := "Ghana's minister flew to Togo to press Togo to press on.\n\nNothing more was heard."; a.Text != want {
		t.Errorf("text %q", a.Text)
	}
	if len(a.Marks) != 2 { // those of the title are left out
		t.Fatalf("marks %+v", a.Marks)
	}
	m := a.Marks[1]
	if m.Trigger.Start != strings.LastIndex(a.Text, "press") || a.Text[m.Trigger.Start:m.Trigger.End] != "press" {
		t.Errorf("trigger at %v", m.Trigger)
	}
	if m.Actors[0] != (Party{"GHA", false}) || m.Recipients[0] != (Party{"TGO", true}) || m.Recipients[1] != (Party{"", true}) {
		t.Errorf("parties %+v", m)
	}
}

func TestParseErrors(t *testing.T) {
	head := "@ 2014-05-03 | wire | -\nTitle\nGhana flew.\n"
	for _, tc := range []struct{ text, want string }{
		{"Ghana flew.\n", "before the first article"},
		{"@ 2014 | wire | -\n", "2014"},
		{"@ 2014-05-03 | wire\n", "date | genre | place"},
		{head + "E CONSULT happened | ran | - | -\n", "ran"},
		{head + "E CONSULT | flew | - | -\n", "TYPE.mode status"},
		{head + "E CONSULT happened | flew | Ghana | -\n", "names no country"},
		{head + "E CONSULT happened | flew#2 | - | -\n", "flew"},
	} {
		if _, err := parse("x", tc.text); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: %v, want it to say %q", tc.text, err, tc.want)
		}
	}
}

// TestData reads the marked news of the project.
func TestData(t *testing.T) {
	articles, err := Read(Data())
	if err != nil {
		t.Fatal(err)
	}
	marks := 0
	for _, a := range articles {
		marks += len(a.Marks)
	}
	if len(articles) < 500 || marks < 6000 {
		t.Errorf("%d articles with %d marks", len(articles), marks)
	}
}

package export

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"strings"
	"testing"
)

func TestChart(t *testing.T) {
	labels, up, down := []string{"2017-01", "2017-02", "2017-03"}, []int{0, 3, 12}, []int{7, 0, 1}
	var svg bytes.Buffer
	if err := Chart(&svg, "svg", "USA <and> RUS", labels, up, down); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg", "2017-02", "cooperation", "conflict"} {
		if !strings.Contains(svg.String(), want) {
			t.Errorf("the SVG has no %q", want)
		}
	}
	for _, bad := range []string{"<and>", "<script", "@import", "url("} {
		if strings.Contains(svg.String(), bad) {
			t.Errorf("the SVG has %q", bad)
		}
	}
	var again, pic bytes.Buffer
	if err := Chart(&again, "svg", "USA <and> RUS", labels, up, down); err != nil || !bytes.Equal(svg.Bytes(), again.Bytes()) {
		t.Errorf("the same chart is not the same bytes: %v", err)
	}
	if err := Chart(&pic, "png", "x", labels, up, down); err != nil {
		t.Fatal(err)
	}
	if m, err := png.Decode(&pic); err != nil || m.Bounds().Dx() != 900 {
		t.Errorf("the PNG: %v", err)
	}
	if err := Chart(&pic, "gif", "x", labels, up, down); !errors.Is(err, ErrFormat) {
		t.Errorf("gif: %v", err)
	}
}

// TestTextChartQuiet wants a long time without events in one line.
func TestTextChartQuiet(t *testing.T) {
	var labels []string
	for m := range 12 {
		labels = append(labels, fmt.Sprintf("2017-%02d", m+1))
	}
	none, some := make([]int, 12), make([]int, 12)
	some[0], some[10] = 1, 2
	var b strings.Builder
	if err := TextChart(&b, 40, labels, some, none); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 5 || !strings.Contains(lines[2], "│ 9 without events, to 2017-10") || !strings.HasPrefix(lines[3], "2017-11") {
		t.Errorf("got\n%s", &b)
	}
}

func TestTextChart(t *testing.T) {
	var b strings.Builder
	if err := TextChart(&b, 40, []string{"2017-01", "2017-02", "2017-03"}, []int{0, 3, 12}, []int{7, 0, 1}); err != nil {
		t.Fatal(err)
	}
	want := "" +
		"               conflict │ cooperation\n" +
		"2017-01       7 ▒▒▒▒▒▒▒ │\n" +
		"2017-02                 │ ███ 3\n" +
		"2017-03             1 ▒ │ ████████████ 12\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", &b, want)
	}
}

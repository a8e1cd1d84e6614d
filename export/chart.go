package export

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/go-analyze/charts"
)

// ChartFormats are the formats that [Chart] knows.
func ChartFormats() []string { return []string{"svg", "png"} }

// Chart draws events between two parties over time, as SVG or PNG: what is
// cooperation upward, what is conflict downward, one bar each for every label. The
// three lists are of one length.
func Chart(w io.Writer, format, title string, labels []string, cooperation, conflict []int) error {
	o := charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: min(max(900, 14*len(labels)), 2400), Height: 420}
	switch format {
	case "svg":
	case "png":
		o.OutputFormat = charts.ChartOutputPNG
	default:
		return fmt.Errorf("%w %q; the formats are %s", ErrFormat, format, strings.Join(ChartFormats(), ", "))
	}
	up, down := make([]float64, len(labels)), make([]float64, len(labels))
	for i := range labels {
		up[i], down[i] = float64(cooperation[i]), -float64(conflict[i])
	}
	c := charts.NewBarChartOptionWithData([][]float64{up, down})
	c.Theme = charts.GetTheme(charts.ThemeLight).WithSeriesColors([]charts.Color{charts.ColorFromHex("#2f6db5"), charts.ColorFromHex("#c0392b")})
	c.Title.Text = Clean(title)
	c.Legend.SeriesNames = []string{"cooperation", "conflict"}
	c.CategoryAxis.Labels = labels
	c.ValueFormatter = func(f float64) string { return strconv.FormatFloat(math.Abs(f), 'f', -1, 64) }
	p := charts.NewPainter(o)
	if err := p.BarChart(c); err != nil {
		return fmt.Errorf("export: chart: %w", err)
	}
	b, err := p.Bytes()
	if err != nil {
		return fmt.Errorf("export: chart: %w", err)
	}
	_, err = w.Write(b)
	return err
}

// TextChart draws the same for a terminal of some columns: a line for each label,
// conflict to the left and cooperation to the right.
func TextChart(w io.Writer, width int, labels []string, cooperation, conflict []int) error {
	most, head := 1, 0
	for i := range labels {
		most = max(most, cooperation[i], conflict[i])
		head = max(head, columns(labels[i]))
	}
	digits := len(strconv.Itoa(most))
	side := max(8, (max(width, 40)-head-2*digits-5)/2)
	bar := func(n int) int { return (n*side + most - 1) / most } // one at least for one
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s│ %s\n", strings.Repeat(" ", head+1), fmt.Sprintf("%*s ", side+digits+1, "conflict"), "cooperation")
	for i := 0; i < len(labels); i++ {
		label := labels[i]
		if n := quiet(cooperation[i:], conflict[i:]); n > silence {
			fmt.Fprintf(&b, "%s %s│ %d without events, to %s\n", pad("…", head), strings.Repeat(" ", side+digits+1), n, labels[i+n-1])
			i += n - 1
			continue
		}
		left, right := bar(conflict[i]), bar(cooperation[i])
		number := func(n int) string {
			if n == 0 {
				return ""
			}
			return strconv.Itoa(n)
		}
		line := fmt.Sprintf("%s %*s %s │ %s %s", pad(label, head), digits+side-left, number(conflict[i]), strings.Repeat("▒", left), strings.Repeat("█", right), number(cooperation[i]))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// silence is how many steps without events a chart in text shows one by one.
const silence = 6

// quiet returns how many steps have nothing, from the first one on.
func quiet(cooperation, conflict []int) int {
	n := 0
	for n < len(cooperation) && cooperation[n]+conflict[n] == 0 {
		n++
	}
	return n
}

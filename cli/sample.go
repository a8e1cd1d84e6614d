package cli

import (
	"fmt"
	"strings"
	"time"

	"chancery/pipeline"
	"chancery/source"
)

// sampleArticle is the article that comes with the program. Its events are made
// up; its people held these offices when it was written.
func sampleArticle() *source.Article {
	return &source.Article{
		ID: "sample", Text: strings.TrimSpace(sampleText), Title: "Leaders meet in Valparaiso", Source: "chancery", Lang: "en", Genre: "news",
		Published: time.Date(2025, 11, 12, 0, 0, 0, 0, time.UTC), DateOnly: true,
	}
}

type sampleCmd struct{}

// Run prints the sample article.
func (sampleCmd) Run(env Env) error {
	_, err := fmt.Fprintln(env.Stdout, sampleArticle().Text)
	return err
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(env Env) error {
	_, err := fmt.Fprintln(env.Stdout, pipeline.Coder)
	return err
}

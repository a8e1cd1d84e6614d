package cli

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chancery/coder"
	"chancery/conllu"
	"chancery/eval"
	"chancery/export"
	"chancery/fuse"
	"chancery/lang/en"
	"chancery/ledger"
	"chancery/nlp"
	"chancery/ontology"
	"chancery/pipeline"
	"chancery/source"
)

// evalOptions are those of all evaluations.
type evalOptions struct {
	Format     string `enum:"table,json,tsv" default:"table" help:"table, json, or tsv (lines of a scores file)."`
	Name       string `placeholder:"SET" help:"What to call the set in the output."`
	Fast       bool   `help:"Measure with the smaller network of the parser."`
	FramesOnly bool   `help:"Measure events by the tables of frames alone, without the learned models."`
}

func (o evalOptions) print(env Env, r *eval.Report) error {
	if o.Name != "" {
		r.Set = o.Name
	}
	switch o.Format {
	case "json":
		enc := json.NewEncoder(env.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	case "tsv":
		_, err := io.WriteString(env.Stdout, r.Lines())
		return err
	}
	if _, err := io.WriteString(env.Stdout, r.Table()); err != nil {
		return err
	}
	if len(r.Failed) > 0 {
		fmt.Fprintf(env.Stdout, "did not pass: %s\n", strings.Join(r.Failed, " "))
	}
	return nil
}

// recordOptions are those of evaluations of records.
type recordOptions struct {
	evalOptions
	Records string `placeholder:"FILE" help:"Score these records, and not the program's own: JSON Lines, a page of Web Annotations, or a folder of brat standoff (ID.ann)."`
}

// records reads the records to score, or codes the texts.
func (o recordOptions) records(ctx context.Context, inputs []eval.Input) (eval.Records, error) {
	if o.Records != "" {
		return readRecords(o.Records, inputs)
	}
	p, err := pipeline.Default(pipeline.Options{Fast: o.Fast, FramesOnly: o.FramesOnly})
	if err != nil {
		return nil, err
	}
	articles := func(yield func(*source.Article, error) bool) {
		for _, in := range inputs {
			a := &source.Article{ID: in.ID, Text: in.Text, Source: in.Source, Lang: "en"}
			if t, err := time.Parse(time.DateOnly, in.Published[:min(10, len(in.Published))]); err == nil {
				a.Published, a.DateOnly = t, true
			}
			if !yield(a, nil) {
				return
			}
		}
	}
	var all []ledger.Record
	for r, err := range p.All(ctx, articles, 2) {
		if err != nil {
			return nil, err
		}
		all = append(all, r.Records...)
	}
	return asWritten(all)
}

// asWritten returns records as they are read from JSON Lines.
func asWritten(records []ledger.Record) (eval.Records, error) {
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	for _, r := range records {
		if err := enc.Encode(r); err != nil {
			return nil, err
		}
	}
	return eval.ReadRecords(&lines, "the program's records")
}

// readRecords reads records of any format that has a reader: JSON Lines, a page of
// Web Annotations, or a folder of brat standoff, ID.ann for each text.
func readRecords(name string, inputs []eval.Input) (eval.Records, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	var docs []*export.Document
	if info.IsDir() {
		for _, in := range inputs {
			file := filepath.Join(name, in.ID+".ann")
			ann, err := os.ReadFile(file)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			d, err := export.ReadBrat(in.ID, in.Text, string(ann))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			docs = append(docs, d)
		}
		if len(docs) == 0 {
			return nil, fmt.Errorf("%s holds standoff of none of the documents: it must have files named ID.ann", name)
		}
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r := bufio.NewReader(f)
		if head, _ := r.Peek(len(webAnnotationHead)); string(head) != webAnnotationHead {
			return eval.ReadRecords(r, name)
		}
		if docs, err = export.ReadWebAnnotation(r); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var all []ledger.Record
	for _, d := range docs {
		all = append(all, d.Records...)
	}
	return asWritten(all)
}

// webAnnotationHead starts a page of Web Annotations, and no record.
const webAnnotationHead = `{"@context"`

type evalCmd struct {
	Docs       evalDocsCmd       `cmd:"" help:"Events, claims and the rest, on documents with full annotation (JSON)."`
	Plover     evalPloverCmd     `cmd:"" help:"Events, on PLOVER gold standard records (JSON)."`
	Cases      evalCasesCmd      `cmd:"" help:"Regression cases, one trap each (JSON Lines)."`
	Polnear    evalPolnearCmd    `cmd:"" help:"Attributions, on a folder of PolNeAR (brat standoff)."`
	Clusters   evalClustersCmd   `cmd:"" help:"Clusters of events over documents, and copies of articles, on bundles (JSON)."`
	Conllu     evalConlluCmd     `cmd:"" help:"Sentences, words, tags, lemmas and dependencies, on a treebank (CoNLL-U, also gzipped)."`
	Names      evalNamesCmd      `cmd:"" help:"Names of persons, organisations and places, on tokens with IOB labels."`
	Coverage   evalCoverageCmd   `cmd:"" help:"What share of the verbs and the nouns of acts in texts without labels the tables of frames know, and which they do not."`
	Factuality evalFactualityCmd `cmd:"" help:"Whether predicates happened, on tokens with judgements from -3 to 3 (CoNLL columns)."`
	Coref      evalCorefCmd      `cmd:"" help:"Coreference from raw text, on a treebank (CoNLL-U) and a folder of its chains (CoNLL columns)."`
}

type evalDocsCmd struct {
	Gold string `arg:"" type:"existingfile"`
	recordOptions
}

// Run scores documents with full annotation.
func (c *evalDocsCmd) Run(ctx context.Context, env Env) error {
	gold, err := eval.ReadDocs(c.Gold)
	if err != nil {
		return err
	}
	records, err := c.records(ctx, eval.DocInputs(gold))
	if err != nil {
		return err
	}
	return c.print(env, eval.Docs(gold, records))
}

type evalPloverCmd struct {
	Gold string `arg:"" type:"existingfile"`
	recordOptions
}

// Run scores PLOVER gold standard records.
func (c *evalPloverCmd) Run(ctx context.Context, env Env) error {
	gold, err := eval.ReadPlover(c.Gold)
	if err != nil {
		return err
	}
	types, err := ontology.Load()
	if err != nil {
		return err
	}
	records, err := c.records(ctx, eval.PloverInputs(gold))
	if err != nil {
		return err
	}
	return c.print(env, eval.Plover(gold, records, types))
}

type evalCasesCmd struct {
	Gold string `arg:"" type:"existingfile"`
	recordOptions
}

// Run scores regression cases.
func (c *evalCasesCmd) Run(ctx context.Context, env Env) error {
	gold, err := eval.ReadCases(c.Gold)
	if err != nil {
		return err
	}
	records, err := c.records(ctx, eval.CaseInputs(gold))
	if err != nil {
		return err
	}
	return c.print(env, eval.Cases(gold, records))
}

type evalPolnearCmd struct {
	Gold string `arg:"" type:"existingdir"`
	recordOptions
}

// Run scores attributions.
func (c *evalPolnearCmd) Run(ctx context.Context, env Env) error {
	gold, err := eval.ReadPolnear(c.Gold)
	if err != nil {
		return err
	}
	table, err := en.Cues()
	if err != nil {
		return err
	}
	cues, err := eval.NewCues(table)
	if err != nil {
		return err
	}
	var found eval.Attributions
	if info, err := os.Stat(c.Records); err == nil && info.IsDir() {
		found, err = eval.ReadAttributions(c.Records, gold)
		if err != nil {
			return err
		}
	} else {
		records, err := c.records(ctx, eval.PolnearInputs(gold))
		if err != nil {
			return err
		}
		found = records.Attributions()
	}
	return c.print(env, eval.Polnear(gold, found, cues))
}

// engine returns the linguistic stages to measure.
func engine(fast bool) (eval.Engine, error) {
	p, err := pipeline.Default(pipeline.Options{Fast: fast})
	if err != nil {
		return eval.Engine{}, err
	}
	return eval.Engine{Tokens: p.UpTo(nlp.Tokens), Parse: p.UpTo(nlp.Deps), Names: p.UpTo(nlp.Names), Chains: p.UpTo(nlp.Chains)}, nil
}

type evalClustersCmd struct {
	Gold string `arg:"" type:"existingfile"`
	evalOptions
}

// Run scores the clusters of events over documents.
func (c *evalClustersCmd) Run(ctx context.Context, env Env) error {
	bundles, err := eval.ReadBundles(c.Gold)
	if err != nil {
		return err
	}
	inputs := eval.BundleInputs(bundles)
	records, err := recordOptions{evalOptions: c.evalOptions}.records(ctx, inputs)
	if err != nil {
		return err
	}
	var docs []fuse.Doc
	for _, in := range inputs {
		r := records.Doc(in.ID)
		d := fuse.Doc{Text: in.Text, Entities: r.Entities, Events: r.Events, Claims: r.Claims, Disputes: r.Disputes}
		d.ID, d.Source, d.Published = in.ID, in.Source, in.Published
		docs = append(docs, d)
	}
	fused, err := fuse.Fuse(docs)
	if err != nil {
		return err
	}
	out := eval.Fused{Cluster: map[string]string{}, Sources: map[string][2]int{}, Copies: fused.Copies}
	for _, k := range fused.Clusters {
		out.Sources[k.ID] = [2]int{k.Sources, k.Affirming}
		for _, id := range k.Members {
			out.Cluster[id] = k.ID
		}
		for _, x := range k.Disputes {
			out.Disputes = append(out.Disputes, eval.Sides{Type: x.Type, For: x.For, Against: x.Against})
		}
	}
	return c.print(env, eval.Clusters(bundles, records, &out))
}

type evalConlluCmd struct {
	Gold string `arg:"" type:"existingfile"`
	evalOptions
	Parsed string `type:"existingfile" placeholder:"FILE" help:"Score this parse of the treebank's raw text (CoNLL-U), and not the program's own."`
}

// Run scores the parse on a treebank.
func (c *evalConlluCmd) Run(env Env) error {
	gold, err := readTreebank(c.Gold)
	if err != nil {
		return err
	}
	if c.Parsed != "" {
		parsed, err := readTreebank(c.Parsed)
		if err != nil {
			return err
		}
		r, err := eval.ConlluParsed(gold, parsed)
		if err != nil {
			return err
		}
		return c.print(env, r)
	}
	e, err := engine(c.Fast)
	if err != nil {
		return err
	}
	r, err := eval.Conllu(gold, e)
	if err != nil {
		return err
	}
	return c.print(env, r)
}

type evalCorefCmd struct {
	Gold   string `arg:"" type:"existingfile" help:"The treebank."`
	Folder string `arg:"" type:"existingdir" help:"One file of chains for each document of the treebank."`
	evalOptions
}

// Run scores coreference.
func (c *evalCorefCmd) Run(env Env) error {
	gold, err := readTreebank(c.Gold)
	if err != nil {
		return err
	}
	e, err := engine(c.Fast)
	if err != nil {
		return err
	}
	r, err := eval.Coref(gold, c.Folder, e)
	if err != nil {
		return err
	}
	return c.print(env, r)
}

type evalFactualityCmd struct {
	Gold string `arg:"" type:"existingfile"`
	evalOptions
}

// Run scores the status of predicates.
func (c *evalFactualityCmd) Run(env Env) error {
	gold, err := eval.ReadFactuality(c.Gold)
	if err != nil {
		return err
	}
	e, err := engine(c.Fast)
	if err != nil {
		return err
	}
	types, err := ontology.Load()
	if err != nil {
		return err
	}
	events, err := coder.New(en.Events, types, coder.Models{})
	if err != nil {
		return err
	}
	r, err := eval.Factuality(gold, e, events.Statuses)
	if err != nil {
		return err
	}
	return c.print(env, r)
}

// readTreebank reads a file of CoNLL-U, gzipped or not.
func readTreebank(name string) ([]*conllu.Doc, error) {
	data, err := readMaybeGzip(name)
	if err != nil {
		return nil, err
	}
	return conllu.Read(bytes.NewReader(data), name, conllu.Whole)
}

// readMaybeGzip reads a file, unpacked if it is gzipped.
func readMaybeGzip(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil || !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	const most = 1 << 30 // bytes; treebanks are far smaller
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if err == nil && len(out) > most {
		err = errors.New("unpacks to more than a gigabyte")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

type evalNamesCmd struct {
	Gold string `arg:"" type:"existingfile"`
	evalOptions
}

// Run scores names.
func (c *evalNamesCmd) Run(env Env) error {
	gold, err := eval.ReadNames(c.Gold)
	if err != nil {
		return err
	}
	e, err := engine(c.Fast)
	if err != nil {
		return err
	}
	r, err := eval.Names(gold, e)
	if err != nil {
		return err
	}
	return c.print(env, r)
}

type evalCoverageCmd struct {
	Texts []string `arg:"" help:"Text files, folders of them, or tables of comma-separated values with a column text (gzipped or not)."`
	Top   int      `default:"100" placeholder:"N" help:"List the N most frequent verbs and nouns that no table holds."`
	evalOptions
}

// Run counts what the frame tables know.
func (c *evalCoverageCmd) Run(env Env) error {
	p, err := pipeline.Default(pipeline.Options{})
	if err != nil {
		return err
	}
	var total eval.Coverage
	for _, name := range c.Texts {
		texts, err := unlabelled(name)
		if err != nil {
			return err
		}
		for i, text := range texts {
			words, err := p.Vocabulary(&source.Article{ID: fmt.Sprintf("%s-%d", name, i+1), Text: text, Lang: "en"})
			if rejected := new(source.RejectError); errors.As(err, &rejected) {
				continue // not English, or empty
			}
			if err != nil {
				return err
			}
			total.Add(words)
		}
	}
	if err := c.print(env, total.Report()); err != nil || c.Format != "table" {
		return err
	}
	_, err = io.WriteString(env.Stdout, total.Unknown(c.Top))
	return err
}

// unlabelled reads the texts of a file or folder.
func unlabelled(name string) ([]string, error) {
	if info, err := os.Stat(name); err != nil {
		return nil, err
	} else if info.IsDir() {
		files, err := filepath.Glob(filepath.Join(name, "*.txt"))
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("%s holds no text files", name)
		}
		var out []string
		for _, f := range files { // sorted by name
			text, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			out = append(out, string(text))
		}
		return out, nil
	}
	data, err := readMaybeGzip(name)
	if err != nil {
		return nil, err
	}
	if strings.Contains(filepath.Base(name), ".csv") {
		return eval.ReadColumn(bytes.NewReader(data), name)
	}
	return []string{string(data)}, nil
}

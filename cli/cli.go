// Package cli is the command line of chancery: one file a command.
//
// Data goes to standard output, talk to standard error. The exit codes are those
// of the constants below.
package cli

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"chancery/export"
)

// The exit codes.
const (
	OK         = 0 // all was done
	Failed     = 1 // nothing, or not all, could be done
	Usage      = 2 // the arguments make no sense
	Partial    = 3 // done but for the inputs that were rejected and listed
	Unverified = 4 // a record does not fit its text
)

// Env is what a command has of the world.
type Env struct {
	Stdin          io.Reader // nil if nothing is piped in
	Stdout, Stderr io.Writer
	StdoutTTY      bool
	StderrTTY      bool
	Width          int // of the terminal in columns; 0 if it is not known
}

// errPartial and errUnverified end a command with the exit code of their name,
// after it has said why.
var (
	errPartial    = errors.New("some inputs were rejected")
	errUnverified = errors.New("some records do not fit their texts")
	errSilent     = errors.New("failed")
)

// usageError says what is wrong with the arguments.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

//go:embed sample.txt
var sampleText string

// commands is the grammar of the command line.
type commands struct {
	Code   codeCmd   `cmd:"" help:"Read articles, and write who did what to whom and who said what."`
	Why    whyCmd    `cmd:"" help:"Say how a record of an article came about, or what was made of a sentence."`
	Parse  parseCmd  `cmd:"" help:"Print the words, tags, dependencies and names of a text."`
	Actors actorsCmd `cmd:"" help:"Say who a name is, at a date, or list the names that nothing is known of."`
	Verify verifyCmd `cmd:"" help:"Check that every quotation of some records stands in its text."`

	Add        addCmd        `cmd:"" help:"Code articles into a ledger that lasts."`
	Watch      watchCmd      `cmd:"" help:"Poll feeds, and code what is new into a ledger."`
	Events     eventsCmd     `cmd:"" help:"Ask a ledger who did what to whom."`
	Claims     claimsCmd     `cmd:"" help:"Ask a ledger who said what, through whom."`
	Disputes   disputesCmd   `cmd:"" help:"Ask a ledger for claims that cannot all be true."`
	Meetings   meetingsCmd   `cmd:"" help:"Ask a ledger for meetings."`
	Agreements agreementsCmd `cmd:"" help:"Ask a ledger for agreements."`
	Documents  documentsCmd  `cmd:"" help:"Ask a ledger for documents."`
	Search     searchCmd     `cmd:"" help:"Search the texts of a ledger."`
	Dyad       dyadCmd       `cmd:"" help:"Count the events between two parties by day, month or year."`
	Plot       plotCmd       `cmd:"" help:"Draw cooperation and conflict between two parties over time."`
	Timeline   timelineCmd   `cmd:"" help:"List events in the order of time, each once, with all that report it."`
	SQL        sqlCmd        `cmd:"" name:"sql" help:"Run a statement that reads on a ledger."`
	Recode     recodeCmd     `cmd:"" help:"Code texts of a ledger again, and show what that changes."`
	Cluster    clusterCmd    `cmd:"" help:"Code articles, and say which of their events are one."`
	Sources    sourcesCmd    `cmd:"" help:"Print or fill a ledger's registry of outlets, owners and collections."`
	Rejects    rejectsCmd    `cmd:"" help:"Print what a ledger did not take, and why."`

	Eval    evalCmd    `cmd:"" help:"Score the program, or records, against a gold set."`
	Sample  sampleCmd  `cmd:"" help:"Print the article that comes with the program."`
	Version versionCmd `cmd:"" help:"Print the version of the program and of its tables."`
}

const description = `chancery reads international news and writes a ledger of who did what to whom and who said what, every field with the words it rests on.

Start with "chancery code" (codes the sample article), then "chancery code FILE".

Exit codes: 0 all was done; 1 failed; 2 wrong arguments; 3 done, but some inputs were rejected and listed; 4 verification failed.`

// Run runs the command that args say, and returns the exit code.
func Run(ctx context.Context, env Env, args []string) int {
	var grammar commands
	left := false
	k, err := kong.New(&grammar,
		kong.Name("chancery"),
		kong.Description(description),
		kong.Writers(env.Stdout, env.Stderr),
		kong.Exit(func(int) { left = true }),
		variables(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		fmt.Fprintf(env.Stderr, "chancery: %v\n", err)
		return Failed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	got, err := k.Parse(args)
	if left { // help was asked for and printed
		return OK
	}
	if err != nil {
		return complain(k, env, usageError{err}, args)
	}
	got.BindTo(ctx, (*context.Context)(nil))
	err = got.Run(env)
	return complain(k, env, err, args)
}

// variables are what the help and the defaults of options refer to.
func variables() kong.Vars {
	return kong.Vars{"workers": fmt.Sprint(runtime.NumCPU()), "formats": strings.Join(export.Formats(), ", ")}
}

// complain says what went wrong, and returns the exit code.
func complain(k *kong.Kong, env Env, err error, args []string) int {
	var usage usageError
	switch {
	case err == nil:
		return OK
	case errors.Is(err, errPartial):
		return Partial
	case errors.Is(err, errUnverified):
		return Unverified
	case errors.Is(err, errSilent):
		return Failed
	case errors.As(err, &usage):
		help := "chancery --help"
		if len(args) > 0 && !strings.HasPrefix(args[0], "-") && known(k, args[0]) {
			help = "chancery " + args[0] + " --help"
		}
		fmt.Fprintf(env.Stderr, "chancery: %v\nTry %q.\n", err, help)
		return Usage
	}
	fmt.Fprintf(env.Stderr, "chancery: %v\n", err)
	return Failed
}

// known reports whether name is a command.
func known(k *kong.Kong, name string) bool {
	return slices.ContainsFunc(k.Model.Children, func(c *kong.Node) bool { return c.Name == name })
}

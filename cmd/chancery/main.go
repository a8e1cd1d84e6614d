// Command chancery reads international news and writes a ledger of who did what
// to whom and who said what, every field with the words it rests on.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"chancery/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second interrupt ends the program at once.
	context.AfterFunc(ctx, stop)
	code := cli.Run(ctx, environment(), os.Args[1:])
	stop()
	os.Exit(code)
}

func environment() cli.Env {
	env := cli.Env{
		Stdout: os.Stdout, Stderr: os.Stderr,
		StdoutTTY: term.IsTerminal(int(os.Stdout.Fd())),
		StderrTTY: term.IsTerminal(int(os.Stderr.Fd())),
	}
	// A terminal, or a device such as /dev/null, pipes nothing in.
	if info, err := os.Stdin.Stat(); err == nil && info.Mode()&os.ModeCharDevice == 0 {
		env.Stdin = os.Stdin
	}
	if env.StdoutTTY {
		if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			env.Width = width
		}
	}
	return env
}

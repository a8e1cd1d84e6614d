package cli

import (
	"os"

	"golang.org/x/term"
)

// System returns the Env of the process.
func System() Env {
	env := Env{
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

// Command chancery reads international news and writes a ledger of who did what
// to whom and who said what, every field with the words it rests on.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"chancery/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second interrupt ends the program at once.
	context.AfterFunc(ctx, stop)
	code := cli.Run(ctx, cli.System(), os.Args[1:])
	stop()
	os.Exit(code)
}

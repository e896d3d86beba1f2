// Command sshblog serves a directory of Markdown posts over SSH. Run it without arguments to serve
// the sample blog, which is its manual, and with --help to see what else it does.
//
// This package only wires: cli.go is the command line, config.go the configuration, serve.go and
// local.go what the subcommands do.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the linker for a release.
var version = "0.1.0-dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}, os.Args[1:])
	stop()
	os.Exit(status)
}

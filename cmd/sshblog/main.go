// Command sshblog serves a directory of Markdown posts over SSH. Run it without arguments to serve
// the sample blog, which is its manual, and with --help to see what else it does.
//
// This package only wires:
//
//	cli.go        the command line: errors become messages and exit statuses
//	settings.go   the settings; config.go is the configuration file
//	app.go        what a blog is read with, wired together
//	serve.go      serve; also read.go, check.go, and posts.go, the commands that work over SSH too
//	prepare.go    what runs beside: the watch for changes, and what is prepared for readers
//	clispec.go    what completion.go and man.go say about the command line
//	version.go    what the program says of itself
package main

import "os"

func main() {
	asked := hearRequests()
	ctx, hurry := hearStops()
	p := program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, asked: asked, hurry: hurry}
	os.Exit(run(ctx, p, os.Args[1:]))
}

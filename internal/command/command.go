// Package command is the blog without a screen: ls, cat and the other commands, over SSH and locally.
//
// A command is a function of an Env: where it writes, how wide the output is, whether colour is wanted, so that it runs the same over
// SSH, in a shell and in a test. Results go to Stdout, errors to Stderr, one line each, and the exit status is Done, Failed or
// Misused. The table in table.go lists all commands; help prints it, and each command has a file of its own.
package command

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/search"

	"github.com/sshblog/sshblog/internal/plaintext"

	"github.com/sshblog/sshblog/internal/pages"
)

// Exit statuses.
const (
	Done    = 0 // it worked
	Failed  = 1 // not found, or could not be done
	Misused = 2 // the command line was wrong
)

// Greeting is the name of the command that a connection without PTY and without command runs: what ls prints, and a line on
// how to read a post. It is not in the table: nobody types it.
const Greeting = "\x00greeting"

// Plain is the name of the command that reads to a person line by line.
const Plain = "plain"

// Archive is the name of the command that sends all files that may be taken away, which is more than others take.
const Archive = "archive"

// Env is a command's world.
type Env struct {
	Stdout, Stderr io.Writer
	// Width is that of the PTY in cells; 0 without one.
	Width int
	// Profile is how many colours the PTY shows; the zero value without one.
	Profile colorprofile.Profile
	// Environ holds the reader's variables, as "NAME=value".
	Environ []string

	// The rest is for commands that talk with the reader, see Interactive.

	// Stdin is what the reader types; nil is nothing.
	Stdin io.Reader
	// Raw says that Stdin and Stdout are a terminal without a line editor of its own.
	Raw bool
	// Size returns the size of the PTY in cells as it is now; nil without one.
	Size func() (width, height int)
}

// Options is what commands need from the program around them.
type Options struct {
	// Index returns the blog as it is now. Required.
	Index func() *blog.Index
	// Renderer turns posts into lines. Required.
	Renderer *pages.Renderer
	// Tree returns the files that readers may take away, as they are now; nil when they may take none.
	Tree func() fs.FS
	// Searcher knows the words of all posts. Without one a search reads them anew each time.
	Searcher *search.Searcher
	// Themes is what a reader can choose from; nil without themes of the author's own.
	Themes *postview.Themes
	// Prefix is what a reader types before a command: "ssh HOST" or "sshblog".
	Prefix string
	// Host and Port are where readers reach the blog over SSH, for the addresses in feeds; "" and 0 are localhost and the usual port.
	Host string
	Port int
	// Flags are those that the program around adds to each command, for help.
	Flags []Flag
	// Version is the program's version.
	Version string
	// Plain reads the blog line by line, from a post (SLUG or SLUG#heading) if one is named; nil if there is no such reader here.
	Plain func(ctx context.Context, env Env, open string) int
}

// Commands runs commands on one blog. It is safe for concurrent use.
type Commands struct{ opts Options }

// New makes Commands.
func New(o Options) *Commands { return &Commands{opts: o} }

// run is one command being run: the options, its world and its arguments.
type run struct {
	Options
	Env
	ctx context.Context
	cmd *command
}

// Known tells whether name is a command, so that a caller can tell commands from slugs.
func Known(name string) bool { return find(name) != nil }

// Interactive tells whether a command reads what is typed while it runs: it gets Env.Stdin, and writes as soon as there is
// something to say.
func Interactive(name string) bool { return name == Plain }

// Names returns the names of all commands, in the order of help.
func Names() []string {
	var names []string
	for _, c := range table() {
		names = append(names, c.name)
	}
	return names
}

// Run runs the command that args names, with its arguments, and returns the exit status. A first word that is no command but
// the address of a post prints that post.
func (c *Commands) Run(ctx context.Context, env Env, args []string) int {
	r := &run{Options: c.opts, Env: env, ctx: ctx}
	if len(args) == 0 {
		return r.usage("expected a command")
	}
	name, rest := args[0], args[1:]
	switch name {
	case Greeting:
		return r.greet()
	case "--help", "-h":
		name = "help"
	case "--version":
		name = "version"
	}
	if r.cmd = find(name); r.cmd == nil {
		if _, ok := r.Index().Lookup(name); !ok && len(rest) > 0 {
			return r.usage(fmt.Sprintf("%s is not a command", quote(name)))
		}
		r.cmd, rest = find("cat"), args
	}
	return r.cmd.run(r, rest)
}

// usage reports a wrong command line: what was expected, and where help is.
func (r *run) usage(complaint string) int {
	hint := "try: " + r.Prefix + " help"
	if r.cmd != nil {
		complaint = r.cmd.name + ": " + complaint
		hint = "usage: " + r.cmd.usage()
	}
	_, _ = fmt.Fprintf(r.Stderr, "%s\n%s\n", complaint, hint)
	return Misused
}

// oneLine makes the text of an error, which may quote what a stranger typed, fit for a line of a terminal.
func oneLine(err error) string {
	return strings.ReplaceAll(plaintext.Clean(err.Error()), "\n", " ")
}

// fail reports what could not be done.
func (r *run) fail(complaint string) int {
	_, _ = fmt.Fprintln(r.Stderr, complaint)
	return Failed
}

// print writes lines to Stdout until one cannot be written, because the reader has gone, or the context ends.
func (r *run) print(lines ...string) int {
	for _, line := range lines {
		if r.ctx.Err() != nil {
			return Failed
		}
		if _, err := io.WriteString(r.Stdout, line+"\n"); err != nil {
			return Failed
		}
	}
	return Done
}

// quote quotes what a stranger typed, cut to a length that fits a line, so that it cannot act on the terminal.
func quote(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) > most {
		s = string(runes[:most]) + "..."
	}
	return fmt.Sprintf("%q", s)
}

// Package command is the blog without a screen: ls, cat and the other commands, over SSH and
// locally.
//
// A command is a struct: its fields are its flags and arguments, declared by kong's tags, and its
// method Run does the work. The list in list.go names all commands. Usage, help, the parser of a
// command line, shell completion and the manual page are made of these declarations, so a new
// command is a struct and a line of that list.
//
//	command.go  runs a command line: errors become messages and exit statuses here, and only here
//	list.go     which commands there are
//	grammar.go  the parser of a command, and its usage
//	values.go   the kinds of values that flags have
//	call.go     what a running command has: the options, its environment, its output
//
// Each other file is a command or what some of them share. Results go to Stdout, errors to Stderr,
// and the exit status is Done, Failed or Misused.
package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/sshblog/sshblog/internal/asciitext"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Exit statuses.
const (
	Done    = 0 // it worked
	Failed  = 1 // not found, or it failed
	Misused = 2 // the command line was wrong
)

// Greeting is the name of the command that a connection without PTY and without command runs: what
// ls prints, and a line on how to read a post. It is not in the list: nobody types it.
const Greeting = "\x00greeting"

// LineReader is the name of the command that reads the blog to a person line by line.
const LineReader = "plain"

// Runner is a command with its flags and arguments set.
type Runner interface {
	Run(c *Call) error
}

// usageError is a wrong command line.
type usageError struct{ complaint string }

func (e usageError) Error() string { return e.complaint }

// notFoundError says what is not in the blog.
type notFoundError struct{ complaint string }

func (e notFoundError) Error() string { return e.complaint }

// errGone is the error of a write that nobody reads. There is nobody to tell.
var errGone = errors.New("the reader has gone")

// Commands runs commands on one blog. It is safe for concurrent use.
type Commands struct {
	opts    Options
	parsers parsers
}

// New returns Commands with options.
func New(o Options) *Commands { return &Commands{opts: o} }

// Run runs the command that args names, with its arguments, and returns the exit status. A first
// word that is no command but the address of a post prints that post; one that is neither is not
// found, whatever comes behind it.
func (c *Commands) Run(ctx context.Context, env Env, args []string) int {
	call := c.call(env)
	call.ctx, call.parsers = ctx, &c.parsers
	return call.exit(call.runLine(args))
}

// RunParsed runs a command whose flags and arguments are set already, and returns the exit status.
func (c *Commands) RunParsed(ctx context.Context, env Env, name string, runner Runner) int {
	call := c.call(env)
	call.ctx, call.spec = ctx, Find(name)
	return call.exit(runner.Run(call))
}

// Reject reports what kong said of the command line of a command, in the words of the commands, and
// returns the exit status.
func (c *Commands) Reject(env Env, name string, err error) int {
	call := c.call(env)
	call.spec = Find(name)
	return call.exit(parseError(err))
}

// call returns a call in an environment. What a terminal of another character set is sent is ASCII.
func (c *Commands) call(env Env) *Call {
	call := &Call{Options: c.opts, Env: env}
	if env.Width > 0 && textwidth.Of(env.Environ) == textwidth.Transcribed {
		call.method = textwidth.Transcribed
		call.Stdout, call.Stderr = asciitext.Writer(env.Stdout), asciitext.Writer(env.Stderr)
	}
	return call
}

// runLine runs a command line.
func (c *Call) runLine(args []string) error {
	if len(args) == 0 {
		return usageError{"expected a command"}
	}
	name, rest := args[0], args[1:]
	switch name {
	case Greeting:
		return c.greet()
	case "--help", "-h":
		name = "help"
	case "--version":
		name = "version"
	}
	if c.spec = Find(name); c.spec == nil {
		if slug, _ := c.Index().CutHeading(name); !c.isPost(slug) {
			return c.unknown(name, slug)
		}
		c.spec, rest = Find("cat"), args
	}
	runner, help, err := c.parsers.parse(c.spec, rest)
	switch {
	case err != nil:
		return err
	case help:
		return c.print(c.spec.Help(c.Prefix)...)
	}
	return runner.Run(c)
}

// exit writes the message of an error, and returns the exit status that goes with it.
func (c *Call) exit(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return Done
	case errors.Is(err, errGone):
		return Failed
	case !errors.As(err, &usage):
		_, _ = fmt.Fprintln(c.Stderr, oneLine(err.Error()))
		return Failed
	}
	complaint, hint := usage.complaint, "try: "+c.Prefix+" help"
	if c.spec != nil {
		complaint = c.spec.Name + ": " + complaint
		hint = "usage: " + c.spec.Usage()
	}
	_, _ = fmt.Fprintf(c.Stderr, "%s\n%s\n", complaint, hint)
	return Misused
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/sshblog/sshblog/internal/command"
)

// program is the streams of this process.
type program struct {
	stdin          *os.File
	stdout, stderr io.Writer
}

// cli is the command line. The commands on posts take their own flags, so they are passed on as they are.
type cli struct {
	Serve      serveCmd      `cmd:"" default:"withargs" help:"Serve DIR over SSH (the default). Without DIR: ./content if it has posts, else the embedded sample blog."`
	Read       readCmd       `cmd:"" help:"Read DIR in this terminal, without SSH: an author's preview."`
	Check      checkCmd      `cmd:"" help:"Print every problem of DIR as path:line: severity: message. Exit status 1 when there are errors."`
	Ls         postsCmd      `cmd:"" help:"${ls}"`
	Cat        postsCmd      `cmd:"" help:"${cat}"`
	Search     postsCmd      `cmd:"" help:"${search}"`
	Latest     postsCmd      `cmd:"" help:"${latest}"`
	Random     postsCmd      `cmd:"" help:"${random}"`
	Toc        postsCmd      `cmd:"" help:"${toc}"`
	Links      postsCmd      `cmd:"" help:"${links}"`
	Tags       postsCmd      `cmd:"" help:"${tags}"`
	Categories postsCmd      `cmd:"" help:"${categories}"`
	Series     postsCmd      `cmd:"" help:"${series}"`
	Authors    postsCmd      `cmd:"" help:"${authors}"`
	Years      postsCmd      `cmd:"" help:"${years}"`
	About      postsCmd      `cmd:"" help:"${about}"`
	Feed       postsCmd      `cmd:"" help:"${feed}"`
	Archive    postsCmd      `cmd:"" help:"${archive}"`
	Plain      postsCmd      `cmd:"" help:"${plain}"`
	Completion completionCmd `cmd:"" help:"Print a script that makes bash, zsh or fish complete the command line."`
	Man        manCmd        `cmd:"" help:"Print the manual page, for man -l -."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
	Help       helpCmd       `cmd:"" help:"Print this help."`
}

// usageError is a wrong command line.
type usageError struct{ error }

// exitStatus ends the program with a status that has been explained already.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// run runs the program with its arguments and returns its exit status.
func run(ctx context.Context, p program, args []string) int {
	err := p.execute(ctx, args)
	var status exitStatus
	var wrong usageError
	switch {
	case err == nil:
		return command.Done
	case errors.As(err, &status):
		return int(status)
	case errors.As(err, &wrong):
		_, _ = fmt.Fprintf(p.stderr, "sshblog: %v\ntry: sshblog --help\n", err)
		return command.Misused
	}
	_, _ = fmt.Fprintf(p.stderr, "sshblog: %v\n", err)
	return command.Failed
}

// execute parses the command line and runs the subcommand.
func (p program) execute(ctx context.Context, args []string) error {
	grammar := new(cli)
	helped := false
	file := new(configFile)
	parser, err := kong.New(grammar,
		kong.Name("sshblog"),
		kong.Description("A blog that is read over SSH: point it at a directory of Markdown posts, and readers come with ssh."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(int) { helped = true }),
		commandHelp(),
		kong.Resolvers(file),
		declareSettings(),
		kong.ExplicitGroups([]kong.Group{{Key: "limits", Title: "Limits (see SECURITY.md):"}}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return err
	}
	if len(args) > 1 && args[0] == "help" && !strings.HasPrefix(args[1], "-") && !has(parser, args[1]) {
		return usageError{fmt.Errorf("no command is called %q", args[1])}
	}
	parsed, err := parser.Parse(arrange(args))
	switch {
	case helped:
		return nil
	case err != nil:
		return usageError{err}
	case file.err != nil:
		return file.err
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	parsed.Bind(file)
	return parsed.Run(p)
}

// has tells whether there is a subcommand of a name.
func has(parser *kong.Kong, name string) bool {
	return slices.ContainsFunc(parser.Model.Children, func(n *kong.Node) bool { return n.Name == name })
}

// commandHelp gives the help of the commands that also work over SSH to the command line's own help.
func commandHelp() kong.Vars {
	vars := kong.Vars{}
	for _, name := range command.Names() {
		vars[name] = command.Describe(name) + " The same over SSH."
	}
	return vars
}

// arrange brings arguments into the order that kong wants: the program's own flags right behind a command on posts, whose other
// arguments are passed on from the first one that is not known.
func arrange(args []string) []string {
	if len(args) == 1 && args[0] == "--version" {
		return []string{"version"}
	}
	if len(args) > 0 && args[0] == "help" { // of a command, or of all
		args = append(slices.Clip(args[1:]), "--help")
	}
	if len(args) == 0 || command.Usage(args[0]) == "" || args[0] == "help" || args[0] == "version" {
		return args
	}
	own, rest := []string{args[0]}, []string(nil)
	for i := 1; i < len(args); i++ {
		name, _, inline := strings.Cut(args[i], "=")
		switch {
		case args[i] == "--":
			rest, i = append(rest, args[i:]...), len(args)
		case name == "--drafts":
			own = append(own, args[i])
		case name != "--content" && name != "--config" && name != "--timezone":
			rest = append(rest, args[i])
		case inline || i+1 == len(args):
			own = append(own, args[i])
		default:
			own = append(own, args[i], args[i+1])
			i++
		}
	}
	return append(append(own, "--"), rest...) // so that kong takes nothing of the rest for its own
}

// log returns the operator's log: one structured line per event, on stderr, what strangers sent in quotes. It has to be closed.
func (p program) log() (*slog.Logger, io.Closer) {
	queue := newLogQueue(p.stderr)
	return slog.New(slog.NewTextHandler(queue, nil)), queue
}

// helpCmd stands in the list of commands; arrange has turned it into --help.
type helpCmd struct{}

// versionCmd prints the version.
type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(p program) error {
	_, err := fmt.Fprintln(p.stdout, "sshblog "+strings.TrimSpace(version))
	return err
}

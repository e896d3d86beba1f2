package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/sshcommand"
)

// program is the streams of this process.
type program struct {
	stdin          *os.File
	stdout, stderr io.Writer
	asked          requests
	hurry          <-chan struct{} // closed when it was told to end for the second time
	args           []string        // of the command line
}

// cli is the command line, but for the commands that other packages declare; commands adds these.
type cli struct {
	Serve serveCmd `cmd:"" default:"withargs" help:"${serve}"`
	Read  readCmd  `cmd:"" help:"${read}"`
	Check checkCmd `cmd:"" help:"${check}"`

	Export exportCmd `cmd:"" help:"${export}"`

	Health  healthCmd  `cmd:"" help:"${health}"`
	Hostkey hostkeyCmd `cmd:"" help:"${hostkey}"`
	Config  configCmd  `cmd:"" help:"${config}"`
}

// commands adds the commands that also work over SSH, and those about the program itself.
func commands() kong.Option {
	all := []kong.Option{kong.Vars{
		"serve": "Serve DIR over SSH (the default). " +
			"Without DIR: ./content, and the embedded sample blog until it has posts.",
		"read":  "Read DIR in this terminal, without SSH: an author's preview.",
		"check": "Print every problem of DIR as path:line: severity: message. Exit status 1 when there are errors.",
		"export": "Write the web pages of the blog as files into DIR, for any host: the same addresses, and those of feeds. " +
			"DIR is missing or empty.",
		"config": "Print the settings as they are now, and where each comes from; with --check, what is wrong in FILE. " +
			"Exit status 2 when something is.",
		"hostkey": "Show the host keys: fingerprints, lines for known_hosts, DNS records (SSHFP). To change the key: next makes the " +
			"one that follows, which readers' clients then learn; rotate puts it to use; retire removes the old one.",
		"health": "Ask the blog at ADDR whether it answers, within 2 s: exit status 0, also when it is full, else 1. " +
			"Without ADDR: the one that the settings say is listened on.",
	}}
	add := func(name, help string, cmd any) { all = append(all, kong.DynamicCommand(name, help, "", cmd)) }
	for _, spec := range command.List() {
		if spec.Name != "help" && spec.Name != "version" { // these are about the program here
			add(spec.Name, spec.Describe()+" The same over SSH.", newPostsCmd(spec))
		}
	}
	add("completion", "Print a script that makes bash, zsh or fish complete the command line.", new(completionCmd))
	add("man", "Print the manual page, for man -l -.", new(manCmd))
	add("version", "Print the version.", new(versionCmd))
	add("help", "Print this help.", new(helpCmd))
	return kong.OptionFunc(func(k *kong.Kong) error {
		for _, option := range all {
			if err := option.Apply(k); err != nil {
				return err
			}
		}
		return nil
	})
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

// parser returns the parser of the command line, which fills in c. Settings that the command line
// leaves out come from file; helped is called when there is help to read instead of a command to run.
func (p program) parser(c *cli, file *configFile, helped func()) (*kong.Kong, error) {
	return kong.New(c,
		kong.Name("sshblog"),
		kong.Description("A blog that is read over SSH: point it at a directory of Markdown posts, "+
			"and readers come with ssh."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(int) { helped() }),
		kong.Help(printHelp),
		kong.Resolvers(file),
		commands(),
		declareSettings(),
		kong.ExplicitGroups([]kong.Group{{Key: "limits", Title: "Limits (see SECURITY.md):"}}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
}

// settingsAgain reads the settings of the blog again, as they are now, with the same command line.
func (p program) settingsAgain() (c cli, err error) {
	file := new(configFile)
	parser, err := p.parser(&c, file, func() {})
	if err != nil {
		return c, err
	}
	_, err = parser.Parse(p.args)
	return c, cmp.Or(file.err, err)
}

// execute parses the command line and runs the subcommand.
func (p program) execute(ctx context.Context, args []string) error {
	helped := false
	file := new(configFile)
	parser, err := p.parser(new(cli), file, func() { helped = true })
	if err != nil {
		return err
	}
	args, err = reorderArgs(parser.Model, args)
	if err != nil {
		return err
	}
	p.args = args
	parsed, err := parser.Parse(args)
	switch {
	case helped:
		return nil
	case err != nil:
		return p.parseError(err)
	case file.err != nil:
		return file.err
	}
	if parsed.Selected() == nil || parsed.Selected().Name != "serve" {
		p.asked.stop()
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	parsed.Bind(file)
	return parsed.Run(p)
}

// parseError returns the error for a command line that kong does not accept. Commands on posts say
// themselves what is wrong with theirs, in the words that they use over SSH.
func (p program) parseError(err error) error {
	var failed *kong.ParseError
	if errors.As(err, &failed) {
		if c, ok := postsCmdOf(failed.Context.Selected()); ok {
			if dir := strayDir(p.args); dir != "" {
				return usageError{fmt.Errorf("%s: %q is a directory: sshblog %s --content %s", c.spec.Name, dir, c.spec.Name, sshcommand.Quote(dir))}
			}
			return exitStatus(command.New(command.Options{}).Reject(command.Env{Stderr: p.stderr}, c.spec.Name, err))
		}
	}
	return usageError{err}
}

// strayDir returns the first argument of a command that is a directory, "" if none is. Commands on
// posts expect one as --content only.
func strayDir(args []string) string {
	for _, arg := range args[min(1, len(args)):] {
		if !strings.HasPrefix(arg, "-") && isDir(arg) {
			return arg
		}
	}
	return ""
}

// printHelp prints the help of a command, or of all.
func printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	if c, ok := postsCmdOf(ctx.Selected()); ok {
		return c.printHelp(ctx)
	}
	return kong.DefaultHelpPrinter(options, ctx)
}

// reorderArgs writes arguments as kong expects them.
func reorderArgs(app *kong.Application, args []string) ([]string, error) {
	switch {
	case len(args) == 0:
		return nil, nil
	case args[0] == "--version" && len(args) == 1:
		return []string{"version"}, nil
	case args[0] == "help": // of a command, or of all
		if len(args) > 1 && !strings.HasPrefix(args[1], "-") && findCommand(app, args[1]) == nil {
			return nil, fmt.Errorf("no command is called %q", args[1])
		}
		return append(slices.Clip(args[1:]), "--help"), nil
	}
	node := findCommand(app, args[0])
	if node == nil && len(args) > 1 {
		if err := unknownCommand(args[0]); err != nil {
			return nil, err
		}
	}
	if _, ok := postsCmdOf(node); !ok {
		return args, nil
	}
	return append(args[:1:1], command.Reorder(node.Flags, args[1:])...), nil
}

// unknownCommand returns an error if the first word of a command line, which is no command, is no
// directory either, whatever comes behind it. It is not found, as over SSH.
func unknownCommand(word string) error {
	if word == "" || word[0] == '-' || strings.ContainsRune(word, os.PathSeparator) {
		return nil
	}
	if _, err := os.Stat(word); !errors.Is(err, fs.ErrNotExist) { //nolint:gosec // it is the operator's own command line
		return nil
	}
	err := fmt.Errorf("%q is neither a command nor a directory", word)
	if near := command.NearestName(word); near != "" {
		return fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return fmt.Errorf("%w; try: sshblog --help", err)
}

// findCommand returns the subcommand of a name, nil if none.
func findCommand(app *kong.Application, name string) *kong.Node {
	for _, n := range app.Children {
		if n.Name == name {
			return n
		}
	}
	return nil
}

// helpCmd stands in the list of commands; reorderArgs turns it into --help.
type helpCmd struct{}

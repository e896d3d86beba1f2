package command

import (
	"flag"
	"io"
	"strings"
)

// command is one row of the table.
type command struct {
	name     string
	synopsis string // its arguments and flags
	summary  string // one line, for help
	options  []option
	run      func(r *run, args []string) int
}

// option is a flag or an argument of a command, explained.
type option struct{ name, meaning string }

// printing are the options of what prints a post.
func printing() []option {
	return []option{
		{"--width N", "wrap at N cells, 20 to 300 (the terminal's width, 88 at most; else 80)"},
		{"--color WHEN", "auto: on a terminal; always; never"},
		{"--raw", "the author's file as it is, front matter and all"},
	}
}

// usage is the command's line in help and in errors.
func (c *command) usage() string { return strings.TrimSpace(c.name + " " + c.synopsis) }

// table lists all commands in the order of help. It is a function and not a variable because help, a row of it, reads it.
func table() []command {
	return []command{
		{"help", "[COMMAND]", "what can be asked, or how to use one command", nil, (*run).help},
		{"ls", "[--json] [--tag T] [--category C] [--author A] [--year Y] [-n N] [--pages]", "list the posts, newest first", []option{
			{"--json", "one JSON object per line: slug, title, date, tags and more"},
			{"--tag T", "only posts with this tag, in whatever case"},
			{"--category C", "only posts of this category"},
			{"--author A", "only posts of this author"},
			{"--year Y", "only posts of this year"},
			{"-n N", "at most N posts; 0 means all"},
			{"--pages", "the pages beside the posts, such as about"},
		}, (*run).ls},
		{"cat", "SLUG [--width N] [--color auto|always|never] [--raw]", "print a post", append([]option{
			{"SLUG", "the post's name, as ls prints it"},
		}, printing()...), (*run).cat},
		{"latest", "[--width N] [--color auto|always|never] [--raw]", "print the newest post", printing(), (*run).latest},
		{Plain, "[SLUG]", "read by ear: line by line, with numbers and words to type", []option{
			{"SLUG", "the post to begin with, SLUG#heading at a heading"},
		}, (*run).plain},
		{"version", "", "print the version", nil, (*run).version},
	}
}

// Describe returns what a command does and how it is used, in a line; "" if there is none of that name.
func Describe(name string) string {
	c := find(name)
	if c == nil {
		return ""
	}
	return strings.ToUpper(c.summary[:1]) + c.summary[1:] + ": " + Usage(name) + "."
}

// Usage returns the command line of a command, "" if there is none of that name.
func Usage(name string) string {
	if c := find(name); c != nil {
		return c.usage()
	}
	return ""
}

// find returns the command of a name, nil if there is none.
func find(name string) *command {
	for _, c := range table() {
		if c.name == name {
			return &c
		}
	}
	return nil
}

// parse reads flags that may stand before, between and behind the positional arguments, which it returns; behind "--" all
// are positional.
func (r *run) parse(flags *flag.FlagSet, args []string) (positional []string, err error) {
	flags.Init(r.cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		rest := flags.Args()
		if len(rest) == 0 {
			return positional, nil
		}
		if consumed := len(args) - len(rest); consumed > 0 && args[consumed-1] == "--" {
			return append(positional, rest...), nil
		}
		positional, args = append(positional, rest[0]), rest[1:]
	}
}

// misused answers an error of parse: a request for help is no error.
func (r *run) misused(err error) int {
	if err == flag.ErrHelp { //nolint:errorlint // flag returns it bare
		return r.help([]string{r.cmd.name})
	}
	return r.usage(oneLine(err))
}

package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// parse reads flags that may stand before, between and behind the positional arguments, which it returns; behind "--" all
// are positional. A number may be written to its letter, as in -n5.
func (r *run) parse(flags *flag.FlagSet, args []string) (positional []string, err error) {
	flags.Init(r.cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	for {
		if err := flags.Parse(parted(args)); err != nil {
			return nil, err
		}
		rest := flags.Args()
		if len(rest) == 0 {
			return positional, nil
		}
		args = parted(args)
		if consumed := len(args) - len(rest); consumed > 0 && args[consumed-1] == "--" {
			return append(positional, rest...), nil
		}
		positional, args = append(positional, rest[0]), rest[1:]
	}
}

// closeNumber is a flag of one letter with its number.
var closeNumber = regexp.MustCompile(`^-([a-z])([0-9]+)$`)

// parted writes -n5 as -n=5, up to the "--" that ends the flags.
func parted(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if arg == "--" {
			return append(out[:i], args[i:]...)
		}
		out[i] = closeNumber.ReplaceAllString(arg, "-$1=$2")
	}
	return out
}

// count is a flag that is a number, not below 0.
type count int

// countFlag adds a flag that is a number, not below 0.
func countFlag(flags *flag.FlagSet, name string, otherwise int) *int {
	n := otherwise
	flags.Var((*count)(&n), name, "")
	return &n
}

// String returns the number.
func (c *count) String() string { return strconv.Itoa(int(*c)) }

// Set reads the number.
func (c *count) Set(s string) error {
	const most = 1 << 30
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return errors.New("expected a number, 0 or more")
	}
	*c = count(n)
	return nil
}

// misused answers an error of parse: a request for help is no error.
func (r *run) misused(err error) int {
	if err == flag.ErrHelp { //nolint:errorlint // flag returns it bare
		return r.describe(r.cmd)
	}
	return r.usage(complaint(oneLine(err)))
}

// complaints are what package flag says, in the words of these commands.
var complaints = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`^flag provided but not defined: (-\S?)$`), "there is no flag $1"},
	{regexp.MustCompile(`^flag provided but not defined: (-\S*)$`), "there is no flag -$1"},
	{regexp.MustCompile(`^flag needs an argument: -(\w)$`), "-$1: expected a value behind it"},
	{regexp.MustCompile(`^flag needs an argument: -(\w+)$`), "--$1: expected a value behind it"},
	{regexp.MustCompile(`^invalid value (.*) for flag -(\w): (.*)$`), "-$2 $1: $3"},
	{regexp.MustCompile(`^invalid value (.*) for flag -(\w+): (.*)$`), "--$2 $1: $3"},
	{regexp.MustCompile(`^invalid boolean value (.*) for -(\w+): .*$`), "--$2 takes no value, but has $1"},
	{regexp.MustCompile(`^bad flag syntax: (.*)$`), "$1 is no flag"},
}

// complaint says what package flag says, and what was expected.
func complaint(said string) string {
	const most = 120
	for _, c := range complaints {
		if c.pattern.MatchString(said) {
			said = c.pattern.ReplaceAllString(said, c.instead)
			break
		}
	}
	if runes := []rune(said); len(runes) > most { // it quotes what was typed
		said = string(runes[:most]) + "..."
	}
	return said
}

// alone reads the arguments of a command that takes none but its flags.
func (r *run) alone(flags *flag.FlagSet, args []string) error {
	rest, err := r.parse(flags, args)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("expected no argument %s", quote(rest[0]))
	}
	return err
}

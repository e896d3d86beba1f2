package command

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/kong"
)

// commandLine is what kong parses: the flags of a command, and those of all.
type commandLine struct {
	Help toggle `short:"h" hidden:""`
	kong.Plugins
}

// newParser returns the parser of a command line for runner.
func newParser(line *commandLine, runner Runner) (*kong.Kong, error) {
	line.Plugins = kong.Plugins{runner}
	return kong.New(line, kong.NoDefaultHelp())
}

// maxWords bounds a command line: the parser takes time that grows with the square of their number.
const maxWords = 500

// parsers reads command lines. It keeps the parser of each command, because to make one takes far
// longer than to use it. It is safe for concurrent use.
type parsers struct {
	idle sync.Map // by the name of the command: *sync.Pool of *lineParser
}

// lineParser reads the command lines of one command, one after another.
type lineParser struct {
	line   commandLine
	runner Runner // set by each command line; it is never run itself
	kong   *kong.Kong
}

// parse reads the flags and arguments of a command. Flags may stand before, between and behind
// arguments; behind "--" all are arguments. help reports whether they ask for help instead.
func (p *parsers) parse(s *Spec, args []string) (runner Runner, help bool, err error) {
	if len(args) > maxWords {
		return nil, false, usageError{fmt.Sprintf("expected at most %d words", maxWords)}
	}
	kept, _ := p.idle.LoadOrStore(s.Name, new(sync.Pool))
	pool := kept.(*sync.Pool)
	r, ok := pool.Get().(*lineParser)
	if !ok {
		r = &lineParser{runner: s.New()}
		if r.kong, err = newParser(&r.line, r.runner); err != nil {
			return nil, false, err
		}
	}
	defer pool.Put(r) // kong sets all flags and arguments anew each time
	args = Reorder(r.kong.Model.Flags, args)
	switch _, err := r.kong.Parse(args); {
	case err != nil && (slices.Contains(args, "--help") || slices.Contains(args, "-h")):
		return nil, true, nil // who asks for help is not told what else is wrong
	case err != nil:
		return nil, false, parseError(err)
	}
	return copyOf(r.runner), bool(r.line.Help), nil
}

// copyOf returns a command with the same flags and arguments, which may run while the parser reads
// the next.
func copyOf(runner Runner) Runner {
	command := reflect.ValueOf(runner).Elem()
	own := reflect.New(command.Type())
	own.Elem().Set(command)
	return own.Interface().(Runner)
}

// Reorder returns the arguments of a command with flags first, because kong takes a list of
// arguments in one piece only. It also writes long flags with two hyphens that have one, as in
// -json.
func Reorder(flags []*kong.Flag, args []string) []string {
	var first, rest []string
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			rest = append(rest, arg)
			continue
		}
		if singleHyphen.MatchString(arg) {
			arg = "-" + arg
		}
		first = append(first, arg)
		if !takesNext(flags, arg) {
			continue
		}
		if i++; i == len(args) {
			return first // kong misses the value, and says so
		}
		first = append(first, args[i])
	}
	return append(append(first, "--"), rest...)
}

// singleHyphen is a long flag behind one hyphen.
var singleHyphen = regexp.MustCompile(`^-[a-z][a-z]`)

// takesNext reports whether the argument behind arg is its value.
func takesNext(flags []*kong.Flag, arg string) bool {
	return slices.ContainsFunc(flags, func(f *kong.Flag) bool {
		return (arg == "--"+f.Name || f.Short != 0 && arg == "-"+string(f.Short)) && !f.IsBool()
	})
}

// grammars holds the grammar of each command, by name: kong's model, for all but parsing.
var grammars = sync.OnceValue(func() map[string]*kong.Node {
	all := map[string]*kong.Node{}
	for _, s := range List() {
		var line commandLine
		p, err := newParser(&line, s.New())
		if err != nil {
			panic(fmt.Sprintf("command %s: %v", s.Name, err)) // a tag is wrong; any test notices
		}
		all[s.Name] = p.Model.Node
	}
	return all
})

// grammar returns the grammar of a command.
func (s *Spec) grammar() *kong.Node { return grammars()[s.Name] }

// Usage returns the command line of a command: its name, arguments and flags.
func (s *Spec) Usage() string {
	parts := []string{s.Name}
	for _, p := range s.grammar().Positional {
		parts = append(parts, p.Tag.Get("usage"))
	}
	for _, f := range s.grammar().Flags {
		if !f.Hidden {
			value := cmp.Or(f.Tag.Get("usage"), f.PlaceHolder)
			parts = append(parts, "["+strings.TrimSpace(flagName(f.Value)+" "+value)+"]")
		}
	}
	return strings.Join(parts, " ")
}

// Help returns how to use a command, in lines. Prefix is what is typed before it.
func (s *Spec) Help(prefix string) []string {
	lines := []string{prefix + " " + s.Usage(), "", "  " + s.Summary}
	var rows []string
	for _, p := range s.grammar().Positional {
		name := strings.Trim(p.Tag.Get("usage"), "[]")
		meanings := strings.Split(p.Help, "|") // of each word, where the argument is one of some
		for i, word := range strings.Split(name, "|") {
			if meanings[i] != "" {
				rows = append(rows, HelpRow(word, meanings[i]))
			}
		}
	}
	for _, f := range s.grammar().Flags {
		if !f.Hidden {
			rows = append(rows, HelpRow(strings.TrimSpace(flagName(f.Value)+" "+f.PlaceHolder), f.Help))
		}
	}
	if len(rows) > 0 {
		lines = append(append(lines, ""), rows...)
	}
	return lines
}

// HelpRow is a line of help on a flag or an argument.
func HelpRow(name, meaning string) string { return fmt.Sprintf("  %-15s %s", name, meaning) }

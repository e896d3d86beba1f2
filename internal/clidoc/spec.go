// Package clidoc writes what shells and manuals say of the command line: completion scripts for bash, zsh
// and fish, and the manual page. Both are made of a [Spec], which is read from the grammar of the command
// line, so that neither can be out of date.
package clidoc

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// Spec is what completion scripts and the manual page say about the command line.
type Spec []subcommand

// subcommand is a row of a Spec.
type subcommand struct {
	Name, Usage, Summary string
	Flags                []flagRow
	Words                []string // what its argument may be; nil for anything else
	OnPost               bool     // its argument is the address of a post
	OnDir                bool     // its argument is a directory
}

// flagRow is a flag of a subcommand.
type flagRow struct {
	Name, Value, Meaning string // "--width", "N" or "", one line
	Env                  string // the variable that sets it, too; "" if there is none
}

// Short reports whether a flag is one letter.
func (f flagRow) Short() bool { return !strings.HasPrefix(f.Name, "--") }

// Bare returns the name of a flag without hyphens.
func (f flagRow) Bare() string { return strings.TrimLeft(f.Name, "-") }

// Describe returns the usage and the summary of a command that declares them itself, and reports whether
// it does.
type Describe func(node *kong.Node) (usage, summary string, ok bool)

// New reads the grammar of the command line.
func New(grammar *kong.Application, describe Describe) Spec {
	var all Spec
	for _, node := range grammar.Children {
		if !node.Hidden {
			all = append(all, newSubcommand(node, describe))
		}
	}
	return all
}

// newSubcommand reads the grammar of a subcommand.
func newSubcommand(node *kong.Node, describe Describe) subcommand {
	s := subcommand{Name: node.Name, Summary: node.Help, Usage: node.Name}
	for _, p := range node.Positional {
		s.Usage += " " + argument(p)
		s.OnDir = s.OnDir || p.Name == "dir"
		if p.Enum != "" {
			s.Words = p.EnumSlice()
		}
	}
	if usage, summary, ok := describe(node); ok {
		s.Usage, s.Summary = usage, summary
		s.OnPost = strings.Contains(s.Usage, " SLUG")
	}
	for _, f := range node.Flags {
		if f.Hidden || f.Name == "help" {
			continue
		}
		name := "--" + f.Name
		if len(f.Name) == 1 {
			name = "-" + f.Name
		}
		s.Flags = append(s.Flags, flagRow{name, f.PlaceHolder, f.Help, strings.Join(f.Envs, ", ")})
	}
	return s
}

// argument shows a positional argument.
func argument(p *kong.Positional) string {
	name := strings.ToUpper(p.Name)
	if p.Enum != "" {
		name = strings.Join(p.EnumSlice(), "|")
	}
	if p.Required {
		return name
	}
	return "[" + name + "]"
}

// Names returns the names of all subcommands.
func (c Spec) Names() []string { return c.namesWhere(func(subcommand) bool { return true }) }

// OnDir returns the names of the subcommands on a directory.
func (c Spec) OnDir() []string { return c.namesWhere(func(s subcommand) bool { return s.OnDir }) }

// OnPost returns the names of the subcommands on a post.
func (c Spec) OnPost() []string { return c.namesWhere(func(s subcommand) bool { return s.OnPost }) }

// namesWhere returns the names of the subcommands for which a condition holds.
func (c Spec) namesWhere(holds func(subcommand) bool) []string {
	var names []string
	for _, s := range c {
		if holds(s) {
			names = append(names, s.Name)
		}
	}
	return names
}

// FlagsOf returns the flags that take a kind of value.
func (c Spec) FlagsOf(value string) []string {
	return c.flagsWhere(func(f flagRow) bool { return f.Value == value })
}

// FreeFlags returns the flags whose value cannot be completed.
func (c Spec) FreeFlags() []string {
	return c.flagsWhere(func(f flagRow) bool { return !slices.Contains([]string{"", "DIR", "FILE", "WHEN"}, f.Value) })
}

// flagsWhere returns the flags for which a condition holds, each once and sorted.
func (c Spec) flagsWhere(holds func(flagRow) bool) []string {
	var names []string
	for _, s := range c {
		for _, f := range s.Flags {
			if holds(f) {
				names = append(names, f.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

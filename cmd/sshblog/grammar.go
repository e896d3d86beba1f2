package main

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// subcommand is one row of what completion scripts and the manual page say about the command line.
type subcommand struct {
	name, usage, summary string
	flags                []flagRow
	words                []string // what its argument may be; nil for anything else
	onPost               bool     // its argument is the address of a post
	onDir                bool     // its argument is a directory
}

// flagRow is a flag of a subcommand.
type flagRow struct {
	name, value, meaning string // "--width", "N" or "", one line
	env                  string // the variable that sets it, too; "" if there is none
}

// subcommands reads the grammar of the command line.
func subcommands(grammar *kong.Application) []subcommand {
	var all []subcommand
	for _, node := range grammar.Children {
		if node.Hidden {
			continue
		}
		s := subcommand{name: node.Name, summary: node.Help, usage: node.Name}
		for _, p := range node.Positional {
			s.usage += " " + argument(p)
			s.onDir = s.onDir || p.Name == "dir"
			if p.Enum != "" {
				s.words = p.EnumSlice()
			}
		}
		if c, ok := postsCmdOf(node); ok {
			s.usage, s.summary = c.spec.Usage(), c.spec.Summary
			s.onPost = strings.Contains(s.usage, " SLUG")
		}
		for _, f := range node.Flags {
			if !f.Hidden && f.Name != "help" {
				name := "--" + f.Name
				if len(f.Name) == 1 {
					name = "-" + f.Name
				}
				s.flags = append(s.flags, flagRow{name, f.PlaceHolder, f.Help, strings.Join(f.Envs, ", ")})
			}
		}
		all = append(all, s)
	}
	return all
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

// namesWhere returns the names of the subcommands for which a condition holds.
func namesWhere(all []subcommand, holds func(subcommand) bool) []string {
	var names []string
	for _, s := range all {
		if holds(s) {
			names = append(names, s.name)
		}
	}
	return names
}

// flagsWithValue returns the flags that take one of some values, each once and sorted.
func flagsWithValue(all []subcommand, values ...string) []string {
	var names []string
	for _, s := range all {
		for _, f := range s.flags {
			if slices.Contains(values, f.value) {
				names = append(names, f.name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

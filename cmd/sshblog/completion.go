package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCmd prints a script that makes a shell complete the command line.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints the script.
func (c completionCmd) Run(k *kong.Context, p program) error {
	all := subcommands(k.Model)
	script := bashCompletion(all)
	switch c.Shell {
	case "zsh":
		script = "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + script
	case "fish":
		script = fishCompletion(all)
	}
	_, err := io.WriteString(p.stdout, script)
	return err
}

// listSlugs prints the slugs of a blog: ls has a date of ten cells, or blanks, and two blanks
// before them.
const listSlugs = "sshblog ls%s 2>/dev/null | cut -c13- | cut -d' ' -f1"

// bashCompletion is the script for bash. The slugs of posts are compared one by one: compgen would
// run what a post's author has put into one.
func bashCompletion(all []subcommand) string {
	var b strings.Builder
	b.WriteString("# Completion of sshblog: source this file, or put it where bash-completion looks.\n_sshblog() {\n")
	b.WriteString("\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd= words= slug i\n")
	b.WriteString("\tlocal -a content=()\n\tCOMPREPLY=()\n")
	b.WriteString("\tfor ((i = 1; i < COMP_CWORD; i++)); do\n\t\tcase ${COMP_WORDS[i]} in\n")
	b.WriteString("\t\t--content) content=(--content \"${COMP_WORDS[i+1]}\") ;;\n")
	every := func(subcommand) bool { return true }
	fmt.Fprintf(&b, "\t\t%s) [ -n \"$cmd\" ] || cmd=${COMP_WORDS[i]} ;;\n\t\tesac\n\tdone\n", strings.Join(namesWhere(all, every), "|"))
	b.WriteString("\tcase $prev in\n")
	fmt.Fprintf(&b, "\t%s) mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); return ;;\n", strings.Join(flagsWithValue(all, "DIR"), "|"))
	fmt.Fprintf(&b, "\t%s) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return ;;\n", strings.Join(flagsWithValue(all, "FILE"), "|"))
	fmt.Fprintf(&b, "\t%s) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- \"$cur\"); return ;;\n", strings.Join(flagsWithValue(all, "WHEN"), "|"))
	fmt.Fprintf(&b, "\t%s) return ;;\n\tesac\n", strings.Join(flagsWithFreeValue(all), "|"))
	b.WriteString("\tcase $cmd in\n")
	fmt.Fprintf(&b, "\t'') words='%s' ;;\n", strings.Join(namesWhere(all, every), " "))
	for _, s := range all {
		words := append(flagNames(s.flags), "--help")
		fmt.Fprintf(&b, "\t%s) words='%s' ;;\n", s.name, strings.Join(append(words, s.words...), " "))
	}
	b.WriteString("\tesac\n")
	b.WriteString("\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n\t[[ $cur == -* ]] && return\n\tcase $cmd in\n")
	onDir := func(s subcommand) bool { return s.onDir }
	fmt.Fprintf(&b, "\t%s) mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n", strings.Join(namesWhere(all, onDir), "|"))
	fmt.Fprintf(&b, "\t%s)\n\t\tCOMPREPLY=()\n\t\twhile IFS= read -r slug; do\n", strings.Join(namesWhere(all, takesPost), "|"))
	b.WriteString("\t\t\t[[ $slug == \"$cur\"* ]] || continue\n\t\t\tprintf -v slug %q \"$slug\"\n\t\t\tCOMPREPLY+=(\"$slug\")\n")
	fmt.Fprintf(&b, "\t\tdone < <("+listSlugs+")\n\t\t;;\n\tesac\n}\ncomplete -F _sshblog sshblog\n", ` "${content[@]}"`)
	return b.String()
}

// fishCompletion is the script for fish.
func fishCompletion(all []subcommand) string {
	var b strings.Builder
	b.WriteString("# Completion of sshblog: put this file into ~/.config/fish/completions as sshblog.fish.\ncomplete -c sshblog -f\n")
	for _, s := range all {
		fmt.Fprintf(&b, "complete -c sshblog -n __fish_use_subcommand -a %s -d %s\n", s.name, fishQuoted(s.summary))
		seen := fishQuoted("__fish_seen_subcommand_from " + s.name)
		for _, f := range s.flags {
			option := "-l " + strings.TrimPrefix(f.name, "--")
			if len(f.name) == len("-n") {
				option = "-s " + strings.TrimPrefix(f.name, "-")
			}
			switch f.value {
			case "":
			case "DIR":
				option += " -x -a '(__fish_complete_directories)'"
			case "FILE":
				option += " -r -F"
			case "WHEN":
				option += " -x -a 'auto always never'"
			default:
				option += " -x"
			}
			fmt.Fprintf(&b, "complete -c sshblog -n %s %s -d %s\n", seen, option, fishQuoted(f.meaning))
		}
		switch {
		case s.onDir:
			fmt.Fprintf(&b, "complete -c sshblog -n %s -a '(__fish_complete_directories)'\n", seen)
		case len(s.words) > 0:
			fmt.Fprintf(&b, "complete -c sshblog -n %s -a '%s'\n", seen, strings.Join(s.words, " "))
		case s.onPost:
			fmt.Fprintf(&b, "complete -c sshblog -n %s -a \"(%s)\"\n", seen, fmt.Sprintf(listSlugs, ""))
		}
	}
	return b.String()
}

// fishQuoted quotes a text for fish.
func fishQuoted(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

func takesPost(s subcommand) bool { return s.onPost }

// flagNames returns the names of flags.
func flagNames(flags []flagRow) []string {
	var all []string
	for _, f := range flags {
		all = append(all, f.name)
	}
	return all
}

// flagsWithFreeValue returns the flags whose value nobody can guess.
func flagsWithFreeValue(all []subcommand) []string {
	var values []string
	for _, s := range all {
		for _, f := range s.flags {
			switch f.value {
			case "", "DIR", "FILE", "WHEN":
			default:
				values = append(values, f.value)
			}
		}
	}
	return flagsWithValue(all, values...)
}

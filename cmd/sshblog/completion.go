package main

import (
	_ "embed"
	"strings"
	"text/template"

	"github.com/alecthomas/kong"
)

// The scripts are templates of a cliSpec. They cut slugs from the output of ls, where a date of ten
// cells, or spaces, and two spaces come before them.
var (
	//go:embed completion.bash
	bashScript string
	//go:embed completion.fish
	fishScript string
)

// zshStart lets zsh run the script for bash.
const zshStart = "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"

// completionCmd prints a script that makes a shell complete the command line.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints the script.
func (c completionCmd) Run(k *kong.Context, p program) error {
	script := bashScript
	switch c.Shell {
	case "zsh":
		script = zshStart + script
	case "fish":
		script = fishScript
	}
	functions := template.FuncMap{"join": strings.Join, "quote": fishQuoted}
	t, err := template.New(c.Shell).Funcs(functions).Parse(script)
	if err != nil {
		return err
	}
	return t.Execute(p.stdout, newCLISpec(k.Model))
}

// fishQuoted quotes a text for fish.
func fishQuoted(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

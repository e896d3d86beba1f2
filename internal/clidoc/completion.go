package clidoc

import (
	_ "embed"
	"io"
	"strings"
	"text/template"
)

// The scripts are templates of a Spec. They cut slugs from the output of ls, where a date of ten
// cells, or spaces, and two spaces come before them.
var (
	//go:embed completion.bash
	bashScript string
	//go:embed completion.fish
	fishScript string
)

// zshStart lets zsh run the script for bash.
const zshStart = "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"

// Completion writes a script that makes a shell complete the command line: bash, zsh or fish.
func Completion(w io.Writer, all Spec, shell string) error {
	script := bashScript
	switch shell {
	case "zsh":
		script = zshStart + script
	case "fish":
		script = fishScript
	}
	functions := template.FuncMap{"join": strings.Join, "quote": fishQuoted}
	t, err := template.New(shell).Funcs(functions).Parse(script)
	if err != nil {
		return err
	}
	return t.Execute(w, all)
}

// fishQuoted quotes a text for fish.
func fishQuoted(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

package main

import (
	"github.com/alecthomas/kong"

	"github.com/sshblog/sshblog/internal/clidoc"
)

// completionCmd prints a script that makes a shell complete the command line.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints the script.
func (c completionCmd) Run(k *kong.Context, p program) error {
	return clidoc.Completion(p.stdout, clidoc.New(k.Model, describe), c.Shell)
}

// manCmd prints the manual page.
type manCmd struct{}

// Run prints the page.
func (manCmd) Run(k *kong.Context, p program) error {
	return clidoc.Man(p.stdout, clidoc.New(k.Model, describe), version, k.Model.Help)
}

// describe is a clidoc.Describe for the commands that also work over SSH.
func describe(node *kong.Node) (usage, summary string, ok bool) {
	c, ok := postsCmdOf(node)
	if !ok {
		return "", "", false
	}
	return c.spec.Usage(), c.spec.Summary, true
}

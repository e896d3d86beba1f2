package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"github.com/sshblog/sshblog/internal/command"
)

// postsCmd is one of the commands that also work over SSH, on a directory: its own flags and
// arguments, and localFlags.
type postsCmd struct {
	kong.Plugins
	localFlags `group:"local"`

	spec   command.Spec
	runner command.Runner // in Plugins, too
}

// localFlags are the flags that commands on posts have only here.
type localFlags struct {
	Content      string `placeholder:"DIR" help:"Directory of posts."`
	postSettings `envprefix:"SSHBLOG_"`
}

// newPostsCmd returns the subcommand of a command.
func newPostsCmd(spec command.Spec) *postsCmd {
	runner := spec.New()
	return &postsCmd{Plugins: kong.Plugins{runner}, spec: spec, runner: runner}
}

// postsCmdOf returns the command on posts that a node of the grammar is, if it is one.
func postsCmdOf(node *kong.Node) (*postsCmd, bool) {
	if node == nil || !node.Target.CanAddr() {
		return nil, false
	}
	c, ok := node.Target.Addr().Interface().(*postsCmd)
	return c, ok
}

// printHelp prints how to use the command.
func (c *postsCmd) printHelp(ctx *kong.Context) error {
	lines := append(c.spec.Help("sshblog"), "")
	for _, f := range ctx.Selected().Flags {
		if f.Group != nil && f.Group.Key == "local" {
			lines = append(lines, command.HelpRow(strings.TrimSpace("--"+f.Name+" "+f.PlaceHolder), f.Help))
		}
	}
	_, err := fmt.Fprintln(ctx.Stdout, strings.Join(lines, "\n"))
	return err
}

// servedSettings are the settings that commands on posts have no flags for: what the blog is, and
// where it is served.
type servedSettings struct {
	siteSettings `envprefix:"SSHBLOG_"`
	hostSetting  `envprefix:"SSHBLOG_"`
	Listen       string `default:":2222" envprefix:"SSHBLOG_"`
}

// port is the one on which the blog is served, 0 if that is not said.
func (s servedSettings) port() int {
	_, name, _ := net.SplitHostPort(s.Listen) // serve complains about an invalid one
	port, _ := strconv.Atoi(name)
	return port
}

// Run runs the command on a directory.
func (c *postsCmd) Run(ctx context.Context, file *configFile, p program) error {
	var served servedSettings
	if err := file.load(&served); err != nil {
		return err
	}
	a, err := newLocalApp(c.Content, blogSettings{postSettings: c.postSettings, siteSettings: served.siteSettings})
	if err != nil {
		return err
	}
	a.address = served.Host.Address(served.port())
	env := command.Env{Stdout: p.stdout, Stderr: p.stderr, Environ: os.Environ()}
	if out, ok := terminalOf(p.stdout); ok {
		env.Width, _, _ = term.GetSize(out.Fd())
		env.Profile = colorprofile.Detect(out, os.Environ())
	}
	options := a.commands("sshblog")
	options.Searcher = nil // one search reads the posts itself
	options.ReadLines = func(ctx context.Context, _ command.Env, open string) error { return a.readLines(ctx, p, open) }
	if status := command.New(options).RunParsed(ctx, env, c.spec.Name, c.runner); status != command.Done {
		return exitStatus(status)
	}
	return nil
}

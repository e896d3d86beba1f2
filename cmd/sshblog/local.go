package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/alecthomas/kong"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui"

	"github.com/sshblog/sshblog/internal/related"

	"github.com/sshblog/sshblog/internal/pages"

	"github.com/sshblog/sshblog/internal/titles"
)

// readCmd reads a blog in this terminal.
type readCmd struct {
	Dir          string `arg:"" optional:"" help:"Directory of posts."`
	Slug         string `arg:"" optional:"" help:"Post to open, with or without a #heading."`
	plainSetting `envprefix:"SSHBLOG_"`
	blogSettings `envprefix:"SSHBLOG_"`
}

// Run shows the reader until it is left.
func (c *readCmd) Run(ctx context.Context, p program) error {
	byLine := c.Plain || os.Getenv("TERM") == "dumb"
	out, ok := p.stdout.(*os.File)
	if !byLine && (!ok || !term.IsTerminal(out.Fd()) || !term.IsTerminal(p.stdin.Fd())) {
		return errors.New("read: expected a terminal; without one use: sshblog read --plain, or sshblog cat SLUG")
	}
	dir, slug := c.Dir, c.Slug
	if st, err := os.Stat(dir); slug == "" && dir != "" && !strings.ContainsRune(dir, os.PathSeparator) && (err != nil || !st.IsDir()) {
		dir, slug = "", dir // the one argument is a post's address
	}
	themes, err := c.themes()
	if err != nil {
		return err
	}
	store, err := openBlog(dir, c.blogSettings, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	if byLine {
		return readByEar(ctx, p, store, c.Language, slug)
	}
	width, height, err := term.GetSize(out.Fd())
	if err != nil {
		return fmt.Errorf("read: size of the terminal: %w", err)
	}
	searcher := search.NewSearcher()
	quiet := slog.New(slog.DiscardHandler)
	watched := inBackground(ctx, quiet, func(ctx context.Context) error { return keepUp(ctx, store, searcher, quiet, nothingAhead) })
	model := localModel{tui.New(tui.Options{
		Blog: store, Renderer: pages.New(pages.Options{}), Titles: titles.New(cache.New(0)), Searcher: searcher, Related: blog.NewDerived(related.New), Themes: themes, Language: c.Language,
		Command: func(address string) string { return readLine(dir, address) },
		Context: ctx, Width: width, Height: height, Open: slug, Environ: os.Environ(),
	})}
	_, err = tea.NewProgram(model, tea.WithContext(ctx), tea.WithInput(p.stdin), tea.WithOutput(out)).Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, watched())
}

// readLine is what a reader types to open a post here.
func readLine(dir, address string) string {
	if dir == "" {
		return "sshblog read " + quoted(address)
	}
	return "sshblog read " + quoted(dir) + " " + quoted(address)
}

// localModel asks the terminal for its background, which over SSH the terminal layer does.
type localModel struct{ *tui.Model }

// View leaves the window its title: Bubble Tea's renderer would take it away at the end.
func (m localModel) View() tea.View {
	view := m.Model.View()
	view.WindowTitle = ""
	return view
}

// Init asks for the background.
func (m localModel) Init() tea.Cmd { return tea.Batch(m.Model.Init(), tea.RequestBackgroundColor) }

// postsCmd is one of the commands that also work over SSH, on a directory: its own flags and arguments, and localFlags.
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

// servedSettings are the settings that commands on posts have no flags for: what the blog is, and where it is served.
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
	settings := blogSettings{postSettings: c.postSettings, siteSettings: served.siteSettings}
	store, err := openBlog(c.Content, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	env := command.Env{Stdout: p.stdout, Stderr: p.stderr, Environ: os.Environ()}
	if out, ok := p.stdout.(*os.File); ok && term.IsTerminal(out.Fd()) {
		env.Width, _, _ = term.GetSize(out.Fd())
		env.Profile = colorprofile.Detect(out, os.Environ())
	}
	commands := command.New(command.Options{
		Index: store.Index, Renderer: pages.New(pages.Options{}), Version: version, Prefix: "sshblog",
		Host: served.Host, Port: served.port(),
		Tree: downloads(store, feed.Options{Host: served.Host, Port: served.port(), Limit: feed.DefaultLimit, Version: version}),
		ReadLines: func(ctx context.Context, _ command.Env, open string) error {
			return readByEar(ctx, p, store, "", open)
		},
	})
	if status := commands.RunParsed(ctx, env, c.spec.Name, c.runner); status != command.Done {
		return exitStatus(status)
	}
	return nil
}

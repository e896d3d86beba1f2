package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"github.com/sshblog/sshblog/internal/asciitext"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/internal/tui"
)

// readCmd reads a blog in this terminal.
type readCmd struct {
	Dir          string `arg:"" optional:"" help:"Directory of posts."`
	Slug         string `arg:"" optional:"" help:"Post to open, with or without a #heading."`
	plainSetting `envprefix:"SSHBLOG_"`
	blogSettings `envprefix:"SSHBLOG_"`
}

// Run shows the reader until they leave.
func (c *readCmd) Run(ctx context.Context, p program) error {
	lines := c.Plain || os.Getenv("TERM") == "dumb"
	out, ok := terminalOf(p.stdout)
	if !lines && (!ok || !term.IsTerminal(p.stdin.Fd())) {
		return errors.New("read: expected a terminal; without one use: sshblog read --plain, or sshblog cat SLUG")
	}
	dir, slug := c.Dir, c.Slug
	if slug == "" && dir != "" && !strings.ContainsRune(dir, os.PathSeparator) && !isDir(dir) {
		dir, slug = "", dir // the one argument is a post's address
	}
	a, err := newLocalApp(dir, c.blogSettings)
	if err != nil {
		return err
	}
	if lines {
		return a.readLines(ctx, p, slug)
	}
	preview := func(ctx context.Context, tell func(tea.Msg)) {
		themes := c.Themes
		a.watchSettings(ctx, func() string { return settingsState(dir, c.Config, themes) }, func() (blogSettings, error) {
			again, err := p.settingsAgain()
			if err == nil {
				themes = again.Read.Themes
			}
			return again.Read.blogSettings, err
		}, tell)
	}
	return a.readScreen(ctx, p.stdin, out, slug, func(post string) string { return readLine(dir, post) }, preview)
}

// isDir reports whether there is a directory of a name.
func isDir(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.IsDir()
}

// terminalOf returns the terminal that a stream is, if it is one.
func terminalOf(w io.Writer) (*os.File, bool) {
	file, ok := w.(*os.File)
	return file, ok && term.IsTerminal(file.Fd())
}

// readScreen draws the reader on this terminal.
func (a *app) readScreen(ctx context.Context, in, out *os.File, open string, openLine func(string) string,
	preview func(context.Context, func(tea.Msg)),
) error {
	width, height, err := term.GetSize(out.Fd())
	if err != nil {
		return fmt.Errorf("read: size of the terminal: %w", err)
	}
	watched := inBackground(ctx, a.log, func(ctx context.Context) error { return a.watchAndPrepare(ctx, noPrefetch) })
	model := localModel{a.screens(sshcommand.Lines{Open: openLine, Whole: true})(tui.Session{
		Context: ctx, Width: width, Height: height, Open: open, Environ: os.Environ(),
	})}
	screen := tea.NewProgram(model, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out))
	followed := inBackground(ctx, a.log, func(ctx context.Context) error {
		preview(ctx, screen.Send)
		return nil
	})
	_, err = screen.Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, followed(), watched())
}

// readLines reads the blog line by line in this terminal, or from this input, until the reader
// leaves. The terminal edits and echoes the lines itself.
func (a *app) readLines(ctx context.Context, p program, open string) error {
	watched := inBackground(ctx, a.log, func(ctx context.Context) error { return a.watchAndPrepare(ctx, noPrefetch) })
	env := command.Env{Stdin: p.stdin, Stdout: p.stdout, Environ: os.Environ()}
	if out, ok := terminalOf(p.stdout); ok {
		env.Size = func() (width, height int) {
			width, height, err := term.GetSize(out.Fd())
			if err != nil {
				return 0, 0
			}
			return width, height
		}
	}
	err := a.lineReader()(ctx, env, open)
	if err != nil {
		err = exitStatus(command.Failed) // nobody reads a message
	}
	return errors.Join(watched(), err)
}

// readLine returns what a reader types to open a post here.
func readLine(dir, post string) string {
	if dir == "" {
		return "sshblog read " + sshcommand.Quote(post)
	}
	return "sshblog read " + sshcommand.Quote(dir) + " " + sshcommand.Quote(post)
}

// localModel asks the terminal for its background, which over SSH the terminal layer does.
type localModel struct{ tea.Model }

// View leaves the window its title: Bubble Tea's renderer would take it away at the end.
func (m localModel) View() tea.View {
	view := m.Model.View()
	view.WindowTitle = ""
	if asciitext.Wanted(os.Environ()) {
		view.SetContent(asciitext.String(view.Content))
	}
	return view
}

// Init asks for the background.
func (m localModel) Init() tea.Cmd { return tea.Batch(m.Model.Init(), tea.RequestBackgroundColor) }

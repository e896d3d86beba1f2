//go:build unix

package rivals

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	"charm.land/glamour/v2"
	"charm.land/ssh"
	"charm.land/wish/v2"
	"charm.land/wish/v2/bubbletea"
)

// ServeTea is what the tutorials lead to: Wish, its Bubble Tea middleware, a list of so many rows,
// and one post in a viewport, which is rendered before anybody comes. It serves until ctx ends, and
// says where on stderr.
func ServeTea(ctx context.Context, stderr io.Writer, text string, rows int) error {
	post, err := glamour.Render(text, "dark")
	if err != nil {
		return fmt.Errorf("render the post: %w", err)
	}
	signer, err := newHostKey()
	if err != nil {
		return err
	}
	var sessions atomic.Int64
	count := func(next ssh.Handler) ssh.Handler {
		return func(s ssh.Session) {
			sessions.Add(1)
			defer sessions.Add(-1)
			next(s)
		}
	}
	srv, err := wish.NewServer(
		func(s *ssh.Server) error { s.AddHostKey(signer); return nil },
		wish.WithMiddleware(bubbletea.Middleware(func(s ssh.Session) (tea.Model, []tea.ProgramOption) {
			pty, _, _ := s.Pty()
			return teaModel{post: viewport.New(viewport.WithWidth(pty.Window.Width),
				viewport.WithHeight(pty.Window.Height-1)), text: post, rows: rows}, nil
		}), count),
	)
	if err != nil {
		return fmt.Errorf("make the server: %w", err)
	}
	listener, err := listenAndTell(ctx, stderr)
	if err != nil {
		return err
	}
	go tellVitals(ctx, stderr, &sessions)
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	if err := srv.Serve(listener); !errors.Is(err, ssh.ErrServerClosed) {
		return fmt.Errorf("serve tea: %w", err)
	}
	return nil
}

// teaModel is a list and a post.
type teaModel struct {
	rows   int // of the list
	chosen int
	open   bool
	post   viewport.Model
	text   string
}

// Init has nothing to do.
func (m teaModel) Init() tea.Cmd { return nil }

// Update follows keys.
func (m teaModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		m.post.SetWidth(size.Width)
		m.post.SetHeight(size.Height - 1)
	}
	key, ok := msg.(tea.KeyPressMsg)
	switch {
	case ok && (key.String() == "q" || key.String() == "ctrl+c"):
		return m, tea.Quit
	case ok && key.String() == "enter" && !m.open:
		m.open = true
		m.post.SetContent(m.text)
		return m, nil
	case m.open:
		var cmd tea.Cmd
		m.post, cmd = m.post.Update(msg)
		return m, cmd
	case ok && key.String() == "j":
		m.chosen = min(m.chosen+1, m.rows-1)
	case ok && key.String() == "k":
		m.chosen = max(m.chosen-1, 0)
	}
	return m, nil
}

// View draws.
func (m teaModel) View() tea.View {
	var b strings.Builder
	if m.open {
		fmt.Fprintf(&b, "%s\n%3.f%%", m.post.View(), m.post.ScrollPercent()*100)
	} else {
		b.WriteString("Hello, these are the posts\n\n")
		for i := range m.rows {
			mark := "  "
			if i == m.chosen {
				mark = "> "
			}
			fmt.Fprintf(&b, "%s2026-01-%02d  Post number %d\n", mark, m.rows-i, i+1)
		}
	}
	view := tea.NewView(b.String())
	view.AltScreen = true
	return view
}

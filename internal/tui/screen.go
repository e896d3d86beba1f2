package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// screen fills the window, or lies over another screen that does. Screens form a stack: the list is
// at the bottom, and the top one has the keys.
type screen interface {
	// press handles a key, and reports whether the key means anything here.
	press(h host, key tea.KeyPressMsg) (cmd tea.Cmd, ok bool)
	// view draws at most h.height lines.
	view(h host) []string
	// relayout lays everything out again after the size, the look or the blog has changed.
	relayout(h host) tea.Cmd
	// click handles a click on a cell, and wheel a step of the mouse wheel by a number of lines.
	click(h host, x, y int) tea.Cmd
	wheel(h host, lines int) tea.Cmd
}

// textInput is a screen that accepts typed text.
type textInput interface {
	typing() bool
	typeText(h host, text string) tea.Cmd
}

// listing is a screen that posts are opened from, and whose posts J and K go through.
type listing interface {
	screen
	// beside returns the post so many places after p, or before it if step is negative; nil if
	// there is none.
	beside(h host, p *blog.Post, step int) *blog.Post
	// choose puts the cursor on a post if it is there.
	choose(h host, p *blog.Post)
}

// sidePane is a screen that can be drawn beside a post that was opened from it.
type sidePane interface {
	// panel draws it on the given number of rows, with or without the keys.
	panel(h host, height int, focused bool) []string
}

// indexUpdater is a screen that shows the blog itself and switches to a newer Index.
type indexUpdater interface{ updateIndex(h host) }

// overlay is a screen that lies over a post only while it is used.
type overlay interface{ overlays() }

// navigation holds the screens of a session.
type navigation struct {
	list    listScreen
	screens []screen // the list and the screens on top of it
}

// upper returns the screen that has the keys.
func (m *Model) upper() screen { return m.screens[len(m.screens)-1] }

// push puts a screen on top.
func (m *Model) push(s screen) { m.screens = append(m.screens, s) }

// below returns the screen under another one, or nil.
func (m *Model) below(s screen) screen {
	for i := len(m.screens) - 1; i > 0; i-- {
		if m.screens[i] == s {
			return m.screens[i-1]
		}
	}
	return nil
}

// pop removes the top screen, unless it is the list.
func (m *Model) pop() {
	if len(m.screens) > 1 {
		m.screens[len(m.screens)-1] = nil
		m.screens = m.screens[:len(m.screens)-1]
	}
	if p, ok := m.upper().(*postScreen); ok {
		m.tellChange(p)
	}
}

// raise pushes a screen that exists only once. If it is open already, raise removes the screens
// above it instead.
func (m *Model) raise(s screen, same func(screen) bool) {
	for i, old := range m.screens {
		if same(old) {
			clear(m.screens[i+1:])
			m.screens = m.screens[:i+1]
			return
		}
	}
	m.closeOverlays()
	m.push(s)
}

// closeOverlays removes the overlays on top.
func (m *Model) closeOverlays() {
	for {
		if _, ok := m.upper().(overlay); !ok {
			return
		}
		m.pop()
	}
}

// reading returns the post on the window, even below overlays, or nil.
func (m *Model) reading() *postScreen {
	for i := len(m.screens) - 1; i >= 0; i-- {
		switch s := m.screens[i].(type) {
		case *postScreen:
			return s
		case overlay:
		default:
			return nil
		}
	}
	return nil
}

// listing returns the topmost screen that posts are opened from.
func (m *Model) listing() listing {
	for i := len(m.screens) - 1; i > 0; i-- {
		if l, ok := m.screens[i].(listing); ok {
			return l
		}
	}
	return &m.list
}

// postList returns the list of all posts.
func (m *Model) postList() listing { return &m.list }

// typing reports whether letters are text at the moment.
func (m *Model) typing() bool {
	t, ok := m.upper().(textInput)
	return ok && t.typing()
}

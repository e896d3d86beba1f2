package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// screen is what fills the window, or lies over what fills it. Screens stand on one another: the
// list is the lowest, and the uppermost has the keys.
type screen interface {
	// press handles a key.
	press(h host, key tea.KeyPressMsg) tea.Cmd
	// view draws at most h.height lines.
	view(h host) []string
	// relayout puts everything in its place after the size, the look or the blog has changed.
	relayout(h host) tea.Cmd
	// click handles a click on a cell, wheel a turn of the mouse's wheel by a number of lines.
	click(h host, x, y int) tea.Cmd
	wheel(h host, lines int) tea.Cmd
}

// textInput is a screen that letters can be typed into.
type textInput interface {
	typing() bool
	typeText(h host, text string) tea.Cmd
}

// listing is a screen that posts are opened from, and that is gone through with J and K.
type listing interface {
	screen
	// beside returns the post so many places behind or, with a negative step, before p; nil if
	// none.
	beside(h host, p *blog.Post, step int) *blog.Post
	// choose puts the cursor on a post, if it is there.
	choose(h host, p *blog.Post)
}

// sidePane is a screen that can be drawn beside a post that was opened from it.
type sidePane interface {
	// panel draws it on the given number of rows, with or without the keys.
	panel(h host, height int, focused bool) []string
}

// indexUpdater is a screen that shows the blog itself and takes over a newer Index.
type indexUpdater interface{ updateIndex(h host) }

// overlay is a screen that lies over a post only as long as it is used.
type overlay interface{ overlays() }

// navigation is the screens of a session.
type navigation struct {
	list    listScreen
	screens []screen // the list and what stands on it
}

// upper returns the screen that has the keys.
func (m *Model) upper() screen { return m.screens[len(m.screens)-1] }

// push puts a screen on top.
func (m *Model) push(s screen) { m.screens = append(m.screens, s) }

// below returns the screen that another one stands on, nil if none.
func (m *Model) below(s screen) screen {
	for i := len(m.screens) - 1; i > 0; i-- {
		if m.screens[i] == s {
			return m.screens[i-1]
		}
	}
	return nil
}

// pop takes the uppermost screen away, unless it is the list.
func (m *Model) pop() {
	if len(m.screens) > 1 {
		m.screens[len(m.screens)-1] = nil
		m.screens = m.screens[:len(m.screens)-1]
	}
	if p, ok := m.upper().(*postScreen); ok {
		m.tellChange(p)
	}
}

// raise puts a screen of which there is but one on top: what stands on the one that is there
// already goes away.
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

// closeOverlays takes away what lies over a screen.
func (m *Model) closeOverlays() {
	for {
		if _, ok := m.upper().(overlay); !ok {
			return
		}
		m.pop()
	}
}

// reading returns the post that is on the window, also if something lies over it; nil if none.
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

// listing returns the uppermost screen that posts are opened from.
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

package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// screen fills the window, or lies over another screen that does.
type screen interface {
	// press handles a key, and reports whether the key means anything here.
	press(h host, key tea.KeyPressMsg) (cmd tea.Cmd, ok bool)
	// view draws at most h.Height lines.
	view(h host) []string
	// relayout lays everything out again after the size, the look or the blog has changed.
	relayout(h host) tea.Cmd
	// click handles a click on a cell, and wheel a step of the mouse wheel by a number of lines.
	click(h host, x, y int) tea.Cmd
	wheel(h host, lines int) tea.Cmd
}

// overlay is a screen that lies over a post only while it is used.
type overlay interface{ overlays() }

// textInput is a screen that accepts typed text.
type textInput interface {
	// typing reports whether letters are text at the moment.
	typing() bool
	// typeText adds text that was pasted.
	typeText(h host, text string) tea.Cmd
}

// asker is a screen whose answer to what was typed may be on its way.
type asker interface {
	// asking reports whether it is.
	asking() bool
}

// listing is a screen that posts are opened from, and whose posts J and K go through.
type listing interface {
	screen
	// name returns what a post calls it in the hint that leads back; "" for the list of all posts.
	name(h host) string
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

// returner is a screen that does something when it is on top again.
type returner interface{ returned(h host) }

// addressable is a screen on which the reader is at a post whose address can be copied.
type addressable interface {
	// address returns the post, nil if there is none, and the id of the heading above the reader's
	// place, "" if there is none.
	address(h host) (p *blog.Post, heading string)
}

// answer is a message that a command brings back for a screen, which alone knows what is in it.
type answer interface {
	// deliver gives it to the screen, or drops it if the reader has gone on.
	deliver(h host) tea.Cmd
}

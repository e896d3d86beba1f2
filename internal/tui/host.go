package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// host is what a screen sees of the session that it is part of: how things look, the line at the
// bottom, the blog, and what it may ask for. It is made again for each message, and must not be
// kept.
type host struct {
	*display
	*statusBar
	navigator
	opts  *options
	index *blog.Index
	dated bool // the list has a column of dates
}

// navigator is what a screen may ask of the session.
type navigator interface {
	// push puts a screen on top; pop takes the uppermost away.
	push(s screen)
	pop()
	// upper is the screen that has the keys, below the one that another stands on, listing the one
	// that posts are opened from, and reading the post that is on the window; nil if none.
	upper() screen
	below(s screen) screen
	listing() listing
	reading() *postScreen
	// postList is the list of all posts.
	postList() listing
	// closeOverlays takes away what lies over a post.
	closeOverlays()

	// openPost opens a post, at a heading if one is given; open and turnTo take a screen that knows
	// more, turnTo in the place of the post that is read. layPost asks for the lines of a post
	// again.
	openPost(p *blog.Post, heading string) tea.Cmd
	open(p *postScreen) tea.Cmd
	turnTo(p *postScreen, t history) tea.Cmd
	layPost(p *postScreen) tea.Cmd
	// pending is the post whose lines are on their way, nil if none; giveUp lets it go.
	pending() *postScreen
	giveUp()
	// previewLines are the first lines of the post beside the list.
	previewLines(rows int) []string

	// restyle and relayout draw everything again, in another theme or size.
	restyle() tea.Cmd
	relayout() tea.Cmd
	// pressKey is a key that a click stands for.
	pressKey(key tea.KeyPressMsg) tea.Cmd
}

// host returns what screens see of the session now.
func (m *Model) host() host {
	return host{
		display: &m.display, statusBar: &m.statusBar, navigator: m, opts: &m.opts, index: m.index, dated: m.list.set.Dated,
	}
}

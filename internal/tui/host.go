package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// host is what a screen sees of its session: how things look, the bottom line, the blog, and what
// it may request. It is made for each message, and must not be kept.
type host struct {
	*display
	*statusBar
	navigator
	opts  *options
	index *blog.Index
	dated bool // the list has a column of dates
}

// navigator is what a screen may request of its session.
type navigator interface {
	// push puts a screen on top; pop removes the top one.
	push(s screen)
	pop()
	// upper returns the screen that has the keys, below the screen under another, listing the
	// screen that posts are opened from, and reading the post on the window; nil if there is none.
	upper() screen
	below(s screen) screen
	listing() listing
	reading() *postScreen
	// postList returns the list of all posts.
	postList() listing
	// closeOverlays removes the overlays over a post.
	closeOverlays()

	// openPost opens a post, at a heading if one is given. open opens a prepared screen on top,
	// turnTo in place of the current post. layPost requests the lines of a post again.
	openPost(p *blog.Post, heading string) tea.Cmd
	open(p *postScreen) tea.Cmd
	turnTo(p *postScreen, t history) tea.Cmd
	layPost(p *postScreen) tea.Cmd
	// pending returns the post whose lines are on their way, or nil; giveUp abandons it.
	pending() *postScreen
	giveUp()
	// browse shows the posts of a group.
	browse(kind blog.Kind, name string)
	// previewLines returns the first lines of the post beside the list.
	previewLines(rows int) []string

	// restyle and relayout draw everything again, in another theme or size.
	restyle() tea.Cmd
	relayout() tea.Cmd
	// pressKey presses the key that a click stands for.
	pressKey(key tea.KeyPressMsg) tea.Cmd
}

// host returns what screens see of the session now.
func (m *Model) host() host {
	return host{
		display: &m.display, statusBar: &m.statusBar, navigator: m, opts: &m.opts, index: m.index, dated: m.list.set.Dated,
	}
}

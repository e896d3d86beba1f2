package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// host is what a screen sees of its session: how things look, the bottom line, the other screens, the
// blog, and what it may request. It is made for each message, and must not be kept.
type host struct {
	*display
	*statusBar
	*stack
	session
	index *blog.Index
}

// session is what a screen may request of its session.
type session interface {
	// openPost opens a post on top, at a heading if one is given, and openHit at a hit of the search.
	// The current screen stays until the lines of the post are there.
	openPost(p *blog.Post, heading string) tea.Cmd
	openHit(hit *search.Hit) tea.Cmd
	// opening reports whether a post is on its way to the top; giveUp abandons it.
	opening() bool
	giveUp()
	// dropTyped forgets what was typed for a post that cannot be shown.
	dropTyped()
	// browse shows the posts of a group.
	browse(kind blog.Kind, name string)
	// preview returns the first lines of the post beside the list.
	preview(rows int) []string

	// copyText copies a text, and copyCommand the command line that opens SLUG or SLUG#heading.
	copyText(text string) tea.Cmd
	copyCommand(address string) tea.Cmd
	// pressLook handles the keys that change the look, on all screens, and reports whether the key
	// was one of them.
	pressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool)
	// setTheme draws everything again in another theme.
	setTheme(name string) tea.Cmd
	// pressKey presses the key that a click stands for, by the name that bindings have for it.
	pressKey(name string) tea.Cmd
}

// siteTitle returns the blog's title, or a word in its place.
func (h host) siteTitle() string {
	if title := h.index.Site().Title; title != "" {
		return title
	}
	return h.texts.Blog
}

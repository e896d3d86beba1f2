package screen

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// Host is what a screen sees of its session: how things look, the bottom line, the other screens,
// the blog, and what it may request. It is made for each message, and must not be kept.
type Host struct {
	*Display
	*StatusBar
	*Stack
	Session
	Index *blog.Index
}

// Session is what a screen may request of its session.
type Session interface {
	// OpenPost opens a post on top, at a heading if one is given, and OpenHit at a hit of the
	// search. The current screen stays until the lines of the post are there.
	OpenPost(p *blog.Post, heading string) tea.Cmd
	OpenHit(hit *search.Hit) tea.Cmd
	// Opening reports whether a post is on its way to the top; GiveUp abandons it.
	Opening() bool
	GiveUp()
	// DropTyped forgets what was typed for a post that cannot be shown.
	DropTyped()
	// Browse shows the posts of a group.
	Browse(kind blog.Kind, name string)
	// Preview returns the first lines of the post beside the list.
	Preview(rows int) []string

	// CopyText copies a text, and CopyCommand the command line that opens SLUG or SLUG#heading.
	CopyText(text string) tea.Cmd
	CopyCommand(address string) tea.Cmd
	// PressLook handles the keys that change the look, on all screens, and reports whether the key
	// was one of them.
	PressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool)
	// SetTheme draws everything again in another theme.
	SetTheme(name string) tea.Cmd
	// PressKey presses the key that a click stands for, by the name that bindings have for it.
	PressKey(name string) tea.Cmd
}

// SiteTitle returns the blog's title, or a word in its place.
func (h Host) SiteTitle() string {
	if title := h.Index.Site().Title; title != "" {
		return title
	}
	return h.Texts.Blog
}

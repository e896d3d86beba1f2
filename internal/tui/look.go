package tui

import (
	"fmt"
	"math"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/postview"
)

// textWidths are the widths of a text that a reader can choose from, in cells. The last one stands
// for the width of the window.
var textWidths = [...]int{postview.Measure, 88, 110, math.MaxInt, 60}

// pressLook handles the keys that change the look, on all screens, and reports whether the key was
// one of them.
func (h host) pressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool) {
	k, t := h.keys, h.texts
	switch {
	case k.Theme.Has(key):
		h.openThemes()
	case k.TextWidth.Has(key):
		was := h.textColumn().width
		for range textWidths { // skip those that look the same on this window
			if h.measure = (h.measure + 1) % len(textWidths); h.textColumn().width != was {
				break
			}
		}
		cmd = h.relayout()
		h.notice = t.WidestText
		if cells := h.textColumn().width; cells == textWidths[h.measure] {
			h.notice = fmt.Sprintf(t.TextWidth, cells)
		}
	case k.FocusMode.Has(key):
		h.focusMode = !h.focusMode
		cmd = h.relayout()
		if h.focusMode {
			h.notice = t.FocusMode
		}
	case k.Mouse.Has(key):
		h.mouse = !h.mouse
		h.notice = t.MouseOff
		if h.mouse {
			h.notice = t.MouseOn
		}
	default:
		return nil, false
	}
	return cmd, true
}

// maxCompared is how many of the newest posts are compared after a reload. Posts further down are
// not news.
const maxCompared = 20

// newPosts returns a notice about posts that an earlier Index did not have, or "".
func (h host) newPosts(was *blog.Index) string {
	var first *blog.Post
	n := 0
	newest := h.index.Posts()
	for _, p := range newest[:min(len(newest), maxCompared)] {
		if _, ok := was.Lookup(p.Slug); !ok {
			if n++; first == nil {
				first = p
			}
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(h.texts.NewPost, h.fit(first.Title, 60))
	}
	return h.texts.NewPosts.Of(n)
}

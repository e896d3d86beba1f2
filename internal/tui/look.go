package tui

import (
	"fmt"
	"math"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/postview"
)

// textWidths are the widths of a text that a visitor can choose from, in cells; the last is that of the window.
var textWidths = [...]int{postview.Measure, 110, math.MaxInt, 64}

// pressLook handles the keys that change how things look, on all screens.
func (m *Model) pressLook(key tea.KeyPressMsg) tea.Cmd {
	k, t := m.keys, m.texts
	switch {
	case k.Theme.has(key):
		m.theme = m.opts.Themes.Next(m.theme)
		cmd := m.restyle()
		m.notice = fmt.Sprintf(t.Theme, m.theme)
		if what := t.Themes[m.theme]; what != "" && what != m.theme {
			m.notice += " (" + what + ")"
		}
		return cmd
	case k.TextWidth.has(key):
		was := m.textColumn().width
		for range textWidths { // not those that look the same on this window
			if m.measure = (m.measure + 1) % len(textWidths); m.textColumn().width != was {
				break
			}
		}
		cmd := m.relayout()
		m.notice = t.WidestText
		if cells := m.textColumn().width; cells == textWidths[m.measure] {
			m.notice = fmt.Sprintf(t.TextWidth, cells)
		}
		return cmd
	case k.Undistracted.has(key):
		m.undistracted = !m.undistracted
		cmd := m.relayout()
		if m.undistracted {
			m.notice = t.Undistracted
		}
		return cmd
	case k.Mouse.has(key):
		m.mouse = !m.mouse
		m.notice = t.MouseOff
		if m.mouse {
			m.notice = t.MouseOn
		}
	}
	return nil
}

// mostNew is how many of the newest posts are compared after a reload: what is further down is no news.
const mostNew = 20

// newPosts tells of posts that were not there in an earlier Index, "" if there are none.
func (m *Model) newPosts(was *blog.Index) string {
	var first *blog.Post
	n := 0
	newest := m.index.Posts()
	for _, p := range newest[:min(len(newest), mostNew)] {
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
		return fmt.Sprintf(m.texts.NewPost, layout.Fit(first.Title, 60))
	}
	return m.texts.NewPosts.Of(n)
}

package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/render"
)

// pressLook handles the keys that change how things look, on all screens.
func (m *Model) pressLook(key tea.KeyPressMsg) tea.Cmd {
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
		return fmt.Sprintf(m.texts.NewPost, render.Fit(first.Title, 60))
	}
	return m.texts.NewPosts.Of(n)
}

package tui

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/tui/post"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// changedMsg says that there is a newer Index.
type changedMsg struct{}

// Sessions switch to a newer Index at different moments, so that many of them do not keep the
// processors from readers who press a key. Each moment is random, within so much time per session,
// and at most maxSpread.
const (
	spreadPerSession = 400 * time.Microsecond
	maxSpread        = time.Second
)

// awaitChange waits until there is a newer Index, and a moment longer if there are many sessions,
// or until the session is over.
func (m *Model) awaitChange() tea.Cmd {
	ctx, changed, crowd := m.opts.Context, m.changed, m.opts.Sessions
	return func() tea.Msg {
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
		if crowd == nil {
			return changedMsg{}
		}
		spread := min(maxSpread, time.Duration(crowd())*spreadPerSession)
		if !rest(ctx, rand.N(spread+1)) { //nolint:gosec // nothing is gained by guessing it
			return nil
		}
		return changedMsg{}
	}
}

// refresh switches to the newer Index. The list keeps its place. An open post stays as it is, and
// its reader is told.
func (m *Model) refresh() tea.Cmd {
	was := m.index
	m.changed = m.opts.Blog.Changed()
	m.index = m.opts.Blog.Index()
	cmd := m.list.SetIndex(m.host(), m.index)
	for _, s := range m.stack.All() {
		if r, ok := s.(screen.IndexUpdater); ok {
			r.UpdateIndex(m.host())
		}
	}
	m.status.Notice = newPosts(m.host(), was)
	if p := post.Reading(&m.stack); p != nil {
		if changed := p.Compare(m.host()); changed != "" {
			m.status.Notice = changed
		}
	}
	m.status.Notice = cmp.Or(m.status.Notice, m.fault)
	return tea.Batch(cmd, m.awaitChange())
}

// maxCompared is how many of the newest posts are compared after a reload. Posts further down are
// not news.
const maxCompared = 20

// newPosts returns a notice about posts that an earlier Index did not have, or "".
func newPosts(h screen.Host, was *blog.Index) string {
	var first *blog.Post
	n := 0
	newest := h.Index.Posts()
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
		return fmt.Sprintf(h.Texts.NewPost, h.Fit(first.Title, 60))
	}
	return h.Texts.NewPosts.Of(n)
}

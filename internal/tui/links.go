package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/render"
)

// visited is a place that the visitor has left by a link, to come back to.
type visited struct {
	post  *blog.Post
	place spot
}

// spot is a place in a post that outlives a change of width: in its head, or in its text.
type spot struct {
	inHead bool
	place  render.Place
}

// mostVisited is how many places are remembered.
const mostVisited = 100

// spot is where the first line on the screen is.
func (p *postScreen) spot() spot {
	if p.page == nil || p.top < len(p.head) {
		return spot{inHead: true}
	}
	return spot{place: p.page.PlaceAt(p.top - len(p.head))}
}

// goTo scrolls to a spot.
func (p *postScreen) goTo(s spot) {
	p.top = 0
	if !s.inHead {
		p.top = len(p.head) + p.page.LineAt(s.place)
	}
}

// stepLink chooses the next (1) or previous (-1) link on the screen, round the ends.
func (m *Model) stepLink(step int) {
	p, rows := m.post, m.postRows()
	if p.page == nil {
		return
	}
	first := p.top - len(p.head)
	var seen []int
	at := -1
	for i, l := range p.page.Links {
		if l.Line >= first && l.Line < first+rows {
			if i == p.link-1 {
				at = len(seen)
			}
			seen = append(seen, i)
		}
	}
	switch {
	case len(seen) == 0:
		p.link = 0
		m.notice = "No link on this screen."
		return
	case at < 0 && step < 0:
		at = 0
	}
	p.link = 1 + seen[(at+step+len(seen))%len(seen)]
	if l := p.page.Links[p.link-1]; l.Post == "" {
		m.notice = markdown.Clean(l.URL)
	}
}

// chosenLink is the link that is chosen and can be seen.
func (p *postScreen) chosenLink(rows int) (render.LinkMark, bool) {
	if p.page == nil || p.link == 0 || p.link > len(p.page.Links) {
		return render.LinkMark{}, false
	}
	l := p.page.Links[p.link-1]
	first := p.top - len(p.head)
	return l, l.Line >= first && l.Line < first+rows
}

// follow goes where a link leads: to a place in this post, to another post, or, by way of the visitor's clipboard, elsewhere.
func (m *Model) follow(l render.LinkMark) tea.Cmd {
	if anchor, ok := strings.CutPrefix(l.URL, "#"); ok && l.Post == "" {
		return m.followTo(m.post.post, anchor)
	}
	if l.Post == "" {
		m.notice = "Copied: " + markdown.Clean(l.URL)
		return tea.SetClipboard(l.URL)
	}
	slug, anchor, _ := strings.Cut(l.Post, "#")
	p, ok := m.index.Lookup(slug)
	if !ok {
		m.notice = "That post is not here any more."
		return nil
	}
	return m.followTo(p.In(m.list.langs...), anchor)
}

// followTo opens a post, at an anchor if one is given, and remembers where the visitor was.
func (m *Model) followTo(p *blog.Post, anchor string) tea.Cmd {
	m.history = append(m.history, visited{m.post.post, m.post.spot()})
	if len(m.history) > mostVisited {
		m.history = m.history[1:]
	}
	m.list.choose(p, m.listRows())
	return m.openPost(p, anchor)
}

// goBack returns to where the visitor followed a link, and reports whether there was such a place.
func (m *Model) goBack() (tea.Cmd, bool) {
	if len(m.history) == 0 {
		return nil, false
	}
	last := m.history[len(m.history)-1]
	m.history = m.history[:len(m.history)-1]
	m.list.choose(last.post, m.listRows())
	m.opening = &postScreen{post: last.post, back: &last.place}
	return m.layPost(m.opening), true
}

// emphasise returns a line of the page with the chosen link in it set off.
func emphasise(line string, l render.LinkMark, s *styles) string {
	end := l.Col + l.Width
	return ansi.Cut(line, 0, l.Col) + ansi.ResetStyle + s.here.on(ansi.Strip(ansi.Cut(line, l.Col, end))) +
		ansi.Cut(line, end, ansi.StringWidth(line))
}

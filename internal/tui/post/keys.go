package post

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Press handles a key while the post is open.
func (p *Screen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.find.open {
		return nil, p.pressFind(h, key)
	}
	if h.Keys.Clear.Has(key) && p.clear(h.Display) {
		return nil, true
	}
	if p.outlineShown(h) && (h.Keys.Clear.Has(key) || h.Keys.Contents.Has(key)) {
		p.outlined = false
		return nil, true
	}
	for _, handle := range []func(screen.Host, tea.KeyPressMsg) (tea.Cmd, bool){p.pressPages, p.pressFollow, p.pressPlaces} {
		if cmd, ok := handle(h, key); ok {
			return cmd, true
		}
	}
	if p.pressMove(key, h.Keys, postRows(h.Display)) {
		return nil, true
	}
	return h.PressLook(key)
}

// clear takes back what the reader has chosen last, a link or the matches of a search, and reports
// whether there was any.
func (p *Screen) clear(d *screen.Display) bool {
	if p.unchoose(d) {
		return true
	}
	found := len(p.find.matches) > 0
	p.find = finder{}
	return found
}

// pressPages handles the keys that lead to another screen.
func (p *Screen) pressPages(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	switch {
	case k.Back.Has(key):
		return p.goBack(h), true
	case k.Next.Has(key):
		return p.turn(h, 1), true
	case k.Previous.Has(key):
		return p.turn(h, -1), true
	case p.newer != nil && k.Reload.Has(key):
		p.Post, p.newer, p.arrival.newText = p.newer, nil, true
		return p.opener.layPost(h, p), true
	}
	return nil, false
}

// pressFollow handles the keys of links.
func (p *Screen) pressFollow(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	switch {
	case k.Return.Has(key):
		return p.goBack(h), true
	case k.Forward.Has(key):
		return p.goForward(h), true
	case k.NextLink.Has(key):
		p.stepLink(h, 1)
	case k.PreviousLink.Has(key):
		p.stepLink(h, -1)
	case k.Links.Has(key):
		p.openLinks(h)
	case k.CopyCode.Has(key):
		return p.pressCode(h), true
	case k.Accept.Has(key):
		if _, ok := p.chosenLink(h.Display); ok {
			return p.followTarget(h, p.link-1), true
		}
		p.scroll(1, postRows(h.Display))
	default:
		return nil, false
	}
	return nil, true
}

// pressPlaces handles the keys that lead to a place in the post.
func (p *Screen) pressPlaces(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	switch {
	case k.Find.Has(key):
		p.find = finder{open: p.page != nil}
	case k.NextMatch.Has(key):
		p.stepMatch(h, 1)
	case k.PreviousMatch.Has(key):
		p.stepMatch(h, -1)
	case k.Contents.Has(key):
		p.openContents(h)
	case k.NextHeading.Has(key):
		p.stepHeading(h, 1)
	case k.PreviousHeading.Has(key):
		p.stepHeading(h, -1)
	default:
		return nil, false
	}
	return nil, true
}

// pressMove handles the keys that scroll the text, and reports whether the key was one of them.
func (p *Screen) pressMove(key tea.KeyPressMsg, k keymap.KeyMap, rows int) bool {
	page := max(1, rows-2) // two lines stay visible for orientation
	wide := p.sideRoom(rows) > 0
	p.arrival.toEnd = p.load.partial() && k.Bottom.Has(key)
	switch {
	case k.Up.Has(key):
		p.scroll(-1, rows)
	case k.Down.Has(key):
		p.scroll(1, rows)
	case k.PageUp.Has(key):
		p.scroll(-page, rows)
	case k.PageDown.Has(key):
		p.scroll(page, rows)
	case k.HalfUp.Has(key):
		p.scroll(-page/2, rows)
	case k.HalfDown.Has(key):
		p.scroll(page/2, rows)
	case k.Top.Has(key):
		p.scroll(-p.length(), rows)
	case k.Bottom.Has(key):
		p.scroll(p.length(), rows)
		p.sticks = true
	case wide && k.Right.Has(key):
		p.slide(sideStep, rows)
	case wide && k.Left.Has(key):
		p.slide(-sideStep, rows)
	default:
		return false
	}
	return true
}

// finding is a listing of hits of the search over all posts.
type finding interface {
	// HitOf returns the hit of a post, or nil.
	HitOf(p *blog.Post) *search.Hit
}

// turn opens the next (1) or previous (-1) post of the list that the post was opened from. At the
// ends of the list it says so.
func (p *Screen) turn(h screen.Host, step int) tea.Cmd {
	from := p.Post
	if p.opener.next != nil {
		from = p.opener.next.Post // the key was quicker than the lines
	}
	l := h.Listing()
	next := l.Beside(h, from, step)
	if next == nil {
		h.Notice = h.Texts.LastPost
		if step < 0 {
			h.Notice = h.Texts.FirstPost
		}
		return nil
	}
	to := &Screen{Post: next}
	if l, ok := l.(finding); ok {
		to.find.hit = l.HitOf(next)
	}
	return p.opener.turnTo(h, to, p.history)
}

// Click follows the link at a cell, which may be one of the end matter, or goes to a heading of the
// contents beside the text.
func (p *Screen) Click(h screen.Host, x, y int) tea.Cmd {
	if p.outlineShown(h) {
		c := p.outlineMenu(h)
		if i := c.At(h, x, y, c.count(), h.MenuRows()); i >= 0 {
			p.toHeadingAt(i, postRows(h.Display))
			return nil
		}
	}
	if p.top > 0 {
		y -= headRows(h.Display)
	}
	i := -1
	if y >= 0 {
		i = p.linkAt(y+p.top-len(p.head), x-h.TextColumn().Left)
	}
	if i < 0 {
		return nil
	}
	p.link = i + 1
	return p.followTarget(h, i)
}

// Wheel scrolls.
func (p *Screen) Wheel(h screen.Host, lines int) tea.Cmd {
	p.scroll(lines, postRows(h.Display))
	return nil
}

package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/render"
)

// postScreen is one post being read. What is on the screen is the head (title, date, author, tags), the lines of the page, and
// the foot (what comes next), scrolled as one.
type postScreen struct {
	post    *blog.Post
	page    *render.Page // nil until it is rendered; shared with other sessions
	head    []string
	foot    []string
	top     int // the first line on the screen
	find    finder
	link    int    // the chosen link, from 1; 0 if none is
	back    *spot  // where to go once the page is there: the visitor comes back
	side    int    // how far wide code is scrolled sideways, in cells
	heading string // to jump to once the page is there
	request int    // id of the newest rendering that was asked for
	newer   *blog.Post
}

// pageMsg is a page that was asked for.
type pageMsg struct {
	request int
	page    *render.Page
	err     error
}

// openAddress opens SLUG or SLUG#heading, at the start of a session.
func (m *Model) openAddress(address string) tea.Cmd {
	if address == "" {
		return nil
	}
	slug, heading, _ := strings.Cut(address, "#")
	if p, ok := m.index.Lookup(slug); ok {
		p = p.In(m.list.langs...)
		m.list.choose(p, m.listRows())
		cmd := m.openPost(p, heading)
		if m.opening != nil { // there is no screen before it that could stay: its title is better than none
			m.post, m.opening = m.opening, nil
		}
		return cmd
	}
	m.notice = fmt.Sprintf("There is no post %q.", render.Fit(markdown.Clean(slug), 40))
	if near, ok := m.index.Nearest(slug); ok && m.list.choose(near, m.listRows()) {
		m.notice = fmt.Sprintf("There is no %q. Did you mean %s? Enter reads it.", render.Fit(markdown.Clean(slug), 30), near.Slug)
	}
	return nil
}

// openPost opens a post, at a heading if one is given. The screen before it stays until the lines are there, which is at once
// for a post that somebody has read before.
func (m *Model) openPost(p *blog.Post, heading string) tea.Cmd {
	if p == nil {
		return nil
	}
	m.opening = &postScreen{post: p, heading: heading}
	return m.layPost(m.opening)
}

// layPost asks for the lines of a post in the present width and look.
func (m *Model) layPost(p *postScreen) tea.Cmd {
	m.requests++
	p.request = m.requests
	width := columnFor(m.width).width
	if p.page == nil {
		p.head = m.look.Head(p.post, width)
	}
	id, renderer, ctx, request := p.request, m.opts.Renderer, m.opts.Context, m.look.Request(m.index, p.post, width, nil)
	if page, ok := renderer.Cached(request); ok {
		return m.showPage(pageMsg{request: id, page: page})
	}
	return func() tea.Msg {
		page, err := renderer.Render(ctx, request)
		return pageMsg{id, page, err}
	}
}

// showPage takes over a page: for the post that is being opened, or, after a resize, for the one that is open.
func (m *Model) showPage(msg pageMsg) tea.Cmd {
	p := m.opening
	if p == nil || p.request != msg.request {
		p = m.post
	}
	if p == nil || p.request != msg.request {
		return nil // the reader has gone on
	}
	if msg.err != nil {
		switch {
		case p == m.opening:
			m.opening = nil
		case p.page == nil:
			m.post = nil
		}
		m.notice = "This post cannot be shown just now."
		return nil
	}
	place, hadPage := render.Place{}, p.page != nil
	if hadPage {
		place = p.page.PlaceAt(p.top - len(p.head))
	}
	inHead := p.top < len(p.head)
	p.page = msg.page
	p.head = m.look.Head(p.post, msg.page.Width)
	p.foot = m.postFoot(p.post, msg.page.Width)
	p.link = 0
	switch {
	case !hadPage && p.back != nil:
		p.goTo(*p.back)
	case !hadPage && !p.jump():
		m.notice = fmt.Sprintf("There is no heading %q here.", render.Fit(markdown.Clean(p.heading), 40))
	case !hadPage:
	case !inHead:
		p.top = len(p.head) + p.page.LineAt(place)
	}
	if len(p.find.matches) > 0 { // other lines, other places
		current := p.find.current
		p.find.matches = findIn(p.text(), p.find.query)
		p.find.current = max(0, min(current, len(p.find.matches)-1))
	}
	if p == m.opening {
		m.post, m.opening, m.contents = p, nil, nil
		if changed := p.compare(m.index); changed != "" { // while it was being rendered
			m.notice = changed
		}
	}
	p.scroll(0, m.postRows())
	return nil
}

// jump goes to the heading that was asked for, and reports whether the post has it.
func (p *postScreen) jump() bool {
	if p.heading == "" {
		return true
	}
	line, ok := p.page.HeadingLine(p.heading)
	if ok {
		p.top = len(p.head) + line
	}
	return ok
}

// postFoot is what stands below a post: where to go from here.
func (m *Model) postFoot(p *blog.Post, width int) []string {
	lines := []string{""}
	older, newer := m.index.Neighbours(p)
	for _, next := range []struct {
		key   Binding
		word  string
		other *blog.Post
	}{{m.keys.Next, "older", older}, {m.keys.Previous, "newer", newer}} {
		if next.other != nil {
			label := next.key.Label + "  " + next.word + "  "
			title := render.Fit(next.other.Title, width-render.Width(label))
			lines = append(lines, m.styles.key.on(next.key.Label)+m.styles.muted.on("  "+next.word+"  ")+title)
		}
	}
	if len(lines) > 1 {
		lines = append([]string{"", m.styles.muted.on("───")}, lines[1:]...)
	}
	return lines
}

// compare tells the reader of an open post whether it has changed in a newer Index; "" if it has not.
func (p *postScreen) compare(x *blog.Index) string {
	now, ok := x.Lookup(p.post.Path)
	if !ok { // it may have been renamed
		now, ok = x.Lookup(p.post.Slug)
	}
	p.newer = nil
	switch {
	case !ok:
		return "This post has been taken away; you can read it to the end."
	case now.ID != p.post.ID:
		p.newer = now
		return "This post has changed. r shows the new text."
	}
	return ""
}

// length is how many lines there are.
func (p *postScreen) length() int { return len(p.head) + len(p.text()) + len(p.foot) }

// text is the lines of the page, none before it is there.
func (p *postScreen) text() []string {
	if p.page == nil {
		return nil
	}
	return p.page.Lines
}

// line returns one of them.
func (p *postScreen) line(i int) string {
	if i < len(p.head) {
		return p.head[i]
	}
	i -= len(p.head)
	if i < len(p.text()) {
		return p.textLine(i)
	}
	i -= len(p.text())
	if i < len(p.foot) {
		return p.foot[i]
	}
	return ""
}

// scroll moves by n lines, within the post, on a screen of so many rows.
func (p *postScreen) scroll(n, rows int) {
	p.top = max(0, min(p.top+n, p.length()-rows))
}

// postRows is how many lines of a post fit on the screen.
func (m *Model) postRows() int { return m.height - 1 }

// pressPost handles a key while a post is open.
func (m *Model) pressPost(key tea.KeyPressMsg) tea.Cmd {
	p, k, rows := m.post, m.keys, m.postRows()
	if p.find.open {
		m.pressFind(key)
		return nil
	}
	switch {
	case k.Clear.has(key) && len(p.find.matches) > 0:
		p.find = finder{}
	case k.Return.has(key):
		if cmd, ok := m.goBack(); ok {
			return cmd
		}
		m.leavePost()
	case k.Back.has(key):
		m.leavePost()
	case k.NextLink.has(key):
		m.stepLink(1)
	case k.PreviousLink.has(key):
		m.stepLink(-1)
	case k.Accept.has(key):
		if l, ok := p.chosenLink(rows); ok {
			return m.follow(l)
		}
		p.scroll(1, rows)
	case k.Find.has(key):
		p.find = finder{open: p.page != nil}
	case k.NextMatch.has(key):
		m.stepMatch(1)
	case k.PreviousMatch.has(key):
		m.stepMatch(-1)
	case k.Contents.has(key):
		m.openContents()
	case k.NextHeading.has(key):
		m.stepHeading(1)
	case k.PreviousHeading.has(key):
		m.stepHeading(-1)
	case k.Next.has(key):
		return m.turn(1)
	case k.Previous.has(key):
		return m.turn(-1)
	case k.Reload.has(key) && p.newer != nil:
		p.post, p.newer = p.newer, nil
		return m.layPost(p)
	default:
		p.pressMove(key, k, rows)
	}
	return nil
}

// pressMove handles the keys that move the text.
func (p *postScreen) pressMove(key tea.KeyPressMsg, k KeyMap, rows int) {
	page := max(1, rows-2) // two lines stay, for the eye to hold on to
	switch {
	case k.Up.has(key):
		p.scroll(-1, rows)
	case k.Down.has(key):
		p.scroll(1, rows)
	case k.PageUp.has(key):
		p.scroll(-page, rows)
	case k.PageDown.has(key):
		p.scroll(page, rows)
	case k.HalfUp.has(key):
		p.scroll(-page/2, rows)
	case k.HalfDown.has(key):
		p.scroll(page/2, rows)
	case k.Top.has(key):
		p.scroll(-p.length(), rows)
	case k.Bottom.has(key):
		p.scroll(p.length(), rows)
	case k.Right.has(key):
		p.slide(sideStep, rows)
	case k.Left.has(key):
		p.slide(-sideStep, rows)
	}
}

// leavePost goes back to the list.
func (m *Model) leavePost() { m.post, m.opening, m.history = nil, nil, nil }

// turn opens the next (1) or previous (-1) post of the list as it is filtered, and says so at its ends.
func (m *Model) turn(step int) tea.Cmd {
	l, from := &m.list, m.post.post
	if m.opening != nil {
		from = m.opening.post // the key was quicker than the lines
	}
	l.choose(from, m.listRows())
	next := l.cursor + step
	if next < 0 || next >= l.count() {
		m.notice = "The last post."
		if step < 0 {
			m.notice = "The first post."
		}
		return nil
	}
	l.move(step, m.listRows())
	return m.openPost(l.current(), "")
}

// postColumn is where the text of a post stands: further left than usual while the contents stand beside it.
func (m *Model) postColumn() column {
	c := columnFor(m.width)
	if m.contents != nil && m.width >= wideContents {
		c.left = max(0, (m.width-c.width-contentsWidth)/2)
	}
	return c
}

// viewPost draws the post.
func (m *Model) viewPost() []string {
	c, p, rows := m.postColumn(), m.post, m.postRows()
	lines := make([]string, rows, rows+1)
	link, linked := p.chosenLink(rows)
	stale := p.page != nil && p.page.Width > c.width // until the lines for a narrower screen are there
	for i := range rows {
		line := p.line(p.top + i)
		switch {
		case stale:
			line = render.Fit(line, c.width)
		case len(p.find.matches) > 0 && p.side == 0:
			line = p.marked(p.top+i-len(p.head), line, m.styles)
		case linked && link.Line == p.top+i-len(p.head):
			line = emphasise(line, link, m.styles)
		}
		lines[i] = c.indent(line)
	}
	return append(lines, m.postFooter(rows))
}

// postFooter is the last line below a post: what is being typed, else hints.
func (m *Model) postFooter(rows int) string {
	p, k := m.post, m.keys
	if p.find.open {
		query := p.find.query
		c := columnFor(m.width)
		for render.Width(query) > c.width-3 {
			query = query[runeLen(query):]
		}
		return c.indent(m.styles.title.on("/") + " " + query + m.styles.mark.on("█"))
	}
	hints := []Binding{k.PageDown, k.Back, k.Contents, k.Next, k.Help, k.Quit}
	switch {
	case len(p.find.matches) > 0:
		return m.footer([]Binding{k.NextMatch, k.PreviousMatch, {Label: "Esc", Short: "clear"}, k.Help}, p.find.findPlace())
	case m.width < narrow:
		hints = []Binding{k.Help, k.Back}
	case p.link > 0:
		hints = []Binding{{Label: "Enter", Short: "follow"}, k.NextLink, k.Return, k.Back, k.Help}
	case p.sideRoom(rows) > 0:
		hints = []Binding{k.PageDown, k.Right, k.Left, k.Back, k.Help, k.Quit}
	case p.top >= p.length()-rows:
		hints = []Binding{k.Back, k.Next, k.Previous, k.Help, k.Quit}
	}
	return m.footer(hints, p.progress(rows))
}

// progress says how far the reader has come.
func (p *postScreen) progress(rows int) string {
	left := p.length() - rows
	switch {
	case p.page == nil:
		return ""
	case left <= 0:
		return "all"
	case p.top >= left:
		return "end"
	case p.top == 0:
		return "top"
	}
	return fmt.Sprintf("%d%%", p.top*100/left)
}

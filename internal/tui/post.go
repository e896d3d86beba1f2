package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"

	"github.com/sshblog/sshblog/internal/pages"
)

// postScreen is one post being read. What is on the screen is the head (title, date, author, tags), the lines of the page, and
// the foot (what comes next), scrolled as one.
type postScreen struct {
	post      *blog.Post
	page      *layout.Page // nil until it is rendered; shared with other sessions
	head      []string
	foot      foot
	top       int // the first line on the screen
	find      finder
	kept      keptSpot
	link      int            // the chosen target, from 1; 0 if none is
	side      int            // how far wide code is scrolled sideways, in cells
	outlined  bool           // its contents stay beside it on a divided window
	trail     trail          // where the reader came from by links
	heading   string         // to jump to once the page is there
	back      *spot          // where to go once the page is there: the visitor comes back
	replaces  *postScreen    // to be taken off the window once the page is there
	request   int            // id of the newest rendering that was asked for
	asked     *pages.Pending // for it, nil before the first
	newer     *blog.Post
	changed   bool // the lines of another text are on their way
	partial   bool // the page is that of the beginning, the rest is on its way
	toEnd     bool // the reader wants to be at the end when it comes
	related   []*blog.Post
	relatedIn *blog.Index // that they were asked of
	notice    string      // to be told once the page is on the window
}

// length is how many lines there are.
func (p *postScreen) length() int { return len(p.head) + len(p.text()) + len(p.foot.lines) }

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
	if i < len(p.foot.lines) {
		return p.foot.lines[i]
	}
	return ""
}

// scroll moves by n lines, within the post, on a screen of so many rows.
func (p *postScreen) scroll(n, rows int) {
	p.top = max(0, min(p.top+n, p.length()-rows))
}

// toLine scrolls a line of the page to the top of a screen of so many rows.
func (p *postScreen) toLine(line, rows int) {
	p.top = len(p.head) + line
	p.scroll(0, rows)
}

// postRows is how many lines of a post fit on the screen.
func (m *Model) postRows() int {
	if m.undistracted {
		return m.height
	}
	return m.height - 1
}

// relayout asks for lines that fit.
func (p *postScreen) relayout(m *Model) tea.Cmd { return m.layPost(p) }

// press handles a key while the post is open.
func (p *postScreen) press(m *Model, key tea.KeyPressMsg) tea.Cmd {
	if p.find.open {
		m.pressFind(p, key)
		return nil
	}
	if m.keys.Clear.has(key) && len(p.find.matches) > 0 {
		p.find = finder{}
		return nil
	}
	if m.outlineShown(p) && (m.keys.Clear.has(key) || m.keys.Contents.has(key)) {
		p.outlined = false
		return nil
	}
	for _, handle := range []func(*Model, tea.KeyPressMsg) (tea.Cmd, bool){p.pressPages, p.pressFollow, p.pressPlaces} {
		if cmd, ok := handle(m, key); ok {
			return cmd
		}
	}
	if p.pressMove(key, m.keys, m.postRows()) {
		return nil
	}
	return m.pressLook(key)
}

// pressPages handles the keys that lead to another screen.
func (p *postScreen) pressPages(m *Model, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := m.keys
	switch {
	case k.Back.has(key):
		m.pop()
	case k.Next.has(key):
		return m.turn(p, 1), true
	case k.Previous.has(key):
		return m.turn(p, -1), true
	case k.Reload.has(key):
		if p.newer == nil {
			return nil, true
		}
		p.post, p.newer, p.changed = p.newer, nil, true
		return m.layPost(p), true
	default:
		return nil, false
	}
	return nil, true
}

// pressFollow handles the keys of links.
func (p *postScreen) pressFollow(m *Model, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := m.keys
	switch {
	case k.Return.has(key):
		return m.goBack(p), true
	case k.Forward.has(key):
		return m.goForward(p), true
	case k.NextLink.has(key):
		m.stepLink(p, 1)
	case k.PreviousLink.has(key):
		m.stepLink(p, -1)
	case k.Links.has(key):
		m.openLinks(p)
	case k.CopyCode.has(key):
		return m.pressCode(p), true
	case k.Accept.has(key):
		if l, ok := p.chosenLink(m.postRows()); ok {
			return m.follow(p, l), true
		}
		p.scroll(1, m.postRows())
	default:
		return nil, false
	}
	return nil, true
}

// pressPlaces handles the keys that lead to a place in the post.
func (p *postScreen) pressPlaces(m *Model, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := m.keys
	switch {
	case k.Find.has(key):
		p.find = finder{open: p.page != nil}
	case k.NextMatch.has(key):
		m.stepMatch(p, 1)
	case k.PreviousMatch.has(key):
		m.stepMatch(p, -1)
	case k.Contents.has(key):
		m.openContents(p)
	case k.NextHeading.has(key):
		m.stepHeading(p, 1)
	case k.PreviousHeading.has(key):
		m.stepHeading(p, -1)
	default:
		return nil, false
	}
	return nil, true
}

// pressMove handles the keys that move the text, and reports whether the key was one.
func (p *postScreen) pressMove(key tea.KeyPressMsg, k KeyMap, rows int) bool {
	page := max(1, rows-2) // two lines stay, for the eye to hold on to
	p.toEnd = p.partial && k.Bottom.has(key)
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
	default:
		return false
	}
	return true
}

// turn opens the next (1) or previous (-1) post of the list that the post was opened from, and says so at its ends.
func (m *Model) turn(p *postScreen, step int) tea.Cmd {
	from := p.post
	if m.opening != nil {
		from = m.opening.post // the key was quicker than the lines
	}
	l := m.listing()
	next := l.beside(m, from, step)
	if next == nil {
		m.notice = m.texts.LastPost
		if step < 0 {
			m.notice = m.texts.FirstPost
		}
		return nil
	}
	to := &postScreen{post: next}
	if s, ok := l.(*searchScreen); ok {
		to.find.hit = s.hitOf(next)
	}
	return m.turnTo(to, p.trail)
}

// click follows the link on a cell, goes to the post that is named there, or to the heading in the contents beside the text.
func (p *postScreen) click(m *Model, x, y int) tea.Cmd {
	if m.outlineShown(p) {
		c := m.outlineMenu(p)
		if i := c.at(m, x, y, c.count()); i >= 0 {
			p.toLine(p.page.Headings[i].Line, m.postRows())
			return nil
		}
	}
	i := p.linkAt(y+p.top-len(p.head), x-m.textColumn().left)
	if i < 0 {
		return nil
	}
	p.link = i + 1
	return m.follow(p, p.target(i))
}

// wheel scrolls.
func (p *postScreen) wheel(m *Model, lines int) tea.Cmd {
	p.scroll(lines, m.postRows())
	return nil
}

// view draws the post, on a wide window beside what it was opened from.
func (p *postScreen) view(m *Model) []string {
	rows := m.postRows()
	lines := p.inPlace(m, p.lines(m, m.textColumn(), rows))
	switch {
	case !m.undistracted:
		return append(lines, p.footer(m, rows))
	case m.notice != "" || p.find.open:
		lines[rows-1] = p.footer(m, rows)
	}
	return lines
}

// inPlace sets lines of the text where they stand on the window: beside the contents or the list, or alone.
func (p *postScreen) inPlace(m *Model, lines []string) []string {
	text := m.textColumn()
	if m.outlineShown(p) {
		return beside(m.outline(p), text, lines)
	}
	_, _, divided := m.panes()
	if from, ok := m.below(p).(panelled); ok && divided {
		return beside(from.panel(m, len(lines), false), text, lines)
	}
	for i := range lines {
		lines[i] = text.indent(lines[i])
	}
	return lines
}

// lines draws what can be seen of the post on so many rows.
func (p *postScreen) lines(m *Model, c column, rows int) []string {
	lines := make([]string, rows, rows+1)
	link, linked := p.chosenLink(rows)
	stale := p.page != nil && p.page.Width > c.width // until the lines for a narrower screen are there
	for i := range rows {
		line := p.line(p.top + i)
		switch {
		case stale:
			line = layout.Fit(line, c.width)
		case linked && link.Line == p.top+i-len(p.head):
			line = emphasise(line, link, m.styles)
		case len(p.find.matches) > 0 && p.side == 0:
			line = p.marked(p.top+i-len(p.head), line, m.styles)
		}
		lines[i] = line
	}
	return lines
}

// footer is the last line below a post: what is being typed, else hints.
func (p *postScreen) footer(m *Model, rows int) string {
	k := m.keys
	if p.find.open {
		query := p.find.query
		c := m.footColumn()
		for layout.Width(query) > c.width-3 {
			query = query[runeLen(query):]
		}
		return c.indent(m.styles.title.on("/") + " " + query + m.styles.mark.on("█"))
	}
	hints := []Binding{k.PageDown, k.Back, k.Contents, k.Next, k.Help, k.Quit}
	switch {
	case len(p.find.matches) > 0 && p.link == 0:
		return m.footer([]Binding{k.NextMatch, k.PreviousMatch, k.Clear, k.Help}, p.find.findPlace())
	case m.width < narrow:
		hints = []Binding{k.Help, k.Back}
	case p.link > 0:
		does := m.texts.Follow
		if l, ok := p.chosenLink(rows); ok && leadsOut(l) {
			does = m.texts.Copy
		}
		hints = []Binding{k.Accept.as(does), k.NextLink, k.Return, k.Back, k.Help}
	case p.sideRoom(rows) > 0:
		hints = []Binding{k.PageDown, k.Right, k.Left, k.Back, k.Help, k.Quit}
	case p.top >= p.length()-rows:
		hints = []Binding{k.Back, k.Next, k.Previous, k.Help, k.Quit}
	}
	return m.footer(hints, p.progress(m, rows))
}

// progress says how far the reader has come.
func (p *postScreen) progress(m *Model, rows int) string {
	left := p.length() - rows
	switch {
	case p.page == nil, p.partial && p.top > 0: // of what is not there nobody knows the length
		return ""
	case left <= 0:
		return m.texts.All
	case p.top >= left:
		return m.texts.End
	case p.top == 0:
		return m.texts.Top
	}
	return fmt.Sprintf("%d%%", p.top*100/left)
}

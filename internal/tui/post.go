package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/search"
)

// postScreen shows one post. Its head (title, date, author, tags), the lines of its page, and its
// end matter (what comes next) scroll as one.
type postScreen struct {
	opener    *opener
	post      *blog.Post
	newer     *blog.Post   // the post in the blog now, if its text has changed
	page      *layout.Page // nil until it is laid out; shared with other sessions
	head      []string
	end       endMatter
	related   []*blog.Post
	relatedIn *blog.Index // the Index of related

	load    pageLoad
	arrival arrival
	linkChoice

	aim      aim
	top      int  // the first line on the screen
	spare    int  // rows for its running head
	sticks   bool // the reader went to the end, and stays there when there is more of it
	saved    savedPosition
	find     finder
	side     int     // how far wide code is scrolled sideways, in cells
	outlined bool    // its contents are beside it on a divided window
	history  history // where the reader came from
}

// length returns how many lines there are.
func (p *postScreen) length() int { return len(p.head) + len(p.text()) + len(p.end.lines) }

// text returns the lines of the page, none before it is there.
func (p *postScreen) text() []string {
	if p.page == nil {
		return nil
	}
	return p.page.Lines
}

// line returns one of the lines of head, text and end matter.
func (p *postScreen) line(i int) string {
	if i < len(p.head) {
		return p.head[i]
	}
	i -= len(p.head)
	if i < len(p.text()) {
		return p.textLine(i)
	}
	i -= len(p.text())
	if i < len(p.end.lines) {
		return p.end.lines[i]
	}
	return ""
}

// scroll scrolls by n lines within the post, on a screen of the given height.
func (p *postScreen) scroll(n, rows int) {
	p.sticks = p.sticks && n >= 0
	last := p.length() - rows
	if last <= p.spare { // the whole post fits as long as it has no running head
		last = 0
	}
	p.top = max(0, min(p.top+n, last))
}

// toLine scrolls a line of the page to the top of a screen of so many rows.
func (p *postScreen) toLine(line, rows int) {
	p.top, p.sticks = len(p.head)+line, false
	p.scroll(0, rows)
}

// postRows returns how many lines of a post fit on the screen, below its running head.
func postRows(d *display) int { return postHeight(d) - headRows(d) }

// postHeight returns how many rows of the screen a post has.
func postHeight(d *display) int {
	if d.focusMode {
		return d.height
	}
	return d.height - 1
}

// shownRows returns how many lines of the post are on the screen now: at its beginning it has no
// running head.
func (p *postScreen) shownRows(d *display) int {
	if p.top == 0 {
		return postHeight(d)
	}
	return postRows(d)
}

// relayout requests lines that fit.
func (p *postScreen) relayout(h host) tea.Cmd { return p.opener.layPost(h, p) }

// press handles a key while the post is open.
func (p *postScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.find.open {
		return nil, p.pressFind(h, key)
	}
	if h.keys.Clear.Has(key) && p.clear(h.display) {
		return nil, true
	}
	if p.outlineShown(h) && (h.keys.Clear.Has(key) || h.keys.Contents.Has(key)) {
		p.outlined = false
		return nil, true
	}
	for _, handle := range []func(host, tea.KeyPressMsg) (tea.Cmd, bool){p.pressPages, p.pressFollow, p.pressPlaces} {
		if cmd, ok := handle(h, key); ok {
			return cmd, true
		}
	}
	if p.pressMove(key, h.keys, postRows(h.display)) {
		return nil, true
	}
	return h.pressLook(key)
}

// clear takes back what the reader has chosen last, a link or the matches of a search, and reports
// whether there was any.
func (p *postScreen) clear(d *display) bool {
	if p.unchoose(d) {
		return true
	}
	found := len(p.find.matches) > 0
	p.find = finder{}
	return found
}

// pressPages handles the keys that lead to another screen.
func (p *postScreen) pressPages(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.keys
	switch {
	case k.Back.Has(key):
		return p.goBack(h), true
	case k.Next.Has(key):
		return p.turn(h, 1), true
	case k.Previous.Has(key):
		return p.turn(h, -1), true
	case p.newer != nil && k.Reload.Has(key):
		p.post, p.newer, p.arrival.newText = p.newer, nil, true
		return p.opener.layPost(h, p), true
	}
	return nil, false
}

// pressFollow handles the keys of links.
func (p *postScreen) pressFollow(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.keys
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
		if _, ok := p.chosenLink(h.display); ok {
			return p.followTarget(h, p.link-1), true
		}
		p.scroll(1, postRows(h.display))
	default:
		return nil, false
	}
	return nil, true
}

// pressPlaces handles the keys that lead to a place in the post.
func (p *postScreen) pressPlaces(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.keys
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
func (p *postScreen) pressMove(key tea.KeyPressMsg, k keymap.KeyMap, rows int) bool {
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
	// hitOf returns the hit of a post, or nil.
	hitOf(p *blog.Post) *search.Hit
}

// turn opens the next (1) or previous (-1) post of the list that the post was opened from. At the
// ends of the list it says so.
func (p *postScreen) turn(h host, step int) tea.Cmd {
	from := p.post
	if p.opener.next != nil {
		from = p.opener.next.post // the key was quicker than the lines
	}
	l := h.listing()
	next := l.beside(h, from, step)
	if next == nil {
		h.notice = h.texts.LastPost
		if step < 0 {
			h.notice = h.texts.FirstPost
		}
		return nil
	}
	to := &postScreen{post: next}
	if l, ok := l.(finding); ok {
		to.find.hit = l.hitOf(next)
	}
	return p.opener.turnTo(h, to, p.history)
}

// click follows the link at a cell, which may be one of the end matter, or goes to a heading of the
// contents beside the text.
func (p *postScreen) click(h host, x, y int) tea.Cmd {
	if p.outlineShown(h) {
		c := p.outlineMenu(h)
		if i := c.at(h, x, y, c.count(), h.menuRows()); i >= 0 {
			p.toHeadingAt(i, postRows(h.display))
			return nil
		}
	}
	if p.top > 0 {
		y -= headRows(h.display)
	}
	i := -1
	if y >= 0 {
		i = p.linkAt(y+p.top-len(p.head), x-h.textColumn().left)
	}
	if i < 0 {
		return nil
	}
	p.link = i + 1
	return p.followTarget(h, i)
}

// wheel scrolls.
func (p *postScreen) wheel(h host, lines int) tea.Cmd {
	p.scroll(lines, postRows(h.display))
	return nil
}

// view draws the post, on a wide window beside the screen it was opened from.
func (p *postScreen) view(h host) []string {
	rows := postHeight(h.display)
	lines := p.inPlace(h, p.lines(h, h.textColumn(), rows))
	switch {
	case !h.focusMode:
		return append(lines, p.footer(h))
	case h.notice != "" || p.find.open:
		lines[rows-1] = p.footer(h)
	}
	return lines
}

// inPlace moves lines of the text to their place on the window: beside the contents or the list, or
// alone.
func (p *postScreen) inPlace(h host, lines []string) []string {
	text := h.textColumn()
	if p.outlineShown(h) {
		return h.beside(h.dimmed(p.outline(h)), text, lines, true)
	}
	_, _, divided := h.panes()
	if from, ok := h.below(p).(sidePane); ok && divided {
		return h.beside(h.dimmed(from.panel(h, len(lines), false)), text, lines, true)
	}
	for i := range lines {
		lines[i] = text.indent(lines[i])
	}
	return lines
}

// lines draws the visible part of the post on the given number of rows.
func (p *postScreen) lines(h host, c column, rows int) []string {
	lines := make([]string, 0, rows+1)
	if p.top > 0 && headRows(h.display) > 0 {
		lines = append(lines, p.runningHead(h, c.width))
	}
	rows -= len(lines)
	link, linked := p.chosenLink(h.display)
	stale := p.page != nil && p.page.Width > c.width // until lines for the narrower screen are there
	for i := range rows {
		at := p.top + i - len(p.head)
		line := p.line(p.top + i)
		part, chosen := link.PartOn(at)
		switch {
		case stale:
			line = h.fit(line, c.width)
		case linked && chosen:
			line = emphasise(h.display, line, part, h.styles)
		case len(p.find.matches) > 0 && p.side == 0:
			line = p.marked(h.method, at, line, h.styles)
		}
		lines = append(lines, line)
	}
	return lines
}

// footer returns the last line below a post: what is being typed, or hints.
func (p *postScreen) footer(h host) string {
	k, rows := h.keys, p.shownRows(h.display)
	link, linked := p.chosenLink(h.display)
	if p.find.open && h.notice == "" {
		c := h.footColumn()
		return c.indent(h.styles.title.on("/") + " " + h.viewLine(&p.find.lineEditor, c.width-2, true))
	}
	back := p.backFrom(h)
	hints := []keymap.Binding{k.PageDown, back, k.Contents, k.Next, k.Help, k.Quit}
	switch {
	case len(p.find.matches) > 0 && !linked:
		return h.footer([]keymap.Binding{k.NextMatch, k.PreviousMatch, k.Clear, k.Help, k.Quit}, p.find.findPlace())
	case h.width < narrow:
		hints = []keymap.Binding{k.Help, k.Back}
	case linked:
		does := h.texts.Follow
		if leadsOut(link) {
			does = h.texts.Copy
		}
		hints = []keymap.Binding{k.Accept.As(does), k.NextLink, k.Clear, k.Help, k.Quit}
	case p.sideRoom(rows) > 0:
		hints = []keymap.Binding{k.PageDown, k.Right, k.Left, back, k.Help, k.Quit}
	case p.top >= p.length()-rows:
		hints = []keymap.Binding{back, k.Next, k.Previous, k.NextLink, k.Help, k.Quit}
	}
	return h.footer(hints, p.progress(h, rows))
}

// backFrom returns the hint for the key that goes one step back, with the place that it leads to.
func (p *postScreen) backFrom(h host) keymap.Binding {
	const most = 24 // cells of the name
	name := ""
	if n := len(p.history.behind); n > 0 {
		name = p.history.behind[n-1].post.In(h.languages...).Title
	} else {
		if l, ok := h.below(p).(listing); ok {
			name = l.name(h)
		}
	}
	if name == "" || h.width < 80 {
		return h.keys.Back
	}
	return h.keys.Back.As(fmt.Sprintf(h.texts.BackTo, h.fit(name, most)))
}

// progress returns how far the reader has come.
func (p *postScreen) progress(h host, rows int) string {
	left := p.length() - rows
	switch {
	case p.page == nil, p.load.partial() && p.top > 0: // the whole length is not known yet
		return ""
	case left <= 0:
		return h.texts.All
	case p.top >= left:
		return h.texts.End
	case p.top == 0:
		return h.texts.Top
	}
	return fmt.Sprintf("%d%%", p.top*100/left)
}

// whereabouts returns the post, and the heading of the section that the reader is in; an empty one if
// there is none, or if the lines are not there yet.
func (p *postScreen) whereabouts() (at *blog.Post, heading layout.Mark) {
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			return p.post, p.page.Headings[i]
		}
	}
	return p.post, layout.Mark{}
}

// address returns the post and the heading of the current place.
func (p *postScreen) address(host) (at *blog.Post, heading string) {
	at, mark := p.whereabouts()
	return at, mark.ID
}

// reading returns the post on the window, even below overlays, or nil.
func reading(screens *stack) *postScreen {
	all := screens.all()
	for i := len(all) - 1; i >= 0; i-- {
		switch s := all[i].(type) {
		case *postScreen:
			return s
		case overlay:
		default:
			return nil
		}
	}
	return nil
}

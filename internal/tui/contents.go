package tui

import (
	"fmt"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/keymap"
)

// contentsScreen shows the headings of the open post, to jump to one. On a divided window it stays
// beside the text after a jump, in place of the list, and shows where the reader is.
type contentsScreen struct {
	menu
	post *postScreen
}

func (*contentsScreen) overlays() {}

// openContents opens the contents at the current heading.
func (p *postScreen) openContents(h host) {
	switch {
	case p.page == nil:
		return
	case len(p.page.Headings) == 0:
		h.notice = h.texts.NoHeadings
		return
	}
	c := &contentsScreen{post: p}
	c.move(max(0, p.currentHeading()), len(p.page.Headings), h.menuRows())
	h.push(c)
}

// outlineShown reports whether the contents are shown beside the text while the text has the keys.
func (p *postScreen) outlineShown(h host) bool {
	_, _, divided := h.panes()
	return divided && p.outlined && p.page != nil && len(p.page.Headings) > 0
}

// outline draws the contents beside a text that has the keys, with the current heading in the
// middle if they do not fit.
func (p *postScreen) outline(h host) []string {
	c := p.outlineMenu(h)
	lines, column := c.headings(h, h.listColumn().width, false), h.listColumn()
	for i := range lines {
		lines[i] = column.indent(lines[i])
	}
	return lines
}

// outlineMenu returns the menu of the contents beside a text that has the keys.
func (p *postScreen) outlineMenu(h host) contentsScreen {
	c := contentsScreen{post: p}
	rows := h.menuRows()
	c.top = p.currentHeading() - rows/2
	c.move(max(0, p.currentHeading()), len(p.page.Headings), rows)
	return c
}

// aim is the heading that the reader has jumped to. It is the current one until they scroll, even
// where the end of the post keeps it from the top of the screen.
type aim struct {
	heading int // from 1; 0 if none
	top     int // the first line on the screen since
}

// currentHeading returns the index of the heading of the section that the reader is in, or -1: the
// one that they have jumped to, else that of the first line on the screen with anything on it.
func (p *postScreen) currentHeading() int {
	if p.aimed() {
		return p.aim.heading - 1
	}
	next := p.headingsAbove(p.top + 1)
	if next < len(p.page.Headings) && p.blank(p.top, len(p.head)+p.page.Headings[next].Line) {
		return next
	}
	return next - 1
}

// blank reports whether the lines from one to before another are the empty ones above a heading.
func (p *postScreen) blank(from, to int) bool {
	const most = 4
	if to-from > most {
		return false
	}
	for i := from; i < to; i++ {
		if strings.TrimSpace(ansi.Strip(p.line(i))) != "" {
			return false
		}
	}
	return true
}

// headingsAbove returns how many headings are above a line.
func (p *postScreen) headingsAbove(line int) int {
	all := p.page.Headings
	return sort.Search(len(all), func(i int) bool { return len(p.head)+all[i].Line >= line })
}

// toHeadingAt scrolls to a heading.
func (p *postScreen) toHeadingAt(i, rows int) {
	p.toLine(p.page.Headings[i].Line, rows)
	p.aim = aim{i + 1, p.top}
}

// aimed reports whether the reader has jumped to a heading and not scrolled since.
func (p *postScreen) aimed() bool {
	return p.page != nil && p.aim.heading > 0 && p.aim.heading <= len(p.page.Headings) && p.aim.top == p.top
}

// stepHeading goes to the next (1) or previous (-1) heading, or says that there is none. Where the
// end of the post keeps the text in its place, it names the heading.
func (p *postScreen) stepHeading(h host, step int) {
	if p.page == nil {
		return
	}
	at := p.headingsAbove(p.top + 1)
	switch {
	case p.aimed():
		at = p.aim.heading - 1 + step
	case step < 0:
		at = p.headingsAbove(p.top) - 1
	}
	switch was := p.top; {
	case at < 0:
		h.notice = h.texts.NoHeadingUp
	case at >= len(p.page.Headings):
		h.notice = h.texts.NoHeadingBelow
	default:
		if p.toHeadingAt(at, postRows(h.display)); p.top == was {
			h.notice = h.oneRow(p.page.Headings[at].Text)
		}
	}
}

// relayout keeps the chosen heading visible.
func (c *contentsScreen) relayout(h host) tea.Cmd {
	c.move(0, c.count(), h.menuRows())
	return nil
}

// count returns how many headings there are.
func (c *contentsScreen) count() int { return len(c.post.page.Headings) }

// press handles a key while the contents have the keys. Any key that does not move the cursor
// closes them.
func (c *contentsScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if c.menu.press(h, key, c.count(), h.menuRows()) {
		return nil, true
	}
	h.pop()
	c.post.outlined = false
	if h.keys.Open.Has(key) {
		c.jump(h)
	}
	return nil, true
}

// jump goes to the chosen heading. Contents beside the text stay open.
func (c *contentsScreen) jump(h host) {
	c.move(0, c.count(), h.menuRows()) // the page may have changed
	if c.count() == 0 {
		return
	}
	c.post.toHeadingAt(c.cursor, postRows(h.display))
	_, _, c.post.outlined = h.panes()
}

// click goes to the heading of a row. Elsewhere it closes the contents.
func (c *contentsScreen) click(h host, x, y int) tea.Cmd {
	h.pop()
	c.post.outlined = false
	if i := c.at(h, x, y, c.count(), h.menuRows()); i >= 0 {
		c.cursor = i
		c.jump(h)
	}
	return nil
}

// wheel moves the cursor.
func (c *contentsScreen) wheel(h host, lines int) tea.Cmd {
	c.move(lines, c.count(), h.menuRows())
	return nil
}

// view draws the contents: if there is room, beside the text in place of the list, otherwise in
// place of the text.
func (c *contentsScreen) view(h host) []string {
	hints := []keymap.Binding{h.keys.Open.As(h.texts.GoThere), h.keys.Clear.As(h.texts.Close), h.keys.Down, h.keys.Up}
	lines := c.headings(h, h.listColumn().width, true)
	return c.post.besideText(h, lines, hints, fmt.Sprintf("%d/%d", c.cursor+1, c.count()))
}

// headings draws the title and the headings that fit. The current heading stands out, and so does
// the chosen one while the contents have the keys.
func (c *contentsScreen) headings(h host, width int, focused bool) []string {
	headings := c.post.page.Headings
	least := 6
	for _, h := range headings {
		least = min(least, h.Level)
	}
	current := c.post.currentHeading()
	return c.lines(h, h.texts.Contents, len(headings), width, h.menuRows(), focused || current >= 0,
		func(i, width int, chosen bool) string {
			style := sgr("")
			switch {
			case chosen && focused:
				style = h.styles.chosen
			case i == current:
				style = h.styles.notice
			}
			indent := min(2*(headings[i].Level-least), max(0, (width+2)/3))
			return blanks(indent) + style.on(h.fit(headings[i].Text, width-indent))
		})
}

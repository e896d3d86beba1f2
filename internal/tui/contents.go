package tui

import (
	"fmt"
	"sort"

	tea "charm.land/bubbletea/v2"

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
func (h host) openContents(p *postScreen) {
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
func (h host) outlineShown(p *postScreen) bool {
	_, _, divided := h.panes()
	return divided && p.outlined && p.page != nil && len(p.page.Headings) > 0
}

// outline draws the contents beside a text that has the keys, with the current heading in the
// middle if they do not fit.
func (h host) outline(p *postScreen) []string {
	c := h.outlineMenu(p)
	lines, column := c.headings(h, h.listColumn().width, false), h.listColumn()
	for i := range lines {
		lines[i] = column.indent(lines[i])
	}
	return lines
}

// outlineMenu returns the menu of the contents beside a text that has the keys.
func (h host) outlineMenu(p *postScreen) contentsScreen {
	c := contentsScreen{post: p}
	rows := h.menuRows()
	c.top = p.currentHeading() - rows/2
	c.move(max(0, p.currentHeading()), len(p.page.Headings), rows)
	return c
}

// currentHeading returns the index of the heading above the first line on the screen, or -1.
func (p *postScreen) currentHeading() int {
	return p.headingsAbove(p.top+1) - 1
}

// headingsAbove returns how many headings are above a line.
func (p *postScreen) headingsAbove(line int) int {
	all := p.page.Headings
	return sort.Search(len(all), func(i int) bool { return len(p.head)+all[i].Line >= line })
}

// toHeading scrolls to the next (1) or previous (-1) heading, and reports whether there is one.
func (p *postScreen) toHeading(step, rows int) bool {
	if p.page == nil {
		return false
	}
	was := p.top
	at := p.headingsAbove(was + 1) // the next one
	if step < 0 {
		at = p.headingsAbove(was) - 1
	}
	if at < 0 || at >= len(p.page.Headings) {
		return false
	}
	p.toLine(p.page.Headings[at].Line, rows)
	return p.top != was
}

// stepHeading goes to the next or previous heading, or says that there is none.
func (h host) stepHeading(p *postScreen, step int) {
	if !p.toHeading(step, h.postRows()) {
		h.notice = h.texts.NoHeadingBelow
		if step < 0 {
			h.notice = h.texts.NoHeadingUp
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
func (c *contentsScreen) press(h host, key tea.KeyPressMsg) tea.Cmd {
	if c.menu.press(h, key, c.count(), h.menuRows()) {
		return nil
	}
	h.pop()
	c.post.outlined = false
	if h.keys.Open.Has(key) {
		c.jump(h)
	}
	return nil
}

// jump goes to the chosen heading. Contents beside the text stay open.
func (c *contentsScreen) jump(h host) {
	c.move(0, c.count(), h.menuRows()) // the page may have changed
	if c.count() == 0 {
		return
	}
	c.post.toLine(c.post.page.Headings[c.cursor].Line, h.postRows())
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
	return h.besideText(c.post, lines, hints, fmt.Sprintf("%d/%d", c.cursor+1, c.count()))
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

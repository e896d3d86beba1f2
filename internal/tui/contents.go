package tui

import (
	"fmt"
	"sort"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/layout"
)

// contentsScreen is the headings of the post that is open, to jump to. On a divided window they stay beside the text once the reader has
// jumped, in the place of the list, and show where he is.
type contentsScreen struct {
	menu
	post *postScreen
}

func (*contentsScreen) overlays() {}

// openContents opens the contents at the heading that is being read.
func (m *Model) openContents(p *postScreen) {
	switch {
	case p.page == nil:
		return
	case len(p.page.Headings) == 0:
		m.notice = m.texts.NoHeadings
		return
	}
	c := &contentsScreen{post: p}
	c.move(max(0, p.currentHeading()), len(p.page.Headings), m.menuRows())
	m.push(c)
}

// outlineShown tells whether the contents stand beside the text while it has the keys.
func (m *Model) outlineShown(p *postScreen) bool {
	_, _, divided := m.panes()
	return divided && p.outlined && p.page != nil && len(p.page.Headings) > 0
}

// outline draws the contents beside a text that has the keys, with the heading that is being read in the middle if need be.
func (m *Model) outline(p *postScreen) []string {
	c := m.outlineMenu(p)
	lines, column := c.headings(m, m.listColumn().width, false), m.listColumn()
	for i := range lines {
		lines[i] = column.indent(lines[i])
	}
	return lines
}

// outlineMenu is the contents as they stand beside a text that has the keys.
func (m *Model) outlineMenu(p *postScreen) contentsScreen {
	c := contentsScreen{post: p}
	rows := m.menuRows()
	c.top = p.currentHeading() - rows/2
	c.move(max(0, p.currentHeading()), len(p.page.Headings), rows)
	return c
}

// currentHeading is the index of the heading above the first line on the screen, -1 if there is none.
func (p *postScreen) currentHeading() int {
	return p.headingsAbove(p.top+1) - 1
}

// headingsAbove is how many headings stand above a line.
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
func (m *Model) stepHeading(p *postScreen, step int) {
	if !p.toHeading(step, m.postRows()) {
		m.notice = m.texts.NoHeadingBelow
		if step < 0 {
			m.notice = m.texts.NoHeadingUp
		}
	}
}

// relayout keeps the chosen heading on the screen.
func (c *contentsScreen) relayout(m *Model) tea.Cmd {
	c.move(0, c.count(), m.menuRows())
	return nil
}

// count is how many headings there are.
func (c *contentsScreen) count() int { return len(c.post.page.Headings) }

// press handles a key while the contents have the keys: any that does not move in them closes them.
func (c *contentsScreen) press(m *Model, key tea.KeyPressMsg) tea.Cmd {
	if c.menu.press(m, key, c.count()) {
		return nil
	}
	m.pop()
	c.post.outlined = false
	if m.keys.Open.has(key) {
		c.jump(m)
	}
	return nil
}

// jump goes to the chosen heading, and leaves the contents where they are if they are beside the text.
func (c *contentsScreen) jump(m *Model) {
	c.move(0, c.count(), m.menuRows()) // the page may have become another
	if c.count() == 0 {
		return
	}
	c.post.toLine(c.post.page.Headings[c.cursor].Line, m.postRows())
	_, _, c.post.outlined = m.panes()
}

// click goes to the heading of a row; elsewhere it closes the contents.
func (c *contentsScreen) click(m *Model, x, y int) tea.Cmd {
	m.pop()
	c.post.outlined = false
	if i := c.at(m, x, y, c.count()); i >= 0 {
		c.cursor = i
		c.jump(m)
	}
	return nil
}

// wheel moves the cursor.
func (c *contentsScreen) wheel(m *Model, lines int) tea.Cmd {
	c.move(lines, c.count(), m.menuRows())
	return nil
}

// view draws the contents: beside the text, in the place of the list, where there is room, else in the place of the text.
func (c *contentsScreen) view(m *Model) []string {
	hints := []Binding{m.keys.Open.as(m.texts.GoThere), m.keys.Clear.as(m.texts.Close), m.keys.Down, m.keys.Up}
	lines := c.headings(m, m.listColumn().width, true)
	return m.besideText(c.post, lines, hints, fmt.Sprintf("%d/%d", c.cursor+1, c.count()))
}

// headings are the title and the headings that fit. The one that is being read stands out, and, if the contents have the keys, the
// chosen one.
func (c *contentsScreen) headings(m *Model, width int, focused bool) []string {
	headings := c.post.page.Headings
	least := 6
	for _, h := range headings {
		least = min(least, h.Level)
	}
	current := c.post.currentHeading()
	return c.lines(m, m.texts.Contents, len(headings), width, focused || current >= 0, func(i, width int, chosen bool) string {
		style := ink("")
		switch {
		case chosen && focused:
			style = m.styles.chosen
		case i == current:
			style = m.styles.notice
		}
		indent := min(2*(headings[i].Level-least), max(0, (width+2)/3))
		return blanks(indent) + style.on(layout.Fit(headings[i].Text, width-indent))
	})
}

package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/render"
)

// contentsScreen is the headings of the post that is open, to jump to.
type contentsScreen struct {
	post        *postScreen
	cursor, top int
}

func (*contentsScreen) overlays() {}

// openContents opens the contents at the heading that is being read.
func (m *Model) openContents(p *postScreen) {
	if p.page == nil || len(p.page.Headings) == 0 {
		m.notice = m.texts.NoHeadings
		return
	}
	c := &contentsScreen{post: p, cursor: max(0, p.currentHeading())}
	c.keepVisible(m.contentsRows())
	m.push(c)
}

// contentsRows is how many headings fit on the screen, below a title.
func (m *Model) contentsRows() int { return max(1, m.height-3) }

func (c *contentsScreen) keepVisible(rows int) {
	count := len(c.post.page.Headings)
	c.cursor = max(0, min(c.cursor, count-1))
	c.top = max(c.cursor-rows+1, min(c.top, c.cursor))
	c.top = max(0, min(c.top, count-rows))
}

// currentHeading is the index of the heading above the first line on the screen, -1 if there is none.
func (p *postScreen) currentHeading() int {
	current := -1
	for i, h := range p.page.Headings {
		if len(p.head)+h.Line > p.top {
			break
		}
		current = i
	}
	return current
}

// toHeading scrolls to the next (1) or previous (-1) heading, and reports whether there is one.
func (p *postScreen) toHeading(step, rows int) bool {
	if p.page == nil {
		return false
	}
	was := p.top
	for i := range p.page.Headings {
		h := p.page.Headings[i]
		if step < 0 {
			h = p.page.Headings[len(p.page.Headings)-1-i]
		}
		if at := len(p.head) + h.Line; step > 0 && at > was || step < 0 && at < was {
			p.top = at
			p.scroll(0, rows)
			return p.top != was
		}
	}
	return false
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
	c.keepVisible(m.contentsRows())
	return nil
}

// press handles a key while the contents are open: any that does not move in them closes them.
func (c *contentsScreen) press(m *Model, key tea.KeyPressMsg) tea.Cmd {
	rows := m.contentsRows()
	if n := m.keys.movement(key, rows, len(c.post.page.Headings)); n != 0 {
		c.cursor += n
		c.keepVisible(rows)
		return nil
	}
	m.pop()
	if m.keys.Open.has(key) {
		c.jump(m)
	}
	return nil
}

// jump goes to the chosen heading.
func (c *contentsScreen) jump(m *Model) {
	c.keepVisible(m.contentsRows()) // the page may have become another
	c.post.top = len(c.post.head) + c.post.page.Headings[c.cursor].Line
	c.post.scroll(0, m.postRows())
}

// click goes to the heading of a row.
func (c *contentsScreen) click(m *Model, x, y int) tea.Cmd {
	m.pop()
	col := m.listColumn()
	if i := c.top + y - contentsHead; y >= contentsHead && i < len(c.post.page.Headings) && x < col.left+col.width {
		c.cursor = i
		c.jump(m)
	}
	return nil
}

// wheel moves the cursor.
func (c *contentsScreen) wheel(m *Model, lines int) tea.Cmd {
	c.cursor += lines
	c.keepVisible(m.contentsRows())
	return nil
}

// contentsHead is how many rows stand above the headings.
const contentsHead = 2

// view draws the contents: beside the text, in the place of the list, where there is room, else in the place of the text.
func (c *contentsScreen) view(m *Model) []string {
	col, rows := m.listColumn(), m.height-1
	lines := c.lines(m, col.width)
	for i := range lines {
		lines[i] = col.indent(lines[i])
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	if _, text, ok := m.panes(); ok {
		lines = beside(lines, text, c.post.lines(m, text, rows))
	}
	hints := []Binding{m.keys.Open.as(m.texts.GoThere), m.keys.Clear.as(m.texts.Close), m.keys.Down, m.keys.Up}
	return append(lines, m.footer(hints, fmt.Sprintf("%d/%d", c.cursor+1, len(c.post.page.Headings))))
}

// lines are the title and the headings that fit.
func (c *contentsScreen) lines(m *Model, width int) []string {
	headings, rows := c.post.page.Headings, m.contentsRows()
	least := 6
	for _, h := range headings {
		least = min(least, h.Level)
	}
	current := c.post.currentHeading()
	lines := []string{m.styles.title.on(render.Fit(m.texts.Contents, width)), ""}
	for i := c.top; i < min(c.top+rows, len(headings)); i++ {
		bar, style := "  ", ink("")
		if i == current {
			style = m.styles.notice
		}
		if i == c.cursor {
			bar, style = m.styles.mark.on("▌")+" ", m.styles.chosen
		}
		indent := min(2*(headings[i].Level-least), max(0, width/3))
		lines = append(lines, bar+blanks(indent)+style.on(render.Fit(headings[i].Text, width-2-indent)))
	}
	return lines
}

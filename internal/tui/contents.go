package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/render"
)

// contentsScreen is the headings of the post that is open, to jump to.
type contentsScreen struct {
	cursor, top int
}

// Beside a text there is room for the contents from this width on; so wide they are then.
const (
	wideContents  = 130
	contentsWidth = 36
)

// openContents opens the contents at the heading that is being read.
func (m *Model) openContents() {
	if m.post.page == nil || len(m.post.page.Headings) == 0 {
		m.notice = "This post has no headings."
		return
	}
	m.contents = &contentsScreen{cursor: max(0, m.post.currentHeading())}
	m.contents.keepVisible(len(m.post.page.Headings), m.contentsRows())
}

// contentsRows is how many headings fit on the screen, below a title.
func (m *Model) contentsRows() int { return max(1, m.height-3) }

func (c *contentsScreen) keepVisible(count, rows int) {
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
func (m *Model) stepHeading(step int) {
	if !m.post.toHeading(step, m.postRows()) {
		m.notice = "No heading further down."
		if step < 0 {
			m.notice = "No heading further up."
		}
	}
}

// pressContents handles a key while the contents are open.
func (m *Model) pressContents(key tea.KeyPressMsg) {
	c, k, rows, count := m.contents, m.keys, m.contentsRows(), len(m.post.page.Headings)
	switch {
	case k.Up.has(key):
		c.cursor--
	case k.Down.has(key):
		c.cursor++
	case k.PageUp.has(key), k.HalfUp.has(key):
		c.cursor -= rows
	case k.PageDown.has(key), k.HalfDown.has(key):
		c.cursor += rows
	case k.Top.has(key):
		c.cursor = 0
	case k.Bottom.has(key):
		c.cursor = count
	case k.Open.has(key):
		m.post.top = len(m.post.head) + m.post.page.Headings[c.cursor].Line
		m.post.scroll(0, m.postRows())
		m.contents = nil
		return
	default:
		m.contents = nil
		return
	}
	c.keepVisible(count, rows)
}

// viewContents draws the contents: beside the text where there is room, else in its place.
func (m *Model) viewContents() []string {
	if m.width < wideContents {
		col := columnFor(m.width)
		lines := m.contentsLines(col.width)
		for i := range lines {
			lines[i] = col.indent(lines[i])
		}
		for len(lines) < m.height-1 {
			lines = append(lines, "")
		}
		return append(lines, m.footer(m.contentsHints(), m.contentsPlace()))
	}
	lines := m.viewPost()
	col := m.postColumn()
	left := min(col.left+col.width+2, m.width-contentsWidth)
	for i, line := range m.contentsLines(contentsWidth - 1) {
		text := render.Fit(lines[i], left-1)
		lines[i] = text + blanks(left-render.Width(text)) + line
	}
	lines[len(lines)-1] = m.footer(m.contentsHints(), m.contentsPlace())
	return lines
}

func (m *Model) contentsHints() []Binding {
	k := m.keys
	return []Binding{{Label: k.Open.Label, Short: "go there"}, {Label: "Esc", Short: "close"}, k.Down, k.Up}
}

func (m *Model) contentsPlace() string {
	return fmt.Sprintf("%d/%d", m.contents.cursor+1, len(m.post.page.Headings))
}

// contentsLines are the title and the headings that fit.
func (m *Model) contentsLines(width int) []string {
	c, headings, rows := m.contents, m.post.page.Headings, m.contentsRows()
	least := 6
	for _, h := range headings {
		least = min(least, h.Level)
	}
	current := m.post.currentHeading()
	lines := []string{m.styles.title.on(render.Fit("Contents", width)), ""}
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

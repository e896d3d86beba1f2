package post

import (
	"fmt"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// contentsScreen shows the headings of the open post, to jump to one. On a divided window it stays
// beside the text after a jump, in place of the list, and shows where the reader is.
type contentsScreen struct {
	screen.Menu
	post *Screen
}

func (*contentsScreen) Overlays() {}

// openContents opens the contents at the current heading.
func (p *Screen) openContents(h screen.Host) {
	switch {
	case p.page == nil:
		return
	case len(p.page.Headings) == 0:
		h.Notice = h.Texts.NoHeadings
		return
	}
	c := &contentsScreen{post: p}
	c.Move(max(0, p.currentHeading()), len(p.page.Headings), h.MenuRows())
	h.Push(c)
}

// outlineShown reports whether the contents are shown beside the text while the text has the keys.
func (p *Screen) outlineShown(h screen.Host) bool {
	_, _, divided := h.Panes()
	return divided && p.outlined && p.page != nil && len(p.page.Headings) > 0
}

// outline draws the contents beside a text that has the keys, with the current heading in the
// middle if they do not fit.
func (p *Screen) outline(h screen.Host) []string {
	c := p.outlineMenu(h)
	lines, column := c.headings(h, h.ListColumn().Width, false), h.ListColumn()
	for i := range lines {
		lines[i] = column.Indent(lines[i])
	}
	return lines
}

// outlineMenu returns the menu of the contents beside a text that has the keys.
func (p *Screen) outlineMenu(h screen.Host) contentsScreen {
	c := contentsScreen{post: p}
	rows, at := h.MenuRows(), p.currentHeading()
	c.Top = at - rows/2
	c.Move(max(0, at), len(p.page.Headings), rows)
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
func (p *Screen) currentHeading() int {
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
func (p *Screen) blank(from, to int) bool {
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
func (p *Screen) headingsAbove(line int) int {
	all := p.page.Headings
	return sort.Search(len(all), func(i int) bool { return len(p.head)+all[i].Line >= line })
}

// toHeadingAt scrolls to a heading.
func (p *Screen) toHeadingAt(i, rows int) {
	p.toLine(p.page.Headings[i].Line, rows)
	p.aim = aim{i + 1, p.top}
}

// aimed reports whether the reader has jumped to a heading and not scrolled since.
func (p *Screen) aimed() bool {
	return p.page != nil && p.aim.heading > 0 && p.aim.heading <= len(p.page.Headings) && p.aim.top == p.top
}

// stepHeading goes to the next (1) or previous (-1) heading, or says that there is none. Where the
// end of the post keeps the text in its place, it names the heading.
func (p *Screen) stepHeading(h screen.Host, step int) {
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
		h.Notice = h.Texts.NoHeadingUp
	case at >= len(p.page.Headings):
		h.Notice = h.Texts.NoHeadingBelow
	default:
		if p.toHeadingAt(at, postRows(h.Display)); p.top == was {
			h.Notice = h.OneRow(p.page.Headings[at].Text)
		}
	}
}

// Relayout keeps the chosen heading visible.
func (c *contentsScreen) Relayout(h screen.Host) tea.Cmd {
	c.Move(0, c.count(), h.MenuRows())
	return nil
}

// count returns how many headings there are.
func (c *contentsScreen) count() int { return len(c.post.page.Headings) }

// Press handles a key while the contents have the keys. Any key that does not move the cursor
// closes them.
func (c *contentsScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if c.Menu.Press(h, key, c.count(), h.MenuRows()) {
		return nil, true
	}
	h.Pop()
	c.post.outlined = false
	if h.Keys.Open.Has(key) {
		c.jump(h)
	}
	return nil, true
}

// jump goes to the chosen heading. Contents beside the text stay open.
func (c *contentsScreen) jump(h screen.Host) {
	c.Move(0, c.count(), h.MenuRows()) // the page may have changed
	if c.count() == 0 {
		return
	}
	c.post.toHeadingAt(c.Cursor, postRows(h.Display))
	_, _, c.post.outlined = h.Panes()
}

// Click goes to the heading of a row. Elsewhere it closes the contents.
func (c *contentsScreen) Click(h screen.Host, x, y int) tea.Cmd {
	h.Pop()
	c.post.outlined = false
	if i := c.At(h, x, y, c.count(), h.MenuRows()); i >= 0 {
		c.Cursor = i
		c.jump(h)
	}
	return nil
}

// Wheel moves the cursor.
func (c *contentsScreen) Wheel(h screen.Host, lines int) tea.Cmd {
	c.Move(lines, c.count(), h.MenuRows())
	return nil
}

// View draws the contents: if there is room, beside the text in place of the list, otherwise in
// place of the text.
func (c *contentsScreen) View(h screen.Host) []string {
	hints := []keymap.Binding{h.Keys.Open.As(h.Texts.GoThere), h.Keys.Clear.As(h.Texts.Close), h.Keys.Down, h.Keys.Up}
	lines := c.headings(h, h.ListColumn().Width, true)
	return c.post.besideText(h, lines, hints, fmt.Sprintf("%d/%d", c.Cursor+1, c.count()))
}

// headings draws the title and the headings that fit. The current heading stands out, and so does
// the chosen one while the contents have the keys.
func (c *contentsScreen) headings(h screen.Host, width int, focused bool) []string {
	headings := c.post.page.Headings
	least := 6
	for _, h := range headings {
		least = min(least, h.Level)
	}
	current := c.post.currentHeading()
	return c.Lines(h, h.Texts.Contents, len(headings), width, h.MenuRows(), focused || current >= 0,
		func(i, width int, chosen bool) string {
			style := screen.SGR("")
			switch {
			case chosen && focused:
				style = h.Styles.Chosen
			case i == current:
				style = h.Styles.Notice
			}
			indent := min(2*(headings[i].Level-least), max(0, (width+2)/3))
			return screen.Blanks(indent) + style.On(h.Fit(headings[i].Text, width-indent))
		})
}

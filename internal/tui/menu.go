package tui

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// choice is the chosen row of a list that is longer than the screen.
type choice struct{ cursor, top int }

// move moves the cursor by n of count rows and scrolls so far that it stays on a screen of some
// rows.
func (c *choice) move(n, count, rows int) {
	rows = max(rows, 1)
	c.cursor = max(0, min(c.cursor+n, count-1))
	c.top = max(c.cursor-rows+1, min(c.top, c.cursor))
	c.top = max(0, min(c.top, count-rows))
}

// place puts the cursor on a row that was another one, and lets it stay where it is on the screen.
func (c *choice) place(cursor int) {
	c.top += cursor - c.cursor
	c.cursor = cursor
}

// menu is a titled list of rows, one of which is chosen, that stands in the place of the list or of
// a text.
type menu struct{ choice }

// menuHead is how many rows stand above those of a menu: its title, and a blank one.
const menuHead = 2

// menuRows is how many rows of a menu fit on the window.
func (d *display) menuRows() int { return max(1, d.height-menuHead-1) }

// press handles the keys that move the cursor, and reports whether the key was one.
func (u *menu) press(h host, key tea.KeyPressMsg, count int) bool {
	n := h.keys.Movement(key, h.menuRows(), count)
	if n != 0 {
		u.move(n, count, h.menuRows())
	}
	return n != 0
}

// at returns the row on a cell of the window, -1 if none.
func (u *menu) at(h host, x, y, count int) int {
	c := h.listColumn()
	i := u.top + y - menuHead
	if y < menuHead || y >= menuHead+h.menuRows() || i >= count || x < c.left || x >= c.left+c.width {
		return -1
	}
	return i
}

// lines draws the title and the rows that can be seen, each of at most width cells; row draws one
// of them. A bar marks the chosen one.
func (u *menu) lines(h host, title string, count, width int, barred bool,
	row func(i, width int, chosen bool) string,
) []string {
	lines := []string{h.styles.title.on(layout.Fit(title, width)), ""}
	for i := u.top; i < min(u.top+h.menuRows(), count); i++ {
		bar := "  "
		if barred && i == u.cursor {
			bar = h.styles.mark.on("▌") + " "
		}
		lines = append(lines, bar+row(i, width-2, i == u.cursor))
	}
	return lines
}

// besideText fills the window with lines in the place of the list, and the text of a post beside
// them where there is room; below stands the footer.
func (h host) besideText(p *postScreen, lines []string, hints []keymap.Binding, place string) []string {
	c, rows := h.listColumn(), h.height-1
	for i := range lines {
		lines[i] = c.indent(lines[i])
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	if _, text, ok := h.panes(); ok {
		lines = beside(lines[:rows], text, p.lines(h, text, rows))
	}
	return append(lines[:rows], h.footer(hints, place))
}

// clip is the beginning of a text of others, clean, and more than fits any row: what is drawn often
// must not be long.
func clip(s string) string {
	const most = 600 // bytes
	if len(s) > most {
		n := most
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n]
	}
	return plaintext.Clean(s)
}

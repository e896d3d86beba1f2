package tui

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// choice is the cursor and the scroll position in a list that may be longer than the screen.
type choice struct{ cursor, top int }

// move moves the cursor by n of count rows, and scrolls to keep it visible on a screen of some
// rows.
func (c *choice) move(n, count, rows int) {
	rows = max(rows, 1)
	c.cursor = max(0, min(c.cursor+n, count-1))
	c.top = max(c.cursor-rows+1, min(c.top, c.cursor))
	c.top = max(0, min(c.top, count-rows))
}

// place moves the cursor to another row, and scrolls so that it stays in its place on the screen.
func (c *choice) place(cursor int) {
	c.top += cursor - c.cursor
	c.cursor = cursor
}

// menu is a titled list of rows with a cursor, in place of the list or of a text.
type menu struct{ choice }

// menuHead is how many rows are above those of a menu: its title and a blank row.
const menuHead = 2

// menuRows returns how many rows of a menu fit on the window.
func (d *display) menuRows() int { return max(1, d.height-menuHead-1) }

// press handles the keys that move the cursor, and reports whether the key was one of them.
func (u *menu) press(h host, key tea.KeyPressMsg, count, rows int) bool {
	n, ok := h.keys.Movement(key, rows, count)
	if ok {
		u.move(n, count, rows)
	}
	return ok
}

// at returns the row at a cell of the window, or -1.
func (u *menu) at(h host, x, y, count, rows int) int {
	c := h.listColumn()
	i := u.top + y - menuHead
	if y < menuHead || y >= menuHead+rows || i >= count || x < c.left || x >= c.left+c.width {
		return -1
	}
	return i
}

// lines draws the title and the visible rows, each at most width cells wide. It calls row to draw
// one of them, and marks the chosen one with a bar.
func (u *menu) lines(h host, title string, count, width, rows int, barred bool,
	row func(i, width int, chosen bool) string,
) []string {
	lines := []string{h.styles.title.on(h.fit(title, width)), ""}
	for i := u.top; i < min(u.top+rows, count); i++ {
		bar := "  "
		if barred && i == u.cursor {
			bar = h.styles.mark.on("▌") + " "
		}
		lines = append(lines, bar+row(i, width-2, i == u.cursor))
	}
	return lines
}

// clip returns the beginning of somebody else's text, cleaned, and longer than any row. What is
// drawn often must be short.
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

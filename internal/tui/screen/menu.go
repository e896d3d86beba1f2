package screen

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Choice is the cursor and the scroll position in a list that may be longer than the screen.
type Choice struct{ Cursor, Top int }

// Move moves the cursor by n of count rows, and scrolls to keep it visible on a screen of some
// rows.
func (c *Choice) Move(n, count, rows int) {
	rows = max(rows, 1)
	c.Cursor = max(0, min(c.Cursor+n, count-1))
	c.Top = max(c.Cursor-rows+1, min(c.Top, c.Cursor))
	c.Top = max(0, min(c.Top, count-rows))
}

// Place moves the cursor to another row, and scrolls so that it stays in its place on the screen.
func (c *Choice) Place(cursor int) {
	c.Top += cursor - c.Cursor
	c.Cursor = cursor
}

// Menu is a titled list of rows with a cursor, in place of the list or of a text.
type Menu struct{ Choice }

// MenuHead is how many rows are above those of a menu: its title and a blank row.
const MenuHead = 2

// MenuRows returns how many rows of a menu fit on the window.
func (d *Display) MenuRows() int { return max(1, d.Height-MenuHead-1) }

// Press handles the keys that move the cursor, and reports whether the key was one of them.
func (u *Menu) Press(h Host, key tea.KeyPressMsg, count, rows int) bool {
	n, ok := h.Keys.Movement(key, rows, count)
	if ok {
		u.Move(n, count, rows)
	}
	return ok
}

// At returns the row at a cell of the window, or -1.
func (u *Menu) At(h Host, x, y, count, rows int) int {
	c := h.ListColumn()
	i := u.Top + y - MenuHead
	if y < MenuHead || y >= MenuHead+rows || i >= count || x < c.Left || x >= c.Left+c.Width {
		return -1
	}
	return i
}

// Lines draws the title and the visible rows, each at most width cells wide. It calls row to draw
// one of them, and marks the chosen one with a bar.
func (u *Menu) Lines(h Host, title string, count, width, rows int, barred bool,
	row func(i, width int, chosen bool) string,
) []string {
	lines := []string{h.Styles.Title.On(h.Fit(title, width)), ""}
	for i := u.Top; i < min(u.Top+rows, count); i++ {
		bar := "  "
		if barred && i == u.Cursor {
			bar = h.Styles.Mark.On("▌") + " "
		}
		lines = append(lines, bar+row(i, width-2, i == u.Cursor))
	}
	return lines
}

// Clip returns the beginning of somebody else's text, cleaned, and longer than any row. What is
// drawn often must be short.
func Clip(s string) string {
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

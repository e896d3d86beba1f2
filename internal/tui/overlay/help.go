// Package overlay has the screens that lie over any other: the help, the themes, and the plate,
// which shows what was copied. They know neither lists nor posts. What lies over a post, such as
// its contents, is in package post.
package overlay

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// helpScreen shows all keys, grouped.
type helpScreen struct {
	lines []string
	keys  []shownKey
	top   int
}

func (*helpScreen) Overlays() {}

// shownKey is where a key is in the lines of the help. A click on it presses the key.
type shownKey struct {
	y, from, to int // cells
	name        string
}

// NewHelp returns the help.
func NewHelp(h screen.Host) screen.Screen {
	s := new(helpScreen)
	s.Relayout(h)
	return s
}

// Relayout draws the help for the current size and look.
func (s *helpScreen) Relayout(h screen.Host) tea.Cmd {
	s.lines, s.keys = helpLines(h.Display, screen.ColumnFor(h.Width))
	s.scroll(0, h.Height-1)
	return nil
}

// scroll moves by n lines.
func (s *helpScreen) scroll(n, rows int) {
	s.top = max(0, min(s.top+n, len(s.lines)-rows))
}

// Press handles a key. The keys of movement scroll, any other closes the help.
func (s *helpScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	rows := h.Height - 1
	if n, ok := h.Keys.Movement(key, rows, len(s.lines)); ok {
		s.scroll(n, rows)
	} else {
		h.Pop()
	}
	return nil, true
}

// Click closes the help, and presses the key that was clicked on, if any.
func (s *helpScreen) Click(h screen.Host, x, y int) tea.Cmd {
	h.Pop()
	for _, k := range s.keys {
		if k.y == y+s.top && x >= k.from && x < k.to {
			return h.PressKey(k.name)
		}
	}
	return nil
}

// Wheel scrolls.
func (s *helpScreen) Wheel(h screen.Host, lines int) tea.Cmd {
	s.scroll(lines, h.Height-1)
	return nil
}

// helpLines lays out the groups of keys, in two columns if there is room, and returns the position
// of each key.
func helpLines(d *screen.Display, c screen.Column) (lines []string, keys []shownKey) {
	const wide = 76
	sides, width := 1, c.Width
	if c.Width >= wide {
		sides, width = 2, c.Width/2-1
	}
	columns := make([][]string, sides)
	for i, group := range d.Keys.Groups() {
		side := i % sides
		set, at := helpGroup(d, group, width)
		for _, k := range at {
			k.y += 2 + len(columns[side])
			k.from = c.Left + side*(width+2)
			k.to = k.from + width
			keys = append(keys, k)
		}
		columns[side] = append(columns[side], set...)
	}
	lines = []string{d.Styles.Title.On(d.Texts.Keys), ""}
	lines = append(lines, columns[0]...)
	for i := 0; sides == 2 && i < len(columns[1]); i++ {
		if 2+i == len(lines) {
			lines = append(lines, "")
		}
		if right := columns[1][i]; right != "" {
			lines[2+i] += screen.Blanks(width+2-d.Cells(lines[2+i])) + right
		}
	}
	return lines, keys
}

// helpGroup lays out one group of keys, and returns the line of each key.
func helpGroup(d *screen.Display, group keymap.Group, width int) (lines []string, keys []shownKey) {
	const most = 100 // lines of one phrase: all of them
	labels, margin := 10, 2
	if width < screen.Narrow {
		labels, margin = 6, 0 // only the first key fits
	}
	lines = []string{d.Styles.Muted.On(d.Fit(group.Name, width))}
	for _, b := range group.Bindings {
		label := b.Label
		if width < screen.Narrow {
			label, _, _ = strings.Cut(label, " ")
			label = d.Fit(label, labels)
		}
		for i, phrase := range d.Wrap(b.Long, width-margin-labels-1, most) {
			if i > 0 {
				label = ""
			}
			keys = append(keys, shownKey{y: len(lines), name: b.Keys[0]})
			lines = append(lines, screen.Blanks(margin)+d.Styles.Key.On(label)+screen.Blanks(labels-d.Cells(label)+1)+phrase)
		}
	}
	return append(lines, ""), keys
}

// View draws the help.
func (s *helpScreen) View(h screen.Host) []string {
	c, rows := screen.ColumnFor(h.Width), h.Height-1
	lines := make([]string, rows, rows+1)
	for i := range rows {
		if s.top+i < len(s.lines) {
			lines[i] = c.Indent(s.lines[s.top+i])
		}
	}
	place := ""
	if len(s.lines) > rows {
		place = h.Texts.MoreBelow
		if s.top+rows >= len(s.lines) {
			place = h.Texts.End
		}
	}
	return append(lines, h.Footer([]keymap.Binding{h.Keys.Help.As(h.Texts.Close)}, place))
}

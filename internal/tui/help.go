package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
)

// helpScreen shows all keys, grouped.
type helpScreen struct {
	lines []string
	keys  []shownKey
	top   int
}

func (*helpScreen) overlays() {}

// shownKey is where a key is in the lines of the help. A click on it presses the key.
type shownKey struct {
	y, from, to int // cells
	name        string
}

// newHelp returns the help.
func newHelp(h host) screen {
	s := new(helpScreen)
	s.relayout(h)
	return s
}

// relayout draws the help for the current size and look.
func (s *helpScreen) relayout(h host) tea.Cmd {
	s.lines, s.keys = helpLines(h.display, columnFor(h.width))
	s.scroll(0, h.height-1)
	return nil
}

// scroll moves by n lines.
func (s *helpScreen) scroll(n, rows int) {
	s.top = max(0, min(s.top+n, len(s.lines)-rows))
}

// press handles a key. The keys of movement scroll, any other closes the help.
func (s *helpScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	rows := h.height - 1
	if n, ok := h.keys.Movement(key, rows, len(s.lines)); ok {
		s.scroll(n, rows)
	} else {
		h.pop()
	}
	return nil, true
}

// click closes the help, and presses the key that was clicked on, if any.
func (s *helpScreen) click(h host, x, y int) tea.Cmd {
	h.pop()
	for _, k := range s.keys {
		if k.y == y+s.top && x >= k.from && x < k.to {
			return h.pressKey(k.name)
		}
	}
	return nil
}

// wheel scrolls.
func (s *helpScreen) wheel(h host, lines int) tea.Cmd {
	s.scroll(lines, h.height-1)
	return nil
}

// helpLines lays out the groups of keys, in two columns if there is room, and returns the position
// of each key.
func helpLines(d *display, c column) (lines []string, keys []shownKey) {
	const wide = 76
	sides, width := 1, c.width
	if c.width >= wide {
		sides, width = 2, c.width/2-1
	}
	columns := make([][]string, sides)
	for i, group := range d.keys.Groups() {
		side := i % sides
		set, at := helpGroup(d, group, width)
		for _, k := range at {
			k.y += 2 + len(columns[side])
			k.from = c.left + side*(width+2)
			k.to = k.from + width
			keys = append(keys, k)
		}
		columns[side] = append(columns[side], set...)
	}
	lines = []string{d.styles.title.on(d.texts.Keys), ""}
	lines = append(lines, columns[0]...)
	for i := 0; sides == 2 && i < len(columns[1]); i++ {
		if 2+i == len(lines) {
			lines = append(lines, "")
		}
		if right := columns[1][i]; right != "" {
			lines[2+i] += blanks(width+2-d.cells(lines[2+i])) + right
		}
	}
	return lines, keys
}

// helpGroup lays out one group of keys, and returns the line of each key.
func helpGroup(d *display, group keymap.Group, width int) (lines []string, keys []shownKey) {
	const most = 100 // lines of one phrase: all of them
	labels, margin := 10, 2
	if width < narrow {
		labels, margin = 6, 0 // only the first key fits
	}
	lines = []string{d.styles.muted.on(d.fit(group.Name, width))}
	for _, b := range group.Bindings {
		label := b.Label
		if width < narrow {
			label, _, _ = strings.Cut(label, " ")
			label = d.fit(label, labels)
		}
		for i, phrase := range d.wrap(b.Long, width-margin-labels-1, most) {
			if i > 0 {
				label = ""
			}
			keys = append(keys, shownKey{y: len(lines), name: b.Keys[0]})
			lines = append(lines, blanks(margin)+d.styles.key.on(label)+blanks(labels-d.cells(label)+1)+phrase)
		}
	}
	return append(lines, ""), keys
}

// view draws the help.
func (s *helpScreen) view(h host) []string {
	c, rows := columnFor(h.width), h.height-1
	lines := make([]string, rows, rows+1)
	for i := range rows {
		if s.top+i < len(s.lines) {
			lines[i] = c.indent(s.lines[s.top+i])
		}
	}
	place := ""
	if len(s.lines) > rows {
		place = h.texts.MoreBelow
		if s.top+rows >= len(s.lines) {
			place = h.texts.End
		}
	}
	return append(lines, h.footer([]keymap.Binding{h.keys.Help.As(h.texts.Close)}, place))
}

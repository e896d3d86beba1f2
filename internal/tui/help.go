package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/layout"
)

// helpScreen shows all keys, grouped.
type helpScreen struct {
	lines []string
	keys  []spotted // in the lines
	top   int
}

func (*helpScreen) overlays() {}

// newHelp opens the help.
func newHelp(m *Model) *helpScreen {
	h := new(helpScreen)
	h.relayout(m)
	return h
}

// relayout draws the help anew for the present size and look.
func (h *helpScreen) relayout(m *Model) tea.Cmd {
	h.lines, h.keys = m.helpLines(columnFor(m.width))
	h.scroll(0, m.height-1)
	return nil
}

// scroll moves by n lines.
func (h *helpScreen) scroll(n, rows int) {
	h.top = max(0, min(h.top+n, len(h.lines)-rows))
}

// press handles a key: the keys of movement scroll, any other closes the help.
func (h *helpScreen) press(m *Model, key tea.KeyPressMsg) tea.Cmd {
	rows := m.height - 1
	if n := m.keys.movement(key, rows, len(h.lines)); n != 0 {
		h.scroll(n, rows)
	} else {
		m.pop()
	}
	return nil
}

// click closes the help and presses the key that was clicked on, if it was one.
func (h *helpScreen) click(m *Model, x, y int) tea.Cmd {
	m.pop()
	for _, k := range h.keys {
		if k.y == y+h.top && x >= k.from && x < k.to {
			return m.press(keyNamed(k.key))
		}
	}
	return nil
}

// wheel scrolls.
func (h *helpScreen) wheel(m *Model, lines int) tea.Cmd {
	h.scroll(lines, m.height-1)
	return nil
}

// helpLines sets the groups of keys, in two columns where there is room, and says where each key stands.
func (m *Model) helpLines(c column) (lines []string, keys []spotted) {
	const wide = 76
	sides, width := 1, c.width
	if c.width >= wide {
		sides, width = 2, c.width/2-1
	}
	columns := make([][]string, sides)
	for i, group := range m.keys.Groups() {
		side := i % sides
		set, at := m.helpGroup(group, width)
		for _, k := range at {
			k.y += 2 + len(columns[side])
			k.from = c.left + side*(width+2)
			k.to = k.from + width
			keys = append(keys, k)
		}
		columns[side] = append(columns[side], set...)
	}
	lines = []string{m.styles.title.on(m.texts.Keys), ""}
	lines = append(lines, columns[0]...)
	for i := 0; sides == 2 && i < len(columns[1]); i++ {
		if 2+i == len(lines) {
			lines = append(lines, "")
		}
		if right := columns[1][i]; right != "" {
			lines[2+i] += blanks(width+2-layout.Width(lines[2+i])) + right
		}
	}
	return lines, keys
}

// helpGroup sets one group of keys, and says on which of the lines each key stands.
func (m *Model) helpGroup(group Group, width int) (lines []string, keys []spotted) {
	const most = 100 // lines of one phrase: all of them
	labels, margin := 10, 2
	if width < narrow {
		labels, margin = 6, 0 // the first key will do
	}
	lines = []string{m.styles.muted.on(layout.Fit(group.Name, width))}
	for _, b := range group.Bindings {
		label := b.Label
		if width < narrow {
			label, _, _ = strings.Cut(label, " ")
			label = layout.Fit(label, labels)
		}
		for i, phrase := range layout.Wrap(b.Long, width-margin-labels-1, most) {
			if i > 0 {
				label = ""
			}
			keys = append(keys, spotted{y: len(lines), key: b.Keys[0]})
			lines = append(lines, blanks(margin)+m.styles.key.on(label)+blanks(labels-layout.Width(label)+1)+phrase)
		}
	}
	return append(lines, ""), keys
}

// view draws the help.
func (h *helpScreen) view(m *Model) []string {
	c, rows := columnFor(m.width), m.height-1
	lines := make([]string, rows, rows+1)
	for i := range rows {
		if h.top+i < len(h.lines) {
			lines[i] = c.indent(h.lines[h.top+i])
		}
	}
	place := ""
	if len(h.lines) > rows {
		place = m.texts.MoreBelow
		if h.top+rows >= len(h.lines) {
			place = m.texts.End
		}
	}
	return append(lines, m.footer([]Binding{m.keys.Help.as(m.texts.Close)}, place))
}

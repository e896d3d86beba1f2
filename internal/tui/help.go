package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/render"
)

// helpScreen shows all keys, grouped.
type helpScreen struct {
	lines []string
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
	h.lines = m.helpLines(columnFor(m.width).width)
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

// click closes the help.
func (h *helpScreen) click(m *Model, _, _ int) tea.Cmd {
	m.pop()
	return nil
}

// wheel scrolls.
func (h *helpScreen) wheel(m *Model, lines int) tea.Cmd {
	h.scroll(lines, m.height-1)
	return nil
}

// helpLines sets the groups of keys, in two columns where there is room.
func (m *Model) helpLines(width int) []string {
	const wide = 76
	var columns [2][]string
	columnWidth := width
	if width >= wide {
		columnWidth = width/2 - 1
	}
	for i, group := range m.keys.Groups() {
		side := 0
		if width >= wide {
			side = i % 2
		}
		columns[side] = append(columns[side], m.helpGroup(group, columnWidth)...)
	}
	lines := []string{m.styles.title.on(m.texts.Keys), ""}
	for i := range max(len(columns[0]), len(columns[1])) {
		left, right := "", ""
		if i < len(columns[0]) {
			left = columns[0][i]
		}
		if i < len(columns[1]) {
			right = columns[1][i]
			if right != "" {
				left += blanks(columnWidth + 2 - render.Width(left))
			}
		}
		lines = append(lines, left+right)
	}
	return lines
}

// helpGroup sets one group of keys.
func (m *Model) helpGroup(group Group, width int) []string {
	const most = 100 // lines of one phrase: all of them
	labels, margin := 10, 2
	if width < narrow {
		labels, margin = 6, 0 // the first key will do
	}
	lines := []string{m.styles.muted.on(render.Fit(group.Name, width))}
	for _, b := range group.Bindings {
		label := b.Label
		if width < narrow {
			label, _, _ = strings.Cut(label, " ")
			label = render.Fit(label, labels)
		}
		for i, phrase := range render.Wrap(b.Long, width-margin-labels-1, most) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, blanks(margin)+m.styles.key.on(label)+blanks(labels-render.Width(label)+1)+phrase)
		}
	}
	return append(lines, "")
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

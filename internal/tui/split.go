package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// On a wide window the list and a post stand side by side: the chosen post while the visitor is in
// the list, and the list while a post that was opened from it is read.

// Widths of a window that is divided, in cells.
const (
	wideWindow = 120
	minPanel   = 36
	maxPanel   = 52
	panesGap   = 4
)

// panes is where the list and the text beside it stand; ok if the window is divided.
func (d *display) panes() (list, text column, ok bool) {
	if d.width < wideWindow || d.focusMode {
		return column{}, column{}, false
	}
	list.width = max(minPanel, min(d.width*3/10, maxPanel))
	room := d.width - 2*margin(d.width) - list.width - panesGap
	text.width = min(textWidths[d.measure], room)
	list.left = (d.width - list.width - panesGap - text.width) / 2
	text.left = list.left + list.width + panesGap
	return list, text, true
}

// textColumn is where the text of a post stands.
func (d *display) textColumn() column {
	if _, text, ok := d.panes(); ok {
		return text
	}
	return columnOf(d.width, textWidths[d.measure])
}

// listColumn is where the list stands.
func (d *display) listColumn() column {
	if list, _, ok := d.panes(); ok {
		return list
	}
	return columnFor(d.width)
}

// footColumn is where the footer stands: below all there is.
func (d *display) footColumn() column {
	if list, text, ok := d.panes(); ok {
		return column{left: list.left, width: text.left + text.width - list.left}
	}
	return columnFor(d.width)
}

// beside sets lines for two columns side by side. The left ones are indented already.
func beside(left []string, text column, right []string) []string {
	lines := make([]string, max(len(left), len(right)))
	copy(lines, left)
	for i, line := range right {
		if line != "" {
			lines[i] += blanks(text.left-layout.Width(lines[i])) + line
		}
	}
	return lines
}

// previewAfter is how long the cursor rests on a post before the post is shown beside the list: a
// reader who runs through the list sees nothing flicker, and costs nothing.
const previewAfter = 100 * time.Millisecond

// previewMsg says that the cursor has rested on a post.
type previewMsg struct{ post *blog.Post }

// schedulePreview sees to it that the chosen post is shown beside the list.
func (m *Model) schedulePreview() tea.Cmd {
	if _, _, divided := m.panes(); !divided || m.upper() != screen(&m.list) {
		return nil
	}
	p := m.list.current()
	switch {
	case m.preview != nil && m.preview.post == p:
		return nil
	case p == nil:
		m.preview = nil
		return nil
	case m.preview == nil:
		return m.showPreview(p)
	case m.previewDue:
		return nil
	}
	m.previewDue = true
	return tea.Tick(previewAfter, func(time.Time) tea.Msg { return previewMsg{p} })
}

// previewRested shows the post on which the cursor has come to rest, or waits on.
func (m *Model) previewRested(msg previewMsg) tea.Cmd {
	m.previewDue = false
	if p := m.list.current(); p != nil && p == msg.post && m.upper() == screen(&m.list) {
		return m.showPreview(p)
	}
	return nil // schedulePreview waits for the next one
}

// showPreview asks for the lines of the post beside the list. The one before it stays until they
// are there.
func (m *Model) showPreview(p *blog.Post) tea.Cmd {
	next := &postScreen{post: p}
	if m.preview == nil {
		m.preview = next
	}
	if m.previewPending != nil {
		m.previewPending.load.cancel()
	}
	m.previewPending = next
	return m.layPost(next)
}

// previewLines are the first lines of the post beside the list.
func (m *Model) previewLines(rows int) []string {
	if m.preview == nil {
		return nil
	}
	_, text, _ := m.panes()
	return m.preview.lines(m.host(), text, rows)
}

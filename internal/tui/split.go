package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// On a wide window the list and a post are side by side: in the list, the chosen post; in a post
// that was opened from the list, the list.

// Widths of a divided window, in cells.
const (
	wideWindow = 120 // 45 for the list, 72 for the text, and what is between them
	minPanel   = 45
	maxPanel   = 72
	panesGap   = 3 // a blank, the seam, a blank
	seamAt     = 2 // cells from the seam to the text
)

// panes returns the columns of the list and of the text beside it. ok reports whether the window is
// divided.
func (d *display) panes() (list, text column, ok bool) {
	if d.width < wideWindow || d.focusMode {
		return column{}, column{}, false
	}
	list.width = max(minPanel, min((d.width-panesGap)*minPanel/(wideWindow-panesGap), maxPanel))
	room := d.width - list.width - panesGap
	text.width = min(textWidths[d.measure], room)
	list.left = (d.width - list.width - panesGap - text.width) / 2
	text.left = list.left + list.width + panesGap
	return list, text, true
}

// textColumn returns the column of a post's text.
func (d *display) textColumn() column {
	if _, text, ok := d.panes(); ok {
		return text
	}
	return columnOf(d.width, textWidths[d.measure])
}

// listColumn returns the column of the list.
func (d *display) listColumn() column {
	if list, _, ok := d.panes(); ok {
		return list
	}
	return columnFor(d.width)
}

// footColumn returns the column of the footer, which is below everything.
func (d *display) footColumn() column {
	if list, text, ok := d.panes(); ok {
		return column{left: list.left, width: text.left + text.width - list.left}
	}
	return columnFor(d.width)
}

// beside joins the lines of two columns, with a seam between them that is thicker and has a colour
// while the right one has the keys. The lines on the left are indented already.
func (d *display) beside(left []string, text column, right []string, reading bool) []string {
	seam := d.styles.muted.on("│")
	if reading {
		seam = d.styles.mark.on("┃")
	}
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		line, beyond, more := "", "", ""
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) && right[i] != "" {
			beyond, more = blanks(seamAt-1), right[i]
		}
		lines[i] = line + blanks(text.left-seamAt-d.cells(line)) + seam + beyond + more // one string a line
	}
	return lines
}

// dimmed returns the lines of the pane that does not have the keys.
func (d *display) dimmed(lines []string) []string {
	for i, line := range lines {
		if text := strings.TrimLeft(ansi.Strip(line), " "); text != "" {
			lines[i] = blanks(d.cells(line)-d.cells(text)) + d.styles.muted.on(text)
		}
	}
	return lines
}

// previewAfter is how long the cursor rests on a post before the post is shown beside the list. So
// nothing flickers while a reader runs through the list, and nothing is laid out in vain.
const previewAfter = 100 * time.Millisecond

// previewMsg says that the cursor has rested on a post.
type previewMsg struct{ post *blog.Post }

// schedulePreview arranges that the chosen post is shown beside the list.
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

// previewRested shows the post on which the cursor rests, or waits again if the cursor has moved.
func (m *Model) previewRested(msg previewMsg) tea.Cmd {
	m.previewDue = false
	if p := m.list.current(); p != nil && p == msg.post && m.upper() == screen(&m.list) {
		return m.showPreview(p)
	}
	return nil // schedulePreview will wait for the next post
}

// showPreview requests the lines of the post beside the list. The previous post stays until they
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

// dimPreview is the post beside the list as it was last drawn. It stays the same for many keys.
type dimPreview struct {
	of    previewKey
	lines []string
}

// previewKey is what it depends on.
type previewKey struct {
	post        *postScreen
	page        *layout.Page
	end         int // lines of the end matter, which may come later
	styles      *styles
	width, rows int
}

// previewLines returns the first lines of the post beside the list, dimmed: the list has the keys.
func (m *Model) previewLines(rows int) []string {
	if m.preview == nil {
		return nil
	}
	_, text, _ := m.panes()
	p := m.preview
	if key := (previewKey{p, p.page, len(p.end.lines), m.styles, text.width, rows}); m.previewDim.of != key {
		m.previewDim = dimPreview{key, m.dimmed(p.lines(m.host(), text, rows))}
	}
	return m.previewDim.lines
}

package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// plateScreen shows what was sent to the reader's clipboard, alone and at the left edge. Many
// terminals drop what is sent, or ask first; from here it can be selected by mouse or eye and pasted
// as it is.
type plateScreen struct {
	text string // cleaned
	sent bool   // it was sent to the clipboard; otherwise there is none
	top  int
}

func (*plateScreen) overlays() {}

// newPlate returns the plate of a text.
func newPlate(text string, sent bool) screen {
	lines := strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n")
	for i, line := range lines {
		lines[i] = plaintext.Clean(line)
	}
	return &plateScreen{text: strings.Join(lines, "\n"), sent: sent}
}

// lines breaks the text where the window ends, and nowhere else.
func (s *plateScreen) lines(h host) []string {
	var lines []string
	for line := range strings.SplitSeq(s.text, "\n") {
		for h.cells(line) > h.width {
			n, _ := h.method.Prefix(line, h.width)
			if n == 0 {
				break
			}
			lines, line = append(lines, line[:n]), line[n:]
		}
		lines = append(lines, line)
	}
	return lines
}

// says returns what stands above the text: whether it was sent, and how to go back.
func (s *plateScreen) says(h host) []string {
	const most = 3
	says := h.texts.SelectIt
	if s.sent {
		says = h.texts.Sent
	}
	return h.wrap(says+"; "+h.texts.AnyKey, h.width, most)
}

// rows returns how many lines fit between the two rules.
func (s *plateScreen) rows(h host) int { return max(1, h.height-3-len(s.says(h))) }

// relayout keeps the place.
func (s *plateScreen) relayout(h host) tea.Cmd {
	s.scroll(h, 0)
	return nil
}

func (s *plateScreen) scroll(h host, n int) {
	s.top = max(0, min(s.top+n, len(s.lines(h))-s.rows(h)))
}

// press handles a key. The keys of movement scroll what does not fit, any other goes back.
func (s *plateScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	count := len(s.lines(h))
	if n, ok := h.keys.Movement(key, s.rows(h), count); ok && count > s.rows(h) {
		s.scroll(h, n)
		return nil, true
	}
	h.pop()
	return nil, true
}

// click does nothing: the reader may be selecting.
func (s *plateScreen) click(host, int, int) tea.Cmd { return nil }

// wheel scrolls.
func (s *plateScreen) wheel(h host, lines int) tea.Cmd {
	s.scroll(h, lines)
	return nil
}

// view draws the text between two rules.
func (s *plateScreen) view(h host) []string {
	rule := h.styles.muted.on(strings.Repeat("─", h.width))
	var lines []string
	for _, line := range s.says(h) {
		lines = append(lines, h.styles.muted.on(line))
	}
	lines = append(lines, rule)
	all := s.lines(h)
	for i := s.top; i < min(s.top+s.rows(h), len(all)); i++ {
		lines = append(lines, all[i])
	}
	lines = append(lines, rule)
	for len(lines) < h.height-1 {
		lines = append(lines, "")
	}
	place := ""
	if len(all) > s.rows(h) {
		place = fmt.Sprintf(h.texts.Of, min(s.top+s.rows(h), len(all)), len(all))
	}
	return append(lines, h.footer([]keymap.Binding{h.keys.Clear.As(h.texts.Close)}, place))
}

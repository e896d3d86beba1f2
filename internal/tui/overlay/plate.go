package overlay

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// plateScreen shows what was sent to the reader's clipboard, alone and at the left edge. Many
// terminals drop what is sent, or ask first; from here it can be selected by mouse or eye and
// pasted as it is.
type plateScreen struct {
	text string // cleaned
	sent bool   // it was sent to the clipboard; otherwise there is none
	top  int

	lines  []string // of the text, on a window that is so wide and counts cells so
	width  int
	method textwidth.Method
}

func (*plateScreen) Overlays() {}

// NewPlate returns the plate of a text.
func NewPlate(text string, sent bool) screen.Screen {
	lines := strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n")
	for i, line := range lines {
		lines[i] = plaintext.Clean(line)
	}
	return &plateScreen{text: strings.Join(lines, "\n"), sent: sent}
}

// broken returns the text, broken where the window ends and nowhere else. It stays the same for
// many keys.
func (s *plateScreen) broken(h screen.Host) []string {
	if s.lines != nil && s.width == h.Width && s.method == h.Method {
		return s.lines
	}
	s.lines, s.width, s.method = nil, h.Width, h.Method
	for line := range strings.SplitSeq(s.text, "\n") {
		for h.Cells(line) > h.Width {
			n, _ := h.Method.Prefix(line, h.Width)
			if n == 0 {
				break
			}
			s.lines, line = append(s.lines, line[:n]), line[n:]
		}
		s.lines = append(s.lines, line)
	}
	return s.lines
}

// says returns what stands above the text: whether it was sent, and how to go back.
func (s *plateScreen) says(h screen.Host) []string {
	const most = 3
	says := h.Texts.SelectIt
	if s.sent {
		says = h.Texts.Sent
	}
	return h.Wrap(says+"; "+h.Texts.AnyKey, h.Width, most)
}

// plateRows returns how many lines fit between the two rules, below what stands above the text.
func plateRows(h screen.Host, says []string) int { return max(1, h.Height-3-len(says)) }

// Relayout keeps the place.
func (s *plateScreen) Relayout(h screen.Host) tea.Cmd {
	s.scroll(h, 0)
	return nil
}

func (s *plateScreen) scroll(h screen.Host, n int) {
	s.top = max(0, min(s.top+n, len(s.broken(h))-plateRows(h, s.says(h))))
}

// Press handles a key. The keys of movement scroll what does not fit, any other goes back.
func (s *plateScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	count, fits := len(s.broken(h)), plateRows(h, s.says(h))
	if n, ok := h.Keys.Movement(key, fits, count); ok && count > fits {
		s.scroll(h, n)
		return nil, true
	}
	h.Pop()
	return nil, true
}

// Click does nothing: the reader may be selecting.
func (s *plateScreen) Click(screen.Host, int, int) tea.Cmd { return nil }

// Wheel scrolls.
func (s *plateScreen) Wheel(h screen.Host, lines int) tea.Cmd {
	s.scroll(h, lines)
	return nil
}

// View draws the text between two rules.
func (s *plateScreen) View(h screen.Host) []string {
	rule := h.Styles.Muted.On(strings.Repeat("─", h.Width))
	says, all := s.says(h), s.broken(h)
	end := min(s.top+plateRows(h, says), len(all))
	var lines []string
	for _, line := range says {
		lines = append(lines, h.Styles.Muted.On(line))
	}
	lines = append(lines, rule)
	lines = append(append(lines, all[min(s.top, end):end]...), rule)
	for len(lines) < h.Height-1 {
		lines = append(lines, "")
	}
	place := ""
	if len(all) > plateRows(h, says) {
		place = fmt.Sprintf(h.Texts.Of, end, len(all))
	}
	return append(lines, h.Footer([]keymap.Binding{h.Keys.Clear.As(h.Texts.Close)}, place))
}

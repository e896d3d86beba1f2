package overlay

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// TestPlateBreaks shows a text on windows of several widths, one after another: it is broken where
// the window ends, and nothing else is added to it or taken away.
func TestPlateBreaks(t *testing.T) {
	texts := catalog.English()
	d := screen.Display{
		Height: 24, Texts: texts, Keys: keymap.Default(texts),
		Styles: screen.NewStyles(theme.Dark().On(theme.Screen{Window: true})),
	}
	plate := NewPlate("ssh blog.example.com -t a-post-with-a-long-name\n\tsecond line", true)
	for _, width := range []int{20, 33, 60, 21, 20} {
		d.Width = width
		h := screen.Host{Display: &d, StatusBar: new(screen.StatusBar), Stack: new(screen.Stack)}
		plate.Relayout(h)
		var shown []string
		rules := 0
		for _, line := range plate.View(h) {
			switch line = ansi.Strip(line); {
			case line == strings.Repeat("─", width):
				rules++
			case rules == 1:
				shown = append(shown, line)
			}
		}
		if got := strings.Join(shown, ""); got != "ssh blog.example.com -t a-post-with-a-long-name    second line" {
			t.Errorf("on %d cells the text is %q", width, got)
		}
		for i, line := range shown {
			if d.Cells(line) > width || i == 0 && d.Cells(line) != min(width, len("ssh blog.example.com -t a-post-with-a-long-name")) {
				t.Errorf("on %d cells a line is %q", width, line)
			}
		}
	}
}

package tui

import (
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/postview"
)

// display is how things look in one session: the window, the theme, the language, the keys.
type display struct {
	width, height int // of the window, in cells

	texts     *catalog.Texts
	languages []string // that the visitor reads, best first
	keys      keymap.KeyMap

	look    postview.Look
	styles  *styles
	theme   string // name of the one that was chosen
	dark    bool   // the screen is
	profile colorprofile.Profile

	measure   int  // of textWidths
	focusMode bool // only the text is shown
	mouse     bool // is ours, and not the terminal's
}

package tui

import (
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/postview"
)

// display is how one session looks: the window, the theme, the language, the keys.
type display struct {
	width, height int // of the window, in cells

	texts     *catalog.Texts
	languages []string // of the reader, the preferred one first
	keys      keymap.KeyMap

	look    postview.Look
	styles  *styles
	theme   string // name of the chosen theme
	dark    bool   // the screen is dark
	profile colorprofile.Profile

	measure   int  // index in textWidths
	focusMode bool // only the text is shown
	mouse     bool // we handle the mouse, instead of the terminal
}

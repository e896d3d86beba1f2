package tui

import (
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// display is how one session looks: the window, the theme, the language, the keys.
type display struct {
	width, height int              // of the window, in cells
	method        textwidth.Method // how the terminal counts cells

	texts     *catalog.Texts
	languages []string // of the reader, the preferred one first
	keys      keymap.KeyMap

	look       postview.Look
	styles     *styles
	themes     *postview.Themes // that the reader can choose from
	theme      string           // name of the chosen theme
	background theme.Background // of the screen, as far as it is known
	profile    colorprofile.Profile

	measure   int  // index in textWidths
	focusMode bool // only the text is shown
}

// cells returns how many cells a text takes on the window.
func (d *display) cells(s string) int { return d.method.Width(s) }

// fit returns a text, cut if it takes more than so many cells.
func (d *display) fit(s string, cells int) string { return d.method.Fit(s, cells) }

// wrap breaks a text into at most so many lines of at most so many cells.
func (d *display) wrap(s string, cells, lines int) []string {
	return layout.Wrap(d.method, s, cells, lines)
}

package screen

import (
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Display is how one session looks: the window, the theme, the language, the keys.
type Display struct {
	Width, Height int              // of the window, in cells
	Method        textwidth.Method // how the terminal counts cells

	Texts     *catalog.Texts
	Languages []string // of the reader, the preferred one first
	Keys      keymap.KeyMap

	Look       postview.Look
	Styles     *Styles
	Themes     *postview.Themes // that the reader can choose from
	Theme      string           // name of the chosen theme
	Background theme.Background // of the screen, as far as it is known
	Profile    colorprofile.Profile

	Pictures Pictures // of the blog; nil if none are shown
	Images   Images

	measure   int  // index in textWidths
	FocusMode bool // only the text is shown
}

// Cells returns how many cells a text takes on the window.
func (d *Display) Cells(s string) int { return d.Method.Width(s) }

// Fit returns a text, cut if it takes more than so many cells.
func (d *Display) Fit(s string, cells int) string { return d.Method.Fit(s, cells) }

// Wrap breaks a text into at most so many lines of at most so many cells.
func (d *Display) Wrap(s string, cells, lines int) []string {
	return layout.Wrap(d.Method, s, cells, lines)
}

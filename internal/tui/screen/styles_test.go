package screen

import (
	"image/color"
	"slices"
	"testing"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestStylesAreOfTheTheme checks that the screens have no looks of their own: each is one of the
// theme, whose looks are made to be read on the reader's background.
func TestStylesAreOfTheTheme(t *testing.T) {
	for _, background := range []theme.Background{{}, theme.BackgroundOf(color.Black), theme.BackgroundOf(color.White)} {
		for _, depth := range []theme.Depth{theme.NoColors, theme.Basic16, theme.Palette256, theme.DirectColor} {
			shown := theme.Dark().On(theme.Screen{Background: background, Depth: depth, Window: true})
			s := NewStyles(shown)
			for _, look := range []SGR{s.Title, s.Muted, s.Key, s.Chosen, s.Mark, s.Match, s.Here, s.Notice} {
				if !slices.ContainsFunc(shown.Palette.Inks(), func(known theme.SGR) bool { return known.Open == string(look) }) {
					t.Errorf("%s: %q is none of its looks", shown.Name, look)
				}
			}
			if s.Title == s.Muted || s.Title == "" {
				t.Errorf("%s: a title is not told from a remark", shown.Name)
			}
		}
	}
}

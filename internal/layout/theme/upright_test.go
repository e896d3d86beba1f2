package theme_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestUpright shows no italics where they cannot be relied on: emphasis is underlined.
func TestUpright(t *testing.T) {
	for _, s := range []theme.Screen{
		{Depth: theme.Basic16, Background: theme.BackgroundLike(theme.DarkKind), Upright: true},
		{Depth: theme.Basic16, Upright: true},
		{Depth: theme.NoColors, Upright: true},
	} {
		shown := theme.Dark().On(s)
		emphasis := shown.Open(theme.ElEmph, theme.Style{})
		if !strings.Contains(emphasis, "4") || strings.Contains(emphasis, "3m") || strings.Contains(emphasis, "[3") {
			t.Errorf("%v: emphasis is %q, want it underlined", s, emphasis)
		}
		for kind, look := range shown.Code {
			if open := shown.Palette.Inks()[look].Open; strings.Contains(open, "[3m") || strings.Contains(open, ";3m") || strings.Contains(open, "[3;") {
				t.Errorf("%v: %v in code is %q", s, kind, open)
			}
		}
		s.Upright = false
		if emphasis := theme.Dark().On(s).Open(theme.ElEmph, theme.Style{}); !strings.Contains(emphasis, "3") {
			t.Errorf("%v: emphasis is %q, want it italic", s, emphasis)
		}
	}
}

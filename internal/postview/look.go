package postview

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
)

// Of returns the theme that a reader's variables ("NAME=value") ask for by SSHBLOG_THEME, and what
// they say about the background of the screen. Without a name that is there, the theme is the
// default. COLORFGBG is a hint whether the screen is dark or light; without it, nothing
// is known.
func (t *Themes) Of(environ []string) (name string, background theme.Background) {
	name = Auto
	if t != nil && t.first != "" {
		name = t.first
	}
	named := false
	for _, pair := range environ {
		variable, value, _ := strings.Cut(pair, "=")
		switch variable {
		case "SSHBLOG_THEME":
			if found, ok := t.find(value); ok && !named {
				name, named = found, true
			}
		case "COLORFGBG":
			background = colorHint(value)
		}
	}
	return name, background
}

// colorHint returns what a value of COLORFGBG says: "foreground;background" in numbers of the
// sixteen colours, as rxvt and Konsole set it. Anything else says nothing.
func colorHint(value string) theme.Background {
	fore, back, ok := strings.Cut(value, ";")
	if _, last, more := strings.Cut(back, ";"); more { // rxvt may have "default" between them
		back = last
	}
	number := func(s string) int {
		n, err := strconv.ParseUint(s, 10, 4)
		if err != nil {
			return -1
		}
		return int(n)
	}
	switch n := number(back); {
	case !ok || n < 0 || number(fore) == n:
		return theme.Background{}
	case n < 7 || n == 8:
		return theme.BackgroundLike(theme.DarkKind)
	case n == 7 || n == 15:
		return theme.BackgroundLike(theme.LightKind)
	}
	return theme.Background{}
}

// DepthOf returns how many colours a screen of a profile has.
func DepthOf(profile colorprofile.Profile) theme.Depth {
	switch {
	case profile >= colorprofile.TrueColor:
		return theme.DirectColor
	case profile == colorprofile.ANSI256:
		return theme.Palette256
	case profile == colorprofile.ANSI:
		return theme.Basic16
	}
	return theme.NoColors
}

// Look returns the look of the theme of a name on a screen; a name that is not there is Auto. Old
// terminals, which have few colours, get their links numbered.
func (t *Themes) Look(name string, screen theme.Screen) Look {
	look := Look{Theme: t.theme(name, screen.Background.Kind()).On(screen), Links: layout.Hyperlinks}
	if screen.Depth <= theme.Basic16 {
		look.Links = layout.Numbered
	}
	return look
}

package postview

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// The names by which readers choose the themes that are always there.
const (
	Auto     = "auto"     // dark or light, as the screen is
	Light    = "light"    // whatever the screen is
	Dark     = "dark"     // the same
	Contrast = "contrast" // strong contrast, on dark or light as the screen is
	Terminal = "terminal" // the reader's own colours
)

// maxThemeName is how many bytes the name of a theme has at most.
const maxThemeName = 40

// Themes is what a reader can choose from: the themes that are always there, and the author's own.
// It is made once for a process and never changed. A nil *Themes holds none of the author's.
type Themes struct {
	first string // as Names has it
	own   []*theme.Theme
}

// NewThemes returns the choice that the author's own themes add to, and the name of the default
// theme; [Auto] if there is none of that name. A theme whose name cannot be chosen is left out: it
// is empty, over 40 bytes, has blanks, slashes or controls in it, or is taken, whatever the case.
// [Themes.Has] reports whether one is there.
func NewThemes(first string, own ...*theme.Theme) *Themes {
	t := &Themes{}
	for _, theme := range own {
		if theme != nil && fitName(theme.Name) && !t.Has(theme.Name) && !builtIn(theme.Name) {
			t.own = append(t.own, theme)
		}
	}
	t.first, _ = t.find(first)
	return t
}

// fitName reports whether a reader can choose a theme by this name. Slashes stand before the forms
// of a theme, such as "dark/16".
func fitName(name string) bool {
	odd := func(r rune) bool { return r == '/' || unicode.IsSpace(r) || !unicode.IsPrint(r) }
	return name != "" && len(name) <= maxThemeName && plaintext.Clean(name) == name && !strings.ContainsFunc(name, odd)
}

// builtIn reports whether the renderer keeps pages of a theme of its own under this name.
func builtIn(name string) bool {
	for _, theme := range []*theme.Theme{
		theme.Dark(), theme.Light(), theme.Plain(), theme.Contrast(true), theme.Contrast(false), theme.Terminal(),
	} {
		if strings.EqualFold(theme.Name, name) {
			return true
		}
	}
	return false
}

// Names lists what can be chosen: [Auto], [Light], [Dark], [Contrast], [Terminal], then the
// author's own in their order.
func (t *Themes) Names() []string {
	names := []string{Auto, Light, Dark, Contrast, Terminal}
	if t != nil {
		for _, theme := range t.own {
			names = append(names, theme.Name)
		}
	}
	return names
}

// Has reports whether a theme of this name can be chosen, whatever the case.
func (t *Themes) Has(name string) bool {
	_, ok := t.find(name)
	return ok
}

// find returns a name as Names has it.
func (t *Themes) find(name string) (string, bool) {
	if len(name) > maxThemeName {
		return "", false
	}
	names := t.Names()
	i := slices.IndexFunc(names, func(have string) bool { return strings.EqualFold(have, name) })
	if i < 0 {
		return "", false
	}
	return names[i], true
}

// Next returns the name after one, and the first after the last. After a name that is not there
// comes Auto.
func (t *Themes) Next(name string) string {
	names := t.Names()
	name, _ = t.find(name)
	return names[(slices.Index(names, name)+1)%len(names)]
}

// Of returns the theme that a reader's variables ("NAME=value") ask for by SSHBLOG_THEME, and what
// they say about the background of the screen. The theme is the first one of NewThemes without a
// name that is there. COLORFGBG is a hint whether the screen is dark or light; without it, nothing
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

// theme finds a theme by its name, and for a kind of background. Where the kind is unknown, the
// theme for dark ones gives the hues.
func (t *Themes) theme(name string, kind theme.Kind) *theme.Theme {
	dark := kind != theme.LightKind
	name, _ = t.find(name)
	switch name {
	case Light:
		return theme.Light()
	case Dark:
		return theme.Dark()
	case Contrast:
		return theme.Contrast(dark)
	case Terminal:
		return theme.Terminal()
	}
	if t != nil {
		for _, theme := range t.own {
			if theme.Name == name {
				return theme
			}
		}
	}
	if dark {
		return theme.Dark()
	}
	return theme.Light()
}

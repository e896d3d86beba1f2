package postview

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

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
	Paper    = "paper"    // with its own light background
	Night    = "night"    // with its own dark background
)

// maxThemeName is how many bytes the name of a theme has at most.
const maxThemeName = 40

// Twins is a theme that a reader can choose by its name: one for dark screens and one for light
// ones. If it has only one of them, that is shown on both.
type Twins struct {
	Name        string
	Dark, Light *theme.Theme
}

// of returns the theme for a kind of screen. Where the kind is unknown, the one for dark screens
// gives the hues.
func (t *Twins) of(kind theme.Kind) *theme.Theme {
	if t.Dark == nil || t.Light != nil && kind == theme.LightKind {
		return t.Light
	}
	return t.Dark
}

// madeFor reports whether one of the two is made for a kind of screen.
func (t *Twins) madeFor(kind theme.Kind) bool {
	shown := t.of(kind)
	return kind == theme.UnknownKind || shown.More.AnyScreen || shown.Dark == (kind == theme.DarkKind)
}

// ThemeOptions say what there is to choose from.
type ThemeOptions struct {
	// First is the default theme; Auto if there is none of that name.
	First string
	// Accent is a colour, as "#c0508f", that headings, marks and links get in Auto, Dark and Light.
	// AccentLight is another one for light screens. They may be empty.
	Accent, AccentLight string
	// Own are the author's themes. One that cannot be chosen by its name is left out; see NameFault.
	Own []Twins
}

// Themes is what a reader can choose from: the themes that are always there, and the author's own.
// It is made once for a process and never changed. A nil *Themes holds none of the author's.
type Themes struct {
	first string // as Names has it
	all   []Twins
}

// builtIn are the themes that are always there.
var builtIn = sync.OnceValue(func() *Themes {
	return &Themes{first: Auto, all: withAccent(theme.Dark(), theme.Light())}
})

// withAccent lists the themes that are always there, with these for dark and for light screens.
func withAccent(dark, light *theme.Theme) []Twins {
	return []Twins{
		{Auto, dark, light},
		{Light, nil, light},
		{Dark, dark, nil},
		{Contrast, theme.Contrast(true), theme.Contrast(false)},
		{Terminal, theme.Terminal(), nil},
		{Paper, nil, theme.Paper()},
		{Night, theme.Night(), nil},
	}
}

// NewThemes returns the choice that the author's own themes add to. The error says which of the
// accents is no colour.
func NewThemes(o ThemeOptions) (*Themes, error) {
	dark, light := theme.Dark(), theme.Light()
	for _, accent := range []struct {
		key, color string
		themes     []**theme.Theme
	}{{"accent", o.Accent, []**theme.Theme{&dark, &light}}, {"accent_light", o.AccentLight, []**theme.Theme{&light}}} {
		for _, t := range accent.themes {
			if accent.color == "" {
				continue
			}
			accented, err := (*t).Accented(accent.color)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", accent.key, err)
			}
			*t = accented
		}
	}
	t := &Themes{all: withAccent(dark, light)}
	for _, own := range o.Own {
		if (own.Dark != nil || own.Light != nil) && t.NameFault(own.Name) == "" {
			t.all = append(t.all, own)
		}
	}
	t.first, _ = t.find(o.First)
	return t, nil
}

// NameFault returns why no further theme can have a name, "" if one can: it is empty, over 40 bytes,
// has blanks, slashes or controls in it, or is taken, whatever the case.
func (t *Themes) NameFault(name string) string {
	switch {
	case name == "":
		return "the name is empty"
	case len(name) > maxThemeName:
		return fmt.Sprintf("the name is longer than %d bytes", maxThemeName)
	case strings.ContainsFunc(name, unicode.IsSpace):
		return "the name has blanks in it"
	case strings.ContainsAny(name, "/+"): // they stand in the names of themes that are made of one
		return "the name has a slash or a plus sign in it"
	case plaintext.Clean(name) != name || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "the name has characters in it that cannot be seen"
	case inner(name):
		return "the name belongs to the program"
	case t.Has(name):
		return "the name is taken by another theme"
	}
	return ""
}

// inner reports whether the renderer keeps pages of a theme of its own under this name.
func inner(name string) bool {
	for _, t := range []*theme.Theme{theme.Plain(), theme.Contrast(true), theme.Contrast(false)} {
		if strings.EqualFold(t.Name, name) {
			return true
		}
	}
	return false
}

// list returns the themes there are.
func (t *Themes) list() []Twins {
	if t == nil {
		return builtIn().all
	}
	return t.all
}

// Names lists what can be chosen: the themes that are always there, then the author's own in their
// order.
func (t *Themes) Names() (names []string) {
	for _, twins := range t.list() {
		names = append(names, twins.Name)
	}
	return names
}

// Choice is a theme that can be chosen on some screen.
type Choice struct {
	Name string
	// Kind is that of the screens it is made for, if that is the other one: it brings its own
	// background then, where a terminal can show one.
	Kind theme.Kind
}

// Choices lists what can be chosen on a screen of a kind. Themes for the other kind come last.
func (t *Themes) Choices(kind theme.Kind) []Choice {
	var fit, other []Choice
	for _, twins := range t.list() {
		switch {
		case twins.madeFor(kind):
			fit = append(fit, Choice{Name: twins.Name})
		case kind == theme.DarkKind:
			other = append(other, Choice{twins.Name, theme.LightKind})
		default:
			other = append(other, Choice{twins.Name, theme.DarkKind})
		}
	}
	return append(fit, other...)
}

// Has reports whether a theme of this name can be chosen, whatever the case.
func (t *Themes) Has(name string) bool {
	_, ok := t.find(name)
	return ok
}

// find returns a name as Names has it.
func (t *Themes) find(name string) (string, bool) {
	if i := t.index(name); i >= 0 {
		return t.list()[i].Name, true
	}
	return "", false
}

// index returns the place of a theme among all, -1 if it is not there.
func (t *Themes) index(name string) int {
	if len(name) > maxThemeName {
		return -1
	}
	return slices.IndexFunc(t.list(), func(have Twins) bool { return strings.EqualFold(have.Name, name) })
}

// theme finds a theme by its name, and for a kind of background.
func (t *Themes) theme(name string, kind theme.Kind) *theme.Theme {
	return t.list()[max(0, t.index(name))].of(kind)
}

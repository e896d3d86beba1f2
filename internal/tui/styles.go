package tui

import (
	"sync"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// sgr is a look of text: the control sequence that starts it. The empty one is the terminal's own
// look.
type sgr string

// on returns s in this look, followed by a reset to the terminal's own.
func (i sgr) on(s string) string {
	if i == "" || s == "" {
		return s
	}
	return string(i) + s + ansi.ResetStyle
}

// styles is the look of the screens in one theme. It is immutable, so all sessions with the same
// theme share it.
type styles struct {
	theme *theme.Theme

	title  sgr // the blog's name, a group of the help
	muted  sgr // dates, tags, hints
	key    sgr // a key in a hint
	chosen sgr // the chosen post
	mark   sgr // the bar beside it
	match  sgr // letters that a filter or a search matched
	here   sgr // the match that the reader is at
	notice sgr // a line for the reader
}

// The styles are made once, since every session would parse the same colours.
var (
	darkStyles       = sync.OnceValue(func() *styles { return newStyles(theme.Dark()) })
	darkBasicStyles  = sync.OnceValue(func() *styles { return newStyles(theme.Dark().Basic()) })
	lightStyles      = sync.OnceValue(func() *styles { return newStyles(theme.Light()) })
	lightBasicStyles = sync.OnceValue(func() *styles { return newStyles(theme.Light().Basic()) })
)

// stylesFor returns the styles that go with a theme of the text.
func stylesFor(theme *theme.Theme) *styles {
	for _, s := range []func() *styles{darkStyles, lightStyles, darkBasicStyles, lightBasicStyles} {
		if s().theme == theme {
			return s()
		}
	}
	return newStyles(theme)
}

// newStyles makes the styles that go with a theme of the text.
func newStyles(theme *theme.Theme) *styles {
	muted, strong := theme.Quiet(), theme.Accent()
	return &styles{
		theme:  theme,
		title:  paint(ansi.Style{}.Bold(), strong),
		muted:  paint(ansi.Style{}, muted),
		key:    paint(ansi.Style{}.Bold(), ""),
		chosen: paint(ansi.Style{}.Bold(), strong),
		mark:   paint(ansi.Style{}, strong),
		match:  paint(ansi.Style{}.Underline(true), strong),
		here:   paint(ansi.Style{}.Reverse(true), strong),
		notice: paint(ansi.Style{}, strong),
	}
}

// paint returns the look of a style and a colour, as a theme names it; "" is the terminal's own
// colour.
func paint(style ansi.Style, name string) sgr {
	if name != "" {
		style = style.ForegroundColor(lipgloss.Color(name))
	}
	if len(style) == 0 {
		return ""
	}
	return sgr(style.String())
}

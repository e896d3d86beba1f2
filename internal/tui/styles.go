package tui

import (
	"sync"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// ink is a look of text: the control sequence that begins it. The empty ink is the terminal's own.
type ink string

// on returns s in this ink, and the terminal's own look behind it.
func (i ink) on(s string) string {
	if i == "" || s == "" {
		return s
	}
	return string(i) + s + ansi.ResetStyle
}

// styles is the look of the screens in one theme. It is never changed, so all sessions with that theme use the same.
type styles struct {
	theme *theme.Theme

	title  ink // the blog's name, a group of the help
	muted  ink // dates, tags, hints
	key    ink // a key in a hint
	chosen ink // the chosen post
	mark   ink // the bar beside it
	match  ink // letters that a filter or a search matched
	here   ink // the match that the visitor is at
	notice ink // a line for the visitor
}

// The styles are made once: parsing colours for every session would be waste.
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

// paint makes an ink of a style and a colour as a theme names it, "" being the terminal's own.
func paint(style ansi.Style, name string) ink {
	if name != "" {
		style = style.ForegroundColor(lipgloss.Color(name))
	}
	if len(style) == 0 {
		return ""
	}
	return ink(style.String())
}

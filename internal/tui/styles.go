package tui

import (
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

// styles is the look of the screens in one theme. It is immutable.
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
	link   sgr // a post or a group that can be gone to
}

// newStyles makes the styles that go with a theme of the text.
func newStyles(t *theme.Theme) *styles {
	yes := true
	open := func(e theme.Element, s theme.Style) sgr { return sgr(t.Open(e, s)) }
	accent := theme.Style{Color: t.Elements[theme.ElHeading].Color}
	strong, underlined, reverse := accent, accent, accent
	strong.Bold, underlined.Underline, reverse.Inverse = &yes, &yes, &yes
	return &styles{
		theme:  t,
		title:  open(theme.NoElement, strong),
		muted:  open(theme.ElQuiet, theme.Style{}),
		key:    open(theme.NoElement, theme.Style{Bold: &yes}),
		chosen: open(theme.NoElement, strong),
		mark:   open(theme.NoElement, accent),
		match:  open(theme.NoElement, underlined),
		here:   open(theme.NoElement, reverse),
		notice: open(theme.NoElement, accent),
		link:   open(theme.ElLinkText, theme.Style{}),
	}
}

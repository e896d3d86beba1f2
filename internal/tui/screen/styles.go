package screen

import (
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// SGR is a look of text: the control sequence that starts it. The empty one is the terminal's own
// look.
type SGR string

// On returns s in this look, followed by a reset to the terminal's own.
func (i SGR) On(s string) string {
	if i == "" || s == "" {
		return s
	}
	return string(i) + s + ansi.ResetStyle
}

// Styles is the look of the screens in one theme. It is immutable.
type Styles struct {
	Theme *theme.Theme

	Title  SGR // the blog's name, a group of the help
	Muted  SGR // dates, tags, hints
	Key    SGR // a key in a hint
	Chosen SGR // the chosen post
	Mark   SGR // the bar beside it
	Match  SGR // letters that a filter or a search matched
	Here   SGR // the match that the reader is at
	Notice SGR // a line for the reader
	Link   SGR // a post or a group that can be gone to
}

// NewStyles makes the styles that go with a theme of the text.
func NewStyles(t *theme.Theme) *Styles {
	yes := true
	open := func(e theme.Element, s theme.Style) SGR { return SGR(t.Open(e, s)) }
	accent := theme.Style{Color: t.Elements[theme.ElHeading].Color}
	strong, underlined, reverse := accent, accent, accent
	strong.Bold, underlined.Underline, reverse.Inverse = &yes, &yes, &yes
	return &Styles{
		Theme:  t,
		Title:  open(theme.NoElement, strong),
		Muted:  open(theme.ElQuiet, theme.Style{}),
		Key:    open(theme.NoElement, theme.Style{Bold: &yes}),
		Chosen: open(theme.NoElement, strong),
		Mark:   open(theme.NoElement, accent),
		Match:  open(theme.NoElement, underlined),
		Here:   open(theme.NoElement, reverse),
		Notice: open(theme.NoElement, accent),
		Link:   open(theme.ElLinkText, theme.Style{}),
	}
}

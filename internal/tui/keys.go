package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Binding is one thing a visitor can do and the keys that do it.
type Binding struct {
	// Keys are the keys as Bubble Tea names them.
	Keys []string
	// Label is how the keys are shown; Short what they do in a word or two, for the footer; Long in a phrase, for the help.
	Label, Short, Long string
}

// has tells whether a key belongs to the binding.
func (b Binding) has(key tea.KeyPressMsg) bool { return slices.Contains(b.Keys, key.String()) }

// KeyMap is all that keys can do. The footer, the help screen and the README's table are made from it.
type KeyMap struct {
	Up, Down, PageUp, PageDown, HalfUp, HalfDown, Top, Bottom Binding
	Open, Back, Next, Previous, Reload, Right, Left           Binding
	Contents, NextHeading, PreviousHeading                    Binding
	Find, NextMatch, PreviousMatch                            Binding
	NextLink, PreviousLink, Return                            Binding
	Filter, Clear, Accept                                     Binding
	Help, Quit, Interrupt                                     Binding
}

// DefaultKeyMap returns the keys of less, vi and the arrows.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Up:       Binding{[]string{"up", "k", "ctrl+p"}, "↑ k", "up", "one line up"},
		Down:     Binding{[]string{"down", "j", "ctrl+n"}, "↓ j", "down", "one line down"},
		PageUp:   Binding{[]string{"pgup", "b", "ctrl+b"}, "PgUp b", "page up", "one page up"},
		PageDown: Binding{[]string{"pgdown", "space", "ctrl+f"}, "PgDn Space", "page down", "one page down"},
		HalfUp:   Binding{[]string{"u", "ctrl+u"}, "u", "half up", "half a page up"},
		HalfDown: Binding{[]string{"d", "ctrl+d"}, "d", "half down", "half a page down"},
		Top:      Binding{[]string{"home", "g"}, "Home g", "top", "to the top"},
		Bottom:   Binding{[]string{"end", "G"}, "End G", "end", "to the end"},
		Open:     Binding{[]string{"enter", "l", "right"}, "Enter l →", "read", "read the chosen post"},
		Back:     Binding{[]string{"esc", "h", "left"}, "Esc h ←", "list", "back to the list"},
		Next:     Binding{[]string{"J"}, "J", "next", "next post"},
		Previous: Binding{[]string{"K"}, "K", "previous", "previous post"},
		Reload:   Binding{[]string{"r"}, "r", "reload", "show a post's new text"},
		Contents: Binding{[]string{"o"}, "o", "contents", "the post's headings"},

		NextHeading:     Binding{[]string{"]"}, "]", "heading", "next heading"},
		PreviousHeading: Binding{[]string{"["}, "[", "heading", "previous heading"},

		NextLink:     Binding{[]string{"tab"}, "Tab", "link", "next link; Enter follows"},
		PreviousLink: Binding{[]string{"shift+tab"}, "Shift-Tab", "link", "previous link"},
		Return:       Binding{[]string{"backspace", "ctrl+o"}, "Backspace", "return", "where you came from"},

		Right:         Binding{[]string{">", "shift+right"}, ">", "wide code", "wide code sideways"},
		Left:          Binding{[]string{"<", "shift+left"}, "<", "back", "and back"},
		Find:          Binding{[]string{"/"}, "/", "find", "find in this post"},
		NextMatch:     Binding{[]string{"n"}, "n", "next", "next match"},
		PreviousMatch: Binding{[]string{"N"}, "N", "previous", "previous match"},

		Filter:    Binding{[]string{"/"}, "/", "filter", "by title and tag"},
		Clear:     Binding{[]string{"esc"}, "Esc", "clear", "clear what was typed"},
		Accept:    Binding{[]string{"enter"}, "Enter", "read", "read the chosen post"},
		Help:      Binding{[]string{"?", "f1"}, "?", "help", "this help, on and off"},
		Quit:      Binding{[]string{"q"}, "q", "leave", "leave the blog"},
		Interrupt: Binding{[]string{"ctrl+c"}, "Ctrl-C", "leave", "leave at once"},
	}
}

// Group is a part of the help.
type Group struct {
	Name     string
	Bindings []Binding
}

// Groups returns all bindings, in the order in which the help shows them.
func (k KeyMap) Groups() []Group {
	return []Group{
		{"Move", []Binding{k.Down, k.Up, k.PageDown, k.PageUp, k.HalfDown, k.HalfUp, k.Top, k.Bottom}},
		{"Read", []Binding{k.Open, k.Back, k.Next, k.Previous, k.Contents, k.NextHeading, k.PreviousHeading, k.NextLink, k.PreviousLink, k.Return, k.Right, k.Left, k.Reload}},
		{"Find in a post", []Binding{k.Find, k.NextMatch, k.PreviousMatch}},
		{"Filter the list", []Binding{k.Filter, k.Accept, k.Clear}},
		{"Else", []Binding{k.Help, k.Quit, k.Interrupt}},
	}
}

// Package keymap has all that keys can do. The footer, the help screen and docs/keys.md are made
// from it: to add a key, add a field to [KeyMap], its keys to [Default], its words to the catalog,
// and its place to [KeyMap.Groups].
package keymap

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/catalog"
)

// Binding is one thing a visitor can do and the keys that do it.
type Binding struct {
	// Keys are the keys as Bubble Tea names them.
	Keys []string
	// Label is how the keys are shown; Short what they do in a word or two, for the footer; Long in
	// a phrase, for the help.
	Label, Short, Long string
}

// Has reports whether a key belongs to the binding.
func (b Binding) Has(key tea.KeyPressMsg) bool { return slices.Contains(b.Keys, key.String()) }

// As is the binding with another short text, for a footer.
func (b Binding) As(short string) Binding {
	b.Short = short
	return b
}

// KeyMap is all that keys can do.
type KeyMap struct {
	Up, Down, PageUp, PageDown, HalfUp, HalfDown, Top, Bottom Binding
	Open, Back, Next, Previous, Reload, Right, Left           Binding
	Contents, NextHeading, PreviousHeading                    Binding
	Find, NextMatch, PreviousMatch, Search, Browse            Binding
	NextLink, PreviousLink, Return, Forward, Links            Binding
	CopyCommand, CopyAddress, CopyCode                        Binding
	Theme, TextWidth, FocusMode, Images, Mouse                Binding
	Filter, Clear, Accept                                     Binding
	Help, Redraw, Quit, Interrupt                             Binding

	groups catalog.Groups
}

// bind makes a binding: how the keys are shown, what they do, and the keys.
func bind(label string, does catalog.Key, keys ...string) Binding {
	return Binding{Keys: keys, Label: label, Short: does.Short, Long: does.Long}
}

// Default returns the keys of less, vi and the arrows, explained in a language.
func Default(texts *catalog.Texts) KeyMap {
	t := &texts.KeyMap
	return KeyMap{
		Up:       bind("↑ k", t.Up, "up", "k", "ctrl+p"),
		Down:     bind("↓ j", t.Down, "down", "j", "ctrl+n"),
		PageUp:   bind("PgUp b", t.PageUp, "pgup", "b", "ctrl+b"),
		PageDown: bind("PgDn Space", t.PageDown, "pgdown", "space", "ctrl+f"),
		HalfUp:   bind("u", t.HalfUp, "u", "ctrl+u"),
		HalfDown: bind("d", t.HalfDown, "d", "ctrl+d"),
		Top:      bind("Home g", t.Top, "home", "g"),
		Bottom:   bind("End G", t.Bottom, "end", "G"),

		Open:     bind("Enter l →", t.Open, "enter", "l", "right"),
		Back:     bind("Esc h ←", t.Back, "esc", "h", "left"),
		Next:     bind("J", t.Next, "J"),
		Previous: bind("K", t.Previous, "K"),
		Reload:   bind("r", t.Reload, "r"),
		Right:    bind(">", t.Right, ">", "shift+right"),
		Left:     bind("<", t.Left, "<", "shift+left"),

		Contents:        bind("o", t.Contents, "o"),
		NextHeading:     bind("]", t.NextHeading, "]"),
		PreviousHeading: bind("[", t.PreviousHeading, "["),

		Find:          bind("/", t.Find, "/"),
		NextMatch:     bind("n", t.NextMatch, "n"),
		PreviousMatch: bind("N", t.PreviousMatch, "N"),
		Search:        bind("s", t.Search, "s"),
		Browse:        bind("t", t.Browse, "t"),

		NextLink:     bind("Tab", t.NextLink, "tab"),
		PreviousLink: bind("Shift-Tab", t.PreviousLink, "shift+tab", "alt+tab"),
		Return:       bind("Backspace", t.Return, "backspace", "ctrl+h", "ctrl+o", "alt+left"),
		Forward:      bind("Alt-→", t.Forward, "alt+right", "ctrl+i"),
		Links:        bind("f", t.Links, "f"),

		CopyCommand: bind("y", t.CopyCommand, "y"),
		CopyAddress: bind("Y", t.CopyAddress, "Y"),
		CopyCode:    bind("c", t.CopyCode, "c"),

		Theme:     bind("T", t.Theme, "T"),
		TextWidth: bind("w", t.TextWidth, "w"),
		FocusMode: bind("z", t.FocusMode, "z"),
		Images:    bind("i", t.Images, "i"),
		Mouse:     bind("m", t.Mouse, "m"),

		Filter:    bind("/", t.Filter, "/"),
		Clear:     bind("Esc", t.Clear, "esc"),
		Accept:    bind("Enter", t.Accept, "enter"),
		Help:      bind("?", t.Help, "?", "f1"),
		Redraw:    bind("Ctrl-L", t.Redraw, "ctrl+l"),
		Quit:      bind("q", t.Quit, "q"),
		Interrupt: bind("Ctrl-C", t.Interrupt, "ctrl+c"),

		groups: texts.Groups,
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
		{k.groups.Else, []Binding{k.Help, k.Quit, k.Interrupt, k.Redraw}},
		{k.groups.Look, []Binding{k.Theme, k.TextWidth, k.FocusMode, k.Images, k.Mouse}},
		{k.groups.Move, []Binding{k.Down, k.Up, k.PageDown, k.PageUp, k.HalfDown, k.HalfUp, k.Top, k.Bottom}},
		{k.groups.Read, []Binding{
			k.Open, k.Back, k.Next, k.Previous, k.Contents, k.NextHeading, k.PreviousHeading,
			k.Right, k.Left, k.Reload,
		}},
		{k.groups.Find, []Binding{k.Search, k.Browse, k.Find, k.NextMatch, k.PreviousMatch}},
		{k.groups.Follow, []Binding{
			k.NextLink, k.PreviousLink, k.Links, k.Return, k.Forward, k.CopyCommand, k.CopyAddress, k.CopyCode,
		}},
		{k.groups.Filter, []Binding{k.Filter, k.Accept, k.Clear}},
	}
}

// Bound reports whether a key does anything on any screen.
func (k KeyMap) Bound(key tea.KeyPressMsg) bool {
	for _, group := range k.Groups() {
		for _, b := range group.Bindings {
			if b.Has(key) {
				return true
			}
		}
	}
	return false
}

// Movement returns by how many rows a key moves the cursor of a list of count rows, of which the screen
// shows some, and whether it is a key that does.
func (k KeyMap) Movement(key tea.KeyPressMsg, rows, count int) (n int, ok bool) {
	switch {
	case k.Up.Has(key):
		return -1, true
	case k.Down.Has(key):
		return 1, true
	case k.PageUp.Has(key):
		return -rows, true
	case k.PageDown.Has(key):
		return rows, true
	case k.HalfUp.Has(key):
		return -max(1, rows/2), true
	case k.HalfDown.Has(key):
		return max(1, rows/2), true
	case k.Top.Has(key):
		return -count, true
	case k.Bottom.Has(key):
		return count, true
	}
	return 0, false
}

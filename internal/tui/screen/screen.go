// Package screen says what a screen of a session is, what it sees of the session, and what it draws
// with. It knows no screen itself.
//
//   - A [Screen] fills the window or lies over another one; they stand on a [Stack]. What else a
//     screen can do it declares by the optional interfaces beside Screen: [TextInput], [Listing],
//     [Overlay] and so on.
//   - Each call of a screen brings a [Host]: the [Display] (window, theme, words, keys), the
//     [StatusBar] (the last line), the Stack, the Index of the blog, and the [Session], by which
//     the screen requests what only the session can do, such as opening a post. A screen keeps no
//     Host.
//   - What takes time runs in a command, and comes back as an [Answer], which finds its screen by
//     itself.
//   - A [Column] is the place of text on the window; Display has those of the list, the text and
//     the footer. A [Menu] is a list of rows with a cursor, a [LineEditor] a line that is typed,
//     and [Styles] are the looks of one theme.
//
// To add a screen, start from a menu such as overlay/themes.go or post/codelist.go.
package screen

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// Screen fills the window, or lies over another screen that does.
type Screen interface {
	// Press handles a key, and reports whether the key means anything here.
	Press(h Host, key tea.KeyPressMsg) (cmd tea.Cmd, ok bool)
	// View draws at most h.Height lines.
	View(h Host) []string
	// Relayout lays everything out again after the size, the look or the blog has changed.
	Relayout(h Host) tea.Cmd
	// Click handles a click on a cell, and Wheel a step of the mouse wheel by a number of lines.
	Click(h Host, x, y int) tea.Cmd
	Wheel(h Host, lines int) tea.Cmd
}

// Overlay is a screen that lies over a post only while it is used.
type Overlay interface {
	Screen
	// Overlays tells it from other screens.
	Overlays()
}

// TextInput is a screen that accepts typed text.
type TextInput interface {
	// Typing reports whether letters are text at the moment.
	Typing() bool
	// TypeText adds text that was pasted.
	TypeText(h Host, text string) tea.Cmd
}

// Asker is a screen whose answer to what was typed may be on its way.
type Asker interface {
	// Asking reports whether it is.
	Asking() bool
}

// Listing is a screen that posts are opened from, and whose posts J and K go through.
type Listing interface {
	Screen
	// Name returns what a post calls it in the hint that leads back; "" for the list of all posts.
	Name(h Host) string
	// Beside returns the post so many places after p, or before it if step is negative; nil if
	// there is none.
	Beside(h Host, p *blog.Post, step int) *blog.Post
	// Choose puts the cursor on a post if it is there.
	Choose(h Host, p *blog.Post)
}

// SidePane is a screen that can be drawn beside a post that was opened from it.
type SidePane interface {
	// Panel draws it on the given number of rows, with or without the keys.
	Panel(h Host, height int, focused bool) []string
}

// IndexUpdater is a screen that shows the blog itself and switches to a newer Index.
type IndexUpdater interface{ UpdateIndex(h Host) }

// Returner is a screen that does something when it is on top again.
type Returner interface{ Returned(h Host) }

// Addressable is a screen on which the reader is at a post whose address can be copied.
type Addressable interface {
	// Address returns the post, nil if there is none, and the id of the heading above the reader's
	// place, "" if there is none.
	Address(h Host) (p *blog.Post, heading string)
}

// Answer is a message that a command brings back for a screen, which alone knows what is in it.
type Answer interface {
	// Deliver gives it to the screen, or drops it if the reader has gone on.
	Deliver(h Host) tea.Cmd
}

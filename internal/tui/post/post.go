// Package post has the screen that shows a post, what lies over it, and how its lines come.
//
// A [Screen] shows the head, the lines and the end matter of one post as one text that scrolls:
// keys.go has its keys, view.go draws it, footer.go says how far the reader is, endmatter.go what
// comes below. It can be searched (finder.go), its links can be chosen, followed and left again
// (linkchoice.go, links.go), and over it lie its contents, its links, its code and its footnotes,
// which only see it.
//
// An [Opener] asks package pages for the lines of posts and puts a Screen on the stack when they
// are there; until then the screen before stays. A long post comes in two parts, its beginning
// first (pageload.go). What is to happen when the lines come (the heading to jump to, the place to
// return to) is the arrival of the Screen. The Opener also has the post that is shown beside the
// list of a wide window (preview.go).
package post

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// What a Screen is beside a screen.Screen.
var _ interface {
	screen.Screen
	screen.TextInput
	screen.Addressable
	screen.Returner
} = (*Screen)(nil)

// Screen shows one post. Its head (title, date, author, tags), the lines of its page, and its
// end matter (what comes next) scroll as one.
type Screen struct {
	opener    *Opener
	Post      *blog.Post
	newer     *blog.Post   // the post in the blog now, if its text has changed
	page      *layout.Page // nil until it is laid out; shared with other sessions
	head      []string
	end       endMatter
	related   []*blog.Post
	relatedIn *blog.Index // the Index of related

	load    pageLoad
	arrival arrival
	linkChoice

	aim      aim
	top      int  // the first line on the screen
	spare    int  // rows for its running head
	sticks   bool // the reader went to the end, and stays there when there is more of it
	saved    savedPosition
	find     finder
	side     int  // how far wide code is scrolled sideways, in cells
	outlined bool // its contents are beside it on a divided window
	pane     screen.DimPane
	history  history // where the reader came from
}

// length returns how many lines there are.
func (p *Screen) length() int { return len(p.head) + len(p.text()) + len(p.end.lines) }

// text returns the lines of the page, none before it is there.
func (p *Screen) text() []string {
	if p.page == nil {
		return nil
	}
	return p.page.Lines
}

// line returns one of the lines of head, text and end matter.
func (p *Screen) line(i int) string {
	if i < len(p.head) {
		return p.head[i]
	}
	i -= len(p.head)
	if i < len(p.text()) {
		return p.textLine(i)
	}
	i -= len(p.text())
	if i < len(p.end.lines) {
		return p.end.lines[i]
	}
	return ""
}

// scroll scrolls by n lines within the post, on a screen of the given height.
func (p *Screen) scroll(n, rows int) {
	p.sticks = p.sticks && n >= 0
	last := p.length() - rows
	if last <= p.spare { // the whole post fits as long as it has no running head
		last = 0
	}
	p.top = max(0, min(p.top+n, last))
}

// toLine scrolls a line of the page to the top of a screen of so many rows.
func (p *Screen) toLine(line, rows int) {
	p.top, p.sticks = len(p.head)+line, false
	p.scroll(0, rows)
}

// postRows returns how many lines of a post fit on the screen, below its running head.
func postRows(d *screen.Display) int { return postHeight(d) - headRows(d) }

// postHeight returns how many rows of the screen a post has.
func postHeight(d *screen.Display) int {
	if d.FocusMode {
		return d.Height
	}
	return d.Height - 1
}

// shownRows returns how many lines of the post are on the screen now: at its beginning it has no
// running head.
func (p *Screen) shownRows(d *screen.Display) int {
	if p.top == 0 {
		return postHeight(d)
	}
	return postRows(d)
}

// Relayout requests lines that fit.
func (p *Screen) Relayout(h screen.Host) tea.Cmd { return p.opener.layPost(h, p) }

// Whereabouts returns the post, and the heading of the section that the reader is in; an empty one
// if there is none, or if the lines are not there yet.
func (p *Screen) Whereabouts() (at *blog.Post, heading layout.Mark) {
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			return p.Post, p.page.Headings[i]
		}
	}
	return p.Post, layout.Mark{}
}

// Address returns the post and the heading of the current place.
func (p *Screen) Address(screen.Host) (at *blog.Post, heading string) {
	at, mark := p.Whereabouts()
	return at, mark.ID
}

// Reading returns the post on the window, even below overlays, or nil.
func Reading(screens *screen.Stack) *Screen {
	all := screens.All()
	for i := len(all) - 1; i >= 0; i-- {
		switch s := all[i].(type) {
		case *Screen:
			return s
		case screen.Overlay:
		default:
			return nil
		}
	}
	return nil
}

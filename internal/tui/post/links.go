package post

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// history holds the places that a reader has left by links, and those left by going back. It is
// immutable: the screen that a link leads to gets a longer one, so nothing has to be undone if the
// reader abandons the link.
type history struct{ behind, ahead []entry }

// entry is a place that the reader has left and may return to.
type entry struct {
	post      *blog.Post
	place     position
	related   []*blog.Post // in the end matter, whose length affects the place
	relatedIn *blog.Index
}

// position is a place in a post that survives a change of width: a place in its text, or a line of
// its head or end matter.
type position struct {
	part    part
	line    int
	place   layout.Place
	heading int // that the reader has jumped to, from 1; 0 if none
}

// part is a part of a post on the screen.
type part uint8

const (
	inHead part = iota
	inText
	inFoot
)

// maxHistory is how many places are remembered.
const maxHistory = 100

// position returns the position of the first line on the screen.
func (p *Screen) position() position {
	line, heading := p.top-len(p.head), 0
	if p.aimed() {
		heading = p.aim.heading
	}
	switch {
	case p.page == nil || line < 0:
		return position{part: inHead, line: p.top, heading: heading}
	case line >= len(p.page.Lines):
		return position{part: inFoot, line: line - len(p.page.Lines), heading: heading}
	}
	return position{part: inText, place: p.page.PlaceAt(line), heading: heading}
}

// savedPosition is the position of the reader when the window got another size. In the new size,
// line breaks and the end of the post may move the first line. A reader who has not scrolled since
// returns to the saved position with the old size.
type savedPosition struct {
	position
	top  int // the first line that it became
	kept bool
}

// in returns the saved position in a post, unless the reader has scrolled since.
func (k savedPosition) in(p *Screen) position {
	now := p.position()
	if k.kept && p.page != nil && p.top == k.top {
		k.heading = now.heading
		return k.position
	}
	return now
}

// goTo scrolls to a position.
func (p *Screen) goTo(s position) {
	p.aim.heading = s.heading
	switch s.part {
	case inHead:
		p.top = min(s.line, len(p.head))
	case inText:
		p.top = len(p.head) + p.page.LineAt(s.place)
	case inFoot:
		p.top = len(p.head) + len(p.page.Lines) + s.line
	}
}

// leave returns the history entry for the post that the reader leaves.
func (p *Screen) leave() entry {
	if p.related == nil { // they may be on their way
		return entry{post: p.Post, place: p.position()}
	}
	return entry{p.Post, p.position(), p.related, p.relatedIn}
}

// linkAt returns the index of the target at a cell of a line, counted from the first line of the
// page, or -1.
func (p *Screen) linkAt(line, x int) int {
	if line < 0 || x < 0 {
		return -1
	}
	for i := range p.targets() {
		l := p.target(i)
		if part, ok := l.PartOn(line); ok && x >= part.Col && x < part.Col+part.Width {
			return i
		}
	}
	return -1
}

// leadsOut reports whether a link leads out of the blog. Such links are copied instead of followed.
func leadsOut(l layout.LinkMark) bool {
	return l.Post == "" && l.Picture == 0 && !strings.HasPrefix(l.URL, "#")
}

// follow follows a link to a place in this post or to another post. It copies the address of any
// other link, and opens a footnote in place.
func (p *Screen) follow(h screen.Host, l layout.LinkMark) tea.Cmd {
	if l.Picture > 0 {
		return p.enlarge(h, l.Picture-1)
	}
	if note, ok := p.page.NoteAt(l.URL); ok && l.Post == "" {
		p.openFootnote(h, note, l)
		return nil
	}
	if anchor, ok := strings.CutPrefix(l.URL, "#"); ok && l.Post == "" {
		return p.followTo(h, p.Post, anchor)
	}
	if l.Post == "" {
		return h.CopyText(l.URL)
	}
	slug, anchor, _ := strings.Cut(l.Post, "#")
	to, ok := h.Index.Lookup(slug)
	if !ok {
		h.Notice = h.Texts.PostGone
		return nil
	}
	return p.followTo(h, to.In(h.Languages...), anchor)
}

// followTo opens a post, at an anchor if one is given, and remembers the reader's place.
func (p *Screen) followTo(h screen.Host, to *blog.Post, anchor string) tea.Cmd {
	if o := p.opener.next; o != nil && o.arrival.replaces == p && o.Post == to && o.arrival.heading == anchor {
		return nil // it is on its way already
	}
	return p.opener.turnTo(h, &Screen{Post: to, arrival: arrival{heading: anchor}},
		history{behind: remember(p.history.behind, p.leave())})
}

// remember returns places with one more entry.
func remember(places []entry, v entry) []entry {
	return append(slices.Clone(places[max(0, len(places)-maxHistory+1):]), v)
}

// goBack returns to the place where the reader followed a link, or leaves the post.
func (p *Screen) goBack(h screen.Host) tea.Cmd {
	here, t := p.whereNow()
	n := len(t.behind)
	if n == 0 {
		p.opener.GiveUp()
		h.Pop()
		return nil
	}
	return p.revisit(h, t.behind[n-1], history{behind: t.behind[:n-1], ahead: remember(t.ahead, here)})
}

// goForward undoes goBack.
func (p *Screen) goForward(h screen.Host) tea.Cmd {
	here, t := p.whereNow()
	n := len(t.ahead)
	if n == 0 {
		h.Notice = h.Texts.NothingAhead
		return nil
	}
	return p.revisit(h, t.ahead[n-1], history{behind: remember(t.behind, here), ahead: t.ahead[:n-1]})
}

// whereNow returns the reader's place and history. If a key was quicker than the lines of a post,
// these are the ones that the reader is about to have.
func (p *Screen) whereNow() (entry, history) {
	next := p.opener.next
	switch {
	case next == nil || next.arrival.replaces != p:
		return p.leave(), p.history
	case next.arrival.back != nil:
		return entry{next.Post, *next.arrival.back, next.related, next.relatedIn}, next.history
	}
	return entry{post: next.Post}, next.history
}

// revisit opens a post at the place where the reader left it.
func (p *Screen) revisit(h screen.Host, v entry, t history) tea.Cmd {
	return p.opener.turnTo(h, &Screen{
		Post: v.post, arrival: arrival{back: &v.place}, related: v.related,
		relatedIn: v.relatedIn,
	}, t)
}

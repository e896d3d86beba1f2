package post

import (
	"fmt"
	"slices"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// arrival is what to do when the lines of a post are there.
type arrival struct {
	heading  string    // to jump to
	back     *position // where to go if the reader returns
	replaces *Screen   // screen to remove
	newText  bool      // the text has changed
	toEnd    bool      // the reader wants to go to the end
	notice   string    // to be shown with the page
}

// take stores the lines of a post, then goes to its target or keeps the reader's place.
func (p *Screen) take(h screen.Host, page *layout.Page) {
	place, hadPage := p.saved.in(p), p.page != nil
	if p.arrival.newText {
		place.heading = 0
		if Reading(h.Stack) == p { // overlays refer to the previous text
			h.CloseOverlays()
		}
	}
	p.arrival.newText = false
	p.page, p.spare = page, headRows(h.Display)
	p.head = h.Look.Head(h.Texts, h.Index, p.Post, page.Width)
	if p.end = (endMatter{}); !p.load.partial() {
		p.end = p.endMatter(h, page.Width)
	}
	p.linkChoice, p.aim = linkChoice{}, aim{}
	switch {
	case hadPage && (p.arrival.toEnd || p.sticks):
		p.top = p.length()
	case hadPage:
		p.goTo(place)
	case p.arrival.back != nil:
		p.goTo(*p.arrival.back)
		p.arrival.back = nil
	case p.find.hit != nil:
		p.toHit(h.Display)
	case !p.jump():
		p.arrival.notice = fmt.Sprintf(h.Texts.NoHeadingNamed, h.Fit(plaintext.Clean(p.arrival.heading), 40))
	}
	if hadPage && len(p.find.matches) > 0 { // the lines have changed, and with them the places of matches
		current := p.find.current
		p.find.matches = p.find.in(h.Method, p.text())
		p.find.current = max(0, min(current, len(p.find.matches)-1))
	}
	p.scroll(0, postRows(h.Display))
	p.aim.top = p.top
	if p.saved = (savedPosition{}); hadPage && !p.arrival.toEnd {
		p.saved = savedPosition{place, p.top, true}
	}
	p.arrival.toEnd = false
}

// jump goes to the requested heading, and reports whether the post has it.
func (p *Screen) jump() bool {
	if p.arrival.heading == "" {
		return true
	}
	line, ok := p.page.HeadingLine(p.arrival.heading)
	if ok {
		p.top = len(p.head) + line
		p.aim.heading = slices.IndexFunc(p.page.Headings, func(h layout.Mark) bool { return h.Line == line }) + 1
	}
	return ok
}

// Returned tells the reader if the post differs from the one in the blog.
func (p *Screen) Returned(h screen.Host) {
	if changed := p.Compare(h); changed != "" {
		h.Notice = changed
	}
}

// Compare returns a notice if an open post has changed in the newer Index, else "".
func (p *Screen) Compare(h screen.Host) string {
	now, ok := h.Index.Lookup(p.Post.Path)
	if !ok { // it may have been renamed
		now, ok = h.Index.Lookup(p.Post.Slug)
	}
	p.newer = nil
	switch {
	case !ok:
		return h.Texts.Gone
	case now.ID != p.Post.ID:
		p.newer = now
		return h.Texts.Changed
	}
	return ""
}

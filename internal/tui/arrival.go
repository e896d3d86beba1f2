package tui

import (
	"fmt"
	"slices"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// arrival is what to do when the lines of a post are there.
type arrival struct {
	heading  string      // to jump to
	back     *position   // where to go if the reader returns
	replaces *postScreen // screen to remove
	newText  bool        // the text has changed
	toEnd    bool        // the reader wants to go to the end
	notice   string      // to be shown with the page
}

// take stores the lines of a post, then goes to its target or keeps the reader's place.
func (p *postScreen) take(h host, page *layout.Page) {
	place, hadPage := p.saved.in(p), p.page != nil
	if p.arrival.newText {
		place.heading = 0
		if reading(h.stack) == p { // overlays refer to the previous text
			h.closeOverlays()
		}
	}
	p.arrival.newText = false
	p.page, p.spare = page, headRows(h.display)
	p.head = h.look.Head(h.texts, h.index, p.post, page.Width)
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
		p.toHit(h.display)
	case !p.jump():
		p.arrival.notice = fmt.Sprintf(h.texts.NoHeadingNamed, h.fit(plaintext.Clean(p.arrival.heading), 40))
	}
	if hadPage && len(p.find.matches) > 0 { // the lines have changed, and with them the places of matches
		current := p.find.current
		p.find.matches = p.find.in(h.method, p.text())
		p.find.current = max(0, min(current, len(p.find.matches)-1))
	}
	p.scroll(0, postRows(h.display))
	p.aim.top = p.top
	if p.saved = (savedPosition{}); hadPage && !p.arrival.toEnd {
		p.saved = savedPosition{place, p.top, true}
	}
	p.arrival.toEnd = false
}

// jump goes to the requested heading, and reports whether the post has it.
func (p *postScreen) jump() bool {
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

// returned tells the reader if the post differs from the one in the blog.
func (p *postScreen) returned(h host) {
	if changed := p.compare(h); changed != "" {
		h.notice = changed
	}
}

// compare returns a notice if an open post has changed in the newer Index, else "".
func (p *postScreen) compare(h host) string {
	now, ok := h.index.Lookup(p.post.Path)
	if !ok { // it may have been renamed
		now, ok = h.index.Lookup(p.post.Slug)
	}
	p.newer = nil
	switch {
	case !ok:
		return h.texts.Gone
	case now.ID != p.post.ID:
		p.newer = now
		return h.texts.Changed
	}
	return ""
}

package post

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// linkChoice is the link of a post that the reader has chosen by Tab, and the way back to where
// they were before they chose the first one.
type linkChoice struct {
	link     int // the chosen target, from 1; 0 if none
	cameFrom int // the first line on the screen before
	ledTo    int // the first line since the last choice
}

// stepLink chooses the next (1) or previous (-1) link. It begins with those on the screen, scrolls
// to one that is not, and goes on at the other end of the post after the last one, which the reader
// is told.
func (p *Screen) stepLink(h screen.Host, step int) {
	if p.targets() == 0 {
		p.link, h.Notice = 0, h.Texts.NoLinks
		return
	}
	was := p.top
	at, further := p.nextTarget(h.Display, step)
	if !further {
		p.cameFrom = was
	}
	p.link = 1 + at
	switch l := p.target(at); {
	case l.Post != "", l.Picture > 0:
	case strings.HasPrefix(l.URL, "#"):
		if note, ok := p.page.NoteAt(l.URL); ok {
			h.Notice = fmt.Sprintf(h.Texts.Note, note.Number)
		}
	default:
		h.Notice = h.OneRow(l.URL)
	}
	if _, ok := p.chosenLink(h.Display); !ok {
		p.showLine(h.Display, p.target(at).Line)
	}
	p.ledTo = p.top
	switch {
	case h.Notice != "":
	case step > 0 && p.top < was:
		h.Notice = h.Texts.FirstLink
	case step < 0 && p.top > was:
		h.Notice = h.Texts.LastLink
	}
}

// nextTarget returns the index of the link after or before the chosen one if that is on the screen.
// Otherwise further is false, and it returns the first or last one on the screen or beyond it.
func (p *Screen) nextTarget(d *screen.Display, step int) (at int, further bool) {
	n := p.targets()
	if _, ok := p.chosenLink(d); ok {
		return (p.link - 1 + step + n) % n, true
	}
	first := p.top - len(p.head)
	if step > 0 {
		for i := range n {
			if l := p.target(i); l.LastLine() >= first {
				return i, false
			}
		}
		return 0, false
	}
	for i := n - 1; i >= 0; i-- {
		if p.target(i).Line < first+p.shownRows(d) {
			return i, false
		}
	}
	return n - 1, false
}

// chosenLink returns the chosen link if any line of it is visible.
func (p *Screen) chosenLink(d *screen.Display) (layout.LinkMark, bool) {
	if p.link == 0 || p.link > p.targets() {
		return layout.LinkMark{}, false
	}
	l := p.target(p.link - 1)
	first := p.top - len(p.head)
	return l, l.LastLine() >= first && l.Line < first+p.shownRows(d)
}

// unchoose gives up the chosen link and reports whether there was one on the screen. The reader is
// taken back to where they were before they chose the first one, unless they have scrolled since.
func (p *Screen) unchoose(d *screen.Display) bool {
	_, chosen := p.chosenLink(d)
	if chosen && p.top == p.ledTo && p.top != p.cameFrom {
		p.top = p.cameFrom
		p.scroll(0, postRows(d))
	}
	p.linkChoice = linkChoice{}
	return chosen
}

// showLine scrolls until a line of the page or of the end matter is visible, with some text above
// it.
func (p *Screen) showLine(d *screen.Display, line int) {
	const above = 3
	at := len(p.head) + line
	if at >= p.top && at < p.top+p.shownRows(d) {
		return
	}
	rows := postRows(d)
	p.top, p.sticks = at-min(above, max(0, rows-1)), false
	p.scroll(0, rows)
}

// emphasise returns a line of the page with a part of the chosen link highlighted.
func emphasise(d *screen.Display, line string, l layout.LinkPart, s *screen.Styles) string {
	end := l.Col + l.Width
	return d.Method.Cut(line, 0, l.Col) + ansi.ResetStyle + s.Here.On(ansi.Strip(d.Method.Cut(line, l.Col, end))) +
		d.Method.Cut(line, end, d.Cells(line))
}

package post

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// footer returns the last line below a post: what is being typed, or hints.
func (p *Screen) footer(h screen.Host) string {
	k, rows := h.Keys, p.shownRows(h.Display)
	link, linked := p.chosenLink(h.Display)
	if p.find.open && h.Notice == "" {
		c := h.FootColumn()
		return c.Indent(h.Styles.Title.On("/") + " " + h.ViewLine(&p.find.LineEditor, c.Width-2, true))
	}
	back := p.backFrom(h)
	hints := []keymap.Binding{k.PageDown, back, k.Contents, k.Next, k.Help, k.Quit}
	switch {
	case len(p.find.matches) > 0 && !linked:
		return h.Footer([]keymap.Binding{k.NextMatch, k.PreviousMatch, k.Clear, k.Help, k.Quit}, p.find.findPlace())
	case h.Width < screen.Narrow:
		hints = []keymap.Binding{k.Help, k.Back}
	case linked:
		does := h.Texts.Follow
		switch {
		case link.Picture > 0:
			does = h.Texts.Enlarge
		case leadsOut(link):
			does = h.Texts.Copy
		}
		hints = []keymap.Binding{k.Accept.As(does), k.NextLink, k.Clear, k.Help, k.Quit}
	case p.sideRoom(rows) > 0:
		hints = []keymap.Binding{k.PageDown, k.Right, k.Left, back, k.Help, k.Quit}
	case p.top >= p.length()-rows:
		hints = []keymap.Binding{back, k.Next, k.Previous, k.NextLink, k.Help, k.Quit}
	}
	return h.Footer(hints, p.progress(h, rows))
}

// backFrom returns the hint for the key that goes one step back, with the place that it leads to.
func (p *Screen) backFrom(h screen.Host) keymap.Binding {
	const most = 24 // cells of the name
	name := ""
	if n := len(p.history.behind); n > 0 {
		name = p.history.behind[n-1].post.In(h.Languages...).Title
	} else {
		if l, ok := h.Below(p).(screen.Listing); ok {
			name = l.Name(h)
		}
	}
	if name == "" || h.Width < 80 {
		return h.Keys.Back
	}
	return h.Keys.Back.As(fmt.Sprintf(h.Texts.BackTo, h.Fit(name, most)))
}

// progress returns how far the reader has come.
func (p *Screen) progress(h screen.Host, rows int) string {
	left := p.length() - rows
	switch {
	case p.page == nil, p.load.partial() && p.top > 0: // the whole length is not known yet
		return ""
	case left <= 0:
		return h.Texts.All
	case p.top >= left:
		return h.Texts.End
	case p.top == 0:
		return h.Texts.Top
	}
	return fmt.Sprintf("%d%%", p.top*100/left)
}

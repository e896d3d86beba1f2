package post

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// footnoteScreen shows a footnote at the bottom of the window, over the text that mentions it.
type footnoteScreen struct {
	post   *Screen
	url    string // of the reference
	number int
	ref    int // index of the link that mentions it, in those of the page
	top    int // the first visible line of the note
	link   int // the chosen link of the page, from 1; 0 if none
}

func (*footnoteScreen) Overlays() {}

// openFootnote opens the footnote of a link of the page. It replaces a footnote that is open.
func (p *Screen) openFootnote(h screen.Host, note layout.Note, l layout.LinkMark) {
	n := &footnoteScreen{post: p, url: "#" + note.ID, number: note.Number, ref: slices.IndexFunc(p.page.Links, func(other layout.LinkMark) bool {
		return other.LinkPart == l.LinkPart && other.URL == l.URL
	})}
	if was, ok := h.Upper().(*footnoteScreen); ok {
		n.ref = was.ref
		h.Pop()
	}
	h.Push(n)
}

// extent is where a note is on its page, and which of its lines are shown.
type extent struct {
	first, count int // lines of the page
	top, rows    int // of these: the first one that is shown, and how many
}

// extent returns where the note is on the current page. At least half of the window, less the rule
// above the note, is left to the text.
func (n *footnoteScreen) extent(h screen.Host) extent {
	note, ok := n.post.page.NoteAt(n.url)
	if !ok {
		return extent{}
	}
	count := note.Last + 1 - note.First
	rows := min(count, max(1, h.Height/2-1))
	return extent{first: note.First, count: count, top: max(0, min(n.top, count-rows)), rows: rows}
}

// scroll scrolls the note by some lines.
func (n *footnoteScreen) scroll(h screen.Host, by int) {
	e := n.extent(h)
	n.top = max(0, min(n.top+by, e.count-e.rows))
}

// mark returns the link of the page with a number, counted from 0, if it exists.
func (n *footnoteScreen) mark(i int) (layout.LinkMark, bool) {
	if links := n.post.page.Links; i >= 0 && i < len(links) {
		return links[i], true
	}
	return layout.LinkMark{}, false
}

// Relayout does nothing, since the view is made from the current page.
func (n *footnoteScreen) Relayout(screen.Host) tea.Cmd { return nil }

// Press handles a key. Tab chooses a link, Enter follows it. Any key that does not scroll closes
// the note.
func (n *footnoteScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	switch {
	case k.NextLink.Has(key):
		n.step(h, 1)
		return nil, true
	case k.PreviousLink.Has(key):
		n.step(h, -1)
		return nil, true
	case k.Accept.Has(key):
		if l, ok := n.mark(n.link - 1); ok {
			return n.follow(h, l), true
		}
	default:
		if by, ok := k.Movement(key, n.extent(h).rows, len(n.post.text())); ok {
			n.scroll(h, by)
			return nil, true
		}
	}
	h.Pop()
	return nil, true
}

// follow follows a link of the note, from the reader's place in the text.
func (n *footnoteScreen) follow(h screen.Host, l layout.LinkMark) tea.Cmd {
	if _, note := n.post.page.NoteAt(l.URL); !note {
		h.Pop()
	}
	if strings.HasPrefix(l.URL, noteReturn) {
		return nil // the reader is there already
	}
	return n.post.follow(h, l)
}

// step chooses the next (1) or previous (-1) link of the note, and wraps around at the ends. It
// skips the link back to the text, since the reader has not left it.
func (n *footnoteScreen) step(h screen.Host, step int) {
	e := n.extent(h)
	at := -1
	var links []int
	for i, l := range n.post.page.Links {
		if l.Line >= e.first && l.Line < e.first+e.count && !strings.HasPrefix(l.URL, noteReturn) {
			if i == n.link-1 {
				at = len(links)
			}
			links = append(links, i)
		}
	}
	switch {
	case len(links) == 0:
		h.Notice = h.Texts.NoLinkHere
		return
	case at < 0 && step < 0:
		at = 0
	}
	n.link = 1 + links[(at+step+len(links))%len(links)]
	l := n.post.page.Links[n.link-1]
	if l.Post == "" {
		h.Notice = h.OneRow(l.URL)
	}
	line := l.Line - e.first
	n.top = max(line-e.rows+1, min(n.top, line))
}

// Click follows a link of the note. Above the note it closes the note.
func (n *footnoteScreen) Click(h screen.Host, x, y int) tea.Cmd {
	e := n.extent(h)
	row := y - (h.Height - 1 - e.rows)
	if row < 0 || row >= e.rows {
		h.Pop()
		return nil
	}
	if i := n.post.linkAt(e.first+e.top+row, x-h.TextColumn().Left); i >= 0 {
		return n.follow(h, n.post.page.Links[i])
	}
	return nil
}

// Wheel scrolls.
func (n *footnoteScreen) Wheel(h screen.Host, lines int) tea.Cmd {
	n.scroll(h, lines)
	return nil
}

// View draws the text above, scrolled so that the note does not cover the link that mentions it, a
// rule, and the note.
func (n *footnoteScreen) View(h screen.Host) []string {
	c, p := h.TextColumn(), *n.post
	e := n.extent(h)
	room := h.Height - 2 - e.rows // for the text
	if ref, ok := n.mark(n.ref); ok {
		p.top = max(p.top, len(p.head)+ref.Line-room+1+headRows(h.Display))
	}
	lines := p.lines(h, c, room)
	lines = append(lines, rule(h.Display, fmt.Sprintf(h.Texts.Note, n.number), c.Width))
	link, linked := n.mark(n.link - 1)
	for i := e.first + e.top; i < e.first+e.top+e.rows; i++ {
		line := p.textLine(i)
		if part, ok := link.PartOn(i); linked && ok {
			line = emphasise(h.Display, line, part, h.Styles)
		}
		lines = append(lines, h.Fit(line, c.Width))
	}
	place := ""
	if e.count > e.rows {
		place = fmt.Sprintf(h.Texts.Of, e.top+e.rows, e.count)
	}
	return append(n.post.inPlace(h, lines), h.Footer(n.hints(h, e), place))
}

// hints returns the keys in the footer.
func (n *footnoteScreen) hints(h screen.Host, e extent) []keymap.Binding {
	k := h.Keys
	if n.link > 0 {
		return []keymap.Binding{k.Accept.As(h.Texts.Follow), k.NextLink, k.Clear.As(h.Texts.Close)}
	}
	hints := []keymap.Binding{k.Clear.As(h.Texts.Close)}
	if e.count > e.rows {
		hints = append(hints, k.Down, k.Up)
	}
	return append(hints, k.NextLink)
}

// rule returns a line across the text, with a title in it.
func rule(d *screen.Display, title string, width int) string {
	const before = 2
	title = d.Fit(title, width-before-2)
	after := max(0, width-before-2-d.Cells(title))
	return d.Styles.Muted.On(strings.Repeat("─", before)) + " " + d.Styles.Title.On(title) + " " +
		d.Styles.Muted.On(strings.Repeat("─", after))
}

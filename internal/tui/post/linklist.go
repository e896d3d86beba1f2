package post

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// linksScreen lists the links of the open post, to follow or to copy one.
type linksScreen struct {
	screen.Menu
	post  *Screen
	links []listed
	typed string // digits of a link's number
}

// listed is a link in the list.
type listed struct {
	mark        layout.LinkMark
	text, where string
	fetch       string // of a picture: the command line that fetches it
}

func (*linksScreen) Overlays() {}

// noteReturn is the prefix of the address that leads from a footnote back to the text.
const noteReturn = "#fnref:"

// openLinks opens the list of links at the chosen link, or at the first visible one.
func (p *Screen) openLinks(h screen.Host) {
	if p.page == nil {
		return
	}
	l := &linksScreen{post: p}
	_, chosen := p.chosenLink(h.Display)
	notes := make(map[string]bool, len(p.page.Notes)) // by the addresses that lead to them
	for _, note := range p.page.Notes {
		notes["#"+note.ID] = true
	}
	for i, mark := range p.page.Links {
		if notes[mark.URL] || mark.Picture > 0 || strings.HasPrefix(mark.URL, noteReturn) {
			continue
		}
		if chosen && i < p.link-1 || !chosen && mark.Line < p.top-len(p.head) {
			l.Cursor = len(l.links) + 1
		}
		l.links = append(l.links, listLink(h, mark))
	}
	for _, mark := range p.page.Images {
		if picture, ok := p.listPicture(mark); ok {
			l.links = append(l.links, picture)
		}
	}
	if len(l.links) == 0 {
		h.Notice = h.Texts.NoLinks
		return
	}
	l.Move(0, len(l.links), l.rows(h))
	h.Push(l)
}

// listLink returns the row of a link: its text, and the address or the title of the post that it
// leads to.
func listLink(h screen.Host, mark layout.LinkMark) listed {
	where := mark.URL
	if mark.Post != "" {
		slug, _, _ := strings.Cut(mark.Post, "#")
		where = slug
		if to, ok := h.Index.Lookup(slug); ok {
			where = to.In(h.Languages...).Title
		}
	}
	text := screen.Clip(mark.Text)
	if where = screen.Clip(where); where == text {
		where = ""
	}
	return listed{mark: mark, text: text, where: where}
}

// listPicture returns the row of a picture: what it shows, and how to fetch it or its address. ok
// is false if it has neither.
func (p *Screen) listPicture(mark layout.LinkMark) (row listed, ok bool) {
	row = listed{mark: mark, text: screen.Clip(mark.Text), where: screen.Clip(mark.URL)}
	if fetch := p.opener.options.Fetch; mark.File != "" && fetch != nil {
		row.fetch = fetch(mark.File)
	}
	if row.fetch != "" {
		row.where = screen.Clip(row.fetch)
	}
	if row.text == "" {
		row.text = screen.Clip(path.Base(mark.URL))
	}
	return row, row.fetch != "" || strings.Contains(mark.URL, "://")
}

// linkFoot is how many rows below the list show the whole address of the chosen link.
const linkFoot = 3

// rows returns how many rows of the list fit on the window.
func (l *linksScreen) rows(h screen.Host) int {
	if h.MenuRows() <= 2*linkFoot {
		return h.MenuRows()
	}
	return h.MenuRows() - linkFoot
}

// foot draws the whole address of the chosen link, if its row has no room for it.
func (l *linksScreen) foot(h screen.Host, width int) []string {
	c := l.links[l.Cursor]
	if c.where == "" || l.rows(h) == h.MenuRows() || h.Cells(c.text)+2+h.Cells(c.where) <= width-l.numberCells() {
		return nil
	}
	lines := h.Wrap(c.where, width, linkFoot-1)
	for i := range lines {
		lines[i] = h.Styles.Muted.On(lines[i])
	}
	return append([]string{""}, lines...)
}

// numberCells returns how many cells the bar and the number of a row take.
func (l *linksScreen) numberCells() int { return 2 + len(strconv.Itoa(len(l.links))) + 2 }

// Relayout keeps the chosen link visible.
func (l *linksScreen) Relayout(h screen.Host) tea.Cmd {
	l.Move(0, len(l.links), l.rows(h))
	return nil
}

// Press handles a key. Digits and the keys of movement choose a link. Any key without a meaning
// here closes the list.
func (l *linksScreen) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if s := key.String(); len(s) == 1 && s[0] >= '0' && s[0] <= '9' {
		l.typeDigit(h, s)
		return nil, true
	}
	l.typed = ""
	switch {
	case l.Menu.Press(h, key, len(l.links), l.rows(h)):
		return nil, true
	case h.Keys.CopyCommand.Has(key), h.Keys.CopyAddress.Has(key):
		return l.post.copyLink(h, l.links[l.Cursor]), true
	}
	h.Pop()
	if h.Keys.Open.Has(key) {
		return l.post.followListed(h, l.links[l.Cursor]), true
	}
	return nil, true
}

// typeDigit chooses the link with the number that is being typed. A digit that leads beyond the
// last link starts a new number.
func (l *linksScreen) typeDigit(h screen.Host, digit string) {
	for _, typed := range []string{l.typed + digit, digit} {
		if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(l.links) {
			l.typed = typed
			l.Move(n-1-l.Cursor, len(l.links), l.rows(h))
			return
		}
	}
}

// copyLink copies the address of a link. For a place in this blog that is not on the web, it copies
// the command line that opens it.
func (p *Screen) copyLink(h screen.Host, row listed) tea.Cmd {
	l := row.mark
	switch {
	case row.fetch != "":
		return h.CopyText(row.fetch)
	case l.Post != "" && !strings.Contains(l.URL, "://"):
		return h.CopyCommand(l.Post)
	case l.Post == "" && strings.HasPrefix(l.URL, "#"):
		return h.CopyCommand(p.Post.Slug + l.URL)
	}
	return h.CopyText(l.URL)
}

// followListed follows the link of a row. What fetches a picture is copied.
func (p *Screen) followListed(h screen.Host, row listed) tea.Cmd {
	if row.fetch != "" {
		return h.CopyText(row.fetch)
	}
	return p.follow(h, row.mark)
}

// Click follows the link of a row.
func (l *linksScreen) Click(h screen.Host, x, y int) tea.Cmd {
	h.Pop()
	if i := l.At(h, x, y, len(l.links), l.rows(h)); i >= 0 {
		return l.post.followListed(h, l.links[i])
	}
	return nil
}

// Wheel moves the cursor.
func (l *linksScreen) Wheel(h screen.Host, lines int) tea.Cmd {
	l.Move(lines, len(l.links), l.rows(h))
	return nil
}

// View draws the list.
func (l *linksScreen) View(h screen.Host) []string {
	k := h.Keys
	digits, width := len(strconv.Itoa(len(l.links))), h.ListColumn().Width
	lines := l.Lines(h, h.Texts.Links, len(l.links), width, l.rows(h), true,
		func(i, width int, chosen bool) string {
			number := fmt.Sprintf("%*d  ", digits, i+1)
			return h.Styles.Muted.On(number) + linkRow(h.Display, l.links[i], width-len(number), chosen)
		})
	lines = append(lines, l.foot(h, width)...)
	place := fmt.Sprintf("%d/%d", l.Cursor+1, len(l.links))
	if l.typed != "" {
		place = l.typed + "_  " + place
	}
	does := h.Texts.Follow
	if l.Cursor < len(l.links) && leadsOut(l.links[l.Cursor].mark) {
		does = h.Texts.Copy
	}
	return l.post.besideText(h, lines, []keymap.Binding{
		k.Open.As(does), k.CopyCommand.As(h.Texts.Copy), k.Clear.As(h.Texts.Close), k.Down, k.Up,
	}, place)
}

// linkRow lays out a link's text and, muted, its destination on width cells. If both do not fit,
// each gets half.
func linkRow(d *screen.Display, l listed, width int, chosen bool) string {
	const gap = 2
	style := screen.SGR("")
	if chosen {
		style = d.Styles.Chosen
	}
	text := l.text
	if room := width - gap - min(d.Cells(l.where), (width-gap)/2); room > 0 {
		text = d.Fit(text, room)
	}
	return d.Spread(style.On(text), d.Styles.Muted.On(d.Fit(l.where, width-gap-d.Cells(text))), width)
}

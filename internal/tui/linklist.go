package tui

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
)

// linksScreen lists the links of the open post, to follow or to copy one.
type linksScreen struct {
	menu
	post  *postScreen
	links []listed
	typed string // digits of a link's number
}

// listed is a link in the list.
type listed struct {
	mark        layout.LinkMark
	text, where string
	fetch       string // of a picture: the command line that fetches it
}

func (*linksScreen) overlays() {}

// noteReturn is the prefix of the address that leads from a footnote back to the text.
const noteReturn = "#fnref:"

// openLinks opens the list of links at the chosen link, or at the first visible one.
func (p *postScreen) openLinks(h host) {
	if p.page == nil {
		return
	}
	l := &linksScreen{post: p}
	_, chosen := p.chosenLink(h.display)
	for i, mark := range p.page.Links {
		if _, note := p.page.NoteAt(mark.URL); note || strings.HasPrefix(mark.URL, noteReturn) {
			continue
		}
		if chosen && i < p.link-1 || !chosen && mark.Line < p.top-len(p.head) {
			l.cursor = len(l.links) + 1
		}
		l.links = append(l.links, listLink(h, mark))
	}
	for _, mark := range p.page.Images {
		if picture, ok := p.listPicture(mark); ok {
			l.links = append(l.links, picture)
		}
	}
	if len(l.links) == 0 {
		h.notice = h.texts.NoLinks
		return
	}
	l.move(0, len(l.links), l.rows(h))
	h.push(l)
}

// listLink returns the row of a link: its text, and the address or the title of the post that it
// leads to.
func listLink(h host, mark layout.LinkMark) listed {
	where := mark.URL
	if mark.Post != "" {
		slug, _, _ := strings.Cut(mark.Post, "#")
		where = slug
		if to, ok := h.index.Lookup(slug); ok {
			where = to.In(h.languages...).Title
		}
	}
	text := clip(mark.Text)
	if where = clip(where); where == text {
		where = ""
	}
	return listed{mark: mark, text: text, where: where}
}

// listPicture returns the row of a picture: what it shows, and how to fetch it or its address. ok is
// false if it has neither.
func (p *postScreen) listPicture(mark layout.LinkMark) (row listed, ok bool) {
	row = listed{mark: mark, text: clip(mark.Text), where: clip(mark.URL)}
	if fetch := p.opener.options.Fetch; mark.File != "" && fetch != nil {
		row.fetch = fetch(mark.File)
	}
	if row.fetch != "" {
		row.where = clip(row.fetch)
	}
	if row.text == "" {
		row.text = clip(path.Base(mark.URL))
	}
	return row, row.fetch != "" || strings.Contains(mark.URL, "://")
}

// linkFoot is how many rows below the list show the whole address of the chosen link.
const linkFoot = 3

// rows returns how many rows of the list fit on the window.
func (l *linksScreen) rows(h host) int {
	if h.menuRows() <= 2*linkFoot {
		return h.menuRows()
	}
	return h.menuRows() - linkFoot
}

// foot draws the whole address of the chosen link, if its row has no room for it.
func (l *linksScreen) foot(h host, width int) []string {
	c := l.links[l.cursor]
	if c.where == "" || l.rows(h) == h.menuRows() || h.cells(c.text)+2+h.cells(c.where) <= width-l.numberCells() {
		return nil
	}
	lines := h.wrap(c.where, width, linkFoot-1)
	for i := range lines {
		lines[i] = h.styles.muted.on(lines[i])
	}
	return append([]string{""}, lines...)
}

// numberCells returns how many cells the bar and the number of a row take.
func (l *linksScreen) numberCells() int { return 2 + len(strconv.Itoa(len(l.links))) + 2 }

// relayout keeps the chosen link visible.
func (l *linksScreen) relayout(h host) tea.Cmd {
	l.move(0, len(l.links), l.rows(h))
	return nil
}

// press handles a key. Digits and the keys of movement choose a link. Any key without a meaning
// here closes the list.
func (l *linksScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	if s := key.String(); len(s) == 1 && s[0] >= '0' && s[0] <= '9' {
		l.typeDigit(h, s)
		return nil, true
	}
	l.typed = ""
	switch {
	case l.menu.press(h, key, len(l.links), l.rows(h)):
		return nil, true
	case h.keys.CopyCommand.Has(key), h.keys.CopyAddress.Has(key):
		return l.post.copyLink(h, l.links[l.cursor]), true
	}
	h.pop()
	if h.keys.Open.Has(key) {
		return l.post.followListed(h, l.links[l.cursor]), true
	}
	return nil, true
}

// typeDigit chooses the link with the number that is being typed. A digit that leads beyond the
// last link starts a new number.
func (l *linksScreen) typeDigit(h host, digit string) {
	for _, typed := range []string{l.typed + digit, digit} {
		if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(l.links) {
			l.typed = typed
			l.move(n-1-l.cursor, len(l.links), l.rows(h))
			return
		}
	}
}

// copyLink copies the address of a link. For a place in this blog that is not on the web, it copies
// the command line that opens it.
func (p *postScreen) copyLink(h host, row listed) tea.Cmd {
	l := row.mark
	switch {
	case row.fetch != "":
		return h.copyText(row.fetch)
	case l.Post != "" && !strings.Contains(l.URL, "://"):
		return h.copyCommand(l.Post)
	case l.Post == "" && strings.HasPrefix(l.URL, "#"):
		return h.copyCommand(p.post.Slug + l.URL)
	}
	return h.copyText(l.URL)
}

// followListed follows the link of a row. What fetches a picture is copied.
func (p *postScreen) followListed(h host, row listed) tea.Cmd {
	if row.fetch != "" {
		return h.copyText(row.fetch)
	}
	return p.follow(h, row.mark)
}

// click follows the link of a row.
func (l *linksScreen) click(h host, x, y int) tea.Cmd {
	h.pop()
	if i := l.at(h, x, y, len(l.links), l.rows(h)); i >= 0 {
		return l.post.followListed(h, l.links[i])
	}
	return nil
}

// wheel moves the cursor.
func (l *linksScreen) wheel(h host, lines int) tea.Cmd {
	l.move(lines, len(l.links), l.rows(h))
	return nil
}

// view draws the list.
func (l *linksScreen) view(h host) []string {
	k := h.keys
	digits, width := len(strconv.Itoa(len(l.links))), h.listColumn().width
	lines := l.lines(h, h.texts.Links, len(l.links), width, l.rows(h), true,
		func(i, width int, chosen bool) string {
			number := fmt.Sprintf("%*d  ", digits, i+1)
			return h.styles.muted.on(number) + linkRow(h.display, l.links[i], width-len(number), chosen)
		})
	lines = append(lines, l.foot(h, width)...)
	place := fmt.Sprintf("%d/%d", l.cursor+1, len(l.links))
	if l.typed != "" {
		place = l.typed + "_  " + place
	}
	does := h.texts.Follow
	if l.cursor < len(l.links) && leadsOut(l.links[l.cursor].mark) {
		does = h.texts.Copy
	}
	return l.post.besideText(h, lines, []keymap.Binding{
		k.Open.As(does), k.CopyCommand.As(h.texts.Copy), k.Clear.As(h.texts.Close), k.Down, k.Up,
	}, place)
}

// linkRow lays out a link's text and, muted, its destination on width cells. If both do not fit,
// each gets half.
func linkRow(d *display, l listed, width int, chosen bool) string {
	const gap = 2
	style := sgr("")
	if chosen {
		style = d.styles.chosen
	}
	text := l.text
	if room := width - gap - min(d.cells(l.where), (width-gap)/2); room > 0 {
		text = d.fit(text, room)
	}
	return d.spread(style.on(text), d.styles.muted.on(d.fit(l.where, width-gap-d.cells(text))), width)
}

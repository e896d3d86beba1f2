package tui

import (
	"fmt"
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
}

func (*linksScreen) overlays() {}

// noteReturn is the prefix of the address that leads from a footnote back to the text.
const noteReturn = "#fnref:"

// openLinks opens the list of links at the chosen link, or at the first visible one.
func (h host) openLinks(p *postScreen) {
	if p.page == nil {
		return
	}
	l := &linksScreen{post: p}
	_, chosen := p.chosenLink(h.postRows())
	for i, mark := range p.page.Links {
		if _, note := p.page.NoteAt(mark.URL); note || strings.HasPrefix(mark.URL, noteReturn) {
			continue
		}
		if chosen && i < p.link-1 || !chosen && mark.Line < p.top-len(p.head) {
			l.cursor = len(l.links) + 1
		}
		l.links = append(l.links, h.listLink(mark))
	}
	if len(l.links) == 0 {
		h.notice = h.texts.NoLinks
		return
	}
	l.move(0, len(l.links), h.menuRows())
	h.push(l)
}

// listLink returns the row of a link: its text, and the address or the title of the post that it
// leads to.
func (h host) listLink(mark layout.LinkMark) listed {
	where := mark.URL
	if mark.Post != "" {
		slug, _, _ := strings.Cut(mark.Post, "#")
		where = slug
		if to, ok := h.index.Lookup(slug); ok {
			where = to.In(h.languages...).Title
		}
	}
	return listed{mark, clip(mark.Text), clip(where)}
}

// relayout keeps the chosen link visible.
func (l *linksScreen) relayout(h host) tea.Cmd {
	l.move(0, len(l.links), h.menuRows())
	return nil
}

// press handles a key. Digits and the keys of movement choose a link. Any key without a meaning
// here closes the list.
func (l *linksScreen) press(h host, key tea.KeyPressMsg) tea.Cmd {
	if s := key.String(); len(s) == 1 && s[0] >= '0' && s[0] <= '9' {
		l.typeDigit(h, s)
		return nil
	}
	l.typed = ""
	switch {
	case l.menu.press(h, key, len(l.links)):
		return nil
	case h.keys.CopyCommand.Has(key), h.keys.CopyAddress.Has(key):
		return h.copyLink(l.post, l.links[l.cursor].mark)
	}
	h.pop()
	if h.keys.Open.Has(key) {
		return h.follow(l.post, l.links[l.cursor].mark)
	}
	return nil
}

// typeDigit chooses the link with the number that is being typed. A digit that leads beyond the
// last link starts a new number.
func (l *linksScreen) typeDigit(h host, digit string) {
	for _, typed := range []string{l.typed + digit, digit} {
		if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(l.links) {
			l.typed = typed
			l.move(n-1-l.cursor, len(l.links), h.menuRows())
			return
		}
	}
}

// copyLink copies the address of a link. For a place in this blog that is not on the web, it copies
// the command line that opens it.
func (h host) copyLink(p *postScreen, l layout.LinkMark) tea.Cmd {
	switch {
	case l.Post != "" && !strings.Contains(l.URL, "://"):
		return h.copyCommand(l.Post)
	case l.Post == "" && strings.HasPrefix(l.URL, "#"):
		return h.copyCommand(p.post.Slug + l.URL)
	}
	return h.copy(l.URL, l.URL)
}

// click follows the link of a row.
func (l *linksScreen) click(h host, x, y int) tea.Cmd {
	h.pop()
	if i := l.at(h, x, y, len(l.links)); i >= 0 {
		return h.follow(l.post, l.links[i].mark)
	}
	return nil
}

// wheel moves the cursor.
func (l *linksScreen) wheel(h host, lines int) tea.Cmd {
	l.move(lines, len(l.links), h.menuRows())
	return nil
}

// view draws the list.
func (l *linksScreen) view(h host) []string {
	k := h.keys
	digits := len(strconv.Itoa(len(l.links)))
	lines := l.lines(h, h.texts.Links, len(l.links), h.listColumn().width, true,
		func(i, width int, chosen bool) string {
			number := fmt.Sprintf("%*d  ", digits, i+1)
			return h.styles.muted.on(number) + h.linkRow(l.links[i], width-len(number), chosen)
		})
	place := fmt.Sprintf("%d/%d", l.cursor+1, len(l.links))
	if l.typed != "" {
		place = l.typed + "_  " + place
	}
	does := h.texts.Follow
	if l.cursor < len(l.links) && leadsOut(l.links[l.cursor].mark) {
		does = h.texts.Copy
	}
	return h.besideText(l.post, lines, []keymap.Binding{
		k.Open.As(does), k.CopyCommand.As(h.texts.Copy), k.Clear.As(h.texts.Close), k.Down, k.Up,
	}, place)
}

// linkRow lays out a link's text and, muted, its destination on width cells. If both do not fit,
// each gets half.
func (d *display) linkRow(l listed, width int, chosen bool) string {
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

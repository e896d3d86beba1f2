package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/layout"
)

// linksScreen is the links of the post that is open, to follow or to copy.
type linksScreen struct {
	menu
	post  *postScreen
	links []listed
	typed string // digits of a link's number
}

// listed is a link as it is listed.
type listed struct {
	mark        layout.LinkMark
	text, where string
}

func (*linksScreen) overlays() {}

// noteReturn begins the address of the way from a footnote back to where it is mentioned.
const noteReturn = "#fnref:"

// openLinks opens the list of links, at the one that is chosen or the first that can be seen.
func (m *Model) openLinks(p *postScreen) {
	if p.page == nil {
		return
	}
	l := &linksScreen{post: p}
	_, chosen := p.chosenLink(m.postRows())
	for i, mark := range p.page.Links {
		if _, note := p.page.NoteAt(mark.URL); note || strings.HasPrefix(mark.URL, noteReturn) {
			continue
		}
		if chosen && i < p.link-1 || !chosen && mark.Line < p.top-len(p.head) {
			l.cursor = len(l.links) + 1
		}
		l.links = append(l.links, m.listLink(mark))
	}
	if len(l.links) == 0 {
		m.notice = m.texts.NoLinks
		return
	}
	l.move(0, len(l.links), m.menuRows())
	m.push(l)
}

// listLink makes the row of a link: its text, and the address or the title of the post that it leads to.
func (m *Model) listLink(mark layout.LinkMark) listed {
	where := mark.URL
	if mark.Post != "" {
		slug, _, _ := strings.Cut(mark.Post, "#")
		where = slug
		if to, ok := m.index.Lookup(slug); ok {
			where = to.In(m.list.langs...).Title
		}
	}
	return listed{mark, clip(mark.Text), clip(where)}
}

// relayout keeps the chosen link on the screen.
func (l *linksScreen) relayout(m *Model) tea.Cmd {
	l.move(0, len(l.links), m.menuRows())
	return nil
}

// press handles a key: digits and the keys of movement choose; any key that does nothing here closes the list.
func (l *linksScreen) press(m *Model, key tea.KeyPressMsg) tea.Cmd {
	if s := key.String(); len(s) == 1 && s[0] >= '0' && s[0] <= '9' {
		l.typeDigit(m, s)
		return nil
	}
	l.typed = ""
	switch {
	case l.menu.press(m, key, len(l.links)):
		return nil
	case m.keys.CopyCommand.has(key), m.keys.CopyAddress.has(key):
		return m.copyLink(l.post, l.links[l.cursor].mark)
	}
	m.pop()
	if m.keys.Open.has(key) {
		return m.follow(l.post, l.links[l.cursor].mark)
	}
	return nil
}

// typeDigit chooses the link of the number that is being typed. A digit that leads past the last link begins a new number.
func (l *linksScreen) typeDigit(m *Model, digit string) {
	for _, typed := range []string{l.typed + digit, digit} {
		if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(l.links) {
			l.typed = typed
			l.move(n-1-l.cursor, len(l.links), m.menuRows())
			return
		}
	}
}

// copyLink copies the address of a link; of a place in this blog that is not on the web, the command line that opens it.
func (m *Model) copyLink(p *postScreen, l layout.LinkMark) tea.Cmd {
	switch {
	case l.Post != "" && !strings.Contains(l.URL, "://"):
		return m.copyCommand(l.Post)
	case l.Post == "" && strings.HasPrefix(l.URL, "#"):
		return m.copyCommand(p.post.Slug + l.URL)
	}
	return m.copy(l.URL, l.URL)
}

// click follows the link of a row.
func (l *linksScreen) click(m *Model, x, y int) tea.Cmd {
	m.pop()
	if i := l.at(m, x, y, len(l.links)); i >= 0 {
		return m.follow(l.post, l.links[i].mark)
	}
	return nil
}

// wheel moves the cursor.
func (l *linksScreen) wheel(m *Model, lines int) tea.Cmd {
	l.move(lines, len(l.links), m.menuRows())
	return nil
}

// view draws the list.
func (l *linksScreen) view(m *Model) []string {
	k := m.keys
	digits := len(strconv.Itoa(len(l.links)))
	lines := l.lines(m, m.texts.Links, len(l.links), m.listColumn().width, true, func(i, width int, chosen bool) string {
		number := fmt.Sprintf("%*d  ", digits, i+1)
		return m.styles.muted.on(number) + m.linkRow(l.links[i], width-len(number), chosen)
	})
	place := fmt.Sprintf("%d/%d", l.cursor+1, len(l.links))
	if l.typed != "" {
		place = l.typed + "_  " + place
	}
	does := m.texts.Follow
	if l.cursor < len(l.links) && leadsOut(l.links[l.cursor].mark) {
		does = m.texts.Copy
	}
	return m.besideText(l.post, lines, []Binding{
		k.Open.as(does), k.CopyCommand.as(m.texts.Copy), k.Clear.as(m.texts.Close), k.Down, k.Up,
	}, place)
}

// linkRow sets a link's text and, muted, where it leads, on width cells. Where both do not fit, each gets half.
func (m *Model) linkRow(l listed, width int, chosen bool) string {
	const gap = 2
	style := ink("")
	if chosen {
		style = m.styles.chosen
	}
	text := l.text
	if room := width - gap - min(layout.Width(l.where), (width-gap)/2); room > 0 {
		text = layout.Fit(text, room)
	}
	return spread(style.on(text), m.styles.muted.on(layout.Fit(l.where, width-gap-layout.Width(text))), width)
}

package tui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
)

// The rows of the screen of groups: a title, the kinds, a blank row, the groups, the footer. A low
// screen has no title. Inside a group, a title and a blank row are above its posts.
const (
	browseHead = 3
	insideHead = 2
)

// headHeight returns how many rows are above the groups or posts.
func (b *browseScreen) headHeight(h host) int {
	if b.inside {
		return insideHead
	}
	return b.tabsRow(h) + browseHead - 1
}

// tabsRow returns the row of the kinds.
func (b *browseScreen) tabsRow(h host) int {
	if h.height >= highHead {
		return 1
	}
	return 0
}

// rows returns how many groups or posts fit on the screen.
func (b *browseScreen) rows(h host) int { return max(1, h.height-b.headHeight(h)-1) }

// view draws the current level.
func (b *browseScreen) view(h host) []string {
	lines := b.panel(h, h.height-1, true)
	place := ""
	if c, count := b.level(); count > 0 {
		place = fmt.Sprintf("%d/%d", c.cursor+1, count)
	}
	return append(lines, h.footer(b.hints(h), place))
}

// panel draws the current level on the given number of rows, without keys if the list is beside a
// post.
func (b *browseScreen) panel(h host, height int, focused bool) []string {
	col := columnFor(h.width)
	mark, chosen := h.styles.mark, h.styles.chosen
	if !focused {
		col, mark, chosen = h.listColumn(), h.styles.muted, h.styles.key
	}
	lines := make([]string, 0, h.height)
	for _, line := range b.head(h, col.width) {
		lines = append(lines, col.indent(line))
	}
	c, count := b.level()
	if count == 0 {
		for _, line := range h.wrap(h.texts.NothingToBrowse, col.width, b.rows(h)) {
			lines = append(lines, col.indent(h.styles.muted.on(line)))
		}
	}
	dates := b.all.dateColumn(col.width)
	for i := c.top; i < min(c.top+b.rows(h), count); i++ {
		bar, name := "  ", sgr("")
		if i == c.cursor {
			bar, name = mark.on("▌")+" ", chosen
		}
		row := ""
		if b.inside {
			row = postRow(h, b.post(h, i), nil, bar, name, col.width, dates, false)
		} else {
			row = bar + b.groupRow(h, b.groups()[i], name, col.width-2)
		}
		lines = append(lines, col.indent(row))
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// head draws the part above the rows.
func (b *browseScreen) head(h host, width int) []string {
	s, t := h.styles, h.texts
	if b.inside {
		name := s.muted.on(kindName(t, b.kind)+" / ") + s.title.on(b.group.Name)
		return []string{h.spread(name, s.muted.on(t.Posts.Of(len(b.group.Posts))), width), ""}
	}
	var lines []string
	if b.tabsRow(h) > 0 {
		lines = append(lines, h.spread(s.title.on(t.Browse), s.muted.on(t.Posts.Of(len(b.index.Posts()))), width))
	}
	line := ""
	for _, tab := range b.tabs(h, width) {
		bar, name := "  ", s.muted
		if tab.kind == b.kind {
			bar, name = s.mark.on("▌")+" ", s.title
		}
		line += blanks(tab.from-h.cells(line)) + bar + name.on(tab.text)
	}
	return append(lines, line, "")
}

// tab is a kind in the head, between two cells of the line.
type tab struct {
	kind     blog.Kind
	text     string
	from, to int
}

// tabs lays out the kinds side by side, with the numbers of their groups if there is room. It
// starts at a later kind if the chosen one would not fit otherwise.
func (b *browseScreen) tabs(h host, width int) []tab {
	var tabs, short []tab
	used, chosen := 0, 0
	for i, kind := range b.kinds() {
		name := kindName(h.texts, kind)
		counted := fmt.Sprintf("%s %d", name, len(b.index.Groups(kind)))
		tabs, short = append(tabs, tab{kind: kind, text: counted}), append(short, tab{kind: kind, text: name})
		used += tabWidth(h.display, counted)
		if kind == b.kind {
			chosen = i
		}
	}
	if used-tabGap > width {
		tabs = short
	}
	first := 0
	for first < chosen && tabsWidth(h.display, tabs[first:chosen+1]) > width {
		first++
	}
	tabs = tabs[first:]
	at := 0
	for i := range tabs {
		tabs[i].text = h.fit(tabs[i].text, width-2)
		tabs[i].from, tabs[i].to = at, at+tabWidth(h.display, tabs[i].text)-tabGap
		if tabs[i].to > width {
			return tabs[:i]
		}
		at += tabWidth(h.display, tabs[i].text)
	}
	return tabs
}

// tabGap is the space between two tabs in cells, in addition to the two for the mark.
const tabGap = 1

// tabWidth returns how many cells a tab takes, including the space around its text.
func tabWidth(d *display, text string) int { return 2 + d.cells(text) + tabGap }

// tabsWidth returns how many cells some tabs take.
func tabsWidth(d *display, tabs []tab) int {
	cells := -tabGap
	for _, t := range tabs {
		cells += tabWidth(d, t.text)
	}
	return cells
}

// kindName returns the name of a kind of groups.
func kindName(t *catalog.Texts, kind blog.Kind) string {
	return [...]string{
		blog.ByTag: t.Tags, blog.ByCategory: t.Categories, blog.BySeries: t.Series,
		blog.ByAuthor: t.Authors, blog.ByYear: t.Years,
	}[kind]
}

// Widths of the bar beside a group, which shows how many posts it has, in cells.
const (
	minBar = 10 // with less room there is no bar
	maxBar = 30
)

// groupRow draws a group: its name, the number of its posts, and a bar in proportion to that.
func (b *browseScreen) groupRow(h host, g blog.Group, style sgr, width int) string {
	digits := len(strconv.Itoa(b.most))
	count := strconv.Itoa(len(g.Posts))
	names := min(b.longest, width-digits-2)
	name := h.fit(g.Name, names)
	line := style.on(name) + blanks(names-h.cells(name)+2+digits-len(count)) + h.styles.muted.on(count)
	if room := min(maxBar, width-names-digits-4); room >= minBar {
		line += "  " + h.styles.muted.on(strings.Repeat("━", max(1, room*len(g.Posts)/b.most)))
	}
	return line
}

// hints returns the keys in the footer, the most useful first.
func (b *browseScreen) hints(h host) []keymap.Binding {
	k, t := h.keys, h.texts
	switch _, count := b.level(); {
	case count == 0:
		return []keymap.Binding{k.Back, k.Help, k.Quit}
	case b.inside:
		return []keymap.Binding{k.Open, k.Back, k.Help, k.Quit, k.Down, k.Up}
	case h.width < narrow:
		return []keymap.Binding{k.Open.As(t.ShowGroup), k.Back}
	}
	return []keymap.Binding{k.Open.As(t.ShowGroup), k.NextLink.As(t.NextKind), k.Back, k.Help, k.Quit, k.Down, k.Up}
}

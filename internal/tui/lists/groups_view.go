package lists

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// The rows of the screen of groups: a title, the kinds, a blank row, the groups, the footer. A low
// screen has no title. Inside a group, a title and a blank row are above its posts.
const (
	browseHead = 3
	insideHead = 2
)

// headHeight returns how many rows are above the groups or posts.
func (b *Groups) headHeight(h screen.Host) int {
	if b.inside {
		return insideHead
	}
	return b.tabsRow(h) + browseHead - 1
}

// tabsRow returns the row of the kinds.
func (b *Groups) tabsRow(h screen.Host) int {
	if h.Height >= highHead {
		return 1
	}
	return 0
}

// rows returns how many groups or posts fit on the screen.
func (b *Groups) rows(h screen.Host) int { return max(1, h.Height-b.headHeight(h)-1) }

// View draws the current level.
func (b *Groups) View(h screen.Host) []string {
	lines := b.Panel(h, h.Height-1, true)
	place := ""
	if c, count := b.level(); count > 0 {
		place = fmt.Sprintf("%d/%d", c.Cursor+1, count)
	}
	return append(lines, h.Footer(b.hints(h), place))
}

// Panel draws the current level on the given number of rows, without keys if the list is beside a
// post.
func (b *Groups) Panel(h screen.Host, height int, focused bool) []string {
	col := screen.ColumnFor(h.Width)
	mark, chosen := h.Styles.Mark, h.Styles.Chosen
	if !focused {
		col, mark, chosen = h.ListColumn(), h.Styles.Muted, h.Styles.Key
	}
	lines := make([]string, 0, h.Height)
	for _, line := range b.head(h, col.Width) {
		lines = append(lines, col.Indent(line))
	}
	c, count := b.level()
	if count == 0 {
		for _, line := range h.Wrap(h.Texts.NothingToBrowse, col.Width, b.rows(h)) {
			lines = append(lines, col.Indent(h.Styles.Muted.On(line)))
		}
	}
	dates := b.all.dateColumn(col.Width)
	for i := c.Top; i < min(c.Top+b.rows(h), count); i++ {
		bar, name := "  ", screen.SGR("")
		if i == c.Cursor {
			bar, name = mark.On("▌")+" ", chosen
		}
		row := ""
		if b.inside {
			row = postRow(h, b.post(h, i), nil, bar, name, col.Width, dates, false)
		} else {
			row = bar + b.groupRow(h, b.groups()[i], name, col.Width-2)
		}
		lines = append(lines, col.Indent(row))
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// head draws the part above the rows.
func (b *Groups) head(h screen.Host, width int) []string {
	s, t := h.Styles, h.Texts
	if b.inside {
		name := s.Muted.On(kindName(t, b.kind)+" / ") + s.Title.On(b.group.Name)
		return []string{h.Spread(name, s.Muted.On(t.Posts.Of(len(b.group.Posts))), width), ""}
	}
	var lines []string
	if b.tabsRow(h) > 0 {
		lines = append(lines, h.Spread(s.Title.On(t.Browse), s.Muted.On(t.Posts.Of(len(b.index.Posts()))), width))
	}
	line := ""
	for _, tab := range b.tabs(h, width) {
		bar, name := "  ", s.Muted
		if tab.kind == b.kind {
			bar, name = s.Mark.On("▌")+" ", s.Title
		}
		line += screen.Blanks(tab.from-h.Cells(line)) + bar + name.On(tab.text)
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
func (b *Groups) tabs(h screen.Host, width int) []tab {
	var tabs, short []tab
	used, chosen := 0, 0
	for i, kind := range b.kinds() {
		name := kindName(h.Texts, kind)
		counted := fmt.Sprintf("%s %d", name, len(b.index.Groups(kind)))
		tabs, short = append(tabs, tab{kind: kind, text: counted}), append(short, tab{kind: kind, text: name})
		used += tabWidth(h.Display, counted)
		if kind == b.kind {
			chosen = i
		}
	}
	if used-tabGap > width {
		tabs = short
	}
	first := 0
	for first < chosen && tabsWidth(h.Display, tabs[first:chosen+1]) > width {
		first++
	}
	tabs = tabs[first:]
	at := 0
	for i := range tabs {
		tabs[i].text = h.Fit(tabs[i].text, width-2)
		tabs[i].from, tabs[i].to = at, at+tabWidth(h.Display, tabs[i].text)-tabGap
		if tabs[i].to > width {
			return tabs[:i]
		}
		at += tabWidth(h.Display, tabs[i].text)
	}
	return tabs
}

// tabGap is the space between two tabs in cells, in addition to the two for the mark.
const tabGap = 1

// tabWidth returns how many cells a tab takes, including the space around its text.
func tabWidth(d *screen.Display, text string) int { return 2 + d.Cells(text) + tabGap }

// tabsWidth returns how many cells some tabs take.
func tabsWidth(d *screen.Display, tabs []tab) int {
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
func (b *Groups) groupRow(h screen.Host, g blog.Group, style screen.SGR, width int) string {
	digits := len(strconv.Itoa(b.most))
	count := strconv.Itoa(len(g.Posts))
	names := min(b.longest, width-digits-2)
	name := h.Fit(g.Name, names)
	line := style.On(name) + screen.Blanks(names-h.Cells(name)+2+digits-len(count)) + h.Styles.Muted.On(count)
	if room := min(maxBar, width-names-digits-4); room >= minBar {
		line += "  " + h.Styles.Muted.On(strings.Repeat("━", max(1, room*len(g.Posts)/b.most)))
	}
	return line
}

// hints returns the keys in the footer, the most useful first.
func (b *Groups) hints(h screen.Host) []keymap.Binding {
	k, t := h.Keys, h.Texts
	switch _, count := b.level(); {
	case count == 0:
		return []keymap.Binding{k.Back, k.Help, k.Quit}
	case b.inside:
		return []keymap.Binding{k.Open, k.Back, k.Help, k.Quit, k.Down, k.Up}
	case h.Width < screen.Narrow:
		return []keymap.Binding{k.Open.As(t.ShowGroup), k.Back}
	}
	return []keymap.Binding{k.Open.As(t.ShowGroup), k.NextLink.As(t.NextKind), k.Back, k.Help, k.Quit, k.Down, k.Up}
}

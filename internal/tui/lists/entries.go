package lists

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// appendRows draws the visible lines of the entries up to a height.
func (l *Posts) appendRows(h screen.Host, lines []string, o outline, height int, focused bool) []string {
	c := h.ListColumn()
	dates := l.dating(h, c.Width)
	var block []string // of entries
	var chosen []string
	drawn := -1
	for len(lines) < height {
		i, part, ok := o.at(l.Top + len(lines))
		switch {
		case !ok:
			return lines
		case part < 0:
			lines = append(lines, c.Indent(headRule(h, o, i, c.Width)))
		case i == l.Cursor:
			if chosen == nil {
				chosen = l.entryLines(h, o, i, c.Width, dates, focused)
			}
			lines = append(lines, c.Indent(chosen[part]))
		case l.shown != nil:
			lines = append(lines, c.Indent(l.entryLines(h, o, i, c.Width, dates, focused)[0]))
		default:
			if drawn != i/blockRows {
				drawn = i / blockRows
				block = l.rowBlock(h, drawn, c, dates, o.each)
			}
			lines = append(lines, block[i%blockRows*o.each+part])
		}
	}
	return lines
}

// headRule draws the line above the first entry of a year, or of another part of the list.
func headRule(h screen.Host, o outline, entry, width int) string {
	head, _ := o.headAt(entry)
	name := ""
	switch {
	case head.Title != "" && head.Year != 0:
		name = head.Title + " · " + strconv.Itoa(head.Year)
	case head.Title != "":
		name = head.Title
	case head.Pages:
		name = h.Texts.PagesRule
	case head.Year != 0:
		name = strconv.Itoa(head.Year)
	}
	if name == "" {
		return h.Styles.Muted.On(strings.Repeat("─", width))
	}
	name = "── " + h.Fit(name, width-4) + " "
	return h.Styles.Muted.On(name + strings.Repeat("─", max(0, width-h.Cells(name))))
}

// entryLines draws an entry on some lines: its row, and below it what the post begins with.
func (l *Posts) entryLines(h screen.Host, o outline, i, width int, dates dating, focused bool) []string {
	count := o.size(i)
	p, at := l.entry(i)
	s := h.Styles
	bar, title := "  ", screen.SGR("")
	switch {
	case i != l.Cursor:
	case focused:
		bar, title = s.Mark.On("▌")+" ", s.Chosen
	default: // the keys are elsewhere
		bar, title = s.Muted.On("▌")+" ", s.Key
	}
	starred := l.shown == nil && i < l.set.Featured
	lines := append(make([]string, 0, count), postRow(h, p, at, bar, title, width, dates, starred))
	texts := count - 1
	if o.each > 1 {
		texts = 1
	}
	return appendTeaser(h, lines, p, bar, teaser{width, dates, starred, texts, count})
}

// teaser says where and how the text below a row of the list is drawn.
type teaser struct {
	width   int
	dates   dating
	starred bool
	texts   int // lines of text at most
	count   int // lines of the entry, with its row
}

// appendTeaser draws the lines below the row of a post: what it begins with, and blank ones.
func appendTeaser(h screen.Host, lines []string, p *blog.Post, bar string, t teaser) []string {
	if t.count <= 1 {
		return lines
	}
	left := 2
	switch {
	case t.starred:
		left += starCells
	case t.dates.width > 0:
		left += t.dates.width + 2
	}
	texts := h.Wrap(p.Teaser(), min(t.width-left, maxTeaser), t.texts)
	for i := range t.count - 1 {
		line := ""
		if i < len(texts) {
			line = bar + screen.Blanks(left-2) + h.Styles.Muted.On(texts[i])
		}
		lines = append(lines, line)
	}
	return lines
}

// maxTeaser is how wide the text below a row of the list is, in cells.
const maxTeaser = 72

// blockRows is how many entries of the list are drawn and kept together.
const blockRows = 16

// blockKey identifies entries of the whole list as they look for all readers with the same window,
// look and languages.
type blockKey struct {
	set                      int64 // of titles
	theme, lang, langs       string
	block, left, width, each int
	dates                    dating
	method                   textwidth.Method
}

// rowBlock returns the lines of the whole list from the entry block*blockRows on, each for every
// entry, with none of them chosen. Sessions share them.
func (l *Posts) rowBlock(h screen.Host, block int, c screen.Column, dates dating, each int) []string {
	key := blockKey{
		set: l.set.Number, theme: h.Styles.Theme.Name, lang: h.Texts.Lang, langs: strings.Join(l.langs, " "),
		block: block, left: c.Left, width: c.Width, each: each, dates: dates, method: h.Method,
	}
	if rows, ok := l.titles.Cache.Get(key); ok {
		return rows.([]string)
	}
	first := block * blockRows
	rows := make([]string, 0, blockRows*each)
	size := int64(len(key.langs))
	for i := first; i < min(first+blockRows, len(l.entries)); i++ {
		p, starred := l.entries[i].In(l.langs...), i < l.set.Featured
		rows = append(rows, postRow(h, p, nil, "  ", "", c.Width, dates, starred))
		rows = appendTeaser(h, rows, p, "  ", teaser{c.Width, dates, starred, 1, each})
	}
	for i := range rows {
		rows[i] = c.Indent(rows[i])
		size += int64(len(rows[i])) + 16
	}
	l.titles.Cache.Put(key, rows, size)
	return rows
}

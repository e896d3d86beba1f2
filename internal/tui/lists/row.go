package lists

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Widths from which on a row of the list has room for its columns, in cells.
const (
	wideTags    = 66
	wideMinutes = 50
	wideDate    = 32
)

// dating is how a list shows the dates of posts.
type dating struct {
	width int  // of their column, in cells; 0: there is none
	short bool // without the year, which stands above
	parts bool // of the list have titles
}

// dateColumn returns the column of whole dates in a list of a width; there is one if any post has a
// date.
func (l *Posts) dateColumn(width int) dating {
	if width < wideDate || !l.set.Dated {
		return dating{}
	}
	return dating{width: len(time.DateOnly)}
}

// dating returns the column of dates of the list. A filtered one is not in the order of dates, and
// neither are the parts that its author has made.
func (l *Posts) dating(h screen.Host, width int) dating {
	d := l.dateColumn(width)
	d.parts = l.shown == nil
	if d.width > 0 && l.shown == nil && l.set.FirstByYear == l.set.Featured && l.set.FirstByYear < l.set.EndByYear {
		d = dating{width: dayCells(h.Display), short: true, parts: true}
	}
	return d
}

// dayCells returns the cells that every day of a year fits in, as the reader's language writes it.
func dayCells(d *screen.Display) int {
	months := &d.Texts.ShortMonths
	longest := 0
	for _, month := range months {
		longest = max(longest, d.Cells(month))
	}
	day := d.Texts.Day(time.Date(2000, time.January, 28, 0, 0, 0, 0, time.UTC))
	return d.Cells(day) - d.Cells(months[0]) + longest
}

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

// starCells is how many cells the star before a title takes, with a blank.
const starCells = 2

// postRow draws a post in a row: a bar (two cells) if it is chosen, the date or a star, the title in
// a style with some byte offsets highlighted, the tags, the reading time.
func postRow(h screen.Host, p *blog.Post, at []int, bar string, title screen.SGR, width int, dates dating, starred bool) string {
	s := h.Styles
	left, used := bar, 2
	switch {
	case starred:
		left += s.Mark.On("★") + " "
		used += starCells
	case dates.width > 0:
		left += s.Muted.On(dateOf(h.Display, p, dates)) + "  "
		used += dates.width + 2
	}
	right := ""
	_, _, divided := h.Panes()
	if width >= wideMinutes && !divided { // beside the list, the post says it itself
		right = h.Texts.Minutes.Of(p.Minutes)
		right = screen.Blanks(7-h.Cells(right)) + right
	}
	room := width - used - h.Cells(right)
	text := h.Fit(p.Title, room-1)
	cells := h.Cells(text)
	if width >= wideTags && !divided {
		if tags := tagsThatFit(h.Display, p, room-cells-4); tags != "" {
			right = leftToRight(h.Display, tags) + "  " + right
		}
	}
	gap := width - used - cells - h.Cells(right)
	shown := highlight(s, text, within(at, text, p.Title), title)
	if turns(h.Display, text) {
		left, shown = ltrMark+left, ltrMark+shown+ltrMark
	} else if turns(h.Display, right) {
		left = ltrMark + left
	}
	if right == "" {
		return left + shown
	}
	return left + shown + screen.Blanks(gap) + s.Muted.On(right)
}

// ltrMark is the left-to-right mark. It takes no cell, and keeps the columns of a row in their places
// where a terminal turns text from right to left around.
const ltrMark = "\u200e"

// turns reports whether a terminal may turn a text around.
func turns(d *screen.Display, s string) bool {
	return d.Method != textwidth.Transcribed && plaintext.RightToLeft(s)
}

// leftToRight returns a text after which the row goes on from left to right.
func leftToRight(d *screen.Display, s string) string {
	if turns(d, s) {
		return s + ltrMark
	}
	return s
}

// dateOf returns the date of a post for the list, in the post's own zone and with a fixed number of
// cells.
func dateOf(d *screen.Display, p *blog.Post, dates dating) string {
	text := ""
	switch {
	case !p.Date.IsZero() && dates.short:
		text = d.Texts.Day(p.Date)
	case !p.Date.IsZero():
		text = p.Date.Format(time.DateOnly)
	case p.Page && !dates.parts:
		text = d.Fit(d.Texts.Page, dates.width)
	}
	return text + screen.Blanks(dates.width-d.Cells(text))
}

// tagsThatFit joins as many tags of a post as fit into room cells, at most three.
func tagsThatFit(d *screen.Display, p *blog.Post, room int) string {
	line := ""
	for i, tag := range p.Tags {
		next := "#" + tag
		if line != "" {
			next = line + " " + next
		}
		if i == 3 || d.Cells(next) > room {
			break
		}
		line = next
	}
	return line
}

// within returns those offsets in a title that are still in it after it was cut.
func within(at []int, cut, title string) []int {
	kept := 0
	for kept < len(cut) && kept < len(title) && cut[kept] == title[kept] {
		kept++
	}
	for i, offset := range at {
		if offset >= kept || offset+runeLen(title[offset:]) > kept {
			return at[:i]
		}
	}
	return at
}

// highlight draws text in a style, and the letters at some byte offsets in the style of matches.
func highlight(s *screen.Styles, text string, at []int, base screen.SGR) string {
	if len(at) == 0 {
		return base.On(text)
	}
	var b strings.Builder
	next := 0
	for _, i := range at {
		if i < next {
			continue
		}
		size := runeLen(text[i:])
		b.WriteString(base.On(text[next:i]))
		b.WriteString(s.Match.On(text[i : i+size]))
		next = i + size
	}
	b.WriteString(base.On(text[next:]))
	return b.String()
}

// runeLen returns the length of the first rune in bytes.
func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

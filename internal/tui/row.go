package tui

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
)

// Widths from which on a row of the list has room for its columns, in cells.
const (
	wideTags    = 66
	wideMinutes = 50
	wideDate    = 32
	panelDate   = 44 // beside a post, which shows its date itself
)

// dateColumn returns the width of the date column in a list of a width; 0 if there is no room.
func (h host) dateColumn(width int) int {
	least := wideDate
	if _, _, divided := h.panes(); divided {
		least = panelDate
	}
	if width < least || !h.dated {
		return 0
	}
	return len(time.DateOnly)
}

// viewRow draws one row of the list.
func (l *listScreen) viewRow(h host, i, width, dateWidth int, focused bool) string {
	p, at := l.row(i)
	s := h.styles
	bar, title := "  ", sgr("")
	switch {
	case i != l.cursor:
	case focused:
		bar, title = s.mark.on("▌")+" ", s.chosen
	default: // the keys are elsewhere
		bar, title = s.muted.on("▌")+" ", s.key
	}
	return h.postRow(p, at, bar, title, width, dateWidth)
}

// blockRows is how many rows of the list are drawn and kept together.
const blockRows = 16

// blockKey identifies rows of the whole list as they look for all readers with the same window,
// look and languages.
type blockKey struct {
	set                           int64 // of titles
	theme, lang, langs            string
	block, left, width, dateWidth int
}

// rowBlock returns the rows of the whole list from block*blockRows on, with none of them chosen.
// Sessions share them.
func (l *listScreen) rowBlock(h host, block int, c column, dateWidth int) []string {
	key := blockKey{
		set: l.set.Number, theme: h.styles.theme.Name, lang: h.texts.Lang, langs: strings.Join(l.langs, " "),
		block: block, left: c.left, width: c.width, dateWidth: dateWidth,
	}
	if rows, ok := h.opts.Titles.Cache.Get(key); ok {
		return rows.([]string)
	}
	first := block * blockRows
	rows := make([]string, 0, blockRows)
	size := int64(len(key.langs))
	for i := first; i < min(first+blockRows, len(l.entries)); i++ {
		row := c.indent(h.postRow(l.entries[i].In(l.langs...), nil, "  ", "", c.width, dateWidth))
		size += int64(len(row)) + 16
		rows = append(rows, row)
	}
	h.opts.Titles.Cache.Put(key, rows, size)
	return rows
}

// postRow draws a post in a row: a bar (two cells) if it is chosen, the date, the title in a style
// with some byte offsets highlighted, the tags, the reading time.
func (h host) postRow(p *blog.Post, at []int, bar string, title sgr, width, dateWidth int) string {
	s := h.styles
	left, used := bar, 2
	if dateWidth > 0 {
		left += s.muted.on(h.dateOf(p, dateWidth)) + "  "
		used += dateWidth + 2
	}
	right := ""
	if width >= wideMinutes {
		right = h.texts.Minutes.Of(p.Minutes)
		right = blanks(7-h.cells(right)) + right
	}
	room := width - used - h.cells(right)
	text := h.fit(p.Title, room-1)
	if width >= wideTags {
		if tags := h.tagsThatFit(p, room-h.cells(text)-4); tags != "" {
			right = tags + "  " + right
		}
	}
	if right == "" {
		return left + s.highlight(text, within(at, text, p.Title), title)
	}
	gap := width - used - h.cells(text) - h.cells(right)
	return left + s.highlight(text, within(at, text, p.Title), title) + blanks(gap) + s.muted.on(right)
}

// dateOf returns the date of a post for the list, in the post's own zone and with a fixed number of
// cells.
func (d *display) dateOf(p *blog.Post, width int) string {
	text := ""
	switch {
	case !p.Date.IsZero():
		text = p.Date.Format(time.DateOnly)
	case p.Page:
		text = d.fit(d.texts.Page, width)
	}
	return text + blanks(width-d.cells(text))
}

// tagsThatFit joins as many tags of a post as fit into room cells, at most three.
func (d *display) tagsThatFit(p *blog.Post, room int) string {
	line := ""
	for i, tag := range p.Tags {
		next := "#" + tag
		if line != "" {
			next = line + " " + next
		}
		if i == 3 || d.cells(next) > room {
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
func (s *styles) highlight(text string, at []int, base sgr) string {
	if len(at) == 0 {
		return base.on(text)
	}
	var b strings.Builder
	next := 0
	for _, i := range at {
		if i < next {
			continue
		}
		size := runeLen(text[i:])
		b.WriteString(base.on(text[next:i]))
		b.WriteString(s.match.on(text[i : i+size]))
		next = i + size
	}
	b.WriteString(base.on(text[next:]))
	return b.String()
}

// runeLen returns the length of the first rune in bytes.
func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

package lists

import (
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

// starCells is how many cells the star before a title takes, with a blank.
const starCells = 2

// postRow draws a post in a row: a bar (two cells) if it is chosen, the date or a star, the title
// in a style with some byte offsets highlighted, the tags, the reading time.
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

// ltrMark is the left-to-right mark. It takes no cell, and keeps the columns of a row in their
// places where a terminal turns text from right to left around.
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

package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// maxQuery is how much can be typed into a line, in runes.
const maxQuery = 100

// lineEditor is a line of text that the reader types, with a cursor in it. It has the usual keys of
// Emacs and of other lines of input. Its zero value is an empty line.
type lineEditor struct {
	query string
	caret int // bytes of query before the cursor
}

// set replaces the text. The cursor is at its end.
func (e *lineEditor) set(query string) { e.query, e.caret = query, len(query) }

// edit handles a key, and reports whether it is one of the line's.
func (e *lineEditor) edit(key tea.KeyPressMsg) bool {
	e.caret = min(e.caret, len(e.query))
	switch name := key.String(); name {
	case "left", "ctrl+b":
		e.caret = e.before()
	case "right", "ctrl+f":
		e.caret = e.after()
	case "home", "ctrl+a":
		e.caret = 0
	case "end", "ctrl+e":
		e.caret = len(e.query)
	case "ctrl+left", "alt+left", "alt+b":
		e.caret = e.wordBefore()
	case "ctrl+right", "alt+right", "alt+f":
		e.caret = e.wordAfter()
	case "backspace", "ctrl+h", "shift+backspace":
		e.cut(e.before(), e.caret)
	case "delete", "ctrl+d":
		e.cut(e.caret, e.after())
	case "ctrl+w", "alt+backspace", "ctrl+alt+h", "ctrl+backspace":
		e.cut(e.wordBefore(), e.caret)
	case "alt+d", "ctrl+delete", "alt+delete":
		e.cut(e.caret, e.wordAfter())
	case "ctrl+u":
		e.cut(0, e.caret)
	case "ctrl+k":
		e.cut(e.caret, len(e.query))
	default:
		if key.Text == "" {
			return false
		}
		e.insert(key.Text)
	}
	return true
}

// erases reports whether a key erases the character before the cursor: Backspace, or ^H, which some
// terminals send for it.
func erases(key tea.KeyPressMsg) bool {
	return key.Code == tea.KeyBackspace && key.Mod == 0 || key.String() == "ctrl+h"
}

// insert puts text before the cursor. Of pasted text it takes only what can be shown on one line.
func (e *lineEditor) insert(text string) {
	e.caret = min(e.caret, len(e.query))
	room := maxQuery - utf8.RuneCountInString(e.query)
	var b strings.Builder
	for _, r := range text {
		if room <= 0 {
			break // ignore the rest of a long paste
		}
		if unicode.IsSpace(r) {
			r = ' '
		}
		if unicode.IsPrint(r) || unicode.Is(unicode.Cf, r) && r == '\u200d' {
			b.WriteRune(r)
			room--
		}
	}
	e.query = e.query[:e.caret] + b.String() + e.query[e.caret:]
	e.caret += b.Len()
}

// cut removes the text between two places. The cursor is where it was.
func (e *lineEditor) cut(from, to int) { e.query, e.caret = e.query[:from]+e.query[to:], from }

// before and after return the places of the cursor one character to the left and to the right.
func (e *lineEditor) before() int {
	last := 0
	for at := 0; at < e.caret; {
		last = at
		n, _ := textwidth.Graphemes.First(e.query[at:])
		at += n
	}
	return last
}

func (e *lineEditor) after() int {
	if e.caret == len(e.query) {
		return e.caret
	}
	n, _ := textwidth.Graphemes.First(e.query[e.caret:])
	return e.caret + n
}

// wordBefore returns where the word to the left of the cursor begins, and wordAfter where the one to
// the right ends.
func (e *lineEditor) wordBefore() int {
	return strings.LastIndexByte(strings.TrimRight(e.query[:e.caret], " "), ' ') + 1
}

func (e *lineEditor) wordAfter() int {
	rest := e.query[e.caret:]
	start := len(rest) - len(strings.TrimLeft(rest, " "))
	if end := strings.IndexByte(rest[start:], ' '); end >= 0 {
		return e.caret + start + end
	}
	return len(e.query)
}

// Marks of a line that is longer than its room.
const (
	moreLeft  = "‹"
	moreRight = "›"
)

// viewLine draws a line in so many cells. While it is typed into, it has a cursor, and of a line
// that is longer the part around the cursor is shown.
func (d *display) viewLine(e *lineEditor, width int, typing bool) string {
	caret := min(e.caret, len(e.query))
	if !typing {
		return d.fit(e.query, width)
	}
	before, under, after := e.query[:caret], "", ""
	if caret < len(e.query) {
		n, _ := d.method.First(e.query[caret:])
		under, after = e.query[caret:caret+n], e.query[caret+n:]
	}
	room := width - max(1, d.cells(under))
	if d.cells(before)+d.cells(after) > room {
		behind := min(d.cells(after), room/3)
		before = d.ending(before, room-behind, moreLeft)
		after = d.beginning(after, room-d.cells(before), moreRight)
	}
	cursor := d.styles.mark.on("█")
	if under != "" {
		cursor = d.styles.here.on(under)
	}
	return before + cursor + after
}

// ending returns as much of the end of a text as fits into so many cells, with a mark where it is
// cut.
func (d *display) ending(text string, cells int, mark string) string {
	if d.cells(text) <= cells {
		return text
	}
	cells -= d.cells(mark)
	for text != "" && d.cells(text) > cells {
		n, _ := d.method.First(text)
		text = text[n:]
	}
	return mark + text
}

// beginning returns as much of the beginning of a text as fits into so many cells, with a mark
// where it is cut.
func (d *display) beginning(text string, cells int, mark string) string {
	if d.cells(text) <= cells {
		return text
	}
	n, _ := d.method.Prefix(text, cells-d.cells(mark))
	return text[:n] + mark
}

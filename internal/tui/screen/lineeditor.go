package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// MaxQuery is how much can be typed into a line, in runes.
const MaxQuery = 100

// LineEditor is a line of text that the reader types, with a cursor in it. It has the usual keys of
// Emacs and of other lines of input. Its zero value is an empty line.
type LineEditor struct {
	Query string
	caret int // bytes of query before the cursor
}

// Set replaces the text. The cursor is at its end.
func (e *LineEditor) Set(query string) { e.Query, e.caret = query, len(query) }

// Edit handles a key, and reports whether it is one of the line's.
func (e *LineEditor) Edit(key tea.KeyPressMsg) bool {
	e.caret = min(e.caret, len(e.Query))
	switch name := key.String(); name {
	case "left", "ctrl+b":
		e.caret = e.before()
	case "right", "ctrl+f":
		e.caret = e.after()
	case "home", "ctrl+a":
		e.caret = 0
	case "end", "ctrl+e":
		e.caret = len(e.Query)
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
		e.cut(e.caret, len(e.Query))
	default:
		if key.Text == "" {
			return false
		}
		e.Insert(key.Text)
	}
	return true
}

// Erases reports whether a key erases the character before the cursor: Backspace, or ^H, which some
// terminals send for it.
func Erases(key tea.KeyPressMsg) bool {
	return key.Code == tea.KeyBackspace && key.Mod == 0 || key.String() == "ctrl+h"
}

// Insert puts text before the cursor. Of pasted text it takes only what can be shown on one line.
func (e *LineEditor) Insert(text string) {
	e.caret = min(e.caret, len(e.Query))
	room := MaxQuery - utf8.RuneCountInString(e.Query)
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
	e.Query = e.Query[:e.caret] + b.String() + e.Query[e.caret:]
	e.caret += b.Len()
}

// cut removes the text between two places. The cursor is where it was.
func (e *LineEditor) cut(from, to int) { e.Query, e.caret = e.Query[:from]+e.Query[to:], from }

// before and after return the places of the cursor one character to the left and to the right.
func (e *LineEditor) before() int {
	last := 0
	for at := 0; at < e.caret; {
		last = at
		n, _ := textwidth.Graphemes.First(e.Query[at:])
		at += n
	}
	return last
}

func (e *LineEditor) after() int {
	if e.caret == len(e.Query) {
		return e.caret
	}
	n, _ := textwidth.Graphemes.First(e.Query[e.caret:])
	return e.caret + n
}

// wordBefore returns where the word to the left of the cursor begins, and wordAfter where the one
// to the right ends.
func (e *LineEditor) wordBefore() int {
	return strings.LastIndexByte(strings.TrimRight(e.Query[:e.caret], " "), ' ') + 1
}

func (e *LineEditor) wordAfter() int {
	rest := e.Query[e.caret:]
	start := len(rest) - len(strings.TrimLeft(rest, " "))
	if end := strings.IndexByte(rest[start:], ' '); end >= 0 {
		return e.caret + start + end
	}
	return len(e.Query)
}

// Marks of a line that is longer than its room.
const (
	moreLeft  = "‹"
	moreRight = "›"
)

// ViewLine draws a line in so many cells. While it is typed into, it has a cursor, and of a line
// that is longer the part around the cursor is shown.
func (d *Display) ViewLine(e *LineEditor, width int, typing bool) string {
	caret := min(e.caret, len(e.Query))
	if !typing {
		return d.Fit(e.Query, width)
	}
	before, under, after := e.Query[:caret], "", ""
	if caret < len(e.Query) {
		n, _ := d.Method.First(e.Query[caret:])
		under, after = e.Query[caret:caret+n], e.Query[caret+n:]
	}
	room := width - max(1, d.Cells(under))
	if d.Cells(before)+d.Cells(after) > room {
		behind := min(d.Cells(after), room/3)
		before = d.Ending(before, room-behind, moreLeft)
		after = d.beginning(after, room-d.Cells(before), moreRight)
	}
	cursor := d.Styles.Mark.On("█")
	if under != "" {
		cursor = d.Styles.Here.On(under)
	}
	return before + cursor + after
}

// Ending returns as much of the end of a text as fits into so many cells, with a mark where it is
// cut.
func (d *Display) Ending(text string, cells int, mark string) string {
	if d.Cells(text) <= cells {
		return text
	}
	cells -= d.Cells(mark)
	for text != "" && d.Cells(text) > cells {
		n, _ := d.Method.First(text)
		text = text[n:]
	}
	return mark + text
}

// beginning returns as much of the beginning of a text as fits into so many cells, with a mark
// where it is cut.
func (d *Display) beginning(text string, cells int, mark string) string {
	if d.Cells(text) <= cells {
		return text
	}
	n, _ := d.Method.Prefix(text, cells-d.Cells(mark))
	return text[:n] + mark
}

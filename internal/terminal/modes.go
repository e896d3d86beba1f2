package terminal

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/terminal/paint"
)

const (
	pushTitle = "\x1b[22;0t"
	popTitle  = "\x1b[23;0t"
	maxTitle  = 120 // runes
)

// modes are the modes of a terminal that a View asks for.
type modes struct {
	altScreen bool
	paste     bool
	focus     bool
	mouse     tea.MouseMode
	title     string // as in the View
	cursor    cursor
}

// cursor is the position and the look of the cursor.
type cursor struct {
	visible bool
	x, y    int
	shape   int    // as in DECSCUSR; 0 is the terminal's own
	color   string // #rrggbb or empty
}

// modesOf returns the modes of a view for a screen of width times height cells.
func modesOf(v tea.View, width, height int) modes {
	m := modes{
		altScreen: v.AltScreen,
		paste:     !v.DisableBracketedPasteMode,
		focus:     v.ReportFocus,
		mouse:     v.MouseMode,
		title:     v.WindowTitle,
	}
	if v.Cursor == nil {
		return m
	}
	m.cursor.visible = true
	m.cursor.x = min(max(v.Cursor.X, 0), width-1)
	m.cursor.y = min(max(v.Cursor.Y, 0), height-1)
	if shape := v.Cursor.Shape; shape >= tea.CursorBlock && shape <= tea.CursorBar {
		m.cursor.shape = 2*int(shape) + 1
		if !v.Cursor.Blink {
			m.cursor.shape++
		}
	}
	if m.cursor.shape == 1 {
		m.cursor.shape = 0 // a blinking block is the terminals' default
	}
	if v.Cursor.Color != nil {
		r, g, b, _ := v.Cursor.Color.RGBA()
		m.cursor.color = string(appendHex([]byte{'#'}, r>>8, g>>8, b>>8))
	}
	return m
}

func appendHex(buf []byte, parts ...uint32) []byte {
	const digits = "0123456789abcdef"
	for _, n := range parts {
		buf = append(buf, digits[n>>4&15], digits[n&15])
	}
	return buf
}

// setModes appends the sequences that lead from one set of modes to another, except for the cursor.
// It reports whether that changes what is on the screen.
func (s *screen) setModes(buf []byte, m modes) (_ []byte, cleared bool) {
	was := s.shown.modes
	if m.altScreen != was.altScreen {
		buf = appendMode(buf, m.altScreen, ansi.SetModeAltScreenSaveCursor, ansi.ResetModeAltScreenSaveCursor)
		cleared = true
	}
	if !s.started {
		buf = append(buf, ansi.ResetModeAutoWrap+"\x1b[m"...)
		cleared = true
	}
	if m.paste != was.paste {
		buf = appendMode(buf, m.paste, ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste)
	}
	if m.focus != was.focus {
		buf = appendMode(buf, m.focus, ansi.SetModeFocusEvent, ansi.ResetModeFocusEvent)
	}
	if m.mouse != was.mouse {
		buf = append(resetMouse(buf, was.mouse), mouseModes[m.mouse&3]...)
	}
	if m.title != was.title && !s.plain {
		if !s.titled {
			s.titled = true
			buf = append(buf, pushTitle...)
		}
		buf = append(buf, ansi.SetWindowTitle(s.method.Shown(cleanLine(m.title, maxTitle)))...)
	}
	return buf, cleared
}

// unbroken ends what may keep a terminal from writing rows in their places: a second character set, a
// style, a scroll region with its origin, insertion, the breaking of lines.
const unbroken = "\x0f\x1b[m\x1b[r" + ansi.ResetModeOrigin + ansi.ResetModeInsertReplace + ansi.ResetModeAutoWrap +
	ansi.ResetModeTextCursorEnable

// repairModes appends the sequences that set the modes of the screen again, whatever has changed them.
func (s *screen) repairModes(buf []byte) []byte {
	m := s.shown.modes
	buf = append(buf, unbroken...)
	if m.altScreen {
		buf = append(buf, ansi.SetModeAltScreenSaveCursor...)
	}
	buf = appendMode(buf, m.paste, ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste)
	buf = append(buf, mouseModes[m.mouse&3]...)
	s.shown.modes.cursor.visible = false
	return buf
}

// Mouse modes by tea.MouseMode; any other number means none.
var mouseModes = [4]string{
	tea.MouseModeCellMotion: ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr,
	tea.MouseModeAllMotion:  ansi.SetModeMouseAnyEvent + ansi.SetModeMouseExtSgr,
}

func resetMouse(buf []byte, was tea.MouseMode) []byte {
	switch was {
	case tea.MouseModeCellMotion:
		return append(buf, ansi.ResetModeMouseButtonEvent+ansi.ResetModeMouseExtSgr...)
	case tea.MouseModeAllMotion:
		return append(buf, ansi.ResetModeMouseAnyEvent+ansi.ResetModeMouseExtSgr...)
	}
	return buf
}

func appendMode(buf []byte, on bool, set, reset string) []byte {
	if on {
		return append(buf, set...)
	}
	return append(buf, reset...)
}

// setCursor appends the sequences that put the cursor where a frame wants it. drawn says that rows
// were written since the last frame.
func (s *screen) setCursor(buf []byte, was, c cursor, drawn bool) []byte {
	if !c.visible {
		if was.visible {
			buf = append(buf, ansi.ResetModeTextCursorEnable...)
		}
		return buf
	}
	if drawn || !was.visible || c.x != was.x || c.y != was.y {
		buf = paint.AppendMove(buf, c.x, c.y)
	}
	buf = s.setCursorLook(buf, was, c)
	if !was.visible {
		buf = append(buf, ansi.SetModeTextCursorEnable...)
	}
	return buf
}

func (s *screen) setCursorLook(buf []byte, was, c cursor) []byte {
	if s.plain {
		return buf
	}
	if c.shape != was.shape {
		buf = append(buf, ansi.SetCursorStyle(c.shape)...)
	}
	if c.color != was.color {
		if c.color == "" {
			return append(buf, ansi.ResetCursorColor...)
		}
		buf = append(buf, ansi.SetCursorColor(c.color)...)
	}
	return buf
}

// restore appends the sequences that restore the terminal, without any of our text on it. Terminals
// without an alternate screen are left blank.
func (s *screen) restore(buf []byte) []byte {
	m := s.shown.modes
	buf = append(buf, "\x1b[m\x1b[H\x1b[J"...)
	if m.paste {
		buf = append(buf, ansi.ResetModeBracketedPaste...)
	}
	if m.focus {
		buf = append(buf, ansi.ResetModeFocusEvent...)
	}
	buf = resetMouse(buf, m.mouse)
	buf = s.setCursorLook(buf, m.cursor, cursor{})
	if s.unicode {
		buf = append(buf, ansi.ResetModeUnicodeCore...)
	}
	buf = append(buf, ansi.SetModeTextCursorEnable+ansi.SetModeAutoWrap...)
	if m.altScreen {
		buf = append(buf, ansi.ResetModeAltScreenSaveCursor...)
	}
	if s.titled {
		buf = append(buf, popTitle...)
	}
	return buf
}

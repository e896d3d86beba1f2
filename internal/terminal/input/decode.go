package input

import (
	"bytes"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

const (
	allMods  = uv.ModScrollLock<<1 - 1
	maxPlace = 10_000 // of a mouse position, in cells
	maxText  = 64     // bytes of a key's text
)

// stDelete is the Delete key of st. Others send it for F1 only in a mode that is never turned on.
const stDelete = "\x1b[P"

// Decode returns the event of one complete sequence, nil if the model may not see it. A sequence is
// at most one event.
func Decode(d *uv.EventDecoder, seq []byte) uv.Event {
	if key, ok := bytes.CutPrefix(seq, []byte("\x1b[[")); ok {
		return consoleFunctionKey(key)
	}
	if string(seq) == stDelete {
		return uv.KeyPressEvent{Code: tea.KeyDelete}
	}
	n, event := d.Decode(seq)
	if n != len(seq) {
		return nil
	}
	if several, ok := event.(uv.MultiEvent); ok {
		if len(several) == 0 {
			return nil
		}
		event = several[0]
	}
	if !welcome(event) {
		return nil
	}
	return event
}

// welcome reports whether a model may see an event: one of the expected kinds, with values within
// bounds.
func welcome(event uv.Event) bool {
	switch e := event.(type) {
	case uv.KeyPressEvent:
		return soundKey(e)
	case uv.MouseEvent:
		m := e.Mouse()
		return m.X >= 0 && m.X < maxPlace && m.Y >= 0 && m.Y < maxPlace
	case uv.BackgroundColorEvent:
		return e.Color != nil
	case uv.ForegroundColorEvent:
		return e.Color != nil
	case uv.FocusEvent, uv.BlurEvent, uv.DarkColorSchemeEvent, uv.LightColorSchemeEvent,
		uv.ModeReportEvent, uv.CapabilityEvent, uv.PrimaryDeviceAttributesEvent, uv.SecondaryDeviceAttributesEvent,
		uv.TerminalVersionEvent, uv.CellSizeEvent:
		return true
	}
	return false
}

// soundKey reports whether a key exists and its text is really text.
func soundKey(k uv.KeyPressEvent) bool {
	if k.Mod < 0 || k.Mod > allMods || len(k.Text) > maxText {
		return false
	}
	if k.Code < 0 || k.Code > tea.KeyIsoLevel5Shift || k.Code <= utf8.MaxRune && !utf8.ValidRune(k.Code) {
		return false
	}
	for _, r := range k.Text {
		if r == utf8.RuneError || unsafe(r) {
			return false
		}
	}
	return true
}

// consoleFunctionKey returns F1 to F5 as the Linux console sends them.
func consoleFunctionKey(key []byte) uv.Event {
	if len(key) != 1 || key[0] < 'A' || key[0] > 'E' {
		return nil
	}
	return uv.KeyPressEvent{Code: tea.KeyF1 + rune(key[0]-'A')}
}

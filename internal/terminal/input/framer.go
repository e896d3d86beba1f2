package input

import "unicode/utf8"

// Bounds of the input of a terminal.
const (
	maxSequence = 64       // bytes of a control sequence
	maxParam    = 16       // its parameters
	maxDigits   = 7        // digits of each
	maxString   = 1 << 10  // bytes of a control string
	maxPaste    = 64 << 10 // bytes of a bracketed paste; the rest is dropped
)

const (
	esc        = 0x1b
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// The state of a framer: where in a sequence it is.
type framing uint8

const (
	ground        framing = iota
	escape                // after one ESC or two
	control               // in a control sequence
	mouseBytes            // in the three bytes after CSI M
	consoleKey            // after CSI [, which begins a function key of a console
	singleShift           // after SS3
	text                  // in a control string
	textEscape            // after an ESC in a control string
	multibyte             // in a UTF-8 sequence
	bracketPasted         // in a bracketed paste
)

// Framer cuts the input of a terminal into single characters, sequences and pastes, each complete
// and bounded. It drops broken, overlong and useless sequences. It keeps nothing between sequences.
type Framer struct {
	Emit  func(seq []byte)  // takes one complete sequence, which is valid during the call
	Paste func(text string) // takes the text of a paste

	state   framing
	seq     []byte
	small   [maxSequence]byte // initial buffer of seq
	spoiled bool              // the sequence will be read to its end and dropped
	need    int               // missing bytes of a character or a mouse report
	params  int
	digits  int
	pasted  []byte
	matched int // bytes of pasteEnd that have been seen
}

// Push processes the next byte.
func (f *Framer) Push(b byte) {
	switch f.state {
	case ground:
		f.pushGround(b)
	case escape:
		f.pushEscape(b)
	case control:
		f.pushControl(b)
	case singleShift:
		f.pushShift(b)
	case consoleKey, mouseBytes:
		f.seq = append(f.seq, b)
		if f.need--; f.need == 0 {
			f.finish()
		}
	case text:
		f.pushText(b)
	case textEscape:
		f.pushTextEnd(b)
	case multibyte:
		f.pushMultibyte(b)
	case bracketPasted:
		f.pushPaste(b)
	}
}

// Waiting reports whether the framer is in a sequence that may be a complete key already.
func (f *Framer) Waiting() bool {
	switch f.state {
	case escape:
		return true
	case control, singleShift, text:
		return len(f.seq) == 2
	}
	return false
}

// Idle reports whether the framer is between sequences.
func (f *Framer) Idle() bool { return f.state == ground }

// Elapse tells the framer that nothing has followed for a while. What may be a key becomes one, a
// paste ends, and any other unfinished sequence is dropped. Otherwise the reader's next keys would
// be taken for the rest of it.
func (f *Framer) Elapse() {
	switch {
	case f.state == bracketPasted:
		f.endPaste()
	case !f.Waiting():
		f.drop()
	default:
		if f.state == escape && len(f.seq) == 2 {
			f.Emit(f.seq[:1])
			f.seq = f.seq[1:]
		}
		f.finish()
	}
}

// begin starts a sequence with b.
func (f *Framer) begin(state framing, b byte) {
	f.state, f.seq = state, append(f.small[:0], b)
	f.spoiled, f.params, f.digits, f.need = false, 0, 0, 0
}

// finish emits the sequence unless it was spoiled.
func (f *Framer) finish() {
	seq, spoiled := f.seq, f.spoiled
	f.drop()
	if !spoiled {
		f.Emit(seq)
	}
}

func (f *Framer) drop() { f.state, f.seq = ground, nil }

func (f *Framer) pushGround(b byte) {
	switch {
	case b == esc:
		f.begin(escape, b)
	case b < utf8.RuneSelf:
		f.begin(ground, b)
		f.finish()
	case b >= 0xc2 && b <= 0xf4:
		f.begin(multibyte, b)
		f.need = runeSize(b) - 1
	}
}

// runeSize returns the length of a UTF-8 sequence that starts with b.
func runeSize(b byte) int {
	switch {
	case b < 0xe0:
		return 2
	case b < 0xf0:
		return 3
	}
	return 4
}

func (f *Framer) pushEscape(b byte) {
	double := len(f.seq) == 2
	if double && b != '[' && b != 'O' {
		f.Emit(f.seq[:1]) // these are two keys after all
		f.begin(escape, esc)
	}
	switch {
	case b == esc:
		f.seq = append(f.seq, b)
	case b == '[':
		f.seq, f.state = append(f.seq, b), control
	case b == 'O':
		f.seq, f.state = append(f.seq, b), singleShift
	case b == ']' || b == 'P' || b == '_' || b == '^' || b == 'X':
		f.seq, f.state = append(f.seq, b), text
	case b < utf8.RuneSelf:
		f.seq = append(f.seq, b)
		f.finish()
	case b >= 0xc2 && b <= 0xf4:
		f.seq, f.state, f.need = append(f.seq, b), multibyte, runeSize(b)-1
	default:
		f.finish() // the ESC alone; b is broken
	}
}

// interrupt ends a sequence that a control character interrupts, and processes the control
// character.
func (f *Framer) interrupt(b byte) {
	f.drop()
	f.pushGround(b)
}

func (f *Framer) pushControl(b byte) {
	first := f.seq[len(f.seq)-1] == '[' && len(f.seq) <= 3
	// no key begins like this: Esc was pressed just before the terminal's answer
	if first && len(f.seq) == 3 && b >= '<' && b <= '?' {
		f.Emit(f.seq[:1])
		f.begin(escape, esc)
		f.pushEscape('[')
	}
	switch {
	case b < ' ':
		f.interrupt(b)
		return
	case b >= 0x7f:
		f.drop()
		return
	case first && b == '[':
		f.state, f.need = consoleKey, 1
	case b == ';' || b == ':':
		f.params++
		f.digits = 0
	case b >= '0' && b <= '9':
		f.digits++
	}
	if len(f.seq) == maxSequence || f.params >= maxParam || f.digits > maxDigits {
		f.spoiled = true
	}
	if !f.spoiled {
		f.seq = append(f.seq, b)
	}
	if b >= '@' && f.state == control {
		f.finishControl(b, first)
	}
}

// finishControl ends a control sequence at its last byte.
func (f *Framer) finishControl(last byte, only bool) {
	switch {
	case f.spoiled, last == '_': // a key record of Windows, which nobody asked for
		f.drop()
	case only && last == 'M':
		f.state, f.need = mouseBytes, 3
	case string(f.seq) == "\x1b"+pasteStart: // Esc was pressed just before the paste
		f.Emit(f.seq[:1])
		f.state, f.seq, f.matched = bracketPasted, nil, 0
	case string(f.seq) == pasteStart:
		f.state, f.seq, f.matched = bracketPasted, nil, 0
	default:
		f.finish()
	}
}

func (f *Framer) pushShift(b byte) {
	switch {
	case b < ' ':
		f.interrupt(b)
	case b > ' ' && b < 0x7f && len(f.seq) < 6:
		f.seq = append(f.seq, b)
		if b < '0' || b > '9' {
			f.finish()
		}
	default:
		f.drop()
	}
}

func (f *Framer) pushText(b byte) {
	switch {
	case b == '\a' && f.seq[1] == ']':
		f.seq = append(f.seq, b)
		f.finish()
	case b == esc:
		f.state = textEscape
	case b < ' ':
		f.interrupt(b)
	case b >= 0x7f || len(f.seq) >= maxString:
		f.spoiled = true
	default:
		f.seq = append(f.seq, b)
	}
}

func (f *Framer) pushTextEnd(b byte) {
	if b == '\\' {
		f.seq = append(f.seq, esc, b)
		f.finish()
		return
	}
	f.begin(escape, esc)
	f.Push(b)
}

func (f *Framer) pushMultibyte(b byte) {
	if b&0xc0 != 0x80 {
		f.drop()
		f.Push(b)
		return
	}
	f.seq = append(f.seq, b)
	if f.need--; f.need > 0 {
		return
	}
	f.spoiled = !utf8.Valid(f.seq)
	f.finish()
}

func (f *Framer) pushPaste(b byte) {
	switch {
	case b == pasteEnd[f.matched]:
		if f.matched++; f.matched == len(pasteEnd) {
			f.endPaste()
		}
		return
	case f.matched > 0:
		for _, missed := range []byte(pasteEnd[:f.matched]) {
			f.keep(missed)
		}
		f.matched = 0
		f.pushPaste(b)
		return
	}
	f.keep(b)
}

// endPaste delivers the pasted text.
func (f *Framer) endPaste() {
	pasted := f.pasted
	f.state, f.pasted = ground, nil
	f.Paste(cleanPaste(pasted))
}

// keep adds to the text of a paste if there is room.
func (f *Framer) keep(b byte) {
	if len(f.pasted) < maxPaste {
		f.pasted = append(f.pasted, b)
	}
}

package lineui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// maxTyped is how many characters of a line are kept; what is typed behind them is dropped and not
// echoed.
const maxTyped = 200

// event is what a byte has led to.
type event int

const (
	typed   event = iota // the line goes on
	entered              // the line is complete
	left                 // Ctrl-C or Ctrl-D
)

// escape is how much of a control sequence has come. Of sequences, which the arrow keys send,
// nothing is kept.
type escape int

const (
	noEscape      escape = iota
	escaped              // ESC
	inSequence           // CSI: up to a letter
	oneMore              // SS3: one character
	inString             // OSC, DCS and their like: up to BEL or ESC \
	stringEscaped        // ESC in such a string
)

// editor is a line editor of the simplest kind: characters, Backspace, Ctrl-W, Ctrl-U, Enter. It knows
// nothing of a cursor, so that a screen reader hears what is typed and nothing else.
type editor struct {
	line   []rune
	part   []byte // of a character that is not complete
	escape escape
	wasCR  bool
	echo   func(string)
	method textwidth.Method // how the terminal counts cells
}

// Control characters that mean something.
const (
	ctrlC     = 0x03
	ctrlD     = 0x04
	bell      = 0x07
	backspace = 0x08
	lineFeed  = 0x0a
	enter     = 0x0d
	ctrlU     = 0x15
	ctrlW     = 0x17
	esc       = 0x1b
	del       = 0x7f
)

// feed takes a byte. After entered, take returns the line.
func (e *editor) feed(b byte) event {
	wasCR := e.wasCR
	e.wasCR = false
	switch {
	case b == lineFeed && wasCR:
		return typed
	case b == enter || b == lineFeed:
		e.wasCR, e.escape, e.part = b == enter, noEscape, nil
		return entered
	case b == ctrlC || b == ctrlD:
		return left
	case e.skips(b):
		return typed
	}
	switch {
	case b == backspace || b == del:
		e.part = nil
		e.erase(1)
	case b == ctrlU:
		e.part = nil
		e.erase(len(e.line))
	case b == ctrlW:
		e.part = nil
		e.erase(lastWord(e.line))
	case b < ' ':
		if b == '\t' {
			e.add(' ')
		}
	default:
		e.collect(b)
	}
	return typed
}

// take returns the line and begins a new one.
func (e *editor) take() string {
	line := string(e.line)
	e.line = e.line[:0]
	return line
}

// skips reports whether a byte is part of a control sequence.
func (e *editor) skips(b byte) bool {
	was := e.escape
	switch was {
	case noEscape:
		if b != esc {
			return false
		}
		e.part = nil
		e.escape = escaped
	case escaped:
		e.escape = afterEscape(b)
	case inSequence:
		if b >= '@' && b <= '~' {
			e.escape = noEscape
		} else if b == esc {
			e.escape = escaped
		}
	case oneMore:
		e.escape = noEscape
	case inString:
		switch b {
		case bell:
			e.escape = noEscape
		case esc:
			e.escape = stringEscaped
		}
	case stringEscaped:
		e.escape = inString
		if b == '\\' {
			e.escape = noEscape
		}
	}
	return true
}

// afterEscape is what ESC and a byte begin.
func afterEscape(b byte) escape {
	switch b {
	case esc:
		return escaped
	case '[':
		return inSequence
	case 'O':
		return oneMore
	case ']', 'P', 'X', '^', '_':
		return inString
	}
	return noEscape
}

// collect takes a byte of text.
func (e *editor) collect(b byte) {
	e.part = append(e.part, b)
	for len(e.part) > 0 && utf8.FullRune(e.part) {
		r, n := utf8.DecodeRune(e.part)
		e.part = e.part[n:]
		if r != utf8.RuneError || n > 1 {
			e.add(r)
		}
	}
}

// add adds a character, if it is one that a line may have.
func (e *editor) add(r rune) {
	s := string(r)
	if len(e.line) >= maxTyped || plaintext.Clean(s) != s {
		return
	}
	e.line = append(e.line, r)
	e.echo(withoutBoxes(s))
}

// lastWord returns how many characters the last word of a line has, with the blanks behind it.
func lastWord(line []rune) int {
	at := len(line)
	for at > 0 && unicode.IsSpace(line[at-1]) {
		at--
	}
	for at > 0 && !unicode.IsSpace(line[at-1]) {
		at--
	}
	return len(line) - at
}

// erase takes the last n characters away, each with all that stands on its cells.
func (e *editor) erase(n int) {
	var rubbed strings.Builder
	for ; n > 0 && len(e.line) > 0; n-- {
		cells := 0
		for cells == 0 && len(e.line) > 0 { // an accent has no cell of its own
			last := len(e.line) - 1
			cells = e.method.Width(string(e.line[last]))
			e.line = e.line[:last]
		}
		rubbed.WriteString(strings.Repeat("\b", cells) + strings.Repeat(" ", cells) + strings.Repeat("\b", cells))
	}
	if rubbed.Len() > 0 {
		e.echo(rubbed.String())
	}
}

package main

import (
	"encoding/base64"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// person is somebody at a terminal: a program in a PTY and an emulator that shows what it draws.
type person struct {
	cmd   *exec.Cmd
	pty   *os.File
	ended chan int // the exit status
	close sync.Once

	drawing  sync.Mutex // of the emulator
	emulator *vt.Emulator

	mu    sync.Mutex
	modes map[ansi.Mode]bool // the terminal's modes that are on, of those that must be off in the end
	clip  string             // what was put into the clipboard last (OSC 52)
}

// newPerson starts a program in a terminal of a size.
func newPerson(cmd *exec.Cmd, width, height int) (*person, error) {
	p := &person{cmd: cmd, emulator: vt.NewEmulator(width, height), ended: make(chan int, 1), modes: map[ansi.Mode]bool{}}
	p.emulator.SetCallbacks(vt.Callbacks{
		EnableMode:       func(m ansi.Mode) { p.setMode(m, true) },
		DisableMode:      func(m ansi.Mode) { p.setMode(m, false) },
		CursorVisibility: func(visible bool) { p.setMode(ansi.ModeTextCursorEnable, visible) },
	})
	p.emulator.RegisterOscHandler(52, func(sequence []byte) bool {
		encoded, ok := strings.CutPrefix(string(sequence), "52;c;")
		text, err := base64.StdEncoding.DecodeString(encoded)
		if ok && err == nil {
			p.mu.Lock()
			p.clip = string(text)
			p.mu.Unlock()
		}
		return ok
	})
	p.modes[ansi.ModeTextCursorEnable] = true
	if !slices.Contains(cmd.Env, "TERM=foot") { // most terminals do not have the mode that the emulator has
		p.emulator.RegisterCsiHandler(ansi.Command('?', '$', 'p'), p.lacksGraphemes)
	}
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		return nil, err
	}
	p.pty = f
	go func() { _, _ = io.Copy(f, p.emulator) }() // what the terminal answers to queries
	go func() {
		_, _ = io.Copy(p, f) // ends with the program
		status := 0
		var exit *exec.ExitError
		if errors.As(cmd.Wait(), &exit) {
			status = exit.ExitCode()
		}
		p.ended <- status
	}()
	return p, nil
}

// lacksGraphemes answers the query for mode 2027 as a terminal that counts code points.
func (p *person) lacksGraphemes(params ansi.Params) bool {
	mode, _, _ := params.Param(0, 0)
	if mode != int(ansi.ModeUnicodeCore) {
		return false
	}
	_, _ = io.WriteString(p.emulator.InputPipe(), ansi.ReportMode(ansi.ModeUnicodeCore, ansi.ModeNotRecognized))
	return true
}

func (p *person) setMode(m ansi.Mode, on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.modes[m] = on
}

// Write draws what the program prints.
func (p *person) Write(b []byte) (int, error) {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	for i := range b {
		p.draw(b[i : i+1])
	}
	return len(b), nil
}

// draw draws one byte. What was on its way when the window became smaller may ask for more rows
// than there are now; a terminal does what it can, the emulator panics.
func (p *person) draw(b []byte) {
	defer func() { _ = recover() }()
	_, _ = p.emulator.Write(b)
}

// screen returns the text on the screen, without trailing blanks.
func (p *person) screen() string {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	return p.text()
}

func (p *person) text() string {
	var b strings.Builder
	for y := range p.emulator.Height() {
		line := ""
		for x := 0; x < p.emulator.Width(); {
			cell := p.emulator.CellAt(x, y)
			switch {
			case cell == nil || cell.Content == "":
				line, x = line+" ", x+1
			default:
				line, x = line+cell.Content, x+max(1, cell.Width)
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// shows reports whether text stands on the screen in a style: "bold", "underlined", "coloured" or
// "plain", the last of which means no colour.
func (p *person) shows(text, style string) bool {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	for y := range p.emulator.Height() {
		line := strings.Split(p.text(), "\n")[y]
		at := strings.Index(line, text)
		if at < 0 {
			continue
		}
		cell := p.emulator.CellAt(ansi.StringWidth(line[:at]), y)
		if cell == nil {
			return false
		}
		coloured := cell.Style.Fg != nil || cell.Style.Bg != nil
		switch style {
		case "bold":
			return cell.Style.Attrs != 0
		case "coloured":
			return coloured
		case "plain":
			return !coloured
		}
	}
	return false
}

// resize changes the size of the terminal, of which the kernel tells the program.
func (p *person) resize(width, height int) error {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	p.emulator.Resize(width, height)
	return pty.Setsize(p.pty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
}

// clipboard returns what was copied last.
func (p *person) clipboard() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.clip
}

// leftOver says what is wrong with the terminal after the program has ended, "" if it is as it was
// before.
func (p *person) leftOver() string {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	if p.emulator.IsAltScreen() {
		return "the alternate screen is still on"
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.modes[ansi.ModeTextCursorEnable] {
		return "the cursor is hidden"
	}
	for _, m := range []ansi.Mode{
		ansi.ModeBracketedPaste, ansi.ModeMouseNormal, ansi.ModeMouseButtonEvent, ansi.ModeMouseAnyEvent, ansi.ModeMouseExtSgr,
		ansi.ModeFocusEvent, ansi.ModeSynchronizedOutput,
	} {
		if p.modes[m] {
			return "mode " + ansi.SetMode(m)[2:] + " is still on"
		}
	}
	return ""
}

// hangUp ends the program as a closed window does.
func (p *person) hangUp() {
	p.close.Do(func() {
		_ = p.cmd.Process.Kill()
		_ = p.pty.Close()
		_ = p.emulator.InputPipe().(io.Closer).Close()
	})
}

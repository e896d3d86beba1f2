package testssh

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/vt"
)

// emulator is the screen of a terminal. Its Read returns what the terminal answers to queries.
type emulator struct{ *vt.Emulator }

func newEmulator(width, height int) *emulator { return &emulator{vt.NewEmulator(width, height)} }

// draw shows what came. A terminal does what it can with what makes no sense; the emulator panics.
func (e *emulator) draw(p []byte) {
	defer func() { _ = recover() }()
	_, _ = e.Write(p)
}

// lines are the lines of the screen, without blanks at their ends.
func (e *emulator) lines() []string {
	lines := make([]string, e.Height())
	for y := range lines {
		var b strings.Builder
		for x := 0; x < e.Width(); {
			cell := e.CellAt(x, y)
			if cell == nil || cell.Content == "" {
				b.WriteByte(' ')
				x++
				continue
			}
			b.WriteString(cell.Content)
			x += max(1, cell.Width)
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// close ends the stream of answers.
func (e *emulator) close() {
	if pipe, ok := e.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

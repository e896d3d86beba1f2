package terminal

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

const (
	readSize   = 256
	escapeTime = 50 * time.Millisecond // an ESC that nothing follows for so long is the Esc key

	inputRate  = 8 << 10  // bytes per second
	inputBurst = 64 << 10 // bytes
)

// input reads the reader's keys. One goroutine reads; a timer stands by while an ESC waits for what it begins.
type input struct {
	t    *Terminal
	done chan struct{} // closed when nothing is read any more
	paid time.Time     // when the bytes read so far are used up at the rate; of the reading goroutine

	mu      sync.Mutex
	framer  framer
	decoder uv.EventDecoder
	motion  tea.Msg // a move of the mouse that a later one may replace
	round   int     // counts what was fed, so that a late timer finds itself late
	closed  bool
}

func newInput(t *Terminal) *input {
	i := &input{t: t, done: make(chan struct{})}
	i.framer.emit = i.key
	i.framer.paste = i.pasted
	return i
}

func (i *input) start() { go i.read() }

// close ends the input: nothing more reaches the model. The goroutine that reads ends with the reader.
func (i *input) close() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.closed = true
}

// read reads until In ends, then ends the session.
func (i *input) read() {
	defer close(i.done)
	defer i.t.catch()
	buf := make([]byte, readSize)
	for empty := 0; empty < 100; empty++ {
		n, err := i.t.opts.In.Read(buf)
		if n > 0 {
			empty = 0
			if !i.feed(buf[:n]) {
				return
			}
			i.throttle(n)
		}
		if errors.Is(err, io.EOF) {
			i.t.end(io.EOF)
			return
		}
		if err != nil {
			i.t.end(fmt.Errorf("read keys: %w", err))
			return
		}
	}
	i.t.end(fmt.Errorf("read keys: %w", io.ErrNoProgress))
}

// feed turns bytes into messages. It reports whether there is any use in more.
func (i *input) feed(p []byte) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return false
	}
	i.round++
	for _, b := range p {
		i.framer.push(b)
	}
	i.flushMotion()
	if i.framer.waiting() {
		round := i.round
		time.AfterFunc(escapeTime, func() { i.elapse(round) })
	}
	return true
}

// elapse is called when nothing may have followed an ESC.
func (i *input) elapse(round int) {
	defer i.t.catch()
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.closed && i.round == round {
		i.framer.elapse()
	}
}

// throttle waits when more came than the rate allows, so that the sender is held up and nothing piles up here.
func (i *input) throttle(n int) {
	now := i.t.opts.Now()
	if full := now.Add(-inputBurst * time.Second / inputRate); i.paid.Before(full) {
		i.paid = full
	}
	i.paid = i.paid.Add(time.Duration(n) * time.Second / inputRate)
	wait := i.paid.Sub(now)
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-i.t.ctx.Done():
	}
}

// key sends what one sequence means.
func (i *input) key(seq []byte) {
	switch msg := decode(&i.decoder, seq).(type) {
	case nil:
	case uv.PrimaryDeviceAttributesEvent:
		i.t.answers.answer()
	case uv.MouseMotionEvent:
		i.motion = msg
	default:
		i.flushMotion()
		i.pressed(msg)
		i.t.program.Send(msg)
	}
}

// pressed says that the reader has done something, and not the terminal by itself.
func (i *input) pressed(msg tea.Msg) {
	if i.t.opts.Pressed == nil {
		return
	}
	switch msg.(type) {
	case uv.KeyPressEvent, uv.MouseClickEvent, uv.MouseWheelEvent, tea.PasteMsg:
		i.t.opts.Pressed()
	}
}

func (i *input) pasted(text []byte) {
	i.flushMotion()
	msg := tea.PasteMsg{Content: cleanPaste(text)}
	i.pressed(msg)
	i.t.program.Send(msg)
}

// flushMotion sends the last move of the mouse. Moves that follow one another at once are one.
func (i *input) flushMotion() {
	if i.motion != nil {
		i.t.program.Send(i.motion)
		i.motion = nil
	}
}

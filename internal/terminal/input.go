package terminal

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
)

const (
	readSize   = 64
	heldSize   = 16                    // is fed at once to a session that has used up its share: its debts stay short
	escapeTime = 50 * time.Millisecond // an ESC that nothing follows for so long is the Esc key
	brokenTime = 2 * time.Second       // a sequence or a paste that does not go on for so long has ended

	// backlog is how many bytes may wait for their turn when a reader is being held up. Further
	// ahead, only Ctrl-C counts: readers type less, and keys that take effect a minute later are of
	// no use to a reader who pasted a book by mistake.
	backlog = 16 << 10

	// lateTime is how long a backlog may take. The rest of it is passed over, too: keys that cost
	// much are not paid for by minutes in which nothing else is used.
	lateTime = 2 * time.Second
)

// backlogs are buffers to read a backlog with. A session at rest has none.
var backlogs = sync.Pool{New: func() any { return new([backlog]byte) }}

// input reads the reader's keys. One goroutine reads; a timer stands by while something that has
// begun waits for the rest of it.
type input struct {
	t    *Terminal
	done chan struct{} // closed when nothing is read any more
	rate quota.Bucket  // of bytes

	mu      sync.Mutex
	muted   bool // what is fed is too much and does not count
	framer  framer
	decoder uv.EventDecoder
	motion  tea.Msg     // a move of the mouse that a later one may replace
	late    *time.Timer // for what waits; nil until something does
	due     time.Time   // when that is over, so that a timer which goes off too early or too late does nothing
	closed  bool
}

func newInput(t *Terminal) *input {
	i := &input{t: t, done: make(chan struct{}), rate: quota.Bucket{Burst: typed(inputBurst)}}
	i.framer.emit = i.key
	i.framer.paste = i.pasted
	return i
}

func (i *input) start() { safego.Go(i.t.report, "read keys", i.read) }

// close ends the input: nothing more reaches the model. The goroutine that reads ends with the
// reader.
func (i *input) close() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.closed = true
	if i.late != nil {
		i.late.Stop()
	}
}

// read reads until In ends, then ends the session.
func (i *input) read() {
	defer close(i.done)
	buf := make([]byte, readSize)
	for empty := 0; empty < 100; empty++ {
		i.await()
		n, err := i.t.opts.In.Read(buf)
		if n > 0 {
			empty = 0
			held, ok := i.take(buf[:n])
			if ok && held {
				err = errors.Join(err, i.catchUp())
			}
			if !ok || i.t.ctx.Err() != nil {
				return
			}
		}
		if err != nil {
			i.fail(err)
			return
		}
	}
	i.t.end(fmt.Errorf("read keys: %w", io.ErrNoProgress))
}

// fail ends the session with the input.
func (i *input) fail(err error) {
	if errors.Is(err, io.EOF) {
		i.t.end(io.EOF)
		return
	}
	i.t.end(fmt.Errorf("read keys: %w", err))
}

// take feeds a piece and waits until it is paid for: by its bytes, and by what they made the model
// do. It reports whether it had to wait, and whether there is any use in more.
func (i *input) take(p []byte) (held, ok bool) {
	if !i.feed(p) {
		return false, false
	}
	wait := max(i.rate.Charge(typed(len(p)), i.t.opts.Now()), i.t.rest())
	i.t.pause(wait)
	return wait > 0, true
}

// catchUp reads the input that has piled up while the reader was held up: all but a backlog is
// passed over, and that is taken piece by piece.
func (i *input) catchUp() error {
	buf := backlogs.Get().(*[backlog]byte)
	defer backlogs.Put(buf)
	for i.t.ctx.Err() == nil {
		i.await()
		n, err := i.t.opts.In.Read(buf[:])
		if n == backlog && err == nil {
			i.mute(buf[:])
			continue
		}
		held, late := false, time.Now().Add(lateTime)
		for rest := buf[:n]; len(rest) > 0; {
			if time.Now().After(late) {
				i.mute(rest)
				break
			}
			piece := rest[:min(heldSize, len(rest))]
			rest = rest[len(piece):]
			var ok bool
			if held, ok = i.take(piece); !ok {
				return err
			}
		}
		if err != nil || !held {
			return err
		}
	}
	return nil
}

// mute feeds what does not count, so that sequences which go on behind it are understood.
func (i *input) mute(p []byte) {
	i.mu.Lock()
	i.muted = true
	i.mu.Unlock()
	i.feed(p)
	i.mu.Lock()
	i.muted = false
	i.mu.Unlock()
}

// feed turns bytes into messages. It reports whether there is any use in more.
func (i *input) feed(p []byte) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return false
	}
	i.due = time.Time{}
	for _, b := range p {
		i.framer.push(b)
	}
	i.flushMotion()
	return true
}

// await has what waits for the rest of it wait not for ever. It is called before more is read: time
// in which the reader is being held up is no silence.
func (i *input) await() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return
	}
	wait := time.Duration(0)
	switch {
	case i.framer.waiting():
		wait = escapeTime
	case i.framer.state != ground:
		wait = brokenTime
	default:
		return
	}
	i.due = time.Now().Add(wait)
	if i.late == nil {
		i.late = safego.After(i.t.report, wait, "wait for more keys", i.elapse)
	} else {
		i.late.Reset(wait)
	}
}

// elapse is called when nothing may have followed what waits.
func (i *input) elapse() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.closed && !i.due.IsZero() && !time.Now().Before(i.due) {
		i.due = time.Time{}
		i.framer.elapse()
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
		if i.muted && !isInterrupt(msg) {
			return
		}
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

// isInterrupt reports whether a key is Ctrl-C, which counts always.
func isInterrupt(msg tea.Msg) bool {
	key, ok := msg.(uv.KeyPressEvent)
	return ok && key.Code == 'c' && key.Mod == uv.ModCtrl
}

func (i *input) pasted(text []byte) {
	if i.muted {
		return
	}
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

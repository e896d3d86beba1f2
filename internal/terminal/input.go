package terminal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/terminal/input"
)

const (
	readSize   = 64
	heldSize   = 16                    // fed at a time once a session has used up its share: debts stay short
	escapeTime = 50 * time.Millisecond // an ESC that nothing follows for this long is the Esc key
	brokenTime = 2 * time.Second       // a sequence or a paste that pauses for this long has ended

	// backlog is how many bytes may wait while the reader is held up. Beyond that, only Ctrl-C
	// counts. Readers type less, and keys that take effect a minute later are of no use to somebody
	// who pasted a book by mistake.
	backlog = 16 << 10

	// lateTime is how long a backlog may take. The rest of it is dropped as well: expensive keys
	// must not keep the session busy for minutes.
	lateTime = 2 * time.Second
)

// backlogs are buffers for reading a backlog. A session at rest holds none.
var backlogs = sync.Pool{New: func() any { return new([backlog]byte) }}

// inputLoop reads the reader's keys. One goroutine reads. A timer stands by while an unfinished
// sequence waits for its rest.
type inputLoop struct {
	t    *Terminal
	done chan struct{} // closed when reading has ended
	rate quota.Bucket  // of bytes

	mu      sync.Mutex
	muted   bool // the input is too much and is ignored, except for Ctrl-C
	framer  input.Framer
	decoder uv.EventDecoder
	motion  tea.Msg     // a mouse move that a later one may replace
	late    *time.Timer // ends an unfinished sequence; nil until there is one
	due     time.Time   // when late may act, so that a timer that fires too early or too late does nothing
	closed  bool
}

func newInputLoop(t *Terminal) *inputLoop {
	i := &inputLoop{t: t, done: make(chan struct{}), rate: quota.Bucket{Burst: typed(inputBurst)}}
	i.framer.Emit = i.key
	i.framer.Paste = i.pasted
	return i
}

func (i *inputLoop) start() { safego.Go(i.t.report, "read keys", i.read) }

// close ends the input: nothing more reaches the model. The goroutine that reads ends with In.
func (i *inputLoop) close() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.closed = true
	if i.late != nil {
		i.late.Stop()
	}
}

// read reads until In ends, then ends the session.
func (i *inputLoop) read() {
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

// fail ends the session because the input has ended.
func (i *inputLoop) fail(err error) {
	if errors.Is(err, io.EOF) {
		i.t.end(io.EOF)
		return
	}
	i.t.end(fmt.Errorf("read keys: %w", err))
}

// take feeds a piece, then waits until the session has paid for its bytes and for the work that
// they caused. It reports whether it had to wait, and whether to go on.
func (i *inputLoop) take(p []byte) (held, ok bool) {
	if !i.feedInTurn(p) {
		return false, false
	}
	wait := max(i.rate.Charge(typed(len(p)), i.t.opts.Now()), i.t.rest())
	i.t.pause(wait)
	return wait > 0, true
}

// catchUp reads the input that has piled up while the reader was held up. It drops all of it except
// the last backlog, which it takes piece by piece.
func (i *inputLoop) catchUp() error {
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

// feedInTurn is feed. It waits for the session's turn if there is more than a reader types at a time:
// each key may cost a frame, and other readers need a processor, too.
func (i *inputLoop) feedInTurn(p []byte) bool {
	turn := i.t.opts.Turn
	if turn == nil || len(p) < heldSize {
		return i.feed(p)
	}
	defer turn.Rest()
	return turn.Work(i.t.ctx) == nil && i.feed(p)
}

// mute feeds input that is ignored. The framer still has to see it, so that it recognizes where the
// next sequence begins.
func (i *inputLoop) mute(p []byte) {
	i.mu.Lock()
	i.muted = true
	i.mu.Unlock()
	i.feed(p)
	i.mu.Lock()
	i.muted = false
	i.mu.Unlock()
}

// feed turns bytes into messages. It reports false if the input is closed.
func (i *inputLoop) feed(p []byte) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return false
	}
	i.due = time.Time{}
	for _, b := range p {
		i.framer.Push(b)
	}
	i.flushMotion()
	return true
}

// await arms the timer that ends an unfinished sequence. It is called just before a read, since the
// time while the reader is held up does not count as silence.
func (i *inputLoop) await() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return
	}
	wait := time.Duration(0)
	switch {
	case i.framer.Waiting():
		wait = escapeTime
	case !i.framer.Idle():
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

// elapse ends an unfinished sequence if its time is over.
func (i *inputLoop) elapse() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.closed && !i.due.IsZero() && !time.Now().Before(i.due) {
		i.due = time.Time{}
		i.framer.Elapse()
	}
}

// key sends the message for one sequence.
func (i *inputLoop) key(seq []byte) {
	if rest, ok := bytes.CutPrefix(seq, []byte{ansi.ESC}); ok && isStatus(rest) { // Esc was pressed just before the answer
		i.key(seq[:1])
		i.key(rest)
		return
	}
	if isStatus(seq) {
		i.t.screen.answered()
		return
	}
	switch msg := input.Decode(&i.decoder, seq).(type) {
	case nil:
	case uv.PrimaryDeviceAttributesEvent:
		i.t.identified(msg)
		if i.t.opts.Pictures {
			i.t.program.Send(msg)
		}
	case uv.TerminalVersionEvent, uv.CellSizeEvent:
		if i.t.opts.Pictures {
			i.t.program.Send(msg)
		}
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

// pressed reports activity of the reader, as opposed to messages that the terminal sends by itself.
func (i *inputLoop) pressed(msg tea.Msg) {
	switch msg.(type) {
	case uv.KeyPressEvent, uv.MouseClickEvent, uv.MouseWheelEvent, tea.PasteMsg:
		if i.t.opts.Drawn != nil {
			i.t.latency.press(i.t.opts.Now())
		}
		if i.t.opts.Pressed != nil {
			i.t.opts.Pressed()
		}
	}
}

// isInterrupt reports whether a key is Ctrl-C, which always counts.
func isInterrupt(msg tea.Msg) bool {
	key, ok := msg.(uv.KeyPressEvent)
	return ok && key.Code == 'c' && key.Mod == uv.ModCtrl
}

func (i *inputLoop) pasted(text string) {
	if i.muted {
		return
	}
	i.flushMotion()
	msg := tea.PasteMsg{Content: text}
	i.pressed(msg)
	i.t.program.Send(msg)
}

// flushMotion sends the last mouse move. Consecutive moves are merged into one.
func (i *inputLoop) flushMotion() {
	if i.motion != nil {
		i.t.program.Send(i.motion)
		i.motion = nil
	}
}

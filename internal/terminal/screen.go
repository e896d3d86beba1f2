package terminal

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/textwidth"
)

const (
	frameTime = time.Millisecond       // a flood of frames is drawn at most this often
	queryTime = 120 * time.Millisecond // from the first frame to the queries; a visit that ends earlier asks nothing
	maxRaw    = 256 << 10              // bytes of raw sequences that may wait; more are dropped
)

// frame is what a View asks of the screen.
type frame struct {
	content       string
	width, height int
	modes         modes
	paper, text   colour // what the whole window is painted with; 0 leaves it to the terminal
}

// screen writes frames to a terminal. It has no goroutine while there is nothing to draw.
type screen struct {
	t     *Terminal
	out   io.Writer
	plain bool // the terminal gets only the plainest sequences
	// method is how the terminal counts cells as far as is known before it answers
	method textwidth.Method

	mu       sync.Mutex
	settled  sync.Cond   // the painter has ended
	newest   frame       // the latest frame from Show
	waiting  bool        // newest has not been drawn yet
	raw      []byte      // to be written unchanged
	mode     colorMode   // colours and widths of text
	sync     bool        // the terminal supports synchronized output
	asked    bool        // the terminal was asked for its colours
	named    bool        // the terminal was asked which one it is
	probed   bool        // a plain terminal was asked for its background
	query    string      // queries that are due
	later    *time.Timer // sets query
	unicode  bool        // mode 2027 was turned on
	repair   bool        // and the modes
	redraw   bool        // forget what is on the screen
	flow     flow
	painting bool
	closed   bool
	err      error

	// Used by the painter, and by close when there is none.
	shown   frame
	drawn   time.Time // when shown was drawn
	started bool      // shown is on the screen and modes are set
	titled  bool      // the terminal's title was saved
}

func newScreen(t *Terminal) *screen {
	s := &screen{t: t, out: t.opts.Out, plain: Plain(t.opts.Environ)}
	s.settled.L = &s.mu
	s.method = textwidth.Of(t.opts.Environ)
	s.mode = colorMode{
		profile: t.opts.Profile, method: s.method, plain: s.plain,
		console: hasAnyPrefix(termOf(t.opts.Environ), consoleKinds),
		upright: hasAnyPrefix(termOf(t.opts.Environ), uprightKinds),
	}
	return s
}

// Show draws a view that was made for width times height cells. It never blocks. A view that is not
// drawn yet is replaced. A view that changes nothing costs nothing; whether it changes something is
// reported.
func (s *screen) Show(view tea.View, width, height int) (changed bool) {
	f := frame{
		content: view.Content, width: width, height: height, modes: modesOf(view, width, height),
		paper: colourOf(view.BackgroundColor), text: colourOf(view.ForegroundColor),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f == s.newest {
		return false
	}
	s.newest, s.waiting = f, true
	s.wake()
	return true
}

// Raw writes seq unchanged, after the frames so far.
func (s *screen) Raw(seq string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if seq == "" || len(s.raw)+len(seq) > maxRaw {
		return
	}
	s.raw = append(s.raw, seq...)
	s.wake()
}

// Redraw sets the modes and draws everything again: other output, or a broken line, may have changed
// what is on the screen, and how it writes.
func (s *screen) Redraw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.repair = true
	s.redrawLocked()
}

// SetSync turns synchronized output on or off, as the terminal has said that it supports it or not.
func (s *screen) SetSync(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sync = on
}

// SetGraphemes makes the screen measure text by grapheme clusters, as the terminal does. turnOn
// says that the terminal must be told to.
func (s *screen) SetGraphemes(turnOn bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mode.method != textwidth.CodePoints || s.closed {
		return
	}
	s.mode.method = textwidth.Graphemes
	if turnOn {
		s.unicode = true
		s.raw = append(s.raw, ansi.SetModeUnicodeCore...)
	}
	s.redrawLocked()
}

// SetColors makes the screen write the colours of a profile, and reports whether they are more than
// before. It does nothing for a reader who wants no colours.
func (s *screen) SetColors(profile colorprofile.Profile) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mode.profile <= colorprofile.ASCII || s.mode.profile >= profile {
		return false
	}
	s.mode.profile = profile
	s.redrawLocked()
	return true
}

// askFirst schedules the first queries for a moment after the first frame. If they were part of
// that frame, a script that leaves at once would have to wait for its terminal's answers.
func (s *screen) askFirst() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.query = firstQueries
	if s.plain {
		s.query = queryEnd
	} else if s.mode.profile == colorprofile.ANSI && strings.HasPrefix(termOf(s.t.opts.Environ), "screen") {
		s.query = queryName + firstQueries
	}
	s.wake()
}

// askBackground asks a plain terminal once for its background.
func (s *screen) askBackground() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.probed {
		return
	}
	s.probed = true
	s.query = queryBackground + queryEnd
	s.wake()
}

// askColors asks once whether the terminal has more colours than its environment says.
func (s *screen) askColors() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked || s.mode.profile <= colorprofile.ASCII || s.mode.profile == colorprofile.TrueColor {
		return
	}
	s.asked = true
	s.t.answers.ask(s.t.opts.Now())
	s.raw = append(s.raw, ansi.RequestTermcap("RGB", "Tc")+queryEnd...)
	s.wake()
}

// askName asks once which terminal it is.
func (s *screen) askName() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.named {
		return
	}
	s.named = true
	s.t.answers.ask(s.t.opts.Now())
	s.raw = append(s.raw, queryName+queryEnd...)
	s.wake()
}

// setUpright says that the terminal draws no italics.
func (s *screen) setUpright() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.mode.upright {
		s.mode.upright = true
		s.redrawLocked()
	}
}

func (s *screen) redrawLocked() {
	s.redraw = true
	s.waiting = s.newest != frame{}
	s.wake()
}

// wake starts a painter unless one is at work.
func (s *screen) wake() {
	if !s.painting && !s.closed && s.err == nil {
		s.painting = true
		safego.Go(s.broken, "draw a screen", s.paint)
	}
}

// paint draws as long as there is something to draw.
func (s *screen) paint() {
	for {
		s.pace()
		if !s.hold() {
			s.mu.Lock()
			s.stop()
			s.mu.Unlock()
			return
		}
		d, ok := s.take()
		if !ok {
			return
		}
		if err := s.draw(d); err != nil {
			s.fail(fmt.Errorf("write to the terminal: %w", err))
			return
		}
	}
}

// broken ends the painter and the session after a panic.
func (s *screen) broken(what string, value any, stack []byte) {
	s.t.report(what, value, stack)
	s.fail(ErrPanic)
}

// fail ends the painter and the session.
func (s *screen) fail(err error) {
	s.t.end(err)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	s.stop()
}

// stop ends the painter. The caller has held mu since it last found nothing to draw.
func (s *screen) stop() {
	s.painting = false
	s.settled.Broadcast()
}

// pace delays a frame that follows another too soon, so that newer ones can replace it. A lone
// frame does not wait, and raw sequences do not count.
func (s *screen) pace() {
	s.mu.Lock()
	wait := time.Duration(0)
	if s.waiting && s.started && !s.closed {
		wait = frameTime - s.t.opts.Now().Sub(s.drawn)
	}
	s.mu.Unlock()
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(min(wait, frameTime))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.t.ctx.Done():
	}
}

// drawing is one write: a frame, if there is a new one, and raw sequences.
type drawing struct {
	frame  frame
	fresh  bool   // there is a frame
	repair bool   // and the modes have to be set
	redraw bool   // and everything has to be drawn
	query  string // queries to send
	sync   bool
	mode   colorMode
	raw    []byte
}

// take returns what there is to draw, or ends the painter.
func (s *screen) take() (d drawing, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || !s.waiting && s.query == "" && s.raw == nil {
		s.stop()
		return drawing{}, false
	}
	d = drawing{
		frame: s.newest, fresh: s.waiting, redraw: s.redraw && s.waiting, query: s.query, sync: s.sync,
		mode: s.mode, raw: s.raw,
	}
	s.waiting, s.query, s.raw = false, "", nil
	if d.fresh {
		d.repair = s.repair
		s.redraw, s.repair = false, false
	}
	return d, true
}

// draw writes d in one piece.
func (s *screen) draw(d drawing) error {
	b := painteres.Get().(*painter)
	defer b.clean()
	b.mode = d.mode
	if d.fresh {
		first, begun := !s.started, time.Now()
		b.draw(s, d)
		s.t.worked(begun)
		s.shown, s.started, s.drawn = d.frame, true, s.t.opts.Now()
		if s.t.opts.Drawn != nil {
			s.t.opts.Drawn(s.t.latency.answer(s.drawn))
		}
		if first && (!s.plain || s.mode.profile >= colorprofile.ANSI) {
			s.schedule()
		}
	}
	if d.query != "" {
		b.query(s, d.query)
		s.t.answers.ask(s.t.opts.Now())
	}
	b.buf = append(b.buf, d.raw...)
	if len(b.buf) == 0 {
		return nil
	}
	b.buf = s.charge(b.buf, b.marks)
	begun := time.Now()
	_, err := s.out.Write(b.buf)
	if time.Since(begun) > slowWrite {
		s.t.latency.forget()
	}
	return err
}

// schedule sends the first queries after queryTime.
func (s *screen) schedule() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.later = safego.After(s.t.report, queryTime, "ask a terminal", s.askFirst)
	}
}

// maxFarewell bounds the line that is left on the normal screen, in runes.
const maxFarewell = 300

// close restores the terminal and writes the farewell, once, after the painter has ended. It drops
// a frame that waits, and writes pending raw sequences.
func (s *screen) close(farewell string) {
	if buf := s.leave(farewell); len(buf) > 0 {
		_, _ = s.out.Write(buf) // the session is over either way
	}
}

// leave ends the drawing and returns the bytes that have to be written last.
func (s *screen) leave(farewell string) (buf []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.later != nil {
		s.later.Stop()
	}
	for s.painting {
		s.settled.Wait()
	}
	if s.err != nil && !errors.Is(s.err, ErrPanic) {
		return nil // the output has failed
	}
	buf = s.raw
	if s.started {
		buf = s.restore(buf)
	}
	if line := s.method.Shown(cleanLine(farewell, maxFarewell)); line != "" {
		buf = append(append(buf, line...), "\r\n"...)
	}
	return buf
}

// splitRows splits content into the rows of a screen. Missing rows are empty.
func splitRows(rows []string, content string, height int) []string {
	for range height {
		row, rest, _ := strings.Cut(content, "\n")
		rows = append(rows, strings.TrimSuffix(row, "\r"))
		content = rest
	}
	return rows
}

package terminal

import (
	"errors"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/terminal/paint"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// maxRaw is how many bytes of raw sequences may wait. More are dropped.
const maxRaw = 256 << 10

// frame is what a View asks of the screen.
type frame struct {
	paint.Screen
	modes modes
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
	mode     paint.Mode  // colours and widths of text
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
	s.mode = paint.Mode{
		Profile: t.opts.Profile, Method: s.method, Plain: s.plain,
		Console: hasAnyPrefix(termOf(t.opts.Environ), consoleKinds),
		Upright: hasAnyPrefix(termOf(t.opts.Environ), uprightKinds),
	}
	return s
}

// Show draws a view that was made for width times height cells. It never blocks. A view that is not
// drawn yet is replaced. A view that changes nothing costs nothing; whether it changes something is
// reported.
func (s *screen) Show(view tea.View, width, height int) (changed bool) {
	f := frame{
		Screen: paint.NewScreen(view.Content, width, height, view.BackgroundColor, view.ForegroundColor),
		modes:  modesOf(view, width, height),
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
	if s.mode.Method != textwidth.CodePoints || s.closed {
		return
	}
	s.mode.Method = textwidth.Graphemes
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
	if s.mode.Profile <= colorprofile.ASCII || s.mode.Profile >= profile {
		return false
	}
	s.mode.Profile = profile
	s.redrawLocked()
	return true
}

// setUpright says that the terminal draws no italics.
func (s *screen) setUpright() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.mode.Upright {
		s.mode.Upright = true
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

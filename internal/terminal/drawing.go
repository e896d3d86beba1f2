package terminal

import (
	"fmt"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/terminal/paint"
)

// frameTime is how often a flood of frames is drawn at most.
const frameTime = time.Millisecond

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
	mode   paint.Mode
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
	p := paint.New(d.mode)
	defer p.Free()
	if d.fresh {
		first, begun := !s.started, time.Now()
		s.drawFrame(p, &d)
		s.t.worked(begun)
		s.shown, s.started, s.drawn = d.frame, true, s.t.opts.Now()
		if s.t.opts.Drawn != nil {
			s.t.opts.Drawn(s.t.latency.answer(s.drawn))
		}
		if first && (!s.plain || s.mode.Profile >= colorprofile.ANSI) {
			s.schedule()
		}
	}
	if d.query != "" {
		if c := s.shown.modes.cursor; p.Query(&s.shown.Screen, d.query) && c.visible {
			p.Buf = paint.AppendMove(p.Buf, c.x, c.y)
		}
		s.t.answers.ask(s.t.opts.Now())
	}
	p.Buf = append(p.Buf, d.raw...)
	if len(p.Buf) == 0 {
		return nil
	}
	p.Buf = s.charge(p.Buf, p.Marks)
	begun := time.Now()
	_, err := s.out.Write(p.Buf)
	if time.Since(begun) > slowWrite {
		s.t.latency.forget()
	}
	return err
}

// drawFrame appends the difference between the frame that is shown and that of d.
func (s *screen) drawFrame(p *paint.Painter, d *drawing) {
	f := &d.frame
	cleared := false
	if d.repair && s.started {
		p.Buf = s.repairModes(p.Buf)
	}
	p.Buf, cleared = s.setModes(p.Buf, f.modes)
	begin := len(p.Buf)
	cursor := s.shown.modes.cursor
	cursor.visible = cursor.visible || !s.started
	switch {
	case d.sync:
		p.Buf = append(p.Buf, ansi.SetModeSynchronizedOutput...)
	case cursor.visible:
		p.Buf = append(p.Buf, ansi.ResetModeTextCursorEnable...)
	}
	drawn := p.Draw(&s.shown.Screen, &f.Screen, cleared || d.redraw)
	if drawn {
		cursor.visible = cursor.visible && d.sync
	} else {
		p.Buf = p.Buf[:begin]
	}
	p.Buf = s.setCursor(p.Buf, cursor, f.modes.cursor, drawn)
	if drawn && d.sync {
		p.Buf = append(p.Buf, ansi.ResetModeSynchronizedOutput...)
	}
}

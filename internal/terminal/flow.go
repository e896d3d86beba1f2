package terminal

import (
	"slices"
	"time"
)

// queryStatus asks a terminal for nothing but an answer (DSR). Whatever answers the query for device
// attributes answers this one.
const queryStatus = "\x1b[5n"

const (
	// freeBytes may be on their way to the reader before a frame waits: half a second of a line of 2
	// KB/s.
	freeBytes = 1300
	// quietBytes may be on their way before the terminal is asked whether they have arrived.
	quietBytes = 256
	// ahead is how far ahead of a line frames are written: as much as it has proved to carry in this
	// time may be on its way. A line that is fast but long must not be held up.
	ahead = 300 * time.Millisecond
	// maxAhead bounds that.
	maxAhead = 32 << 10
	// A frame waits for so long, and for the time that a line of 1 KB/s takes for what is on its way.
	// A terminal that has not answered by then is not asked again until it does.
	patience     = 1500 * time.Millisecond
	slowestBytes = 1000 // in a second
)

// flow keeps frames from piling up on a slow line, where the reader would see what they did many
// seconds ago. Some way before the end of a frame, the terminal is asked for its status; its answer
// shows that everything up to there has arrived. Meanwhile frames wait, and newer ones replace them.
// There is one open question at most.
type flow struct {
	answering bool  // the terminal has answered a query
	sent      int64 // bytes that were written
	arrived   int64 // of these, the ones that have arrived for certain
	window    int64 // how many may be on their way

	open  bool  // a question is open
	at    int64 // what was written before it
	with  int64 // of that, what was written together with it
	asked time.Time
	late  time.Time // when an answer is not waited for any more
}

// begin says that the terminal answers queries, and that all has arrived so far.
func (f *flow) begin() {
	if !f.answering {
		f.answering, f.arrived, f.window = true, f.sent, freeBytes
	}
}

// write counts the bytes that are about to be written, and puts a question among them if one is due.
// marks are the places where it may be put, in ascending order.
func (f *flow) write(buf []byte, marks []int, now time.Time) []byte {
	defer func() { f.sent += int64(len(buf)) }()
	if !f.answering || f.open || f.sent+int64(len(buf))-f.arrived < quietBytes {
		return buf
	}
	at := len(buf)
	for _, mark := range marks {
		if len(buf)-mark <= freeBytes {
			at = mark
			break
		}
	}
	out := f.sent + int64(len(buf)) - f.arrived
	f.open, f.at, f.with, f.asked = true, f.sent+int64(at), int64(at), now
	f.late = now.Add(patience + time.Duration(out)*time.Second/slowestBytes)
	return slices.Insert(buf, at, []byte(queryStatus)...)
}

// answer takes the answer to the open question, and reports whether there was one.
func (f *flow) answer(now time.Time) bool {
	if !f.open {
		return false
	}
	took := max(now.Sub(f.asked), time.Millisecond)
	proved := f.with * int64(ahead) / int64(took)
	f.window = max(freeBytes, min(proved, maxAhead))
	f.open, f.arrived = false, f.at
	return true
}

// wait returns how long the next frame has to wait for the answer to the open question, at most.
func (f *flow) wait(now time.Time) time.Duration {
	if !f.open || f.sent-f.arrived <= f.window {
		return 0
	}
	return f.unanswered(now)
}

// unanswered returns for how long an answer may still come.
func (f *flow) unanswered(now time.Time) time.Duration {
	if !f.open {
		return 0
	}
	return max(0, f.late.Sub(now))
}

// hold has a frame wait until the line is free for it. It returns false if the session ends first.
func (s *screen) hold() bool {
	for {
		s.mu.Lock()
		wait := time.Duration(0)
		if s.waiting && !s.closed {
			wait = s.flow.wait(s.t.opts.Now())
		}
		s.mu.Unlock()
		if wait <= 0 {
			return true
		}
		s.t.latency.forget()
		timer := time.NewTimer(wait)
		select {
		case <-s.t.answers.news:
		case <-timer.C:
		case <-s.t.ctx.Done():
			timer.Stop()
			return false
		}
		timer.Stop()
	}
}

// charge counts bytes that are about to be written, and adds a question if one is due.
func (s *screen) charge(buf []byte, marks []int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flow.write(buf, marks, s.t.opts.Now())
}

// answered takes the answer to a question for the status.
func (s *screen) answered() {
	s.mu.Lock()
	known := s.flow.answer(s.t.opts.Now())
	s.mu.Unlock()
	if known {
		s.t.answers.tell()
	}
}

// identified says that the terminal answers queries.
func (s *screen) identified() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flow.begin()
}

// unanswered returns for how long the answer to a question for the status may still come.
func (s *screen) unanswered() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flow.unanswered(s.t.opts.Now())
}

// isStatus reports whether a sequence is a terminal's answer to a question for its status: that it
// is well, or, as the standard allows, that it is not. Some answer as if DEC's question had been
// asked.
func isStatus(seq []byte) bool {
	switch string(seq) {
	case "\x1b[0n", "\x1b[3n", "\x1b[?0n", "\x1b[?3n":
		return true
	}
	return false
}

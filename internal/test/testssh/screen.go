package testssh

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// ErrLate is the error of a wait that took longer than the visitor's patience.
var ErrLate = errors.New("waited too long")

// errLeft is the error of a wait for a session that has ended.
var errLeft = errors.New("the session has ended")

// Terminal is what a visitor sits at.
type Terminal struct {
	Type          string // as TERM names it; "xterm-256color" if empty
	Width, Height int    // in cells; 80x24 if zero
	Command       string // what is to be run; a shell if empty
	Emulate       bool   // there is a real screen, which answers queries; else the terminal is mute
}

// Screen is a session with a terminal.
type Screen struct {
	visitor *Reader
	channel gossh.Channel

	mu       sync.Mutex
	more     *sync.Cond
	got      bytes.Buffer // since the last wait was over
	total    int64
	quiet    time.Time // since when nothing has come
	ended    bool
	emulator *emulator // nil where bytes are enough
}

// Open opens a session with a terminal. As OpenSSH does it asks for the terminal and for the shell
// in one breath.
func (v *Reader) Open(t Terminal) (*Screen, error) {
	if t.Type == "" {
		t.Type = "xterm-256color"
	}
	if t.Width == 0 || t.Height == 0 {
		t.Width, t.Height = 80, 24
	}
	late := time.AfterFunc(v.patience, func() { _ = v.line.Close() })
	defer late.Stop()
	channel, requests, err := v.conn.OpenChannel("session", nil)
	if err != nil {
		return nil, fmt.Errorf("open a session: %w", err)
	}
	v.stages.Channel = time.Now()
	v.ended.Go(func() { gossh.DiscardRequests(requests) })
	s := &Screen{visitor: v, channel: channel, quiet: time.Now()}
	s.more = sync.NewCond(&s.mu)
	if t.Emulate {
		s.emulator = newEmulator(t.Width, t.Height)
		v.ended.Go(func() { _, _ = io.Copy(channel, s.emulator) })
	}
	v.ended.Go(s.receive)
	if err := s.start(t); err != nil {
		return nil, errors.Join(err, channel.Close())
	}
	v.stages.Shell = time.Now()
	return s, nil
}

// start asks for the terminal and for what runs in it.
func (s *Screen) start(t Terminal) error {
	pty := struct {
		Term                          string
		Width, Height, Xpixel, Ypixel uint32
		Modes                         string
	}{Term: t.Type, Width: uint32(t.Width), Height: uint32(t.Height), Modes: "\x00"}
	if _, err := s.channel.SendRequest("pty-req", false, gossh.Marshal(&pty)); err != nil {
		return fmt.Errorf("ask for a terminal: %w", err)
	}
	what, payload := "shell", []byte(nil)
	if t.Command != "" {
		what, payload = "exec", gossh.Marshal(&struct{ Command string }{t.Command})
	}
	ok, err := s.channel.SendRequest(what, true, payload)
	switch {
	case err != nil:
		return fmt.Errorf("ask for a %s: %w", what, err)
	case !ok:
		return fmt.Errorf("the server refuses a %s", what)
	}
	return nil
}

// receive collects what the server sends.
func (s *Screen) receive() {
	buf := make([]byte, 4<<10)
	for {
		n, err := s.channel.Read(buf)
		now := time.Now()
		s.mu.Lock()
		if s.total == 0 && n > 0 {
			s.visitor.stages.FirstByte = now
		}
		s.got.Write(buf[:n])
		s.total += int64(n)
		s.quiet = now
		if s.emulator != nil {
			s.emulator.draw(buf[:n])
		}
		s.ended = err != nil
		s.more.Broadcast()
		s.mu.Unlock()
		if err != nil {
			if s.emulator != nil {
				s.emulator.close()
			}
			return
		}
	}
}

// until waits until a condition on what has come holds. The caller holds the lock.
func (s *Screen) until(what string, holds func() bool) error {
	late := false
	timer := time.AfterFunc(s.visitor.patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		late = true
		s.more.Broadcast()
	})
	defer timer.Stop()
	for !holds() {
		if s.ended || late {
			const most = 300
			tail := s.got.Bytes()
			tail = tail[max(0, len(tail)-most):]
			err := errLeft
			if late {
				err = ErrLate
			}
			return fmt.Errorf("waiting for %s, having got ... %q: %w", what, tail, err)
		}
		s.more.Wait()
	}
	return nil
}

// Await waits until what has come since the last wait contains text, and returns how many bytes
// that are. It looks at the bytes, not at a screen: what the server does not send again is not seen
// again.
func (s *Screen) Await(text string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.got.Reset()
	err := s.until(fmt.Sprintf("%q", text), func() bool { return bytes.Contains(s.got.Bytes(), []byte(text)) })
	return s.got.Len(), err
}

// AwaitAny waits until something has come since the last wait, and returns how many bytes that are.
func (s *Screen) AwaitAny() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.got.Reset()
	err := s.until("anything", func() bool { return s.got.Len() > 0 })
	return s.got.Len(), err
}

// AwaitScreen waits until a condition on the lines of the emulated screen holds.
func (s *Screen) AwaitScreen(what string, holds func(lines []string) bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.got.Reset()
	return s.until(what, func() bool { return holds(s.emulator.lines()) })
}

// AwaitEnd waits until the server has ended the session.
func (s *Screen) AwaitEnd() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.until("the end", func() bool { return s.ended }); err != nil {
		return err
	}
	s.got.Reset()
	return nil
}

// Settle waits until nothing has come for a moment, and returns how many bytes have come before
// that.
func (s *Screen) Settle(moment time.Duration) (int, error) {
	began := time.Now()
	ticker := time.NewTicker(moment / 4)
	defer ticker.Stop()
	for time.Since(began) < s.visitor.patience {
		<-ticker.C
		s.mu.Lock()
		if s.ended || time.Since(s.quiet) >= moment && time.Since(began) >= moment {
			n := s.got.Len()
			s.got.Reset()
			s.mu.Unlock()
			return n, nil
		}
		s.mu.Unlock()
	}
	return 0, fmt.Errorf("waiting for a pause: %w", ErrLate)
}

// Received is how many bytes of output have come in all, as the terminal gets them.
func (s *Screen) Received() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total
}

// Lines are the lines of the emulated screen, without blanks at their ends.
func (s *Screen) Lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emulator.lines()
}

// Press sends keys.
func (s *Screen) Press(keys string) error {
	_, err := io.WriteString(s.channel, keys)
	return err
}

// EndInput says that no more keys will come.
func (s *Screen) EndInput() error { return s.channel.CloseWrite() }

// CloseChannel closes the session from this side. The connection stays.
func (s *Screen) CloseChannel() error { return s.channel.Close() }

// QuietSince is when the last output came.
func (s *Screen) QuietSince() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.quiet
}

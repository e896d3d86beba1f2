//go:build linux

package hostile_test

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// outputs do not take what they are sent, or do not show that they are there.
func outputs() []client {
	patient := "KEEPALIVE=30s" // only that nothing is taken counts
	return []client{
		{"5.1 stops reading", []string{patient}, stopsReading},
		{"5.1 never opens its window again", []string{patient}, neverOpens},
		{"5.1 reads a byte from time to time", nil, readsSlowly},
		{"5.2 vanishes", nil, vanishes},
		{"5.2 vanishes without a word", nil, goesSilent},
		{"5.3 answers no keepalive", nil, noAnswers},
		{"5.3 answers keepalives", nil, answersKeepalives},
		{"5.4 is idle", []string{"IDLE_TIMEOUT=1s"}, idles("")},
		{"5.4 is idle, by ear", []string{"IDLE_TIMEOUT=1s"}, idlesByEar},
		{"5.4 answers questions only", []string{"IDLE_TIMEOUT=1s"}, idles("\x1b]11;rgb:0/0/0\a\x1b[?2026;2$y\x1b[?62;22c")},
		{"5.4 sends its focus only", []string{"IDLE_TIMEOUT=1s"}, idles("\x1b[I\x1b[O")},
		{"5.4 moves the mouse only", []string{"IDLE_TIMEOUT=1s"}, idles("\x1b[<35;10;5M\x1b[<35;11;5M")},
		{"5.4 lets keys go only", []string{"IDLE_TIMEOUT=1s"}, idles("\x1b[97;1:3u")},
		{"5.4 presses a key from time to time", []string{"IDLE_TIMEOUT=1s"}, staysActive},
		{"5.5 stays for as long as it may", []string{"MAX_LIFETIME=1s"}, livesOn},
	}
}

// stopsReading opens SSH's window wide, has more sent than all buffers of the kernel hold, and
// takes nothing of it.
func stopsReading(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	_ = w.Conn.(*net.TCPConn).SetReadBuffer(4 << 10)
	w.starts(t, "archive", 1<<31)
	// one is the reader before
	if !waitfor.True(patience, func() bool { return len(p.lines("connection ended")) > 1 }) {
		t.Error("the program goes on with it")
	}
	p.awaitLog(t, `how=stalled`)
}

func neverOpens(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	w.shows(t, 500)
	w.say(t, message(msgData, uint32(0), "G"))
	if _, err := w.until(msgClose); err != nil {
		t.Errorf("its session is not closed: %v", err)
	}
	w.isCutOff(t)
	p.awaitLog(t, `how=stalled`)
}

func readsSlowly(t *testing.T, p *program) {
	conn := p.connect(t, home)
	_ = conn.SetReadBuffer(1)
	slow := &drip{Conn: conn}
	client, err := handshake(slow, clientConfig())
	if err != nil {
		t.Fatal(err)
	}
	s := openScreen(t, client, "xterm-256color", "", 300, 100)
	slow.slow.Store(true)
	for range 30 {
		if _, err := io.WriteString(s, "\r h"); err != nil {
			break
		}
		<-time.After(50 * time.Millisecond)
	}
	_ = conn.Close()
}

func vanishes(t *testing.T, p *program) {
	for range 10 {
		conn := p.connect(t, home)
		client, err := handshake(conn, clientConfig())
		if err != nil {
			t.Fatal(err)
		}
		openScreen(t, client, "xterm", "", 80, 24)
		_ = conn.Close() // with a reset, see connectFrom
	}
}

// goesSilent reads and writes nothing any more, as a machine whose cable was pulled.
func goesSilent(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	w.shows(t, 1<<20)
	p.awaitLog(t, `how=silent`)
	w.isCutOff(t)
}

// noAnswers reads on, but does not answer: after three questions it is given up.
func noAnswers(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	begun := time.Now()
	w.shows(t, 1<<20)
	w.isCutOff(t)
	if took := time.Since(begun); took < 3*500*time.Millisecond {
		t.Errorf("given up after %v already", took)
	}
	p.awaitLog(t, `how=silent`)
}

// answersKeepalives is asked at the interval that is set, and stays as long as it answers.
func answersKeepalives(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	w.shows(t, 1<<20)
	begun := time.Now()
	const questions = 5
	for range questions {
		if q := w.hear(t, msgGlobalRequest); !bytes.HasPrefix(q[1:], encode("keepalive@openssh.com", true)) {
			t.Errorf("%q", q)
		}
		w.say(t, []byte{msgRequestFailed})
	}
	if took := time.Since(begun); took < (questions-1)*500*time.Millisecond {
		t.Errorf("%d questions in %v", questions, took)
	}
	w.say(t, message(msgData, uint32(0), "\r"))
	w.awaitText(t, "First words")
}

// idles is a reader whose terminal sends something by itself, or nothing: it is told, its terminal
// is restored, and it is let go.
func idles(sends string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
		s.await(t, "Post number 1")
		stop := make(chan struct{})
		defer close(stop)
		go repeat(s, sends, stop)
		rest := s.await(t, "You were away for a while")
		if !strings.Contains(rest, "\x1b[?1049l") {
			t.Errorf("the terminal was not restored: %q", rest)
		}
		if status := <-s.status; status != 0 {
			t.Errorf("status %d", status)
		}
	}
}

// repeat writes something from time to time.
func repeat(w io.Writer, text string, stop chan struct{}) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			if _, err := io.WriteString(w, text); err != nil {
				return
			}
		}
	}
}

func idlesByEar(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "dumb", "", 80, 24)
	s.await(t, "Post number 1")
	<-s.status
	p.awaitLog(t, `how=idle`)
}

func staysActive(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	stop := make(chan struct{})
	go repeat(s, "jk", stop)
	select {
	case <-s.status:
		t.Error("a reader who presses keys was let go")
	case <-time.After(2500 * time.Millisecond):
	}
	close(stop)
}

func livesOn(t *testing.T, p *program) {
	client := p.dial(t, home)
	s := openScreen(t, client, "xterm-256color", "", 80, 24)
	stop := make(chan struct{})
	defer close(stop)
	go repeat(s, "jk", stop)
	if rest := s.await(t, "as this blog allows"); !strings.Contains(rest, "\x1b[?1049l") {
		t.Errorf("the terminal was not restored: %q", rest)
	}
	isEnded(t, client)
	p.awaitLog(t, `how=lifetime`)
}

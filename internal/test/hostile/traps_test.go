//go:build linux

package hostile_test

import (
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// traps are what Wish and Bubble Tea would get wrong over SSH by themselves, as far as no other
// point has it. By number: T2 sizes, TERM and environment are 3.4, 3.5 and 3.8; T3 bounds of the
// input are 4; T4 sizes that nobody takes and clients that stay are the storm 3.8, 3.2 and 3.9; T5
// signals are 6.3; T12 panics are tests of the packages server and terminal; T14 limits that are
// off are 1, 3.2 and 5; T15 keys that nobody wants are 2.2.
func traps() []client {
	return []client{
		{"T6 is never suspended", nil, neverSuspended},
		{"T7 questions that nobody answers", nil, unansweredQuestions},
		{"T8 the first frame", nil, firstFrame},
		{"T9 terminals that cannot draw", nil, cannotDraw},
		{"T10 ends of lines", nil, endsOfLines},
		{"T11 rests", nil, rests},
		{"T13 answers after the end", nil, lateAnswers},
		{"T16 the mouse is the reader's", nil, mouseIsOff},
	}
}

func neverSuspended(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	s.press(t, "\x1a\x1a\r")
	s.await(t, "First words")
	s.leaves(t, "q")
}

// unansweredQuestions is a terminal that answers nothing: what it is shown does not wait for that.
func unansweredQuestions(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	s.await(t, "Post number 1")
	s.await(t, "\x1b]11;?") // asked after the first frame
	s.press(t, "\r")
	s.await(t, "First words")
	s.leaves(t, "q")
}

// firstFrame is drawn once, at the size of the window.
func firstFrame(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	first := s.await(t, "\x1b]11;?")
	if n := strings.Count(first, "Post number 1\x1b"); n > 1 || strings.Count(first, "\x1b[?1049h") != 1 {
		t.Errorf("drawn %d times: %q", n, first)
	}
	for _, at := range regexp.MustCompile(`\x1b\[(\d+);\d+H`).FindAllStringSubmatch(first, -1) {
		if row, _ := strconv.Atoi(at[1]); row > 24 {
			t.Errorf("something in line %d of 24", row)
		}
	}
}

// cannotDraw gets text and nothing else, with a PTY or without.
func cannotDraw(t *testing.T, p *program) {
	for _, term := range []string{"dumb", ""} {
		s := openScreen(t, p.dial(t, home), term, "", 80, 24)
		if got := s.await(t, "Post number 1"); strings.ContainsRune(got, 0x1b) {
			t.Errorf("TERM=%q: %q", term, got)
		}
	}
	session, err := p.dial(t, home).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	session.Stdin = strings.NewReader("")
	out, err := session.Output("")
	if err != nil || !strings.Contains(string(out), "Post number 1") || strings.ContainsRune(string(out), 0x1b) {
		t.Errorf("%q, %v", out, err)
	}
}

// endsOfLines are CR LF where the terminal is raw, and LF where there is none.
func endsOfLines(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm", "cat post-1", 80, 24)
	<-s.status
	text, _ := s.find("as most paragraphs", patience)
	if bare := regexp.MustCompile(`[^\r]\n`).FindString(text); bare != "" || text == "" {
		t.Errorf("a bare line feed in %q", text)
	}
	session, err := p.dial(t, home).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := session.Output("cat post-1"); err != nil || strings.ContainsRune(string(out), '\r') {
		t.Errorf("%q, %v", out, err)
	}
}

// rests has readers who do nothing: they cost nothing.
func rests(t *testing.T, p *program) {
	for range 5 {
		client := p.dial(t, home)
		for range 4 {
			openScreen(t, client, "xterm-256color", "", 80, 24).await(t, "Post number 1")
		}
	}
	<-time.After(1500 * time.Millisecond) // until what a beginning costs is over
	worked := p.processor(t)
	<-time.After(2 * time.Second)
	if share := float64(p.processor(t)-worked) / float64(2*time.Second); share > 0.03*slower {
		t.Errorf("twenty readers who do nothing take %.0f %% of a core", 100*share)
	}
}

// lateAnswers is a terminal far away: its reader leaves before it has answered. What it sends then
// is read by nobody.
func lateAnswers(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	s.await(t, "\x1b]11;?")
	s.press(t, "q")
	s.await(t, "\x1b[?1049l")
	_, _ = s.Write([]byte("\x1b]11;rgb:0/0/0\a\x1b[?2026;2$y\x1b[?62;22c"))
	if status := <-s.status; status != 0 {
		t.Errorf("status %d", status)
	}
}

var mouseOn = regexp.MustCompile(`\x1b\[\?(1000|1002|1003|1006)[0-9;]*h`)

// mouseIsOff until the reader turns it on.
func mouseIsOff(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	if got := s.await(t, "\x1b]11;?"); mouseOn.MatchString(got) {
		t.Errorf("the mouse is on: %q", got)
	}
	s.press(t, "m")
	if got := s.await(t, "h"); !waitfor.True(patience, func() bool { got += s.last(); return mouseOn.MatchString(got) }) {
		t.Errorf("the mouse is not on: %q", got)
	}
}

// TestNoMiddleware is T1: nothing of Wish's Bubble Tea middleware, nor of its scp, is in the
// program.
func TestNoMiddleware(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "../../../cmd/sshblog").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"charm.land/wish/v2/bubbletea", "charm.land/wish/v2/scp", "charm.land/wish/v2/ratelimiter"} {
		if strings.Contains(string(out), unwanted+"\n") {
			t.Errorf("%s is in the program", unwanted)
		}
	}
}

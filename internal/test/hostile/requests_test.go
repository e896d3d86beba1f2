//go:build linux

package hostile_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// requests ask sessions for what they may not have, or at the wrong time.
func requests() []client {
	slow := []string{"START_TIMEOUT=30s"} // so many requests take a while with the race detector
	return []client{
		{"3.3 an agent, X11 and more", slow, otherRequests},
		{"3.4 environment without end", slow, manyVariables},
		{"3.4 environment that is not allowed", slow, forbiddenVariables},
		{"3.5 terminal types", slow, terminalTypes},
		{"3.6 long commands", slow, longCommands},
		{"3.7 a second start", slow, secondStart},
		{"3.7 settings after the start", slow, lateSettings},
		{"3.7 requests that are malformed", slow, malformedRequests},
		{"3.7 answers that nobody asked for", slow, unaskedAnswers},
		{"3.11 signals and breaks", slow, signalsAndBreaks},
	}
}

func otherRequests(t *testing.T, p *program) {
	client := p.dial(t, home)
	ch := openChannel(t, client)
	for kind, payload := range map[string][]byte{
		"auth-agent-req@openssh.com": nil, "auth-agent-req": nil, "x11-req": encode(false, "MIT-MAGIC-COOKIE-1", "00", uint32(0)),
		"subsystem": encode("netconf"), "xon-xoff": encode(true), "exit-status": encode(uint32(0)), "exit-signal": encode("TERM", false, "", ""),
		"eow@openssh.com": nil, "": nil, "\tshell": nil, "\x1b]0;x\a": nil,
	} {
		grants(t, ch, false, kind, payload)
	}
	grants(t, ch, true, "pty-req", ptyRequest("xterm", 80, 24))
	grants(t, ch, true, "shell", nil)
}

func manyVariables(t *testing.T, p *program) {
	ch := openChannel(t, p.dial(t, home))
	granted := 0
	for i := range 200 {
		if ok, _ := ch.SendRequest("env", true, encode(fmt.Sprintf("LC_%d", i), strings.Repeat("v", 200))); ok {
			granted++
		}
	}
	if granted != 16 {
		t.Errorf("%d variables were taken, want 16", granted)
	}
}

func forbiddenVariables(t *testing.T, p *program) {
	client := p.dial(t, home)
	ch := openChannel(t, client)
	for _, pair := range [][2]string{
		{"LD_PRELOAD", "x"},
		{"PATH", "x"},
		{"TERM", "x"},
		{"HOME", "x"},
		{"SSH_AUTH_SOCK", "x"},
		{"GODEBUG", "x"},
		{"GORACE", "x"},
		{"TZ", "x"},
		{"", "x"},
		{"LANG\x00", "x"},
		{"LANG", "C\n"},
		{"LANG", "\x1b[31m"},
		{"LANG", "\xff"},
		{"LANG", "\u0085"},
		{"LANG", strings.Repeat("x", 257)},
		{"LC_" + strings.Repeat("x", 300), "x"},
		{"lang", "de"},
		{"TEA_TRACE", "x"},
		{"COLORTERM ", "x"},
	} {
		grants(t, ch, false, "env", encode(pair[0], pair[1]))
	}
	for _, name := range []string{"LANG", "LC_ALL", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "SSHBLOG_THEME"} {
		grants(t, ch, true, "env", encode(name, "x"))
	}
	grants(t, ch, true, "pty-req", ptyRequest("xterm", 80, 24))
	grants(t, ch, true, "shell", nil)
	if _, err := io.ReadFull(ch, make([]byte, 1)); err != nil {
		t.Error(err)
	}
}

// terminalTypes names types that are none: they count as a common one, which the log shows.
func terminalTypes(t *testing.T, p *program) {
	for _, term := range []string{
		strings.Repeat("x", 65), strings.Repeat("x", 30_000), "../../etc/passwd", "%s%n", "\x1b]0;x\a", "xterm\x00", "\xff\xfe", " xterm", "xterm\n", "-xterm",
	} {
		client := p.dial(t, home)
		openScreen(t, client, term, "", 80, 24).await(t, "Post number 1")
		was := len(p.lines("connection ended"))
		_ = client.Close()
		waitfor.True(patience, func() bool { return len(p.lines("connection ended")) > was })
		lines := p.lines("connection ended")
		if last := lines[len(lines)-1]; !strings.Contains(last, " term=xterm ") {
			t.Errorf("%.20q: %s", term, last)
		}
	}
}

func longCommands(t *testing.T, p *program) {
	client := p.dial(t, home)
	ch := openChannel(t, client)
	for _, size := range []int{4097, 5_000, 8_000} {
		grants(t, ch, false, "exec", encode(strings.Repeat("x", size)))
	}
	grants(t, ch, true, "exec", encode(strings.Repeat("x", 4096)))
	for _, command := range []string{
		"", "\x00", "'", `"`, `\`, "ls; id", "$(id)", "`id`", "| sh", "ls\ntags", "-oProxyCommand=id", "cat ../../etc/passwd", "cat /etc/passwd", "scp -t .",
		"rsync --server . /", "\xff\xfe", strings.Repeat("ls ", 1000), strings.Repeat("'", 4000), "cat --width 99999999999 post-1", "ls -n -1",
	} {
		session, err := p.dial(t, home).NewSession()
		if err != nil {
			t.Fatal(err)
		}
		session.Stdin = strings.NewReader("")
		out, err := session.CombinedOutput(command)
		var exit *gossh.ExitError
		if strings.Contains(string(out), "root:") || err != nil && !asExit(err, &exit) {
			t.Errorf("%q: %q, %v", command, out, err)
		}
	}
}

// secondStart starts a session twice, in all ways.
func secondStart(t *testing.T, p *program) {
	client := p.dial(t, home)
	for _, first := range []string{"shell", "exec"} {
		ch := openChannel(t, client)
		grants(t, ch, true, "pty-req", ptyRequest("xterm", 80, 24))
		payload := map[string][]byte{"exec": encode("post-1"), "shell": nil, "subsystem": encode("sftp")}
		grants(t, ch, true, first, payload[first])
		for _, second := range []string{"shell", "exec", "subsystem"} {
			grants(t, ch, false, second, payload[second])
		}
		_ = ch.Close()
	}
}

func lateSettings(t *testing.T, p *program) {
	ch := openChannel(t, p.dial(t, home))
	grants(t, ch, false, "window-change", windowChange(100, 30))
	grants(t, ch, true, "env", encode("LANG", "de"))
	grants(t, ch, true, "pty-req", ptyRequest("xterm", 80, 24))
	grants(t, ch, false, "pty-req", ptyRequest("xterm", 80, 24))
	grants(t, ch, true, "window-change", windowChange(90, 30))
	grants(t, ch, true, "shell", nil)
	grants(t, ch, false, "env", encode("LANG", "en"))
	grants(t, ch, false, "pty-req", ptyRequest("xterm", 80, 24))
	grants(t, ch, true, "window-change", windowChange(100, 30))
}

func malformedRequests(t *testing.T, p *program) {
	client := p.dial(t, home)
	ch := openChannel(t, client)
	for _, kind := range []string{"pty-req", "exec", "env", "window-change", "subsystem"} {
		for _, payload := range [][]byte{nil, {0xff, 0xff, 0xff, 0xff}, {0, 0, 0, 5, 'x'}, bytes.Repeat([]byte{0xff}, 3_000)} {
			grants(t, ch, false, kind, payload)
		}
	}
	grants(t, ch, false, "pty-req", encode("xterm", uint32(80)))
	grants(t, ch, true, "pty-req", encode("xterm", uint32(80), uint32(24), uint32(0), uint32(0), strings.Repeat("\xff", 3_000)))
	grants(t, ch, true, "shell", bytes.Repeat([]byte{0xff}, 3_000))
}

// unaskedAnswers answers what the program has not asked.
func unaskedAnswers(t *testing.T, p *program) {
	for _, kind := range []byte{msgSuccess, msgFailure, msgRequestFailed, msgRequestDone} {
		w := p.wireReader(t, home)
		ch := w.shows(t, 1<<20)
		w.awaitText(t, "Post number 1")
		for range 50 {
			if w.send(message(kind, ch)) != nil {
				break
			}
		}
		_ = w.Close()
	}
}

func signalsAndBreaks(t *testing.T, p *program) {
	s := openScreen(t, p.dial(t, home), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	for _, name := range []string{"INT", "TERM", "KILL", "HUP", "QUIT", "USR1", "", "\x1b", strings.Repeat("x", 10_000)} {
		grants(t, s, false, "signal", encode(name))
	}
	for range 100 {
		grants(t, s, false, "break", encode(uint32(1<<32-1)))
	}
	s.press(t, "\r")
	s.await(t, "First words")
	s.leaves(t, "q")
}

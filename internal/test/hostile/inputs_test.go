//go:build linux

package hostile_test

import (
	"strings"
	"testing"
	"time"
)

// inputs type what no terminal sends. After it the same session answers a key, and q leaves.
func inputs() []client {
	typed := map[string]string{
		"4.1 a control string without end":              "\x1b]11;rgb:" + strings.Repeat("f", 20_000),
		"4.1 a device control string without end":       "\x1bP1+r" + strings.Repeat("41", 10_000),
		"4.1 other strings without end":                 "\x1b_" + strings.Repeat("G", 5000) + "\x1b^" + strings.Repeat("x", 5000) + "\x1bX" + strings.Repeat("y", 5000),
		"4.2 ten thousand parameters":                   "\x1b[" + strings.Repeat("1;", 10_000) + "m" + "\x1b[" + strings.Repeat("9", 10_000) + "A",
		"4.2 parameters of parameters":                  "\x1b[" + strings.Repeat("4:3:", 10_000) + "u\x1b[?" + strings.Repeat("$", 10_000) + "y",
		"4.3 a paste without end":                       "\x1b[200~" + strings.Repeat("pasted ", 5000),
		"4.3 a paste in a paste":                        strings.Repeat("\x1b[200~x", 1000) + "\x1b[201~" + strings.Repeat("\x1b[201~", 1000),
		"4.3 a paste of control characters":             "\x1b[200~\x00\x1b[31m\u009b\x7f\r\n\t\u202e\xff" + strings.Repeat("\x1b[201", 1000) + "\x1b[201~",
		"4.4 invalid UTF-8":                             strings.Repeat("\xff\xc0\xaf\xed\xa0\x80\xf8\x88\x80\x80\x80\xe2\x82", 1000),
		"4.4 half a character":                          "\xf0\x9f\x98",
		"4.5 C1 as bytes and as characters":             strings.Repeat("\x9b31m\x90x\x9c\u009b5A\u0090x", 1000),
		"4.5 NULs":                                      strings.Repeat("\x00", 20_000),
		"4.6 mouse reports with wild numbers":           strings.Repeat("\x1b[<0;99999999999;-5M\x1b[<4294967295;1;1m\x1b[<;;M\x1b[M\xff\xff\xff\x1b[M\x00\x01\x02\x1b[999;999;999M", 200),
		"4.7 colours that nobody asked for":             strings.Repeat("\x1b]11;rgb:ffff/0000/ffff\a\x1b]11;rgb:0/0/0\x1b\\\x1b]10;#fff\a\x1b]4;1;rgb:1/2/3\a\x1b]11;nonsense\a", 200),
		"4.7 capabilities that nobody asked for":        strings.Repeat("\x1bP1+r524742=382F382F38\x1b\\\x1bP0+r\x1b\\\x1bP1+rzz=1\x1b\\\x1bP>|term(1)\x1b\\", 200),
		"4.7 modes that nobody asked for":               strings.Repeat("\x1b[?2026;2$y\x1b[?2027;1$y\x1b[?2027;2$y\x1b[?99999;9$y\x1b[?62;22c\x1b[>1;2;3c\x1b[?1u", 200),
		"4.7 focus and sizes that nobody asked for":     strings.Repeat("\x1b[I\x1b[O\x1b[8;9999;9999t\x1b[4;1;1t\x1b[?997;1n\x1b[48;99999;99999;1;1t", 200),
		"4.8 half a control sequence, then silence":     "\x1b[12",
		"4.8 half a mouse report, then silence":         "\x1b[M\x01",
		"4.8 half a string, then silence":               "\x1b]11;rg",
		"4.8 half an end of a paste, then silence":      "\x1b[200~words\x1b[20",
		"4.8 an escape, then silence":                   "\x1b",
		"4.8 a single shift, then silence":              "\x1bO",
		"4.9 keys that suspend, stop and resize":        strings.Repeat("\x1a\x11\x13\x1c\x0c\x12\x16\x0f", 500),
		"4.9 keys of keyboards that report everything":  strings.Repeat("\x1b[97;1:3u\x1b[57441u\x1b[1;1:3A\x1b[27;5;98~\x1b[98;0;0;1;0;1_", 200),
		"4.10 a word of letters that belong together":   "/" + "e" + strings.Repeat("\u0301", 5000),
		"4.10 a word of wide and empty letters":         "/" + strings.Repeat("\u4e00\u200d\ufe0f\U0001f468\u200d\U0001f469", 500),
		"4.10 a very long word to search for":           "s" + strings.Repeat("w", 20_000),
		"4.10 operators to search for, without an end":  "s" + strings.Repeat(`tag:"( -" year:99999999999 `, 500),
		"4.10 a very long number of a link to be taken": "\rf" + strings.Repeat("9", 5000),
	}
	var all []client
	for name, text := range typed {
		all = append(all, client{name, nil, types(text)})
	}
	return all
}

// types is a client that types something and then goes on as a reader would.
func types(text string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
		s.await(t, "Post number 1")
		s.press(t, text)
		s.readsOn(t)
	}
}

// silence is longer than what is left half may wait for its other half.
const silence = 2500 * time.Millisecond

// readsOn checks that a session answers a key, and that q leaves: after a silence, so that what was
// left half is given up, and until keys that come too early are passed over no longer. Where they
// end up in a line of text, Esc leads out of it.
func (s *screen) readsOn(t testing.TB) {
	t.Helper()
	deadline := time.Now().Add(3 * givenBack)
	answered := false
	for !answered && time.Now().Before(deadline) {
		s.quiet()
		<-time.After(silence)
		for _, key := range []string{"?", "\x1b", "?"} {
			s.quiet()
			s.press(t, key)
			if _, answered = s.find("\x1b[", 300*time.Millisecond); answered {
				break
			}
		}
	}
	if !answered {
		t.Errorf("the session answers no key any more; last came %.200q", s.last())
		return
	}
	for time.Now().Before(deadline) {
		for _, key := range []string{"\x1b", "q"} {
			if s.ends(t, key) {
				return
			}
		}
	}
	t.Errorf("nothing leads out of the session; last came %.3000q", s.last())
}

// last is what has come since the last look.
func (s *screen) last() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.String()
}

// ends presses a key and reports whether it ends the session, which must be in order.
func (s *screen) ends(t testing.TB, key string) bool {
	t.Helper()
	_, _ = s.Write([]byte(key))
	select {
	case status, ok := <-s.status:
		if !ok || status != 0 {
			t.Errorf("the session ended with status %d (%v)", status, ok)
		}
		return true
	case <-time.After(300 * time.Millisecond):
		return false
	}
}

// quiet waits until nothing comes for a moment, but not for ever.
func (s *screen) quiet() {
	for range 50 {
		if _, more := s.find("\x1b[", 150*time.Millisecond); !more {
			return
		}
	}
}

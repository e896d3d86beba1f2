//go:build linux

package hostile_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// transfers take files away, or pretend to.
func transfers() []client {
	patient := "KEEPALIVE=30s"
	all := []client{
		{"5.6 sends without end into a command", nil, sendsIntoCommand},
		{"5.6 sends without end beside a command", nil, sendsBeside},
		{"5.6 packets of sftp that are none", nil, brokenSFTP},
		{"5.6 requests of sftp without end", []string{patient}, endlessSFTP},
		{"5.6 more handles of sftp than allowed", []string{patient}, manyHandles},
	}
	for name, command := range map[string]string{
		"rsync": "rsync --server --sender -r .", "scp": "scp -r -f",
	} {
		all = append(all, client{"5.6 names all thousands of times: " + name, []string{patient, "START_TIMEOUT=20s", "HANDSHAKE_TIMEOUT=20s"}, namesAll(command, " .", 2000)},
			client{"5.6 names all by patterns: " + name, []string{patient}, namesAll(command, " *", 64)})
	}
	for _, command := range []string{"cat post-1", "archive", "feed", "sftp", "scp -f -r .", "rsync --server --sender -r . .", "plain"} {
		all = append(all, client{"5.6 never reads: " + command, []string{patient}, neverReads(command)})
	}
	for _, command := range []string{"sftp", "scp -f -r .", "rsync --server --sender -r . ."} {
		all = append(all, client{"5.6 never writes: " + command, []string{patient}, neverWrites(command)})
	}
	return all
}

// starts begins a command, or the subsystem sftp, in a window of SSH that is so large.
func (w *wire) starts(t testing.TB, command string, window uint32) (channel uint32) {
	t.Helper()
	channel = w.open(t, 0, window, 32<<10)
	kind := "exec"
	if command == "sftp" {
		kind = "subsystem"
	}
	if !w.asks(t, channel, kind, encode(command)) {
		t.Fatalf("%q was refused", command)
	}
	return channel
}

// namesAll has all files named many times, by connections that leave at once: it costs about as much
// as to name them once.
func namesAll(command, path string, times int) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		const connections, slack = 20, 100 * time.Millisecond
		once := p.costOf(t, connections, command+path)
		took := p.costOf(t, connections, command+strings.Repeat(path, times))
		t.Logf("%v of work, and %v to name all once", took, once)
		if took > 2*once+slack && !raced {
			t.Errorf("that is too much for %d connections", connections)
		}
	}
}

// costOf returns the work of so many connections, one after the other, that start a download and
// leave at its first bytes.
func (p *program) costOf(t *testing.T, connections int, command string) time.Duration {
	t.Helper()
	begun := p.processor(t)
	for range connections {
		w := p.wireReader(t, home)
		ch := w.starts(t, command, 1<<20)
		w.say(t, message(msgData, ch, "\x1e\x00\x00\x00"+strings.Repeat("\x00", 20)))
		_, _ = w.until(msgData, msgExtendedData, msgClose)
		_ = w.Close()
	}
	if !waitfor.True(givenBack, func() bool { return p.vitals(t).sessions == 0 }) {
		t.Error("sessions of clients that have left")
	}
	return p.processor(t) - begun
}

// neverReads has more sent to it than its window takes: the session is ended in time.
func neverReads(command string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		w := p.wireReader(t, home)
		ch := w.starts(t, command, 100)
		if command == "sftp" {
			for i := range uint32(50) {
				w.say(t, message(msgData, ch, string(encode(string(encode(byte(11), i, "/"))))))
			}
		} else {
			w.say(t, message(msgData, ch, strings.Repeat("\x00", 100)))
		}
		if _, err := w.until(msgClose); err != nil && err != io.EOF { //nolint:errorlint // it comes as it is
			t.Errorf("the session is not ended: %v", err)
		}
	}
}

// neverWrites begins a transfer and says nothing more.
func neverWrites(command string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		w := p.wireReader(t, home)
		w.starts(t, command, 1<<20)
		begun := time.Now()
		if _, err := w.until(msgClose); err != nil {
			t.Errorf("the session is not ended: %v", err)
		}
		if took := time.Since(begun); took > givenBack {
			t.Errorf("it took %v", took)
		}
	}
}

// sendsIntoCommand has more on its standard input than there is room for: the command does its work
// all the same.
func sendsIntoCommand(t *testing.T, p *program) {
	client := p.dial(t, home)
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	session.Stdin = endless{}
	out, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start("cat post-1"); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(out); err != nil || !strings.Contains(string(text), "First words of post 1.") {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

// endless is a reader without end.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return copy(b, strings.Repeat("words\n", 100)), nil }

// sendsBeside sends megabytes on the stream beside the input of a command.
func sendsBeside(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.starts(t, "cat post-1", 0)
	go func() { _, _ = io.Copy(io.Discard, w.Conn) }()
	for range 300 {
		if w.send(message(msgExtendedData, ch, uint32(1), strings.Repeat("x", 8000))) != nil {
			break
		}
	}
	_ = w.Close()
}

// brokenSFTP sends packets that no client of sftp sends.
func brokenSFTP(t *testing.T, p *program) {
	for _, packet := range []string{
		"\xff\xff\xff\xff", "\x00\x00\x00\x00", "\x00\x00\x00\x01\xff", "\x00\x00\x00\x05\x0b\x00\x00\x00\x01", "\x00\x04\x00\x00" + strings.Repeat("x", 5000),
		string(encode(string(encode(byte(3), uint32(1), "no-such-handle", "x")))), string(encode(string(encode(byte(5), uint32(1), "no-such-handle", uint32(0), uint32(0), uint32(1<<32-1))))),
		string(encode(string(encode(byte(200), uint32(1), "extended@example.com", strings.Repeat("x", 5000))))),
	} {
		w := p.wireReader(t, home)
		ch := w.starts(t, "sftp", 1<<20)
		w.say(t, message(msgData, ch, packet))
		if _, err := w.until(msgClose); err != nil {
			t.Errorf("%.20q: the session is not ended: %v", packet, err)
		}
		_ = w.Close()
	}
}

// endlessSFTP asks for a large file again and again, and takes none of it.
func endlessSFTP(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.starts(t, "sftp", 1<<20)
	_, peak := p.memoryUse(t)
	send := func(fields ...any) error {
		return w.send(message(msgData, ch, string(encode(string(encode(fields...))))))
	}
	_ = send(byte(1), uint32(3))
	_ = send(byte(3), uint32(1), "/picture.png", uint32(1), uint32(0))
	for range 2 { // the version, and the handle
		if _, err := w.until(msgData); err != nil {
			t.Fatal(err)
		}
	}
	go func() {
		for i := uint32(0); send(byte(5), i, "1", uint32(0), i*30_000, uint32(30_000)) == nil; i++ {
		}
	}()
	if !waitfor.True(patience, func() bool { return len(p.lines(`how=stalled`)) > 0 || p.vitals(t).sessions == 0 }) {
		t.Error("the session is not ended")
	}
	if _, now := p.memoryUse(t); now-peak > memoryGrowth+collectorSlack && !raced {
		t.Errorf("it takes %d MiB", (now-peak)>>20)
	}
	_ = w.Close()
}

// manyHandles opens a directory again and again: there are as many handles as are allowed, and then
// none.
func manyHandles(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.starts(t, "sftp", 1<<30)
	send := func(fields ...any) { w.say(t, message(msgData, ch, string(encode(string(encode(fields...)))))) }
	send(byte(1), uint32(3))
	w.hear(t, msgData)
	handles := 0
	for i := range uint32(200) {
		send(byte(11), i, "/")
		if answer := w.hear(t, msgData); answer[9+4] == 102 {
			handles++
		}
	}
	if handles != 16 {
		t.Errorf("%d handles of directories, want 16", handles)
	}
}
